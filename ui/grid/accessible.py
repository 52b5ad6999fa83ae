"""The grid for those who listen: a plain table of the same cells, made only when assistive software is there.

It lies under the painted sheet, column over column and line over line, so that Qt's own table interface (lines,
headings, places, the current cell) answers for the cells. It takes no key and no click; the grid is its focus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from app.services.sheet_view import CellAddress
from ui.grid.facts import MERGED, is_aspect, seat_label, seats_of, translate
from ui.grid.geometry import CODE, MAXIMUM, NAME, SCORE, SPREAD, TAG, Geometry

if TYPE_CHECKING:
    from ui.grid.view import GridView

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_SPOKEN, _SHOWN, _TOLD = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


class SpokenModel(QAbstractTableModel):
    """The sheet of a grid, line by line and column by column, in words."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self._geometry: Geometry | None = None

    def take(self, geometry: Geometry | None) -> None:
        """Another sheet, or other columns."""
        self.beginResetModel()
        self._geometry = geometry
        self.endResetModel()

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() or self._geometry is None else len(self._grid.state.rows)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() or self._geometry is None else len(self._geometry.columns)

    def address(self, line: int, column: int) -> CellAddress | None:
        """The cell of a place, None beside the marks and on headings."""
        assert self._geometry is not None
        row, seat = self._grid.state.rows[line], self._geometry.columns[column].seat
        seats = seats_of(row)
        if seat < 0 or not seats:
            return None
        return CellAddress(row.id, MERGED if seats == (MERGED,) else seat) if seat < max(1, len(row.cells)) else None

    def place(self, cell: CellAddress) -> QModelIndex:
        """Where a cell stands; a merged one in the first judge's column."""
        assert self._geometry is not None
        column = next(n for n, one in enumerate(self._geometry.columns) if one.seat == max(0, cell.seat))
        return self.index(self._grid.state.row_number(cell), column)

    def told(self, cell: CellAddress) -> None:
        """A cell says something else now."""
        place = self.place(cell)
        self.dataChanged.emit(place, place)

    def data(self, index: _Index, role: int = _SHOWN) -> object:
        if self._geometry is None or role not in (_SPOKEN, _SHOWN, _TOLD):
            return None
        address = self.address(index.row(), index.column())
        if address is not None:
            words = {_SPOKEN: self._grid.spoken, _SHOWN: self._grid.shown_text, _TOLD: self._grid.hover_text}
            return words[Qt.ItemDataRole(role)](address)
        return self._beside(index) if role != _TOLD else None

    def _beside(self, index: _Index) -> str:
        """What stands beside the marks: number, name, maximum, spread and score of a line."""
        assert self._geometry is not None
        row = self._grid.state.rows[index.row()]
        own = self._grid.beside_text(row, self._geometry.columns[index.column()].key)
        if own is not None:
            return own
        match self._geometry.columns[index.column()].key:
            case "code":
                return row.id
            case "name":
                return row.name
            case "maximum":
                return row.maximum
            case "spread" if is_aspect(row):
                return row.spread or ""
            case "score":
                return row.score or ""
        return ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _SHOWN) -> object:
        view = self._grid.state.view
        if role not in (_SHOWN, _SPOKEN) or self._geometry is None or view is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._grid.state.rows[section].id
        column = self._geometry.columns[section]
        if column.seat >= 0:
            return seat_label(view.seats, column.seat)
        return (
            self._grid.heading_text(column.key)
            or {
                CODE: translate("grid", "编号"),
                NAME: translate("grid", "评分点"),
                TAG: translate("grid", "类型"),
                MAXIMUM: translate("grid", "配分"),
                SPREAD: translate("grid", "极差"),
                SCORE: translate("grid", "得分"),
            }[column.key]
        )


class SpokenTable(QTableView):
    """The table itself, in the place of the sheet and under it."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        self.lines = SpokenModel(grid)
        self.setModel(self.lines)
        self.setObjectName("spoken_sheet")
        self.setAccessibleName(grid.accessibleName())
        self.setFocusProxy(grid)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().hide()
        self.lower()

    def lay(self, geometry: Geometry | None) -> None:
        """Take the columns and lines of the sheet as it is laid out now."""
        self.clearSpans()
        self.lines.take(geometry)
        if geometry is None:
            return
        self.setGeometry(self._grid.viewport().geometry())
        self.horizontalHeader().setFixedHeight(geometry.header)
        self.verticalHeader().setDefaultSectionSize(geometry.row_height)
        for number, column in enumerate(geometry.columns):
            self.setColumnWidth(number, column.width)
        judges = [number for number, column in enumerate(geometry.columns) if column.seat >= 0]
        for number, row in enumerate(self._grid.state.rows):
            if len(judges) > 1 and seats_of(row) == (MERGED,):
                self.setSpan(number, judges[0], 1, len(judges))
        self.scroll_along()
        self.show()
        self.lower()

    def scroll_along(self) -> None:
        """Show the same part of the sheet as the grid."""
        self.horizontalScrollBar().setValue(self._grid.horizontalScrollBar().value())
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())

    def go_to(self, cell: CellAddress) -> None:
        """The cursor stands on this cell now: Qt tells the focus among the cells."""
        place = self.lines.place(cell)
        if place != self.currentIndex():
            self.setCurrentIndex(place)
