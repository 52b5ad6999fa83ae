"""Writes the vectors of the file formats: good files of every kind, broken ones, and what a verifier must say of each.

`python packaging/vectors.py [FOLDER]` fills resources/formats/vectors (or FOLDER), always with the same bytes: keys,
salts and nonces are fixed. Sealed personal data, never made twice alike, appear only as headers to be refused.
`index.json` lists every vector; a broken one is a good file and a change a reader of the list can make himself.
"""

from __future__ import annotations

import argparse
import base64
import dataclasses
import json
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.bundle import archive, canonical, certqr, envelope, keys, pack, receipt, sheetqr, suite, trustlist  # noqa: E402
from app.bundle.build import Facts, SigningKey, TradeContent, assemble  # noqa: E402
from app.bundle.manifest import PAYLOAD_TYPE, AuditLine, BundleRef, Named, Replaced, Stamp, TradeLine  # noqa: E402
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList  # noqa: E402
from app.domain import audit  # noqa: E402
from app.domain.audit_acts import ACTS  # noqa: E402

TARGET = ROOT / "resources" / "formats" / "vectors"
ACTS_HEAD = "| Act | Members | May have | In words |\n|---|---|---|---|\n"
PASSPHRASE = "correct horse battery"
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
SECRETS = {  # RFC 8032 section 7.1, tests 1 and 2, and numbers anybody can write
    "base": "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "chief": "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "stranger": "07" * 32,
    "second chief": "08" * 32,
    "other base": "09" * 32,
    "office": "0a" * 32,
    "certificate": "0b" * 32,
    "root 1": "01" * 32,
    "root 2": "02" * 32,
    "root 3": "03" * 32,
}
ROLES = {"second chief": "chief", "stranger": "chief", "other base": "base", **{f"root {n}": "root" for n in (1, 2, 3)}}
KEYS = {name: keys.make(ROLES.get(name, name), name, secret=bytes.fromhex(text)) for name, text in SECRETS.items()}

GENESIS = audit.Genesis("00-00", "00000000-0000-4000-8000-000000000000", "TEST-01")
BODIES = (
    b'{"act":"mark.set","at":"2026-05-01T01:00:00Z","by":"u1","new":"87.50","old":null,"ref":"t01/W-127/a1","why":""}',
    b'{"act":"trade.lock","at":"2026-05-01T02:00:00Z","by":"u2+u3","ref":"t01"}',
)
ROW = {"award": "一等奖", "entry": "A001", "group": "职工组", "place": 1}
MARK = {"aspect": "a1", "entry": "A001", "judge": "u9", "mark": "87.50", "seq": 1}
SIGNERS = (SigningKey(KEYS["base"]), SigningKey(KEYS["chief"], ("t01",)))
Json = dict[str, Any]


def facts(number: int, **more: Any) -> Facts:
    """What every bundle here states."""
    start = audit.Head(0, audit.genesis_hash(GENESIS))
    last = audit.chain_bodies(start, BODIES)[-1]
    return Facts(
        mode="test",
        number=number,
        contest=Named("TEST-01", "测试"),
        base=Named("00-00", "测试基地"),
        audit=AuditLine(GENESIS.to_dict(), 1, start.hash.hex(), last.seq, last.hash.hex()),
        time=Stamp("2026-05-01T02:00:05Z"),
        software={"name": "demo", "version": "0.0.0"},
        trust_list=1,
        **more,
    )


def content(total: str = "87.50", replaces: Replaced | None = None) -> TradeContent:
    """The one trade, with one entry."""
    revision = 2 if replaces else 1
    row = {**ROW, "rounds": {"practical": total}, "status": "present", "total": total}
    results = {"decimals": 2, "revision": revision, "rows": [row], "schema": 1, "trade": "t01"}
    marks = {"marks": [{**MARK, "mark": total}], "schema": 1, "trade": "t01"}
    return TradeContent(TradeLine("t01", revision, 1, "appeal" if replaces else "", replaces), results, marks)


def first_bundle() -> bytes:
    """The known answer."""
    return assemble(facts(1), [content()], BODIES, SIGNERS).raw


