"""Further rankings of the same performance (单项): the second opinion on lists by one round, or by some of them.

One round counts as it is, whatever its weight. Several count as in the total; weights are brought to a sum of 1 again.
Only these rounds must be complete, but whoever is disqualified anywhere is out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import lcm

from app.domain.contest import RankingRule, Round, Status, Trade
from app.domain.shadow.ground import rounded, whole
from app.domain.shadow.tally import EntryTally


@dataclass(frozen=True, slots=True)
class Share:
    """A round's part in a further ranking: its score times `times / parts`; `needed` unless it may be missing."""

    round: str
    times: int
    parts: int
    needed: bool


def side_trade(trade: Trade, rule: RankingRule) -> Trade:
    """The trade with the ties, shared places and awards of a further ranking."""
    return replace(trade, rules=replace(trade.rules, ties=rule.ties, joint=rule.joint, awards=rule.awards))


def shares_of(trade: Trade, rule: RankingRule) -> list[Share]:
    """What each round of the ranking counts."""
    own = [part for part in trade.rounds if part.id in rule.rounds and not part.extra]
    weighing = [part.weight for part in own if part.weight is not None and not part.bonus]
    bottom = lcm(*(weight.denominator for weight in weighing))
    together = sum(weight.numerator * bottom // weight.denominator for weight in weighing)

    def share(part: Round) -> Share:
        needed = not part.bonus or len(own) == 1
        if part.weight is None or len(own) == 1 or not together:
            return Share(part.id, 1, 1, needed)
        return Share(part.id, part.weight.numerator * bottom, part.weight.denominator * together, needed)

    return [share(part) for part in own]


def side_scale(scale: int, shares: Iterable[Share]) -> int:
    """A scale on which the totals of a further ranking are whole."""
    return scale * lcm(*(share.parts for share in shares))


def side_tally(trade: Trade, rule: RankingRule, shares: list[Share], tally: EntryTally, scale: int) -> EntryTally:
    """An entry's result in a further ranking: its rounds on the old scale, its total on `side_scale` of it."""
    wide = side_scale(scale, shares)
    seen = {*rule.rounds, *(tie.round for tie in rule.ties), *(part.id for part in trade.rounds if part.extra)}
    rounds = {name: part for name, part in tally.rounds.items() if name in seen}
    status = next(
        (rounds[one.round].status for one in shares if one.needed and rounds[one.round].status is not Status.PRESENT),
        Status.PRESENT,
    )
    if any(part.status is Status.DISQUALIFIED for part in tally.rounds.values()):
        status = Status.DISQUALIFIED
    scores = [(share, rounds[share.round].score) for share in shares]
    if status is not Status.PRESENT or any(score is None and share.needed for share, score in scores):
        return EntryTally(tally.entry, rounds, status, None, None)
    exact = sum(whole(score * whole(wide, scale) * share.times, share.parts) for share, score in scores if score)
    rules = trade.rules
    return EntryTally(
        tally.entry, rounds, status, exact, rounded(exact, wide, rules.total_decimals, rules.rounding.value)
    )
