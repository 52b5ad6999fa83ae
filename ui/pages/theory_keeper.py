"""Scores on their way to the disk: like marks of a sheet, only that every line is a sheet of its own."""

from __future__ import annotations

from app.services.sheet_view import CellAddress
from ui.grid.facts import MERGED
from ui.pages.scoring_many import ManySheetsKeeper


class TheoryKeeper(ManySheetsKeeper):
    """Lines are entry numbers. A sheet holds the one score of the whole round, or its parts, a column each."""

    parts: tuple[str, ...] = ()

    def spot(self, address: CellAddress) -> CellAddress:
        """The cell of its sheet: the score of the whole round, or the part of that column."""
        return CellAddress("" if address.seat == MERGED else self.parts[address.seat], MERGED)

    def _on_screen(self, line: str, spot: CellAddress) -> CellAddress | None:
        if not spot.aspect:
            return CellAddress(line, MERGED)
        return CellAddress(line, self.parts.index(spot.aspect)) if spot.aspect in self.parts else None
