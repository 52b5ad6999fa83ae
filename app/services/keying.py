"""What the marking screen asks beside single marks: how a sheet opens for a person, whole blocks, where a code belongs.

A sheet opens as the one keying the person may see: whoever keyed first sees that, everybody else the second, empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.changes import Change
from app.domain.blind import read_code
from app.domain.contest import Round
from app.domain.marks import parse_mark, show_mark
from app.domain.numbers import narrow
from app.domain.roles import Act
from app.domain.scheme import Panel
from app.errors import Refusal
from app.services.access import Actor, acting, require
from app.services.common import TradeFacts, contest_facts
from app.services.scoring import (
    OpenSheet,
    append_mark,
    change_of,
    entered_cell,
    may_key,
    open_sheet,
    seat_of,
)
from app.services.sheet_keep import view_of
from app.services.sheet_list import line_of, lines_among
from app.services.sheet_rules import (
    AFTER_AGREEMENT,
    FINAL,
    FIRST,
    REMARK,
    RULE,
    SECOND,
    SINGLE,
    Cell,
    mark_of,
    open_keying,
)
from app.services.sheet_seats import as_seen, refuse_other_seat
from app.services.sheet_view import CellAddress, CellView, RowView, SheetLine, SheetState, SheetView
from db.queries import accounts
from db.queries import scoring as stored
from db.queries.scoring import MarkData
from db.store import Reading, Store


@dataclass(frozen=True)
class Opened:
    """A sheet as one person sees it. `keying` is the pass that what they type goes to; `closed` says why it takes
    nothing from them; `line` is how the list of sheets has it now."""

    view: SheetView
    keying: int
    closed: Refusal | None
    line: SheetLine


@dataclass(frozen=True)
class Marking:
    """A round ready to be marked: the rounds of the trade with a scheme, the one chosen, its sheets, and how panels are
    averaged ("drop" with extremes dropped, "mean", "" without panels)."""

    trade_name: str
    rounds: tuple[tuple[str, str], ...]
    round: str
    lines: tuple[SheetLine, ...]
    rule: str


@dataclass(frozen=True)
class Block:
    """Cells stored in one act, as they stand now."""

    cells: tuple[tuple[CellAddress, CellView], ...]
    change: Change


def marking(store: Store, trade_code: str, round_id: str = "") -> Marking:
    """The sheets of a round with a scheme: the one asked for, else the first that has sheets.

    Raises Refusal "contest.unknown_trade".
    """
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rounds = [rules for rules in trade.rules.rounds if rules.on_sheets]
        sheets = stored.sheets_of(reading, trade.id)
        drawn = {sheet.round for sheet in sheets}
        ids = [rules.id for rules in rounds]
        chosen = round_id if round_id in ids else next((i for i in ids if i in drawn), ids[0] if ids else "")
        found = lines_among(reading, store, trade, chosen, sheets) if chosen else ()
    rule = next((_rule(rules) for rules in rounds if rules.id == chosen), "")
    return Marking(trade.name, tuple((rules.id, rules.name) for rules in rounds), chosen, found, rule)


def _rule(rules: Round) -> str:
    panels = [aspect.detail for aspect in rules.aspects if isinstance(aspect.detail, Panel)]
    if not panels:
        return ""
    return "drop" if any(panel.drop_high or panel.drop_low for panel in panels) else "mean"


def open_for(store: Store, sheet_id: int, by: Actor) -> Opened:
    """The sheet as this person may see and key it. Raises Refusal "scoring.no_sheet"."""
    with store.read() as reading:
        sheet = open_sheet(reading, sheet_id)
        opened = _opened(reading, sheet, by)
        return replace(opened, view=_with_history(reading, sheet, opened.view))


def open_inside(reading: Reading, sheet_id: int, by: Actor) -> Opened:
    """As `open_for`, inside a transaction and without what stood in the cells before."""
    return _opened(reading, open_sheet(reading, sheet_id), by)


def _opened(reading: Reading, sheet: OpenSheet, by: Actor) -> Opened:
    keying = open_keying(sheet.data)
    closed = _closed(reading, sheet, keying, by)
    view, marks = view_of(reading, sheet, _shown_keying(reading, sheet, by, closed))
    return Opened(as_seen(reading, sheet, view, by), keying, closed, line_of(reading, sheet.data, view, marks))


def _closed(reading: Reading, sheet: OpenSheet, keying: int, by: Actor) -> Refusal | None:
    try:
        require(reading, by, Act.KEY_MARKS)
        may_key(reading, sheet, keying, by)
    except Refusal as refusal:
        return refusal
    return None


def _shown_keying(reading: Reading, sheet: OpenSheet, by: Actor, closed: Refusal | None) -> int:
    state = SheetState(sheet.data.state)
    if state in AFTER_AGREEMENT:
        return SECOND if sheet.data.double_entry else FIRST
    if closed is None or state not in (SheetState.SUBMITTED, SheetState.SECOND):
        return open_keying(sheet.data)
    if state is SheetState.SUBMITTED or stored.keyed_by(reading, sheet.data.id, FIRST, by.ref):
        return FIRST
    return SECOND


def _with_history(reading: Reading, sheet: OpenSheet, view: SheetView) -> SheetView:
    """The same view with people's names and what stood in a cell before: no more than the keying shown put in."""
    names = {f"u{account.id}": account.name for account in accounts.all_accounts(reading)} | {RULE: "按规则"}
    agreed = view.state in AFTER_AGREEMENT
    told = (FIRST if agreed else view.keying, FINAL)
    past: dict[Cell, list[MarkData]] = {}
    for mark in stored.repeated_marks_of(reading, sheet.data.id, told):
        # Marks made again are keyed a second time by somebody who has not seen them.
        unseen = mark.origin == REMARK and view.keying == SECOND and not agreed
        if not unseen:
            past.setdefault((mark.aspect, mark.seat), []).append(mark)
    seats = {aspect.id: aspect.seats for aspect in sheet.rules.aspects}
    rows = tuple(
        _row_with_history(sheet, row, seats.get(row.id, SINGLE), past, names)
        if any(cell.by for cell in row.cells)
        else row
        for row in view.rows
    )
    return replace(view, rows=rows)


