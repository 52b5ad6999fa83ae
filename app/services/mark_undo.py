"""Undo and redo of marks: the value before comes back as a new mark, so that history is only ever added to.

Rules:
1. What can be undone is read from the stored marks alone, so it survives a restart.
2. It reaches back to the last submit of that keying, for each person by themselves.
3. A pasted block is one step. A cell somebody else has changed since is not touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.changes import Change
from app.domain.marks import show_mark
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.scoring import OpenSheet, append_mark, change_of, entered_cell, may_key, open_sheet
from app.services.sheet_rules import FIRST, Cell, mark_of
from app.services.sheet_view import CellAddress, CellView
from db.queries import scoring as stored
from db.queries.scoring import MarkData
from db.store import Reading, Store, Writing

UNDO, REDO, PASTED = "undo", "redo", "pasted"
Value = tuple[int | None, str | None, bool]  # number, token, doubtful
NOTHING: Value = (None, None, False)


@dataclass(frozen=True)
class Back:
    """One cell put back: where, how it stands now, and both values as people read them ("" for not marked)."""

    address: CellAddress
    cell: CellView
    old: str
    new: str


@dataclass(frozen=True)
class Undone:
    """What an undo or redo changed, in the order of the act."""

    cells: tuple[Back, ...]
    change: Change


@dataclass
class _Step:
    """One act: the cells it changed, each with the value before and after; `touched`: when it was last moved."""

    at: datetime
    origin: str
    touched: datetime
    cells: list[tuple[Cell, Value, Value]] = field(default_factory=list)


class _Past:
    """The acts of one person on one keying, replayed from the marks as they were stored."""

    def __init__(self, marks: Iterable[MarkData], by: str, since: datetime | None) -> None:
        self.current: dict[Cell, Value] = {}
        self.undo: list[_Step] = []
        self.redo: list[_Step] = []
        self._moving = 0  # cells still to come of a step being undone or redone
        for mark in marks:
            cell = (mark.aspect, mark.seat)
            before = self.current.get(cell, NOTHING)
            after: Value = (mark.value, mark.token, mark.doubtful)
            self.current[cell] = after
            if mark.by == by and (since is None or mark.at > since):
                self._take(mark, cell, before, after)

    def _take(self, mark: MarkData, cell: Cell, before: Value, after: Value) -> None:
        if mark.origin in (UNDO, REDO):
            if not self._moving:
                source, target = (self.undo, self.redo) if mark.origin == UNDO else (self.redo, self.undo)
                step = source.pop()
                step.touched = mark.at
                target.append(step)
                self._moving = len(step.cells)
            self._moving -= 1
            return
        self.redo.clear()
        last = self.undo[-1] if self.undo else None
        if last is None or mark.origin != PASTED or (last.origin, last.at) != (PASTED, mark.at):
            last = _Step(mark.at, mark.origin, mark.at)
            self.undo.append(last)
        last.cells.append((cell, before, after))


def undo(store: Store, sheet_id: int, keying: int, *, by: Actor, at: datetime) -> Undone:
    """Take back the person's last act on a keying.

    Raises Refusal "scoring.nothing_to_undo", "scoring.changed_since", and what `may_key` raises.
    """
    return _move(store, sheet_id, keying, UNDO, by, at)


def redo(store: Store, sheet_id: int, keying: int, *, by: Actor, at: datetime) -> Undone:
    """Do again what the person took back last. Raises Refusal "scoring.nothing_to_redo" and as `undo`."""
    return _move(store, sheet_id, keying, REDO, by, at)


def move_among(
    store: Store, sheets: Iterable[tuple[int, int]], way: str, *, by: Actor, at: datetime
) -> tuple[int, Undone]:
    """Take back (`UNDO`) or do again (`REDO`) the person's newest act on any of several (sheet, keying); gives the
    sheet with what was changed. A new mark on one of them ends what could be done again on all.

    Raises Refusal "scoring.nothing_to_undo", "scoring.nothing_to_redo" and what `undo` raises.
    """
    with store.read() as reading:
        found: list[tuple[datetime, int, int]] = []
        newest: datetime | None = None
        for sheet_id, keying in sheets:
            past = _past(reading, open_sheet(reading, sheet_id), keying, by)
            for step in past.undo[-1:]:
                fresh = step.touched == step.at
                newest = step.at if fresh and (newest is None or step.at > newest) else newest
            steps = past.undo if way == UNDO else past.redo
            found += [(step.at if way == UNDO else step.touched, sheet_id, keying) for step in steps[-1:]]
    if way == REDO and newest is not None:
        found = [one for one in found if one[0] > newest]
    if not found:
        raise Refusal("scoring.nothing_to_undo" if way == UNDO else "scoring.nothing_to_redo", code="")
    _, sheet_id, keying = max(found)
    return sheet_id, _move(store, sheet_id, keying, way, by, at)


def _past(reading: Reading, sheet: OpenSheet, keying: int, by: Actor) -> _Past:
    since = sheet.data.first_at if keying == FIRST else sheet.data.second_at
    marks = (mark for mark in stored.all_marks_of(reading, sheet.data.id) if mark.keying == keying)
    return _Past(marks, by.ref, since)


def _move(store: Store, sheet_id: int, keying: int, way: str, by: Actor, at: datetime) -> Undone:
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        sheet = open_sheet(writing, sheet_id)
        may_key(writing, sheet, keying, by)
        past = _past(writing, sheet, keying, by)
        steps = past.undo if way == UNDO else past.redo
        if not steps:
            raise Refusal("scoring.nothing_to_undo" if way == UNDO else "scoring.nothing_to_redo", code=sheet.data.code)
        found = []
        for cell, before, after in steps[-1].cells:
            old, new = (after, before) if way == UNDO else (before, after)
            if past.current.get(cell, NOTHING) != old:
                raise Refusal("scoring.changed_since", code=sheet.data.code, aspect=cell[0])
            seq, back = _put(writing, sheet, keying, cell, old, new, way, by, at)
            found.append(back)
    return Undone(tuple(found), change_of(sheet, seq))


def _put(
    writing: Writing,
    sheet: OpenSheet,
    keying: int,
    cell: Cell,
    old: Value,
    new: Value,
    way: str,
    by: Actor,
    at: datetime,
) -> tuple[int, Back]:
    aspect, mark = sheet.aspect(cell), mark_of(new[0], new[1])
    _, seq = append_mark(writing, sheet, keying, cell, mark, by, at, new[2], origin=way)
    shown = CellView() if mark is None else entered_cell(writing, sheet, keying, cell, aspect, mark, by, at, new[2])
    address = CellAddress(cell[0], int(cell[1]) - 1 if cell[1] else -1)
    stood = mark_of(old[0], old[1])
    words = ("" if one is None else show_mark(one, aspect) for one in (stood, mark))
    return seq, Back(address, shown, *words)
