"""The hour a demo is set to and what its clock shows: opening one asks only this, not how a demo is played."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.services.common import CHINA, contest_facts
from db.queries import first
from db.queries.board import last_told_at
from db.store import Reading

MOMENTS = ("08:10", "14:30", "17:00")
USUAL = "14:30"
MOMENT_KEY = "demo.moment"


def moment_of(reading: Reading) -> str:
    """The hour a demo was set to, "" for a file that was not made here."""
    return str(first.setting(reading, MOMENT_KEY) or "")


def clock_at(reading: Reading, moment: str) -> datetime | None:
    """What the demo's clock shows when it is opened: its moment, or just after the last thing done in it."""
    first_day = contest_facts(reading).days[0]
    if moment not in MOMENTS or first_day is None:
        return None
    start = of_day(first_day, moment)
    told = last_told_at(reading)[1]
    return start if told is None else max(start, told)


def of_day(first: date | None, clock: str) -> datetime:
    """A clock time on the first day of the demo."""
    assert first is not None  # no demo is without
    hour, minute = (int(part) for part in clock.split(":"))
    return datetime(first.year, first.month, first.day, hour, minute, tzinfo=CHINA).astimezone(UTC)
