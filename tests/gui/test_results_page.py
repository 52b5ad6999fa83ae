"""The ranking page: what it shows of blind, open, confirmed lists; rulings by whoever may; the derivation; files."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.changes import Change, Kind
from app.domain.roles import Role
from app.services import results, scoring, signing
from app.services.board_view import State
from app.services.common import contest_facts
from app.services.drawing import codes_by_entry
from app.services.results_view import ranking_view
from app.services.sheet_view import CellAddress
from app.tables.reader import read_table
from db.queries import people
from db.queries import scoring as sheets
from tests.gui.played import ELECTRIC, FITTING, PINS, WELDING, Late
from tests.gui.played import late as late
from ui.clock import day_and_hour
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.people import LoginDialog, ReasonDialog
from ui.dialogs.question import Question
from ui.language import Language
from ui.pages.results_dialogs import EdgeDialog, OrderList, TieDialog
from ui.pages.results_page import ResultsPage
from ui.pages.results_table import number, remark, signed
from ui.widgets.buttons import Button
from ui.widgets.derivation import Derivation, Step
from ui.widgets.histogram import Histogram, bands


@pytest.fixture
def page(qtbot: QtBot, late: Late) -> ResultsPage:
    made = ResultsPage(late.desk)
    qtbot.addWidget(made)
    made.resize(1180, 600)
    late.desk.operations.changed.connect(made.stale)
    late.desk.trade_changed.connect(made.grow_old)
    made.show()
    made.activate()
    return made


def cell(page: ResultsPage, entry: str, column: str) -> str:
    row = page.table.number_of(entry)
    found = page.table.row(row)
    assert found is not None
    return next(one for one in page.table.columns if one.key == column).text(found)


def open_dialog(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, [type(widget).__name__ for widget in QApplication.topLevelWidgets()]
    return found[-1]


def test_the_list_stands_with_places_joint_marks_and_the_unranked_last(page: ResultsPage) -> None:
    rows = [page.table.row(n) for n in range(page.table.rowCount())]
    assert len(rows) == 24
    assert [row.result.place for row in rows if row is not None][:6] == [1, 2, 3, 3, 5, 6]
    assert cell(page, "HG12", "remark") == "= 并列"
    assert cell(page, "HG24", "remark") == "同分：实操"
    assert [cell(page, entry, "remark") for entry in ("HG06", "HG05", "HG10")] == ["不计名次", "缺考", "缺考"]
    assert cell(page, "HG05", "place") == "—"
    assert cell(page, "HG05", "round:practical") == "缺考"
    assert cell(page, "HG24", "deducted") == "−2.00"
    assert page.state.accessibleName() == "正式 · 待确认"


def test_an_open_ruling_is_seen_and_keeps_the_list_from_being_confirmed(page: ResultsPage) -> None:
    assert [line.accessibleName() for line in page.asks.lines] == [
        "郑占军 HG12、谭金山 HG13 在“一等奖”的名额边界上并列：还有 1 个名额。要裁判长裁定。"
    ]
    award = next(column for column in page.table.columns if column.key == "award")
    asked = page.table.row(page.table.number_of("HG12"))
    assert asked is not None
    assert award.text(asked) == "要裁定"
    assert award.state(asked) is State.DECIDE
    assert not page.go.isEnabled()
    assert page.go.reason == "还差 1 处裁定"


def test_nothing_is_chosen_for_the_person_who_rules(page: ResultsPage, late: Late) -> None:
    page.asks.lines[0].button.click()
    dialog = open_dialog(page, EdgeDialog)
    assert isinstance(dialog, EdgeDialog)
    assert set(dialog.buttons_of) == {"up", "reduce"}  # the tie rules cannot tell them apart
    assert dialog.decision() == ""
    dialog.buttons["give"].click()
    assert dialog.refusal.text() == "还没有选办法。请先选一种。"
    dialog.buttons_of["reduce"].click()
    dialog.buttons["give"].click()
    assert dialog.refusal.text() == "还没有写理由。请选一条或写一句。"
    assert len(page.asks.lines) == 1
    assert ranking_view(late.store, WELDING).rulings == ()


def test_figures_choose_a_way_and_then_a_reason(qtbot: QtBot, page: ResultsPage, late: Late) -> None:
    page.asks.lines[0].button.click()
    dialog = open_dialog(page, EdgeDialog)
    assert isinstance(dialog, EdgeDialog)
    assert [button.text()[0] for button in dialog.buttons_of.values()] == ["1", "2"]
    first = next(iter(dialog.buttons_of.values()))
    qtbot.keyClick(first, Qt.Key.Key_9)
    assert dialog.decision() == ""
    qtbot.keyClick(first, Qt.Key.Key_2)
    assert dialog.decision() == "reduce"
    assert dialog.focusWidget() is dialog.reasons
    qtbot.keyClick(dialog.reasons, Qt.Key.Key_2)
    assert dialog.reasons.currentData() == "竞赛规程规定"
    assert dialog.focusWidget() is dialog.buttons["give"]
    dialog.words.setFocus()
    qtbot.keyClick(dialog.words, Qt.Key.Key_1)
    assert (dialog.words.toPlainText(), dialog.decision()) == (
        "1",
        "reduce",
    )  # among words a figure is one
    dialog.words.clear()
    qtbot.keyClick(dialog.buttons["give"], Qt.Key.Key_Return)
    (ruling,) = ranking_view(late.store, WELDING).rulings
    assert ruling.reason == "竞赛规程规定"


def rule(page: ResultsPage, answer: str = "up") -> None:
    page.asks.lines[0].button.click()
    dialog = open_dialog(page, EdgeDialog)
    assert isinstance(dialog, EdgeDialog)
    dialog.buttons_of[answer].click()
    dialog.words.setPlainText("并列者一并授予")
    dialog.buttons["give"].click()


def test_a_ruling_is_taken_back_from_the_pane(page: ResultsPage, late: Late) -> None:
    rule(page)
    button = page.side.records.findChild(Button, "withdraw_ruling_0")
    assert isinstance(button, Button)
    button.click()
    dialog = open_dialog(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.words.setPlainText("写错了一等")
    dialog.buttons["give"].click()
    assert len(page.asks.lines) == 1
    assert [cell(page, entry, "award") for entry in ("HG12", "HG13")] == ["要裁定", "要裁定"]
    texts = page.side.records.texts
    assert [text.partition("　")[0] for text in texts] == ["撤回裁定", "裁定（已撤回）"]
    assert "写错了一等" in texts[0]


def test_what_decided_a_tie_fits_its_cell_and_both_values_stand_in_the_derivation(page: ResultsPage) -> None:
    assert [cell(page, entry, "remark") for entry in ("HG24", "HG19")] == ["同分：实操", "同分：实操"]
    page.list.select_key("HG24")
    page._explain()
    words = " ".join(page.side.why.texts())
    assert "与 HG19 总成绩相同" in words
    assert "实操成绩：HG24 91.9667…，HG19 90.9" in words


def test_ruling_confirming_and_posting_lead_through_the_page(
    page: ResultsPage, late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(page)
    assert page.asks.lines == []
    assert [cell(page, entry, "award") for entry in ("HG12", "HG13")] == ["一等奖", "一等奖"]
    assert page.go.text() == "确认名次与奖项"
    page.go.click()
    dialog = open_dialog(page, Question)
    assert isinstance(dialog, Question)
    dialog.buttons["back"].click()
    assert page.state.accessibleName() == "正式 · 待确认"
    page.go.click()
    dialog = open_dialog(page, Question)
    assert isinstance(dialog, Question)
    dialog.buttons["confirm"].click()
    assert page.state.accessibleName() == "正式 · 已确认"
    assert not page.appeal.isEnabled()
    now = late.desk.now()
    monkeypatch.setattr(late.desk, "now", lambda: now)
    for answer, state in (("back", "正式 · 已确认"), ("confirm", "正式 · 已公示")):
        page.go.click()
        dialog = open_dialog(page, Question)
        assert isinstance(dialog, Question) and dialog.windowTitle() == "公示焊工的名次？"
        assert f"到 {day_and_hour(now + timedelta(hours=2))} 为止（2 小时）" in dialog._text.text()
        dialog.buttons[answer].click()
        assert page.state.accessibleName() == state
    assert ranking_view(late.store, WELDING).appeals_until == now + timedelta(hours=2)
    assert "申诉 0 件" in page.appeal.text()
    assert page.appeal.isEnabled()
    page.go.click()
    assert late.gone == ["certificates"]
    assert late.acts()[-4:] == ["results.ruled", "results.ranked", "results.confirmed", "results.posted"]


def test_an_earlier_revision_stays_readable_and_cannot_be_confirmed(page: ResultsPage, late: Late) -> None:
    first = ranking_view(late.store, ELECTRIC).lines[0].result
    correct_theory(late, first.entry, "60")
    late.desk.choose_trade(ELECTRIC)
    assert page.state.accessibleName() == "正式 · 待确认"
    assert page.revisions.currentText() == "修订 2"
    assert cell(page, first.entry, "place") != "1"
    page.revisions.setCurrentIndex(0)
    page.revisions.activated.emit(0)
    assert page.state.accessibleName() == "旧的修订 · 只供查阅"
    assert cell(page, first.entry, "place") == "1"
    assert page.go.reason == "这是旧的修订，请先选回最新的。"
    page.revisions.activated.emit(1)
    assert cell(page, first.entry, "place") != "1"
    assert page.go.reason == ""


def correct_theory(late: Late, entry: str, mark: str) -> None:
    """Unlock the electricians, correct somebody's theory mark, lock, reveal and rank again."""
    chief, supervisor = late.people[Role.CHIEF_JUDGE], late.people[Role.SUPERVISOR]
    at = late.desk.now()
    signing.unlock(late.store, ELECTRIC, "申诉成立", by=chief, second=supervisor, at=at)
    with late.store.read() as reading:
        trade = contest_facts(reading).trade(ELECTRIC)
        person = people.entry_by_number(reading, entry)
        assert person is not None
        code = codes_by_entry(reading, trade)["theory"][person.id]
        sheet = sheets.sheet_by_code(reading, trade.id, "theory", code)
    assert sheet is not None
    scoring.correct_mark(
        late.store, sheet.id, CellAddress("", -1), mark, "申诉成立", by=chief, second=supervisor, at=at
    )
    signing.lock(late.store, ELECTRIC, by=chief, second=supervisor, at=at)
    signing.decode(late.store, ELECTRIC, by=chief, second=supervisor, at=at)
    results.rank(late.store, ELECTRIC, by=chief, at=at)


