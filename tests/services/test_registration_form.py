"""One entry in a form and the list for a screen: the roster's rules by field, undo, masking, filters, order, counts."""

from __future__ import annotations

import pytest

from app.domain.worksheet import Sheet
from app.errors import Refusal, RightsRefusal
from app.services import checkin, registration
from app.services import registration_form as form
from app.services import registration_import as imports
from app.services.registration_list import ALL, LACKING, UNDECIDED, Choice, find_entries, lacking_count, lines, summary
from db.queries import people, roster
from tests.factories import MORNING, WELDER, later
from tests.services.hall import Hall

ZHANG = {
    "trade": WELDER,
    "name": "张小红",
    "id_kind": "resident",
    "id_number": "990101199504041247",
    "delegation": "示范队",
    "unit": "示范机械厂",
    "phone": "13912345678",
}


def save(hall: Hall, values: dict[str, str], number: str = "", position: int = 1) -> form.Saved:
    return form.save_entry(hall.store, values, by=hall.who("登记员"), at=MORNING, number=number, position=position)


def refused(hall: Hall, values: dict[str, str], number: str = "") -> dict[str, str]:
    with pytest.raises(form.FormRefused) as caught:
        save(hall, values, number)
    return {key: why.code for key, why in caught.value.by_field.items()}


def numbers(hall: Hall, choice: Choice, order: str = "number", descending: bool = False) -> list[str]:
    return [line.number for line in lines(hall.store, find_entries(hall.store, choice, order, descending))]


def reach_everybody(hall: Hall) -> None:
    with hall.store.write() as writing:
        writing.connection.exec_driver_sql("UPDATE person SET phone = '13900000000'")


def last_entry(hall: Hall) -> dict[str, object]:
    import json

    with hall.store.read() as reading:
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    found: dict[str, object] = json.loads(body)
    return found


def test_a_new_entry_is_read_like_a_roster_row(registered: Hall) -> None:
    saved = save(registered, {**ZHANG, "name": " 张　小红 ", "phone": "１３９ 1234 5678"})
    assert saved.number == "HG04"
    assert saved.before == {}
    shown = form.read_form(registered.store, "HG04")
    assert shown.state == "waiting"
    assert shown.values["name"] == "张小红"
    assert shown.values["phone"] == "*" * 7 + "5678"
    assert (shown.values["sex"], shown.values["birth_date"]) == ("女", "1995-04-04")
    assert shown.values["id_number"] == "**************1247"
    assert shown.groups == ("职工组",)
    told = last_entry(registered)
    assert told["act"] == "entry.added"
    assert "张" not in str(told)
    assert "9901" not in str(told)


def test_every_wrong_field_is_named_and_nothing_is_stored(registered: Hall) -> None:
    wrong = {**ZHANG, "name": "", "id_number": "990101199504041246", "delegation": "", "sex": "未知"}
    assert refused(registered, wrong) == {
        "name": "registration.missing",
        "id_number": "registration.id_check",
        "delegation": "registration.missing",
        "sex": "roster.sex",
    }
    assert refused(registered, {"trade": WELDER, "id_kind": "resident"}) == {"name": "registration.missing"}
    assert refused(registered, {**ZHANG, "unit": " ", "phone": ""}) == {
        "unit": "registration.missing",
        "phone": "registration.missing",
    }
    assert refused(registered, {**ZHANG, "id_number": "990101199504041000"}) == {"id_number": "registration.id_damaged"}
    assert refused(registered, {**ZHANG, "sex": "男"}) == {"sex": "registration.sex_differs"}
    assert summary(registered.store).entries == 3


def test_the_same_person_in_the_same_trade_is_refused_with_the_other_number(registered: Hall) -> None:
    with pytest.raises(form.FormRefused) as caught:
        save(registered, {**ZHANG, "id_number": "990101199002020024"})
    why = caught.value.by_field["id_number"]
    assert why.code == "registration.twice"
    assert why.fields == {"entry": "HG02", "name": "马玉兰"}


