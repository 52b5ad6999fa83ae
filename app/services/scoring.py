"""Marks to disk: every Enter of the grid is one act here. Blindness is structure: codes come in, never a name.

First and second keying are different people; a difference is settled by the paper; nothing is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import Round, Status, Trade
from app.domain.definition import open_sums, refuse_open_sums
from app.domain.marks import parse_mark, show_mark
from app.domain.numbers import parse_decimal, show
from app.domain.roles import Act, Role
from app.domain.scheme import Aspect
from app.domain.scores import Mark
from app.errors import Refusal, RightsRefusal
from app.services.access import Actor, acting, require_correctors
from app.services.common import scheme_rules
from app.services.sheet_list import lines as lines  # clients of the services find all acts on sheets here
from app.services.sheet_rules import (
    FINAL,
    FIRST,
    OPEN_FOR,
    SECOND,
    Cell,
    SheetMarks,
    audit_form,
    find_aspect,
    mark_of,
    open_keying,
    sheet_questions,
    sheet_view,
    stored_form,
    whole_round,
)
from app.services.sheet_view import CellAddress, CellState, CellView, SheetState, SheetView
from db.queries import contest as contests
from db.queries import scoring as stored
from db.queries.scoring import NewMark, SheetData
from db.store import Reading, Store, Writing


@dataclass(frozen=True)
class Entered:
    """What an entered mark became: the cell as stored, the sheet's state, and the change to announce."""

    cell: CellView
    state: SheetState
    change: Change


@dataclass(frozen=True)
class OpenSheet:
    """A sheet with the rules it is marked under, inside a transaction."""

    data: SheetData
    trade: Trade
    trade_code: str
    rules: Round
    appeal: int | None = None  # the upheld appeal it is open for, if one

    @property
    def ref(self) -> str:
        """As the audit chain names it."""
        return f"{self.trade_code}/{self.data.round}/{self.data.code}"

    def aspect(self, cell: Cell) -> Aspect:
        """The aspect of a cell, checked. A round without a scheme has the one cell ("", "")."""
        if not self.rules.modules and cell == ("", ""):
            return whole_round(self.rules)
        return find_aspect(self.rules, *cell)


def open_sheet(reading: Reading, sheet_id: int) -> OpenSheet:
    """The sheet of a row id. Raises Refusal "scoring.no_sheet"."""
    data = stored.sheet(reading, sheet_id)
    if data is None:
        raise Refusal("scoring.no_sheet", code=f"#{sheet_id}")
    trade = scheme_rules(reading, data.scheme_id)
    rules = trade.round(data.round)
    assert rules is not None  # a sheet is only made for a round of its scheme
    return OpenSheet(data, trade, trade.code.lower(), rules)


def seat_of(address: CellAddress) -> str:
    """The stored seat of a cell on the screen: seat 0 is "1", a merged cell ""."""
    return "" if address.seat < 0 else str(address.seat + 1)


def view(store: Store, sheet_id: int, keying: int) -> SheetView:
    """The sheet as one keying may see it: the second never sees what the first put in."""
    with store.read() as reading:
        return read_view(reading, sheet_id, keying)


def read_view(reading: Reading, sheet_id: int, keying: int) -> SheetView:
    """As `view`, inside a transaction."""
    sheet = open_sheet(reading, sheet_id)
    marks = SheetMarks.of(stored.marks_of(reading, sheet_id))
    decisions = stored.spread_decisions(reading, sheet_id)
    locked = stored.is_locked(reading, sheet.data.trade_id)
    return sheet_view(sheet.data, sheet.trade, sheet.trade_code, marks, decisions, keying, locked)


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
        state, seq = append_mark(writing, sheet, keying, cell, None, by, at)
    return Entered(CellView(), state, change_of(sheet, seq))


def change_of(sheet: OpenSheet, seq: int) -> Change:
    return Change(frozenset({Kind.SHEETS}), frozenset({sheet.trade_code}), seq)


def may_key(reading: Reading, sheet: OpenSheet, keying: int, by: Actor) -> None:
    """Let an account key into a sheet, or say why not."""
    data = sheet.data
    if stored.is_locked(reading, data.trade_id):
        raise Refusal("scoring.locked", code=data.code)
    if data.status:
        raise Refusal("scoring.covered", code=data.code, status=Status(data.status).zh)
    if SheetState(data.state) not in OPEN_FOR.get(keying, ()):
        early = keying == SECOND and SheetState(data.state) in OPEN_FOR[FIRST]
        raise Refusal("scoring.not_yet" if early else "scoring.submitted", code=data.code)
    if data.state == SheetState.EMPTY.value:
        refuse_open_sums(open_sums(sheet.rules, sheet.rules.id))
    if stored.keyed_by(reading, data.id, FIRST + SECOND - keying, by.ref):
        raise RightsRefusal("scoring.same_recorder", name=by.name, code=data.code)


