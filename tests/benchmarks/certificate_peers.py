"""What the certificate press is measured against: the same words, art and code as other ways of making a PDF draw them.

Peers get the program's own fast QR symbols, so that engines are compared; only the naive way chooses its own mask. A
peer that is not installed is absent and named as such (fpdf2, typst: `pip install fpdf2 typst`).
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import qrcode
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph, Spacer

import resources
from app.documents import fonts, qr
from app.documents.variables import CertificateData

PAGE = (297 * mm, 210 * mm)
STROKES = 100
FONT = Path(str(resources.__file__)).parent / "fonts" / fonts.FILES["Kai"]
BRUSH = FONT.with_name(fonts.FILES["Brush"])
Peer = Callable[[list[CertificateData]], int]


def sentence(person: CertificateData) -> str:
    """The sentence of the certificate."""
    return f"　　在{person.year}年{person.contest}{person.trade}（{person.group}）{person.stage}中荣获"


def award(person: CertificateData) -> str:
    """The award and the place."""
    return f"{person.award}（第{person.place}名）"


def naive(batch: list[CertificateData]) -> int:
    """reportlab and qrcode as their manuals show them: paragraphs, art and a QR picture a page, own mask."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=1)
    kai = fonts.face("Kai")
    pdfmetrics.registerFont(kai)
    body = ParagraphStyle("body", fontName=kai.fontName, fontSize=20, leading=32, wordWrap="CJK")
    big = ParagraphStyle("award", parent=body, fontSize=34, leading=42, alignment=TA_CENTER, textColor="#B3151B")
    right = ParagraphStyle("right", parent=body, fontSize=17, leading=26, alignment=TA_CENTER)
    for person in batch:
        canvas.setStrokeColor("#B98A2E")
        canvas.rect(13 * mm, 13 * mm, 271 * mm, 184 * mm)
        for step in range(STROKES):
            canvas.line((13 + step * 2.7) * mm, 13 * mm, (15.7 + step * 2.7) * mm, 23 * mm)
        canvas.setFont(kai.fontName, 68)
        canvas.drawCentredString(PAGE[0] / 2, 155 * mm, "荣誉证书")
        frame = Frame(44 * mm, 60 * mm, 209 * mm, 80 * mm, showBoundary=0)
        frame.addFromList(
            [
                Paragraph(f"<b>{person.name}</b> {person.honorific}：", body),
                Paragraph(sentence(person), body),
                Paragraph(award(person), big),
                Paragraph("　　特发此证，以资鼓励。", body),
                Spacer(1, 6),
            ],
            canvas,
        )
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


def _texts(person: CertificateData) -> list[tuple[float, float, float, str]]:
    """x, baseline y in mm from the top, size in points and text of every line of one certificate."""
    return [
        (44, 78, 24, f"{person.name} {person.honorific}："),
        (44, 97, 20, sentence(person)),
        (96, 122, 34, award(person)),
        (44, 137, 20, "　　特发此证，以资鼓励。"),
        (165, 158, 17, person.issuers[0]),
        (180, 168, 17, "二〇二六年六月二十日"),
        (44, 180, 11, f"证书编号：{person.serial}"),
    ]


_apps: list[Any] = []  # one application of Qt a process, kept alive


