"""检录: presence and statuses of entries in a round. A status is never a mark and never 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import Status
from app.domain.roles import Act
from app.errors import Problems, Refusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import is_sealed, plain_sheets, seated_entries
from app.tables.reader import read_table
from db.queries import day, people
from db.queries import scoring as sheets
from db.store import Reading, Store, Writing

HEADERS = {"编号": "entry", "参赛编号": "entry", "参赛号": "entry", "entry": "entry", "number": "entry"}
HEADERS |= {"状态": "status", "status": "status", "情况": "status"}
HEADERS |= {"原因": "reason", "备注": "reason", "reason": "reason", "note": "reason"}
ARRIVED = {"到", "已到", "√", "1", "是", "yes"}


@dataclass(frozen=True)
class CheckIn:
    """What is said about one entry. `sitting` and `extra_seconds` None: as they were."""

    number: str
    status: Status
    reason: str = ""
    sitting: int | None = None
    extra_seconds: int | None = None


@dataclass(frozen=True)
class Counted:
    """How a round stands after a check-in."""

    present: int
    others: Mapping[str, int]
    missing: int
    change: Change


def check_in(
    store: Store, trade_code: str, round_id: str, said: Sequence[CheckIn], *, by: Actor, at: datetime, gate: str = ""
) -> Counted:
    """Note presence or a status for each of the named entries; `gate` names the desk they were seen at.

    Raises Problems "checkin.problems" naming every entry that is unknown, of another trade or not approved; Refusal
    "checkin.locked" after the lock. Nothing is stored then.
    """
    with acting(store, by, Act.CHECK_IN, at) as writing:
        return note_presence(writing, contest_facts(writing).trade(trade_code), round_id, said, by, at, gate)


def note_presence(
    writing: Writing, trade: TradeFacts, round_id: str, said: Sequence[CheckIn], by: Actor, at: datetime, gate: str = ""
) -> Counted:
    """`check_in` inside an act of the caller, who has asked for the right. Raises as it does."""
    trade.round(round_id)
    if sheets.is_locked(writing, trade.id):
        raise Refusal("checkin.locked", trade=trade.name)
    known = {entry.number: entry for entry in people.entries(writing, trade.id)}
    _check(writing, known, said)
    _check_codes(writing, trade, round_id, known, said)
    said = tuple({one.number: one for one in said}.values())  # a line twice is said once
    before = day.attendance_of(writing, trade.id, round_id)
    rows = [_row(before.get((known[one.number].id, round_id)), known, round_id, one, by, at, gate) for one in said]
    day.set_attendance(writing, rows)
    plain_sheets(writing, trade, trade.round(round_id), by, at)
    _cover_sheets(writing, trade, round_id, said, known, by, at)
    seq = _note(writing, trade, round_id, said, known, before, by, at)
    return _count(writing, trade, round_id, seq)


def check_in_all(store: Store, trade_code: str, round_id: str, *, by: Actor, at: datetime, gate: str = "") -> Counted:
    """Everybody approved who has no word yet is present."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        done = day.attendance_of(reading, trade.id, round_id)
        waiting = [e for e in people.entries(reading, trade.id, "approved") if (e.id, round_id) not in done]
    said = [CheckIn(entry.number, Status.PRESENT) for entry in waiting]
    return check_in(store, trade_code, round_id, said, by=by, at=at, gate=gate)


