"""A second verifier of bundles, receipts and certificate codes, written from the pages in resources/formats alone.

It shares no line with the program: the standard library and `cryptography` only. Left out: what needs a receiver's
knowledge (I03, E12, E13, the anchors of E16), the receiver's own rules (computing totals again), opening personal data,
and the form of trust lists, believed once their roots have signed. Dense on purpose: at most 300 lines of code, to be
read beside the pages. `python tests/second_verifier.py LIST.ctl FILE.crb|FILE.crr|CQ1:…` prints the verdict.
"""

# fmt: off
# ruff: noqa: E701 - one-line functions
from __future__ import annotations

import base64
import json
import re
import struct
import sys
import unicodedata
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

KIND = "application/vnd.contest.{}.v1+json"
MIMETYPE = b"application/vnd.contest.result-bundle.v1+zip"
DATA = r"(?a:data/(?:[a-z0-9][a-z0-9_-]{0,31}/)?[a-z0-9][a-z0-9_-]{0,63}\.(?:json|jsonl|age|pdf))"
TRADE, AGE = "[a-z0-9][a-z0-9_-]{0,63}", "age1[0-9a-z]{10,200}"
BIG, MIB = 2**53 - 1, 1 << 20
Form = Callable[[Any], Any]

class No(Exception): """Refused, with its code; without one the caller knows it."""

def need(good: object, code: str = "") -> None:
    if not good: raise No(code)

# ---- canonical JSON, and the form words of the tables ----------------------------------------------------------------

def canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()

def never(_text: str) -> None: raise No

def parse(raw: bytes, longest: int = 4096) -> Any:
    try:
        value = json.loads(raw.decode(), parse_float=never, parse_constant=never)
        need(plain(value, longest, 0) and canonical(value) == raw)
    except (ValueError, RecursionError): raise No from None
    return value

def plain(value: Any, longest: int, level: int) -> bool:
    if isinstance(value, (dict, list)):
        keys = not isinstance(value, dict) or all(key.isascii() for key in value)
        inner = value.values() if isinstance(value, dict) else value
        return keys and level < 16 and all(plain(item, longest, level + 1) for item in inner)
    if isinstance(value, str): return len(value) <= longest and unicodedata.is_normalized("NFC", value)
    return not isinstance(value, int) or abs(value) <= BIG

def text(most: int = 4096, pattern: str = "") -> Form:
    return lambda v: type(v) is str and 0 < len(v) <= most and (not pattern or re.fullmatch(pattern, v))

def maybe_text(most: int = 4096) -> Form: return lambda v: type(v) is str and len(v) <= most
def whole(least: int = 0, most: int = BIG) -> Form: return lambda v: type(v) is int and least <= v <= most
def word(*words: str) -> Form: return lambda v: type(v) is str and v in words

def rows(form: Form, least: int = 0, most: int = 300_000) -> Form:
    return lambda v: type(v) is list and least <= len(v) <= most and all(form(one) for one in v)

def different(pattern: str = "", most: int = 1000) -> Form:
    return lambda v: rows(text(pattern=pattern), most=most)(v) and len(set(v)) == len(v)

def null_or(form: Form) -> Form: return lambda v: v is None or form(v)

def table(exactly: bool = False, /, **forms: Form) -> Form:
    return lambda v: (type(v) is dict and all(name in v and form(v[name]) for name, form in forms.items())
                      and (not exactly or len(v) == len(forms)))

HEX, NUMBER, SERIAL = text(pattern="[0-9a-f]{64}"), whole(1), whole()
TIME = text(pattern="[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
SCORE = null_or(text(pattern=r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,12})?"))
NAMED, REF = table(id=text(120), name=maybe_text(400)), table(number=NUMBER, sha256=HEX)

def trades(value: Any) -> bool:
    return bool(different()(value) and (value == ["*"] or all(re.fullmatch(TRADE, one) for one in value)))

# ---- envelope, trust list, receipt -----------------------------------------------------------------------------------

def digest(raw: bytes) -> str: return sha256(raw).hexdigest()
def keyid(public: str) -> str: return digest(bytes.fromhex(public))

def signed(public: str, message: bytes, signature: bytes) -> bool:
    with suppress(InvalidSignature, ValueError):
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message) is None
    return False

def unbase64(value: str) -> bytes:
    with suppress(ValueError):
        if base64.b64encode(raw := base64.b64decode(value, validate=True)).decode() == value: return raw
    raise No

