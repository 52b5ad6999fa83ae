"""更正 of one cell by two people: of an agreed sheet, or of a locked one by those who locked it and unlock it now.

Unlocking and correcting are one act: when the new mark is refused, the trade stays locked as it was.
"""

from __future__ import annotations

from datetime import datetime

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting_pair, require_correctors
from app.services.common import contest_facts
from app.services.scoring import correct_cell, correct_mark, open_sheet, seat_of
from app.services.sheet_view import CellAddress, SheetState
from app.services.signing import unlock_inside
from db.queries import scoring as stored
from db.store import Store


def correct(
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
    """A new mark with a reason and two names; on a locked trade the lock is opened with the same reason and has to be
    signed again. The old mark stays readable, the slip is printed as 更正单.

    Raises what `scoring.correct_mark` raises; on a locked trade RightsRefusal unless chief judge and supervisor act.
    """
    with store.read() as reading:
        locked = stored.is_locked(reading, open_sheet(reading, sheet_id).data.trade_id)
    if not locked:
        return correct_mark(store, sheet_id, address, text, reason, by=by, second=second, at=at)
    with acting_pair(store, by, second, Act.UNLOCK, at) as (writing, chief, supervisor):
        sheet = open_sheet(writing, sheet_id)
        require_correctors(chief, supervisor)
        if not reason.strip():
            raise Refusal("scoring.needs_reason", code=sheet.data.code)
        if SheetState(sheet.data.state) not in (SheetState.AGREED, SheetState.RECHECKED):
            raise Refusal("scoring.not_agreed", code=sheet.data.code)
        trade = contest_facts(writing).trade_of(sheet.data.trade_id)
        unlock_inside(writing, trade, reason, chief, supervisor, at)
        seq = correct_cell(writing, sheet, (address.aspect, seat_of(address)), text, reason, chief, supervisor, at)
    return Change(frozenset({Kind.SHEETS, Kind.RESULTS}), frozenset({trade.code}), seq)
