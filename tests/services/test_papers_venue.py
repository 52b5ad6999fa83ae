"""Papers of the venue from a real file: hours, signs, schemes, absences, problems, differences, words, cards, labels,
workbooks; barred seats on blank sheets; a nearly full disk."""

from __future__ import annotations

import json
import shutil
import zipfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from python_calamine import CalamineWorkbook

from app.documents.render import page_sizes, render_page
from app.domain.contest import Status
from app.errors import AppError, Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import checkin, judges, keys, papers_view, registration, results, scoring, timetable
from app.services.common import contest_facts
from app.services.papers_common import Wish
from db.queries import people
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import A1, C1, NAMES, Hall, b1
from tests.services.papers_kit import drawn as drawn
from tests.services.papers_kit import issue, text_of
from tests.services.papers_kit import ranked as ranked

AT = later(95)
PEOPLE = [name for name, _ in NAMES]


def words(hall: Hall, kind: str, folder: Path, by: str = "裁判长", **wish: object) -> str:
    issue(hall, kind, folder / "p.pdf", by, **wish)
    return "".join("".join(text_of(folder / "p.pdf")).split())


def rows_of(path: Path, sheet: int = 0) -> list[list[object]]:
    book = CalamineWorkbook.from_path(path)
    return book.get_sheet_by_name(book.sheet_names[sheet]).to_python()


def plan(hall: Hall) -> None:
    hours = (
        timetable.PlannedHour(MORNING, ("checkin",), 0, "", "1 号门"),
        timetable.PlannedHour(MORNING + timedelta(hours=2), ("practical",), 1, "", "焊接车间"),
        timetable.PlannedHour(MORNING + timedelta(hours=6), ("practical",), 2, "", "焊接车间"),
        timetable.PlannedHour(MORNING + timedelta(hours=8), ("recheck",), 0, "", "统分室"),
        timetable.PlannedHour(MORNING + timedelta(days=1), ("close",), 0, "", "礼堂"),
    )
    timetable.plan_days(hall.store, hours, by=hall.who("管理员"), at=MORNING)


def test_the_timetable_and_a_sign_for_every_place_follow_the_plan(drawn: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"papers\.no_timetable"):
        issue(drawn, "日程表", tmp_path / "p.pdf")
    rooms = words(drawn, "门牌", tmp_path)
    assert "焊工赛场" in rooms and "检录处" in rooms and "仲裁室" in rooms  # no plan yet: the rooms every contest has
    plan(drawn)
    said = words(drawn, "日程表", tmp_path)
    assert said.count("星期") == 2
    assert said.index("1号门") < said.index("第1场") < said.index("第2场") < said.index("闭幕式、颁奖")
    done = issue(drawn, "门牌", tmp_path / "d.pdf")
    assert done.pages == 4  # a place, a sheet
    workshop = next(page for page in text_of(tmp_path / "d.pdf") if "焊接车间" in page)
    assert "第 1 场" in workshop and "第 2 场" in workshop
    assert {(round(one.width), round(one.height)) for one in page_sizes((tmp_path / "d.pdf").read_bytes())} == {
        (297, 210)
    }


def test_the_scheme_for_approval_shows_every_aspect_and_its_sum(drawn: Hall, tmp_path: Path) -> None:
    said = words(drawn, "评分标准审定表", tmp_path)
    for aspect in ("A1", "B1", "C1"):
        assert aspect in said
    assert "打分×5" in said and "命题人：" in said and "审题人：" in said
    assert "=100。" in said


def test_who_was_not_there_stands_on_the_list_with_the_reason(drawn: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"papers\.nobody_absent"):
        issue(drawn, "缺席名单", tmp_path / "p.pdf")
    number = drawn.numbers()[1]
    gone = checkin.CheckIn(number, Status.ABSENT, "突发疾病")
    checkin.check_in(drawn.store, WELDER, "theory", [gone], by=drawn.who("登记员"), at=MORNING)
    said = words(drawn, "缺席名单", tmp_path)
    assert PEOPLE[1] in said and number in said and "缺考" in said and "突发疾病" in said
    assert PEOPLE[0] not in said and "应到：3实到：2缺席：1" in said


