"""Looks at every dialog any test of the window opens: its buttons are verbs, what is off says why, keys reach them all.

Target U13. What is wrong is told at the end of the test that opened the dialog.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QFileDialog, QMessageBox, QPushButton

# Answers that do not say what they do. 关闭 and 返回 are verbs: they stand where there is nothing to decide.
NO_VERB = frozenset({"是", "否", "确定", "确认", "好", "好的", "不", "取消", "ok", "okay", "yes", "no", "cancel"})
_SYSTEM = (QFileDialog, QMessageBox)  # of the system: their words are not ours


def plain(text: str) -> str:
    """The words of a button without its letter to press and its dots."""
    return text.replace("&", "").strip().rstrip("….").strip().casefold()


def reachable(button: QAbstractButton) -> bool:
    """Whether the keyboard comes to a button: by Tab or by a key of its own."""
    return bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) or not button.shortcut().isEmpty()


def faults(dialog: QDialog) -> list[str]:
    """What is wrong with the buttons of a dialog."""
    found, name = [], type(dialog).__name__
    for button in dialog.findChildren(QPushButton):
        if button.isHidden():
            continue
        words = button.text() or button.accessibleName()
        if not words:
            found.append(f"{name}: a button without a name")
        if plain(words) in NO_VERB:
            found.append(f"{name}: “{words}” does not say what it does")
        if not button.isEnabled() and not getattr(button, "reason", ""):
            found.append(f"{name}: “{words}” is off without a reason")
        if button.isEnabled() and not reachable(button):
            found.append(f"{name}: “{words}” cannot be reached by keyboard")
    return found


class DialogWatch(QObject):
    """Follows the dialogs that are made while it is on; `faults` tells what was wrong, `seen` which came up."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.seen: set[str] = set()
        self._made = QDialog.__init__

    def on(self) -> None:
        """Be told of every dialog from now on."""
        made, watch = self._made, self

        def init(dialog: QDialog, *args: Any, **named: Any) -> None:
            made(dialog, *args, **named)
            if not isinstance(dialog, _SYSTEM):
                dialog.installEventFilter(watch)

        QDialog.__init__ = init  # type: ignore[method-assign]

    def off(self) -> None:
        """Look at no more dialogs."""
        QDialog.__init__ = self._made  # type: ignore[method-assign]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a dialog as it comes up."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            self.seen.add(type(watched).__name__)
            self.faults += faults(watched)
        return False
