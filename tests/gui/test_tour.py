"""The tour of the demo: eight real things done by keyboard, the certificate's PDF at the end, nothing in the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.meter import InteractionMeter
from tests.targets import Report
from ui import tour as tours
from ui.application import Program
from ui.dialogs.people import LoginDialog, SecondPersonDialog
from ui.dialogs.question import Question
from ui.tour import STEPS, TRADE, Tour, place, quietest
from ui.widgets.buttons import Button


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Program]:
    made = Program(qapp)
    qtbot.addWidget(made.window)
    from ui.opening import Opening

    made.window.build()
    made.opening = Opening(made.desk, made.window)
    made.window.commands.retranslate()  # the keys
    made.window.show()
    yield made
    made.window.close()
    made.close()
    made.language.switch("zh")


D = TypeVar("D", bound=QWidget)


class Newcomer:
    """Somebody who has never seen the program, and follows the tour with the keyboard."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self.qtbot, self.program, self.window = qtbot, program, program.window

    @property
    def tour(self) -> Tour:
        tour = self.window.commands.tour
        assert tour is not None
        return tour

    def _to_the_window(self) -> None:
        """Without a window manager nobody gives the keys back after a dialog."""
        self.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key into the window, once it has the keyboard again."""
        self._to_the_window()
        self.qtbot.keyClick(self.window, key, modifiers)

    def dialog(self, kind: type[D]) -> D:
        def there() -> bool:
            return any(one.isVisible() for one in self.window.findChildren(kind))

        self.qtbot.waitUntil(there)
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    def at(self, key: str) -> None:
        """The tour stands at a step, beside its control, and covers it nowhere."""
        number = [step.key for step in STEPS].index(key)

        def there() -> bool:
            return self.tour.step == number and self.tour.bubble.isVisible() and self.tour.control() is not None

        self.qtbot.waitUntil(there)
        self.tour.look()
        control = self.tour.control()
        assert control is not None
        assert f"第 {number + 1} / 8 步" == self.tour.bubble.count.text()
        spot = QRect(control.mapTo(self.window, QPoint(0, 0)), control.size())
        assert self.tour.frame.isVisible() and self.tour.frame.geometry().contains(spot & self.window.rect())
        assert not self.tour.bubble.geometry().intersects(spot)
        assert self.window.rect().contains(self.tour.bubble.geometry())

    def log_in(self) -> None:
        """The PIN of an invented person is filled in: Enter."""
        dialog = self.dialog(LoginDialog)
        self.qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
        self.qtbot.waitUntil(lambda: not any(one.isVisible() for one in self.window.findChildren(LoginDialog)))

    def both_sign(self) -> None:
        dialog = self.dialog(SecondPersonDialog)
        self.qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
        self.qtbot.keyClick(dialog.other_pin, Qt.Key.Key_Return)

    def button(self, name: str) -> Button:
        """A button by its id, once it is on."""

        def there() -> bool:
            found = self.window.findChild(Button, name)
            return found is not None and found.isVisible() and found.isEnabled()

        self.qtbot.waitUntil(there)
        found = self.window.findChild(Button, name)
        assert found is not None
        return found

    def press_button(self, name: str) -> None:
        """Enter on a button."""
        self._to_the_window()
        self.qtbot.keyClick(self.button(name), Qt.Key.Key_Return)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_newcomer_comes_to_the_first_certificate_in_eight_steps(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Report
) -> None:
    file = tmp_path / "证书.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    one, window = Newcomer(qtbot, program), program.window
    assert window.start is not None
    with InteractionMeter() as meter:
        qtbot.keyClick(window.start.demo, Qt.Key.Key_Return)
        one.dialog(LoginDialog)
        qtbot.waitUntil(lambda: program.desk.contest is not None and program.desk.contest.unchecked is None)
        assert window.bar().verb.text() == "带我打出第一张证书", (window.bar().text, program.desk.contest)
        one.log_in()
        qtbot.waitUntil(lambda: program.desk.board is not None)
        one.press_button("message_verb")
        one.at("jump")
        assert window.shell is not None
        first = program.desk.contest
        actions = window.shell.band.menu().actions()
        actions[-1].trigger()  # 17:00
        qtbot.waitUntil(lambda: program.desk.contest not in (first, None))
        dialog = one.dialog(LoginDialog)
        one.tour.look()
        assert not one.tour.bubble.isVisible()
        assert dialog.names.current() == "陈志强"
        one.log_in()
        one.at("recheck")
        one.press(Qt.Key.Key_6, CTRL)
        one.at("trade")
        program.window.shell.top.trades.chosen.emit(TRADE)  # type: ignore[union-attr]
        one.at("lock")
        _survives_rebuilding(one)
        one.button("lock")
        one.press(Qt.Key.Key_F12)
        one.both_sign()
        one.at("decode")
        one.press_button("decode")
        one.both_sign()
        one.at("confirm")
        one.press(Qt.Key.Key_7, CTRL)
        one.at("confirm")
        one.press_button("results_go")
        _say_yes(one)
        one.at("certificates")
        one.press(Qt.Key.Key_8, CTRL)
        one.at("print")
        one.button("export_batch")
        page = window.page()
        page.export_menu().actions()[0].trigger()  # type: ignore[union-attr]
        one.log_in()
        qtbot.waitUntil(lambda: one.tour.step == len(STEPS))
    document = pypdfium2.PdfDocument(file)
    assert len(document) > 0
    document.close()
    one.qtbot.waitUntil(one.tour.bubble.isVisible)
    assert one.tour.bubble.title.text() == "第一张证书打出来了"
    _covers_no_button(one)
    one.tour.bubble.next.click()
    assert not one.tour.running and not one.tour.bubble.isVisible() and not one.tour.frame.isVisible()
    figure("U7", "steps of the tour to the first certificate", len(STEPS), most=8)
    figure("U7", "commands from the start screen to the first certificate", meter.commands, most=30)


def _covers_no_button(one: Newcomer) -> None:
    page, bubble = one.window.page(), one.tour.bubble
    assert page is not None
    covered = [
        button.text()
        for button in page.findChildren(QAbstractButton)
        if button.isVisible()
        and QRect(button.mapTo(one.window, QPoint(0, 0)), button.size()).intersects(bubble.geometry())
    ]
    assert covered == []


def _say_yes(one: Newcomer) -> None:
    one.qtbot.waitUntil(lambda: any("confirm" in found.buttons for found in one.window.findChildren(Question)))
    dialog = next(found for found in one.window.findChildren(Question) if "confirm" in found.buttons)
    one.qtbot.keyClick(dialog.buttons["confirm"], Qt.Key.Key_Return)


def _survives_rebuilding(one: Newcomer) -> None:
    """Text size, narrow window and language build the window anew; the tour goes on where it was."""
    window = one.window
    window.resize_text(1)
    window.resize(1092, 540)
    one.at("lock")
    one.program.other_language()
    one.qtbot.waitUntil(lambda: one.tour.control() is not None)
    one.tour.look()
    assert one.tour.bubble.count.text() == "Step 4 of 8"
    assert one.tour.bubble.title.text() == "Lock the marks"
    one.program.other_language()
    window.resize_text(-1)
    window.resize(1366, 728)
    one.at("lock")


def test_skipping_hiding_and_leaving(qtbot: QtBot, program: Program) -> None:
    one, window = Newcomer(qtbot, program), program.window
    table = window.commands.table
    assert "演示竞赛" in table.reason_off("tour") or "打开" in table.reason_off("tour")
    assert program.opening is not None
    program.opening.open_demo("08:10")
    one.log_in()
    assert table.reason_off("tour") == ""
    table.action("tour").trigger()
    one.at("jump")
    one.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert one.tour.step == 1
    table.action("help").trigger()
    one.tour.look()
    assert not one.tour.bubble.isVisible()
    qtbot.keyClick(window.commands.overlay, Qt.Key.Key_Space)
    one.at("recheck")
    one.press(Qt.Key.Key_Escape)
    assert not one.tour.running and not one.tour.bubble.isVisible()
    table.action("tour").trigger()
    assert one.tour.running and one.tour.step == 0
    window.leave_wanted.emit()
    assert not one.tour.running
    assert program.desk.settings.toured


@pytest.mark.parametrize(
    "target",
    [QRect(900, 4, 90, 30), QRect(4, 300, 200, 40), QRect(1000, 500, 90, 34), QRect(210, 60, 880, 440), QRect()],
)
def test_the_bubble_stands_inside_the_window_beside_its_target(target: QRect) -> None:
    area, size = QRect(0, 0, 1092, 540), QSize(330, 150)
    spot = QRect(place(area, target, size), size)
    assert area.contains(spot)
    if target.width() < 500 and not target.isEmpty():
        assert not spot.intersects(target)


def test_what_points_at_nothing_stands_where_it_covers_the_fewest_controls() -> None:
    room, size = QRect(100, 0, 800, 500), QSize(300, 150)
    foot, side = QRect(100, 440, 800, 40), QRect(700, 0, 200, 440)
    spot = QRect(quietest(room, [foot, side], size), size)
    assert room.contains(spot) and not spot.intersects(foot) and not spot.intersects(side)
    assert quietest(room, [], size) == QPoint(room.right() - 308, room.bottom() - 158)
    everywhere = [room, foot, side]
    assert room.contains(QRect(quietest(room, everywhere, size), size))


def test_the_trade_of_the_tour_is_in_the_demo() -> None:
    from app.services.demo_data.day import make_day

    assert tours.TRADE in [trade.code for trade in make_day(1).contest.trades]
