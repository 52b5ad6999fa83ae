"""One entry in a form: read it, check it field by field, store it. The rules are those of the roster import."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.changes import Change, Kind
from app.domain import roster_cells
from app.domain.contest import EntryKind
from app.domain.people import CLOSED, masked_number
from app.domain.roles import Act
from app.domain.roster import read_roster
from app.domain.roster_columns import TITLES
from app.domain.roster_plan import KnownContest, Problem, RosterRow
from app.domain.worksheet import Sheet
from app.errors import Problems, Refusal
from app.services.access import Actor, acting
from app.services.common import ContestFacts, TradeFacts, contest_facts
from app.services.registration import WAITING, RowWriter, known_of, known_row
from db.queries import people, personal, roster
from db.queries import registration as stored
from db.queries import scoring as sheets
from db.queries.people import EntryData
from db.store import Reading, Store, Writing

_FIELD_OF = {title: key for key, title in TITLES.items()}
_MASKED = ("id_number", "phone")
_YES_NO = ("guest", "no_award")
_PERSON = ("sex", "birth_date", "nation", "education", "unit", "post", "phone")
_ENTRY = ("skill_level", "skill_certificate", "years", "remark")


class FormRefused(Problems):
    """What is wrong with a form, by field; nothing was stored."""

    def __init__(self, by_field: Mapping[str, Refusal]) -> None:
        self.by_field = dict(by_field)
        super().__init__("registration.not_saved", tuple(by_field.values()))


@dataclass(frozen=True)
class EntryForm:
    """An entry (one of its members) as a form shows it. `values` by field of the roster; numbers are masked."""

    number: str
    position: int
    members: tuple[str, ...]
    state: str
    kind: str
    trade: str
    trade_name: str
    groups: tuple[str, ...]
    locked: bool
    values: Mapping[str, str]


@dataclass(frozen=True)
class FormTrade:
    """A trade somebody may be entered in."""

    code: str
    name: str
    kind: str
    groups: tuple[str, ...]
    closed: bool


@dataclass(frozen=True)
class Saved:
    """What became of a form: the entry number, what is strange about it by field, what it said before."""

    number: str
    position: int
    warnings: Mapping[str, Refusal]
    before: Mapping[str, str]
    change: Change


@dataclass(frozen=True)
class Checked:
    """What a form would be told, by field: what keeps it out, and what is only strange."""

    problems: Mapping[str, Refusal] = field(default_factory=dict)
    warnings: Mapping[str, Refusal] = field(default_factory=dict)


def form_trades(store: Store) -> tuple[FormTrade, ...]:
    """The trades to choose from in a form."""
    with store.read() as reading:
        return tuple(
            FormTrade(trade.code, trade.name, trade.rules.entry.value, _groups(trade), _is_closed(trade))
            for trade in contest_facts(reading).trades
        )


def _groups(trade: TradeFacts) -> tuple[str, ...]:
    return tuple(name for _, name in trade.groups if name)


def _is_closed(trade: TradeFacts) -> bool:
    return trade.registration_closed_at is not None


def read_form(store: Store, number: str, position: int = 1) -> EntryForm:
    """An entry for the form. Raises Refusal "registration.unknown_entry"."""
    with store.read() as reading:
        entry = _entry(reading, number)
        trade = contest_facts(reading).trade_of(entry.trade_id)
        rows = roster.rows_of_entry(reading, entry.id)
        row = known_row(rows[min(position, len(rows)) - 1])
        values = {name: str(value) for name, value in row._asdict().items() if name != "row"}
        values |= {name: masked_number(values[name]) for name in _MASKED}
        return EntryForm(
            number=entry.number,
            position=position,
            members=tuple(one.name for one in rows),
            state=entry.state,
            kind=entry.kind,
            trade=trade.code,
            trade_name=trade.name,
            groups=_groups(trade),
            locked=sheets.is_locked(reading, trade.id),
            values=values,
        )


@dataclass(frozen=True)
class Numbers:
    """The whole numbers of one person, asked for by somebody who may."""

    name: str
    id_kind: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


def show_numbers(store: Store, number: str, position: int = 1, *, by: Actor, at: datetime) -> Numbers:
    """The whole document number and phone of somebody; that they were looked at is an entry of the chain.

    Raises Refusal "registration.unknown_entry", "personal.closed".
    """
    with acting(store, by, Act.SEE_PEOPLE, at) as writing:
        entry = _entry(writing, number)
        personal.refuse_closed(writing)
        rows = roster.rows_of_entry(writing, entry.id)
        writing.audit("person.document_seen", by=by.ref, at=at, ref=entry.number, position=position)
        row = rows[min(position, len(rows)) - 1]
        return Numbers(row.name, row.id_kind, row.id_number, row.phone)


def check_entry(
    store: Store, values: Mapping[str, str], *, at: datetime, number: str = "", position: int = 1
) -> Checked:
    """What storing these values would be told; nothing is stored. Fields nobody has filled in yet are not named."""
    with store.read() as reading:
        try:
            checked = _Draft.of(reading, values, number, position).check(at)
        except Refusal as refusal:
            if refusal.code != "personal.closed":
                raise
            return Checked({"id_number": refusal})
    problems = {name: why for name, why in checked.problems.items() if why.code != "registration.missing"}
    return Checked(problems, checked.warnings)


def save_entry(
    store: Store,
    values: Mapping[str, str],
    *,
    by: Actor,
    at: datetime,
    number: str = "",
    position: int = 1,
    state: str = WAITING,
) -> Saved:
    """Register somebody (no `number`), or change the named fields of an entry.

    Raises FormRefused naming every field that is wrong; Refusal "registration.closed", "registration.has_marks",
    "registration.trade_fixed", "registration.unknown_entry".
    """
    with acting(store, by, Act.REGISTER, at) as writing:
        draft = _Draft.of(writing, values, number, position)
        draft.refuse_late()
        checked = draft.check(at)
        if checked.problems:
            raise FormRefused(checked.problems)
        row = draft.row
        if draft.entry is None:
            given = RowWriter(writing, draft.facts, at, state).write([row])
            number = given[0] if given else _joined(writing, draft.facts, row)
            act = "entry.added"
        else:
            _update(writing, draft, row)
            act = "entry.changed"
        fields = sorted(draft.changed)
        seq = writing.audit(act, by=by.ref, at=at, ref=number, fields=fields)
    before = {name: getattr(draft.stored, name) for name in fields} if draft.stored else {}
    change = Change(frozenset({Kind.PEOPLE}), frozenset({row.trade}), seq)
    return Saved(number, position, checked.warnings, before, change)


def register_in(writing: Writing, values: Mapping[str, str], *, at: datetime, state: str = WAITING) -> str:
    """Register somebody inside an act of another service, whether the list is closed or not; gives the number.

    Raises FormRefused naming every field that is wrong.
    """
    draft = _Draft.of(writing, values, "", 1)
    checked = draft.check(at)
    if checked.problems:
        raise FormRefused(checked.problems)
    given = RowWriter(writing, draft.facts, at, state).write([draft.row])
    return given[0] if given else _joined(writing, draft.facts, draft.row)


def take_back(store: Store, numbers: Sequence[str], *, by: Actor, at: datetime) -> Change:
    """Undo of an import or a new entry: these entries are taken off the list as if they had never come.

    Raises Refusal "registration.not_removable" naming the first one that something has happened to since.
    """
    with acting(store, by, Act.REGISTER, at) as writing:
        found = stored.removable(writing, numbers)
        for number in numbers:
            if number not in found:
                raise Refusal("registration.not_removable", entry=number)
        stored.remove(writing, list(found.values()))
        seq = writing.audit("entry.taken_back", by=by.ref, at=at, entries=list(numbers))
    return Change(frozenset({Kind.PEOPLE}), audit_seq=seq)


def _entry(reading: Reading, number: str) -> EntryData:
    entry = people.entry_by_number(reading, number)
    if entry is None:
        raise Refusal("registration.unknown_entry", entry=number)
    return entry


def _joined(reading: Reading, facts: ContestFacts, row: RosterRow) -> str:
    """The number of the team somebody was added to."""
    known = roster.entry_ids(reading, facts.id)[row.delegation, row.team, row.trade]
    entry = people.entry_by_id(reading, known)
    assert entry is not None  # the row was put there in this transaction
    return entry.number


class _Draft:
    """The values of a form laid over what is stored, inside one transaction."""

    def __init__(
        self,
        reading: Reading,
        facts: ContestFacts,
        entry: EntryData | None,
        before: RosterRow | None,
        values: Mapping[str, str],
        position: int,
    ) -> None:
        self.reading, self.facts, self.entry, self.stored = reading, facts, entry, before
        self.position = position
        self.values = {
            name: value
            for name, value in values.items()
            if name in TITLES and not (before and name in _MASKED and value == masked_number(getattr(before, name)))
        }
        self.row = RosterRow()

    @classmethod
    def of(cls, reading: Reading, values: Mapping[str, str], number: str, position: int) -> _Draft:
        personal.refuse_closed(reading)
        facts = contest_facts(reading)
        if not number:
            return cls(reading, facts, None, None, values, position)
        entry = _entry(reading, number)
        rows = roster.rows_of_entry(reading, entry.id)
        return cls(reading, facts, entry, known_row(rows[min(position, len(rows)) - 1]), values, position)

    @property
    def changed(self) -> set[str]:
        """The fields that are not as they were."""
        if self.stored is None:
            return {name for name in TITLES if getattr(self.row, name)}
        return {name for name in TITLES if getattr(self.row, name) != getattr(self.stored, name)}

    def refuse_late(self) -> None:
        """Refuse what the state of the trade forbids."""
        if self.entry is not None:
            trade = self.facts.trade_of(self.entry.trade_id)
            if sheets.is_locked(self.reading, trade.id):
                raise Refusal("registration.has_marks", entry=self.entry.number)
            if self.values.get("trade", trade.code) not in (trade.code, trade.name):
                raise Refusal("registration.trade_fixed", entry=self.entry.number, trade=trade.name)
            return
        wanted = self.values.get("trade", "").strip()
        for trade in self.facts.trades:
            if wanted in (trade.code, trade.name) and _is_closed(trade):
                raise Refusal("registration.closed", trade=trade.name)

    def check(self, at: datetime) -> Checked:
        """Read the form as a roster of one row; `row` holds it cleaned when nothing keeps it out."""
        texts = self._texts()
        known = self._known(texts)
        sheet = Sheet("form", [list(TITLES.values()), [texts[name] for name in TITLES]])
        try:
            plan = read_roster(sheet, known, today=at.date())
        except Refusal as refusal:
            if refusal.code != "roster.no_rows":
                raise
            return Checked({"name": Refusal("registration.missing", field=TITLES["name"])})
        problems = _by_field(plan.problems) | self._blanks(texts) | self._half_masked()
        problems |= {key: why for key, why in self._twice(known, texts).items() if key not in problems}
        if not problems:
            self.row = plan.good[0]
        return Checked(problems, _by_field(plan.warnings))

    def _blanks(self, texts: Mapping[str, str]) -> dict[str, Refusal]:
        """What a form asks of a new entry beyond the roster: whom to call, and where the person works."""
        if self.stored is not None:
            return {}
        blank = [name for name in ("unit", "phone") if not texts[name].strip()]
        return {name: Refusal("registration.missing", field=TITLES[name]) for name in blank}

    def _half_masked(self) -> dict[str, Refusal]:
        """A number changed where only its end was shown: nobody means the stars."""
        spoiled = [name for name in _MASKED if {"*", CLOSED[0]} & set(self.values.get(name, ""))]
        return {name: Refusal("registration.masked", field=TITLES[name]) for name in spoiled}

    def _texts(self) -> dict[str, str]:
        texts = dict.fromkeys(TITLES, "")
        if self.stored is not None:
            texts |= {name: str(getattr(self.stored, name)) for name in TITLES}
            if {"id_number", "id_kind"} & self.values.keys():
                texts |= {"sex": "", "birth_date": ""}  # said anew by the number
        texts |= self.values
        texts |= {name: "是" for name in _YES_NO if texts[name] == "1"}
        return texts

    def _known(self, texts: Mapping[str, str]) -> KnownContest:
        kind, document = self._document(texts)
        key = RosterRow(id_kind=kind, id_number=document).id_key
        name, number = texts["name"].strip(), texts["number"].strip().upper()
        about = roster.rows_about(
            self.reading, self.facts.id, id_key=key, name=name, team=texts["team"].strip(), number=number
        )
        mine = self.entry.number if self.entry is not None else ""
        others = [row for row in about if row.number != mine or (self.stored and row.name != self.stored.name)]
        taken: dict[str, tuple[str, str]] = {}
        if number and number != mine and people.entry_by_number(self.reading, number) is not None:
            taken[number] = ("", "")
        return known_of(self.facts, others, taken)

    def _twice(self, known: KnownContest, texts: Mapping[str, str]) -> dict[str, Refusal]:
        """The person is registered for this trade already, under another number."""
        trade = next((one.code for one in known.trades if texts["trade"].strip() in (one.code, one.name)), "")
        kind, number = self._document(texts)
        row = RosterRow(
            id_kind=kind,
            id_number=number,
            trade=trade,
            delegation=texts["delegation"].strip(),
            team=texts["team"].strip(),
            name=texts["name"].strip(),
        )
        other = known.existing.get(row.key)
        if other is None:
            return {}
        return {"id_number" if number else "name": Refusal("registration.twice", entry=other.number, name=other.name)}

    @staticmethod
    def _document(texts: Mapping[str, str]) -> tuple[str, str]:
        kind = roster_cells.id_kind(texts["id_kind"]).value
        return kind or RosterRow().id_kind, roster_cells.id_number(texts["id_number"], kind).value


def _by_field(problems: Sequence[Problem]) -> dict[str, Refusal]:
    found: dict[str, Refusal] = {}
    for problem in problems:
        field_key = _FIELD_OF.get(problem.header, "name")
        found.setdefault(field_key, Refusal(_IN_A_FORM.get(problem.code, problem.code), **problem.fields))
    return found


# What a roster says about its rows, said about a field.
_IN_A_FORM = {
    "idnumber.characters": "registration.id_characters",
    "idnumber.check": "registration.id_check",
    "idnumber.damaged": "registration.id_damaged",
    "idnumber.date": "registration.id_date",
    "idnumber.length": "registration.id_length",
    "roster.birth_differs": "registration.birth_differs",
    "roster.birth_future": "registration.birth_future",
    "roster.date": "registration.date",
    "roster.document": "registration.document",
    "roster.group_missing": "registration.group_missing",
    "roster.id_kind_needed": "registration.id_kind_needed",
    "roster.missing": "registration.missing",
    "roster.no_such_day": "registration.no_such_day",
    "roster.number_taken": "registration.number_taken",
    "roster.sex_differs": "registration.sex_differs",
}


def _update(writing: Writing, draft: _Draft, row: RosterRow) -> None:
    entry, before, changed = draft.entry, draft.stored, draft.changed
    assert entry is not None  # the caller asked
    assert before is not None
    trade = draft.facts.trade_of(entry.trade_id)
    members = people.members_of(writing, entry.id)
    if members and changed & {"name", "id_kind", "id_number", *_PERSON}:
        person = members[min(draft.position, len(members)) - 1]
        other = people.person_by_key(writing, draft.facts.id, row.id_key) if row.id_key else None
        if other is not None and other != person.person_id:
            raise FormRefused({"id_number": Refusal("registration.other_person", name=row.name)})
        key = row.id_key or f"named:{row.delegation}|{row.name}"
        facts = {name: getattr(row, name) for name in _PERSON}
        identity = {"name": row.name, "id_kind": row.id_kind, "id_number": row.id_number, "id_key": key}
        people.update_person(writing, person.person_id, {**identity, **facts})
    values = {name: getattr(row, name) for name in _ENTRY}
    values |= {"guest": bool(row.guest), "no_award": bool(row.no_award)}
    first = draft.position == 1
    if first or entry.kind != EntryKind.INDIVIDUAL.value:
        values["name"] = row.team or row.name
    if first:
        values["unit"] = row.unit
    if "group" in changed:
        values["group_id"] = trade.group_id(row.group) or trade.groups[0][0]
    if "delegation" in changed:
        values["delegation_id"] = _delegation(writing, draft.facts, row.delegation)
    people.update_entry(writing, entry.id, values)


def _delegation(writing: Writing, facts: ContestFacts, name: str) -> int:
    known = people.delegations(writing, facts.id)
    found = next((one.id for one in known if one.name == name), None)
    return found if found is not None else people.add_delegation(writing, facts.id, len(known), name)
