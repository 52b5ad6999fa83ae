"""What the grid knows: the sheet as stored, what is on its way to the disk, the cursor, the draft and the selection.

No painting and no signals here: keys and services change this, and the widget repaints what changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.services.sheet_view import CellAddress, CellState, CellView, RowView, SheetView
from ui.grid.check import Check, Verdict, check
from ui.grid.draft import Draft
from ui.grid.facts import MERGED, SeatCount, cell_of, is_merged, is_out, seat_counts, seat_parts
from ui.grid.walk import Walk


class Stage(Enum):
    """How far a typed mark has come."""

    PENDING = "pending"  # handed over, not yet on disk
    SAVED = "saved"  # on disk a moment ago
    FAILED = "failed"  # the disk would not take it; kept here and tried again
    REFUSED = "refused"  # turned down after it was handed over


# Hoisted: looking a member up in its enum costs more than comparing it, and a repaint asks for hundreds.
PENDING, SAVED, FAILED, REFUSED = Stage.PENDING, Stage.SAVED, Stage.FAILED, Stage.REFUSED


@dataclass
class Note:
    """What happened to a cell in this window: its stage, its text, when that began, why refused.

    `waiting` counts the answers still to come, for a cell typed again before the first answer.
    """

    stage: Stage
    text: str
    since: float
    sentence: str = ""
    waiting: int = 1


class GridState:
    """One sheet under the hands of one person."""

    def __init__(self, checker: Check = check) -> None:
        self.check = checker
        self.view: SheetView | None = None
        self.rows: list[RowView] = []
        self.notes: dict[CellAddress, Note] = {}
        self.cursor: CellAddress | None = None
        self.anchor: CellAddress | None = None
        self.whole = False
        self.column = 0
        self.draft: Draft | None = None
        self.by_judge = False
        self.auto_commit = True
        self.counts: list[SeatCount] = []
        self._index: dict[str, int] = {}
        self.walk: Walk | None = None

    def show(self, view: SheetView | None) -> None:
        """Take another sheet; everything about the one before is forgotten."""
        self.view = view
        self.notes.clear()
        self.draft = self.anchor = self.cursor = self.walk = None
        self.column, self.whole = 0, False
        self._take_rows(view)
        if self.walk is not None:
            self.cursor = self._first_cell()
            self._remember_column()

    def _first_cell(self) -> CellAddress | None:
        assert self.walk is not None
        for cell in self.walk.cells:
            if self.cell(cell).state is CellState.EMPTY and not self.skipped(cell):
                return cell
        return self.walk.first(self.skipped)

    def _take_rows(self, view: SheetView | None) -> None:
        self.rows = list(view.rows) if view else []
        self._index = {row.id: index for index, row in enumerate(self.rows) if row.kind == "aspect"}
        self.walk = Walk(view, self.by_judge) if view else None
        self.counts = seat_counts(len(view.seats) if view else 0, self.rows)

    def _put_row(self, number: int, row: RowView) -> None:
        """Change one line, and the judges' counts by what that changes."""
        for sign, changed in ((-1, self.rows[number]), (1, row)):
            for seat, filled, asked in seat_parts(changed):
                old = self.counts[seat]
                self.counts[seat] = SeatCount(old.filled + sign * filled, old.cells + sign * asked)
        self.rows[number] = row

    def update(self, view: SheetView) -> list[int] | None:
        """Take a newer view of the same sheet; cursor, draft and what is on its way stay.

        Gives the numbers of the lines that changed, or None when the sheet has other lines than before.
        """
        same = (
            self.view is not None
            and self.view.sheet_id == view.sheet_id
            and self.view.seats == view.seats
            and len(self.rows) == len(view.rows)
            and all(a.id == b.id and a.kind == b.kind for a, b in zip(self.rows, view.rows, strict=True))
        )
        if same:
            changed = [i for i, (a, b) in enumerate(zip(self.rows, view.rows, strict=True)) if a is not b and a != b]
            self.view = view
            for index in changed:
                self._put_row(index, view.rows[index])
            return changed
        self.view = view
        self._take_rows(view)
        assert self.walk is not None
        self.notes = {cell: note for cell, note in self.notes.items() if cell in self.walk}
        if self.cursor not in self.walk:
            self.cursor, self.draft, self.anchor = self._first_cell(), None, None
            self._remember_column()
        return None

    def send(self, cell: CellAddress, text: str, now: float) -> None:
        """A text is handed on for a cell and waits for its answer."""
        note = self.notes.get(cell)
        waiting = note.waiting + 1 if note is not None and note.stage is PENDING else 1
        self.notes[cell] = Note(PENDING, text, now, waiting=waiting)

    def answered(self, cell: CellAddress, text: str, now: float) -> bool:
        """One text for the cell is on disk; false while a newer one is still on its way."""
        note = self.notes.get(cell)
        if note is not None and note.stage is PENDING and note.waiting > 1:
            note.waiting -= 1
            return False
        self.notes[cell] = Note(SAVED, text, now)
        return True

    def row(self, cell: CellAddress) -> RowView:
        """The line of a cell."""
        return self.rows[self._index[cell.aspect]]

    def asked(self, cell: CellAddress) -> RowView:
        """The line of a cell as its text is judged: with the maximum of that very cell."""
        row = self.row(cell)
        return replace(row, maximum=row.limits[cell.seat]) if row.limits else row

    def row_number(self, cell: CellAddress) -> int:
        """The number of a cell's line among all lines."""
        return self._index[cell.aspect]

    def cell(self, cell: CellAddress) -> CellView:
        """What is stored in a cell."""
        return cell_of(self.row(cell), cell.seat)

    def has(self, cell: CellAddress) -> bool:
        """Whether the sheet has such a cell."""
        return self.walk is not None and cell in self.walk

    def set_cell(self, address: CellAddress, cell: CellView) -> None:
        """Put a stored cell into its line."""
        number = self._index[address.aspect]
        row = self.rows[number]
        at = 0 if address.seat == MERGED else address.seat
        self._put_row(number, replace(row, cells=(*row.cells[:at], cell, *row.cells[at + 1 :])))

    @property
    def closed(self) -> bool:
        """Whether the sheet takes no marks: locked, or a status covers it."""
        return self.view is None or self.view.locked or bool(self.view.status)

    def skipped(self, cell: CellAddress) -> bool:
        """Whether Enter passes over a cell: the judge is recused, or the aspect does not apply."""
        return is_out(self.cell(cell))

    def move_to(self, cell: CellAddress, keep_column: bool = False) -> None:
        """Put the cursor on a cell; the selection shrinks to it."""
        self.cursor, self.anchor, self.whole = cell, None, False
        note = self.notes.get(cell)
        if note is not None and note.stage is REFUSED:
            self.draft = Draft.over(note.text)
            self.draft.refuse(note.sentence)
        else:
            self.draft = None
        if not keep_column:
            self._remember_column()

    def _remember_column(self) -> None:
        if self.cursor is not None and self.cursor.seat != MERGED:
            self.column = self.cursor.seat

    def set_order(self, by_judge: bool) -> None:
        """Choose the walking order; the cursor stays where it is."""
        self.by_judge = by_judge
        if self.view is not None:
            self.walk = Walk(self.view, by_judge)

    def verdict(self) -> Verdict | None:
        """What the rules say about the draft, or None without one."""
        if self.draft is None or self.cursor is None:
            return None
        return self.check(self.asked(self.cursor), self.draft.text)

    def selection(self) -> tuple[int, int, int, int] | None:
        """First and last selected line among those that take marks, first and last seat; None when one cell is."""
        if self.whole and self.walk is not None and self.view is not None:
            return 0, self.walk.lines - 1, 0, len(self.view.seats) - 1
        if self.anchor is None or self.cursor is None or self.walk is None or self.anchor == self.cursor:
            return None
        lines = sorted(self.walk.line_number(cell.aspect) for cell in (self.anchor, self.cursor))
        seats = sorted(self.column if cell.seat == MERGED else cell.seat for cell in (self.anchor, self.cursor))
        return lines[0], lines[1], seats[0], seats[1]

    def selected_cells(self) -> list[CellAddress]:
        """The selected cells from top left to bottom right; the current one when nothing else is selected."""
        block = self.selection()
        if block is None or self.walk is None:
            return [self.cursor] if self.cursor is not None else []
        found = []
        for number in range(block[0], block[1] + 1):
            line = self.walk.line_at(number)
            assert line is not None
            aspect, seats = line
            found += [CellAddress(aspect, s) for s in seats if s == MERGED or block[2] <= s <= block[3]]
        return found

    def extend_to(self, cell: CellAddress) -> None:
        """Stretch the selection from where it began to a cell."""
        self.anchor, self.whole = self.anchor or self.cursor, False
        self.cursor = cell
        if cell.seat != MERGED:
            self.column = cell.seat

    def unsaved(self) -> dict[CellAddress, str]:
        """The marks that are not on disk: on their way, failed or refused."""
        return {cell: note.text for cell, note in self.notes.items() if note.stage is not SAVED}

    def merged(self, cell: CellAddress) -> bool:
        """Whether the cell is one across all judges."""
        return is_merged(self.row(cell))
