"""Delegations, people and entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, insert, select, update

from db.models.contest import GroupRow, TradeRow
from db.models.people import DelegationRow, EntryRow, MemberRow, PersonRow
from db.queries import personal
from db.queries.first import count_by_state as count_by_state
from db.store import Reading, Writing
from db.vault import ID_NUMBER, PHONE, shown


@dataclass(frozen=True)
class EntryData:
    """An entry with what lists show of it."""

    id: int
    trade_id: int
    trade: str
    trade_name: str
    group: str
    group_id: int
    delegation: str
    number: str
    kind: str
    name: str
    unit: str
    state: str
    guest: bool
    no_award: bool
    skill_level: str
    remark: str


@dataclass(frozen=True)
class MemberData:
    """A person behind an entry."""

    entry_id: int
    person_id: int
    position: int
    name: str
    id_kind: str
    id_number: str
    id_key: str
    sex: str
    birth_date: str
    nation: str
    education: str
    unit: str
    post: str
    phone: str


_ENTRY = (
    EntryRow.id,
    EntryRow.trade_id,
    TradeRow.code,
    TradeRow.name,
    GroupRow.name,
    EntryRow.group_id,
    DelegationRow.name,
    EntryRow.number,
    EntryRow.kind,
    EntryRow.name,
    EntryRow.unit,
    EntryRow.state,
    EntryRow.guest,
    EntryRow.no_award,
    EntryRow.skill_level,
    EntryRow.remark,
)


def _entries() -> Any:
    return (
        select(*_ENTRY)
        .join(TradeRow, TradeRow.id == EntryRow.trade_id)
        .join(GroupRow, GroupRow.id == EntryRow.group_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
    )


def entries(reading: Reading, trade_id: int | None = None, state: str | None = None) -> tuple[EntryData, ...]:
    """Entries (of a trade, in a state) by trade and number."""
    statement = _entries()
    if trade_id is not None:
        statement = statement.where(EntryRow.trade_id == trade_id)
    if state is not None:
        statement = statement.where(EntryRow.state == state)
    rows = reading.all(statement.order_by(TradeRow.position, func.length(EntryRow.number), EntryRow.number))
    return tuple(EntryData(*row) for row in rows)


def entry_by_number(reading: Reading, number: str) -> EntryData | None:
    """The entry of an entry number."""
    row = reading.first(_entries().where(EntryRow.number == number))
    return None if row is None else EntryData(*row)


def entry_by_id(reading: Reading, entry_id: int) -> EntryData | None:
    """The entry of a row id."""
    row = reading.first(_entries().where(EntryRow.id == entry_id))
    return None if row is None else EntryData(*row)


_MEMBER = (
    MemberRow.entry_id,
    PersonRow.id,
    MemberRow.position,
    PersonRow.name,
    PersonRow.id_kind,
    PersonRow.id_number,
    PersonRow.id_key,
    PersonRow.sex,
    PersonRow.birth_date,
    PersonRow.nation,
    PersonRow.education,
    PersonRow.unit,
    PersonRow.post,
    PersonRow.phone,
    PersonRow.id_sealed,
    PersonRow.phone_sealed,
)


def _member(reading: Reading, row: Any) -> MemberData:
    *plain, id_sealed, phone_sealed = row
    found = MemberData(*plain)
    if id_sealed is None and phone_sealed is None:
        return found
    return replace(
        found,
        id_number=shown(reading.vault, ID_NUMBER, found.person_id, found.id_number, id_sealed),
        phone=shown(reading.vault, PHONE, found.person_id, found.phone, phone_sealed),
    )


def members(reading: Reading, trade_id: int | None = None) -> dict[int, tuple[MemberData, ...]]:
    """The people behind the entries (of a trade), by entry id."""
    statement = select(*_MEMBER).join(PersonRow, PersonRow.id == MemberRow.person_id)
    if trade_id is not None:
        statement = statement.join(EntryRow, EntryRow.id == MemberRow.entry_id).where(EntryRow.trade_id == trade_id)
    found: dict[int, list[MemberData]] = {}
    for row in reading.all(statement.order_by(MemberRow.entry_id, MemberRow.position)):
        found.setdefault(row.entry_id, []).append(_member(reading, row))
    return {entry_id: tuple(people) for entry_id, people in found.items()}


def members_of(reading: Reading, entry_id: int) -> tuple[MemberData, ...]:
    """The people behind one entry, in order."""
    rows = reading.all(
        select(*_MEMBER)
        .join(PersonRow, PersonRow.id == MemberRow.person_id)
        .where(MemberRow.entry_id == entry_id)
        .order_by(MemberRow.position)
    )
    return tuple(_member(reading, row) for row in rows)


def delegations(reading: Reading, contest_id: int) -> Sequence[Any]:
    """The delegations: (id, name, kind, leader), in order."""
    return reading.all(
        select(DelegationRow.id, DelegationRow.name, DelegationRow.kind, DelegationRow.leader)
        .where(DelegationRow.contest_id == contest_id)
        .order_by(DelegationRow.position)
    )


def add_delegation(writing: Writing, contest_id: int, position: int, name: str, kind: str = "") -> int:
    """Add a delegation; gives its id."""
    values = {"contest_id": contest_id, "position": position, "name": name, "kind": kind, "leader": ""}
    return writing.insert(insert(DelegationRow), values)


def person_by_key(reading: Reading, contest_id: int, id_key: str) -> int | None:
    """The row id of the person with that identity, None when unknown. Raises as `personal.key_to_find`."""
    wanted = personal.key_to_find(reading, id_key)
    found: int | None = reading.value(
        select(PersonRow.id).where(PersonRow.contest_id == contest_id, PersonRow.id_key == wanted)
    )
    return found


def next_person_id(reading: Reading) -> int:
    """The id the next person gets, for imports that write whole blocks."""
    return int(reading.value(select(func.coalesce(func.max(PersonRow.id), 0)))) + 1


def next_entry_id(reading: Reading) -> int:
    """The id the next entry gets, for imports that write whole blocks."""
    return int(reading.value(select(func.coalesce(func.max(EntryRow.id), 0)))) + 1


def highest_numbers(reading: Reading, contest_id: int) -> tuple[str, ...]:
    """All entry numbers of the contest."""
    return tuple(row[0] for row in reading.all(select(EntryRow.number).where(EntryRow.contest_id == contest_id)))


def update_person(writing: Writing, person_id: int, values: Mapping[str, Any]) -> None:
    """Change facts of a person. Raises as `personal.key_to_find` when numbers are among them."""
    sealed = personal.sealed_values(writing, person_id, values)
    writing.run(update(PersonRow).where(PersonRow.id == person_id), sealed)


def update_entry(writing: Writing, entry_id: int, values: Mapping[str, Any]) -> None:
    """Change facts of an entry."""
    writing.run(update(EntryRow).where(EntryRow.id == entry_id), values)


def set_states(writing: Writing, entry_ids: Sequence[int], state: str) -> None:
    """Decide on entries: approved, returned, waiting or withdrawn."""
    writing.run_many("UPDATE entry SET state = ? WHERE id = ?", [(state, identity) for identity in entry_ids])
