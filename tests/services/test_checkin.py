"""Check-in: presence and statuses, from a person or a file; a status is never a mark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.contest import Status
from app.errors import Problems, Refusal, WrongCall
from app.services import checkin, registration
from app.services.checkin import CheckIn
from app.tables.writer import write_csv
from tests.factories import MORNING, WELDER
from tests.services.hall import Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]


def said(hall: Hall, *words: tuple[str, Status]) -> checkin.Counted:
    rows = [CheckIn(number, status) for number, status in words]
    return checkin.check_in(hall.store, WELDER, "practical", rows, by=hall.who("登记员"), at=MORNING)


def test_presence_and_statuses_are_counted_and_told(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, three = hall.numbers()
    counted = said(hall, (one, Status.PRESENT), (two, Status.ABSENT))
    assert (counted.present, dict(counted.others), counted.missing) == (1, {"absent": 1}, 1)
    counted = checkin.check_in_all(hall.store, WELDER, "practical", by=hall.who("登记员"), at=MORNING)
    assert (counted.present, dict(counted.others), counted.missing) == (2, {"absent": 1}, 0)
    statuses = [b for b in bodies(hall.store) if b["act"] == "attendance.status"]
    assert [(b["ref"], b["new"], b["old"]) for b in statuses] == [(f"{WELDER}/practical/{two}", "absent", None)]
    said(hall, (two, Status.LATE))
    assert bodies(hall.store)[-1]["old"] == "absent"
    assert three in [n for b in bodies(hall.store) if b["act"] == "attendance.present" for n in b["entries"]]


def test_every_line_that_is_wrong_is_named_and_nothing_is_stored(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, _ = hall.numbers()
    registration.decide(hall.store, [two], "returned", by=hall.who("登记员"), at=MORNING)
    before = content(hall.store)
    with pytest.raises(Problems) as problems:
        said(hall, (one, Status.PRESENT), ("HG99", Status.PRESENT), (two, Status.PRESENT), (one, Status.ABSENT))
    assert [(p.code, p.fields["entry"]) for p in problems.value.items] == [
        ("checkin.unknown_entry", "HG99"),
        ("checkin.not_approved", two),
        ("checkin.contradiction", one),
    ]
    assert content(hall.store) == before


def test_a_line_said_twice_is_said_once(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    assert said(hall, (one, Status.PRESENT), (one, Status.PRESENT)).present == 1


def test_theory_gets_a_sheet_by_number_for_everybody_present_only(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, three = hall.numbers()
    rows = [CheckIn(one, Status.PRESENT), CheckIn(two, Status.ABSENT), CheckIn(three, Status.PRESENT)]
    checkin.check_in(hall.store, WELDER, "theory", rows, by=hall.who("登记员"), at=MORNING)
    assert [line.code for line in hall.lines("theory")] == [one, three]
    assert hall.lines() == ()  # the practical round waits for its draw


@pytest.mark.parametrize(("trade", "round_id", "code"), [("7-0", "theory", "trade"), (WELDER, "oral", "round")])
def test_unknown_trades_and_rounds(trade: str, round_id: str, code: str, at_hour: Open) -> None:
    hall = at_hour("registered")
    with pytest.raises(Refusal, match=f"unknown_{code}"):
        checkin.check_in_all(hall.store, trade, round_id, by=hall.who("登记员"), at=MORNING)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_any_order_of_columns(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("情况,备注,参赛编号\n缺考,生病,hg01\n,,HG02\n已到,,HG03\n迟到取消,,HG04\n".encode(encoding))
    assert checkin.read_check_in(path) == [
        CheckIn("HG01", Status.ABSENT, "生病"),
        CheckIn("HG02", Status.PRESENT, ""),
        CheckIn("HG03", Status.PRESENT, ""),
        CheckIn("HG04", Status.LATE, ""),
    ]


def test_a_list_without_a_header_and_one_with_strange_words(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    write_csv(path, ("HG01", "弃权"), [("HG02", "")])
    assert [(one.number, one.status) for one in checkin.read_check_in(path)] == [
        ("HG01", Status.WITHDRAWN),
        ("HG02", Status.PRESENT),
    ]
    path.write_text("编号,状态\nHG01,睡过头\nHG02,\nHG03,不知道\n", "utf-8")
    with pytest.raises(Problems) as problems:
        checkin.read_check_in(path)
    assert [(p.fields["row"], p.fields["status"]) for p in problems.value.items] == [(2, "睡过头"), (3 + 1, "不知道")]
    path.write_text("\n\n", "utf-8")
    with pytest.raises((Refusal, WrongCall)):
        checkin.read_check_in(path)
