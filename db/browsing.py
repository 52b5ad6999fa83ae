"""The reading connection that is kept for the pages of a list: opening one takes longer than the page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from db import engine as engines

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Browser:
    """One connection, made when it is first wanted. Its transactions are as short as all others: between
    them it keeps nothing of the file but its pages in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._connection: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A read transaction. A connection that failed, or whose file is no longer at its place, is not used again: a
        new one says what is the matter."""
        with self._turn:
            if not self._path.exists():
                self._let_go()
            if self._connection is None:
                self._connection = engines.for_sqlalchemy(engines.open_reader(self._path))
            try:
                with self._connection.begin():
                    yield self._connection
            except BaseException:
                self._let_go()
                raise

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._let_go()

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
