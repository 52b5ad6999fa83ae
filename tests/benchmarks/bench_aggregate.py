"""R2: all marks of a large trade to scores, against one SQL statement with GROUP BY.

Run: `python -m tests.benchmarks.bench_aggregate [contestants]`. 150 aspects, 7 judges, one highest and one lowest mark
dropped. The first yardstick is the statement over a bare table with one row per mark and nothing else; the second is
the same statement over the file's own mark table, which also keeps who, when and every earlier value. The product reads
the newest row of every cell and makes exact scores of rounds and modules.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from app.domain.scores import RoundScore
from app.services.common import contest_facts
from app.services.marked import scores_by_code
from db.queries import scoring as stored
from db.queries.scoring import NewMark
from db.store import Reading, Store, Writing
from tests.benchmarks.yardstick import Line, in_turn, report
from tests.factories import MORNING, new_store, small_contest

MODULES, ASPECTS, JUDGES, CONTESTANTS = 5, 30, 7, 1500
TRADE = "t-1"
BARE = (
    "SELECT contestant, SUM(trimmed) FROM (SELECT contestant, aspect, SUM(value) - MAX(value) - MIN(value) AS trimmed"
    " FROM bare GROUP BY contestant, aspect) GROUP BY contestant"
)
SAME = (
    "SELECT sheet_id, SUM(trimmed) FROM (SELECT sheet_id, aspect, SUM(value) - MAX(value) - MIN(value) AS trimmed"
    " FROM mark WHERE sheet_id IN (SELECT id FROM sheet WHERE trade_id = 1 AND round = 'practical') AND keying = 1"
    " GROUP BY sheet_id, keying, aspect) GROUP BY sheet_id"
)


def definition() -> str:
    """One trade with one round of 150 panel aspects."""
    text = 'format = 1\n[contest]\nname = "t"\n[rules]\nties = []\n[[trade]]\ncode = "t-1"\nname = "t"\n'
    text += '[[trade.round]]\nid = "practical"\n'
    for module in "ABCDE"[:MODULES]:
        text += f'[[trade.round.module]]\nid = "{module}"\naspects = [\n'
        for number in range(1, ASPECTS + 1):
            text += f'{{ id = "{module}{number}", kind = "panel", maximum = 10, judges = {JUDGES}, step = 0.1 }},\n'
        text += "]\n"
    return text


def fill(writing: Writing, bare: sqlite3.Connection, contestants: int) -> None:
    """The same marks in the product's table and in the bare one."""
    trade = contest_facts(writing).trade(TRADE)
    rows = [
        {"trade_id": trade.id, "round": "practical", "code": f"T-{n:05}", "sitting": 1,
         "scheme_id": trade.scheme_id, "double_entry": False}
        for n in range(contestants)
    ]  # fmt: skip
    stored.add_sheets(writing, rows)
    names = [aspect.id for aspect in trade.round("practical").aspects]
    dice = random.Random(1)
    for sheet in stored.sheets_of(writing, trade.id):
        marks = [(name, seat, 100 * dice.randrange(101)) for name in names for seat in range(1, JUDGES + 1)]
        stored.add_marks(
            writing, (NewMark(sheet.id, 1, "keyed", name, str(seat), v, None) for name, seat, v in marks), "u1", MORNING
        )
        listed = ((sheet.id, names.index(name), seat, value) for name, seat, value in marks)
        bare.executemany("INSERT INTO bare VALUES (?, ?, ?, ?)", listed)


def bare_table(path: Path) -> sqlite3.Connection:
    """One row per mark and nothing else."""
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE bare (contestant INT, aspect INT, judge INT, value INT, PRIMARY KEY (contestant, aspect, judge))"
        " WITHOUT ROWID"
    )
    return connection


def check(scores: dict[str, RoundScore], sheets: Iterator[tuple[str, int]], totals: dict[int, int]) -> None:
    """Every score equals the statement's, exactly."""
    for code, sheet_id in sheets:
        assert scores[code].score == Fraction(totals[sheet_id], 1000 * (JUDGES - 2)), code


def measure(contestants: int = CONTESTANTS, turns: int = 3) -> list[Line]:
    """The bars of this file."""
    with tempfile.TemporaryDirectory() as folder:
        bare = bare_table(Path(folder) / "bare.db")
        with new_store(Path(folder) / "large.contest", small_contest(definition())) as store:
            with store.write() as writing:
                fill(writing, bare, contestants)
            bare.commit()
            with store.read() as reading:
                return _measure(store, reading, bare, contestants, turns)


def _measure(store: Store, reading: Reading, bare: sqlite3.Connection, contestants: int, turns: int) -> list[Line]:
    trade = contest_facts(reading).trade(TRADE)
    driver = sqlite3.connect(store.path)
    sheets = ((sheet.code, sheet.id) for sheet in stored.sheets_of(reading, trade.id))
    check(scores_by_code(reading, trade, "practical"), sheets, dict(driver.execute(SAME).fetchall()))
    ideal, same, ours = in_turn(
        turns,
        lambda: bare.execute(BARE).fetchall(),
        lambda: driver.execute(SAME).fetchall(),
        lambda: scores_by_code(reading, trade, "practical"),
    )
    driver.close()
    bare.close()
    marks = f"{contestants} x {MODULES * ASPECTS} x {JUDGES}"
    return [
        Line("R2", f"aggregate {marks}: / one statement, this file", ours / same, 1.3, f"{ours * 1000:.0f} ms"),
        Line("", "  against a bare table without history or names", ours / ideal, detail=f"{ideal * 1000:.0f} ms"),
    ]


if __name__ == "__main__":
    raise SystemExit(report(measure(int(sys.argv[1]) if len(sys.argv) > 1 else CONTESTANTS)))
