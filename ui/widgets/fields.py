"""Entry fields of the program's own look: search with its key, a list to choose from, a switch of few segments."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QSizePolicy, QWidget

from ui import icons
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing

_NAME = Qt.ItemDataRole.UserRole + 1  # of a line of the trade chooser: the trade without its people


class SearchField(QLineEdit):
    """A line to search or scan with: a sign before the text, the key that jumps here after it.

    `Esc` empties it. `settled` carries the text when typing has paused for a moment, `entered` on Enter.
    """

    settled = Signal(str)
    entered = Signal(str)

    def __init__(self, hint: str, key: str = "", icon: str = "search", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._icon = icon
        self._timer = 0
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._hint = hint
        self._fit()
        self.setMinimumWidth(120)
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(lambda: self.entered.emit(self.text()))

    def sizeHint(self) -> QSize:
        width = drawing.text_width(self._hint, theme().font(BODY)) + 62
        if self._key:
            width += drawing.keycap_width(self._key)
        return QSize(max(180, width), theme().px(34))

    def _shows_key(self) -> bool:
        """The key has a place beside the whole hint, or where the hint would be cut short even without it."""
        cap = drawing.keycap_width(self._key)
        hint = drawing.text_width(self._hint, theme().font(BODY)) + 50
        return bool(self._key) and (self.width() >= hint + cap + 6 or cap + 62 <= self.width() < hint)

    def _fit(self) -> None:
        """The hint and the key, the hint alone, the key alone, the sign alone: as much as there is room for."""
        room = drawing.keycap_width(self._key) + 6 if self._shows_key() else 0
        self.setTextMargins(26, 0, room, 0)
        whole = self.width() >= drawing.text_width(self._hint, theme().font(BODY)) + 50
        roomy = self.width() >= 100 and not self._key
        self.setPlaceholderText(self._hint if whole or roomy else "")
        self.setToolTip("" if whole else self._hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _wait(self) -> None:
        if self._timer:
            self.killTimer(self._timer)
        self._timer = self.startTimer(120)

    def timerEvent(self, event: QEvent) -> None:  # type: ignore[override]
        self.killTimer(self._timer)
        self._timer = 0
        self.settled.emit(self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect()
        icons.paint(painter, QRect(8, 0, 20, rect.height()), self._icon, tokens.text2, 16)
        if self._shows_key() and not self.text():
            width, high = drawing.keycap_width(self._key), theme().px(19)
            where = QRect(rect.right() - width - 7, (rect.height() - high) // 2, width, high)
            drawing.keycap(painter, where, self._key, tokens.text2, tokens.line)
        painter.end()


class ChoiceBox(QComboBox):
    """A list to choose one from; painted like the other fields, with a chevron.

    `picked` tells that a person chose from the opened list; with the arrow keys on the closed one they are still on
    their way to what they want.
    """

    picked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened = False
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.activated.connect(self._tell_picked)

    def fill(self, items: Sequence[tuple[str, str]], current: str) -> None:
        """Offer (key, words), the one with the key `current` chosen, or the first; the same list is left as it is."""
        if [(self.itemData(n), self.itemText(n)) for n in range(self.count())] != list(items):
            self.clear()
            for key, words in items:
                self.addItem(words, key)
            self.updateGeometry()
        self.setCurrentIndex(max(0, self.findData(current)))

    def showPopup(self) -> None:
        """Open the list."""
        self._opened = True
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the list, as Space does; in a dialog it is the dialog's."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.window(), QDialog):
            self.showPopup()
            return
        super().keyPressEvent(event)

    def _tell_picked(self, index: int) -> None:
        opened, self._opened = self._opened, False
        if opened:
            self.picked.emit(index)

    def sizeHint(self) -> QSize:
        widest = max((drawing.text_width(self.itemText(i), theme().font()) for i in range(self.count())), default=60)
        return QSize(max(110, min(widest, 320) + 48), theme().px(34))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(theme().px(90), self.sizeHint().width()), theme().px(34))

    def shown_text(self, room: int) -> str:
        """What the closed list says in so many pixels."""
        return self.currentText() or self.placeholderText()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        rect = self.rect()
        on = self.isEnabled()
        focus = self.hasFocus()
        line = tokens.primary if focus else tokens.strong_line if on else tokens.line
        drawing.box(painter, rect, tokens.surface if on else tokens.header, line, 2.0 if focus else 1.0)
        ink = tokens.text if on else tokens.disabled_text
        inner = rect.adjusted(10, 0, -30, 0)
        drawing.words(painter, inner, self.shown_text(inner.width()), ink)
        icons.paint(painter, QRect(rect.right() - 26, 0, 20, rect.height()), "chevron_down", tokens.text2, 16)
        painter.end()


class TradeChooser(ChoiceBox):
    """Which trade the pages show. Items are (key, name, people); `chosen` tells the key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(self.tr("工种"))
        self.activated.connect(lambda index: self.chosen.emit(self.itemData(index)))

    def set_trades(self, trades: Sequence[tuple[str, str, int]], current: str) -> None:
        """Fill the list; `current` stays chosen when it is among them, else the first is shown."""
        self.clear()
        for key, name, people in trades:
            self.addItem(self.tr("{trade}　{count} 人").format(trade=name, count=people), key)
            self.setItemData(self.count() - 1, name, _NAME)
        self.setCurrentIndex(max(0, self.findData(current)))
        self.updateGeometry()

    def shown_text(self, room: int) -> str:
        """The trade and its people, or its name alone where there is no room for both."""
        whole = super().shown_text(room)
        fits = drawing.text_width(whole, theme().font(BODY)) <= room
        return whole if fits else str(self.currentData(_NAME) or whole)

    def current(self) -> str:
        """The key of the trade shown, "" when there is none."""
        return self.currentData() or ""


