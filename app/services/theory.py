"""A round given as one score per entry (theory) as one table: the rules of a score sheet, a line for every entry.

Each line is a sheet of its own underneath, so that two keyings, settling, statuses and undo are the same as everywhere.
The second keying never shows what the first put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction

from app.changes import Change, Kind
from app.domain.contest import Round, Status
from app.domain.marks import show_mark
from app.domain.numbers import show
from app.domain.ranking import natural
from app.domain.roles import Act
from app.domain.scheme import Aspect
from app.errors import Refusal
from app.services.access import Actor, acting, require
from app.services.common import TradeFacts, contest_facts
from app.services.scoring import close_keying, may_key, open_sheet
from app.services.sheet_rules import (
    AFTER_AGREEMENT,
    FIRST,
    OPEN_FOR,
    SECOND,
    SheetMarks,
    cells_of,
    mark_of,
    whole_round,
)
from app.services.sheet_view import CellState, CellView, Question, RowView, SheetState, SheetView
from db.queries import accounts, people
from db.queries import scoring as stored
from db.queries.scoring import MarkData, SheetData
from db.store import Reading, Store


@dataclass(frozen=True)
class TheoryTable:
    """The table of one round and keying. `sheets` and `states` are by entry number, as the lines of `view` are;
    `waiting` counts the lines that take this keying now, `own` says that the person keyed the other pass. `parts` are
    id and name of the mark columns (none: the score itself), `papers` the 卷号 there are, `once` the lines that are
    keyed only once."""

    view: SheetView | None
    rounds: tuple[tuple[str, str], ...]
    trade_name: str
    sheets: Mapping[str, int]
    states: Mapping[str, SheetState]
    statuses: Mapping[str, str]
    keying: int
    waiting: int
    own: bool
    pass_line: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    once: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Submitted:
    """How a table was handed in: lines submitted, how many of them agree and how many differ."""

    lines: int
    agreed: int
    differing: int
    change: Change


def theory_table(store: Store, trade_code: str, round_id: str, keying: int, by: Actor) -> TheoryTable:
    """The table of a round without sheets for one keying; `round_id` "" takes the first, `keying` 0 the one that is
    open. Names are shown to those who may see people. Raises Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rounds = [rules for rules in trade.rules.rounds if not rules.on_sheets]
        rules = next((r for r in rounds if r.id == round_id), rounds[0] if rounds else None)
        named = tuple((r.id, r.name) for r in rounds)
        if rules is None:
            return TheoryTable(None, named, trade.name, {}, {}, {}, FIRST, 0, False)
        sheets = sorted(stored.sheets_of(reading, trade.id, rules.id), key=lambda sheet: natural(sheet.code))
        keying = keying or _open_pass(sheets)
        locked = stored.is_locked(reading, trade.id)
        hidden = _hidden(reading, sheets, by) if keying == FIRST and not locked else frozenset()
        view = _View(reading, trade, rules, keying, locked, hidden).view(sheets, _names(reading, trade, by))
        waiting = [s for s in sheets if not s.status and SheetState(s.state) in OPEN_FOR[keying]]
        papers = stored.papers_of_list(reading, trade.id, rules.id)
        return TheoryTable(
            view if sheets else None,
            named,
            trade.name,
            {sheet.code: sheet.id for sheet in sheets},
            {sheet.code: SheetState(sheet.state) for sheet in sheets},
            {sheet.code: sheet.status for sheet in sheets},
            keying,
            len(waiting),
            any(stored.keyed_by(reading, s.id, FIRST + SECOND - keying, by.ref) for s in waiting),
            "" if rules.pass_line is None else show(rules.pass_line),
            tuple((part.id, part.name) for part in rules.aspects),
            {sheet.code: papers[sheet.id] for sheet in sheets if sheet.id in papers},
            frozenset(sheet.code for sheet in sheets if not sheet.double_entry),
        )


