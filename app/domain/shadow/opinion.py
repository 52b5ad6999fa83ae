"""The whole second opinion on a trade: every entry's scores, total, place and award from the marks themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.domain.contest import Edge, Round, Status, Trade
from app.domain.scores import Entry, EntryMarks, RoundMarks
from app.domain.shadow.ground import Amount, scale_of, units_of
from app.domain.shadow.place import Place, group_of, places_of
from app.domain.shadow.prize import prizes_of
from app.domain.shadow.side import shares_of, side_scale, side_tally, side_trade
from app.domain.shadow.tally import EntryTally, RoundTally, Tally

if TYPE_CHECKING:  # the form the definition's numbers come in; nothing here reckons with it
    from fractions import Fraction

SideRulings = Mapping[str, Mapping[str, int]]
"""The chief judge's order among equals of a further ranking, by the ranking's id and entry key."""
SideEdges = Mapping[tuple[str, str, str], Edge]
"""Answers at award edges of a further ranking, by (ranking, group, award)."""
_NO_SIDE_RULINGS: SideRulings = {}
_NO_SIDE_EDGES: SideEdges = {}
_NO_EXTRA: Mapping[str, Fraction] = {}
_NO_RULINGS: Mapping[str, int] = {}
_NO_DECISIONS: Mapping[tuple[str, str], Edge] = {}


@dataclass(frozen=True, slots=True)
class RoundLine:
    """What the second opinion says of one round of one entry; an amount is None while marks are missing."""

    score: Amount | None
    status: Status
    modules: Mapping[str, Amount | None]
    aspects: Mapping[str, Amount | None]


@dataclass(frozen=True, slots=True)
class Line:
    """What the second opinion says of one entry; `exact` (before rounding) and `total` are None while marks are
    missing or a status stands."""

    entry: str
    group: str
    standing: str
    rounds: Mapping[str, RoundLine]
    exact: Amount | None
    total: Amount | None
    rank: int | None
    joint: bool
    decided_by: str
    award: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """Lines by entry key, and the open award edges as (group, award); `sides` the same of every further ranking."""

    lines: Mapping[str, Line]
    open_edges: frozenset[tuple[str, str]]
    sides: Mapping[str, Opinion] = field(default_factory=dict)


def second_opinion(
    trade: Trade,
    entries: Iterable[EntryMarks],
    extra: Mapping[str, Fraction] = _NO_EXTRA,
    rulings: Mapping[str, int] = _NO_RULINGS,
    decisions: Mapping[tuple[str, str], Edge] = _NO_DECISIONS,
    side_rulings: SideRulings = _NO_SIDE_RULINGS,
    side_edges: SideEdges = _NO_SIDE_EDGES,
) -> Opinion:
    """The opinion on all entries of a trade, from their marks.

    `extra` are scores of an extra round by entry key, `rulings` the chief judge's order among equals (lower first),
    `decisions` the answers at award edges by (group, award); the same for further rankings.
    """
    listed = list(entries)
    scale = scale_of(trade, listed, extra.values())
    tally = Tally(trade, scale)
    held = {key: units_of(score, scale) for key, score in extra.items()}
    groups: dict[str, list[EntryTally]] = {}
    for marks in listed:
        one = tally.entry(marks)
        groups.setdefault(group_of(trade, one), []).append(one)
    main = _lists(trade, groups, held, rulings, decisions, (scale, scale))
    sides = {}
    for rule in trade.rankings:
        narrow, shares = side_trade(trade, rule), shares_of(trade, rule)
        own = {g: [side_tally(trade, rule, shares, one, scale) for one in ones] for g, ones in groups.items()}
        answers = {(group, award): edge for (name, group, award), edge in side_edges.items() if name == rule.id}
        scales = (scale, side_scale(scale, shares))
        sides[rule.id] = _lists(narrow, own, {}, side_rulings.get(rule.id, _NO_RULINGS), answers, scales)
    return replace(main, sides=sides)


def _lists(
    trade: Trade,
    groups: Mapping[str, list[EntryTally]],
    extra: Mapping[str, int],
    rulings: Mapping[str, int],
    decisions: Mapping[tuple[str, str], Edge],
    scales: tuple[int, int],
) -> Opinion:
    """The lists of all groups; `scales` are those of the rounds and of the totals."""
    lines: dict[str, Line] = {}
    open_edges: set[tuple[str, str]] = set()
    for group, members in groups.items():
        places = places_of(trade, members, extra, rulings)
        answers = {award: answer for (where, award), answer in decisions.items() if where == group}
        awards, waiting = prizes_of(trade, places, answers, scales[1])
        open_edges |= {(group, award) for award in waiting}
        lines |= {key: _line(group, place, awards.get(key, ""), scales) for key, place in places.items()}
    return Opinion(lines, frozenset(open_edges))


def opinion_on_round(trade: Trade, part: Round, sheets: Mapping[str, RoundMarks]) -> dict[str, RoundLine]:
    """The opinion on single sheets of one round, by whatever names them: for a trade whose codes nobody may join."""
    nobody = Entry("")
    scale = scale_of(trade, [EntryMarks(nobody, {part.id: marks}) for marks in sheets.values()])
    tally = Tally(trade, scale)
    return {name: _round_line(tally.round(part, marks), scale) for name, marks in sheets.items()}


def _line(group: str, place: Place, award: str, scales: tuple[int, int]) -> Line:
    tally = place.tally
    return Line(
        entry=tally.entry.key,
        group=group,
        standing=place.standing,
        rounds={name: _round_line(part, scales[0]) for name, part in tally.rounds.items()},
        exact=_amount(tally.exact, scales[1]),
        total=_amount(tally.total, scales[1]),
        rank=place.rank,
        joint=place.joint,
        decided_by=place.decided_by,
        award=award,
    )


def _round_line(part: RoundTally, scale: int) -> RoundLine:
    modules = {name: _amount(units, scale) for name, units in (part.modules or {}).items()}
    aspects = {name: _amount(units, scale) for name, units in part.aspects.items()}
    return RoundLine(_amount(part.score, scale), part.status, modules, aspects)


def _amount(units: int | None, scale: int) -> Amount | None:
    return None if units is None else Amount(units, scale)
