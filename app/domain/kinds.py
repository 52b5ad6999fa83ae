"""What people call each kind of aspect, and which keys a workbook of the scheme has for it: one line a kind.

A new kind has its line here; whatever asks for the word on paper, in a workbook or in pasted rows takes it from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.scheme import AspectKind


@dataclass(frozen=True, slots=True)
class KindLine:
    """`word` as people write it, `short` as a marking sheet abbreviates it ("" for none), `keys` of the definition
    that stand in cells of an aspect's own row (lists have rows of their own below it)."""

    word: str
    short: str
    keys: tuple[str, ...]


KINDS: Mapping[AspectKind, KindLine] = {
    AspectKind.VALUE: KindLine("给分", "", ("minimum", "step")),
    AspectKind.PANEL: KindLine(
        "打分", "打", ("judges", "step", "minimum", "drop_high", "drop_low", "average", "spread", "few")
    ),
    AspectKind.JUDGED: KindLine("评价", "评", ("judges", "spread")),
    AspectKind.MEASURED: KindLine("测量", "测", ("nominal", "unit")),
    AspectKind.COUNT: KindLine("计数", "数", ("points",)),
    AspectKind.DEDUCTION: KindLine("扣分", "扣", ()),
    AspectKind.TIME: KindLine(
        "用时", "时", ("limit_minutes", "unit_seconds", "points", "cap", "stop_minutes", "on_stop", "bonus")
    ),
}
