"""The window: start screen, rail with badges, pages and the rules for leaving them, band, bars, search, overlay."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.changes import Change, Kind
from app.domain.roles import Role
from app.errors import Refusal
from app.services.access import Actor
from app.services.board_view import PAGES, Matter, Need, RailBadge, State
from app.services.search import Hit
from tests.gui.boards import at, busy_board
from ui import icons, rail
from ui.actions import Where
from ui.desk import AtKeyboard, Desk
from ui.main_window import FLOOR, MainWindow
from ui.opening import Opening
from ui.operations import Cancelled, Progress
from ui.pages import registry
from ui.pages.contest_page import ContestPage
from ui.pages.page import Hint, Page
from ui.pages.start_page import Recent, look_up
from ui.theme import Mode, theme
from ui.widgets.buttons import Button
from ui.widgets.message_bar import Message, News

_WRAP = Qt.TextFlag.TextWordWrap.value


@pytest.fixture
def window(qtbot: QtBot, open_desk: Desk) -> MainWindow:
    made = MainWindow(open_desk)
    qtbot.addWidget(made)
    open_desk.show_board(busy_board())
    made.show()
    qtbot.waitExposed(made)
    return made


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(window, key, held)


CTRL = Qt.KeyboardModifier.ControlModifier


class TypingPage(Page):
    """A page with a value open that is refused until told otherwise."""

    wants = frozenset({Kind.SHEETS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.good = False
        self.loads = 0
        self.performed: list[str] = []

    def title(self) -> str:
        return "实操评分"

    def crumbs(self) -> tuple[str, ...]:
        return ("焊工", "第 2 场")

    def hints(self) -> tuple[Hint, ...]:
        return (Hint("Enter", "下一格"),)

    def commit_pending(self) -> bool:
        return self.good

    def reload(self) -> None:
        self.loads += 1

    def perform(self, action: str) -> bool:
        self.performed.append(action)
        return action == "print"


@pytest.fixture
def typing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> TypingPage:
    from ui.pages import registry

    make = registry.make
    page = TypingPage(window.desk)
    monkeypatch.setattr(registry, "make", lambda key, desk: page if key == "practical" else make(key, desk))
    window.show_page("practical")
    return page


def test_start_screen_offers_three_choices_and_nothing_is_open(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert window.start is not None
    assert window.shell is None
    names = [window.start.demo.text(), window.start.new.text(), window.start.open.text()]
    assert names == ["打开演示竞赛", "新建竞赛", "打开竞赛文件或备份"]
    with qtbot.waitSignal(window.start.demo_wanted):
        qtbot.keyClick(window.start.demo, Qt.Key.Key_Return)


def test_recent_files_open_or_say_why_not(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    there = tmp_path / "2026 省赛焊工.contest"
    there.write_bytes(b"x")
    found = look_up([str(there), str(tmp_path / "gone.contest")])
    assert [recent.missing for recent in found] == [False, True]
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert window.start is not None
    window.start.show_recent((Recent(there, at(18, 22)), found[1]))
    first, second = window.start.rows
    assert first.facts() == "6 月 18 日 18:22"
    with qtbot.waitSignal(window.start.open_wanted) as wanted:
        first.button.click()
    assert wanted.args == [str(there)]
    assert not second.button.isEnabled()
    assert second.facts() == "文件不在原处。插上存它的U盘后再打开。"


def test_rail_has_the_ten_pages_with_their_badges_in_words(window: MainWindow) -> None:
    assert window.shell is not None
    items = window.shell.rail.items
    assert [item.text() for item in items.values()] == [
        "竞赛",
        "报名",
        "检录抽签",
        "理论",
        "实操",
        "复核",
        "排名",
        "证书",
        "上报",
        "审计",
    ]
    assert items["practical"].accessibleName() == "实操　还差 8 份评分表"
    assert items["registration"].accessibleName() == "报名　已签字锁定"
    assert items["recheck"].accessibleName() == "复核　1 处被卡住"
    assert items["audit"].accessibleName() == "审计"


def test_badges_of_different_states_look_different_even_in_grey(qtbot: QtBot) -> None:
    item = rail.RailItem("practical", 5)
    qtbot.addWidget(item)
    item.resize(172, 46)
    looks = set()
    for state in (State.NONE, State.DONE, State.LOCKED, State.CURRENT, State.DECIDE, State.BLOCKED, State.WAITING):
        item.set_badge(RailBadge("practical", state, 2))
        image = item.grab().toImage()
        grey = image.convertToFormat(image.Format.Format_Grayscale8)
        looks.add(bytes(grey.constBits()))
    assert len(looks) == 7


@pytest.mark.parametrize("number", range(1, 11))
def test_ctrl_and_a_figure_jump_to_each_page(qtbot: QtBot, window: MainWindow, number: int) -> None:
    window.show_page("audit" if number == 1 else "contest")
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number % 10), CTRL)
    assert window.current == PAGES[number - 1]
    assert window.shell is not None
    assert window.shell.rail.items[window.current].isChecked()


def test_a_narrow_window_folds_the_rail(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    window.resize(1366, 728)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.rail.width() == rail.WIDE)
    window.resize(1180, 600)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.rail.width() == rail.NARROW)


def test_every_item_of_the_rail_has_a_page_of_its_own(window: MainWindow) -> None:
    kinds = []
    for key in PAGES:
        window.show_page(key)
        kinds.append(type(window.page()))
    assert len(set(kinds)) == len(PAGES)
    with pytest.raises(KeyError):
        registry.make("nowhere", window.desk)


def test_the_demo_band_is_on_every_page_and_cannot_be_closed(window: MainWindow) -> None:
    assert window.shell is not None
    for key in PAGES:
        window.show_page(key)
        assert window.shell.band.isVisible()
    assert [button.text() for button in window.shell.band.findChildren(QAbstractButton)] == ["跳到…", "退出演示"]


def test_a_refused_value_keeps_its_page(qtbot: QtBot, window: MainWindow, typing: TypingPage) -> None:
    assert not window.show_page("audit")
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    assert window.current == "practical"
    assert window.shell is not None
    assert window.shell.rail.items["practical"].isChecked()
    window.close()
    assert window.isVisible()
    typing.good = True
    assert window.show_page("audit")


def test_a_page_reloads_only_what_it_shows_and_only_when_shown(window: MainWindow, typing: TypingPage) -> None:
    assert typing.loads == 1
    operations = window.desk.operations
    operations.run(lambda: Change(frozenset({Kind.PEOPLE})))
    assert typing.loads == 1
    operations.run(lambda: Change(frozenset({Kind.SHEETS})))
    assert typing.loads == 2
    typing.good = True
    window.show_page("audit")
    operations.run(lambda: Change(frozenset({Kind.SHEETS})))
    assert typing.loads == 2
    window.show_page("practical")
    assert typing.loads == 3


def test_common_keys_go_to_the_page_in_front(qtbot: QtBot, window: MainWindow, typing: TypingPage) -> None:
    typing.good = True
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert typing.performed == ["print"]
    press(qtbot, window, Qt.Key.Key_F, CTRL)
    assert window.shell is not None
    assert window.shell.messages.text == "这一页没有可以筛选的表格。"


def test_top_bar_shows_where_one_is_and_the_trade(window: MainWindow, typing: TypingPage) -> None:
    assert window.shell is not None
    assert window.shell.top.crumbs.accessibleName() == "实操评分 > 焊工 > 第 2 场"
    chooser = window.shell.top.trades
    assert [chooser.itemText(i) for i in range(chooser.count())] == ["焊工　24 人", "装配钳工　18 人"]
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)  # refused: a value is open
    assert window.desk.trade == "hg"
    assert chooser.current() == "hg"
    typing.good = True
    chooser.activated.emit(1)
    assert window.desk.trade == "zp"
    window.show_page("contest")
    assert not chooser.isVisible()


def test_after_a_trade_is_picked_the_keys_are_the_pages(qtbot: QtBot, window: MainWindow, typing: TypingPage) -> None:
    assert window.shell is not None
    chooser = window.shell.top.trades
    typing.good = True
    window.activateWindow()
    chooser.setFocus()
    qtbot.waitUntil(chooser.hasFocus)
    chooser.setCurrentIndex(1)
    chooser.activated.emit(1)  # walked there on the closed list: the next arrow goes on
    QApplication.processEvents()
    assert window.desk.trade == "zp" and chooser.hasFocus()
    chooser.picked.emit(0)  # picked from the open list
    qtbot.waitUntil(lambda: not chooser.hasFocus())
    held = window.focusWidget()
    assert held is not None and (held is typing or typing.isAncestorOf(held))


def test_a_refusal_is_shown_as_a_sentence_and_stays(window: MainWindow) -> None:
    window.desk.operations.run(lambda: (_ for _ in ()).throw(Refusal("contest.none")))
    assert window.shell is not None
    bar = window.shell.messages
    assert bar.kind is News.REFUSAL
    assert bar.isVisible()
    assert len(bar.text) > 8
    bar.dismiss()
    assert not bar.isVisible()


def test_news_offers_the_way_back_once(qtbot: QtBot, window: MainWindow) -> None:
    undone: list[bool] = []
    page = window.page()
    assert page is not None
    page.say("已退回 3 人", "撤销", lambda: undone.append(True))
    assert window.shell is not None
    bar = window.shell.messages
    assert (bar.text, bar.verb.text()) == ("已退回 3 人", "撤销")
    bar.verb.click()
    assert undone == [True]
    assert not bar.isVisible()


@pytest.mark.parametrize(
    "message",
    [
        Message("已退回 3 人", verb="撤销", action=lambda: None),
        Message("这个文件已损坏，什么也没有写进去。请从备份恢复，或换一台机器再打开。" * 4, News.REFUSAL),
    ],
    ids=["news", "long refusal"],
)
def test_nothing_moves_under_the_hand_when_a_message_comes_and_goes(window: MainWindow, message: Message) -> None:
    """The page gave the bar its room: its foot jumped by forty pixels at every act and again ten seconds later."""

    def places() -> dict[QAbstractButton, QPoint]:
        QApplication.processEvents()
        seen = [one for one in window.findChildren(QAbstractButton) if one.isVisible()]
        return {one: one.mapTo(window, QPoint(0, 0)) for one in seen if not bar.isAncestorOf(one)}

    shell, page = window.shell, window.page()
    assert shell is not None and page is not None
    bar = shell.messages
    before, high = places(), page.height()
    assert shell.status.language in before
    window.tell(message)
    assert bar.isVisible() and places() == before and page.height() == high
    assert bar.geometry().bottom() == shell.status.geometry().bottom()
    words = QFontMetrics(theme().font()).boundingRect(QRect(0, 0, bar.width() - 120, 400), _WRAP, message.text)
    assert bar.height() >= words.height()
    bar.dismiss()
    assert places() == before and page.height() == high


def test_a_short_message_leaves_what_is_saved_and_the_language_in_sight(window: MainWindow) -> None:
    shell = window.shell
    assert shell is not None
    window.note_saved(datetime(2031, 6, 18, 6, 30, tzinfo=UTC))
    window.tell(Message("已退回 3 人", verb="撤销", action=lambda: None))
    bar, status = shell.messages, shell.status
    shell.grab()  # the words about saving are placed as they are painted
    assert bar.geometry().top() == status.geometry().top()
    assert bar.geometry().right() <= status.geometry().left() + status._right_from
    verb = bar.verb.mapToGlobal(QPoint(0, 0))
    status.show_busy(True)
    status.show_busy(False)
    QApplication.processEvents()
    assert bar.verb.mapToGlobal(QPoint(0, 0)) == verb


def test_a_message_during_long_work_leaves_the_way_out_of_it_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    shell, page = window.shell, window.page()
    assert shell is not None and page is not None
    high, work = page.height(), Progress()
    window.watch("导出证书", work)
    qtbot.waitUntil(shell.progress.isVisible)
    window.tell(Message("还有一件事没做完。", News.REFUSAL))
    assert not shell.messages.geometry().intersects(shell.progress.geometry())
    assert shell.progress.geometry().bottom() == shell.status.geometry().bottom() and page.height() == high
    work.over.emit()
    assert shell.messages.geometry().bottom() == shell.status.geometry().bottom()


@pytest.mark.parametrize("button", ["verb", "shut"])
def test_the_keyboard_goes_back_to_the_page_when_a_message_is_put_away(
    qtbot: QtBot, window: MainWindow, button: str
) -> None:
    """It went on to the button beside the bar, which changes the language: the next Enter pressed that."""
    page, shell = window.page(), window.shell
    assert page is not None and shell is not None
    page.say("已退回 3 人", "撤销", lambda: None)
    pressed = getattr(shell.messages, button)
    pressed.setFocus()
    qtbot.waitUntil(pressed.hasFocus)
    qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)
    assert not shell.messages.isVisible()
    qtbot.waitUntil(lambda: window.focusWidget() is page or page.isAncestorOf(window.focusWidget()))


def test_ctrl_s_flashes_that_all_is_saved(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    window.desk.operations.run(lambda: Change(frozenset({Kind.PEOPLE})))
    assert window.shell.status.saved_text().startswith("已自动保存 ")
    before = window.shell.status.grab().toImage()
    press(qtbot, window, Qt.Key.Key_S, CTRL)
    assert window.shell.status.grab().toImage() != before


def test_what_was_saved_last_is_told_by_the_clock_of_the_contest(window: MainWindow) -> None:
    desk = window.desk
    assert desk.contest is not None and window.shell is not None
    desk.contest = replace(desk.contest, ahead=datetime(2031, 6, 18, 6, 30, tzinfo=UTC) - datetime.now(UTC))
    desk.operations.run(lambda: Change(frozenset({Kind.PEOPLE})))
    assert window.shell.status.saved_text().startswith("已自动保存 14:3")


def test_search_finds_pages_and_actions_and_enter_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert window.shell is not None
    field = window.shell.top.search
    assert field.hasFocus()
    typed = QInputMethodEvent()
    typed.setCommitString("证书")
    QApplication.sendEvent(field, typed)
    hits = window.shell.finder_list
    assert hits is not None
    assert [hit.text for hit in hits.hits] == ["去“证书”", "核对证书真伪", "带我打出第一张证书"]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.current == "certificates"
    assert field.text() == ""


def test_f1_lists_the_keys_and_any_key_puts_them_away(qtbot: QtBot, window: MainWindow) -> None:
    press(qtbot, window, Qt.Key.Key_F1)
    assert window.commands.overlay.isVisible()
    assert "Ctrl+K 查找" in window.commands.overlay.accessibleName()
    qtbot.keyClick(window.commands.overlay, Qt.Key.Key_X)
    assert not window.commands.overlay.isVisible()


def test_every_action_has_text_icon_and_a_key_of_its_own(window: MainWindow) -> None:
    table = window.commands.table
    seen: dict[str, str] = {}
    for spec in table.specs():
        assert table.text(spec.key)
        assert not icons.pixmap(spec.icon, theme().tokens.text).isNull()
        assert table.action(spec.key).isEnabled() or spec.key.startswith("page_office_")
        assert (spec.where is Where.PAGE) == bool(spec.nothing), f"{spec.key} cannot say why it does nothing"
        for key in spec.shortcuts:
            assert key not in seen, f"{key}: {seen.get(key)} and {spec.key}"
            seen[key] = spec.key


def test_every_action_answers_or_says_why_not(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert window.shell is not None
    window.show_page("contest")
    table, told = window.commands.table, window.shell.messages
    for spec in table.specs():
        if spec.where is not Where.PAGE:
            continue
        told.dismiss()
        performed = window.page().perform(spec.key)  # type: ignore[union-attr]
        if not performed:
            table.action(spec.key).trigger()
            assert told.text == table.nothing(spec.key)
            assert told.text.endswith("。")


def test_the_role_of_an_action_is_said_in_words(window: MainWindow) -> None:
    recorder = SimpleNamespace(role=Role.RECORDER, key=None)
    window.desk.sit_down(AtKeyboard(recorder, "马秀英", "录分员"))
    table = window.commands.table
    barred = [spec.key for spec in table.specs() if spec.needs is not None and table.reason_off(spec.key)]
    assert "keys" in barred
    assert table.reason_off("keys") == "录分员不能做这件事，请换人 (F10)。"
    table.action("keys").trigger()
    assert window.shell is not None
    assert window.shell.messages.text == "录分员不能做这件事，请换人 (F10)。"


def test_text_sizes_end_and_say_so(window: MainWindow) -> None:
    table = window.commands.table
    assert table.reason_off("smaller") == "已经是最小的文字。"
    assert table.reason_off("larger") == ""
    theme().apply(scale=140)
    assert table.reason_off("larger") == "已经是最大的文字。"


def test_the_verbs_of_a_page_are_found_and_explained_like_any_action(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("report")
    (verb,) = (hit for hit in window.commands.find("签名并写出"))
    assert (verb.key, verb.icon) == ("F12", "usb_stick")
    assert verb.reason  # nothing is chosen yet, and it says so
    window.commands.table.action("help").trigger()
    assert "F12 签名并写出" in window.commands.overlay.accessibleName()


def test_actions_that_need_a_contest_say_so_without_one(qtbot: QtBot, desk: Desk) -> None:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert window.commands.table.reason_off("print") == "先打开一份竞赛。"
    assert window.commands.table.reason_off("larger") == ""


def test_text_size_builds_anew_and_stays_on_the_page(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("certificates")
    press(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert theme().scale == 120
    assert window.current == "certificates"
    assert window.desk.settings.text_scale == 120


def test_text_size_waits_for_a_refused_value(qtbot: QtBot, window: MainWindow, typing: TypingPage) -> None:
    press(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert theme().scale == 100
    assert window.page() is typing  # a page built anew would have lost what was typed
    typing.good = True
    window.commands.table.action("larger").trigger()
    assert theme().scale == 120


def test_whoever_typed_a_refused_value_puts_it_right_before_another_person_sits_down(
    window: MainWindow, typing: TypingPage
) -> None:
    opening = Opening(window.desk, window)
    opening._people = (Actor(1, "李卫东", Role.RECORDER),)
    window.shell.rail.switch_wanted.emit()
    assert opening._dialog is None
    typing.good = True
    window.shell.rail.switch_wanted.emit()
    assert opening._dialog is not None
    opening._dialog.close()


def test_what_the_search_found_is_no_way_out_of_a_refused_value(
    window: MainWindow, typing: TypingPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(window.desk, "choose_trade", chosen.append)
    hit = Hit("trade", "6-31-01-03", "电工", "", "6-31-01-03")
    window.commands.search._go(hit)
    assert chosen == []
    typing.good = True
    window.commands.search._go(hit)
    assert chosen == ["6-31-01-03"]


def test_long_work_keeps_its_page_until_it_is_over(qtbot: QtBot, window: MainWindow) -> None:
    window.show_page("certificates")
    page, work = window.page(), Progress()
    window.watch("正在打印证书", work)
    press(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert theme().scale == 100 and window.page() is page
    assert "还有一件事没做完" in window.bar().text
    assert not window.close() and window.isVisible()
    with pytest.raises(Cancelled):
        work.check()  # it is asked to stop after the piece in hand
    work.over.emit()
    qtbot.waitUntil(lambda: not window.isVisible())


def test_dark_is_one_action_away_and_kept(window: MainWindow) -> None:
    window.commands.table.action("theme").trigger()
    assert theme().dark
    assert window.desk.settings.theme == Mode.DARK.value


def test_long_work_shows_a_strip_only_when_it_takes_long(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    strip = window.shell.progress
    quick = Progress()
    quick.over.emit()
    window.watch("导出证书", quick)
    slow = Progress()
    window.watch("导出证书", slow)
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible)
    slow.advanced.emit(37, 200, "王建国", 12)
    assert strip.line() == "导出证书　37 / 200　王建国　约剩 12 秒"
    with qtbot.waitSignal(strip.cancel_wanted):
        strip.cancel.click()
    slow.over.emit()
    assert not strip.isVisible()


def test_board_shows_the_day_and_its_buttons_lead_on(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, ContestPage)
    assert page.next.what.text() == "录完焊工第 2 场剩下的 8 份实操评分表"
    assert page.next.why.text().endswith("约 25 分钟。")
    assert page.needs.title.text() == "需要处理　2 件"
    assert page.needs.rows[1].accessibleName() == "焊工　2 人未检录 HG07、HG19；15:00 截止"
    assert "16:30 复核、锁定、解密 评分室" in page.day.hours.accessibleName()
    assert "3,412 条无断点" in page.safety.lines.accessibleName()
    page.next.button.click()
    assert window.current == "practical"
    assert window.desk.trade == "hg"
    window.show_page("contest")
    page.needs.rows[0].button.click()
    assert (window.current, window.desk.trade) == ("recheck", "zp")


def test_the_board_is_asked_anew_after_every_change(qtbot: QtBot, open_desk: Desk) -> None:
    window = MainWindow(open_desk)
    qtbot.addWidget(window)
    page = window.page()
    assert isinstance(page, ContestPage)
    assert page.empty.sentence.text() == "看板等竞赛文件打开。"
    asked: list[object] = []

    def source(store: object) -> object:
        asked.append(store)
        return busy_board()

    open_desk.board_source = source  # type: ignore[assignment]
    open_desk.refresh_board()
    assert page.next.what.text().startswith("录完焊工")
    open_desk.operations.run(lambda: Change(frozenset({Kind.ATTENDANCE})))
    assert len(asked) == 2
    for _ in range(3):
        open_desk.operations.run(lambda: Change(frozenset({Kind.SHEETS})))
    assert len(asked) == 2  # marks gather: the board only counts them
    qtbot.waitUntil(lambda: len(asked) == 3)


def test_the_table_of_stages_walks_by_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page()
    assert isinstance(page, ContestPage)
    matrix = page.table.matrix
    matrix.setFocus()
    for _ in range(5):
        qtbot.keyClick(matrix, Qt.Key.Key_Right)
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    assert matrix.accessibleDescription() == "装配钳工，复核：被卡住，缺签字"
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert (window.current, window.desk.trade) == ("recheck", "zp")


@pytest.mark.parametrize("scale", [100, 120, 140])
def test_nothing_is_cut_off_at_the_smallest_window(qtbot: QtBot, window: MainWindow, scale: int) -> None:
    theme().apply(scale=scale)
    window.resize(FLOOR)
    for key in PAGES:
        window.show_page(key)
        assert window.minimumSizeHint().width() <= FLOOR.width()
        assert window.minimumSizeHint().height() <= FLOOR.height()
        assert (window.width(), window.height()) == (FLOOR.width(), FLOOR.height())
        page = window.page()
        assert page is not None
        for child in (page, *(window.shell.findChildren(Button) if window.shell else ())):
            if child.isVisible() and not _in_scroll_area(child):
                place = child.mapTo(window, child.rect().bottomRight())
                assert place.x() <= FLOOR.width()
                assert place.y() <= FLOOR.height()


def _in_scroll_area(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def test_everything_with_a_click_can_be_reached_by_keyboard(window: MainWindow) -> None:
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.objectName() != "message_verb":
            assert button.focusPolicy() != Qt.FocusPolicy.NoFocus, button.accessibleName()
            assert button.accessibleName() or button.text()


def test_f1_again_opens_the_handbook_also_when_the_window_gets_the_key(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(window.commands, "_handbook", lambda: opened.append(window.current))
    window.commands._help()
    assert window.commands.overlay.isVisible() and opened == []
    window.commands._help()
    assert not window.commands.overlay.isVisible() and opened == [window.current]


def test_a_matter_about_sheets_opens_the_first_of_them(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page()
    assert isinstance(page, ContestPage)
    looked: list[tuple[str, str]] = []
    window.show_page("practical")
    practical = window.page()
    monkeypatch.setattr(practical, "look_for", lambda kind, key, row: looked.append((kind, key)))
    window.show_page("contest")
    matters = (Matter.SPREAD_OPEN, Matter.KEYINGS_DIFFER, Matter.DOUBTFUL)
    page.needs.show_needs(tuple(Need(one, State.DECIDE, "practical", "hg", "焊工", 1, ("H-059",)) for one in matters))
    for row in page.needs.rows:
        row.button.click()
        assert (window.current, window.desk.trade) == ("practical", "hg")
        window.show_page("contest")
    assert looked == [("code", "H-059")] * len(matters)


def test_the_keys_go_back_to_where_they_were_after_the_overlay(qtbot: QtBot, window: MainWindow) -> None:
    assert window.shell is not None
    search = window.shell.top.search
    search.setFocus()
    press(qtbot, window, Qt.Key.Key_F1)
    overlay = window.commands.overlay
    assert overlay.isVisible() and overlay.hasFocus()
    qtbot.keyClick(overlay, Qt.Key.Key_Escape)
    assert search.hasFocus()


def test_what_one_person_was_refused_is_gone_when_another_sits_down(window: MainWindow) -> None:
    desk, shell = window.desk, window.shell
    assert shell is not None
    sitting = AtKeyboard(None, "王建国", "录分员")
    desk.sit_down(sitting)
    desk.operations.refused.emit(Refusal("contest.none"))
    said = shell.messages.text
    assert said
    desk.sit_down(replace(sitting))  # the same person unlocks the screen
    assert shell.messages.text == said and shell.messages.isVisible()
    desk.sit_down(AtKeyboard(None, "李卫东", "考务负责人"))
    assert not shell.messages.isVisible()
    window.refuse(Refusal("contest.none"))  # said of the file, not of an act
    desk.sit_down(sitting)
    assert shell.messages.text == said


def test_a_file_that_failed_its_check_is_not_called_saved_and_unbroken(window: MainWindow) -> None:
    desk, shell, page = window.desk, window.shell, window.page()
    assert desk.contest is not None and shell is not None and isinstance(page, ContestPage)
    lines = page.safety.lines
    assert "操作记录校验 3,412 条无断点" in lines.accessibleName()
    trouble = SimpleNamespace(error=Refusal("store.damaged"))
    desk.know_checked(SimpleNamespace(trouble=trouble, warnings=()))
    assert "本机自动保存 只看，不写入" in lines.accessibleName()
    assert "操作记录校验 打开时没有通过" in lines.accessibleName() and "无断点" not in lines.accessibleName()
    assert shell.status.saved_text() == "只看，不写入"
    desk.know_checked(SimpleNamespace(trouble=SimpleNamespace(error=Refusal("store.only_looking")), warnings=()))
    assert "只看，不写入" in lines.accessibleName() and "3,412 条无断点" in lines.accessibleName()


def test_the_files_opened_before_are_listed_by_the_clock_of_the_contest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.contest"
    file.touch()
    at = datetime(2031, 6, 18, 6, 30, tzinfo=UTC)
    os.utime(file, (at.timestamp(), at.timestamp()))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        found = look_up([str(file)])[0].at
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found is not None and f"{found:%m-%d %H:%M}" == "06-18 14:30"
