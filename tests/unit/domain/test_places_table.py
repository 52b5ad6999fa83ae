"""Whole lists: places, what decided them, awards, open questions, further rankings, delegations, and their documents.

The second opinion is asked about every list, and every list is made a second time by taking entries in one by one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from app.domain.aggregate import score_entry
from app.domain.awards import Awards, assign_awards
from app.domain.contest import Edge, Status, Trade
from app.domain.definition import read_definition
from app.domain.delegations import award_points, rank_delegations
from app.domain.explain import explain, explain_scale, explain_side
from app.domain.marks import parse_mark
from app.domain.ranking import KeptRanking, kept_trade, plain_places, rank_trade
from app.domain.rankings import rank_side
from app.domain.scores import Entry, EntryMarks, EntryScore, Placing, Ranking, RoundMarks
from app.domain.shadow.opinion import opinion_on_round, second_opinion
from app.domain.standings import standings_document
from app.services.opinion_differences import list_differences
from tests.unit.domain.test_scoring_table import line_of
from tests.unit.domain.told import check, plain, titles

ROUNDS = (
    '[[trade.round]]\nid = "theory"\nmaximum = 100\nweight = 0.3\n'
    '[[trade.round]]\nid = "practical"\nmaximum = 100\nweight = 0.7\n'
)


@dataclass
class Case:
    """What a block states: the trade, its entries, and what people decided."""

    trade: Trade
    entries: list[EntryMarks] = field(default_factory=list)
    extra: dict[str, Fraction] = field(default_factory=dict)
    rulings: dict[str, int] = field(default_factory=dict)
    edges: dict[str, dict[str, Edge]] = field(default_factory=dict)
    side_edges: dict[str, dict[str, Edge]] = field(default_factory=dict)


def read(given: str) -> Case:
    """`[rules]` keys, then `trade` keys and rounds after a line `trade`, then one line per entry or decision."""
    head, _, said = f"{given}\n".partition("\nentries\n")
    rules, _, trade = head.removeprefix("rules").partition("\ntrade\n")
    trade = trade if "[[trade.round]]" in trade else f"{trade}\n{ROUNDS}"
    text = f'format = 1\n[rules]\n{rules}\n[[trade]]\ncode = "t"\nname = "焊工"\n{trade}'
    case = Case(read_definition(tomllib.loads(text, parse_float=Decimal), add_up=False, kept=True).trades[0])
    for line in filter(None, said.splitlines()):
        word, *parts = line.split()
        if word == "extra":
            case.extra |= {key: Fraction(text) for key, _, text in (part.partition("=") for part in parts)}
        elif word == "ruling":
            case.rulings |= {key: place for place, key in enumerate(parts, 1)}
        elif word in ("edge", "side_edge"):
            edges = case.edges if word == "edge" else case.side_edges
            group, name, answer = parts
            edges.setdefault(group.strip("-"), {})[name] = Edge(answer)
        else:
            case.entries.append(entry(case.trade, word, parts))
    return case


def entry(trade: Trade, key: str, parts: list[str]) -> EntryMarks:
    """`theory=80 practical=absent practical.V=8 practical.seconds=60 group=甲 guest`."""
    who, rounds = Entry(key), {}
    for part in parts:
        name, _, text = part.partition("=")
        place, _, detail = name.partition(".")
        found = trade.round(place)
        if found is None:
            who = replace(who, **{name: text or True})
            continue
        marks = rounds.setdefault(place, RoundMarks())
        if detail == "seconds":
            rounds[place] = replace(marks, seconds=int(text))
        elif detail:
            aspect = found.aspect(detail)
            assert aspect is not None
            cells = {seat: parse_mark(one, aspect) for seat, one in zip(aspect.seats, text.split("/"), strict=True)}
            rounds[place] = replace(marks, marks={**marks.marks, detail: cells})
        elif text in {status.value for status in Status}:
            rounds[place] = replace(marks, status=Status(text))
        else:
            rounds[place] = replace(marks, score=Fraction(text))
    return EntryMarks(who, rounds)


def placing_line(placing: Placing) -> str:
    said = [placing.position, placing.entry.key, placing.standing.value, placing.standing.zh, placing.rank]
    said += [placing.joint, placing.decided_by, placing.score.exact, placing.score.total]
    return " ".join(plain(one) for one in said)


def told(given: str) -> str:
    case = read(given)
    trade, scores = case.trade, [score_entry(case.trade, marks) for marks in case.entries]
    lists = list(rank_trade(trade, scores, case.extra, case.rulings))
    sides = {rule.id: rank_side(trade, rule, scores, case.rulings, case.side_edges) for rule in trade.rankings}
    awards = [assign_awards(trade, ranking, case.edges.get(ranking.group, {})) for ranking in lists]
    lines: list[str] = []
    for ranking, given_out in zip(lists, awards, strict=True):
        lines += list_lines(trade, ranking, given_out)
        every = [side for found in sides.values() for side in found]
        lines.append(plain(standings_document(trade, ranking, given_out, every)))
        for placing in ranking.placings:
            lines += [line_of(line) for line in explain(trade, placing)[:4]]
            lines += [line_of(line) for line in explain_scale(trade, ranking, placing.entry.key)]
    for found in sides.values():
        for side in found:
            lines += [f"ranking {side.rule.id}", *list_lines(side.trade, side.ranking, side.awards)]
            for placing in side.ranking.placings:
                award = side.awards.by_entry.get(placing.entry.key, "")
                lines += [line_of(line) for line in explain_side(side.trade, side.rule, placing, award)]
    lines += delegation_lines(trade, lists, awards)
    others_agree(case, lists, awards, sides)
    kept_agree(case, scores, lists)
    return "\n".join(lines)


def list_lines(trade: Trade, ranking: Ranking, awards: Awards) -> Iterator[str]:
    yield f"list {ranking.trade} {ranking.group} decimals {ranking.shown_decimals} open {plain(ranking.open_ties)}"
    yield from map(placing_line, ranking.placings)
    if trade.rules.awards:
        yield plain(awards)
        yield from (f"answers {plain(question.resolutions)}" for question in awards.questions)


def delegation_lines(trade: Trade, lists: list[Ranking], awards: list[Awards]) -> Iterator[str]:
    rule = trade.rules.delegations
    if rule is None:
        return
    by_entry = {(trade.code, key): name for one in awards for key, name in one.by_entry.items()}
    points = award_points(rule, [trade])
    yield f"points {plain(points)}"
    yield from map(plain, rank_delegations(rule, lists, by_entry, points_of=points, names=("无人",)))
    stated = rank_delegations(rule, lists, by_entry)
    if [(one.delegation, one.rank) for one in stated] != [
        (one.delegation, one.rank) for one in rank_delegations(rule, lists, by_entry, points_of=points)
    ]:
        yield from (f"as stated {one.delegation} {plain(one.points)} {one.rank}" for one in stated)


def others_agree(case: Case, lists: list[Ranking], awards: list[Awards], sides: dict[str, tuple[object, ...]]) -> None:
    full = [("", ranking, given) for ranking, given in zip(lists, awards, strict=True)]
    full += [(name, side.ranking, side.awards) for name, found in sides.items() for side in found]  # type: ignore[attr-defined]
    opinion = second_opinion(
        case.trade,
        case.entries,
        case.extra,
        case.rulings,
        {(group, name): edge for group, found in case.edges.items() for name, edge in found.items()},
        dict.fromkeys(sides, case.rulings),
        {
            (rule, group, name): edge
            for rule in sides
            for group, found in case.side_edges.items()
            for name, edge in found.items()
        },
    )
    assert list(list_differences(case.trade, full, opinion)) == []
    for part in case.trade.rounds:
        sheets = {one.entry.key: one.rounds[part.id] for one in case.entries if part.id in one.rounds}
        lone = opinion_on_round(case.trade, part, sheets)
        for key, line in lone.items():
            found = next(
                score for score in (score_entry(case.trade, one) for one in case.entries) if score.entry.key == key
            )
            score = found.round(part.id)
            assert score is not None
            if line.score is None:
                assert score.score is None
            else:
                assert score.score is not None and line.score.equals(score.score)


def kept_agree(case: Case, scores: list[EntryScore], lists: list[Ranking]) -> None:
    """Entries taken in one by one, from the last, with another total before, make the same lists."""
    for ranking in lists:
        own = [placing.score for placing in ranking.placings]
        assert KeptRanking(case.trade, ranking.group, own, case.extra, case.rulings).ranking() == ranking
        kept = KeptRanking(case.trade, ranking.group, own[:1], case.extra, case.rulings)
        for score in reversed(own):
            kept.put(replace(score, total=Fraction(5), exact=Fraction(5)))
            kept.ranking()
            kept.put(score)
        assert kept.ranking() == ranking
        fresh = KeptRanking(case.trade, ranking.group, [], case.extra, case.rulings)
        for score in reversed(own):
            fresh.put(score)
        assert fresh.ranking() == ranking
    assert [one.ranking() for one in kept_trade(case.trade, scores, case.extra, case.rulings).values()] == lists


@titles("places")
def test_places(title: str) -> None:
    check("places", title, told)


def test_plain_places() -> None:
    assert plain_places([(3,), (5,), (3,), (1,), (5,)]) == [3, 1, 3, 5, 1]
    assert plain_places([]) == []
