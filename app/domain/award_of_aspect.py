"""What the marks of one aspect are worth: one function per kind, exact, before rounding, factor and condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Count,
    Deduction,
    Detail,
    Judged,
    Measured,
    OnStop,
    Panel,
    Time,
    Zero,
)
from app.domain.scores import Mark, Word

NIL = Fraction(0)
_ON_STOP: Mapping[OnStop, frozenset[Zero]] = {
    OnStop.ZERO: frozenset({Zero.ROUND}),
    OnStop.OUT: frozenset({Zero.DISQUALIFY}),
    OnStop.KEEP: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Award:
    """What marks are worth (`points` None: not computable yet), which seats counted and what else follows."""

    points: Fraction | None
    used: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    reason: str = ""
    zeroes: frozenset[Zero] = frozenset()
    spread: Fraction | None = None
    judges_sum: int = 0
    """Thousandths of every number judges gave, dropped ones too."""


def award_of(aspect: Aspect, marks: Mapping[str, Mark], whole_panel: bool = False) -> Award:
    """The award of an aspect's marks by seat.

    A judge with a word or without a mark is left out, never a zero; with `whole_panel` a seat without any mark keeps
    the award open. 不适用 in every marked seat leaves the whole aspect out with 0 points.
    """
    left_out, missing, numbers = [], [], []
    not_applicable = False
    for seat in aspect.seats:
        mark = marks.get(seat)
        if mark is None:
            missing.append(seat)
        elif mark.word is not None:
            left_out.append(seat)
            not_applicable = not_applicable or mark.word is Word.NOT_APPLICABLE
        else:
            numbers.append((seat, mark))
    if not numbers and not_applicable:
        return Award(NIL, left_out=tuple(left_out), missing=tuple(missing), reason="not_applicable")
    if not numbers or (whole_panel and missing):
        return Award(None, left_out=tuple(left_out), missing=tuple(missing))
    detail = aspect.detail
    if isinstance(detail, Panel | Judged):
        levels = [(mark.thousandths or 0, seat) for seat, mark in numbers]
        award = _panel(detail, levels) if isinstance(detail, Panel) else _judged(detail, levels, aspect)
        return _with_seats(award, tuple(left_out), tuple(missing))
    return _SINGLE[aspect.kind](detail, aspect, numbers[0][1])


def _with_seats(award: Award, left_out: tuple[str, ...], missing: tuple[str, ...]) -> Award:
    return Award(
        award.points,
        award.used,
        award.dropped,
        left_out,
        missing,
        award.reason,
        spread=award.spread,
        judges_sum=award.judges_sum,
    )


def _panel(detail: Panel, levels: list[tuple[int, str]]) -> Award:
    """Drop the extremes, average the rest. Of equal extremes the first seat's is the one dropped."""
    levels.sort(key=lambda level: level[0])
    present = len(levels)
    dropping = detail.drop_high + detail.drop_low
    few = bool(dropping) and (present < detail.few or present <= dropping)
    low, high = (0, present) if few else (detail.drop_low, present - detail.drop_high)
    kept = levels[low:high]
    used = tuple(sorted((seat for _, seat in kept), key=int))
    dropped = tuple(sorted((seat for _, seat in levels[:low] + levels[high:]), key=int))
    return Award(
        points=_average(detail, [units for units, _ in kept]),
        used=used,
        dropped=dropped,
        reason="few" if few else "",
        spread=Fraction(levels[-1][0] - levels[0][0], 1000),
        judges_sum=sum(units for units, _ in levels),
    )


def _average(detail: Panel, units: list[int]) -> Fraction:
    """The mean, the median, or the sum; a sum with judges missing is scaled to the marks a full panel would keep."""
    count = len(units)
    if detail.average is Average.MEDIAN:
        return Fraction(units[(count - 1) // 2] + units[count // 2], 2000)
    mean = Fraction(sum(units), 1000 * count)
    if detail.average is Average.MEAN:
        return mean
    return mean * (detail.judges - detail.drop_high - detail.drop_low)


def _judged(detail: Judged, levels: list[tuple[int, str]], aspect: Aspect) -> Award:
    units = [level for level, _ in levels]
    total = sum(units)
    return Award(
        points=Fraction(total, 1000 * detail.top * len(units)) * aspect.full,
        used=tuple(seat for _, seat in levels),
        spread=Fraction(max(units) - min(units), 1000),
        judges_sum=total,
    )


def _value(detail: Detail, aspect: Aspect, mark: Mark) -> Award:
    return Award(mark.number, used=("",))


def _measured(detail: Detail, aspect: Aspect, mark: Mark) -> Award:
    """All or nothing for yes and no; else the share of the narrowest band the reading lies in, ends included."""
    assert isinstance(detail, Measured)
    most, number = aspect.full, mark.reading
    if detail.met:
        return Award(most if number else NIL, used=("",))
    off = abs(number - detail.nominal)
    share = next((band.share for band in detail.bands if off <= band.within), NIL)
    return Award(share * most, used=("",))


def _count(detail: Detail, aspect: Aspect, mark: Mark) -> Award:
    assert isinstance(detail, Count)
    points, most = detail.points * mark.reading, aspect.maximum
    capped = most is not None and points > most
    return Award(most if capped else points, used=("",), reason="capped" if capped else "")


def _deduction(detail: Detail, aspect: Aspect, mark: Mark) -> Award:
    """Points off as the catalogue says, together never more than the aspect's maximum (扣完为止)."""
    assert isinstance(detail, Deduction)
    points, zeroes = NIL, set()
    for item_id, times in mark.items or ():
        item = detail.item(item_id)
        if item is None:
            continue
        points += item.points * times
        if item.zero is not None:
            zeroes.add(item.zero)
    most, reason = aspect.maximum, ""
    if most is not None and (points > most or Zero.ASPECT in zeroes):
        points, reason = most, "capped"
    return Award(-points, used=("",), reason=reason, zeroes=frozenset(zeroes))


def _time(detail: Detail, aspect: Aspect, mark: Mark) -> Award:
    """Points off per started unit over the limit, up to the cap; points per full unit under it when there is a bonus.

    Beyond the hard stop the clock is taken as stopped there, the round is 0, or the entry is out.
    """
    assert isinstance(detail, Time)
    seconds, reason, zeroes = mark.reading, "", frozenset[Zero]()
    stop = None if detail.stop_minutes is None else detail.stop_minutes * 60
    if stop is not None and seconds > stop:
        seconds, reason = stop, "stopped"
        zeroes = _ON_STOP[detail.on_stop]
    over = seconds - detail.limit_minutes * 60
    if over <= 0:
        gained = (-over // detail.unit_seconds) * detail.bonus
        most = gained if aspect.maximum is None else min(gained, aspect.maximum)
        return Award(Fraction(most), used=("",), reason=reason, zeroes=zeroes)
    lost = -(-over // detail.unit_seconds) * detail.points
    cap = detail.cap if detail.cap is not None or detail.bonus else aspect.maximum
    if cap is not None and lost > cap:
        lost, reason = cap, reason or "capped"
    return Award(-lost, used=("",), reason=reason, zeroes=zeroes)


_SINGLE: dict[AspectKind, Callable[[Detail, Aspect, Mark], Award]] = {
    AspectKind.VALUE: _value,
    AspectKind.MEASURED: _measured,
    AspectKind.COUNT: _count,
    AspectKind.DEDUCTION: _deduction,
    AspectKind.TIME: _time,
}
