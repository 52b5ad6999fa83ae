"""News, refusals and the undo offer at the foot of a page; never in the way, never lost to a click."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import icons
from ui.theme import BODY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look

NEWS_SECONDS = 10
_NARROWEST = 400  # pixels of the foot in which a message still reads as one


class News(Enum):
    """What kind of message it is; each has its own sign."""

    DONE = "done"
    NOTE = "note"
    WARNING = "warning"
    REFUSAL = "refusal"


_SIGN = {
    News.DONE: ("checkmark_circle", "ok"),
    News.NOTE: ("info", "primary"),
    News.WARNING: ("warning", "warn_mark"),
    News.REFUSAL: ("dismiss_circle", "error_text"),
}


@dataclass(frozen=True)
class Message:
    """Something to show at the foot of the window."""

    text: str
    kind: News = News.DONE
    verb: str = ""
    action: Callable[[], None] | None = None
    stays: bool = False  # even news, until somebody answers


class MessageBar(QWidget):
    """One message with at most one verb. News goes after ten seconds; warnings and refusals stay until dismissed,
    followed by another message or answered with the verb.

    In a layout it takes room when it comes. The window's own lies over the foot instead (`lie_on`): what comes and goes
    by itself must not push a button away from under the hand.
    """

    dismissed = Signal()
    room_wanted = Signal()  # another message, perhaps longer: to be placed by whoever lays it over the foot

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = News.NOTE
        self.text = ""
        self._action: Callable[[], None] | None = None
        self.verb = Button("", small=True)
        self.verb.setObjectName("message_verb")
        self.verb.clicked.connect(self._act)
        self.shut = Button("", Look.QUIET, "dismiss", small=True)
        self.shut.setAccessibleName(self.tr("收起提示"))
        self.shut.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.verb)
        row.addWidget(self.shut)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message of any kind."""
        if message.kind is News.REFUSAL:
            self.show_refusal(message.text, message.verb, message.action)
        else:
            self.show_news(message.text, message.verb, message.action, message.kind, message.stays)

    def show_news(
        self,
        text: str,
        verb: str = "",
        action: Callable[[], None] | None = None,
        kind: News = News.DONE,
        stays: bool = False,
    ) -> None:
        """Say that something happened; `verb` and `action` offer the way back ("撤销") or on."""
        goes = kind in (News.DONE, News.NOTE) and not stays
        self._show(kind, text, verb, action, NEWS_SECONDS if goes else 0)

    def show_refusal(self, text: str, verb: str = "", action: Callable[[], None] | None = None) -> None:
        """Say why something was not done; `verb` leads to the place where it can be put right."""
        self._show(News.REFUSAL, text, verb, action, 0)

    def forget(self, text: str) -> None:
        """Take a message away, if it is the one shown: what its verb would do has been done, or cannot be any more."""
        if text and text == self.text:
            self.dismiss()

    def lie_on(self, foot: QRect, free: int) -> None:
        """Lie over the foot, a room in the parent: over its left `free` pixels if the words fit there, else over all of
        it; what is longer still grows upwards.
        """
        low = foot.height()
        wide = free if free >= _NARROWEST and self._words_high(free) <= low else foot.width()
        high = max(low, self._words_high(wide) + 2)
        self.layout().setContentsMargins(16, 0, 8, 0)
        self.setFixedHeight(high)
        self.setGeometry(foot.x(), foot.bottom() + 1 - high, wide, high)
        self.raise_()

    def dismiss(self) -> None:
        """Take the message away."""
        self._timer.stop()
        self._action = None
        self.text = ""
        self.hide()
        self.dismissed.emit()

    def _show(self, kind: News, text: str, verb: str, action: Callable[[], None] | None, seconds: int) -> None:
        self.kind, self.text, self._action = kind, text, action
        self.verb.say(verb)
        self.verb.setVisible(bool(verb))
        self._timer.stop()
        if seconds:
            self._timer.start(seconds * 1000)
        self.setAccessibleName(text)
        self.setFixedHeight(self._height())
        self.room_wanted.emit()
        self.show()
        self.update()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _act(self) -> None:
        action = self._action
        self.dismiss()
        if action is not None:
            action()

    def _text_rect(self) -> QRect:
        right = self.verb.x() if self.verb.isVisibleTo(self) and self.verb.x() > 60 else self.width() - 48
        return QRect(46, 0, max(120, right - 46 - 12), self.height())

    def _height(self) -> int:
        return max(theme().px(40), self._words_high(self.width()) + 16)

    def _words_high(self, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap.value
        metrics = QFontMetrics(theme().font(BODY))
        room = max(200, width - 46 - 60 - (self.verb.sizeHint().width() + 8 if self.verb.text() else 0))
        return metrics.boundingRect(QRect(0, 0, room, 400), flags, self.text).height()

    def sizeHint(self) -> QSize:
        return QSize(400, self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        fill, line, ink = {
            News.DONE: (tokens.ok_tint, tokens.ok, tokens.text),
            News.NOTE: (tokens.primary_tint, tokens.primary, tokens.text),
            News.WARNING: (tokens.warn_tint, tokens.warn_line, tokens.warn_on_tint),
            News.REFUSAL: (tokens.error_tint, tokens.error_text, tokens.text),
        }[self.kind]
        rect = self.rect()
        painter.fillRect(rect, fill)
        painter.fillRect(QRect(0, 0, rect.width(), 2 if self.kind is News.REFUSAL else 1), line)
        name, token = _SIGN[self.kind]
        icons.paint(painter, QRect(14, 0, 20, rect.height()), name, getattr(tokens, token), 20, True)
        painter.setFont(theme().font(BODY))
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(self._text_rect(), flags, self.text)
        painter.end()


def lay_over(foot: QRect, free: int, strip: ProgressStrip, messages: MessageBar) -> None:
    """Lay both over the foot of their parent, in pixels of it: the message as `MessageBar.lie_on` says, above the strip
    while that is seen, for the strip has the way out of the work.
    """
    strip.lie_on(foot)
    working = strip.isVisibleTo(strip.parentWidget())
    messages.lie_on(foot.translated(0, -strip.height()) if working else foot, foot.width() if working else free)


class ProgressStrip(QWidget):
    """Long work in the page: what, how many, the thing in hand, the time left, and the way out."""

    cancel_wanted = Signal()
    room_wanted = Signal()  # it came or went

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._item = ""
        self._done = self._total = 0
        self._seconds: int | None = None
        self.cancel = Button(self.tr("取消"), small=True)
        self.cancel.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self.cancel)
        self.setFixedHeight(theme().px(30))
        self.hide()

    def lie_on(self, foot: QRect) -> None:
        """Lie over the foot, a room in the parent, instead of pushing up what stands on it."""
        self.setGeometry(foot.x(), foot.bottom() + 1 - self.height(), foot.width(), self.height())
        self.raise_()

    def begin(self, title: str) -> None:
        """Show the strip for a piece of work."""
        self._title, self._item, self._done, self._total, self._seconds = title, "", 0, 0, None
        self.cancel.block("")
        self.show()
        self.room_wanted.emit()
        self.update()

    def advance(self, done: int, total: int, item: str, seconds_left: int | None) -> None:
        """Show how far the work is."""
        self._done, self._total, self._item, self._seconds = done, total, item, seconds_left
        self.setAccessibleName(self.line())
        self.update()

    def end(self) -> None:
        """Take the strip away."""
        self.hide()
        self.room_wanted.emit()

    def line(self) -> str:
        """The sentence shown: "正在导出证书　37 / 200　王建国　约剩 12 秒"."""
        parts = [self._title]
        if self._total:
            parts.append(f"{self._done} / {self._total}")
        if self._item:
            parts.append(self._item)
        if self._seconds is not None:
            if self._seconds < 90:
                parts.append(self.tr("约剩 {seconds} 秒").format(seconds=max(1, self._seconds)))
            else:
                parts.append(self.tr("约剩 {minutes} 分钟").format(minutes=(self._seconds + 30) // 60))
        return "　".join(parts)

    def _cancel(self) -> None:
        self.cancel.block(self.tr("正在停下…"))
        self._item = self.tr("正在停下…")
        self.update()
        self.cancel_wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect()
        painter.fillRect(rect, tokens.primary_tint)
        painter.fillRect(QRect(0, 0, rect.width(), 1), tokens.primary)
        room = QRect(16, 0, max(80, self.cancel.x() - 32), rect.height() - 7)
        drawing.words(painter, room, self.line(), tokens.text)
        bar = QRect(room.x(), rect.height() - 8, room.width(), 5)
        drawing.box(painter, bar, tokens.surface, tokens.strong_line, 1.0, 2.5)
        if self._total:
            done = bar.adjusted(0, 0, 0, 0)
            done.setWidth(max(8, bar.width() * min(self._done, self._total) // self._total))
            drawing.box(painter, done, tokens.primary, None, 0, 2.5)
        painter.end()
