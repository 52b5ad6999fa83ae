"""Sheets of every kind with their whole derivation: aspects, modules, the round, and every line of the explanation.

The compiled scorer and the second opinion are asked about each of them too.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from app.domain.aggregate import score_entry, score_round
from app.domain.awards import assign_awards
from app.domain.contest import Status, Trade
from app.domain.definition import read_definition
from app.domain.explain import Line, explain, explain_score, plain_number
from app.domain.lean import RoundPlan, TradePlan, cells_of_marks, lean_round
from app.domain.marks import parse_mark
from app.domain.ranking import rank_trade
from app.domain.scores import Entry, EntryMarks, RoundMarks
from app.domain.shadow.opinion import second_opinion
from app.services.opinion_differences import list_differences
from tests.unit.domain.told import check, plain, titles

MODULE = '[[trade.round.module]]\nid = "A"\nname = "主体"\n'


def trade_of(text: str) -> Trade:
    """A trade of one round from its aspects, or from everything after `[[trade.round]] id`."""
    rules, _, text = text.rpartition("rules:")
    head = f'format = 1\n[rules]\n{rules}\n[[trade]]\ncode = "t"\nname = "焊工"\n'
    if text.strip().startswith("{"):
        text = f"{MODULE}aspects = [{', '.join(text.strip().splitlines())}]"
    text = f'{head}[[trade.round]]\nid = "practical"\n{text}\n'
    return read_definition(tomllib.loads(text, parse_float=Decimal), add_up=False).trades[0]


def marks_of(trade: Trade, said: str) -> RoundMarks:
    """`id = marks by seat` (a dot for none), `seconds`, `score`, `status`."""
    found, about = {}, RoundMarks()
    for line in filter(None, said.splitlines()):
        name, _, texts = (part.strip() for part in line.partition("="))
        if name == "seconds":
            about = replace(about, seconds=int(texts))
        elif name == "score":
            about = replace(about, score=Fraction(texts))
        elif name == "status":
            about = replace(about, status=Status(texts))
        else:
            aspect = trade.rounds[0].aspect(name)
            assert aspect is not None
            pairs = zip(aspect.seats, texts.split(), strict=True)
            found[name] = {seat: parse_mark(text, aspect) for seat, text in pairs if text != "."}
    return replace(about, marks=found)


def line_of(line: Line) -> str:
    said = f"{'  ' * line.level}{line.what} | {line.zh} | {line.en}"
    return f"{said} | {line.value} {plain_number(line.value)}" if line.value else said


def told(given: str) -> str:
    scheme, _, said = f"{given}\n".partition("\nmarks\n")
    trade = trade_of(scheme)
    part, given_marks = trade.rounds[0], marks_of(trade, said)
    found = score_round(part, given_marks, trade.rules.rounding)
    lines = [plain(replace(one, marks={})) for module in found.modules for one in module.aspects]
    lines += [plain(replace(module, aspects=())) for module in found.modules]
    lines.append(plain(replace(found, modules=())))
    entry = EntryMarks(Entry("HG01"), {part.id: given_marks})
    whole = score_entry(trade, entry)
    lines.append(plain(replace(whole, rounds=())))
    (ranking,) = rank_trade(trade, [whole])
    lines += [line_of(line) for line in explain(trade, ranking.placings[0])]
    assert explain_score(trade, whole) == explain(trade, ranking.placings[0])[-len(explain_score(trade, whole)) :]
    strict = score_round(part, given_marks, trade.rules.rounding, whole_panel=True)
    if strict != found:
        lines.append(f"whole panels: {strict.score} {plain(strict.missing)}")
    others_agree(trade, entry)
    return "\n".join(lines)


def others_agree(trade: Trade, entry: EntryMarks) -> None:
    """The compiled scorer and the second opinion say the same."""
    part, full = trade.rounds[0], score_entry(trade, entry)
    marks = entry.rounds[part.id]
    wanted = lean_round(full.rounds[0])
    assert TradePlan(trade).score(entry) == replace(full, rounds=(wanted,))
    plan = RoundPlan(part, trade.rules.rounding)
    cells = cells_of_marks(marks.marks)
    if part.modules and marks.score is None and all(seat in cells.get(name, {}) for name, seat in plan.block):
        values = [cells[name][seat] for name, seat in plan.block]
        assert plan.score_block(values, marks.status, marks.seconds) == wanted
    (ranking,) = rank_trade(trade, [full])
    lists = [("", ranking, assign_awards(trade, ranking))]
    assert list(list_differences(trade, lists, second_opinion(trade, [entry]))) == []


@titles("scoring")
def test_scoring(title: str) -> None:
    check("scoring", title, told)
