"""Keys: made, kept in a `.ckey` file under a passphrase, recognised by fingerprint.

Rules:
1. A key is made on the machine that uses it, from the system's random source, for one role only.
2. A `.ckey` file is one canonical JSON object. The secret is sealed with ChaCha20-Poly1305 under an argon2id key; all
   the rest of the file is associated data, so that role or person cannot be altered without the file failing to open.
3. On reading, argon2id costs outside m 19456…1048576 KiB, t 1…10, p 1…8 are refused before any work is done, and the
   opened secret must belong to the public key in the file.
4. A passphrase is five words drawn by the program (60 bits) or at least 14 characters that are not all digits. A PIN
   never wraps a key, however long it is.
5. A fingerprint is SHA-256 of the public key modulo 10^40: forty digits in eight groups, read out by anybody. The short
   form (`9F3C-7A21`) may stand in lists and never decides.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.bundle import canonical, suite
from app.bundle.canonical import Node
from app.bundle.findings import Finding, MalformedError
from app.domain.audit import digit_groups
from app.errors import WrongCall

FORMAT = "contest-key"
ED25519 = "ed25519"
AGE = "age-x25519"
ROLES = {
    "root": ED25519,  # 总办根钥匙: signs trust lists only
    "office": ED25519,  # receipts and packs
    "office_age": AGE,  # opens personal data
    "base": ED25519,  # manifests
    "chief": ED25519,  # manifests, for the trades allowed
    "certificate": ED25519,  # certificate and sheet QR
    "backup": AGE,  # opens backups
}
KEY_FILE_LIMIT = 64 << 10
PASSPHRASE_LEAST = 14
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


@dataclass(frozen=True)
class Cost:
    """What argon2id is asked to spend: memory in KiB, passes, lanes."""

    m: int = 65536
    t: int = 3
    p: int = 4


STANDARD = Cost()


@dataclass(frozen=True)
class Key:
    """An unlocked key: its role, whose it is, and the secret. Kept for one export or print batch, then dropped."""

    role: str
    person: str
    secret: bytes = field(repr=False)
    public: str = ""  # hex of the 32 public bytes, or the age1… recipient

    @property
    def keyid(self) -> str:
        """Hex SHA-256 of the public key, the name of the key in every file."""
        return key_id(self.public)

    @property
    def fingerprint(self) -> str:
        """Forty digits in groups of five, to be compared by people."""
        return fingerprint(self.public)


@dataclass(frozen=True)
class KeyFile:
    """A locked key file as read: what may be known without the passphrase."""

    role: str
    person: str
    public: str
    document: Mapping[str, Any] = field(repr=False)

    def unlock(self, passphrase: str) -> Key:
        """The key itself. Takes about a quarter second. Raises Finding for a wrong passphrase or an altered file."""
        rest = {name: value for name, value in self.document.items() if name != "sealed"}
        kdf = self.document["kdf"]
        wrap = derive(passphrase, bytes.fromhex(kdf["salt"]), Cost(kdf["m"], kdf["t"], kdf["p"]))
        nonce, sealed = bytes.fromhex(self.document["nonce"]), bytes.fromhex(self.document["sealed"])
        try:
            secret = ChaCha20Poly1305(wrap).decrypt(nonce, sealed, canonical.dump(rest))
        except InvalidTag:
            raise Finding("bundle.key_wrong_passphrase", person=self.person, role=self.role) from None
        key = _key(self.role, self.person, secret)
        if key is None or key.public != self.public:
            raise WrongCall("bundle.key_malformed", place="public")
        return key


def make(role: str, person: str, *, secret: bytes | None = None) -> Key:
    """A new key for a role of `ROLES`; `secret` only to take over a known one. Raises ValueError for a bad secret."""
    if secret is None:
        secret = secrets.token_bytes(32) if ROLES[role] == ED25519 else suite.age_pair()[0].encode("ascii")
    key = _key(role, person, secret)
    if key is None:
        raise ValueError("not a secret of this kind")
    return key


def _key(role: str, person: str, secret: bytes) -> Key | None:
    try:
        if ROLES[role] == ED25519:
            return Key(role, person, secret, suite.public_of(secret).hex())
        return Key(role, person, secret, suite.age_recipient(secret.decode("ascii")))
    except (ValueError, MalformedError):
        return None


def lock(
    key: Key, passphrase: str, *, cost: Cost = STANDARD, random: Callable[[int], bytes] = secrets.token_bytes
) -> bytes:
    """The bytes of a `.ckey` file. Raises Finding for a passphrase that is too weak (rule 4)."""
    if not passphrase_ok(passphrase):
        raise Finding("bundle.key_weak_passphrase", least=PASSPHRASE_LEAST)
    salt, nonce = random(16), random(12)
    rest: dict[str, Any] = {
        "algorithm": ROLES[key.role],
        "cipher": "chacha20-poly1305",
        "format": FORMAT,
        "kdf": {"m": cost.m, "name": "argon2id", "p": cost.p, "salt": salt.hex(), "t": cost.t},
        "nonce": nonce.hex(),
        "person": key.person,
        "public": key.public,
        "role": key.role,
        "version": 1,
    }
    sealed = ChaCha20Poly1305(derive(passphrase, salt, cost)).encrypt(nonce, key.secret, canonical.dump(rest))
    return canonical.dump({**rest, "sealed": sealed.hex()})


def read(raw: bytes) -> KeyFile:
    """A key file as received, checked but locked. Raises WrongCall for anything that is not one (rule 3)."""
    try:
        return _read(raw)
    except MalformedError as error:
        raise WrongCall("bundle.key_malformed", place=error.place) from None


def _read(raw: bytes) -> KeyFile:
    if len(raw) > KEY_FILE_LIMIT:
        raise MalformedError("size")
    root = Node(canonical.parse(raw, "key"), "key")
    root.member("format").word(FORMAT)
    root.member("version").integer(1, 1)
    role = root.member("role").word(*ROLES)
    root.member("algorithm").word(ROLES[role])
    root.member("cipher").word("chacha20-poly1305")
    kdf = root.member("kdf")
    kdf.member("name").word("argon2id")
    kdf.member("m").integer(19456, 1048576)
    kdf.member("t").integer(1, 10)
    kdf.member("p").integer(1, 8)
    _hex(kdf.member("salt"), 16, 16)
    _hex(root.member("nonce"), 12, 12)
    _hex(root.member("sealed"), 48, 200)
    public = root.member("public").text(most=100)
    if ROLES[role] == ED25519:
        _hex(root.member("public"), 32, 32)
    elif not public.startswith("age1"):
        raise root.member("public").fail()
    return KeyFile(role, root.member("person").text(most=100, empty=True), public, root.value)


def _hex(node: Node, least: int, most: int) -> None:
    text = node.text()
    if set(text) - set("0123456789abcdef") or len(text) % 2 or not least <= len(text) // 2 <= most:
        raise node.fail()


def derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The 32 bytes argon2id makes of a passphrase, compared in NFC: what seals a key at rest."""
    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    return hash_secret_raw(text, salt, cost.t, cost.m, cost.p, 32, Type.ID)


