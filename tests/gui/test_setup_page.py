"""竞赛设置 in the window: a new contest made with keys and clicks alone, scheme and judges; what freezes and how."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain import setup_edit
from app.domain.contest import Contest, Tie, TieKind
from app.domain.roles import Role
from app.domain.scheme import AspectKind, Deduction, Measured, Panel
from app.domain.worksheet import Sheet
from app.services import judges, registration, schemes, setup_change, signing
from app.services.access import CONSOLE, Actor
from app.services.setup import create_contest
from app.services.setup_change import Stage
from app.settings import Settings
from db.store import Store
from tests.factories import MORNING, WELDER, small_contest
from tests.services import hall as halls
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.pages.contest_page import ContestPage
from ui.pages.new_page import NewPage, Wanted
from ui.pages.setup_scheme_tree import MAXIMUM, NAME
from ui.pages.setup_view import SetupView
from ui.pages.start_page import Recent, StartPage, look_up


def bare() -> Contest:
    contest = Contest("2026 年新竞赛", 2026, (), base="GS-NEW")
    return setup_edit.add_trade(contest, setup_edit.plain_trade(WELDER))


class Setting:
    """A window on a file, its settings open."""

    def __init__(self, qtbot: QtBot, store: Store, actor: object = CONSOLE) -> None:
        self.store = store
        self.desk = Desk(Operations(threaded=False), Settings())
        self.window = MainWindow(self.desk)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 728)
        self.window.show()
        self.desk.open_contest(OpenContest(store, str(store.path), "竞赛", "live", "焊工"))
        self.desk.sit_down(AtKeyboard(actor, "某人", "管理员"))
        page = self.window.page()
        assert isinstance(page, ContestPage)
        self.page = page
        page.show_setup("basic")

    @property
    def view(self) -> SetupView:
        assert self.page.setup_view is not None
        return self.page.setup_view

    def go(self, section: str) -> None:
        self.view.show_section(section)
        QApplication.processEvents()

    def line(self, name: str, within: QWidget | None = None) -> QLineEdit:
        found = (within or self.view.section()).findChild(QLineEdit, f"field_{name}")
        assert isinstance(found, QLineEdit), name
        return found

    def fill(self, name: str, text: str) -> None:
        """Type into a field and leave it with Enter."""
        line = self.line(name)
        line.setFocus()
        line.selectAll()
        line.insert(text)  # as an input method commits it
        QTest.keyClick(line, Qt.Key.Key_Return)
        line.editingFinished.emit()

    def kept(self) -> Contest:
        return setup_change.look(self.store).contest


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path) -> Iterator[Setting]:
    store = create_contest(tmp_path / "new.contest", bare(), mode="live", at=MORNING)
    yield Setting(qtbot, store)
    store.close()


@pytest.fixture
def small(qtbot: QtBot, tmp_path: Path) -> Iterator[Setting]:
    store = create_contest(tmp_path / "small.contest", small_contest(), mode="live", at=MORNING)
    yield Setting(qtbot, store)
    store.close()


def type_into_editor(setting: Setting, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into the open cell of the scheme's tree."""
    editor = setting.view.scheme.tree.editor
    assert editor is not None
    editor.selectAll()
    editor.insert(text)  # as an input method commits it
    QTest.keyClick(editor, key)


def test_settings_open_and_close_with_who_is_at_the_keyboard(fresh: Setting) -> None:
    """A new contest's settings are read before it is known who works; later somebody else sits down with F10."""
    fresh.desk.sit_down(None)
    assert not fresh.line("name").isEnabled()
    fresh.desk.sit_down(AtKeyboard(CONSOLE, "本机", ""))
    assert fresh.line("name").isEnabled()
    fresh.desk.sit_down(AtKeyboard(Actor(7, "马秀英", Role.RECORDER), "马秀英", "录分员"))
    assert not fresh.line("name").isEnabled()


