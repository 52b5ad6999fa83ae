"""What lies over the whole window: the keys of the page in front (F1), and the cover of a locked screen."""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from ui import icons
from ui.pages.page import Hint
from ui.theme import BODY, CARD_HEADING, SECONDARY, SMALLEST, theme
from ui.widgets import drawing


def _wanted(column: Sequence[Hint | str], size: int = SMALLEST) -> int:
    """How wide a column of keys must be for its longest line; the small size is taken in need."""
    hints = [line for line in column if isinstance(line, Hint)]
    caps = max((drawing.keycap_width(hint.key) for hint in hints), default=0)
    font = theme().font(size)
    return caps + 20 + max((drawing.text_width(hint.text, font) for hint in hints), default=100)


def _shares(wanted: list[int], room: int) -> list[int]:
    """A room divided: everybody what they want and the rest in equal parts; too little is too little for each alike."""
    spare = room - sum(wanted)
    if spare < 0:
        return [room * one // sum(wanted) for one in wanted]
    return [one + spare // len(wanted) for one in wanted]


class KeyOverlay(QWidget):
    """All keys of this page and of the window, on one sheet; any key or click takes it away, F1 asks for more."""

    more_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_overlay")
        self._title = ""
        self._before: QWidget | None = None
        self._page: tuple[Hint, ...] = ()
        self._window: tuple[Hint, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def show_keys(self, title: str, page: tuple[Hint, ...], window: tuple[Hint, ...]) -> None:
        """Cover the window with the keys."""
        self._title, self._page, self._window = title, page, window
        spoken = "；".join(f"{hint.key} {hint.text}" for hint in (*page, *window))
        self.setAccessibleName(spoken)
        self.setGeometry(self.parentWidget().rect())
        self._before = QApplication.focusWidget()
        self.raise_()
        self.show()
        self.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """The keys go back to where they were: the next one typed must not land in the rail."""
        super().hideEvent(event)
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    def fit(self) -> None:
        """Cover the window again after it changed its size."""
        if self.isVisible():
            self.setGeometry(self.parentWidget().rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.hide()
        if event.key() == Qt.Key.Key_F1:
            self.more_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), QColor(0, 0, 0, 110))
        columns = self._columns()
        lines = max(len(column) for column in columns) - 1
        row = max(20, min(theme().px(30), self._room() // max(1, lines)))
        high = min(self.height() - 32, 72 + lines * row + 36)
        sheet = QRect(0, 0, min(self.width() - 48, theme().px(1120)), high)
        sheet.moveCenter(self.rect().center())
        drawing.box(painter, sheet, tokens.surface, tokens.strong_line, 1.0, drawing.CARD_RADIUS)
        widths = _shares([_wanted(column) for column in columns], sheet.width() - 48)
        left, top = sheet.left() + 24, sheet.top() + 16
        whole = all(_wanted(column, BODY) <= width for width, column in zip(widths, columns, strict=True))
        size = BODY if whole and QFontMetrics(theme().font(BODY)).height() <= row + 2 else SMALLEST
        place = left
        for width, column in zip(widths, columns, strict=True):
            caps = max((drawing.keycap_width(line.key) for line in column if isinstance(line, Hint)), default=0)
            for index, line in enumerate(column):
                where = QRect(place, top + 40 + (index - 1) * row if index else top, width, row if index else 28)
                if isinstance(line, Hint):
                    self._paint_hint(painter, where, caps, line, size)
                else:
                    drawing.words(painter, where, line, tokens.text, CARD_HEADING if index == 0 else BODY, True)
            place += width
        if not self._page:
            none = QRect(left, top + 40, widths[0] - 24, 24)
            drawing.words(painter, none, self.tr("这一页没有自己的按键。"), tokens.text2)
        foot = QRect(left, sheet.bottom() - 32, sheet.width() - 48, 24)
        drawing.words(painter, foot, self.tr("再按 F1 打开使用手册的这一章；按其他键收起"), tokens.text2, SECONDARY)
        painter.end()

    def _room(self) -> int:
        """How high all lines may be together, below the headings and above the foot."""
        return self.height() - 32 - 72 - 36

    def _columns(self) -> list[list[Hint | str]]:
        """The lines of three columns; the first of each is its heading, "" for none. The page's own keys stand alone in
        the first, unless they would have to be crowded: then all lines flow from one column into the next."""
        half = (len(self._window) + 1) // 2
        everywhere = self.tr("所有页面")
        if self._room() // max(len(self._page), half, 1) >= theme().px(22):
            return [[self._title, *self._page], [everywhere, *self._window[:half]], ["", *self._window[half:]]]
        lines: list[Hint | str] = [*self._page, everywhere, *self._window]
        most = -(-len(lines) // 3)
        first, second, third = lines[:most], lines[most : 2 * most], lines[2 * most :]
        for column, after in ((first, second), (second, third)):
            if column[-1] == everywhere:  # a heading never stands alone at the end
                after.insert(0, column.pop())
        return [[self._title, *first], ["", *second], ["", *third]]

    def _paint_hint(self, painter: QPainter, where: QRect, caps: int, hint: Hint, size: int) -> None:
        tokens = theme().tokens
        cap = QRect(where.left(), where.top(), drawing.keycap_width(hint.key), min(theme().px(22), where.height() - 2))
        cap.moveTop(where.center().y() - cap.height() // 2)
        drawing.keycap(painter, cap, hint.key, tokens.text, tokens.strong_line, tokens.window)
        drawing.words(painter, where.adjusted(caps + 12, 0, -8, 0), hint.text, tokens.text, size)


class LockCover(QWidget):
    """Hides names and marks of one window or dialog while nobody works here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lock_cover")
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self.parentWidget().rect())
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()  # nothing that is put into the window meanwhile lies above
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.rail)
        spot = QRect(0, 0, 72, 72)
        spot.moveCenter(self.rect().center())
        spot.moveTop(self.height() // 6)
        icons.paint(painter, spot, "lock_closed", tokens.rail_lock, 48, True)
        line = QRect(0, spot.bottom() + 8, self.width(), 32)
        drawing.words(painter, line, self.tr("屏幕已锁定"), tokens.rail_text, CARD_HEADING, True, drawing.CENTRE)
        painter.end()


class Locked(QObject):
    """A locked screen: the window and every dialog of it are covered until `lift`, whatever opens meanwhile too.

    Dialogs are covered, not closed: what was typed there is still there afterwards. `question` is the dialog that asks
    who works; it stays in front of everything.
    """

    def __init__(self, window: QWidget, question: QDialog) -> None:
        super().__init__(question)
        self._question = question
        self._before = QApplication.focusWidget()
        while (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
        QToolTip.hideText()
        self.covers = [LockCover(window)]
        for dialog in QApplication.topLevelWidgets():
            self._cover(dialog)
        app = QApplication.instance()
        assert app is not None  # there is a window
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Something opens while nobody works: it is covered, and the question comes back in front of it."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and self._cover(watched):
            QTimer.singleShot(0, self, self._to_front)
        return False  # never back to Qt: `watched` may be half made, under the address of one just deleted

    def lift(self) -> None:
        """Somebody works again: everything is as it was, and the keyboard where it was."""
        app = QApplication.instance()
        assert app is not None  # there is a window
        app.removeEventFilter(self)
        for cover in self.covers:
            if shiboken6.isValid(cover):
                cover.hide()
                cover.deleteLater()
        self.covers = []
        if self._before is not None and shiboken6.isValid(self._before) and self._before.isVisible():
            self._before.activateWindow()
            self._before.setFocus()

    def _cover(self, dialog: QWidget) -> bool:
        foreign = isinstance(dialog, QDialog) and dialog is not self._question
        if not foreign or (not dialog.isVisible() and not dialog.testAttribute(Qt.WidgetAttribute.WA_WState_Visible)):
            return False
        if any(shiboken6.isValid(one) and one.parentWidget() is dialog for one in self.covers):
            return False
        self.covers.append(LockCover(dialog))
        return True

    def _to_front(self) -> None:
        """The newest question takes the keys; one asked later would block the log-in, so that is asked anew."""
        question = self._question
        if shiboken6.isValid(question) and question.isVisible():
            question.hide()
            question.show()
            question.activateWindow()
