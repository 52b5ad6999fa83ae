"""The seats of a trade's panels: which there are, and how many of them nobody sits on."""

from __future__ import annotations

from collections.abc import Collection

from app.domain.contest import Trade
from app.domain.scheme import Judged, Panel

Places = tuple[tuple[str, str, tuple[str, ...]], ...]
_MOST = 500
_KNOWN: dict[int, tuple[Trade, Places]] = {}


def seats_of(trade: Trade) -> Places:
    """The seats of a trade's panels: (round, seat, the modules that have it)."""
    # Rules are read once and never change; kept beside its answer the object cannot be another one of the same id.
    known = _KNOWN.get(id(trade))
    if known is None or known[0] is not trade:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        known = _KNOWN[id(trade)] = trade, _seats(trade)
    return known[1]


def _seats(trade: Trade) -> Places:
    found: dict[tuple[str, str], list[str]] = {}
    for part in trade.rounds:
        for module in part.modules:
            for aspect in module.aspects:
                for seat in aspect.seats if isinstance(aspect.detail, Panel | Judged) else ():
                    known = found.setdefault((part.id, seat), [])
                    if module.id not in known:
                        known.append(module.id)
    return tuple((part, seat, tuple(modules)) for (part, seat), modules in found.items())


def filled(trade: Trade, taken: Collection[tuple[str, str, str]]) -> int:
    """How many of them have somebody; `taken` are the seats given, as (round, module or "", seat)."""
    return sum(any((part, at, seat) in taken for at in ("", *modules)) for part, seat, modules in seats_of(trade))