def test_what_a_roster_lacks_is_told_by_delegation(drawn: Hall, tmp_path: Path) -> None:
    said = words(drawn, "报名问题单", tmp_path, by="登记员")
    assert "代表队：示范队" in said and "缺手机号" in said and all(name in said for name in PEOPLE)
    assert "缺照片" not in said  # nobody has one: the contest does without
    registration.decide(
        drawn.store, [drawn.numbers()[0]], registration.RETURNED, by=drawn.who("登记员"), at=MORNING, reason="单位不符"
    )
    assert "已退回，待补正" in words(drawn, "报名问题单", tmp_path, by="登记员")


def test_differences_are_listed_once_both_keyings_are_in_and_for_those_who_settle(drawn: Hall, tmp_path: Path) -> None:
    line = drawn.lines()[0]
    drawn.key_sheet(line.sheet_id, 1, "录一", a1="9.5")
    by = drawn.who("录二")
    for address, text in ((A1, "9"), *((b1(seat), "40") for seat in range(1, 6)), (C1, "2.1")):
        scoring.enter_mark(drawn.store, line.sheet_id, 2, address, text, by=by, at=MORNING)
    with pytest.raises(Refusal, match=r"papers\.no_mismatches"):  # the second keying is not handed in
        issue(drawn, "不一致清单", tmp_path / "p.pdf")
    scoring.submit(drawn.store, line.sheet_id, 2, by=by, at=MORNING)
    said = words(drawn, "不一致清单", tmp_path, by="录一")
    assert line.code in said and "9.5" in said and "未裁定：1" in said and "B1" not in said
    assert not any(name in said for name in PEOPLE)
    scoring.settle(drawn.store, line.sheet_id, A1, "9.5", by=drawn.who("录二"), at=MORNING)
    after = words(drawn, "不一致清单", tmp_path)
    assert "未裁定：0" in after and "录二" in after
    with pytest.raises(RightsRefusal):
        issue(drawn, "不一致清单", tmp_path / "p.pdf", by="打印员")


def test_the_words_for_the_ceremony_end_with_the_highest(ranked: Hall, tmp_path: Path) -> None:
    said = words(ranked, "颁奖词", tmp_path)
    with ranked.store.read() as reading:
        facts = contest_facts(reading)
        lines = results.standings(reading, facts.trades[0]).lines
    order = [line.name for line in reversed(lines) if line.award]
    assert order and sorted(order, key=said.index) == order
    assert said.rindex("第1名") > said.index("获得")


def test_barred_seats_say_so_on_blank_sheets_and_on_that_judges_own(drawn: Hall, tmp_path: Path) -> None:
    for name, unit in (("裁甲", "示范机械厂"), ("裁乙", "别处")):
        judges.add_judge(drawn.store, name, unit, by=drawn.who("登记员"), at=MORNING)
    assert "回避" not in words(drawn, "blank-score-sheets", tmp_path)
    for number, name in (("2", "裁甲"), ("3", "裁乙")):
        judges.seat_judge(drawn.store, WELDER, "practical", number, name, by=drawn.who("登记员"), at=MORNING)
    for kind in ("blank-score-sheets", "score-sheets"):
        assert words(drawn, kind, tmp_path).count("回避") == len(drawn.lines())  # all three are of that unit
    issue(drawn, "judge-sheets", tmp_path / "j.pdf")
    pages = text_of(tmp_path / "j.pdf")
    assert [("回避" in page) for page in pages if "裁判2" in page] == [True] * 3
    assert not any("回避" in page for page in pages if "裁判2" not in page)


def test_passes_with_backs_alternate_and_lie_mirrored(drawn: Hall, tmp_path: Path) -> None:
    plan(drawn)
    done = issue(drawn, "参赛证", tmp_path / "p.pdf", backs=True)
    assert done.pages == 2
    front, back = text_of(tmp_path / "p.pdf")
    assert PEOPLE[0] in front and "参赛须知" not in front
    assert back.count("参赛须知") == 3 and "迟到 15 分钟" in back and "焊接车间" in back and "统分室" not in back
    sides = [ink_by_column(tmp_path / "p.pdf", page) for page in (0, 1)]
    # three passes: two above, one below at the left; its back lies at the right of the next page
    assert sides[0][0] > 0.01 and sides[0][1] < 0.002
    assert sides[1][1] > 0.01 and sides[1][0] < 0.002
    done = issue(drawn, "参赛证卡片", tmp_path / "c.pdf")
    assert done.pages == 1 and all(name in text_of(tmp_path / "c.pdf")[0] for name in PEOPLE)


