"""回执: what the office answered to the bundles built here; a number without an answer stays amber."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.bundle import receipt
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import CONSOLE, Actor, acting
from app.services.keys import held_trust
from db.queries import audit as stored_audit
from db.queries import keys as stored
from db.queries.restored import lost_bundles
from db.store import Store

Json = dict[str, Any]


def take_receipt(store: Store, raw: bytes, *, by: Actor = CONSOLE, at: datetime) -> receipt.Receipt:
    """回执: take in the office's answer to a bundle built here; its number is then 已回执. `raw` is the receipt's file,
    or the text of its QR code as it was scanned from paper.

    Raises WrongCall or Finding for what is no receipt of the office, Finding "bundle.receipt_not_ours", RightsRefusal
    for who may not report.
    """
    # What the office signed proves itself: the console needs nobody logged in to take it in.
    with store.write() if by == CONSOLE else acting(store, by, Act.EXPORT, at) as writing:
        trust = held_trust(writing)
        if trust is None:
            raise Refusal("keys.no_list")
        if raw.startswith(receipt.QR_PREFIX.encode()):
            raw = receipt.from_qr(raw.decode("ascii", "replace"), trust)
        found = receipt.read(raw, trust)
        genesis = stored_audit.genesis(writing)
        exported = {one.number: one.sha256 for one in lost_bundles(writing) if one.sha256}
        exported |= {one.number: one.sha256 for one in stored.all_bundles(writing)}
        receipt.match(found, contest=genesis["contest"], base=genesis["base"], exported=exported)
        stored.add_receipt(writing, {"bundle_sha256": found.bundle, "verdict": found.verdict, "content": raw, "at": at})
        writing.audit("bundle.receipted", by=by.ref, at=at, ref=f"{found.number}", verdict=found.verdict)
    return found


@dataclass(frozen=True)
class BundleLine:
    """A bundle built here, as a list shows it: `receipt` "" while the office has not answered."""

    number: int
    sha256: str
    file_name: str
    made_at: datetime
    trades: tuple[Json, ...]
    receipt: str


def bundle_lines(store: Store) -> tuple[BundleLine, ...]:
    """All bundles built in this file with the office's answers, by number."""
    with store.read() as reading:
        verdicts = stored.receipt_verdicts(reading)
        return tuple(
            BundleLine(
                one.number, one.sha256, one.file_name, one.made_at, tuple(one.trades), verdicts.get(one.sha256, "")
            )
            for one in stored.all_bundles(reading)
        )
