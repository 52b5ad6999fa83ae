"""A theory round keyed by its parts: exact sums, two keyings part by part, a file of scores, the 卷号, the audit."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain import parts
from app.domain.contest import Round
from app.domain.worksheet import Sheet
from app.errors import Problems, Refusal
from app.services import filecheck, mark_undo, marks_import, schemes, scoring, theory, theory_import, theory_parts
from app.services.common import contest_facts, open_store
from app.services.drawing import codes_by_entry
from app.services.marked import scores_by_code
from app.services.sheet_view import CellAddress, CellState, SheetState
from app.texts import sentence
from tests.factories import MORNING, SMALL, WELDER, later, new_store, small_contest
from tests.services.hall import Hall, drawn, entry_numbers

PARTS = 'parts = [ { name = "客观题", maximum = 60 }, { name = "主观题", maximum = 40 } ]'
FREE = 'parts = [ { id = "obj", name = "客观题" }, { id = "sub", name = "主观题" } ]'
ONE, TWO = CellAddress("P1", -1), CellAddress("P2", -1)
WEIGHT = "maximum = 100\nweight = 0.30"


def hall_with(tmp_path: Path, parts: str) -> Iterator[Hall]:
    assert SMALL.count(WEIGHT) == 1
    with new_store(tmp_path / "a.contest", small_contest(SMALL.replace(WEIGHT, f"{WEIGHT}\n{parts}"))) as store:
        yield drawn(store)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    yield from hall_with(tmp_path, PARTS)


@pytest.fixture
def free(tmp_path: Path) -> Iterator[Hall]:
    yield from hall_with(tmp_path, FREE)


def table(hall: Hall, keying: int = 0, who: str = "录一") -> theory.TheoryTable:
    found = theory.theory_table(hall.store, WELDER, "theory", keying, hall.who(who))
    assert found.view is not None
    return found


def key(hall: Hall, number: str, keying: int, who: str, *texts: str) -> None:
    sheet = table(hall).sheets[number]
    for (part, _), text in zip(table(hall).parts, texts, strict=True):
        scoring.enter_mark(hall.store, sheet, keying, CellAddress(part, -1), text, by=hall.who(who), at=MORNING)


def test_the_parts_are_columns_and_their_sum_is_the_score_to_the_thousandth(hall: Hall) -> None:
    first, second, _ = table(hall).sheets
    key(hall, first, 1, "录一", "52.333", "30.1")
    scoring.enter_mark(hall.store, table(hall).sheets[second], 1, ONE, "60", by=hall.who("录一"), at=MORNING)
    now = table(hall)
    assert now.parts == (("P1", "客观题"), ("P2", "主观题")) and now.view is not None
    one, two, _ = now.view.rows
    assert [cell.text for cell in one.cells] == ["52.333", "30.1"] and one.limits == ("60.0", "40.0")
    assert (one.score, two.score) == ("82.433", None)  # one part alone is no score
    assert [(q.row, q.seat) for q in now.view.questions][:1] == [(second, 1)] and now.view.filled == 1
    with hall.store.read() as reading:
        scores = scores_by_code(reading, contest_facts(reading).trade(WELDER), "theory")
        assert scores[first].score == Fraction(82433, 1000) and scores[second].score is None


def test_a_listed_round_is_not_drawn_and_has_no_code_between(hall: Hall) -> None:
    with hall.store.read() as reading:
        codes = codes_by_entry(reading, contest_facts(reading).trade(WELDER))
    assert sorted(codes["theory"].values()) == sorted(entry_numbers(hall.store).values())
    assert not set(codes["practical"].values()) & set(codes["theory"].values())


def test_a_part_above_its_own_maximum_is_refused(hall: Hall) -> None:
    number = next(iter(table(hall).sheets))
    with pytest.raises(Refusal, match=r"mark\.above_maximum"):
        key(hall, number, 1, "录一", "60.5", "30")
    assert table(hall).states[number] is SheetState.EMPTY


def test_parts_without_maxima_never_pass_the_round_together(free: Hall) -> None:
    number = next(iter(table(free).sheets))
    key(free, number, 1, "录一", "70", "30")
    sheet = table(free).sheets[number]
    with pytest.raises(Refusal, match=r"mark\.parts_above") as refused:
        scoring.enter_mark(free.store, sheet, 1, CellAddress("sub", -1), "30.5", by=free.who("录一"), at=MORNING)
    assert "100.5" in sentence(refused.value)
    view = table(free).view
    assert view is not None and view.rows[0].score == "100" and view.rows[0].cells[1].text == "30"
    rows = [["编号", "轮次", "评分点", "分值"], [number, "theory", "obj", "71"], [number, "theory", "sub", "30"]]
    with pytest.raises(Problems) as table_refused:  # a file goes the same way
        marks_import.import_rows(free.store, rows, "x", WELDER, 1, by=free.who("录一"), at=MORNING)
    assert [item.code for item in table_refused.value.items] == ["table.parts_above"]
    with pytest.raises(Refusal, match=r"mark\.parts_above"):  # and one that brings the other part alone
        marks_import.import_rows(free.store, [rows[0], rows[1]], "x", WELDER, 1, by=free.who("录一"), at=MORNING)


def test_the_second_keying_is_held_against_the_first_part_by_part(hall: Hall) -> None:
    numbers = list(table(hall).sheets)
    for number in numbers:
        key(hall, number, 1, "录一", "52", "30")
    theory.submit_table(hall.store, WELDER, "theory", 1, by=hall.who("录一"), at=MORNING)
    before = table(hall, 1, "录二").view
    assert before is not None and {cell.text for row in before.rows for cell in row.cells} == {"已录"}
    key(hall, numbers[0], 2, "录二", "53", "29")  # the sum is the same, the parts are not
    for number in numbers[1:]:
        key(hall, number, 2, "录二", "52", "30")
    done = theory.submit_table(hall.store, WELDER, "theory", 2, by=hall.who("录二"), at=later(5))
    assert (done.lines, done.agreed, done.differing) == (3, 2, 1)
    view = table(hall, 2, "录二").view
    assert view is not None and [cell.text for cell in view.rows[0].cells] == ["53≠52", "29≠30"]
    assert view.rows[0].score is None and view.rows[1].score == "82"
    sheet = table(hall).sheets[numbers[0]]
    for spot, text in ((ONE, "53"), (TWO, "30")):
        scoring.settle(hall.store, sheet, spot, text, by=hall.who("录二"), at=later(6))
    settled = table(hall, 2).view
    assert settled is not None and settled.rows[0].score == "83"
    assert table(hall).states[numbers[0]] is SheetState.AGREED
    assert filecheck_ok(hall)


def filecheck_ok(hall: Hall) -> bool:
    with hall.store.read() as reading:
        return filecheck.check_content(reading, thorough=True).ok


def test_undo_takes_back_one_part(hall: Hall) -> None:
    number = next(iter(table(hall).sheets))
    key(hall, number, 1, "录一", "52", "30")
    mark_undo.undo(hall.store, table(hall).sheets[number], 1, by=hall.who("录一"), at=later(1))
    view = table(hall).view
    assert view is not None and [cell.state for cell in view.rows[0].cells] == [CellState.VALUE, CellState.EMPTY]


def plan(hall: Hall, rows: list[list[str]]) -> theory_import.ScorePlan:
    return theory_import.plan_scores(hall.store, Sheet("", rows), WELDER, "theory", hall.who("录一"))


def test_a_workbook_with_the_parts_comes_in_as_one_act_with_the_paper_numbers(hall: Hall) -> None:
    one, two, three = table(hall).sheets
    rows = [
        ["参赛号", "卷号", "客观题得分", "主观分", "总分"],
        [one, "a-01", "52.5", "30", "82.5"],
        [two, "a-02", "40", "20", ""],
        [three, "", "缺考", "", ""],
    ]
    found = plan(hall, rows)
    assert [column.use for column in found.columns] == ["number", "paper", "part:P1", "part:P2", "score"]
    assert [(line.score, line.parts, line.paper) for line in found.lines] == [
        ("82.5", ("52.5", "30"), "A-01"),
        ("60", ("40", "20"), "A-02"),
        ("缺考", (), ""),
    ]
    acts = len(hall.audit_acts())
    theory_import.import_scores(
        hall.store, Sheet("", rows), WELDER, "theory", 1, file="x", by=hall.who("录一"), at=MORNING
    )
    now = table(hall, 1)
    assert now.view is not None and [row.score for row in now.view.rows] == ["82.5", "60.0", None]
    assert dict(now.papers) == {one: "A-01", two: "A-02"} and now.statuses[three] == "absent"
    assert hall.audit_acts()[acts:].count("sheet.paper") == 2 and filecheck_ok(hall)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("", "52", "30", "83"), "theory.parts_sum"),
        (("", "52", "30", "x"), "theory.parts_sum"),
        (("", "61", "30", ""), "theory.bad_part"),
        (("", "52", "", ""), "theory.bad_part"),
        (("", "缺考", "30", ""), "theory.status_and_part"),
        (("卷一", "52", "30", ""), "theory.paper"),
        (("B-9", "52", "30", ""), "theory.other_paper"),
    ],
)
def test_each_fault_of_a_line_with_parts_is_told(hall: Hall, cells: tuple[str, ...], code: str) -> None:
    number = next(iter(table(hall).sheets))
    theory_parts.set_paper(hall.store, WELDER, "theory", number, "A-01", by=hall.who("录一"), at=MORNING)
    found = plan(hall, [["参赛号", "卷号", "客观题", "主观题", "成绩"], [number, *cells]])
    (line,) = found.lines
    assert line.problem is not None and line.problem.code == code and found.good == ()
    assert sentence(line.problem) and "{" not in sentence(line.problem)


def test_a_file_with_the_score_alone_says_which_columns_it_lacks(hall: Hall) -> None:
    found = plan(hall, [["参赛号", "成绩"], ["W01", "88"]])
    assert found.problem is not None and found.problem.code == "theory.no_part_column"
    assert "客观题、主观题" in sentence(found.problem)
    number = next(iter(table(hall).sheets))
    with pytest.raises(Problems, match=r"marks\.problems") as refused:
        rows = [["编号", "轮次", "分值"], [number, "theory", "88"]]
        marks_import.import_rows(hall.store, rows, "x", WELDER, 1, by=hall.who("录一"), at=MORNING)
    assert [one.code for one in refused.value.items] == ["marks.whole_round"]


def test_a_paper_number_is_kept_told_and_closed_by_the_lock(hall: Hall) -> None:
    number = next(iter(table(hall).sheets))
    by = hall.who("录二")
    before, _ = theory_parts.set_paper(hall.store, WELDER, "theory", number, " ａ－17 ", by=by, at=MORNING)
    again, _ = theory_parts.set_paper(hall.store, WELDER, "theory", number, "B/2", by=by, at=MORNING)
    assert (before, again) == ("", "A-17") and table(hall).papers == {number: "B/2"}
    with pytest.raises(Refusal, match=r"theory\.paper"):
        theory_parts.set_paper(hall.store, WELDER, "theory", number, "卷", by=by, at=MORNING)
    with pytest.raises(Refusal, match=r"theory\.no_line"):
        theory_parts.set_paper(hall.store, WELDER, "theory", "X99", "1", by=by, at=MORNING)
    assert hall.audit_acts().count("sheet.paper") == 2 and filecheck_ok(hall)


def test_a_paper_number_changed_in_the_file_by_hand_is_found(hall: Hall, tmp_path: Path) -> None:
    number = next(iter(table(hall).sheets))
    theory_parts.set_paper(hall.store, WELDER, "theory", number, "A-1", by=hall.who("录一"), at=MORNING)
    hall.store.close()
    with closing(sqlite3.connect(tmp_path / "a.contest")) as raw, raw:
        raw.execute("UPDATE sheet SET paper = 'A-2' WHERE paper = 'A-1'")
    with open_store(tmp_path / "a.contest") as store, store.read() as reading:
        report = filecheck.check_content(reading, thorough=True)
    assert not report.ok


def test_a_lower_maximum_is_refused_while_the_parts_of_a_line_add_up_to_more(free: Hall) -> None:
    number = next(iter(table(free).sheets))
    key(free, number, 1, "录一", "50", "45")
    with free.store.read() as reading:
        rules = contest_facts(reading).trade(WELDER).rules
    for maximum, fits in (("90", False), ("95", True)):
        rounds = [part if part.id != "theory" else lowered(part, Fraction(maximum)) for part in rules.rounds]
        draft = replace(rules, rounds=tuple(rounds))
        with nullcontext() if fits else pytest.raises(Refusal, match=r"mark\.parts_above"):
            schemes.change(free.store, WELDER, draft, by=free.who("裁判长"), at=MORNING, why="卷面少一题")
    assert filecheck_ok(free)


def lowered(part: Round, maximum: Fraction) -> Round:
    names = [(one.id, one.name, None) for one in part.aspects]
    return replace(part, maximum=maximum, modules=(parts.module_of(names, maximum),))


def test_a_drawn_round_on_sheets_never_becomes_a_list(hall: Hall) -> None:
    with hall.store.read() as reading:
        rules = contest_facts(reading).trade(WELDER).rules
    plain = [(one.id, one.name, Fraction(100) / 4) for one in rules.rounds[1].aspects]
    listed = replace(rules.rounds[1], listed=True, modules=(parts.module_of(plain, rules.rounds[1].maximum),))
    draft = replace(rules, rounds=(rules.rounds[0], replace(listed, maximum=Fraction(75))))
    with pytest.raises(Refusal, match=r"scheme\.round_in_use"):
        schemes.change(hall.store, WELDER, draft, by=hall.who("管理员"), at=MORNING)


def test_a_sheet_with_a_code_takes_no_paper_number(hall: Hall) -> None:
    code = hall.lines()[0].code
    with pytest.raises(Refusal, match=r"theory\.no_line"):
        theory_parts.set_paper(hall.store, WELDER, "practical", code, "A-1", by=hall.who("录一"), at=MORNING)
