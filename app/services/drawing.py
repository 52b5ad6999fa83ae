"""抽签加密: stations, sittings and blind codes from a recorded seed. Only this module and decoding join code and entry.

Anyone can repeat a draw from its seed; until decoding only a digest of the sealed table is in the audit chain. Where
both people who reveal have a passphrase, table and seed lie encrypted (`sealed_draw`), otherwise in the clear.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.blind import Drawn, TableRow, last_code, table_digest
from app.domain.contest import Round
from app.domain.roles import Act
from app.errors import Refusal, RightsRefusal
from app.services import sealed_draw
from app.services.access import Actor, acting, acting_pair, require
from app.services.common import TradeFacts, contest_facts
from app.services.common import is_blind as is_blind
from app.services.draw_plan import make_plan, may_draw, store_plan, tell_of_draw
from app.services.draw_seed import Spoken, check_promise
from app.services.judges import write_recusals
from app.tables.writer import write_csv
from db.queries import audit, day, people
from db.queries import scoring as sheets
from db.queries import sealed_draw as stored
from db.store import Reading, Store, Writing

TABLE_HEAD = ("参赛编号", "场次", "工位", "成果号", "密号")
SEED_HEAD = "种子"


@dataclass(frozen=True)
class Seat:
    """What everybody may see of a draw: who stands where, when."""

    entry: str
    station: str
    sitting: int


@dataclass(frozen=True)
class DrawResult:
    """A draw made: its open part, how many sealed codes, whether they lie encrypted, and the change.

    `table` is there when it was asked for: the one time it can be had without the two people who reveal.
    """

    trade: str
    round: str
    number: int
    sittings: int
    seats: tuple[Seat, ...]
    codes: int
    encrypted: bool
    change: Change
    table: tuple[SealedLine, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class SealedLine:
    """One line of the sealed table: entry number and codes. Never a name.

    `seed` stands there when the file keeps it encrypted too: the paper has to be enough to check itself by.
    """

    entry: str
    station: str
    sitting: int
    work_number: str
    code: str
    seed: str = field(default="", repr=False)


def is_hidden(reading: Reading, trade: TradeFacts, rules: Round) -> bool:
    """Whether codes stand between marks and entries of a round: it has to be blind, or was drawn with codes anyway."""
    found = None if is_blind(trade, rules) else day.draw_in_force(reading, trade.id, rules.id)
    return is_blind(trade, rules) or (found is not None and found.layers > 0)


def hidden_rounds(reading: Reading, trade: TradeFacts) -> tuple[str, ...]:
    """The rounds of a trade that are hidden."""
    return tuple(rules.id for rules in trade.rules.rounds if is_hidden(reading, trade, rules))


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
    with_table: bool = False,
    spoken: Spoken | None = None,
    pulled: Mapping[str, str] | None = None,
) -> DrawResult:
    """Draw a round of a trade: every entry checked in as present gets a station, a sitting and its codes.

    `stations` are numbers or a count (None: one for each entry). With `spoken` the seed is what the witnesses said
    together with the program's number, whose fingerprint was shown before; with `pulled` the stations are those that
    people pulled by hand, by entry number. A redraw is possible while nothing is marked, by the chief judge or with one
    as witness, with a reason; the first draw stays readable. `with_table` gives the sealed table for the envelope, to
    somebody who may see it.
    Raises Refusal "draw.nobody", "draw.marked", "draw.again", "draw.locked", "draw.not_promised", "draw.spoken",
    "draw.pulled_text", "draw.pulled_missing" and those of `app.domain.blind`.
    """
    with acting(store, by, Act.DRAW, at) as writing:
        if with_table:
            require(writing, by, Act.SEE_CODES_WITH_NAMES)
        trade = contest_facts(writing).trade(trade_code)
        rules = trade.round(round_id)
        before = day.draw_in_force(writing, trade.id, round_id)
        may_draw(writing, trade, round_id, before, by, witness, reason)
        if spoken is not None:
            check_promise(writing, f"{trade.code}/{round_id}", spoken)
        sealing = trade.rules.rules.blind_layers > 0 and sealed_draw.can_seal(writing)
        plan = make_plan(writing, trade, round_id, stations, seed, sealing, spoken, pulled)
        if before is not None:
            day.supersede_draw(writing, before.id, at)
        number = day.count_draws(writing, trade.id, round_id) + 1
        sealed_for = store_plan(writing, trade, round_id, number, plan, by, witness, reason, at)
        _make_sheets(writing, trade, rules, plan.drawn)
        seq = tell_of_draw(writing, trade, round_id, number, plan, by, witness, reason, at, sealed_for)
        write_recusals(writing, trade, round_id, {one.entry: last_code(one) for one in plan.drawn}, by, at)
        if with_table:
            ref = f"{trade.code}/{round_id}"
            seq = writing.audit("draw.sealed_table", by=by.ref, at=at, ref=ref, entries=len(plan.rows))
    return DrawResult(
        trade.code,
        round_id,
        number,
        plan.sittings,
        tuple(Seat(one.entry, str(one.station), one.sitting) for one in plan.drawn),
        sum(bool(one.code) for one in plan.drawn),
        plan.encrypted,
        Change(frozenset({Kind.DRAW, Kind.SHEETS}), frozenset({trade.code}), seq),
        _as_lines(plan.rows, plan.secret if plan.encrypted else "") if with_table else (),
    )


def _as_lines(rows: Iterable[TableRow], seed: str = "") -> tuple[SealedLine, ...]:
    return tuple(
        SealedLine(str(entry), str(station), int(sitting), str(work_number), str(code), seed)
        for entry, station, sitting, work_number, code in rows
    )


def check_draw(reading: Reading, trade: TradeFacts, round_id: str) -> None:
    """Hold the table of codes in the file against the digest the chain took when it was drawn.

    Two codes exchanged in the file by hand would give two people each other's marks. Raises Refusal "draw.changed".
    """
    found = day.draw_in_force(reading, trade.id, round_id)
    if found is None:
        return
    rows: list[TableRow] = [
        [line.entry, line.station, line.sitting, line.work_number, line.code]
        for line in _lines(reading, trade, round_id)
    ]
    if drawn_digest(reading, trade, round_id) != table_digest(found.seed, rows):
        raise Refusal("draw.changed", trade=trade.name, round=trade.round(round_id).name)


def drawn_digest(reading: Reading, trade: TradeFacts, round_id: str) -> str:
    """What the chain took of the sealed table of a round when it was last drawn; "" when it tells of none."""
    seq = audit.last_told(reading, "draw.made", f"{trade.code}/{round_id}")
    told = json.loads(audit.bodies(reading, seq, seq)[0]) if seq is not None else {}
    return str(told.get("sealed_sha256", ""))


def _make_sheets(writing: Writing, trade: TradeFacts, rules: Round, drawn: Iterable[Drawn]) -> None:
    sheets.drop_empty_sheets(writing, trade.id, rules.id)
    # By code, not by station: the numbers of rows must not tell who stood where.
    codes = sorted((last_code(one), one.sitting) for one in drawn)
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


def plain_sheets(writing: Writing, trade: TradeFacts, rules: Round, by: Actor, at: datetime) -> None:
    """Sheets by entry number for a round that is not blind (theory), for everybody present who has none yet."""
    if is_blind(trade, rules) or day.draw_in_force(writing, trade.id, rules.id) is not None:
        return
    known = {sheet.code for sheet in sheets.sheets_of(writing, trade.id, rules.id)}
    fresh = [(one.number, 1) for one in day.present_entries(writing, trade.id, rules.id) if one.number not in known]
    sheets.add_sheets(writing, sheet_rows(trade, rules.id, fresh))
    write_recusals(writing, trade, rules.id, {number: number for number, _ in fresh}, by, at)


def sealed_table(
    store: Store, trade_code: str, round_id: str, *, by: Actor, at: datetime, second: Actor | None = None
) -> tuple[SealedLine, ...]:
    """加密对照表 for the sealed envelope. The look is an entry of the chain.

    Of an encrypted draw for chief judge and supervisor together, both logged in with their passphrases. Raises Refusal
    "draw.none", RightsRefusal "draw.table_sealed" and those of `sealed_draw.opened`.
    """
    with store.read() as reading:
        sealed = is_sealed(reading, contest_facts(reading).trade(trade_code), round_id)
    if second is None or not sealed:
        with acting(store, by, Act.SEE_CODES_WITH_NAMES, at) as writing:
            trade = contest_facts(writing).trade(trade_code)
            if is_sealed(writing, trade, round_id):
                raise RightsRefusal("draw.table_sealed", trade=trade.name, round=trade.round(round_id).name)
            found = _lines(writing, trade, round_id)
            _looked(writing, trade, round_id, found, by.ref, at)
        return found
    with acting_pair(store, by, second, Act.DECODE, at) as (writing, chief, supervisor):
        trade = contest_facts(writing).trade(trade_code)
        draw_data = _drawn_already(writing, trade, round_id)
        one = next(one for one in stored.unopened(writing) if one.draw_id == draw_data.id)
        table = sealed_draw.opened(writing, one, chief.key, supervisor.key)
        found = _as_lines(table.rows, table.seed)
        _looked(writing, trade, round_id, found, f"{chief.ref}+{supervisor.ref}", at)
    return found


def _looked(
    writing: Writing, trade: TradeFacts, round_id: str, found: Sequence[SealedLine], by: str, at: datetime
) -> None:
    writing.audit("draw.sealed_table", by=by, at=at, ref=f"{trade.code}/{round_id}", entries=len(found))


def is_sealed(reading: Reading, trade: TradeFacts, round_id: str) -> bool:
    """Whether the codes of a round are known to nobody: drawn, encrypted, not yet decoded."""
    found = day.draw_in_force(reading, trade.id, round_id)
    return found is not None and stored.is_unopened(reading, found.id)


def sealed_rounds(reading: Reading, trade: TradeFacts) -> frozenset[str]:
    """The rounds of a trade whose codes are known to nobody."""
    return frozenset(rules.id for rules in trade.rules.rounds if is_sealed(reading, trade, rules.id))


def seated_entries(reading: Reading, trade: TradeFacts, round_id: str) -> frozenset[int]:
    """Row ids of the entries that the draw in force gave a seat."""
    found = day.draw_in_force(reading, trade.id, round_id)
    return frozenset(one.entry_id for one in day.seats_of(reading, found.id)) if found is not None else frozenset()


def _drawn_already(reading: Reading, trade: TradeFacts, round_id: str) -> day.DrawData:
    found = day.draw_in_force(reading, trade.id, round_id)
    if found is None:
        raise Refusal("draw.none", trade=trade.name, round=round_id)
    return found


def _lines(reading: Reading, trade: TradeFacts, round_id: str) -> tuple[SealedLine, ...]:
    draw_data = _drawn_already(reading, trade, round_id)
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    return tuple(
        SealedLine(numbers[one.entry_id], one.station, one.sitting, one.work_number, one.code)
        for one in day.codes_of(reading, draw_data.id)
    )


def open_list(store: Store, trade_code: str, round_id: str) -> tuple[Seat, ...]:
    """抽签表, the open part: stations and sittings, no codes. Raises Refusal "draw.none"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
        seats = day.seats_of(reading, _drawn_already(reading, trade, round_id).id)
        return tuple(Seat(numbers[one.entry_id], one.station, one.sitting) for one in seats)


def codes_by_entry(reading: Reading, trade: TradeFacts) -> dict[str, dict[int, str]]:
    """For every round the code of each entry id (the entry number where nothing is hidden).

    For scoring files keyed by entry number, and for decoding; the caller answers for who sees it. A round whose draw is
    encrypted has none until it is decoded.
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
    found = list(lines)
    rows = [(line.entry, str(line.sitting), line.station, line.work_number, line.code) for line in found]
    if any(line.seed for line in found):  # without it the paper could not be held against the chain
        write_csv(path, (*TABLE_HEAD, SEED_HEAD), [(*row, one.seed) for row, one in zip(rows, found, strict=True)])
    else:
        write_csv(path, TABLE_HEAD, rows)
