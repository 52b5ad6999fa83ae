"""Tells another program what the window shows, in a small JSON file: for runs on a real screen and for remote support.

Only when the environment variable JIANGPING_STATE names a file. It is written anew, whole, whenever something in sight
changed. It says what is in front, where the keyboard is, which verbs there are and why some are off: what anybody
before the screen can read, and nothing else. It listens to nobody: keys come from the keyboard.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QMenu, QWidget

from ui.main_window import MainWindow

VARIABLE = "JIANGPING_STATE"
LOOK_EVERY_MS = 60
_MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr})


def wanted() -> Path | None:
    """The file to write to, if somebody asked for it."""
    name = os.environ.get(VARIABLE, "")
    return Path(name) if name else None


class Telling(QObject):
    """Follows a window and writes what it shows."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window, self._file = window, file
        self._before = ""
        self._keys, self._last_key = 0, (0, 0)
        app = QApplication.instance()
        assert app is not None  # there is a window
        app.installEventFilter(self)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the keys that arrived: who types can wait until each has done what it does.

        Qt asks everybody from the focus upwards before it acts on a key; all these askings bear one time.
        """
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.spontaneous():
            key = (event.timestamp(), event.key())
            if event.key() not in _MODIFIERS and key != self._last_key:
                self._keys, self._last_key = self._keys + 1, key
        return False

    def _look(self) -> None:
        text = json.dumps(self.state(), ensure_ascii=False)
        if text == self._before:
            return
        beside = self._file.with_name(self._file.name + ".new")
        with contextlib.suppress(OSError):  # who asked may have gone, and the file's folder with them
            beside.write_text(text, "utf-8")
            beside.replace(self._file)
            self._before = text

    def state(self) -> dict[str, Any]:
        """What is in sight now."""
        window = self._window
        front = QApplication.activeModalWidget() or QApplication.activePopupWidget() or window
        person, contest = window.desk.person, window.desk.contest
        return {
            "title": front.windowTitle(),
            "dialog": "" if front is window else type(front).__name__,
            "page": window.current,
            "contest": contest.name if contest is not None else "",
            "person": person.name if person is not None else "",
            "trade": window.desk.trade,
            "keys": self._keys,
            "active": QApplication.activeWindow() is not None,
            "busy": window.desk.operations.working,
            "message": window.bar().text if window.shell is not None or window.start is not None else "",
            "verbs": _verbs(front),
            "texts": [label.text() for label in front.findChildren(QLabel) if label.isVisible() and label.text()],
            "focus": _focus(QApplication.focusWidget()),
        }


def _verbs(front: QWidget) -> dict[str, str]:
    """Every button in sight by its words, with why it is off ("" when it is on)."""
    found = {}
    if isinstance(front, QMenu):
        found = {action.text(): "" if action.isEnabled() else "-" for action in front.actions() if action.text()}
    for button in front.findChildren(QAbstractButton):
        if button.isVisible() and (name := button.text() or button.accessibleName()):
            off = str(getattr(button, "reason", "")) or button.accessibleDescription() or "-"
            found[name] = "" if button.isEnabled() else off
    return found


def _focus(widget: QWidget | None) -> dict[str, Any]:
    """Where the keyboard is, and what stands there. A secret is not told."""
    if widget is None:
        return {}
    told: dict[str, Any] = {"kind": type(widget).__name__, "id": widget.objectName(), "name": widget.accessibleName()}
    if isinstance(widget, QAbstractButton):
        told["text"] = widget.text()
    elif isinstance(widget, QComboBox):
        told |= {"items": [widget.itemText(n) for n in range(widget.count())], "at": widget.currentIndex()}
    elif isinstance(widget, QListWidget):
        told |= {"items": [widget.item(n).text() for n in range(widget.count())], "at": widget.currentRow()}
    elif isinstance(widget, QLineEdit) and widget.echoMode() == QLineEdit.EchoMode.Normal:
        told["text"] = widget.text()
    else:
        told["text"] = widget.accessibleDescription()
    return told
