"""A disk whose power can fail after every single operation: unsynced writes are dropped, torn or reordered.

Rules of the disk:
1. A write is on the medium once its file was synced after it. Until then a power cut keeps any subset of the unsynced
   writes, each whole or its first bytes only; never a byte outside what was written (SQLite's powersafe overwrite).
2. Names (created, renamed, removed) are on the medium once the folder or the file system was synced, or the file of a
   log was (SQLite syncs the folder then). Until then a cut keeps any first part of them, in order.
3. A lying disk ignores a share of the syncs.
`SimVfs` lets apsw's SQLite work on it; `SimPath` lets `app.bundle.stick` work on it with its own code.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import apsw

PSOW = 0x1000  # SQLITE_IOCAP_POWERSAFE_OVERWRITE, what the unix VFS says
Images = dict[str, bytes]


@dataclass
class Content:
    """A file's bytes: as programs see them, as the medium has them, and the writes between the two."""

    now: bytearray = field(default_factory=bytearray)
    medium: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)  # (offset, data), or (size, None): cut off


def _apply(target: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        del target[at:]
        return
    if len(target) < at:
        target.extend(bytes(at - len(target)))
    target[at : at + len(data)] = data


class Disk:
    """Files by name. `after` is called after every operation; there a test cuts the power as often as it likes."""

    def __init__(self, files: Images | None = None, *, lies: float = 0.0, seed: int = 0) -> None:
        self.names: dict[str, Content] = {}
        self.medium_names: dict[str, Content] = {}
        self.name_changes: list[tuple[str, Content | None]] = []
        self.after: Callable[[], None] = lambda: None
        self.before: Callable[[str], None] = lambda what: None
        self.steps = 0
        self._lies, self._dice = lies, random.Random(seed)
        for name, raw in (files or {}).items():
            self.names[name] = self.medium_names[name] = Content(bytearray(raw), bytearray(raw))

    def _did(self) -> None:
        self.steps += 1
        self.after()

    def create(self, name: str) -> Content:
        """An empty file of that name."""
        self.before("create")
        content = self.names[name] = Content()
        self.name_changes.append((name, content))
        self._did()
        return content

    def write(self, content: Content, at: int, data: bytes) -> None:
        """Write bytes; they wait for a sync."""
        self.before("write")
        _apply(content.now, at, data)
        content.pending.append((at, data))
        self._did()

    def truncate(self, content: Content, size: int) -> None:
        """Cut a file off; that waits for a sync too."""
        self.before("truncate")
        _apply(content.now, size, None)
        content.pending.append((size, None))
        self._did()

    def sync(self, content: Content, *, names: bool = False) -> None:
        """Bring a file (and the folder) to the medium, unless the disk lies."""
        self.before("sync")
        if self._dice.random() >= self._lies:
            for at, data in content.pending:
                _apply(content.medium, at, data)
            content.pending.clear()
            if names:
                self._settle_names()
        self._did()

    def sync_names(self) -> None:
        """Bring the folder to the medium."""
        self.before("sync")
        if self._dice.random() >= self._lies:
            self._settle_names()
        self._did()

    def _settle_names(self) -> None:
        for name, content in self.name_changes:
            _rename(self.medium_names, name, content)
        self.name_changes.clear()

    def remove(self, name: str) -> None:
        """Take a name away."""
        self.before("remove")
        del self.names[name]
        self.name_changes.append((name, None))
        self._did()

    def rename(self, old: str, new: str) -> None:
        """Give a file another name, over whatever bore it."""
        self.before("rename")
        content = self.names.pop(old)
        self.names[new] = content
        self.name_changes += [(new, content), (old, None)]
        self._did()

    def cut(self, dice: random.Random) -> Images:
        """What is on the medium if the power fails now; one of the many possible outcomes."""
        names = dict(self.medium_names)
        for name, content in self.name_changes[: dice.randint(0, len(self.name_changes))]:
            _rename(names, name, content)
        keep = dice.choice((0.0, 0.5, 0.9, 1.0))
        return {name: _after_cut(content, dice, keep) for name, content in names.items()}


def _rename(names: dict[str, Content], name: str, content: Content | None) -> None:
    if content is None:
        names.pop(name, None)
    else:
        names[name] = content


def _after_cut(content: Content, dice: random.Random, keep: float) -> bytes:
    medium = bytearray(content.medium)
    for at, data in content.pending:  # a subset in order is every order: no two kept writes meet in one place twice
        if dice.random() >= keep:
            continue
        if data and dice.random() < 0.2:
            data = data[: dice.choice((512 * dice.randint(0, len(data) // 512), dice.randint(0, len(data))))]
        _apply(medium, at, data)
    return bytes(medium)


class SimFile(apsw.VFSFile):  # type: ignore[misc]
    """A file of a `Disk` as SQLite uses one."""

    def __init__(self, disk: Disk, name: str, temporary: bool) -> None:
        self._disk, self._name = disk, name
        if temporary:
            self._content = Content()
        else:
            self._content = disk.names.get(name) or disk.create(name)
        self._temporary = temporary
        self._fresh = not temporary and not self._content.medium

    def xRead(self, amount: int, offset: int) -> bytes:
        """Bytes of the file; fewer at its end."""
        self._disk.before("read")
        return bytes(self._content.now[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        """Write, unsynced."""
        if self._temporary:
            _apply(self._content.now, offset, bytes(data))
        else:
            self._disk.write(self._content, offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        """Cut off, unsynced."""
        if self._temporary:
            _apply(self._content.now, size, None)
        else:
            self._disk.truncate(self._content, size)

    def xSync(self, flags: int) -> None:
        """Sync; the first one of a log brings its name too, as SQLite's unix VFS does it."""
        if not self._temporary:
            self._disk.sync(self._content, names=self._fresh)
            self._fresh = False

    def xFileSize(self) -> int:
        """The length."""
        return len(self._content.now)

    def xLock(self, level: int) -> None:
        """One program at a time: nothing to do."""

    def xUnlock(self, level: int) -> None:
        """See `xLock`."""

    def xCheckReservedLock(self) -> bool:
        """See `xLock`."""
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:
        """Nothing special."""
        return False

    def xSectorSize(self) -> int:
        """As the unix VFS says it."""
        return 4096

    def xDeviceCharacteristics(self) -> int:
        """As the unix VFS says it."""
        return PSOW

    def xClose(self) -> None:
        """Nothing is brought to the medium by closing."""


class SimVfs(apsw.VFS):  # type: ignore[misc]
    """Lets apsw's SQLite work on a `Disk`."""

    def __init__(self, name: str, disk: Disk) -> None:
        self._disk = disk
        super().__init__(name, "")

    def xOpen(self, name: Any, flags: list[int]) -> SimFile:
        """A file; one without a name lives in memory."""
        temporary = name is None
        return SimFile(self._disk, "" if temporary else _text(name), temporary)

    def xDelete(self, name: str, sync: bool) -> None:
        """Remove, and sync the folder if asked."""
        if name in self._disk.names:
            self._disk.remove(name)
            if sync:
                self._disk.sync_names()

    def xAccess(self, name: str, flags: int) -> bool:
        """Whether there is such a file."""
        return name in self._disk.names

    def xFullPathname(self, name: str) -> str:
        """Names are full already."""
        return name


def _text(name: Any) -> str:
    return name if isinstance(name, str) else str(name.filename())


@contextmanager
def opened(disk: Disk, name: str, pragmas: tuple[str, ...] = ()) -> Iterator[Any]:
    """A connection of apsw's SQLite to a file on the disk.

    The lock is held for good, because a VFS written in Python has no shared memory: the log's index then lies in the
    program's own memory. What is written and synced, and in which order, is the same.
    """
    vfs = SimVfs(f"sim{id(disk)}", disk)
    connection = apsw.Connection(name, vfs=f"sim{id(disk)}")
    try:
        connection.create_scalar_function("row_touched", lambda *row: None)  # only tells the store which rows to seal
        connection.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
        yield connection
    finally:
        connection.close()
        vfs.unregister()


class SimStream:
    """An open file of a `Disk` for Python's own file code: raw bytes, or text for a list that is appended to."""

    def __init__(self, disk: Disk, content: Content, mode: str) -> None:
        self._disk, self._content, self._mode = disk, content, mode
        self._at = len(content.now) if "a" in mode else 0

    def write(self, data: Any) -> int:
        """Write where the last write ended."""
        raw = data.encode() if isinstance(data, str) else bytes(data)
        self._disk.write(self._content, self._at, raw)
        self._at += len(raw)
        return len(raw)

    def read(self, size: int = -1) -> bytes:
        """Read on; what programs see, which is what a medium that keeps its promises has."""
        end = len(self._content.now) if size < 0 else self._at + size
        raw = bytes(self._content.now[self._at : end])
        self._at += len(raw)
        return raw

    def flush(self) -> None:
        """Nothing is kept back."""

    def fileno(self) -> Content:
        """What `SimOs.fsync` syncs."""
        return self._content

    def __enter__(self) -> SimStream:
        return self

    def __exit__(self, *error: object) -> None:
        pass


class SimPath:
    """A path on a `Disk`, as much of `Path` as the code that writes to sticks asks of one."""

    def __init__(self, disk: Disk, text: str) -> None:
        self._disk, self._text = disk, text

    def __truediv__(self, name: str) -> SimPath:
        return SimPath(self._disk, f"{self._text}/{name}")

    def __str__(self) -> str:
        return self._text

    @property
    def name(self) -> str:
        """The last part."""
        return self._text.rpartition("/")[2]

    @property
    def stem(self) -> str:
        """The last part without its suffix."""
        return self.name.rpartition(".")[0]

    @property
    def parent(self) -> SimPath:
        """The folder."""
        return SimPath(self._disk, self._text.rpartition("/")[0])

    def resolve(self) -> SimPath:
        """Itself."""
        return self

    def is_dir(self) -> bool:
        """Every folder is there."""
        return True

    def exists(self) -> bool:
        """Whether there is such a file."""
        return self._text in self._disk.names

    def iterdir(self) -> Iterator[SimPath]:
        """The files of the folder."""
        inside = [name for name in self._disk.names if name.rpartition("/")[0] == self._text]
        return iter([SimPath(self._disk, name) for name in inside])

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove."""
        if self.exists():
            self._disk.remove(self._text)
        elif not missing_ok:
            raise FileNotFoundError(self._text)

    def read_bytes(self) -> bytes:
        """All of it."""
        if not self.exists():
            raise FileNotFoundError(self._text)
        return bytes(self._disk.names[self._text].now)

    def open(self, mode: str = "r", **_: Any) -> SimStream:
        """A stream; "x" and "a" make the file."""
        if "r" in mode and not self.exists():
            raise FileNotFoundError(self._text)
        if "x" in mode and self.exists():
            raise FileExistsError(self._text)
        content = self._disk.names.get(self._text) or self._disk.create(self._text)
        return SimStream(self._disk, content, mode)


class SimOs:
    """The functions of `os` that bring things to a medium, on a `Disk`."""

    O_RDONLY = O_DIRECTORY = 0

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def fsync(self, what: Any) -> None:
        """Sync a file, or the folder."""
        if isinstance(what, Content):
            self._disk.sync(what)
        else:
            self._disk.sync_names()

    def replace(self, old: SimPath, new: SimPath) -> None:
        """Rename."""
        self._disk.rename(str(old), str(new))

    def open(self, folder: SimPath, flags: int) -> str:
        """A handle of a folder."""
        return str(folder)

    def close(self, handle: str) -> None:
        """Nothing to let go of."""


def use_sim(monkeypatch: Any, disk: Disk, *, chunk: int = 4096) -> None:
    """Let the code that writes backups and bundles work on a `Disk` given to it as a `SimPath`."""

    from app.bundle import stick
    from app.services import heads

    for module in (stick, heads):
        monkeypatch.setattr(module, "os", SimOs(disk))
    monkeypatch.setattr(stick, "_sync_file_system", lambda handle: _sync_all(disk))
    monkeypatch.setattr(stick, "_drop_cache", lambda handle: None)
    monkeypatch.setattr(stick, "_need_space", lambda folder, size, name: None)
    monkeypatch.setattr(stick, "CHUNK", chunk)


def _sync_all(disk: Disk) -> None:
    for content in set(map(id, disk.names.values())):
        disk.sync(next(one for one in disk.names.values() if id(one) == content))
    disk.sync_names()