def _row_with_history(
    sheet: OpenSheet,
    row: RowView,
    seats: tuple[str, ...],
    past: Mapping[Cell, list[MarkData]],
    names: Mapping[str, str],
) -> RowView:
    cells = []
    for seat, cell in zip(seats, row.cells, strict=True):
        if cell.by:
            before = _before(sheet, (row.id, seat), past.get((row.id, seat), []))
            cell = replace(cell, by=names.get(cell.by, cell.by), before=before if before != cell.text else "")
        cells.append(cell)
    return replace(row, cells=tuple(cells))


def _before(sheet: OpenSheet, cell: Cell, marks: list[MarkData]) -> str:
    """What stood in a cell before the mark in force, "" when nothing did."""
    if len(marks) < 2:
        return ""
    texts = [_text(sheet, cell, mark) for mark in marks]
    newest = texts[-1] if texts else ""
    return next((text for text in reversed(texts) if text and text != newest), "")


def _text(sheet: OpenSheet, cell: Cell, data: MarkData) -> str:
    mark = mark_of(data.value, data.token)
    return "" if mark is None else show_mark(mark, sheet.aspect(cell))


def enter_block(
    store: Store,
    sheet_id: int,
    keying: int,
    marks: Iterable[tuple[CellAddress, str]],
    *,
    by: Actor,
    at: datetime,
    why: str = "",
) -> Block:
    """Store many cells of a sheet in one act, all or none: one step to undo. `why` goes with the words among them.

    Raises what `scoring.enter_mark` raises, for the first cell that is refused.
    """
    shown: list[tuple[CellAddress, CellView]] = []
    seq = 0
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        may_key(writing, sheet, keying, by)
        for address, text in marks:
            cell = (address.aspect, seat_of(address))
            aspect = sheet.aspect(cell)
            mark = parse_mark(text, aspect)
            refuse_other_seat(writing, sheet, cell, by)
            reason = why if mark.word is not None else ""
            _, seq = append_mark(writing, sheet, keying, cell, mark, by, at, why=reason, origin="pasted")
            shown.append((address, entered_cell(writing, sheet, keying, cell, aspect, mark, by, at, doubtful=False)))
            if len(shown) == 1:
                sheet = open_sheet(writing, sheet_id)  # the first mark may have moved its state on
    return Block(tuple(shown), change_of(sheet, seq))


def locate(store: Store, text: str, trade_code: str, round_id: str) -> tuple[str, int]:
    """Round and sheet of a code as typed or scanned; its figures alone will do.

    Raises Refusal "scoring.code_digit" when the check digit says it was misread, "scoring.code_elsewhere" when it
    belongs to another trade, "scoring.no_sheet".
    """
    plain = "".join(narrow(text).upper().split())
    with store.read() as reading:
        facts = contest_facts(reading)
        trade = facts.trade(trade_code)
        code = read_code(f"{trade.letter}-{plain}" if plain.isdigit() else plain)
        if code is None:
            digits = "".join(sign for sign in plain if sign.isdigit())
            raise Refusal("scoring.code_digit" if len(digits) >= 3 else "scoring.no_sheet", code=text.strip())
        found = stored.find_code(reading, code)
        here = sorted((s for s in found if s.trade_id == trade.id), key=lambda s: s.round != round_id)
        if here:
            return here[0].round, here[0].id
        if found:
            elsewhere: TradeFacts = facts.trade_of(found[0].trade_id)
            raise Refusal("scoring.code_elsewhere", code=code, trade=elsewhere.name, here=trade.name)
    raise Refusal("scoring.no_sheet", code=code)
