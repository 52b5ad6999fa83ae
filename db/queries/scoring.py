"""Score sheets and their marks. A sheet knows a code, never an entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from db.models.people import SheetRecusalRow
from db.models.scoring import CorrectionRow, MarkRow, SheetRow, SpreadDecisionRow
from db.queries.sheet_marks import MarkData as MarkData
from db.queries.sheet_marks import SheetData as SheetData
from db.queries.sheet_marks import SpreadDecision as SpreadDecision
from db.queries.sheet_marks import all_marks_of as all_marks_of
from db.queries.sheet_marks import marks_of as marks_of
from db.queries.sheet_marks import repeated_marks_of as repeated_marks_of
from db.queries.sheet_marks import scheme_digest as scheme_digest
from db.queries.sheet_marks import scheme_document as scheme_document
from db.queries.sheet_marks import sheet as sheet
from db.queries.sheet_marks import spread_decisions as spread_decisions
from db.store import Reading, Writing
from db.types import utc_text


@dataclass(frozen=True)
class NewMark:
    """A mark to append."""

    sheet_id: int
    keying: int
    origin: str
    aspect: str
    seat: str
    value: int | None
    token: str | None
    doubtful: bool = False
    why: str = ""


_SHEET = (
    SheetRow.id,
    SheetRow.trade_id,
    SheetRow.round,
    SheetRow.code,
    SheetRow.sitting,
    SheetRow.scheme_id,
    SheetRow.state,
    SheetRow.status,
    SheetRow.seconds,
    SheetRow.double_entry,
    SheetRow.first_by,
    SheetRow.first_at,
    SheetRow.second_by,
    SheetRow.second_at,
    SheetRow.agreed_at,
    SheetRow.rechecked_at,
)
_INSERT_MARK = (
    "INSERT INTO mark (sheet_id, keying, origin, aspect, seat, value, token, doubtful, by, at, why)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def any_marks(reading: Reading, trade_id: int | None = None, round_id: str | None = None) -> bool:
    """Whether anything was ever marked (in a trade, in a round of it): its scheme is frozen from then on."""
    statement = select(MarkRow.id).limit(1)
    if trade_id is not None:
        statement = statement.join(SheetRow).where(SheetRow.trade_id == trade_id)
    if round_id is not None:
        statement = statement.where(SheetRow.round == round_id)
    return reading.first(statement) is not None


def is_locked(reading: Reading, trade_id: int) -> bool:
    """Whether the last word on a trade was a lock and not an unlock."""
    row = reading.row(
        "SELECT kind FROM sign_off WHERE trade_id = ? AND kind IN ('lock', 'unlock') ORDER BY id DESC LIMIT 1",
        (trade_id,),
    )
    return row is not None and bool(row[0] == "lock")


def add_sheets(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add empty sheets (keys: trade_id, round, code, sitting, scheme_id, double_entry)."""
    defaults: dict[str, Any] = {"state": "empty", "status": "", "seconds": None, "first_by": "", "second_by": ""}
    if rows:
        writing.run(insert(SheetRow), [defaults | dict(row) for row in rows])


def drop_empty_sheets(writing: Writing, trade_id: int, round_id: str) -> None:
    """Remove the sheets of a round before a redraw; refuses nothing: the caller has checked that no mark exists."""
    sheets = select(SheetRow.id).where(SheetRow.trade_id == trade_id, SheetRow.round == round_id)
    writing.run(delete(SheetRecusalRow).where(SheetRecusalRow.sheet_id.in_(sheets)))
    writing.run(delete(SheetRow).where(SheetRow.trade_id == trade_id, SheetRow.round == round_id))


def move_sheets(writing: Writing, trade_id: int, scheme_id: int) -> None:
    """Put all sheets of a trade under another version of its scheme."""
    writing.run(update(SheetRow).where(SheetRow.trade_id == trade_id), {"scheme_id": scheme_id})


def sheet_by_code(reading: Reading, trade_id: int, round_id: str, code: str) -> SheetData | None:
    """The sheet of a code in a round."""
    row = reading.first(
        select(*_SHEET).where(SheetRow.trade_id == trade_id, SheetRow.round == round_id, SheetRow.code == code)
    )
    return None if row is None else SheetData(*row)


def sheets_of(reading: Reading, trade_id: int, round_id: str | None = None) -> tuple[SheetData, ...]:
    """All sheets of a trade (and round), by sitting and code."""
    statement = _SHEETS_OF_TRADE if round_id is None else _SHEETS_OF_ROUND
    rows = reading.all(statement, {"trade": trade_id} | ({} if round_id is None else {"part": round_id}))
    return tuple(SheetData(*row) for row in rows)


_SHEETS_OF_TRADE = (
    select(*_SHEET)
    .where(SheetRow.trade_id == bindparam("trade"))
    .order_by(SheetRow.round, SheetRow.sitting, SheetRow.code)
)
_SHEETS_OF_ROUND = _SHEETS_OF_TRADE.where(SheetRow.round == bindparam("part"))


def find_code(reading: Reading, code: str) -> tuple[SheetData, ...]:
    """Every sheet with that code in any trade, to tell a person where a wrong code belongs."""
    return tuple(SheetData(*row) for row in reading.all(select(*_SHEET).where(SheetRow.code == code)))


def set_sheet(writing: Writing, sheet_id: int, **values: Any) -> None:
    """Change facts of a sheet (state, status, seconds, who and when); marks are never changed."""
    writing.run(update(SheetRow).where(SheetRow.id == sheet_id), values)


