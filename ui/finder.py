"""Ctrl+K: one line that finds pages, actions, and whatever the open contest can find (people, codes)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.fields import SearchField

_MOST = 11


@dataclass(frozen=True)
class Found:
    """One hit: what it is, a second fact, its key, and what choosing it does; `reason`: why it cannot be chosen."""

    text: str
    detail: str
    icon: str
    run: Callable[[], None]
    key: str = ""
    reason: str = ""


Finder = Callable[[str], list[Found]]
Later = Callable[[str, Callable[[list[Found]], None]], None]


class FoundList(QWidget):
    """The list under the search field. The field keeps the focus; arrows, Enter and Esc reach the list from there."""

    def __init__(self, field: SearchField, finders: list[Finder], parent: QWidget, later: Later | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("found")
        self._field = field
        self._finders = finders
        self._later = later
        self._waits = False  # the store is being asked
        self._first: list[Found] = []  # what the store found for the words now typed
        self.hits: list[Found] = []
        self._at = 0
        self.hide()
        field.textEdited.connect(self._search)
        field.installEventFilter(self)

    def _row(self) -> int:
        return theme().px(34)

    def _search(self, text: str) -> None:
        words = text.strip()
        self._first = []
        self._waits = self._later is not None and bool(words)
        if self._later is not None:
            self._later(words, lambda found: self._came(words, found))
        self._show(words)

    def _came(self, words: str, found: list[Found]) -> None:
        """People and codes come a moment later; they stand first, and what was chosen meanwhile stays chosen."""
        if words != self._field.text().strip() or self.isHidden():
            return
        self._first, self._waits = found, False
        kept = self.hits[self._at].text if self._at and self._at < len(self.hits) else ""
        self._show(words)
        self._at = next((n for n, hit in enumerate(self.hits) if kept and hit.text == kept), 0)

    def _show(self, words: str) -> None:
        others = [hit for find in self._finders for hit in find(words)] if words else []
        self.hits = [*self._first, *others][:_MOST]
        self._at = 0
        self.setVisible(bool(words))
        if words:
            width = max(400, self._field.width())
            corner = self._field.mapTo(self.parentWidget(), QPoint(self._field.width(), self._field.height() + 4))
            high = max(1, len(self.hits)) * self._row() + 12
            self.setGeometry(max(8, corner.x() - width), corner.y(), width, high)
            self.raise_()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if event.type() == QEvent.Type.KeyPress and self.isVisible() and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self._at = max(0, min(len(self.hits) - 1, self._at + step))
                self.update()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose()
                return True
            if key == Qt.Key.Key_Escape:
                self.hide()
                self._field.clear()
                return True
        return super().eventFilter(watched, event)

    def _choose(self) -> None:
        if not self.hits or self.hits[self._at].reason:
            return
        hit = self.hits[self._at]
        self.hide()
        self._field.clear()
        self._field.clearFocus()
        hit.run()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._at = min(len(self.hits) - 1, int(event.position().y() - 6) // self._row())
        if self._at >= 0:
            self._choose()

    def sizeHint(self) -> QSize:
        return QSize(400, self._row() * max(1, len(self.hits)) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.surface, tokens.strong_line, 1.0, drawing.CARD_RADIUS)
        high = self._row()
        if not self.hits:
            where = QRect(14, 6, self.width() - 28, high)
            nothing = self.tr("正在找…") if self._waits else self.tr("没有找到。可以输姓名、密号、页名或功能名。")
            drawing.words(painter, where, nothing, tokens.text2)
        for index, hit in enumerate(self.hits):
            row = QRect(6, 6 + index * high, self.width() - 12, high)
            if index == self._at:
                drawing.box(painter, row, tokens.selection, None)
            ink = tokens.disabled_text if hit.reason and index != self._at else tokens.text
            icons.paint(painter, QRect(row.x() + 8, row.y(), 20, high), hit.icon or "arrow_right", ink)
            right = drawing.keycap_width(hit.key) + 16 if hit.key else 8
            if hit.key:
                cap = QRect(row.right() - right + 8, row.y() + (high - 20) // 2, right - 16, 20)
                drawing.keycap(painter, cap, hit.key, tokens.text2, tokens.strong_line, tokens.surface)
            room = row.width() - 40 - right
            used = drawing.words(painter, QRect(row.x() + 38, row.y(), room, high), hit.text, ink, BODY)
            rest = QRect(row.x() + 38 + used + 12, row.y(), room - used - 12, high)
            if rest.width() > 40:
                drawing.words(painter, rest, hit.reason or hit.detail, tokens.text2, SECONDARY)
        painter.end()
