"""The calibration page, and how its readings become what is known of a printer.

Two pairs of scales face each other across either fold of the sheet. Folded edge to edge and held against the light
they make a vernier calliper: a slide of 1.8 mm steps over a main scale of 2.0 mm steps. What a mark is off counts
twice, once on either side, so a tenth of a millimetre can be read without a ruler. Marks far apart tell how far the
print is turned; what is left to a ruler is the distance of two crosses, which tells the scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import BinaryIO

from app.documents import words
from app.documents.certificate import PrinterProfile
from app.documents.pen import Pen
from app.documents.press import MM, Press

EDGE = 20.0  # crosses, from either edge
ZERO = 40.0  # the zero of every scale, from its edge
MAIN_STEP, SLIDE_STEP = 2.0, 1.8
READABLE = 5  # mm either way; more is measured with a ruler first
TENTHS = 10
MAIN_LINES = range(-READABLE, READABLE + TENTHS)  # the slide covers nine steps beyond its zero
SLIDE_LINES = range(TENTHS + 1)
ACROSS, DOWN = 48.0, 80.0  # scales of the sideways fold lie this far from top and bottom, of the other from the sides
LEAST = (200.0, 140.0)  # smaller stock has no room for scales: there the crosses are measured
_STEPS = (
    "1. 用套打的同一纸盒、同样大小的普通纸，按 100 % 实际大小打印本页，不要勾选“适合纸张”。",
    "2. 左边折到右边，边对齐，对光看，像读游标卡尺：游标 0 线过了主尺几是整数，对得最齐的游标线是小数。",
    "3. 上边折到下边，同样读左、右两处。四个读数用“填读数”填进程序，算出左右、上下和转角。",
    "4. 用钢尺量两个十字中心的横、竖距离，与页上所印数字比，得出缩放。偏右、偏下为正，可读到 0.1 mm。",
)


@dataclass(frozen=True)
class Deviation(PrinterProfile):
    """Where a printer really puts what it is told to put elsewhere, as measured: `right` and `down` mm too far, drawn
    at `scale_x` and `scale_y` percent of its size, turned by `turn` degrees clockwise. Its matrix undoes all that."""

    def matrix(self, width: float, height: float) -> tuple[float, float, float, float, float, float]:
        """The PDF matrix that makes the print land where the layout has it, on a page of that size in mm."""
        a, b, c, d, e, f = super().matrix(width, height)
        area = a * d - b * c
        return d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area

    @property
    def is_plain(self) -> bool:
        """Whether the printer is exact."""
        return astuple(self) == astuple(PrinterProfile())


@dataclass(frozen=True)
class Readings:
    """What was read: the scales at top and bottom of the sideways fold, at left and right of the other, in mm as the
    scales say; the distances of the crosses across and down in mm, 0 for not measured."""

    top: float
    bottom: float
    left: float
    right: float
    wide: float = 0.0
    tall: float = 0.0


def measured(readings: Readings, width: float, height: float) -> Deviation:
    """What readings on a sheet of that size say of the printer: millimetres and percent to a tenth, degrees to a
    hundredth. A turn moves the marks above the middle one way and those below it the other; halves of sums and
    differences tell it apart from the offset."""
    reach_x, reach_y = width / 2 - DOWN, height / 2 - ACROSS
    turns = ((readings.top - readings.bottom) / 2 / reach_y, (readings.right - readings.left) / 2 / reach_x)
    # either pair tells the turn; the farther apart the marks, the surer
    weights = (reach_y * reach_y, reach_x * reach_x)
    turn = sum(one * weight for one, weight in zip(turns, weights, strict=True)) / sum(weights)
    return Deviation(
        right=_tenth((readings.top + readings.bottom) / 2),
        down=_tenth((readings.left + readings.right) / 2),
        scale_x=_tenth(readings.wide / (width - 2 * EDGE) * 100) if readings.wide else 100.0,
        scale_y=_tenth(readings.tall / (height - 2 * EDGE) * 100) if readings.tall else 100.0,
        turn=round(math.degrees(turn), 2) + 0.0,
    )


def _tenth(value: float) -> float:
    return round(value, 1) + 0.0  # no minus zero


def has_scales(width: float, height: float) -> bool:
    """Whether a sheet of that size has room for the scales."""
    return width >= LEAST[0] and height >= LEAST[1]


def calibration_page(
    out: BinaryIO,
    *,
    width: float,
    height: float,
    printer: str,
    tray: str,
    printed_by: str,
    at: datetime,
    profile: PrinterProfile | None = None,
) -> None:
    """Write the page for stock of `width` x `height` mm: crosses 20 mm from the corners, 10 mm ticks, the scales of
    both folds. With a `profile` it is drawn as that printer needs it, to see whether its numbers are right."""
    press = Press(out, title="校准页", made_at=at)
    pen = Pen(press, width, height)
    if profile is None:
        _draw(pen, printer, tray, printed_by, at)
    else:
        with pen.placed(*profile.matrix(width, height)):
            _draw(pen, printer, tray, printed_by, at)
    press.add_page(pen)
    press.finish()


def _draw(pen: Pen, printer: str, tray: str, printed_by: str, at: datetime) -> None:
    width, height = pen.width, pen.height
    for x in (EDGE, width - EDGE):
        for y in (EDGE, height - EDGE):
            _cross(pen, x, y)
    _ticks(pen)
    _distances(pen)
    middle = width / 2
    pen.text(middle, height / 2 - 30, "套打校准页", "Song", 20, align="center", bold=0.5)
    pen.text(middle, height / 2 - 21, f"打印机：{printer}　　纸盒：{tray}", "Song", 11, align="center")
    if has_scales(width, height):
        _folds(pen)
        size = 10.0 if width >= 280 else 7.5
        for number, line in enumerate(_STEPS):
            pen.text(middle, height / 2 - 9 + number * 7, line, "Song", size, align="center")
    pen.text(
        middle,
        height / 2 + 24,
        f"{width:g} × {height:g} mm　{words.clock_time(at)}　{printed_by}",
        "Song",
        9,
        align="center",
    )
    _arrow(pen, middle, 14)


def _ticks(pen: Pen) -> None:
    for place in range(10, int(pen.width), 10):
        long = 5.0 if place % 50 == 0 else 3.0
        pen.line(place, 0, place, long, width=0.3)
        pen.line(place, pen.height - long, place, pen.height, width=0.3)
        if place % 50 == 0:
            pen.text(place, 8.2, str(place), "Hei", 7, align="center")
    for place in range(10, int(pen.height), 10):
        long = 5.0 if place % 50 == 0 else 3.0
        pen.line(0, place, long, place, width=0.3)
        pen.line(pen.width - long, place, pen.width, place, width=0.3)
        if place % 50 == 0:
            pen.text(6, place + 1, str(place), "Hei", 7)


def _distances(pen: Pen) -> None:
    wide, tall = pen.width - 2 * EDGE, pen.height - 2 * EDGE
    pen.text(pen.width / 2, EDGE + 4.5, f"两十字横向距离 {wide:.1f} mm", "Hei", 8, align="center")
    with pen.turned(EDGE + 4, pen.height / 2, 90):
        pen.text(EDGE + 4, pen.height / 2 + 0.8, f"竖向距离 {tall:.1f} mm", "Hei", 8, align="center")


def _cross(pen: Pen, x: float, y: float) -> None:
    """A cross to measure from, with a scale of half millimetres to hold it against the stock."""
    pen.line(x - 8, y, x + 8, y, width=0.3)
    pen.line(x, y - 8, x, y + 8, width=0.3)
    for half in range(-10, 11):
        if half:
            long = 1.6 if half % 10 == 0 else 1.1 if half % 2 == 0 else 0.6
            place = half * 0.5
            pen.line(x + place, y - long, x + place, y + long, width=0.15)
            pen.line(x - long, y + place, x + long, y + place, width=0.15)


def main_place(value: int) -> float:
    """How far from its edge the line of a value stands on the main scale, in mm."""
    return ZERO - MAIN_STEP * value


def slide_place(tenth: int) -> float:
    """How far from its own edge the line of a tenth stands on the slide, in mm."""
    return ZERO - SLIDE_STEP * tenth


def _folds(pen: Pen) -> None:
    """Both pairs of scales of both folds. The main scales are drawn mirrored: through the sheet they read right."""
    width, height = pen.width, pen.height
    for y in (ACROSS, height - ACROSS):
        with pen.placed(-1, 0, 0, 1, width * MM, 0):  # as if drawn at the right edge and seen from behind
            _scale(pen, lambda place: width - place, y, main=True, upright=True)
        _scale(pen, lambda place: width - place, y, main=False, upright=True)
    for x in (DOWN, width - DOWN):
        with pen.placed(1, 0, 0, -1, 0, height * MM):
            _scale(pen, lambda place: height - place, x, main=True, upright=False)
        _scale(pen, lambda place: height - place, x, main=False, upright=False)
    for x in (0.0, width - 9):  # where to fold
        pen.line(x, height / 2, x + 9, height / 2, width=0.4, dash="3 2")
    for y in (9.5, height - 9):
        pen.line(width / 2, y, width / 2, y + 9, width=0.4, dash="3 2")


def _scale(pen: Pen, at: Callable[[float], float], base: float, *, main: bool, upright: bool) -> None:
    """One scale beside the line at `base`: the main one on one side of it, the slide on the other, zero lines long."""
    lines, place_of = (MAIN_LINES, main_place) if main else (SLIDE_LINES, slide_place)
    side = -1 if main else 1
    ends = at(place_of(lines[0])), at(place_of(lines[-1]))
    _stroke(pen, ends[0], base, ends[1], base, upright)
    for value in lines:
        place = at(place_of(value))
        long = 6.0 if value == 0 else 4.5 if main or value % 5 == 0 else 3.5
        _stroke(pen, place, base, place, base + side * long, upright)
        text = str(value % TENTHS if not main else value).replace("-", words.MINUS)
        if upright:
            pen.text(
                place, base + (side * 7.2 if main else 9.0) + (0.4 if main else 0), text, "Hei", 4.2, align="center"
            )
        else:
            pen.text(base + side * 8.0, place + 0.6, text, "Hei", 4.2, align="center")
    label = "主尺 mm" if main else "游标 0.1"
    if upright:
        pen.text(at(ZERO), base + (-9.5 if main else 12.0), label, "Hei", 6, align="center")
    else:
        pen.text(base + side * 15, at(ZERO) + 0.7, label, "Hei", 6, align="center")


def _stroke(pen: Pen, x1: float, y1: float, x2: float, y2: float, upright: bool) -> None:
    """A line of a scale; of one that runs down the page, with its places the other way round."""
    if upright:
        pen.line(x1, y1, x2, y2, width=0.2)
    else:
        pen.line(y1, x1, y2, x2, width=0.2)


def _arrow(pen: Pen, x: float, y: float) -> None:
    pen.path([("m", x, y - 4.5), ("l", x - 3, y), ("l", x + 3, y), ("h",)], stroke="", fill="#000000")
    pen.text(x + 5, y - 0.8, "进纸方向（此边先进）", "Hei", 8)
