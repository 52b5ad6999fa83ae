"""From the start screen into a real contest file and back; preferences; the start path stays light."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app import settings as settings_file
from app.services import audit_events
from app.services.common import open_store
from db.queries import audit as stored
from ui.application import Program, say_no_log
from ui.dialogs.people import LoginDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.overlays import Locked
from ui.pages.contest_page import ContestPage
from ui.theme import theme
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox
from ui.widgets.message_bar import News

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    qtbot.addWidget(made.window)
    from ui.opening import Opening

    made.window.build()
    made.opening = Opening(made.desk, made.window)
    yield made
    made.window.close()
    made.close()
    made.language.switch("zh")


def open_file(qtbot: QtBot, program: Program, file: Path) -> None:
    assert program.opening is not None
    program.opening.open_path(str(file))
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.unchecked is None)


def test_without_accounts_f10_and_the_lock_say_why_and_lead_to_them(
    qtbot: QtBot, program: Program, contest_file: Path
) -> None:
    program.window.show()
    open_file(qtbot, program, contest_file)
    qtbot.waitUntil(lambda: program.desk.person is not None)
    shell, opening = program.window.shell, program.opening
    assert shell is not None and opening is not None
    wanted: list[bool] = []
    program.window.accounts_wanted.connect(lambda: wanted.append(True))
    for number, act in enumerate((opening.switch_person, opening.lock), 1):
        act()
        assert "还没有登记人员" in shell.messages.text
        assert shell.messages.verb.isVisible() and shell.messages.verb.text() == "登记人员…"
        shell.messages.verb.click()
        assert len(wanted) == number


def test_who_works_is_named_in_the_language_of_the_window(qtbot: QtBot, program: Program, contest_file: Path) -> None:
    program.window.show()
    open_file(qtbot, program, contest_file)
    qtbot.waitUntil(lambda: program.desk.person is not None)
    program.change_setting("language", "en")

    def said() -> str:
        shell = program.window.shell
        return shell.rail.person.accessibleName() if shell is not None else ""

    qtbot.waitUntil(lambda: said() == "This computer, nobody registered yet")
    program.change_setting("language", "zh")
    qtbot.waitUntil(lambda: said() == "本机，尚未登记人员")


def test_the_board_stands_while_the_file_is_still_checked_and_nothing_is_written_before(
    qtbot: QtBot, program: Program, contest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    from app.services import opening

    begun, go_on = threading.Event(), threading.Event()
    check = opening.check_opened

    def slow(*what: Any) -> opening.OpenedFile:
        begun.set()
        go_on.wait()
        return check(*what)

    monkeypatch.setattr(opening, "check_opened", slow)
    program.window.show()
    assert program.opening is not None
    program.opening.open_path(str(contest_file))
    try:
        qtbot.waitUntil(begun.is_set)
        contest = program.desk.contest
        assert contest is not None and contest.unchecked is not None
        before = contest.store.head
        assert program.desk.board is not None and isinstance(program.window.page(), ContestPage)
        qtbot.waitUntil(lambda: program.desk.person is not None)  # nobody is registered: this computer works at once
        program.desk.operations.run(lambda: audit_events.clock_jumped(contest.store, program.desk.now(), 600))
        qtbot.waitUntil(lambda: program.desk.operations.working)
        assert contest.store.head == before
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.unchecked is None)
    qtbot.waitUntil(lambda: not program.desk.operations.working)
    assert contest.store.head.seq >= before.seq + 2  # the start of the program, and what waited
    assert program.desk.contest is not None and not program.desk.contest.barred


def test_what_watches_the_whole_program_lets_things_pass_that_python_knows_no_more(program: Program) -> None:
    """A window just deleted leaves its address to one that is being made: what Python knows of the first then stands
    for the second, and to hand it back to Qt was the end of the program, right after a new contest was made."""
    gone = QWidget()
    shiboken6.delete(gone)
    assert program.opening is not None
    assert not program.opening.eventFilter(gone, QEvent(QEvent.Type.Create))
    locked = Locked(program.window, QDialog(program.window))
    try:
        assert not locked.eventFilter(gone, QEvent(QEvent.Type.Create))
    finally:
        locked.lift()


def test_opens_a_contest_file_and_goes_back_to_the_start(qtbot: QtBot, program: Program, contest_file: Path) -> None:
    open_file(qtbot, program, contest_file)
    window = program.window
    assert program.desk.contest is not None
    assert window.windowTitle() == f"{program.desk.contest.name} · 匠评"
    assert window.shell is not None
    assert window.current == "contest"
    assert program.desk.settings.recent_files == (str(contest_file),)
    window.leave_wanted.emit()
    assert window.shell is None
    assert window.start is not None
    start = window.start
    qtbot.waitUntil(lambda: [row.recent.path for row in start.rows] == [contest_file])
    program.operations.close()
    assert settings_file.load().recent_files == (str(contest_file),)


def test_a_program_that_ends_leaves_one_file_with_everything_in_it(
    qtbot: QtBot, program: Program, contest_file: Path, tmp_path: Path
) -> None:
    open_file(qtbot, program, contest_file)
    program.close()
    beside = [one.name for one in contest_file.parent.glob(f"{contest_file.name}*")]
    assert beside == [contest_file.name]
    carried = tmp_path / "carried" / "copy.contest"
    carried.parent.mkdir()
    carried.write_bytes(contest_file.read_bytes())
    with open_store(carried) as store, store.read() as reading:
        assert list(stored.entries(reading))[-1].body.startswith('{"act":"program.stopped"')


def test_a_file_that_is_none_of_ours_is_refused_in_words(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.contest"
    wrong.write_bytes(b"not a contest" * 100)
    assert program.opening is not None
    program.opening.open_path(str(wrong))
    start = program.window.start
    assert start is not None
    qtbot.waitUntil(lambda: bool(start.bars()[1].text))
    assert start.bars()[1].kind is News.REFUSAL
    assert "store." not in start.bars()[1].text
    assert program.desk.contest is None
    assert wrong.read_bytes() == b"not a contest" * 100


def test_people_of_the_file_log_in_with_their_secret(qtbot: QtBot, program: Program, contest_file: Path) -> None:
    from datetime import UTC, datetime

    from app.services.access import CONSOLE, add_account, people_at_keyboard
    from app.services.common import open_store

    with open_store(contest_file) as store:
        if not people_at_keyboard(store):
            add_account(store, "李卫东", "administrator", "246810", by=CONSOLE, at=datetime.now(UTC))
        name = people_at_keyboard(store)[0].name
        role = people_at_keyboard(store)[0].role
    program.window.show()
    open_file(qtbot, program, contest_file)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(LoginDialog)))
    dialog = program.window.findChildren(LoginDialog)[0]
    assert dialog.names.current() == name
    qtbot.keyClicks(dialog.pin, "999999")
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.refusal.text()))
    assert program.desk.person is None
    if name == "李卫东":
        qtbot.keyClicks(dialog.pin, "246810")
        qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: program.desk.person is not None)
        assert program.desk.person is not None
        assert program.desk.person.actor.role is role
        assert program.window.shell is not None
        assert program.window.shell.rail.person.accessibleName() == "李卫东，管理员"


def test_an_idle_screen_is_covered_until_somebody_is_back(qtbot: QtBot, program: Program, contest_file: Path) -> None:
    from datetime import UTC, datetime

    from app.services.access import CONSOLE, add_account, people_at_keyboard
    from app.services.common import open_store
    from ui.desk import AtKeyboard

    with open_store(contest_file) as store:
        if not people_at_keyboard(store):
            add_account(store, "李卫东", "administrator", "246810", by=CONSOLE, at=datetime.now(UTC))
        person = people_at_keyboard(store)[0]
    program.window.show()
    open_file(qtbot, program, contest_file)
    qtbot.waitUntil(lambda: bool(program.window.findChildren(LoginDialog)))
    program.window.findChildren(LoginDialog)[0].reject()
    program.desk.sit_down(AtKeyboard(person, person.name, "管理员"))
    assert program.opening is not None
    qtbot.waitUntil(lambda: not program.window.findChildren(LoginDialog))
    idle = program.opening.findChild(QTimer, "idle")
    assert idle is not None
    assert idle.interval() == 10 * 60 * 1000
    idle.timeout.emit()
    cover = program.window.findChild(QWidget, "lock_cover")
    assert cover is not None
    assert cover.geometry() == program.window.rect()
    dialog = program.window.findChildren(LoginDialog)[0]
    dialog.entered.emit(person)
    qtbot.waitUntil(lambda: program.window.findChild(QWidget, "lock_cover") is None)


def test_a_locked_screen_hides_open_dialogs_and_gives_them_back(
    qtbot: QtBot, program: Program, contest_file: Path
) -> None:
    from datetime import UTC, datetime

    from app.services.access import CONSOLE, add_account
    from app.services.common import open_store
    from ui.desk import AtKeyboard
    from ui.dialogs.question import Answer, Question

    with open_store(contest_file) as store:
        person = add_account(store, "李卫东", "administrator", "246810", by=CONSOLE, at=datetime.now(UTC))

    def asked(text: str) -> Question:
        dialog = Question(program.window)
        dialog.ask(text, "")
        field = QLineEdit(dialog)
        dialog.add_widget(field)
        dialog.add_answer(Answer("back", "返回", safe=True))
        dialog.open()
        field.setFocus()
        return dialog

    def covered(dialog: QWidget) -> bool:
        found = dialog.findChild(QWidget, "lock_cover")
        return found is not None and found.isVisible() and found.geometry() == dialog.rect()

    program.window.show()
    open_file(qtbot, program, contest_file)
    assert program.opening is not None
    qtbot.waitUntil(lambda: bool(program.window.findChildren(LoginDialog)))
    program.window.findChildren(LoginDialog)[0].reject()
    qtbot.waitUntil(lambda: not program.window.findChildren(LoginDialog))
    program.desk.sit_down(AtKeyboard(person, person.name, "管理员"))
    before = asked("作废 W-165 的评分表？")
    words = before.findChild(QLineEdit)
    assert words is not None
    words.setText("王建国 8.5")
    qtbot.keyClick(words, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    question = program.window.findChildren(LoginDialog)[0]
    assert covered(program.window) and covered(before)
    assert QApplication.activeModalWidget() is question
    later = asked("还有一件事？")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is question)
    assert covered(later)
    assert not question.findChildren(QWidget, "lock_cover")
    question.entered.emit(person)
    question.accept()
    qtbot.waitUntil(lambda: not program.window.findChildren(QWidget, "lock_cover"))
    assert before.isVisible() and later.isVisible()
    assert words.text() == "王建国 8.5"
    before.reject()
    later.reject()


def test_an_editor_that_would_ask_first_does_not_hold_the_lock_open(
    qtbot: QtBot, program: Program, contest_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.window.show()
    open_file(qtbot, program, contest_file)
    page = program.window.page()
    assert page is not None and program.opening is not None
    asked: list[str] = []
    monkeypatch.setattr(page, "can_reload", lambda: False)
    monkeypatch.setattr(page, "commit_pending", lambda: bool(asked.append("left?")))
    program.opening.lock()
    assert asked == []  # the designer's question has a loop of its own: the cover would wait for its answer


def test_a_new_contest_opens_at_its_settings(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    start = program.window.start
    assert start is not None
    start.new.click()
    form = start.new_page
    assert form is not None
    form.name.setText("2026 年焊工决赛")
    form.base.setText("GS-BASE-07")
    form.ticks["6-18-02-04"].click()
    form.file.line.setText(str(tmp_path / "新.contest"))
    form.make.click()
    qtbot.waitUntil(lambda: program.desk.contest is not None)
    page = program.window.page()
    assert isinstance(page, ContestPage)
    qtbot.waitUntil(lambda: page.setup_view is not None and page.setup_view.setup.contest is not None)
    assert page.in_setup()
    assert page.setup_view is not None
    assert [one.name for one in page.setup_view.setup.contest.trades] == ["焊工"]  # type: ignore[union-attr]


def test_a_file_that_cannot_be_made_is_said_in_the_form(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    start = program.window.start
    assert start is not None
    start.new.click()
    form = start.new_page
    assert form is not None
    form.way.changed.emit("like")
    bad = tmp_path / "去年.contest"
    bad.write_bytes(b"no contest")
    form.like.line.setText(str(bad))
    form.file.line.setText(str(tmp_path / "新.contest"))
    form.make.click()
    qtbot.waitUntil(lambda: bool(form.refusal.text()))
    assert not (tmp_path / "新.contest").exists()
    assert form.make.isEnabled()
    form.back.click()
    assert start.new_page is None


def test_settings_come_into_force_at_once_and_are_kept(qtbot: QtBot, program: Program) -> None:
    assert program.opening is not None
    program.opening.show_settings()
    dialog = program.window.findChildren(SettingsDialog)[0]
    assert list(dialog.rows) == [option.key for option in settings_file.options()]
    box = dialog.boxes["theme"]
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(box.findData("dark"))
    box.activated.emit(box.currentIndex())
    assert theme().dark
    keys = dialog.boxes["show_keys"]
    assert isinstance(keys, CheckBox) and keys.isChecked()
    keys.click()
    assert not program.desk.settings.show_keys
    program.operations.close()
    assert settings_file.load().theme == "dark"
    assert not settings_file.load().show_keys


def test_a_setting_is_found_by_any_of_its_words(qtbot: QtBot, program: Program) -> None:
    dialog = SettingsDialog(program.desk.settings, program.window)
    dialog.show()

    def found(words: str) -> set[str]:
        dialog.search.setText(words)
        return {key for key, row in dialog.rows.items() if row.isVisible()}

    everything = {option.key for option in settings_file.options()}
    assert found("") == everything
    assert found("深色") == {"theme"}
    assert found("english") == {"language"}
    assert found("备份") == {"backup_minutes", "backup_folders"}
    assert found("没有的东西") == set()
    assert dialog.nothing.isVisible()
    assert found("锁屏") == {"lock_minutes"}
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.boxes["lock_minutes"]


def test_backup_places_are_chosen_and_dropped(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = SettingsDialog(program.desk.settings, program.window)
    dialog.changed.connect(program.window.setting_wanted)
    chosen = [str(tmp_path / "one"), str(tmp_path / "two"), str(tmp_path / "one")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: chosen.pop(0))
    lines = dialog.rows["backup_folders"].lines
    assert not lines[1][1].isEnabled()
    assert lines[1][1].reason == "先选上面一个"
    lines[0][1].click()
    lines[1][1].click()
    assert program.desk.settings.backup_folders == (str(tmp_path / "one"), str(tmp_path / "two"))
    lines[1][1].click()  # the same folder twice is one
    assert program.desk.settings.backup_folders == (str(tmp_path / "one"),)
    lines[0][2].click()
    assert program.desk.settings.backup_folders == ()
    assert program.opening is not None
    program.window.setting_wanted.emit("backup_minutes", 30)
    timer = program.opening.keeper.findChild(QTimer, "backups")
    assert timer is not None
    assert timer.interval() == 30 * 60 * 1000


def test_the_start_path_loads_nothing_heavy() -> None:
    """Bar U3, and more: neither the database nor paper is loaded before the window stands."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import ui.application as a\n"
        "app = a.make_application([]); p = a.Program(app); p.window.painted.connect(app.quit)\n"
        "p.window.show(); app.exec()\n"
        "heavy = ('openpyxl', 'numpy', 'pandas', 'reportlab', 'sqlalchemy', 'cryptography', 'PIL', 'ui.shell')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, env=dict(os.environ))
    assert ran.stdout.strip() == "[]", ran.stderr


