"""The marking page on a real contest file: key press to disk, refusals, two keyings, settling, bad disks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.errors import WorldFailure
from app.services import scoring
from app.services.common import now
from app.services.sheet_view import CellAddress, CellState, SheetState
from db.store import Store
from tests.gui.grid_helpers import cell, keys
from tests.gui.hall_window import Afternoon, Hall
from tests.gui.marking_room import (
    CHIEF,
    DIFFERS,
    DISPUTED,
    EMPTY,
    FIRST_RECORDER,
    SECOND_RECORDER,
    SUBMITTED,
    SUPERVISOR,
    Room,
)
from ui.grid.state import FAILED, REFUSED, SAVED


def test_the_page_opens_where_work_waits(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    assert room.page.view is not None and room.page.view.code == DISPUTED
    assert room.page.crumbs() == ("焊工", "第 2 场")
    assert len(room.page.space.sheets.model.lines) == 22


def test_a_key_press_is_on_disk_before_its_tick(room: Room) -> None:
    keys(room.grid, "3.5<Return>")
    assert room.grid.state.notes[cell("A1", 1)].stage is SAVED
    assert room.stored(cell("A1", 1)) == "3.5"
    assert room.grid.current == cell("A1", 2)
    assert room.hall.line(EMPTY).state is SheetState.FIRST
    shown_cell = room.grid.state.cell(cell("A1", 1))
    assert (shown_cell.text, shown_cell.by) == ("3.5", FIRST_RECORDER)


@pytest.mark.parametrize("typed", ["95", "4.1", "4.5", "abc", "３．３"])
def test_a_mark_out_of_range_stays_under_the_cursor_and_nothing_is_stored(room: Room, typed: str) -> None:
    head = room.hall.store.head
    keys(room.grid, f"{typed}<Return>")
    draft = room.grid.state.draft
    assert draft is not None and draft.refused
    assert room.grid.current == cell("A1", 1)
    assert room.hall.store.head == head
    assert not room.page.commit_pending()


def test_full_width_figures_are_taken(room: Room) -> None:
    keys(room.grid, "３．５<Return>")
    assert room.stored(cell("A1", 1)) == "3.5"


def test_a_sheet_is_opened_by_its_figures_alone(room: Room) -> None:
    assert room.open("887") == room.hall.line(DIFFERS).sheet_id


def test_a_misread_code_and_one_of_another_trade_say_so(room: Room) -> None:
    before = room.sheet
    assert room.open("H-077") == before
    problem = room.page.space.sheets.problem
    assert problem.isVisible() and "校验位" in problem.text()
    with room.hall.store.read() as reading:
        other = reading.connection.exec_driver_sql("SELECT code FROM sheet WHERE code LIKE 'K%' LIMIT 1").scalar()
    if other is None:
        with room.hall.store.read() as reading:
            other = reading.connection.exec_driver_sql(
                "SELECT code FROM sheet WHERE code LIKE '_-%' AND code NOT LIKE 'H-%' LIMIT 1"
            ).scalar()
    assert room.open(str(other)) == before
    assert "钳工" in problem.text() and "焊工" in problem.text()


def test_the_next_sheet_comes_with_plus(room: Room) -> None:
    keys(room.grid, "+")
    assert room.page.view is not None and room.page.view.code == "H-130"


# ---- two keyings ------------------------------------------------------------------------------------------------


def test_the_first_recorder_cannot_key_the_second_pass(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(SUBMITTED)
    assert "换人" in room.page.notice.text and FIRST_RECORDER in room.page.notice.text
    assert room.page.view is not None and room.page.view.keying == 1
    head = hall.store.head.seq
    keys(room.grid, "1<Return>")
    assert room.grid.state.notes[cell("A1", 1)].stage is REFUSED
    assert room.stored(cell("A1", 1), 2) == ""
    assert hall.store.head.seq == head + 1  # the refusal itself is in the chain
    with qtbot.waitSignal(hall.desk.switch_wanted):
        room.page.notice.verb.click()


def test_changing_person_opens_the_second_pass_empty(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(SUBMITTED)
    hall.sit(SECOND_RECORDER)
    room.settle_down(qtbot)
    view = room.page.view
    assert view is not None and (view.keying, view.filled) == (2, 0)
    assert not room.page.notice.isVisible()


def test_the_second_keying_shows_both_values_where_it_differs_and_a_third_typing_settles(
    qtbot: QtBot, hall: Hall
) -> None:
    room = Room(qtbot, hall, SECOND_RECORDER)
    room.open(SUBMITTED)
    first = scoring.view(hall.store, room.sheet, 1)
    truth = next(row for row in first.rows if row.id == "A1").cells[0].text
    wrong = "0.5" if truth != "0.5" else "1.0"
    keys(room.grid, f"{wrong}<Return>")
    assert room.grid.state.cell(cell("A1", 1)).state is CellState.DIFFERS
    assert room.grid.state.cell(cell("A1", 1)).text == f"{wrong}≠{truth}"
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, f"{truth}<Return>")
    settled = room.grid.state.cell(cell("A1", 1))
    assert (settled.state, settled.text) == (CellState.VALUE, truth)
    with hall.store.read() as reading:
        origins = reading.connection.exec_driver_sql(
            "SELECT origin FROM mark WHERE sheet_id = ? AND keying = 3", (room.sheet,)
        ).all()
    assert [row[0] for row in origins] == ["settle"]


def test_settling_the_last_difference_agrees_the_sheet(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall, SECOND_RECORDER)
    room.open(DIFFERS)
    view = room.page.view
    assert view is not None
    for question in [q for q in view.questions if q.kind == "differs"]:
        address = CellAddress(question.row, question.seat)
        keyed = hall.cell(room.sheet, address, 2).text.split("≠")
        room.grid.go_to(address)
        keys(room.grid, f"{keyed[1].split(' ')[0]}<Return>")
    room.settle_down(qtbot)
    assert hall.line(DIFFERS).state is SheetState.AGREED
    assert room.page.view is not None and room.page.view.state is SheetState.AGREED


def test_a_third_value_goes_to_the_supervisor(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall, SECOND_RECORDER)
    room.open(SUBMITTED)
    truth = hall.cell(room.sheet, cell("A1", 1)).text
    wrong, other = [text for text in ("0.5", "1.0", "1.5") if text != truth][:2]
    keys(room.grid, f"{wrong}<Return>")
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, f"{other}<Return>")
    assert room.dialog().objectName() == "settle_dialog"
    assert hall.cell(room.sheet, cell("A1", 1), 2).state is CellState.DIFFERS
    room.decide("settle", "原件是这个数", SUPERVISOR)
    assert hall.cell(room.sheet, cell("A1", 1), 2).text == other
    with hall.store.read() as reading:
        who, why = reading.connection.exec_driver_sql("SELECT by, why FROM mark ORDER BY id DESC LIMIT 1").one()
    assert (who, why) == (hall.people[SUPERVISOR].ref, "原件是这个数")


# ---- handing in -------------------------------------------------------------------------------------------------


def fill(room: Room, but: frozenset[CellAddress] = frozenset()) -> None:
    """Key the sheet in hand through the service, so that a test can type the rest."""
    view = room.page.view
    assert view is not None
    by = room.hall.people[FIRST_RECORDER]
    for row in view.rows:
        for seat in range(len(row.cells)) if row.kind == "aspect" else ():
            merged = room.grid.state.has(CellAddress(row.id, -1))
            address = CellAddress(row.id, -1 if merged else seat)
            if address not in but:
                text = "1" if row.aspect_kind != "deduction" and row.aspect_kind != "time" else "0"
                scoring.enter_mark(room.hall.store, view.sheet_id, 1, address, text, by=by, at=now())
    room.page.reload()


def test_submit_is_blocked_with_its_reason_and_leads_to_the_place(room: Room, qtbot: QtBot) -> None:
    fill(room, frozenset({cell("D3")}))
    room.settle_down(qtbot)
    bar = room.page.space.bar
    assert not bar.submit.isEnabled() and "差 1 格" in bar.submit.reason
    keys(room.grid, "<F12>")
    assert room.grid.current == cell("D3")
    assert room.hall.line(EMPTY).state is SheetState.FIRST


def test_a_full_sheet_is_submitted_with_f12_and_waits_for_somebody_else(room: Room, qtbot: QtBot) -> None:
    fill(room, frozenset({cell("D3")}))
    room.grid.go_to(cell("D3"))
    keys(room.grid, "0.5<Return>")
    room.settle_down(qtbot)
    assert room.page.space.bar.submit.isEnabled(), room.page.space.bar.submit.reason
    keys(room.grid, "<F12>")
    assert room.hall.line(EMPTY).state is SheetState.SUBMITTED
    assert EMPTY in room.told[-1].text and "第二遍" in room.told[-1].text
    assert not room.page.space.bar.submit.isEnabled()
    assert room.page.reopen.isEnabled()


def test_a_sheet_of_noughts_asks_whether_nobody_came(room: Room, qtbot: QtBot, hall: Hall) -> None:
    view = room.page.view
    assert view is not None
    by = hall.people[FIRST_RECORDER]
    for row in view.rows:
        for seat in range(len(row.cells)) if row.kind == "aspect" else ():
            address = CellAddress(row.id, -1 if room.grid.state.has(CellAddress(row.id, -1)) else seat)
            scoring.enter_mark(hall.store, view.sheet_id, 1, address, "0", by=by, at=now())
    room.page.reload()
    room.settle_down(qtbot)
    keys(room.grid, "<F12>")
    assert room.dialog().objectName() == "zero_dialog"
    assert EMPTY in room.dialog().windowTitle() and EMPTY in room.dialog().buttons["submit"].text()
    assert hall.line(EMPTY).state is SheetState.FIRST
    room.dialog().buttons["submit"].click()
    assert hall.line(EMPTY).state is SheetState.SUBMITTED


def test_levels_too_far_apart_are_marked_again_by_the_panel(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(DISPUTED)
    line = hall.line(DISPUTED)
    assert (line.state, line.spreads) == (SheetState.FIRST, 1)
    assert not room.page.space.bar.submit.isEnabled()
    keys(room.grid, "<F8>")
    assert room.dialog().objectName() == "spread_dialog"
    assert set(room.dialog().buttons) == {"back", "again"}
    room.decide("again", "看错等级", CHIEF)
    assert room.grid.current == cell("A2", 1)
    keys(room.grid, "222")
    room.settle_down(qtbot)
    assert [room.stored(cell("A2", seat)) for seat in (1, 2, 3)] == ["2", "2", "2"]
    with hall.store.read() as reading:
        found = reading.connection.exec_driver_sql(
            "SELECT keying, COUNT(*) FROM mark WHERE origin = 'remark' AND sheet_id = ?", (room.sheet,)
        ).one()
    assert tuple(found) == (3, 3)  # the first marks stay as they were
    assert room.page.space.bar.submit.isEnabled(), room.page.space.bar.submit.reason
    keys(room.grid, "<F12>")
    assert hall.line(DISPUTED).state is SheetState.SUBMITTED


def test_the_chief_judge_keeps_points_too_far_apart(room: Room, qtbot: QtBot) -> None:
    keys(room.grid, "1.0<Return>4.0<Return>3.0<Return>3.0<Return>3.0<Return>")
    room.settle_down(qtbot)
    row = next(row for row in room.page.view.rows if row.id == "A1")  # type: ignore[union-attr]
    assert row.spread_over and row.spread == "3"
    keys(room.grid, "<F8>")
    assert set(room.dialog().buttons) == {"back", "keep", "again"}
    assert EMPTY in room.dialog().windowTitle()
    said = [room.dialog().buttons[key].text() for key in ("keep", "again")]
    assert all(EMPTY in text and "A1" in text for text in said)
    room.dialog().buttons["keep"].click()
    assert "理由" in room.dialog().refusal.text()
    room.decide("keep", "看的部位不同", CHIEF)
    row = next(row for row in room.page.view.rows if row.id == "A1")  # type: ignore[union-attr]
    assert not row.spread_over
    with room.hall.store.read() as reading:
        by, decision = reading.connection.exec_driver_sql(
            "SELECT by, decision FROM spread_decision ORDER BY id DESC LIMIT 1"
        ).one()
    assert (by, decision) == (room.hall.people[CHIEF].ref, "keep")


def test_a_wrong_pin_decides_nothing(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(DISPUTED)
    keys(room.grid, "<F8>")
    dialog = room.dialog()
    dialog.findChild(QLineEdit, "reason_words").setText("x")
    dialog.findChild(QLineEdit, "official_pin").setText("000000")
    dialog.buttons["again"].click()
    assert dialog.refusal.text() and dialog.isVisible()
    assert hall.line(DISPUTED).spreads == 1


def test_a_submitted_sheet_is_given_back_by_the_chief_judge(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(SUBMITTED)
    room.page.reopen.click()
    room.decide("reopen", "录错了纸", CHIEF)
    assert hall.line(SUBMITTED).state is SheetState.FIRST
    assert room.page.view is not None and room.page.view.state is SheetState.FIRST


# ---- the whole sheet --------------------------------------------------------------------------------------------


def test_f9_covers_a_sheet_and_the_news_takes_it_back(room: Room, qtbot: QtBot) -> None:
    keys(room.grid, "<F9>")
    dialog = room.dialog()
    assert EMPTY in dialog.windowTitle()
    QTest.keyClicks(dialog.status, "1")  # type: ignore[attr-defined]
    assert "缺考" in dialog.buttons["give"].text() and EMPTY in dialog.buttons["give"].text()
    dialog.buttons["give"].click()
    assert "理由" in dialog.refusal.text()
    dialog.words.setText("点名三次未到")  # type: ignore[attr-defined]
    dialog.buttons["give"].click()
    assert room.hall.line(EMPTY).status == "absent"
    assert not room.page.space.bar.submit.isEnabled() and "缺考" in room.page.space.bar.submit.reason
    keys(room.grid, "1")
    assert room.grid.state.draft is None
    assert room.told[-1].verb == "撤销" and room.told[-1].action is not None
    room.told[-1].action()
    assert room.hall.line(EMPTY).status == ""


def test_the_time_used_is_typed_as_figures(room: Room) -> None:
    room.page.time.click()
    dialog = room.dialog()
    QTest.keyClicks(dialog.field, "13170")  # type: ignore[attr-defined]
    dialog.buttons["give"].click()
    assert dialog.refusal.text()
    dialog.field.clear()  # type: ignore[attr-defined]
    QTest.keyClicks(dialog.field, "13120")  # type: ignore[attr-defined]
    assert dialog.reading.text() == "01:31:20"  # type: ignore[attr-defined]
    dialog.buttons["give"].click()
    assert scoring.view(room.hall.store, room.sheet, 1).seconds == 5480


def test_a_recused_judge_is_asked_about_once(room: Room) -> None:
    keys(room.grid, "/2")
    assert room.dialog().objectName() == "word_dialog"
    room.dialog().words.setPlainText("师徒")  # type: ignore[attr-defined]
    room.dialog().buttons["give"].click()
    assert room.stored(cell("A1", 1)) == "回避"
    room.grid.go_to(cell("B9", 1))
    keys(room.grid, "/2")
    assert room.page.acts.dialog is None
    assert room.stored(cell("B9", 1)) == "回避"
    with room.hall.store.read() as reading:
        whys = reading.connection.exec_driver_sql("SELECT why FROM mark ORDER BY id DESC LIMIT 2").all()
    assert [row[0] for row in whys] == ["师徒", "师徒"]


def test_a_doubtful_cell_keeps_its_mark_and_blocks(room: Room, qtbot: QtBot) -> None:
    keys(room.grid, "3.5*<Return>")
    stored = room.hall.cell(room.sheet, cell("A1", 1))
    assert (stored.text, stored.doubtful) == ("3.5", True)
    room.settle_down(qtbot)
    bar = room.page.space.bar
    assert not bar.submit.isEnabled() and "1 格字迹不清" in bar.submit.reason
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, "*")
    assert not room.hall.cell(room.sheet, cell("A1", 1)).doubtful


def test_undo_and_redo_put_marks_back_as_new_ones(room: Room) -> None:
    keys(room.grid, "3.5<Return>3.0<Return>")
    keys(room.grid, "<Ctrl+Z>")
    assert (room.stored(cell("A1", 2)), room.grid.current) == ("", cell("A1", 2))
    assert "A1 · 裁判2" in room.told[-1].text and "未录" in room.told[-1].text
    keys(room.grid, "<Ctrl+Y>")
    assert room.stored(cell("A1", 2)) == "3.0"
    keys(room.grid, "<Ctrl+Z><Ctrl+Z><Ctrl+Z>")
    assert room.stored(cell("A1", 1)) == ""
    assert room.refused == ["scoring.nothing_to_undo"]


def test_delete_takes_a_cell_back(room: Room) -> None:
    keys(room.grid, "3.5<Return>")
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, "<Delete>")
    assert room.stored(cell("A1", 1)) == ""
    assert not room.page.space.unsaved()
    keys(room.grid, "<Ctrl+Z>")
    assert room.stored(cell("A1", 1)) == "3.5"


def test_a_pasted_block_is_one_act(room: Room) -> None:
    QApplication.clipboard().setText("3.5\t3.0\t4.0\t3.5\t4.0\n")
    keys(room.grid, "<Ctrl+V>")
    paste = room.grid._dialog
    assert paste is not None
    paste.accept()
    assert [room.stored(cell("A1", seat)) for seat in range(1, 6)] == ["3.5", "3.0", "4.0", "3.5", "4.0"]
    assert not room.page.space.unsaved()
    keys(room.grid, "<Ctrl+Z>")
    assert [room.stored(cell("A1", seat)) for seat in range(1, 6)] == [""] * 5


# ---- a disk that will not ---------------------------------------------------------------------------------------


@pytest.fixture
def bad_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let the next so many writes fail as a full disk does."""
    write, left = Store.write, [0]

    def failing(store: Store) -> object:
        if left[0] > 0:
            left[0] -= 1
            raise WorldFailure("store.disk_full", path="x", reason="full")
        return write(store)

    monkeypatch.setattr(Store, "write", failing)

    def fail(times: int) -> None:
        left[0] = times

    return fail


