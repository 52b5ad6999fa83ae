"""Results by revision, and rulings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.models.contest import GroupRow
from db.models.people import DelegationRow, EntryRow
from db.models.results import HonourRow, ResultRow, RevisionRow, RulingRow, SideResultRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class Revision:
    """One ranking of a trade."""

    id: int
    trade_id: int
    number: int
    scheme_id: int
    reason: str
    made_by: str
    made_at: datetime
    confirmed_at: datetime | None
    posted_at: datetime | None
    results_sha256: str
    cause: str = ""


@dataclass(frozen=True)
class Result:
    """An entry's line in a revision, with what lists show beside it. `scores` are decimal texts by round."""

    entry_id: int
    entry: str
    name: str
    unit: str
    delegation: str
    group: str
    position: int
    status: str
    total_text: str
    scores: Mapping[str, str | None]
    place: int | None
    joint: bool
    decided_by: str
    award: str
    seconds: int | None
    guest: bool
    no_award: bool
    scaled: str = ""


@dataclass(frozen=True)
class SideResult:
    """An entry's line in a further ranking (单项) of a revision, with what lists show beside it."""

    ranking: str
    entry_id: int
    entry: str
    name: str
    unit: str
    delegation: str
    group: str
    position: int
    status: str
    total_text: str
    place: int | None
    joint: bool
    decided_by: str
    award: str


@dataclass(frozen=True)
class Ruling:
    """The chief judge's written word; `subject` entry numbers in the order ruled, or the award class of an edge."""

    kind: str
    group: str
    subject: Any
    decision: str
    reason: str
    by: str
    at: datetime


_REVISION = (
    RevisionRow.id,
    RevisionRow.trade_id,
    RevisionRow.number,
    RevisionRow.scheme_id,
    RevisionRow.reason,
    RevisionRow.made_by,
    RevisionRow.made_at,
    RevisionRow.confirmed_at,
    RevisionRow.posted_at,
    RevisionRow.results_sha256,
    RevisionRow.cause,
)


def revisions(reading: Reading, trade_id: int) -> tuple[Revision, ...]:
    """All revisions of a trade, oldest first."""
    statement = select(*_REVISION).where(RevisionRow.trade_id == trade_id).order_by(RevisionRow.number)
    return tuple(Revision(*row) for row in reading.all(statement))


def last_revision(reading: Reading, trade_id: int) -> Revision | None:
    """The revision that counts, None before the first ranking."""
    found = revisions(reading, trade_id)
    return found[-1] if found else None


def add_revision(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a revision; gives its id."""
    return writing.insert(
        insert(RevisionRow), {"confirmed_at": None, "posted_at": None, "results_sha256": "", **values}
    )


def drop_draft(writing: Writing, revision_id: int) -> None:
    """Remove the lines of a list that nobody has confirmed, before it is written anew under the same number."""
    for table in (SideResultRow, HonourRow, ResultRow):
        writing.run(delete(table).where(table.revision_id == revision_id))
    writing.run(delete(RevisionRow).where(RevisionRow.id == revision_id, RevisionRow.confirmed_at.is_(None)))


def set_revision(writing: Writing, revision_id: int, **values: Any) -> None:
    """Note when a revision was confirmed or posted, or the digest of its results file."""
    writing.run(update(RevisionRow).where(RevisionRow.id == revision_id), values)


def add_results(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the lines of a revision."""
    if rows:
        writing.run(insert(ResultRow), list(rows))


def results_of(reading: Reading, revision_id: int) -> tuple[Result, ...]:
    """The lines of a revision, group by group, in order of the list."""
    rows = reading.all(
        select(
            ResultRow.entry_id,
            EntryRow.number,
            EntryRow.name,
            EntryRow.unit,
            DelegationRow.name,
            GroupRow.name,
            ResultRow.position,
            ResultRow.status,
            ResultRow.total_text,
            ResultRow.scores,
            ResultRow.place,
            ResultRow.joint,
            ResultRow.decided_by,
            ResultRow.award,
            ResultRow.seconds,
            EntryRow.guest,
            EntryRow.no_award,
            ResultRow.scaled,
        )
        .join(EntryRow, EntryRow.id == ResultRow.entry_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
        .join(GroupRow, GroupRow.id == ResultRow.group_id)
        .where(ResultRow.revision_id == revision_id)
        .order_by(GroupRow.position, ResultRow.position)
    )
    return tuple(Result(*row) for row in rows)


def add_side_results(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Add the lines of a revision's further rankings."""
    if rows:
        writing.run(insert(SideResultRow), list(rows))


def side_results_of(reading: Reading, revision_id: int) -> tuple[SideResult, ...]:
    """The lines of a revision's further rankings: ranking by ranking, group by group, in order of the list."""
    row = SideResultRow
    rows = reading.all(
        select(
            row.ranking,
            row.entry_id,
            EntryRow.number,
            EntryRow.name,
            EntryRow.unit,
            DelegationRow.name,
            GroupRow.name,
            row.position,
            row.status,
            row.total_text,
            row.place,
            row.joint,
            row.decided_by,
            row.award,
        )
        .join(EntryRow, EntryRow.id == row.entry_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
        .join(GroupRow, GroupRow.id == row.group_id)
        .where(row.revision_id == revision_id)
        .order_by(row.ranking, GroupRow.position, row.position)
    )
    return tuple(SideResult(*found) for found in rows)


def totals_of(reading: Reading, revision_id: int) -> dict[int, Fraction | None]:
    """The exact totals of a revision by entry row."""
    rows = reading.all(select(ResultRow.entry_id, ResultRow.total).where(ResultRow.revision_id == revision_id))
    return {row[0]: row[1] for row in rows}


def add_ruling(writing: Writing, values: Mapping[str, Any]) -> None:
    """Add a ruling (keys: trade_id, kind, group_name, subject, decision, reason, by, at)."""
    writing.run(insert(RulingRow), values)


WITHDRAWN = "withdrawn"


def rulings_of(reading: Reading, trade_id: int) -> tuple[Ruling, ...]:
    """The rulings of a trade that stand, oldest first; a later one on the same subject counts."""
    standing: list[Ruling] = []
    for ruling in all_rulings_of(reading, trade_id):
        if ruling.decision != WITHDRAWN:
            standing.append(ruling)
            continue
        same = (ruling.kind, ruling.group, ruling.subject)
        standing = [one for one in standing if (one.kind, one.group, one.subject) != same]
    return tuple(standing)


def all_rulings_of(reading: Reading, trade_id: int) -> tuple[Ruling, ...]:
    """Every ruling of a trade and every withdrawal (decision `WITHDRAWN`, the subject of what it takes back), oldest
    first."""
    rows = reading.all(
        select(
            RulingRow.kind,
            RulingRow.group_name,
            RulingRow.subject,
            RulingRow.decision,
            RulingRow.reason,
            RulingRow.by,
            RulingRow.at,
        )
        .where(RulingRow.trade_id == trade_id)
        .order_by(RulingRow.id)
    )
    return tuple(Ruling(*row) for row in rows)
