"""The scores of many sheets at once: whole sheets as one row of numbers each, the others cell by cell."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from app.domain.contest import Status
from app.domain.lean import RoundPlan, cell_of_token
from app.domain.lean_aspect import Cell
from app.domain.numbers import from_thousandths
from app.domain.scheme import Deduction
from app.domain.scores import RoundScore
from app.errors import Refusal
from db.queries import mark_blocks
from db.queries.scoring import SheetData
from db.store import Reading

PlanOf = Callable[[SheetData], RoundPlan]
WHOLE = ("", "")
"""The cell of a round given as one score."""


def _refuse_point(text: str) -> Any:
    """A mark is a whole number of thousandths; a file that holds anything else was changed by hand."""
    raise Refusal("opinion.not_whole", text=text)


class _Form:
    """A round's sheet when every cell is filled: the names of its cells as the database lists them."""

    def __init__(self, plan: RoundPlan) -> None:
        cells = plan.block if plan.part.modules else (WHOLE,)
        self.aspects = mark_blocks.BETWEEN_ASPECTS.join(aspect for aspect, _ in cells)
        self.seats = mark_blocks.BETWEEN.join(seat for _, seat in cells)
        lists = {one.id for one in plan.aspects if isinstance(one.detail, Deduction)}
        self.lists = [(place, cell) for place, cell in enumerate(cells) if cell[0] in lists]
        self.list_cells = [cell for _, cell in self.lists]
        self.numbers = len(cells) - len(self.lists)

    def fits(self, row: Any) -> bool:
        """Whether a row of `mark_blocks.blocks` is such a sheet: every cell once."""
        return bool(row[2] == self.aspects and row[3] == self.seats)

    def values(self, numbers: str | None, tokens: Sequence[tuple[str, str, str | None]]) -> list[Cell] | None:
        """The cells in the order of the block; None when what is no number stands elsewhere."""
        values: list[Cell] = json.loads(f"[{numbers or ''}]", parse_float=_refuse_point)
        if len(values) != self.numbers:
            return None
        if not self.lists and not tokens:
            return values
        if [(aspect, seat) for aspect, seat, _ in tokens] != self.list_cells:
            return None
        for (place, _), (_, _, token) in zip(self.lists, tokens, strict=True):
            if token is None:
                return None
            values.insert(place, cell_of_token(token))
        return values


def score_sheets(
    reading: Reading, trade_id: int, round_id: str, sheets: Iterable[SheetData], plan_of: PlanOf
) -> dict[str, RoundScore]:
    """The score of every sheet of a round by its code, under the rules `plan_of` gives for it."""
    rows = mark_blocks.blocks(reading, trade_id, round_id)
    # A sheet with a final word has a second row and is read cell by cell.
    overruled = {row[0] for row in rows if row[1] != 1}
    blocks = {row[0]: row for row in rows if row[0] not in overruled}
    forms: dict[int, _Form] = {}
    tokens = None
    found: dict[str, RoundScore] = {}
    for sheet in sheets:
        plan = plan_of(sheet)
        form = forms.get(id(plan)) or forms.setdefault(id(plan), _Form(plan))
        row, values = blocks.get(sheet.id), None
        if row is not None and form.fits(row):
            if tokens is None and form.lists:
                tokens = mark_blocks.tokens(reading, trade_id, round_id)
            values = form.values(row[4], (tokens or {}).get(sheet.id, ()))
        found[sheet.code] = score_sheet(reading, sheet, plan) if values is None else _score_block(plan, sheet, values)
    return found


def status_of(sheet: SheetData) -> Status:
    """The status that covers a sheet, present when none does."""
    return Status(sheet.status) if sheet.status else Status.PRESENT


def _score_block(plan: RoundPlan, sheet: SheetData, values: list[Cell]) -> RoundScore:
    if plan.part.modules:
        return plan.score_block(values, status_of(sheet), sheet.seconds)
    (whole,) = values
    return plan.score_cells({}, status_of(sheet), sheet.seconds, from_thousandths(whole))  # type: ignore[arg-type]


def score_sheet(reading: Reading, sheet: SheetData, plan: RoundPlan) -> RoundScore:
    """The score of one sheet as its marks stand, read cell by cell."""
    cells: dict[str, dict[str, Cell]] = {}
    whole = None
    for cell, (value, token) in mark_blocks.cells(reading, sheet.id).items():
        if type(value) is float:
            _refuse_point(str(value))
        if cell == WHOLE:
            whole = None if value is None else from_thousandths(value)
        elif value is not None:
            cells.setdefault(cell[0], {})[cell[1]] = value
        elif token is not None:
            cells.setdefault(cell[0], {})[cell[1]] = cell_of_token(token)
    return plan.score_cells(cells, status_of(sheet), sheet.seconds, whole)
