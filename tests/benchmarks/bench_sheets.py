"""How fast filled score sheets are laid out: bar C7, 60 aspects by 7 judges, every sheet filled differently.

Run from the root: `python -m tests.benchmarks.bench_sheets`. Two yardsticks with the same libraries: a bare platypus
`LongTable` a sheet, and the same with what our paper bears besides, its title, facts, code and lines to sign on.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from io import BytesIO

import qrcode
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Image, LongTable, PageBreak, Paragraph, SimpleDocTemplate, TableStyle

from app.documents import fonts
from app.documents.papers import Paper, PaperHead, papers_pdf
from app.documents.papers.rows import PanelRow
from tests.benchmarks.yardstick import Line, in_turn, report

AT = datetime(2026, 6, 20, tzinfo=UTC)
PAGE = (297 * mm, 210 * mm)
MARKS = ("7.0", "7.5", "8.0", "8.5", "9.0", "9.5", "(6.5)", "(10.0)")
TITLES = tuple(f"裁判{i}" for i in range(1, 8))
CONTEST = "2026年示范省职工职业技能大赛"
Filled = list[list[tuple[str, tuple[str, ...], str]]]


def sheets(count: int) -> Filled:
    """Marks of 60 aspects by 7 judges, different on every sheet."""
    dice = random.Random(7)
    return [
        [(f"{i:02d}", tuple(dice.choices(MARKS, k=7)), f"{dice.randrange(700, 1000) / 100:.2f}") for i in range(60)]
        for _ in range(count)
    ]


def ours(filled: Filled) -> int:
    """Panel score sheets by the table engine."""
    head = PaperHead(CONTEST, "李卫东", AT, trade="焊工")
    papers = [
        Paper(
            "score_sheet_panel",
            head,
            tuple(PanelRow(i, f"评分点{i}", "10.0", marks, score) for i, marks, score in rows),
            headings={"marks": TITLES},
            code=f"W-{number + 100}",
        )
        for number, rows in enumerate(filled)
    ]
    return len(papers_pdf(papers))


def bare(filled: Filled) -> int:
    """Long tables and nothing else."""
    return _platypus(filled, False)


def like(filled: Filled) -> int:
    """Long tables with title, facts, code and lines to sign on."""
    return _platypus(filled, True)


def _platypus(filled: Filled, whole: bool) -> int:
    out = BytesIO()
    font = fonts.face("Song")
    pdfmetrics.registerFont(font)
    plain = ParagraphStyle("plain", fontName=font.fontName, fontSize=10, leading=14, wordWrap="CJK")
    title = ParagraphStyle("title", parent=plain, fontSize=20, leading=26, alignment=1)
    look = TableStyle([("FONT", (0, 0), (-1, -1), font.fontName, 9.5), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    widths = [w * mm for w in (10, 54, 14, *[15] * 7, 18, 36)]
    story: list[object] = []
    for number, rows in enumerate(filled):
        if whole:
            story += [Paragraph(CONTEST, plain), Paragraph("评分表（裁判组）", title), _code(f"W-{number + 100}")]
            story.append(Paragraph("职业（工种）：焊工", plain))
        body = [["序号", "评分点", "配分", *TITLES, "得分", "备注"]]
        body += [[i, f"评分点{i}", "10.0", *marks, score, ""] for i, marks, score in rows]
        story.append(LongTable(body, widths, repeatRows=1, style=look))
        if whole:
            story.append(Paragraph("　　".join(f"{name}：＿＿＿＿＿＿" for name in (*TITLES, "裁判长")), plain))
        story.append(PageBreak())
    SimpleDocTemplate(out, pagesize=PAGE, invariant=1).build(story)
    return out.tell()


def _code(text: str) -> Image:
    image = BytesIO()
    qrcode.make(text).save(image)
    image.seek(0)
    return Image(image, 18 * mm, 18 * mm)


def main() -> int:
    """Print the table; fails when the bar is missed beyond noise."""
    filled = sheets(50)
    mine, table, paper = in_turn(3, lambda: ours(filled), lambda: bare(filled), lambda: like(filled))
    detail = f"{table / mine:.1f}x; ours {50 / mine:.0f} sheets/s"
    return report(
        [
            Line("C7", "a sheet, share of a bare platypus LongTable", mine / table, 1 / 10, detail),
            Line("", "a sheet, share of platypus drawing the same paper", mine / paper, None, f"{paper / mine:.1f}x"),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
