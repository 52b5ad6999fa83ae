"""The audit chain: known answers, every kind of damage, and one byte form for one value."""

from __future__ import annotations

import dataclasses
from enum import StrEnum

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import audit

GENESIS = audit.Genesis(base="00-00", chain="00000000-0000-4000-8000-000000000000", contest="TEST-01")
BODY_1 = {
    "act": "mark.set",
    "at": "2026-05-01T01:00:00Z",
    "by": "u1",
    "new": "87.50",
    "old": None,
    "ref": "t01/W-127/a1",
    "why": "",
}
BODY_2 = {"act": "trade.lock", "at": "2026-05-01T02:00:00Z", "by": "u2+u3", "ref": "t01"}


def chain(count: int) -> list[audit.AuditEntry]:
    prev, entries = audit.genesis_hash(GENESIS), []
    for seq in range(1, count + 1):
        entry = audit.link(prev, seq, {"act": "mark.set", "ref": f"t01/W-{seq}/a1", "new": "8.5"})
        entries.append(entry)
        prev = entry.hash
    return entries


def test_known_answer():
    h0 = audit.genesis_hash(GENESIS)
    assert h0.hex() == "b0eee41ef28aafc61dcd10a2f8f41b06cf2ab7cc8fd6280c801d872618e8ecc1"
    first = audit.link(h0, 1, BODY_1)
    assert first.hash.hex() == "42b1d5e412c7622a4e84a18897b5d05a402b68101b045c649372f42c66fba478"
    second = audit.link(first.hash, 2, BODY_2)
    assert second.hash.hex() == "ec112b59c637fbdc32c149495fff00e397d5e7339c468b40d931a7aeb5f1dcaa"
    check = audit.verify_chain(GENESIS.to_dict(), [first, second])
    assert check
    assert check.head.seq == 2
    assert check.head.code == "10319 94669 72553 93823 97534 11754"
    heads = audit.chain_bodies(audit.Head(0, h0), [first.body.encode(), second.body.encode()])
    assert [head.hash for head in heads] == [h0, first.hash, second.hash]


def test_an_empty_chain_ends_at_its_genesis():
    check = audit.verify_chain(GENESIS, [])
    assert check
    assert check.head == audit.Head(0, audit.genesis_hash(GENESIS))


@pytest.mark.parametrize(
    ("damage", "broken", "why"),
    [
        (lambda e: e.pop(2), 3, "seq"),
        (lambda e: e.insert(2, e[1]), 3, "seq"),
        (lambda e: e.__setitem__(2, e[2]._replace(body=e[2].body.replace("8.5", "8.6"))), 3, "hash"),
        (lambda e: e.__setitem__(3, e[3]._replace(prev=bytes(32))), 4, "prev"),
        (lambda e: e.__setitem__(4, e[4]._replace(hash=bytes(32))), 5, "hash"),
        (lambda e: e.__setitem__(1, e[1]._replace(body='{"act":"\ud800"}')), 2, "body"),
        (lambda e: e.reverse(), 1, "seq"),
        (lambda e: e.__setitem__(0, audit.link(e[0].prev, 1, {"act": "other"})), 2, "prev"),
    ],
)
def test_damage_names_the_first_broken_entry(damage, broken, why):
    entries = chain(6)
    damage(entries)
    check = audit.verify_chain(GENESIS, entries)
    assert not check
    assert (check.broken, check.why) == (broken, why)
    assert check.head.seq == broken - 1


def test_another_genesis_breaks_the_first_entry():
    other = dataclasses.replace(GENESIS, contest="TEST-02")
    assert audit.verify_chain(other, chain(2)).broken == 1


def test_checking_can_go_on_from_a_trusted_head():
    entries = chain(5)
    assert audit.verify_from(audit.Head(2, entries[1].hash), entries[2:]).head.hash == entries[4].hash
    assert audit.verify_from(audit.Head(2, entries[0].hash), entries[2:]).broken == 3


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (1.0, ""),
        ({"a": [1, float("nan")]}, "a[1]"),
        ({"a": {"b": 2**53}}, "a.b"),
        (-(2**53), ""),
        ("\ud800", ""),
        ({"键": 1}, ""),
        ({1: 1}, ""),
        ({"a": b"x"}, "a"),
        ({"a": Colour.RED}, "a"),
        ([{1, 2}], "[0]"),
        (["ok", ({"a": -1, "b": "焊\udfff"},)], "[1][0].b"),
    ],
)
def test_values_without_a_canonical_form_are_refused(value, place):
    with pytest.raises(audit.NotCanonicalError) as caught:
        audit.canonical_bytes(value)
    assert caught.value.place == place
    assert str(caught.value) == f"{place or 'value'}: {caught.value.why}"


_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=60, deadline=None)
@given(_values)
def test_canonical_bytes_agree_with_rfc8785(value):
    assert audit.canonical_bytes(value) == rfc8785.dumps(value)


def test_canonical_bytes_spell_control_characters_as_rfc8785_does():
    every = "".join(map(chr, range(0x100))) + "\u2028\u2029\U0001f600"
    assert audit.canonical_bytes(every) == rfc8785.dumps(every)