def test_whoever_may_not_rule_is_asked_for_the_chief_judge_in_place(page: ResultsPage, late: Late) -> None:
    late.sit(Role.CERTIFICATE_CLERK)
    rule(page)
    dialog = open_dialog(page, LoginDialog)
    assert isinstance(dialog, LoginDialog)
    assert dialog.names.names() == ["陈志强"]
    dialog.pin.setText("000000")
    dialog.buttons["enter"].click()
    assert dialog.refusal.text()
    assert len(page.asks.lines) == 1
    dialog.pin.setText(PINS["陈志强"])
    dialog.buttons["enter"].click()
    assert page.asks.lines == []
    ruling = ranking_view(late.store, WELDING).rulings[0]
    assert ruling.by == late.people[Role.CHIEF_JUDGE].ref
    assert late.desk.person is not None
    assert late.desk.person.name == late.people[Role.CERTIFICATE_CLERK].name  # the keyboard has not changed hands


def test_a_blind_trade_says_what_unlocks_it(page: ResultsPage, late: Late) -> None:
    late.desk.choose_trade(FITTING)
    page.activate()
    page.grow_old()
    assert page.stack.currentIndex() == 0
    assert page.empty.sentence.text() == "装配钳工还没有解密。"
    assert "还没有抽取复核" in page.empty.detail.text()
    assert page.empty_verb.text() == "去复核"
    page.empty_verb.click()
    assert late.gone == ["recheck"]


