"""R1, R3: places after one changed mark, and places of 30,000 entries, against SQL RANK().

Run: `python -m tests.benchmarks.bench_ranking`. R1: one mark through the service, committed, and the list of 1,500
entries as it then stands; the yardstick updates a total, ranks in SQL, writes the changed places and commits. R3: read
totals and three tie keys of 200 trades from a table and place them, against `RANK() OVER` and fetchall.
"""

from __future__ import annotations

import gc
import random
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from app.domain.ranking import plain_places
from app.services import access, scoring
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.live_ranking import LiveRanking
from app.services.results import ranked_groups
from app.services.sheet_view import CellAddress
from db import engine
from db.queries import scoring as stored
from db.queries.scoring import NewMark
from db.store import Store, Writing
from tests.benchmarks.yardstick import Line, in_turn, report
from tests.factories import MORNING, new_store, small_contest

ENTRIES, ROUNDS, WARM = 1500, 60, 5
ASPECTS, JUDGES = 20, 5
TRADE = "t-1"
TRADES, ALL = 200, 30_000
KEYS = "total DESC, practical DESC, seconds, theory DESC"
RANK = "SELECT trade, entry, RANK() OVER (PARTITION BY trade ORDER BY {}) FROM standing"


def definition() -> str:
    """One open trade: theory whole, practical of 20 panels of 5."""
    text = 'format = 1\n[contest]\nname = "t"\n[rules]\nblind_layers = 0\n[[trade]]\ncode = "t-1"\nname = "t"\n'
    text += '[[trade.round]]\nid = "theory"\nmaximum = 100\nweight = 0.3\n'
    text += '[[trade.round]]\nid = "practical"\nweight = 0.7\n[[trade.round.module]]\nid = "A"\naspects = [\n'
    for number in range(ASPECTS):
        text += f'{{ id = "A{number}", kind = "panel", maximum = 5, judges = {JUDGES}, step = 0.1 }},\n'
    return text + "]\n"


def fill(writing: Writing) -> None:
    """1,500 entries with all their marks."""
    trade = contest_facts(writing).trade(TRADE)
    dice = random.Random(1)
    group = trade.groups[0][0]
    writing.run_many("INSERT INTO delegation VALUES (?, 1, 1, ?, '', '')", [(1, "t")])
    codes = [f"T{number:05}" for number in range(1, ENTRIES + 1)]
    writing.run_many(
        "INSERT INTO entry (contest_id, trade_id, group_id, delegation_id, number, kind, name, unit, state, guest,"
        " no_award, skill_level, skill_certificate, years, remark, registered_at)"
        " VALUES (1, ?, ?, 1, ?, 'individual', 'n', '', 'approved', 0, 0, '', '', '', '', '2026-01-01')",
        [(trade.id, group, code) for code in codes],
    )
    sheet = {"trade_id": trade.id, "sitting": 1, "scheme_id": trade.scheme_id, "double_entry": False}
    for name in ("theory", "practical"):
        stored.add_sheets(writing, [{**sheet, "round": name, "code": code} for code in codes])
    for found in stored.sheets_of(writing, trade.id):
        if found.round == "theory":
            marks = [("", "", 500 * dice.randrange(100, 200))]
        else:
            cells = [(f"A{n}", str(seat)) for n in range(ASPECTS) for seat in range(1, JUDGES + 1)]
            marks = [(aspect, seat, 100 * dice.randrange(51)) for aspect, seat in cells]
        new = (NewMark(found.id, 1, "keyed", aspect, seat, value, None) for aspect, seat, value in marks)
        stored.add_marks(writing, new, "u1", MORNING)


def service_round(store: Store) -> Callable[[int], None]:
    """One mark and the list after it."""
    by = access.add_account(store, "录入", "recorder", "123456", by=CONSOLE, at=MORNING)
    live = LiveRanking(TRADE)
    with store.read() as reading:
        trade = contest_facts(reading).trade(TRADE)
        sheets = [sheet.id for sheet in stored.sheets_of(reading, trade.id, "practical")]
        live.rankings(reading)

    def act(number: int) -> None:
        address = CellAddress(f"A{number % ASPECTS}", number % JUDGES)
        text = f"{number % 51 / 10:.1f}"
        scoring.enter_mark(store, sheets[number * 37 % ENTRIES], 1, address, text, by=by, at=MORNING)
        with store.read() as reading:
            ((found,), _) = live.lists(reading)  # what the ranking page asks for
        assert len(found.ranking.placings) == ENTRIES

    return act


