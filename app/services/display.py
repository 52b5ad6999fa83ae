"""The public screen: what a hall full of people may see. Plain values, no sentences.

Rules:
1. Never a code, before or after decoding, and never a document number.
2. Before a trade is locked and decoded: entry numbers, sittings, stations. No name stands there.
3. Results come from the list that counts, once the trade is locked; while it is open again, nothing is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.errors import Refusal
from app.services.common import TradeFacts, contest_facts
from app.services.marked import is_decoded
from app.services.results_list import standings
from app.services.timetable import VENUE, planned_hours, start_of
from db.queries import day, people
from db.queries import scoring as sheets
from db.store import Reading, Store


@dataclass(frozen=True)
class Call:
    """An entry to be called to its station; `here` once it came to the door of its sitting."""

    entry: str
    station: str
    here: bool


@dataclass(frozen=True)
class CallBoard:
    """A sitting of a round on the screen. `sittings` 0: nothing is drawn yet."""

    trade_name: str
    round_name: str
    sitting: int
    sittings: int
    calls: tuple[Call, ...]
    starts_at: datetime | None = None


@dataclass(frozen=True)
class HourLine:
    """An hour of the day: keys of stages or a name of its own, the sitting if it is one, the place."""

    at: datetime
    stages: tuple[str, ...]
    sitting: int
    name: str
    place: str


class ResultsState(Enum):
    """How far the results are for the public."""

    OPEN = "open"  # being marked
    LOCKED = "locked"  # signed, names not joined yet
    RANKED = "ranked"  # a list, not confirmed
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class ResultRow:
    """A line of the list: place and award "" where there is none."""

    place: str
    entry: str
    name: str
    unit: str
    total: str
    award: str
    group: str


@dataclass(frozen=True)
class ResultsBoard:
    """The results of a trade; rows only from `RANKED` on."""

    trade_name: str
    state: ResultsState
    revision: int = 0
    rows: tuple[ResultRow, ...] = ()


def call_board(store: Store, trade_code: str, round_id: str, sitting: int, *, now: datetime) -> CallBoard:
    """Entry numbers and stations of a sitting; of the one that is on at `now` where no round is named.

    Raises Refusal "contest.unknown_trade", "contest.unknown_round".
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        if not round_id:
            round_id, sitting = _on_now(reading, trade, now)
        rules = trade.round(round_id)
        draw = day.draw_in_force(reading, trade.id, round_id)
        if draw is None:
            return CallBoard(trade.name, rules.name, sitting, 0, ())
        numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
        words = day.attendance_of(reading, trade.id, round_id)
        calls, last = [], 1
        for seat in day.seats_of(reading, draw.id):
            word = words.get((seat.entry_id, round_id))
            where = (word.sitting if word is not None else None) or seat.sitting
            last = max(last, where)
            if where == sitting:
                came = word is not None and word.came_at is not None
                # whoever was moved gets a station on the spot: the drawn one belongs to another sitting
                calls.append(Call(numbers[seat.entry_id], seat.station if where == seat.sitting else "", came))
        start = start_of(reading, trade, round_id, sitting, now)
        return CallBoard(trade.name, rules.name, sitting, last, tuple(calls), start.at if start else None)


def _on_now(reading: Reading, trade: TradeFacts, now: datetime) -> tuple[str, int]:
    """Round and sitting of a trade: of the drawn ones the last that began; the first drawn before any did."""
    drawn = []
    for rules in trade.rules.rounds:
        draw = day.draw_in_force(reading, trade.id, rules.id)
        seats = day.seats_of(reading, draw.id) if draw is not None else ()
        for sitting in sorted({seat.sitting for seat in seats}):
            start = start_of(reading, trade, rules.id, sitting, now)
            drawn.append((start.at if start else None, rules.id, sitting))
    if not drawn:
        return trade.rules.rounds[0].id, 1
    begun = [(at, round_id, sitting) for at, round_id, sitting in drawn if at is not None and at <= now]
    _at, round_id, sitting = max(begun, key=lambda one: one[0]) if begun else drawn[0]
    return round_id, sitting


def day_board(store: Store, *, now: datetime) -> tuple[HourLine, ...]:
    """The hours planned for the day of `now`, in order."""
    with store.read() as reading:
        today = now.astimezone(VENUE).date()
        return tuple(
            HourLine(hour.at.astimezone(VENUE), hour.stages, hour.sitting, hour.name, hour.place)
            for hour in planned_hours(reading)
            if hour.at.astimezone(VENUE).date() == today
        )


def results_board(store: Store, trade_code: str) -> ResultsBoard:
    """The list of a trade as far as the public may see it. Raises Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        if not sheets.is_locked(reading, trade.id):
            return ResultsBoard(trade.name, ResultsState.OPEN)
        if not is_decoded(reading, trade):
            return ResultsBoard(trade.name, ResultsState.LOCKED)
        try:
            found = standings(reading, trade)
        except Refusal:
            return ResultsBoard(trade.name, ResultsState.LOCKED)
        if found.revision is None or not found.final:
            return ResultsBoard(trade.name, ResultsState.LOCKED)
        confirmed = found.revision.confirmed_at is not None
        rows = tuple(
            ResultRow(
                str(line.place) if line.place is not None else "",
                line.entry,
                line.name,
                line.unit,
                line.total_text if line.place is not None or line.guest else "",
                line.award if confirmed else "",
                line.group,
            )
            for line in found.lines
        )
        state = ResultsState.CONFIRMED if confirmed else ResultsState.RANKED
        return ResultsBoard(trade.name, state, found.revision.number, rows)
