"""A sheet of a workbook as plain text with true addresses: what every import reads, whatever file it came from.

A cell is a `str`. Its class tells how the file stored it: `NumberCell` and `DateCell` for what a spreadsheet kept as a
number or a date, plain `str` for everything else. An identity number in a `NumberCell` has lost digits; a birth date in
a `DateCell` is certain. No float leaves the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


class NumberCell(str):
    """The text of a cell stored as a number, as a spreadsheet would show it: no exponent, no useless zeros."""

    __slots__ = ()


class DateCell(str):
    """The text of a cell stored as a date (2026-06-18) or as a date with time (2026-06-18 08:30:00)."""

    __slots__ = ()


def column_letter(column: int) -> str:
    """Give the letter of a column counted from 1: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Give the number of a column named by letters: A → 1, AA → 27. ValueError when it is no such name."""
    number = 0
    for letter in letters.strip().upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    if number == 0:
        raise ValueError(letters)
    return number


@dataclass(frozen=True)
class Merged:
    """A merged range, in numbers of the sheet counted from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` begins at row `top`, column `left` (counted from 1) of the sheet; all rows have one width."""

    name: str
    rows: list[list[str]]
    top: int = 1
    left: int = 1
    hidden: bool = False
    merged: tuple[Merged, ...] = field(default=())

    @property
    def width(self) -> int:
        """How many columns are held."""
        return max(map(len, self.rows), default=0)

    def row_number(self, index: int) -> int:
        """Give the row number a person sees for `rows[index]`."""
        return self.top + index

    def letter(self, index: int) -> str:
        """Give the column letter a person sees for position `index` of a row."""
        return column_letter(self.left + index)

    def place(self, row: int, column: int) -> str:
        """Give the address a person sees, such as "C7", for `rows[row][column]`."""
        return f"{self.letter(column)}{self.row_number(row)}"

    def filled_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Give (row number, cells) of every row that holds anything but blanks."""
        for index, cells in enumerate(self.rows):
            if any(cell and not cell.isspace() for cell in cells):
                yield self.top + index, cells

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return next(self.filled_rows(), None) is None
