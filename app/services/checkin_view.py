"""What the check-in page shows: how a sitting stands, and the answer to a scan or to what somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from app.domain import idnumber
from app.domain.contest import Status
from app.domain.initials import initials
from app.domain.people import IdKind, id_key, other_document
from app.domain.texts import clean_code
from app.services.checkin_desk import expected_sitting, late_by
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import is_sealed
from app.services.papers_common import names_of_people
from app.services.timetable import start_of
from db.queries import day, door, people
from db.queries import scoring as sheets
from db.queries.people import EntryData
from db.store import Reading, Store

MOST_FOUND = 9
LAST = 14
_ABSENCES = tuple(status for status in Status if status is not Status.PRESENT)


class Answer(Enum):
    """What a scan comes to. Only `EXPECTED` and `HELD` can be checked in by a confirmation."""

    EXPECTED = "expected"
    HELD = "held"  # something was wrong with the papers before
    LATE = "late"  # past the late limit
    ALREADY = "already"  # the pass was used: when, where, by whom
    STATUS = "status"  # 缺考, 弃权 … was noted before
    OTHER_SITTING = "other_sitting"
    OTHER_TRADE = "other_trade"
    NOT_DRAWN = "not_drawn"  # the door of a sitting, and no seat
    NOT_APPROVED = "not_approved"
    MANY = "many"  # several fit what was typed
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class DoorPerson:
    """Somebody as the door sees them. Never a code. `sitting` and `station` are "" and 0 before the draw."""

    number: str
    name: str
    trade: str
    trade_name: str
    unit: str
    delegation: str
    members: tuple[str, ...] = ()
    sitting: int = 0
    station: str = ""
    photo: bytes = b""


@dataclass(frozen=True)
class Found:
    """The answer. `at`, `gate`, `who` tell of the earlier time; `starts_at` of the sitting somebody belongs to."""

    answer: Answer
    text: str
    person: DoorPerson | None = None
    others: tuple[DoorPerson, ...] = ()
    status: Status | None = None
    at: datetime | None = None
    gate: str = ""
    who: str = ""
    note: str = ""
    late: int = 0  # whole minutes past the limit
    starts_at: datetime | None = None


@dataclass(frozen=True)
class SittingLine:
    """A sitting of the round: who is expected and who came. Number 0 is the round before its draw."""

    number: int
    starts_at: datetime | None
    room: str
    expected: int
    here: int


@dataclass(frozen=True)
class Missing:
    """Somebody nobody has a word about."""

    number: str
    name: str
    unit: str
    station: str = ""
    held: str = ""


@dataclass(frozen=True)
class LastLine:
    """One of the last words about somebody, newest first. `status` None: came to the door of a sitting."""

    at: datetime
    number: str
    name: str
    status: Status
    gate: str
    who: str


@dataclass(frozen=True)
class DoorView:
    """Everything around the scan field. `closes_at` is the late limit; `others` counts statuses by word."""

    trade: str
    trade_name: str
    round: str
    round_name: str
    rounds: tuple[tuple[str, str], ...]
    sittings: tuple[SittingLine, ...]
    sitting: int
    starts_at: datetime | None
    closes_at: datetime | None
    room: str
    expected: int
    here: int
    others: tuple[tuple[Status, int], ...]
    missing: tuple[Missing, ...]
    last: tuple[LastLine, ...]
    drawn: bool
    sealed: bool
    locked: bool


@dataclass(frozen=True)
class _Round:
    """One round of a trade as the door needs it, read once."""

    trade: TradeFacts
    round_id: str
    entries: Mapping[int, EntryData]
    words: Mapping[int, day.Attendance]
    seats: Mapping[int, day.SeatData]

    @classmethod
    def of(cls, reading: Reading, trade: TradeFacts, round_id: str) -> _Round:
        draw = day.draw_in_force(reading, trade.id, round_id)
        return cls(
            trade,
            round_id,
            {entry.id: entry for entry in people.entries(reading, trade.id, "approved")},
            {one: word for (one, _), word in day.attendance_of(reading, trade.id, round_id).items()},
            {seat.entry_id: seat for seat in day.seats_of(reading, draw.id)} if draw is not None else {},
        )

    def sitting(self, entry_id: int) -> int:
        """Where somebody belongs: where they were moved, else where they were drawn; 0 while nowhere."""
        word, seat = self.words.get(entry_id), self.seats.get(entry_id)
        return (word.sitting if word is not None and word.sitting else 0) or (seat.sitting if seat else 0)

    def expected(self, number: int) -> list[int]:
        """Row ids of those a sitting expects: everybody before the draw, then those who were drawn for it."""
        if not number:
            return list(self.entries)
        return [one for one in self.seats if self.sitting(one) == number]

    def has_word(self, entry_id: int, number: int) -> bool:
        """Whether the door knows about somebody: present or a status; at a sitting's door, came or a status."""
        word = self.words.get(entry_id)
        if word is None:
            return False
        return not number or word.status != Status.PRESENT.value or word.came_at is not None

    def is_here(self, entry_id: int, number: int) -> bool:
        """Whether somebody is present, or came to the door of the sitting."""
        word = self.words.get(entry_id)
        if word is None or word.status != Status.PRESENT.value:
            return False
        return not number or word.came_at is not None

    def numbers(self) -> tuple[int, ...]:
        """The sittings there are: 0, and after the draw those with seats."""
        return (0, *sorted({self.sitting(one) for one in self.seats}))


