"""Contest files that nobody has open: backups and copies, read without a lock and never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import engine as engines
from db import migrate
from db.store import Reading, transaction, world_errors

KNOWN_VERSION = migrate.SCHEMA_VERSION


@contextmanager
def reading_copy(path: Path) -> Iterator[Reading]:
    """Read a copy in one transaction. Raises WrongCall "store.foreign", "store.newer", WorldFailure "store.damaged"."""
    migrate.check_version(path)
    with world_errors(path), transaction(path) as reading:
        yield reading


def schema_version(path: Path) -> int:
    """The schema version of a file of ours. Raises as `reading_copy`; touches nothing."""
    return migrate.check_version(path)


def sqlite_version() -> str:
    """The version of the SQLite library in use."""
    return engines.sqlite_version()
