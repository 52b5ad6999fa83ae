"""ID numbers and phones under the file key: who opens them, what works without, and that no byte of them is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.bundle import keys as ckey
from app.bundle import personal as sealing
from app.bundle.findings import Finding, MalformedError
from app.domain.people import CLOSED
from app.errors import Refusal
from app.services import (
    access,
    certificates,
    checkin,
    doctor,
    drawing,
    people_keys,
    personal,
    registration,
    registration_list,
    results,
)
from app.services import registration_form as form
from app.services.access import CONSOLE, Actor
from app.services.filecheck import Level
from app.services.registration_list import Choice
from app.texts import sentence
from db.queries import people
from db.queries import personal as stored
from db.store import Store
from tests.factories import MORNING, WELDER, later
from tests.services.hall import CHEAP, NAMES, Hall
from tests.services.hours import bodies

WORDS, OTHER = "lan-tian-bai-yun", "qing-shan-lv-shui"
NUMBER = NAMES[0][1]
PHONE = "13900001234"
At = Callable[[str], Hall]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)


def registered(at_hour: At) -> Hall:
    hall = at_hour("registered")
    form.save_entry(hall.store, {"phone": PHONE}, by=hall.who("登记员"), at=MORNING, number="HG01")
    return hall


def chief(store: Store, name: str = "王总", role: str = "chief_judge", secret: str = WORDS) -> Actor:
    """Somebody with a passphrase, logged in."""
    access.add_account(store, name, role, secret, by=CONSOLE, at=MORNING, cost=CHEAP)
    return access.log_in(store, name, secret, MORNING)


def raw(store: Store) -> bytes:
    """Every byte of the file and its log."""
    names = (store.path, store.path.with_name(store.path.name + "-wal"))
    return b"".join(path.read_bytes() for path in names if path.exists())


def first(store: Store) -> people.MemberData:
    with store.read() as reading:
        return people.members(reading)[1][0]


def roster(folder: Path, *rows: str) -> Path:
    path = folder / "roster.csv"
    head = "姓名,证件号,代表队,工作单位,工种,组别,手机\n"
    path.write_text(head + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


def test_nothing_is_sealed_while_everybody_has_a_pin(at_hour: At) -> None:
    hall = registered(at_hour)
    assert NUMBER.encode() in raw(hall.store) and PHONE.encode() in raw(hall.store)
    with hall.store.read() as reading:
        assert personal.protection(reading) == personal.Protection(False, (), 0, False)
    chief(hall.store, "裁判甲", "judge")  # a passphrase, but nobody who may hold the key
    assert first(hall.store).id_number == NUMBER


def test_the_first_passphrase_seals_every_number_and_leaves_no_byte(at_hour: At) -> None:
    hall = registered(at_hour)
    actor = chief(hall.store)
    for _, number in NAMES:
        assert number.encode() not in raw(hall.store)
    assert PHONE.encode() not in raw(hall.store)
    found = first(hall.store)
    assert (found.id_number, found.phone) == (CLOSED, CLOSED)
    assert personal.sit_down(hall.store, actor.key)
    found = first(hall.store)
    assert (found.id_number, found.phone) == (NUMBER, PHONE)
    with hall.store.read() as reading:
        assert personal.protection(reading) == personal.Protection(True, ("王总",), 0, True)
    personal.stand_up(hall.store)
    assert first(hall.store).id_number == CLOSED
    acts = [body["act"] for body in bodies(hall.store)]
    assert acts.count("personal.protected") == 1 and "personal.shared" in acts


def test_without_the_key_the_day_goes_on_and_only_numbers_wait(at_hour: At, tmp_path: Path) -> None:
    hall = registered(at_hour)
    chief(hall.store)
    clerk = hall.who("登记员")
    lines = registration_list.lines(hall.store, registration_list.find_entries(hall.store, Choice()))
    assert [line.document for line in lines] == [CLOSED] * 3
    assert not any("no_document" in line.lacks for line in lines)
    assert form.read_form(hall.store, "HG01").values["phone"] == CLOSED
    path = roster(tmp_path, "李新,990101199404040044,新队,新厂,焊工,职工组,13900005678")
    for act in (
        lambda: registration.import_roster(hall.store, path, by=clerk, at=MORNING),
        lambda: registration.import_roster(hall.store, path, by=clerk, at=MORNING, dry_run=True),
        lambda: form.save_entry(hall.store, {"unit": "新厂"}, by=clerk, at=MORNING, number="HG01"),
        lambda: form.show_numbers(hall.store, "HG01", by=clerk, at=MORNING),
    ):
        with pytest.raises(Refusal, match=r"personal\.closed") as refusal:
            act()
        assert refusal.value.fields["holders"] == "王总"
    assert form.check_entry(hall.store, {"name": "x"}, at=MORNING).problems["id_number"].code == "personal.closed"
    registration.decide(hall.store, ["HG01"], "returned", by=clerk, at=MORNING)
    registration.decide(hall.store, ["HG01"], "approved", by=clerk, at=MORNING)


def test_a_holder_imports_finds_twins_and_looks_for_numbers(at_hour: At, tmp_path: Path) -> None:
    hall = registered(at_hour)
    clerk = chief(hall.store, "王登", "registrar")
    twin = roster(
        tmp_path,
        f"王建国,{NUMBER},示范队,示范厂,焊工,职工组,",
        "李新,990101199404040044,新队,新厂,焊工,职工组,13900005678",
    )
    done = registration.import_roster(hall.store, twin, by=clerk, at=MORNING)
    assert done.imported == 1 and b"990101199404040044" not in raw(hall.store) and b"13900005678" not in raw(hall.store)
    personal.sit_down(hall.store, clerk.key)
    again = registration.import_roster(hall.store, twin, by=clerk, at=MORNING, dry_run=True)
    assert again.plan.good == ()
    for word, expected in (
        ("0019", ["HG01"]),
        ("1234", ["HG01"]),
        (NUMBER, ["HG01"]),
        ("03x", []),
        ("003x", ["HG03"]),
        ("990101199404040044", ["HG04"]),
    ):
        ids = registration_list.find_entries(hall.store, Choice(words=word))
        assert [line.number for line in registration_list.lines(hall.store, ids)] == expected, word
    order = registration_list.lines(hall.store, registration_list.find_entries(hall.store, Choice(), "id_number"))
    assert [line.number for line in order] == ["HG01", "HG02", "HG03", "HG04"]
    back = registration_list.find_entries(hall.store, Choice(), "id_number", True)
    assert [line.number for line in registration_list.lines(hall.store, back)] == ["HG04", "HG03", "HG02", "HG01"]


def test_a_number_changed_in_the_form_is_sealed_anew_and_stars_are_refused(at_hour: At) -> None:
    hall = registered(at_hour)
    clerk = chief(hall.store, "王登", "registrar")
    personal.sit_down(hall.store, clerk.key)
    shown = form.read_form(hall.store, "HG01").values
    assert (shown["id_number"], shown["phone"]) == ("*" * 14 + "0019", "*" * 7 + "1234")
    form.save_entry(hall.store, {**shown, "unit": "新厂"}, by=clerk, at=MORNING, number="HG01")
    assert (first(hall.store).phone, first(hall.store).unit) == (PHONE, "新厂")
    with pytest.raises(form.FormRefused) as refused:
        form.save_entry(hall.store, {"phone": "*" * 7 + "1235"}, by=clerk, at=MORNING, number="HG01")
    assert refused.value.by_field["phone"].code == "registration.masked"
    form.save_entry(hall.store, {"phone": "13900009999"}, by=clerk, at=MORNING, number="HG01")
    assert form.show_numbers(hall.store, "HG01", by=clerk, at=MORNING).phone == "13900009999"
    last = bodies(hall.store)[-1]
    assert (last["act"], last["ref"], last["by"]) == ("person.document_seen", "HG01", clerk.ref)
    assert b"13900009999" not in raw(hall.store)


def test_who_comes_later_gets_the_key_when_a_holder_logs_in(at_hour: At) -> None:
    hall = registered(at_hour)
    one = chief(hall.store)
    later_one = chief(hall.store, "王登", "registrar", OTHER)
    assert not personal.sit_down(hall.store, later_one.key)
    access.log_in(hall.store, "王总", WORDS, MORNING)
    assert personal.sit_down(hall.store, later_one.key)
    with hall.store.read() as reading:
        assert stored.holders(reading) == ("王总", "王登")
    people_keys.set_role(hall.store, "王登", "judge", by=hall.who("管理员"), at=MORNING)
    assert not personal.sit_down(hall.store, later_one.key)
    assert personal.sit_down(hall.store, one.key)


def test_the_last_holder_is_not_lost_by_accident_and_the_office_brings_the_numbers_back(at_hour: At) -> None:
    hall = registered(at_hour)
    admin = hall.who("管理员")
    office = ckey.make("office_age", "省办")
    one = chief(hall.store)
    with hall.store.write() as writing:
        vault = personal.vault_of(writing, one.key)
        assert vault is not None
        stored.add_share(writing, None, office.public, vault.wrapped(access.accountkey.wrap, office.public), MORNING)
    for act in (
        lambda: people_keys.remove(hall.store, "王总", by=admin, at=MORNING),
        lambda: people_keys.set_role(hall.store, "王总", "judge", by=admin, at=MORNING),
        lambda: people_keys.reset_secret(hall.store, "王总", OTHER, by=admin, at=MORNING, cost=CHEAP),
    ):
        with pytest.raises(Refusal, match=r"personal\.last_holder"):
            act()
    assert access.log_in(hall.store, "王总", WORDS, later(1)).key == one.key
    people_keys.reset_secret(hall.store, "王总", OTHER, by=admin, at=MORNING, numbers_lost=True, cost=CHEAP)
    again = access.log_in(hall.store, "王总", OTHER, later(2))
    assert not personal.sit_down(hall.store, again.key)
    file, wrong = (
        ckey.lock(key, "bafo-lumi-tari-vogu", cost=ckey.Cost(19456, 1, 1)) for key in (office, ckey.make("backup", "x"))
    )
    with pytest.raises(Refusal, match="not_this_key"):
        people_keys.recover(hall.store, wrong, "bafo-lumi-tari-vogu", by=admin, at=MORNING)
    with pytest.raises(Finding):
        people_keys.recover(hall.store, file, "bafo-lumi-tari-vogx", by=admin, at=MORNING)
    people_keys.recover(hall.store, file, "bafo-lumi-tari-vogu", by=admin, at=MORNING)
    assert personal.sit_down(hall.store, again.key)
    assert first(hall.store).id_number == NUMBER


def test_the_passphrase_changes_and_the_numbers_stay_open(at_hour: At) -> None:
    hall = registered(at_hour)
    chief(hall.store)
    actor, _ = people_keys.change_own_secret(hall.store, "王总", WORDS, OTHER, at=MORNING, cost=CHEAP)
    assert personal.sit_down(hall.store, actor.key)
    people_keys.change_own_secret(hall.store, "登记员", "123456", WORDS, at=MORNING, cost=CHEAP)
    clerk = access.log_in(hall.store, "登记员", WORDS, MORNING)
    assert not personal.sit_down(hall.store, clerk.key)
    access.log_in(hall.store, "王总", OTHER, MORNING)
    assert personal.sit_down(hall.store, clerk.key)


def test_a_value_opens_only_in_its_own_place_and_under_its_own_key() -> None:
    vault = sealing.new_vault()
    sealed = vault.seal("id_number", 7, NUMBER)
    assert vault.open("id_number", 7, sealed) == NUMBER
    assert vault.seal("id_number", 7, NUMBER) != sealed
    flipped = bytes([sealed[0] ^ 1]) + sealed[1:]
    for wrong in (
        lambda: vault.open("id_number", 8, sealed),
        lambda: vault.open("phone", 7, sealed),
        lambda: sealing.new_vault().open("id_number", 7, sealed),
        lambda: vault.open("id_number", 7, flipped),
        lambda: vault.open("id_number", 7, sealed[:5]),
    ):
        with pytest.raises(MalformedError):
            wrong()
    assert vault.index(NUMBER) == vault.index(NUMBER) != sealing.new_vault().index(NUMBER)
    assert NUMBER not in vault.index(NUMBER) and repr(vault) == "FileVault(…)"


def test_the_day_from_check_in_to_places_never_asks_for_the_key(at_hour: At) -> None:
    hall = registered(at_hour)
    chief(hall.store)
    for round_id in ("theory", "practical"):
        checkin.check_in_all(hall.store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    drawing.draw(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", witness=hall.who("监督"))
    hall.mark_everything()
    hall.recheck()
    hall.lock()
    hall.decode()
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(70))
    results.confirm(hall.store, WELDER, by=hall.who("裁判长"), at=later(71))
    out = hall.store.path.with_name("certificates.pdf")
    done = certificates.print_certificates(hall.store, out, by=hall.who("打印员"), at=later(72))
    assert done.printed == 3
    assert NUMBER.encode() not in raw(hall.store)


def test_the_doctor_says_whether_numbers_are_sealed(at_hour: At) -> None:
    hall = registered(at_hour)
    path = hall.store.path
    hall.store.close()
    (before,) = [line for line in doctor.examine(path, MORNING).lines if line.check == "personal"]
    assert (before.value, before.level) == ("plain", Level.HINT)
    assert before.advice is not None and "3 人" in sentence(before.advice)
    with Store.open(path) as store:
        chief(store)
    (after,) = [line for line in doctor.examine(path, MORNING).lines if line.check == "personal"]
    assert (after.value, after.level, after.advice) == ("sealed, 1 + 0", Level.OK, None)