def count(store: Store, trade_code: str, round_id: str) -> Counted:
    """How a round stands now; its change says that nothing was done."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        trade.round(round_id)
        return _count(reading, trade, round_id, 0)


def _check(reading: Reading, known: Mapping[str, people.EntryData], said: Iterable[CheckIn]) -> None:
    problems: list[Refusal] = []
    for one in said:
        entry = known.get(one.number)
        if entry is None:
            other = people.entry_by_number(reading, one.number)
            if other is None:
                problems.append(Refusal("checkin.unknown_entry", entry=one.number))
            else:
                problems.append(Refusal("checkin.other_trade", entry=one.number, trade=other.trade_name))
        elif entry.state != "approved":
            problems.append(Refusal("checkin.not_approved", entry=one.number))
    problems += _contradictions(said)
    if problems:
        raise Problems("checkin.problems", tuple(problems))


def _check_codes(
    reading: Reading,
    trade: TradeFacts,
    round_id: str,
    known: Mapping[str, people.EntryData],
    said: Iterable[CheckIn],
) -> None:
    """After an encrypted draw nobody knows whose sheet it is; a status by number would give the code away."""
    if not is_sealed(reading, trade, round_id):
        return
    seated = seated_entries(reading, trade, round_id)
    gone = [one for one in said if one.status is not Status.PRESENT and known[one.number].id in seated]
    if gone:
        problems = tuple(Refusal("checkin.by_code", entry=one.number, status=one.status.zh) for one in gone)
        raise Problems("checkin.problems", problems)


def _contradictions(said: Iterable[CheckIn]) -> Iterator[Refusal]:
    found: dict[str, Status] = {}
    for one in said:
        before = found.setdefault(one.number, one.status)
        if before is not one.status:
            yield Refusal("checkin.contradiction", entry=one.number, first=before.zh, second=one.status.zh)


def _row(
    before: day.Attendance | None,
    known: Mapping[str, people.EntryData],
    round_id: str,
    one: CheckIn,
    by: Actor,
    at: datetime,
    gate: str,
) -> dict[str, Any]:
    kept = before if before is not None and one.status is Status.PRESENT else None
    values: dict[str, Any] = {
        "entry_id": known[one.number].id,
        "round": round_id,
        "status": one.status.value,
        "sitting": one.sitting or (before.sitting if before else None),
        "extra_seconds": one.extra_seconds if one.extra_seconds is not None else kept.extra_seconds if kept else 0,
        "reason": one.reason,
        "by": by.ref,
        "at": at,
        "gate": gate,
    }
    came = {"came_at": kept.came_at, "came_by": kept.came_by, "came_gate": kept.came_gate} if kept else {}
    return {"came_at": None, "came_by": "", "came_gate": "", **values, **came}


def _cover_sheets(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    said: Iterable[CheckIn],
    known: Mapping[str, people.EntryData],
    by: Actor,
    at: datetime,
) -> None:
    """A status given after the draw covers the sheet of that entry's code too."""
    draw = day.draw_in_force(writing, trade.id, round_id)
    codes = {code.entry_id: code.code for code in day.codes_of(writing, draw.id)} if draw else {}
    by_code = {sheet.code: sheet for sheet in sheets.sheets_of(writing, trade.id, round_id)}
    for one in said:
        sheet = by_code.get(codes.get(known[one.number].id, one.number))
        status = "" if one.status is Status.PRESENT else one.status.value
        if sheet is not None and sheet.status != status:
            sheets.set_sheet(writing, sheet.id, status=status)
            ref = f"{trade.code}/{round_id}/{sheet.code}"
            writing.audit("sheet.status", by=by.ref, at=at, ref=ref, new=status, old=sheet.status)


def _note(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    said: Sequence[CheckIn],
    known: Mapping[str, people.EntryData],
    before: Mapping[tuple[int, str], day.Attendance],
    by: Actor,
    at: datetime,
) -> int:
    seq = 0
    ref = f"{trade.code}/{round_id}"
    present = [one.number for one in said if one.status is Status.PRESENT]
    if present:
        seq = writing.audit("attendance.present", by=by.ref, at=at, ref=ref, entries=present)
    for one in said:
        if one.status is Status.PRESENT:
            continue
        old = before.get((known[one.number].id, round_id))
        seq = writing.audit(
            "attendance.status",
            by=by.ref,
            at=at,
            ref=f"{ref}/{one.number}",
            new=one.status.value,
            old=old.status if old else None,
            note=one.reason,
        )
    return seq


def _count(reading: Reading, trade: TradeFacts, round_id: str, seq: int) -> Counted:
    found = day.attendance_of(reading, trade.id, round_id)
    approved = people.entries(reading, trade.id, "approved")
    statuses = [found[e.id, round_id].status for e in approved if (e.id, round_id) in found]
    others = {s.value: statuses.count(s.value) for s in Status if s is not Status.PRESENT and s.value in statuses}
    return Counted(
        present=statuses.count(Status.PRESENT.value),
        others=others,
        missing=len(approved) - len(statuses),
        change=Change(frozenset({Kind.ATTENDANCE}), frozenset({trade.code}), seq),
    )


def read_check_in(path: Path) -> list[CheckIn]:
    """The presence list of a file with columns 编号, 状态, 原因 (entry, status, reason); an empty status is present.

    Raises WrongCall for a file that cannot be read, Problems "checkin.problems" naming rows with an unknown status.
    """
    rows = [row for row in read_table(path) if any(cell.strip() for cell in row)]
    if not rows:
        raise Refusal("checkin.empty_file", path=path.name)
    heads = [HEADERS.get(cell.strip().lower(), "") for cell in rows[0]]
    body, start = (rows[1:], 2) if "entry" in heads else (rows, 1)
    columns = {name: heads.index(name) for name in ("entry", "status", "reason") if name in heads} or {
        "entry": 0,
        "status": 1,
        "reason": 2,
    }
    said, problems = [], []
    for number, row in enumerate(body, start):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        status = Status.PRESENT if not cells.get("status") else _status(cells["status"])
        if status is None:
            problems.append(Refusal("checkin.unknown_status", row=number, status=cells["status"]))
        elif cells["entry"]:
            said.append(CheckIn(cells["entry"].upper(), status, cells.get("reason", "")))
    if problems:
        raise Problems("checkin.problems", tuple(problems))
    return said


def _status(text: str) -> Status | None:
    return Status.PRESENT if text in ARRIVED else Status.from_word(text)
