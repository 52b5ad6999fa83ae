"""One contest day, invented from a seed: who came, what the judges wrote, and what was keyed of it.

Everything is keyed by ID number, because entry numbers and blind codes are drawn by the program on the day. The same
seed and number of people give the same day in every process and on every machine.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property

import resources
from app.domain.contest import Contest, Status, Trade
from app.domain.definition import read_definition
from app.domain.scores import Mark, RoundMarks
from app.errors import Refusal
from app.services.demo_data.dice import Dice
from app.services.demo_data.keying import BOTH, FIRST, Remark, Slip, disagree_on_level, disagree_on_points, make_slip
from app.services.demo_data.people import (
    DemoAccount,
    DemoDelegation,
    DemoJudge,
    DemoPerson,
    accounts,
    delegations,
    judges,
    make_people,
)
from app.services.demo_data.sheets import SheetMaker, half_done, in_parts, whole_score
from app.services.demo_data.specials import SPECIALS, Rounds, Special, Tie, make_ties, scored

BASE_TRADES = 3
PEOPLE = 72
FEWEST, MOST = 6, 100_000
PER_TRADE = 150
"""A larger demo gets one more trade for so many people, as far as there are trades."""
PRACTICAL = "practical"


@dataclass(frozen=True)
class DemoDay:
    """A whole day. `definition` is the contest as TOML text, `contest` the same read; `ties` were made on purpose."""

    seed: int
    definition: str
    contest: Contest
    people: tuple[DemoPerson, ...]
    delegations: tuple[DemoDelegation, ...]
    accounts: tuple[DemoAccount, ...]
    judges: tuple[DemoJudge, ...]
    results: Mapping[str, Rounds]
    remarks: tuple[Remark, ...]
    slips: tuple[Slip, ...]
    ties: tuple[Tie, ...]

    def of_trade(self, trade: str) -> tuple[DemoPerson, ...]:
        """The people of one trade, in order of the roster."""
        return self._by_trade.get(trade, ())

    def person(self, key: str) -> DemoPerson:
        """The person of that ID number."""
        return self._by_key[key]

    def attendance(self, trade: str, round_id: str) -> dict[str, Status]:
        """What became of everyone of a trade in a round, by ID number."""
        return {person.id_number: self.results[person.id_number][round_id].status for person in self.of_trade(trade)}

    def final(self, key: str, round_id: str) -> RoundMarks:
        """What counts in the end: the paper after panels that disagreed have marked again."""
        return self.results[key][round_id]

    def paper(self, key: str, round_id: str) -> RoundMarks:
        """What the judges' paper said at first, before any panel marked again."""
        found = self.final(key, round_id)
        again = {r.aspect: r.before for r in self._remarks.get((key, round_id), ())}
        return replace(found, marks={**found.marks, **again}) if again else found

    def keyed(self, key: str, round_id: str, keying: int) -> RoundMarks:
        """What is typed in keying 1 or 2, with that keying's slips: the second finds what panels marked again."""
        found = self.paper(key, round_id) if keying == FIRST else self.final(key, round_id)
        slips = [s for s in self._slips.get((key, round_id), ()) if s.keying in (keying, BOTH)]
        if not slips:
            return found
        marks: dict[str, Mapping[str, Mark]] = dict(found.marks)
        for slip in slips:
            marks[slip.aspect] = {**marks[slip.aspect], slip.seat: slip.wrong}
        return replace(found, marks=marks)

    def theory(self, trade: str) -> dict[str, Fraction]:
        """Theory scores by ID number, of those who sat the exam."""
        scores = ((p.id_number, whole_score(self.results[p.id_number]["theory"])) for p in self.of_trade(trade))
        return {key: score for key, score in scores if score is not None}

    @cached_property
    def _by_key(self) -> dict[str, DemoPerson]:
        return {person.id_number: person for person in self.people}

    @cached_property
    def _by_trade(self) -> dict[str, tuple[DemoPerson, ...]]:
        found: dict[str, list[DemoPerson]] = {}
        for person in self.people:
            found.setdefault(person.trade, []).append(person)
        return {trade: tuple(members) for trade, members in found.items()}

    @cached_property
    def _remarks(self) -> dict[tuple[str, str], list[Remark]]:
        found: dict[tuple[str, str], list[Remark]] = {}
        for remark in self.remarks:
            found.setdefault((remark.key, remark.round), []).append(remark)
        return found

    @cached_property
    def _slips(self) -> dict[tuple[str, str], list[Slip]]:
        found: dict[tuple[str, str], list[Slip]] = {}
        for slip in self.slips:
            found.setdefault((slip.key, slip.round), []).append(slip)
        return found


