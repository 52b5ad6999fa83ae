"""What is asked of a file before its board stands, beside the counts of `db.queries.board`; also asked again later.

All of it is SQL in its own words, because SQLAlchemy is loaded after the board: each statement stands here once, and
the modules of its subject hand it on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.audit import AuditEntry
from app.domain.roles import Role
from db.store import Reading
from db.stored import Unreadable as Unreadable
from db.stored import day_text, read_json_text, texts, utc_time

GUARDS = {
    f"{table}_no_{act.lower()}": f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in ("audit_entry", "mark")
    for act in ("UPDATE", "DELETE")
}
"""The append-only triggers as the schema made them."""


@dataclass(frozen=True)
class ContestData:
    """The contest row; `definition` is the document `read_definition` takes, read from its stored text when asked."""

    id: int
    key: str
    mode: str
    name: str
    year: int
    base: str
    starts: str
    ends: str
    text: str

    @property
    def definition(self) -> dict[str, Any]:
        """The document, decoded anew."""
        found: dict[str, Any] = read_json_text(self.text)
        return found


@dataclass(frozen=True)
class TradeData:
    """A trade, its groups in order, and the scheme version in force."""

    id: int
    position: int
    code: str
    name: str
    letter: str
    prefix: str
    entry_kind: str
    registration_closed_at: datetime | None
    groups: tuple[tuple[int, str], ...]
    scheme_id: int
    scheme_version: int
    scheme_sha256: str
    text: str

    @property
    def document(self) -> dict[str, Any]:
        """The scheme document, decoded anew: whoever knows its digest already need not ask."""
        found: dict[str, Any] = read_json_text(self.text)
        return found


def the_contest(reading: Reading) -> ContestData | None:
    """The one contest of a venue's file; None when there is none."""
    sql = "SELECT id, key, mode, name, year, base, starts, ends, definition FROM contest ORDER BY id LIMIT 1"
    row = reading.row(sql)
    if row is None:
        return None
    texts(*row[1:4], *row[5:])
    values = (*row[:6], day_text(row[6]), day_text(row[7]), row[8])
    return ContestData(*values)


def trades(reading: Reading, contest_id: int) -> tuple[TradeData, ...]:
    """All trades of a contest in their order, each with its newest scheme version."""
    groups: dict[int, list[tuple[int, str]]] = {}
    for trade_id, group_id, name in reading.rows(_GROUPS):
        texts(name)
        groups.setdefault(trade_id, []).append((group_id, name))
    found = []
    for row in reading.rows(_TRADES, (contest_id,)):
        texts(*row[2:7], *row[10:])
        closed = None if row[7] is None else utc_time(row[7])
        values = (*row[:7], closed, tuple(groups.get(row[0], ())), *row[8:])
        found.append(TradeData(*values))
    return tuple(found)


_GROUPS = "SELECT trade_id, id, name FROM trade_group ORDER BY trade_id, position"
_TRADES = (
    "SELECT t.id, t.position, t.code, t.name, t.letter, t.prefix, t.entry_kind, t.registration_closed_at,"
    " s.id, s.version, s.sha256, s.document FROM trade t"
    " JOIN (SELECT trade_id, max(version) AS version FROM scheme GROUP BY trade_id) newest ON newest.trade_id = t.id"
    " JOIN scheme s ON s.trade_id = t.id AND s.version = newest.version WHERE t.contest_id = ? ORDER BY t.position"
)


def setting(reading: Reading, key: str) -> Any:
    """A setting of this file, None when it was never set."""
    row = reading.row("SELECT value FROM setting WHERE key = ?", (key,))
    return None if row is None or row[0] is None else read_json_text(row[0])


def count_by_state(reading: Reading) -> dict[tuple[int, str], int]:
    """How many entries by (trade id, state)."""
    rows = reading.rows("SELECT trade_id, state, count(*) FROM entry GROUP BY trade_id, state")
    return {(row[0], row[1]): row[2] for row in rows}


def incidents_asking(reading: Reading, kinds: Collection[str]) -> dict[int, tuple[str, ...]]:
    """Codes of the incidents of these kinds nobody has decided on, oldest first, by trade id."""
    sql = (
        f"SELECT trade_id, code FROM incident WHERE kind IN ({', '.join('?' * len(kinds))})"
        " AND id NOT IN (SELECT about FROM incident WHERE about IS NOT NULL) ORDER BY id"
    )
    found: dict[int, list[str]] = {}
    for trade_id, code in reading.rows(sql, tuple(kinds)):
        found.setdefault(trade_id, []).append(code)
    return {trade_id: tuple(codes) for trade_id, codes in found.items()}


@dataclass(frozen=True)
class Account:
    """An account as stored; `secret` is the argon2id text, never the PIN.

    `public_key` and `sealed_key` are the key pair of somebody with a passphrase; "" and None for a PIN.
    """

    id: int
    name: str
    role: str
    secret: str
    active: bool
    failures: int
    blocked_until: datetime | None
    public_key: str = ""
    sealed_key: bytes | None = None


