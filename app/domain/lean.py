"""A round compiled once and scored thousands of times on whole numbers: the scores of `aggregate`, no derivation.

`RoundPlan` and `TradePlan` give the values `score_round` and `score_entry` give, equal to the last digit, with the
aspects and criteria of each module left empty. Lists and ranks are made of these; whoever asks how a score came about
gets that one entry from the full engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import itemgetter, mul
from typing import Any

from app.domain.aggregate import close_round, only_deductions_go_below, score_round, total_entry
from app.domain.contest import Round, Status, Trade
from app.domain.lanes import trimmed
from app.domain.lean_aspect import AspectPlan, Cell, Units, Zeroes, denominator_of, kept_range
from app.domain.marks import mark_from_token
from app.domain.numbers import Rounding
from app.domain.scheme import Average, Module, Panel, Zero
from app.domain.scores import EntryMarks, EntryScore, Mark, ModuleScore, RoundMarks, RoundScore

NIL = Fraction(0)
NO_CELLS: Mapping[str, Cell] = {}
NO_MARKS = RoundMarks()
Cells = Mapping[str, Mapping[str, Cell]]
"""Cells by aspect id and seat."""

cell_of_token = lru_cache(maxsize=4096)(mark_from_token)
"""The mark of a stored word or list of items; the same few come again and again."""


def cells_of_marks(marks: Mapping[str, Mapping[str, Mark]]) -> dict[str, dict[str, Cell]]:
    """Marks as cells: a number is its thousandths."""
    return {
        aspect: {seat: mark if mark.thousandths is None else mark.thousandths for seat, mark in seats.items()}
        for aspect, seats in marks.items()
    }


class _ModulePlan:
    """Where a module's aspects lie in the round, what they wait for, and which criteria deductions may sink."""

    def __init__(self, module: Module, start: int, place: Mapping[str, int], unit: int) -> None:
        self.id, self.start, self.stop = module.id, start, start + len(module.aspects)
        self.conditions = tuple(
            (start + number, place[aspect.when.module], aspect.when.at_least * unit)
            for number, aspect in enumerate(module.aspects)
            if aspect.when is not None
        )
        self.floors = tuple(filter(None, (_floor(module, criterion.id) for criterion in module.criteria)))

    def total(self, units: Sequence[Units]) -> Units:
        """The sum of the module's units, no criterion below 0 by deductions."""
        found = sum(units)
        for floor in self.floors:
            below = sum(units[number] for number in floor)
            if below < 0:
                found -= below
        return found


def _floor(module: Module, criterion: str) -> tuple[int, ...]:
    """The aspects of a criterion that deductions take down to 0 and no further; empty where nothing is floored."""
    members = [number for number, aspect in enumerate(module.aspects) if aspect.criterion == criterion]
    aspects = [module.aspects[number] for number in members]
    if any(aspect.worth > 0 for aspect in aspects) and only_deductions_go_below(aspects):
        return tuple(members)
    return ()


class _PanelClass:
    """Panels of one shape, so that a whole sheet's sums are taken in one go."""

    def __init__(self, plans: Sequence[AspectPlan], numbers: Sequence[int], places: Sequence[int]) -> None:
        self.plans, self.numbers, self.places = plans, numbers, places
        first = plans[0]
        self.judges = len(first.seats)
        self.columns = tuple(_picker([place + seat for place in places]) for seat in range(self.judges))
        multipliers = [plan.multiplier() for plan in plans]
        self.multipliers = None if None in multipliers else multipliers
        self.keep = _keeper(first)
        self.one_each_way = _shape(first) == (self.judges, 1, self.judges - 1, False)

    def score(self, values: Sequence[Any], units: list[Units | None], given: list[int], apart: bool) -> None:
        """Put the units of its aspects in their places, and what judges gave: `apart`, or as one sum in the first.

        TypeError where a cell is no number.
        """
        columns = [column(values) for column in self.columns]
        lanes = trimmed(columns) if self.one_each_way else None
        if lanes is None:
            cells = list(zip(*columns, strict=True))
            sums = list(map(sum, cells))
            kept = self.keep(cells, sums)
        else:
            kept, sums = lanes
        scored: Iterable[Any]
        if self.multipliers is not None:
            scored = map(mul, kept, self.multipliers)
        else:
            scored = (plan.points(one, self.judges) for plan, one in zip(self.plans, kept, strict=True))
        for number, one in zip(self.numbers, scored, strict=True):
            units[number] = one
        if apart:
            for number, total in zip(self.numbers, sums, strict=True):
                given[number] = total
        else:
            given[self.numbers[0]] = sum(sums)


