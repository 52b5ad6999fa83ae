"""Work on millions of small values that form no circles, without Python looking for circles among them meanwhile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Count:
    """How many pieces of such work are under way, in whatever threads, and how the collector stood before the first."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.pieces = 0
        self.was_on = False


_count = _Count()


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the collector off for one piece of work; memory of values that form no circle is freed all the same.

    Of several pieces at once the last to end leaves the collector as the first found it.
    """
    with _count.turn:
        if not _count.pieces:
            _count.was_on = gc.isenabled()
            gc.disable()
        _count.pieces += 1
    try:
        yield
    finally:
        with _count.turn:
            _count.pieces -= 1
            if not _count.pieces and _count.was_on:
                gc.enable()


def under_way() -> bool:
    """Whether such work is being done, in whatever thread."""
    return _count.pieces > 0
