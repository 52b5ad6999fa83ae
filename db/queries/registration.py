"""The list of entries as the registration page asks for it: ids in an order, a page of lines, counts for filters."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, not_, or_, select
from sqlalchemy.dialects import sqlite

from db.base import aliased
from db.models.certificates import CertificateRow
from db.models.contest import GroupRow, TradeRow
from db.models.day import AttendanceRow, BlindCodeRow, DoorNoteRow, DrawSeatRow
from db.models.people import DelegationRow, EntryRow, MemberRow, PersonRow
from db.models.results import AppealRow, ResultRow
from db.queries import personal
from db.store import Reading, Writing
from db.vault import ID_NUMBER, PHONE, shown

RETURNED, WITHDRAWN = "returned", "withdrawn"
_BLOCK = 500  # ids in one question: below the number of places SQLite takes


@dataclass(frozen=True)
class Wanted:
    """Which entries: a delegation, a trade, states, only those with something lacking, words somewhere in the line."""

    delegation_id: int | None = None
    trade_id: int | None = None
    states: tuple[str, ...] = ()
    lacking: bool = False
    words: tuple[str, ...] = ()


class ListedEntry(NamedTuple):
    """An entry with its first member; `many` tells that this person stands behind another entry too."""

    id: int
    number: str
    name: str
    trade_id: int
    trade: str
    group: str
    delegation: str
    unit: str
    kind: str
    id_number: str
    phone: str
    state: str
    members: int
    photo: int  # 1 or 0, as the driver gives them
    many: int


# A person with two entries; a subquery of few rows, because nearly everybody has one.
_member, _entry, _any = aliased(MemberRow), aliased(EntryRow), aliased(MemberRow)
_SEVERAL = select(_any.person_id).group_by(_any.person_id).having(func.count() > 1)  # an index alone tells
_TWICE = (
    select(_member.person_id)
    .join(_entry, _entry.id == _member.entry_id)
    .where(_member.person_id.in_(_SEVERAL), _entry.state != WITHDRAWN)
    .group_by(_member.person_id)
    .having(func.count() > 1)
)
# The same for one line: an index alone tells of nearly everybody that they stand behind one entry only.
_ONCE_MORE = (
    select(func.count())
    .select_from(_any)
    .where(_any.person_id == MemberRow.person_id)
    .correlate(MemberRow)
    .scalar_subquery()
)
_BEHIND = (
    select(func.count(_member.id))
    .join(_entry, _entry.id == _member.entry_id)
    .where(_member.person_id == MemberRow.person_id, _entry.state != WITHDRAWN)
    .correlate(MemberRow)
    .scalar_subquery()
)
_FIRST = (MemberRow.entry_id == EntryRow.id) & (MemberRow.position == 1)
_LACKING = or_(
    EntryRow.state == RETURNED,
    EntryRow.unit == "",
    (EntryRow.kind.in_(("individual", "team")))
    & or_(
        (func.coalesce(PersonRow.id_number, "") == "") & PersonRow.id_sealed.is_(None),
        (func.coalesce(PersonRow.phone, "") == "") & PersonRow.phone_sealed.is_(None),
    ),
    MemberRow.person_id.in_(_TWICE),
)
_NUMBER = (EntryRow.number_length, EntryRow.number)  # HG9 before HG10
_ORDER: dict[str, Any] = {
    "number": _NUMBER,
    "id_number": (func.coalesce(PersonRow.id_number, ""), EntryRow.id),
    "state": (EntryRow.state, EntryRow.id),
    "photo": (PersonRow.photo.is_(None), EntryRow.id),
}
BY_WORD = {"name": EntryRow.name, "unit": EntryRow.unit}  # sorted by whoever knows pinyin


def _joined(*columns: Any) -> Any:
    return (
        _with_person(*columns)
        .join(TradeRow, TradeRow.id == EntryRow.trade_id)
        .join(GroupRow, GroupRow.id == EntryRow.group_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
    )


def _with_person(*columns: Any) -> Any:
    return (
        select(*columns)
        .select_from(EntryRow)
        .outerjoin(MemberRow, _FIRST)
        .outerjoin(PersonRow, PersonRow.id == MemberRow.person_id)
    )


def _entries(wanted: Wanted, *columns: Any, order: str = "") -> Any:
    """The entries, with the person behind only where the question needs one: the join doubles its time."""
    if wanted.lacking or order in ("id_number", "photo"):
        return _with_person(*columns)
    return select(*columns).select_from(EntryRow)


def _where(reading: Reading, statement: Any, wanted: Wanted) -> Any:
    if wanted.delegation_id is not None:
        statement = statement.where(EntryRow.delegation_id == wanted.delegation_id)
    if wanted.trade_id is not None:
        statement = statement.where(EntryRow.trade_id == wanted.trade_id)
    if wanted.states:
        statement = statement.where(EntryRow.state.in_(wanted.states))
    if wanted.lacking:
        statement = statement.where(_LACKING, EntryRow.state != WITHDRAWN)
    sealed = personal.people_ending(reading, wanted.words)
    for word in wanted.words:
        statement = statement.where(or_(*_holding(word, sealed.get(word.upper()))))
    return statement


def _holding(word: str, sealed: Sequence[int] | None) -> Iterator[Any]:
    """Where a word may stand: in number, name, unit, the person's name; one of digits in the numbers of a person too.

    LIKE knows no capitals of ASCII letters, and Chinese has none. The people are looked through by themselves: few are
    found, and going from every entry to its person would take longer than both.
    """
    like, end = f"%{_escaped(word)}%", f"%{_escaped(word)}"
    person = [PersonRow.name.like(like, escape="\\")]
    if word.isascii() and any(sign.isdigit() for sign in word):
        person += [PersonRow.phone.like(like, escape="\\"), PersonRow.id_number.like(end, escape="\\")]
    if sealed:
        person.append(PersonRow.id.in_(_numbers(sealed)))
    for column in (EntryRow.number, EntryRow.name, EntryRow.unit):
        yield column.like(like, escape="\\")
    people = select(PersonRow.id).where(or_(*person))
    yield EntryRow.id.in_(select(_member.entry_id).where(_member.person_id.in_(people), _member.position == 1))


def _numbers(ids: Sequence[int]) -> Any:
    """Ids as one bound value, however many."""
    return select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def entry_ids(reading: Reading, wanted: Wanted, order: str = "", descending: bool = False) -> array[int]:
    """Row ids of the entries wanted, ordered by a key of `_ORDER`."""
    if order == "id_number" and personal.is_protected(reading):
        return _by_number(reading, wanted, descending)
    keys = _ORDER[order] if order in _ORDER else _by_place(reading, wanted, order)
    if descending:
        keys = tuple(key.desc() for key in keys)
    statement = _where(reading, _entries(wanted, EntryRow.id, order=order), wanted).order_by(*keys)
    return _packed(reading, statement)


def _packed(reading: Reading, statement: Any) -> array[int]:
    """The ids a statement gives in its order, joined to one text by SQLite and taken apart by the JSON parser: a row
    through the driver for each of 300,000 takes longer than finding them."""
    listed = statement.subquery()
    text = reading.value(select(func.group_concat(listed.c.id)).select_from(listed))
    return _ids(text or "")


def _ids(text: str) -> array[int]:
    return array("q", json.loads(f"[{text}]"))


def _plain(reading: Reading, statement: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of ids and texts as the driver gives them: making rows of 300,000 of them costs as much as the sort."""
    result = reading.connection.execute(statement)
    found: Any = result.cursor
    yield from found
    result.close()


