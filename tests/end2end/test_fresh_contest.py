"""A contest nobody prepared, through the window: from the start screen to a bundle that the office takes in.

Everybody has a secret of their own, four of them a passphrase, so numbers and codes are kept encrypted. Three welders
and an electrician are on the list; welding is drawn, marked twice, rechecked, locked, revealed and ranked, with two
equals at the edge of an award; the electricians are not begun, for trades advance separately.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bundle import keys as ckey
from app.services import access, drawing, keys, scoring
from app.services.common import contest_facts
from app.services.sheet_view import SheetState
from db.queries import audit, people
from tests.end2end import test_window_day as by_window
from tests.end2end.fresh_evening import make_keys, print_certificates, receive, recheck, sign_and_rank, write_bundle
from tests.end2end.fresh_office import (
    CHIEF,
    CODING,
    ELECTRIC,
    FIRST,
    NAME,
    REGISTRAR,
    ROSTER,
    SCHEME,
    SECOND,
    SECRETS,
    SHEETS,
    SUPERVISOR,
    THEORY,
    WELDERS,
    WELDING,
    FreshOffice,
    write_roster,
)
from tests.gui.counted import Hands
from tests.services.hall import CHEAP
from ui.dialogs.roster_import import RosterImportDialog
from ui.pages.contest_page import ContestPage
from ui.pages.hall_page import HallPage
from ui.pages.registration_page import RegistrationPage
from ui.pages.scoring_page import ScoringPage
from ui.pages.setup_scheme_paste import PasteDialog
from ui.pages.setup_view import SetupView
from ui.pages.theory_page import TheoryPage
from ui.widgets.card import Label

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", "This plugin does not support grabbing")

EARLY = {  # what each page says before anything of its own can be done; the administrator sees no results
    "checkin": "本场没有选手。",
    "theory": "还没有理论成绩。",
    "practical": "还没有密号。",
    "recheck": "还不能复核。",
    "ranking": "管理员不能看名次。",
    "certificates": "管理员不能看获奖名单。",
}
look, venue = by_window.look, by_window.venue


@pytest.fixture
def fresh(
    venue: by_window.Venue, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FreshOffice]:
    """A window on the start screen. Secrets cost little to try, folders of a test are sticks."""
    monkeypatch.setattr("ui.pages.bundles_page.sticks", lambda: ())
    monkeypatch.setattr(access, "needs_rehash", lambda stored: False)
    monkeypatch.setitem(access.add_account.__kwdefaults__, "cost", CHEAP)
    monkeypatch.setitem(ckey.lock.__kwdefaults__, "cost", ckey.Cost(19456, 1, 1))
    monkeypatch.setattr(keys, "same_disk", lambda one, other: False)
    venue.window.activateWindow()  # the window of a test before may have the keyboard still
    qtbot.waitUntil(venue.window.isActiveWindow)
    hands = Hands(qtbot)
    yield FreshOffice(venue, hands, tmp_path)
    hands.rest()


def test_a_contest_from_nothing_to_the_office(fresh: FreshOffice) -> None:
    fresh.venue.window.resize(1366, 728)
    _begin(fresh)
    fresh.enter_staff()
    _set_up(fresh)
    _list(fresh)
    _door(fresh)
    _draw(fresh)
    codes = _codes(fresh)
    for name, state in ((FIRST, SheetState.SUBMITTED), (SECOND, SheetState.AGREED)):
        _key(fresh, name, codes, state)
    recheck(fresh, codes)
    sign_and_rank(fresh)
    chief_key = make_keys(fresh)
    print_certificates(fresh)
    bundle = write_bundle(fresh, chief_key)
    receive(fresh, bundle)
    with fresh.venue.store.read() as reading:
        acts = {json.loads(entry.body)["act"] for entry in audit.entries(reading)}
    assert "certificate.printed" in acts
    assert "rows.sealed" not in acts  # no row changed without an act that told of it


# ---- the days before -----------------------------------------------------------------------------------------------


def _begin(fresh: FreshOffice) -> None:
    """The form says what is missing until nothing is."""
    start = fresh.venue.window.start
    assert start is not None
    fresh.click(start.new)
    form = start.new_page
    assert form is not None
    fresh.until(form.name.hasFocus)
    fresh.hands.click(form.back)
    assert start.new_page is None
    fresh.click(start.new)
    form = start.new_page
    assert form is not None
    fresh.fill(form.name, NAME)
    assert form.make.reason == "还没有选工种。"
    for code in (WELDING, ELECTRIC):
        fresh.hands.click(form.ticks[code])
    assert "赛区编号" in form.make.reason
    fresh.fill(form.base, "GS-BASE-07")
    fresh.fill(form.file.line, str(fresh.folder / "fresh.contest"))
    fresh.shot("new")
    fresh.click(form.make)
    fresh.until(lambda: fresh.venue.desk.board is not None)
    assert (fresh.folder / "fresh.contest").is_file()


def _set_up(fresh: FreshOffice) -> None:
    page = fresh.venue.window.page()
    assert isinstance(page, ContestPage) and page.setup_view is not None
    view = page.setup_view
    fresh.until(lambda: view.setup.contest is not None)
    fresh.until(lambda: all(view.list.missing))  # nothing is filled yet, and no section says it is
    _basic(fresh, view)
    _scheme(fresh, view)
    _rules(fresh, view)
    _judges(fresh, view)
    _printing(fresh, view)
    fresh.until(lambda: [bool(left) for left in view.list.missing] == [False, True, False, True, False, False])
    assert view.list.missing[1] == ("日程",)
    kept = view.setup.stand.contest if view.setup.stand is not None else None
    assert kept is not None
    assert (kept.base, kept.organisers, str(kept.starts)) == (
        "GS-BASE-07",
        ("示范市总工会", "示范市人社局"),
        str(_today()),
    )
    assert [(one.name, [part.name for part in one.round("practical").modules]) for one in kept.trades] == [
        ("焊工", ["焊前准备", "外观检测"]),
        ("电工", ["接线与通电"]),
    ]  # fmt: skip


def _today() -> object:
    return datetime.now(UTC).astimezone().date()


def _section(fresh: FreshOffice, view: SetupView, number: int) -> None:
    fresh.front()
    fresh.hands.click(view.list, view.list._row(number))
    fresh.until(lambda: view.stack.currentIndex() == number)


def _basic(fresh: FreshOffice, view: SetupView) -> None:
    """Written one field after another, without waiting for what comes back from the disk."""
    _section(fresh, view, 0)
    section = view.basic
    for name in ("class", "kind"):
        box = section.findChild(QPushButton, name) or next(
            one.field.editor() for one in section.binding.bound if one.field.key == name
        )
        fresh.hands.choose(box, box.itemText(1))
    today = _today()
    wanted = {
        "organisers": "示范市总工会、示范市人社局",
        "host": "示范技师学院",
        "place": "示范技师学院实训楼",
        "starts": str(today),
        "ends": str(today),
    }
    for name, text in wanted.items():
        fresh.fill(fresh.line(name, section), text)
        fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: not view.list.missing[0])
    fresh.shot("basic")


def _scheme(fresh: FreshOffice, view: SetupView) -> None:
    """Welding pasted from a spreadsheet, the electricians' written by hand."""
    _section(fresh, view, 4)
    section = view.scheme
    QApplication.clipboard().setText(SCHEME)
    fresh.click(section.empty_paste)
    dialog = fresh.dialog(PasteDialog)
    assert dialog.heading.text() == "认出 3 个评分点，合计 100 分，有 0 行不能用"
    fresh.click(dialog.take)
    fresh.until(lambda: section.sum.accessibleName() == "已分配 100.0 / 100.0")
    fresh.front()
    fresh.hands.choose(section.trades, "电工")
    fresh.until(lambda: view.setup.trade == ELECTRIC and section.begin.isVisible())
    fresh.click(section.begin)
    tree = section.tree
    _cell(fresh, tree, "接线与通电")
    fresh.until(lambda: tree.lines.text(0, 1) == "接线与通电")  # beside the next cell, already open
    _cell(fresh, tree, "")
    fresh.hands.key(Qt.Key.Key_Down)
    tree.edit_cell(1)
    _cell(fresh, tree, "导线连接")
    assert tree.lines.text(1, 1) == "导线连接"
    _cell(fresh, tree, "100")
    fresh.until(lambda: section.sum.accessibleName() == "已分配 100.0 / 100.0")
    fresh.until(lambda: not view.list.missing[4])
    fresh.shot("scheme")


