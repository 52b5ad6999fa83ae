"""Certificates: a layout and people's data become one PDF, checked whole before the first page is drawn.

What never changes (border, title, static words) is drawn once as a form that every page shows; a page is that form,
its few variable texts and its code. On pre-printed stock only the variable parts are drawn, moved to where the printer
really puts them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from io import BytesIO
from typing import BinaryIO

from app.documents import fonts, ornaments, qr
from app.documents.images import read_picture
from app.documents.layout import (
    Element,
    ImageElement,
    Layout,
    LineElement,
    OrnamentElement,
    QrElement,
    RectElement,
    TextElement,
)
from app.documents.pen import Pen
from app.documents.press import MM, Press
from app.documents.typeset import Box, Fitted, draw_block, fit_block, fit_line, fit_name
from app.documents.variables import CertificateData
from app.documents.watermark import demo_mark
from app.errors import Problems, Refusal, WrongCall

Progress = Callable[[int, int, str], bool]
_KEPT_TEXTS = 4000
_QUIET = 4
_ISSUERS = frozenset({"落款"})


@dataclass(frozen=True)
class PrinterProfile:
    """Where one printer with one paper really prints: what is done to the page, about its centre.

    `right` and `down` move in mm, `scale_x` and `scale_y` are percent, `turn` degrees clockwise.
    """

    right: float = 0.0
    down: float = 0.0
    scale_x: float = 100.0
    scale_y: float = 100.0
    turn: float = 0.0

    def matrix(self, width: float, height: float) -> tuple[float, float, float, float, float, float]:
        """The PDF matrix for a page of that size in mm."""
        angle = -math.radians(self.turn)
        a, b = math.cos(angle) * self.scale_x / 100, math.sin(angle) * self.scale_x / 100
        c, d = -math.sin(angle) * self.scale_y / 100, math.cos(angle) * self.scale_y / 100
        x, y = width * MM / 2, height * MM / 2
        return a, b, c, d, x - a * x - c * y + self.right * MM, y - b * x - d * y - self.down * MM

    @property
    def is_plain(self) -> bool:
        """Whether it changes nothing."""
        return self == PrinterProfile()


@dataclass(frozen=True)
class Shrunk:
    """A text that had to be made smaller or broken, for people to look at before the batch."""

    serial: str
    name: str
    element: str
    size: float
    lines: int


@dataclass(frozen=True)
class BatchReport:
    """What a batch did: pages printed of those expected, and whether it was stopped."""

    expected: int
    printed: int
    stopped: bool
    shrunk: tuple[Shrunk, ...] = ()


@dataclass
class CertificatePress:
    """A layout made ready: fits, checks and prints. `images` holds the layout's pictures by file name."""

    layout: Layout
    images: Mapping[str, bytes] = field(default_factory=dict)
    overprint: bool = False
    profile: PrinterProfile = PrinterProfile()
    demo: bool = False
    _fits: dict[tuple[str, str], tuple[Fitted, Box] | None] = field(default_factory=dict, repr=False)
    _drawn: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    _filled: dict[int, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        shown = [e for e in self.layout.elements if (e.on_stock if self.overprint else e.on_whole)]
        self._still = [e for e in shown if not e.variable]
        self._texts = [e for e in shown if isinstance(e, TextElement) and e.variable]
        self._codes = [e for e in shown if isinstance(e, QrElement)]
        lost = sorted(self.layout.files() - set(self.images)) if not self.overprint else []
        if lost:
            raise WrongCall("documents.layout_picture", file=lost[0], layout=self.layout.name)

    # -- checks ----------------------------------------------------------------------------------------------------

    def problems(self, people: Sequence[CertificateData]) -> tuple[Refusal, ...]:
        """Everything that keeps the batch from being printed, person by person: no glyph, no room, code too dense."""
        self._filled.clear()
        found = list(self._layout_problems())
        for number, person in enumerate(people, 1):
            found += self._problems_of(person, number)
        return tuple(found)

    def check(self, people: Sequence[CertificateData]) -> None:
        """Raise Problems naming the people when anything of the batch cannot be printed; nothing is written then."""
        found = self.problems(people)
        if found:
            raise Problems("documents.batch_refused", found, first=found[0].fields.get("person", ""))

    def _layout_problems(self) -> Iterator[Refusal]:
        """What is wrong with the layout's own words; a picture that cannot be used is raised at once."""
        for element in self._still:
            if isinstance(element, ImageElement):
                read_picture(self.images[element.file], element.file)
            elif isinstance(element, TextElement):
                text = element.template.fill(_NOBODY)
                lost = fonts.missing(text, element.font)
                if lost:
                    point = f"U+{ord(lost[0]):04X}"
                    yield Refusal("documents.layout_glyph", element=element.id, character=lost[0], point=point)
                elif self._fit(element, text) is None:
                    yield Refusal("documents.layout_room", element=element.id, text=text)

    def _words(self, person: CertificateData, number: int) -> tuple[str, ...]:
        """The texts of one certificate, in the order of `_texts`; of the first few thousand they are remembered."""
        words = self._filled.get(number)
        if words is None:
            words = tuple([element.template.fill(person) for element in self._texts])
            if number <= _KEPT_TEXTS:
                self._filled[number] = words
        return words

    def _problems_of(self, person: CertificateData, number: int) -> Iterator[Refusal]:
        who = {"number": number, "serial": person.serial, "person": person.name}
        named: set[str] = set()
        for element, text in zip(self._texts, self._words(person, number), strict=True):
            if (element.id, text) in self._fits and self._fits[element.id, text] is not None:
                continue
            lost = fonts.missing(text, element.font)
            for char in lost:
                if char not in named:
                    named.add(char)
                    where, place = _place_of(char, person, element, text)
                    point = f"U+{ord(char):04X}"
                    yield Refusal(
                        "documents.certificate_glyph", **who, element=where, place=place, character=char, point=point
                    )
            if not lost and self._fit(element, text) is None:
                yield Refusal("documents.certificate_room", **who, element=element.id, text=text,
                              floor=f"{element.floor:g}")  # fmt: skip
        for code in self._codes if person.token else []:
            size = qr.size_of(person.token)
            module = min(code.box.w, code.box.h) / (size + 2 * _QUIET) if size else 0.0
            if module < code.smallest - 0.001:
                yield Refusal("documents.certificate_code", **who, element=code.id, module=f"{module:.2f}",
                              smallest=f"{code.smallest:.2f}")  # fmt: skip

    def shrunk(self, people: Sequence[CertificateData]) -> tuple[Shrunk, ...]:
        """Texts of the batch that do not stand at their full size on one line, for a look before printing."""
        self._filled.clear()
        found: list[Shrunk] = []
        for number, person in enumerate(people, 1):
            found += self._shrunk(person, self._words(person, number))
        return tuple(found)

    def _shrunk(self, person: CertificateData, words: tuple[str, ...]) -> Iterator[Shrunk]:
        for element, text in zip(self._texts, words, strict=True):
            fit = self._fit(element, text)
            if fit is None or (fit[0].size == element.size and (len(fit[0].lines) == 1 or element.block)):
                continue
            if element.template.variables != _ISSUERS:  # they are made to have several lines
                yield Shrunk(person.serial, person.name, element.id, fit[0].size, len(fit[0].lines))

    # -- drawing ---------------------------------------------------------------------------------------------------

    def _fit(self, element: TextElement, text: str) -> tuple[Fitted, Box] | None:
        key = (element.id, text)
        if key not in self._fits:
            if len(self._fits) > 4 * _KEPT_TEXTS:
                self._fits.clear()
            self._fits[key] = fit_text(element, text)
        return self._fits[key]

    def _text(self, press: Press, element: TextElement, text: str) -> str:
        key = (element.id, text)
        drawn = self._drawn.get(key)
        if drawn is None:
            fit = self._fit(element, text)
            if fit is None:
                raise Refusal("documents.certificate_room", number="", serial="", person="", element=element.id,
                              text=text, floor=f"{element.floor:g}")  # fmt: skip
            pen = Pen(press, self.layout.width, self.layout.height)
            draw_block(
                pen, fit[0], fit[1], element.font, align=element.align, valign=element.valign, color=element.color,
                bold=element.bold, spacing=element.spacing,
                strong=(element.strong or element.color, element.strong_bold),
            )  # fmt: skip
            drawn = pen.operators()
            if len(self._drawn) > _KEPT_TEXTS:
                self._drawn.clear()
            self._drawn[key] = drawn
        return drawn

    def _background(self, press: Press) -> None:
        pen = Pen(press, self.layout.width, self.layout.height)
        for element in self._still:
            self._draw_still(pen, element)
        if self.demo:
            demo_mark(pen)
        press.add_form("Base", pen)

    def _draw_still(self, pen: Pen, element: Element) -> None:
        box = element.box
        if isinstance(element, TextElement):
            pen.raw(self._text(pen.press, element, element.template.fill(_NOBODY)))
        elif isinstance(element, ImageElement):
            pen.picture(self.images[element.file], *box, label=element.file)
        elif isinstance(element, LineElement):
            pen.line(box.x, box.y, box.x + box.w, box.y + box.h, width=element.width, color=element.color)
        elif isinstance(element, RectElement):
            pen.rect(*box, width=element.width, stroke=element.color, fill=element.fill)
        elif isinstance(element, OrnamentElement):
            pen.raw(_ornament(element.style, box, element.color, element.second, pen.width, pen.height))

    def _page(self, press: Press, words: tuple[str, ...], code: qr.Symbol | None) -> Pen:
        pen = Pen(press, self.layout.width, self.layout.height)
        parts = ["/Base Do"]
        if not self.profile.is_plain:
            a, b, c, d, e, f = self.profile.matrix(self.layout.width, self.layout.height)
            parts.insert(0, f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm")
        parts += [self._text(press, element, text) for element, text in zip(self._texts, words, strict=True)]
        pen.raw("\n".join(parts))
        if code is not None:
            for element in self._codes:
                _draw_code(pen, element, code, self.demo or not self.overprint)
        if not self.profile.is_plain:
            pen.raw("Q")
        return pen

    def print(
        self, people: Sequence[CertificateData], out: BinaryIO, *, made_at: datetime, progress: Progress | None = None
    ) -> BatchReport:
        """Check the whole batch, then print one page a person, in order. Problems when any of them cannot be printed.

        `progress(done, expected, name)` is called after every page; when it answers False the batch ends there, and
        the file holds the pages printed so far.
        """
        if not people:
            raise Refusal("documents.nobody")
        self.check(people)
        self._drawn.clear()  # drawn texts carry the font codes of one file
        press = Press(out, title=self.layout.title, made_at=made_at)
        self._background(press)
        tokens = [person.token for person in people if person.token] if self._codes else []
        codes = qr.symbols(tokens)
        printed = 0
        shrunk: list[Shrunk] = []
        for person in people:
            words = self._words(person, printed + 1)
            press.add_page(self._page(press, words, next(codes) if person.token and self._codes else None))
            shrunk += self._shrunk(person, words)
            printed += 1
            if progress is not None and not progress(printed, len(people), person.name):
                break
        press.finish()
        return BatchReport(len(people), printed, printed < len(people), tuple(shrunk))


@lru_cache(maxsize=64)
def _ornament(style: str, box: Box, color: str, second: str, width: float, height: float) -> str:
    """An ornament's operators: drawn once, the same in every file, for they hold no text."""
    with BytesIO() as nowhere:
        pen = Pen(Press(nowhere, title="", made_at=datetime(2000, 1, 1, tzinfo=UTC)), width, height)
        ornaments.STYLES[style](pen, box, color, second)
        return pen.operators()


def fit_text(element: TextElement, text: str) -> tuple[Fitted, Box] | None:
    """Size, lines and box of a text by the element's rules: full size, smaller, wrapped, wrapped in the grown box."""
    box = element.box
    if element.block or "\n" in text:
        block = fit_block(text, element.font, element.size, element.floor, box.w, box.h, element.leading)
        return None if block is None else (block, box)
    size = fit_line(text, element.font, element.size, element.floor, box.w, element.spacing)
    if size is not None:
        return Fitted((text,), size, size * element.leading), box
    left, top, right, bottom = element.spill
    grown = Box(box.x - left, box.y - top, box.w + left + right, box.h + top + bottom)
    for room in (box, grown):
        block = fit_name(text, element.font, element.size, element.floor, room.w, room.h, min(element.leading, 1.12))
        if block is not None:
            return block, room
    return None


def _place_of(char: str, person: CertificateData, element: TextElement, text: str) -> tuple[str, int]:
    """Where a person looks for a character: the 2nd of the name rather than the 7th of a sentence."""
    if char in person.name:
        return "姓名", person.name.index(char) + 1
    return element.id, text.replace(fonts.STRONG, "").index(char) + 1


def _draw_code(pen: Pen, element: QrElement, code: qr.Symbol, plate: bool) -> None:
    box = element.box
    side = min(box.w, box.h, element.module * (code.size + 2 * _QUIET))
    x = box.x if element.corner == "left" else box.x + box.w - side
    y = box.y + box.h - side
    if plate:  # whatever lies under the code, tints or the mark of a practice contest, ends at its quiet zone
        pen.rect(x, y, side, side, stroke="", fill="#FFFFFF")
    pen.symbol(code, x, y, side, quiet=_QUIET)


_NOBODY = CertificateData(
    name="", award="", contest="", trade="", year=0, issuers=(), issued_on=date(2000, 1, 1), serial=""
)
