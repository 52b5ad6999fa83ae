"""A pen on one page: text, lines, shapes, pictures and codes in millimetres from the top left corner."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from app.documents import fonts
from app.documents.press import MM, Press
from app.documents.qr import Symbol

BLACK = "#000000"
# A circle of four curves: how far the handles reach, as a share of the radius.
_KAPPA = 0.5522847498
# Three numbers or a command: ("m", x, y), ("l", x, y), ("c", x1, y1, x2, y2, x, y), ("h",) closes.
Step = tuple[str | float, ...]
_END_OF_IMAGE = re.compile(rb"[\0\t\n\f\r ]EI[\0\t\n\f\r ]")


def colour(text: str) -> str:
    """`#RRGGBB` as three PDF numbers."""
    value = int(text[1:], 16)
    return " ".join(f"{(value >> shift & 255) / 255:.3g}" for shift in (16, 8, 0))


class Pen:
    """Draws one page (or form) of `width` x `height` mm; sizes of type and strokes are in points."""

    def __init__(self, press: Press, width: float, height: float, *, ink: str = "") -> None:
        """`ink` is the colour the place where the operators go is known to have (else colours are always set)."""
        self.press = press
        self.width = width
        self.height = height
        self._top = height * MM
        self._parts: list[str] = []
        self._fill = self._stroke = ink

    def content(self) -> bytes:
        """All operators so far."""
        return "\n".join(self._parts).encode("latin-1")

    def operators(self) -> str:
        """All operators so far, as text for `raw` of another pen of the same press and size."""
        return "\n".join(self._parts)

    def shifted(self, operators: str, y: float) -> None:
        """Add operators that were drawn at the top of a page, moved down by `y` mm, starting in black."""
        self._parts.append(f"q 1 0 0 1 0 {-y * MM:.2f} cm 0 g 0 G {operators} Q")

    def raw(self, operators: str) -> None:
        """Add operators as they are (Latin-1)."""
        self._parts.append(operators)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        chain: str = "Song",
        size: float = 10.5,
        *,
        color: str = BLACK,
        align: str = "left",
        bold: float = 0.0,
        spacing: float = 0.0,
    ) -> None:
        """One line with its baseline at `y`. `bold` is a stroke in points round the letters, `spacing` between them."""
        if not text:
            return
        left = x * MM
        if align != "left":
            wide = fonts.width(text, chain, size, spacing)
            left -= wide / 2 if align == "center" else wide
        self._use_fill(color)
        head = f"BT 1 0 0 1 {left:.2f} {self._top - y * MM:.2f} Tm"
        tail = "ET"
        if bold:
            self._use_stroke(color)
            head, tail = f"{bold:.3g} w 2 Tr {head}", "ET 0 Tr"
        if spacing:
            head, tail = f"{spacing:.3f} Tc {head}", f"{tail} 0 Tc"
        pieces = [f"{font} {size:g} Tf ({codes}) Tj" for font, codes in self.press.codes(text, chain)]
        self._parts.append(f"{head} {' '.join(pieces)} {tail}")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, width: float = 0.5, color: str = BLACK, dash: str = ""
    ) -> None:
        """A straight stroke; `dash` such as "2 2" in points."""
        self._use_stroke(color)
        top = self._top
        stroke = f"{x1 * MM:.2f} {top - y1 * MM:.2f} m {x2 * MM:.2f} {top - y2 * MM:.2f} l S"
        self._parts.append(f"{width:.3g} w [{dash}] 0 d {stroke} [] 0 d" if dash else f"{width:.3g} w {stroke}")

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        width: float = 0.5,
        stroke: str = BLACK,
        fill: str = "",
        dash: str = "",
    ) -> None:
        """A rectangle; empty colours leave that part out."""
        box = f"{x * MM:.2f} {self._top - (y + h) * MM:.2f} {w * MM:.2f} {h * MM:.2f} re"
        self._paint(box, width, stroke, fill, dash)

    def path(
        self, steps: Iterable[Step], *, width: float = 0.5, stroke: str = BLACK, fill: str = "", dash: str = ""
    ) -> None:
        """A free path of steps in millimetres."""
        top, parts = self._top, []
        for name, *places in steps:
            numbers = [
                f"{float(v) * MM:.2f}" if i % 2 == 0 else f"{top - float(v) * MM:.2f}" for i, v in enumerate(places)
            ]
            parts.append(" ".join([*numbers, str(name)]))
        self._paint(" ".join(parts), width, stroke, fill, dash)

    def circle(
        self, x: float, y: float, radius: float, *, width: float = 0.5, stroke: str = BLACK, fill: str = "",
        dash: str = "",
    ) -> None:  # fmt: skip
        """A circle round (x, y)."""
        r, k = radius, radius * _KAPPA
        steps: list[Step] = [
            ("m", x + r, y),
            ("c", x + r, y + k, x + k, y + r, x, y + r),
            ("c", x - k, y + r, x - r, y + k, x - r, y),
            ("c", x - r, y - k, x - k, y - r, x, y - r),
            ("c", x + k, y - r, x + r, y - k, x + r, y),
            ("h",),
        ]
        self.path(steps, width=width, stroke=stroke, fill=fill, dash=dash)

    def _paint(self, shape: str, width: float, stroke: str, fill: str, dash: str) -> None:
        if fill:
            self._use_fill(fill)
        if stroke:
            self._use_stroke(stroke)
            shape = f"{width:.3g} w {shape}"
        verb = "B" if fill and stroke else "f" if fill else "S"
        self._parts.append(f"[{dash}] 0 d {shape} {verb} [] 0 d" if dash else f"{shape} {verb}")

    def form(self, name: str, x: float = 0.0, y: float = 0.0, height: float | None = None) -> None:
        """Show a form added to the press; (x, y) is its top left corner, `height` its height in mm (the page's)."""
        tall = self.height if height is None else height
        if x or y or tall != self.height:
            self._parts.append(f"q 1 0 0 1 {x * MM:.3f} {self._top - (y + tall) * MM:.3f} cm /{name} Do Q")
        else:
            self._parts.append(f"/{name} Do")

    def picture(self, data: bytes, x: float, y: float, w: float, h: float, label: str = "", crop: bool = False) -> None:
        """A picture fitted into the box, centred, its proportions kept; `crop` fills the box and cuts what is over."""
        name, size = self.press.picture(data, label)
        scale = (max if crop else min)(w / size.width, h / size.height)
        wide, tall = size.width * scale, size.height * scale
        left, top = x + (w - wide) / 2, y + (h - tall) / 2
        clip = f"{x * MM:.2f} {self._top - (y + h) * MM:.2f} {w * MM:.2f} {h * MM:.2f} re W n " if crop else ""
        place = f"{wide * MM:.3f} 0 0 {tall * MM:.3f} {left * MM:.3f} {self._top - (top + tall) * MM:.3f} cm"
        self._parts.append(f"q {clip}{place} /{name} Do Q")

    def symbol(self, code: Symbol, x: float, y: float, side: float, *, quiet: int = 4, color: str = BLACK) -> None:
        """A QR symbol as a 1-bit image; `side` includes `quiet` light modules on every side."""
        self._use_fill(color)
        module = side / (code.size + 2 * quiet)
        edge = quiet * module
        wide = side - 2 * edge
        data = code.rows
        filters = ""
        if _END_OF_IMAGE.search(b" " + data + b" "):
            data, filters = data.hex().encode() + b">", "/F/AHx"
        self._parts.append(
            f"q {wide * MM:.3f} 0 0 {wide * MM:.3f} {(x + edge) * MM:.3f} {self._top - (y + edge + wide) * MM:.3f} cm "
            f"BI/W {code.size}/H {code.size}/BPC 1/IM true/D[1 0]{filters}/L {len(data)} ID {data.decode('latin-1')}\n"
            "EI Q"
        )

    @contextmanager
    def turned(self, x: float, y: float, degrees: float) -> Iterator[None]:
        """Draw turned counter-clockwise about (x, y)."""
        angle = math.radians(degrees)
        cos, sin = math.cos(angle), math.sin(angle)
        left, base = x * MM, self._top - y * MM
        with self.placed(cos, sin, -sin, cos, left - cos * left + sin * base, base - sin * left - cos * base):
            yield

    @contextmanager
    def placed(self, a: float, b: float, c: float, d: float, e: float, f: float) -> Iterator[None]:
        """Draw through a PDF matrix (in points, from the bottom left corner)."""
        self._parts.append(f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm")
        self._fill = self._stroke = ""
        yield
        self._parts.append("Q")
        self._fill = self._stroke = ""

    @contextmanager
    def faint(self, opacity: float) -> Iterator[None]:
        """Draw with less than full ink."""
        self._parts.append(f"q /{self.press.alpha(opacity)} gs")
        self._fill = self._stroke = ""
        yield
        self._parts.append("Q")
        self._fill = self._stroke = ""

    def _use_fill(self, value: str) -> None:
        if value != self._fill:
            self._fill = value
            self._parts.append(f"{_colour(value)} rg")

    def _use_stroke(self, value: str) -> None:
        if value != self._stroke:
            self._stroke = value
            self._parts.append(f"{_colour(value)} RG")


_colours: dict[str, str] = {}


def _colour(value: str) -> str:
    if value not in _colours:
        _colours[value] = colour(value)
    return _colours[value]
