"""Lists: columns hidden, moved, sorted and widened by mouse and key, kept per person; what is listed as a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.tables.reader import read_table
from db.queries import audit
from tests.gui.played import WELDING, Late
from tests.gui.played import late as late
from ui.dialogs.columns import ColumnsDialog
from ui.main_window import MainWindow
from ui.models.columns import Align, Column
from ui.models.layouts import ListLayout, kept_for, kept_with
from ui.models.table_model import TableModel
from ui.operations import Progress
from ui.pages.registration_page import RegistrationPage
from ui.widgets.table import TableView
from ui.widgets.table_header import Header


@pytest.fixture
def window(late: Late, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(late.desk)
    qtbot.addWidget(made)
    late.sit(Role.REGISTRAR)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    made.show_page("registration")
    yield made


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> TableView:
    page = window.page()
    assert isinstance(page, RegistrationPage)
    qtbot.waitUntil(lambda: page.entries.rowCount() == 72)
    return page.list


def titles(view: TableView) -> list[str]:
    return [view.table.columns[n].title for n in view.places() if not view.isColumnHidden(n)]


def place(view: TableView, key: str) -> int:
    return [column.key for column in view.table.columns].index(key)


def test_a_column_goes_by_the_headers_menu_and_comes_back(view: TableView) -> None:
    header = view.horizontalHeader()
    assert isinstance(header, Header)
    menu = header.menu(place(view, "group"))
    box = next(action for action in menu.actions() if action.text() == "组别")
    assert box.isChecked()
    box.trigger()
    assert "组别" not in titles(view)
    back = next(action for action in header.menu(-1).actions() if action.text() == "恢复原样")
    assert back.isEnabled()
    back.trigger()
    assert titles(view)[:4] == ["参赛号", "姓名", "工种", "组别"]
    assert view.layout_chosen().plain


def test_the_last_column_in_sight_stays(view: TableView) -> None:
    for number in range(len(view.table.columns)):
        view.show_column(number, False)
    assert len(titles(view)) == 1


def test_a_click_sorts_and_another_turns_round(view: TableView) -> None:
    header = view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(place(view, "number")) + 20, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.table.sorted_by() == ("number", False)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.table.row(0).number == max(view.table.row(n).number for n in range(72))
    assert view.layout_chosen().sort == ("number", True)


def test_the_keyboard_alone_hides_moves_and_sorts(window: MainWindow, view: TableView, qtbot: QtBot) -> None:
    view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = window.findChild(ColumnsDialog)
    assert dialog is not None
    listed = dialog.findChild(QListWidget)
    assert listed is not None
    listed.setCurrentRow(1)
    QTest.keyClick(listed, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert titles(view)[:2] == ["姓名", "参赛号"]
    listed.setCurrentRow(3)
    QTest.keyClick(listed, Qt.Key.Key_Space)
    assert "组别" not in titles(view)
    dialog.order.setCurrentIndex(dialog.order.findData("number"))
    dialog.order.activated.emit(dialog.order.currentIndex())
    dialog.descending.click()
    assert view.table.sorted_by() == ("number", True)
    dialog.back.click()
    assert view.layout_chosen().plain
    assert view.table.sorted_by() == ("", False)


def test_widths_and_order_belong_to_the_person(window: MainWindow, view: TableView, late: Late, qtbot: QtBot) -> None:
    window.resize(1700, 728)
    unit = place(view, "unit")
    qtbot.waitUntil(lambda: view.columnWidth(unit) > 200)
    wide = view.columnWidth(unit)
    view.setColumnWidth(place(view, "name"), 140)
    assert view.columnWidth(unit) < wide  # the stretching one gives way
    view.horizontalHeader().moveSection(0, 2)
    key = view.list_key()
    registrar = late.desk.person.name
    qtbot.waitUntil(lambda: kept_for(late.desk.settings.lists, registrar, key).widths == {"name": 140})
    late.sit(Role.CHIEF_JUDGE)
    assert titles(view)[0] == "参赛号"
    late.sit(Role.REGISTRAR)
    assert titles(view)[:3] == ["姓名", "工种", "参赛号"]
    assert view.columnWidth(place(view, "name")) == 140


def test_what_the_page_hides_for_want_of_room_is_no_choice(view: TableView) -> None:
    number = place(view, "trade")
    view.setColumnHidden(number, True)
    view.setColumnHidden(number, False)
    assert view.layout_chosen().plain
    view.show_column(number, False)
    view.setColumnHidden(number, False)
    assert view.isColumnHidden(number)


def test_what_is_listed_goes_out_as_it_is_listed(
    window: MainWindow, view: TableView, late: Late, qtbot: QtBot, tmp_path: Path
) -> None:
    page = window.page()
    assert isinstance(page, RegistrationPage)
    page.roster.choose(trade=WELDING)
    view.show_column(place(view, "group"), False)
    view.sort_by("number", True)
    path = tmp_path / "list.xlsx"
    window._lists.export_to(view, path)
    rows = read_table(path)
    head = next(n for n, row in enumerate(rows) if row[0] == "参赛号")
    assert "组别" not in rows[head]
    assert [row[0] for row in rows[head + 1 :]] == [view.table.row(n).number for n in range(view.table.rowCount())]
    assert rows[head + 1][0] > rows[head + 2][0]
    assert all("*" in row[rows[head].index("证件号")] for row in rows[head + 1 :])  # masked as on the screen
    assert "paper.list_exported" in late.acts()
    with late.store.read() as reading:
        body = next(b for b in (json.loads(e.body) for e in audit.entries(reading)) if "list_exp" in b["act"])
    assert body["count"] == view.table.rowCount()


def test_texts_stay_texts_and_figures_are_figures(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    columns: tuple[Column[tuple[str, str]], ...] = (
        Column("name", "名", lambda row: row[0]),
        Column("points", "分", lambda row: row[1], align=Align.RIGHT),
    )
    model: TableModel[tuple[str, str]] = TableModel(columns)
    listed = TableView(model, "表")
    qtbot.addWidget(listed)
    model.set_rows([("=1+1", "91.20"), ("007", "−1.5"), ("@x", "缺考"), ("https://a.cn", "")])
    path = tmp_path / "list.xlsx"
    window._lists.export_to(listed, path)
    rows = read_table(path)
    assert [row[:2] for row in rows[-4:]] == [["=1+1", "91.2"], ["007", "-1.5"], ["@x", "缺考"], ["https://a.cn", ""]]
    import zipfile

    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "hyperlink" not in sheet
    assert "<v>91.20</v>" in sheet


def test_a_cancelled_export_leaves_the_old_file(window: MainWindow, view: TableView, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"before")
    made: list[Progress] = []

    def stop(_title: str, progress: Progress) -> None:
        made.append(progress)

    window._lists.long_work.connect(stop)
    original = Progress.__call__

    def cancel_first(self: Progress, done: int, total: int, item: str = "") -> None:
        if done >= 64:
            self.cancel()
        original(self, done, total, item)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Progress, "__call__", cancel_first)
        window._lists.export_to(view, path)
    assert path.read_bytes() == b"before"
    assert sorted(one.name for one in tmp_path.iterdir() if "list" in one.name) == ["list.xlsx"]


def test_damaged_settings_give_the_list_as_it_was_made() -> None:
    kept = {"甲|a,b": {"order": "b", "shown": {"a": 1}, "widths": {"a": "9", "b": 5}, "sort": ["a"]}, "乙|a,b": 7}
    assert kept_for(kept, "甲", "a,b").plain
    assert kept_for(kept, "乙", "a,b").plain


def test_only_so_many_layouts_are_kept() -> None:
    kept: dict[str, object] = {}
    for number in range(5):
        kept = kept_with(kept, "甲", f"list{number}", ListLayout(sort=("a", True)), most=3)
    assert list(kept) == ["甲|list2", "甲|list3", "甲|list4"]
    assert "甲|list3" not in kept_with(kept, "甲", "list3", ListLayout())
