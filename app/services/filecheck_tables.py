"""Tables beside the marks held against the chain: signatures on trades, own bundles, free texts.

Rules:
1. The newest lock, unlock and decoding of a trade stand in the chain with the same two people, and the newest of the
   three is the same here and there: taking a lock out of the table unlocks nothing unseen.
2. Of every bundle built here the chain holds the entry that tells of it, and the head the bundle was built on: a chain
   cut short or written anew behind a bundle is seen. A bundle the chain tells of is still here: without it the next one
   would bear its number.
3. A free text is the one its entry is bound to; it is missed unless a later entry tells that personal data were erased.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from app.bundle import archive, envelope
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import Manifest
from app.errors import Refusal
from app.services.common import TradeFacts
from app.services.replay_rows import Problem
from db.queries import audit as stored
from db.queries import keys as stored_keys
from db.queries import signing
from db.store import Reading

_ACTS = {"lock": "trade.locked", "unlock": "trade.unlocked", "decode": "trade.decoded"}


def changed_signatures(reading: Reading, trade: TradeFacts) -> list[Problem]:
    """Signatures on a trade that are not the ones its chain tells of."""
    told = {kind: _told(reading, act, trade.code) for kind, act in _ACTS.items()}
    found = {kind: signing.last_sign_off(reading, trade.id, kind) for kind in _ACTS}
    for kind, (seq, body) in told.items():
        signed = found[kind]
        people = None if signed is None else "+".join(filter(None, (signed.by, signed.second)))
        if body.get("by") != people:
            return [_signature(trade, kind, seq)]
    newest = max((kind for kind in told if told[kind][0]), key=lambda kind: told[kind][0] or 0, default=None)
    last = signing.last_sign_off(reading, trade.id, *_ACTS)
    if newest != (None if last is None else last.kind):
        return [_signature(trade, newest or "lock", told[newest][0] if newest else None)]
    return []


def _signature(trade: TradeFacts, kind: str, seq: int | None) -> Problem:
    return Problem("signatures", seq, Refusal("files.signature_changed", trade=trade.name, act=_ACTS[kind]))


def _told(reading: Reading, act: str, ref: str) -> tuple[int | None, dict[str, Any]]:
    """The newest entry of an act about something: its number and body; nothing when no entry tells of it."""
    seq = stored.last_told(reading, act, ref)
    if seq is None:
        return None, {}
    try:
        body = json.loads(stored.bodies(reading, seq, seq)[0])
    except ValueError:
        return seq, {}
    return seq, body if isinstance(body, dict) else {}


def changed_bundles(reading: Reading) -> list[Problem]:
    """Bundles whose bytes were changed, or that the chain of this file no longer leads to."""
    problems = []
    for one in stored_keys.all_bundles(reading):
        raw = stored_keys.bundle_content(reading, one.id)
        seq, body = _told(reading, "bundle.built", str(one.number))
        if hashlib.sha256(raw).hexdigest() != one.sha256:
            problems.append(Problem("bundles", seq, Refusal("files.bundle_changed", number=one.number)))
        elif body.get("sha256") != one.sha256 or not _leads_to(reading, raw):
            problems.append(Problem("bundles", seq, Refusal("files.bundle_untold", number=one.number)))
    kept = {one.sha256 for one in stored_keys.all_bundles(reading)}
    problems += [
        Problem("bundles", seq, Refusal("files.bundle_gone", number=str(body.get("ref", ""))))
        for seq, body in stored.told(reading, "bundle.built")
        if body.get("sha256") not in kept
    ]
    return problems


def _leads_to(reading: Reading, raw: bytes) -> bool:
    """Whether the chain holds the head a bundle was built on."""
    try:
        audit = Manifest.parse(envelope.read(archive.read(raw).envelope).payload).audit
    except (Finding, MalformedError):
        return False
    held = stored.hash_at(reading, audit.last_seq)
    return held is not None and bytes(held).hex() == audit.last_hash


def changed_notes(reading: Reading) -> list[Problem]:
    """Free texts that are not the ones their entries are bound to, or that nobody was told to erase."""
    changed = {seq for seq, digest, bound in stored.note_digests(reading) if digest != bound}
    erased = stored.last_told(reading, "personal.erased", "") or 0
    changed |= {seq for seq in stored.notes_gone(reading) if seq > erased}
    return [Problem("notes", seq, Refusal("files.note_changed", seq=seq)) for seq in sorted(changed)]
