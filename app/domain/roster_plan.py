"""What a roster import would do, as plain values: rows, problems, warnings, and what the contest already knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.contest import EntryKind
from app.domain.people import IdKind, Person
from app.domain.roster_columns import Layout
from app.errors import Refusal

_NO_DOCUMENT = IdKind.NONE.value


class RosterRow(NamedTuple):
    """One contestant as the roster states it, cleaned and checked. Texts; "" where nothing is said.

    `trade` is the code, `birth_date` ISO text, `id_kind` a value of `IdKind`, `id_number` plain (a resident's in 18
    characters). `team` is the name of a team, work or unit. `row` is the row number in the file, 0 for one from the
    store.
    """

    row: int = 0
    delegation: str = ""
    name: str = ""
    sex: str = ""
    birth_date: str = ""
    nation: str = ""
    education: str = ""
    id_kind: str = IdKind.RESIDENT.value
    id_number: str = ""
    unit: str = ""
    post: str = ""
    trade: str = ""
    group: str = ""
    skill_level: str = ""
    skill_certificate: str = ""
    years: str = ""
    phone: str = ""
    number: str = ""
    guest: str = ""
    no_award: str = ""
    team: str = ""
    remark: str = ""

    @property
    def id_key(self) -> str:
        """The key of the document as `people.id_key` gives it, "" without one; numbers have one form here."""
        return f"{self.id_kind}:{self.id_number}" if self.id_number and self.id_kind != _NO_DOCUMENT else ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes the row one of a kind in the contest: the person (or the work, the unit) and the trade.

        Without a document it is delegation, team and name.
        """
        return (self.id_key or f"named:{self.delegation}|{self.team}|{self.name}", self.trade)

    @property
    def entry_key(self) -> tuple[str, str]:
        """What makes the entry one of a kind: the team, work or unit of a delegation, else the row itself."""
        return (f"entry:{self.delegation}|{self.team}", self.trade) if self.team else self.key

    @property
    def person(self) -> Person:
        """The person alone."""
        return Person(
            self.name,
            IdKind(self.id_kind),
            self.id_number,
            self.sex,
            self.birth_date,
            self.nation,
            self.education,
            self.unit,
            self.post,
            self.phone,
        )


@dataclass(frozen=True)
class KnownTrade:
    """A trade of the contest as far as a roster needs it."""

    code: str
    name: str
    groups: tuple[str, ...] = ()
    kind: EntryKind = EntryKind.INDIVIDUAL


@dataclass(frozen=True)
class KnownContest:
    """What the contest already knows.

    `delegations` None: every name is welcome (a new contest, whose delegations come from the roster). `existing`: rows
    already registered, by `RosterRow.key`. `numbers`: entry numbers given, each with the `entry_key` of its entry.
    `people`: the name stored for an `id_key`, for all people of the contest. `two_trades`: a person may enter several.
    """

    trades: tuple[KnownTrade, ...]
    delegations: tuple[str, ...] | None = None
    existing: Mapping[tuple[str, str], RosterRow] = field(default_factory=dict)
    numbers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    two_trades: bool = False


@dataclass(frozen=True)
class Problem:
    """One thing wrong (or, among the warnings, strange) with one cell. `letter` "" when the whole row is meant.

    `fields` fill the sentence of `code`; `value` is what the cell holds, masked where it is personal.
    """

    row: int
    letter: str
    header: str
    code: str
    fields: Mapping[str, object]
    value: str = ""

    def error(self) -> Refusal:
        """The reason alone, for a sentence."""
        return Refusal(self.code, **self.fields)

    def placed(self, reason: str) -> Refusal:
        """The reason (as a sentence) with row and column in front."""
        if self.letter:
            return Refusal("roster.at_cell", row=self.row, column=self.letter, header=self.header, reason=reason)
        return Refusal("roster.at_row", row=self.row, reason=reason)


@dataclass(frozen=True)
class Change:
    """A registered row that the file states differently. `after` is the whole row as it would be then."""

    before: RosterRow
    after: RosterRow
    fields: tuple[str, ...]


@dataclass(frozen=True)
class RosterPlan:
    """What an import would do. Nothing is decided by it: the service stores `good` and, if asked, `changed`.

    `read` counts the rows with a contestant. `problems` and `warnings` stand in order of place; a row with a problem is
    in none of the lists of rows. `delegations`: names the contest does not have yet, in order of appearance.
    """

    layout: Layout
    read: int
    good: tuple[RosterRow, ...]
    unchanged: tuple[RosterRow, ...]
    changed: tuple[Change, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    delegations: tuple[str, ...]

    @property
    def refused_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that cannot go in."""
        return tuple(dict.fromkeys(problem.row for problem in self.problems))
