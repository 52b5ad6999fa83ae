"""Digests of rows in the chain: whoever changes a row of a sealed table by hand contradicts the last entry about it.

Rules:
1. Temporary triggers of the writing connection note every row of a sealed table that an act adds, changes or takes out.
   They are no part of the file, and no service can forget them.
2. The next entry of the act carries `rows`: for each of them "table/id" and 32 digits, null for a row taken out.
3. The digits are the first half of SHA-256("row-seal-v1" 00 salt canonical([table, id, column …])). Rows that name
   people have a salt of 16 random bytes, drawn anew at each seal and kept beside in `row_salt`, so that the chain gives
   no name away and a name can be erased without breaking it.
4. A migrated file is held against its seals by the columns they cover (`tables_of`); then, in the transaction of the
   steps, one entry seals all rows there are.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Row = tuple[str, int]  # table, id
_LABEL = b"row-seal-v1\x00"
_DIGITS = 32
_CHUNK = 500
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Sealed:
    """A sealed table: the columns that count, the one people know a row by, and whether it names people."""

    columns: tuple[str, ...]
    label: str = "id"
    salted: bool = False


def _sealed(columns: str, label: str = "id", salted: bool = False) -> Sealed:
    return Sealed(tuple(columns.split()), label, salted)


TABLES: dict[str, Sealed] = {
    "contest": _sealed("key mode name year kind level host base starts ends definition", "key"),
    "trade": _sealed("contest_id code name letter prefix entry_kind registration_closed_at", "code"),
    "trade_group": _sealed("trade_id name", "name"),
    "scheme": _sealed("trade_id version document sha256 by", "version"),
    "delegation": _sealed("contest_id name kind leader", salted=True),
    "person": _sealed("contest_id name unit", salted=True),
    "entry": _sealed(
        "contest_id trade_id group_id delegation_id number kind name unit state guest no_award", "number", True
    ),
    "entry_member": _sealed("entry_id person_id position"),
    "account": _sealed("name role secret active public_key", salted=True),
    "judge": _sealed("contest_id name unit certificate account_id", salted=True),
    "panel_seat": _sealed("trade_id round module seat judge_id"),
    "recusal": _sealed("judge_id entry_id"),
    "sheet_recusal": _sealed("sheet_id module seat"),
    "sitting": _sealed("trade_id round number starts_at room closed_at"),
    "attendance": _sealed("entry_id round status sitting extra_seconds by at"),
    "door_note": _sealed("entry_id round by at cleared_at"),
    "incident": _sealed("trade_id round code kind seconds about by at"),
    # Seed and codes stay secret until decoding: the entry `draw.made` binds them, with the seed as salt.
    "draw": _sealed("trade_id round number layers stations sittings method by witness at superseded_at"),
    "sealed_draw": _sealed("draw_id pairs opened_at"),
    "draw_share": _sealed("draw_id half account_id recipient wrapped made_at"),
    "draw_seat": _sealed("draw_id entry_id station sitting"),
    "draw_code": _sealed("draw_id code", "code"),
    "sheet": _sealed(
        "trade_id round code sitting scheme_id state status seconds double_entry first_by first_at second_by second_at"
        " agreed_at rechecked_at paper",
        "code",
    ),
    "spread_decision": _sealed("sheet_id aspect decision spread by at"),
    "recheck": _sealed("trade_id round number full seed by at"),
    "recheck_item": _sealed("recheck_id sheet_id why verdict errors by at"),
    "recheck_reading": _sealed("item_id part aspect seat on_paper on_record same by at"),
    "correction": _sealed("sheet_id aspect seat old new by second at appeal_id"),
    "sign_off": _sealed("trade_id kind revision by second digest facts at", "kind"),
    "result_revision": _sealed(
        "trade_id number scheme_id made_by made_at confirmed_at posted_at results_sha256 cause", "number"
    ),
    "result": _sealed(
        "revision_id entry_id position group_id status total total_text scores place joint decided_by award seconds"
        " scaled"
    ),
    "side_result": _sealed(
        "revision_id ranking entry_id position group_id status total_text place joint decided_by award"
    ),
    "ruling": _sealed("trade_id kind group_name subject decision by at", "kind"),
    "honour_rule": _sealed("contest_id position document"),
    "proposed_honour": _sealed("revision_id entry_id honour"),
    "appeal": _sealed(
        "trade_id entry_id round aspect filed_by filed_at state answered_by answered_at late against admitted_by"
        " admitted_at second item_round item_aspect closed_by closed_at revision",
        salted=True,
    ),
    "certificate": _sealed(
        "contest_id trade_id entry_id revision serial sequence facts token state issued_by issued_at", "serial", True
    ),
    "certificate_print": _sealed("certificate_id number layout overprint by at"),
    "key": _sealed("role fingerprint holder public retired_at", "role", True),
    "trust_list": _sealed("serial sha256", "serial"),
    "received_bundle": _sealed("contest_key base number sha256 verdict last_hash", "number"),
    "office_trade": _sealed("contest_key base trade revision results_sha256 entries received_id current year", "trade"),
    "office_result": _sealed("office_trade_id entry group_name status total place award", "entry"),
}  # fmt: skip
"""Only the tables named here; marks have the chain to themselves, bundles and trust lists their signatures."""

WAS: dict[int, dict[str, Sealed | None]] = {}
"""By version of the schema: how a table was sealed up to it, where the next step changed that; None: not at all."""


def tables_of(version: int) -> dict[str, Sealed]:
    """What the seals of a file of that version of the schema cover."""
    found: dict[str, Sealed | None] = {**TABLES}
    for last in sorted(WAS, reverse=True):
        if version <= last:
            found |= WAS[last]
    return {table: sealed for table, sealed in found.items() if sealed is not None}


def name_of(row: Row) -> str:
    """How entries name a row: "certificate/12"."""
    return f"{row[0]}/{row[1]}"


class Watch:
    """The rows one writing connection has touched since the last entry."""

    def __init__(self, driver: Any) -> None:
        """`driver` is the raw connection; the triggers live as long as it does, and tell the last watch made on it."""
        self.touched: dict[Row, None] = {}  # in the order of the act
        self.salt: Callable[[], bytes] = lambda: secrets.token_bytes(16)
        driver.create_function("row_touched", 2, self._note)
        cursor = driver.cursor()
        for table, sealed in TABLES.items():
            changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in sealed.columns)
            columns = ", ".join(f'"{name}"' for name in sealed.columns)
            for act, when, row in (
                ("INSERT", "", "NEW"),
                (f"UPDATE OF {columns}", f"WHEN {changed}", "NEW"),
                ("DELETE", "", "OLD"),
            ):
                cursor.execute(
                    f"CREATE TEMP TRIGGER IF NOT EXISTS seal_{table}_{act[:6].lower()} AFTER {act}"
                    f" ON main.{table} {when} BEGIN SELECT row_touched('{table}', {row}.id); END"
                )
        cursor.close()

    def _note(self, table: str, row: int) -> None:
        self.touched[table, row] = None

    def forget(self) -> None:
        """An act begins anew: what an undone one touched was never there."""
        self.touched.clear()

    def all_rows(self, cursor: Any) -> None:
        """Count every row there is as touched: the first entry of a migrated file."""
        for table in TABLES:
            for (row,) in cursor.execute(f"SELECT id FROM {table} ORDER BY id"):
                self.touched[table, row] = None

    def take(self, cursor: Any) -> dict[str, str | None]:
        """The seals of the rows touched, for the entry about to be written; nothing is touched afterwards."""
        found: dict[str, str | None] = {name_of(row): None for row in self.touched}
        by_table: dict[str, list[int]] = {}
        for table, row in self.touched:
            by_table.setdefault(table, []).append(row)
        self.touched.clear()
        for table, ids in by_table.items():
            salts: dict[int, bytes] = {}
            if TABLES[table].salted:
                salts = {row: self.salt() for row in ids}
                cursor.executemany(
                    "INSERT INTO row_salt (name, salt) VALUES (?, ?)"
                    " ON CONFLICT (name) DO UPDATE SET salt = excluded.salt",
                    [(name_of((table, row)), salt) for row, salt in salts.items()],
                )
            for start in range(0, len(ids), _CHUNK):
                part = ids[start : start + _CHUNK]
                places = ", ".join("?" * len(part))
                cursor.execute(f"{_select(table, TABLES[table])} WHERE t.id IN ({places})", part)
                for values in cursor.fetchall():
                    found[f"{table}/{values[0]}"] = digest(table, values, salts.get(values[0], b""))
        return found


def digest(table: str, values: Iterable[Any], salt: bytes) -> str:
    """The seal of a row: `values` are its id and the columns of `TABLES`, as stored (rule 3)."""
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    return hashlib.sha256(_LABEL + salt + _encode([table, *plain]).encode("utf-8", "surrogatepass")).hexdigest()[
        :_DIGITS
    ]


def _select(table: str, sealed: Sealed) -> str:
    columns = ", ".join(f't."{name}"' for name in sealed.columns)
    return f"SELECT t.id, {columns} FROM {table} t"


def current(cursor: Any) -> Iterator[tuple[str, str, Any]]:
    """Of every row there is: its name, its seal, and what people know it by. What is sealed follows from the version of
    the file, which a migration raises last."""
    (version,) = cursor.execute("PRAGMA user_version").fetchone()
    salts = {name: bytes(salt) for name, salt in cursor.execute("SELECT name, CAST(salt AS BLOB) FROM row_salt")}
    for table, sealed in tables_of(version).items():
        place = 1 + sealed.columns.index(sealed.label) if sealed.label != "id" else 0
        cursor.execute(f"{_select(table, sealed)} ORDER BY t.id")
        while part := cursor.fetchmany(2000):
            for values in part:
                name = f"{table}/{values[0]}"
                yield name, digest(table, values, salts.get(name, b"")), values[place]