def _by_place(reading: Reading, wanted: Wanted, order: str) -> tuple[Any, ...]:
    """The keys of an order that begins with the places of delegation, trade or group. There are few of those: their
    places are written into the question, which is faster than a join for every entry. Where their ids stand in the same
    order, as they do unless somebody moved them, an index has the entries in the order of the list already."""
    tables: dict[str, tuple[Any, ...]] = {"trade": (_TRADE,), "group": (_TRADE, _GROUP)}
    keys: list[Any] = []
    for row, column in tables.get(order, (_DELEGATION, _TRADE)):
        ids = [one[0] for one in reading.all(select(row.id).order_by(row.position, row.id))]
        if ids != sorted(ids):
            column = case({one: n for n, one in enumerate(ids)}, value=column)
        elif wanted.words or wanted.lacking:
            column = column + 0  # the index has not all that is asked: walked by it, rows lie all over the file
        keys.append(column)
    return (*keys, *_NUMBER)


_DELEGATION, _TRADE, _GROUP = (
    (DelegationRow, EntryRow.delegation_id),
    (TradeRow, EntryRow.trade_id),
    (GroupRow, EntryRow.group_id),
)


def _by_number(reading: Reading, wanted: Wanted, descending: bool) -> array[int]:
    """The order SQL cannot make of sealed numbers; closed ones stand together, in the order of the rows."""
    columns = (EntryRow.id, PersonRow.id, func.coalesce(PersonRow.id_number, ""), PersonRow.id_sealed)
    rows = reading.connection.execute(_where(reading, _with_person(*columns), wanted))
    found = sorted((shown(reading.vault, ID_NUMBER, row[1], row[2], row[3]), row[0]) for row in rows)
    return array("q", (entry for _, entry in (reversed(found) if descending else found)))


