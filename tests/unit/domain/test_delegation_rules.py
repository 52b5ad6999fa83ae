"""Delegations over several trades and groups: what counts, missing members, and every way equals are told apart."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contest import AwardRule, DelegationBy, DelegationRule, Missing
from app.domain.definition import read_definition, write_definition
from app.domain.delegations import DelegationPlacing, award_points, rank_delegations
from app.domain.ranking import rank_trade
from app.domain.scores import EntryMarks, Ranking
from tests.unit.domain.kit import contest, pair, refused, scored, two_rounds

TEXT = (
    'format = 1\n[contest]\nname = "试"\n[rules]\n{}\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 1\n'
)


def lists(*trades: tuple[str, list[EntryMarks]]) -> list[Ranking]:
    found: list[Ranking] = []
    for code, entries in trades:
        made = replace(two_rounds(), code=code)
        found += rank_trade(made, scored(made, entries))
    return found


def member(key: str, mark: str, team: str, **about: object) -> EntryMarks:
    return pair(key, mark, mark, delegation=team, **about)


def short(found: tuple[DelegationPlacing, ...]) -> list[tuple[str, Fraction, int | None, str]]:
    return [(one.delegation, one.points, one.rank, one.decided_by) for one in found]


TWO = lists(
    ("x", [member("a", "90", "甲"), member("b", "80", "乙"), member("c", "70", "丙")]),
    ("y", [member("d", "60", "乙"), member("e", "50", "甲"), member("f", "95", "乙", guest=True)]),
)


def test_members_of_all_trades_and_groups_count_together() -> None:
    found = rank_delegations(DelegationRule(), TWO)
    assert [(one.delegation, one.points) for one in found] == [("乙", 140), ("甲", 140), ("丙", 70)]
    # Equal points and equal practical sums, no times: one first place each, then one second place each.
    assert [(one.rank, one.joint, one.decided_by) for one in found] == [
        (1, True, "joint"),
        (1, True, "joint"),
        (3, False, "total"),
    ]


@pytest.mark.parametrize(
    ("missing", "points", "places"),
    [
        # The practical sums of the counted members tell 140 from 70 where the averages are equal.
        (Missing.AS_IS, 70, {"甲": (1, 0), "乙": (1, 0), "丙": (3, 1)}),
        (Missing.ZERO, 35, {"甲": (1, 0), "乙": (1, 0), "丙": (3, 1)}),
        (Missing.UNRANKED, 70, {"甲": (1, 0), "乙": (1, 0), "丙": (None, 1)}),
    ],
)
def test_the_rule_for_missing_members(missing: Missing, points: int, places: dict[str, tuple[int | None, int]]) -> None:
    found = rank_delegations(DelegationRule(DelegationBy.AVERAGE, best=2, missing=missing), TWO)
    assert {one.delegation: one.points for one in found} == {"甲": 70, "乙": 70, "丙": points}
    assert {one.delegation: (one.rank, one.short) for one in found} == places


def test_the_older_word_still_leaves_short_delegations_out() -> None:
    rule = DelegationRule(best=2, full_only=True)
    assert rule.when_short is Missing.UNRANKED
    assert short(rank_delegations(rule, TWO))[-1] == ("丙", 70, None, "")


def test_place_points_and_places_beyond_the_table() -> None:
    rule = DelegationRule(DelegationBy.PLACES)
    found = {one.delegation: one.points for one in rank_delegations(rule, TWO)}
    assert found == {"甲": 10 + 9, "乙": 9 + 10, "丙": 8}
    rule = DelegationRule(DelegationBy.PLACES, places=(Fraction(3), Fraction(1)))
    assert {one.delegation: one.points for one in rank_delegations(rule, TWO)} == {"甲": 4, "乙": 4, "丙": 0}


def test_award_points_are_those_stated_or_eight_four_two_one() -> None:
    made = two_rounds()
    names = ("一等奖", "二等奖", "三等奖", "优秀奖", "鼓励奖")
    made = replace(made, code="x", rules=replace(made.rules, awards=tuple(AwardRule(name, count=1) for name in names)))
    points = award_points(DelegationRule(DelegationBy.AWARDS), [made])
    assert [points["x", name] for name in names] == [8, 4, 2, 1, 0]
    stated = DelegationRule(DelegationBy.AWARDS, awards=(("一等奖", Fraction(5)),))
    assert [award_points(stated, [made])["x", name] for name in names] == [5, 0, 0, 0, 0]
    awards = {("x", "a"): "一等奖", ("x", "b"): "二等奖", ("x", "c"): "二等奖"}
    rule = DelegationRule(DelegationBy.AWARDS)
    found = rank_delegations(rule, TWO, awards, points_of=points)
    assert short(found) == [("甲", 8, 1, "total"), ("乙", 4, 2, "round:practical"), ("丙", 4, 3, "round:practical")]


def test_time_decides_after_the_practical_scores_and_a_gap_cannot_win() -> None:
    def timed(key: str, team: str, seconds: int | None) -> EntryMarks:
        return pair(key, "80", "80", delegation=team, seconds=seconds)

    entries = [timed("a", "甲", 900), timed("b", "乙", 800), timed("c", "丙", None)]
    found = rank_delegations(DelegationRule(), lists(("x", entries)))
    assert [(one.delegation, one.rank, one.decided_by) for one in found] == [
        ("乙", 1, "time:practical"),
        ("甲", 2, "time:practical"),
        ("丙", 3, "time:practical"),
    ]


def test_more_first_places_decide_last() -> None:
    # 甲 has places 1 and 4, 乙 2 and 3, with equal points and equal practical sums.
    entries = [member("a", "90", "甲"), member("b", "80", "乙"), member("c", "70", "乙"), member("d", "60", "甲")]
    found = rank_delegations(DelegationRule(), lists(("x", entries)))
    assert short(found) == [("甲", 150, 1, "places"), ("乙", 150, 2, "places")]


def test_a_delegation_without_a_ranked_member_is_listed_last_without_a_place() -> None:
    found = rank_delegations(DelegationRule(missing=Missing.ZERO), TWO, names=["丁"])
    assert (found[-1].delegation, found[-1].rank, found[-1].points, found[-1].short) == ("丁", None, 0, 1)


def test_the_rule_is_read_written_and_refused_with_its_place() -> None:
    made = contest(TEXT.format('delegations = { by = "average", best = 3, missing = "zero" }'))
    rule = made.rules.delegations
    assert rule is not None
    assert (rule.by, rule.best, rule.missing) == (DelegationBy.AVERAGE, 3, Missing.ZERO)
    assert read_definition(write_definition(made), kept=True).rules == made.rules
    with refused("definition.wrong_value", place="rules.delegations.missing"):
        contest(TEXT.format('delegations = { missing = "guess" }'))


TEAMS = st.sampled_from("甲乙丙丁")


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10), TEAMS), min_size=1, max_size=16),
    st.sampled_from(list(DelegationBy)),
    st.one_of(st.none(), st.integers(1, 4)),
    st.sampled_from(list(Missing)),
    st.randoms(),
)
def test_every_delegation_stands_once_and_more_points_never_stand_lower(
    rows: list[tuple[int, str]], by: DelegationBy, best: int | None, missing: Missing, dice: object
) -> None:
    entries = [member(f"e{n:02}", str(mark * 5), team) for n, (mark, team) in enumerate(rows)]
    rule = DelegationRule(by, best=best, missing=missing, awards=(("奖", Fraction(1)),))
    awards = {("x", f"e{n:02}"): "奖" for n in range(0, len(rows), 2)}
    found = rank_delegations(rule, lists(("x", entries)), awards)
    assert sorted(one.delegation for one in found) == sorted({team for _, team in rows})
    placed = [one for one in found if one.rank is not None]
    assert [one.points for one in placed] == sorted((one.points for one in placed), reverse=True)
    assert [one.rank for one in placed] == sorted(one.rank or 0 for one in placed)
    for one in found:
        counted = sum(part.counted for part in one.contributions)
        assert counted == (len(one.contributions) if best is None else min(best, len(one.contributions)))
    dice.shuffle(entries)  # type: ignore[attr-defined]
    again = rank_delegations(rule, lists(("x", entries)), awards)
    assert {one.delegation: (one.rank, one.points) for one in again} == {
        one.delegation: (one.rank, one.points) for one in found
    }


def test_the_last_places_tell_delegations_apart_over_several_lists() -> None:
    """Equal points, practical sums and first places; the fourth and fifth places decide."""
    first = [("a", "90", "甲"), ("b", "80", "乙"), ("c", "70", "丙"), ("d", "60", "甲"), ("e", "50", "乙")]
    second = [("f", "90", "乙"), ("g", "80", "甲"), ("h", "75", "丙"), ("i", "60", "乙"), ("j", "70", "甲")]
    found = rank_delegations(
        DelegationRule(by=DelegationBy.PLACES, places=(Fraction(9),)),
        lists(*((code, [member(*one) for one in given]) for code, given in (("x", first), ("y", second)))),
    )
    assert short(found) == [
        ("甲", Fraction(9), 1, "round:practical"),
        ("乙", Fraction(9), 2, "round:practical"),
        ("丙", Fraction(0), 3, "total"),
    ]
    level = lists(
        ("x", [member("a", "90", "甲"), member("b", "80", "丙"), member("c", "70", "丙"), member("d", "60", "乙")]),
        ("y", [member("e", "90", "乙"), member("f", "60", "甲"), member("g", "50", "丙")]),
    )
    found = rank_delegations(DelegationRule(by=DelegationBy.PLACES, places=(Fraction(9),)), level)
    assert short(found) == [
        ("甲", Fraction(9), 1, "places"),
        ("乙", Fraction(9), 2, "places"),
        ("丙", Fraction(0), 3, "total"),
    ]
