"""编号与记录: the rule tried while it is typed, taken by somebody who sets up, a number voided, the count shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services import certificates_numbers as numbers
from tests.gui.played import Late
from tests.gui.played import late as late
from tests.gui.test_certificates_page import dialog_of
from tests.gui.test_certificates_page import page as page
from ui.dialogs.people import LoginDialog, ReasonDialog, SecondPersonDialog
from ui.dialogs.serial_rule import NumbersDialog
from ui.pages.certificates_page import CertificatesPage


@pytest.fixture
def dialog(page: CertificatesPage, qtbot: QtBot) -> NumbersDialog:
    button = page.findChild(QPushButton, "certificate_numbers_open")
    assert button is not None
    button.click()
    found = dialog_of(page, NumbersDialog)
    assert isinstance(found, NumbersDialog)
    qtbot.waitUntil(lambda: bool(found.count.text()))
    return found


def type_rule(dialog: NumbersDialog, qtbot: QtBot, text: str) -> None:
    dialog.rule.selectAll()
    before = (dialog.next.text(), dialog.refusal.text())
    qtbot.keyClicks(dialog.rule, text)
    qtbot.waitUntil(lambda: (dialog.next.text(), dialog.refusal.text()) != before)


def test_a_rule_is_tried_while_it_is_typed(dialog: NumbersDialog, qtbot: QtBot) -> None:
    assert dialog.rule.text() == numbers.DEFAULT_PATTERN
    assert not dialog.take.isEnabled()
    type_rule(dialog, qtbot, "{year}-{trade}")
    assert "缺顺序号" in dialog.refusal.text()
    assert not dialog.take.isEnabled()
    type_rule(dialog, qtbot, "JX{year}-{n:03}")
    assert "JX2026-" in dialog.next.text()
    assert dialog.refusal.text() == ""
    assert dialog.take.isEnabled()


def test_a_clerk_is_asked_for_somebody_who_sets_up(
    dialog: NumbersDialog, page: CertificatesPage, late: Late, qtbot: QtBot
) -> None:
    type_rule(dialog, qtbot, "JX{year}-{n:03}")
    dialog.take.click()
    assert dialog_of(page, LoginDialog)
    assert numbers.serial_rule(late.store).usual
    late.sit(Role.ADMINISTRATOR)
    dialog.wanted.emit("JX{year}-{n:03}")
    qtbot.waitUntil(lambda: numbers.serial_rule(late.store).pattern == "JX{year}-{n:03}")
    qtbot.waitUntil(lambda: not dialog.take.isEnabled())


def test_a_number_is_voided_with_a_reason_and_the_count_still_comes_out(
    dialog: NumbersDialog, page: CertificatesPage, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not dialog.waste.isEnabled()
    page.acts.export(page.batch(), tmp_path / "c.pdf")
    dialog.done(0)
    page.numbers.open()
    again = dialog_of(page, NumbersDialog)
    assert isinstance(again, NumbersDialog)
    qtbot.waitUntil(lambda: again.model.rowCount() > 0)
    before = again.count.text()
    again.list.selectRow(0)
    serial = again.model.row(0).serial
    again.waste.click()
    ask = dialog_of(again, ReasonDialog)
    assert isinstance(ask, ReasonDialog)
    ask.words.setPlainText("打坏了")
    qtbot.mouseClick(ask.buttons["give"], Qt.MouseButton.LeftButton)
    pair = dialog_of(page, SecondPersonDialog)
    assert isinstance(pair, SecondPersonDialog)
    assert any(f"作废证书编号 {serial}，打坏了" in one.text() for one in pair.findChildren(QLabel))
    assert again.count.text() == before  # nothing yet
    pair.buttons["confirm"].click()  # in a demo the PINs are filled in
    qtbot.waitUntil(lambda: again.count.text() != before)
    row = next(one for one in (again.model.row(i) for i in range(again.model.rowCount())) if one.serial == serial)
    assert (row.state, row.reason) == ("void", "打坏了")
    assert "跳过 1" in again.count.text() and "作废的编号 1 个" in again.count.text()
