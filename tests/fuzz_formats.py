"""Fuzzing of every received format: whatever the bytes, no crash, and nothing accepted that was not made by a key.

`python tests/fuzz_formats.py TARGET [-max_total_time=600 …]` runs one target under atheris (libFuzzer's options), which
is not among the packages of the project: `pip install atheris` on Linux. Without it the same targets are run by
tests/unit/bundle/test_fuzz.py with a mutator of its own. A target raises only when a rule is broken.
"""

from __future__ import annotations

import contextlib
import random
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.bundle import (
    archive,
    canonical,
    certqr,
    cose,
    enrolment,
    envelope,
    keys,
    pack,
    receipt,
    sheetqr,
    suite,
    trustlist,
)
from app.bundle.findings import Finding, MalformedError
from app.bundle.verify import verify
from app.errors import WrongCall
from tests.unit.bundle import kit

PHRASE = "correct horse battery"
CHEAP = keys.Cost(19456, 1, 1)
IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"


class BrokenRuleError(AssertionError):
    """A target found what must not be."""


def _accepted(raw: bytes, name: str) -> None:
    """Something was taken for genuine: only bytes that a key holder made may be."""
    if raw not in seeds(name):
        raise BrokenRuleError(f"{name}: accepted bytes that nobody signed")


# ---- what a key holder made: the seeds -------------------------------------------------------------------------------


@cache
def _receipt() -> bytes:
    given = receipt.Receipt(
        kit.known_answer().sha256,
        "TEST-01",
        "00-00",
        1,
        "accepted",
        ("W19",),
        (),
        2,
        "0" * 64,
        1,
        "2026-05-01T03:00:00Z",
    )
    return receipt.make(given, kit.OFFICE)


@cache
def _pack() -> bytes:
    trades = (pack.PackTrade("t01", "焊工", "0" * 64),)
    named = kit.facts()
    facts = pack.PackFacts("test", 1, named.contest, (named.base,), trades, named.software, named.time, 1)
    return pack.make(facts, {"format": 1}, {"award_plain": "{}"}, None, kit.OFFICE).raw


@cache
def _key_file() -> bytes:
    return keys.lock(kit.BASE, PHRASE, cost=CHEAP, random=lambda size: bytes(range(size)))


@cache
def _certificate() -> bytes:
    facts = certqr.CertificateFacts("00-00", 1777600800, "2026-0001", "马秀英", "t01", "焊工", "一等奖", 1)
    return certqr.encode(facts, kit.CERTIFICATE).encode()


@cache
def _sheet() -> bytes:
    facts = sheetqr.SheetFacts("00-00", "t01", 1, b"\x01" * 32, sheetqr.RESULTS, 2, b"\x02" * 32, "0.0.0")
    return sheetqr.encode(facts, kit.CERTIFICATE).encode()


@cache
def _sealed() -> bytes:
    return suite.seal(b"somebody", (suite.age_recipient(IDENTITY),))


@cache
def _requests() -> tuple[bytes, ...]:
    keys_of = (kit.BASE, kit.CHIEF, kit.CERTIFICATE)
    lines = tuple(trustlist.TrustedKey(key.public, key.role, key.person, _all(key), base="00-00") for key in keys_of)
    base = trustlist.TrustedBase("00-00", "测试基地", ("TEST-01",), lines)
    asked = enrolment.Enrolment(base)
    return enrolment.request(asked, [kit.BASE]), *(one.encode() for one in enrolment.codes(base, kit.BASE))


