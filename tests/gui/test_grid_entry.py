"""Typing, refusing, answering: what a cell does between the first digit and the disk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.services.sheet_view import CellState, CellView, Choice, RowView
from tests.gui.grid_helpers import Shelf, cell, keys, shown, typed
from tests.gui.grid_sample import EMPTY, LEVELS, MET, large, merged, value, welding
from ui.grid.check import check
from ui.grid.grid import ScoreGrid
from ui.grid.state import Stage

BAD = [
    "95", "11", "10.5", "100", "99.5", "8.3", "8.25", "8.55", "0.1", "9.99", "abc", "8a", "1e1", "..", "8..5", "1.2.3",
    "½", "８．３", "１１", "九", "8,5", "#8", "8%", "٣", "²", "0x8", "10.01", "00.7", "8.05", "9.", "",
]  # fmt: skip


@pytest.mark.parametrize("text", [text for text in BAD if text not in ("9.", "")])
def test_a_bad_text_is_refused_and_stays_under_the_cursor(qtbot, text: str) -> None:
    """U3: nothing is stored, the stored value stays, the cursor stays, the reason stands beside it."""
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    heard: list[str] = []
    grid.announced.connect(heard.append)
    typed(grid, text)
    keys(grid, "<Return>")
    assert shelf.marks == {} and shelf.words == {}
    assert grid.current == cell("B5", 1)
    assert grid.state.cell(cell("B5", 1)).text == "8.5"
    assert grid.state.draft is not None and grid.state.draft.text == text and grid.state.draft.selected
    assert grid.bubble.isVisible() and "没有存入" in grid.bubble.sentence
    assert heard and heard[-1].startswith(grid.bubble.sentence)
    keys(grid, "9<Return>")
    assert shelf.marks == {cell("B5", 1): "9.0"}
    assert not grid.bubble.isVisible()


@pytest.mark.parametrize(
    ("text", "stored"), [("９。５", "9.5"), ("８．０", "8.0"), ("9.", "9.0"), (".5", "0.5"), ("０", "0.0")]
)
def test_full_width_figures_and_short_forms_are_understood(qtbot, text: str, stored: str) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    typed(grid, text)
    keys(grid, "<Return>")
    assert shelf.marks == {cell("B5", 4): stored}


def test_an_emptied_cell_is_not_quietly_restored(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    keys(grid, "<Backspace><Return>")
    assert shelf.marks == {} and grid.current == cell("B5", 1)
    assert "Delete" in grid.bubble.advice


def test_the_text_turns_red_at_the_key_that_makes_it_impossible(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9")
    assert not grid.bubble.isVisible()
    keys(grid, "5")
    assert grid.bubble.isVisible()
    assert grid.bubble.sentence == "超过配分 10.0，没有存入"
    assert grid.bubble.advice == "直接重打即可。若是 9.5，请键入小数点。"
    keys(grid, "<Backspace>")
    assert not grid.bubble.isVisible()


def test_a_click_elsewhere_stores_a_good_draft_and_is_held_by_a_bad_one(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, "9")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.cell_rect(cell("D1", 2)).center())
    assert shelf.marks == {cell("B5", 4): "9.0"}
    assert grid.current == cell("D1", 2)
    keys(grid, "99")
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.cell_rect(cell("A1", 1)).center())
    assert grid.current == cell("D1", 2)
    assert grid.state.draft is not None and grid.state.draft.text == "99"


def test_losing_the_focus_stores_a_good_draft(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    grid, other = ScoreGrid(), QLineEdit()
    grid.show_sheet(welding())
    layout.addWidget(grid)
    layout.addWidget(other)
    window.show()
    window.activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    shelf = Shelf(grid)
    keys(grid, "7")
    other.setFocus()
    assert shelf.marks == {cell("B5", 4): "7.0"}


def test_no_input_method_and_no_editor(qtbot) -> None:
    grid = shown(qtbot, welding())
    assert grid.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    assert not grid.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not grid.viewport().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    keys(grid, "8")
    assert grid.findChildren(QLineEdit) == []


def test_update_sheet_disturbs_nothing(qtbot) -> None:
    grid = shown(qtbot, large(), height=400)
    grid.go_to(cell("P80", 3))
    keys(grid, "8.")
    grid.state.draft.caret = 1
    scroll = grid.verticalScrollBar().value()
    rows = list(grid.state.rows)
    at = next(i for i, row in enumerate(rows) if row.id == "P2")
    rows[at] = replace(rows[at], score="1.25", cells=tuple(value("2.5") for _ in rows[at].cells))
    grid.update_sheet(replace(grid.state.view, rows=tuple(rows), filled=3))
    assert grid.current == cell("P80", 3)
    assert grid.state.draft.text == "8." and grid.state.draft.caret == 1
    assert grid.verticalScrollBar().value() == scroll
    assert grid.state.cell(cell("P2", 1)).text == "2.5"


def test_update_sheet_with_other_lines_keeps_the_cursor_where_it_can(qtbot) -> None:
    grid = shown(qtbot, welding())
    view = grid.state.view
    grid.update_sheet(replace(view, rows=tuple(row for row in view.rows if row.id != "A1")))
    assert grid.current == cell("B5", 4)
    grid.update_sheet(replace(view, rows=tuple(row for row in view.rows if row.id != "B5")))
    assert grid.current == cell("D1", 1)


def test_a_mark_on_its_way_shows_a_dot_only_when_it_takes_long(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>")
    note = grid.state.notes[cell("B5", 4)]
    assert note.stage is Stage.PENDING
    assert grid.unsaved() == {cell("B5", 4): "9.0"}
    grid.cell_saved(cell("B5", 4), value("9.0"))
    assert grid.state.notes[cell("B5", 4)].stage is Stage.SAVED
    assert grid.unsaved() == {}


def test_a_cell_typed_twice_is_saved_only_with_the_second_answer(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>-8<Return>")
    grid.cell_saved(cell("B5", 4), value("9.0"))
    assert grid.unsaved() == {cell("B5", 4): "8.0"}
    grid.cell_saved(cell("B5", 4), value("8.0"))
    assert grid.unsaved() == {}


def test_a_mark_refused_later_takes_the_cursor_back(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>")
    grid.cell_refused(cell("B5", 4), "9.0", "这份评分表刚被别人提交，没有存入")
    assert grid.current == cell("B5", 4)
    assert grid.bubble.sentence.startswith("这份评分表")
    assert grid.state.draft is not None and grid.state.draft.selected
    keys(grid, "<Escape>")
    assert grid.unsaved() == {}
    assert grid.state.cell(cell("B5", 4)).state is CellState.EMPTY


def test_a_mark_refused_later_does_not_break_into_typing(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>7")
    grid.cell_refused(cell("B5", 4), "9.0", "没有存入")
    assert grid.current == cell("B5", 5)
    assert grid.state.draft is not None and grid.state.draft.text == "7"
    grid.go_to(cell("B5", 4))
    assert grid.bubble.isVisible()


def test_a_failed_mark_is_kept_and_said(qtbot) -> None:
    grid = shown(qtbot, welding())
    heard: list[str] = []
    grid.announced.connect(heard.append)
    keys(grid, "9<Return>")
    grid.cell_failed(cell("B5", 4))
    assert grid.unsaved() == {cell("B5", 4): "9.0"}
    assert "没有写进硬盘" in heard[-1]
    assert "重试" in grid.hover_text(cell("B5", 4))
    grid.cell_pending(cell("B5", 4))
    assert grid.state.notes[cell("B5", 4)].stage is Stage.PENDING
    assert grid.state.notes[cell("B5", 4)].text == "9.0"


def test_hover_tells_who_when_and_before(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.cell_saved(cell("B5", 1), CellView(CellState.VALUE, "7.5", by="李卫东", at="11:02:03", before="8.5"))
    assert grid.hover_text(cell("B5", 1)) == "李卫东，11:02:03 存入\n之前是 8.5"


def test_cells_speak(qtbot) -> None:
    grid = shown(qtbot, welding())
    assert grid.spoken(cell("B5", 1)) == "B5 焊缝成形与美观，裁判1，8.5，已保存"
    assert grid.spoken(cell("B5", 4)) == "B5 焊缝成形与美观，裁判4，未录"
    assert grid.spoken(cell("B1")) == "B1 焊缝余高，1.8 mm，已保存"


def test_no_sheet_is_an_empty_ground(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.show_sheet(None)
    keys(grid, "9<Return><Tab>")
    assert grid.current is None and grid.state.draft is None
    grid.viewport().grab()


@pytest.mark.parametrize(
    ("row", "text", "stored"),
    [
        (merged("M", "测", "measured", "10", "", unit="mm"), "25.375", "25.375"),
        (merged("M", "测", "measured", "10", "", choices=MET), "1", "合格"),
        (merged("M", "数", "count", "10", ""), "12", "12"),
        (merged("M", "时", "time", "5", ""), "90500", "09:05:00"),
        (merged("M", "扣", "deduction", "9", "", choices=(Choice("E2", "违规", "2"),)), "3", "E2×3"),
        (merged("M", "扣", "deduction", "9", "", choices=(Choice("E2", "违规", "2"),)), "0", "0"),
        (RowView("aspect", "M", "评", "judged", "4", choices=LEVELS, cells=(EMPTY,) * 3), "3", "3"),
        (RowView("aspect", "M", "分", "value", "50", step="0.25", decimals=2, cells=(EMPTY,)), "48.75", "48.75"),
    ],
)
def test_check_hands_on_what_the_domain_writes(row: RowView, text: str, stored: str) -> None:
    verdict = check(row, text)
    assert verdict.ok and verdict.value == stored


@pytest.mark.parametrize(
    ("kind", "text"),
    [("time", "136160"), ("time", "1:2:3:4"), ("count", "1.5"), ("deduction", "E9"), ("measured", "1,8")],
)
def test_check_refuses_in_words(kind: str, text: str) -> None:
    choices = (Choice("E2", "违规", "2"),) if kind == "deduction" else ()
    verdict = check(merged("M", "行", kind, "10", "", choices=choices), text)
    assert not verdict.ok and "没有存入" in verdict.sentence and verdict.advice.endswith("。")


def test_what_was_last_handed_on_is_known_before_it_is_stored(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>")
    assert grid.text_of(cell("B5", 4)) == "9.0"
    assert grid.text_of(cell("B5", 1)) == "8.5"


def test_hover_shows_this_computer_s_clock(qtbot) -> None:
    grid = shown(qtbot, welding())
    stored = CellView(CellState.VALUE, "7.5", by="李卫东", at="2026-06-18T03:02:03+00:00")
    grid.cell_saved(cell("B5", 1), stored)
    assert grid.hover_text(cell("B5", 1)).startswith("李卫东，2026-06-1") and "T" not in grid.hover_text(cell("B5", 1))
