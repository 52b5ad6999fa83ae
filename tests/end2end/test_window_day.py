"""The contest day through the window: its own threads and files, keys and clicks, and what lies on the disk after."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.domain.aggregate import score_round
from app.domain.marks import show_mark
from app.domain.numbers import show
from app.services import bundles, keys, results, scoring
from app.services.access import people_at_keyboard
from app.services.common import contest_facts
from app.services.demo import DemoPlayer
from app.services.demo_contest import demo_pins, make_demo
from app.services.demo_data.day import DemoDay, make_day
from app.services.demo_data.roster import corrected_rows, roster_rows, write_roster
from app.services.drawing import codes_by_entry
from app.services.results_view import ranking_view
from app.services.sheet_view import CellAddress, CellState, SheetState
from app.services.signing_view import signoff_view
from db.queries import people
from db.store import Store
from tests.gui.grid_helpers import keys as press_in
from ui.application import Program, load_fonts
from ui.dialogs.people import LoginDialog, SecondPersonDialog
from ui.dialogs.question import Question
from ui.dialogs.roster_import import RosterImportDialog
from ui.opening import Opening
from ui.pages.bundles_page import BundlesPage
from ui.pages.certificates_page import CertificatesPage
from ui.pages.page import Page
from ui.pages.registration_page import RegistrationPage
from ui.pages.results_dialogs import EdgeDialog
from ui.pages.results_page import ResultsPage
from ui.pages.scoring_page import ScoringPage
from ui.pages.signoff_page import SignoffPage

SEED = 1
PATIENCE = 60_000
WELDING, PRACTICAL = "6-18-02-04", "practical"
REGISTRAR, FIRST_RECORDER, SECOND_RECORDER = "何芳", "马秀英", "张晓燕"
CHIEF, SUPERVISOR, CLERK = "陈志强", "赵明亮", "许红梅"
WELDER = "熊万里"  # his sheet lies unkeyed at half past two; no judge is recused, no panel disagrees

P = TypeVar("P", bound=Page)
D = TypeVar("D", bound=QWidget)


@pytest.fixture(scope="module")
def day() -> DemoDay:
    """The day as its paper says it went."""
    return make_day(SEED)


@pytest.fixture(scope="module", autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    """The look of the program; later tests get back what was there."""
    font = QFont(qapp.font())
    qapp.setStyle("Fusion")
    load_fonts()
    yield
    qapp.setFont(font)


@pytest.fixture(scope="module")
def at_half_past_two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo in the middle of its afternoon, made once."""
    return make_demo(tmp_path_factory.mktemp("afternoon") / "demo.contest", SEED, "14:30").path


@pytest.fixture(scope="module")
def at_five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with everything rechecked and nothing signed, made once."""
    return make_demo(tmp_path_factory.mktemp("evening") / "demo.contest", SEED, "17:00").path


class Watch(QObject):
    """Notes whenever what it watches is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look and let pass."""
        self.hidden += event.type() in (QEvent.Type.Hide, QEvent.Type.HideToParent)
        return False


class Venue:
    """A running program with its threads, and the hands and eyes of whoever sits before it."""

    def __init__(self, qtbot: QtBot, qapp: QApplication) -> None:
        self.qtbot = qtbot
        self.program = Program(qapp)
        self.window, self.desk = self.program.window, self.program.desk
        qtbot.addWidget(self.window)
        self.window.build()
        self.program.opening = Opening(self.desk, self.window)
        self.window.commands.retranslate()  # the shortcuts
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.watch = Watch()

    @property
    def store(self) -> Store:
        """The open file."""
        assert self.desk.contest is not None
        store: Store = self.desk.contest.store
        return store

    def until(self, happened: Callable[[], bool]) -> None:
        """Wait for something the threads bring about."""
        self.qtbot.waitUntil(happened, timeout=PATIENCE)

    def open(self, path: Path, name: str) -> None:
        """Open a contest file, log in."""
        assert self.program.opening is not None
        self.program.opening.open_path(str(path))
        self._log_in(name)
        self.until(lambda: self.desk.board is not None)
        shell = self.window.shell
        assert shell is not None
        shell.band.installEventFilter(self.watch)

    def switch(self, name: str) -> None:
        """F10: somebody else sits down, and the page stays."""
        page = self.window.current
        self.window.activateWindow()  # without a window manager nobody gives the keys back after a dialog
        self.until(self.window.isActiveWindow)
        self.qtbot.keyClick(self.window, Qt.Key.Key_F10)
        self._log_in(name)
        assert self.window.current == page

    def _log_in(self, name: str) -> None:
        dialog = self.dialog(LoginDialog)
        dialog.names.choose(name)
        dialog.pin.setText(demo_pins()[name])
        self.qtbot.keyClick(dialog.pin, Qt.Key.Key_Return)
        self.until(lambda: self.desk.person is not None and self.desk.person.name == name)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of a kind that is open, or opens now."""
        found: list[D] = []

        def there() -> bool:
            found[:] = [dialog for dialog in self.window.findChildren(kind) if dialog.isVisible()]
            return bool(found)

        self.until(there)
        return found[-1]

    def go(self, key: str, kind: type[P]) -> P:
        """Choose a page in the rail, under the band."""
        shell = self.window.shell
        assert shell is not None
        if self.window.current != key:
            shell.rail.items[key].click()
        page = self.window.page()
        assert isinstance(page, kind)
        self.band_stands()
        return page

    def band_stands(self) -> None:
        """The band says that this is a demo, and nothing has hidden it so far."""
        shell = self.window.shell
        assert shell is not None
        assert shell.band.isVisible()
        assert shell.band.height() > 20
        assert "演示" in shell.band.accessibleName()
        assert self.watch.hidden == 0

    def said(self) -> str:
        """The message at the foot."""
        return self.window.bar().text


