"""The order in which the cursor visits the cells of a sheet, by line or by judge, and the arrow moves."""

from __future__ import annotations

from collections.abc import Callable

from app.services.sheet_view import CellAddress, SheetView
from ui.grid.facts import MERGED, seats_of

Skip = Callable[[CellAddress], bool]


class Walk:
    """The cells of one sheet in walking order.

    By line: all judges of an aspect, then the next aspect. By judge: one judge's paper from top to bottom, then the
    next judge's; the lines the whole panel agreed on stand on the panel's own paper and come last.
    """

    def __init__(self, view: SheetView, by_judge: bool = False) -> None:
        self._lines = [(row.id, seats_of(row)) for row in view.rows if seats_of(row)]
        self._line_of = {aspect: index for index, (aspect, _) in enumerate(self._lines)}
        cells = [CellAddress(aspect, seat) for aspect, seats in self._lines for seat in seats]
        if by_judge:
            cells.sort(key=lambda cell: len(view.seats) if cell.seat == MERGED else cell.seat)
        self.cells: tuple[CellAddress, ...] = tuple(cells)
        self._index = {cell: index for index, cell in enumerate(cells)}

    def __contains__(self, cell: object) -> bool:
        return cell in self._index

    def first(self, skip: Skip) -> CellAddress | None:
        """The first cell that is not skipped; the very first one when all are."""
        for cell in self.cells:
            if not skip(cell):
                return cell
        return self.cells[0] if self.cells else None

    def next(self, cell: CellAddress, skip: Skip) -> CellAddress | None:
        """The next cell that is not skipped, or None after the last one."""
        return self._along(self._index[cell] + 1, 1, skip)

    def previous(self, cell: CellAddress, skip: Skip) -> CellAddress | None:
        """The cell before that is not skipped, or None before the first one."""
        return self._along(self._index[cell] - 1, -1, skip)

    def _along(self, index: int, step: int, skip: Skip) -> CellAddress | None:
        while 0 <= index < len(self.cells):
            if not skip(self.cells[index]):
                return self.cells[index]
            index += step
        return None

    def beside(self, cell: CellAddress, step: int, wrap: bool) -> CellAddress:
        """The cell to the left (-1) or right (+1); at the edge the same cell, or with `wrap` the neighbouring line."""
        line = self._line_of[cell.aspect]
        seats = self._lines[line][1]
        at = seats.index(cell.seat) + step
        if 0 <= at < len(seats):
            return CellAddress(cell.aspect, seats[at])
        if wrap and 0 <= line + step < len(self._lines):
            aspect, seats = self._lines[line + step]
            return CellAddress(aspect, seats[0] if step > 0 else seats[-1])
        return cell

    def vertical(self, cell: CellAddress, step: int, column: int) -> CellAddress:
        """The cell `step` lines below (or above), as near to seat `column` as that line allows."""
        line = max(0, min(len(self._lines) - 1, self._line_of[cell.aspect] + step))
        aspect, seats = self._lines[line]
        if seats == (MERGED,):
            return CellAddress(aspect, MERGED)
        return CellAddress(aspect, max(0, min(len(seats) - 1, column)))

    def line_number(self, aspect: str) -> int:
        """The place of an aspect among the lines that take marks, from 0."""
        return self._line_of[aspect]

    def line_at(self, number: int) -> tuple[str, tuple[int, ...]] | None:
        """The aspect and seats of a line that takes marks, or None below the last one."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    @property
    def lines(self) -> int:
        """How many lines take marks."""
        return len(self._lines)
