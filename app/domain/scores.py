"""The values scoring passes on: marks of an entry in, and scores with their whole derivation out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction

from app.domain.contest import Status
from app.domain.numbers import from_thousandths


class Word(Enum):
    """A cell that holds a word instead of a number: the judge is left out, or the aspect does not apply."""

    NOT_MARKED = "not_marked"
    RECUSED = "recused"
    NOT_APPLICABLE = "not_applicable"

    @property
    def zh(self) -> str:
        """The word on screen and paper."""
        return {"not_marked": "缺评", "recused": "回避", "not_applicable": "不适用"}[self.value]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one cell of a sheet holds: exactly one of a number, catalogue items, or a word.

    `thousandths`: a mark, level, reading, count, yes (1000) or no (0), or seconds, times 1000.
    `items`: deductions as (catalogue id, times), sorted; an empty tuple says "no deduction".
    """

    thousandths: int | None = None
    items: tuple[tuple[str, int], ...] | None = None
    word: Word | None = None

    @property
    def number(self) -> Fraction | None:
        """The number entered, exact; None for words and deductions."""
        return None if self.thousandths is None else from_thousandths(self.thousandths)

    @property
    def reading(self) -> Fraction:
        """The number an aspect is worked out from; 0 where none was entered."""
        return from_thousandths(self.thousandths or 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """The thing ranked. `guest` entries take no place; `no_award` entries keep their place and pass the award down."""

    key: str
    name: str = ""
    delegation: str = ""
    group: str = ""
    guest: bool = False
    no_award: bool = False


@dataclass(frozen=True, slots=True)
class RoundMarks:
    """What is known of one entry in one round: marks by aspect id and seat ("1", "2", … or ""), or one whole `score`.

    `seconds` is the time taken, for ties and time aspects.
    """

    marks: Mapping[str, Mapping[str, Mark]] = field(default_factory=dict)
    score: Fraction | None = None
    status: Status = Status.PRESENT
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class EntryMarks:
    """One entry with its rounds by round id; a round without marks may be left out."""

    entry: Entry
    rounds: Mapping[str, RoundMarks]


@dataclass(frozen=True, slots=True)
class RoundingStep:
    """One declared rounding that took place: the value before and after, and to how many decimals."""

    before: Fraction
    after: Fraction
    decimals: int


@dataclass(frozen=True, slots=True)
class AspectScore:
    """How an aspect's score came about. `score` is None while marks are missing.

    `used` and `dropped` name seats; `dropped` were extremes, `left_out` held a word, `missing` hold nothing yet.
    `award` is what the marks are worth before `factor`. `spread` is the largest difference between judges;
    `reason` tells of anything out of the ordinary: "not_applicable", "condition", "few", "capped", "zeroed", "stopped".
    """

    id: str
    marks: Mapping[str, Mark]
    used: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    raw: Fraction | None = None
    award: Fraction | None = None
    factor: Fraction | None = None
    score: Fraction | None = None
    roundings: tuple[RoundingStep, ...] = ()
    spread: Fraction | None = None
    spread_over: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """The sum of a criterion's aspects; `floored` when deductions would have taken it below 0."""

    id: str
    score: Fraction | None
    floored: bool = False


@dataclass(frozen=True, slots=True)
class ModuleScore:
    """A module's score and its parts; `zeroed_by` is the aspect whose deduction wiped it out."""

    id: str
    aspects: tuple[AspectScore, ...]
    criteria: tuple[CriterionScore, ...]
    score: Fraction | None
    zeroed_by: str = ""


@dataclass(frozen=True, slots=True)
class RoundScore:
    """A round's score. `raw` is before the round's own rounding, `weighted` what it adds to the total.

    `given` when the score came whole. `missing` names the aspects that still lack marks. `judges_sum` adds up every
    number judges gave, dropped ones too.
    """

    id: str
    modules: tuple[ModuleScore, ...] = ()
    raw: Fraction | None = None
    score: Fraction | None = None
    rounding: RoundingStep | None = None
    weight: Fraction | None = None
    weighted: Fraction | None = None
    given: bool = False
    status: Status = Status.PRESENT
    seconds: int | None = None
    missing: tuple[str, ...] = ()
    zeroed_by: str = ""
    judges_sum: Fraction = Fraction(0)
    passed: bool | None = None

    def aspect(self, aspect_id: str) -> AspectScore | None:
        """The score of that aspect, or None."""
        return next((a for m in self.modules for a in m.aspects if a.id == aspect_id), None)

    def module(self, module_id: str) -> ModuleScore | None:
        """The score of that module, or None."""
        return next((m for m in self.modules if m.id == module_id), None)


@dataclass(frozen=True, slots=True)
class EntryScore:
    """An entry's whole result before ranking. `exact` is the total before its rounding, `total` the one ranked and
    printed; both None while a mark is missing or a status keeps the entry out."""

    entry: Entry
    rounds: tuple[RoundScore, ...]
    status: Status = Status.PRESENT
    exact: Fraction | None = None
    total: Fraction | None = None
    rounding: RoundingStep | None = None

    @property
    def complete(self) -> bool:
        """Whether the entry has a total."""
        return self.total is not None

    @property
    def passed(self) -> bool:
        """Whether every part with a pass line reached it (only asked for certificates of skill level)."""
        return self.complete and all(part.passed is not False for part in self.rounds)

    def round(self, round_id: str) -> RoundScore | None:
        """The score of that round, or None."""
        return next((r for r in self.rounds if r.id == round_id), None)


class Standing(Enum):
    """How an entry stands in the list; all but ranked come last and take no place."""

    RANKED = "ranked"
    GUEST = "guest"
    INCOMPLETE = "incomplete"
    ABSENT = "absent"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"
    DISQUALIFIED = "disqualified"

    @property
    def zh(self) -> str:
        """The word on screen and paper; empty for a ranked entry."""
        words = {"ranked": "", "guest": "不计名次", "incomplete": "成绩不全"}
        return words[self.value] if self.value in words else Status(self.value).zh


@dataclass(frozen=True, slots=True)
class Placing:
    """One line of a ranking list. `decided_by` is "total", the key of the tie link that set the entry apart from its
    equals, or "joint"; `position` counts lines from 1 and is the order of the list."""

    score: EntryScore
    position: int
    standing: Standing
    rank: int | None = None
    joint: bool = False
    decided_by: str = ""

    @property
    def entry(self) -> Entry:
        """The thing ranked."""
        return self.score.entry


@dataclass(frozen=True, slots=True)
class Ranking:
    """One list: a trade's group in order of place. `open_ties` are sets of entry keys that need a ruling.
    `shown_decimals` is how many decimals the printed total needs so that the list never contradicts its ranks (None:
    exact totals)."""

    trade: str
    group: str
    placings: tuple[Placing, ...]
    open_ties: tuple[tuple[str, ...], ...] = ()
    shown_decimals: int | None = 2
