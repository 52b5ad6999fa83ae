"""登记申请: this base's keys as it asks the office to list them, on paper as QR and digits, in a file, by rotation.

Rules:
1. Asked for are the base, certificate and chief judges' keys the file knows and has not retired. The backup key goes
   into no list.
2. The QR is signed by the base key. A request file may be bare: what decides are the digits on the stamped paper.
3. A rotation's request is signed by the old key and the new one; the old one goes on until the new list is there.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.bundle import enrolment as form
from app.bundle import trustlist
from app.bundle.enrolment import Enrolment
from app.bundle.keys import Key, key_id
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.errors import Refusal
from app.services import keys as key_service
from app.services.access import CONSOLE, Actor
from app.services.common import contest_facts
from app.services.keys import DEMO_PASSPHRASE, KEPT_HERE, read_whole, write_new
from db.queries import audit as stored_audit
from db.queries import contest as contests
from db.queries import keys as stored
from db.queries.keys import StoredKey
from db.store import Reading, Store


def asked(reading: Reading) -> TrustedBase:
    """This base as it asks to be listed: its name, contest and keys (rule 1). Raises Refusal "keys.none"."""
    genesis = stored_audit.genesis(reading)
    row = contests.the_contest(reading)
    keys = [one for one in stored.keys(reading) if one.role in trustlist.SIGNING_ROLES]
    if not keys or row is None:
        raise Refusal("keys.none")
    name = contest_facts(reading).contest.host or row.name
    lines = tuple(_line(one, genesis["base"]) for one in reversed(keys))
    return TrustedBase(genesis["base"], name, (genesis["contest"],), lines)


def _line(one: StoredKey, base: str) -> TrustedKey:
    trades = tuple(one.trades or ("*",)) if one.role == "chief" else ()
    return TrustedKey(one.public.decode(), one.role, one.holder, trades, base=base)


def base_key(reading: Reading, passphrase: str) -> Key:
    """The unlocked base key. Raises Refusal "export.no_base_key", Finding for a wrong passphrase."""
    row = contests.the_contest(reading)
    if not passphrase and row is not None and row.mode == "demo":
        passphrase = DEMO_PASSPHRASE
    found = key_service.unlock_kept(reading, "base", passphrase)
    if found is None:
        raise Refusal("export.no_base_key")
    return found


def codes(reading: Reading, passphrase: str) -> tuple[str, ...]:
    """The texts of the QR codes of the form (rule 2). Raises as `asked` and `base_key`."""
    base = asked(reading)
    return form.codes(base, base_key(reading, passphrase))


def write_request(store: Store, out: Path, passphrase: str | None = None) -> Enrolment:
    """Write the request file, signed by the base key where its passphrase is given. Raises Refusal "store.exists"."""
    with store.read() as reading:
        found = Enrolment(asked(reading))
        signers = () if passphrase is None else (base_key(reading, passphrase),)
    raw = form.request(found, signers)
    write_new(out, raw)
    return form.read_request(raw)


def read_request(path: Path) -> Enrolment:
    """A request file, or the text of a form's codes in a file. Raises as `app.bundle.enrolment.read_request`."""
    return form.read_request(read_whole(path), path.name)


def rotate(
    store: Store,
    old: Key,
    passphrase: str,
    request: Path,
    *,
    out: Path | None = None,
    by: Actor = CONSOLE,
    at: datetime,
) -> tuple[Key, Enrolment]:
    """A new key in place of `old` (unlocked), and the request for it, signed by both (rule 3).

    `passphrase` seals the new key; `out` is where a chief judge's new key goes. Raises Refusal "keys.unlisted" for a
    key this file does not know, "keys.not_rotated" for roles that no list names, "store.exists", and as `make_key`.
    """
    with store.read() as reading:
        known = stored.key_by_fingerprint(reading, old.keyid)
        genesis = stored_audit.genesis(reading)
        last = max((one.number for one in stored.all_bundles(reading)), default=0)
    if old.role not in trustlist.SIGNING_ROLES:
        raise Refusal("keys.not_rotated", role=old.role)
    if known is None or known.retired_at is not None:
        raise Refusal("keys.unlisted", key=old.keyid[:8])
    if request.exists():
        raise Refusal("store.exists", path=request.name)
    trades = tuple(known.trades or ())
    made = key_service.make_key(
        old.role, old.person, passphrase, out=out, store=store, trades=trades, beside=True, by=by, at=at
    )
    if old.role not in KEPT_HERE:
        key_service.retire(store, old.keyid, by=by, at=at)
    with store.read() as reading:
        line = stored.key_by_fingerprint(reading, made.key.keyid)
        name = asked(reading).name
    assert line is not None  # kept a moment ago
    base = TrustedBase(genesis["base"], name, (genesis["contest"],), (_line(line, genesis["base"]),))
    found = Enrolment(base, replaces=((old.public, made.key.public),), last_number=last)
    write_new(request, form.request(found, (old, made.key)))
    return made.key, replace(found, signed_by=frozenset({old.keyid, key_id(made.key.public)}))