def door_view(
    store: Store, trade_code: str, round_id: str = "", sitting: int | None = None, *, now: datetime
) -> DoorView:
    """How the door stands. `round_id` "": the first round that still waits for somebody; `sitting` None: the one due.

    Raises Refusal "contest.unknown_trade", "contest.unknown_round".
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        round_id = round_id or _round_due(reading, trade)
        rules = trade.round(round_id)
        found = _Round.of(reading, trade, round_id)
        numbers = found.numbers()
        lines = tuple(_sitting_line(reading, found, number, now) for number in numbers)
        if sitting is None or sitting not in numbers:
            sitting = _sitting_due(lines, bool(found.seats))
        line = next(line for line in lines if line.number == sitting)
        limit = timedelta(minutes=trade.rules.rules.late_limit_minutes)
        expected = found.expected(sitting)
        statuses = [found.words[one].status for one in expected if one in found.words]
        return DoorView(
            trade=trade.code,
            trade_name=trade.name,
            round=round_id,
            round_name=rules.name,
            rounds=tuple((one.id, one.name) for one in trade.rules.rounds),
            sittings=lines,
            sitting=sitting,
            starts_at=line.starts_at,
            closes_at=line.starts_at + limit if line.starts_at is not None else None,
            room=line.room,
            expected=line.expected,
            here=line.here,
            others=tuple((one, statuses.count(one.value)) for one in _ABSENCES if one.value in statuses),
            missing=_missing(reading, found, sitting, expected),
            last=_last(reading, found, sitting),
            drawn=bool(found.seats),
            sealed=is_sealed(reading, trade, round_id),
            locked=sheets.is_locked(reading, trade.id),
        )


def _round_due(reading: Reading, trade: TradeFacts) -> str:
    approved = people.count_by_state(reading).get((trade.id, "approved"), 0)
    for rules in trade.rules.rounds:
        if len(day.attendance_of(reading, trade.id, rules.id)) < approved:
            return rules.id
    drawn = [one.id for one in trade.rules.rounds if day.draw_in_force(reading, trade.id, one.id) is not None]
    return drawn[-1] if drawn else trade.rules.rounds[0].id


def _sitting_line(reading: Reading, found: _Round, number: int, now: datetime) -> SittingLine:
    expected = found.expected(number)
    start = start_of(reading, found.trade, found.round_id, number, now)
    here = sum(found.is_here(one, number) for one in expected)
    return SittingLine(number, start.at if start else None, start.room if start else "", len(expected), here)


def _sitting_due(lines: tuple[SittingLine, ...], drawn: bool) -> int:
    """The round itself before the draw; then the first sitting that nobody or not everybody has come to."""
    if not drawn:
        return 0
    return next((line.number for line in lines[1:] if line.here < line.expected), lines[-1].number)


def _missing(reading: Reading, found: _Round, number: int, expected: list[int]) -> tuple[Missing, ...]:
    gone = [one for one in expected if not found.has_word(one, number) and one in found.entries]
    notes = door.open_notes(reading, gone, found.round_id)
    lines = []
    for one in sorted(gone, key=lambda one: found.entries[one].number):
        entry, seat = found.entries[one], found.seats.get(one)
        held = notes[one].note if one in notes else ""
        lines.append(Missing(entry.number, entry.name, entry.unit, seat.station if seat else "", held))
    return tuple(lines)


def _last(reading: Reading, found: _Round, number: int) -> tuple[LastLine, ...]:
    who = names_of_people(reading)
    lines = []
    for one in found.expected(number):
        word, entry = found.words.get(one), found.entries.get(one)
        if word is None or entry is None:
            continue
        status = Status(word.status)
        if number and status is Status.PRESENT:
            if word.came_at is not None:
                by = who.get(word.came_by, "")
                lines.append(LastLine(word.came_at, entry.number, entry.name, status, word.came_gate, by))
        else:
            lines.append(LastLine(word.at, entry.number, entry.name, status, word.gate, who.get(word.by, "")))
    return tuple(sorted(lines, key=lambda line: (line.at, line.number), reverse=True)[:LAST])


def find(store: Store, trade_code: str, round_id: str, sitting: int, text: str, *, now: datetime) -> Found:
    """The answer to a scan or to typed text: an entry number or its digits, an ID number, a name, its initials.

    Raises Refusal "personal.closed" for an ID number in a protected file that nobody here has opened.
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        text = text.strip()
        hits = _look_up(reading, trade, text)
        if len(hits) == 1:
            return _classified(reading, trade, round_id, sitting, hits[0], text, now)
        if not hits:
            return Found(Answer.UNKNOWN, text)
        others = tuple(_person(reading, trade, round_id, one, picture=False) for one in hits[:MOST_FOUND])
        return Found(Answer.MANY, text, others=others)


