"""The people whose PIN a page may ask for: who holds a right, and whether the PIN is theirs. Never on the Qt thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from app.domain.roles import Act, may
from app.errors import AppError
from app.services import access
from app.services.access import Actor
from app.services.common import now
from ui.desk import Desk
from ui.dialogs.people import Known
from ui.opening import role_words


class Officials(QObject):
    """Asks the store of the open contest."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk

    def holding(self, act: Act, found: Callable[[Sequence[Known]], None]) -> None:
        """Tell everybody who may do an act."""
        contest = self._desk.contest
        if contest is None:
            return
        store = contest.store

        def tell(people: tuple[Actor, ...]) -> None:
            found([Known(p.name, role_words(p.role)) for p in people if p.role is not None and may(p.role, act)])

        self._desk.operations.run(lambda: access.people_at_keyboard(store), tell, owner=self)

    def check(self, name: str, pin: str, done: Callable[[Any], None], refused: Callable[[AppError], None]) -> None:
        """Ask whether a PIN is the person's, see `ui.dialogs.people.Check`."""
        contest = self._desk.contest
        if contest is None:
            return
        store = contest.store
        self._desk.operations.run(lambda: access.log_in(store, name, pin, now()), done, refused, owner=self)
