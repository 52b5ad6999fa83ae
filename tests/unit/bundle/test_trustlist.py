"""Trust lists: two roots of three, rising serials, roots changed only in turn, one line per key."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bundle import canonical, envelope, keys, trustlist
from app.bundle.findings import Finding
from app.bundle.trustlist import Roots, accept, read
from app.errors import WrongCall
from tests.unit.bundle import kit

FIRST = kit.trust()
NEW_ROOTS = [keys.make("root", "new", secret=bytes([index]) * 32) for index in (21, 22, 23)]


def sealed(document, roots=kit.ROOTS[:2], kind=trustlist.PAYLOAD_TYPE):
    payload = document if isinstance(document, bytes) else canonical.dump(document)
    return envelope.seal(kind, payload, [key.secret for key in roots]).to_bytes()


def code_of(call, *args, **how):
    with pytest.raises((Finding, WrongCall)) as caught:
        call(*args, **how)
    return caught.value.code


def test_a_list_reads_back_as_it_was_signed():
    found = read(FIRST.raw)
    assert found == FIRST
    assert found.to_dict() == FIRST.to_dict()
    assert found.serial == 1
    assert found.base("00-00").name == "测试基地"
    assert found.base("nowhere") is None
    assert found.lookup(kit.CHIEF.keyid).person == "陈志强"
    assert found.lookup(kit.CHIEF.keyid).fingerprint == kit.CHIEF.fingerprint
    assert found.lookup(kit.STRANGER.keyid) is None
    assert found.office_key(kit.OFFICE.keyid) == kit.OFFICE.public
    assert found.office_key(kit.BASE.keyid) is None


def test_unknown_members_are_kept():
    document = FIRST.to_dict()
    document["news"] = {"a": 1}
    document["bases"][0]["phone"] = "x"
    document["bases"][0]["keys"][0]["note"] = "y"
    assert read(sealed(document)).to_dict() == document


@pytest.mark.parametrize(
    ("roots", "good"),
    [
        (kit.ROOTS, True),
        (kit.ROOTS[1:], True),
        (kit.ROOTS[:1], False),
        ((kit.ROOTS[0], kit.ROOTS[0]), False),  # one person twice is one person
        ((kit.ROOTS[0], kit.STRANGER), False),
        ((kit.BASE, kit.CHIEF), False),
    ],
)
def test_two_of_three_roots_must_sign(roots, good):
    raw = sealed(FIRST.to_dict(), roots)
    if good:
        assert read(raw).serial == 1
    else:
        assert code_of(read, raw) == "bundle.trust_signature"


def test_a_signature_over_something_else_does_not_count():
    signed = envelope.read(FIRST.raw)
    other = canonical.dump({**FIRST.to_dict(), "serial": 9})
    forged = envelope.Envelope(trustlist.PAYLOAD_TYPE, other, signed.signatures)
    assert code_of(read, forged.to_bytes()) == "bundle.trust_signature"


def test_first_meeting_needs_the_forty_digits():
    assert accept(FIRST.raw, None, root_code=FIRST.roots.code).serial == 1
    assert accept(FIRST.raw, None, root_code=FIRST.roots.code.replace(" ", "")).serial == 1
    assert code_of(accept, FIRST.raw, None) == "bundle.trust_roots"
    assert code_of(accept, FIRST.raw, None, root_code="0" * 40) == "bundle.trust_roots"
    assert len(FIRST.roots.code.replace(" ", "")) == 40
    assert FIRST.roots.code != Roots(FIRST.roots.keys, 1).code


def test_serials_only_rise():
    second = kit.trust_list(serial=2, previous=FIRST.sha256)
    assert accept(second.raw, FIRST).serial == 2
    assert accept(second.raw, second) is second
    assert code_of(accept, FIRST.raw, second) == "bundle.trust_older"
    twin = kit.trust_list(serial=2, previous=FIRST.sha256, withdrawn=[("00-00", "X")])
    assert code_of(accept, twin.raw, second) == "bundle.trust_fork"
    stray = kit.trust_list(serial=2, previous="ab" * 32)
    assert code_of(accept, stray.raw, FIRST) == "bundle.trust_fork"


def test_lists_with_the_same_roots_may_be_skipped():
    assert accept(kit.trust_list(serial=7, previous="ab" * 32).raw, FIRST).serial == 7


def test_roots_change_only_with_old_and_new_threshold_and_in_turn():
    new = Roots(tuple(key.public for key in NEW_ROOTS))
    everybody = kit.ROOTS[:2] + NEW_ROOTS[:2]
    turned = kit.trust_list(serial=2, previous=FIRST.sha256, roots=everybody)
    document = {**turned.to_dict(), "roots": {"keys": list(new.keys), "threshold": 2}}
    assert accept(sealed(document, everybody), FIRST).roots == new
    assert code_of(accept, sealed(document, NEW_ROOTS[:2]), FIRST) == "bundle.trust_signature"
    assert code_of(accept, sealed(document, kit.ROOTS[:2]), FIRST) == "bundle.trust_signature"
    skipped = {**document, "serial": 3}
    assert code_of(accept, sealed(skipped, everybody), FIRST) == "bundle.trust_skipped"


def put(**changes):
    return {**FIRST.to_dict(), **changes}


def key_line(**changes):
    document = FIRST.to_dict()
    document["bases"][0]["keys"][0].update(changes)
    return document


BASES = FIRST.to_dict()["bases"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"x" * 3_000_000,
        FIRST.raw[:-1],
        sealed(FIRST.to_dict(), kind="application/vnd.contest.receipt.v1+json"),
        sealed(b"[]"),
        sealed(b"{ }"),
        sealed(put(format="x")),
        sealed(put(version=2)),
        sealed(put(suite="S1")),
        sealed(put(serial=0)),
        sealed(put(previous="x")),
        sealed(put(roots={"keys": [], "threshold": 0})),
        sealed(put(roots={"keys": list(FIRST.roots.keys), "threshold": 4})),
        sealed(put(roots={"keys": [FIRST.roots.keys[0]] * 2, "threshold": 2})),
        sealed(put(office_keys=["zz"])),
        sealed(put(recipients=["x"])),
        sealed(put(bases=BASES + BASES[:1])),
        sealed(put(office_keys=[kit.BASE.public])),  # one key, two uses
        sealed(put(withdrawn=[{"base": "00-00"}])),
        sealed(key_line(algorithm="none")),
        sealed(key_line(role="root")),
        sealed(key_line(public="ab")),
        sealed(key_line(public=kit.CHIEF.public)),
        sealed(key_line(trades=["T"])),
        sealed(key_line(from_number=0)),
        sealed(key_line(status="lost")),
        sealed(key_line(status="revoked")),  # without the last number it counts for
        sealed(key_line(status="retired", to_number=None)),
    ],
)
def test_what_is_not_a_list(raw):
    with pytest.raises(WrongCall) as caught:
        read(raw)
    assert caught.value.code == "bundle.trust_malformed"
    assert caught.value.fields["place"]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(FIRST.raw) - 1), st.integers(1, 255))
def test_no_flipped_byte_is_accepted(at, mask):
    raw = bytearray(FIRST.raw)
    raw[at] ^= mask
    assert code_of(read, bytes(raw)) in {"bundle.trust_malformed", "bundle.trust_signature"}


def test_numbers_and_trades_of_a_key():
    key = dataclasses.replace(kit.trusted(kit.CHIEF), from_number=2, to_number=4)
    assert [number for number in range(7) if key.allows_number(number)] == [2, 3, 4]
    assert key.allows_trade("t01")
    assert not key.allows_trade("*")
    assert dataclasses.replace(key, trades=("*",)).allows_trade("t09")
    assert key.short == "39F7-13D0"
