"""Fitting text into boxes: shrink to a floor, then wrap, then say that it does not fit. Boxes in millimetres."""

from __future__ import annotations

from typing import NamedTuple

from app.documents import fonts
from app.documents.pen import BLACK, Pen
from app.documents.press import MM

# The em square of the bundled faces: the baseline lies 0.88 em under the top of a Chinese character.
ASCENT = 0.88
STEP = 0.25  # sizes go down by quarters of a point


class Box(NamedTuple):
    """A place on the page."""

    x: float
    y: float
    w: float
    h: float


class Fitted(NamedTuple):
    """Lines of text at a size; `leading` is the distance of baselines in points."""

    lines: tuple[str, ...]
    size: float
    leading: float


def fit_line(text: str, chain: str, size: float, floor: float, room: float, spacing: float = 0.0) -> float | None:
    """The largest size from `size` down to `floor` at which the text is one line of `room` mm; None if none is."""
    wide = fonts.width(text, chain, 1.0)
    space = room * MM - spacing * max(len(text) - 1, 0)
    if wide * size <= space + 0.01:
        return size
    if not wide:
        return None  # nothing but marks, and spacing that fills the box alone
    fitting = (space + 0.01) / wide // STEP * STEP
    return fitting if fitting >= floor else None


def fit_block(
    text: str, chain: str, size: float, floor: float, w: float, h: float, leading: float = 1.25
) -> Fitted | None:
    """The largest size from `size` down to `floor` at which the wrapped text fills no more than w x h mm."""
    trial = size
    while trial >= floor - 0.001:
        lines = fonts.wrap(text, chain, trial, w * MM)
        if (len(lines) - 1) * trial * leading + trial <= h * MM + 0.01:
            return _without_orphan(text, chain, Fitted(tuple(lines), trial, trial * leading), floor, w)
        trial -= STEP
    return None


def fit_name(
    text: str, chain: str, size: float, floor: float, w: float, h: float, leading: float = 1.12
) -> Fitted | None:
    """As fit_block; a name with a middle dot is broken after the dot when its parts fit so."""
    if "·" in text and "\n" not in text:
        parted = fit_block(text.replace("·", "·\n"), chain, size, floor, w, h, leading)
        if parted is not None and len(parted.lines) == text.count("·") + 1:
            return parted
    return fit_block(text, chain, size, floor, w, h, leading)


def _without_orphan(text: str, chain: str, fitted: Fitted, floor: float, w: float) -> Fitted:
    """One or two characters alone on the last line are taken back when a size up to a tenth smaller does it."""
    if len(fitted.lines) < 2 or len(fitted.lines[-1].replace(fonts.STRONG, "")) > 2:
        return fitted
    trial = fitted.size - STEP
    while trial >= max(floor, fitted.size * 0.9):
        lines = fonts.wrap(text, chain, trial, w * MM)
        if len(lines) < len(fitted.lines):
            return Fitted(tuple(lines), trial, trial * fitted.leading / fitted.size)
        trial -= STEP
    return fitted


def draw_block(
    pen: Pen,
    fitted: Fitted,
    box: Box,
    chain: str,
    *,
    align: str = "left",
    valign: str = "middle",
    color: str = BLACK,
    bold: float = 0.0,
    spacing: float = 0.0,
    strong: tuple[str, float] | None = None,
) -> None:
    """Draw fitted lines into their box. `align` left, center, right or justify (all lines but the last).

    `strong` is colour and stroke of what stands between marks of `fonts.STRONG`.
    """
    marked = False
    size, leading = fitted.size / MM, fitted.leading / MM
    tall = (len(fitted.lines) - 1) * leading + size
    top = box.y
    if valign == "middle":
        top += (box.h - tall) / 2
    elif valign == "bottom":
        top += box.h - tall
    for number, line in enumerate(fitted.lines):
        y = top + number * leading + ASCENT * size
        extra = spacing
        letters = len(line) - line.count(fonts.STRONG)
        if align == "justify" and number < len(fitted.lines) - 1 and letters > 1:
            slack = box.w * MM - fonts.width(line, chain, fitted.size, spacing)
            if slack < fitted.size * 2.2:  # a line broken on purpose stays as it is
                extra += slack / (letters - 1)
        wide = fonts.width(line, chain, fitted.size, extra) / MM if align in ("center", "right") else 0.0
        x = box.x + {"center": (box.w - wide) / 2, "right": box.w - wide}.get(align, 0.0)
        for index, piece in enumerate(line.split(fonts.STRONG)):
            marked ^= index > 0
            ink, stroke = strong if strong and marked else (color, bold)
            pen.text(x, y, piece, chain, fitted.size, color=ink, bold=stroke, spacing=extra)
            x += (fonts.width(piece, chain, fitted.size, extra) + (extra if piece else 0.0)) / MM
