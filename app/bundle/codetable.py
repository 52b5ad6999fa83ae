"""The table of codes of one draw under a key nobody holds alone.

Rules:
1. The key is 32 random bytes, made at the draw and forgotten with it. Its first share is 32 random bytes, its second
   the key XOR the first: either alone says nothing of the key.
2. The table is sealed with ChaCha20-Poly1305 under a random nonce; which draw it belongs to is associated data, so that
   a table moved to another draw does not open. Stored: the nonce's 12 bytes, then ciphertext and tag.
3. Before sealing it is filled up with spaces, so that its size tells the number of its lines and nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.bundle.findings import MalformedError

KEY_SIZE, NONCE_SIZE = 32, 12
_LINE, _BLOCK = 256, 4096
"""Bytes a line takes at most as a rule, with four more lines for the seed; longer tables fill whole blocks."""


def make_key(random: Callable[[int], bytes] = secrets.token_bytes) -> tuple[bytes, bytes]:
    """The two shares of a new key."""
    first, key = random(KEY_SIZE), random(KEY_SIZE)
    return first, _mixed(first, key)


def key_of(first: bytes, second: bytes) -> bytes:
    """The key of its two shares. Raises MalformedError for a share of another length."""
    if len(first) != KEY_SIZE or len(second) != KEY_SIZE:
        raise MalformedError("code_table/share")
    return _mixed(first, second)


def seal(key: bytes, place: bytes, table: bytes, lines: int) -> bytes:
    """A table of so many lines for one draw (`place`), to be stored."""
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, table.ljust(_size(len(table), lines), b" "), place)


def open_table(key: bytes, place: bytes, sealed: bytes) -> bytes:
    """The table again. Raises MalformedError when it was not sealed for this draw under this key."""
    try:
        return ChaCha20Poly1305(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], place).rstrip(b" ")
    except (InvalidTag, ValueError):
        raise MalformedError("code_table") from None


def _size(length: int, lines: int) -> int:
    usual = _LINE * (lines + 4)
    return usual if length <= usual else -(-length // _BLOCK) * _BLOCK


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
