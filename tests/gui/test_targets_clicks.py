"""Target U9: clicks to print a certificate again, to print a batch, to export, to merge a province, to correct a mark.

Every click is one on a widget in sight (`tests/gui/counted.py`), from the page that was in front before; dialogs of
files and the system's dialog of printers are the real ones and count like all others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bundle import keys as ckey
from app.bundle.trustlist import TrustedBase, TrustedKey
from app.documents.render import page_sizes
from app.domain.roles import Role
from app.services import bundles, keys, office, scoring, setup
from app.settings import Settings
from app.tables.reader import read_sheet
from db.queries import audit
from db.store import Store
from tests.factories import WELDER, later, small_contest
from tests.gui.counted import Hands
from tests.gui.meter import InteractionMeter
from tests.gui.office_kit import DEMO
from tests.gui.played import ELECTRIC, PINS, WELDING, Late
from tests.gui.played import late as late
from tests.services import hall as halls
from tests.targets import Report
from tests.trust_kit import people_of, rank_and_confirm
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.dialogs.people import ReasonDialog, SecondPersonDialog
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.pages.bundles_page import BundlesPage
from ui.pages.certificates_page import CertificatesPage
from ui.pages.office_inbox import InboxPage
from ui.pages.office_merged import MergedPage
from ui.pages.scoring_correct import CorrectionDialog
from ui.pages.scoring_page import ScoringPage

# popups of lists and proposals, on a platform that has no window manager
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise", "This plugin does not support grabbing")

USUAL = (1366, 728)
BASES = 10


@pytest.fixture
def hands(qtbot: QtBot) -> Iterator[Hands]:
    made = Hands(qtbot)
    yield made
    made.rest()


def window_of(qtbot: QtBot, late: Late, page: str) -> MainWindow:
    """The window of the played contest with a page in front."""
    return shown(qtbot, late.desk, page)


def shown(qtbot: QtBot, desk: Desk, page: str) -> MainWindow:
    """The whole window with a page in front."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.resize(*USUAL)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_page(page)
    return made


def certificates(qtbot: QtBot, late: Late, page: MainWindow) -> CertificatesPage:
    """The page of certificates, a printer that was calibrated and tried today."""
    found = page.page()
    assert isinstance(found, CertificatesPage)
    found.printers.know_printers(("HP M403",))
    found.printers.put(found.printers.now.judged_good(late.desk.now().date()))
    qtbot.waitUntil(lambda: not found.print.reason)
    return found


