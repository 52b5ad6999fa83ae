"""What the one search of the window asks: score sheets by their code, and every name once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from db.models.contest import TradeRow
from db.models.people import EntryRow
from db.models.scoring import SheetRow
from db.store import Reading


@dataclass(frozen=True)
class FoundSheet:
    """A score sheet as a search finds it: never with a name."""

    id: int
    code: str
    trade: str
    trade_name: str
    round: str
    sitting: int


def sheets_named(reading: Reading, text: str, most: int) -> tuple[FoundSheet, ...]:
    """Sheets whose code holds a text, those that begin with it first."""
    plain = text.upper().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = reading.all(
        select(SheetRow.id, SheetRow.code, TradeRow.code, TradeRow.name, SheetRow.round, SheetRow.sitting)
        .join(TradeRow, TradeRow.id == SheetRow.trade_id)
        .where(func.upper(SheetRow.code).like(f"%{plain}%", escape="\\"))
        .order_by(func.upper(SheetRow.code).like(f"{plain}%", escape="\\").desc(), SheetRow.code, SheetRow.id)
        .limit(most)
    )
    return tuple(FoundSheet(*row) for row in rows)


def names(reading: Reading, most: int) -> tuple[str, ...]:
    """The names of entries, each once, at most so many."""
    rows = reading.all(select(EntryRow.name).where(EntryRow.state != "withdrawn").distinct().limit(most))
    return tuple(row[0] for row in rows)


def entries_named(reading: Reading, found: list[str], most: int) -> tuple[int, ...]:
    """Row ids of the entries of these names, in the order of their numbers."""
    rows = reading.all(
        select(EntryRow.id)
        .where(EntryRow.name.in_(found), EntryRow.state != "withdrawn")
        .order_by(func.length(EntryRow.number), EntryRow.number)
        .limit(most)
    )
    return tuple(row[0] for row in rows)
