"""Keys by role and place, trust lists taken in turn, demo keys for demos only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.bundle import certqr, trustlist
from app.bundle import keys as ckey
from app.bundle.certqr import CertificateFacts
from app.bundle.findings import Finding
from app.errors import Refusal, RightsRefusal, WrongCall
from app.services import enrolment, keys
from db.store import Store
from tests.factories import WELDER, later, new_store
from tests.services import hall as halls

PASS = "lumi-tari-vogu-sina-bafo"
ROOTS = [ckey.make("root", f"root {number}", secret=bytes([number]) * 32) for number in (1, 2, 3)]


@pytest.fixture(autouse=True)
def stick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders of tests lie on one disk; here each file goes to a stick of its own."""
    monkeypatch.setattr(keys, "same_disk", lambda one, other: False)


def test_a_base_key_is_kept_and_a_chief_s_only_known(store: Store, tmp_path: Path) -> None:
    base = keys.make_key("base", "示范机械厂", PASS, store=store, at=later(0))
    chief = keys.make_key("chief", "陈志强", PASS, out=tmp_path / "chief.ckey", store=store, at=later(1))
    kept = {one.role: one.sealed is not None for one in keys.known_keys(store)}
    assert kept == {"base": True, "chief": False}
    assert keys.open_key(tmp_path / "chief.ckey", PASS).secret == chief.key.secret
    with store.read() as reading:
        opened = keys.unlock_kept(reading, "base", PASS)
        assert keys.unlock_kept(reading, "chief", PASS) is None
        request = enrolment.asked(reading)
    assert opened is not None and opened.secret == base.key.secret
    assert (request.id, request.name, request.contests) == ("GS-TEST", "示范机械厂", ("gs-test-2026-00000000",))
    assert [(one.role, one.trades) for one in request.keys] == [("base", ()), ("chief", ("*",))]
    for secret in (base.key.secret, chief.key.secret):
        assert secret not in store.path.read_bytes() and secret.hex().encode() not in store.path.read_bytes()


def test_a_new_base_key_retires_the_old_one(store: Store) -> None:
    old = keys.make_key("base", "", PASS, store=store, at=later(0))
    new = keys.make_key("base", "", PASS, store=store, at=later(1))
    assert [one.fingerprint for one in keys.known_keys(store)] == [new.key.keyid]
    assert old.key.keyid != new.key.keyid


