"""A contest as its definition states it: who holds it, under which rules, in which trades and rounds."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from app.domain.numbers import Rounding
from app.domain.scheme import Aspect, Module, Section

_CODE = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)


class EntryKind(Enum):
    """What is ranked: a person, a team, a piece of work or a unit."""

    INDIVIDUAL = "individual"
    TEAM = "team"
    WORK = "work"
    UNIT = "unit"


class Status(Enum):
    """What became of an entry in a round. Anything but present is never a mark and never a zero."""

    PRESENT = "present"
    ABSENT = "absent"
    LATE = "late"
    WITHDRAWN = "withdrawn"
    RETIRED = "retired"
    DISQUALIFIED = "disqualified"

    @property
    def zh(self) -> str:
        """The word on screen and paper."""
        return _STATUS_ZH[self]

    @classmethod
    def from_word(cls, word: str) -> Status | None:
        """The status a cell's word means, Chinese or English; None when it is no status word."""
        return _STATUS_WORDS.get(word.strip().casefold())


_STATUS_ZH = {
    Status.PRESENT: "正常",
    Status.ABSENT: "缺考",
    Status.LATE: "迟到取消",
    Status.WITHDRAWN: "弃权",
    Status.RETIRED: "中途退赛",
    Status.DISQUALIFIED: "取消资格",
}
_STATUS_WORDS = {
    **{status.value: status for status in Status},
    **{word: status for status, word in _STATUS_ZH.items()},
    "缺席": Status.ABSENT,
    "迟到": Status.LATE,
    "弃赛": Status.WITHDRAWN,
    "退赛": Status.RETIRED,
}


class Joint(Enum):
    """How equal entries share places: 1,2,2,4 or 1,2,2,3; or not at all, then a ruling is needed."""

    STANDARD = "1224"
    DENSE = "1223"
    NONE = "none"


class RankBy(Enum):
    """Which total is ranked: the one printed, or the exact one behind it."""

    ROUNDED = "rounded"
    UNROUNDED = "unrounded"


class TieKind(Enum):
    """What a link of the tie chain compares."""

    ROUND = "round"
    MODULES = "modules"
    MODULE = "module"
    TIME = "time"
    JUDGES = "judges"
    EXTRA = "extra"
    RULING = "ruling"


@dataclass(frozen=True, slots=True)
class Tie:
    """One link of the tie chain, written `round:practical`, `modules:practical`, `module:practical:A`,
    `time:practical`, `judges:practical`, `extra` or `ruling`."""

    kind: TieKind
    round: str = ""
    module: str = ""

    @property
    def key(self) -> str:
        """As it is written in a definition and in `decided_by`."""
        return ":".join(part for part in (self.kind.value, self.round, self.module) if part)


DEFAULT_TIES = (
    Tie(TieKind.ROUND, "practical"),
    Tie(TieKind.MODULES, "practical"),
    Tie(TieKind.TIME, "practical"),
    Tie(TieKind.ROUND, "theory"),
)


@dataclass(frozen=True, slots=True)
class RecheckRule:
    """Which sheets are looked at again: the best `top` share in full, `rest` of the others drawn; an error share above
    `trigger` rechecks everything."""

    top: Fraction = Fraction(30, 100)
    rest: Fraction = Fraction(15, 100)
    trigger: Fraction = Fraction(5, 100)


class Edge(Enum):
    """What happens to equal entries on both sides of an award edge: all go up, the tie chain decides, or all go up and
    the next class shrinks by as many."""

    UP = "up"
    CHAIN = "chain"
    REDUCE = "reduce"


@dataclass(frozen=True, slots=True)
class AwardRule:
    """One award class: a fixed count, a share of the ranked entries, a band of totals (both ends included), or all the
    rest. Exactly one of these is given."""

    name: str
    count: int | None = None
    share: Fraction | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    rest: bool = False


class DelegationBy(Enum):
    """What a delegation's members bring in: the sum or the average of their totals, points for places, for awards."""

    TOTALS = "totals"
    AVERAGE = "average"
    PLACES = "places"
    AWARDS = "awards"


class Missing(Enum):
    """What becomes of a delegation with fewer ranked members than count: it is taken as it is, every missing member
    counts as 0 (an average is over the full number), or it gets no place."""

    AS_IS = "as_is"
    ZERO = "zero"
    UNRANKED = "unranked"


@dataclass(frozen=True, slots=True)
class DelegationRule:
    """How delegations are ranked. `best`: only so many members count (None: all); `places`: points for place 1, 2, …;
    `awards`: points per award class (none stated: 8, 4, 2, 1 for the classes of a trade in order); `missing`: what
    happens to a delegation with fewer than `best` members; `full_only` is the older word for "unranked"."""

    by: DelegationBy = DelegationBy.TOTALS
    best: int | None = None
    places: tuple[Fraction, ...] = (
        Fraction(10),
        Fraction(9),
        Fraction(8),
        Fraction(7),
        Fraction(6),
        Fraction(5),
        Fraction(4),
        Fraction(3),
        Fraction(2),
        Fraction(1),
    )
    awards: tuple[tuple[str, Fraction], ...] = ()
    full_only: bool = False
    missing: Missing = Missing.AS_IS

    @property
    def when_short(self) -> Missing:
        """What happens to a delegation with too few members."""
        return Missing.UNRANKED if self.full_only else self.missing


