"""Cells of a scheme's workbook: where a value stands, what is wrong there, and all of it told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.contest import Round
from app.domain.definition import open_sums, read_round
from app.domain.definition_node import Node
from app.domain.definition_scheme import read_aspect
from app.domain.worksheet import Sheet
from app.errors import Problems, Refusal

MOST_NAMED = 200
Table = dict[str, object]
_STAND_INS: Mapping[str, object] = {
    "id": "?",
    "kind": "value",
    "maximum": "1",
    "judges": "99",
    "points": "1",
    "limit_minutes": "1",
}
"""What stands for a bad value that must be there, so that the rest of its row is looked at too."""


@dataclass(frozen=True)
class Spot:
    """A cell, counted from 0 in the rows of its sheet."""

    sheet: Sheet
    row: int
    column: int

    @property
    def place(self) -> str:
        """As a spreadsheet addresses it: 实操!E14."""
        return f"{self.sheet.name}!{self.sheet.place(self.row, self.column)}"

    def wrong(self, error: Refusal) -> Refusal:
        """The same refusal, at this cell."""
        return Refusal(error.code, **{**error.fields, "place": self.place})


@dataclass
class Found:
    """What is wrong with a workbook, in the order it was found."""

    problems: list[Refusal] = field(default_factory=list)

    def add(self, error: Refusal) -> None:
        """Remember one thing, once."""
        said = (error.code, error.fields)
        if len(self.problems) < MOST_NAMED and all((one.code, one.fields) != said for one in self.problems):
            self.problems.append(error)

    def refuse(self, file: str) -> None:
        """Raises Problems "scheme.book_problems" when anything was found."""
        if self.problems:
            first = self.problems[0].fields.get("place", file)
            raise Problems("scheme.book_problems", tuple(self.problems), file=file, first=first)


@dataclass
class AspectCells:
    """One aspect as its rows state it, and the cell of every key by its path in the document."""

    table: Table
    spots: dict[str, Spot]
    home: Spot

    def spot(self, path: str) -> Spot:
        """The cell of a key, or of what it is part of."""
        return spot_of(self.spots, path, self.home)


def spot_of(spots: Mapping[str, Spot], path: str, home: Spot) -> Spot:
    """The cell of a path such as `catalogue[0].points`, else of its nearest parent, else `home`."""
    while path:
        if path in spots:
            return spots[path]
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return home


def check_aspect(cells: AspectCells, found: Found) -> None:
    """Find everything that is wrong with an aspect: a bad value is named, replaced and the rest looked at."""
    table = dict(cells.table)
    seen: set[str] = set()
    while True:
        try:
            read_aspect(Node(table, ""))
            return
        except Refusal as error:
            path = str(error.fields.get("place", ""))
            found.add(cells.spot(path).wrong(error))
            key = path.partition(".")[0].partition("[")[0]
            if not key or key in seen:
                return
            seen.add(key)
            table.pop(key, None)
            if key in _STAND_INS:
                table[key] = _STAND_INS[key]


@dataclass
class RoundCells:
    """One round as its sheet states it: the document, the cells of its parts by path, and its aspects."""

    table: Table
    spots: dict[str, Spot]
    home: Spot
    aspects: list[AspectCells] = field(default_factory=list)

    def check(self, found: Found) -> None:
        """Find what is wrong with the values of the aspects."""
        for cells in self.aspects:
            check_aspect(cells, found)
        self._no_doubles(found)
        self._conditions_known(found)

    def read(self, found: Found) -> Round | None:
        """The round, None when anything is wrong with it. Sums mean something only where all values of the book are
        sound, so ask this after `check` found nothing."""
        try:
            part = read_round(Node(self.table, ""))
        except Refusal as error:
            found.add(spot_of(self.spots, str(error.fields.get("place", "")), self.home).wrong(error))
            return None
        gaps = open_sums(part, "")
        for gap in gaps:
            path = str(gap.fields["place"]).removeprefix(".")
            found.add(spot_of(self.spots, f"{path}.maximum" if path else "maximum", self.home).wrong(gap))
        return None if gaps else part

    def _no_doubles(self, found: Found) -> None:
        seen: set[str] = set()
        for cells in self.aspects:
            name = str(cells.table.get("id", ""))
            if name and name in seen:
                found.add(cells.spot("id").wrong(Refusal("definition.double", place="", text=name)))
            seen.add(name)

    def _conditions_known(self, found: Found) -> None:
        modules = self.table.get("module", [])
        assert isinstance(modules, list)
        known = {str(module["id"]) for module in modules}
        for cells in self.aspects:
            when = cells.table.get("when")
            name = str(when.get("module", "")) if isinstance(when, Mapping) else ""
            if name and name not in known:
                found.add(cells.spot("when").wrong(Refusal("definition.when_unknown", place="", text=name)))


def cell(row: Sequence[str], column: int | None) -> str:
    """The text of a cell without outer blanks; "" beyond the row's end."""
    return "" if column is None or column >= len(row) else str(row[column]).strip()
