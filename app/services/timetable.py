"""日程: the hours of the contest days as somebody planned them; the board shows them beside the sittings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.board_view import STAGES
from db.queries import contest as contests
from db.store import Reading, Store

KEY = "timetable"
KNOWN_STAGES = (*STAGES, "decode", "close")


@dataclass(frozen=True)
class PlannedHour:
    """One line: stages (keys of `KNOWN_STAGES`) or a free `name`, the sitting if it is one, and the place."""

    at: datetime
    stages: tuple[str, ...] = ()
    sitting: int = 0
    name: str = ""
    place: str = ""


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


def planned_hours(reading: Reading) -> tuple[PlannedHour, ...]:
    """The plan, in order of time; empty when nobody made one."""
    return tuple(
        PlannedHour(
            datetime.fromisoformat(line["at"]), tuple(line["stages"]), line["sitting"], line["name"], line["place"]
        )
        for line in contests.setting(reading, KEY) or ()
    )
