"""The office's lists: every trade across all bases, from the statements that count."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.domain.numbers import show
from app.domain.ranking import plain_places, scaled
from app.domain.scores import Standing
from db.queries import office as stored
from db.queries.office import OfficeResult, OfficeTrade
from db.store import Store


@dataclass(frozen=True)
class MergedLine:
    """An entry among all bases: `place` in the merged list (equal totals share it), `base_place` at its own base."""

    contest: str
    base: str
    base_name: str
    entry: str
    status: str
    total: str
    place: int | None
    base_place: int | None
    award: str


@dataclass(frozen=True)
class MergedList:
    """One trade and group across all bases that reported it."""

    trade: str
    name: str
    group: str
    bases: tuple[str, ...]
    lines: tuple[MergedLine, ...]


def merged_standings(store: Store) -> tuple[MergedList, ...]:
    """All trades with their groups, entries by total across bases; those without a place come last.

    Totals of different bases were judged apart, so an award stays the base's own; the merged place only orders.
    """
    with store.read() as reading:
        trades = stored.current_trades(reading)
        found = []
        for code in dict.fromkeys(one.trade for one in trades):
            same = {one.id: one for one in trades if one.trade == code}
            rows = stored.results_of(reading, list(same))
            for group in dict.fromkeys(row.group for row in rows):
                found.append(_merge(same, group, [row for row in rows if row.group == group]))
    return tuple(found)


def _merge(trades: dict[int, OfficeTrade], group: str, rows: list[OfficeResult]) -> MergedList:
    ranked = [row for row in rows if row.status == Standing.RANKED.value and row.total]
    merged = zip(plain_places(scaled([(Fraction(row.total),) for row in ranked])), ranked, strict=True)
    lines = [
        _line(trades[row.office_trade_id], row, place)
        for place, row in sorted(
            merged, key=lambda pair: (pair[0], pair[1].place or 0, trades[pair[1].office_trade_id].base, pair[1].entry)
        )
    ]
    others = (row for row in rows if row.status != Standing.RANKED.value or not row.total)
    lines += [_line(trades[row.office_trade_id], row, None) for row in others]
    first = next(iter(trades.values()))
    bases = tuple(dict.fromkeys(trade.base for trade in trades.values()))
    return MergedList(first.trade, first.trade_name, group, bases, tuple(lines))


def _line(trade: OfficeTrade, row: OfficeResult, place: int | None) -> MergedLine:
    return MergedLine(
        contest=trade.contest_key,
        base=trade.base,
        base_name=trade.base_name,
        entry=row.entry,
        status=row.status,
        total=row.total,
        place=place,
        base_place=row.place,
        award=row.award,
    )


def merged_document(lists: tuple[MergedList, ...]) -> list[dict[str, Any]]:
    """The lists as scripts read them; every total a decimal string."""
    return [
        {
            "code": one.trade,
            "name": one.name,
            "group": one.group,
            "bases": list(one.bases),
            "entries": [
                {
                    "entry": line.entry,
                    "base": line.base,
                    "contest": line.contest,
                    "total": show(Fraction(line.total), least=2) if line.total else None,
                    "rank": line.place,
                    "base_rank": line.base_place,
                    "status": line.status,
                    "award": line.award or None,
                }
                for line in one.lines
            ],
        }
        for one in lists
    ]
