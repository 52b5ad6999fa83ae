"""One aspect compiled to whole numbers: what its marks are worth in units of its round, without a derivation.

A unit is 1/`unit` of a point, chosen so that every ordinary score is a whole number of them; what does not fit comes
out as a `Fraction` of units. Cells the compiled form does not know go to the full engine (`award_of`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import assert_never

from app.domain.award_of_aspect import award_of
from app.domain.numbers import Rounding, round_units
from app.domain.scheme import (
    Aspect,
    Average,
    Count,
    Deduction,
    Judged,
    Measured,
    OnStop,
    Panel,
    Time,
    Value,
    Zero,
)
from app.domain.scores import Mark

Cell = int | Mark
"""A number in thousandths, or a mark that is no number (a word, catalogue items)."""
Units = int | Fraction
Zeroes = frozenset[Zero]
Scored = tuple[Units | None, Zeroes, int]
"""Score in units (None: open), what it wipes out, and the thousandths judges gave."""

NOTHING: Zeroes = frozenset()
_ON_STOP: Mapping[OnStop, Zeroes] = {
    OnStop.ZERO: frozenset({Zero.ROUND}),
    OnStop.OUT: frozenset({Zero.DISQUALIFY}),
    OnStop.KEEP: NOTHING,
}


def divide(numerator: int, denominator: int) -> Units:
    """The quotient, a whole number wherever it is one."""
    whole, rest = divmod(numerator, denominator)
    return Fraction(numerator, denominator) if rest else whole


def denominator_of(aspect: Aspect) -> int:
    """What the aspect's scores are usually whole multiples of, as the denominator of a point."""
    if aspect.decimals is not None:
        return int(10**aspect.decimals)
    return _award_denominator(aspect, aspect.full) * (1 if aspect.factor is None else aspect.factor.denominator)


def _award_denominator(aspect: Aspect, most: Fraction) -> int:
    detail = aspect.detail
    if isinstance(detail, Panel):
        if detail.average is Average.MEDIAN:
            return 2000
        low, high = kept_range(detail, detail.judges)
        return 1000 if detail.average is Average.SUM else 1000 * (high - low)
    if isinstance(detail, Judged):
        return 1000 * detail.top * detail.judges * most.denominator
    if isinstance(detail, Measured):
        return lcm(most.denominator, *((band.share * most).denominator for band in detail.bands))
    if isinstance(detail, Count):
        return lcm(1000 * detail.points.denominator, most.denominator)
    if isinstance(detail, Deduction):
        return lcm(most.denominator, *(item.points.denominator for item in detail.catalogue))
    if isinstance(detail, Time):
        cap = detail.cap or Fraction(0)
        return lcm(detail.points.denominator, detail.bonus.denominator, cap.denominator, most.denominator)
    if isinstance(detail, Value):
        return 1000
    assert_never(detail)


def kept_range(detail: Panel, present: int) -> tuple[int, int]:
    """From where to where the sorted marks of so many judges count."""
    dropping = detail.drop_high + detail.drop_low
    few = bool(dropping) and (present < detail.few or present <= dropping)
    return (0, present) if few else (detail.drop_low, present - detail.drop_high)


