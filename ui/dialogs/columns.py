"""列和排序: which columns a list shows, in which order, sorted by which; by mouse or by the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from ui.models.layouts import ListLayout
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox, paint_box
from ui.widgets.fields import ChoiceBox

if TYPE_CHECKING:
    from ui.widgets.table import TableView

_KEY = Qt.ItemDataRole.UserRole
_TICKED = Qt.CheckState.Checked


class _Ticked(QStyledItemDelegate):
    """Paints a line with the tick box of the forms; where a click ticks stays with Qt."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        tokens, rect = theme().tokens, option.rect  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, tokens.selection)
        box = paint_box(painter, rect.x() + 16, rect.center().y() + 1, option.checkState, True)  # type: ignore[attr-defined]
        words = rect.adjusted(box.right() - rect.x() + 10, 0, -8, 0)
        drawing.words(painter, words, option.text, tokens.text)  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_HasFocus:
            drawing.focus_ring(painter, rect, tokens.primary)


class ColumnsDialog(QDialog):
    """Changes show in the list at once; Esc keeps them, "恢复原样" takes everything back to how it was made."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._filling = False
        self.setObjectName("columns_dialog")
        self.setModal(True)
        self.setWindowTitle(self.tr("{list}：列和排序").format(list=view.name))
        self.setMinimumWidth(theme().px(400))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(Label(self.windowTitle(), CARD_HEADING, True, wrap=True))
        hint = Label(self.tr("空格显示或隐藏，Alt+↑ Alt+↓ 换位置"), SECONDARY, ink=Ink.TEXT2, wrap=True)
        column.addWidget(hint)
        column.addLayout(self._middle(), 1)
        column.addLayout(self._sorting())
        column.addLayout(self._foot())
        self._fill()
        room = view.window().size()
        high = theme().px(230) + theme().px(30) * len(view.table.columns)
        self.resize(theme().px(430), min(high, room.height() - 48))
        self.list.setFocus()

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.list = QListWidget()
        self.list.setObjectName("columns_list")
        self.list.setAccessibleName(self.tr("列"))
        self.list.setFont(theme().font(BODY))
        self.list.setItemDelegate(_Ticked(self.list))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(lambda _item: self._changed())
        self.list.model().rowsMoved.connect(lambda *_: self._changed())
        self.list.installEventFilter(self)
        row.addWidget(self.list, 1)
        side = QVBoxLayout()
        side.setSpacing(8)
        self.up, self.down = Button(self.tr("上移"), icon="chevron_up"), Button(self.tr("下移"), icon="chevron_down")
        self.up.clicked.connect(lambda: self.move_column(-1))
        self.down.clicked.connect(lambda: self.move_column(1))
        for button in (self.up, self.down):
            button.setAutoDefault(False)
            side.addWidget(button)
        side.addStretch(1)
        row.addLayout(side)
        return row

    def _sorting(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.order = ChoiceBox(self.tr("排序"))
        self.order.setObjectName("columns_order")
        self.order.addItem(self.tr("原来的顺序"), "")
        for column in self._view.table.columns:
            if column.sortable:
                self.order.addItem(column.title, column.key)
        self.descending = CheckBox(self.tr("降序"))
        self.descending.setObjectName("columns_descending")
        self.order.activated.connect(lambda _index: self._sort())
        self.descending.toggled.connect(lambda _on: self._sort())
        row.addWidget(Label(self.tr("排序")))
        row.addWidget(self.order, 1)
        row.addWidget(self.descending)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = Button(self.tr("恢复原样"), icon="arrow_counterclockwise")
        self.back.setObjectName("columns_reset")
        self.back.clicked.connect(self._reset)
        self.shut = Button(self.tr("完成"), Look.PRIMARY)
        self.shut.setObjectName("columns_done")
        self.shut.clicked.connect(self.accept)
        self.back.setAutoDefault(False)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.shut)
        return row

    def _fill(self) -> None:
        view = self._view
        self._filling = True
        self.list.clear()
        for number in view.places():
            column = view.table.columns[number]
            item = QListWidgetItem(column.title)
            item.setData(_KEY, column.key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if view.isColumnHidden(number) else _TICKED)
            item.setSizeHint(QSize(0, theme().px(30)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        key, descending = view.table.sorted_by()
        self.order.setCurrentIndex(max(0, self.order.findData(key)))
        self.descending.setChecked(descending)
        self._filling = False

    def move_column(self, step: int) -> None:
        """Put the column in hand one place up or down (left or right in the list)."""
        place = self.list.currentRow()
        if 0 <= place + step < self.list.count():
            self._filling = True
            self.list.insertItem(place + step, self.list.takeItem(place))
            self.list.setCurrentRow(place + step)
            self._filling = False
            self._changed()

    def _changed(self) -> None:
        if self._filling:
            return
        items = [self.list.item(place) for place in range(self.list.count())]
        if not any(item.checkState() == _TICKED for item in items):
            self._filling = True
            self.list.currentItem().setCheckState(_TICKED)  # a list without columns would show nothing at all
            self._filling = False
        made = {column.key: not column.hidden for column in self._view.table.columns}
        shown = {str(item.data(_KEY)): item.checkState() == _TICKED for item in items}
        old = self._view.layout_chosen()
        order = tuple(str(item.data(_KEY)) for item in items)
        keys = tuple(column.key for column in self._view.table.columns)
        decided = {key: on for key, on in shown.items() if on != made[key]}
        self._view.take_layout(ListLayout(() if order == keys else order, decided, old.widths, old.sort))

    def _sort(self) -> None:
        if not self._filling:
            self._view.sort_by(str(self.order.currentData() or ""), self.descending.isChecked())

    def _reset(self) -> None:
        self._view.reset_columns()
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.move_column(step)
                return True
        return super().eventFilter(watched, event)
