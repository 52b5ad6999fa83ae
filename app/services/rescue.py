"""A contest file that is not at hand as usual: open in another window, taken away or damaged while it was open.

Nothing is ever written into the file itself: who only wants to look gets a copy, and what was in hand when the file
went is laid down beside.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import AppError, WorldFailure
from app.services.filecheck import Checked, Level
from app.services.opening import OpenedFile, open_checked
from db.store import Store

LOOKING = "looking"


def holder(path: Path) -> tuple[str, datetime] | None:
    """The computer that has a file open and since when (UTC), as far as it said so."""
    parts = Store.holder(path).split("\t")
    try:
        return parts[0], datetime.strptime(parts[2], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (IndexError, ValueError):
        return None


def look_at(path: Path, place: Path, at: datetime) -> OpenedFile:
    """Open a copy, laid into `place`, of a file that is open elsewhere; nobody can write into it.

    Raises WorldFailure "store.copy_failed" and what `open_checked` raises.
    """
    copy = place / path.name
    Store.copy_of_another(path, copy)
    opened = open_checked(copy, at)
    if opened.trouble is not None:
        return opened
    why = WorldFailure("store.only_looking", path=path.name, at=f"{at.astimezone():%H:%M}")
    opened.store.bar(why)
    return replace(opened, trouble=Checked(LOOKING, Level.FAIL, why))


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at a path; None when there is none. Windows keeps an open file in its place: any will do."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (0, 0) if sys.platform == "win32" else (found.st_dev, found.st_ino)


def bar(store: Store, error: AppError | None = None) -> AppError:
    """Take no more marks into a file that is damaged (`error`) or gone (None): a tick must mean that they are kept.
    Gives what whoever tries to write is told from now on."""
    if store.barred is None:
        store.bar(error or WorldFailure("store.gone", path=store.path.name))
    assert store.barred is not None  # a line above
    return store.barred


def save_as(store: Store, target: Path) -> Path:
    """Everything that was written, as a new file. Raises Refusal "store.exists", WorldFailure."""
    store.rescue_to(target)
    return target
