"""The whole marking screen: list, grid, facts and bar working together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.services.sheet_view import Question, SheetState
from tests.gui.grid_helpers import Shelf, cell, keys
from tests.gui.grid_sample import LEVELS, LINES, large, panel, welding
from ui.grid.details import spread_text
from ui.grid.sheet_words import blocked_reason, line_word
from ui.grid.workspace import GridWorkspace
from ui.theme import theme


@pytest.fixture
def space(qtbot) -> GridWorkspace:
    """The screen with W-172 open."""
    work = GridWorkspace()
    qtbot.addWidget(work)
    work.resize(1194, 648)
    work.set_lines(LINES)
    work.show_sheet(welding())
    work.show()
    work.activateWindow()
    QApplication.processEvents()
    work.grid.setFocus()
    return work


def finished() -> object:
    """W-172 with nothing left to ask."""
    return welding(questions=(), filled=33, total="62.34")


def test_a_code_and_enter_open_a_sheet(space: GridWorkspace, qtbot) -> None:
    keys(space.grid, "<Ctrl+G>")
    assert space.sheets.field.hasFocus()
    for text, sheet in (("W-189", 189), ("189", 189), ("w-１８９", 189), ("w-237 ", 237)):
        with qtbot.waitSignal(space.sheet_requested) as sent:
            space.sheets.field.setText(text)
            QTest.keyClick(space.sheets.field, Qt.Key.Key_Return)
        assert sent.args == [sheet]
        assert space.sheets.field.text() == ""


def test_an_unknown_code_says_so_and_keeps_the_text(space: GridWorkspace, qtbot) -> None:
    with qtbot.assertNotEmitted(space.sheet_requested):
        space.sheets.field.setText("W-999")
        QTest.keyClick(space.sheets.field, Qt.Key.Key_Return)
    assert space.sheets.problem.isVisible() and "W-999" in space.sheets.problem.text()
    assert space.sheets.field.selectedText() == "W-999"


def test_the_scan_field_has_no_input_method(space: GridWorkspace) -> None:
    assert space.sheets.field.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False


def test_typing_in_the_field_narrows_the_list(space: GridWorkspace) -> None:
    QTest.keyClicks(space.sheets.field, "2")
    codes = [space.sheets.model.line(n).code for n in range(space.sheets.model.rowCount())]
    assert codes == ["W-127", "W-172", "W-206", "W-213", "W-220", "W-237"]
    QTest.keyClick(space.sheets.field, Qt.Key.Key_Escape)
    QTest.keyClick(space.sheets.field, Qt.Key.Key_Escape)
    assert space.grid.hasFocus()


def test_page_keys_ask_for_the_neighbours(space: GridWorkspace, qtbot) -> None:
    for key, sheet in (("<PageDown>", 189), ("<PageUp>", 165), ("+", 189)):
        with qtbot.waitSignal(space.sheet_requested) as sent:
            keys(space.grid, key)
        assert sent.args == [sheet]


def test_a_bad_draft_holds_every_way_out(space: GridWorkspace, qtbot) -> None:
    keys(space.grid, "95")
    with qtbot.assertNotEmitted(space.sheet_requested), qtbot.assertNotEmitted(space.status_requested):
        index = space.sheets.model.index(0)
        space.sheets.view.clicked.emit(index)
        space.bar.previous.click()
        space.bar.status.click()
        keys(space.grid, "<F9>")
    assert space.grid.state.draft is not None and space.grid.state.draft.text == "95"


def test_the_submit_button_carries_the_code_and_the_reason_leads_to_the_cell(space: GridWorkspace, qtbot) -> None:
    assert space.bar.submit.text() == "提交 W-172"
    assert not space.bar.submit.isEnabled()
    assert space.bar.reason.text() == "还差 11 格、1 处极差待复议，才能提交"
    space.grid.go_to(cell("E2"))
    keys(space.grid, "<Return>")
    assert space.bar.reason.hasFocus()
    QTest.keyClick(space.bar.reason, Qt.Key.Key_Enter)
    assert space.grid.hasFocus() and space.grid.current == cell("B5", 4)
    with qtbot.assertNotEmitted(space.submit_requested):
        keys(space.grid, "<F12>")
    assert space.grid.current == cell("B5", 4)


def test_enter_on_the_last_cell_goes_to_submit_and_does_not_press_it(
    space: GridWorkspace, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr("ui.grid.bottom_bar.monotonic", lambda: now[0])
    space.update_sheet(finished())
    space.grid.go_to(cell("E2"))
    with qtbot.assertNotEmitted(space.submit_requested):
        keys(space.grid, "<Return>")
        assert space.bar.submit.hasFocus()
        QTest.keyClick(space.bar.submit, Qt.Key.Key_Enter)  # the same Enter, bouncing
    now[0] += 0.42
    with qtbot.waitSignal(space.submit_requested) as sent:
        QTest.keyClick(space.bar.submit, Qt.Key.Key_Enter)
    assert sent.args == [172]


def test_minus_on_submit_goes_back_to_the_cell(space: GridWorkspace) -> None:
    space.update_sheet(finished())
    space.bar.submit.setFocus()
    QTest.keyClick(space.bar.submit, Qt.Key.Key_Minus)
    assert space.grid.hasFocus()


def test_f12_stores_the_draft_and_submits(space: GridWorkspace, qtbot) -> None:
    space.update_sheet(finished())
    shelf = Shelf(space.grid)
    with qtbot.waitSignal(space.submit_requested):
        keys(space.grid, "9<F12>")
    assert shelf.marks == {cell("B5", 4): "9.0"}


def test_the_facts_follow_the_cursor(space: GridWorkspace, qtbot) -> None:
    details = space.details
    assert details.place.text() == "B5 · 裁判4"
    assert details.requirement.text() == "焊缝成形与美观：焊波均匀、接头平整、无明显凹凸。"
    assert (details.maximum.value.text(), details.step.value.text(), details.limit.value.text()) == (
        "10.0",
        "0.5",
        "2.0",
    )
    assert details.strip.accessibleName() == "各裁判打分：裁判1 8.5、裁判2 9、裁判3 8.5"
    space.grid.go_to(cell("B1"))
    qtbot.waitUntil(lambda: details.place.text() == "B1")
    assert not details.strip.isVisible()
    assert details.filled.value.text() == "已录 22 / 33 格"
    assert details.total.value.text() == "— / 100"


def test_the_spread_card_says_who_stands_apart_and_asks(space: GridWorkspace, qtbot) -> None:
    card = space.details.cards[0]
    assert card.title.text() == "A2 极差 2.5 > 1.2"
    assert card.text.text() == "裁判3 给 3.0，其余 5.0～5.5。请裁判长复议：维持，或重新打分。"
    with qtbot.waitSignal(space.spread_decision_requested) as sent:
        card.button.click()
    assert sent.args == ["A2"]
    judged = panel("J", "印象", "4", "3 1 1", aspect_kind="judged", choices=LEVELS, decimals=0)
    assert spread_text(judged) == "裁判1 给 3，其余 1。评价要由裁判组重新打。"


def test_doubtful_and_differing_cells_lead_to_themselves(space: GridWorkspace) -> None:
    questions = (Question("differs", "A1", 1, ""), Question("doubtful", "D1", 2, ""))
    space.update_sheet(welding(questions=questions))
    space.details.show_cell(space.grid.state.view, None, None)
    assert space.bar.reason.text() == "还有 1 格字迹不清、1 格两录不一，才能提交"
    assert [card.title.text() for card in space.details.cards] == ["A1 · 裁判2 两录不一", "D1 · 裁判3 字迹不清"]
    space.details.cards[1].button.click()
    assert space.grid.current == cell("D1", 3)


def test_levels_and_catalogue_are_listed(space: GridWorkspace, qtbot) -> None:
    row = panel("J1", "整体印象", "4.0", "- - - - -", aspect_kind="judged", choices=LEVELS, decimals=0)
    space.show_sheet(replace(welding(), rows=(row,), questions=()))
    assert space.details.choices.text().split("\n")[3] == "3　超出要求"
    space.show_sheet(welding())
    space.grid.go_to(cell("E2"))
    qtbot.waitUntil(lambda: "−2" in space.details.choices.text())


def test_words_of_the_list() -> None:
    assert [line_word(line) for line in LINES[:9]] == [
        "已锁定", "两遍一致", "待二录", "2 格不一致", "极差 1 处", "录入中", "未录", "未录", "缺考",
    ]  # fmt: skip


def test_reasons_why_a_sheet_cannot_go() -> None:
    assert blocked_reason(finished()) == ""
    assert blocked_reason(welding(locked=True)) == "已锁定，只能更正"
    assert "退回" in blocked_reason(welding(state=SheetState.AGREED, questions=()))
    assert blocked_reason(welding(status="absent")) == ""


def test_details_fold_where_the_sheet_would_not_fit_and_f4_brings_them_back(space: GridWorkspace) -> None:
    assert space.details.isVisible()
    space.resize(1036, 500)
    QApplication.processEvents()
    assert not space.details.isVisible()
    space.toggle_details()
    assert space.details.isVisible()
    space.toggle_details()
    assert not space.details.isVisible()


@pytest.mark.parametrize("scale", [100, 120, 140])
def test_nothing_is_cut_off_or_overlaps_at_the_smallest_window(space: GridWorkspace, scale: int) -> None:
    theme().apply(scale=scale)
    try:
        space.resize(1036, 500)
        QApplication.processEvents()
        parts = [space.bar.previous, space.bar.status, space.bar.reason, space.bar.submit]
        spans = [QRect(part.mapTo(space, QPoint(0, 0)), part.size()) for part in parts]
        assert all(not a.intersects(b) for i, a in enumerate(spans) for b in spans[i + 1 :])
        assert spans[-1].right() < space.width() and spans[-1].bottom() < space.height()
        for label in space.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()
    finally:
        theme().apply(scale=100)


@pytest.mark.parametrize("scale", [100, 140])
def test_the_reason_never_costs_the_grid_a_line(space: GridWorkspace, scale: int) -> None:
    theme().apply(scale=scale)
    try:
        for width, height in ((1194, 648), (1036, 500)):
            space.resize(width, height)
            heights = []
            for view in (welding(), finished()):
                space.update_sheet(view)
                QApplication.processEvents()
                heights.append(space.grid.height())
            assert heights[0] == heights[1]
    finally:
        theme().apply(scale=100)


def test_a_reason_too_long_for_the_bar_moves_up_whole_and_back(space: GridWorkspace) -> None:
    reason, room = space.bar.reason, space.heading
    space.resize(1900, 640)
    QApplication.processEvents()
    assert reason.parentWidget() is space.bar
    everything = tuple(Question(kind, "A1", 1, "") for kind in ("missing", "spread", "doubtful", "differs"))
    space.resize(760, 640)
    space.update_sheet(welding(questions=everything))
    QApplication.processEvents()
    assert reason.parentWidget() is room and reason.width() >= reason.sizeHint().width()
    assert reason.geometry().right() <= room.width()
    space.grid.go_to(cell("E2"))
    keys(space.grid, "<Return>")
    assert reason.hasFocus()
    space.resize(1900, 640)
    QApplication.processEvents()
    assert reason.parentWidget() is space.bar and reason.hasFocus()  # the keys stay with it
    space.update_sheet(finished())
    assert space.bar.submit.hasFocus()


def test_questions_come_up_inside_the_window(space: GridWorkspace) -> None:
    """A part shown before it has a place would be a window of its own for a moment: it flashes, and takes the keys."""
    shown: list[str] = []

    class Windows(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(type(watched).__name__)
            return False

    watch = Windows()
    QApplication.instance().installEventFilter(watch)
    try:
        space.resize(1900, 640)
        space.show_sheet(welding(questions=tuple(Question(k, "A1", 1, "") for k in ("spread", "doubtful", "differs"))))
        QApplication.processEvents()
    finally:
        QApplication.instance().removeEventFilter(watch)
    assert len(space.details.cards) == 3 and space.details.cards[0].title.isVisible()
    assert shown == []


@pytest.mark.parametrize(("scale", "width", "height", "least"), [(100, 1036, 460, 11), (140, 1036, 375, 5)])
def test_a_low_window_gives_its_room_to_the_marks(
    space: GridWorkspace, scale: int, width: int, height: int, least: int
) -> None:
    heading = space.grid.cell_rect(cell("A1", 1)).top()
    theme().apply(scale=scale)
    try:
        space.resize(width, height)
        QApplication.processEvents()
        line = space.grid.cell_rect(cell("A1", 1)).height()
        first = space.grid.cell_rect(cell("A1", 1)).top() + space.grid.verticalScrollBar().value() - line
        assert (space.grid.viewport().height() - first) // line >= least
        assert first < 28 * scale // 100  # one line of headings
    finally:
        theme().apply(scale=100)
    space.resize(1194, 648)
    QApplication.processEvents()
    assert space.grid.cell_rect(cell("A1", 1)).top() + space.grid.verticalScrollBar().value() == heading


def test_newer_facts_do_not_disturb_typing(space: GridWorkspace) -> None:
    keys(space.grid, "8.")
    space.update_sheet(welding(filled=23))
    assert space.grid.state.draft is not None and space.grid.state.draft.text == "8."
    assert space.grid.hasFocus()


def test_a_sheet_of_150_aspects_opens(space: GridWorkspace) -> None:
    view = large()
    space.show_sheet(view)
    space.grid.viewport().repaint()
    assert len([row for row in view.rows if row.kind == "aspect"]) == 150
    assert space.grid.current is not None
