"""Enrolment: the QR's known size, one spelling, self-signature; request files, bare, signed and for a rotation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bundle import canonical, cose, enrolment, envelope
from app.bundle import keys as ckey
from app.bundle.enrolment import Enrolment
from app.bundle.findings import Finding
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.documents import qr
from app.errors import AppError, WrongCall

BASE, CERTIFICATE, CHIEF, OTHER, THIRD, NEW = (
    ckey.make(role, person, secret=bytes([number]) * 32)
    for number, (role, person) in enumerate(
        (
            ("base", "李卫东"),
            ("certificate", ""),
            ("chief", "马秀英"),
            ("chief", "陈志强"),
            ("chief", "王建国"),
            ("base", "李卫东"),
        )
    )
)


def line(key: ckey.Key, *trades: str) -> TrustedKey:
    return TrustedKey(
        key.public, key.role, key.person, trades or (("*",) if key.role == "chief" else ()), base="GS-0003"
    )


def asked(*keys: ckey.Key) -> TrustedBase:
    return TrustedBase("GS-0003", "兰州石化职业技术大学", ("gs-skills-2026",), tuple(line(key) for key in keys))


def test_the_fingerprint_of_rfc_8032_test_1() -> None:
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    digits = "86851 50966 57447 05613 11816 57942 02430 42745"
    assert ckey.fingerprint(public) == digits
    assert ckey.first_difference(digits.replace(" ", ""), public) is None
    assert ckey.first_difference("８６８５１ 50966 57447 05613 11816 57942 02430 42745", public) is None
    for group in range(8):
        wrong = digits.split()
        wrong[group] = wrong[group][:4] + str((int(wrong[group][4]) + 1) % 10)
        assert ckey.first_difference(" ".join(wrong), public) == group + 1
    assert ckey.first_difference(digits[:20], public) == 4
    assert ckey.first_difference(digits + "1", public) == 8
    assert ckey.first_difference("", public) == 1


def test_three_keys_fit_version_13_and_come_back() -> None:
    base = asked(BASE, CERTIFICATE, CHIEF)
    (text,) = enrolment.codes(base, BASE)
    assert (len(cose.from_text("EQ1:", text)), qr.size_of(text)) == (288, 13 * 4 + 17)
    found = enrolment.read_code(text)
    assert found.base == base and found.signed_by == {BASE.keyid}
    assert enrolment.read_request(text.encode()) == found


def test_more_chief_judges_take_more_pages_with_the_base_key_on_each() -> None:
    base = asked(BASE, CERTIFICATE, CHIEF, OTHER, THIRD)
    texts = enrolment.codes(base, BASE)
    pages = [[one.role for one in enrolment.read_code(text).base.keys] for text in texts]
    assert pages == [["base", "certificate", "chief"], ["base", "chief", "chief"]]
    found = enrolment.read_request("\n".join(texts).encode())
    assert {one.public for one in found.base.keys} == {one.public for one in base.keys}
    other = enrolment.codes(replace(base, id="GS-0004"), BASE)[0]
    with pytest.raises(Finding) as finding:
        enrolment.read_request(f"{texts[0]}\n{other}".encode())
    assert finding.value.code == "bundle.enrolment_mixed"


def test_no_changed_character_is_accepted() -> None:
    (text,) = enrolment.codes(asked(BASE, CHIEF), BASE)
    for place in range(0, len(text), 3):
        for sign in "0A:":
            if text[place] != sign:
                with pytest.raises(AppError):
                    enrolment.read_code(text[:place] + sign + text[place + 1 :])


def test_a_code_signed_by_another_key_is_refused() -> None:
    base = asked(BASE, CHIEF)
    with pytest.raises(Finding) as finding:
        enrolment.codes(base, NEW)
    assert finding.value.code == "bundle.enrolment_not_listed"
    forged = enrolment.code(base, base.keys, NEW)
    with pytest.raises(Finding) as finding:
        enrolment.read_code(forged)
    assert finding.value.code == "bundle.enrolment_signature"


def test_a_request_is_read_bare_or_signed() -> None:
    one = Enrolment(asked(BASE, CHIEF))
    bare = enrolment.request(one, ())
    assert enrolment.read_request(bare).signed_by == frozenset()
    signed = enrolment.request(one, (BASE,))
    assert enrolment.read_request(signed).signed_by == {BASE.keyid}
    swapped = envelope.read(signed)
    payload = canonical.dump(Enrolment(asked(BASE, OTHER)).to_dict())
    with pytest.raises(Finding):
        enrolment.read_request(replace(swapped, payload=payload).to_bytes())
    with pytest.raises(WrongCall):
        enrolment.read_request(replace(swapped, payload_type="application/vnd.contest.receipt.v1+json").to_bytes())


def test_a_rotation_lacks_neither_of_its_two_signatures() -> None:
    one = Enrolment(asked(NEW), replaces=((BASE.public, NEW.public),), last_number=4)
    raw = enrolment.request(one, (BASE, NEW))
    found = enrolment.read_request(raw)
    assert found.predecessor(NEW.public) == BASE.public and found.last_number == 4
    for signers in ((), (BASE,), (NEW,), (BASE, CHIEF)):
        with pytest.raises(Finding) as finding:
            enrolment.request(one, signers)
        assert finding.value.code == "bundle.enrolment_signature"


@pytest.mark.parametrize(
    "change",
    (
        {"status": "retired", "to_number": 3},
        {"from_number": 2},
        {"trades": ()},
        {"role": "certificate"},
    ),
)
def test_a_request_says_nothing_that_only_the_office_may_say(change: dict[str, object]) -> None:
    base = replace(asked(BASE), keys=(line(BASE), replace(line(CHIEF), **change)))  # type: ignore[arg-type]
    with pytest.raises(WrongCall):
        enrolment.request(Enrolment(base), ())