def _picker(places: list[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What picks these places, in rising order; those at equal distances are a slice."""
    step = places[1] - places[0] if len(places) > 1 else 1
    even = slice(places[0], places[-1] + 1, step)
    return itemgetter(even) if places == list(range(even.start, even.stop, step)) else itemgetter(*places)


def _shape(plan: AspectPlan) -> object:
    detail = plan.detail
    if not isinstance(detail, Panel):
        return len(plan.seats), 0, len(plan.seats), False
    return len(plan.seats), *kept_range(detail, detail.judges), detail.average is Average.MEDIAN


def _keeper(plan: AspectPlan) -> Callable[[list[tuple[int, ...]], list[int]], list[int]]:
    detail = plan.detail
    if not isinstance(detail, Panel):
        return lambda cells, sums: sums
    low, high = kept_range(detail, detail.judges)
    if detail.average is Average.MEDIAN:
        return lambda cells, sums: [plan.kept(cell) for cell in cells]
    if (low, high) == (0, detail.judges):
        return lambda cells, sums: sums
    if (low, high) == (1, detail.judges - 1):
        return lambda cells, sums: [a - b - c for a, b, c in zip(sums, map(max, cells), map(min, cells), strict=True)]
    return lambda cells, sums: [sum(sorted(cell)[low:high]) for cell in cells]


class RoundPlan:
    """One round ready to be scored many times. `block` names its cells, by aspect and seat, in the order of text."""

    def __init__(self, part: Round, rounding: Rounding = Rounding.HALF_UP) -> None:
        self.part, self.rounding = part, rounding
        self.own = part.rounding or rounding
        self.unit = lcm(*(denominator_of(aspect) for aspect in part.aspects))
        self.aspects = tuple(AspectPlan(aspect, rounding, self.unit) for aspect in part.aspects)
        self.block = tuple(sorted((plan.id, seat) for plan in self.aspects for seat in plan.seats))
        self.expressible = all(_usual(module) for module in part.modules)
        self._may_sink = only_deductions_go_below(part.aspects)
        if self.expressible:
            self._prepare()

    def _prepare(self) -> None:
        modules = self.part.modules
        place = {module.id: number for number, module in enumerate(modules)}
        plans, start = [], 0
        for module in modules:
            plans.append(_ModulePlan(module, start, place, self.unit))
            start += len(module.aspects)
        done: set[str] = set()
        order: list[int] = []
        while len(done) < len(modules):  # as the engine goes: whatever waits for nobody, in the order of the sheet
            ready = [m for m in modules if m.id not in done and _needs(m) <= done]
            if not ready:
                self.expressible = False
                return
            order += [place[m.id] for m in ready]
            done |= {m.id for m in ready}
        self._modules, self._order = tuple(plans), tuple(order)
        self._conditional = any(module.conditions for module in plans)
        self._sort_block()

    def _sort_block(self) -> None:
        first = {(aspect, seat): place for place, (aspect, seat) in reversed(list(enumerate(self.block)))}
        shapes: dict[object, list[int]] = {}
        self._singles: list[tuple[int, AspectPlan, int]] = []
        for number, plan in enumerate(self.aspects):
            if plan.of_panel:
                shapes.setdefault(_shape(plan), []).append(number)
            else:
                self._singles.append((number, plan, first[plan.id, ""]))
        self._classes = []
        for members in shapes.values():
            places = {min(first[self.aspects[n].id, seat] for seat in self.aspects[n].seats): n for n in members}
            numbers = [places[place] for place in sorted(places)]
            self._classes.append(_PanelClass([self.aspects[n] for n in numbers], numbers, sorted(places)))

    def score(self, given: RoundMarks) -> RoundScore:
        """As `score_round`, without the aspects."""
        if given.score is not None or not self.part.modules:
            return self._whole(given)
        return self.score_cells(cells_of_marks(given.marks), given.status, given.seconds)

    def _whole(self, given: RoundMarks) -> RoundScore:
        base = RoundScore(self.part.id, given=given.score is not None)
        return close_round(self.part, given, given.score, self.own, base)

    def score_cells(
        self, cells: Cells, status: Status = Status.PRESENT, seconds: int | None = None, whole: Fraction | None = None
    ) -> RoundScore:
        """The score of cells by aspect and seat, or of one whole score."""
        about = RoundMarks(score=whole, status=status, seconds=seconds)
        if whole is not None or not self.part.modules:
            return self._whole(about)
        if not self.expressible:
            return self._by_engine(cells, about)
        units: list[Units | None] = []
        zeroes: dict[int, Zeroes] = {}
        sums: list[int] = []
        for number, plan in enumerate(self.aspects):
            found, wiped, given = plan.score(cells.get(plan.id) or self._clock(plan, seconds))
            units.append(found)
            sums.append(given)
            if wiped:
                zeroes[number] = wiped
        return self._assemble(units, zeroes, sums, about)

    def _clock(self, plan: AspectPlan, seconds: int | None) -> Mapping[str, Cell]:
        """A time aspect without a mark takes the time of the sheet."""
        return {"": 1000 * seconds} if plan.is_time and seconds is not None else NO_CELLS

    def score_block(
        self, values: Sequence[Cell], status: Status = Status.PRESENT, seconds: int | None = None
    ) -> RoundScore:
        """The score of a sheet whose every cell is filled, `values` in the order of `block`."""
        if not self.expressible:
            return self.score_cells(self._unblock(values), status, seconds)
        units: list[Units | None] = [None] * len(self.aspects)
        sums = [0] * len(self.aspects)
        zeroes: dict[int, Zeroes] = {}
        for shape in self._classes:
            try:
                shape.score(values, units, sums, self._conditional)
            except TypeError:  # a word among the numbers
                for number, plan, place in zip(shape.numbers, shape.plans, shape.places, strict=True):
                    seats = sorted(plan.seats)
                    cells = dict(zip(seats, values[place : place + len(seats)], strict=True))
                    units[number], _, sums[number] = plan.score(cells)
        for number, plan, place in self._singles:
            units[number], wiped, _ = plan.score({"": values[place]})
            if wiped:
                zeroes[number] = wiped
        return self._assemble(units, zeroes, sums, RoundMarks(status=status, seconds=seconds))

    def _unblock(self, values: Sequence[Cell]) -> Cells:
        found: dict[str, dict[str, Cell]] = {}
        for (aspect, seat), value in zip(self.block, values, strict=True):
            found.setdefault(aspect, {})[seat] = value
        return found

    def _assemble(
        self, units: list[Units | None], zeroes: dict[int, Zeroes], sums: list[int], about: RoundMarks
    ) -> RoundScore:
        """Conditions, criteria, modules and what wipes them out; the steps of `score_round` in its order."""
        reached: list[Units | None] = [None] * len(self._modules)
        wiped_by = [""] * len(self._modules)
        missing: list[str] = []
        round_by = out_by = ""
        for place in self._order:
            module = self._modules[place]
            for number, other, at_least in module.conditions:
                score = reached[other]
                if score is None:
                    units[number] = None
                elif score < at_least:
                    units[number], sums[number] = 0, 0
                    zeroes.pop(number, None)
            for number in range(module.start, module.stop) if zeroes else ():
                wiped, name = zeroes.get(number, ()), self.aspects[number].id
                wiped_by[place] = wiped_by[place] or (name if Zero.MODULE in wiped else "")
                round_by = round_by or (name if Zero.ROUND in wiped else "")
                out_by = out_by or (name if Zero.DISQUALIFY in wiped else "")
            found = units[module.start : module.stop]
            if None in found:
                missing += [self.aspects[module.start + n].id for n, one in enumerate(found) if one is None]
            else:
                reached[place] = 0 if wiped_by[place] else module.total(found)  # type: ignore[arg-type]  # no None
        raw: Units | None = None
        if None not in reached:
            raw = sum(reached)  # type: ignore[arg-type]  # no None
            if round_by or (raw < 0 and self._may_sink):
                raw = 0
        base = RoundScore(
            self.part.id,
            modules=tuple(
                ModuleScore(module.id, (), (), None if one is None else Fraction(one, self.unit), by)
                for module, one, by in zip(self._modules, reached, wiped_by, strict=True)
            ),
            missing=tuple(missing),
            zeroed_by=round_by or out_by,
            judges_sum=Fraction(sum(sums), 1000),
            status=Status.DISQUALIFIED if out_by else Status.PRESENT,
        )
        return close_round(self.part, about, None if raw is None else Fraction(raw, self.unit), self.own, base)

    def _by_engine(self, cells: Cells, about: RoundMarks) -> RoundScore:
        marks = {
            aspect: {seat: Mark(thousandths=c) if isinstance(c, int) else c for seat, c in seats.items()}
            for aspect, seats in cells.items()
        }
        return lean_round(score_round(self.part, RoundMarks(marks, None, about.status, about.seconds), self.rounding))


def _usual(module: Module) -> bool:
    """Whether every aspect belongs to a known criterion or none, and no criterion is named twice."""
    names = [criterion.id for criterion in module.criteria]
    known = {*names, ""}
    return len(set(names)) == len(names) and (not names or all(a.criterion in known for a in module.aspects))


def _needs(module: Module) -> set[str]:
    return {aspect.when.module for aspect in module.aspects if aspect.when is not None}


def lean_round(score: RoundScore) -> RoundScore:
    """A round's score of the full engine, without its derivation."""
    modules = tuple(ModuleScore(m.id, (), (), m.score, m.zeroed_by) for m in score.modules)
    return RoundScore(
        id=score.id,
        modules=modules,
        raw=score.raw,
        score=score.score,
        rounding=score.rounding,
        weight=score.weight,
        weighted=score.weighted,
        given=score.given,
        status=score.status,
        seconds=score.seconds,
        missing=score.missing,
        zeroed_by=score.zeroed_by,
        judges_sum=score.judges_sum,
        passed=score.passed,
    )


class TradePlan:
    """All rounds of a trade, compiled."""

    def __init__(self, trade: Trade) -> None:
        self.trade = trade
        self.rounds = {part.id: RoundPlan(part, trade.rules.rounding) for part in trade.rounds}

    def score(self, marks: EntryMarks) -> EntryScore:
        """As `score_entry`, without the aspects."""
        rounds = [plan.score(marks.rounds.get(name, NO_MARKS)) for name, plan in self.rounds.items()]
        return total_entry(self.trade, marks.entry, rounds)


_PLANS: dict[int, RoundPlan] = {}
MOST_PLANS = 500


def plan_for(part: Round, rounding: Rounding) -> RoundPlan:
    """The compiled form of a round, kept while the same round is asked for again (rules once read never change)."""
    known = _PLANS.get(id(part))
    if known is None or known.part is not part or known.rounding is not rounding:
        if len(_PLANS) >= MOST_PLANS:
            _PLANS.clear()
        known = _PLANS[id(part)] = RoundPlan(part, rounding)
    return known