def test_names_and_scores_are_not_for_recorders(page: ResultsPage, late: Late) -> None:
    with pytest.MonkeyPatch.context() as patched:
        asked: list[bool] = []
        late.desk.switch_wanted.connect(lambda: asked.append(True))
        late.sit(Role.RECORDER)
        patched.setattr(page, "isVisible", lambda: True)
        page.grow_old()
        assert page.empty.sentence.text() == "录分员不能看名次。"
        assert page.view is None
        page.empty_verb.click()
        assert asked == [True]


def test_every_place_opens_its_derivation_down_to_marks(page: ResultsPage, qtbot: QtBot) -> None:
    page.list.select_key("HG07")
    qtbot.waitUntil(lambda: "第 2 名" in page.side.why.texts())
    texts = page.side.why.texts()
    assert any(text.startswith("总成绩 = 92.5 × 0.3 + ") for text in texts)
    assert any(text == "A 焊前准备 = 8.8333…" for text in texts)
    assert not any(text.startswith("A1 ") for text in texts)  # folded
    page.side.why.toggle(next(n for n, s in enumerate(page.side.why._steps) if s.text.startswith("A 焊前")))
    assert any(text.startswith("A1 劳保用品") for text in page.side.why.texts())


def test_lists_leave_as_files_and_papers(page: ResultsPage, late: Late, tmp_path: Path) -> None:
    told: list[str] = []
    page.told.connect(lambda message: told.append(message.text))
    book = tmp_path / "list.xlsx"
    page.sheets.write_standings(WELDING, book)
    cells = [str(value) for row in read_table(book) for value in row]
    assert {"HG02", "马玉兰"} <= set(cells)
    assert told == [f"已存到 {book}"]
    page.print_list.click()
    dialog = open_dialog(page, PaperDialog)
    assert isinstance(dialog, PaperDialog)
    assert dialog.count.text().startswith("第 1 / ")
    assert dialog.print.reason == "这台电脑没有装打印机，可以存成 PDF。"
    assert "paper.printed" not in late.acts()  # only looked at so far
    dialog.keep_as(tmp_path / "list.pdf")
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    assert late.acts()[-1] == "paper.printed"


