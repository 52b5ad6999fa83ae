"""What the grid's tests share: a shown grid, a stand-in that stores at once, and a look at painted colours."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services.sheet_view import CellAddress, CellState, CellView, SheetView
from ui.grid.grid import ScoreGrid

KEYPAD = Qt.KeyboardModifier.KeypadModifier


class Shelf:
    """Stores every mark at once, as a page with a quick disk would; `marks` is what it holds."""

    def __init__(self, grid: ScoreGrid) -> None:
        self.grid = grid
        grid.shelf = self  # type: ignore[attr-defined]  # slots of a lost object are never called
        self.marks: dict[CellAddress, str] = {}
        self.words: dict[CellAddress, str] = {}
        grid.mark_entered.connect(self._mark)
        grid.word_chosen.connect(self._word)
        grid.mark_cleared.connect(self._clear)

    def _mark(self, address: CellAddress, text: str) -> None:
        self.marks[address] = text
        self.grid.cell_saved(address, CellView(CellState.VALUE, text, by="马秀英", at="10:42:07"))

    def _word(self, address: CellAddress, word: str) -> None:
        self.words[address] = word
        self.grid.cell_saved(address, CellView(CellState.WORD, word))

    def _clear(self, address: CellAddress) -> None:
        self.marks.pop(address, None)
        self.grid.cell_saved(address, CellView())


def shown(qtbot: object, view: SheetView, width: int = 786, height: int = 560) -> ScoreGrid:
    """A grid on screen with the keys."""
    grid = ScoreGrid()
    qtbot.addWidget(grid)  # type: ignore[attr-defined]
    grid.resize(width, height)
    grid.show_sheet(view)
    grid.show()
    grid.activateWindow()
    grid.setFocus()
    QApplication.processEvents()
    return grid


def keys(grid: ScoreGrid, text: str) -> None:
    """Type: characters as they are; words in angle brackets are keys, such as <Enter> or <Shift+Tab>."""
    at = 0
    while at < len(text):
        if text[at] == "<":
            end = text.index(">", at)
            *held, name = text[at + 1 : end].split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= {"Shift": Qt.KeyboardModifier.ShiftModifier, "Ctrl": Qt.KeyboardModifier.ControlModifier}[
                    one
                ]
            QTest.keyClick(grid, getattr(Qt.Key, f"Key_{name}"), modifiers)
            at = end + 1
        else:
            typed(grid, text[at])
            at += 1


def typed(grid: ScoreGrid, text: str) -> None:
    """Characters as a keyboard of any script sends them (QTest knows Latin ones only)."""
    for sign in text:
        code = ord(sign.upper()) if sign.isascii() else 0
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(grid, event)


def cell(aspect: str, seat: int = -1) -> CellAddress:
    """A cell, with the seat as people count it from 1; no seat for a merged one."""
    return CellAddress(aspect, seat - 1 if seat > 0 else -1)


def picture(grid: ScoreGrid) -> QImage:
    """The viewport as painted now."""
    QApplication.processEvents()
    return grid.viewport().grab().toImage()


def near(first: QColor, second: QColor, far: int = 24) -> bool:
    """Whether two colours look alike."""
    return all(abs(a - b) <= far for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True))


def share(image: QImage, rect: QRect, colour: QColor, far: int = 24) -> float:
    """How much of a rectangle has a colour."""
    points: Iterable[tuple[int, int]] = (
        (x, y) for x in range(rect.left(), rect.right() + 1) for y in range(rect.top(), rect.bottom() + 1)
    )
    hits = [near(image.pixelColor(x, y), colour, far) for x, y in points]
    return sum(hits) / len(hits)
