"""Reading tables from outside: workbooks (xlsx, xls, ods) and text tables (csv, tsv) as sheets of exact text.

Nothing in a file is trusted: size, number of parts and inflation are bounded before a parser sees it (`guard.py`),
formulas are never evaluated, a number becomes its decimal text at once. Whatever is wrong with the file as a whole is a
`WrongCall` whose sentence says how to cure it.
"""

from __future__ import annotations

import datetime
import io
import stat
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from app.domain.worksheet import DateCell, Merged, NumberCell, Sheet
from app.errors import WorldFailure, WrongCall
from app.tables import guard
from app.tables.text_tables import read_text

__all__ = ["read_book", "read_sheet", "read_table"]

_ALL_TEXT = {str}
_GRID_ROWS, _GRID_COLUMNS = 1_048_576, 16_384


def read_table(path: Path) -> list[list[str]]:
    """Give the first sheet that holds anything as rows of text, without blank rows at the end.

    Errors: as `read_book`. The list keeps blank rows above and between, so that index + 1 is the row number.
    """
    sheet = read_sheet(path)
    padding = [""] * (sheet.left - 1)
    above: list[list[str]] = [[] for _ in range(sheet.top - 1)]
    rows = above + ([padding + row for row in sheet.rows] if padding else list(sheet.rows))
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def read_sheet(path: Path) -> Sheet:
    """Give the first visible sheet that holds anything. Errors: as `read_book`, and tables.empty."""
    sheets = read_book(path)
    for sheet in sheets:
        if not sheet.hidden and not sheet.is_blank:
            return sheet
    raise WrongCall("tables.empty", file=path.name)


def read_book(path: Path) -> tuple[Sheet, ...]:
    """Give all worksheets of a workbook, in its order; a text table gives one sheet.

    Errors: WrongCall tables.missing, .too_large, .unpacked_too_large, .too_many_parts, .dtd, .too_wide, .password,
    .damaged, .foreign, .encoding, .empty; WorldFailure tables.unreadable when the disk does not give the bytes.
    """
    data = _bytes_of(path)
    kind = guard.kind_of(data, path.name)
    if kind == "text":
        return (read_text(data, path),)
    guard.check(data, kind, path.name)
    try:
        return tuple(_sheets(data, path.name))
    except PasswordError:
        raise WrongCall("tables.password", file=path.name) from None
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise WrongCall("tables.damaged", file=path.name) from error
    except BaseException as error:
        # The parser is compiled code: on a damaged file it may panic, which is no Exception in Python.
        if type(error).__name__ != "PanicException":
            raise
        raise WrongCall("tables.damaged", file=path.name) from None


def _bytes_of(path: Path) -> bytes:
    """Read the whole file, refusing by size before reading."""
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):  # a folder; or a pipe or device, which might never end
            raise WrongCall("tables.foreign", file=path.name)
        size = facts.st_size
        if size > guard.MAX_FILE:
            raise WrongCall("tables.too_large", file=path.name, limit=guard.MAX_FILE >> 20, size=-(-size >> 20))
        data = path.read_bytes()
    except FileNotFoundError:
        raise WrongCall("tables.missing", file=path.name) from None
    except OSError as error:
        raise WorldFailure("tables.unreadable", file=path.name, reason=error.strerror or str(error)) from error
    if not data:
        raise WrongCall("tables.empty", file=path.name)
    return data


def _sheets(data: bytes, file: str) -> Iterator[Sheet]:
    """Read every worksheet; chart and macro sheets have no cells and are left out."""
    cells = 0
    with guard.quiet_panics(), CalamineWorkbook.from_object(io.BytesIO(data)) as book:
        for index, meta in enumerate(book.sheets_metadata):
            if "Work" not in str(meta.typ):
                continue
            source = book.get_sheet_by_index(index)
            cells += _reach(source)
            if cells > guard.MAX_CELLS:
                raise guard.too_wide(file)
            yield _sheet(source, meta.visible != SheetVisibleEnum.Visible)


def _reach(source: CalamineSheet) -> int:
    """Give how many cells lie between the first and the last one. ValueError when it is larger than a sheet can be."""
    if source.start is None or source.end is None:
        return 0
    (top, left), (bottom, right) = source.start, source.end
    if bottom >= _GRID_ROWS or right >= _GRID_COLUMNS:
        raise ValueError("addresses beyond the grid")
    return (bottom - top + 1) * (right - left + 1)


def _sheet(source: CalamineSheet, hidden: bool) -> Sheet:
    """Turn one parsed sheet into text with its origin."""
    if source.start is None:
        return Sheet(source.name, [], hidden=hidden)
    top, left = source.start
    rows: list[list[str]] = []
    for number, row in enumerate(source.iter_rows()):
        if number >= top:  # the parser gives the blank rows above the first cell, but not the columns left of it
            is_text = set(map(type, row)) == _ALL_TEXT
            rows.append(
                cast(list[str], row) if is_text else [cell if type(cell) is str else text_of(cell) for cell in row]
            )
    while rows and not any(rows[-1]):  # old workbooks claim rows they never filled
        rows.pop()
    ranges = source.merged_cell_ranges or []
    merged = tuple(Merged(r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in ranges)
    return Sheet(source.name, rows, top + 1, left + 1, hidden, merged)


def text_of(value: Any) -> str:
    """Give the exact text of one parsed cell.

    A number is shown with at most 15 significant digits, which is all a spreadsheet keeps: 88.3 typed by a person comes
    back as 88.3, and the 0.30000000000000004 of a formula as the 0.3 the person sees.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return NumberCell(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return DateCell(value.date().isoformat() if midnight else value.isoformat(" ", "seconds"))
    if isinstance(value, datetime.date):
        return DateCell(value.isoformat())
    if isinstance(value, datetime.time):
        return value.isoformat("seconds")
    if isinstance(value, datetime.timedelta):
        return _duration(value)
    return str(value)


def _number(value: float) -> NumberCell:
    shown = f"{value:.15g}"
    if "e" in shown:
        shown = f"{Decimal(shown):f}"
    return NumberCell("0" if shown == "-0" else shown)


def _duration(value: datetime.timedelta) -> str:
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
