"""The comparison scale: its median, its spread, degenerate lists, and that it never orders anybody anew."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.awards import assign_awards
from app.domain.contest import ScaleRule, Status
from app.domain.explain import explain_scale
from app.domain.scale import median, on_scale, scaled_list, spread_of
from app.domain.standings import standings_document
from tests.unit.domain.kit import contest, pair, ranked, refused, two_rounds, whole

RULE = ScaleRule()


def fractions(*texts: str) -> list[Fraction]:
    return [Fraction(text) for text in texts]


def among(values: list[Fraction], total: Fraction) -> Fraction:
    """The points of a total among others."""
    return on_scale(RULE, median(values), spread_of(values), total)


def test_the_median_of_odd_and_even_counts() -> None:
    assert median(fractions("3", "1", "2")) == 2
    assert median(fractions("4", "1", "2", "3")) == Fraction(5, 2)
    with pytest.raises(ValueError, match="no values"):
        median([])


def test_a_list_worked_out_by_hand() -> None:
    made = two_rounds("scale = true")
    entries = [pair(key, mark, mark) for key, mark in (("a", "90"), ("b", "80"), ("c", "70"), ("d", "65"), ("e", "50"))]
    # Median 70; distances 20 10 0 5 20, their median 10; one spread is 14.826 marks for 50 points.
    # a: 700 + 50 x 20 / 14.826 = 767.449…; e mirrors it.
    assert spread_of(fractions("90", "80", "70", "65", "50")) == Fraction("14.826")
    assert scaled_list(made, ranked(made, entries)) == {"a": "767", "b": "734", "c": "700", "d": "683", "e": "633"}


def test_guests_are_placed_on_the_scale_of_the_others_and_the_unranked_are_not() -> None:
    made = two_rounds("scale = { decimals = 1 }")
    plain = [pair("a", "90", "90"), pair("b", "80", "80"), pair("c", "70", "70")]
    with_guest = [*plain, pair("g", "100", "100", guest=True), pair("x", "10", "10", guest=True)]
    with_guest.append(whole("y", {"theory": "50", "practical": Status.ABSENT}))
    alone, beside = (scaled_list(made, ranked(made, one)) for one in (plain, with_guest))
    assert alone == {"a": "733.7", "b": "700.0", "c": "666.3"}
    assert beside == alone | {"g": "767.4", "x": "463.9"}


def test_when_most_are_equal_the_mean_distance_takes_over() -> None:
    values = fractions("80", "80", "80", "80", "90")
    assert spread_of(values) == Fraction(12533, 10000) * 2
    assert among(values, Fraction(80)) == 700
    assert among(values, Fraction(90)) == 700 + 50 * Fraction(10) / (Fraction(12533, 10000) * 2)


def test_all_equal_or_alone_stand_on_the_centre() -> None:
    made = two_rounds("scale = true")
    assert scaled_list(made, ranked(made, [pair("a", "90", "90")])) == {"a": "700"}
    even = ranked(made, [pair("a", "70", "70"), pair("b", "70", "70")])
    assert scaled_list(made, even) == {"a": "700", "b": "700"}
    assert "全体同分" in explain_scale(made, even, "a")[0].zh


def test_points_never_fall_below_nothing() -> None:
    values = fractions("80", "80.1", "80.2", "80.3", "80.4")
    assert among(values, Fraction(0)) == 0


def test_half_a_point_goes_up() -> None:
    made = two_rounds("scale = { centre = 700, spread = 14.826, decimals = 0 }")
    entries = [pair(key, mark, mark) for key, mark in (("a", "71.5"), ("b", "70"), ("c", "68.5"))]
    # Median distance 1.5, so one spread is 1.5 x 1.4826 marks for 14.826 points: 1.5 marks are 10 points, exactly.
    assert scaled_list(made, ranked(made, entries)) == {"a": "710", "b": "700", "c": "690"}
    values = fractions("71.5", "70", "68.5")
    rule = ScaleRule(Fraction(700), Fraction("14.826"))
    assert on_scale(rule, median(values), spread_of(values), Fraction("70.075")) == Fraction("700.5")


def test_without_the_rule_there_is_no_column() -> None:
    made = two_rounds()
    assert scaled_list(made, ranked(made, [pair("a", "90", "90")])) == {}
    assert explain_scale(made, ranked(made, [pair("a", "90", "90")]), "a") == ()


def test_the_document_and_the_explanation_show_it() -> None:
    made = two_rounds("scale = true")
    found = ranked(made, [pair("a", "90", "90"), pair("b", "80", "80"), pair("c", "70", "70")])
    document = standings_document(made, found, assign_awards(made, found))
    entries = document["entries"]
    assert isinstance(entries, list)
    assert [line["scaled"] for line in entries] == ["734", "700", "666"]
    words = [line.zh for line in explain_scale(made, found, "a")]
    assert words == ["换算分 734（只供比较，不改名次）", "700 + 50 × (90 − 中位数 80) ÷ 离散度 14.826"]


def test_wrong_scales_are_refused() -> None:
    text = (
        'format = 1\n[contest]\nname = "试"\n[rules]\nscale = {}\n[[trade]]\ncode = "t"\n'
        '[[trade.round]]\nid = "a"\nmaximum = 1\n'
    )
    assert contest(text).trades[0].rules.scale == ScaleRule()
    with refused("definition.wrong_value", place="rules.scale.spread"):
        contest(text.replace("{}", "{ spread = 0 }"))
    with refused("definition.unknown_key", place="rules.scale.median"):
        contest(text.replace("{}", "{ median = 1 }"))


TOTAL = st.integers(0, 10000).map(lambda n: Fraction(n, 100))


@settings(max_examples=150, deadline=None)
@given(st.lists(TOTAL, min_size=1, max_size=30))
def test_the_scale_never_reorders_and_keeps_the_median(values: list[Fraction]) -> None:
    points = {value: among(values, value) for value in values}
    ordered = sorted(points)
    for low, high in pairwise(ordered):
        assert points[low] < points[high] or points[low] == points[high] == 0
    if len(values) % 2:
        assert among(values, median(values)) == 700


@settings(max_examples=100, deadline=None)
@given(st.lists(TOTAL, min_size=3, max_size=15), TOTAL, st.integers(1, 9))
def test_shifting_and_stretching_all_marks_changes_nobody(values: list[Fraction], shift: Fraction, factor: int) -> None:
    moved = [value * factor + shift for value in values]
    assert [among(values, one) for one in values] == [among(moved, one) for one in moved]
