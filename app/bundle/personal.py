"""The file key: seals the ID numbers and phones of a contest file, and finds a number without opening any.

Rules:
1. The file key is 32 random bytes, made on the computer of the file and never written in the clear.
2. A value is sealed with ChaCha20-Poly1305 under a random nonce; table, column and row id are associated data, so that
   a sealed value moved to another row or column does not open. Stored: the nonce's 12 bytes, then ciphertext and tag.
3. The index of an identity is HMAC-SHA-256 under a key derived from the file key: equal people have equal indexes, and
   without the key nobody can try out numbers.
4. Wrapped to a person or to the office the file key is an age file of its 32 bytes.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.bundle.findings import MalformedError

KEY_SIZE, NONCE_SIZE = 32, 12
_INDEX_MARK = "h1:"


class FileVault:
    """What one file key does; dropped with the session that opened it."""

    def __init__(self, key: bytes, *, random: Callable[[int], bytes] = secrets.token_bytes) -> None:
        """`key`: the 32 bytes; `random` gives nonces. Raises MalformedError for another length."""
        if len(key) != KEY_SIZE:
            raise MalformedError("file_key")
        self._key = key
        self._cipher = ChaCha20Poly1305(key)
        self._index = hmac.digest(key, b"contest-file/identity-index", "sha256")
        self._random = random

    def __repr__(self) -> str:
        return "FileVault(…)"

    def seal(self, column: str, row: int, text: str) -> bytes:
        """A value of a person's row, to be stored."""
        nonce = self._random(NONCE_SIZE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), _place(column, row))

    def open(self, column: str, row: int, sealed: bytes) -> str:
        """The value again. Raises MalformedError when it was not sealed for this place under this key."""
        try:
            plain = self._cipher.decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], _place(column, row))
        except (InvalidTag, ValueError):
            raise MalformedError(f"person/{column}/{row}") from None
        return plain.decode()

    def index(self, identity: str) -> str:
        """What stands for an identity in the column that finds the same person again."""
        return _INDEX_MARK + hmac.digest(self._index, identity.encode(), "sha256").hex()

    def proof(self) -> bytes:
        """What the file keeps to tell this key from another."""
        return hmac.digest(self._key, b"contest-file/proof", sha256)

    def wrapped(self, wrap: Callable[[bytes, str], bytes], public: str) -> bytes:
        """The key for one holder; `wrap` is that of the holder's kind of key."""
        return wrap(self._key, public)


def new_vault() -> FileVault:
    """A new file key."""
    return FileVault(secrets.token_bytes(KEY_SIZE))


def _place(column: str, row: int) -> bytes:
    return f"person/{column}/{row}".encode()
