"""Opens a contest file so that an acknowledged commit survives a power cut. All dialect differences live here.

The order and the values of the PRAGMAs are the file's durability: synchronous before journal_mode covers the switch,
WAL with FULL/EXTRA was the mode that lost nothing in simulated power cuts and did the least harm on drives that lie
about syncing. Every answer is checked: a network or odd file system that cannot keep a WAL is refused, not used.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, StaticPool

from app.errors import WorldFailure

# What the driver itself raises where a query goes past SQLAlchemy.
DRIVER_ERRORS = (DBAPIError, sqlite3.Error)
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


def writer_engine(path: Path) -> Engine:
    """The one writing connection of a file. Transactions begin with BEGIN IMMEDIATE, never implicitly.

    Raises WorldFailure "store.no_wal" where the place cannot keep a write-ahead log.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: _connect(path, "rw"), poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "connect", _prepare_writer)
    event.listen(engine, "begin", _begin_writing)
    return engine


def _begin_writing(connection: Connection) -> None:
    # Through the driver: this runs before every act, and SQLAlchemy's way round costs more than the statement.
    connection.connection.cursor().execute("BEGIN IMMEDIATE")


def reader_engine(path: Path) -> Engine:
    """Short reading connections that cannot write."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path, "ro"), poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _prepare_reader)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + f"?mode={mode}"
    # One connection is handed from the opening thread to the store thread; it is never used by two at a time.
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _prepare_writer(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for name, value in WRITER_PRAGMAS:
        answer = cursor.execute(f"PRAGMA {name}={value}").fetchone()
        if name == "journal_mode" and (answer is None or str(answer[0]).lower() != "wal"):
            raise WorldFailure("store.no_wal")
    for name, wanted in WRITER_ANSWERS.items():
        answer = cursor.execute(f"PRAGMA {name}").fetchone()
        if answer is None or answer[0] != wanted:
            raise WorldFailure("store.no_wal")
    cursor.close()


def _prepare_reader(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for name, value in READER_PRAGMAS:
        cursor.execute(f"PRAGMA {name}={value}")
    cursor.close()


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
