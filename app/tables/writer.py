"""Writing workbooks and csv: what is given as text arrives as text, numbers exactly as typed, equal input equal bytes.

A page is plain data: columns, rows, lines above and below, how it prints. Nothing a person typed can become a formula,
a link or a number behind their back. Lists to choose from that are too long for a cell's own rule go to a hidden sheet.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from app.tables.files import write_whole

Value = str | Decimal | int | None

_MADE = datetime(2020, 1, 1, tzinfo=UTC)  # a fixed date: the same content gives the same bytes
_A4 = 9
_WIDE = 9  # lists with more columns print in landscape
_LITERAL_LIST = 200  # characters; Excel refuses a list in the rule itself beyond 255
_EXACT_DIGITS = 15
_LISTS = "选项"
_FONT = "宋体"


@dataclass(frozen=True)
class Column:
    """One column. `decimals` shows numbers with that many places; `choices` offers a list, `strict` allows no other
    value; `note` is a comment on the header."""

    title: str
    width: float = 12
    decimals: int | None = None
    align: str = "left"
    choices: tuple[str, ...] = ()
    strict: bool = True
    note: str = ""
    required: bool = False


@dataclass(frozen=True)
class Page:
    """One sheet. `title` and `above` stand over the header, `below` under the last row (signature lines and the like).

    `spare` blank rows below get the columns' formats and choices, for people to fill. `landscape` None decides by the
    number of columns. `footer` is printed at the left of every page; page x of y stands at the right. `strong` are rows
    (counted from 0) that head a part: bold on a shade.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Value]] = ()
    title: str = ""
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    spare: int = 0
    landscape: bool | None = None
    footer: str = ""
    grid: bool = True
    wrap: bool = False
    strong: frozenset[int] = frozenset()


def write_workbook(path: Path, pages: Sequence[Page]) -> None:
    """Write a workbook as a whole file. Errors: as `workbook_bytes`; WorldFailure tables.not_written."""
    write_whole(path, workbook_bytes(pages))


def workbook_bytes(pages: Sequence[Page]) -> bytes:
    """Give the bytes of an xlsx workbook; the first page is the one that opens.

    ValueError for what no sheet can hold: a text over 32,767 characters, a row longer than its columns, two pages of
    one name.
    """
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _MADE})
        writing = _Book(book)
        for page in pages:
            writing.add(page)
        writing.add_lists()
    return stream.getvalue()


