"""Awards: counts, shares, bands, the rest, and every way a tie can stand on an edge; delegations behind them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.awards import Awards, assign_awards, planned_count
from app.domain.contest import AwardRule, DelegationBy, DelegationRule, Edge
from app.domain.delegations import rank_delegations
from app.domain.scores import EntryMarks
from tests.unit.domain.kit import pair, ranked, two_rounds, whole

COUNTS = 'awards = [ { name = "一", count = 1 }, { name = "二", count = 2 }, { name = "优", rest = true } ]'


def given(rules: str, entries: list[EntryMarks], decisions: dict[str, Edge] | None = None) -> Awards:
    trade = two_rounds(rules)
    return assign_awards(trade, ranked(trade, entries), decisions or {})


def line(*totals: str, **about: object) -> list[EntryMarks]:
    """Entries a, b, c … with equal theory and practical, so that equal totals are equal throughout."""
    return [pair(key, total, total, **about) for key, total in zip("abcdefghij", totals, strict=False)]


def test_counts_and_the_rest() -> None:
    found = given(COUNTS, line("90", "80", "70", "60", "50"))
    assert found.by_entry == {"a": "一", "b": "二", "c": "二", "d": "优", "e": "优"}
    assert [(c.name, c.planned, c.given) for c in found.classes] == [("一", 1, 1), ("二", 2, 2), ("优", None, 2)]


@pytest.mark.parametrize(
    ("share", "ranked_count", "count"),
    [("0.1", 24, 2), ("0.1", 25, 3), ("0.2", 12, 2), ("0.2", 13, 3), ("0.3", 5, 2), ("0.1", 4, 0), ("0.25", 2, 1)],
)
def test_shares_are_rounded_half_up(share: str, ranked_count: int, count: int) -> None:
    assert planned_count(AwardRule("x", share=Fraction(share)), ranked_count) == count


def test_bands_include_their_ends() -> None:
    rules = 'awards = [ { name = "一", from = 90 }, { name = "二", from = 80, to = 89.99 } ]'
    assert given(rules, line("90", "89.99", "80", "79.99")).by_entry == {"a": "一", "b": "二", "c": "二"}


def test_barred_guests_and_unranked_entries_pass_it_down() -> None:
    entries = [
        pair("bar", "99", "99", no_award=True),
        pair("gst", "98", "98", guest=True),
        pair("a", "80", "80"),
        whole("gap", {"theory": "99"}),
    ]
    assert given(COUNTS, entries).by_entry == {"a": "一"}


TIED = ["90", "80", "80", "80", "50", "40"]


@pytest.mark.parametrize(
    ("edge", "by_entry"),
    [
        (Edge.UP, {"a": "一", "b": "二", "c": "二", "d": "二", "e": "三", "f": "三"}),
        (Edge.REDUCE, {"a": "一", "b": "二", "c": "二", "d": "二", "e": "三"}),
    ],
)
def test_a_tie_on_the_edge(edge: Edge, by_entry: dict[str, str]) -> None:
    rules = 'awards = [ { name = "一", count = 1 }, { name = "二", count = 2 }, { name = "三", count = 2 } ]'
    found = given(rules, line(*TIED))
    (question,) = found.questions
    assert (question.award, question.next_award, question.within) == ("二", "三", 2)
    assert question.entries == ("b", "c", "d")
    assert question.resolutions == (Edge.UP, Edge.REDUCE)
    assert "b" not in found.by_entry and "c" not in found.by_entry
    settled = given(rules, line(*TIED), {"二": edge})
    assert (settled.questions, dict(settled.by_entry)) == ((), by_entry)
    assert dict(given(f'{rules}\nedge = "{edge.value}"', line(*TIED)).by_entry) == by_entry


def test_the_chain_may_decide_the_edge_where_places_are_joint() -> None:
    rules = 'ties = []\nawards = [ { name = "一", count = 1 }, { name = "二", count = 5 } ]'
    entries = [pair("a", "80", "80"), pair("b", "45", "95"), pair("c", "10", "10")]
    (question,) = given(rules, entries).questions
    assert (question.chain, question.resolutions) == (("b", "a"), (Edge.UP, Edge.CHAIN, Edge.REDUCE))
    assert given(rules, entries, {"一": Edge.CHAIN}).by_entry == {"b": "一", "a": "二", "c": "二"}


def test_a_chain_that_cannot_tell_them_apart_leaves_the_question_open() -> None:
    rules = 'edge = "chain"\nawards = [ { name = "一", count = 1 } ]'
    assert [q.entries for q in given(rules, line("90", "90")).questions] == [("a", "b")]


def test_a_shrinking_class_may_vanish() -> None:
    classes = ", ".join(f'{{ name = "{name}", count = 1 }}' for name in "一二三")
    rules = f'edge = "reduce"\nawards = [ {classes} ]'
    found = given(rules, line("90", "90", "90", "50", "40"))
    assert found.by_entry == {"a": "一", "b": "一", "c": "一"}


def delegation(rule: DelegationRule, entries: list[EntryMarks], awards: dict[tuple[str, str], str] | None = None):  # type: ignore[no-untyped-def]
    ranking = ranked(two_rounds(), entries)
    found = rank_delegations(rule, [ranking], awards)
    return [(d.delegation, d.points, d.rank, d.decided_by) for d in found]


TEAMS = [
    pair("a", "90", "90", delegation="甲"),
    pair("b", "80", "80", delegation="乙"),
    pair("c", "79", "79", delegation="乙"),
    pair("d", "70", "70", delegation="甲"),
    pair("e", "60", "60", delegation="丙"),
    pair("g", "99", "99", delegation="丙", guest=True),
]


def test_delegations_by_the_best_totals() -> None:
    assert delegation(DelegationRule(best=1), TEAMS) == [
        ("甲", 90, 1, "total"),
        ("乙", 80, 2, "total"),
        ("丙", 60, 3, "total"),
    ]
    assert delegation(DelegationRule(best=2), TEAMS)[0][:3] == ("甲", 160, 1)


def test_delegations_by_places_and_by_awards() -> None:
    places = DelegationRule(DelegationBy.PLACES, places=(Fraction(5), Fraction(3), Fraction(2), Fraction(1)))
    assert [d[:3] for d in delegation(places, TEAMS)] == [("甲", 6, 1), ("乙", 5, 2), ("丙", 0, 3)]
    awards = DelegationRule(DelegationBy.AWARDS, awards=(("一", Fraction(8)), ("二", Fraction(4))))
    table = {("t", "a"): "一", ("t", "b"): "二", ("t", "c"): "二"}
    found = delegation(awards, TEAMS, table)
    # practical 90 + 70 = 160 against 159
    assert found[:2] == [("甲", 8, 1, "round:practical"), ("乙", 8, 2, "round:practical")]


def test_too_few_members_and_ties() -> None:
    rule = DelegationRule(best=2, full_only=True)
    assert delegation(rule, TEAMS)[2] == ("丙", 60, None, "")
    even = [
        pair("a", "80", "80", delegation="甲"),
        pair("b", "80", "80", delegation="乙"),
        pair("c", "45", "95", delegation="丙"),
    ]
    assert delegation(DelegationRule(), even) == [
        ("丙", 80, 1, "round:practical"),
        ("乙", 80, 2, "joint"),
        ("甲", 80, 2, "joint"),
    ]
