"""Log-in secrets: argon2id as PHC strings, checked slowly on purpose, made anew when the parameters rise.

Rules: m 64 MiB, t 3, p 4 (a quarter second); a passphrase has at least 10 characters and is not one of the common ones;
a stored string asking for absurd memory is refused, not obeyed; texts are compared in NFC.
"""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type

from app.bundle.findings import Finding
from app.bundle.keys import STANDARD, Cost

PASSPHRASE_LEAST = 10
_MEMORY_MOST, _PASSES_MOST, _LANES_MOST = 1048576, 10, 8
_COMMON_WORDS = (
    "1234567890 0123456789 12345678910 0987654321 1111111111 0000000000 8888888888 6666666666 1234512345 1122334455 "
    "1234567899 123456789a a123456789 qwertyuiop asdfghjkl; 1qaz2wsx3edc qwerty12345 password12 password123 admin12345 "
    "administrator woaini1314 woaini5201314 5201314520 abcdefghij abc1234567 aaaaaaaaaa zxcvbnm123 iloveyou123 "
    "jiangping1 jiangping123 laodongjineng jineng2026 gansu12345 welcome123 letmein123"
)
_COMMON = frozenset(_COMMON_WORDS.split())


def hash_password(text: str, *, cost: Cost = STANDARD, salt: bytes | None = None) -> str:
    """The PHC string to keep for a passphrase or PIN. Whether it is good enough is `check_passphrase`'s matter.

    A `salt` (16 bytes) is given only for secrets that everybody knows; else the system draws one.
    """
    return _hasher(cost).hash(_plain(text), salt=salt)


def verify_password(stored: str, text: str) -> bool:
    """Whether `text` is the secret of a stored PHC string; False for a damaged or absurd string."""
    return _sane(stored) and _matches(stored, text)


def _matches(stored: str, text: str) -> bool:
    try:
        return _hasher(STANDARD).verify(stored, _plain(text))
    except (VerificationError, InvalidHashError):
        return False


def _sane(stored: str) -> bool:
    try:
        found = extract_parameters(stored)
    except (InvalidHashError, ValueError):
        return False
    return (
        found.type is Type.ID
        and found.memory_cost <= _MEMORY_MOST
        and 1 <= found.time_cost <= _PASSES_MOST
        and 1 <= found.parallelism <= _LANES_MOST
    )


def needs_rehash(stored: str, *, cost: Cost = STANDARD) -> bool:
    """Whether a stored string was made with other parameters; then hash again after the next good log-in."""
    return not _sane(stored) or _hasher(cost).check_needs_rehash(stored)


def check_passphrase(text: str) -> None:
    """Raise Finding if a log-in passphrase is too short or one of the common ones."""
    plain = unicodedata.normalize("NFC", text)
    if len(plain) < PASSPHRASE_LEAST:
        raise Finding("bundle.password_short", least=PASSPHRASE_LEAST)
    if plain.lower() in _COMMON or len(set(plain)) < 4:
        raise Finding("bundle.password_common")


def _hasher(cost: Cost) -> PasswordHasher:
    return PasswordHasher(time_cost=cost.t, memory_cost=cost.m, parallelism=cost.p, hash_len=32, salt_len=16)


def _plain(text: str) -> bytes:
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
