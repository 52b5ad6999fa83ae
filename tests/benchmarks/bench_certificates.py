"""How fast the certificate press is against the plain way with the same libraries; prints the ratios.

Run from the root: `python tests/benchmarks/bench_certificates.py [PAGES]`. The yardstick is what one writes first:
reportlab's platypus paragraphs on every page, a QR picture by `qrcode` with its own choice of mask, and in place of the
art, to be fair to it, a frame and a hundred strokes. Both draw the same words and code, in one process, in turn, CPU
time, medians.
"""

from __future__ import annotations

import math
import random
import resource
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import qrcode
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from app.documents import fonts, qr
from app.documents.certificate import CertificatePress
from app.documents.layout import shipped_layout
from app.documents.papers import Paper, PaperHead, papers_pdf
from app.documents.papers.rows import PanelRow
from app.documents.variables import SAMPLE, CertificateData

AT = datetime(2026, 6, 20, tzinfo=UTC)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙马朱胡", "建国玉兰志强海燕铁军小芳立新文斌秀梅永红春晓"
PAGE = (297 * mm, 210 * mm)


def people(count: int) -> list[CertificateData]:
    """Invented people with signed-looking codes, the same every time."""
    dice = random.Random(4821)
    made = []
    for number in range(count):
        token = "CQ1:" + "".join(dice.choices(qr.ALPHABET, k=242))
        name = dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2))
        made.append(
            replace(SAMPLE, name=name, serial=f"SF2026-HG-{number + 1:05d}", place=number % 40 + 1, token=token)
        )
    return made


def ours(batch: list[CertificateData]) -> int:
    """The press, straight to bytes."""
    out = BytesIO()
    CertificatePress(shipped_layout()).print(batch, out, made_at=AT)
    return out.tell()


