"""Places: groups apart, the tie chain link by link, joint places, guests and statuses."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from app.domain.aggregate import score_entry
from app.domain.contest import Status
from app.domain.marks import parse_mark
from app.domain.ranking import KeptRanking, natural, plain_places, rank_trade
from app.domain.scores import Entry, EntryMarks, RoundMarks, Standing
from tests.unit.domain.kit import contest, one_round, pair, places, ranked, scored, two_rounds, whole

# 30 % and 70 %: each of these pairs of theory and practical gives 80.00
EIGHTY = [("80", "80"), ("45", "95"), ("66", "86"), ("94", "74")]


def test_the_higher_total_goes_first() -> None:
    found = ranked(two_rounds(), [pair("a", "80", "80"), pair("b", "90", "90"), pair("c", "70", "70")])
    assert places(found) == [("b", 1, "total"), ("a", 2, "total"), ("c", 3, "total")]


def test_equal_totals_are_told_apart_by_the_practical() -> None:
    entries = [pair(key, *scores) for key, scores in zip("abcd", EIGHTY, strict=True)]
    found = places(ranked(two_rounds(), entries))
    assert found == [(key, rank, "round:practical") for rank, key in enumerate("bcad", 1)]


def test_without_a_chain_equals_share_the_place() -> None:
    entries = [pair(key, *scores) for key, scores in zip("abc", EIGHTY, strict=False)] + [pair("z", "10", "10")]
    found = ranked(two_rounds("ties = []"), entries)
    assert places(found) == [("a", 1, "joint"), ("b", 1, "joint"), ("c", 1, "joint"), ("z", 4, "total")]
    assert [p.joint for p in found.placings] == [True, True, True, False]
    dense = ranked(two_rounds('ties = []\njoint = "1223"'), entries)
    assert [rank for _, rank, _ in places(dense)] == [1, 1, 1, 2]


def test_the_chain_goes_on_only_among_those_still_equal() -> None:
    entries = [
        pair("a", "80", "80", seconds=4000),
        pair("b", "80", "80", seconds=3999),
        pair("c", "45", "95", seconds=9000),
        pair("d", "80", "80", seconds=4000),
    ]
    found = ranked(two_rounds('ties = ["round:practical", "time:practical"]'), entries)
    assert places(found) == [
        ("c", 1, "round:practical"),
        ("b", 2, "time:practical"),
        ("a", 3, "joint"),
        ("d", 3, "joint"),
    ]


def test_time_decides_nothing_while_one_of_them_lacks_it() -> None:
    entries = [pair("a", "80", "80", seconds=4000), pair("b", "80", "80")]
    found = ranked(two_rounds('ties = ["time:practical"]'), entries)
    assert places(found) == [("a", 1, "joint"), ("b", 1, "joint")]


TWO_MODULES = """
format = 1
[rules]
ties = [{tie}]
[[trade]]
code = "t"
[[trade.round]]
id = "practical"
[[trade.round.module]]
id = "A"
aspects = [ { id = "A1", kind = "panel", maximum = 10, judges = 5, step = 1 } ]
[[trade.round.module]]
id = "B"
aspects = [ { id = "B1", kind = "value", maximum = 10 } ]
"""


@pytest.mark.parametrize(
    ("tie", "order"),
    [
        ("modules:practical", "yx"),
        ("module:practical:B", "xy"),
        ("module:practical:A", "yx"),
        ("judges:practical", "xy"),
    ],
)
def test_modules_and_the_untrimmed_sum(tie: str, order: str) -> None:
    trade = contest(TWO_MODULES.replace("{tie}", f'"{tie}"')).trades[0]
    part = trade.rounds[0]

    def entry(key: str, panel: str, value: str) -> EntryMarks:
        first, second = part.aspects
        seats = dict(zip(first.seats, (parse_mark(text, first) for text in panel.split()), strict=True))
        return EntryMarks(Entry(key), {"practical": RoundMarks({"A1": seats, "B1": {"": parse_mark(value, second)}})})

    # x: trimmed mean 6, judges' sum 34; y: trimmed mean 7, judges' sum 26; both 13 in all
    found = places(ranked(trade, [entry("x", "6 6 6 10 6", "7"), entry("y", "7 7 7 0 7", "6")]))
    assert found == [(order[0], 1, tie), (order[1], 2, tie)]


def test_an_extra_round_and_a_ruling() -> None:
    entries = [pair(key, "80", "80") for key in "abc"]
    trade = two_rounds('ties = ["extra", "ruling"]')
    extra = {"a": Fraction(5), "b": Fraction(7), "c": Fraction(5)}
    found = places(ranked(trade, entries, extra=extra, rulings={"a": 2, "c": 1}))
    assert found == [("b", 1, "extra"), ("c", 2, "ruling"), ("a", 3, "ruling")]


def test_no_joint_places_ask_for_a_ruling() -> None:
    entries = [pair(key, "80", "80") for key in "ab"]
    trade = two_rounds('joint = "none"')
    assert ranked(trade, entries).open_ties == (("a", "b"),)
    settled = ranked(trade, entries, rulings={"a": 2, "b": 1})
    assert settled.open_ties == ()
    assert places(settled) == [("b", 1, "ruling"), ("a", 2, "ruling")]


def test_a_ruling_parts_equals_that_would_share_a_place() -> None:
    entries = [pair(key, "80", "80") for key in "abc"]
    trade = two_rounds("ties = []")
    assert places(ranked(trade, entries)) == [("a", 1, "joint"), ("b", 1, "joint"), ("c", 1, "joint")]
    settled = places(ranked(trade, entries, rulings={"a": 2, "b": 0, "c": 1}))
    assert settled == [("b", 1, "ruling"), ("c", 2, "ruling"), ("a", 3, "ruling")]


def test_groups_are_ranked_apart_in_the_order_of_the_trade() -> None:
    trade = contest(
        'format = 1\n[[trade]]\ncode = "t"\ngroups = ["职工组", "学生组"]\n[[trade.round]]\nid = "p"\nmaximum = 9'
    ).trades[0]
    entries = [whole(key, {"p": score}, group=group) for key, score, group in
               (("a", "5", "学生组"), ("b", "6", "职工组"), ("c", "7", "学生组"))]  # fmt: skip
    found = rank_trade(trade, scored(trade, entries))
    assert [(r.group, [p.entry.key for p in r.placings]) for r in found] == [("职工组", ["b"]), ("学生组", ["c", "a"])]


def test_guests_take_no_place_and_statuses_come_last() -> None:
    entries = [
        whole("dis", {"theory": "99", "practical": Status.DISQUALIFIED}),
        whole("abs", {"theory": Status.ABSENT, "practical": "99"}),
        pair("guest", "100", "100", guest=True),
        whole("gap", {"theory": "99"}),
        pair("b", "60", "60"),
        pair("a", "70", "70"),
    ]
    found = ranked(two_rounds(), entries)
    assert [(p.entry.key, p.rank, p.standing.value) for p in found.placings] == [
        ("a", 1, "ranked"),
        ("b", 2, "ranked"),
        ("guest", None, "guest"),
        ("gap", None, "incomplete"),
        ("abs", None, "absent"),
        ("dis", None, "disqualified"),
    ]
    assert [p.position for p in found.placings] == [1, 2, 3, 4, 5, 6]


def test_entries_barred_from_awards_keep_their_place() -> None:
    found = ranked(two_rounds(), [pair("a", "90", "90", no_award=True), pair("b", "80", "80")])
    assert [(p.entry.key, p.rank) for p in found.placings] == [("a", 1), ("b", 2)]


def test_ranking_by_the_exact_total_prints_enough_decimals() -> None:
    entries = [pair("a", "80.01", "80"), pair("b", "80", "80.002"), pair("c", "80", "80")]
    rounded = ranked(two_rounds("ties = []"), entries)
    assert [rank for _, rank, _ in places(rounded)] == [1, 1, 1]
    found = ranked(two_rounds('ties = []\nrank_by = "unrounded"'), entries)
    assert (places(found), found.shown_decimals) == ([("a", 1, "total"), ("b", 2, "total"), ("c", 3, "total")], 3)


def test_entry_numbers_sort_as_people_read_them() -> None:
    assert sorted(["HG10", "HG2", "HG1", "7", "A"], key=natural) == ["7", "A", "HG1", "HG2", "HG10"]


def test_a_single_round_needs_no_weight() -> None:
    trade = one_round(['{ id = "V", kind = "value", maximum = 10 }'])
    entry = EntryMarks(Entry("a"), {"practical": RoundMarks(score=Fraction(7))})
    assert ranked(trade, [entry]).placings[0].standing is Standing.RANKED


@pytest.mark.parametrize(
    "rules", ["", 'joint = "1223"\nties = []', 'joint = "none"\nties = []', 'rank_by = "unrounded"']
)
def test_a_list_kept_in_order_is_the_list_made_anew(rules: str) -> None:
    dice, trade = random.Random(rules), two_rounds(rules)
    names = [f"E{number}" for number in range(12)]

    def result(name: str) -> EntryMarks:
        if dice.random() < 0.15:
            return whole(name, {"theory": "80", "practical": dice.choice([Status.ABSENT, Status.RETIRED])})
        seconds, guest = dice.randrange(1, 4), dice.random() < 0.1
        theory, practical = dice.choice(["80", "66", "59.995"]), dice.choice(["70", "76", "76.005"])
        return pair(name, theory, practical, seconds=seconds, guest=guest)

    listed = {name: score_entry(trade, result(name)) for name in names[:8]}
    kept = KeptRanking(trade, "", listed.values())
    for _ in range(150):
        name = dice.choice(names)
        listed[name] = score_entry(trade, result(name))
        kept.put(listed[name])
        assert kept.ranking() == KeptRanking(trade, "", listed.values()).ranking()


def test_plain_places_are_shared() -> None:
    assert plain_places([(5, 1), (7, 0), (5, 1), (4, 9), (5, 2)]) == [3, 1, 3, 5, 2]