def test_the_list_of_another_trade_and_its_filter(page: ResultsPage, late: Late) -> None:
    late.desk.choose_trade(ELECTRIC)
    page.grow_old()
    assert page.state.accessibleName() == "正式 · 已公示"
    assert "12:30" in page.appeal.text()  # the venue's clock
    page.table_filter("贾子轩")
    assert page.table.rowCount() == 1


def test_remarks_speak_english(page: ResultsPage, qapp: QApplication) -> None:
    language = Language(qapp)
    try:
        language.switch("en")
        page.stale(Change(frozenset({Kind.RESULTS})))
        line = next(one for one in page.view.lines if one.result.entry == "HG24") if page.view else None
        assert line is not None
        assert "the score of practical" in remark(page.view, line)
        assert cell(page, "HG24", "remark").startswith("tie: ")
    finally:
        language.switch("zh")


def test_the_order_among_equals_is_made_with_keys(qtbot: QtBot) -> None:
    dialog = TieDialog((("A1", "甲"), ("A2", "乙"), ("A3", "丙")), "焊工")
    qtbot.addWidget(dialog)
    dialog.list.setCurrentRow(2)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.order() == ["A1", "A3", "A2"]
    alone = OrderList((("A1", "甲"),), "x")
    qtbot.addWidget(alone)
    alone.move_by(1)
    assert alone.order() == ["A1"]


def test_a_derivation_walks_and_unfolds_by_keys(qtbot: QtBot) -> None:
    view = Derivation("来由", open_to=0)
    qtbot.addWidget(view)
    view.show_steps([Step(0, "一", True), Step(1, "二"), Step(2, "三"), Step(0, "四")])
    assert view.texts() == ["一", "四"]
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.texts() == ["一", "二", "四"]
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.texts() == ["一", "二", "三", "四"]
    qtbot.keyClick(view, Qt.Key.Key_Up)
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.texts() == ["一", "四"]


def test_long_decimals_are_shortened_in_a_derivation() -> None:
    assert Step.of(1, "round", "实操 = 93.966666666667").text == "实操 = 93.9666…"
    assert Step.of(0, "rounding", "x").level == 1  # belongs to the total above it


@pytest.mark.parametrize(
    ("values", "first", "width", "counts"),
    [
        (("90", "91", "91.5"), 90, 1, [1, 2]),
        (("55.59", "92.12"), 55, 5, [1, 0, 0, 0, 0, 0, 0, 1]),
        (("70", "80"), 70, 2, [1, 0, 0, 0, 0, 1]),
    ],
)
def test_bands_hold_every_value_once(values: tuple[str, ...], first: int, width: int, counts: list[int]) -> None:
    assert bands([Decimal(value) for value in values]) == (first, width, counts)


def test_the_histogram_says_what_it_shows(qtbot: QtBot) -> None:
    chart = Histogram("总成绩分布")
    qtbot.addWidget(chart)
    chart.show_values([])
    assert chart.words() == "还没有成绩"
    chart.show_values(["90", "91", "91.5"], "91")
    assert chart.words() == "90～91: 1，91～92: 2"
    chart.resize(240, 160)
    assert not chart.grab().isNull()


def test_scores_sort_by_value_without_floats() -> None:
    texts = ["9.5", "10", "", "-1", "93.966666666667", "93.97"]
    assert sorted(texts, key=number) == ["", "-1", "9.5", "10", "93.966666666667", "93.97"]
    assert signed("-2.00") == "−2.00"
    assert signed("0.00") == ""
