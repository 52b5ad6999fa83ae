"""Marks to disk: what goes in, who may, what never gets lost."""

from __future__ import annotations

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import scoring
from app.services.sheet_view import CellAddress, CellState, SheetState
from db.queries import appeals
from db.queries import scoring as stored
from tests.factories import MORNING
from tests.services.hall import A1, C1, Hall, b1, cell_marks


def first_sheet(hall: Hall) -> int:
    return hall.lines()[0].sheet_id


def test_a_mark_is_on_disk_in_thousandths_with_its_audit_entry(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    entered = scoring.enter_mark(hall.store, sheet_id, 1, A1, "９．５", by=hall.who("录一"), at=MORNING)
    assert (entered.cell.text, entered.state) == ("9.5", SheetState.FIRST)
    with hall.store.read() as reading:
        (mark,) = stored.marks_of(reading, sheet_id)
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    assert (mark.value, mark.token, mark.by) == (9500, None, hall.who("录一").ref)
    assert '"act":"mark.set"' in body and '"new":"n:9500"' in body and '"old":null' in body


@pytest.mark.parametrize(
    ("address", "text", "code"),
    [
        (A1, "95", "mark.above_maximum"),
        (A1, "9.3", "mark.step"),
        (A1, "-1", "mark.below_minimum"),
        (A1, "abc", "mark.not_a_number"),
        (A1, "NaN", "mark.not_a_number"),
        (A1, "1e3", "mark.not_a_number"),
        (CellAddress("Z9", -1), "1", "scoring.unknown_aspect"),
        (CellAddress("B1", 6), "1", "scoring.unknown_seat"),
    ],
)
def test_a_refused_mark_leaves_the_file_as_it_was(hall: Hall, address: CellAddress, text: str, code: str) -> None:
    sheet_id = first_sheet(hall)
    before = hall.store.head
    with pytest.raises(Refusal) as refusal:
        scoring.enter_mark(hall.store, sheet_id, 1, address, text, by=hall.who("录一"), at=MORNING)
    assert refusal.value.code == code
    assert hall.store.head == before
    with hall.store.read() as reading:
        assert stored.marks_of(reading, sheet_id) == ()


def test_a_correction_before_submitting_keeps_the_first_mark_readable(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    for text in ("9.5", "8.0"):
        scoring.enter_mark(hall.store, sheet_id, 1, A1, text, by=hall.who("录一"), at=MORNING)
    with hall.store.read() as reading:
        assert [m.value for m in cell_marks(reading, sheet_id, "A1", "")] == [9500, 8000]
        assert [m.value for m in stored.marks_of(reading, sheet_id)] == [8000]


def test_clearing_takes_a_cell_back_to_not_marked(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    scoring.enter_mark(hall.store, sheet_id, 1, A1, "0", by=hall.who("录一"), at=MORNING)
    assert scoring.view(hall.store, sheet_id, 1).rows[1].cells[0].text == "0.0"
    scoring.clear_mark(hall.store, sheet_id, 1, A1, by=hall.who("录一"), at=MORNING)
    assert scoring.view(hall.store, sheet_id, 1).rows[1].cells[0].state is CellState.EMPTY


def test_submitting_says_what_is_open(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    scoring.enter_mark(hall.store, sheet_id, 1, A1, "9.5", by=hall.who("录一"), at=MORNING)
    scoring.enter_mark(hall.store, sheet_id, 1, C1, "2.1", by=hall.who("录一"), at=MORNING, doubtful=True)
    with pytest.raises(Refusal) as refusal:
        scoring.submit(hall.store, sheet_id, 1, by=hall.who("录一"), at=MORNING)
    assert refusal.value.code == "scoring.open_questions"
    assert refusal.value.fields["cells"] == 6  # five judges, and one doubtful


def test_the_second_keying_is_another_person_who_sees_nothing_of_the_first(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    with pytest.raises(Refusal, match="not_yet"):
        scoring.enter_mark(hall.store, sheet_id, 2, A1, "9", by=hall.who("录二"), at=MORNING)
    hall.key_sheet(sheet_id, 1, "录一")
    assert all(cell.text == "" for row in scoring.view(hall.store, sheet_id, 2).rows for cell in row.cells)
    with pytest.raises(RightsRefusal, match="same_recorder"):
        scoring.enter_mark(hall.store, sheet_id, 2, A1, "9.5", by=hall.who("录一"), at=MORNING)
    hall.key_sheet(sheet_id, 2, "录二")
    assert scoring.view(hall.store, sheet_id, 1).state is SheetState.AGREED


def test_a_difference_is_shown_at_once_and_settled_by_the_paper(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    hall.key_sheet(sheet_id, 1, "录一", a1="9.5")
    by = hall.who("录二")
    entered = scoring.enter_mark(hall.store, sheet_id, 2, A1, "9.0", by=by, at=MORNING)
    assert (entered.cell.state, entered.cell.text) == (CellState.DIFFERS, "9.0≠9.5")
    for seat in range(1, 6):
        scoring.enter_mark(hall.store, sheet_id, 2, b1(seat), "40", by=by, at=MORNING)
    scoring.enter_mark(hall.store, sheet_id, 2, C1, "2.1", by=by, at=MORNING)
    scoring.submit(hall.store, sheet_id, 2, by=by, at=MORNING)
    assert scoring.view(hall.store, sheet_id, 2).state is SheetState.DIFFERS
    with pytest.raises(RightsRefusal, match="neither"):
        scoring.settle(hall.store, sheet_id, A1, "8.5", by=by, at=MORNING)
    scoring.settle(hall.store, sheet_id, A1, "9.0", by=by, at=MORNING)
    view = scoring.view(hall.store, sheet_id, 1)
    assert view.state is SheetState.AGREED
    assert view.rows[1].cells[0].text == "9.0"


def test_the_supervisor_may_say_that_both_keyings_are_wrong(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    hall.key_sheet(sheet_id, 1, "录一", a1="9.5")
    hall.key_sheet(sheet_id, 2, "录二", a1="9.0")
    scoring.settle(hall.store, sheet_id, A1, "8.5", by=hall.who("监督"), at=MORNING, why="原件为 8.5")
    assert scoring.view(hall.store, sheet_id, 1).rows[1].cells[0].text == "8.5"


def test_a_status_covers_a_sheet_and_is_never_a_mark(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    scoring.set_status(hall.store, sheet_id, "retired", "受伤", by=hall.who("裁判长"), at=MORNING)
    with pytest.raises(Refusal, match="covered"):
        scoring.enter_mark(hall.store, sheet_id, 1, A1, "9", by=hall.who("录一"), at=MORNING)
    assert scoring.view(hall.store, sheet_id, 1).status == "retired"


def test_a_correction_after_agreement_needs_a_reason_and_two_people(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    hall.key_sheet(sheet_id, 1, "录一")
    hall.key_sheet(sheet_id, 2, "录二")
    chief, other = hall.who("裁判长"), hall.who("监督")
    with pytest.raises(RightsRefusal, match="same_person"):
        scoring.correct_mark(hall.store, sheet_id, A1, "8", "原件", by=chief, second=chief, at=MORNING)
    with pytest.raises(Refusal, match="needs_reason"):
        scoring.correct_mark(hall.store, sheet_id, A1, "8", " ", by=chief, second=other, at=MORNING)
    scoring.correct_mark(hall.store, sheet_id, A1, "8", "原件为 8", by=chief, second=other, at=MORNING)
    with hall.store.read() as reading:
        (slip,) = appeals.slips_of(reading, 1)
    assert (slip.old, slip.new, slip.reason) == ("9.5", "8.0", "原件为 8")
    assert scoring.view(hall.store, sheet_id, 1).rows[1].cells[0].text == "8.0"


def test_the_view_adds_up_as_the_rules_say(hall: Hall) -> None:
    sheet_id = first_sheet(hall)
    hall.key_sheet(sheet_id, 1, "录一", panel="40", a1="9.5")
    view = scoring.view(hall.store, sheet_id, 1)
    # 9.5 + 40 (five equal marks) + full marks for a reading 0.1 from nominal.
    assert view.total == "89.50"
    assert (view.filled, view.cells, view.maximum) == (7, 7, "100")


@pytest.mark.parametrize("role", ["登记员", "加密", "裁判长", "监督", "管理员", "打印员"])
def test_only_those_who_key_marks_may_key_marks(hall: Hall, role: str) -> None:
    with pytest.raises(RightsRefusal, match="not_allowed"):
        scoring.enter_mark(hall.store, first_sheet(hall), 1, A1, "9", by=hall.who(role), at=MORNING)
    assert hall.audit_acts()[-1] == "access.denied"
