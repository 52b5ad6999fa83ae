"""Every paper beside a picture of it that somebody has looked at, its fonts embedded as subsets.

A picture is compared by the ink in cells of about two millimetres, so that another version of the renderer draws the
same page and a line, a column or a word in another place does not. After a change that is meant, look at the new pages
and write the pictures anew: JIANGPING_GOLDEN=1 pytest tests/unit/documents/test_documents_golden.py
"""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops

from app.documents.papers import PAPERS, paper_pdf, papers_pdf
from app.documents.render import render_page
from tests.unit.documents import samples

KINDS = samples.every_kind()
PAGES = [*((kind, 0) for kind in PAPERS), ("passes", 1), ("pass_cards", 1), ("standings", 1), ("public_notice", 1)]
GOLDEN = Path(__file__).parent / "golden"
REWRITE = os.environ.get("JIANGPING_GOLDEN") == "1"
DPI = 60
CELL = 5  # pixels, 2.1 mm
FAR = 26  # of 255: a cell with so much more or less ink is another cell
FEW = 0.003  # share of cells that may be other ones
NEAR = 2.5  # of 255, on the average of all cells


def picture(kind: str, page: int) -> Image.Image:
    image = render_page(paper_pdf(KINDS[kind]), page, DPI)
    drawn = Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "BGR", image.stride, 1)
    return drawn.convert("L")


def unlike(one: Image.Image, other: Image.Image) -> str:
    """Why two pictures do not show the same page; "" when they do."""
    if one.size != other.size:
        return f"size {one.size} and {other.size}"
    coarse = (one.width // CELL, one.height // CELL)
    cells = [picture.resize(coarse, Image.Resampling.BOX) for picture in (one, other)]
    apart = ImageChops.difference(*cells).tobytes()
    mean = sum(apart) / len(apart)
    far = sum(value > FAR for value in apart) / len(apart)
    return f"mean {mean:.2f}, cells {far:.4f}" if mean > NEAR or far > FEW else ""


@pytest.mark.parametrize(("kind", "page"), PAGES, ids=[f"{kind}-{page + 1}" for kind, page in PAGES])
def test_the_page_looks_as_it_did_when_somebody_looked(kind: str, page: int) -> None:
    path = GOLDEN / f"{kind}-{page + 1}.png"
    drawn = picture(kind, page)
    if REWRITE:
        GOLDEN.mkdir(exist_ok=True)
        drawn.quantize(16).save(path, "PNG", optimize=True)
    with Image.open(path) as reviewed:
        assert unlike(drawn, reviewed.convert("L")) == ""


def test_no_picture_is_left_over_and_all_are_small() -> None:
    kept = {path.stem: path.stat().st_size for path in GOLDEN.glob("*.png")}
    assert set(kept) == {f"{kind}-{page + 1}" for kind, page in PAGES}
    assert sum(kept.values()) < 1_500_000


def test_a_page_that_moved_or_lost_something_is_told_from_the_reviewed_one() -> None:
    page = picture("theory", 0)
    assert unlike(page, page) == ""
    assert unlike(page, ImageChops.offset(page, 4, 0)) != ""  # 1.7 mm to the right
    without = page.copy()
    without.paste(255, (300, 90, 340, 600))  # a column
    assert unlike(page, without) != ""
    without = page.copy()
    without.paste(255, (30, 605, 470, 640))  # the line at the foot and the row above it
    assert unlike(page, without) != ""
    assert unlike(page, picture("entries", 0)) != ""


def test_every_font_of_every_paper_is_embedded_as_a_subset() -> None:
    pdf = papers_pdf(KINDS.values())
    document = pypdfium2.PdfDocument(pdf)
    fonts: dict[str, int] = {}
    for page in document:
        for part in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=6):
            font = pdfium.FPDFTextObj_GetFont(part.raw)
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            fonts[name.value.decode()] = pdfium.FPDFFont_GetIsEmbedded(font)
    document.close()
    assert len(fonts) >= 4
    assert all(embedded == 1 for embedded in fonts.values()), fonts
    named = re.findall(rb"/BaseFont /([A-Z]{6}\+)?([^\s/]+)", pdf)
    assert {name.decode() for _, name in named} == set(fonts)
    assert all(tag for tag, _ in named), named  # the tag of a subset
    assert len(pdf) < 3_000_000  # whole faces would be five times as much
