"""The theory page on a real contest file: scores to disk, two keyings, absentees, a file of scores, submitting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import texts
from app.errors import Refusal
from app.services import scoring, theory
from app.services.common import contest_facts, now
from app.services.demo_data.marks_table import write_marks
from app.services.sheet_view import CellAddress, CellState, SheetState
from app.settings import Settings
from db.queries import appeals, people
from tests.factories import WELDER
from tests.gui.grid_helpers import keys
from tests.gui.hall_window import ELECTRICIAN, Afternoon, Hall, shown
from tests.services.hall import Hall as PartsHall
from tests.services.test_theory_parts import PARTS, hall_with
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.dialogs.people import SecondPersonDialog
from ui.dialogs.settle import ReopenDialog
from ui.dialogs.status import StatusDialog
from ui.grid.paste_dialog import PasteDialog
from ui.grid.state import REFUSED
from ui.operations import Operations
from ui.pages.theory_page import TheoryPage
from ui.widgets.message_bar import Message

FIRST_RECORDER, SECOND_RECORDER, SUPERVISOR, CHIEF = "马秀英", "张晓燕", "赵明亮", "陈志强"


@pytest.fixture
def hall(afternoon: Afternoon, tmp_path: Path, qapp: QApplication) -> Iterator[Hall]:
    with afternoon.copy(tmp_path) as store:
        made = Hall(store, afternoon)
        made.desk.trade = ELECTRICIAN
        yield made


class Room:
    """A page, who sits at it, and what it told."""

    def __init__(self, qtbot: QtBot, hall: Hall, who: str = FIRST_RECORDER) -> None:
        self.hall = hall
        hall.sit(who)
        self.page = TheoryPage(hall.desk)
        self.told: list[Message] = []
        self.refused: list[str] = []
        self.page.told.connect(self.told.append)
        hall.desk.operations.refused.connect(lambda error: self.refused.append(error.code))
        shown(qtbot, self.page)
        self.grid = self.page.grid

    def settle_down(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.page._timer.isActive())

    @property
    def numbers(self) -> list[str]:
        assert self.page.table is not None
        return list(self.page.table.sheets)

    def stored(self, number: str, keying: int = 1) -> str:
        assert self.page.table is not None
        view = scoring.view(self.hall.store, self.page.table.sheets[number], keying)
        return view.rows[0].cells[0].text


@pytest.fixture
def room(qtbot: QtBot, hall: Hall) -> Room:
    return Room(qtbot, hall)


def cell(number: str) -> CellAddress:
    return CellAddress(number, -1)


def key_all(room: Room, keying: int, who: str, but: int = 0, text: str = "88") -> None:
    """Key everybody's score through the service, but for the last few."""
    assert room.page.table is not None
    by = room.hall.people[who]
    for number, sheet in list(room.page.table.sheets.items())[: len(room.numbers) - but]:
        if not room.page.table.statuses[number]:
            scoring.enter_mark(room.hall.store, sheet, keying, CellAddress("", -1), text, by=by, at=now())
    room.page.reload()


def test_everybody_present_has_a_line_and_a_score_goes_to_disk(room: Room) -> None:
    first, second = room.numbers[:2]
    assert first.startswith("DG") and len(room.numbers) > 10
    keys(room.grid, "88.5<Return>")
    assert room.stored(first) == "88.5"
    assert room.grid.current == cell(second)


def test_a_score_above_the_maximum_stays_under_the_cursor(room: Room) -> None:
    keys(room.grid, "101<Return>")
    assert room.grid.state.draft is not None and room.grid.state.draft.refused
    assert room.stored(room.numbers[0]) == ""
    assert not room.page.commit_pending()


def test_names_are_shown_to_those_who_may_see_people(qtbot: QtBot, hall: Hall) -> None:
    named = theory.theory_table(hall.store, ELECTRICIAN, "", 1, hall.people[SUPERVISOR])
    blind = theory.theory_table(hall.store, ELECTRICIAN, "", 1, hall.people[FIRST_RECORDER])
    assert named.view is not None and blind.view is not None
    assert all(row.name for row in named.view.rows) and not any(row.name for row in blind.view.rows)


def test_f9_marks_somebody_absent_and_the_line_counts_as_done(room: Room) -> None:
    number = room.numbers[0]
    keys(room.grid, "<F9>")
    dialog = room.page.dialog
    assert isinstance(dialog, StatusDialog) and number in dialog.windowTitle()
    dialog.status.setCurrentIndex(dialog.status.findData("absent"))
    dialog.words.setText("点名未到")
    dialog.buttons["give"].click()
    assert room.page.table is not None and room.page.table.statuses[number] == "absent"
    assert room.grid.state.cell(cell(number)).state is CellState.WORD
    assert number not in {q.row for q in room.page.table.view.questions}  # type: ignore[union-attr]


