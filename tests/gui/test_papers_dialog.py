"""打印单据: every kind for everybody, what each takes, why one cannot be printed, the sheet shown, signed and kept."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.errors import Refusal
from app.services.papers import PAPER_KINDS
from app.services.papers_view import PARTS
from tests.gui.played import ELECTRIC, FITTING, Late
from tests.gui.played import late as late
from ui.dialogs import papers_words
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.papers import PapersDialog
from ui.main_window import MainWindow
from ui.pages.results_page import ResultsPage

pytestmark = pytest.mark.gui


@pytest.fixture
def page(late: Late, qtbot: QtBot) -> ResultsPage:
    made = ResultsPage(late.desk)
    qtbot.addWidget(made)
    made.resize(1092, 540)
    made.show()
    return made


def opened(page: ResultsPage, qtbot: QtBot, key: str = "ranking") -> PapersDialog:
    dialog = PapersDialog(page, key)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def choose(dialog: PapersDialog, kind: str, trade: str = "") -> None:
    assert dialog.list.select_key(kind)
    assert dialog.kind is not None and dialog.kind.id == kind
    dialog.trade.setCurrentIndex(dialog.trade.findData(trade))


def shown_fields(dialog: PapersDialog) -> set[str]:
    return {key for key, (_, field) in dialog._rows.items() if not field.isHidden()}


def sheet(dialog: PapersDialog) -> PaperDialog:
    found = dialog.findChildren(PaperDialog)
    assert found, dialog.refusal.text()
    return found[-1]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "".join(page.get_textpage().get_text_range() for page in document)


def test_every_kind_stands_in_a_part_of_the_day_and_has_words() -> None:
    placed = [kind for kinds in PARTS.values() for kind in kinds]
    assert len(placed) == len(set(placed))
    assert set(placed) == set(PAPER_KINDS) - {"enrolment"}  # that one is printed where the keys are
    assert set(papers_words.WORDS) == set(placed)


def test_the_page_in_front_decides_what_is_in_hand_and_the_trade(page: ResultsPage, qtbot: QtBot, late: Late) -> None:
    late.desk.choose_trade(ELECTRIC)
    dialog = opened(page, qtbot)
    assert dialog.kind is not None and dialog.kind.id == "standings"
    assert dialog.trade.currentData() == ELECTRIC
    order = dialog.order()
    assert order is not None and order.title == "电工 成绩汇总表" and order.wish == {"trade": ELECTRIC}


def test_each_kind_asks_for_what_it_takes(page: ResultsPage, qtbot: QtBot) -> None:
    dialog = opened(page, qtbot)
    choose(dialog, "public-notice", ELECTRIC)
    assert shown_fields(dialog) == {"trade", "days", "phone", "address", "mask"}
    dialog.days.setValue(7)
    dialog.phone.setText("0931-1234567")
    dialog.mask.setChecked(True)
    order = dialog.order()
    assert order is not None
    assert (order.wish["days"], order.wish["phone"], order.wish["mask_names"]) == (7, "0931-1234567", True)
    choose(dialog, "code-labels", ELECTRIC)
    assert shown_fields(dialog) == {"trade", "round", "stock"}
    order = dialog.order()
    assert order is not None and "first_label" not in order.wish
    dialog.stock.setChecked(True)
    dialog.first.setValue(6)
    dialog.right.setValue(1.5)
    order = dialog.order()
    assert order is not None and (order.wish["first_label"], order.wish["shift"]) == (6, (Decimal("1.5"), 0))
    choose(dialog, "sign-in", ELECTRIC)
    dialog.round.setCurrentIndex(dialog.round.findData("theory"))
    order = dialog.order()
    assert order is not None and order.wish == {"trade": ELECTRIC, "round": "theory"}
    choose(dialog, "loss-report")
    assert shown_fields(dialog) == set()


def test_names_are_found_while_typing_and_enter_shows_the_sheet(page: ResultsPage, qtbot: QtBot) -> None:
    dialog = opened(page, qtbot)
    dialog.search.setText("颁奖")
    dialog.search.settled.emit("颁奖")
    assert dialog.kind is not None and dialog.kind.id == "citations"
    dialog.trade.setCurrentIndex(dialog.trade.findData(ELECTRIC))
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert sheet(dialog).windowTitle() == "电工 颁奖词"
    dialog.search.setText("没有这种")
    dialog.search.settled.emit("没有这种")
    assert dialog.kind is None and "没有这样的单据" in dialog.show_paper.reason


def test_a_list_is_kept_as_pdf_and_as_a_workbook_and_both_are_entered(
    page: ResultsPage, qtbot: QtBot, late: Late, tmp_path: Path
) -> None:
    dialog = opened(page, qtbot)
    choose(dialog, "winners", ELECTRIC)
    dialog.show_paper.click()
    paper = sheet(dialog)
    assert not paper.table.isHidden()
    assert "paper.printed" not in late.acts()  # what was only looked at is not entered
    paper.keep_as(tmp_path / "w.xlsx")
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(tmp_path / "w.xlsx").namelist()
    dialog.show_paper.click()
    sheet(dialog).keep_as(tmp_path / "w.pdf")
    assert "获奖名单" in text_of(tmp_path / "w.pdf")
    assert late.acts().count("paper.printed") == 2
    choose(dialog, "passes", ELECTRIC)
    dialog.backs.setChecked(True)
    dialog.show_paper.click()
    cards = sheet(dialog)
    assert cards.table.isHidden()  # no list
    cards.keep_as(tmp_path / "p.pdf")
    assert "参赛须知" in text_of(tmp_path / "p.pdf")


def test_what_there_is_not_is_told_in_the_dialog(page: ResultsPage, qtbot: QtBot) -> None:
    dialog = opened(page, qtbot)
    choose(dialog, "standings", FITTING)
    dialog.show_paper.click()
    assert "装配钳工" in dialog.refusal.text() and not dialog.findChildren(PaperDialog)
    choose(dialog, "standings", ELECTRIC)
    assert dialog.refusal.text() == ""


def test_who_may_not_print_a_kind_is_told_before_trying(page: ResultsPage, qtbot: QtBot, late: Late) -> None:
    late.sit(Role.REGISTRAR)
    dialog = opened(page, qtbot, "checkin")
    assert dialog.kind is not None and dialog.kind.id == "sign-in" and dialog.show_paper.reason == ""
    choose(dialog, "standings")
    assert "登记员不能打印" in dialog.show_paper.reason and not dialog.show_paper.isEnabled()
    choose(dialog, "code-table")
    assert "登记员" in dialog.show_paper.reason and not dialog.keep.isEnabled()


def test_the_sealed_table_is_written_without_a_preview(
    page: ResultsPage, qtbot: QtBot, late: Late, tmp_path: Path
) -> None:
    late.sit(Role.CODING_JUDGE)
    dialog = opened(page, qtbot, "checkin")
    choose(dialog, "code-table", FITTING)
    assert not dialog.keep.isHidden() and dialog.show_paper.text() == "打印…"
    order = dialog.order()
    assert order is not None
    dialog.keep_as(order, tmp_path / "sealed.pdf")
    assert dialog.refusal.text() == ""
    assert "加密对照表" in text_of(tmp_path / "sealed.pdf")
    assert not dialog.findChildren(PaperDialog)


def test_a_sheet_takes_the_passphrase_of_the_key(page: ResultsPage, qtbot: QtBot, late: Late, tmp_path: Path) -> None:
    dialog = opened(page, qtbot)
    choose(dialog, "winners", ELECTRIC)
    dialog.show_paper.click()
    paper = sheet(dialog)
    assert paper.signing is None  # a demo's key has no secret
    tried: list[str] = []

    def remake(phrase: str) -> bytes:
        tried.append(phrase)
        if phrase != "right words":
            raise Refusal("papers.nothing", kind="x")
        return paper._pdf

    paper.offer_signing(remake)
    signing = paper.signing
    assert signing is not None
    signing.button.click()
    assert tried == [] and "还没有输口令" in signing.refusal.text()
    signing.edit.setText("wrong words")
    signing.button.click()
    assert tried == ["wrong words"] and signing.refusal.text() and signing.edit.isEnabled()
    signing.edit.setText("right words")
    QTest.keyClick(signing.edit, Qt.Key.Key_Return)
    assert tried == ["wrong words", "right words"] and "已印上" in signing.said.text()
    assert signing.edit.text() == "" and not signing.edit.isEnabled()


def test_ctrl_p_on_a_page_without_a_print_of_its_own_opens_the_choice(late: Late, qtbot: QtBot) -> None:
    window = MainWindow(late.desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    qtbot.waitExposed(window)
    window.show_page("contest")
    window.commands.table.action("print").trigger()
    found = window.findChildren(PapersDialog)
    assert len(found) == 1 and found[0].kind is not None and found[0].kind.id == "timetable"
    found[0].reject()
    window.commands.table.action("papers").trigger()
    assert window.findChildren(PapersDialog)[-1].isVisible()
