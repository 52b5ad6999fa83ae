"""What came to the office: every file with its verdict, the accepted state of each trade, and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from db.models.office import OfficePersonRow, OfficePlanRow, OfficeResultRow, OfficeTradeRow, ReceivedRow
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
    year: int
    facts: Any
    number: int
    base_name: str
    at: datetime


@dataclass(frozen=True)
class PersonSeen:
    """An entry of an accepted trade whose person has this HMAC."""

    mac: str
    contest_key: str
    base: str
    base_name: str
    trade: str
    trade_name: str
    entry: str
    received_id: int


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
    same = (
        OfficeTradeRow.contest_key == values["contest_key"],
        OfficeTradeRow.base == values["base"],
        OfficeTradeRow.trade == values["trade"],
    )
    before = select(OfficeTradeRow.id).where(*same)
    writing.run(delete(OfficePersonRow).where(OfficePersonRow.office_trade_id.in_(before)))
    writing.run(update(OfficeTradeRow).where(*same), {"current": False})
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
            OfficeTradeRow.year,
            OfficeTradeRow.facts,
            ReceivedRow.number,
            ReceivedRow.base_name,
            ReceivedRow.at,
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


def manifests(reading: Reading) -> dict[int, Any]:
    """What every file said of itself, as far as it could be read, by row id."""
    return {row[0]: row[1] for row in reading.all(select(ReceivedRow.id, ReceivedRow.manifest))}


def same_number(reading: Reading, contest_key: str, base: str, number: int) -> tuple[Received, ...]:
    """Every file that claims this number of a base and contest, whatever became of it."""
    rows = reading.all(
        select(*_RECEIVED)
        .where(ReceivedRow.contest_key == contest_key, ReceivedRow.base == base, ReceivedRow.number == number)
        .order_by(ReceivedRow.id)
    )
    return tuple(Received(*row) for row in rows)


def current_results(reading: Reading, contest_key: str, base: str, trade: str) -> dict[str, OfficeResult]:
    """The rows of a trade that count now, by entry number; {} when none was received."""
    found = [one.id for one in current_trades(reading, contest_key, base) if one.trade == trade]
    return {one.entry: one for one in results_of(reading, found)} if found else {}


def add_persons(writing: Writing, rows: Sequence[Mapping[str, Any]]) -> None:
    """Note who stands behind the entries of a trade (keys: office_trade_id, entry, mac)."""
    if rows:
        writing.run(insert(OfficePersonRow), rows)


_SEEN = (
    OfficePersonRow.mac,
    OfficeTradeRow.contest_key,
    OfficeTradeRow.base,
    ReceivedRow.base_name,
    OfficeTradeRow.trade,
    OfficeTradeRow.trade_name,
    OfficePersonRow.entry,
    OfficeTradeRow.received_id,
)


def _seen() -> Any:
    return (
        select(*_SEEN)
        .join(OfficeTradeRow, OfficeTradeRow.id == OfficePersonRow.office_trade_id)
        .join(ReceivedRow, ReceivedRow.id == OfficeTradeRow.received_id)
        .where(OfficeTradeRow.current)
        .order_by(OfficePersonRow.mac, OfficeTradeRow.base, OfficePersonRow.entry)
    )


def persons_elsewhere(reading: Reading, macs: Sequence[str], base: str, year: int) -> tuple[PersonSeen, ...]:
    """Where these people stand at other bases in the same year."""
    found: list[PersonSeen] = []
    for start in range(0, len(macs), 500):  # a statement takes only so many values
        part = _seen().where(
            OfficePersonRow.mac.in_(macs[start : start + 500]),
            OfficeTradeRow.base != base,
            OfficeTradeRow.year == year,
        )
        found += [PersonSeen(*row) for row in reading.all(part)]
    return tuple(found)


def persons_twice(reading: Reading, year: int) -> tuple[PersonSeen, ...]:
    """Everybody who stands at more than one base in a year, by person."""
    twice = (
        select(OfficePersonRow.mac)
        .join(OfficeTradeRow, OfficeTradeRow.id == OfficePersonRow.office_trade_id)
        .where(OfficeTradeRow.current, OfficeTradeRow.year == year)
        .group_by(OfficePersonRow.mac)
        .having(func.count(OfficeTradeRow.base.distinct()) > 1)
    )
    statement = _seen().where(OfficePersonRow.mac.in_(twice), OfficeTradeRow.year == year)
    return tuple(PersonSeen(*row) for row in reading.all(statement))


def plans(reading: Reading) -> dict[int, Any]:
    """The plan documents by year."""
    rows = reading.all(select(OfficePlanRow.year, OfficePlanRow.document).order_by(OfficePlanRow.year))
    return {row[0]: row[1] for row in rows}


def set_plan(writing: Writing, year: int, document: Any, at: datetime) -> None:
    """Set or replace the plan of a year."""
    values = {"document": document, "at": at}
    if writing.run(update(OfficePlanRow).where(OfficePlanRow.year == year), values) == 0:
        writing.run(insert(OfficePlanRow), {"year": year, **values})


def receipted(reading: Reading) -> set[int]:
    """The row ids of files that were answered with a signed receipt."""
    return {row[0] for row in reading.all(select(ReceivedRow.id).where(ReceivedRow.receipt.is_not(None)))}