def test_submit_waits_for_everybody_and_then_for_somebody_else(room: Room, qtbot: QtBot) -> None:
    key_all(room, 1, FIRST_RECORDER, but=1)
    assert not room.page.submit.isEnabled() and "1 人" in room.page.submit.reason
    keys(room.grid, "<F12>")
    assert room.grid.current == cell(room.numbers[-1])
    keys(room.grid, "77<Return>")
    room.settle_down(qtbot)
    assert room.page.submit.isEnabled(), room.page.submit.reason
    keys(room.grid, "<F12>")
    assert set(room.page.table.states.values()) == {SheetState.SUBMITTED}  # type: ignore[union-attr]
    assert "第二遍" in room.told[-1].text
    assert not room.page.submit.isEnabled()


def test_the_second_keying_is_blind_by_somebody_else_and_settles(room: Room, qtbot: QtBot) -> None:
    key_all(room, 1, FIRST_RECORDER)
    keys(room.grid, "<F12>")
    room.page.passes._choose("2")
    assert "换人" in room.page.notice.text
    keys(room.grid, "88<Return>")
    first, second = room.numbers[:2]
    assert room.grid.state.notes[cell(first)].stage is REFUSED
    keys(room.grid, "<Escape>")
    room.hall.sit(SECOND_RECORDER)
    assert room.page.table is not None and room.page.table.keying == 2
    assert room.grid.state.cell(cell(second)).text == ""
    room.grid.go_to(cell(first))
    keys(room.grid, "88<Return>90<Return>")
    assert room.grid.state.cell(cell(second)).text == "90≠88"
    room.grid.go_to(cell(second))
    keys(room.grid, "90<Return>")
    assert room.stored(second, 2) == "90"
    key_all(room, 2, SECOND_RECORDER)
    room.settle_down(qtbot)
    assert room.page.submit.isEnabled(), room.page.submit.reason
    keys(room.grid, "<F12>")
    assert set(room.page.table.states.values()) == {SheetState.AGREED}
    assert room.stored(second) == "90"


def test_undo_and_redo_go_line_by_line(room: Room) -> None:
    first, second = room.numbers[:2]
    keys(room.grid, "88<Return>90<Return><Ctrl+Z>")
    assert (room.stored(first), room.stored(second)) == ("88", "")
    assert second in room.told[-1].text
    keys(room.grid, "<Ctrl+Z><Ctrl+Z>")
    assert room.stored(first) == "" and room.refused == ["scoring.nothing_to_undo"]
    keys(room.grid, "<Ctrl+Y>")
    assert room.stored(first) == "88"


def test_a_pasted_column_goes_to_its_lines(room: Room, qtbot: QtBot) -> None:
    assert room.grid.current == cell(room.numbers[0])
    text, clipboard = "88\n77.5\n90\n", QApplication.clipboard()

    def copied() -> bool:
        clipboard.setText(text)  # other programs share the clipboard of a real screen, and may hold it at this moment
        return clipboard.text() == text

    def pasted() -> PasteDialog | None:
        if room.grid.findChild(PasteDialog) is None and copied():
            keys(room.grid, "<Ctrl+V>")
        found: PasteDialog | None = room.grid.findChild(PasteDialog)
        return found

    qtbot.waitUntil(lambda: pasted() is not None)
    dialog = pasted()
    assert dialog is not None
    assert [one.new for one in dialog.planned] == ["88", "77.5", "90"]
    dialog.accept()
    assert [room.stored(number) for number in room.numbers[:3]] == ["88", "77.5", "90"]


def test_a_file_of_scores_is_taken_by_entry_number(room: Room, tmp_path: Path) -> None:
    day = room.hall.afternoon.day
    with room.hall.store.read() as reading:
        codes = {
            member.id_number: entry.number
            for entry in people.entries(reading)
            for member in people.members_of(reading, entry.id)
            if entry.number in room.numbers
        }
    path = tmp_path / "theory.xlsx"
    write_marks(path, day, ELECTRICIAN, "theory", 1, codes)
    room.page.take_file(path)
    dialog = room.page.importing
    assert dialog is not None and len(dialog.plan.good) == len(codes)  # type: ignore[union-attr]
    dialog.go.click()
    assert set(room.page.table.states.values()) == {SheetState.SUBMITTED}  # type: ignore[union-attr]
    assert str(len(codes)) in room.told[-1].text
    room.page.take_file(tmp_path / "nothing.xlsx")
    assert room.page.notice.text


