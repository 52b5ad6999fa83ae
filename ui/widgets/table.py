"""The table every list is shown in: quiet lines, whole rows selected, a header that sorts, cells painted here.

The delegate reads the row itself and paints: one call per cell instead of six through `data()`.
"""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.services.board_view import State
from ui import icons
from ui.models.table_model import ALIGNMENTS, TableModel
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.states import paint_state

ROW_HEIGHT = 32
_SELECTED = QStyle.StateFlag.State_Selected
_ONLY_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_ELIDE = Qt.TextElideMode.ElideRight


class RowDelegate(QStyledItemDelegate):
    """Paints a cell from its row and column."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self.restyle()

    def restyle(self) -> None:
        """Take the fonts and colours of the theme in force; kept, because painting asks thousands of times."""
        self._plain: QFont = theme().font(BODY)
        self._bold: QFont = theme().font(BODY, True)
        self._plain_metrics = QFontMetrics(self._plain)
        self._bold_metrics = QFontMetrics(self._bold)
        self._tokens = theme().tokens

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = self._view.table
        tokens = self._tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        selected = bool(option.state & _SELECTED)  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, tokens.selection)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        row = model.row(index.row())
        if row is None:
            painter.setPen(tokens.muted)
            painter.drawText(rect.adjusted(8, 0, -8, -1), drawing.LEFT, "…")
            return
        column = model.columns[index.column()]
        left = rect.left() + 8
        state = column.state(row)
        if state is not State.NONE:
            paint_state(painter, QRect(left, rect.top(), 18, rect.height() - 1), state)
            left += 24
        text = column.text(row)
        if text:
            bold = column.bold
            metrics = self._bold_metrics if bold else self._plain_metrics
            room = QRect(left, rect.top(), rect.right() - left - 7, rect.height() - 1)
            if metrics.horizontalAdvance(text) > room.width():
                text = metrics.elidedText(text, _ELIDE, room.width())
            painter.setFont(self._bold if bold else self._plain)
            wrong = column.warns is not None and column.warns(row)
            painter.setPen(tokens.error_text if wrong else tokens.text)
            painter.drawText(room, ALIGNMENTS[column.align], text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, theme().px(ROW_HEIGHT))


class Header(QHeaderView):
    """Column titles in semibold, with an arrow on the one sorted by."""

    def __init__(self, view: TableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setFixedHeight(theme().px(34))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        tokens = theme().tokens
        painter.fillRect(rect, tokens.header)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        columns = self._view.table.columns
        if section >= len(columns):
            return
        column = columns[section]
        key, descending = self._view.table.sorted_by()
        right = 8
        if key == column.key:
            name = "arrow_sort_down" if descending else "arrow_sort_up"
            spot = QRect(rect.right() - 20, rect.top(), 16, rect.height())
            icons.paint(painter, spot, name, tokens.primary, 16)
            right = 24
        room = rect.adjusted(8, 0, -right, 0)
        drawing.words(painter, room, column.title, tokens.text, SECONDARY, True, ALIGNMENTS[column.align])


class TableView(QTableView):
    """A list of a TableModel. `opened` tells the row of Enter or a double click, `row_changed` the one in hand."""

    opened = Signal(object)
    row_changed = Signal(object)

    def __init__(self, table: TableModel, name: str, parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        super().__init__(parent)
        self.table = table
        self._key: object = None
        self.setModel(table)
        self.setAccessibleName(name)
        self.setHorizontalHeader(Header(self))
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        table.modelAboutToBeReset.connect(self._remember)
        table.modelReset.connect(self._restore)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._lay_columns()

    def row_in_hand(self) -> object | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self.table.row(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[object]:
        """All rows selected, from the top."""
        numbers = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row for row in (self.table.row(number) for number in numbers) if row is not None]

    def select_key(self, key: object) -> bool:
        """Put the keyboard on the row of a key, if it is at hand."""
        number = self.table.number_of(key)
        if number < 0:
            return False
        self.select_row(number)
        return True

    def select_row(self, number: int) -> None:
        """Put the keyboard on a row and select only that one, whatever modifier is held: Ctrl+Z reloads lists, and
        `selectRow` would then toggle the row off."""
        index = self.table.index(number, 0)
        self.selectionModel().setCurrentIndex(index, _ONLY_ROW)
        self.scrollTo(index)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.row() != previous.row():
            self.row_changed.emit(self.table.row(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stretch()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            row = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            frame = QRect(0, row.top(), self.viewport().width(), row.height() - 1)
            drawing.focus_ring(painter, frame, theme().tokens.primary, 2.0)
            painter.end()

    def _open(self, number: int) -> None:
        row = self.table.row(number)
        if row is not None:
            self.opened.emit(row)

    def _sort(self, section: int) -> None:
        column = self.table.columns[section]
        if not column.sortable:
            return
        key, descending = self.table.sorted_by()
        if key == column.key and descending:
            self.table.sort(-1)
            return
        down = key == column.key
        self.table.sort(section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder)

    def _remember(self) -> None:
        row = self.row_in_hand()
        if row is not None and self.table.key_of is not None:
            self._key = self.table.key_of(row)

    def _restore(self) -> None:
        if self._key is not None:
            self.select_key(self._key)

    def _restyle(self) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            delegate.restyle()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.viewport().update()

    def _lay_columns(self) -> None:
        for number, column in enumerate(self.table.columns):
            self.setColumnWidth(number, theme().px(column.width))
            self.setColumnHidden(number, column.hidden)
        self._stretch()

    def _stretch(self) -> None:
        wide = next((n for n, column in enumerate(self.table.columns) if column.stretch), -1)
        if wide < 0:
            return
        others = sum(self.columnWidth(n) for n in range(len(self.table.columns)) if n != wide)
        least = theme().px(self.table.columns[wide].width)
        self.setColumnWidth(wide, max(least, self.viewport().width() - others))
