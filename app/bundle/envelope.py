"""The signed envelope (DSSE): one payload, its type and the signatures over both, in one canonical spelling.

Rules:
1. Signed are `DSSEv1 SP len(type) SP type SP len(payload) SP payload`; lengths count bytes. So a receipt's signature
   never passes for a manifest's.
2. A signature is checked over the received payload bytes, before anybody parses them.
3. keyid (full hex SHA-256 of the public key) says where to look; it is never a reason to trust. The algorithm is the
   one the trust list notes for the key, never one the envelope names.
4. Stricter than DSSE asks: exactly three members, one base64 alphabet with padding, keyid required, canonical JSON. The
   same facts therefore have the same bytes and the same digest.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from app.bundle import canonical, suite
from app.bundle.canonical import HEX_DIGEST, Node
from app.bundle.findings import MalformedError

SIGNATURE_LIMIT = 100


@dataclass(frozen=True)
class Signature:
    """One signature and the key id it claims."""

    keyid: str
    sig: bytes


@dataclass(frozen=True)
class Envelope:
    """A payload with its type and signatures, as received or as made."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]

    def to_bytes(self) -> bytes:
        """The canonical bytes of the envelope."""
        return canonical.dump(
            {
                "payload": base64.b64encode(self.payload).decode("ascii"),
                "payloadType": self.payload_type,
                "signatures": [
                    {"keyid": one.keyid, "sig": base64.b64encode(one.sig).decode("ascii")} for one in self.signatures
                ],
            }
        )

    def signed_by(self, index: int, public: bytes) -> bool:
        """Whether signature number `index` is this key's over exactly this payload and type."""
        one = self.signatures[index]
        return suite.verify(public, signing_bytes(self.payload_type, self.payload), one.sig)


def signing_bytes(payload_type: str, payload: bytes) -> bytes:
    """The bytes that are signed (rule 1)."""
    tag = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(tag), tag, len(payload), payload)


def seal(payload_type: str, payload: bytes, secrets: Sequence[bytes]) -> Envelope:
    """Sign a payload with each of the Ed25519 secrets, in order."""
    message = signing_bytes(payload_type, payload)
    return Envelope(
        payload_type,
        payload,
        tuple(Signature(suite.digest(suite.public_of(secret)), suite.sign(secret, message)) for secret in secrets),
    )


def read(raw: bytes, *, least: int = 1) -> Envelope:
    """The envelope of received bytes, form checked, signatures not yet; `least` 0 only for what still waits for its
    first. Raises MalformedError."""
    root = Node(canonical.parse(raw, "envelope", texts=False), "envelope")
    if set(root.object()) != {"payload", "payloadType", "signatures"}:
        raise root.fail()
    return Envelope(
        root.member("payloadType").text(most=200),
        _base64(root.member("payload"), limit=len(raw)),
        tuple(_signature(node) for node in root.member("signatures").items(least, SIGNATURE_LIMIT)),
    )


def _signature(node: Node) -> Signature:
    if set(node.object()) != {"keyid", "sig"}:
        raise node.fail()
    sig = _base64(node.member("sig"), limit=200)
    if len(sig) != 64:
        raise node.fail()
    return Signature(node.member("keyid").text(HEX_DIGEST), sig)


def _base64(node: Node, limit: int) -> bytes:
    text = node.text(most=limit, empty=True)
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedError(node.place) from None
    if base64.b64encode(data).decode("ascii") != text:  # spare bits in the last character are not ours
        raise node.fail()
    return data
