"""Two versions of a trade's rules side by side, and which marks made under the one still fit the other.

Aspects are followed by their id within a round: one that is renamed or put into another module is the same aspect, and
its marks stay its marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from app.domain.contest import Contest, Trade
from app.domain.definition import write_definition
from app.domain.definition_rules import write_rules
from app.domain.marks import check_number
from app.domain.scheme import Aspect, AspectKind, Deduction, Measured
from app.domain.scores import Mark
from app.errors import Refusal


class Differs(Enum):
    """How a node of one version differs from the other."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: the node's path (`practical/B/B1`, `rules`, `practical`), its name, and for a changed one
    the key with its value before and after ("" where it was not stated)."""

    node: str
    name: str
    what: Differs
    key: str = ""
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A node of a document: where it hangs, which is not part of its identity, and what it states."""

    path: str
    name: str
    facts: Mapping[str, str]
    under: str = ""


def compare(old: Trade, new: Trade) -> tuple[Difference, ...]:
    """What differs between two versions, in the order of the new one; what was removed comes last.

    An aspect that changed its module or criterion is "moved"; the order within a module is compared as one fact of it.
    """
    before, after = dict(_parts(old)), dict(_parts(new))
    found: list[Difference] = []
    for identity, part in after.items():
        known = before.get(identity)
        if known is None:
            found.append(Difference(part.path, part.name, Differs.ADDED))
            continue
        if known.under != part.under:
            found.append(Difference(part.path, part.name, Differs.MOVED, "", known.under, part.under))
        for key in dict.fromkeys((*known.facts, *part.facts)):
            was, now = known.facts.get(key, ""), part.facts.get(key, "")
            if was != now:
                found.append(Difference(part.path, part.name, Differs.CHANGED, key, was, now))
    gone = (part for identity, part in before.items() if identity not in after)
    return (*found, *(Difference(part.path, part.name, Differs.REMOVED) for part in gone))


def _parts(trade: Trade) -> Iterator[tuple[tuple[str, ...], _Part]]:
    """Every node of the trade's document by an identity that moving and renaming leave alone."""
    document = _of(write_definition(Contest("", 0, (trade,)))["trade"])[0]
    facts = write_rules(trade.rules)
    yield ("trade",), _Part("trade", trade.name, _facts(document, "name", "groups", "entry", "ranking"))
    yield ("rules",), _Part("rules", "", {key: _text(value) for key, value in facts.items()})
    for part in _of(document["round"]):
        round_id = str(part["id"])
        stated = {key: value for key, value in part.items() if key not in ("module", "section")}
        yield ("round", round_id), _Part(round_id, str(part["name"]), {k: _text(v) for k, v in stated.items()})
        for section in _of(part.get("section", ())):
            path = f"{round_id}/{section['id']}"
            facts_of = _facts(section, "name", "maximum")
            yield ("section", round_id, str(section["id"])), _Part(path, str(section["name"]), facts_of)
        for module in _of(part["module"]):
            yield from _module_parts(round_id, module)


def _module_parts(round_id: str, module: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], _Part]]:
    path = f"{round_id}/{module['id']}"
    facts = _facts(module, "name", "maximum")
    aspects, criteria = _of(module["aspects"]), _of(module["criteria"])
    facts["order"] = "、".join(str(aspect["id"]) for aspect in aspects)
    yield ("module", path), _Part(path, str(module["name"]), facts)
    for criterion in criteria:
        there = f"{path}/{criterion['id']}"
        stated = _facts(criterion, "name", "maximum", "day")
        yield ("criterion", there), _Part(there, str(criterion["name"]), stated)
    for aspect in aspects:
        there, criterion_id = f"{path}/{aspect['id']}", str(aspect.get("criterion", ""))
        under = f"{path}/{criterion_id}" if criterion_id else path
        stated = {key: _text(value) for key, value in aspect.items() if key != "criterion"}
        yield ("aspect", round_id, str(aspect["id"])), _Part(there, str(aspect["name"]), stated, under)


def _of(value: object) -> Sequence[Mapping[str, object]]:
    """An array of tables of a document this program wrote."""
    assert isinstance(value, list | tuple)
    return value


def _facts(table: Mapping[str, object], *keys: str) -> dict[str, str]:
    return {key: _text(table[key]) for key in keys if key in table}


def _text(value: object) -> str:
    """A value of a document on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return " ".join(f"{key}={_text(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return "；".join(map(_text, value))
    return str(value)


def misfit(mark: Mark, old: Aspect | None, new: Aspect | None, seat: str) -> Refusal | None:
    """Why a mark made for the old form of an aspect cannot count under the new one; None when it can.

    A mark fits when the aspect is still there, of the same kind, has the judge's seat, and would take the mark if it
    were typed today. Codes: "scheme.mark_gone", "scheme.mark_kind", "scheme.mark_seat", else the `mark.*` of typing.
    """
    if new is None:
        return Refusal("scheme.mark_gone")
    if seat not in new.seats:
        return Refusal("scheme.mark_seat", seat=seat or "—")
    if old is not None and _sort(old) != _sort(new):
        return Refusal("scheme.mark_kind", old=old.kind.value, new=new.kind.value)
    if mark.word is not None:
        return None
    try:
        _check(mark, new)
    except Refusal as refusal:
        return refusal
    return None


def _sort(aspect: Aspect) -> tuple[AspectKind, bool]:
    """What a number in the cell means; a yes is no reading."""
    return aspect.kind, isinstance(aspect.detail, Measured) and aspect.detail.met


def _check(mark: Mark, aspect: Aspect) -> None:
    detail = aspect.detail
    if mark.items is not None:
        if not isinstance(detail, Deduction):
            raise Refusal("scheme.mark_kind", old=AspectKind.DEDUCTION.value, new=aspect.kind.value)
        for item, _ in mark.items:
            if detail.item(item) is None:
                known = "、".join(one.id for one in detail.catalogue)
                raise Refusal("mark.unknown_item", item=item, known=known)
        return
    if isinstance(detail, Deduction):
        raise Refusal("scheme.mark_kind", old="number", new=aspect.kind.value)
    check_number(mark.reading, aspect)
