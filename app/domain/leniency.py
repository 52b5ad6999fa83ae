"""裁判评分统计: how each seat of a panel marked beside the others: kinder or harder, dropped, agreed. Exact throughout.

All differences are to the mean of the panel's marks of the same aspect on the same sheet, the own mark included, before
anything is dropped. Aspects of different size are added up as shares of their maxima; points stand beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from app.domain.award_of_aspect import award_of
from app.domain.scheme import Aspect, Judged, Panel
from app.domain.scores import Mark

NIL = Fraction(0)


@dataclass(frozen=True, slots=True)
class PanelMarks:
    """The marks of one aspect on one sheet by seat. `first` are those before the panel marked again (empty: the same);
    `spreads` counts the chief judge's words on them."""

    aspect: Aspect
    marks: Mapping[str, Mark]
    first: Mapping[str, Mark] = field(default_factory=dict)
    spreads: int = 0


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat (of a module, or "" of all): `marks` given, `left_out` words instead of one; the mean difference to the
    panel in points and as a share of the maximum; dropped as highest and lowest; `spreads` decided where the seat gave
    an extreme; `close` marks within one step of the panel's mean."""

    seat: str
    marks: int
    left_out: int
    points: Fraction
    share: Fraction
    dropped_high: int
    dropped_low: int
    spreads: int
    close: int

    @property
    def agreement(self) -> Fraction:
        """The share of marks within one step of the panel's mean; 0 without marks."""
        return Fraction(self.close, self.marks) if self.marks else NIL

    @property
    def dropped(self) -> int:
        """How often the mark was dropped at all."""
        return self.dropped_high + self.dropped_low


@dataclass
class _Tally:
    marks: int = 0
    left_out: int = 0
    points: Fraction = NIL
    share: Fraction = NIL
    high: int = 0
    low: int = 0
    spreads: int = 0
    close: int = 0


def seat_lines(panels: Iterable[PanelMarks]) -> tuple[SeatLine, ...]:
    """One line a seat, in the order of seats; aspects without a panel are passed over."""
    tallies: dict[str, _Tally] = {}
    for panel in panels:
        if isinstance(panel.aspect.detail, Panel | Judged):
            _add(tallies, panel)
    return tuple(_line(seat, tallies[seat]) for seat in sorted(tallies, key=int))


def _add(tallies: dict[str, _Tally], panel: PanelMarks) -> None:
    numbers = _numbers(panel.aspect, panel.marks)
    for seat in panel.aspect.seats:
        mark = panel.marks.get(seat)
        if mark is not None and mark.word is not None:
            tallies.setdefault(seat, _Tally()).left_out += 1
    if not numbers:
        return
    mean = sum(numbers.values(), NIL) / len(numbers)
    step = panel.aspect.step or Fraction(1)
    full = _full(panel.aspect)
    lows, highs = _dropped(panel, numbers)
    for seat, number in numbers.items():
        tally = tallies.setdefault(seat, _Tally())
        tally.marks += 1
        tally.points += number - mean
        tally.share += (number - mean) / full if full else NIL
        tally.high += seat in highs
        tally.low += seat in lows
        tally.close += abs(number - mean) <= step
    _add_spreads(tallies, panel)


def _add_spreads(tallies: dict[str, _Tally], panel: PanelMarks) -> None:
    first = _numbers(panel.aspect, panel.first or panel.marks)
    if not panel.spreads or not first:
        return
    ends = (min(first.values()), max(first.values()))
    for seat, number in first.items():
        if number in ends:
            tallies.setdefault(seat, _Tally()).spreads += panel.spreads


def _numbers(aspect: Aspect, marks: Mapping[str, Mark]) -> dict[str, Fraction]:
    found = {seat: marks[seat].number for seat in aspect.seats if seat in marks}
    return {seat: number for seat, number in found.items() if number is not None}


def _full(aspect: Aspect) -> Fraction:
    """What a mark is measured by: the range of numbers a judge may give."""
    return (aspect.highest or NIL) - aspect.minimum


def _dropped(panel: PanelMarks, numbers: Mapping[str, Fraction]) -> tuple[frozenset[str], frozenset[str]]:
    """Seats dropped as lowest and as highest. Of equal extremes the engine drops the first seat's."""
    out = award_of(panel.aspect, panel.marks).dropped
    detail = panel.aspect.detail
    if not out or not isinstance(detail, Panel):
        return frozenset(), frozenset()
    order = sorted(numbers, key=lambda seat: numbers[seat])
    lows = frozenset(order[: detail.drop_low])
    return lows, frozenset(out) - lows


def _line(seat: str, tally: _Tally) -> SeatLine:
    count = tally.marks or 1
    return SeatLine(
        seat,
        tally.marks,
        tally.left_out,
        tally.points / count,
        tally.share / count,
        tally.high,
        tally.low,
        tally.spreads,
        tally.close,
    )
