"""The table every list is shown in: quiet lines, whole rows selected, a header that sorts, cells painted here.

The delegate reads the row itself and paints: one call per cell instead of six through `data()`.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
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
from ui import lists
from ui.models.layouts import LEAST, MOST, ListLayout
from ui.models.table_model import ALIGNMENTS, TableModel
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.states import paint_state
from ui.widgets.table_header import Header, header_menu_place

ROW_HEIGHT = 32
_LOOKED_AT = 40  # rows by which the columns of a list are fitted
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
        elif self._view.is_chosen(index.row()):
            painter.fillRect(rect, tokens.primary_tint)
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


class TableView(QTableView):
    """A list of a TableModel. `opened` tells the row of Enter or a double click, `row_changed` the one in hand.

    What a person does to the columns is kept for this person on this computer, by the keys of the columns.
    """

    opened = Signal(object)
    row_changed = Signal(object)

    def __init__(self, table: TableModel, name: str, parent: QWidget | None = None) -> None:  # type: ignore[type-arg]
        super().__init__(parent)
        self.table = table
        self.name = name
        self._key: object = None
        self._layout = ListLayout()
        self._laying = 0  # how deep we are in widths and places that no person chose
        self._off: dict[int, bool] = {}  # what the page hides, for want of room
        self._keep = QTimer(self, singleShot=True, interval=400)
        self._keep.timeout.connect(self._keep_layout)
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
        header = self.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(self._moved)
        self._restyle()
        self._lay_columns()
        lists.watch(self, self._recall)

    def row_in_hand(self) -> object | None:
        """The row the keyboard is on."""
        index = self.currentIndex()
        return self.table.row(index.row()) if index.isValid() else None

    def is_chosen(self, number: int) -> bool:
        """Whether a row is one of several chosen; only a list with boxes knows of any."""
        return False

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
            self.sort_by("", False)
        else:
            self.sort_by(column.key, key == column.key)

    def _remember(self) -> None:
        row = self.row_in_hand()
        if row is not None and self.table.key_of is not None:
            self._key = self.table.key_of(row)

    def _restore(self) -> None:
        self._stretch()
        if self._key is not None:
            self.select_key(self._key)

    def _restyle(self) -> None:
        delegate = self.itemDelegate()
        if isinstance(delegate, RowDelegate):
            delegate.restyle()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
        else:
            super().contextMenuEvent(event)

    # columns

    def list_key(self) -> str:
        """What names this list among all lists of the program, in every language: the keys of its columns."""
        return ",".join(column.key for column in self.table.columns)

    def layout_chosen(self) -> ListLayout:
        """What a person changed about the columns."""
        return self._layout

    def places(self) -> list[int]:
        """The columns from left to right, hidden ones too."""
        header = self.horizontalHeader()
        return [header.logicalIndex(place) for place in range(header.count())]

    def columns_in_sight(self) -> int:
        """How many columns are shown."""
        return sum(not self.isColumnHidden(number) for number in range(len(self.table.columns)))

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """The page has no room for a column, or has it again; what the person hid stays hidden."""
        self._off[column] = hide
        self._put_away(column, hide or not self._wanted(column))

    def _put_away(self, column: int, hide: bool) -> None:
        self._laying += 1  # a column that comes back tells of its width
        super().setColumnHidden(column, hide)
        self._laying -= 1
        self._stretch()

    def _wanted(self, number: int) -> bool:
        column = self.table.columns[number]
        return self._layout.shown.get(column.key, not column.hidden)

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column for this person; the last one stays."""
        if not shown and self.columns_in_sight() <= 1:
            return
        column = self.table.columns[number]
        chosen = {**self._layout.shown, column.key: shown}
        if shown != column.hidden:
            del chosen[column.key]  # as it was made
        self._layout = replace(self._layout, shown=chosen)
        self._put_away(number, not shown or self._off.get(number, False))
        self._keep.start()

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort by a column's key; "" is the natural order."""
        keys = [column.key for column in self.table.columns]
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.table.sort(keys.index(key) if key in keys else -1, order)
        self._layout = replace(self._layout, sort=self.table.sorted_by())
        self.horizontalHeader().viewport().update()
        self._keep.start()

    def fit_column(self, number: int) -> None:
        """Make a column as wide as what is in sight of it."""
        column = self.table.columns[number]
        metrics = QFontMetrics(theme().font(BODY, column.bold))
        wide = QFontMetrics(theme().font(BODY, True)).horizontalAdvance(column.title) + 20
        first = max(0, self.rowAt(0))
        for place in range(first, min(self.table.rowCount(), first + 60)):
            row = self.table.row(place)
            if row is not None:
                sign = 24 if column.state(row) is not State.NONE else 0
                wide = max(wide, metrics.horizontalAdvance(column.text(row)) + sign)
        self.setColumnWidth(number, wide + 18)

    def choose_columns(self) -> None:
        """Let the person choose columns, their order and the sorting, with the keyboard alone."""
        from ui.dialogs.columns import ColumnsDialog  # here: few people ever open it

        dialog = ColumnsDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_menu(self) -> None:
        """The header's menu, asked for by a key."""
        header = self.horizontalHeader()
        assert isinstance(header, Header)  # made in the constructor
        menu = header.menu(-1)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(header_menu_place(self))

    def take_layout(self, layout: ListLayout) -> None:
        """Lay the columns out like this from now on."""
        before = self._layout.sort
        self._layout = layout
        self._lay_columns()
        if layout.sort != before:
            self.sort_by(*layout.sort)
        self._keep.start()

    def reset_columns(self) -> None:
        """Everything as it was made."""
        self.take_layout(ListLayout())

    def can_export(self) -> bool:
        """Whether what is listed can be written to a file from here."""
        return lists.current() is not None

    def export(self) -> None:
        """Ask for a file and write what is listed: these columns, this order, these rows."""
        found = lists.current()
        if found is not None:
            found.ask_export(self)

    def _recall(self, layout: ListLayout) -> None:
        """What this person chose for this list came out of the settings."""
        before = self._layout.sort
        self._layout = layout
        self._lay_columns()
        if layout.sort != before:
            self.sort_by(*layout.sort)
        self._keep.stop()

    def _keep_layout(self) -> None:
        found = lists.current()
        if found is not None:
            found.keep(self.list_key(), self._layout)

    def _resized(self, number: int, _old: int, new: int) -> None:
        if self._laying or not new or number >= len(self.table.columns):
            return
        column = self.table.columns[number]
        width = max(LEAST, min(MOST, round(new * 100 / theme().scale)))
        self._layout = replace(self._layout, widths={**self._layout.widths, column.key: width})
        self._stretch()
        self._keep.start()

    def _moved(self, _number: int, _old: int, _new: int) -> None:
        if not self._laying:
            keys = tuple(self.table.columns[number].key for number in self.places())
            self._layout = replace(self._layout, order=keys)
            self._keep.start()

    def _lay_columns(self) -> None:
        columns, layout, header = self.table.columns, self._layout, self.horizontalHeader()
        self._laying += 1
        for number in range(len(columns)):
            super().setColumnHidden(number, self._off.get(number, False) or not self._wanted(number))
            if not self.isColumnHidden(number):
                self.setColumnWidth(number, self._plain_width(number))
        keys = [column.key for column in columns]
        for place, key in enumerate(layout.arranged(keys)):
            header.moveSection(header.visualIndex(keys.index(key)), place)
        self._laying -= 1
        self._stretch()

    def _plain_width(self, number: int) -> int:
        """As wide as the person made the column, else as it was made and no narrower than its title."""
        column = self.table.columns[number]
        chosen = self._layout.widths.get(column.key)
        if chosen is not None:
            return theme().px(chosen)
        title = QFontMetrics(theme().font(SECONDARY, True)).horizontalAdvance(column.title)
        return max(theme().px(column.width), title + 18)

    def _spread(self) -> None:
        """Room that is left over goes to the columns that say a state, so that their words are read whole."""
        columns = self.table.columns
        seen = [number for number in range(len(columns)) if not self.isColumnHidden(number)]
        plain = {number: self._plain_width(number) for number in seen}
        room = self.viewport().width() - sum(plain.values())
        first = max(0, self.rowAt(0))
        rows = [self.table.row(n) for n in range(first, min(self.table.rowCount(), first + _LOOKED_AT))]
        self._laying += 1
        for number in seen:
            column = columns[number]
            if column.stretch or column.key in self._layout.widths:
                continue
            metrics = QFontMetrics(theme().font(BODY, column.bold))
            said = [row for row in rows if row is not None and column.state(row) is not State.NONE]
            wide = max((metrics.horizontalAdvance(column.text(row)) + 42 for row in said), default=0)
            given = max(0, min(room, wide - plain[number]))
            room -= given
            self.setColumnWidth(number, plain[number] + given)
        self._laying -= 1

    def _stretch(self) -> None:
        self._spread()
        wide = next((n for n, column in enumerate(self.table.columns) if column.stretch), -1)
        if wide < 0 or self.isColumnHidden(wide) or self.table.columns[wide].key in self._layout.widths:
            return
        others = sum(self.columnWidth(n) for n in range(len(self.table.columns)) if n != wide)
        least = self._plain_width(wide)
        self._laying += 1
        self.setColumnWidth(wide, max(least, self.viewport().width() - others))
        self._laying -= 1
