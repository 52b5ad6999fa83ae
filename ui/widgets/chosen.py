"""Which rows of a list are chosen: by row id, one bit of a byte each, so that choosing all of 300,000 holds no rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal


class Chosen(QObject):
    """The one idea of "chosen" of a list: ticks, Ctrl and Shift, "all of them" and the header's box write here.

    It knows nothing of order, filter or page, so what was chosen stays chosen whatever is shown.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bits = bytearray()
        self._count = 0

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int) and 0 <= key < len(self._bits) and bool(self._bits[key])

    def __len__(self) -> int:
        return self._count

    def __bool__(self) -> bool:
        return self._count > 0

    def put(self, keys: Iterable[int], on: bool) -> None:
        """Choose these row ids, or let go of them."""
        self._write(self._bits, keys, int(on))

    def lay(self, below: bytes, keys: Iterable[int]) -> None:
        """What was chosen at a `mark`, and these besides: a range that grows and shrinks under Shift."""
        self._write(bytearray(below), keys, 1)

    def mark(self) -> bytes:
        """What is chosen now, to come back to."""
        return bytes(self._bits)

    def keep(self, keys: Iterable[int]) -> None:
        """Let go of everything but these: rows that are no longer there."""
        bits = bytearray(len(self._bits))
        for key in keys:
            if key in self:
                bits[key] = 1
        self._take(bits)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._take(bytearray())

    def keys(self) -> list[int]:
        """The row ids chosen, ascending."""
        return [key for key, on in enumerate(self._bits) if on]

    def among(self, keys: Sequence[int]) -> int:
        """How many of these are chosen."""
        if not self._count:
            return 0
        bits, end = self._bits, len(self._bits)
        return sum(bits[key] for key in keys if key < end)

    def _write(self, bits: bytearray, keys: Iterable[int], value: int) -> None:
        keys = list(keys) if not isinstance(keys, Sequence) else keys
        if value and keys:
            bits.extend(bytes(max(0, max(keys) + 1 - len(bits))))
        end = len(bits)
        for key in keys:
            if key < end:
                bits[key] = value
        self._take(bits)

    def _take(self, bits: bytearray) -> None:
        self._bits = bits
        self._count = bits.count(1)
        self.changed.emit()