def append_mark(
    writing: Writing,
    sheet: OpenSheet,
    keying: int,
    cell: Cell,
    mark: Mark | None,
    by: Actor,
    at: datetime,
    doubtful: bool = False,
    why: str = "",
    origin: str = "keyed",
) -> tuple[SheetState, int]:
    """Append one mark of a keying inside a transaction, `None` taking the cell back; gives the sheet's state and the
    audit number. Whether the person may key here was asked before, see `may_key`."""
    data = sheet.data
    aspect, seat = cell
    old = stored.cell_in_force(writing, data.id, keying, aspect, seat)
    value, token = stored_form(mark)
    if keying == FIRST:
        drop_final(writing, sheet, cell, by, at)
    stored.add_mark(writing, NewMark(data.id, keying, origin, aspect, seat, value, token, doubtful, why), by.ref, at)
    state = SheetState(data.state)
    if state is SheetState.EMPTY:
        contests.freeze_scheme(writing, data.scheme_id, at)
    if state in (SheetState.EMPTY, SheetState.SUBMITTED):
        state = SheetState.FIRST if keying == FIRST else SheetState.SECOND
        who = {"first_by": by.ref} if keying == FIRST else {"second_by": by.ref}
        stored.set_sheet(writing, data.id, state=state.value, **who)
    elif state is SheetState.DIFFERS:
        state = SheetState.SECOND
        stored.set_sheet(writing, data.id, state=state.value)
    seq = writing.audit(
        "mark.set",
        by=by.ref,
        at=at,
        ref="/".join(part for part in (sheet.ref, aspect, seat) if part),
        keying=keying,
        new=audit_form(value, token),
        old=audit_form(*old),
        **_beside(doubtful, why, origin),
    )
    return state, seq


def _beside(doubtful: bool, why: str, origin: str) -> dict[str, Any]:
    found: dict[str, Any] = {"doubtful": True} if doubtful else {}
    found |= {"origin": origin} if origin != "keyed" else {}
    return found | {"note": why} if why else found


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
        first = stored.cell_in_force(writing, sheet.data.id, FIRST, *cell)
        final = stored.cell_in_force(writing, sheet.data.id, FINAL, *cell)
        if first not in ((None, None), stored_form(mark)) and final == (None, None):
            other = mark_of(*first)
            state, text = CellState.DIFFERS, f"{text}≠{show_mark(other, aspect) if other else ''}"
    return CellView(state, text, doubtful=doubtful, by=by.ref, at=at.isoformat())


