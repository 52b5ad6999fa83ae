"""The contest, its trades and schemes; settings of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, func, insert, select, type_coerce, update

from db.models.contest import ContestRow, GroupRow, ImportRow, RoundRow, SettingRow, TradeRow
from db.models.scheme import AspectRow, CriterionRow, ModuleRow, SchemeRow
from db.store import Reading, Writing
from db.types import read_json_text


@dataclass(frozen=True)
class ContestData:
    """The contest row; `definition` is the document `read_definition` takes, read from its stored text when asked."""

    id: int
    key: str
    mode: str
    name: str
    year: int
    base: str
    text: str

    @property
    def definition(self) -> dict[str, Any]:
        """The document, decoded anew."""
        found: dict[str, Any] = read_json_text(self.text)
        return found


@dataclass(frozen=True)
class TradeData:
    """A trade, its groups in order, and the scheme version in force."""

    id: int
    position: int
    code: str
    name: str
    letter: str
    prefix: str
    entry_kind: str
    registration_closed_at: datetime | None
    groups: tuple[tuple[int, str], ...]
    scheme_id: int
    scheme_version: int
    scheme_sha256: str
    text: str

    @property
    def document(self) -> dict[str, Any]:
        """The scheme document, decoded anew: whoever knows its digest already need not ask."""
        found: dict[str, Any] = read_json_text(self.text)
        return found


def the_contest(reading: Reading) -> ContestData | None:
    """The one contest of a venue's file; None when there is none."""
    row = reading.first(_THE_CONTEST)
    return None if row is None else ContestData(*row)


# Statements that are asked again and again are put together once.
_THE_CONTEST = select(
    ContestRow.id,
    ContestRow.key,
    ContestRow.mode,
    ContestRow.name,
    ContestRow.year,
    ContestRow.base,
    type_coerce(ContestRow.definition, Text),
).order_by(ContestRow.id)


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


_NEWEST_SCHEME = (
    select(SchemeRow.trade_id, func.max(SchemeRow.version).label("version")).group_by(SchemeRow.trade_id).subquery()
)
_TRADES = (
    select(
        TradeRow.id,
        TradeRow.position,
        TradeRow.code,
        TradeRow.name,
        TradeRow.letter,
        TradeRow.prefix,
        TradeRow.entry_kind,
        TradeRow.registration_closed_at,
        SchemeRow.id,
        SchemeRow.version,
        SchemeRow.sha256,
        type_coerce(SchemeRow.document, Text),
    )
    .join(_NEWEST_SCHEME, _NEWEST_SCHEME.c.trade_id == TradeRow.id)
    .join(SchemeRow, (SchemeRow.trade_id == TradeRow.id) & (SchemeRow.version == _NEWEST_SCHEME.c.version))
    .where(TradeRow.contest_id == bindparam("contest"))
    .order_by(TradeRow.position)
)
_GROUPS = select(GroupRow.trade_id, GroupRow.id, GroupRow.name).order_by(GroupRow.trade_id, GroupRow.position)


def trades(reading: Reading, contest_id: int) -> tuple[TradeData, ...]:
    """All trades of a contest in their order, each with its newest scheme version."""
    rows = reading.all(_TRADES, {"contest": contest_id})
    groups: dict[int, list[tuple[int, str]]] = {}
    for trade_id, group_id, name in reading.all(_GROUPS):
        groups.setdefault(trade_id, []).append((group_id, name))
    return tuple(
        TradeData(
            id=row[0],
            position=row[1],
            code=row[2],
            name=row[3],
            letter=row[4],
            prefix=row[5],
            entry_kind=row[6],
            registration_closed_at=row[7],
            groups=tuple(groups.get(row[0], ())),
            scheme_id=row[8],
            scheme_version=row[9],
            scheme_sha256=row[10],
            text=row[11],
        )
        for row in rows
    )


def close_registration(writing: Writing, trade_id: int, at: datetime | None) -> None:
    """Close (a time) or open again (None) the list of a trade."""
    writing.run(update(TradeRow).where(TradeRow.id == trade_id), {"registration_closed_at": at})


def setting(reading: Reading, key: str) -> Any:
    """A setting of this file, None when it was never set."""
    return reading.value(select(SettingRow.value).where(SettingRow.key == key))


def set_setting(writing: Writing, key: str, value: Any) -> None:
    """Set or replace a setting of this file."""
    if writing.run(update(SettingRow).where(SettingRow.key == key), {"value": value}) == 0:
        writing.run(insert(SettingRow), {"key": key, "value": value})


def note_import(writing: Writing, values: Mapping[str, Any]) -> None:
    """Remember a file that was read in."""
    writing.run(insert(ImportRow), values)
