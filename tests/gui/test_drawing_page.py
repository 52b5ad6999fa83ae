"""抽签 on the page: promise, digits, witnesses in place, seats one by one; never a code on the page or the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services import access, drawing, papers, scoring
from app.services.papers_common import Wish
from tests.gui.morning import WELDING, Morning
from tests.gui.morning import morning as morning
from tests.gui.played import ELECTRIC, FITTING, PINS, Late
from tests.gui.played import late as late
from ui.display.shown import Show
from ui.display.stage import Stage, stage_of
from ui.pages.drawing_page import DrawingPage
from ui.pages.hall_page import HallPage

CODE = re.compile(r"\b[A-Z]-\d{3,4}\b")
ENTER = Qt.Key.Key_Return


@pytest.fixture
def ready(morning: Morning, qtbot: QtBot) -> Iterator[HallPage]:
    """Everybody is here, the coding judge sits at the draw."""
    morning.everybody_came()
    morning.sit(Role.CODING_JUDGE)
    page = morning.page(qtbot)
    page.show_tab("draw")
    yield page
    stage_of(morning.desk).close()


def prepare(page: DrawingPage, stations: str = "13", closed: str = "5") -> None:
    """Everything but the last key."""
    page.make_promise()
    page.setup.stations.setText(stations)
    page.setup.closed.setText(closed)
    page.setup._stations_changed()
    page.setup.split.setChecked(True)
    QTest.keyClicks(page.setup.digits[0], "417")
    QTest.keyClicks(page.setup.digits[1], "052")


def read(widget: QWidget) -> str:
    """Everything a person can read or hear in a window."""
    found = [widget.accessibleName(), widget.toolTip()]
    for child in widget.findChildren(QWidget):
        found += [child.accessibleName(), child.toolTip(), child.accessibleDescription()]
        if isinstance(child, QLabel | QLineEdit):
            found.append(child.text())
        model = getattr(child, "table", None)
        if model is not None:
            rows, columns = range(model.rowCount()), range(model.columnCount())
            found += [str(model.index(row, column).data()) for row in rows for column in columns]
    return "\n".join(found)


def codes_of(morning: Morning, round_id: str = "practical") -> set[str]:
    return {line.code for line in scoring.lines(morning.store, WELDING, round_id)}


def test_the_draw_waits_for_promise_digits_stations_and_pins_in_that_order(ready: HallPage) -> None:
    page = ready.draw
    assert page.start.reason == "先公布指纹，再由见证人报数" and not page.setup.digits[0].isEnabled()
    page.make_promise()
    assert len(page.setup.fingerprint.text().replace(" ", "")) >= 64
    assert page.start.reason == "见证人各报 3 位数字"
    for field, digits in zip(page.setup.digits, ("417", "052"), strict=True):
        QTest.keyClicks(field, digits)
    assert page.start.reason == ""
    page.setup.stations.setText("11")
    page.setup._stations_changed()
    assert "24" in page.setup.room.text() and "11" in page.setup.room.text()
    assert "工位不够" in page.start.reason
    page.setup.split.setChecked(True)
    assert page.start.reason == ""
    page.setup.stations.setText("x")
    page.setup._stations_changed()
    assert page.start.reason
    page.setup.stations.setText("13")
    page.setup._stations_changed()
    page.setup.pins[1].clear()
    page.settle()
    assert page.start.reason == "两位见证人都要输 PIN"


def test_a_wrong_pin_draws_nothing(ready: HallPage, morning: Morning) -> None:
    page = ready.draw
    prepare(page)
    page.setup.pins[1].setText("000000")
    page.begin()
    assert page.refusal.text() and "draw.made" not in morning.acts()
    assert page.start.isEnabled()


def test_seats_are_shown_one_by_one_here_and_on_the_screen(ready: HallPage, morning: Morning) -> None:
    page, stage = ready.draw, stage_of(morning.desk)
    prepare(page)
    stage.put(Show.DRAW)
    assert stage.draw.fingerprint and stage.draw.digits == ("417", "052") and stage.draw.number == ""
    page.begin()
    assert page.view is not None and page.view.drawn is not None
    assert page.view.drawn.stations == "1-4,6-13" and page.view.drawn.witness == "赵明亮"
    assert page.seats.table.rowCount() == 0 and stage.draw.seats == () and stage.draw.number
    for count in (1, 2, 3):
        QTest.keyClick(page.seats.next, Qt.Key.Key_Space)
        assert page.seats.table.rowCount() == count == len(stage.draw.seats)
    page.seats.all.click()
    assert page.seats.table.rowCount() == 24 and len(stage.draw.seats) == 24
    assert not page.seats.next.isVisible() and page.seats.call.isVisible()
    assert "随机数与先公布的指纹相符" in page.facts.lines and "用种子重算，工位完全一样" in page.facts.lines
    assert all(not pin.text() or pin.text() in PINS.values() for pin in page.setup.pins)


@pytest.mark.parametrize(
    ("has", "said"),
    [
        ((), "密号表没有加密：裁判长和监督还没有口令短语。"),
        ((Role.CHIEF_JUDGE,), "密号表没有加密：监督还没有口令短语。"),
        ((Role.SUPERVISOR,), "密号表没有加密：裁判长还没有口令短语。"),
    ],
)
def test_a_table_in_the_clear_names_who_lacks_a_passphrase(
    ready: HallPage, morning: Morning, has: tuple[Role, ...], said: str
) -> None:
    for role in has:
        by, secret = morning.people[Role.ADMINISTRATOR], f"{role.value} holds a share"
        access.add_account(morning.store, f"另一位{role.zh}", role.value, secret, by=by, at=morning.desk.now())
    page = ready.draw
    told: list[str] = []
    page.told.connect(lambda message: told.append(message.text))
    prepare(page)
    page.begin()
    assert told[-1] == said


def test_no_code_is_ever_on_the_page(ready: HallPage, morning: Morning) -> None:
    page = ready.draw
    prepare(page)
    page.begin()
    page.seats.reveal_all()
    codes = codes_of(morning)
    assert len(codes) == 24
    text = read(ready)
    assert "王建国" in text, "the page is read at all"
    assert [code for code in codes if code in text or code[-3:] in text.split()] == []
    assert not CODE.search(text)


def test_numbers_pulled_by_hand_are_refused_twice_at_once(ready: HallPage, morning: Morning) -> None:
    page = ready.draw
    page.setup.stations.setText("24")
    page.setup._stations_changed()
    page.setup.manual.setChecked(True)
    fields = page.setup.pulled.fields
    numbers = list(fields)
    QTest.keyClicks(fields[numbers[0]], "8")
    QTest.keyClick(fields[numbers[0]], ENTER)
    QTest.keyClicks(fields[numbers[1]], "8")
    QTest.keyClick(fields[numbers[1]], ENTER)
    note = page.setup.pulled._notes[numbers[1]]
    assert numbers[0] in note.text() and "23" in page.start.reason
    assert fields[numbers[1]].selectedText() == "8"
    free = [str(number) for number in range(1, 25) if number != 8]
    for number, text in zip(numbers[1:], free, strict=True):
        fields[number].setText(text)
        page.setup.pulled._check(number)
    assert page.start.reason == "" and note.text() == ""
    page.begin()
    assert page.view is not None and page.view.drawn is not None and page.view.drawn.method == "manual"
    assert {line.entry: line.station for line in page.view.seats}[numbers[0]] == "8"


def test_a_redraw_takes_reason_and_chief_judge_and_keeps_the_first(
    ready: HallPage,
    morning: Morning,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = ready.draw
    prepare(page)
    page.begin()
    first = codes_of(morning)
    page._again_because("工位损坏")
    assert page._sides.currentIndex() == 0 and page.start.reason
    prepare(page)
    page.setup.show_people(
        page._known(tuple(morning.people.values()), Role.CODING_JUDGE),
        page._known(tuple(morning.people.values()), Role.SUPERVISOR),
    )
    page.setup.pins[0].setText(PINS["孙立新"])
    page.setup.pins[1].setText(PINS["赵明亮"])
    chief = morning.people[Role.CHIEF_JUDGE]
    asked: list[str] = []

    def one(act: object, ask: object, done: object) -> None:
        asked.append(ask.question)  # type: ignore[attr-defined]
        done(chief)  # type: ignore[operator]

    monkeypatch.setattr(page._present, "one", one)
    page.begin()
    assert asked == ["裁判长同意重抽？"]
    assert page.view is not None and [one.number for one in page.view.draws] == [2, 1]
    assert page.view.draws[0].reason == "工位损坏" and not page.view.draws[1].in_force
    assert any("第 1 次抽签" in line for line in page.facts.lines)
    assert not codes_of(morning) & first


def test_marks_end_the_draw(
    ready: HallPage,
    morning: Morning,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = ready.draw
    by, at = morning.people[Role.CODING_JUDGE], morning.desk.now()
    drawing.draw(morning.store, WELDING, "practical", by=by, at=at, stations=24)
    page.grow_old()
    assert page.redraw.reason == ""
    monkeypatch.setattr("app.services.drawing_view.sheets.any_marks", lambda *_: True)
    page.grow_old()
    assert page.redraw.reason == "已经开始评分，不能再抽" and not page.start.isVisible()


def test_the_sealed_table_goes_to_paper_only(ready: HallPage, morning: Morning, tmp_path: Path) -> None:
    page = ready.draw
    prepare(page)
    page.begin()
    assert page.view is not None
    path = tmp_path / "table.pdf"
    page.papers.write_table(page.view, path, morning.people[Role.CODING_JUDGE], None)
    assert path.read_bytes()[:5] == b"%PDF-"
    page.grow_old()
    assert dict(page.view.printed)["code-table"] == 1
    assert "×1" in page.papers._buttons["code-table"].text()


def test_the_signed_list_is_entered_once_it_was_printed(ready: HallPage, morning: Morning, tmp_path: Path) -> None:
    page = ready.draw
    prepare(page)
    page.begin()
    assert page.papers.sign.reason == "先打印抽签表，请选手签字按手印"
    papers.print_paper(
        morning.store,
        "draw",
        tmp_path / "draw.pdf",
        Wish(trade=WELDING, round="practical"),
        by=morning.people[Role.CODING_JUDGE],
        at=morning.desk.now(),
    )
    page.grow_old()
    assert page.papers.sign.isEnabled()
    page.papers.sign.click()
    assert page.view is not None
    assert page.view.signed is not None
    assert page.papers.sign.text().startswith("手印已登记 ")
    assert not page.papers.sign.isEnabled()


def test_without_anybody_the_page_leads_to_the_door(morning: Morning, qtbot: QtBot) -> None:
    page = morning.page(qtbot)
    page.show_tab("draw")
    assert page.draw.stack.currentIndex() == 1
    page.draw.to_door.click()
    assert page.tabs.current() == "door"


# the public screen


def painted(stage: Stage, show: Show) -> list[str]:
    """What the hall reads."""
    stage.put(show)
    texts: list[str] = []
    for _ in range(4):  # a long list is turned page by page
        picture = QImage(stage.window.size(), QImage.Format.Format_RGB32)
        stage.window.render(picture)
        texts += stage.window.painted
        stage.window._next_page()
    return texts


def test_the_screen_never_has_a_name_before_decoding_nor_a_code_ever(
    ready: HallPage,
    morning: Morning,
) -> None:
    page, stage = ready.draw, stage_of(morning.desk)
    prepare(page)
    page.begin()
    page.seats.reveal_all()
    assert page.view is not None
    page.call(page.view.seats[2])
    names, codes = morning.names(), codes_of(morning)
    for show in Show:
        texts = painted(stage, show)
        assert len(texts) > 2 and any("演示" in text for text in texts), show
        whole = "\n".join(texts)
        assert [name for name in names if len(name) > 1 and name in whole] == [], show
        assert [code for code in codes if code in whole] == [] and not CODE.search(whole), show
    assert f"请 {page.view.seats[2].entry} 到 {page.view.seats[2].station} 号工位" in painted(stage, Show.CALL)
    assert "正在评分，成绩锁定以后公布" in painted(stage, Show.RESULTS)


def test_the_screen_finds_the_sitting_that_is_on_by_itself(late: Late, qtbot: QtBot) -> None:
    stage = stage_of(late.desk)
    stage.open()
    qtbot.addWidget(stage.window)
    stage.trade = WELDING
    stage.put(Show.CALL)
    qtbot.waitUntil(lambda: stage.calls is not None)
    assert stage.calls is not None and stage.calls.sittings > 0 and stage.calls.calls != ()
    assert not any("还没有抽签" in text for text in painted(stage, Show.CALL))


@pytest.mark.parametrize(("trade", "named"), [(ELECTRIC, True), (WELDING, True), (FITTING, False)])
def test_results_come_after_lock_and_decoding_with_names_and_no_codes(
    trade: str,
    named: bool,
    late: Late,
    qtbot: QtBot,
) -> None:
    stage = stage_of(late.desk)
    stage.open()
    qtbot.addWidget(stage.window)
    stage.trade = trade
    whole = "\n".join(painted(stage, Show.RESULTS))
    with late.store.read() as reading:
        names = {row[0] for row in reading.connection.exec_driver_sql("SELECT name FROM entry")}
        codes = {row[0] for row in reading.connection.exec_driver_sql("SELECT code FROM blind_code")}
    assert any(name in whole for name in names) is named
    assert [code for code in codes if "-" in code and code in whole] == []
    assert ("一等奖" in whole) is (trade == ELECTRIC), "awards only once they are confirmed"


def test_the_screen_fills_with_f11_and_leaves_with_esc(morning: Morning, qtbot: QtBot) -> None:
    stage = stage_of(morning.desk)
    seen: list[bool] = []
    stage.opened.connect(seen.append)
    stage.open()
    window = stage.window
    assert not window.isFullScreen(), "one screen: a window like others"
    QTest.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen() and stage.is_open
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not stage.is_open and seen == [True, False]


def test_the_menu_chooses_what_is_shown_and_puts_the_screen_away(ready: HallPage, morning: Morning) -> None:
    stage = stage_of(morning.desk)
    menu = ready.display.choices()
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert len(texts) == 4 + 1 + 1 and "屏幕 1" in texts[4]
    menu.actions()[2].trigger()
    assert stage.is_open and stage.show is Show.CLOCK
    texts = painted(stage, Show.CLOCK)
    assert "理论考试" in texts and "08:30" in texts
    menu = ready.display.choices()
    assert menu.actions()[2].isChecked()
    menu.actions()[-1].trigger()
    assert not stage.is_open


def test_the_stage_forgets_a_contest_that_is_put_away(ready: HallPage, morning: Morning) -> None:
    stage = stage_of(morning.desk)
    prepare(ready.draw)
    ready.draw.begin()
    stage.open()
    morning.desk.contest = None
    morning.desk.contest_changed.emit()
    assert not stage.is_open and stage.draw.seats == () and stage.calls is None
