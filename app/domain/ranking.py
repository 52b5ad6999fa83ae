"""Scores become places: within a trade and group, equals told apart by the tie chain, the rest listed last."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from app.domain.contest import Joint, RankBy, Status, Tie, TieKind, Trade
from app.domain.numbers import decimals_of, round_to
from app.domain.numbers import natural as natural
from app.domain.scores import EntryScore, Placing, Ranking, Standing

NIL = Fraction(0)
FINEST_SHOWN = 12
_NOBODY: Mapping[str, int] = {}
_NOTHING: Mapping[str, Fraction] = {}
_LAST = {standing: number for number, standing in enumerate(Standing)}

Measure = Callable[[EntryScore], tuple[Fraction, ...] | None]


def rank_trade(
    trade: Trade,
    scores: Iterable[EntryScore],
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> tuple[Ranking, ...]:
    """One list per group, in the order of the trade's groups, then any other group.

    The higher total stands first; equal totals are told apart by the tie chain, link by link, and what no link tells
    apart shares a place (or waits for a ruling where the rules want no joint places).
    `extra` holds scores of an extra round (加试) by entry key, higher is better; `rulings` the order the chief judge
    decided among equals, lower comes first. An entry without a group belongs to the trade's only group.
    """
    return tuple(group.ranking() for group in kept_trade(trade, scores, extra, rulings).values())


def kept_trade(
    trade: Trade,
    scores: Iterable[EntryScore],
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> dict[str, KeptRanking]:
    """The lists of `rank_trade` by group, to be kept up to date."""
    groups: dict[str, list[EntryScore]] = {name: [] for name in trade.groups}
    for score in scores:
        groups.setdefault(group_of(trade, score), []).append(score)
    return {name: KeptRanking(trade, name, members, extra, rulings) for name, members in groups.items() if members}


def group_of(trade: Trade, score: EntryScore) -> str:
    """The group an entry is ranked in: its own, or the trade's only one."""
    return score.entry.group or (trade.groups[0] if len(trade.groups) == 1 else "")


@dataclass(slots=True)
class _Equals:
    """Entries of one total, in the order of their numbers, and what was made of them the last time.

    `parts` are the classes the tie chain makes, `placings` their lines when the list stood at `at` (lines before,
    classes before). None: to be made anew.
    """

    total: Fraction
    members: list[EntryScore]
    parts: list[tuple[list[EntryScore], str]] | None = None
    placings: list[Placing] | None = None
    at: tuple[int, int] = (0, 0)


def _number(score: EntryScore) -> tuple[tuple[int, int, str], ...]:
    return natural(score.entry.key)


class KeptRanking:
    """The list of one group kept in order: a changed score moves its entry, and only what moved is made anew."""

    def __init__(
        self,
        trade: Trade,
        group: str,
        scores: Iterable[EntryScore],
        extra: Mapping[str, Fraction] = _NOTHING,
        rulings: Mapping[str, int] = _NOBODY,
    ) -> None:
        self._trade, self._group = trade, group
        self._ladder = _Ladder(trade, extra, rulings)
        self._scores = {score.entry.key: score for score in sorted(scores, key=_number)}
        ranked = [score for score in self._scores.values() if standing_of(score) is Standing.RANKED]
        best_first = _grouped(ranked, scaled([(self._ladder.total(score),) for score in ranked]))
        self._best_last = [_Equals(self._ladder.total(members[0]), members) for members in reversed(best_first)]

    def put(self, score: EntryScore) -> None:
        """Take in an entry's score, in place of its earlier one if there was one."""
        old = self._scores.get(score.entry.key)
        if old is not None and standing_of(old) is Standing.RANKED:
            self._take_out(old)
        if old is None:
            self._scores = {one.entry.key: one for one in sorted([*self._scores.values(), score], key=_number)}
        self._scores[score.entry.key] = score
        if standing_of(score) is Standing.RANKED:
            total, place, equals = self._find(score)
            if equals is None:
                self._best_last.insert(place, _Equals(total, [score]))
            else:
                self._best_last[place] = _Equals(total, sorted([*equals.members, score], key=_number))

    def _find(self, score: EntryScore) -> tuple[Fraction, int, _Equals | None]:
        """The total of a score, where entries of that total stand or would stand, and they."""
        total = self._ladder.total(score)
        place = bisect_left(self._best_last, total, key=lambda equals: equals.total)
        found = self._best_last[place] if place < len(self._best_last) else None
        return total, place, found if found is not None and found.total == total else None

    def _take_out(self, old: EntryScore) -> None:
        total, place, equals = self._find(old)
        assert equals is not None  # it was put there
        left = [member for member in equals.members if member is not old]
        self._best_last[place : place + 1] = [_Equals(total, left)] if left else []

    def ranking(self) -> Ranking:
        """The list as the scores stand."""
        rules = self._trade.rules
        placings: list[Placing] = []
        open_ties: list[tuple[str, ...]] = []
        classes = 0
        for equals in reversed(self._best_last):
            if equals.parts is None:
                equals.parts = self._ladder.split(equals.members)
            if equals.placings is None or equals.at != (len(placings), classes):
                equals.at = (len(placings), classes)
                equals.placings = self._lines(equals.parts, *equals.at)
            placings += equals.placings
            classes += len(equals.parts)
            if rules.joint is Joint.NONE:
                open_ties += [tuple(one.entry.key for one in part) for part, _ in equals.parts if len(part) > 1]
        ranked = [placing.score for placing in placings]
        for standing, score in _unranked(self._scores.values()):
            placings.append(Placing(score, len(placings) + 1, standing))
        decimals = shown_decimals(self._trade, ranked)
        return Ranking(self._trade.code, self._group, tuple(placings), tuple(open_ties), decimals)

    def _lines(self, parts: list[tuple[list[EntryScore], str]], before: int, classes: int) -> list[Placing]:
        found: list[Placing] = []
        for number, (members, decided_by) in enumerate(parts, classes + 1):
            rank = number if self._trade.rules.joint is Joint.DENSE else before + len(found) + 1
            for member in members:
                position = before + len(found) + 1
                found.append(Placing(member, position, Standing.RANKED, rank, len(members) > 1, decided_by))
        return found


