"""How a sheet opens for a person, whole blocks, undo and redo as new marks, where a code belongs."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.errors import Refusal, RightsRefusal
from app.services import keying, mark_undo, scoring
from app.services.sheet_view import CellAddress, CellState, SheetState, SheetView
from tests.factories import MORNING, WELDER, later
from tests.services.hall import A1, C1, Hall, b1, cell_marks


def first_sheet(hall: Hall) -> int:
    return hall.lines()[0].sheet_id


def key(hall: Hall, text: str, cell: CellAddress = A1, who: str = "录一", pas: int = 1, at: datetime = MORNING) -> None:
    scoring.enter_mark(hall.store, first_sheet(hall), pas, cell, text, by=hall.who(who), at=at)


def text_in(view: SheetView, cell: CellAddress) -> str:
    row = next(row for row in view.rows if row.kind == "aspect" and row.id == cell.aspect)
    return row.cells[max(0, cell.seat)].text


def test_an_empty_sheet_opens_for_the_first_keying(hall: Hall) -> None:
    opened = keying.open_for(hall.store, first_sheet(hall), hall.who("录一"))
    assert (opened.keying, opened.view.keying, opened.closed) == (1, 1, None)


def test_whoever_keyed_first_sees_that_and_is_told_why_not_again(hall: Hall) -> None:
    sheet = first_sheet(hall)
    hall.key_sheet(sheet, 1, "录一")
    opened = keying.open_for(hall.store, sheet, hall.who("录一"))
    assert (opened.keying, opened.view.keying) == (2, 1)
    assert opened.closed is not None and opened.closed.code == "scoring.same_recorder"
    assert text_in(opened.view, A1) == "9.5"


def test_another_recorder_gets_an_empty_sheet(hall: Hall) -> None:
    sheet = first_sheet(hall)
    hall.key_sheet(sheet, 1, "录一")
    opened = keying.open_for(hall.store, sheet, hall.who("录二"))
    assert (opened.keying, opened.view.keying, opened.closed) == (2, 2, None)
    assert {cell.text for row in opened.view.rows for cell in row.cells} == {""}


def test_the_chief_judge_may_look_and_not_key(hall: Hall) -> None:
    opened = keying.open_for(hall.store, first_sheet(hall), hall.who("裁判长"))
    assert isinstance(opened.closed, RightsRefusal) and opened.closed.code == "access.not_allowed"


def test_a_cell_tells_who_keyed_it_and_what_stood_before(hall: Hall) -> None:
    key(hall, "9.5")
    key(hall, "8.0")
    view = keying.open_for(hall.store, first_sheet(hall), hall.who("录一")).view
    cell = next(row for row in view.rows if row.id == "A1").cells[0]
    assert (cell.text, cell.by, cell.before) == ("8.0", "录一", "9.5")


def test_the_second_keying_never_learns_from_before(hall: Hall) -> None:
    sheet = first_sheet(hall)
    key(hall, "3.0")
    hall.key_sheet(sheet, 1, "录一")
    key(hall, "9.5", who="录二", pas=2)
    view = keying.open_for(hall.store, sheet, hall.who("录二")).view
    assert [cell.before for row in view.rows for cell in row.cells if cell.text] == [""]


def test_a_sheet_that_differs_shows_both_values_and_counts_them(hall: Hall) -> None:
    sheet = first_sheet(hall)
    hall.key_sheet(sheet, 1, "录一", a1="9.5")
    hall.key_sheet(sheet, 2, "录二", a1="9.0")
    assert (hall.lines()[0].state, hall.lines()[0].differing) == (SheetState.DIFFERS, 1)
    view = keying.open_for(hall.store, sheet, hall.who("录一")).view
    cell = next(row for row in view.rows if row.id == "A1").cells[0]
    assert (cell.state, cell.text) == (CellState.DIFFERS, "9.0≠9.5")


def test_a_block_is_stored_whole_or_not_at_all(hall: Hall) -> None:
    sheet = first_sheet(hall)
    head = hall.store.head
    with pytest.raises(Refusal):
        keying.enter_block(hall.store, sheet, 1, [(A1, "9.5"), (C1, "x")], by=hall.who("录一"), at=MORNING)
    assert hall.store.head == head
    block = keying.enter_block(
        hall.store, sheet, 1, [(A1, "9.5"), (b1(2), "回避")], by=hall.who("录一"), at=MORNING, why="师徒"
    )
    assert [(address, cell.text) for address, cell in block.cells] == [(A1, "9.5"), (b1(2), "回避")]
    with hall.store.read() as reading:
        whys = reading.connection.exec_driver_sql("SELECT aspect, why FROM mark ORDER BY id").all()
    assert [tuple(row) for row in whys] == [("A1", ""), ("B1", "师徒")]
    assert hall.lines()[0].state is SheetState.FIRST


def undo(hall: Hall, who: str = "录一", pas: int = 1) -> list[tuple[str, str]]:
    done = mark_undo.undo(hall.store, first_sheet(hall), pas, by=hall.who(who), at=later(5))
    return [(back.old, back.new) for back in done.cells]


def redo(hall: Hall) -> list[tuple[str, str]]:
    done = mark_undo.redo(hall.store, first_sheet(hall), 1, by=hall.who("录一"), at=later(6))
    return [(back.old, back.new) for back in done.cells]


def test_undo_walks_back_and_redo_forth_adding_to_history_only(hall: Hall) -> None:
    key(hall, "9.5")
    key(hall, "8.0")
    key(hall, "2.1", C1)
    assert [undo(hall), undo(hall), undo(hall)] == [[("2.1", "")], [("8.0", "9.5")], [("9.5", "")]]
    with pytest.raises(Refusal) as refusal:
        undo(hall)
    assert refusal.value.code == "scoring.nothing_to_undo"
    assert [redo(hall), redo(hall)] == [[("", "9.5")], [("9.5", "8.0")]]
    assert undo(hall) == [("8.0", "9.5")]
    key(hall, "7.0")
    with pytest.raises(Refusal) as refusal:
        redo(hall)
    assert refusal.value.code == "scoring.nothing_to_redo"
    with hall.store.read() as reading:
        marks = cell_marks(reading, first_sheet(hall), "A1", "")
    assert [mark.value for mark in marks] == [9500, 8000, 9500, None, 9500, 8000, 9500, 7000]


def test_a_pasted_block_is_one_step(hall: Hall) -> None:
    key(hall, "9.5")
    keying.enter_block(hall.store, first_sheet(hall), 1, [(A1, "8.0"), (C1, "2.2")], by=hall.who("录一"), at=later(1))
    assert undo(hall) == [("8.0", "9.5"), ("2.2", "")]
    assert undo(hall) == [("9.5", "")]


def test_undo_stops_at_submit_and_at_other_people(hall: Hall) -> None:
    sheet = first_sheet(hall)
    hall.key_sheet(sheet, 1, "录一")
    scoring.reopen(hall.store, sheet, "看错行", by=hall.who("裁判长"), at=MORNING)
    with pytest.raises(Refusal) as refusal:
        undo(hall)
    assert refusal.value.code == "scoring.nothing_to_undo"
    key(hall, "9.0", at=later(1))
    key(hall, "8.5", who="录二", at=later(2))
    with pytest.raises(Refusal) as refusal:
        undo(hall)
    assert refusal.value.code == "scoring.changed_since"


def test_a_code_is_found_by_its_figures_and_a_misread_one_named(hall: Hall) -> None:
    line = hall.lines()[0]
    digits = line.code.split("-")[1]
    for typed in (line.code, digits, line.code.lower().replace("-", "")):
        assert keying.locate(hall.store, typed, WELDER, "practical") == ("practical", line.sheet_id)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    for typed, code in ((wrong, "scoring.code_digit"), ("12", "scoring.no_sheet"), ("X-076", "scoring.no_sheet")):
        with pytest.raises(Refusal) as refusal:
            keying.locate(hall.store, typed, WELDER, "practical")
        assert refusal.value.code == code


def test_marking_names_rounds_sheets_and_rule(hall: Hall) -> None:
    found = keying.marking(hall.store, WELDER)
    assert (found.rounds, found.round) == ((("practical", "实操"),), "practical")
    assert len(found.lines) == 3 and found.rule == "drop"
