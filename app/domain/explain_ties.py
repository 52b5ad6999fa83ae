"""What told entries of an equal total apart: link by link of the tie chain, both compared values side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from app.domain.contest import RankBy, Tie, TieKind, Trade
from app.domain.explain import Line, exact, link_words
from app.domain.marks import show_seconds
from app.domain.numbers import decimals_of, show
from app.domain.ranking import chain_of, measure_of
from app.domain.scores import EntryScore, Placing, Ranking, Standing

MOST_OTHERS = 3
_NOTHING: Mapping[str, Fraction] = {}
_NOBODY: Mapping[str, int] = {}
Value = tuple[Fraction, ...]


def explain_tie(
    trade: Trade,
    ranking: Ranking,
    placing: Placing,
    extra: Mapping[str, Fraction] = _NOTHING,
    rulings: Mapping[str, int] = _NOBODY,
) -> tuple[Line, ...]:
    """One line for every link that was looked at, in the order of the chain, with the entry's own value and those of
    its equals; nothing for an entry nobody shares its total with.

    `ranking` is the list `placing` stands in, `extra` and `rulings` what it was ranked with (as `rank_trade` takes
    them). A link that one of the equals has no value for is skipped, as the ranking skips it.
    """
    if placing.standing is not Standing.RANKED:
        return ()
    ranked = [one.score for one in ranking.placings if one.standing is Standing.RANKED]
    own = placing.score.entry.key
    equals = [score for score in ranked if _total(trade, score) == _total(trade, placing.score)]
    return tuple(_compared(trade, own, equals, extra, rulings))


def _total(trade: Trade, score: EntryScore) -> Fraction | None:
    return score.exact if trade.rules.rank_by is RankBy.UNROUNDED else score.total


def _compared(
    trade: Trade, own: str, equals: list[EntryScore], extra: Mapping[str, Fraction], rulings: Mapping[str, int]
) -> Iterator[Line]:
    if len(equals) > 1:
        others = [score.entry.key for score in equals if score.entry.key != own]
        names = _names(others)
        yield Line(1, "compared", f"与 {names[0]} 总成绩相同", f"same total as {names[1]}")
    for tie in chain_of(trade, extra):
        if len(equals) < 2:
            return
        if tie.kind is TieKind.RULING and not rulings:
            continue
        measure = measure_of(trade, tie, extra, rulings)
        values = {score.entry.key: measure(score) for score in equals}
        yield _line(trade, tie, own, values)
        if all(value is not None for value in values.values()):
            equals = [score for score in equals if values[score.entry.key] == values[own]]


def _line(trade: Trade, tie: Tie, own: str, values: Mapping[str, Value | None]) -> Line:
    """What a link found: who lacks the value, that all are equal, or the values side by side, the better first."""
    zh, en = link_words(trade, tie.key)
    lacking = [key for key, value in values.items() if value is None]
    if lacking:
        names = _names(lacking)
        return Line(1, "compared", f"{zh}：{names[0]} 没有，不比这一项", f"{en}: {names[1]} has none, not compared")
    known = {key: value for key, value in values.items() if value is not None}
    if len(set(known.values())) == 1:
        same = _shown(tie, known[own], exact_wanted=False)
        return Line(1, "compared", f"{zh}：都是 {same[0]}", f"{en}: all {same[1]}")
    order = sorted(_nearest(own, known), key=lambda key: known[key], reverse=True)
    values_of = _short([known[key] for key in order])
    close = len({_shown(tie, value, exact_wanted=False) for value in values_of}) < len(set(values_of))
    sides = [(key, *_shown(tie, value, close)) for key, value in zip(order, values_of, strict=True)]
    left = len(known) - len(order)
    more = (f"，另 {left} 人", f", {left} more") if left else ("", "")
    texts = "，".join(f"{key} {zh}" for key, zh, _ in sides), ", ".join(f"{key} {en}" for key, _, en in sides)
    return Line(1, "compared", f"{zh}：{texts[0]}{more[0]}", f"{en}: {texts[1]}{more[1]}")


def _short(values: Sequence[Value]) -> list[Value]:
    """Values of several parts (modules) up to the first part in which any two differ."""
    same = 0
    while same < len(values[0]) - 1 and len({value[same] for value in values}) == 1:
        same += 1
    return [value[: same + 1] for value in values]


def _nearest(own: str, values: Mapping[str, Value]) -> list[str]:
    """The entry and the few whose values stand nearest before and after its own; those that differ first."""
    order = sorted(values, key=lambda key: values[key], reverse=True)
    place = order.index(own)
    away = sorted(
        (key for key in order if key != own),
        key=lambda key: (values[key] == values[own], abs(order.index(key) - place)),
    )
    return [own, *away[:MOST_OTHERS]]


def _shown(tie: Tie, value: Value, exact_wanted: bool) -> tuple[str, str]:
    """A compared value in words; one that never ends with four decimals, unless all of it is wanted."""
    if tie.kind is TieKind.TIME:
        clock = show_seconds(int(-value[0]))
        return clock, clock
    if tie.kind is TieKind.RULING:
        place = int(-value[0]) + 1
        return f"定在第 {place}", f"put at {place}"
    text = " / ".join(
        exact(part) if exact_wanted or decimals_of(part) is not None else f"{show(part, 4)}…" for part in value
    )
    return text, text


def _names(keys: Sequence[str]) -> tuple[str, str]:
    shown, left = "、".join(keys[:MOST_OTHERS]), len(keys) - MOST_OTHERS
    if left > 0:
        return f"{shown} 等 {len(keys)} 人", f"{', '.join(keys[:MOST_OTHERS])} and {left} more"
    return shown, ", ".join(keys)
