"""Official notices in the frame of GB/T 9704: type area 156 x 225 mm, 37 mm below the top, 28 mm from the left."""

from __future__ import annotations

from collections.abc import Iterator

from app.documents import fonts
from app.documents.papers import frame
from app.documents.papers.model import GroupRow, LetterKind, Paper
from app.documents.papers.registry import issued
from app.documents.papers.rows import PublicNotice
from app.documents.papers.table import Grid, Line, grid_for
from app.documents.pen import Pen
from app.documents.press import MM, Press

_LEFT, _TOP, _WIDTH, _HEIGHT = 28.0, 37.0, 156.0, 225.0
_TITLE, _BODY = 22.0, 16.0
_LEADING = 28.0 / MM  # lines of a letter stand 28 points apart
_SEAL = 45.0


class _Flow:
    """Pages being filled from top to bottom."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.pages: list[Pen] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        self.pages.append(Pen(self.press, 210, 297))
        self.y = _TOP

    @property
    def pen(self) -> Pen:
        return self.pages[-1]

    def need(self, height: float) -> bool:
        """Go to a new page unless `height` is left; says whether it did."""
        if self.y + height <= _TOP + _HEIGHT:
            return False
        self.turn()
        return True

    def paragraph(self, text: str, size: float = _BODY, align: str = "left", bold: float = 0.0) -> None:
        step = _LEADING if size <= _BODY else size * 1.5 / MM
        for line in fonts.wrap(text, "Song", size, _WIDTH * MM):
            self.need(step)
            x = _LEFT + (_WIDTH / 2 if align == "center" else 0)
            self.pen.text(x, self.y + step * 0.72, line, "Song", size, align=align, bold=bold)
            self.y += step


def print_letter(press: Press, paper: Paper, kind: LetterKind) -> None:
    """Lay out and add the pages of a notice."""
    if not isinstance(paper.data, kind.data):
        raise TypeError(f"{paper.kind} needs {kind.data.__name__}, not {type(paper.data).__name__}")
    flow = _Flow(press)
    word = frame.status_word(paper.head)
    if paper.head.formal is False:
        wide = fonts.width(word, "HeiBold", 10) / MM + 6
        flow.pen.rect(_LEFT + _WIDTH - wide, _TOP - 16, wide, 7, width=0.9)
        flow.pen.text(_LEFT + _WIDTH - wide / 2, _TOP - 11.2, word, "HeiBold", 10, align="center")
    for line in kind.title(paper).split("\n"):
        flow.paragraph(line, _TITLE, "center", bold=0.5)
    flow.y += 5
    for text in kind.before(paper):
        flow.paragraph(text)
    if kind.columns:
        flow.y += 3
        _table(flow, paper, kind)
        flow.y += 3
    for text in kind.after(paper):
        flow.paragraph(text)
    if isinstance(paper.data, PublicNotice):
        _issuer(flow, paper.data)
    for number, pen in enumerate(flow.pages, 1):
        frame.draw_foot(pen, paper.head, number, len(flow.pages))
        if paper.head.seal is not None:
            frame.draw_digits(pen, paper.head.seal)
        press.add_page(pen)


def _table(flow: _Flow, paper: Paper, kind: LetterKind) -> None:
    grid = grid_for(flow.press, kind.columns, paper.headings, _LEFT, _WIDTH, 12.0, 9.0, paper.rows)
    top: float | None = None
    bottom = flow.y
    for line in _lines(grid, paper):
        turned = flow.need(line.height + (0 if top is not None else grid.header.height))
        if turned and top is not None:
            grid.draw_outline(flow.pages[-2], top, bottom)
            top = None
        if top is None:
            top = flow.y
            flow.y = grid.draw(flow.pen, grid.header, flow.y)
        flow.y = bottom = grid.draw(flow.pen, line, flow.y)
    if top is not None:
        grid.draw_outline(flow.pen, top, bottom)


def _lines(grid: Grid, paper: Paper) -> Iterator[Line]:
    pending: Line | None = None
    for row in paper.rows:
        line = grid.line(row)
        if isinstance(row, GroupRow):
            pending = line
            continue
        if pending is not None:
            yield pending
            pending = None
        yield line


def _issuer(flow: _Flow, notice: PublicNotice) -> None:
    """Issuers and date on the right, where the seal of 45 mm will lie over them."""
    lines = [*notice.issuers, issued(notice)]
    tall = max(len(lines) * _LEADING, _SEAL)
    flow.need(tall)
    centre = _LEFT + _WIDTH - 48
    flow.y += max(tall - len(lines) * _LEADING, 0) * 0.6
    for line in lines:
        size = min(_BODY, 96 * MM / max(fonts.width(line, "Song", 1.0), 1))
        flow.pen.text(centre, flow.y + _LEADING * 0.72, line, "Song", size, align="center")
        flow.y += _LEADING
