"""Several rankings of one performance: beside the all-round list, lists by one round or by some rounds (单项).

A further ranking is the same trade with fewer rounds and its own ties and awards, so the very same engine ranks it:
- One round: its score is the total, whatever its weight. Several: each counts as in the all-round total, and where
  rounds have weights these are scaled to make 1 again; raw sums stay raw sums.
- Only the rounds it rests on must be complete. Whoever is disqualified in any round is out of every ranking; an
  absence elsewhere does not matter.
- Guests take no place, entries barred from awards pass theirs down, groups are ranked apart: as in the main list.
- The total is rounded as the trade's total is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.aggregate import total_entry
from app.domain.awards import Awards, assign_awards
from app.domain.contest import Edge, RankingRule, Round, Status, Trade
from app.domain.ranking import rank_trade
from app.domain.scores import EntryScore, Ranking

NIL = Fraction(0)
_NOBODY: Mapping[str, int] = {}
_NO_EDGES: Mapping[str, Mapping[str, Edge]] = {}


@dataclass(frozen=True, slots=True)
class SideList:
    """One group's list of a further ranking. `trade` holds the rules it was ranked by: only its own rounds."""

    rule: RankingRule
    trade: Trade
    ranking: Ranking
    awards: Awards


def side_trade(trade: Trade, rule: RankingRule) -> Trade:
    """The trade as a further ranking sees it. A round that only its ties need stays as a bonus that adds nothing."""
    own = [part for part in trade.rounds if part.id in rule.rounds]
    named = {tie.round for tie in rule.ties}
    weights = sum((part.weight for part in own if part.weight is not None and not part.bonus), NIL)

    def seen(part: Round) -> Round:
        if part.extra:
            return part
        if part.id not in rule.rounds:
            return replace(part, bonus=True, weight=NIL)
        if part.weight is None or not weights or len(own) == 1:
            return replace(part, weight=None, bonus=part.bonus and len(own) > 1)
        return replace(part, weight=part.weight / weights)

    rounds = tuple(seen(part) for part in trade.rounds if part.id in rule.rounds or part.extra or part.id in named)
    rules = replace(trade.rules, ties=rule.ties, joint=rule.joint, awards=rule.awards, delegations=None, scale=None)
    return replace(trade, rounds=rounds, rules=rules, rankings=())


def side_score(narrow: Trade, score: EntryScore) -> EntryScore:
    """An entry's result under the trade of a further ranking."""
    rounds = []
    for part in narrow.rounds:
        found = score.round(part.id)
        assert found is not None  # every entry has a score, however empty, in every round of its trade
        adds = None if part.extra or part.weight == 0 else found.score
        weighted = adds if adds is None or part.weight is None else adds * part.weight
        rounds.append(replace(found, weight=part.weight, weighted=weighted))
    result = total_entry(narrow, score.entry, rounds)
    if score.status is Status.DISQUALIFIED:
        return EntryScore(score.entry, result.rounds, Status.DISQUALIFIED)
    return result


def rank_side(
    trade: Trade,
    rule: RankingRule,
    scores: Iterable[EntryScore],
    rulings: Mapping[str, int] = _NOBODY,
    edges: Mapping[str, Mapping[str, Edge]] = _NO_EDGES,
) -> tuple[SideList, ...]:
    """The lists of a further ranking, one per group. `rulings` and `edges` (by group, then award class) are those made
    for this ranking; what was ruled on the all-round list has no say here."""
    narrow = side_trade(trade, rule)
    rankings = rank_trade(narrow, [side_score(narrow, score) for score in scores], rulings=rulings)
    return tuple(
        SideList(rule, narrow, ranking, assign_awards(narrow, ranking, edges.get(ranking.group, {})))
        for ranking in rankings
    )
