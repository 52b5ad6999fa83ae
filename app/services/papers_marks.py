"""The marks that count, as paper needs them: whole sheets with every cell, for a round at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.domain.aggregate import score_aspect
from app.domain.contest import Round
from app.domain.numbers import show
from app.domain.scheme import AspectKind
from app.domain.scores import Mark, RoundMarks
from app.services.common import TradeFacts, scheme_rules
from app.services.drawing import codes_by_entry
from app.services.sheet_rules import mark_of
from app.services.sheet_scores import status_of
from db.queries import people
from db.queries import scoring as stored
from db.queries.scoring import SheetData
from db.store import Reading


@dataclass(frozen=True)
class MarkedSheet:
    """A sheet with the marks that count."""

    sheet: SheetData
    marks: RoundMarks


def marked_sheets(reading: Reading, trade: TradeFacts, round_id: str) -> list[MarkedSheet]:
    """Every sheet of a round by sitting and code, with the marks that count. Names stay out of it."""
    cells: dict[int, dict[str, dict[str, Mark]]] = {}
    for sheet_id, aspect, seat, value, token, *_ in stored.marks_of_trade(reading, trade.id, round_id):
        mark = mark_of(value, token)
        if mark is not None:
            cells.setdefault(sheet_id, {}).setdefault(aspect, {})[seat] = mark
    found = []
    for sheet in stored.sheets_of(reading, trade.id, round_id):
        marks = cells.get(sheet.id, {})
        whole = marks.pop("", {}).get("")
        given = RoundMarks(marks, whole.number if whole else None, status_of(sheet), sheet.seconds)
        found.append(MarkedSheet(sheet, given))
    return found


def part_scores(reading: Reading, trade: TradeFacts, rules: Round) -> dict[str, tuple[str, ...]]:
    """Of a listed round what each part gave, by code, in the order of the parts; "" where one has no mark."""
    if not rules.listed:
        return {}
    found = {}
    for one in marked_sheets(reading, trade, rules.id):
        scores = [
            score_aspect(part, one.marks.marks.get(part.id, {}), rules.rounding or trade.rules.rules.rounding).score
            for part in rules.aspects
        ]
        found[one.sheet.code] = tuple("" if score is None else show(score, least=1) for score in scores)
    return found


def deductions(reading: Reading, trade: TradeFacts) -> dict[str, str]:
    """What the catalogues took off each entry's marks, by entry number; empty where no scheme has a catalogue.

    For decoded trades: whoever asks has made sure of that.
    """
    taken: dict[tuple[str, str], Fraction] = {}
    for part in trade.rules.rounds:
        if not any(aspect.kind is AspectKind.DEDUCTION for aspect in part.aspects):
            continue
        for marked in marked_sheets(reading, trade, part.id):
            rules = scheme_rules(reading, marked.sheet.scheme_id).round(part.id)
            scores = [
                score_aspect(aspect, marked.marks.marks.get(aspect.id, {}), trade.rules.rules.rounding).score
                for aspect in (rules.aspects if rules else ())
                if aspect.kind is AspectKind.DEDUCTION
            ]
            known = [score for score in scores if score is not None]
            if known:
                taken[part.id, marked.sheet.code] = sum(known, Fraction(0))
    if not taken:
        return {}
    codes = codes_by_entry(reading, trade)
    found = {}
    for entry in people.entries(reading, trade.id, "approved"):
        own = [taken.get((part.id, codes[part.id].get(entry.id, ""))) for part in trade.rules.rounds]
        if any(score is not None for score in own):
            found[entry.number] = show(sum((score for score in own if score is not None), Fraction(0)), least=2)
    return found
