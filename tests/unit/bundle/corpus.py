"""What attackers hand in, made from the known answer: each attack with the codes that may answer it.

Outsiders (no key) change bytes and containers; insiders hold the keys and sign what is not true. Both verifiers, the
program's and the second one, are run on all of it.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterator
from typing import Any, NamedTuple
from zlib import compressobj, crc32

from app.bundle import archive, canonical, envelope
from app.bundle.build import Built
from app.bundle.manifest import PAYLOAD_TYPE, PERSONS_PATH
from tests.unit.bundle import kit

RESULTS, MARKS, LOG = "data/results/t01.json", "data/marks/t01.json", "data/audit.jsonl"
DAMAGE = frozenset({"E04", "E05"})


class Attack(NamedTuple):
    """Some bytes and the codes they may be refused with."""

    name: str
    raw: bytes
    codes: frozenset[str]


def attack(name: str, raw: bytes, *codes: str) -> Attack:
    """One attack."""
    return Attack(name, raw, frozenset(codes))


def flips(raw: bytes, step: int = 1) -> Iterator[Attack]:
    """Every `step`-th bit of a file flipped."""
    for bit in range(0, 8 * len(raw), step):
        changed = bytearray(raw)
        changed[bit // 8] ^= 1 << bit % 8
        yield Attack(f"bit {bit}", bytes(changed), DAMAGE)


def inner_flips(good: Built, step: int = 1) -> Iterator[Attack]:
    """Every `step`-th bit of every entry of a bundle flipped, in a container that is right again."""
    held = archive.read(good.raw)
    for bit in range(0, 8 * len(held.type), step):
        kind = _flipped(held.type, bit)
        yield attack(f"mimetype {bit}", kit.repack(good, kind=kind), "E06")
    for bit in range(0, 8 * len(held.envelope), step):
        raw = kit.repack(good, _flipped(held.envelope, bit))
        yield attack(f"envelope {bit}", raw, "E06", "E07", "E08", "E09")
    for path, data in held.files.items():
        for bit in range(0, 8 * len(data), step):
            raw = kit.repack(good, files={**held.files, path: _flipped(data, bit)})
            yield attack(f"{path} {bit}", raw, "E11")


def _flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def cuts(raw: bytes, step: int = 1) -> Iterator[Attack]:
    """A file cut at every `step`-th length, and with bytes before and behind."""
    yield attack("nothing", b"", "E02")
    for length in range(1, len(raw), step):
        yield attack(f"cut at {length}", raw[:length], "E05")
    for extra in (b"\0", b"PK", b"PK\x05\x06" + bytes(18), b"PK\x03\x04" + bytes(26), raw[:100], raw[-22:], raw):
        yield Attack(f"before {extra[:4]!r}", extra + raw, DAMAGE)
        yield Attack(f"behind {extra[:4]!r}", raw + extra, DAMAGE)


# ---- containers ------------------------------------------------------------------------------------------------------


def zipped(entries: list[tuple[bytes, bytes]], **how: Any) -> bytes:
    """A zip by hand. `how`: flags, method, extra, date, comment, attributes, made_by, offset, claimed, tail, count."""
    parts, central, at = [], [], 0
    flags, method, date = how.get("flags", 0), how.get("method", 0), how.get("date", 0x21)
    extra, version = how.get("extra", b""), how.get("version", 10)
    for tag, data in entries:
        body = _deflated(data) if method == 8 else data
        sizes = how.get("claimed", (len(body), len(data)))
        shared = (flags, method, 0, date, crc32(data), *sizes, len(tag), len(extra))
        parts += [struct.pack("<4s5H3I2H", b"PK\x03\x04", version, *shared), tag, extra, body]
        made_by, attributes = how.get("made_by", 10), how.get("attributes", 0)
        head = struct.pack(
            "<4s6H3I5H2I",
            *(b"PK\x01\x02", made_by, version, flags, method, 0, date, crc32(data), *sizes),
            *(len(tag), len(extra), 0, 0, 0, attributes, how.get("offset", at)),
        )
        central.append(head + tag + extra)
        at += 30 + len(tag) + len(extra) + len(body)
    directory, count, comment = b"".join(central), how.get("count", len(entries)), how.get("comment", b"")
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, count, count, len(directory), at, len(comment))
    return b"".join([*parts, how.get("between", b""), directory, how.get("tail", b""), end, comment])


def _deflated(data: bytes) -> bytes:
    packer = compressobj(9, wbits=-15)
    return packer.compress(data) + packer.flush()


def entries() -> list[tuple[bytes, bytes]]:
    """The entries of the known answer."""
    held = archive.read(kit.known_answer().raw)
    fixed = [(b"mimetype", held.type), (b"manifest.dsse.json", held.envelope)]
    return fixed + [(path.encode(), data) for path, data in held.files.items()]


_NAMES = (
    "../evil.json /etc/passwd data/../evil.json data/../../evil.json data/./a.json data//a.json C:/evil.json "
    "C:evil.json \\\\host\\share\\a.json data\\evil.json data/con.json/ data/CON.json CON NUL.json data/aux "
    "data/lpt1.txt data/a.json:stream "
    "data/a.json. data/a .json data/.json data/-a.json data/a.exe data/a.json.exe data/A.json "
    "data/a/b/c.json data/results/../a.json data/%2e%2e/a.json manifest.dsse.json/ mimetype.json data data/ / . .. ~"
)
NAMES = _NAMES.split()


def containers(many: int = 1000) -> Iterator[Attack]:
    """Zips that no writer of ours makes: other spellings and names, bombs, links, overlaps, zip64, too many entries."""
    good = entries()
    zip64 = b"PK\x06\x06" + struct.pack("<Q2H2I4Q", 44, 45, 45, 0, 0, 5, 5, 300, 0)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, 0, 1)
    for name, how in {
        "flags": {"flags": 1},
        "descriptor": {"flags": 8},
        "utf-8 flag": {"flags": 0x800},
        "date": {"date": 0x5A21},
        "version": {"version": 20},
        "extra": {"extra": b"\x01\x00\x00\x00"},
        "zip64 extra": {"extra": struct.pack("<2H2Q", 1, 16, 5, 5)},
        "comment": {"comment": b"hello"},
        "symlink": {"made_by": 0x030A, "attributes": 0o120777 << 16},
        "executable": {"made_by": 0x030A, "attributes": 0o100755 << 16},
        "overlap": {"offset": 0},
        "zip64": {"tail": zip64 + locator},
        "between": {"between": b"\0" * 4},
        "count": {"count": 4},
        "no entries told": {"count": 0},
        "deflated": {"method": 8},
        "huge claim": {"claimed": (0xFFFFFFFF, 0xFFFFFFFF)},
    }.items():
        yield attack(name, zipped(good, **how), "E04")
    bomb = [good[0], (b"manifest.dsse.json", b"0" * 20_000_000)]
    yield attack("deflate bomb", zipped(bomb, method=8), "E04")
    for name in [*NAMES, "", "data/成绩.json", "data/x.json\n", "data/x.json\0", "data/" + "a" * 65 + ".json"]:
        yield attack(f"name {name!r}", zipped([*good, (name.encode(), b"x")]), "E04")
        yield attack(f"only {name!r}", zipped([(name.encode(), b"x")]), "E04")
    yield attack("doubled entry", zipped([*good, good[-1]]), "E04")
    yield attack("doubled mimetype", zipped([good[0], *good]), "E04")
    yield attack("order", zipped([good[0], good[1], *reversed(good[2:])]), "E04")
    yield attack("envelope first", zipped([good[1], good[0], *good[2:]]), "E04")
    yield attack("no mimetype", zipped(good[1:]), "E04")
    yield attack("no envelope", zipped([good[0], *good[2:]]), "E04")
    yield attack("no entry at all", zipped([]), "E04")
    yield attack("long mimetype", zipped([(b"mimetype", b"x" * 101), *good[1:]]), "E04")
    yield attack(
        "hosts of entries", zipped([(b"data/f%06d.json" % n, b"") for n in range(many)], count=many & 0xFFFF), "E04"
    )
    yield attack("no zip", b"\x7fELF" + bytes(2000), "E04")


# ---- who has no key --------------------------------------------------------------------------------------------------


def outsiders() -> Iterator[Attack]:
    """Right containers, wrong content: what a zip tool can do."""
    good, second = kit.known_answer(), kit.sequence()[1]
    held, files = archive.read(good.raw), dict(archive.read(good.raw).files)
    signed, other = envelope.read(held.envelope), archive.read(second.raw)
    for path, old, new in ((MARKS, b"87.50", b"97.50"), (RESULTS, b"87.50", b"97.50"), (LOG, b"u2+u3", b"u2+u4")):
        yield attack(f"{path} changed", kit.repack(good, files={**files, path: files[path].replace(old, new)}), "E11")
    for path in files:
        rest = {one: data for one, data in files.items() if one != path}
        yield attack(f"{path} dropped", kit.repack(good, files=rest), "E11")
        yield attack(f"{path} emptied", kit.repack(good, files={**files, path: b""}), "E11")
        yield attack(f"{path} of another bundle", kit.repack(good, files={**files, path: other.files[path]}), "E11")
    yield attack(
        "trades swapped", kit.repack(good, files={**files, RESULTS: files[MARKS], MARKS: files[RESULTS]}), "E11"
    )
    yield attack("trade added", kit.repack(good, files={**files, "data/results/t02.json": b"{}"}), "E11")
    yield attack("scan added", kit.repack(good, files={**files, "data/scan/x.pdf": b"%PDF"}), "E11")
    yield attack("persons added", kit.repack(good, files={**files, PERSONS_PATH: b"age"}), "E11")
    yield attack("envelope of another bundle", kit.repack(good, other.envelope), "E11")
    document = json.loads(held.envelope)
    stated = json.loads(signed.payload)
    for name, change in {
        "trade dropped": {"trades": []},
        "mode": {"mode": "live"},
        "number": {"number": 2, "history": [{"number": 1, "sha256": good.sha256}]},
        "signer dropped": {"signers": stated["signers"][:1]},
    }.items():
        payload = canonical.dump({**stated, **change})
        forged = envelope.Envelope(PAYLOAD_TYPE, payload, signed.signatures).to_bytes()
        yield attack(f"payload: {name}", kit.repack(good, forged), "E09")
        alone = envelope.seal(PAYLOAD_TYPE, payload, [kit.STRANGER.secret, kit.OTHER_BASE.secret]).to_bytes()
        yield attack(f"own key: {name}", kit.repack(good, alone), "E08")
    for name, signatures, code in (
        ("none", [], "E07"),
        ("first stripped", document["signatures"][1:], "E10"),
        ("second stripped", document["signatures"][:1], "E10"),
        ("swapped", document["signatures"][::-1], "E10"),
        ("first twice", document["signatures"][:1] * 2, "E10"),
        ("first thrice", [*document["signatures"], document["signatures"][0]], "E10"),
        ("ids exchanged", _exchanged(document["signatures"]), "E09"),
        ("a hundred and one", document["signatures"][:1] * 101, "E07"),
    ):
        yield attack(
            f"signatures: {name}", kit.repack(good, canonical.dump({**document, "signatures": signatures})), code
        )
    for kind in ("application/vnd.contest.receipt.v1+json", "", "x" * 201, PAYLOAD_TYPE + " ", 5, None):
        raw = kit.repack(good, canonical.dump({**document, "payloadType": kind}))
        yield attack(f"type {kind!r:.20}", raw, "E06" if type(kind) is str and 0 < len(kind) <= 200 else "E07")


def _exchanged(signatures: list[dict[str, str]]) -> list[dict[str, str]]:
    first, second = signatures
    return [{**first, "keyid": second["keyid"]}, {**second, "keyid": first["keyid"]}]


# ---- who has the keys ------------------------------------------------------------------------------------------------


def odd_json(nasty: dict[str, bytes]) -> Iterator[Attack]:
    """Every nasty spelling wherever JSON is read, digests and signatures made right where there are any."""
    good = kit.known_answer()
    held = dict(good.verification.files)
    log = held[LOG]
    for name, raw in nasty.items():
        yield attack(f"envelope: {name}", archive.write(archive.Archive(archive.BUNDLE_TYPE, raw, held)), "E07")
        yield attack(f"payload: {name}", kit.resign(good, change=lambda _document, raw=raw: raw), "E10")
        yield attack(f"results: {name}", kit.with_files(good, {RESULTS: raw}), "E10")
        yield attack(f"marks: {name}", kit.with_files(good, {MARKS: raw}), "E10")
        if b"\n" not in raw and raw:
            yield attack(f"audit: {name}", _with_log(log + raw + b"\n"), "E10")


def _with_log(log: bytes) -> bytes:
    """A log of any lines, hashed and signed as if it were true."""
    bodies = log.split(b"\n")[:-1]
    files = {**kit.known_answer().verification.files, LOG: log}

    def change(document: dict[str, Any]) -> dict[str, Any]:
        document["audit"] = kit.stretch(bodies).to_dict()
        for line in document["files"]:
            line.update(size=len(files[line["path"]]), sha256=archive.sha256(files[line["path"]]).hexdigest())
        return document

    return kit.resign(kit.known_answer(), change=change, files=files)


ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 2, 2**53 - 1, "", "x", "0", "t01", "*", "base", "a" * 64, "A" * 64, "x" * 401),
    *("2026-02-30T00:00:00Z", "一", "a\n", "9" * 13, "+1", [], [1], ["*"], ["t01", "t01"], [None], {}, {"x": 1}),
)


def variants(value: Any) -> Iterator[tuple[str, Any]]:
    """A document with each of its values, one at a time, replaced by odd ones or left out, and with more members."""
    if isinstance(value, dict):
        yield "more", {**value, "zz": 1}
        for key, item in value.items():
            yield f"-{key}", {one: other for one, other in value.items() if one != key}
            for name, odd in (*((repr(one)[:12], one) for one in ODD_VALUES), *variants(item)):
                yield f"{key}.{name}", {**value, key: odd}
    elif isinstance(value, list):
        yield "doubled", value * 2
        yield "emptied", []
        for place, item in enumerate(value):
            for name, odd in (*((repr(one)[:12], one) for one in ODD_VALUES), *variants(item)):
                yield f"{place}.{name}", [*value[:place], odd, *value[place + 1 :]]


SENT = {"name": "示范队", "kind": "市州", "entries": 1, "people": 2}


def odd_documents(step: int = 1) -> Iterator[tuple[str, bytes]]:
    """Every `step`-th variant of manifest, results, marks and envelope. Some are in form: no verdict is given here."""
    good = kit.known_answer()
    held = archive.read(good.raw)
    found = 0
    for kind, document in (
        ("envelope", json.loads(held.envelope)),
        ("manifest", json.loads(envelope.read(held.envelope).payload)),
        ("second", json.loads(envelope.read(archive.read(kit.sequence()[1].raw).envelope).payload)),
        (RESULTS, json.loads(held.files[RESULTS])),
        (MARKS, json.loads(held.files[MARKS])),
        (RESULTS, {**json.loads(held.files[RESULTS]), "delegations": [SENT]}),
    ):
        for name, changed in variants(document):
            found += 1
            if found % step:
                continue
            raw = canonical.dump(changed)
            if kind == "envelope":
                yield f"{kind}: {name}", kit.repack(good, raw)
            elif kind in ("manifest", "second"):
                built = good if kind == "manifest" else kit.sequence()[1]
                yield f"{kind}: {name}", kit.resign(built, change=lambda _document, raw=raw: raw)
            else:
                yield f"{kind}: {name}", kit.with_files(good, {kind: raw})


def insiders() -> Iterator[Attack]:
    """Signed and whole, and yet not true."""
    good = kit.known_answer()
    files = good.verification.files
    results, marks = json.loads(files[RESULTS]), json.loads(files[MARKS])
    lines = files[LOG].split(b"\n")[:-1]

    def with_results(**change: Any) -> bytes:
        return kit.with_files(good, {RESULTS: canonical.dump({**results, **change})})

    def with_marks(rows: list[dict[str, Any]]) -> bytes:
        return kit.with_files(good, {MARKS: canonical.dump({**marks, "marks": rows})})

    row, mark = results["rows"][0], marks["marks"][0]
    yield attack("an entry twice", with_results(rows=[row, row]), "E17")
    yield attack("an entry too many", with_results(rows=[row, {**row, "entry": "A002"}]), "E17")
    yield attack("an entry too few", with_results(rows=[]), "E17")
    yield attack("another revision", with_results(revision=2), "E17")
    yield attack("another trade", with_results(trade="t02"), "E17")
    yield attack("a stranger's mark", with_marks([mark, {**mark, "entry": "A002"}]), "E17")
    yield attack("a mark twice", with_marks([mark, {**mark, "mark": "90.00"}]), "E17")
    yield attack("a mark twice, round said", with_marks([mark, {**mark, "round": ""}]), "E17")
    for name, log in {
        "an entry changed": [lines[0].replace(b"87.50", b"97.50"), lines[1]],
        "an entry dropped": lines[:1],
        "an entry added": [*lines, lines[1]],
        "order": lines[::-1],
        "all dropped": [],
        "a line split": [lines[0][:10], lines[0][10:], lines[1]],
    }.items():
        yield attack(f"log: {name}", kit.with_files(good, {LOG: b"".join(one + b"\n" for one in log)}), "E16")
    for name, change in {
        "genesis of another base": {"genesis": {"base": "99-99", "chain": "x", "contest": "TEST-01"}},
        "another chain": {"genesis": {**kit.GENESIS.to_dict(), "chain": "x"}},
        "another start": {"from_prev": "0" * 64},
        "another head": {"last_hash": "0" * 64},
        "a later start": {"from_seq": 2},
        "a later end": {"last_seq": 3},
    }.items():
        raw = kit.resign(good, change=lambda d, change=change: {**d, "audit": {**d["audit"], **change}})
        yield attack(f"audit: {name}", raw, "E16")


AGE = b"age-encryption.org/v1\n"
STANZA = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
END = b"--- " + base64.b64encode(bytes(32)).rstrip(b"=") + b"\n"


def sealed(raw: bytes) -> bytes:
    """The known answer with these bytes as its sealed persons, signed."""
    good = kit.known_answer()
    files = {**good.verification.files, PERSONS_PATH: raw}

    def change(document: dict[str, Any]) -> dict[str, Any]:
        document["persons"] = {"path": PERSONS_PATH, "plain_sha256": "0" * 64, "recipients": ["age1" + "q" * 58]}
        document["files"] = [
            {"path": path, "sha256": archive.sha256(data).hexdigest(), "size": len(data)}
            for path, data in sorted(files.items())
        ]
        return document

    return kit.resign(good, change=change, files=files)


AGE_HEADERS = {
    "5,000 stanzas": AGE + STANZA * 5000 + END + bytes(100),
    "nine stanzas": AGE + STANZA * 9 + END + bytes(100),
    "nine short stanzas": AGE + b"-> x\nA\n" * 9 + END + bytes(100),
    "one long stanza": AGE + b"-> X " + b"a" * 5000 + b"\n" + END + bytes(100),
    "no end": AGE + STANZA * 3,
    "end cut": AGE + STANZA * 3 + END[:-1],
    "another version": AGE.replace(b"v1", b"v2") + STANZA + END,
    "armoured": b"-----BEGIN AGE ENCRYPTED FILE-----\n" + base64.b64encode(AGE + STANZA + END),
    "nothing": b"",
    "first line only": AGE,
    "carriage returns": AGE.replace(b"\n", b"\r\n") + STANZA + END,
    "space before": b" " + AGE + STANZA + END,
}


def age_headers() -> Iterator[Attack]:
    """Sealed files whose header alone is an attack."""
    for name, raw in AGE_HEADERS.items():
        yield attack(f"age: {name}", sealed(raw), "E18")
