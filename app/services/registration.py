"""报名: import a roster, decide on entries, correct and withdraw. An import is one act; the same file twice changes
nothing; a dry run says everything and stores nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import EntryKind
from app.domain.people import IdKind
from app.domain.roles import Act
from app.domain.roster import read_roster
from app.domain.roster_plan import KnownContest, KnownTrade, RosterPlan, RosterRow
from app.domain.steady import no_collecting
from app.domain.worksheet import Sheet
from app.errors import Refusal
from app.services.access import Actor, acting, check_may
from app.services.audit_events import refusals_noted
from app.services.common import ContestFacts, TradeFacts, contest_facts
from app.services.filecheck import need_space
from app.tables.reader import read_sheet
from db.queries import contest as contests
from db.queries import people, personal, roster
from db.queries import scoring as sheets
from db.store import Reading, Store, Writing

APPROVED, WAITING, RETURNED, WITHDRAWN = "approved", "waiting", "returned", "withdrawn"
STATES = (WAITING, APPROVED, RETURNED, WITHDRAWN)


@dataclass(frozen=True)
class ImportReport:
    """What a roster import did, or would do when `dry`."""

    plan: RosterPlan
    dry: bool
    imported: int
    updated: int
    entries: tuple[str, ...]
    change: Change | None


def plan_roster(
    store: Store,
    sheet: Sheet,
    *,
    at: datetime,
    mapping: Mapping[str, str] | None = None,
    trade_code: str | None = None,
) -> RosterPlan:
    """The dry run: what importing a sheet would do. Raises Refusal "roster.*" when it is no roster of this contest."""
    with store.read() as reading:
        facts = contest_facts(reading)
        trade = facts.trade(trade_code).code if trade_code else None
        known = known_contest(reading, facts)
    return read_roster(sheet, known, mapping, trade, today=at.date())


def import_roster(
    store: Store,
    path: Path,
    *,
    by: Actor,
    at: datetime,
    trade_code: str | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    state: str = APPROVED,
    update: bool = False,
) -> ImportReport:
    """Read a roster file and store its good rows; refused rows are named and left out.

    `update` also takes over rows that are registered and stated differently now. Raises WrongCall when the file cannot
    be read, Refusal "roster.*" when it is no roster of this contest.
    """
    with refusals_noted(store, "roster", path, by=by, at=at):
        sheet = read_sheet(path)
    if dry_run:
        check_may(store, by, Act.REGISTER, at)
        plan = plan_roster(store, sheet, at=at, mapping=mapping, trade_code=trade_code)
        return ImportReport(plan, True, 0, 0, (), None)
    with refusals_noted(store, "roster", path, by=by, at=at):
        return store_sheet(
            store, sheet, by=by, at=at, trade_code=trade_code, mapping=mapping, state=state, update=update
        )


def store_sheet(
    store: Store,
    sheet: Sheet,
    *,
    by: Actor,
    at: datetime,
    trade_code: str | None = None,
    mapping: Mapping[str, str] | None = None,
    state: str = APPROVED,
    update: bool = False,
) -> ImportReport:
    """As `import_roster`, for a sheet already read (a file, or what was pasted)."""
    need_space(store.path.parent)
    with acting(store, by, Act.REGISTER, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code).code if trade_code else None
        plan = read_roster(sheet, known_contest(writing, facts), mapping, trade, today=at.date())
        _refuse_closed(writing, facts, plan.good)
        with no_collecting():  # tuples of text by the hundred thousand
            numbers = RowWriter(writing, facts, at, state).write(plan.good)
        updated = _update_rows(writing, facts, plan) if update else 0
        digest = hashlib.sha256(repr([list(row) for row in sheet.rows]).encode()).hexdigest()
        counts = {"rows_read": plan.read, "rows_in": len(plan.good), "rows_refused": len(plan.refused_rows)}
        contests.note_import(writing, {"kind": "roster", "sha256": digest, "by": by.ref, "at": at, **counts})
        facts_told: dict[str, Any] = {**counts, "sha256": digest, "entries": list(numbers), "updated": updated}
        seq = writing.audit("roster.imported", by=by.ref, at=at, ref=facts.key, **facts_told)
    change = Change(frozenset({Kind.PEOPLE}), audit_seq=seq)
    return ImportReport(plan, False, len(plan.good), updated, numbers, change)


def known_contest(reading: Reading, facts: ContestFacts) -> KnownContest:
    """What the contest knows already, as a roster needs it. Raises Refusal "personal.closed"."""
    personal.refuse_closed(reading)
    # A number once given stays taken, also that of an entry since withdrawn.
    taken = dict.fromkeys(people.highest_numbers(reading, facts.id), ("", ""))
    return known_of(facts, roster.registered_rows(reading, facts.id), taken)


def known_of(
    facts: ContestFacts, registered: Iterable[roster.RegisteredRow], taken: Mapping[str, tuple[str, str]]
) -> KnownContest:
    """What the contest knows, as far as these registered rows and taken entry numbers tell."""
    trades = tuple(
        KnownTrade(trade.code, trade.name, tuple(name for _, name in trade.groups if name), trade.rules.entry)
        for trade in facts.trades
    )
    rows = [known_row(row) for row in registered]
    existing = {row.key: row for row in rows}
    numbers = {**taken, **{row.number: row.entry_key for row in rows}}
    names = {row.id_key: row.name for row in rows if row.id_key}
    many = any(trade.rules.rules.many_trades for trade in facts.trades)
    return KnownContest(trades, None, existing, numbers, names, many)


def known_row(row: roster.RegisteredRow) -> RosterRow:
    """A stored row as a roster states it."""
    alone = row.kind == EntryKind.INDIVIDUAL.value
    return RosterRow(
        row=0,
        delegation=row.delegation,
        name=row.name,
        sex=row.sex,
        birth_date=row.birth_date,
        nation=row.nation,
        education=row.education,
        id_kind=row.id_kind or IdKind.NONE.value,
        id_number=row.id_number,
        unit=row.unit,
        post=row.post,
        trade=row.trade,
        group=row.group,
        skill_level=row.skill_level,
        skill_certificate=row.skill_certificate,
        years=row.years,
        phone=row.phone,
        number=row.number,
        guest="1" if row.guest else "",
        no_award="1" if row.no_award else "",
        team="" if alone else row.entry_name,
        remark=row.remark,
    )


def _refuse_closed(reading: Reading, facts: ContestFacts, rows: Sequence[RosterRow]) -> None:
    wanted = {row.trade for row in rows}
    for trade in facts.trades:
        if trade.code in wanted and trade.registration_closed_at is not None:
            raise Refusal("registration.closed", trade=trade.name)
        if trade.code in wanted and sheets.is_locked(reading, trade.id):
            raise Refusal("registration.locked", trade=trade.name)


class RowWriter:
    """Stores good rows in blocks: people once each, entries with their members, numbers in order."""

    def __init__(self, writing: Writing, facts: ContestFacts, at: datetime, state: str) -> None:
        self.writing, self.facts, self.at, self.state = writing, facts, at, state
        self.people = roster.person_ids(writing, facts.id)
        self.as_stored = personal.keys_as_stored(writing)
        self.delegations = {row.name: row.id for row in people.delegations(writing, facts.id)}
        self.taken = set(people.highest_numbers(writing, facts.id))
        self.next_person = people.next_person_id(writing)
        self.next_entry = people.next_entry_id(writing)
        self.running: dict[str, int] = {}
        self.trades = {trade.code: trade for trade in facts.trades}
        self.groups = {(trade.code, name): number for trade in facts.trades for number, name in trade.groups}

    def write(self, rows: Sequence[RosterRow]) -> tuple[str, ...]:
        """Store the rows; gives the entry numbers in order of the file."""
        self._delegations(rows)
        fresh_people: list[tuple[Any, ...]] = []
        fresh_entries: dict[tuple[str, str], tuple[Any, ...]] = {}
        members: list[tuple[int, int, int]] = []
        places = roster.member_counts(self.writing)
        numbers: list[str] = []
        known = roster.entry_ids(self.writing, self.facts.id)
        for row in rows:
            entry = fresh_entries.get(row.entry_key)
            if entry is not None:
                entry_id = int(entry[0])
            elif row.team and (row.delegation, row.team, row.trade) in known:
                entry_id = known[row.delegation, row.team, row.trade]
            else:
                entry_id, number = self._entry(row, fresh_entries)
                numbers.append(number)
            if row.name:
                person_id = self._person(row, fresh_people)
                places[entry_id] = places.get(entry_id, 0) + 1
                members.append((entry_id, person_id, places[entry_id]))
        roster.add_people(self.writing, fresh_people)
        roster.add_entries(self.writing, list(fresh_entries.values()))
        roster.add_members(self.writing, members)
        return tuple(numbers)

    def _delegations(self, rows: Sequence[RosterRow]) -> None:
        for row in rows:
            if row.delegation not in self.delegations:
                position = len(self.delegations)
                self.delegations[row.delegation] = people.add_delegation(
                    self.writing, self.facts.id, position, row.delegation
                )

    def _person(self, row: RosterRow, fresh: list[tuple[Any, ...]]) -> int:
        key = self.as_stored(row.id_key or f"named:{row.delegation}|{row.name}")
        known = self.people.get(key)
        if known is not None:
            return known
        identity, self.next_person = self.next_person, self.next_person + 1
        self.people[key] = identity
        fresh.append(
            (
                identity,
                self.facts.id,
                row.name,
                row.id_kind,
                row.id_number,
                key,
                row.sex,
                row.birth_date,
                row.nation,
                row.education,
                row.unit,
                row.post,
                row.phone,
            )
        )
        return identity

    def _entry(self, row: RosterRow, fresh: dict[tuple[str, str], tuple[Any, ...]]) -> tuple[int, str]:
        trade = self.trades[row.trade]
        identity, self.next_entry = self.next_entry, self.next_entry + 1
        number = row.number or self._number(trade)
        self.taken.add(number)
        group_id = self.groups.get((row.trade, row.group)) or trade.groups[0][0]
        fresh[row.entry_key] = (
            identity,
            self.facts.id,
            trade.id,
            group_id,
            self.delegations[row.delegation],
            number,
            trade.rules.entry.value,
            row.team or row.name,
            row.unit,
            self.state,
            int(bool(row.guest)),
            int(bool(row.no_award)),
            row.skill_level,
            row.skill_certificate,
            row.years,
            row.remark,
            self.at,
        )
        return identity, number

    def _number(self, trade: TradeFacts) -> str:
        running = self.running.get(trade.prefix, 0) + 1
        while f"{trade.prefix}{running:02d}" in self.taken:
            running += 1
        self.running[trade.prefix] = running
        return f"{trade.prefix}{running:02d}"


def _update_rows(writing: Writing, facts: ContestFacts, plan: RosterPlan) -> int:
    ids, as_stored = roster.person_ids(writing, facts.id), personal.keys_as_stored(writing)
    for changed in plan.changed:
        row = changed.after
        person_id = ids.get(as_stored(row.id_key))
        if person_id is not None:
            people.update_person(
                writing,
                person_id,
                {
                    "name": row.name,
                    "sex": row.sex,
                    "birth_date": row.birth_date,
                    "nation": row.nation,
                    "education": row.education,
                    "unit": row.unit,
                    "post": row.post,
                    "phone": row.phone,
                },
            )
        entry = people.entry_by_number(writing, changed.before.number)
        if entry is not None:
            name = row.team or row.name
            people.update_entry(writing, entry.id, {"name": name, "unit": row.unit, "skill_level": row.skill_level})
    return len(plan.changed)


def decide(store: Store, numbers: Sequence[str], state: str, *, by: Actor, at: datetime, reason: str = "") -> Change:
    """审核: approve, return or withdraw entries, or put them back to waiting.

    Raises Refusal "registration.unknown_state", "registration.unknown_entry", "registration.has_marks".
    """
    if state not in STATES:
        raise Refusal("registration.unknown_state", state=state)
    with acting(store, by, Act.REGISTER, at) as writing:
        trades = set()
        ids = []
        for number in numbers:
            entry = people.entry_by_number(writing, number)
            if entry is None:
                raise Refusal("registration.unknown_entry", entry=number)
            if sheets.is_locked(writing, entry.trade_id):
                raise Refusal("registration.has_marks", entry=number)
            ids.append(entry.id)
            trades.add(entry.trade)
        people.set_states(writing, ids, state)
        seq = writing.audit("entry.decided", by=by.ref, at=at, ref="", entries=list(numbers), state=state, note=reason)
    return Change(frozenset({Kind.PEOPLE}), frozenset(trades), seq)


def close_list(store: Store, trade_code: str, *, by: Actor, at: datetime, closed: bool = True) -> Change:
    """Close the list of a trade, or open it again. Raises Refusal "registration.undecided" with how many wait."""
    with acting(store, by, Act.REGISTER, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        waiting = len(people.entries(writing, trade.id, WAITING))
        if closed and waiting:
            raise Refusal("registration.undecided", trade=trade.name, waiting=waiting)
        contests.close_registration(writing, trade.id, at if closed else None)
        act = "registration.closed" if closed else "registration.opened"
        seq = writing.audit(act, by=by.ref, at=at, ref=trade.code)
    return Change(frozenset({Kind.PEOPLE}), frozenset({trade.code}), seq)
