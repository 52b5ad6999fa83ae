"""Scores on their way to the disk: like marks of a sheet, only that every line is a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from app.errors import Refusal
from app.services import mark_undo
from app.services.sheet_view import CellAddress
from ui.desk import Desk
from ui.grid.grid import ScoreGrid
from ui.grid.paste import PasteBlock
from ui.pages.scoring_marks import MarkKeeper, Places


class TheoryKeeper(MarkKeeper):
    """Every line is a sheet of its own; undo takes back this window's acts, newest first, line by line."""

    def __init__(self, desk: Desk, grid: ScoreGrid, parent: QObject) -> None:
        super().__init__(desk, grid, parent)
        self.sheets: Mapping[str, int] = {}
        self._taken: list[str] = []
        self._undone: list[str] = []

    def _places(self) -> Places:
        sheets = self.sheets
        return lambda address: (sheets[address.aspect], CellAddress("", -1))

    def enter(self, address: CellAddress, text: str) -> None:
        """A score was typed."""
        self._taken.append(address.aspect)
        self._undone.clear()
        super().enter(address, text)

    def _clear(self, address: CellAddress) -> None:
        self._taken.append(address.aspect)
        self._undone.clear()
        super()._clear(address)

    def paste(self, block: PasteBlock, reason: str = "") -> None:
        """A pasted column: each score goes to its own line."""
        for address, text in block.marks:
            self.enter(address, text)

    def step_back(self, move: Callable[..., mark_undo.Undone]) -> None:
        """Undo or redo the newest act of this window."""
        source, target = (self._taken, self._undone) if move is mark_undo.undo else (self._undone, self._taken)
        if not source:
            code = "scoring.nothing_to_undo" if move is mark_undo.undo else "scoring.nothing_to_redo"
            cursor = self._grid.state.cursor
            self._desk.operations.refused.emit(Refusal(code, code=cursor.aspect if cursor else ""))
            return
        number = source.pop()
        store, sheet, keying, by = self._store(), self.sheets[number], self.keying, self._actor()

        def moved(done: mark_undo.Undone) -> None:
            target.append(number)
            address = CellAddress(number, -1)
            self._grid.cell_saved(address, self._named(done.cells[0].cell))
            self._grid.go_to(address)
            self.undone.emit((number, done.cells[0]))
            self.stored.emit()

        self._desk.operations.run(lambda: move(store, sheet, keying, by=by, at=self._now()), moved, owner=self)
