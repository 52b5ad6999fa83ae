"""撤回复核结果: a sheet found to be the same goes back to the ones nobody has looked at, until both have signed."""

from __future__ import annotations

from datetime import datetime

from app.domain.roles import Act
from app.errors import Refusal
from app.services import signing
from app.services.access import Actor, acting
from app.services.common import contest_facts
from app.services.sheet_view import SheetState
from db.queries import scoring as sheets
from db.queries import signing as stored
from db.store import Store

OPEN = "open"


def take_back(store: Store, trade_code: str, round_id: str, code: str, *, by: Actor, at: datetime) -> str:
    """Take back that a sampled sheet says what its paper says; gives its code as stored.

    What was read from the paper stays on record, and so does a correction: only a further correction changes marks.
    Raises Refusal "signing.locked", "signing.not_sampled", "signing.not_looked_at", "signing.corrected".
    """
    with acting(store, by, Act.RECHECK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        signing.refuse_if_locked(writing, trade)
        item = signing.sampled(writing, trade, round_id, code)
        if not item.verdict:
            raise Refusal("signing.not_looked_at", code=item.code)
        if item.errors:
            raise Refusal("signing.corrected", code=item.code)
        stored.set_verdict(writing, item.id, "", 0, by.ref, at)
        sheets.set_sheet(writing, item.sheet_id, state=SheetState.AGREED.value, rechecked_at=None)
        ref = f"{trade.code}/{round_id}/{item.code}"
        writing.audit("recheck.verdict", by=by.ref, at=at, ref=ref, verdict=OPEN, errors=0)
    return item.code
