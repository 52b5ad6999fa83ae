"""A scheme's workbook read back: rounds as the definition has them, or every bad cell named by sheet and address.

Columns are found by their headings, in any order; formulas have been turned into what they showed before this is asked.
Nothing is guessed: an unknown heading, an unknown word or a row out of place is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.contest import Round
from app.domain.kinds import KINDS
from app.domain.worksheet import Sheet
from app.errors import Refusal, WrongCall
from app.tables.scheme_book import (
    ASPECT,
    BAND,
    CRITERION,
    ITEM,
    KIND_WORDS,
    LEVEL,
    MET,
    MODULE,
    NONE,
    ROUND_FIELDS,
    ROUNDS_SHEET,
    ROW_WORDS,
    SCHEME_FIELDS,
    SECTION_FIELDS,
    SECTIONS_SHEET,
    WORDS,
    YES,
    Field,
)
from app.tables.scheme_book_cells import AspectCells, Found, RoundCells, Spot, Table, cell, check_aspect

_YES, _NO = {YES, "yes", "true", "1"}, {"否", "no", "false", "0"}
_LISTS = {LEVEL: "levels", BAND: "bands", ITEM: "catalogue"}
_MOST_HEAD_ROWS = 30
_OF_KIND = {kind.value: line.keys for kind, line in KINDS.items()}
_OF_EVERY = ("id", "name", "maximum", "factor", "decimals", "note", "requirement", "section")


@dataclass(frozen=True)
class _Grid:
    """A sheet whose columns are known by their keys; `top` is the first row below the headings."""

    sheet: Sheet
    columns: Mapping[str, int]
    top: int

    def spot(self, row: int, key: str) -> Spot:
        return Spot(self.sheet, row, self.columns.get(key, 0))

    def text(self, row: int, key: str) -> str:
        return cell(self.sheet.rows[row], self.columns.get(key))

    def rows(self) -> Iterator[int]:
        """The rows below the headings that hold anything."""
        for row in range(self.top, len(self.sheet.rows)):
            if any(text and not text.isspace() for text in self.sheet.rows[row]):
                yield row


def rounds_of(sheets: Sequence[Sheet], file: str, only: Round | None = None) -> tuple[Round, ...]:
    """The rounds of a workbook in our layout, in its order, given its sheets and the file's name.

    A book with a single sheet of aspects and none of rounds is taken as the scheme of `only`. Raises Problems
    "scheme.book_problems" naming every bad cell, WrongCall "scheme.not_a_book".
    """
    found = Found()
    book = _Book(sheets, found)
    parts = list(book.rounds())
    if not parts and only is not None:
        parts = book.single(only)
    if not parts and not found.problems:
        raise WrongCall("scheme.not_a_book", file=file, sheet=ROUNDS_SHEET)
    for part in parts:
        part.check(found)
    rounds = [] if found.problems else [part.read(found) for part in parts]
    found.refuse(file)
    return tuple(part for part in rounds if part is not None)


class _Book:
    """Reads the sheets of one workbook."""

    def __init__(self, sheets: Sequence[Sheet], found: Found) -> None:
        self.sheets = {sheet.name: sheet for sheet in sheets if not sheet.is_blank}
        self.found = found

    def rounds(self) -> Iterator[RoundCells]:
        """Every round the sheet of rounds names."""
        grid = self._grid(ROUNDS_SHEET, ROUND_FIELDS, ("id", "maximum"))
        if grid is None:
            return
        sections = self._sections()
        seen: set[str] = set()
        for row in grid.rows():
            part = self._round(grid, row)
            name = str(part.table.get("id", ""))
            if name in seen:
                self.found.add(grid.spot(row, "id").wrong(Refusal("definition.double", place="", text=name)))
            seen.add(name)
            if name in sections:
                tables, spots = sections.pop(name)
                part.table["section"] = tables
                part.spots.update(spots)
            yield part
        for name, (_, spots) in sections.items():
            spot = next(iter(spots.values()))
            self.found.add(Refusal("scheme.book_round", place=spot.place, text=name))

    def single(self, only: Round) -> list[RoundCells]:
        """The one sheet of aspects as the scheme of a known round."""
        table: Table = {"id": only.id, "name": only.name}
        for sheet in self.sheets.values():
            if self._find(sheet, SCHEME_FIELDS, ("row", "id", "kind")) is not None:
                part = RoundCells(table, {}, Spot(sheet, 0, 0))
                self._scheme(sheet.name, part)
                return [part]
        return []

    def _round(self, grid: _Grid, row: int) -> RoundCells:
        table, spots = self.table(grid, row, [one.key for one in ROUND_FIELDS if one.key != "sheet"])
        part = RoundCells(table, spots, grid.spot(row, "id"))
        name = grid.text(row, "sheet")
        if name and name not in self.sheets:
            known = "、".join(one for one in self.sheets if one not in (ROUNDS_SHEET, SECTIONS_SHEET))
            place = grid.spot(row, "sheet").place
            self.found.add(Refusal("scheme.book_no_sheet", place=place, text=name, known=known))
        elif name:
            self._scheme(name, part)
        return part

    def _sections(self) -> dict[str, tuple[list[Table], dict[str, Spot]]]:
        grid = self._grid(SECTIONS_SHEET, SECTION_FIELDS, ("round", "id"))
        sections: dict[str, tuple[list[Table], dict[str, Spot]]] = {}
        for row in grid.rows() if grid is not None else ():
            assert grid is not None
            table, spots = self.table(grid, row, ("id", "name", "maximum"))
            tables, known = sections.setdefault(grid.text(row, "round"), ([], {}))
            known.update(_under(f"section[{len(tables)}]", spots))
            known.update(_under(f"section[{table.get('id', '')}]", spots))
            known[f"section[{table.get('id', '')}]"] = grid.spot(row, "id")
            tables.append(table)
        return sections

    def _grid(self, name: str, fields: tuple[Field, ...], needed: tuple[str, ...]) -> _Grid | None:
        sheet = self.sheets.get(name)
        return None if sheet is None else self._find(sheet, fields, needed, tell=True)

    def _find(
        self, sheet: Sheet, fields: tuple[Field, ...], needed: tuple[str, ...], tell: bool = False
    ) -> _Grid | None:
        """The columns by the first row that has the needed headings; with `tell` what is wrong with them is named."""
        known = {_plain(word): one.key for one in fields for word in (one.title, one.key)}
        for number, row in enumerate(sheet.rows[:_MOST_HEAD_ROWS]):
            columns: dict[str, int] = {}
            odd: list[Refusal] = []
            for column, text in enumerate(row):
                key = known.get(_plain(text))
                spot = Spot(sheet, number, column)
                if key in columns:
                    odd.append(Refusal("scheme.book_twice", place=spot.place, text=text.strip()))
                elif key is not None:
                    columns[key] = column
                elif text.strip():
                    odd.append(Refusal("scheme.book_column", place=spot.place, text=text.strip()[:40]))
            if all(key in columns for key in needed):
                for problem in odd if tell else ():
                    self.found.add(problem)
                return _Grid(sheet, columns, number + 1)
        if tell:
            titles = [one.title for one in fields if one.key in needed]
            self.found.add(Refusal("scheme.book_heading", place=sheet.name, titles=titles))
        return None

    def table(self, grid: _Grid, row: int, keys: Sequence[str]) -> tuple[Table, dict[str, Spot]]:
        """What a row states of the keys, words turned into those of a definition, and the cell of each."""
        table: Table = {}
        spots = {key: grid.spot(row, key) for key in keys if key in grid.columns}
        for key in keys:
            text = grid.text(row, key)
            if text:
                self._put(table, key, text, grid.spot(row, key))
        return table, spots

    def _put(self, table: Table, key: str, text: str, spot: Spot) -> None:
        if key in ("bonus", "extra", "listed") and _is_round(spot):
            if text.casefold() not in _YES | _NO:
                self.unknown_word(spot, text, (YES, "否"))
            elif text.casefold() in _YES:
                table[key] = True
        elif key in WORDS:
            word = _word(WORDS[key], text)
            if word is None:
                self.unknown_word(spot, text, tuple(WORDS[key].values()))
            else:
                table[key] = word
        else:
            table[key] = text

    def unknown_word(self, spot: Spot, text: str, known: tuple[str, ...]) -> None:
        """Remember a word that is none of the known ones."""
        self.found.add(Refusal("scheme.book_word", place=spot.place, text=text[:40], known="、".join(known)))

    def _scheme(self, name: str, part: RoundCells) -> None:
        grid = self._grid(name, SCHEME_FIELDS, ("row", "id", "kind"))
        if grid is not None:
            _SchemeRows(self, grid, part).read()


def _is_round(spot: Spot) -> bool:
    return spot.sheet.name == ROUNDS_SHEET


def _plain(text: str) -> str:
    """A heading as it is compared: no blanks, no case, brackets of either width."""
    return "".join(text.split()).casefold().replace("(", "（").replace(")", "）")


def _word(words: Mapping[str, str], text: str) -> str | None:
    plain = text.casefold()
    return next((word for word, said in words.items() if plain in (word, said.casefold())), None)


def _under(path: str, spots: Mapping[str, Spot]) -> dict[str, Spot]:
    return {f"{path}.{key}": spot for key, spot in spots.items()}


class _SchemeRows:
    """Walks the rows of one scheme: modules, criteria, aspects and what belongs to them."""

    def __init__(self, book: _Book, grid: _Grid, part: RoundCells) -> None:
        self.book, self.grid, self.part, self.found = book, grid, part, book.found
        self.modules: list[Table] = []
        self.criterion = ""
        self.aspect: AspectCells | None = None
        self.allowed: dict[str, Callable[[int], None]] = {
            MODULE: self._module,
            CRITERION: self._criterion,
            ASPECT: self._aspect,
            LEVEL: self._item,
            BAND: self._item,
            ITEM: self._item,
        }

    def read(self) -> None:
        """Fill the round's document."""
        for row in self.grid.rows():
            text = self.grid.text(row, "row")
            word = _word(ROW_WORDS, text)
            if word is None:
                self.book.unknown_word(self.grid.spot(row, "row"), text, tuple(ROW_WORDS.values()))
            else:
                self.allowed[ROW_WORDS[word]](row)
        self.part.table["module"] = self.modules
        for aspect in self.part.aspects:
            _tidy(aspect)
        if not self.modules:
            place = self.grid.spot(self.grid.top - 1, "row").place
            self.found.add(Refusal("scheme.book_empty", place=place))

    def _path(self) -> str:
        return f"module[{self.modules[-1]['id']}]"

    def _module(self, row: int) -> None:
        table, spots = self.book.table(self.grid, row, ("id", "name", "maximum"))
        if "id" not in table:
            self._missing(row, "id")
            table["id"] = f"?{row}"
        if any(one["id"] == table["id"] for one in self.modules):
            self.found.add(self.grid.spot(row, "id").wrong(_double(str(table["id"]))))
        self.modules.append({**table, "criteria": [], "aspects": []})
        self.criterion, self.aspect = "", None
        home = self.grid.spot(row, "id")
        self.part.spots.update({self._path(): home, **_under(self._path(), spots)})
        self._check(table, spots)

    def _criterion(self, row: int) -> None:
        if not self._in_module(row):
            return
        table, spots = self.book.table(self.grid, row, ("id", "name", "maximum", "day"))
        if "id" not in table and "name" not in table:
            self._missing(row, "id")
            return
        name = str(table.get("id", table.get("name")))
        criteria = self.modules[-1]["criteria"]
        assert isinstance(criteria, list)
        if any(one["id"] == name for one in criteria):
            self.found.add(self.grid.spot(row, "id").wrong(_double(name)))
        criteria.append({**table, "id": name})
        self.criterion, self.aspect = name, None
        path = f"{self._path()}.criteria[{name}]"
        self.part.spots.update({path: self.grid.spot(row, "id"), **_under(path, spots)})
        self._check(table, spots)

    def _check(self, table: Table, spots: Mapping[str, Spot]) -> None:
        """A module's or criterion's own number, which nothing else would name by its cell."""
        if "maximum" in table:
            probe: Table = {"id": "x", "kind": "value", "maximum": table["maximum"]}
            check_aspect(AspectCells(probe, dict(spots), spots["maximum"]), self.found)

    def _aspect(self, row: int) -> None:
        if not self._in_module(row):
            return
        grid = self.grid
        kind = _word(KIND_WORDS, grid.text(row, "kind"))
        if kind is None and grid.text(row, "kind"):
            self.book.unknown_word(grid.spot(row, "kind"), grid.text(row, "kind"), tuple(KIND_WORDS.values()))
        real = "measured" if kind == "met" else kind
        keys = (*_OF_EVERY, *(_OF_KIND[real] if real else ()))
        table, spots = self.book.table(grid, row, keys)
        if real:
            self._refuse_strays(row, keys)
            table["kind"] = real
        if kind == "met":
            table["met"] = True
        spots["kind"] = grid.spot(row, "kind")
        if grid.text(row, "when_module") or grid.text(row, "when_at_least"):
            when = {"module": grid.text(row, "when_module"), "at_least": grid.text(row, "when_at_least")}
            table["when"] = {key: text for key, text in when.items() if text}
            spots |= {"when": grid.spot(row, "when_module"), "when.at_least": grid.spot(row, "when_at_least")}
        self._belongs(row, table)
        aspects = self.modules[-1]["aspects"]
        assert isinstance(aspects, list)
        if real or not grid.text(row, "kind"):
            path = f"{self._path()}.aspects[{len(aspects)}]"
            self.part.spots.update({path: grid.spot(row, "id"), **_under(path, spots)})
            self.aspect = AspectCells(table, spots, grid.spot(row, "id"))
            self.part.aspects.append(self.aspect)
            aspects.append(table)
        else:
            self.aspect = AspectCells({**table, "kind": ""}, spots, grid.spot(row, "id"))  # named already

    def _belongs(self, row: int, table: Table) -> None:
        said = self.grid.text(row, "criterion")
        criterion = "" if said == NONE else said or self.criterion
        if criterion:
            table["criterion"] = criterion

    def _refuse_strays(self, row: int, keys: Sequence[str]) -> None:
        """A value in a column that this kind of aspect does not have would be lost without a word."""
        known = {*keys, "row", "kind", "when_module", "when_at_least", "criterion"}
        for one in SCHEME_FIELDS:
            text = self.grid.text(row, one.key)
            if one.key not in known and text:
                place = self.grid.spot(row, one.key).place
                kind = self.grid.text(row, "kind")
                self.found.add(Refusal("scheme.book_stray", place=place, text=text[:40], column=one.title, kind=kind))

    def _item(self, row: int) -> None:
        """A level, band or deduction of the aspect above."""
        word = ROW_WORDS[_word(ROW_WORDS, self.grid.text(row, "row")) or ""]
        aspect = self.aspect
        if aspect is None or aspect.table.get("kind") not in (_PARENTS[word], ""):
            place = self.grid.spot(row, "row").place
            self.found.add(Refusal("scheme.book_order", place=place, row=word, above=_ABOVE[word]))
            return
        keys = {LEVEL: ("name",), BAND: ("within", "share"), ITEM: ("id", "name", "points", "zero")}[word]
        table, spots = self.book.table(self.grid, row, keys)
        items = aspect.table.setdefault(_LISTS[word], [])
        assert isinstance(items, list)
        path = f"{_LISTS[word]}[{len(items)}]"
        if word == LEVEL:
            self._level(row, len(items))
            items.append(table.get("name", ""))
            if "name" not in table:
                self._missing(row, "name")
                items[-1] = str(len(items) - 1)
            aspect.spots.setdefault("levels", self.grid.spot(row, "name"))
        else:
            items.append(table)
            aspect.spots.update({path: self.grid.spot(row, "id"), **_under(path, spots)})
        if word == ITEM:
            aspect.spots.setdefault("catalogue", self.grid.spot(row, "id"))

    def _level(self, row: int, number: int) -> None:
        """Levels count from 0 upwards, as their numbers say."""
        said = self.grid.text(row, "id")
        if said and said != str(number):
            place = self.grid.spot(row, "id").place
            self.found.add(Refusal("scheme.book_level", place=place, text=said[:40], wanted=number))

    def _in_module(self, row: int) -> bool:
        if self.modules:
            return True
        place = self.grid.spot(row, "row").place
        self.found.add(Refusal("scheme.book_order", place=place, row=self.grid.text(row, "row"), above=MODULE))
        return False

    def _missing(self, row: int, key: str) -> None:
        self.found.add(self.grid.spot(row, key).wrong(Refusal("definition.missing_key", place="")))


_PARENTS = {LEVEL: "judged", BAND: "measured", ITEM: "deduction"}
_ABOVE = {
    LEVEL: f"{ASPECT}（{KIND_WORDS['judged']}）",
    BAND: f"{ASPECT}（{KIND_WORDS['measured']}，不是{MET}）",
    ITEM: f"{ASPECT}（{KIND_WORDS['deduction']}）",
}


def _double(name: str) -> Refusal:
    return Refusal("definition.double", place="", text=name)


def _tidy(aspect: AspectCells) -> None:
    """Where an aspect's own list is missing, the sentence about it points at the aspect's kind."""
    for key in ("bands", "catalogue", "levels", "met"):
        aspect.spots.setdefault(key, aspect.spots["kind"])
