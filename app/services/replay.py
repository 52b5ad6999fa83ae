"""The chain followed from its first entry, and the marks made anew from it: whatever was changed by hand shows.

Rules:
1. Every entry follows the one before it; the first that does not is named.
2. The acts `mark.set` and `marks.imported` of the chain, in order, give every row of the mark table: nothing more,
   nothing less, nothing else. So a mark changed in the file, or bit rot SQLite cannot see, is found and named.
3. `sheet.status`, `sheet.seconds` and the times of imports give what stands on each sheet; a new draw makes new sheets.
A sound file is held against its chain in one pass; only where that fails is every cell looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.audit import AuditEntry, ChainCheck, verify_chain
from app.errors import Refusal
from app.services.sheet_rules import audit_form
from db.queries import audit as stored
from db.queries.audit import StoredMark, StoredSheet
from db.store import Reading

MOST_PROBLEMS = 20


@dataclass(frozen=True)
class Problem:
    """One thing that does not follow: which check found it, at which entry (None: no entry tells of it), in words."""

    check: str
    seq: int | None
    error: Refusal


@dataclass(frozen=True)
class ChainReport:
    """What following the chain and replaying it gave. `newest_at` is the highest time any entry claims."""

    chain: ChainCheck
    newest_at: str
    problems: tuple[Problem, ...]

    @property
    def first_broken(self) -> int | None:
        """The lowest entry number anything was found at."""
        return min((problem.seq for problem in self.problems if problem.seq is not None), default=None)


def follow(reading: Reading) -> ChainReport:
    """Check the whole chain and hold the marks against it. Never raises for what it finds."""
    sheets = stored.stored_sheets(reading)
    names = {sheet.id: _join(sheet.trade, sheet.round, sheet.code) for sheet in sheets}
    quick = _InStep(stored.stored_marks(reading), names)
    chain = verify_chain(stored.genesis(reading), quick.watch(stored.entries(reading)))
    if chain.broken is None and quick.agrees():
        problems = _Told(quick.sheets).compare_sheets(sheets)
        return ChainReport(chain, quick.newest_at, tuple(problems[:MOST_PROBLEMS]))
    found: list[Problem] = []
    if chain.broken is not None:
        why = _WHY[chain.why]
        found.append(Problem("chain", chain.broken, Refusal("files.chain_broken", seq=chain.broken, why=why)))
    # What follows a broken entry proves nothing, but what it says is still held against the marks.
    told = _Told()
    for entry in stored.entries(reading):
        told.take(entry)
    found += told.compare(stored.stored_marks(reading), names)
    found += told.compare_sheets(sheets)
    return ChainReport(chain, quick.newest_at, tuple(found[:MOST_PROBLEMS]))


_WHY = {
    "seq": "编号不连续 / a number is missing",
    "prev": "与上一条不衔接 / it does not follow the one before",
    "hash": "内容被改过 / its content was changed",
    "body": "内容读不出 / its content cannot be read",
}
_MARK = '{"act":"mark'  # the act stands first in a canonical body
_SHEET = ('{"act":"sheet.s', '{"act":"draw.made"')
_TIME_LENGTH = 27
Facts = dict[str, Any]


class _InStep:
    """Walks the mark table beside the chain: entry by entry, row by row, as they were written."""

    def __init__(self, marks: Iterator[StoredMark], names: Mapping[int, str]) -> None:
        self.marks, self.names = marks, names
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
            if at > self.newest_at:
                self.newest_at = at
            if body.startswith(_MARK):
                if self.same:
                    self.same = self._in_step(entry)
            elif body.startswith(_SHEET):
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
            return mark is not None and self._tells_plainly(entry.body, mark)
        body = json.loads(entry.body)
        if "seconds" in body:
            self.sheets.setdefault(body["ref"], {})["seconds"] = (entry.seq, body["seconds"])
        return self._tells_all(body)

    def _tells_all(self, body: Facts) -> bool:
        """Whether the next rows are the ones an import tells of."""
        facts = (body["by"], body["at"], body["keying"], body["ref"])
        for aspect, seat, token in body["new"]:
            mark = next(self.marks, None)
            if mark is None or mark.doubtful or (mark.aspect, mark.seat) != (aspect, seat):
                return False
            if audit_form(mark.value, mark.token) != token:
                return False
            if (mark.by, mark.at, mark.keying, self.names.get(mark.sheet_id)) != facts:
                return False
        return True

    def _ref(self, mark: StoredMark) -> str:
        return _join(self.names.get(mark.sheet_id, "?"), mark.aspect, mark.seat)

    def _tells_plainly(self, body: str, mark: StoredMark) -> bool:
        """Whether a body is the one written for this row: its beginning and end are put together from the row, which
        takes a tenth of the time of reading the body."""
        token = audit_form(mark.value, mark.token)
        new = "null" if token is None else f'"{token}"'
        doubt = '"doubtful":true,' if mark.doubtful else ""
        start = f'{{"act":"mark.set","at":"{mark.at}","by":"{mark.by}",{doubt}"keying":{mark.keying},"new":{new},"'
        return body.startswith(start) and body.endswith(f',"ref":"{self._ref(mark)}"}}')


def _facts(mark: StoredMark) -> list[Any]:
    return [audit_form(mark.value, mark.token), mark.by, mark.at, bool(mark.doubtful)]


def _join(*parts: str) -> str:
    return "/".join(part for part in parts if part)


@dataclass
class _Told:
    """What the chain says: for every cell and keying the marks in order, for every sheet its status and time."""

    sheets: dict[str, dict[str, tuple[int, Any]]] = field(default_factory=dict)
    cells: dict[tuple[str, int], list[list[Any]]] = field(default_factory=dict)

    def take(self, entry: AuditEntry) -> None:
        """Remember what an entry says about marks and sheets."""
        if not entry.body.startswith((_MARK, *_SHEET)):
            return
        try:
            self._take(entry.seq, json.loads(entry.body))
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # of another form: its marks will be missing from the table or too many in it

    def _take(self, seq: int, body: Facts) -> None:
        act, ref = body["act"], body["ref"]
        if act == "mark.set":
            self._mark(seq, ref, body["new"], body)
        elif act == "marks.imported":
            for aspect, seat, token in body["new"]:
                self._mark(seq, _join(ref, aspect, seat), token, body)
            if "seconds" in body:
                self.sheets.setdefault(ref, {})["seconds"] = (seq, body["seconds"])
        elif act in ("sheet.status", "sheet.seconds"):
            self.sheets.setdefault(ref, {})[act.partition(".")[2]] = (seq, body["new"])
        elif act == "draw.made":
            for sheet in [one for one in self.sheets if one.startswith(f"{ref}/")]:
                del self.sheets[sheet]

    def _mark(self, seq: int, ref: str, token: Any, body: Facts) -> None:
        said = [seq, token, body["by"], body["at"], bool(body.get("doubtful"))]
        self.cells.setdefault((ref, body["keying"]), []).append(said)

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
            elif said[place][1:] != _facts(mark):
                seq = said[place][0]
                problems.append(Problem("marks", seq, Refusal("files.mark_changed", seq=seq, ref=ref)))
        for key, said in self.cells.items():
            for seq, *_ in said[seen[key] :]:
                problems.append(Problem("marks", seq, Refusal("files.mark_missing", seq=seq, ref=key[0])))
        return _in_order(problems)

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
        return _in_order(problems)


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.seq is None, problem.seq or 0))
