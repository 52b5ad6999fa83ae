"""The PDF press: pages go to the file one by one, fonts, images and forms are shared and written once at the end.

reportlab subsets and embeds the fonts; the page objects are ours, because one prebuilt operator string a page, sent to
the file at once, is many times faster than laying a page out anew and keeps memory flat for batches of any length.
The same input gives the same bytes: times are passed in, and the file's id is a digest of its content.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from datetime import datetime
from functools import lru_cache
from typing import Any, BinaryIO, Protocol

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc

from app.documents import fonts
from app.documents.images import Picture, read_picture

rl_config.useA85 = 0  # font files as they are, not blown up to ASCII

MM = 72 / 25.4
PRODUCER = "Jiangping"
_CACHED_TEXTS = 20000
_LEVEL = 3  # of pages: half the time of the usual 6 for a tenth more bytes of a table, a hundredth of a certificate


class Drawn(Protocol):
    """What the press takes: a size in mm and the operators that draw on it. A `Pen` gives it."""

    width: float
    height: float

    def content(self) -> bytes:
        """The operators, as they go into the file."""


class Press:
    """One PDF file being printed. Make pens, fill them, `add_page` each, then `finish`.

    `out` is a binary file object opened for writing; `made_at` becomes the creation date, nothing else tells the time.
    """

    def __init__(self, out: BinaryIO, *, title: str, made_at: datetime, author: str = "") -> None:
        self._out = out
        self._doc: Any = pdfdoc.PDFDocument(compression=1, invariant=1)
        self._offsets = array("Q")
        self._length = 0
        self._digest = hashlib.sha256()
        self._texts: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._xobjects: dict[str, int] = {}
        self._pictures: dict[bytes, tuple[str, Picture]] = {}
        self._alphas: dict[str, float] = {}
        self._pages = array("L")
        self.memo: dict[object, object] = {}  # what papers of one file share, such as laid-out tables
        self._info = (title, author, made_at)
        self._write(b"%PDF-1.5\n%\xe5\x8c\xa0\xe8\xaf\x84\n")
        self._parent = self._reserve()
        self._resources = self._reserve()

    def add_page(self, pen: Drawn) -> None:
        """Write a finished page to the file."""
        content, page = self._reserve(), self._reserve()
        self._stream(content, zlib.compress(pen.content(), _LEVEL), "", packed="FlateDecode")
        box = f"[0 0 {pen.width * MM:.3f} {pen.height * MM:.3f}]"
        self._object(page, f"<</Type/Page/Parent {self._parent} 0 R/MediaBox{box}/Contents {content} 0 R>>".encode())
        self._pages.append(page)

    def add_form(self, name: str, pen: Drawn) -> None:
        """Write what a pen drew as a form that any page may show by name, as often as it likes."""
        number = self._reserve()
        box = f"[0 0 {pen.width * MM:.3f} {pen.height * MM:.3f}]"
        head = f"/Type/XObject/Subtype/Form/BBox{box}/Resources {self._resources} 0 R"
        self._stream(number, _packed_form(pen.content()), head, packed="FlateDecode")
        self._xobjects[name] = number

    def picture(self, data: bytes, label: str = "") -> tuple[str, Picture]:
        """Name and size of an embedded image; equal bytes are embedded once. WrongCall when it cannot be used."""
        key = hashlib.sha256(data).digest()
        if key not in self._pictures:
            picture = read_picture(data, label)
            name = f"Im{len(self._pictures) + 1}"
            mask = ""
            if picture.alpha is not None:
                shade = self._reserve()
                size = f"/Width {picture.width}/Height {picture.height}"
                self._stream(
                    shade,
                    picture.alpha,
                    f"/Type/XObject/Subtype/Image{size}/BitsPerComponent 8/ColorSpace/DeviceGray",
                )
                mask = f"/SMask {shade} 0 R"
            number = self._reserve()
            head = (
                f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
                f"/BitsPerComponent 8/ColorSpace/{picture.space}{mask}"
            )
            self._stream(number, picture.data, head, packed="DCTDecode" if picture.jpeg else "")
            self._xobjects[name] = number
            self._pictures[key] = (name, picture)
        return self._pictures[key]

    def alpha(self, value: float) -> str:
        """The name of a graphics state with that opacity."""
        name = f"Ga{round(value * 100)}"
        self._alphas[name] = value
        return name

    def codes(self, text: str, chain: str) -> list[tuple[str, str]]:
        """The text as (font resource, escaped codes as Latin-1) pieces. WrongCall for a character no face has."""
        key = (chain, text)
        found = self._texts.get(key)
        if found is None:
            found = []
            for run in fonts.runs(text, chain):
                font = fonts.face(run.face)
                for subset, raw in font.splitString(run.text, self._doc):
                    found.append((font.getSubsetInternalName(subset, self._doc), _escaped(raw)))
            if len(self._texts) >= _CACHED_TEXTS:
                self._texts.clear()
            self._texts[key] = found
        return found

    def finish(self) -> int:
        """Write fonts, shared parts and the index; gives the number of pages. The file object stays open."""
        doc = self._doc
        for font in doc.delayedFonts:
            font.addObjects(doc)
        self._write_font_objects()
        basic = doc.idToObjectNumberAndVersion["BasicFonts"][0]
        xobjects = "".join(f"/{name} {number} 0 R" for name, number in sorted(self._xobjects.items()))
        states = "".join(f"/{n}<</ca {v:g}/CA {v:g}>>" for n, v in sorted(self._alphas.items()))
        self._object(self._resources, f"<</Font {basic} 0 R/XObject<<{xobjects}>>/ExtGState<<{states}>>>>".encode())
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._object(
            self._parent,
            f"<</Type/Pages/Count {len(self._pages)}/Resources {self._resources} 0 R/Kids[{kids}]>>".encode(),
        )
        self._close()
        return len(self._pages)

    def _write_font_objects(self) -> None:
        doc, number = self._doc, 0
        while number < doc.objectcounter:  # formatting may add objects
            number += 1
            name = doc.numberToId.get(number)
            if name is not None:
                body = pdfdoc.PDFIndirectObject(name, doc.idToObject[name]).format(doc)
                self._mark(number)
                self._write(body)

    def _close(self) -> None:
        title, author, made_at = self._info
        info, catalog = self._reserve(), self._reserve()
        zone = made_at.strftime("%z") or "+0000"
        stamp = made_at.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
        self._object(
            info,
            f"<</Title{_utf16(title)}/Author{_utf16(author)}/Producer({PRODUCER})/CreationDate({stamp})>>".encode(),
        )
        # No scaling: a certificate or a form must leave the printer at 100 %.
        view = "/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>"
        self._object(catalog, f"<</Type/Catalog/Pages {self._parent} 0 R/Lang(zh-CN){view}>>".encode())
        start, count = self._length, len(self._offsets)
        rows = [f"xref\n0 {count}\n0000000000 65535 f \n".encode()]
        rows += [b"%010d 00000 n \n" % offset for offset in self._offsets[1:]]
        self._write(b"".join(rows))
        mark = self._digest.hexdigest()[:32]
        self._write(
            f"trailer\n<</Size {count}/Root {catalog} 0 R/Info {info} 0 R/ID[<{mark}><{mark}>]>>\n"
            f"startxref\n{start}\n%%EOF\n".encode()
        )

    def _reserve(self) -> int:
        self._doc.objectcounter += 1
        return int(self._doc.objectcounter)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._length += len(data)

    def _mark(self, number: int) -> None:
        while len(self._offsets) <= number:
            self._offsets.append(0)
        self._offsets[number] = self._length

    def _object(self, number: int, body: bytes) -> None:
        self._mark(number)
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, body))

    def _stream(self, number: int, data: bytes, head: str, packed: str = "") -> None:
        if not packed:
            data, packed = zlib.compress(data), "FlateDecode"
        start = f"<<{head}/Filter/{packed}/Length {len(data)}>>\nstream\n".encode()
        self._mark(number)
        self._write(b"%d 0 obj\n%b%b\nendstream\nendobj\n" % (number, start, data))


@lru_cache(maxsize=8)
def _packed_form(data: bytes) -> bytes:
    """Art compressed once a process: a preview draws the same background again and again."""
    return zlib.compress(data)


_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r", "\n": "\\n"})


def _escaped(raw: bytes) -> str:
    return raw.decode("latin-1").translate(_ESCAPES)


def _utf16(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
