"""Marks of many sheets on their way to the disk at once: every line of such a grid is a cell of a sheet of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from app.errors import AppError, Refusal
from app.services import mark_undo
from app.services.sheet_view import CellAddress
from ui.desk import Desk
from ui.grid.grid import ScoreGrid
from ui.grid.paste import PasteBlock
from ui.pages.scoring_marks import MarkKeeper, Passes, Places


class ManySheetsKeeper(MarkKeeper):
    """Lines are named by code or number; undo takes back the person's newest act on any of them, also one of before
    the program was last closed. `undone` carries (line, `Back`)."""

    def __init__(self, desk: Desk, grid: ScoreGrid, parent: QObject) -> None:
        super().__init__(desk, grid, parent)
        self.sheets: Mapping[str, tuple[int, int]] = {}  # line -> sheet and keying
        self.aspect = ""  # which aspect of every sheet; "" is the score of a whole round

    def _places(self) -> Places:
        sheets, spot = self.sheets, self.spot
        return lambda address: (sheets[address.aspect][0], spot(address))

    def spot(self, address: CellAddress) -> CellAddress:
        """The cell of its sheet that a cell of the grid is."""
        return CellAddress(self.aspect, address.seat)

    def _on_screen(self, line: str, spot: CellAddress) -> CellAddress | None:
        """The other way round; None for a cell the grid does not show."""
        return CellAddress(line, spot.seat) if spot.aspect == self.aspect else None

    def _passes(self) -> Passes:
        sheets = self.sheets
        return lambda address: sheets[address.aspect][1]

    def _reason_place(self, address: CellAddress, word: str) -> str:
        """A reason serves one line only: the next one is another contestant."""
        return f"{self.aspect}/{address.aspect}/{address.seat}"

    def paste(self, block: PasteBlock, reason: str = "") -> None:
        """A pasted block: each mark goes to the sheet of its line."""
        for address, text in block.marks:
            self.enter(address, text)
        for address, word in block.words:
            self.choose_word(address, word)

    def step_back(self, move: Callable[..., mark_undo.Undone]) -> None:
        """Undo or redo the newest act on any line."""
        way = mark_undo.UNDO if move is mark_undo.undo else mark_undo.REDO
        store, by, lines = self._store(), self._actor(), {sheet: line for line, (sheet, _) in self.sheets.items()}
        pairs = tuple(self.sheets.values())

        def moved(done: tuple[int, mark_undo.Undone]) -> None:
            line = lines[done[0]]
            for back in done[1].cells:
                address = self._on_screen(line, back.address)
                if address is not None:
                    self._grid.cell_saved(address, self._named(back.cell))
                    self._grid.go_to(address)
            self.undone.emit((line, done[1].cells[0]))
            self.stored.emit()

        def refused(error: AppError) -> None:
            cursor = self._grid.state.cursor
            code = cursor.aspect if cursor is not None else ""
            named = Refusal(error.code, **{**error.fields, "code": error.fields.get("code") or code})
            self._desk.operations.refused.emit(named)

        self._desk.operations.run(
            lambda: mark_undo.move_among(store, pairs, way, by=by, at=self._now()), moved, refused, owner=self
        )
