"""The very PDF as pictures, for preview and for printing through the system: pages by pdfium, one at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]

from app.errors import WrongCall

_pdfium = threading.Lock()  # pdfium may be entered by one thread at a time
POINTS_PER_INCH = 72


@dataclass(frozen=True)
class PageImage:
    """One page as samples: blue, green, red bytes; `stride` bytes a row. Qt: QImage.Format_BGR888."""

    data: bytes
    width: int
    height: int
    stride: int


@dataclass(frozen=True)
class PageSize:
    """A page's size in millimetres."""

    width: float
    height: float


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of every page of a PDF. WrongCall when the bytes are no PDF."""
    with _pdfium:
        document = _open(pdf)
        try:
            return tuple(
                PageSize(w / POINTS_PER_INCH * 25.4, h / POINTS_PER_INCH * 25.4)
                for w, h in (document.get_page_size(index) for index in range(len(document)))
            )
        finally:
            document.close()


def render_page(pdf: bytes, page: int = 0, dpi: float = 96) -> PageImage:
    """Draw page `page` (from 0) at `dpi`. WrongCall when the bytes are no PDF or have no such page."""
    with _pdfium:
        document = _open(pdf)
        try:
            if not 0 <= page < len(document):
                raise WrongCall("documents.no_page", page=page + 1, pages=len(document))
            sheet = document[page]
            bitmap = sheet.render(scale=dpi / POINTS_PER_INCH)
            image = PageImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
            bitmap.close()
            sheet.close()
            return image
        finally:
            document.close()


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as problem:
        raise WrongCall("documents.not_pdf", reason=str(problem)) from problem
