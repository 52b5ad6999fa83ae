"""省级汇总 in the window: a file made, bundles looked at and taken in, conflicts, lists, the year, papers, packs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.bundle import keys as ckey
from app.bundle import receipt, trustlist
from app.domain.definition import write_definition
from app.domain.roles import Role
from app.domain.yearplan import PlannedBase
from app.services import access, keys, office, office_view, overview, packs, packs_make
from app.services.access import CONSOLE
from app.services.common import contest_facts
from app.services.office_rows import TradeChange
from app.services.packs_make import issued_lines
from app.settings import Settings
from app.tables.reader import read_book
from db.store import Store
from tests.factories import IDENTITY, WELDER, later, new_store, small_contest
from tests.gui.office_kit import AGE, DEMO, YEAR, Line, OfficeDesk, province
from tests.gui.office_kit import at_office as at_office
from tests.trust_kit import SEED
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.dialogs.question import Question
from ui.main_window import MainWindow
from ui.office_opening import OfficeDialog
from ui.office_packs import PacksDialog
from ui.office_plan import PlanDialog
from ui.opening import Opening
from ui.operations import Cancelled, Operations, Progress
from ui.pages import registry
from ui.pages.contest_page import ContestPage
from ui.pages.office_conflicts import ConflictsPage
from ui.pages.office_inbox import REGISTER, WAITING, InboxPage
from ui.pages.office_inbox_parts import FileCard
from ui.pages.office_intake import Sitting, look, take
from ui.pages.office_lines import FileLine
from ui.pages.office_merged import YEAR as YEAR_VIEW
from ui.pages.office_merged import MergedPage
from ui.pages.office_papers import OfficePapersPage
from ui.pages.page import Page
from ui.rail import OFFICE_PAGES
from ui.take_pack import PackDoor


def shown(qtbot: QtBot, desk: Desk, key: str) -> Page:
    made = registry.make(key, desk)
    qtbot.addWidget(made)
    desk.operations.changed.connect(made.stale)
    made.resize(1194, 600)
    made.show()
    made.activate()
    return made


@pytest.fixture
def inbox(qtbot: QtBot, at_office: OfficeDesk) -> InboxPage:
    page = shown(qtbot, at_office.desk, "office_inbox")
    assert isinstance(page, InboxPage)
    page.keys.nowhere.setChecked(True)  # the province's files are shared by all tests
    return page


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    desk = Desk(Operations(threaded=False), Settings(last_folder=str(tmp_path)))
    made = MainWindow(desk)
    qtbot.addWidget(made)
    opening = Opening(desk, made)
    made.show()
    yield made
    opening.close_contest()


def cells(page: Any, key: str) -> list[str]:
    model = page.model
    column = next(number for number, one in enumerate(model.columns) if one.key == key)
    return [str(model.data(model.index(row, column))) for row in range(model.rowCount())]


def said(page: Page) -> list[str]:
    texts: list[str] = []
    page.told.connect(lambda message: texts.append(message.text))
    return texts


def differing(before: list[Line], after: list[Line]) -> list[tuple[str, str, str, str]]:
    """Entry, what, old and new of two lists of the same entries, by entry."""
    found = []
    for old, new in zip(before, after, strict=True):
        names = ("总成绩", "名次", "奖项")
        found += [(old[0], name, str(a), str(b)) for name, a, b in zip(names, old[1:], new[1:], strict=True) if a != b]
    return found


def refusals(page: Page) -> list[str]:
    codes: list[str] = []
    page.desk.operations.refused.connect(lambda error: codes.append(error.code))
    return codes


# the file


def test_a_new_office_wants_the_digits_of_the_letter(window: MainWindow, tmp_path: Path) -> None:
    assert window.start is not None
    window.start.findChild(QWidget, "start_office").click()  # type: ignore[union-attr]
    dialog = window.findChild(OfficeDialog)
    assert dialog is not None and dialog.go.reason == "还没有选信任名录"
    dialog.take_list(province().trust)
    code = trustlist.read(province().trust.read_bytes()).roots.code
    digits = "".join(sign for sign in code if sign.isdigit())
    assert "GS-ZWEI 第二赛区" in dialog.list_said.text() and dialog.go.reason == "根指纹还差 40 位"
    dialog.code.setText(digits[:12] + ("1" if digits[12] != "1" else "2"))
    assert dialog.go.reason.startswith("第 3 组和名录里的不一样")
    dialog.code.setText(f"{code[:-1]}{9 - int(code[-1])}")
    assert dialog.go.reason.startswith("第 8 组和名录里的不一样"), "the letter has eight groups of five"
    dialog.code.setText(digits[:39])
    assert dialog.go.reason == "根指纹还差 1 位"
    dialog.code.setText(" ".join(digits[n : n + 5] for n in range(0, 40, 5)))
    assert dialog.go.reason == ""
    dialog.make(tmp_path / "new.contest")
    contest = window.desk.contest
    assert contest is not None and contest.office and contest.mode == "live"
    assert window.current == "office_inbox"
    assert window.shell is not None and tuple(window.shell.rail.items) == OFFICE_PAGES


def test_a_file_that_is_there_is_never_written_over(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    there = tmp_path / "there.contest"
    there.write_bytes(b"something")
    dialog = OfficeDialog(window.desk)
    qtbot.addWidget(dialog)
    dialog.demo.setChecked(True)
    dialog.take_list(province().trust)
    dialog.make(there)
    assert "there.contest" in dialog.refusal.text()
    assert there.read_bytes() == b"something" and window.desk.contest is None
    dialog.take_list(province().first)
    assert "名录" in dialog.refusal.text()


def test_the_rail_of_the_office_and_its_keys(window: MainWindow, tmp_path: Path) -> None:
    table = window.commands.table
    assert table.action("page_contest").shortcut().toString() == "Ctrl+1"
    opening = next(one for one in window.children() if isinstance(one, Opening))
    opening.open_path(str(shutil.copy(province().office, tmp_path / "o.contest")))
    assert window.windowTitle().startswith("省级汇总")
    for number, key in enumerate(OFFICE_PAGES, 1):
        action = table.action(f"page_{key}")
        assert action.shortcut().toString() == f"Ctrl+{number}"
        action.trigger()
        assert window.current == key and window.page() is not None
    assert not table.action("page_registration").isEnabled()
    assert [one.text for one in window.commands.find("去“")] == [
        "去“审计”",
        "去“收件”",
        "去“冲突”",
        "去“汇总”",
        "去“打印”",
    ]
    opening.close_contest()
    assert table.action("page_audit").shortcut().toString() == "Ctrl+0"


# looking and taking in


def test_looking_stores_nothing_and_says_what_would_be(inbox: InboxPage, at_office: OfficeDesk) -> None:
    files = at_office.files
    head = at_office.store.head
    assert inbox.empty.sentence.text() == "还没有收到成绩包。"
    inbox.look_at([files.first, files.third, files.second, files.torn])
    assert inbox.which.current() == WAITING
    assert cells(inbox, "state") == ["可以收", "会替换旧版", "可以收", "不能收"]
    assert cells(inbox, "code") == ["—", "W14", "—", "E05"]
    assert cells(inbox, "base") == ["GS-TEST 示范机械厂"] * 2 + ["GS-ZWEI 第二赛区", "—"]
    assert cells(inbox, "number") == ["1", "3", "1", "—"] and cells(inbox, "people") == ["3", "3", "3", "—"]
    assert cells(inbox, "sentence")[1].startswith("焊工 替换同一批里的版本 1。")
    assert inbox.go.text() == "收下 3 个，登记拒收 1 个"
    assert at_office.store.head == head and office_view.inbox(at_office.store).lines == ()
    inbox.drop_all.click()
    assert inbox.waiting == () and inbox.which.current() == REGISTER
    assert at_office.store.head == head


def test_what_changes_against_the_accepted_revision(inbox: InboxPage, at_office: OfficeDesk) -> None:
    files = at_office.files
    at_office.take(files.first)
    inbox.look_at([files.next])
    changed = differing(files.stated["first"], files.stated["next"])
    count = len({entry for entry, *_ in changed})
    assert count and cells(inbox, "sentence") == [f"焊工 替换版本 1，改动 {count} 项。"]
    lines = inbox.card.changes.text().splitlines()
    assert [line for line in lines if "→" in line] == [
        f"{entry}　{what}　{old} → {new}" for entry, what, old, new in changed
    ]


def test_everything_is_taken_in_with_receipts_beside_the_files(
    inbox: InboxPage, at_office: OfficeDesk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    names = [Path(shutil.copy(file, stick)).stem for file in (at_office.files.first, at_office.files.torn)]
    inbox.session.take(DEMO.office)
    inbox.keys.beside.setChecked(True)
    told = said(inbox)
    inbox.look_at([stick])
    QTest.keyClick(inbox, Qt.Key.Key_F12)
    assert told[-1] == "收下 1 个，拒收 1 个，写出回执 1 份。"
    assert cells(inbox, "state") == ["拒收", "收下"] and inbox.which.current() == REGISTER
    signed = receipt.read((stick / f"{names[0]}.crr").read_bytes(), trustlist.read(at_office.files.trust.read_bytes()))
    assert (signed.verdict, signed.number) == ("accepted", 1)
    assert [chip.accessibleName() for chip in inbox.counts.chips] == ["收到 2", "可用 1", "被替换 0", "拒收 1"]


def test_one_file_alone_and_a_duplicate(inbox: InboxPage, at_office: OfficeDesk) -> None:
    files = at_office.files
    inbox.look_at([files.first, files.second])
    inbox.table.select_row(1)
    inbox.one.click()
    assert [line.file for line in inbox.register] == [files.second.name]
    assert [line.file for line in inbox.waiting] == [files.first.name]
    inbox.look_at([files.second])
    assert cells(inbox, "state") == ["可以收", "已收过"]
    inbox.table.select_row(1)
    assert inbox.one.reason == "这个文件收过了"
    inbox.go.click()
    assert inbox.waiting == () and len(inbox.register) == 2


def test_files_are_dropped_and_folders_opened(inbox: InboxPage, at_office: OfficeDesk, tmp_path: Path) -> None:
    deep = tmp_path / "in" / "deep"
    deep.mkdir(parents=True)
    shutil.copy(at_office.files.first, deep)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "in")), QUrl.fromLocalFile(str(at_office.files.torn))])
    none = Qt.KeyboardModifier.NoModifier
    inbox.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))
    assert [line.file for line in inbox.waiting] == [at_office.files.first.name, "torn.crb"]


def test_a_stick_that_takes_no_receipt_keeps_what_was_taken_in(
    inbox: InboxPage, at_office: OfficeDesk, tmp_path: Path
) -> None:
    wrong = tmp_path / "no-folder"
    wrong.write_bytes(b"")
    inbox.session.take(DEMO.office)
    inbox.keys.take_folder(wrong)
    codes = refusals(inbox)
    inbox.look_at([at_office.files.first])
    inbox.go.click()
    assert codes == ["bundle.write_failed"]
    assert cells(inbox, "state") == ["收下"] and inbox.register[0].receipt


class Stopped(Progress):
    """Somebody presses 取消 while the second file is looked at."""

    def __call__(self, done: int, total: int, item: str = "") -> None:
        if done == 1:
            raise Cancelled


def test_a_stop_between_two_files_keeps_the_first(inbox: InboxPage, at_office: OfficeDesk) -> None:
    files = [at_office.files.first, at_office.files.second, at_office.files.torn]
    sitting = Sitting(at_office.store, CONSOLE, later(2000))
    looked = look(sitting, files, Stopped())
    assert [row.verdict for _, row in looked.rows] == ["accepted"] and looked.left == 2
    told = said(inbox)
    taken = take(sitting, files, lambda _path: None, Stopped())
    inbox._took(taken)
    assert told == ["收下 1 个，拒收 0 个，写出回执 0 份。已停下，还有 2 个没有收。"]
    assert [line.file for line in office_view.inbox(at_office.store).lines] == [at_office.files.first.name]


def test_the_page_is_not_left_while_files_come_in(qtbot: QtBot, tmp_path: Path) -> None:
    made = OfficeDesk(tmp_path, threaded=True)
    page = InboxPage(made.desk)
    qtbot.addWidget(page)
    titles: list[str] = []
    page.long_work.connect(lambda title, _progress: titles.append(title))
    page.look_at([made.files.first])
    assert page.go.reason == "正在核验或收件…" and not page.commit_pending() and titles == ["正在核验成绩包"]
    qtbot.waitUntil(lambda: not page._running)
    assert page.commit_pending() and cells(page, "state") == ["可以收"]
    assert made.desk.operations.close()
    made.store.close()


def test_an_unknown_key_has_a_door_to_a_newer_list(qtbot: QtBot, tmp_path: Path) -> None:
    files = province()
    path = tmp_path / "old.contest"
    office.open_office(path, trust=files.trust_old.read_bytes(), mode="demo", at=later(2000)).close()
    with Store.open(path) as store:
        desk = Desk(Operations(threaded=False), Settings())
        desk.open_contest(OpenContest(store, str(path), "省级汇总", "demo", office=True))
        desk.sit_down(AtKeyboard(CONSOLE, "本机", ""))
        page = shown(qtbot, desk, "office_inbox")
        assert isinstance(page, InboxPage)
        page.keys.nowhere.setChecked(True)
        page.look_at([files.second])
        assert cells(page, "code") == ["E08"] and page.card.trust.isVisible()
        page.go.click()
        conflicts = shown(qtbot, desk, "office_conflicts")
        assert isinstance(conflicts, ConflictsPage)
        assert cells(conflicts, "kind") == ["钥匙不认"] and conflicts.trust.isVisible()
        page.look_at([files.second])
        page.door.show(files.trust)
        question = page.findChild(Question, "trust_question")
        assert question is not None and "第 2 号" in question.windowTitle()
        question.buttons["take"].click()
        assert cells(page, "state") == ["可以收"]  # it was looked at again by itself
        page.go.click()
        assert cells(page, "state") == ["收下"]
        assert conflicts.found == ()


def test_who_may_not_receive_is_asked_for_somebody_who_may(inbox: InboxPage, at_office: OfficeDesk) -> None:
    access.add_account(at_office.store, "周敏", "office_clerk", "246813", by=CONSOLE, at=later(2100))
    access.add_account(at_office.store, "别人", "recorder", "246813", by=CONSOLE, at=later(2101))
    other = next(one for one in access.people_at_keyboard(at_office.store) if one.role is Role.RECORDER)
    at_office.desk.sit_down(AtKeyboard(other, other.name, "录分员"))
    inbox.look_at([at_office.files.first])
    assert inbox.waiting == ()
    from ui.dialogs.people import LoginDialog

    asked = inbox.findChild(LoginDialog)
    assert asked is not None
    asked.reject()


def test_keys_leave_with_the_person(inbox: InboxPage, at_office: OfficeDesk, tmp_path: Path) -> None:
    cheap = ckey.Cost(19456, 1, 1)
    path = tmp_path / "k.ckey"
    path.write_bytes(ckey.lock(DEMO.office, "一二三四五六七八九十一二三四", cost=cheap))
    assert inbox.keys.unlock.reason == "先输钥匙口令"
    inbox.keys.secret.setText("一二三四五六七八九十一二三四")
    inbox.keys.open_file(path)
    assert inbox.session.key is not None and inbox.keys.secret.text() == ""
    assert inbox.keys.signing.text().startswith("签回执：演示")
    at_office.desk.sit_down(AtKeyboard(CONSOLE, "另一人", ""))
    assert inbox.session.key is None and inbox.keys.signing.text() == "签回执：没有钥匙，回执不带签名"
    path.write_bytes(ckey.lock(DEMO.base, "一二三四五六七八九十一二三四", cost=cheap))
    codes = refusals(inbox)
    inbox.keys.refused.connect(at_office.desk.operations.refused)
    inbox.keys.secret.setText("一二三四五六七八九十一二三四")
    inbox.keys.open_file(path)
    assert codes == ["office.key_role"] and inbox.session.key is None


# what needs a person


def matter(page: ConflictsPage, kind: str) -> int:
    return next(row for row, one in enumerate(page.found) if one.kind.value == kind)


def test_a_fork_shows_both_files_and_where_they_differ(at_office: OfficeDesk, qtbot: QtBot) -> None:
    files = at_office.files
    at_office.take(files.first, files.next, files.fork)
    page = shown(qtbot, at_office.desk, "office_conflicts")
    assert isinstance(page, ConflictsPage)
    assert cells(page, "kind") == ["分叉"] and cells(page, "number") == ["2"]
    assert page.detail.currentWidget() is page.fork
    register = {line.file: line.check_code for line in office_view.inbox(at_office.store).lines}
    assert page.fork.taken.code.text() == register[files.next.name]
    assert page.fork.refused.code.text() == register[files.fork.name]
    assert page.fork.taken.chip.accessibleName() == "计入汇总"
    model = page.fork.model
    rows = [tuple(str(model.data(model.index(row, n))) for n in range(5)) for row in range(model.rowCount())]
    assert rows and rows == [("焊工", *one) for one in differing(files.stated["next"], files.stated["fork"])]
    page.copy.click()
    assert register[files.fork.name] in QGuiApplication.clipboard().text()


def test_gaps_people_missing_bases_and_the_badge(at_office: OfficeDesk, qtbot: QtBot) -> None:
    files = at_office.files
    at_office.take(files.first, files.third, files.second)
    plan = replace(overview.default_plan(YEAR), bases=(PlannedBase("GS-DREI", "第三赛区", (WELDER,)),))
    overview.set_plan(at_office.store, plan, at=later(2300))
    page = shown(qtbot, at_office.desk, "office_conflicts")
    assert isinstance(page, ConflictsPage)
    assert [one.kind.value for one in page.found] == ["gap", "person", "person", "person", "missing"]
    page.table.select_row(0)
    assert page.plain.said.text() == "已收到第 3 号，还缺第 2 号。请基地补交。"
    page.table.select_row(matter(page, "missing"))
    assert page.plain.base.text() == "GS-DREI 第三赛区" and "年度计划里有 焊工" in page.plain.said.text()
    page.table.select_row(matter(page, "person"))
    column = next(n for n, one in enumerate(page.people.model.columns) if one.key == "name")
    names = [page.people.model.data(page.people.model.index(row, column)) for row in range(2)]
    assert names == ["—", "—"] and "密封" in page.people.said.text()
    page.session.take(AGE)
    page.table.select_row(matter(page, "person"))
    names = [page.people.model.data(page.people.model.index(row, column)) for row in range(2)]
    assert names[0] == names[1] != "—"
    page.kind.setCurrentIndex(page.kind.findData("gap"))
    page.kind.activated.emit(page.kind.currentIndex())
    assert cells(page, "kind") == ["缺号"]
    from app.services.board_view import State
    from app.services.office_matters import office_board

    badges = {one.page: (one.state, one.count) for one in office_board(at_office.store, later(2400)).badges}
    assert badges == {"office_inbox": (State.DONE, 2), "office_conflicts": (State.DECIDE, 5)}
    at_office.take(files.next)
    page.grow_old()
    assert "gap" not in [one.kind.value for one in page.found] and "late" in [one.kind.value for one in page.found]


# lists and the year


@pytest.fixture
def merged(at_office: OfficeDesk, qtbot: QtBot) -> MergedPage:
    at_office.take(at_office.files.first, at_office.files.third, at_office.files.second)
    page = shown(qtbot, at_office.desk, "office_merged")
    assert isinstance(page, MergedPage)
    return page


def test_places_run_across_bases(merged: MergedPage) -> None:
    assert merged.list.currentText() == f"{YEAR} 年焊工（职工组）"
    stated = province().stated
    everyone = [("示范机械厂", *one) for one in stated["third"]] + [("第二赛区", *one) for one in stated["second"]]
    places = {one[:2]: 1 + sum(Decimal(other[2]) > Decimal(one[2]) for other in everyone) for one in everyone}
    found = list(zip(cells(merged, "base"), cells(merged, "entry"), strict=True))
    assert sorted(found) == sorted(places)
    assert cells(merged, "place") == [str(places[one]) for one in found] == sorted(cells(merged, "place"))
    totals = {one[:2]: one[2] for one in everyone}
    own = {one[:2]: str(one[3]) for one in everyone}
    assert cells(merged, "total") == [totals[one] for one in found]
    assert cells(merged, "base_place") == [own[one] for one in found]
    shared = [list(places.values()).count(places[one]) > 1 for one in found]
    assert any(shared) and cells(merged, "note") == ["= 并列" if both else "" for both in shared]
    merged.base.setCurrentIndex(merged.base.findData("GS-ZWEI"))
    merged.base.activated.emit(merged.base.currentIndex())
    assert cells(merged, "place") == [str(places[one]) for one in found if one[0] == "第二赛区"]
    assert "显示 3 项" in merged.figures.text()
    merged.model.set_filter("HG03")
    assert cells(merged, "entry") == ["HG03"]


def test_lists_are_written_as_workbook_and_pdf(merged: MergedPage, at_office: OfficeDesk, tmp_path: Path) -> None:
    told = said(merged)
    merged.write(tmp_path / "m.xlsx")
    (sheet,) = read_book(tmp_path / "m.xlsx")
    entry, total, *_ = province().stated["third"][0]
    wanted = {"示范机械厂", entry, total}
    assert any(wanted <= {str(cell) for cell in row} for row in sheet.rows)
    merged.write(tmp_path / "m.pdf")
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
    assert told == [f"已导出到 {tmp_path / 'm.xlsx'}", f"已导出到 {tmp_path / 'm.pdf'}"]
    merged.write(tmp_path / "no" / "m.xlsx")
    assert len(told) == 2  # the folder is not there: refused, and nothing is said to be written


def test_the_year_is_held_against_a_plan_that_can_be_changed(merged: MergedPage, at_office: OfficeDesk) -> None:
    merged.which._choose(YEAR_VIEW)
    assert merged.view.totals.words().startswith("工种 2 / 200　1%；人数 6；代表队 1")
    assert "焊工 本年已办" in merged.view.cycle.words() and "电工 本年应办" in merged.view.cycle.words()
    assert "通用工种还有 7 个应办" in merged.view.said.text()
    merged.view.plan.click()
    dialog = merged.findChild(PlanDialog)
    assert dialog is not None and dialog.targets["trades"].text() == "200"
    dialog.targets["trades"].setText("2")
    dialog.targets["people"].setText("")
    dialog.kinds["农民工"].setText("4")
    dialog.bases.setPlainText(
        f"GS-DREI 第三赛区 {WELDER}、6-31-01-03\nGS-VIER, 第四赛区, {WELDER}, 6-31-01-03\nGS-FUNF"
    )
    dialog.general.setPlainText("6-31-01-03")
    dialog.targets["trades"].setFocus()
    QTest.keyClick(dialog.targets["trades"], Qt.Key.Key_Return)
    assert dialog.isVisible()  # Enter goes on to the next field
    dialog.buttons["keep"].click()
    assert not dialog.isVisible()
    (kept,) = overview.year_plans(at_office.store)
    assert kept.targets == {"trades": 2} and kept.kinds == {"农民工": 4}
    both = (WELDER, "6-31-01-03")
    assert kept.bases == (
        PlannedBase("GS-DREI", "第三赛区", both),
        PlannedBase("GS-VIER", "第四赛区", both),
        PlannedBase("GS-FUNF", "", ()),
    )
    assert kept.general == (("6-31-01-03", "6-31-01-03"),)
    assert merged.view.totals.words().startswith("工种 2 / 2　100%")
    assert merged.view.lacking.accessibleName() == "缺 5 项"
    assert [line.state for line in merged.view.cycle.lines] == ["due"]


def test_a_refused_plan_stays_in_the_form(merged: MergedPage, at_office: OfficeDesk) -> None:
    merged.which._choose(YEAR_VIEW)
    merged.view.plan.click()
    dialog = merged.findChild(PlanDialog)
    assert dialog is not None
    dialog.bases.setPlainText("X" * 300)
    dialog.buttons["keep"].click()
    assert dialog.isVisible() and dialog.refusal.text() and overview.year_plans(at_office.store) == ()
    dialog.reject()


def test_the_year_and_its_plan_go_out_and_come_in(merged: MergedPage, at_office: OfficeDesk, tmp_path: Path) -> None:
    merged.which._choose(YEAR_VIEW)
    merged.write(tmp_path / "year.xlsx")
    assert [sheet.name for sheet in read_book(tmp_path / "year.xlsx")] == ["年度概览", "竞赛清单", "代表队"]
    merged.write(tmp_path / "year.pdf")
    assert (tmp_path / "year.pdf").read_bytes().startswith(b"%PDF")
    (tmp_path / "plan.toml").write_text(f"format = 1\n[[year]]\nyear = {YEAR + 1}\ntrades = 12\n", encoding="utf-8")
    merged.import_plan(tmp_path / "plan.toml")
    assert merged.year is not None and merged.year.year == YEAR + 1
    assert merged.view.totals.words().startswith("工种 0 / 12　0%")


def test_an_empty_office_says_where_to_begin(at_office: OfficeDesk, qtbot: QtBot) -> None:
    page = shown(qtbot, at_office.desk, "office_merged")
    assert isinstance(page, MergedPage)
    assert page.stack.currentWidget() is page.nothing and page.export.reason == "还没有收下成绩包"
    page.which._choose(YEAR_VIEW)
    assert page.view.said.text().startswith("还没有成绩，也没有年度计划")
    conflicts = shown(qtbot, at_office.desk, "office_conflicts")
    assert isinstance(conflicts, ConflictsPage) and conflicts.stack.currentWidget() is conflicts.empty
    papers = shown(qtbot, at_office.desk, "office_papers")
    assert isinstance(papers, OfficePapersPage)
    assert papers.go.reason == "没有可打印的" and papers.empty.sentence.text() == "没有可打印的。"


# papers and packs


def test_papers_are_looked_at_then_kept(at_office: OfficeDesk, qtbot: QtBot, tmp_path: Path) -> None:
    at_office.take(at_office.files.first, at_office.files.second, at_office.files.torn)
    page = shown(qtbot, at_office.desk, "office_papers")
    assert isinstance(page, OfficePapersPage)
    assert page.kind() == "receipts" and page.count.text() == "第 1 / 2 页"
    page.wish.setCurrentIndex(1)
    page.wish.activated.emit(1)
    assert page.count.text() == "第 1 / 1 页"
    page.radios["rejections"].setChecked(True)
    assert page.wish.itemText(0) == "全部 1 张" and page.count.text() == "第 1 / 1 页"
    head = at_office.store.head
    page.print()
    from ui.dialogs.paper_dialog import PaperDialog

    dialog = page.findChild(PaperDialog)
    assert dialog is not None and at_office.store.head == head  # looking enters nothing
    dialog.keep_as(tmp_path / "slip.pdf")
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert at_office.store.head.seq == head.seq + 1
    for kind in ("register", "merged", "overview"):
        page.radios[kind].setChecked(True)
        assert page.go.reason == ""


def test_a_pack_is_made_and_handed_out(
    inbox: InboxPage, at_office: OfficeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "contest.json"
    path.write_text(json.dumps(write_definition(small_contest())), encoding="utf-8")
    inbox.open_packs()
    dialog = inbox.findChild(PacksDialog)
    assert dialog is not None and dialog.go.reason == "没有省办钥匙"
    inbox.session.take(DEMO.office)
    assert dialog.go.reason == "还没有选竞赛定义"
    dialog.take_definition(at_office.files.torn)
    assert dialog.refusal.text() and dialog.definition is None
    dialog.take_definition(path)
    assert dialog.refusal.text() == "" and "焊工" in dialog.named.text()
    dialog.bases.setText("GS-TEST=示范机械厂")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog.go.click()
    (line,) = issued_lines(at_office.store)
    assert (line.number, line.bases) == (1, ("GS-TEST",)) and (tmp_path / line.file_name).exists()
    assert "第 1 号竞赛包已写好" in dialog.made.text() and dialog.code.text() in line.file_name.upper()
    dialog.contest.setCurrentIndex(dialog.contest.findData(line.contest))
    dialog.make(tmp_path)
    assert [one.number for one in issued_lines(at_office.store)] == [1, 2] and dialog.isVisible()
    dialog.buttons["back"].click()
    assert not dialog.isVisible()


def test_a_base_sees_what_a_pack_changes_and_takes_it_in(qtbot: QtBot, tmp_path: Path) -> None:
    order = packs_make.PackOrder(replace(small_contest(), name="省办定的名称"), IDENTITY.key, mode="demo")
    made = packs_make.make_pack(order, DEMO.office, tmp_path, at=later(0))
    with new_store(tmp_path / "base.contest", mode="demo") as store:
        desk = Desk(Operations(threaded=False), Settings())
        desk.open_contest(OpenContest(store, str(store.path), "竞赛", "demo"))
        desk.sit_down(AtKeyboard(CONSOLE, "本机", ""))
        page = shown(qtbot, desk, "contest")
        assert isinstance(page, ContestPage) and page.pack.isEnabled()
        door = PackDoor(page, lambda: None)
        codes = refusals(page)
        door.show(made.path)
        assert codes == ["packs.no_trust"]
        keys.install_demo_keys(store, SEED, at=later(0))
        door.show(made.path)
        question = page.findChild(Question, "pack_question")
        assert question is not None and question.windowTitle() == "装入第 1 号竞赛包？"
        told = said(page)
        question.buttons["take"].click()
        assert told == ["第 1 号竞赛包已装入。"]
        assert [one.number for one in packs.held_lines(store)] == [1]
        with store.read() as reading:
            assert contest_facts(reading).contest.name == "省办定的名称"
        door.show(made.path)
        assert told[-1] == "第 1 号竞赛包已经装入，没有变化。"


def test_why_a_trade_was_corrected_is_told_in_words(qtbot: QtBot) -> None:
    card = FileCard()
    qtbot.addWidget(card)
    one = TradeChange("6-18-02-04", "焊工", 2, 1, "replaces", 3, "appeal", removed=("HG01",))
    card.show_line(FileLine("1", "a.crb", "replaced", False, "", "", changes=(one,)))
    assert card.changes.text().splitlines()[0] == "更正理由：申诉"
    assert not card.changes.isHidden()
