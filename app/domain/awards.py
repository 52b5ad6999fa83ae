"""Places become awards: counts, shares, bands and the rest, and an honest question wherever equals stand on an edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.contest import DEFAULT_TIES, AwardRule, Edge, Trade
from app.domain.numbers import Rounding, round_units
from app.domain.ranking import measure_of
from app.domain.scores import Placing, Ranking, Standing

_UNDECIDED: Mapping[str, Edge] = {}


@dataclass(frozen=True, slots=True)
class EdgeQuestion:
    """Equal entries stand on both sides of the edge below an award class.

    `within` of the `entries` (keys, in order of the list) fit into the class. `chain` is the order the tie chain would
    give, empty when it cannot tell them apart. `next_award` is the class below, "" when there is none.
    """

    award: str
    next_award: str
    entries: tuple[str, ...]
    within: int
    chain: tuple[str, ...] = ()

    @property
    def resolutions(self) -> tuple[Edge, ...]:
        """The answers that can be given."""
        return (Edge.UP, Edge.CHAIN, Edge.REDUCE) if self.chain else (Edge.UP, Edge.REDUCE)


@dataclass(frozen=True, slots=True)
class AwardClass:
    """How many of a class the rules give and how many were given out."""

    name: str
    planned: int | None
    given: int


@dataclass(frozen=True, slots=True)
class Awards:
    """Award names by entry key (an entry without one is not in it), counts per class, and the open questions.

    Entries of an open question have no award yet; those below are placed as if the answer were "up".
    """

    by_entry: Mapping[str, str]
    classes: tuple[AwardClass, ...]
    questions: tuple[EdgeQuestion, ...] = ()


def assign_awards(trade: Trade, ranking: Ranking, decisions: Mapping[str, Edge] = _UNDECIDED) -> Awards:
    """The awards of one list under its trade's rules.

    Entries barred from awards keep their place and the award passes down; guests and unranked entries get none.
    `decisions` answers the question at the lower edge of an award class by its name; without one the trade's `edge`
    rule answers, and without that the question stays open.
    """
    return _Awarding(trade, ranking, decisions).run()


def planned_count(rule: AwardRule, ranked: int) -> int | None:
    """How many entries a class takes of so many ranked ones (a share is rounded half up); None: a band or the rest."""
    if rule.count is not None:
        return rule.count
    if rule.share is None:
        return None
    exact = rule.share * ranked
    return round_units(exact.numerator, exact.denominator, Rounding.HALF_UP)


class _Awarding:
    """The state of one distribution: classes of equals still to be served, best first."""

    def __init__(self, trade: Trade, ranking: Ranking, decisions: Mapping[str, Edge]) -> None:
        self.trade, self.decisions = trade, decisions
        ranked = [p for p in ranking.placings if p.standing is Standing.RANKED]
        self.ranked = len(ranked)
        self.waiting = _equals([p for p in ranked if not p.entry.no_award])
        self.given: dict[str, str] = {}
        self.questions: list[EdgeQuestion] = []
        self.shrink = 0

    def run(self) -> Awards:
        rules, planned = self.trade.rules.awards, []
        for number, rule in enumerate(rules):
            following = rules[number + 1].name if number + 1 < len(rules) else ""
            count = planned_count(rule, self.ranked)
            planned.append(count)
            if count is not None:
                free = max(0, count - self.shrink)
                self.shrink = max(0, self.shrink - count)  # what a small class cannot give up, the one after it does
                self._fill(rule.name, following, free)
            else:
                self._take_while(rule)
        counts = list(self.given.values())
        classes = tuple(
            AwardClass(rule.name, count, counts.count(rule.name)) for rule, count in zip(rules, planned, strict=True)
        )
        return Awards(self.given, classes, tuple(self.questions))

    def _fill(self, name: str, following: str, free: int) -> None:
        while self.waiting and free > 0:
            members = self.waiting.pop(0)
            if len(members) <= free:
                self._give(members, name)
                free -= len(members)
                continue
            self._edge(members, name, following, free)
            return

    def _edge(self, members: list[Placing], name: str, following: str, free: int) -> None:
        order = _by_chain(self.trade, members)
        answer = self.decisions.get(name, self.trade.rules.edge)
        if answer is Edge.CHAIN and order:
            self._give(order[:free], name)
            self.waiting.insert(0, order[free:])
        elif answer in (Edge.UP, Edge.REDUCE):
            self._give(members, name)
            self.shrink = len(members) - free if answer is Edge.REDUCE else 0
        else:
            keys = tuple(p.entry.key for p in members)
            self.questions.append(EdgeQuestion(name, following, keys, free, tuple(p.entry.key for p in order)))

    def _take_while(self, rule: AwardRule) -> None:
        """Bands and the rest never cut between equals: equal totals are on the same side."""
        self.shrink = 0
        waiting = []
        for members in self.waiting:
            if _in_band(rule, members[0]):
                self._give(members, rule.name)
            else:
                waiting.append(members)
        self.waiting = waiting

    def _give(self, members: Sequence[Placing], name: str) -> None:
        for placing in members:
            self.given[placing.entry.key] = name


def _in_band(rule: AwardRule, placing: Placing) -> bool:
    total = placing.score.total
    assert total is not None  # it is ranked
    return (rule.lowest is None or total >= rule.lowest) and (rule.highest is None or total <= rule.highest)


def _equals(placings: Sequence[Placing]) -> list[list[Placing]]:
    classes: dict[int | None, list[Placing]] = {}
    for placing in placings:
        classes.setdefault(placing.rank, []).append(placing)
    return list(classes.values())


def _by_chain(trade: Trade, members: Sequence[Placing]) -> list[Placing]:
    """The members in the order of the trade's tie chain, or the usual chain where that names none; empty when two
    of them cannot be told apart or lack what a link compares."""
    values: dict[str, list[tuple[Fraction, ...]]] = {p.entry.key: [] for p in members}
    for tie in (*trade.rules.ties, *DEFAULT_TIES):
        measure = measure_of(trade, tie)
        found = [measure(p.score) for p in members]
        known = [value for value in found if value is not None]
        if len(known) == len(members):
            for placing, value in zip(members, known, strict=True):
                values[placing.entry.key].append(value)
    if len({tuple(value) for value in values.values()}) < len(members):
        return []
    return sorted(members, key=lambda p: values[p.entry.key], reverse=True)
