"""People in the window: accounts with a passphrase, the locked screen that drops keys, the way to erase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import CLOSED
from app.services import access, people_keys, personal
from app.services.access import CONSOLE
from app.services.common import open_store
from app.services.personal import protection
from db.queries import people
from ui.application import Program
from ui.desk import AtKeyboard
from ui.dialogs.accounts import AccountsDialog
from ui.dialogs.people import LoginDialog, SecondPersonDialog
from ui.dialogs.question import Question
from ui.dialogs.settings_dialog import SettingsDialog
from ui.opening import LONGEST_SESSION
from ui.widgets.fields import ChoiceBox

WORDS = "lan-tian-bai-yun"


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)
    made = Program(qapp)
    qtbot.addWidget(made.window)
    from ui.opening import Opening

    made.window.build()
    made.opening = Opening(made.desk, made.window)
    yield made
    made.window.close()
    made.close()


@pytest.fixture
def console(qtbot: QtBot, program: Program, contest_file: Path) -> Program:
    """A file with nobody in it, open at the console."""
    with open_store(contest_file) as store:
        for person in people_keys.everybody(store):
            with store.write() as writing:
                writing.driver().execute("UPDATE account SET active = 0 WHERE id = ?", (person.id,))
    program.window.show()
    assert program.opening is not None
    program.opening.open_path(str(contest_file))
    qtbot.waitUntil(lambda: program.desk.person is not None)
    return program


def accounts_of(qtbot: QtBot, program: Program) -> AccountsDialog:
    program.window.commands.table.action("accounts").trigger()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(AccountsDialog)))
    return program.window.findChildren(AccountsDialog)[0]


def fill(dialog: AccountsDialog, name: str, role: str, secret: str, again: str | None = None) -> None:
    dialog.name.setText(name)
    dialog.role.setCurrentIndex(dialog.role.findData(role))
    dialog.secret.setText(secret)
    dialog.again.setText(secret if again is None else again)
    dialog.buttons["save"].click()


def test_somebody_with_a_passphrase_is_added_and_holds_the_key(qtbot: QtBot, console: Program) -> None:
    dialog = accounts_of(qtbot, console)
    fill(dialog, "王总", "chief_judge", WORDS, WORDS + "x")
    assert "不一样" in dialog.refusal.text()
    fill(dialog, "王总", "chief_judge", "12345")
    qtbot.waitUntil(lambda: "6" in dialog.refusal.text())
    for guessed in ("123456", "19860315"):
        fill(dialog, "王总", "chief_judge", guessed)
        qtbot.waitUntil(lambda: dialog.refusal.text().startswith("这个 PIN 谁都会先试"))
        fill(dialog, "王总", "chief_judge", "12345")
        qtbot.waitUntil(lambda: "至少" in dialog.refusal.text())
    fill(dialog, "王总", "chief_judge", WORDS)
    qtbot.waitUntil(lambda: "王总" in dialog.said.text())
    assert dialog.account.itemText(1) == "王总　裁判长　口令短语"
    assert console.desk.contest is not None
    with console.desk.contest.store.read() as reading:
        assert protection(reading).holders == ("王总",)
    qtbot.waitUntil(lambda: bool(console.window.findChildren(LoginDialog)))  # somebody has to log in now


def test_a_first_account_that_may_add_nobody_does_not_shut_all_others_out(qtbot: QtBot, console: Program) -> None:
    """A new contest whose first account was the chief judge's, who then sat down: nobody could be added ever after."""
    dialog = accounts_of(qtbot, console)
    assert dialog.role.currentData() == "administrator"  # offered until there is one
    fill(dialog, "王总", "chief_judge", "135790")
    qtbot.waitUntil(lambda: bool(console.window.findChildren(LoginDialog)))
    question = console.window.findChildren(LoginDialog)[0]
    question.pin.setText("135790")
    question.buttons["enter"].click()
    qtbot.waitUntil(lambda: console.desk.person is not None and console.desk.person.name == "王总")
    fill(dialog, "管一", "administrator", "246802")
    qtbot.waitUntil(lambda: "管一" in dialog.said.text())
    fill(dialog, "录一", "recorder", "357913")  # from now on that is the administrator's
    qtbot.waitUntil(lambda: "王总" in dialog.refusal.text())
    assert [dialog.account.itemData(row) for row in range(dialog.account.count())] == ["", "王总", "管一"]


def test_whoever_left_the_question_is_asked_again_for_the_accounts(qtbot: QtBot, console: Program) -> None:
    assert console.desk.contest is not None and console.opening is not None
    access.add_account(console.desk.contest.store, "王总", "chief_judge", "135790", by=CONSOLE, at=datetime.now(UTC))
    console.opening._ask_people_again()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(LoginDialog)))
    console.window.findChildren(LoginDialog)[0].reject()
    qtbot.waitUntil(lambda: not console.window.findChildren(LoginDialog))
    console.desk.sit_down(None)
    console.window.commands.table.action("accounts").trigger()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(LoginDialog)))


