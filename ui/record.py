"""What the window notes in the operation record by itself: start and stop, the screen locked, the clock, failed writes.

It asks for nothing and shows nothing; a contest on which nothing can be written is left alone.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.errors import AppError
from ui.desk import Desk, OpenContest

if TYPE_CHECKING:
    from app.services.access import Actor

LOOK_EVERY_MS = 20_000
JUMP = timedelta(minutes=5)
FAILED_WRITES = frozenset({"store.disk_full", "store.write_failed"})


class Record(QObject):
    """Follows a desk."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._store: Any = None
        self._wall, self._steady = datetime.now(UTC), time.monotonic()
        self._low = False
        self._failed: dict[str, int] = {}
        desk.contest_changed.connect(self._contest_changed)
        desk.contest_checked.connect(self._contest_checked)
        desk.operations.refused.connect(self._refused)
        desk.operations.committed.connect(self._written_again)
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def locked(self) -> None:
        """The screen was locked."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or contest.store is None or person is None or person.actor is None:
            return
        store, by, at = contest.store, person.actor, self._desk.now()
        self._desk.operations.run(lambda: _locked(store, by, at), owner=self, quiet=True)

    def look(self, wall: datetime | None = None, steady: float | None = None) -> None:
        """Hold the clock against the time that passed, and the disk against what is left."""
        wall, steady = wall or datetime.now(UTC), time.monotonic() if steady is None else steady
        jump = wall - self._wall - timedelta(seconds=steady - self._steady)
        self._wall, self._steady = wall, steady
        contest = self._desk.contest
        if contest is None or contest.store is None:
            return
        store, at = contest.store, self._desk.now()
        if abs(jump) > JUMP:
            seconds = round(jump.total_seconds())
            self._desk.operations.run(lambda: _jumped(store, at, seconds), owner=self, quiet=True)
        low = self._low
        self._desk.operations.run(lambda: _looked(store, at, low), self._know_disk, owner=self, quiet=True)

    def _know_disk(self, low: bool) -> None:
        self._low = low

    def _contest_changed(self) -> None:
        contest = self._desk.contest
        self._store, self._failed, self._low = None, {}, False
        if contest is not None:
            self._store = contest.store

    def _contest_checked(self) -> None:
        contest = self._desk.contest
        if contest is not None and contest.store is not None:
            store, at, demo = contest.store, self._desk.now(), contest.mode == "demo"
            self._desk.operations.run(lambda: _started(store, at, demo), owner=self, quiet=True)

    def _refused(self, error: AppError) -> None:
        if error.code in FAILED_WRITES and self._store is not None:
            self._failed[error.code] = self._failed.get(error.code, 0) + 1

    def _written_again(self) -> None:
        store, failed, at = self._store, self._failed, self._desk.now()
        if store is not None and failed:
            self._failed = {}
            self._desk.operations.run(lambda: _failed(store, at, failed), owner=self, quiet=True)


def stopped(contest: OpenContest, at: datetime) -> None:
    """The contest is put away; runs on the store thread, before the store is closed."""
    from app.services import audit_events  # here: the start screen needs no store

    if contest.store is not None:
        audit_events.stopped(contest.store, at)


def _started(store: Any, at: datetime, demo: bool) -> None:
    from app.services import audit_events  # here: see stopped

    if store.barred is None:
        audit_events.started(store, at, invented=demo)


def _locked(store: Any, by: Actor, at: datetime) -> None:
    from app.services import audit_events  # here: see stopped

    audit_events.screen_locked(store, by, at)


def _jumped(store: Any, at: datetime, seconds: int) -> None:
    from app.services import audit_events  # here: see stopped

    audit_events.clock_jumped(store, at, seconds)


def _failed(store: Any, at: datetime, failed: dict[str, int]) -> None:
    from app.services import audit_events  # here: see stopped

    for code, times in failed.items():
        audit_events.write_failed(store, at, code, times)


def _looked(store: Any, at: datetime, known: bool) -> bool:
    """Whether the disk is low; entered once when it becomes so."""
    import shutil

    from app.services import audit_events  # here: see stopped
    from app.services.filecheck import WARN_SPACE

    free = shutil.disk_usage(store.path.parent).free
    low = free < WARN_SPACE
    if low and not known and store.barred is None:
        audit_events.disk_low(store, at, free)
    return low
