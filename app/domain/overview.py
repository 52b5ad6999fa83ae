"""The year's overview of a province: what was held, by kind and class, where people came from, against the plan.

Rules:
1. A trade is held once per contest, however many bases report it; its people are those of all its bases.
2. A delegation counts once a year by its name; cities are delegations of kind 市州.
3. A general trade is due in the year `cycle_years` after it was last held, and overdue after that; one never held is
   due now.
4. Missing is what plan or contest packs expect of a base and no bundle has brought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.yearplan import CITY, CLASSES, KINDS, SUBJECTS, YearPlan, delegation_kind

HELD, DUE, OVERDUE, LATER = "held", "due", "overdue", "later"
CYCLE_WORDS = {HELD: "本年已办", DUE: "本年应办", OVERDUE: "已超期", LATER: "周期内"}
UNSTATED = "未注明"


@dataclass(frozen=True)
class Came:
    """How many entries and people of a delegation stood in one trade at one base."""

    name: str
    kind: str
    entries: int
    people: int


@dataclass(frozen=True)
class HeldTrade:
    """One trade of one contest at one base, as received."""

    year: int
    trade: str
    name: str
    contest: str
    contest_name: str
    level: str
    kind: str
    base: str
    base_name: str
    starts: str
    entries: int
    people: int
    came: tuple[Came, ...] = ()


@dataclass(frozen=True)
class Expected:
    """What is expected of a base: a trade, of a contest where a pack says which. `why` is "plan" or "pack"."""

    base: str
    base_name: str
    trade: str
    trade_name: str
    contest: str
    why: str


@dataclass(frozen=True)
class TargetLine:
    """One thing counted, with its target where the plan has one."""

    subject: str
    name: str
    done: int
    target: int | None

    @property
    def percent(self) -> int | None:
        """How much of the target is done, in whole per cent, rounded down."""
        return None if not self.target else self.done * 100 // self.target


@dataclass(frozen=True)
class CycleLine:
    """A general trade: the years it was held in (with how often), and whether it is due."""

    trade: str
    name: str
    held: tuple[tuple[int, int], ...]
    last: int | None
    due: int
    state: str


@dataclass(frozen=True)
class BaseLine:
    """What one base reported in the year and what is missing from it."""

    base: str
    name: str
    contests: int
    trades: int
    entries: int
    people: int
    missing: tuple[Expected, ...]


@dataclass(frozen=True)
class DelegationLine:
    """One delegation's year."""

    name: str
    kind: str
    trades: int
    entries: int
    people: int


@dataclass(frozen=True)
class Overview:
    """The year, ready for a page, a workbook and paper."""

    year: int
    years: tuple[int, ...]
    totals: tuple[TargetLine, ...]
    classes: tuple[TargetLine, ...]
    kinds: tuple[TargetLine, ...]
    cycle: tuple[CycleLine, ...]
    bases: tuple[BaseLine, ...]
    delegations: tuple[DelegationLine, ...]
    delegation_kinds: tuple[TargetLine, ...]
    held: tuple[HeldTrade, ...]
    missing: tuple[Expected, ...]


def overview_of(plan: YearPlan, held: Sequence[HeldTrade], packs: Sequence[Expected] = ()) -> Overview:
    """The overview of the plan's year from everything ever received; `packs` is what packs of the year expect."""
    year = plan.year
    now = tuple(one for one in held if one.year == year)
    names = _base_names(plan, now)
    missing = _missing(plan, now, packs, names)
    delegations = _delegations(now)
    counts = {
        "trades": len(_trades(now)),
        "people": sum(one.people for one in now),
        "delegations": len(delegations),
        "cities": sum(one.kind == CITY for one in delegations),
        "bases": len({one.base for one in now}),
    }
    totals = tuple(TargetLine(key, word, counts[key], plan.targets.get(key)) for key, word in SUBJECTS.items())
    by_kind = {kind: [one for one in delegations if one.kind == kind] for kind in {one.kind for one in delegations}}
    return Overview(
        year=year,
        years=tuple(sorted({one.year for one in held} | {year})),
        totals=totals,
        classes=_split(now, CLASSES, plan.classes, "level"),
        kinds=_split(now, KINDS, plan.kinds, "kind"),
        cycle=tuple(_cycle(plan, code.lower(), name, held) for code, name in plan.general),
        bases=_bases(now, names, missing),
        delegations=delegations,
        delegation_kinds=tuple(TargetLine(kind, kind, len(some), None) for kind, some in sorted(by_kind.items())),
        held=tuple(sorted(now, key=lambda one: (one.trade, one.contest, one.base))),
        missing=missing,
    )