def key_id(public: str) -> str:
    """Hex SHA-256 of a public key given as hex (or of the text of an age recipient)."""
    return _public_digest(public).hex()


def fingerprint(public: str) -> str:
    """Forty digits of a public key (rule 5)."""
    return digit_groups(_public_digest(public), 40)


def first_difference(typed: str, public: str) -> int | None:
    """Which of the eight groups of five digits, 1 to 8, is the first that differs from the key's; None for none.

    What is typed may be grouped in any way; digits missing or too many differ in the group where they should stand.
    """
    found = "".join(sign for sign in unicodedata.normalize("NFKC", typed) if sign.isdigit())
    wanted = fingerprint(public).replace(" ", "")
    if found == wanted:
        return None
    if len(found) > len(wanted) and found.startswith(wanted):
        return 8
    return next(at // 5 + 1 for at in range(0, 40, 5) if found[at : at + 5] != wanted[at : at + 5])


def short_form(keyid: str) -> str:
    """`9F3C-7A21`: the first 32 bits of a key id, for lists only."""
    return f"{keyid[:4]}-{keyid[4:8]}".upper()


def _public_digest(public: str) -> bytes:
    return sha256(public.encode("ascii") if public.startswith("age1") else bytes.fromhex(public)).digest()


def passphrase_ok(text: str) -> bool:
    """Whether a passphrase may wrap a key (rule 4); drawn ones are long enough by themselves."""
    return len(text) >= PASSPHRASE_LEAST and len(set(text)) >= 5 and not text.isdigit()


def draw_passphrase(choose: Callable[[str], str] = secrets.choice) -> str:
    """Five pronounceable words of 12 bits each, such as `bafo-lumi-tari-vogu-sina`."""
    return "-".join("".join(choose(_CONSONANTS) + choose(_VOWELS) for _ in range(2)) for _ in range(5))
