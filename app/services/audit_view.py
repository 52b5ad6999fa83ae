"""What the audit page shows beside the record: file, copies, disk, clock, and where the chain stands."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.domain.audit import Head
from app.errors import AppError
from app.services.common import Store
from app.services.filecheck import FileReport, Level, check_clock, check_content, check_space
from app.services.replay import Watch
from db.queries import audit as stored
from db.queries import contest as contests
from db.queries import copies

AMBER_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class CopyLine:
    """The newest backup in one folder; `behind` entries came after it, `there` whether the folder can be seen now."""

    folder: str
    file_name: str
    at: datetime
    behind: int
    there: bool


@dataclass(frozen=True)
class SafetyView:
    """The state of the data. `old` when the newest backup is more than half an hour old and something came since."""

    path: str
    size: int
    head: Head
    copies: tuple[CopyLine, ...]
    old: bool
    free: int
    space: Level
    clock: AppError | None
    sqlite: str
    barred: AppError | None


def safety(store: Store, at: datetime) -> SafetyView:
    """The state of the data as it is now; looks at folders, so it runs away from the window's thread."""
    with store.read() as reading:
        head = Head(stored.length(reading), b"")
        head = Head(head.seq, bytes(stored.hash_at(reading, head.seq) or b""))
        kept = {one.folder: one for one in stored.backups(reading)}  # the newest of each folder
        newest_at = stored.newest_time(reading)
        row = contests.the_contest(reading)
    lines = tuple(
        CopyLine(one.folder, one.file_name, one.at, max(head.seq - one.seq, 0), Path(one.folder).is_dir())
        for one in sorted(kept.values(), key=lambda one: one.at, reverse=True)
    )
    demo = row is not None and row.mode == "demo"
    free = shutil.disk_usage(store.path.parent).free
    last = max((one.at for one in lines), default=None)
    return SafetyView(
        str(store.path),
        store.path.stat().st_size,
        head,
        lines,
        last is None or at - last > AMBER_AFTER,
        free,
        check_space(store.path.parent).level,
        None if demo else check_clock(newest_at, at).error,
        copies.sqlite_version(),
        store.barred,
    )


def check_all(store: Store, watch: Watch | None = None) -> FileReport:
    """The whole file against its chain; `watch` hears (entries done, entries there are) and may raise to stop."""
    with store.read() as reading:
        return check_content(reading, thorough=True, watch=watch)
