"""The handbook as a PDF: a title page, contents with page numbers, bookmarks, chapters with pictures, on A4."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Frame,
    Image,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Preformatted,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

from app.documents import fonts
from app.documents.handbook_text import Block, blocks

INK, GREY, LINE, TINT = HexColor("#1B2430"), HexColor("#5F6B7B"), HexColor("#D3DAE3"), HexColor("#F3F5F8")
WIDTH = 170 * mm
HEIGHT = 247 * mm
TALLEST = 80 * mm  # a picture leaves room for the words about it, so that few of them go to a page of their own
SIDES = ("LEFT", "RIGHT", "TOP", "BOTTOM")
LARGEST = 0.5  # points to a pixel: a dialog is not drawn larger than the window it belongs to needs
ROOM_PICTURE = 110 * mm
ROOM_BELOW = 42 * mm  # a heading with less below it goes to the next page
ROOM_LINES = 22 * mm  # enough where a single paragraph is all that stands below
ROOM_HEADING = 13 * mm  # what a heading takes itself when the next one stands right below
ROWS_TOGETHER = 2  # a table cut by a page's end leaves at least so many rows on either side of it
SMALL_TABLE = 6  # with its heading; a table of no more rows is not cut at all
# Our face draws these as wide as a Chinese character; between Latin words that leaves gaps.
NARROW = {"en": str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})}
CONTENTS = {"zh": "目录", "en": "Contents"}
EDITION = {"zh": "版本", "en": "Version"}


@dataclass(frozen=True)
class Handbook:
    """The finished PDF and how many pages it has."""

    content: bytes
    pages: int


class _Faces:
    """The names of the two faces as reportlab's paragraphs know them."""

    def __init__(self) -> None:
        self.plain, self.bold = self._known("Hei"), self._known("HeiBold")

    @staticmethod
    def _known(name: str) -> str:
        font = fonts.face(name)
        pdfmetrics.registerFont(font)
        return str(font.fontName)


def _styles(faces: _Faces) -> dict[str, ParagraphStyle]:
    base = ParagraphStyle(
        "text", fontName=faces.plain, fontSize=10.5, leading=17, textColor=INK, wordWrap="CJK", spaceAfter=5
    )
    made = {"text": base}
    for name, parent, changes in (
        ("h1", "text", {"fontName": faces.bold, "fontSize": 20, "leading": 28, "spaceAfter": 10}),
        ("h2", "text", {"fontName": faces.bold, "fontSize": 14, "leading": 21, "spaceBefore": 10, "spaceAfter": 5}),
        ("h3", "text", {"fontName": faces.bold, "fontSize": 11.5, "leading": 18, "spaceBefore": 6, "spaceAfter": 3}),
        (
            "item1",
            "text",
            {
                "leftIndent": 16,
                "bulletIndent": 3,
                "bulletFontName": faces.plain,
                "bulletFontSize": 10.5,
                "spaceAfter": 3,
            },
        ),
        (
            "item2",
            "text",
            {
                "leftIndent": 32,
                "bulletIndent": 19,
                "bulletFontName": faces.plain,
                "bulletFontSize": 10.5,
                "spaceAfter": 2,
            },
        ),
        ("quote", "text", {"leftIndent": 10, "backColor": TINT, "borderPadding": 5, "spaceBefore": 5, "spaceAfter": 9}),
        ("cell", "text", {"fontSize": 9.5, "leading": 14, "spaceAfter": 0}),
        ("caption", "text", {"fontSize": 9, "leading": 13, "textColor": GREY, "alignment": TA_CENTER}),
        ("title", "text", {"fontName": faces.bold, "fontSize": 30, "leading": 44, "alignment": TA_CENTER}),
        ("edition", "text", {"textColor": GREY, "alignment": TA_CENTER}),
        ("toc", "text", {"fontSize": 11, "leading": 21}),
        ("code", "text", {"fontSize": 8.5, "leading": 12.5, "spaceAfter": 0}),
    ):
        made[name] = ParagraphStyle(name, parent=made[parent], **changes)
    return made


