"""The recheck page: what is missing, the sample against its paper, corrections, lock and reveal by two people."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.errors import AppError, Refusal
from app.services import signing
from app.services.board_view import State
from app.services.results_view import ranking_view
from app.services.signing_view import paper_sheet, same_as_paper, signoff_view
from db.queries import people, scoring
from tests.gui.played import FITTING, PINS, WELDING, Late
from tests.gui.played import late as late
from ui.dialogs.people import ReasonDialog, SecondPersonDialog
from ui.dialogs.question import Question
from ui.pages import registry
from ui.pages.signoff_dialogs import CellsDialog
from ui.pages.signoff_page import Sampled, SignoffPage
from ui.pages.signoff_paper import HIDDEN
from ui.pages.signoff_parts import place_of
from ui.widgets.buttons import Button


@pytest.fixture
def page(qtbot: QtBot, late: Late) -> SignoffPage:
    late.sit(Role.RECORDER)
    late.desk.choose_trade(FITTING)
    made = SignoffPage(late.desk)
    qtbot.addWidget(made)
    late.desk.operations.changed.connect(made.stale)
    late.desk.trade_changed.connect(made.grow_old)
    made.resize(1180, 600)
    made.show()
    made.activate()
    return made


def dialog_of(page: QWidget, kind: type[QWidget]) -> QWidget:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found
    return found[-1]


def rows(page: SignoffPage) -> list[Sampled]:
    found = [page.table.row(number) for number in range(page.table.rowCount())]
    return [row for row in found if row is not None]


def type_paper(page: SignoffPage, qtbot: QtBot, wrong: int = -1) -> list[str]:
    """Type every total from the paper; the part `wrong` gets another number. Gives the machine's totals."""
    hand = page._hand
    assert hand is not None
    sheet = paper_sheet(page.desk.contest.store, hand.item.sheet_id)  # type: ignore[union-attr]
    for number, part in enumerate(sheet.parts):
        field = page.paper._fields[number]
        field.setText("1.00" if number == wrong else f"{float(part.value):.2f}")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    return [part.value for part in sheet.parts]


def finish(page: SignoffPage, late: Late) -> None:
    """Everything still open in the sample is the same as on paper."""
    signing.recheck_keyings(late.store, FITTING, by=late.people[Role.RECORDER], at=late.desk.now())
    page.grow_old()


def test_what_is_missing_stands_in_sentences(page: SignoffPage) -> None:
    assert page.lack.sentences() == ["实操：还没有抽取复核。", "答辩：还没有抽取复核。"]
    assert page.lock.reason == "还差 2 项，见左边"
    assert page.decode.reason == "要先锁定"
    assert page.rounds.accessibleName().startswith("理论　24 / 24 份两遍一致；实操　23 / 23")
    assert page.calm.sentence.text() == "评分表全部一致，可以抽取复核名单。"


def test_blockers_lead_to_their_pages() -> None:
    assert place_of(Refusal("signing.sheet_open", code="W-1", round="实操", state="未录"), "理论") == "practical"
    assert place_of(Refusal("signing.sheet_open", code="W-1", round="理论", state="未录"), "理论") == "theory"
    assert place_of(Refusal("signing.no_check_in", round="实操", entries=[], total=2), "理论") == "checkin"
    assert place_of(Refusal("signing.recheck_open", round="实操", codes=[], total=2), "理论") == ""


def test_a_sample_is_drawn_by_code_and_no_name_is_shown(page: SignoffPage, late: Late) -> None:
    page.draw.click()
    sampled = rows(page)
    view = signoff_view(late.store, FITTING)
    assert len(sampled) == sum(len(sample.items) for sample in view.samples) > 5
    assert page.progress.text() == f"已核 0 / {len(sampled)}　错 0 份　错误率 —"
    assert not page.draw.isVisible()
    with late.store.read() as reading:
        names = [entry.name for entry in people.entries(reading)]
    shown = "".join(column.text(row) for row in sampled for column in page.table.columns)
    assert not any(name in shown for name in names)


def test_to_recheck_all_without_need_is_asked_about_first(page: SignoffPage, late: Late) -> None:
    page.draw.click()
    finish(page, late)
    few = len(rows(page))
    assert page.full.isEnabled() and page.view is not None and not page.view.again
    page.full.click()
    asked = dialog_of(page, Question)
    assert isinstance(asked, Question) and any(
        f"核好的 {few} 份" in label.text() for label in asked.findChildren(QLabel)
    )
    asked.buttons["back"].click()
    assert len(rows(page)) == few and all(row.item.verdict for row in rows(page))
    page.full.click()
    again = dialog_of(page, Question)
    assert isinstance(again, Question)
    again.buttons["all"].click()
    assert len(rows(page)) > few and not any(row.item.verdict for row in rows(page))


