"""The winners beside the preview: who gets a certificate, who has one already, whose text had to shrink."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import icons
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing

if TYPE_CHECKING:
    from app.services.certificates import CertificateLine

ROW = 38
_BOX = 18
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_SELECTED = QStyle.StateFlag.State_Selected


class WinnersModel(QAbstractListModel):
    """The list. `shrunk` holds sentences by entry number; `chosen` the entries that are ticked."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[CertificateLine, ...] = ()
        self.shrunk: Mapping[str, str] = {}
        self.chosen: set[str] = set()

    def show_lines(self, lines: Sequence[CertificateLine], shrunk: Mapping[str, str], keep: bool) -> None:
        """Show these winners; ticks are kept, or set anew on everybody who has no certificate yet."""
        self.beginResetModel()
        had = {line.entry for line in self.lines if line.prints}
        # whoever has just got a certificate is done with; who was ticked to get another one stays ticked
        wanted = {line.entry for line in lines if not line.prints or line.entry in had}
        fresh = {line.entry for line in lines if line.state in ("new", "issued")}
        self.lines, self.shrunk = tuple(lines), shrunk
        self.chosen = (self.chosen & wanted) if keep else fresh
        self.endResetModel()
        self.ticked.emit()

    def tick(self, row: int) -> None:
        """Tick or untick a line."""
        self.chosen ^= {self.lines[row].entry}
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick everybody, or nobody; a number that was voided is only ticked by hand."""
        self.chosen = {line.entry for line in self.lines if line.state != "void"} if on else set()
        if self.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))
        self.ticked.emit()

    def state_word(self, line: CertificateLine) -> str:
        """What came of somebody's certificate."""
        if line.state == "printed":
            return self.tr("已打 {serial}").format(serial=line.serial)
        if line.state == "issued":
            return self.tr("已编号 {serial}，没有打").format(serial=line.serial)
        return self.tr("编号已作废") if line.state == "void" else self.tr("没有打")

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        line = self.lines[index.row()]
        if role == _DISPLAY:
            return line.name
        if role in (_SPOKEN, _TIP):
            parts = (line.entry, line.name, line.award, self.state_word(line), self.shrunk.get(line.entry, ""))
            return "，".join(part for part in parts if part)
        return None


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, WinnersModel):
            return
        tokens = theme().tokens
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line = model.lines[index.row()]
        selected = bool(option.state & _SELECTED)  # type: ignore[attr-defined]
        if selected:
            painter.fillRect(rect, tokens.selection)
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), tokens.primary)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), tokens.line)
        self._paint_tick(painter, rect, line.entry in model.chosen)
        right = rect.right() - 10
        award = drawing.text_width(line.award, theme().font(SECONDARY))
        drawing.words(
            painter,
            QRect(right - award, rect.top(), award + 2, rect.height()),
            line.award,
            tokens.text if selected else tokens.text2,
            SECONDARY,
        )
        right -= award + 8
        sign = _sign(line.state, line.entry in model.shrunk)
        if sign is not None:
            name, token = sign
            icons.paint(
                painter, QRect(right - 18, rect.top(), 18, rect.height()), name, getattr(tokens, token), 16, True
            )
            right -= 24
        left = rect.left() + 14 + _BOX + 8
        ink = tokens.disabled_text if line.state == "void" else tokens.text
        room = QRect(left, rect.top(), max(20, right - left), rect.height())
        drawing.words(painter, room, line.name, ink, BODY, selected)

    @staticmethod
    def _paint_tick(painter: QPainter, rect: QRect, on: bool) -> None:
        tokens = theme().tokens
        spot = QRect(rect.left() + 14, rect.top() + (rect.height() - _BOX) // 2, _BOX, _BOX)
        if on:
            drawing.box(painter, spot, tokens.primary, None, 0, 3)
            icons.paint(painter, spot, "checkmark", tokens.on_primary, 14, True)
        else:
            drawing.box(painter, spot, tokens.surface, tokens.strong_line, 1.5, 3)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(160, theme().px(ROW))

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect  # type: ignore[attr-defined]
            if event.position().x() < rect.left() + 14 + _BOX + 6 and isinstance(model, WinnersModel):
                model.tick(index.row())
                return True
        return False


def _sign(state: str, shrunk: bool) -> tuple[str, str] | None:
    if state == "void":
        return "dismiss_circle", "error_text"
    if shrunk:
        return "warning", "warn_mark"
    return ("checkmark_circle", "ok") if state == "printed" else None


class WinnerList(QListView):
    """The list as a view: ↑ ↓ walk, Space ticks, a click on the box ticks. `turned` tells the row in hand."""

    turned = Signal(int)

    def __init__(self, winners: WinnersModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.winners = winners
        self.setModel(winners)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(False)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.turned.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.winners.tick(self.currentIndex().row())
            return
        super().keyPressEvent(event)
