"""The contest, its trades and schemes; settings of the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from db.models.contest import ContestRow, GroupRow, ImportRow, RoundRow, SettingRow, TradeRow
from db.models.scheme import AspectRow, CriterionRow, ModuleRow, SchemeRow
from db.queries.first import ContestData as ContestData
from db.queries.first import TradeData as TradeData
from db.queries.first import setting as setting
from db.queries.first import the_contest as the_contest
from db.queries.first import trades as trades
from db.store import Reading, Writing


def mode_of(reading: Reading) -> str:
    """live, test or demo; "" in a file without a contest."""
    return str(reading.value(select(ContestRow.mode).order_by(ContestRow.id)) or "")


def insert_contest(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a contest row; gives its id."""
    return writing.insert(insert(ContestRow), values)


def insert_trade(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a trade row; gives its id."""
    return writing.insert(insert(TradeRow), values)


def insert_group(writing: Writing, trade_id: int, position: int, name: str) -> int:
    """Add a group of a trade; gives its id."""
    return writing.insert(insert(GroupRow), {"trade_id": trade_id, "position": position, "name": name})


def insert_round(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a round of a trade; gives its id."""
    return writing.insert(insert(RoundRow), values)


def insert_scheme(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a scheme version; gives its id."""
    return writing.insert(insert(SchemeRow), values)


def insert_module(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a module of a scheme version; gives its id."""
    return writing.insert(insert(ModuleRow), values)


def insert_criterion(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add a criterion of a module; gives its id."""
    return writing.insert(insert(CriterionRow), values)


def insert_aspect(writing: Writing, values: Mapping[str, Any]) -> int:
    """Add an aspect of a module; gives its id."""
    return writing.insert(insert(AspectRow), values)


def freeze_scheme(writing: Writing, scheme_id: int, at: datetime) -> bool:
    """Freeze a scheme version at its first mark; gives whether it was still open."""
    statement = update(SchemeRow).where(SchemeRow.id == scheme_id, SchemeRow.frozen_at.is_(None))
    return writing.run(statement, {"frozen_at": at}) > 0


def frozen_at(reading: Reading, scheme_id: int) -> datetime | None:
    """When a scheme version got its first mark; None while it has none."""
    found: datetime | None = reading.value(select(SchemeRow.frozen_at).where(SchemeRow.id == scheme_id))
    return found


def close_registration(writing: Writing, trade_id: int, at: datetime | None) -> None:
    """Close (a time) or open again (None) the list of a trade."""
    writing.run(update(TradeRow).where(TradeRow.id == trade_id), {"registration_closed_at": at})


def set_setting(writing: Writing, key: str, value: Any) -> None:
    """Set or replace a setting of this file."""
    if writing.run(update(SettingRow).where(SettingRow.key == key), {"value": value}) == 0:
        writing.run(insert(SettingRow), {"key": key, "value": value})


def note_import(writing: Writing, values: Mapping[str, Any]) -> None:
    """Remember a file that was read in."""
    writing.run(insert(ImportRow), values)
