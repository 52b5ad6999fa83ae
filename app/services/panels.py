"""What a panel is told when its marks lie too far apart: keep, or mark again; first marks stay readable.

On a sheet keyed twice, marks made again are keyed twice too: once as the panel's new marks, once in the second keying
by another account. A difference between the two is settled like any other, and the sheet is not agreed before.
"""

from __future__ import annotations

from datetime import datetime

from app.changes import Change
from app.domain.marks import parse_mark
from app.domain.numbers import parse_decimal, show
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor
from app.services.sheet_keep import (
    OpenSheet,
    add_final,
    append_mark,
    change_of,
    changing,
    may_key,
    read_view,
    refuse_closed,
    seat_of,
)
from app.services.sheet_rules import FIRST, OPEN_FOR, REMARK, SECOND, Cell, SheetMarks, open_keying
from app.services.sheet_seats import refuse_other_seat
from app.services.sheet_view import CellAddress, SheetState
from db.queries import scoring as stored
from db.store import Reading, Store


def decide_spread(
    store: Store, sheet_id: int, aspect_id: str, decision: str, reason: str, *, by: Actor, at: datetime
) -> Change:
    """What the chief judge says to marks too far apart: "keep" 维持 or "again" 重新打分; a reason is needed.

    Judged levels must be marked again. Raises Refusal "scoring.no_spread", "scoring.needs_reason",
    "scoring.must_mark_again".
    """
    with changing(store, sheet_id, Act.DECIDE_SPREAD, by, at) as (writing, sheet):
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

    On a sheet keyed twice, whoever keys second keys these marks too: as the second keying, unseen. Raises Refusal
    "scoring.not_again" when nobody decided that, RightsRefusal "scoring.same_recorder".
    """
    with changing(store, sheet_id, Act.KEY_MARKS, by, at) as (writing, sheet):
        decision = stored.spread_decisions(writing, sheet_id).get(address.aspect)
        if decision is None or decision.decision != "again":
            raise Refusal("scoring.not_again", code=sheet.data.code, aspect=address.aspect)
        refuse_closed(sheet)
        cell = (address.aspect, seat_of(address))
        mark = parse_mark(text, sheet.aspect(cell))
        refuse_other_seat(writing, sheet, cell, by)
        if _keys_second(writing, sheet, cell, by):
            may_key(writing, sheet, SECOND, by)
            _, seq = append_mark(writing, sheet, SECOND, cell, mark, by, at, why=why)
        else:
            seq = add_final(writing, sheet, cell, mark, REMARK, by, at, why)
    return change_of(sheet, seq)


def _keys_second(reading: Reading, sheet: OpenSheet, cell: Cell, by: Actor) -> bool:
    """Whether what somebody keys is the second reading of the paper: they keyed second before, or others keyed first
    and the new mark is already there."""
    data = sheet.data
    if not data.double_entry or SheetState(data.state) not in OPEN_FOR[SECOND]:
        return False
    if stored.keyed_by(reading, data.id, SECOND, by.ref):
        return True
    if stored.keyed_by(reading, data.id, FIRST, by.ref) or stored.remarked_by(reading, data.id, by.ref):
        return False
    return cell in SheetMarks.of(stored.marks_of(reading, data.id)).remarked()
