"""What every A4 sheet bears: the title and its line of facts at the top, who printed what when at the foot."""

from __future__ import annotations

from app.documents import fonts, qr, words
from app.documents.papers.model import Paper, PaperHead, PaperSeal
from app.documents.papers.registry import title_of
from app.documents.pen import Pen
from app.documents.press import MM
from app.documents.typeset import fit_line
from app.documents.watermark import demo_mark

LEFT = 15.0
TOP = 20.0
BOTTOM = 15.0
GREY = "#E4E4E4"  # shading carries no meaning by colour
_QR = 18.0


def content_width(page: tuple[float, float]) -> float:
    """The width between the margins in mm."""
    return page[0] - 2 * LEFT


def status_word(head: PaperHead) -> str:
    """正式, with the revision from the second on; 未锁定 · 仅供核对; what took its place; or nothing."""
    if head.superseded:
        return words.superseded_words(head.revision, head.superseded)
    if head.formal is None:
        return ""
    if not head.formal:
        return "未锁定 · 仅供核对"
    return "正式" if head.revision <= 1 else f"正式 · 修订 {head.revision}"


def draw_head(pen: Pen, paper: Paper, indent: float = 0.0) -> float:
    """Draw contest, title and facts (moved right by `indent`); gives the y where the table may begin."""
    head, width = paper.head, content_width((pen.width, pen.height))
    middle = pen.width / 2
    room = width - 2 * (_QR + 16) if paper.code else width - 60
    _centred(pen, head.contest, middle, TOP - 3, "Song", 12, 8, room)
    _centred(pen, title_of(paper), middle, TOP + 6.5, "Song", 20, 12, room, bold=0.55)
    word = status_word(head)
    if word:
        _status(pen, word)
    if paper.code:
        _code(pen, paper.code)
    facts = [("职业（工种）", head.trade), ("组别", head.group), ("环节", head.round), ("场次", head.sitting)]
    facts += paper.facts
    return _facts(pen, [(label, value) for label, value in facts if value], TOP + 13.5, width, indent)


def _centred(
    pen: Pen, text: str, x: float, y: float, chain: str, size: float, floor: float, room: float, bold: float = 0.0
) -> None:
    fitted = fit_line(text, chain, size, floor, room)
    if fitted is not None:
        pen.text(x, y, text, chain, fitted, align="center", bold=bold)
        return
    lines = fonts.wrap(text, chain, floor, room * MM)[:2]
    for number, line in enumerate(lines):
        pen.text(x, y + (number - len(lines) + 1) * floor * 1.2 / MM, line, chain, floor, align="center", bold=bold)


def _status(pen: Pen, word: str) -> None:
    wide = fonts.width(word, "HeiBold", 9) / MM + 5
    x = pen.width - LEFT - wide
    pen.rect(x, TOP - 8, wide, 6.4, width=0.9)
    pen.text(x + wide / 2, TOP - 3.6, word, "HeiBold", 9, align="center")


def _code(pen: Pen, code: str) -> None:
    """The blind code, large, beside its QR with a quiet zone of four, at the top left."""
    pen.symbol(qr.any_symbol(code), LEFT - 2, TOP - 12, _QR + 2)
    pen.text(LEFT + _QR + 1, TOP - 5.5, "密号", "Hei", 8)
    pen.text(LEFT + _QR + 1, TOP + 3, code, "HeiBold", 18)


def _facts(pen: Pen, facts: list[tuple[str, str]], y: float, width: float, indent: float) -> float:
    """Label and value pairs side by side, as many lines as they need."""
    left, width = LEFT + indent, width - indent
    x = left
    for label, value in facts:
        text = f"{label}：{value}"
        wide = fonts.width(text, "Song", 10) / MM
        if x > left and x + wide > left + width:
            x, y = left, y + 5.6
        if wide > width:
            for line in fonts.wrap(text, "Song", 10, width * MM):
                pen.text(left, y, line, "Song", 10)
                y += 5.6
            x = left
            continue
        pen.text(x, y, text, "Song", 10)
        x += wide + 8
    return y + 2.5 if facts else y - 3