def test_a_mark_the_disk_refuses_is_kept_and_sent_again(room: Room, bad_disk: Callable[[int], None]) -> None:
    bad_disk(1)
    keys(room.grid, "3.5<Return>")
    assert room.grid.state.notes[cell("A1", 1)].stage is FAILED
    assert room.page.space.unsaved() == {cell("A1", 1): "3.5"}
    assert "没有写进硬盘" in room.page.notice.text and room.page.keeper._retry.isActive()
    keys(room.grid, "3.0<Return>")  # typing goes on
    assert room.stored(cell("A1", 2)) == "3.0"
    room.page.keeper._retry.timeout.emit()
    assert room.grid.state.notes[cell("A1", 1)].stage is SAVED
    assert room.stored(cell("A1", 1)) == "3.5"
    assert not room.page.notice.isVisible() and not room.page.keeper._retry.isActive()


def test_nobody_leaves_while_a_mark_is_not_on_disk(room: Room, bad_disk: Callable[[int], None]) -> None:
    sheet = room.sheet
    bad_disk(2)
    keys(room.grid, "3.5<Return>")
    assert not room.page.commit_pending()
    keys(room.grid, "+")
    assert room.sheet == sheet
    room.page.keeper.try_again()  # still full
    assert not room.page.commit_pending()
    room.page.keeper.try_again()
    assert room.page.commit_pending()
    keys(room.grid, "+")
    assert room.sheet != sheet
    with room.hall.store.read() as reading:
        count = reading.connection.exec_driver_sql("SELECT COUNT(*) FROM mark WHERE sheet_id = ?", (sheet,)).scalar()
    assert count == 1