def _look_up(reading: Reading, trade: TradeFacts, text: str) -> list[EntryData]:
    code = clean_code(text).upper()
    if not code:
        return []
    by_number = people.entry_by_number(reading, code)
    if by_number is not None:
        return [by_number]
    by_document = _by_document(reading, text)
    if by_document is not None:
        mine = [entry for entry in by_document if entry.trade_id == trade.id]
        return mine or by_document
    everybody = people.entries(reading)
    mine = [entry for entry in everybody if entry.trade_id == trade.id]
    for some in (mine, [entry for entry in everybody if entry.trade_id != trade.id]):
        found = _by_words(reading, trade, some, text, code)
        if found:
            return found
    return []


def _by_document(reading: Reading, text: str) -> list[EntryData] | None:
    """The entries of whoever has that document; None when the text is no document number."""
    resident = idnumber.read(text)
    keys = []
    if isinstance(resident, idnumber.IdNumber):
        keys.append(id_key(IdKind.RESIDENT, resident.number))
    elif (number := other_document(text)) is not None and len(number) >= 8 and number.isascii():
        kinds = (kind for kind in IdKind if kind not in (IdKind.RESIDENT, IdKind.NONE))
        keys += [id_key(kind, number) for kind in kinds]
    else:
        return None
    contest = contest_facts(reading)
    for key in keys:
        person = people.person_by_key(reading, contest.id, key)
        if person is not None:
            found = [people.entry_by_id(reading, one) for one in door.entries_of_person(reading, person)]
            return [entry for entry in found if entry is not None]
    return []