def test_numbers_are_open_in_the_session_and_closed_behind_the_lock(
    qtbot: QtBot, program: Program, contest_file: Path
) -> None:
    with open_store(contest_file) as store:
        access.add_account(store, "王总", "chief_judge", WORDS, by=CONSOLE, at=datetime.now(UTC))
        with store.read() as reading:
            known = bool(people.members(reading))
    program.window.show()
    assert program.opening is not None
    program.opening.open_path(str(contest_file))
    qtbot.waitUntil(lambda: bool(program.window.findChildren(LoginDialog)))
    dialog = program.window.findChildren(LoginDialog)[0]
    dialog.names.choose("王总")
    dialog.pin.setText(WORDS)
    dialog.buttons["enter"].click()
    qtbot.waitUntil(lambda: program.desk.person is not None)
    assert program.desk.person is not None and program.desk.contest is not None
    store = program.desk.contest.store
    assert program.desk.person.actor.key is not None and store.vault is not None
    program.opening._ask_who(locked=False)  # somebody began to switch, and went away
    program.window.lock_wanted.emit()
    qtbot.waitUntil(lambda: store.vault is None)
    assert program.desk.person.actor.key is None
    assert program.window.findChild(QWidget, "lock_cover") is not None
    with store.read() as reading:
        numbers = {one.id_number for behind in people.members(reading).values() for one in behind}
    assert numbers == ({CLOSED} if known else set())


def test_patience_is_a_setting_and_no_session_lasts_for_ever(qtbot: QtBot, console: Program) -> None:
    assert console.opening is not None
    idle = console.opening.findChild(QTimer, "idle")
    assert idle is not None
    assert idle.interval() == 10 * 60 * 1000
    settings = SettingsDialog(console.desk.settings, console.window)
    box = settings.boxes["lock_minutes"]
    assert isinstance(box, ChoiceBox)
    assert [box.itemData(n) for n in range(box.count())] == [3, 5, 10, 15, 20, 30]
    console.desk.change_settings(lock_minutes=3)
    assert idle.interval() == 3 * 60 * 1000
    assert console.desk.contest is not None
    store = console.desk.contest.store
    actor = access.add_account(store, "王总", "administrator", "123456", by=CONSOLE, at=datetime.now(UTC))
    console.opening._people = (actor,)
    console.desk.sit_down(AtKeyboard(actor, actor.name, "管理员"))
    console.opening._since -= LONGEST_SESSION - timedelta(minutes=1)
    qtbot.keyClicks(console.window, "x")
    assert console.window.findChild(QWidget, "lock_cover") is None
    console.opening._since -= timedelta(minutes=2)
    qtbot.keyClicks(console.window, "x")
    qtbot.waitUntil(lambda: console.window.findChild(QWidget, "lock_cover") is not None)


def test_the_own_secret_needs_the_old_one_and_keeps_the_key(qtbot: QtBot, console: Program) -> None:
    assert console.desk.contest is not None
    store = console.desk.contest.store
    access.add_account(store, "王总", "chief_judge", WORDS, by=CONSOLE, at=datetime.now(UTC))
    actor = access.log_in(store, "王总", WORDS, datetime.now(UTC))
    personal.sit_down(store, actor.key)
    console.desk.sit_down(AtKeyboard(actor, actor.name, "裁判长"))
    dialog = accounts_of(qtbot, console)
    dialog.account.setCurrentIndex(dialog.account.findData("王总"))
    assert not dialog.buttons["remove"].isEnabled() and not dialog.role.isEnabled()
    dialog.old.setText("wrong-wrong-wrong")
    fill(dialog, "王总", "chief_judge", "qing-shan-lv-shui")
    qtbot.waitUntil(lambda: bool(dialog.refusal.text()))
    dialog.old.setText(WORDS)
    fill(dialog, "王总", "chief_judge", "qing-shan-lv-shui")
    qtbot.waitUntil(lambda: bool(dialog.said.text()))
    assert console.desk.person is not None
    assert console.desk.person.actor.key == replace(actor).key
    assert store.vault is not None


def test_an_account_is_closed_for_good_only_after_a_question_and_said_to_be(qtbot: QtBot, console: Program) -> None:
    assert console.desk.contest is not None
    store = console.desk.contest.store
    access.add_account(store, "王总", "administrator", "583920", by=CONSOLE, at=datetime.now(UTC))
    access.add_account(store, "李登", "registrar", "904715", by=CONSOLE, at=datetime.now(UTC))
    actor = access.log_in(store, "王总", "583920", datetime.now(UTC))
    console.desk.sit_down(AtKeyboard(actor, actor.name, "管理员"))
    dialog = accounts_of(qtbot, console)
    dialog.account.setCurrentIndex(dialog.account.findData("李登"))
    dialog.buttons["block"].click()
    qtbot.waitUntil(lambda: dialog.said.text() == "已暂停登录：李登")
    dialog.buttons["remove"].click()
    question = dialog.findChildren(Question)[-1]
    question.reject()
    assert {person.name for person in people_keys.everybody(store) if person.active} >= {"王总", "李登"}
    dialog.buttons["remove"].click()
    question = dialog.findChildren(Question)[-1]
    assert question.windowTitle() == "注销 李登 的账户？"
    question.buttons["close"].click()
    qtbot.waitUntil(lambda: dialog.said.text() == "已注销账户：李登")
    assert "李登" not in {person.name for person in people_keys.everybody(store) if person.active}


def test_erasing_asks_both_and_says_what_goes(qtbot: QtBot, console: Program) -> None:
    console.window.commands.table.action("erase").trigger()
    qtbot.waitUntil(lambda: bool(console.window.findChildren(SecondPersonDialog)))
    dialog = console.window.findChildren(SecondPersonDialog)[0]
    assert dialog.windowTitle() == "清除这份竞赛的个人信息？"
    assert not dialog.buttons["confirm"].isEnabled()  # nobody is registered who could
    dialog.reject()
