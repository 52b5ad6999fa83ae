"""Judges, their seats on panels, and whom they must not mark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from db.models.people import EntryRow, JudgeRow, MemberRow, PanelSeatRow, PersonRow, RecusalRow, SheetRecusalRow
from db.models.scoring import SheetRow, SpreadDecisionRow
from db.queries.first import SeatData as SeatData
from db.queries.first import seats as seats
from db.store import Reading, Writing


@dataclass(frozen=True)
class JudgeData:
    """A judge as stored."""

    id: int
    name: str
    unit: str
    certificate: str
    account_id: int | None


@dataclass(frozen=True)
class RecusalData:
    """A judge who must not mark an entry."""

    judge_id: int
    entry_id: int
    reason: str


_JUDGE = (JudgeRow.id, JudgeRow.name, JudgeRow.unit, JudgeRow.certificate, JudgeRow.account_id)


def all_judges(reading: Reading) -> tuple[JudgeData, ...]:
    """All judges in the order they were entered."""
    return tuple(JudgeData(*row) for row in reading.all(select(*_JUDGE).order_by(JudgeRow.id)))


def add_judge(writing: Writing, contest_id: int, name: str, unit: str, certificate: str, account_id: int | None) -> int:
    """Add a judge; gives the row's id."""
    values = {"contest_id": contest_id, "name": name, "unit": unit, "certificate": certificate}
    return writing.insert(insert(JudgeRow), {**values, "account_id": account_id})


def change_judge(writing: Writing, judge_id: int, unit: str, certificate: str, account_id: int | None) -> None:
    """Change what is known of a judge but the name."""
    values = {"unit": unit, "certificate": certificate, "account_id": account_id}
    writing.run(update(JudgeRow).where(JudgeRow.id == judge_id), values)


def drop_judge(writing: Writing, judge_id: int) -> None:
    """Take a judge off the list."""
    writing.run(delete(JudgeRow).where(JudgeRow.id == judge_id))


def set_seat(writing: Writing, seat: SeatData) -> None:
    """Put a judge on a seat; whoever sat there before leaves it."""
    free_seat(writing, seat.trade_id, seat.round, seat.module, seat.seat)
    writing.run(insert(PanelSeatRow), [seat.__dict__])


def free_seat(writing: Writing, trade_id: int, round_id: str, module: str, seat: str) -> int:
    """Empty a seat; gives how many sat on it."""
    statement = delete(PanelSeatRow).where(
        PanelSeatRow.trade_id == trade_id,
        PanelSeatRow.round == round_id,
        PanelSeatRow.module == module,
        PanelSeatRow.seat == seat,
    )
    return writing.run(statement)


def seats_of_account(reading: Reading, account_id: int, trade_id: int, round_id: str) -> tuple[tuple[str, str], ...]:
    """(module, seat) of the seats somebody with an account holds in a round."""
    rows = reading.all(
        select(PanelSeatRow.module, PanelSeatRow.seat)
        .join(JudgeRow, JudgeRow.id == PanelSeatRow.judge_id)
        .where(JudgeRow.account_id == account_id, PanelSeatRow.trade_id == trade_id, PanelSeatRow.round == round_id)
    )
    return tuple((row[0], row[1]) for row in rows)


def recusals(reading: Reading, trade_id: int | None = None) -> tuple[RecusalData, ...]:
    """Judges and entries (of a trade) kept apart."""
    statement = select(RecusalRow.judge_id, RecusalRow.entry_id, RecusalRow.reason)
    if trade_id is not None:
        statement = statement.join(EntryRow, EntryRow.id == RecusalRow.entry_id).where(EntryRow.trade_id == trade_id)
    return tuple(RecusalData(*row) for row in reading.all(statement.order_by(RecusalRow.id)))


def add_recusals(writing: Writing, pairs: Iterable[tuple[int, int]], reason: str, at: datetime) -> int:
    """Keep judges and entries (row ids) apart; gives how many pairs were new."""
    known = {(one.judge_id, one.entry_id) for one in recusals(writing)}
    fresh = [pair for pair in dict.fromkeys(pairs) if pair not in known]
    if fresh:
        rows = [{"judge_id": judge, "entry_id": entry, "reason": reason, "at": at} for judge, entry in fresh]
        writing.run(insert(RecusalRow), rows)
    return len(fresh)


def drop_recusals(writing: Writing, judge_id: int, reason: str) -> None:
    """Forget what was found of a judge for one reason (the unit was corrected)."""
    writing.run(delete(RecusalRow).where(RecusalRow.judge_id == judge_id, RecusalRow.reason == reason))


def member_units(reading: Reading, trade_id: int) -> dict[int, tuple[str, ...]]:
    """Units of the people behind each entry of a trade, by the entry's row id."""
    rows = reading.all(
        select(MemberRow.entry_id, PersonRow.unit)
        .join(PersonRow, PersonRow.id == MemberRow.person_id)
        .join(EntryRow, EntryRow.id == MemberRow.entry_id)
        .where(EntryRow.trade_id == trade_id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for entry_id, unit in rows:
        found[entry_id] = (*found.get(entry_id, ()), unit)
    return found


def sheet_recusals(reading: Reading, trade_id: int, round_id: str) -> dict[int, tuple[tuple[str, str], ...]]:
    """(module, seat) that must not mark, by sheet, of a round."""
    rows = reading.all(
        select(SheetRecusalRow.sheet_id, SheetRecusalRow.module, SheetRecusalRow.seat)
        .join(SheetRow, SheetRow.id == SheetRecusalRow.sheet_id)
        .where(SheetRow.trade_id == trade_id, SheetRow.round == round_id)
        .order_by(SheetRow.code, SheetRecusalRow.module, SheetRecusalRow.seat)
    )
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for sheet_id, module, seat in rows:
        found[sheet_id] = (*found.get(sheet_id, ()), (module, seat))
    return found


def recused_seats(reading: Reading, sheet_id: int) -> tuple[tuple[str, str], ...]:
    """(module, seat) that must not mark a sheet. Asked at every mark of a panel."""
    rows = reading.connection.exec_driver_sql(
        "SELECT module, seat FROM sheet_recusal WHERE sheet_id = ? ORDER BY module, seat", (sheet_id,)
    )
    return tuple((row[0], row[1]) for row in rows)


def set_sheet_recusals(writing: Writing, sheet_ids: Sequence[int], barred: Iterable[tuple[int, str, str]]) -> None:
    """Bar seats (sheet, module, seat) from sheets; what was barred there before is forgotten."""
    if sheet_ids:
        writing.run(delete(SheetRecusalRow).where(SheetRecusalRow.sheet_id.in_(sheet_ids)))
    rows = [{"sheet_id": sheet, "module": module, "seat": seat} for sheet, module, seat in sorted(set(barred))]
    if rows:
        writing.run(insert(SheetRecusalRow), rows)


def spread_decisions(reading: Reading, trade_id: int, round_id: str) -> tuple[tuple[int, str], ...]:
    """(sheet, aspect) of every word of the chief judge on marks too far apart in a round."""
    rows = reading.all(
        select(SpreadDecisionRow.sheet_id, SpreadDecisionRow.aspect)
        .join(SheetRow, SheetRow.id == SpreadDecisionRow.sheet_id)
        .where(SheetRow.trade_id == trade_id, SheetRow.round == round_id)
        .order_by(SpreadDecisionRow.id)
    )
    return tuple((row[0], row[1]) for row in rows)
