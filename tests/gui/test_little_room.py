"""What pages do where large text or a small window leaves little room: nothing is cut, nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.services.board_view import Hour, State
from app.settings import Settings
from ui.dialogs.settings_dialog import SettingsDialog
from ui.pages.board_side import TimetableCard
from ui.pages.setup_scheme_halves import Halves
from ui.pages.start_page import StartPage
from ui.rail import two_lines
from ui.theme import BODY, theme
from ui.widgets import drawing

NAME = "2026 年甘肃省职工职业技能大赛暨“陇原工匠”焊工决赛"


@pytest.mark.parametrize("room", [60, 140, 200])
def test_a_long_name_breaks_once_and_loses_no_letter(qapp: object, room: int) -> None:
    font = theme().font(BODY, True)
    first, second = two_lines(NAME, font, room)
    assert (first + second).replace(" ", "") == NAME.replace(" ", "")
    assert drawing.text_width(first, font) <= room
    assert two_lines("焊工", font, room) == ("焊工", "")
    assert two_lines("Welding contest", font, drawing.text_width("Welding c", font)) == ("Welding", "contest")


def test_the_scheme_shows_one_half_at_a_time_where_both_do_not_fit(qtbot: QtBot) -> None:
    tree, pane = QLineEdit(), QLineEdit()
    halves = Halves(tree, pane)
    qtbot.addWidget(halves)
    told: list[bool] = []
    halves.folded_changed.connect(told.append)
    halves.resize(900, 400)
    halves.show()
    assert (tree.isVisible(), pane.isVisible(), halves.back.isVisible()) == (True, True, False)
    halves.resize(500, 400)
    assert (tree.isVisible(), pane.isVisible()) == (True, False)
    assert told == [True]
    halves.show_pane(True)
    assert (tree.isVisible(), pane.isVisible(), halves.back.isVisible()) == (False, True, True)
    pane.setFocus()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)
    assert (tree.isVisible(), pane.isVisible()) == (True, False)
    assert halves.focusWidget() is tree
    halves.resize(900, 400)
    assert (tree.isVisible(), pane.isVisible()) == (True, True)
    assert halves.minimumSizeHint().width() <= theme().px(380)


def test_the_three_choices_are_as_high_as_their_words(qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1092, 540)
    page.show()
    choices = (page.demo, page.new, page.open)
    for width in (1092, 700):
        page.resize(width, 540)
        assert len({choice.height() for choice in choices}) == 1
        for choice in choices:
            title, below = choice._places(choice.width(), True)
            assert title.bottom() < below.top()
            assert below.bottom() < choice.height()
    assert page.demo.needed(240, True) > page.demo.needed(600, True)


def test_the_day_beside_the_board_says_how_far_away_it_is(qtbot: QtBot) -> None:
    card = TimetableCard()
    qtbot.addWidget(card)
    at = datetime(2026, 6, 18, 7, 30, tzinfo=UTC)
    hours = (Hour(at, ("checkin",), place="一号门", state=State.WAITING),)
    card.show_day(hours, at)
    assert (card.title.text(), card.away.isHidden()) == ("今天　6 月 18 日　星期四", True)
    card.show_day(hours, at - timedelta(days=14))
    assert (card.title.text(), card.away.text()) == ("比赛日　6 月 18 日　星期四", "还有 14 天")
    card.show_day(hours, at + timedelta(days=2))
    assert (card.away.text(), card.away.isHidden()) == ("已过", False)
    card.show_day((), at)
    assert card.title.text() == "今天　6 月 18 日　星期四"


def test_no_setting_is_wider_than_the_dialog(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(560, 540)
    dialog = SettingsDialog(Settings(backup_folders=("/media/一个很长的名字/竞赛备份/第二块盘/contest",)), window)
    dialog.show()
    assert dialog.width() <= 560
    room = dialog._area.viewport().width()
    assert room > 300
    for row in dialog.rows.values():
        assert row.minimumSizeHint().width() <= room, row.option.key
