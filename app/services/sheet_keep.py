"""One sheet inside a transaction: opening it, who may key into it, a mark appended, the final word on a cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.contest import Round, Status, Trade
from app.domain.definition import open_sums, refuse_open_sums
from app.domain.panels import SeatOf, recused_cells
from app.domain.roles import Act
from app.domain.scheme import Aspect
from app.domain.scores import Mark, Word
from app.errors import Refusal, RightsRefusal
from app.services.access import Actor, acting
from app.services.common import scheme_rules
from app.services.sheet_rules import (
    FINAL,
    FIRST,
    OPEN_FOR,
    RULE,
    SECOND,
    Cell,
    SheetMarks,
    audit_form,
    find_aspect,
    sheet_view,
    stored_form,
    whole_round,
)
from app.services.sheet_view import CellAddress, SheetState, SheetView
from app.services.theory_parts import refuse_above
from db.queries import contest as contests
from db.queries import judges
from db.queries import scoring as stored
from db.queries.scoring import MarkData, NewMark, SheetData
from db.store import Reading, Store, Writing

NEVER = datetime.fromtimestamp(0, UTC)  # when a rule said what nobody keyed


@dataclass(frozen=True)
class OpenSheet:
    """A sheet with the rules it is marked under, inside a transaction."""

    data: SheetData
    trade: Trade
    trade_code: str
    rules: Round
    appeal: int | None = None  # the upheld appeal it is open for, if one

    @property
    def ref(self) -> str:
        """As the audit chain names it."""
        return f"{self.trade_code}/{self.data.round}/{self.data.code}"

    def aspect(self, cell: Cell) -> Aspect:
        """The aspect of a cell, checked. A round without a scheme has the one cell ("", "")."""
        if not self.rules.modules and cell == ("", ""):
            return whole_round(self.rules)
        return find_aspect(self.rules, *cell)


def open_sheet(reading: Reading, sheet_id: int) -> OpenSheet:
    """The sheet of a row id. Raises Refusal "scoring.no_sheet"."""
    data = stored.sheet(reading, sheet_id)
    if data is None:
        raise Refusal("scoring.no_sheet", code=f"#{sheet_id}")
    trade = scheme_rules(reading, data.scheme_id)
    rules = trade.round(data.round)
    assert rules is not None  # a sheet is only made for a round of its scheme
    return OpenSheet(data, trade, trade.code.lower(), rules)


def seat_of(address: CellAddress) -> str:
    """The stored seat of a cell on the screen: seat 0 is "1", a merged cell ""."""
    return "" if address.seat < 0 else str(address.seat + 1)


def read_view(reading: Reading, sheet_id: int, keying: int) -> SheetView:
    """As `view`, inside a transaction."""
    return view_of(reading, open_sheet(reading, sheet_id), keying)[0]


def view_of(reading: Reading, sheet: OpenSheet, keying: int) -> tuple[SheetView, SheetMarks]:
    """A sheet as one keying may see it, with the marks that say so."""
    marks = SheetMarks.of([*_barred(reading, sheet), *stored.marks_of(reading, sheet.data.id)])
    decisions = stored.spread_decisions(reading, sheet.data.id)
    locked = stored.is_locked(reading, sheet.data.trade_id)
    return sheet_view(sheet.data, sheet.trade, sheet.trade_code, marks, decisions, keying, locked), marks


def change_of(sheet: OpenSheet, seq: int) -> Change:
    """What an act inside a sheet changed: the sheets of its trade."""
    return Change(frozenset({Kind.SHEETS}), frozenset({sheet.trade_code}), seq)


def may_key(reading: Reading, sheet: OpenSheet, keying: int, by: Actor) -> None:
    """Let an account key into a sheet, or say why not."""
    data = sheet.data
    if stored.is_locked(reading, data.trade_id):
        raise Refusal("scoring.locked", code=data.code)
    if data.status:
        raise Refusal("scoring.covered", code=data.code, status=Status(data.status).zh)
    if SheetState(data.state) not in OPEN_FOR.get(keying, ()):
        early = keying == SECOND and SheetState(data.state) in OPEN_FOR[FIRST]
        raise Refusal("scoring.not_yet" if early else "scoring.submitted", code=data.code)
    if data.state == SheetState.EMPTY.value:
        refuse_open_sums(open_sums(sheet.rules, sheet.rules.id))
    other = stored.keyed_by(reading, data.id, FIRST + SECOND - keying, by.ref)
    if other or (keying == SECOND and stored.remarked_by(reading, data.id, by.ref)):
        raise RightsRefusal("scoring.same_recorder", name=by.name, code=data.code)


def recused(reading: Reading, sheet: OpenSheet) -> frozenset[Cell]:
    """The cells of a sheet whose judges must not mark it."""
    seats = judges.recused_seats(reading, sheet.data.id)
    return frozenset(recused_cells(sheet.rules, (SeatOf(*one) for one in seats))) if seats else frozenset()


def refuse_recused(reading: Reading, sheet: OpenSheet, cell: Cell, mark: Mark | None) -> None:
    """Nothing but 回避 stands in the cell of a judge who must not mark. Raises Refusal "judges.recused"."""
    own = mark is not None and mark.word is Word.RECUSED
    if cell[1] and not own and cell in recused(reading, sheet):
        raise Refusal("judges.recused", code=sheet.data.code, aspect=cell[0], seat=cell[1])


def _barred(reading: Reading, sheet: OpenSheet) -> list[MarkData]:
    """回避 as a sheet shows it before anything is keyed; with the first mark it is stored, see `begin_sheet`."""
    if sheet.data.state != SheetState.EMPTY.value:
        return []
    value, token = stored_form(Mark(word=Word.RECUSED))
    return [
        MarkData(sheet.data.id, keying, aspect, seat, value, token, False, RULE, RULE, NEVER)
        for aspect, seat in sorted(recused(reading, sheet))
        for keying in (FIRST, SECOND)
    ]


def begin_sheet(writing: Writing, sheet: OpenSheet, at: datetime) -> None:
    """With the first mark of a sheet its scheme is frozen, and 回避 is stored for every barred seat, in each keying."""
    data = sheet.data
    contests.freeze_scheme(writing, data.scheme_id, at)
    value, token = stored_form(Mark(word=Word.RECUSED))
    for aspect, seat in sorted(recused(writing, sheet)):
        for keying in (FIRST, SECOND) if data.double_entry else (FIRST,):
            stored.add_mark(writing, NewMark(data.id, keying, RULE, aspect, seat, value, token), RULE, at)
            ref = f"{sheet.ref}/{aspect}/{seat}"
            new = audit_form(value, token)
            writing.audit("mark.set", by=RULE, at=at, ref=ref, keying=keying, new=new, old=None, origin=RULE)


def append_mark(
    writing: Writing,
    sheet: OpenSheet,
    keying: int,
    cell: Cell,
    mark: Mark | None,
    by: Actor,
    at: datetime,
    doubtful: bool = False,
    why: str = "",
    origin: str = "keyed",
) -> tuple[SheetState, int]:
    """Append one mark of a keying inside a transaction, `None` taking the cell back; gives the sheet's state and the
    audit number. Whether the person may key here was asked before, see `may_key`."""
    data = sheet.data
    aspect, seat = cell
    refuse_recused(writing, sheet, cell, mark)
    if data.state == SheetState.EMPTY.value:
        begin_sheet(writing, sheet, at)
    old = stored.cell_in_force(writing, data.id, keying, aspect, seat)
    value, token = stored_form(mark)
    if keying == FIRST:
        drop_final(writing, sheet, cell, by, at)
    stored.add_mark(writing, NewMark(data.id, keying, origin, aspect, seat, value, token, doubtful, why), by.ref, at)
    refuse_above(writing, data.id, sheet.rules, keying)
    state = SheetState(data.state)
    if state in (SheetState.EMPTY, SheetState.SUBMITTED):
        state = SheetState.FIRST if keying == FIRST else SheetState.SECOND
        who = {"first_by": by.ref} if keying == FIRST else {"second_by": by.ref}
        stored.set_sheet(writing, data.id, state=state.value, **who)
    elif state is SheetState.DIFFERS:
        state = SheetState.SECOND
        stored.set_sheet(writing, data.id, state=state.value)
    seq = writing.audit(
        "mark.set",
        by=by.ref,
        at=at,
        ref="/".join(part for part in (sheet.ref, aspect, seat) if part),
        keying=keying,
        new=audit_form(value, token),
        old=audit_form(*old),
        **_beside(doubtful, why, origin),
    )
    return state, seq


def _beside(doubtful: bool, why: str, origin: str) -> dict[str, Any]:
    found: dict[str, Any] = {"doubtful": True} if doubtful else {}
    found |= {"origin": origin} if origin != "keyed" else {}
    return found | {"note": why} if why else found


@contextmanager
def changing(store: Store, sheet_id: int, act: Act, by: Actor, at: datetime) -> Iterator[tuple[Writing, OpenSheet]]:
    """An act on one sheet of a trade that is not locked."""
    with acting(store, by, act, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        if stored.is_locked(writing, sheet.data.trade_id):
            raise Refusal("scoring.locked", code=sheet.data.code)
        yield writing, sheet


def refuse_closed(sheet: OpenSheet) -> None:
    """A sheet that is agreed is changed by a correction with two names, or given back."""
    if SheetState(sheet.data.state) in (SheetState.AGREED, SheetState.RECHECKED):
        raise Refusal("scoring.submitted", code=sheet.data.code)


def add_final(
    writing: Writing, sheet: OpenSheet, cell: Cell, mark: Mark | None, origin: str, by: Actor, at: datetime, why: str
) -> int:
    """Append the final word on a cell (settled, re-marked, corrected); gives the audit number."""
    refuse_recused(writing, sheet, cell, mark)
    value, token = stored_form(mark)
    old = stored.cell_in_force(writing, sheet.data.id, FINAL, *cell)
    if old == (None, None):
        old = stored.cell_in_force(writing, sheet.data.id, FIRST, *cell)
    new = NewMark(sheet.data.id, FINAL, origin, cell[0], cell[1], value, token, why=why)
    stored.add_mark(writing, new, by.ref, at)
    refuse_above(writing, sheet.data.id, sheet.rules, FINAL)
    return writing.audit(
        "mark.set",
        by=by.ref,
        at=at,
        ref="/".join(part for part in (sheet.ref, *cell) if part),
        keying=FINAL,
        origin=origin,
        new=audit_form(value, token),
        old=audit_form(*old),
        note=why,
    )


def drop_final(writing: Writing, sheet: OpenSheet, cell: Cell, by: Actor, at: datetime) -> None:
    """Take the final word on a cell back when its first keying is typed anew: what is typed last must count."""
    if stored.cell_in_force(writing, sheet.data.id, FINAL, *cell) != (None, None):
        add_final(writing, sheet, cell, None, "keyed", by, at, "")
