"""The compiled scorer against the full engine: the same fractions for every scheme and every kind of mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.aggregate import score_entry, score_round
from app.domain.contest import Round, Rules, Status, Trade
from app.domain.lanes import trimmed
from app.domain.lean import RoundPlan, TradePlan, cells_of_marks, lean_round
from app.domain.lean_aspect import Cell
from app.domain.numbers import Rounding
from app.domain.ranking import rank_trade
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Band,
    CatalogueItem,
    Count,
    Criterion,
    Deduction,
    Detail,
    Judged,
    Measured,
    Module,
    OnStop,
    Panel,
    Time,
    Value,
    When,
    Zero,
)
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks, Word
from app.services.demo_data.day import make_day
from tests.unit.domain.kit import aspect, one_round

F = Fraction
NIL = F(0)
ROUNDINGS = st.sampled_from(list(Rounding))
AMOUNTS = st.sampled_from([F(n, d) for n, d in ((0, 1), (1, 2), (1, 1), (3, 2), (7, 3), (10, 1), (1, 7), (201, 100))])
SIGNED = st.one_of(AMOUNTS, AMOUNTS.map(lambda amount: -amount))
FACTORS = st.one_of(st.none(), st.sampled_from([F(1, 3), F(7, 10), F(5, 2), F(-1), F(0), F(1, 7)]))
DECIMALS = st.one_of(st.none(), st.integers(0, 4))
SECONDS = st.one_of(st.none(), st.integers(0, 400))
ITEM_IDS = ("a", "B", "c")


@st.composite
def panels(draw: st.DrawFn) -> Panel:
    judges = draw(st.integers(1, 9))
    high = draw(st.integers(0, min(2, judges - 1)))
    low = draw(st.integers(0, min(2, judges - 1 - high)))
    average = draw(st.sampled_from(list(Average)))
    minimum, few = draw(st.sampled_from([NIL, NIL, F(-5)])), draw(st.integers(0, 6))
    return Panel(judges, F(1, 2), minimum, high, low, average, F(1), few)


@st.composite
def deductions(draw: st.DrawFn) -> Deduction:
    zeroes = st.sampled_from([None, None, *Zero])
    return Deduction(tuple(CatalogueItem(name, name, draw(AMOUNTS), draw(zeroes)) for name in ITEM_IDS))


BANDS = st.lists(st.tuples(AMOUNTS, st.sampled_from([F(1), F(1, 2), F(1, 3), NIL])), min_size=1, max_size=3)
TIMES = st.builds(
    Time,
    limit_minutes=st.sampled_from([NIL, F(1), F(3, 2), F(7, 3)]),
    unit_seconds=st.sampled_from([1, 7, 60]),
    points=AMOUNTS,
    cap=st.one_of(st.none(), AMOUNTS),
    stop_minutes=st.one_of(st.none(), st.sampled_from([F(2), F(11, 7), F(5)])),
    on_stop=st.sampled_from(list(OnStop)),
    bonus=st.one_of(st.just(NIL), AMOUNTS),
)
DETAILS: Mapping[AspectKind, st.SearchStrategy[Detail]] = {
    AspectKind.VALUE: st.builds(Value, minimum=st.sampled_from([NIL, NIL, F(-3)])),
    AspectKind.PANEL: panels(),
    AspectKind.JUDGED: st.builds(
        Judged, judges=st.integers(1, 5), levels=st.sampled_from([("0", "1"), ("0", "1", "2", "3")])
    ),
    AspectKind.MEASURED: st.one_of(
        st.just(Measured(met=True)),
        st.builds(
            lambda nominal, bands: Measured(nominal, "mm", tuple(Band(w, s) for w, s in sorted(bands))), SIGNED, BANDS
        ),
    ),
    AspectKind.COUNT: st.builds(Count, points=SIGNED),
    AspectKind.DEDUCTION: deductions(),
    AspectKind.TIME: TIMES,
}


@st.composite
def aspects(draw: st.DrawFn, name: str, criteria: list[str], earlier: list[str]) -> Aspect:
    kind = draw(st.sampled_from(list(AspectKind)))
    open_ended = kind in (AspectKind.DEDUCTION, AspectKind.TIME) and draw(st.booleans())
    when = None
    if earlier and draw(st.integers(0, 3)) == 0:
        when = When(draw(st.sampled_from(earlier)), draw(st.sampled_from([NIL, F(1), F(10, 3), F(5)])))
    return Aspect(
        id=name,
        name=name,
        kind=kind,
        maximum=None if open_ended else draw(AMOUNTS),
        detail=draw(DETAILS[kind]),
        criterion=draw(st.sampled_from(["", *criteria])),
        decimals=draw(DECIMALS),
        factor=draw(FACTORS),
        when=when,
    )


@st.composite
def rounds(draw: st.DrawFn, name: str = "practical") -> Round:
    names = [f"M{number}" for number in range(draw(st.integers(1, 4)))]
    # Conditions may name a module that comes later on the sheet, never in a circle.
    order = draw(st.permutations(names))
    modules = []
    for module in names:
        criteria = draw(st.sampled_from([[], ["x"], ["x", "y"]]))
        earlier = list(order[: order.index(module)])
        listed = [draw(aspects(f"{module}-{n}", criteria, earlier)) for n in range(draw(st.integers(1, 5)))]
        stated = tuple(Criterion(criterion, criterion) for criterion in criteria)
        modules.append(Module(module, module, F(10), tuple(listed), stated))
    return Round(
        id=name,
        name=name,
        maximum=F(100),
        weight=draw(st.one_of(st.none(), st.sampled_from([F(3, 10), F(1, 3)]))),
        pass_line=draw(st.one_of(st.none(), st.just(F(5)))),
        decimals=draw(DECIMALS),
        rounding=draw(st.one_of(st.none(), ROUNDINGS)),
        bonus=draw(st.booleans()),
        modules=tuple(modules),
    )


WORDS = st.sampled_from([Mark(word=word) for word in Word])
NUMBERS = st.one_of(st.integers(0, 20).map(lambda n: 500 * n), st.integers(-9999, 99999))
ITEMS = st.lists(st.tuples(st.sampled_from(["A", "b", "C", "unknown"]), st.integers(1, 4)), max_size=3).map(tuple)


def marks_for(of: Aspect) -> st.SearchStrategy[Mark]:
    numbers = NUMBERS.map(lambda units: Mark(thousandths=units))
    if of.kind is AspectKind.MEASURED:
        numbers = st.sampled_from([0, 333, 500, 1000, 1500, 2333, 7000]).map(lambda units: Mark(thousandths=units))
    if of.kind is AspectKind.TIME:
        numbers = st.integers(0, 400).map(lambda seconds: Mark(thousandths=1000 * seconds))
    if of.kind is AspectKind.DEDUCTION:
        numbers = ITEMS.map(lambda items: Mark(items=items))
    return st.one_of(numbers, numbers, numbers, WORDS)


@st.composite
def marks_of(draw: st.DrawFn, part: Round, gaps: bool = True) -> RoundMarks:
    found: dict[str, dict[str, Mark]] = {}
    for of in part.aspects:
        for seat in of.seats:
            if not gaps or draw(st.integers(0, 9)):
                found.setdefault(of.id, {})[seat] = draw(marks_for(of))
    score = draw(AMOUNTS) if gaps and draw(st.integers(0, 9)) == 0 else None
    status = draw(st.sampled_from([Status.PRESENT, Status.PRESENT, Status.PRESENT, *Status]))
    return RoundMarks(found, score, status, draw(SECONDS))


@st.composite
def sheets(draw: st.DrawFn, gaps: bool = True) -> tuple[Round, RoundMarks, Rounding]:
    part = draw(rounds())
    return part, draw(marks_of(part, gaps)), draw(ROUNDINGS)


@settings(max_examples=200)
@given(sheets())
def test_any_sheet_scores_as_in_the_full_engine(sheet: tuple[Round, RoundMarks, Rounding]) -> None:
    part, marks, rounding = sheet
    assert RoundPlan(part, rounding).score(marks) == lean_round(score_round(part, marks, rounding))


@settings(max_examples=150)
@given(sheets(gaps=False))
def test_a_whole_sheet_scored_in_one_go_is_the_same(sheet: tuple[Round, RoundMarks, Rounding]) -> None:
    part, marks, rounding = sheet
    plan = RoundPlan(part, rounding)
    cells = cells_of_marks(marks.marks)
    values: list[Cell] = [cells[name][seat] for name, seat in plan.block]
    assert plan.score_block(values, marks.status, marks.seconds) == lean_round(score_round(part, marks, rounding))


@st.composite
def entries(draw: st.DrawFn) -> tuple[Trade, list[EntryMarks]]:
    parts = (draw(rounds("theory")), draw(rounds("practical")), Round("extra", "extra", F(5), bonus=True))
    rules = Rules(total_decimals=draw(DECIMALS), rounding=draw(ROUNDINGS))
    trade = Trade("t", "t", parts, rules=rules)
    found = []
    for number in range(draw(st.integers(1, 3))):
        marks = {part.id: draw(marks_of(part)) for part in parts if draw(st.integers(0, 5))}
        found.append(EntryMarks(Entry(f"E{number}"), marks))
    return trade, found


@settings(max_examples=50)
@given(entries())
def test_totals_are_the_same(both: tuple[Trade, list[EntryMarks]]) -> None:
    trade, listed = both
    plan = TradePlan(trade)
    for marks in listed:
        full = score_entry(trade, marks)
        assert plan.score(marks) == replace(full, rounds=tuple(lean_round(part) for part in full.rounds))


def test_the_sample_contest_ranks_the_same_either_way() -> None:
    day = make_day(7, people=60)
    for trade in day.contest.trades:
        listed = [EntryMarks(Entry(p.id_number), day.results[p.id_number]) for p in day.of_trade(trade.code)]
        plan = TradePlan(trade)
        lean, full = [plan.score(marks) for marks in listed], [score_entry(trade, marks) for marks in listed]
        assert [s.exact for s in lean] == [s.exact for s in full]
        assert any(s.exact is not None for s in lean)
        for one, other in zip(rank_trade(trade, lean), rank_trade(trade, full), strict=True):
            assert [(p.entry.key, p.rank, p.joint, p.decided_by) for p in one.placings] == [
                (p.entry.key, p.rank, p.joint, p.decided_by) for p in other.placings
            ]
            assert one.open_ties == other.open_ties and one.shown_decimals == other.shown_decimals


def test_ordinary_scores_are_whole_units() -> None:
    part = one_round(
        [
            '{ id = "P", kind = "panel", maximum = 10, judges = 7, step = 0.1 }',
            '{ id = "J", kind = "judged", maximum = 5, judges = 3 }',
        ]
    ).rounds[0]
    plan = RoundPlan(part)
    panel, judged = plan.aspects
    assert type(panel.score({str(seat): 7300 + seat for seat in range(1, 8)})[0]) is int
    assert type(judged.score({"1": 1000, "2": 2000, "3": 2000})[0]) is int
    # Six judges of seven keep four marks, and a fifth of a thousandth is no fourth of it: exact all the same.
    six = panel.score({str(seat): 7000 + seat for seat in range(1, 7)})[0]
    assert six is not None and F(six, plan.unit) == F(7002 + 7003 + 7004 + 7005, 4000)


def test_cells_are_named_in_the_order_of_text() -> None:
    part = one_round(
        [
            '{ id = "B", kind = "panel", maximum = 10, judges = 11, step = 1 }',
            '{ id = "A", kind = "value", maximum = 1 }',
        ]
    ).rounds[0]
    assert RoundPlan(part).block[:4] == (("A", ""), ("B", "1"), ("B", "10"), ("B", "11"))


def test_a_criterion_nobody_lists_goes_to_the_full_engine() -> None:
    lost = replace(aspect('{ id = "V", kind = "value", maximum = 4 }'), criterion="nowhere")
    kept = aspect('{ id = "W", kind = "value", maximum = 4 }')
    part = Round("r", "r", F(8), modules=(Module("A", "A", F(8), (lost, kept), (Criterion("x", "x"),)),))
    plan = RoundPlan(part)
    assert not plan.expressible
    marks = RoundMarks({"V": {"": Mark(thousandths=3000)}, "W": {"": Mark(thousandths=1500)}})
    assert plan.score(marks) == lean_round(score_round(part, marks))
    assert plan.score_block([3000, 1500]).score == F(3, 2)


def test_the_sample_definition_needs_no_full_engine() -> None:
    day = make_day(1, people=6)
    assert all(RoundPlan(part).expressible for trade in day.contest.trades for part in trade.rounds)


ROWS = st.integers(2, 9).flatmap(
    lambda judges: st.lists(st.tuples(*[st.integers(0, 2**48 - 1)] * judges), min_size=1, max_size=40)
)


@given(ROWS)
def test_lanes_add_and_trim_every_row(rows: list[tuple[int, ...]]) -> None:
    kept = [sum(row) - max(row) - min(row) for row in rows]
    assert trimmed(list(zip(*rows, strict=True))) == (kept, [sum(row) for row in rows])


@pytest.mark.parametrize("number", [-1, 2**48, 2**63, 2**64, 10**30])
def test_numbers_that_do_not_fit_a_lane_are_left_to_others(number: int) -> None:
    assert trimmed([[1, 2], [3, number], [5, 6]]) is None
    part = one_round(['{ id = "P", kind = "panel", maximum = 10, minimum = -10, judges = 7, step = 0.5 }']).rounds[0]
    values: list[Cell] = [7000, number, 7500, 8000, 1000, 9000, 9500]
    marks = {str(seat): Mark(thousandths=value) for seat, value in enumerate(values, 1)}  # type: ignore[arg-type]
    assert RoundPlan(part).score_block(values) == lean_round(score_round(part, RoundMarks({"P": marks})))