def _all(key: keys.Key) -> tuple[str, ...]:
    return ("*",) if key.role == "chief" else ()


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Good inputs of a target."""
    held = archive.read(kit.known_answer().raw)
    payload = envelope.read(held.envelope).payload
    found = {
        "bundle": (kit.known_answer().raw, kit.sequence()[1].raw),
        "envelope": (held.envelope,),
        "manifest": (payload,),
        "data": (
            held.files["data/results/t01.json"],
            held.files["data/marks/t01.json"],
            held.files["data/audit.jsonl"],
        ),
        "receipt": (_receipt(),),
        "receipt_code": (receipt.qr_text(_receipt()).encode(),),
        "trust_list": (kit.trust().raw,),
        "pack": (_pack(),),
        "key_file": (_key_file(),),
        "certificate": (_certificate(),),
        "sheet": (_sheet(),),
        "age": (_sealed(),),
        "enrolment": _requests(),
        "signed_receipt": (envelope.read(_receipt()).payload,),
        "signed_list": (envelope.read(kit.trust().raw).payload,),
        "signed_pack": (envelope.read(archive.read(_pack(), pack.PACK_TYPE).envelope).payload,),
        "signed_code": tuple(
            cose.read(cose.from_text(prefix, raw.decode())).payload
            for prefix, raw in (
                (certqr.PREFIX, _certificate()),
                (sheetqr.PREFIX, _sheet()),
                (enrolment.PREFIX, _requests()[1]),
            )
        ),
    }
    return found[name]


# ---- targets ---------------------------------------------------------------------------------------------------------


def _bundle(raw: bytes) -> None:
    found = verify(raw, kit.trust())
    if found:
        _accepted(raw, "bundle")
    elif not found.code or found.trades:
        raise BrokenRuleError("bundle: refused without a code, or with data given out")


def _envelope(raw: bytes) -> None:
    """In a right container, so that the reader gets as far as it goes."""
    good = kit.known_answer()
    with contextlib.suppress(ValueError):  # larger than a container may hold
        if verify(kit.repack(good, raw or b"{"), kit.trust()):
            _accepted(raw, "envelope")


def _manifest(raw: bytes) -> None:
    """As an insider: whatever is signed by the right keys must be judged without a crash."""
    found = verify(kit.resign(kit.known_answer(), change=lambda _document: raw), kit.trust())
    if found and canonical.parse(raw, "manifest") != found.manifest.to_dict():  # type: ignore[union-attr]
        raise BrokenRuleError("manifest: read as something else than it says")


def _data(raw: bytes) -> None:
    """As an insider: data files of any content with right digests and right signatures."""
    for path in ("data/results/t01.json", "data/marks/t01.json", "data/audit.jsonl"):
        found = verify(kit.with_files(kit.known_answer(), {path: raw}), kit.trust())
        if not found and found.code not in ("E10", "E16", "E17"):
            raise BrokenRuleError(f"data: {found.code}")


def _receipt_file(raw: bytes) -> None:
    with contextlib.suppress(WrongCall, Finding):
        receipt.read(raw, kit.trust())
        _accepted(raw, "receipt")


def _receipt_code(raw: bytes) -> None:
    with contextlib.suppress(WrongCall, Finding):
        signed = receipt.from_qr(raw.decode("utf-8", "replace"), kit.trust())
        receipt.read(signed, kit.trust())
        _accepted(signed, "receipt")


def _trust_list(raw: bytes) -> None:
    """A stranger may sign a list of his own roots; ours are told by their code, so nothing else passes."""
    with contextlib.suppress(WrongCall, Finding):
        trustlist.accept(raw, None, root_code=kit.trust().roots.code)
        _accepted(raw, "trust_list")


def _pack_file(raw: bytes) -> None:
    with contextlib.suppress(WrongCall, Finding):
        pack.read(raw, kit.trust())
        _accepted(raw, "pack")


def _keys(raw: bytes) -> None:
    """Opening costs argon2id, so only files that a fuzzer left cheap are opened."""
    with contextlib.suppress(WrongCall, Finding):
        found = keys.read(raw)
        kdf = found.document["kdf"]
        if kdf["m"] == CHEAP.m and kdf["t"] == kdf["p"] == 1:
            found.unlock(PHRASE)
            _accepted(raw, "key_file")


def _certificate_code(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    if certqr.check(text, kit.trust()):
        _accepted(text.strip("\r\n\t").encode(), "certificate")


def _sheet_code(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    with contextlib.suppress(MalformedError):
        if sheetqr.read(text).signed_by([kit.CERTIFICATE.public]):
            _accepted(text.strip().encode(), "sheet")


def _enrolment(raw: bytes) -> None:
    """A request says what it likes; what it calls signed must have been signed."""
    with contextlib.suppress(WrongCall, Finding):
        found = enrolment.read_request(raw)
        if found.signed_by and found.to_dict() not in [enrolment.read_request(one).to_dict() for one in _requests()]:
            raise BrokenRuleError("enrolment: signed by nobody")


def _signed_receipt(raw: bytes) -> None:
    """As the office: any payload under a good signature is a receipt or none, never a crash."""
    with contextlib.suppress(WrongCall, Finding):
        receipt.read(envelope.seal(receipt.PAYLOAD_TYPE, raw, [kit.OFFICE.secret]).to_bytes(), kit.trust())


def _signed_list(raw: bytes) -> None:
    """As the holders of the roots."""
    secrets = [root.secret for root in kit.ROOTS[:2]]
    with contextlib.suppress(WrongCall, Finding):
        trustlist.read(envelope.seal(trustlist.PAYLOAD_TYPE, raw, secrets).to_bytes())


def _signed_pack(raw: bytes) -> None:
    """As the office, with the files of a good pack."""
    held = archive.read(_pack(), pack.PACK_TYPE)
    signed = envelope.seal(pack.PAYLOAD_TYPE, raw, [kit.OFFICE.secret]).to_bytes()
    with contextlib.suppress(WrongCall, Finding):
        pack.read(archive.write(archive.Archive(pack.PACK_TYPE, signed, held.files)), kit.trust())


def _signed_code(raw: bytes) -> None:
    """As a base: any claims under a good signature."""
    kid = bytes.fromhex(kit.CERTIFICATE.keyid)[: cose.KID_LENGTH]
    signature = suite.sign(kit.CERTIFICATE.secret, cose._message(kid, raw))
    token = cose._spell(cose.Token(kid, raw, signature))
    with contextlib.suppress(WrongCall, Finding):
        enrolment.read_code(cose.to_text(enrolment.PREFIX, token))
    certqr.check(cose.to_text(certqr.PREFIX, token), kit.trust())
    with contextlib.suppress(MalformedError):
        sheetqr.read(cose.to_text(sheetqr.PREFIX, token))


def _age(raw: bytes) -> None:
    plain = suite.unseal(raw, (IDENTITY,))
    if plain not in (None, b"somebody"):
        raise BrokenRuleError("age: opened as something else")


TARGETS: dict[str, Callable[[bytes], None]] = {
    "bundle": _bundle,
    "envelope": _envelope,
    "manifest": _manifest,
    "data": _data,
    "receipt": _receipt_file,
    "receipt_code": _receipt_code,
    "trust_list": _trust_list,
    "pack": _pack_file,
    "key_file": _keys,
    "certificate": _certificate_code,
    "sheet": _sheet_code,
    "age": _age,
    "enrolment": _enrolment,
    "signed_receipt": _signed_receipt,
    "signed_list": _signed_list,
    "signed_pack": _signed_pack,
    "signed_code": _signed_code,
}


# ---- a mutator that needs no compiler --------------------------------------------------------------------------------

_ODD = (
    b"",
    b"\x00",
    b"\xff" * 4,
    b"null",
    b"1e5",
    b'"',
    b"{}",
    b"[" * 20,
    b"-1",
    b"9" * 30,
    b"\xed\xa0\x80",
    b"../",
    b"PK",
)


def mutations(name: str, count: int, seed: int = 6) -> Iterator[bytes]:
    """`count` damaged forms of a target's good inputs, the same for the same seed."""
    draw = random.Random(f"{name}/{seed}")
    good = seeds(name)
    for _ in range(count):
        raw = bytearray(draw.choice(good))
        for _ in range(draw.choice((1, 1, 1, 2, 3, 8))):
            _mutate(raw, draw, good)
        yield bytes(raw)


