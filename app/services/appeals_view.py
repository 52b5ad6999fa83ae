"""Appeals as people see them: who contests what, until when, what may change while an item is open, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.marks import show_mark, show_seconds
from app.domain.roles import Act
from app.services.access import Actor, require
from app.services.appeals import LATE, OPEN, UPHELD, found_appeal, item_words, sheet_of, window
from app.services.common import TradeFacts, contest_facts
from app.services.sheet_rules import SheetMarks, cells_of, mark_of, whole_round
from db.queries import accounts
from db.queries import appeals as stored
from db.queries import scoring as sheets
from db.queries.appeals import AppealData, CorrectionData
from db.store import Reading, Store


@dataclass(frozen=True)
class AppealView:
    """An appeal with its words. `item` is what is contested, `reopened` what an upheld one opened; `due` is when the
    answer is due; `open`: somebody still has to do something; `corrections` how many slips were written for it."""

    id: int
    number: int
    entry: str
    name: str
    delegation: str
    round: str
    aspect: str
    item: str
    filed_by: str
    filed_at: datetime
    due: datetime
    text: str
    late: bool
    against: int | None
    state: str
    findings: str
    answer: str
    answered_by: str
    second: str
    answered_at: datetime | None
    item_round: str
    item_aspect: str
    reopened: str
    corrections: int
    closed_at: datetime | None
    revision: int | None

    @property
    def correcting(self) -> bool:
        """Whether its item is open for correction now."""
        return self.state == UPHELD and self.closed_at is None

    @property
    def open(self) -> bool:
        """Whether somebody still has to admit, answer, correct or close."""
        return self.state in (LATE, OPEN) or self.correcting

    def overdue(self, now: datetime) -> bool:
        """Whether an answer is due and has not come."""
        return self.state in (LATE, OPEN) and now > self.due


@dataclass(frozen=True)
class OpenCell:
    """A mark that may be corrected: its address, words for it, and what stands there now ("" not marked)."""

    aspect: str
    seat: str
    words: str
    text: str


@dataclass(frozen=True)
class OpenItem:
    """What an upheld appeal has open. `seconds` and `status` are None where only one aspect is open."""

    appeal: AppealView
    code: str
    cells: tuple[OpenCell, ...]
    seconds: str | None
    status: str | None
    slips: tuple[CorrectionData, ...]


@dataclass(frozen=True)
class AppealsList:
    """The appeals of a trade and the window they are taken in: None before anything was posted."""

    trade: str
    name: str
    window: tuple[datetime, datetime, int] | None
    appeals: tuple[AppealView, ...]


def appeals_list(store: Store, trade_code: str, *, by: Actor | None = None) -> AppealsList:
    """All appeals of a trade, oldest first. Somebody logged in needs the right to see results or to take appeals in.

    Raises Refusal "contest.unknown_trade", RightsRefusal.
    """
    with store.read() as reading:
        if by is not None and by.role is not None:
            require(reading, by, Act.FILE_APPEAL if by.role.value == "registrar" else Act.SEE_RESULTS)
        trade = contest_facts(reading).trade(trade_code)
        return AppealsList(trade.code, trade.name, window(reading, trade), views(reading, trade))


def views(reading: Reading, trade: TradeFacts) -> tuple[AppealView, ...]:
    """The appeals of a trade, oldest first."""
    names = {f"u{account.id}": account.name for account in accounts.all_accounts(reading)}
    made: dict[int, int] = {}
    for slip in stored.slips_of(reading, trade.id):
        if slip.appeal_id is not None:
            made[slip.appeal_id] = made.get(slip.appeal_id, 0) + 1
    return tuple(_view(trade, one, names, made.get(one.id, 0)) for one in stored.appeals_of(reading, trade.id))


def _view(trade: TradeFacts, one: AppealData, names: dict[str, str], corrections: int) -> AppealView:
    return AppealView(
        id=one.id,
        number=one.number,
        entry=one.entry,
        name=one.name,
        delegation=one.delegation,
        round=one.round,
        aspect=one.aspect,
        item=item_words(trade, one.round, one.aspect),
        filed_by=one.filed_by,
        filed_at=one.filed_at,
        due=(one.admitted_at or one.filed_at) + timedelta(hours=trade.rules.rules.answer_hours),
        text=one.text,
        late=one.late,
        against=one.against,
        state=one.state,
        findings=one.findings,
        answer=one.answer,
        answered_by=names.get(one.answered_by, one.answered_by),
        second=names.get(one.second, one.second),
        answered_at=one.answered_at,
        item_round=one.item_round,
        item_aspect=one.item_aspect,
        reopened=item_words(trade, one.item_round, one.item_aspect),
        corrections=corrections,
        closed_at=one.closed_at,
        revision=one.revision,
    )


def open_item(store: Store, appeal_id: int) -> OpenItem:
    """What may change for an upheld appeal. Raises Refusal "appeals.unknown", "appeals.no_sheet"."""
    with store.read() as reading:
        trade, data = found_appeal(reading, appeal_id)
        view = next(one for one in views(reading, trade) if one.id == appeal_id)
        sheet = sheet_of(reading, trade, data.entry_id, data.entry, data.item_round)
        marks = SheetMarks.of(sheets.marks_of(reading, sheet.data.id)).in_force()
        cells = []
        for aspect_id, seat in cells_of(sheet.rules):
            if data.item_aspect and aspect_id != data.item_aspect:
                continue
            aspect = sheet.aspect((aspect_id, seat)) if aspect_id else whole_round(sheet.rules)
            stands = marks.get((aspect_id, seat))
            mark = mark_of(stands.value, stands.token) if stands else None
            words = " ".join(filter(None, (aspect_id, aspect.name))) + (f"　裁判 {seat}" if seat else "")
            cells.append(OpenCell(aspect_id, seat, words, show_mark(mark, aspect) if mark else ""))
        slips = tuple(one for one in stored.slips_of(reading, trade.id) if one.appeal_id == appeal_id)
        whole = not data.item_aspect
        seconds = None if sheet.data.seconds is None else show_seconds(sheet.data.seconds)
        return OpenItem(
            view,
            sheet.data.code,
            tuple(cells),
            (seconds or "") if whole else None,
            sheet.data.status if whole else None,
            slips,
        )


def appeal_document(one: AppealView) -> dict[str, Any]:
    """An appeal as scripts read it."""
    return {
        "appeal": one.number,
        "entry": one.entry,
        "round": one.round or None,
        "aspect": one.aspect or None,
        "state": one.state,
        "late": one.late,
        "against": one.against,
        "filed_at": one.filed_at.isoformat(),
        "due": one.due.isoformat(),
        "answered_at": one.answered_at.isoformat() if one.answered_at else None,
        "reopened": {"round": one.item_round, "aspect": one.item_aspect or None} if one.item_round else None,
        "corrections": one.corrections,
        "closed": one.closed_at is not None,
        "revision": one.revision,
    }


def item_document(item: OpenItem) -> dict[str, Any]:
    """A reopened item as scripts read it: what may change and what stands there."""
    return {
        **appeal_document(item.appeal),
        "code": item.code,
        "marks": [{"aspect": one.aspect, "judge": one.seat, "value": one.text or None} for one in item.cells],
        "seconds": item.seconds,
        "status": item.status,
        "slips": [{"aspect": slip.aspect, "judge": slip.seat, "old": slip.old, "new": slip.new} for slip in item.slips],
    }
