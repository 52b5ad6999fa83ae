"""The chain followed from its first entry, and the file made anew from it: whatever was changed by hand shows.

Rules:
1. Every entry follows the one before it; the first that does not is named.
2. The acts `mark.set` and `marks.imported` of the chain, in order, give every row of the mark table with value, person,
   time, doubt, origin and reason: nothing more, nothing less, nothing else. So a mark changed in the file, or bit rot
   SQLite cannot see, is found and named.
3. `sheet.status`, `sheet.seconds` and the times of imports give what stands on each sheet; a new draw makes new sheets.
4. Rows of the sealed tables and the tables of codes: see `replay_rows`.
A sound file is held against its chain in one pass; only where that fails is every cell looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.audit import AuditEntry, ChainCheck, verify_chain
from app.domain.steady import no_collecting
from app.errors import Problems, Refusal
from app.services.replay_rows import SEALS, Problem, ToldRows, changed_draws, in_order, reason_holds
from app.services.sheet_rules import audit_form
from db.queries import audit as stored
from db.queries.audit import StoredMark, StoredSheet
from db.store import Reading

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class ChainReport:
    """What following the chain and replaying it gave. `newest_at` is the highest time any entry claims since the clock
    was last set right."""

    chain: ChainCheck
    newest_at: str
    problems: tuple[Problem, ...]

    @property
    def first_broken(self) -> int | None:
        """The lowest entry number anything was found at."""
        return min((problem.seq for problem in self.problems if problem.seq is not None), default=None)


def need_true(reading: Reading) -> None:
    """Refuse a file whose chain or marks do not follow: a migration is proved by this before it counts."""
    for problem in follow(reading).problems:
        raise problem.error


def follow(reading: Reading, watch: Watch | None = None) -> ChainReport:
    """Check the whole chain and hold the file against it. Never raises for what it finds.

    `watch` is called with (entries done, entries there are) every few thousand entries and may raise to stop.
    """
    sheets = stored.stored_sheets(reading)
    names = {sheet.id: _join(sheet.trade, sheet.round, sheet.code) for sheet in sheets}
    notes = stored.note_salts(reading)
    rows = ToldRows()
    quick = _InStep(stored.stored_marks(reading), names, notes, rows)
    chain = verify_chain(stored.genesis(reading), quick.watch(_told_of(reading, watch)))
    if chain.broken is None and quick.agrees():
        found = _Told(quick.sheets).compare_sheets(sheets)
    else:
        found = _look_closely(reading, chain, sheets, names, notes)
    found += changed_draws(reading, rows)
    found += rows.compare(reading)
    return ChainReport(chain, quick.newest_at, tuple(found[:MOST_PROBLEMS]))


def need_whole_chain(reading: Reading) -> None:
    """Nothing is signed over a file that somebody changed by hand. Raises Problems "audit.broken" naming each place."""
    with no_collecting():
        problems = follow(reading).problems
    if problems:
        raise Problems("audit.broken", tuple(problem.error for problem in problems))


def _told_of(reading: Reading, watch: Watch | None) -> Iterator[AuditEntry]:
    if watch is None:
        yield from stored.entries(reading)
        return
    total = stored.length(reading)
    for entry in stored.entries(reading):
        if entry.seq % REPORTED_EVERY == 0:
            watch(entry.seq, total)
        yield entry


def _look_closely(
    reading: Reading, chain: ChainCheck, sheets: Iterable[StoredSheet], names: Mapping[int, str], notes: Notes
) -> list[Problem]:
    """Name the broken entry, and every cell that is not as told."""
    found: list[Problem] = []
    if chain.broken is not None:
        why = _WHY[chain.why]
        found.append(Problem("chain", chain.broken, Refusal("files.chain_broken", seq=chain.broken, why=why)))
    # What follows a broken entry proves nothing, but what it says is still held against the marks.
    told = _Told(notes=notes)
    for entry in stored.entries(reading):
        told.take(entry)
    return found + told.compare(stored.stored_marks(reading), names) + told.compare_sheets(sheets)


_WHY = {
    "seq": "编号不连续 / a number is missing",
    "prev": "与上一条不衔接 / it does not follow the one before",
    "hash": "内容被改过 / its content was changed",
    "body": "内容读不出 / its content cannot be read",
}
_MARK = '{"act":"mark'  # the act stands first in a canonical body
_SHEET = ('{"act":"sheet.s', '{"act":"draw.made"')
_CLOCK_SET = '{"act":"clock.set"'
_TIME_LENGTH = 27
REPORTED_EVERY = 5000
Facts = dict[str, Any]
Notes = Mapping[int, tuple[bytes, bool]]
Watch = Callable[[int, int], None]


class _InStep:
    """Walks the mark table beside the chain: entry by entry, row by row, as they were written."""

    def __init__(self, marks: Iterator[StoredMark], names: Mapping[int, str], notes: Notes, rows: ToldRows) -> None:
        self.marks, self.names, self.notes, self.rows = marks, names, notes, rows
        self.sheets: dict[str, dict[str, tuple[int, Any]]] = {}
        self.newest_at = ""
        self.same = True

    def watch(self, entries: Iterable[AuditEntry]) -> Iterator[AuditEntry]:
        """Hand each entry on, and hold the next marks against it."""
        for entry in entries:
            yield entry
            body = entry.body
            start = body.find('"at":"') + 6
            at = body[start : start + _TIME_LENGTH]
            if at > self.newest_at or body.startswith(_CLOCK_SET):  # what was claimed before was a wrong clock's
                self.newest_at = at
            if body.startswith(_MARK):
                if SEALS in body:  # anywhere: other facts may follow the seals
                    self.rows.take(entry.seq, body)
                if self.same:
                    self.same = self._in_step(entry)
                continue
            self.rows.take(entry.seq, body)
            if body.startswith(_SHEET):
                _Told(self.sheets).take(entry)

    def agrees(self) -> bool:
        """Whether every row of the table was told of, in order, and nothing was told that is not there."""
        return self.same and next(self.marks, None) is None

    def _in_step(self, entry: AuditEntry) -> bool:
        try:
            return self._step(entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            return False  # a body of another form; cell by cell it will be named

    def _step(self, entry: AuditEntry) -> bool:
        if entry.body.startswith('{"act":"mark.set"'):
            mark = next(self.marks, None)
            if mark is None:
                return False
            if self._tells_plainly(entry.body, mark):
                return True
            said = _said(entry.seq, json.loads(entry.body), self.rows.sealing)
            return said.ref == self._ref(mark) and said.tells(mark, self.notes)
        body = json.loads(entry.body)
        if "seconds" in body:
            self.sheets.setdefault(body["ref"], {})["seconds"] = (entry.seq, body["seconds"])
        return self._tells_all(body)

    def _tells_all(self, body: Facts) -> bool:
        """Whether the next rows are the ones an import tells of."""
        facts = (body["by"], body["at"], body["keying"], body["ref"])
        for aspect, seat, token in body["new"]:
            mark = next(self.marks, None)
            if mark is None or mark.doubtful or mark.why or (mark.aspect, mark.seat) != (aspect, seat):
                return False
            if audit_form(mark.value, mark.token) != token or mark.origin != "keyed":
                return False
            if (mark.by, mark.at, mark.keying, self.names.get(mark.sheet_id)) != facts:
                return False
        return True

    def _ref(self, mark: StoredMark) -> str:
        return _join(self.names.get(mark.sheet_id, "?"), mark.aspect, mark.seat)

    def _tells_plainly(self, body: str, mark: StoredMark) -> bool:
        """Whether a body is the one written for this row: its beginning and end are put together from the row, which
        takes a tenth of the time of reading the body. Reasons and other origins than keying are looked at with care."""
        if mark.why or mark.origin != "keyed" or '"note":' in body or '"origin":' in body:
            return False
        token = audit_form(mark.value, mark.token)
        new = "null" if token is None else f'"{token}"'
        doubt = '"doubtful":true,' if mark.doubtful else ""
        start = f'{{"act":"mark.set","at":"{mark.at}","by":"{mark.by}",{doubt}"keying":{mark.keying},"new":{new},"'
        return body.startswith(start) and body.endswith(f',"ref":"{self._ref(mark)}"}}')


@dataclass(frozen=True)
class _Said:
    """What an entry says of one cell. `origin` None: the entry is older than the telling of it."""

    seq: int
    ref: str
    keying: int
    token: Any
    by: str
    at: str
    doubtful: bool = False
    origin: str | None = "keyed"
    note: str | None = None

    def tells(self, mark: StoredMark, notes: Notes) -> bool:
        """Whether this is the row the entry was written for."""
        facts = (self.token, self.by, self.at, self.doubtful, self.keying)
        found = (audit_form(mark.value, mark.token), mark.by, mark.at, bool(mark.doubtful), mark.keying)
        if facts != found or self.origin not in (None, mark.origin):
            return False
        return reason_holds(mark.why, self.note, notes.get(self.seq))


def _said(seq: int, body: Facts, strict: bool) -> _Said:
    """What a `mark.set` says; before `strict` sealing began an entry did not tell that a mark was pasted."""
    origin = body.get("origin", "keyed" if strict else None)
    return _Said(
        seq,
        body["ref"],
        body["keying"],
        body["new"],
        body["by"],
        body["at"],
        bool(body.get("doubtful")),
        origin,
        body.get("note"),
    )


def _join(*parts: str) -> str:
    return "/".join(str(part) for part in parts if part)  # a changed file may hold anything


@dataclass
class _Told:
    """What the chain says: for every cell and keying the marks in order, for every sheet its status and time."""

    sheets: dict[str, dict[str, tuple[int, Any]]] = field(default_factory=dict)
    cells: dict[tuple[str, int], list[_Said]] = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)
    sealing: bool = False

    def take(self, entry: AuditEntry) -> None:
        """Remember what an entry says about marks and sheets."""
        self.sealing = self.sealing or SEALS in entry.body
        if not entry.body.startswith((_MARK, *_SHEET)):
            return
        try:
            self._take(entry.seq, json.loads(entry.body))
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # of another form: its marks will be missing from the table or too many in it

    def _take(self, seq: int, body: Facts) -> None:
        act, ref = body["act"], body["ref"]
        if act == "mark.set":
            self._mark(_said(seq, body, self.sealing))
        elif act == "marks.imported":
            for aspect, seat, token in body["new"]:
                where = _join(ref, aspect, seat)
                self._mark(_Said(seq, where, body["keying"], token, body["by"], body["at"]))
            if "seconds" in body:
                self.sheets.setdefault(ref, {})["seconds"] = (seq, body["seconds"])
        elif act in ("sheet.status", "sheet.seconds"):
            self.sheets.setdefault(ref, {})[act.partition(".")[2]] = (seq, body["new"])
        elif act == "draw.made":
            for sheet in [one for one in self.sheets if one.startswith(f"{ref}/")]:
                del self.sheets[sheet]

    def _mark(self, said: _Said) -> None:
        self.cells.setdefault((said.ref, said.keying), []).append(said)

    def compare(self, marks: Iterable[StoredMark], names: Mapping[int, str]) -> list[Problem]:
        """Hold every cell of the mark table against what was said of it."""
        seen = dict.fromkeys(self.cells, 0)
        problems: list[Problem] = []
        for mark in marks:
            ref = _join(names.get(mark.sheet_id, "?"), mark.aspect, mark.seat)
            said = self.cells.get((ref, mark.keying), [])
            place = seen.get((ref, mark.keying), 0)
            seen[ref, mark.keying] = place + 1
            if place >= len(said):
                problems.append(Problem("marks", None, Refusal("files.mark_untold", mark=mark.id, ref=ref)))
            elif not said[place].tells(mark, self.notes):
                seq = said[place].seq
                problems.append(Problem("marks", seq, Refusal("files.mark_changed", seq=seq, ref=ref)))
        for key, said in self.cells.items():
            for one in said[seen[key] :]:
                problems.append(Problem("marks", one.seq, Refusal("files.mark_missing", seq=one.seq, ref=key[0])))
        return in_order(problems)

    def compare_sheets(self, sheets: Iterable[StoredSheet]) -> list[Problem]:
        """Hold status and time of every sheet against what was said of it."""
        problems = []
        for sheet in sheets:
            ref = _join(sheet.trade, sheet.round, sheet.code)
            said = self.sheets.get(ref, {})
            for name, found, empty in (("status", sheet.status, ""), ("seconds", sheet.seconds, None)):
                seq, told = said.get(name, (None, empty))
                if told != found:
                    problems.append(Problem("sheets", seq, Refusal("files.sheet_changed", ref=ref, what=name)))
        return in_order(problems)
