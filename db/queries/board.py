"""What the board of the day counts: every question here is answered by a count or by a few rows, never by a list.

SQL in its own words, as in `first`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.store import Reading
from db.stored import utc_text, utc_time


@dataclass(frozen=True)
class SheetCount:
    """How many sheets of a round and sitting are in a state; `covered`: a status stands for the whole sheet."""

    trade_id: int
    round: str
    sitting: int
    state: str
    covered: bool
    count: int


@dataclass(frozen=True)
class RecheckCount:
    """How far the newest recheck of a round is."""

    trade_id: int
    round: str
    full: bool
    items: int
    looked: int
    wrong: int


@dataclass(frozen=True)
class RevisionCount:
    """The newest ranking of a trade; `winners` how many lines bear an award, those of further rankings (单项) too."""

    id: int
    trade_id: int
    number: int
    confirmed_at: datetime | None
    posted_at: datetime | None
    exported: bool
    entries: int
    winners: int


def attendance_counts(reading: Reading) -> dict[tuple[int, str], tuple[int, int]]:
    """By (trade id, round): how many approved entries have a word, and how many of them are present."""
    rows = reading.rows(_ATTENDANCE)
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


_ATTENDANCE = (
    "SELECT e.trade_id, a.round, count(*), sum(a.status = 'present') FROM entry e"
    " JOIN attendance a ON e.id = a.entry_id WHERE e.state = 'approved' GROUP BY e.trade_id, a.round"
)


def missing_numbers(reading: Reading, trade_id: int, round_id: str, most: int) -> tuple[str, ...]:
    """Entry numbers of a trade without a word in a round, at most so many."""
    sql = (
        "SELECT number, name FROM entry WHERE trade_id = ? AND state = 'approved'"
        " AND id NOT IN (SELECT entry_id FROM attendance WHERE round = ?) ORDER BY length(number), number LIMIT ?"
    )
    rows = reading.rows(sql, (trade_id, round_id, most))
    return tuple(f"{row[0]} {row[1]}" for row in rows)


def draws(reading: Reading) -> dict[tuple[int, str], int]:
    """How many sittings the draw in force of a (trade id, round) made."""
    rows = reading.rows("SELECT trade_id, round, sittings FROM draw WHERE superseded_at IS NULL")
    return {(row[0], row[1]): row[2] for row in rows}


def sheet_counts(reading: Reading) -> tuple[SheetCount, ...]:
    """How many sheets by trade, round, sitting and state."""
    rows = reading.rows(_SHEETS)
    return tuple(SheetCount(row[0], row[1], row[2], row[3], bool(row[4]), row[5]) for row in rows)


_SHEETS = (
    "SELECT trade_id, round, sitting, state, status <> '', count(*) FROM sheet"
    " GROUP BY trade_id, round, sitting, state, status <> ''"
)


def keyed_since(reading: Reading, since: datetime) -> dict[tuple[int, str], int]:
    """How many first keyings were submitted since a time, by (trade id, round)."""
    sql = "SELECT trade_id, round, count(*) FROM sheet WHERE first_at >= ? GROUP BY trade_id, round"
    rows = reading.rows(sql, (utc_text(since),))
    return {(row[0], row[1]): row[2] for row in rows}


def differing_sheets(reading: Reading, most: int) -> tuple[tuple[int, int, str, str], ...]:
    """Sheets whose keyings differ: (trade id, sheet id, round, code), at most so many."""
    sql = (
        "SELECT trade_id, id, round, code FROM sheet WHERE state = 'differs' AND status = ''"
        " ORDER BY trade_id, code LIMIT ?"
    )
    rows = reading.rows(sql, (most,))
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)


@dataclass(frozen=True)
class OpenSheet:
    """A sheet now being keyed: `newest` is its newest mark's id, `cells` how many cells this keying touched."""

    trade_id: int
    id: int
    round: str
    code: str
    state: str
    newest: int
    cells: int
    doubtful: bool


def open_sheets(reading: Reading) -> tuple[OpenSheet, ...]:
    """The sheets now being keyed, by trade and code."""
    rows = reading.rows(_OPEN_SHEETS)
    return tuple(OpenSheet(row[0], row[1], row[2], row[3], row[4], row[5], row[6], bool(row[7])) for row in rows)


_OPEN_SHEETS = (
    "SELECT s.trade_id, s.id, s.round, s.code, s.state, max(m.id), count(DISTINCT CASE WHEN m.keying ="
    " CASE WHEN s.state = 'second' THEN 2 ELSE 1 END THEN m.aspect || '/' || m.seat END), max(m.doubtful)"
    " FROM sheet s JOIN mark m ON m.sheet_id = s.id WHERE s.state IN ('first', 'second') AND s.status = ''"
    " GROUP BY s.id ORDER BY s.trade_id, s.code"
)


def last_spread_decision(reading: Reading) -> int:
    """The id of the newest decision about marks too far apart, 0 before the first."""
    return int(reading.row("SELECT coalesce(max(id), 0) FROM spread_decision")[0])


