"""The list of a round's sheets as it stands beside the open one: how far each is, and what in it waits for somebody.

Asked after marks while people go on typing, so what was counted is kept as long as its file is open, and only sheets
that got marks since are looked at again. Marks are only ever added, which makes their ids a safe measure of that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from app.services.common import TradeFacts, contest_facts, scheme_rules
from app.services.sheet_rules import SheetMarks, cells_of, open_keying, sheet_questions
from app.services.sheet_view import SheetLine, SheetState, SheetView
from db.queries import board, mark_counts
from db.queries import scoring as stored
from db.queries.scoring import SheetData
from db.store import Reading, Store

Asked = tuple[SheetData, int]  # what an answer about a sheet follows from beside its marks: its facts, the decisions


@dataclass
class _Counted:
    """What was found out about the sheets of one open file, and up to which mark."""

    newest: int = 0
    filled: dict[int, dict[int, int]] = field(default_factory=dict)  # sheet, keying -> cells that hold something
    waiting: dict[int, tuple[Asked, tuple[int, int]]] = field(default_factory=dict)

    def follow(self, reading: Reading, sheets: Iterable[int]) -> None:
        """Count the sheets that are not known, or that got marks since."""
        newest = mark_counts.newest(reading)
        if newest != self.newest:
            for sheet in mark_counts.marked_since(reading, self.newest):
                self.filled.pop(sheet, None)
                self.waiting.pop(sheet, None)
            self.newest = newest
        unknown = [sheet for sheet in sheets if sheet not in self.filled]
        self.filled |= {sheet: {} for sheet in unknown}
        for (sheet, keying), count in mark_counts.filled(reading, unknown).items():
            self.filled[sheet][keying] = count


_COUNTED: WeakKeyDictionary[Store, _Counted] = WeakKeyDictionary()


def lines(store: Store, trade_code: str, round_id: str) -> tuple[SheetLine, ...]:
    """The list of a round's sheets, with how many cells are open in each."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        return lines_among(reading, store, trade, round_id, stored.sheets_of(reading, trade.id, round_id))


def lines_among(
    reading: Reading, store: Store, trade: TradeFacts, round_id: str, sheets: Iterable[SheetData]
) -> tuple[SheetLine, ...]:
    """As `lines`, inside a transaction: those of the sheets given that belong to the round, in their order."""
    cells = len(cells_of(trade.round(round_id)))
    locked = stored.is_locked(reading, trade.id)
    here = [sheet for sheet in sheets if sheet.round == round_id]
    counted = _COUNTED.setdefault(store, _Counted())
    counted.follow(reading, (sheet.id for sheet in here))
    decided = board.last_spread_decision(reading)
    found = []
    for sheet in here:
        missing = max(cells - counted.filled[sheet.id].get(open_keying(sheet), 0), 0)
        state = SheetState.LOCKED if locked else SheetState(sheet.state)
        waiting = _waiting(reading, counted, (sheet, decided), state, missing)
        found.append(_line(sheet, state, missing, waiting))
    return tuple(found)


def line_of(reading: Reading, sheet: SheetData, view: SheetView, marks: SheetMarks) -> SheetLine:
    """The line of one sheet, from what was read to show it: what `lines` gives, without a look at all the others.

    `view` is the sheet whole, as no judge's eyes narrow it; the questions in it are those of the keying it shows.
    """
    nothing = sheet.state == SheetState.EMPTY.value  # 回避 that such a sheet shows is stored with its first mark only
    missing = view.cells if nothing else max(view.cells - len(marks.keyed(open_keying(sheet))), 0)
    waiting = (0, 0)
    if _looked_at(sheet, view.state, missing):
        if view.state is SheetState.DIFFERS:
            waiting = len(marks.differing()), 0
        elif view.keying == open_keying(sheet):
            waiting = 0, sum(question.kind == "spread" for question in view.questions)
        else:
            waiting = _look(reading, sheet, view.state)
    return _line(sheet, view.state, missing, waiting)


def _line(sheet: SheetData, state: SheetState, missing: int, waiting: tuple[int, int]) -> SheetLine:
    return SheetLine(sheet.id, sheet.code, str(sheet.sitting), state, sheet.status, missing, *waiting)


# A sheet with more cells to key than this is still being typed: its spreads are not worth computing for the list.
_ALMOST_FULL = 5


def _waiting(reading: Reading, counted: _Counted, asked: Asked, state: SheetState, missing: int) -> tuple[int, int]:
    """How many cells differ and how many spreads wait for a decision, of a sheet that somebody must look at."""
    sheet, _ = asked
    if not _looked_at(sheet, state, missing):
        return 0, 0
    known = counted.waiting.get(sheet.id)
    if known is None or known[0] != asked:
        known = counted.waiting[sheet.id] = (asked, _look(reading, sheet, state))
    return known[1]


def _looked_at(sheet: SheetData, state: SheetState, missing: int) -> bool:
    typed = state in (SheetState.FIRST, SheetState.SECOND) and missing <= _ALMOST_FULL
    return not sheet.status and (typed or state is SheetState.DIFFERS)


def _look(reading: Reading, sheet: SheetData, state: SheetState) -> tuple[int, int]:
    marks = SheetMarks.of(stored.marks_of(reading, sheet.id))
    if state is SheetState.DIFFERS:
        return len(marks.differing()), 0
    rules = scheme_rules(reading, sheet.scheme_id)
    decisions = stored.spread_decisions(reading, sheet.id)
    questions = sheet_questions(sheet, rules, marks, decisions, open_keying(sheet))
    return 0, sum(question.kind == "spread" for question in questions)
