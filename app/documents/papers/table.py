"""Lists on A4: repeated header, no row ever split, page x of y, signatures kept with the last rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.documents import fonts, words
from app.documents.papers import frame
from app.documents.papers.model import Column, GroupRow, Paper, TableKind
from app.documents.pen import Pen
from app.documents.press import MM, Press
from app.documents.typeset import ASCENT, Box, Fitted, draw_block, fit_block, fit_line
from app.errors import WrongCall

_PAD = 1.2
_FLOOR = 7.5
_NOTE = 9.0


@dataclass(frozen=True)
class Cell:
    """A cell ready to draw."""

    x: float
    width: float
    text: Fitted | None
    column: Column
    raw: str


@dataclass(frozen=True)
class Line:
    """A row ready to draw: cells, or a group's words."""

    height: float
    cells: tuple[Cell, ...] = ()
    group: GroupRow | None = None


class Grid:
    """A table of columns laid out for a width: measures and draws headers and rows. Also used inside letters."""

    def __init__(
        self, columns: tuple[Column, ...], headings: dict[str, tuple[str, ...]], left: float, width: float,
        size: float, row_height: float,
    ) -> None:  # fmt: skip
        self.left, self.size, self.row_height = left, size, row_height
        self.columns = _resolved(columns, headings, width)
        self.width = sum(column.width for column, _, _ in self.columns)
        self.numbers: dict[tuple[str, int], float] = {}
        self.header = self._header()

    def _header(self) -> Line:
        cells, x = [], self.left
        for column, _, title in self.columns:
            fitted = fit_block(title, "HeiBold", self.size - 0.5, 6.5, column.width - 2 * _PAD, 9.0, 1.15)
            if fitted is None:
                raise WrongCall("documents.no_room", text=title, column=title)
            cells.append(Cell(x, column.width, fitted, replace(column, align="center", chain="HeiBold"), title))
            x += column.width
        tall = max((len(cell.text.lines) for cell in cells if cell.text), default=1)
        return Line(8.0 if tall == 1 else 11.0, tuple(cells))

    def measure_numbers(self, rows: tuple[object, ...]) -> None:
        """Find the widest number of every number column, so that the points stand under each other."""
        for row in rows:
            if isinstance(row, GroupRow):
                continue
            for column, index, _ in self.columns:
                text = _text_of(row, column, index)
                if column.align == "number" and text and text[-1].isdigit():
                    wide = fonts.width(text, column.chain, self.size)
                    key = (column.key, index)
                    self.numbers[key] = max(self.numbers.get(key, 0.0), wide)

    def line(self, row: object) -> Line:
        """Lay a row out."""
        if isinstance(row, GroupRow):
            return Line(max(7.0, self.row_height * 0.85), group=row)
        cells, x, tall = [], self.left, self.row_height
        merged = {c.key for c, i, _ in self.columns if c.many and i == 0 and len(getattr(row, c.key)) == 1}
        for column, index, title in self.columns:
            width = column.width
            if column.key in merged and column.many:
                if index:
                    x += width
                    continue
                width = sum(c.width for c, _, _ in self.columns if c.key == column.key)
            text = _text_of(row, column, index)
            fitted = self._fit(text, column.chain, width, title)
            if fitted is not None:
                size = (len(fitted.lines) - 1) * fitted.leading + fitted.size
                tall = max(tall, size / MM + 2 * _PAD)
            cells.append(Cell(x, width, fitted, column, text))
            x += column.width
        return Line(tall, tuple(cells))

    def _fit(self, text: str, chain: str, width: float, title: str) -> Fitted | None:
        if not text:
            return None
        room = width - 2 * _PAD
        if "\n" not in text:
            size = fit_line(text, chain, self.size, self.size - 1.5, room)
            if size is not None:
                return Fitted((text,), size, size * 1.2)
        fitted = fit_block(text, chain, self.size - 1, _FLOOR, room, self.row_height - _PAD, 1.15)
        fitted = fitted or fit_block(text, chain, _FLOOR + 0.5, _FLOOR, room, 150.0, 1.2)
        if fitted is None:
            raise WrongCall("documents.no_room", text=text[:40], column=title)
        return fitted

    def draw_header(self, pen: Pen, y: float) -> float:
        """Draw the header line; gives the y below it."""
        pen.rect(self.left, y, self.width, self.header.height, fill=frame.GREY, width=0.9)
        return self._draw_cells(pen, self.header, y)

    def draw(self, pen: Pen, line: Line, y: float) -> float:
        """Draw a row; gives the y below it."""
        if line.group is not None:
            return self._draw_group(pen, line, y)
        return self._draw_cells(pen, line, y)

    def _draw_group(self, pen: Pen, line: Line, y: float) -> float:
        assert line.group is not None
        pen.rect(self.left, y, self.width, line.height, fill="#F1F1F1", width=0.4)
        base = y + line.height / 2 + (ASCENT - 0.5) * self.size / MM
        right = fonts.width(line.group.right, "HeiBold", self.size) / MM
        room = self.width - right - 4 * _PAD
        size = fit_line(line.group.text, "HeiBold", self.size, 5, room) or 5
        pen.text(self.left + _PAD, base, line.group.text, "HeiBold", size)
        if line.group.right:
            pen.text(self.left + self.width - _PAD, base, words.printed_number(line.group.right), "HeiBold",
                     self.size, align="right")  # fmt: skip
        return y + line.height

    def _draw_cells(self, pen: Pen, line: Line, y: float) -> float:
        for cell in line.cells:
            pen.rect(cell.x, y, cell.width, line.height, width=0.4)
            if cell.text is None:
                continue
            box = Box(cell.x + _PAD, y, cell.width - 2 * _PAD, line.height)
            align = cell.column.align
            if align == "number":
                align = "center"
                wide = self._number_width(cell)
                if wide and cell.raw[-1].isdigit():
                    box, align = Box(box.x, y, (box.w + wide / MM) / 2, line.height), "right"
            draw_block(pen, cell.text, box, cell.column.chain, align=align)
        return y + line.height

    def _number_width(self, cell: Cell) -> float:
        index = next(i for i, c in enumerate(self.columns) if c[0].key == cell.column.key)
        first = self.left + sum(c[0].width for c in self.columns[:index])
        place = round((cell.x - first) / cell.column.width) if cell.column.many else 0
        if cell.text and cell.text.size != self.size:
            return 0.0
        return self.numbers.get((cell.column.key, place), 0.0)

    def draw_outline(self, pen: Pen, top: float, bottom: float) -> None:
        """The stronger line round the table."""
        pen.rect(self.left, top, self.width, bottom - top, width=0.9)


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


