"""Who sits on a panel, and whom each judge must not mark: entries of the own unit, and those named by hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.contest import Round
from app.domain.scheme import Judged, Panel

_LEFT_OUT = str.maketrans("", "", " ·.,，。、-－_（）()\"'“”《》")


@dataclass(frozen=True, slots=True)
class JudgeUnit:
    """A judge by whatever names them, and the units they belong to."""

    judge: int
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryUnits:
    """An entry by its number, and every unit and delegation it (or one of its members) belongs to."""

    entry: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeatOf:
    """A seat of a panel: `module` "" is the whole round."""

    module: str
    seat: str


@dataclass(frozen=True, slots=True)
class ThinPanel:
    """A panel that recusals left short: `left` judges can mark; below `few` nothing is dropped, at 0 nobody marks."""

    key: str
    aspect: str
    left: int
    few: int


def plain_unit(text: str) -> str:
    """A unit's name for comparing: one width, one case, without spaces, dashes, quotes and brackets."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_LEFT_OUT)


def own_unit_recusals(judges: Iterable[JudgeUnit], entries: Iterable[EntryUnits]) -> tuple[tuple[int, str], ...]:
    """Pairs (judge, entry number) that share a unit or delegation, in the order given. A judge without a unit bars
    nobody: whose they are is not known."""
    listed = [(entry.entry, {plain_unit(unit) for unit in entry.units} - {""}) for entry in entries]
    pairs = []
    for judge in judges:
        own = {plain_unit(unit) for unit in judge.units} - {""}
        pairs += [(judge.judge, number) for number, units in listed if own & units]
    return tuple(pairs)


def seats_of(rules: Round, module: str) -> tuple[str, ...]:
    """The judge's seats a module asks for ("" the whole round), by their numbers."""
    found = {
        seat
        for one in rules.modules
        if module in ("", one.id)
        for aspect in one.aspects
        for seat in aspect.seats
        if seat
    }
    return tuple(sorted(found, key=int))


def recused_cells(rules: Round, seats: Iterable[SeatOf]) -> tuple[tuple[str, str], ...]:
    """The cells (aspect, seat) of a sheet that those seats may not mark, in the order of the sheet."""
    barred = frozenset((one.module, one.seat) for one in seats)
    return tuple(
        (aspect.id, seat)
        for module in rules.modules
        for aspect in module.aspects
        if isinstance(aspect.detail, Panel | Judged)
        for seat in aspect.seats
        if ("", seat) in barred or (module.id, seat) in barred
    )


def thin_panels(rules: Round, recused: Mapping[str, Iterable[SeatOf]]) -> tuple[ThinPanel, ...]:
    """Panels that recusals leave below what dropping needs, or without anybody, by whatever names the sheets."""
    found = []
    for key, seats in recused.items():
        cells = recused_cells(rules, seats)
        for aspect in rules.aspects:
            out = sum(name == aspect.id for name, _ in cells)
            if not out:
                continue
            detail, left = aspect.detail, len(aspect.seats) - out
            dropping = isinstance(detail, Panel) and detail.drop_high + detail.drop_low
            few = max(detail.few, dropping + 1) if isinstance(detail, Panel) and dropping else 1
            if left < few:
                found.append(ThinPanel(key, aspect.id, left, few))
    return tuple(found)
