"""Received JSON: accepted only in its one canonical spelling (RFC 8785, integers only), else MalformedError.

Rules, in order:
1. UTF-8, parsed once; floats, exponents, NaN and Infinity are refused.
2. At most 16 levels of lists and objects; keys ASCII; texts NFC and at most 4,096 code points.
3. Written again, the value must give the same bytes. That refuses double keys, spaces, needless escapes, a byte order
   mark, lone surrogates, -0 and unsorted keys in one go.
Canonical form makes digests repeatable. It carries no security: signatures are checked over received bytes before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import is_normalized

import orjson

from app.bundle.findings import MalformedError
from app.domain.audit import INTEGER_LIMIT, Json, canonical_bytes

DEPTH_LIMIT = 16
TEXT_LIMIT = 4096
_ANY_LENGTH = 2**62
# Keys are ASCII and values plain by then, so that sorted and compact is the canonical spelling; a test holds it against
# another library for every character.
_SPELLING = orjson.OPT_SORT_KEYS


def dump(value: Json) -> bytes:
    """The canonical bytes of a value. Raises NotCanonicalError, which is a fault of the writer."""
    try:
        _check(value, _ANY_LENGTH, 1)
        return orjson.dumps(value, option=_SPELLING)
    except (TypeError, ValueError):
        return canonical_bytes(value)  # says which value is wrong; only deeper levels than 16 and texts not NFC pass


def parse(raw: bytes, place: str, *, texts: bool = True) -> Json:
    """The value of canonical bytes. `texts` False is for envelopes, whose payload is one text of any length."""
    try:
        value = orjson.loads(raw)
        _check(value, TEXT_LIMIT if texts else len(raw), 1)
        same = orjson.dumps(value, option=_SPELLING) == raw
    except (TypeError, ValueError):  # orjson's own errors are of these two kinds
        raise MalformedError(place) from None
    if not same:
        raise MalformedError(place)
    return value


def _check(value: Json, text_limit: int, depth: int) -> None:
    kind = type(value)
    if kind is dict or kind is list:
        if depth > DEPTH_LIMIT or (kind is dict and not "".join(value).isascii()):
            raise ValueError("depth or key")
        items = value.values() if kind is dict else value
    else:
        items = (value,)
    for item in items:  # a look at each value here, not a call for it: bundles hold millions
        kind = type(item)
        if kind is str:
            if len(item) > text_limit or not (item.isascii() or is_normalized("NFC", item)):
                raise ValueError("text")
        elif kind is dict or kind is list:
            _check(item, text_limit, depth + 1)
        elif kind is int:
            if not -INTEGER_LIMIT <= item <= INTEGER_LIMIT:
                raise ValueError("integer")
        elif item is not None and kind is not bool:
            raise ValueError("float, or no JSON at all")


class Node:
    """One value of a received document with its place, so that every complaint says where.

    All readers raise MalformedError with that place. Members not asked for are ignored; `others` hands them back so
    that a newer writer's members are kept.
    """

    def __init__(self, value: Json, place: str) -> None:
        self.value = value
        self.place = place

    def fail(self) -> MalformedError:
        """The complaint about this value, to be raised."""
        return MalformedError(self.place)

    def member(self, name: str) -> Node:
        """A member of an object that must be there."""
        if type(self.value) is not dict or name not in self.value:
            raise MalformedError(f"{self.place}.{name}")
        return Node(self.value[name], f"{self.place}.{name}")

    def others(self, known: frozenset[str]) -> dict[str, Any]:
        """The members this version does not know."""
        return {name: item for name, item in self.object().items() if name not in known}

    def object(self) -> dict[str, Any]:
        """The value as an object."""
        if type(self.value) is not dict:
            raise self.fail()
        return self.value

    def members(self) -> Iterator[tuple[str, Node]]:
        """Name and value of every member of an object."""
        for name, item in self.object().items():
            yield name, Node(item, f"{self.place}.{name}")

    def items(self, least: int = 0, most: int = 300_000) -> list[Node]:
        """The elements of a list of a permitted length."""
        if type(self.value) is not list or not least <= len(self.value) <= most:
            raise self.fail()
        return [Node(item, f"{self.place}[{index}]") for index, item in enumerate(self.value)]

    def odd_items(self, plain: Callable[[list[Any]], bool], *, most: int) -> list[Node]:
        """As `items`, but none when `plain` finds all of them in form: rows by the ten thousand are looked at without
        making each a node first, and only a list with a fault is gone through for its place."""
        value = self.value
        return [] if type(value) is list and len(value) <= most and plain(value) else self.items(most=most)

    def text(self, pattern: re.Pattern[str] | None = None, *, most: int = TEXT_LIMIT, empty: bool = False) -> str:
        """A text, not empty unless said, matching `pattern` as a whole."""
        value = self.value
        if type(value) is not str or len(value) > most or not (value or empty):
            raise self.fail()
        if pattern is not None and not pattern.fullmatch(value):
            raise self.fail()
        return value

    def integer(self, least: int = 0, most: int = INTEGER_LIMIT) -> int:
        """An integer in a range."""
        if type(self.value) is not int or not least <= self.value <= most:
            raise self.fail()
        return self.value

    def word(self, *words: str) -> str:
        """One of a few words."""
        if self.value not in words or type(self.value) is not str:
            raise self.fail()
        return self.value

    def digest(self) -> str:
        """A SHA-256 in lower-case hex."""
        return self.text(HEX_DIGEST)

    def strings(self, pattern: re.Pattern[str] | None = None, most: int = 1000) -> tuple[str, ...]:
        """A list of different texts."""
        found = tuple(item.text(pattern) for item in self.items(most=most))
        if len(set(found)) != len(found):
            raise self.fail()
        return found

    @property
    def missing(self) -> bool:
        """Whether the value is null."""
        return self.value is None


HEX_DIGEST = re.compile(r"[0-9a-f]{64}")
TRADE = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
UTC_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
