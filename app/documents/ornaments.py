"""Line work of certificates, drawn by formula: braided borders, rosettes, flourishes."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from app.documents.pen import Pen, Step
from app.documents.typeset import Box

Point = tuple[float, float]


def _smooth(points: list[Point], slopes: list[Point], closed: bool) -> list[Step]:
    """A curve through points with given tangents (already scaled to the step)."""
    steps: list[Step] = [("m", *points[0])]
    pairs = list(zip(points, slopes, strict=True))
    if closed:
        pairs.append(pairs[0])
    for (p, t), (q, u) in pairwise(pairs):
        steps.append(("c", p[0] + t[0] / 3, p[1] + t[1] / 3, q[0] - u[0] / 3, q[1] - u[1] / 3, q[0], q[1]))
    if closed:
        steps.append(("h",))
    return steps


def wave(start: Point, end: Point, amplitude: float, periods: float, phase: float) -> list[Step]:
    """A sine wave along a straight line."""
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    across = (-along[1], along[0])
    count = max(int(periods * 4), 4)
    step = length / count
    points, slopes = [], []
    for i in range(count + 1):
        angle = 2 * math.pi * periods * i / count + phase
        high, rise = amplitude * math.sin(angle), amplitude * math.cos(angle) * 2 * math.pi * periods / count
        points.append((start[0] + along[0] * step * i + across[0] * high,
                       start[1] + along[1] * step * i + across[1] * high))  # fmt: skip
        slopes.append((along[0] * step + across[0] * rise, along[1] * step + across[1] * rise))
    return _smooth(points, slopes, closed=False)


def ring(centre: Point, radius: Callable[[float], float], count: int) -> list[Step]:
    """A closed curve of `radius(angle)` about a centre."""
    turn = 2 * math.pi / count
    points, slopes = [], []
    for i in range(count):
        a = turn * i
        r, dr = radius(a), (radius(a + 1e-4) - radius(a - 1e-4)) / 2e-4
        points.append((centre[0] + r * math.cos(a), centre[1] + r * math.sin(a)))
        slopes.append(((dr * math.cos(a) - r * math.sin(a)) * turn, (dr * math.sin(a) + r * math.cos(a)) * turn))
    return _smooth(points, slopes, closed=True)


def rosette(pen: Pen, centre: Point, radius: float, petals: int, color: str, width: float, layers: int = 4) -> None:
    """A guilloche rosette: waved rings, each a little smaller and turned."""
    for layer in range(layers):
        middle = radius * (1 - 0.16 * layer) * 0.86
        swing = radius * 0.14
        for half in (0.0, math.pi):
            shift = half + layer * 0.7
            curve = ring(centre, lambda a, m=middle, s=swing, f=shift: m + s * math.cos(petals * a + f), petals * 6)  # type: ignore[misc]
            pen.path(curve, width=width, stroke=color)


def guilloche_frame(pen: Pen, box: Box, gold: str, red: str) -> None:
    """The border of the red and gold certificate: a braided band between lines, a rosette in every corner."""
    band = 7.6
    x0, y0, x1, y1 = box.x, box.y, box.x + box.w, box.y + box.h
    pen.rect(x0, y0, box.w, box.h, width=1.6, stroke=gold)
    pen.rect(x0 + 1.0, y0 + 1.0, box.w - 2, box.h - 2, width=0.35, stroke=gold)
    inner = band + 1.6
    pen.rect(x0 + inner, y0 + inner, box.w - 2 * inner, box.h - 2 * inner, width=0.35, stroke=gold)
    pen.rect(
        x0 + inner + 0.9, y0 + inner + 0.9, box.w - 2 * inner - 1.8, box.h - 2 * inner - 1.8, width=1.3, stroke=red
    )
    pen.rect(
        x0 + inner + 2.0, y0 + inner + 2.0, box.w - 2 * inner - 4.0, box.h - 2 * inner - 4.0, width=0.3, stroke=gold
    )
    middle = 1.0 + (inner - 1.0) / 2
    left, right, top, bottom = x0 + middle, x1 - middle, y0 + middle, y1 - middle
    for start, end in (
        ((left, top), (right, top)),
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
        ((right, top), (right, bottom)),
    ):
        _braid(pen, start, end, (inner - 1.0) / 2 - 0.7, gold, red)
    for x in (left, right):
        for y in (top, bottom):
            _corner(pen, (x, y), gold, red)
    near = inner + 4.4
    for x, sx in ((x0 + near, 1), (x1 - near, -1)):
        for y, sy in ((y0 + near, 1), (y1 - near, -1)):
            _volutes(pen, (x, y), (sx, sy), 9.5, gold, red)


def _braid(pen: Pen, start: Point, end: Point, amplitude: float, gold: str, red: str) -> None:
    periods = round(math.dist(start, end) / 11.0) + 0.5
    for strand in range(6):
        phase = math.pi / 2 + strand * math.pi / 3
        pen.path(wave(start, end, amplitude, periods, phase), width=0.42, stroke=gold)
    for strand in range(2):
        pen.path(wave(start, end, amplitude * 0.52, periods * 2, math.pi * strand), width=0.36, stroke=red)
    for strand in range(4):
        pen.path(wave(start, end, amplitude * 0.8, periods, strand * math.pi / 2 + 0.4), width=0.25, stroke=gold)


def _corner(pen: Pen, centre: Point, gold: str, red: str) -> None:
    pen.circle(*centre, 8.2, width=1.2, stroke=gold, fill="#FFFFFF")
    pen.circle(*centre, 7.5, width=0.3, stroke=gold)
    rosette(pen, centre, 7.1, 12, gold, 0.35, layers=4)
    rosette(pen, centre, 3.7, 8, red, 0.4, layers=2)
    pen.circle(*centre, 1.1, width=0, stroke="", fill=red)


def double_frame(pen: Pen, box: Box, color: str, second: str) -> None:
    """A plain official border: a strong line, a thin one, and two that step back round a square in each corner."""
    pen.rect(*box, width=2.6, stroke=color)
    pen.rect(box.x + 1.9, box.y + 1.9, box.w - 3.8, box.h - 3.8, width=0.6, stroke=second)
    gap, step = 5.4, 8.6
    _stepped(pen, box, gap, step, 1.0, color)
    _stepped(pen, box, gap + 1.5, step + 1.5, 0.4, second)
    x0, y0, x1, y1 = box.x + gap, box.y + gap, box.x + box.w - gap, box.y + box.h - gap
    side = step - 1.6
    for x in (x0, x1 - side):
        for y in (y0, y1 - side):
            for inset, width in ((0.0, 1.0), (1.5, 0.4)):
                pen.rect(x + inset, y + inset, side - 2 * inset, side - 2 * inset, width=width, stroke=color)
            middle, reach = (x + side / 2, y + side / 2), side / 2 - 2.2
            pen.path(
                [
                    ("m", middle[0], middle[1] - reach),
                    ("l", middle[0] + reach, middle[1]),
                    ("l", middle[0], middle[1] + reach),
                    ("l", middle[0] - reach, middle[1]),
                    ("h",),
                ],
                stroke="",
                fill=color,
            )


def _stepped(pen: Pen, box: Box, gap: float, step: float, width: float, color: str) -> None:
    """A line all round that steps inwards at the corners."""
    x0, y0, x1, y1 = box.x + gap, box.y + gap, box.x + box.w - gap, box.y + box.h - gap
    corners = [
        (x0 + step, y0), (x1 - step, y0), (x1 - step, y0 + step), (x1, y0 + step), (x1, y1 - step),
        (x1 - step, y1 - step), (x1 - step, y1), (x0 + step, y1), (x0 + step, y1 - step), (x0, y1 - step),
        (x0, y0 + step), (x0 + step, y0 + step),
    ]  # fmt: skip
    pen.path([*(("l" if n else "m", *corner) for n, corner in enumerate(corners)), ("h",)], width=width, stroke=color)


def _volutes(pen: Pen, corner: Point, way: tuple[int, int], size: float, gold: str, red: str) -> None:
    """A scroll in an inner corner: two spirals, mirrored in the diagonal, that run out along the sides, and a bud."""

    def place(u: float, v: float, turned: bool) -> Point:
        a, b = (v, u) if turned else (u, v)
        return corner[0] + way[0] * a * size, corner[1] + way[1] * b * size

    for turned in (False, True):
        for radius, turns, width in ((0.30, 1.9, 0.9), (0.21, 1.4, 0.35)):
            points: list[Point] = []
            count = 40
            for i in range(count + 1):
                share = i / count
                angle = -math.pi / 2 - share * turns * 2 * math.pi
                r = radius * (1 - 0.86 * share)
                points.append((0.86 + r * math.cos(angle), 0.42 + r * math.sin(angle)))
            start = points[0]
            steps: list[Step] = [("m", *place(1.8, start[1], turned))]
            steps += [("l", *place(*point, turned)) for point in points]
            pen.path(steps, width=width, stroke=gold)
        pen.circle(*place(0.86, 0.42, turned), size * 0.05, width=0, stroke="", fill=red)
        leaf = ((0.30, 0.12), (0.46, 0.20), (0.60, 0.12), (0.46, 0.06))
        pen.path([*(("l" if n else "m", *place(*point, turned)) for n, point in enumerate(leaf)), ("h",)],
                 stroke="", fill=gold)  # fmt: skip
    bud = ((0.12, 0.12), (0.42, 0.26), (0.56, 0.56), (0.26, 0.42))
    pen.path([*(("l" if n else "m", *place(*point, False)) for n, point in enumerate(bud)), ("h",)],
             width=0.5, stroke=gold, fill=red)  # fmt: skip


def centre_rosette(pen: Pen, box: Box, color: str, second: str) -> None:
    """A large pale rosette behind the text."""
    centre = (box.x + box.w / 2, box.y + box.h / 2)
    radius = min(box.w, box.h) / 2
    for share, petals, ink in (
        (1.0, 36, color),
        (0.66, 30, second),
        (0.42, 24, color),
        (0.24, 16, second),
        (0.12, 12, color),
    ):
        rosette(pen, centre, radius * share, petals, ink, 0.3, layers=3)


def flourish(pen: Pen, box: Box, color: str, second: str) -> None:
    """A rule with a lozenge in the middle, thinning to both sides."""
    y, middle = box.y + box.h / 2, box.x + box.w / 2
    high = min(box.h / 2, 1.6)
    for side in (-1, 1):
        near, far = middle + side * (high * 3.2), middle + side * box.w / 2
        pen.path([("m", near, y - 0.28), ("l", far, y), ("l", near, y + 0.28), ("h",)], stroke="", fill=color)
        dot = middle + side * high * 2.1
        pen.path(
            [("m", dot - 0.6, y), ("l", dot, y - 0.6), ("l", dot + 0.6, y), ("l", dot, y + 0.6), ("h",)],
            stroke="", fill=second,
        )  # fmt: skip
    pen.path(
        [("m", middle - high, y), ("l", middle, y - high), ("l", middle + high, y), ("l", middle, y + high), ("h",)],
        stroke=color, fill=second, width=0.5,
    )  # fmt: skip


STYLES: dict[str, Callable[[Pen, Box, str, str], None]] = {
    "guilloche": guilloche_frame,
    "double": double_frame,
    "rosette": centre_rosette,
    "flourish": flourish,
}
