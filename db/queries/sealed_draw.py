"""Sealed draws: the encrypted table of codes, the shares of its key, and what of the draw lies open beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from db.models.contest import TradeRow
from db.models.day import DrawCodeRow, DrawRow, DrawSeatRow, DrawShareRow, SealedDrawRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class SealedDraw:
    """A table of codes nobody has opened yet; `trade` and `round` say of which draw, `in_force` whether it counts."""

    draw_id: int
    trade: str
    round: str
    number: int
    in_force: bool
    pairs: bytes


@dataclass(frozen=True)
class DrawShare:
    """One half of a key, wrapped for one holder; `account_id` None: the office."""

    id: int
    draw_id: int
    half: int
    account_id: int | None
    recipient: str
    wrapped: bytes


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


def unopened(reading: Reading) -> tuple[SealedDraw, ...]:
    """Every sealed table nobody has opened yet, in the order of drawing."""
    rows = reading.all(
        select(
            SealedDrawRow.draw_id,
            TradeRow.code,
            DrawRow.round,
            DrawRow.number,
            DrawRow.superseded_at,
            SealedDrawRow.pairs,
        )
        .join(DrawRow, DrawRow.id == SealedDrawRow.draw_id)
        .join(TradeRow, TradeRow.id == DrawRow.trade_id)
        .where(SealedDrawRow.opened_at.is_(None))
        .order_by(SealedDrawRow.id)
    )
    return tuple(SealedDraw(row[0], row[1], row[2], row[3], row[4] is None, row[5]) for row in rows)


def is_unopened(reading: Reading, draw_id: int) -> bool:
    """Whether the table of a draw is sealed still."""
    sql = "SELECT 1 FROM sealed_draw WHERE draw_id = ? AND opened_at IS NULL"
    return reading.row(sql, (draw_id,)) is not None


def count_plain(reading: Reading) -> int:
    """How many draws with codes count, lie in the clear and belong to a trade nobody has decoded yet."""
    sql = (
        "SELECT count(*) FROM draw d WHERE d.superseded_at IS NULL AND d.layers > 0"
        " AND d.id NOT IN (SELECT draw_id FROM sealed_draw)"
        " AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.trade_id = d.trade_id AND s.kind = 'decode')"
    )
    row = reading.row(sql, ())
    return 0 if row is None else int(row[0])


def set_opened(writing: Writing, draw_id: int, seed: str, at: datetime) -> None:
    """A table was opened: its seed is known now. The caller adds its rows."""
    writing.run(update(SealedDrawRow).where(SealedDrawRow.draw_id == draw_id), {"opened_at": at})
    writing.run(update(DrawRow).where(DrawRow.id == draw_id), {"seed": seed})


def shares(reading: Reading, draw_id: int) -> tuple[DrawShare, ...]:
    """All wrapped halves of a draw's key."""
    rows = reading.all(
        select(
            DrawShareRow.id,
            DrawShareRow.draw_id,
            DrawShareRow.half,
            DrawShareRow.account_id,
            DrawShareRow.recipient,
            DrawShareRow.wrapped,
        )
        .where(DrawShareRow.draw_id == draw_id)
        .order_by(DrawShareRow.id)
    )
    return tuple(DrawShare(*row) for row in rows)


def add_share(
    writing: Writing, draw_id: int, half: int, account_id: int | None, recipient: str, wrapped: bytes, at: datetime
) -> None:
    """Keep one half wrapped for one more holder."""
    values = {"draw_id": draw_id, "half": half, "account_id": account_id, "recipient": recipient, "wrapped": wrapped}
    writing.insert(insert(DrawShareRow), {**values, "made_at": at})


def drop_share(writing: Writing, share_id: int) -> None:
    """Take a holder's half away."""
    writing.run(delete(DrawShareRow).where(DrawShareRow.id == share_id))
