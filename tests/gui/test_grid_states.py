"""Every state of a cell as it is painted: shapes first, then colours, in both themes; and what is not repainted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from time import monotonic

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.services.sheet_view import CellState, CellView
from tests.gui.grid_helpers import cell, keys, near, picture, share, shown
from tests.gui.grid_sample import large, panel, value, welding, word
from ui.grid.grid import ScoreGrid
from ui.grid.state import Note, Stage
from ui.theme import Mode, theme


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], autouse=True)
def both_themes(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[None]:
    """Every state must hold in both themes."""
    theme().apply(request.param, 100)
    yield
    theme().apply(Mode.LIGHT, 100)


class Clock:
    """The time of the grid, that goes on only when a test says so."""

    def __init__(self) -> None:
        self.now = monotonic()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    for module in ("entry", "grid", "paint_cell", "view"):
        monkeypatch.setattr(f"ui.grid.{module}.monotonic", made)
    return made


CELL = cell("D1", 3)


def painted(grid: ScoreGrid, stored: CellView, note: Note | None = None) -> QImage:
    """One quiet cell (away from the cursor) in a state, cut out of the picture."""
    grid.state.set_cell(CELL, stored)
    grid.state.notes.pop(CELL, None)
    if note is not None:
        grid.state.notes[CELL] = note
    grid.touch(CELL)
    return picture(grid).copy(grid.cell_rect(CELL))


def all_of(image: QImage) -> QRect:
    """The whole of a cut-out, without the lines at its edges."""
    return image.rect().adjusted(1, 1, -2, -2)


def test_an_empty_cell_is_a_dotted_underline(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = painted(grid, CellView())
    tokens = theme().tokens
    upper = QRect(2, 2, image.width() - 4, image.height() // 2 - 2)
    assert share(image, upper, tokens.surface) == 1.0
    dots = [x for x in range(image.width()) if near(image.pixelColor(x, image.height() // 2 + 4), tokens.strong_line)]
    assert len(dots) == 10
    assert any(b - a > 1 for a, b in pairwise(dots))


def test_nought_is_bold_and_not_empty(qtbot) -> None:
    grid = shown(qtbot, welding())
    tokens = theme().tokens
    nought = painted(grid, value("0"))
    one = painted(grid, value("1"))
    ink = share(nought, all_of(nought), tokens.text, 60)
    assert ink > share(one, all_of(one), tokens.text, 60) > 0


def test_words_stand_on_a_hatch_and_differ_from_numbers(qtbot) -> None:
    grid = shown(qtbot, welding())
    tokens = theme().tokens
    for text in ("not_marked", "recused", "not_applicable", "缺评"):
        image = painted(grid, word(text))
        corner = QRect(1, 1, image.width() - 3, 5)
        assert share(image, corner, tokens.surface, 3) < 0.7
    assert grid.spoken(CELL).endswith("缺评，已保存")


def test_dropped_marks_are_grey_and_bracketed(qtbot) -> None:
    grid = shown(qtbot, welding())
    tokens = theme().tokens
    image = painted(grid, value("5.5", dropped=True))
    assert share(image, all_of(image), tokens.muted, 40) > 0.01
    assert share(image, all_of(image), tokens.text, 20) == 0
    assert "(5.5)" in grid.spoken(CELL)


def test_a_doubtful_mark_has_its_sign_top_left(qtbot) -> None:
    grid = shown(qtbot, welding())
    plain, doubtful = painted(grid, value("5.5")), painted(grid, value("5.5", doubtful=True))
    corner = QRect(2, 2, 13, 14)
    assert share(doubtful, corner, theme().tokens.warn_solid) > 0.4
    assert share(plain, corner, theme().tokens.warn_solid) == 0


def test_differing_keyings_stand_in_a_dashed_frame(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = painted(grid, CellView(CellState.DIFFERS, "8.5≠8.0"))
    frame = [near(image.pixelColor(x, 2), theme().tokens.differ, 40) for x in range(4, image.width() - 5)]
    assert 0.4 < sum(frame) / len(frame) < 0.8
    assert "8.5≠8.0" in grid.spoken(CELL)


def test_a_fresh_tick_is_stronger_than_an_old_one(qtbot, clock) -> None:
    grid = shown(qtbot, welding())
    tokens = theme().tokens
    fresh = painted(grid, value("5.5"), Note(Stage.SAVED, "5.5", clock.now))
    old = painted(grid, value("5.5"), Note(Stage.SAVED, "5.5", clock.now - 3.1))
    corner = QRect(fresh.width() - 13, fresh.height() - 12, 12, 11)
    assert share(fresh, corner, tokens.ok, 30) > share(old, corner, tokens.ok, 30)
    assert share(old, corner, tokens.surface, 8) < 1.0  # dimmed, not gone


def test_the_second_keying_has_a_double_tick(qtbot) -> None:
    once = shown(qtbot, welding())
    twice = shown(qtbot, welding(keying=2))
    ticks = [painted(grid, value("5.5")) for grid in (once, twice)]
    corner = QRect(ticks[0].width() - 13, 8, 12, ticks[0].height() - 10)
    one, two = (1 - share(image, corner, theme().tokens.surface, 8) for image in ticks)
    assert two > one * 1.3


def test_the_dot_of_a_mark_on_its_way_waits_150_ms(qtbot, clock) -> None:
    grid = shown(qtbot, welding())
    young = painted(grid, CellView(), Note(Stage.PENDING, "5.0", clock.now))
    late = painted(grid, CellView(), Note(Stage.PENDING, "5.0", clock.now - 0.2))
    corner = QRect(young.width() - 10, young.height() - 10, 8, 8)
    assert share(young, corner, theme().tokens.surface, 8) == 1.0
    assert share(late, corner, theme().tokens.surface, 8) < 0.9
    assert near(late.pixelColor(late.width() - 7, late.height() - 7), theme().tokens.surface, 30)  # hollow


def test_the_dot_appears_by_itself(qtbot, clock) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9<Return>")
    rect = grid.cell_rect(cell("B5", 4))
    corner = QRect(rect.right() - 9, rect.bottom() - 9, 7, 7)
    assert share(picture(grid), corner, theme().tokens.text2, 40) == 0
    clock.now += 0.2
    qtbot.waitUntil(lambda: share(picture(grid), corner, theme().tokens.text2, 40) > 0.1)


def test_a_failed_mark_is_a_filled_disc(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = painted(grid, CellView(), Note(Stage.FAILED, "5.0", monotonic()))
    corner = QRect(image.width() - 14, image.height() - 14, 13, 13)
    assert share(image, corner, theme().tokens.error_solid) > 0.3
    ink = QRect(2, 2, image.width() - 18, image.height() - 4)
    assert share(image, ink, theme().tokens.text, 60) > 0  # the number stays


@pytest.mark.parametrize("text", ["5.0", "10.0", "88.25"])
def test_the_disc_of_a_failed_mark_touches_no_digit(qtbot, text: str) -> None:
    grid = shown(qtbot, welding())
    image = painted(grid, CellView(), Note(Stage.FAILED, text, monotonic()))
    between = QRect(image.width() - 16, 3, 2, image.height() - 6)  # the columns left of the disc
    ground = image.pixelColor(between.left(), 3)
    assert share(image, between, ground, 4) == 1.0


def test_a_refused_mark_is_framed_red(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = painted(grid, CellView(), Note(Stage.REFUSED, "9.5", monotonic(), "没有存入"))
    top = QRect(4, 1, image.width() - 8, 1)
    assert share(image, top, theme().tokens.error_text, 40) == 1.0
    assert share(image, QRect(6, 5, 8, 12), theme().tokens.error_tint, 6) == 1.0


def test_a_refused_draft_has_frame_text_and_bubble(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "95")
    rect = grid.cell_rect(cell("B5", 4))
    image = picture(grid)
    assert share(image, QRect(rect.x() + 4, rect.y() + 1, rect.width() - 8, 1), theme().tokens.error_text, 40) == 1.0
    assert grid.bubble.geometry().top() >= rect.bottom() - 4
    assert abs(grid.bubble.geometry().center().x() - rect.center().x()) < grid.bubble.width()


def test_the_bubble_goes_above_where_there_is_no_room_below(qtbot) -> None:
    grid = shown(qtbot, welding(), height=550)
    grid.go_to(cell("E1"))
    keys(grid, "999999")
    assert grid.bubble.isVisible()
    assert grid.bubble.geometry().bottom() <= grid.cell_rect(cell("E1")).top() + 4


def test_a_good_draft_has_the_cursor_s_frame_and_a_caret(qtbot) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "9")
    rect = grid.cell_rect(cell("B5", 4))
    image = picture(grid)
    assert share(image, QRect(rect.x() + 3, rect.y(), rect.width() - 6, 2), theme().tokens.primary) == 1.0
    carets = [
        x
        for x in range(rect.left() + 4, rect.right() - 3)
        if near(image.pixelColor(x, rect.y() + 7), theme().tokens.text)
    ]
    assert len(carets) == 2


def test_the_cursor_tints_its_line_and_its_column(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = picture(grid)
    tokens = theme().tokens
    name = grid.cell_rect(cell("B5", 1))
    assert near(image.pixelColor(60, name.top() + 3), tokens.primary_tint, 4)
    above, aside = grid.cell_rect(cell("A1", 4)), grid.cell_rect(cell("A1", 2))
    assert not near(image.pixelColor(above.x() + 3, above.y() + 3), tokens.surface, 2)
    assert near(image.pixelColor(aside.x() + 3, aside.y() + 3), tokens.surface, 2)
    assert near(image.pixelColor(above.x() + 4, 4), tokens.selection, 4)


def test_a_spread_over_its_limit_is_solid_amber(qtbot) -> None:
    grid = shown(qtbot, welding())
    rect = grid.cell_rect(cell("A2", 5)).translated(56, 0)
    image = picture(grid)
    assert share(image, rect.adjusted(2, 2, -4, -4), theme().tokens.warn_solid) > 0.6
    calm = grid.cell_rect(cell("A1", 5)).translated(56, 0)
    assert share(image, calm, theme().tokens.warn_solid) == 0


def test_a_status_hatches_the_whole_sheet(qtbot) -> None:
    grid = shown(qtbot, welding(status="absent"))
    image = picture(grid)
    rect = grid.cell_rect(cell("D1", 1)).adjusted(1, 1, -2, -2)
    ground = image.pixelColor(rect.x(), rect.y() + 2)
    assert 0.2 < share(image, rect, ground, 8) < 0.85
    assert share(image, rect, theme().tokens.strong_line, 12) == 0  # no dotted "missing" on a sheet nobody marks


def test_a_status_stands_in_the_heading_in_words(qtbot) -> None:
    plain, closed = shown(qtbot, welding()), shown(qtbot, welding(status="absent"))
    strips = [picture(grid).copy(QRect(100, 0, 150, 38)) for grid in (plain, closed)]
    ink = [share(strip, strip.rect(), theme().tokens.text, 60) for strip in strips]
    assert ink[1] > 0.005 and ink[0] == 0


def test_a_spread_over_its_limit_has_its_triangle_too(qtbot) -> None:
    grid = shown(qtbot, welding())
    rect = grid.cell_rect(cell("A2", 5)).translated(56, 0)
    image = picture(grid)
    sign = QRect(rect.left() + 3, rect.top() + 4, 16, rect.height() - 8)
    assert share(image, sign, theme().tokens.warn_text, 60) > 0.15


def test_a_locked_sheet_has_a_padlock_in_its_heading(qtbot) -> None:
    strips = [picture(shown(qtbot, welding(locked=on))).copy(QRect(100, 0, 150, 38)) for on in (False, True)]
    free, locked = (share(strip, strip.rect(), theme().tokens.lock, 40) for strip in strips)
    assert locked > free + 0.02


def test_no_corner_is_green(qtbot) -> None:
    """People who know Excel read a green corner as an error."""
    grid = shown(qtbot, welding())
    image = painted(grid, value("5.5"), Note(Stage.SAVED, "5.5", monotonic()))
    for corner in (QRect(1, 1, 7, 7), QRect(image.width() - 9, 1, 7, 7)):
        assert share(image, corner, theme().tokens.ok, 60) == 0


def test_a_locked_sheet_has_a_hatched_heading(qtbot) -> None:
    grid = shown(qtbot, welding(locked=True))
    image = picture(grid)
    strip = QRect(140, 2, 120, 34)
    tokens = theme().tokens
    assert share(image, strip, tokens.lock_tint, 6) > 0.2
    assert share(image, strip, tokens.lock_tint, 6) < 0.95
    assert share(image, strip, tokens.header, 2) < 0.2


def test_numbers_of_a_column_end_at_one_edge(qtbot) -> None:
    rows = tuple(
        panel(f"P{n}", "评分点", "10.0", f"{text} 5.0 5.0 5.0 5.0") for n, text in enumerate(("1.0", "10.0", "7"))
    )
    grid = shown(qtbot, replace(welding(), rows=rows, questions=()))
    grid.go_to(cell("P0", 5))
    image = picture(grid)
    edges = []
    for row in rows:
        rect = grid.cell_rect(cell(row.id, 1)).adjusted(2, 3, -15, -8)
        ink = [
            x
            for x in range(rect.left(), rect.right() + 1)
            if any(near(image.pixelColor(x, y), theme().tokens.text, 90) for y in range(rect.top(), rect.bottom()))
        ]
        edges.append(max(ink))
    assert max(edges) - min(edges) <= 1


class Count:
    """How many pixels each paint event asked for."""

    def __init__(self, grid: ScoreGrid, monkeypatch: pytest.MonkeyPatch) -> None:
        self.area: list[int] = []
        real = ScoreGrid.paintEvent

        def counted(this: ScoreGrid, event) -> None:
            self.area.append(sum(rect.width() * rect.height() for rect in event.region()))
            real(this, event)

        monkeypatch.setattr(ScoreGrid, "paintEvent", counted)


def test_only_what_changed_is_repainted(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = shown(qtbot, welding())
    QApplication.processEvents()
    count = Count(grid, monkeypatch)
    whole = grid.viewport().width() * grid.viewport().height()
    keys(grid, "8")
    QApplication.processEvents()
    assert 0 < sum(count.area) <= 56 * 28
    count.area.clear()
    keys(grid, "<Return>")
    QApplication.processEvents()
    assert 0 < sum(count.area) < whole / 4


def test_scrolling_keeps_the_first_four_columns(qtbot) -> None:
    grid = shown(qtbot, large(), width=560, height=400)
    grid.go_to(cell("P1", 1))
    before = picture(grid).copy(QRect(0, 0, 300, 400))
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    after = picture(grid).copy(QRect(0, 0, 300, 400))
    assert grid.horizontalScrollBar().value() > 0
    assert before == after


def test_text_size_and_line_height_grow_together(qtbot) -> None:
    grid = shown(qtbot, welding())
    heights = []
    for density, scale in (("compact", 100), ("standard", 100), ("large", 100), ("compact", 140)):
        theme().apply(scale=scale)
        grid.set_density(density)
        heights.append(grid.cell_rect(cell("A1", 1)).height())
        assert share(picture(grid), grid.cell_rect(cell("B5", 1)), theme().tokens.text, 60) > 0
    theme().apply(scale=100)
    assert heights == [28, 32, 40, 39]