def _cell(fresh: FreshOffice, tree: object, text: str) -> None:
    """Write into the open cell over what stands there, Enter."""
    fresh.until(lambda: tree.editor is not None and tree.editor.hasFocus())  # type: ignore[attr-defined]
    if text:
        fresh.hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        fresh.commit(text)
    fresh.hands.key(Qt.Key.Key_Return)


def _rules(fresh: FreshOffice, view: SetupView) -> None:
    """Two awards of one place each: a line more is asked for while the one before is still on its way to the disk."""
    _section(fresh, view, 2)
    awards = next(one.field for one in view.rules.binding.bound if one.field.key == "awards")
    for number in range(2):
        fresh.bring(awards.add)
        fresh.hands.click(awards.add)
        fresh.until(lambda number=number: len(awards.value()) == number + 1)
        fresh.bring(awards.editor_at(number, 2))
        fresh.hands.click(awards.editor_at(number, 2))
        fresh.until(lambda number=number: awards.editor_at(number, 2).hasFocus())
        fresh.hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        fresh.commit("1")
    fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: not view.list.missing[2])
    fresh.until(lambda: awards.value() == (("一等奖", "count", "1", ""), ("二等奖", "count", "1", "")))
    fresh.shot("rules")


def _judges(fresh: FreshOffice, view: SetupView) -> None:
    _section(fresh, view, 3)
    section = view.judges
    names = ("周裁判", "吴裁判", "郑裁判")
    for name in names:
        fresh.click(section.new)
        fresh.until(section.name.line.hasFocus)
        fresh.commit(name)
        fresh.hands.key(Qt.Key.Key_Return)
        fresh.commit("示范职院")  # the unit, while the name goes to the disk
        fresh.hands.key(Qt.Key.Key_Return)
        fresh.until(lambda name=name: _judge(section, name) == "示范职院")
    fresh.front()
    fresh.hands.choose(section.trades, "焊工")
    fresh.until(lambda: len(section.seats) == 3)
    for seat, name in enumerate(names, 1):
        fresh.bring(section.seats[str(seat)])
        fresh.hands.choose(section.seats[str(seat)], name)
        fresh.until(lambda seat=seat, name=name: _on_seat(section, seat) == name)
        fresh.front()
    fresh.until(lambda: view.list.missing[3] == ("电工还有 5 个席位没有裁判",))
    fresh.shot("judges")