class AspectPlan:
    """An aspect ready to be scored many times. `kept` and `points` serve whole panels in one go."""

    def __init__(self, aspect: Aspect, rounding: Rounding, unit: int) -> None:
        self.aspect, self.id, self.seats = aspect, aspect.id, aspect.seats
        self.detail = aspect.detail
        self.of_panel = isinstance(aspect.detail, Panel | Judged)
        self.is_time = isinstance(aspect.detail, Time)
        self._rounding, self._unit = rounding, unit
        self._factor = Fraction(1) if aspect.factor is None else aspect.factor
        self._numbers: Callable[[int], Scored] | None = None if self.of_panel else _single(aspect, self)
        self._catalogue = _catalogue(aspect.detail) if isinstance(aspect.detail, Deduction) else None

    def score(self, cells: Mapping[str, Cell]) -> Scored:
        """The score of the cells by seat."""
        if self.of_panel:
            return self._score_panel(cells)
        cell = cells.get("")
        if cell.__class__ is int and self._numbers is not None:
            return self._numbers(cell)
        if self._catalogue is not None and isinstance(cell, Mark) and cell.items is not None:
            return self._score_items(cell.items)
        return self._by_engine(cells)

    def _score_panel(self, cells: Mapping[str, Cell]) -> Scored:
        numbers: list[int] = []
        for seat in self.seats:
            cell = cells.get(seat)
            if cell.__class__ is int:
                numbers.append(cell)
            elif cell is not None and cell.word is None:  # type: ignore[union-attr]  # a mark
                return self._by_engine(cells)
        if not numbers:
            return self._by_engine(cells)
        return self.points(self.kept(numbers), len(numbers)), NOTHING, sum(numbers)

    def kept(self, numbers: Sequence[int]) -> int:
        """The sum of the marks that count (of a median: of the two in the middle)."""
        detail = self.detail
        if not isinstance(detail, Panel):
            return sum(numbers)
        low, high = kept_range(detail, len(numbers))
        if detail.average is Average.MEDIAN:
            middle = sorted(numbers)[low:high]
            return middle[(len(middle) - 1) // 2] + middle[len(middle) // 2]
        return sum(numbers) if high - low == len(numbers) else sum(sorted(numbers)[low:high])

    def points(self, kept: int, present: int) -> Units:
        """The score of a panel's kept sum when so many judges gave a number."""
        return self.finish(*self.panel_award(kept, present))

    def panel_award(self, kept: int, present: int) -> tuple[int, int]:
        """A kept sum as points, before rounding and factor: numerator and denominator."""
        detail = self.detail
        if isinstance(detail, Judged):
            most = self.aspect.full
            return kept * most.numerator, 1000 * detail.top * present * most.denominator
        assert isinstance(detail, Panel)
        if detail.average is Average.MEDIAN:
            return kept, 2000
        low, high = kept_range(detail, present)
        if detail.average is Average.MEAN:
            return kept, 1000 * (high - low)
        return kept * (detail.judges - detail.drop_high - detail.drop_low), 1000 * (high - low)

    def multiplier(self) -> Units | None:
        """What a whole panel's kept sum is multiplied by to give units; None where a step rounds."""
        return None if self.aspect.decimals is not None else self.points(1, len(self.seats))

    def finish(self, numerator: int, denominator: int) -> Units:
        """An award in points as units of score: rounded, multiplied by the factor, rounded again, as declared."""
        factor, decimals = self._factor, self.aspect.decimals
        if decimals is None:
            return divide(numerator * factor.numerator * self._unit, denominator * factor.denominator)
        scale = 10**decimals
        points = round_units(numerator * scale, denominator, self._rounding)
        if self.aspect.factor is not None:
            points = round_units(points * factor.numerator, factor.denominator, self._rounding)
        return points * divide(self._unit, scale)

    def worth(self, award: Fraction) -> Units:
        """`finish` of a fraction."""
        return self.finish(award.numerator, award.denominator)

    def _score_items(self, items: Sequence[tuple[str, int]]) -> Scored:
        assert self._catalogue is not None
        total, zeroes = Fraction(0), set[Zero]()
        for name, times in items:
            found = self._catalogue.get(name.casefold())
            if found is not None:
                total += found[0] * times
                if found[1] is not None:
                    zeroes.add(found[1])
        most = self.aspect.maximum
        if most is not None and (total > most or Zero.ASPECT in zeroes):
            total = most
        return self.worth(-total), frozenset(zeroes), 0

    def _by_engine(self, cells: Mapping[str, Cell]) -> Scored:
        marks = {seat: Mark(thousandths=cell) if isinstance(cell, int) else cell for seat, cell in cells.items()}
        award = award_of(self.aspect, marks)
        return None if award.points is None else self.worth(award.points), award.zeroes, award.judges_sum


def _catalogue(detail: Deduction) -> dict[str, tuple[Fraction, Zero | None]]:
    found: dict[str, tuple[Fraction, Zero | None]] = {}
    for item in detail.catalogue:
        found.setdefault(item.id.casefold(), (item.points, item.zero))
    return found


def _single(aspect: Aspect, plan: AspectPlan) -> Callable[[int], Scored] | None:
    """How one number of thousandths is scored; None where numbers are not what the aspect expects."""
    detail, most = aspect.detail, aspect.full
    if isinstance(detail, Value):
        return lambda number: (plan.finish(number, 1000), NOTHING, 0)
    if isinstance(detail, Measured):
        return _measured(detail, most, plan)
    if isinstance(detail, Count):
        return _count(detail, aspect.maximum, plan)
    if isinstance(detail, Time):
        return _time(detail, aspect.maximum, plan)
    if isinstance(detail, Panel | Judged | Deduction):
        return None
    assert_never(detail)


def _measured(detail: Measured, most: Fraction, plan: AspectPlan) -> Callable[[int], Scored]:
    nil, full = (plan.worth(Fraction(0)), NOTHING, 0), (plan.worth(most), NOTHING, 0)
    if detail.met:
        return lambda number: full if number else nil
    scale = lcm(1000, detail.nominal.denominator, *(band.within.denominator for band in detail.bands))
    step, nominal = scale // 1000, int(detail.nominal * scale)
    bands = tuple((int(band.within * scale), (plan.worth(band.share * most), NOTHING, 0)) for band in detail.bands)

    def score(number: int) -> Scored:
        off = abs(number * step - nominal)
        for within, found in bands:
            if off <= within:
                return found
        return nil

    return score


def _count(detail: Count, most: Fraction | None, plan: AspectPlan) -> Callable[[int], Scored]:
    top, bottom = detail.points.numerator, detail.points.denominator * 1000
    if most is None:
        return lambda number: (plan.finish(number * top, bottom), NOTHING, 0)
    capped, limit, per = (plan.worth(most), NOTHING, 0), most.numerator * bottom, top * most.denominator
    return lambda number: capped if number * per > limit else (plan.finish(number * top, bottom), NOTHING, 0)


def _time(detail: Time, most: Fraction | None, plan: AspectPlan) -> Callable[[int], Scored]:
    limit = detail.limit_minutes * 60
    stop = None if detail.stop_minutes is None else detail.stop_minutes * 60
    scale = lcm(1000, limit.denominator, 1 if stop is None else stop.denominator)
    step, limit_at, part = scale // 1000, int(limit * scale), detail.unit_seconds * scale
    stop_at = None if stop is None else int(stop * scale)
    cap = detail.cap if detail.cap is not None or detail.bonus else most

    def score(number: int) -> Scored:
        clock, zeroes = number * step, NOTHING
        if stop_at is not None and clock > stop_at:
            clock, zeroes = stop_at, _ON_STOP[detail.on_stop]
        over = clock - limit_at
        if over <= 0:
            gained = (-over // part) * detail.bonus
            return plan.worth(gained if most is None else min(gained, most)), zeroes, 0
        lost = -(-over // part) * detail.points
        return plan.worth(-(lost if cap is None else min(lost, cap))), zeroes, 0

    return score