def second_bundle(first: bytes) -> bytes:
    """A revision of the same trade after it."""
    digest = suite.digest(archive.read(first).files["data/results/t01.json"])
    stated = facts(2, history=(BundleRef(1, suite.digest(first)),))
    return assemble(stated, [content("88.00", Replaced(1, digest))], BODIES, SIGNERS).raw


def trust_list() -> bytes:
    """Everybody who signs anything here."""

    def key(name: str, trades: tuple[str, ...] = (), **more: Any) -> TrustedKey:
        return TrustedKey(KEYS[name].public, KEYS[name].role, name, trades, **more)

    own = (key("base"), key("chief", ("t01",)), key("second chief", ("*",)), key("certificate"))
    bases = (
        TrustedBase("00-00", "测试基地", ("TEST-01",), own),
        TrustedBase("99-99", "别的基地", ("TEST-01",), (key("other base", status="revoked", to_number=0),)),
    )
    roots = [KEYS[f"root {number}"] for number in (1, 2, 3)]
    stated = TrustList(
        serial=1,
        previous=None,
        roots=Roots(tuple(sorted(root.public for root in roots))),
        office_keys=(KEYS["office"].public,),
        recipients=(suite.age_recipient(IDENTITY),),
        bases=bases,
        withdrawn=frozenset({("00-00", "2026-0002")}),
    )
    return trustlist.sign(stated, roots[:2]).raw


def receipt_file(bundle: bytes) -> bytes:
    """The office took the first bundle in."""
    head = audit.chain_bodies(audit.Head(0, audit.genesis_hash(GENESIS)), BODIES)[-1]
    found = receipt.Receipt(
        bundle=suite.digest(bundle),
        contest="TEST-01",
        base="00-00",
        number=1,
        verdict="accepted",
        codes=(),
        missing=(),
        audit_seq=head.seq,
        audit_hash=head.hash.hex(),
        trust_list=1,
        utc="2026-05-01T03:00:00Z",
    )
    return receipt.make(found, KEYS["office"])


def pack_file() -> bytes:
    """A pack of one trade with one layout and no list of people."""
    plain = facts(1)
    stated = pack.PackFacts(
        "test",
        1,
        plain.contest,
        (plain.base,),
        (pack.PackTrade("t01", "焊工", "0" * 64),),
        plain.software,
        plain.time,
        1,
    )
    definition = {"contest": {"name": "测试"}, "format": 1, "trade": [{"code": "t01", "round": [{"id": "practical"}]}]}
    return pack.make(stated, definition, {"plain": '{"format":"certificate-layout"}'}, None, KEYS["office"]).raw


def codes(given: bytes) -> Json:
    """Texts of QR codes and the answer to each."""
    named = {"base": "00-00", "issued": 1777600800, "trade_id": "t01"}
    short = certqr.CertificateFacts(
        **named,
        number="2026-0001",
        name="马秀英",
        trade="焊工",
        award="一等奖",
        place=1,  # type: ignore[arg-type]
    )
    longer = dataclasses.replace(short, name="阿卜杜热依木·买买提艾力", trade="多工序数控机床操作调整工", place=None)
    other = dataclasses.replace(short, base="99-99")
    text = certqr.encode(short, KEYS["certificate"])
    head = audit.chain_bodies(audit.Head(0, audit.genesis_hash(GENESIS)), BODIES)[-1]
    sheet = sheetqr.SheetFacts("00-00", "t01", 1, sha256(b"x").digest(), sheetqr.RESULTS, head.seq, head.hash, "0.0.0")
    return {
        "certificates": [
            {"answer": "genuine", "text": text},
            {"answer": "genuine", "text": certqr.encode(longer, KEYS["certificate"])},
            {
                "answer": "withdrawn",
                "text": certqr.encode(dataclasses.replace(short, number="2026-0002"), KEYS["certificate"]),
            },
            {"answer": "unknown_key", "text": certqr.encode(short, KEYS["stranger"])},
            {"answer": "unknown_key", "text": certqr.encode(short, KEYS["base"])},
            {"answer": "bad_signature", "text": certqr.encode(other, KEYS["certificate"])},
            {"answer": "bad_signature", "text": text[:-1] + ("A" if text[-1] != "A" else "B")},
            {"answer": "bad_signature", "text": text[:-3]},
            {"answer": "bad_signature", "text": text + "000"},
            {"answer": "bad_signature", "text": text.lower()},
            {"answer": "bad_signature", "text": "CQ2:" + text[4:]},
        ],
        "receipt": receipt.qr_text(given),
        "sheet": sheetqr.encode(sheet, KEYS["certificate"]),
    }


