"""A marks table, long or wide, as rows of text: entries and marks out, every bad cell named by row and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.domain.contest import Contest, Round, Status, TieKind, Trade
from app.domain.marks import NO_DEDUCTION, parse_mark, parse_seconds, parse_word
from app.domain.marks_header import Column, Header, Role, read_header
from app.domain.numbers import narrow, parse_decimal, show
from app.domain.scheme import Aspect, AspectKind
from app.domain.scores import Entry, EntryMarks, Mark, RoundMarks
from app.domain.worksheet import column_letter
from app.errors import Problems, Refusal

_YES = {"1", "是", "√", "yes", "y", "true", "x"}
_NO = {"0", "否", "no", "n", "false"}
_SEAT = re.compile(r"(?:裁判|评委|judge|seat|j)?\s*[-_#]?0*(\d+)(?:号|号裁判)?", re.IGNORECASE)
MARKS_MAY_STAND = (Status.RETIRED, Status.DISQUALIFIED)
"""Who left or was sent away half-way may have marks; who never started may not."""
MOST_PROBLEMS = 500


@dataclass
class _RoundDraft:
    marks: dict[str, dict[str, Mark]] = field(default_factory=dict)
    score: Fraction | None = None
    status: Status = Status.PRESENT
    seconds: int | None = None

    @property
    def has_marks(self) -> bool:
        return self.score is not None or bool(self.marks)


@dataclass
class _EntryDraft:
    entry: Entry
    rounds: dict[str, _RoundDraft] = field(default_factory=dict)
    guest: bool | None = None
    no_award: bool | None = None

    def round(self, round_id: str) -> _RoundDraft:
        return self.rounds.setdefault(round_id, _RoundDraft())


class MarksTables:
    """Gathers any number of marks tables under one contest, then gives the marks by trade."""

    def __init__(self, contest: Contest) -> None:
        self.contest = contest
        self._entries: dict[str, dict[str, _EntryDraft]] = {trade.code: {} for trade in contest.trades}
        self._seats: dict[tuple[str, str, str], dict[str, str]] = {}
        self.problems: list[Refusal] = []

    def add(self, rows: Sequence[Sequence[str]], source: str = "") -> None:
        """Reads one table; `rows[0]` is row 1 of the file `source`. Bad cells are gathered, the good ones kept.

        Refuses (`table.*`) a table whose header cannot be understood.
        """
        start = _header_row(rows)
        if start is None:
            raise Refusal("table.nothing", file=source)
        header = read_header(rows[start], self.contest, source, start + 1)
        for number, row in enumerate(rows[start + 1 :], start + 2):
            if any(cell.strip() for cell in row):
                _Row(self, header, row, number, source).read()

    def finish(self) -> dict[str, tuple[EntryMarks, ...]]:
        """The marks by trade code, in the order of the tables.

        Raises Problems (`table.problems`) with every bad cell, at most 500. A round with any mark takes a deduction
        aspect nobody listed as "no deduction"; every other gap stays a gap.
        """
        self._statuses_and_marks()
        if self.problems:
            raise Problems("table.problems", tuple(self.problems[:MOST_PROBLEMS]))
        return {
            trade.code: tuple(_finished(trade, draft) for draft in self._entries[trade.code].values())
            for trade in self.contest.trades
        }

    def _statuses_and_marks(self) -> None:
        for trade in self.contest.trades:
            for draft in self._entries[trade.code].values():
                for round_id, part in draft.rounds.items():
                    started = part.status is Status.PRESENT or part.status in MARKS_MAY_STAND
                    if not started and part.has_marks:
                        self.problems.append(
                            Refusal(
                                "table.status_and_mark", entry=draft.entry.key, round=round_id, status=part.status.zh
                            )
                        )
                    if part.score is not None and part.marks:
                        self.problems.append(Refusal("table.score_twice", entry=draft.entry.key, round=round_id))
            self._parts_above(trade)

    def _parts_above(self, trade: Trade) -> None:
        """Free parts of a listed round may each take all of its maximum, together no more than that."""
        for part in (one for one in trade.rounds if one.listed):
            for draft in self._entries[trade.code].values():
                work = draft.rounds.get(part.id, _RoundDraft())
                total = sum((mark.reading for seats in work.marks.values() for mark in seats.values()), Fraction(0))
                if total > part.maximum:
                    most = show(part.maximum, least=1)
                    told = {"entry": draft.entry.key, "round": part.id, "total": show(total, least=1)}
                    self.problems.append(Refusal("table.parts_above", maximum=most, **told))

    def draft(self, trade: Trade, key: str) -> _EntryDraft:
        """The entry's draft, made when it is new."""
        entries = self._entries[trade.code]
        found = entries.get(key)
        if found is None:
            found = entries[key] = _EntryDraft(Entry(key))
        return found

    def seat(self, trade: Trade, part: Round, aspect: Aspect, label: str) -> str:
        """The seat a judge's label means: its number, or for names the next free seat of that aspect.

        Refuses (`table.judge_unknown`, `table.judge_missing`) who is not on the panel.
        """
        seats = aspect.seats
        if seats == ("",):
            return ""
        if not label:
            if len(seats) == 1:
                return seats[0]
            raise Refusal("table.judge_missing", aspect=aspect.id, judges=len(seats))
        match = _SEAT.fullmatch(narrow(label))
        if match is not None:
            if match[1] in seats:
                return match[1]
            raise Refusal("table.judge_unknown", judge=label, aspect=aspect.id, judges=len(seats))
        named = self._seats.setdefault((trade.code, part.id, aspect.id), {})
        if label not in named:
            if len(named) == len(seats):
                raise Refusal("table.judge_unknown", judge=label, aspect=aspect.id, judges=len(seats))
            named[label] = seats[len(named)]
        return named[label]


