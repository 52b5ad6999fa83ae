"""检录 at the door, one person at a time: arrived, came to a sitting, held, moved, given time, taken back.

Rules:
1. Before the draw somebody arrives for the round; after it they come to the door of the sitting they were drawn for.
2. Past the late limit nobody is let in without a reason.
3. Everything can be taken back until the round is drawn or something is marked on the sheet it made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import EntryKind, Status
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting, require
from app.services.checkin import CheckIn, note_presence
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import seated_entries
from app.services.registration_form import register_in
from app.services.timetable import start_of
from db.queries import day, door, people
from db.queries import scoring as sheets
from db.queries.people import EntryData
from db.store import Reading, Store, Writing

MOST_EXTRA_MINUTES = 240


@dataclass(frozen=True)
class Done:
    """What was done at the door to an entry; `back(store, by, at)` takes it back."""

    number: str
    change: Change
    back: Callable[[Store, Actor, datetime], Change]


def _change(trade: TradeFacts, seq: int, *more: Kind) -> Change:
    return Change(frozenset({Kind.ATTENDANCE, *more}), frozenset({trade.code}), seq)


def _entry(reading: Reading, trade: TradeFacts, number: str) -> EntryData:
    entry = people.entry_by_number(reading, number)
    if entry is None:
        raise Refusal("checkin.unknown_entry", entry=number)
    if entry.trade_id != trade.id:
        raise Refusal("checkin.other_trade", entry=number, trade=entry.trade_name)
    if entry.state != "approved":
        raise Refusal("checkin.not_approved", entry=number)
    return entry


def late_by(reading: Reading, trade: TradeFacts, round_id: str, sitting: int, now: datetime) -> timedelta | None:
    """How long ago the late limit of a sitting passed; negative while it has not, None without an hour."""
    start = start_of(reading, trade, round_id, sitting, now)
    return None if start is None else now - start.at - timedelta(minutes=trade.rules.rules.late_limit_minutes)


def arrive(
    store: Store,
    trade_code: str,
    round_id: str,
    number: str,
    *,
    by: Actor,
    at: datetime,
    gate: str = "",
    reason: str = "",
) -> Done:
    """Papers and picture agree: somebody is present for a round. A `reason` lets in who came too late.

    Raises Refusal "checkin.already", "checkin.late", and as `checkin.check_in`.
    """
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        entry = _entry(writing, trade, number)
        before = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        if before is not None and before.status == Status.PRESENT.value:
            raise Refusal("checkin.already", entry=number)
        late = late_by(writing, trade, round_id, 0, at)
        if late is not None and late > timedelta() and not reason.strip():
            raise Refusal("checkin.late", entry=number, minutes=int(late.total_seconds()) // 60)
        counted = note_presence(
            writing, trade, round_id, [CheckIn(number, Status.PRESENT, reason.strip())], by, at, gate
        )
        released = door.clear_notes(writing, entry.id, round_id, at)
        if released:
            writing.audit("attendance.released", by=by.ref, at=at, ref=f"{trade.code}/{round_id}/{number}")
    return Done(number, counted.change, _taker(trade_code, round_id, number, before))


def give_status(
    store: Store, trade_code: str, round_id: str, number: str, status: Status, reason: str, *, by: Actor, at: datetime
) -> Done:
    """迟到取消, 弃权, 缺考 …: a status with its reason. Raises as `checkin.check_in`, Refusal "checkin.no_reason"."""
    if not reason.strip():
        raise Refusal("checkin.no_reason", entry=number)
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        entry = _entry(writing, trade, number)
        before = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        counted = note_presence(writing, trade, round_id, [CheckIn(number, status, reason.strip())], by, at)
    return Done(number, counted.change, _taker(trade_code, round_id, number, before))


def close_round(
    store: Store, trade_code: str, round_id: str, reasons: Mapping[str, tuple[Status, str]], *, by: Actor, at: datetime
) -> Change:
    """截止本场: every entry still missing gets its status and reason, all in one act.

    Raises Refusal "checkin.no_reason" for one without, and as `checkin.check_in`.
    """
    said = []
    for number, (status, reason) in reasons.items():
        if not reason.strip():
            raise Refusal("checkin.no_reason", entry=number)
        said.append(CheckIn(number, status, reason.strip()))
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        return note_presence(writing, trade, round_id, said, by, at).change


def come(
    store: Store,
    trade_code: str,
    round_id: str,
    number: str,
    sitting: int,
    *,
    by: Actor,
    at: datetime,
    gate: str = "",
    reason: str = "",
) -> Done:
    """Somebody drawn stands at the door of their sitting.

    Raises Refusal "checkin.not_drawn", "checkin.other_sitting", "checkin.already", "checkin.late".
    """
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        trade.round(round_id)
        entry = _entry(writing, trade, number)
        row = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        expected = expected_sitting(writing, trade, round_id, entry.id, row)
        if row is None or not expected:
            raise Refusal("checkin.not_drawn", entry=number)
        if expected != sitting:
            raise Refusal("checkin.other_sitting", entry=number, sitting=expected)
        if row.came_at is not None:
            raise Refusal("checkin.already", entry=number)
        late = late_by(writing, trade, round_id, sitting, at)
        if late is not None and late > timedelta() and not reason.strip():
            raise Refusal("checkin.late", entry=number, minutes=int(late.total_seconds()) // 60)
        door.set_came(writing, entry.id, round_id, at, by.ref, gate)
        ref = f"{trade.code}/{round_id}/{number}"
        seq = writing.audit("attendance.came", by=by.ref, at=at, ref=ref, sitting=sitting, note=reason.strip())
    return Done(number, _change(trade, seq), _taker(trade_code, round_id, number, row))


def expected_sitting(
    reading: Reading, trade: TradeFacts, round_id: str, entry_id: int, row: day.Attendance | None
) -> int:
    """The sitting an entry belongs to: where it was moved, else where it was drawn; 0 while it has none."""
    if row is not None and row.sitting:
        return row.sitting
    draw = day.draw_in_force(reading, trade.id, round_id)
    seats = day.seats_of(reading, draw.id) if draw is not None else ()
    return next((seat.sitting for seat in seats if seat.entry_id == entry_id), 0)


def hold(store: Store, trade_code: str, round_id: str, number: str, note: str, *, by: Actor, at: datetime) -> Done:
    """证件问题: somebody is not let in for now, and why. Arriving later clears it. Raises "checkin.no_reason"."""
    if not note.strip():
        raise Refusal("checkin.no_reason", entry=number)
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        entry = _entry(writing, trade, number)
        door.clear_notes(writing, entry.id, round_id, at)
        door.add_note(writing, entry.id, round_id, note.strip(), by.ref, at)
        ref = f"{trade.code}/{round_id}/{number}"
        seq = writing.audit("attendance.held", by=by.ref, at=at, ref=ref, note=note.strip())

    def back(store: Store, by: Actor, at: datetime) -> Change:
        with acting(store, by, Act.CHECK_IN, at) as writing:
            door.clear_notes(writing, entry.id, round_id, at)
            return _change(trade, writing.audit("attendance.released", by=by.ref, at=at, ref=ref))

    return Done(number, _change(trade, seq), back)


def give_time(
    store: Store, trade_code: str, round_id: str, number: str, minutes: int, reason: str, *, by: Actor, at: datetime
) -> Done:
    """补时: minutes somebody may work longer, with the reason. Raises "checkin.not_here", "checkin.minutes"."""
    if not 0 <= minutes <= MOST_EXTRA_MINUTES:
        raise Refusal("checkin.minutes", most=MOST_EXTRA_MINUTES)
    return _change_row(
        store, trade_code, round_id, number, reason, by, at, "attendance.extra", extra_seconds=minutes * 60
    )


def move(
    store: Store, trade_code: str, round_id: str, number: str, sitting: int, reason: str, *, by: Actor, at: datetime
) -> Done:
    """改场次: somebody works in another sitting; a draw still to come puts them there.

    Raises Refusal "checkin.not_here", "checkin.no_reason".
    """
    return _change_row(store, trade_code, round_id, number, reason, by, at, "attendance.moved", sitting=sitting)


def _change_row(
    store: Store,
    trade_code: str,
    round_id: str,
    number: str,
    reason: str,
    by: Actor,
    at: datetime,
    act: str,
    **values: int,
) -> Done:
    if not reason.strip():
        raise Refusal("checkin.no_reason", entry=number)
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        entry = _entry(writing, trade, number)
        before = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        if before is None or before.status != Status.PRESENT.value:
            raise Refusal("checkin.not_here", entry=number)
        _put(writing, before, reason=reason.strip(), **values)
        ref = f"{trade.code}/{round_id}/{number}"
        if act == "attendance.extra":
            told: dict[str, Any] = {"seconds": values["extra_seconds"], "old": before.extra_seconds}
        else:
            told = {"new": values["sitting"], "old": expected_sitting(writing, trade, round_id, entry.id, before)}
        seq = writing.audit(act, by=by.ref, at=at, ref=ref, note=reason.strip(), **told)
    return Done(number, _change(trade, seq), _taker(trade_code, round_id, number, before, drawn_too=True))


def _put(writing: Writing, row: day.Attendance, **values: Any) -> None:
    stored: dict[str, Any] = {name: getattr(row, name) for name in day.Attendance.__dataclass_fields__}
    day.set_attendance(writing, [{**stored, **values}])


def substitute(
    store: Store,
    trade_code: str,
    round_id: str,
    number: str,
    values: Mapping[str, str],
    reason: str,
    *,
    by: Actor,
    at: datetime,
    gate: str = "",
) -> Done:
    """替补: somebody of the same delegation stands in. They are registered, approved and present under a number of
    their own; the one they stand in for has withdrawn. `values`: name, id_number, phone.

    Takes the rights to check in and to register. Raises Refusal "checkin.substitute_team", "checkin.drawn",
    "checkin.no_reason", and as `registration_form.register_in`.
    """
    if not reason.strip():
        raise Refusal("checkin.no_reason", entry=number)
    with acting(store, by, Act.CHECK_IN, at) as writing:
        require(writing, by, Act.REGISTER)
        trade = contest_facts(writing).trade(trade_code)
        entry = _entry(writing, trade, number)
        if entry.kind != EntryKind.INDIVIDUAL.value:
            raise Refusal("checkin.substitute_team", entry=number)
        if day.draw_in_force(writing, trade.id, round_id) is not None:
            raise Refusal("checkin.drawn", entry=number)
        before = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        copied = {"trade": trade.code, "group": entry.group, "delegation": entry.delegation, "unit": entry.unit}
        fresh = register_in(writing, {**copied, **values}, at=at, state="approved")
        ref = f"{trade.code}/{round_id}/{number}"
        writing.audit("attendance.substituted", by=by.ref, at=at, ref=ref, new=fresh, note=reason.strip())
        said = [CheckIn(number, Status.WITHDRAWN, reason.strip()), CheckIn(fresh, Status.PRESENT, reason.strip())]
        change = note_presence(writing, trade, round_id, said, by, at, gate).change

    def back(store: Store, by: Actor, at: datetime) -> Change:
        take_back(store, trade_code, round_id, fresh, None, by=by, at=at)
        with acting(store, by, Act.REGISTER, at) as writing:
            stood_in = people.entry_by_number(writing, fresh)
            assert stood_in is not None  # registered above, and numbers are never taken away
            people.set_states(writing, [stood_in.id], "withdrawn")
            writing.audit("entry.decided", by=by.ref, at=at, ref="", entries=[fresh], state="withdrawn")
        return take_back(store, trade_code, round_id, number, before, by=by, at=at)

    return Done(fresh, Change(change.kinds | {Kind.PEOPLE}, change.trades, change.audit_seq), back)


def _taker(
    trade_code: str, round_id: str, number: str, before: day.Attendance | None, drawn_too: bool = False
) -> Callable[[Store, Actor, datetime], Change]:
    def back(store: Store, by: Actor, at: datetime) -> Change:
        return take_back(store, trade_code, round_id, number, before, by=by, at=at, drawn_too=drawn_too)

    return back


def take_back(
    store: Store,
    trade_code: str,
    round_id: str,
    number: str,
    before: day.Attendance | None,
    *,
    by: Actor,
    at: datetime,
    drawn_too: bool = False,
) -> Change:
    """撤销: what is known of an entry in a round is again what it was (`before`, None: nothing).

    Raises Refusal "checkin.drawn" once the entry has a seat its presence gave it (`drawn_too`: what changes needs no
    such care), "checkin.marked" when something was marked on its sheet, "checkin.locked".
    """
    with acting(store, by, Act.CHECK_IN, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        if sheets.is_locked(writing, trade.id):
            raise Refusal("checkin.locked", trade=trade.name)
        entry = people.entry_by_number(writing, number)
        if entry is None:
            raise Refusal("checkin.unknown_entry", entry=number)
        now = day.attendance_of(writing, trade.id, round_id).get((entry.id, round_id))
        only_door = before is not None and now is not None and before.status == now.status
        if not drawn_too and not only_door and entry.id in seated_entries(writing, trade, round_id):
            raise Refusal("checkin.drawn", entry=number)
        if before is None or before.status != Status.PRESENT.value:
            _drop_sheet(writing, trade, round_id, number)
        if before is None:
            door.drop_attendance(writing, entry.id, round_id)
        else:
            _put(writing, before)
            _restore_status(writing, trade, round_id, number, before.status, by, at)
        ref = f"{trade.code}/{round_id}/{number}"
        seq = writing.audit("attendance.taken_back", by=by.ref, at=at, ref=ref, old=now.status if now else None)
    return _change(trade, seq, Kind.SHEETS)


def _drop_sheet(writing: Writing, trade: TradeFacts, round_id: str, number: str) -> None:
    """A round without codes gave whoever came a sheet; it goes again while it is empty."""
    sheet = sheets.sheet_by_code(writing, trade.id, round_id, number)
    if sheet is None:
        return
    if sheets.all_marks_of(writing, sheet.id):
        raise Refusal("checkin.marked", entry=number)
    door.drop_sheet(writing, sheet.id)


def _restore_status(
    writing: Writing, trade: TradeFacts, round_id: str, number: str, status: str, by: Actor, at: datetime
) -> None:
    sheet = sheets.sheet_by_code(writing, trade.id, round_id, number)
    wanted = "" if status == Status.PRESENT.value else status
    if sheet is not None and sheet.status != wanted:
        sheets.set_sheet(writing, sheet.id, status=wanted)
        ref = f"{trade.code}/{round_id}/{number}"
        writing.audit("sheet.status", by=by.ref, at=at, ref=ref, new=wanted, old=sheet.status)
