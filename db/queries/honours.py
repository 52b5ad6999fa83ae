"""Rules of proposed honours, and the proposals recorded with a revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select

from db.models.people import EntryRow
from db.models.results import HonourRow, HonourRuleRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class RecordedHonour:
    """A proposal as it was recorded."""

    entry: str
    honour: str
    remark: str


def honour_rules(reading: Reading, contest_id: int) -> tuple[Mapping[str, Any], ...]:
    """The documents of a contest's own table, in order; empty before it has one."""
    rows = reading.all(
        select(HonourRuleRow.document)
        .where(HonourRuleRow.contest_id == contest_id)
        .order_by(HonourRuleRow.position, HonourRuleRow.id)
    )
    return tuple(row[0] for row in rows)


def set_honour_rules(writing: Writing, contest_id: int, documents: Sequence[Mapping[str, Any]]) -> None:
    """Replace a contest's table."""
    writing.run(delete(HonourRuleRow).where(HonourRuleRow.contest_id == contest_id))
    rows = [{"contest_id": contest_id, "position": n, "document": one} for n, one in enumerate(documents, 1)]
    if rows:
        writing.run(insert(HonourRuleRow), rows)


def recorded(reading: Reading, revision_id: int) -> tuple[RecordedHonour, ...]:
    """The proposals recorded with a revision, in the order they were."""
    rows = reading.all(
        select(EntryRow.number, HonourRow.honour, HonourRow.remark)
        .join(EntryRow, EntryRow.id == HonourRow.entry_id)
        .where(HonourRow.revision_id == revision_id)
        .order_by(HonourRow.id)
    )
    return tuple(RecordedHonour(*row) for row in rows)


def record(writing: Writing, revision_id: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Replace what is recorded with a revision (keys: entry_id, honour, remark)."""
    writing.run(delete(HonourRow).where(HonourRow.revision_id == revision_id))
    if rows:
        writing.run(insert(HonourRow), [{**row, "revision_id": revision_id} for row in rows])