def accept_printer(hands: Hands) -> None:
    """Click the verb of the system's dialog of printers, once it stands there."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintDialog)
        verb = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith(("打印", "&Print")))
        hands.click(verb)

    hands.when(QPrintDialog, answer)


def test_u09_a_batch_and_one_certificate_again(
    qtbot: QtBot, late: Late, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Report
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))  # where the system's dialog puts what goes to a file
    late.sit(Role.CERTIFICATE_CLERK)
    late.desk.choose_trade(ELECTRIC)
    page = certificates(qtbot, late, window_of(qtbot, late, "certificates"))
    accept_printer(hands)
    with InteractionMeter() as meter:
        hands.click(page.print)
        qtbot.waitUntil(lambda: all(line.state == "printed" for line in page.winners.lines))
    (paper,) = tmp_path.glob("*.pdf")
    assert len(page_sizes(paper.read_bytes())) == 15
    figure("U9", "clicks to print a batch after calibration", meter.clicks, most=3)
    figure("U9", "keys beside them, batch", meter.keys, most=0)

    paper.unlink()
    line = page.winners.lines[2]
    accept_printer(hands)
    with InteractionMeter() as meter:
        hands.line(page.list, 2, x=22)  # its box
        assert page.winners.chosen == {line.entry}
        hands.click(page.print)
        asked = hands.dialog(ReasonDialog, page)
        hands.click(asked.choices[0])
        qtbot.waitUntil(lambda: page.winners.lines[2].prints == 2)
    assert [one.prints for one in page.winners.lines].count(2) == 1
    assert page.winners.lines[2].serial == line.serial
    (paper,) = tmp_path.glob("*.pdf")
    assert len(page_sizes(paper.read_bytes())) == 1
    figure("U9", "clicks to print one certificate again", meter.clicks, most=4)
    figure("U9", "keys beside them, for the reason", meter.keys, most=0)


def test_u09_a_bundle_leaves_for_the_province(
    qtbot: QtBot, late: Late, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Report
) -> None:
    monkeypatch.setattr("ui.pages.bundles_page.sticks", lambda: ())  # what is plugged in here is no part of a test
    late.sit(Role.CERTIFICATE_CLERK)
    late.desk.choose_trade(ELECTRIC)
    window = window_of(qtbot, late, "certificates")
    stick = tmp_path / "stick"
    stick.mkdir()
    assert window.shell is not None
    with InteractionMeter() as meter:
        hands.click(window.shell.rail.items["report"])
        page = window.page()
        assert isinstance(page, BundlesPage)
        qtbot.waitUntil(lambda: page.view is not None)
        hands.file(stick)
        hands.click(page.places.findChild(QPushButton, "choose_folder"))
        qtbot.waitUntil(page.go.isEnabled)
        hands.click(page.go)
        qtbot.waitUntil(lambda: page.done is not None)
    assert page.result.told.text() == "可以拔出U盘了。"
    assert len(list(stick.glob("*.crb"))) == 1
    figure("U9", "clicks to export a bundle, with the way there", meter.clicks, most=5)


def corrections(late: Late) -> int:
    """How many marks the record says were corrected."""
    with late.store.read() as reading:
        return sum('"origin":"correction"' in entry.body for entry in audit.entries(reading))


def test_u09_a_locked_mark_is_corrected_by_two(qtbot: QtBot, late: Late, hands: Hands, figure: Report) -> None:
    late.desk.choose_trade(WELDING)
    window = window_of(qtbot, late, "practical")
    page = window.page()
    assert isinstance(page, ScoringPage)
    qtbot.waitUntil(lambda: page.view is not None)
    code = scoring.lines(late.store, WELDING, "practical")[3].code
    before = corrections(late)
    pins = [PINS[late.people[role].name] for role in (Role.CHIEF_JUDGE, Role.SUPERVISOR)]
    grid = page.space.grid
    with InteractionMeter() as meter:
        sheets = page.space.sheets
        row = next(number for number, line in enumerate(sheets.model.lines) if line.code == code)
        hands.line(sheets.view, row)
        qtbot.waitUntil(lambda: page.view is not None and page.view.code == code)
        walk = grid.state.walk
        assert page.view is not None and page.view.locked and walk is not None
        spot = walk.cells[1]
        hands.click(grid.viewport(), grid.cell_rect(spot))
        assert grid.current == spot
        old = grid.state.cell(spot).text
        hands.click(page.correct)
        asked = hands.dialog(CorrectionDialog, page)
        hands.type("1.5" if old != "1.5" else "2.0")
        hands.choose(asked.reasons, "原件与录入不符")
        hands.click(asked.buttons["give"])
        both = hands.dialog(SecondPersonDialog, window)
        for pin, field in zip(pins, (both.pin, both.other_pin), strict=True):
            assert field.hasFocus()
            field.selectAll()
            hands.type(pin)
            if field is both.pin:
                hands.key(Qt.Key.Key_Return)
        hands.click(both.buttons["confirm"])
        qtbot.waitUntil(lambda: corrections(late) == before + 1)
    figure("U9", "clicks to correct one locked mark, two PINs", meter.clicks, most=9)


def bases(folder: Path) -> Path:
    """A bundle of each of ten bases in a folder; gives the trust list that knows them all."""
    folder.mkdir()
    own = keys.demo_trust(DEMO, "GS-TEST", "示范机械厂", "gs-test-2026-00000000")
    signers, lines = [], []
    for number in range(BASES):
        names = f"会计{number}", f"裁判长{number}"
        base = ckey.make("base", names[0], secret=bytes([40 + number]) * 32)
        chief = ckey.make("chief", names[1], secret=bytes([60 + number]) * 32)
        signers.append(bundles.Signers(base, (chief,)))
        trusted = (TrustedKey(base.public, "base", names[0]), TrustedKey(chief.public, "chief", names[1], (WELDER,)))
        lines.append(TrustedBase(f"GS-B{number}", f"第{number}赛区", (f"gs-b{number}-2026-00000001",), trusted))
    trust = folder.parent / "trust.ctl"
    trust.write_bytes(keys.sign_list(keys.ListPlan(tuple(lines)), DEMO.roots[:2], before=own).raw)
    for number, signer in enumerate(signers):
        key, chain = f"gs-b{number}-2026-00000001", f"00000000-0000-4000-8000-00000000001{number}"
        contest = replace(small_contest(), base=f"GS-B{number}", host=f"第{number}赛区")
        file = folder.parent / f"{number}.contest"
        with setup.create_contest(
            file, contest, mode="demo", at=later(0), identity=setup.Identity(key, chain)
        ) as store:
            keys.take_trust(store, trust.read_bytes(), root_code=own.roots.code, at=later(0))
            rank_and_confirm(halls.decoded(store), 70)
            by = people_of(store).who("裁判长")
            bundles.export(store, [folder], signers=signer, by=by, at=later(80))
    return trust


def test_u09_ten_bundles_are_merged(
    qtbot: QtBot, qapp: QApplication, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Report
) -> None:
    monkeypatch.setattr("ui.pages.office_inbox.sticks", lambda: ())  # what is plugged in here is no part of a test
    folder, merged = tmp_path / "in", tmp_path / "merged.xlsx"
    trust = bases(folder)
    office.open_office(tmp_path / "office.contest", trust=trust.read_bytes(), mode="demo", at=later(2000)).close()
    with Store.open(tmp_path / "office.contest") as store:
        desk = Desk(Operations(threaded=False), Settings())
        desk.open_contest(OpenContest(store, str(store.path), "省级汇总", "demo", "office", office=True))
        desk.sit_down(AtKeyboard(office.CONSOLE, "本机", "尚未登记人员"))
        window = shown(qtbot, desk, "office_inbox")
        page = window.page()
        assert isinstance(page, InboxPage) and window.shell is not None
        with InteractionMeter() as meter:
            hands.file(folder)
            hands.click(page.drop.folder)
            qtbot.waitUntil(page.go.isEnabled)
            hands.click(page.go)
            qtbot.waitUntil(lambda: len(page.register) == BASES)
            hands.click(window.shell.rail.items["office_merged"])
            after = window.page()
            assert isinstance(after, MergedPage)
            qtbot.waitUntil(after.export.isEnabled)
            hands.file(merged)
            hands.click(after.export)
            qtbot.waitUntil(merged.is_file)
        (one,) = after.lists
        assert len(one.bases) == BASES
    rows = [" ".join(map(str, row)) for row in read_sheet(merged).rows]
    assert all(any(f"第{number}赛区" in row for row in rows) for number in range(BASES))
    figure("U9", f"clicks to merge {BASES} bundles into a workbook", meter.clicks, most=6)
