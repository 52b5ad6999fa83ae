"""Room kept for the moment the disk is full: a file of zeros beside the contest files, given up at the first refusal.

What it gives free lets the marks in hand, and one export, still be written. It is emptied, not deleted: an empty one
says that the room was needed, until there is plenty again and it is filled anew.
"""

from __future__ import annotations

import os
import shutil
from enum import Enum
from pathlib import Path

FILE = ".jiangping-ballast"
SIZE = 32 << 20
PLENTY = 200 << 20
"""Free bytes that must be left beside a new ballast."""
_PART = 1 << 20


class State(Enum):
    """Whether room is kept in a folder."""

    NONE = "none"  # never made here
    HELD = "held"
    FREED = "freed"  # given up because the disk was full


def state(folder: Path) -> State:
    """What there is in a folder."""
    try:
        size = (folder / FILE).stat().st_size
    except OSError:
        return State.NONE
    return State.HELD if size else State.FREED


def hold(folder: Path, *, size: int = SIZE, plenty: int = PLENTY) -> State:
    """Make or fill the ballast where the disk has `size` and `plenty` more bytes; gives how it stands afterwards.

    A disk that is short, or a folder that takes no file, is left as it is: the ballast is a comfort, never a duty.
    """
    now = state(folder)
    if now is State.HELD:
        return now
    path = folder / FILE
    try:
        if shutil.disk_usage(folder).free < size + plenty:
            return now
        with path.open("wb", buffering=0) as file:
            _fill(file.fileno(), size)
            os.fsync(file.fileno())
    except OSError:
        give_up(folder)
    return state(folder)


def _fill(handle: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)  # a file with holes would keep no room
        return
    left = size
    while left > 0:
        left -= os.write(handle, bytes(min(left, _PART)))


def give_up(folder: Path) -> bool:
    """Empty the ballast; gives whether that freed anything. Never raises: the disk is in trouble already."""
    path = folder / FILE
    try:
        if path.stat().st_size == 0:
            return False
        with path.open("r+b", buffering=0) as file:
            file.truncate(0)
            os.fsync(file.fileno())
    except OSError:
        return False
    return True
