"""Marks of an entry become scores: aspect, criterion, module, round, total, each step kept for the explanation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from app.domain.award_of_aspect import Award, award_of
from app.domain.contest import Round, Status, Trade
from app.domain.numbers import Rounding, round_to
from app.domain.scheme import Aspect, AspectKind, Module, Panel, Value, When, Zero
from app.domain.scores import (
    AspectScore,
    CriterionScore,
    Entry,
    EntryMarks,
    EntryScore,
    Mark,
    ModuleScore,
    RoundingStep,
    RoundMarks,
    RoundScore,
)

NIL = Fraction(0)
NO_MARKS = RoundMarks()
_SEATS_EMPTY: Mapping[str, Mark] = {}


def score_aspect(
    aspect: Aspect,
    marks: Mapping[str, Mark],
    rounding: Rounding = Rounding.HALF_UP,
    whole_panel: bool = False,
) -> AspectScore:
    """The score of one aspect from its marks by seat, its condition left aside.

    The award is rounded to the aspect's decimals, multiplied by the factor and rounded again. With `whole_panel` a
    seat without any mark keeps the score open (None); otherwise an absent judge is ignored.
    """
    return _score(aspect, marks, award_of(aspect, marks, whole_panel), rounding)


def _score(aspect: Aspect, marks: Mapping[str, Mark], award: Award, rounding: Rounding) -> AspectScore:
    points, first = _declared(award.points, aspect.decimals, rounding)
    score, second = points, None
    if points is not None and aspect.factor is not None:
        score, second = _declared(points * aspect.factor, aspect.decimals, rounding)
    limit = aspect.spread
    return AspectScore(
        id=aspect.id,
        marks=marks,
        used=award.used,
        dropped=award.dropped,
        left_out=award.left_out,
        missing=award.missing,
        raw=award.points,
        award=points,
        factor=aspect.factor,
        score=score,
        roundings=tuple(step for step in (first, second) if step is not None),
        spread=award.spread,
        spread_over=limit is not None and award.spread is not None and award.spread > limit,
        reason=award.reason,
    )


def _declared(
    value: Fraction | None, decimals: int | None, rounding: Rounding
) -> tuple[Fraction | None, RoundingStep | None]:
    """The value rounded to the declared decimals, and the step where that changed it."""
    if value is None or decimals is None:
        return value, None
    after = round_to(value, decimals, rounding)
    return after, None if after == value else RoundingStep(value, after, decimals)


def _sum(parts: Iterable[Fraction | None]) -> Fraction | None:
    """What the parts add up to; None while one is missing."""
    total = NIL
    for part in parts:
        if part is None:
            return None
        total += part
    return total


class _RoundWork:
    """One round of one entry while it is being scored: modules in the order their conditions allow."""

    def __init__(self, part: Round, given: RoundMarks, rounding: Rounding, whole_panel: bool) -> None:
        self.part, self.given, self.rounding, self.whole_panel = part, given, rounding, whole_panel
        self.done: dict[str, ModuleScore] = {}
        self.round_zeroed_by = ""
        self.disqualified_by = ""
        self.judges_sum = 0
        self.missing: list[str] = []

    def run(self) -> None:
        waiting = list(self.part.modules)
        while waiting:
            ready = [m for m in waiting if all(need in self.done for need in _needs(m))]
            for module in ready:
                self.done[module.id] = self._module(module)
            waiting = [m for m in waiting if m.id not in self.done]

    def _module(self, module: Module) -> ModuleScore:
        scores, zeroed_by = [], ""
        for aspect in module.aspects:
            score, zeroes = self._aspect(aspect)
            scores.append(score)
            if score.score is None:
                self.missing.append(aspect.id)
            if Zero.MODULE in zeroes:
                zeroed_by = zeroed_by or aspect.id
            if Zero.ROUND in zeroes:
                self.round_zeroed_by = self.round_zeroed_by or aspect.id
            if Zero.DISQUALIFY in zeroes:
                self.disqualified_by = self.disqualified_by or aspect.id
        criteria, total = _criteria(module, scores)
        if zeroed_by and total is not None:
            total = NIL
        return ModuleScore(module.id, tuple(scores), criteria, total, zeroed_by)

    def _aspect(self, aspect: Aspect) -> tuple[AspectScore, frozenset[Zero]]:
        marks = self.given.marks.get(aspect.id, _SEATS_EMPTY)
        if not marks and aspect.kind is AspectKind.TIME and self.given.seconds is not None:
            marks = {"": Mark(thousandths=1000 * self.given.seconds)}
        if aspect.when is not None and self._holds(aspect.when) is False:
            nothing = AspectScore(aspect.id, marks, raw=NIL, award=NIL, score=NIL, reason="condition")
            return nothing, frozenset()
        award = award_of(aspect, marks, self.whole_panel)
        self.judges_sum += award.judges_sum
        score = _score(aspect, marks, award, self.rounding)
        if aspect.when is not None and self._holds(aspect.when) is None:
            score = replace(score, score=None)
        return score, award.zeroes

    def _holds(self, when: When) -> bool | None:
        """Whether the other module reached the share; None while that is open."""
        reached = self.done[when.module].score
        return None if reached is None else reached >= when.at_least


def _needs(module: Module) -> set[str]:
    return {aspect.when.module for aspect in module.aspects if aspect.when is not None}


def _criteria(module: Module, scores: list[AspectScore]) -> tuple[tuple[CriterionScore, ...], Fraction | None]:
    """The criteria and the sum of a module. Deductions inside a criterion take it down to 0 and no further."""
    if not module.criteria:
        return (), _sum(score.score for score in scores)
    pairs = [(aspect, score.score) for aspect, score in zip(module.aspects, scores, strict=True)]
    found = [
        _criterion(criterion.id, [pair for pair in pairs if pair[0].criterion == criterion.id])
        for criterion in module.criteria
    ]
    loose = [score for aspect, score in pairs if not aspect.criterion]
    return tuple(found), _sum([*loose, *(criterion.score for criterion in found)])


def _criterion(name: str, pairs: list[tuple[Aspect, Fraction | None]]) -> CriterionScore:
    total = _sum(score for _, score in pairs)
    earns = any(aspect.worth > 0 for aspect, _ in pairs)
    if total is not None and total < 0 and earns and only_deductions_go_below(aspect for aspect, _ in pairs):
        return CriterionScore(name, NIL, floored=True)
    return CriterionScore(name, total)


def only_deductions_go_below(aspects: Iterable[Aspect]) -> bool:
    """Whether no mark itself may be negative; where it may, nothing is floored."""
    return all(not isinstance(a.detail, Value | Panel) or a.detail.minimum >= 0 for a in aspects)


def score_round(
    part: Round, given: RoundMarks, rounding: Rounding = Rounding.HALF_UP, whole_panel: bool = False
) -> RoundScore:
    """The score of one round, from its whole score if one was given, else from its marks.

    A missing mark leaves the score None, never 0. Deductions take a round down to 0 and no further.
    """
    own = part.rounding or rounding
    if given.score is not None or not part.modules:
        return close_round(part, given, given.score, own, RoundScore(part.id, given=given.score is not None))
    work = _RoundWork(part, given, rounding, whole_panel)
    work.run()
    modules = tuple(work.done[m.id] for m in part.modules)
    raw = _sum(module.score for module in modules)
    if raw is not None and only_deductions_go_below(part.aspects):
        raw = max(raw, NIL)
    if raw is not None and work.round_zeroed_by:
        raw = NIL
    base = RoundScore(
        part.id,
        modules=modules,
        missing=tuple(work.missing),
        zeroed_by=work.round_zeroed_by or work.disqualified_by,
        judges_sum=Fraction(work.judges_sum, 1000),
        status=Status.DISQUALIFIED if work.disqualified_by else Status.PRESENT,
    )
    return close_round(part, given, raw, own, base)


def close_round(
    part: Round, given: RoundMarks, raw: Fraction | None, rounding: Rounding, base: RoundScore
) -> RoundScore:
    """The round's score from its sum of points: rounded, weighted, held against the pass line, with its status."""
    score, step = _declared(raw, part.decimals, rounding)
    passed = None if part.pass_line is None or score is None else score >= part.pass_line
    return replace(
        base,
        raw=raw,
        score=score,
        rounding=step,
        weight=part.weight,
        weighted=None if part.extra else score if score is None or part.weight is None else score * part.weight,
        status=given.status if given.status is not Status.PRESENT else base.status,
        seconds=given.seconds,
        passed=passed,
    )


