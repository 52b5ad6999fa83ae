"""A round given as one score per entry (theory) as one table: the rules of a score sheet, a line for every entry.

Each line is a sheet of its own underneath, so that two keyings, settling, statuses and undo are the same as everywhere.
The second keying never shows what the first put in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.changes import Change, Kind
from app.domain.contest import Round, Status
from app.domain.marks import show_mark
from app.domain.numbers import show
from app.domain.ranking import natural
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting, require
from app.services.common import TradeFacts, contest_facts
from app.services.scoring import close_keying, may_key, open_sheet
from app.services.sheet_rules import (
    AFTER_AGREEMENT,
    FINAL,
    FIRST,
    OPEN_FOR,
    SECOND,
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
    `waiting` counts the lines that take this keying now, `own` says that the person keyed the other pass."""

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


@dataclass(frozen=True)
class Submitted:
    """How a table was handed in: lines submitted, how many of them agree and how many differ."""

    lines: int
    agreed: int
    differing: int
    change: Change


def theory_table(store: Store, trade_code: str, round_id: str, keying: int, by: Actor) -> TheoryTable:
    """The table of a round without a scheme for one keying; `round_id` "" takes the first, `keying` 0 the one that is
    open. Names are shown to those who may see people. Raises Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rounds = [rules for rules in trade.rules.rounds if not rules.modules]
        rules = next((r for r in rounds if r.id == round_id), rounds[0] if rounds else None)
        named = tuple((r.id, r.name) for r in rounds)
        if rules is None:
            return TheoryTable(None, named, trade.name, {}, {}, {}, FIRST, 0, False)
        sheets = sorted(stored.sheets_of(reading, trade.id, rules.id), key=lambda sheet: natural(sheet.code))
        keying = keying or _open_pass(sheets)
        locked = stored.is_locked(reading, trade.id)
        hidden = _hidden(reading, sheets, by) if keying == FIRST and not locked else frozenset()
        names = _names(reading, trade, by)
        view = _view(reading, trade, rules, sheets, keying, locked, names, hidden) if sheets else None
        waiting = [s for s in sheets if not s.status and SheetState(s.state) in OPEN_FOR[keying]]
        return TheoryTable(
            view,
            named,
            trade.name,
            {sheet.code: sheet.id for sheet in sheets},
            {sheet.code: SheetState(sheet.state) for sheet in sheets},
            {sheet.code: sheet.status for sheet in sheets},
            keying,
            len(waiting),
            any(stored.keyed_by(reading, s.id, FIRST + SECOND - keying, by.ref) for s in waiting),
            "" if rules.pass_line is None else show(rules.pass_line),
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


def _view(
    reading: Reading,
    trade: TradeFacts,
    rules: Round,
    sheets: list[SheetData],
    keying: int,
    locked: bool,
    names: Mapping[str, str],
    hidden: frozenset[int],
) -> SheetView:
    who = {f"u{account.id}": account.name for account in accounts.all_accounts(reading)}
    marks = stored.marks_of_round(reading, trade.id, rules.id)
    rows, questions, filled = [], [], 0
    for sheet in sheets:
        cell = _cell(sheet, rules, marks.get(sheet.id, {}), keying, locked, who)
        if sheet.id in hidden and not sheet.status:
            cell = CellView(CellState.WORD, "已录")
        rows.append(_row(sheet, rules, cell, names.get(sheet.code, "")))
        filled += cell.state is not CellState.EMPTY
        if sheet.status or SheetState(sheet.state) not in OPEN_FOR[keying]:
            continue
        if cell.state is CellState.EMPTY:
            questions.append(Question("missing", sheet.code, -1, ""))
        elif cell.state is CellState.DIFFERS or cell.doubtful:
            kind = "differs" if cell.state is CellState.DIFFERS else "doubtful"
            questions.append(Question(kind, sheet.code, -1, ""))
    return SheetView(
        sheet_id=-1 - keying,
        code=rules.name,
        trade=trade.code,
        trade_name=trade.name,
        round=rules.id,
        round_name=rules.name,
        state=SheetState.LOCKED if locked else SheetState.FIRST if keying == FIRST else SheetState.SECOND,
        status="",
        keying=keying,
        locked=locked,
        seats=("1",),
        rows=tuple(rows),
        total=None,
        maximum=show(rules.maximum),
        filled=filled,
        cells=len(rows),
        questions=tuple(questions),
    )


def _row(sheet: SheetData, rules: Round, cell: CellView, name: str) -> RowView:
    aspect = whole_round(rules)
    return RowView(
        kind="aspect",
        id=sheet.code,
        name=name,
        aspect_kind=aspect.kind.value,
        maximum=show(rules.maximum, least=1),
        minimum=show(aspect.minimum),
        decimals=aspect.entry_decimals,
        cells=(cell,),
    )


def _cell(
    sheet: SheetData, rules: Round, marks: Mapping[int, MarkData], keying: int, locked: bool, who: Mapping[str, str]
) -> CellView:
    if sheet.status:
        return CellView(CellState.WORD, Status(sheet.status).zh)
    state = SheetState.LOCKED if locked else SheetState(sheet.state)
    first, second, final = (marks.get(number) for number in (FIRST, SECOND, FINAL))
    if state in AFTER_AGREEMENT:
        return _shown(final or first, rules, who)
    if keying == FIRST:
        return _shown(final or first if not sheet.double_entry else first, rules, who)
    if final is None and first is not None and second is not None and first.value != second.value:
        return CellView(CellState.DIFFERS, f"{_shown(second, rules, who).text}≠{_shown(first, rules, who).text}")
    return _shown(final or second, rules, who)


def _shown(data: MarkData | None, rules: Round, who: Mapping[str, str]) -> CellView:
    mark = mark_of(data.value, data.token) if data is not None else None
    if data is None or mark is None:
        return CellView()
    state = CellState.VALUE if mark.word is None else CellState.WORD
    by = who.get(data.by, data.by)
    return CellView(state, show_mark(mark, whole_round(rules)), doubtful=data.doubtful, by=by, at=data.at.isoformat())


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
        marks = stored.marks_of_round(writing, trade.id, round_id)
        missing = [s.code for s in sheets if keying not in marks.get(s.id, {})]
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
