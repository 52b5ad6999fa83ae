"""Signs for doors: one room a sheet, A4 across, to be read from the end of a corridor."""

from __future__ import annotations

from app.documents.papers import frame
from app.documents.papers.model import LANDSCAPE, Paper
from app.documents.papers.venue import DoorSign
from app.documents.pen import Pen
from app.documents.press import Press
from app.documents.typeset import Box, draw_block, fit_block
from app.errors import WrongCall

_MARGIN = 20.0


def print_signs(press: Press, paper: Paper) -> None:
    """Add a sheet for every room. WrongCall when a text does not fit even small."""
    for number, row in enumerate(paper.rows, 1):
        assert isinstance(row, DoorSign)
        pen = Pen(press, *LANDSCAPE)
        width = pen.width - 2 * _MARGIN
        pen.rect(10, 10, pen.width - 20, pen.height - 33, width=2.2)
        pen.rect(12, 12, pen.width - 24, pen.height - 37, width=0.6)
        _centred(pen, paper.head.contest, "Song", (24, 12), Box(_MARGIN, 17, width, 20))
        pen.line(60, 39, pen.width - 60, 39, width=0.8)
        low = bool(row.trade or row.lines)
        _centred(pen, row.place, "HeiBold", (120, 30), Box(_MARGIN, 43, width, 74 if low else 126))
        _centred(pen, row.trade, "Song", (40, 16), Box(_MARGIN, 119, width, 20))
        _centred(pen, "\n".join(row.lines), "Song", (26, 9), Box(_MARGIN, 141, width, 40))
        frame.draw_foot(pen, paper.head, number, len(paper.rows))
        press.add_page(pen)


def _centred(pen: Pen, text: str, chain: str, sizes: tuple[float, float], box: Box) -> None:
    if not text:
        return
    fitted = fit_block(text, chain, *sizes, box.w, box.h, 1.3)
    if fitted is None:
        raise WrongCall("documents.no_room", text=text[:40], column="场地门牌")
    draw_block(pen, fitted, box, chain, align="center")
