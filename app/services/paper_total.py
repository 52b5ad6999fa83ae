"""纸面合计: the total written on a paper against what was keyed from it, and the lines that would explain a difference.

A control sum catches what no range can: a figure that is wrong and possible. Nothing is stored by looking; a sheet that
is handed in with a total must agree with it, and the record then says which total it was (`scoring.submit`).
"""

from __future__ import annotations

from fractions import Fraction

from app.domain.aggregate import score_aspect
from app.domain.marks import parse_mark, show_mark
from app.domain.numbers import Rounding, narrow, parse_decimal, show
from app.domain.roles import Act
from app.domain.scheme import Aspect
from app.domain.scores import Mark
from app.domain.slips import meant
from app.errors import AppError, Refusal
from app.services.access import Actor, require
from app.services.sheet_keep import OpenSheet, open_sheet, read_view
from app.services.sheet_view import CellState, PaperCheck, RowView, SheetView, Suspect
from db.store import Reading, Store

MOST = 4  # lines named: more would not be looked at
_CLOSE = Fraction(1, 100)  # totals on paper have two decimals at most


def compare(store: Store, sheet_id: int, keying: int, text: str, *, by: Actor, seat: int = -1) -> PaperCheck:
    """Hold a total as written on paper against a keying; `seat` 0… takes one judge's paper, whose total is the sum of
    that judge's marks. Raises Refusal "scoring.paper_text" for what is no number, RightsRefusal for who may not key."""
    with store.read() as reading:
        require(reading, by, Act.KEY_MARKS)
        return check(reading, open_sheet(reading, sheet_id), keying, text, seat)


def check(reading: Reading, sheet: OpenSheet, keying: int, text: str, seat: int = -1) -> PaperCheck:
    """As `compare`, inside a transaction."""
    paper = paper_number(text, sheet.data.code)
    view = read_view(reading, sheet.data.id, keying)
    keyed = _total(sheet, view, seat)
    missing = sum(question.kind == "missing" and seat in (-1, question.seat) for question in view.questions)
    if keyed is None or missing:
        return PaperCheck(show(paper), "", "", max(1, missing), ())
    difference = paper - keyed
    if abs(difference) < _CLOSE:
        return PaperCheck(show(paper), show(keyed), "", 0, ())
    found = _suspects(sheet, view, difference, seat)
    return PaperCheck(show(paper), show(keyed), show(difference), 0, found)


def paper_number(text: str, code: str) -> Fraction:
    """The number of a total as typed. Raises Refusal "scoring.paper_text"."""
    try:
        return parse_decimal(narrow(text).strip())
    except AppError as error:
        raise Refusal("scoring.paper_text", code=code, text=text.strip()) from error


def _total(sheet: OpenSheet, view: SheetView, seat: int) -> Fraction | None:
    if seat < 0:
        return None if view.total is None else parse_decimal(view.total)
    marks = [_marks(_aspect(sheet, row), row).get(seat) for row in _lines(view, seat)]
    numbers = [mark.number for mark in marks if mark is not None and mark.word is None]
    return sum((number for number in numbers if number is not None), Fraction(0)) if numbers else None


def _lines(view: SheetView, seat: int) -> list[RowView]:
    rows = [row for row in view.rows if row.kind == "aspect"]
    return rows if seat < 0 else [row for row in rows if len(row.cells) > 1 and seat < len(row.cells)]


def _aspect(sheet: OpenSheet, row: RowView) -> Aspect:
    aspect = sheet.rules.aspect(row.id)
    assert aspect is not None  # the view was made from these rules
    return aspect


def _marks(aspect: Aspect, row: RowView) -> dict[int, Mark]:
    """The marks of a line by the index of their cell; cells with nothing or with two values are left out."""
    shown = {CellState.VALUE, CellState.WORD}
    return {at: parse_mark(cell.text, aspect) for at, cell in enumerate(row.cells) if cell.state in shown}


def _suspects(sheet: OpenSheet, view: SheetView, difference: Fraction, seat: int) -> tuple[Suspect, ...]:
    slips: list[Suspect] = []
    left_out: list[Suspect] = []
    for row in _lines(view, seat):
        aspect = _aspect(sheet, row)
        marks = _marks(aspect, row)
        merged = aspect.seats == ("",)
        rounding = sheet.trade.rules.rounding
        worth = _worth(aspect, marks, seat, rounding)
        if worth is None:
            continue
        if worth and abs(worth + difference) < _CLOSE:
            left_out.append(Suspect(row.id, -1 if merged else max(seat, 0), ""))
        for at, mark in marks.items():
            if mark.word is not None or seat not in (-1, at):
                continue
            other = _explains(aspect, marks, at, worth + difference, seat, rounding)
            if other:
                slips.append(Suspect(row.id, -1 if merged else at, other))
    return tuple([*slips, *left_out][:MOST])


def _explains(aspect: Aspect, marks: dict[int, Mark], at: int, wanted: Fraction, seat: int, rounding: Rounding) -> str:
    """What was meant in a cell if a slip there makes the line worth what is wanted, else ""."""
    for text in meant(show_mark(marks[at], aspect)):
        try:
            other = parse_mark(text, aspect)
        except AppError:
            continue
        worth = _worth(aspect, {**marks, at: other}, seat, rounding)
        if worth is not None and abs(worth - wanted) < _CLOSE:
            return show_mark(other, aspect)
    return ""


def _worth(aspect: Aspect, marks: dict[int, Mark], seat: int, rounding: Rounding) -> Fraction | None:
    """What a line adds to the total: its score, on one judge's paper that judge's mark."""
    if seat >= 0:
        mark = marks.get(seat)
        return mark.number if mark is not None else None
    return score_aspect(aspect, {aspect.seats[at]: mark for at, mark in marks.items()}, rounding).score
