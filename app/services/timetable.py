"""日程: the hours of the contest days as somebody planned them; the board shows them beside the sittings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.board_view import STAGES
from app.services.common import TradeFacts, contest_facts
from app.services.planned_hours import KEY
from app.services.planned_hours import PlannedHour as PlannedHour
from app.services.planned_hours import planned_hours as planned_hours
from db.queries import contest as contests
from db.queries import door
from db.store import Reading, Store

VENUE = timezone(timedelta(hours=8), "UTC+8")  # all of China keeps one time
KNOWN_STAGES = (*STAGES, "decode", "close")


def plan_days(store: Store, hours: Sequence[PlannedHour], *, by: Actor, at: datetime) -> Change:
    """Replace the plan. Raises Refusal "contest.unknown_stage" naming a stage nobody knows."""
    for hour in hours:
        unknown = [stage for stage in hour.stages if stage not in KNOWN_STAGES]
        if unknown:
            raise Refusal("contest.unknown_stage", stage=unknown[0], known="、".join(KNOWN_STAGES))
    lines = [_line(hour) for hour in sorted(hours, key=lambda hour: hour.at)]
    with acting(store, by, Act.SET_UP, at) as writing:
        contests.set_setting(writing, KEY, lines)
        seq = writing.audit("contest.timetable", by=by.ref, at=at, hours=len(lines))
    return Change(frozenset({Kind.CONTEST}), audit_seq=seq)


def _line(hour: PlannedHour) -> dict[str, Any]:
    return {
        "at": hour.at.isoformat(),
        "stages": list(hour.stages),
        "sitting": hour.sitting,
        "name": hour.name,
        "place": hour.place,
    }


@dataclass(frozen=True)
class Start:
    """When and where a sitting begins; `own`: somebody set it for this sitting, otherwise it is the plan's."""

    at: datetime
    room: str
    own: bool = False


def start_of(reading: Reading, trade: TradeFacts, round_id: str, sitting: int, now: datetime) -> Start | None:
    """When a sitting of a round begins on the day of `now`; sitting 0 is the round before its draw.

    None when neither somebody set an hour nor the plan of that day has one.
    """
    set_here = door.sittings(reading, trade.id, round_id)
    for number in dict.fromkeys((sitting, 1) if sitting == 0 else (sitting,)):
        one = set_here.get(number)
        if one is not None and one.starts_at is not None:
            return Start(one.starts_at, one.room, own=True)
    stage = "theory" if round_id == "theory" else "practical" if round_id == "practical" else ""
    today = now.astimezone(VENUE).date()
    fitting = [
        hour
        for hour in planned_hours(reading)
        if stage in hour.stages and hour.at.astimezone(VENUE).date() == today and (hour.sitting or 1) == (sitting or 1)
    ]
    return Start(fitting[0].at, fitting[0].place) if fitting else None


def set_start(
    store: Store,
    trade_code: str,
    round_id: str,
    sitting: int,
    starts_at: datetime,
    room: str,
    *,
    by: Actor,
    at: datetime,
) -> Change:
    """Say when a sitting of a round begins, and where. Raises Refusal "contest.unknown_trade" and "…unknown_round"."""
    with acting(store, by, Act.SET_UP, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        trade.round(round_id)
        door.set_sitting(writing, trade.id, round_id, sitting, starts_at, room)
        ref = f"{trade.code}/{round_id}"
        seq = writing.audit(
            "contest.sitting",
            by=by.ref,
            at=at,
            ref=ref,
            sitting=sitting,
            starts=starts_at.isoformat(timespec="minutes"),
        )
    return Change(frozenset({Kind.CONTEST, Kind.ATTENDANCE}), frozenset({trade.code}), seq)