def entry_words(reading: Reading, wanted: Wanted, key: str) -> dict[str, array[int]]:
    """The entries wanted by their text, for an order that SQL does not know: `key` is one of `BY_WORD`."""
    word = BY_WORD[key]
    statement = _where(reading, _entries(wanted, word, func.group_concat(EntryRow.id)), wanted).group_by(word)
    return {text: array("q", sorted(_ids(ids))) for text, ids in _plain(reading, statement)}


def entry_names(reading: Reading, wanted: Wanted, most: int) -> list[tuple[int, str]]:
    """(id, name) of at most so many entries wanted, to look for initials in."""
    rows = reading.all(
        _where(reading, _entries(wanted, EntryRow.id, EntryRow.name), wanted).order_by(EntryRow.id).limit(most)
    )
    return [(row[0], row[1]) for row in rows]


def listed(reading: Reading, ids: Sequence[int]) -> tuple[ListedEntry, ...]:
    """The lines of some entries, in the order of the ids."""
    sql, values = _page()
    wanted = json.dumps(list(ids))
    found: dict[int, ListedEntry] = {}
    for row in reading.rows(sql, tuple(wanted if value is None else value for value in values)):
        *facts, person, id_sealed, phone_sealed = row
        if id_sealed is not None or phone_sealed is not None:
            facts[_ID_PLACE] = shown(reading.vault, ID_NUMBER, person, facts[_ID_PLACE], id_sealed)
            facts[_PHONE_PLACE] = shown(reading.vault, PHONE, person, facts[_PHONE_PLACE], phone_sealed)
        found[row[0]] = ListedEntry._make(facts)
    return tuple(found[one] for one in ids if one in found)


@cache
def _page() -> tuple[str, tuple[Any, ...]]:
    """The question for a page of lines as text, and its values with None where the ids go: it is asked at every turn of
    the wheel, and making it anew takes twice the time of its answer."""
    ids = select(func.json_each(bindparam("ids")).table_valued("value").c.value)
    made = _joined(*_LINE).where(EntryRow.id.in_(ids)).compile(dialect=sqlite.dialect(paramstyle="qmark"))
    return str(made), tuple(None if name == "ids" else made.params[name] for name in made.positiontup or ())


