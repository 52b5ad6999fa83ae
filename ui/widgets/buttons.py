"""Buttons with a verb, an icon and the key that presses them; one primary per page; a blocked one knows why."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcutEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import icons
from ui.theme import BODY, theme
from ui.widgets import drawing


class Look(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"  # no frame: chevrons, close, links
    BAND = "band"  # on the amber band


class Button(QPushButton):
    """A button that is a verb. `key` is shown as a cap and presses it; `binds=False` only shows it.

    `block(reason)` switches it off and keeps the reason, which a `ReasonLabel` beside it shows in words.
    """

    reason_changed = Signal(str)

    def __init__(
        self,
        text: str = "",
        look: Look = Look.SECONDARY,
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
        binds: bool = True,
        small: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._look = look
        self._icon = icon
        self._key = key
        self._small = small
        self.reason = ""
        self._tip = ""
        self._bare = False
        if key and binds:
            self.setShortcut(QKeySequence(key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(text)

    @property
    def icon_name(self) -> str:
        """The Fluent name of its icon, "" without one."""
        return self._icon

    @property
    def key(self) -> str:
        """The key it shows, "" without one."""
        return self._key

    def set_icon(self, name: str) -> None:
        """Show another icon (a Fluent name) before the text."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_bare(self, bare: bool) -> None:
        """Leave the icon out where words need its room; a button without words keeps it."""
        if bare != self._bare:
            self._bare = bare
            self.updateGeometry()
            self.update()

    @property
    def spare(self) -> int:
        """How many px it would be narrower without its icon."""
        return 28 if self._icon and self.text() and not self._bare else 0

    def _sign(self) -> str:
        return "" if self._bare and self.text() else self._icon

    def set_look(self, look: Look) -> None:
        """Change how loud the button is."""
        self._look = look
        self.update()

    def show_key(self, key: str) -> None:
        """Show another key cap without binding the key (the window's own action does)."""
        self._key = key
        self.updateGeometry()
        self.update()

    def say(self, text: str) -> None:
        """Change the verb, keeping the key (QPushButton.setText alone would drop it)."""
        shortcut = self.shortcut()
        self.setText(text)
        self.setShortcut(shortcut)
        self.setAccessibleName(text)
        self.updateGeometry()

    def block(self, reason: str) -> None:
        """Switch the button off for a reason in words; an empty reason switches it on again."""
        if not self.reason:
            self._tip = self.toolTip()  # what a sign without words is called; it is told again afterwards
        self.reason = reason
        self.setEnabled(not reason)
        self.setToolTip("\n".join(text for text in (self._tip, reason) if text))
        self.setAccessibleDescription(reason)
        self.reason_changed.emit(reason)

    def sizeHint(self) -> QSize:
        height = theme().px(28 if self._small else 34)
        width = self._text_width()
        if self._sign():
            width += 20 + (8 if self.text() else 0)
        if self._key:
            width += drawing.keycap_width(self._key) + 10
        if self._look is Look.QUIET and not self.text():
            return QSize(max(28, width + 8), max(28, height))
        return QSize(width + (24 if self._small else 30), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _text_width(self) -> int:
        font = theme().font(BODY, self._look is Look.PRIMARY)
        return drawing.text_width(self._shown_text(), font) if self.text() else 0

    def _shown_text(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        tokens = theme().tokens
        over = self.underMouse() and self.isEnabled()
        if self._look is Look.QUIET:
            ink = tokens.text2 if self.isEnabled() else tokens.disabled_text
            return (tokens.selection if self.isDown() else tokens.primary_tint if over else None, None, ink)
        if not self.isEnabled():
            return tokens.disabled_face, tokens.line, tokens.disabled_text
        if self._look is Look.PRIMARY:
            fill = tokens.primary_pressed if self.isDown() else tokens.primary_hover if over else tokens.primary
            return fill, None, tokens.on_primary
        if self._look is Look.BAND:
            return tokens.band_face, tokens.band_text, tokens.band_text
        fill = tokens.selection if self.isDown() else tokens.primary_tint if over else tokens.surface
        return fill, tokens.strong_line, tokens.text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, line, ink = self._colours()
        rect = self.rect()
        if fill is not None or line is not None:
            drawing.box(painter, rect, fill, line)
        self._paint_content(painter, rect, ink)
        if self.hasFocus():
            tokens = theme().tokens
            if self._look is Look.PRIMARY:
                drawing.focus_ring(painter, rect, tokens.text)
                drawing.box(painter, rect.adjusted(2, 2, -2, -2), None, tokens.on_primary, 1.0, 3.0)
            elif self._look is Look.BAND:  # its frame is dark already: the ring goes on inside it
                drawing.focus_ring(painter, rect, tokens.band_text)
                drawing.focus_ring(painter, rect, tokens.band_text, inset=2)
            else:
                drawing.focus_ring(painter, rect, tokens.primary)
        painter.end()

    def _paint_content(self, painter: QPainter, rect: QRect, ink: QColor) -> None:
        tokens = theme().tokens
        text = self._shown_text()
        cap = drawing.keycap_width(self._key) if self._key else 0
        sign = self._sign()
        width = self._text_width() + (20 if sign else 0) + (8 if sign and text else 0)
        width += cap + 10 if cap else 0
        x = rect.left() + max(6, (rect.width() - width) // 2)
        if sign:
            icons.paint(painter, QRect(x, rect.top(), 20, rect.height()), sign, ink)
            x += 28 if text else 20
        if text:
            room = rect.right() - x - (cap + 14 if cap else 4)
            bold = self._look is Look.PRIMARY
            drawing.words(painter, QRect(x, rect.top(), room, rect.height()), text, ink, BODY, bold)
            x += self._text_width() + 10
        if cap:
            high = theme().px(19)
            where = QRect(x, rect.top() + (rect.height() - high) // 2, cap, high)
            loud = self._look is Look.PRIMARY and self.isEnabled()
            face = None if loud or not self.isEnabled() else tokens.surface
            drawing.keycap(painter, where, self._key, ink if loud else tokens.text2, ink if loud else tokens.line, face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too, not only Space; a key held down presses once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.autoDefault():
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            if self.isEnabled():
                self.click()  # at once: Qt would show the button pressed for a tenth of a second first
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class ReasonLabel(QWidget):
    """Why a button is off, in words, with an information sign; takes no room while the button is on."""

    def __init__(self, button: Button, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = button
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        button.reason_changed.connect(self._changed)
        self.setVisible(bool(button.reason))

    def _changed(self, reason: str) -> None:
        self.setVisible(bool(reason))
        self.setToolTip(reason)
        self.setAccessibleName(reason)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(28 + drawing.text_width(self._button.reason, theme().font(BODY)) + 4, theme().px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect()
        width = min(rect.width(), self.sizeHint().width())
        left = rect.right() - width + 1
        icons.paint(painter, QRect(left, 0, 20, rect.height()), "info", tokens.text2)
        room = QRect(left + 26, 0, width - 26, rect.height())
        if not drawing.two_lines(painter, room, self._button.reason, tokens.text2):
            drawing.words(painter, room, self._button.reason, tokens.text2)
        painter.end()
