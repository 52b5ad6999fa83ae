"""Marks to disk: every Enter of the grid is one act here. Blindness is structure: codes come in, never a name.

First and second keying are different people; a difference is settled by the paper; nothing is ever overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import Status
from app.domain.marks import parse_mark, show_mark
from app.domain.roles import Act, Role
from app.domain.scheme import Aspect
from app.domain.scores import Mark
from app.errors import Refusal, RightsRefusal
from app.services import paper_total
from app.services.access import Actor, acting, require_correctors

# Clients of the services find all acts on sheets here.
from app.services.panels import decide_spread as decide_spread
from app.services.panels import mark_again as mark_again
from app.services.sheet_keep import OpenSheet as OpenSheet
from app.services.sheet_keep import add_final as add_final
from app.services.sheet_keep import append_mark as append_mark
from app.services.sheet_keep import change_of as change_of
from app.services.sheet_keep import changing, refuse_closed
from app.services.sheet_keep import drop_final as drop_final
from app.services.sheet_keep import may_key as may_key
from app.services.sheet_keep import open_sheet as open_sheet
from app.services.sheet_keep import read_view as read_view
from app.services.sheet_keep import seat_of as seat_of
from app.services.sheet_list import lines as lines
from app.services.sheet_rules import FIRST, SECOND, Cell, SheetMarks, mark_of, sheet_questions, stored_form
from app.services.sheet_seats import refuse_other_seat
from app.services.sheet_view import CellAddress, CellState, CellView, SheetState, SheetView
from db.queries import scoring as stored
from db.store import Store, Writing


@dataclass(frozen=True)
class Entered:
    """What an entered mark became: the cell as stored, the sheet's state, and the change to announce."""

    cell: CellView
    state: SheetState
    change: Change


def view(store: Store, sheet_id: int, keying: int) -> SheetView:
    """The sheet as one keying may see it: the second never sees what the first put in."""
    with store.read() as reading:
        return read_view(reading, sheet_id, keying)


def enter_mark(
    store: Store,
    sheet_id: int,
    keying: int,
    address: CellAddress,
    text: str,
    *,
    by: Actor,
    at: datetime,
    doubtful: bool = False,
    why: str = "",
) -> Entered:
    """Store what was typed into one cell; it is on disk when this returns. `why` is the reason for a word instead of a
    mark (a judge recused, an aspect that does not apply).

    Raises Refusal "mark.*" for what the scheme does not allow, "scoring.locked", "scoring.submitted",
    "scoring.not_yet", "scoring.covered"; RightsRefusal "scoring.same_recorder". Nothing is stored then.
    """
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        seat = seat_of(address)
        aspect = sheet.aspect((address.aspect, seat))
        mark = parse_mark(text, aspect)
        may_key(writing, sheet, keying, by)
        refuse_other_seat(writing, sheet, (address.aspect, seat), by)
        state, seq = append_mark(writing, sheet, keying, (address.aspect, seat), mark, by, at, doubtful, why)
        shown = entered_cell(writing, sheet, keying, (address.aspect, seat), aspect, mark, by, at, doubtful)
    return Entered(shown, state, change_of(sheet, seq))


def clear_mark(store: Store, sheet_id: int, keying: int, address: CellAddress, *, by: Actor, at: datetime) -> Entered:
    """Take a cell back to not marked; what stood there stays in the record."""
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        cell = (address.aspect, seat_of(address))
        sheet.aspect(cell)
        may_key(writing, sheet, keying, by)
        refuse_other_seat(writing, sheet, cell, by)
        state, seq = append_mark(writing, sheet, keying, cell, None, by, at)
    return Entered(CellView(), state, change_of(sheet, seq))


def entered_cell(
    writing: Writing,
    sheet: OpenSheet,
    keying: int,
    cell: Cell,
    aspect: Aspect,
    mark: Mark,
    by: Actor,
    at: datetime,
    doubtful: bool,
) -> CellView:
    """The cell of a mark just appended, as the keying may see it."""
    text = show_mark(mark, aspect)
    state = CellState.VALUE if mark.word is None else CellState.WORD
    if keying == SECOND:
        marks = SheetMarks.of(stored.marks_of(writing, sheet.data.id))
        first = marks.to_check().get(cell)
        if first is not None and (first.value, first.token) != stored_form(mark) and cell not in marks.settled():
            other = mark_of(first.value, first.token)
            state, text = CellState.DIFFERS, f"{text}≠{show_mark(other, aspect) if other else ''}"
    return CellView(state, text, doubtful=doubtful, by=by.ref, at=at.isoformat())


