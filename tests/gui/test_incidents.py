"""Incidents at the window: noted with keys alone, decided by the chief judge, why it is off for others."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.board_view import Matter
from app.services.incidents import Happened, incidents, note_incident
from tests.gui.played import FITTING, Late
from tests.gui.played import late as late
from ui.dialogs.incidents import IncidentsDialog
from ui.main_window import MainWindow
from ui.pages.contest_page import ContestPage
from ui.widgets.buttons import Button


@pytest.fixture
def window(late: Late, qtbot: QtBot) -> MainWindow:
    from app.services.board import board

    late.desk.board_source = lambda store: board(store, late.desk.now())
    late.desk.refresh_board()
    late.desk.choose_trade(FITTING)
    made = MainWindow(late.desk)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    made.show_page("practical")
    return made


def opened(window: MainWindow, qtbot: QtBot) -> IncidentsDialog:
    window.commands.table.action("incidents").trigger()
    found = window.findChild(IncidentsDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.rounds.count() > 0)
    return found


def field(dialog: IncidentsDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert found is not None
    return found


def test_a_line_is_noted_and_decided_without_the_mouse(window: MainWindow, late: Late, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    field(dialog, "incident_who").setText("08")
    QTest.keyClick(field(dialog, "incident_who"), Qt.Key.Key_Return)
    field(dialog, "incident_text").setText("焊机跳闸")
    QTest.keyClick(field(dialog, "incident_text"), Qt.Key.Key_Return)
    (line,) = incidents(late.store, FITTING)
    assert (line.who, line.text, line.open) == ("08", "焊机跳闸", True)
    assert dialog.waiting.accessibleName() == "待处理 1"
    dialog.granted.setValue(4)
    field(dialog, "incident_decision").setText("同意补时")
    QTest.keyClick(field(dialog, "incident_decision"), Qt.Key.Key_Return)
    (line,) = incidents(late.store, FITTING)
    assert (line.handling, line.granted, line.open) == ("同意补时", 240, False)
    assert dialog.isVisible()


def test_a_refusal_keeps_what_was_typed(window: MainWindow, late: Late, qtbot: QtBot) -> None:
    dialog = opened(window, qtbot)
    kind = dialog.findChild(QComboBox, "incident_kind")
    assert kind is not None
    kind.setCurrentIndex(kind.findData("resume"))
    field(dialog, "incident_who").setText("08")
    dialog.note.click()
    assert "没有在暂停" in dialog.refusal.text()
    assert field(dialog, "incident_who").text() == "08"
    assert incidents(late.store, FITTING) == ()


def test_a_recorder_is_told_who_may(window: MainWindow, late: Late) -> None:
    late.sit(Role.RECORDER)
    assert "不能做这件事" in window.commands.table.reason_off("incidents")


def test_the_board_and_the_check_in_lead_to_the_incidents(window: MainWindow, late: Late, qtbot: QtBot) -> None:
    chief = late.people[Role.CHIEF_JUDGE]
    note_incident(late.store, FITTING, "practical", Happened.PAUSE, "08", "焊机跳闸", by=chief, at=late.desk.now())
    late.desk.refresh_board()
    window.show_page("contest")
    page = window.page()
    assert isinstance(page, ContestPage)
    qtbot.waitUntil(lambda: any(row.need.matter is Matter.INCIDENT_OPEN for row in page.needs.rows))
    next(row for row in page.needs.rows if row.need.matter is Matter.INCIDENT_OPEN).button.click()
    first = window.findChild(IncidentsDialog)
    assert first is not None
    first.reject()
    late.desk.person_changed.emit()
    window.show_page("checkin")
    hall = window.page()
    assert hall is not None
    link = hall.findChild(Button, "open_incidents")
    assert link is not None
    link.click()
    assert any(dialog.isVisible() for dialog in window.findChildren(IncidentsDialog))
    for dialog in window.findChildren(IncidentsDialog):
        dialog.reject()
    late.sit(Role.CERTIFICATE_CLERK)
    link.click()  # who may not is told so
    assert not any(dialog.isVisible() for dialog in window.findChildren(IncidentsDialog))
