"""The audit chain as stored, the checks a file can be asked for, and the list of backups made."""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import insert, select

from app.domain.audit import AuditEntry
from db import seals
from db.engine import DRIVER_ERROR
from db.migrate import SCHEMA_VERSION
from db.models.audit import AuditRow, BackupRow, NoteRow
from db.models.every import Base
from db.queries.first import GUARDS as GUARDS
from db.queries.first import Backup as Backup
from db.queries.first import backups as backups
from db.queries.first import entries as entries
from db.queries.first import hash_at as hash_at
from db.queries.first import missing_guards as missing_guards
from db.store import Reading, Writing

MOST_COMPLAINTS = 20


class StoredMark(NamedTuple):
    """One row of the mark table; `at` as it is written in the file and in the chain."""

    id: int
    sheet_id: int
    aspect: str
    seat: str
    keying: int
    value: int | None
    token: str | None
    doubtful: int
    by: str
    at: str
    why: str
    origin: str


@dataclass(frozen=True)
class StoredSheet:
    """What stands on a sheet beside its marks, and the names its audit entries use."""

    id: int
    trade: str
    round: str
    code: str
    status: str
    seconds: int | None


def genesis(reading: Reading) -> dict[str, str]:
    """What the chain of this file begins with; an unreadable one is empty, which no chain follows."""
    row = next(reading.walk("SELECT body FROM audit_genesis WHERE id = 1"), None)
    try:
        found = json.loads(row[0]) if row else {}
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def newest_time(reading: Reading) -> str:
    """The highest time any entry claims since the clock was last set right, "" for none."""
    sql = (
        'SELECT max(substr(body, instr(body, \'"at":"\') + 6, 27)) FROM audit_entry WHERE seq >= '
        "coalesce((SELECT max(seq) FROM audit_entry WHERE instr(body, ?) = 1), 0)"
    )
    return str(reading.connection.exec_driver_sql(sql, ('{"act":"clock.set"',)).scalar() or "")


def last_body(reading: Reading, act: str) -> str | None:
    """The body of the newest entry of an act."""
    found = reading.connection.exec_driver_sql(
        "SELECT body FROM audit_entry WHERE instr(body, ?) = 1 ORDER BY seq DESC LIMIT 1", (f'{{"act":"{act}"',)
    ).scalar()
    return None if found is None else str(found)


