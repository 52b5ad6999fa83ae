"""Personal data sealed to the office, and the office's receipt."""

from __future__ import annotations

import dataclasses
import time

import pytest

from app.bundle import canonical, envelope, keys, persons, receipt, suite
from app.bundle.build import build
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import PersonsLine
from app.bundle.receipt import Receipt
from app.bundle.verify import verify
from app.errors import WrongCall
from tests.unit.bundle import kit

WORKING = keys.make("office_age", "周敏")
RECOVERY = keys.make("office_age", "保险柜")
FOREIGN = keys.make("office_age", "别人")
PERSON = {
    "entry": "A001",
    "name": "阿卜杜热依木·买买提艾力",
    "document_type": "居民身份证",
    "document_number": "990101199001011239",
    "phone": "13900000000",
    "unit": "示范重型机械厂",
}
STAFF = [{"user": "u1", "name": "马秀英"}]
NOTES = [{"ref": "t01/W-127", "text": "更正理由"}]


def sealed(**how):
    return persons.seal([PERSON], STAFF, NOTES, [WORKING.public, RECOVERY.public], **how)


def bundle(one=None, **how):
    return build(kit.facts(), [kit.content()], [kit.BODY_1, kit.BODY_2], kit.SIGNERS, persons=one or sealed(), **how)


def identity(key):
    return (key.secret.decode(),)


@pytest.mark.parametrize("key", [WORKING, RECOVERY])
def test_either_office_key_opens_the_persons(key):
    found = verify(bundle().raw, kit.trust(), identities=identity(key))
    assert found
    assert found.persons.entries == (PERSON,)
    assert found.persons.staff[0]["name"] == "马秀英"
    assert found.persons.notes == tuple(NOTES)


def test_without_the_key_they_stay_sealed_and_nothing_leaks():
    built = bundle()
    for secret in (PERSON["name"], PERSON["document_number"], PERSON["phone"], "马秀英", "更正理由"):
        assert secret.encode() not in built.raw
    found = verify(built.raw, kit.trust())
    assert found
    assert found.persons is None
    assert found.manifest.persons.recipients == (WORKING.public, RECOVERY.public)


def test_another_key_does_not_open_them():
    found = verify(bundle().raw, kit.trust(), identities=identity(FOREIGN))
    assert [problem.code for problem in found.problems] == ["bundle.e18_sealed"]
    assert verify(bundle().raw, kit.trust(), identities=("not an identity",)).code == "E18"


def test_without_an_enrolled_office_there_are_no_persons():
    assert persons.seal([PERSON], STAFF, NOTES, []) is None
    with pytest.raises(MalformedError):
        suite.seal(b"x", [])


def test_the_salt_makes_equal_contents_differ():
    assert sealed().line.plain_sha256 != sealed().line.plain_sha256
    fixed = {"random": lambda count: bytes(count)}
    assert sealed(**fixed).line.plain_sha256 == sealed(**fixed).line.plain_sha256


def refused(raw, line, entries=("A001",)):
    with pytest.raises(Finding) as caught:
        persons.unseal(raw, line, identity(WORKING), entries)
    assert caught.value.mark == "E18"
    return caught.value.code


def test_content_that_does_not_match_the_manifest():
    one = sealed()
    assert refused(one.raw, dataclasses.replace(one.line, plain_sha256="ab" * 32)) == "bundle.e18_digest"
    assert refused(one.raw, one.line, ("A001", "A002")) == "bundle.e18_missing"


@pytest.mark.parametrize(
    "plain",
    [
        b"{}",
        b"{ }",
        canonical.dump({"entries": [PERSON] * 2, "notes": [], "salt": "00" * 32, "schema": 1, "staff": []}),
        canonical.dump({"entries": [], "notes": [], "salt": "00", "schema": 1, "staff": []}),
        canonical.dump({"entries": [], "notes": [{}], "salt": "00" * 32, "schema": 1, "staff": []}),
        canonical.dump({"entries": [], "notes": [], "salt": "00" * 32, "schema": 1, "staff": [{"user": 1}]}),
        canonical.dump({"entries": [], "notes": [], "salt": "00" * 32, "schema": 2, "staff": []}),
    ],
)
def test_content_out_of_form(plain):
    raw = suite.seal(plain, [WORKING.public])
    line = PersonsLine(suite.digest(plain), (WORKING.public,))
    assert refused(raw, line) == "bundle.e18_content"


def test_oversize_content_is_out_of_form(monkeypatch):
    monkeypatch.setattr(persons, "JSON_LIMIT", 10)
    one = suite.seal(b"{}" * 20, [WORKING.public])
    assert refused(one, PersonsLine(suite.digest(b"{}" * 20), (WORKING.public,))) == "bundle.e18_content"


