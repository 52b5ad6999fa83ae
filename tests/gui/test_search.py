"""Ctrl+K: people by their sound, codes, pages, verbs and settings in one line; Enter goes there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from tests.gui.played import FITTING, Late
from tests.gui.played import late as late
from ui.finder import FoundList
from ui.main_window import MainWindow
from ui.pages.registration_page import RegistrationPage
from ui.pages.scoring_page import ScoringPage


@pytest.fixture
def window(late: Late, qtbot: QtBot) -> Iterator[MainWindow]:
    late.sit(Role.REGISTRAR)
    made = MainWindow(late.desk)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.show_page("contest")
    yield made


def typed(window: MainWindow, words: str, qtbot: QtBot, wanted: str) -> FoundList:
    """Ctrl+K, type, and wait until something of this text is found."""
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    field = window.shell.top.search
    field.setFocus()
    field.clear()
    field.setText(words)  # as an input method does
    field.textEdited.emit(words)
    found = window.shell.finder_list
    qtbot.waitUntil(lambda: any(wanted in hit.text for hit in found.hits))
    return found


def test_a_person_by_pinyin_and_enter_brings_the_entry(window: MainWindow, late: Late, qtbot: QtBot) -> None:
    found = typed(window, "tanjinshan", qtbot, "谭金山")
    assert found.isVisible()
    QTest.keyClick(window.shell.top.search, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, RegistrationPage)
    qtbot.waitUntil(lambda: page.form.form is not None and page.form.form.values["name"] == "谭金山")


def test_a_code_brings_its_sheet_of_another_trade(window: MainWindow, late: Late, qtbot: QtBot) -> None:
    late.sit(Role.RECORDER)
    with late.store.read() as reading:
        code, sheet = reading.row(
            "SELECT s.code, s.id FROM sheet s JOIN trade t ON t.id = s.trade_id"
            " WHERE t.code = ? AND s.round = ? ORDER BY s.id DESC",
            (FITTING, "practical"),
        )
    typed(window, code, qtbot, code)
    QTest.keyClick(window.shell.top.search, Qt.Key.Key_Return)
    page = window.page()
    assert isinstance(page, ScoringPage)
    qtbot.waitUntil(lambda: page.keeper.sheet_id == sheet)
    assert late.desk.trade == FITTING


def test_pages_and_verbs_answer_to_their_sound_and_say_why_they_are_off(window: MainWindow, qtbot: QtBot) -> None:
    found = typed(window, "paiming", qtbot, "排名")
    assert found.hits[0].text == "去“排名”"
    found = typed(window, "备份", qtbot, "立即备份")
    hit = next(hit for hit in found.hits if hit.text == "立即备份")
    assert "不能做这件事" in hit.reason


def test_settings_are_found_too(window: MainWindow, qtbot: QtBot) -> None:
    found = typed(window, "锁", qtbot, "锁")
    assert any(hit.icon == "settings" for hit in found.hits)


def test_an_answer_to_words_no_longer_there_is_dropped(window: MainWindow, qtbot: QtBot) -> None:
    found = typed(window, "谭金山", qtbot, "谭金山")
    hits = list(found.hits)
    window.shell.top.search.clear()
    window.shell.top.search.textEdited.emit("")
    found._came("谭金山", hits)
    assert found.isHidden()
    assert found.hits == []