def standing_of(score: EntryScore) -> Standing:
    """How the entry stands: by its status, then by whether its result is whole, then by whether it is a guest."""
    if score.status is not Status.PRESENT:
        return Standing(score.status.value)
    if score.total is None:
        return Standing.INCOMPLETE
    return Standing.GUEST if score.entry.guest else Standing.RANKED


def _unranked(scores: Iterable[EntryScore]) -> list[tuple[Standing, EntryScore]]:
    listed = [(standing_of(score), score) for score in scores]
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


def chain_of(trade: Trade, extra: Mapping[str, Fraction] = _NOTHING) -> tuple[Tie, ...]:
    """The tie links a trade's equals go through, in order: the declared ones, then what counts even where the chain
    does not name it, an extra round that was held and the chief judge's ruling."""
    held = (Tie(TieKind.EXTRA),) if extra else ()
    return tuple(dict.fromkeys((*trade.rules.ties, *held, Tie(TieKind.RULING))))


class _Ladder:
    """Sorts entries of equal total into classes of equals, link by link of the tie chain."""

    def __init__(self, trade: Trade, extra: Mapping[str, Fraction], rulings: Mapping[str, int]) -> None:
        rules = trade.rules
        self._by_exact = rules.rank_by is RankBy.UNROUNDED
        self._links = [(tie.key, measure_of(trade, tie, extra, rulings)) for tie in chain_of(trade, extra)]

    def total(self, score: EntryScore) -> Fraction:
        """The total that is ranked, of an entry that has one."""
        value = score.exact if self._by_exact else score.total
        assert value is not None  # only those with a total are ranked
        return value

    def split(self, equals: list[EntryScore]) -> list[tuple[list[EntryScore], str]]:
        """Entries of equal total as classes from best to worst, each with what set it apart from its equals."""
        return self._split(equals, 0, "total")

    def _split(self, members: list[EntryScore], link: int, decided_by: str) -> list[tuple[list[EntryScore], str]]:
        if len(members) == 1:
            return [(members, decided_by)]
        for number in range(link, len(self._links)):
            key, measure = self._links[number]
            values = [value for member in members if (value := measure(member)) is not None]
            # A link decides only among entries that all have what it compares: nobody loses a place to a gap.
            if len(values) < len(members):
                continue
            keys = scaled(values)
            parts = _grouped(members, keys)
            if len(parts) > 1:
                return [found for part in parts for found in self._split(part, number + 1, key)]
        return [(members, "joint")]


def _grouped(members: Sequence[EntryScore], keys: Sequence[tuple[int, ...]]) -> list[list[EntryScore]]:
    """Members of equal key together, highest first; within a class the given order stays."""
    classes: dict[tuple[int, ...], list[EntryScore]] = {}
    for member, key in zip(members, keys, strict=True):
        classes.setdefault(key, []).append(member)
    return [classes[key] for key in sorted(classes, reverse=True)]


def scaled(values: Sequence[tuple[Fraction, ...]]) -> list[tuple[int, ...]]:
    """The values times their common denominator: they compare as before, and whole numbers do so ten times faster."""
    ratios = [[part.as_integer_ratio() for part in value] for value in values]
    scale = lcm(*{bottom for ratio in ratios for _, bottom in ratio})
    return [tuple([top * (scale // bottom) for top, bottom in ratio]) for ratio in ratios]


def plain_places(keys: Sequence[tuple[int, ...]]) -> list[int]:
    """The place of each key in a plain list, the highest first; equal keys share one (1,2,2,4)."""
    found: dict[tuple[int, ...], int] = {}
    for place, key in enumerate(sorted(keys, reverse=True), 1):
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
        return _extra_measure(trade, extra)
    if tie.kind is TieKind.RULING:
        return lambda score: (Fraction(-rulings[score.entry.key]),) if score.entry.key in rulings else None
    if part is None or (tie.module and all(m.id != tie.module for m in part.modules)):
        return lambda score: None
    return _round_measure(tie, trade.rounds.index(part))


def _extra_measure(trade: Trade, extra: Mapping[str, Fraction]) -> Measure:
    """The extra round (加试): its score as noted among equals, else the score of the trade's own extra round."""
    places = [place for place, part in enumerate(trade.rounds) if part.extra]

    def measure(score: EntryScore) -> tuple[Fraction, ...] | None:
        if score.entry.key in extra:
            return (extra[score.entry.key],)
        own = next((part.score for place in places if (part := score.rounds[place]).score is not None), None)
        return None if own is None else (own,)

    return measure


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