ENVELOPE = table(True, payload=maybe_text(64 * MIB), payloadType=text(200),
                 signatures=rows(table(True, keyid=HEX, sig=maybe_text(200)), 1, 100))

def envelope(raw: bytes) -> tuple[str, bytes, list[tuple[str, bytes]], bytes]:
    """Type, payload, signatures by key id, and the bytes that are signed."""
    value = parse(raw, len(raw))
    need(ENVELOPE(value))
    payload, tag = unbase64(value["payload"]), value["payloadType"].encode()
    found = [(one["keyid"], unbase64(one["sig"])) for one in value["signatures"]]
    need(all(len(signature) == 64 for _, signature in found))
    return value["payloadType"], payload, found, b"DSSEv1 %d %s %d %s" % (len(tag), tag, len(payload), payload)

def trust_list(raw: bytes) -> dict[str, Any]:
    """The payload of a list signed by its own roots. Raises No."""
    kind, payload, signatures, message = envelope(raw)
    found: dict[str, Any] = parse(payload)
    need(kind == KIND.format("trust-list") and (found["format"], found["version"]) == ("contest-trust-list", 1))
    by_id, threshold = {keyid(root): root for root in found["roots"]["keys"]}, found["roots"]["threshold"]
    need(len({name for name, sig in signatures if name in by_id and signed(by_id[name], message, sig)}) >= threshold)
    return found

def root_code(trust: dict[str, Any]) -> str:
    facts = canonical({"keys": sorted(trust["roots"]["keys"]), "threshold": trust["roots"]["threshold"]})
    digits = f"{int(digest(facts), 16) % 10**40:040d}"
    return " ".join(digits[at : at + 5] for at in range(0, 40, 5))

RECEIPT = table(format=word("contest-receipt"), version=whole(1, 1), bundle=HEX, contest=text(120), base=text(120),
                number=NUMBER, verdict=word("accepted", "refused"), codes=different("[EWI][0-9]{2}"),
                missing=rows(NUMBER), audit=table(seq=SERIAL, hash=HEX), trust_list=SERIAL, time=TIME)

def receipt(raw: bytes, trust: dict[str, Any]) -> dict[str, Any]:
    """The payload of a receipt of the office. Raises No."""
    need(len(raw) <= 256 << 10)
    kind, payload, signatures, message = envelope(raw)
    need(kind == KIND.format("receipt") and len(signatures) == 1)
    publics = {keyid(public): public for public in trust["office_keys"]}
    need(signatures[0][0] in publics and signed(publics[signatures[0][0]], message, signatures[0][1]))
    need(RECEIPT(found := parse(payload)))
    return dict(found)

# ---- bundle ----------------------------------------------------------------------------------------------------------

def spell(entries: list[tuple[str, bytes]]) -> bytes:
    front, central = b"", b""
    for name, data in entries:
        rest = struct.pack("<4H3IH", 0, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name))
        central += struct.pack("<4s2H22s12xI", b"PK\1\2", 10, 10, rest, len(front)) + name.encode("ascii")
        front += struct.pack("<4sH", b"PK\3\4", 10) + rest + bytes(2) + name.encode("ascii") + data
    count = len(entries)
    return front + central + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(central), len(front), 0)

def container(raw: bytes) -> dict[str, bytes]:
    need(0 < len(raw) <= 64 * MIB, "E02")
    ran_out, at = "E04" if raw[-22:][:4] == b"PK\5\6" else "E05", 0
    entries: list[tuple[str, bytes]] = []
    while raw[at : at + 4] != b"PK\1\2":
        need(len(raw) - at < 4 or raw[at : at + 4] == b"PK\3\4", "E04")
        need(len(raw) - at >= 30, ran_out)
        size, length = struct.unpack("<IH", raw[at + 22 : at + 28])
        start = at + 30 + length
        need(start <= len(raw), ran_out)
        name = raw[at + 30 : start].decode("latin-1")
        limit = {"mimetype": 100, "manifest.dsse.json": 2 * MIB}.get(name)
        need(len(entries) < 256 and (limit or re.fullmatch(DATA, name)), "E04")
        need(size <= (limit or (64 if name.endswith(("age", "pdf")) else 32) * MIB), "E04")
        need(start + size <= len(raw), ran_out)
        entries.append((name, raw[start : start + size]))
        at = start + size
    need(len(raw) >= at + sum(46 + len(name) for name, _ in entries) + 22, ran_out)
    names = [name for name, _ in entries]
    need(names == ["mimetype", "manifest.dsse.json", *sorted(set(names[2:]))] and spell(entries) == raw, "E04")
    need(entries[0][1] == MIMETYPE, "E06")
    return dict(entries)

