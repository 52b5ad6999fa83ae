"""Opens a contest file so that an acknowledged commit survives a power cut. All dialect differences live here.

The order and the values of the PRAGMAs are the file's durability: synchronous before journal_mode covers the switch,
WAL with FULL/EXTRA was the mode that lost nothing in simulated power cuts and did the least harm on drives that lie
about syncing. Every answer is checked: a network or odd file system that cannot keep a WAL is refused, not used.

Connections are opened by the driver and handed to SQLAlchemy by the first query that is written in its words: loading
it takes longer than opening a file and reading the board together.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import WorldFailure

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

# What the driver itself raises; SQLAlchemy's errors carry it as `orig`.
DRIVER_ERROR = sqlite3.Error
APPLICATION_ID = 0x4A504354  # "JPCT"
JOURNAL_LIMIT = 64 * 1024 * 1024

WRITER_PRAGMAS: tuple[tuple[str, str], ...] = (
    ("synchronous", "EXTRA"),
    ("journal_mode", "WAL"),
    ("foreign_keys", "ON"),
    ("busy_timeout", "10000"),
    ("mmap_size", "0"),
    ("cell_size_check", "ON"),
    ("trusted_schema", "OFF"),
    ("secure_delete", "ON"),
    ("wal_autocheckpoint", "1000"),
    ("journal_size_limit", str(JOURNAL_LIMIT)),
    ("fullfsync", "ON"),
    ("checkpoint_fullfsync", "ON"),
)
READER_PRAGMAS: tuple[tuple[str, str], ...] = (
    ("busy_timeout", "10000"),
    ("mmap_size", "0"),
    ("trusted_schema", "OFF"),
    ("query_only", "ON"),
)
# What SQLite must answer; 3 is EXTRA.
WRITER_ANSWERS = {"synchronous": 3, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1}


def open_writer(path: Path) -> sqlite3.Connection:
    """The one writing connection of a file.

    Raises WorldFailure "store.no_wal" where the place cannot keep a write-ahead log.
    """
    driver = _connect(path, "rw")
    try:
        for name, value in WRITER_PRAGMAS:
            answer = driver.execute(f"PRAGMA {name}={value}").fetchone()
            if name == "journal_mode" and (answer is None or str(answer[0]).lower() != "wal"):
                raise WorldFailure("store.no_wal")
        for name, wanted in WRITER_ANSWERS.items():
            answer = driver.execute(f"PRAGMA {name}").fetchone()
            if answer is None or answer[0] != wanted:
                raise WorldFailure("store.no_wal")
    except BaseException:
        driver.close()
        raise
    return driver


def open_reader(path: Path) -> sqlite3.Connection:
    """A reading connection that cannot write."""
    driver = _connect(path, "ro")
    try:
        for name, value in READER_PRAGMAS:
            driver.execute(f"PRAGMA {name}={value}")
    except BaseException:
        driver.close()
        raise
    return driver


def writer_engine(driver: sqlite3.Connection) -> Engine:
    """The writing connection for SQLAlchemy. Transactions begin with BEGIN IMMEDIATE, never implicitly."""
    from sqlalchemy import create_engine, event  # here: see the module
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", _begin_writing)
    return engine


def _begin_writing(connection: Connection) -> None:
    # Through the driver: this runs before every act, and SQLAlchemy's way round costs more than the statement.
    connection.connection.cursor().execute("BEGIN IMMEDIATE")


def for_sqlalchemy(reader: sqlite3.Connection) -> Connection:
    """A reading connection for SQLAlchemy, inside the transaction that was begun on it, if any. Whoever closes what
    this gives closes the connection."""
    engine = _reader_engine()
    _HANDED.driver = reader
    try:
        return engine.connect()
    finally:
        del _HANDED.driver


_HANDED = threading.local()


@cache
def _reader_engine() -> Engine:
    """One for all files: it opens none, but takes the connection it is handed."""
    from sqlalchemy import create_engine, event  # here: see the module
    from sqlalchemy.pool import NullPool

    def creator() -> sqlite3.Connection:
        driver: sqlite3.Connection = _HANDED.driver
        return driver

    engine = create_engine("sqlite://", creator=creator, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin_reading)
    # The first connection an engine ever sees is asked for its version and rolled back: no file's transaction is.
    _HANDED.driver = sqlite3.connect(":memory:")
    engine.connect().close()
    return engine


def _begin_reading(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if driver is not None and not driver.in_transaction:
        driver.execute("BEGIN")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + f"?mode={mode}"
    # One connection is handed from the opening thread to the store thread; it is never used by two at a time.
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def header(path: Path) -> tuple[int, int]:
    """(application_id, user_version) of a file, read without opening it as a database.

    Only where a log lies beside it SQLite is asked: of a new file whose program was killed before its first checkpoint,
    everything is still in the log.
    Raises WorldFailure "store.unreadable" when the file cannot be read, and gives (0, -1) for what is no SQLite file.
    Only for a file that no connection of this process has open: closing a second handle would drop SQLite's locks.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise WorldFailure("store.unreadable", path=path.name, reason=error.strerror or "") from error
    if len(head) < 100 or not head.startswith(b"SQLite format 3\x00"):
        return 0, -1
    return _in_log(path) or (int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big"))


def _in_log(path: Path) -> tuple[int, int] | None:
    """What the file says of itself with its log; None when there is no log, or none that can be read."""
    log = path.with_name(path.name + "-wal")
    try:
        if not log.is_file() or log.stat().st_size == 0:
            return None
        with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
            found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    except (OSError, sqlite3.Error):
        return None
    return int(found[0]), int(found[1])


def sqlite_version() -> str:
    """The version of the SQLite library in use, for the log and `doctor`."""
    return sqlite3.sqlite_version


def rebuild(path: Path) -> None:
    """Write a file anew without its free pages and empty its log, while this process has it open.

    On a connection of its own: what SQLite keeps aside meanwhile stays in memory, and changing that on the writing
    connection would drop its triggers.
    """
    with closing(_connect(path, "rw")) as connection:
        for name, value in (("temp_store", "MEMORY"), *WRITER_PRAGMAS):
            connection.execute(f"PRAGMA {name}={value}")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