def test_a_number_once_given_stays_taken(registered: Hall) -> None:
    registration.decide(registered.store, ["HG02"], "withdrawn", by=registered.who("登记员"), at=MORNING)
    assert refused(registered, {**ZHANG, "number": "hg02"}) == {"number": "registration.number_taken"}
    assert save(registered, {**ZHANG, "number": "W7"}).number == "W7"


def test_a_check_says_at_once_what_is_wrong_but_not_what_is_still_blank(registered: Hall) -> None:
    typed = {"trade": WELDER, "name": "王建国", "id_kind": "resident", "id_number": "99010119900101001", "unit": ""}
    checked = form.check_entry(registered.store, typed, at=MORNING)
    assert {key: why.code for key, why in checked.problems.items()} == {"id_number": "registration.id_length"}
    typed |= {"id_number": "990101199504041247", "delegation": "示范队"}
    with registered.store.read() as reading:
        known = roster.registered_rows(reading, 1)[0]
    checked = form.check_entry(registered.store, {**typed, "unit": known.unit}, at=MORNING)
    assert checked.problems == {}
    assert {key: why.code for key, why in checked.warnings.items()} == {"name": "roster.same_name_known"}


def test_one_field_of_an_entry_is_changed_and_changed_back(registered: Hall) -> None:
    saved = save(registered, {"name": "王建军"}, "HG01")
    assert saved.before == {"name": "王建国"}
    told = last_entry(registered)
    assert (told["act"], told["ref"], told["fields"]) == ("entry.changed", "HG01", ["name"])
    assert form.read_form(registered.store, "HG01").values["name"] == "王建军"
    assert lines(registered.store, find_entries(registered.store, Choice(words="HG01")))[0].name == "王建军"
    save(registered, dict(saved.before), "HG01")
    assert form.read_form(registered.store, "HG01").values["name"] == "王建国"


def test_another_document_brings_its_own_sex_and_birth_date(registered: Hall) -> None:
    saved = save(registered, {"id_number": "990101199504041247"}, "HG01")
    values = form.read_form(registered.store, "HG01").values
    assert (values["sex"], values["birth_date"]) == ("女", "1995-04-04")
    assert saved.before["id_number"] == "990101199001010019"
    assert refused(registered, {"id_number": "990101199002020024"}, "HG01") == {"id_number": "registration.twice"}


def test_a_new_delegation_by_its_name_and_a_trade_that_stays(registered: Hall) -> None:
    save(registered, {"delegation": "新来的队"}, "HG03")
    assert [(line.name, line.entries) for line in summary(registered.store).delegations][-1] == ("新来的队", 1)
    with pytest.raises(Refusal) as caught:
        save(registered, {"trade": "6-31-01-03"}, "HG03")
    assert caught.value.code == "registration.trade_fixed"


def test_a_closed_list_takes_nobody(registered: Hall) -> None:
    registration.close_list(registered.store, WELDER, by=registered.who("登记员"), at=MORNING)
    with pytest.raises(Refusal) as caught:
        save(registered, ZHANG)
    assert caught.value.code == "registration.closed"
    assert save(registered, {"name": "王建军"}, "HG01").before == {"name": "王建国"}


def test_a_locked_trade_changes_nothing(decoded: Hall) -> None:
    with pytest.raises(Refusal) as caught:
        save(decoded, {"name": "王建军"}, "HG01")
    assert caught.value.code == "registration.has_marks"
    assert form.read_form(decoded.store, "HG01").locked


def test_only_who_registers_may_write_and_a_look_at_a_number_is_told(registered: Hall) -> None:
    with pytest.raises(RightsRefusal):
        form.save_entry(registered.store, ZHANG, by=registered.who("录一"), at=MORNING)
    by = registered.who("登记员")
    assert form.show_numbers(registered.store, "HG01", by=by, at=MORNING).id_number == "990101199001010019"
    assert last_entry(registered)["act"] == "person.document_seen"
    with pytest.raises(RightsRefusal):
        form.show_numbers(registered.store, "HG01", by=registered.who("录一"), at=MORNING)