def _trades(held: Iterable[HeldTrade]) -> set[tuple[str, str]]:
    return {(one.contest, one.trade) for one in held}


def _split(
    now: Sequence[HeldTrade], words: Sequence[str], targets: Mapping[str, int], field: str
) -> tuple[TargetLine, ...]:
    """Trades held by class or kind: the known words in order, then whatever else was stated."""
    found: dict[str, set[tuple[str, str]]] = {}
    for one in now:
        found.setdefault(getattr(one, field) or UNSTATED, set()).add((one.contest, one.trade))
    order = dict.fromkeys((*words, *targets, *sorted(found)))
    return tuple(TargetLine(word, word, len(found.get(word, ())), targets.get(word)) for word in order)


def _cycle(plan: YearPlan, code: str, name: str, held: Sequence[HeldTrade]) -> CycleLine:
    mine = [one for one in held if one.trade.lower() == code and one.year <= plan.year]
    years = sorted({one.year for one in mine})
    times = tuple((year, len(_trades(one for one in mine if one.year == year))) for year in years)
    last = years[-1] if years else None
    due = plan.year if last is None else last + plan.cycle_years
    if last == plan.year:
        state = HELD
    elif plan.year > due:
        state = OVERDUE
    else:
        state = DUE if plan.year == due else LATER
    return CycleLine(code, name, times, last, due, state)


def _delegations(now: Sequence[HeldTrade]) -> tuple[DelegationLine, ...]:
    found: dict[str, list[tuple[HeldTrade, Came]]] = {}
    for one in now:
        for came in one.came:
            if came.name:
                found.setdefault(came.name, []).append((one, came))
    lines = [
        DelegationLine(
            name=name,
            kind=delegation_kind(name, next((came.kind for _, came in some if came.kind), "")),
            trades=len(_trades(one for one, _ in some)),
            entries=sum(came.entries for _, came in some),
            people=sum(came.people for _, came in some),
        )
        for name, some in found.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.kind, -line.people, line.name)))


def _base_names(plan: YearPlan, now: Sequence[HeldTrade]) -> dict[str, str]:
    names = {one.id: one.name for one in plan.bases}
    return names | {one.base: one.base_name or names.get(one.base, "") for one in now}


def _missing(
    plan: YearPlan, now: Sequence[HeldTrade], packs: Sequence[Expected], names: Mapping[str, str]
) -> tuple[Expected, ...]:
    in_contest = {(one.base, one.contest, one.trade.lower()) for one in now}
    trades = {(one.base, one.trade.lower()) for one in now}
    words = {one.trade.lower(): one.name for one in now} | {code.lower(): name for code, name in plan.general}
    found = [one for one in packs if (one.base, one.contest, one.trade.lower()) not in in_contest]
    told = {(one.base, one.trade.lower()) for one in found}
    for base in plan.bases:
        if not base.trades and base.id not in {one.base for one in now}:
            found.append(Expected(base.id, base.name, "", "", "", "plan"))
        for code in base.trades:
            if (base.id, code) not in trades | told:
                found.append(Expected(base.id, base.name, code, words.get(code, code), "", "plan"))
    named = (Expected(**{**vars(one), "base_name": one.base_name or names.get(one.base, "")}) for one in found)
    return tuple(sorted(named, key=lambda one: (one.base, one.trade, one.contest)))


def _bases(now: Sequence[HeldTrade], names: Mapping[str, str], missing: Sequence[Expected]) -> tuple[BaseLine, ...]:
    found = []
    for base in sorted({*names, *(one.base for one in missing)}):
        mine = [one for one in now if one.base == base]
        lacking = tuple(one for one in missing if one.base == base)
        name = names.get(base, "") or next((one.base_name for one in lacking), "")
        found.append(
            BaseLine(
                base=base,
                name=name,
                contests=len({one.contest for one in mine}),
                trades=len(_trades(mine)),
                entries=sum(one.entries for one in mine),
                people=sum(one.people for one in mine),
                missing=lacking,
            )
        )
    return tuple(found)