def _judge(section: object, name: str) -> str:
    panels = section.panels  # type: ignore[attr-defined]
    return next((one.unit for one in panels.judges if one.name == name), "")


def _on_seat(section: object, number: int) -> str:
    panels = section.panels  # type: ignore[attr-defined]
    return next((one.name for one in panels.judges if str(number) in {seat.seat for seat in one.seats}), "")


def _printing(fresh: FreshOffice, view: SetupView) -> None:
    _section(fresh, view, 5)
    section = view.papers
    fresh.fill(fresh.line("notice_phone", section), "0931-1234567")
    fresh.hands.key(Qt.Key.Key_Return)
    fresh.fill(fresh.line("serial_pattern", section), "{year}{base}-{prefix}{n:03}")
    fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: not view.list.missing[5] and section.pattern == "{year}{base}-{prefix}{n:03}")
    fresh.shot("papers")


def _list(fresh: FreshOffice) -> None:
    """Before anybody is on the list, the later pages say what they wait for; then the workbook comes in."""
    for number, (key, words) in enumerate(EARLY.items(), 3):
        page = fresh.go(number, key)
        assert isinstance(page, QWidget)
        labels = page.findChildren(Label)
        fresh.until(lambda labels=labels, words=words: any(one.isVisible() and one.text() == words for one in labels))
        fresh.shot(f"early-{key}")
    write_roster(fresh.folder / "roster.xlsx", ROSTER)
    fresh.swap(REGISTRAR)
    page = fresh.go(2, "registration")
    assert isinstance(page, RegistrationPage)
    fresh.file(fresh.folder / "roster.xlsx")
    fresh.click(page.empty.buttons["import"])
    dialog = fresh.dialog(RosterImportDialog)
    fresh.until(lambda: dialog.go.text() == f"导入 {len(ROSTER)} 行")
    fresh.shot("import")
    fresh.click(dialog.go)
    fresh.until(lambda: page.entries.rowCount() == len(ROSTER) and page.approve.isEnabled())
    fresh.front()
    fresh.until(page.list.hasFocus)
    fresh.hands.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    fresh.until(lambda: len(page.list.chosen) == len(ROSTER))
    fresh.key(Qt.Key.Key_F5)
    fresh.click(page.close_button)
    fresh.until(lambda: "已封闭" in fresh.venue.said())
    with fresh.venue.store.read() as reading:
        assert sorted(one.name for one in people.entries(reading)) == sorted(line[1] for line in ROSTER)
        assert all(trade.registration_closed_at for trade in contest_facts(reading).trades)
    fresh.shot("list")


# ---- the day ------------------------------------------------------------------------------------------------------


def _numbers(fresh: FreshOffice) -> dict[str, str]:
    with fresh.venue.store.read() as reading:
        trade = contest_facts(reading).trade(WELDING)
        return {entry.name: entry.number for entry in people.entries(reading, trade.id)}


