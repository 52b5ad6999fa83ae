"""Appeals on the ranking page: taken in, answered, corrected, closed; only the item may change; revisions compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services import appeals
from app.services.appeals_view import open_item
from app.services.results_view import ranking_view
from app.services.signing_view import signoff_view
from db.queries.appeals import CorrectionData
from tests.gui.played import ELECTRIC, PINS, Late
from tests.gui.played import late as late
from ui.dialogs.appeal import AnswerDialog, AppealDialog, ItemDialog
from ui.dialogs.paper_dialog import PaperDialog
from ui.dialogs.people import LoginDialog, ReasonDialog, SecondPersonDialog
from ui.pages.results_appeals import AppealRecord
from ui.pages.results_difference import DifferenceDialog
from ui.pages.results_page import ResultsPage

D = TypeVar("D", bound=QWidget)


@pytest.fixture
def page(qtbot: QtBot, late: Late, monkeypatch: pytest.MonkeyPatch) -> Iterator[ResultsPage]:
    """The electricians, posted; the clock stands half an hour after that."""
    late.desk.choose_trade(ELECTRIC)
    until = ranking_view(late.store, ELECTRIC).appeals_until
    assert until is not None
    moment = until.replace(hour=until.hour - 2, minute=30)
    monkeypatch.setattr(late.desk, "now", lambda: moment)
    made = ResultsPage(late.desk)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    late.desk.operations.changed.connect(made.stale)
    late.desk.trade_changed.connect(made.grow_old)
    made.show()
    made.activate()
    yield made


def dialog(page: QWidget, kind: type[D]) -> D:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert found, kind
    return found[-1]


def log_in(page: QWidget) -> None:
    """Whoever the page asks for types the PIN."""
    asked = dialog(page, LoginDialog)
    asked.pin.setText(PINS[asked.names.current()])
    asked.buttons["enter"].click()


def pair(page: QWidget) -> None:
    """Both people type their PIN."""
    asked = dialog(page, SecondPersonDialog)
    asked.pin.setText(PINS[asked.first.currentData()])
    asked.other_pin.setText(PINS[asked.other.currentData()])
    next(button for key, button in asked.buttons.items() if key != "back").click()


def record(page: ResultsPage) -> AppealRecord:
    page.side.show_part("appeals")
    return page.side.records.records[0]


def file(page: ResultsPage, aspect: bool = True) -> str:
    """The first on the list contests a round of theirs, or one aspect of it."""
    entry = ranking_view(page.desk.contest.store, ELECTRIC).lines[0].result.entry  # type: ignore[union-attr]
    page.list.select_key(entry)
    page.appeal.click()
    asked = dialog(page, AppealDialog)
    assert asked.entry.text() == entry
    asked.buttons["file"].click()
    assert asked.refusal.text() == "还没有填提出申诉的领队。"
    asked.leader.setText("张领队")
    asked.buttons["file"].click()
    assert asked.refusal.text() == "还没有写事实与依据。"
    asked.words.setPlainText("裁判看错了读数")
    asked.choice.round.setCurrentIndex(asked.choice.round.findData("practical"))
    asked.choice.aspect.setCurrentIndex(1 if aspect else 0)
    asked.buttons["file"].click()
    log_in(page)
    return entry


def uphold(page: ResultsPage) -> None:
    record(page).buttons["answer"].click()
    asked = dialog(page, AnswerDialog)
    asked.buttons["upheld"].click()
    assert asked.refusal.text() == "还没有写仲裁意见。"
    asked.findings.setPlainText("查原件")
    asked.words.setPlainText("申诉属实")
    asked.buttons["upheld"].click()
    signing = dialog(page, SecondPersonDialog)
    told = [label.text() for label in signing.findChildren(QLabel)]
    assert any("重开 实操" in text for text in told) and not any("practical" in text for text in told)
    pair(page)


def test_an_appeal_shows_what_is_contested_and_the_time_left(page: ResultsPage, late: Late) -> None:
    entry = file(page)
    shown = record(page)
    assert shown.state.accessibleName() == "待答复"
    assert entry in shown.texts[0] and "实操" in shown.texts[0]
    assert shown.texts[-1].endswith("还剩 2:00")
    assert "申诉 1 件" in page.appeal.text() and "1 件申诉待处理" in page.counts.text()
    assert set(shown.buttons) == {"answer", "withdraw", "paper"}
    assert late.acts()[-1] == "appeal.filed"


def test_a_rejected_appeal_is_final(page: ResultsPage, late: Late) -> None:
    file(page)
    record(page).buttons["answer"].click()
    asked = dialog(page, AnswerDialog)
    asked.words.setPlainText("原件无误")
    asked.buttons["rejected"].click()
    log_in(page)
    assert record(page).state.accessibleName() == "不成立"
    assert set(record(page).buttons) == {"paper"}
    record(page).buttons["paper"].click()
    assert "申诉表" in dialog(page, PaperDialog).windowTitle()
    assert "答复（吕文静）：原件无误" in record(page).texts


def test_an_appeal_is_withdrawn_with_a_reason(page: ResultsPage) -> None:
    file(page)
    record(page).buttons["withdraw"].click()
    asked = dialog(page, ReasonDialog)
    asked.reasons.setCurrentIndex(1)
    asked.buttons["give"].click()
    log_in(page)
    assert record(page).state.accessibleName() == "已撤回"


def test_an_upheld_appeal_opens_one_item_and_becomes_the_next_revision(page: ResultsPage, late: Late) -> None:
    entry = file(page)
    before = ranking_view(late.store, ELECTRIC)
    uphold(page)
    shown = record(page)
    assert shown.state.accessibleName() == "成立 · 更正中"
    assert any(text.startswith("已重开：实操") and "别的成绩仍然锁定" in text for text in shown.texts)
    assert page.go.text() == "去更正"
    shown.buttons["correct"].click()
    asked = dialog(page, ItemDialog)
    view = ranking_view(late.store, ELECTRIC).appeals[0]
    assert {cell[0] for cell in asked.fields} == {view.item_aspect}
    assert asked.seconds is None and asked.status is None
    asked.buttons["give"].click()
    assert asked.refusal.text() == "还没有填要更正的格。"
    for field in asked.fields.values():
        assert field.text() == ""
        field.setText("0")
    asked.reasons.setCurrentIndex(1)
    asked.buttons["give"].click()
    pair(page)
    assert record(page).appeal.corrections == len(asked_cells(late))
    QApplication.processEvents()
    assert page.side.records.horizontalScrollBar().maximum() == 0  # its long verb takes a line of its own
    record(page).buttons["close"].click()
    pair(page)
    after = ranking_view(late.store, ELECTRIC)
    assert (len(after.revisions), after.revisions[-1].cause) == (2, "appeal")
    assert page.revisions.currentText() == "修订 2"
    assert page.state.accessibleName() == "正式 · 待确认"
    assert "名次成为修订 2" in record(page).texts[-1]
    old = next(line.result.total_text for line in before.lines if line.result.entry == entry)
    new = next(line.result.total_text for line in after.lines if line.result.entry == entry)
    assert old != new
    # The trade was never unlocked, and the recheck page shows who signed the amended marks.
    signed = signoff_view(late.store, ELECTRIC)
    assert signed.locked and signed.decoded
    assert signed.signatures[0].kind == "amend"
    assert page.print_notice.text() == "打印更正公示"
    page.differences.click()
    compared = dialog(page, DifferenceDialog)
    row = next(row for row in compared.found.changed if row.line.entry == entry)
    assert compared.words(row, "total") == f"{old} → {new}"
    assert any(note.startswith(f"更正：{entry} 实操") for note in compared.notes)


def asked_cells(late: Late) -> tuple[CorrectionData, ...]:
    """The slips written for the one appeal."""
    appeal = ranking_view(late.store, ELECTRIC).appeals[0]
    return open_item(late.store, appeal.id).slips


def test_a_whole_round_offers_time_and_status_too(page: ResultsPage, late: Late) -> None:
    file(page, aspect=False)
    uphold(page)
    record(page).buttons["correct"].click()
    asked = dialog(page, ItemDialog)
    assert asked.seconds is not None and asked.status is not None
    assert len({cell[0] for cell in asked.fields}) > 3
    asked.seconds.setText("1:02:03")
    asked.reasons.setCurrentIndex(1)
    asked.buttons["give"].click()
    pair(page)
    assert record(page).appeal.corrections == 1
    assert [slip.new for slip in asked_cells(late)] == ["01:02:03"]


def test_nothing_corrected_ends_without_a_revision(page: ResultsPage, late: Late) -> None:
    file(page)
    uphold(page)
    assert record(page).buttons["close"].text() == "维持原分…"
    record(page).buttons["close"].click()
    pair(page)
    assert len(ranking_view(late.store, ELECTRIC).revisions) == 1
    assert "复查后维持原分。" in record(page).texts


def test_a_late_appeal_waits_for_the_chief_judge(
    page: ResultsPage, late: Late, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = ranking_view(late.store, ELECTRIC).appeals_until
    assert until is not None
    monkeypatch.setattr(late.desk, "now", lambda: until.replace(hour=until.hour + 1))
    file(page)
    assert record(page).state.accessibleName() == "逾期 · 待裁判长同意"
    record(page).buttons["admit"].click()
    asked = dialog(page, ReasonDialog)
    asked.buttons["decline"].click()
    assert asked.refusal.text() == "还没有写理由。请选一条或写一句。"
    asked.reasons.setCurrentIndex(1)
    asked.buttons["give"].click()
    assert record(page).state.accessibleName() == "待答复"
    assert ranking_view(late.store, ELECTRIC).appeals[0].state == appeals.OPEN
    assert late.acts()[-1] == "appeal.admitted"
    assert late.people[Role.CHIEF_JUDGE].name == "陈志强"
