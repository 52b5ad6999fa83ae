"""Sealed draws: the encrypted table of codes, the shares of its key, and what of the draw lies open beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, update

from db.models.day import DrawCodeRow, DrawRow, DrawSeatRow, DrawShareRow, SealedDrawRow
from db.queries.first import DrawShare as DrawShare
from db.queries.first import SealedDraw as SealedDraw
from db.queries.first import count_plain as count_plain
from db.queries.first import shares as shares
from db.queries.first import unopened as unopened
from db.store import Reading, Writing


def add_sealed(
    writing: Writing, draw_id: int, pairs: bytes, seats: Iterable[tuple[int, str, int]], codes: Iterable[str]
) -> None:
    """Keep a sealed table; `seats` (entry id, station, sitting) as on the draw list, codes in their own order."""
    writing.insert(insert(SealedDrawRow), {"draw_id": draw_id, "pairs": pairs, "opened_at": None})
    writing.run(
        insert(DrawSeatRow),
        [
            {"draw_id": draw_id, "entry_id": entry_id, "station": station, "sitting": sitting}
            for entry_id, station, sitting in seats
        ],
    )
    writing.run(insert(DrawCodeRow), [{"draw_id": draw_id, "code": code} for code in sorted(codes)])


def is_unopened(reading: Reading, draw_id: int) -> bool:
    """Whether the table of a draw is sealed still."""
    sql = "SELECT 1 FROM sealed_draw WHERE draw_id = ? AND opened_at IS NULL"
    return reading.row(sql, (draw_id,)) is not None


def set_opened(writing: Writing, draw_id: int, seed: str, at: datetime) -> None:
    """A table was opened: its seed is known now. The caller adds its rows."""
    writing.run(update(SealedDrawRow).where(SealedDrawRow.draw_id == draw_id), {"opened_at": at})
    writing.run(update(DrawRow).where(DrawRow.id == draw_id), {"seed": seed})


def add_share(
    writing: Writing, draw_id: int, half: int, account_id: int | None, recipient: str, wrapped: bytes, at: datetime
) -> None:
    """Keep one half wrapped for one more holder."""
    values = {"draw_id": draw_id, "half": half, "account_id": account_id, "recipient": recipient, "wrapped": wrapped}
    writing.insert(insert(DrawShareRow), {**values, "made_at": at})


def drop_share(writing: Writing, share_id: int) -> None:
    """Take a holder's half away."""
    writing.run(delete(DrawShareRow).where(DrawShareRow.id == share_id))
