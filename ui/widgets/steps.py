"""Numbered steps of a page that is worked from top to bottom, and the amber box that asks for a look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.card import Label

_BAR = 6
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignVCenter.value


class StepHead(QWidget):
    """A step: its number in a ring, or a tick once it is done; what it is, and a word below."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._text, self._below = number, text, ""
        self._done = self._current = False
        self._share = -1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, below: str, done: bool, current: bool) -> None:
        """Show how far the step is."""
        self._below, self._done, self._current, self._share = below, done, current, -1.0
        self.setAccessibleName(f"{self._number} {self._text} {below}")
        self._fit()
        self.update()

    def advance(self, below: str, share: float) -> None:
        """The step is being done: what is in hand, and how much of it is done (0 to 1) as a bar."""
        self.say(below, False, True)
        self._share = min(1.0, max(0.0, share))
        self._fit()

    @property
    def share(self) -> float:
        """How much of the step is done while it is under way; below 0 without a bar."""
        return self._share

    def _fit(self) -> None:
        bar = _BAR + 6 if self._share >= 0 else 0
        self.setFixedHeight(theme().px(26) + self._below_height() + 2 + bar)

    def _below_height(self) -> int:
        metrics = QFontMetrics(theme().font(SECONDARY))
        room = QRect(0, 0, max(80, self.width() - 34), 200)
        return metrics.boundingRect(room, _WRAP, self._below).height() if self._below else 0

    def sizeHint(self) -> QSize:
        return QSize(200, theme().px(26) + self._below_height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = theme().tokens
        high = theme().px(26)
        if self._done:
            icons.paint(painter, QRect(0, 0, 26, high), "checkmark_circle", tokens.ok, 20, True)
        else:
            painter.setPen(QPen(tokens.primary if self._current else tokens.strong_line, 2.0))
            ring = theme().sign(21) / 2
            painter.drawEllipse(QPointF(13, high / 2), ring, ring)
            ink = tokens.primary if self._current else tokens.text2
            drawing.words(painter, QRect(0, 0, 26, high), str(self._number), ink, SECONDARY, True, drawing.CENTRE)
        drawing.words(painter, QRect(34, 0, self.width() - 34, high), self._text, tokens.text, BODY, self._current)
        painter.setFont(theme().font(SECONDARY))
        painter.setPen(tokens.text2)
        painter.drawText(QRect(34, high, self.width() - 34, self._below_height()), _WRAP, self._below)
        if self._share >= 0:
            bar = QRect(34, self.height() - _BAR - 3, self.width() - 42, _BAR)
            drawing.box(painter, bar, tokens.surface, tokens.strong_line, 1.0, _BAR / 2)
            done = QRect(bar.x(), bar.y(), max(_BAR, round(bar.width() * self._share)), _BAR)
            drawing.box(painter, done, tokens.primary, None, 0, _BAR / 2)
        painter.end()


class WarnBox(QWidget):
    """An amber box with a triangle and a sentence; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Label("", BODY, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 8, 10, 8)
        row.addWidget(self.label)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence, or nothing."""
        self.label.setText(text)
        self.setAccessibleName(text)
        colours = self.label.palette()
        colours.setColor(self.label.foregroundRole(), theme().tokens.warn_on_tint)
        self.label.setPalette(colours)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.warn_tint, tokens.warn_line)
        icons.paint(painter, QRect(8, 6, 22, 24), "warning", tokens.warn_mark, 20, True)
        painter.end()