REASONS = ("", "keying", "recheck", "appeal", "ruling", "status", "scheme", "persons", "restore", "other")
TRADE_LINE = table(trade=text(pattern=TRADE), revision=NUMBER, reason=word(*REASONS), path=text(),
                   replaces=null_or(table(number=NUMBER, results_sha256=HEX)), entries=whole(0, 20_000))
GENESIS = table(True, base=text(120), chain=text(120), contest=text(120))
MANIFEST = table(
    mode=word("live", "test", "demo"), number=whole(1, 100_000), history=rows(REF), base=NAMED, trust_list=SERIAL,
    contest=lambda v: NAMED(v) and table(pack=null_or(REF))(v), trades=rows(TRADE_LINE, 1, 256),
    files=rows(table(path=text(pattern=DATA), size=whole(0, 64 * MIB), sha256=HEX), 1, 256),
    persons=null_or(table(path=word("data/persons.age"), plain_sha256=HEX, recipients=different(AGE, 8))),
    audit=table(genesis=GENESIS, from_seq=NUMBER, from_prev=HEX, last_seq=SERIAL, last_hash=HEX),
    signers=rows(table(role=word("base", "chief"), key=HEX, trades=trades), 1, 100),
    software=table(name=text(200), version=text(200)),
    time=table(utc=TIME, tz_min=whole(-1440, 1440), clock=word("ok", "suspect", "set")))

def manifest(payload: bytes) -> dict[str, Any]:
    need(len(payload) <= MIB)
    root: dict[str, Any] = parse(payload)
    need(table(format=word("contest-result-bundle"), version=SERIAL, suite=text(20))(root))
    need((root["version"], root["suite"]) == (1, "E1"), "E06")
    need(MANIFEST(root) and [one["number"] for one in root["history"]] == list(range(1, root["number"])))
    known = {"data/audit.jsonl"} | ({"data/persons.age"} if root["persons"] else set())
    for one in root["trades"]:
        first, path = one["revision"] == 1, f"data/results/{one['trade']}.json"
        need((one["reason"] == "") == (one["replaces"] is None) == first and one["path"] == path not in known)
        known |= {path, f"data/marks/{one['trade']}.json"}
    paths = [one["path"] for one in root["files"]]
    scans = {path for path in paths if path.startswith("data/scan/") and path.endswith(".pdf")}
    need(paths == sorted(set(paths)) and known <= set(paths) <= known | scans)
    need(-1 <= root["audit"]["last_seq"] - root["audit"]["from_seq"] < 300_000)
    need(all(bool(one["trades"]) == (one["role"] == "chief") for one in root["signers"]))
    with suppress(ValueError):
        if datetime.strptime(root["time"]["utc"], "%Y-%m-%dT%H:%M:%SZ"): return root  # noqa: DTZ007 - form only
    raise No

def authority(stated: dict[str, Any], trust: dict[str, Any]) -> bool:
    holders = {keyid(key["public"]): (key, base) for base in trust["bases"] for key in base["keys"]}
    for line in stated["signers"]:
        key, base = holders[line["key"]]
        good = key["role"] == line["role"] and base["id"] == stated["base"]["id"]
        good = good and bool({stated["contest"]["id"], "*"} & set(base["contests"]))
        last = BIG if key["to_number"] is None else key["to_number"]
        good = good and key["from_number"] <= stated["number"] <= last
        if not good or not ("*" in key["trades"] or set(line["trades"]) <= set(key["trades"])): return False
    keys = [line["key"] for line in stated["signers"]]
    chiefs = {trade for line in stated["signers"] for trade in line["trades"]}
    two = "base" in [line["role"] for line in stated["signers"]] and len(set(keys)) == len(keys)
    return two and all({one["trade"], "*"} & chiefs for one in stated["trades"])

