"""The audit chain 操作记录: entries linked by SHA-256 so that none can be changed, dropped or added unseen.

Rules:
1. A body is one JSON object in its only canonical spelling (RFC 8785 with ASCII keys and integers, no floats).
2. h0 = SHA-256("contest-audit-v1" 00 canonical(genesis)); genesis names base, chain and contest.
3. hn = SHA-256("contest-audit-v1" 01 u64be(n) h(n-1) SHA-256(body n)); numbers start at 1 and leave no hole.
4. The chain proves order and completeness up to its head. Whoever owns the file can write it anew from the last
   anchor on, so heads leave the machine on paper and in bundles; `ChainCheck.hash_at` is what they are held against.
5. For the eye a head is thirty digits: its number modulo 10^30, in groups of five.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

Json = Any  # None, bool, int, str, or lists and string-keyed dicts of these; mypy has no useful recursive spelling

INTEGER_LIMIT = 2**53 - 1
_LABEL = b"contest-audit-v1"
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
# The standard encoder makes its compiled half anew at every call, which costs more than a small entry itself.
_make = getattr(json.encoder, "c_make_encoder", None)
_quote = json.encoder.encode_basestring
_compiled = _make and _make(None, _ENCODER.default, _quote, None, ":", ",", True, False, False)
_pieces = partial(_compiled, _current_indent_level=0) if _compiled else _ENCODER.iterencode


class NotCanonicalError(ValueError):
    """A value that has no canonical form; `place` says where in the value, such as `rows[3].total`."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(f"{place or 'value'}: {why}")
        self.place = place
        self.why = why


def canonical_bytes(value: Json) -> bytes:
    """The one byte form of a JSON value (RFC 8785), as it is hashed and signed.

    Keys must be ASCII, which makes sorting by code point the sorting RFC 8785 asks for. Raises NotCanonicalError for
    floats, integers beyond ±(2^53−1), lone surrogates and anything that is not JSON.
    """
    _check(value)
    return spell(value)


def spell(value: Json) -> bytes:
    """`canonical_bytes` of a value already known to be in form, as one just parsed and checked is."""
    return "".join(_pieces(value)).encode("utf-8")


def _check(value: Json) -> None:
    kind = type(value)  # exact types: an enum or a numpy integer must not slip in as something else
    if kind is str:
        if not value.isascii() and _has_surrogate(value):
            raise NotCanonicalError("", "lone surrogate")
    elif kind is int:
        if not -INTEGER_LIMIT <= value <= INTEGER_LIMIT:
            raise NotCanonicalError("", "integer beyond 2^53-1")
    elif kind is dict:
        if not all(type(name) is str and name.isascii() for name in value):
            raise NotCanonicalError("", "key that is not ASCII text")
        _check_items(value.items(), "{}")
    elif kind is list or kind is tuple:
        _check_items(enumerate(value), "[{}]")
    elif value is not None and kind is not bool:
        raise NotCanonicalError("", f"{kind.__name__} is not allowed")


def _check_items(items: Iterable[tuple[object, Json]], label: str) -> None:
    for name, item in items:
        try:
            _check(item)
        except NotCanonicalError as error:
            raise NotCanonicalError(_join(label.format(name), error.place), error.why) from None


def _join(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if inner and not inner.startswith("[") else outer + inner


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


@dataclass(frozen=True)
class Genesis:
    """What a chain is about: ids of base and contest, and a UUID drawn when the contest file was made."""

    base: str
    chain: str
    contest: str

    def to_dict(self) -> dict[str, str]:
        """The object that is hashed."""
        return {"base": self.base, "chain": self.chain, "contest": self.contest}


@dataclass(frozen=True)
class Head:
    """Where a chain ends: the number and hash of its last entry; number 0 is the genesis."""

    seq: int
    hash: bytes

    @property
    def code(self) -> str:
        """The thirty digits printed on paper."""
        return printed_code(self.hash)


class AuditEntry(NamedTuple):
    """One line of the chain as it is stored; `body` is canonical JSON text. Cheap to make: files hold 200,000."""

    seq: int
    prev: bytes
    body: str
    hash: bytes


@dataclass(frozen=True)
class ChainCheck:
    """What checking a chain gave: the head reached, and the first broken number (None: whole).

    `why` is "" or one of "seq" (hole or wrong order), "prev", "hash", "body" (not text that can be hashed).
    """

    head: Head
    broken: int | None = None
    why: str = ""

    def __bool__(self) -> bool:
        return self.broken is None


def genesis_hash(genesis: Genesis | Mapping[str, str]) -> bytes:
    """h0, the hash before the first entry (rule 2)."""
    value = genesis.to_dict() if isinstance(genesis, Genesis) else dict(genesis)
    return sha256(_LABEL + b"\x00" + canonical_bytes(value)).digest()


def entry_hash(prev: bytes, seq: int, body: bytes) -> bytes:
    """hn of entry `seq` with the canonical `body` bytes after `prev` (rule 3)."""
    return sha256(_LABEL + b"\x01" + seq.to_bytes(8, "big") + prev + sha256(body).digest()).digest()


def link(prev: bytes, seq: int, body: Mapping[str, Json]) -> AuditEntry:
    """The entry that follows `prev`: number `seq`, its body in canonical text, its hash. Raises NotCanonicalError."""
    text = canonical_bytes(dict(body))
    return AuditEntry(seq, prev, text.decode("utf-8"), entry_hash(prev, seq, text))


def verify_chain(genesis: Genesis | Mapping[str, str], entries: Iterable[AuditEntry]) -> ChainCheck:
    """Check a whole chain from its genesis; gives the head, or the first broken number with the last sound head."""
    return verify_from(Head(0, genesis_hash(genesis)), entries)


def verify_from(head: Head, entries: Iterable[AuditEntry]) -> ChainCheck:
    """Check entries that follow a head already trusted."""
    seq, last = head.seq, head.hash
    for entry in entries:
        if entry.seq != seq + 1:
            return ChainCheck(Head(seq, last), seq + 1, "seq")
        if entry.prev != last:
            return ChainCheck(Head(seq, last), entry.seq, "prev")
        try:
            found = entry_hash(last, entry.seq, entry.body.encode("utf-8"))
        except UnicodeEncodeError:
            return ChainCheck(Head(seq, last), entry.seq, "body")
        if found != entry.hash:
            return ChainCheck(Head(seq, last), entry.seq, "hash")
        seq, last = entry.seq, found
    return ChainCheck(Head(seq, last))


def chain_bodies(head: Head, bodies: Iterable[bytes]) -> list[Head]:
    """The heads after each of the bodies that follow `head`, which itself comes first in the list."""
    heads = [head]
    for body in bodies:
        head = Head(head.seq + 1, entry_hash(head.hash, head.seq + 1, body))
        heads.append(head)
    return heads


def printed_code(digest: bytes) -> str:
    """Thirty digits in groups of five for a digest (rule 5): compared by eye, typed from paper."""
    return digit_groups(digest, 30)


def digit_groups(digest: bytes, digits: int) -> str:
    """A digest as `digits` decimal digits in groups of five: its number modulo 10^digits."""
    text = str(int.from_bytes(digest, "big") % 10**digits).zfill(digits)
    return " ".join(text[start : start + 5] for start in range(0, digits, 5))
