"""Judges on seats: barred from their own unit by code, blind to each other until the panel is complete, reported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.roles import Role
from app.domain.worksheet import Sheet
from app.errors import Refusal, RightsRefusal
from app.services import access, checkin, drawing, judge_report, judges, keying, marks_import, registration, scoring
from app.services.access import Actor
from app.services.replay import need_true
from app.services.sheet_view import CellState, SheetState
from app.tables.reader import read_table
from app.tables.writer import write_csv
from db.queries import judges as stored
from db.queries import people
from db.queries import scoring as sheets
from tests.factories import MORNING, SMALL, WELDER, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, C1, CHEAP, Hall, b1

OTHER = (
    ("王建国", "990101199001010019", "甲队", "兰州 石化公司"),
    ("马玉兰", "990101199002020024", "乙队", "金川集团"),
    ("陈志强", "99010119900303003X", "丙队", "酒钢（集团）公司"),
)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Three contestants of three units, present, nothing drawn; judges entered, nobody seated."""
    with new_store(tmp_path / "judges.contest") as store:
        found = halls.staffed(store)
        header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别"]
        rows = [[n, i, d, u, "焊工", "职工组"] for n, i, d, u in OTHER]
        report = registration.store_sheet(store, Sheet("名单", [header, *rows]), by=found.who("登记员"), at=MORNING)
        assert not report.plan.problems
        for name, unit in (("裁甲", "兰州石化公司"), ("裁乙", "金川 集团"), ("裁丙", ""), ("裁丁", "省技师学院")):
            judges.add_judge(store, name, unit, by=found.who("登记员"), at=MORNING)
        checkin.check_in_all(store, WELDER, "practical", by=found.who("登记员"), at=MORNING)
        yield found


def seat(hall: Hall, number: str, name: str, module: str = "") -> None:
    judges.seat_judge(hall.store, WELDER, "practical", number, name, module, by=hall.who("登记员"), at=MORNING)