def test_a_file_without_a_score_says_so_and_not_that_it_is_empty(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("参赛号,姓名\nDG01,王建国\n", "utf-8")
    room.page.take_file(path)
    dialog = room.page.importing
    assert dialog is not None and dialog.refusal.text()  # type: ignore[attr-defined]
    assert dialog.go.reason == "不能导入，原因写在上面。"  # type: ignore[attr-defined]
    dialog.reject()  # type: ignore[attr-defined]


def test_without_check_in_the_page_leads_there(qtbot: QtBot, hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.queries.scoring.sheets_of", lambda *_: ())
    room = Room(qtbot, hall)
    assert room.page.empty.isVisible() and room.page.empty.sentence.text() == "还没有理论成绩。"
    for button, words in ((room.page.empty_load, "导入机考结果…"), (room.page.empty_key, "手工录入")):
        assert button.isVisible() and button.text() == words
        assert not button.isEnabled() and "检录" in button.reason  # nobody is there yet whose score it could be
    with qtbot.waitSignal(hall.desk.go) as went:
        qtbot.mouseClick(room.page.empty_go, Qt.MouseButton.LeftButton)
    assert went.args == ["checkin"]


@pytest.fixture
def by_parts(tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[TheoryPage, PartsHall]]:
    """The page on a round with 客观题 60 and 主观题 40, 录一 before it."""
    for hall in hall_with(tmp_path, PARTS):
        desk = Desk(Operations(threaded=False), Settings())
        desk.open_contest(OpenContest(hall.store, str(hall.store.path), "比赛", "live", "焊工"))
        desk.trade = WELDER
        desk.sit_down(AtKeyboard(hall.who("录一"), "录一", "录分员"))
        page = TheoryPage(desk)
        shown(qtbot, page)
        yield page, hall


def test_parts_are_two_columns_each_with_its_own_limit(by_parts: tuple[TheoryPage, PartsHall], qtbot: QtBot) -> None:
    page, hall = by_parts
    second = list(page.table.sheets)[1]  # type: ignore[union-attr]
    keys(page.grid, "52.5<Return>41<Return>")
    assert page.grid.state.draft is not None and "40" in page.grid.state.draft.refused  # 41 of 40: refused, stays
    keys(page.grid, "30<Return>")
    assert page.grid.current == CellAddress(second, 0)
    qtbot.waitUntil(lambda: not page._timer.isActive() and page.table.view.rows[0].score is not None)  # type: ignore[union-attr]
    row = page.table.view.rows[0]  # type: ignore[union-attr]
    assert ([cell.text for cell in row.cells], row.score) == (["52.5", "30"], "82.5")
    keys(page.grid, "<Ctrl+Z>")
    view = theory.theory_table(hall.store, WELDER, "theory", 1, hall.who("录一")).view
    assert view is not None and view.rows[0].cells[1].state is CellState.EMPTY
    assert [page.grid.heading_text(column.key) for column in page.grid._geometry.columns if column.seat < 0] == [  # type: ignore[union-attr]
        "参赛号", "姓名", "卷号", "成绩", "状态", "第二遍",
    ]  # fmt: skip


def test_f7_goes_down_one_part_and_is_kept_for_the_person(by_parts: tuple[TheoryPage, PartsHall]) -> None:
    page, _ = by_parts
    second = list(page.table.sheets)[1]  # type: ignore[union-attr]
    keys(page.grid, "<F7>50<Return>")
    assert page.grid.current == CellAddress(second, 0) and "录一" in page.desk.settings.walk_by_judge


def test_a_paper_number_is_stored_by_enter_and_taken_back_from_the_bar(
    by_parts: tuple[TheoryPage, PartsHall], qtbot: QtBot
) -> None:
    page, _ = by_parts
    told: list[Message] = []
    page.told.connect(told.append)
    first, second = list(page.table.sheets)[:2]  # type: ignore[union-attr]
    page.paper_number.take_focus()
    assert first in page.paper_number.caption.text()
    qtbot.keyClicks(page.paper_number.field, "a-17")
    qtbot.keyClick(page.paper_number.field, Qt.Key.Key_Return)
    assert page.table is not None and dict(page.table.papers) == {first: "A-17"}
    assert page.grid.lines[first].paper == "A-17" and page.paper_number.entry == second
    action = told[-1].action
    assert action is not None
    action()
    assert dict(page.table.papers) == {}


# ---- a line that was handed in ----------------------------------------------------------------------------------


def both_keyed(room: Room) -> None:
    """Both keyings of everybody are in and agree."""
    for keying, who in ((1, FIRST_RECORDER), (2, SECOND_RECORDER)):
        room.hall.sit(who)
        key_all(room, keying, who)
        keys(room.grid, "<F12>")
    assert room.page.table is not None and set(room.page.table.states.values()) == {SheetState.AGREED}


def corrected(room: Room, mark: str, names: tuple[str, str]) -> None:
    """What the two people do who change a score in the record."""
    dialog = room.page.mend.dialog
    assert dialog is not None
    dialog.field.setText(mark)
    dialog.reasons.setCurrentIndex(1)
    dialog.buttons["give"].click()
    (asked,) = room.page.findChildren(SecondPersonDialog)
    for box, pin, name in ((asked.first, asked.pin, names[0]), (asked.other, asked.other_pin, names[1])):
        box.setCurrentIndex(max(0, box.findData(name)))
        pin.setText(room.hall.afternoon.pin(name))
    asked.buttons["confirm"].click()
    QApplication.processEvents()


def test_typing_on_an_agreed_line_offers_the_correction(room: Room) -> None:
    both_keyed(room)
    second = room.numbers[1]
    room.grid.go_to(cell(second))
    keys(room.grid, "91<Return>")
    assert room.stored(second) == "88" and room.page.notice.verb.text() == "申请更正"
    room.page.notice.verb.click()
    dialog = room.page.mend.dialog
    assert dialog is not None and dialog.field.text() == "91" and f"更正 {second} 的 成绩？" in dialog.windowTitle()
    assert not room.grid.unsaved()
    corrected(room, "91", (SECOND_RECORDER, CHIEF))
    assert room.stored(second) == "91" and second in room.told[-1].text
    with room.hall.store.read() as reading:
        slip = appeals.slips_of(reading, contest_facts(reading).trade(ELECTRICIAN).id)[-1]
    assert (slip.old, slip.new) == ("88", "91")


def test_the_chief_judge_gives_a_line_back_to_its_first_keying(room: Room) -> None:
    mend = room.page.mend
    room.grid.go_to(cell(room.numbers[0]))
    assert "还没有提交" in mend.reopen.reason and "两遍还没有一致" in mend.correct.reason
    both_keyed(room)
    room.hall.sit(CHIEF)
    number = room.numbers[2]
    room.grid.go_to(cell(number))
    assert mend.reopen.isEnabled() and mend.correct.isEnabled()
    mend.reopen.click()
    dialog = room.page.dialog
    assert isinstance(dialog, ReopenDialog)
    dialog.reasons.setCurrentIndex(1)
    dialog.pin.setText(room.hall.afternoon.pin(CHIEF))
    dialog.buttons["reopen"].click()
    QApplication.processEvents()
    assert room.page.table is not None and room.page.table.states[number] is SheetState.FIRST
    assert (room.page.table.keying, room.page.table.waiting) == (1, 1)
    assert room.told[-1].text == f"{number} 已退回第一遍。"


def test_a_part_is_corrected_by_its_own_limit(by_parts: tuple[TheoryPage, PartsHall]) -> None:
    page, hall = by_parts
    assert page.table is not None
    for keying, who in ((1, "录一"), (2, "录二")):
        for sheet in page.table.sheets.values():
            for part, _ in page.table.parts:
                scoring.enter_mark(hall.store, sheet, keying, CellAddress(part, -1), "30", by=hall.who(who), at=now())
        theory.submit_table(hall.store, WELDER, "theory", keying, by=hall.who(who), at=now())
    page.reload()
    first = next(iter(page.table.sheets))
    page.grid.go_to(CellAddress(first, 1))
    page.mend.correct.click()
    dialog = page.mend.dialog
    assert dialog is not None and f"{first} 的 主观题" in dialog.windowTitle()
    dialog.field.setText("41")
    dialog.buttons["give"].click()
    assert "40" in dialog.refusal.text()


def test_a_line_with_a_status_takes_no_keys_until_it_is_taken_back(room: Room) -> None:
    number = room.numbers[0]
    sheet = room.page.table.sheets[number]  # type: ignore[union-attr]
    by = room.hall.people[FIRST_RECORDER]
    scoring.set_status(room.hall.store, sheet, "withdrawn", "病了", by=by, at=now())
    room.page.reload()
    room.grid.go_to(cell(number))
    for typed in ("*", "80"):
        keys(room.grid, typed)
        assert room.grid.state.draft is None and room.grid.bubble.isVisible()
        assert "弃权" in room.grid.bubble.sentence and "F9" in room.grid.bubble.advice
    scoring.set_status(room.hall.store, sheet, "", "回来了", by=by, at=now())
    room.page.reload()
    keys(room.grid, "80<Return>")
    assert room.stored(number) == "80"


def test_a_total_without_an_aspect_is_named_in_sentences() -> None:
    neither = Refusal("scoring.neither", code="DG05", aspect="")
    assert texts.sentence(neither).startswith("DG05 的 成绩：")
    assert texts.sentence(neither, "en").startswith("the score of DG05:")