def _header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Where the header stands: the first row with two cells or more, because a title stands alone in its row."""
    alone = None
    for number, row in enumerate(rows):
        cells = sum(bool(cell.strip()) for cell in row)
        if cells > 1:
            return number
        if cells and alone is None:
            alone = number
    return alone


class _Row:
    """One row of a table while it is being read."""

    def __init__(self, tables: MarksTables, header: Header, row: Sequence[str], number: int, source: str) -> None:
        self.tables, self.header, self.row, self.number, self.source = tables, header, row, number, source
        self.cells = {column.role: self._text(column.index) for column in header.columns if not column.round}

    def _text(self, index: int) -> str:
        return self.row[index].strip() if index < len(self.row) else ""

    def _cell(self, role: Role) -> str:
        return self.cells.get(role, "")

    def read(self) -> None:
        """Reads the row into the drafts; whatever is wrong goes to the problems."""
        try:
            trade = self._trade()
            key = self._cell(Role.ENTRY)
            if not key:
                raise self._wrong(Refusal("table.no_entry"), Role.ENTRY)
            draft = self.tables.draft(trade, key)
        except Refusal as refusal:
            self.tables.problems.append(refusal)
            return
        self._try(lambda: self._about(trade, draft), None)
        if self.header.wide:
            self._wide(trade, draft)
        else:
            self._try(lambda: self._long(trade, draft), Role.VALUE)

    def _try(self, act: Callable[[], None], role: Role | None) -> None:
        try:
            act()
        except Refusal as refusal:
            self.tables.problems.append(self._wrong(refusal, role) if "row" not in refusal.fields else refusal)

    def _wrong(self, refusal: Refusal, role: Role | None, column: Column | None = None) -> Refusal:
        """The refusal with file, row and column, so that the sentence can name the cell."""
        found = column or next((c for c in self.header.columns if c.role is role and not c.round), None)
        place = {"file": self.source, "row": self.number}
        where = {"column": found.title, "cell": f"{column_letter(found.index + 1)}{self.number}"} if found else {}
        fields = {**refusal.fields, **place, **where}
        return Refusal(refusal.code, **fields)

    def _trade(self) -> Trade:
        text, contest = self._cell(Role.TRADE), self.tables.contest
        if not text and len(contest.trades) == 1:
            return contest.trades[0]
        if not text:
            raise self._wrong(Refusal("table.no_trade"), Role.TRADE)
        named = [trade for trade in contest.trades if trade.name == text]
        found = contest.trade(text) or (named[0] if len(named) == 1 else None)
        if found is None:
            raise self._wrong(Refusal("table.trade_unknown", trade=text), Role.TRADE)
        return found

    def _about(self, trade: Trade, draft: _EntryDraft) -> None:
        """What the row says of the entry itself; two rows that say different things contradict each other."""
        for role, name in ((Role.NAME, "name"), (Role.DELEGATION, "delegation"), (Role.GROUP, "group")):
            text = self._cell(role)
            if role is Role.GROUP and text and trade.groups and text not in trade.groups:
                raise self._wrong(Refusal("table.group_unknown", group=text, known=list(trade.groups)), role)
            known = getattr(draft.entry, name)
            if not text or text == known:
                continue
            if known:
                raise self._wrong(Refusal("table.contradiction", entry=draft.entry.key, first=known, second=text), role)
            draft.entry = _with(draft.entry, role, text)
        draft.guest = self._flag(Role.GUEST, draft, draft.guest)
        draft.no_award = self._flag(Role.NO_AWARD, draft, draft.no_award)

    def _flag(self, role: Role, draft: _EntryDraft, known: bool | None) -> bool | None:
        text = narrow(self._cell(role)).casefold()
        if not text:
            return known
        if text not in _YES | _NO:
            raise self._wrong(Refusal("table.yes_no", text=text[:40]), role)
        found = text in _YES
        if known is not None and known != found:
            words = ("是", "否") if known else ("否", "是")
            raise self._wrong(
                Refusal("table.contradiction", entry=draft.entry.key, first=words[0], second=words[1]), role
            )
        return found

    def _wide(self, trade: Trade, draft: _EntryDraft) -> None:
        for column in self.header.columns:
            text = self._text(column.index)
            if not column.round or not text:
                continue
            try:
                part = _round_named(trade, column.round)
                if part is None:
                    raise Refusal("table.round_unknown", round=column.title, known=[r.id for r in trade.rounds])
                if column.role is Role.SECONDS:
                    self._set_seconds(draft, part.id, parse_seconds(text))
                else:
                    self._score(draft, part, text)
            except Refusal as refusal:
                self.tables.problems.append(self._wrong(refusal, None, column))
        self._try(lambda: self._seconds(draft, timed_rounds(trade)), Role.SECONDS)

    def _seconds(self, draft: _EntryDraft, rounds: Iterable[Round]) -> None:
        text = self._cell(Role.SECONDS)
        for part in rounds if text else ():
            self._set_seconds(draft, part.id, parse_seconds(text))

    def _score(self, draft: _EntryDraft, part: Round, text: str) -> None:
        """A cell that holds the score of a whole round, or a status."""
        status = Status.from_word(text)
        if status is not None:
            self._set_status(draft, part.id, status)
            return
        if parse_word(text) is not None:
            return  # 缺评 of a whole round is a gap: the entry stays incomplete, never 0
        try:
            value = parse_decimal(text)
        except Refusal as refusal:
            raise Refusal("mark.not_a_number", text=text[:40]) from refusal
        if value > part.maximum:
            raise Refusal("mark.above_maximum", maximum=show(part.maximum, least=1), text=show(value))
        if value < 0:
            raise Refusal("mark.below_minimum", minimum="0.0", text=show(value))
        work = draft.round(part.id)
        if work.score is not None and work.score != value:
            raise Refusal("table.conflict", entry=draft.entry.key, first=show(work.score), second=show(value))
        work.score = value

    def _long(self, trade: Trade, draft: _EntryDraft) -> None:
        text, aspect_text = self._cell(Role.VALUE), self._cell(Role.ASPECT)
        status = Status.from_word(text)
        part = self._round(trade, aspect_text, status)
        self._try(lambda: self._seconds(draft, timed_rounds(trade) if part is None else (part,)), Role.SECONDS)
        if status is not None:
            for one in [part] if part is not None else trade.rounds:
                self._set_status(draft, one.id, status)
        elif not text or part is None:
            return
        elif aspect_text:
            self._mark(trade, draft, part, aspect_text, text)
        else:
            judge = self._cell(Role.JUDGE)
            if judge:
                raise self._wrong(Refusal("table.judge_without_aspect", judge=judge), Role.JUDGE)
            self._score(draft, part, text)

    def _round(self, trade: Trade, aspect_text: str, status: Status | None) -> Round | None:
        """The round of a long row. Without one: the trade's only round, or the one that has the aspect; a status
        without a round (and a row that says nothing) means all of them."""
        text = self._cell(Role.ROUND)
        if text:
            part = _round_named(trade, text)
            if part is None:
                raise self._wrong(
                    Refusal("table.round_unknown", round=text, known=[r.id for r in trade.rounds]), Role.ROUND
                )
            return part
        if len(trade.rounds) == 1:
            return trade.rounds[0]
        having = [r for r in trade.rounds if _aspect_named(r, aspect_text) is not None]
        if len(having) == 1:
            return having[0]
        if status is None and self._cell(Role.VALUE):
            raise self._wrong(Refusal("table.no_round", known=[r.id for r in trade.rounds]), Role.ROUND)
        return None

    def _mark(self, trade: Trade, draft: _EntryDraft, part: Round, aspect_text: str, text: str) -> None:
        aspect = _aspect_named(part, aspect_text)
        if aspect is None:
            raise self._wrong(Refusal("table.aspect_unknown", aspect=aspect_text, round=part.id), Role.ASPECT)
        try:
            seat = self.tables.seat(trade, part, aspect, self._cell(Role.JUDGE))
        except Refusal as refusal:
            raise self._wrong(refusal, Role.JUDGE) from refusal
        mark = parse_mark(text, aspect, table=True)
        cells = draft.round(part.id).marks.setdefault(aspect.id, {})
        known = cells.get(seat)
        if known is None or known == mark:
            cells[seat] = mark
        elif known.items is not None and mark.items is not None:
            cells[seat] = _both(known, mark, draft.entry.key)
        else:
            raise Refusal("table.conflict", entry=draft.entry.key, first=_plain(known), second=_plain(mark))

    @staticmethod
    def _set_status(draft: _EntryDraft, round_id: str, status: Status) -> None:
        work = draft.round(round_id)
        if work.status not in (Status.PRESENT, status):
            raise Refusal("table.conflict", entry=draft.entry.key, first=work.status.zh, second=status.zh)
        if status is not Status.PRESENT:
            work.status = status

    @staticmethod
    def _set_seconds(draft: _EntryDraft, round_id: str, seconds: int) -> None:
        work = draft.round(round_id)
        if work.seconds not in (None, seconds):
            raise Refusal("table.conflict", entry=draft.entry.key, first=str(work.seconds), second=str(seconds))
        work.seconds = seconds


def _with(entry: Entry, role: Role, text: str) -> Entry:
    if role is Role.NAME:
        return replace(entry, name=text)
    return replace(entry, group=text) if role is Role.GROUP else replace(entry, delegation=text)


def _both(known: Mark, mark: Mark, entry: str) -> Mark:
    """Catalogue items of several rows together; the same item twice with another count contradicts itself."""
    items = dict(known.items or ())
    for name, times in mark.items or ():
        if items.setdefault(name, times) != times:
            raise Refusal("table.conflict", entry=entry, first=f"{name}*{items[name]}", second=f"{name}*{times}")
    return Mark(items=tuple(sorted(items.items())))


def _plain(mark: Mark) -> str:
    if mark.word is not None:
        return mark.word.zh
    if mark.items is not None:
        return ";".join(f"{name}*{times}" for name, times in mark.items)
    return show(mark.reading)


def _round_named(trade: Trade, text: str) -> Round | None:
    """The round of that id or name, letter case aside."""
    wanted = text.casefold()
    return next((r for r in trade.rounds if r.id.casefold() == wanted), None) or next(
        (r for r in trade.rounds if r.name.casefold() == wanted), None
    )


def _aspect_named(part: Round, text: str) -> Aspect | None:
    """The aspect of that id, else in any letter case, else of that name where only one bears it."""
    exact = part.aspect(text)
    if exact is not None:
        return exact
    wanted = text.casefold()
    alike = [a for a in part.aspects if a.id.casefold() == wanted] or [
        a for a in part.aspects if a.name.casefold() == wanted
    ]
    return alike[0] if len(alike) == 1 else None


def timed_rounds(trade: Trade) -> tuple[Round, ...]:
    """The rounds a bare time column means: those whose time breaks ties, else those with a time aspect, else the
    last."""
    ids = {tie.round for tie in trade.rules.ties if tie.kind is TieKind.TIME}
    named = tuple(r for r in trade.rounds if r.id in ids)
    clocked = tuple(r for r in trade.rounds if any(a.kind is AspectKind.TIME for a in r.aspects))
    return named or clocked or trade.rounds[-1:]


def _finished(trade: Trade, draft: _EntryDraft) -> EntryMarks:
    entry = replace(draft.entry, guest=bool(draft.guest), no_award=bool(draft.no_award))
    rounds = {}
    for part in trade.rounds:
        work = draft.rounds.get(part.id)
        if work is None:
            continue
        marks: dict[str, dict[str, Mark]] = dict(work.marks)
        if marks:
            _fill_deductions(part.aspects, marks)
        rounds[part.id] = RoundMarks(marks, work.score, work.status, work.seconds)
    return EntryMarks(entry, rounds)


def _fill_deductions(aspects: Iterable[Aspect], marks: dict[str, dict[str, Mark]]) -> None:
    for aspect in aspects:
        if aspect.kind is AspectKind.DEDUCTION and aspect.id not in marks:
            marks[aspect.id] = {"": NO_DEDUCTION}
