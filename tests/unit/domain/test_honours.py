"""Proposed honours: who comes into question, every reason why not, passing down, ties on the edge, and the table."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contest import Trade
from app.domain.honours import (
    LEVELS,
    Candidate,
    HonourRule,
    Why,
    full_years,
    level_number,
    propose,
    read_honours,
    write_honours,
)
from app.domain.scores import Ranking
from app.services.honours import shipped_rules
from tests.unit.domain.kit import contest, pair, ranked, refused, two_rounds

ON = date(2026, 6, 18)
KNOWN = Candidate((date(1990, 1, 1),), "高级工")


def table(count: int = 6, **levels: str) -> tuple[Trade, Ranking, dict[str, Candidate]]:
    """Entries a, b, c … in order of place, everybody 36 years old and 高级工 unless told otherwise."""
    made = two_rounds()
    keys = "abcdefghij"[:count]
    found = ranked(made, [pair(key, str(95 - n), str(95 - n)) for n, key in enumerate(keys)])
    return made, found, {key: Candidate(KNOWN.births, levels.get(key, "高级工")) for key in keys}


def given_by(rule: HonourRule, trade: Trade, ranking: Ranking, people: dict[str, Candidate], **about: Any) -> list[Any]:
    lines = propose([rule], trade, ranking, people, on=ON, **about)
    return [(one.entry, one.place, [why.value for why in one.reasons], one.passed_down) for one in lines]


def test_places_from_and_to() -> None:
    assert given_by(HonourRule("技术标兵", 2, 3), *table()) == [("b", 2, [], False), ("c", 3, [], False)]


@pytest.mark.parametrize(
    ("level", "why"),
    [("", "level_too_low"), ("中级工", "level_too_low"), ("技师", "level_too_high"), ("老手", "level_unknown")],
)
def test_the_present_level_must_fit(level: str, why: str) -> None:
    rule = HonourRule("晋升技师", 1, 2, level_from="高级工", level_to="高级工")
    assert given_by(rule, *table(a=level)) == [("a", 1, [why], False), ("b", 2, [], False)]


def test_what_is_not_taken_up_passes_down_only_where_the_rule_says_so() -> None:
    rule = HonourRule("技术能手", 1, 3, level_from="高级工", pass_down=True)
    assert given_by(rule, *table(b="无", d="无")) == [
        ("a", 1, [], False),
        ("b", 2, ["level_too_low"], False),
        ("c", 3, [], False),
        ("d", 4, ["level_too_low"], True),
        ("e", 5, [], True),
    ]
    rule = HonourRule("技术能手", 1, 3, level_from="高级工")
    assert [line[0] for line in given_by(rule, *table(b="无")) if not line[2]] == ["a", "c"]


def test_nobody_is_asked_beyond_a_full_honour() -> None:
    rule = HonourRule("技术能手", 1, 2, pass_down=True)
    assert given_by(rule, *table()) == [("a", 1, [], False), ("b", 2, [], False)]


def test_equals_on_the_edge_are_all_proposed_and_marked() -> None:
    made = two_rounds()
    even = ranked(made, [pair("a", "90", "90"), pair("b", "80", "80"), pair("c", "80", "80"), pair("d", "70", "70")])
    lines = propose([HonourRule("能手", 1, 2, pass_down=True)], made, even, {})
    assert [(one.entry, one.place, one.joint) for one in lines] == [("a", 1, False), ("b", 2, True), ("c", 2, True)]


def test_dense_places_do_not_widen_an_honour() -> None:
    made = two_rounds('joint = "1223"')
    even = ranked(made, [pair("a", "90", "90"), pair("b", "90", "90"), pair("c", "80", "80")])
    assert [p.rank for p in even.placings] == [1, 1, 2]
    assert [one.entry for one in propose([HonourRule("能手", 1, 2)], made, even, {})] == ["a", "b"]


def test_both_parts_must_be_passed_at_their_line_or_at_sixty_percent() -> None:
    made = two_rounds()
    found = ranked(made, [pair("a", "59.99", "100"), pair("b", "60", "90"), pair("c", "95", "59")])
    lines = propose([HonourRule("能手", 1, 3, passed=True)], made, found, {})
    assert [(one.entry, one.reasons) for one in lines] == [
        ("a", (Why.NOT_PASSED,)),
        ("b", ()),
        ("c", (Why.NOT_PASSED,)),
    ]
    stricter = contest(
        'format = 1\n[contest]\nname = "试"\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "theory"\nmaximum = 200\n'
        'pass_line = 180\n[[trade.round]]\nid = "practical"\nmaximum = 200\n'
    ).trades[0]
    found = ranked(stricter, [pair("a", "179", "200"), pair("b", "180", "120"), pair("c", "190", "119")])
    lines = propose([HonourRule("能手", 1, 3, passed=True)], stricter, found, {})
    assert {one.entry: one.proposed for one in lines} == {"a": False, "b": True, "c": False}


def test_age_counts_full_years_on_the_first_day_and_all_of_a_team() -> None:
    assert full_years(date(1990, 6, 18), ON) == 36
    assert full_years(date(1990, 6, 19), ON) == 35
    assert full_years(date(2000, 2, 29), date(2026, 2, 28)) == 25
    made, found, people = table(4)
    people["a"] = Candidate((date(1991, 1, 1), date(1990, 6, 18)))
    people["b"] = Candidate((date(1991, 1, 1), None))
    people["c"] = Candidate((date(1990, 6, 19),))
    people["d"] = Candidate(())
    assert [line[2] for line in given_by(HonourRule("青年能手", 1, 4, age_most=35), made, found, people)] == [
        ["too_old"],
        ["age_unknown"],
        [],
        ["age_unknown"],
    ]


def test_the_barred_and_guests_are_never_proposed() -> None:
    made = two_rounds()
    found = ranked(
        made, [pair("g", "99", "99", guest=True), pair("a", "90", "90", no_award=True), pair("b", "80", "80")]
    )
    lines = propose([HonourRule("能手", 1, 1, pass_down=True)], made, found, {})
    assert [(one.entry, one.reasons, one.passed_down) for one in lines] == [
        ("a", (Why.NO_AWARD,), False),
        ("b", (), True),
    ]


def test_a_rule_holds_for_its_classes_kinds_and_groups() -> None:
    rule = HonourRule("能手", 1, 1, classes=("省级一类",), kinds=("技工类通用",), groups=("职工组",))
    assert rule.concerns("省级一类", "技工类通用", "职工组")
    for other in (
        ("省级二类", "技工类通用", "职工组"),
        ("省级一类", "农民工", "职工组"),
        ("省级一类", "技工类通用", "学生组"),
    ):
        assert not rule.concerns(*other)
    assert HonourRule("能手", 1, 1).concerns("", "", "")
    made, found, people = table(2)
    assert propose([rule], made, found, people, "省级二类", "技工类通用") == ()


def test_an_honour_is_given_once_by_the_first_rule_that_gives_it() -> None:
    made, found, people = table(3, a="技师")
    rules = [HonourRule("能手", 1, 1, level_from="高级工", level_to="高级工"), HonourRule("能手", 1, 2)]
    lines = propose(rules, made, found, people)
    assert [(one.entry, one.proposed) for one in lines] == [("a", True), ("b", True)]


def test_levels_are_told_apart_by_their_words() -> None:
    assert [level_number(word) for word in LEVELS] == list(range(8))
    assert (level_number(""), level_number(" 技师 "), level_number("八级工")) == (0, 4, None)


def test_the_shipped_table_reads_and_says_what_gansu_proposes() -> None:
    rules = shipped_rules()
    assert {rule.honour for rule in rules} == {
        "五一劳动奖章",
        "甘肃省技术能手",
        "甘肃省技术标兵",
        "晋升高级工",
        "晋升技师",
        "晋升高级技师",
    }
    assert all(rule.passed for rule in rules if rule.honour.startswith("晋升"))
    assert read_honours(write_honours(rules)) == rules
    made, found, people = table(6, b="技师", c="中级工")
    lines = propose(rules, made, found, people, "省级一类", "技工类通用", ON)
    given_to = {(one.honour, one.entry) for one in lines if one.proposed}
    assert ("甘肃省技术能手", "c") in given_to
    assert ("甘肃省技术标兵", "c") not in given_to
    assert {entry for honour, entry in given_to if honour == "晋升技师"} == {"a", "d", "e", "f"}
    assert ("晋升高级技师", "b") in given_to
    assert ("晋升高级工", "c") in given_to


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("from = 3\nto = 1", "honours.places", "honour[0].to"),
        ('level_from = "技师"\nlevel_to = "高级工"', "honours.levels", "honour[0].level_to"),
        ('level_to = "八级工"', "honours.level", "honour[0].level_to"),
        ("age_most = 0", "definition.wrong_value", "honour[0].age_most"),
        ("oldest = 35", "definition.unknown_key", "honour[0].oldest"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(text: str, code: str, place: str) -> None:
    with refused(code, place=place):
        read_honours(tomllib.loads(f'[[honour]]\nname = "能手"\n{text}\n', parse_float=Decimal))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(LEVELS), st.booleans()), min_size=1, max_size=14),
    st.integers(1, 5),
    st.integers(0, 4),
    st.booleans(),
)
def test_proposals_keep_their_promises(
    rows: list[tuple[int, str, bool]], first: int, more: int, pass_down: bool
) -> None:
    made = two_rounds("ties = []")
    entries = [pair(f"e{n:02}", str(60 + mark), "90", no_award=barred) for n, (mark, _, barred) in enumerate(rows)]
    people = {f"e{n:02}": Candidate((), level) for n, (_, level, _) in enumerate(rows)}
    found = ranked(made, entries)
    rule = HonourRule("能手", first, first + more, level_from="高级工", pass_down=pass_down)
    lines = propose([rule], made, found, people)
    given_to = [one for one in lines if one.proposed]
    assert len({one.entry for one in lines}) == len(lines)
    for one in given_to:
        number = int(one.entry[1:])
        assert LEVELS.index(rows[number][1]) >= 3
        assert not rows[number][2]
        assert one.place >= first
    plain = replace(rule, pass_down=False)
    strict = {one.entry for one in propose([plain], made, found, people) if one.proposed}
    assert strict <= {one.entry for one in given_to}  # passing down takes from nobody
    edge = max((one.place for one in given_to), default=0)
    if edge > rule.last:  # whoever came in by passing down did so while an honour was left
        assert sum(one.place != edge for one in given_to) < more + 1