def chain(stated: dict[str, Any], bodies: list[bytes]) -> bool:
    audit, label = stated["audit"], b"contest-audit-v1"
    now, seq, genesis = bytes.fromhex(audit["from_prev"]), audit["from_seq"], audit["genesis"]
    if seq == 1 and now != sha256(label + b"\0" + canonical(genesis)).digest(): return False
    for body in bodies:
        now = sha256(label + b"\1" + struct.pack(">Q", seq) + now + sha256(body).digest()).digest()
        seq += 1
    found = (genesis["base"], genesis["contest"], seq - 1, now.hex())
    return found == (stated["base"]["id"], stated["contest"]["id"], audit["last_seq"], audit["last_hash"])

ENTRY = text(pattern="[^\x00-\x1f]{1,64}")
STATUS = word("present", "absent", "late", "withdrawn", "retired", "disqualified")
RESULT = table(entry=ENTRY, group=maybe_text(), status=STATUS, total=SCORE, award=null_or(maybe_text()),
               rounds=lambda v: type(v) is dict and all(map(SCORE, v.values())), place=null_or(whole(1, 20_000)))
SENT = table(name=maybe_text(200), kind=maybe_text(40), entries=whole(0, 20_000), people=whole(0, 2_000_000))
FILE = table(schema=whole(1, 1), trade=text(pattern=TRADE))
RESULTS = table(revision=NUMBER, decimals=null_or(whole(0, 12)), rows=rows(RESULT, most=20_000))
MARK = table(entry=ENTRY, aspect=ENTRY, judge=maybe_text(64), seq=NUMBER, mark=null_or(maybe_text(400)))
MARKS = table(marks=rows(lambda v: MARK(v) and maybe_text()(v.get("round", "")), most=5_000_000))

def agree(line: dict[str, Any], results: dict[str, Any], marks: dict[str, Any]) -> bool:
    entries = [row["entry"] for row in results["rows"]]
    cells = [(m["entry"], m.get("round", ""), m["aspect"], m["judge"], m["seq"]) for m in marks["marks"]]
    same = results["trade"] == marks["trade"] == line["trade"] and results["revision"] == line["revision"]
    once = len(set(entries)) == len(entries) == line["entries"] and len(set(cells)) == len(cells)
    return same and once and {cell[0] for cell in cells} <= set(entries)

def age_header(raw: bytes) -> bool:
    end = (head := raw[:4096]).find(b"\n--- ")
    good = head.startswith(b"age-encryption.org/v1\n") and end >= 0 and head.find(b"\n", end + 1) >= 0
    return good and head[: end + 1].count(b"\n-> ") <= 8

def checks(raw: bytes, trust: dict[str, Any], step: list[str]) -> None:
    files = container(raw)
    step.append("E07")
    kind, payload, signatures, message = envelope(files["manifest.dsse.json"])
    need(kind == KIND.format("result-manifest"), "E06")
    publics = {keyid(key["public"]): key["public"] for base in trust["bases"] for key in base["keys"]}
    need(all(name in publics for name, _ in signatures), "E08")
    need(all(signed(publics[name], message, signature) for name, signature in signatures), "E09")
    step.append("E10")
    stated = manifest(payload)
    need([line["key"] for line in stated["signers"]] == [name for name, _ in signatures])
    need(authority(stated, trust), "E08")
    data, lines = dict(list(files.items())[2:]), {one["path"]: (one["size"], one["sha256"]) for one in stated["files"]}
    need(lines == {name: (len(content), digest(content)) for name, content in data.items()}, "E11")
    log = data["data/audit.jsonl"]
    need(not log or log.endswith(b"\n"))
    bodies = log.split(b"\n")[:-1]
    need(chain(stated, bodies), "E16")
    need(all(type(parse(body)) is dict for body in bodies))
    pairs = []
    for line in stated["trades"]:
        results, marks = parse(data[line["path"]]), parse(data[f"data/marks/{line['trade']}.json"])
        need(FILE(results) and RESULTS(results) and FILE(marks) and MARKS(marks))
        need(rows(SENT, most=20_000)(results.get("delegations", [])))
        pairs.append((line, results, marks))
    need(all(agree(*pair) for pair in pairs), "E17")
    need(stated["persons"] is None or age_header(data["data/persons.age"]), "E18")

def verify(raw: bytes, trust: dict[str, Any]) -> str:
    """The code of the first failing check of a bundle, "" when there is none."""
    step = ["E04"]
    try: checks(raw, trust, step)
    except No as refused: return str(refused) or step[-1]
    return ""

