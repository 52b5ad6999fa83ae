"""S2: Enter in the score grid against a stock table with a spin-box editor: to durable, and to durable and repainted.

Run: `python -m tests.benchmarks.bench_grid [keys]`. The stock table writes one row and its audit row (WAL, EXTRA). Ours
is the program: the window on a contest with 42,000 marks, the mark through the service and the store thread with its
audit entry and seals, the tick painted, a mark every half second with the sums, list and board that follow it. In turn
in one process; the ratio is one of CPU time of all threads, which neighbours on the machine disturb least. Bars: a
tenth of the stock table; at the median under 5 ms beyond what the disk itself takes for one commit in the same run.

Timed is the bar's one key: from the event of Enter to the mark on disk and its tick painted. The hand before it is a
person's, see `marking_desk`: an earlier version waited with Python's lock held and pressed all keys of a mark at once,
so that the figures which follow one mark were always computed in the middle of the next one, as for no person they are.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QStyledItemDelegate, QTableView, QWidget

from tests.benchmarks.marking_desk import MarkingDesk
from tests.benchmarks.yardstick import Line, report
from ui.application import GIVE_WAY_SECONDS, load_fonts
from ui.theme import Mode, theme

BAR_RATIO, BAR_MS, WARM = 0.1, 5.0, 10
WINDOW = (1366, 728)


class Disk:
    """One mark and its audit row, committed so that power loss cannot take it."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("pragma journal_mode=wal")
        self._base.execute("pragma synchronous=extra")
        self._base.execute("create table mark(aspect text, seat int, text text, primary key(aspect, seat))")
        self._base.execute("create table audit(id integer primary key, body text)")
        self.at = 0.0

    def write(self, aspect: str, seat: int, text: str) -> None:
        """Store a mark and note the second it was on disk."""
        self._base.execute("begin immediate")
        self._base.execute("insert or replace into mark values (?, ?, ?)", (aspect, seat, text))
        self._base.execute("insert into audit(body) values (?)", (f"{aspect}/{seat}={text}",))
        self._base.execute("commit")
        self.at = perf_counter()


class StockModel(QAbstractTableModel):
    """The same 13 columns in the table the toolkit offers, with the alignment and the tints a sheet needs."""

    def __init__(self, rows: int, columns: int, disk: Disk) -> None:
        super().__init__()
        self._cells = [[8.5] * columns for _ in range(rows)]
        self._disk = disk

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._cells)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(self._cells[0])

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.BackgroundRole:
            tokens = theme().tokens
            return tokens.window if index.row() % 6 == 0 else tokens.surface
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def setData(self, index: QModelIndex, value: float, role: int = Qt.ItemDataRole.EditRole) -> bool:
        self._cells[index.row()][index.column()] = value
        self._disk.write(str(index.row()), index.column(), str(value))
        self.dataChanged.emit(index, index)
        return True


class SpinDelegate(QStyledItemDelegate):
    """A spin box per cell."""

    def createEditor(self, parent: QWidget, option: object, index: QModelIndex) -> QWidget:
        box = QDoubleSpinBox(parent)
        box.setRange(0, 10)
        box.setDecimals(1)
        return box


class Timed:
    """Milliseconds from Enter to the disk and to the end of the repaint."""

    def __init__(self) -> None:
        self.durable: list[float] = []
        self.repainted: list[float] = []
        self.cpu: list[float] = []

    def one(self, press: Callable[[], None], at: Callable[[], float]) -> None:
        """Time one Enter."""
        begin, busy = perf_counter(), process_time()
        press()
        QApplication.processEvents()
        self.cpu.append((process_time() - busy) * 1000)
        self.repainted.append((perf_counter() - begin) * 1000)
        self.durable.append((at() - begin) * 1000)

    def forget(self, first: int) -> None:
        """Leave the first so many out: fonts and statements are met for the first time."""
        for times in (self.durable, self.repainted, self.cpu):
            del times[:first]

    def line(self, name: str) -> str:
        """One line of the table."""
        parts = []
        for values in (self.durable, self.repainted):
            cuts = quantiles(values, n=100)
            parts.append(f"{median(values):7.2f} {cuts[94]:7.2f} {cuts[98]:7.2f}")
        return f"{name:<34}{parts[0]}   {parts[1]}   {median(self.cpu):7.2f}"


def stock(disk: Disk, aspects: int, judges: int) -> tuple[QTableView, Callable[[int], Callable[[], None]]]:
    """The stock table, and what types the next mark and gives back its Enter."""
    table = QTableView()
    table.model_kept = StockModel(aspects, judges + 6, disk)
    table.setModel(table.model_kept)
    table.delegate_kept = SpinDelegate()
    table.setItemDelegate(table.delegate_kept)
    table.verticalHeader().setDefaultSectionSize(28)
    table.resize(*WINDOW)
    table.show()
    table.setFocus()

    def prepare(number: int) -> Callable[[], None]:
        index = table.model().index(number // judges % aspects, number % judges)
        table.setCurrentIndex(index)
        table.edit(index)
        editor = table.findChild(QDoubleSpinBox)
        QTest.keyClicks(editor, "8.5")
        QApplication.processEvents()
        return lambda: QTest.keyClick(editor, Qt.Key.Key_Return)

    return table, prepare


def main(count: int = 45) -> int:
    """Time both in turn and print the table; 1 when a bar is missed."""
    QApplication.instance() or QApplication([])
    sys.setswitchinterval(GIVE_WAY_SECONDS)  # as `ui.application.run` does
    load_fonts()
    theme().apply(Mode.LIGHT, 100)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        disk, bare = Disk(folder / "stock.db"), Disk(folder / "bare.db")
        table, stock_next = stock(disk, 150, 7)
        program = MarkingDesk(folder, *WINDOW)
        stock_time, our_time = Timed(), Timed()
        floor: list[float] = []
        for number in range(WARM + count):
            for timed, prepare, widget, at in (
                (stock_time, stock_next, table, lambda: disk.at),
                (our_time, program.prepare, program.grid, lambda: program.at),
            ):
                widget.activateWindow()
                widget.setFocus()
                QApplication.processEvents()
                timed.one(prepare(number), at)
            begin = perf_counter()
            bare.write(str(number), number % 7, "8.5")
            floor.append((bare.at - begin) * 1000)
        program.close()
    for timed in (stock_time, our_time):
        timed.forget(WARM)
    print(f"{f'ms, {count} keys, 150 x 7':<34}{'Enter to durable':^23}   {'and repainted':^23}   {'CPU':>7}")
    print(f"{'':<34}{'p50':>7} {'p95':>7} {'p99':>7}   {'p50':>7} {'p95':>7} {'p99':>7}   {'p50':>7}")
    print(stock_time.line("stock table, spin-box editor"))
    print(our_time.line("the program: service, seals, tick"))
    disk_ms = median(floor[WARM:])
    wall, cpu = median(our_time.repainted), median(our_time.cpu)
    whole = f"{wall:.1f} ms with the disk's {disk_ms:.1f}, p95 {quantiles(our_time.repainted, n=20)[18]:.1f}"
    return report(
        [
            Line("S2", "Enter to durable and repainted, CPU: program / stock", cpu / median(stock_time.cpu), BAR_RATIO),
            Line("S2", "  CPU of all threads, p50 ms", cpu, BAR_MS),
            Line("S2", "  time beyond one bare commit, p50 ms", wall - disk_ms, BAR_MS, whole),
        ]
    )


if __name__ == "__main__":
    sys.exit(main(*(int(text) for text in sys.argv[1:2])))
