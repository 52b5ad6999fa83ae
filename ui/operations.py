"""Runs what people do away from the window's thread, and tells every view what changed.

Three rules. The store is touched by one thread only, in the order the acts were asked for. Long work that needs no
store (PDF, zip) has a second thread, so that marks never wait behind certificates. Whatever comes back - a result, a
refusal, a bug - is delivered on the Qt thread, to people who still exist.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Change
from app.errors import AppError
from ui.workers import Errand, Worker

T = TypeVar("T")

BUSY_AFTER_MS = 300


class Cancelled(Exception):
    """Raised inside long work when the person asked to stop; the work leaves everything as before the act."""


class Progress(QObject):
    """How far a piece of long work is. Work calls it as `progress(done, total, item)`; after a wish to stop it raises
    `Cancelled` there, so a piece between two calls should take well under half a second.
    """

    advanced = Signal(int, int, str, object)  # done, total, item, seconds left or None
    over = Signal()  # done, refused, stopped or failed
    stop_wanted = Signal()  # for work that is driven from the Qt thread

    _EVERY = 0.1  # seconds between two reports: the window needs no more

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._started = time.monotonic()
        self._reported = 0.0
        self.finished = False
        self.over.connect(self._end)

    def __call__(self, done: int, total: int, item: str = "") -> None:
        self.check()
        now = time.monotonic()
        if now - self._reported < self._EVERY and done < total:
            return
        self._reported = now
        spent = now - self._started
        left = round(spent * (total - done) / done) if 0 < done < total and spent > 1.0 else None
        self.advanced.emit(done, total, item, left)

    def check(self) -> None:
        """Raise Cancelled if the person asked to stop."""
        if self._stop.is_set():
            raise Cancelled

    def _end(self) -> None:
        self.finished = True

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()
        self.stop_wanted.emit()


@dataclass(frozen=True)
class _Job:
    act: Callable[[], Any]
    done: Callable[[Any], None] | None
    refused: Callable[[AppError], None] | None
    cancelled: Callable[[], None] | None
    owner: QObject | None
    counted: bool
    progress: Progress | None = None
    later: bool = False


def change_of(result: object) -> Change | None:
    """The change a finished act tells of: the result itself, or its attribute `change`."""
    if isinstance(result, Change):
        return result
    change = getattr(result, "change", None)
    return change if isinstance(change, Change) else None


class Operations(QObject):
    """The only bridge between the window and the store.

    With `threaded=False` everything runs at once on the caller's thread, for tests of pages.
    """

    changed = Signal(object)  # Change, after `done` was called
    refused = Signal(object)  # AppError nobody else took
    committed = Signal()  # an act that changed something is on disk
    busy = Signal(bool)  # something has been running for 0.3 s; then False when all is done
    came_back = Signal()  # whatever was asked for has come back, and whoever asked has been told

    def __init__(self, parent: QObject | None = None, threaded: bool = True) -> None:
        super().__init__(parent)
        self._threaded = threaded
        self._store: Worker[_Job] | None = None
        self._second: Worker[_Job] | None = None
        self._open = self._asked = 0
        self._busy = False
        self._progress: set[Progress] = set()
        self._timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._timer.timeout.connect(self._say_busy)

    def run(
        self,
        act: Callable[[], T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[AppError], None] | None = None,
        *,
        owner: QObject | None = None,
        quiet: bool = False,
        aside: bool = False,
        later: bool = False,
    ) -> None:
        """Run `act` on the store thread, after everything asked for before it.

        `done(result)` and `refused(error)` are called on the Qt thread; without `refused` an AppError goes to the
        signal of that name. With an `owner` nothing is called once that object is gone. `quiet` acts (reading a page
        of a table) do not count as busy; an act `aside` needs no store and runs on the second thread. What can wait
        until nothing else does, as figures that only follow a mark, is asked for `later`. A bug goes to the crash hook.
        """
        self._start(_Job(act, done, refused, None, owner, not quiet, later=later), store=not aside)

    def run_long(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        refused: Callable[[AppError], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        *,
        owner: QObject | None = None,
        store: bool = False,
    ) -> Progress:
        """Run long work that reports and can be stopped; on the second thread unless it needs the `store`.

        Gives the Progress to watch and to cancel with.
        """
        progress = Progress()
        self._progress.add(progress)

        def act() -> T:
            progress.check()
            return work(progress)

        self._start(_Job(act, done, refused, cancelled, owner, False, progress), store=store)
        return progress

    @property
    def working(self) -> bool:
        """Whether an act has not come back yet."""
        return bool(self._asked)

    def close(self, seconds: float = 10.0) -> bool:
        """Let what is waiting be written, stop long work, end the threads; False if one did not end in time."""
        for progress in self._progress:
            progress.cancel()
        ended = True
        for worker in (self._store, self._second):
            if worker is not None:
                ended = worker.stop(seconds) and ended
        self._store = self._second = None
        return ended

    def _start(self, job: _Job, store: bool) -> None:
        if not self._threaded:
            self._asked += 1
            errand = Errand(job)
            errand.carry_out()
            self._finish(errand)
            return
        self._asked += 1
        if job.counted:
            self._open += 1
            if not self._timer.isActive() and not self._busy:
                self._timer.start()
        self._worker(store).put(job, later=job.later)

    def _worker(self, store: bool) -> Worker[_Job]:
        if store:
            if self._store is None:
                self._store = Worker("store", self._finish)
            return self._store
        if self._second is None:
            self._second = Worker("long work", self._finish)
        return self._second

    def _say_busy(self) -> None:
        if self._open:
            self._busy = True
            self.busy.emit(True)

    def _finish(self, errand: Errand[_Job]) -> None:
        job, result, error = errand.empty()
        self._asked -= 1
        if job.counted and self._threaded:
            self._open -= 1
            if not self._open:
                self._timer.stop()
                if self._busy:
                    self._busy = False
                    self.busy.emit(False)
        if job.progress is not None:
            self._progress.discard(job.progress)
            job.progress.over.emit()
        there = job.owner is None or shiboken6.isValid(job.owner)
        if error is None:
            self._deliver(job, result, there)
        elif isinstance(error, Cancelled):
            if there and job.cancelled is not None:
                job.cancelled()
        elif isinstance(error, AppError):
            if there and job.refused is not None:
                job.refused(error)
            elif (there and error.code != "store.closed") or job.counted or job.progress is not None:
                self.refused.emit(error)  # a quiet look for a view or of a file that has gone since is nobody's trouble
        else:
            sys.excepthook(type(error), error, error.__traceback__)
        self.came_back.emit()

    def _deliver(self, job: _Job, result: object, there: bool) -> None:
        if there and job.done is not None:
            job.done(result)
        change = change_of(result)
        if change is not None:
            self.committed.emit()
            self.changed.emit(change)