def test_an_import_is_taken_back_as_if_it_had_never_come(registered: Hall) -> None:
    store, by = registered.store, registered.who("登记员")
    sheet = Sheet("名单", [["姓名", "身份证号", "代表队"], ["张小红", "990101199504041247", "外来队"]])
    report = imports.import_sheet(store, sheet, {}, by=by, at=MORNING, state="waiting")
    assert report.entries == ("HG04",)
    form.take_back(store, list(report.entries), by=by, at=MORNING)
    found = summary(store)
    assert found.entries == 3
    assert "外来队" not in [line.name for line in found.delegations]
    with store.read() as reading:
        assert people.person_by_key(reading, 1, "resident:990101199504041247") is None
    assert imports.import_sheet(store, sheet, {}, by=by, at=later(1), state="waiting").entries == ("HG04",)
    checkin.check_in_all(store, WELDER, "theory", by=by, at=MORNING)
    with pytest.raises(Refusal) as caught:
        form.take_back(store, ["HG01"], by=by, at=MORNING)
    assert (caught.value.code, caught.value.fields) == ("registration.not_removable", {"entry": "HG01"})


def test_columns_chosen_once_are_remembered_for_files_of_that_layout(registered: Hall) -> None:
    store, by = registered.store, registered.who("登记员")
    sheet = Sheet("名单", [["姓名", "号码", "队"], ["张小红", "990101199504041247", "示范队"]])
    other = Sheet("名单", [["姓名", "身份证号", "代表队"], ["张小红", "990101199504041247", "示范队"]])
    columns = {"B": "id_number", "C": "delegation"}
    assert imports.remembered_columns(store, sheet) == {}
    imports.import_sheet(store, sheet, columns, by=by, at=MORNING, state="waiting")
    assert imports.remembered_columns(store, sheet) == columns
    assert imports.remembered_columns(store, other) == {}


def test_decisions_are_taken_back_to_what_each_entry_was(registered: Hall) -> None:
    store, by = registered.store, registered.who("登记员")
    reach_everybody(registered)
    registration.decide(store, ["HG02"], "waiting", by=by, at=MORNING)
    before = imports.states_before(store, ["HG01", "HG02"])
    assert before == {"HG01": "approved", "HG02": "waiting"}
    registration.decide(store, ["HG01", "HG02"], "returned", by=by, at=MORNING)
    assert lacking_count(store) == 2
    imports.decide_back(store, before, by=by, at=MORNING)
    assert imports.states_before(store, ["HG01", "HG02"]) == before
    with pytest.raises(Refusal):
        imports.states_before(store, ["HG99"])


def test_the_list_is_filtered_searched_and_ordered(registered: Hall) -> None:
    store, by = registered.store, registered.who("登记员")
    assert numbers(registered, Choice()) == ["HG01", "HG02", "HG03"]
    assert numbers(registered, Choice(), "number", descending=True) == ["HG03", "HG02", "HG01"]
    # pinyin: Chen, Ma, Wang
    assert numbers(registered, Choice(), "name") == ["HG03", "HG02", "HG01"]
    assert numbers(registered, Choice(words="myl")) == ["HG02"]
    assert numbers(registered, Choice(words="0024")) == ["HG02"]
    assert numbers(registered, Choice(words="建国 HG")) == ["HG01"]
    assert numbers(registered, Choice(words="%")) == []
    registration.decide(store, ["HG03"], "waiting", by=by, at=MORNING)
    assert numbers(registered, Choice(filter=UNDECIDED)) == ["HG03"]
    reach_everybody(registered)
    save(registered, {"phone": ""}, "HG01")
    assert numbers(registered, Choice(filter=LACKING)) == ["HG01"]
    line = lines(store, find_entries(store, Choice(filter=LACKING)))[0]
    assert line.lacks == ("no_phone",)
    assert line.document == "**************0019"
    found = summary(store)
    assert (found.undecided, lacking_count(store), found.entries) == (1, 1, 3)
    whom = found.delegations[0]
    assert numbers(registered, Choice(delegation=whom.id, trade=WELDER, filter=ALL))[: whom.entries]
    assert [(t.code, t.entries, t.undecided, t.closed) for t in found.trades] == [(WELDER, 3, 1, False)]