@contextmanager
def _changing(store: Store, sheet_id: int, act: Act, by: Actor, at: datetime) -> Iterator[tuple[Writing, OpenSheet]]:
    """An act on one sheet of a trade that is not locked."""
    with acting(store, by, act, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        if stored.is_locked(writing, sheet.data.trade_id):
            raise Refusal("scoring.locked", code=sheet.data.code)
        yield writing, sheet


def _refuse_closed(sheet: OpenSheet) -> None:
    """A sheet that is agreed is changed by a correction with two names, or given back."""
    if SheetState(sheet.data.state) in (SheetState.AGREED, SheetState.RECHECKED):
        raise Refusal("scoring.submitted", code=sheet.data.code)


def submit(store: Store, sheet_id: int, keying: int, *, by: Actor, at: datetime) -> Change:
    """Hand a keying in. The first goes on to the second keying (or is agreed where the trade keys once); the second
    agrees or leaves differences to settle.

    Raises Refusal "scoring.open_questions" with how many cells and spread decisions are open.
    """
    with _changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        may_key(writing, sheet, keying, by)
        seq = close_keying(writing, sheet, keying, by, at)
    return change_of(sheet, seq)


def close_keying(writing: Writing, sheet: OpenSheet, keying: int, by: Actor, at: datetime) -> int:
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
    if keying == FIRST:
        state = SheetState.SUBMITTED if data.double_entry else SheetState.AGREED
        values = {"first_by": data.first_by or by.ref, "first_at": at}
    else:
        state = SheetState.DIFFERS if marks.differing() else SheetState.AGREED
        values = {"second_by": by.ref, "second_at": at}
    if state is SheetState.AGREED:
        values["agreed_at"] = at
    stored.set_sheet(writing, data.id, state=state.value, **values)
    told: dict[str, Any] = {}
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
    with _changing(store, sheet_id, Act.SETTLE, by, at) as (writing, sheet):
        cell = (address.aspect, seat_of(address))
        aspect = sheet.aspect(cell)
        mark = parse_mark(text, aspect)
        marks = SheetMarks.of(stored.marks_of(writing, sheet.data.id))
        # Before the second keying is in, an empty cell is no difference: settling it would stand in for that keying.
        waiting = SheetState(sheet.data.state) is SheetState.DIFFERS
        if cell not in (marks.differing() if waiting else marks.unequal()):
            raise Refusal("scoring.no_difference", code=sheet.data.code, aspect=address.aspect)
        value = stored_form(mark)
        keyed = [(m.value, m.token) for m in (marks.first.get(cell), marks.second.get(cell)) if m is not None]
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


def add_final(
    writing: Writing, sheet: OpenSheet, cell: Cell, mark: Mark | None, origin: str, by: Actor, at: datetime, why: str
) -> int:
    """Append the final word on a cell (settled, re-marked, corrected); gives the audit number."""
    value, token = stored_form(mark)
    old = stored.cell_in_force(writing, sheet.data.id, FINAL, *cell)
    if old == (None, None):
        old = stored.cell_in_force(writing, sheet.data.id, FIRST, *cell)
    new = NewMark(sheet.data.id, FINAL, origin, cell[0], cell[1], value, token, why=why)
    stored.add_mark(writing, new, by.ref, at)
    return writing.audit(
        "mark.set",
        by=by.ref,
        at=at,
        ref="/".join(part for part in (sheet.ref, *cell) if part),
        keying=FINAL,
        origin=origin,
        new=audit_form(value, token),
        old=audit_form(*old),
        note=why,
    )


def drop_final(writing: Writing, sheet: OpenSheet, cell: Cell, by: Actor, at: datetime) -> None:
    """Take the final word on a cell back when its first keying is typed anew: what is typed last must count."""
    if stored.cell_in_force(writing, sheet.data.id, FINAL, *cell) != (None, None):
        add_final(writing, sheet, cell, None, "keyed", by, at, "")


def decide_spread(
    store: Store, sheet_id: int, aspect_id: str, decision: str, reason: str, *, by: Actor, at: datetime
) -> Change:
    """What the chief judge says to marks too far apart: "keep" 维持 or "again" 重新打分; a reason is needed.

    Judged levels must be marked again. Raises Refusal "scoring.no_spread", "scoring.needs_reason",
    "scoring.must_mark_again".
    """
    with _changing(store, sheet_id, Act.DECIDE_SPREAD, by, at) as (writing, sheet):
        if not reason.strip():
            raise Refusal("scoring.needs_reason", code=sheet.data.code)
        keying = open_keying(sheet.data)
        row = next((r for r in read_view(writing, sheet_id, keying).rows if r.id == aspect_id), None)
        if row is None or row.spread is None or not row.spread_over:
            raise Refusal("scoring.no_spread", code=sheet.data.code, aspect=aspect_id)
        if decision == "keep" and row.aspect_kind == "judged":
            raise Refusal("scoring.must_mark_again", code=sheet.data.code, aspect=aspect_id)
        if decision not in ("keep", "again"):
            raise Refusal("scoring.unknown_decision", decision=decision)
        spread = parse_decimal(row.spread)
        stored.add_spread_decision(writing, sheet_id, aspect_id, decision, spread, reason, by.ref, at)
        seq = writing.audit(
            "spread.decided",
            by=by.ref,
            at=at,
            ref=f"{sheet.ref}/{aspect_id}",
            decision=decision,
            spread=show(spread),
            note=reason,
        )
    return change_of(sheet, seq)


def mark_again(
    store: Store, sheet_id: int, address: CellAddress, text: str, *, by: Actor, at: datetime, why: str = "spread"
) -> Change:
    """A seat's new mark after the panel was told to mark again; the first mark stays readable.

    Raises Refusal "scoring.not_again" when nobody decided that.
    """
    with _changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        decision = stored.spread_decisions(writing, sheet_id).get(address.aspect)
        if decision is None or decision.decision != "again":
            raise Refusal("scoring.not_again", code=sheet.data.code, aspect=address.aspect)
        _refuse_closed(sheet)
        cell = (address.aspect, seat_of(address))
        aspect = sheet.aspect(cell)
        seq = add_final(writing, sheet, cell, parse_mark(text, aspect), "remark", by, at, why)
    return change_of(sheet, seq)


def set_status(store: Store, sheet_id: int, status: str, reason: str, *, by: Actor, at: datetime) -> Change:
    """Cover a whole sheet with a status (缺考, 弃权, 取消资格 …), or uncover it with "". Never a mark, never 0.

    Raises Refusal "scoring.unknown_status", "scoring.needs_reason".
    """
    if status and status not in {s.value for s in Status if s is not Status.PRESENT}:
        raise Refusal("scoring.unknown_status", status=status)
    with _changing(store, sheet_id, Act.SET_SHEET_STATUS, by, at) as (writing, sheet):
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
    with _changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        _refuse_closed(sheet)
        stored.set_sheet(writing, sheet_id, seconds=seconds)
        seq = writing.audit("sheet.seconds", by=by.ref, at=at, ref=sheet.ref, new=seconds, old=sheet.data.seconds)
    return change_of(sheet, seq)


def reopen(store: Store, sheet_id: int, reason: str, *, by: Actor, at: datetime) -> Change:
    """退回: give a submitted sheet back to its first keying, with a reason. What was keyed stays.

    Raises Refusal "scoring.needs_reason", "scoring.locked".
    """
    with _changing(store, sheet_id, Act.REOPEN_SHEET, by, at) as (writing, sheet):
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
    with _changing(store, sheet_id, Act.CORRECT, by, at) as (writing, sheet):
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
