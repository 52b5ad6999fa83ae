"""The two kinds of transaction. One act is one `Store.write()`: rule, rows and audit entry together, or nothing.

The store owns the one writing connection of the file and is used by one thread at a time; readers are separate short
connections that cannot write. A query or a named write takes the `Reading` or `Writing` it is given.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.audit import Genesis, Head, canonical_bytes, genesis_hash, link
from app.errors import AppError, Refusal, WorldFailure, WrongCall
from db import ballast as ballast  # services ask it through the store
from db import engine as engines
from db import migrate, seals
from db.browsing import Browser
from db.filelock import FileLock, who_has
from db.held import Check, Held
from db.reading import Reading as Reading
from db.stored import Unreadable, utc_text

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Executable

    from db.vault import Vault


class Writing(Reading):
    """A write transaction. Whatever it does is on disk when the `with` has ended, or was never there."""

    def __init__(self, connection: Connection, head: Head, watch: seals.Watch) -> None:
        super().__init__(connection.connection.driver_connection, lambda: connection)
        self.head = head
        self._watch = watch
        self._last_at: datetime | None = None

    def run(self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None) -> int:
        """Carry out a statement; gives the number of rows it touched."""
        return self.connection.execute(statement, values).rowcount

    def insert(self, statement: Executable, values: Mapping[str, Any]) -> int:
        """Insert one row and give its id."""
        key = self.connection.execute(statement, values).inserted_primary_key
        assert key is not None  # every table has one integer key
        return int(key[0])

    def put(self, sql: str, values: tuple[Any, ...]) -> None:
        """Insert one row through the driver, the short way of `row`."""
        self.driver().execute(sql, values)

    def run_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Insert many rows through the driver: `sql` has one `?` for each value, never a value itself."""
        if rows:
            self.connection.exec_driver_sql(sql, list(rows))

    def audit(self, act: str, *, by: str, at: datetime, ref: str = "", note: str = "", **facts: Any) -> int:
        """Append one entry to the chain; gives its number.

        `facts` carry ids, numbers and reason codes, never names, ID numbers, phones or free text: a `note` is bound by
        a salted digest and kept beside, so that it can be erased later without breaking the chain.
        """
        seq = self.head.seq + 1
        body: dict[str, Any] = {"act": act, "at": utc_text(at), "by": by, "ref": ref, **facts}
        if note:
            body["note"] = self._bind_note(seq, note)
        if self._watch.touched:
            body["rows"] = self._watch.take(self.driver())
        self._last_at = at
        entry = link(self.head.hash, seq, body)
        self.put(
            "INSERT INTO audit_entry (seq, prev, body, hash) VALUES (?, ?, ?, ?)",
            (seq, entry.prev, entry.body, entry.hash),
        )
        self.head = Head(seq, entry.hash)
        return seq

    def seal_rest(self) -> None:
        """Seal the rows an act touched after its last entry, or without one."""
        if self._watch.touched and (self.head.seq or self.head.hash):
            self.audit("rows.sealed", by="program", at=self._last_at or datetime.now(UTC))

    def seal_all(self) -> None:
        """Let the next entry seal every row there is."""
        self._watch.all_rows(self.driver())

    def _bind_note(self, seq: int, note: str) -> str:
        salt = self._watch.salt()
        self.connection.exec_driver_sql("INSERT INTO audit_note (seq, salt, text) VALUES (?, ?, ?)", (seq, salt, note))
        return hashlib.sha256(salt + note.encode()).hexdigest()


Prove = Callable[[Reading], None]
"""Looks at a file that was just migrated, inside the transaction, and raises what it does not like."""


