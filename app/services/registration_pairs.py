"""Two people who look the same, side by side: rows of a roster file, a form being filled in, entries registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain import roster_cells
from app.domain.people import IdKind, masked_number
from app.domain.roster import read_roster
from app.domain.roster_columns import TITLES, recognise
from app.domain.roster_plan import KnownContest, Problem, RosterRow
from app.domain.worksheet import Sheet
from app.errors import Refusal
from app.services.common import ContestFacts, contest_facts
from app.services.registration import known_of, known_row
from db.queries import people, personal, roster
from db.store import Reading, Store

_MASKED = ("id_number", "phone")
_SIDE_FIELDS = tuple(name for name in RosterRow._fields if name not in ("row", "number", "guest", "no_award"))


@dataclass(frozen=True)
class Side:
    """One of the two. `row` is the row of the file, 0 for somebody registered or a form; `number` the entry's."""

    row: int
    number: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """A field of both as it may be shown: numbers masked. `differs`: both state it, and not alike (unmasked)."""

    field: str
    left: str
    right: str
    differs: bool


@dataclass(frozen=True)
class Pair:
    """Two people beside each other; fields blank in both are left out."""

    left: Side
    right: Side
    lines: tuple[Line, ...]


def pair_in_sheet(
    store: Store, sheet: Sheet, problem: Problem, *, at: datetime, mapping: Mapping[str, str] | None = None
) -> Pair:
    """The row a problem of a plan names, beside whom it is like: another row of the file or somebody registered.

    Raises Refusal "registration.no_pair" when the other one is not there any more, "personal.closed".
    """
    with store.read() as reading:
        personal.refuse_closed(reading)
        facts = contest_facts(reading)
        mine = _row_of(sheet, problem.row, facts, mapping, at)
        other = problem.fields.get("other")
        if isinstance(other, int) and other > 0:
            return _pair(facts, mine, _row_of(sheet, other, facts, mapping, at))
        return _pair(facts, mine, _registered_like(reading, facts, mine, ""))


def pair_in_form(store: Store, values: Mapping[str, str], *, number: str = "", position: int = 1) -> Pair:
    """What stands in a form (of entry `number`, or new) beside the registered person it is like.

    Raises Refusal "registration.no_pair", "registration.unknown_entry", "personal.closed".
    """
    with store.read() as reading:
        personal.refuse_closed(reading)
        facts = contest_facts(reading)
        before = _stored(reading, number, position) if number else RosterRow()
        typed = {
            name: value.strip()
            for name, value in values.items()
            if name in _SIDE_FIELDS and not (name in _MASKED and value == masked_number(getattr(before, name)))
        }
        mine = _cleaned(_with(before, typed))
        return _pair(facts, mine, _registered_like(reading, facts, mine, number))


def _stored(reading: Reading, number: str, position: int) -> RosterRow:
    entry = people.entry_by_number(reading, number)
    if entry is None:
        raise Refusal("registration.unknown_entry", entry=number)
    rows = roster.rows_of_entry(reading, entry.id)
    return known_row(rows[min(position, len(rows)) - 1])


def _cleaned(row: RosterRow) -> RosterRow:
    """The document as everywhere else: full-width digits, blanks and old numbers understood."""
    kind = roster_cells.id_kind(row.id_kind).value or IdKind.RESIDENT.value
    number = roster_cells.id_number(row.id_number, kind).value
    return row._replace(id_kind=kind, id_number=number or row.id_number)


def _row_of(
    sheet: Sheet, number: int, facts: ContestFacts, mapping: Mapping[str, str] | None, at: datetime
) -> RosterRow:
    """A row of the file as the import reads it; as it stands there when something keeps it out."""
    layout = recognise(sheet, mapping)
    cells = sheet.rows[number - sheet.top]
    raw = {use.field: " ".join(cells[use.index].split()) for use in layout.found.values() if use.index < len(cells)}
    known = known_of(facts, (), {})
    alone = replace(sheet, rows=[*sheet.rows[: layout.body], cells])
    try:
        plan = read_roster(alone, KnownContest(known.trades, two_trades=True), mapping, today=at.date())
    except Refusal:
        good: tuple[RosterRow, ...] = ()
    else:
        good = plan.good
    row = good[0] if good else _cleaned(_with(RosterRow(), raw))
    return row._replace(row=number)


def _with(row: RosterRow, texts: Mapping[str, str]) -> RosterRow:
    """A row with some of its texts replaced."""
    return RosterRow._make((row.row, *(texts.get(name, getattr(row, name)) for name in RosterRow._fields[1:])))


def _registered_like(reading: Reading, facts: ContestFacts, mine: RosterRow, own: str) -> RosterRow:
    """Who is registered and most like: the same document, else the same name and unit, else the same name."""
    about = roster.rows_about(reading, facts.id, id_key=mine.id_key, name=mine.name, team="", number="")
    rows = [known_row(row) for row in about if row.number != own]
    if not rows:
        raise Refusal("registration.no_pair", name=mine.name)
    return max(rows, key=lambda row: _likeness(mine, row))


def _likeness(mine: RosterRow, row: RosterRow) -> tuple[bool, bool, bool]:
    same_unit = (row.unit or row.delegation) == (mine.unit or mine.delegation)
    return bool(mine.id_key) and row.id_key == mine.id_key, row.name == mine.name and same_unit, row.trade == mine.trade


def _pair(facts: ContestFacts, left: RosterRow, right: RosterRow) -> Pair:
    names = {trade.code: trade.name for trade in facts.trades}
    sides = [row._replace(trade=names.get(row.trade, row.trade)) for row in (left, right)]
    lines = []
    for name in TITLES:
        one, two = (str(getattr(row, name)) if name in _SIDE_FIELDS else "" for row in sides)
        if one or two:
            shown = (masked_number(one), masked_number(two)) if name in _MASKED else (one, two)
            lines.append(Line(name, *shown, bool(one and two) and one != two))
    return Pair(_side(left, lines, False), _side(right, lines, True), tuple(lines))


def _side(row: RosterRow, lines: list[Line], right: bool) -> Side:
    return Side(row.row, row.number, {line.field: line.right if right else line.left for line in lines})
