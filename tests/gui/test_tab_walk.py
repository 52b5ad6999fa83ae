"""Without a mouse: Tab reaches everything that can be used, on every page, in the order it is read, and comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from app.domain.roles import Role
from app.services.board_view import PAGES
from tests.gui.office_kit import OfficeDesk
from tests.gui.office_kit import at_office as at_office
from tests.gui.played import ELECTRIC, WELDING, Late, template
from ui.desk import Desk
from ui.dialogs.handbook import HandbookWindow
from ui.grid.view import GridView
from ui.main_window import MainWindow
from ui.pages.certificates_page import CertificatesPage
from ui.pages.contest_page import ContestPage
from ui.pages.hall_page import DRAW, HallPage
from ui.pages.setup_scheme_tree import SchemeTree
from ui.rail import pages_of
from ui.tab_order import stops

SECTIONS = ("basic", "trades", "rules", "judges", "scheme", "papers")
KEEPS_TAB = (GridView, SchemeTree)  # Tab moves inside them; F6 leads out


@pytest.fixture
def late(tmp_path: Path, qapp: QApplication) -> Iterator[Late]:
    """The demo late in its day, the chief judge at the keyboard."""
    made = Late(Path(shutil.copy(template(), tmp_path / "late.contest")))
    made.sit(Role.CHIEF_JUDGE)
    made.desk.choose_trade(WELDING)
    yield made
    made.store.close()


def furnished(qtbot: QtBot, desk: Desk) -> MainWindow:
    """A window on the screen, with its keys."""
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.commands.retranslate()
    window.resize(1366, 728)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.refresh_board()
    return window


def settled() -> None:
    """What comes late is there."""
    for _ in range(8):
        QApplication.processEvents()


def called(widget: QWidget) -> str:
    """How somebody would find it in a report."""
    return f"{type(widget).__name__} {widget.objectName() or widget.accessibleName()}"


def voice(widget: QWidget) -> str:
    """What a screen reader says of it."""
    said = widget.accessibleName()
    if not said and isinstance(widget, QAbstractButton):
        said = widget.text()
    return said.strip()


def wanted(root: QWidget) -> list[QWidget]:
    """Where Tab has to stop: everything that takes it, of buttons that exclude one another the one that is on."""
    found = []
    for one in stops(root):
        group = one.group() if isinstance(one, QAbstractButton) else None
        alone = group is None or not group.exclusive() or group.checkedButton() in (None, one)
        if alone:
            found.append(one)
    return found


def faults(root: QWidget) -> list[str]:
    """Walks once round with Tab and says what is wrong with the walk."""
    settled()
    due = wanted(root)
    assert due, "there is nothing to walk"
    start = due[0]
    start.setFocus()
    walked: list[QWidget] = []
    wrong: list[str] = []
    for _ in range(20 * len(due)):
        here = root.focusWidget()
        assert here is not None, f"the keyboard is lost after {called(walked[-1]) if walked else 'the start'}"
        if walked and here is start:
            break
        if isinstance(here, QTextBrowser) and here is walked[-1]:  # Tab goes from link to link, then on
            QTest.keyClick(here, Qt.Key.Key_Tab)
            continue
        if here in walked:
            wrong.append(f"goes round before the end, at {called(here)}")
            break
        walked.append(here)
        if not voice(here):
            wrong.append(f"{called(here)} has no name")
        if here.visibleRegion().isEmpty():
            wrong.append(f"{called(here)} is not in sight")
        if isinstance(here, KEEPS_TAB):
            due[(due.index(here) + 1) % len(due)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            QTest.keyClick(here, Qt.Key.Key_Tab)
        settled()
    else:
        wrong.append(f"does not come back to {called(start)}")
    wrong += [f"{called(one)} is never reached" for one in due if one not in walked]
    return wrong


def on_page(window: MainWindow) -> None:
    """The keyboard is on something of the page that can be seen."""
    held, page = window.focusWidget(), window.page()
    assert page is not None
    assert held is not None
    assert held is page or page.isAncestorOf(held)
    if wanted(page):
        assert held is not page, f"{window.current}: the keyboard is nowhere"
        assert not held.visibleRegion().isEmpty()


def test_tab_walks_round_every_page(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    found = {}
    for key in PAGES:
        window.show_page(key)
        settled()
        on_page(window)
        found[key] = faults(window)
    assert found == {key: [] for key in PAGES}


def test_tab_walks_round_the_draw_and_every_section_of_the_settings(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    window.show_page("checkin")
    hall = window.page()
    assert isinstance(hall, HallPage)
    hall.show_tab(DRAW)
    found = {"draw": faults(window)}
    window.show_page("contest")
    page = window.page()
    assert isinstance(page, ContestPage)
    for key in SECTIONS:
        page.show_setup(key)
        found[key] = faults(window)
    assert found == {key: [] for key in ("draw", *SECTIONS)}


def test_f6_leads_out_of_what_keeps_tab_for_itself(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    window.show_page("practical")
    settled()
    grid = window.focusWidget()
    assert isinstance(grid, GridView)
    window.commands.do("next_pane")  # F6
    settled()
    assert window.focusWidget() is not grid


def test_tab_walks_round_the_designer_and_the_handbook(qtbot: QtBot, late: Late) -> None:
    late.sit(Role.CERTIFICATE_CLERK)
    late.desk.choose_trade(ELECTRIC)
    window = furnished(qtbot, late.desk)
    window.show_page("certificates")
    settled()
    page = window.page()
    assert isinstance(page, CertificatesPage)
    page.edit_layout.click()
    designer = faults(window)
    handbook = HandbookWindow()
    qtbot.addWidget(handbook)
    handbook.resize(980, 660)
    handbook.show()
    handbook.activateWindow()
    qtbot.waitUntil(handbook.isActiveWindow)
    handbook.open_about("contest")
    assert (designer, faults(handbook)) == ([], [])


def test_tab_walks_round_every_page_of_the_office(qtbot: QtBot, at_office: OfficeDesk) -> None:
    window = furnished(qtbot, at_office.desk)
    keys = pages_of(True)
    found = {}
    for key in keys:
        window.show_page(key)
        settled()
        on_page(window)
        found[key] = faults(window)
    assert found == {key: [] for key in keys}


def test_tools_above_a_page_come_before_it_and_late_lines_stand_in_their_place(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    window.show_page("contest")
    settled()
    assert window.shell is not None
    order = stops(window)
    page = window.page()
    assert isinstance(page, ContestPage)
    places = [order.index(one) for one in (window.shell.top.search, page.switch, *stops(page))]
    assert places == sorted(places)


def test_enter_opens_a_list_of_choices_on_a_page(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    window.show_page("ranking")
    settled()
    assert window.shell is not None
    trades: QComboBox = window.shell.top.trades
    trades.setFocus()
    QTest.keyClick(trades, Qt.Key.Key_Return)
    assert trades._opened
    trades.hidePopup()


def test_a_page_whose_figures_come_late_has_the_keyboard_on_its_list(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    window.show_page("registration")
    settled()
    page = window.page()
    assert page is not None
    page.setFocus()  # as Qt leaves it when there is nothing else yet
    late.desk.operations.came_back.emit()
    settled()
    assert window.focusWidget() is page.home
    search = window.shell.top.search if window.shell is not None else None
    assert isinstance(search, QLineEdit)
    search.setFocus()
    late.desk.operations.came_back.emit()
    settled()
    assert window.focusWidget() is search  # whoever is elsewhere stays there


def test_a_verb_that_goes_or_is_switched_off_gives_the_keyboard_to_the_place_of_its_page(
    qtbot: QtBot, late: Late
) -> None:
    window = furnished(qtbot, late.desk)
    assert window.show_page("registration")
    settled()
    page = window.page()
    assert page is not None
    home = page.home
    assert home is not None
    for end in (QWidget.hide, lambda verb: verb.setEnabled(False)):
        verb = [one for one in wanted(page) if isinstance(one, QAbstractButton)][-1]
        verb.setFocus()
        assert window.focusWidget() is verb
        end(verb)
        qtbot.waitUntil(lambda: window.focusWidget() is home)


def test_whoever_puts_the_keyboard_elsewhere_after_a_verb_went_keeps_it_there(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    assert window.show_page("registration")
    settled()
    page = window.page()
    assert page is not None
    *_, other, verb = [one for one in wanted(page) if isinstance(one, QAbstractButton)]
    verb.setFocus()
    verb.hide()
    other.setFocus()
    settled()
    assert window.focusWidget() is other


def test_where_a_page_has_no_such_place_the_keyboard_still_stays_on_the_page(qtbot: QtBot, late: Late) -> None:
    window = furnished(qtbot, late.desk)
    assert window.show_page("report")
    settled()
    page = window.page()
    assert page is not None
    assert page.home is None
    last = wanted(page)[-1]
    last.setFocus()
    last.hide()
    settled()
    on_page(window)
