"""The office's lists: compared with paper, rotated, lost, stolen, signed root by root, new roots in turn."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app import texts
from app.bundle import enrolment as form
from app.bundle import keys as ckey
from app.bundle import trustlist
from app.bundle.enrolment import Enrolment
from app.bundle.findings import Finding
from app.bundle.trustlist import Roots, TrustedBase, TrustedKey, TrustList
from app.documents.render import render_page
from app.errors import AppError, Refusal, WrongCall
from app.services import enrolment, keys, keys_lists
from app.services.keys_lists import Ending, ListPlan, What
from app.services.papers import preview_paper
from app.services.papers_common import Wish
from db.queries import audit
from db.store import Store
from tests.factories import WELDER, later, new_store
from tests.services import hall as halls

ROOTS = [ckey.make("root", f"根 {number}", secret=bytes([number]) * 32) for number in (1, 2, 3)]
NEW_ROOTS = [ckey.make("root", f"新根 {number}", secret=bytes([number]) * 32) for number in (4, 5, 6)]
BASE, CHIEF, NEXT, THIEF = (
    ckey.make(role, person, secret=bytes([number]) * 32)
    for role, person, number in (("base", "李", 11), ("chief", "陈", 12), ("base", "李", 13), ("base", "李", 14))
)
PASS = "lumi-tari-vogu-sina-bafo"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ckey.lock, "__kwdefaults__", {**ckey.lock.__kwdefaults__, "cost": ckey.Cost(19456, 1, 1)})
    monkeypatch.setattr(keys, "same_disk", lambda one, other: False)


def line(key: ckey.Key) -> TrustedKey:
    return TrustedKey(key.public, key.role, key.person, ("*",) if key.role == "chief" else (), base="B1")


def asked(*held: ckey.Key) -> Enrolment:
    return Enrolment(TrustedBase("B1", "基地", ("c",), tuple(line(key) for key in held)))


def digits(*held: ckey.Key) -> dict[str, str]:
    return {key.public: key.fingerprint for key in held}


def first() -> TrustList:
    plan = keys_lists.admit(asked(BASE, CHIEF), digits(BASE, CHIEF), None)
    return keys_lists.sign_list(plan, ROOTS[:2], before=None, all_roots=[one.public for one in ROOTS])


def code_of(call: object) -> str:
    with pytest.raises(AppError) as error:
        call()  # type: ignore[operator]
    return error.value.code


def test_a_key_is_added_only_after_its_forty_digits() -> None:
    one = asked(BASE, CHIEF)
    assert code_of(lambda: keys_lists.admit(one, {}, None)) == "keys.digits_missing"
    wrong = digits(BASE, CHIEF)
    wrong[CHIEF.public] = wrong[CHIEF.public][:-1] + str((int(wrong[CHIEF.public][-1]) + 1) % 10)
    with pytest.raises(Refusal) as refusal:
        keys_lists.admit(one, wrong, None)
    assert (refusal.value.code, refusal.value.fields["group"]) == ("keys.digits_differ", 8)
    words = [texts.sentence(refusal.value, language) for language in ("zh", "en")]
    assert "（裁判长钥匙）" in words[0] and "(chief judge's key)" in words[1]
    assert code_of(lambda: keys_lists.admit(one, digits(BASE, CHIEF), first())) == "keys.nothing_new"


def test_a_rotated_key_needs_no_paper_but_both_signatures_and_a_listed_predecessor() -> None:
    held = first()
    base = TrustedBase("B1", "基地", ("c",), (line(NEXT),))
    one = form.read_request(
        form.request(Enrolment(base, replaces=((BASE.public, NEXT.public),), last_number=4), (BASE, NEXT))
    )
    assert keys_lists.needs_digits(one, held) == ()
    found = keys_lists.sign_list(keys_lists.admit(one, {}, held, accepted=5), ROOTS[1:], before=held)
    old, new = found.lookup(BASE.keyid), found.lookup(NEXT.keyid)
    assert old is not None and (old.status, old.to_number) == ("retired", 5)
    assert new is not None and (new.status, new.from_number, new.to_number) == ("active", 5, None)
    stolen = keys_lists.sign_list(ListPlan(endings=(Ending(BASE.public, "revoked", 4),)), ROOTS[:2], before=held)
    assert code_of(lambda: keys_lists.admit(one, {}, stolen)) == "keys.digits_missing", "a revoked key vouches for none"
    assert keys_lists.needs_digits(one, None) == (line(NEXT),)


def test_an_ended_key_never_comes_back_and_never_lasts_longer() -> None:
    held = first()
    gone = keys_lists.sign_list(ListPlan(endings=(Ending(BASE.public, "revoked", 4),)), ROOTS[:2], before=held)
    again = asked(BASE)
    plan = keys_lists.admit(again, digits(BASE), gone)
    assert code_of(lambda: keys_lists.next_list(plan, gone)) == "keys.ended"
    later_end = keys_lists.next_list(ListPlan(endings=(Ending(BASE.public, "retired", 9),)), gone).lookup(BASE.keyid)
    assert later_end is not None and (later_end.status, later_end.to_number) == ("revoked", 4)
    elsewhere = ListPlan((TrustedBase("B2", "二", ("c",), (replace(line(CHIEF), base="B2"),)),))
    assert code_of(lambda: keys_lists.next_list(elsewhere, held)) == "keys.listed_elsewhere"
    stranger = ListPlan(endings=(Ending(THIEF.public, "revoked", 0),))
    assert code_of(lambda: keys_lists.next_list(stranger, held)) == "keys.unlisted"


def test_base_and_chief_are_two_people() -> None:
    same = ckey.make("chief", "李", secret=bytes([15]) * 32)
    plan = keys_lists.admit(asked(BASE, same), digits(BASE, same), None)
    roots = Roots(tuple(one.public for one in ROOTS))
    assert code_of(lambda: keys_lists.next_list(replace(plan, roots=roots), None)) == "keys.one_person"


def test_two_roots_sign_one_after_the_other() -> None:
    held = first()
    plan = ListPlan(withdrawn=frozenset({("B1", "2026-0007")}))
    draft = trustlist.draft(keys_lists.next_list(plan, held), held)
    assert (draft.lacks, draft.signers) == (2, ())
    for unsigned in (draft.raw, trustlist.countersign(draft, ROOTS[0], held).raw):
        with pytest.raises((WrongCall, Finding)):
            trustlist.accept(unsigned, held)
    half = trustlist.read_draft(trustlist.countersign(draft, ROOTS[0], held).raw, held)
    assert (half.lacks, half.signers) == (1, (ROOTS[0].public,))
    assert code_of(lambda: trustlist.countersign(half, ROOTS[0], held)) == "bundle.trust_signed_already"
    assert code_of(lambda: trustlist.countersign(half, NEW_ROOTS[0], held)) == "bundle.trust_not_a_root"
    assert code_of(lambda: trustlist.countersign(half, BASE, held)) == "bundle.trust_not_a_root"
    done = trustlist.countersign(half, ROOTS[2], held)
    assert done.lacks == 0 and trustlist.accept(done.raw, held).withdrawn == plan.withdrawn
    forged = replace(half.signed, signatures=(replace(half.signed.signatures[0], sig=bytes(64)),))
    assert code_of(lambda: trustlist.read_draft(forged.to_bytes(), held)) == "bundle.trust_false_signature"


def test_new_roots_need_the_old_ones_and_come_in_turn() -> None:
    held = first()
    roots = Roots(tuple(one.public for one in NEW_ROOTS))
    draft = trustlist.draft(keys_lists.next_list(ListPlan(roots=roots), held), held)
    for root in NEW_ROOTS[:2]:
        draft = trustlist.countersign(draft, root, held)
    assert draft.lacks == 2, "the old roots have not signed"
    assert code_of(lambda: trustlist.accept(draft.raw, held)) == "bundle.trust_signature"
    for root in ROOTS[:2]:
        draft = trustlist.countersign(draft, root, held)
    second = trustlist.accept(draft.raw, held)
    third = keys_lists.sign_list(ListPlan(withdrawn=frozenset({("B1", "1")})), NEW_ROOTS[:2], before=second)
    assert code_of(lambda: trustlist.accept(third.raw, held)) == "bundle.trust_signature"
    by_all = trustlist.draft(replace(keys_lists.next_list(ListPlan(), second)), held)
    for root in (*ROOTS[:2], *NEW_ROOTS[:2]):
        by_all = trustlist.countersign(by_all, root, held)
    assert code_of(lambda: trustlist.accept(by_all.raw, held)) == "bundle.trust_skipped"
    assert code_of(lambda: keys_lists.follows(third, held)) == "keys.other_before"
    assert trustlist.accept(third.raw, second).serial == 3


def test_a_list_of_one_root_is_no_list() -> None:
    lonely = Roots((ROOTS[0].public, ROOTS[1].public), 1)
    assert code_of(lambda: keys_lists.next_list(ListPlan(roots=lonely), None)) == "keys.one_root"
    found = TrustList(1, None, lonely, (), (), ())
    with pytest.raises(AppError):
        trustlist.sign(found, ROOTS[:2])


def test_changes_are_told_before_a_root_signs() -> None:
    held = first()
    plan = ListPlan(
        endings=(Ending(CHIEF.public, "revoked", 2),),
        office_keys=("ab" * 32,),
        withdrawn=frozenset({("B1", "2026-0007")}),
    )
    found = keys_lists.changes(held, keys_lists.next_list(plan, held))
    assert [one.what for one in found] == [What.OFFICE_KEY, What.KEY_REVOKED, What.WITHDRAWN]
    assert [one.what for one in keys_lists.changes(None, held)] == [What.ROOTS, What.KEY_ADDED, What.KEY_ADDED]
    assert keys_lists.find_key(held, CHIEF.fingerprint).public == CHIEF.public
    assert code_of(lambda: keys_lists.find_key(held, "0000-0000")) == "keys.unlisted"


def test_a_chief_s_key_never_lies_on_the_disk_of_a_live_contest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(ckey.lock, "__kwdefaults__", {**ckey.lock.__kwdefaults__, "cost": ckey.Cost(19456, 1, 1)})
    with new_store(tmp_path / "live.contest", mode="live") as store:
        admin = halls.staffed(store).who("管理员")
        out = tmp_path / "chief.ckey"
        make = lambda: keys.make_key("chief", "陈", PASS, out=out, store=store, by=admin, at=later(1))  # noqa: E731
        assert code_of(make) == "keys.same_disk" and not out.exists()
        made = keys.make_key("chief", "陈", PASS, out=out, at=later(1))
        known = keys.know(store, out, trades=(WELDER,), by=admin, at=later(2))
        assert known.public == made.key.public
        with store.read() as reading:
            (listed,) = enrolment.asked(reading).keys
        assert (listed.role, listed.person, listed.trades) == ("chief", "陈", (WELDER,))


def test_a_rotated_base_key_serves_until_the_list_names_the_new_one(store: Store, tmp_path: Path) -> None:
    old = keys.make_key("base", "李", PASS, store=store, at=later(0)).key
    keys.make_key("chief", "陈", PASS, out=tmp_path / "c.ckey", store=store, at=later(0))
    with store.read() as reading:
        base = Enrolment(enrolment.asked(reading))
    typed = {one.public: one.fingerprint for one in base.base.keys}
    held = keys_lists.sign_list(keys_lists.admit(base, typed, None), ROOTS[:2], before=None)
    keys.take_trust(store, held.raw, root_code=held.roots.code, at=later(1))
    new, _ = enrolment.rotate(store, old, PASS + "2", tmp_path / "r.json", at=later(2))
    with store.read() as reading:
        opened = keys.unlock_kept(reading, "base", PASS)
    assert opened is not None and opened.public == old.public
    one = enrolment.read_request(tmp_path / "r.json")
    second = keys_lists.sign_list(keys_lists.admit(one, {}, held), ROOTS[:2], before=held)
    keys.take_trust(store, second.raw, at=later(3))
    with store.read() as reading:
        opened = keys.unlock_kept(reading, "base", PASS + "2")
        told = [json.loads(entry.body) for entry in audit.entries(reading)][-2:]
    assert opened is not None and opened.public == new.public
    assert [one.fingerprint for one in keys.known_keys(store) if one.role == "base"] == [new.keyid]
    assert [(body["act"], body["ref"]) for body in told] == [("trust.taken", "2"), ("key.retired", old.keyid)]


def test_the_form_bears_the_digits_and_a_code_that_a_reader_finds(store: Store, tmp_path: Path) -> None:
    for role in ("base", "certificate"):
        keys.make_key(role, "李卫东", PASS, store=store, at=later(0))
    for number in range(3):
        out = tmp_path / f"{number}.ckey"
        keys.make_key("chief", f"裁判长{number}", PASS, out=out, store=store, at=later(0))
    admin = halls.staffed(store).who("管理员")
    pdf = preview_paper(store, "钥匙登记表", Wish(base_pass=PASS), by=admin, at=later(1))
    with store.read() as reading:
        texts = enrolment.codes(reading, PASS)
    found = []
    for page in range(len(texts)):
        image = render_page(pdf, page, 200)
        picture = Image.frombytes("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride)
        found += [one.text for one in zxingcpp.read_barcodes(picture) if one.text.startswith("EQ1:")]
    assert tuple(found) == texts and len(texts) == 2
    with pytest.raises(Finding):
        preview_paper(store, "enrolment", Wish(base_pass="wrong wrong wrong"), by=admin, at=later(1))


def test_an_office_key_is_told_by_its_digits_and_other_kinds_are_refused() -> None:
    office = ckey.make("office", "省办", secret=bytes([21]) * 32)
    files = {key.role: ckey.read(ckey.lock(key, PASS)) for key in (office, BASE, ROOTS[0])}
    plan = keys_lists.plan_of_office_keys([("o.ckey", files["office"])])
    listed = keys_lists.next_list(replace(plan, roots=Roots(tuple(sorted(one.public for one in ROOTS)))), None)
    (told,) = [one.shown for one in keys_lists.changes(None, listed) if one.what is What.OFFICE_KEY]
    assert told == office.fingerprint and len(told.replace(" ", "")) == 40
    with pytest.raises(Refusal) as refused:
        keys_lists.plan_of_office_keys([("b.ckey", files["base"])])
    assert refused.value.code == "keys.not_an_office_key"
    assert "“b.ckey”是基地钥匙" in texts.sentence(refused.value)
    assert "holds a base key" in texts.sentence(refused.value, "en")
    with pytest.raises(Refusal) as refused:
        keys_lists.plan_of_roots([("r.ckey", files["root"]), ("b.ckey", files["base"])])
    assert refused.value.code == "keys.not_a_root"
