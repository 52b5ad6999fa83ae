"""Trades, marks and rulings of every kind the contest definition knows, made from one number, and what they reach.

One number decides everything: thousands of whole contests are made in a minute, and a failing one is repeated by its
number. `reached` names what a made contest contains, so that a test can say nothing was left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from app.domain.contest import (
    AwardRule,
    Edge,
    Joint,
    RankBy,
    RankingRule,
    Round,
    Rules,
    Status,
    Tie,
    TieKind,
    Trade,
)
from app.domain.numbers import Rounding
from app.domain.scheme import (
    Aspect,
    AspectKind,
    Average,
    Band,
    CatalogueItem,
    Count,
    Criterion,
    Deduction,
    Detail,
    Judged,
    Measured,
    Module,
    OnStop,
    Panel,
    Time,
    Value,
    When,
    Zero,
)
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks, Word

F = Fraction
NIL = F(0)
AMOUNTS = (F(1, 2), F(1), F(3, 2), F(2), F(10, 3), F(5), F(10), F(1, 7), F(201, 100))
GROUPS = ("职工组", "学生组")
STATUSES = (Status.ABSENT, Status.LATE, Status.WITHDRAWN, Status.RETIRED, Status.DISQUALIFIED)


@dataclass(frozen=True)
class Made:
    """A trade with its entries' marks and what people decided about them."""

    trade: Trade
    entries: tuple[EntryMarks, ...]
    extra: Mapping[str, Fraction] = field(default_factory=dict)
    rulings: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[tuple[str, str], Edge] = field(default_factory=dict)


def numbers() -> st.SearchStrategy[int]:
    """The numbers contests are made from."""
    return st.integers(0, 2**40)


def make(number: int, usual: bool = False) -> Made:
    """The contest of a number. `usual` leaves out what may lower a place for a better mark: see `Maker`."""
    return Maker(Random(number), usual).made()


