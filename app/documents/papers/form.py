"""Forms on A4: bordered cells with a label, a value or room to write, and lines for signatures."""

from __future__ import annotations

from app.documents import fonts, qr, words
from app.documents.papers import frame
from app.documents.papers.model import Field, FormKind, FormRow, Paper
from app.documents.pen import Pen
from app.documents.press import MM, Press
from app.documents.typeset import Box, Fitted, draw_block, fit_block
from app.errors import WrongCall

_PAD = 1.8
_SIZE = 10.5
_FLOOR = 7.0


def print_form(press: Press, paper: Paper, kind: FormKind) -> None:
    """Lay out and add the pages of a form; rows grow with their text and go to a next page when there is no room."""
    data = paper.data if paper.data is not None else kind.data()
    if not isinstance(data, kind.data):
        raise TypeError(f"{paper.kind} needs {kind.data.__name__}, not {type(data).__name__}")
    rows = [(row, _height(row, data)) for row in kind.rows]
    pages: list[list[tuple[FormRow, float]]] = [[]]
    room = 297 - frame.BOTTOM - 10 - (frame.TOP + 30)
    end = frame.end_height(paper.head, kind.signatures, 180)
    used = 0.0
    for row, height in rows:
        if used + height > room and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append((row, height))
        used += height
    if paper.head.seal is not None and used + end > room and len(pages[-1]) > 1:
        pages.append([pages[-1].pop()])
    for number, page in enumerate(pages, 1):
        pen = Pen(press, 210, 297)
        code = str(getattr(data, kind.qr)) if kind.qr else ""
        y = frame.draw_head(pen, paper, kind.qr_side if code else 0.0)
        if code:
            side = kind.qr_side
            pen.symbol(qr.any_symbol(code), frame.LEFT - 2.5, frame.TOP - 12.5, side)
            y = max(y, frame.TOP - 12.5 + side + 0.5)
        top = y
        for row, height in page:
            x = frame.LEFT
            for field in row.fields:
                _draw_field(
                    pen, field, str(getattr(data, field.key)) if field.key else "", Box(x, y, field.width, height)
                )
                x += field.width
            y += height
        pen.rect(frame.LEFT, top, 180, y - top, width=0.9)
        if number == len(pages):
            y = _end(pen, kind, paper, y)
        frame.draw_foot(pen, paper.head, number, len(pages))
        press.add_page(pen)


def _end(pen: Pen, kind: FormKind, paper: Paper, y: float) -> float:
    for note in (*paper.notes, *([kind.note] if kind.note else [])):
        for line in fonts.wrap(f"注：{note}", "Song", 9, 180 * MM):
            y += 5
            pen.text(frame.LEFT, y, line, "Song", 9)
    frame.draw_end(pen, paper.head, kind.signatures, y)
    return y


def _value(field: Field, text: str, height: float) -> Fitted | None:
    room = height - 2 * _PAD - (7 if field.sign else 0)
    return fit_block(
        words.printed_number(text), "Song", _SIZE, _FLOOR, field.width - field.label_width - 2 * _PAD, room
    )


def _height(row: FormRow, data: object) -> float:
    """The row's height, or as much more as its longest text needs."""
    height = row.height
    for field in row.fields:
        text = str(getattr(data, field.key)) if field.key else ""
        while text and _value(field, text, height) is None:
            height += 5
            if height > 200:
                raise WrongCall("documents.no_room", text=text[:40], column=field.label)
    return height


def _draw_field(pen: Pen, field: Field, text: str, box: Box) -> None:
    pen.rect(box.x, box.y, field.label_width, box.h, width=0.4, fill="#F1F1F1")
    label = fit_block(field.label, "Hei", 9.5, 6, field.label_width - 2, box.h - 1, 1.25)
    if label is not None:
        draw_block(pen, label, Box(box.x + 1, box.y, field.label_width - 2, box.h), "Hei", align="center")
    left = box.x + field.label_width
    pen.rect(left, box.y, field.width - field.label_width, box.h, width=0.4)
    fitted = _value(field, text, box.h) if text else None
    if fitted is not None:
        top = "top" if field.sign or box.h > 20 else "middle"
        inner = Box(left + _PAD, box.y + (_PAD if top == "top" else 0), field.width - field.label_width - 2 * _PAD,
                    box.h - (2 * _PAD if top == "top" else 0))  # fmt: skip
        draw_block(pen, fitted, inner, "Song", valign=top)
    if field.sign:
        pen.text(box.x + field.width - 3, box.y + box.h - 3, field.sign, "Song", 9.5, align="right")
