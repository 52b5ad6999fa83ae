"""The office's keys while its file is open: the key that signs receipts and packs, the key that opens personal data.

They are held in memory only, and dropped when the file is closed or anybody sits down, also after a locked screen.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from ui.desk import Desk

if TYPE_CHECKING:
    from app.bundle.keys import Key

NAME = "office_session"
SIGNING, OPENING = "office", "office_age"


class OfficeSession(QObject):
    """What was unlocked at this desk. `key` signs, `identities` open personal data; None and () while locked."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setObjectName(NAME)
        self._desk = desk
        self.key: Key | None = None
        self.identities: tuple[str, ...] = ()
        self.opener = ""  # whose key opens personal data
        desk.contest_changed.connect(self.forget)
        desk.person_changed.connect(self.forget)

    def forget(self) -> None:
        """Drop everything that was unlocked."""
        if self.key is not None or self.identities:
            self.key, self.identities, self.opener = None, (), ""
            self.changed.emit()

    def unlock(self, path: Path, passphrase: str, done: Any, refused: Any) -> None:
        """Open a key file; argon2 takes its time away from the Qt thread. `done` gets the Key."""

        def act() -> Key:
            from app.services.keys import open_key  # here: cryptography is loaded on first use

            return open_key(path, passphrase)

        def opened(key: Key) -> None:
            try:
                self.take(key)
            except AppError as error:
                refused(error)
                return
            done(key)

        self._desk.operations.run(act, opened, refused, owner=self)

    def take(self, key: Key) -> None:
        """Hold an open key by what it is for. Raises WrongCall "office.age_role" for a key of another kind."""
        from app.errors import WrongCall

        if key.role == SIGNING:
            self.key = key
        elif key.role in (OPENING, "backup"):
            self.identities, self.opener = (key.secret.decode("ascii"),), key.person
        else:
            raise WrongCall("office.key_role", role=key.role)
        self.changed.emit()


def session(desk: Desk) -> OfficeSession:
    """The one session of a desk."""
    found = desk.findChild(OfficeSession, NAME)
    return found if isinstance(found, OfficeSession) else OfficeSession(desk)
