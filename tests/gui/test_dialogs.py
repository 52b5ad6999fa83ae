"""Dialogs: verbs on buttons, the safe answer by default, log-in, the second person, the reason, the crash report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import AppError, RightsRefusal
from ui import crash
from ui.dialogs.people import Known, LoginDialog, ReasonDialog, SecondPersonDialog
from ui.dialogs.question import Answer, Question
from ui.widgets.buttons import Button

PEOPLE = (Known("陈志强", "裁判长"), Known("赵主任", "监督"))
PINS = {"陈志强": "111111", "赵主任": "222222"}


def check(name: str, pin: str, done: Callable[[object], None], refused: Callable[[AppError], None]) -> None:
    if PINS.get(name) == pin:
        done(name)
    else:
        refused(RightsRefusal("access.wrong_secret", name=name))


def test_a_question_answers_with_the_safe_verb_on_esc_and_enter(qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog = Question()
        qtbot.addWidget(dialog)
        dialog.ask("作废 W-165 的评分表？", "33 格会作废，纸面原件不受影响。", [f"第 {n} 项" for n in range(10)])
        dialog.add_answer(Answer("back", "返回", safe=True))
        dialog.add_answer(Answer("void", "作废 W-165 的评分表", primary=True))
        dialog.show()
        with qtbot.waitSignal(dialog.chosen) as chosen:
            qtbot.keyClick(dialog, key)
        assert chosen.args == ["back"]
        assert dialog.windowTitle() == "作废 W-165 的评分表？"


def test_log_in_takes_name_and_pin_and_says_when_wrong(qtbot: QtBot) -> None:
    dialog = LoginDialog(PEOPLE, check, "赵主任")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.names.current() == "赵主任"
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert dialog.refusal.text() == "请输入 PIN。"
    qtbot.keyClicks(dialog.pin, "000000")
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.refusal.text()
    assert dialog.pin.selectedText()  # typing again replaces it
    qtbot.keyClicks(dialog.pin, "222222")
    with qtbot.waitSignal(dialog.entered) as entered:
        qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
    assert entered.args == ["赵主任"]


def test_a_locked_screen_has_no_way_round(qtbot: QtBot) -> None:
    dialog = LoginDialog(PEOPLE, check, locked=True)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert set(dialog.buttons) == {"enter"}


def test_an_act_of_two_needs_both_pins(qtbot: QtBot) -> None:
    dialog = SecondPersonDialog(
        "解密焊工的密号？",
        "只做一次，全程记录。",
        "解密焊工",
        PEOPLE[0],
        PEOPLE[1:],
        check,
        audit_line="陈志强、赵主任 解密 焊工 24 人",
    )
    qtbot.addWidget(dialog)
    dialog.show()
    confirmed: list[tuple[object, object]] = []
    dialog.confirmed.connect(lambda first, second: confirmed.append((first, second)))
    qtbot.keyClicks(dialog.pin, "111111")
    dialog.buttons["confirm"].click()
    assert dialog.refusal.text() == "两个人都要输入自己的 PIN。"
    qtbot.keyClicks(dialog.other_pin, "111111")
    dialog.buttons["confirm"].click()
    assert confirmed == []
    qtbot.keyClicks(dialog.other_pin, "222222")
    qtbot.keyClick(dialog.other_pin, Qt.Key.Key_Return)
    assert confirmed == [("陈志强", "赵主任")]
    assert not dialog.isVisible()


def test_without_a_second_person_the_act_says_so(qtbot: QtBot) -> None:
    dialog = SecondPersonDialog("锁定？", "", "锁定", PEOPLE[0], (), check)
    qtbot.addWidget(dialog)
    assert dialog.refusal.text().startswith("没有另一位有权限的人")
    assert not dialog.buttons["confirm"].isEnabled()


def test_a_reason_must_be_given(qtbot: QtBot) -> None:
    dialog = ReasonDialog("退回 W-172？", "", "退回 W-172", ("录错行", "补评"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.buttons["give"].click()
    assert dialog.isVisible()
    assert dialog.refusal.text() == "还没有写理由。请选一条或写一句。"
    dialog.reasons.setCurrentIndex(1)
    dialog.words.setPlainText("第 3 行")
    with qtbot.waitSignal(dialog.given) as given:
        dialog.buttons["give"].click()
    assert given.args == ["录错行；第 3 行"]


def test_a_reason_chosen_at_once_answers_by_its_figure_and_enter_alone_gives_none(qtbot: QtBot) -> None:
    def asked() -> tuple[ReasonDialog, list[str]]:
        dialog = ReasonDialog("为什么再打？", "", "补打", ("卡纸", "打偏了"), at_once=True)
        qtbot.addWidget(dialog)
        dialog.show()
        said: list[str] = []
        dialog.given.connect(said.append)
        return dialog, said

    dialog, said = asked()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_2)
    assert said == ["打偏了"] and not dialog.isVisible()
    dialog, said = asked()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert said == [] and not dialog.isVisible()
    dialog, said = asked()
    dialog.buttons["give"].click()
    assert dialog.isVisible() and dialog.refusal.text() == "还没有写理由。请选一条或写一句。"
    dialog.words.setPlainText("换了单位")
    dialog.buttons["give"].click()
    assert said == ["换了单位"]


def test_a_sign_that_is_off_keeps_its_name_beside_the_reason(qtbot: QtBot) -> None:
    sign = Button("", icon="arrow_undo")
    qtbot.addWidget(sign)
    sign.setToolTip("撤销")
    sign.block("没有可以撤销的。")
    assert sign.toolTip() == "撤销\n没有可以撤销的。" and not sign.isEnabled()
    sign.block("")
    assert sign.toolTip() == "撤销" and sign.isEnabled()


def test_a_crash_is_logged_and_shown_with_versions_and_no_data(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import faulthandler
    import threading

    shown: list[str] = []
    monkeypatch.setattr(crash, "show_report", lambda trace, *_more, **_named: shown.append(trace))
    monkeypatch.setattr(crash, "qInstallMessageHandler", lambda handler: None)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    (tmp_path / "hard-crash.log").write_text("Fatal Python error: Aborted", "utf-8")
    reporter = crash.Reporter(tmp_path)
    handlers = list(crash.log.handlers)
    try:
        assert reporter.install() == "Fatal Python error: Aborted"
        try:
            raise KeyError("W-172")
        except KeyError as error:
            sys.excepthook(type(error), error, error.__traceback__)
        qtbot.waitUntil(lambda: len(shown) == 1)
    finally:
        faulthandler.disable()
        reporter.close()
        for handler in crash.log.handlers:
            if handler not in handlers:
                crash.log.removeHandler(handler)
                handler.close()
    assert "KeyError: 'W-172'" in shown[0]
    assert "KeyError: 'W-172'" in (tmp_path / "jiangping.log").read_text("utf-8")
    assert "jiangping 0.1.0" in crash.report(shown[0])
    assert QApplication.instance() is not None