def _door(fresh: FreshOffice) -> None:
    hall = fresh.go(3, "checkin")
    assert isinstance(hall, HallPage)
    page = hall.door
    fresh.venue.desk.choose_trade(WELDING)
    for round_id, title in (("theory", "理论"), ("practical", "实操")):
        fresh.until(lambda: page.view is not None)
        if page.view is not None and page.view.round != round_id:
            fresh.hands.choose(page.side.rounds, title)
            fresh.until(lambda round_id=round_id: page.view is not None and page.view.round == round_id)
        for number in _numbers(fresh).values():
            fresh.until(page.scan.hasFocus)
            fresh.hands.type(number)
            fresh.hands.key(Qt.Key.Key_Return)
            fresh.until(lambda: page.card.waits and page.card.confirm.isEnabled())
            fresh.hands.key(Qt.Key.Key_Return)
            fresh.until(lambda: not page.card.waits)
        fresh.until(lambda: page.view is not None and not page.view.missing)
    fresh.shot("door")


def _draw(fresh: FreshOffice) -> None:
    fresh.swap(CODING)
    fresh.front()
    fresh.hands.key(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    hall = fresh.venue.window.page()
    assert isinstance(hall, HallPage)
    page = hall.draw
    fresh.until(lambda: page.view is not None and len(page.view.present) == len(WELDERS))
    fresh.click(page.setup.promise)
    for field, digits in zip(page.setup.digits, ("314", "159"), strict=True):
        fresh.until(lambda: bool(page.setup.fingerprint.text()))
        fresh.fill(field, digits)
    for field, name in zip(page.setup.pins, (CODING, SUPERVISOR), strict=True):
        fresh.fill(field, SECRETS[name])
    fresh.shot("before-draw")
    fresh.until(page.start.isEnabled)
    fresh.key(Qt.Key.Key_F12)
    fresh.click(page.seats.all)
    fresh.until(lambda: len(page.seats.revealed()) == len(WELDERS))
    fresh.shot("drawn")


def _codes(fresh: FreshOffice) -> dict[str, str]:
    """Code by name, as the sealed table says when chief judge and supervisor open it; nobody else can."""
    store, at = fresh.venue.store, datetime.now(UTC)
    with store.read() as reading:
        assert not drawing.codes_by_entry(reading, contest_facts(reading).trade(WELDING))["practical"]
    chief, supervisor = (access.log_in(store, name, SECRETS[name], at) for name in (CHIEF, SUPERVISOR))
    table = drawing.sealed_table(store, WELDING, "practical", by=chief, second=supervisor, at=at)
    names = {number: name for name, number in _numbers(fresh).items()}
    return {names[line.entry]: line.code for line in table}


def _states(round_id: str, fresh: FreshOffice) -> set[SheetState]:
    return {line.state for line in scoring.lines(fresh.venue.store, WELDING, round_id)}


def _key(fresh: FreshOffice, name: str, codes: Mapping[str, str], wanted: SheetState) -> None:
    fresh.swap(name)
    table = fresh.go(4, "theory")
    assert isinstance(table, TheoryPage)
    keying = "第一遍" if wanted is SheetState.SUBMITTED else "第二遍"
    fresh.until(lambda: table.submit.text().startswith(f"提交理论{keying}") and table.grid.hasFocus())
    for who, _number in sorted(_numbers(fresh).items(), key=lambda pair: pair[1]):
        fresh.hands.type(THEORY[who])
        fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(table.submit.isEnabled)
    fresh.shot("theory")
    fresh.key(Qt.Key.Key_F12)
    fresh.until(lambda: _states("theory", fresh) == {wanted})
    page = fresh.go(5, "practical")
    assert isinstance(page, ScoringPage)
    for who, code in codes.items():
        _sheet(fresh, page, code, SHEETS[who])
        fresh.until(lambda code=code: page.view is not None and page.view.code == code and page.view.state is wanted)
    assert _states("practical", fresh) == {wanted}


def _sheet(fresh: FreshOffice, page: ScoringPage, code: str, marks: tuple[str, ...]) -> None:
    grid, field = page.space.grid, page.space.sheets.field
    fresh.until(lambda: page.view is not None and page.opened is not None)
    fresh.front()
    fresh.hands.key(Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    fresh.until(field.hasFocus)
    fresh.hands.type(code)
    fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: page.view is not None and page.view.code == code and grid.hasFocus())
    walk = grid.state.walk
    assert walk is not None and len(walk.cells) == len(marks)
    for cell, mark in zip(walk.cells, marks, strict=True):
        assert grid.current == cell
        fresh.hands.type(mark)
        if grid.state.draft is not None:
            fresh.hands.key(Qt.Key.Key_Return)
    fresh.until(lambda: not page.space.unsaved() and page.space.bar.submit.isEnabled())
    fresh.shot("sheet")
    fresh.key(Qt.Key.Key_F12)