def sheet_name(text: str, taken: Iterable[str] = ()) -> str:
    """Give a name a sheet may have: no []:*?/\\, at most 31 characters, not one of `taken`."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", text).strip().strip("'")[:31] or "Sheet"
    used = {name.casefold() for name in taken}
    name, number = plain, 2
    while name.casefold() in used:
        name, number = f"{plain[: 31 - len(str(number)) - 1]}_{number}", number + 1
    return name


class _Book:
    """Pages going into one workbook, with the formats and long lists they share."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self._names: list[str] = []
        self._lists: dict[tuple[str, ...], str] = {}

    def format(self, **properties: object) -> Format:
        """Give the format with these properties, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": _FONT, "valign": "vcenter", **properties})
        return self._formats[key]

    def add(self, page: Page) -> None:
        """Write one page."""
        if page.name in self._names:
            raise ValueError(f"two pages named {page.name}")
        self._names.append(page.name)
        sheet = self._book.add_worksheet(page.name)
        last = len(page.columns) - 1
        row = self._lines(sheet, page, last)
        header = row
        self._header(sheet, page, header)
        row = self._rows(sheet, page, header + 1)
        self._choices(sheet, page, header + 1, row + page.spare - 1)
        row += page.spare
        for line in page.below:
            row += 1
            sheet.write_string(row, 0, line, self.format(font_size=11))
        self._print(sheet, page, header)

    def _lines(self, sheet: Worksheet, page: Page, last: int) -> int:
        row = 0
        if page.title:
            big = self.format(bold=True, font_size=16, align="center")
            _across(sheet, row, last, page.title, big)
            sheet.set_row(row, 30)
            row += 1
        for line in page.above:
            _across(sheet, row, last, line, self.format(font_size=11, text_wrap=True))
            row += 1
        return row

    def _header(self, sheet: Worksheet, page: Page, row: int) -> None:
        for index, column in enumerate(page.columns):
            shade = "#FCE4D6" if column.required else "#D9E2F3"
            bold = self.format(bold=True, align="center", border=1, text_wrap=True, bg_color=shade)
            sheet.write_string(row, index, column.title, bold)
            if column.note:
                sheet.write_comment(row, index, column.note, {"author": "", "x_scale": 1.6, "y_scale": 1.2})
            plain = self.format(num_format=_number_format(column), align=column.align)
            sheet.set_column(index, index, column.width, plain)
        sheet.freeze_panes(row + 1, 0)

    def _rows(self, sheet: Worksheet, page: Page, row: int) -> int:
        plain, strong = (self._row_formats(page, head) for head in (False, True))
        for number, cells in enumerate(page.rows):
            formats = strong if number in page.strong else plain
            if len(cells) > len(formats):
                raise ValueError(f"row {row + 1} of {page.name} is longer than its header")
            for index, value in enumerate(cells):
                _write(sheet, row, index, value, formats[index])
            row += 1
        return row

    def _row_formats(self, page: Page, head: bool) -> list[tuple[Format, Format]]:
        return [
            (self._cell_format(page, column, head=head), self._cell_format(page, column, True, head))
            for column in page.columns
        ]

    def _cell_format(self, page: Page, column: Column, number: bool = False, head: bool = False) -> Format:
        shown = "General" if number and column.decimals is None else _number_format(column)
        properties: dict[str, object] = {"num_format": shown, "align": column.align}
        if page.grid:
            properties["border"] = 1
        if page.wrap:
            properties["text_wrap"] = True
        if head:
            properties.update(bold=True, bg_color="#E7EEF8")
        return self.format(**properties)

    def _choices(self, sheet: Worksheet, page: Page, first: int, last: int) -> None:
        for index, column in enumerate(page.columns):
            if column.choices and last >= first:
                rule: dict[str, Any] = {
                    "validate": "list",
                    "source": self._source(column.choices),
                    "error_type": "stop" if column.strict else "warning",
                    "error_title": column.title[:32],
                    "error_message": "请从下拉列表中选择。",
                }
                sheet.data_validation(first, index, last, index, rule)

    def _source(self, choices: tuple[str, ...]) -> list[str] | str:
        """Give what a list rule refers to: the words themselves, or a named range of the hidden sheet."""
        if len(",".join(choices)) <= _LITERAL_LIST and not any("," in choice for choice in choices):
            return list(choices)
        name = self._lists.setdefault(choices, f"{_LISTS}_{len(self._lists) + 1}")
        return f"={name}"

    def add_lists(self) -> None:
        """Write the long lists to a hidden sheet at the end and name their ranges."""
        if not self._lists:
            return
        sheet = self._book.add_worksheet(sheet_name(_LISTS, self._names))
        for index, (choices, name) in enumerate(self._lists.items()):
            for row, choice in enumerate(choices):
                sheet.write_string(row, index, choice)
            letter = xlsxwriter.utility.xl_col_to_name(index)
            self._book.define_name(name, f"='{sheet.get_name()}'!${letter}$1:${letter}${len(choices)}")
        sheet.hide()

    @staticmethod
    def _print(sheet: Worksheet, page: Page, header: int) -> None:
        sheet.set_paper(_A4)
        wide = len(page.columns) > _WIDE if page.landscape is None else page.landscape
        if wide:
            sheet.set_landscape()
        sheet.repeat_rows(header)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        left = page.footer.replace("&", "&&")
        sheet.set_footer(f"&L&9{left}&R&9&P / &N" if not left[:1].isdigit() else f"&L&9 {left}&R&9&P / &N")


def _number_format(column: Column) -> str:
    if column.decimals is None:
        return "@"
    return "0" if column.decimals == 0 else "0." + "0" * column.decimals


def _across(sheet: Worksheet, row: int, last: int, text: str, look: Format) -> None:
    """Write a line over the whole width; one column needs no merging."""
    if last > 0:
        sheet.merge_range(row, 0, row, last, "", look)
    sheet.write_string(row, 0, text, look)


def _write(sheet: Worksheet, row: int, column: int, value: Value, looks: tuple[Format, Format]) -> None:
    """Write one cell. A decimal with more digits than a spreadsheet keeps goes in as text, whole."""
    look, numeric = looks
    if value is None or value == "":
        sheet.write_blank(row, column, None, look)
    elif isinstance(value, str):
        if sheet.write_string(row, column, value, look) != 0:
            raise ValueError(f"the text in row {row + 1} is too long for a cell")
    elif len(Decimal(value).as_tuple().digits) > _EXACT_DIGITS:
        sheet.write_string(row, column, f"{value:f}", look)
    else:
        sheet.write_number(row, column, value, numeric)  # a Decimal's digits are printed as they are


_DANGEROUS = re.compile(r"(?:^|[\r\n\v\f\x85\u2028\u2029])[ \u3000\u00a0]*[=+\-@\t\r＝＋－＠]")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Give a csv table in UTF-8 with a byte order mark, which spreadsheets recognise.

    A text that a spreadsheet would run as a formula (in any line of the cell) gets a leading '. Numbers given as
    numbers are written as they are.
    """
    stream = io.StringIO(newline="")
    table = csv.writer(stream, lineterminator="\r\n")
    table.writerow([_plain(cell) for cell in header])
    for row in rows:
        table.writerow([_plain(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    """Write a csv table as a whole file. Errors: WorldFailure tables.not_written."""
    write_whole(path, csv_bytes(header, rows))


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if _DANGEROUS.search(value) else value
    return f"{Decimal(value):f}"
