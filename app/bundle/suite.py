"""Suite E1: the only four things the file formats ask of cryptography: digest, sign, verify, seal (and unseal).

Another suite (S1 with SM3 and SM2 is reserved) replaces this module and nothing else. Every function is over bytes;
who may sign what is decided elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pyrage  # type: ignore[import-untyped]
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.bundle.findings import MalformedError

SUITE = "E1"
ALGORITHM = "ed25519"
AGE_START = b"age-encryption.org/v1\n"
AGE_HEADER_LIMIT = 4096
AGE_STANZA_LIMIT = 8


def digest(data: bytes) -> str:
    """SHA-256 in hex, the spelling of digests in every file."""
    return hashlib.sha256(data).hexdigest()


def sign(secret: bytes, message: bytes) -> bytes:
    """Ed25519 signature of `message` with the 32 secret bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(message)


def public_of(secret: bytes) -> bytes:
    """The 32 public bytes that belong to 32 secret bytes."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is the key's own over exactly these bytes; False for anything malformed."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def seal(plain: bytes, recipients: Sequence[str]) -> bytes:
    """An age file of `plain` that any one of the `age1…` recipients can open. Raises MalformedError for a recipient."""
    if not recipients:
        raise MalformedError("recipients")
    try:
        keys = [pyrage.x25519.Recipient.from_str(text) for text in recipients]
    except pyrage.RecipientError as error:
        raise MalformedError("recipients") from error
    return bytes(pyrage.encrypt(plain, keys))


def unseal(sealed: bytes, identities: Sequence[str]) -> bytes | None:
    """What is in an age file, or None if no identity opens it.

    The header is looked at before the library is called, which spends minutes on thousands of false stanzas.
    """
    if not age_header_ok(sealed):
        return None
    try:
        keys = [pyrage.x25519.Identity.from_str(text) for text in identities]
        return bytes(pyrage.decrypt(sealed, keys))
    except (pyrage.DecryptError, pyrage.IdentityError):
        return None


def seal_phrase(plain: bytes, passphrase: str) -> bytes:
    """An age file of `plain` that the passphrase opens. Takes about a second, as opening does."""
    return bytes(pyrage.passphrase.encrypt(plain, passphrase))


def unseal_phrase(sealed: bytes, passphrase: str) -> bytes | None:
    """What is in an age file under a passphrase, or None; the library refuses headers that ask for hours of work."""
    if not age_header_ok(sealed):
        return None
    try:
        return bytes(pyrage.passphrase.decrypt(sealed, passphrase))
    except pyrage.DecryptError:
        return None


def age_header_ok(sealed: bytes) -> bool:
    """Whether this begins as a small age v1 file: right first line, header within 4 KiB, at most 8 stanzas."""
    head = bytes(sealed[:AGE_HEADER_LIMIT])
    end = head.find(b"\n--- ")
    if not head.startswith(AGE_START) or end < 0 or head.find(b"\n", end + 1) < 0:
        return False
    return head.count(b"\n-> ", 0, end + 1) <= AGE_STANZA_LIMIT


def age_pair() -> tuple[str, str]:
    """A new age identity (secret) and its recipient (public), as text."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def age_recipient(identity: str) -> str:
    """The recipient that belongs to an age identity. Raises MalformedError."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError as error:
        raise MalformedError("identity") from error
