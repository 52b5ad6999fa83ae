"""The registration page on a real file: filters, search, form, decisions with undo, closing lists, keys, rights."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import registration
from app.services.access import log_in
from app.services.common import open_store
from app.services.demo_contest import demo_pins, make_demo
from app.services.registration_list import ALL, LACKING, UNDECIDED
from app.settings import Settings
from db.store import Store
from tests.factories import MORNING
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.pages.registration_fields import ChoiceField, IdEdit, LineField, MaskedField
from ui.pages.registration_page import RegistrationPage
from ui.widgets.message_bar import News

TRADES = ("6-18-02-04", "6-31-01-03", "6-20-01-01")
# the last is right; the others are this one mistyped
GOOD = "990107199504041245"


@pytest.fixture(scope="session")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's list of 72, open again."""
    path = tmp_path_factory.mktemp("morning") / "demo.contest"
    make_demo(path, moment="08:10")
    with open_store(path) as store:
        clerk = log_in(store, "何芳", demo_pins()["何芳"], MORNING)
        for trade in TRADES:
            registration.close_list(store, trade, by=clerk, at=MORNING, closed=False)
    return path


@pytest.fixture
def file(morning: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(morning, tmp_path / "demo.contest"))


@pytest.fixture
def opened(file: Path) -> Iterator[Store]:
    with open_store(file) as store:
        yield store


def sit(desk: Desk, store: Store, name: str) -> None:
    actor = log_in(store, name, demo_pins()[name], MORNING + timedelta(days=1))
    desk.sit_down(AtKeyboard(actor, actor.name, actor.role.zh if actor.role else ""))


@pytest.fixture
def window(qtbot: QtBot, opened: Store) -> MainWindow:
    desk = Desk(Operations(threaded=False), Settings())
    made = MainWindow(desk)
    qtbot.addWidget(made)
    desk.open_contest(OpenContest(opened, str(opened.path), "演示竞赛", "demo", "焊工"))
    sit(desk, opened, "何芳")
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    made.show_page("registration")
    return made


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RegistrationPage:
    found = window.page()
    assert isinstance(found, RegistrationPage)
    qtbot.waitUntil(lambda: found.form.form is not None)
    return found


def shown(page: RegistrationPage) -> list[str]:
    return [page.entries.row(n).number for n in range(page.entries.rowCount())]  # type: ignore[union-attr]


def line(page: RegistrationPage, key: str) -> QLineEdit:
    field = page.form.fields[key]
    assert isinstance(field, LineField)
    return field.line


def typed(qtbot: QtBot, page: RegistrationPage, key: str, text: str) -> None:
    """What a person does: go there, replace what stands there, go on."""
    edit = line(page, key)
    edit.setFocus()
    edit.selectAll()
    if text.isascii() and text:
        qtbot.keyClicks(edit, text)
    elif text:
        edit.insert(text)  # as an input method commits it
    else:
        qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def message(window: MainWindow) -> str:
    return window.bar().text


def state_of(store: Store, number: str) -> str:
    with store.read() as reading:
        return str(reading.connection.exec_driver_sql("SELECT state FROM entry WHERE number = ?", (number,)).scalar())


# the list


def test_delegations_filters_and_counts_stand_beside_the_list(page: RegistrationPage) -> None:
    assert page.entries.rowCount() == 72
    names = [page.side.lines.row(n) for n in range(page.side.lines.rowCount())]
    assert [(row.name, row.entries) for row in names[:3] if row] == [
        ("全部", 72),
        ("示范市总工会", 12),
        ("能源系统", 15),
    ]
    assert sum(row.entries for row in names[1:] if row) == 72
    page.side.select_row(1)
    assert page.entries.rowCount() == 12
    assert {page.entries.row(n).delegation for n in range(12)} == {"示范市总工会"}  # type: ignore[union-attr]
    page.trades.setCurrentIndex(page.trades.findData(TRADES[0]))
    page.trades.activated.emit(page.trades.currentIndex())
    assert shown(page) == ["HG01", "HG13", "HG19", "HG24"]
    assert page.crumbs() == ("焊工",)
    page.filters.changed.emit(UNDECIDED)
    assert page.entries.rowCount() == 0
    assert page.nothing.isVisible()
    page.all_button.click()
    assert page.entries.rowCount() == 72
    assert page.filters.current() == ALL


def test_search_finds_while_typing_by_initials_number_and_unit(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "wjg")
    qtbot.waitUntil(lambda: page.entries.rowCount() < 72)
    assert "HG01" in shown(page)
    assert {page.entries.row(n).name for n in range(page.entries.rowCount())} >= {"王建国"}  # type: ignore[union-attr]
    page.search.clear()
    page.search.insert("供电公司 DG")
    qtbot.waitUntil(lambda: bool(shown(page)) and all(number.startswith("DG") for number in shown(page)))
    assert {page.entries.row(n).unit for n in range(page.entries.rowCount())} == {"示范供电公司"}  # type: ignore[union-attr]


