"""What must hold for all marks: order of entries and judges is nothing, and ranks never contradict printed totals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.aggregate import score_aspect
from app.domain.awards import assign_awards
from app.domain.contest import Edge, Status
from app.domain.marks import parse_mark
from app.domain.scores import EntryMarks, Mark, Standing
from app.domain.standings import show_total
from tests.unit.domain.kit import aspect, pair, places, ranked, two_rounds, whole

QUARTERS = st.integers(0, 400).map(lambda n: str(Decimal(n) / 4))
HALVES = st.integers(0, 200).map(lambda n: str(Decimal(n) / 2))
FEW = st.sampled_from(["80", "45", "66", "94", "80.5"])
PANEL = aspect('{ id = "P", kind = "panel", maximum = 10, judges = 7, step = 0.5, decimals = 2, factor = 0.7 }')


@st.composite
def entry_lists(draw: st.DrawFn) -> list[EntryMarks]:
    found = []
    for number in range(draw(st.integers(1, 12))):
        theory, practical = draw(st.one_of(FEW, HALVES)), draw(st.one_of(FEW, QUARTERS))
        status = draw(st.sampled_from([None, None, None, None, Status.ABSENT, Status.RETIRED]))
        key, guest = f"E{number}", draw(st.sampled_from([False, False, False, True]))
        if status is None:
            found.append(pair(key, theory, practical, seconds=draw(st.integers(1, 3)), guest=guest))
        else:
            found.append(whole(key, {"theory": theory, "practical": status}, guest=guest))
    return found


RULES = st.sampled_from(
    ["", "ties = []", 'ties = ["time:practical"]\njoint = "1223"', 'rank_by = "unrounded"\nties = []']
)


@settings(deadline=None, max_examples=60)
@given(entry_lists(), RULES, st.randoms())
def test_the_order_entries_come_in_changes_nothing(entries: list[EntryMarks], rules: str, random: object) -> None:
    trade = two_rounds(rules)
    shuffled = list(entries)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert places(ranked(trade, shuffled)) == places(ranked(trade, entries))


@settings(deadline=None, max_examples=60)
@given(entry_lists(), RULES)
def test_printed_totals_never_contradict_ranks(entries: list[EntryMarks], rules: str) -> None:
    trade = two_rounds(rules)
    found = ranked(trade, entries)
    lines = [p for p in found.placings if p.standing is Standing.RANKED]
    shown = [Decimal(show_total(trade, p.score, found.shown_decimals) or "nan") for p in lines]
    for (upper, above), (lower, below) in pairwise(zip(lines, shown, strict=True)):
        assert above >= below
        assert (upper.rank or 0) <= (lower.rank or 0)
        if upper.rank == lower.rank:
            assert above == below and upper.joint and lower.joint
        if above > below:
            assert (upper.rank or 0) < (lower.rank or 0)
    assert all(p.rank is None for p in found.placings if p.standing is not Standing.RANKED)


@settings(deadline=None)
@given(HALVES, QUARTERS)
def test_the_total_agrees_with_the_decimal_module(theory: str, practical: str) -> None:
    exact = Decimal(theory) * Decimal("0.30") + Decimal(practical) * Decimal("0.70")
    found = ranked(two_rounds(), [pair("a", theory, practical)]).placings[0].score
    assert show_total(two_rounds(), found, 2) == str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


def marks_of(texts: list[str]) -> dict[str, Mark]:
    return {seat: parse_mark(text, PANEL) for seat, text in zip(PANEL.seats, texts, strict=False)}


MARKS = st.one_of(st.integers(0, 20).map(lambda n: str(Decimal(n) / 2)), st.just("缺评"))


@settings(deadline=None)
@given(st.lists(MARKS, min_size=1, max_size=7).flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_the_order_of_judges_changes_nothing(both: tuple[list[str], list[str]]) -> None:
    first, second = (score_aspect(PANEL, marks_of(texts)) for texts in both)
    assert (first.score, first.spread, len(first.dropped)) == (second.score, second.spread, len(second.dropped))


@settings(deadline=None)
@given(st.lists(st.integers(0, 20), min_size=7, max_size=7), st.integers(0, 6), st.integers(1, 20))
def test_raising_a_mark_never_lowers_a_panel(units: list[int], seat: int, more: int) -> None:
    raised = [min(20, u + more) if n == seat else u for n, u in enumerate(units)]
    low, high = (score_aspect(PANEL, marks_of([str(Decimal(u) / 2) for u in us])).score for us in (units, raised))
    assert (low or Fraction(0)) <= (high or Fraction(0))


@settings(deadline=None, max_examples=60)
@given(entry_lists(), st.sampled_from(list(Edge)))
def test_awards_are_never_more_than_planned_unless_all_go_up(entries: list[EntryMarks], edge: Edge) -> None:
    trade = two_rounds(
        f'ties = []\nedge = "{edge.value}"\nawards = [ {{ name = "一", count = 2 }}, {{ name = "二", share = 0.5 }} ]'
    )
    ranking = ranked(trade, entries)
    found = assign_awards(trade, ranking)
    by_key = {p.entry.key: p for p in ranking.placings}
    assert all(by_key[key].standing is Standing.RANKED for key in found.by_entry)
    equal = {
        p.rank: {found.by_entry.get(q.entry.key) for q in ranking.placings if q.rank == p.rank} for p in by_key.values()
    }
    if edge is not Edge.CHAIN:
        assert found.questions == ()
        assert all(len(names) == 1 for rank, names in equal.items() if rank is not None)
    else:
        assert all(c.planned is None or c.given <= c.planned for c in found.classes)


_CLASSES = st.lists(
    st.one_of(
        st.integers(0, 4).map(lambda n: f"count = {n}"),
        st.sampled_from(["share = 0.1", "share = 0.25", "share = 0.5"]),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(entry_lists(), _CLASSES, st.booleans(), st.sampled_from([*(edge.value for edge in Edge), "ask"]))
def test_nobody_without_a_place_is_awarded_and_no_edge_is_cut_silently(
    entries: list[EntryMarks], classes: list[str], rest: bool, edge: str
) -> None:
    rules = [f'{{ name = "{number}", {text} }}' for number, text in enumerate(classes)]
    rules += ['{ name = "优秀奖", rest = true }'] if rest else []
    trade = two_rounds(f'ties = []\nedge = "{edge}"\nawards = [ {", ".join(rules)} ]')
    ranking = ranked(trade, entries)
    found = assign_awards(trade, ranking)
    by_key = {p.entry.key: p for p in ranking.placings}
    for key in found.by_entry:
        assert by_key[key].standing is Standing.RANKED
        assert not by_key[key].entry.no_award
    assert sum(one.given for one in found.classes) == len(found.by_entry)
    asked = {key for question in found.questions for key in question.entries}
    assert not asked & set(found.by_entry)
    for question in found.questions:
        assert 0 < question.within < len(question.entries)
    if rest:
        left = {p.entry.key for p in ranking.placings if p.rank is not None and not p.entry.no_award}
        assert left - asked == set(found.by_entry)
    order = [p.entry.key for p in ranking.placings if p.entry.key in found.by_entry]
    names = [rule.name for rule in trade.rules.awards]
    classes_in_order = [names.index(found.by_entry[key]) for key in order]
    if edge != "chain":  # the usual chain may turn joint entries round; then the list's own order is by number
        assert classes_in_order == sorted(classes_in_order)  # nobody behind gets a higher class
