"""The door of the hall: one person at a time, with everything that can be wrong with somebody, and its way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.domain.contest import Status
from app.errors import Refusal, RightsRefusal
from app.services import checkin, checkin_desk, drawing, scoring, timetable
from app.services.checkin_view import Answer, DoorView, Found, door_view, find
from app.services.registration_form import FormRefused
from app.services.sheet_view import CellAddress
from db.queries import people
from tests.factories import MORNING, WELDER, later
from tests.services.hall import Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]
ROUND = "practical"


def arrive(hall: Hall, number: str, round_id: str = ROUND, **more: object) -> checkin_desk.Done:
    who = {"by": hall.who("登记员"), "at": MORNING, **more}
    return checkin_desk.arrive(hall.store, WELDER, round_id, number, **who)  # type: ignore[arg-type]


def seen(hall: Hall, text: str, sitting: int = 0, round_id: str = ROUND, minutes: int = 0) -> Found:
    now = MORNING + timedelta(minutes=minutes)
    return find(hall.store, WELDER, round_id, sitting, text, now=now)


def view(hall: Hall, sitting: int | None = None, round_id: str = ROUND) -> DoorView:
    return door_view(hall.store, WELDER, round_id, sitting, now=MORNING)


def back(hall: Hall, done: checkin_desk.Done) -> None:
    done.back(hall.store, hall.who("登记员"), later(5))


def test_a_pass_used_twice_tells_when_where_and_by_whom(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    assert seen(hall, one).answer is Answer.EXPECTED
    arrive(hall, one, gate="1 号门")
    found = seen(hall, one.lower())
    assert (found.answer, found.at, found.gate, found.who) == (Answer.ALREADY, MORNING, "1 号门", "登记员")
    with pytest.raises(Refusal, match=r"checkin\.already"):
        arrive(hall, one)
    stood = view(hall)
    assert (stood.here, stood.expected, [line.number for line in stood.missing]) == (1, 3, hall.numbers()[1:])
    assert [(line.number, line.gate, line.who) for line in stood.last] == [(one, "1 号门", "登记员")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("WJG", "王建国"),
        ("wj", "王建国"),
        ("马玉", "马玉兰"),
        ("03", "陈志强"),
        ("990101199001010019", "王建国"),
        ("99010119900303003x", "陈志强"),
        (" ｈｇ０２ ", "马玉兰"),
    ],
)
def test_people_are_found_by_name_initials_number_and_document(text: str, name: str, at_hour: Open) -> None:
    found = seen(at_hour("registered"), text)
    assert found.person is not None and found.person.name == name


def test_what_is_nobody_says_so_and_what_is_many_offers_them(at_hour: Open) -> None:
    hall = at_hour("registered")
    assert seen(hall, "XX99").answer is Answer.UNKNOWN
    many = seen(hall, "HG")
    assert many.answer is Answer.MANY and [one.number for one in many.others] == hall.numbers()


def test_past_the_late_limit_nobody_comes_in_without_a_reason(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, _ = hall.numbers()
    timetable.set_start(hall.store, WELDER, ROUND, 0, MORNING, "一号楼", by=hall.who("登记员"), at=MORNING)
    assert seen(hall, one, minutes=15).answer is Answer.EXPECTED
    late = seen(hall, one, minutes=16)
    assert (late.answer, late.late) == (Answer.LATE, 2)
    with pytest.raises(Refusal, match=r"checkin\.late"):
        arrive(hall, one, at=later(16))
    arrive(hall, one, at=later(16), reason="大巴晚点，裁判长同意")
    assert seen(hall, one, minutes=16).answer is Answer.ALREADY
    checkin_desk.give_status(
        hall.store, WELDER, ROUND, two, Status.LATE, "迟到 20 分钟", by=hall.who("登记员"), at=later(20)
    )
    found = seen(hall, two, minutes=20)
    assert (found.answer, found.status, found.note) == (Answer.STATUS, Status.LATE, "迟到 20 分钟")
    assert view(hall).closes_at == MORNING + timedelta(minutes=15)


def test_papers_that_are_wrong_hold_somebody_until_they_come_again(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    checkin_desk.hold(hall.store, WELDER, ROUND, one, "没带身份证", by=hall.who("登记员"), at=MORNING)
    found = seen(hall, one)
    assert (found.answer, found.note) == (Answer.HELD, "没带身份证")
    assert view(hall).missing[0].held == "没带身份证"
    arrive(hall, one)
    assert [body["act"] for body in bodies(hall.store)][-1] == "attendance.released"
    assert seen(hall, one).answer is Answer.ALREADY
    told = [body for body in bodies(hall.store) if body["act"] == "attendance.held"]
    assert "没带身份证" not in str(told)


def test_an_arrival_is_taken_back_until_the_draw(at_hour: Open) -> None:
    hall = at_hour("registered")
    numbers = hall.numbers()
    done = arrive(hall, numbers[0])
    back(hall, done)
    assert seen(hall, numbers[0]).answer is Answer.EXPECTED
    assert bodies(hall.store)[-1]["act"] == "attendance.taken_back"
    done = [arrive(hall, number) for number in numbers]
    drawing.draw(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING, witness=hall.who("监督"))
    before = content(hall.store)
    with pytest.raises(Refusal, match=r"checkin\.drawn"):
        back(hall, done[1])
    assert content(hall.store) == before


def test_taking_back_a_theory_arrival_takes_its_empty_sheet_too_and_never_a_marked_one(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, _ = hall.numbers()
    first, second = arrive(hall, one, "theory"), arrive(hall, two, "theory")
    back(hall, first)
    assert [line.code for line in hall.lines("theory")] == [two]
    sheet = hall.lines("theory")[0].sheet_id
    scoring.enter_mark(hall.store, sheet, 1, CellAddress("", -1), "88", by=hall.who("录一"), at=MORNING)
    with pytest.raises(Refusal, match=r"checkin\.marked"):
        back(hall, second)
    assert [line.code for line in hall.lines("theory")] == [two]


def test_a_status_taken_back_leaves_the_one_before(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    arrive(hall, one, "theory", gate="东门")
    who = {"by": hall.who("登记员"), "at": later(3)}
    done = checkin_desk.give_status(hall.store, WELDER, "theory", one, Status.WITHDRAWN, "身体不适", **who)  # type: ignore[arg-type]
    assert hall.lines("theory")[0].status == "withdrawn"
    back(hall, done)
    assert hall.lines("theory")[0].status == ""
    found = seen(hall, one, round_id="theory")
    assert (found.answer, found.gate) == (Answer.ALREADY, "东门")


def test_at_the_end_everybody_missing_gets_one_reason_each(at_hour: Open) -> None:
    hall = at_hour("registered")
    one, two, three = hall.numbers()
    arrive(hall, one)
    who = {"by": hall.who("登记员"), "at": later(20)}
    with pytest.raises(Refusal, match=r"checkin\.no_reason"):
        checkin_desk.close_round(hall.store, WELDER, ROUND, {two: (Status.ABSENT, " ")}, **who)  # type: ignore[arg-type]
    reasons = {two: (Status.ABSENT, "缺考"), three: (Status.WITHDRAWN, "领队来电")}
    checkin_desk.close_round(hall.store, WELDER, ROUND, reasons, **who)  # type: ignore[arg-type]
    stood = view(hall)
    assert stood.missing == () and dict(stood.others) == {Status.ABSENT: 1, Status.WITHDRAWN: 1}


def test_extra_time_and_another_sitting_need_somebody_who_is_here(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    who = {"by": hall.who("登记员"), "at": MORNING}
    with pytest.raises(Refusal, match=r"checkin\.not_here"):
        checkin_desk.give_time(hall.store, WELDER, ROUND, one, 5, "设备故障", **who)  # type: ignore[arg-type]
    arrive(hall, one)
    with pytest.raises(Refusal, match=r"checkin\.minutes"):
        checkin_desk.give_time(hall.store, WELDER, ROUND, one, 999, "x", **who)  # type: ignore[arg-type]
    done = checkin_desk.give_time(hall.store, WELDER, ROUND, one, 5, "设备故障", **who)  # type: ignore[arg-type]
    told = bodies(hall.store)[-1]
    assert (told["act"], told["seconds"], told["old"]) == ("attendance.extra", 300, 0)
    back(hall, done)
    checkin_desk.move(hall.store, WELDER, ROUND, one, 2, "领队申请", **who)  # type: ignore[arg-type]
    checkin.check_in_all(hall.store, WELDER, ROUND, by=hall.who("登记员"), at=MORNING)
    drawn = drawing.draw(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING, seed="7", stations=3)
    assert {seat.entry: seat.sitting for seat in drawn.seats}[one] == 2
    assert drawn.sittings == 2 and sum(seat.sitting == 1 for seat in drawn.seats) == 2


def test_the_door_of_a_sitting_knows_who_belongs_there(at_hour: Open) -> None:
    hall = at_hour("registered")
    checkin.check_in_all(hall.store, WELDER, ROUND, by=hall.who("登记员"), at=MORNING)
    drawn = drawing.draw(hall.store, WELDER, ROUND, by=hall.who("加密"), at=MORNING, seed="7", stations=2)
    by_sitting = {seat.sitting: seat.entry for seat in drawn.seats}
    timetable.set_start(hall.store, WELDER, ROUND, 2, later(300), "", by=hall.who("登记员"), at=MORNING)
    wrong = seen(hall, by_sitting[2], sitting=1)
    assert (wrong.answer, wrong.starts_at) == (Answer.OTHER_SITTING, later(300))
    assert wrong.person is not None and wrong.person.sitting == 2
    who = {"by": hall.who("登记员"), "at": later(10)}
    with pytest.raises(Refusal, match=r"checkin\.other_sitting"):
        checkin_desk.come(hall.store, WELDER, ROUND, by_sitting[2], 1, **who)  # type: ignore[arg-type]
    done = checkin_desk.come(hall.store, WELDER, ROUND, by_sitting[1], 1, gate="2 号门", **who)  # type: ignore[arg-type]
    assert seen(hall, by_sitting[1], sitting=1).gate == "2 号门"
    stood = view(hall, 1)
    assert (stood.here, stood.expected) == (1, 2)
    assert stood.missing[0].station and view(hall).sitting == 1
    back(hall, done)
    assert seen(hall, by_sitting[1], sitting=1).answer is Answer.EXPECTED


def test_a_substitute_stands_in_under_a_number_of_their_own(at_hour: Open) -> None:
    hall = at_hour("registered")
    one = hall.numbers()[0]
    who = {"by": hall.who("登记员"), "at": MORNING}
    values = {"name": "赵替补", "id_number": "990101199101010016", "phone": "13800000000"}
    before = content(hall.store)
    with pytest.raises(FormRefused):
        wrong = {**values, "id_number": "990101199101010015"}
        checkin_desk.substitute(hall.store, WELDER, ROUND, one, wrong, "伤病", **who)  # type: ignore[arg-type]
    assert content(hall.store) == before
    done = checkin_desk.substitute(hall.store, WELDER, ROUND, one, values, "伤病", **who)  # type: ignore[arg-type]
    fresh = seen(hall, done.number)
    assert fresh.answer is Answer.ALREADY and fresh.person is not None
    assert (fresh.person.name, fresh.person.delegation) == ("赵替补", "示范队")
    assert seen(hall, one).status is Status.WITHDRAWN
    back(hall, done)
    assert seen(hall, one).answer is Answer.EXPECTED
    with hall.store.read() as reading:
        entry = people.entry_by_number(reading, done.number)
    assert entry is not None and entry.state == "withdrawn"


def test_a_judge_cannot_check_in_and_nothing_happens(at_hour: Open) -> None:
    hall = at_hour("registered")
    with pytest.raises(RightsRefusal):
        arrive(hall, hall.numbers()[0], by=hall.who("录一"))
    assert view(hall).here == 0
