"""A timer for what follows marks: it waits until hands rest, but never longer than its limit."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer

_SOON = 40  # ms: behind the tick of the mark that has just come


class Gathering(QTimer):
    """Goes off once, `rest` ms after it was last asked or put off, and before long also while hands never rest.

    Sums, lists and the board follow what is typed; read between two marks they would stand in the next one's way. So
    every key puts them off. Past `limit` ms since it was first asked the next asking lets it go off: a mark has just
    been stored and the next one is yet to be typed, which is the best moment there is. Keys without a mark put it off
    for twice that time at most.
    """

    def __init__(self, rest: int, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent, singleShot=True, interval=rest)
        self._rest = rest
        self._limit = limit / 1000
        self._since = 0.0

    def ask(self) -> None:
        """Something more has come."""
        if not self.isActive():
            self._since = monotonic()
        self.start(min(_SOON, self._rest) if self.due else self._rest)

    def put_off(self) -> None:
        """A key came: whatever waits, waits on; a moment that was waited for too long already is not given away."""
        if self.isActive() and (self.interval() == self._rest) and monotonic() - self._since < 2 * self._limit:
            self.start()

    @property
    def due(self) -> bool:
        """Whether it has been asked for long enough."""
        return monotonic() - self._since >= self._limit
