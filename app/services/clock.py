"""The computer's clock as the contest file sees it, and the administrator's word that it is right now.

Order never comes from a clock: entries, revisions and bundles are numbered. A time is a claim shown to people, so a
wrong clock only warns. Once somebody answers for the time, what was claimed before no longer counts against it, and
bundles say `set` from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app import BUILT
from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import AppError, Refusal
from app.services.access import Actor, acting
from app.services.filecheck import check_clock
from db.queries import audit as stored
from db.store import Reading, Store

OK, SUSPECT, SET = "ok", "suspect", "set"


@dataclass(frozen=True)
class ClockView:
    """What is known of the clock: the word bundles bear (`ok`, `suspect`, `set`), why it is suspect, the highest time
    of the file (UTC text, "" for none)."""

    word: str
    why: AppError | None
    newest_at: str


def clock_of(reading: Reading, at: datetime) -> ClockView:
    """Hold the time `at` against the file."""
    newest = stored.newest_time(reading)
    why = check_clock(newest, at).error
    return ClockView(clock_word(reading, newest, at), why, newest)


def clock_word(reading: Reading, newest_at: str, at: datetime) -> str:
    """`suspect`, else `set` where somebody answered for the time, else `ok`."""
    if check_clock(newest_at, at).error is not None:
        return SUSPECT
    return OK if stored.last_body(reading, "clock.set") is None else SET


def set_clock(store: Store, *, by: Actor, at: datetime) -> Change:
    """Somebody who set this computer's clock says that it is right now.

    Raises Refusal "clock.before_build" for a time at which this version was not built yet: that clock is still wrong.
    """
    if at < datetime.fromisoformat(BUILT).replace(tzinfo=UTC):
        raise Refusal("clock.before_build", now=at.isoformat(timespec="minutes"), built=BUILT)
    with acting(store, by, Act.SET_CLOCK, at) as writing:
        seconds = _since(stored.newest_time(writing), at)
        seq = writing.audit("clock.set", by=by.ref, at=at, seconds=seconds)
    return Change(frozenset({Kind.CONTEST}), audit_seq=seq)


def _since(newest_at: str, at: datetime) -> int:
    """Whole seconds from the highest time in the file to `at`; negative when the file is ahead."""
    try:
        newest = datetime.strptime(newest_at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return (at - newest) // timedelta(seconds=1)