class Maker:
    """Draws one contest. A `usual` one has nothing by which a higher mark may cost points: no negative factors and
    points, no conditions."""

    def __init__(self, dice: Random, usual: bool = False) -> None:
        self.dice, self.usual = dice, usual

    def maybe(self, share: float = 0.5) -> bool:
        return self.dice.random() < share

    def amount(self) -> Fraction:
        return self.dice.choice(AMOUNTS)

    def made(self) -> Made:
        trade = self.trade()
        keys = [f"HG{number:02d}" for number in range(1, self.dice.choice((1, 4, 8, 12)) + 1)]
        pool = [self.rounds(trade) for _ in range(self.dice.choice((2, 4, 12)))]  # equals are common this way
        entries = tuple(EntryMarks(self.identity(key, trade), self.own(trade, pool)) for key in keys)
        extra = {key: F(self.dice.randrange(4)) for key in keys if self.maybe(0.8)} if self.maybe(0.3) else {}
        order = self.dice.sample(keys, self.dice.randrange(len(keys) + 1)) if self.maybe(0.3) else []
        decisions = {
            (group, rule.name): self.dice.choice(list(Edge))
            for group in (*trade.groups, "")
            for rule in trade.rules.awards
            if self.maybe(0.3)
        }
        return Made(trade, entries, extra, {key: place for place, key in enumerate(order)}, decisions)

    def own(self, trade: Trade, pool: list[dict[str, RoundMarks]]) -> dict[str, RoundMarks]:
        found = dict(self.dice.choice(pool))
        if self.maybe(0.15):
            part = self.dice.choice(trade.rounds)
            before = found.get(part.id, RoundMarks())
            found[part.id] = RoundMarks(before.marks, before.score, self.dice.choice(STATUSES), before.seconds)
        if self.maybe(0.05):
            found.pop(self.dice.choice(trade.rounds).id, None)
        if self.maybe(0.2):
            part = self.dice.choice(trade.rounds)
            before = found.get(part.id, RoundMarks())
            seconds = self.dice.choice((None, 60, 61, 300))
            found[part.id] = RoundMarks(before.marks, before.score, before.status, seconds)
        return found

    def identity(self, key: str, trade: Trade) -> Entry:
        group = self.dice.choice(trade.groups) if trade.groups and self.maybe(0.8) else ""
        return Entry(key, group=group, guest=self.maybe(0.1), no_award=self.maybe(0.1))

    def trade(self) -> Trade:
        count = self.dice.choice((1, 2, 2, 3))
        weighted = self.maybe()
        parts = [self.part(f"r{number}", weighted, bonus=False) for number in range(count)]
        if self.maybe(0.25):
            parts.append(self.part("bonus", False, bonus=True))
        if self.maybe(0.1):
            parts.append(replace(self.part("again", False, bonus=False), extra=True))
        groups = self.dice.choice(((), GROUPS[:1], GROUPS))
        return Trade("t", "试验", tuple(parts), groups, rules=self.rules(parts), rankings=self.rankings(parts))

    def rules(self, parts: list[Round]) -> Rules:
        return Rules(
            total_decimals=self.dice.choice((None, 0, 1, 2, 2, 3)),
            rounding=self.dice.choice(list(Rounding)),
            rank_by=self.dice.choice((RankBy.ROUNDED, RankBy.ROUNDED, RankBy.UNROUNDED)),
            ties=self.ties(parts),
            joint=self.dice.choice(list(Joint)),
            awards=self.awards(),
            edge=self.dice.choice((None, *Edge)),
        )

    def rankings(self, parts: list[Round]) -> tuple[RankingRule, ...]:
        """单项: by one round or by some; the first ranking's equals are ruled on as those of the all-round list."""
        names = [part.id for part in parts if not part.extra]
        found = []
        for name in self.dice.choice(((), (), ("side",), ("side", "other"))):
            chosen = tuple(n for n in names if self.maybe(0.6)) or (self.dice.choice(names),)
            joint = self.dice.choice(list(Joint))
            found.append(RankingRule(name, name, chosen, self.ties(parts), joint, self.awards()))
        return tuple(found)

    def ties(self, parts: list[Round]) -> tuple[Tie, ...]:
        kinds = list(TieKind)
        found = []
        for _ in range(self.dice.randrange(5)):
            kind, part = self.dice.choice(kinds), self.dice.choice(parts)
            if kind in (TieKind.EXTRA, TieKind.RULING):
                found.append(Tie(kind))
            elif kind is TieKind.MODULE:
                found.append(Tie(kind, part.id, self.dice.choice(part.modules).id if part.modules else "none"))
            else:
                found.append(Tie(kind, part.id if self.maybe(0.9) else "elsewhere"))
        return tuple(found)

    def awards(self) -> tuple[AwardRule, ...]:
        found: list[AwardRule] = []
        for number in range(self.dice.randrange(4)):
            name, low = f"奖{number}", F(self.dice.randrange(-5, 40))
            found.append(
                self.dice.choice(
                    (
                        AwardRule(name, count=self.dice.randrange(5)),
                        AwardRule(name, count=self.dice.randrange(1, 3)),
                        AwardRule(name, share=self.dice.choice((F(1, 10), F(1, 4), F(1, 3), F(1, 2)))),
                        AwardRule(name, lowest=low, highest=self.dice.choice((None, low + 5))),
                    )
                )
            )
        if found and self.maybe(0.3):
            found.append(AwardRule("优秀奖", rest=True))
        return tuple(found)

    def part(self, name: str, weighted: bool, bonus: bool) -> Round:
        return Round(
            id=name,
            name=name,
            maximum=F(100),
            weight=self.dice.choice((F(3, 10), F(7, 20), F(1, 4), F(1))) if weighted else None,
            decimals=self.dice.choice((None, None, 0, 1, 2)),
            rounding=self.dice.choice((None, *Rounding)),
            bonus=bonus,
            modules=() if self.maybe(0.3) else self.modules(),
        )

    def modules(self) -> tuple[Module, ...]:
        names = [f"M{number}" for number in range(self.dice.choice((1, 2, 3)))]
        order = self.dice.sample(names, len(names))  # a condition may name a later module, never go in a circle
        found = []
        for module in names:
            earlier = [] if self.usual else order[: order.index(module)]
            criteria = self.dice.choice(((), ("x",), ("x", "y")))
            aspects = tuple(self.aspect(f"{module}-{n}", criteria, earlier) for n in range(self.dice.choice((1, 2, 3))))
            stated = tuple(Criterion(name, name) for name in criteria)
            found.append(Module(module, module, F(10), aspects, stated))
        return tuple(found)

    def aspect(self, name: str, criteria: tuple[str, ...], earlier: list[str]) -> Aspect:
        kind = self.dice.choice(list(AspectKind))
        open_ended = kind in (AspectKind.DEDUCTION, AspectKind.TIME) and self.maybe()
        factors = (F(1, 3), F(7, 10), F(5, 2), NIL) if self.usual else (F(1, 3), F(7, 10), F(5, 2), NIL, F(-1))
        when = None
        if earlier and self.maybe(0.3):
            when = When(self.dice.choice(earlier), self.dice.choice((NIL, F(1), F(10, 3), F(5))))
        return Aspect(
            id=name,
            name=name,
            kind=kind,
            maximum=None if open_ended else self.amount(),
            detail=self.detail(kind),
            criterion=self.dice.choice(("", *criteria)),
            decimals=self.dice.choice((None, None, 0, 1, 2)),
            factor=self.dice.choice((None, None, None, *factors)),
            when=when,
        )

    def detail(self, kind: AspectKind) -> Detail:
        dice = self.dice
        if kind is AspectKind.VALUE:
            return Value(dice.choice((NIL, NIL, F(-3))))
        if kind is AspectKind.PANEL:
            return self.panel()
        if kind is AspectKind.JUDGED:
            levels = dice.choice((("0", "1"), ("0", "1", "2", "3")))
            return Judged(dice.choice((1, 2, 3, 5)), levels)
        if kind is AspectKind.MEASURED:
            if self.maybe(0.4):
                return Measured(met=True)
            widths = sorted({self.amount() for _ in range(dice.choice((1, 2, 3)))})
            bands = tuple(Band(width, dice.choice((F(1), F(1, 2), F(1, 3), NIL))) for width in widths)
            return Measured(dice.choice((NIL, F(5), F(-1, 3), F(1, 2))), "mm", bands)
        if kind is AspectKind.COUNT:
            return Count(self.amount() if self.usual or self.maybe(0.8) else -self.amount())
        if kind is AspectKind.DEDUCTION:
            zeroes = [None, None, *Zero]
            return Deduction(
                tuple(CatalogueItem(name, name, self.points(), dice.choice(zeroes)) for name in ("E1", "e2", "E3"))
            )
        return Time(
            limit_minutes=dice.choice((NIL, F(1), F(3, 2), F(7, 3))),
            unit_seconds=dice.choice((1, 7, 60)),
            points=self.points(),
            cap=dice.choice((None, self.amount())),
            stop_minutes=dice.choice((None, F(2), F(11, 7), F(5))),
            on_stop=dice.choice(list(OnStop)),
            bonus=dice.choice((NIL, self.amount())),
        )

    def points(self) -> Fraction:
        return self.dice.choice((NIL, *AMOUNTS))

    def panel(self) -> Panel:
        judges = self.dice.choice((1, 2, 3, 5, 7))
        high = self.dice.randrange(min(3, judges))
        low = self.dice.randrange(min(3, judges - high))
        minimum = self.dice.choice((NIL, NIL, F(-5)))
        average, few = self.dice.choice(list(Average)), self.dice.choice((4, 4, 0, 2, 6))
        return Panel(judges, F(1, 2), minimum, high, low, average, F(1), few)

    def rounds(self, trade: Trade) -> dict[str, RoundMarks]:
        return {part.id: self.marks(part) for part in trade.rounds}

    def marks(self, part: Round) -> RoundMarks:
        seconds = self.dice.choice((None, 30, 60, 90, 130, 400))
        if not part.modules or self.maybe(0.05):
            score = None if self.maybe(0.03) else F(self.dice.randrange(400), 4)
            return RoundMarks(score=score, seconds=seconds)
        gap = self.dice.choice((0.0, 0.0, 0.0, 0.0, 0.1))
        found: dict[str, dict[str, Mark]] = {}
        for aspect in part.aspects:
            seats = {seat: self.mark(aspect) for seat in aspect.seats if not self.maybe(gap)}
            if seats and not (aspect.kind is AspectKind.TIME and self.maybe()):
                found[aspect.id] = seats
        return RoundMarks(found, None, Status.PRESENT, seconds)

    def mark(self, aspect: Aspect) -> Mark:
        dice, detail = self.dice, aspect.detail
        if self.maybe(0.04):
            return Mark(word=dice.choice(list(Word)))
        if isinstance(detail, Deduction):
            names = dice.sample(("E1", "E2", "e2", "E3"), dice.choice((0, 0, 1, 1, 2)))
            return Mark(items=tuple(sorted((name, dice.randrange(1, 4)) for name in names)))
        if isinstance(detail, Time):
            return Mark(thousandths=1000 * dice.choice((0, 30, 60, 61, 90, 91, 120, 121, 300, 301, 1000)))
        if isinstance(detail, Judged):
            return Mark(thousandths=1000 * dice.randrange(len(detail.levels)))
        if isinstance(detail, Count):
            return Mark(thousandths=1000 * dice.randrange(8))
        if isinstance(detail, Measured):
            return Mark(thousandths=1000 * dice.randrange(2) if detail.met else 500 * dice.randrange(-6, 24))
        low, high = int(aspect.minimum * 2), int((aspect.maximum or NIL) * 2)
        return Mark(thousandths=500 * dice.randrange(min(low, high), high + 1))