@pytest.fixture
def venue(qtbot: QtBot, qapp: QApplication) -> Iterator[Venue]:
    made = Venue(qtbot, qapp)
    yield made
    contest = made.desk.contest
    assert contest is None or made.window.close()
    made.program.close()
    if contest is not None:
        contest.store.close()


def copied(path: Path, folder: Path) -> Path:
    """A file of its own for one test."""
    return Path(shutil.copy(path, folder / path.name))


# ---- the morning ------------------------------------------------------------------------------------------------


def test_the_delegations_workbooks_come_in(
    venue: Venue, day: DemoDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, first, second = (tmp_path / name for name in ("new.contest", "roster.xlsx", "corrected.xlsx"))
    player = DemoPlayer.begin(day, file, tmp_path)
    player.accounts()
    player.store.close()
    write_roster(first, roster_rows(day))
    write_roster(second, corrected_rows(day))
    venue.open(file, REGISTRAR)
    page = venue.go("registration", RegistrationPage)
    venue.until(lambda: page.empty.buttons["import"].isVisible())
    chosen = [first, second]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen.pop(0)), ""))

    page.empty.buttons["import"].click()
    _import(venue, "roster.xlsx，73 行：69 可导入", "导入 69 行")
    venue.until(lambda: page.summary is not None and page.summary.entries == 69)
    assert _registered(venue) < {person.name for person in day.people}

    page.import_button.click()
    _import(venue, "corrected.xlsx，3 行：3 可导入", "导入 3 行")
    venue.until(lambda: page.summary is not None and page.summary.entries == 72)
    assert _registered(venue) == {person.name for person in day.people}
    page.show_all()
    venue.until(lambda: page.entries.rowCount() == 72)
    page.search.setText(WELDER)
    venue.until(lambda: page.entries.rowCount() == 1)
    line = page.entries.row(0)
    assert line is not None and line.name == WELDER
    venue.band_stands()


def _import(venue: Venue, summary: str, verb: str) -> None:
    dialog = venue.dialog(RosterImportDialog)
    venue.until(lambda: dialog.summary.text().startswith(summary))
    assert dialog.go.text() == verb
    dialog.go.click()
    venue.until(lambda: not any(one.isVisible() for one in venue.window.findChildren(RosterImportDialog)))


def _registered(venue: Venue) -> set[str]:
    with venue.store.read() as reading:
        return {entry.name for entry in people.entries(reading)}


# ---- the afternoon ----------------------------------------------------------------------------------------------