_LINE = (
    EntryRow.id,
    EntryRow.number,
    EntryRow.name,
    EntryRow.trade_id,
    TradeRow.name,
    GroupRow.name,
    DelegationRow.name,
    EntryRow.unit,
    EntryRow.kind,
    func.coalesce(PersonRow.id_number, ""),
    func.coalesce(PersonRow.phone, ""),
    EntryRow.state,
    select(func.count(_member.id)).where(_member.entry_id == EntryRow.id).correlate(EntryRow).scalar_subquery(),
    PersonRow.photo.is_not(None),
    case((_ONCE_MORE <= 1, 0), (_BEHIND > 1, 1), else_=0),
    PersonRow.id,
    PersonRow.id_sealed,
    PersonRow.phone_sealed,
)
_ID_PLACE, _PHONE_PLACE = ListedEntry._fields.index("id_number"), ListedEntry._fields.index("phone")


def delegation_counts(reading: Reading) -> list[tuple[int, str, int, int]]:
    """Delegations in order: (id, name, entries, of them waiting or returned)."""
    open_ = func.sum(case((EntryRow.state.in_(("waiting", RETURNED)), 1), else_=0))
    # Counted in one walk over the index of the list.
    counted = (
        select(EntryRow.delegation_id, func.count().label("entries"), open_.label("open"))
        .where(EntryRow.state != WITHDRAWN)
        .group_by(EntryRow.delegation_id)
        .subquery()
    )
    none = (func.coalesce(counted.c.entries, 0), func.coalesce(counted.c.open, 0))
    rows = reading.all(
        select(DelegationRow.id, DelegationRow.name, *none)
        .outerjoin(counted, counted.c.delegation_id == DelegationRow.id)
        .order_by(DelegationRow.position)
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def count(reading: Reading, wanted: Wanted) -> int:
    """How many entries are wanted."""
    return int(reading.value(_where(reading, _entries(wanted, func.count()), wanted)))


def states_of(reading: Reading, numbers: Sequence[str]) -> dict[str, str]:
    """The state of every entry by its number."""
    found: dict[str, str] = {}
    for start in range(0, len(numbers), _BLOCK):
        part = numbers[start : start + _BLOCK]
        for row in reading.all(select(EntryRow.number, EntryRow.state).where(EntryRow.number.in_(part))):
            found[row[0]] = row[1]
    return found


def removable(reading: Reading, numbers: Sequence[str]) -> dict[str, int]:
    """Row ids by number of those entries that nothing has happened to: no check-in, no code, no appeal."""
    found: dict[str, int] = {}
    touched = [
        select(table.entry_id).where(table.entry_id == EntryRow.id).exists()
        for table in (AttendanceRow, DoorNoteRow, BlindCodeRow, DrawSeatRow, ResultRow, AppealRow, CertificateRow)
    ]
    for start in range(0, len(numbers), _BLOCK):
        part = numbers[start : start + _BLOCK]
        statement = select(EntryRow.number, EntryRow.id).where(EntryRow.number.in_(part), not_(or_(*touched)))
        found.update((row[0], row[1]) for row in reading.all(statement))
    return found


def remove(writing: Writing, entry_ids: Sequence[int]) -> None:
    """Take entries off the list as if they had never come, with people and delegations nobody else needs."""
    rows = [(one,) for one in entry_ids]
    writing.run_many("DELETE FROM entry_member WHERE entry_id = ?", rows)
    writing.run_many("DELETE FROM recusal WHERE entry_id = ?", rows)
    writing.run_many("DELETE FROM entry WHERE id = ?", rows)
    for sql in (
        "DELETE FROM person WHERE id NOT IN (SELECT person_id FROM entry_member)",
        "DELETE FROM delegation WHERE id NOT IN (SELECT delegation_id FROM entry)",
    ):
        writing.connection.exec_driver_sql(sql)
