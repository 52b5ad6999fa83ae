"""看例子 in the window: every example can be opened, and shows what it comes to."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import examples
from ui.dialogs.examples import ExamplesDialog
from ui.pages.results_side import ResultsSide


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> ExamplesDialog:
    found = ExamplesDialog(None, "time-cap")
    qtbot.addWidget(found)
    found.resize(980, 640)
    found.show()
    QApplication.processEvents()
    return found


def test_it_opens_where_asked_and_shows_results_before_steps(dialog: ExamplesDialog) -> None:
    told = dialog.steps.texts()
    assert dialog.title.text() == "超时扣分，扣到上限"
    assert told[:2] == ["结果", "A　T 得分　-3"]
    assert "超 600 秒，每 60 秒起扣 1 分 × 10 = -10，最多扣 5 = -5" in told


def test_the_list_holds_every_example_and_leads_to_it(dialog: ExamplesDialog) -> None:
    for one in examples.examples():
        assert dialog.list.select_key(one.id)
        assert dialog.title.text() == one.title["zh"]
        assert len(dialog.steps.texts()) > len(one.marks)


def test_somebody_alone_needs_no_place_among_others(dialog: ExamplesDialog) -> None:
    dialog.show_example("panel-drop")
    assert "第 1 名" not in dialog.steps.texts()
    dialog.show_example("tie-time")
    assert "总成绩相同，按实操用时短者在前定名次" in dialog.steps.texts()


def test_the_derivation_panel_has_the_door(qtbot: QtBot, qapp: QApplication) -> None:
    side = ResultsSide()
    qtbot.addWidget(side)
    side.resize(324, 600)
    side.show()
    side.example.click()
    QApplication.processEvents()
    opened = side.findChild(ExamplesDialog)
    assert opened is not None
    assert opened.isVisible()
    opened.reject()


def test_rounds_and_what_decided_a_place_stand_as_words(dialog: ExamplesDialog) -> None:
    dialog.show_example("tie-time")
    told = dialog.steps.texts()
    assert "A　用时　01:00:00" in told
    assert "B　名次依据　实操用时短者在前" in told
    shown = [(one, words) for one in examples.chosen() for words in (False, True)]
    for one, english in shown:
        for _, name, value in one.results:
            said = f"{one.field(name, english)} {one.value(name, value, english)}"
            assert not any(sign in said for sign in ("_", "practical:", ":practical", "theory:")), said
        if not english:
            assert not {one.called(row[1]) for row in one.marks} & {
                "theory",
                "practical",
                "seconds",
                "defence",
                "bonus",
            }