def score_entry(trade: Trade, marks: EntryMarks, whole_panel: bool = False) -> EntryScore:
    """The whole result of one entry under its trade's rules.

    Any status but present in a counted round keeps the entry without a total, and so does a missing mark. A bonus
    round adds what it has and is never missing; an extra round adds nothing.
    """
    rounds = [
        score_round(part, marks.rounds.get(part.id, NO_MARKS), trade.rules.rounding, whole_panel)
        for part in trade.rounds
    ]
    return total_entry(trade, marks.entry, rounds)


def total_entry(trade: Trade, entry: Entry, scores: Sequence[RoundScore]) -> EntryScore:
    """The whole result from the scores of all the trade's rounds, in their order."""
    rules, rounds = trade.rules, tuple(scores)
    status = _status(trade, rounds)
    total: Fraction | None = NIL
    for part, score in zip(trade.rounds, rounds, strict=True):
        if score.weighted is not None and total is not None:
            total += score.weighted
        elif not part.optional:
            total = None
    if status is not Status.PRESENT or total is None:
        return EntryScore(entry, rounds, status)
    shown, step = _declared(total, rules.total_decimals, rules.rounding)
    return EntryScore(entry, rounds, status, total, shown, step)


def _status(trade: Trade, rounds: tuple[RoundScore, ...]) -> Status:
    """Disqualified anywhere goes before all else; otherwise the first counted round that was not simply present."""
    if any(score.status is Status.DISQUALIFIED for score in rounds):
        return Status.DISQUALIFIED
    counted = (s.status for part, s in zip(trade.rounds, rounds, strict=True) if not part.optional)
    return next((status for status in counted if status is not Status.PRESENT), Status.PRESENT)