def _text_of(row: object, column: Column, index: int) -> str:
    value: Any = getattr(row, column.key)
    text = (value[index] if index < len(value) else "") if column.many else value
    return words.printed_number(str(text))


def print_table(press: Press, paper: Paper, kind: TableKind) -> None:
    """Lay out and add the pages of a list. WrongCall when a word does not fit its column at all."""
    headings = dict(paper.headings)
    width = frame.content_width(kind.page)
    grid = Grid(kind.columns, headings, frame.LEFT, width, kind.size, kind.row_height)
    grid.measure_numbers(paper.rows)
    lines = [grid.line(row) for row in paper.rows]
    labels = tuple(
        name for label in kind.signatures for name in (headings.get(label[1:], ()) if label[0] == "*" else (label,))
    )
    notes = _notes(paper, kind, width)
    tail = frame.signature_height(labels, width) + len(notes) * 5.0 + 3
    probe = Pen(press, *kind.page)
    top = frame.draw_head(probe, paper)
    foot = kind.page[1] - frame.BOTTOM - 1
    room = foot - top - grid.header.height
    pages = _paged(lines, room, tail, kind.sign_every_page)
    if kind.fill:
        pages[-1] += [_empty(grid)] * int((room - tail - sum(line.height for line in pages[-1])) // grid.row_height)
    for number, page in enumerate(pages, 1):
        pen = Pen(press, *kind.page)
        start = frame.draw_head(pen, paper)
        y = grid.draw_header(pen, start)
        for line in page:
            y = grid.draw(pen, line, y)
        grid.draw_outline(pen, start, y)
        if number == len(pages) or kind.sign_every_page:
            for note in notes:
                y += 5.0
                pen.text(frame.LEFT, y, note, "Song", _NOTE)
            frame.draw_signatures(pen, labels, y)
        frame.draw_foot(pen, paper.head, number, len(pages))
        press.add_page(pen)


def _notes(paper: Paper, kind: TableKind, width: float) -> list[str]:
    texts = [*paper.notes, *([kind.note] if kind.note else [])]
    return [line for text in texts for line in fonts.wrap(text, "Song", _NOTE, width * MM)]


def _empty(grid: Grid) -> Line:
    cells, x = [], grid.left
    for column, _, _ in grid.columns:
        cells.append(Cell(x, column.width, None, column, ""))
        x += column.width
    return Line(grid.row_height, tuple(cells))


def _paged(lines: list[Line], room: float, tail: float, every: bool) -> list[list[Line]]:
    """Deal rows to pages. A group line never stands last; the signatures never stand without rows above them."""
    pages: list[list[Line]] = [[]]
    used = 0.0
    limit = room - tail if every else room
    for line in lines:
        if used + line.height > limit + 0.01 and pages[-1]:
            moved: list[Line] = []
            while pages[-1] and pages[-1][-1].group is not None:
                moved.insert(0, pages[-1].pop())
            pages.append(moved)
            used = sum(item.height for item in moved)
        pages[-1].append(line)
        used += line.height
    if not every and used > room - tail + 0.01 and len(pages[-1]) > 1:
        last: list[Line] = []
        while len(pages[-1]) > 1 and (len(last) < 3 or last[0].group is not None):
            last.insert(0, pages[-1].pop())
        pages.append(last)
    elif not every and used > room - tail + 0.01:
        pages.append([])
    return pages
