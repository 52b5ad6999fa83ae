"""The people one may be, as a list in sight: one click, or the arrow keys from the field beside it, chooses a name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.services.pinyin import sounds_like
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing

_SELECTED = QStyle.StateFlag.State_Selected
_NAME, _ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MOST, _LEAST = 12, 3  # rows in sight
_WIDEST = 560
_LEFT = 30
_WALK = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Row(QStyledItemDelegate):
    """A name, what the person is, and a dot before the one chosen."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = theme().tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        on = bool(option.state & _SELECTED)  # type: ignore[attr-defined]
        if on:
            painter.fillRect(rect, tokens.selection)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.primary if on else tokens.strong_line, 2.0 if on else 1.5))
        painter.setBrush(tokens.surface)
        centre = QPointF(rect.left() + _LEFT / 2 + 1, rect.center().y() + 0.5)
        painter.drawEllipse(centre, 7.0, 7.0)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.primary)
            painter.drawEllipse(centre, 3.5, 3.5)
        painter.restore()
        said, role = str(index.data(_NAME)), str(index.data(_ROLE))
        wide = drawing.text_width(role, theme().font(SECONDARY))
        room = rect.adjusted(_LEFT, 0, -10, 0)
        both = drawing.text_width(said, theme().font(BODY, on)) + 12 + wide <= room.width()
        name = room.adjusted(0, 0, -wide - 12 if both or wide < room.width() // 2 else -room.width() // 2, 0)
        drawing.words(painter, name, said, tokens.text, BODY, on)
        ink = tokens.text if on else tokens.text2
        beside = QRect(name.right() + 12, room.top(), room.right() - name.right() - 11, room.height())
        drawing.words(painter, beside, role, ink, SECONDARY, False, drawing.RIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, theme().px(32))


class NameList(QListWidget):
    """`changed` tells that another name stands chosen; `picked` that a person is done choosing: a click, or Enter.

    `walk_from(field)` lets the arrow keys of a field of one line walk the list, so that the keyboard need not leave it.
    """

    changed = Signal()
    picked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self._pause = 0
        self.setAccessibleName(name)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.currentRowChanged.connect(lambda _row: self.changed.emit())

    def offer(self, people: Sequence[tuple[str, str]], current: str) -> None:
        """List people as (name, role in words); `current` stands chosen when it is among them, else the first."""
        for name, role in people:
            item = QListWidgetItem(f"{name}　{role}")  # what a screen reader says
            item.setData(_NAME, name)
            item.setData(_ROLE, role)
            item.setToolTip(item.text())
            self.addItem(item)
        self.choose(current)
        if self.currentRow() < 0:
            self.setCurrentRow(0)

    def names(self) -> list[str]:
        """Everybody listed, in order."""
        return [str(self.item(row).data(_NAME)) for row in range(self.count())]

    def current(self) -> str:
        """The name that stands chosen, "" when nobody is listed."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def choose(self, name: str) -> None:
        """Let a name stand chosen, when it is listed."""
        names = self.names()
        if name in names:
            self.setCurrentRow(names.index(name))
            self.scrollToItem(self.currentItem())

    def walk_from(self, field: QWidget) -> None:
        """Up, Down and the page keys in `field` walk here."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _WALK:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -_MOST}.get(Qt.Key(event.key()), _MOST)
            self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))
            return True
        return super().eventFilter(watched, event)

    def fit(self, room: int) -> None:
        """As high as everybody needs, within so many pixels: some rows at least, and not too many."""
        row = theme().px(32)
        rows = max(_LEAST, min(_MOST, self.count(), room // row))
        self.setFixedHeight(min(rows, max(1, self.count())) * row + 6)  # and the frame

    def sizeHint(self) -> QSize:
        name, role = theme().font(BODY, True), theme().font(SECONDARY)
        rows = (self.item(row) for row in range(self.count()))
        said = [drawing.text_width(one.data(_NAME), name) + drawing.text_width(one.data(_ROLE), role) for one in rows]
        wide = _LEFT + max(said, default=100) + 12 + 10 + 18  # and the scroll bar
        return QSize(min(_WIDEST, max(220, wide)), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 40)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.itemAt(event.position().toPoint()) is not None:
            self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters find a name by its characters or its pinyin: mxy finds 马秀英."""
        if self._pause:
            self.killTimer(self._pause)
        self._pause = self.startTimer(1200)
        self._letters += search
        names = self.names()
        for name in names:
            if name.casefold().startswith(self._letters.casefold()) or sounds_like(self._letters, name):
                self.choose(name)
                return

    def timerEvent(self, event: QEvent) -> None:  # type: ignore[override]
        if self._pause:
            self.killTimer(self._pause)
        self._pause, self._letters = 0, ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentItem() is not None:
            painter = QPainter(self.viewport())
            row = self.visualItemRect(self.currentItem()).adjusted(0, 0, -1, -1)
            drawing.focus_ring(painter, row, theme().tokens.primary, 2.0)
            painter.end()
