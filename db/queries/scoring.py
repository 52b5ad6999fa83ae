"""Score sheets and their marks."""

from __future__ import annotations

from sqlalchemy import select

from db.models.scoring import MarkRow, SheetRow, SignOffRow
from db.store import Reading


def any_marks(reading: Reading, trade_id: int) -> bool:
    """Whether anything was ever marked in a trade: its scheme is frozen from then on."""
    statement = select(MarkRow.id).join(SheetRow).where(SheetRow.trade_id == trade_id).limit(1)
    return reading.first(statement) is not None


def is_locked(reading: Reading, trade_id: int) -> bool:
    """Whether the last word on a trade was a lock and not an unlock."""
    statement = (
        select(SignOffRow.kind)
        .where(SignOffRow.trade_id == trade_id, SignOffRow.kind.in_(("lock", "unlock")))
        .order_by(SignOffRow.id.desc())
    )
    return bool(reading.value(statement) == "lock")
