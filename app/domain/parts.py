"""The parts of a round that is marked on one list (客观题, 主观题): read from a definition, said in one line, checked.

Rules:
1. A part is an aspect with one value, so that its mark is keyed twice, corrected and scored like any other.
2. The score of the round is the exact sum of its parts, and nothing else is stored.
3. There are at most `MOST_PARTS`, with names a column of a list and of a paper can head: short, of printable signs.
4. A part without a maximum of its own may take all of the round's; then the maxima reach further than the round's,
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
MOST_PARTS = 10
LONGEST_NAME, LONGEST_ID = 20, 20
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


def refuse_many(count: int, place: str) -> None:
    """Refuses (`definition.parts_many`) more parts than a list has room for."""
    if count > MOST_PARTS:
        raise Refusal("definition.parts_many", place=place, count=count, most=MOST_PARTS)


def check_listed(part: Round, place: str) -> None:
    """Refuses what a list has no room for: `definition.parts_many`, `definition.part_name` for a name or id too long or
    with signs nobody sees, `definition.listed` for anything but plain values."""
    refuse_many(len(part.aspects), place)
    for aspect in part.aspects:
        for text, longest in ((aspect.name, LONGEST_NAME), (aspect.id, LONGEST_ID)):
            if not _heads_a_column(text, longest):
                raise Refusal("definition.part_name", place=place, text=_shown(text), most=longest)
        if aspect.kind is not AspectKind.VALUE or aspect.when is not None or aspect.factor is not None:
            raise Refusal("definition.listed", place=place, aspect=aspect.id)


def _heads_a_column(text: str, longest: int) -> bool:
    return text.strip() != "" and len(text) <= longest and text.isprintable()


def _shown(text: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text[:40])


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

    Raises Refusal "definition.parts" for a part without a name, a name twice, a single part or one above the maximum,
    "definition.parts_many" and "definition.part_name" as `check_listed`.
    """
    known = {one.name: one.id for one in before.aspects} if before.listed else {}
    parts: list[tuple[str, str, Fraction | None]] = []
    pieces = [piece.strip() for piece in _BETWEEN.split(text) if piece.strip()]
    refuse_many(len(pieces), before.name)
    for number, piece in enumerate(pieces, 1):
        name, most = _piece(piece)
        if not name or name in [one[1] for one in parts] or (most is not None and not 0 < most <= maximum):
            raise Refusal("definition.parts", text=_shown(piece), maximum=show(maximum))
        if not _heads_a_column(name, LONGEST_NAME):
            raise Refusal("definition.part_name", place=before.name, text=_shown(name), most=LONGEST_NAME)
        parts.append((known.get(name) or _free(number, parts, known.values()), name, most))
    if len(parts) == 1:
        raise Refusal("definition.parts", text=_shown(text.strip()), maximum=show(maximum))
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
