"""The parts of a draw: who may, which seats and codes it gives, how it is kept and told. `drawing.draw` joins them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.blind import Candidate, Drawn, TableRow, table_digest, table_row
from app.domain.blind import draw as draw_codes
from app.domain.blind import pulled as pulled_codes
from app.domain.roles import Role
from app.errors import Refusal, RightsRefusal
from app.services import sealed_draw
from app.services.access import Actor
from app.services.common import TradeFacts
from app.services.draw_seed import Spoken, fingerprint, new_seed, read_pulled, show_stations
from db.queries import day
from db.queries import scoring as sheets
from db.store import Writing


@dataclass(frozen=True)
class Plan:
    """A draw before it is stored. `secret` is what the codes follow from and the salt of the digest in the chain."""

    drawn: tuple[Drawn, ...]
    stations: Sequence[int]
    secret: str
    encrypted: bool
    spoken: Spoken | None
    manual: bool
    moved: Mapping[str, int]

    @property
    def rows(self) -> list[TableRow]:
        """The sealed table, in the order of the draw list."""
        return [table_row(one) for one in self.drawn]

    @property
    def sittings(self) -> int:
        """How many sittings it takes."""
        return max(one.sitting for one in self.drawn)


def make_plan(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    stations: Sequence[int] | int | None,
    seed: str | None,
    encrypted: bool,
    spoken: Spoken | None,
    pulled: Mapping[str, str] | None,
) -> Plan:
    """The draw itself. A seed may be said aloud; codes follow from the secret one alone.

    Raises Refusal "draw.nobody", "draw.pulled_*" and those of `app.domain.blind`.
    """
    present = day.present_entries(writing, trade.id, round_id)
    if not present:
        raise Refusal("draw.nobody")
    numbers = _stations(stations, len(present))
    seed = spoken.seed if spoken is not None else seed or new_seed()
    # what was said aloud must not give codes away, whether the table is encrypted or not
    secret = f"{seed}+{secrets.token_hex(16)}" if encrypted or spoken is not None else seed
    layers, taken = trade.rules.rules.blind_layers, day.all_codes(writing)
    code_seed = f"{secret}/{trade.code}/{round_id}"
    moved = {one.number: one.sitting for one in present if one.sitting}
    if pulled is not None:
        moved = {}
        seats = read_pulled(pulled, [one.number for one in present])
        drawn = pulled_codes(seats, numbers, trade.letter, layers, taken, code_seed)
    else:
        drawn = draw_codes(
            [Candidate(one.number, one.delegation, one.sitting or 0) for one in present],
            numbers,
            f"{seed}/{trade.code}/{round_id}",
            trade.letter,
            layers=layers,
            keep_apart=trade.rules.rules.keep_apart,
            taken=taken,
            code_seed=code_seed,
        )
    return Plan(drawn, numbers, secret, encrypted, spoken, pulled is not None, moved)


def store_plan(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    number: int,
    plan: Plan,
    by: Actor,
    witness: Actor | None,
    reason: str,
    at: datetime,
) -> list[str]:
    """Keep a draw, its table sealed or in the clear; gives who holds a share of a sealed one (u3)."""
    values = {
        "trade_id": trade.id,
        "round": round_id,
        "number": number,
        "layers": trade.rules.rules.blind_layers,
        "seed": "" if plan.encrypted else plan.secret,
        "stations": len(plan.stations),
        "sittings": plan.sittings,
        "method": "manual" if plan.manual else "computer",
        "reason": reason,
        "by": by.ref,
        "witness": witness.ref if witness else "",
        "at": at,
        "superseded_at": None,
        "public_seed": plan.spoken.seed if plan.spoken is not None else "",
        "commitment": fingerprint(plan.spoken.random) if plan.spoken is not None else "",
        "station_list": show_stations(plan.stations),
    }
    identity = {one.number: one.entry_id for one in day.present_entries(writing, trade.id, round_id)}
    if not plan.encrypted:
        day.add_draw(writing, values, code_rows(plan.rows, identity))
        return []
    draw_id = day.add_draw(writing, values, ())
    seats = [(identity[one.entry], str(one.station), one.sitting) for one in plan.drawn]
    table = sealed_draw.Table(plan.secret, tuple(plan.rows))
    return sealed_draw.seal(writing, draw_id, (trade.code, round_id, number), table, seats, at)


def tell_of_draw(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    number: int,
    plan: Plan,
    by: Actor,
    witness: Actor | None,
    reason: str,
    at: datetime,
    sealed_for: list[str],
) -> int:
    """Enter a draw in the chain with the digest of its table, never a code; gives the number of the entry."""
    told: dict[str, Any] = {"sealed_for": sealed_for} if plan.encrypted else {}
    if plan.manual:
        told["method"] = "manual"
    if plan.spoken is not None:
        told |= {"public_seed": plan.spoken.seed, "commitment": fingerprint(plan.spoken.random)}
        told["stations"] = show_stations(plan.stations)
    if plan.moved:
        told["moved"] = dict(plan.moved)
    return writing.audit(
        "draw.made",
        by=by.ref,
        at=at,
        ref=f"{trade.code}/{round_id}",
        number=number,
        entries=len(plan.drawn),
        sittings=plan.sittings,
        layers=trade.rules.rules.blind_layers,
        witness=witness.ref if witness else "",
        sealed_sha256=table_digest(plan.secret, plan.rows),
        note=reason,
        **told,
    )


def may_draw(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    before: day.DrawData | None,
    by: Actor,
    witness: Actor | None,
    reason: str,
) -> None:
    """Let a round be drawn, or again, by these people.

    Raises Refusal "draw.locked", "draw.marked", "draw.again", RightsRefusal "draw.chief_needed".
    """
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


def code_rows(rows: Iterable[TableRow], identity: Mapping[str, int]) -> list[dict[str, Any]]:
    """Lines of the sealed table as the file keeps them once they are no secret to it; `identity`: ids by number."""
    return [
        {
            "entry_id": identity[str(entry)],
            "drawn_number": str(order),
            "station": station,
            "sitting": sitting,
            "work_number": work_number,
            "code": code,
        }
        for order, (entry, station, sitting, work_number, code) in enumerate(rows, 1)
    ]