def submit(store: Store, sheet_id: int, keying: int, *, by: Actor, at: datetime, paper: str = "") -> Change:
    """Hand a keying in. The first goes on to the second keying (or is agreed where the trade keys once); the second
    agrees or leaves differences to settle. `paper` is the total written on the paper, where it was typed too.

    Raises Refusal "scoring.open_questions" with how many cells and spread decisions are open, "scoring.paper_total"
    when the keyed total is another one than the paper's.
    """
    with changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        may_key(writing, sheet, keying, by)
        seq = close_keying(writing, sheet, keying, by, at, paper)
    return change_of(sheet, seq)


def close_keying(writing: Writing, sheet: OpenSheet, keying: int, by: Actor, at: datetime, paper: str = "") -> int:
    """Submit one keying inside a transaction; gives the audit number."""
    data = sheet.data
    marks = SheetMarks.of(stored.marks_of(writing, data.id))
    decisions = stored.spread_decisions(writing, data.id)
    found = sheet_questions(data, sheet.trade, marks, decisions, keying)
    blocking = [q for q in found if q.kind != "differs"]
    if blocking:
        cells = sum(q.kind in ("missing", "doubtful") for q in blocking)
        spreads = sum(q.kind == "spread" for q in blocking)
        raise Refusal("scoring.open_questions", code=data.code, cells=cells, spreads=spreads)
    told: dict[str, Any] = {}
    if paper:
        checked = paper_total.check(writing, sheet, keying, paper)
        if not checked.same:
            raise Refusal("scoring.paper_total", code=data.code, paper=checked.paper, keyed=checked.keyed)
        told["paper"] = checked.paper
    if keying == FIRST:
        state = SheetState.SUBMITTED if data.double_entry else SheetState.AGREED
        values = {"first_by": data.first_by or by.ref, "first_at": at}
    else:
        state = SheetState.DIFFERS if marks.differing() else SheetState.AGREED
        values = {"second_by": by.ref, "second_at": at}
    if state is SheetState.AGREED:
        values["agreed_at"] = at
    stored.set_sheet(writing, data.id, state=state.value, **values)
    if state is SheetState.DIFFERS:
        told["differs"] = ["/".join(filter(None, cell)) for cell in marks.differing()]
    return writing.audit("sheet.submitted", by=by.ref, at=at, ref=sheet.ref, keying=keying, state=state.value, **told)


def settle(
    store: Store, sheet_id: int, address: CellAddress, text: str, *, by: Actor, at: datetime, why: str = ""
) -> Change:
    """Settle two keyings that differ: what the paper says. When it equals neither, only a supervisor or the chief judge
    may say so, with a reason.

    Raises Refusal "scoring.no_difference", "scoring.neither" and "mark.*".
    """
    with changing(store, sheet_id, Act.SETTLE, by, at) as (writing, sheet):
        cell = (address.aspect, seat_of(address))
        aspect = sheet.aspect(cell)
        mark = parse_mark(text, aspect)
        marks = SheetMarks.of(stored.marks_of(writing, sheet.data.id))
        # Before the second keying is in, an empty cell is no difference: settling it would stand in for that keying.
        waiting = SheetState(sheet.data.state) is SheetState.DIFFERS
        if cell not in (marks.differing() if waiting else marks.unequal()):
            raise Refusal("scoring.no_difference", code=sheet.data.code, aspect=address.aspect)
        value = stored_form(mark)
        keyed = [(m.value, m.token) for m in (marks.to_check().get(cell), marks.second.get(cell)) if m is not None]
        if value not in keyed and (by.role not in (Role.SUPERVISOR, Role.CHIEF_JUDGE) or not why.strip()):
            raise RightsRefusal("scoring.neither", code=sheet.data.code, aspect=address.aspect)
        seq = add_final(writing, sheet, cell, mark, "settle", by, at, why)
        seq = _agree_if_settled(writing, sheet, by, at) or seq
    return change_of(sheet, seq)


def _agree_if_settled(writing: Writing, sheet: OpenSheet, by: Actor, at: datetime) -> int:
    if SheetState(sheet.data.state) is not SheetState.DIFFERS:
        return 0
    if SheetMarks.of(stored.marks_of(writing, sheet.data.id)).differing():
        return 0
    stored.set_sheet(writing, sheet.data.id, state=SheetState.AGREED.value, agreed_at=at)
    return writing.audit("sheet.agreed", by=by.ref, at=at, ref=sheet.ref)


