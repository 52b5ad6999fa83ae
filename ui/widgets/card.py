"""Cards, headings and chips: the quiet furniture of a page."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import icons
from ui.theme import BODY, CARD_HEADING, PAGE_HEADING, SECONDARY, theme
from ui.widgets import drawing


class Ink(Enum):
    """Which of the text colours a label takes."""

    TEXT = "text"
    TEXT2 = "text2"
    MUTED = "muted"
    PRIMARY = "primary"
    OK = "ok"
    ERROR = "error_text"


class Label(QLabel):
    """A plain label in one of the program's sizes and inks; follows theme and text size; selectable when asked."""

    def __init__(
        self,
        text: str = "",
        size: int = BODY,
        bold: bool = False,
        ink: Ink = Ink.TEXT,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._size = size
        self._bold = bold
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._restyle()
        theme().changed.connect(self._restyle)

    def set_ink(self, ink: Ink) -> None:
        """Take another text colour."""
        self._ink = ink
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme().font(self._size, self._bold))
        colours = self.palette()
        colours.setColor(self.foregroundRole(), getattr(theme().tokens, self._ink.value))
        self.setPalette(colours)


def heading(text: str) -> Label:
    """The heading of a page."""
    return Label(text, PAGE_HEADING, True)


def card_heading(text: str) -> Label:
    """The heading of a card."""
    return Label(text, CARD_HEADING, True)


class Card(QWidget):
    """A white box with a thin frame. `body` takes the content; `head` holds the heading and what stands right of it."""

    def __init__(self, title: str = "", parent: QWidget | None = None, accent: bool = False) -> None:
        super().__init__(parent)
        self._accent = accent
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self.head = QHBoxLayout()
        self.head.setContentsMargins(14, 0, 14, 0)
        self.title = card_heading(title)
        if title:
            self.title.setFixedHeight(theme().px(38))
            self.head.addWidget(self.title)
            self.head.addStretch(1)
            self._column.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._column.addLayout(self.body, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        line = tokens.primary if self._accent else tokens.line
        drawing.box(painter, self.rect(), tokens.surface, line, 1.5 if self._accent else 1.0, drawing.CARD_RADIUS)
        if self._accent:
            bar = self.rect().adjusted(0, 0, 0, 0)
            painter.setClipRect(QRect(bar.left(), bar.top(), 5, bar.height()))
            drawing.box(painter, bar, tokens.primary, None, 0, drawing.CARD_RADIUS)
        painter.end()


class Line(QWidget):
    """A thin dividing line."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().tokens.line)
        painter.end()


class Tone(Enum):
    """What a chip is about; each tone also has its own sign."""

    PLAIN = "plain"
    INFO = "info"
    OK = "ok"
    LOCK = "lock"
    WARN = "warn"
    ERROR = "error"


_CHIP_ICON = {
    Tone.OK: ("checkmark_circle", True),
    Tone.LOCK: ("lock_closed", True),
    Tone.WARN: ("warning", True),
    Tone.ERROR: ("dismiss_circle", True),
}


class Chip(QWidget):
    """A rounded tag: a sign and a few words."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon = text, tone, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def say(self, text: str, tone: Tone, icon: str = "") -> None:
        """Show another text and tone."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def _sign(self) -> tuple[str, bool]:
        if self._icon:
            return self._icon, True
        return _CHIP_ICON.get(self._tone, ("", False))

    def sizeHint(self) -> QSize:
        sign = 20 if self._sign()[0] else 0
        width = drawing.text_width(self._text, theme().font(SECONDARY)) + sign + 20
        return QSize(width, theme().px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        fill, line, ink = {
            Tone.PLAIN: (tokens.header, tokens.line, tokens.text2),
            Tone.INFO: (tokens.primary_tint, tokens.primary, tokens.primary),
            Tone.OK: (tokens.ok_tint, tokens.ok, tokens.ok),
            Tone.LOCK: (tokens.lock_tint, tokens.lock, tokens.lock),
            Tone.WARN: (tokens.warn_solid, tokens.warn_line, tokens.warn_text),
            Tone.ERROR: (tokens.error_solid, tokens.error_solid, tokens.on_error),
        }[self._tone]
        rect = self.rect()
        drawing.box(painter, rect, fill, line, 1.0, rect.height() / 2)
        left = 10
        name, filled = self._sign()
        if name:
            icons.paint(painter, QRect(8, 0, 16, rect.height()), name, ink, 16, filled)
            left = 28
        drawing.words(painter, QRect(left, 0, rect.width() - left - 6, rect.height()), self._text, ink, SECONDARY)
        painter.end()


class EmptyState(QWidget):
    """A page with nothing to show yet: one sentence that says what unlocks it, and the buttons that do it."""

    def __init__(self, icon: str, sentence: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addSpacing(56)
        self.sentence = Label(sentence, CARD_HEADING, True, wrap=True)
        self.detail = Label(detail, BODY, ink=Ink.TEXT2, wrap=True)
        for label in (self.sentence, self.detail):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setMinimumWidth(240)
            column.addWidget(label)
        self.detail.setVisible(bool(detail))
        column.addSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def say(self, sentence: str, detail: str = "") -> None:
        """Show another sentence."""
        self.sentence.setText(sentence)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.update()

    def add_button(self, button: QWidget) -> None:
        """Put one more verb under the sentence."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        top = self.sentence.y() - 60
        disc = QRect(self.width() // 2 - 24, top, 48, 48)
        drawing.box(painter, disc, tokens.header, None, 0, 24)
        icons.paint(painter, disc, self._icon, tokens.text2, 24)
        painter.end()
