"""Several entries chosen at once: boxes, Space, Ctrl, Shift and "all" write one thing that outlives what is shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from db.store import Store
from tests.gui.test_registration_page import file, line, message, morning, opened, page, shown, sit, state_of, window
from ui.main_window import MainWindow
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.pages.registration_page import RegistrationPage
from ui.widgets.chosen import Chosen
from ui.widgets.table_choice import ChoiceTable

__all__ = ["file", "morning", "opened", "page", "window"]  # fixtures

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
NONE, SOME, ALL = Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked


def chosen(page: RegistrationPage) -> list[str]:
    """The numbers of those chosen that are listed, from the top."""
    rows = (page.entries.row(n) for n in range(page.entries.rowCount()))
    return [row.number for row in rows if row is not None and row.id in page.list.chosen]


def click_row(qtbot: QtBot, page: RegistrationPage, row: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    where = page.list.visualRect(page.entries.index(row, 1)).center()
    qtbot.mouseClick(page.list.viewport(), LEFT, held, where)


def click_box(qtbot: QtBot, page: RegistrationPage, row: int, held: Qt.KeyboardModifier = PLAIN) -> None:
    boxes = page.list.verticalHeader()
    where = QPoint(boxes.width() // 2, boxes.sectionViewportPosition(row) + boxes.sectionSize(row) // 2)
    qtbot.mouseClick(boxes.viewport(), LEFT, held, where)


def test_space_ctrl_shift_and_boxes_write_the_same_choice(qtbot: QtBot, page: RegistrationPage) -> None:
    names = shown(page)
    page.list.setFocus()
    page.list.select_row(0)
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert chosen(page) == names[:1]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert chosen(page) == names[:1]  # walking lets go of nobody
    qtbot.keyClick(page.list, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(page.list, Qt.Key.Key_Down, SHIFT)
    assert chosen(page) == [names[0], *names[2:5]]
    qtbot.keyClick(page.list, Qt.Key.Key_Up, SHIFT)
    assert chosen(page) == [names[0], *names[2:4]]  # the range shrinks again, what stood before it stays
    click_box(qtbot, page, 6)
    click_box(qtbot, page, 8, SHIFT)
    assert chosen(page) == [names[0], *names[2:4], *names[6:9]]
    click_row(qtbot, page, 7, CTRL)
    assert names[7] not in chosen(page)
    click_row(qtbot, page, 1)
    assert len(chosen(page)) == 5  # a plain click shows somebody and chooses nobody
    row = page.list.row_in_hand()
    assert row is not None and row.number == names[1]  # type: ignore[attr-defined]
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert chosen(page) == []


def test_ctrl_click_takes_the_row_clicked_before_along(qtbot: QtBot, page: RegistrationPage) -> None:
    names = shown(page)
    click_row(qtbot, page, 2)
    click_row(qtbot, page, 4, CTRL)
    assert chosen(page) == [names[2], names[4]]
    page.list.choose_none()
    click_row(qtbot, page, 1)
    click_row(qtbot, page, 3, SHIFT)
    assert chosen(page) == names[1:4]


def test_the_box_of_all_has_three_states_and_means_what_is_listed(qtbot: QtBot, page: RegistrationPage) -> None:
    box = page.list.all_box
    assert box is not None
    assert box.geometry().height() == page.list.horizontalHeader().height()
    assert box.checkState() == NONE
    click_box(qtbot, page, 3)
    assert box.checkState() == SOME
    qtbot.mouseClick(box, LEFT)
    assert (box.checkState(), len(page.list.chosen)) == (ALL, 72)
    qtbot.mouseClick(box, LEFT)
    assert (box.checkState(), len(page.list.chosen)) == (NONE, 0)
    page.side.select_row(1)
    qtbot.mouseClick(box, LEFT)
    assert (box.checkState(), len(page.list.chosen)) == (ALL, 12)
    page.side.select_row(0)
    assert (box.checkState(), len(page.list.chosen)) == (SOME, 12)


def test_the_choice_outlives_filter_search_and_order_and_the_foot_tells_of_it(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    first = page.entries.row(0)
    assert first is not None
    page.list.select_row(0)
    label = page.foot.chosen
    assert label.text() == f"没有多选，只对 {first.number} {first.name}"
    label.resize(label.minimumSizeHint())
    assert label.shown() == first.number, "where there is no room for the name the number is whole"
    for row in (0, 5, 70):
        page.list.toggle(row)
    names = chosen(page)
    assert page.foot.chosen.text() == "已选 3 份"
    page.list.sort_by("name", True)
    assert sorted(chosen(page)) == sorted(names)
    page.list.sort_by("", False)
    page.search.setText(first.name)
    qtbot.waitUntil(lambda: page.entries.rowCount() < 72)
    assert page.foot.chosen.text() == "已选 3 份，其中 2 份不在所列中"
    page.give_back.click()
    assert message(window) == "3 份报名已改为“退回”"
    assert {state_of(opened, number) for number in names} == {"returned"}
    assert not page.list.chosen  # decided on: nobody is decided on a second time by accident
    assert not page.foot.none.isVisible()


def test_the_cross_in_the_foot_lets_go_of_all(qtbot: QtBot, page: RegistrationPage) -> None:
    page.list.selectAll()
    assert page.foot.chosen.text() == "已选 72 份"
    qtbot.mouseClick(page.foot.none, LEFT)
    assert not page.list.chosen


@pytest.mark.qt_log_ignore("This plugin does not support")  # the suggestions pop up
def test_what_was_taken_off_the_list_is_chosen_no_longer(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    from tests.gui.test_registration_page import GOOD, typed

    page.new_button.click()
    for key, text in (("name", "张小红"), ("id_number", GOOD), ("delegation", "能源系统"), ("unit", "供电公司")):
        typed(qtbot, page, key, text)
    typed(qtbot, page, "phone", "13912345678")
    page.form.register()
    assert message(window) == "已登记 HG25"
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_Escape)
    page.list.selectAll()
    assert len(page.list.chosen) == 73
    page.acts.undo()
    assert len(page.list.chosen) == 72


def test_the_choice_survives_another_language_and_not_another_person_s_rights(
    window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    for row in (1, 2):
        page.list.toggle(row)
    names = chosen(page)
    window.build()
    again = window.page()
    assert isinstance(again, RegistrationPage)
    assert chosen(again) == names
    sit(window.desk, opened, "马秀英")
    again.decide("approved")
    assert message(window).startswith("录分员不能改名单")
    assert {state_of(opened, number) for number in names} == {"approved"}
    assert again.foot.chosen.text() == ""  # the reason stands there


# many rows, none of them held


class Counted:
    """Rows of a source that counts how many were ever asked for."""

    def __init__(self, count: int) -> None:
        self.ids: Sequence[int] = range(1, count + 1)
        self.asked = 0

    def arrange(self, key: str, descending: bool, words: str) -> int:
        self.ids = [n for n in self.ids if words in str(n)] if words else self.ids
        return len(self.ids)

    def rows(self, first: int, n: int) -> list[int]:
        found = list(self.ids[first : first + n])
        self.asked += len(found)
        return found


@pytest.fixture
def many(qtbot: QtBot) -> tuple[ChoiceTable, Counted]:
    source = Counted(300_000)
    model: TableModel[int] = TableModel((Column("n", "号", str),), key_of=lambda row: row)
    table = ChoiceTable(model, "名单")
    model.arranged.connect(lambda _count: table.take_ids(source.ids))
    qtbot.addWidget(table)
    model.set_source(source)
    table.resize(400, 300)
    table.show()
    return table, source


def test_all_of_300_000_are_chosen_without_fetching_them(qtbot: QtBot, many: tuple[ChoiceTable, Counted]) -> None:
    table, source = many
    assert table.all_box is not None
    asked = source.asked
    table.select_row(0)
    table.selectAll()
    assert (table.all_box.checkState(), len(table.chosen)) == (ALL, 300_000)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert (table.all_box.checkState(), len(table.chosen)) == (SOME, 299_999)
    table.toggle(299_999)
    table.choose_to(150_000)
    assert source.asked - asked <= 10 * 128  # some pages around where the keyboard went, not the list
    table.table.set_filter("7")
    assert 0 < table.listed() < len(table.chosen)
    assert len(table.chosen_ids()) == len(table.chosen)


def test_a_choice_is_bits_that_come_and_go() -> None:
    one = Chosen()
    one.put((3, 900), True)
    mark = one.mark()
    one.lay(mark, range(10, 20))
    assert (len(one), 15 in one, 900 in one, 901 in one, -1 in one) == (12, True, True, False, False)
    one.lay(mark, range(10, 12))
    assert one.keys() == [3, 10, 11, 900]
    assert one.among([900, 5000, 3]) == 2
    one.keep([3, 11, 77])
    assert one.keys() == [3, 11]
    one.put((11, 5000), False)
    assert one.keys() == [3]
    one.clear()
    assert not one
