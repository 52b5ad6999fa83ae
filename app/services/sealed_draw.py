"""Blind until locked: the table of codes of a draw lies under a key in two shares, one for each of two people.

Rules:
1. A draw with codes is sealed when an active chief judge and an active supervisor have a passphrase each; otherwise its
   table lies in the clear, and the draw, the board and `doctor` say so.
2. The first share is wrapped for every such chief judge, the second for every such supervisor, both for the office's
   recipients of the trust list held. What stays open: seats by entry, and the codes in their own order.
3. Somebody who came later gets the share when a holder of the same one next logs in; who loses role, passphrase or
   account loses the copy as soon as another person holds that share.
4. Nobody opens a table with one share; without one the sealed paper table is what is left.
5. What a file still tells: the sitting of each code and of each entry, and which codes a recused judge must not mark.
   A sitting of one, or the only entry of a judge's own unit, can be told from that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.bundle import accountkey, codetable, suite
from app.bundle.accountkey import AccountKey
from app.bundle.findings import MalformedError
from app.domain.audit import canonical_bytes
from app.domain.blind import TableRow, table_bytes
from app.domain.roles import Role
from app.errors import Refusal, RightsRefusal
from app.services import personal
from app.services.draw_guard import CHIEF, HALVES, SUPERVISOR, holders, holding
from app.services.draw_guard import Guard as Guard
from app.services.draw_guard import can_seal as can_seal
from app.services.draw_guard import guard as guard
from db.queries import contest as contests
from db.queries import sealed_draw as stored
from db.queries.accounts import Account
from db.queries.sealed_draw import DrawShare, SealedDraw
from db.store import Reading, Writing


@dataclass(frozen=True)
class Table:
    """An opened table of codes: its seed, and its rows in the order of the draw list."""

    seed: str
    rows: tuple[TableRow, ...]


def _place(reading: Reading, trade: str, round_id: str, number: int) -> bytes:
    contest = contests.the_contest(reading)
    assert contest is not None  # nothing is drawn in a file without a contest
    return canonical_bytes({"contest": contest.key, "draw": number, "round": round_id, "trade": trade})


def seal(
    writing: Writing,
    draw_id: int,
    where: tuple[str, str, int],
    table: Table,
    seats: Iterable[tuple[int, str, int]],
    at: datetime,
) -> list[str]:
    """Seal the table of a draw just made; `where` is trade, round and number. Gives who holds a share (u3)."""
    first, second = codetable.make_key()
    content = table_bytes(table.seed, table.rows)
    pairs = codetable.seal(codetable.key_of(first, second), _place(writing, *where), content, len(table.rows))
    stored.add_sealed(writing, draw_id, pairs, seats, [str(row[-1]) for row in table.rows])
    told = []
    for half, share in ((CHIEF, first), (SUPERVISOR, second)):
        people = holders(writing)[half]
        _wrap(writing, draw_id, half, share, people, personal.office_recipients(writing), at)
        told += [f"u{one.id}" for one in people]
    return told


def _wrap(
    writing: Writing,
    draw_id: int,
    half: int,
    share: bytes,
    people: Iterable[Account],
    office: Iterable[str],
    at: datetime,
) -> None:
    for one in people:
        wrapped = accountkey.wrap(share, one.public_key)
        stored.add_share(writing, draw_id, half, one.id, one.public_key, wrapped, at)
    for recipient in office:
        stored.add_share(writing, draw_id, half, None, recipient, accountkey.wrap(share, recipient), at)


def opened(reading: Reading, draw: SealedDraw, chief: AccountKey | None, supervisor: AccountKey | None) -> Table:
    """The table as the keys of these two people open it.

    Raises RightsRefusal "draw.needs_passphrase" saying whose log-in does not open it and who could; Refusal
    "draw.damaged" when both shares are there and the table still does not open.
    """
    kept = stored.shares(reading, draw.draw_id)
    halves = {CHIEF: _half(kept, CHIEF, chief), SUPERVISOR: _half(kept, SUPERVISOR, supervisor)}
    for half, share in halves.items():
        if share is None:
            could = [one.name for one in holding(kept, half, holders(reading)[half])]
            raise RightsRefusal(
                "draw.needs_passphrase", role=HALVES[half].zh, round=draw.round, holders="、".join(could) or "—"
            )
    try:
        key = codetable.key_of(halves[CHIEF] or b"", halves[SUPERVISOR] or b"")
        content = codetable.open_table(key, _place(reading, draw.trade, draw.round, draw.number), draw.pairs)
    except MalformedError:
        raise Refusal("draw.damaged", round=draw.round) from None
    found = json.loads(content)
    return Table(found["seed"], tuple(found["rows"]))


def _half(kept: Iterable[DrawShare], half: int, key: AccountKey | None) -> bytes | None:
    for share in kept:
        if key is not None and share.half == half and share.recipient == key.public:
            return key.open(share.wrapped)
    return None


def share_further(writing: Writing, key: AccountKey, role: Role, *, by: str, at: datetime) -> None:
    """A holder has logged in: whoever came since gets the same share, whoever may no longer have it loses it."""
    half = next((half for half, held in HALVES.items() if held is role), None)
    if half is None:
        return
    for draw in stored.unopened(writing):
        share = _half(stored.shares(writing, draw.draw_id), half, key)
        if share is not None:
            _settle(writing, draw, half, share, by, at)
    drop_stale(writing, by=by, at=at)


def _settle(writing: Writing, draw: SealedDraw, half: int, share: bytes, by: str, at: datetime) -> None:
    kept = stored.shares(writing, draw.draw_id)
    known = {one.recipient for one in kept if one.half == half}
    fresh = [one for one in holders(writing)[half] if one.public_key not in known]
    office = [one for one in personal.office_recipients(writing) if one not in known]
    if fresh or office:
        _wrap(writing, draw.draw_id, half, share, fresh, office, at)
        refs = [f"u{one.id}" for one in fresh]
        writing.audit("draw.shared", by=by, at=at, ref=_ref(draw), number=draw.number, refs=refs, office=len(office))


def drop_stale(writing: Writing, *, by: str, at: datetime) -> None:
    """Take away copies of people who may no longer hold them, where somebody else holds the same share (rule 3)."""
    everybody = holders(writing)
    for draw in stored.unopened(writing):
        kept = stored.shares(writing, draw.draw_id)
        stale: list[DrawShare] = []
        for half, people in everybody.items():
            wanted = {one.public_key for one in people}
            if holding(kept, half, people):
                stale += [one for one in kept if one.half == half and one.account_id and one.recipient not in wanted]
        for one in stale:
            stored.drop_share(writing, one.id)
        if stale:
            refs = [f"u{one.account_id}" for one in stale]
            writing.audit("draw.unshared", by=by, at=at, ref=_ref(draw), number=draw.number, refs=refs)


def recover(writing: Writing, identity: str, *, by: str, at: datetime) -> None:
    """A key of the office gives both shares to the chief judges and supervisors there are now."""
    for draw in stored.unopened(writing):
        for half in HALVES:
            for one in stored.shares(writing, draw.draw_id):
                share = suite.unseal(one.wrapped, (identity,)) if one.half == half and not one.account_id else None
                if share is not None:
                    _settle(writing, draw, half, share, by, at)
                    break


def _ref(draw: SealedDraw) -> str:
    return f"{draw.trade}/{draw.round}"
