"""The certificate QR: a signed statement anybody can hold against the paper, offline, with the trust list alone.

Rules:
1. `CQ1:` and a COSE token (see `cose`) with CWT claims: 1 base, 6 issued in seconds, -65537 `{1: 1, 2: certificate
   number, 3: name, 4: trade id, 5: trade, 6: award, 7: place}`. No ID number, no phone, no score; no expiry.
2. Name at most 30 characters, trade 24, award 8, so that the code fits version 14 at level M.
3. Answers: genuine with the facts to compare · withdrawn (the number is withdrawn, or the key was revoked) · bad
   signature (also for anything out of form) · unknown key: load the newest list. The list's serial is always given.
4. A certificate key signs for its own base only. A copy of a true code stays true: the reader compares name and number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from app.bundle import cose
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import Key
from app.bundle.trustlist import TrustedKey, TrustList
from app.domain.audit import INTEGER_LIMIT

PREFIX = "CQ1:"
_BASE, _ISSUED, _CERTIFICATE = 1, 6, -65537
_VERSION = 1
LIMITS = {"base": 32, "number": 40, "name": 30, "trade_id": 32, "trade": 24, "award": 8}


@dataclass(frozen=True)
class CertificateFacts:
    """What a certificate QR says. `issued` is in seconds since 1970; `place` None where none is printed."""

    base: str
    issued: int
    number: str
    name: str
    trade_id: str
    trade: str
    award: str
    place: int | None = None


class Answer(Enum):
    """What verifying a code can say."""

    GENUINE = "genuine"
    WITHDRAWN = "withdrawn"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_KEY = "unknown_key"


@dataclass(frozen=True)
class CertificateCheck:
    """The answer, the serial of the list it rests on, and the facts where the signature held."""

    answer: Answer
    serial: int
    facts: CertificateFacts | None = None
    base_name: str = ""

    def __bool__(self) -> bool:
        return self.answer is Answer.GENUINE


def encode(facts: CertificateFacts, key: Key) -> str:
    """The text of the QR code. Raises Finding `bundle.qr_too_long` for a field beyond its limit (rule 2)."""
    for name, limit in LIMITS.items():
        if len(getattr(facts, name)) > limit:
            raise Finding("bundle.qr_too_long", field=name, limit=limit, number=facts.number)
    text = cose.to_text(PREFIX, cose.sign(key, _claims(facts)))
    if len(text) > cose.TEXT_LIMIT:
        raise Finding("bundle.qr_too_long", field="text", limit=cose.TEXT_LIMIT, number=facts.number)
    return text


def _claims(facts: CertificateFacts) -> dict[int, Any]:
    inner = {
        1: _VERSION,
        2: facts.number,
        3: facts.name,
        4: facts.trade_id,
        5: facts.trade,
        6: facts.award,
        7: facts.place,
    }
    return {_BASE: facts.base, _ISSUED: facts.issued, _CERTIFICATE: inner}


def check(text: str, trust: TrustList) -> CertificateCheck:
    """What a scanned or pasted text says under a trust list. Never raises, whatever the text."""
    try:
        token = cose.read(cose.from_text(PREFIX, text.strip("\r\n\t")))
    except MalformedError:
        return CertificateCheck(Answer.BAD_SIGNATURE, trust.serial)
    known = {key.public: key for key in trust.all_keys() if key.role == "certificate"}
    candidates = token.of(known)
    if not candidates:
        return CertificateCheck(Answer.UNKNOWN_KEY, trust.serial)
    signer = next((known[public] for public in candidates if token.signed_by(public)), None)
    facts = _read(token) if signer else None
    if signer is None or facts is None or facts.base != signer.base:
        return CertificateCheck(Answer.BAD_SIGNATURE, trust.serial)
    return _judge(facts, signer, trust)


def _judge(facts: CertificateFacts, signer: TrustedKey, trust: TrustList) -> CertificateCheck:
    withdrawn = (facts.base, facts.number) in trust.withdrawn or signer.status == "revoked"
    base = trust.base(facts.base)
    answer = Answer.WITHDRAWN if withdrawn else Answer.GENUINE
    return CertificateCheck(answer, trust.serial, facts, base.name if base else "")


def _read(token: cose.Token) -> CertificateFacts | None:
    """The facts of claims that have exactly our form, else None."""
    try:
        claims = token.claims()
    except MalformedError:
        return None
    if not isinstance(claims, Mapping) or set(claims) != {_BASE, _ISSUED, _CERTIFICATE}:
        return None
    inner = claims[_CERTIFICATE]
    if not isinstance(inner, Mapping) or set(inner) != set(range(1, 8)) or inner[1] != _VERSION:
        return None
    texts = [claims[_BASE], *(inner[index] for index in range(2, 7))]
    numbers = [claims[_ISSUED], 0 if inner[7] is None else inner[7]]
    if not all(type(one) is str for one in texts):
        return None
    if not all(type(one) is int and abs(one) <= INTEGER_LIMIT for one in numbers):  # no bignums of CBOR
        return None
    base, number, name, trade_id, trade, award = texts
    return CertificateFacts(base, claims[_ISSUED], number, name, trade_id, trade, award, inner[7])