def test_a_sheet_is_keyed_twice_by_keyboard(venue: Venue, day: DemoDay, at_half_past_two: Path, tmp_path: Path) -> None:
    venue.open(copied(at_half_past_two, tmp_path), FIRST_RECORDER)
    page = venue.go("practical", ScoringPage)
    venue.until(lambda: page.view is not None)
    code = _code_of(venue, WELDER)
    grid, field = page.space.grid, page.space.sheets.field
    press_in(grid, "<Ctrl+G>")
    QTest.keyClicks(field, code)
    QTest.keyClick(field, Qt.Key.Key_Return)
    venue.until(lambda: page.view is not None and page.view.code == code)

    texts = _on_paper(day)
    _key(venue, page, texts)
    venue.until(lambda: page.space.bar.submit.isEnabled())
    press_in(grid, "<F12>")
    venue.until(lambda: _state(venue, page) is SheetState.SUBMITTED)

    venue.switch(SECOND_RECORDER)
    venue.until(lambda: page.view is not None and (page.view.keying, page.view.filled) == (2, 0))
    slip = CellAddress("B9", 1)
    _key(venue, page, {**texts, slip: "5.0"})
    venue.until(lambda: grid.state.cell(slip).state is CellState.DIFFERS)
    assert grid.state.cell(slip).text == f"5.0≠{texts[slip]}"
    grid.go_to(slip)
    press_in(grid, f"{texts[slip]}<Return>")
    venue.until(lambda: page.space.bar.submit.isEnabled())
    assert _state(venue, page) is SheetState.SECOND  # nothing agrees by itself
    press_in(grid, "<F12>")
    venue.until(lambda: _state(venue, page) is SheetState.AGREED)

    person = next(one for one in day.people if one.name == WELDER)
    part = next(trade for trade in day.contest.trades if trade.code == WELDING).round(PRACTICAL)
    assert part is not None
    truth = score_round(part, day.final(person.id_number, PRACTICAL)).score
    assert truth is not None
    kept = scoring.view(venue.store, page.keeper.sheet_id, 2)
    assert kept.total is not None
    assert kept.total == show(truth, 2)
    with venue.store.read() as reading:
        keyed = reading.connection.exec_driver_sql(
            "SELECT keying, COUNT(*), MIN(by), MAX(by) FROM mark WHERE sheet_id = ? GROUP BY keying ORDER BY keying",
            (page.keeper.sheet_id,),
        ).all()
    first, second = (_ref(venue, name) for name in (FIRST_RECORDER, SECOND_RECORDER))
    assert [tuple(row) for row in keyed] == [(1, 51, first, first), (2, 51, second, second), (3, 1, second, second)]
    venue.band_stands()


def _ref(venue: Venue, name: str) -> str:
    """How marks name a person."""
    return next(person.ref for person in people_at_keyboard(venue.store) if person.name == name)


def _code_of(venue: Venue, name: str) -> str:
    with venue.store.read() as reading:
        trade = contest_facts(reading).trade(WELDING)
        codes = codes_by_entry(reading, trade)[PRACTICAL]
        return next(codes[entry.id] for entry in people.entries(reading, trade.id) if entry.name == name)


def _on_paper(day: DemoDay) -> dict[CellAddress, str]:
    """What the recorder types, cell by cell."""
    part = next(trade for trade in day.contest.trades if trade.code == WELDING).round(PRACTICAL)
    person = next(one for one in day.people if one.name == WELDER)
    assert part is not None
    texts = {}
    for name, seats in day.paper(person.id_number, PRACTICAL).marks.items():
        aspect = part.aspect(name)
        assert aspect is not None
        for seat, mark in seats.items():
            text = show_mark(mark, aspect)
            texts[CellAddress(name, int(seat) - 1 if seat else -1)] = {"合格": "1", "不合格": "0"}.get(text, text)
    return texts


def _key(venue: Venue, page: ScoringPage, texts: dict[CellAddress, str]) -> None:
    """Type a whole sheet from its first cell, only keys: the cursor must walk by itself."""
    grid = page.space.grid
    walk = grid.state.walk
    assert walk is not None
    assert set(walk.cells) == set(texts)
    assert grid.current == walk.cells[0]
    for place, cell in enumerate(walk.cells):
        assert grid.current == cell, f"after {walk.cells[place - 1]}"
        press_in(grid, texts[cell])
        if grid.state.draft is not None or grid._deduction is not None:
            QTest.keyClick(grid, Qt.Key.Key_Return)
    venue.until(lambda: not page.space.unsaved())


def _state(venue: Venue, page: ScoringPage) -> SheetState:
    return next(
        line.state for line in scoring.lines(venue.store, WELDING, PRACTICAL) if line.sheet_id == page.keeper.sheet_id
    )


# ---- the evening ------------------------------------------------------------------------------------------------


