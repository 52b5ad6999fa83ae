"""Which key does what in the grid: one table, so that the help overlay and the tests read the same rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_NONE, _SHIFT, _CTRL = 0, 1, 2

# (key, modifiers) -> command. The keypad's Enter, signs and digits arrive as the same keys with a keypad flag.
KEYS: dict[tuple[Qt.Key, int], str] = {
    (_K.Key_Return, _NONE): "next",
    (_K.Key_Enter, _NONE): "next",
    (_K.Key_Return, _SHIFT): "previous",
    (_K.Key_Enter, _SHIFT): "previous",
    (_K.Key_Tab, _NONE): "tab",
    (_K.Key_Backtab, _NONE): "back_tab",
    (_K.Key_Backtab, _SHIFT): "back_tab",
    (_K.Key_Tab, _SHIFT): "back_tab",
    (_K.Key_Left, _NONE): "left",
    (_K.Key_Right, _NONE): "right",
    (_K.Key_Up, _NONE): "up",
    (_K.Key_Down, _NONE): "down",
    (_K.Key_Home, _NONE): "home",
    (_K.Key_End, _NONE): "end",
    (_K.Key_Home, _CTRL): "top",
    (_K.Key_End, _CTRL): "bottom",
    (_K.Key_Left, _SHIFT): "extend_left",
    (_K.Key_Right, _SHIFT): "extend_right",
    (_K.Key_Up, _SHIFT): "extend_up",
    (_K.Key_Down, _SHIFT): "extend_down",
    (_K.Key_A, _CTRL): "select_all",
    (_K.Key_Escape, _NONE): "drop",
    (_K.Key_F2, _NONE): "edit_inside",
    (_K.Key_Delete, _NONE): "clear",
    (_K.Key_Backspace, _NONE): "erase",
    (_K.Key_Slash, _NONE): "words",
    (_K.Key_Asterisk, _NONE): "doubt",
    (_K.Key_Asterisk, _SHIFT): "doubt",
    (_K.Key_Plus, _NONE): "next_sheet",
    (_K.Key_Plus, _SHIFT): "next_sheet",
    (_K.Key_PageDown, _NONE): "next_sheet",
    (_K.Key_PageUp, _NONE): "previous_sheet",
    (_K.Key_Minus, _NONE): "minus",
    (_K.Key_Equal, _NONE): "paper",
    (_K.Key_G, _CTRL): "go_to",
    (_K.Key_F7, _NONE): "order",
    (_K.Key_F8, _NONE): "spread",
    (_K.Key_F9, _NONE): "status",
    (_K.Key_F12, _NONE): "submit",
    (_K.Key_C, _CTRL): "copy",
    (_K.Key_V, _CTRL): "paste",
    (_K.Key_Z, _CTRL): "undo",
    (_K.Key_Y, _CTRL): "redo",
    (_K.Key_Z, _CTRL | _SHIFT): "redo",
}


def command(event: QKeyEvent) -> str:
    """The command of a key press; "type" for characters, "" for keys that are somebody else's."""
    modifiers = event.modifiers()
    held = 0
    if modifiers & Qt.KeyboardModifier.ShiftModifier:
        held |= _SHIFT
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        held |= _CTRL
    if modifiers & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier):
        return ""
    found = KEYS.get((_K(event.key()), held))
    if found:
        return found
    # A sign may need Shift on one keyboard and none on another; its character is what counts.
    by_text = {
        "/": "words",
        "*": "doubt",
        "+": "next_sheet",
        "-": "minus",
        "=": "paper",
        "／": "words",
        "＊": "doubt",
        "＝": "paper",
        "＋": "next_sheet",
        "－": "minus",
    }
    text = event.text()
    if held & _CTRL or not text:
        return ""
    if text in by_text:
        return by_text[text]
    return "type" if text.isprintable() and text != " " else ""
