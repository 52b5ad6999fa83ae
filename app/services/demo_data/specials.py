"""The cases a demo has to show: statuses, a guest, an entry without award, and totals that are exactly equal.

Equal totals are made, not found: one entry gets the marks of the next better one, judges in another order, and then as
much is moved between rounds, modules or the clock as the link of the tie chain needs that shall decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from app.domain.aggregate import score_entry
from app.domain.contest import Status, Trade
from app.domain.scores import Entry, EntryMarks, EntryScore, Mark, RoundMarks
from app.services.demo_data.people import DemoPerson
from app.services.demo_data.sheets import number_mark

Rounds = Mapping[str, RoundMarks]


@dataclass(frozen=True, slots=True)
class Special:
    """What is out of the ordinary about the person at `index` of base trade `trade`.

    `statuses` by round id; `item` is a catalogue deduction in the practical round as (aspect, item).
    """

    trade: int
    index: int
    statuses: tuple[tuple[str, Status], ...] = ()
    item: tuple[str, str] | None = None
    guest: bool = False
    no_award: bool = False
    skill: int | None = None


SPECIALS = (
    Special(0, 4, (("practical", Status.ABSENT),), skill=770),
    Special(0, 5, guest=True, skill=905),
    Special(0, 10, (("theory", Status.ABSENT), ("practical", Status.ABSENT))),
    Special(1, 3, (("practical", Status.DISQUALIFIED),), skill=800),
    Special(1, 6, item=("B8", "B8c"), skill=740),
    Special(1, 17, (("practical", Status.RETIRED),), skill=700),
    Special(2, 1, no_award=True, skill=965),
    Special(2, 3, item=("E2", "E2d"), skill=760),
    Special(2, 9, (("practical", Status.LATE), ("defence", Status.LATE)), skill=780),
    Special(2, 15, (("defence", Status.WITHDRAWN),), skill=750),
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that was made: the better one first, and what decides between them ("joint": nothing)."""

    trade: str
    group: str
    first: str
    second: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """A tie to make at a place of a group, or as near to it as results allow.

    `alter` turns the twin's rounds, or gives None where they do not allow it; `twin_first`: the twin wins.
    """

    trade: int
    group: int
    place: int
    decided_by: str
    alter: Callable[[dict[str, RoundMarks]], dict[str, RoundMarks] | None]
    twin_first: bool = False


