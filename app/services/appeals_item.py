"""The one item an upheld appeal reopened: corrected by two people, closed by two, and the list revised.

Rules:
1. The trade stays locked, decoded and ranked. Only marks of the reopened item can be corrected, each with a reason and
   two names; everything else is refused here as everywhere else.
2. Chief judge and supervisor close the item. Marks that were corrected make the next revision, whose cause is "appeal";
   earlier lists stay as they were. Until then nothing can be confirmed, posted, printed as a certificate or exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from app.changes import Change
from app.domain.contest import Status
from app.domain.marks import show_seconds
from app.domain.roles import Act
from app.errors import Refusal
from app.services import results, signing
from app.services.access import Actor, acting, acting_pair, require_correctors
from app.services.appeals import UPHELD, changed, found_appeal, need_words, sheet_of
from app.services.common import TradeFacts
from app.services.scoring import OpenSheet, correct_cell
from app.services.sheet_rules import Cell
from db.queries import appeals as stored
from db.queries import day
from db.queries import results as lists
from db.queries import scoring as sheets
from db.queries import signing as signatures
from db.queries.appeals import AppealData
from db.store import Store, Writing

CAUSE = "appeal"
SECONDS, STATUS = "#seconds", "#status"
"""Facts of a sheet that are no marks, as correction slips name them."""


@dataclass(frozen=True)
class Closed:
    """A reopened item closed: the revision it led to, None when nothing had been corrected."""

    revision: int | None
    change: Change


@dataclass(frozen=True)
class _Reopened:
    """An item in hand inside a transaction."""

    trade: TradeFacts
    appeal: AppealData
    sheet: OpenSheet


@contextmanager
def _correcting(
    store: Store, appeal_id: int, reason: str, by: Actor, second: Actor, at: datetime
) -> Iterator[tuple[Writing, _Reopened]]:
    """A correction of a reopened item by two people. Raises Refusal "appeals.unknown", "appeals.not_open",
    "appeals.needs_reason", RightsRefusal as `require_correctors`."""
    with acting(store, by, Act.CORRECT, at) as writing:
        require_correctors(by, second)
        trade, appeal = found_appeal(writing, appeal_id)
        _refuse_closed(appeal)
        need_words(reason, appeal)
        sheet = sheet_of(writing, trade, appeal.entry_id, appeal.entry, appeal.item_round)
        yield writing, _Reopened(trade, appeal, replace(sheet, appeal=appeal.id))


def correct(
    store: Store, appeal_id: int, cell: Cell, text: str, reason: str, *, by: Actor, second: Actor, at: datetime
) -> Change:
    """更正 of one mark (aspect, seat) of the reopened item; the old one stays readable. Raises as `correct_all`."""
    return correct_all(store, appeal_id, {cell: text}, reason, by=by, second=second, at=at)


def correct_all(
    store: Store, appeal_id: int, marks: Mapping[Cell, str], reason: str, *, by: Actor, second: Actor, at: datetime
) -> Change:
    """更正 of several marks of the reopened item at once, all or none; each becomes a slip of its own.

    Raises Refusal "appeals.other_item" for any mark beside it, "mark.*", and as `_correcting`.
    """
    seq = 0
    with _correcting(store, appeal_id, reason, by, second, at) as (writing, found):
        appeal = found.appeal
        for (aspect, seat), text in marks.items():
            cell = (aspect or appeal.item_aspect, seat)  # where one aspect is open, nobody has to name it again
            if appeal.item_aspect and cell[0] != appeal.item_aspect:
                raise Refusal("appeals.other_item", number=appeal.number, aspect=cell[0], open=appeal.item_aspect)
            seq = correct_cell(writing, found.sheet, cell, text, reason.strip(), by, second, at)
    return changed(found.trade, seq)


def correct_seconds(
    store: Store, appeal_id: int, seconds: int, reason: str, *, by: Actor, second: Actor, at: datetime
) -> Change:
    """The time used, of a reopened round. Raises Refusal "scoring.seconds", "appeals.other_item", as `_correcting`."""
    if not 0 <= seconds < 100 * 3600:
        raise Refusal("scoring.seconds", seconds=seconds)
    with _correcting(store, appeal_id, reason, by, second, at) as (writing, found):
        _refuse_one_aspect(found.appeal, "用时")
        data = found.sheet.data
        old = "" if data.seconds is None else show_seconds(data.seconds)
        _slip(writing, found, SECONDS, old, show_seconds(seconds), reason, by, second, at)
        sheets.set_sheet(writing, data.id, seconds=seconds)
        ref = found.sheet.ref
        seq = writing.audit(
            "sheet.seconds", by=by.ref, at=at, ref=ref, new=seconds, old=data.seconds, note=reason.strip()
        )
    return changed(found.trade, seq)


def correct_status(
    store: Store, appeal_id: int, status: str, reason: str, *, by: Actor, second: Actor, at: datetime
) -> Change:
    """The status of the entry in a reopened round ("" lifts it), on the sheet and where check-in noted one.

    Raises Refusal "scoring.unknown_status", "appeals.other_item", as `_correcting`.
    """
    if status and status not in {one.value for one in Status if one is not Status.PRESENT}:
        raise Refusal("scoring.unknown_status", status=status)
    with _correcting(store, appeal_id, reason, by, second, at) as (writing, found):
        _refuse_one_aspect(found.appeal, "状态")
        sheet, appeal = found.sheet, found.appeal
        attended = day.attendance_of(writing, found.trade.id, sheet.data.round).get((appeal.entry_id, sheet.data.round))
        noted = attended.status if attended is not None else Status.PRESENT.value
        old = sheet.data.status or ("" if noted == Status.PRESENT.value else noted)
        _slip(writing, found, STATUS, _status_word(old), _status_word(status), reason, by, second, at)
        sheets.set_sheet(writing, sheet.data.id, status=status)
        seq = writing.audit(
            "sheet.status", by=by.ref, at=at, ref=sheet.ref, new=status, old=sheet.data.status, note=reason.strip()
        )
        if attended is not None and noted != (status or Status.PRESENT.value):
            seq = _note_attendance(writing, found, status, noted, reason, by, at)
    return changed(found.trade, seq)


def _note_attendance(
    writing: Writing, found: _Reopened, status: str, old: str, reason: str, by: Actor, at: datetime
) -> int:
    """What check-in noted goes before the word on a sheet, so it follows the correction."""
    round_id, appeal = found.sheet.data.round, found.appeal
    new = status or Status.PRESENT.value
    row = {"entry_id": appeal.entry_id, "round": round_id, "status": new, "sitting": None, "extra_seconds": 0}
    day.set_attendance(writing, [{**row, "reason": reason.strip(), "by": by.ref, "at": at}])
    ref = f"{found.trade.code}/{round_id}/{appeal.entry}"
    return writing.audit("attendance.status", by=by.ref, at=at, ref=ref, new=new, old=old, note=reason.strip())


def _status_word(status: str) -> str:
    return Status(status).zh if status else Status.PRESENT.zh


def _refuse_one_aspect(appeal: AppealData, what: str) -> None:
    """Time and status belong to a whole round."""
    if appeal.item_aspect:
        raise Refusal("appeals.other_item", number=appeal.number, aspect=what, open=appeal.item_aspect)


def _slip(
    writing: Writing,
    found: _Reopened,
    what: str,
    old: str,
    new: str,
    reason: str,
    by: Actor,
    second: Actor,
    at: datetime,
) -> None:
    values = {"sheet_id": found.sheet.data.id, "aspect": what, "seat": "", "old": old, "new": new}
    values |= {"reason": reason.strip(), "by": by.ref, "second": second.ref, "at": at, "appeal_id": found.appeal.id}
    sheets.add_correction(writing, values)


def close(store: Store, appeal_id: int, *, by: Actor, second: Actor, at: datetime, unchanged: bool = False) -> Closed:
    """Chief judge and supervisor close a reopened item; corrected marks become the next revision at once.

    `unchanged`: the item was looked at again and stays as it is; no revision is made. Raises Refusal "appeals.unknown",
    "appeals.not_open", "appeals.nothing_corrected", "appeals.was_corrected"; RightsRefusal as `acting_pair`.
    """
    with acting_pair(store, by, second, Act.AMEND, at) as (writing, chief, supervisor):
        trade, appeal = found_appeal(writing, appeal_id)
        _refuse_closed(appeal)
        corrected = any(one.appeal_id == appeal.id for one in stored.slips_of(writing, trade.id))
        if corrected == unchanged:
            code = "appeals.was_corrected" if corrected else "appeals.nothing_corrected"
            raise Refusal(code, number=appeal.number)
        who = f"{chief.ref}+{supervisor.ref}"
        revision = _amend(writing, trade, appeal, chief, supervisor, at) if corrected else None
        stored.set_appeal(writing, appeal.id, closed_by=who, closed_at=at, revision=revision)
        seq = writing.audit("appeal.closed", by=who, at=at, ref=trade.code, appeal=appeal.id, revision=revision)
    return Closed(revision, changed(trade, seq))


def _amend(
    writing: Writing, trade: TradeFacts, appeal: AppealData, chief: Actor, supervisor: Actor, at: datetime
) -> int:
    """Sign the marks as they stand now and write them as the next revision; gives its number."""
    digest = signing.marks_digest(writing, trade)
    reason = f"申诉 {appeal.number} 成立"
    results.write_revision(writing, trade, chief, at, reason, CAUSE, always=True)
    last = lists.last_revision(writing, trade.id)
    assert last is not None  # written a moment ago
    signed = {"trade_id": trade.id, "kind": "amend", "revision": last.number, "digest": digest, "at": at}
    signatures.sign(writing, {**signed, "by": chief.ref, "second": supervisor.ref, "reason": reason})
    writing.audit(
        "trade.amended",
        by=f"{chief.ref}+{supervisor.ref}",
        at=at,
        ref=trade.code,
        revision=last.number,
        marks_sha256=digest,
        scheme_sha256=sheets.scheme_digest(writing, trade.scheme_id),
    )
    return last.number


def _refuse_closed(appeal: AppealData) -> None:
    if appeal.state != UPHELD or appeal.closed_at is not None:
        raise Refusal("appeals.not_open", number=appeal.number)
