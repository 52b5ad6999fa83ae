"""Two engines, one answer: over made contests of every kind, the compiled and the full engine and the second opinion
never differ in anything.

With JIANGPING_NIGHTLY=1 in the environment twenty thousand contests are made, otherwise a few hundred.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable

from hypothesis import given, settings

from app.domain.aggregate import score_entry
from app.domain.awards import Awards, assign_awards
from app.domain.contest import Edge
from app.domain.lean import TradePlan
from app.domain.ranking import rank_trade
from app.domain.rankings import rank_side
from app.domain.scores import EntryMarks, EntryScore, Ranking
from app.domain.shadow.opinion import second_opinion
from app.services.opinion_differences import list_differences
from tests.unit.domain.any_trade import EVERYTHING, Made, make, numbers, reached

NIGHTLY = os.environ.get("JIANGPING_NIGHTLY") == "1"
EXAMPLES = 20_000 if NIGHTLY else 200
LEAST_REACHED = EXAMPLES // 100


def lists_of(made: Made, scorer: Callable[[EntryMarks], EntryScore]) -> list[tuple[str, Ranking, Awards]]:
    found, scores = [], [scorer(one) for one in made.entries]
    for ranking in rank_trade(made.trade, scores, made.extra, made.rulings):
        edges = {award: answer for (group, award), answer in made.decisions.items() if group == ranking.group}
        found.append(("", ranking, assign_awards(made.trade, ranking, edges)))
    for rule in made.trade.rankings:
        order = made.rulings if rule.id == "side" else {}
        answers: dict[str, dict[str, Edge]] = {}
        for (group, award), answer in made.decisions.items():
            answers.setdefault(group, {})[award] = answer
        for side in rank_side(made.trade, rule, scores, order, answers):
            found.append((rule.id, side.ranking, side.awards))
    return found


@settings(deadline=None, max_examples=EXAMPLES)
@given(numbers())
def test_every_score_place_and_award_is_the_same(number: int) -> None:
    made = make(number)
    opinion = second_opinion(
        made.trade,
        made.entries,
        made.extra,
        made.rulings,
        made.decisions,
        {"side": made.rulings},
        {(rule.id, *where): edge for rule in made.trade.rankings for where, edge in made.decisions.items()},
    )
    full = lists_of(made, lambda marks: score_entry(made.trade, marks))
    assert list(list_differences(made.trade, full, opinion)) == []
    lean = lists_of(made, TradePlan(made.trade).score)
    assert list(list_differences(made.trade, lean, opinion)) == []
    assert (
        sum(len(ranking.placings) for side, ranking, _ in full if not side) == len(opinion.lines) == len(made.entries)
    )


def test_the_made_contests_reach_every_kind_and_option() -> None:
    """Each at least in one contest of a hundred; and nothing is reached that is not on the list."""
    counts = Counter(name for number in range(EXAMPLES) for name in set(reached(make(number))))
    if NIGHTLY:
        print(*(f"{name}: {count}" for name, count in sorted(counts.items())), sep="\n")
    assert {name: counts[name] for name in EVERYTHING if counts[name] < LEAST_REACHED} == {}
    assert counts.keys() - EVERYTHING == set()
