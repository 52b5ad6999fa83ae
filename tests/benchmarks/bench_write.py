"""S1: one score through the service, against raw sqlite3 doing an update and an audit row with the same durability.

Run: `python -m tests.benchmarks.bench_write [writes]`. A sheet of 150 aspects and 7 judges; both files are opened with
the product's PRAGMAs and written in turn, one commit each. The service also asks rights, lock, state of the sheet and
who keyed it before, reads the old mark, checks the new one against the scheme, and links the entry into the chain.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from app.services import access, scoring
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.sheet_view import CellAddress
from db import engine
from db.queries import scoring as stored
from db.store import Store
from tests.benchmarks.bench_aggregate import ASPECTS, JUDGES, TRADE, definition
from tests.benchmarks.yardstick import Line, report
from tests.factories import MORNING, new_store, small_contest

WRITES, WARM = 300, 30


def raw_writer(path: Path) -> Callable[[int], None]:
    """Update a score and add an audit row, one transaction."""
    base = sqlite3.connect(path, isolation_level=None)
    for name, value in engine.WRITER_PRAGMAS:
        base.execute(f"PRAGMA {name}={value}")
    base.execute("CREATE TABLE score (sheet INT, aspect TEXT, seat TEXT, value INT, PRIMARY KEY (sheet, aspect, seat))")
    base.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, body TEXT)")
    base.executemany("INSERT INTO score VALUES (1, ?, ?, 0)", [cell(number) for number in range(ASPECTS * JUDGES)])

    def write(number: int) -> None:
        aspect, seat = cell(number)
        base.execute("BEGIN IMMEDIATE")
        base.execute("UPDATE score SET value = ? WHERE sheet = 1 AND aspect = ? AND seat = ?", (number, aspect, seat))
        body = json.dumps({"act": "mark.set", "at": MORNING.isoformat(), "by": "u1", "ref": aspect, "new": number})
        base.execute("INSERT INTO audit (body) VALUES (?)", (body,))
        base.execute("COMMIT")

    return write


def cell(number: int) -> tuple[str, str]:
    """The cells of one module, one after the other."""
    return f"A{number // JUDGES % ASPECTS + 1}", str(number % JUDGES + 1)


def service_writer(store: Store) -> Callable[[int], None]:
    """The same score through the service."""
    by = access.add_account(store, "录入", "recorder", "123456", by=CONSOLE, at=MORNING)
    with store.write() as writing:
        trade = contest_facts(writing).trade(TRADE)
        row = {"trade_id": trade.id, "round": "practical", "code": "T-1", "sitting": 1}
        stored.add_sheets(writing, [{**row, "scheme_id": trade.scheme_id, "double_entry": True}])
        (sheet,) = stored.sheets_of(writing, trade.id)

    def write(number: int) -> None:
        aspect, seat = cell(number)
        address = CellAddress(aspect, int(seat) - 1)
        scoring.enter_mark(store, sheet.id, 1, address, f"{number % 100 / 10:.1f}", by=by, at=MORNING)

    return write


def measure(writes: int = WRITES) -> list[Line]:
    """The bars of this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = new_store(folder / "write.contest", small_contest(definition()))
        with store:
            acts = (raw_writer(folder / "raw.db"), service_writer(store))
            spent: tuple[list[float], list[float]] = ([], [])
            waited: list[float] = []
            for number in range(WARM + writes):
                for times, act in zip(spent, acts, strict=True):
                    start, clock = process_time(), perf_counter()
                    act(number)
                    times.append(process_time() - start)
                    waited.append(perf_counter() - clock)
    raw, ours = (median(times[WARM:]) for times in spent)
    p95 = quantiles(waited[2 * WARM + 1 :: 2], n=20)[18] * 1000
    detail = f"{ours * 1e6:.0f} us CPU, raw {raw * 1e6:.0f} us; to disk p95 {p95:.1f} ms"
    return [Line("S1", "a score through the service / raw update and audit row", ours / raw, 2.5, detail)]


if __name__ == "__main__":
    raise SystemExit(report(measure(int(sys.argv[1]) if len(sys.argv) > 1 else WRITES)))
