"""What a bundle states of marks: every mark that counts or counted, by sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select

from db.models.scoring import MarkRow, SheetRow
from db.store import Reading


class CountedMark(NamedTuple):
    """One row of the mark table that is no second keying."""

    round: str
    code: str
    keying: int
    origin: str
    aspect: str
    seat: str
    value: int | None
    token: str | None


def counted_marks(reading: Reading, trade_id: int) -> Sequence[CountedMark]:
    """First keyings and final words of a trade in the order they were written, in which the last of a cell counts:
    a final word comes after its keying, and is taken back before that cell is keyed anew."""
    rows: Sequence[Any] = reading.all(
        select(
            SheetRow.round,
            SheetRow.code,
            MarkRow.keying,
            MarkRow.origin,
            MarkRow.aspect,
            MarkRow.seat,
            MarkRow.value,
            MarkRow.token,
        )
        .join(SheetRow, SheetRow.id == MarkRow.sheet_id)
        .where(SheetRow.trade_id == trade_id, MarkRow.keying != 2)
        .order_by(MarkRow.id)
    )
    return [CountedMark(*row) for row in rows]
