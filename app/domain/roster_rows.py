"""Which rows of a roster are contestants: not blank lines, repeated headers, examples, totals or remarks below."""

from __future__ import annotations

import re

from app.domain.roster_columns import FIELDS, Layout, is_header_again
from app.domain.roster_plan import Problem
from app.domain.texts import loose
from app.domain.worksheet import Sheet

PERSONAL = frozenset({"id_number", "phone"})
_EXAMPLE = frozenset(map(loose, ("示例", "样例", "例", "例如", "举例", "example")))
_NOTE = re.compile(r"合计|总计|小计|共计|(填表|制表|审核|联系人|领队|说明|备注|注)\S{0,4}\s*[:：(（]")
_SERIAL = frozenset({"序号", "序", "no", "行号"})
_OFTEN_FILLED_BEFOREHAND = {"delegation", "trade", "group", "id_kind"}
_NAME_HEADERS = next(field.words for field in FIELDS if field.key == "name")
_LEAST_CELLS = 3  # a row without name and number counts as a contestant's from so many cells on


_SAYS = re.compile(r"\s*\S").match


class RowChoice:
    """Walks over the rows below a header that has names. `ignored` warns of every row left out that says something."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.ignored: list[Problem] = []
        self._sheet = sheet
        self._layout = layout
        found = layout.found
        self._leading = [found[field].index for field in ("name", "id_number", "team") if field in found]
        self._name = found["name"].index
        self._number = found["id_number"].index if "id_number" in found else -1
        self._serial = next((use.index for use in layout.columns if loose(use.header) in _SERIAL), self._name)
        self._header_words = {*_NAME_HEADERS, found["name"].header}
        self._personal = {found[field].index for field in PERSONAL if field in found}

    def contestants(self) -> list[tuple[int, list[str]]]:
        """Give (row number, cells) of every contestant."""
        body = self._sheet.rows[self._layout.body :]
        odd_names = {cells[self._name] for cells in body}
        odd_names = {name for name in odd_names if self._is_odd(name)}
        chosen = []
        for row, cells in enumerate(body, self._sheet.top + self._layout.body):
            if any(map(_SAYS, map(cells.__getitem__, self._leading))):
                suspicious = cells[self._name] in odd_names or _is_example(cells[self._serial])
                if suspicious and self._is_other(row, cells):
                    continue
            elif not self._is_nameless(row, cells):
                continue
            chosen.append((row, cells))
        return chosen

    def _is_odd(self, name: str) -> bool:
        """Whether a name has to be looked at together with its row: blank, a header's word, an example, a total."""
        plain = name.strip()
        is_word = plain in self._header_words or " " in plain
        return not plain or is_word or _is_example(plain) or _NOTE.match(plain) is not None

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
        called, first = cells[self._name].strip(), cells[self._serial].strip()
        if is_header_again(self._layout, cells):
            return True
        numbered = self._number >= 0 and cells[self._number].strip()
        note = not numbered and (_NOTE.match(called) or _NOTE.match(first))
        if note or _is_example(called) or _is_example(first):
            self._ignore(row, cells)
            return True
        return False

    def _ignore(self, row: int, cells: list[str]) -> None:
        said = (cell.strip() for index, cell in enumerate(cells) if index not in self._personal and cell.strip())
        self.ignored.append(Problem(row, "", "", "roster.row_ignored", {"text": " ".join(said)[:30]}))


def _is_example(text: str) -> bool:
    """Whether a cell marks an example, brackets and all."""
    return loose(text) in _EXAMPLE