def add_mark(writing: Writing, mark: NewMark, by: str, at: datetime) -> None:
    """Append one mark. The shortest path to disk: it runs at every Enter of the grid."""
    writing.put(_INSERT_MARK, _mark_tuple(mark, by, utc_text(at)))


def add_marks(writing: Writing, marks: Iterable[NewMark], by: str, at: datetime) -> None:
    """Append many marks."""
    when = utc_text(at)
    writing.run_many(_INSERT_MARK, [_mark_tuple(mark, by, when) for mark in marks])


def _mark_tuple(mark: NewMark, by: str, at: str) -> tuple[Any, ...]:
    if mark.value is not None and type(mark.value) is not int:
        raise ValueError("a mark is a whole number of thousandths")
    return (
        mark.sheet_id,
        mark.keying,
        mark.origin,
        mark.aspect,
        mark.seat,
        mark.value,
        mark.token,
        int(mark.doubtful),
        by,
        at,
        mark.why,
    )


_MARK = (
    MarkRow.sheet_id,
    MarkRow.keying,
    MarkRow.aspect,
    MarkRow.seat,
    MarkRow.value,
    MarkRow.token,
    MarkRow.doubtful,
    MarkRow.origin,
    MarkRow.by,
    MarkRow.at,
)


def marks_of_list(reading: Reading, trade_id: int, round_id: str) -> dict[int, tuple[MarkData, ...]]:
    """For a round marked on one list: of every sheet the mark in force of each cell and keying, also taken back."""
    rows = reading.all(
        select(*_MARK)
        .join(SheetRow, SheetRow.id == MarkRow.sheet_id)
        .where(SheetRow.trade_id == trade_id, SheetRow.round == round_id)
        .order_by(MarkRow.id)
    )
    found: dict[int, dict[tuple[int, str, str], MarkData]] = {}
    for row in rows:
        mark = MarkData(*row)
        found.setdefault(mark.sheet_id, {})[mark.keying, mark.aspect, mark.seat] = mark
    return {sheet: tuple(cells.values()) for sheet, cells in found.items()}


def papers_of_list(reading: Reading, trade_id: int, round_id: str) -> dict[int, str]:
    """卷号 by sheet id, of those that have one."""
    rows = reading.all(
        select(SheetRow.id, SheetRow.paper).where(
            SheetRow.trade_id == trade_id, SheetRow.round == round_id, SheetRow.paper != ""
        )
    )
    return {row[0]: row[1] for row in rows}


def cell_in_force(
    reading: Reading, sheet_id: int, keying: int, aspect: str, seat: str
) -> tuple[int | None, str | None]:
    """Value and token in force of one cell of one keying, (None, None) when empty."""
    row = reading.row(
        "SELECT value, token FROM mark WHERE sheet_id = ? AND keying = ? AND aspect = ? AND seat = ?"
        " ORDER BY id DESC LIMIT 1",
        (sheet_id, keying, aspect, seat),
    )
    return (None, None) if row is None else (row[0], row[1])


def marks_of_trade(reading: Reading, trade_id: int, round_id: str | None = None) -> Sequence[Any]:
    """For every cell of a trade the mark that counts: (sheet_id, aspect, seat, value, token).

    The final word (keying 3) before the first keying; a cell whose last entry was taken back is left out.
    """
    newest = (
        select(func.max(MarkRow.id).label("id"))
        .join(SheetRow, SheetRow.id == MarkRow.sheet_id)
        .where(SheetRow.trade_id == trade_id, MarkRow.keying != 2)
        .group_by(MarkRow.sheet_id, MarkRow.aspect, MarkRow.seat, MarkRow.keying)
    )
    if round_id is not None:
        newest = newest.where(SheetRow.round == round_id)
    latest = newest.subquery()
    rows = reading.all(
        select(MarkRow.sheet_id, MarkRow.aspect, MarkRow.seat, MarkRow.value, MarkRow.token, MarkRow.keying)
        .join(latest, latest.c.id == MarkRow.id)
        .order_by(MarkRow.sheet_id, MarkRow.aspect, MarkRow.seat, MarkRow.keying)
    )
    cells: dict[tuple[int, str, str], Any] = {}
    for row in rows:  # keying 1 comes before 3, which overrules it unless it was taken back
        if row[5] == 1 or row[3] is not None or row[4] is not None:
            cells[row[0], row[1], row[2]] = row
    return [row for row in cells.values() if row[3] is not None or row[4] is not None]


def add_spread_decision(
    writing: Writing, sheet_id: int, aspect: str, decision: str, spread: Fraction, reason: str, by: str, at: datetime
) -> None:
    """Remember what the chief judge decided."""
    writing.run(
        insert(SpreadDecisionRow),
        {
            "sheet_id": sheet_id,
            "aspect": aspect,
            "decision": decision,
            "spread": spread,
            "reason": reason,
            "by": by,
            "at": at,
        },
    )


def add_correction(writing: Writing, values: Mapping[str, Any]) -> None:
    """Add a correction slip."""
    writing.run(insert(CorrectionRow), values)


def keyed_by(reading: Reading, sheet_id: int, keying: int, by: str) -> bool:
    """Whether an account ever keyed something into one keying of a sheet."""
    sql = "SELECT 1 FROM mark WHERE sheet_id = ? AND keying = ? AND by = ? LIMIT 1"
    return reading.row(sql, (sheet_id, keying, by)) is not None


def remarked_by(reading: Reading, sheet_id: int, by: str) -> bool:
    """Whether an account ever keyed a panel's marks made again into a sheet."""
    sql = "SELECT 1 FROM mark WHERE sheet_id = ? AND keying = 3 AND origin = 'remark' AND by = ? LIMIT 1"
    return reading.row(sql, (sheet_id, by)) is not None