def test_the_machine_shows_its_number_only_after_the_paper(page: SignoffPage, qtbot: QtBot) -> None:
    page.draw.click()
    field, machine = page.paper._fields[0], page.paper._machine[0]
    assert page.right.currentIndex() == 1
    assert machine.text() == HIDDEN
    assert field.text() == ""
    assert not page.paper.same.isEnabled()
    field.setText("十七")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.paper.refusal.text() == "只能输数字，照纸面抄。"
    assert machine.text() == HIDDEN
    assert field.text() == "十七"
    field.setText("1.5")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert machine.text() != HIDDEN
    assert page.paper._verdicts[0].same is False
    qtbot.keyClicks(field, "0")  # typed anew: hidden again
    assert machine.text() == HIDDEN
    assert page.paper._verdicts[0].same is None


def test_a_sheet_that_agrees_is_noted_and_the_next_comes(page: SignoffPage, late: Late, qtbot: QtBot) -> None:
    page.draw.click()
    first = page._hand
    assert first is not None
    type_paper(page, qtbot)
    assert page._hand == first  # the Enter of the last total does not agree by itself
    assert page.paper.same.reason == ""
    assert page.paper.same.hasFocus()
    qtbot.keyClick(page.paper.same, Qt.Key.Key_Return)
    assert page._hand is not None
    assert page._hand.key != first.key
    done = next(row for row in rows(page) if row.key == first.key)
    assert done.item.verdict == "same"
    assert page.table.columns[0].state(done) is State.DONE
    assert late.acts()[-1] == "recheck.verdict"


def test_a_verdict_is_undone_from_the_keyboard_and_from_the_sheet(page: SignoffPage, late: Late, qtbot: QtBot) -> None:
    page.draw.click()
    first = page._hand
    assert first is not None
    assert not page.perform("undo")  # nothing was judged yet
    type_paper(page, qtbot)
    page.paper.same.click()
    assert page.perform("undo")
    assert next(row for row in rows(page) if row.key == first.key).item.verdict == ""
    assert not page.perform("undo")  # once
    type_paper(page, qtbot)
    page.paper.same.click()
    page.list.select_key(first.key)
    assert page.back.isVisibleTo(page)
    page.back.click()
    assert next(row for row in rows(page) if row.key == first.key).item.verdict == ""
    assert "种子" in page.rule.text()


def test_a_wrong_cell_becomes_a_correction_of_two(page: SignoffPage, late: Late, qtbot: QtBot) -> None:
    page.draw.click()
    hand = page._hand
    assert hand is not None
    type_paper(page, qtbot, wrong=0)
    assert page.paper.same.reason == "1 项不一致"
    page.paper.wrong.click()
    dialog = dialog_of(page, CellsDialog)
    assert isinstance(dialog, CellsDialog)
    assert all(not field.text() for field in dialog.fields.values())
    dialog.buttons["give"].click()
    assert dialog.refusal.text().startswith("还没有填纸面的数。")
    cell, field = next(iter(dialog.fields.items()))
    part = paper_sheet(late.store, hand.item.sheet_id).parts[0]
    before = part.rows[0].cells[0].text
    field.setText("0" if before != "0" else "1")
    dialog.words.setPlainText("原件字迹误读")
    dialog.buttons["give"].click()
    pair = dialog_of(page, SecondPersonDialog)
    assert isinstance(pair, SecondPersonDialog)
    assert signoff_view(late.store, FITTING).samples[0].wrong == 0  # nothing yet
    pair.buttons["confirm"].click()  # in a demo the PINs are filled in
    sample = signoff_view(late.store, FITTING).samples[0]
    corrected = next(item for item in sample.items if item.code == hand.item.code)
    assert (corrected.verdict, corrected.errors) == ("corrected", 1)
    with late.store.read() as reading:
        marks = {(mark.aspect, mark.seat, mark.keying) for mark in scoring.marks_of(reading, hand.item.sheet_id)}
    assert (*cell, 3) in marks
    done = next(row for row in rows(page) if row.key == hand.key)
    assert page.table.columns[0].state(done) is State.DECIDE


