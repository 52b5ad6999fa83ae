"""The marks of a whole trade, a sheet at a time and as few rows as can be: for scoring thousands of sheets.

One statement gives each sheet's numbers as one text with its cells named in the same order. Whoever reads it compares
the names with the cells the scheme has, so an order the database chose differently, a cell keyed twice or a cell left
open shows, and that sheet is read cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, bindparam, cast, func, select

from db.models.scoring import MarkRow, SheetRow
from db.store import Reading

BETWEEN_ASPECTS = "\x1f"
BETWEEN = ","

_SHEETS = (
    select(SheetRow.id).where(SheetRow.trade_id == bindparam("trade"), SheetRow.round == bindparam("round"))
).scalar_subquery()
_BLOCKS = (
    select(
        MarkRow.sheet_id,
        MarkRow.keying,
        func.aggregate_strings(MarkRow.aspect, BETWEEN_ASPECTS),
        func.aggregate_strings(MarkRow.seat, BETWEEN),
        func.aggregate_strings(cast(MarkRow.value, String), BETWEEN),
    )
    .where(MarkRow.sheet_id.in_(_SHEETS), MarkRow.keying.in_((1, 3)))
    .group_by(MarkRow.sheet_id, MarkRow.keying)
)
_TOKENS = (
    select(MarkRow.sheet_id, MarkRow.aspect, MarkRow.seat, MarkRow.token)
    .where(MarkRow.sheet_id.in_(_SHEETS), MarkRow.keying == 1, MarkRow.value.is_(None))
    .order_by(MarkRow.sheet_id, MarkRow.aspect, MarkRow.seat)
)
_CELLS = (
    "SELECT keying, aspect, seat, value, token FROM mark WHERE sheet_id = ? AND keying IN (1, 3)"
    " ORDER BY keying, aspect, seat, id"
)


def blocks(reading: Reading, trade_id: int, round_id: str) -> Sequence[Any]:
    """For each sheet and keying (1 first, 3 final word) with marks: (sheet id, keying, aspects, seats, numbers).

    `aspects` and `seats` name every row, `numbers` only those that hold one, in the same order.
    """
    return reading.all(_BLOCKS, {"trade": trade_id, "round": round_id})


def tokens(reading: Reading, trade_id: int, round_id: str) -> Mapping[int, list[tuple[str, str, str | None]]]:
    """What the first keying put in that is no number, by sheet: (aspect, seat, token), a token of None taken back."""
    found: dict[int, list[tuple[str, str, str | None]]] = {}
    for sheet, aspect, seat, token in reading.all(_TOKENS, {"trade": trade_id, "round": round_id}):
        found.setdefault(sheet, []).append((aspect, seat, token))
    return found


def cells(reading: Reading, sheet_id: int) -> dict[tuple[str, str], tuple[int | None, str | None]]:
    """The (value, token) that counts in every cell of one sheet ever marked: the final word before the first keying,
    the newest before the older. Both None: taken back; a final word taken back leaves the first keying."""
    parts: dict[int, dict[tuple[str, str], tuple[int | None, str | None]]] = {1: {}, 3: {}}
    for keying, aspect, seat, value, token in reading.connection.exec_driver_sql(_CELLS, (sheet_id,)):
        parts[keying][aspect, seat] = (value, token)
    return {**parts[1], **{cell: mark for cell, mark in parts[3].items() if mark != (None, None)}}