class _Book(BaseDocTemplate):
    """A document that tells its contents and bookmarks of every heading, and numbers its pages."""

    def __init__(self, target: BytesIO, title: str) -> None:
        super().__init__(target, pagesize=A4, title=title, invariant=1, pageCompression=1)
        frame = Frame(20 * mm, 25 * mm, WIDTH, HEIGHT, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("cover", [frame]), PageTemplate("page", [frame], onPage=self._foot)])
        self.foot_title = title
        self.pages = 0
        self._headings = 0

    def beforeDocument(self) -> None:
        """Called before each pass: the same heading has the same bookmark in every one of them."""
        self._headings = 0

    def _foot(self, canvas: Any, _document: Any) -> None:
        canvas.saveState()
        canvas.setFont(_Faces().plain, 8.5)
        canvas.setFillColor(GREY)
        canvas.drawString(20 * mm, 13 * mm, self.foot_title)
        canvas.drawRightString(190 * mm, 13 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()

    def afterFlowable(self, flowable: Any) -> None:
        """Called for everything that was set: headings go into contents and bookmarks."""
        depth = {"h1": 0, "h2": 1}.get(getattr(getattr(flowable, "style", None), "name", ""))
        self.pages = max(self.pages, self.page)
        if depth is None:
            return
        words = re.sub(r"<[^>]+>", "", flowable.text)
        self._headings += 1
        key = getattr(flowable, "anchor", None) or f"heading-{self._headings}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(words, key, depth, closed=depth == 0)
        if depth == 0:  # the headings of a chapter stand in the bookmarks; on paper the chapters are enough
            self.notify("TOCEntry", (depth, words, self.page, key))


def build(title: str, edition: str, chapters: list[tuple[str, str]], room: Path, language: str) -> Handbook:
    """Set the handbook.

    Args:
        title: on the first page and at every foot.
        edition: the program's version.
        chapters: (name, Markdown); links between chapters are `name.md`.
        room: the handbook's folder; a picture `../pictures/x.png` of a chapter lies at `room/pictures/x.png`.
        language: zh or en, for the two words the program adds.
    """
    faces = _Faces()
    styles = _styles(faces)
    contents = TableOfContents(levelStyles=[styles["toc"]], dotsMinLevel=0)
    contents.tableStyle = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
    story: list[Any] = [
        Spacer(1, 70 * mm),
        Paragraph(title, styles["title"]),
        Spacer(1, 8 * mm),
        Paragraph(f"{EDITION[language]} {edition}", styles["edition"]),
        NextPageTemplate("page"),
        PageBreak(),
        Paragraph(CONTENTS[language], ParagraphStyle("contents", parent=styles["h1"])),
        contents,
    ]
    names = {name for name, _text in chapters}
    for name, text in chapters:
        story.append(PageBreak())
        story += _Setter(styles, faces, room, language, names, name).flowables(blocks(text))
    target = BytesIO()
    book = _Book(target, title)
    book.multiBuild(story)
    return Handbook(target.getvalue(), book.pages)


class _Setter:
    """Turns a chapter's blocks into reportlab's flowables."""

    def __init__(
        self, styles: dict[str, ParagraphStyle], faces: _Faces, room: Path, language: str, names: set[str], name: str
    ) -> None:
        self._styles, self._faces, self._room, self._language = styles, faces, room / language, language
        self._names, self._name = names, name

    def flowables(self, found: list[Block]) -> list[Any]:
        story: list[Any] = []
        for number, block in enumerate(found):
            if block.kind == "heading" and block.level > 1:
                story.append(CondPageBreak(self._room_below([one.kind for one in found[number + 1 : number + 4]])))
            elif block.kind == "text" and block.text.rstrip().endswith((":", "：")):
                story.append(CondPageBreak(ROOM_LINES))  # what it announces begins on the same page
            story.append(self._flowable(block))
        return story

    @classmethod
    def _room_below(cls, kinds: list[str]) -> float:
        """How much must be free for a heading, by the two blocks that follow it, after a heading by three."""
        if kinds[:1] == ["heading"]:
            return ROOM_HEADING + cls._room_below(kinds[1:])
        if kinds[:1] == ["picture"]:
            return ROOM_PICTURE
        alone = kinds[:1] == ["text"] and kinds[1:2] in ([], ["heading"])
        return ROOM_LINES if alone else ROOM_BELOW

    def _words(self, text: str) -> str:
        """The marks with our faces, and links between chapters made links inside the document."""

        def inside(match: re.Match[str]) -> str:
            target = match.group(1).partition("#")[0].removesuffix(".md")
            return f'href="#{target}"' if target in self._names else match.group(0)

        text = text.translate(NARROW.get(self._language, {}))
        return re.sub(r'href="([^"]+)"', inside, text.replace("{bold}", self._faces.bold))

    def _flowable(self, block: Block) -> Any:
        if block.kind == "heading":
            heading = Paragraph(self._words(block.text), self._styles[f"h{min(block.level, 3)}"])
            if block.level == 1:
                heading.__dict__["anchor"] = self._name
            return heading
        if block.kind == "item":
            style = self._styles[f"item{min(block.level, 2)}"]
            return Paragraph(self._words(block.text), style, bulletText=block.mark or None)
        if block.kind == "code":
            lines = Preformatted(block.text, self._styles["code"], maxLineLength=100)
            return Table([[lines]], [WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), TINT)], spaceAfter=6)
        if block.kind == "break":
            return PageBreak()
        if block.kind == "picture":
            return self._picture(block)
        if block.kind == "table":
            return self._table(block)
        return Paragraph(self._words(block.text), self._styles[block.kind])

    def _picture(self, block: Block) -> Any:
        file = (self._room / block.mark).resolve()
        wide, high = ImageReader(str(file)).getSize()
        share = min(WIDTH / wide, TALLEST / high, LARGEST)
        style: list[Any] = [
            ("BOX", (0, 0), (-1, -1), 0.5, LINE),
            *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in SIDES),
        ]
        frame = Table([[Image(str(file), wide * share, high * share)]], style=style)
        return KeepTogether([Spacer(1, 4), frame, Paragraph(self._words(block.text), self._styles["caption"])])

    def _table(self, block: Block) -> Any:
        count = max(len(row) for row in block.rows)
        longest = [max(len(re.sub(r"<[^>]+>", "", row[c])) for row in block.rows if c < len(row)) for c in range(count)]
        weights = [min(max(length, 6), 40) for length in longest]
        widths = [WIDTH * weight / sum(weights) for weight in weights]
        cells = [[Paragraph(self._words(text), self._styles["cell"]) for text in row] for row in block.rows]
        return Table(
            cells,
            widths,
            repeatRows=1,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), TINT),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_kept_together(len(cells)),
            ],
            spaceBefore=4,
            spaceAfter=8,
        )


def _kept_together(rows: int) -> list[Any]:
    """Which rows of a table (its heading counted) stay on one page: all of a small one, the first and the last else."""
    if rows <= SMALL_TABLE:
        return [("NOSPLIT", (0, 0), (-1, -1))]
    return [("NOSPLIT", (0, 0), (-1, ROWS_TOGETHER)), ("NOSPLIT", (0, -ROWS_TOGETHER), (-1, -1))]
