"""Writing what a contest is made from while it is being set up: trades, groups, rounds and the scheme in force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from db.models.contest import ContestRow, GroupRow, RoundRow, TradeRow
from db.models.day import AttendanceRow, SittingRow
from db.models.people import EntryRow
from db.models.scheme import AspectRow, CriterionRow, ModuleRow, SchemeRow
from db.models.scoring import SheetRow
from db.store import Reading, Writing


def set_contest(writing: Writing, contest_id: int, values: Mapping[str, Any]) -> None:
    """What the contest is now made from."""
    writing.run(update(ContestRow).where(ContestRow.id == contest_id), values)


def set_trade(writing: Writing, trade_id: int, values: Mapping[str, Any]) -> None:
    """Change a trade's row."""
    writing.run(update(TradeRow).where(TradeRow.id == trade_id), values)


def entry_counts(reading: Reading) -> dict[int, int]:
    """How many entries each trade has, by its id, in whatever state."""
    rows = reading.all(select(EntryRow.trade_id, func.count()).group_by(EntryRow.trade_id))
    return {int(trade): int(count) for trade, count in rows}


def sheet_counts(reading: Reading) -> dict[int, int]:
    """How many sheets each trade has, by its id."""
    rows = reading.all(select(SheetRow.trade_id, func.count()).group_by(SheetRow.trade_id))
    return {int(trade): int(count) for trade, count in rows}


def used_groups(reading: Reading) -> frozenset[int]:
    """Ids of the groups entries belong to."""
    rows = reading.all(select(EntryRow.group_id).where(EntryRow.group_id.is_not(None)).distinct())
    return frozenset(int(row[0]) for row in rows)


def used_rounds(reading: Reading) -> frozenset[tuple[int, str]]:
    """(trade id, round) of rounds somebody was checked in for, or that have sheets or a sitting."""
    attended = select(EntryRow.trade_id, AttendanceRow.round).join(AttendanceRow, AttendanceRow.entry_id == EntryRow.id)
    found = [*reading.all(attended.distinct())]
    for row in (SheetRow, SittingRow):
        found += reading.all(select(row.trade_id, row.round).distinct())
    return frozenset((int(trade), str(name)) for trade, name in found)


def rename_group(writing: Writing, group_id: int, position: int, name: str) -> None:
    """A group's name and place."""
    writing.run(update(GroupRow).where(GroupRow.id == group_id), {"position": position, "name": name})


def drop_group(writing: Writing, group_id: int) -> None:
    """Take a group away that nobody belongs to."""
    writing.run(delete(GroupRow).where(GroupRow.id == group_id))


def drop_scheme_parts(writing: Writing, scheme_id: int) -> None:
    """Take the rows of a scheme version's modules, criteria and aspects away."""
    modules = select(ModuleRow.id).where(ModuleRow.scheme_id == scheme_id)
    writing.run(delete(AspectRow).where(AspectRow.module_id.in_(modules)))
    writing.run(delete(CriterionRow).where(CriterionRow.module_id.in_(modules)))
    writing.run(delete(ModuleRow).where(ModuleRow.scheme_id == scheme_id))


def set_scheme(writing: Writing, scheme_id: int, document: Any, sha256: str, by: str, at: datetime) -> None:
    """Another text of a version nothing was marked by yet."""
    values = {"document": document, "sha256": sha256, "by": by, "made_at": at}
    writing.run(update(SchemeRow).where(SchemeRow.id == scheme_id, SchemeRow.frozen_at.is_(None)), values)


def drop_rounds(writing: Writing, trade_id: int) -> None:
    """Take the rows of a trade's rounds away, before they are written anew."""
    writing.run(delete(RoundRow).where(RoundRow.trade_id == trade_id))


def drop_trade(writing: Writing, trade_id: int) -> None:
    """Take a trade away that nobody is registered for: its groups, rounds and schemes too."""
    schemes: Sequence[Any] = writing.all(select(SchemeRow.id).where(SchemeRow.trade_id == trade_id))
    for (scheme,) in schemes:
        drop_scheme_parts(writing, scheme)
    for row in (SchemeRow, RoundRow, GroupRow):
        writing.run(delete(row).where(row.trade_id == trade_id))
    writing.run(delete(TradeRow).where(TradeRow.id == trade_id))