# ---- certificate codes -----------------------------------------------------------------------------------------------

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

def base45(body: str) -> bytes:
    raw = b""
    for at in range(0, len(body), 3):
        group = [SIGNS.index(sign) for sign in body[at : at + 3]]
        raw += sum(value * 45**place for place, value in enumerate(group)).to_bytes(len(group) - 1, "big")
    return raw

def head(major: int, value: int) -> bytes:
    if value < 24: return bytes([major << 5 | value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + value.to_bytes(1 << size, "big")

def cbor(value: Any) -> bytes:
    if isinstance(value, int): return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, (bytes, str)):
        raw = value if isinstance(value, bytes) else value.encode()
        return head(2 if raw is value else 3, len(raw)) + raw
    if isinstance(value, dict):
        pairs = sorted((cbor(key), cbor(item)) for key, item in value.items())
        return head(5, len(pairs)) + b"".join(key + item for key, item in pairs)
    return b"\xf6" if value is None else head(4, len(value)) + b"".join(map(cbor, value))

def uncbor(raw: bytes, at: int = 0) -> tuple[Any, int]:
    """The value at a place and the place behind it; only what claims are made of."""
    major, short = raw[at] >> 5, raw[at] & 31
    need(short < 28 and (major in (0, 1, 2, 3, 5) or raw[at] == 0xF6))
    size = 1 << (short - 24) if short > 23 else 0
    value, at = int.from_bytes(raw[at + 1 : at + 1 + size], "big") if size else short, at + 1 + size
    if major in (0, 1, 7): return (value, -1 - value)[major] if major < 7 else None, at
    if major in (2, 3): return raw[at : at + value] if major == 2 else raw[at : at + value].decode(), at + value
    pairs = {}
    for _ in range(value):
        key, at = uncbor(raw, at)
        pairs[key], at = uncbor(raw, at)
    return pairs, at

def claims(token: bytes) -> tuple[bytes, bytes, bytes]:
    """Kid, payload and signature of a token; the frame has one spelling."""
    kid, payload = token[8:16], uncbor(token, 17)[0]
    frame = b"\xd2\x84\x4d\xa2\x01\x27\x04\x48" + kid + b"\xa0" + cbor(payload) + b"\x58\x40"
    need(type(payload) is bytes and len(payload) < 1 << 16 and token[:-64] == frame)
    return kid, payload, token[-64:]

def certificate(code: str, trust: dict[str, Any]) -> str:
    """genuine, withdrawn, bad_signature or unknown_key."""
    code = code.strip("\r\n\t")
    try:
        need(len(code) <= 600 and code.startswith("CQ1:") and len(code) % 3 != 2)
        kid, payload, signature = claims(base45(code[4:]))
        message = cbor(["Signature1", cbor({1: -8, 4: kid}), b"", payload])
        keys = [(key, base) for base in trust["bases"] for key in base["keys"] if key["role"] == "certificate"]
        keys = [one for one in keys if bytes.fromhex(keyid(one[0]["public"]))[:8] == kid]
        if not keys: return "unknown_key"
        key, base = next(one for one in keys if signed(one[0]["public"], message, signature))
        found = uncbor(payload)[0]
        inner = found[-65537]
        need(cbor(found) == payload and set(found) == {1, 6, -65537} and set(inner) == set(range(1, 8)))
        need(inner[1] == 1 and all(type(one) is str for one in (found[1], *(inner[key] for key in range(2, 7)))))
        numbers = (found[6], 0 if inner[7] is None else inner[7])
        need(all(map(whole(-BIG), numbers)) and found[1] == base["id"])
    except (No, ValueError, LookupError, OverflowError, StopIteration, TypeError, RecursionError):
        return "bad_signature"
    gone = any((one["base"], one["number"]) == (found[1], inner[2]) for one in trust["withdrawn"])
    return "withdrawn" if gone or key["status"] == "revoked" else "genuine"

def main(trusted: str, given: str) -> str:
    trust = trust_list(Path(trusted).read_bytes())
    if given.startswith("CQ1:"): return certificate(given, trust)
    if given.endswith(".crr"): return str(receipt(Path(given).read_bytes(), trust)["verdict"])
    return verify(Path(given).read_bytes(), trust) or "genuine"

if __name__ == "__main__":
    print(main(*sys.argv[1:]))