_ROLES = frozenset(role.value for role in Role)


def all_accounts(reading: Reading) -> tuple[Account, ...]:
    """All accounts in the order they were made."""
    sql = (
        "SELECT id, name, role, secret, active, failures, blocked_until, public_key, sealed_key FROM account"
        " ORDER BY id"
    )
    found = []
    for row in reading.rows(sql):
        texts(*row[1:4], row[7])
        if row[2] not in _ROLES:
            raise Unreadable(f"a role that is none: {row[2]}")
        blocked = None if row[6] is None else utc_time(row[6])
        values = (*row[:4], bool(row[4]), row[5], blocked, *row[7:])
        found.append(Account(*values))
    return tuple(found)


@dataclass(frozen=True)
class SealedDraw:
    """A table of codes nobody has opened yet; `trade` and `round` say of which draw, `in_force` whether it counts."""

    draw_id: int
    trade: str
    round: str
    number: int
    in_force: bool
    pairs: bytes


@dataclass(frozen=True)
class DrawShare:
    """One half of a key, wrapped for one holder; `account_id` None: the office."""

    id: int
    draw_id: int
    half: int
    account_id: int | None
    recipient: str
    wrapped: bytes


def unopened(reading: Reading) -> tuple[SealedDraw, ...]:
    """Every sealed table nobody has opened yet, in the order of drawing."""
    sql = (
        "SELECT s.draw_id, t.code, d.round, d.number, d.superseded_at IS NULL, s.pairs FROM sealed_draw s"
        " JOIN draw d ON d.id = s.draw_id JOIN trade t ON t.id = d.trade_id WHERE s.opened_at IS NULL ORDER BY s.id"
    )
    return tuple(SealedDraw(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in reading.rows(sql))


def shares(reading: Reading, draw_id: int) -> tuple[DrawShare, ...]:
    """All wrapped halves of a draw's key."""
    sql = "SELECT id, draw_id, half, account_id, recipient, wrapped FROM draw_share WHERE draw_id = ? ORDER BY id"
    return tuple(DrawShare(*row) for row in reading.rows(sql, (draw_id,)))


def count_plain(reading: Reading) -> int:
    """How many draws with codes count, lie in the clear and belong to a trade nobody has decoded yet."""
    sql = (
        "SELECT count(*) FROM draw d WHERE d.superseded_at IS NULL AND d.layers > 0"
        " AND d.id NOT IN (SELECT draw_id FROM sealed_draw)"
        " AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.trade_id = d.trade_id AND s.kind = 'decode')"
    )
    row = reading.row(sql, ())
    return 0 if row is None else int(row[0])


def entries(reading: Reading, after: int = 0) -> Iterator[AuditEntry]:
    """The entries that follow number `after`, in order. A value of a wrong type becomes one that cannot be hashed."""
    sql = (
        "SELECT seq, CAST(prev AS BLOB), CASE typeof(body) WHEN 'text' THEN body ELSE '' END, CAST(hash AS BLOB)"
        " FROM audit_entry WHERE seq > ? ORDER BY seq"
    )
    return map(AuditEntry._make, reading.walk(sql, (after,)))


@dataclass(frozen=True)
class SeatData:
    """A seat of a panel and who sits on it; `module` "" is the whole round."""

    trade_id: int
    round: str
    module: str
    seat: str
    judge_id: int


def seats(reading: Reading, trade_id: int | None = None, round_id: str | None = None) -> tuple[SeatData, ...]:
    """Seats of panels (of a trade, of a round) by module and seat."""
    wanted = {"trade_id = ?": trade_id, "round = ?": round_id}
    asked = {clause: value for clause, value in wanted.items() if value is not None}
    where = f" WHERE {' AND '.join(asked)}" if asked else ""
    sql = (
        f"SELECT trade_id, round, module, seat, judge_id FROM panel_seat{where} ORDER BY trade_id, round, module, seat"
    )
    return tuple(SeatData(*row) for row in reading.rows(sql, tuple(asked.values())))


def hash_at(reading: Reading, seq: int) -> bytes | None:
    """The hash of entry `seq`, None when the chain does not reach it."""
    row = reading.row("SELECT hash FROM audit_entry WHERE seq = ?", (seq,))
    return None if row is None else row[0]


def missing_guards(reading: Reading) -> tuple[str, ...]:
    """Append-only triggers that somebody took out of the file, or put another in the place of."""
    found = dict(reading.walk("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    return tuple(sorted(name for name, sql in GUARDS.items() if found.get(name) != sql))


@dataclass(frozen=True)
class Backup:
    """A checked copy and where it went."""

    folder: str
    file_name: str
    sha256: str
    seq: int
    head: str
    at: datetime


def backups(reading: Reading) -> Sequence[Backup]:
    """All backups made from this file, oldest first."""
    rows = reading.rows("SELECT folder, file_name, sha256, seq, head, at FROM backup ORDER BY id")
    return [Backup(row[0], row[1], row[2], row[3], row[4], utc_time(row[5])) for row in rows]
