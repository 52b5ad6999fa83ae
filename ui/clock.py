"""Times as the clock at the venue shows them, whatever zone this computer is set to."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

VENUE = timezone(timedelta(hours=8))  # all of China keeps one time


def local(at: datetime) -> datetime:
    """A stored moment in the venue's zone."""
    return at.astimezone(VENUE)


def day_and_hour(at: datetime) -> str:
    """ "06-18 14:32", for lists and beside other words."""
    return f"{local(at):%m-%d %H:%M}"


def hour(at: datetime) -> str:
    """ "14:32"."""
    return f"{local(at):%H:%M}"
