"""检录 at the desk: the scanner owns the keyboard, results differ in shape, word and sound."""

from __future__ import annotations

import wave
from datetime import timedelta
from statistics import quantiles
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services import drawing
from app.services.checkin_view import door_view
from tests.gui.meter import InteractionMeter
from tests.gui.morning import WELDING, Morning
from tests.gui.morning import morning as morning
from tests.targets import SLACK, Report
from ui import sounds
from ui.dialogs import checkin as dialogs
from ui.pages.checkin_words import Shape
from ui.pages.hall_page import HallPage
from ui.sounds import Sound

ENTER = Qt.Key.Key_Return


def type_at(widget: QWidget, text: str) -> None:
    """Keys as a scanner sends them: to whatever has the keyboard, then on to where it went."""
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget() or widget, letter)
    QTest.keyClick(QApplication.focusWidget() or widget, ENTER)


def stops(page: HallPage) -> list[QWidget]:
    """Everywhere on the page the keyboard can be, but for the field of names."""
    found = [
        widget
        for widget in page.door.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    ]
    return [widget for widget in found if widget not in (page.door.scan, page.door.by_name)]


def test_a_hundred_scans_from_every_place_of_the_keyboard(
    morning: Morning,
    qtbot: QtBot,
    figure: Report,
) -> None:
    page = morning.page(qtbot)
    codes = [*morning.numbers(), *morning.numbers(mine=False)[:10], "HG77"]
    clicks = []
    took = []
    places = 0
    meter = InteractionMeter()
    meter.start()
    for turn in range(100):
        spots = stops(page)
        spot = spots[turn % len(spots)]
        spot.setFocus()
        places = max(places, len(spots))
        code = codes[turn % len(codes)]
        begin = perf_counter()
        type_at(page, code)
        page.door.card.repaint()
        took.append((perf_counter() - begin) * 1000)
        card = page.door.card
        assert card.found is not None and card.found.text == code, f"scan {turn} from {spot.objectName()}"
        assert page.door.scan.text() == "" and QApplication.focusWidget() is page.door.scan
        assert card.verdict.isVisible() and not QApplication.activeModalWidget()
        clicks.append(card.verdict.shape)
    assert {Shape.ASK, Shape.CROSS} <= set(clicks)
    assert places >= 5
    meter.stop()
    assert page.door.view is not None and page.door.view.here == 0, "looking at somebody checks nobody in"
    p95 = quantiles(took, n=20)[-1]
    figure("U6", "scan to result with its keys, p95 of 100", p95, most=300, unit="ms", slack=SLACK)
    figure("U6", f"clicks and dialogs in 100 scans from {places} places", meter.clicks + meter.dialogs, most=0)


def test_scan_and_enter_checks_in_and_the_next_scan_takes_the_card(morning: Morning, qtbot: QtBot) -> None:
    page, numbers = morning.page(qtbot), morning.numbers()
    for number in numbers[:5]:
        type_at(page, number)
        assert page.door.card.verdict.shape is Shape.ASK
        assert not any(one.on for one in page.door.card.confirmations), "nothing is answered beforehand"
        QTest.keyClick(QApplication.focusWidget() or page, ENTER)
        assert page.door.card.verdict.shape is Shape.TICK
        assert all(one.on for one in page.door.card.confirmations)
    view = page.door.view
    assert view is not None and (view.here, page.door.side.counts.here) == (5, 5)
    QTest.keyClick(page.door.scan, ENTER)  # once more: nothing is done twice
    assert morning.acts().count("attendance.present") == 5
    type_at(page, numbers[0])
    assert page.door.card.verdict.shape is Shape.TRIANGLE
    assert "何芳" in page.door.card.verdict.sentence
    type_at(page, morning.numbers(mine=False)[0])
    assert page.door.card.verdict.shape is Shape.CROSS
    assert [line.shape for line in page.door.side.last.lines[:3]] == [Shape.CROSS, Shape.TRIANGLE, Shape.TICK]


def test_whoever_was_not_confirmed_stays_on_the_list(morning: Morning, qtbot: QtBot) -> None:
    page, numbers = morning.page(qtbot), morning.numbers()
    type_at(page, numbers[0])
    type_at(page, numbers[1])
    line = page.door.side.last.lines[0]
    assert (line.number, line.shape) == (numbers[0], Shape.TRIANGLE) and "没有登记" in line.text


