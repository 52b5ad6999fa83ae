"""Whole keyings from files: long and wide, by code and number, the same file twice, everything wrong named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.domain.contest import Status
from app.errors import AppError, Problems, RightsRefusal, WrongCall
from app.services import checkin, filecheck, marks_import, scoring
from app.services.checkin import CheckIn
from app.services.marks_import import Imported
from app.services.replay import follow
from app.services.sheet_view import SheetState
from tests.factories import MORNING, SMALL, WELDER, new_store, small_contest
from tests.services import hall as halls
from tests.services.hall import Hall
from tests.services.hours import bodies, content

Open = Callable[[str], Hall]
LONG = "编号,轮次,评分点,裁判,分值,备注"


@pytest.fixture
def hall(at_hour: Open) -> Hall:
    """Everybody is there and drawn."""
    return at_hour("drawn")


def sheet_rows(code: str, a1: str = "9.5", panel: str = "40", c1: str = "2.1") -> list[str]:
    judges = [f"{code},practical,B1,{seat},{panel}," for seat in range(1, 6)]
    return [f"{code},practical,A1,,{a1},", *judges, f"{code},实操,C1,,{c1},"]


def bring(hall: Hall, rows: Sequence[str], keying: int = 1, who: str = "录一", submit: bool = True) -> Imported:
    path = hall.store.path.with_name("marks.csv")
    path.write_text("\n".join(rows), "utf-8")
    return marks_import.import_marks(hall.store, path, WELDER, keying, by=hall.who(who), at=MORNING, submit=submit)


def problems_of(hall: Hall, rows: Sequence[str], keying: int = 1, who: str = "录一") -> list[AppError]:
    before = content(hall.store)
    with pytest.raises(Problems) as problems:
        bring(hall, rows, keying, who)
    assert content(hall.store) == before
    return list(problems.value.items)


def test_a_long_table_by_code_is_a_keying_and_complete_sheets_are_submitted(hall: Hall) -> None:
    one, two, three = (line.code for line in hall.lines())
    done = bring(hall, [LONG, *sheet_rows(one), *sheet_rows(two.lower().replace("-", "")), f"{three},practical,A1,,9,"])
    assert (done.sheets, done.stored, done.submitted, done.unchanged) == (3, 15, 2, 0)
    assert done.open == {three: "scoring.open_questions"}
    assert [line.state for line in hall.lines()] == [SheetState.SUBMITTED, SheetState.SUBMITTED, SheetState.FIRST]
    with hall.store.read() as reading:
        assert filecheck.check_content(reading, thorough=True).problems == ()


def test_an_import_that_leaves_a_sheet_open_is_the_last_word_about_it(hall: Hall) -> None:
    one = hall.lines()[0].code
    bring(hall, ["编号,轮次,评分点,裁判,分值,用时,备注", f"{one},practical,A1,,9,01:10:00,"])
    with hall.store.read() as reading:
        assert follow(reading).problems == ()


def test_a_wide_table_by_entry_number_is_theory(hall: Hall) -> None:
    one, two, three = hall.numbers()
    done = bring(hall, ["编号,理论", f"{one},88.5", f"{two},", f"{three},90"])
    assert (done.stored, done.submitted) == (2, 2)
    views = {line.code: scoring.view(hall.store, line.sheet_id, 1) for line in hall.lines("theory")}
    assert (views[one].rows[0].cells[0].text, views[two].filled) == ("88.5", 0)


def test_the_same_file_twice_changes_nothing(hall: Hall) -> None:
    one, two, _ = (line.code for line in hall.lines())
    rows = [LONG, *sheet_rows(one), f"{two},practical,A1,,9,"]
    bring(hall, rows)
    before = content(hall.store)
    again = bring(hall, rows)
    assert (again.stored, again.unchanged) == (0, 8)
    after = content(hall.store)
    assert {name for name in before if before[name] != after[name]} <= {
        "import_file",
        "import_log",
        "imported",
        "import",
    }
    assert before["mark"] == after["mark"] and before["sheet"] == after["sheet"]


def test_nobody_learns_from_a_file_what_somebody_else_keyed(hall: Hall) -> None:
    one = hall.lines()[0].code
    bring(hall, [LONG, *sheet_rows(one)])
    (problem,) = problems_of(hall, [LONG, *sheet_rows(one)], 1, "录二")
    assert problem.code == "scoring.submitted"


def test_the_second_pass_is_another_person(hall: Hall) -> None:
    one = hall.lines()[0].code
    rows = [LONG, *sheet_rows(one)]
    (problem,) = problems_of(hall, rows, 2, "录二")
    assert problem.code == "scoring.not_yet"
    bring(hall, rows)
    before = content(hall.store)
    with pytest.raises(RightsRefusal, match="same_recorder"):
        bring(hall, rows, 2, "录一")
    assert content(hall.store) == before
    assert bodies(hall.store)[-1]["act"] == "access.denied"
    done = bring(hall, [LONG, *sheet_rows(one, a1="9", c1="2.4")], 2, "录二")
    assert done.differs == {one: ["A1", "C1"]}
    assert hall.lines()[0].state is SheetState.DIFFERS
    repaired = bring(hall, [LONG, *sheet_rows(one)], 2, "录二")
    assert (repaired.stored, repaired.unchanged, repaired.differs) == (2, 5, {})
    assert hall.lines()[0].state is SheetState.AGREED


def test_everything_wrong_is_named_at_once(hall: Hall) -> None:
    one = hall.lines()[0].code
    found = problems_of(
        hall,
        [
            LONG,
            f"{one},practical,A1,,11,",
            f"{one},practical,A1,,9.3,",
            f"{one},practical,Z9,,1,",
            f"{one},practical,B1,6,1,",
            f"{one},practical,C1,,abc,",
            f"{one},oral,A1,,1,",
        ],
    )
    assert [(p.code, p.fields.get("cell")) for p in found] == [
        ("mark.above_maximum", "E2"),
        ("mark.step", "E3"),
        ("table.aspect_unknown", "C4"),
        ("table.judge_unknown", "D5"),
        ("mark.not_a_number", "E6"),
        ("table.round_unknown", "B7"),
    ]


def test_codes_without_a_sheet_are_named(hall: Hall) -> None:
    found = problems_of(hall, [LONG, *sheet_rows("W-999"), "HG77,theory,,,88,"])
    assert [(p.code, p.fields["entry"]) for p in found] == [("marks.no_sheet", "W-999"), ("marks.no_sheet", "HG77")]


def test_a_whole_score_is_no_mark_of_a_round_with_aspects(hall: Hall) -> None:
    (problem,) = problems_of(hall, ["编号,实操", f"{hall.lines()[0].code},94"])
    assert problem.code == "marks.whole_round"


def test_a_score_above_the_maximum_or_finer_than_stored(hall: Hall) -> None:
    number = hall.numbers()[0]
    (problem,) = problems_of(hall, ["编号,理论", f"{number},101"])
    assert problem.code == "mark.above_maximum"
    (problem,) = problems_of(hall, ["编号,理论", f"{number},88.1234"])
    assert problem.code == "marks.too_fine"


def test_one_sheet_named_in_two_ways_is_refused(hall: Hall) -> None:
    number = hall.numbers()[0]
    bring(hall, [LONG, f"{number},practical,A1,,9,"], submit=False)
    code = next(line.code for line in hall.lines() if line.open_count < 7)
    (problem,) = problems_of(hall, [LONG, f"{number},practical,A1,,8,", f"{code},practical,A1,,7,"])
    assert (problem.code, problem.fields["entry"], problem.fields["other"]) == ("marks.twice", code, number)


def test_a_status_word_covers_the_sheet_once(hall: Hall) -> None:
    one = hall.lines()[0].code
    rows = [LONG, f"{one},practical,,,中途退赛,"]
    assert bring(hall, rows).statuses == 1
    assert hall.lines()[0].status == "retired"
    assert bring(hall, rows, 2, "录二").statuses == 0
    assert [b["act"] for b in bodies(hall.store)].count("sheet.status") == 1


def test_an_absentee_in_the_file_is_what_check_in_said(at_hour: Open) -> None:
    hall = at_hour("registered")
    gone, *there = hall.numbers()
    rows = [CheckIn(gone, Status.ABSENT), *(CheckIn(number, Status.PRESENT) for number in there)]
    checkin.check_in(hall.store, WELDER, "theory", rows, by=hall.who("登记员"), at=MORNING)
    done = bring(hall, ["编号,理论", f"{gone},缺考", f"{there[0]},88", f"{there[1]},89"])
    assert done.submitted == 2
    (problem,) = problems_of(hall, ["编号,理论", f"{gone},弃权"], who="录二")
    assert problem.code == "marks.no_sheet"


def test_no_status_slips_past_a_lock(at_hour: Open) -> None:
    hall = at_hour("decoded")
    (problem,) = problems_of(hall, [LONG, f"{hall.lines()[0].code},practical,,,取消资格,"])
    assert problem.code == "scoring.locked"


def test_an_open_spread_keeps_the_sheet_open(tmp_path: Path) -> None:
    definition = SMALL.replace("drop_low = 1 }", "drop_low = 1, spread = 5 }")
    with new_store(tmp_path / "s.contest", small_contest(definition)) as store:
        hall = halls.drawn(store)
        code = hall.lines()[0].code
        rows = [LONG, *sheet_rows(code)]
        rows[2] = f"{code},practical,B1,1,50,"
        done = bring(hall, rows)
        assert (done.submitted, done.open) == (0, {code: "scoring.open_questions"})
        assert [q.kind for q in scoring.view(store, hall.lines()[0].sheet_id, 1).questions] == ["spread"]


@pytest.mark.parametrize("name", ["missing.csv", "noise.xlsx", "noise.xls", "marks.docx"])
def test_a_file_that_cannot_be_read(name: str, hall: Hall, tmp_path: Path) -> None:
    path = tmp_path / name
    if name != "missing.csv":
        path.write_bytes(bytes(range(256)) * 4)
    before = content(hall.store)
    with pytest.raises(WrongCall):
        marks_import.import_marks(hall.store, path, WELDER, 1, by=hall.who("录一"), at=MORNING)
    assert content(hall.store) == before


def test_unknown_pass(hall: Hall) -> None:
    with pytest.raises(AppError, match="unknown_pass"):
        bring(hall, [LONG], 3)
