"""A bundle or a pack opened by name, as a double click does: what it is, and the way to where it is taken in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.bundle.archive import check_code
from app.services import keys, packs_make
from app.settings import Settings
from tests.factories import IDENTITY, later, new_store, small_contest
from tests.gui.office_kit import DEMO, province
from tests.trust_kit import SEED
from ui.desk import Desk
from ui.dialogs.question import Question
from ui.main_window import MainWindow
from ui.office_opening import OfficeDialog
from ui.opening import Opening
from ui.operations import Operations
from ui.pages.contest_page import ContestPage
from ui.pages.office_inbox import WAITING, InboxPage
from ui.widgets.card import Label


@pytest.fixture
def opening(qtbot: QtBot, tmp_path: Path) -> Iterator[Opening]:
    desk = Desk(Operations(threaded=False), Settings(last_folder=str(tmp_path)))
    window = MainWindow(desk)
    qtbot.addWidget(window)
    made = Opening(desk, window)
    window.show()
    yield made
    made.close_contest()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    order = packs_make.PackOrder(replace(small_contest(), name="省办定的名称"), IDENTITY.key, mode="demo")
    return packs_make.make_pack(order, DEMO.office, tmp_path, at=later(0)).path


def window_of(opening: Opening) -> MainWindow:
    window = opening.parent()
    assert isinstance(window, MainWindow)
    return window


def asked(opening: Opening, name: str) -> Question:
    question = window_of(opening).findChild(Question, name)
    assert question is not None
    return question


def test_a_bundle_says_what_it_is_and_goes_on_in_the_office(qtbot: QtBot, opening: Opening, tmp_path: Path) -> None:
    window, bundle = window_of(opening), province().first
    before, settled = bundle.read_bytes(), []
    opening.settled.connect(lambda: settled.append(True))
    opening.open_path(str(bundle))
    question = asked(opening, "arrived_bundle")
    assert question.windowTitle() == "这是成绩包，不是竞赛文件" and question.refusal.text() == "" and settled == [True]
    words = "\n".join(label.text() for label in question.findChildren(Label))
    assert bundle.name in words and check_code(before) in words
    question.buttons["office"].click()
    dialog = window.findChild(OfficeDialog)
    assert dialog is not None
    dialog.open_file(str(shutil.copy(province().office, tmp_path / "o.contest")))
    qtbot.waitUntil(lambda: window.current == "office_inbox" and bool(window.page().waiting))  # type: ignore[union-attr]
    page = window.page()
    assert isinstance(page, InboxPage) and page.which.current() == WAITING
    assert [(line.path, line.good) for line in page.waiting] == [(bundle, True)]
    assert page.register == () and bundle.read_bytes() == before, "looked at, not taken in"


def test_a_torn_bundle_says_so_at_once(opening: Opening) -> None:
    opening.open_path(str(province().torn))
    assert asked(opening, "arrived_bundle").refusal.text()


def test_a_bundle_that_is_not_there_is_refused_in_words(opening: Opening, tmp_path: Path) -> None:
    codes: list[str] = []
    window_of(opening).desk.operations.refused.connect(lambda error: codes.append(error.code))
    opening.open_path(str(tmp_path / "gone.CRB"))
    assert codes == ["bundle.e01_io"] and window_of(opening).findChild(Question, "arrived_bundle") is None


def test_another_file_opened_meanwhile_ends_the_matter(qtbot: QtBot, opening: Opening, tmp_path: Path) -> None:
    new_store(tmp_path / "base.contest", mode="demo").close()
    opening.open_path(str(province().first))
    asked(opening, "arrived_bundle").buttons["office"].click()
    dialog = window_of(opening).findChild(OfficeDialog)
    assert dialog is not None
    dialog.open_file(str(tmp_path / "base.contest"))
    assert window_of(opening).current == "contest"
    opening.close_contest()
    opening.open_path(str(shutil.copy(province().office, tmp_path / "o.contest")))
    page = window_of(opening).page()
    assert isinstance(page, InboxPage)
    qtbot.wait(1)  # what would follow is waiting in the queue
    assert page.waiting == ()


def test_a_pack_begins_a_new_contest(opening: Opening, pack: Path) -> None:
    opening.open_path(str(pack))
    asked(opening, "arrived_pack").buttons["new"].click()
    start = window_of(opening).start
    assert start is not None and start.new_page is not None
    assert start.new_page.way.current() == "pack" and start.new_page.pack.path() == pack
    assert start.new_page.make.reason == "还没有选信任名录。" and start.new_page.isVisible()


def test_a_pack_is_shown_to_the_contest_that_shall_take_it(
    qtbot: QtBot, opening: Opening, pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_store(tmp_path / "base.contest", mode="demo") as store:
        keys.install_demo_keys(store, SEED, at=later(0))
    chosen = lambda *_: (str(tmp_path / "base.contest"), "")  # noqa: E731 - stands for the file dialog
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
    opening.open_path(str(pack))
    asked(opening, "arrived_pack").buttons["take"].click()
    page = window_of(opening).page()
    assert isinstance(page, ContestPage)
    qtbot.waitUntil(lambda: page.findChild(Question, "pack_question") is not None)
    question = page.findChild(Question, "pack_question")
    assert question is not None and question.windowTitle() == "装入第 1 号竞赛包？"
    question.buttons["back"].click()
