"""抽签加密: stations, sittings and blind codes from a recorded seed. Only this module and decoding join code and entry.

Anyone can repeat a draw from its seed; before decoding the seed stays in the file, only a digest of the sealed table
is in the audit chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.audit import canonical_bytes
from app.domain.blind import Candidate, Drawn
from app.domain.blind import draw as draw_codes
from app.domain.contest import Round
from app.domain.roles import Act, Role
from app.errors import Refusal, RightsRefusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts
from app.tables.writer import write_csv
from db.queries import audit, day, people
from db.queries import scoring as sheets
from db.store import Reading, Store, Writing


@dataclass(frozen=True)
class Seat:
    """What everybody may see of a draw: who stands where, when."""

    entry: str
    station: str
    sitting: int


@dataclass(frozen=True)
class DrawResult:
    """A draw made: its open part, how many sealed codes, and the change."""

    trade: str
    round: str
    number: int
    sittings: int
    seats: tuple[Seat, ...]
    codes: int
    change: Change


@dataclass(frozen=True)
class SealedLine:
    """One line of the sealed table: entry number and codes. Never a name."""

    entry: str
    station: str
    sitting: int
    work_number: str
    code: str


def is_blind(trade: TradeFacts, rules: Round) -> bool:
    """Whether a round has to be marked by blind code: it has a scheme, and the trade draws and hides."""
    return bool(rules.modules) and trade.rules.rules.draw and trade.rules.rules.blind_layers > 0


def is_hidden(reading: Reading, trade: TradeFacts, rules: Round) -> bool:
    """Whether codes stand between marks and entries of a round: it has to be blind, or was drawn with codes anyway."""
    found = None if is_blind(trade, rules) else day.draw_in_force(reading, trade.id, rules.id)
    return is_blind(trade, rules) or (found is not None and found.layers > 0)


def hidden_rounds(reading: Reading, trade: TradeFacts) -> tuple[str, ...]:
    """The rounds of a trade that are hidden."""
    return tuple(rules.id for rules in trade.rules.rounds if is_hidden(reading, trade, rules))


def new_seed() -> str:
    """A seed from the system's randomness, short enough to write on the draw list."""
    return str(secrets.randbelow(10**12))


def draw(
    store: Store,
    trade_code: str,
    round_id: str,
    *,
    by: Actor,
    at: datetime,
    seed: str | None = None,
    stations: Sequence[int] | int | None = None,
    witness: Actor | None = None,
    reason: str = "",
) -> DrawResult:
    """Draw a round of a trade: every entry checked in as present gets a station, a sitting and its codes.

    `stations` are numbers or a count (None: one for each entry). A redraw is possible while nothing is marked, by the
    chief judge or with one as witness, with a reason; the first draw stays readable.
    Raises Refusal "draw.nobody", "draw.marked", "draw.again", "draw.locked" and those of `app.domain.blind`.
    """
    with acting(store, by, Act.DRAW, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code)
        rules = trade.round(round_id)
        before = day.draw_in_force(writing, trade.id, round_id)
        _may_draw(writing, trade, round_id, before, by, witness, reason)
        present = day.present_entries(writing, trade.id, round_id)
        if not present:
            raise Refusal("draw.nobody")
        numbers = _stations(stations, len(present))
        seed = seed or new_seed()
        drawn = draw_codes(
            [Candidate(one.number, one.delegation) for one in present],
            numbers,
            f"{seed}/{trade.code}/{round_id}",
            trade.letter,
            layers=trade.rules.rules.blind_layers,
            keep_apart=trade.rules.rules.keep_apart,
            taken=day.all_codes(writing),
        )
        if before is not None:
            day.supersede_draw(writing, before.id, at)
        identity = {one.number: one.entry_id for one in present}
        number = day.count_draws(writing, trade.id, round_id) + 1
        sittings = max(one.sitting for one in drawn)
        day.add_draw(
            writing,
            {
                "trade_id": trade.id,
                "round": round_id,
                "number": number,
                "layers": trade.rules.rules.blind_layers,
                "seed": seed,
                "stations": len(numbers),
                "sittings": sittings,
                "method": "computer",
                "reason": reason,
                "by": by.ref,
                "witness": witness.ref if witness else "",
                "at": at,
                "superseded_at": None,
            },
            [_code_row(one, identity, order) for order, one in enumerate(drawn, 1)],
        )
        _make_sheets(writing, trade, rules, drawn)
        seq = writing.audit(
            "draw.made",
            by=by.ref,
            at=at,
            ref=f"{trade.code}/{round_id}",
            number=number,
            entries=len(drawn),
            sittings=sittings,
            layers=trade.rules.rules.blind_layers,
            witness=witness.ref if witness else "",
            sealed_sha256=_sealed_digest(seed, _sealed_rows(drawn)),
            note=reason,
        )
    seats = tuple(Seat(one.entry, str(one.station), one.sitting) for one in drawn)
    change = Change(frozenset({Kind.DRAW, Kind.SHEETS}), frozenset({trade.code}), seq)
    return DrawResult(trade.code, round_id, number, sittings, seats, sum(bool(one.code) for one in drawn), change)


