"""The demo's own dice: whole numbers only, the same on every machine for the same words."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of numbers named by words such as seed, trade and person, so that one person's marks never depend on how
    many others there are."""

    __slots__ = ("_bits",)

    def __init__(self, *words: object) -> None:
        name = "/".join(str(word) for word in words)
        self._bits = Random(int.from_bytes(sha256(name.encode()).digest()[:8], "big")).getrandbits

    def below(self, count: int) -> int:
        """A number from 0 to count-1."""
        return self._bits(32) % count

    def between(self, lowest: int, highest: int) -> int:
        """A number from lowest to highest, both included."""
        return lowest + self._bits(32) % (highest - lowest + 1)

    def chance(self, permille: int) -> bool:
        """True in so many of a thousand throws."""
        return self._bits(32) % 1000 < permille

    def bell(self, width: int) -> int:
        """A number around 0, mostly small, never beyond `width` either way."""
        return (self.between(-width, width) + self.between(-width, width) + self.between(-width, width)) // 3

    def pick(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self._bits(32) % len(things)]

    def blur(self, thousandths: int) -> int:
        """A whole number next to `thousandths`/1000, the nearer one more often."""
        whole, rest = divmod(thousandths, 1000)
        return whole + (self._bits(32) % 1000 < rest)
