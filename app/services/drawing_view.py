"""What the draw page shows of a round: who is here, the draws made, their open seats and whether they can be repeated.

Never a code: not even to those who may see them. Codes are on the sealed paper until the trade is decoded.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.blind import Candidate
from app.domain.blind import draw as draw_codes
from app.domain.contest import Round
from app.errors import Refusal
from app.services import sealed_draw
from app.services.common import TradeFacts, contest_facts
from app.services.draw_seed import fingerprint, read_stations
from app.services.draw_signatures import signed_at
from app.services.drawing import is_blind
from app.services.papers_common import names_of_people
from app.services.timetable import Start, start_of
from db.queries import audit, day, door, people
from db.queries import scoring as sheets
from db.queries.day import DrawData
from db.queries.sealed_draw import is_unopened
from db.store import Reading, Store

PAPERS = ("draw", "code-table", "code-labels", "envelopes")


@dataclass(frozen=True)
class SeatLine:
    """The open part of a draw for one entry. `moved`: the sitting it was moved to after the draw, 0 for none."""

    entry: str
    name: str
    delegation: str
    station: str
    sitting: int
    moved: int = 0
    came: bool = False


@dataclass(frozen=True)
class DrawMade:
    """A draw as people may see it. `repeats`: the stations follow from the seed said aloud (None: none was)."""

    number: int
    at: datetime
    by: str
    witness: str
    method: str
    reason: str
    stations: str
    sittings: int
    seed: str
    commitment: str
    in_force: bool
    promise_kept: bool | None = None
    repeats: bool | None = None


@dataclass(frozen=True)
class RoundDraw:
    """A round of a trade on the draw page. `missing` counts entries nobody has a word about at check-in; `present`
    are (number, name) of those who would be drawn; `printed` tells how often each paper came out since the draw."""

    trade: str
    trade_name: str
    round: str
    round_name: str
    rounds: tuple[tuple[str, str], ...]
    needed: bool
    layers: int
    keep_apart: bool
    present: tuple[tuple[str, str], ...]
    moved: int
    missing: int
    seats: tuple[SeatLine, ...]
    draws: tuple[DrawMade, ...]
    codes: int
    sealed: bool
    can_seal: bool
    marked: bool
    locked: bool
    printed: tuple[tuple[str, int], ...]
    start: Start | None = None
    signed: datetime | None = None  # when everybody's signature and fingerprint were entered

    @property
    def drawn(self) -> DrawMade | None:
        """The draw in force."""
        return next((one for one in self.draws if one.in_force), None)


def round_draw(store: Store, trade_code: str, round_id: str = "", *, now: datetime) -> RoundDraw:
    """A round on the draw page; `round_id` "": the first that still has to be drawn.

    Raises Refusal "contest.unknown_trade", "contest.unknown_round".
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rules = trade.round(round_id) if round_id else _round_due(reading, trade)
        rounds = [one for one in trade.rules.rounds if is_blind(trade, one)] or [rules]
        entries = {entry.id: entry for entry in people.entries(reading, trade.id)}
        words = day.attendance_of(reading, trade.id, rules.id)
        draw = day.draw_in_force(reading, trade.id, rules.id)
        present = day.present_entries(reading, trade.id, rules.id)
        approved = [entry for entry in entries.values() if entry.state == "approved"]
        seats = day.seats_of(reading, draw.id) if draw is not None else ()
        lines = []
        for seat in seats:
            entry, word = entries[seat.entry_id], words.get((seat.entry_id, rules.id))
            moved = word.sitting if word is not None and word.sitting and word.sitting != seat.sitting else 0
            came = word is not None and word.came_at is not None
            lines.append(
                SeatLine(entry.number, entry.name, entry.delegation, seat.station, seat.sitting, moved or 0, came)
            )
        return RoundDraw(
            trade=trade.code,
            trade_name=trade.name,
            round=rules.id,
            round_name=rules.name,
            rounds=tuple((one.id, one.name) for one in rounds),
            needed=is_blind(trade, rules),
            layers=trade.rules.rules.blind_layers,
            keep_apart=trade.rules.rules.keep_apart,
            present=tuple((one.number, entries[one.entry_id].name) for one in present),
            moved=sum(bool(one.sitting) for one in present),
            missing=sum((entry.id, rules.id) not in words for entry in approved),
            seats=tuple(lines),
            draws=_draws(reading, trade, rules),
            codes=len(seats) if draw is not None and draw.layers else 0,
            sealed=draw is not None and is_unopened(reading, draw.id),
            can_seal=sealed_draw.can_seal(reading),
            marked=sheets.any_marks(reading, trade.id, rules.id),
            locked=sheets.is_locked(reading, trade.id),
            printed=_printed(reading, trade, draw),
            start=start_of(reading, trade, rules.id, 1, now),
            signed=signed_at(reading, f"{trade.code}/{rules.id}", draw.number) if draw is not None else None,
        )


