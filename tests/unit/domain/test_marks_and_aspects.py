"""The smallest parts: a mark, an aspect with and without a maximum, a round's and an entry's look-ups."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.award_of_aspect import award_of
from app.domain.contest import Contest, DelegationRule, Missing, RankingRule, Round, Status, Tie, TieKind, Trade
from app.domain.lean_aspect import AspectPlan
from app.domain.numbers import Rounding
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    CatalogueItem,
    Count,
    Deduction,
    Detail,
    Judged,
    Measured,
    Panel,
    Time,
    Value,
)
from app.domain.scores import AspectScore, Entry, EntryScore, Mark, ModuleScore, RoundScore, Standing, Word
from app.domain.shadow.worth import worth_of
from tests.unit.domain.told import plain

F = Fraction
ANY = AspectKind.VALUE


def of(detail: Detail, maximum: str | None = "10", **more: object) -> Aspect:
    kinds = {Count: AspectKind.COUNT, Deduction: AspectKind.DEDUCTION, Time: AspectKind.TIME, Judged: AspectKind.JUDGED}
    kind = kinds.get(type(detail), ANY)
    return Aspect("A", "a", kind, None if maximum is None else F(maximum), detail, **more)  # type: ignore[arg-type]


def test_a_mark_as_a_number() -> None:
    assert (Mark(thousandths=8500).number, Mark(thousandths=8500).reading) == (F("8.5"), F("8.5"))
    assert (Mark(thousandths=0).number, Mark(thousandths=0).reading) == (F(0), F(0))
    assert (Mark(word=Word.RECUSED).number, Mark(word=Word.RECUSED).reading) == (None, F(0))
    assert (Mark(items=()).number, Mark(items=()).reading) == (None, F(0))


def test_words_in_chinese() -> None:
    assert [word.zh for word in Word] == ["缺评", "回避", "不适用"]
    assert [standing.zh for standing in Standing] == [
        *("", "不计名次", "成绩不全", "缺考", "迟到取消", "弃权", "中途退赛", "取消资格"),
    ]


ASPECTS = [
    (of(Value()), "10 0 None 0 10 None 10 ['']"),
    (of(Value(F(-5, 2), F(1, 4))), "10 -2.5 0.25 2 10 None 10 ['']"),
    (of(Value(F(-5, 8), F(1))), "10 -0.625 1 3 10 None 10 ['']"),
    (of(Panel(2, F(1, 2), F(-1), spread=F(3))), "10 -1 0.5 1 10 3 10 ['1', '2']"),
    (of(Panel(5, drop_high=2, drop_low=1, average=Average.SUM)), "10 0 0.1 1 10 None 20 ['1', '2', '3', '4', '5']"),
    (of(Judged(2, ("a", "b"))), "10 0 1 0 1 1 10 ['1', '2']"),
    (of(Measured(met=True)), "10 0 None 0 None None 10 ['']"),
    (of(Count(F(2))), "10 0 1 0 None None 10 ['']"),
    (of(Deduction((CatalogueItem("E", "e", F(1)),))), "10 0 None 0 None None 0 ['']"),
    (of(Deduction((CatalogueItem("E", "e", F(1)),)), None), "0 0 None 0 None None 0 ['']"),
    (of(Time(F(5))), "10 0 None 0 None None 0 ['']"),
    (of(Time(F(5), bonus=F(1))), "10 0 None 0 None None 10 ['']"),
    (of(Time(F(5), bonus=F(1)), None), "0 0 None 0 None None 0 ['']"),
]


@pytest.mark.parametrize(("aspect", "said"), ASPECTS)
def test_what_an_aspect_takes_and_is_worth(aspect: Aspect, said: str) -> None:
    """Full marks, lowest, step, decimals typed, highest, spread, worth, seats."""
    numbers = (aspect.full, aspect.minimum, aspect.step, aspect.entry_decimals, aspect.highest, aspect.spread)
    assert " ".join(map(plain, (*numbers, aspect.worth, aspect.seats))) == said


@pytest.mark.parametrize(
    ("detail", "mark", "points"),
    [
        (Count(F(2)), Mark(thousandths=7000), F(14)),
        (Deduction((CatalogueItem("E", "e", F(2)),)), Mark(items=(("E", 3), ("gone", 4))), F(-6)),
        (Time(F(1), points=F(1)), Mark(thousandths=600_000), F(-9)),
        (Time(F(10), points=F(1), bonus=F(1)), Mark(thousandths=60_000), F(9)),
    ],
)
def test_without_a_maximum_nothing_is_capped(detail: Detail, mark: Mark, points: Fraction) -> None:
    aspect = of(detail, None)
    assert award_of(aspect, {"": mark}).points == points
    assert award_of(aspect, {"": mark}).reason == ""
    cell = mark if mark.thousandths is None else mark.thousandths
    assert AspectPlan(aspect, Rounding.HALF_UP, 1000).score({"": cell})[0] == points * 1000
    assert worth_of(aspect, {"": mark}, 1000, "half_up").units == points * 1000


def test_a_catalogue_item_in_any_letter_case() -> None:
    detail = Deduction((CatalogueItem("E1a", "e", F(2)), CatalogueItem("e1A", "twin", F(3))))
    assert detail.item("E1A") == CatalogueItem("E1a", "e", F(2))
    assert detail.item("E2") is None


def test_what_is_looked_up_in_scores() -> None:
    found = AspectScore("A1", {})
    module = ModuleScore("A", (found, AspectScore("A2", {})), (), F(1))
    part = RoundScore("p", (module, ModuleScore("B", (), (), None)), passed=False)
    assert (part.aspect("A1"), part.aspect("A3")) == (found, None)
    assert (part.module("A"), part.module("C")) == (module, None)
    entry = EntryScore(Entry("x"), (part,), total=F(3))
    assert (entry.round("p"), entry.round("q")) == (part, None)
    assert (entry.complete, entry.passed) == (True, False)
    whole = EntryScore(Entry("x"), (RoundScore("p", passed=True), RoundScore("q")), total=F(0))
    assert (whole.complete, whole.passed) == (True, True)
    empty = EntryScore(Entry("x"), (RoundScore("p", passed=True),))
    assert (empty.complete, empty.passed) == (False, False)


def test_statuses_and_rounds_by_name() -> None:
    assert [status.zh for status in Status] == ["正常", "缺考", "迟到取消", "弃权", "中途退赛", "取消资格"]
    assert [Status.from_word(word) for word in (" Absent ", "缺席", "弃赛", "迟到", "退赛", "", "8")] == [
        *(Status.ABSENT, Status.ABSENT, Status.WITHDRAWN, Status.LATE, Status.RETIRED, None, None),
    ]
    parts = (Round("a", "甲", F(1)), Round("b", "乙", F(1), bonus=True), Round("c", "丙", F(1), extra=True))
    trade = Trade("T-1", "焊工", parts)
    assert [part.optional for part in parts] == [False, True, True]
    assert (trade.key, trade.round("b"), trade.round("x"), trade.side("x")) == ("t-1", parts[1], None, None)
    assert [Trade.valid_code(code) for code in ("A-1_b", "-a", "a b", "é", "")] == [True, False, False, False, False]
    assert [Tie(TieKind.MODULE, "p", "A").key, Tie(TieKind.EXTRA).key] == ["module:p:A", "extra"]
    assert DelegationRule(full_only=True).when_short is Missing.UNRANKED
    assert DelegationRule(missing=Missing.ZERO).when_short is Missing.ZERO


def test_rankings_and_trades_by_name() -> None:
    sides = (RankingRule("one", "一", ("a",)), RankingRule("two", "二", ("a",)))
    trade = Trade("T-1", "焊工", (Round("a", "甲", F(1)),), rankings=sides)
    other = Trade("t-2", "电工", (Round("a", "甲", F(1)),))
    contest = Contest("试", 2026, (trade, other))
    assert (trade.side("two"), trade.side("x")) == (sides[1], None)
    assert (contest.trade(" t-1 "), contest.trade("T-2"), contest.trade("t-3")) == (trade, other, None)
