"""[看两人]: whoever looks like somebody else is shown beside that person, from an import and from the form."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.gui.test_registration_page import GOOD, file, line, morning, opened, page, typed, window
from tests.gui.test_registration_page_import import roster
from ui.dialogs.roster_import import RosterImportDialog
from ui.dialogs.roster_pair import PairDialog
from ui.main_window import MainWindow
from ui.pages.registration_page import RegistrationPage

__all__ = ["file", "morning", "opened", "page", "window"]  # fixtures

OTHER = "990107198001011015"
FIRST = ["1", "张小红", GOOD, "能源系统", "示范供电公司", "焊工", "13912345678"]
AGAIN = ["2", "张小红", GOOD, "能源系统", "示范电机厂", "焊工", "13912345678"]
NAMESAKE = ["3", "张小红", OTHER, "能源系统", "示范供电公司", "电工", "13912345670"]


def importing(page: RegistrationPage, *rows: list[str]) -> RosterImportDialog:
    page.files.look_at(roster(*rows), "名单.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    dialog.activateWindow()  # without a window manager nobody else does, and its keys need it
    return dialog


def shown(dialog: PairDialog) -> dict[str, tuple[str, str, str]]:
    """Field → left, sign, right, as they stand in the table."""
    table = dialog.findChild(QTableWidget, "pair_table")
    assert table is not None
    texts = [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount())]
    return {field: (left, sign, right) for field, left, sign, right in texts}


def look(qtbot: QtBot, dialog: RosterImportDialog) -> None:
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.table, Qt.Key.Key_F3)


def pair_of(qtbot: QtBot, within: object) -> PairDialog:
    qtbot.waitUntil(lambda: bool(within.findChildren(PairDialog)))  # type: ignore[attr-defined]
    found = within.findChildren(PairDialog)[-1]  # type: ignore[attr-defined]
    assert isinstance(found, PairDialog)
    return found


def test_a_row_stated_twice_is_seen_beside_the_first_and_leads_to_it(qtbot: QtBot, page: RegistrationPage) -> None:
    dialog = importing(page, FIRST, AGAIN)
    assert dialog.table.currentIndex().data() is not None
    assert dialog.pair.isVisible()
    look(qtbot, dialog)
    pair = pair_of(qtbot, dialog)
    assert pair.windowTitle() == "第 3 行与第 2 行是同一个人吗？"
    fields = shown(pair)
    assert fields["工作单位"] == ("示范电机厂", "不同", "示范供电公司")
    assert fields["姓名"] == ("张小红", "相同", "张小红")
    assert fields["证件号"] == ("**************1245", "相同", "**************1245")
    table = pair.table
    assert pair.focusWidget() is table
    assert table.item(table.currentRow(), 0).text() == "工作单位"  # the first that differs
    pair.buttons["go"].click()
    assert dialog.model.place(dialog.table.currentIndex())[0] + dialog.model.sheet.top == 2  # type: ignore[union-attr]
    assert not dialog.only.isChecked()
    assert not dialog.pair.isVisible()  # nothing is said of that one


def test_a_namesake_differs_in_a_number_that_is_not_shown(qtbot: QtBot, page: RegistrationPage) -> None:
    dialog = importing(page, FIRST, NAMESAKE)
    look(qtbot, dialog)
    pair = pair_of(qtbot, dialog)
    fields = shown(pair)
    assert fields["证件号"] == ("**************1015", "不同", "**************1245")
    assert fields["工种"] == ("电工", "不同", "焊工")
    table = pair.table
    row = list(fields).index("证件号")
    assert not table.item(row, 2).icon().isNull()  # a shape beside the word and the tint
    assert "不同" in table.item(row, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    qtbot.keyClick(pair, Qt.Key.Key_Escape)
    assert dialog.isVisible()


def test_somebody_registered_is_seen_beside_the_row(qtbot: QtBot, page: RegistrationPage, opened: Store) -> None:
    with opened.read() as reading:
        name, unit, number = reading.connection.exec_driver_sql(
            "SELECT p.name, p.unit, e.number FROM person p JOIN entry_member m ON m.person_id = p.id"
            " JOIN entry e ON e.id = m.entry_id WHERE e.number = 'HG02'"
        ).one()
    dialog = importing(page, ["1", name, GOOD, "能源系统", unit, "焊工", "13912345678"])
    assert dialog.sentence.text().count(name)
    dialog.pair.click()
    pair = pair_of(qtbot, dialog)
    assert pair.windowTitle() == f"第 2 行与{number}是同一个人吗？"
    assert shown(pair)["工作单位"] == (unit, "相同", unit)
    assert shown(pair)["证件号"][1] == "不同"
    assert set(pair.buttons) == {"back"}  # there is no row of the file to go to
    pair.buttons["back"].click()


def test_a_row_without_a_double_offers_nothing(page: RegistrationPage) -> None:
    dialog = importing(page, ["1", "李小芳", OTHER, "能源系统", "示范供电公司", "汗工", "13912345678"])
    assert dialog.sentence.text()
    assert not dialog.pair.isVisible()
    dialog._ask_pair()
    assert dialog.findChildren(PairDialog) == []


@pytest.mark.qt_log_ignore("This plugin does not support")  # the suggestions pop up
def test_a_double_in_the_form_is_seen_and_the_other_entry_opened(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    with opened.read() as reading:
        known = reading.connection.exec_driver_sql(
            "SELECT p.id_number FROM person p JOIN entry_member m ON m.person_id = p.id"
            " JOIN entry e ON e.id = m.entry_id WHERE e.number = 'HG02'"
        ).scalar()
    page.new_button.click()
    typed(qtbot, page, "name", "马玉兰")
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_F3)
    assert page.form.findChildren(PairDialog) == []  # nothing was said yet
    typed(qtbot, page, "id_number", str(known))
    field = page.form.fields["id_number"]
    assert field.pair.isVisible()
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_F3)
    pair = pair_of(qtbot, page.form)
    assert pair.windowTitle() == "正在填的与HG02是同一个人吗？"
    assert shown(pair)["证件号"][1] == "相同"
    assert pair.buttons["go"].text() == "放弃这一份，打开 HG02"
    pair.buttons["go"].click()
    qtbot.waitUntil(lambda: page.form.form is not None and page.form.form.number == "HG02")
    assert not page.form.new
    assert not field.pair.isVisible()
