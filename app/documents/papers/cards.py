"""Cards cut from A4: contest passes (A6, four a sheet), blind-code labels, covers of envelopes, sign-in with photos."""

from __future__ import annotations

from collections.abc import Callable

from app.documents import qr
from app.documents.papers import frame
from app.documents.papers.model import CardKind, Paper, PaperHead
from app.documents.papers.rows import CodeLabel, PassCard, SignInRow
from app.documents.pen import Pen
from app.documents.press import Press
from app.documents.typeset import Box, draw_block, fit_block, fit_name
from app.documents.watermark import demo_mark

_PHOTO = (25.0, 35.0)  # one inch, as passes have it


def print_cards(press: Press, paper: Paper, kind: CardKind) -> None:
    """Add the sheets of cards."""
    for row in paper.rows:
        if not isinstance(row, kind.row):
            raise TypeError(f"{paper.kind} needs {kind.row.__name__}, not {type(row).__name__}")
    if kind.style == "photo":
        _photo_sheets(press, paper)
    elif kind.style == "pass":
        _sheets(press, paper, 2, 2, 105, 148, (0, 0.5), _draw_pass)
    elif kind.style == "envelope":
        _sheets(press, paper, 1, 2, 210, 148, (0, 0.5), _draw_envelope)
    else:
        _sheets(press, paper, 4, 9, 50, 30, (5, 13.5), _draw_label)


