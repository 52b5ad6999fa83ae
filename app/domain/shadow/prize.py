"""Awards by asking of every entry how many stand before it: the second opinion on award classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from app.domain.contest import DEFAULT_TIES, AwardRule, Edge, Trade
from app.domain.shadow.place import RANKED, Place, measure_of

Spot = tuple[int, int]
"""Where an entry stands for awards: how many are better in the ranking, then by the chain where an edge was cut."""


def prizes_of(
    trade: Trade, places: Mapping[str, Place], decisions: Mapping[str, Edge], scale: int
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The award by entry key, and the classes whose lower edge waits for an answer."""
    ranked = {key: place for key, place in places.items() if place.standing == RANKED}
    # Whoever is barred from awards leaves the queue; those behind move up, and shares still count everybody.
    spots: dict[str, Spot] = {k: (place.better, 0) for k, place in ranked.items() if not place.tally.entry.no_award}
    given: dict[str, str] = {}
    questions: list[str] = []
    owed = 0
    for rule in trade.rules.awards:
        size = _size(rule, len(ranked))
        if size is None:
            taken = [key for key in spots if _in_band(rule, ranked[key], scale)]
            owed = 0
        else:
            size, owed = max(0, size - owed), max(0, owed - size)
            taken, edge = _cut(spots, size)
            if edge:
                inside = size - len(taken)
                answer = decisions.get(rule.name, trade.rules.edge)
                order = _by_chain(trade, [ranked[key] for key in edge])
                if answer is Edge.CHAIN and order:
                    spots.update({key: (spots[key][0], order[key]) for key in edge})
                    taken += [key for key in edge if order[key] < inside]
                elif answer is Edge.UP or answer is Edge.REDUCE:
                    taken += edge
                    owed = len(edge) - inside if answer is Edge.REDUCE else 0
                else:
                    questions.append(rule.name)
                    for key in edge:
                        del spots[key]
        for key in taken:
            given[key] = rule.name
            del spots[key]
    return given, tuple(questions)


def _size(rule: AwardRule, ranked: int) -> int | None:
    """How many a class holds; of a share, halves count up."""
    if rule.count is not None:
        return rule.count
    if rule.share is None:
        return None
    return (2 * rule.share.numerator * ranked + rule.share.denominator) // (2 * rule.share.denominator)


def _cut(spots: Mapping[str, Spot], size: int) -> tuple[list[str], list[str]]:
    """Who is in a class of that size for certain, and the equals who are only partly in."""
    alike = Counter(spots.values())
    before = {spot: sum(times for other, times in alike.items() if other < spot) for spot in alike}
    inside = [key for key, spot in spots.items() if before[spot] + alike[spot] <= size]
    edge = [key for key, spot in spots.items() if before[spot] < size < before[spot] + alike[spot]]
    return inside, edge


def _in_band(rule: AwardRule, place: Place, scale: int) -> bool:
    total = place.tally.total
    assert total is not None  # only those with a total are ranked
    low, high = rule.lowest, rule.highest
    above = low is None or total * low.denominator >= low.numerator * scale
    return above and (high is None or total * high.denominator <= high.numerator * scale)


def _by_chain(trade: Trade, equals: Sequence[Place]) -> dict[str, int]:
    """How many of the equals the tie chain puts before each (the usual chain goes on where the trade's ends); empty
    when it cannot tell two of them apart."""
    vectors: list[list[tuple[int, ...]]] = [[] for _ in equals]
    for tie in (*trade.rules.ties, *DEFAULT_TIES):
        measure = measure_of(trade, tie, {}, {})
        values = [measure(place.tally) for place in equals]
        if None not in values:
            for vector, value in zip(vectors, values, strict=True):
                vector.append(value or ())
    order = {
        place.tally.entry.key: sum(other > own for other in vectors) for place, own in zip(equals, vectors, strict=True)
    }
    return order if len(set(order.values())) == len(equals) else {}