def test_fields_are_stored_when_left_and_taken_back_with_their_name(fresh: Setting) -> None:
    fresh.fill("name", "2026 年焊工决赛")
    assert fresh.kept().name == "2026 年焊工决赛"
    assert "2026 年焊工决赛" in fresh.window.windowTitle()
    fresh.fill("starts", "2026年6月18日")
    fresh.fill("organisers", "省总工会、省人社厅")
    assert fresh.kept().organisers == ("省总工会", "省人社厅")
    assert fresh.kept().starts is not None
    assert fresh.page.perform("undo")
    assert fresh.kept().organisers == ()
    assert fresh.line("organisers").text() == ""
    assert fresh.page.perform("redo")
    assert fresh.kept().organisers == ("省总工会", "省人社厅")


def test_what_cannot_be_stays_under_the_cursor_with_its_reason(fresh: Setting) -> None:
    fresh.fill("starts", "六月十八")
    assert fresh.kept().starts is None
    assert fresh.line("starts").text() == "六月十八"
    assert fresh.line("starts").property("refused")
    assert "2026-06-18" in fresh.line("starts").accessibleDescription()
    fresh.view.show_section("rules")
    assert fresh.view.section() is fresh.view.basic  # it cannot be left like this
    fresh.fill("starts", "2026-06-18")
    fresh.view.show_section("rules")
    assert fresh.view.section() is fresh.view.rules


def test_weights_are_stored_together_once_they_make_a_whole(fresh: Setting) -> None:
    fresh.go("trades")
    field = fresh.view.trades.rounds
    weight = field.editor_at(0, 3)
    assert isinstance(weight, QLineEdit)
    weight.setText("40")
    weight.editingFinished.emit()
    assert "110" in field.problem
    assert [part.weight for part in fresh.kept().trades[0].rounds] == [Fraction(3, 10), Fraction(7, 10)]
    other = field.editor_at(1, 3)
    assert isinstance(other, QLineEdit)
    other.setText("60")
    other.editingFinished.emit()
    assert [part.weight for part in fresh.kept().trades[0].rounds] == [Fraction(4, 10), Fraction(6, 10)]
    assert "30 %" in field.words.text()  # theory weighs more than is usual


def test_trades_rules_and_hours_are_set_in_the_window(fresh: Setting) -> None:
    fresh.go("trades")
    trades = fresh.view.trades
    trades.bar.presets.setCurrentIndex(trades.bar.presets.findData("6-31-01-03"))
    trades.bar.add.click()
    assert [one.name for one in fresh.kept().trades] == ["焊工", "电工"]
    assert fresh.view.setup.trade == "6-31-01-03"
    fresh.fill("trade_groups", "职工组、学生组")
    assert fresh.kept().trades[1].groups == ("职工组", "学生组")
    trades.plan.add.click()
    for column, text in enumerate(("2026-06-18", "8:30")):
        cell = trades.plan.editor_at(0, column)
        assert isinstance(cell, QLineEdit)
        cell.setText(text)
    cell.editingFinished.emit()
    with fresh.store.read() as reading:
        from app.services.timetable import planned_hours

        assert [f"{hour.at:%H:%M %z}" for hour in planned_hours(reading)] == ["08:30 +0800"]
    fresh.page.perform("undo")
    with fresh.store.read() as reading:
        assert planned_hours(reading) == ()
    fresh.go("rules")
    fresh.fill("late_limit_minutes", "20")
    assert [one.rules.late_limit_minutes for one in fresh.kept().trades] == [20, 20]
    shown = [card.title.text() for card, _ in fresh.view.rules.cards if card.isVisibleTo(fresh.view.rules)]
    assert "代表队团体" in shown and "单项" not in shown  # no heading over nothing
    fresh.view.rules.look_at("6-31-01-03")
    shown = [card.title.text() for card, _ in fresh.view.rules.cards if card.isVisibleTo(fresh.view.rules)]
    assert "代表队团体" not in shown and "单项" in shown
    fresh.fill("late_limit_minutes", "5")
    assert [one.rules.late_limit_minutes for one in fresh.kept().trades] == [20, 5]
    fresh.view.rules.look_at("")
    assert "电工" in fresh.view.rules.differs.text()
    fresh.view.rules.ranks.awards.add.click()
    assert [one.name for one in fresh.kept().rules.awards] == []  # a fresh line waits until it is left
    count = fresh.view.rules.ranks.awards.editor_at(0, 2)
    count.setFocus()
    assert isinstance(count, QLineEdit)
    count.editingFinished.emit()
    assert [(one.name, one.count) for one in fresh.kept().rules.awards] == [("一等奖", 3)]