def _hidden(reading: Reading, sheets: list[SheetData], by: Actor) -> frozenset[int]:
    """The sheets whose first keying somebody else put in and a second one still checks: nobody else may see it."""
    waiting = [s.id for s in sheets if SheetState(s.state) in OPEN_FOR[SECOND]]
    return frozenset(sheet for sheet in waiting if not stored.keyed_by(reading, sheet, FIRST, by.ref))


def _open_pass(sheets: list[SheetData]) -> int:
    states = [SheetState(sheet.state) for sheet in sheets if not sheet.status]
    return FIRST if not states or any(state in OPEN_FOR[FIRST] for state in states) else SECOND


def _names(reading: Reading, trade: TradeFacts, by: Actor) -> Mapping[str, str]:
    try:
        require(reading, by, Act.SEE_PEOPLE)
    except Refusal:
        return {}
    return {entry.number: entry.name for entry in people.entries(reading, trade.id)}


class _View:
    """The table as one keying may see it: of every line the cells of its parts, or the one of the whole round."""

    def __init__(
        self, reading: Reading, trade: TradeFacts, rules: Round, keying: int, locked: bool, hidden: frozenset[int]
    ) -> None:
        self.trade, self.rules, self.keying, self.locked, self.hidden = trade, rules, keying, locked, hidden
        self.aspects = rules.aspects or (whole_round(rules),)
        self.who = {f"u{account.id}": account.name for account in accounts.all_accounts(reading)}
        marks = stored.marks_of_list(reading, trade.id, rules.id)
        self.marks = {sheet: SheetMarks.of(cells) for sheet, cells in marks.items()}

    def view(self, sheets: Sequence[SheetData], names: Mapping[str, str]) -> SheetView:
        """The whole table; `cells` and `filled` count people."""
        rows = _lined_up(tuple(self._row(sheet, names.get(sheet.code, "")) for sheet in sheets))
        whole = len(self.aspects) == 1
        return SheetView(
            sheet_id=-1 - self.keying,
            code=self.rules.name,
            trade=self.trade.code,
            trade_name=self.trade.name,
            round=self.rules.id,
            round_name=self.rules.name,
            state=SheetState.LOCKED if self.locked else SheetState.FIRST if self.keying == FIRST else SheetState.SECOND,
            status="",
            keying=self.keying,
            locked=self.locked,
            seats=("1",) if whole else tuple(aspect.name for aspect in self.aspects),
            rows=rows,
            total=None,
            maximum=show(self.rules.maximum),
            filled=sum(all(cell.state is not CellState.EMPTY for cell in row.cells) for row in rows),
            cells=len(rows),
            questions=tuple(
                question for sheet, row in zip(sheets, rows, strict=True) for question in self._open(sheet, row)
            ),
        )

    def _row(self, sheet: SheetData, name: str) -> RowView:
        marks = self.marks.get(sheet.id, _NO_MARKS)
        found = [self._stands(sheet, marks, aspect) for aspect in self.aspects]
        cells = tuple(self._cell(sheet, marks, aspect, data) for aspect, data in zip(self.aspects, found, strict=True))
        whole = len(self.aspects) == 1
        counted = not sheet.status and all(cell.state is CellState.VALUE for cell in cells)
        total = Fraction(sum(data.value or 0 for data in found if data is not None), 1000)
        return RowView(
            kind="aspect",
            id=sheet.code,
            name=name,
            aspect_kind=self.aspects[0].kind.value,
            maximum=show(self.rules.maximum, least=1),
            minimum=show(self.aspects[0].minimum),
            step="" if self.aspects[0].step is None else show(self.aspects[0].step),
            decimals=max(aspect.entry_decimals for aspect in self.aspects),
            cells=cells,
            score=show(total) if counted else None,
            limits=() if whole else tuple(show(aspect.highest or 0, least=1) for aspect in self.aspects),
        )

    def _stands(self, sheet: SheetData, marks: SheetMarks, aspect: Aspect) -> MarkData | None:
        """The mark this keying shows of a cell."""
        first, second, final = (keyed.get((aspect.id, "")) for keyed in (marks.first, marks.second, marks.final))
        if self._agreed(sheet):
            return final or first
        if self.keying == FIRST:
            return final or first if not sheet.double_entry else first
        return final or second

    def _agreed(self, sheet: SheetData) -> bool:
        return self.locked or SheetState(sheet.state) in AFTER_AGREEMENT

    def _cell(self, sheet: SheetData, marks: SheetMarks, aspect: Aspect, data: MarkData | None) -> CellView:
        if sheet.status:
            return CellView(CellState.WORD, Status(sheet.status).zh)
        if sheet.id in self.hidden:
            return CellView(CellState.WORD, "已录")
        if self.keying == SECOND and not self._agreed(sheet) and (aspect.id, "") in marks.unequal():
            first, second = (keyed.get((aspect.id, "")) for keyed in (marks.to_check(), marks.second))
            return CellView(CellState.DIFFERS, f"{self._text(second, aspect)}≠{self._text(first, aspect)}")
        mark = mark_of(data.value, data.token) if data is not None else None
        if data is None or mark is None:
            return CellView()
        state = CellState.VALUE if mark.word is None else CellState.WORD
        by = self.who.get(data.by, data.by)
        return CellView(state, show_mark(mark, aspect), doubtful=data.doubtful, by=by, at=data.at.isoformat())

    @staticmethod
    def _text(data: MarkData | None, aspect: Aspect) -> str:
        mark = mark_of(data.value, data.token) if data is not None else None
        return "" if mark is None else show_mark(mark, aspect)

    def _open(self, sheet: SheetData, row: RowView) -> Iterator[Question]:
        """What keeps a line from being handed in, its cells in order."""
        if sheet.status or SheetState(sheet.state) not in OPEN_FOR[self.keying]:
            return
        for seat, cell in enumerate(row.cells):
            kind = "missing" if cell.state is CellState.EMPTY else "differs" if cell.state is CellState.DIFFERS else ""
            kind = kind or ("doubtful" if cell.doubtful else "")
            if kind:
                yield Question(kind, sheet.code, -1 if len(row.cells) == 1 else seat, "")