def test_numbers_are_masked_in_the_list_and_in_the_form(page: RegistrationPage) -> None:
    row = page.entries.row(0)
    assert row is not None
    assert row.document.startswith("**************")
    assert line(page, "id_number").text().replace(" ", "") == row.document


@pytest.mark.parametrize(("key", "start", "length"), [("id_number", "9901", 18), ("phone", "1", 11)])
def test_the_eye_shows_the_whole_number_only_while_it_is_held(
    page: RegistrationPage, opened: Store, key: str, start: str, length: int
) -> None:
    field = page.form.fields[key]
    assert isinstance(field, MaskedField)
    assert field.value().startswith("*****")
    field.eye.setDown(True)
    field.eye.pressed.emit()
    assert field.value().startswith(start)
    assert len(field.value()) == length
    other = page.form.fields["phone" if key == "id_number" else "id_number"]
    assert other.value().startswith("*****")
    field.eye.setDown(False)
    field.eye.released.emit()
    assert field.value().startswith("*****")
    assert not field.is_changed()
    with opened.read() as reading:
        body = reading.connection.exec_driver_sql("SELECT body FROM audit_entry ORDER BY seq DESC LIMIT 1").scalar()
    assert '"act":"person.document_seen"' in body


# decisions


def test_decisions_run_at_once_and_the_bar_takes_them_back(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    page.list.selectAll()
    page.give_back.click()
    assert message(window) == "72 份报名已改为“退回”"
    assert state_of(opened, "HG07") == "returned"
    assert "有问题 72" in [text for _key, text in page.roster.filters._items]
    window.bar().verb.click()
    assert state_of(opened, "HG07") == "approved"
    assert message(window) == "已撤销：72 份报名已改为“退回”"
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert state_of(opened, "HG07") == "returned"
    page.list.select_row(0)
    qtbot.keyClick(page.list, Qt.Key.Key_F5)
    assert message(window) == "1 份报名已改为“通过”"
    assert [page.entries.row(n).state for n in (0, 1)] == ["approved", "returned"]  # type: ignore[union-attr]
    page.filters.changed.emit(LACKING)
    assert page.entries.rowCount() == 71
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.entries.rowCount() == 0
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert message(window) == "没有可以撤销的。"


def test_lists_are_closed_when_nothing_waits_and_opened_again(
    window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    page.list.select_row(0)
    page.decide("waiting")
    assert page.close_button.reason == "还有 1 份待审，不能封闭。"
    page.acts.undo()
    assert page.close_button.reason == ""
    page.close_button.click()
    assert message(window) == "焊工、电工、装配钳工的名单已封闭"
    assert page.close_button.text() == "重新打开名单"
    assert page.trades.itemText(1) == "焊工（已封闭）"
    page.trades.setCurrentIndex(1)
    page.trades.activated.emit(1)
    page.close_button.click()
    assert message(window) == "焊工的名单已重新打开"
    assert page.summary is not None
    assert [trade.closed for trade in page.summary.trades] == [False, True, True]


def test_who_may_not_register_reads_why_and_writes_nothing(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    sit(window.desk, opened, "马秀英")
    assert page.approve.reason == "录分员不能改名单，请换登记员 (F10)。"
    assert not page.import_button.isEnabled()
    assert not line(page, "name").isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert not page.form.new
    sit(window.desk, opened, "何芳")
    assert page.approve.isEnabled()


# the form


def test_a_field_is_stored_when_it_is_left_and_undone(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store
) -> None:
    typed(qtbot, page, "unit", "示范电机厂")
    assert message(window) == "HG01 已改：工作单位"
    assert page.entries.row(0).unit == "示范电机厂"  # type: ignore[union-attr]
    assert page.form.fields["unit"].sign.state.value == "done"
    window.bar().verb.click()
    assert page.entries.row(0).unit == "示范机床厂"  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: line(page, "unit").text() == "示范机床厂")


def test_a_wrong_value_stays_with_its_reason_and_the_page_is_not_left(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage
) -> None:
    typed(qtbot, page, "id_number", "990107199504041246")
    field = page.form.fields["id_number"]
    assert field.problem == "身份证第 18 位校验不对，没有存入。请对照原件。"
    assert field.words.isVisible()
    assert line(page, "id_number").text() == "990107 19950404 1246"
    assert not window.show_page("contest")
    assert window.current == "registration"
    typed(qtbot, page, "id_number", GOOD)
    assert field.problem == ""
    qtbot.waitUntil(lambda: line(page, "birth_date").text() == "1995-04-04")
    assert window.show_page("contest")


def test_document_numbers_are_grouped_while_typing(qtbot: QtBot) -> None:
    edit = IdEdit()
    qtbot.addWidget(edit)
    edit.show()
    qtbot.keyClicks(edit, GOOD)
    assert edit.text() == "990107 19950404 1245"
    assert edit.plain() == GOOD
    edit.setCursorPosition(3)
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert (
        edit.text()
        == "990071 99504041 247".replace("990071", "990719").replace("99504041", "95040412").replace("247", "47")
        or edit.plain() == GOOD[:2] + GOOD[3:]
    )
    assert edit.cursorPosition() == 2


@pytest.mark.qt_log_ignore("This plugin does not support")  # the suggestions pop up
def test_a_new_entry_by_keyboard_alone(qtbot: QtBot, window: MainWindow, page: RegistrationPage, opened: Store) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.form.new
    assert line(page, "name").hasFocus()
    typed(qtbot, page, "name", "张小红")
    typed(qtbot, page, "id_number", "990107199504041246")
    assert page.form.fields["id_number"].problem.startswith("身份证第 18 位校验不对")
    typed(qtbot, page, "id_number", GOOD)
    assert page.form.fields["id_number"].problem == ""
    sex = page.form.fields["sex"]
    assert isinstance(sex, ChoiceField)
    assert (sex.value(), line(page, "birth_date").text()) == ("女", "1995-04-04")
    typed(qtbot, page, "delegation", "能源系统")
    qtbot.keyClick(line(page, "delegation"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    # what is missing is named, and nothing is stored
    assert page.form.fields["unit"].problem == "“工作单位”是空的，没有存入。请填上。"
    assert line(page, "unit").hasFocus()
    typed(qtbot, page, "unit", "示范供电公司")
    typed(qtbot, page, "phone", "13912345678")
    qtbot.keyClick(line(page, "phone"), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert message(window) == "已登记 HG25"
    assert state_of(opened, "HG25") == "waiting"
    # ready for the next one of the same unit
    assert page.form.new
    assert line(page, "name").text() == ""
    assert line(page, "unit").text() == "示范供电公司"
    assert page.summary is not None
    assert page.summary.entries == 73
    qtbot.keyClick(line(page, "name"), Qt.Key.Key_Escape)
    assert not page.form.new
    window.bar().verb.click()
    assert page.summary.entries == 72
    assert state_of(opened, "HG25") == "None"


@pytest.mark.qt_log_ignore("This plugin does not support")  # the suggestions pop up
def test_a_field_that_is_still_empty_is_brought_in_sight(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage
) -> None:
    """It lay below the edge: the verb seemed to do nothing."""
    window.resize(1092, 540)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    for key, text in (("name", "张小红"), ("id_number", GOOD), ("delegation", "能源系统"), ("unit", "示范供电公司")):
        typed(qtbot, page, key, text)
    page.form.register()
    phone, inside = page.form.fields["phone"], page.form._area.viewport()
    assert phone.problem == "“手机”是空的，没有存入。请填上。" and line(page, "phone").hasFocus()
    qtbot.waitUntil(lambda: inside.rect().contains(phone.mapTo(inside, phone.rect().bottomLeft())))
    page.form._area.verticalScrollBar().setValue(0)
    page.form.register()  # the keyboard was there before
    qtbot.waitUntil(lambda: inside.rect().contains(phone.mapTo(inside, phone.rect().bottomLeft())))


def test_a_double_is_refused_with_the_other_number(qtbot: QtBot, page: RegistrationPage, opened: Store) -> None:
    with opened.read() as reading:
        known = reading.connection.exec_driver_sql(
            "SELECT p.id_number FROM person p JOIN entry_member m ON m.person_id = p.id"
            " JOIN entry e ON e.id = m.entry_id WHERE e.number = 'HG02'"
        ).scalar()
    page.new_button.click()
    typed(qtbot, page, "name", "马玉兰")
    typed(qtbot, page, "id_number", str(known))
    assert page.form.fields["id_number"].problem.startswith("与 HG02 马玉兰 是同一个人、同一工种")


def test_leaving_a_new_entry_half_typed_keeps_what_was_typed(
    qtbot: QtBot, window: MainWindow, page: RegistrationPage
) -> None:
    page.new_button.click()
    typed(qtbot, page, "name", "张小红")
    page.list.select_row(3)
    qtbot.wait(120)
    assert page.form.new
    assert line(page, "name").text() == "张小红"
    assert window.show_page("contest")
    window.show_page("registration")
    assert line(page, "name").text() == "张小红"


def test_panes_walk_with_f6_and_fold_with_f4(qtbot: QtBot, window: MainWindow, page: RegistrationPage) -> None:
    page.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert line(page, "name").hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert page.side.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F4)
    assert not page.form.isVisible()
    window.resize(1092, 540)
    qtbot.waitUntil(lambda: page.width() < 1060)
    assert page.side.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    assert page.form.isVisible()
    assert line(page, "name").hasFocus()
    assert not page.side.isVisible()


def test_the_choice_survives_another_language(window: MainWindow, page: RegistrationPage) -> None:
    page.filters.set_current(ALL)
    page.trades.setCurrentIndex(2)
    page.trades.activated.emit(2)
    page.list.select_row(4)
    entry = page.entries.row(4)
    window.build()
    again = window.page()
    assert isinstance(again, RegistrationPage)
    assert again is not page
    assert again.choice.trade == TRADES[1]
    assert again.list.row_in_hand() == entry


# files


def test_a_table_dropped_on_the_page_is_looked_at(page: RegistrationPage, tmp_path: Path) -> None:
    from ui.dialogs.roster_import import RosterImportDialog

    roster = tmp_path / "名单.csv"
    roster.write_text(f"姓名,身份证号,代表队,工种\n张小红,{GOOD},能源系统,焊工\n", encoding="utf-8")

    def drop(file: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        event = QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.dropEvent(event)

    drop(tmp_path / "picture.png")
    assert page.findChildren(RosterImportDialog) == []
    drop(roster)
    dialog = page.findChildren(RosterImportDialog)[0]
    assert dialog.summary.text() == "名单.csv，1 行：1 可导入，0 警告，0 不能导入"
    dialog.reject()


def test_the_template_carries_the_trades_and_delegations(
    window: MainWindow, page: RegistrationPage, tmp_path: Path
) -> None:
    page.files.keep_template(tmp_path / "t.xlsx")
    assert message(window).startswith("模板已写到")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert all(name in text for name in ("焊工", "装配钳工", "能源系统"))


def test_an_empty_list_offers_the_ways_to_fill_it(qtbot: QtBot, store: Store) -> None:
    desk = Desk(Operations(threaded=False), Settings())
    window = MainWindow(desk)
    qtbot.addWidget(window)
    desk.open_contest(OpenContest(store, str(store.path), "竞赛", "live", "焊工"))
    from app.services.access import CONSOLE

    desk.sit_down(AtKeyboard(CONSOLE, "本机", ""))
    window.show_page("registration")
    page = window.page()
    assert isinstance(page, RegistrationPage)
    assert page.empty.sentence.text() == "名单是空的。"
    ways = [button.text() for button in page.empty.buttons.values()]
    assert ways == ["导入 Excel…", "粘贴", "下载 Excel 模板", "新增一人"]
    QApplication.clipboard().clear()
    page.files.paste()
    assert window.bar().kind is News.WARNING
    page.empty.buttons["new"].click()
    assert page.form.new
    assert page.stack.currentIndex() == 1


def test_work_on_the_store_thread_comes_back_to_the_page(qtbot: QtBot, file: Path) -> None:
    desk = Desk(Operations(threaded=True), Settings())
    window = MainWindow(desk)
    qtbot.addWidget(window)
    opened: list[Store] = []
    desk.operations.run(lambda: open_store(file), opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    desk.open_contest(OpenContest(opened[0], str(file), "演示竞赛", "demo", "焊工"))
    pin = demo_pins()["何芳"]
    desk.operations.run(
        lambda: log_in(opened[0], "何芳", pin, MORNING),
        lambda actor: desk.sit_down(AtKeyboard(actor, actor.name, "登记员")),
    )
    window.show()
    window.show_page("registration")
    page = window.page()
    assert isinstance(page, RegistrationPage)
    qtbot.waitUntil(lambda: page.entries.rowCount() == 72 and page.form.form is not None)
    page.list.selectAll()
    page.decide("waiting")
    qtbot.waitUntil(lambda: page.summary is not None and page.summary.undecided == 72)
    desk.operations.run(opened[0].close)
    assert desk.operations.close()


def test_ticks_that_are_off_say_why(page: RegistrationPage) -> None:
    page.form.clear()
    told = {tick.toolTip() for tick in page.form.ticks.values()}
    assert told == {"在表里选一行，或按 Ctrl+N 新增"}
    assert not any(tick.isEnabled() for tick in page.form.ticks.values())
    page.new_button.click()
    assert all(tick.isEnabled() and not tick.toolTip() for tick in page.form.ticks.values())
    page.form.block("打印员不能改名单，请换登记员 (F10)。")
    assert {tick.accessibleDescription() for tick in page.form.ticks.values()} == {
        "打印员不能改名单，请换登记员 (F10)。"
    }