def test_only_the_newest_text_is_sent_again(room: Room, bad_disk: Callable[[int], None]) -> None:
    bad_disk(2)
    keys(room.grid, "3.5<Return>")
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, "2.0<Return>")
    assert room.page.keeper.failed == 1
    room.page.keeper.try_again()
    assert room.stored(cell("A1", 1)) == "2.0"
    with room.hall.store.read() as reading:
        values = reading.connection.exec_driver_sql("SELECT value FROM mark WHERE sheet_id = ?", (room.sheet,)).all()
    assert [row[0] for row in values] == [2000]


def test_real_threads_answer_every_mark(qtbot: QtBot, afternoon: Afternoon, tmp_path: Path) -> None:
    with afternoon.copy(tmp_path) as store:
        hall = Hall(store, afternoon, threaded=True)
        try:
            room = Room(qtbot, hall)
            qtbot.waitUntil(lambda: room.page.opened is not None)
            room.open(EMPTY)
            qtbot.waitUntil(lambda: room.page.view is not None and room.page.view.code == EMPTY)
            keys(room.grid, "3.5<Return>3.0<Return>4.0<Return>3.5<Return>4.0<Return>")
            assert room.page.commit_pending()
            assert [room.stored(cell("A1", seat)) for seat in range(1, 6)] == ["3.5", "3.0", "4.0", "3.5", "4.0"]
            room.settle_down(qtbot)
            qtbot.waitUntil(lambda: room.page.view is not None and room.page.view.filled == 5)
        finally:
            assert hall.desk.operations.close()


