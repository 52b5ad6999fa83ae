"""Cards cut from A4: contest passes (A6, four a sheet, or 86 x 54 mm, ten a sheet) with their backs, blind-code labels,
covers of envelopes, sign-in with photos; and signs for doors."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.documents import qr
from app.documents.papers import frame
from app.documents.papers.model import CardKind, Paper, PaperHead
from app.documents.papers.rows import CodeLabel, PassCard, SignInRow
from app.documents.papers.signs import print_signs
from app.documents.papers.venue import LabelSheet, PassBack
from app.documents.pen import Pen
from app.documents.press import Press
from app.documents.typeset import Box, draw_block, fit_block, fit_line, fit_name
from app.documents.watermark import demo_mark
from app.errors import WrongCall

_PHOTO = (25.0, 35.0)  # one inch, as passes have it
_QR = 22.0  # the dark part of a pass's code, and the whole of a card's
_ON_SHEET = LabelSheet()


@dataclass(frozen=True)
class _Grid:
    """Equal places on A4: how many across and down, their size, and where the first begins, in mm."""

    across: int
    down: int
    w: float
    h: float
    left: float
    top: float

    @property
    def each(self) -> int:
        """How many a sheet holds."""
        return self.across * self.down

    def box(self, place: int, mirrored: bool = False) -> Box:
        """The place counted row by row from 0; `mirrored` as it lies on the back of the sheet, turned along its long
        edge."""
        down, across = divmod(place, self.across)
        column = self.across - 1 - across if mirrored else across
        left = 210 - self.left - self.across * self.w if mirrored else self.left
        return Box(left + column * self.w, self.top + down * self.h, self.w, self.h)


_A6 = _Grid(2, 2, 105, 148, 0, 0.5)
_CARD = _Grid(2, 5, 86, 54, 19, 13.5)
_LABEL = _Grid(4, 9, 50, 30, 5, 13.5)
_COVER = _Grid(1, 2, 210, 148, 0, 0.5)
LABELS = _LABEL.each


def print_cards(press: Press, paper: Paper, kind: CardKind) -> None:
    """Add the sheets of cards."""
    for row in paper.rows:
        if not isinstance(row, kind.row):
            raise TypeError(f"{paper.kind} needs {kind.row.__name__}, not {type(row).__name__}")
    if kind.style == "photo":
        _photo_sheets(press, paper)
    elif kind.style == "pass":
        _sheets(press, paper, _A6, _draw_pass, _draw_pass_back)
    elif kind.style == "card":
        _sheets(press, paper, _CARD, _draw_card, _draw_card_back)
    elif kind.style == "envelope":
        _sheets(press, paper, _COVER, _draw_envelope)
    elif kind.style == "sign":
        print_signs(press, paper)
    else:
        _sheets(press, paper, _LABEL, _draw_label)


def _sheets(
    press: Press, paper: Paper, grid: _Grid, draw: Callable[[Pen, Box, object, PaperHead], None],
    back: Callable[[Pen, Box, PassBack], None] | None = None,
) -> None:  # fmt: skip
    """Sheets of cards; with something for their backs, each is followed by its own back at once, so that a printer that
    turns paper along the long edge lays back on front."""
    stock = paper.data if isinstance(paper.data, LabelSheet) else _ON_SHEET
    cards: list[object | None] = [*[None] * (stock.first - 1), *paper.rows] or [None]
    for first in range(0, len(cards), grid.each):
        sheet = cards[first : first + grid.each]
        pen = Pen(press, 210, 297)
        for place, row in enumerate(sheet):
            box = grid.box(place)
            if row is not None:
                draw(pen, Box(box.x + float(stock.right), box.y + float(stock.down), box.w, box.h), row, paper.head)
                if paper.data is None or isinstance(paper.data, PassBack):  # stock that is cut already needs no marks
                    _crop_marks(pen, box)
        _add(press, pen, paper)
        if back is not None and isinstance(paper.data, PassBack):
            pen = Pen(press, 210, 297)
            for place, row in enumerate(sheet):
                if row is not None:
                    back(pen, grid.box(place, mirrored=True), paper.data)
            _add(press, pen, paper)


def _add(press: Press, pen: Pen, paper: Paper) -> None:
    if paper.head.demo:
        demo_mark(pen)
    press.add_page(pen)


def _crop_marks(pen: Pen, box: Box) -> None:
    for x in (box.x, box.x + box.w):
        for y in (box.y, box.y + box.h):
            pen.line(max(x - 3, 0), y, min(x + 3, pen.width), y, width=0.2, color="#808080")
            pen.line(x, max(y - 3, 0), x, min(y + 3, pen.height), width=0.2, color="#808080")


def _fitted(pen: Pen, text: str, chain: str, size: float, floor: float, box: Box, align: str = "left") -> None:
    """Text made to fit: smaller, then broken, then smaller still. WrongCall rather than leave it out."""
    if not text:
        return
    fitted = fit_name(text, chain, size, floor, box.w, box.h, 1.2) or fit_block(
        text, chain, floor, 4.0, box.w, box.h, 1.1
    )
    if fitted is None:
        raise WrongCall("documents.no_room", text=text[:40], column=text[:10])
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
    line = y + 82
    for label, value in (("职业（工种）", row.trade), ("代 表 队", row.delegation), ("单　　位", row.unit),
                         ("场　　次", row.sitting)):  # fmt: skip
        if value:
            pen.text(x + 13, line, label, "Hei", 9)
            _fitted(pen, value, "Song", 12, 7, Box(x + 34, line - 5.2, w - 47, 7.6))
            pen.line(x + 34, line + 2.4, x + w - 13, line + 2.4, width=0.25)
            line += 8.2
    _pass_code(pen, row, x + w - 12, y + box.h - 10.5)
    pen.text(x + 13, y + box.h - 24, "凭本证和身份证件检录入场", "Hei", 8)
    pen.text(x + 13, y + box.h - 18.5, "请妥善保管，不得转借", "Hei", 8)
    pen.text(x + 13, y + box.h - 13, "（盖章有效）", "Hei", 8)


def _pass_code(pen: Pen, row: PassCard, right: float, bottom: float, dark: float = _QR) -> None:
    """The code with its dark part ending at (right, bottom), `dark` mm wide; the quiet zone lies round it."""
    text = row.token or row.entry
    module = dark / qr.size_of(text)
    side = dark + 8 * module
    pen.symbol(qr.any_symbol(text), right + 4 * module - side, bottom + 4 * module - side, side)


def _draw_pass_back(pen: Pen, box: Box, back: PassBack) -> None:
    x, y, w = box.x, box.y, box.w
    pen.rect(x + 6, y + 6, w - 12, box.h - 12, width=1.1)
    pen.text(x + w / 2, y + 18, "参赛须知", "Song", 18, align="center", bold=0.5, spacing=4)
    rules_end = 84 if back.hours else 134
    _list(pen, _numbered(back.rules), 11.0, Box(x + 12, y + 24, w - 24, rules_end - 24))
    if back.hours:
        pen.line(x + 12, y + 87, x + w - 12, y + 87, width=0.5)
        pen.text(x + w / 2, y + 94.5, "日程", "HeiBold", 12, align="center", spacing=6)
        _list(pen, back.hours, 10.5, Box(x + 12, y + 98, w - 24, 40))


def _draw_card(pen: Pen, box: Box, row: object, head: PaperHead) -> None:
    assert isinstance(row, PassCard)
    x, y, w = box.x, box.y, box.w
    pen.rect(x + 2, y + 2, w - 4, box.h - 4, width=0.8)
    _fitted(pen, head.contest, "Song", 9, 6, Box(x + 4, y + 2.6, w - 8, 6.4), "center")
    pen.line(x + 2, y + 9.4, x + w - 2, y + 9.4, width=0.5)
    photo = Box(x + 4, y + 13, *_PHOTO)
    if row.photo:
        pen.picture(row.photo, *photo, label=row.name, crop=True)
    else:
        pen.text(photo.x + photo.w / 2, photo.y + photo.h / 2 + 1, "照片", "Hei", 9, align="center", color="#808080")
    pen.rect(*photo, width=0.4)
    left = x + 31
    pen.text(left, y + 14.6, "参赛证", "HeiBold", 10, spacing=2)
    _fitted(pen, row.name, "Song", 20, 9, Box(left, y + 15.4, w - 34, 9.6))
    _fitted(pen, row.entry, "HeiBold", 26, 12, Box(left, y + 25, 30, 9.5))
    lines = [text for text in (row.trade, row.delegation, row.unit, row.sitting) if text]
    deep = 15.6 / max(len(lines), 1)
    for number, text in enumerate(lines):
        _fitted(pen, text, "Song", 8.5, 5, Box(left, y + 35 + number * deep, 30, deep))
    _pass_code(pen, row, x + w - 4.5, y + box.h - 4.5, _QR * 21 / 29)


def _draw_card_back(pen: Pen, box: Box, back: PassBack) -> None:
    x, y, w = box.x, box.y, box.w
    pen.rect(x + 2, y + 2, w - 4, box.h - 4, width=0.8)
    wide = (w - 12) / 2 if back.hours else w - 8
    pen.text(x + 4, y + 7.4, "参赛须知", "HeiBold", 8.5, spacing=1)
    _list(pen, _numbered(back.rules), 7.5, Box(x + 4, y + 9.4, wide, 41.5))
    if back.hours:
        pen.line(x + w / 2, y + 4, x + w / 2, y + box.h - 4, width=0.3)
        pen.text(x + w / 2 + 2, y + 7.4, "日程", "HeiBold", 8.5, spacing=1)
        _list(pen, back.hours, 7.5, Box(x + w / 2 + 2, y + 9.4, wide, 41.5))


def _numbered(rules: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{number}. {rule}" for number, rule in enumerate(rules, 1))


def _list(pen: Pen, lines: tuple[str, ...], size: float, box: Box) -> None:
    """Lines one under the other, unbroken where they can be, down to 4 pt. WrongCall when they do not fit."""
    text = "\n".join(lines)
    whole = [fit_line(line, "Hei", size, size * 0.75, box.w) for line in lines]
    if all(whole):
        size = min(one for one in whole if one)
    fitted = fit_block(text, "Hei", size, 4.0, box.w, box.h, 1.45) if text else None
    if fitted is not None:
        draw_block(pen, fitted, box, "Hei", valign="top")
    elif text:
        raise WrongCall("documents.no_room", text=text[:40], column="参赛证背面")


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
        if number == pages - 1:
            shown = len(rows) - number * each
            frame.draw_signatures(pen, ("检录", "监督"), top + 57 * -(-shown // 3) - 1)
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
