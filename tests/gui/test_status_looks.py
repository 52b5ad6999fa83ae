"""The board's status bar shows language and text size, and a press changes them; the overlay of keys cuts nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.gui.played import Late
from tests.gui.played import late as late
from ui.bars import StatusBar
from ui.main_window import MainWindow
from ui.overlays import KeyOverlay, _shares, _wanted
from ui.pages.page import Hint
from ui.theme import SCALES, Mode, theme


def test_language_and_text_size_stand_on_the_board_only(qtbot: QtBot, late: Late) -> None:
    window = MainWindow(late.desk)
    qtbot.addWidget(window)
    assert late.desk.contest is not None
    late.desk.open_contest(late.desk.contest)
    window.resize(1366, 728)
    window.show()
    window.show_page("contest")
    assert window.shell is not None
    bar = window.shell.status
    assert bar.language.isVisible() and bar.language.text() == "简体中文"
    assert bar.size_button.isVisible() and bar.size_button.text() == "标准字号"
    assert bar.language.geometry().right() < bar.size_button.x()
    window.show_page("audit")
    assert not bar.language.isVisible()
    window.show_page("contest")
    asked: list[int] = []
    window.language_wanted.connect(lambda: asked.append(1))
    qtbot.mouseClick(bar.language, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asked == [1])
    menu = bar.size_menu()
    assert [action.isChecked() for action in menu.actions()] == [True, False, False]
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: theme().scale == 140)
    assert late.desk.settings.text_scale == 140


def test_they_give_way_where_there_is_no_room(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.offer_looks(True)
    bar.resize(1100, 30)
    bar.show()
    assert bar.language.isVisible()
    bar.resize(500, 30)
    QApplication.processEvents()
    assert not bar.language.isVisible()


def test_crowded_keys_flow_from_column_to_column(qtbot: QtBot) -> None:
    theme().apply(Mode.LIGHT, SCALES[-1])
    parent = StatusBar()
    qtbot.addWidget(parent)
    parent.setFixedHeight(540)
    parent.resize(1092, 540)
    overlay = KeyOverlay(parent)
    few = tuple(Hint(f"F{n}", "改这一份") for n in range(6))
    many = tuple(Hint(f"F{n}", "改这一份") for n in range(24))
    overlay.show_keys("实操", few, few)
    assert [column[0] for column in overlay._columns()] == ["实操", "所有页面", ""]
    overlay.show_keys("实操", many, many)
    columns = overlay._columns()
    assert max(map(len, columns)) - min(map(len, columns)) <= 2
    said = [line for column in columns for line in column if isinstance(line, Hint)]
    assert len(said) == 48  # each of them once
    assert all(column[-1] != "所有页面" for column in columns)
    assert "所有页面" in [line for column in columns for line in column]


def test_a_room_is_shared_by_need() -> None:
    assert _shares([100, 200, 300], 660) == [120, 220, 320]
    assert _shares([100, 100, 200], 200) == [50, 50, 100]
    assert _wanted([Hint("F1", "x" * 40)]) > _wanted([Hint("F1", "x")])
