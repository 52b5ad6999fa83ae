"""The lists beside the all-round one on the ranking page: further rankings, delegations, proposed honours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from app.domain.contest import DelegationBy
from app.domain.roles import Role
from app.services import honours
from app.services.access import CONSOLE
from app.services.board_view import State
from app.services.results_view import OpenQuestion
from tests.gui.played import ELECTRIC, FITTING, WELDING, Late
from tests.gui.played import late as late
from ui.pages.results_asks import Asks
from ui.pages.results_beside import DELEGATIONS, HONOURS, MAIN
from ui.pages.results_dialogs import TieDialog
from ui.pages.results_page import ResultsPage


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


def choose(page: ResultsPage, kind: str) -> None:
    at = page.lists.findData(kind)
    assert at >= 0
    page.lists.setCurrentIndex(at)
    page.lists.activated.emit(at)


def texts(page: ResultsPage) -> list[list[str]]:
    table = page.beside.list.table
    rows = [table.row(number) for number in range(table.rowCount())]
    return [[column.text(row) for column in table.columns] for row in rows]


def test_the_lists_offered_follow_the_definition(qtbot: QtBot, page: ResultsPage, late: Late) -> None:
    offered = [(page.lists.itemData(n), page.lists.itemText(n)) for n in range(page.lists.count())]
    assert offered == [
        (MAIN, "总排名"),
        ("side:theory", "理论单项"),
        ("side:practical", "实操单项"),
        (DELEGATIONS, "代表队排名"),
        (HONOURS, "拟推荐"),
    ]
    choose(page, "side:theory")
    late.desk.choose_trade(ELECTRIC)
    assert [page.lists.itemData(n) for n in range(page.lists.count())] == [MAIN, DELEGATIONS, HONOURS]
    assert not page.beside.isVisible()
    qtbot.waitUntil(page.list.isVisible)


def test_a_further_ranking_takes_the_place_of_the_list(qtbot: QtBot, page: ResultsPage) -> None:
    choose(page, "side:theory")
    rows = texts(page)
    assert rows[0][:2] == ["1", "HG23"]
    assert rows[0][4:6] == ["93.50", "理论状元"]
    assert rows[5][6] == "同分，按实操成绩"
    assert rows[-1][:2] == ["—", "HG10"]
    assert rows[-1][6] == "缺考"
    assert not page.list.isVisible()
    assert page.side.head.accessibleName().startswith("白雪梅")  # the derivation follows the row in hand
    choose(page, MAIN)
    qtbot.waitUntil(page.list.isVisible)
    assert not page.beside.isVisible()


def test_a_ruling_on_a_further_ranking_names_it(page: ResultsPage, late: Late) -> None:
    late.desk.choose_trade(WELDING)
    named = page.side._ruling("side_edge", {"ranking": "theory", "award": "理论状元"}, "up", "并列者一并授予")
    assert named == "理论单项：“理论状元”边界：并列者都进上一等。理由：并列者一并授予"


def test_delegations_by_the_definition_and_otherwise(page: ResultsPage, late: Late, tmp_path: Path) -> None:
    choose(page, DELEGATIONS)
    assert texts(page)[0][:3] == ["1", "能源系统", "33.00"]
    assert "装配钳工" in page.beside.words.text()
    assert page.beside.paper.isEnabled()
    at = page.beside.by.findData(DelegationBy.AVERAGE)
    page.beside.by.setCurrentIndex(at)
    page.beside.by.activated.emit(at)
    assert page.beside.delegations is not None
    assert page.beside.delegations.rule.by is DelegationBy.AVERAGE
    assert all("." in row[2] and row[2] != "33.00" for row in texts(page))
    assert not page.beside.paper.isEnabled()  # paper follows the definition
    page.beside.write_file(late.store, tmp_path / "d.xlsx")
    assert CalamineWorkbook.from_path(tmp_path / "d.xlsx").sheet_names == ["代表队排名", "队员得分"]


def test_honours_are_listed_with_reasons_and_recorded(page: ResultsPage, late: Late, tmp_path: Path) -> None:
    choose(page, HONOURS)
    rows = texts(page)
    assert rows[0][:5] == ["五一劳动奖章", "拟推荐", "1", "HG02", "马玉兰"]
    refused = [row for row in rows if row[1] == "不推荐"]
    assert refused
    assert all(row[6] for row in refused)
    states = {column.key: column for column in page.beside.list.table.columns}["proposed"].state
    first = page.beside.list.table.row(0)
    assert states(first) is State.DONE
    assert "程序自带的规则表" in page.beside.words.text()
    page.beside.record.click()
    assert honours.honour_view(late.store, WELDING, by=CONSOLE).current is True
    assert texts(page)[0][1] == "拟推荐 · 已记"
    assert not page.beside.record.isEnabled()
    own = tmp_path / "own.toml"
    own.write_text('[[honour]]\nname = "赛场之星"\nfrom = 1\nto = 1\n', "utf-8")
    page.beside.take_rules(own)
    assert [row[0] for row in texts(page)] == ["赛场之星"]
    assert "用本竞赛的规则表" in page.beside.words.text()
    assert page.beside.record.isEnabled()
    assert late.acts()[-2:] == ["honours.recorded", "honours.rules"]


def test_what_has_no_list_yet_says_what_it_waits_for(page: ResultsPage, late: Late) -> None:
    late.desk.choose_trade(FITTING)
    assert page.stack.currentIndex() == 0  # blind: no list by person at all
    late.desk.choose_trade(ELECTRIC)
    choose(page, HONOURS)
    assert {row[1] for row in texts(page)} <= {"拟推荐", "不推荐"}


def test_whoever_may_not_record_is_asked_for_somebody_who_may(page: ResultsPage, late: Late) -> None:
    late.sit(Role.SUPERVISOR)
    choose(page, HONOURS)
    page.beside.record.click()
    assert honours.honour_view(late.store, WELDING, by=CONSOLE).current is None


def test_the_extra_round_is_noted_for_all_or_for_nobody(qtbot: QtBot) -> None:
    dialog = TieDialog((("A1", "甲"), ("A2", "乙")), "职工组")
    qtbot.addWidget(dialog)
    dialog._scores["A1"].setText("88.5")
    dialog.words.setPlainText("加试")
    dialog.buttons["give"].click()
    assert "还没有填全" in dialog.refusal.text()
    dialog._scores["A2"].setText(" 90 ")
    assert dialog.extra() == {"A1": "88.5", "A2": "90"}
    with qtbot.waitSignal(dialog.given):
        dialog.buttons["give"].click()
    alone = TieDialog((("A1", "甲"), ("A2", "乙")), "理论单项", may_extra=False)
    qtbot.addWidget(alone)
    assert alone.extra() == {}


def test_the_verb_of_a_question_stays_inside_its_line_when_others_are_answered(qtbot: QtBot) -> None:
    """The line is laid out narrow first, where its sentence takes two lines; the button kept the middle of that."""
    people = (("HG07", "安建军"), ("HG16", "熊万里"))
    first, second = (
        OpenQuestion("edge", "", people, award=award, within=1, ranking_name=name)
        for award, name in (("一等奖", ""), ("理论状元", "理论单项"))
    )
    page = QWidget()
    column = QVBoxLayout(page)
    asks = Asks()
    column.addWidget(asks)
    column.addStretch(1)
    qtbot.addWidget(page)
    page.resize(1000, 400)
    page.show()
    for left in ((first, second), (second,)):
        asks.show_questions(left, many_groups=False)
        QApplication.processEvents()
        assert len(asks.lines) == len(left)
        for line in asks.lines:
            assert line.rect().contains(line.button.geometry()), (line.rect(), line.button.geometry())