def _as_it_is(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    return rounds


def _more_theory(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    """3.5 more in theory at 30 % weigh as much as 1.5 less in practice at 70 %."""
    return _moved(_theory(rounds, Fraction(7, 2)), (("B12", -1500),))


def _module_d_for_a(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    return _moved(rounds, (("A1", -500), ("D3", 500)), top=3000)


def _module_a_for_b(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    return _moved(rounds, (("B1", -1000), ("A8", 1000)), top=4000)


def _slower(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    part = rounds["practical"]
    seconds = (part.seconds or 0) + 95
    clock = {"F1": {"": number_mark(seconds * 1000)}}
    return {**rounds, "practical": replace(part, seconds=seconds, marks={**part.marks, **clock})}


def _theory_for_defence(rounds: dict[str, RoundMarks]) -> dict[str, RoundMarks] | None:
    """4 more in theory at 25 % weigh as much as 5 less in the defence at 20 %."""
    changed = _theory(rounds, Fraction(4))
    talk = rounds["defence"]
    lowered = {seat: (mark.thousandths or 0) - 5000 for seat, mark in talk.marks["A2"].items()}
    if changed is None or min(lowered.values()) < 0:
        return None
    cells = {seat: number_mark(value) for seat, value in lowered.items()}
    return {**changed, "defence": replace(talk, marks={**talk.marks, "A2": cells})}


_PLANS = (
    _Plan(0, 0, 3, "joint", _as_it_is),
    _Plan(0, 0, 10, "round:practical", _more_theory),
    _Plan(1, 0, 2, "modules:practical", _module_d_for_a),
    _Plan(1, 0, 7, "time:practical", _slower),
    _Plan(2, 0, 3, "module:practical:B", _module_a_for_b),
    _Plan(2, 0, 6, "round:theory", _theory_for_defence, twin_first=True),
)


def _theory(rounds: dict[str, RoundMarks], by: Fraction) -> dict[str, RoundMarks] | None:
    score = (rounds["theory"].score or Fraction(0)) + by
    if not 0 <= score <= 99:
        return None
    return {**rounds, "theory": replace(rounds["theory"], score=score)}


def _moved(
    rounds: dict[str, RoundMarks] | None, moves: Sequence[tuple[str, int]], top: int = 100_000
) -> dict[str, RoundMarks] | None:
    """The practical marks of aspects with one value moved by so many thousandths; None beyond 0 or `top`."""
    if rounds is None:
        return None
    part = rounds["practical"]
    marks = dict(part.marks)
    for aspect, by in moves:
        value = (marks[aspect][""].thousandths or 0) + by
        if not 0 <= value <= top:
            return None
        marks[aspect] = {"": number_mark(value)}
    return {**rounds, "practical": replace(part, marks=marks)}


def _twin(rounds: Rounds) -> dict[str, RoundMarks]:
    """The same results with the judges' marks handed round by one seat, as two people would really get them."""
    return {key: replace(part, marks={a: _turned(c) for a, c in part.marks.items()}) for key, part in rounds.items()}


def _turned(cells: Mapping[str, Mark]) -> dict[str, Mark]:
    values = list(cells.values())
    return dict(zip(cells, values[1:] + values[:1], strict=True))


def scored(trade: Trade, person: DemoPerson, rounds: Rounds) -> EntryScore:
    """The person's whole result; the key is the ID number."""
    return score_entry(trade, EntryMarks(entry_of(person), rounds))


def entry_of(person: DemoPerson) -> Entry:
    """The person as the thing ranked."""
    return Entry(
        person.id_number, person.name, person.delegation, person.group, guest=person.guest, no_award=person.no_award
    )


def make_ties(
    number: int, trade: Trade, people: Sequence[DemoPerson], found: dict[str, Rounds], usual: frozenset[str]
) -> tuple[Tie, ...]:
    """Makes the ties planned for base trade `number` by changing results in `found`.

    Only people in `usual` take part. A trade too small for a tie goes without.
    """
    ties: list[Tie] = []
    for group_number, group in enumerate(trade.groups):
        plans = [plan for plan in _PLANS if (plan.trade, plan.group) == (number, group_number)]
        scores = [scored(trade, p, found[p.id_number]) for p in people if p.group == group] if plans else []
        ranked = sorted(
            (s for s in scores if s.total is not None and not s.entry.guest), key=lambda s: -(s.total or Fraction(0))
        )
        persons = {person.id_number: person for person in people}
        free = set(usual)
        for plan in plans:
            tie = _make_tie(plan, trade, persons, ranked, found, free)
            if tie is not None:
                ties.append(tie)
                free -= {tie.first, tie.second}
    return tuple(ties)


def _make_tie(
    plan: _Plan,
    trade: Trade,
    persons: Mapping[str, DemoPerson],
    ranked: Sequence[EntryScore],
    found: dict[str, Rounds],
    free: set[str],
) -> Tie | None:
    places = {score.entry.key: place for place, score in enumerate(ranked, 1)}
    candidates = [score for score in ranked if score.entry.key in free]
    pairs = sorted(pairwise(candidates), key=lambda p: abs(places[p[0].entry.key] - plan.place))
    for better, worse in pairs:
        changed = plan.alter(_twin(found[better.entry.key]))
        if changed is None:
            continue
        again = scored(trade, persons[worse.entry.key], changed)
        if again.total == better.total and again.exact == better.exact:
            found[worse.entry.key] = changed
            pair = (worse, better) if plan.twin_first else (better, worse)
            return Tie(trade.code, worse.entry.group, pair[0].entry.key, pair[1].entry.key, plan.decided_by)
    return None
