"""Delegations in order: what their members' totals, places or awards bring in, the best n counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from app.domain.contest import DelegationBy, DelegationRule
from app.domain.ranking import natural
from app.domain.scores import Placing, Ranking, Standing

NIL = Fraction(0)


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one entry brings its delegation; `counted` False when better ones already fill the `best` n."""

    entry: str
    trade: str
    points: Fraction
    counted: bool = True


@dataclass(frozen=True, slots=True)
class DelegationPlacing:
    """One delegation of the list. `rank` is None when it has too few members to be ranked. Ties are told apart by the
    practical scores of counted members, then their time, then by who has more first, second, third … places."""

    delegation: str
    points: Fraction
    contributions: tuple[Contribution, ...]
    rank: int | None
    joint: bool = False
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    points: Fraction
    contributions: tuple[Contribution, ...]
    links: tuple[tuple[str, tuple[Fraction, ...]], ...]
    placed: bool


def rank_delegations(
    rule: DelegationRule,
    rankings: Iterable[Ranking],
    awards: Mapping[tuple[str, str], str] | None = None,
    practical: str = "practical",
) -> tuple[DelegationPlacing, ...]:
    """The order of the delegations over any number of lists.

    `awards` gives the award by (trade code, entry key) where the rule counts awards. Only ranked entries that belong
    to a delegation bring anything; guests and unranked ones bring nothing.
    """
    members: dict[str, list[tuple[Fraction, str, Placing]]] = {}
    for ranking in rankings:
        for placing in ranking.placings:
            if placing.standing is Standing.RANKED and placing.entry.delegation:
                points = _points(rule, ranking.trade, placing, awards or {})
                members.setdefault(placing.entry.delegation, []).append((points, ranking.trade, placing))
    lines = [_line(rule, name, found, practical) for name, found in members.items()]
    return _placed([line for line in lines if line.placed]) + tuple(
        DelegationPlacing(line.name, line.points, line.contributions, None)
        for line in sorted((line for line in lines if not line.placed), key=lambda line: (-line.points, line.name))
    )


def _points(rule: DelegationRule, trade: str, placing: Placing, awards: Mapping[tuple[str, str], str]) -> Fraction:
    if rule.by is DelegationBy.TOTALS:
        return placing.score.total or NIL
    if rule.by is DelegationBy.AWARDS:
        return dict(rule.awards).get(awards.get((trade, placing.entry.key), ""), NIL)
    rank = placing.rank or 0
    return rule.places[rank - 1] if 1 <= rank <= len(rule.places) else NIL


def _line(rule: DelegationRule, name: str, found: list[tuple[Fraction, str, Placing]], practical: str) -> _Line:
    ordered = sorted(found, key=lambda f: (-f[0], f[2].rank or 0, f[1], natural(f[2].entry.key)))
    most = len(ordered) if rule.best is None else rule.best
    counted = ordered[:most]
    contributions = tuple(
        Contribution(placing.entry.key, trade, points, number < most)
        for number, (points, trade, placing) in enumerate(ordered)
    )
    parts = [placing.score.round(practical) for _, _, placing in counted]
    scores = sum((part.score for part in parts if part is not None and part.score is not None), NIL)
    times = [part.seconds if part is not None else None for part in parts]
    known = [seconds for seconds in times if seconds is not None]
    # A delegation without all its times cannot win by time, and loses nothing before time is asked for.
    time = (Fraction(-sum(known)),) if len(known) == len(times) else (Fraction(-(10**12)),)
    last = max((placing.rank or 0 for _, _, placing in counted), default=0)
    places = tuple(Fraction(sum(p.rank == place for _, _, p in counted)) for place in range(1, last + 1))
    links = ((f"round:{practical}", (scores,)), (f"time:{practical}", time), ("places", places))
    short = rule.full_only and rule.best is not None and len(ordered) < rule.best
    return _Line(name, sum((points for points, _, _ in counted), NIL), contributions, links, not short)


def _placed(lines: list[_Line]) -> tuple[DelegationPlacing, ...]:
    def measure(line: _Line) -> tuple[tuple[Fraction, ...], ...]:
        return ((line.points,), *(value for _, value in line.links))

    ordered = sorted(sorted(lines, key=lambda line: line.name), key=measure, reverse=True)
    placed: list[DelegationPlacing] = []
    for number, line in enumerate(ordered):
        equal = number > 0 and measure(ordered[number - 1]) == measure(line)
        rank = (placed[-1].rank if equal else number + 1) or 0
        joint = sum(measure(other) == measure(line) for other in ordered) > 1
        decided = _decided(line, [other for other in ordered if other is not line and other.points == line.points])
        placed.append(DelegationPlacing(line.name, line.points, line.contributions, rank, joint, decided))
    return tuple(placed)


def _decided(line: _Line, rivals: list[_Line]) -> str:
    """The link that told the line apart from the last of those with equal points."""
    decided = "total"
    for number, (key, value) in enumerate(line.links):
        if not rivals:
            return decided
        left = [rival for rival in rivals if rival.links[number][1] == value]
        if len(left) < len(rivals):
            decided = key
        rivals = left
    return "joint" if rivals else decided
