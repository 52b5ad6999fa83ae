"""The unit everything is counted in: so small that every score, weight and sum of a trade is a whole number of it.

The denominators that can turn up follow from the definition alone (a panel of seven can divide by 1 to 7, a judged
aspect by so many levels, a weight of 0.35 by 20), and from scores that were given whole. Their least common multiple
is the `scale`: one point is that many units. Every division is checked to leave nothing (`whole`), so a denominator
that was forgotten is an error and never a slightly wrong score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING, assert_never

from app.domain.contest import Round, Trade
from app.domain.scheme import Aspect, Count, Deduction, Judged, Measured, Panel, Time, Value
from app.domain.scores import EntryMarks

if TYPE_CHECKING:  # the form the definition's numbers come in; nothing here reckons with it
    from fractions import Fraction

MARK = 1000
"""A mark as it was keyed is a whole number of thousandths."""


class NotExact(ArithmeticError):
    """A division left a rest: the scale was chosen too coarse. A fault of this program, never of the data."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units of a scale: `units / scale` points."""

    units: int
    scale: int

    def equals(self, value: Fraction | int) -> bool:
        """Whether it is exactly that number."""
        return self.units * value.denominator == value.numerator * self.scale

    def reads_as(self, text: str, rounding: str) -> bool:
        """Whether a printed decimal is this amount, rounded once to as many places as the text shows."""
        digits = text.removeprefix("-").replace(".", "", 1)
        if not (digits.isascii() and digits.isdigit()):
            return False
        places = len(text.partition(".")[2])
        shown = -int(digits) if text.startswith("-") else int(digits)
        return rounded(self.units * 10**places, self.scale * 10**places, places, rounding) == shown * self.scale

    def __str__(self) -> str:
        """For people: a decimal of up to twelve places, cut off with "…" where it goes on."""
        sign, size = ("-", -self.units) if self.units < 0 else ("", self.units)
        points, rest = divmod(size, self.scale)
        digits = ""
        while rest and len(digits) < 12:
            digit, rest = divmod(rest * 10, self.scale)
            digits += str(digit)
        return f"{sign}{points}{'.' if digits else ''}{digits}{'…' if rest else ''}"


def whole(numerator: int, denominator: int) -> int:
    """The quotient of two numbers that must divide. Raises NotExact when they do not."""
    quotient, rest = divmod(numerator, denominator)
    if rest:
        raise NotExact(f"{numerator} / {denominator}")
    return quotient


def units_of(value: Fraction, scale: int) -> int:
    """A number of the definition in units."""
    return whole(value.numerator * scale, value.denominator)


def rounded(units: int, scale: int, decimals: int | None, rounding: str) -> int:
    """Units rounded once to `decimals` places of a point, in units again; None leaves them.

    `half_up` takes a half away from zero, `half_even` to the even neighbour, `down` cuts towards zero.
    """
    if decimals is None:
        return units
    step = whole(scale, 10**decimals)
    size = abs(units)
    if rounding == "down":
        steps = size // step
    else:
        steps = (2 * size + step) // (2 * step)
        if rounding == "half_even" and 2 * size + step == 2 * step * steps:
            steps -= steps % 2
    return steps * step if units >= 0 else -steps * step


def scale_of(trade: Trade, entries: Iterable[EntryMarks], more: Iterable[Fraction] = ()) -> int:
    """The scale for a trade, the marks of its entries, and any other numbers that are compared with them."""
    given = {r.score.denominator for one in entries for r in one.rounds.values() if r.score is not None}
    given |= {number.denominator for number in more}
    scores = lcm(10 ** (trade.rules.total_decimals or 0), *given, *(_of_round(part) for part in trade.rounds))
    weights = (part.weight.denominator for part in trade.rounds if part.weight is not None)
    return scores * lcm(10 ** (trade.rules.total_decimals or 0), *weights)


def _of_round(part: Round) -> int:
    aspects = (_of_aspect(aspect) for module in part.modules for aspect in module.aspects)
    return lcm(10 ** (part.decimals or 0), *aspects)


def _of_aspect(aspect: Aspect) -> int:
    """What an aspect's score can be divided by: its award as the marks give it, or rounded; then times its factor."""
    award = lcm(10 ** (aspect.decimals or 0), *_of_award(aspect))
    return award if aspect.factor is None else award * aspect.factor.denominator


def _of_award(aspect: Aspect) -> Iterator[int]:
    detail = aspect.detail
    if aspect.maximum is not None:
        yield aspect.maximum.denominator
    if isinstance(detail, Panel):
        yield 2 * MARK * lcm(*range(1, detail.judges + 1))
    elif isinstance(detail, Judged):
        most = 1 if aspect.maximum is None else aspect.maximum.denominator
        yield most * MARK * (len(detail.levels) - 1) * lcm(*range(1, detail.judges + 1))
    elif isinstance(detail, Measured):
        most = 1 if aspect.maximum is None else aspect.maximum.denominator
        yield from (band.share.denominator * most for band in detail.bands)
    elif isinstance(detail, Count):
        yield MARK * detail.points.denominator
    elif isinstance(detail, Deduction):
        yield from (item.points.denominator for item in detail.catalogue)
    elif isinstance(detail, Time):
        yield from (number.denominator for number in (detail.points, detail.bonus))
        if detail.cap is not None:
            yield detail.cap.denominator
    elif isinstance(detail, Value):
        yield MARK
    else:
        assert_never(detail)
