"""The versions of a trade's scheme, and every mark in force that has to live under them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from db.models.scheme import SchemeRow
from db.store import Reading


@dataclass(frozen=True)
class VersionData:
    """One version as stored; its document is asked for by id."""

    id: int
    version: int
    sha256: str
    by: str
    why: str
    made_at: datetime
    frozen_at: datetime | None


@dataclass(frozen=True)
class KeyedMark:
    """A mark in force of one keying: `value` in thousandths, or a `token`."""

    id: int
    sheet_id: int
    round: str
    code: str
    keying: int
    aspect: str
    seat: str
    value: int | None
    token: str | None
    doubtful: bool


def versions(reading: Reading, trade_id: int) -> tuple[VersionData, ...]:
    """All versions of a trade's scheme, oldest first."""
    rows = reading.all(
        select(
            SchemeRow.id,
            SchemeRow.version,
            SchemeRow.sha256,
            SchemeRow.by,
            SchemeRow.why,
            SchemeRow.made_at,
            SchemeRow.frozen_at,
        )
        .where(SchemeRow.trade_id == trade_id)
        .order_by(SchemeRow.version)
    )
    return tuple(VersionData(*row) for row in rows)


_IN_FORCE = (
    "SELECT m.id, m.sheet_id, s.round, s.code, m.keying, m.aspect, m.seat, m.value, m.token, m.doubtful"
    " FROM mark m JOIN sheet s ON s.id = m.sheet_id"
    " JOIN (SELECT MAX(mark.id) AS id FROM mark JOIN sheet ON sheet.id = mark.sheet_id"
    " WHERE sheet.trade_id = ? GROUP BY mark.sheet_id, mark.keying, mark.aspect, mark.seat) newest ON newest.id = m.id"
    " WHERE m.value IS NOT NULL OR m.token IS NOT NULL ORDER BY m.id"
)


def keyed_marks(reading: Reading, trade_id: int) -> Iterator[KeyedMark]:
    """The mark in force of every cell and keying of a trade, in the order they were stored, none taken back."""
    rows: Any = reading.connection.exec_driver_sql(_IN_FORCE, (trade_id,))
    for row in rows:
        values = list(row)
        values[9] = bool(values[9])
        yield KeyedMark(*values)
