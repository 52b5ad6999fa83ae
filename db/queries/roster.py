"""What a roster import asks and writes: whole lists in, whole blocks out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from db.models.contest import GroupRow, TradeRow
from db.models.people import DelegationRow, EntryRow, MemberRow, PersonRow
from db.queries import personal
from db.store import Reading, Writing
from db.types import utc_text
from db.vault import ID_NUMBER, PHONE, shown


@dataclass(frozen=True)
class RegisteredRow:
    """A registered person in a trade, as a roster would state it; a work or unit without people has empty names."""

    delegation: str
    trade: str
    group: str
    number: str
    kind: str
    entry_name: str
    guest: bool
    no_award: bool
    skill_level: str
    skill_certificate: str
    years: str
    remark: str
    name: str
    id_kind: str
    id_number: str
    sex: str
    birth_date: str
    nation: str
    education: str
    unit: str
    post: str
    phone: str


_REGISTERED = (
    select(
        DelegationRow.name,
        TradeRow.code,
        GroupRow.name,
        EntryRow.number,
        EntryRow.kind,
        EntryRow.name,
        EntryRow.guest,
        EntryRow.no_award,
        EntryRow.skill_level,
        EntryRow.skill_certificate,
        EntryRow.years,
        EntryRow.remark,
        func.coalesce(PersonRow.name, ""),
        func.coalesce(PersonRow.id_kind, ""),
        func.coalesce(PersonRow.id_number, ""),
        func.coalesce(PersonRow.sex, ""),
        func.coalesce(PersonRow.birth_date, ""),
        func.coalesce(PersonRow.nation, ""),
        func.coalesce(PersonRow.education, ""),
        func.coalesce(PersonRow.unit, EntryRow.unit),
        func.coalesce(PersonRow.post, ""),
        func.coalesce(PersonRow.phone, ""),
        PersonRow.id,
        PersonRow.id_sealed,
        PersonRow.phone_sealed,
    )
    .select_from(EntryRow)
    .join(TradeRow, TradeRow.id == EntryRow.trade_id)
    .join(GroupRow, GroupRow.id == EntryRow.group_id)
    .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
    .outerjoin(MemberRow, MemberRow.entry_id == EntryRow.id)
    .outerjoin(PersonRow, PersonRow.id == MemberRow.person_id)
    .order_by(EntryRow.id, MemberRow.position)
)


def _rows(reading: Reading, statement: Any) -> tuple[RegisteredRow, ...]:
    found = []
    for *plain, person, id_sealed, phone_sealed in reading.all(statement):
        if id_sealed is not None or phone_sealed is not None:
            plain[_ID_PLACE] = shown(reading.vault, ID_NUMBER, person, plain[_ID_PLACE], id_sealed)
            plain[_PHONE_PLACE] = shown(reading.vault, PHONE, person, plain[_PHONE_PLACE], phone_sealed)
        found.append(RegisteredRow(*plain))
    return tuple(found)


_PLACES = tuple(RegisteredRow.__dataclass_fields__)
_ID_PLACE, _PHONE_PLACE = _PLACES.index("id_number"), _PLACES.index("phone")


def registered_rows(reading: Reading, contest_id: int) -> tuple[RegisteredRow, ...]:
    """Everybody registered, a row for each person and trade."""
    return _rows(reading, _REGISTERED.where(EntryRow.contest_id == contest_id, EntryRow.state != "withdrawn"))


def rows_of_entry(reading: Reading, entry_id: int) -> tuple[RegisteredRow, ...]:
    """The rows of one entry, a row for each member, withdrawn ones too."""
    return _rows(reading, _REGISTERED.where(EntryRow.id == entry_id))


def rows_about(
    reading: Reading, contest_id: int, *, id_key: str, name: str, team: str, number: str
) -> tuple[RegisteredRow, ...]:
    """What can collide with one row: the same document, name, team or entry number. "" matches nothing.

    Raises as `personal.key_to_find`.
    """
    alike = []
    if id_key:
        alike.append(PersonRow.id_key == personal.key_to_find(reading, id_key))
    if name:
        alike.append(PersonRow.name == name)
    if team:
        alike.append((EntryRow.name == team) & (EntryRow.kind != "individual"))
    if number:
        alike.append(EntryRow.number == number)
    if not alike:
        return ()
    statement = _REGISTERED.where(EntryRow.contest_id == contest_id, EntryRow.state != "withdrawn", or_(*alike))
    return _rows(reading, statement)


def person_ids(reading: Reading, contest_id: int) -> dict[str, int]:
    """Row ids of all people by their identity key as it is stored, see `personal.keys_as_stored`."""
    rows = reading.all(select(PersonRow.id_key, PersonRow.id).where(PersonRow.contest_id == contest_id))
    return {row[0]: row[1] for row in rows}


def entry_ids(reading: Reading, contest_id: int) -> dict[tuple[str, str, str], int]:
    """Row ids of teams, works and units by (delegation, name, trade code)."""
    rows = reading.all(
        select(DelegationRow.name, EntryRow.name, TradeRow.code, EntryRow.id)
        .select_from(EntryRow)
        .join(TradeRow, TradeRow.id == EntryRow.trade_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
        .where(EntryRow.contest_id == contest_id, EntryRow.kind != "individual")
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def member_counts(reading: Reading) -> dict[int, int]:
    """How many members each entry has."""
    rows = reading.all(select(MemberRow.entry_id, func.count()).group_by(MemberRow.entry_id))
    return {row[0]: row[1] for row in rows}


def add_people(writing: Writing, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert people: (id, contest_id, name, id_kind, id_number, id_key, sex, birth_date, nation, education, unit, post,
    phone); `id_key` as it is to be stored. Numbers are sealed where the file is protected. Raises as
    `personal.key_to_find`."""
    writing.run_many(
        "INSERT INTO person (id, contest_id, name, id_kind, id_number, id_key, sex, birth_date, nation, education,"
        " unit, post, phone, id_sealed, phone_sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        personal.sealed_rows(writing, rows),
    )


def add_entries(writing: Writing, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert entries: (id, contest_id, trade_id, group_id, delegation_id, number, kind, name, unit, state, guest,
    no_award, skill_level, skill_certificate, years, remark, registered_at)."""
    times = {at: utc_text(at) for at in {row[-1] for row in rows}}  # one import has one time
    writing.run_many(
        "INSERT INTO entry (id, contest_id, trade_id, group_id, delegation_id, number, kind, name, unit, state, guest,"
        " no_award, skill_level, skill_certificate, years, remark, registered_at, number_length)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, length(?6))",
        [(*row[:-1], times[row[-1]]) for row in rows],
    )


def add_members(writing: Writing, rows: Sequence[tuple[int, int, int]]) -> None:
    """Insert who stands behind which entry: (entry_id, person_id, position)."""
    writing.run_many("INSERT INTO entry_member (entry_id, person_id, position) VALUES (?, ?, ?)", rows)
