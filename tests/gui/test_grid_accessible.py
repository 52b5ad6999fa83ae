"""The grid as assistive software meets it: a table of cells with names, places and headings, and what is announced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent

from app.services.sheet_view import SheetState
from tests.gui.grid_helpers import Shelf, cell, keys, shown
from tests.gui.grid_sample import large, welding
from ui.grid.accessible import SpokenTable
from ui.grid.grid import ScoreGrid


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QAccessibleEvent]]:
    """Somebody listens: what is told is gathered."""
    told: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    yield told


def names(table: SpokenTable) -> list[str]:
    """What the cells of Qt's own table interface are called, beginning with the headings."""
    face = QAccessible.queryAccessibleInterface(table)
    return [face.child(number).text(QAccessible.Text.Name) for number in range(face.childCount())]


def spoken(grid: ScoreGrid, aspect: str, seat: int = -1) -> str:
    """What one cell says."""
    table = grid.spoken_table()
    return str(table.lines.place(cell(aspect, seat)).data(Qt.ItemDataRole.AccessibleTextRole))


def test_nobody_listens_and_there_is_no_table(qtbot) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    keys(grid, "8.5<Return>9<Return>")
    assert grid.findChild(SpokenTable) is None


def test_the_sheet_is_a_table_with_headings(qtbot) -> None:
    grid = shown(qtbot, welding())
    table = grid.spoken_table()
    assert QAccessible.queryAccessibleInterface(table).role() == QAccessible.Role.Table
    said = names(table)
    assert said[5:10] == ["裁判1", "裁判2", "裁判3", "裁判4", "裁判5"] and said[1:3] == ["编号", "评分点"]
    assert "A1 劳保用品穿戴规范，裁判1，(4.0)，已保存" in said
    assert "B1 焊缝余高，1.8 mm，已保存" in said
    assert "D2 工位清理与交件，裁判2，回避，已保存" in said


def test_cells_of_the_table_lie_under_the_cells_of_the_sheet(qtbot) -> None:
    grid = shown(qtbot, welding())
    table = grid.spoken_table()
    for one in (cell("B5", 1), cell("A2", 5), cell("B1")):
        rect = table.visualRect(table.lines.place(one))
        top = table.viewport().mapTo(grid, rect.topLeft())
        where = grid.viewport().mapTo(grid, grid.cell_rect(one).topLeft())
        assert (top - where).manhattanLength() <= 2, one
        assert abs(rect.width() - grid.cell_rect(one).width()) <= 2
    assert grid.childAt(grid.viewport().geometry().center()) is grid.viewport()


def test_the_focus_is_told_among_the_cells(qtbot, heard: list[QAccessibleEvent]) -> None:
    grid = shown(qtbot, welding())
    Shelf(grid)
    keys(grid, "8.5<Return>")
    table = grid.spoken_table()
    assert table.currentIndex() == table.lines.place(cell("B5", 5))
    assert table.hasFocus() and grid.hasFocus()
    assert spoken(grid, "B5", 4) == "B5 焊缝成形与美观，裁判4，8.5，已保存"
    assert grid.accessibleDescription() == "B5 焊缝成形与美观，裁判5，未录"


def test_refusals_and_a_bad_disk_are_announced(qtbot, heard: list[QAccessibleEvent]) -> None:
    grid = shown(qtbot, welding())
    keys(grid, "95<Return>")
    told = [event.message() for event in heard if event.type() == QAccessible.Event.Announcement]
    assert told == ["超过配分 10.0，没有存入。直接重打即可。若是 9.5，请键入小数点。"]
    keys(grid, "<Escape>")
    grid.cell_failed(cell("B5", 4))
    last = [event for event in heard if event.type() == QAccessible.Event.Announcement][-1]
    assert last.message() == "没有写进硬盘，请换U盘或检查磁盘"
    assert last.politeness() == QAccessible.AnnouncementPoliteness.Assertive
    assert spoken(grid, "B5", 4).endswith("没有写进硬盘")


def test_another_sheet_has_its_own_cells(qtbot) -> None:
    grid = shown(qtbot, welding())
    table = grid.spoken_table()
    grid.show_sheet(large())
    assert table.model().rowCount() == len(large().rows)
    assert spoken(grid, "P2", 1).startswith("P2 第 2 个评分点")
    grid.go_to(cell("P150", 7))
    assert table.verticalScrollBar().value() == grid.verticalScrollBar().value() > 0
    grid.show_sheet(None)
    assert table.model().rowCount() == 0


def test_a_locked_sheet_says_so(qtbot) -> None:
    grid = shown(qtbot, welding(locked=True, state=SheetState.LOCKED))
    assert spoken(grid, "A1", 1).endswith("已锁定")