def reached(made: Made) -> Iterator[str]:
    """Names of what a made contest contains: kinds, options and happenings."""
    rules = made.trade.rules
    yield f"rounding:{rules.rounding.value}"
    yield f"rank_by:{rules.rank_by.value}"
    yield f"joint:{rules.joint.value}"
    yield f"decimals:{rules.total_decimals}"
    yield f"edge:{rules.edge.value if rules.edge else 'ask'}"
    yield f"groups:{len(made.trade.groups)}"
    yield f"rankings:{len(made.trade.rankings)}"
    yield from (f"tie:{tie.kind.value}" for tie in rules.ties)
    yield from (f"award:{_award(rule)}" for rule in rules.awards)
    yield from (f"decision:{edge.value}" for edge in made.decisions.values())
    yield from (name for name, found in (("extra", made.extra), ("rulings", made.rulings)) if found)
    for part in made.trade.rounds:
        yield (
            "round:extra"
            if part.extra
            else "round:bonus"
            if part.bonus
            else "round:whole"
            if not part.modules
            else "round:scheme"
        )
        yield "weights" if part.weight is not None else "raw sum"
        yield from (f"round {name}" for name in ("decimals", "rounding") if getattr(part, name) is not None)
        for aspect in part.aspects:
            yield from _of_aspect(aspect)
    for marks in made.entries:
        yield from (name for name in ("guest", "no_award") if getattr(marks.entry, name))
        for given in marks.rounds.values():
            yield f"status:{given.status.value}"
            yield from (f"word:{m.word.value}" for seats in given.marks.values() for m in seats.values() if m.word)


