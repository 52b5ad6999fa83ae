"""What goes wrong between the judges' paper and the screen: slips of the two keyings, and panels that disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.contest import Round
from app.domain.marks import parse_mark, show_mark
from app.domain.scheme import Aspect, AspectKind, Judged, Panel
from app.domain.scores import Mark, RoundMarks
from app.errors import Refusal
from app.services.demo_data.dice import Dice
from app.services.demo_data.sheets import number_mark, units

FIRST = 1
BOTH = 0
"""A slip that both keyings share: the recheck finds it, not the comparison."""
_NEIGHBOURS = {
    "0": "129",
    "1": "724",
    "2": "135",
    "3": "268",
    "4": "517",
    "5": "468",
    "6": "593",
    "7": "148",
    "8": "573",
    "9": "680",
}
"""Digits that are mistaken for one another on a keypad or in handwriting."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One cell keyed wrongly in keying 1, in keying 2 or in both (0). `right` is what the paper says."""

    key: str
    round: str
    aspect: str
    seat: str
    keying: int
    wrong: Mark
    right: Mark


@dataclass(frozen=True, slots=True)
class Remark:
    """A panel whose marks lay too far apart. `decision`: "again", the panel marked again and `after` counts; or "keep",
    the chief judge kept the marks and `after` equals `before`."""

    key: str
    round: str
    aspect: str
    before: Mapping[str, Mark]
    after: Mapping[str, Mark]
    decision: str
    reason: str


def make_slip(dice: Dice, key: str, part: Round, marks: RoundMarks, keying: int) -> Slip | None:
    """A slip on one cell of the sheet: digits swapped or a neighbouring key, always a value the scheme allows and that
    lets no panel disagree; None when the sheet has no cell for it."""
    kinds = {AspectKind.VALUE, AspectKind.COUNT}
    if keying != BOTH:
        kinds |= {AspectKind.MEASURED, AspectKind.PANEL}
    aspects = [aspect for aspect in part.aspects if aspect.kind in kinds]
    for _ in range(200):
        aspect = dice.pick(aspects)
        cells = marks.marks.get(aspect.id, {})
        if not cells:
            continue
        seat = dice.pick(tuple(cells))
        wrong = _mistaken(dice, aspect, cells[seat])
        if wrong is not None and wrong != cells[seat] and _agree(aspect, {**cells, seat: wrong}):
            return Slip(key, part.id, aspect.id, seat, keying, wrong, cells[seat])
    return None


def _mistaken(dice: Dice, aspect: Aspect, right: Mark) -> Mark | None:
    if right.thousandths is None:
        return None
    text = show_mark(right, aspect)
    variants = [text[:i] + other + text[i + 1 :] for i, sign in enumerate(text) for other in _NEIGHBOURS.get(sign, "")]
    whole, point, rest = text.partition(".")
    if point:
        variants += [f"{rest}.{whole}", f"{rest}.{whole}"]
    try:
        return parse_mark(dice.pick(variants), aspect) if variants else None
    except Refusal:
        return None


def _agree(aspect: Aspect, cells: Mapping[str, Mark]) -> bool:
    values = [mark.thousandths for mark in cells.values() if mark.thousandths is not None]
    if aspect.kind is AspectKind.MEASURED:
        return 0 <= values[0] <= 100_000
    return aspect.spread is None or max(values) - min(values) <= units(aspect.spread)


def disagree_on_level(key: str, part: Round, marks: RoundMarks) -> Remark | None:
    """A judged aspect where one judge first stood two levels away, and the panel marked again."""
    for aspect in part.aspects:
        cells = dict(marks.marks.get(aspect.id, {}))
        if isinstance(aspect.detail, Judged) and min(m.thousandths or 0 for m in cells.values()) >= 2000:
            first = {**cells, "2": number_mark(min(m.thousandths or 0 for m in cells.values()) - 2000)}
            return Remark(key, part.id, aspect.id, first, cells, "again", "裁判2 看错等级说明，合议后重新评价")
    return None


def disagree_on_points(key: str, part: Round, marks: RoundMarks, keep: bool) -> Remark | None:
    """A panel aspect where one judge first gave too little; marked again, or kept with a reason."""
    for aspect in part.aspects:
        if not isinstance(aspect.detail, Panel) or aspect.detail.spread is None:
            continue
        cells = dict(marks.marks.get(aspect.id, {}))
        best = max(mark.thousandths or 0 for mark in cells.values())
        step = units(aspect.detail.step)
        low = (best - units(aspect.detail.spread)) // step * step - step
        if low < 0 or len(cells) < 5:
            continue
        first = {**cells, "3": number_mark(low)}
        if keep:
            return Remark(key, part.id, aspect.id, first, first, "keep", "裁判3 说明扣分依据，裁判长维持原分")
        return Remark(key, part.id, aspect.id, first, cells, "again", "裁判3 未看到背面，重新打分")
    return None
