"""Short signed tokens for QR codes: COSE_Sign1 with an Ed25519 key, as base45 text that alphanumeric mode takes.

Rules:
1. Tag 18, four items: protected `{1: -8, 4: kid}`, an empty unprotected map, payload, 64 signature bytes. kid is the
   first 8 bytes of the key id: where to look, never a reason to trust; every key with that kid is tried.
2. One spelling only. The frame is taken apart by hand and compared with our own, because decoders silently take
   trailing bytes and double keys; claims are decoded only after the signature held, and re-encoded equal.
3. At most 600 characters are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cbor2

from app.bundle import suite
from app.bundle.findings import MalformedError
from app.bundle.keys import Key, key_id

TEXT_LIMIT = 600
KID_LENGTH = 8
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(_ALPHABET)}
_EDDSA = -8
_FRAME = b"\xd2\x84\x4d\xa2\x01\x27\x04\x48"  # tag 18, list of 4, 13 bytes: map of 2, 1: -8, 4: 8 bytes of kid
_SIGNATURE = b"\x58\x40"  # 64 bytes


@dataclass(frozen=True)
class Token:
    """A token taken apart, its signature not yet checked."""

    kid: bytes
    payload: bytes
    signature: bytes

    def signed_by(self, public: str) -> bool:
        """Whether the key (hex) made the signature."""
        return suite.verify(bytes.fromhex(public), _message(self.kid, self.payload), self.signature)

    def of(self, publics: Iterable[str]) -> list[str]:
        """Those of the keys that have this kid."""
        return [public for public in publics if bytes.fromhex(key_id(public))[:KID_LENGTH] == self.kid]

    def claims(self) -> Any:
        """The claims, after the signature held. Raises MalformedError unless they have their one spelling."""
        try:
            found = cbor2.loads(self.payload)
            same = encode_claims(found) == self.payload
        except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError):
            raise MalformedError("claims") from None
        if not same:
            raise MalformedError("claims")
        return found


def encode_claims(claims: Any) -> bytes:
    """Deterministic CBOR of plain values (RFC 8949 4.2.1)."""
    return cbor2.dumps(claims, canonical=True)


def sign(key: Key, claims: Any) -> bytes:
    """The token bytes of some claims."""
    payload = encode_claims(claims)
    kid = bytes.fromhex(key.keyid)[:KID_LENGTH]
    return _spell(Token(kid, payload, suite.sign(key.secret, _message(kid, payload))))


def read(raw: bytes) -> Token:
    """Take token bytes apart. Raises MalformedError for any other spelling (rule 2)."""
    after = len(_FRAME) + KID_LENGTH + 1
    kid, empty = raw[len(_FRAME) : after - 1], raw[after - 1 : after]
    start, length = _byte_string(raw, after)
    token = Token(kid, raw[start : start + length], raw[start + length + len(_SIGNATURE) :])
    if empty != b"\xa0" or len(kid) != KID_LENGTH or len(token.signature) != 64 or _spell(token) != raw:
        raise MalformedError("token")
    return token


def _byte_string(raw: bytes, at: int) -> tuple[int, int]:
    """Start and length of the CBOR byte string whose head is at `at`; lengths above two bytes are not ours."""
    head = raw[at : at + 3]
    if head[:1] == b"\x59" and len(head) == 3:
        return at + 3, int.from_bytes(head[1:], "big")
    if head[:1] == b"\x58" and len(head) >= 2:
        return at + 2, head[1]
    if head and 0x40 <= head[0] < 0x58:
        return at + 1, head[0] - 0x40
    raise MalformedError("token")


def _spell(token: Token) -> bytes:
    return _FRAME + token.kid + b"\xa0" + cbor2.dumps(token.payload) + _SIGNATURE + token.signature


def _message(kid: bytes, payload: bytes) -> bytes:
    protected = cbor2.dumps({1: _EDDSA, 4: kid}, canonical=True)
    return cbor2.dumps(["Signature1", protected, b"", payload])


def to_text(prefix: str, raw: bytes) -> str:
    """Token bytes as text for a QR code: the prefix and base45 (RFC 9285)."""
    signs: list[str] = []
    for at in range(0, len(raw), 2):
        pair = raw[at : at + 2]
        value = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            value, rest = divmod(value, 45)
            signs.append(_ALPHABET[rest])
    return prefix + "".join(signs)


def from_text(prefix: str, text: str) -> bytes:
    """The token bytes of a text. Raises MalformedError."""
    body = text[len(prefix) :]
    if len(text) > TEXT_LIMIT or not text.startswith(prefix) or len(body) % 3 == 1:
        raise MalformedError("text")
    raw = bytearray()
    for at in range(0, len(body), 3):
        group = body[at : at + 3]
        value = 0
        for sign_ in reversed(group):
            if sign_ not in _VALUES:
                raise MalformedError("text")
            value = value * 45 + _VALUES[sign_]
        if value >= 256 ** (len(group) - 1):
            raise MalformedError("text")
        raw += value.to_bytes(len(group) - 1, "big")
    return bytes(raw)
