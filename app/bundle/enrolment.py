"""登记: what a base sends the office so that its keys are listed: a QR on the stamped form, and a request file.

Rules:
1. The QR is `EQ1:` and a COSE token (see `cose`) with CWT claims: 1 base id, -65539 `{1: 1, 2: contest id, 3: name of
   the base, 4: [[role, 32 public bytes, person, [trades]] …]}`; role 1 base, 2 chief judge, 3 certificate. It is
   signed by the base key it lists itself: some 283 bytes for three keys, version 13 at level M.
2. One code holds as many keys as fit version 13; the base key stands in each. Codes of one base are joined.
3. The request file says the same as a DSSE envelope of type `application/vnd.contest.enrolment.v1+json`, or as bare
   canonical JSON that nobody signed. `replaces` pairs old and new public keys: each pair is signed by both (rotation).
   `last_number` is the last bundle made under the old ones.
4. Neither QR nor file lists a key. The office compares forty digits of every key with stamped paper that came another
   way; only a new key whose listed predecessor signed for it needs none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bundle import canonical, cose, envelope
from app.bundle.canonical import TRADE, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import Key, key_id
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.errors import WrongCall

PREFIX = "EQ1:"
PAYLOAD_TYPE = "application/vnd.contest.enrolment.v1+json"
FORMAT = "contest-enrolment"
MOST_CHIEFS = 2  # in one code: the form has room for so many
VERSION_13_M = 483  # characters of alphanumeric mode
SIZE_LIMIT = 256 << 10
_BASE, _ENROLMENT = 1, -65539
_VERSION = 1
_ROLES = {"base": 1, "chief": 2, "certificate": 3}
_ROLE_NAMES = {number: role for role, number in _ROLES.items()}
_PUBLIC = re.compile(r"[0-9a-f]{64}")
_MOST_PERSON, _MOST_NAME = 100, 400


@dataclass(frozen=True)
class Enrolment:
    """What a base asks for. `signed_by` are the key ids whose signature over it held, none for a bare file."""

    base: TrustedBase
    signed_by: frozenset[str] = frozenset()
    replaces: tuple[tuple[str, str], ...] = ()  # public hex: old, new
    last_number: int = 0

    def predecessor(self, public: str) -> str | None:
        """The public key this one takes the place of, with both signatures held; None for a key on its own."""
        return next((old for old, new in self.replaces if new == public), None)

    def to_dict(self) -> dict[str, Any]:
        """The plain object of the request file."""
        return {
            "format": FORMAT,
            "version": _VERSION,
            "base": self.base.to_dict(),
            "replaces": [{"old": old, "new": new} for old, new in self.replaces],
            "last_number": self.last_number,
        }


def codes(base: TrustedBase, key: Key) -> tuple[str, ...]:
    """The texts of the QR codes for a base's keys (rule 2). `key` is the unlocked base key.

    Raises Finding `bundle.enrolment_not_listed` when the base key is none of them, `bundle.qr_too_long` for texts that
    fit no code.
    """
    own = [line for line in base.keys if line.public == key.public and line.role == "base"]
    if not own:
        raise Finding("bundle.enrolment_not_listed", person=key.person)
    found: list[str] = []
    lines, text = list(own), code(base, own, key)
    for line in (line for line in base.keys if line is not own[0]):
        longer = code(base, [*lines, line], key)
        full = line.role == "chief" and sum(one.role == "chief" for one in lines) == MOST_CHIEFS
        if len(lines) > 1 and (full or len(longer) > VERSION_13_M):
            found.append(text)
            lines = list(own)
            longer = code(base, [*lines, line], key)
        lines, text = [*lines, line], longer
    return (*found, text)


def code(base: TrustedBase, lines: Sequence[TrustedKey], key: Key) -> str:
    """One QR text with these keys. Raises Finding `bundle.qr_too_long`."""
    rows = [[_ROLES[one.role], bytes.fromhex(one.public), one.person, list(one.trades)] for one in lines]
    inner = {1: _VERSION, 2: base.contests[0] if base.contests else "", 3: base.name, 4: rows}
    text = cose.to_text(PREFIX, cose.sign(key, {_BASE: base.id, _ENROLMENT: inner}))
    if len(text) > cose.TEXT_LIMIT:
        raise Finding("bundle.qr_too_long", field="text", limit=cose.TEXT_LIMIT, number=base.id)
    return text


def read_code(text: str) -> Enrolment:
    """What a scanned or pasted code says. Raises WrongCall "keys.request_malformed", Finding for a false signature."""
    try:
        token = cose.read(cose.from_text(PREFIX, text.strip()))
        base = _claimed(token.claims())
    except MalformedError as error:
        raise WrongCall("keys.request_malformed", path="QR", place=error.place) from None
    signer = next((one for one in base.keys if one.role == "base" and token.of([one.public])), None)
    if signer is None or not token.signed_by(signer.public):
        raise Finding("bundle.enrolment_signature", base=base.id)
    return Enrolment(base, frozenset({signer.keyid}))


def _claimed(claims: Any) -> TrustedBase:
    if not isinstance(claims, Mapping) or set(claims) != {_BASE, _ENROLMENT}:
        raise MalformedError("claims")
    inner = claims[_ENROLMENT]
    if not isinstance(inner, Mapping) or set(inner) != {1, 2, 3, 4} or inner[1] != _VERSION:
        raise MalformedError("claims")
    base = Node(claims[_BASE], "base").text(most=120)
    contest = Node(inner[2], "contest").text(most=120, empty=True)
    name = Node(inner[3], "name").text(most=_MOST_NAME, empty=True)
    lines = tuple(_line(node, base) for node in Node(inner[4], "keys").items(1, 20))
    _distinct(lines)
    return TrustedBase(base, name, (contest,) if contest else (), lines)


def _line(node: Node, base: str) -> TrustedKey:
    role, public, person, trades = node.items(4, 4)
    if type(role.value) is not int or role.value not in _ROLE_NAMES:
        raise role.fail()
    if type(public.value) is not bytes or len(public.value) != 32:
        raise public.fail()
    name = _ROLE_NAMES[role.value]
    person_name = person.text(most=_MOST_PERSON, empty=True)
    return TrustedKey(public.value.hex(), name, person_name, _trades(trades, name), base=base)


def _trades(node: Node, role: str) -> tuple[str, ...]:
    trades = node.strings()
    if trades != ("*",) and not all(TRADE.fullmatch(one) for one in trades):
        raise node.fail()
    if bool(trades) != (role == "chief"):  # only chief judges sign for trades, and never for none
        raise node.fail()
    return trades


def _distinct(lines: Sequence[TrustedKey]) -> None:
    if len({one.public for one in lines}) != len(lines):
        raise MalformedError("keys")


def request(asked: Enrolment, signers: Sequence[Key]) -> bytes:
    """The bytes of a request file, signed by these keys (none: bare JSON), read back before they are given out.

    Raises as `read_request`, above all when a pair of `replaces` lacks one of its two signatures.
    """
    payload = canonical.dump(asked.to_dict())
    raw = payload if not signers else envelope.seal(PAYLOAD_TYPE, payload, [key.secret for key in signers]).to_bytes()
    read_request(raw)
    return raw


def read_request(raw: bytes, name: str = "") -> Enrolment:
    """A request file, or the text of a QR code saved as a file.

    Raises WrongCall "keys.request_malformed", Finding `bundle.enrolment_signature` for a signature that does not hold
    or is missing.
    """
    if raw.lstrip()[: len(PREFIX)] == PREFIX.encode() and len(raw) <= SIZE_LIMIT:
        return joined([read_code(line) for line in raw.decode("ascii", "replace").splitlines() if line.strip()])
    try:
        return _read(raw)
    except MalformedError as error:
        raise WrongCall("keys.request_malformed", path=name, place=error.place) from None


def _read(raw: bytes) -> Enrolment:
    if len(raw) > SIZE_LIMIT:
        raise MalformedError("size")
    signed = None
    if b'"payloadType"' in raw[:SIZE_LIMIT] and raw.startswith(b'{"payload":'):
        signed = envelope.read(raw)
        if signed.payload_type != PAYLOAD_TYPE:
            raise MalformedError("envelope.payloadType")
    root = Node(canonical.parse(raw if signed is None else signed.payload, "request"), "request")
    root.member("format").word(FORMAT)
    root.member("version").integer(1, 1)
    base = TrustedBase.read(root.member("base"))
    _distinct(base.keys)
    for line in base.keys:
        if (line.status, line.from_number, line.to_number) != ("active", 1, None):
            raise root.member("base").fail()  # how far a key counts is for the office to say
        if bool(line.trades) != (line.role == "chief"):
            raise root.member("base").fail()
    known = root.object()
    pairs = tuple(
        (one.member("old").text(_PUBLIC), one.member("new").text(_PUBLIC))
        for one in (root.member("replaces").items(most=20) if "replaces" in known else ())
    )
    if {new for _, new in pairs} - {line.public for line in base.keys}:
        raise root.member("replaces").fail()
    last = root.member("last_number").integer() if "last_number" in known else 0
    return Enrolment(base, _held(signed, base, pairs), pairs, last)


def _held(signed: envelope.Envelope | None, base: TrustedBase, pairs: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The key ids that signed. Every signature there must hold, and both of every pair must be there."""
    publics = [line.public for line in base.keys] + [old for old, _ in pairs]
    known = {key_id(public): public for public in publics}
    found = set()
    for index, one in enumerate(signed.signatures if signed is not None else ()):
        public = known.get(one.keyid)
        if public is None or signed is None or not signed.signed_by(index, bytes.fromhex(public)):
            raise Finding("bundle.enrolment_signature", base=base.id)
        found.add(one.keyid)
    if any(key_id(public) not in found for pair in pairs for public in pair):
        raise Finding("bundle.enrolment_signature", base=base.id)
    return frozenset(found)


def joined(parts: Sequence[Enrolment]) -> Enrolment:
    """Several codes of one base as one request. Raises Finding `bundle.enrolment_mixed` for codes of different bases
    or base keys."""
    first = parts[0]
    lines: dict[str, TrustedKey] = {}
    for one in parts:
        if (one.base.id, one.base.contests, one.signed_by) != (first.base.id, first.base.contests, first.signed_by):
            raise Finding("bundle.enrolment_mixed", base=first.base.id, other=one.base.id)
        lines |= {line.public: line for line in one.base.keys}
    base = TrustedBase(first.base.id, first.base.name, first.base.contests, tuple(lines.values()))
    return Enrolment(base, first.signed_by)
