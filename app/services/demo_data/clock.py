"""When things happen on the demo's day, so that two runs of one seed write the same times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.contest import Contest

_CHINA = timedelta(hours=8)
_PLAN = {
    "set_up": (-14, "09:00"),
    "accounts": (-14, "09:20"),
    "roster": (-12, "10:05"),
    "roster_again": (-11, "15:30"),
    "judges": (-3, "14:00"),
    "checkin:theory": (0, "07:50"),
    "theory": (0, "08:30"),
    "checkin:practical": (0, "10:10"),
    "draw:practical": (0, "10:25"),
    "practical": (0, "10:40"),
    "first_keying": (0, "15:00"),
    "second_keying": (0, "15:50"),
    "settle": (0, "16:30"),
    "checkin:defence": (0, "16:35"),
    "draw:defence": (0, "16:40"),
    "defence": (0, "16:45"),
    "recheck": (1, "09:00"),
    "lock": (1, "10:00"),
    "decode": (1, "10:10"),
    "rank": (1, "10:20"),
    "papers": (1, "10:40"),
    "certificates": (1, "14:00"),
    "export": (1, "15:00"),
    "receive": (2, "09:30"),
}
STEPS = tuple(_PLAN)
"""The steps of the day, in the order of their times."""


def time_of(contest: Contest, step: str, after_seconds: int = 0) -> datetime:
    """The moment of a step, or so many seconds later, in UTC. KeyError for a step that `STEPS` does not name."""
    days, clock = _PLAN[step]
    first = contest.starts
    if first is None:
        raise KeyError("starts")
    hour, minute = (int(part) for part in clock.split(":"))
    local = datetime(first.year, first.month, first.day, hour, minute, tzinfo=UTC) + timedelta(days=days)
    return local - _CHINA + timedelta(seconds=after_seconds)
