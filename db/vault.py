"""What opens the sealed columns of a person, as the queries need it. Who holds the key is no matter of the database."""

from __future__ import annotations

from typing import Protocol

from app.domain.people import CLOSED

ID_NUMBER, PHONE = "id_number", "phone"


class Vault(Protocol):
    """The file key at work: values are bound to their column and row."""

    def seal(self, column: str, row: int, text: str) -> bytes:
        """A value to be stored."""
        ...

    def open(self, column: str, row: int, sealed: bytes) -> str:
        """The value again."""
        ...

    def index(self, identity: str) -> str:
        """What stands for an identity where the same person is looked for."""
        ...


def shown(vault: Vault | None, column: str, row: int | None, plain: str, sealed: bytes | None) -> str:
    """A value of a person's row: as stored, opened, or the word for closed when nobody here holds the key."""
    if sealed is None or row is None:
        return plain
    return CLOSED if vault is None else vault.open(column, row, sealed)
