"""The certificate QR: sizes, answers, every changed character, and a second library's opinion."""

from __future__ import annotations

import dataclasses

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycose.keys import OKPKey
from pycose.messages import Sign1Message

from app.bundle import cose, keys, suite
from app.bundle.certqr import PREFIX, Answer, CertificateFacts, check, encode
from app.bundle.findings import Finding, MalformedError
from tests.unit.bundle import kit

FACTS = CertificateFacts("00-00", 1_781_000_000, "GS-2026-0000123", "马秀英", "t01", "焊工", "一等奖", 1)
TEXT = encode(FACTS, kit.CERTIFICATE)
TRUST = kit.trust()


@pytest.mark.parametrize(
    ("changes", "size", "characters", "version"),
    [
        ({}, 161, 246, 9),
        ({"name": "阿卜杜热依木·买买提艾力", "trade": "多工序数控机床操作调整工", "trade_id": "t012"}, 220, 334, 11),
        ({"name": "马" * 30, "trade": "焊" * 24, "award": "奖" * 8, "trade_id": "t0123"}, 328, 496, 14),
    ],
)
def test_lengths_and_versions_of_the_code(changes, size, characters, version):
    import qrcode

    text = encode(dataclasses.replace(FACTS, **changes), kit.CERTIFICATE)
    assert len(cose.from_text(PREFIX, text)) == size
    assert len(text) == characters
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(qrcode.util.QRData(text, mode=qrcode.util.MODE_ALPHA_NUM))
    code.make()
    assert code.version == version


def test_a_true_code_gives_the_facts_to_compare():
    found = check(TEXT, TRUST)
    assert found
    assert (found.answer, found.serial, found.facts, found.base_name) == (Answer.GENUINE, 1, FACTS, "测试基地")
    assert check(TEXT + "\r\n", TRUST)
    without_place = dataclasses.replace(FACTS, place=None)
    assert check(encode(without_place, kit.CERTIFICATE), TRUST).facts == without_place


def test_codes_hold_nothing_private():
    claims = cbor2.loads(cbor2.loads(cose.from_text(PREFIX, TEXT)).value[2])
    assert claims == {
        1: "00-00",
        6: 1_781_000_000,
        -65537: {1: 1, 2: FACTS.number, 3: "马秀英", 4: "t01", 5: "焊工", 6: "一等奖", 7: 1},
    }


def test_withdrawn_certificates_and_stolen_keys():
    listed = kit.trust_list(withdrawn=[("00-00", FACTS.number)])
    found = check(TEXT, listed)
    assert not found
    assert found.answer is Answer.WITHDRAWN
    assert found.facts == FACTS
    other_base = kit.trust_list(withdrawn=[("99-99", FACTS.number)])
    assert check(TEXT, other_base)
    stolen = kit.trust_list(base_keys=[kit.trusted(kit.CERTIFICATE, status="revoked", to_number=0)])
    assert check(TEXT, stolen).answer is Answer.WITHDRAWN
    retired = kit.trust_list(base_keys=[kit.trusted(kit.CERTIFICATE, status="retired", to_number=0)])
    assert check(TEXT, retired)


def test_unknown_keys_ask_for_a_newer_list():
    stranger = keys.make("certificate", "", secret=b"\x44" * 32)
    found = check(encode(FACTS, stranger), TRUST)
    assert found.answer is Answer.UNKNOWN_KEY
    assert found.facts is None
    assert check(encode(FACTS, kit.BASE), TRUST).answer is Answer.UNKNOWN_KEY  # a base key signs no certificates


def test_a_key_signs_for_its_own_base_only():
    assert check(encode(dataclasses.replace(FACTS, base="99-99"), kit.CERTIFICATE), TRUST).answer is (
        Answer.BAD_SIGNATURE
    )


def test_no_changed_character_verifies():
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    for at in range(len(TEXT)):
        for step in (1, 7, 20):
            old = TEXT[at]
            new = signs[(signs.index(old) + step) % 45]
            found = check(TEXT[:at] + new + TEXT[at + 1 :], TRUST)
            assert found.answer in (Answer.BAD_SIGNATURE, Answer.UNKNOWN_KEY), (at, new)
            assert found.facts is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=700) | st.binary(max_size=300).map(lambda raw: cose.to_text(PREFIX, raw)))
def test_no_other_text_verifies_or_raises(text):
    assert check(text, TRUST).answer in (Answer.BAD_SIGNATURE, Answer.UNKNOWN_KEY)


