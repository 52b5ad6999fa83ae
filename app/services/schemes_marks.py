"""Marks made under one version of a scheme on their way under the next: which fit, and what becomes of the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.contest import Round, Trade
from app.domain.marks import show_mark
from app.domain.scheme import Aspect
from app.domain.scheme_compare import misfit
from app.errors import Problems, Refusal
from app.services.common import TradeFacts
from app.services.sheet_rules import FIRST, SheetMarks, mark_of, sheet_questions, whole_round
from app.services.sheet_view import SheetState
from db.queries import schemes as stored
from db.queries import scoring as sheets
from db.queries.schemes import KeyedMark
from db.store import Reading

_BEYOND = {
    SheetState.SUBMITTED,
    SheetState.SECOND,
    SheetState.DIFFERS,
    SheetState.AGREED,
    SheetState.RECHECKED,
}


@dataclass(frozen=True)
class Fate:
    """What becomes of marks that a change strands. `drop` names aspects as "round/aspect" whose stranded marks are set
    aside; `carry` sends all marks of one aspect to another of the same round, "round/old" to "new"."""

    drop: frozenset[str] = frozenset()
    carry: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stranded:
    """Marks of one aspect that cannot count under the new version: `marks` cells on `sheets` sheets, the first one of
    them on `code`, and why. `settled` when the change says what becomes of them."""

    round: str
    aspect: str
    name: str
    marks: int
    sheets: int
    code: str
    text: str
    reason: Refusal
    settled: bool = False

    @property
    def key(self) -> str:
        """As a `Fate` names it."""
        return f"{self.round}/{self.aspect}"

    def refusal(self) -> Refusal:
        """The sentence of it."""
        fields = {"aspect": self.aspect or "—", "name": self.name, "marks": self.marks, "sheets": self.sheets}
        return Refusal("scheme.stranded", place=self.key, code=self.code, text=self.text, **fields)


def aspect_of(part: Round | None, aspect_id: str) -> Aspect | None:
    """The aspect a stored mark belongs to; "" is the score of a whole round without a scheme."""
    if part is None:
        return None
    if not aspect_id:
        return None if part.modules else whole_round(part)
    return part.aspect(aspect_id)


class MarksUnder:
    """The marks of a trade on their way under a draft: which fit, which are stranded, what becomes of them.

    Raises Refusal "scheme.unknown_fate" for a fate of marks there are not.
    """

    def __init__(self, reading: Reading, trade: TradeFacts, draft: Trade, fate: Fate) -> None:
        self.reading, self.trade, self.draft, self.fate = reading, trade, draft, fate
        self.dropped: list[KeyedMark] = []
        self.carried: list[tuple[KeyedMark, str]] = []
        self._stranded: dict[str, list[tuple[KeyedMark, Refusal]]] = {}
        self._touched = {part.id for part in draft.rounds if part != trade.rules.round(part.id)}
        self._sort(list(stored.keyed_marks(reading, trade.id)) if self._touched or fate.carry else [])

    def _sort(self, marks: Sequence[KeyedMark]) -> None:
        marked = {f"{mark.round}/{mark.aspect}" for mark in marks}
        self._check_fate(marked)
        for mark in marks:
            key = f"{mark.round}/{mark.aspect}"
            target = self.fate.carry.get(key)
            why = self._misfit(mark, mark.aspect if target is None else target)
            if why is None and target is not None:
                self.carried.append((mark, target))
            elif why is not None:
                self._stranded.setdefault(key, []).append((mark, why))
                if key in self.fate.drop:
                    self.dropped.append(mark)

    def _check_fate(self, marked: Iterable[str]) -> None:
        """What is said of marks must be about marks there are, and send none onto others."""
        known = set(marked)
        for key, target in self.fate.carry.items():
            round_id = key.partition("/")[0]
            there = aspect_of(self.draft.round(round_id), target)
            if key not in known or there is None or f"{round_id}/{target}" in known:
                raise Refusal("scheme.unknown_fate", text=f"{key}={target}")
        for key in sorted(self.fate.drop - known):
            raise Refusal("scheme.unknown_fate", text=key)

    def _misfit(self, mark: KeyedMark, target: str) -> Refusal | None:
        found = mark_of(mark.value, mark.token)
        assert found is not None  # only marks in force are asked for
        old = aspect_of(self.trade.rules.round(mark.round), mark.aspect)
        return misfit(found, old, aspect_of(self.draft.round(mark.round), target), mark.seat)

    def stranded(self) -> tuple[Stranded, ...]:
        """The marks that do not fit, by aspect."""
        return tuple(self._group(key, marks) for key, marks in self._stranded.items())

    def _group(self, key: str, marks: Sequence[tuple[KeyedMark, Refusal]]) -> Stranded:
        (first, reason), round_id = marks[0], marks[0][0].round
        old = aspect_of(self.trade.rules.round(round_id), first.aspect)
        mark = mark_of(first.value, first.token)
        cells = {(one.sheet_id, one.seat) for one, _ in marks}
        return Stranded(
            round=round_id,
            aspect=first.aspect,
            name="" if old is None else old.name,
            marks=len(cells),
            sheets=len({sheet for sheet, _ in cells}),
            code=first.code,
            text="" if old is None or mark is None else show_mark(mark, old),
            reason=reason,
            settled=key in self.fate.drop,
        )

    def refuse_stranded(self) -> None:
        """Raises Problems "scheme.marks_stranded" naming every aspect whose marks nobody decided about."""
        left = [one for one in self.stranded() if not one.settled]
        if left:
            aspects = [one.key for one in left]
            raise Problems("scheme.marks_stranded", tuple(one.refusal() for one in left), aspects=aspects)

    def incomplete(self) -> list[sheets.SheetData]:
        """Sheets handed in already that have an empty cell or an open question under the new version."""
        lost: dict[int, set[tuple[int, str, str]]] = {}
        for mark in (*self.dropped, *(mark for mark, _ in self.carried)):
            lost.setdefault(mark.sheet_id, set()).add((mark.keying, mark.aspect, mark.seat))
        gained: dict[int, list[tuple[KeyedMark, str]]] = {}
        for mark, target in self.carried:
            gained.setdefault(mark.sheet_id, []).append((mark, target))
        found = []
        for sheet in sheets.sheets_of(self.reading, self.trade.id):
            handed_in = SheetState(sheet.state) in _BEYOND and not sheet.status
            if sheet.round not in self._touched or not handed_in:
                continue
            if self._open(sheet, lost.get(sheet.id, set()), gained.get(sheet.id, [])):
                found.append(sheet)
        return found

    def _open(
        self,
        sheet: sheets.SheetData,
        lost: set[tuple[int, str, str]],
        gained: Sequence[tuple[KeyedMark, str]],
    ) -> bool:
        part = self.draft.round(sheet.round)
        assert part is not None  # a round with sheets cannot be taken out
        kept = [
            mark
            for mark in sheets.marks_of(self.reading, sheet.id)
            if (mark.keying, mark.aspect, mark.seat) not in lost and aspect_of(part, mark.aspect) is not None
        ]
        by_cell = {(mark.keying, mark.aspect, mark.seat): mark for mark in sheets.marks_of(self.reading, sheet.id)}
        kept += [replace(by_cell[one.keying, one.aspect, one.seat], aspect=target) for one, target in gained]
        decisions = sheets.spread_decisions(self.reading, sheet.id)
        first = replace(sheet, state=SheetState.FIRST.value)
        questions = sheet_questions(first, self.draft, SheetMarks.of(kept), decisions, FIRST)
        return any(question.kind in ("missing", "spread") for question in questions)
