"""Places a file can be carried away on: sticks and other volumes, with their free space. Asked away from the Qt thread:
a drive that spins up or a network that is gone takes seconds to answer."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

# how deep below these a volume is mounted: /media/name or /media/user/name, /run/media/user/name, /mnt/name
_WHERE = {"/media/": 2, "/run/media/": 2, "/mnt/": 1, "/Volumes/": 1}
_GB, _MB = 1 << 30, 1 << 20


@dataclass(frozen=True)
class Place:
    """Somewhere to write to. `free` in bytes; `stick`: a volume of its own, that can be pulled out."""

    path: str
    label: str
    free: int
    read_only: bool = False
    stick: bool = False

    @property
    def size_words(self) -> str:
        """The free space as people say it."""
        return f"{self.free / _GB:.1f} GB" if self.free >= _GB else f"{self.free / _MB:.0f} MB"


def sticks() -> tuple[Place, ...]:
    """The volumes that look like sticks, by label."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        if volume.isValid() and volume.isReady() and _is_stick(root):
            label = volume.displayName() or root
            found.append(Place(root, label, volume.bytesAvailable(), volume.isReadOnly(), stick=True))
    return tuple(sorted(found, key=lambda place: place.label))


def _is_stick(root: str) -> bool:
    if sys.platform == "win32":
        return not root.upper().startswith("C:")
    return any(
        root.startswith(start) and root.removeprefix(start).strip("/").count("/") < deep
        for start, deep in _WHERE.items()
    )


def folder_place(path: str) -> Place:
    """A folder a person chose, with the free space of the volume it lies on."""
    volume = QStorageInfo(path)
    return Place(path, Path(path).name or path, volume.bytesAvailable(), volume.isReadOnly())
