"""A timer for what follows marks: it waits until hands rest, but never longer than its limit."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QObject, QTimer


class Gathering(QTimer):
    """Goes off once, `rest` ms after it was last asked, and at most `limit` ms after it was first asked.

    Sums, lists and the board follow what is typed; asked for between two marks they would stand in the next one's way.
    """

    def __init__(self, rest: int, limit: int, parent: QObject | None = None) -> None:
        super().__init__(parent, singleShot=True, interval=rest)
        self._limit = limit / 1000
        self._since = 0.0

    def ask(self) -> None:
        """Something more has come."""
        now = monotonic()
        if not self.isActive():
            self._since = now
        elif now - self._since >= self._limit:
            return  # it goes off as it stands
        self.start()
