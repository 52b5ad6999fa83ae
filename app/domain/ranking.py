"""Scores become places: within a trade and group, equals told apart by the tie chain, the rest listed last."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm

from app.domain.contest import Joint, RankBy, Status, Tie, TieKind, Trade
from app.domain.numbers import decimals_of, round_to
from app.domain.scores import EntryScore, Placing, Ranking, Standing

NIL = Fraction(0)
FINEST_SHOWN = 12
_NOBODY: Mapping[str, int] = {}
_NOTHING: Mapping[str, Fraction] = {}
_LAST = {standing: number for number, standing in enumerate(Standing)}
_DIGITS = re.compile(r"(\d+)")

Measure = Callable[[EntryScore], tuple[Fraction, ...] | None]


@lru_cache(maxsize=1 << 16)
def natural(key: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts entry numbers as people read them: HG2 before HG10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(key) if part)


def rank_trade(
    trade: Trade,
    scores: Iterable[EntryScore],
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> tuple[Ranking, ...]:
    """One list per group, in the order of the trade's groups, then any other group.

    `extra` holds scores of an extra round (加试) by entry key, higher is better; `rulings` the order the chief judge
    decided among equals, lower comes first. An entry without a group belongs to the trade's only group.
    """
    groups: dict[str, list[EntryScore]] = {name: [] for name in trade.groups}
    only = trade.groups[0] if len(trade.groups) == 1 else ""
    for score in scores:
        groups.setdefault(score.entry.group or only, []).append(score)
    return tuple(rank_group(trade, name, members, extra, rulings) for name, members in groups.items() if members)


def rank_group(
    trade: Trade,
    group: str,
    scores: Sequence[EntryScore],
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> Ranking:
    """The list of one group: places first, then guests, then entries without a full result, by status."""
    listed = [(standing_of(score), score) for score in sorted(scores, key=lambda score: natural(score.entry.key))]
    ranked = [score for standing, score in listed if standing is Standing.RANKED]
    classes = _Ladder(trade, extra, rulings).classes(ranked)
    placings: list[Placing] = []
    open_ties = []
    for number, (members, decided_by) in enumerate(classes, 1):
        joint = len(members) > 1
        rank = number if trade.rules.joint is Joint.DENSE else len(placings) + 1
        if joint and trade.rules.joint is Joint.NONE:
            open_ties.append(tuple(member.entry.key for member in members))
        for member in members:
            placings.append(Placing(member, len(placings) + 1, Standing.RANKED, rank, joint, decided_by))
    for standing, score in _unranked(listed):
        placings.append(Placing(score, len(placings) + 1, standing))
    return Ranking(trade.code, group, tuple(placings), tuple(open_ties), shown_decimals(trade, ranked))


def standing_of(score: EntryScore) -> Standing:
    """How the entry stands: by its status, then by whether its result is whole, then by whether it is a guest."""
    if score.status is not Status.PRESENT:
        return Standing(score.status.value)
    if score.total is None:
        return Standing.INCOMPLETE
    return Standing.GUEST if score.entry.guest else Standing.RANKED


def _unranked(listed: list[tuple[Standing, EntryScore]]) -> list[tuple[Standing, EntryScore]]:
    others = [pair for pair in listed if pair[0] is not Standing.RANKED]
    return sorted(others, key=lambda pair: (_LAST[pair[0]], NIL if pair[1].total is None else -pair[1].total))


def shown_decimals(trade: Trade, ranked: Sequence[EntryScore]) -> int | None:
    """How many decimals printed totals need. More than declared only when ranking by the exact total, as many as show
    every difference; None prints exact totals."""
    declared = trade.rules.total_decimals
    if trade.rules.rank_by is RankBy.ROUNDED or declared is None:
        return declared
    exact = {score.exact for score in ranked if score.exact is not None}
    for decimals in range(declared, FINEST_SHOWN + 1):
        if len({round_to(value, decimals, trade.rules.rounding) for value in exact}) == len(exact):
            return decimals
    return max((decimals_of(value) or FINEST_SHOWN for value in exact), default=declared)


class _Ladder:
    """Sorts entries into classes of equals: by total, then link by link of the tie chain."""

    def __init__(self, trade: Trade, extra: Mapping[str, Fraction], rulings: Mapping[str, int]) -> None:
        rules = trade.rules
        self._by_exact = rules.rank_by is RankBy.UNROUNDED
        self._links = [(tie.key, measure_of(trade, tie, extra, rulings)) for tie in rules.ties]
        # Where equals would share a place, a ruling that was made all the same counts.
        if (rulings or rules.joint is Joint.NONE) and Tie(TieKind.RULING) not in rules.ties:
            self._links.append(("ruling", measure_of(trade, Tie(TieKind.RULING), extra, rulings)))

    def classes(self, ranked: list[EntryScore]) -> list[tuple[list[EntryScore], str]]:
        """Classes from best to worst, each with what set it apart from its equals."""
        found: list[tuple[list[EntryScore], str]] = []
        for members in _grouped(ranked, whole([self._total(score) for score in ranked])):
            if len(members) == 1:
                found.append((members, "total"))
            else:
                found.extend(self._split(members, 0, "total"))
        return found

    def _total(self, score: EntryScore) -> tuple[Fraction, ...]:
        value = score.exact if self._by_exact else score.total
        return (value if value is not None else NIL,)

    def _split(self, members: list[EntryScore], link: int, decided_by: str) -> list[tuple[list[EntryScore], str]]:
        if len(members) == 1:
            return [(members, decided_by)]
        for number in range(link, len(self._links)):
            key, measure = self._links[number]
            values = [value for member in members if (value := measure(member)) is not None]
            # A link decides only among entries that all have what it compares: nobody loses a place to a gap.
            if len(values) < len(members):
                continue
            keys = whole(values)
            if keys.count(keys[0]) == len(keys):
                continue
            return [found for part in _grouped(members, keys) for found in self._split(part, number + 1, key)]
        return [(members, "joint")]


def _grouped(members: Sequence[EntryScore], keys: Sequence[tuple[int, ...]]) -> list[list[EntryScore]]:
    """Members of equal key together, highest first; within a class the given order stays."""
    classes: dict[tuple[int, ...], list[EntryScore]] = {}
    for member, key in zip(members, keys, strict=True):
        classes.setdefault(key, []).append(member)
    return [classes[key] for key in sorted(classes, reverse=True)]


def whole(values: Sequence[tuple[Fraction, ...]]) -> list[tuple[int, ...]]:
    """The values times their common denominator: they compare as before, and whole numbers do so ten times faster."""
    ratios = [[part.as_integer_ratio() for part in value] for value in values]
    scale = lcm(*{bottom for ratio in ratios for _, bottom in ratio})
    return [tuple([top * (scale // bottom) for top, bottom in ratio]) for ratio in ratios]


def places(keys: Sequence[tuple[int, ...]], joint: Joint = Joint.STANDARD) -> list[int]:
    """The place of each key, the highest first; equal keys share one (1,2,2,4, or 1,2,2,3 where `joint` is dense)."""
    ordered = sorted(keys, reverse=True)
    found: dict[tuple[int, ...], int] = {}
    for place, key in enumerate(dict.fromkeys(ordered) if joint is Joint.DENSE else ordered, 1):
        found.setdefault(key, place)
    return [found[key] for key in keys]


def measure_of(
    trade: Trade,
    tie: Tie,
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> Measure:
    """What a tie link compares, highest first; it gives None for an entry that lacks it."""
    part = trade.round(tie.round)
    if tie.kind is TieKind.EXTRA:
        return lambda score: (extra[score.entry.key],) if score.entry.key in extra else None
    if tie.kind is TieKind.RULING:
        return lambda score: (Fraction(-rulings[score.entry.key]),) if score.entry.key in rulings else None
    if part is None or (tie.module and all(m.id != tie.module for m in part.modules)):
        return lambda score: None
    return _round_measure(tie, trade.rounds.index(part))


def _round_measure(tie: Tie, place: int) -> Measure:
    """Of a round that stands at `place` in the scores of all entries."""

    def measure(score: EntryScore) -> tuple[Fraction, ...] | None:
        part = score.rounds[place]
        if part.score is None:
            return None
        if tie.kind is TieKind.ROUND:
            return (part.score,)
        if tie.kind is TieKind.TIME:
            return None if part.seconds is None else (Fraction(-part.seconds),)
        if not part.modules:
            return None
        if tie.kind is TieKind.JUDGES:
            return (part.judges_sum,)
        return tuple(m.score or NIL for m in part.modules if tie.kind is TieKind.MODULES or m.id == tie.module)

    return measure