def sign_offs(reading: Reading) -> dict[int, str]:
    """By trade id the last word among lock, unlock and decode."""
    rows = reading.rows(_SIGN_OFFS)
    return {row[0]: row[1] for row in rows}


_SIGN_OFFS = "SELECT trade_id, kind FROM sign_off WHERE kind IN ('lock', 'unlock', 'decode') ORDER BY id"


def rechecks(reading: Reading) -> dict[tuple[int, str], RecheckCount]:
    """How far the newest recheck of every (trade id, round) is."""
    rows = reading.rows(_RECHECKS)
    return {(row[0], row[1]): RecheckCount(row[0], row[1], bool(row[2]), *row[3:]) for row in rows}


_RECHECKS = (
    "SELECT r.trade_id, r.round, r.full, count(i.id), coalesce(sum(i.verdict <> ''), 0), coalesce(sum(i.errors > 0), 0)"
    " FROM recheck r LEFT JOIN recheck_item i ON i.recheck_id = r.id"
    " WHERE r.id IN (SELECT max(id) FROM recheck GROUP BY trade_id, round) GROUP BY r.id"
)


def revisions(reading: Reading) -> dict[int, RevisionCount]:
    """The newest ranking by trade id."""
    found = {}
    for row in reading.rows(_REVISIONS):
        confirmed, posted = (None if at is None else utc_time(at) for at in row[3:5])
        found[row[1]] = RevisionCount(row[0], row[1], row[2], confirmed, posted, bool(row[5]), row[6], row[7])
    return found


_REVISIONS = (
    "SELECT v.id, v.trade_id, v.number, v.confirmed_at, v.posted_at, v.results_sha256, count(r.id),"
    " count(nullif(r.award, ''))"
    " + (SELECT count(*) FROM side_result s WHERE s.revision_id = v.id AND s.award <> '')"
    " FROM result_revision v LEFT JOIN result r ON r.revision_id = v.id"
    " WHERE v.id IN (SELECT max(id) FROM result_revision GROUP BY trade_id) GROUP BY v.id"
)


def rulings_count(reading: Reading, trade_id: int) -> int:
    """How many rulings a trade has: its open questions change with them."""
    return int(reading.row("SELECT count(*) FROM ruling WHERE trade_id = ?", (trade_id,))[0])


def open_appeals(reading: Reading) -> dict[int, tuple[str, ...]]:
    """Entry numbers with an appeal to admit or answer, or upheld with its item still open, by trade id."""
    found: dict[int, list[str]] = {}
    for trade_id, number in reading.rows(_APPEALS):
        found.setdefault(trade_id, []).append(number)
    return {trade_id: tuple(numbers) for trade_id, numbers in found.items()}


_APPEALS = (
    "SELECT a.trade_id, e.number FROM appeal a JOIN entry e ON e.id = a.entry_id"
    " WHERE a.state IN ('late', 'open') OR (a.state = 'upheld' AND a.closed_at IS NULL) ORDER BY a.id"
)


def printed_counts(reading: Reading) -> dict[int, int]:
    """How many certificates in force were printed, by trade id: one an entry in each ranking."""
    return {row[0]: row[1] for row in reading.rows(_PRINTED)}


_PRINTED = (
    "SELECT trade_id, count(DISTINCT entry_id || '/' || coalesce(json_extract(facts, '$.ranking'), ''))"
    " FROM certificate c WHERE state = 'issued'"
    " AND EXISTS (SELECT 1 FROM certificate_print p WHERE p.certificate_id = c.id) GROUP BY trade_id"
)


def sittings(reading: Reading) -> Sequence[tuple[int, str, int, datetime, str]]:
    """Sittings with a time: (trade id, round, number, starts_at, room)."""
    sql = "SELECT trade_id, round, number, starts_at, room FROM sitting WHERE starts_at IS NOT NULL ORDER BY starts_at"
    return [(row[0], row[1], row[2], utc_time(row[3]), row[4]) for row in reading.rows(sql)]


def last_told_at(reading: Reading) -> tuple[int, datetime | None]:
    """Number and time of the newest entry of the chain; (0, None) for an empty one."""
    row = reading.row("SELECT seq, body FROM audit_entry ORDER BY seq DESC LIMIT 1")
    if row is None:
        return 0, None
    try:
        return row[0], datetime.fromisoformat(json.loads(row[1])["at"])
    except (ValueError, KeyError, TypeError):  # a body somebody has changed: the chain check says so
        return row[0], None


def last_backup(reading: Reading) -> tuple[str, datetime] | None:
    """Folder and time of the newest backup, None before the first."""
    row = reading.row("SELECT folder, at FROM backup ORDER BY id DESC LIMIT 1")
    return None if row is None else (row[0], utc_time(row[1]))


def has_key(reading: Reading) -> bool:
    """Whether a key to sign bundles with is kept here and not retired."""
    sql = "SELECT 1 FROM key WHERE sealed IS NOT NULL AND retired_at IS NULL AND role = 'base' LIMIT 1"
    return reading.row(sql) is not None
