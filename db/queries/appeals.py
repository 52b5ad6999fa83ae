"""Appeals of a trade, what they reopened, and the corrections made for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from db.models.people import DelegationRow, EntryRow
from db.models.results import AppealRow
from db.models.scoring import CorrectionRow, SheetRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class AppealData:
    """An appeal as it is stored, with whose it is. `number` counts within its trade."""

    id: int
    trade_id: int
    entry_id: int
    entry: str
    name: str
    delegation: str
    round: str
    aspect: str
    filed_by: str
    filed_at: datetime
    text: str
    state: str
    answer: str
    answered_by: str
    answered_at: datetime | None
    late: bool
    against: int | None
    admitted_by: str
    admitted_at: datetime | None
    findings: str
    second: str
    item_round: str
    item_aspect: str
    closed_by: str
    closed_at: datetime | None
    revision: int | None
    number: int = 0


@dataclass(frozen=True)
class CorrectionData:
    """A correction slip with the sheet it belongs to. `aspect` "#seconds" and "#status" are facts of the sheet."""

    code: str
    round: str
    aspect: str
    seat: str
    old: str
    new: str
    reason: str
    by: str
    second: str
    at: datetime
    appeal_id: int | None


_APPEAL = (
    AppealRow.id,
    AppealRow.trade_id,
    AppealRow.entry_id,
    EntryRow.number,
    EntryRow.name,
    DelegationRow.name,
    AppealRow.round,
    AppealRow.aspect,
    AppealRow.filed_by,
    AppealRow.filed_at,
    AppealRow.text,
    AppealRow.state,
    AppealRow.answer,
    AppealRow.answered_by,
    AppealRow.answered_at,
    AppealRow.late,
    AppealRow.against,
    AppealRow.admitted_by,
    AppealRow.admitted_at,
    AppealRow.findings,
    AppealRow.second,
    AppealRow.item_round,
    AppealRow.item_aspect,
    AppealRow.closed_by,
    AppealRow.closed_at,
    AppealRow.revision,
)


def add_appeal(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add an appeal; gives its id."""
    return writing.insert(insert(AppealRow), {"answer": "", "answered_by": "", "answered_at": None, **values})


def set_appeal(writing: Writing, appeal_id: int, **values: Any) -> None:
    """Note what became of an appeal; what was filed is never changed."""
    writing.run(update(AppealRow).where(AppealRow.id == appeal_id), values)


def appeals_of(reading: Reading, trade_id: int) -> tuple[AppealData, ...]:
    """The appeals of a trade, oldest first."""
    rows = reading.all(
        select(*_APPEAL)
        .join(EntryRow, EntryRow.id == AppealRow.entry_id)
        .join(DelegationRow, DelegationRow.id == EntryRow.delegation_id)
        .where(AppealRow.trade_id == trade_id)
        .order_by(AppealRow.id)
    )
    return tuple(replace(AppealData(*row), number=number) for number, row in enumerate(rows, 1))


def trade_of_appeal(reading: Reading, appeal_id: int) -> int | None:
    """The trade an appeal belongs to."""
    row = reading.first(select(AppealRow.trade_id).where(AppealRow.id == appeal_id))
    return None if row is None else int(row[0])


def any_reopened(reading: Reading, trade_id: int) -> bool:
    """Whether an upheld appeal has an item of the trade open."""
    statement = select(func.count()).select_from(AppealRow)
    statement = statement.where(
        AppealRow.trade_id == trade_id, AppealRow.state == "upheld", AppealRow.closed_at.is_(None)
    )
    return bool(reading.value(statement))


def slips_of(reading: Reading, trade_id: int) -> tuple[CorrectionData, ...]:
    """All correction slips of a trade, oldest first."""
    rows = reading.all(
        select(
            SheetRow.code,
            SheetRow.round,
            CorrectionRow.aspect,
            CorrectionRow.seat,
            CorrectionRow.old,
            CorrectionRow.new,
            CorrectionRow.reason,
            CorrectionRow.by,
            CorrectionRow.second,
            CorrectionRow.at,
            CorrectionRow.appeal_id,
        )
        .join(SheetRow, SheetRow.id == CorrectionRow.sheet_id)
        .where(SheetRow.trade_id == trade_id)
        .order_by(CorrectionRow.id)
    )
    return tuple(CorrectionData(*row) for row in rows)
