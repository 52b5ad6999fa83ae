"""A list as a workbook, row by row: 300,000 rows need no more memory than a few. Texts stay texts."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from app.errors import WorldFailure
from app.tables.writer import sheet_name

MOST_ROWS = 1_048_000  # a sheet holds 1,048,576 with what stands above
MOST_TEXT = 32_767  # characters a cell holds
EXACT_DIGITS = 15
_MADE = datetime(2020, 1, 1, tzinfo=UTC)  # a fixed date: the same list gives the same bytes
_FIGURE = re.compile(r"[-−]?(0|[1-9][0-9]*)(\.[0-9]+)?\Z")  # the minus sign lists show
_FONT = "宋体"


@dataclass(frozen=True)
class ListColumn:
    """A column: title, width in characters, and whether plain decimal figures in it go in as numbers."""

    title: str
    width: float = 12
    figures: bool = False


def write_list(
    path: Path, title: str, above: Sequence[str], columns: Sequence[ListColumn], rows: Iterable[Sequence[str]]
) -> int:
    """Write a list as a whole file: beside its place, then renamed; gives the number of rows.

    The rows may raise to stop it: nothing is left behind, an older file stays. Raises WorldFailure
    "tables.not_written".
    """
    beside: Path | None = None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        os.close(handle)
        beside = Path(name)
        count = _write(beside, title, above, columns, rows)
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise WorldFailure("tables.not_written", file=path.name, reason=reason) from error
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    return count


def _write(
    path: Path, title: str, above: Sequence[str], columns: Sequence[ListColumn], rows: Iterable[Sequence[str]]
) -> int:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".list-") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        book = xlsxwriter.Workbook(str(path), options)
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet(sheet_name(title))
        try:
            count = _Sheet(book, sheet).fill(title, above, columns, rows)
            book.close()
        finally:
            sheet.row_data_fh.close()  # the rows' own file: open still when the work was stopped
    return count


class _Sheet:
    """One sheet that is written from top to bottom and forgotten line by line."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.book, self.sheet = book, sheet
        self.plain = book.add_format({"font_name": _FONT, "num_format": "@"})
        self.figures: dict[int, Any] = {}

    def fill(
        self, title: str, above: Sequence[str], columns: Sequence[ListColumn], rows: Iterable[Sequence[str]]
    ) -> int:
        """Write everything; gives the number of rows."""
        book, sheet = self.book, self.sheet
        heading = book.add_format({"font_name": _FONT, "bold": True, "bg_color": "#D9E2F3", "border": 1})
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
        for place, line in enumerate((title, *above)):
            sheet.write_string(place, 0, line, book.add_format({"font_name": _FONT, "bold": place == 0}))
        head = len(above) + 1
        for number, column in enumerate(columns):
            sheet.write_string(head, number, column.title, heading)
        sheet.freeze_panes(head + 1, 0)
        sheet.repeat_rows(head)
        count = 0
        for count, row in enumerate(_bounded(rows), 1):
            for number, text in enumerate(row):
                self._cell(head + count, number, text, columns[number].figures)
        sheet.autofilter(head, 0, head + count, max(0, len(columns) - 1))
        return count

    def _cell(self, row: int, column: int, text: str, figures: bool) -> None:
        figure = _figure(text) if figures else None
        if figure is not None:
            self.sheet.write_number(row, column, figure, self._figures(max(0, -int(figure.as_tuple().exponent))))
        elif text:
            self.sheet.write_string(row, column, text[:MOST_TEXT], self.plain)

    def _figures(self, decimals: int) -> Any:
        if decimals not in self.figures:
            shown = "0" if not decimals else "0." + "0" * decimals
            self.figures[decimals] = self.book.add_format({"font_name": _FONT, "num_format": shown})
        return self.figures[decimals]


def _bounded(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[str]]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise WorldFailure("tables.list_too_long", most=f"{MOST_ROWS:,}")
        yield row


def _figure(text: str) -> Decimal | None:
    """A figure a spreadsheet keeps exactly; None for everything that is to stay text."""
    if not _FIGURE.match(text):
        return None
    figure = Decimal(text.replace("−", "-"))  # as above
    return figure if len(figure.as_tuple().digits) <= EXACT_DIGITS else None