def qt(batch: list[CertificateData]) -> int:
    """Qt's PDF writer and painter, strokes as one path, the code as a 1-bit picture."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
    from PySide6.QtGui import (
        QColor,
        QFont,
        QFontDatabase,
        QGuiApplication,
        QImage,
        QPageSize,
        QPainter,
        QPainterPath,
        QPdfWriter,
    )  # fmt: skip

    if QGuiApplication.instance() is None:
        _apps.append(QGuiApplication([]))
    family = {
        path: QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[0]
        for path in (FONT, BRUSH)
    }
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(297, 210), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(1200)
    unit = 1200 / 25.4
    title = QFont(family[BRUSH], 68)
    kais = {size: QFont(family[FONT], size) for size in (11, 17, 20, 24, 34)}
    art = QPainterPath()
    art.addRect(QRectF(13 * unit, 13 * unit, 271 * unit, 184 * unit))
    for step in range(STROKES):
        art.moveTo((13 + step * 2.7) * unit, 187 * unit)
        art.lineTo((15.7 + step * 2.7) * unit, 197 * unit)
    painter = QPainter(writer)
    for number, person in enumerate(batch):
        if number:
            writer.newPage()
        painter.setPen(QColor("#B98A2E"))
        painter.drawPath(art)
        painter.setPen(QColor("#B3151B"))
        painter.setFont(title)
        painter.drawText(QPointF(95 * unit, 55 * unit), "荣誉证书")
        painter.setPen(QColor("black"))
        for x, y, size, text in _texts(person):
            painter.setFont(kais[int(size)])
            painter.drawText(QPointF(x * unit, y * unit), text)
        code = qr.fast_symbol(person.token)
        image = QImage(code.rows, code.size, code.size, code.stride, QImage.Format.Format_Mono)
        image.setColorTable([0xFFFFFFFF, 0xFF000000])
        painter.drawImage(QRectF(42 * unit, 145 * unit, 27 * unit, 27 * unit), image)
    painter.end()
    return int(buffer.data().size())


def fpdf(batch: list[CertificateData]) -> int:
    """fpdf2 by its manual: cells of text, lines, the code as rectangles of runs."""
    from fpdf import FPDF

    pdf = FPDF("landscape", "mm", "A4")
    pdf.set_auto_page_break(False)
    pdf.add_font("kai", fname=str(FONT))
    pdf.add_font("brush", fname=str(BRUSH))
    for person in batch:
        pdf.add_page()
        pdf.set_draw_color(185, 138, 46)
        pdf.rect(13, 13, 271, 184)
        for step in range(STROKES):
            pdf.line(13 + step * 2.7, 187, 15.7 + step * 2.7, 197)
        pdf.set_font("brush", size=68)
        pdf.text(95, 55, "荣誉证书")
        for x, y, size, text in _texts(person):
            pdf.set_font("kai", size=size)
            pdf.text(x, y, text)
        code = qr.fast_symbol(person.token)
        for y, x, wide in _runs(code):
            pdf.rect(42 + x * 0.5, 145 + y * 0.5, wide * 0.5, 0.5, style="F")
    return len(pdf.output())


def _runs(code: qr.Symbol) -> list[tuple[int, int, int]]:
    """Row, column and length of every run of dark modules."""
    found = []
    for row in range(code.size):
        line = code.rows[row * code.stride : (row + 1) * code.stride]
        bits = f"{int.from_bytes(line, 'big'):0{code.stride * 8}b}"
        start = bits.find("1")
        while start >= 0:
            end = bits.find("0", start)
            found.append((row, start, end - start))
            start = bits.find("1", end)
    return found


_TYPST = """
#set page(width: 297mm, height: 210mm, margin: 0mm, background: {
  place(top + left, dx: 13mm, dy: 13mm, rect(width: 271mm, height: 184mm, stroke: rgb("#B98A2E")))
  for step in range(100) {
    place(top + left, line(start: (13mm + step * 2.7mm, 187mm), end: (15.7mm + step * 2.7mm, 197mm)))
  }
  place(top + left, dx: 95mm, dy: 35mm, text(font: "BRUSH", size: 68pt, "荣誉证书"))
})
#set text(font: "KAI", lang: "zh", cjk-latin-spacing: none)
#for person in json("people.json") {
  for (x, y, size, words) in person.texts {
    place(top + left, dx: x * 1mm, dy: y * 1mm - size * 0.88pt, text(size: size * 1pt, words))
  }
  place(top + left, dx: 42mm, dy: 145mm, image(person.code, width: 27mm))
  pagebreak(weak: true)
}
"""


def typst(batch: list[CertificateData]) -> int:
    """typst: a template over a JSON file, the codes as PNG files beside it."""
    import typst as engine  # type: ignore[import-not-found]
    from PIL import ImageFont

    with TemporaryDirectory() as folder:
        place = Path(folder)
        people = []
        for number, person in enumerate(batch):
            name = f"{number}.png"
            (place / name).write_bytes(_png(qr.fast_symbol(person.token)))
            people.append({"texts": _texts(person), "code": name})
        (place / "people.json").write_text(json.dumps(people, ensure_ascii=False), "utf-8")
        names = {
            word: ImageFont.truetype(str(path), 10).getname()[0] for word, path in (("KAI", FONT), ("BRUSH", BRUSH))
        }
        source = _TYPST
        for word, family in names.items():
            source = source.replace(word, str(family))
        (place / "main.typ").write_text(source, "utf-8")
        return len(engine.compile(str(place / "main.typ"), font_paths=[str(FONT.parent)]))


def _png(code: qr.Symbol) -> bytes:
    """A 1-bit PNG of a symbol."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return len(data).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")

    stride = (code.size + 7) // 8
    full = (1 << stride * 8) - 1
    rows = b""
    for row in range(code.size):
        line = int.from_bytes(code.rows[row * code.stride : row * code.stride + stride], "big")
        rows += b"\0" + (line ^ full).to_bytes(stride, "big")
    head = code.size.to_bytes(4, "big") * 2 + b"\x01\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def others() -> dict[str, Peer | None]:
    """The peers by name; None for one that is not installed."""
    found: dict[str, Peer | None] = {}
    for name, module, peer in (("fpdf2", "fpdf", fpdf), ("typst", "typst", typst)):
        found[name] = peer if find_spec(module) is not None else None
    return found