def _round_due(reading: Reading, trade: TradeFacts) -> Round:
    blind = [one for one in trade.rules.rounds if is_blind(trade, one)]
    waiting = (one for one in blind if day.draw_in_force(reading, trade.id, one.id) is None)
    return next(waiting, (blind or list(trade.rules.rounds))[-1])


def _printed(reading: Reading, trade: TradeFacts, draw: DrawData | None) -> tuple[tuple[str, int], ...]:
    if draw is None:
        return tuple((kind, 0) for kind in PAPERS)
    return tuple((kind, door.printed_since(reading, trade.id, kind, draw.at)) for kind in PAPERS)


def _draws(reading: Reading, trade: TradeFacts, rules: Round) -> tuple[DrawMade, ...]:
    who = names_of_people(reading)
    found = []
    for draw, superseded in door.draws_of(reading, trade.id, rules.id):
        said = bool(draw.public_seed)
        found.append(
            DrawMade(
                number=draw.number,
                at=draw.at,
                by=who.get(draw.by, ""),
                witness=who.get(draw.witness, ""),
                method=draw.method,
                reason=draw.reason,
                stations=draw.station_list or f"1-{draw.stations}",
                sittings=draw.sittings,
                seed=draw.public_seed,
                commitment=draw.commitment,
                in_force=not superseded,
                promise_kept=fingerprint(draw.public_seed.rpartition("-")[2]) == draw.commitment if said else None,
                repeats=_repeats(reading, trade, rules, draw) if said and draw.method == "computer" else None,
            )
        )
    return tuple(found)


def _repeats(reading: Reading, trade: TradeFacts, rules: Round, draw: DrawData) -> bool:
    """Whether the stations follow from the seed said aloud: the draw is made once more and held against its seats."""
    entries = {entry.id: entry for entry in people.entries(reading, trade.id)}
    seats = day.seats_of(reading, draw.id)
    moved = _moved(reading, trade, rules, draw.number)
    candidates = [
        Candidate(entry.number, entry.delegation, moved.get(entry.number, 0))
        for entry in (entries[seat.entry_id] for seat in seats)
    ]
    try:
        again = draw_codes(
            candidates,
            _numbers(draw),
            f"{draw.public_seed}/{trade.code}/{rules.id}",
            trade.letter,
            layers=0,
            keep_apart=trade.rules.rules.keep_apart,
        )
    except Refusal:
        return False
    stored = {(entries[seat.entry_id].number, seat.station, seat.sitting) for seat in seats}
    return {(one.entry, str(one.station), one.sitting) for one in again} == stored


def _numbers(draw: DrawData) -> Sequence[int]:
    text = draw.station_list
    return read_stations(f"{text},{text}") if text else range(1, draw.stations + 1)


def _moved(reading: Reading, trade: TradeFacts, rules: Round, number: int) -> dict[str, int]:
    """Who was moved to a sitting before a draw, as its entry tells."""
    for seq in door.told_of(reading, "draw.made", f"{trade.code}/{rules.id}"):
        body = json.loads(audit.bodies(reading, seq, seq)[0])
        if body["number"] == number:
            return dict(body.get("moved", {}))
    return {}
