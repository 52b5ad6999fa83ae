"""A file of theory scores as an exam system wrote it: which column is what, whose each line is, and what fails.

Rules:
1. A line is somebody's by entry number or by ID number; where both stand they must mean the same person.
2. A name alone never decides: everybody of that name is listed, nobody is guessed. Beside a number it is held against
   the roster.
3. Several columns of parts (客观题, 主观题) add up to the score. Where the round is keyed by parts, each has a column
   of its own, and a column with the score is only held against their sum.
4. A 卷号 comes in beside the score; it never takes the place of another one.
5. Lines that fail are left out and told; the others come in as one act (`marks_import`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from app.domain.contest import Round, Status
from app.domain.marks import parse_mark
from app.domain.numbers import narrow, parse_decimal, show
from app.domain.parts import OF_PART, refuse_above
from app.domain.people import IdKind, id_key, masked_number
from app.domain.roles import Act
from app.domain.worksheet import Sheet, column_letter
from app.errors import AppError, Refusal
from app.services.access import Actor, require
from app.services.common import TradeFacts, contest_facts
from app.services.marks_import import Imported, import_rows
from app.services.sheet_rules import whole_round
from app.services.theory_parts import note_papers, read_paper
from db.queries import people
from db.queries import scoring as stored
from db.store import Reading, Store, Writing

NUMBER, ID, NAME, SCORE, PART, ROUND, PAPER = "number", "id", "name", "score", "part", "round", "paper"
USES = (NUMBER, ID, NAME, SCORE, PART, ROUND, PAPER)
_TITLES = {
    NUMBER: "参赛号 参赛编号 编号 选手编号 准考证号 考号 密号 entry code number",
    ID: "身份证 身份证号 身份证号码 证件号 证件号码 idnumber id_number id",
    NAME: "姓名 考生姓名 选手姓名 name",
    SCORE: "成绩 得分 分数 分值 总分 总成绩 合计 机考成绩 卷面成绩 score mark total",
    PART: "客观题 主观题 客观题得分 主观题得分 客观分 主观分 客观题成绩 主观题成绩 单选 多选 判断 论述",
    ROUND: "轮次 场次 round",
    PAPER: "卷号 试卷号 试卷编号 答题卡号 paper",
}
_OF_MARKS = ("得分", "成绩", "分数", "分", "score")
_USE_OF = {title: use for use, titles in _TITLES.items() for title in titles.split()}
_STATUSES = {status.zh for status in Status if status is not Status.PRESENT}


@dataclass(frozen=True)
class ScoreColumn:
    """A column of the file: where, its heading, what stands in its first line, and what it is used as ("" not)."""

    index: int
    letter: str
    title: str
    sample: str
    use: str


@dataclass(frozen=True)
class ScoreLine:
    """A line of the file: its row, whose it says it is (ID numbers masked), the name beside it, the score, the entry
    it was found to be, and why it cannot come in; the parts in the order of the round, and the 卷号."""

    row: int
    key: str
    name: str
    score: str
    entry: str
    problem: Refusal | None
    parts: tuple[str, ...] = ()
    paper: str = ""


@dataclass(frozen=True)
class ScorePlan:
    """What importing a file would do."""

    columns: tuple[ScoreColumn, ...]
    lines: tuple[ScoreLine, ...]
    problem: Refusal | None  # why no line can be read at all

    @property
    def good(self) -> tuple[ScoreLine, ...]:
        """The lines that can come in."""
        return tuple(line for line in self.lines if line.problem is None)


def plan_scores(
    store: Store, sheet: Sheet, trade_code: str, round_id: str, by: Actor, columns: Mapping[int, str] | None = None
) -> ScorePlan:
    """Look at a sheet without storing anything; `columns` says what columns are used as, by index, where a person
    chose. Raises RightsRefusal for somebody who may not key theory scores."""
    with store.read() as reading:
        require(reading, by, Act.KEY_THEORY)
        trade = contest_facts(reading).trade(trade_code)
        header = _header(sheet.rows, trade.round(round_id))
        found = _columns(sheet, header, trade.round(round_id), columns)
        problem = _unreadable(found, trade.round(round_id))
        if problem is not None:
            return ScorePlan(found, (), problem)
        return ScorePlan(found, _Lines(reading, trade, trade.round(round_id), by, found).read(sheet, header), None)


def import_scores(
    store: Store,
    sheet: Sheet,
    trade_code: str,
    round_id: str,
    keying: int,
    columns: Mapping[int, str] | None = None,
    *,
    file: str,
    by: Actor,
    at: datetime,
) -> Imported:
    """Key the lines that can come in, as one act. Raises Refusal "theory.no_lines" when there are none, and what
    `marks_import.import_marks` raises."""
    plan = plan_scores(store, sheet, trade_code, round_id, by, columns)
    if plan.problem is not None:
        raise plan.problem
    if not plan.good:
        raise Refusal("theory.no_lines", file=file)
    with store.read() as reading:
        ids = [part.id for part in contest_facts(reading).trade(trade_code).round(round_id).aspects]
    rows = [["编号", "轮次", "评分点", "分值"]]
    for line in plan.good:
        cells = zip(ids, line.parts, strict=True) if line.parts else (("", line.score),)
        rows += [[line.entry, round_id, aspect, text] for aspect, text in cells]
    papers = {line.entry: line.paper for line in plan.good if line.paper}

    def note(writing: Writing) -> None:
        note_papers(writing, trade_code, round_id, papers, by, at)

    return import_rows(store, rows, file, trade_code, keying, by=by, at=at, beside=note)


def _header(rows: Sequence[Sequence[str]], rules: Round) -> int:
    """The row of the headings: the first that knows a score and a person, else the first with two cells."""
    known = [{_use(cell, rules) for cell in row} for row in rows[:20]]
    for number, uses in enumerate(known):
        marked = uses & {SCORE, PART} or any(use.startswith(OF_PART) for use in uses)
        if marked and uses & {NUMBER, ID, NAME}:
            return number
    return next((number for number, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), 0)


def _use(cell: str, rules: Round) -> str:
    title = "".join(narrow(cell).casefold().split()).rstrip("*:：")
    for part in rules.aspects:
        name = part.name.casefold()
        if title in (name, part.id.casefold(), *(f"{name}{word}" for word in _OF_MARKS)):
            return f"{OF_PART}{part.id}"
        if _USE_OF.get(title) == PART and title[:2] == name[:2]:  # 客观分 for 客观题
            return f"{OF_PART}{part.id}"
    return _USE_OF.get(title, "")


def _columns(sheet: Sheet, header: int, rules: Round, chosen: Mapping[int, str] | None) -> tuple[ScoreColumn, ...]:
    titles = sheet.rows[header] if header < len(sheet.rows) else []
    uses = [_use(title, rules) or (SCORE if rules.name in title else "") for title in titles]
    if uses.count(SCORE) > 1:  # the one that names the round, else the last: totals stand behind their parts
        named = [at for at, title in enumerate(titles) if uses[at] == SCORE and rules.name in title]
        keep = named[0] if named else max(at for at, use in enumerate(uses) if use == SCORE)
        uses = ["" if use == SCORE and at != keep else use for at, use in enumerate(uses)]
    if SCORE in uses or rules.listed:
        uses = ["" if use == PART else use for use in uses]
    if chosen is not None:
        uses = [chosen.get(at, "") for at in range(len(titles))]
    first = sheet.rows[header + 1] if header + 1 < len(sheet.rows) else []
    return tuple(
        ScoreColumn(
            at,
            column_letter(sheet.left + at),
            title.strip(),
            _shown(first[at] if at < len(first) else "", uses[at]),
            uses[at],
        )
        for at, title in enumerate(titles)
    )


def _shown(text: str, use: str) -> str:
    return masked_number(text.strip()) if use == ID else text.strip()[:30]


def _unreadable(columns: Sequence[ScoreColumn], rules: Round) -> Refusal | None:
    uses = [column.use for column in columns]
    parts = {f"{OF_PART}{part.id}": part.name for part in rules.aspects}
    for use in (NUMBER, ID, SCORE, NAME, PAPER, *parts):
        if uses.count(use) > 1:
            letters = "、".join(column.letter for column in columns if column.use == use)
            return Refusal("theory.column_twice", columns=letters)
    lacking = [name for use, name in parts.items() if use not in uses]
    if lacking:
        return Refusal("theory.no_part_column", parts="、".join(lacking), round=rules.name)
    if not parts and SCORE not in uses and PART not in uses:
        return Refusal("theory.no_score_column")
    return None if {NUMBER, ID, NAME} & set(uses) else Refusal("theory.no_key_column")


class _Lines:
    """The lines of one file, each found in the roster or told why not."""

    def __init__(
        self, reading: Reading, trade: TradeFacts, rules: Round, by: Actor, columns: Sequence[ScoreColumn]
    ) -> None:
        self.reading, self.trade, self.rules = reading, trade, rules
        self.columns = columns
        self.aspect = whole_round(rules)
        entries = people.entries(reading, trade.id)
        self.numbers = {entry.number: entry for entry in entries}
        self.members = people.members(reading, trade.id)
        self.entry_of = {m.person_id: e.number for e in entries for m in self.members.get(e.id, ())}
        self.contest = contest_facts(reading).id
        sheets = stored.sheets_of(reading, trade.id, rules.id)
        self.sheets = {sheet.code for sheet in sheets}
        papers = stored.papers_of_list(reading, trade.id, rules.id)
        self.papers = {sheet.code: papers.get(sheet.id, "") for sheet in sheets}
        self.named: dict[str, list[str]] = {}
        for entry in entries:
            self.named.setdefault(entry.name, []).append(entry.number)
        self.seen: dict[str, int] = {}

    def read(self, sheet: Sheet, header: int) -> tuple[ScoreLine, ...]:
        """Every line with something in it."""
        found = []
        for number, row in enumerate(sheet.rows[header + 1 :], sheet.top + header + 1):
            if any(cell.strip() for cell in row) and self._ours(row):
                found.append(self._line(number, row))
        return tuple(found)

    def _cell(self, row: Sequence[str], use: str) -> str:
        column = next((one for one in self.columns if one.use == use), None)
        return row[column.index].strip() if column is not None and column.index < len(row) else ""

    def _ours(self, row: Sequence[str]) -> bool:
        said = self._cell(row, ROUND)
        return said in ("", self.rules.id, self.rules.name)

    def _line(self, number: int, row: Sequence[str]) -> ScoreLine:
        id_number = narrow(self._cell(row, ID)).upper()
        key = self._cell(row, NUMBER) or (masked_number(id_number) if id_number else "")
        name, score, entry = self._cell(row, NAME), self._cell(row, SCORE), ""
        parts: tuple[str, ...] = ()
        paper = self._cell(row, PAPER)
        try:
            if self.rules.listed:
                score, parts = self._by_parts(row)
            else:
                score = self._score(row)
            paper = read_paper(paper)
            entry = self._entry(row, id_number, name)
            if entry not in self.sheets:
                raise Refusal("theory.no_line", entry=entry)
            if entry in self.seen:
                raise Refusal("theory.twice", entry=entry, row=self.seen[entry])
            if paper and self.papers.get(entry) not in ("", paper):
                raise Refusal("theory.other_paper", entry=entry, paper=paper, known=self.papers[entry])
            self.seen[entry] = number
        except Refusal as refusal:
            return ScoreLine(number, key or name, name, score, entry, refusal, parts, paper)
        return ScoreLine(number, key or name, name, score, entry, None, parts, paper)

    def _by_parts(self, row: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """The score and the parts it is made of; a status in any of the cells stands for the whole line."""
        total = narrow(self._cell(row, SCORE))
        texts = [narrow(self._cell(row, f"{OF_PART}{part.id}")) for part in self.rules.aspects]
        status = next((text for text in (total, *texts) if text in _STATUSES), "")
        if status:
            if any(text not in ("", status) and Status.from_word(text) is None for text in texts):
                raise Refusal("theory.status_and_part", status=status)
            return status, ()
        marks = []
        for part, text in zip(self.rules.aspects, texts, strict=True):
            try:
                marks.append(parse_mark(text, part).thousandths or 0)
            except AppError as error:
                most = show(part.highest or 0)
                raise Refusal("theory.bad_part", part=part.name, text=text or "—", maximum=most) from error
        refuse_above(self.rules, marks)
        score = show(Fraction(sum(marks), 1000))
        if total and self._number(total) != Fraction(sum(marks), 1000):
            raise Refusal("theory.parts_sum", parts=" + ".join(texts), found=score, text=total)
        return score, tuple(texts)

    @staticmethod
    def _number(text: str) -> Fraction | None:
        try:
            return parse_decimal(text)
        except AppError:
            return None

    def _score(self, row: Sequence[str]) -> str:
        text = narrow(self._cell(row, SCORE))
        parts = [one for one in self.columns if one.use == PART]
        if not text and parts:
            total = Fraction(0)
            for part in parts:
                said = narrow(row[part.index].strip()) if part.index < len(row) else ""
                try:
                    total += parse_decimal(said or "0")
                except AppError as error:
                    raise Refusal("theory.not_a_score", text=said, column=part.letter) from error
            text = show(total)
        if text in _STATUSES:
            return text
        try:
            parse_mark(text, self.aspect)
        except AppError as error:
            raise Refusal("theory.bad_score", text=text or "—", maximum=show(self.rules.maximum)) from error
        return text

    def _entry(self, row: Sequence[str], id_number: str, name: str) -> str:
        number = narrow(self._cell(row, NUMBER)).upper()
        by_number = self._by_number(number) if number else ""
        by_id = self._by_id(id_number) if id_number else ""
        if by_number and by_id and by_number != by_id:
            raise Refusal("theory.two_people", number=by_number, other=by_id)
        entry = by_number or by_id
        if not entry:
            raise Refusal("theory.only_name", name=name or "—", numbers=self.named.get(name, []) or "—")
        if name and self.numbers[entry].name != name:
            raise Refusal("theory.other_name", entry=entry, name=name)
        return entry

    def _by_number(self, number: str) -> str:
        if number not in self.numbers:
            raise Refusal("theory.unknown_number", number=number)
        return number

    def _by_id(self, id_number: str) -> str:
        kinds = (IdKind.RESIDENT, *(kind for kind in IdKind if kind is not IdKind.RESIDENT))
        for kind in kinds:
            person = people.person_by_key(self.reading, self.contest, id_key(kind, id_number))
            if person is not None and person in self.entry_of:
                return self.entry_of[person]
        raise Refusal("theory.unknown_id", number=masked_number(id_number))
