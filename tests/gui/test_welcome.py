"""The first start asks three things once; every answer is in force already; Enter alone goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app import settings as settings_file
from app.services.backup_places import STICK_FOLDER
from ui import media
from ui.application import Program, brand_icon
from ui.theme import theme
from ui.welcome import Welcome, WelcomePage


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    qtbot.addWidget(made.window)
    made.window.build()
    made.window.show()
    yield made
    made.window.close()
    made.close()
    made.language.switch("zh")


@pytest.fixture
def stick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> media.Place:
    place = media.Place(str(tmp_path / "stick"), "KINGSTON", 30 << 30, False, True)
    locked = media.Place(str(tmp_path / "cd"), "CD", 0, True, True)
    monkeypatch.setattr(media, "sticks", lambda: (place, locked))
    return place


def welcome(program: Program) -> Welcome:
    asked = Welcome(program.desk, program.window)
    asked.begin()
    assert asked.page is not None and asked.page.isVisible()
    return asked


def test_enter_goes_on_with_what_is_in_force_and_nobody_is_asked_again(qtbot: QtBot, program: Program) -> None:
    asked = welcome(program)
    page, start = asked.page, program.window.start
    assert page is not None and start is not None
    assert program.window.focusWidget() is page.go
    assert page.language.current() == program.desk.settings.language == "zh"
    assert page.size_choice.current() == str(program.desk.settings.text_scale) == "100"
    assert not start.demo.isVisible()
    before = program.desk.settings
    qtbot.keyClick(page.size_choice, Qt.Key.Key_Return)
    assert start.demo.isVisible() and program.window.focusWidget() is start.demo
    assert not page.isVisible() and program.desk.settings.welcomed
    assert program.desk.settings.backup_folders == before.backup_folders == ()
    program.operations.close()
    assert settings_file.load().welcomed
    program.window.build()
    assert not program.window.findChildren(WelcomePage) or not program.window.findChildren(WelcomePage)[-1].isVisible()


def test_language_and_text_size_are_seen_at_once_and_the_keyboard_stays(qtbot: QtBot, program: Program) -> None:
    asked = welcome(program)
    assert asked.page is not None
    qtbot.keyClick(asked.page.size_choice, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: theme().scale == 120)
    assert asked.page is not None and program.window.focusWidget() is asked.page.size_choice
    assert asked.page.size_choice.current() == "120"
    qtbot.keyClick(asked.page.language, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: asked.page is not None and asked.page.go.text() == "Begin")
    assert asked.page.language.current() == "en"
    assert program.desk.settings.language == "en" and program.desk.settings.text_scale == 120
    assert not program.desk.settings.welcomed


def test_a_stick_that_is_in_is_offered_and_used(qtbot: QtBot, program: Program, stick: media.Place) -> None:
    asked = welcome(program)
    page = asked.page
    assert page is not None
    qtbot.waitUntil(lambda: bool(page.offers))
    ((folder, use),) = page.offers  # one that cannot be written is not offered
    assert folder == str(Path(stick.path) / STICK_FOLDER)
    assert program.desk.settings.backup_folders == ()  # found is not chosen
    use.click()
    qtbot.waitUntil(lambda: program.desk.settings.backup_folders == (folder,))
    assert page.chosen.text() == folder and not use.isEnabled() and use.reason
    page.drop.click()
    qtbot.waitUntil(lambda: program.desk.settings.backup_folders == ())
    assert use.isEnabled()


def test_any_folder_can_be_chosen(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    asked = welcome(program)
    assert asked.page is not None
    asked.page.choose.click()
    qtbot.waitUntil(lambda: program.desk.settings.backup_folders == (str(tmp_path),))


def test_the_mark_is_drawn_for_frame_and_task_bar(qapp: QApplication) -> None:
    icon = brand_icon()
    assert {size.width() for size in icon.availableSizes()} == {16, 32, 64, 128}
    picture = icon.pixmap(64, 64).toImage()
    assert picture.pixelColor(8, 32).name() == "#17283f" and picture.pixelColor(0, 0).alpha() == 0
