"""Which sheets are looked at again, and when the errors found mean looking at all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.contest import RecheckRule
from app.domain.dice import Dice
from app.domain.numbers import natural


@dataclass(frozen=True, slots=True)
class Sample:
    """The entries to recheck: the best ones, all of them, and those drawn from the rest, in order of entry number."""

    seed: str
    top: tuple[str, ...]
    drawn: tuple[str, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """All of them."""
        return self.top + self.drawn


def draw_sample(rule: RecheckRule, best_first: Sequence[Sequence[str]], seed: int | str) -> Sample:
    """The sample from classes of equal entries (keys), best class first.

    The best ceil(top x n) in full, and with them whoever equals the last of them; then ceil(rest x remaining) drawn
    with the seed. The same seed and entries always give the same sample, whatever their order within a class.
    """
    count = sum(len(equals) for equals in best_first)
    wanted, top, number = ceiling(rule.top * count), list[str](), 0
    while len(top) < wanted:
        top.extend(sorted(best_first[number], key=natural))
        number += 1
    remaining = sorted((key for equals in best_first[number:] for key in equals), key=natural)
    drawn = Dice(seed, "recheck").sample(remaining, ceiling(rule.rest * len(remaining)))
    return Sample(str(seed), tuple(top), tuple(drawn))


def ceiling(value: Fraction) -> int:
    """The smallest whole number not below the value."""
    return -(-value.numerator // value.denominator)


def error_share(errors: int, looked_at: int) -> Fraction:
    """The share of rechecked sheets that held an error; 0 before any was looked at."""
    return Fraction(errors, looked_at) if looked_at else Fraction(0)


def all_again(rule: RecheckRule, errors: int, looked_at: int) -> bool:
    """Whether the error share is above the trigger, so that every sheet must be rechecked."""
    return error_share(errors, looked_at) > rule.trigger
