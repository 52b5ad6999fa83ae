"""The demo is one click: made, opened, logged in without hunting for a PIN, set to another hour, thrown away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import demo_contest
from app.services.board_view import State
from ui import demo
from ui.application import Program
from ui.dialogs.people import LoginDialog
from ui.pages.contest_page import ContestPage


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    qtbot.addWidget(made.window)
    from ui.opening import Opening

    made.window.build()
    made.opening = Opening(made.desk, made.window)
    made.window.show()
    yield made
    made.window.close()
    made.close()


def login_dialog(qtbot: QtBot, program: Program) -> LoginDialog:
    def there() -> bool:
        return any(dialog.isVisible() for dialog in program.window.findChildren(LoginDialog))

    qtbot.waitUntil(there)
    return next(dialog for dialog in program.window.findChildren(LoginDialog) if dialog.isVisible())


def test_an_enter_too_early_begins_no_second_demo(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a demo is laid out the start screen stands there, its loud choice under the keyboard a moment before."""
    begun, go_on, made = threading.Event(), threading.Event(), []
    make = demo.make

    def slow(moment: str, told: Callable[[int, int, str], None]) -> Path:
        made.append(moment)
        begun.set()
        go_on.wait()
        return make(moment, told)

    monkeypatch.setattr(demo, "make", slow)
    start = program.window.start
    assert start is not None and program.opening is not None
    program.opening.open_demo("17:00")
    try:
        qtbot.waitUntil(begun.is_set)
        qtbot.keyClick(program.window.focusWidget() or program.window, Qt.Key.Key_Return)
        qtbot.mouseClick(start.demo, Qt.MouseButton.LeftButton)
        assert not start.demo.isEnabled() and not start.new.isEnabled()
    finally:
        go_on.set()
    assert login_dialog(qtbot, program).names.current() == demo_contest.first_person("17:00")
    assert made == ["17:00"] and program.desk.contest is not None and program.desk.contest.moment == "17:00"


def test_the_choices_are_there_again_when_laying_out_was_stopped(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(moment: str, told: Callable[[int, int, str], None]) -> Path:
        while True:  # until somebody stops it
            told(0, 1, "")
            time.sleep(0.005)

    monkeypatch.setattr(demo, "make", slow)
    start = program.window.start
    assert start is not None
    start.demo.click()
    qtbot.waitUntil(lambda: not start.demo.isEnabled() and len(program.window.at_work()) == 1)
    program.window.at_work()[0].cancel()
    qtbot.waitUntil(start.demo.isEnabled)
    assert program.window.start is start and start.demo.hasFocus()


def test_one_click_opens_the_demo_and_enter_logs_in(qtbot: QtBot, program: Program) -> None:
    start = program.window.start
    assert start is not None
    start.demo.click()
    dialog = login_dialog(qtbot, program)
    pins = demo_contest.demo_pins()
    assert dialog.names.current() == demo_contest.first_person("14:30") == "马秀英"
    assert pins["马秀英"] in dialog.hint.text()
    dialog.names.choose("何芳")
    assert dialog.pin.text() == pins["何芳"]
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.desk.person is not None)
    assert program.desk.person is not None
    assert program.desk.person.name == "何芳"
    contest, shell = program.desk.contest, program.window.shell
    assert contest is not None
    assert shell is not None
    assert contest.mode == "demo"
    assert shell.band.isVisible()
    qtbot.waitUntil(lambda: program.desk.board is not None)
    assert f"{program.desk.board.now:%m-%d %H:%M}" == "06-18 14:30"  # type: ignore[union-attr]
    page = program.window.page()
    assert isinstance(page, ContestPage)
    assert page.next.what.text() == "录完焊工第 1 场剩下的 5 份实操评分表"
    assert shell.rail.items["recheck"].badge.state is State.BLOCKED
    assert program.desk.settings.recent_files == ()
    _jump_and_leave(qtbot, program, Path(contest.path))


def _jump_and_leave(qtbot: QtBot, program: Program, first: Path) -> None:
    """The band's menu sets the demo to another hour in a new file; leaving takes the file away."""
    assert program.window.shell is not None
    actions = program.window.shell.band.menu().actions()
    assert [action.text().split("　")[0] for action in actions] == ["08:10", "14:30", "17:00"]
    actions[0].trigger()
    login_dialog(qtbot, program).reject()
    contest = program.desk.contest
    assert contest is not None
    assert contest.moment == "08:10"
    assert not first.exists()
    assert demo.is_throw_away(contest.path)
    program.window.leave_wanted.emit()
    qtbot.waitUntil(lambda: not Path(contest.path).exists())
    assert program.desk.contest is None
    assert program.window.start is not None


def test_demos_left_over_are_taken_away_but_not_one_that_is_open() -> None:
    from app.services.common import open_store

    said: list[tuple[int, int, str]] = []
    old = demo.make("08:10", lambda done, total, trade: said.append((done, total, trade)))
    with open_store(old):
        demo.tidy()
        assert old.exists()
    demo.tidy()
    assert not old.exists()
    assert said[-1] == (5, 5, "")
    assert [done for done, _, _ in said] == list(range(6))


def test_a_stopped_demo_leaves_nothing() -> None:
    def stop(done: int, total: int, trade: str) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        demo.make("08:10", stop)
    assert list(demo.folder().iterdir()) == []
