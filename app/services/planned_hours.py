"""The lines of the timetable as they are kept: the board reads them, and is the first thing read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.queries import first
from db.store import Reading

KEY = "timetable"


@dataclass(frozen=True)
class PlannedHour:
    """One line: stages (keys of `timetable.KNOWN_STAGES`) or a free `name`, the sitting if it is one, and the place."""

    at: datetime
    stages: tuple[str, ...] = ()
    sitting: int = 0
    name: str = ""
    place: str = ""


def planned_hours(reading: Reading) -> tuple[PlannedHour, ...]:
    """The plan, in order of time; empty when nobody made one."""
    return tuple(
        PlannedHour(
            datetime.fromisoformat(line["at"]), tuple(line["stages"]), line["sitting"], line["name"], line["place"]
        )
        for line in first.setting(reading, KEY) or ()
    )
