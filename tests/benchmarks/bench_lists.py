"""A list of 300,000 entries out of the store against a model whose cells never change: opening, painting, sorting.

Run: `python -m tests.benchmarks.bench_lists [rows]`. Bars: opened in at most 4 times the floor with 60 MB more; a frame
and a jump at most 1.15 times the floor; a sort within 400 ms and a filter within 200 ms, or 1.2 times the bare question
for the ids. Memory is measured in processes of their own.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from app.services.common import contest_facts, open_store
from app.services.registration_list import Choice, EntryLine, find_entries
from db.queries import people, roster
from db.store import Store
from tests.benchmarks.yardstick import Line, in_turn, report
from tests.factories import MORNING, new_store, small_contest
from ui.application import load_fonts
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.pages.registration_source import EntrySource
from ui.pages.registration_words import columns
from ui.theme import Mode, theme
from ui.widgets.table import TableView

ROWS, WINDOW, FRAMES, TURNS = 300_000, (1100, 1200), 200, 5
_REST = (0, 0, "", "", "", "", MORNING)
_SURNAMES, _GIVEN = "王李张刘陈杨赵黄周吴徐孙马", "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀兰霞平刚桂英"


def fill(store: Store, count: int) -> None:
    """Put so many people with an entry each on the list."""
    dice = random.Random(7)
    with store.write() as writing:
        facts = contest_facts(writing)
        trade = facts.trades[0]
        units = [people.add_delegation(writing, facts.id, n, f"第{n}代表队") for n in range(40)]
        persons, entries, members = [], [], []
        for n in range(1, count + 1):
            name = dice.choice(_SURNAMES) + "".join(dice.choices(_GIVEN, k=dice.randint(1, 2)))
            document, unit = f"9901011990{n:08d}", f"示范第{dice.randrange(900)}公司"
            persons.append((n, facts.id, name, "none", document, document, "", "", "", "", unit, "", f"138{n:08d}"))
            group = trade.groups[0][0]
            state = "waiting" if n % 3 else "approved"
            entries.append(
                (n, facts.id, trade.id, group, units[n % 40], f"HG{n:06d}", "individual", name, unit, state, *_REST)
            )
            members.append((n, n, 1))
        roster.add_people(writing, persons)
        roster.add_entries(writing, entries)
        roster.add_members(writing, members)


class Constant:
    """A source whose every row is the same: what Qt and Python take by themselves."""

    def __init__(self, row: EntryLine, count: int) -> None:
        self._page = [row] * 128
        self._count = count

    def arrange(self, key: str, descending: bool, words: str) -> int:
        """See RowSource."""
        return self._count

    def rows(self, first: int, n: int) -> list[EntryLine]:
        """See RowSource."""
        return self._page[:n]


def constant_columns(row: EntryLine) -> tuple[Column[EntryLine], ...]:
    """The same columns, each with one text and, where there is one, one sign: painting it is not the model's."""

    def still(one: Column[EntryLine]) -> Column[EntryLine]:
        text, sign = one.text(row), one.state(row)
        return replace(one, text=lambda _row: text, state=lambda _row: sign, tip=None)

    return tuple(still(one) for one in columns())


def show(view: TableView) -> None:
    """Have a list on the screen."""
    view.resize(*WINDOW)
    view.show()
    QApplication.processEvents()


def opened(store: Store) -> TableView:
    """The program's list of everybody."""
    model: TableModel[EntryLine] = TableModel(columns(), key_of=lambda line: line.id)
    view = TableView(model, "报名名单")
    model.set_source(EntrySource(store, Choice()))
    show(view)
    return view


def floor(row: EntryLine, count: int) -> TableView:
    """The list that does nothing."""
    model: TableModel[EntryLine] = TableModel(constant_columns(row))
    view = TableView(model, "同一行")
    model.set_source(Constant(row, count))
    show(view)
    return view


def frame(view: TableView, move: Callable[[TableView], None]) -> float:
    """CPU milliseconds of one step with its repaint."""
    begin = process_time()
    move(view)
    view.viewport().repaint()
    QApplication.processEvents()
    return (process_time() - begin) * 1000


def painting(ours: TableView, still: TableView, count: int) -> list[Line]:
    """T2: full frames, one step down, and jumps, in turn."""
    dice = random.Random(11)
    jumps = [dice.randrange(count - 100) for _ in range(FRAMES)]
    lines = []
    for what, place in (
        ("a full frame", lambda n: 0),
        ("one row down", lambda n: n),
        ("a jump", lambda n: jumps[n]),
    ):
        mine, floor_ms = [], []
        for n in range(FRAMES):
            move = partial(scroll, place(n))
            mine.append(frame(ours, move))
            floor_ms.append(frame(still, move))
        detail = f"{median(mine):.1f} ms against {median(floor_ms):.1f} ms"
        lines.append(Line("T2", what, median(mine) / median(floor_ms), 1.15, detail))
    return lines


