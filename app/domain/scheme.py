"""The marking scheme: modules, criteria and aspects, and the rule that their maxima must add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from app.domain.numbers import decimals_of, show
from app.errors import Refusal

SECTION_SLACK = Fraction(1, 20)


class AspectKind(Enum):
    """What is entered for an aspect and how it becomes points."""

    VALUE = "value"
    PANEL = "panel"
    JUDGED = "judged"
    MEASURED = "measured"
    COUNT = "count"
    DEDUCTION = "deduction"
    TIME = "time"


class Average(Enum):
    """What becomes of the marks a panel has left after dropping."""

    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum"


class Zero(Enum):
    """What one catalogue deduction wipes out besides its points."""

    ASPECT = "aspect"
    MODULE = "module"
    ROUND = "round"
    DISQUALIFY = "disqualify"


class OnStop(Enum):
    """What a hard stop of the clock means: the round is 0, the work is marked as it stands, or the entry is out."""

    ZERO = "zero"
    KEEP = "keep"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Value:
    """One number from `minimum` to the aspect's maximum, in steps of `step` (None: any number of up to 3 decimals).

    Steps are counted from `minimum`; the maximum is legal whatever the step.
    """

    minimum: Fraction = Fraction(0)
    step: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One number per judge; extremes are dropped, the rest averaged.

    `few`: with fewer marks than this nothing is dropped. `spread`: largest allowed difference, None for no check.
    """

    judges: int
    step: Fraction = Fraction(1, 10)
    minimum: Fraction = Fraction(0)
    drop_high: int = 0
    drop_low: int = 0
    average: Average = Average.MEAN
    spread: Fraction | None = None
    few: int = 4


@dataclass(frozen=True, slots=True)
class Judged:
    """One level per judge, 0 to len(levels)-1; the award is the reached share of all levels times the maximum."""

    judges: int
    levels: tuple[str, ...] = ("0", "1", "2", "3")
    spread: Fraction | None = Fraction(1)

    @property
    def top(self) -> int:
        """The highest level."""
        return len(self.levels) - 1


@dataclass(frozen=True, slots=True)
class Band:
    """A reading within `within` of the nominal earns `share` of the maximum."""

    within: Fraction
    share: Fraction


@dataclass(frozen=True, slots=True)
class Measured:
    """A reading judged by tolerance bands, narrowest first; or, with `met`, only yes or no."""

    nominal: Fraction = Fraction(0)
    unit: str = ""
    bands: tuple[Band, ...] = ()
    met: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of units, each worth `points`, up to the aspect's maximum."""

    points: Fraction


@dataclass(frozen=True, slots=True)
class CatalogueItem:
    """One entry of a deduction catalogue; `points` is what one occurrence costs (not negative)."""

    id: str
    name: str
    points: Fraction = Fraction(0)
    zero: Zero | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points off, only as the catalogue says; together never more than the aspect's maximum."""

    catalogue: tuple[CatalogueItem, ...]

    def item(self, item_id: str) -> CatalogueItem | None:
        """The catalogue entry of that id, in any letter case, or None."""
        wanted = item_id.casefold()
        return next((item for item in self.catalogue if item.id.casefold() == wanted), None)


@dataclass(frozen=True, slots=True)
class Time:
    """Points off per started unit over the limit, up to `cap`; beyond `stop_minutes` `on_stop` decides.

    `bonus` gives points per full unit under the limit, up to the aspect's maximum; 0 gives none.
    """

    limit_minutes: Fraction
    unit_seconds: int = 60
    points: Fraction = Fraction(0)
    cap: Fraction | None = None
    stop_minutes: Fraction | None = None
    on_stop: OnStop = OnStop.KEEP
    bonus: Fraction = Fraction(0)


Detail = Value | Panel | Judged | Measured | Count | Deduction | Time


@dataclass(frozen=True, slots=True)
class When:
    """The aspect counts only when the module reached at least so many points."""

    module: str
    at_least: Fraction


