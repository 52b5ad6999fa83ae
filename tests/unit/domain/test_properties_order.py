"""What must hold of every contest: order is nothing, a better mark never costs a place, lists never contradict ranks.

With JIANGPING_NIGHTLY=1 in the environment each property is tried on twenty thousand contests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given, settings

from app.domain.aggregate import score_entry
from app.domain.awards import Awards, assign_awards, planned_count
from app.domain.contest import Contest, Edge, RankBy
from app.domain.ranking import rank_trade
from app.domain.scheme import Aspect, AspectKind, Count, Measured, Module
from app.domain.scores import Mark, Placing, Ranking, RoundMarks, Standing
from app.domain.standings import show_total
from app.services.compute import standings_of
from tests.unit.domain.any_trade import Made, make, numbers
from tests.unit.domain.test_properties_agree import EXAMPLES

Told = dict[str, tuple[object, ...]]


def lists_of(made: Made) -> list[tuple[Ranking, Awards]]:
    found = []
    scores = [score_entry(made.trade, one) for one in made.entries]
    for ranking in rank_trade(made.trade, scores, made.extra, made.rulings):
        edges = {award: answer for (group, award), answer in made.decisions.items() if group == ranking.group}
        found.append((ranking, assign_awards(made.trade, ranking, edges)))
    return found


def told(made: Made) -> Told:
    """Everything that is said of every entry."""
    return {
        p.entry.key: (
            p.score.total,
            p.standing,
            p.rank,
            p.joint,
            p.decided_by,
            p.position,
            awards.by_entry.get(p.entry.key),
        )
        for ranking, awards in lists_of(made)
        for p in ranking.placings
    }


def places(made: Made) -> dict[str, Placing]:
    return {p.entry.key: p for ranking, _ in lists_of(made) for p in ranking.placings}


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_the_order_of_entries_changes_nothing(number: int) -> None:
    made = make(number)
    shuffled = list(made.entries)
    Random(number).shuffle(shuffled)
    assert told(replace(made, entries=tuple(shuffled))) == told(made)


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_the_order_of_judges_changes_nothing(number: int) -> None:
    """The same marks from other seats: every panel's marks go round by one seat and turn about."""
    made = make(number)
    entries = tuple(replace(one, rounds={n: reseated(r) for n, r in one.rounds.items()}) for one in made.entries)
    assert told(replace(made, entries=entries)) == told(made)


def reseated(given_marks: RoundMarks) -> RoundMarks:
    marks: dict[str, Mapping[str, Mark]] = {}
    for aspect, seats in given_marks.marks.items():
        marks[aspect] = dict(zip(seats, reversed([*list(seats.values())[1:], *list(seats.values())[:1]]), strict=True))
    return replace(given_marks, marks=marks)


