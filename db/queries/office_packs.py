"""Contest packs: those a venue's file was given, those an office issued; and what they change in a contest's rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from db.models.contest import ContestRow, GroupRow, TradeRow
from db.models.office import OfficePackRow, PackRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class HeldPack:
    """A pack that a venue's file was given, without its bytes."""

    number: int
    sha256: str
    at: datetime


@dataclass(frozen=True)
class IssuedPack:
    """A pack that an office issued, without its bytes."""

    id: int
    contest_key: str
    number: int
    sha256: str
    name: str
    file_name: str
    manifest: Any
    at: datetime


_HELD = (PackRow.number, PackRow.sha256, PackRow.at)
_ISSUED = (
    OfficePackRow.id,
    OfficePackRow.contest_key,
    OfficePackRow.number,
    OfficePackRow.sha256,
    OfficePackRow.name,
    OfficePackRow.file_name,
    OfficePackRow.manifest,
    OfficePackRow.at,
)


def newest(reading: Reading) -> HeldPack | None:
    """The pack a venue's file is judged under, None without one."""
    row = reading.first(select(*_HELD).order_by(PackRow.number.desc()))
    return None if row is None else HeldPack(*row)


def held(reading: Reading) -> tuple[HeldPack, ...]:
    """All packs a venue's file was ever given, by number."""
    return tuple(HeldPack(*row) for row in reading.all(select(*_HELD).order_by(PackRow.number)))


def held_content(reading: Reading, number: int) -> bytes:
    """The bytes of a pack given to a venue's file."""
    return bytes(reading.value(select(PackRow.content).where(PackRow.number == number)))


def add_held(writing: Writing, values: Mapping[str, Any]) -> None:
    """Keep a pack given to a venue's file."""
    writing.run(insert(PackRow), values)


def issued(reading: Reading, contest_key: str | None = None) -> tuple[IssuedPack, ...]:
    """Packs an office issued (for a contest), by contest and number."""
    statement = select(*_ISSUED).order_by(OfficePackRow.contest_key, OfficePackRow.number)
    if contest_key is not None:
        statement = statement.where(OfficePackRow.contest_key == contest_key)
    return tuple(IssuedPack(*row) for row in reading.all(statement))


def issued_content(reading: Reading, sha256: str) -> bytes | None:
    """The bytes of an issued pack by its digest."""
    found = reading.value(select(OfficePackRow.content).where(OfficePackRow.sha256 == sha256))
    return None if found is None else bytes(found)


def add_issued(writing: Writing, values: Mapping[str, Any]) -> None:
    """Keep a pack an office issued."""
    writing.run(insert(OfficePackRow), values)


def set_contest(writing: Writing, contest_id: int, values: Mapping[str, Any]) -> None:
    """What the contest is now made from."""
    writing.run(update(ContestRow).where(ContestRow.id == contest_id), values)


def set_trade_name(writing: Writing, trade_id: int, name: str) -> None:
    """What a trade is called from now on."""
    writing.run(update(TradeRow).where(TradeRow.id == trade_id), {"name": name})


def next_group_position(reading: Reading, trade_id: int) -> int:
    """Where the next group of a trade goes."""
    last = reading.value(select(func.max(GroupRow.position)).where(GroupRow.trade_id == trade_id))
    return 0 if last is None else int(last) + 1
