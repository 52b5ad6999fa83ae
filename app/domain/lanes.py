"""Many small sums at once: whole numbers laid side by side in one large one, 64 bits to each.

A panel of seven judges over a sheet of 150 aspects is seven large numbers; adding them adds 150 panels. The highest and
the lowest of each lane are found by subtracting with the top bit of every lane as a guard, so nothing crosses a border
and nothing is rounded.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache

WIDTH = 64
ROOM = 48
"""Numbers of so many bits fit: thousands of them may be added without leaving their lane."""


@lru_cache(maxsize=256)
def _bits(lanes: int) -> tuple[int, int]:
    """The top bit of every lane, and the bits no number may use."""
    ones = sum(1 << (WIDTH * lane) for lane in range(lanes))
    return ones << (WIDTH - 1), ones * ((1 << WIDTH) - (1 << ROOM))


def trimmed(columns: Sequence[Sequence[int]]) -> tuple[list[int], list[int]] | None:
    """For each row over two columns or more: the sum without one highest and one lowest, and the sum of all.

    None where a number is negative or larger than 48 bits. TypeError for what is no number.
    """
    try:
        packed = [int.from_bytes(array("Q", column).tobytes(), sys.byteorder) for column in columns]
    except OverflowError:
        return None
    lanes = len(columns[0])
    guard, beyond = _bits(lanes)
    high = low = total = packed[0]
    used = total
    for column in packed[1:]:
        total += column
        used |= column
        high = column ^ ((high ^ column) & _where_not_less(high, column, guard))
        low = low ^ ((low ^ column) & _where_not_less(low, column, guard))
    if used & beyond:
        return None
    return _rows(total - high - low, lanes), _rows(total, lanes)


def _where_not_less(one: int, other: int, guard: int) -> int:
    """All bits of the lanes where `one` is not less than `other`."""
    found = ((one | guard) - other) & guard
    return found | (found - (found >> (WIDTH - 1)))


def _rows(packed: int, lanes: int) -> list[int]:
    return memoryview(packed.to_bytes(lanes * WIDTH // 8, sys.byteorder)).cast("Q").tolist()
