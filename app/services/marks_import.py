"""Marks from a file: a whole keying at once, one act. A sheet that is complete is submitted, the rest stays open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.blind import read_code
from app.domain.contest import Round, Status
from app.domain.marks_table import MarksTables
from app.domain.roles import Act
from app.domain.scores import EntryMarks, Mark, RoundMarks
from app.errors import AppError, Problems, Refusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts, scheme_rules
from app.services.drawing import codes_by_entry
from app.services.scoring import OpenSheet, close_keying, may_key
from app.services.sheet_rules import FIRST, SECOND, Cell, SheetMarks, audit_form, stored_form
from app.services.sheet_view import SheetState
from app.tables.reader import read_table
from db.queries import contest as contests
from db.queries import people
from db.queries import scoring as stored
from db.queries.scoring import NewMark, SheetData
from db.store import Reading, Store, Writing


@dataclass
class Imported:
    """What a marks file became: sheets touched, marks stored and unchanged, and what is still open by code."""

    sheets: int = 0
    stored: int = 0
    unchanged: int = 0
    submitted: int = 0
    statuses: int = 0
    open: dict[str, str] = field(default_factory=dict)
    differs: dict[str, list[str]] = field(default_factory=dict)
    change: Change = field(default_factory=lambda: Change(frozenset({Kind.SHEETS})))


def import_marks(
    store: Store, path: Path, trade_code: str, keying: int, *, by: Actor, at: datetime, submit: bool = True
) -> Imported:
    """Key a marks table into the sheets of a trade, by blind code (or entry number where that is known to the file).

    Raises WrongCall when the file cannot be read, Problems "marks.problems" naming every code without a sheet and every
    sheet that does not take this keying, "table.problems" every bad cell; nothing is stored then.
    """
    if keying not in (FIRST, SECOND):
        raise Refusal("marks.unknown_pass", keying=keying)
    rows = read_table(path)
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code)
        tables = MarksTables(replace(facts.contest, trades=(trade.rules,)))
        tables.add(rows, path.name)
        entries = tables.finish()[trade.rules.code]
        work = _Import(writing, trade, keying, by, at, submit)
        work.prepare(entries)
        result = work.store()
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        counts = {"rows_read": len(rows), "rows_in": result.stored, "rows_refused": 0}
        contests.note_import(writing, {"kind": "marks", "sha256": digest, "by": by.ref, "at": at, **counts})
        seq = writing.audit(
            "marks.file", by=by.ref, at=at, ref=trade.code, sha256=digest, keying=keying, marks=result.stored
        )
    result.change = Change(frozenset({Kind.SHEETS}), frozenset({trade.code}), seq)
    return result


class _Import:
    """One file on its way into the sheets: first everything is checked, then everything is stored."""

    def __init__(self, writing: Writing, trade: TradeFacts, keying: int, by: Actor, at: datetime, submit: bool) -> None:
        self.writing, self.trade, self.keying = writing, trade, keying
        self.by, self.at, self.submit = by, at, submit
        self.sheets = {(s.round, s.code): s for s in stored.sheets_of(writing, trade.id)}
        self.numbers = _numbers(writing, trade)
        self.planned: list[tuple[OpenSheet, RoundMarks]] = []
        self.statuses: list[tuple[OpenSheet, Status]] = []

    def prepare(self, entries: Iterable[EntryMarks]) -> None:
        """Find the sheet of every code. Raises Problems "marks.problems"."""
        problems: list[Refusal] = []
        for entry in entries:
            for round_id, given in entry.rounds.items():
                try:
                    self._plan(entry.entry.key, round_id, given)
                except Refusal as refusal:
                    problems.append(refusal)
        if problems:
            raise Problems("marks.problems", tuple(problems), trade=self.trade.name)

    def _plan(self, key: str, round_id: str, given: RoundMarks) -> None:
        data = self._sheet(key, round_id)
        if data is None:
            raise Refusal("marks.no_sheet", entry=key, round=self.trade.round(round_id).name)
        trade = scheme_rules(self.writing, data.scheme_id)
        rules = trade.round(round_id)
        assert rules is not None  # a sheet is only made for a round of its scheme
        sheet = OpenSheet(data, trade, self.trade.code, rules)
        if given.status is not Status.PRESENT:
            self.statuses.append((sheet, given.status))
        # A sheet that already bears this very status was covered by the other keying: nothing is left to key.
        covered = bool(data.status) and data.status == given.status.value
        if (given.marks or given.score is not None) and not covered:
            may_key(self.writing, sheet, self.keying, self.by)
            self.planned.append((sheet, given))

    def _sheet(self, key: str, round_id: str) -> SheetData | None:
        plain = key.strip().upper()
        code = read_code(plain)
        for candidate in (plain, code, self.numbers.get(round_id, {}).get(plain)):
            if candidate is not None and (round_id, candidate) in self.sheets:
                return self.sheets[round_id, candidate]
        return None

    def store(self) -> Imported:
        """Append the marks and submit what is complete."""
        result = Imported()
        for sheet, status in self.statuses:
            stored.set_sheet(self.writing, sheet.data.id, status=status.value)
            self.writing.audit(
                "sheet.status", by=self.by.ref, at=self.at, ref=sheet.ref, new=status.value, old=sheet.data.status
            )
            result.statuses += 1
        covered = {sheet.data.id for sheet, _ in self.statuses}
        for sheet, given in self.planned:
            self._store_sheet(sheet, given, result)
            if self.submit and sheet.data.id not in covered:
                self._submit(sheet, result)
        return result

    def _store_sheet(self, sheet: OpenSheet, given: RoundMarks, result: Imported) -> None:
        data = sheet.data
        fresh = data.state == SheetState.EMPTY.value or (
            self.keying == SECOND and data.state == SheetState.SUBMITTED.value
        )
        keyed = {} if fresh else SheetMarks.of(stored.marks_of(self.writing, data.id)).keyed(self.keying)
        before = {cell: (mark.value, mark.token) for cell, mark in keyed.items()}
        marks, told = [], []
        for cell, mark in _cells(sheet.rules, given):
            value = stored_form(mark)
            if before.get(cell) == value:
                result.unchanged += 1
                continue
            marks.append(NewMark(data.id, self.keying, "keyed", cell[0], cell[1], *value))
            told.append([cell[0], cell[1], audit_form(*value)])
        stored.add_marks(self.writing, marks, self.by.ref, self.at)
        state = SheetState.FIRST if self.keying == FIRST else SheetState.SECOND
        who = {"first_by": self.by.ref} if self.keying == FIRST else {"second_by": self.by.ref}
        seconds = {} if given.seconds is None else {"seconds": given.seconds}
        stored.set_sheet(self.writing, data.id, state=state.value, **who, **seconds)
        contests.freeze_scheme(self.writing, data.scheme_id, self.at)
        if told or seconds.get("seconds", data.seconds) != data.seconds:
            facts: dict[str, Any] = {"keying": self.keying, "new": told, **seconds}
            self.writing.audit("marks.imported", by=self.by.ref, at=self.at, ref=sheet.ref, **facts)
        result.sheets += 1
        result.stored += len(marks)

    def _submit(self, sheet: OpenSheet, result: Imported) -> None:
        data = stored.sheet(self.writing, sheet.data.id)
        assert data is not None  # it was written a moment ago
        current = replace(sheet, data=data)
        try:
            close_keying(self.writing, current, self.keying, self.by, self.at)
        except AppError as error:
            result.open[data.code] = error.code
            return
        result.submitted += 1
        if self.keying == SECOND:
            cells = SheetMarks.of(stored.marks_of(self.writing, data.id)).differing()
            if cells:
                result.differs[data.code] = ["/".join(part for part in cell if part) for cell in cells]


def _numbers(reading: Reading, trade: TradeFacts) -> Mapping[str, Mapping[str, str]]:
    """Code by entry number for every round, for files keyed by entry number."""
    by_id = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    return {
        round_id: {by_id[entry_id]: code for entry_id, code in codes.items()}
        for round_id, codes in codes_by_entry(reading, trade).items()
    }


def _cells(rules: Round, given: RoundMarks) -> Iterable[tuple[Cell, Mark]]:
    if given.score is not None:
        units = given.score * 1000
        if units.denominator != 1:
            raise Refusal("marks.too_fine", round=rules.name)
        yield ("", ""), Mark(thousandths=int(units))
        return
    for aspect_id, seats in given.marks.items():
        for seat, mark in seats.items():
            yield (aspect_id, seat), mark
