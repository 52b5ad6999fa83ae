"""Target U8: the whole day of one trade of six people through the window, counted in commands.

From the import of the workbook to the bundle that was read back and verified, with the office's setting-up done: the
list comes in and is approved, everybody is scanned at the door of both rounds, seats are drawn before two witnesses,
theory and every sheet are keyed by one person and again by another, the recheck holds sheets against paper, two people
lock and reveal, equals at an award's edge are ruled, places are confirmed, certificates and the bundle are written.

A command is what the meter (`tests/gui/meter.py`) counts as one: a click, a shortcut, Enter on a button, a choice from
a list or a menu. What is typed into a field or the grid is data, and so is the Enter or Tab that ends it there: marks,
codes from the scanner with the Enter by which the door takes a person, PINs, names of files, a person's name or its
first letters. Nothing is set behind the window's back: hands click what is in sight and keys go where the keyboard is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.aggregate import score_round
from app.domain.contest import Round
from app.domain.marks import show_mark
from app.domain.numbers import show
from app.services import bundles, keys, scoring
from app.services.demo import DemoPlayer
from app.services.demo_contest import demo_pins
from app.services.demo_data.day import DemoDay, make_day
from app.services.demo_data.people import DemoPerson
from app.services.demo_data.roster import row_of, write_roster
from app.services.sheet_view import SheetState
from db.queries import people
from tests.end2end import test_window_day as by_window
from tests.end2end.test_window_day import (
    CHIEF,
    CLERK,
    FIRST_RECORDER,
    PRACTICAL,
    REGISTRAR,
    SECOND_RECORDER,
    SEED,
    WELDING,
    Venue,
)
from tests.gui.counted import Hands
from tests.gui.meter import InteractionMeter
from tests.targets import Report
from ui.dialogs.people import LoginDialog, SecondPersonDialog
from ui.dialogs.question import Question
from ui.dialogs.roster_import import RosterImportDialog
from ui.pages.bundles_page import BundlesPage
from ui.pages.certificates_page import CertificatesPage
from ui.pages.hall_page import HallPage
from ui.pages.registration_page import RegistrationPage
from ui.pages.results_dialogs import EdgeDialog
from ui.pages.results_page import ResultsPage
from ui.pages.scoring_page import ScoringPage
from ui.pages.signoff_page import SignoffPage
from ui.pages.theory_page import TheoryPage

# popups of lists and menus, on a platform that has no window manager
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", "This plugin does not support grabbing")

PEOPLE, MOST = 6, 60
CTRL = Qt.KeyboardModifier.ControlModifier
look, venue = by_window.look, by_window.venue


class Office:
    """The people of the day before one window, and how many commands each part of it took."""

    def __init__(self, venue: Venue, hands: Hands, folder: Path) -> None:
        self.venue, self.hands, self.folder = venue, hands, folder
        self.day: DemoDay = make_day(SEED)
        self.trade = next(one for one in self.day.contest.trades if one.code == WELDING)
        self.people = _plain(self.day)
        self.until = venue.until
        self.meter = InteractionMeter()
        self.spent: dict[str, int] = {}
        self.scans = self.rulings = 0

    def part(self, name: str) -> Round:
        """A round of the trade."""
        found = self.trade.round(name)
        assert found is not None
        return found

    def counted(self, name: str, act: Callable[[], None]) -> None:
        """Do a part of the day and note what it took."""
        before = self.meter.commands
        act()
        self.spent[name] = self.meter.commands - before

    def front(self) -> None:
        """Nothing gives the keys back after a dialog where there is no window manager."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        self.until(lambda: not self.venue.desk.operations.working)  # what comes late may take the keyboard
        self.venue.window.activateWindow()
        self.until(self.venue.window.isActiveWindow)

    def go(self, number: int, key: str) -> object:
        """Ctrl with the number of the page."""
        self.front()
        self.hands.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
        self.until(lambda: self.venue.window.current == key)
        return self.venue.window.page()

    def key(self, key: Qt.Key) -> None:
        self.front()
        self.hands.key(key)

    def click(self, button: QPushButton) -> None:
        """Once it is on."""
        self.until(lambda: button.isVisible() and button.isEnabled())
        self.hands.click(button)

    def swap(self, name: str) -> None:
        """F10: somebody else sits down."""
        self.key(Qt.Key.Key_F10)
        dialog = self.dialog(LoginDialog)
        assert dialog.pin.hasFocus()
        self.hands.line(dialog.names, dialog.names.names().index(name))
        self.pin(dialog.pin, name)
        self.until(lambda: self.venue.desk.person is not None and self.venue.desk.person.name == name)

    def dialog(self, kind: type[by_window.D]) -> by_window.D:
        """The dialog of a kind, with the keyboard."""
        found = self.venue.dialog(kind)
        found.activateWindow()
        self.until(found.isActiveWindow)
        return found

    def pin(self, field: QLineEdit, name: str) -> None:
        """Type a PIN over what stands there, Enter."""
        self.until(field.hasFocus)
        field.selectAll()
        self.hands.type(demo_pins()[name])
        self.hands.key(Qt.Key.Key_Return)

    def both_sign(self) -> None:
        """Chief judge and supervisor, each a PIN."""
        dialog = self.dialog(SecondPersonDialog)
        self.pin(dialog.pin, CHIEF)
        self.pin(dialog.other_pin, by_window.SUPERVISOR)

    def file(self, path: Path) -> None:
        """Answer the next dialog for files: the name, Enter. Called before what opens it."""

        def answer() -> None:
            dialog = QApplication.activeModalWidget()
            assert dialog is not None
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert field is not None and field.hasFocus()
            field.selectAll()
            self.hands.type(str(path))
            proposals = QApplication.activePopupWidget()
            if proposals is not None:
                proposals.hide()  # names that begin alike
            self.hands.key(Qt.Key.Key_Return)
            assert not dialog.isVisible(), "the dialog for files took the name"

        self.hands.when(QFileDialog, answer)


