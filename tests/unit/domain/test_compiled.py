"""The compiled scorer takes its fast ways in units that make ordinary scores whole; the second opinion's scale."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest

from app.domain import lean_aspect
from app.domain.contest import Round, Rules, Trade
from app.domain.lanes import trimmed
from app.domain.lean import MOST_PLANS, RoundPlan, cells_of_marks, plan_for
from app.domain.lean_aspect import AspectPlan, Cell, denominator_of, divide
from app.domain.numbers import Rounding
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Band,
    CatalogueItem,
    Count,
    Deduction,
    Detail,
    Judged,
    Measured,
    Module,
    OnStop,
    Panel,
    Time,
    Value,
    Zero,
)
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks, Word
from app.domain.shadow.ground import Amount, NotExact, rounded, scale_of, units_of, whole

F = Fraction
TEN = F(10)
KINDS = {
    Value: AspectKind.VALUE,
    Panel: AspectKind.PANEL,
    Judged: AspectKind.JUDGED,
    Measured: AspectKind.MEASURED,
    Count: AspectKind.COUNT,
    Deduction: AspectKind.DEDUCTION,
    Time: AspectKind.TIME,
}
HALF, THIRD = F(1, 2), F(1, 3)
BANDS = Measured(F(1), "mm", (Band(HALF, F(1)), Band(F(2), F(1, 4))))
ITEMS = Deduction((CatalogueItem("a", "a", F(1, 4)), CatalogueItem("b", "b", F(2), Zero.ROUND)))
CLOCK = Time(F(1), 60, F(1, 2), F(3, 5), F(3), OnStop.ZERO, F(1, 7))


def of(detail: Detail, maximum: Fraction | None = TEN, **more: object) -> Aspect:
    return Aspect("A", "a", KINDS[type(detail)], maximum, detail, **more)  # type: ignore[arg-type]


# What an aspect's scores are whole multiples of, as the compiled scorer and as the second opinion count.
UNITS: list[tuple[Aspect, int, int]] = [
    (of(Value()), 1000, 1000),
    (of(Value(), F(7, 3)), 1000, 3000),
    (of(Value(), decimals=2), 100, 1000),
    (of(Value(), decimals=4), 10_000, 10_000),
    (of(Value(), factor=F(3, 7)), 7000, 7000),
    (of(Panel(3)), 3000, 12_000),
    (of(Panel(5, drop_high=1, drop_low=1)), 3000, 120_000),
    (of(Panel(5, average=Average.MEDIAN)), 2000, 120_000),
    (of(Panel(5, average=Average.SUM)), 1000, 120_000),
    (of(Judged(3), F(6)), 9000, 18_000),
    (of(Judged(2, ("0", "1")), F(1, 4)), 8000, 8000),
    (of(BANDS, F(1, 3)), 12, 12),
    (of(Measured(met=True), F(5, 2)), 2, 2),
    (of(Count(F(2, 3)), F(5, 4)), 12_000 // 4, 12_000 // 4),
    (of(ITEMS, F(5, 3)), 12, 12),
    (of(ITEMS, None), 4, 4),
    (of(CLOCK, F(5, 3)), 210, 210),
    (of(Time(F(1), points=F(1, 3)), None), 3, 3),
]


@pytest.mark.parametrize(("aspect", "lean", "shadow"), UNITS)
def test_units(aspect: Aspect, lean: int, shadow: int) -> None:
    assert denominator_of(aspect) == lean
    trade = Trade("t", "t", (Round("r", "r", F(1), modules=(Module("M", "m", F(1), (aspect,)),)),), rules=BARE)
    assert scale_of(trade, []) == shadow


BARE = Rules(total_decimals=None)


def test_the_scale_of_a_trade() -> None:
    parts = (Round("a", "a", F(1), weight=F(7, 20)), Round("b", "b", F(1), weight=F(13, 20), decimals=1))
    marks = [EntryMarks(Entry("x"), {"a": RoundMarks(score=F(1, 3)), "b": RoundMarks()})]
    assert scale_of(Trade("t", "t", parts, rules=BARE), []) == 10 * 20
    assert scale_of(Trade("t", "t", parts, rules=Rules(total_decimals=2)), []) == 100 * 100
    assert scale_of(Trade("t", "t", parts, rules=Rules(total_decimals=3)), marks, [F(1, 7)]) == 21_000 * 1000
    assert scale_of(Trade("t", "t", (Round("a", "a", F(1)),), rules=BARE), []) == 1


def test_amounts_of_the_second_opinion() -> None:
    assert [str(Amount(*one)) for one in ((5, 2), (-5, 2), (0, 7), (1, 3), (-1, 4), (12, 4))] == [
        *("2.5", "-2.5", "0", "0.333333333333…", "-0.25", "3"),
    ]
    assert (Amount(5, 2).equals(F(5, 2)), Amount(5, 2).equals(2), Amount(6, 2).equals(3)) == (True, False, True)
    reads = [("0.13", "half_up"), ("0.12", "half_up"), ("0.12", "half_even"), ("0.12", "down"), ("0.125", "down")]
    assert [Amount(1, 8).reads_as(*one) for one in reads] == [True, False, True, True, True]
    assert [Amount(-1, 8).reads_as(*one) for one in (("-0.13", "half_up"), ("0.13", "half_up"))] == [True, False]
    assert [Amount(1, 1).reads_as(text, "down") for text in ("1", "1.", "1.0.0", "", "-", "x", "１", "--1")] == [
        *(True, True, False, False, False, False, False, False),
    ]
    with pytest.raises(NotExact, match="5 / 2"):
        whole(5, 2)
    assert units_of(F(3, 4), 8) == 6
    table = [rounded(units, 100, 1, how) for how, units in product(("half_up", "half_even", "down"), (15, 25, -25, 24))]
    assert table == [20, 30, -30, 20, 20, 20, -20, 20, 10, 20, -20, 20]
    assert (rounded(7, 100, None, "down"), rounded(-5, 100, 0, "half_up"), rounded(50, 100, 0, "half_up")) == (
        7,
        0,
        100,
    )


# Cells the compiled form knows, and what they are worth in points; none may go to the full engine.
KNOWN: list[tuple[Aspect, Mapping[str, Cell], Fraction, frozenset[Zero], int]] = [
    (of(Value()), {"": 8125}, F("8.125"), frozenset(), 0),
    (of(Value(), decimals=1), {"": 8250}, F("8.3"), frozenset(), 0),
    (of(Value(), decimals=1, factor=F("0.35")), {"": 8250}, F("2.9"), frozenset(), 0),
    (of(Value(), factor=F("0.35")), {"": 8250}, F("2.8875"), frozenset(), 0),
    (of(Panel(3)), {"1": 8000, "2": 7000, "3": 7500}, F("7.5"), frozenset(), 22_500),
    (of(Panel(3)), {"1": 8000, "2": Mark(word=Word.RECUSED), "3": 7000}, F("7.5"), frozenset(), 15_000),
    (of(Panel(3)), {"1": 8000, "3": 7000}, F("7.5"), frozenset(), 15_000),
    (of(Panel(5, drop_high=1)), {str(s): 1000 * s for s in range(1, 6)}, F("2.5"), frozenset(), 15_000),
    (of(Panel(3, average=Average.MEDIAN)), {"1": 8000, "2": 7000, "3": 1000}, F(7), frozenset(), 16_000),
    (of(Panel(3, average=Average.SUM)), {"1": 8000, "2": 7000, "3": 1000}, F(16), frozenset(), 16_000),
    (of(Judged(3), F(6)), {"1": 2000, "2": 3000, "3": 3000}, F(16, 3), frozenset(), 8000),
    (of(BANDS), {"": 1500}, F(10), frozenset(), 0),
    (of(BANDS), {"": 3000}, F(5, 2), frozenset(), 0),
    (of(BANDS), {"": 3001}, F(0), frozenset(), 0),
    (of(Measured(met=True)), {"": 1000}, F(10), frozenset(), 0),
    (of(Measured(met=True)), {"": 0}, F(0), frozenset(), 0),
    (of(Count(F(2))), {"": 5000}, F(10), frozenset(), 0),
    (of(Count(F(2))), {"": 6000}, F(10), frozenset(), 0),
    (of(Count(F(2))), {"": 4000}, F(8), frozenset(), 0),
    (of(Count(F(2)), None), {"": 6000}, F(12), frozenset(), 0),
    (of(ITEMS), {"": Mark(items=(("A", 2), ("none", 1)))}, F(-1, 2), frozenset(), 0),
    (of(ITEMS), {"": Mark(items=(("b", 9),))}, F(-10), frozenset({Zero.ROUND}), 0),
    (of(ITEMS), {"": Mark(items=())}, F(0), frozenset(), 0),
    (of(CLOCK, F(2)), {"": 121_000}, F(-3, 5), frozenset(), 0),
    (of(CLOCK, F(2)), {"": 61_000}, F(-1, 2), frozenset(), 0),
    (of(CLOCK, F(2)), {"": 0}, F(1, 7), frozenset(), 0),
    (of(CLOCK, F(2)), {"": 181_000}, F(-3, 5), frozenset({Zero.ROUND}), 0),
]


@pytest.mark.parametrize(("aspect", "cells", "points", "wiped", "given"), KNOWN)
def test_known_cells_are_scored_without_the_engine(
    aspect: Aspect,
    cells: Mapping[str, Cell],
    points: Fraction,
    wiped: frozenset[Zero],
    given: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lean_aspect, "award_of", None)
    unit = denominator_of(aspect)
    found, zeroes, total = AspectPlan(aspect, Rounding.HALF_UP, unit).score(cells)
    assert found is not None
    assert (F(found, unit), zeroes, total) == (points, wiped, given)
    if len(cells) == len(aspect.seats):
        assert type(found) is int


@pytest.mark.parametrize(
    ("aspect", "cells", "said"),
    [
        (of(Panel(2)), {}, (None, frozenset(), 0)),
        (of(Panel(2)), {"1": Mark(word=Word.NOT_APPLICABLE)}, (0, frozenset(), 0)),
        (of(Panel(2)), {"1": Mark(items=()), "2": 7000}, (3500 * 2, frozenset(), 7000)),
        (of(Value()), {}, (None, frozenset(), 0)),
        (of(Value()), {"": Mark(word=Word.NOT_APPLICABLE)}, (0, frozenset(), 0)),
        (of(ITEMS), {"": 1000}, (0, frozenset(), 0)),
        (of(Count(F(1))), {"": Mark(items=())}, (0, frozenset(), 0)),
    ],
)
def test_other_cells_go_to_the_engine(aspect: Aspect, cells: Mapping[str, Cell], said: object) -> None:
    assert AspectPlan(aspect, Rounding.HALF_UP, denominator_of(aspect)).score(cells) == said


def test_quotients_are_whole_where_they_can_be() -> None:
    assert (divide(6, 3), type(divide(6, 3)), divide(7, 3)) == (2, int, F(7, 3))


def plan_of(*aspects: Aspect) -> RoundPlan:
    named = tuple(Aspect(f"A{n}", "", a.kind, a.maximum, a.detail, decimals=a.decimals) for n, a in enumerate(aspects))
    return RoundPlan(Round("r", "r", F(9), modules=(Module("M", "m", F(9), named),)))


def test_panels_of_one_shape_are_summed_in_one_go() -> None:
    five = of(Panel(5, drop_high=1, drop_low=1))
    plan = plan_of(five, of(Panel(3)), five, of(Judged(3), F(6)), of(Value()))
    shapes = {shape.numbers[0]: shape for shape in plan._classes}
    assert {first: (list(shape.numbers), shape.judges, shape.one_each_way) for first, shape in shapes.items()} == {
        0: ([0, 2], 5, True),
        1: ([1, 3], 3, False),
    }
    assert shapes[0].multipliers is not None and len(shapes[0].multipliers) == 2
    values = list(range(len(plan.block)))
    assert [list(column(values)) for column in shapes[0].columns] == [[seat, 8 + seat] for seat in range(5)]


@pytest.mark.parametrize(
    ("detail", "kept"),
    [
        (Panel(4), 20),
        (Panel(4, few=0, drop_high=1, drop_low=1), 10),
        (Panel(4, few=0, drop_high=2), 4),
        (Panel(4, few=0, drop_low=1), 19),
        (Panel(4, average=Average.MEDIAN), 10),
        (Judged(4), 20),
    ],
)
def test_what_a_panel_keeps(detail: Detail, kept: int) -> None:
    (shape,) = plan_of(of(detail))._classes
    assert shape.keep([(1, 9, 7, 3)], [20]) == [kept]


def test_a_panel_with_decimals_is_rounded_one_by_one() -> None:
    (shape,) = plan_of(of(Panel(4), decimals=1))._classes
    assert shape.multipliers is None


def test_lanes() -> None:
    assert trimmed([[1, 2], [3, 2]]) == ([0, 0], [4, 4])
    assert trimmed([[5], [1], [9], [9], [2**48 - 1]]) == ([23], [23 + 2**48])
    assert trimmed([[2**48], [0]]) is None
    assert trimmed([[1], [-1]]) is None
    with pytest.raises(TypeError):
        trimmed([[1], ["x"]])  # type: ignore[list-item]


def test_plans_are_kept_while_the_round_is_the_same() -> None:
    part = Round("r", "r", F(1))
    plan = plan_for(part, Rounding.DOWN)
    assert plan_for(part, Rounding.DOWN) is plan
    assert plan_for(part, Rounding.HALF_UP) is not plan
    many = [Round("r", "r", F(n)) for n in range(MOST_PLANS + 1)]
    assert [plan_for(one, Rounding.DOWN).part.maximum for one in many] == list(range(MOST_PLANS + 1))
    assert plan_for(part, Rounding.DOWN) is not plan


def test_a_round_given_whole_needs_no_cells() -> None:
    plan = plan_of(of(Value()))
    assert plan.score_cells({"A0": {"": 3000}}, whole=F(5)) == plan.score(RoundMarks(score=F(5)))
    assert plan.score_cells({"A0": {"": 3000}}).score == 3
    bare = RoundPlan(Round("r", "r", F(9)))
    assert (bare.score_cells({}, whole=F(5)).score, bare.score_cells({}).score) == (5, None)
    assert (bare.score_cells({}, whole=F(5)).given, bare.score_cells({}).given) == (True, False)


def test_deductions_that_meet_the_maximum_and_times_in_parts_of_seconds() -> None:
    full = AspectPlan(of(ITEMS, F(2)), Rounding.HALF_UP, 4).score({"": Mark(items=(("b", 1),))})
    assert full[0] == -8
    halves = AspectPlan(of(Time(F(7, 3), 7, F(1), stop_minutes=F(11, 4))), Rounding.HALF_UP, 1)
    assert [halves.score({"": seconds * 1000})[0] for seconds in (140, 141, 147, 148, 165, 166, 900)] == [
        *(0, -1, -1, -2, -4, -4, -4),
    ]


def test_marks_as_cells() -> None:
    word = Mark(word=Word.RECUSED)
    assert cells_of_marks({"A": {"1": Mark(thousandths=0), "2": word}}) == {"A": {"1": 0, "2": word}}
