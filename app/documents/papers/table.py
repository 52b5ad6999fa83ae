"""Lists on A4: repeated header, no row ever split, page x of y, signatures kept with the last rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from operator import attrgetter, getitem

from app.documents import fonts, words
from app.documents.papers import frame
from app.documents.papers.model import PORTRAIT, Column, GroupRow, Paper, TableKind
from app.documents.pen import BLACK, Pen
from app.documents.press import MM, Press
from app.documents.typeset import ASCENT, Box, Fitted, draw_block, fit_block, fit_line, fit_name
from app.errors import WrongCall

_PAD = 1.2
_KEPT = 20000
_FLOOR = 7.5
_SMALLEST = 6.0  # of a text that must stay on one line
_NOTE = 9.0


@dataclass(frozen=True)
class Line:
    """A row laid out: its height, and its operators drawn as if at the top of the page."""

    height: float
    operators: str
    is_group: bool = False


class _Cells(dict[str, "str | None"]):
    """What was drawn in the cells of one place, by text; what is missing is drawn. (0, 0) is no place at all."""

    def __init__(self, grid: Grid, span: tuple[int, int]) -> None:
        super().__init__()
        self.grid = grid
        self.span = span

    def __missing__(self, text: str) -> str | None:
        if len(self) > _KEPT:
            self.clear()
        drawn = self[text] = self.grid.draw_usual(self.span, text)
        return drawn


class Grid:
    """A table of columns laid out for a width: measures and draws headers and rows. Also used inside letters.

    Equal cells and rows are laid out once for the whole file: batches of score sheets differ in little.
    """

    def __init__(
        self, press: Press, columns: tuple[Column, ...], headings: tuple[tuple[str, tuple[str, ...]], ...],
        place: tuple[float, float], size: float, row_height: float, numbers: dict[tuple[str, int], float],
    ) -> None:  # fmt: skip
        self.press, self.size, self.row_height, self.numbers = press, size, row_height, numbers
        self.left, width = place
        self.columns = _resolved(columns, dict(headings), width)
        self.width = sum(column.width for column, _, _ in self.columns)
        self._edges = [self.left]
        for column, _, _ in self.columns:
            self._edges.append(self._edges[-1] + column.width)
        self._slots = self._slotted()
        keys = [key for key, _, _, _ in self._slots]
        self._values = attrgetter(*keys) if len(keys) > 1 else lambda row: (getattr(row, keys[0]),)
        self._cells = {
            (first, end): _Cells(self, (first, end))
            for _, _, start, stop in self._slots
            for first, end in [(start, stop), *((i, i + 1) for i in range(start, stop))]
        }
        self._shapes: dict[tuple[int, ...], tuple[list[_Cells], tuple[tuple[int, int], ...]]] = {}
        self._lines: dict[object, Line] = {}
        self._frames: dict[tuple[tuple[tuple[int, int], ...], float], str] = {}
        self.header = self._header()

    def _slotted(self) -> list[tuple[str, bool, int, int]]:
        """Attribute, whether it is a tuple, first column and the one after the last."""
        slots: list[tuple[str, bool, int, int]] = []
        for index, (column, place, _) in enumerate(self.columns):
            if place:
                key, many, first, _ = slots.pop()
                slots.append((key, many, first, index + 1))
            else:
                slots.append((column.key, column.many, index, index + 1))
        return slots

    def _header(self) -> Line:
        fits = []
        for column, _, title in self.columns:
            fitted = fit_block(title, "HeiBold", self.size - 0.5, 6.5, column.width - 2 * _PAD, 9.0, 1.15)
            if fitted is None:
                raise WrongCall("documents.no_room", text=title, column=title)
            fits.append(fitted)
        height = 8.0 if max((len(fitted.lines) for fitted in fits), default=1) == 1 else 11.0
        pen = self._pen()
        pen.rect(self.left, 0, self.width, height, fill=frame.GREY, width=0.9)
        for edge in self._edges[1:-1]:
            pen.line(edge, 0, edge, height, width=0.4)
        for index, fitted in enumerate(fits):
            x, wide = self._edges[index], self.columns[index][0].width
            draw_block(pen, fitted, Box(x, 0, wide, height), "HeiBold", align="center")
        return Line(height, pen.operators())

    def _pen(self) -> Pen:
        return Pen(self.press, *PORTRAIT, ink=BLACK)

    def empty(self) -> Line:
        """A row to be written by hand."""
        spans = tuple((index, index + 1) for index in range(len(self.columns)))
        return Line(self.row_height, self._frame(spans, self.row_height))

    def line(self, row: object) -> Line:
        """Lay a row out. WrongCall when a text does not fit its column at all."""
        line = self._lines.get(row)
        if line is None:
            if len(self._lines) > _KEPT:
                self._lines.clear()
            line = self._lines[row] = self._group(row) if isinstance(row, GroupRow) else self._row(row)
        return line

    def _row(self, row: object) -> Line:
        texts: list[str] = []
        counts: list[int] = []
        for value, (_, many, _, _) in zip(self._values(row), self._slots, strict=True):
            if many:
                texts += value
                counts.append(len(value))
            else:
                texts.append(value)
        caches, spans = self._shapes.get(tuple(counts)) or self._shape(tuple(counts))
        parts = list(map(getitem, caches, texts))  # by far most cells were drawn before
        height = self.row_height
        if None in parts:
            cells = [(*cache.span, text) for cache, text in zip(caches, texts, strict=True) if cache.span[1]]
            height = max([self._needed(self._fitted(cell)) for cell in cells])
            parts = [self._draw_cell(cell, height) for cell in cells]
        return Line(height, " ".join([self._frame(spans, height), *filter(None, parts)]))

    def _shape(self, counts: tuple[int, ...]) -> tuple[list[_Cells], tuple[tuple[int, int], ...]]:
        """Where the texts of a row go whose tuples have these lengths, and the cells its lines part."""
        left = list(counts)
        caches: list[_Cells] = []
        spans: list[tuple[int, int]] = []
        for _, many, first, end in self._slots:
            count = left.pop(0) if many else 1
            if count == 1:  # also one cell across all of its kind
                spans.append((first, end))
                caches.append(self._cells[first, end])
            else:
                spans += [(index, index + 1) for index in range(first, end)]
                caches += [self._cells[index, index + 1] for index in range(first, min(end, first + count))]
                caches += [_Cells(self, (0, 0))] * (count - (end - first))  # more texts than columns
        self._shapes[counts] = caches, tuple(spans)
        return self._shapes[counts]

    def _needed(self, fitted: Fitted | None) -> float:
        """The height of row a text needs."""
        if fitted is None:
            return self.row_height
        return max(self.row_height, ((len(fitted.lines) - 1) * fitted.leading + fitted.size) / MM + 2 * _PAD)

    def draw_usual(self, span: tuple[int, int], text: str) -> str | None:
        """A cell's operators for a row of the usual height, None when it needs a higher one."""
        if not text or not span[1]:
            return ""
        fitted = self._fitted((*span, text))
        return (
            None if self._needed(fitted) > self.row_height else self._draw_cell((*span, text), self.row_height, fitted)
        )

    def _fitted(self, cell: tuple[int, int, str]) -> Fitted | None:
        index, end, raw = cell
        if not raw:
            return None
        column, _, title = self.columns[index]
        text, chain = words.printed_number(raw), column.chain
        room = self._edges[end] - self._edges[index] - 2 * _PAD
        floor = _SMALLEST if column.one_line else self.size - 2
        single = None if "\n" in text else fit_line(text, chain, self.size, floor, room)
        if single == self.size or (single is not None and column.one_line):
            return Fitted((text,), single, single * 1.2)
        fitted = fit_name(text, chain, self.size, _FLOOR, room, self.row_height - _PAD, 1.15)
        if single is not None and (fitted is None or single >= fitted.size - 0.5):
            return Fitted((text,), single, single * 1.2)
        fitted = fitted or fit_block(text, chain, _FLOOR + 0.5, _FLOOR, room, 150.0, 1.2)
        if fitted is None:
            raise WrongCall("documents.no_room", text=text[:40], column=title)
        return fitted

    def _frame(self, spans: tuple[tuple[int, int], ...], height: float) -> str:
        """The lines round these cells: a form, written once for all rows of the file that look alike."""
        key = (spans, height)
        if key not in self._frames:
            pen = Pen(self.press, max(PORTRAIT), PORTRAIT[1], ink=BLACK)  # as high as where rows are drawn, and wide
            pen.rect(self.left, 0, self.width, height, width=0.4)
            for start, _ in spans[1:]:
                pen.line(self._edges[start], 0, self._edges[start], height, width=0.4)
            name = f"Fr{len(self.press.memo)}"
            self.press.memo[name] = key
            self.press.add_form(name, pen)
            self._frames[key] = f"/{name} Do"
        return self._frames[key]

    def _draw_cell(self, cell: tuple[int, int, str], height: float, ready: Fitted | None = None) -> str:
        index, end, text = cell
        fitted = ready or self._fitted(cell)
        if fitted is None:
            return ""
        column, place, _ = self.columns[index]
        x, width = self._edges[index], self._edges[end] - self._edges[index]
        box = Box(x + _PAD, 0, width - 2 * _PAD, height)
        align: str = column.align
        if align == "number":
            align, wide = "center", self.numbers.get((column.key, place), 0.0)
            if wide and end == index + 1 and text[-1].isdigit() and fitted.size == self.size:
                box, align = Box(box.x, 0, (box.w + wide / MM) / 2, height), "right"
        pen = self._pen()
        draw_block(pen, fitted, box, column.chain, align=align)
        return pen.operators()

    def _group(self, row: GroupRow) -> Line:
        height = max(7.0, self.row_height * 0.85)
        pen = self._pen()
        pen.rect(self.left, 0, self.width, height, fill="#F1F1F1", width=0.4)
        base = height / 2 + (ASCENT - 0.5) * self.size / MM
        room = self.width - fonts.width(row.right, "HeiBold", self.size) / MM - 4 * _PAD
        size = fit_line(row.text, "HeiBold", self.size, 5, room) or 5
        pen.text(self.left + _PAD, base, row.text, "HeiBold", size)
        right = words.printed_number(row.right)
        pen.text(self.left + self.width - _PAD, base, right, "HeiBold", self.size, align="right")
        return Line(height, pen.operators(), is_group=True)

    def draw(self, pen: Pen, line: Line, y: float) -> float:
        """Draw a row (or the header) with its top at `y`; gives the y below it."""
        pen.shifted(line.operators, y + PORTRAIT[1] - pen.height)
        return y + line.height

    def draw_outline(self, pen: Pen, top: float, bottom: float) -> None:
        """The stronger line round the table."""
        pen.rect(self.left, top, self.width, bottom - top, width=0.9)