def length(reading: Reading) -> int:
    """How many entries the chain has."""
    return int(reading.connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM audit_entry").scalar() or 0)


def bodies(reading: Reading, first: int, last: int) -> list[bytes]:
    """The canonical bodies of a stretch of the chain."""
    sql = "SELECT body FROM audit_entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
    return [row[0].encode() for row in reading.walk(sql, (first, last))]


def newest(reading: Reading, limit: int, before: int | None = None) -> tuple[AuditEntry, ...]:
    """A page of the chain for people, newest first."""
    statement = select(AuditRow.seq, AuditRow.prev, AuditRow.body, AuditRow.hash).order_by(AuditRow.seq.desc())
    if before is not None:
        statement = statement.where(AuditRow.seq < before)
    return tuple(AuditEntry(*row) for row in reading.all(statement.limit(limit)))


def notes(reading: Reading) -> dict[int, str]:
    """The free texts kept beside the chain, by entry number."""
    return {row[0]: row[1] for row in reading.all(select(NoteRow.seq, NoteRow.text).order_by(NoteRow.seq))}


def note_digests(reading: Reading) -> Iterator[tuple[int, str, str | None]]:
    """Of every free text that was not erased: its entry, its own digest, and the one the entry is bound to."""
    sql = (
        "SELECT n.seq, CAST(n.salt AS BLOB), CAST(n.text AS BLOB), e.body FROM audit_note n"
        " LEFT JOIN audit_entry e ON e.seq = n.seq WHERE n.text <> '' ORDER BY n.seq"
    )
    for seq, salt, text, body in reading.walk(sql):
        try:
            bound = json.loads(body).get("note")
        except (ValueError, TypeError, AttributeError):
            bound = None
        yield seq, hashlib.sha256(salt + text).hexdigest(), bound


def notes_gone(reading: Reading) -> Iterator[int]:
    """The entries bound to a free text that is not there any more: blank, or its row taken out."""
    sql = (
        "SELECT e.seq, e.body FROM audit_entry e LEFT JOIN audit_note n ON n.seq = e.seq"
        " WHERE instr(e.body, '\"note\":\"') > 0 AND coalesce(n.text, '') = '' ORDER BY e.seq"
    )
    for seq, body in reading.walk(sql):
        if _read_body(body).get("note"):
            yield seq


def told(reading: Reading, act: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every entry of an act, oldest first: its number and body."""
    sql = "SELECT seq, body FROM audit_entry WHERE instr(body, ?) = 1 ORDER BY seq"
    for seq, body in reading.walk(sql, (f'{{"act":"{act}"',)):
        yield seq, _read_body(body)


def _read_body(body: Any) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, TypeError):
        return {}  # the chain says so itself
    return found if isinstance(found, dict) else {}


def stored_marks(reading: Reading) -> Iterator[StoredMark]:
    """Every mark ever keyed, in the order of keying."""
    sql = "SELECT id, sheet_id, aspect, seat, keying, value, token, doubtful, by, at, why, origin FROM mark ORDER BY id"
    return map(StoredMark._make, reading.walk(sql))


def stored_sheets(reading: Reading) -> tuple[StoredSheet, ...]:
    """All sheets with status and time."""
    sql = (
        "SELECT s.id, coalesce(t.code, ''), s.round, s.code, s.status, s.seconds FROM sheet s"
        " LEFT JOIN trade t ON t.id = s.trade_id ORDER BY s.id"
    )
    return tuple(StoredSheet(*row) for row in reading.walk(sql))


class DrawnRow(NamedTuple):
    """A line of the table of codes, with the draw it belongs to; `place` is trade/round, `number` counts draws."""

    place: str
    number: int
    seed: Any
    entry: str | None
    station: Any
    sitting: Any
    work_number: Any
    code: Any


def drawn_rows(reading: Reading) -> Iterator[DrawnRow]:
    """Every draw ever made with its table of codes, in the order of drawing."""
    sql = (
        "SELECT coalesce(t.code, '') || '/' || d.round, d.number, d.seed, e.number, b.station, b.sitting,"
        " b.work_number, b.code FROM draw d LEFT JOIN trade t ON t.id = d.trade_id"
        " LEFT JOIN blind_code b ON b.draw_id = d.id LEFT JOIN entry e ON e.id = b.entry_id ORDER BY d.id, b.id"
    )
    return map(DrawnRow._make, reading.walk(sql))


def sealed_rows(reading: Reading) -> Iterator[tuple[str, str, Any]]:
    """Of every row of a sealed table: "table/id", its digest now, and what people know it by."""
    cursor = reading.cursor()
    try:
        yield from seals.current(cursor)
    finally:
        with suppress(DRIVER_ERROR):  # as in `Reading.walk`
            cursor.close()


def note_salts(reading: Reading) -> dict[int, tuple[bytes, bool]]:
    """The salt of every free text by entry number, and whether the text is still there."""
    sql = "SELECT seq, CAST(salt AS BLOB), text <> '' FROM audit_note"
    return {seq: (bytes(salt), bool(there)) for seq, salt, there in reading.walk(sql)}


def integrity(reading: Reading) -> tuple[str, ...]:
    """What SQLite finds wrong with the file itself, then what of its schema is missing or was put in; empty when it is
    sound."""
    found = [str(row[0]) for row in reading.walk(f"PRAGMA integrity_check({MOST_COMPLAINTS})")]
    return (*(() if found == ["ok"] else found), *_changed_schema(reading))[:MOST_COMPLAINTS]


def _changed_schema(reading: Reading) -> tuple[str, ...]:
    """Tables that are not there, views and triggers that are not ours: what is in a view is no fact of the file, and a
    trigger would write beside every act. A file of another version, which is only looked at, has other tables."""
    (version,) = reading.row("PRAGMA user_version")
    if version != SCHEMA_VERSION:
        return ()
    found = set(reading.walk("SELECT type, name FROM sqlite_master"))
    missing = {f"table {name}" for name in Base.metadata.tables if ("table", name) not in found}
    strange = {f"{kind} {name}" for kind, name in found if kind == "view" or (kind == "trigger" and name not in GUARDS)}
    return tuple(sorted(missing | strange))


def broken_references(reading: Reading) -> tuple[str, ...]:
    """Rows that point at nothing, as `table row id`."""
    found = reading.walk("PRAGMA foreign_key_check")
    return tuple(f"{row[0]} {row[1]}" for row, _ in zip(found, range(MOST_COMPLAINTS), strict=False))


def last_told(reading: Reading, act: str, ref: str) -> int | None:
    """The number of the newest entry of an act about something."""
    found = reading.connection.exec_driver_sql(
        "SELECT seq FROM audit_entry WHERE instr(body, ?) = 1 AND instr(body, ?) > 0 ORDER BY seq DESC LIMIT 1",
        (f'{{"act":"{act}"', f',"ref":"{ref}"'),
    ).scalar()
    return None if found is None else int(found)


def restorations(reading: Reading) -> tuple[tuple[int, int], ...]:
    """For every restore this file went through: where it began again, and the last entry known to have been lost."""
    found = []
    for (body,) in reading.walk("SELECT body FROM audit_entry WHERE instr(body, ?) = 1", ('{"act":"file.restored"',)):
        try:
            told = json.loads(body)
            found.append((int(told["new_seq"]), int(told["old_seq"])))
        except (ValueError, KeyError, TypeError):
            continue  # not written by this program: it gives nothing up
    return tuple(found)


def add_backup(writing: Writing, values: Mapping[str, Any]) -> None:
    """Remember a backup (keys as in `Backup`)."""
    writing.run(insert(BackupRow), values)


class Wanted(NamedTuple):
    """Which entries a list shows; "" leaves a thing open. Times as in bodies, from and up to."""

    by: str = ""
    group: str = ""
    ref: str = ""
    since: str = ""
    until: str = ""
    words: str = ""
    acts: tuple[str, ...] = ()  # acts whose sentence holds the words


def matching(reading: Reading, wanted: Wanted) -> array[int]:
    """The numbers of the entries that match, oldest first. A body that cannot be read matches only an open list."""
    where, places = _conditions(wanted)
    clause = f" WHERE {' AND '.join(where)}" if where else ""
    sql = f"SELECT seq FROM audit_entry e{clause} ORDER BY seq"
    return array("q", (row[0] for row in reading.walk(sql, tuple(places))))


def _conditions(wanted: Wanted) -> tuple[list[str], list[str]]:
    where: list[str] = []
    places: list[str] = []
    if wanted.group:
        where.append("substr(body, 9, length(?)) = ?")
        places += [f"{wanted.group}."] * 2
    if wanted.by:
        where.append("json_valid(body) AND instr('+' || json_extract(body, '$.by') || '+', '+' || ? || '+') > 0")
        places.append(wanted.by)
    if wanted.ref:
        where.append("json_valid(body) AND instr(lower(json_extract(body, '$.ref')), lower(?)) > 0")
        places.append(wanted.ref)
    time = 'substr(body, instr(body, \'"at":"\') + 6, 27)'
    if wanted.since:
        where.append(f"{time} >= ?")
        places.append(wanted.since)
    if wanted.until:
        where.append(f"{time} < ?")
        places.append(wanted.until)
    if wanted.words:
        acts = "".join(" OR instr(body, ?) = 1" for _ in wanted.acts)
        where.append(
            "(instr(lower(body), lower(?)) > 0 OR seq IN (SELECT n.seq FROM audit_note n WHERE instr(n.text, ?) > 0)"
            f"{acts})"
        )
        places += [wanted.words, wanted.words, *(f'{{"act":"{act}"' for act in wanted.acts)]
    return where, places


def some_entries(reading: Reading, numbers: Sequence[int]) -> tuple[tuple[AuditEntry, str], ...]:
    """The entries of these numbers, in the order asked for, each with its free text ("" for none or erased)."""
    found: dict[int, tuple[AuditEntry, str]] = {}
    for start in range(0, len(numbers), 500):
        part = tuple(numbers[start : start + 500])
        sql = (
            "SELECT e.seq, CAST(e.prev AS BLOB), CASE typeof(e.body) WHEN 'text' THEN e.body ELSE '' END,"
            " CAST(e.hash AS BLOB), coalesce(n.text, '') FROM audit_entry e LEFT JOIN audit_note n ON n.seq = e.seq"
            f" WHERE e.seq IN ({', '.join('?' * len(part))})"
        )
        found.update({row[0]: (AuditEntry._make(row[:4]), row[4]) for row in reading.walk(sql, part)})
    return tuple(found[number] for number in numbers if number in found)


def machines(reading: Reading) -> tuple[tuple[int, str], ...]:
    """From which entry on which machine had the file open."""
    found = []
    sql = "SELECT seq, body FROM audit_entry WHERE instr(body, ?) = 1 ORDER BY seq"
    for seq, body in reading.walk(sql, ('{"act":"program.started"',)):
        try:
            found.append((int(seq), str(json.loads(body)["machine"])))
        except (ValueError, KeyError, TypeError):
            continue
    return tuple(found)


def hashes(reading: Reading) -> Iterator[tuple[int, bytes]]:
    """Number and hash of every entry, newest first."""
    for seq, digest in reading.walk("SELECT seq, CAST(hash AS BLOB) FROM audit_entry ORDER BY seq DESC"):
        yield seq, bytes(digest)


def marks_of_trade(reading: Reading, trade_id: int) -> Iterator[tuple[Any, ...]]:
    """Every mark of a trade's sheets in the order of keying, then status and time of every sheet."""
    sql = (
        "SELECT s.round, s.code, m.keying, m.aspect, m.seat, m.value, m.token FROM mark m JOIN sheet s"
        " ON s.id = m.sheet_id WHERE s.trade_id = ? ORDER BY m.id"
    )
    yield from reading.walk(sql, (trade_id,))
    sql = "SELECT round, code, status, seconds FROM sheet WHERE trade_id = ? AND (status <> '' OR seconds IS NOT NULL)"
    yield from reading.walk(f"{sql} ORDER BY id", (trade_id,))
