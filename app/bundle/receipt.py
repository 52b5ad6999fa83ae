"""The receipt 回执 (`.crr`): the office says, signed, what it did with a bundle.

Rules:
1. A bare DSSE envelope with one signature by an office key of the trust list; the type is bound in, so a manifest's
   signature never passes for a receipt's.
2. It names the bundle by SHA-256, and contest, base, number, verdict, codes, missing numbers, the last audit entry
   seen and the serial of the office's trust list. The office's time is a claim shown to people.
3. On paper the same facts stand in a QR code, signature and all: the bytes of the receipt can be made again from it, so
   a base without a stick takes the paper in.
4. The base marks a number 已回执 only for an accepting receipt over the digest it has itself; a number without one
   stays amber. The same bundle given again gets the same receipt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import cbor2

from app.bundle import canonical, cose, envelope
from app.bundle.canonical import UTC_TIME, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import Key, key_id, short_form
from app.bundle.trustlist import TrustList
from app.errors import WrongCall

PAYLOAD_TYPE = "application/vnd.contest.receipt.v1+json"
FORMAT = "contest-receipt"
RECEIPT_LIMIT = 256 << 10
QR_PREFIX = "RC1:"
ACCEPTED = "accepted"
REFUSED = "refused"
_MARK = re.compile(r"[EWI][0-9]{2}")


@dataclass(frozen=True)
class Receipt:
    """What the office says. `audit_seq` and `audit_hash` are the last audit entry it has seen of this base."""

    bundle: str
    contest: str
    base: str
    number: int
    verdict: str
    codes: tuple[str, ...]
    missing: tuple[int, ...]
    audit_seq: int
    audit_hash: str
    trust_list: int
    utc: str
    more: Mapping[str, Any] = field(default_factory=dict)

    KNOWN = frozenset(
        {"format", "version", "bundle", "contest", "base", "number", "verdict", "codes", "missing", "audit"}
        | {"trust_list", "time"}
    )

    @property
    def accepted(self) -> bool:
        """Whether the bundle was taken in."""
        return self.verdict == ACCEPTED

    @classmethod
    def from_dict(cls, document: Any) -> Receipt:
        """From a parsed payload. Raises MalformedError."""
        root = Node(document, "receipt")
        root.member("format").word(FORMAT)
        root.member("version").integer(1, 1)
        audit = root.member("audit")
        return cls(
            bundle=root.member("bundle").digest(),
            contest=root.member("contest").text(most=120),
            base=root.member("base").text(most=120),
            number=root.member("number").integer(1),
            verdict=root.member("verdict").word(ACCEPTED, REFUSED),
            codes=root.member("codes").strings(_MARK),
            missing=tuple(node.integer(1) for node in root.member("missing").items()),
            audit_seq=audit.member("seq").integer(),
            audit_hash=audit.member("hash").digest(),
            trust_list=root.member("trust_list").integer(),
            utc=root.member("time").text(UTC_TIME),
            more=root.others(cls.KNOWN),
        )

    def to_dict(self) -> dict[str, Any]:
        """The plain payload."""
        return {
            **self.more,
            "format": FORMAT,
            "version": 1,
            "bundle": self.bundle,
            "contest": self.contest,
            "base": self.base,
            "number": self.number,
            "verdict": self.verdict,
            "codes": list(self.codes),
            "missing": list(self.missing),
            "audit": {"seq": self.audit_seq, "hash": self.audit_hash},
            "trust_list": self.trust_list,
            "time": self.utc,
        }


def make(receipt: Receipt, key: Key) -> bytes:
    """The signed bytes of a receipt. Raises MalformedError for facts out of form, a fault of the caller."""
    payload = canonical.dump(receipt.to_dict())
    Receipt.from_dict(canonical.parse(payload, "receipt"))
    return envelope.seal(PAYLOAD_TYPE, payload, [key.secret]).to_bytes()


def read(raw: bytes, trust: TrustList) -> Receipt:
    """A receipt signed by an office key of the list. Raises WrongCall (not a receipt) or Finding (not the office's)."""
    try:
        if len(raw) > RECEIPT_LIMIT:
            raise MalformedError("size")
        signed = envelope.read(raw)
        if signed.payload_type != PAYLOAD_TYPE or len(signed.signatures) != 1:
            raise MalformedError("envelope")
    except MalformedError as error:
        raise WrongCall("bundle.receipt_malformed", place=error.place) from None
    keyid = signed.signatures[0].keyid
    public = trust.office_key(keyid)
    if public is None:
        raise Finding("bundle.receipt_unknown_key", key=short_form(keyid), serial=trust.serial)
    if not signed.signed_by(0, bytes.fromhex(public)):
        raise Finding("bundle.receipt_signature")
    try:
        return Receipt.from_dict(canonical.parse(signed.payload, "receipt"))
    except MalformedError as error:
        raise WrongCall("bundle.receipt_malformed", place=error.place) from None


def match(receipt: Receipt, *, contest: str, base: str, exported: Mapping[int, str]) -> None:
    """Raise Finding unless the receipt is about one of our own bundles: `exported` is digest by number (rule 4)."""
    ours = (receipt.contest, receipt.base) == (contest, base)
    if not ours or exported.get(receipt.number) != receipt.bundle:
        raise Finding("bundle.receipt_not_ours", base=receipt.base, number=receipt.number)


def qr_text(raw: bytes) -> str:
    """A receipt as the text of its QR code (rule 3): base45 of a CBOR list of its facts, the first eight bytes of the
    key id and the signature. Raises MalformedError for bytes that are no receipt, and for one with members of a newer
    version, which no code can carry."""
    signed = envelope.read(raw)
    found = Receipt.from_dict(canonical.parse(signed.payload, "receipt"))
    if found.more or len(signed.signatures) != 1:
        raise MalformedError("receipt")
    facts = [
        bytes.fromhex(found.bundle),
        found.contest,
        found.base,
        found.number,
        found.accepted,
        " ".join(found.codes),
        list(found.missing),
        found.audit_seq,
        bytes.fromhex(found.audit_hash),
        found.trust_list,
        int(datetime.fromisoformat(found.utc).timestamp()),
        bytes.fromhex(signed.signatures[0].keyid)[: cose.KID_LENGTH],
        signed.signatures[0].sig,
    ]
    return cose.to_text(QR_PREFIX, cbor2.dumps(facts, canonical=True))


def from_qr(text: str, trust: TrustList) -> bytes:
    """The bytes of the receipt that a scanned code holds; `read` checks them like any other. Raises WrongCall, Finding
    "bundle.receipt_unknown_key" when no office key of the list has signed it."""
    try:
        found, kid, sig = _facts(cose.from_text(QR_PREFIX, text.strip()))
    except (
        MalformedError,
        cbor2.CBORError,
        ArithmeticError,
        AttributeError,
        OSError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise WrongCall("bundle.receipt_malformed", place="QR") from error
    payload = canonical.dump(found.to_dict())
    keys = [key_id(public) for public in trust.office_keys]
    for keyid in keys:
        if bytes.fromhex(keyid)[: cose.KID_LENGTH] == kid:
            return envelope.Envelope(PAYLOAD_TYPE, payload, (envelope.Signature(keyid, sig),)).to_bytes()
    raise Finding("bundle.receipt_unknown_key", key=kid.hex()[:8].upper(), serial=trust.serial)


def _facts(raw: bytes) -> tuple[Receipt, bytes, bytes]:
    facts = cbor2.loads(raw)
    if not isinstance(facts, list) or len(facts) != 13 or cbor2.dumps(facts, canonical=True) != raw:
        raise MalformedError("QR")
    bundle, contest, base, number, accepted, codes, missing, seq, head, serial, issued, kid, sig = facts
    if type(accepted) is not bool or len(sig) != 64 or len(kid) != cose.KID_LENGTH:
        raise MalformedError("QR")
    document = {
        "format": FORMAT,
        "version": 1,
        "bundle": bundle.hex(),
        "contest": contest,
        "base": base,
        "number": number,
        "verdict": ACCEPTED if accepted else REFUSED,
        "codes": codes.split(),
        "missing": missing,
        "audit": {"seq": seq, "hash": head.hex()},
        "trust_list": serial,
        "time": f"{datetime.fromtimestamp(issued, UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    return Receipt.from_dict(document), bytes(kid), bytes(sig)
