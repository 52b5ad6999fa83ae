"""From stored marks to scores: by code for those who must not know names, by entry once a trade is decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.aggregate import score_entry, score_round
from app.domain.contest import Status
from app.domain.scores import Entry, EntryMarks, EntryScore, Mark, RoundMarks, RoundScore
from app.errors import Refusal
from app.services.common import TradeFacts, scheme_rules
from app.services.drawing import codes_by_entry, is_blind
from app.services.sheet_rules import mark_of
from db.queries import day, people, signing
from db.queries import scoring as stored
from db.queries.scoring import SheetData
from db.store import Reading


@dataclass(frozen=True)
class MarkedSheet:
    """A sheet with the marks that count."""

    sheet: SheetData
    marks: RoundMarks


def marked_sheets(
    reading: Reading, trade: TradeFacts, round_id: str | None = None
) -> dict[tuple[str, str], MarkedSheet]:
    """Every sheet of a trade (or round) by (round, code), with the marks that count."""
    cells: dict[int, dict[str, dict[str, Mark]]] = {}
    for row in stored.marks_of_trade(reading, trade.id, round_id):
        mark = mark_of(row[3], row[4])
        if mark is not None:
            cells.setdefault(row[0], {}).setdefault(row[1], {})[row[2]] = mark
    found = {}
    for sheet in stored.sheets_of(reading, trade.id, round_id):
        marks = cells.get(sheet.id, {})
        whole = marks.pop("", {}).get("")
        status = Status(sheet.status) if sheet.status else Status.PRESENT
        given = RoundMarks(marks, whole.number if whole else None, status, sheet.seconds)
        found[sheet.round, sheet.code] = MarkedSheet(sheet, given)
    return found


def scores_by_code(reading: Reading, trade: TradeFacts, round_id: str) -> dict[str, RoundScore]:
    """The score of every code in a round; names stay out of it."""
    rounding = trade.rules.rules.rounding
    found: dict[str, RoundScore] = {}
    for (_, code), marked in marked_sheets(reading, trade, round_id).items():
        rules = scheme_rules(reading, marked.sheet.scheme_id).round(round_id)
        assert rules is not None  # a sheet is only made for a round of its scheme
        found[code] = score_round(rules, marked.marks, rounding)
    return found


def is_decoded(reading: Reading, trade: TradeFacts) -> bool:
    """Whether codes and entries of a trade may be joined: decoded after the last lock, or nothing is hidden."""
    if not any(is_blind(trade, rules) for rules in trade.rules.rounds):
        return True
    last = signing.last_sign_off(reading, trade.id, "lock", "unlock", "decode")
    return last is not None and last.kind == "decode"


def entry_marks(reading: Reading, trade: TradeFacts) -> list[EntryMarks]:
    """All approved entries of a trade with their marks and statuses, by entry number.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    if not is_decoded(reading, trade):
        raise Refusal("results.not_decoded", trade=trade.name)
    codes = codes_by_entry(reading, trade)
    sheets = marked_sheets(reading, trade)
    statuses = day.attendance_of(reading, trade.id)
    found = []
    for entry in people.entries(reading, trade.id, "approved"):
        rounds = {
            rules.id: _round(
                sheets.get((rules.id, codes[rules.id].get(entry.id, ""))), statuses.get((entry.id, rules.id))
            )
            for rules in trade.rules.rounds
        }
        identity = Entry(entry.number, entry.name, entry.delegation, entry.group, entry.guest, entry.no_award)
        found.append(EntryMarks(identity, rounds))
    return found


def _round(marked: MarkedSheet | None, attendance: day.Attendance | None) -> RoundMarks:
    given = marked.marks if marked is not None else RoundMarks()
    if attendance is None or attendance.status == Status.PRESENT.value:
        return given
    return RoundMarks(given.marks, given.score, Status(attendance.status), given.seconds)


def entry_scores(reading: Reading, trade: TradeFacts) -> Mapping[str, EntryScore]:
    """The whole result of every entry by entry number."""
    return {marks.entry.key: score_entry(trade.rules, marks) for marks in entry_marks(reading, trade)}