def make_day(seed: int, people: int = PEOPLE, misread: bool = True) -> DemoDay:
    """The day of a seed with so many people: one trade for each 150 people, but at least three and at most twenty.

    With `misread` one number is read wrongly in both keyings, on the best sheet of the first trade, so that the recheck
    has something to find. Refuses (`demo.people`) fewer than 6 or more than 100,000 people.
    """
    if not FEWEST <= people <= MOST:
        raise Refusal("demo.people", people=people, least=FEWEST, most=MOST)
    definition = definition_text(people // PER_TRADE)
    contest = read_definition(tomllib.loads(definition, parse_float=Decimal))
    everyone = list(make_people(seed, contest.trades, people))
    panel = judges(contest.trades)
    maker = _DayMaker(seed, contest, everyone, panel)
    for number, trade in enumerate(contest.trades):
        maker.hold(number, trade, misread and number == 0)
    return DemoDay(
        seed=seed,
        definition=definition,
        contest=contest,
        people=tuple(maker.people),
        delegations=delegations(),
        accounts=accounts(),
        judges=panel,
        results=maker.results,
        remarks=tuple(maker.remarks),
        slips=tuple(maker.slips),
        ties=tuple(maker.ties),
    )


@cache
def definition_text(trades: int = BASE_TRADES) -> str:
    """The demo's definition with so many trades (3 to 20): the sample contest, then further trades of one pattern."""
    base = resources.text("samples/demo.toml")
    if trades <= BASE_TRADES:
        return base
    listed, _, pattern = resources.text("samples/more-trades.toml").partition("\n[pattern]\n")
    more = tomllib.loads(listed, parse_float=Decimal)["trade"][: trades - BASE_TRADES]
    body = pattern.replace("[[pattern.", "[[trade.")
    return base + "".join(f'\n[[trade]]\ncode = "{t["code"]}"\nname = "{t["name"]}"\n{body}' for t in more)


def _with_whole_exams(trade: Trade) -> Trade:
    rounds = (replace(part, listed=False, modules=()) if part.listed else part for part in trade.rounds)
    return replace(trade, rounds=tuple(rounds))


class _DayMaker:
    """Holds the day trade by trade."""

    def __init__(self, seed: int, contest: Contest, people: list[DemoPerson], panel: Sequence[DemoJudge]) -> None:
        self._seed, self._contest, self.people = seed, contest, people
        self._seats: dict[tuple[str, str], frozenset[str]] = {}
        for judge in panel:
            known = self._seats.get((judge.trade, judge.unit), frozenset())
            self._seats[judge.trade, judge.unit] = known | {judge.seat}
        self.results: dict[str, Rounds] = {}
        self.remarks: list[Remark] = []
        self.slips: list[Slip] = []
        self.ties: list[Tie] = []
        self._start = 0

    def hold(self, number: int, trade: Trade, misread: bool) -> None:
        """The results of one trade, then its special cases if it is one of the base trades.

        An exam is invented as one score, so that it comes out the same whether or not the list has parts.
        """
        listed, trade = trade, _with_whole_exams(trade)
        special = {s.index: s for s in SPECIALS if s.trade == number}
        makers = {part.id: SheetMaker(part) for part in trade.rounds}
        usual: list[str] = []
        end = self._start
        while end < len(self.people) and self.people[end].trade == trade.code:
            index = end - self._start
            person = self._marked(self.people[end], special.get(index))
            self.people[end] = person
            recused = self._seats.get((trade.code, person.unit), frozenset())
            self.results[person.id_number] = self._entry(trade, makers, person, index, special.get(index), recused)
            if not recused and index not in special:
                usual.append(person.id_number)
            end += 1
        members = self.people[self._start : end]
        self._start = end
        if number < BASE_TRADES:
            self._make_specials(number, trade, members, usual, misread)
        for part in listed.rounds:
            for index, person in enumerate(members) if part.listed else ():
                found, dice = self.results[person.id_number], Dice(self._seed, "parts", trade.code, part.id, index)
                self.results[person.id_number] = {**found, part.id: in_parts(part, found[part.id], dice)}

    @staticmethod
    def _marked(person: DemoPerson, special: Special | None) -> DemoPerson:
        if special is None or not (special.guest or special.no_award):
            return person
        return replace(person, guest=special.guest, no_award=special.no_award)

    def _entry(
        self,
        trade: Trade,
        makers: Mapping[str, SheetMaker],
        person: DemoPerson,
        index: int,
        special: Special | None,
        recused: frozenset[str],
    ) -> dict[str, RoundMarks]:
        dice = Dice(self._seed, "skill", trade.code, index)
        skill = 845 + dice.bell(150)
        if recused:
            skill = min(skill, 745)  # an edge tie needs place 3 to be someone whom every judge marks
        if special is not None and special.skill is not None:
            skill = special.skill
        found: dict[str, RoundMarks] = {}
        for part in trade.rounds:
            throw = Dice(self._seed, part.id, trade.code, index)
            found[part.id] = makers[part.id].make(throw, skill, recused, late=throw.chance(90))
        for round_id, status in special.statuses if special else ():
            whole = found[round_id]
            part_found = trade.round(round_id)
            if status is Status.RETIRED and part_found is not None:
                found[round_id] = half_done(part_found, whole)
            else:
                found[round_id] = RoundMarks(status=status)
        if special is not None and special.item is not None:
            aspect, item = special.item
            part_marks = found[PRACTICAL]
            marks = {**part_marks.marks, aspect: {"": Mark(items=((item, 1),))}}
            found[PRACTICAL] = replace(part_marks, marks=marks)
        return found

    def _make_specials(
        self, number: int, trade: Trade, members: Sequence[DemoPerson], usual: list[str], misread: bool
    ) -> None:
        """Panels that disagreed, equal totals and slips of the keyboard, each on sheets of people like all others."""
        part = trade.round(PRACTICAL)
        assert part is not None
        ties = make_ties(number, trade, members, self.results, frozenset(usual))
        self.ties += ties
        tied = {key for tie in ties for key in (tie.first, tie.second)}
        free = [key for key in reversed(usual) if key not in tied]
        self._disagree(free, lambda key: disagree_on_level(key, part, self.results[key][PRACTICAL]))
        kept = number == 1
        self._disagree(free, lambda key: disagree_on_points(key, part, self.results[key][PRACTICAL], kept))
        dice = Dice(self._seed, "keying", trade.code)
        keyings = [(key, keying) for key, keying in zip(free, (1, 2, 2), strict=False)]
        rest = free[len(keyings) :]
        if misread and rest:
            keyings.append((self._best(trade, members, frozenset(rest)), BOTH))
        for key, keying in keyings:
            slip = make_slip(dice, key, part, self.results[key][PRACTICAL], keying)
            self.slips += [slip] if slip else []

    def _disagree(self, free: list[str], make: Callable[[str], Remark | None]) -> None:
        """The first of the free sheets that allows it gets a panel that disagreed."""
        for key in free:
            remark = make(key)
            if remark is not None:
                self.remarks.append(remark)
                part = self.results[key][remark.round]
                marks = {**part.marks, remark.aspect: remark.after}
                self.results[key] = {**self.results[key], remark.round: replace(part, marks=marks)}
                free.remove(key)
                return

    def _best(self, trade: Trade, members: Sequence[DemoPerson], among: frozenset[str]) -> str:
        totals = {p.id_number: scored(trade, p, self.results[p.id_number]).total for p in members}
        return max(among, key=lambda key: (totals[key] or Fraction(0), key))