class Store:
    """An open contest file. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, lock: FileLock) -> None:
        self.path = path
        self._lock = lock
        self._barred: AppError | None = None
        self._watch: seals.Watch
        self.upgraded_from = 0
        self._turn = threading.Lock()
        self._held = Held()
        self._browser = Browser(path)
        self._driver: sqlite3.Connection | None = None  # the one that writes, from opening to closing
        self._writer: Engine | None = None
        self._writing: Connection | None = None
        self.vault: Vault | None = None
        self._head = Head(0, b"")
        self.after_commit: Callable[[], None] | None = None

    @classmethod
    def create(cls, path: Path, genesis: Genesis, fill: Callable[[Store], None] | None = None) -> Store:
        """Make a new contest file whose chain begins with `genesis` (base, chain, contest), and whatever `fill` writes.

        It is made under another name and gets its own when it is whole: a program killed on the way leaves no file of
        that name. Raises Refusal "store.exists" when there is one already, WorldFailure when the folder cannot be used.
        """
        if path.exists():
            raise Refusal("store.exists", path=path.name)
        lock = FileLock(path)
        try:
            if path.exists():
                raise Refusal("store.exists", path=path.name)
            unborn = path.with_name(f".{path.name}.unborn")
            _remove(unborn)  # what a killed program left
            try:
                _touch(unborn)
                with cls(unborn, FileLock(unborn)) as store:
                    store._start(0, None)
                    store._write_genesis(genesis)
                    if fill is not None:
                        fill(store)
                _give_name(unborn, path)
            except BaseException:
                _remove(unborn)
                raise
            return cls._opened(path, lock, migrate.SCHEMA_VERSION, None)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path, prove: Prove | None = None) -> Store:
        """Open a contest file, alone; upgrade an older one after a copy, and let `prove` look at it before it counts.

        Raises WrongCall "store.missing", "store.foreign", "store.newer"; WorldFailure
        "store.locked", "store.no_permission", "store.damaged"; whatever `prove` raises, the old file being as it was.
        """
        if not path.is_file():
            raise WrongCall("store.missing", path=path.name)
        lock = FileLock(path)
        try:
            # Only behind the lock: closing a second handle on a file this process has open drops SQLite's own locks.
            return cls._opened(path, lock, migrate.check_version(path), prove)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _opened(cls, path: Path, lock: FileLock, version: int, prove: Prove | None) -> Store:
        store = cls(path, lock)
        try:
            lock.hold_file()
            store._start(version, prove)
        except BaseException:
            store._let_go()  # or its log would stay beside a file that was refused
            raise
        return store

    def _start(self, version: int, prove: Prove | None) -> None:
        with world_errors(self.path):
            self._driver = engines.open_writer(self.path)
            if version != migrate.SCHEMA_VERSION:
                engine = self._engine(self._driver)
                if migrate.upgrade(engine, self.path, version, lambda steps: _adopt(steps, version, prove)):
                    self.upgraded_from = version
            self._watch = seals.Watch(self._driver)
            self._driver.execute("BEGIN IMMEDIATE")  # as an act begins: a file that takes none says so now
            try:
                self._head = _head_of(self._driver)
            finally:
                self._driver.rollback()

    def _engine(self, driver: sqlite3.Connection) -> Engine:
        if self._writer is None:
            self._writer = engines.writer_engine(driver)
        return self._writer

    @property
    def _connection(self) -> Connection | None:
        """The writing connection in SQLAlchemy's hands from the first act on; None once the file is closed."""
        if self._writing is None and self._driver is not None:
            self._writing = self._engine(self._driver).connect()
        return self._writing

    def _let_go(self) -> None:
        if self._writing is not None:
            self._writing.close()
            self._writing = None
        if self._writer is not None:
            self._writer.dispose()
            self._writer = None
        if self._driver is not None:
            self._driver.close()
            self._driver = None

    def use_salts(self, salt: Callable[[], bytes]) -> None:
        """Take the salts of seals and notes from `salt` (16 bytes each call) instead of the system's randomness: only
        for invented contests, where two runs of one seed have to give the same record."""
        self._watch.salt = salt

    def bar(self, error: AppError) -> None:
        """Take no more writes: the file failed a check, and whoever tries is told which (`error`)."""
        self._barred = error

    def hold(self, check: Check) -> None:
        """Write nothing before `check` has found the file sound; see `db.held`. Reading goes on."""
        self._held.wait_for(check)

    def settle(self) -> None:
        """Carry out the check this file still waits for, or wait for whoever is at it."""
        self._held.settle(lambda error: self.bar(self._barred or error))

    @property
    def barred(self) -> AppError | None:
        """Why nothing may be written into this file; None for a sound one, as far as it was checked (see `hold`)."""
        return self._barred

    def _write_genesis(self, genesis: Genesis) -> None:
        text = canonical_bytes(genesis.to_dict()).decode()
        with self.write() as writing:
            writing.connection.exec_driver_sql("INSERT INTO audit_genesis (id, body) VALUES (1, ?)", (text,))
            writing.head = Head(0, genesis_hash(genesis))

    @property
    def head(self) -> Head:
        """Where the chain stands now."""
        return self._head

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """A short read transaction on a connection of its own.

        Raises WorldFailure "store.closed": a file that was let go of may be gone, moved or somebody else's by now.
        """
        if self._driver is None:
            raise WorldFailure("store.closed", path=self.path.name)
        with world_errors(self.path), transaction(self.path) as reading:
            reading.vault = self.vault
            yield reading

    @contextmanager
    def browse(self) -> Iterator[Reading]:
        """As `read`, on a connection that is kept: for the pages of a list, of which turning the wheel asks many."""
        if self._driver is None:
            raise WorldFailure("store.closed", path=self.path.name)
        with world_errors(self.path), self._browser.transaction() as connection:
            reading = Reading.of(connection)
            reading.vault = self.vault
            yield reading

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """One act. Leaves the file as it was on any error; database errors come out as WorldFailure.

        Raises what the file was barred with. The first act that finds the disk full frees the ballast for the next.
        """
        self.settle()
        with self._turn:
            connection = self._connection
            if connection is None:
                raise WorldFailure("store.closed", path=self.path.name)
            if self._barred is not None:
                raise self._barred
            with _room_made(self.path.parent), world_errors(self.path), _transaction(connection):
                self._watch.forget()
                writing = Writing(connection, self._head, self._watch)
                writing.vault = self.vault
                yield writing
                writing.seal_rest()
            # Only now is it on disk: an error in COMMIT leaves the chain's head where it was.
            self._head = writing.head
        if self.after_commit is not None:
            self.after_commit()

    def rebuild(self) -> None:
        """Write the file anew and empty its log, so that nothing deleted is left in free pages.

        Needs as much room again as the file has. Raises WorldFailure; then the file is as it was.
        """
        self.settle()
        with self._turn:
            if self._driver is None:
                raise WorldFailure("store.closed", path=self.path.name)
            with world_errors(self.path):
                engines.rebuild(self.path)

    def copy_to(self, target: Path) -> None:
        """A consistent copy at `target` (which must not exist), through the backup API, readers and writers go on."""
        if target.exists():
            raise Refusal("store.exists", path=target.name)
        migrate.copy_database(self.path, target)

    def rescue_to(self, target: Path) -> None:
        """A copy at `target` (which must not exist) of a file that was taken away while it was open: all that was
        written is still in the hands of the open connection. Raises WorldFailure."""
        if target.exists():
            raise Refusal("store.exists", path=target.name)
        with self._turn:
            if self._driver is None:
                raise WorldFailure("store.closed", path=self.path.name)
            migrate.copy_open(self._driver, target)

    @staticmethod
    def copy_of_another(path: Path, target: Path) -> None:
        """A copy at `target` of a file that another process has open; that file is only read. Raises WorldFailure."""
        migrate.copy_database(path, target)

    @staticmethod
    def holder(path: Path) -> str:
        """The computer and process that has a file open and since when, as it noted itself; "" when nobody did."""
        return who_has(path)

    def close(self) -> None:
        """Close and let go of the file.

        SQLite moves its log into the file when the last connection goes; on a full disk the log stays beside it and is
        read at the next start.
        """
        self._held.drop()
        with self._turn:
            self._browser.close()
            self._let_go()
            self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def _adopt(connection: Connection, version: int, prove: Prove | None) -> None:
    """Inside the transaction of the steps: the file is proved by the seals it came with, then its chain vouches for all
    it holds from now on."""
    if prove is not None:
        prove(Reading.of(connection))
    driver = connection.connection.driver_connection
    writing = Writing(connection, _head_of(driver), seals.Watch(driver))
    if writing.head.hash:
        writing.seal_all()
        writing.audit("file.migrated", by="program", at=datetime.now(UTC), old=version, new=migrate.SCHEMA_VERSION)


