"""Chance that anyone can repeat: SHA-256 over the recorded seed and a counter.

Block i is SHA-256(UTF-8 "jiangping-dice-1|" + purpose + "|" + seed + "|" + i), i from 0 in decimal. Each block gives
four numbers of 64 bits, big-endian, in order. A number below n is the next one modulo n, where numbers at or above the
largest multiple of n are skipped, so that every result is equally likely. A shuffle walks from the last place down and
swaps each with a place at or below it. Python's own random module is left aside, because its results may change.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_WORD = 2**64


class Dice:
    """One stream of numbers; seed and purpose alone decide it, so that two draws of one seed never resemble."""

    def __init__(self, seed: int | str, purpose: str) -> None:
        self._words = self._stream(f"jiangping-dice-1|{purpose}|{seed}|")

    @staticmethod
    def _stream(prefix: str) -> Iterator[int]:
        number = 0
        while True:
            block = hashlib.sha256(f"{prefix}{number}".encode()).digest()
            for start in range(0, 32, 8):
                yield int.from_bytes(block[start : start + 8], "big")
            number += 1

    def below(self, bound: int) -> int:
        """A number from 0 to bound-1, each equally likely; bound is at least 1."""
        limit = _WORD - _WORD % bound
        while (word := next(self._words)) >= limit:
            pass
        return word % bound

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in a drawn order."""
        result = list(items)
        for last in range(len(result) - 1, 0, -1):
            other = self.below(last + 1)
            result[last], result[other] = result[other], result[last]
        return result

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """`count` of the items, drawn without putting back, in the order given."""
        chosen = set(self.shuffled(range(len(items)))[:count])
        return [item for number, item in enumerate(items) if number in chosen]
