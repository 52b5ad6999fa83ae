"""Building a bundle: from plain data and unlocked keys to bytes that our own receiver accepts.

Rules:
1. The same facts, data and keys give the same bytes; only sealed personal data are random.
2. Signers are listed and sign in the order given: the base first, then chief judges, each key once.
3. Before anything is given out, the finished bytes are verified from scratch, with the base's own trust list when it
   has one, else with a list of just these signers. What our receiver would refuse is never handed to a person.
4. A bundle is built once and its bytes are kept; another stick gets the same bytes, any change is the next number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bundle import archive, canonical, envelope
from app.bundle.archive import BUNDLE_TYPE, Archive
from app.bundle.datafiles import Recompute
from app.bundle.keys import Key
from app.bundle.manifest import (
    AUDIT_PATH,
    MANIFEST_LIMIT,
    PAYLOAD_TYPE,
    PERSONS_PATH,
    AuditLine,
    BundleRef,
    FileLine,
    Manifest,
    Named,
    SignerLine,
    Stamp,
    TradeLine,
)
from app.bundle.persons import SealedPersons
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList
from app.bundle.verify import VerificationResult, verify


@dataclass(frozen=True)
class Facts:
    """What the manifest states beside its files and signers."""

    mode: str
    number: int
    contest: Named
    base: Named
    audit: AuditLine
    time: Stamp
    software: Mapping[str, Any]
    history: Sequence[BundleRef] = ()
    contest_pack: BundleRef | None = None
    trust_list: int = 0


@dataclass(frozen=True)
class TradeContent:
    """One trade to be stated: its line, and results and marks as plain objects (see `datafiles` for their form)."""

    line: TradeLine
    results: Mapping[str, Any]
    marks: Mapping[str, Any]


@dataclass(frozen=True)
class SigningKey:
    """An unlocked key that signs, and for which trades (`*`: all; none for the base)."""

    key: Key
    trades: tuple[str, ...] = ()


@dataclass(frozen=True)
class Built:
    """A finished bundle: its bytes, names, and what our own receiver said of it."""

    raw: bytes
    sha256: str
    check_code: str
    file_name: str
    manifest: Manifest
    verification: VerificationResult


def build(
    facts: Facts,
    trades: Sequence[TradeContent],
    audit_bodies: Sequence[bytes],
    signers: Sequence[SigningKey],
    *,
    persons: SealedPersons | None = None,
    scans: Mapping[str, bytes] | None = None,
    trust: TrustList | None = None,
    recompute: Recompute | None = None,
) -> Built:
    """Build, sign and verify a bundle.

    `audit_bodies` are the canonical bodies of the stretch in `facts.audit`; `scans` are PDF bytes by file name
    (`[a-z0-9_-]+.pdf`). Raises the first Finding that our own receiver has against it, and ValueError or
    NotCanonicalError for data that cannot be written at all, both faults of the caller.
    """
    made = assemble(facts, trades, audit_bodies, signers, persons=persons, scans=scans)
    raw, manifest = made.raw, made.manifest
    found = verify(raw, trust or _own_list(manifest, signers), recompute=recompute)
    if not found:
        raise found.problems[0]
    name = archive.file_name(facts.contest.id, facts.base.id, facts.number, raw)
    return Built(raw, found.sha256, found.check_code, name, manifest, found)


@dataclass(frozen=True)
class Assembled:
    """Signed bytes that nobody has checked yet, and the manifest in them."""

    raw: bytes
    manifest: Manifest


def assemble(
    facts: Facts,
    trades: Sequence[TradeContent],
    audit_bodies: Sequence[bytes],
    signers: Sequence[SigningKey],
    *,
    persons: SealedPersons | None = None,
    scans: Mapping[str, bytes] | None = None,
) -> Assembled:
    """The first half of `build`: write and sign, without looking at the result. Raises as `build`, no Finding."""
    trades = sorted(trades, key=lambda one: one.line.trade)
    files = _files(trades, audit_bodies, persons, scans or {})
    manifest = Manifest(
        mode=facts.mode,
        number=facts.number,
        history=tuple(facts.history),
        contest=facts.contest,
        contest_pack=facts.contest_pack,
        base=facts.base,
        trades=tuple(one.line for one in trades),
        files=tuple(FileLine.of(path, data) for path, data in sorted(files.items())),
        persons=persons.line if persons else None,
        audit=facts.audit,
        signers=tuple(SignerLine(one.key.role, one.key.keyid, one.trades) for one in signers),
        software=facts.software,
        time=facts.time,
        trust_list=facts.trust_list,
    )
    payload = manifest.to_bytes()
    if len(payload) > MANIFEST_LIMIT:
        raise ValueError("manifest too large")
    signed = envelope.seal(PAYLOAD_TYPE, payload, [one.key.secret for one in signers])
    raw = archive.write(Archive(BUNDLE_TYPE, signed.to_bytes(), files))
    return Assembled(raw, manifest)


def _files(
    trades: Sequence[TradeContent],
    audit_bodies: Sequence[bytes],
    persons: SealedPersons | None,
    scans: Mapping[str, bytes],
) -> dict[str, bytes]:
    files = {AUDIT_PATH: b"".join(body + b"\n" for body in audit_bodies)}
    for one in trades:
        files[one.line.path] = canonical.dump(dict(one.results))
        files[one.line.marks_path] = canonical.dump(dict(one.marks))
    if persons is not None:
        files[PERSONS_PATH] = persons.raw
    files.update({f"data/scan/{name}": data for name, data in scans.items()})
    return files


def _own_list(manifest: Manifest, signers: Sequence[SigningKey]) -> TrustList:
    """A list, never signed and never shown, that trusts exactly these signers; for looking at our own work."""
    keys = tuple(
        TrustedKey(one.key.public, one.key.role, one.key.person, one.trades, base=manifest.base.id)
        for one in {one.key.public: one for one in signers}.values()
    )
    base = TrustedBase(manifest.base.id, manifest.base.name, (manifest.contest.id,), keys)
    return TrustList(1, None, Roots(()), (), (), (base,))