def _head_of(driver: Any) -> Head:
    """Where the chain of a file stands; without a hash where it has not begun."""
    last = driver.execute("SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1").fetchone()
    if last is not None:
        return Head(int(last[0]), bytes(last[1]))
    first = driver.execute("SELECT body FROM audit_genesis WHERE id = 1").fetchone()
    return Head(0, genesis_hash(json.loads(first[0])) if first else b"")


def _remove(path: Path) -> None:
    for name in (path.name, path.name + "-wal", path.name + "-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _give_name(unborn: Path, path: Path) -> None:
    """Let a whole, closed file be seen under its name, never over another; on the medium before this returns."""
    try:
        if sys.platform == "win32":
            unborn.rename(path)  # refuses an existing name there
        else:
            try:
                path.hardlink_to(unborn)  # the one way that never takes the place of another file
            except FileExistsError:
                raise
            except OSError:  # a file system without links; the lock keeps our own programs apart
                unborn.rename(path)
            unborn.unlink(missing_ok=True)
        migrate.sync_folder(path.parent)
    except FileExistsError as error:
        raise Refusal("store.exists", path=path.name) from error
    except OSError as error:
        raise WorldFailure("store.write_failed", path=path.name, reason=error.strerror or "") from error


LITTLE = 1 << 20
"""Below so many free bytes a failed write means that the disk is full, whatever SQLite called it."""


@contextmanager
def _room_made(folder: Path) -> Iterator[None]:
    try:
        yield
    except WorldFailure as failure:
        if failure.code == "store.disk_full" or (failure.code == "store.write_failed" and _is_full(folder)):
            ballast.give_up(folder)
        raise


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LITTLE
    except OSError:
        return False


@contextmanager
def transaction(path: Path) -> Iterator[Reading]:
    """A short read transaction on a connection of its own."""
    driver = engines.open_reader(path)
    reading = Reading(driver, lambda: engines.for_sqlalchemy(driver))
    try:
        driver.execute("BEGIN")
        yield reading
    finally:
        reading.let_go()
        driver.close()


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    """One transaction, taken back whole on any error; SQLite itself ends it after some failed COMMITs only."""
    driver: Any = connection.connection.driver_connection
    try:
        with connection.begin():
            yield
    except BaseException:
        if driver.in_transaction:
            driver.rollback()
        raise


def _touch(path: Path) -> None:
    try:
        with path.open("xb"):
            pass
    except OSError as error:
        raise WorldFailure("store.no_permission", path=path.name, reason=error.strerror or "") from error


@contextmanager
def world_errors(path: Path) -> Iterator[None]:
    """Turn a database's complaint about the world into the sentence a person can act on; a bug passes through."""
    try:
        yield
    except UnicodeEncodeError as error:  # the name of a file from outside, of bytes that are no text
        raise Refusal("store.no_text", path=path.name) from error
    except UnicodeDecodeError as error:  # the driver itself trips over a name or message that rot made no text
        raise WorldFailure("store.damaged", path=path.name, reason=error.reason) from error
    except Unreadable as error:
        raise WorldFailure("store.damaged", path=path.name, reason=str(error)) from error
    except Exception as error:
        cause = getattr(error, "orig", error)  # SQLAlchemy's errors carry the driver's
        code = _world_code(str(cause)) if isinstance(cause, engines.DRIVER_ERROR) else None
        if code is None:
            raise
        raise WorldFailure(code, path=path.name, reason=str(cause)) from error


def _world_code(message: str) -> str | None:
    text = message.lower()
    for part, code in (
        ("malformed", "store.damaged"),  # these first: the rest of the sentence may hold any word
        ("could not decode", "store.damaged"),  # a text that is none: bit rot inside a row; it names the column
        ("no such table", "store.damaged"),
        ("no such column", "store.damaged"),
        ("on view", "store.damaged"),  # a view in a table's place
        ("full", "store.disk_full"),
        ("disk i/o", "store.write_failed"),
        ("locked", "store.locked"),
        ("not a database", "store.damaged"),
        ("no such collation", "store.damaged"),
        ("foreign key mismatch", "store.damaged"),
        ("readonly", "store.no_permission"),
        ("unable to open", "store.no_permission"),
        ("append-only", "store.append_only"),
    ):
        if part in text:
            return code
    return None