def draw_foot(pen: Pen, head: PaperHead, page: int, pages: int) -> None:
    """Draw the line at the foot: data code, page x of y, time, name and program; and the mark of a practice contest."""
    y = pen.height - BOTTOM + 6.5
    pen.line(LEFT, y - 4, pen.width - LEFT, y - 4, width=0.3)
    codes = [f"数据码 {head.data_code}" if head.data_code else ""]
    if head.demo:
        codes.append("演示数据，不作成绩依据")
    pen.text(LEFT, y, "　".join(code for code in codes if code), "Hei", 8)
    pen.text(pen.width / 2, y, f"第 {page} 页 / 共 {pages} 页", "Hei", 8, align="center")
    right = "　".join(filter(None, (f"{words.clock_time(head.printed_at)}　{head.printed_by} 打印", head.program)))
    pen.text(pen.width - LEFT, y, right, "Hei", 8, align="right")
    if head.demo:
        demo_mark(pen)


_SEAL_LINE = 5.0


def end_height(head: PaperHead, labels: tuple[str, ...], width: float) -> float:
    """The height in mm of what stands under a table: the sheet's own codes, and lines to sign on."""
    seal = head.seal
    if seal is None:
        return signature_height(labels, width)
    side = _seal_side(seal.token)
    return max(side + 1, _SEAL_LINE + signature_height(labels, width - side))


def _seal_side(token: str) -> float:
    """A module of 0.4 mm, with the quiet zone of four; nothing without a code."""
    return (qr.size_of(token) + 8) * 0.4 if token else 0.0


def draw_end(pen: Pen, head: PaperHead, labels: tuple[str, ...], y: float) -> None:
    """Draw the sheet's own codes, thirty digits each for the eye and the signed QR for a scanner, and the lines to sign
    on beside them."""
    seal = head.seal
    if seal is None:
        draw_signatures(pen, labels, y)
        return
    side = _seal_side(seal.token)
    if seal.token:
        pen.symbol(qr.any_symbol(seal.token), LEFT, y + 0.5, side)
    text = _digits(seal)
    size = fit_line(text, "Hei", 8, 5, content_width((pen.width, pen.height)) - side) or 5
    pen.text(LEFT + side, y + 4.2, text, "Hei", size)
    draw_signatures(pen, labels, y + _SEAL_LINE, side)


def draw_digits(pen: Pen, seal: PaperSeal) -> None:
    """Draw the codes of a sheet without lines to sign on just above the line at the foot."""
    pen.text(LEFT, pen.height - BOTTOM + 1.2, _digits(seal), "Hei", 6.5)


def _digits(seal: PaperSeal) -> str:
    return f"数据 {seal.data}　操作记录 {seal.seq}：{seal.head}"


def signature_height(labels: tuple[str, ...], width: float) -> float:
    """The height of the block of signature lines in mm."""
    return 0.0 if not labels else 4 + 11.0 * -(-len(labels) // _per_line(labels, width))


def _per_line(labels: tuple[str, ...], width: float) -> int:
    most = max(int(width // 43), 1)
    lines = -(-len(labels) // most)
    return -(-len(labels) // lines)


def draw_signatures(pen: Pen, labels: tuple[str, ...], y: float, indent: float = 0.0) -> None:
    """Labels with a line to sign on, evenly spread, moved right by `indent`."""
    if not labels:
        return
    width = content_width((pen.width, pen.height)) - indent
    per_line = _per_line(labels, width)
    each = width / per_line
    for number, label in enumerate(labels):
        x = LEFT + indent + number % per_line * each
        base = y + 4 + 11.0 * (number // per_line) + 6
        pen.text(x, base, f"{label}：", "Song", 10.5)
        start = x + fonts.width(f"{label}：", "Song", 10.5) / MM
        pen.line(start, base + 1.2, x + each - 4, base + 1.2, width=0.4)