def _lined_up(rows: tuple[RowView, ...]) -> tuple[RowView, ...]:
    """All lines with the decimals of the longest mark, so that the points of a column stand under one another."""
    texts = [cell.text for row in rows for cell in row.cells if cell.state is CellState.VALUE]
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    return tuple(
        replace(row, decimals=places, score=None if row.score is None else show(Fraction(row.score), least=places))
        for row in rows
    )


_NO_MARKS = SheetMarks({}, {}, {})


def submit_table(store: Store, trade_code: str, round_id: str, keying: int, *, by: Actor, at: datetime) -> Submitted:
    """Hand one keying of the whole table in, all lines that take it or none.

    Raises Refusal "theory.missing" with how many have neither score nor status, "theory.nothing", and what `may_key`
    raises (the same person keyed the other pass).
    """
    with acting(store, by, Act.KEY_THEORY, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        rules = trade.round(round_id)
        sheets = [
            sheet
            for sheet in stored.sheets_of(writing, trade.id, round_id)
            if not sheet.status and SheetState(sheet.state) in OPEN_FOR[keying]
        ]
        if not sheets:
            raise Refusal("theory.nothing", round=rules.name)
        marks = {
            sheet: SheetMarks.of(found) for sheet, found in stored.marks_of_list(writing, trade.id, round_id).items()
        }
        cells = set(cells_of(rules))
        missing = [s.code for s in sheets if cells - set(marks.get(s.id, _NO_MARKS).keyed(keying))]
        if missing:
            raise Refusal("theory.missing", round=rules.name, count=len(missing), first=missing[0])
        seq = 0
        for data in sheets:
            sheet = open_sheet(writing, data.id)
            may_key(writing, sheet, keying, by)
            seq = close_keying(writing, sheet, keying, by, at)
        wanted = {sheet.id for sheet in sheets}
        after = [s.state for s in stored.sheets_of(writing, trade.id, round_id) if s.id in wanted]
    return Submitted(
        len(sheets),
        after.count(SheetState.AGREED.value),
        after.count(SheetState.DIFFERS.value),
        Change(frozenset({Kind.SHEETS}), frozenset({trade.code}), seq),
    )
