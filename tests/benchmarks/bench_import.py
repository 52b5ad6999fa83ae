"""How fast a roster goes from file to committed rows, checked, against the bare parser and a bare insert.

Run from the root: `python -m tests.benchmarks.bench_import [ROWS]`. CPU time, medians, in turn in one process. Three
bars: the whole import against python-calamine reading the same cells; the writing part against `executemany` of the
same rows into the same tables; and how the time grows from a tenth of the rows to all of them. A fourth tells what
sealing the ID numbers and phones costs, against the same import into a file that is not protected.
"""

from __future__ import annotations

import math
import shutil
import sqlite3
import sys
import tempfile
import tomllib
from decimal import Decimal
from itertools import count
from pathlib import Path

from app.bundle.keys import Cost
from app.domain.definition import read_definition
from app.services import access, registration
from app.services.access import CONSOLE, Actor
from app.services.common import Store
from app.services.setup import create_contest
from app.tables.reader import read_sheet
from db.engine import WRITER_PRAGMAS
from tests.benchmarks.bench_import_read import KNOWN, bare, workbook
from tests.benchmarks.yardstick import Line, in_turn, report
from tests.factories import MORNING

TURNS = 3
WORDS, CHEAP = "lan-tian-bai-yun", Cost(m=64, t=1, p=1)
TABLES = ("delegation", "person", "entry", "entry_member")
HEAD = 'format = 1\n[contest]\nname = "名单"\nbase = "B"\n'
TRADE = """
[[trade]]
code = "{code}"
name = "{name}"
groups = ["职工组", "学生组"]
[[trade.round]]
id = "theory"
maximum = 100
"""


class Importing:
    """Imports of one workbook, each into a contest file of its own."""

    def __init__(self, folder: Path, file: Path) -> None:
        self.folder, self.file = folder, file
        self.numbers = count()
        text = HEAD + "".join(TRADE.format(code=trade.code, name=trade.name) for trade in KNOWN.trades)
        self.contest = read_definition(tomllib.loads(text, parse_float=Decimal))
        self.sheet = read_sheet(file)
        self.protected, self.clerk = self._protected()

    def store(self) -> Store:
        """A new contest file."""
        path = self.folder / f"{self.file.stem}-{next(self.numbers)}.contest"
        return create_contest(path, self.contest, mode="test", at=MORNING)

    def whole(self) -> None:
        """File to committed."""
        with self.store() as store:
            self._import(store, CONSOLE)

    def sealed(self) -> None:
        """File to committed in a protected file, by somebody with a passphrase."""
        path = self.folder / f"{self.file.stem}-{next(self.numbers)}.contest"
        shutil.copyfile(self.protected, path)
        with Store.open(path) as store:
            self._import(store, self.clerk)

    def _protected(self) -> tuple[Path, Actor]:
        with self.store() as store:
            access.add_account(store, "王登", "registrar", WORDS, by=CONSOLE, at=MORNING, cost=CHEAP)
            return store.path, access.log_in(store, "王登", WORDS, MORNING)

    def _import(self, store: Store, by: Actor) -> None:
        report = registration.import_roster(store, self.file, by=by, at=MORNING)
        if report.plan.problems or not report.imported:
            raise AssertionError(report.plan.problems[:1])

    def empty(self) -> None:
        """What making and closing an empty contest file costs, to be taken off."""
        self.store().close()


class BareInsert:
    """The rows of one import, put again through the bare driver into the same tables, indexes and guarantees."""

    def __init__(self, importing: Importing) -> None:
        self.importing = importing
        store = importing.store()
        with store:
            registration.import_roster(store, importing.file, by=CONSOLE, at=MORNING)
        connection = sqlite3.connect(store.path)
        self.rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
        connection.close()

    def run(self) -> None:
        """One transaction of `executemany`."""
        store = self.importing.store()
        store.close()
        connection = sqlite3.connect(store.path, isolation_level=None)
        for name, value in WRITER_PRAGMAS:
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("BEGIN IMMEDIATE")
        for table, rows in self.rows.items():
            places = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
        connection.execute("COMMIT")
        connection.close()


def main() -> int:
    """Print the bars; gives 1 when one is missed by half."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = Importing(folder, workbook(folder / "large.xlsx", rows))
        small = Importing(folder, workbook(folder / "small.xlsx", rows // 10))

        again = BareInsert(large)

        def checked() -> None:
            with large.store() as store:
                registration.plan_roster(store, read_sheet(large.file), at=MORNING)

        whole, parser, fewer, nothing, plan, insert, sealed = in_turn(
            TURNS,
            large.whole,
            lambda: bare(large.file),
            small.whole,
            large.empty,
            checked,
            again.run,
            large.sealed,
        )
    stored, insert = whole - plan, insert - nothing
    print(f"{rows} rows: {whole:.2f} s, of it checks {plan - nothing:.2f} s")
    print(f"parser alone {parser:.2f} s, bare insert {insert:.2f} s")
    growth = math.log((whole - nothing) / (fewer - nothing)) / math.log(10)
    return report(
        [
            Line("I1", "file to committed / bare parser", (whole - nothing) / parser, 2.2),
            Line("I2", "storing / bare executemany", stored / insert, 1.3),
            Line("I4", "protected / not protected", sealed / whole, 1.5),
            Line("I3", "exponent of a tenth to the whole", growth, 1.05),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
