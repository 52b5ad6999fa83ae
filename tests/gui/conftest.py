"""The window's look for every test: Fusion, our fonts, light theme, Chinese; and a desk with work done at once."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.settings import Settings
from tests.gui.dialog_watch import DialogWatch
from ui.application import load_fonts
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.language import Language
from ui.operations import Operations
from ui.theme import Mode, theme
from ui.workers import post

if TYPE_CHECKING:
    from tests.gui.hall_window import Afternoon, Hall
    from tests.gui.marking_room import Room

PATIENCE_MS = 300_000  # a machine that does three other things must not fail a test


class PatientBot(QtBot):
    """Waits as long as a busy machine needs; what is waited for ends the waiting, never the clock."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    assert load_fonts() == 2
    Language(qapp).switch("zh")
    theme().apply(Mode.LIGHT, 100)


@pytest.fixture(autouse=True)
def default_look(qapp: QApplication) -> Iterator[None]:
    """Each test begins light and at 100 %, without the windows of the one before: left alone they are never deleted,
    because what is put off for later waits for an event loop that has ended, and each dresses anew with the look."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if theme().dark or theme().scale != 100:
        theme().apply(Mode.LIGHT, 100)


@pytest.fixture(autouse=True)
def garbage_goes_here(qapp: QApplication) -> Iterator[None]:
    """No thread beside the window's looks for garbage: what it destroyed of Qt's would end the program hard, some day.
    A test that leaves threads behind leaves nobody who holds them, so they end."""
    elsewhere: list[str] = []

    def watch(phase: str, _facts: dict[str, int]) -> None:
        if threading.current_thread() is not threading.main_thread():
            elsewhere.append(threading.current_thread().name)

    gc.callbacks.append(watch)
    yield
    gc.callbacks.remove(watch)
    if threading.active_count() > 1:
        gc.collect()
    post().rubbish.look()
    assert elsewhere == []


@pytest.fixture(autouse=True)
def dialogs(qapp: QApplication) -> Iterator[DialogWatch]:
    """Every dialog a test opens is looked at: verbs, reasons, keys (target U13)."""
    watch = DialogWatch()
    watch.on()
    yield watch
    watch.off()
    assert watch.faults == []


@pytest.fixture
def desk(qapp: QApplication) -> Desk:
    return Desk(Operations(threaded=False), Settings())


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.open_contest(OpenContest(None, "x.contest", "演示竞赛", "demo", "焊工、电工"))
    desk.sit_down(AtKeyboard(None, "李卫东", "考务负责人", "主机"))
    return desk


@pytest.fixture(scope="session")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    """The demo in the middle of its afternoon, played once a run."""
    from tests.gui.hall_window import Afternoon as Played  # here: other tests of the window need no contest

    return Played(tmp_path_factory.mktemp("afternoon"))


@pytest.fixture
def hall(afternoon: Afternoon, tmp_path: Path, qapp: QApplication) -> Iterator[Hall]:
    """A desk on a copy of that afternoon."""
    from tests.gui.hall_window import Hall as Opened  # here: see above

    with afternoon.copy(tmp_path) as store:
        yield Opened(store, afternoon)


@pytest.fixture
def room(qtbot: PatientBot, hall: Hall) -> Room:
    """The marking page with an empty sheet open, the first recorder at the keyboard."""
    from tests.gui.marking_room import EMPTY
    from tests.gui.marking_room import Room as Page

    made = Page(qtbot, hall)
    made.open(EMPTY)
    return made