def _mutate(raw: bytearray, draw: random.Random, good: tuple[bytes, ...]) -> None:
    at = draw.randrange(len(raw) + 1)
    end = min(len(raw), at + draw.choice((1, 1, 2, 4, 16, 64)))
    match draw.randrange(8):
        case 0 if at < len(raw):
            raw[at] ^= 1 << draw.randrange(8)
        case 1 if at < len(raw):
            raw[at] = draw.randrange(256)
        case 2:
            del raw[at:end]
        case 3:
            raw[at:at] = raw[at:end] * draw.choice((1, 2, 50))
        case 4:
            raw[at:end] = draw.choice(_ODD)
        case 5:
            other = draw.choice(good)
            start = draw.randrange(len(other))
            raw[at:end] = other[start : start + end - at]
        case 6:
            del raw[at:]
        case _:
            raw[at:end] = raw[at:end][::-1]


def main(arguments: list[str]) -> None:
    """Run one target under atheris until told to stop; its seeds are the corpus to begin with."""
    if len(arguments) < 2 or arguments[1] not in TARGETS:
        raise SystemExit(f"usage: {arguments[0]} {'|'.join(TARGETS)} [libFuzzer options] [corpus folder]")
    try:
        import atheris  # type: ignore[import-not-found]  # only here: no package of the project
    except ImportError:
        raise SystemExit("atheris is not installed: pip install atheris (Linux)") from None
    name = arguments[1]
    for good in seeds(name):
        TARGETS[name](good)
    atheris.instrument_all()  # everything is imported already
    corpus = Path(arguments[-1]) if len(arguments) > 2 and not arguments[-1].startswith("-") else None
    if corpus is not None:
        corpus.mkdir(parents=True, exist_ok=True)
        for number, good in enumerate(seeds(name)):
            (corpus / f"seed{number}").write_bytes(good)
    atheris.Setup([arguments[0], *arguments[2:]], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