def test_the_tie_chain_is_an_ordered_list(fresh: Setting) -> None:
    fresh.go("rules")
    ties = fresh.view.rules.ranks.ties
    before = fresh.kept().rules.ties
    ties.move_of(ties.editor_at(0, 0), 1)
    assert fresh.kept().rules.ties == (before[1], before[0], *before[2:])
    fresh.page.perform("undo")
    assert fresh.kept().rules.ties == before
    assert Tie(TieKind.ROUND, "practical") == before[0]


def test_a_scheme_grows_by_keys_alone(fresh: Setting) -> None:
    fresh.go("scheme")
    scheme, tree = fresh.view.scheme, fresh.view.scheme.tree
    assert scheme.stack.currentIndex() == 1  # nothing yet, three ways to begin
    scheme.begin.click()
    type_into_editor(fresh, "焊前准备")
    assert tree.editor is not None and tree.currentIndex().column() == MAXIMUM
    QTest.keyClick(tree.editor, Qt.Key.Key_Escape)
    tree.go_to((0, 0), NAME)
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_F2)
    type_into_editor(fresh, "劳保用品")
    type_into_editor(fresh, "40")
    QTest.keyClick(tree, Qt.Key.Key_Return)  # a sibling, its name open
    type_into_editor(fresh, "坡口清理")
    type_into_editor(fresh, "57")
    part = fresh.kept().trades[0].rounds[1]
    assert [(one.id, one.name, one.maximum) for one in part.aspects] == [("A1", "劳保用品", 40), ("A2", "坡口清理", 57)]
    assert part.modules[0].maximum == 97  # follows its aspects
    assert "97.0 / 100.0" in scheme.sum.accessibleName()
    assert scheme.gap.text().startswith("实操还差 3")
    QTest.keyClick(tree, Qt.Key.Key_Tab)
    assert fresh.kept().trades[0].rounds[1].modules[0].criteria[0].name == "新评分项"
    QTest.keyClick(tree, Qt.Key.Key_Backtab)
    assert fresh.kept().trades[0].rounds[1].modules[0].criteria == ()
    QTest.keyClick(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [one.id for one in fresh.kept().trades[0].rounds[1].aspects] == ["A2", "A1"]
    QTest.keyClick(tree, Qt.Key.Key_Delete)
    assert [one.id for one in fresh.kept().trades[0].rounds[1].aspects] == ["A1"]
    fresh.page.perform("undo")
    assert [one.id for one in fresh.kept().trades[0].rounds[1].aspects] == ["A2", "A1"]


def test_a_bad_number_of_points_is_kept_with_its_reason(small: Setting) -> None:
    small.go("scheme")
    tree = small.view.scheme.tree
    tree.go_to((0, 0), MAXIMUM)
    tree.edit_cell(MAXIMUM)
    type_into_editor(small, "十分")
    assert tree.editor is not None
    assert tree.editor.text() == "十分"
    assert small.view.scheme.refusal.text()
    assert small.kept().trades[0].rounds[1].aspects[0].maximum == 10
    type_into_editor(small, "８")  # full width is a number
    assert small.kept().trades[0].rounds[1].aspects[0].maximum == 8


def test_every_kind_has_its_fields(small: Setting) -> None:
    small.go("scheme")
    scheme = small.view.scheme
    for kind in AspectKind:
        scheme.tree.go_to((0, 0), NAME)
        scheme.set_kind(kind)
        aspect = small.kept().trades[0].rounds[1].aspects[0]
        assert aspect.kind is kind
        bound = scheme.pane._forms[kind.value][1].bound
        assert len(bound) >= 7
    scheme.set_kind(AspectKind.PANEL)
    small.fill("aspect_judges", "7")
    small.fill("aspect_drop_high", "2")
    detail = small.kept().trades[0].rounds[1].aspects[0].detail
    assert isinstance(detail, Panel)
    assert (detail.judges, detail.drop_high) == (7, 2)
    small.fill("aspect_drop_high", "9")  # more than there are judges
    assert small.line("aspect_drop_high").property("refused")
    assert small.kept().trades[0].rounds[1].aspects[0].detail == detail
    scheme.tree.go_to((2, 0), NAME)
    measured = small.kept().trades[0].rounds[1].aspects[2].detail
    assert isinstance(measured, Measured)
    small.fill("aspect_nominal", "2.5")
    assert small.kept().trades[0].rounds[1].aspects[2].detail.nominal == Fraction(5, 2)  # type: ignore[union-attr]
    scheme.set_kind(AspectKind.DEDUCTION)
    catalogue = small.kept().trades[0].rounds[1].aspects[2].detail
    assert isinstance(catalogue, Deduction)


PASTED = (
    "模块\t评分项\t编号\t名称\t类型\t配分\n焊前准备\t安全\tA1\t劳保用品\t打分\t4\n\t\tA2\t坡口\t测量\t六\n"
    "\t\tA2\t间隙\t是否\t6\n外观\t\tB1\t成形\t评价\t90\n\n"
)


def test_pasted_rows_are_shown_with_what_is_wrong_before_any_is_stored(fresh: Setting) -> None:
    fresh.go("scheme")
    fresh.view.scheme.look_at_paste(PASTED)
    dialog = fresh.view.scheme.dialog
    assert "3 个评分点" in dialog.heading.text() and "1 行" in dialog.heading.text()
    wrong = [row for row in range(4) if dialog.rows.table.row(row).problem is not None]
    assert [dialog.rows.table.row(row).row for row in wrong] == [3]
    assert not any(part.modules for part in fresh.kept().trades[0].rounds)
    dialog.take.click()
    part = fresh.kept().trades[0].rounds[1]
    assert [(one.id, one.kind, one.criterion) for one in part.aspects] == [
        ("A1", AspectKind.PANEL, "安全"),
        ("A2", AspectKind.MEASURED, "安全"),
        ("B1", AspectKind.JUDGED, ""),
    ]
    assert [(one.name, one.maximum) for one in part.modules] == [("焊前准备", 10), ("外观", 90)]
    fresh.page.perform("undo")
    assert not any(part.modules for part in fresh.kept().trades[0].rounds)


def test_the_sample_fills_a_round_and_adds_up(fresh: Setting) -> None:
    fresh.go("scheme")
    fresh.view.scheme.sample.click()
    assert setup_change.look(fresh.store).trades[0].gaps == ()
    assert len(fresh.kept().trades[0].rounds[1].aspects) > 20
    assert fresh.view.scheme.stack.currentIndex() == 0


def test_a_refusal_below_its_field_names_no_place_of_a_file(small: Setting) -> None:
    small.go("basic")
    small.fill("starts", "2026-06-18")
    small.fill("ends", "2026-06-01")
    field = next(one.field for one in small.view.basic.binding.bound if one.field.key == "ends")
    assert field.problem == "结束日期 2026-06-01 早于开始日期 2026-06-18。定义没有采用。"
    assert str(small.kept().ends) != "2026-06-01"


def test_what_comes_back_never_wipes_what_is_being_typed(small: Setting) -> None:
    small.go("basic")
    small.view.window().activateWindow()
    line = small.line("host")
    line.setFocus()
    line.setText("示范技师学")  # half typed when the field before is in the file
    small.view.setup.load()
    assert line.text() == "示范技师学"
    line.editingFinished.emit()
    assert small.kept().host == "示范技师学"


def test_a_row_added_while_the_one_before_is_stored_stays(small: Setting) -> None:
    small.go("rules")
    awards = next(one.field for one in small.view.rules.binding.bound if one.field.key == "awards")
    before = len(awards.value())
    awards.add.click()
    small.view.setup.load()
    assert len(awards.value()) == before + 1


def test_redo_is_offered_only_while_there_is_something_to_do_again(small: Setting) -> None:
    shell = small.window.shell
    assert shell is not None
    small.fill("place", "兰州")
    small.page.perform("undo")
    assert shell.messages.verb.text() == "重做"
    small.page.perform("redo")  # by its key: the bar follows
    assert shell.messages.text.startswith("已重做：") and not shell.messages.verb.isVisible()
    small.page.perform("redo")
    assert shell.messages.text == "没有可以重做的。"
    small.page.perform("undo")
    assert shell.messages.verb.isVisible()
    small.fill("host", "示范技师学院")
    assert shell.messages.text == "" and not shell.messages.isVisible()
    small.page.perform("undo")
    shell.messages.verb.click()
    assert small.kept().host == "示范技师学院"


def test_judges_are_entered_seated_and_recused(small: Setting) -> None:
    small.go("judges")
    section = small.view.judges
    assert section.missing() == ["焊工还有 5 个席位没有裁判"]
    for name, unit in (("孙强", "示范机械厂"), ("周敏", "示范石化")):
        section.begin_new()
        small.fill("judge_name", name)
        small.fill("judge_unit", unit)
    assert [(one.name, one.unit) for one in judges.panels(small.store).judges] == [
        ("孙强", "示范机械厂"),
        ("周敏", "示范石化"),
    ]
    box = section.seats["1"]
    box.setCurrentIndex(box.findData("周敏"))
    box.activated.emit(box.currentIndex())
    assert [seat.seat for seat in judges.panels(small.store).judges[1].seats] == ["1"]
    assert section.missing() == ["焊工还有 4 个席位没有裁判"]
    section._go_to("孙强")
    section.drop.click()
    assert [one.name for one in judges.panels(small.store).judges] == ["周敏"]
    assert section.drop.reason == "坐着席位或有回避，不能删去。"


def test_the_arrow_keys_pass_who_sits_on_another_seat(small: Setting) -> None:
    for name in ("孙强", "周敏", "何平"):
        judges.add_judge(small.store, name, by=CONSOLE, at=MORNING)
    judges.seat_judge(small.store, WELDER, "practical", "2", "周敏", by=CONSOLE, at=MORNING)
    small.go("judges")
    section = small.view.judges
    section.refresh()

    def press(key: Qt.Key) -> list[str]:
        QTest.keyClick(section.seats["1"], key)
        return [one.name for one in judges.panels(small.store).judges if "1" in [seat.seat for seat in one.seats]]

    told = [section.seats["1"].itemText(at) for at in range(section.seats["1"].count())]
    assert [text for text in told if "坐 2 号席" in text] == [next(text for text in told if text.startswith("周敏"))]
    passed = [press(Qt.Key.Key_Down), press(Qt.Key.Key_Down)]
    assert sorted(passed) == [["何平"], ["孙强"]] and not section.refusal.text()
    assert press(Qt.Key.Key_Up) == passed[0]
    assert section.seats["2"].currentData() == "周敏"


def test_in_a_narrow_window_the_list_of_judges_says_who_sits_where(small: Setting) -> None:
    small.go("judges")
    section = small.view.judges

    def shown() -> list[str]:
        columns = enumerate(section._columns)
        return [one.key for number, one in columns if not section.table.isColumnHidden(number)]

    section.resize(1000, 500)
    QApplication.processEvents()
    assert shown() == ["name", "unit", "role", "seats", "barred"]
    section.resizeEvent(QResizeEvent(QSize(500, 300), section.size()))  # as large text on a small screen leaves it
    assert shown() == ["name", "seats"]


def test_papers_say_what_is_set_here(fresh: Setting) -> None:
    fresh.go("papers")
    assert fresh.view.papers.missing() == ["公示受理电话"]
    fresh.fill("notice_phone", "0931-1234567")
    from app.services import paper_settings

    assert paper_settings.look(fresh.store).phone == "0931-1234567"
    assert fresh.view.papers.missing() == ()


def marked(small: Setting) -> halls.Hall:
    """People, a draw and every mark, as a morning brings them."""
    hall = halls.staffed(small.store)
    header = ["姓名", "证件号", "代表队", "工作单位", "工种", "组别"]
    rows = [[name, number, "示范队", "示范机械厂", "焊工", "职工组"] for name, number in halls.NAMES]
    registration.store_sheet(small.store, Sheet("名单", [header, *rows]), by=hall.who("登记员"), at=MORNING)
    from app.services import checkin, drawing

    for round_id in ("theory", "practical"):
        checkin.check_in_all(small.store, WELDER, round_id, by=hall.who("登记员"), at=MORNING)
    drawing.draw(small.store, WELDER, "practical", by=hall.who("加密"), at=MORNING, seed="7", witness=hall.who("监督"))
    hall.mark_everything()
    return hall


def test_after_the_first_mark_rules_are_frozen_and_change_by_a_drafted_version(small: Setting) -> None:
    hall = marked(small)
    small.desk.sit_down(AtKeyboard(hall.who("裁判长"), "裁判长", "裁判长"))
    small.view.setup.load()
    small.go("scheme")
    scheme = small.view.scheme
    assert "已冻结" in scheme.notice.words.text()
    scheme.tree.go_to((0, 0), NAME)
    scheme.add_sibling()
    assert len(small.kept().trades[0].rounds[1].aspects) == 3
    scheme.notice.verb.click()
    assert small.view.draft.isVisible()
    assert small.view.draft.words.text().startswith("正在起草焊工的第 2 版")
    scheme.tree.go_to((0, 0), NAME)
    scheme.tree.edit_cell(NAME)
    type_into_editor(small, "劳动保护用品")
    assert small.kept().trades[0].rounds[1].aspects[0].name == "劳保用品"  # nothing is stored yet
    if scheme.tree.editor is not None:
        scheme.tree.drop_editor()
    small.view.draft.store.click()
    dialog = small.view.dialog
    assert dialog.go.text().startswith("存为第 2 版")
    assert "1 处不同" in dialog.heading.text()
    dialog.go.click()
    asked = dialog.reason_dialog
    asked.decided.emit("change", "图纸更正", hall.who("裁判长"))
    assert dialog.refusal.text() == ""
    assert schemes.version(small.store, WELDER).number == 2
    assert small.kept().trades[0].rounds[1].aspects[0].name == "劳动保护用品"
    assert not small.view.draft.isVisible()
    hall.recheck()
    signing.lock(small.store, WELDER, by=hall.who("裁判长"), second=hall.who("监督"), at=MORNING)
    small.view.setup.load()
    assert setup_change.look(small.store).trades[0].stage is Stage.LOCKED
    small.go("basic")
    assert not small.line("name").isEnabled()
    assert "签字锁定" in small.line("name").toolTip()
    assert small.line("place").isEnabled()


def test_somebody_without_the_right_is_told_and_changes_nothing(small: Setting) -> None:
    hall = halls.staffed(small.store)
    small.desk.sit_down(AtKeyboard(hall.who("录一"), "录一", "录分员"))
    small.view.setup.load()
    assert not small.line("host").isEnabled()
    assert "录分员" in small.line("host").toolTip()


def test_the_form_of_a_new_contest_says_what_is_missing(qtbot: QtBot, tmp_path: Path) -> None:
    page = NewPage((), str(tmp_path))
    qtbot.addWidget(page)
    page.show()
    asked: list[Wanted] = []
    page.wanted.connect(asked.append)
    assert page.make.reason == "还没有写竞赛全称。"
    page.name.insert("2026 年焊工决赛")
    assert page.make.reason == "还没有选工种。"
    page.ticks[WELDER].click()
    assert page.make.reason == "还没有写赛区编号，建好以后补不上。真的没有就勾“没有编号”。"
    page.mode._choose("test")
    assert page.make.reason == ""  # practice is reported to nobody
    page.mode._choose("live")
    page.base.insert("GS-1")
    assert page.make.reason == ""
    page.no_base.click()
    assert (page.base.text(), page.base.isEnabled(), page.make.reason) == ("", False, "")
    assert page.file.path() == tmp_path / "2026 年焊工决赛.contest"
    page.make.click()
    assert [(one.way, one.name, one.trades, one.mode) for one in asked] == [
        ("fresh", "2026 年焊工决赛", (WELDER,), "live")
    ]
    page._switched("like")
    assert page.make.reason == "还没有选文件，或文件不在那里。"


def test_recent_files_tell_where_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "省赛.contest"
    file.write_bytes(b"x")
    settings = Settings().with_recent(file).with_state(file, "draw", True)
    found = look_up(settings.recent_files, settings.recent_states)
    assert (found[0].step, found[0].backed_up) == ("draw", True)
    start = StartPage()
    qtbot.addWidget(start)
    start.show_recent([*found, Recent(tmp_path / "没了.contest", missing=True)])
    assert "上次停在“抽签”　备份完好" in start.rows[0].facts()
    assert not start.rows[1].button.isEnabled()
