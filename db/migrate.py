"""Brings a contest file to today's schema, or refuses it untouched: newer files and foreign files are never changed."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import WorldFailure, WrongCall
from db.engine import APPLICATION_ID, header

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

SCHEMA_VERSION = 4


def check_version(path: Path) -> int:
    """The schema version of a file of ours. Raises WrongCall "store.foreign" or "store.newer"; touches nothing."""
    application, version = header(path)
    if application != APPLICATION_ID:
        raise WrongCall("store.foreign", path=path.name)
    if version > SCHEMA_VERSION:
        raise WrongCall("store.newer", path=path.name, version=version, known=SCHEMA_VERSION)
    return version


def upgrade(engine: Engine, path: Path, version: int, adopt: Callable[[Connection], None]) -> bool:
    """Run the missing steps in one transaction, after a copy beside the file (`name.contest.v1-before`).

    Gives whether anything was done. An old file that is not whole is left alone; references are checked and `adopt`
    proves and seals the result before it counts, while the file still says its old version. A failure rolls the whole
    transaction back.
    """
    if version == SCHEMA_VERSION:
        return False
    if version > 0:
        _need_whole(engine, path)
        copy_database(path, path.with_name(f"{path.name}.v{version}-before"))
    with engine.begin() as connection:
        run_migrations(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise WorldFailure("store.damaged", path=path.name, check="foreign_key_check")
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        if version > 0:
            adopt(connection)
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    return True


def _need_whole(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
    if found != "ok":
        raise WorldFailure("store.damaged", path=path.name, check="integrity_check")


def run_migrations(connection: Connection) -> None:
    """Run all Alembic steps on an open transaction; the caller commits."""
    from alembic import command  # here: a file of today's schema needs no step, and every start would load it

    config = migration_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def migration_config() -> Config:
    """Alembic's settings, made in code: the frozen program ships no ini file."""
    from alembic.config import Config  # here: see `run_migrations`

    config = Config()
    config.set_main_option("script_location", str(_script_folder()).replace("%", "%%"))
    return config


def _script_folder() -> Path:
    bundled = getattr(sys, "_MEIPASS", None)  # set in the frozen program
    return (Path(bundled) / "db" if bundled else Path(__file__).parent) / "migrations"


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy through SQLite's backup API, whole or not at all. Raises WorldFailure "store.copy_failed"."""
    with _told(target):
        reading = sqlite3.connect(source.absolute().as_uri() + "?mode=ro", uri=True)
        try:
            copy_open(reading, target)
        finally:
            reading.close()


def copy_open(reading: sqlite3.Connection, target: Path) -> None:
    """As `copy_database`, of what an open connection sees: also of a file that is no longer where it was."""
    part = target.with_name(target.name + ".part")
    with _told(target):
        part.unlink(missing_ok=True)
        try:
            writing = sqlite3.connect(part)
            try:
                reading.backup(writing)
                writing.execute("PRAGMA journal_mode=DELETE")
            finally:
                writing.close()
            part.replace(target)
        except (sqlite3.Error, OSError):
            part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise WorldFailure("store.copy_failed", path=target.name, reason=str(error)) from error


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the medium; Windows has no such call and does it with the file."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
