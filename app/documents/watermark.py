"""The diagonal 演示 that every paper of a practice contest bears."""

from __future__ import annotations

import math

from app.documents.pen import Pen

WORD = "演示"


def demo_mark(pen: Pen) -> None:
    """Draw the mark over the page: pale, large, three times along the diagonal, readable on a grey print too."""
    angle = math.degrees(math.atan2(pen.height, pen.width))
    size = 0.27 * math.hypot(pen.width, pen.height)  # points; about a tenth of the diagonal high
    with pen.faint(0.16), pen.turned(pen.width / 2, pen.height / 2, angle):
        reach = math.hypot(pen.width, pen.height) * 0.31
        for shift in (-reach, 0.0, reach):
            x = pen.width / 2 + shift
            pen.text(x, pen.height / 2 + size * 0.13, WORD, "HeiBold", size, color="#7A1F1F", align="center",
                     spacing=size * 0.12)  # fmt: skip
