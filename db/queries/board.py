"""What the board of the day counts: every question here is answered by a count or by a few rows, never by a list."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from db.models.audit import AuditRow, BackupRow
from db.models.certificates import CertificatePrintRow, CertificateRow
from db.models.day import AttendanceRow, DrawRow, SittingRow
from db.models.office import KeyRow
from db.models.people import EntryRow
from db.models.results import AppealRow, ResultRow, RevisionRow, RulingRow
from db.models.scoring import MarkRow, RecheckItemRow, RecheckRow, SheetRow, SignOffRow, SpreadDecisionRow
from db.store import Reading

OPEN_STATES = ("first", "second")


@dataclass(frozen=True)
class SheetCount:
    """How many sheets of a round and sitting are in a state; `covered`: a status stands for the whole sheet."""

    trade_id: int
    round: str
    sitting: int
    state: str
    covered: bool
    count: int


@dataclass(frozen=True)
class RecheckCount:
    """How far the newest recheck of a round is."""

    trade_id: int
    round: str
    full: bool
    items: int
    looked: int
    wrong: int


@dataclass(frozen=True)
class RevisionCount:
    """The newest ranking of a trade; `winners` how many lines bear an award."""

    id: int
    trade_id: int
    number: int
    confirmed_at: datetime | None
    posted_at: datetime | None
    exported: bool
    entries: int
    winners: int


def attendance_counts(reading: Reading) -> dict[tuple[int, str], tuple[int, int]]:
    """By (trade id, round): how many approved entries have a word, and how many of them are present."""
    rows = reading.all(_ATTENDANCE)
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


_ATTENDANCE = (
    select(
        EntryRow.trade_id,
        AttendanceRow.round,
        func.count(),
        func.sum(case((AttendanceRow.status == "present", 1), else_=0)),
    )
    .join(EntryRow, EntryRow.id == AttendanceRow.entry_id)
    .where(EntryRow.state == "approved")
    .group_by(EntryRow.trade_id, AttendanceRow.round)
)


def missing_numbers(reading: Reading, trade_id: int, round_id: str, most: int) -> tuple[str, ...]:
    """Entry numbers of a trade without a word in a round, at most so many."""
    told = select(AttendanceRow.entry_id).where(AttendanceRow.round == round_id)
    rows = reading.all(
        select(EntryRow.number, EntryRow.name)
        .where(EntryRow.trade_id == trade_id, EntryRow.state == "approved", EntryRow.id.not_in(told))
        .order_by(func.length(EntryRow.number), EntryRow.number)
        .limit(most)
    )
    return tuple(f"{row[0]} {row[1]}" for row in rows)


def draws(reading: Reading) -> dict[tuple[int, str], int]:
    """How many sittings the draw in force of a (trade id, round) made."""
    rows = reading.all(_DRAWS)
    return {(row[0], row[1]): row[2] for row in rows}


_DRAWS = select(DrawRow.trade_id, DrawRow.round, DrawRow.sittings).where(DrawRow.superseded_at.is_(None))


def sheet_counts(reading: Reading) -> tuple[SheetCount, ...]:
    """How many sheets by trade, round, sitting and state."""
    return tuple(SheetCount(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in reading.all(_SHEETS))


_COVERED = case((SheetRow.status != "", 1), else_=0)
_SHEETS = select(SheetRow.trade_id, SheetRow.round, SheetRow.sitting, SheetRow.state, _COVERED, func.count()).group_by(
    SheetRow.trade_id, SheetRow.round, SheetRow.sitting, SheetRow.state, _COVERED
)


def keyed_since(reading: Reading, since: datetime) -> dict[tuple[int, str], int]:
    """How many first keyings were submitted since a time, by (trade id, round)."""
    rows = reading.all(
        select(SheetRow.trade_id, SheetRow.round, func.count())
        .where(SheetRow.first_at >= since)
        .group_by(SheetRow.trade_id, SheetRow.round)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def differing_sheets(reading: Reading, most: int) -> tuple[tuple[int, int, str, str], ...]:
    """Sheets whose keyings differ: (trade id, sheet id, round, code), at most so many."""
    rows = reading.all(
        select(SheetRow.trade_id, SheetRow.id, SheetRow.round, SheetRow.code)
        .where(SheetRow.state == "differs", SheetRow.status == "")
        .order_by(SheetRow.trade_id, SheetRow.code)
        .limit(most)
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


@dataclass(frozen=True)
class OpenSheet:
    """A sheet now being keyed: `newest` is its newest mark's id, `cells` how many cells this keying touched."""

    trade_id: int
    id: int
    round: str
    code: str
    state: str
    newest: int
    cells: int
    doubtful: bool


def open_sheets(reading: Reading) -> tuple[OpenSheet, ...]:
    """The sheets now being keyed, by trade and code."""
    rows = reading.all(_OPEN_SHEETS)
    return tuple(OpenSheet(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7])) for row in rows)


_CELL = case((MarkRow.keying == case((SheetRow.state == "second", 2), else_=1), MarkRow.aspect + "/" + MarkRow.seat))
_OPEN_SHEETS = (
    select(
        SheetRow.trade_id,
        SheetRow.id,
        SheetRow.round,
        SheetRow.code,
        SheetRow.state,
        func.max(MarkRow.id),
        func.count(func.distinct(_CELL)),
        func.max(MarkRow.doubtful),
    )
    .join(MarkRow, MarkRow.sheet_id == SheetRow.id)
    .where(SheetRow.state.in_(OPEN_STATES), SheetRow.status == "")
    .group_by(SheetRow.id)
    .order_by(SheetRow.trade_id, SheetRow.code)
)


