"""Worked examples: a small definition and a few marks, what comes of them, and what must come of them.

Each is computed by the engine and, where it scores and ranks, once more by the second opinion; `check` names every
value and step that is not what the example says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.domain.aggregate import score_entry
from app.domain.awards import Awards, assign_awards
from app.domain.contest import Status, Trade
from app.domain.definition import read_definition
from app.domain.delegations import award_points, rank_delegations
from app.domain.explain import Line, explain, explain_scale, explain_side
from app.domain.explain_ties import explain_tie
from app.domain.honours import propose, read_honours
from app.domain.marks import parse_mark
from app.domain.numbers import parse_decimal, show
from app.domain.ranking import rank_trade
from app.domain.rankings import rank_side
from app.domain.recheck import draw_sample
from app.domain.scale import scaled_list
from app.domain.scores import Entry, EntryMarks, Mark, Placing, Ranking, RoundMarks, Standing
from app.domain.shadow.ground import Amount
from app.domain.shadow.opinion import Opinion, second_opinion

LIST = "list"
"""What an example says of the whole list, where it names no entry."""
SECONDS = "seconds"
Facts = dict[tuple[str, str], str]


@dataclass(frozen=True)
class Example:
    """A worked example as its file states it. `document` is a definition's, `marks` are rows of entry, aspect (or
    round, or "seconds") and the values by seat; `expect` the values by entry and field, `steps` lines of the derivation
    in Chinese."""

    id: str
    kind: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    document: Mapping[str, object]
    snippet: str
    marks: tuple[tuple[str, ...], ...]
    expect: Mapping[str, Mapping[str, str]]
    steps: tuple[str, ...] = ()
    entries: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    rulings: Mapping[str, int] = field(default_factory=dict)
    honours: Mapping[str, object] | None = None
    seed: str = "1"


@dataclass(frozen=True)
class Worked:
    """What came of an example: values by (entry, field), the derivation of every entry, what the second opinion says
    of the same values (fewer: it knows places and scores only)."""

    facts: Facts
    lines: Mapping[str, tuple[Line, ...]]
    second: Mapping[tuple[str, str], Amount | str]


@dataclass(frozen=True)
class Slip:
    """Something an example says that is not so. `by` is "engine" or "second"."""

    example: str
    by: str
    where: str
    said: str
    found: str


def work(example: Example) -> Worked:
    """Compute an example both ways. Raises Refusal for a definition or a mark that the rules refuse."""
    trade = read_definition(example.document).trades[0]
    entries = tuple(_entries(example, trade))
    scores = [score_entry(trade, marks) for marks in entries]
    extra = {key: parse_decimal(text) for key, text in example.extra.items()}
    rankings = rank_trade(trade, scores, extra, example.rulings)
    facts: Facts = {}
    lines: dict[str, tuple[Line, ...]] = {}
    awards = {ranking.group: assign_awards(trade, ranking) for ranking in rankings}
    for ranking in rankings:
        _list_facts(facts, ranking, awards[ranking.group])
        scaled = scaled_list(trade, ranking)
        for placing in ranking.placings:
            key = placing.entry.key
            _entry_facts(facts, placing, awards[ranking.group], scaled)
            compared = explain_tie(trade, ranking, placing, extra, example.rulings)
            lines[key] = (*explain(trade, placing, compared), *explain_scale(trade, ranking, key))
    for rule in trade.rankings:
        for side in rank_side(trade, rule, scores):
            for placing in side.ranking.placings:
                key = placing.entry.key
                award = side.awards.by_entry.get(key, "")
                facts[key, f"rank:{rule.id}"] = "" if placing.rank is None else str(placing.rank)
                facts[key, f"award:{rule.id}"] = award
                compared = explain_tie(side.trade, side.ranking, placing)
                lines[key] = (*lines[key], *explain_side(side.trade, rule, placing, award, compared))
    _beyond(example, trade, rankings, awards, facts)
    opinion = second_opinion(trade, entries, extra, example.rulings)
    return Worked(facts, lines, dict(_second(opinion)))


def check(example: Example) -> tuple[Slip, ...]:
    """Everything an example says that one of the two ways of reckoning does not; empty when all holds."""
    return tuple(_slips(example, work(example)))


def _slips(example: Example, worked: Worked) -> Iterator[Slip]:
    for entry, fields in example.expect.items():
        for name, said in fields.items():
            where = f"{entry} {name}"
            found = worked.facts.get((entry, name))
            if found is None or not _same(said, found):
                yield Slip(example.id, "engine", where, said, "—" if found is None else found)
            other = worked.second.get((entry, name))
            if isinstance(other, Amount) and not (said and other.equals(Fraction(said))):
                yield Slip(example.id, "second", where, said, str(other))
            if isinstance(other, str) and other != said:
                yield Slip(example.id, "second", where, said, other)
    told = {line.zh for lines in worked.lines.values() for line in lines}
    for step in example.steps:
        if step not in told:
            yield Slip(example.id, "engine", "step", step, "—")


def _same(said: str, found: str) -> bool:
    try:
        return Fraction(said) == Fraction(found)
    except ValueError:
        return said == found


def _entries(example: Example, trade: Trade) -> Iterator[EntryMarks]:
    given: dict[str, dict[str, RoundMarks]] = {key: {} for key in example.entries}
    for entry, what, *values in example.marks:
        rounds = given.setdefault(entry, {})
        _put(trade, rounds, what, values)
    for key, rounds in given.items():
        about = example.entries.get(key, {})
        guest, barred = bool(about.get("guest")), bool(about.get("no_award"))
        group, delegation = str(about.get("group", "")), str(about.get("delegation", ""))
        yield EntryMarks(Entry(key, delegation=delegation, group=group, guest=guest, no_award=barred), rounds)


def _put(trade: Trade, rounds: dict[str, RoundMarks], what: str, values: Sequence[str]) -> None:
    part = trade.round("practical" if what == SECONDS else what)
    if part is not None:
        before = rounds.get(part.id, RoundMarks())
        status = Status.from_word(values[0])
        score = before.score if status or what == SECONDS else parse_decimal(values[0])
        seconds = int(values[0]) if what == SECONDS else before.seconds
        rounds[part.id] = RoundMarks(before.marks, score, status or before.status, seconds)
        return
    for part in trade.rounds:
        aspect = part.aspect(what)
        if aspect is not None:
            before = rounds.get(part.id, RoundMarks())
            cells: dict[str, Mark] = {
                seat: parse_mark(text, aspect) for seat, text in zip(aspect.seats, values, strict=True)
            }
            rounds[part.id] = RoundMarks({**before.marks, what: cells}, None, before.status, before.seconds)


def _list_facts(facts: Facts, ranking: Ranking, awards: Awards) -> None:
    if ranking.open_ties:
        facts[LIST, "open_ties"] = " ".join(key for keys in ranking.open_ties for key in sorted(keys))
    if awards.questions:
        facts[LIST, "open_awards"] = " ".join(question.award for question in awards.questions)


def _entry_facts(facts: Facts, placing: Placing, awards: Awards, scaled: Mapping[str, str]) -> None:
    key, score = placing.entry.key, placing.score
    ranked = placing.standing is Standing.RANKED
    facts[key, "rank"] = "" if placing.rank is None else str(placing.rank)
    facts[key, "decided_by"] = placing.decided_by if ranked else ""
    facts[key, "status"] = placing.standing.value
    facts[key, "total"] = "" if score.total is None else show(score.total)
    facts[key, "award"] = awards.by_entry.get(key, "")
    if key in scaled:
        facts[key, "scaled"] = scaled[key]
    for part in score.rounds:
        if part.score is not None:
            facts[key, f"round:{part.id}"] = str(part.score)
        facts[key, f"judges:{part.id}"] = str(part.judges_sum)
        for module in part.modules:
            facts[key, f"module:{module.id}"] = "" if module.score is None else str(module.score)
            for aspect in module.aspects:
                facts[key, aspect.id] = "" if aspect.score is None else str(aspect.score)
                facts[key, f"{aspect.id}.dropped"] = " ".join(aspect.dropped)
                if aspect.spread is not None:
                    facts[key, f"{aspect.id}.spread"] = str(aspect.spread)
                    facts[key, f"{aspect.id}.spread_over"] = "yes" if aspect.spread_over else "no"


def _beyond(
    example: Example, trade: Trade, rankings: Sequence[Ranking], awards: Mapping[str, Awards], facts: Facts
) -> None:
    """What follows from lists: delegations, the recheck's sample, honours."""
    rule = trade.rules.delegations
    if rule is not None:
        given = {(trade.code, key): name for one in awards.values() for key, name in one.by_entry.items() if name}
        for line in rank_delegations(rule, rankings, given, points_of=award_points(rule, [trade])):
            facts[line.delegation, "points"] = show(line.points)
            facts[line.delegation, "rank"] = "" if line.rank is None else str(line.rank)
    if example.kind == "recheck":
        best_first = [[placing.entry.key] for ranking in rankings for placing in ranking.placings]
        sample = draw_sample(trade.rules.recheck, best_first, example.seed)
        facts[LIST, "top"] = " ".join(sample.top)
        facts[LIST, "drawn"] = " ".join(sample.drawn)
        facts[LIST, "drawn_count"] = str(len(sample.drawn))
    if example.honours is not None:
        table = read_honours(example.honours)
        for ranking in rankings:
            for one in propose(table, trade, ranking, {}):
                facts[one.entry, f"honour:{one.honour}"] = (
                    "proposed" if one.proposed else " ".join(reason.value for reason in one.reasons)
                )


def _second(opinion: Opinion) -> Iterator[tuple[tuple[str, str], Amount | str]]:
    for key, line in opinion.lines.items():
        yield (key, "rank"), "" if line.rank is None else str(line.rank)
        yield (key, "decided_by"), line.decided_by
        yield (key, "status"), line.standing
        yield (key, "award"), line.award
        yield (key, "total"), "" if line.total is None else line.total
        for name, part in line.rounds.items():
            values = {f"round:{name}": part.score, **{f"module:{k}": v for k, v in part.modules.items()}}
            values |= dict(part.aspects)
            for field_name, amount in values.items():
                if amount is not None:
                    yield (key, field_name), amount
    for name, side in opinion.sides.items():
        for key, line in side.lines.items():
            yield (key, f"rank:{name}"), "" if line.rank is None else str(line.rank)
            yield (key, f"award:{name}"), line.award
