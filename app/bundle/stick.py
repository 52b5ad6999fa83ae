"""Writing a file so that it is whole on a stick pulled out right after "done", or not there at all.

Rules, in order:
1. A stale `.part` is removed; free space must hold the file; then everything goes to `<name>.part`.
2. fsync the file, close, rename over the name, fsync the folder, syncfs (Linux); on Windows the file's handle is
   flushed before and after the rename. Left out, each of these lost files in measurements.
3. The cache is dropped, the file read back from the medium and compared byte by byte; a given `check` judges it too.
4. Only then is it "可以拔出". Cancelling or failing leaves no `.part` behind.
Failures of the medium are WorldFailure: disk_full, no_permission, write_failed, read_back.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.bundle import suite
from app.bundle.findings import Finding
from app.errors import WorldFailure

CHUNK = 1 << 20
RESERVE = 1 << 20  # file systems need some room of their own for the name and the tables
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


class Stage(Enum):
    """What is being done; shown as steps."""

    WRITE = "write"
    FLUSH = "flush"
    READ_BACK = "read_back"
    DONE = "done"


Progress = Callable[[Stage, int, int], bool]  # stage, bytes done, bytes in all; False asks to cancel


@dataclass(frozen=True)
class Written:
    """A file proved to be on the medium."""

    path: Path
    size: int
    sha256: str


def _go_on(stage: Stage, done: int, total: int) -> bool:
    return True


def write_file(
    folder: Path,
    name: str,
    raw: bytes,
    *,
    check: Callable[[bytes], None] | None = None,
    progress: Progress = _go_on,
) -> Written:
    """Write `raw` as `folder/name` by the rules above and prove it by reading it back.

    `check` gets the bytes read back and raises if it does not like them. Raises WorldFailure, or Finding
    `bundle.cancelled` when `progress` asked for it; in both cases the name is as it was or absent.
    """
    path, part = folder / name, folder / f"{name}.part"
    with _told(path):
        part.unlink(missing_ok=True)
        _need_space(folder, len(raw), name)
        try:
            _write_part(part, raw, progress)
            progress(Stage.FLUSH, len(raw), len(raw))
            os.replace(part, path)  # noqa: PTH105 - named beside fsync, it reads as the sequence it is
        except BaseException:
            with contextlib.suppress(OSError):  # the medium is gone or full; the first failure is the one to tell
                part.unlink(missing_ok=True)
            raise
        _flush_folder(folder, path)
        found = read_back(path, len(raw), progress)
    if found != raw:
        raise WorldFailure("bundle.read_back", name=name)
    if check is not None:
        check(found)
    progress(Stage.DONE, len(raw), len(raw))
    return Written(path, len(raw), suite.digest(raw))


def check_again(path: Path, sha256: str) -> Written:
    """再插一次核对: whether the file on a stick still has the digest it was written with. Raises WorldFailure."""
    with _told(path):
        raw = read_back(path, path.stat().st_size, _go_on)
    if suite.digest(raw) != sha256:
        raise WorldFailure("bundle.read_back", name=path.name)
    return Written(path, len(raw), sha256)


def read_back(path: Path, size: int, progress: Progress = _go_on) -> bytes:
    """The bytes as the medium has them: the system's cached copy is dropped first where that can be asked for."""
    parts: list[bytes] = []
    done = 0
    with path.open("rb", buffering=0) as stream:
        _drop_cache(stream.fileno())
        while part := stream.read(CHUNK):
            parts.append(part)
            done += len(part)
            progress(Stage.READ_BACK, done, size)
    return b"".join(parts)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn trouble of the medium into the sentence a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise WorldFailure("bundle.disk_full", name=path.name, folder=str(path.parent)) from error
        if error.errno in _FORBIDDEN:
            raise WorldFailure("bundle.no_permission", name=path.name, folder=str(path.parent)) from error
        raise WorldFailure("bundle.write_failed", name=path.name, folder=str(path.parent)) from error


def _need_space(folder: Path, size: int, name: str) -> None:
    if shutil.disk_usage(folder).free < size + RESERVE:
        raise OSError(errno.ENOSPC, "no space", name)


def _write_part(part: Path, raw: bytes, progress: Progress) -> None:
    view = memoryview(raw)
    with part.open("xb", buffering=0) as stream:
        done = 0
        while done < len(raw):
            if not progress(Stage.WRITE, done, len(raw)):
                raise Finding("bundle.cancelled", name=part.stem)
            done += stream.write(view[done : done + CHUNK])
        os.fsync(stream.fileno())


def _flush_folder(folder: Path, path: Path) -> None:
    if sys.platform == "win32":
        with path.open("r+b") as stream:  # folders cannot be opened there; the handle of the renamed file can
            os.fsync(stream.fileno())
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _sync_folder(handle)
        _sync_file_system(handle)
    finally:
        os.close(handle)


def _sync_folder(handle: int) -> None:
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # some file systems know no fsync of a folder; syncfs then does it
            raise


def _sync_file_system(handle: int) -> None:
    """Everything of that file system to the medium; only Linux has the call, and Python has no name for it."""
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
        raise OSError(ctypes.get_errno() or errno.EIO, "syncfs failed")


def _drop_cache(handle: int) -> None:
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
