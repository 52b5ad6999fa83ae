"""The window's look for every test: Fusion, our fonts, light theme, Chinese; and a desk with work done at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from ui.application import load_fonts
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.language import Language
from ui.operations import Operations
from ui.theme import Mode, theme


@pytest.fixture(scope="session", autouse=True)
def look(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    assert load_fonts() == 2
    Language(qapp).switch("zh")
    theme().apply(Mode.LIGHT, 100)


@pytest.fixture(autouse=True)
def default_look(qapp: QApplication) -> Iterator[None]:
    yield
    if theme().dark or theme().scale != 100:
        theme().apply(Mode.LIGHT, 100)


@pytest.fixture
def desk(qapp: QApplication) -> Desk:
    return Desk(Operations(threaded=False), Settings())


@pytest.fixture
def open_desk(desk: Desk) -> Desk:
    desk.open_contest(OpenContest(None, "x.contest", "演示竞赛", "demo", "焊工、电工"))
    desk.sit_down(AtKeyboard(None, "李卫东", "考务负责人", "主机"))
    return desk
