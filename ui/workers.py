"""Threads that carry out jobs one after the other, and the post that brings what came of them to the Qt thread.

Three things keep the window's thread from meeting objects that another thread has destroyed. A thread holds a job only
through its errand, which the Qt thread empties: whatever the job holds - pages, dialogs, timers - is let go of there.
The post is one object that lives as long as the process, so nobody sends to one that is being destroyed. And while
there are threads garbage is looked for on the Qt thread only (`ui.rubbish`).
"""

from __future__ import annotations

import functools
import itertools
import queue
import threading
import weakref
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ui.rubbish import Rubbish

FIRST, LATER, _LAST = range(3)


class Job(Protocol):
    """What a thread needs to know of a job."""

    @property
    def act(self) -> Callable[[], Any]:
        """Does it."""


J = TypeVar("J", bound=Job)


class Errand(Generic[J]):
    """A job on its way to a thread and back."""

    __slots__ = ("_error", "_job", "_result")

    def __init__(self, job: J) -> None:
        self._job: J | None = job
        self._result: Any = None
        self._error: BaseException | None = None

    def carry_out(self) -> None:
        """Do it and keep what came of it. The caller's thread is left with no reference to anything the job holds."""
        assert self._job is not None  # nobody empties it before it is back
        try:
            self._result = self._job.act()
        except BaseException as error:  # sorted out on the Qt thread: refusal, cancelled, or a bug
            self._error = error

    def empty(self) -> tuple[J, Any, BaseException | None]:
        """The job, its result and what it raised, which from now on only the caller holds. Once, on the Qt thread."""
        assert self._job is not None
        taken = self._job, self._result, self._error
        self._job = self._result = self._error = None
        return taken


Told = Callable[[Errand[Any]], None]


class _Post(QObject):
    """Brings errands back to the Qt thread. Never destroyed while there are threads, because the process keeps it."""

    _came = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.rubbish = Rubbish()
        self._came.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def send(self, told: weakref.WeakMethod[Told], errand: Errand[Any]) -> None:
        """From any thread."""
        self._came.emit(told, errand)

    def _hand_over(self, told: weakref.WeakMethod[Told], errand: Errand[Any]) -> None:
        there = told()
        if there is None or not shiboken6.isValid(there.__self__):  # type: ignore[attr-defined]  # a method
            errand.empty()  # whoever asked has gone; what it holds still goes here, on the Qt thread
        else:
            there(errand)


@functools.cache
def post() -> _Post:
    """The one post of the process; first asked for on the Qt thread."""
    return _Post()


class Worker(Generic[J]):
    """A thread that takes jobs one after the other: in the order they came, those that can wait behind all others."""

    def __init__(self, name: str, told: Told) -> None:
        """`told`, a method, gets every errand back on the Qt thread as long as its object lives; when that goes, the
        thread does what was asked for and ends."""
        self._jobs: queue.PriorityQueue[tuple[int, int, Errand[J] | None]] = queue.PriorityQueue()
        self._number = itertools.count()
        self._post, self._told = post(), weakref.WeakMethod(told)
        self._post.rubbish.thread_begins()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()
        weakref.finalize(told.__self__, self._end)  # type: ignore[attr-defined]  # a method, see above

    def put(self, job: J, *, later: bool = False) -> None:
        """Carry a job out, as soon as its turn comes."""
        self._jobs.put((LATER if later else FIRST, next(self._number), Errand(job)))

    def stop(self, seconds: float) -> bool:
        """Carry out what waits and end; False if that takes longer than `seconds`."""
        self._end()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _end(self) -> None:
        self._jobs.put((_LAST, next(self._number), None))

    def _work(self) -> None:
        try:
            while (errand := self._jobs.get()[2]) is not None:
                errand.carry_out()
                self._post.send(self._told, errand)
        finally:
            self._post.rubbish.thread_ended()