def grid_for(
    press: Press, columns: tuple[Column, ...], headings: Mapping[str, tuple[str, ...]], left: float, width: float,
    size: float, row_height: float, rows: tuple[object, ...],
) -> Grid:  # fmt: skip
    """The grid for these columns and rows; one that another paper of the file already uses when it is the same."""
    titles = tuple(sorted(headings.items()))
    numbers = _number_widths(columns, rows, size)
    key = ("grid", columns, titles, left, width, size, row_height, tuple(sorted(numbers.items())))
    grid = press.memo.get(key)
    if grid is None:
        grid = press.memo[key] = Grid(press, columns, titles, (left, width), size, row_height, numbers)
    assert isinstance(grid, Grid)
    return grid


def _number_widths(columns: tuple[Column, ...], rows: tuple[object, ...], size: float) -> dict[tuple[str, int], float]:
    """The widest number of every number column, so that the points stand under each other."""
    widths: dict[tuple[str, int], float] = {}
    for column in columns:
        if column.align != "number":
            continue
        seen = {getattr(row, column.key) for row in rows if not isinstance(row, GroupRow)}
        places = zip_longest(*seen, fillvalue="") if column.many else (seen,)
        for place, texts in enumerate(places):
            for text in set(texts):
                if text and text[-1].isdigit():
                    wide = fonts.width(words.printed_number(text), column.chain, size)
                    widths[column.key, place] = max(widths.get((column.key, place), 0.0), wide)
    return widths