def _by_words(reading: Reading, trade: TradeFacts, some: list[EntryData], text: str, code: str) -> list[EntryData]:
    if code.isdigit():
        return [entry for entry in some if entry.number.endswith(code)]
    if code.isascii():
        exact = [entry for entry in some if initials(entry.name) == code]
        return exact or [entry for entry in some if initials(entry.name).startswith(code) or code in entry.number]
    wanted = text.strip()
    named = [entry for entry in some if wanted in entry.name]
    if named:
        return named
    behind = door.names_behind(reading, trade.id)
    return [entry for entry in some if any(wanted in name for name in behind.get(entry.id, ()))]


def _person(reading: Reading, trade: TradeFacts, round_id: str, entry: EntryData, picture: bool = True) -> DoorPerson:
    own = entry.trade_id == trade.id
    draw = day.draw_in_force(reading, entry.trade_id, round_id) if own else None
    seats = day.seats_of(reading, draw.id) if draw is not None else ()
    seat = next((seat for seat in seats if seat.entry_id == entry.id), None)
    row = day.attendance_of(reading, entry.trade_id, round_id).get((entry.id, round_id))
    members = door.names_behind(reading, entry.trade_id).get(entry.id, ())
    return DoorPerson(
        number=entry.number,
        name=entry.name,
        trade=entry.trade,
        trade_name=entry.trade_name,
        unit=entry.unit,
        delegation=entry.delegation,
        members=members if members != (entry.name,) else (),
        sitting=expected_sitting(reading, trade, round_id, entry.id, row) if own else 0,
        station=seat.station if seat else "",
        photo=door.photo_of(reading, entry.id) if picture else b"",
    )


def _classified(
    reading: Reading, trade: TradeFacts, round_id: str, sitting: int, entry: EntryData, text: str, now: datetime
) -> Found:
    person = _person(reading, trade, round_id, entry)
    if entry.trade_id != trade.id:
        return Found(Answer.OTHER_TRADE, text, person)
    if entry.state != "approved":
        return Found(Answer.NOT_APPROVED, text, person)
    who = names_of_people(reading)
    row = day.attendance_of(reading, trade.id, round_id).get((entry.id, round_id))
    note = door.open_notes(reading, [entry.id], round_id).get(entry.id)
    if row is not None and row.status != Status.PRESENT.value:
        by = who.get(row.by, "")
        return Found(Answer.STATUS, text, person, status=Status(row.status), at=row.at, who=by, note=row.reason)
    if row is not None and not sitting:
        return Found(Answer.ALREADY, text, person, at=row.at, gate=row.gate, who=who.get(row.by, ""))
    if sitting:
        refused = _at_a_sitting(reading, trade, round_id, sitting, person, row, text, now, who)
        if refused is not None:
            return refused
    late = late_by(reading, trade, round_id, sitting, now)
    if late is not None and late > timedelta():
        return Found(
            Answer.LATE, text, person, late=int(late.total_seconds()) // 60 + 1, note=note.note if note else ""
        )
    if note is not None:
        by = who.get(note.by, "")
        return Found(Answer.HELD, text, person, at=note.at, who=by, note=note.note)
    return Found(Answer.EXPECTED, text, person)


def _at_a_sitting(
    reading: Reading,
    trade: TradeFacts,
    round_id: str,
    sitting: int,
    person: DoorPerson,
    row: day.Attendance | None,
    text: str,
    now: datetime,
    who: Mapping[str, str],
) -> Found | None:
    """What keeps somebody from the door of a sitting; None: nothing."""
    if row is None or not person.sitting:
        return Found(Answer.NOT_DRAWN, text, person)
    if person.sitting != sitting:
        start = start_of(reading, trade, round_id, person.sitting, now)
        return Found(Answer.OTHER_SITTING, text, person, starts_at=start.at if start else None)
    if row.came_at is not None:
        by = who.get(row.came_by, "")
        return Found(Answer.ALREADY, text, person, at=row.came_at, gate=row.came_gate, who=by)
    return None
