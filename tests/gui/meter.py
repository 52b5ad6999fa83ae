"""The InteractionMeter: how many keys, clicks, commands and dialogs something takes, as the application sees them.

Rules:
1. A key counts once, however many widgets it passes and whether a shortcut or a widget takes it; no modifier alone.
2. A key is typed data when it writes (or sends what was written) into a field or a grid; every other key is a
   command, and so is a click: a function key, Ctrl with a letter, Enter on a button.
3. A dialog counts when it appears.
"""

from __future__ import annotations

from types import TracebackType

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit

from ui.grid.view import GridView

_MODIFIERS = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_SENDING = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Backspace}
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, GridView)
_PRESSES = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class InteractionMeter(QObject):
    """Counts from `start` to `stop`, or inside a `with`. What is counted stays readable afterwards."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = self.clicks = self.commands = self.dialogs = 0
        self._down: set[Qt.Key] = set()
        self._pressed = False

    def start(self) -> None:
        """Count from nought."""
        self.keys = self.clicks = self.commands = self.dialogs = 0
        self._down.clear()
        self._pressed = False
        self.go_on()

    def go_on(self) -> None:
        """Count on from where it was stopped."""
        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Count no longer."""
        app = QCoreApplication.instance()
        assert app is not None
        app.removeEventFilter(self)

    def __enter__(self) -> InteractionMeter:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Count and let pass."""
        kind = event.type()
        if isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if kind in _PRESSES and key not in _MODIFIERS and key not in self._down:
                self._down.add(key)
                self._count(event, target)
            elif kind == QEvent.Type.KeyRelease:
                self._down.discard(key)
        elif kind in _CLICKS and not self._pressed:
            self._pressed = True
            self.clicks += 1
            self.commands += 1
        elif kind == QEvent.Type.MouseButtonRelease:
            self._pressed = False
        elif kind == QEvent.Type.Show and isinstance(target, QDialog) and not event.spontaneous():
            self.dialogs += 1
        return False

    def _count(self, event: QKeyEvent, target: QObject) -> None:
        self.keys += 1
        field = target if isinstance(target, _FIELDS) else QApplication.focusWidget()
        writes = bool(event.text()) and event.text().isprintable() and not event.modifiers() & _HELD
        self.commands += not (isinstance(field, _FIELDS) and (writes or Qt.Key(event.key()) in _SENDING))
