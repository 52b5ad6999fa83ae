"""钥匙与名录: keys made and kept by role, and the trust list a file holds.

Rules:
1. Base, certificate, office and backup keys are kept sealed in the file of the computer that uses them; chief judges'
   and root keys go to their holders' own sticks, never to the disk of a live contest, and the file knows only their
   public half. Only a demo keeps its invented chief judge's key beside the others.
2. A trust list is taken in only by the rules of `app.bundle.trustlist`; the first one needs the forty digits of the
   official letter.
3. A key made to rotate another stands beside it until a trust list names it; then the old one retires.
4. A demo's keys are derived from its seed under a passphrase everybody knows, so that a demo needs no ceremony and two
   demos of one seed agree byte for byte. No other mode ever gets them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.bundle import certqr, sheetqr, stick, trustlist
from app.bundle import keys as ckey
from app.bundle.certqr import CertificateFacts
from app.bundle.keys import Cost, Key, KeyFile
from app.bundle.sheetqr import SheetFacts
from app.bundle.trustlist import TrustedBase, TrustedKey, TrustList
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting
from app.services.common import contest_facts
from app.services.keys_lists import ListPlan as ListPlan
from app.services.keys_lists import sign_list as sign_list
from db.queries import audit as stored_audit
from db.queries import contest as contests
from db.queries import keys as stored
from db.queries.keys import StoredKey
from db.store import Reading, Store, Writing

KEPT_HERE = ("base", "certificate", "office", "office_age", "backup")
FILE_LIMIT = 2 << 20
DEMO_PASSPHRASE = "yan-shi-yan-shi-yan-shi"
_DEMO_COST = Cost(m=19456, t=1, p=1)  # a demo hides nothing; the reader takes nothing cheaper
_DEMO_ROLES = ("base", "chief", "certificate", "office", "root-1", "root-2", "root-3")


@dataclass(frozen=True)
class Made:
    """A key just made: the key itself, its sealed file, and where that file was written (None: nowhere)."""

    key: Key
    sealed: bytes = field(repr=False)
    path: Path | None


def make_key(
    role: str,
    person: str,
    passphrase: str,
    *,
    out: Path | None = None,
    store: Store | None = None,
    trades: Sequence[str] = (),
    beside: bool = False,
    by: Actor = CONSOLE,
    at: datetime,
) -> Made:
    """Make a key of a role, write its `.ckey` file, and let a store know it.

    `trades` are those a chief judge's key shall sign for (none: all); `beside` keeps an earlier key of the role in use
    (rule 3). Raises Refusal "keys.nowhere" when it would be kept nowhere, "keys.same_disk" for a chief judge's key on
    the disk of a live contest, "store.exists", WrongCall "keys.unknown_role", Finding for a weak passphrase.
    """
    if role not in ckey.ROLES:
        raise WrongCall("keys.unknown_role", role=role, known="、".join(ckey.ROLES))
    if out is None and (store is None or role not in KEPT_HERE):
        raise Refusal("keys.nowhere", role=role)
    if out is not None:
        _refuse_place(out, role, store)
    key = ckey.make(role, person)
    sealed = ckey.lock(key, passphrase)
    if store is not None:
        with acting(store, by, Act.MANAGE_KEYS, at) as writing:
            _know_trades(writing, trades)
            keep(writing, key, sealed if role in KEPT_HERE else None, at, by, trades=trades, beside=beside)
            if out is not None:  # a stick that fails leaves no key behind that nobody holds
                stick.write_file(out.parent, out.name, sealed)
    elif out is not None:
        stick.write_file(out.parent, out.name, sealed)
    return Made(key, sealed, out)


def _refuse_place(out: Path, role: str, store: Store | None) -> None:
    if out.exists():
        raise Refusal("store.exists", path=out.name)
    if role != "chief" or store is None or not same_disk(out.parent, store.path.parent):
        return
    with store.read() as reading:
        row = contests.the_contest(reading)
    if row is not None and row.mode == "live":
        raise Refusal("keys.same_disk", folder=f"{out.parent}")


def same_disk(one: Path, other: Path) -> bool:
    """Whether two folders lie on one volume. A folder that cannot be asked lies nowhere."""
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return False


def _know_trades(reading: Reading, trades: Sequence[str]) -> None:
    if trades:
        facts = contest_facts(reading)
        for code in trades:
            facts.trade(code)


def keep(
    writing: Writing,
    key: Key,
    sealed: bytes | None,
    at: datetime,
    by: Actor,
    *,
    trades: Sequence[str] = (),
    beside: bool = False,
) -> None:
    """Let a file know a key (sealed: and keep it); an earlier base, certificate or office key here is retired unless
    the new one stands `beside` it. Raises Refusal "keys.known"."""
    _note(writing, key.role, key.person, key.public, sealed, at, by, trades, beside)


def know(store: Store, path: Path, *, trades: Sequence[str] = (), by: Actor = CONSOLE, at: datetime) -> KeyFile:
    """Let a file know the public half of a chief judge's key made elsewhere. Raises as `read_key_file`, Refusal
    "keys.not_a_chief", "keys.known"."""
    found = read_key_file(path)
    if found.role != "chief":
        raise Refusal("keys.not_a_chief", path=path.name, role=found.role)
    with acting(store, by, Act.MANAGE_KEYS, at) as writing:
        _know_trades(writing, trades)
        _note(writing, found.role, found.person, found.public, None, at, by, trades, True)
    return found


def _note(
    writing: Writing,
    role: str,
    person: str,
    public: str,
    sealed: bytes | None,
    at: datetime,
    by: Actor,
    trades: Sequence[str],
    beside: bool,
) -> None:
    keyid = ckey.key_id(public)
    if stored.key_by_fingerprint(writing, keyid) is not None:
        raise Refusal("keys.known", person=person, short=ckey.short_form(keyid))
    if role in KEPT_HERE and not beside:
        for old in stored.keys(writing, role):
            stored.retire_key(writing, old.id, at)
    values = {"role": role, "fingerprint": keyid, "holder": person, "public": public.encode()}
    stored.add_key(writing, {**values, "sealed": sealed, "made_at": at, "trades": sorted(trades) or None})
    writing.audit("key.kept", by=by.ref, at=at, ref=keyid, role=role, sealed=sealed is not None)


def retire(store: Store, keyid: str, *, by: Actor = CONSOLE, at: datetime) -> StoredKey:
    """A key this file shall neither use nor ask to be listed any more. Raises Refusal "keys.unlisted"."""
    with acting(store, by, Act.MANAGE_KEYS, at) as writing:
        found = stored.key_by_fingerprint(writing, keyid)
        if found is None or found.retired_at is not None:
            raise Refusal("keys.unlisted", key=ckey.short_form(keyid))
        stored.retire_key(writing, found.id, at)
        writing.audit("key.retired", by=by.ref, at=at, ref=keyid, role=found.role)
    return found


def read_key_file(path: Path) -> KeyFile:
    """A `.ckey` file, locked. Raises WrongCall "bundle.key_malformed", "files.cannot_read"."""
    return ckey.read(read_whole(path))


def open_key(path: Path, passphrase: str) -> Key:
    """The key of a `.ckey` file. Raises as `read_key_file`, Finding for a wrong passphrase."""
    return read_key_file(path).unlock(passphrase)


def read_whole(path: Path, limit: int = FILE_LIMIT) -> bytes:
    """The bytes of a small file a person named. Raises WrongCall "files.cannot_read"."""
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe or device might never end
            raise WrongCall("files.cannot_read", path=path.name, reason="no regular file")
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:  # ValueError: a name with a zero byte
        reason = getattr(error, "strerror", None) or str(error)
        raise WrongCall("files.cannot_read", path=path.name, reason=reason) from error


def known_keys(store: Store) -> tuple[StoredKey, ...]:
    """The keys this file knows and has not retired, newest first."""
    with store.read() as reading:
        return stored.keys(reading)


def kept_key(reading: Reading, role: str) -> StoredKey | None:
    """The key of a role kept here that is in use: the newest that the trust list names as active, else the newest."""
    kept = [one for one in stored.keys(reading, role) if one.sealed is not None]
    held = held_trust(reading) if len(kept) > 1 else None
    listed = [one for one in kept if held is not None and _active(held, one.fingerprint)]
    return next(iter((*listed, *kept)), None)


def unlock_kept(reading: Reading, role: str, passphrase: str) -> Key | None:
    """The key of a role kept in the file (see `kept_key`), unlocked; None when there is none. Raises Finding."""
    found = kept_key(reading, role)
    return None if found is None or found.sealed is None else ckey.read(found.sealed).unlock(passphrase)


def _active(trust: TrustList, keyid: str) -> bool:
    line = trust.lookup(keyid)
    return line is not None and line.status == "active"


def held_trust(reading: Reading) -> TrustList | None:
    """The trust list this file holds."""
    raw = stored.trust_list(reading)
    return None if raw is None else trustlist.read(raw)


def take_trust(
    store: Store, raw: bytes, *, root_code: str | None = None, by: Actor = CONSOLE, at: datetime
) -> TrustList:
    """Take a trust list in (rule 2). Raises WrongCall or Finding; then the one held stays."""
    with acting(store, by, Act.MANAGE_KEYS, at) as writing:
        return take_list(writing, raw, root_code=root_code, by=by, at=at)


def take_list(writing: Writing, raw: bytes, *, root_code: str | None, by: Actor, at: datetime) -> TrustList:
    """As `take_trust`, inside a transaction."""
    held = held_trust(writing)
    taken = trustlist.accept(raw, held, root_code=root_code)
    if held is None or taken.serial != held.serial:
        stored.add_trust_list(writing, taken.serial, taken.sha256, taken.raw, at)
        writing.audit("trust.taken", by=by.ref, at=at, ref=f"{taken.serial}", sha256=taken.sha256)
        _retire_rotated(writing, taken, by, at)
    return taken


def _retire_rotated(writing: Writing, trust: TrustList, by: Actor, at: datetime) -> None:
    """Keys kept here that a newer key of their role has taken the place of (rule 3)."""
    for role in trustlist.SIGNING_ROLES:
        kept = [one for one in stored.keys(writing, role) if one.sealed is not None]
        newest = next((place for place, one in enumerate(kept) if _active(trust, one.fingerprint)), len(kept))
        for old in kept[newest + 1 :]:
            stored.retire_key(writing, old.id, at)
            writing.audit("key.retired", by=by.ref, at=at, ref=old.fingerprint, role=role)


Signer = Callable[[CertificateFacts], str]


def certificate_signer(store: Store, passphrase: str | None = None) -> Signer | None:
    """What signs the QR codes of a print batch: facts in, the text of the code out. None without a certificate key, or
    without its passphrase in a file that is no demo."""
    key = _certificate_key(store, passphrase)
    return None if key is None else lambda facts: certqr.encode(facts, key)


SheetSigner = Callable[[SheetFacts], str]


def sheet_signer(store: Store, passphrase: str | None = None) -> SheetSigner | None:
    """As `certificate_signer`, for the QR at the end of sheets for signature."""
    key = _certificate_key(store, passphrase)
    return None if key is None else lambda facts: sheetqr.encode(facts, key)


def _certificate_key(store: Store, passphrase: str | None) -> Key | None:
    with store.read() as reading:
        row = contests.the_contest(reading)
        if passphrase is None:
            if row is None or row.mode != "demo":
                return None
            passphrase = DEMO_PASSPHRASE
        return unlock_kept(reading, "certificate", passphrase)


@dataclass(frozen=True)
class DemoKeys:
    """All keys of a demo."""

    base: Key
    chief: Key
    certificate: Key
    office: Key
    roots: tuple[Key, ...]


def demo_keys(seed: int | str) -> DemoKeys:
    """The keys of a demo of this seed: each from SHA-256 of seed and role. For mode demo only."""
    made = {}
    for name in _DEMO_ROLES:
        secret = hashlib.sha256(f"demo-key|{seed}|{name}".encode()).digest()
        made[name] = ckey.make(name.partition("-")[0], f"演示 {name}", secret=secret)
    roots = (made["root-1"], made["root-2"], made["root-3"])
    return DemoKeys(made["base"], made["chief"], made["certificate"], made["office"], roots)


def demo_trust(keys: DemoKeys, base: str, base_name: str, contest: str) -> TrustList:
    """The trust list of a demo; the same keys and names give the same bytes."""
    lines = (
        TrustedKey(keys.base.public, "base", keys.base.person),
        TrustedKey(keys.chief.public, "chief", keys.chief.person, ("*",)),
        TrustedKey(keys.certificate.public, "certificate", keys.certificate.person),
    )
    plan = ListPlan((TrustedBase(base, base_name, (contest,), lines),), (keys.office.public,))
    return sign_list(plan, keys.roots[:2], before=None, all_roots=[key.public for key in keys.roots])


def install_demo_keys(store: Store, seed: int | str, *, at: datetime) -> TrustList:
    """Give a demo file its keys and trust list. Raises Refusal "keys.not_a_demo" for any other mode."""
    keys = demo_keys(seed)
    with store.write() as writing:
        row = contests.the_contest(writing)
        if row is None or row.mode != "demo":
            raise Refusal("keys.not_a_demo")
        genesis = stored_audit.genesis(writing)
        name = contest_facts(writing).contest.host or row.name
        trust = demo_trust(keys, genesis["base"], name, genesis["contest"])
        for key in (keys.base, keys.chief, keys.certificate):
            if stored.key_by_fingerprint(writing, key.keyid) is None:
                keep(writing, key, _seal_demo(key, seed), at, CONSOLE)
        held = held_trust(writing)
        if held is None:
            take_list(writing, trust.raw, root_code=trust.roots.code, by=CONSOLE, at=at)
    return held or trust


def _seal_demo(key: Key, seed: int | str) -> bytes:
    def random(count: int) -> bytes:
        return hashlib.sha256(f"demo-salt|{seed}|{key.role}|{count}".encode()).digest()[:count]

    return ckey.lock(key, DEMO_PASSPHRASE, cost=_DEMO_COST, random=random)


def write_trust(store: Store, path: Path) -> TrustList:
    """Write the trust list this file holds as a `.ctl` file. Raises Refusal "keys.no_list"."""
    with store.read() as reading:
        held = held_trust(reading)
    if held is None:
        raise Refusal("keys.no_list")
    stick.write_file(path.parent, path.name, held.raw)
    return held


def read_list(path: Path) -> TrustList:
    """A trust list from a file, signed by its own roots. Raises WrongCall for what is none, Finding."""
    raw = read_whole(path)
    if not raw:
        raise WrongCall("bundle.trust_malformed", place="size")
    return trustlist.read(raw)


def write_new(path: Path, raw: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all. Raises Refusal "store.exists", WorldFailure."""
    if path.exists():
        raise Refusal("store.exists", path=path.name)
    stick.write_file(path.parent, path.name, raw)