# ---- broken bundles --------------------------------------------------------------------------------------------------


def packed(files: dict[str, bytes], signed: bytes, kind: bytes = archive.BUNDLE_TYPE) -> bytes:
    """A right container of anything."""
    return archive.write(archive.Archive(kind, signed, files))


def broken(bundle: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Name, expected code and bytes of bundles that must be refused."""
    held = archive.read(bundle)
    signed = envelope.read(held.envelope)
    files = dict(held.files)
    results, marks, log = "data/results/t01.json", "data/marks/t01.json", "data/audit.jsonl"

    def resigned(change: Callable[[Json], object], by: tuple[str, ...] = ("base", "chief"), **new: bytes) -> bytes:
        """An insider's: the manifest changed, digests made right, signed again."""
        changed = json.loads(signed.payload)
        given = {**files, **{path: data for path, data in new.items() if data}}
        for line in changed["files"]:
            line.update(size=len(given[line["path"]]), sha256=suite.digest(given[line["path"]]))
        change(changed)
        sealed = envelope.seal(PAYLOAD_TYPE, canonical.dump(changed), [KEYS[name].secret for name in by])
        return packed(given, sealed.to_bytes())

    def line(name: str, *trades: str) -> Json:
        role = KEYS[name].role
        return {"key": KEYS[name].keyid, "role": role, "trades": list(trades)}

    def same(_document: Json) -> None:
        return None

    def edited(path: str, old: bytes, new: bytes) -> dict[str, bytes]:
        return {path: files[path].replace(old, new)}

    yield "empty", "E02", b""
    yield "no container", "E04", b"not a bundle at all"
    yield "cut by one byte", "E05", bundle[:-1]
    yield "cut in half", "E05", bundle[: len(bundle) // 2]
    yield "a byte behind", "E04", bundle + b"\0"
    yield "a byte before", "E04", b"\0" + bundle
    yield "a bit in the first content", "E04", bundle[:50] + bytes([bundle[50] ^ 1]) + bundle[51:]
    yield "another kind of container", "E06", packed(files, held.envelope, b"application/vnd.contest.other.v1+zip")
    yield (
        "another payload type",
        "E06",
        packed(
            files,
            envelope.seal("application/vnd.contest.receipt.v1+json", signed.payload, [KEYS["base"].secret]).to_bytes(),
        ),
    )
    yield "a space in the envelope", "E07", packed(files, held.envelope.replace(b'":"', b'": "', 1))
    yield "no signature", "E07", packed(files, canonical.dump({**json.loads(held.envelope), "signatures": []}))
    yield (
        "an unknown key",
        "E08",
        resigned(lambda d: d.update(signers=[line("base"), line("stranger", "t01")]), ("base", "stranger")),
    )
    forged = base64.b64encode(signed.payload.replace(b'"place":1', b'"place":2').replace(b"TEST-01", b"TEST-02"))
    yield (
        "another payload",
        "E09",
        packed(files, canonical.dump({**json.loads(held.envelope), "payload": forged.decode()})),
    )
    yield (
        "signatures of another type",
        "E09",
        packed(
            files,
            envelope.Envelope(
                PAYLOAD_TYPE, signed.payload, envelope.seal("x", signed.payload, [KEYS["base"].secret]).signatures
            ).to_bytes(),
        ),
    )
    yield "a newer version", "E06", resigned(lambda d: d.update(version=2))
    yield "another suite", "E06", resigned(lambda d: d.update(suite="S1"))
    yield (
        "a float",
        "E10",
        packed(
            files,
            envelope.seal(
                PAYLOAD_TYPE, signed.payload.replace(b'"number":1', b'"number":1.0'), [k.key.secret for k in SIGNERS]
            ).to_bytes(),
        ),
    )
    yield (
        "a signature stripped",
        "E10",
        packed(files, envelope.Envelope(PAYLOAD_TYPE, signed.payload, signed.signatures[:1]).to_bytes()),
    )
    yield "a history that is missing", "E10", resigned(lambda d: d.update(number=2))
    yield "a file without its line", "E10", resigned(lambda d: d["files"].pop(0))
    yield "one person", "E08", resigned(lambda d: d.update(signers=d["signers"][:1]), ("base",))
    yield (
        "the same key twice",
        "E08",
        resigned(
            lambda d: d.update(signers=[line("base"), line("chief", "t01"), line("chief", "t01")]),
            ("base", "chief", "chief"),
        ),
    )
    yield (
        "a key of another base",
        "E08",
        resigned(lambda d: d.update(signers=[line("other base"), line("chief", "t01")]), ("other base", "chief")),
    )
    yield "a key for one trade asks for all", "E08", resigned(lambda d: d["signers"][1].update(trades=["*"]))
    yield "a changed mark", "E11", packed({**files, **edited(marks, b"87.50", b"97.50")}, held.envelope)
    yield "a dropped file", "E11", packed({path: data for path, data in files.items() if path != marks}, held.envelope)
    yield "an added file", "E11", packed({**files, "data/results/t02.json": b"{}"}, held.envelope)
    yield "an audit entry changed", "E16", resigned(same, **edited(log, b"87.50", b"97.50"))
    yield "an audit entry dropped", "E16", resigned(same, **{log: BODIES[0] + b"\n"})
    yield "another genesis", "E16", resigned(lambda d: d["audit"]["genesis"].update(base="99-99"))
    yield "no line feed at the end", "E10", resigned(same, **{log: files[log][:-1]})
    yield "a total that is no score", "E10", resigned(same, **edited(results, b'"87.50"}', b'"+87.50"}'))
    yield (
        "rounds with a truth value",
        "E10",
        resigned(same, **edited(results, b'{"practical":"87.50"}', b'{"practical":false}')),
    )
    yield "a round that is a list", "E10", resigned(same, **edited(marks, b'"seq":1', b'"round":[],"seq":1'))
    yield "a second row", "E17", resigned(same, **{results: _doubled(files[results])})
    yield "another revision", "E17", resigned(same, **edited(results, b'"revision":1', b'"revision":2'))
    yield "a mark of a stranger", "E17", resigned(same, **edited(marks, b"A001", b"A002"))
    yield "a mark number twice", "E17", resigned(same, **{marks: _twice(files[marks])})

    def persons(raw: bytes) -> bytes:
        """With these bytes as sealed personal data."""
        given = {**files, "data/persons.age": raw}
        changed = json.loads(signed.payload)
        lines = [
            {"path": path, "sha256": suite.digest(given[path]), "size": len(given[path])} for path in sorted(given)
        ]
        told = {"path": "data/persons.age", "plain_sha256": "0" * 64, "recipients": [suite.age_recipient(IDENTITY)]}
        changed.update(files=lines, persons=told)
        sealed = envelope.seal(PAYLOAD_TYPE, canonical.dump(changed), [one.key.secret for one in SIGNERS])
        return packed(given, sealed.to_bytes())

    start, stanza, end = b"age-encryption.org/v1\n", b"-> X25519 A\nB\n", b"--- C\n"
    yield "nine stanzas", "E18", persons(start + stanza * 9 + end + bytes(64))
    yield "a header without end", "E18", persons(start + stanza + bytes(64))
    yield "another version of age", "E18", persons(start.replace(b"v1", b"v2") + stanza + end)


def _doubled(raw: bytes) -> bytes:
    document = json.loads(raw)
    document["rows"] *= 2
    return canonical.dump(document)


def _twice(raw: bytes) -> bytes:
    document = json.loads(raw)
    document["marks"] *= 2
    return canonical.dump(document)


def broken_receipts(given: bytes) -> Iterator[tuple[str, bytes]]:
    """Receipts that are none."""
    signed = envelope.read(given)
    yield "empty", b""
    yield "cut", given[:-1]
    yield "a line feed behind", given + b"\n"
    yield "a base's signature", envelope.seal(receipt.PAYLOAD_TYPE, signed.payload, [KEYS["base"].secret]).to_bytes()
    yield "another type", envelope.seal(PAYLOAD_TYPE, signed.payload, [KEYS["office"].secret]).to_bytes()
    two = envelope.seal(receipt.PAYLOAD_TYPE, signed.payload, [KEYS["office"].secret] * 2)
    yield "two signatures", two.to_bytes()
    other = signed.payload.replace(b"accepted", b"refused!")
    yield "another verdict", envelope.Envelope(signed.payload_type, other, signed.signatures).to_bytes()
    signed_nonsense = envelope.seal(receipt.PAYLOAD_TYPE, other, [KEYS["office"].secret])
    yield "a verdict there is not", signed_nonsense.to_bytes()


# ---- writing ---------------------------------------------------------------------------------------------------------


def patch(good: bytes, bad: bytes) -> Json:
    """How a broken file is made from a good one: what stands between a common start and a common end."""
    most = min(len(good), len(bad))
    start = next((at for at in range(most) if good[at] != bad[at]), most)
    end = next((at for at in range(most - start) if good[-1 - at] != bad[-1 - at]), most - start)
    middle = bad[start : len(bad) - end]
    return {"at": start, "drop": len(good) - end - start, "insert": base64.b64encode(middle).decode()}


def vectors() -> dict[str, bytes]:
    """Every file by name."""
    first = first_bundle()
    second = second_bundle(first)
    held = archive.read(first)
    given = receipt_file(first)
    texts = codes(given)
    heads = audit.chain_bodies(audit.Head(0, audit.genesis_hash(GENESIS)), BODIES)
    index = {
        "keys": {
            name: {"secret": SECRETS[name], "public": key.public, "keyid": key.keyid, "fingerprint": key.fingerprint}
            for name, key in KEYS.items()
        },
        "bundles": [
            {"file": name, "sha256": suite.digest(raw), "check_code": archive.check_code(raw), "code": ""}
            for name, raw in (("bundle.crb", first), ("bundle-2.crb", second))
        ],
        "broken_bundles": [
            {"what": what, "code": code, "from": "bundle.crb", "sha256": suite.digest(raw), **patch(first, raw)}
            for what, code, raw in broken(first)
        ],
        "broken_receipts": [
            {"what": what, "from": "receipt.crr", "sha256": suite.digest(raw), **patch(given, raw)}
            for what, raw in broken_receipts(given)
        ],
        "root_code": trustlist.read(trust_list()).roots.code,
        "key_file": {"passphrase": PASSPHRASE, "key": "base"},
        "audit": {
            "genesis": GENESIS.to_dict(),
            "heads": [{"seq": head.seq, "hash": head.hash.hex(), "printed": head.code} for head in heads],
        },
        **texts,
    }
    return {
        "bundle.crb": first,
        "bundle-2.crb": second,
        "envelope.json": held.envelope,
        "manifest.json": envelope.read(held.envelope).payload,
        "audit.jsonl": held.files["data/audit.jsonl"],
        "trust.ctl": trust_list(),
        "receipt.crr": given,
        "pack.cpk": pack_file(),
        "base.ckey": keys.lock(KEYS["base"], PASSPHRASE, random=lambda size: bytes(range(size))),
        "index.json": (json.dumps(index, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode(),
    }


def acts_page(text: str) -> str:
    """The page of the audit chain with the table of acts as the program has it."""
    told = json.loads((ROOT / "resources" / "texts" / "audit_acts.json").read_text(encoding="utf-8"))
    rows = []
    for act in ACTS.values():
        fields, optional = (" ".join(sorted(names)) or "–" for names in (act.fields, act.optional))
        rows.append(f"| {act.id} | {fields} | {optional} | {told[act.id]['en']} |\n")
    start, head = text.partition(ACTS_HEAD)[:2]
    return start + head + "".join(rows)


def main(arguments: list[str]) -> None:
    """Write them all, and the table of acts on its page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=TARGET, metavar="FOLDER")
    target = parser.parse_args(arguments).folder
    if target == TARGET:
        page = TARGET.parent / "audit-chain.md"
        page.write_text(acts_page(page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    target.mkdir(parents=True, exist_ok=True)
    for name, raw in vectors().items():
        (target / name).write_bytes(raw)
        print(f"{suite.digest(raw)[:16]} {len(raw):8} {name}")


if __name__ == "__main__":
    main(sys.argv[1:])
