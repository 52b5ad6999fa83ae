"""One process per contest file: an operating-system lock on a file beside it, held while it is open.

By whatever name it is opened: a symbolic link is followed to the file whose log and lock lie beside it, and a second
(hard) link, whose log would lie elsewhere, meets a lock on the file itself.
"""

from __future__ import annotations

import contextlib
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.errors import WorldFailure


class FileLock:
    """Held from construction to `release`. A crash releases it, because the system does."""

    def __init__(self, path: Path) -> None:
        """Raises WorldFailure "store.locked" when another process has the file, "store.no_permission" when the
        folder cannot be written."""
        self.path = _beside(path)
        self._contest = path
        self._file = -1
        try:
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise WorldFailure("store.no_permission", path=path.name, reason=error.strerror or "") from error
        try:
            _take(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise WorldFailure("store.locked", path=path.name) from error
        _note(self._handle)

    def hold_file(self) -> None:
        """Hold the file itself too, before SQLite opens it. Raises WorldFailure "store.locked" when another process
        has it by another link. Nothing where the system locks no file beside SQLite's own locks."""
        if sys.platform == "win32" or self._file >= 0:
            return
        try:
            handle = os.open(self._contest, os.O_RDONLY)
        except OSError:
            return  # SQLite says what is the matter
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(handle)
            raise WorldFailure("store.locked", path=self._contest.name) from error
        except OSError:
            os.close(handle)  # a file system without such locks
            return
        self._file = handle

    def release(self) -> None:
        """Let go, after SQLite has. The lock file goes too, so that a folder shows only what a person put there."""
        if self._handle < 0:
            return
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
        if sys.platform != "win32":
            # Unlinking while the lock is held: a newcomer that opened the old file fails to lock it or locks a
            # nameless one, so `_take` below checks the name again.
            self.path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = -1
        if sys.platform == "win32":
            self.path.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """The lock's place: beside the file itself, as its log is, not beside a symbolic link to it."""
    real = Path(os.path.realpath(path))
    return real.with_name(real.name + ".lock")


def _note(handle: int) -> None:
    """Say who holds it, for whoever finds the file locked. The first byte is what Windows locks against readers too."""
    words = f" {platform.node()}\t{os.getpid()}\t{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    with contextlib.suppress(OSError):  # on a full disk the lock counts without the words
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, words.encode())


def who_has(path: Path) -> str:
    """What the holder of a file noted: computer, process number and time in UTC, with tabs between; "" if nothing."""
    try:
        with _beside(path).open("rb") as stream:
            stream.seek(1)
            return stream.read(300).decode("utf-8", errors="replace")
    except OSError:
        return ""


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(handle).st_nlink == 0:
            raise OSError("the lock file was replaced while it was being locked")
