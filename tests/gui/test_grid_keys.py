"""Every key of the score grid: what it sends, and where the cursor is afterwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.services.sheet_view import CellState, Choice
from tests.gui.grid_helpers import KEYPAD, Shelf, cell, keys, shown, typed
from tests.gui.grid_sample import LEVELS, MET, blank, merged, panel, welding
from tests.gui.meter import InteractionMeter
from ui.grid.keys import KEYS


def test_every_command_of_the_table_exists(qtbot) -> None:
    grid = shown(qtbot, welding())
    for name in KEYS.values():
        assert callable(getattr(grid, f"do_{name}"))


def test_the_cursor_begins_at_the_first_empty_cell(qtbot) -> None:
    assert shown(qtbot, welding()).current == cell("B5", 4)


@pytest.mark.parametrize("enter", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_checks_stores_and_goes_on(qtbot, enter: Qt.Key) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    QTest.keyClicks(grid, "9.5")
    QTest.keyClick(grid, enter, KEYPAD if enter == Qt.Key.Key_Enter else Qt.KeyboardModifier.NoModifier)
    assert shelf.marks == {cell("B5", 4): "9.5"}
    assert grid.current == cell("B5", 5)


def test_enter_skips_the_recused_judge(qtbot) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    grid.go_to(cell("D2", 1))
    keys(grid, "3<Return>")
    assert grid.current == cell("D2", 3)


@pytest.mark.parametrize(("back", "modifier"), [("Return", "Shift"), ("Minus", "")])
def test_shift_enter_and_minus_go_back(qtbot, back: str, modifier: str) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, f"7<{modifier}+{back}>" if modifier else f"7<{back}>")
    assert shelf.marks == {cell("B5", 4): "7.0"}
    assert grid.current == cell("B5", 3)


def test_minus_begins_a_negative_mark_only_where_one_is_allowed(qtbot) -> None:
    rows = (panel("N1", "可为负", "5.0", "- - - - -", minimum="-5.0"),)
    grid = shown(qtbot, replace(welding(), rows=rows, questions=()))
    shelf = Shelf(grid)
    keys(grid, "-2.5<Return>")
    assert shelf.marks == {cell("N1", 1): "-2.5"}
    keys(grid, "3-")
    assert shelf.marks[cell("N1", 2)] == "3.0"
    assert grid.current == cell("N1", 1)


def test_minus_after_f2_is_the_sign_of_a_reading(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B1"))
    keys(grid, "<F2><Home>-<Return>")
    assert shelf.marks == {cell("B1"): "-1.8"}


def test_tab_goes_right_and_wraps_arrows_stop_at_the_edge(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("B5", 5))
    keys(grid, "<Right>")
    assert grid.current == cell("B5", 5)
    keys(grid, "<Tab>")
    assert grid.current == cell("C1")
    keys(grid, "<Backtab>")
    assert grid.current == cell("B5", 5)
    keys(grid, "<Left>")
    assert grid.current == cell("B5", 4)


def test_up_and_down_keep_the_judge_across_merged_lines(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "<Down>")
    assert grid.current == cell("C1")
    keys(grid, "<Down><Down>")
    assert grid.current == cell("D1", 4)
    keys(grid, "<Up><Up><Up>")
    assert grid.current == cell("B5", 4)


def test_an_arrow_stores_a_good_draft_and_keeps_a_bad_one(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, "95<Right>")
    assert shelf.marks == {}
    assert grid.current == cell("B5", 4)
    assert grid.state.draft is not None and grid.state.draft.text == "95"
    keys(grid, "9<Right>")
    assert shelf.marks == {cell("B5", 4): "9.0"}
    assert grid.current == cell("B5", 5)


@pytest.mark.parametrize(("key", "to"), [("<Tab>", 5), ("<Backtab>", 3), ("<Right>", 5), ("<Left>", 3)])
def test_every_way_aside_stores_a_good_draft_and_keeps_a_bad_one(qtbot, key: str, to: int) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, f"95{key}")
    assert shelf.marks == {} and grid.current == cell("B5", 4)
    keys(grid, f"9{key}")
    assert shelf.marks == {cell("B5", 4): "9.0"} and grid.current == cell("B5", to)


@pytest.mark.parametrize(("key", "to"), [("<Up>", cell("B4")), ("<Down>", cell("C1"))])
def test_up_and_down_store_a_good_draft_and_keep_a_bad_one(qtbot, key: str, to: object) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, f"95{key}")
    assert shelf.marks == {} and grid.current == cell("B5", 4)
    keys(grid, f"9{key}")
    assert shelf.marks == {cell("B5", 4): "9.0"} and grid.current == to


def test_the_old_value_stays_until_a_good_one_is_committed(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    keys(grid, "9.")
    assert grid.state.draft is not None and grid.state.draft.text == "9."  # begun over the cell, not behind it
    assert grid.state.cell(cell("B5", 1)).text == "8.5" and shelf.marks == {}
    keys(grid, "5<Return>")
    assert grid.state.cell(cell("B5", 1)).text == "9.5" and shelf.marks == {cell("B5", 1): "9.5"}


@pytest.mark.parametrize(("digit", "stored"), [("1", "合格"), ("0", "不合格")])
def test_passed_or_not_is_one_key_and_can_be_turned_off(qtbot, digit: str, stored: str) -> None:
    rows = tuple(merged(key, "弯曲", "measured", "10.0", "", choices=MET) for key in ("C2", "C3"))
    grid = shown(qtbot, replace(welding(), rows=rows, questions=()))
    shelf = Shelf(grid)
    keys(grid, digit)
    assert shelf.marks == {cell("C2"): stored} and grid.current == cell("C3")
    grid.set_auto_commit(False)
    keys(grid, digit)
    assert grid.current == cell("C3") and len(shelf.marks) == 1
    keys(grid, "<Return>")
    assert shelf.marks[cell("C3")] == stored


def test_one_digit_waits_where_a_second_may_follow(qtbot) -> None:
    grid = shown(
        qtbot, replace(welding(), rows=(panel("P1", "评分点", "10", "- -", step="1", decimals=0),), questions=())
    )
    shelf = Shelf(grid)
    keys(grid, "1")
    assert shelf.marks == {} and grid.current == cell("P1", 1)
    keys(grid, "0<Return>")
    assert list(shelf.marks.values()) == ["10"]


@pytest.mark.parametrize(("sign", "signal"), [("＋", "next_sheet"), ("＊", "doubt_toggled"), ("＝", "paper_requested")])
def test_full_width_signs_are_keys_too(qtbot, sign: str, signal: str) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("B5", 1))
    with qtbot.waitSignal(getattr(grid, signal)):
        typed(grid, sign)
    assert grid.state.draft is None


def test_full_width_minus_and_slash_are_keys_too(qtbot) -> None:
    grid = shown(qtbot, welding())
    typed(grid, "－")
    assert grid.current == cell("B5", 3)
    typed(grid, "／")
    assert grid.picker.isVisible()


def test_escape_drops_the_draft_and_shows_what_is_stored(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    keys(grid, "99<Escape><Return>")
    assert shelf.marks == {}
    assert grid.state.cell(cell("B5", 1)).text == "8.5"
    assert not grid.bubble.isVisible()


def test_f2_edits_inside_the_text(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    keys(grid, "<F2><Left><Backspace><Left>")
    assert grid.current == cell("B5", 1)
    keys(grid, "<Delete>7.<Return>")
    assert shelf.marks == {cell("B5", 1): "7.5"}


def test_f2_and_enter_without_a_change_store_nothing(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("B5", 1))
    keys(grid, "<F2><Return>")
    assert shelf.marks == {}
    assert grid.current == cell("B5", 2)


def test_delete_goes_back_to_not_marked(qtbot) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    grid.go_to(cell("B5", 1))
    with qtbot.waitSignal(grid.mark_cleared) as sent:
        keys(grid, "<Delete>")
    assert sent.args == [cell("B5", 1)]
    assert grid.state.cell(cell("B5", 1)).state is CellState.EMPTY
    assert grid.current == cell("B5", 1)


@pytest.mark.parametrize(("digit", "word"), [("1", "not_marked"), ("2", "recused"), ("3", "not_applicable")])
def test_slash_offers_words_by_digit(qtbot, digit: str, word: str) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, "/")
    assert grid.picker.isVisible()
    assert [line.text for line in grid.picker.lines] == ["缺评", "回避", "不适用", "取消"]
    keys(grid, digit)
    assert shelf.words == {cell("B5", 4): word}
    assert shelf.marks == {}
    assert not grid.picker.isVisible()
    assert grid.current == cell("B5", 5)


def test_slash_nought_and_escape_cancel(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    keys(grid, "/0/<Escape>")
    assert shelf.words == {} and shelf.marks == {}
    assert grid.current == cell("B5", 4)


def test_star_marks_doubt_and_typing_goes_on(qtbot) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    order: list[str] = []
    grid.mark_entered.connect(lambda *_: order.append("mark"))
    grid.doubt_toggled.connect(lambda address: order.append(f"doubt {address.aspect}{address.seat}"))
    keys(grid, "9*.5<Return>")
    assert order == ["mark", "doubt B53"]
    grid.go_to(cell("B5", 1))
    QTest.keyClick(grid, Qt.Key.Key_Asterisk, KEYPAD)
    assert order[-1] == "doubt B50"
    assert grid.current == cell("B5", 1)


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        ("<Plus>", "next_sheet"),
        ("+", "next_sheet"),
        ("<PageDown>", "next_sheet"),
        ("<PageUp>", "previous_sheet"),
        ("<Ctrl+G>", "go_to_requested"),
        ("<F9>", "status_requested"),
        ("<F12>", "submit_requested"),
        ("<Ctrl+Z>", "undo_requested"),
        ("<Ctrl+Y>", "redo_requested"),
    ],
)
def test_wishes_store_a_good_draft_first_and_wait_for_a_bad_one(qtbot, key: str, signal: str) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    with qtbot.waitSignal(getattr(grid, signal)):
        keys(grid, key)
    if signal == "undo_requested":
        return
    keys(grid, f"8{key}")
    assert shelf.marks == {cell("B5", 4): "8.0"}
    with qtbot.assertNotEmitted(getattr(grid, signal)):
        keys(grid, f"95{key}")
    assert grid.state.draft is not None and grid.state.draft.text == "95"


def test_ctrl_z_while_typing_takes_back_only_the_typing(qtbot) -> None:
    grid = shown(qtbot, welding())
    with qtbot.assertNotEmitted(grid.undo_requested):
        keys(grid, "9<Ctrl+Z>")
    assert grid.state.draft is None


def test_f8_names_the_aspect_that_waits(qtbot) -> None:
    grid = shown(qtbot, welding())
    with qtbot.waitSignal(grid.spread_decision_requested) as sent:
        keys(grid, "<F8>")
    assert sent.args == ["A2"]


def test_f7_changes_the_walking_order(qtbot) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    with qtbot.waitSignal(grid.order_changed) as sent:
        keys(grid, "<F7>")
    assert sent.args == [True]
    keys(grid, "9<Return>")
    assert grid.current == cell("D1", 4)
    keys(grid, "5<Return>3<Return>")
    assert grid.current == cell("A1", 5)


def test_by_judge_the_panel_s_own_lines_come_last(qtbot) -> None:
    grid = shown(qtbot, blank(welding()))
    grid.set_order(True)
    assert grid.state.walk is not None
    order = grid.state.walk.cells
    assert order[:3] == (cell("A1", 1), cell("A2", 1), cell("B5", 1))
    assert order[-1] == cell("E2")


def test_enter_on_the_last_cell_sends_nothing(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("E2"))
    with qtbot.waitSignal(grid.end_reached), qtbot.assertNotEmitted(grid.submit_requested):
        keys(grid, "2<Return>")
    assert shelf.marks == {cell("E2"): "E2×2"}


def test_one_digit_commits_itself_on_a_scale_of_levels(qtbot) -> None:
    row = panel("J1", "整体印象", "4.0", "- - - - -", aspect_kind="judged", choices=LEVELS, step="1", decimals=0)
    grid = shown(qtbot, replace(welding(), rows=(row,), questions=()))
    shelf = Shelf(grid)
    with InteractionMeter() as meter:
        keys(grid, "32130")
    assert list(shelf.marks.values()) == ["3", "2", "1", "3", "0"]
    assert meter.keys == 5
    grid.set_auto_commit(False)
    grid.go_to(cell("J1", 1))
    keys(grid, "2")
    assert shelf.marks[cell("J1", 1)] == "3"


def test_a_digit_outside_the_levels_is_refused_where_it_stands(qtbot) -> None:
    row = panel("J1", "整体印象", "4.0", "- - - - -", aspect_kind="judged", choices=LEVELS, step="1", decimals=0)
    grid = shown(qtbot, replace(welding(), rows=(row,), questions=()))
    shelf = Shelf(grid)
    keys(grid, "4<Return>")
    assert shelf.marks == {}
    assert grid.current == cell("J1", 1)
    assert "3" in grid.bubble.sentence


def test_times_are_digits(qtbot) -> None:
    grid = shown(qtbot, welding())
    shelf = Shelf(grid)
    grid.go_to(cell("E1"))
    keys(grid, "13120<Return>")
    assert shelf.marks == {cell("E1"): "01:31:20"}


def test_deductions_are_picked_by_number_and_count(qtbot) -> None:
    choices = (Choice("E1a", "违反规程", "2"), Choice("E1b", "损坏工具", "5"))
    row = merged("E3", "违规", "deduction", "10", "", choices=choices)
    grid = shown(qtbot, replace(welding(), rows=(row,), questions=()))
    shelf = Shelf(grid)
    keys(grid, "1")
    assert grid.picker.isVisible()
    assert [line.points for line in grid.picker.lines] == ["−2", "−5"]
    keys(grid, "<Return>")
    assert shelf.marks == {}  # nothing is presumed, not even "once"
    keys(grid, "2<Return>21<Return><Return>")
    assert shelf.marks == {cell("E3"): "E1a×2、E1b"}
    keys(grid, "0<Return>")
    assert shelf.marks == {cell("E3"): "0"}


def test_keys_do_nothing_to_a_locked_sheet_but_can_look_and_copy(qtbot) -> None:
    grid = shown(qtbot, welding(locked=True))
    shelf = Shelf(grid)
    heard: list[str] = []
    grid.announced.connect(heard.append)
    keys(grid, "9")
    assert grid.state.draft is None and "已锁定" in heard[-1]
    keys(grid, "<Delete>/*<F2>")
    assert shelf.marks == {} and shelf.words == {} and grid.state.draft is None
    keys(grid, "<Up><Ctrl+C>")
    assert "0.9" in QGuiApplication.clipboard().text()


def test_shift_arrows_select_and_any_move_ends_the_selection(qtbot) -> None:
    grid = shown(qtbot, welding())
    grid.go_to(cell("A1", 2))
    keys(grid, "<Shift+Right><Shift+Down>")
    assert grid.state.selected_cells() == [cell("A1", 2), cell("A1", 3), cell("A2", 2), cell("A2", 3)]
    keys(grid, "<Left>")
    assert grid.state.selection() is None
    keys(grid, "<Ctrl+A>")
    assert len(grid.state.selected_cells()) == 33


def test_tab_never_leaves_the_grid(qtbot) -> None:
    grid = shown(qtbot, welding())
    QTest.keyClick(grid, Qt.Key.Key_Tab)
    assert grid.hasFocus()
    assert grid.current == cell("B5", 5)
