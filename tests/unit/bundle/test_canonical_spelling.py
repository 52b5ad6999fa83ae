"""The quick encoder and parser of bundles spell exactly as the chain's own spelling and another library do."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundle import canonical
from app.bundle.findings import MalformedError
from app.domain.audit import NotCanonicalError, canonical_bytes

_TEXT = st.text(st.characters(codec="utf-8"))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _TEXT,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(_VALUES)
def test_three_spellings_are_one(value: canonical.Json) -> None:
    assert canonical.dump(value) == canonical_bytes(value) == rfc8785.dumps(value)


def test_every_character_is_spelled_alike() -> None:
    for start in range(0, 0x30000, 0x1000):
        block = "".join(chr(code) for code in range(start, start + 0x1000) if not 0xD800 <= code < 0xE000)
        assert canonical.dump([block]) == rfc8785.dumps([block])


@pytest.mark.parametrize(
    "value",
    [1.5, [1.0], {"a": float("nan")}, 2**53, {1: "a"}, {"中": 1}, Fraction(1, 2), date(2026, 1, 1), "\ud800", (1, {2})],
)
def test_what_has_no_canonical_form_is_never_written(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical.dump(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw",
    [
        b"1.0", b"[1.5]", b"1e5", b"-0", b"NaN", b"Infinity", b'{"a":1,"a":2}', b'{"b":1,"a":2}', b'{"a": 1}',
        b'"\\u0041"',
        b'"\\ud800"', b"\xef\xbb\xbf1", b"9007199254740993", b"1" * 5000, b"[" * 17 + b"]" * 17, b"[" * 5000,
        b'{"\xe4\xb8\xad":1}',
        b'"e\xcc\x81"', b'"\xff"', b"", b"1 ", b"01", b"{}{}", b'"' + b"a" * 4097 + b'"',
    ],
)  # fmt: skip
def test_no_other_spelling_is_read(raw: bytes) -> None:
    with pytest.raises(MalformedError):
        canonical.parse(raw, "here")