@dataclass(frozen=True, slots=True)
class ScaleRule:
    """The comparison scale as an extra column: the median of a list stands at `centre`, one robust standard deviation
    is worth `spread` points, shown with `decimals` decimals, half up."""

    centre: Fraction = Fraction(700)
    spread: Fraction = Fraction(50)
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class RankingRule:
    """A further ranking of the same performance (单项), beside the all-round one: by one round, or by some of them.

    `ties` and `joint` tell equals apart as in the rules; `awards` are classes of its own (none: places only).
    """

    id: str
    name: str
    rounds: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    joint: Joint = Joint.STANDARD
    awards: tuple[AwardRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one trade. `double_entry` is the share of sheets keyed twice (1 all, 0 off); `total_decimals` None
    keeps the total exact; `edge` None asks at every award edge; `draw`, `recheck_needed` False leave the step out."""

    blind_layers: int = 2
    double_entry: Fraction = Fraction(1)
    late_limit_minutes: int = 15
    total_decimals: int | None = 2
    rounding: Rounding = Rounding.HALF_UP
    rank_by: RankBy = RankBy.ROUNDED
    ties: tuple[Tie, ...] = DEFAULT_TIES
    joint: Joint = Joint.STANDARD
    draw: bool = True
    recheck_needed: bool = True
    recheck: RecheckRule = field(default=RecheckRule())
    awards: tuple[AwardRule, ...] = ()
    edge: Edge | None = None
    delegations: DelegationRule | None = None
    scale: ScaleRule | None = None
    keep_apart: bool = False
    hide_until_complete: bool = True
    many_trades: bool = False
    appeal_hours: int = 2
    answer_hours: int = 2


@dataclass(frozen=True, slots=True)
class Round:
    """One round of a trade. Without modules it is given as one score. `decimals` and `rounding` round the round's
    score (None: exact, and the trade's rounding); a `bonus` round adds to the total and is never missing; an `extra`
    round (加试) is never missing either, adds nothing, and counts only where the tie chain asks for it.
    `sections` are those of the occupation's standard its aspects are counted by. A `listed` round is marked on one list
    of all entries, by name and not by code, though it has a scheme: its aspects are the parts of a theory paper."""

    id: str
    name: str
    maximum: Fraction
    weight: Fraction | None = None
    pass_line: Fraction | None = None
    time_limit_minutes: Fraction | None = None
    decimals: int | None = None
    rounding: Rounding | None = None
    bonus: bool = False
    extra: bool = False
    modules: tuple[Module, ...] = ()
    sections: tuple[Section, ...] = ()
    listed: bool = False

    @property
    def on_sheets(self) -> bool:
        """Whether every entry has a score sheet of its own, marked by the scheme; else there is one list of all."""
        return bool(self.modules) and not self.listed

    @property
    def optional(self) -> bool:
        """Whether an entry without it still has a total."""
        return self.bonus or self.extra

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """All aspects, in the order of the sheet."""
        return tuple(aspect for module in self.modules for aspect in module.aspects)

    def aspect(self, aspect_id: str) -> Aspect | None:
        """The aspect of that id, or None."""
        return next((a for module in self.modules for a in module.aspects if a.id == aspect_id), None)


@dataclass(frozen=True, slots=True)
class Trade:
    """What is contested: a trade with its groups, rules and rounds. The code is the key."""

    code: str
    name: str
    rounds: tuple[Round, ...]
    groups: tuple[str, ...] = ()
    entry: EntryKind = EntryKind.INDIVIDUAL
    rules: Rules = field(default=Rules())
    rankings: tuple[RankingRule, ...] = ()

    @property
    def key(self) -> str:
        """The code as a key: codes differing only in letter case are the same trade."""
        return self.code.lower()

    @staticmethod
    def valid_code(code: str) -> bool:
        """Whether a code may name a trade: Latin letters, digits, - and _, not beginning with a sign."""
        return _CODE.fullmatch(code.lower()) is not None

    def round(self, round_id: str) -> Round | None:
        """The round of that id, or None."""
        return next((r for r in self.rounds if r.id == round_id), None)

    def side(self, ranking_id: str) -> RankingRule | None:
        """The further ranking of that id, or None."""
        return next((one for one in self.rankings if one.id == ranking_id), None)


@dataclass(frozen=True, slots=True)
class Contest:
    """A whole definition. `rules` are the defaults; each trade carries its own, already merged."""

    name: str
    year: int
    trades: tuple[Trade, ...]
    contest_class: str = ""
    kind: str = ""
    organisers: tuple[str, ...] = ()
    host: str = ""
    base: str = ""
    place: str = ""
    starts: date | None = None
    ends: date | None = None
    rules: Rules = field(default=Rules())
    format: int = 1

    def trade(self, code: str) -> Trade | None:
        """The trade of that code (letter case does not matter), or None."""
        wanted = code.strip().lower()
        return next((trade for trade in self.trades if trade.key == wanted), None)