BY_NAME = """
import sys; sys.path.insert(0, sys.argv[1]); import ui.application as a
from PySide6.QtCore import QTimer
app = a.make_application([]); p = a.Program(app); p.window.show(); p.furnish([sys.argv[2]])
first = p.window.start is None
def tell():
    board = p.desk.board is not None and p.window.current == "contest"
    print(first, p.window.start is None, board, p.window._commands is not None, bool(p.window.bar().text))
    app.quit()
p.opening.settled.connect(lambda: QTimer.singleShot(0, tell))
app.exec(); p.close()
"""


BOARD_FIRST = """
import sys; sys.path.insert(0, sys.argv[1]); import ui.application as a
app = a.make_application([]); p = a.Program(app); p.window.show()
def tell():
    if p.desk.board is not None:
        heavy = "sqlalchemy alembic cryptography reportlab PIL app.services.access app.domain.ranking".split()
        print(p.window.current, p.desk.board.name, [name for name in heavy if name in sys.modules])
        app.quit()
p.desk.board_changed.connect(tell)
p.furnish([sys.argv[2]]); app.exec(); p.close()
"""


def test_the_board_stands_before_what_writes_is_loaded(contest_file: Path, tmp_path: Path) -> None:
    """Bar U2: SQLAlchemy alone takes longer than the window and the board together."""
    environment = dict(os.environ, JIANGPING_HOME=str(tmp_path / "home"))
    command = [sys.executable, "-c", BOARD_FIRST, str(ROOT), str(contest_file)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert ran.stdout.startswith("contest ") and ran.stdout.strip().endswith(" []"), ran.stdout + ran.stderr


@pytest.mark.parametrize(
    ("there", "told"),
    [(True, "True True True True"), (False, "True False False True True")],
    ids=["opens", "cannot be opened"],
)
def test_a_file_opened_by_name_comes_without_the_start_screen_unless_it_cannot_be_opened(
    contest_file: Path, tmp_path: Path, there: bool, told: str
) -> None:
    file = contest_file if there else tmp_path / "nowhere.contest"
    environment = dict(os.environ, JIANGPING_HOME=str(tmp_path / "home"))
    command = [sys.executable, "-c", BY_NAME, str(ROOT), str(file)]
    ran = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert ran.stdout.startswith(told), ran.stdout + ran.stderr


def test_an_older_file_is_upgraded_and_says_where_its_old_self_lies(
    qtbot: QtBot, program: Program, contest_file: Path
) -> None:
    import sqlite3

    from db import migrate

    with sqlite3.connect(contest_file) as connection:  # as if the last step of the schema had changed no table
        connection.execute(f"PRAGMA user_version = {migrate.SCHEMA_VERSION - 1}")
    connection.close()
    program.window.show()
    open_file(qtbot, program, contest_file)
    copy = contest_file.with_name(f"{contest_file.name}.v{migrate.SCHEMA_VERSION - 1}-before")
    assert copy.is_file()
    assert copy.name in program.window.bar().text and program.window.bar().kind is News.NOTE


def test_a_log_that_cannot_be_kept_is_told_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    say_no_log(PermissionError(13, "Permission denied", "/nowhere"))
    told = capsys.readouterr().err
    assert "日志文件夹" in told and "成绩照常保存" in told and "Permission denied" in told
    assert "[Errno" not in told