def test_the_evening_from_signatures_to_the_bundle(
    venue: Venue, at_five: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.pages.bundles_page.sticks", lambda: ())  # what is plugged in here is no part of a test
    venue.open(copied(at_five, tmp_path), CHIEF)
    venue.desk.choose_trade(WELDING)
    _sign(venue)
    _rank(venue)
    venue.switch(CLERK)
    _certificates(venue, tmp_path / "certificates.pdf", monkeypatch)
    _bundle(venue, tmp_path / "stick", monkeypatch)
    venue.band_stands()


def _sign(venue: Venue) -> None:
    """Lock and reveal, each with the PINs of two people; a wrong one changes nothing."""
    page = venue.go("recheck", SignoffPage)
    venue.until(lambda: page.view is not None and page.lock.isEnabled())
    page.lock.click()
    dialog = venue.dialog(SecondPersonDialog)
    dialog.pin.setText(demo_pins()[CHIEF])
    dialog.other_pin.setText("000000")
    dialog.buttons["confirm"].click()
    venue.until(lambda: bool(dialog.refusal.text()))
    assert not signoff_view(venue.store, WELDING).locked
    dialog.other_pin.setText(demo_pins()[SUPERVISOR])
    dialog.buttons["confirm"].click()
    venue.until(lambda: page.view is not None and page.view.locked and page.decode.isEnabled())
    signature = signoff_view(venue.store, WELDING).signatures[0]
    assert (signature.by, signature.second) == (CHIEF, SUPERVISOR)
    page.decode.click()
    dialog = venue.dialog(SecondPersonDialog)
    dialog.pin.setText(demo_pins()[CHIEF])
    dialog.other_pin.setText(demo_pins()[SUPERVISOR])
    dialog.buttons["confirm"].click()
    venue.until(lambda: page.ranking.isVisible())
    page.ranking.click()


def _rank(venue: Venue) -> None:
    """The places are those of the service, the first is explained, the edge is ruled, the list confirmed."""
    page = venue.go("ranking", ResultsPage)
    venue.until(lambda: page.table.rowCount() == 24)
    with venue.store.read() as reading:
        lines = results.standings(reading, contest_facts(reading).trade(WELDING)).lines
    assert [lines[0].place, lines[0].name, lines[0].total_text] == [1, "贾娟", "93.54"]
    assert _table(page) == [
        ("—" if line.place is None else str(line.place), line.name, line.total_text or "—") for line in lines
    ]

    page.list.select_key(lines[0].entry)
    venue.until(lambda: "第 1 名" in page.side.why.texts())
    texts = page.side.why.texts()
    assert any(text.startswith("总成绩 = 89 × 0.3 + 95.4888") for text in texts)
    assert any(text.endswith("→ 93.54") for text in texts)

    # One edge of the all-round list, and one of the list by theory alone.
    for left in (2, 1):
        assert page.go.reason == f"还差 {left} 处裁定"
        page.asks.lines[0].button.click()
        edge = venue.dialog(EdgeDialog)
        edge.buttons_of["up"].click()
        edge.words.setPlainText("并列者一并授予")
        edge.buttons["give"].click()
        venue.until(lambda left=left: len(page.asks.lines) == left - 1)
    venue.until(page.go.isEnabled)
    awards = {line.result.entry: line.result.award for line in ranking_view(venue.store, WELDING).lines}
    assert (awards["HG07"], awards["HG16"]) == ("一等奖", "一等奖")
    page.go.click()
    venue.dialog(Question).buttons["confirm"].click()
    venue.until(lambda: page.state.accessibleName() == "正式 · 已确认")


def _table(page: ResultsPage) -> list[tuple[str, str, str]]:
    columns = {column.key: column for column in page.table.columns}
    rows = [page.table.row(number) for number in range(page.table.rowCount())]
    return [
        (columns["place"].text(row), row.result.name, columns["total"].text(row)) for row in rows if row is not None
    ]


def _certificates(venue: Venue, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One PDF, a page for every winner, with the name on it."""
    page = venue.go("certificates", CertificatesPage)
    venue.until(lambda: page.export.isEnabled() and bool(page.winners.lines))
    winners = [line.name for line in page.winners.lines]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    page.export_menu().actions()[0].trigger()
    venue.until(lambda: f"{len(winners)} 张证书已存到" in venue.said())
    document = pypdfium2.PdfDocument(path)
    try:
        texts = ["".join(one.get_textpage().get_text_bounded().split()) for one in document]
    finally:
        document.close()
    assert len(texts) == len(winners)
    assert winners[0] == "贾娟"
    for name, text in zip(winners, texts, strict=True):
        assert name in text
    assert "演示" in texts[0] and "第1名" in texts[0] and "一等奖" in texts[0]


def _bundle(venue: Venue, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signed bundle in a folder, genuine for whoever holds the trust list."""
    folder.mkdir()
    page = venue.go("report", BundlesPage)
    venue.until(lambda: page.trades.chosen() == (WELDING,))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.places._choose()
    venue.until(page.go.isEnabled)
    page.go.click()
    venue.until(lambda: "成绩包已写好并校验" in venue.said())
    (file,) = folder.glob("*.crb")
    assert page.result.code.text() in file.name
    trust = folder / "trust-list.ctl"
    keys.write_trust(venue.store, trust)
    found = bundles.verify_bundle(file, trust, now=datetime(2026, 6, 19, tzinfo=UTC))
    assert found.genuine, found.problems
    assert [signer.role for signer in found.signers] == ["base", "chief"]
    assert found.manifest is not None and found.manifest.mode == "demo"
    assert list(found.trades) == [WELDING]
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    file.write_bytes(damaged)
    assert not bundles.verify_bundle(file, trust).genuine