@dataclass(frozen=True, slots=True)
class Aspect:
    """The smallest thing marked. `maximum` is None only for a deduction or a time aspect without an upper bound.

    `decimals` rounds the award, before and again after `factor` (None: exact). `note` describes what is looked for,
    `requirement` what has to be met, `section` names the part of the occupation's standard it belongs to; none of the
    three touches a score.
    """

    id: str
    name: str
    kind: AspectKind
    maximum: Fraction | None
    detail: Detail
    criterion: str = ""
    decimals: int | None = None
    factor: Fraction | None = None
    when: When | None = None
    note: str = ""
    requirement: str = ""
    section: str = ""

    @property
    def seats(self) -> tuple[str, ...]:
        """The judge's seats whose marks it takes: "1" to "k", or one empty seat for an aspect with one value."""
        if isinstance(self.detail, Panel | Judged):
            return _numbered(self.detail.judges)
        return ("",)

    @property
    def full(self) -> Fraction:
        """The maximum as a number; 0 where there is none."""
        return self.maximum or Fraction(0)

    @property
    def minimum(self) -> Fraction:
        """The lowest number that may be entered."""
        return self.detail.minimum if isinstance(self.detail, Value | Panel) else Fraction(0)

    @property
    def step(self) -> Fraction | None:
        """The step of entered numbers, None where any number of up to three decimals is legal."""
        if isinstance(self.detail, Value | Panel):
            return self.detail.step
        return Fraction(1) if isinstance(self.detail, Judged | Count) else None

    @property
    def entry_decimals(self) -> int:
        """How many decimals an entered number shows: as many as the step (and the minimum it counts from) has."""
        step = self.step
        return max(decimals_of(step) or 0, decimals_of(self.minimum) or 0) if step is not None else 0

    @property
    def highest(self) -> Fraction | None:
        """The highest number that may be entered, None where nothing bounds it (readings, counts, seconds)."""
        if isinstance(self.detail, Judged):
            return Fraction(self.detail.top)
        return self.maximum if isinstance(self.detail, Value | Panel) else None

    @property
    def spread(self) -> Fraction | None:
        """The largest difference between judges that needs no second look."""
        return self.detail.spread if isinstance(self.detail, Panel | Judged) else None

    @property
    def worth(self) -> Fraction:
        """What the aspect adds to the maximum of its module before its factor; deductions and time limits add 0."""
        if isinstance(self.detail, Deduction) or (isinstance(self.detail, Time) and not self.detail.bonus):
            return Fraction(0)
        most = self.full
        if isinstance(self.detail, Panel) and self.detail.average is Average.SUM:
            return most * (self.detail.judges - self.detail.drop_high - self.detail.drop_low)
        return most


@lru_cache(64)
def _numbered(judges: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, judges + 1))


@dataclass(frozen=True, slots=True)
class Criterion:
    """A named part of a module; its aspects add up to `maximum` when that is given. `day` is when it is marked."""

    id: str
    name: str
    maximum: Fraction | None = None
    day: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the occupation's standard. `maximum` is how many marks the standard gives it; the aspects that name
    it may differ from that by a twentieth of the round's maximum, as WorldSkills allows."""

    id: str
    name: str
    maximum: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Module:
    """A part of a round's marking scheme."""

    id: str
    name: str
    maximum: Fraction
    aspects: tuple[Aspect, ...]
    criteria: tuple[Criterion, ...] = field(default=())


def sums(aspects: Sequence[Aspect]) -> tuple[Fraction, ...]:
    """What aspects add up to: with their factors, without them, and by their stated maxima alone (which differs where
    a panel's marks are summed). A stated maximum may be any of these."""
    worths = [(a, a.worth) for a in aspects]
    plain = factored = sum((worth for _, worth in worths), Fraction(0))
    if any(a.factor is not None for a in aspects):
        factored = sum((worth * (1 if a.factor is None else a.factor) for a, worth in worths), Fraction(0))
    return factored, plain, sum((a.full for a, worth in worths if worth), Fraction(0))


def module_gaps(module: Module, place: str) -> Iterator[Refusal]:
    """Gives `scheme.sum_short` or `scheme.sum_over` for every criterion that does not add up, then for the module; the
    fields name the node and the difference."""
    for criterion in module.criteria:
        members = [a for a in module.aspects if a.criterion == criterion.id]
        if criterion.maximum is not None:
            yield from _gap(sums(members), criterion.maximum, f"{place}.criteria[{criterion.id}]")
    yield from _gap(sums(module.aspects), module.maximum, place)


def round_gaps(modules: Sequence[Module], maximum: Fraction, place: str) -> Iterator[Refusal]:
    """Gives `scheme.sum_short` or `scheme.sum_over` where the modules do not add up to the round's maximum."""
    stated = sum((m.maximum for m in modules), Fraction(0))
    aspects = [aspect for module in modules for aspect in module.aspects]
    yield from _gap((stated, *sums(aspects)), maximum, place)


def section_gaps(
    sections: Sequence[Section], modules: Sequence[Module], maximum: Fraction, place: str
) -> Iterator[Refusal]:
    """Gives `scheme.sum_short` or `scheme.sum_over` for every section whose aspects are too far from its marks."""
    aspects = [aspect for module in modules for aspect in module.aspects]
    for section in sections:
        if section.maximum is not None:
            members = [aspect for aspect in aspects if aspect.section == section.id]
            found = sums(members)
            if abs(found[0] - section.maximum) > maximum * SECTION_SLACK:
                yield from _gap(found, section.maximum, f"{place}.section[{section.id}]")


def _gap(found: Sequence[Fraction], wanted: Fraction, place: str) -> Iterator[Refusal]:
    if wanted in found:
        return
    code = "scheme.sum_short" if found[0] < wanted else "scheme.sum_over"
    yield Refusal(code, place=place, found=show(found[0]), wanted=show(wanted), difference=show(abs(wanted - found[0])))
