"""What a judge at the screen may touch and see: the own seat, the others only once the whole panel has marked."""

from __future__ import annotations

from dataclasses import replace

from app.domain.roles import Role
from app.errors import Refusal
from app.services.access import Actor
from app.services.sheet_keep import OpenSheet
from app.services.sheet_rules import Cell
from app.services.sheet_view import CellState, CellView, RowView, SheetView
from db.queries import judges
from db.store import Reading

HIDDEN = "已评"


def own_cells(reading: Reading, sheet: OpenSheet, by: Actor) -> frozenset[Cell] | None:
    """The cells of the seats a judge holds in the sheet's round; None for others, and for a judge without a seat."""
    if by.role is not Role.JUDGE:
        return None
    seats = judges.seats_of_account(reading, by.id, sheet.data.trade_id, sheet.data.round)
    if not seats:
        return None
    return frozenset(
        (aspect.id, seat)
        for part in sheet.rules.modules
        for aspect in part.aspects
        for seat in aspect.seats
        if ("", seat) in seats or (part.id, seat) in seats
    )


def refuse_other_seat(reading: Reading, sheet: OpenSheet, cell: Cell, by: Actor) -> None:
    """A judge on the panel keys the own column and nobody else's. Raises Refusal "judges.other_seat"."""
    own = own_cells(reading, sheet, by) if cell[1] else None
    if own is not None and cell not in own:
        raise Refusal("judges.other_seat", code=sheet.data.code, aspect=cell[0], seat=cell[1])


def as_seen(reading: Reading, sheet: OpenSheet, view: SheetView, by: Actor) -> SheetView:
    """The sheet as somebody may see it. Where the rules hide marks until the panel is complete, a judge sees of other
    seats only that they have marked, and nothing that follows from their marks; whoever keys paper sees all."""
    if by.role is not Role.JUDGE or not sheet.trade.rules.hide_until_complete or _complete(view):
        return view
    own = own_cells(reading, sheet, by)
    rows = tuple(_row(row, own, by) for row in view.rows)
    return replace(view, rows=rows, total=None)


def _complete(view: SheetView) -> bool:
    panels = [row for row in view.rows if len(row.cells) > 1]
    return all(cell.state is not CellState.EMPTY for row in panels for cell in row.cells)


def _row(row: RowView, own: frozenset[Cell] | None, by: Actor) -> RowView:
    if row.kind != "aspect":
        return replace(row, score=None)
    if len(row.cells) < 2:
        return row
    cells = tuple(_cell(cell, (row.id, str(seat)), own, by) for seat, cell in enumerate(row.cells, 1))
    return replace(row, cells=cells, score=None, spread=None, spread_over=False)


def _cell(cell: CellView, where: Cell, own: frozenset[Cell] | None, by: Actor) -> CellView:
    mine = cell.by == by.ref if own is None else where in own
    if cell.state is CellState.EMPTY:
        return cell
    return replace(cell, dropped=False) if mine else CellView(CellState.WORD, HIDDEN)
