"""A read transaction: what queries are asked through. It begins with the driver alone; see `db.engine`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from db.engine import DRIVER_ERROR

if TYPE_CHECKING:
    from sqlalchemy import Connection, Executable

    from db.vault import Vault


class Reading:
    """A read transaction: everything asked through one of them sees the same state.

    What the board of the day asks, and what is asked at every Enter of the grid, is SQL in its own words (`row`,
    `rows`); everything else is written in SQLAlchemy's, which is loaded by the first such question.
    """

    def __init__(self, driver: Any, for_sqlalchemy: Callable[[], Connection]) -> None:
        """`driver`: the connection, its transaction begun; `for_sqlalchemy` gives it in SQLAlchemy's hands."""
        self._opened = driver
        self._for_sqlalchemy = for_sqlalchemy
        self._connection: Connection | None = None
        self._driver: Any = None
        self.vault: Vault | None = None  # opens the sealed columns of people while somebody who may is at the keyboard

    @classmethod
    def of(cls, connection: Connection) -> Reading:
        """The transaction of a connection that is in SQLAlchemy's hands already."""
        return cls(connection.connection.driver_connection, lambda: connection)

    @property
    def connection(self) -> Connection:
        """This transaction in SQLAlchemy's hands."""
        if self._connection is None:
            self._connection = self._for_sqlalchemy()
        return self._connection

    def driver(self) -> Any:
        """A cursor of the driver itself, inside this transaction."""
        if self._driver is None:
            self._driver = self._opened.cursor()
        return self._driver

    def cursor(self) -> Any:
        """A cursor of its own, for a walk beside which others are asked; whoever takes it closes it."""
        return self._opened.cursor()

    def walk(self, sql: str, values: tuple[Any, ...] = ()) -> Iterator[Any]:
        """Rows straight from the driver, some at a time, while others are asked for beside: whole chains are read at
        every start, and must not cost a person seconds."""
        cursor = self.cursor()
        try:
            cursor.execute(sql, values)
            while part := cursor.fetchmany(2000):
                yield from part
        finally:
            with suppress(DRIVER_ERROR):  # a walk that was stopped may outlive its connection
                cursor.close()

    def row(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """The one row of a statement as the driver gives it, or None.

        The way through SQLAlchemy costs ten times the answer. `sql` has one `?` for each value, never a value itself,
        and brings one row at most; values are as stored (`db.stored`), true and false are 1 and 0.
        """
        found = self.driver().execute(sql, values).fetchall()  # to the end: an open cursor would outlive the COMMIT
        return found[0] if found else None

    def rows(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        """All rows of a statement as the driver gives them; else as `row`."""
        return self.driver().execute(sql, values).fetchall()

    def all(self, statement: Executable, places: Mapping[str, Any] | None = None) -> Sequence[Any]:
        """All rows of a query, each a named tuple."""
        return self.connection.execute(statement, places or {}).all()

    def first(self, statement: Executable, places: Mapping[str, Any] | None = None) -> Any:
        """The first row of a query, a named tuple, or None."""
        return self.connection.execute(statement, places or {}).first()

    def value(self, statement: Executable, places: Mapping[str, Any] | None = None) -> Any:
        """The first column of the first row, or None."""
        return self.connection.execute(statement, places or {}).scalar()

    def let_go(self) -> None:
        """The transaction is over: SQLAlchemy, if it was asked, gives the connection back, which closes it.

        A cursor that stopped at an error is closed first: the connection would stay half open behind it, and the log
        beside a file that was refused.
        """
        if self._driver is not None:
            self._driver.close()
        if self._connection is not None:
            self._connection.close()
