"""What came to the office: every file with its verdict, the accepted state of each trade, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from db.models.office import OfficeResultRow, OfficeTradeRow, ReceivedRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class Received:
    """A file that came, without its bytes."""

    id: int
    sha256: str
    file_name: str
    contest_key: str
    base: str
    base_name: str
    number: int
    verdict: str
    code: str
    notes: Any
    history: Any
    last_seq: int
    last_hash: str
    at: datetime


@dataclass(frozen=True)
class OfficeTrade:
    """The accepted state of a trade of a base."""

    id: int
    contest_key: str
    base: str
    trade: str
    trade_name: str
    revision: int
    results_sha256: str
    entries: int
    received_id: int
    number: int
    base_name: str


@dataclass(frozen=True)
class OfficeResult:
    """A line of an accepted trade."""

    office_trade_id: int
    entry: str
    group: str
    status: str
    total: str
    place: int | None
    award: str
    document: Any


_RECEIVED = (
    ReceivedRow.id,
    ReceivedRow.sha256,
    ReceivedRow.file_name,
    ReceivedRow.contest_key,
    ReceivedRow.base,
    ReceivedRow.base_name,
    ReceivedRow.number,
    ReceivedRow.verdict,
    ReceivedRow.code,
    ReceivedRow.notes,
    ReceivedRow.history,
    ReceivedRow.last_seq,
    ReceivedRow.last_hash,
    ReceivedRow.at,
)
IN = ("accepted", "replaced", "older")


def received(reading: Reading) -> tuple[Received, ...]:
    """Everything that ever came, in order."""
    return tuple(Received(*row) for row in reading.all(select(*_RECEIVED).order_by(ReceivedRow.id)))


def received_by_digest(reading: Reading, sha256: str) -> Received | None:
    """The file with this digest."""
    row = reading.first(select(*_RECEIVED).where(ReceivedRow.sha256 == sha256))
    return None if row is None else Received(*row)


def taken_in(reading: Reading, contest_key: str, base: str) -> tuple[Received, ...]:
    """The bundles of a base and contest that were taken in, by number."""
    rows = reading.all(
        select(*_RECEIVED)
        .where(ReceivedRow.contest_key == contest_key, ReceivedRow.base == base, ReceivedRow.verdict.in_(IN))
        .order_by(ReceivedRow.number)
    )
    return tuple(Received(*row) for row in rows)


def add_received(writing: Writing, values: Mapping[str, Any]) -> int:
    """Keep a file with its verdict; what was said of the same bytes when they were refused before is replaced."""
    writing.run(
        delete(ReceivedRow).where(ReceivedRow.sha256 == values["sha256"], ReceivedRow.verdict.not_in(IN)),
    )
    return writing.insert(insert(ReceivedRow), {"receipt": None, **values})


def receipt_of(reading: Reading, sha256: str) -> bytes | None:
    """The receipt given for a file."""
    found: bytes | None = reading.value(select(ReceivedRow.receipt).where(ReceivedRow.sha256 == sha256))
    return found


def content_of(reading: Reading, received_id: int) -> bytes:
    """The bytes as they came."""
    return bytes(reading.value(select(ReceivedRow.content).where(ReceivedRow.id == received_id)))


def add_trade(writing: Writing, values: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> int:
    """Keep a trade's statement with its rows as the one that counts; an earlier one is kept and no longer counts."""
    writing.run(
        update(OfficeTradeRow).where(
            OfficeTradeRow.contest_key == values["contest_key"],
            OfficeTradeRow.base == values["base"],
            OfficeTradeRow.trade == values["trade"],
        ),
        {"current": False},
    )
    trade_id = writing.insert(insert(OfficeTradeRow), {"current": True, **values})
    if rows:
        writing.run(insert(OfficeResultRow), [{"office_trade_id": trade_id, **row} for row in rows])
    return trade_id


def current_trades(
    reading: Reading, contest_key: str | None = None, base: str | None = None
) -> tuple[OfficeTrade, ...]:
    """The statements that count (of a contest and base), by trade and base."""
    statement = (
        select(
            OfficeTradeRow.id,
            OfficeTradeRow.contest_key,
            OfficeTradeRow.base,
            OfficeTradeRow.trade,
            OfficeTradeRow.trade_name,
            OfficeTradeRow.revision,
            OfficeTradeRow.results_sha256,
            OfficeTradeRow.entries,
            OfficeTradeRow.received_id,
            ReceivedRow.number,
            ReceivedRow.base_name,
        )
        .join(ReceivedRow, ReceivedRow.id == OfficeTradeRow.received_id)
        .where(OfficeTradeRow.current)
    )
    if contest_key is not None:
        statement = statement.where(OfficeTradeRow.contest_key == contest_key)
    if base is not None:
        statement = statement.where(OfficeTradeRow.base == base)
    rows = reading.all(statement.order_by(OfficeTradeRow.trade, OfficeTradeRow.base, OfficeTradeRow.contest_key))
    return tuple(OfficeTrade(*row) for row in rows)


def results_of(reading: Reading, trade_ids: Sequence[int]) -> tuple[OfficeResult, ...]:
    """The rows of some accepted trades, in the order they were stated."""
    columns = (
        OfficeResultRow.office_trade_id,
        OfficeResultRow.entry,
        OfficeResultRow.group_name,
        OfficeResultRow.status,
        OfficeResultRow.total,
        OfficeResultRow.place,
        OfficeResultRow.award,
        OfficeResultRow.document,
    )
    statement = select(*columns).where(OfficeResultRow.office_trade_id.in_(trade_ids)).order_by(OfficeResultRow.id)
    return tuple(OfficeResult(*row) for row in reading.all(statement))
