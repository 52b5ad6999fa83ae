"""按手印登记: the open draw list came back with a signature and a fingerprint beside every name."""

from __future__ import annotations

import json
from datetime import datetime

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import contest_facts
from db.queries import audit, day
from db.store import Reading, Store

SIGNED = "draw.list_signed"


def note_signed(store: Store, trade_code: str, round_id: str, *, by: Actor, at: datetime) -> Change:
    """Enter that everybody on the list of the draw in force has signed it.

    Raises Refusal "contest.unknown_trade", "draw.none", "draw.signed"; RightsRefusal.
    """
    with acting(store, by, Act.DRAW, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        draw = day.draw_in_force(writing, trade.id, round_id)
        if draw is None:
            raise Refusal("draw.none", trade=trade.name, round=round_id)
        ref = f"{trade.code}/{round_id}"
        if signed_at(writing, ref, draw.number) is not None:
            raise Refusal("draw.signed", trade=trade.name)
        count = len(day.seats_of(writing, draw.id))
        seq = writing.audit(SIGNED, by=by.ref, at=at, ref=ref, number=draw.number, entries=count)
    return Change(frozenset({Kind.DRAW}), frozenset({trade.code}), seq)


def signed_at(reading: Reading, ref: str, number: int) -> datetime | None:
    """When the list of a round's draw (TRADE/ROUND, its number) was entered as signed; None: it was not."""
    seq = audit.last_told(reading, SIGNED, ref)
    told = json.loads(audit.bodies(reading, seq, seq)[0]) if seq is not None else {}
    return datetime.fromisoformat(told["at"]) if told.get("number") == number else None