def test_lock_and_reveal_take_both_pins(page: SignoffPage, late: Late) -> None:
    page.draw.click()
    finish(page, late)
    assert page.lock.isEnabled()
    assert page.lack.title.text() == "可以锁定"
    assert "F12" in [hint.key for hint in page.hints()]
    told: list[tuple[str, ...]] = []
    page.hints_changed.connect(lambda: told.append(tuple(hint.key for hint in page.hints())))
    page.lock.click()
    dialog = dialog_of(page, SecondPersonDialog)
    assert isinstance(dialog, SecondPersonDialog)
    chief, supervisor = late.people[Role.CHIEF_JUDGE], late.people[Role.SUPERVISOR]
    assert dialog.first.currentData() == chief.name
    assert [dialog.other.itemData(n) for n in range(dialog.other.count())] == [supervisor.name]
    dialog.other_pin.setText("000000")
    dialog.buttons["confirm"].click()
    assert dialog.refusal.text()
    assert not signoff_view(late.store, FITTING).locked
    dialog.other_pin.setText(PINS[supervisor.name])
    dialog.buttons["confirm"].click()
    view = signoff_view(late.store, FITTING)
    assert view.locked
    assert (view.signatures[0].by, view.signatures[0].second) == (chief.name, supervisor.name)
    assert not page.lock.isVisible() and told[-1] == ("Enter", "F6")
    assert page.decode.isEnabled()
    page.decode.click()
    dialog = dialog_of(page, SecondPersonDialog)
    assert isinstance(dialog, SecondPersonDialog)
    dialog.buttons["confirm"].click()
    assert signoff_view(late.store, FITTING).decoded
    assert ranking_view(late.store, FITTING).lines[0].result.place == 1
    assert page.ranking.isVisible()
    assert late.acts()[-3:] == ["trade.locked", "trade.decoded", "results.ranked"] or "trade.decoded" in late.acts()


def test_unlocking_asks_why_and_both_again(page: SignoffPage, late: Late) -> None:
    late.desk.choose_trade(WELDING)
    assert page.unlock.isVisible()
    page.unlock.click()
    dialog = dialog_of(page, ReasonDialog)
    assert isinstance(dialog, ReasonDialog)
    dialog.buttons["give"].click()
    assert dialog.refusal.text() == "还没有写理由。请选一条或写一句。"
    dialog.words.setPlainText("发现录入错误")
    dialog.buttons["give"].click()
    pair = dialog_of(page, SecondPersonDialog)
    assert isinstance(pair, SecondPersonDialog)
    pair.buttons["confirm"].click()
    view = signoff_view(late.store, WELDING)
    assert not view.locked
    assert view.signatures[0].kind == "unlock"
    assert view.signatures[0].reason == "发现录入错误"
    assert page.lock.isVisible()


def test_who_may_not_recheck_is_told_by_the_service(page: SignoffPage, late: Late) -> None:
    refused: list[AppError] = []
    late.desk.operations.refused.connect(refused.append)
    registrar = late.sit(Role.REGISTRAR)
    with pytest.raises(AppError) as caught:
        signing.draw_recheck(late.store, FITTING, by=registrar, at=late.desk.now())
    assert caught.value.code == "access.not_allowed"
    page.draw.click()  # the page asks for somebody who may instead
    assert refused == []
    assert signoff_view(late.store, FITTING).samples == ()


@pytest.mark.parametrize(
    ("paper", "machine", "same"),
    [
        ("9.17", "9.166666666667", True),
        ("9.2", "9.166666666667", True),
        ("9.16", "9.166666666667", False),
        ("９.17", "9.166666666667", True),
        ("9。17", "9.166666666667", True),
        ("37.5", "37.50", True),
        ("38", "37.50", True),
        ("0", "0.00", True),
        ("5", "", False),
    ],
)
def test_a_paper_total_counts_as_many_decimals_as_stand_on_it(paper: str, machine: str, same: bool) -> None:
    assert same_as_paper(paper, machine) is same


@pytest.mark.parametrize("paper", ["", "一", "1/2", "1e3", "9.1.2", "nan"])
def test_what_is_no_number_is_refused(paper: str) -> None:
    with pytest.raises(ValueError) as caught:
        same_as_paper(paper, "1")
    assert str(caught.value) == paper


@pytest.mark.parametrize("key", ["recheck", "ranking", "certificates"])
def test_without_a_trade_a_page_says_so_and_offers_nothing_else(qtbot: QtBot, late: Late, key: str) -> None:
    late.desk.trade = ""
    made = registry.make(key, late.desk)
    qtbot.addWidget(made)
    made.resize(1194, 600)
    made.show()
    made.activate()
    labels = [label.text() for label in made.findChildren(QLabel) if label.isVisible()]
    assert "竞赛里还没有工种。" in labels
    on = [one.text() for one in made.findChildren(Button) if one.isVisible() and one.isEnabled() and not one.reason]
    assert set(on) <= {"去竞赛", "编辑版式…"}
