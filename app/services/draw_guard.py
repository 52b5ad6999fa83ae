"""How the tables of codes of a file stand, by who holds their shares; opens none. The rules: `sealed_draw`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.roles import Role
from app.services.common import TradeFacts, contest_facts
from db.queries import first as stored
from db.queries.first import Account, DrawShare, SealedDraw
from db.store import Reading

CHIEF, SUPERVISOR = 1, 2
HALVES: Mapping[int, Role] = {CHIEF: Role.CHIEF_JUDGE, SUPERVISOR: Role.SUPERVISOR}


@dataclass(frozen=True)
class Guard:
    """How the tables of codes stand: whether anything here is marked by code, whether the next draw would be sealed,
    how many are, how many drawn before lie in the clear still, and those a share is lost of."""

    used: bool
    ready: bool
    sealed: int
    plain: int
    lost: tuple[SealedDraw, ...]


def guard(reading: Reading) -> Guard:
    """How it stands."""
    everybody = holders(reading)
    waiting = stored.unopened(reading)
    lost = tuple(one for one in waiting if one.in_force and not _can_be_opened(reading, one, everybody))
    used = any(trade.rules.rules.draw and trade.rules.rules.blind_layers > 0 for trade in _trades(reading))
    return Guard(used, can_seal(reading), len(waiting), stored.count_plain(reading), lost)


def _trades(reading: Reading) -> tuple[TradeFacts, ...]:
    # an office's file has no contest
    return contest_facts(reading).trades if stored.the_contest(reading) is not None else ()


def can_seal(reading: Reading) -> bool:
    """Whether both shares have somebody to hold them (rule 1)."""
    return all(holders(reading).values())


def lacking(reading: Reading) -> tuple[Role, ...]:
    """The roles nobody of which can hold a share yet."""
    return tuple(HALVES[half] for half, people in holders(reading).items() if not people)


def holders(reading: Reading) -> dict[int, list[Account]]:
    known = [one for one in stored.all_accounts(reading) if one.active and one.public_key]
    return {half: [one for one in known if one.role == role.value] for half, role in HALVES.items()}


def _can_be_opened(reading: Reading, draw: SealedDraw, everybody: Mapping[int, list[Account]]) -> bool:
    kept = stored.shares(reading, draw.draw_id)
    return all(holding(kept, half, everybody[half]) for half in HALVES)


def holding(kept: Iterable[DrawShare], half: int, people: Iterable[Account]) -> list[Account]:
    recipients = {share.recipient for share in kept if share.half == half}
    return [one for one in people if one.public_key in recipients]
