"""Enter in the score grid against a stock table with a spin-box editor: to durable, and to durable and repainted.

Run: `python -m tests.benchmarks.bench_grid [keys]`. Both write the same row to the same kind of file (WAL, FULL) and
are timed in turn in one process; the ratio is one of CPU time, which neighbours on the machine disturb least. Bar: the
grid takes at most a tenth of the stock table, and under 5 ms at the median.
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

from app.services.sheet_view import CellAddress, CellState, CellView
from tests.gui.grid_sample import large
from ui.grid.grid import ScoreGrid
from ui.grid.workspace import GridWorkspace
from ui.theme import Mode, theme

BAR_RATIO, BAR_MS, NOISE = 0.1, 5.0, 1.5
WINDOW = (1366, 728)


class Disk:
    """One mark and its audit row, committed so that power loss cannot take it."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("pragma journal_mode=wal")
        self._base.execute("pragma synchronous=full")
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

    def one(self, press: Callable[[], None], disk: Disk) -> None:
        """Time one Enter."""
        begin, busy = perf_counter(), process_time()
        press()
        QApplication.processEvents()
        self.cpu.append((process_time() - busy) * 1000)
        self.repainted.append((perf_counter() - begin) * 1000)
        self.durable.append((disk.at - begin) * 1000)

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


def ours(grid: ScoreGrid, disk: Disk) -> Callable[[int], Callable[[], None]]:
    """What types the next mark into the grid and gives back its Enter."""

    def store(address: CellAddress, text: str) -> None:
        disk.write(address.aspect, address.seat, text)
        grid.cell_saved(address, CellView(CellState.VALUE, text))

    grid.store_kept = store
    grid.mark_entered.connect(store)

    def prepare(_: int) -> Callable[[], None]:
        QTest.keyClicks(grid, "8.5")
        QApplication.processEvents()
        return lambda: QTest.keyClick(grid, Qt.Key.Key_Return)

    return prepare


def main(count: int = 250) -> int:
    """Time both in turn, print the table, and fail beyond the bar with room for noise."""
    QApplication.instance() or QApplication([])
    theme().apply(Mode.LIGHT, 100)
    view = large()
    with tempfile.TemporaryDirectory() as folder:
        disks = [Disk(Path(folder) / f"{name}.db") for name in ("stock", "grid", "space")]
        table, stock_next = stock(disks[0], 150, 7)
        grid = ScoreGrid()
        grid.resize(*WINDOW)
        grid.show_sheet(view)
        grid.show()
        space = GridWorkspace()
        space.resize(*WINDOW)
        space.show_sheet(view)
        space.show()
        QApplication.processEvents()
        runs = [
            (Timed(), stock_next, disks[0], table),
            (Timed(), ours(grid, disks[1]), disks[1], grid),
            (Timed(), ours(space.grid, disks[2]), disks[2], space.grid),
        ]
        for number in range(count):
            for timed, prepare, disk, widget in runs:
                widget.activateWindow()
                widget.setFocus()
                QApplication.processEvents()
                timed.one(prepare(number), disk)
    stock_time, grid_time, space_time = (run[0] for run in runs)
    print(f"{f'ms, {count} keys, 150 x 7':<34}{'Enter to durable':^23}   {'and repainted':^23}   {'CPU':>7}")
    print(f"{'':<34}{'p50':>7} {'p95':>7} {'p99':>7}   {'p50':>7} {'p95':>7} {'p99':>7}   {'p50':>7}")
    for timed, name in (
        (stock_time, "stock table, spin-box editor"),
        (grid_time, "score grid"),
        (space_time, "score grid in its workspace"),
    ):
        print(timed.line(name))
    ratio = median(grid_time.cpu) / median(stock_time.cpu)
    wall = median(grid_time.repainted) / median(stock_time.repainted)
    p50 = median(grid_time.repainted)
    print(
        f"grid : stock {ratio:.3f} of CPU, {wall:.3f} of time (bar {BAR_RATIO})   grid p50 {p50:.2f} ms (bar {BAR_MS})"
    )
    return int(ratio > BAR_RATIO * NOISE or p50 > BAR_MS * NOISE)


if __name__ == "__main__":
    sys.exit(main(*(int(text) for text in sys.argv[1:2])))
