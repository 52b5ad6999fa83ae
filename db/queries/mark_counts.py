"""How many cells of which sheet hold something; asked anew only for sheets that got marks since the last time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, func, or_, select

from db.models.scoring import MarkRow
from db.store import Reading

_MOST_ASKED = 500  # of one statement: far below what SQLite takes as values


def newest(reading: Reading) -> int:
    """The id of the newest mark of the file, 0 without any."""
    return int(reading.value(select(func.max(MarkRow.id))) or 0)


def marked_since(reading: Reading, mark: int) -> frozenset[int]:
    """The sheets (row ids) that got marks after the one of that id."""
    return frozenset(row[0] for row in reading.rows(_SINCE, (mark,)))


# By row id: left to itself SQLite walks the whole index of sheets to get the distinct ones.
_SINCE = "SELECT DISTINCT sheet_id FROM mark NOT INDEXED WHERE id > ?"


def filled(reading: Reading, sheets: Sequence[int]) -> dict[tuple[int, int], int]:
    """How many cells of these sheets hold something, by (sheet id, keying)."""
    found: dict[tuple[int, int], int] = {}
    for start in range(0, len(sheets), _MOST_ASKED):
        rows = reading.all(_FILLED, {"sheets": list(sheets[start : start + _MOST_ASKED])})
        found.update({(row[0], row[1]): row[2] for row in rows})
    return found


_NEWEST = (
    select(func.max(MarkRow.id).label("id"))
    .where(MarkRow.sheet_id.in_(bindparam("sheets", expanding=True)))
    .group_by(MarkRow.sheet_id, MarkRow.keying, MarkRow.aspect, MarkRow.seat)
    .subquery()
)
_FILLED = (
    select(MarkRow.sheet_id, MarkRow.keying, func.count())
    .join(_NEWEST, _NEWEST.c.id == MarkRow.id)
    .where(or_(MarkRow.value.is_not(None), MarkRow.token.is_not(None)))
    .group_by(MarkRow.sheet_id, MarkRow.keying)
)
