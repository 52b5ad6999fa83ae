"""A table file appears whole or not at all: written beside its place, flushed to the disk, then renamed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from app.errors import WorldFailure


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what is there. WorldFailure tables.not_written leaves the old file as it was."""
    beside: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            beside = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except OSError as error:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink()
        raise WorldFailure("tables.not_written", file=path.name, reason=error.strerror or str(error)) from error
    _sync_folder(path.parent)


def put_at(path: Path, data: bytes) -> None:
    """Write `data` under the very name `path` and flush it, to be renamed by `give_name` later: for a file that must be
    found again after a power cut. Raises WorldFailure "tables.not_written"; then nothing is there."""
    try:
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise WorldFailure("tables.not_written", file=path.name, reason=error.strerror or str(error)) from error
    _sync_folder(path.parent)


def give_name(beside: Path, path: Path) -> None:
    """Let a file that was written whole take the place of `path`. Raises OSError; then both are as they were."""
    beside.replace(path)
    _sync_folder(path.parent)


def try_name(path: Path) -> None:
    """Find out whether the file at `path`, if there is one, may be replaced: Windows keeps one that is open elsewhere.

    Raises WorldFailure "tables.not_written" when not.
    """
    try:
        if path.exists():
            with path.open("r+b"):
                pass
    except OSError as error:
        raise WorldFailure("tables.not_written", file=path.name, reason=error.strerror or str(error)) from error


def try_place(path: Path) -> None:
    """Find out whether `write_whole` could put a file at `path`, before anything is entered that the file belongs to.

    Raises WorldFailure "tables.not_written" when not.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(21, os.strerror(21))
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            pass
    except OSError as error:
        raise WorldFailure("tables.not_written", file=path.name, reason=error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable, where the system lets a folder be opened."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