def test_two_letters_find_somebody_and_arrows_choose(morning: Morning, qtbot: QtBot, figure: Report) -> None:
    page = morning.page(qtbot)
    with InteractionMeter() as meter:
        type_at(page, "wj")
    figure("U6", "keys to find somebody by name, with Enter", meter.keys, most=5, unit="keys")
    assert page.door.card.found is not None and page.door.card.found.person is not None
    assert page.door.card.found.person.name == "王建国"
    type_at(page, "hg1")
    others = page.door.card.found.others
    assert len(others) > 2
    QTest.keyClick(page.door.scan, Qt.Key.Key_Down)
    QTest.keyClick(page.door.scan, ENTER)
    assert page.door.card.found.person is not None and page.door.card.found.person.number == others[1].number


def test_ctrl_z_takes_back_the_last_one_and_the_one_before(morning: Morning, qtbot: QtBot) -> None:
    page, numbers = morning.page(qtbot), morning.numbers()
    for number in numbers[:2]:
        type_at(page, number)
        QTest.keyClick(page.door.scan, ENTER)
    page.perform("undo")
    assert page.door.view is not None and page.door.view.here == 1
    page.perform("undo")
    assert page.door.view.here == 0 and page.door.undo_button.reason
    page.perform("undo")
    assert morning.acts().count("attendance.taken_back") == 2


def give(page: HallPage, digit: str, reason: str) -> None:
    """F9, a digit, the reason, Enter: by keys alone."""
    QTest.keyClick(page.door, Qt.Key.Key_F9)
    page.door.acts.ask_trouble() if page.findChild(dialogs.TroubleDialog) is None else None
    dialog = page.findChild(dialogs.TroubleDialog)
    assert dialog is not None
    QTest.keyClick(dialog.kind, digit)
    QTest.keyClicks(dialog.reason, reason)
    QTest.keyClick(dialog.reason, ENTER)
    dialog.deleteLater()
    QApplication.sendPostedEvents(dialog, 52)  # DeferredDelete


def test_f9_holds_bars_and_withdraws_and_the_pass_tells_of_it(morning: Morning, qtbot: QtBot) -> None:
    page, numbers = morning.page(qtbot), morning.numbers()
    type_at(page, numbers[0])
    give(page, "1", "no ID card")
    type_at(page, numbers[0])
    assert page.door.card.verdict.shape is Shape.TRIANGLE and "no ID card" in page.door.card.verdict.sentence
    QTest.keyClick(page.door.scan, ENTER)
    assert page.door.card.verdict.shape is Shape.TICK
    type_at(page, numbers[1])
    give(page, "3", "ill")
    type_at(page, numbers[1])
    assert "弃权" in page.door.card.verdict.sentence
    assert page.door.side.counts._others.endswith("弃权 1")


def test_past_the_limit_enter_does_nothing_and_f9_admits(morning: Morning, qtbot: QtBot) -> None:
    page, number = morning.page(qtbot), morning.numbers()[0]
    assert morning.desk.contest is not None
    page.door.side.clock.tick(morning.desk.now())
    assert "34:" in page.door.side.clock.text or "35:" in page.door.side.clock.text
    object.__setattr__(morning.desk.contest, "ahead", morning.desk.contest.ahead + timedelta(minutes=50))
    page.door.side.clock.tick(morning.desk.now())
    assert "已过" in page.door.side.clock.text
    type_at(page, number)
    assert page.door.card.verdict.shape is Shape.CROSS and not page.door.card.confirm.isVisible()
    QTest.keyClick(page.door.scan, ENTER)
    assert page.door.view is not None and page.door.view.here == 0
    give(page, "6", "bus")
    assert page.door.view.here == 1


def test_closing_names_the_missing_and_wants_one_reason_each(morning: Morning, qtbot: QtBot) -> None:
    page, numbers = morning.page(qtbot), morning.numbers()
    for number in numbers[:-2]:
        type_at(page, number)
        QTest.keyClick(page.door.scan, ENTER)
    page.door.acts.ask_close()
    dialog = page.findChild(dialogs.CloseDialog)
    assert dialog is not None and list(dialog.rows) == numbers[-2:]
    dialog._go.click()
    assert dialog.refusal.text() and page.door.view is not None and len(page.door.view.missing) == 2
    for digit, number in zip("12", numbers[-2:], strict=True):
        QTest.keyClick(dialog.rows[number][0], digit)
    dialog._go.click()
    assert page.door.view.missing == ()
    assert "缺考 1" in page.door.side.counts._others and "迟到取消 1" in page.door.side.counts._others
    assert page.door.close_button.reason


