"""Python's search for garbage, kept on the Qt thread while others work beside it.

By itself Python looks for objects that only hold each other in whatever thread happens to make one more, and destroys
there what it finds: windows' objects, timers, connections. Qt's objects may only be destroyed where they live; done
elsewhere the window's thread meets half of one, and the program ends hard. So as long as there are threads, a timer of
the Qt thread looks instead, as often as Python would.
"""

from __future__ import annotations

import gc
import threading

from PySide6.QtCore import QObject, QTimer

from app.domain import steady

TICK_MS = 500
_YOUNG, _OLDER = gc.get_threshold()[0], 10  # Python's own measures of when it is worth a look


class Rubbish(QObject):
    """Looks for garbage on the thread that made it, the Qt thread, instead of Python; one for the whole process."""

    def __init__(self) -> None:
        super().__init__()
        self._turn = threading.Lock()
        self._threads = 0
        self._was_on = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.look)

    def thread_begins(self) -> None:
        """There is one more thread: Python itself looks no more. Where somebody had stopped it before, nobody does
        until `begin`."""
        with self._turn:
            self._threads += 1
        if gc.isenabled():
            gc.disable()
            self._was_on = True
            self.begin()

    def begin(self) -> None:
        """Look from now on."""
        self._timer.start()

    def thread_ended(self) -> None:
        """There is one less; the next look hands over to Python when it was the last. For any thread."""
        with self._turn:
            self._threads -= 1

    def look(self) -> None:
        """Destroy what is garbage, if enough was made since the last look; never amidst work on millions of values."""
        if not self._threads and self._was_on:
            self._timer.stop()
            self._was_on = False
            gc.enable()
            return
        if steady.under_way():
            return
        young, older, old = gc.get_count()
        if young > _YOUNG:
            gc.collect(2 if old > _OLDER else 1 if older > _OLDER else 0)
