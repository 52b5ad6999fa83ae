"""A sheet with its marks and decisions, as the grid and the board read it; SQL in its own words, as in `first`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.store import Reading
from db.stored import read_json_text, utc_time


@dataclass(frozen=True)
class SheetData:
    """A sheet as stored."""

    id: int
    trade_id: int
    round: str
    code: str
    sitting: int
    scheme_id: int
    state: str
    status: str
    seconds: int | None
    double_entry: bool
    first_by: str
    first_at: datetime | None
    second_by: str
    second_at: datetime | None
    agreed_at: datetime | None
    rechecked_at: datetime | None


@dataclass(frozen=True)
class MarkData:
    """The mark in force of one cell of one keying: `value` in thousandths, or a `token`; both None: taken back."""

    sheet_id: int
    keying: int
    aspect: str
    seat: str
    value: int | None
    token: str | None
    doubtful: bool
    origin: str
    by: str
    at: datetime


@dataclass(frozen=True)
class SpreadDecision:
    """What was decided about marks too far apart."""

    aspect: str
    decision: str
    reason: str
    by: str


def sheet(reading: Reading, sheet_id: int) -> SheetData | None:
    """The sheet of a row id."""
    row = reading.row(_SHEET_BY_ID, (sheet_id,))
    if row is None:
        return None
    values = list(row)
    values[9] = bool(values[9])
    for place in (11, 13, 14, 15):
        values[place] = None if values[place] is None else utc_time(values[place])
    return SheetData(*values)


_SHEET_BY_ID = (
    "SELECT id, trade_id, round, code, sitting, scheme_id, state, status, seconds, double_entry, first_by, first_at,"
    " second_by, second_at, agreed_at, rechecked_at FROM sheet WHERE id = ?"
)


def marks_of(reading: Reading, sheet_id: int) -> tuple[MarkData, ...]:
    """The mark in force of every cell and keying of one sheet."""
    latest = {row[1:4]: row for row in reading.rows(_MARKS, (sheet_id,))}
    return tuple(_mark_data(row) for row in latest.values())


def all_marks_of(reading: Reading, sheet_id: int) -> tuple[MarkData, ...]:
    """Everything ever put into a sheet, oldest first."""
    return tuple(_mark_data(row) for row in reading.rows(_MARKS, (sheet_id,)))


def repeated_marks_of(reading: Reading, sheet_id: int, keyings: tuple[int, int]) -> tuple[MarkData, ...]:
    """Of two keyings of a sheet, everything put into cells that were marked more than once, oldest first."""
    return tuple(_mark_data(row) for row in reading.rows(_REPEATED, (sheet_id, *keyings, sheet_id, *keyings)))


def _mark_data(row: tuple[Any, ...]) -> MarkData:
    sheet_id, keying, aspect, seat, value, token, doubtful, origin, by, at = row
    return MarkData(sheet_id, keying, aspect, seat, value, token, bool(doubtful), origin, by, utc_time(at))


_COLUMNS = "sheet_id, keying, aspect, seat, value, token, doubtful, origin, by, at"
_MARKS = f"SELECT {_COLUMNS} FROM mark WHERE sheet_id = ? ORDER BY id"
_REPEATED = (
    f"SELECT {_COLUMNS} FROM mark WHERE sheet_id = ? AND keying IN (?, ?) AND (aspect, seat) IN ("
    "SELECT aspect, seat FROM mark WHERE sheet_id = ? AND keying IN (?, ?) GROUP BY aspect, seat HAVING COUNT(*) > 1)"
    " ORDER BY id"
)


def spread_decisions(reading: Reading, sheet_id: int) -> dict[str, SpreadDecision]:
    """The last decision per aspect of a sheet."""
    sql = "SELECT aspect, decision, reason, by FROM spread_decision WHERE sheet_id = ? ORDER BY id"
    return {row[0]: SpreadDecision(*row) for row in reading.rows(sql, (sheet_id,))}


def scheme_digest(reading: Reading, scheme_id: int) -> str:
    """Digest of a scheme version, the key under which its parsed form may be kept."""
    row = reading.row("SELECT sha256 FROM scheme WHERE id = ?", (scheme_id,))
    return "" if row is None else str(row[0])


def scheme_document(reading: Reading, scheme_id: int) -> tuple[str, dict[str, Any]]:
    """Digest and document of a scheme version."""
    row = reading.row("SELECT sha256, document FROM scheme WHERE id = ?", (scheme_id,))
    return str(row[0]), dict(read_json_text(row[1]))
