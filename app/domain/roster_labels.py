"""Labels as people write them matched to the ones a contest has: trades, groups, delegations; and the nearest one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from difflib import get_close_matches
from typing import Generic, TypeVar

from app.domain.roster_cells import Complaint
from app.domain.roster_plan import KnownTrade
from app.domain.texts import loose

T = TypeVar("T")
_LISTED = 12
_COMPARED, _LEAST_LETTERS, _ALIKE = 150, 4, 0.75
_NUMERAL = re.compile("[0-9０-９一二三四五六七八九十百甲乙丙丁东南西北]")


class Labels(Generic[T]):
    """Things by their labels. Two things with one label make the label worthless: neither is found by it."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        self._things: dict[str, T] = {}
        self._spelled: dict[str, str] = {}
        doubtful = set()
        for label, thing in pairs:
            key = loose(label)
            if key in self._things and self._things[key] != thing:
                doubtful.add(key)
            self._things.setdefault(key, thing)
            self._spelled.setdefault(key, label)
        for key in doubtful:
            del self._things[key]

    def find(self, text: str) -> T | None:
        """Give what the label means, spelled loosely."""
        return self._things.get(loose(text))

    def near(self, text: str, cutoff: float = 0.5) -> str:
        """Give the label most like the text, "" when none is."""
        close = get_close_matches(loose(text), list(self._things), 1, cutoff)
        return self._spelled[close[0]] if close else ""


def trade_labels(trades: Iterable[KnownTrade]) -> Labels[KnownTrade]:
    """Give the trades by name, by code, and by both in one cell."""
    return Labels(
        (label, trade)
        for trade in trades
        for label in (trade.name, trade.code, f"{trade.name}{trade.code}", f"{trade.code}{trade.name}")
    )


def mistyped(counts: Mapping[str, int], settled: Set[str]) -> dict[str, str]:
    """Give the names that look like a slip for another one, each with that one: 能源糸统 → 能源系统.

    `counts` tells how often each name stands in the file; names in `settled` are right. The rarer of two is the slip.
    Names that differ in numbers only (第一、第二 …) are two things. Too many names are not compared at all.
    """
    names = sorted({*counts, *settled}, key=lambda name: (name not in settled, -counts.get(name, 0)))
    if len(names) > _COMPARED:
        return {}
    slips: dict[str, str] = {}
    for at, name in enumerate(names):
        if name not in settled and len(name) >= _LEAST_LETTERS:
            others = [other for other in names[:at] if _NUMERAL.sub("", other) != _NUMERAL.sub("", name)]
            if close := get_close_matches(name, others, 1, _ALIKE):
                slips[name] = close[0]
    return slips


def unknown(what: str, text: str, labels: Labels[T], known: Iterable[str]) -> Complaint:
    """Give the complaint about a label nobody knows, with the nearest one if there is one. `what` is trade, group or
    delegation."""
    names = list(known)
    listed = "、".join(names[:_LISTED]) + ("…" if len(names) > _LISTED else "")
    near = labels.near(text)
    fields: dict[str, object] = {"value": text.strip()[:40], "known": listed or "–"}
    if near:
        return Complaint(_UNKNOWN_NEAR[what], {**fields, "near": near})
    return Complaint(_UNKNOWN[what], fields)


_UNKNOWN = {
    "trade": "roster.unknown_trade",
    "group": "roster.unknown_group",
    "delegation": "roster.unknown_delegation",
}
_UNKNOWN_NEAR = {
    "trade": "roster.unknown_trade_near",
    "group": "roster.unknown_group_near",
    "delegation": "roster.unknown_delegation_near",
}