def ink_by_column(path: Path, page: int) -> tuple[float, float]:
    """How much of the lower left and the lower right quarter of a page is dark."""
    picture = picture_of(path, page, 40).convert("L")
    half, deep = picture.width // 2, picture.height // 2
    found = []
    for left in (8, half + 8):
        part = picture.crop((left, deep + 8, left + half - 16, picture.height - 8)).tobytes()
        found.append(sum(value < 128 for value in part) / len(part))
    return found[0], found[1]


def picture_of(path: Path, page: int = 0, dpi: float = 200) -> Image.Image:
    image = render_page(path.read_bytes(), page, dpi)
    return Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)


def test_labels_begin_at_any_place_of_cut_stock_and_can_be_moved(drawn: Hall, tmp_path: Path) -> None:
    def places(**wish: object) -> list[tuple[float, float]]:
        issue(drawn, "密号标签", tmp_path / "l.pdf", **wish)
        found = zxingcpp.read_barcodes(picture_of(tmp_path / "l.pdf", 0, 254))
        assert sorted(one.text for one in found) == sorted(line.code for line in drawn.lines())
        return sorted((one.position.top_left.x / 10, one.position.top_left.y / 10) for one in found)

    plain = places()
    moved = places(first_label=1, shift=(Decimal(2), Decimal(3)))
    assert [(round(x - a), round(y - b)) for (x, y), (a, b) in zip(moved, plain, strict=True)] == [(2, 3)] * 3
    later_on = places(first_label=6)  # second of the second row
    assert round(later_on[0][0] - plain[0][0]) == 50 and round(later_on[0][1] - plain[0][1]) == 30
    for wish, code in (({"first_label": 37}, "label_place"), ({"shift": (Decimal("nan"), Decimal(0))}, "label_shift"),
                       ({"shift": (Decimal(21), Decimal(0))}, "label_shift")):  # fmt: skip
        with pytest.raises(WrongCall, match=code):
            issue(drawn, "密号标签", tmp_path / "no.pdf", **wish)
    assert not (tmp_path / "no.pdf").exists()


def test_a_list_as_a_workbook_has_numbers_texts_and_a_print_set_up(ranked: Hall, tmp_path: Path) -> None:
    with ranked.store.write() as writing:
        entry = people.entry_by_number(writing, ranked.numbers()[0])
        assert entry is not None
        people.update_entry(writing, entry.id, {"unit": "=1+1"})
    pdf = issue(ranked, "sign-in", tmp_path / "s.pdf", trade=WELDER)
    book = issue(ranked, "sign-in", tmp_path / "s.xlsx", trade=WELDER)
    assert book.digest == pdf.digest  # the same content, whatever the form
    table = rows_of(tmp_path / "s.xlsx")
    header = next(row for row in table if row[0] == "序号")
    first = table[table.index(header) + 1]
    assert first[0] == 1.0 and first[1] == ranked.numbers()[0] and first[3] == "=1+1"
    inside = zipfile.ZipFile(tmp_path / "s.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside and "<pane" in inside and 'fitToHeight="0"' in inside  # a page wide, as long as it is
    assert "_xlnm.Print_Titles" in zipfile.ZipFile(tmp_path / "s.xlsx").read("xl/workbook.xml").decode()
    issue(ranked, "standings", tmp_path / "t.xlsx")
    table = rows_of(tmp_path / "t.xlsx")
    header = next(row for row in table if row[0] == "名次")
    total = header.index("总成绩")
    with ranked.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trades[0]).lines
    shown = [row[total] for row in table[table.index(header) + 1 :][: len(lines)]]
    assert [Decimal(str(value)) for value in shown] == [Decimal(line.total_text) for line in lines]
    assert ranked.audit_acts().count("paper.printed") == 3