def test_without_codes_the_page_leads_to_the_draw(qtbot: QtBot, hall: Hall) -> None:
    hall.desk.trade = "6-31-01-03"
    room = Room(qtbot, hall)
    assert room.page.empty.isVisible() and room.page.empty.sentence.text() == "还没有密号。"
    with qtbot.waitSignal(hall.desk.go) as went:
        room.page.empty.findChildren(type(room.page.time))[0].click()
    assert went.args == ["checkin"]


def test_the_walking_order_is_kept_per_person(room: Room) -> None:
    keys(room.grid, "<F7>")
    assert room.desk.settings.walk_by_judge == (FIRST_RECORDER,)
    assert any("按列" in hint.text for hint in room.page.hints())
    room.hall.sit(SECOND_RECORDER)
    assert not room.grid.by_judge
    room.hall.sit(FIRST_RECORDER)
    assert room.grid.by_judge


def test_the_chief_judge_may_look_and_is_told_who_keys(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall, CHIEF)
    room.open(EMPTY)
    keys(room.grid, "3.5<Return>")
    assert room.grid.state.notes[cell("A1", 1)].stage is REFUSED
    assert room.stored(cell("A1", 1)) == ""
    assert room.refused == ["access.not_allowed"]


def test_what_cannot_be_done_with_a_sheet_says_why(room: Room, qtbot: QtBot, hall: Hall) -> None:
    page = room.page
    assert page.time.reason == "" and page.reopen.reason == f"{EMPTY} 还没有提交，直接改就行，不用退回"
    assert page.correct.reason == f"{EMPTY} 两遍还没有一致，直接改录的分，不用更正"
    room.open(SUBMITTED)
    assert page.reopen.reason == "" and page.reopen.isEnabled()
    assert page.correct.toolTip() == f"{SUBMITTED} 两遍还没有一致，直接改录的分，不用更正"
    room.open(hall.of_state(SheetState.AGREED).code)
    assert page.correct.reason == "" and page.correct.isEnabled()
