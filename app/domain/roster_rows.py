"""Which rows of a roster are contestants: not blank lines, repeated headers, examples, totals or remarks below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.domain.roster_columns import FIELDS, Layout, is_header_again
from app.domain.roster_plan import Problem
from app.domain.texts import loose
from app.domain.worksheet import Sheet

PERSONAL = frozenset({"id_number", "phone"})
_EXAMPLE = frozenset(map(loose, ("示例", "样例", "例", "例如", "举例", "example")))
_NOTE = re.compile(r"(合计|总计|小计|共计|填表|制表|审核|联系人|领队|说明|备注|注)\s*[:：(（\d]?")
_SERIAL = frozenset({"序号", "序", "no", "行号"})
_OFTEN_FILLED_BEFOREHAND = {"delegation", "trade", "group", "id_kind"}
_NAME_HEADERS = next(field.words for field in FIELDS if field.key == "name")
_LEAST_CELLS = 3  # a row without name and number counts as a contestant's from so many cells on


class RowChoice:
    """Walks over the rows below the header. `ignored` holds a warning for every row left out that says something."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.ignored: list[Problem] = []
        self._sheet = sheet
        self._layout = layout
        found = layout.found
        self._leading = [found[field].index for field in ("name", "id_number", "team") if field in found]
        self._name = found["name"].index if "name" in found else -1
        self._number = found["id_number"].index if "id_number" in found else -1
        self._serial = next((use.index for use in layout.columns if loose(use.header) in _SERIAL), -1)
        self._header_words = {*_NAME_HEADERS, "".join(found["name"].header.split()) if "name" in found else ""}
        self._personal = {found[field].index for field in PERSONAL if field in found}

    def contestants(self) -> Iterator[tuple[int, list[str]]]:
        """Give (row number, cells) of every contestant."""
        sheet = self._sheet
        for row, cells in enumerate(sheet.rows[self._layout.body :], sheet.top + self._layout.body):
            if any(cells[index] and not cells[index].isspace() for index in self._leading):
                if not self._is_other(row, cells):
                    yield row, cells
            elif self._is_nameless(row, cells):
                yield row, cells

    def _is_nameless(self, row: int, cells: list[str]) -> bool:
        """Whether a row without name and number is a contestant's all the same, so that what it lacks is named."""
        filled = {use.field for use in self._layout.columns if use.field and cells[use.index].strip()}
        filled -= _OFTEN_FILLED_BEFOREHAND
        if len(filled) >= _LEAST_CELLS:
            return True
        if filled:
            self._ignore(row, cells)
        return False

    def _is_other(self, row: int, cells: list[str]) -> bool:
        """Whether a row with something in its name or number is a header again, an example or a total."""
        called = cells[self._name].strip() if self._name >= 0 else ""
        first = cells[self._serial].strip() if self._serial >= 0 else ""
        if "".join(called.split()) in self._header_words and is_header_again(self._layout, cells):
            return True
        numbered = self._number >= 0 and cells[self._number].strip()
        note = not numbered and (_NOTE.fullmatch(called[:3]) or _NOTE.match(first))
        if note or _is_example(called) or _is_example(first):
            self._ignore(row, cells)
            return True
        return False

    def _ignore(self, row: int, cells: list[str]) -> None:
        said = (cell.strip() for index, cell in enumerate(cells) if index not in self._personal and cell.strip())
        self.ignored.append(Problem(row, "", "", "roster.row_ignored", {"text": " ".join(said)[:30]}))


def _is_example(text: str) -> bool:
    """Whether a cell marks an example, brackets and all."""
    return ("例" in text or text in _EXAMPLE) and loose(text) in _EXAMPLE
