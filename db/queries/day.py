"""The day in the hall: presence and statuses, draws and blind codes, sittings, incidents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from db.models.day import AttendanceRow, BlindCodeRow, DrawCodeRow, DrawRow, DrawSeatRow, IncidentRow
from db.models.people import DelegationRow, EntryRow
from db.queries.first import incidents_asking as incidents_asking
from db.store import Reading, Writing


@dataclass(frozen=True)
class Attendance:
    """Presence of an entry in a round."""

    entry_id: int
    round: str
    status: str
    sitting: int | None
    extra_seconds: int
    reason: str
    at: datetime
    by: str = ""
    gate: str = ""
    came_at: datetime | None = None
    came_by: str = ""
    came_gate: str = ""


@dataclass(frozen=True)
class Present:
    """An entry that may be drawn."""

    entry_id: int
    number: str
    delegation: str
    sitting: int | None = None  # the one somebody was moved to before the draw


@dataclass(frozen=True)
class DrawData:
    """A draw in force."""

    id: int
    trade_id: int
    round: str
    number: int
    layers: int
    seed: str
    stations: int
    sittings: int
    by: str
    witness: str
    at: datetime
    method: str = "computer"
    reason: str = ""
    public_seed: str = ""
    commitment: str = ""
    station_list: str = ""


@dataclass(frozen=True)
class CodeData:
    """What a draw gave one entry. Joining it with a person is for drawing and decoding alone."""

    entry_id: int
    drawn_number: str
    station: str
    sitting: int
    work_number: str
    code: str


@dataclass(frozen=True)
class SeatData:
    """The open part of what a draw gave one entry; `drawn_number` is its place on the draw list."""

    entry_id: int
    drawn_number: str
    station: str
    sitting: int


_ATTENDANCE = (
    AttendanceRow.entry_id,
    AttendanceRow.round,
    AttendanceRow.status,
    AttendanceRow.sitting,
    AttendanceRow.extra_seconds,
    AttendanceRow.reason,
    AttendanceRow.at,
    AttendanceRow.by,
    AttendanceRow.gate,
    AttendanceRow.came_at,
    AttendanceRow.came_by,
    AttendanceRow.came_gate,
)


def attendance_of(reading: Reading, trade_id: int, round_id: str | None = None) -> dict[tuple[int, str], Attendance]:
    """Presence by (entry id, round) in a trade."""
    statement = select(*_ATTENDANCE).join(EntryRow, EntryRow.id == AttendanceRow.entry_id)
    statement = statement.where(EntryRow.trade_id == trade_id)
    if round_id is not None:
        statement = statement.where(AttendanceRow.round == round_id)
    return {(row.entry_id, row.round): Attendance(*row) for row in reading.all(statement)}


def set_attendance(writing: Writing, values: Sequence[Mapping[str, Any]]) -> None:
    """Set presence (keys as in `AttendanceRow`), replacing what was there."""
    writing.run_many(
        "DELETE FROM attendance WHERE entry_id = ? AND round = ?", [(v["entry_id"], v["round"]) for v in values]
    )
    if values:
        writing.run(insert(AttendanceRow), list(values))


def present_entries(reading: Reading, trade_id: int, round_id: str) -> tuple[Present, ...]:
    """Approved entries checked in for a round, by entry number."""
    rows = reading.all(
        select(EntryRow.id, EntryRow.number, DelegationRow.name, AttendanceRow.sitting)
        .join(AttendanceRow, AttendanceRow.entry_id == EntryRow.id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
        .where(
            EntryRow.trade_id == trade_id,
            EntryRow.state == "approved",
            AttendanceRow.round == round_id,
            AttendanceRow.status == "present",
        )
        .order_by(EntryRow.number)
    )
    return tuple(Present(*row) for row in rows)


DRAW_COLUMNS = (
    DrawRow.id,
    DrawRow.trade_id,
    DrawRow.round,
    DrawRow.number,
    DrawRow.layers,
    DrawRow.seed,
    DrawRow.stations,
    DrawRow.sittings,
    DrawRow.by,
    DrawRow.witness,
    DrawRow.at,
    DrawRow.method,
    DrawRow.reason,
    DrawRow.public_seed,
    DrawRow.commitment,
    DrawRow.station_list,
)


def draw_in_force(reading: Reading, trade_id: int, round_id: str) -> DrawData | None:
    """The draw that counts for a round, None before there is one."""
    row = reading.first(
        select(*DRAW_COLUMNS).where(
            DrawRow.trade_id == trade_id, DrawRow.round == round_id, DrawRow.superseded_at.is_(None)
        )
    )
    return None if row is None else DrawData(*row)


def count_draws(reading: Reading, trade_id: int, round_id: str) -> int:
    """How often a round was drawn."""
    return len(reading.all(select(DrawRow.id).where(DrawRow.trade_id == trade_id, DrawRow.round == round_id)))


def supersede_draw(writing: Writing, draw_id: int, at: datetime) -> None:
    """A redraw takes a draw's place; the old one stays readable."""
    writing.run(update(DrawRow).where(DrawRow.id == draw_id), {"superseded_at": at})