def scroll(place: int, view: TableView) -> None:
    """Put a row at the top."""
    view.verticalScrollBar().setValue(place)


def spent(*acts: Callable[[], object]) -> list[float]:
    """Median CPU milliseconds of a few calls each, in turn."""
    return [one * 1000 for one in in_turn(TURNS, *acts)]


def asking(store: Store) -> list[Line]:
    """T3: sort and filter; where the machine is slow, against the bare question for the ids."""
    lines = []
    sql = {
        "number": "SELECT id FROM entry ORDER BY number",
        "unit": "SELECT id, unit FROM entry",
        "filter": "SELECT entry.id FROM entry JOIN entry_member m ON m.entry_id = entry.id AND m.position = 1"
        " JOIN person p ON p.id = m.person_id WHERE entry.name LIKE '%桂英%' OR entry.number LIKE '%桂英%'"
        " OR entry.unit LIKE '%桂英%' OR p.name LIKE '%桂英%' OR p.phone LIKE '%桂英%' OR p.id_number LIKE '%桂英'"
        " ORDER BY entry.id",
    }

    def bare(text: str) -> array[int]:
        with store.read() as reading:
            return array("q", (row[0] for row in reading.driver().execute(text)))

    for what, act, key, bar in (
        ("sorted by number", lambda: find_entries(store, Choice(), "number"), "number", 400),
        ("sorted by unit, in pinyin", lambda: find_entries(store, Choice(), "unit"), "unit", 400),
        ("filtered as typed", lambda: find_entries(store, Choice(words="桂英")), "filter", 200),
    ):
        mine, raw = spent(act, lambda key=key: bare(sql[key]))
        lines.append(Line("T3", f"{what} ({mine:.0f} ms, bare {raw:.0f} ms)", min(mine / bar, mine / raw / 1.2), 1.0))
    return lines


def grown(file: Path, count: int, which: str) -> int:
    """Kilobytes a process grows by that opens the one or the other."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.bench_lists", str(count), which, str(file)],
        check=True,
        capture_output=True,
        text=True,
    )
    return int(done.stdout.split()[-1])


def started() -> QApplication:
    """The program's look."""
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    made.setStyle("Fusion")
    load_fonts()
    theme().apply(Mode.LIGHT, 100)
    return made


def child(which: str, file: Path, count: int) -> None:
    """Open one of the two and print how large the process became."""
    keep: list[object] = [started()]
    with open_store(file) as store:
        row = EntrySource(store, Choice())
        row.arrange("", False, "")
        first = row.rows(0, 1)[0]
        view = opened(store) if which == "ours" else floor(first, count)
        for number in range(0, count - 100, count // 150):
            view.verticalScrollBar().setValue(number)
            QApplication.processEvents()
        keep.append(view)
    print(most_memory())


def most_memory() -> int:
    """The kilobytes this process held at its peak. Linux counts what the parent held in what `resource` tells of a
    child, so the process's own figure is read where there is one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0])
    import resource  # here: Windows has none

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main(count: int) -> int:
    """Print the table; 1 when a bar is missed."""
    keep = started()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "many.contest"
        store = new_store(file, small_contest())
        begin = time.monotonic()
        fill(store, count)
        print(f"{count:,} entries put on the list in {time.monotonic() - begin:.0f} s")
        source = EntrySource(store, Choice())
        source.arrange("", False, "")
        row = source.rows(0, 1)[0]
        mine, still = in_turn(TURNS, lambda: opened(store).deleteLater(), lambda: floor(row, count).deleteLater())
        detail = f"{mine * 1000:.0f} ms against {still * 1000:.0f} ms"
        lines = [Line("T1", "opened and shown", mine / still, 4.0, detail)]
        lines += painting(opened(store), floor(row, count), count)
        lines += asking(store)
        store.close()
        more = (grown(file, count, "ours") - grown(file, count, "floor")) / 1024
        lines.append(Line("T1", "megabytes over the list that does nothing", more, 60.0))
    del keep
    return report(lines)


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    if len(sys.argv) > 3:
        child(sys.argv[2], Path(sys.argv[3]), rows)
        raise SystemExit(0)
    raise SystemExit(main(rows))
