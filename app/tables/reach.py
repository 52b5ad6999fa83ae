"""How far the cells of a sheet reach, read from its XML without a parser that would reserve memory for the distance."""

from __future__ import annotations

import re
from xml.parsers import expat

from app.domain.worksheet import column_number

# Every ordinary sheet has nothing but cells within A1:CZ99999, each with its address: one quick look settles it.
_UNUSUAL = re.compile(rb'<c(?! r="[A-C]?[A-Z][0-9]{1,5}")[ >/\t\r\n]')
_PREFIXED = re.compile(rb":c[ >/\t\r\n]")
_ORDINARY = 0
_ADDRESS = re.compile(r"([A-Z]{1,7})([0-9]{1,9})").fullmatch
_BROKEN = 1 << 62


class Unsound(Exception):
    """The XML is not well-formed."""


def of_xlsx(content: bytes) -> int:
    """Give the number of cells between the first and the last filled one of a worksheet part.

    0 for an ordinary sheet, whose reach is harmless; an absurd number for one whose addresses are broken. Raises
    Unsound.
    """
    if _UNUSUAL.search(content) is None and _PREFIXED.search(content) is None:
        return _ORDINARY
    return _walk(_Xlsx(), content)


def of_ods(content: bytes) -> int:
    """Give the number of cells of the widest table of an ods content part, repetitions counted. Raises Unsound."""
    return _walk(_Ods(), content)


class _Box:
    """The rectangle around the filled cells."""

    def __init__(self) -> None:
        self.largest = 0
        self.clear()

    def clear(self) -> None:
        """Begin a new sheet."""
        self._top = self._left = _BROKEN
        self._bottom = self._right = 0

    def add(self, top: int, left: int, bottom: int, right: int) -> None:
        """Stretch the rectangle."""
        self._top, self._left = min(self._top, top), min(self._left, left)
        self._bottom, self._right = max(self._bottom, bottom), max(self._right, right)
        self.largest = max(self.largest, (self._bottom - self._top + 1) * (self._right - self._left + 1))
        if self._bottom > 1_048_576 or self._right > 16_384:
            self.largest = _BROKEN


class _Xlsx:
    """Follows rows and cells; a cell counts when it holds a value, a text or a formula."""

    def __init__(self) -> None:
        self.box = _Box()
        self._row = 0
        self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of an element."""
        name = name.rpartition(":")[2]
        if name == "row":
            stated = attributes.get("r", "")
            self._row = int(stated[:9]) if stated.isdecimal() else self._row + 1
            self._column = 0
        elif name == "c":
            found = _ADDRESS(attributes.get("r", ""))
            if found:
                self._column, self._row = column_number(found[1]), int(found[2])
            elif "r" in attributes:
                self.box.largest = _BROKEN
            else:
                self._column += 1
        elif name in ("v", "is", "f"):
            self.box.add(self._row, self._column, self._row, self._column)

    def end(self, name: str) -> None:
        """Hear of the end of an element."""


class _Ods:
    """Follows rows and cells with their repetitions; blank cells and rows are only counted on."""

    def __init__(self) -> None:
        self.box = _Box()
        self._row = 0
        self._rows = 1
        self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Hear of an element."""
        if name == "table:table":
            self.box.clear()
            self._row = 0
        elif name == "table:table-row":
            self._rows = _count(attributes.get("table:number-rows-repeated"))
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            columns = _count(attributes.get("table:number-columns-repeated"))
            if "office:value-type" in attributes or "table:formula" in attributes:
                last = self._row + self._rows
                self.box.add(self._row + 1, self._column + 1, last, self._column + columns)
            self._column += columns

    def end(self, name: str) -> None:
        """Hear of the end of an element."""
        if name == "table:table-row":
            self._row += self._rows


def _count(text: str | None) -> int:
    return max(1, int(text[:9])) if text and text.isdecimal() else 1


def _walk(listener: _Xlsx | _Ods, content: bytes) -> int:
    parser = expat.ParserCreate()
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # Parsers are more lenient than this and would go on from here: what cannot be measured is not handed on.
        raise Unsound from error
    return listener.box.largest
