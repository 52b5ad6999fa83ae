"""The calibration page: what to print on plain paper and hold against the stock to measure where a printer prints."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from app.documents import words
from app.documents.pen import Pen
from app.documents.press import Press

_STEPS = (
    "1. 用套打的同一纸盒、按 100 % 实际大小打印本页，不要勾选“适合纸张”。",
    "2. 量四个十字到纸边的距离，应各为 20.0 mm；与证书纸叠起对光看也可以。",
    "3. 十字臂上每格 0.5 mm。偏右、偏下填正数，偏左、偏上填负数，可估读到 0.1 mm。",
    "4. 量两个十字中心的距离，与页上所印数字之比就是横、竖缩放。",
)


def calibration_page(
    out: BinaryIO, *, width: float, height: float, printer: str, tray: str, printed_by: str, at: datetime
) -> None:
    """Write the page for stock of `width` x `height` mm: crosses 20 mm from the corners, 10 mm ticks."""
    press = Press(out, title="校准页", made_at=at)
    pen = Pen(press, width, height)
    for x in (20.0, width - 20):
        for y in (20.0, height - 20):
            _cross(pen, x, y)
    _ticks(pen)
    _distances(pen)
    middle = width / 2
    pen.text(middle, height / 2 - 32, "套打校准页", "Song", 20, align="center", bold=0.5)
    pen.text(middle, height / 2 - 23, f"打印机：{printer}　　纸盒：{tray}", "Song", 11, align="center")
    for number, line in enumerate(_STEPS):
        pen.text(max(middle - 68, 32), height / 2 - 10 + number * 7, line, "Song", 10.5)
    pen.text(middle, height / 2 + 26, f"{width:g} × {height:g} mm　{words.clock_time(at)}　{printed_by}", "Song", 9,
             align="center")  # fmt: skip
    _arrow(pen, middle, 14)
    press.add_page(pen)
    press.finish()


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
    wide, tall = pen.width - 40, pen.height - 40
    pen.line(30, 20, pen.width - 30, 20, width=0.2, dash="2 2")
    pen.line(20, 30, 20, pen.height - 30, width=0.2, dash="2 2")
    pen.text(pen.width / 2, 24.5, f"两十字横向距离 {wide:.1f} mm", "Hei", 8, align="center")
    with pen.turned(24, pen.height / 2, 90):
        pen.text(24, pen.height / 2 + 0.8, f"竖向距离 {tall:.1f} mm", "Hei", 8, align="center")


def _cross(pen: Pen, x: float, y: float) -> None:
    """A cross whose arms carry a scale of 5 mm to every side in half millimetres."""
    pen.line(x - 8, y, x + 8, y, width=0.3)
    pen.line(x, y - 8, x, y + 8, width=0.3)
    for half in range(-10, 11):
        if half:
            long = 1.6 if half % 10 == 0 else 1.1 if half % 2 == 0 else 0.6
            place = half * 0.5
            pen.line(x + place, y - long, x + place, y + long, width=0.15)
            pen.line(x - long, y + place, x + long, y + place, width=0.15)


def _arrow(pen: Pen, x: float, y: float) -> None:
    pen.path([("m", x, y - 4.5), ("l", x - 3, y), ("l", x + 3, y), ("h",)], stroke="", fill="#000000")
    pen.text(x + 5, y - 0.8, "进纸方向（此边先进）", "Hei", 8)