def standing_table(path: Path, trades: int, entries: int) -> sqlite3.Connection:
    """Totals and tie keys in thousandths, with an index in the order of ranking."""
    base = sqlite3.connect(path, isolation_level=None)
    for name, value in engine.WRITER_PRAGMAS:
        base.execute(f"PRAGMA {name}={value}")
    base.execute(
        "CREATE TABLE standing (entry INTEGER PRIMARY KEY, trade INT, total INT, practical INT, seconds INT,"
        " theory INT, place INT)"
    )
    base.execute(f"CREATE INDEX by_rank ON standing (trade, {KEYS})")
    dice = random.Random(1)
    base.execute("BEGIN")
    base.executemany(
        "INSERT INTO standing VALUES (?, ?, ?, ?, ?, ?, 0)",
        [
            (n, n % trades, 10 * dice.randrange(4000, 10_000), 100 * dice.randrange(400, 1000),
             dice.randrange(5000, 9000), 500 * dice.randrange(100, 200))
            for n in range(entries)
        ],
    )  # fmt: skip
    base.execute("COMMIT")
    return base


def raw_round(base: sqlite3.Connection) -> Callable[[int], None]:
    """Update a total, rank, write the changed places, commit."""

    def act(number: int) -> None:
        base.execute("BEGIN IMMEDIATE")
        entry = number * 37 % ENTRIES
        base.execute("UPDATE standing SET total = ? WHERE entry = ?", (10 * (4000 + number * 61 % 6000), entry))
        before = dict(base.execute("SELECT entry, place FROM standing WHERE trade = 0").fetchall())
        rows = base.execute(f"SELECT entry, RANK() OVER (ORDER BY {KEYS}) FROM standing WHERE trade = 0").fetchall()
        changed = [(place, entry) for entry, place in rows if before[entry] != place]
        base.executemany("UPDATE standing SET place = ? WHERE entry = ?", changed)
        base.execute("COMMIT")

    return act


def one_change(folder: Path) -> list[Line]:
    """R1."""
    store = new_store(folder / "live.contest", small_contest(definition()))
    with store:
        with store.write() as writing:
            fill(writing)
        base = standing_table(folder / "live.db", 1, ENTRIES)
        acts = (raw_round(base), service_round(store))
        spent: tuple[list[float], list[float]] = ([], [])
        waited: list[float] = []
        # Everything imported so far and the filled file are no part of what is measured: keep the collector off them.
        gc.collect()
        gc.freeze()
        for number in range(WARM + ROUNDS):
            for times, act in zip(spent, acts, strict=True):
                start, clock = process_time(), perf_counter()
                act(number)
                times.append(process_time() - start)
                waited.append(perf_counter() - clock)
        gc.unfreeze()
        _same_as_anew(store)
        base.close()
    raw, ours = (median(times[WARM:]) for times in spent)
    p95 = quantiles(waited[2 * WARM + 1 :: 2], n=20)[18] * 1000
    detail = f"{ours * 1000:.1f} ms CPU, raw {raw * 1000:.1f} ms"
    return [
        Line("R1", f"one changed mark to new places of {ENTRIES} / raw SQL", ours / raw, 2.5, detail),
        Line("R1b", "the same: milliseconds from Enter to the list, p95", p95, 20.0),
    ]


def _same_as_anew(store: Store) -> None:
    with store.read() as reading:
        (live,) = LiveRanking(TRADE).rankings(reading)
        (group,) = ranked_groups(reading, contest_facts(reading).trade(TRADE))
        assert live.placings == group.ranking.placings


def place_all(base: sqlite3.Connection) -> list[tuple[int, int, int]]:
    """(trade, entry, place) of everybody: whole-number keys read from the table, highest first."""
    rows = base.execute("SELECT trade, entry, total, practical, -seconds, theory FROM standing ORDER BY trade")
    found = []
    for trade, members in groupby(rows, key=itemgetter(0)):
        listed = list(members)
        placed = plain_places([row[2:] for row in listed])
        found += [(trade, row[1], place) for row, place in zip(listed, placed, strict=True)]
    return found


def everybody(folder: Path, turns: int = 5) -> list[Line]:
    """R3."""
    base = standing_table(folder / "all.db", TRADES, ALL)
    statement = RANK.format(KEYS)
    assert sorted(place_all(base)) == sorted(base.execute(statement).fetchall())
    raw, ours = in_turn(turns, lambda: base.execute(statement).fetchall(), lambda: place_all(base))
    base.close()
    detail = f"{ours * 1000:.0f} ms, SQL {raw * 1000:.0f} ms"
    return [Line("R3", f"places of {ALL} in {TRADES} trades / SQL RANK() fetchall", ours / raw, 1.5, detail)]


def measure() -> list[Line]:
    """The bars of this file."""
    with tempfile.TemporaryDirectory() as folder:
        return one_change(Path(folder)) + everybody(Path(folder))


if __name__ == "__main__":
    sys.exit(report(measure()))
