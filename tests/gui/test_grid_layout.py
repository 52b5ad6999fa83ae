"""Where the columns and lines of a sheet are: widths, what stays while scrolling, lines the panel shares, subtotals."""

from __future__ import annotations

import pytest

from app.services.sheet_view import CellAddress
from tests.gui.grid_helpers import cell, picture, share, shown
from tests.gui.grid_sample import large, welding
from ui.grid.facts import tag_text
from ui.grid.geometry import Geometry
from ui.theme import theme


def geometry(judges: int, width: int = 0, scale: int = 100) -> Geometry:
    """The places of a sheet with so many judges."""
    return Geometry(large(6, judges), width, 28, 38, scale)


@pytest.mark.parametrize(("judges", "each"), [(3, 56), (5, 56), (7, 48)])
def test_columns_have_their_widths(judges: int, each: int) -> None:
    widths = [(column.key, column.width) for column in geometry(judges).columns]
    fixed = [("code", 46), ("name", 180), ("tag", 42), ("maximum", 50)]
    assert widths == [*fixed, *[("judge", each)] * judges, ("spread", 56), ("score", 64)]


def test_spare_room_goes_to_the_name_alone() -> None:
    narrow, wide = geometry(5), geometry(5, 1200)
    assert wide.width == 1200 > narrow.width
    changed = [a.key for a, b in zip(narrow.columns, wide.columns, strict=True) if a.width != b.width]
    assert changed == ["name"]


def test_columns_grow_with_the_text() -> None:
    assert [column.width for column in geometry(5, scale=140).columns][:4] == [64, 252, 59, 70]


def test_the_first_four_columns_stay() -> None:
    assert [column.key for column in geometry(7).columns if column.frozen] == ["code", "name", "tag", "maximum"]


def test_a_line_of_the_whole_panel_is_one_cell_across_the_judges(qtbot) -> None:
    grid = shown(qtbot, welding())
    first, last = grid.cell_rect(cell("A1", 1)), grid.cell_rect(cell("A1", 5))
    for aspect in ("B1", "E1", "E2"):
        rect = grid.cell_rect(cell(aspect))
        assert (rect.left(), rect.right()) == (first.left(), last.right())
        assert {grid.cell_at(x, rect.center().y()) for x in range(rect.left(), rect.right(), 40)} == {cell(aspect)}


def test_every_kind_of_line_has_its_tag() -> None:
    kinds = ("measured", "judged", "panel", "deduction", "time")
    assert [tag_text(kind) for kind in kinds] == ["测", "评", "打", "扣", "时"]


def test_headings_carry_the_subtotal_and_a_dash_while_marks_are_missing(qtbot) -> None:
    grid = shown(qtbot, welding())
    image = picture(grid)
    ink = theme().tokens.text
    high = grid.cell_rect(cell("A1", 1)).height()
    above = {module: grid.cell_rect(CellAddress(first, seat)).top() - high for module, first, seat in (
        ("A", "A1", 0), ("B", "B1", -1)
    )}  # fmt: skip
    score = grid.cell_rect(cell("A1", 5)).translated(112, 0).adjusted(4, 2, 4, -4)
    full, open_ = (share(image, score.translated(0, above[m] - score.top() + 2), ink, 60) for m in ("A", "B"))
    assert full > open_ > 0


def test_a_sheet_of_eighteen_lines_shows_whole_where_the_window_is_1366_wide(qtbot) -> None:
    view = welding()
    grid = shown(qtbot, view, width=786, height=38 + len(view.rows) * 28)
    assert len(view.rows) == 18
    assert grid.verticalScrollBar().maximum() == 0
    assert grid.cell_rect(cell("E2")).bottom() < grid.viewport().height()
