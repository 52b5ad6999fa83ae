"""The door of the hall: hours of sittings, who is looked for there, what keeps somebody out, and taking a word back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from db.models.certificates import PaperRow
from db.models.day import AttendanceRow, DoorNoteRow, DrawRow, SittingRow
from db.models.people import EntryRow, MemberRow, PersonRow, SheetRecusalRow
from db.models.scoring import SheetRow
from db.queries.day import DRAW_COLUMNS, DrawData
from db.store import Reading, Writing


@dataclass(frozen=True)
class Sitting:
    """A sitting as somebody set it: number 0 is the whole round, before any draw."""

    number: int
    starts_at: datetime | None
    room: str


@dataclass(frozen=True)
class DoorNote:
    """What keeps an entry out until it is cleared."""

    id: int
    entry_id: int
    note: str
    by: str
    at: datetime


def sittings(reading: Reading, trade_id: int, round_id: str) -> dict[int, Sitting]:
    """The sittings of a round that have an hour of their own, by number."""
    rows = reading.all(
        select(SittingRow.number, SittingRow.starts_at, SittingRow.room).where(
            SittingRow.trade_id == trade_id, SittingRow.round == round_id
        )
    )
    return {row[0]: Sitting(*row) for row in rows}


def set_sitting(
    writing: Writing, trade_id: int, round_id: str, number: int, starts_at: datetime | None, room: str
) -> None:
    """Set hour and room of a sitting."""
    where = (SittingRow.trade_id == trade_id, SittingRow.round == round_id, SittingRow.number == number)
    values = {"starts_at": starts_at, "room": room}
    if not writing.run(update(SittingRow).where(*where), values):
        row = {"trade_id": trade_id, "round": round_id, "number": number, "name": "", "closed_at": None}
        writing.run(insert(SittingRow), {**row, **values})


def entries_of_person(reading: Reading, person_id: int) -> tuple[int, ...]:
    """Row ids of the entries a person stands behind."""
    rows = reading.all(select(MemberRow.entry_id).where(MemberRow.person_id == person_id).order_by(MemberRow.entry_id))
    return tuple(row[0] for row in rows)


def photo_of(reading: Reading, entry_id: int) -> bytes:
    """The picture of the first person behind an entry, b"" when there is none."""
    row = reading.first(
        select(PersonRow.photo)
        .join(MemberRow, MemberRow.person_id == PersonRow.id)
        .where(MemberRow.entry_id == entry_id)
        .order_by(MemberRow.position)
        .limit(1)
    )
    return bytes(row[0]) if row is not None and row[0] else b""


def names_behind(reading: Reading, trade_id: int) -> dict[int, tuple[str, ...]]:
    """Names of the people behind every entry of a trade, by entry id; no document numbers are opened for it."""
    rows = reading.all(
        select(MemberRow.entry_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == MemberRow.person_id)
        .join(EntryRow, EntryRow.id == MemberRow.entry_id)
        .where(EntryRow.trade_id == trade_id)
        .order_by(MemberRow.entry_id, MemberRow.position)
    )
    found: dict[int, tuple[str, ...]] = {}
    for entry_id, name in rows:
        found[entry_id] = (*found.get(entry_id, ()), name)
    return found


def drop_attendance(writing: Writing, entry_id: int, round_id: str) -> None:
    """Take the word about an entry in a round back; the record keeps that it was said."""
    writing.run(delete(AttendanceRow).where(AttendanceRow.entry_id == entry_id, AttendanceRow.round == round_id))


def set_came(writing: Writing, entry_id: int, round_id: str, at: datetime | None, by: str, gate: str) -> None:
    """Note (or with None take back) that somebody came to the door of their sitting."""
    where = (AttendanceRow.entry_id == entry_id, AttendanceRow.round == round_id)
    writing.run(update(AttendanceRow).where(*where), {"came_at": at, "came_by": by, "came_gate": gate})


def drop_sheet(writing: Writing, sheet_id: int) -> None:
    """Remove one sheet that holds nothing; the caller has checked that."""
    writing.run(delete(SheetRecusalRow).where(SheetRecusalRow.sheet_id == sheet_id))
    writing.run(delete(SheetRow).where(SheetRow.id == sheet_id))


def open_notes(reading: Reading, entry_ids: Sequence[int], round_id: str) -> dict[int, DoorNote]:
    """What keeps some entries out of a round, by entry id; the newest word of each."""
    found: dict[int, DoorNote] = {}
    for start in range(0, len(entry_ids), 500):
        part = entry_ids[start : start + 500]
        rows = reading.all(
            select(DoorNoteRow.id, DoorNoteRow.entry_id, DoorNoteRow.note, DoorNoteRow.by, DoorNoteRow.at)
            .where(DoorNoteRow.entry_id.in_(part), DoorNoteRow.round == round_id, DoorNoteRow.cleared_at.is_(None))
            .order_by(DoorNoteRow.id)
        )
        found.update((row[1], DoorNote(*row)) for row in rows)
    return found


def add_note(writing: Writing, entry_id: int, round_id: str, note: str, by: str, at: datetime) -> None:
    """Note what keeps an entry out."""
    values = {"entry_id": entry_id, "round": round_id, "note": note, "by": by, "at": at, "cleared_at": None}
    writing.run(insert(DoorNoteRow), values)


def clear_notes(writing: Writing, entry_id: int, round_id: str, at: datetime) -> int:
    """Nothing keeps an entry out any more; gives how many notes were open."""
    where = (DoorNoteRow.entry_id == entry_id, DoorNoteRow.round == round_id, DoorNoteRow.cleared_at.is_(None))
    return writing.run(update(DoorNoteRow).where(*where), {"cleared_at": at})


def draws_of(reading: Reading, trade_id: int, round_id: str) -> tuple[tuple[DrawData, bool], ...]:
    """Every draw of a round, the newest first, and whether another one has taken its place."""
    rows = reading.all(
        select(*DRAW_COLUMNS, DrawRow.superseded_at)
        .where(DrawRow.trade_id == trade_id, DrawRow.round == round_id)
        .order_by(DrawRow.number.desc())
    )
    return tuple((DrawData(*row[:-1]), row[-1] is not None) for row in rows)


def printed_since(reading: Reading, trade_id: int, kind: str, since: datetime) -> int:
    """How often a kind of paper of a trade was printed or written from a moment on."""
    where = (PaperRow.trade_id == trade_id, PaperRow.kind == kind, PaperRow.at >= since)
    return int(reading.value(select(func.count()).select_from(PaperRow).where(*where)) or 0)


def told_of(reading: Reading, act: str, ref: str) -> tuple[int, ...]:
    """The numbers of all entries of an act about something, newest first."""
    sql = "SELECT seq FROM audit_entry WHERE instr(body, ?) = 1 AND instr(body, ?) > 0 ORDER BY seq DESC"
    rows = reading.connection.exec_driver_sql(sql, (f'{{"act":"{act}"', f',"ref":"{ref}"')).all()
    return tuple(int(row[0]) for row in rows)
