"""审计: the record paged from the store, filtered and searched; the check, a paper's code, the state of the data."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.errors import WorldFailure
from app.services import access, backups
from app.services.access import CONSOLE
from app.services.audit_list import AuditFilter
from app.services.audit_view import check_all
from app.services.clock import clock_of
from db.queries import audit as stored
from db.store import Store
from tests.factories import later
from tests.gui.played import Late
from tests.gui.played import late as late
from tests.trust_kit import by_hand
from ui.clock import local
from ui.dialogs.question import Question
from ui.operations import Cancelled, Operations, Progress
from ui.pages import registry
from ui.pages.audit_page import AuditPage
from ui.pages.audit_source import AuditSource
from ui.record import Record
from ui.widgets.card import Label


@pytest.fixture
def page(qtbot: QtBot, late: Late) -> AuditPage:
    late.sit(Role.SUPERVISOR)
    made = registry.make("audit", late.desk)
    assert isinstance(made, AuditPage)
    qtbot.addWidget(made)
    late.desk.operations.changed.connect(made.stale)
    made.resize(1194, 600)
    made.show()
    made.activate()
    return made


def cell(page: AuditPage, row: int, key: str) -> str:
    column = next(number for number, one in enumerate(page.model.columns) if one.key == key)
    return str(page.model.data(page.model.index(row, column)))


def choose(page: AuditPage, box: str, words: str) -> None:
    chooser = getattr(page, box)
    chooser.setCurrentIndex(chooser.findText(words))
    chooser.activated.emit(chooser.currentIndex())


def test_the_newest_entry_stands_first_in_words(page: AuditPage, late: Late) -> None:
    assert page.model.rowCount() == late.store.head.seq
    assert cell(page, 0, "seq") == str(late.store.head.seq)
    assert cell(page, 0, "said") == "排名 6-18-02-04 修订 1"
    assert cell(page, 0, "who") == late.people[Role.CHIEF_JUDGE].name
    assert cell(page, page.model.rowCount() - 1, "said").startswith("建立竞赛文件")
    assert page.count.text() == f"{late.store.head.seq:,} 条"


def test_names_are_names_and_both_of_a_pair(page: AuditPage, late: Late) -> None:
    choose(page, "group", "锁定解密")
    assert page.model.rowCount() == 4
    chief, supervisor = late.people[Role.CHIEF_JUDGE].name, late.people[Role.SUPERVISOR].name
    assert cell(page, 0, "who") == f"{chief}、{supervisor}"
    assert [cell(page, row, "said")[:2] for row in range(4)] == ["解密", "锁定", "解密", "锁定"]


def test_filters_by_person_and_kind_and_words_work_together(page: AuditPage, late: Late) -> None:
    supervisor = late.people[Role.SUPERVISOR].name
    choose(page, "person", supervisor)
    assert 0 < page.model.rowCount() < late.store.head.seq
    assert all(supervisor in cell(page, row, "who") for row in range(page.model.rowCount()))
    choose(page, "person", "所有人")
    page.search.setText("6-31-01-03")
    page._filter_words(page.search.text())
    found = page.model.rowCount()
    assert 0 < found < late.store.head.seq
    choose(page, "group", "成绩")
    assert [cell(page, row, "said")[:2] for row in range(page.model.rowCount())] == ["公示", "确认", "排名"]
    page.search.setText("没有这样的字")
    page._filter_words(page.search.text())
    assert page.model.rowCount() == 0 and page.stack.currentWidget() is page.empty
    assert page.export.reason == "没有可导出的记录"
    page.clear.click()
    assert page.model.rowCount() == late.store.head.seq


def test_words_of_an_act_are_found_too(page: AuditPage) -> None:
    page._filter_words("公示")
    assert page.model.rowCount() == 1
    page._filter_words("公示 电工")
    assert page.model.rowCount() == 0


def test_pages_come_from_the_store_in_both_orders(late: Late) -> None:
    source = AuditSource(late.store, AuditFilter())
    count = source.arrange("", False, "")
    assert [line.seq for line in source.rows(0, 3)] == [count, count - 1, count - 2]
    assert [line.seq for line in source.rows(count - 2, 128)] == [2, 1]
    assert source.arrange("at", False, "") == count
    assert [line.seq for line in source.rows(0, 2)] == [1, 2]


def test_one_entry_is_told_in_full(page: AuditPage, late: Late) -> None:
    choose(page, "group", "锁定解密")
    page.table.select_row(1)
    assert page.detail.said.text() == "锁定 6-18-02-04（第 1 次）"
    told = page.detail.fields.text()
    assert "分值摘要　" in told and "评分标准摘要　" in told and "第二套算法　两套算法一致" in told
    assert "_" not in told and "操作代码　trade.locked" in told
    with late.store.read() as reading:
        digest = stored.hash_at(reading, int(cell(page, 1, "seq")))
    assert digest is not None and digest.hex() in page.detail.fields.text().replace(" ", "")


def test_a_whole_chain_is_said_to_be_whole(page: AuditPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert page.chain.state.accessibleName() == "完整"
    assert "前后衔接" in page.chain.found.text()
    assert not page.chain.show_first.isVisible()


def test_a_file_changed_by_hand_names_the_first_entry_and_goes_there(page: AuditPage, late: Late) -> None:
    with by_hand(late.store.path) as connection:
        connection.execute("UPDATE result SET award = '特等奖' WHERE id = 2")
    page.check()
    assert page.chain.state.accessibleName() == "有改动"
    wanted = page.chain._broken
    assert f"第一处：第 {wanted} 条" in page.chain.warn.accessibleName()
    assert "操作记录第" in page.chain.found.text()
    choose(page, "group", "抽签")
    page.chain.show_first.click()
    line = page.table.row_in_hand()
    assert line is not None and line.seq == wanted  # type: ignore[attr-defined]
    assert page.detail.said.text().startswith("排名")


def test_a_check_can_be_stopped(qtbot: QtBot, late: Late, monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()  # the file is small: without it the check is over before anybody can stop it

    def check_when_told(store: Store, progress: Progress) -> object:
        assert told.wait(60)
        return check_all(store, progress)

    monkeypatch.setattr("app.services.audit_view.check_all", check_when_told)
    late.desk.operations = Operations(threaded=True)
    page = AuditPage(late.desk)
    qtbot.addWidget(page)
    seen: list[str] = []
    page.long_work.connect(lambda title, progress: (seen.append(title), progress.cancel(), told.set()))
    page.check()
    qtbot.waitUntil(lambda: page._checking is None)
    assert seen == ["正在校验链条"]
    assert page.chain.state.accessibleName() == "打开时已校验"
    assert page.chain.check.isEnabled()
    assert late.desk.operations.close()


def test_stopping_ends_the_walk_along_the_chain(late: Late) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.replay.REPORTED_EVERY", 100)
        with pytest.raises(Cancelled):
            check_all(late.store, stop)


def test_a_code_from_paper_is_compared(page: AuditPage, late: Late) -> None:
    page.anchor.field.setText(late.store.head.code)
    QTest.keyClick(page.anchor.field, Qt.Key.Key_Return)
    assert f"印于第 {late.store.head.seq} 条之后" in page.anchor.told.text()
    page.anchor.field.setText("1" * 30)
    page.anchor.go.click()
    assert page.anchor.warn.accessibleName().startswith("E16")
    assert not page.anchor.told.isVisible()
    page.anchor.field.setText("12 34")
    page.anchor.go.click()
    assert "30 位" in page.anchor.warn.accessibleName()


def test_the_state_of_the_data_is_amber_without_a_fresh_copy(page: AuditPage, late: Late, tmp_path: Path) -> None:
    assert "还没有备份" in page.safety.warn.accessibleName()
    assert page.safety.state.accessibleName() == "要注意"
    backups.back_up(late.store, tmp_path / "kept.backup", by=CONSOLE, at=late.desk.now())
    page.grow_old()
    assert page.safety.warn.accessibleName() == ""
    assert str(tmp_path) in page.safety.copies.text()
    assert "SQLite" in page.safety.facts.text() and str(late.store.path) in page.safety.facts.text()


def test_a_clock_gone_wrong_is_named_and_an_administrator_answers_for_it(
    page: AuditPage, late: Late, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with by_hand(late.store.path) as connection:
        connection.execute("UPDATE contest SET mode = 'live'")  # the times of a demo are not this computer's
    wrong = later(-600)
    monkeypatch.setattr(late.desk, "now", lambda: wrong)
    page.grow_old()
    qtbot.waitUntil(lambda: page.safety.clock.isVisible())
    assert "要校对" in page.safety.facts.text()
    late.sit(Role.ADMINISTRATOR)
    QTest.mouseClick(page.safety.clock, Qt.MouseButton.LeftButton)
    dialog = page.findChild(Question)
    assert f"{local(wrong):%H:%M}" in dialog.findChildren(Label)[1].text()
    dialog.choose("right")
    qtbot.waitUntil(lambda: not page.safety.clock.isVisible())
    with late.store.read() as reading:
        told = json.loads(stored.last_body(reading, "clock.set") or "{}")
        assert clock_of(reading, wrong).word == "set"
    assert told["seconds"] < 0
    assert told["by"] == late.people[Role.ADMINISTRATOR].ref


def test_what_the_list_shows_is_written(page: AuditPage, tmp_path: Path) -> None:
    choose(page, "group", "锁定解密")
    said: list[str] = []
    page.told.connect(lambda message: said.append(message.text))
    page.write(tmp_path / "record.csv")
    with (tmp_path / "record.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["代码"] for row in rows] == ["trade.locked", "trade.decoded"] * 2
    assert said == [f"已写出 4 条：{tmp_path / 'record.csv'}"]
    for name in ("record.pdf", "record.xlsx"):
        page.write(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_filters_survive_another_language(page: AuditPage, late: Late, qtbot: QtBot) -> None:
    supervisor = late.people[Role.SUPERVISOR]
    choose(page, "person", supervisor.name)
    again = AuditPage(late.desk)
    qtbot.addWidget(again)
    again.recall(page.memo())
    again.show()
    again.activate()
    assert again.person.currentData() == f"u{supervisor.id}"
    assert again.model.rowCount() == page.model.rowCount()


def test_the_window_notes_start_clock_disk_and_failed_writes(late: Late, qtbot: QtBot) -> None:
    record = Record(late.desk)
    late.desk.contest_changed.emit()
    late.desk.contest_checked.emit()  # what the start notes waits for the check of the file
    assert late.acts()[-1] == "program.started"
    record.look()
    record.look(record._wall.replace(year=2031), record._steady + 20)
    assert late.acts()[-1] == "clock.jumped"
    record.locked()
    assert late.acts()[-1] == "screen.locked"
    late.desk.operations.refused.emit(WorldFailure("store.disk_full", path="x", reason=""))
    late.desk.operations.committed.emit()
    assert late.acts()[-1] == "write.failed"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.services.filecheck.WARN_SPACE", 1 << 60)
        record.look()
        record.look()
    assert late.acts().count("disk.low") == 1


def test_a_denial_and_a_log_in_are_read_with_their_person(page: AuditPage, late: Late) -> None:
    access.add_account(late.store, "新来的", "recorder", "246813", by=CONSOLE, at=later(2000))
    page.grow_old()
    assert page.person.findText("新来的") > 0
    assert cell(page, 0, "said").startswith("登记人员 u")


def test_the_side_shows_the_safety_of_the_data_first_and_an_entry_when_one_is_picked(page: AuditPage) -> None:
    assert page.safety.isVisible() and not page.detail.isVisible()
    page.table.opened.emit(page.table.row_in_hand())
    assert page.detail.isVisible() and not page.safety.isVisible()
    page.parts.changed.emit("safety")
    assert page.safety.isVisible()


def test_restoring_is_asked_for_from_the_safety_of_the_data(page: AuditPage, late: Late, qtbot: QtBot) -> None:
    with qtbot.waitSignal(late.desk.restore_wanted):
        page.safety.restore.click()