def _resolved(
    columns: tuple[Column, ...], headings: dict[str, tuple[str, ...]], width: float
) -> list[tuple[Column, int, str]]:
    """One entry a printed column: the column, its place among equals, its title; widths made to fill `width`."""
    flat: list[tuple[Column, int, str]] = []
    for column in columns:
        titles = headings.get(column.key, ()) if column.many else (column.title,)
        flat += [(column, place, title) for place, title in enumerate(titles)]
    spare = width - sum(column.width for column, _, _ in flat)
    stretch = [column for column, _, _ in flat if column.stretch]
    if stretch and stretch[0].width + spare >= 30:
        return [(replace(c, width=c.width + spare) if c is stretch[0] else c, i, t) for c, i, t in flat]
    scale = width / (width - spare)  # no column to give way: all do
    return [(replace(c, width=c.width * scale), i, t) for c, i, t in flat] if spare < -0.01 else flat


def print_table(press: Press, paper: Paper, kind: TableKind) -> None:
    """Lay out and add the pages of a list. WrongCall when a word does not fit its column at all."""
    headings = dict(paper.headings)
    width = frame.content_width(kind.page)
    grid = grid_for(press, kind.columns, headings, frame.LEFT, width, kind.size, kind.row_height, paper.rows)
    lines = [grid.line(row) for row in paper.rows]
    labels = tuple(
        name for label in kind.signatures for name in (headings.get(label[1:], ()) if label[0] == "*" else (label,))
    )
    notes = _notes(paper, kind, width)
    tail = frame.end_height(paper.head, labels, width) + len(notes) * 5.0 + 3
    probe = Pen(press, *kind.page)
    top = frame.draw_head(probe, paper)
    foot = kind.page[1] - frame.BOTTOM - 1
    room = foot - top - grid.header.height
    pages = _paged(lines, room, tail, kind.sign_every_page)
    if kind.fill:
        pages[-1] += [grid.empty()] * int((room - tail - sum(line.height for line in pages[-1])) // grid.row_height)
    for number, page in enumerate(pages, 1):
        pen = Pen(press, *kind.page)
        start = frame.draw_head(pen, paper)
        y = grid.draw(pen, grid.header, start)
        for line in page:
            y = grid.draw(pen, line, y)
        grid.draw_outline(pen, start, y)
        if number == len(pages) or kind.sign_every_page:
            for note in notes:
                y += 5.0
                pen.text(frame.LEFT, y, note, "Song", _NOTE)
            frame.draw_end(pen, paper.head, labels, y)
        frame.draw_foot(pen, paper.head, number, len(pages))
        press.add_page(pen)


def _notes(paper: Paper, kind: TableKind, width: float) -> list[str]:
    texts = [*paper.notes, *([kind.note] if kind.note else [])]
    return [line for text in texts for line in fonts.wrap(text, "Song", _NOTE, width * MM)]


def _paged(lines: list[Line], room: float, tail: float, every: bool) -> list[list[Line]]:
    """Deal rows to pages. A group line never stands last; the signatures never stand without rows above them."""
    pages: list[list[Line]] = [[]]
    used = 0.0
    limit = room - tail if every else room
    for line in lines:
        if used + line.height > limit + 0.01 and pages[-1]:
            moved: list[Line] = []
            while pages[-1] and pages[-1][-1].is_group:
                moved.insert(0, pages[-1].pop())
            pages.append(moved)
            used = sum(item.height for item in moved)
        pages[-1].append(line)
        used += line.height
    if not every and used > room - tail + 0.01 and len(pages[-1]) > 1:
        last: list[Line] = []
        while len(pages[-1]) > 1 and (len(last) < 3 or last[0].is_group):
            last.insert(0, pages[-1].pop())
        pages.append(last)
    elif not every and used > room - tail + 0.01:
        pages.append([])
    return pages