def test_a_sitting_of_the_draw_has_its_own_door(morning: Morning, qtbot: QtBot) -> None:
    morning.everybody_came()
    by, at = morning.people[Role.CODING_JUDGE], morning.desk.now()
    drawn = drawing.draw(morning.store, WELDING, "practical", by=by, at=at, stations=13)
    page = morning.page(qtbot)
    page.show_tab("door")
    page.door._choose_round("practical")
    view = page.door.view
    assert view is not None and (view.sitting, view.expected, view.here) == (1, 12, 0)
    other = next(seat.entry for seat in drawn.seats if seat.sitting == 2)
    type_at(page, other)
    assert page.door.card.verdict.shape is Shape.CROSS and "第 2 场 13:30" in page.door.card.verdict.sentence
    mine = next(seat.entry for seat in drawn.seats if seat.sitting == 1)
    type_at(page, mine)
    QTest.keyClick(page.door.scan, ENTER)
    stood = door_view(morning.store, WELDING, "practical", 1, now=morning.desk.now())
    assert (stood.here, stood.last[0].number) == (1, mine)


def test_the_desk_has_a_name_and_the_sitting_an_hour(morning: Morning, qtbot: QtBot) -> None:
    page = morning.page(qtbot)
    page.door.acts.ask_gate()
    dialog = page.findChild(dialogs.TextDialog)
    assert dialog is not None
    dialog.field.setText("2 号门")
    dialog._try()
    type_at(page, morning.numbers()[0])
    QTest.keyClick(page.door.scan, ENTER)
    type_at(page, morning.numbers()[0])
    assert "2 号门" in page.door.card.verdict.sentence
    hour = dialogs.HourDialog("第 1 场", morning.desk.now(), "", page)
    for text, told in (("830", (8, 30)), ("08：45", (8, 45)), ("1405", (14, 5))):
        moment = hour.moment(text)
        assert moment is not None and (moment.hour, moment.minute) == told
    for text in ("", "8", "2460", "9999", "ab"):
        assert hour.moment(text) is None and hour.problem(text)


def test_the_three_sounds_differ_and_can_be_off(
    morning: Morning,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lengths = set()
    for sound in Sound:
        with wave.open(str(sound.file)) as file:
            lengths.add((file.getnframes(), file.readframes(4000)))
    assert len(lengths) == 3 and len({sound.beeps for sound in Sound}) == 3
    heard: list[Sound] = []
    monkeypatch.setattr("ui.pages.checkin_page.play", heard.append)
    page, number = morning.page(qtbot), morning.numbers()[0]
    type_at(page, number)
    QTest.keyClick(page.door.scan, ENTER)
    type_at(page, number)
    type_at(page, "zzz")
    assert heard == [Sound.ACCEPTED, Sound.ATTENTION, Sound.REFUSED]
    morning.desk.settings = type(morning.desk.settings)(sounds=False)
    type_at(page, number)
    assert len(heard) == 3


def test_a_computer_without_a_player_beeps(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(sounds, "player", tuple)
    monkeypatch.setattr(sounds.sys, "platform", "linux")
    monkeypatch.setattr(sounds.QApplication, "beep", lambda: beeps.append(1))
    sounds.play(Sound.ATTENTION)
    qtbot.waitUntil(lambda: len(beeps) == 3)


def test_ctrl_z_is_the_page_s_though_the_field_has_the_keyboard(morning: Morning, qtbot: QtBot) -> None:
    page, number = morning.page(qtbot), morning.numbers()[0]
    asked: list[str] = []
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), page, activated=lambda: asked.append("undo"))
    page.door.scan.setFocus()
    type_at(page, number)
    QTest.keyClick(page.door.scan, ENTER)
    QTest.keyClick(page.door.scan, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert key.isEnabled() and asked == ["undo"] and page.door.scan.text() == ""
    QTest.keyClicks(page.door.scan, "hg")
    QTest.keyClick(page.door.scan, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["undo"] and page.door.scan.text() == ""  # what is being typed is the field's own


def test_without_anybody_the_page_says_where_to_go(morning: Morning, qtbot: QtBot) -> None:
    with morning.store.write() as writing:
        writing.connection.exec_driver_sql("UPDATE entry SET state = 'waiting'")
        writing.audit("entry.decided", by="u1", at=morning.desk.now(), ref="", entries=[], state="waiting")
    page = morning.page(qtbot)
    assert page.door.stack.currentIndex() == 1 and "本场没有选手" in page.door.empty.sentence.text()
    page.door.registration.click()
    assert morning.gone == ["registration"]


def test_everything_has_a_name_for_those_who_do_not_see(morning: Morning, qtbot: QtBot) -> None:
    page = morning.page(qtbot)
    type_at(page, morning.numbers()[0])
    nameless = [widget.objectName() or type(widget).__name__ for widget in stops(page) if not widget.accessibleName()]
    assert nameless == []
    assert "24" in page.door.side.counts.accessibleName()
    assert "没有确认" in page.door.card.confirmations[0].accessibleName()
