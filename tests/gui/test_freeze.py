"""The window never freezes: nothing slow happens on the Qt thread, and a store that is busy holds no page up.

No stopwatch: on the Qt thread every reading and writing of the store, of files and of PDF is caught, whatever its time.
What the beats of the Qt thread were is printed (pytest -s), for whoever tunes.
"""

from __future__ import annotations

import shutil
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.access import people_at_keyboard
from app.services.board_view import PAGES
from app.services.common import open_store
from app.settings import Settings
from db.store import Store
from tests.gui.played import FITTING, WELDING, template
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.main_window import MainWindow
from ui.opening_acts import board_of
from ui.operations import Operations
from ui.pages.page import Page

SLOW: tuple[tuple[type, str], ...] = (
    (Store, "read"),
    (Store, "write"),
    (Path, "read_bytes"),
    (Path, "write_bytes"),
    (pypdfium2.PdfDocument, "__init__"),
)


class Guard:
    """Catches what is slow on the thread that made it."""

    def __init__(self) -> None:
        self.caught: list[str] = []
        self._here = threading.get_ident()

    def watch(self, owner: type, name: str, patch: pytest.MonkeyPatch) -> None:
        """Note every call of a method on this thread, and where it came from."""
        real: Callable[..., Any] = getattr(owner, name)

        def told(*given: Any, **named: Any) -> Any:
            if threading.get_ident() == self._here:
                stack = traceback.extract_stack()[:-1]
                ours = [f"{Path(one.filename).name}:{one.lineno}" for one in stack if "/ui/" in one.filename]
                if ours and not any("resources" in one.filename for one in stack):
                    self.caught.append(f"{owner.__name__}.{name} from {' > '.join(ours[-3:])}")
            return real(*given, **named)

        patch.setattr(owner, name, told)


class Beats:
    """The longest time between two beats of the Qt thread."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.monotonic()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.monotonic()
        self.longest, self._last = max(self.longest, now - self._last), now

    def stop(self) -> None:
        """No more beats."""
        self._timer.stop()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    file = Path(shutil.copy(template(), tmp_path / "late.contest"))
    store = open_store(file)
    chief = next(person for person in people_at_keyboard(store) if person.role is Role.CHIEF_JUDGE)
    desk = Desk(Operations(threaded=True), Settings())
    made = MainWindow(desk)
    qtbot.addWidget(made)
    desk.board_source = lambda kept: board_of(kept, desk.now())
    desk.open_contest(OpenContest(store, str(file), "演示竞赛", "demo", "焊工"))
    desk.sit_down(AtKeyboard(chief, chief.name, "裁判长"))
    made.commands.retranslate()
    made.show()
    qtbot.waitUntil(lambda: desk.board is not None)
    yield made
    made.close()
    desk.operations.close(60)
    store.close()


def page_of(window: MainWindow) -> Page:
    page = window.page()
    assert page is not None
    return page


def work_on(qtbot: QtBot, window: MainWindow, key: str) -> None:
    """What people do on every page: open it, look at two trades, walk, filter, undo, look at the keys."""
    operations = window.desk.operations
    window.show_page(key)
    qtbot.waitUntil(lambda: not operations.working)
    for trade in (FITTING, WELDING):
        window.desk.choose_trade(trade)
        qtbot.waitUntil(lambda: not operations.working)
    page = page_of(window)
    for action in ("next_pane", "details", "filter"):
        page.perform(action)
    for _ in range(6):
        focus = QApplication.focusWidget() or window
        for press in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            QTest.keyClick(focus, press)
    window.commands.table.action("help").trigger()
    window.commands.overlay.hide()
    page.commit_pending()
    qtbot.waitUntil(lambda: not operations.working)


def test_no_page_reads_or_writes_on_the_qt_thread(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    guard, beats = Guard(), Beats()
    for owner, name in SLOW:
        guard.watch(owner, name, monkeypatch)
    for key in PAGES:
        before = len(guard.caught)
        work_on(qtbot, window, key)
        guard.caught[before:] = [f"{key}: {one}" for one in guard.caught[before:]]
    beats.stop()
    print(f"longest time between two beats of the Qt thread: {beats.longest * 1000:.0f} ms")
    assert guard.caught == []


def test_the_guard_catches_what_it_is_for(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    guard = Guard()
    guard.watch(Store, "read", monkeypatch)
    contest = window.desk.contest
    assert contest is not None
    assert board_of(contest.store, window.desk.now()).trades  # a page that would ask the store itself
    assert guard.caught
    guard.caught.clear()
    window.desk.refresh_board()
    qtbot.waitUntil(lambda: not window.desk.operations.working)
    assert guard.caught == []


def test_a_busy_store_holds_no_page_up(qtbot: QtBot, window: MainWindow) -> None:
    let_go, busy = threading.Event(), threading.Event()

    def hold() -> None:
        busy.set()
        let_go.wait(600)

    window.desk.operations.run(hold)
    try:
        qtbot.waitUntil(busy.is_set)
        for key in PAGES:
            assert window.show_page(key)
            QApplication.processEvents()
            assert window.current == key
            assert not window.grab().isNull()
        window.commands.table.action("help").trigger()
        assert window.commands.overlay.isVisible()
        window.commands.overlay.hide()
        qtbot.waitUntil(lambda: window.shell is not None and window.shell.status.saved_text() == "正在处理…")
        assert window.desk.operations.working
    finally:
        let_go.set()
    qtbot.waitUntil(lambda: not window.desk.operations.working)
