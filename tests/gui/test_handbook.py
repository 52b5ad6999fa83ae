"""The handbook beside the window: F1 twice opens the chapter of the page, search, links, back, PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services import handbook as service
from ui.desk import Desk
from ui.dialogs.handbook import HandbookWindow
from ui.handbook_desk import HandbookDesk
from ui.overlays import KeyOverlay
from ui.rail import ICONS


@pytest.fixture
def window(qtbot: QtBot) -> HandbookWindow:
    made = HandbookWindow()
    qtbot.addWidget(made)
    made.resize(980, 660)
    made.show()
    return made


def test_it_opens_at_the_chapter_of_the_page(window: HandbookWindow) -> None:
    window.open_about("contest")
    chapter = service.chapter_about("contest", "zh")
    assert window.chapter() == chapter.name
    assert chapter.title in window.windowTitle()
    assert chapter.title in window.reader.toPlainText()
    assert window.list.currentItem().text() == chapter.title
    window.open_about("no such page")
    assert window.chapter() == service.chapters("zh")[0].name


def test_searching_lists_places_and_emptying_lists_chapters(window: HandbookWindow) -> None:
    window.open_about("start")
    title = service.chapters("zh")[1].title
    window.search.setText(title)
    window.look_for(title)
    assert window.list.item(0).text().startswith(title)
    assert window.found.isVisible() and str(len(service.find(title, "zh"))) in window.found.text()
    window.list.setCurrentRow(0)
    assert window.chapter() == service.chapters("zh")[1].name
    window.look_for("没有人会这样写的一串字")
    assert window.list.count() == 0 and "换个说法" in window.found.text()
    window.look_for("")
    assert window.list.count() == len(service.chapters("zh"))
    assert not window.found.isVisible()


def test_links_lead_to_chapters_and_back_again(window: HandbookWindow) -> None:
    first, second = service.chapters("zh")[:2]
    window.open(first.name)
    assert not window.back.isEnabled()
    window.reader.wanted.emit(f"{second.name}.md")
    assert window.chapter() == second.name and window.back.isEnabled()
    window.follow("https://example.invalid/")
    assert window.chapter() == second.name
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.chapter() == first.name


def test_the_pdf_is_written_and_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    main = HandbookWindow()
    qtbot.addWidget(main)
    found = HandbookDesk(main, desk)
    window = found.open_about("start")
    file = tmp_path / "book.pdf"
    found.write_pdf(file, "zh")
    assert file.read_bytes().startswith(b"%PDF") and "book.pdf" in window.said.text()
    found.write_pdf(tmp_path / "none" / "book.pdf", "zh")
    assert "book.pdf" in window.said.text() and "已存成" not in window.said.text()


def test_f1_on_the_keys_asks_for_the_handbook(qtbot: QtBot, window: HandbookWindow) -> None:
    overlay = KeyOverlay(window)
    overlay.show_keys("页", (), ())
    with qtbot.waitSignal(overlay.more_wanted):
        QTest.keyClick(overlay, Qt.Key.Key_F1)
    assert not overlay.isVisible()
    overlay.show_keys("页", (), ())
    with qtbot.assertNotEmitted(overlay.more_wanted):
        QTest.keyClick(overlay, Qt.Key.Key_Space)
    assert not overlay.isVisible()


@pytest.mark.parametrize("language", service.LANGUAGES)
def test_every_page_of_the_window_has_its_chapter(language: str) -> None:
    subjects = {one.subject for one in service.chapters(language)}
    assert not set(ICONS) - subjects
