"""Targets U10 to U15, as far as one process can measure them: times, contrast, words of what is off, the band."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.domain.roles import Role
from app.services.board_view import PAGES
from tests.gui.grid_helpers import keys, shown
from tests.gui.grid_sample import large
from tests.gui.hall_window import shown as shown_page
from tests.gui.marking_room import CHIEF, EMPTY, Room
from tests.gui.meter import InteractionMeter
from tests.gui.played import Late, template
from tests.targets import SLACK, Report
from ui.actions import SPECS
from ui.main_window import MainWindow
from ui.pages import registry
from ui.theme import Mode, theme


@pytest.fixture
def evening(tmp_path: Path, qapp: QApplication) -> Iterator[Late]:
    """The demo late in its day, the chief judge at the keyboard."""
    made = Late(Path(shutil.copy(template(), tmp_path / "late.contest")))
    made.sit(Role.CHIEF_JUDGE)
    yield made
    made.store.close()


def test_an_agreed_mark_is_corrected_with_a_reason_and_two_pins(qtbot, hall) -> None:
    room = Room(qtbot, hall)
    room.open("H-528")
    click(qtbot, room.page.correct)
    dialog = room.page.corrections.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.field, "2.5")
    dialog.reasons.setCurrentIndex(1)
    click(qtbot, dialog.buttons["give"])
    from ui.dialogs.people import SecondPersonDialog

    (asked,) = room.page.findChildren(SecondPersonDialog)
    asked.other.setCurrentIndex(asked.other.findData(CHIEF))
    asked.pin.setText(hall.afternoon.pin("马秀英"))
    asked.other_pin.setText(hall.afternoon.pin(CHIEF))
    click(qtbot, asked.buttons["confirm"])
    qtbot.waitUntil(lambda: "已更正" in room.told[-1].text if room.told else False)


def click(qtbot, button: QPushButton) -> None:
    """A click with the mouse."""
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_u10_repaint_of_the_largest_sheet(qtbot, figure: Report) -> None:
    grid = shown(qtbot, large(), 1100, 700)
    took = []
    for _ in range(25):
        grid.viewport().update()
        begin = perf_counter()
        grid.viewport().repaint()
        took.append((perf_counter() - begin) * 1000)
    figure("U10", "full repaint of 150 aspects x 7 judges, median", median(took), most=33, unit="ms", slack=SLACK)


def test_u10_every_page_comes_up(evening: Late, qtbot, figure: Report) -> None:
    took = {}
    for name in PAGES:
        page = registry.make(name, evening.desk)
        shown_page(qtbot, page)
        page.hide()
        begin = perf_counter()
        page.show()
        page.activate()
        page.repaint()
        took[name] = (perf_counter() - begin) * 1000
        page.close()
    slowest = max(took, key=lambda name: took[name])
    figure("U10", f"page switch, slowest of {len(PAGES)} ({slowest})", took[slowest], most=200, unit="ms", slack=SLACK)


def _contrast(one: QColor, two: QColor) -> float:
    def part(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    lights = []
    for colour in (one, two):
        red, green, blue = (part(value) for value in (colour.redF(), colour.greenF(), colour.blueF()))
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_u12_text_and_frames_stand_out(mode: Mode, figure: Report) -> None:
    theme().apply(mode, 100)
    tokens = theme().tokens
    texts = [
        _contrast(getattr(tokens, ink), getattr(tokens, ground))
        for ink, ground in (
            ("text", "surface"), ("text", "header"), ("text", "window"), ("text2", "surface"), ("text2", "window"),
            ("muted", "surface"), ("error_text", "surface"), ("on_primary", "primary"), ("warn_text", "warn_solid"),
            ("warn_on_tint", "warn_tint"), ("ok", "surface"), ("lock", "surface"), ("differ", "surface"),
        )
    ]  # fmt: skip
    frames = [
        _contrast(getattr(tokens, ink), tokens.surface) for ink in ("strong_line", "primary", "differ", "error_text")
    ]
    figure("U12", f"least contrast of text, {mode.value}", min(texts), least=4.5)
    figure("U12", f"least contrast of frames and focus, {mode.value}", min(frames), least=3)


def test_u13_every_action_has_a_key_or_stands_in_the_search(figure: Report) -> None:
    named = [spec for spec in SPECS if spec.text]
    figure("U13", "actions without words to find them by (Ctrl+K)", len(SPECS) - len(named), most=0)


def test_u13_buttons_that_are_off_say_why(evening: Late, qtbot, figure: Report) -> None:
    mute = []
    for name in PAGES:
        page = registry.make(name, evening.desk)
        shown_page(qtbot, page)
        primary = [one for one in page.findChildren(QPushButton) if one.isVisible() and getattr(one, "_look", None)]
        for button in primary:
            look = getattr(button._look, "value", "")
            if look == "primary" and not button.isEnabled() and not button.reason:
                mute.append(f"{name}: {button.text()}")
        page.close()
    assert mute == []
    figure("U13", "main buttons that are off without a reason", len(mute), most=0)


def test_u02_no_mouse_is_needed_to_find_a_sheet_and_come_back(room: Room, figure: Report) -> None:
    with InteractionMeter() as meter:
        keys(room.grid, "<Ctrl+G>")
        field = room.page.space.sheets.field
        QTest.keyClicks(field, EMPTY.removeprefix("H-"))
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert room.page.view is not None and room.page.view.code == EMPTY
    figure("U2", "keys to open a sheet by its figures", meter.keys, most=6, unit="keys")
    figure("U2", "clicks to open a sheet", meter.clicks, most=0)


def test_u15_the_band_stands_on_every_page_of_a_demo(evening: Late, qtbot, figure: Report) -> None:
    window = MainWindow(evening.desk)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    bare = []
    for name in PAGES:
        window.show_page(name)
        QApplication.processEvents()
        assert window.shell is not None
        band = window.shell.band
        told = band.isVisible() and band.height() > 20 and band.width() > 1000 and "演示" in band.accessibleName()
        if not told or not band.visibleRegion().contains(band.rect().center()):
            bare.append(name)
    assert bare == []
    figure("U15", f"pages of the window without the band, of {len(PAGES)}", len(bare), most=0)