def _may_draw(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    before: day.DrawData | None,
    by: Actor,
    witness: Actor | None,
    reason: str,
) -> None:
    if sheets.is_locked(writing, trade.id):
        raise Refusal("draw.locked", trade=trade.name)
    if sheets.any_marks(writing, trade.id, round_id):
        raise Refusal("draw.marked", trade=trade.name)
    if before is not None:
        if not reason.strip():
            raise Refusal("draw.again", trade=trade.name, at=before.at.isoformat(timespec="minutes"))
        if Role.CHIEF_JUDGE not in (by.role, witness.role if witness else None):
            raise RightsRefusal("draw.chief_needed", trade=trade.name)


def _stations(stations: Sequence[int] | int | None, present: int) -> Sequence[int]:
    if stations is None:
        return range(1, present + 1)
    if isinstance(stations, int):
        if not 1 <= stations <= 9999:
            raise Refusal("draw.no_stations")
        return range(1, stations + 1)
    return stations


def _code_row(one: Drawn, identity: Mapping[str, int], order: int) -> dict[str, Any]:
    return {
        "entry_id": identity[one.entry],
        "drawn_number": str(order),
        "station": str(one.station),
        "sitting": one.sitting,
        "work_number": one.code if one.work_code else "",
        "code": _last_code(one),
    }


SealedRow = list[str | int]


def _sealed_rows(drawn: Iterable[Drawn]) -> list[SealedRow]:
    return [
        [one.entry, str(one.station), one.sitting, one.code if one.work_code else "", _last_code(one)] for one in drawn
    ]


def _sealed_digest(seed: str, rows: list[SealedRow]) -> str:
    """What the chain knows of the sealed table until it is opened. The seed, secret until then, is its salt."""
    return hashlib.sha256(canonical_bytes({"seed": seed, "rows": rows})).hexdigest()


def check_draw(reading: Reading, trade: TradeFacts, round_id: str) -> None:
    """Hold the table of codes in the file against the digest the chain took when it was drawn.

    Two codes exchanged in the file by hand would give two people each other's marks. Raises Refusal "draw.changed".
    """
    found = day.draw_in_force(reading, trade.id, round_id)
    if found is None:
        return
    rows: list[SealedRow] = [
        [line.entry, line.station, line.sitting, line.work_number, line.code]
        for line in _lines(reading, trade, round_id)
    ]
    seq = audit.last_told(reading, "draw.made", f"{trade.code}/{round_id}")
    told = json.loads(audit.bodies(reading, seq, seq)[0]) if seq is not None else {}
    if told.get("sealed_sha256") != _sealed_digest(found.seed, rows):
        raise Refusal("draw.changed", trade=trade.name, round=trade.round(round_id).name)


def _last_code(one: Drawn) -> str:
    # With three layers the product's code is the last one; the entry's own code is then only a step on the way.
    return one.work_code or one.code or one.entry