def set_status(store: Store, sheet_id: int, status: str, reason: str, *, by: Actor, at: datetime) -> Change:
    """Cover a whole sheet with a status (缺考, 弃权, 取消资格 …), or uncover it with "". Never a mark, never 0.

    Raises Refusal "scoring.unknown_status", "scoring.needs_reason".
    """
    if status and status not in {s.value for s in Status if s is not Status.PRESENT}:
        raise Refusal("scoring.unknown_status", status=status)
    with changing(store, sheet_id, Act.SET_SHEET_STATUS, by, at) as (writing, sheet):
        if not reason.strip():
            raise Refusal("scoring.needs_reason", code=sheet.data.code)
        stored.set_sheet(writing, sheet_id, status=status)
        seq = writing.audit(
            "sheet.status", by=by.ref, at=at, ref=sheet.ref, new=status, old=sheet.data.status, note=reason
        )
    return change_of(sheet, seq)


def set_seconds(store: Store, sheet_id: int, seconds: int, *, by: Actor, at: datetime) -> Change:
    """Note the time used on a sheet's code; it breaks ties and feeds time aspects. Raises Refusal "scoring.seconds",
    "scoring.submitted"."""
    if not 0 <= seconds < 100 * 3600:
        raise Refusal("scoring.seconds", seconds=seconds)
    with changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        refuse_closed(sheet)
        stored.set_sheet(writing, sheet_id, seconds=seconds)
        seq = writing.audit("sheet.seconds", by=by.ref, at=at, ref=sheet.ref, new=seconds, old=sheet.data.seconds)
    return change_of(sheet, seq)


def reopen(store: Store, sheet_id: int, reason: str, *, by: Actor, at: datetime) -> Change:
    """退回: give a submitted sheet back to its first keying, with a reason. What was keyed stays.

    Raises Refusal "scoring.needs_reason", "scoring.locked".
    """
    with changing(store, sheet_id, Act.REOPEN_SHEET, by, at) as (writing, sheet):
        if not reason.strip():
            raise Refusal("scoring.needs_reason", code=sheet.data.code)
        stored.set_sheet(
            writing, sheet_id, state=SheetState.FIRST.value, agreed_at=None, rechecked_at=None, second_at=None
        )
        seq = writing.audit("sheet.reopened", by=by.ref, at=at, ref=sheet.ref, old=sheet.data.state, note=reason)
    return change_of(sheet, seq)


def correct_mark(
    store: Store,
    sheet_id: int,
    address: CellAddress,
    text: str,
    reason: str,
    *,
    by: Actor,
    second: Actor,
    at: datetime,
) -> Change:
    """更正: a new mark after agreement, with reason and two names; the old one stays readable.

    Raises RightsRefusal "access.same_person", Refusal "scoring.needs_reason", "scoring.not_agreed", "scoring.locked".
    """
    with changing(store, sheet_id, Act.CORRECT, by, at) as (writing, sheet):
        require_correctors(by, second)
        if not reason.strip():
            raise Refusal("scoring.needs_reason", code=sheet.data.code)
        if SheetState(sheet.data.state) not in (SheetState.AGREED, SheetState.RECHECKED):
            raise Refusal("scoring.not_agreed", code=sheet.data.code)
        seq = correct_cell(writing, sheet, (address.aspect, seat_of(address)), text, reason, by, second, at)
    return Change(frozenset({Kind.SHEETS, Kind.RESULTS}), frozenset({sheet.trade_code}), seq)


def correct_cell(
    writing: Writing, sheet: OpenSheet, cell: Cell, text: str, reason: str, by: Actor, second: Actor, at: datetime
) -> int:
    """Write a correction slip and the new mark inside a transaction; gives the audit number."""
    aspect = sheet.aspect(cell)
    mark = parse_mark(text, aspect)
    now = SheetMarks.of(stored.marks_of(writing, sheet.data.id)).in_force().get(cell)
    before = mark_of(now.value, now.token) if now else None
    said = {"old": show_mark(before, aspect) if before else "", "new": show_mark(mark, aspect), "reason": reason}
    where = {"sheet_id": sheet.data.id, "aspect": cell[0], "seat": cell[1], "appeal_id": sheet.appeal}
    stored.add_correction(writing, {**where, **said, "by": by.ref, "second": second.ref, "at": at})
    return add_final(writing, sheet, cell, mark, "correction", by, at, reason)
