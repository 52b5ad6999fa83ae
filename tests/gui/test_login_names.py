"""The question who works: names in sight, one click or the arrow keys, and the PIN is typed at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import AppError, Refusal
from tests.gui.counted import Hands
from tests.gui.meter import InteractionMeter
from ui.dialogs.people import Known, LoginDialog
from ui.widgets.name_list import NameList

PEOPLE = [Known("李卫东", "管理员"), Known("马秀英", "录分员"), Known("陈志强", "裁判长"), Known("赵主任", "监督")]
PINS = {"李卫东": "482915", "马秀英": "637152", "陈志强": "915264", "赵主任": "274839"}


def check(name: str, pin: str, done: Callable[[Any], None], refused: Callable[[AppError], None]) -> None:
    if PINS[name] == pin:
        done(name)
    else:
        refused(Refusal("access.wrong_pin", name=name))


def asked(qtbot: QtBot, current: str = "李卫东") -> LoginDialog:
    dialog = LoginDialog(PEOPLE, check, current)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and dialog.pin.hasFocus())
    return dialog


def test_another_person_is_one_click_and_a_pin(qtbot: QtBot) -> None:
    dialog, hands = asked(qtbot), Hands(qtbot)
    with InteractionMeter() as meter, qtbot.waitSignal(dialog.entered) as entered:
        hands.line(dialog.names, 2)
        qtbot.waitUntil(dialog.pin.hasFocus)
        hands.type(PINS["陈志强"])
        hands.key(Qt.Key.Key_Return)
    hands.rest()
    assert entered.args == ["陈志强"]
    assert (meter.clicks, meter.commands) == (1, 1)


def test_the_arrow_keys_walk_the_names_while_the_pin_has_the_keyboard(qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Up)
    assert dialog.names.current() == "马秀英"
    qtbot.keyClick(dialog.pin, Qt.Key.Key_PageDown)
    assert dialog.names.current() == "赵主任"
    qtbot.keyClick(dialog.pin, Qt.Key.Key_PageUp)
    assert dialog.names.current() == "李卫东"
    assert dialog.pin.hasFocus()


def test_letters_find_a_name_and_enter_goes_to_the_pin(qtbot: QtBot) -> None:
    dialog = asked(qtbot)
    dialog.names.setFocus()
    qtbot.keyClicks(dialog.names, "czq")
    assert dialog.names.current() == "陈志强"
    qtbot.keyClick(dialog.names, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.pin.hasFocus()


def test_the_pin_of_an_invented_person_follows_the_name(qtbot: QtBot) -> None:
    people = [Known(one.name, one.role, PINS[one.name]) for one in PEOPLE]
    dialog = LoginDialog(people, check, "陈志强")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.pin.text() == PINS["陈志强"]
    qtbot.keyClick(dialog.pin, Qt.Key.Key_Down)
    assert dialog.pin.text() == PINS["赵主任"]
    assert PINS["赵主任"] in dialog.hint.text()


def test_many_names_scroll_and_a_long_one_widens_the_question(qtbot: QtBot) -> None:
    names = NameList("姓名")
    qtbot.addWidget(names)
    names.offer([(f"第{n}人", "录分员") for n in range(40)], "第30人")
    names.fit(500)
    seven = names.height()
    names.fit(10)
    assert 0 < names.height() < seven
    names.show()
    assert names.current() == "第30人"
    assert names.viewport().rect().contains(names.visualItemRect(names.currentItem()).center())
    few = LoginDialog(PEOPLE, check)
    many = LoginDialog([*PEOPLE, Known("阿卜杜热西提·买买提明·托合提艾力·吾买尔江", "裁判长")], check)
    for dialog in (few, many):
        qtbot.addWidget(dialog)
    assert many.minimumWidth() > few.minimumWidth()
    assert NameList("无人").current() == ""