def test_oversize_headers_are_refused_at_once():
    stanza = b"-> X25519 " + b"A" * 43 + b"\n" + b"B" * 43 + b"\n"
    for raw in (
        b"age-encryption.org/v1\n" + stanza * 5000 + b"--- mac\n" + bytes(100),
        b"age-encryption.org/v1\n" + stanza * 9 + b"--- mac\n" + bytes(100),
        b"age-encryption.org/v1\n" + stanza + b"--- no end",
        b"age-encryption.org/v2\n" + stanza + b"--- mac\n",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        b"",
    ):
        begin = time.process_time()
        one = persons.SealedPersons(raw, PersonsLine("ab" * 32, (WORKING.public,)))
        with pytest.raises(Finding) as caught:
            bundle(one)
        assert caught.value.mark == "E18"
        assert suite.unseal(raw, identity(WORKING)) is None
        assert time.process_time() - begin < 0.5


def test_flips_in_the_sealed_file_are_refused():
    one = sealed()
    for at in range(0, len(one.raw), 7):
        raw = one.raw[:at] + bytes([one.raw[at] ^ 1]) + one.raw[at + 1 :]
        assert refused(raw, one.line) == "bundle.e18_sealed"


def test_writers_give_whole_persons():
    with pytest.raises(MalformedError):
        persons.seal([{"entry": "A001"}], [], [], [WORKING.public])
    with pytest.raises(MalformedError):
        suite.seal(b"x", ["age1nonsense"])


# ---- receipts -------------------------------------------------------------------------------------------------------

BUILT = kit.known_answer()
FACTS = Receipt(
    bundle=BUILT.sha256,
    contest="TEST-01",
    base="00-00",
    number=1,
    verdict="accepted",
    codes=("W14",),
    missing=(2, 3),
    audit_seq=2,
    audit_hash=BUILT.manifest.audit.last_hash,
    trust_list=1,
    utc="2026-05-02T03:04:05Z",
)


def test_a_receipt_comes_back_as_it_was_given():
    raw = receipt.make(FACTS, kit.OFFICE)
    found = receipt.read(raw, kit.trust())
    assert found == FACTS
    assert found.accepted
    assert not dataclasses.replace(found, verdict="refused").accepted
    assert receipt.make(FACTS, kit.OFFICE) == raw
    kept = dataclasses.replace(FACTS, more={"clerk": "u7"})
    assert receipt.read(receipt.make(kept, kit.OFFICE), kit.trust()).more == {"clerk": "u7"}


def code_of(raw):
    with pytest.raises((Finding, WrongCall)) as caught:
        receipt.read(raw, kit.trust())
    return caught.value.code


def test_only_the_office_gives_receipts():
    assert code_of(receipt.make(FACTS, kit.BASE)) == "bundle.receipt_unknown_key"
    assert code_of(receipt.make(FACTS, kit.STRANGER)) == "bundle.receipt_unknown_key"
    signed = envelope.read(receipt.make(FACTS, kit.OFFICE))
    other = canonical.dump(dataclasses.replace(FACTS, number=2).to_dict())
    forged = envelope.Envelope(receipt.PAYLOAD_TYPE, other, signed.signatures)
    assert code_of(forged.to_bytes()) == "bundle.receipt_signature"


def test_every_flipped_byte_of_a_receipt_is_refused():
    raw = receipt.make(FACTS, kit.OFFICE)
    expected = {"bundle.receipt_malformed", "bundle.receipt_unknown_key", "bundle.receipt_signature"}
    for at in range(len(raw)):
        assert code_of(raw[:at] + bytes([raw[at] ^ 1 << at % 8]) + raw[at + 1 :]) in expected


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "x"},
        {"version": 2},
        {"verdict": "maybe"},
        {"codes": ["E1"]},
        {"missing": [0]},
        {"audit": {}},
        {"time": "now"},
        {"bundle": "x"},
    ],
    ids=str,
)
def test_receipts_out_of_form(changes):
    payload = canonical.dump({**FACTS.to_dict(), **changes})
    assert code_of(envelope.seal(receipt.PAYLOAD_TYPE, payload, [kit.OFFICE.secret]).to_bytes()) == (
        "bundle.receipt_malformed"
    )


def test_other_files_are_no_receipts():
    payload = canonical.dump(FACTS.to_dict())
    for raw in (
        b"",
        BUILT.raw,
        b"x" * 300_000,
        envelope.seal("text/plain", payload, [kit.OFFICE.secret]).to_bytes(),
        envelope.seal(receipt.PAYLOAD_TYPE, payload, [kit.OFFICE.secret] * 2).to_bytes(),
    ):
        assert code_of(raw) == "bundle.receipt_malformed"


def test_the_office_cannot_sign_nonsense():
    with pytest.raises(MalformedError):
        receipt.make(dataclasses.replace(FACTS, number=0), kit.OFFICE)


def test_a_receipt_must_be_about_our_own_bundle():
    receipt.match(FACTS, contest="TEST-01", base="00-00", exported={1: BUILT.sha256})
    for how in (
        {"contest": "TEST-01", "base": "00-01", "exported": {1: BUILT.sha256}},
        {"contest": "TEST-01", "base": "00-00", "exported": {1: "ab" * 32}},
        {"contest": "TEST-01", "base": "00-00", "exported": {}},
    ):
        with pytest.raises(Finding) as caught:
            receipt.match(FACTS, **how)
        assert caught.value.code == "bundle.receipt_not_ours"