def draw(hall: Hall, **more: object) -> None:
    drawing.draw(hall.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", **more)  # type: ignore[arg-type]


def sheet_of(hall: Hall, name: str) -> int:
    """The sheet of a person, which nobody in the hall could tell."""
    with hall.store.read() as reading:
        entry = next(one for one in people.entries(reading) if one.name == name)
        code = reading.connection.exec_driver_sql(
            "SELECT code FROM blind_code WHERE entry_id = ? ORDER BY id DESC", (entry.id,)
        ).scalar()
        return int(reading.connection.exec_driver_sql("SELECT id FROM sheet WHERE code = ?", (code,)).scalar() or 0)


def cells(hall: Hall, sheet: int, pass_number: int = 1) -> list[str]:
    rows = scoring.view(hall.store, sheet, pass_number).rows
    return [cell.text for cell in next(row for row in rows if row.id == "B1").cells]


def judge_account(hall: Hall, name: str) -> Actor:
    actor = access.add_account(
        hall.store, f"{name}号", "judge", "123456", by=hall.who("管理员"), at=MORNING, cost=CHEAP
    )
    judges.add_judge(hall.store, name, "", "", f"{name}号", by=hall.who("登记员"), at=MORNING)
    return actor


def test_the_own_unit_is_recused_at_the_draw_and_only_there(hall: Hall) -> None:
    seat(hall, "1", "裁甲")
    seat(hall, "4", "裁乙")
    draw(hall)
    assert cells(hall, sheet_of(hall, "王建国")) == ["回避", "", "", "", ""]
    assert cells(hall, sheet_of(hall, "马玉兰")) == ["", "", "", "回避", ""]
    assert cells(hall, sheet_of(hall, "陈志强")) == [""] * 5


def test_seats_set_after_a_plain_draw_bar_too_and_a_judge_replaced_frees(hall: Hall) -> None:
    draw(hall)
    seat(hall, "2", "裁甲")
    sheet = sheet_of(hall, "王建国")
    assert cells(hall, sheet)[1] == "回避"
    seat(hall, "2", "裁丁")
    assert cells(hall, sheet)[1] == ""


def test_a_recused_seat_takes_no_mark_and_counts_as_left_out(hall: Hall) -> None:
    seat(hall, "1", "裁甲")
    draw(hall)
    sheet, by = sheet_of(hall, "王建国"), hall.who("录一")
    with pytest.raises(Refusal) as refusal:
        scoring.enter_mark(hall.store, sheet, 1, b1(1), "40", by=by, at=MORNING)
    assert refusal.value.code == "judges.recused"
    for pass_number, name in ((1, "录一"), (2, "录二")):
        who = hall.who(name)
        for number, text in ((2, "40"), (3, "41"), (4, "42"), (5, "49")):
            scoring.enter_mark(hall.store, sheet, pass_number, b1(number), text, by=who, at=MORNING)
        scoring.enter_mark(hall.store, sheet, pass_number, A1, "9.5", by=who, at=MORNING)
        scoring.enter_mark(hall.store, sheet, pass_number, C1, "2.1", by=who, at=MORNING)
        scoring.submit(hall.store, sheet, pass_number, by=who, at=MORNING)
    view = scoring.view(hall.store, sheet, 2)
    row = next(row for row in view.rows if row.id == "B1")
    assert view.state is SheetState.AGREED
    assert row.score == "41.50"  # of four marks one highest and one lowest are dropped: (41 + 42) / 2
    with pytest.raises(Refusal, match="recused"):
        scoring.correct_mark(
            hall.store, sheet, b1(1), "40", "漏打", by=hall.who("裁判长"), second=hall.who("监督"), at=MORNING
        )
    with hall.store.read() as reading:
        need_true(reading)


def test_the_chain_and_the_sheets_never_name_the_unit_or_the_entry(hall: Hall) -> None:
    seat(hall, "1", "裁甲")
    draw(hall)
    scoring.enter_mark(hall.store, sheet_of(hall, "王建国"), 1, b1(2), "40", by=hall.who("录一"), at=MORNING)
    with hall.store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq").all()
        number = next(one.number for one in people.entries(reading) if one.name == "王建国")
    bodies = [json.loads(row[0]) for row in rows]
    told = [body for body in bodies if body["act"].startswith("judge.") or body.get("origin") == "rule"]
    assert {body["act"] for body in told} == {"judge.kept", "judge.seated", "judge.barred", "mark.set"}
    text = json.dumps(told, ensure_ascii=False)
    assert "石化" not in text and "裁甲" not in text and number not in text


def test_a_redraw_deals_the_recusals_anew(hall: Hall) -> None:
    seat(hall, "1", "裁甲")
    draw(hall)
    drawing.draw(
        hall.store,
        WELDER,
        "practical",
        by=hall.who("加密"),
        at=MORNING,
        seed="8",
        witness=hall.who("裁判长"),
        reason="工位坏了",
    )
    with hall.store.read() as reading:
        trade_id = sheets.sheets_of(reading, 1)[0].trade_id
        barred = stored.sheet_recusals(reading, trade_id, "practical")
    assert list(barred.values()) == [(("", "1"),)]
    assert list(barred) == [sheet_of(hall, "王建国")]


def test_nobody_left_stops_and_too_few_are_named(hall: Hall) -> None:
    for number in range(2, 4):
        judges.add_judge(hall.store, f"同{number}", "兰州石化公司", by=hall.who("登记员"), at=MORNING)
        seat(hall, str(number), f"同{number}")
    draw(hall)
    (thin,) = judges.panels(hall.store).thin
    assert (thin.panel.aspect, thin.panel.left, thin.panel.few) == ("B1", 3, 4)
    for number in (1, 4):
        judges.add_judge(hall.store, f"同{number}", "兰州石化公司", by=hall.who("登记员"), at=MORNING)
        seat(hall, str(number), f"同{number}")
    judges.add_judge(hall.store, "同5", "兰州石化公司", by=hall.who("登记员"), at=MORNING)
    with pytest.raises(Refusal) as refusal:
        seat(hall, "5", "同5")
    assert (refusal.value.code, refusal.value.fields["count"]) == ("judges.nobody_left", 1)


def test_named_by_hand_and_one_seat_each(hall: Hall) -> None:
    seat(hall, "3", "裁丁")
    with pytest.raises(Refusal, match="two_seats"):
        seat(hall, "4", "裁丁")
    with pytest.raises(Refusal, match="no_panel"):
        seat(hall, "6", "裁丁")
    with hall.store.read() as reading:
        number = next(one.number for one in people.entries(reading) if one.name == "陈志强")
    judges.recuse(hall.store, "裁丁", number, "师徒", by=hall.who("裁判长"), at=MORNING)
    draw(hall)
    assert cells(hall, sheet_of(hall, "陈志强"))[2] == "回避"
    with pytest.raises(RightsRefusal):
        judges.recuse(hall.store, "裁丁", number, "师徒", by=hall.who("录一"), at=MORNING)


def test_a_file_of_marks_is_refused_where_it_marks_a_recused_seat(hall: Hall, tmp_path: Path) -> None:
    seat(hall, "1", "裁甲")
    draw(hall)
    sheet = sheet_of(hall, "王建国")
    code = scoring.view(hall.store, sheet, 1).code
    path = tmp_path / "marks.csv"
    write_csv(path, ("entry", "round", "aspect", "judge", "value"), [(code, "practical", "B1", "1", "40")])
    with pytest.raises(Refusal) as refusal:
        marks_import.import_marks(hall.store, path, WELDER, 1, by=hall.who("录一"), at=MORNING)
    assert "judges.recused" in {item.code for item in getattr(refusal.value, "items", (refusal.value,))}
    write_csv(path, ("entry", "round", "aspect", "judge", "value"), [(code, "practical", "B1", "2", "40")])
    marks_import.import_marks(hall.store, path, WELDER, 1, by=hall.who("录一"), at=MORNING)
    assert cells(hall, sheet) == ["回避", "40.0", "", "", ""]
    with hall.store.read() as reading:
        need_true(reading)


def test_a_judge_sees_the_others_only_when_all_have_marked(hall: Hall) -> None:
    judge = judge_account(hall, "裁丙")
    seat(hall, "2", "裁丙")
    draw(hall)
    sheet = sheet_of(hall, "陈志强")
    for number, text in ((1, "40"), (3, "41"), (4, "42")):
        scoring.enter_mark(hall.store, sheet, 1, b1(number), text, by=hall.who("录一"), at=MORNING)
    scoring.enter_mark(hall.store, sheet, 1, b1(2), "44", by=judge, at=MORNING)

    def seen(by: Actor) -> list[str]:
        rows = keying.open_for(hall.store, sheet, by).view.rows
        return [cell.text for cell in next(row for row in rows if row.id == "B1").cells]

    assert seen(judge) == ["已评", "44.0", "已评", "已评", ""]
    assert seen(hall.who("录一")) == ["40.0", "44.0", "41.0", "42.0", ""]
    with pytest.raises(Refusal, match="other_seat"):
        scoring.enter_mark(hall.store, sheet, 1, b1(5), "50", by=judge, at=MORNING)
    scoring.enter_mark(hall.store, sheet, 1, b1(5), "49", by=hall.who("录一"), at=MORNING)
    assert seen(judge) == ["40.0", "44.0", "41.0", "42.0", "49.0"]


def test_without_the_rule_nothing_is_hidden(tmp_path: Path) -> None:
    open_rules = SMALL.replace("[rules]\n", "[rules]\nhide_until_complete = false\n", 1)
    with new_store(tmp_path / "open.contest", small_contest(open_rules)) as store:
        hall = halls.drawn(store)
        judge = access.add_account(store, "裁", "judge", "123456", by=hall.who("管理员"), at=MORNING, cost=CHEAP)
        sheet = hall.lines()[0].sheet_id
        scoring.enter_mark(store, sheet, 1, b1(1), "40", by=hall.who("录一"), at=MORNING)
        row = next(row for row in keying.open_for(store, sheet, judge).view.rows if row.id == "B1")
        assert (row.cells[0].state, row.cells[0].text) == (CellState.VALUE, "40.0")


def test_the_table_of_judges_is_taken_in_whole_or_not_at_all(hall: Hall, tmp_path: Path) -> None:
    path = tmp_path / "judges.csv"
    write_csv(path, ("证书编号", "姓名", "单位"), [("ZS-1", "张评", "省技师学院"), ("ZS-2", "李评", "")])
    assert judges.import_judges(hall.store, path, by=hall.who("登记员"), at=MORNING) == 2
    found = {one.name: (one.unit, one.certificate) for one in judges.panels(hall.store).judges}
    assert (found["张评"], found["李评"]) == (("省技师学院", "ZS-1"), ("", "ZS-2"))
    write_csv(path, ("姓名", "账户"), [("赵评", ""), ("钱评", "没有这人")])
    with pytest.raises(Refusal) as refusal:
        judges.import_judges(hall.store, path, by=hall.who("登记员"), at=MORNING)
    assert refusal.value.fields["place"] == "judges.csv 3"
    assert "赵评" not in {one.name for one in judges.panels(hall.store).judges}


def test_the_report_counts_by_seat_and_only_for_the_two(hall: Hall, tmp_path: Path) -> None:
    seat(hall, "5", "裁丁")
    draw(hall)
    sheet = sheet_of(hall, "陈志强")
    for pass_number, name in ((1, "录一"), (2, "录二")):
        who = hall.who(name)
        for number, text in enumerate(("40", "40.5", "41", "42", "46.5"), 1):
            scoring.enter_mark(hall.store, sheet, pass_number, b1(number), text, by=who, at=MORNING)
        scoring.enter_mark(hall.store, sheet, pass_number, A1, "9.5", by=who, at=MORNING)
        scoring.enter_mark(hall.store, sheet, pass_number, C1, "2.1", by=who, at=MORNING)
        scoring.submit(hall.store, sheet, pass_number, by=who, at=MORNING)
    (report,) = judge_report.reports(hall.store, WELDER, by=hall.who("裁判长"), at=MORNING)
    document = judge_report.document(report)
    assert [one["difference"] for one in document["seats"]] == ["-2.000", "-1.500", "-1.000", "0.000", "4.500"]
    assert [(one["dropped_high"], one["dropped_low"]) for one in document["seats"]][::4] == [(0, 1), (1, 0)]
    assert [one["judge"] for one in document["seats"]] == [None] * 5  # still blind: by seat
    assert document["seats"][4]["share"] == "9.00"
    path = tmp_path / "report.xlsx"
    judge_report.write_book(path, [report])
    assert any("裁判5" in row and "4.5" in row for row in read_table(path))
    for role in (Role.RECORDER, Role.JUDGE, Role.REGISTRAR):
        with pytest.raises(RightsRefusal):
            judge_report.reports(hall.store, WELDER, by=Actor(900, "某", role), at=MORNING)


def test_once_codes_are_sealed_only_a_judge_without_own_people_can_be_seated(hall: Hall) -> None:
    seat(hall, "1", "裁甲")
    draw(hall)
    with hall.store.write() as writing:  # as after a sealed draw: codes are nowhere in the clear
        writing.connection.exec_driver_sql("DELETE FROM blind_code")
        writing.audit("rows.sealed", by="console", at=MORNING)
    seat(hall, "2", "裁丁")
    for number, name in (("3", "裁乙"), ("1", "裁丁"), ("1", "")):
        with pytest.raises(Refusal) as refusal:
            seat(hall, number, name)
        assert refusal.value.code in ("judges.sealed", "judges.two_seats")
    seats = {one.name: [held.seat for held in one.seats] for one in judges.panels(hall.store).judges}
    assert (seats["裁甲"], seats["裁乙"], seats["裁丁"]) == (["1"], [], ["2"])
