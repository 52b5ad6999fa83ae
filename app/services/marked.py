"""From stored marks to scores: by code for those who must not know names, by entry once a trade is decoded.

Lists are scored on whole numbers (`app.domain.lean`); the derivation of one entry's score comes from the full engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.aggregate import score_entry, total_entry
from app.domain.contest import Round, Status
from app.domain.lean import NO_MARKS, RoundPlan, plan_for
from app.domain.scores import Entry, EntryMarks, EntryScore, Mark, RoundMarks, RoundScore
from app.errors import Refusal
from app.services.common import TradeFacts, scheme_rules
from app.services.drawing import codes_by_entry, hidden_rounds
from app.services.sheet_rules import mark_of
from app.services.sheet_scores import score_sheets, status_of
from db.queries import day, mark_blocks, people, signing
from db.queries import scoring as stored
from db.queries.people import EntryData
from db.queries.scoring import SheetData
from db.store import Reading


def scores_by_code(reading: Reading, trade: TradeFacts, round_id: str) -> dict[str, RoundScore]:
    """The score of every code in a round, without its derivation; names stay out of it."""
    plans: dict[int, RoundPlan] = {}

    def plan_of(sheet: SheetData) -> RoundPlan:
        known = plans.get(sheet.scheme_id)
        if known is None:
            rules = scheme_rules(reading, sheet.scheme_id).round(round_id)
            assert rules is not None  # a sheet is only made for a round of its scheme
            known = plans[sheet.scheme_id] = plan_for(rules, trade.rules.rules.rounding)
        return known

    return score_sheets(reading, trade.id, round_id, stored.sheets_of(reading, trade.id, round_id), plan_of)


def is_decoded(reading: Reading, trade: TradeFacts) -> bool:
    """Whether codes and entries of a trade may be joined: decoded after the last lock, or nothing is hidden."""
    if not hidden_rounds(reading, trade):
        return True
    last = signing.last_sign_off(reading, trade.id, "lock", "unlock", "decode")
    return last is not None and last.kind == "decode"


def _refuse_if_blind(reading: Reading, trade: TradeFacts) -> None:
    if not is_decoded(reading, trade):
        raise Refusal("results.not_decoded", trade=trade.name)


@dataclass
class TradeScores:
    """A trade's rounds scored by code, with what joins codes and entries. `rounds` may be kept up to date."""

    trade: TradeFacts
    entries: dict[int, EntryData]
    codes: Mapping[str, Mapping[int, str]]
    statuses: Mapping[tuple[int, str], day.Attendance]
    plans: Mapping[str, RoundPlan]
    rounds: dict[str, dict[str, RoundScore]]

    def __post_init__(self) -> None:
        self._unmarked = {name: plan.score(NO_MARKS) for name, plan in self.plans.items()}

    def score(self, entry: EntryData) -> EntryScore:
        """The whole result of an entry."""
        scores = []
        for name in self.plans:
            score = self.rounds[name].get(self.codes[name].get(entry.id, ""), self._unmarked[name])
            scores.append(_attended(score, self.statuses.get((entry.id, name))))
        return total_entry(self.trade.rules, _identity(entry), scores)


def trade_scores(reading: Reading, trade: TradeFacts) -> TradeScores:
    """Everything of a trade scored. Raises Refusal "results.not_decoded" while the trade is blind."""
    _refuse_if_blind(reading, trade)
    plans = {rules.id: plan_for(rules, trade.rules.rules.rounding) for rules in trade.rules.rounds}
    return TradeScores(
        trade=trade,
        entries={entry.id: entry for entry in people.entries(reading, trade.id, "approved")},
        codes=codes_by_entry(reading, trade),
        statuses=day.attendance_of(reading, trade.id),
        plans=plans,
        rounds={name: _round_scores(reading, trade, plan) for name, plan in plans.items()},
    )


def entry_scores(reading: Reading, trade: TradeFacts) -> Mapping[str, EntryScore]:
    """The whole result of every approved entry by entry number, without its derivation.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    found = trade_scores(reading, trade)
    return {entry.number: found.score(entry) for entry in found.entries.values()}


def _round_scores(reading: Reading, trade: TradeFacts, plan: RoundPlan) -> dict[str, RoundScore]:
    sheets = stored.sheets_of(reading, trade.id, plan.part.id)
    return score_sheets(reading, trade.id, plan.part.id, sheets, lambda sheet: plan)


def _identity(entry: EntryData) -> Entry:
    return Entry(entry.number, entry.name, entry.delegation, entry.group, entry.guest, entry.no_award)


def _attended(score: RoundScore, attendance: day.Attendance | None) -> RoundScore:
    """What check-in noted of an entry goes before the word on its sheet."""
    if attendance is None or attendance.status == Status.PRESENT.value:
        return score
    return replace(score, status=Status(attendance.status))


def full_score(reading: Reading, trade: TradeFacts, entry: EntryData) -> EntryScore:
    """The result of one entry with its whole derivation. Raises Refusal "results.not_decoded"."""
    _refuse_if_blind(reading, trade)
    codes = codes_by_entry(reading, trade)
    statuses = day.attendance_of(reading, trade.id)
    rounds = {}
    for rules in trade.rules.rounds:
        given = _round_marks(reading, trade, rules, codes[rules.id].get(entry.id, ""))
        attendance = statuses.get((entry.id, rules.id))
        if attendance is not None and attendance.status != Status.PRESENT.value:
            given = replace(given, status=Status(attendance.status))
        rounds[rules.id] = given
    return score_entry(trade.rules, EntryMarks(_identity(entry), rounds))


def _round_marks(reading: Reading, trade: TradeFacts, rules: Round, code: str) -> RoundMarks:
    sheet = stored.sheet_by_code(reading, trade.id, rules.id, code)
    if sheet is None:
        return NO_MARKS
    marks: dict[str, dict[str, Mark]] = {}
    for (aspect, seat), (value, token) in mark_blocks.cells(reading, sheet.id).items():
        mark = mark_of(value, token)
        if mark is not None:
            marks.setdefault(aspect, {})[seat] = mark
    whole = marks.pop("", {}).get("")
    return RoundMarks(marks, whole.number if whole else None, status_of(sheet), sheet.seconds)
