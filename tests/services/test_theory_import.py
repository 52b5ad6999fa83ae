"""Theory files: columns found or chosen, lines keyed by number or ID, never by a name alone; the rest is told."""

from __future__ import annotations

import pytest

from app.domain.worksheet import Sheet
from app.errors import Refusal, RightsRefusal
from app.services import theory, theory_import
from app.services.sheet_view import SheetState
from db.queries import people
from tests.factories import MORNING, WELDER
from tests.services.hall import NAMES, Hall


def plan(hall: Hall, rows: list[list[str]], columns: dict[int, str] | None = None) -> theory_import.ScorePlan:
    return theory_import.plan_scores(hall.store, Sheet("成绩", rows), WELDER, "theory", hall.who("录一"), columns)


def entries(hall: Hall) -> dict[str, str]:
    """Entry numbers by name."""
    with hall.store.read() as reading:
        return {entry.name: entry.number for entry in people.entries(reading)}


def codes(found: theory_import.ScorePlan) -> list[str]:
    return ["" if line.problem is None else line.problem.code for line in found.lines]


def test_lines_are_found_by_number_and_by_id(hall: Hall) -> None:
    numbers = entries(hall)
    rows = [["理论考试成绩"], ["准考证号", "身份证号", "姓名", "成绩"]]
    rows += [
        [numbers["王建国"], "", "王建国", "８８.5"],
        ["", NAMES[1][1], "马玉兰", "90"],
        ["", NAMES[2][1], "", "75"],
    ]
    found = plan(hall, rows)
    assert found.problem is None and codes(found) == ["", "", ""]
    assert [line.entry for line in found.lines] == [numbers[name] for name, _ in NAMES]
    assert NAMES[1][1] not in str(found)  # ID numbers are only shown masked
    done = theory_import.import_scores(
        hall.store, Sheet("", rows), WELDER, "theory", 1, file="机考.xlsx", by=hall.who("录一"), at=MORNING
    )
    assert (done.sheets, done.submitted) == (3, 3)
    table = theory.theory_table(hall.store, WELDER, "theory", 1, hall.who("录一"))
    assert table.view is not None
    assert [row.cells[0].text for row in table.view.rows] == ["88.5", "90", "75"]
    assert set(table.states.values()) == {SheetState.SUBMITTED}


def test_a_name_alone_decides_nothing_and_everybody_of_it_is_listed(hall: Hall) -> None:
    numbers = entries(hall)
    found = plan(hall, [["姓名", "成绩"], ["王建国", "88"], ["无此人", "90"]])
    assert codes(found) == ["theory.only_name", "theory.only_name"] and found.good == ()
    assert found.lines[0].problem is not None
    assert found.lines[0].problem.fields["numbers"] == [numbers["王建国"]]
    with pytest.raises(Refusal, match=r"theory\.no_lines"):
        theory_import.import_scores(
            hall.store, Sheet("", [["姓名", "成绩"], ["王建国", "88"]]), WELDER, "theory", 1,
            file="x", by=hall.who("录一"), at=MORNING,
        )  # fmt: skip


def test_each_fault_of_a_line_is_told_and_the_good_ones_come_in(hall: Hall) -> None:
    numbers = entries(hall)
    one, two, three = (numbers[name] for name, _ in NAMES)
    rows = [
        ["参赛号", "证件号码", "姓名", "成绩"],
        [one, "", "王建国", "88"],
        [one, "", "", "87"],
        ["HG99", "", "", "87"],
        [two, NAMES[2][1], "", "87"],
        [two, "", "王建国", "87"],
        [three, "", "", "101"],
        ["", "990101199001010027", "", "60"],
        ["", "", "", ""],
    ]
    found = plan(hall, rows)
    wanted = ["", "twice", "unknown_number", "two_people", "other_name", "bad_score", "unknown_id"]
    assert codes(found) == [f"theory.{code}" if code else "" for code in wanted]
    assert [line.row for line in found.lines] == [2, 3, 4, 5, 6, 7, 8]
    assert len(found.good) == 1


def test_parts_add_up_exactly_and_a_total_beside_them_goes_first(hall: Hall) -> None:
    number = entries(hall)["王建国"]
    parts = plan(hall, [["参赛号", "客观题", "主观题"], [number, "60.1", "20.2"]])
    assert parts.good[0].score == "80.3"
    whole = plan(hall, [["参赛号", "客观题", "主观题", "总分"], [number, "60", "20", "81"]])
    assert whole.good[0].score == "81"


def test_columns_nobody_knows_are_asked_about_and_chosen(hall: Hall) -> None:
    number = entries(hall)["王建国"]
    rows = [["甲", "乙"], [number, "88"]]
    found = plan(hall, rows)
    assert found.problem is not None and found.problem.code == "theory.no_score_column"
    chosen = plan(hall, rows, {0: "number", 1: "score"})
    assert chosen.problem is None and chosen.good[0].entry == number
    twice = plan(hall, rows, {0: "number", 1: "number"})
    assert twice.problem is not None and twice.problem.code == "theory.column_twice"
    nobody = plan(hall, rows, {1: "score"})
    assert nobody.problem is not None and nobody.problem.code == "theory.no_key_column"


def test_only_those_who_key_theory_may_look(hall: Hall) -> None:
    with pytest.raises(RightsRefusal):
        theory_import.plan_scores(hall.store, Sheet("", [["a"]]), WELDER, "theory", hall.who("打印员"))


def test_the_first_pass_is_hidden_from_whoever_keys_the_second(hall: Hall) -> None:
    for line in hall.lines("theory"):
        hall.key_theory(line.sheet_id, 1, "录一", "77")
    other = theory.theory_table(hall.store, WELDER, "theory", 1, hall.who("录二")).view
    own = theory.theory_table(hall.store, WELDER, "theory", 1, hall.who("录一")).view
    assert other is not None and own is not None
    assert {row.cells[0].text for row in own.rows} == {"77"}
    assert {row.cells[0].text for row in other.rows} == {"已录"}