def naive(batch: list[CertificateData]) -> int:
    """Paragraphs, art and a QR image a page, as the manuals of both libraries show it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1)
    kai = fonts.face("Kai")
    pdfmetrics.registerFont(kai)
    body = ParagraphStyle("body", fontName=kai.fontName, fontSize=20, leading=32, wordWrap="CJK")
    award = ParagraphStyle("award", parent=body, fontSize=34, leading=42, alignment=TA_CENTER, textColor="#B3151B")
    right = ParagraphStyle("right", parent=body, fontSize=17, leading=26, alignment=TA_CENTER)
    for person in batch:
        canvas.setStrokeColor("#B98A2E")
        canvas.rect(13 * mm, 13 * mm, 271 * mm, 184 * mm)
        for step in range(100):
            canvas.line((13 + step * 2.7) * mm, 13 * mm, (15.7 + step * 2.7) * mm, 23 * mm)
        canvas.setFont(kai.fontName, 68)
        canvas.drawCentredString(PAGE[0] / 2, 155 * mm, "荣誉证书")
        frame = Frame(44 * mm, 60 * mm, 209 * mm, 80 * mm, showBoundary=0)
        frame.addFromList(
            [
                Paragraph(f"<b>{person.name}</b> {person.honorific}：", body),
                Paragraph(
                    f"　　在{person.year}年{person.contest}{person.trade}（{person.group}）{person.stage}中荣获", body
                ),
                Paragraph(f"{person.award}（第{person.place}名）", award),
                Paragraph("　　特发此证，以资鼓励。", body), Spacer(1, 6),
            ],
            canvas,
        )  # fmt: skip
        foot = Frame(150 * mm, 30 * mm, 112 * mm, 36 * mm, showBoundary=0)
        foot.addFromList([Paragraph(person.issuers[0], right), Paragraph("二〇二六年六月二十日", right)], canvas)
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(person.token, optimize=0)
        image = BytesIO()
        code.make_image().save(image)
        image.seek(0)
        canvas.drawImage(ImageReader(image), 42 * mm, 34 * mm, 27 * mm, 27 * mm)
        canvas.setFont(kai.fontName, 11)
        canvas.drawString(44 * mm, 30 * mm, f"证书编号：{person.serial}")
        canvas.showPage()
    canvas.save()
    return out.tell()


def cpu(act: object, *args: object) -> tuple[float, int]:
    """CPU seconds and what the act gave."""
    start = time.process_time()
    size = act(*args)  # type: ignore[operator]
    return time.process_time() - start, size


MARKS = ("7.0", "7.5", "8.0", "8.5", "9.0", "9.5", "(6.5)", "(10.0)")
TITLES = tuple(f"裁判{i}" for i in range(1, 8))


def sheets(count: int) -> list[list[tuple[str, tuple[str, ...], str]]]:
    """Marks of 60 aspects by 7 judges, different on every sheet."""
    dice = random.Random(7)
    return [
        [(f"{i:02d}", tuple(dice.choices(MARKS, k=7)), f"{dice.randrange(700, 1000) / 100:.2f}") for i in range(60)]
        for _ in range(count)
    ]  # fmt: skip


def our_sheets(filled: list[list[tuple[str, tuple[str, ...], str]]]) -> int:
    """Panel score sheets by the table engine."""
    head = PaperHead("2026年示范省职工职业技能大赛", "李卫东", AT, trade="焊工")
    papers = [
        Paper("score_sheet_panel", head, tuple(PanelRow(i, f"评分点{i}", "10.0", marks, s) for i, marks, s in rows),
              headings={"marks": TITLES}, code=f"W-{number + 100}")
        for number, rows in enumerate(filled)
    ]  # fmt: skip
    return len(papers_pdf(papers))


def naive_sheets(filled: list[list[tuple[str, tuple[str, ...], str]]]) -> int:
    """The same as platypus long tables."""
    out = BytesIO()
    font = fonts.face("Song")
    pdfmetrics.registerFont(font)
    look = TableStyle([("FONT", (0, 0), (-1, -1), font.fontName, 9.5), ("GRID", (0, 0), (-1, -1), 0.4, "black")])
    widths = [w * mm for w in (10, 54, 14, *[15] * 7, 18, 36)]
    story = []
    for rows in filled:
        body = [["序号", "评分点", "配分", *TITLES, "得分", "备注"]]
        body += [[i, f"评分点{i}", "10.0", *marks, score, ""] for i, marks, score in rows]
        story += [LongTable(body, widths, repeatRows=1, style=look), PageBreak()]
    SimpleDocTemplate(out, pagesize=PAGE, invariant=1).build(story)
    return out.tell()


def main() -> int:
    """Print the table; fails when a page costs more than a fiftieth (with half as much again for noise)."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    batch = people(count)
    for name in ("Kai", "Song", "Brush"):
        fonts.face(name)
    naive(batch[:3]), ours(batch[:10])
    fast, slow, sizes = [], [], {}
    for _ in range(3):
        seconds, sizes["ours"] = cpu(ours, batch)
        fast.append(seconds / count)
        seconds, sizes["naive"] = cpu(naive, batch[:60])
        slow.append(seconds / 60)
    one, plain = statistics.median(fast), statistics.median(slow)
    print(
        f"certificates        {1 / one:8.0f} a second   {sizes['ours'] / count / 1024:6.2f} KiB a page   {count} pages"
    )
    print(f"naive platypus      {1 / plain:8.0f} a second   {sizes['naive'] / 60 / 1024:6.2f} KiB a page   60 pages")
    print(f"C1 ratio            {plain / one:8.1f} x          bar 50")
    small, _ = cpu(ours, batch[: count // 10])
    print(f"C4 exponent         {math.log(fast[-1] * count / small) / math.log(10):8.2f}            bar 1.02")
    tokens = [person.token for person in batch[:200]]
    table, _ = cpu(lambda: len([qr.fast_symbol(token) for token in tokens]))
    whole, _ = cpu(lambda: len([qr.symbol(token) for token in tokens[:20]]))
    print(f"C5 QR codes         {whole / 20 / (table / 200):8.1f} x          bar 80")
    single, _ = cpu(ours, batch[:1])
    plain_single, _ = cpu(naive, batch[:1])
    print(f"C6 one certificate  {single / plain_single:8.2f} x          bar 1.0")
    filled = sheets(50)
    our_sheets(filled[:2]), naive_sheets(filled[:2])
    quick, _ = cpu(our_sheets, filled)
    slow_sheets, _ = cpu(naive_sheets, filled)
    print(f"score sheets        {50 / quick:8.0f} a second   60 aspects, 7 judges, every sheet filled differently")
    print(f"C7 ratio            {slow_sheets / quick:8.1f} x          bar 10, against platypus LongTable")
    print(f"most memory         {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")
    return 0 if plain / one >= 50 / 1.5 else 1


if __name__ == "__main__":
    raise SystemExit(main())
