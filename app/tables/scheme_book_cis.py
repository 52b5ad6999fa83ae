"""A round's scheme in the layout of WorldSkills CIS marking schemes: criteria, sub criteria, M and J aspects.

The sheet has, from the top: the sections of the standard with their marks, the criteria with theirs, and for each
criterion a block of rows. A sub criterion has a row of its own with its day of marking; an aspect is measured (M) or
judged (J), and below a judged one stand its level texts. CIS ignores the column `Calculation Row` when it reads
a sheet; here it carries the aspect's id, so that a scheme that comes back keeps its ids.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.domain.contest import Round, Trade
from app.domain.numbers import show
from app.domain.scheme import Aspect, Judged, Measured, Module

SHEET = "CIS Marking Scheme Import"
ID_MARK = "id:"
LOOSE = "0"
"""A sub criterion of this number with the criterion's own name holds what belongs to no sub criterion."""
HEADINGS = (
    "Sub\nCriterion\nID",
    "Sub Criterion\nName or Description",
    "Day of\nMarking",
    "Aspect\nType\nM = Meas\nJ = Judg",
    "Aspect - Description",
    "Judg\nScore",
    "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "Requirement\n(Measurement Only)",
    "WSOS\nSection",
    "Calculation Row\n(Export only)",
    "Max\nMark",
)
_WIDTHS = (10, 28, 9, 9, 46, 7, 52, 18, 9, 14, 8, 12, 9, 9)
_SUB, _NAME, _DAY, _TYPE, _TEXT, _SCORE, _EXTRA, _REQUIREMENT, _SECTION, _ROW, _MAX, _CRITERION, _TOTAL, _SUM = range(
    14
)
_MADE = datetime(2020, 1, 1, tzinfo=UTC)
_LEVELS = 4


def expressible(aspect: Aspect) -> bool:
    """Whether CIS can say all of an aspect: yes or no, or three judges' levels 0 to 3."""
    plain = aspect.factor is None and aspect.when is None and aspect.decimals is None
    detail = aspect.detail
    if isinstance(detail, Judged):
        return plain and len(detail.levels) == _LEVELS and detail.judges == 3 and detail.spread == 1
    return plain and isinstance(detail, Measured) and detail.met


def reduced(part: Round) -> tuple[str, ...]:
    """Ids of the aspects whose rules CIS has no words for; the sheet carries their marks and a note only."""
    return tuple(aspect.id for aspect in part.aspects if not expressible(aspect))


def cis_mark(aspect: Aspect) -> Fraction:
    """The most an aspect adds to its criterion, factor included."""
    return aspect.worth * (1 if aspect.factor is None else aspect.factor)


def cis_bytes(trade: Trade, part: Round) -> bytes:
    """The workbook of one round. Raises ValueError for a text no cell can hold."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(SHEET)
        looks = {
            "plain": book.add_format({"valign": "vcenter", "text_wrap": True}),
            "bold": book.add_format({"bold": True, "valign": "vcenter"}),
            "head": book.add_format(
                {
                    "bold": True,
                    "align": "center",
                    "valign": "vcenter",
                    "text_wrap": True,
                    "border": 1,
                    "bg_color": "#D9E2F3",
                }
            ),
            "sub": book.add_format({"bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": "#E7EEF8"}),
        }
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        _Writer(sheet, looks).write(trade, part)
    return stream.getvalue()


class _Writer:
    """Puts a round into a sheet, row by row."""

    def __init__(self, sheet: Worksheet, looks: dict[str, Format]) -> None:
        self.sheet, self.looks, self.row = sheet, looks, 0

    def put(self, column: int, value: str | Fraction | int | None, look: str = "plain") -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            if self.sheet.write_string(self.row, column, value, self.looks[look]) != 0:
                raise ValueError(f"the text in row {self.row + 1} is too long for a cell")
        else:
            self.sheet.write_number(self.row, column, Decimal(show(value)), self.looks[look])

    def write(self, trade: Trade, part: Round) -> None:
        self.put(_SUB, trade.name, "bold")
        self.row += 1
        self.put(_SUB, part.name, "bold")
        self.row += 2
        if part.sections:
            self._sections(part)
        self._criteria(part)
        for module in part.modules:
            self._block(module)
        self.put(_CRITERION, "Competition", "bold")
        self.put(_TOTAL, "Total\nMark", "head")
        self.put(_SUM, part.maximum, "bold")

    def _sections(self, part: Round) -> None:
        heads = (
            (_SUB, "Section"),
            (_NAME, "Name"),
            (_SECTION, "WSOS Marks"),
            (_ROW, "Aspect Marks"),
            (_MAX, "Variation"),
        )
        for column, text in heads:
            self.put(column, text, "head")
        for section in part.sections:
            self.row += 1
            given = sum((cis_mark(a) for a in part.aspects if a.section == section.id), Fraction(0))
            wanted = given if section.maximum is None else section.maximum
            self.put(_SUB, section.id)
            self.put(_NAME, section.name)
            if section.maximum is not None:
                self.put(_SECTION, section.maximum)
            self.put(_ROW, given)
            self.put(_MAX, given - wanted)
        self.row += 2

    def _criteria(self, part: Round) -> None:
        self.put(_SUB, "Criteria", "bold")
        self.row += 1
        for column, text in ((_SUB, "ID"), (_NAME, "Name"), (_MAX, "Mark")):
            self.put(column, text, "head")
        for module in part.modules:
            self.row += 1
            self.put(_SUB, module.id)
            self.put(_NAME, module.name)
            self.put(_MAX, module.maximum)
        self.row += 2

    def _block(self, module: Module) -> None:
        for column, text in enumerate(HEADINGS):
            self.put(column, text, "head")
        self.put(_CRITERION, f"Criterion\n{module.id}", "head")
        self.put(_TOTAL, "Total\nMark", "head")
        self.put(_SUM, module.maximum, "head")
        self.row += 1
        names = {criterion.id: criterion for criterion in module.criteria}
        last: str | None = None
        opened: set[str] = set()
        for aspect in module.aspects:
            if aspect.criterion != last:
                criterion = names.get(aspect.criterion)
                self.put(_SUB, aspect.criterion or f"{module.id}{LOOSE}", "sub")
                if aspect.criterion not in opened:  # one that goes on after another says no more than its id
                    self.put(_NAME, criterion.name if criterion else module.name, "sub")
                    self.put(_DAY, criterion.day if criterion else "", "sub")
                opened.add(aspect.criterion)
                self.row += 1
                last = aspect.criterion
            self._aspect(aspect)
        self.row += 1

    def _aspect(self, aspect: Aspect) -> None:
        detail = aspect.detail
        self.put(_TYPE, "J" if isinstance(detail, Judged) else "M")
        self.put(_TEXT, aspect.name)
        self.put(_EXTRA, aspect.note)
        self.put(_REQUIREMENT, aspect.requirement)
        self.put(_SECTION, aspect.section)
        self.put(_ROW, f"{ID_MARK}{aspect.id}")
        self.put(_MAX, cis_mark(aspect))
        self.row += 1
        for score, text in enumerate(detail.levels if isinstance(detail, Judged) else ()):
            self.put(_SCORE, score)
            self.put(_EXTRA, text)
            self.row += 1
