"""What the marks of one aspect are worth, in whole units: the second opinion on every kind of aspect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, assert_never

from app.domain.scheme import Aspect, Average, Count, Deduction, Judged, Measured, OnStop, Panel, Time, Value, Zero
from app.domain.scores import Mark, Word
from app.domain.shadow.ground import MARK, rounded, units_of, whole


class Worth(NamedTuple):
    """Units an aspect brings (None: marks are missing), what it wipes out besides, and the thousandths its judges gave
    altogether."""

    units: int | None
    wipes: frozenset[Zero] = frozenset()
    judges: int = 0


NOTHING = Worth(0)
OPEN = Worth(None)


def worth_of(aspect: Aspect, cells: Mapping[str, Mark], scale: int, rounding: str) -> Worth:
    """What an aspect's cells are worth after its rounding and factor, its condition left aside.

    A judge without a mark, or with a word for one, is left out and never counts as zero. Where nobody gave a mark the
    aspect is open, unless somebody said it does not apply: then it is worth nothing.
    """
    given = [mark for seat in _seats(aspect) if (mark := cells.get(seat)) is not None]
    marks = [mark for mark in given if mark.word is None]
    if not marks:
        return NOTHING if any(mark.word is Word.NOT_APPLICABLE for mark in given) else OPEN
    raw = _award(aspect, marks, scale)
    assert raw.units is not None  # there are marks
    units = rounded(raw.units, scale, aspect.decimals, rounding)
    if aspect.factor is not None:
        units = whole(units * aspect.factor.numerator, aspect.factor.denominator)
        units = rounded(units, scale, aspect.decimals, rounding)
    return Worth(units, raw.wipes, raw.judges)


def _seats(aspect: Aspect) -> Sequence[str]:
    if isinstance(aspect.detail, Panel | Judged):
        return [str(seat + 1) for seat in range(aspect.detail.judges)]
    return ("",)


def _award(aspect: Aspect, marks: Sequence[Mark], scale: int) -> Worth:
    detail = aspect.detail
    numbers = [mark.thousandths or 0 for mark in marks]
    if isinstance(detail, Panel):
        return Worth(_panel(detail, numbers, scale), judges=sum(numbers))
    if isinstance(detail, Judged):
        most = 0 if aspect.maximum is None else units_of(aspect.maximum, scale)
        reachable = (len(detail.levels) - 1) * MARK * len(numbers)
        return Worth(whole(most * sum(numbers), reachable), judges=sum(numbers))
    if isinstance(detail, Measured):
        return Worth(_measured(aspect, detail, numbers[0], scale))
    if isinstance(detail, Count):
        points = whole(units_of(detail.points, scale) * numbers[0], MARK)
        return Worth(points if aspect.maximum is None else min(points, units_of(aspect.maximum, scale)))
    if isinstance(detail, Deduction):
        return _deduction(aspect, detail, dict(marks[0].items or ()), scale)
    if isinstance(detail, Time):
        return _time(aspect, detail, numbers[0], scale)
    if isinstance(detail, Value):
        return Worth(whole(numbers[0] * scale, MARK))
    assert_never(detail)


def _panel(detail: Panel, numbers: list[int], scale: int) -> int:
    """Highest and lowest marks go one by one, unless too few are there; the rest is averaged.

    A sum with judges missing, or with nothing dropped, is brought to as many marks as a full panel would keep.
    """
    kept = list(numbers)
    if len(kept) >= detail.few and len(kept) > detail.drop_high + detail.drop_low:
        for _ in range(detail.drop_high):
            kept.remove(max(kept))
        for _ in range(detail.drop_low):
            kept.remove(min(kept))
    if detail.average is Average.MEDIAN:
        return _median(kept, scale)
    times = 1
    if detail.average is Average.SUM:
        times = detail.judges - detail.drop_high - detail.drop_low
    return whole(sum(kept) * times * scale, MARK * len(kept))


def _median(kept: list[int], scale: int) -> int:
    """The mark with as many above as below; between two such, their middle. Found by taking pairs of extremes away."""
    while len(kept) > 2:
        kept.remove(max(kept))
        kept.remove(min(kept))
    return whole(sum(kept) * scale, MARK * len(kept))


def _measured(aspect: Aspect, detail: Measured, reading: int, scale: int) -> int:
    most = 0 if aspect.maximum is None else units_of(aspect.maximum, scale)
    if detail.met:
        return most if reading else 0
    # The reading's distance from nominal in thousandths, times the nominal's denominator to keep it whole.
    bottom = detail.nominal.denominator
    off = abs(reading * bottom - detail.nominal.numerator * MARK)
    holding = [band for band in detail.bands if off * band.within.denominator <= band.within.numerator * MARK * bottom]
    if not holding:
        return 0
    narrowest = min(holding, key=lambda band: band.within)
    return whole(most * narrowest.share.numerator, narrowest.share.denominator)


def _deduction(aspect: Aspect, detail: Deduction, times: Mapping[str, int], scale: int) -> Worth:
    """Every catalogue entry as often as it was found, never more than the aspect's maximum; some wipe out more."""
    called = {name.casefold(): 0 for name in times}
    for name, count in times.items():
        called[name.casefold()] += count
    found = [(item, called[item.id.casefold()]) for item in detail.catalogue if item.id.casefold() in called]
    points = sum(units_of(item.points, scale) * count for item, count in found)
    wipes = frozenset(item.zero for item, _ in found if item.zero is not None)
    if aspect.maximum is not None:
        most = units_of(aspect.maximum, scale)
        points = most if Zero.ASPECT in wipes else min(points, most)
    return Worth(-points, wipes)


def _time(aspect: Aspect, detail: Time, taken: int, scale: int) -> Worth:
    """Points off for every started unit over the limit, points for every full unit below it; in thousandths of a
    second times the denominators of the limits, so that half a minute's third is whole."""
    wipes: frozenset[Zero] = frozenset()
    bottom = detail.limit_minutes.denominator
    if detail.stop_minutes is not None:
        bottom *= detail.stop_minutes.denominator
        stop = whole(detail.stop_minutes.numerator * 60 * MARK * bottom, detail.stop_minutes.denominator)
        if taken * bottom > stop:
            wipes = {OnStop.ZERO: frozenset({Zero.ROUND}), OnStop.OUT: frozenset({Zero.DISQUALIFY})}.get(
                detail.on_stop, wipes
            )
        taken_there = min(taken * bottom, stop)
    else:
        taken_there = taken * bottom
    limit = whole(detail.limit_minutes.numerator * 60 * MARK * bottom, detail.limit_minutes.denominator)
    unit = detail.unit_seconds * MARK * bottom
    if taken_there <= limit:
        gain = (limit - taken_there) // unit * units_of(detail.bonus, scale)
        return Worth(gain if aspect.maximum is None else min(gain, units_of(aspect.maximum, scale)), wipes)
    loss = (taken_there - limit + unit - 1) // unit * units_of(detail.points, scale)
    cap = detail.cap
    if cap is None and not detail.bonus:
        cap = aspect.maximum
    return Worth(-loss if cap is None else -min(loss, units_of(cap, scale)), wipes)