class Segmented(QWidget):
    """A switch of two to four segments, one of them on. Arrow keys move, `changed` tells the key chosen."""

    changed = Signal(str)

    def __init__(self, items: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = list(items)
        self._current = self._items[0][0]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def current(self) -> str:
        """The key of the segment that is on."""
        return self._current

    def set_current(self, key: str) -> None:
        """Switch to a segment without telling anyone."""
        self._current = key
        self.update()

    def set_text(self, key: str, text: str) -> None:
        """Change the words of a segment (counts change)."""
        self._items = [(k, text if k == key else old) for k, old in self._items]
        self.updateGeometry()
        self.update()

    def _spans(self) -> list[tuple[str, str, QRect]]:
        spans, x = [], 0
        for key, text in self._items:
            width = drawing.text_width(text, theme().font(BODY, True)) + 28
            spans.append((key, text, QRect(x, 0, width, theme().px(34))))
            x += width
        return spans

    def sizeHint(self) -> QSize:
        last = self._spans()[-1][2]
        return QSize(last.right() + 1, last.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _choose(self, key: str) -> None:
        if key != self._current:
            self._current = key
            self.update()
            self.changed.emit(key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for key, _, rect in self._spans():
            if rect.contains(event.position().toPoint()):
                self._choose(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        keys = [key for key, _ in self._items]
        self._choose(keys[max(0, min(len(keys) - 1, keys.index(self._current) + step))])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        spans = self._spans()
        whole = QRect(0, 0, spans[-1][2].right() + 1, self.height())
        drawing.box(painter, whole, tokens.surface, tokens.strong_line)
        for key, text, rect in spans:
            on = key == self._current
            if on:
                drawing.box(painter, rect, tokens.primary, None)
            drawing.words(painter, rect, text, tokens.on_primary if on else tokens.text, BODY, on, drawing.CENTRE)
        if self.hasFocus():
            drawing.focus_ring(painter, whole, tokens.text)
        painter.end()


class EnterWalks(QObject):
    """Lets Enter go to the next field of a form, as people who fill in many of them expect."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit | QComboBox):
            key = event.key()  # type: ignore[attr-defined]
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                watched.focusNextChild()
                return True
        return super().eventFilter(watched, event)


class Caption(QWidget):
    """The words above a field, with a star where it must be filled."""

    def __init__(self, text: str, needed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._needed = needed

    def sizeHint(self) -> QSize:
        return QSize(drawing.text_width(self._text, theme().font(SECONDARY)) + 16, theme().px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        width = drawing.words(painter, self.rect(), self._text, tokens.text2, SECONDARY)
        if self._needed:
            drawing.words(painter, self.rect().adjusted(width + 3, 0, 0, 0), "*", tokens.error_text, SECONDARY, True)
        painter.end()
