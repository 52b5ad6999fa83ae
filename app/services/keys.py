"""钥匙与名录: keys made and kept by role, and the trust list a file holds.

Rules:
1. Base, certificate, office and backup keys are kept sealed in the file of the computer that uses them; chief judges'
   and root keys go to their holders' own sticks, and the file knows only their public half.
2. A trust list is taken in only by the rules of `app.bundle.trustlist`; the first one needs the forty digits of the
   official letter.
3. A demo's keys are derived from its seed under a passphrase everybody knows, so that a demo needs no ceremony and two
   demos of one seed agree byte for byte. No other mode ever gets them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from app.bundle import canonical, certqr, sheetqr, stick, trustlist
from app.bundle import keys as ckey
from app.bundle.canonical import Node
from app.bundle.certqr import CertificateFacts
from app.bundle.findings import MalformedError
from app.bundle.keys import Cost, Key, KeyFile
from app.bundle.sheetqr import SheetFacts
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting
from app.services.common import contest_facts
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
    by: Actor = CONSOLE,
    at: datetime,
) -> Made:
    """Make a key of a role, write its `.ckey` file, and let a store know it.

    Raises Refusal "keys.nowhere" when it would be kept nowhere, "store.exists", WrongCall "keys.unknown_role", Finding
    for a weak passphrase.
    """
    if role not in ckey.ROLES:
        raise WrongCall("keys.unknown_role", role=role, known="、".join(ckey.ROLES))
    if out is None and (store is None or role not in KEPT_HERE):
        raise Refusal("keys.nowhere", role=role)
    if out is not None and out.exists():
        raise Refusal("store.exists", path=out.name)
    key = ckey.make(role, person)
    sealed = ckey.lock(key, passphrase)
    if store is not None:
        with acting(store, by, Act.MANAGE_KEYS, at) as writing:
            keep(writing, key, sealed if role in KEPT_HERE else None, at, by)
    if out is not None:
        stick.write_file(out.parent, out.name, sealed)
    return Made(key, sealed, out)


def keep(writing: Writing, key: Key, sealed: bytes | None, at: datetime, by: Actor) -> None:
    """Let a file know a key (sealed: and keep it); an earlier base, certificate or office key here is retired."""
    if stored.key_by_fingerprint(writing, key.keyid) is not None:
        raise Refusal("keys.known", person=key.person, short=ckey.short_form(key.keyid))
    if key.role in KEPT_HERE:
        for old in stored.keys(writing, key.role):
            stored.retire_key(writing, old.id, at)
    values = {"role": key.role, "fingerprint": key.keyid, "holder": key.person, "public": key.public.encode()}
    stored.add_key(writing, {**values, "sealed": sealed, "made_at": at})
    writing.audit("key.kept", by=by.ref, at=at, ref=key.keyid, role=key.role, sealed=sealed is not None)


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


def unlock_kept(reading: Reading, role: str, passphrase: str) -> Key | None:
    """The newest key of a role that is kept in the file; None when there is none. Raises Finding."""
    for one in stored.keys(reading, role):
        if one.sealed is not None:
            return ckey.read(one.sealed).unlock(passphrase)
    return None


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
    return taken


@dataclass(frozen=True)
class ListPlan:
    """What the next trust list shall say: bases with their keys in place of or beside those of the list before."""

    bases: Sequence[TrustedBase] = ()
    office_keys: Sequence[str] = ()
    recipients: Sequence[str] = ()
    withdrawn: frozenset[tuple[str, str]] = frozenset()


def sign_list(
    plan: ListPlan, roots: Sequence[Key], *, before: TrustList | None, all_roots: Sequence[str] = ()
) -> TrustList:
    """The first trust list, or the one after `before`, signed by root keys (two of those it names).

    `all_roots` are the public root keys of a first list (by default those that sign). Raises Refusal "keys.no_roots",
    Finding when the signatures do not suffice.
    """
    if len(roots) < 2:
        raise Refusal("keys.no_roots", found=len(roots))
    if before is None:
        named = tuple(sorted({*all_roots, *(key.public for key in roots)}))
        before = TrustList(0, None, Roots(named), (), (), ())
    merged = {base.id: base for base in before.bases}
    for base in plan.bases:
        merged[base.id] = _merged(merged.get(base.id), base)
    found = replace(
        before,
        serial=before.serial + 1,
        previous=before.sha256 if before.raw else None,
        office_keys=tuple(dict.fromkeys((*before.office_keys, *plan.office_keys))),
        recipients=tuple(dict.fromkeys((*before.recipients, *plan.recipients))),
        bases=tuple(merged[name] for name in sorted(merged)),
        withdrawn=before.withdrawn | plan.withdrawn,
    )
    return trustlist.sign(found, roots)


def _merged(old: TrustedBase | None, new: TrustedBase) -> TrustedBase:
    if old is None:
        return new
    keys: Mapping[str, TrustedKey] = {key.public: key for key in (*old.keys, *new.keys)}
    contests_held = tuple(dict.fromkeys((*old.contests, *new.contests)))
    return TrustedBase(old.id, new.name or old.name, contests_held, tuple(keys.values()), old.more)


def enrolment(reading: Reading) -> TrustedBase:
    """This base as it asks to be listed: its name, contest and keys. The office compares every forty digits with paper
    before it signs. Raises Refusal "keys.none"."""
    genesis = stored_audit.genesis(reading)
    row = contests.the_contest(reading)
    keys = [one for one in stored.keys(reading) if one.role in trustlist.SIGNING_ROLES]
    if not keys or row is None:
        raise Refusal("keys.none")
    lines = tuple(
        TrustedKey(
            one.public.decode(), one.role, one.holder, ("*",) if one.role == "chief" else (), base=genesis["base"]
        )
        for one in reversed(keys)
    )
    name = contest_facts(reading).contest.host or row.name
    return TrustedBase(genesis["base"], name, (genesis["contest"],), lines)


Signer = Callable[[CertificateFacts], str]


def certificate_signer(store: Store, passphrase: str | None = None) -> Signer | None:
    """What signs the QR codes of a print batch: facts in, the text of the code out. None without a certificate key, or
    without its passphrase in a file that is no demo."""
    with store.read() as reading:
        row = contests.the_contest(reading)
        if passphrase is None:
            if row is None or row.mode != "demo":
                return None
            passphrase = DEMO_PASSPHRASE
        key = unlock_kept(reading, "certificate", passphrase)
    return None if key is None else lambda facts: certqr.encode(facts, key)


SheetSigner = Callable[[SheetFacts], str]


def sheet_signer(store: Store, passphrase: str | None = None) -> SheetSigner | None:
    """As `certificate_signer`, for the QR at the end of sheets for signature."""
    with store.read() as reading:
        row = contests.the_contest(reading)
        if passphrase is None:
            if row is None or row.mode != "demo":
                return None
            passphrase = DEMO_PASSPHRASE
        key = unlock_kept(reading, "certificate", passphrase)
    return None if key is None else lambda facts: sheetqr.encode(facts, key)


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


REQUEST_FORMAT = "contest-enrolment"


def write_request(path: Path, base: TrustedBase) -> None:
    """Write a request to be listed. Raises Refusal "store.exists"."""
    write_new(path, canonical.dump({"format": REQUEST_FORMAT, "version": 1, "base": base.to_dict()}))


def read_request(path: Path) -> TrustedBase:
    """A request to be listed. Raises WrongCall "keys.request_malformed"."""
    try:
        root = Node(canonical.parse(read_whole(path), "request"), "request")
        root.member("format").word(REQUEST_FORMAT)
        return TrustedBase.read(root.member("base"))
    except MalformedError as error:
        raise WrongCall("keys.request_malformed", path=path.name, place=error.place) from None


def write_new(path: Path, raw: bytes) -> None:
    """Write a file that must not exist yet, whole or not at all. Raises Refusal "store.exists", WorldFailure."""
    if path.exists():
        raise Refusal("store.exists", path=path.name)
    stick.write_file(path.parent, path.name, raw)
