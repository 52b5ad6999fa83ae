"""Places by counting who is better, without putting anybody in order: the second opinion on rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.contest import Joint, RankBy, Status, Tie, TieKind, Trade
from app.domain.shadow.tally import EntryTally

Measure = Callable[[EntryTally], tuple[int, ...] | None]

RANKED, GUEST, INCOMPLETE = "ranked", "guest", "incomplete"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands in its group: a word, and for ranked ones the place and what it rests on. `better` counts
    the entries before it."""

    tally: EntryTally
    standing: str
    rank: int | None = None
    joint: bool = False
    decided_by: str = ""
    better: int = 0


def group_of(trade: Trade, tally: EntryTally) -> str:
    """The group an entry belongs to: its own, or the only one there is."""
    if tally.entry.group:
        return tally.entry.group
    return trade.groups[0] if len(trade.groups) == 1 else ""


def standing_of(tally: EntryTally) -> str:
    """A status goes before everything, then a result with gaps, then that a guest takes no place."""
    if tally.status is not Status.PRESENT:
        return str(tally.status.value)
    if tally.total is None:
        return INCOMPLETE
    return GUEST if tally.entry.guest else RANKED


def places_of(
    trade: Trade, tallies: Iterable[EntryTally], extra: Mapping[str, int], rulings: Mapping[str, int]
) -> dict[str, Place]:
    """The places of one group by entry key; `extra` in units of the tallies."""
    members = list(tallies)
    found = {one.entry.key: Place(one, standing_of(one)) for one in members}
    ranked = [one for one in members if found[one.entry.key].standing == RANKED]
    exact = trade.rules.rank_by is RankBy.UNROUNDED
    better = _how_many_better([_total(one, exact) for one in ranked])
    decided = ["total"] * len(ranked)
    for key, measure in _links(trade, extra, rulings):
        _apply(key, [measure(one) for one in ranked], better, decided)
    alike = Counter(better)
    classes = {count: 1 + sum(other < count for other in alike) for count in alike}
    for one, count, why in zip(ranked, better, decided, strict=True):
        joint = alike[count] > 1
        rank = classes[count] if trade.rules.joint is Joint.DENSE else count + 1
        found[one.entry.key] = Place(one, RANKED, rank, joint, "joint" if joint else why, count)
    return found


def _total(one: EntryTally, exact: bool) -> tuple[int]:
    total = one.exact if exact else one.total
    assert total is not None  # it is ranked
    return (total,)


def _links(trade: Trade, extra: Mapping[str, int], rulings: Mapping[str, int]) -> list[tuple[str, Measure]]:
    """The tie chain; then an extra round that was held and rulings that were made, even where the chain does not name
    them."""
    held = [Tie(TieKind.EXTRA)] if extra else []
    chain = dict.fromkeys([*trade.rules.ties, *held, Tie(TieKind.RULING)])
    return [(_key(tie), measure_of(trade, tie, extra, rulings)) for tie in chain]


def _key(tie: Tie) -> str:
    return ":".join(filter(None, (tie.kind.value, tie.round, tie.module)))


def _how_many_better(values: Sequence[tuple[int, ...]]) -> list[int]:
    """For every value, how many are higher."""
    counts = Counter(values)
    higher = {value: sum(times for other, times in counts.items() if other > value) for value in counts}
    return [higher[value] for value in values]


def _apply(key: str, values: Sequence[tuple[int, ...] | None], better: list[int], decided: list[str]) -> None:
    """One link of the chain: among entries with as many better ones, those of higher value come before the rest.

    It decides only where all of them have a value: nobody loses a place to a gap.
    """
    equals: dict[int, list[int]] = {}
    for number, count in enumerate(better):
        equals.setdefault(count, []).append(number)
    for members in equals.values():
        known = [value for number in members if (value := values[number]) is not None]
        if len(members) < 2 or len(known) < len(members):
            continue
        for number, more in zip(members, _how_many_better(known), strict=True):
            better[number] += more
            decided[number] = key


def measure_of(trade: Trade, tie: Tie, extra: Mapping[str, int], rulings: Mapping[str, int]) -> Measure:
    """What a link compares, higher first; None where an entry has nothing to compare."""
    if tie.kind is TieKind.EXTRA:
        return _extra_of(trade, extra)
    if tie.kind is TieKind.RULING:
        return lambda one: (-rulings[one.entry.key],) if one.entry.key in rulings else None

    def measure(one: EntryTally) -> tuple[int, ...] | None:
        part = one.rounds.get(tie.round)
        if part is None or part.score is None:
            return None
        if tie.kind is TieKind.ROUND:
            return (part.score,)
        if tie.kind is TieKind.TIME:
            return None if part.seconds is None else (-part.seconds,)
        if tie.kind is TieKind.JUDGES:
            return None if part.judges is None else (part.judges,)
        if part.modules is None:
            return None
        if tie.kind is TieKind.MODULES:
            return tuple(units for units in part.modules.values() if units is not None)
        units = part.modules.get(tie.module)
        return None if units is None else (units,)

    return measure


def _extra_of(trade: Trade, extra: Mapping[str, int]) -> Measure:
    """加试: the score noted when equals were tried again, else the one of the trade's own extra round."""
    own = [part.id for part in trade.rounds if part.extra]

    def measure(one: EntryTally) -> tuple[int, ...] | None:
        scores = [extra.get(one.entry.key), *(one.rounds[name].score for name in own)]
        return next(((score,) for score in scores if score is not None), None)

    return measure
