"""Keeps one contest file of the version at hand for the upgrade test, so that every later version proves it opens it.

`python packaging/keep_release.py` plays a small demo (six people) up to confirmed places and writes it to
tests/store/released/VERSION.contest.xz. Run it once, as the last step before a release; a file that was released is
never made again. `--candidate` makes the file of a version that is still being worked on anew.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# The project's root must be on the path first (E402): this script is run by its path.
from app import VERSION  # noqa: E402
from app.services import filecheck, registration  # noqa: E402
from app.services.common import contest_facts, open_store  # noqa: E402
from app.services.demo import DemoPlayer  # noqa: E402
from app.services.demo_data.day import make_day  # noqa: E402
from app.services.demo_data.roster import roster_rows, write_roster  # noqa: E402
from db.migrate import SCHEMA_VERSION  # noqa: E402
from db.queries import people  # noqa: E402

RELEASED = ROOT / "tests" / "store" / "released"
INDEX = RELEASED / "index.json"
LARGEST = 300 * 1024  # bytes: every version stays in the repository for ever
SEED, PEOPLE = 7, 6


def play(path: Path) -> str:
    """Make a contest file with one trade confirmed; gives the code of that trade."""
    player = DemoPlayer.begin(make_day(SEED, PEOPLE), path, path.parent)
    player.accounts()
    _register(player)
    trade = player.day.contest.trades[0]
    player.mark_trade(trade)
    player.recheck(trade)
    player.close_trade(trade)
    player.store.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA journal_mode=DELETE")
    return trade.code


def _register(player: DemoPlayer) -> None:
    """The roster comes in whole: six people bring no faults that a second workbook would have to put right."""
    workbook = player.folder / "roster.xlsx"
    write_roster(workbook, roster_rows(player.day))
    registration.import_roster(player.store, workbook, by=player.who("registrar"), at=player.at("roster"))
    with player.store.read() as reading:
        player.numbers = {
            member.id_number: entry.number
            for entry in people.entries(reading)
            for member in people.members_of(reading, entry.id)
        }


def keep(candidate: bool) -> Path:
    """Put the file of this version among the released ones. Raises SystemExit where that would lose or spoil one."""
    target = RELEASED / f"{VERSION}.contest.xz"
    index = json.loads(INDEX.read_text("utf-8")) if INDEX.exists() else {}
    if index.get(VERSION, {}).get("released"):
        raise SystemExit(f"{VERSION} is released: its file is never made again")
    RELEASED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / target.stem
        trade = play(file)
        with open_store(file) as store, store.read() as reading:
            report = filecheck.check_content(reading, thorough=True)
            entries, name = report.head.seq, contest_facts(reading).contest.name
        if not report.ok:
            raise SystemExit(f"the file is not whole: {report.problems}")
        packed = lzma.compress(file.read_bytes(), preset=9 | lzma.PRESET_EXTREME)
        if len(packed) > LARGEST:
            raise SystemExit(f"{len(packed)} bytes are more than {LARGEST}")
        target.write_bytes(packed)
    index[VERSION] = {
        "schema": SCHEMA_VERSION,
        "trade": trade,
        "entries": entries,
        "contest": name,
        "released": not candidate,
    }
    INDEX.write_text(json.dumps(index, ensure_ascii=False, indent=2, sort_keys=True) + "\n", "utf-8")
    return target


def main() -> None:
    """Read the arguments, keep the file, say where."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--candidate", action="store_true", help="the version is not released yet")
    made = keep(parser.parse_args().candidate)
    print(f"{made.relative_to(ROOT)}: {made.stat().st_size} bytes")


if __name__ == "__main__":
    main()
