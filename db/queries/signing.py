"""Rechecks, locks and decodings: who took responsibility for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from db.models.scoring import RecheckItemRow, RecheckReadingRow, RecheckRow, SheetRow, SignOffRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class SignOff:
    """A signature under a trade."""

    kind: str
    revision: int
    by: str
    second: str
    reason: str
    digest: str
    at: datetime


@dataclass(frozen=True)
class RecheckData:
    """One recheck of a round."""

    id: int
    round: str
    number: int
    full: bool
    seed: str
    by: str
    at: datetime


@dataclass(frozen=True)
class RecheckItem:
    """A sheet of a sample and what came of it; `verdict` "" while it is open."""

    id: int
    sheet_id: int
    code: str
    why: str
    verdict: str
    errors: int
    by: str


def sign(writing: Writing, values: Mapping[str, Any]) -> None:
    """Add a signature (keys: trade_id, kind, revision, by, second, reason, digest, facts, at)."""
    writing.run(insert(SignOffRow), {"reason": "", "digest": "", "facts": {}, "second": "", **values})


def last_sign_off(reading: Reading, trade_id: int, *kinds: str) -> SignOff | None:
    """The newest signature of one of the kinds."""
    row = reading.first(
        select(
            SignOffRow.kind,
            SignOffRow.revision,
            SignOffRow.by,
            SignOffRow.second,
            SignOffRow.reason,
            SignOffRow.digest,
            SignOffRow.at,
        )
        .where(SignOffRow.trade_id == trade_id, SignOffRow.kind.in_(kinds))
        .order_by(SignOffRow.id.desc())
    )
    return None if row is None else SignOff(*row)


def sign_offs(reading: Reading, trade_id: int) -> tuple[SignOff, ...]:
    """Every signature under a trade, newest first."""
    rows = reading.all(
        select(
            SignOffRow.kind,
            SignOffRow.revision,
            SignOffRow.by,
            SignOffRow.second,
            SignOffRow.reason,
            SignOffRow.digest,
            SignOffRow.at,
        )
        .where(SignOffRow.trade_id == trade_id)
        .order_by(SignOffRow.id.desc())
    )
    return tuple(SignOff(*row) for row in rows)


def add_recheck(writing: Writing, values: Mapping[str, Any], items: Sequence[tuple[int, str]]) -> int:
    """Add a recheck with its sample of (sheet id, why); gives its id."""
    recheck_id = writing.insert(insert(RecheckRow), values)
    rows = [
        {
            "recheck_id": recheck_id,
            "sheet_id": sheet_id,
            "why": why,
            "verdict": "",
            "errors": 0,
            "by": "",
            "at": None,
        }
        for sheet_id, why in items
    ]
    if rows:
        writing.run(insert(RecheckItemRow), rows)
    return recheck_id


def last_recheck(reading: Reading, trade_id: int, round_id: str) -> RecheckData | None:
    """The newest recheck of a round."""
    row = reading.first(
        select(
            RecheckRow.id,
            RecheckRow.round,
            RecheckRow.number,
            RecheckRow.full,
            RecheckRow.seed,
            RecheckRow.by,
            RecheckRow.at,
        )
        .where(RecheckRow.trade_id == trade_id, RecheckRow.round == round_id)
        .order_by(RecheckRow.id.desc())
    )
    return None if row is None else RecheckData(*row)


def recheck_items(reading: Reading, recheck_id: int) -> tuple[RecheckItem, ...]:
    """The sample of a recheck, in the order it was drawn."""
    rows = reading.all(
        select(
            RecheckItemRow.id,
            RecheckItemRow.sheet_id,
            SheetRow.code,
            RecheckItemRow.why,
            RecheckItemRow.verdict,
            RecheckItemRow.errors,
            RecheckItemRow.by,
        )
        .join(SheetRow, SheetRow.id == RecheckItemRow.sheet_id)
        .where(RecheckItemRow.recheck_id == recheck_id)
        .order_by(RecheckItemRow.id)
    )
    return tuple(RecheckItem(*row) for row in rows)


def set_verdict(writing: Writing, item_id: int, verdict: str, errors: int, by: str, at: datetime) -> None:
    """Note what came of a rechecked sheet."""
    writing.run(
        update(RecheckItemRow).where(RecheckItemRow.id == item_id),
        {"verdict": verdict, "errors": errors, "by": by, "at": at},
    )


def sheet_states(reading: Reading, trade_id: int) -> dict[tuple[str, str], int]:
    """How many sheets of a trade by (round, state); a sheet covered by a status counts as "covered"."""
    rows = reading.all(
        select(SheetRow.round, SheetRow.state, SheetRow.status, func.count())
        .where(SheetRow.trade_id == trade_id)
        .group_by(SheetRow.round, SheetRow.state, SheetRow.status)
    )
    found: dict[tuple[str, str], int] = {}
    for round_id, state, status, count in rows:
        key = (round_id, "covered" if status else state)
        found[key] = found.get(key, 0) + count
    return found


def add_reading(writing: Writing, values: Mapping[str, Any]) -> None:
    """Keep what was read from the paper of a sampled sheet (keys: item_id, part, aspect, seat, on_paper, …)."""
    writing.run(insert(RecheckReadingRow), values)


@dataclass(frozen=True)
class PaperReadingData:
    """A part's total or a mark as the paper had it, and what the program held then."""

    part: str
    aspect: str
    seat: str
    on_paper: str
    on_record: str
    same: bool
    by: str
    at: datetime


def readings_of(reading: Reading, item_id: int) -> tuple[PaperReadingData, ...]:
    """What was read from the paper of a sampled sheet the last time it was compared, in the order of the sheet."""
    columns = RecheckReadingRow
    rows = reading.all(
        select(
            columns.part, columns.aspect, columns.seat, columns.on_paper, columns.on_record, columns.same, columns.by,
            columns.at,
        )
        .where(columns.item_id == item_id)
        .order_by(columns.id)
    )  # fmt: skip
    found = tuple(PaperReadingData(*row) for row in rows)
    return tuple(one for one in found if one.at == found[-1].at)
