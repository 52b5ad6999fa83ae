"""A file that is read at once and written only after a check: the check, carried out once, by whoever comes first."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.errors import AppError

Check = Callable[[], AppError | None]
"""Gives what the file has to be barred with; None: it is sound."""


class Held:
    """The check a file waits for, if any."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._check: Check | None = None

    def wait_for(self, check: Check) -> None:
        """Nothing is written before this check."""
        self._check = check

    def settle(self, found: Callable[[AppError], None]) -> None:
        """Carry the check out and tell `found` what it gave against the file; while another thread is at it, wait for
        its end. What the check raises goes on up, and the file waits as before."""
        if self._check is None:  # for nearly every call
            return
        with self._turn:
            if self._check is not None:
                error = self._check()
                if error is not None:
                    found(error)
                self._check = None

    def drop(self) -> None:
        """The file is let go of; a check under way comes to its end first."""
        with self._turn:
            self._check = None
