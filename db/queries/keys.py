"""Keys of this file, trust lists taken in, bundles built and the receipts that came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from db.models.office import BundleRow, KeyRow, ReceiptRow, TrustListRow
from db.store import Reading, Writing


@dataclass(frozen=True)
class StoredKey:
    """A key this file knows: public always, `sealed` (the bytes of its key file) only where it is kept here."""

    id: int
    role: str
    fingerprint: str
    holder: str
    public: bytes
    sealed: bytes | None
    made_at: datetime
    retired_at: datetime | None
    trades: Any = None  # of a chief judge's key: the trades asked for, None: all


@dataclass(frozen=True)
class StoredBundle:
    """A bundle built here, without its bytes."""

    id: int
    number: int
    sha256: str
    file_name: str
    trades: Any
    last_seq: int
    by: str
    made_at: datetime


_KEY = (
    KeyRow.id,
    KeyRow.role,
    KeyRow.fingerprint,
    KeyRow.holder,
    KeyRow.public,
    KeyRow.sealed,
    KeyRow.made_at,
    KeyRow.retired_at,
    KeyRow.trades,
)
_BUNDLE = (
    BundleRow.id,
    BundleRow.number,
    BundleRow.sha256,
    BundleRow.file_name,
    BundleRow.trades,
    BundleRow.last_seq,
    BundleRow.by,
    BundleRow.made_at,
)


def keys(reading: Reading, role: str | None = None) -> tuple[StoredKey, ...]:
    """Keys not retired (of a role), newest first."""
    statement = select(*_KEY).where(KeyRow.retired_at.is_(None)).order_by(KeyRow.id.desc())
    if role is not None:
        statement = statement.where(KeyRow.role == role)
    return tuple(StoredKey(*row) for row in reading.all(statement))


def key_by_fingerprint(reading: Reading, fingerprint: str) -> StoredKey | None:
    """The key with this key id, retired or not."""
    row = reading.first(select(*_KEY).where(KeyRow.fingerprint == fingerprint))
    return None if row is None else StoredKey(*row)


def add_key(writing: Writing, values: Mapping[str, Any]) -> int:
    """Keep a key; gives its row id."""
    return writing.insert(insert(KeyRow), {"retired_at": None, "trades": None, **values})


def retire_key(writing: Writing, key_id: int, at: datetime) -> None:
    """A key that signs no more; it stays readable."""
    writing.run(update(KeyRow).where(KeyRow.id == key_id), {"retired_at": at})


def trust_list(reading: Reading) -> bytes | None:
    """The bytes of the newest trust list taken in."""
    found: bytes | None = reading.value(select(TrustListRow.content).order_by(TrustListRow.serial.desc()))
    return found


def add_trust_list(writing: Writing, serial: int, sha256: str, content: bytes, at: datetime) -> None:
    """Keep a trust list; older ones stay readable."""
    writing.run(insert(TrustListRow), {"serial": serial, "sha256": sha256, "content": content, "at": at})


def bundles(reading: Reading, contest_id: int) -> tuple[StoredBundle, ...]:
    """Bundles built of a contest, by number."""
    statement = select(*_BUNDLE).where(BundleRow.contest_id == contest_id).order_by(BundleRow.number)
    return tuple(StoredBundle(*row) for row in reading.all(statement))


def all_bundles(reading: Reading) -> tuple[StoredBundle, ...]:
    """Every bundle built in this file, by number."""
    return tuple(StoredBundle(*row) for row in reading.all(select(*_BUNDLE).order_by(BundleRow.number)))


def bundle_content(reading: Reading, bundle_id: int) -> bytes:
    """The bytes of a bundle as they were built."""
    return bytes(reading.value(select(BundleRow.content).where(BundleRow.id == bundle_id)))


def add_bundle(writing: Writing, values: Mapping[str, Any]) -> int:
    """Keep a bundle with its bytes; gives its row id."""
    return writing.insert(insert(BundleRow), values)


def add_receipt(writing: Writing, values: Mapping[str, Any]) -> None:
    """Keep a receipt (keys: bundle_sha256, verdict, content, at)."""
    writing.run(insert(ReceiptRow), values)


def receipt_verdicts(reading: Reading) -> dict[str, str]:
    """The newest verdict of the office by digest of the bundle."""
    rows = reading.all(select(ReceiptRow.bundle_sha256, ReceiptRow.verdict).order_by(ReceiptRow.id))
    return {row[0]: row[1] for row in rows}
