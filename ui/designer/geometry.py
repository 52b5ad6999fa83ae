"""Boxes on a page, in millimetres: moved, resized by a handle, snapped, aligned, spread. No Qt here.

Everything a hand or a key does ends on tenths of a millimetre and inside the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.documents.typeset import Box

HANDLES = ("nw", "n", "ne", "e", "se", "s", "sw", "w")
LEAST = 1.0
GRID = 5.0

Boxes = Mapping[str, Box]


class Guide(NamedTuple):
    """A line something snapped to: at `place` mm, `upright` or lying."""

    upright: bool
    place: float


@dataclass(frozen=True)
class Targets:
    """What edges and middles may snap to, across and down, in mm; `grid` 0 for none; `reach` mm it may pull."""

    across: tuple[float, ...] = ()
    down: tuple[float, ...] = ()
    grid: float = 0.0
    reach: float = 0.0


def tenth(value: float) -> float:
    """A length on tenths of a millimetre."""
    return round(value, 1) + 0.0


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all (at least one)."""
    found = list(boxes)
    left, top = min(box.x for box in found), min(box.y for box in found)
    right, bottom = max(box.x + box.w for box in found), max(box.y + box.h for box in found)
    return Box(left, top, right - left, bottom - top)


def targets(
    width: float, height: float, clear: float, others: Iterable[Box], grid: float = 0.0, reach: float = 1.0
) -> Targets:
    """Page edges, the margin, the middle, and edges and middles of the other boxes."""
    across, down = [0.0, width / 2, width], [0.0, height / 2, height]
    if clear:
        across += [clear, width - clear]
        down += [clear, height - clear]
    for box in others:
        across += [box.x, box.x + box.w / 2, box.x + box.w]
        down += [box.y, box.y + box.h / 2, box.y + box.h]
    return Targets(tuple(across), tuple(down), grid, reach)


def moved(boxes: Boxes, by_x: float, by_y: float, width: float, height: float) -> dict[str, Box]:
    """All boxes by the same way, as far as the page lets them."""
    whole = around(boxes.values())
    by_x = min(max(by_x, -whole.x), width - whole.x - whole.w)
    by_y = min(max(by_y, -whole.y), height - whole.y - whole.h)
    return {key: box._replace(x=tenth(box.x + by_x), y=tenth(box.y + by_y)) for key, box in boxes.items()}


def snap_move(boxes: Boxes, by_x: float, by_y: float, to: Targets) -> tuple[float, float, tuple[Guide, ...]]:
    """The way corrected so that an edge or the middle of all boxes lies on a target near by, and the lines hit."""
    whole = around(boxes.values())
    pull_x, place_x = _pull([whole.x + by_x + part * whole.w for part in (0, 0.5, 1)], to.across, to)
    pull_y, place_y = _pull([whole.y + by_y + part * whole.h for part in (0, 0.5, 1)], to.down, to)
    return by_x + pull_x, by_y + pull_y, _guides(place_x, place_y)


def resized(box: Box, handle: str, by_x: float, by_y: float, width: float, height: float, least: float = LEAST) -> Box:
    """A box with one side or corner pulled; it keeps at least a millimetre (a line: nothing) and stays on the page."""
    left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
    if "w" in handle:
        left = min(max(left + by_x, 0.0), right - least)
    if "e" in handle:
        right = max(min(right + by_x, width), left + least)
    if "n" in handle:
        top = min(max(top + by_y, 0.0), bottom - least)
    if "s" in handle:
        bottom = max(min(bottom + by_y, height), top + least)
    left, top, right, bottom = tenth(left), tenth(top), tenth(right), tenth(bottom)
    return Box(left, top, tenth(right - left), tenth(bottom - top))


def snap_resize(box: Box, handle: str, by_x: float, by_y: float, to: Targets) -> tuple[float, float, tuple[Guide, ...]]:
    """The same for the side or corner being pulled."""
    pull_x = pull_y = 0.0
    place_x = place_y = None
    if "w" in handle or "e" in handle:
        side = box.x if "w" in handle else box.x + box.w
        pull_x, place_x = _pull([side + by_x], to.across, to)
    if "n" in handle or "s" in handle:
        side = box.y if "n" in handle else box.y + box.h
        pull_y, place_y = _pull([side + by_y], to.down, to)
    return by_x + pull_x, by_y + pull_y, _guides(place_x, place_y)


def _pull(sides: Sequence[float], places: Sequence[float], to: Targets) -> tuple[float, float | None]:
    """How far to go to the nearest target, and its place; targets of other things win over the grid."""
    near = [(abs(place - side), place - side, place) for side in sides for place in places]
    near = [one for one in near if one[0] <= to.reach]
    if near:
        _, pull, place = min(near)
        return pull, place
    if to.grid and sides:
        place = round(sides[0] / to.grid) * to.grid
        if abs(place - sides[0]) <= to.reach:
            return place - sides[0], None
    return 0.0, None


def _guides(across: float | None, down: float | None) -> tuple[Guide, ...]:
    found = [] if across is None else [Guide(True, across)]
    return tuple(found if down is None else [*found, Guide(False, down)])


ALIGNMENTS = ("left", "centre", "right", "top", "middle", "bottom")


def aligned(boxes: Boxes, how: str, width: float, height: float) -> dict[str, Box]:
    """Several boxes along a side or the middle of what is around them; one box alone on the page."""
    whole = around(boxes.values()) if len(boxes) > 1 else Box(0, 0, width, height)
    done = {}
    for key, box in boxes.items():
        x = {"left": whole.x, "centre": whole.x + (whole.w - box.w) / 2, "right": whole.x + whole.w - box.w}.get(how)
        y = {"top": whole.y, "middle": whole.y + (whole.h - box.h) / 2, "bottom": whole.y + whole.h - box.h}.get(how)
        done[key] = box._replace(x=box.x if x is None else tenth(x), y=box.y if y is None else tenth(y))
    return done


def spread(boxes: Boxes, across: bool) -> dict[str, Box]:
    """Three or more boxes with equal gaps between the first and the last; fewer stay as they are."""
    if len(boxes) < 3:
        return dict(boxes)
    order = sorted(boxes, key=lambda key: (boxes[key].x, boxes[key].y) if across else (boxes[key].y, boxes[key].x))
    whole = around(boxes.values())
    room = (whole.w if across else whole.h) - sum(boxes[key].w if across else boxes[key].h for key in order)
    gap, at = room / (len(order) - 1), whole.x if across else whole.y
    done = dict(boxes)
    for key in order:
        box = boxes[key]
        done[key] = box._replace(x=tenth(at)) if across else box._replace(y=tenth(at))
        at += (box.w if across else box.h) + gap
    return done
