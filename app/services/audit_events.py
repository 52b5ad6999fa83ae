"""What the program itself notes in the chain: start and stop, its version, the clock, a full disk, writes that failed,
files refused at the door. Nobody's act, so nobody's right is asked; bodies carry codes and numbers only.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import VERSION
from app.errors import AppError, Refusal, RightsRefusal, WrongCall
from app.services.access import Actor
from app.services.filecheck import CLOCK_SLACK, LEAST_SPACE, WARN_SPACE
from db.queries import audit as stored
from db.queries import copies
from db.store import Store

PROGRAM = "program"


def machine() -> str:
    """Eight digits that tell one computer of a contest from another; its name may be a person's."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def started(store: Store, at: datetime, *, invented: bool = False) -> int:
    """The window opened this file. Notes a version that is not the last one, and a clock behind the newest entry
    (not where the times are `invented`, as in a demo). Gives the number of the entry."""
    with store.read() as reading:
        newest = _moment(stored.newest_time(reading))
        before = stored.last_body(reading, "program.started")
    behind = newest - at if newest is not None and not invented else timedelta()
    suspect = behind > CLOCK_SLACK
    with store.write() as writing:
        seq = writing.audit(
            "program.started",
            by=PROGRAM,
            at=at,
            version=VERSION,
            sqlite=copies.sqlite_version(),
            system=platform.system(),
            machine=machine(),
            clock="suspect" if suspect else "ok",
        )
        old = None if before is None else json.loads(before).get("version")
        if old not in (None, VERSION):
            writing.audit("program.version", by=PROGRAM, at=at, old=old, new=VERSION)
        if suspect:
            writing.audit("clock.suspect", by=PROGRAM, at=at, behind=int(behind.total_seconds()))
    return seq


def stopped(store: Store, at: datetime) -> None:
    """The window puts this file away; a file that takes no more writes is left alone."""
    store.settle()
    if store.barred is None:
        with store.write() as writing:
            writing.audit("program.stopped", by=PROGRAM, at=at)


def screen_locked(store: Store, by: Actor, at: datetime) -> None:
    """Somebody locked the screen, or nobody was there for long."""
    with store.write() as writing:
        writing.audit("screen.locked", by=by.ref, at=at)


def clock_jumped(store: Store, at: datetime, seconds: int) -> None:
    """This computer's time moved by so many seconds beside the time that passed."""
    with store.write() as writing:
        writing.audit("clock.jumped", by=PROGRAM, at=at, seconds=seconds)


def disk_low(store: Store, at: datetime, free: int) -> None:
    """Little room on the disk of the contest file: `free` bytes."""
    level = "least" if free < LEAST_SPACE else "warn" if free < WARN_SPACE else "hint"
    with store.write() as writing:
        writing.audit("disk.low", by=PROGRAM, at=at, free=free >> 20, level=level)


def write_failed(store: Store, at: datetime, code: str, times: int) -> None:
    """Writes failed before this one went through."""
    with store.write() as writing:
        writing.audit("write.failed", by=PROGRAM, at=at, code=code, times=times)


@contextmanager
def refusals_noted(store: Store, kind: str, path: Path, *, by: Actor, at: datetime) -> Iterator[None]:
    """A file that cannot be read in is entered with its digest and the code it was refused with; the error goes on."""
    try:
        yield
    except RightsRefusal:
        raise  # the person was refused, not the file
    except (WrongCall, Refusal) as error:
        _note_refusal(store, kind, path, error, by, at)
        raise


def _note_refusal(store: Store, kind: str, path: Path, error: AppError, by: Actor, at: datetime) -> None:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return  # no file to speak of: a name mistyped is nobody's business
    if store.barred is None:
        with store.write() as writing:
            writing.audit("file.refused", by=by.ref, at=at, kind=kind, code=error.code, sha256=digest)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    except ValueError:
        return None
