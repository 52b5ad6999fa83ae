"""The key pair of an account: its public half lies in the clear, its secret half is sealed by the person's passphrase.

Rules:
1. Only a passphrase (`passwords.check_passphrase`) wraps a key, never a PIN; a person with a PIN has no key pair.
2. The pair is an age X25519 identity. What is wrapped to the public half (the file key of personal data, a share of the
   code table) opens only in a session of that person.
3. The sealed form is one canonical JSON object: argon2id (the parameters beside it), ChaCha20-Poly1305, and everything
   but `sealed` as associated data, as in a `.ckey` file. Its own salt: the stored digest says nothing of the key.
4. Changing the passphrase seals the same pair again, so that nothing wrapped to it is lost.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.bundle import canonical, suite
from app.bundle.canonical import Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.keys import STANDARD, Cost, derive
from app.bundle.passwords import check_passphrase

FORMAT = "account-key"
_MEMORY_MOST, _PASSES_MOST, _LANES_MOST = 1048576, 10, 8
_SIZE_MOST = 4096


@dataclass(frozen=True)
class AccountKey:
    """An unlocked pair, held in memory for one session and dropped at lock or log-out."""

    public: str  # the age1… recipient
    identity: str = field(repr=False)

    def open(self, wrapped: bytes) -> bytes | None:
        """What somebody wrapped to this account, or None if it was not for this one."""
        return suite.unseal(wrapped, (self.identity,))


def is_passphrase(secret: str) -> bool:
    """Whether a log-in secret is long and uncommon enough to wrap a key."""
    try:
        check_passphrase(secret)
    except Finding:
        return False
    return True


def make() -> AccountKey:
    """A new pair."""
    identity, public = suite.age_pair()
    return AccountKey(public, identity)


def wrap(content: bytes, public: str) -> bytes:
    """`content` for the holder of one public half. Raises MalformedError for what is no public half."""
    return suite.seal(content, (public,))


def lock(key: AccountKey, passphrase: str, *, cost: Cost = STANDARD) -> bytes:
    """The sealed form to store. Raises Finding for a secret that is no passphrase (rule 1)."""
    check_passphrase(passphrase)
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    rest: dict[str, Any] = {
        "cipher": "chacha20-poly1305",
        "format": FORMAT,
        "kdf": {"m": cost.m, "name": "argon2id", "p": cost.p, "salt": salt.hex(), "t": cost.t},
        "nonce": nonce.hex(),
        "public": key.public,
        "version": 1,
    }
    cipher = ChaCha20Poly1305(derive(passphrase, salt, cost))
    sealed = cipher.encrypt(nonce, key.identity.encode("ascii"), canonical.dump(rest))
    return canonical.dump({**rest, "sealed": sealed.hex()})


def unlock(stored: bytes, public: str, passphrase: str) -> AccountKey | None:
    """The pair of a stored form; None for a wrong passphrase, for a damaged form, or for one of another public half."""
    try:
        document = _checked(stored)
    except MalformedError:
        return None
    kdf = document["kdf"]
    cost = Cost(kdf["m"], kdf["t"], kdf["p"])
    rest = {name: value for name, value in document.items() if name != "sealed"}
    cipher = ChaCha20Poly1305(derive(passphrase, bytes.fromhex(kdf["salt"]), cost))
    try:
        plain = cipher.decrypt(
            bytes.fromhex(document["nonce"]), bytes.fromhex(document["sealed"]), canonical.dump(rest)
        )
        key = AccountKey(suite.age_recipient(plain.decode("ascii")), plain.decode("ascii"))
    except (InvalidTag, MalformedError, UnicodeDecodeError):
        return None
    return key if key.public == public == document["public"] else None


def _checked(stored: bytes) -> dict[str, Any]:
    """The stored form, with costs nobody could use for stalling the program."""
    if len(stored) > _SIZE_MOST:
        raise MalformedError("size")
    root = Node(canonical.parse(stored, "key"), "key")
    root.member("format").word(FORMAT)
    root.member("version").integer(1, 1)
    root.member("cipher").word("chacha20-poly1305")
    root.member("public").text(most=100)
    kdf = root.member("kdf")
    kdf.member("name").word("argon2id")
    kdf.member("m").integer(8, _MEMORY_MOST)
    kdf.member("t").integer(1, _PASSES_MOST)
    kdf.member("p").integer(1, _LANES_MOST)
    for node, size in ((kdf.member("salt"), 16), (root.member("nonce"), 12), (root.member("sealed"), None)):
        _hex(node, size)
    return dict(root.value)


def _hex(node: Node, size: int | None) -> None:
    try:
        raw = bytes.fromhex(node.text())
    except ValueError:
        raise node.fail() from None
    if size is not None and len(raw) != size:
        raise node.fail()
