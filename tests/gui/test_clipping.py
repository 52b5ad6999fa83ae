"""Target U11: no clipped or overlapping text, on any page, in both languages, all text sizes, light and dark.

A cross-section runs always; every combination with JIANGPING_NIGHTLY=1.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.board_view import PAGES
from app.settings import Settings
from tests.gui.clipping import Stretched, clipped, watched
from tests.gui.played import WELDING, Late, template
from tests.targets import Report
from ui.dialogs.people import Known, LoginDialog, SecondPersonDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.language import Language
from ui.main_window import FLOOR, MainWindow
from ui.opening_acts import board_of
from ui.pages.contest_page import ContestPage
from ui.theme import SCALES, Mode, theme

SMALL, USUAL = (FLOOR.width(), FLOOR.height()), (1366, 728)
STRETCHES = {"longer": Stretched(0.4), "pseudo": Stretched(0.4, pseudo=True)}
EVERY = list(product(("zh", "en"), (Mode.LIGHT, Mode.DARK), (SMALL, USUAL), SCALES))
SOME = [
    ("zh", Mode.LIGHT, SMALL, 140),
    ("en", Mode.DARK, SMALL, 140),
    ("en", Mode.LIGHT, USUAL, 100),
]
NIGHT = bool(os.environ.get("JIANGPING_NIGHTLY"))
ROUNDS = 24  # hints settle in some rounds of events: a bar beside, wrapped words, then what stands below them


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    made = Language(qapp)
    yield made
    for translator in STRETCHES.values():
        qapp.removeTranslator(translator)
    made.switch("zh")


@pytest.fixture
def late(tmp_path: Path, qapp: QApplication) -> Iterator[Late]:
    made = Late(Path(shutil.copy(template(), tmp_path / "late.contest")))
    made.sit(Role.CHIEF_JUDGE)
    made.desk.board_source = lambda store: board_of(store, datetime(2026, 6, 18, 8, tzinfo=UTC))
    yield made
    made.store.close()


def faults(top: QWidget, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What does not fit in a window that is shown."""
    for _ in range(ROUNDS):
        QApplication.processEvents()
    with watched(monkeypatch) as painted:
        top.grab()
    return [str(one) for one in clipped(top)] + [f"{text} lacks {lack} px" for text, lack in painted]


def pages(qtbot: QtBot, late: Late, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Every page in a window of that size."""
    window = MainWindow(late.desk)
    qtbot.addWidget(window)
    window.commands.retranslate()
    window.resize(*size)
    window.show()
    late.desk.refresh_board()
    late.desk.choose_trade(WELDING)
    for key in PAGES:
        window.show_page(key)
        yield key, window
    window.close()


@pytest.mark.parametrize(("speaks", "mode", "size", "scale"), EVERY if NIGHT else SOME)
def test_no_page_cuts_its_words_off(
    qtbot: QtBot,
    late: Late,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
    speaks: str,
    mode: Mode,
    size: tuple[int, int],
    scale: int,
    figure: Report,
) -> None:
    language.switch(speaks)
    theme().apply(mode, scale)
    found = [f"{key}: {fault}" for key, window in pages(qtbot, late, size) for fault in faults(window, monkeypatch)]
    assert found == []
    what = f"texts cut off, {len(PAGES)} pages, {speaks} {mode.value} {size[0]}x{size[1]} {scale} %"
    figure("U11", what, len(found), most=0)


@pytest.mark.parametrize(("speaks", "mode", "size", "scale"), EVERY if NIGHT else SOME)
def test_no_section_of_the_settings_is_wider_than_its_page(
    qtbot: QtBot, late: Late, language: Language, speaks: str, mode: Mode, size: tuple[int, int], scale: int
) -> None:
    language.switch(speaks)
    theme().apply(mode, scale)
    window = MainWindow(late.desk)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    late.desk.refresh_board()
    window.show_page("contest")
    page = window.page()
    assert isinstance(page, ContestPage)
    found = []
    for key in ("basic", "trades", "rules"):
        page.show_setup(key)
        assert page.setup_view is not None
        for _ in range(ROUNDS):
            QApplication.processEvents()
        section = page.setup_view.section()
        area = section.findChild(QScrollArea)
        assert area is not None
        over = area.widget().width() - area.viewport().width()
        found += [f"{key}: {over} px lie beyond the edge"] if over > 0 else []
        found += [
            f"{key}: {line.objectName() or line.text()} is {line.height()} px high"
            for line in section.findChildren(QLineEdit)
            if line.isVisible() and line.height() < 28
        ]
    assert found == []


@pytest.mark.parametrize("stretch", sorted(STRETCHES) if NIGHT else ["longer"])
def test_words_may_grow_by_two_fifths(
    qtbot: QtBot, qapp: QApplication, late: Late, language: Language, stretch: str
) -> None:
    qapp.installTranslator(STRETCHES[stretch])
    theme().apply(Mode.LIGHT, 100)
    found = []
    for key, window in pages(qtbot, late, SMALL):
        for _ in range(ROUNDS):
            QApplication.processEvents()
        found += [f"{key}: {fault}" for fault in clipped(window)]
    assert found == []


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("speaks", ["zh", "en"])
def test_no_dialog_of_the_frame_cuts_its_words_off(
    qtbot: QtBot, language: Language, monkeypatch: pytest.MonkeyPatch, speaks: str, scale: int
) -> None:
    language.switch(speaks)
    theme().apply(Mode.LIGHT, scale)
    people = (Known("陈志强", "裁判长", "374826"), Known("阿依古丽·麦麦提", "监督"))
    made = [
        SettingsDialog(Settings(backup_folders=("/media/竞赛备份/contest",))),
        LoginDialog(people, lambda *_: None),
        SecondPersonDialog("锁定焊工的成绩？", "", "锁定焊工", people[0], people[1:], lambda *_: None),
    ]
    found = []
    for dialog in made:
        qtbot.addWidget(dialog)
        dialog.show()
        found += [f"{type(dialog).__name__}: {fault}" for fault in faults(dialog, monkeypatch)]
    assert found == []