def _sheets(
    press: Press, paper: Paper, across: int, down: int, w: float, h: float, start: tuple[float, float],
    draw: Callable[[Pen, Box, object, PaperHead], None],
) -> None:  # fmt: skip
    each = across * down
    for first in range(0, max(len(paper.rows), 1), each):
        pen = Pen(press, 210, 297)
        for place, row in enumerate(paper.rows[first : first + each]):
            box = Box(start[0] + place % across * w, start[1] + place // across * h, w, h)
            draw(pen, box, row, paper.head)
            _crop_marks(pen, box)
        if paper.head.demo:
            demo_mark(pen)
        press.add_page(pen)


def _crop_marks(pen: Pen, box: Box) -> None:
    for x in (box.x, box.x + box.w):
        for y in (box.y, box.y + box.h):
            pen.line(max(x - 3, 0), y, min(x + 3, pen.width), y, width=0.2, color="#808080")
            pen.line(x, max(y - 3, 0), x, min(y + 3, pen.height), width=0.2, color="#808080")


def _fitted(pen: Pen, text: str, chain: str, size: float, floor: float, box: Box, align: str = "left") -> None:
    fitted = fit_name(text, chain, size, floor, box.w, box.h, 1.2) if text else None
    if fitted is None and text:
        fitted = fit_block(text, chain, floor, 4.0, box.w, box.h, 1.1)
    if fitted is not None:
        draw_block(pen, fitted, box, chain, align=align)


def _draw_pass(pen: Pen, box: Box, row: object, head: PaperHead) -> None:
    assert isinstance(row, PassCard)
    x, y, w = box.x, box.y, box.w
    pen.rect(x + 6, y + 6, w - 12, box.h - 12, width=1.1)
    pen.rect(x + 7, y + 7, w - 14, box.h - 14, width=0.3)
    _fitted(pen, head.contest, "Song", 11, 7, Box(x + 10, y + 9, w - 20, 10), "center")
    pen.text(x + w / 2, y + 30.5, "参赛证", "Song", 26, align="center", bold=0.7, spacing=8)
    pen.line(x + 30, y + 34.5, x + w - 30, y + 34.5, width=0.7)
    photo = Box(x + 13, y + 40, *_PHOTO)
    if row.photo:
        pen.picture(row.photo, *photo, label=row.name, crop=True)
    else:
        pen.text(photo.x + photo.w / 2, photo.y + photo.h / 2 + 1, "照片", "Hei", 10, align="center", color="#808080")
    pen.rect(*photo, width=0.5)
    _fitted(pen, row.name, "Song", 20, 11, Box(x + 43, y + 40, w - 55, 15))
    pen.text(x + 43, y + 60, "参赛号", "Hei", 8.5)
    _fitted(pen, row.entry, "HeiBold", 26, 14, Box(x + 43, y + 61, w - 55, 14))
    line = y + 84
    for label, value in (("职业（工种）", row.trade), ("代 表 队", row.delegation), ("单　　位", row.unit),
                         ("场　　次", row.sitting)):  # fmt: skip
        if value:
            pen.text(x + 13, line, label, "Hei", 9)
            _fitted(pen, value, "Song", 12, 7, Box(x + 34, line - 5.2, w - 47, 7.6))
            pen.line(x + 34, line + 2.4, x + w - 13, line + 2.4, width=0.25)
            line += 8.6
    code = qr.any_symbol(row.token or row.entry)
    pen.symbol(code, x + w - 36, y + box.h - 35, 24)
    pen.text(x + 13, y + box.h - 22, "凭本证和身份证件检录入场", "Hei", 8)
    pen.text(x + 13, y + box.h - 17, "请妥善保管，不得转借", "Hei", 8)
    pen.text(x + 13, y + box.h - 12, "（盖章有效）", "Hei", 8)


def _draw_label(pen: Pen, box: Box, row: object, head: PaperHead) -> None:
    assert isinstance(row, CodeLabel)
    pen.symbol(qr.any_symbol(row.code), box.x + box.w - 20.5, box.y + 3, 18)
    _fitted(pen, row.code, "HeiBold", 28, 14, Box(box.x + 2.5, box.y + 4, box.w - 23, 12))
    _fitted(pen, row.trade, "Hei", 8.5, 5.5, Box(box.x + 2.5, box.y + 17, box.w - 23, 6))
    _fitted(pen, row.sitting, "Hei", 8, 5.5, Box(box.x + 2.5, box.y + 22.5, box.w - 5, 5))


def _draw_envelope(pen: Pen, box: Box, row: object, head: PaperHead) -> None:
    assert isinstance(row, CodeLabel)
    middle = box.x + box.w / 2
    pen.rect(box.x + 12, box.y + 10, box.w - 24, box.h - 20, width=1.0)
    _fitted(pen, head.contest, "Song", 16, 9, Box(box.x + 22, box.y + 17, box.w - 44, 12), "center")
    pen.text(middle, box.y + 45, "密 封 袋", "Song", 30, align="center", bold=0.8)
    pen.text(box.x + 30, box.y + 64, "职业（工种）：", "Song", 14)
    _fitted(pen, row.trade, "Song", 14, 8, Box(box.x + 64, box.y + 57.4, 110, 9))
    pen.text(box.x + 30, box.y + 76, "场　　　次：", "Song", 14)
    _fitted(pen, row.sitting, "Song", 14, 8, Box(box.x + 64, box.y + 69.4, 110, 9))
    if row.code:
        pen.text(box.x + 30, box.y + 88, "内　　　装：", "Song", 14)
        _fitted(pen, row.code, "Song", 14, 8, Box(box.x + 64, box.y + 81.4, 110, 9))
    pen.text(middle, box.y + 102, "未经裁判长和监督同时在场，不得拆封", "HeiBold", 12, align="center")
    for place, label in enumerate(("加密裁判", "监督", "封存时间")):
        left = box.x + 24 + place * 56
        pen.text(left, box.y + 124, f"{label}：", "Song", 12)
        pen.line(left + 22, box.y + 125.4, left + 50, box.y + 125.4, width=0.4)


def _photo_sheets(press: Press, paper: Paper) -> None:
    """Three across, four down: picture, names, room to sign."""
    rows = [row for row in paper.rows if isinstance(row, SignInRow)]
    each = 12
    pages = max(-(-len(rows) // each), 1)
    for number in range(pages):
        pen = Pen(press, 210, 297)
        top = frame.draw_head(pen, paper) + 1
        for place, row in enumerate(rows[number * each : (number + 1) * each]):
            _photo_cell(pen, Box(frame.LEFT + place % 3 * 60, top + place // 3 * 57, 60, 57), row)
        frame.draw_foot(pen, paper.head, number + 1, pages)
        press.add_page(pen)


def _photo_cell(pen: Pen, box: Box, row: SignInRow) -> None:
    pen.rect(*box, width=0.5)
    photo = Box(box.x + 2, box.y + 2, *_PHOTO)
    if row.photo:
        pen.picture(row.photo, *photo, label=row.name, crop=True)
    pen.rect(*photo, width=0.3)
    left, wide = box.x + 29, box.w - 31
    _fitted(pen, f"{row.number}　{row.entry}", "HeiBold", 11, 7, Box(left, box.y + 2, wide, 7))
    _fitted(pen, row.name, "Song", 13, 8, Box(left, box.y + 9, wide, 12))
    _fitted(pen, row.unit, "Song", 9, 6, Box(left, box.y + 21, wide, 16))
    pen.line(box.x, box.y + 39, box.x + box.w, box.y + 39, width=0.3)
    pen.text(box.x + 2, box.y + 44, "签到", "Hei", 8)
    pen.text(box.x + 40, box.y + 44, "时间", "Hei", 8)
    pen.line(box.x + 38, box.y + 39, box.x + 38, box.y + box.h, width=0.3)
