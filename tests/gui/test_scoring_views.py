"""The other cuts of the marking page, the paper's total, and corrections of sheets that take no marks any more."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import scoring
from app.services.common import now
from app.services.sheet_view import CellState, SheetState
from db.queries import appeals
from tests.gui.grid_helpers import cell, keys
from tests.gui.hall_window import WELDER, Afternoon, Hall
from tests.gui.marking_room import CHIEF, EMPTY, FIRST_RECORDER, SECOND_RECORDER, SUBMITTED, SUPERVISOR, Room, on_paper
from ui.dialogs.people import SecondPersonDialog
from ui.pages.scoring_views import ASPECT, OVERVIEW, SHEETS

AGREED = "H-528"


# ---- one aspect of all sheets -----------------------------------------------------------------------------------


def test_one_aspect_is_keyed_down_all_sheets(room: Room, qtbot: QtBot) -> None:
    room.page.views.choose(ASPECT)
    pane = room.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)
    assert pane.table is not None and pane.table.aspect == "A1"
    assert [row.id for row in pane.grid.state.rows] == [line.code for line in room.hall.lines()]
    pane.grid.go_to(cell(EMPTY, 1))
    keys(pane.grid, "3.5<Return>3<Return>")
    sheet = room.hall.line(EMPTY).sheet_id
    assert [room.hall.cell(sheet, cell("A1", seat)).text for seat in (1, 2, 3)] == ["3.5", "3.0", ""]
    assert pane.grid.current == cell(EMPTY, 3)
    keys(pane.grid, "95<Return>")
    assert not room.page.commit_pending()  # the page cannot be left, in this cut either
    keys(pane.grid, "<Escape>")
    assert room.page.commit_pending()


def test_the_aspect_of_a_sheet_somebody_else_keyed_first_stays_hidden(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall, SECOND_RECORDER)
    room.page.views.choose(ASPECT)
    pane = room.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)
    row = next(row for row in pane.grid.state.rows if row.id == SUBMITTED)
    assert all(one.state is CellState.EMPTY for one in row.cells)
    assert pane.table is not None and pane.table.sheets[SUBMITTED][1] == 2
    hall.sit(FIRST_RECORDER)
    qtbot.waitUntil(lambda: any(c.text for r in pane.grid.state.rows if r.id == SUBMITTED for c in r.cells))


def test_undo_in_that_cut_goes_back_over_a_restart(room: Room, qtbot: QtBot, hall: Hall) -> None:
    sheets = [line for line in hall.lines() if line.state is SheetState.EMPTY and not line.status][:2]
    room.page.views.choose(ASPECT)
    pane = room.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)
    for line, text in zip(sheets, ("3.5", "2.5"), strict=True):
        pane.grid.go_to(cell(line.code, 1))
        keys(pane.grid, f"{text}<Return>")
    again = Room(qtbot, hall)  # another window, on the file as it lies there
    again.page.views.choose(ASPECT)
    pane = again.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)

    def stored() -> list[str]:
        return [hall.cell(line.sheet_id, cell("A1", 1)).text for line in sheets]

    assert stored() == ["3.5", "2.5"]
    keys(pane.grid, "<Ctrl+Z>")
    assert stored() == ["3.5", ""]
    keys(pane.grid, "<Ctrl+Z>")
    assert stored() == ["", ""]
    keys(pane.grid, "<Ctrl+Y>")
    assert stored() == ["3.5", ""]
    pane.grid.go_to(cell(sheets[1].code, 1))
    keys(pane.grid, "1<Return>")
    keys(pane.grid, "<Ctrl+Y>")
    assert stored() == ["3.5", "1.0"] and again.refused == ["scoring.nothing_to_redo"]


def test_f8_and_f12_lead_to_the_sheet_of_the_line(room: Room, qtbot: QtBot) -> None:
    room.page.views.choose(ASPECT)
    pane = room.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)
    pane.grid.go_to(cell(SUBMITTED, 2))
    keys(pane.grid, "<F12>")
    assert room.page.views.current == SHEETS
    assert room.page.view is not None and room.page.view.code == SUBMITTED
    assert room.grid.current == cell("A1", 2)


def test_a_recused_judge_is_asked_about_line_by_line(room: Room, qtbot: QtBot) -> None:
    room.page.views.choose(ASPECT)
    pane = room.page.views.aspect
    qtbot.waitUntil(lambda: pane.table is not None)
    pane.grid.go_to(cell(EMPTY, 1))
    keys(pane.grid, "/2")
    dialog = room.dialog()
    assert EMPTY in dialog.windowTitle()
    dialog.choices[0].click()  # type: ignore[attr-defined]
    assert room.hall.cell(room.hall.line(EMPTY).sheet_id, cell("A1", 1)).text == "回避"


# ---- all sheets by modules --------------------------------------------------------------------------------------


def test_the_overview_has_every_sheet_with_its_subtotals(room: Room, qtbot: QtBot) -> None:
    (shortcut,) = [one for one in room.page.findChildren(QShortcut) if one.key() == QKeySequence("F3")]
    shortcut.activated.emit()
    assert room.page.views.current == ASPECT
    shortcut.activated.emit()
    assert room.page.views.current == OVERVIEW
    pane = room.page.views.overview
    qtbot.waitUntil(lambda: pane.overview is not None)
    assert pane.overview is not None and [module for module, _, _ in pane.overview.modules] == list("ABCDE")
    line = next(line for line in pane.overview.lines if line.code == AGREED)
    view = scoring.view(room.hall.store, line.sheet_id, 2)
    assert line.total == view.total
    assert list(line.scores) == [row.score for row in view.rows if row.kind == "module"]
    empty = next(line for line in pane.overview.lines if line.code == EMPTY)
    assert (empty.total, empty.missing, set(empty.scores)) == ("", view.cells, {""})
    pane.opened.emit(line.sheet_id)
    assert room.page.views.current == SHEETS and room.page.view is not None and room.page.view.code == AGREED


# ---- the paper's total ------------------------------------------------------------------------------------------


@pytest.fixture
def full(room: Room, afternoon: Afternoon, qtbot: QtBot) -> Room:
    """A sheet keyed whole, not handed in."""
    room.type_along(on_paper(afternoon.day, room.entry_of(EMPTY)))
    qtbot.waitUntil(room.page.space.bar.submit.isEnabled)
    return room


def test_a_paper_total_that_differs_holds_the_sheet_and_names_the_line(full: Room, qtbot: QtBot) -> None:
    bar, view = full.page.space.bar, full.page.view
    assert view is not None and view.total is not None
    spot = next(row for row in view.rows if row.id == "C1" and row.kind == "aspect")
    keys(full.grid, "=")
    assert full.page.focusWidget() is bar.paper
    wrong = f"{float(view.total) - float(spot.score or 0):.2f}"  # the paper forgot a line
    QTest.keyClicks(bar.paper, wrong)
    QTest.keyClick(bar.paper, Qt.Key.Key_Enter)
    assert not bar.submit.isEnabled() and "纸面合计" in bar.reason.text()
    cards = [card.text.text() for card in full.page.space.details.cards]
    assert any("C1 纸面可能漏加" in text for text in cards)
    keys(full.grid, "<F12>")
    assert full.hall.line(EMPTY).state is SheetState.FIRST
    bar.paper.setFocus()
    QTest.keyClick(bar.paper, Qt.Key.Key_Escape)
    assert bar.submit.isEnabled() and bar.paper.text() == ""


def test_the_right_total_goes_on_to_submit_and_into_the_record(full: Room, qtbot: QtBot) -> None:
    bar, view = full.page.space.bar, full.page.view
    assert view is not None and view.total is not None
    keys(full.grid, "=")
    QTest.keyClicks(bar.paper, view.total)
    QTest.keyClick(bar.paper, Qt.Key.Key_Enter)
    assert full.page.focusWidget() is bar.submit and bar.submit.isEnabled()
    full.grid.setFocus()
    keys(full.grid, "<F12>")
    assert full.hall.line(EMPTY).state is SheetState.SUBMITTED
    with full.hall.store.read() as reading:
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    assert '"act":"sheet.submitted"' in body and '"paper":"' in body


def test_the_last_cell_asks_for_the_total_where_the_setting_says_so(full: Room) -> None:
    bar, walk = full.page.space.bar, full.grid.state.walk
    assert walk is not None
    full.grid.go_to(walk.cells[-1])
    keys(full.grid, "<Return>")
    assert full.page.focusWidget() is bar.submit
    full.desk.change_settings(paper_total=True)
    full.grid.setFocus()
    keys(full.grid, "<Return>")
    assert full.page.focusWidget() is bar.paper
    QTest.keyClick(bar.paper, Qt.Key.Key_Enter)  # nothing written on the paper
    assert full.page.focusWidget() is bar.submit


def test_after_the_last_cell_the_key_for_the_total_still_leads_there(full: Room) -> None:
    bar, walk = full.page.space.bar, full.grid.state.walk
    assert walk is not None
    full.grid.go_to(walk.cells[-1])
    keys(full.grid, "<Return>")
    assert full.page.focusWidget() is bar.submit
    QTest.keyClicks(bar.submit, "=")
    assert full.page.focusWidget() is bar.paper
    QTest.keyClicks(bar.paper, "1")
    QTest.keyClick(bar.paper, Qt.Key.Key_Enter)
    assert not bar.submit.isEnabled() and "纸面合计" in bar.reason.text()
    bar.reason.setFocus()
    QTest.keyClicks(bar.reason, "=")
    assert full.page.focusWidget() is bar.paper and full.hall.line(EMPTY).state is SheetState.FIRST


def test_one_judge_s_paper_has_its_own_total(full: Room) -> None:
    view = full.page.view
    assert view is not None
    keys(full.grid, "<F7>")
    full.grid.go_to(cell("A1", 2))
    bar = full.page.space.bar
    keys(full.grid, "=")
    assert bar.paper.placeholderText() == "裁判2 纸面合计"
    marks = [row.cells[1].text for row in view.rows if row.kind == "aspect" and len(row.cells) > 1]
    QTest.keyClicks(bar.paper, f"{sum(float(text) for text in marks):.1f}")
    QTest.keyClick(bar.paper, Qt.Key.Key_Enter)
    assert full.page.focusWidget() is bar.submit


def test_row_height_follows_the_setting(room: Room) -> None:
    low = room.grid.cell_rect(cell("A1", 1)).height()
    room.desk.change_settings(row_height="large")
    assert room.grid.cell_rect(cell("A1", 1)).height() > low


# ---- corrections ------------------------------------------------------------------------------------------------


def _correct(room: Room, mark: str, names: tuple[str, str]) -> None:
    dialog = room.page.corrections.dialog
    assert dialog is not None
    dialog.field.setText(mark)
    dialog.reasons.setCurrentIndex(1)
    dialog.buttons["give"].click()
    (asked,) = room.page.findChildren(SecondPersonDialog)
    for box, pin, name in ((asked.first, asked.pin, names[0]), (asked.other, asked.other_pin, names[1])):
        box.setCurrentIndex(max(0, box.findData(name)))
        pin.setText(room.hall.afternoon.pin(name))
    asked.buttons["confirm"].click()
    QApplication.processEvents()


def test_typing_on_an_agreed_sheet_offers_the_correction(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(AGREED)
    room.grid.go_to(cell("A1", 1))
    before = room.stored(cell("A1", 1), 2)
    keys(room.grid, "2.5<Return>")
    assert room.stored(cell("A1", 1), 2) == before != "2.5"
    assert room.page.notice.verb.text() == "申请更正"
    room.page.notice.verb.click()
    dialog = room.page.corrections.dialog
    assert dialog is not None and dialog.field.text() == "2.5"
    assert room.page.space.unsaved() == {}
    _correct(room, "2.5", (FIRST_RECORDER, CHIEF))
    assert room.stored(cell("A1", 1), 2) == "2.5"
    with hall.store.read() as reading:
        slips = appeals.slips_of(reading, 1)
    assert (slips[-1].old, slips[-1].new) == (before, "2.5")


def test_a_correction_needs_a_good_mark_and_a_reason(qtbot: QtBot, hall: Hall) -> None:
    room = Room(qtbot, hall)
    room.open(AGREED)
    room.grid.go_to(cell("A1", 1))
    room.page.correct.click()
    dialog = room.page.corrections.dialog
    assert dialog is not None
    dialog.field.setText("95")
    dialog.buttons["give"].click()
    assert "没有存入" in dialog.refusal.text()
    dialog.field.setText("2.5")
    dialog.buttons["give"].click()
    assert "理由" in dialog.refusal.text()


def test_a_locked_sheet_is_unlocked_and_corrected_by_the_two_who_lock(
    qtbot: QtBot, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief, supervisor = hall.people[CHIEF], hall.people[SUPERVISOR]
    with hall.store.write() as writing:  # the afternoon is not over, but this trade is locked for the test
        from db.queries import signing as stored

        values = {"trade_id": 1, "kind": "lock", "revision": 1, "by": chief.ref, "second": supervisor.ref, "at": now()}
        stored.sign(writing, {**values, "digest": "0" * 64})
        writing.audit("trade.locked", by=f"{chief.ref}+{supervisor.ref}", at=now(), ref=WELDER, revision=1)
    room = Room(qtbot, hall)
    room.open(AGREED)
    assert room.page.view is not None and room.page.view.locked
    room.grid.go_to(cell("A1", 1))
    keys(room.grid, "2")
    assert room.grid.state.draft is None and room.page.notice.verb.text() == "申请更正"
    room.page.notice.verb.click()
    _correct(room, "2.5", (CHIEF, SUPERVISOR))
    assert room.stored(cell("A1", 1), 2) == "2.5"
    qtbot.waitUntil(lambda: room.page.view is not None and not room.page.view.locked)
    assert "重新锁定" in room.told[-1].text


def test_a_mark_refused_on_a_locked_sheet_leaves_it_locked(hall: Hall) -> None:
    from app.errors import Refusal
    from app.services.sheet_correct import correct
    from db.queries import signing as stored

    chief, supervisor = hall.people[CHIEF], hall.people[SUPERVISOR]
    with hall.store.write() as writing:
        values = {"trade_id": 1, "kind": "lock", "revision": 1, "by": chief.ref, "second": supervisor.ref, "at": now()}
        stored.sign(writing, {**values, "digest": "0" * 64})
        writing.audit("trade.locked", by=f"{chief.ref}+{supervisor.ref}", at=now(), ref=WELDER, revision=1)
    sheet = hall.line(AGREED).sheet_id
    with pytest.raises(Refusal, match=r"mark\.above_maximum"):
        correct(hall.store, sheet, cell("A1", 1), "95", "原件", by=chief, second=supervisor, at=now())
    assert hall.line(AGREED).state is SheetState.LOCKED