def _plain(day: DemoDay) -> list[DemoPerson]:
    """Six who came and were marked by their whole panel."""
    found = []
    for one in day.of_trade(WELDING):
        marks = day.final(one.id_number, PRACTICAL).marks
        whole = bool(marks) and all(mark.word is None for seats in marks.values() for mark in seats.values())
        if whole and one.id_number in day.theory(WELDING):
            found.append(one)
    return found[:PEOPLE]


@pytest.fixture
def office(venue: Venue, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("ui.pages.bundles_page.sticks", lambda: ())  # what is plugged in here is no part of a test
    hands = Hands(qtbot)
    made = Office(venue, hands, tmp_path)
    player = DemoPlayer.begin(made.day, tmp_path / "day.contest", tmp_path)
    player.accounts()
    player.store.close()
    write_roster(tmp_path / "roster.xlsx", [row_of(number, one) for number, one in enumerate(made.people, 1)])
    yield made
    made.meter.stop()
    hands.rest()


def test_u08_the_day_takes_few_commands(office: Office, figure: Report) -> None:
    venue = office.venue
    venue.window.resize(1366, 728)
    venue.open(office.folder / "day.contest", REGISTRAR)
    with office.meter:
        office.counted("list", lambda: _list(office))
        numbers = _numbers(office)
        office.counted("door", lambda: _door(office, numbers))
        office.counted("draw", lambda: _draw(office))
        codes = _codes(office, numbers)
        for name, state in ((FIRST_RECORDER, SheetState.SUBMITTED), (SECOND_RECORDER, SheetState.AGREED)):
            office.counted(f"keyed by {name}", lambda name=name, state=state: _key(office, name, numbers, codes, state))
        office.counted("recheck", lambda: _recheck(office, codes))
        office.counted("places", lambda: _places(office))
        office.counted("papers", lambda: _papers(office))
    _is_genuine(office)
    edges = office.rulings
    figure("U8", f"commands for a day of {PEOPLE} people, {edges} edges ruled", office.meter.commands, most=MOST)
    figure("U8", "the Enters by which the door took a person", office.scans)


def _list(office: Office) -> None:
    page = office.go(2, "registration")
    assert isinstance(page, RegistrationPage)
    office.file(office.folder / "roster.xlsx")
    office.click(page.empty.buttons["import"])
    dialog = office.dialog(RosterImportDialog)
    office.until(lambda: dialog.go.text() == f"导入 {PEOPLE} 行")
    office.click(dialog.go)
    office.until(lambda: page.summary is not None and page.summary.entries == PEOPLE)
    office.until(lambda: page.entries.rowCount() == PEOPLE and page.approve.isEnabled())
    office.front()
    office.until(lambda: page.entries.rowCount() == PEOPLE and page.list.hasFocus())
    office.hands.key(Qt.Key.Key_A, CTRL)
    office.until(lambda: len(page.list.chosen) == PEOPLE)
    office.key(Qt.Key.Key_F5)
    office.click(page.close_button)


def _numbers(office: Office) -> dict[str, str]:
    """Entry number by ID number, as the lists on the wall say."""
    with office.venue.store.read() as reading:
        return {
            member.id_number: entry.number
            for entry in people.entries(reading)
            for member in people.members_of(reading, entry.id)
        }


def _door(office: Office, numbers: Mapping[str, str]) -> None:
    """Everybody is scanned before either round, and taken with one Enter."""
    hall = office.go(3, "checkin")
    assert isinstance(hall, HallPage)
    page, hands = hall.door, office.hands
    for round_id in ("theory", PRACTICAL):
        office.until(lambda: page.view is not None)
        if page.view is not None and page.view.round != round_id:
            hands.choose(page.side.rounds, office.part(round_id).name)
            office.until(lambda round_id=round_id: page.view is not None and page.view.round == round_id)
        for number in numbers.values():
            office.until(page.scan.hasFocus)
            hands.type(number)
            hands.key(Qt.Key.Key_Return)
            office.until(lambda: page.card.waits and page.card.confirm.isEnabled())
            hands.key(Qt.Key.Key_Return)
            office.scans += 1
            office.until(lambda: not page.card.waits)
        office.until(lambda: page.view is not None and not page.view.missing)


def _draw(office: Office) -> None:
    """The fingerprint is told, two witnesses say three digits and type their PINs; all seats are shown at once."""
    office.front()
    office.hands.key(Qt.Key.Key_Tab, CTRL)
    hall = office.venue.window.page()
    assert isinstance(hall, HallPage)
    page = hall.draw
    office.until(lambda: page.view is not None and len(page.view.present) == PEOPLE)
    office.click(page.setup.promise)
    office.pin(office.dialog(LoginDialog).pin, page.setup.names[0].currentData())
    for field, digits in zip(page.setup.digits, ("314", "159"), strict=True):
        office.front()
        office.until(field.hasFocus)
        office.hands.type(digits)
    office.until(page.start.isEnabled)
    office.key(Qt.Key.Key_F12)
    office.click(page.seats.all)
    office.until(lambda: len(page.seats.revealed()) == PEOPLE)


def _codes(office: Office, numbers: Mapping[str, str]) -> dict[str, str]:
    """Code by ID number, as the labels on the work pieces say."""
    player = DemoPlayer(office.day, office.venue.store, office.folder)
    player.numbers = dict(numbers)
    return player.codes(office.trade, PRACTICAL)


def _key(office: Office, name: str, numbers: Mapping[str, str], codes: Mapping[str, str], wanted: SheetState) -> None:
    """One person keys theory and every sheet, as they lie on the pile."""
    office.swap(name)
    table = office.go(4, "theory")
    assert isinstance(table, TheoryPage)
    scores = office.day.theory(WELDING)
    keying = "第一遍" if wanted is SheetState.SUBMITTED else "第二遍"
    office.until(lambda: table.submit.text().startswith(f"提交理论{keying}") and table.grid.hasFocus())
    for key in sorted(numbers, key=lambda key: numbers[key]):
        office.hands.type(show(scores[key], 2).rstrip("0").rstrip("."))
        office.hands.key(Qt.Key.Key_Return)
    office.until(table.submit.isEnabled)
    office.key(Qt.Key.Key_F12)
    office.until(lambda: _states(office, "theory") == {wanted})
    page = office.go(5, "practical")
    assert isinstance(page, ScoringPage)
    office.until(lambda: page.view is not None and page.opened is not None and page.opened.closed is None)
    for key, code in codes.items():
        _sheet(office, page, key, code)
        office.until(lambda code=code: page.view is not None and page.view.code == code and page.view.state is wanted)
    assert _states(office, PRACTICAL) == {wanted}


def _states(office: Office, round_id: str) -> set[SheetState]:
    return {line.state for line in scoring.lines(office.venue.store, WELDING, round_id)}


def _sheet(office: Office, page: ScoringPage, person: str, code: str) -> None:
    """Open by code, type what stands on the paper, hand in."""
    grid, field = page.space.grid, page.space.sheets.field
    office.front()
    office.until(lambda: field.hasFocus() or grid.hasFocus())
    if not field.hasFocus():
        office.hands.key(Qt.Key.Key_G, CTRL)
        office.until(field.hasFocus)
    assert field.text() == ""
    office.hands.type(code)
    office.hands.key(Qt.Key.Key_Return)
    office.until(lambda: page.view is not None and page.view.code == code and grid.hasFocus())
    marks = office.day.final(person, PRACTICAL).marks
    walk = grid.state.walk
    assert walk is not None
    for cell in walk.cells:
        if grid.current != cell:
            continue  # passed over: nothing to key there
        aspect = office.part(PRACTICAL).aspect(cell.aspect)
        assert aspect is not None
        text = show_mark(marks[cell.aspect][str(cell.seat + 1) if cell.seat >= 0 else ""], aspect)
        office.hands.type({"合格": "1", "不合格": "0"}.get(text, text.replace(":", "").lstrip("0") or "0"))
        if grid.state.draft is not None or grid._deduction is not None:
            office.hands.key(Qt.Key.Key_Return)
    office.until(lambda: not page.space.unsaved() and page.space.bar.submit.isEnabled())
    office.key(Qt.Key.Key_F12)


def _recheck(office: Office, codes: Mapping[str, str]) -> None:
    """The sample is drawn; the paper's totals are typed before the machine shows its own."""
    page = office.go(6, "recheck")
    assert isinstance(page, SignoffPage)
    office.click(page.draw)
    keys_of = {code: key for key, code in codes.items()}
    office.until(lambda: page.view is not None and bool(page.view.samples))
    assert page.view is not None
    for _ in [item for sample in page.view.samples for item in sample.items]:
        office.until(lambda: page.paper.code.text() in keys_of and page.paper.area.isAncestorOf(_focus()))
        code = page.paper.code.text()
        for module in score_round(office.part(PRACTICAL), office.day.final(keys_of.pop(code), PRACTICAL)).modules:
            assert module.score is not None
            office.hands.type(show(module.score, 2))
            office.hands.key(Qt.Key.Key_Return)
        office.until(lambda: page.paper.same.isEnabled() and page.paper.same.hasFocus())
        office.hands.key(Qt.Key.Key_Return)
        office.until(lambda code=code: office.venue.said() == f"{code} 与纸面一致。")


def _focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _places(office: Office) -> None:
    """Chief judge and supervisor lock and reveal; edges are ruled, the places confirmed."""
    office.swap(CHIEF)
    page = office.venue.window.page()
    assert isinstance(page, SignoffPage)
    office.until(page.lock.isEnabled)
    office.key(Qt.Key.Key_F12)
    office.both_sign()
    office.click(page.decode)
    office.both_sign()
    office.until(lambda: page.view is not None and page.view.decoded)
    after = office.go(7, "ranking")
    assert isinstance(after, ResultsPage)
    office.until(lambda: after.table.rowCount() == PEOPLE)
    while after.asks.lines:
        left = len(after.asks.lines)
        office.click(after.asks.lines[0].button)
        _rule(office, office.dialog(EdgeDialog))
        office.until(lambda left=left: len(after.asks.lines) == left - 1)
        office.rulings += 1
    office.front()
    office.click(after.go)
    office.click(office.dialog(Question).buttons["confirm"])
    office.until(lambda: after.state.accessibleName() == "正式 · 已确认")


def _rule(office: Office, dialog: EdgeDialog) -> None:
    """All of them go up; the reason is one of the list."""
    office.click(dialog.buttons_of["up"])
    office.hands.choose(dialog.reasons, "并列者一并授予")
    office.click(dialog.buttons["give"])


def _papers(office: Office) -> None:
    """All certificates as one file, then the bundle on a stick."""
    office.swap(CLERK)
    page = office.go(8, "certificates")
    assert isinstance(page, CertificatesPage)
    office.until(lambda: bool(page.winners.lines))
    file = office.folder / "certificates.pdf"
    office.file(file)
    office.hands.menu("合成一份 PDF")
    office.click(page.export)
    count = len(page.winners.lines)
    office.until(lambda: f"{count} 张证书已存到" in office.venue.said())
    document = pypdfium2.PdfDocument(file)
    try:
        assert len(document) == count
    finally:
        document.close()
    stick = office.folder / "stick"
    stick.mkdir()
    report = office.go(9, "report")
    assert isinstance(report, BundlesPage)
    office.until(lambda: report.trades.chosen() == (WELDING,))
    office.file(stick)
    button = report.places.findChild(QPushButton, "choose_folder")
    assert button is not None
    office.click(button)
    office.until(report.go.isEnabled)
    office.key(Qt.Key.Key_F12)
    office.until(lambda: "成绩包已写好并校验" in office.venue.said())


def _is_genuine(office: Office) -> None:
    """The bundle holds against the list of keys and bears all six."""
    store = office.venue.store
    (file,) = (office.folder / "stick").glob("*.crb")
    trust = office.folder / "trust-list.ctl"
    keys.write_trust(store, trust)
    found = bundles.verify_bundle(file, trust, now=datetime(2026, 6, 19, tzinfo=UTC))
    assert found.genuine, found.problems
    assert list(found.trades) == [WELDING]
    rows = found.trades[WELDING].results["rows"]
    assert len(rows) == PEOPLE == len(office.people)
    assert sum(line["people"] for line in found.trades[WELDING].results["delegations"]) == PEOPLE