def last_spread_decision(reading: Reading) -> int:
    """The id of the newest decision about marks too far apart, 0 before the first."""
    return int(reading.value(select(func.coalesce(func.max(SpreadDecisionRow.id), 0))))


def sign_offs(reading: Reading) -> dict[int, str]:
    """By trade id the last word among lock, unlock and decode."""
    rows = reading.all(_SIGN_OFFS)
    return {row[0]: row[1] for row in rows}


_SIGN_OFFS = (
    select(SignOffRow.trade_id, SignOffRow.kind)
    .where(SignOffRow.kind.in_(("lock", "unlock", "decode")))
    .order_by(SignOffRow.id)
)


def rechecks(reading: Reading) -> dict[tuple[int, str], RecheckCount]:
    """How far the newest recheck of every (trade id, round) is."""
    rows = reading.all(_RECHECKS)
    return {(row[0], row[1]): RecheckCount(*row) for row in rows}


_NEWEST_RECHECK = select(func.max(RecheckRow.id)).group_by(RecheckRow.trade_id, RecheckRow.round)
_RECHECKS = (
    select(
        RecheckRow.trade_id,
        RecheckRow.round,
        RecheckRow.full,
        func.count(RecheckItemRow.id),
        func.coalesce(func.sum(case((RecheckItemRow.verdict != "", 1), else_=0)), 0),
        func.coalesce(func.sum(case((RecheckItemRow.errors > 0, 1), else_=0)), 0),
    )
    .outerjoin(RecheckItemRow, RecheckItemRow.recheck_id == RecheckRow.id)
    .where(RecheckRow.id.in_(_NEWEST_RECHECK))
    .group_by(RecheckRow.id)
)


def revisions(reading: Reading) -> dict[int, RevisionCount]:
    """The newest ranking by trade id."""
    return {
        row[1]: RevisionCount(row[0], row[1], row[2], row[3], row[4], bool(row[5]), row[6], row[7])
        for row in reading.all(_REVISIONS)
    }


_NEWEST_REVISION = select(func.max(RevisionRow.id)).group_by(RevisionRow.trade_id)
_REVISIONS = (
    select(
        RevisionRow.id,
        RevisionRow.trade_id,
        RevisionRow.number,
        RevisionRow.confirmed_at,
        RevisionRow.posted_at,
        RevisionRow.results_sha256,
        func.count(ResultRow.id),
        func.coalesce(func.sum(case((ResultRow.award != "", 1), else_=0)), 0),
    )
    .outerjoin(ResultRow, ResultRow.revision_id == RevisionRow.id)
    .where(RevisionRow.id.in_(_NEWEST_REVISION))
    .group_by(RevisionRow.id)
)


def rulings_count(reading: Reading, trade_id: int) -> int:
    """How many rulings a trade has: its open questions change with them."""
    return int(reading.value(select(func.count()).select_from(RulingRow).where(RulingRow.trade_id == trade_id)))


def open_appeals(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Entry numbers with an appeal to admit or answer, or upheld with its item still open, by trade id."""
    found: dict[int, list[str]] = {}
    for trade_id, number in reading.all(_APPEALS):
        found.setdefault(trade_id, []).append(number)
    return {trade_id: tuple(numbers) for trade_id, numbers in found.items()}


_APPEALS = (
    select(AppealRow.trade_id, EntryRow.number)
    .join(EntryRow, EntryRow.id == AppealRow.entry_id)
    .where(
        AppealRow.state.in_(("late", "open")) | ((AppealRow.state == "upheld") & AppealRow.closed_at.is_(None)),
    )
    .order_by(AppealRow.id)
)


def printed_counts(reading: Reading) -> dict[int, int]:
    """How many entries hold a certificate in force that was printed, by trade id."""
    return {row[0]: row[1] for row in reading.all(_PRINTED)}


_PRINTED = (
    select(CertificateRow.trade_id, func.count(func.distinct(CertificateRow.entry_id)))
    .where(
        CertificateRow.state == "issued",
        select(CertificatePrintRow.id).where(CertificatePrintRow.certificate_id == CertificateRow.id).exists(),
    )
    .group_by(CertificateRow.trade_id)
)


def sittings(reading: Reading) -> Sequence[tuple[int, str, int, datetime, str]]:
    """Sittings with a time: (trade id, round, number, starts_at, room)."""
    rows = reading.all(
        select(SittingRow.trade_id, SittingRow.round, SittingRow.number, SittingRow.starts_at, SittingRow.room)
        .where(SittingRow.starts_at.is_not(None))
        .order_by(SittingRow.starts_at)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def last_told_at(reading: Reading) -> tuple[int, datetime | None]:
    """Number and time of the newest entry of the chain; (0, None) for an empty one."""
    row = reading.first(_LAST_ENTRY)
    if row is None:
        return 0, None
    try:
        return row[0], datetime.fromisoformat(json.loads(row[1])["at"])
    except (ValueError, KeyError, TypeError):  # a body somebody has changed: the chain check says so
        return row[0], None


_LAST_ENTRY = select(AuditRow.seq, AuditRow.body).order_by(AuditRow.seq.desc()).limit(1)


def last_backup(reading: Reading) -> tuple[str, datetime] | None:
    """Folder and time of the newest backup, None before the first."""
    row = reading.first(_LAST_BACKUP)
    return None if row is None else (row[0], row[1])


_LAST_BACKUP = select(BackupRow.folder, BackupRow.at).order_by(BackupRow.id.desc()).limit(1)


def has_key(reading: Reading) -> bool:
    """Whether a key to sign bundles with is kept here and not retired."""
    return reading.first(_KEY) is not None


_KEY = select(KeyRow.id).where(KeyRow.sealed.is_not(None), KeyRow.retired_at.is_(None), KeyRow.role == "base").limit(1)