def _award(rule: AwardRule) -> str:
    if rule.rest:
        return "rest"
    return "count" if rule.count is not None else "share" if rule.share is not None else "band"


def _of_aspect(aspect: Aspect) -> Iterator[str]:
    detail = aspect.detail
    yield f"kind:{aspect.kind.value}"
    yield from (f"aspect {name}" for name in ("factor", "when", "decimals") if getattr(aspect, name) is not None)
    yield from ["criterion"] if aspect.criterion else []
    if isinstance(detail, Panel):
        yield f"panel:{detail.average.value}"
        yield f"panel drops:{detail.drop_high + detail.drop_low}"
    elif isinstance(detail, Measured):
        yield "measured:met" if detail.met else "measured:bands"
    elif isinstance(detail, Deduction):
        yield from (f"zero:{item.zero.value}" for item in detail.catalogue if item.zero)
    elif isinstance(detail, Time):
        yield f"stop:{detail.on_stop.value}" if detail.stop_minutes is not None else "stop:none"
        yield from (f"time {name}" for name in ("cap", "bonus") if getattr(detail, name))


EVERYTHING = frozenset(
    [
        *(f"rounding:{one.value}" for one in Rounding),
        *(f"rank_by:{one.value}" for one in RankBy),
        *(f"joint:{one.value}" for one in Joint),
        *(f"decimals:{one}" for one in (None, 0, 1, 2, 3)),
        *(f"edge:{one}" for one in ("ask", *(edge.value for edge in Edge))),
        *(f"groups:{one}" for one in (0, 1, 2)),
        *(f"rankings:{one}" for one in (0, 1, 2)),
        *(f"tie:{one.value}" for one in TieKind),
        *(f"award:{one}" for one in ("count", "share", "band", "rest")),
        *(f"decision:{one.value}" for one in Edge),
        *("extra", "rulings", "weights", "raw sum", "round decimals", "round rounding", "guest", "no_award"),
        *(f"round:{one}" for one in ("bonus", "extra", "whole", "scheme")),
        *(f"kind:{one.value}" for one in AspectKind),
        *("aspect factor", "aspect when", "aspect decimals", "criterion", "measured:met", "measured:bands"),
        *(f"panel:{one.value}" for one in Average),
        *(f"panel drops:{one}" for one in range(5)),
        *(f"zero:{one.value}" for one in Zero),
        *(f"stop:{one}" for one in ("none", *(stop.value for stop in OnStop))),
        *("time cap", "time bonus"),
        *(f"status:{one.value}" for one in Status),
        *(f"word:{one.value}" for one in Word),
    ]
)
