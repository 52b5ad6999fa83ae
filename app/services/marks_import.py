"""Marks from a file: a whole keying at once, one act. A sheet that is complete is submitted, the rest stays open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.changes import Change, Kind
from app.domain.blind import read_code
from app.domain.contest import Round, Status
from app.domain.marks_table import MarksTables
from app.domain.roles import Act, Role
from app.domain.scores import EntryMarks, Mark, RoundMarks
from app.errors import AppError, Problems, Refusal, RightsRefusal
from app.services.access import Actor, acting, require
from app.services.audit_events import refusals_noted
from app.services.common import TradeFacts, contest_facts, scheme_rules
from app.services.drawing import codes_by_entry, hidden_rounds, sealed_rounds
from app.services.filecheck import need_space
from app.services.marked import is_decoded
from app.services.scoring import OpenSheet, close_keying, drop_final, may_key
from app.services.sheet_keep import begin_sheet, refuse_recused
from app.services.sheet_rules import FIRST, SECOND, Cell, SheetMarks, audit_form, stored_form
from app.services.sheet_view import SheetState
from app.services.theory_parts import refuse_above
from app.tables.reader import read_table
from db.queries import contest as contests
from db.queries import day, people
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
    need_space(store.path.parent)
    with refusals_noted(store, "marks", path, by=by, at=at):
        rows = read_table(path)
    return import_rows(store, rows, path.name, trade_code, keying, by=by, at=at, submit=submit)


def import_rows(
    store: Store,
    rows: list[list[str]],
    name: str,
    trade_code: str,
    keying: int,
    *,
    by: Actor,
    at: datetime,
    submit: bool = True,
    beside: Callable[[Writing], None] | None = None,
) -> Imported:
    """As `import_marks`, from the rows of a table; `name` is what refusals call it, `beside` what the same act does
    besides."""
    with acting(store, by, Act.KEY_MARKS, at) as writing:
        facts = contest_facts(writing)
        trade = facts.trade(trade_code)
        tables = MarksTables(replace(facts.contest, trades=(trade.rules,)))
        tables.add(rows, name)
        entries = tables.finish()[trade.rules.code]
        work = _Import(writing, trade, keying, by, at, submit)
        work.prepare(entries)
        result = work.store()
        if beside is not None:
            beside(writing)
        digest = hashlib.sha256(repr(rows).encode()).hexdigest()
        counts = {"rows_read": len(rows), "rows_in": result.stored, "rows_refused": 0}
        contests.note_import(writing, {"kind": "marks", "sha256": digest, "by": by.ref, "at": at, **counts})
        seq = writing.audit(
            "marks.file",
            by=by.ref,
            at=at,
            ref=trade.code,
            sha256=digest,
            keying=keying,
            marks=result.stored,
            rows_read=len(rows),
            **work.told(),
        )
    result.change = Change(frozenset({Kind.SHEETS}), frozenset({trade.code}), seq)
    return result


@dataclass(frozen=True)
class _Planned:
    """A sheet about to be keyed, with its marks and the key the file gave it: answers use no other."""

    sheet: OpenSheet
    given: RoundMarks
    key: str


class _Import:
    """One file on its way into the sheets: first everything is checked, then everything is stored."""

    def __init__(self, writing: Writing, trade: TradeFacts, keying: int, by: Actor, at: datetime, submit: bool) -> None:
        self.writing, self.trade, self.keying = writing, trade, keying
        self.by, self.at, self.submit = by, at, submit
        self.sheets = {(s.round, s.code): s for s in stored.sheets_of(writing, trade.id)}
        self.numbers = _numbers(writing, trade)
        self.attended = _attended(writing, trade)
        self.sealed = () if is_decoded(writing, trade) else hidden_rounds(writing, trade)
        self.encrypted = sealed_rounds(writing, trade)
        self.entries = frozenset(entry.number for entry in people.entries(writing, trade.id))
        self.planned: dict[int, _Planned] = {}
        self.statuses: dict[int, tuple[OpenSheet, Status]] = {}
        self.unchanged = self.by_number = 0

    def told(self) -> dict[str, Any]:
        """What the chain should know besides: how many sealed sheets were named by entry number."""
        return {"by_number": self.by_number} if self.by_number else {}

    def prepare(self, entries: Iterable[EntryMarks]) -> None:
        """Find the sheet of every code. Raises Problems "marks.problems"."""
        problems: list[Refusal] = []
        for entry in entries:
            for round_id, given in entry.rounds.items():
                try:
                    self._plan(entry.entry.key, round_id, given)
                except RightsRefusal as refusal:
                    raise _as_named(refusal, entry.entry.key) from refusal
                except Refusal as refusal:
                    problems.append(_as_named(refusal, entry.entry.key))
        if problems:
            raise Problems("marks.problems", tuple(problems), trade=self.trade.name)

    def _plan(self, key: str, round_id: str, given: RoundMarks) -> None:
        marked = bool(given.marks) or given.score is not None
        data = self._sheet(key, round_id)
        if data is None:
            if not marked and given.status is not Status.PRESENT and self._said(key, round_id) == given.status.value:
                return  # an absentee has no sheet, and the file says what check-in said
            if round_id in self.encrypted and key.strip().upper() in self.entries:
                raise Refusal("marks.by_code", entry=key, round=self.trade.round(round_id).name)
            raise Refusal("marks.no_sheet", entry=key, round=self.trade.round(round_id).name)
        trade = scheme_rules(self.writing, data.scheme_id)
        rules = trade.round(round_id)
        assert rules is not None  # a sheet is only made for a round of its scheme
        sheet = OpenSheet(data, trade, self.trade.code, rules)
        # A sheet that already bears this very status was covered by the other keying: nothing is left to key.
        covered = bool(data.status) and data.status == given.status.value
        if given.status is not Status.PRESENT and not covered:
            self._cover(sheet, given.status)
        if marked and not covered:
            self._key(sheet, given, key)

    def _cover(self, sheet: OpenSheet, status: Status) -> None:
        if self.by.role is not None:  # the console that may key marks may say who has none
            require(self.writing, self.by, Act.SET_SHEET_STATUS)
        if stored.is_locked(self.writing, sheet.data.trade_id):
            raise Refusal("scoring.locked", code=sheet.data.code)
        self.statuses[sheet.data.id] = (sheet, status)

    def _key(self, sheet: OpenSheet, given: RoundMarks, key: str) -> None:
        data = sheet.data
        if given.score is not None and sheet.rules.modules:
            raise Refusal("marks.whole_round", entry=key, round=sheet.rules.name)
        if data.id in self.planned:
            raise Refusal("marks.twice", entry=key, other=self.planned[data.id].key, round=sheet.rules.name)
        try:
            may_key(self.writing, sheet, self.keying, self.by)
        except RightsRefusal:
            raise
        except Refusal as refusal:
            if refusal.code != "scoring.submitted" or not self._keyed_alike(sheet, given):
                raise
            return
        for cell, mark in _cells(sheet.rules, given):
            refuse_recused(self.writing, sheet, cell, mark)
        self.planned[data.id] = _Planned(sheet, given, key)

    def _keyed_alike(self, sheet: OpenSheet, given: RoundMarks) -> bool:
        """Whether this person keyed exactly this before: the same file twice changes nothing. Nobody else is told."""
        if not stored.keyed_by(self.writing, sheet.data.id, self.keying, self.by.ref):
            return False
        before = _stored_cells(self.writing, sheet, self.keying)
        said = {cell: stored_form(mark) for cell, mark in _cells(sheet.rules, given)}
        alike = all(before.get(cell) == value for cell, value in said.items())
        self.unchanged += len(said) if alike else 0
        return alike

    def _said(self, key: str, round_id: str) -> str | None:
        return self.attended.get((round_id, key.strip().upper()))

    def _sheet(self, key: str, round_id: str) -> SheetData | None:
        plain = key.strip().upper()
        for candidate in (plain, read_code(plain)):
            if candidate is not None and (round_id, candidate) in self.sheets:
                return self.sheets[round_id, candidate]
        found = self.sheets.get((round_id, self.numbers.get(round_id, {}).get(plain, "")))
        if found is not None and round_id in self.sealed:
            # The paper of a recorder may bear the entry number; whoever gives marks works by code alone.
            if self.by.role is Role.JUDGE:
                raise RightsRefusal("marks.by_number", entry=key, round=self.trade.round(round_id).name)
            self.by_number += 1
        return found

    def store(self) -> Imported:
        """Append the marks and submit what is complete."""
        result = Imported(unchanged=self.unchanged)
        for sheet, status in self.statuses.values():
            stored.set_sheet(self.writing, sheet.data.id, status=status.value)
            self.writing.audit(
                "sheet.status", by=self.by.ref, at=self.at, ref=sheet.ref, new=status.value, old=sheet.data.status
            )
            result.statuses += 1
        for sheet_id, planned in self.planned.items():
            self._store_sheet(planned.sheet, planned.given, result)
            if self.submit and sheet_id not in self.statuses:
                self._submit(planned, result)
        return result

    def _store_sheet(self, sheet: OpenSheet, given: RoundMarks, result: Imported) -> None:
        data = sheet.data
        fresh = data.state == SheetState.EMPTY.value or (
            self.keying == SECOND and data.state == SheetState.SUBMITTED.value
        )
        if data.state == SheetState.EMPTY.value:
            begin_sheet(self.writing, sheet, self.at)
        before = {} if fresh else _stored_cells(self.writing, sheet, self.keying)
        marks, told = [], []
        for cell, mark in _cells(sheet.rules, given):
            value = stored_form(mark)
            if before.get(cell) == value:
                result.unchanged += 1
                continue
            if before and self.keying == FIRST:
                drop_final(self.writing, sheet, cell, self.by, self.at)
            marks.append(NewMark(data.id, self.keying, "keyed", cell[0], cell[1], *value))
            told.append([cell[0], cell[1], audit_form(*value)])
        stored.add_marks(self.writing, marks, self.by.ref, self.at)
        refuse_above(self.writing, data.id, sheet.rules, self.keying)
        state = SheetState.FIRST if self.keying == FIRST else SheetState.SECOND
        who = {"first_by": self.by.ref} if self.keying == FIRST else {"second_by": self.by.ref}
        seconds = {} if given.seconds is None else {"seconds": given.seconds}
        stored.set_sheet(self.writing, data.id, state=state.value, **who, **seconds)
        if told or seconds.get("seconds", data.seconds) != data.seconds:
            facts: dict[str, Any] = {"keying": self.keying, "new": told, **seconds}
            self.writing.audit("marks.imported", by=self.by.ref, at=self.at, ref=sheet.ref, **facts)
        result.sheets += 1
        result.stored += len(marks)

    def _submit(self, planned: _Planned, result: Imported) -> None:
        data = stored.sheet(self.writing, planned.sheet.data.id)
        assert data is not None  # it was written a moment ago
        current = replace(planned.sheet, data=data)
        try:
            close_keying(self.writing, current, self.keying, self.by, self.at)
        except AppError as error:
            result.open[planned.key] = error.code
            return
        result.submitted += 1
        if self.keying == SECOND:
            cells = SheetMarks.of(stored.marks_of(self.writing, data.id)).differing()
            if cells:
                result.differs[planned.key] = ["/".join(part for part in cell if part) for cell in cells]


def _stored_cells(reading: Reading, sheet: OpenSheet, keying: int) -> dict[Cell, tuple[int | None, str | None]]:
    keyed = SheetMarks.of(stored.marks_of(reading, sheet.data.id)).keyed(keying)
    return {cell: (mark.value, mark.token) for cell, mark in keyed.items()}


def _as_named(refusal: Refusal, key: str) -> Refusal:
    """A refusal about a sheet, told in the file's own words: a code said beside an entry number would join the two."""
    return type(refusal)(refusal.code, **{**refusal.fields, "code": key}) if "code" in refusal.fields else refusal


def _attended(reading: Reading, trade: TradeFacts) -> Mapping[tuple[str, str], str]:
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    found = day.attendance_of(reading, trade.id)
    return {(round_id, numbers[entry_id]): one.status for (entry_id, round_id), one in found.items()}


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
