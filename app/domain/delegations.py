"""Delegations in order: what their members' totals, places or awards bring in, the best n counted.

Rules:
1. Only ranked entries of a delegation bring anything, over all lists given (trades and groups): their totals, points
   for their place, or points for their award. A guest or an entry without a place brings nothing.
2. The best n count, all without a limit. A delegation with fewer than n is taken as it is, or every missing member
   counts as 0 (which changes an average, not a sum), or it gets no place and stands last.
3. Equal points are told apart by the sum of the counted members' practical scores, then by their time (the shorter
   one first; who lacks a time cannot win by it), then by who has more first, then second, third … places. What is
   equal in all of this shares a place (1,2,2,4).
4. Where the rules state no points for awards, the classes of each trade bring 8, 4, 2, 1 in their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.domain.contest import DelegationBy, DelegationRule, Missing, Trade
from app.domain.ranking import natural
from app.domain.scores import Placing, Ranking, Standing

NIL = Fraction(0)
AWARD_POINTS = (Fraction(8), Fraction(4), Fraction(2), Fraction(1))


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one entry brings its delegation; `counted` False when better ones already fill the `best` n."""

    entry: str
    trade: str
    points: Fraction
    counted: bool = True


@dataclass(frozen=True, slots=True)
class DelegationPlacing:
    """One delegation of the list. `rank` is None when it has too few members to be ranked, `short` how many it lacks.
    Ties are told apart by the
    practical scores of counted members, then their time, then by who has more first, second, third … places."""

    delegation: str
    points: Fraction
    contributions: tuple[Contribution, ...]
    rank: int | None
    joint: bool = False
    decided_by: str = ""
    short: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    points: Fraction
    contributions: tuple[Contribution, ...]
    links: tuple[tuple[str, tuple[Fraction, ...]], ...]
    short: int
    placed: bool


def award_points(rule: DelegationRule, trades: Iterable[Trade]) -> dict[tuple[str, str], Fraction]:
    """The points of every award class by (trade code, class name): those stated, else 8, 4, 2, 1 in order (rule 4)."""
    stated = dict(rule.awards)
    points: dict[tuple[str, str], Fraction] = {}
    for trade in trades:
        usual = dict(zip((award.name for award in trade.rules.awards), AWARD_POINTS, strict=False))
        for award in trade.rules.awards:
            points[trade.code, award.name] = stated.get(award.name, NIL) if stated else usual.get(award.name, NIL)
    return points


def rank_delegations(
    rule: DelegationRule,
    rankings: Iterable[Ranking],
    awards: Mapping[tuple[str, str], str] | None = None,
    practical: str = "practical",
    points_of: Mapping[tuple[str, str], Fraction] | None = None,
    names: Sequence[str] = (),
) -> tuple[DelegationPlacing, ...]:
    """The order of the delegations over any number of lists (rules 1 to 3).

    `awards` gives the award by (trade code, entry key) where the rule counts awards, `points_of` what `award_points`
    gives (None: the points the rule states). `names` are delegations that belong in the list even without a member
    in it.
    """
    members: dict[str, list[tuple[Fraction, str, Placing]]] = {name: [] for name in names}
    for ranking in rankings:
        for placing in ranking.placings:
            if placing.standing is Standing.RANKED and placing.entry.delegation:
                points = _points(rule, ranking.trade, placing, awards or {}, points_of)
                members.setdefault(placing.entry.delegation, []).append((points, ranking.trade, placing))
    lines = [_line(rule, name, found, practical) for name, found in members.items()]
    return _placed([line for line in lines if line.placed]) + tuple(
        DelegationPlacing(line.name, line.points, line.contributions, None, short=line.short)
        for line in sorted((line for line in lines if not line.placed), key=lambda line: (-line.points, line.name))
    )


def _points(
    rule: DelegationRule,
    trade: str,
    placing: Placing,
    awards: Mapping[tuple[str, str], str],
    points_of: Mapping[tuple[str, str], Fraction] | None,
) -> Fraction:
    if rule.by in (DelegationBy.TOTALS, DelegationBy.AVERAGE):
        assert placing.score.total is not None  # it is ranked
        return placing.score.total
    if rule.by is DelegationBy.AWARDS:
        award = awards.get((trade, placing.entry.key), "")
        return dict(rule.awards).get(award, NIL) if points_of is None else points_of.get((trade, award), NIL)
    rank = _rank(placing)
    return rule.places[rank - 1] if rank <= len(rule.places) else NIL


def _rank(placing: Placing) -> int:
    assert placing.rank is not None  # only ranked entries bring anything
    return placing.rank


def _line(rule: DelegationRule, name: str, found: list[tuple[Fraction, str, Placing]], practical: str) -> _Line:
    ordered = sorted(found, key=lambda f: (-f[0], _rank(f[2]), f[1], natural(f[2].entry.key)))
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
    whole = len(known) == len(times)
    time = (Fraction(-sum(known)),) if whole else (Fraction(-(10**12)),)
    last = max((_rank(placing) for _, _, placing in counted), default=0)
    places = tuple(Fraction(sum(p.rank == place for _, _, p in counted)) for place in range(1, last + 1))
    links = ((f"round:{practical}", (scores,)), (f"time:{practical}", time), ("places", places))
    short = max(0, (rule.best or 1) - len(ordered))
    placed = bool(ordered) and not (short and rule.when_short is Missing.UNRANKED)
    return _Line(name, _brought(rule, [points for points, _, _ in counted], short), contributions, links, short, placed)


def _brought(rule: DelegationRule, points: Sequence[Fraction], short: int) -> Fraction:
    """The sum of what counts, or its average over the counted members and, where the rule says so, the missing ones."""
    total = sum(points, NIL)
    if rule.by is not DelegationBy.AVERAGE:
        return total
    count = len(points) + (short if rule.when_short is Missing.ZERO else 0)
    return total / count if count else NIL


def _placed(lines: list[_Line]) -> tuple[DelegationPlacing, ...]:
    def measure(line: _Line) -> tuple[tuple[Fraction, ...], ...]:
        return ((line.points,), *(value for _, value in line.links))

    ordered = sorted(sorted(lines, key=lambda line: line.name), key=measure, reverse=True)
    placed: list[DelegationPlacing] = []
    rank = 0
    for number, line in enumerate(ordered):
        equal = number > 0 and measure(ordered[number - 1]) == measure(line)
        rank = rank if equal else number + 1
        joint = sum(measure(other) == measure(line) for other in ordered) > 1
        decided = _decided(line, [other for other in ordered if other is not line and other.points == line.points])
        placed.append(DelegationPlacing(line.name, line.points, line.contributions, rank, joint, decided, line.short))
    return tuple(placed)


def _decided(line: _Line, rivals: list[_Line]) -> str:
    """The link that told the line apart from the last of those with equal points."""
    decided = "total"
    for number, (key, value) in enumerate(line.links):
        left = [rival for rival in rivals if rival.links[number][1] == value]
        if len(left) < len(rivals):
            decided = key
        rivals = left
    return "joint" if rivals else decided
