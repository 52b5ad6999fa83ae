"""Portraits at the window: a folder dropped or chosen, what was not taken, one by the form, and all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.photos import photo_of
from tests.gui.played import Late
from tests.gui.played import late as late
from ui.pages.registration_page import RegistrationPage
from ui.pages.registration_photos import NotTaken
from ui.widgets.message_bar import Message


@pytest.fixture
def page(late: Late, qtbot: QtBot) -> RegistrationPage:
    late.sit(Role.REGISTRAR)
    made = RegistrationPage(late.desk)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.show()
    made.activate()
    qtbot.waitUntil(lambda: made.form.form is not None)
    return made


@pytest.fixture
def folder(tmp_path: Path, page: RegistrationPage) -> Path:
    made = tmp_path / "照片"
    made.mkdir()
    for number in (0, 1):
        Image.new("RGB", (600, 800), "red").save(made / f"{page.entries.row(number).number}.jpg")
    (made / "谁也不是.jpg").write_bytes(b"\xff\xd8\xff")
    return made


def test_a_dropped_folder_is_matched_told_and_undone(page: RegistrationPage, folder: Path, late: Late) -> None:
    said: list[Message] = []
    page.told.connect(said.append)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, none))
    page.grow_old()
    first = page.entries.row(0)
    assert first.photo
    assert photo_of(late.store, first.number)
    dialog = page.findChild(NotTaken)
    assert dialog is not None
    assert dialog.table.table.row(0).file == "谁也不是.jpg"
    assert "没有存入" in dialog.table.table.row(0).why
    assert said[-1].text.startswith("已配上 2 张照片")
    dialog.accept()
    page.acts.undo()
    assert photo_of(late.store, first.number) == b""


def test_the_form_shows_takes_and_puts_away_a_picture(
    page: RegistrationPage, folder: Path, late: Late, qtbot: QtBot
) -> None:
    number = page.form.form.number
    assert not page.form.photo.has_picture()
    page.form.photo.put(folder / f"{page.entries.row(1).number}.jpg")
    assert photo_of(late.store, number)
    assert page.form.photo.has_picture()
    page.form.photo.away.click()
    assert photo_of(late.store, number) == b""
    page.acts.undo()
    assert photo_of(late.store, number)


def test_nobody_without_the_right_takes_pictures_in(page: RegistrationPage, late: Late) -> None:
    late.sit(Role.RECORDER)
    assert page.photo_button.reason
    assert page.form.photo.choose.reason


def test_a_missing_folder_is_told(page: RegistrationPage, late: Late, tmp_path: Path) -> None:
    refused: list[str] = []
    late.desk.operations.refused.connect(lambda error: refused.append(error.code))
    page.photos.match(tmp_path / "nothing here")
    assert refused == ["photos.none"]
