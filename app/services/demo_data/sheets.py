"""What the demo's judges write on a sheet: believable marks for an entry of a given skill, within the scheme.

A skill is a whole number of thousandths: 840 is someone who earns about 84 of 100.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from app.domain.contest import Round, Status
from app.domain.numbers import decimals_of
from app.domain.scheme import Aspect, Count, Deduction, Detail, Judged, Measured, Panel, Time, Value
from app.domain.scores import Mark, RoundMarks, Word
from app.services.demo_data.dice import Dice

RECUSED = Mark(word=Word.RECUSED)
NO_DEDUCTION = Mark(items=())
Cells = dict[str, Mark]
Maker = Callable[[Dice, int], Cells]


@lru_cache(maxsize=65536)
def number_mark(thousandths: int) -> Mark:
    """The mark of a number; equal numbers share one value, as a large demo holds many."""
    return Mark(thousandths=thousandths)


def units(value: Fraction | int) -> int:
    """An exact number as whole thousandths."""
    scaled = Fraction(value) * 1000
    assert scaled.denominator == 1
    return scaled.numerator


class SheetMaker:
    """Marks for the entries of one round; how each aspect is marked is worked out once."""

    def __init__(self, part: Round) -> None:
        self._part = part
        self._makers = tuple((aspect.id, _maker(aspect, aspect.detail)) for aspect in part.aspects)
        self._limit = None if part.time_limit_minutes is None else int(part.time_limit_minutes * 60)

    def make(self, dice: Dice, skill: int, recused: frozenset[str] = frozenset(), late: bool = False) -> RoundMarks:
        """The marks of one present entry: a whole score for a round without modules, else every aspect of the sheet.

        `recused` seats hold 回避; `late` makes the entry overrun the round's time limit.
        """
        if not self._part.modules:
            return RoundMarks(score=_whole_score(dice, self._part, skill))
        seconds = _seconds(dice, self._limit, late)
        marks: dict[str, Mapping[str, Mark]] = {}
        for aspect_id, make in self._makers:
            if make is None:
                marks[aspect_id] = {"": number_mark((seconds or 0) * 1000)}
                continue
            cells = make(dice, min(max(skill + dice.bell(220), 120), 1000))
            if recused and "" not in cells:
                cells = {seat: RECUSED if seat in recused else mark for seat, mark in cells.items()}
            marks[aspect_id] = cells
        return RoundMarks(marks=marks, seconds=seconds)


def in_parts(part: Round, given: RoundMarks, dice: Dice) -> RoundMarks:
    """An exam's score as it stands on a list by parts: about in proportion to their maxima, in steps of a half, and to
    the thousandth the same sum. Whoever has no score keeps the status."""
    if given.score is None:
        return given
    left, room = units(given.score), sum(units(aspect.maximum or part.maximum) for aspect in part.aspects)
    marks: dict[str, Mapping[str, Mark]] = {}
    for aspect in part.aspects:
        top = units(aspect.maximum or part.maximum)
        usual = left * top // room // 500 * 500 + 500 * dice.between(-4, 4)
        room -= top
        value = min(max(usual, left - room, 0), top, left)
        marks[aspect.id] = {"": number_mark(value)}
        left -= value
    return replace(given, score=None, marks=marks)


def whole_score(given: RoundMarks) -> Fraction | None:
    """The score of a round given as one number or by its parts; None for somebody without one."""
    if given.score is not None or not given.marks:
        return given.score
    return sum(
        (Fraction(mark.thousandths or 0, 1000) for cells in given.marks.values() for mark in cells.values()),
        Fraction(0),
    )


def half_done(part: Round, whole: RoundMarks) -> RoundMarks:
    """What is on the sheet of someone who gave up on the way: the first half of the aspects, and the status."""
    first = [aspect.id for aspect in part.aspects][: len(part.aspects) // 2]
    return RoundMarks(marks={key: whole.marks[key] for key in first}, status=Status.RETIRED, seconds=None)


def _whole_score(dice: Dice, part: Round, skill: int) -> Fraction:
    """A score in steps of a half, as an exam gives it."""
    top = units(part.maximum) // 500
    return Fraction(min(max((skill + dice.bell(90)) * top // 1000, 0), top), 2)


def _seconds(dice: Dice, limit: int | None, late: bool) -> int | None:
    if limit is None:
        return None
    return limit + dice.between(20, limit // 20) if late else limit - dice.between(15, limit // 5)


def _maker(aspect: Aspect, detail: Detail) -> Maker | None:
    if isinstance(detail, Time):
        return None
    if isinstance(detail, Panel):
        return _panel(aspect, detail)
    if isinstance(detail, Judged):
        return _judged(detail)
    if isinstance(detail, Measured):
        return _met if detail.met else _reading(detail)
    if isinstance(detail, Count):
        return _stepped(0, units((aspect.maximum or Fraction(0)) / detail.points) // 1000, 1000)
    if isinstance(detail, Deduction):
        return _deducted(detail)
    return _value(aspect, detail)


def _value(aspect: Aspect, detail: Value) -> Maker:
    step = units(detail.step or Fraction(1, 10))
    low, high = units(detail.minimum), units(aspect.maximum or Fraction(0))
    if high <= 0:
        return lambda dice, share: {"": number_mark(0 if dice.chance(880) else high - step)}
    return _stepped(low, (high - low) // step, step)


def _stepped(low: int, steps: int, step: int) -> Maker:
    return lambda dice, share: {"": number_mark(low + min(dice.blur(share * steps), steps) * step)}


def _panel(aspect: Aspect, detail: Panel) -> Maker:
    step = units(detail.step)
    top = units(aspect.maximum or Fraction(0)) // step
    spread = units(detail.spread) // step if detail.spread is not None else top // 5
    jitter = min(spread // 3 or spread // 2, top // 12 + 1)

    def make(dice: Dice, share: int) -> Cells:
        middle = dice.blur(share * top)
        return {
            seat: number_mark(min(max(middle + dice.between(-jitter, jitter), 0), top) * step) for seat in aspect.seats
        }

    return make


def _judged(detail: Judged) -> Maker:
    seats = tuple(str(number) for number in range(1, detail.judges + 1))

    def make(dice: Dice, share: int) -> Cells:
        return {seat: number_mark(min(dice.blur(share * detail.top), detail.top) * 1000) for seat in seats}

    return make


def _met(dice: Dice, share: int) -> Cells:
    return {"": number_mark(1000 if dice.chance(share) else 0)}


def _reading(detail: Measured) -> Maker:
    """Readings as fine as the drawing states them; the better the skill, the more often in the narrowest band."""
    finest = max(decimals_of(value) or 0 for value in (detail.nominal, *(band.within for band in detail.bands)))
    unit = 10 ** (3 - finest)
    nominal = units(detail.nominal)
    edges = [units(band.within) // unit for band in detail.bands]
    beyond = max(edges[-1] // 4, 1)

    def make(dice: Dice, share: int) -> Cells:
        band, low = 0, 0
        while band < len(edges) and not dice.chance(share - 60 if band == 0 else 700):
            low = edges[band] + 1
            band += 1
        off = dice.between(low, edges[band] if band < len(edges) else edges[-1] + beyond) * unit
        below = nominal - off > 0 and dice.chance(500)
        return {"": number_mark(nominal - off if below else nominal + off)}

    return make


def _deducted(detail: Deduction) -> Maker:
    mild = [item for item in detail.catalogue if item.zero is None]

    def make(dice: Dice, share: int) -> Cells:
        if not dice.chance(max(1000 - share, 60) * 2 // 3):
            return {"": NO_DEDUCTION}
        return {"": Mark(items=((dice.pick(mild).id, 2 if dice.chance(150) else 1),))}

    return make