def test_forms_cards_and_the_sealed_table_are_never_workbooks(drawn: Hall, tmp_path: Path) -> None:
    for kind, by in (("code-table", "加密"), ("passes", "裁判长"), ("blank-appeal", "裁判长"), ("颁奖词", "裁判长")):
        with pytest.raises(Refusal, match=r"papers\.no_workbook"):
            issue(drawn, kind, tmp_path / "x.xlsx", by)
    with pytest.raises(WrongCall, match=r"papers\.out_suffix"):
        issue(drawn, "sign-in", tmp_path / "x.csv")
    assert list(tmp_path.glob("x.*")) == []
    assert "paper.printed" not in drawn.audit_acts()


def test_nothing_is_printed_on_a_nearly_full_disk(drawn: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=49 << 20))
    with pytest.raises(WorldFailure, match=r"files\.no_space"):
        issue(drawn, "sign-in", tmp_path / "p.pdf")
    assert not (tmp_path / "p.pdf").exists() and "paper.printed" not in drawn.audit_acts()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=50 << 20))
    assert issue(drawn, "sign-in", tmp_path / "p.pdf").papers == 2


def test_a_live_contest_signs_its_sheets_with_the_passphrase_only(ranked: Hall, tmp_path: Path) -> None:
    phrase = "黄河 焊花 一二三四五六七八九十"
    keys.make_key("certificate", "李卫东", phrase, store=ranked.store, by=ranked.who("管理员"), at=AT)
    by, wish = ranked.who("裁判长"), Wish(WELDER)

    def codes(pdf: bytes) -> list[str]:
        path = tmp_path / "look.pdf"
        path.write_bytes(pdf)
        return [one.text[:4] for one in zxingcpp.read_barcodes(picture_of(path, -1 % len(page_sizes(pdf))))]

    plain = papers_view.look(ranked.store, "standings", wish, by=by, at=AT)
    assert plain.takes_phrase and plain.workbook and codes(plain.pdf) == []
    signed = papers_view.look(ranked.store, "standings", wish, phrase, by=by, at=AT)
    assert codes(signed.pdf) == ["SQ1:"]
    with pytest.raises(AppError) as wrong:
        papers_view.look(ranked.store, "standings", wish, "wrong words wrong words", by=by, at=AT)
    assert wrong.value.code.startswith(("keys.", "bundle."))
    assert not papers_view.look(ranked.store, "sign-in", wish, by=by, at=AT).takes_phrase
    papers_view.write(ranked.store, "standings", tmp_path / "s.pdf", wish, phrase, by=by, at=AT)
    assert codes((tmp_path / "s.pdf").read_bytes()) == ["SQ1:"]


def test_a_correction_slip_and_a_notice_bear_the_codes_of_the_record(ranked: Hall, tmp_path: Path) -> None:
    head = words(ranked, "public-notice", tmp_path)
    with ranked.store.read() as reading:
        rows = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC").all()
    assert json.loads(rows[0][0])["kind"] == "public-notice"
    assert "操作记录" in head and "数据" in head


def test_the_choice_of_the_window_knows_rights_and_rounds(drawn: Hall) -> None:
    found = papers_view.choice(drawn.store, drawn.who("登记员"))
    lines = {line.id: line for line in found.kinds}
    assert not lines["sign-in"].denied and lines["standings"].denied and lines["mismatches"].denied
    assert lines["code-table"].sealed and not lines["sign-in"].sealed
    assert lines["standings"].workbook and not lines["passes"].workbook
    assert [trade.code for trade in found.trades] == [WELDER]
    assert [key for key, _ in found.trades[0].rounds] == ["theory", "practical"]
    recorder = papers_view.choice(drawn.store, drawn.who("录一"))
    assert [line.id for line in recorder.kinds if not line.denied] == ["mismatches"]


FEWER = SMALL.replace(
    "maximum = 10, step = 0.5 } ]",
    'maximum = 6, step = 0.5 }, { id = "A2", name = "坡口", kind = "judged", maximum = 4, judges = 3 } ]',
)


def test_seats_an_aspect_has_not_got_are_struck_out(tmp_path: Path) -> None:
    with new_store(tmp_path / "fewer.contest", small_contest(FEWER)) as store:
        hall = halls.drawn(store)
        done = issue(hall, "blank-score-sheets", tmp_path / "b.pdf")
        # A2 is judged by three of the five who mark B1; A1 and C1 are one cell for all
        assert "".join(text_of(tmp_path / "b.pdf")).count("／") == 2 * done.papers == 6