@settings(deadline=None, max_examples=EXAMPLES // 3)
@given(numbers(), numbers())
def test_the_order_of_trades_changes_nothing(number: int, other: int) -> None:
    """Each trade is scored alone: standing beside another, before or after it, says the same of both."""
    one, two = make(number), make(other)
    contest = Contest("试验", 2026, (one.trade, replace(two.trade, code="u")))
    entries = {"t": one.entries, "u": two.entries}
    both = [
        {t.code: standings_of(t, entries[t.code]) for t in order} for order in (contest.trades, contest.trades[::-1])
    ]
    assert both[0] == both[1]
    assert {entry["entry"] for part in both[0]["t"] for entry in part["entries"]} == {  # type: ignore[attr-defined]
        marks.entry.key for marks in one.entries
    }


def raised(made: Made, dice: Random) -> tuple[str, Aspect | None, str, Made] | None:
    """The contest with one mark of one present entry higher: (entry, aspect or None for a whole score, round, it)."""
    which = dice.randrange(len(made.entries))
    one = made.entries[which]
    cells = [
        (part, aspect, seat)
        for part in made.trade.rounds
        for aspect in (*part.aspects, None)
        for seat in (one.rounds.get(part.id, RoundMarks()).marks.get(aspect.id, {}) if aspect else [""])
        if aspect is None or (part.id in one.rounds and may_rise(aspect, one.rounds[part.id].marks[aspect.id][seat]))
    ]
    part, aspect, seat = dice.choice(cells)
    before = one.rounds.get(part.id, RoundMarks())
    if aspect is None:
        if before.score is None:
            return None
        after = replace(before, score=before.score + Fraction(dice.randrange(1, 40), 4))
    else:
        mark = before.marks[aspect.id][seat]
        assert mark.thousandths is not None
        seats = {**before.marks[aspect.id], seat: Mark(thousandths=mark.thousandths + 1000 * dice.randrange(1, 3))}
        after = replace(before, marks={**before.marks, aspect.id: seats})
    entries = list(made.entries)
    entries[which] = replace(one, rounds={**one.rounds, part.id: after})
    return one.entry.key, aspect, part.id, replace(made, entries=tuple(entries))


def may_rise(aspect: Aspect, mark: Mark) -> bool:
    """Whether a higher number is a better one: not for deductions, times and readings."""
    if mark.thousandths is None or aspect.kind in (AspectKind.DEDUCTION, AspectKind.TIME):
        return False
    return not isinstance(aspect.detail, Measured) or aspect.detail.met


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_a_higher_mark_never_lowers_the_owners_place(number: int) -> None:
    """Never, whatever is dropped, rounded or tied, as long as no rule makes a higher mark cost points: no condition
    and no negative factor or points. A dropped extreme at most keeps the place as it was."""
    lowered(make(number, usual=True), Random(number), excused=False)


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_where_a_higher_mark_costs_a_place_the_scheme_says_so(number: int) -> None:
    """With every rule there is, only two things explain it: the aspect itself counts backwards (a factor or points
    below 0); or the module of the mark opens a condition, so that a deduction, a late clock or an aspect that counts
    backwards starts to count. Negative marks in such an opened aspect count as well."""
    lowered(make(number), Random(number), excused=True)


def lowered(made: Made, dice: Random, excused: bool) -> None:
    change = raised(made, dice)
    if change is None:
        return
    key, aspect, round_id, after = change
    before, later = places(made)[key], places(after)[key]
    if before.standing is not Standing.RANKED:
        return
    if later.standing is Standing.RANKED and (later.rank or 0) <= (before.rank or 0):
        return
    reasons = list(why_lower(made, aspect, round_id)) if excused else []
    assert reasons, (key, before.rank, later.rank, later.standing)


def why_lower(made: Made, aspect: Aspect | None, round_id: str) -> Iterator[str]:
    part = made.trade.round(round_id)
    assert part is not None
    if aspect is None:
        return
    if (aspect.factor or 0) < 0 or (isinstance(aspect.detail, Count) and aspect.detail.points < 0):
        yield "backwards"
    own = next(module for module in part.modules if aspect in module.aspects)
    if any(other.when is not None and other.when.module in reach(part.modules, own) for other in part.aspects):
        yield "condition"


def reach(modules: tuple[Module, ...], start: Module) -> set[str]:
    """The modules whose score a mark of this module can change, conditions followed."""
    found = {start.id}
    for _ in modules:
        found |= {m.id for m in modules if any(a.when is not None and a.when.module in found for a in m.aspects)}
    return found


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_rounding_may_make_equal_and_never_turns_round(number: int) -> None:
    for ranking, _ in lists_of(make(number)):
        whole = [p.score for p in ranking.placings if p.score.exact is not None and p.score.total is not None]
        for one in whole:
            for other in whole:
                if one.exact > other.exact:  # type: ignore[operator]
                    assert one.total >= other.total  # type: ignore[operator]


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_a_printed_list_never_contradicts_its_ranks(number: int) -> None:
    """Down the list printed totals never grow; shared places show one total; and where the total alone decided between
    two neighbours, the paper shows two different totals."""
    made = make(number)
    exact = made.trade.rules.rank_by is RankBy.UNROUNDED
    for ranking, _ in lists_of(made):
        lines = [p for p in ranking.placings if p.standing is Standing.RANKED]
        shown = [Decimal(show_total(made.trade, p.score, ranking.shown_decimals) or "nan") for p in lines]
        for (upper, above), (lower, below) in pairwise(zip(lines, shown, strict=True)):
            assert above >= below and (upper.rank or 0) <= (lower.rank or 0)
            if upper.rank == lower.rank:
                assert above == below and upper.joint and lower.joint
            ranked_by = [p.score.exact if exact else p.score.total for p in (upper, lower)]
            assert (ranked_by[0] == ranked_by[1]) is (above == below)
        assert all(p.rank is None for p in ranking.placings if p.standing is not Standing.RANKED)


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_awards_add_up_and_only_the_ranked_get_one(number: int) -> None:
    """Counts and shares: nobody is left out while a class has room. Where equals all went up on an edge there may be
    more, with "reduce" at most as many more as the last class held equals too many; else exactly as many as declared.
    """
    made = make(number)
    rules = made.trade.rules
    for ranking, awards in lists_of(made):
        by_key = {p.entry.key: p for p in ranking.placings}
        assert all(
            by_key[key].standing is Standing.RANKED and not by_key[key].entry.no_award for key in awards.by_entry
        )
        given_out = Counter(awards.by_entry.values())
        assert {one.name: one.given for one in awards.classes} == {
            rule.name: given_out[rule.name] for rule in rules.awards
        }
        ranked = [p for p in ranking.placings if p.standing is Standing.RANKED]
        planned = [planned_count(rule, len(ranked)) for rule in rules.awards]
        if awards.questions or None in planned:
            continue
        entitled = [p for p in ranked if not p.entry.no_award]
        declared = min(len(entitled), sum(count or 0 for count in planned))
        answers = {made.decisions.get((ranking.group, rule.name), rules.edge) for rule in rules.awards}
        largest = max(Counter(p.rank for p in entitled).values(), default=1)
        total = sum(given_out.values())
        assert total >= declared
        if Edge.UP not in answers:
            assert total <= declared + (largest - 1 if Edge.REDUCE in answers else 0)