def test_keys_go_nowhere_by_mistake(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        keys.make_key("chief", "x", PASS, store=store, at=later(0))
    assert refusal.value.code == "keys.nowhere"
    with pytest.raises(WrongCall):
        keys.make_key("emperor", "x", PASS, store=store, at=later(0))
    with pytest.raises(Finding):
        keys.make_key("base", "x", "short", store=store, at=later(0))
    (tmp_path / "there.ckey").write_bytes(b"dear")
    with pytest.raises(Refusal) as refusal:
        keys.make_key("root", "x", PASS, out=tmp_path / "there.ckey", at=later(0))
    assert refusal.value.code == "store.exists" and (tmp_path / "there.ckey").read_bytes() == b"dear"
    assert keys.known_keys(store) == ()


def test_only_those_who_answer_for_keys_make_them(store: Store) -> None:
    hall = halls.staffed(store)
    for name in ("录一", "裁判长", "监督"):
        with pytest.raises(RightsRefusal):
            keys.make_key("base", "", PASS, store=store, by=hall.who(name), at=later(0))
    keys.make_key("base", "", PASS, store=store, by=hall.who("管理员"), at=later(0))
    assert hall.audit_acts()[-1] == "key.kept"


def lists(count: int) -> list[trustlist.TrustList]:
    """Lists in turn, each with one base more."""
    found: list[trustlist.TrustList] = []
    for number in range(count):
        base = trustlist.TrustedBase(f"B{number}", "基地", ("*",), ())
        before = found[-1] if found else None
        others = [one.public for one in ROOTS]
        found.append(keys.sign_list(keys.ListPlan((base,)), ROOTS[:2], before=before, all_roots=others))
    return found


def test_lists_are_taken_in_turn_and_never_back(store: Store) -> None:
    one, two, three = lists(3)
    with pytest.raises(Finding) as finding:
        keys.take_trust(store, one.raw, at=later(0))
    assert finding.value.code == "bundle.trust_roots", "the first list needs the forty digits"
    keys.take_trust(store, one.raw, root_code=one.roots.code, at=later(0))
    keys.take_trust(store, three.raw, at=later(1))
    with pytest.raises(Finding) as finding:
        keys.take_trust(store, two.raw, at=later(2))
    assert finding.value.code == "bundle.trust_older"
    with store.read() as reading:
        held = keys.held_trust(reading)
    assert held is not None and held.serial == 3 and [base.id for base in held.bases] == ["B0", "B1", "B2"]


def test_a_list_needs_two_roots(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        keys.sign_list(keys.ListPlan(), ROOTS[:1], before=None)
    assert refusal.value.code == "keys.no_roots"
    with pytest.raises(Finding):
        keys.sign_list(keys.ListPlan(), [ROOTS[0], ROOTS[0]], before=lists(1)[0])


def test_requests_to_be_listed_survive_the_way(store: Store, tmp_path: Path) -> None:
    keys.make_key("base", "示范", PASS, store=store, at=later(0))
    with store.read() as reading:
        request = enrolment.asked(reading)
    enrolment.write_request(store, tmp_path / "request.json")
    assert enrolment.read_request(tmp_path / "request.json").base == request
    for content in (b"", b"{}", b'{"format":"contest-enrolment"}', bytes(100)):
        (tmp_path / "bad.json").write_bytes(content)
        with pytest.raises(WrongCall) as error:
            enrolment.read_request(tmp_path / "bad.json")
        assert error.value.code == "keys.request_malformed"


def test_a_file_without_keys_has_nothing_to_enrol(store: Store) -> None:
    with store.read() as reading, pytest.raises(Refusal) as refusal:
        enrolment.asked(reading)
    assert refusal.value.code == "keys.none"


@pytest.mark.parametrize("content", [b"", b"x", b"{}", bytes(3 << 20)])
def test_what_is_no_list_and_no_key_is_a_wrong_call(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(WrongCall):
        keys.read_list(tmp_path / "x")
    with pytest.raises(WrongCall):
        keys.read_key_file(tmp_path / "x")
    with pytest.raises(WrongCall) as error:
        keys.read_list(tmp_path / "missing")
    assert error.value.code == "files.cannot_read"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "trust.ctl")
    with pytest.raises(WrongCall) as error:
        keys.read_list(tmp_path / "trust.ctl")
    assert error.value.code == "files.cannot_read"


def test_demo_keys_are_for_demos_only(store: Store) -> None:
    with pytest.raises(Refusal) as refusal:
        keys.install_demo_keys(store, 7, at=later(0))
    assert refusal.value.code == "keys.not_a_demo"
    assert keys.known_keys(store) == () and keys.certificate_signer(store) is None


def test_certificates_are_signed_and_genuine(demo_file: Path) -> None:
    facts = CertificateFacts("GS-TEST", 1_781_000_000, "2026-0001", "王建国", WELDER, "焊工", "一等奖", 1)
    with Store.open(demo_file) as store:
        signer = keys.certificate_signer(store)
        with store.read() as reading:
            trust = keys.held_trust(reading)
    assert signer is not None and trust is not None
    found = certqr.check(signer(facts), trust)
    assert found and found.facts == facts and found.base_name == "示范机械厂"


def test_a_real_contest_signs_certificates_with_its_passphrase(tmp_path: Path) -> None:
    with new_store(tmp_path / "live.contest") as store:
        keys.make_key("certificate", "", PASS, store=store, at=later(0))
        assert keys.certificate_signer(store) is None
        assert keys.certificate_signer(store, PASS) is not None
        with pytest.raises(Finding):
            keys.certificate_signer(store, "some-other-passphrase")