def add_draw(writing: Writing, values: Mapping[str, Any], codes: Iterable[Mapping[str, Any]]) -> int:
    """Add a draw with its codes; gives its id."""
    draw_id = writing.insert(insert(DrawRow), values)
    add_codes(writing, draw_id, codes)
    return draw_id


def add_codes(writing: Writing, draw_id: int, codes: Iterable[Mapping[str, Any]]) -> None:
    """Add what a draw gave (keys as in `BlindCodeRow`), in the order of the draw list."""
    rows = [{**code, "draw_id": draw_id} for code in codes]
    if rows:
        writing.run(insert(BlindCodeRow), rows)


def seats_of(reading: Reading, draw_id: int) -> tuple[SeatData, ...]:
    """The open part of a draw, sealed or not, by sitting and station."""
    rows = reading.all(
        select(DrawSeatRow.entry_id, DrawSeatRow.station, DrawSeatRow.sitting)
        .where(DrawSeatRow.draw_id == draw_id)
        .order_by(DrawSeatRow.id)
    )
    if rows:
        return tuple(SeatData(row[0], str(order), row[1], row[2]) for order, row in enumerate(rows, 1))
    return tuple(
        SeatData(one.entry_id, one.drawn_number, one.station, one.sitting) for one in codes_of(reading, draw_id)
    )


def codes_of(reading: Reading, draw_id: int) -> tuple[CodeData, ...]:
    """Everything a draw gave, by sitting and station. For drawing and decoding alone."""
    rows = reading.all(
        select(
            BlindCodeRow.entry_id,
            BlindCodeRow.drawn_number,
            BlindCodeRow.station,
            BlindCodeRow.sitting,
            BlindCodeRow.work_number,
            BlindCodeRow.code,
        )
        .where(BlindCodeRow.draw_id == draw_id)
        .order_by(BlindCodeRow.id)
    )
    return tuple(CodeData(*row) for row in rows)


def all_codes(reading: Reading) -> frozenset[str]:
    """Every code ever given in this file, so that none is given twice."""
    given = (select(BlindCodeRow.code), select(DrawCodeRow.code))
    return frozenset(row[0] for statement in given for row in reading.all(statement))


def add_incident(writing: Writing, values: Mapping[str, Any]) -> int:
    """Note what happened in a round; gives the row id."""
    return writing.insert(insert(IncidentRow), values)


@dataclass(frozen=True)
class IncidentData:
    """A line about the hall; `about` is the row id of the line a decision is about."""

    id: int
    trade_id: int
    round: str
    code: str
    kind: str
    seconds: int | None
    note: str
    about: int | None
    by: str
    at: datetime


_INCIDENT = (
    IncidentRow.id,
    IncidentRow.trade_id,
    IncidentRow.round,
    IncidentRow.code,
    IncidentRow.kind,
    IncidentRow.seconds,
    IncidentRow.note,
    IncidentRow.about,
    IncidentRow.by,
    IncidentRow.at,
)


def incident_lines(reading: Reading, trade_id: int, round_id: str | None = None) -> tuple[IncidentData, ...]:
    """The lines of a trade (of one round), oldest first."""
    statement = select(*_INCIDENT).where(IncidentRow.trade_id == trade_id)
    if round_id is not None:
        statement = statement.where(IncidentRow.round == round_id)
    return tuple(IncidentData(*row) for row in reading.all(statement.order_by(IncidentRow.id)))


def incident(reading: Reading, identity: int) -> IncidentData | None:
    """One line by its row id."""
    row = reading.first(select(*_INCIDENT).where(IncidentRow.id == identity))
    return IncidentData(*row) if row is not None else None
