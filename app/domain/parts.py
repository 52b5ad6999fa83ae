"""The parts of a round that is marked on one list (客观题, 主观题): read from a definition, said in one line, checked.

Rules:
1. A part is an aspect with one value, so that its mark is keyed twice, corrected and scored like any other.
2. The score of the round is the exact sum of its parts, and nothing else is stored.
3. A part without a maximum of its own may take all of the round's; then the maxima reach further than the round's,
   and no entry's parts may add up to more than it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

from app.domain.contest import Round
from app.domain.numbers import narrow, parse_decimal, show
from app.domain.scheme import Aspect, AspectKind, Module, Value
from app.errors import AppError, Refusal

OF_PART = "part:"
"""With the id of a part behind it: what a column of a file of scores is used as."""
MODULE = "P"
MODULE_NAME = "卷面"
_BETWEEN = re.compile(r"[、,，;；+＋]")
_ONE = re.compile(r"(?P<name>.*?)\s*(?P<maximum>\d+(?:\.\d+)?)?", re.DOTALL)


def module_of(parts: Iterable[tuple[str, str, Fraction | None]], maximum: Fraction) -> Module:
    """The module of a listed round: of each part the id, the name and the maximum, None for all of the round's."""
    aspects = tuple(
        Aspect(one, name, AspectKind.VALUE, maximum if most is None else most, Value()) for one, name, most in parts
    )
    return Module(MODULE, MODULE_NAME, maximum, aspects)


def gaps(part: Round, place: str) -> list[Refusal]:
    """Where the parts of a listed round do not reach its maximum: `scheme.sum_short`, see rule 3 for the other way."""
    found = sum((aspect.maximum or Fraction(0) for aspect in part.aspects), Fraction(0))
    if found >= part.maximum:
        return []
    short = {"found": show(found), "wanted": show(part.maximum), "difference": show(part.maximum - found)}
    return [Refusal("scheme.sum_short", place=place, **short)]


def check_listed(part: Round, place: str) -> None:
    """Refuses (`definition.listed`) a listed round with anything but plain values: a list has no room for more."""
    for aspect in part.aspects:
        if aspect.kind is not AspectKind.VALUE or aspect.when is not None or aspect.factor is not None:
            raise Refusal("definition.listed", place=place, aspect=aspect.id)


def refuse_above(part: Round, thousandths: Iterable[int]) -> None:
    """Refuses (`mark.parts_above`) parts of one entry that add up to more than the round's maximum."""
    total = Fraction(sum(thousandths), 1000)
    if total > part.maximum:
        raise Refusal("mark.parts_above", total=show(total, least=1), maximum=show(part.maximum, least=1))


def said(part: Round) -> str:
    """The parts in one line, as `read_line` takes them: 客观题 60、主观题 40; "" for a round without."""
    if not part.listed:
        return ""
    return "、".join(
        one.name if one.maximum in (None, part.maximum) else f"{one.name} {show(one.maximum)}" for one in part.aspects
    )


def read_line(text: str, before: Round, maximum: Fraction) -> tuple[Module, ...]:
    """The modules a line like 客观题 60、主观题 40 means for a round; "" gives none. A part keeps its id by its name.

    Raises Refusal "definition.parts" for a part without a name, a name twice, a single part or one above the maximum.
    """
    known = {one.name: one.id for one in before.aspects} if before.listed else {}
    parts: list[tuple[str, str, Fraction | None]] = []
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    for number, piece in enumerate(pieces, 1):
        name, most = _piece(piece)
        if not name or name in [one[1] for one in parts] or (most is not None and not 0 < most <= maximum):
            raise Refusal("definition.parts", text=piece[:40], maximum=show(maximum))
        parts.append((known.get(name) or _free(number, parts, known.values()), name, most))
    if len(parts) == 1:
        raise Refusal("definition.parts", text=text.strip()[:40], maximum=show(maximum))
    return (module_of(parts, maximum),) if parts else ()


def _piece(piece: str) -> tuple[str, Fraction | None]:
    match = _ONE.fullmatch(narrow(piece))
    assert match is not None  # every text is a name with or without a number
    try:
        return match["name"].strip(), parse_decimal(match["maximum"]) if match["maximum"] else None
    except AppError:
        return "", None


def _free(number: int, parts: Sequence[tuple[str, str, Fraction | None]], known: Iterable[str]) -> str:
    taken = {one for one, _, _ in parts} | set(known)
    while f"P{number}" in taken:
        number += 1
    return f"P{number}"
