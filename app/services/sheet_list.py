"""The list of a round's sheets as it stands beside the open one: how far each is, and what in it waits for somebody."""

from __future__ import annotations

from app.services.common import contest_facts, scheme_rules
from app.services.sheet_rules import SheetMarks, cells_of, open_keying, sheet_questions
from app.services.sheet_view import SheetLine, SheetState
from db.queries import scoring as stored
from db.queries.scoring import SheetData
from db.store import Reading, Store


def lines(store: Store, trade_code: str, round_id: str) -> tuple[SheetLine, ...]:
    """The list of a round's sheets, with how many cells are open in each."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        trade.round(round_id)
        locked = stored.is_locked(reading, trade.id)
        counts = stored.open_counts(reading, trade.id, round_id)
        cells = len(cells_of(trade.round(round_id)))
        found = []
        for sheet in stored.sheets_of(reading, trade.id, round_id):
            missing = max(cells - counts.get((sheet.id, open_keying(sheet)), 0), 0)
            state = SheetState.LOCKED if locked else SheetState(sheet.state)
            differing, spreads = _waiting(reading, sheet, state, missing)
            line = SheetLine(sheet.id, sheet.code, str(sheet.sitting), state, sheet.status, missing, differing, spreads)
            found.append(line)
        return tuple(found)


# A sheet with more cells to key than this is still being typed: its spreads are not worth computing for the list.
_ALMOST_FULL = 5


def _waiting(reading: Reading, sheet: SheetData, state: SheetState, missing: int) -> tuple[int, int]:
    """How many cells differ and how many spreads wait for a decision, of a sheet that somebody must look at."""
    typed = state in (SheetState.FIRST, SheetState.SECOND) and missing <= _ALMOST_FULL
    if sheet.status or not (typed or state is SheetState.DIFFERS):
        return 0, 0
    marks = SheetMarks.of(stored.marks_of(reading, sheet.id))
    if state is SheetState.DIFFERS:
        return len(marks.differing()), 0
    rules = scheme_rules(reading, sheet.scheme_id)
    decisions = stored.spread_decisions(reading, sheet.id)
    asked = sheet_questions(sheet, rules, marks, decisions, open_keying(sheet))
    return 0, sum(question.kind == "spread" for question in asked)
