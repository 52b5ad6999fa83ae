"""Aspects become modules, rounds and a total, in whole units: the second opinion on scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.contest import Round, Status, Trade
from app.domain.scheme import Aspect, Deduction, Module, Panel, Time, Value, Zero
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks
from app.domain.shadow.ground import rounded, units_of, whole
from app.domain.shadow.worth import NOTHING, Worth, worth_of

_NO_MARKS = RoundMarks()
_NO_CELLS: Mapping[str, Mark] = {}


@dataclass(frozen=True, slots=True)
class RoundTally:
    """One entry's round in units. `modules` and `judges` (thousandths) are None where the score was given whole."""

    id: str
    score: int | None
    modules: Mapping[str, int | None] | None
    judges: int | None
    status: Status
    seconds: int | None
    aspects: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryTally:
    """One entry's whole result in units; `exact` and `total` None while something is missing or a status stands."""

    entry: Entry
    rounds: Mapping[str, RoundTally]
    status: Status
    exact: int | None
    total: int | None


class Tally:
    """Scores the entries of one trade on one scale; the worth of cells met before is remembered."""

    def __init__(self, trade: Trade, scale: int) -> None:
        self.trade, self.scale = trade, scale
        self._met: dict[tuple[str, str, tuple[tuple[str, Mark], ...]], Worth] = {}

    def entry(self, marks: EntryMarks) -> EntryTally:
        """The whole result of one entry."""
        rounds = {part.id: self.round(part, marks.rounds.get(part.id, _NO_MARKS)) for part in self.trade.rounds}
        return self.total(marks.entry, rounds)

    def total(self, entry: Entry, rounds: Mapping[str, RoundTally]) -> EntryTally:
        """The total of an entry's rounds: each times its weight, or as it is. A bonus round may be missing; an extra
        round is there for ties and adds nothing."""
        status, sum_of_rounds, whole_result = Status.PRESENT, 0, True
        for part in reversed(self.trade.rounds):
            found = rounds[part.id]
            if part.extra:
                continue
            if found.status is not Status.PRESENT and not part.bonus:
                status = found.status
            if found.score is None:
                whole_result = whole_result and part.bonus
            elif part.weight is None:
                sum_of_rounds += found.score
            else:
                sum_of_rounds += whole(found.score * part.weight.numerator, part.weight.denominator)
        if any(found.status is Status.DISQUALIFIED for found in rounds.values()):
            status = Status.DISQUALIFIED
        if status is not Status.PRESENT or not whole_result:
            return EntryTally(entry, rounds, status, None, None)
        rules = self.trade.rules
        total = rounded(sum_of_rounds, self.scale, rules.total_decimals, rules.rounding.value)
        return EntryTally(entry, rounds, status, sum_of_rounds, total)

    def round(self, part: Round, given: RoundMarks) -> RoundTally:
        """One round of one entry: its whole score if there is one, else what its modules add up to."""
        if given.score is not None or not part.modules:
            units = None if given.score is None else units_of(given.score, self.scale)
            return RoundTally(part.id, self._closed(part, units), None, None, given.status, given.seconds)
        sheet = _Sheet(self, part, given)
        modules = {module.id: sheet.module(module) for module in part.modules}
        units = _sum(modules.values())
        if units is not None and Zero.ROUND in sheet.wipes:
            units = 0
        elif units is not None and _never_negative(part.modules):
            units = max(units, 0)
        status = given.status
        if status is Status.PRESENT and Zero.DISQUALIFY in sheet.wipes:
            status = Status.DISQUALIFIED
        worths = {name: worth.units for name, worth in sheet.worths.items()}
        judges = sum(worth.judges for worth in sheet.worths.values())
        return RoundTally(part.id, self._closed(part, units), modules, judges, status, given.seconds, worths)

    def _closed(self, part: Round, units: int | None) -> int | None:
        rounding = part.rounding or self.trade.rules.rounding
        return None if units is None else rounded(units, self.scale, part.decimals, rounding.value)

    def brings(self, round_id: str, aspect: Aspect, cells: Mapping[str, Mark]) -> Worth:
        """What the cells of an aspect are worth."""
        key = (round_id, aspect.id, tuple(cells.items()))
        found = self._met.get(key)
        if found is None:
            found = self._met[key] = worth_of(aspect, cells, self.scale, self.trade.rules.rounding.value)
        return found


class _Sheet:
    """One round of one entry while it is added up: a module is counted when it is asked for the first time, which a
    condition in another module may do before its turn."""

    def __init__(self, tally: Tally, part: Round, given: RoundMarks) -> None:
        self.tally, self.part, self.given = tally, part, given
        self.named = {module.id: module for module in part.modules}
        self.worths: dict[str, Worth] = {}
        self.counted: dict[str, int | None] = {}
        self.wipes: set[Zero] = set()

    def module(self, module: Module) -> int | None:
        """The module's units, None while marks are missing."""
        if module.id not in self.counted:
            self.counted[module.id] = self._count(module)
        return self.counted[module.id]

    def _count(self, module: Module) -> int | None:
        worths = [(aspect, self._aspect(aspect)) for aspect in module.aspects]
        wipes = frozenset[Zero]().union(*(worth.wipes for _, worth in worths))
        self.wipes |= wipes
        parts: list[int | None] = []
        for name in dict.fromkeys(aspect.criterion for aspect in module.aspects):
            parts.append(_criterion([pair for pair in worths if pair[0].criterion == name], floored=bool(name)))
        units = _sum(parts)
        return 0 if units is not None and Zero.MODULE in wipes else units

    def _aspect(self, aspect: Aspect) -> Worth:
        worth = self.worths[aspect.id] = self._conditional(aspect)
        return worth

    def _conditional(self, aspect: Aspect) -> Worth:
        """An aspect whose condition fails is worth nothing and wipes nothing out; while nobody knows, it is open."""
        if aspect.when is None:
            return self._plain(aspect)
        reached = self.module(self.named[aspect.when.module])
        if reached is None:
            return self._plain(aspect)._replace(units=None)
        wanted = aspect.when.at_least
        return self._plain(aspect) if reached * wanted.denominator >= wanted.numerator * self.tally.scale else NOTHING

    def _plain(self, aspect: Aspect) -> Worth:
        cells = self.given.marks.get(aspect.id, _NO_CELLS)
        if not cells and isinstance(aspect.detail, Time) and self.given.seconds is not None:
            cells = {"": Mark(thousandths=self.given.seconds * 1000)}
        return self.tally.brings(self.part.id, aspect, cells)


def _sum(parts: Iterable[int | None]) -> int | None:
    total = 0
    for part in parts:
        if part is None:
            return None
        total += part
    return total


def _criterion(worths: list[tuple[Aspect, Worth]], floored: bool) -> int | None:
    """扣完为止: deductions take a criterion that can earn something down to 0 and no further."""
    units = _sum(worth.units for _, worth in worths)
    if units is None or units >= 0 or not floored:
        return units
    aspects = [aspect for aspect, _ in worths]
    return 0 if any(_earns(aspect) for aspect in aspects) and not any(map(_may_be_negative, aspects)) else units


def _earns(aspect: Aspect) -> bool:
    if isinstance(aspect.detail, Deduction) or (isinstance(aspect.detail, Time) and not aspect.detail.bonus):
        return False
    return aspect.maximum is not None and aspect.maximum > 0


def _may_be_negative(aspect: Aspect) -> bool:
    return isinstance(aspect.detail, Value | Panel) and aspect.detail.minimum < 0


def _never_negative(modules: Iterable[Module]) -> bool:
    return not any(_may_be_negative(aspect) for module in modules for aspect in module.aspects)
