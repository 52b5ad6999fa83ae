"""A contest file shown at once: read while its start checks are still to come, and written only after them.

The schema, the lock and damage that keeps it from being read are looked at before; the whole record is followed
beside the people who already look at the board, and at the latest when somebody is about to write.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import AppError
from app.services.common import Store, open_store

if TYPE_CHECKING:
    from app.services.opening import OpenedFile


class Unchecked:
    """An open file whose pen waits for the start checks."""

    def __init__(self, path: str | Path, at: datetime) -> None:
        """Open it. Raises what `open_store` raises."""
        self.store: Store = open_store(path)
        self.keeps_room = False  # whether room for a full disk is kept beside it once it is found sound
        self._at = at
        self._opened: OpenedFile | None = None
        self.store.hold(self._check)

    def result(self) -> OpenedFile | None:
        """What the start checks found, asked now unless a write has asked them already; None: closed in the meantime.
        For any thread but the window's."""
        self.store.settle()
        return self._opened

    def _check(self) -> AppError | None:
        from app.services import opening  # here: the board is read before everything that checks is loaded

        self._opened = opening.check_opened(self.store, self._at, opening.places_here())
        trouble = self._opened.trouble
        if trouble is None and self.keeps_room:
            opening.hold_ballast(self.store.path.parent)
        return None if trouble is None else trouble.error
