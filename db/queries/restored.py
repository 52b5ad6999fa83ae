"""What the chain says of backups and restores: is a backup due, which bundles were lost with an old file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Reading

RESTORED = "file.restored"
TOLD = "bundle.told"


@dataclass(frozen=True)
class LostBundle:
    """A bundle built before a restore and not in the restored file. `sha256` "" and no trades: nobody could tell."""

    number: int
    sha256: str
    trades: tuple[dict[str, Any], ...] = ()


def told_since(reading: Reading, seq: int, but: Sequence[str]) -> bool:
    """Whether an entry after number `seq` tells of any other act than those of `but`."""
    clauses = " AND instr(body, ?) <> 1" * len(but)
    starts = [f'{{"act":"{act}"' for act in but]
    sql = f"SELECT 1 FROM audit_entry WHERE seq > ?{clauses} LIMIT 1"
    return reading.row(sql, (seq, *starts)) is not None


def told_between(reading: Reading, first: int, last: int, acts: Sequence[str]) -> frozenset[str]:
    """Which of some acts the entries after number `first` up to `last` tell of."""
    found = set()
    for act in acts:
        sql = "SELECT 1 FROM audit_entry WHERE seq > ? AND seq <= ? AND instr(body, ?) = 1 LIMIT 1"
        if reading.row(sql, (first, last, f'{{"act":"{act}"')) is not None:
            found.add(act)
    return frozenset(found)


def lost_bundles(reading: Reading) -> tuple[LostBundle, ...]:
    """The bundles that restores of this file, or people afterwards, named as lost, by number."""
    found: dict[int, LostBundle] = {}
    sql = "SELECT body FROM audit_entry WHERE instr(body, ?) = 1 OR instr(body, ?) = 1 ORDER BY seq"
    starts = tuple(f'{{"act":"{act}"' for act in (RESTORED, TOLD))
    for (body,) in reading.connection.exec_driver_sql(sql, starts).all():
        for one in _told(body):
            known = found.get(one.number)
            if known is None or (len(one.trades), len(one.sha256)) >= (len(known.trades), len(known.sha256)):
                found[one.number] = one
    return tuple(found[number] for number in sorted(found))


def _told(body: str) -> list[LostBundle]:
    try:
        return [
            LostBundle(int(one["number"]), str(one["sha256"]), tuple(one["trades"]))
            for one in json.loads(body).get("bundles", [])
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []  # not written by this program: it names nothing


def kept_digests(reading: Reading) -> Sequence[tuple[str, int, str, bytes]]:
    """Every trust list and bundle kept whole: what it is, its number, the digest noted with it, its bytes."""
    sql = (
        "SELECT 'bundle', number, sha256, content FROM bundle UNION ALL"
        " SELECT 'trust list', serial, sha256, content FROM trust_list"
    )
    return [(row[0], row[1], row[2], row[3]) for row in reading.connection.exec_driver_sql(sql).all()]


def merged(reading: Reading) -> Iterator[tuple[str, str, bytes, Sequence[tuple[Any, ...]]]]:
    """Every trade an office merged: its code, the digest of its results, the bundle it came in, and its rows as entry,
    group, status, total, place, award. One bundle at a time is in memory."""
    run = reading.connection.exec_driver_sql
    rows = "SELECT entry, group_name, status, total, place, award FROM office_result WHERE office_trade_id = ?"
    trades = (
        "SELECT t.id, t.trade, t.results_sha256, t.received_id FROM office_trade t"
        " JOIN received_bundle r ON r.id = t.received_id ORDER BY t.id"
    )
    for number, trade, digest, bundle in run(trades).all():
        content = run("SELECT content FROM received_bundle WHERE id = ?", (bundle,)).scalar_one()
        yield trade, digest, content, [tuple(row) for row in run(rows, (number,)).all()]
