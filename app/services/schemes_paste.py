"""A marking scheme pasted from a spreadsheet: each row read, what is wrong named by its row, nothing stored here.

Rules:
1. The columns are found by their headings, in any order; without headings two columns are name and points, three are
   number, name and points.
2. An empty cell of module or criterion goes on with the one above, as merged cells come out of a spreadsheet; a letter
   before a module's name is its number.
3. A row that cannot be read is named and left out; the others can be taken.
4. A table in the layout of our own workbook (with its column 行) is read by that layout's rules.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from app.domain.contest import Contest, Round, Trade
from app.domain.definition import read_definition, write_definition
from app.domain.kinds import KINDS
from app.domain.numbers import narrow, parse_decimal
from app.domain.scheme import Aspect, AspectKind, Criterion, Judged, Measured, Module, Panel, sums
from app.domain.scheme_edit import usual_detail
from app.domain.texts import clean_text
from app.domain.worksheet import Sheet, column_letter
from app.errors import AppError, Problems, Refusal
from app.tables.scheme_book import KIND_WORDS, MET
from app.tables.scheme_book_read import rounds_of

_HEADINGS = {
    "module": ("模块", "模块名称", "项目", "module"),
    "criterion": ("评分项", "分项", "考核项目", "考核内容", "criterion"),
    "id": ("编号", "序号", "评分点编号", "id", "no", "no."),
    "name": ("名称", "评分点", "评分内容", "评分点名称", "内容", "aspect", "name"),
    "kind": ("类型", "评分方式", "评分方法", "评分类型", "给分方式", "评判方式", "kind", "type"),
    "maximum": ("配分", "分值", "满分", "分数", "maximum", "points"),
    "step": ("间隔", "步长", "step"),
    "judges": ("裁判数", "裁判人数", "judges"),
    "requirement": ("评分要求", "要求", "评分标准", "requirement"),
    "note": ("评分说明", "说明", "备注", "note"),
}
_KINDS = {word: AspectKind(key) for key, word in KIND_WORDS.items() if key != "met"}
_KINDS |= {line.short: kind for kind, line in KINDS.items() if line.short}
_KINDS |= {MET: AspectKind.MEASURED, "客观": AspectKind.MEASURED, "主观": AspectKind.JUDGED}
_KINDS |= {kind.value: kind for kind in AspectKind}
_GUESS = {1: ("name",), 2: ("name", "maximum"), 3: ("id", "name", "maximum")}
_MOST_ROWS = 2000
_LETTERED = re.compile(r"([A-Z])[\s、.．:：]+(\S.*)")


@dataclass(frozen=True)
class Line:
    """One row as it was pasted: the aspect it gives, or why it gives none."""

    row: int
    module: str
    id: str
    name: str
    kind: str
    maximum: str
    problem: Refusal | None = None


@dataclass(frozen=True)
class Pasted:
    """What was pasted: every row, what is wrong with the whole, and the round with the good rows as its scheme."""

    part: Round
    lines: tuple[Line, ...]
    problems: tuple[Refusal, ...]
    ignored: tuple[str, ...] = ()  # headings of columns with something in them that nothing was read from

    @property
    def good(self) -> int:
        """How many aspects it has."""
        return len(self.part.aspects)


def read_paste(part: Round, text: str) -> Pasted:
    """Read pasted text as the scheme of a round. Raises Refusal "setup.no_rows" where nothing can be read."""
    rows: list[list[str]] = list(csv.reader(io.StringIO(text), delimiter="\t"))[:_MOST_ROWS]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise Refusal("setup.no_rows")
    own = next((row for row in rows[:5] if {"行", "编号", "类型"} <= {cell.strip() for cell in row}), None)
    return _own_layout(part, rows) if own is not None else _plain(part, rows)


def _own_layout(part: Round, rows: Sequence[Sequence[str]]) -> Pasted:
    width = max(len(row) for row in rows)
    sheet = Sheet("粘贴", [list(row) + [""] * (width - len(row)) for row in rows])
    try:
        found = rounds_of([sheet], "粘贴", part)
    except Problems as problems:
        return Pasted(replace(part, modules=()), (), tuple(_refusal(one) for one in problems.items))
    except AppError as error:
        return Pasted(replace(part, modules=()), (), (_refusal(error),))
    read = replace(part, modules=found[0].modules if found else ())
    return Pasted(read, tuple(_lines_of(read)), ())


def _refusal(error: AppError) -> Refusal:
    return error if isinstance(error, Refusal) else Refusal(error.code, **error.fields)


def _lines_of(part: Round) -> list[Line]:
    found: list[Line] = []
    for module in part.modules:
        for one in module.aspects:
            text = "" if one.maximum is None else str(one.maximum)
            found.append(Line(len(found) + 1, module.name, one.id, one.name, one.kind.value, text))
    return found


@dataclass
class _Reader:
    """Rows being read into modules."""

    part: Round
    modules: list[Module] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)  # the modules as they were written
    module: str = ""
    criterion: str = ""

    def read(self, number: int, cells: Mapping[str, str]) -> None:
        """One row; it becomes an aspect or a line with its problem."""
        if cells.get("module", self.module) != self.module and cells.get("module"):
            self.module, self.criterion = cells["module"], ""
        if cells.get("criterion"):
            self.criterion = cells["criterion"]
        told = (number, self.module, cells.get("id", ""), cells.get("name", ""), cells.get("kind", ""))
        if not cells.get("name") and not cells.get("maximum"):
            return
        try:
            aspect = self._aspect(cells)
        except Refusal as why:
            self.lines.append(Line(*told, cells.get("maximum", ""), why))
            return
        self._put(aspect)
        self.lines.append(Line(number, self.module, aspect.id, aspect.name, aspect.kind.value, cells["maximum"]))

    def _aspect(self, cells: Mapping[str, str]) -> Aspect:
        if not cells.get("name"):
            raise Refusal("setup.paste_name")
        word = cells.get("kind", "")
        kind = _KINDS.get(word.casefold() or KIND_WORDS["panel"])
        if kind is None:
            raise Refusal("setup.paste_kind", text=word[:20], known="、".join(KIND_WORDS.values()))
        maximum = _number(cells.get("maximum", ""))
        known = {one.id for module in self.modules for one in module.aspects}
        name = cells.get("id", "") or next(
            f"{self._letter()}{n}" for n in range(1, _MOST_ROWS) if f"{self._letter()}{n}" not in known
        )
        if name in known:
            raise Refusal("setup.paste_double", text=name[:20])
        detail = usual_detail(self.part, kind)
        if word == MET:
            detail = Measured(met=True)
        if isinstance(detail, Panel) and cells.get("step"):
            detail = replace(detail, step=_number(cells["step"]))
        if isinstance(detail, Panel | Judged) and cells.get("judges"):
            judges = int(_number(cells["judges"]))
            detail = replace(detail, judges=judges)
            if isinstance(detail, Panel):
                drop = int(judges >= 5)
                detail = replace(detail, drop_high=drop, drop_low=drop)
        return Aspect(
            id=name,
            name=clean_text(cells["name"]),
            kind=kind,
            maximum=maximum,
            detail=detail,
            criterion=self.criterion,
            note=clean_text(cells.get("note", "")),
            requirement=clean_text(cells.get("requirement", "")),
        )

    def _letter(self) -> str:
        """The id of the module in hand: what stands before its name, else a letter by its place."""
        if self.module in self.titles:
            return self.modules[self.titles.index(self.module)].id
        number, taken = len(self.modules), {one.id for one in self.modules}
        letter = chr(ord("A") + number) if number < 26 else f"M{number}"
        before = _LETTERED.fullmatch(self.module)
        return before[1] if before is not None and before[1] not in taken else letter

    def _put(self, aspect: Aspect) -> None:
        if self.module not in self.titles:
            letter, named = self._letter(), _LETTERED.fullmatch(self.module)
            name = named[2] if named is not None and named[1] == letter else self.module
            self.modules.append(Module(letter, name or "模块", Fraction(0), ()))
            self.titles.append(self.module)
        place = self.titles.index(self.module)
        module = self.modules[place]
        criteria = module.criteria
        if aspect.criterion and all(one.id != aspect.criterion for one in criteria):
            criteria = (*criteria, Criterion(aspect.criterion, aspect.criterion))
        aspects = (*module.aspects, aspect)
        self.modules[place] = replace(module, aspects=aspects, criteria=criteria, maximum=sums(aspects)[0])


def _number(text: str) -> Fraction:
    plain = narrow(text).removesuffix("分").strip()
    try:
        found = parse_decimal(plain)
    except Refusal:
        raise Refusal("setup.paste_number", text=text[:20]) from None
    if found < 0:
        raise Refusal("setup.paste_number", text=text[:20])
    return found


def _plain(part: Round, rows: Sequence[Sequence[str]]) -> Pasted:
    columns, top = _columns(rows)
    reader = _Reader(part)
    for number, row in enumerate(rows[top:], top + 1):
        cells = {key: row[at].strip() for key, at in columns.items() if at < len(row)}
        if any(cells.values()):
            reader.read(number, cells)
    if not reader.lines:
        raise Refusal("setup.no_rows")
    read = replace(part, modules=tuple(reader.modules))
    return Pasted(read, tuple(reader.lines), _contradictions(read), _ignored(rows, columns.values(), top))


def _ignored(rows: Sequence[Sequence[str]], taken: Collection[int], top: int) -> tuple[str, ...]:
    """What the columns are called that are filled and were not read."""
    if not top:
        return ()  # no heading: columns go by their place, and every one of them is read
    heading = rows[top - 1]
    filled = {at for row in rows[top:] for at, cell in enumerate(row) if cell.strip()}
    return tuple(
        (heading[at].strip() if at < len(heading) else "") or column_letter(at + 1)
        for at in sorted(filled - set(taken))
    )


def _columns(rows: Sequence[Sequence[str]]) -> tuple[Mapping[str, int], int]:
    words = {word.casefold(): key for key, names in _HEADINGS.items() for word in names}
    for number, row in enumerate(rows[:10]):
        found: dict[str, int] = {}
        for column, cell in enumerate(row):
            key = words.get("".join(cell.split()).casefold())
            if key is not None and key not in found:
                found[key] = column
        if "name" in found and "maximum" in found:
            return found, number + 1
    width = max(len(row) for row in rows)
    if width not in _GUESS or width < 2:
        raise Refusal("setup.no_rows")
    return {key: at for at, key in enumerate(_GUESS[width])}, 0


def _contradictions(part: Round) -> tuple[Refusal, ...]:
    """What reading the scheme as a definition says; sums that do not add up yet are no contradiction."""
    if not part.modules:
        return ()
    document = write_definition(Contest("x", 2000, (Trade("x", "x", (replace(part, weight=None),)),)))
    try:
        read_definition(document, add_up=False, kept=True)
    except Refusal as refusal:
        return (refusal,)
    return ()
