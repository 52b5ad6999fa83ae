"""The hour a demo is set to and what its clock shows: opening one asks only this, not how a demo is played."""

from __future__ import annotations

from datetime import UTC, datetime

from app.domain.contest import Contest
from app.services.common import CHINA, contest_facts
from app.services.demo_data.clock import time_of
from db.queries import contest as contests
from db.queries.board import last_told_at
from db.store import Reading

MOMENTS = ("08:10", "14:30", "17:00")
USUAL = "14:30"
MOMENT_KEY = "demo.moment"


def moment_of(reading: Reading) -> str:
    """The hour a demo was set to, "" for a file that was not made here."""
    return str(contests.setting(reading, MOMENT_KEY) or "")


def clock_at(reading: Reading, moment: str) -> datetime | None:
    """What the demo's clock shows when it is opened: its moment, or just after the last thing done in it."""
    contest = contest_facts(reading).contest
    if moment not in MOMENTS:
        return None
    start = of_day(contest, moment)
    told = last_told_at(reading)[1]
    return start if told is None else max(start, told)


def of_day(contest: Contest, clock: str) -> datetime:
    """A clock time on the first day of the demo."""
    hour, minute = (int(part) for part in clock.split(":"))
    planned = time_of(contest, "checkin:theory")  # a step of the first day; its own hour does not matter
    return planned.astimezone(CHINA).replace(hour=hour, minute=minute, second=0).astimezone(UTC)