def _make_sheets(writing: Writing, trade: TradeFacts, rules: Round, drawn: Iterable[Drawn]) -> None:
    sheets.drop_empty_sheets(writing, trade.id, rules.id)
    # By code, not by station: the numbers of rows must not tell who stood where.
    codes = sorted((_last_code(one), one.sitting) for one in drawn)
    sheets.add_sheets(writing, sheet_rows(trade, rules.id, codes))


def sheet_rows(trade: TradeFacts, round_id: str, codes: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """Empty sheets for codes with their sittings, ready to insert."""
    share = trade.rules.rules.double_entry
    return [
        {
            "trade_id": trade.id,
            "round": round_id,
            "code": code,
            "sitting": sitting,
            "scheme_id": trade.scheme_id,
            "double_entry": _keyed_twice(code, round_id, share),
        }
        for code, sitting in codes
    ]


def _keyed_twice(code: str, round_id: str, share: Any) -> bool:
    """Whether a sheet is among the share that is keyed twice: by a digest, so that nobody chooses."""
    point = int.from_bytes(hashlib.sha256(f"{round_id}/{code}".encode()).digest()[:4], "big")
    return bool(point < share * 2**32)


def plain_sheets(writing: Writing, trade: TradeFacts, rules: Round) -> None:
    """Sheets by entry number for a round that is not blind (theory), for everybody present who has none yet."""
    if is_blind(trade, rules) or day.draw_in_force(writing, trade.id, rules.id) is not None:
        return
    known = {sheet.code for sheet in sheets.sheets_of(writing, trade.id, rules.id)}
    fresh = [(one.number, 1) for one in day.present_entries(writing, trade.id, rules.id) if one.number not in known]
    sheets.add_sheets(writing, sheet_rows(trade, rules.id, fresh))


def sealed_table(store: Store, trade_code: str, round_id: str, *, by: Actor, at: datetime) -> tuple[SealedLine, ...]:
    """加密对照表 for the sealed envelope. The look is an entry of the chain. Raises Refusal "draw.none"."""
    with acting(store, by, Act.SEE_CODES_WITH_NAMES, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        found = _lines(writing, trade, round_id)
        writing.audit("draw.sealed_table", by=by.ref, at=at, ref=f"{trade.code}/{round_id}", entries=len(found))
    return found


def _lines(reading: Reading, trade: TradeFacts, round_id: str) -> tuple[SealedLine, ...]:
    draw_data = day.draw_in_force(reading, trade.id, round_id)
    if draw_data is None:
        raise Refusal("draw.none", trade=trade.name, round=round_id)
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    return tuple(
        SealedLine(numbers[one.entry_id], one.station, one.sitting, one.work_number, one.code)
        for one in day.codes_of(reading, draw_data.id)
    )


def open_list(store: Store, trade_code: str, round_id: str) -> tuple[Seat, ...]:
    """抽签表, the open part: stations and sittings, no codes. Raises Refusal "draw.none"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        return tuple(Seat(line.entry, line.station, line.sitting) for line in _lines(reading, trade, round_id))


def codes_by_entry(reading: Reading, trade: TradeFacts) -> dict[str, dict[int, str]]:
    """For every round the code of each entry id (the entry number where nothing is hidden).

    For scoring files keyed by entry number, and for decoding; the caller answers for who sees it.
    """
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    found: dict[str, dict[int, str]] = {}
    for rules in trade.rules.rounds:
        draw_data = day.draw_in_force(reading, trade.id, rules.id)
        if draw_data is None:
            found[rules.id] = dict(numbers)
        else:
            found[rules.id] = {one.entry_id: one.code for one in day.codes_of(reading, draw_data.id)}
    return found


def write_sealed(path: Path, lines: Iterable[SealedLine]) -> None:
    """Write the sealed table as csv, whole or not at all; whoever asked for it keeps it sealed."""
    rows = [(line.entry, str(line.sitting), line.station, line.work_number, line.code) for line in lines]
    write_csv(path, ("参赛编号", "场次", "工位", "成果号", "密号"), rows)
