"""Keys, lists and bundles for the tests of the signed file, the known answer among them; no argon2, no randomness."""

from __future__ import annotations

import dataclasses
from functools import cache

from app.bundle import archive, canonical, envelope, keys, trustlist
from app.bundle.build import Built, Facts, SigningKey, TradeContent, build
from app.bundle.manifest import PAYLOAD_TYPE, AuditLine, BundleRef, Named, Replaced, Stamp, TradeLine
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList
from app.domain import audit

# RFC 8032 section 7.1, tests 1 and 2
BASE = keys.make(
    "base", "李卫东", secret=bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
CHIEF = keys.make(
    "chief", "陈志强", secret=bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
)
STRANGER = keys.make("chief", "生人", secret=b"\x07" * 32)
CHIEF_2 = keys.make("chief", "马建国", secret=b"\x08" * 32)
OTHER_BASE = keys.make("base", "别处", secret=b"\x09" * 32)
OFFICE = keys.make("office", "周敏", secret=b"\x0a" * 32)
CERTIFICATE = keys.make("certificate", "", secret=b"\x0b" * 32)
ROOTS = [keys.make("root", f"root {index}", secret=bytes([index]) * 32) for index in (1, 2, 3)]

GENESIS = audit.Genesis("00-00", "00000000-0000-4000-8000-000000000000", "TEST-01")
BODY_1 = (
    b'{"act":"mark.set","at":"2026-05-01T01:00:00Z","by":"u1","new":"87.50","old":null,"ref":"t01/W-127/a1","why":""}'
)
BODY_2 = b'{"act":"trade.lock","at":"2026-05-01T02:00:00Z","by":"u2+u3","ref":"t01"}'
RESULTS = {
    "decimals": 2,
    "revision": 1,
    "rows": [
        {
            "award": "一等奖",
            "entry": "A001",
            "group": "职工组",
            "place": 1,
            "rounds": {"practical": "87.50"},
            "status": "present",
            "total": "87.50",
        }
    ],
    "schema": 1,
    "trade": "t01",
}
MARKS = {
    "marks": [{"aspect": "a1", "entry": "A001", "judge": "u9", "mark": "87.50", "seq": 1}],
    "schema": 1,
    "trade": "t01",
}
SIGNERS = (SigningKey(BASE), SigningKey(CHIEF, ("t01",)))


def stretch(bodies, head=None):
    """The audit line for bodies that follow `head` (default: the genesis)."""
    head = head or audit.Head(0, audit.genesis_hash(GENESIS))
    last = audit.chain_bodies(head, bodies)[-1]
    return AuditLine(GENESIS.to_dict(), head.seq + 1, head.hash.hex(), last.seq, last.hash.hex())


def facts(**changes) -> Facts:
    plain = Facts(
        mode="test",
        number=1,
        contest=Named("TEST-01", "测试"),
        base=Named("00-00", "测试基地"),
        audit=stretch([BODY_1, BODY_2]),
        time=Stamp("2026-05-01T02:00:05Z"),
        software={"name": "demo", "version": "0.0.0"},
        trust_list=1,
    )
    return dataclasses.replace(plain, **changes)


def content(revision=1, total="87.50", trade="t01", replaces=None) -> TradeContent:
    row = {**RESULTS["rows"][0], "total": total, "rounds": {"practical": total}}
    marks = {**MARKS, "trade": trade, "marks": [{**MARKS["marks"][0], "mark": total}]}
    line = TradeLine(trade, revision, 1, "appeal" if replaces else "", replaces)
    return TradeContent(line, {**RESULTS, "revision": revision, "rows": [row], "trade": trade}, marks)


def chained(previous: list[Built], *, total="87.50", bodies=(b'{"act":"later"}',), skip=0, **changes) -> Built:
    """The bundle after `previous` of the same base: a next revision of t01 that replaces the last one."""
    last = previous[-1].manifest
    line = last.trades[0]
    replaces = Replaced(last.number, last.file(line.path).sha256)
    history = [BundleRef(one.manifest.number, one.sha256) for one in previous]
    head = audit.Head(last.audit.last_seq, bytes.fromhex(last.audit.last_hash))
    given = facts(number=last.number + 1 + skip, history=history, audit=stretch(list(bodies), head), **changes)
    return build(given, [content(line.revision + 1, total, replaces=replaces)], list(bodies), SIGNERS)


@cache
def known_answer() -> Built:
    return build(facts(), [content()], [BODY_1, BODY_2], SIGNERS)


@cache
def sequence() -> tuple[Built, ...]:
    """Bundles 1, 2, 3 of one base, each revising t01."""
    bundles = [known_answer()]
    for total in ("88.00", "88.50"):
        bundles.append(chained(bundles, total=total))
    return tuple(bundles)


def trusted(key: keys.Key, **changes) -> TrustedKey:
    trades = ("t01",) if key.role == "chief" else ()
    return dataclasses.replace(TrustedKey(key.public, key.role, key.person, trades), **changes)


def trust_list(*, base_keys=None, serial=1, roots=ROOTS[:2], withdrawn=(), **changes) -> TrustList:
    if base_keys is None:
        base_keys = (trusted(BASE), trusted(CHIEF), trusted(CHIEF_2, trades=("*",)), trusted(CERTIFICATE))
    plain = TrustList(
        serial=serial,
        previous=None,
        roots=Roots(tuple(sorted(key.public for key in ROOTS))),
        office_keys=(OFFICE.public,),
        recipients=(),
        bases=(
            TrustedBase("00-00", "测试基地", ("TEST-01",), tuple(base_keys)),
            TrustedBase("99-99", "别的基地", ("TEST-01",), (trusted(OTHER_BASE),)),
        ),
        withdrawn=frozenset(withdrawn),
    )
    return trustlist.sign(dataclasses.replace(plain, **changes), roots)


@cache
def trust() -> TrustList:
    return trust_list()


def resign(built: Built, *, change=None, secrets=(BASE.secret, CHIEF.secret), files=None, payload_type=PAYLOAD_TYPE):
    """Bundle bytes with a changed manifest (a function over its plain object), other files, or other signatures."""
    document = built.manifest.to_dict()
    payload = canonical.dump(document) if change is None else change(document)
    if isinstance(payload, dict):
        payload = canonical.dump(payload)
    files = dict(built.verification.files if files is None else files)
    signed = envelope.seal(payload_type, payload, list(secrets))
    return archive.write(archive.Archive(archive.BUNDLE_TYPE, signed.to_bytes(), files))


def repack(built: Built, envelope_bytes=None, files=None, kind=archive.BUNDLE_TYPE):
    """Bundle bytes in a right container, with another envelope or other files: what a zip tool can do."""
    held = archive.read(built.raw)
    files = dict(held.files if files is None else files)
    return archive.write(archive.Archive(kind, envelope_bytes or held.envelope, files))


def with_files(built: Built, changed: dict[str, bytes]):
    """An insider's bundle: files changed and the manifest's digests made to agree, signed again."""
    files = {**built.verification.files, **changed}

    def change(document):
        for line in document["files"]:
            data = files[line["path"]]
            line.update(size=len(data), sha256=archive.sha256(data).hexdigest())
        return document

    return resign(built, change=change, files=files)
