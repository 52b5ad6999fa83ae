"""Several rankings of one performance, every link of the tie chain, and the extra round."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.awards import assign_awards
from app.domain.contest import Edge, Status, Trade
from app.domain.definition import read_definition, write_definition
from app.domain.explain import explain_side
from app.domain.ranking import rank_trade
from app.domain.rankings import SideList, rank_side
from app.domain.scores import Entry, EntryMarks, RoundMarks
from app.domain.standings import standings_document
from tests.unit.domain.kit import cells, contest, one_round, pair, ranked, refused, scored, two_rounds, whole

SIDES = """
format = 1
[contest]
name = "试验"
[rules]
{rules}
[[trade]]
code = "t"
name = "焊工"
[[trade.round]]
id = "theory"
maximum = 100
weight = 0.30
[[trade.round]]
id = "practical"
maximum = 100
weight = 0.50
[[trade.round]]
id = "oral"
maximum = 50
weight = 0.20
[[trade.round]]
id = "jiashi"
name = "加试"
maximum = 100
extra = true
[[trade.ranking]]
id = "theory"
name = "理论单项"
rounds = ["theory"]
ties = ["round:practical"]
awards = [ {{ name = "理论状元", count = 1 }} ]
[[trade.ranking]]
id = "hands"
name = "操作单项"
rounds = ["practical", "oral"]
"""


def trade(rules: str = "") -> Trade:
    return contest(SIDES.format(rules=rules)).trades[0]


def three(key: str, theory: str | Status, practical: str | Status, oral: str, **about: object) -> EntryMarks:
    return whole(key, {"theory": theory, "practical": practical, "oral": oral}, **about)


ENTRIES = [
    three("a", "80", "90", "40"),
    three("b", "95", "70", "45"),
    three("c", "95", "60", "50"),
    three("d", "99", Status.ABSENT, "50"),
    three("e", "100", Status.DISQUALIFIED, "50"),
    three("g", "100", "100", "50", guest=True),
]


def side(name: str, entries: list[EntryMarks], rules: str = "") -> SideList:
    made = trade(rules)
    rule = made.side(name)
    assert rule is not None
    (found,) = rank_side(made, rule, scored(made, entries))
    return found


def lines(found: SideList) -> list[tuple[str, int | None, str | None, str]]:
    return [
        (p.entry.key, p.rank, None if p.score.total is None else f"{float(p.score.total):g}", p.decided_by)
        for p in found.ranking.placings
    ]


def test_one_round_ranks_by_its_score_and_needs_no_other_round() -> None:
    found = side("theory", ENTRIES)
    # Absent in the practical round, d leads the theory; b and c are told apart by the practical round.
    assert lines(found) == [
        ("d", 1, "99", "total"),
        ("b", 2, "95", "round:practical"),
        ("c", 3, "95", "round:practical"),
        ("a", 4, "80", "total"),
        ("g", None, "100", ""),
        ("e", None, None, ""),
    ]
    assert found.awards.by_entry == {"d": "理论状元"}


def test_some_rounds_keep_their_weights_among_each_other() -> None:
    # 0.50 and 0.20 become 5/7 and 2/7: 90 x 5/7 + 40 x 2/7 = 530/7.
    found = side("hands", ENTRIES)
    best = found.ranking.placings[0]
    assert (best.entry.key, best.score.exact, best.score.total) == ("a", Fraction(530, 7), Fraction("75.71"))
    assert [p.entry.key for p in found.ranking.placings if p.rank] == ["a", "b", "c"]
    assert {p.entry.key: p.standing.value for p in found.ranking.placings if p.rank is None} == {
        "d": "absent",
        "e": "disqualified",
        "g": "guest",
    }


def test_raw_sums_stay_raw_sums() -> None:
    text = SIDES.format(rules="")
    for line in ("weight = 0.30\n", "weight = 0.50\n", "weight = 0.20\n"):
        text = text.replace(line, "")
    made = contest(text).trades[0]
    rule = made.side("hands")
    assert rule is not None
    (found,) = rank_side(made, rule, scored(made, ENTRIES))
    assert found.ranking.placings[0].score.total == 130


def test_rulings_of_the_main_list_have_no_say_and_own_ones_do() -> None:
    made, even = trade('joint = "none"'), [three("a", "90", "80", "40"), three("b", "90", "80", "40")]
    rule = made.side("theory")
    assert rule is not None
    (asks,) = rank_side(made, rule, scored(made, even))
    assert asks.ranking.open_ties == (("a", "b"),)
    (ruled,) = rank_side(made, rule, scored(made, even), rulings={"b": 0, "a": 1})
    assert [(p.entry.key, p.rank, p.decided_by) for p in ruled.ranking.placings] == [
        ("b", 1, "ruling"),
        ("a", 2, "ruling"),
    ]


def test_an_edge_of_a_further_ranking_asks_and_is_answered_apart() -> None:
    even = [three("a", "90", "80", "40"), three("b", "90", "80", "40")]
    found = side("theory", even)
    assert [(q.award, q.entries, q.within) for q in found.awards.questions] == [("理论状元", ("a", "b"), 1)]
    made = trade()
    rule = made.side("theory")
    assert rule is not None
    (up,) = rank_side(made, rule, scored(made, even), edges={"": {"理论状元": Edge.UP}})
    assert up.awards.by_entry == {"a": "理论状元", "b": "理论状元"}


def test_the_document_carries_further_rankings_beside_the_contract_fields() -> None:
    made = trade()
    scores = scored(made, ENTRIES)
    (main,) = rank_trade(made, scores)
    sides = [one for rule in made.rankings for one in rank_side(made, rule, scores)]
    document = standings_document(made, main, assign_awards(made, main), sides)
    rankings = document["rankings"]
    assert isinstance(rankings, list)
    assert [(one["id"], one["name"], one["rounds"]) for one in rankings] == [
        ("theory", "理论单项", ["theory"]),
        ("hands", "操作单项", ["practical", "oral"]),
    ]
    assert rankings[0]["entries"][0] == {
        "entry": "d",
        "total": "99.00",
        "rank": 1,
        "joint": False,
        "decided_by": "total",
        "status": "ranked",
        "award": "理论状元",
    }
    assert "rankings" not in standings_document(made, main, assign_awards(made, main))


def test_the_explanation_names_ranking_sum_tie_and_award() -> None:
    found = side("theory", ENTRIES)
    second = found.ranking.placings[1]
    words = [(line.level, line.zh) for line in explain_side(found.trade, found.rule, second, "理论状元")]
    assert words == [
        (0, "理论单项"),
        (1, "第 2 名"),
        (1, "成绩相同，按实操成绩定名次"),
        (1, "成绩 = 95"),
        (1, "奖项：理论状元"),
    ]
    first = side("hands", ENTRIES)
    words = [(line.level, line.zh) for line in explain_side(first.trade, first.rule, first.ranking.placings[0])]
    assert words[3:] == [
        (1, "成绩 = 90 × 0.714286… (5/7) + 40 × 0.285714… (2/7) = 75.714286… (530/7)"),
        (1, "四舍五入到 2 位小数：75.714286… (530/7) → 75.71"),
    ]


def test_further_rankings_are_written_and_read_back() -> None:
    made = contest(SIDES.format(rules="scale = true"))
    again = read_definition(write_definition(made), kept=True)
    assert again.trades[0].rankings == made.trades[0].rankings
    assert again.trades[0] == made.trades[0]
    assert again.trades[0].rounds[3].extra


@pytest.mark.parametrize(
    ("change", "code", "place"),
    [
        (('rounds = ["theory"]', 'rounds = ["nothing"]'), "definition.ranking_round", "trade[0].ranking[0].rounds"),
        (('rounds = ["theory"]', 'rounds = ["jiashi"]'), "definition.ranking_round", "trade[0].ranking[0].rounds"),
        (('rounds = ["theory"]', "rounds = []"), "definition.missing_key", "trade[0].ranking[0].rounds"),
        (('id = "hands"', 'id = "theory"'), "definition.double", "trade[0].ranking[1].id"),
        (('"round:practical"', '"round:nobody"'), "definition.tie_unknown", "trade[0].ranking[0].ties[0]"),
    ],
)
def test_a_wrong_ranking_is_refused_with_its_place(change: tuple[str, str], code: str, place: str) -> None:
    with refused(code, place=place):
        contest(SIDES.format(rules="").replace(*change))


# the tie chain


def test_the_extra_round_counts_only_for_ties() -> None:
    made = trade('ties = ["extra"]')
    assert made.rounds[3].optional
    entries = [
        three("a", "90", "90", "40"),
        whole("b", {"theory": "90", "practical": "90", "oral": "40", "jiashi": "10"}),
        whole("c", {"theory": "90", "practical": "90", "oral": "40", "jiashi": "60"}),
        whole("d", {"theory": "80", "practical": "80", "oral": "40", "jiashi": "100"}),
    ]
    # a has no extra round: nobody loses a place to a gap, all three share it.
    assert [(p.entry.key, p.rank) for p in ranked(made, entries).placings] == [("a", 1), ("b", 1), ("c", 1), ("d", 4)]
    assert [(p.entry.key, p.rank, p.decided_by) for p in ranked(made, entries[1:]).placings] == [
        ("c", 1, "extra"),
        ("b", 2, "extra"),
        ("d", 3, "total"),
    ]
    assert ranked(made, entries[1:]).placings[2].score.total == Fraction("72")


def test_extra_scores_noted_later_count_where_the_chain_does_not_name_them() -> None:
    made, even = two_rounds("ties = []"), [pair("a", "80", "80"), pair("b", "80", "80")]
    found = ranked(made, even, extra={"a": Fraction(70), "b": Fraction("70.5")})
    assert [(p.entry.key, p.decided_by) for p in found.placings] == [("b", "extra"), ("a", "extra")]


def test_judges_untrimmed_sum_decides_where_the_trimmed_means_agree() -> None:
    made = one_round(
        ['{id="A1",name="外观",kind="panel",maximum=10,judges=5,step=0.5,drop_high=1,drop_low=1}'],
        'ties = ["judges:practical"]',
    )
    part = made.rounds[0].aspects[0]

    def entry(key: str, *marks: str) -> EntryMarks:
        return EntryMarks(Entry(key), {"practical": RoundMarks(marks={"A1": cells(part, *marks)})})

    found = ranked(made, [entry("a", "1", "8", "8", "8", "9"), entry("b", "8", "8", "8", "8", "8")])
    assert [(p.entry.key, p.rank, p.decided_by) for p in found.placings] == [
        ("b", 1, "judges:practical"),
        ("a", 2, "judges:practical"),
    ]


MARK = st.integers(0, 20).map(lambda n: str(n * 5))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(MARK, MARK, MARK), min_size=1, max_size=12), st.randoms())
def test_order_of_entries_changes_no_place(rows: list[tuple[str, str, str]], dice: object) -> None:
    entries = [three(f"e{n:02}", *row) for n, row in enumerate(rows)]
    mixed = list(entries)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    for name in ("theory", "hands"):
        first, second = side(name, entries), side(name, mixed)
        assert {p.entry.key: p.rank for p in first.ranking.placings} == {
            p.entry.key: p.rank for p in second.ranking.placings
        }
        assert sorted(p.entry.key for p in first.ranking.placings) == sorted(one.entry.key for one in entries)
        assert first.awards.by_entry == second.awards.by_entry
