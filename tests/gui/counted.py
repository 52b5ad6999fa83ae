"""Hands for tests that count: every click and key is an event of the window system on what is really in sight.

Nothing is set behind the widgets' backs: a list is opened and a line of it clicked, a dialog for files is answered by
typing into it. What is covered, scrolled away, off or barred by a dialog cannot be clicked; the test fails instead.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QDeadlineTimer, QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

W = TypeVar("W", bound=QWidget)
_LOOK_EVERY_MS = 20
_WATCH_EVERY_MS = 250
_PATIENCE_MS = 300_000  # as long as tests here wait for anything


class Hands:
    """A mouse and a keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.surprises: list[str] = []
        self._timers: list[QTimer] = []
        self._watch = QTimer()
        self._watch.timeout.connect(self._look_round)
        self._watch.start(_WATCH_EVERY_MS)

    def rest(self) -> None:
        """Put the hands down: nothing may have come up that nobody asked for."""
        self._watch.stop()
        assert self.surprises == []

    def click(self, widget: QWidget, spot: QRect | None = None) -> None:
        """Press and release the mouse in the middle of a widget, or of a part of it."""
        QApplication.processEvents()
        part = (spot or widget.rect()).intersected(widget.visibleRegion().boundingRect())
        assert widget.isVisible() and not part.isEmpty(), f"not in sight: {widget}"
        assert widget.isEnabled(), f"off: {widget}"
        window = widget.window()
        point = widget.mapTo(window, part.center())
        found = window.childAt(point)
        assert found is None or found is widget or widget.isAncestorOf(found) or found.isAncestorOf(widget), (
            f"{widget} lies under {found}"
        )
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        assert front is None or window is front or front.isAncestorOf(window), f"{front} bars {widget}"
        handle = window.windowHandle()
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
        QApplication.processEvents()

    def line(self, view: QAbstractItemView, row: int, x: int | None = None) -> None:
        """Click a line of a list or table; `x` pixels from its left end where it matters."""
        where = view.visualRect(view.model().index(row, 0))
        if x is not None:
            where = QRect(QPoint(where.x() + x - 2, where.y()), where.bottomRight()).intersected(
                QRect(where.x() + x - 2, where.y(), 5, where.height())
            )
        self.click(view.viewport(), where)

    def choose(self, box: QComboBox, text: str) -> None:
        """Open a list and click the line that begins with a text: two clicks."""
        self.click(box)
        view = box.view()
        self.qtbot.waitUntil(lambda: view.isVisible() and view.viewport().isVisible())
        row = next(number for number in range(box.count()) if box.itemText(number).startswith(text))
        # the popup ignores a release that follows too closely: it may belong to the press that opened it
        self.qtbot.wait(QApplication.doubleClickInterval() + 20)
        self.click(view.viewport(), view.visualRect(view.model().index(row, box.modelColumn())))
        self.qtbot.waitUntil(lambda: not view.isVisible())

    def menu(self, text: str) -> None:
        """Once a menu is open, click the line of that text. Call it before what opens the menu."""

        def there() -> bool:
            menu = QApplication.activePopupWidget()
            return isinstance(menu, QMenu) and any(one.text().startswith(text) for one in menu.actions())

        def pick() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            action = next(one for one in menu.actions() if one.text().startswith(text))
            self.click(menu, menu.actionGeometry(action))

        self._when(there, pick)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key, wherever the keyboard is."""
        QTest.keyClick(self._focus(), key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text, letter by letter, wherever the keyboard is."""
        for letter in text:
            QTest.keyClicks(self._focus(), letter)
        QApplication.processEvents()

    def file(self, path: Path) -> None:
        """Answer the next dialog for files: type the name over what stands there, click its verb. Call it before."""

        def field_of(dialog: QWidget | None) -> QLineEdit | None:
            return dialog.findChild(QLineEdit, "fileNameEdit") if isinstance(dialog, QFileDialog) else None

        def there() -> bool:
            dialog = _in_front()  # held: what was found in a dialog goes with the last name for the dialog
            field = field_of(dialog)
            return field is not None and field.hasFocus()

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            field = field_of(dialog)
            assert dialog is not None and field is not None
            field.selectAll()
            self.type(str(path))
            proposals = QApplication.activePopupWidget()
            if proposals is not None:
                proposals.hide()  # names that begin alike; a click elsewhere would only close them
            box = dialog.findChild(QDialogButtonBox)
            assert box is not None
            verbs = [one for one in box.buttons() if box.buttonRole(one) == QDialogButtonBox.ButtonRole.AcceptRole]
            self.click(verbs[0])
            assert not dialog.isVisible(), "the dialog for files took the name"

        self._when(there, answer)

    def when(self, kind: type[QWidget], act: Callable[[], None]) -> None:
        """Once a dialog of a kind stands before everything, do something. Call it before what opens the dialog."""

        def there() -> bool:
            front = _in_front()
            return isinstance(front, kind) and front.isActiveWindow()

        self._when(there, act)

    def dialog(self, kind: type[W], within: QWidget) -> W:
        """The dialog of a kind that is open, or opens now."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [one for one in within.findChildren(kind) if one.isVisible() and one.isActiveWindow()]
            return bool(found)

        self.qtbot.waitUntil(there)
        return found[-1]

    def _when(self, there: Callable[[], bool], act: Callable[[], None]) -> None:
        timer = QTimer()
        self._timers.append(timer)
        patience = QDeadlineTimer(_PATIENCE_MS)

        def look() -> None:
            if not there() and not patience.hasExpired():
                return
            timer.stop()
            try:
                assert there(), "what was waited for never came"
                act()
            except BaseException:  # what waits for the dialog must not wait for ever; the test tells what was wrong
                for one in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
                    if one is not None:
                        one.close()
                raise

        timer.timeout.connect(look)
        timer.start(_LOOK_EVERY_MS)

    def _look_round(self) -> None:
        """A message of the system's dialogs waits for a person for ever: note what it says and send it away."""
        front = QApplication.activeModalWidget()
        if isinstance(front, QMessageBox):
            self.surprises.append(front.text())
            front.reject()

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "the keyboard is nowhere"
        return found


def _in_front() -> QWidget | None:
    """The dialog that bars the rest. Without a window manager nobody but us gives it the keyboard."""
    front = QApplication.activeModalWidget()
    if front is not None and not front.isActiveWindow():
        front.activateWindow()
    return front
