"""The QR at the end of a signed sheet: what the sheet rests on, signed, so that it can be held against the file later.

Rules:
1. `SQ1:` and a COSE token (see `cose`) with CWT claims: 1 base, -65538 `{1: 1, 2: trade id, 3: revision, 4: SHA-256 of
   its data, 5: what the data is (1 results file, 2 marks), 6: number of the last entry of the chain, 7: its hash,
   8: software version}`. No name, no code, no score; the time is the entry's.
2. Signed by the certificate key of the base; some 202 bytes, version 10 at level M.
3. Beside it stand the thirty digits of both digests for the eye: they resist a second file made later, the full
   digests in the code also two files made together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.bundle import cose
from app.bundle.findings import MalformedError
from app.bundle.keys import Key

PREFIX = "SQ1:"
RESULTS, MARKS = 1, 2
_BASE, _SHEET = 1, -65538
_VERSION = 1


@dataclass(frozen=True)
class SheetFacts:
    """What a sheet rests on. Digests are 32 bytes, `kind` RESULTS or MARKS."""

    base: str
    trade: str
    revision: int
    data: bytes
    kind: int
    seq: int
    head: bytes
    software: str


@dataclass(frozen=True)
class ReadSheet:
    """A code taken apart: its facts, and the token to hold a key against."""

    facts: SheetFacts
    token: cose.Token

    def signed_by(self, publics: list[str]) -> bool:
        """Whether one of these keys (hex) made the signature."""
        return any(self.token.signed_by(public) for public in self.token.of(publics))


def encode(facts: SheetFacts, key: Key) -> str:
    """The text of the QR code."""
    inner = {
        1: _VERSION,
        2: facts.trade,
        3: facts.revision,
        4: facts.data,
        5: facts.kind,
        6: facts.seq,
        7: facts.head,
        8: facts.software,
    }
    return cose.to_text(PREFIX, cose.sign(key, {_BASE: facts.base, _SHEET: inner}))


def read(text: str) -> ReadSheet:
    """Take a scanned text apart, its signature not yet checked. Raises MalformedError for any other form."""
    token = cose.read(cose.from_text(PREFIX, text.strip()))
    claims = token.claims()
    if not isinstance(claims, Mapping) or set(claims) != {_BASE, _SHEET}:
        raise MalformedError("claims")
    inner = claims[_SHEET]
    if not isinstance(inner, Mapping) or set(inner) != set(range(1, 9)) or inner[1] != _VERSION:
        raise MalformedError("claims")
    _demand(claims[_BASE], str)
    for place, kind in ((2, str), (3, int), (4, bytes), (5, int), (6, int), (7, bytes), (8, str)):
        _demand(inner[place], kind)
    if len(inner[4]) != 32 or len(inner[7]) != 32:
        raise MalformedError("claims")
    facts = SheetFacts(claims[_BASE], *(inner[place] for place in range(2, 9)))
    return ReadSheet(facts, token)


def _demand(value: Any, kind: type) -> None:
    if type(value) is not kind:
        raise MalformedError("claims")
