"""Where everything of a sheet is: columns, lines and cells, in pixels of the viewport."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QRect

from app.services.sheet_view import CellAddress, SheetView
from ui.grid.facts import MERGED

ROW_HEIGHTS = {"compact": 28, "standard": 32, "large": 40}

CODE, NAME, TAG, MAXIMUM, SPREAD, SCORE = "code", "name", "tag", "maximum", "spread", "score"
_FROZEN = (CODE, NAME, TAG, MAXIMUM)


@dataclass(frozen=True)
class Column:
    """One column: what it holds (`seat` is -1 except for a judge's), and where it is before scrolling."""

    key: str
    seat: int
    left: int
    width: int
    frozen: bool

    @property
    def right(self) -> int:
        """The first pixel after the column."""
        return self.left + self.width


class Geometry:
    """The places of one sheet at one width, text size and line height. Scrolling is passed in, never stored."""

    def __init__(self, view: SheetView, width: int, row_height: int, header: int, scale: int) -> None:
        self.row_height = row_height
        self.header = header
        self._scale = scale
        self._rows = {row.id: index for index, row in enumerate(view.rows) if row.kind == "aspect"}
        self.row_count = len(view.rows)
        self._named = any(row.name for row in view.rows)
        self.columns = self._make_columns(len(view.seats), width)
        self._seats = [column for column in self.columns if column.seat >= 0]
        self.frozen_width = sum(column.width for column in self.columns if column.frozen)
        self.width = self.columns[-1].right
        self.height = self.row_count * row_height
        self._lefts = [column.left for column in self.columns]

    def _px(self, size: int) -> int:
        return (size * self._scale + 50) // 100

    def _make_columns(self, seats: int, width: int) -> tuple[Column, ...]:
        judge = 48 if seats >= 7 else 56
        fixed = [(CODE, 46), (NAME, 180), (TAG, 42), (MAXIMUM, 50)]
        plan = [(key, -1, self._px(size)) for key, size in fixed]
        plan += [("judge", seat, self._px(judge)) for seat in range(seats)]
        plan += [(SPREAD, -1, self._px(56)), (SCORE, -1, self._px(64))]
        spare = max(0, width - sum(size for _, _, size in plan))
        columns = []
        left = 0
        for key, seat, size in plan:
            size += spare if key == NAME else 0
            columns.append(Column(key, seat, left, size, key in _FROZEN))
            left += size
        return tuple(columns)

    def column(self, key: str) -> Column:
        """The column of that name; the first judge's for "judge"."""
        return next(column for column in self.columns if column.key == key)

    def left_of(self, column: Column, scroll_x: int) -> int:
        """The column's left edge on screen; the first four columns do not scroll."""
        return column.left if column.frozen else column.left - scroll_x

    def top_of(self, row: int, scroll_y: int) -> int:
        """A line's top edge on screen."""
        return self.header + row * self.row_height - scroll_y

    def seats_span(self) -> tuple[int, int]:
        """Left edge and width of the judges' columns together, before scrolling."""
        if not self._seats:
            column = self.column(SPREAD)
            return column.left, 0
        return self._seats[0].left, self._seats[-1].right - self._seats[0].left

    def cell_rect(self, cell: CellAddress, scroll_x: int, scroll_y: int) -> QRect:
        """Where a cell is on screen."""
        top = self.top_of(self._rows[cell.aspect], scroll_y)
        if cell.seat == MERGED:
            left, width = self.seats_span()
        else:
            left, width = self._seats[cell.seat].left, self._seats[cell.seat].width
        return QRect(left - scroll_x, top, width, self.row_height)

    def row_rect(self, row: int, scroll_y: int, width: int) -> QRect:
        """A whole line on screen."""
        return QRect(0, self.top_of(row, scroll_y), width, self.row_height)

    def row_of(self, aspect: str) -> int:
        """The line's number among all lines, headings included."""
        return self._rows[aspect]

    def rows_between(self, top: int, bottom: int, scroll_y: int) -> range:
        """The numbers of the lines that touch the screen from `top` to `bottom`."""
        first = max(0, (top - self.header + scroll_y) // self.row_height)
        last = min(self.row_count - 1, (bottom - self.header + scroll_y) // self.row_height)
        return range(first, last + 1)

    def column_at(self, x: int, scroll_x: int) -> Column | None:
        """The column under a point on screen."""
        content = x if x < self.frozen_width else x + scroll_x
        if not 0 <= content < self.width:
            return None
        return self.columns[bisect_right(self._lefts, content) - 1]

    def row_at(self, y: int, scroll_y: int) -> int:
        """The number of the line under a point on screen, or -1."""
        if y < self.header:
            return -1
        row = (y - self.header + scroll_y) // self.row_height
        return row if 0 <= row < self.row_count else -1
