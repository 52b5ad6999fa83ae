"""Importing a roster in the window: what the check says, cells put right, columns chosen, refused rows kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.worksheet import Sheet
from app.services.board_view import State
from app.tables.reader import read_sheet
from db.store import Store
from tests.gui.test_registration_page import file, message, morning, opened, page, sit, window
from ui.dialogs.roster_import import RosterImportDialog
from ui.main_window import MainWindow
from ui.pages.registration_page import RegistrationPage

__all__ = ["file", "morning", "opened", "page", "window"]

HEADER = ["序号", "姓名", "身份证号", "代表队", "单位", "工种", "手机"]
ROWS = [
    ["1", "张小红", "990107199504041245", "能源系统", "示范供电公司", "焊工", "13912345678"],
    ["2", "李卫国", "990107199504041246", "能源系统", "示范供电公司", "焊工", "13912345679"],
    ["3", "王小明", "990107198001011015", "能源系统", "示范供电公司", "汗工", "12"],
]


def roster(*rows: list[str], header: list[str] | None = None) -> Sheet:
    return Sheet("名单", [header or HEADER, *(rows or ROWS)])


@pytest.fixture
def dialog(page: RegistrationPage) -> RosterImportDialog:
    page.files.look_at(roster(), "名单.xlsx")
    found = page.findChildren(RosterImportDialog)[-1]
    assert found.isVisible()
    return found


def texts(dialog: RosterImportDialog, row: int) -> list[str]:
    model = dialog.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def put_right(qtbot: QtBot, dialog: RosterImportDialog, text: str) -> None:
    """F2, type, Enter in the cell the keyboard is on."""
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = dialog.table.findChildren(QLineEdit)[-1]
    editor.selectAll()
    editor.insert(text)
    with qtbot.waitSignal(dialog.model.modelReset):  # the editor sees the key first, then the rows are read anew
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.table.is_editing())


def test_the_check_counts_and_points_at_the_first_bad_cell(dialog: RosterImportDialog) -> None:
    assert dialog.summary.text() == "名单.xlsx，3 行：1 可导入，0 警告，2 不能导入"
    assert dialog.model.rowCount() == 2
    here = dialog.table.currentIndex()
    assert texts(dialog, here.row())[0] == "3"
    assert dialog.model.state(here) is State.BLOCKED
    assert dialog.sentence.text().startswith("第 3 行 C 列“身份证号”：证件号的校验位不对")
    # what is right stays masked, what must be compared with the card is shown
    assert here.data() == "990107199504041246"
    assert texts(dialog, 1)[3] == "**************1015"
    dialog.only.setChecked(False)
    assert dialog.model.rowCount() == 3
    assert dialog.go.text() == "导入 1 行"


def test_a_red_cell_is_put_right_in_place(qtbot: QtBot, dialog: RosterImportDialog) -> None:
    put_right(qtbot, dialog, "990107198001011015")
    assert dialog.summary.text() == "名单.xlsx，3 行：2 可导入，0 警告，1 不能导入"
    assert texts(dialog, 0)[0] == "4"
    assert dialog.sentence.text().startswith("第 4 行 F 列“工种”：本竞赛没有“汗工”这个工种")
    put_right(qtbot, dialog, "电工")
    # the same person now twice, in two trades: allowed, but said
    assert dialog.summary.text() == "名单.xlsx，3 行：3 可导入，1 警告，0 不能导入"
    assert not dialog.keep.isVisible()
    typing = dialog.table.editTriggers()
    assert not typing & dialog.table.EditTrigger.AnyKeyPressed  # an input method would lose its first letter


def test_good_rows_come_in_to_be_decided_on_and_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, dialog: RosterImportDialog
) -> None:
    dialog.go.click()
    assert message(window) == "已导入 1 行；2 行没有导入"
    assert page.summary is not None
    assert (page.summary.undecided, page.summary.entries) == (1, 73)
    assert page.filters.current() == "undecided"
    assert [page.entries.row(n).name for n in range(page.entries.rowCount())] == ["张小红"]  # type: ignore[union-attr]
    window.bar().verb.click()
    assert page.summary.entries == 72


def test_refused_rows_go_to_a_workbook_with_their_reasons(dialog: RosterImportDialog, tmp_path: Path) -> None:
    assert dialog.keep.text() == "另存 2 行不能导入的…"
    dialog.keep_refused_as(tmp_path / "left.xlsx")
    kept = read_sheet(tmp_path / "left.xlsx")
    cells = [cell for row in kept.rows for cell in row]
    assert "李卫国" in cells
    assert "张小红" not in cells
    assert any("校验位" in cell for cell in cells)
    assert "left.xlsx" in dialog.sentence.text()


def test_unknown_headers_lead_to_the_columns_and_are_remembered(
    page: RegistrationPage, window: MainWindow, opened: Store
) -> None:
    header = ["甲", "姓名", "号码", "丙", "丁", "戊", "己"]
    page.files.look_at(roster(ROWS[0], header=header), "怪.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert dialog.stack.currentIndex() == 1
    assert dialog.summary.text() == "怪.xlsx：还不能导入"
    assert dialog.refusal.text() != ""
    assert dialog.go.reason == "先在“列对应”里说明哪一列是什么。"
    for letter, field in (("C", "id_number"), ("D", "delegation"), ("F", "trade"), ("A", "trade")):
        box = dialog.boxes[letter]
        box.setCurrentIndex(box.findData(field))
        box.activated.emit(box.currentIndex())
    # a field is filled by one column: choosing A for the trade took it from F
    assert dialog.boxes["F"].currentData() == ""
    for letter, field in (("A", ""), ("F", "trade")):
        box = dialog.boxes[letter]
        box.setCurrentIndex(box.findData(field))
        box.activated.emit(box.currentIndex())
    assert dialog.plan is not None
    assert len(dialog.plan.good) == 1
    dialog.go.click()
    assert message(window) == "已导入 1 行"
    page.files.look_at(roster(["9", "赵小兰", "990107198001011015", *ROWS[0][3:]], header=header), "怪.xlsx")
    again = page.findChildren(RosterImportDialog)[-1]
    assert again.stack.currentIndex() == 0
    assert again.go.text() == "导入 1 行"
    again.reject()


def test_the_same_file_again_brings_nothing_new(page: RegistrationPage) -> None:
    page.files.look_at(roster(ROWS[0]), "名单.xlsx")
    page.findChildren(RosterImportDialog)[-1].go.click()
    changed = [*ROWS[0][:4], "示范石化公司", *ROWS[0][5:]]
    page.files.look_at(roster(ROWS[0]), "名单.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert dialog.summary.text() == "名单.xlsx，1 行：0 可导入，0 警告，0 不能导入；1 行已经登记"
    assert dialog.go.reason == "没有可以导入的新行。"
    dialog.reject()
    page.files.look_at(roster(changed), "名单.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert dialog.update_rows.isVisible()
    dialog.update_rows.setChecked(True)
    assert dialog.go.text() == "导入 1 行"
    dialog.go.click()
    assert page.entries.row(0).unit == "示范石化公司"  # type: ignore[union-attr]


def test_rows_pasted_from_a_spreadsheet_are_a_roster_too(page: RegistrationPage) -> None:
    QApplication.clipboard().setText("\n".join("\t".join(row) for row in (HEADER, *ROWS)))
    page.files.paste()
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert dialog.summary.text() == "剪贴板，3 行：1 可导入，0 警告，2 不能导入"
    dialog.reject()


def test_a_closed_list_refuses_the_import_in_the_dialog(
    page: RegistrationPage, window: MainWindow, opened: Store
) -> None:
    page.close_button.click()
    page.files.look_at(roster(ROWS[0]), "名单.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    dialog.go.click()
    assert dialog.refusal.text() == "焊工的名单已经截止，没有导入。确要增加请先重新打开名单。"
    assert dialog.isVisible()
    assert page.summary is not None
    assert page.summary.entries == 72
    dialog.reject()
    sit(window.desk, opened, "何芳")


def test_a_file_that_cannot_be_imported_says_why_and_nothing_else(page: RegistrationPage) -> None:
    page.files.look_at(Sheet("名单", [HEADER]), "空.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert "没有" in dialog.refusal.text() and dialog.go.reason == "不能导入，原因写在上面。"
    assert dialog.parts.current() == "check"
    dialog.take(Sheet("名单", [["甲", "乙"], ["丙", "丁"]]), "别的.xlsx")
    assert dialog.go.reason == "先在“列对应”里说明哪一列是什么。" and dialog.parts.current() == "columns"
    dialog.take(roster(), "名单.xlsx")
    assert dialog.go.reason == "" and dialog.refusal.text() == ""
    dialog.reject()


def test_another_file_or_a_paste_takes_the_place_of_the_one_in_hand(
    page: RegistrationPage, dialog: RosterImportDialog, tmp_path: Path
) -> None:
    dialog.parts.changed.emit("source")
    assert dialog.stack.currentIndex() == 2
    assert dialog.source.text() == "现在看的是：名单.xlsx"
    QApplication.clipboard().clear()
    dialog.paste_wanted.emit()
    assert dialog.refusal.text() == "剪贴板是空的。先在 Excel 或 WPS 里复制带表头的几行。"
    QApplication.clipboard().setText("\n".join("\t".join(row) for row in (HEADER, ROWS[0])))
    dialog.paste_wanted.emit()
    assert dialog.stack.currentIndex() == 0
    assert dialog.parts.current() == "check"
    assert dialog.summary.text() == "剪贴板，1 行：1 可导入，0 警告，0 不能导入"
    assert dialog.windowTitle() == "导入 剪贴板"
    other = tmp_path / "另一份.csv"
    other.write_text("\n".join(",".join(row) for row in (HEADER, *ROWS[1:])), "utf-8")
    page.files.read_file(other, dialog)
    assert dialog.summary.text() == "另一份.csv，2 行：0 可导入，0 警告，2 不能导入"
    assert len([one for one in page.findChildren(RosterImportDialog) if one.isVisible()]) == 1


def test_who_a_row_is_about_stays_in_sight(dialog: RosterImportDialog) -> None:
    heads = [dialog.model.headerData(row, Qt.Orientation.Vertical) for row in range(dialog.model.rowCount())]
    assert heads == ["3　李卫国", "4　王小明"]
    assert dialog.table.isColumnHidden(0)
    assert dialog.table.verticalHeader().isVisible()
    assert not dialog.model.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.DecorationRole).isNull()


def test_columns_chosen_before_are_named_and_can_be_forgotten(page: RegistrationPage) -> None:
    page.files.look_at(roster(ROWS[0]), "名单.xlsx")
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert not dialog._kept.isVisibleTo(dialog.stack.widget(1))
    box = dialog.boxes["E"]
    box.setCurrentIndex(box.findData("post"))
    box.activated.emit(box.currentIndex())
    box = dialog.boxes["A"]
    box.setCurrentIndex(box.findData("unit"))
    box.activated.emit(box.currentIndex())
    dialog.go.click()
    page.files.look_at(roster(ROWS[0]), "又一份.xlsx")
    again = page.findChildren(RosterImportDialog)[-1]
    assert again._kept.isVisibleTo(again.stack.widget(1))
    assert again.boxes["E"].currentData() == "post"
    again.forget.click()
    assert again.boxes["E"].currentData() == "unit"
    assert not again._kept.isVisibleTo(again.stack.widget(1))
    again.reject()


def test_rows_can_be_pasted_into_a_list_that_is_not_empty(qtbot: QtBot, page: RegistrationPage) -> None:
    QApplication.clipboard().setText("\n".join("\t".join(row) for row in (HEADER, ROWS[0])))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    dialog = page.findChildren(RosterImportDialog)[-1]
    assert dialog.summary.text() == "剪贴板，1 行：1 可导入，0 警告，0 不能导入"
    dialog.reject()