def test_every_cut_is_refused():
    raw = cose.from_text(PREFIX, TEXT)
    for length in range(len(raw)):
        assert not check(cose.to_text(PREFIX, raw[:length]), TRUST)
    assert not check(cose.to_text(PREFIX, raw + b"\x00"), TRUST)
    assert not check("A" * 601, TRUST)


def token_of(payload: bytes) -> str:
    """A rightly signed token of an insider around any payload."""
    kid = bytes.fromhex(kit.CERTIFICATE.keyid)[:8]
    signature = suite.sign(kit.CERTIFICATE.secret, cose._message(kid, payload))
    return cose.to_text(PREFIX, cose._spell(cose.Token(kid, payload, signature)))


CLAIMS = cbor2.loads(cbor2.loads(cose.from_text(PREFIX, TEXT)).value[2])


def altered(**inner):
    return {**CLAIMS, -65537: {**CLAIMS[-65537], **{int(name[1:]): value for name, value in inner.items()}}}


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff",
        b"\xa2\x01\x61a\x01\x61a",  # double key
        cbor2.dumps(5),
        cbor2.dumps([1, 2, 3]),
        cbor2.dumps(CLAIMS, canonical=True) + b"\x00",
        cbor2.dumps(dict(reversed(CLAIMS.items()))),
        cbor2.dumps({**CLAIMS, 4: 1}, canonical=True),
        cbor2.dumps({**CLAIMS, 1: 7}, canonical=True),
        cbor2.dumps({**CLAIMS, 6: 1.5}, canonical=True),
        cbor2.dumps({**CLAIMS, 6: True}, canonical=True),
        cbor2.dumps({**CLAIMS, -65537: []}, canonical=True),
        cbor2.dumps(altered(_1=2), canonical=True),
        cbor2.dumps(altered(_7="1"), canonical=True),
        cbor2.dumps(altered(_8="x"), canonical=True),
        cbor2.dumps(altered(_3=b"x"), canonical=True),
        b"\x81" * 200 + b"\x00",
        b"\xd8\x23\x61(",  # tag 35: a regular expression
    ],
    ids=range(18),
)
def test_signed_nonsense_is_still_nonsense(payload):
    assert check(token_of(payload), TRUST).answer is Answer.BAD_SIGNATURE


def test_the_insiders_token_writer_of_this_test_is_a_right_one():
    assert token_of(cbor2.dumps(CLAIMS, canonical=True)) == TEXT


def test_long_fields_are_refused_before_printing():
    for name in ("name", "trade", "award", "number", "base", "trade_id"):
        with pytest.raises(Finding) as caught:
            encode(dataclasses.replace(FACTS, **{name: "长" * 41}), kit.CERTIFICATE)
        assert caught.value.fields["field"] == name
    long = dataclasses.replace(FACTS, name="马" * 30, trade="焊" * 24, award="奖" * 8, number="长" * 40)
    with pytest.raises(Finding) as caught:
        encode(long, kit.CERTIFICATE)
    assert caught.value.fields["field"] == "text"


def test_another_cose_library_agrees():
    protected, unprotected, payload, signature = cbor2.loads(cose.from_text(PREFIX, TEXT)).value
    parts = [protected, dict(unprotected), payload, signature]  # its own decoder wants the types of an older cbor2
    message = Sign1Message.from_cose_obj(parts, True)
    message.key = OKPKey(crv="ED25519", x=bytes.fromhex(kit.CERTIFICATE.public), optional_params={"ALG": "EDDSA"})
    assert message.verify_signature()
    assert message.uhdr == {}
    message.key = OKPKey(crv="ED25519", x=bytes.fromhex(kit.BASE.public), optional_params={"ALG": "EDDSA"})
    assert not message.verify_signature()


def test_base45_vectors():
    for raw, text in ((b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"", "")):
        assert cose.to_text("", raw) == text
        assert cose.from_text("", text) == raw
    for bad in ("GGW", ":::", "A", "a00", "ZZ", "AB\n"):
        with pytest.raises(MalformedError):
            cose.from_text("", bad)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=60))
def test_base45_round_trip(raw):
    assert cose.from_text("X:", cose.to_text("X:", raw)) == raw


@pytest.mark.parametrize("size", [0, 1, 23, 24, 255, 256, 300])
def test_byte_strings_of_every_head(size):
    token = cose.Token(b"12345678", bytes(size), bytes(64))
    assert cose.read(cose._spell(token)) == token
