"""A WorldSkills CIS marking scheme read as a round's scheme, every bad cell named by sheet and address.

Rules:
1. A criterion is a module, a sub criterion a criterion (评分项) with its day; an aspect M (older: O) is yes or no, J is
   three judges' levels with their texts, S (older still) five judges' scores of 0 to 10.
2. The columns are found by their headings, whose wording changed over the years (WSSS, WSES, WSOS; Obj, Meas).
3. What CIS has no words for is taken from the scheme the trade has now, where the aspect is still the same one: same
   id (or same text in the same sub criterion), same letter, same marks.
4. Aspects carry no id there: one that this program wrote beside it is kept, else the one of rule 3, else it is the sub
   criterion's with a number (`A1.1`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

from app.domain.contest import Round
from app.domain.definition import write_round
from app.domain.numbers import parse_decimal, show
from app.domain.scheme import Aspect, Judged
from app.domain.worksheet import Sheet
from app.errors import Refusal, WrongCall
from app.tables.scheme_book_cells import AspectCells, Found, RoundCells, Spot, Table, cell
from app.tables.scheme_book_cis import ID_MARK, LOOSE, cis_mark

JUDGES, OLD_JUDGES = 3, 5
_TYPES = {"m": "m", "o": "m", "j": "j", "s": "s"}
_TOP_SCORE = 3
_OLD_LEVELS = [str(score) for score in range(11)]
_OLD_SPREAD = "4"
_CRITERION = re.compile(r"criterion ?(\S+)", re.IGNORECASE)
_SUB_LETTERS = re.compile(r"[A-Za-z]+")


def is_cis(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook has a sheet in the layout of CIS."""
    return _the_sheet(sheets) is not None


def cis_round(sheets: Sequence[Sheet], file: str, before: Round) -> Round:
    """The round `before` with the scheme of a CIS workbook, given its sheets and the file's name.

    Raises Problems "scheme.book_problems" naming every bad cell, WrongCall "scheme.not_cis".
    """
    sheet = _the_sheet(sheets)
    if sheet is None:
        raise WrongCall("scheme.not_cis", file=file)
    found = Found()
    part = _Cis(sheet, before, found).read()
    part.check(found)
    fresh = None if found.problems else part.read(found)
    found.refuse(file)
    assert fresh is not None  # whatever kept it from being read was found
    return fresh


def _the_sheet(sheets: Sequence[Sheet]) -> Sheet | None:
    fitting = [sheet for sheet in sheets if any(_headings(row) for row in sheet.rows)]
    named = [sheet for sheet in fitting if "cis" in sheet.name.casefold()]
    return next(iter(named or fitting), None)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


_COLUMNS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("extra", lambda text: "extra aspect" in text or "score description" in text),
    ("sub", lambda text: text.startswith("sub") and text.endswith("id")),
    ("name", lambda text: text.startswith("sub") and "name" in text),
    ("day", lambda text: text.startswith("day")),
    ("type", lambda text: text.startswith("aspect") and "type" in text),
    ("text", lambda text: text.startswith("aspect") and "description" in text),
    ("score", lambda text: text.startswith("judg") and "score" in text),
    ("requirement", lambda text: text.startswith("requirement")),
    ("section", lambda text: text.endswith("section")),
    ("row", lambda text: text.startswith("calculation")),
    ("mark", lambda text: text.startswith("max")),
    ("total", lambda text: text.startswith("total")),
)


def _headings(row: Sequence[str]) -> dict[str, int] | None:
    """The columns of a criterion's block by what they hold; None when the row does not head one."""
    found: dict[str, int] = {}
    for column, text in enumerate(row):
        plain = _plain(text)
        key = next((key for key, fits in _COLUMNS if fits(plain)), None)
        if key is not None and key not in found:
            found[key] = column
    return found if {"sub", "type", "text", "mark"} <= found.keys() else None


@dataclass
class _Open:
    """Where the reader is: the block, module, sub criterion and judged aspect it is in."""

    columns: dict[str, int] = field(default_factory=dict)
    module: Table | None = None
    sub: str = ""
    criterion: str = ""
    judged: AspectCells | None = None
    count: int = 0


class _Cis:
    """Walks one sheet."""

    def __init__(self, sheet: Sheet, before: Round, found: Found) -> None:
        self.sheet, self.before, self.found = sheet, before, found
        document = write_round(before)
        self.old = {aspect.id: aspect for aspect in before.aspects}
        modules = document["module"]
        assert isinstance(modules, list)
        self.old_tables: dict[str, Table] = {one["id"]: one for module in modules for one in module["aspects"]}
        self.modules: list[Table] = []
        table = {key: value for key, value in document.items() if key not in ("module", "section", "maximum")}
        self.part = RoundCells({**table, "module": self.modules}, {}, Spot(sheet, 0, 0))
        self.marks: dict[str, tuple[str, str, Spot]] = {}  # criterion: name, mark, where it stands
        self.taken: set[str] = set()
        self.given: dict[tuple[str, str], Fraction] = {}  # marks by criterion and sub criterion

    def read(self) -> RoundCells:
        """The whole sheet."""
        first = next(number for number, row in enumerate(self.sheet.rows) if _headings(row))
        self._sections(first)
        self._criteria(first)
        self._claim_ids(first)
        at = _Open()
        for number in range(first, len(self.sheet.rows)):
            self._row(number, at)
        self._close_judged(at)
        self._keep_criteria()
        self._total(first)
        return self.part

    def _keep_criteria(self) -> None:
        """A sub criterion whose marks still add up to what the present scheme gives it keeps that maximum."""
        old = {(module.id, one.id): one.maximum for module in self.before.modules for one in module.criteria}
        for module in self.modules:
            criteria = module["criteria"]
            assert isinstance(criteria, list)
            for criterion in criteria:
                place = (str(module["id"]), str(criterion["id"]))
                maximum = old.get(place)
                if maximum is not None and maximum == self.given.get(place):
                    criterion["maximum"] = show(maximum)

    def _spot(self, row: int, column: int | None) -> Spot:
        return Spot(self.sheet, row, column or 0)

    def _text(self, row: int, column: int | None) -> str:
        return cell(self.sheet.rows[row], column)

    # the tables above the first block

    def _sections(self, end: int) -> None:
        """The sections of the standard, with the marks it gives them."""
        tables: list[Table] = []
        for row, columns in self._tables(end, "section", lambda text: "mark" in text and "aspect" not in text):
            name = next((text for text in self.sheet.rows[row][columns[0] + 1 :] if text and not _is_number(text)), "")
            section: Table = {"id": self._text(row, columns[0]), "name": name.strip()}
            mark = self._text(row, columns[1])
            if mark:
                section["maximum"] = mark
            path = f"section[{section['id']}]"
            here = {path: self._spot(row, columns[0]), f"{path}.maximum": self._spot(row, columns[1])}
            number = f"section[{len(tables)}]"
            self.part.spots.update(
                {**here, number: self._spot(row, columns[0]), f"{number}.maximum": here[f"{path}.maximum"]}
            )
            tables.append(section)
        if tables:
            self.part.table["section"] = tables

    def _criteria(self, end: int) -> None:
        """The criteria with their marks."""
        for row, columns in self._tables(end, "id", lambda text: text.startswith(("mark", "total"))):
            name = next((text for text in self.sheet.rows[row][columns[0] + 1 :] if text and not _is_number(text)), "")
            key = self._text(row, columns[0])
            self.marks[key] = (name.strip(), self._text(row, columns[1]), self._spot(row, columns[1]))

    def _tables(self, end: int, head: str, is_mark: Callable[[str], bool]) -> Iterator[tuple[int, tuple[int, int]]]:
        """Rows of a table over the blocks whose first heading is `head`, with its columns of ids and of marks."""
        for top in range(end):
            plain = [_plain(text) for text in self.sheet.rows[top]]
            if head not in plain:
                continue
            first = plain.index(head)
            marks = [column for column, text in enumerate(plain) if is_mark(text)]
            for row in range(top + 1, end):
                key = self._text(row, first)
                if not key or _plain(key) in ("total", "criteria"):
                    break
                column = marks[0] if marks else _last_number(self.sheet.rows[row])
                if column is not None:
                    yield row, (first, column)
            return

    # the blocks

    def _row(self, row: int, at: _Open) -> None:
        cells = self.sheet.rows[row]
        columns = _headings(cells)
        if columns is not None:
            self._close_judged(at)
            at.columns, at.module, at.sub, at.criterion = columns, None, "", ""
            self._head(row, at)
            return
        text = {key: self._text(row, column) for key, column in at.columns.items()}
        if text.get("sub"):
            self._close_judged(at)
            self._sub(row, text, at)
        if text.get("type"):
            self._close_judged(at)
            self._aspect(row, text, at)
        elif text.get("score"):
            self._level(row, text, at)

    def _head(self, row: int, at: _Open) -> None:
        """The head of a block names its criterion, and the marks of it."""
        cells = self.sheet.rows[row]
        for column, text in enumerate(cells):
            match = _CRITERION.fullmatch(" ".join(text.split()))
            if match:
                self._open_module(match[1], self._spot(row, column), at)
                total = next((n for n in range(column + 1, len(cells)) if _is_number(cells[n])), None)
                if at.module is not None and "maximum" not in at.module and total is not None:
                    at.module["maximum"] = self._text(row, total)
                    self.part.spots[f"{self._path(at)}.maximum"] = self._spot(row, total)

    def _open_module(self, key: str, spot: Spot, at: _Open) -> None:
        known = next((module for module in self.modules if module["id"] == key), None)
        if known is None:
            name, mark, where = self.marks.get(key, ("", "", spot))
            known = {"id": key, "name": name or key, "criteria": [], "aspects": []}
            if mark:
                known["maximum"] = mark
            self.modules.append(known)
            self.part.spots.update({f"module[{key}]": spot, f"module[{key}].maximum": where})
        at.module, at.sub, at.criterion = known, "", ""

    def _path(self, at: _Open) -> str:
        return f"module[{at.module['id'] if at.module else ''}]"

    def _sub(self, row: int, text: Mapping[str, str], at: _Open) -> None:
        key = text["sub"]
        letters = _SUB_LETTERS.match(key)
        if at.module is None and letters is not None:
            self._open_module(letters[0].upper(), self._spot(row, at.columns["sub"]), at)
        if at.module is None:
            place = self._spot(row, at.columns["sub"]).place
            self.found.add(Refusal("scheme.cis_sub", place=place, text=key[:40]))
            return
        criteria = at.module["criteria"]
        assert isinstance(criteria, list)
        at.sub, at.criterion, at.count = key, key, 0
        if key == f"{at.module['id']}{LOOSE}" and (text.get("name") or at.module["name"]) == at.module["name"]:
            at.criterion = ""
            return
        if any(one["id"] == key for one in criteria):
            if text.get("name"):
                spot = self._spot(row, at.columns["sub"])
                self.found.add(spot.wrong(Refusal("definition.double", place="", text=key)))
        else:
            named = {"name": text.get("name", ""), "day": text.get("day", "")}
            criteria.append({"id": key, **{word: said for word, said in named.items() if said}})
            self.part.spots[f"{self._path(at)}.criteria[{key}]"] = self._spot(row, at.columns["sub"])

    def _aspect(self, row: int, text: Mapping[str, str], at: _Open) -> None:
        columns = at.columns
        kind = _TYPES.get(text["type"].casefold())
        if kind is None:
            place = self._spot(row, columns["type"]).place
            self.found.add(Refusal("scheme.cis_type", place=place, text=text["type"][:40], known="M、J（O、S）"))
            return
        if at.module is None or not at.sub:
            place = self._spot(row, columns["type"]).place
            self.found.add(Refusal("scheme.cis_order", place=place, text=text["text"][:40]))
            return
        at.count += 1
        table: Table = {"name": text["text"], "maximum": text["mark"]}
        if at.criterion:
            table["criterion"] = at.criterion
        spots = {
            "id": self._spot(row, columns.get("row", columns["text"])),
            "name": self._spot(row, columns["text"]),
            "kind": self._spot(row, columns["type"]),
            "maximum": self._spot(row, columns["mark"]),
        }
        if not text["text"]:
            self.found.add(spots["name"].wrong(Refusal("definition.missing_key", place="")))
        if not text["mark"]:
            del table["maximum"]
        elif _is_number(text["mark"]):
            group = (str(at.module["id"]), at.sub)
            self.given[group] = self.given.get(group, Fraction(0)) + parse_decimal(text["mark"])
        for key, column in (("note", "extra"), ("requirement", "requirement"), ("section", "section")):
            if text.get(column):
                table[key] = text[column]
                spots[key] = self._spot(row, columns[column])
        table["id"] = self._id(text, at)
        self._fill(table, kind)
        cells = AspectCells(table, spots, spots["name"])
        self._check_section(cells)
        aspects = at.module["aspects"]
        assert isinstance(aspects, list)
        aspects.append(table)
        self.part.aspects.append(cells)
        at.judged = cells if kind == "j" else None

    def _check_section(self, cells: AspectCells) -> None:
        """An aspect's section is one of the table, where there is such a table."""
        sections = self.part.table.get("section")
        said = cells.table.get("section")
        if isinstance(sections, list) and said is not None and said not in [one["id"] for one in sections]:
            known = "、".join(str(one["id"]) for one in sections)
            place = cells.spots["section"].place
            self.found.add(Refusal("scheme.cis_section", place=place, text=str(said)[:40], known=known))

    def _claim_ids(self, first: int) -> None:
        """Ids written beside aspects are theirs; no other aspect is given one of them."""
        columns: dict[str, int] = {}
        for row in range(first, len(self.sheet.rows)):
            columns = _headings(self.sheet.rows[row]) or columns
            said = self._text(row, columns.get("row"))
            if said.startswith(ID_MARK):
                self.taken.add(said.removeprefix(ID_MARK).strip())

    def _id(self, text: Mapping[str, str], at: _Open) -> str:
        said = text.get("row", "")
        if said.startswith(ID_MARK):
            return said.removeprefix(ID_MARK).strip()
        same = [one.id for one in self.old.values() if (one.criterion, one.name) == (at.criterion, text["text"])]
        if len(same) == 1 and same[0] not in self.taken:
            name = same[0]
        else:
            free = (f"{at.sub}.{number}" for number in count(at.count))
            name = next(one for one in free if one not in self.taken and one not in self.old)
        self.taken.add(name)
        return name

    def _fill(self, table: Table, kind: str) -> None:
        """What a letter means, or what the present scheme knows of the same aspect (rule 3)."""
        if kind == "s":
            table |= {"kind": "judged", "judges": OLD_JUDGES, "levels": list(_OLD_LEVELS), "spread": _OLD_SPREAD}
        elif kind == "j":
            table |= {"kind": "judged", "judges": JUDGES, "spread": "1"}
        else:
            table |= {"kind": "measured", "met": True}
        old = self.old.get(str(table["id"]))
        if old is None or not _same(old, table, kind):
            return
        known = self.old_tables[old.id]
        kept = {key: value for key, value in known.items() if key not in _FROM_SHEET}
        if kind != "m":
            kept.pop("levels", None)
        else:
            table.pop("met", None)
        if old.factor is not None or old.maximum is None or old.worth != old.maximum:
            kept["maximum"] = known.get("maximum")
        table |= {key: value for key, value in kept.items() if value is not None}
        if old.maximum is None:
            table.pop("maximum", None)

    def _level(self, row: int, text: Mapping[str, str], at: _Open) -> None:
        """A level text below a judged aspect, scores 0 to 3 in order."""
        spot = self._spot(row, at.columns["score"])
        if at.judged is None:
            self.found.add(Refusal("scheme.cis_level", place=spot.place, text=text["score"][:40]))
            return
        levels = at.judged.table.setdefault("levels", [])
        assert isinstance(levels, list)
        if text["score"] != str(len(levels)):
            self.found.add(Refusal("scheme.book_level", place=spot.place, text=text["score"][:40], wanted=len(levels)))
        levels.append(text.get("extra") or text["score"])
        at.judged.spots.setdefault("levels", self._spot(row, at.columns.get("extra")))

    def _close_judged(self, at: _Open) -> None:
        """A judged aspect has all its level texts or none."""
        judged, at.judged = at.judged, None
        if judged is None:
            return
        levels = judged.table.get("levels", [])
        old = self.old.get(str(judged.table["id"]))
        wanted = len(old.detail.levels) if old is not None and isinstance(old.detail, Judged) else _TOP_SCORE + 1
        assert isinstance(levels, list)
        if levels and len(levels) not in (wanted, _TOP_SCORE + 1):
            place = judged.spots["kind"].place
            self.found.add(Refusal("scheme.cis_levels", place=place, found=len(levels), wanted=_TOP_SCORE + 1))

    def _total(self, first: int) -> None:
        """The round's maximum: the competition's total where the sheet states one, else the sum of its criteria."""
        for row in range(len(self.sheet.rows) - 1, first, -1):
            cells = [_plain(text) for text in self.sheet.rows[row]]
            if "total mark" in cells and _headings(self.sheet.rows[row]) is None:
                column = _last_number(self.sheet.rows[row])
                if column is not None:
                    self.part.table["maximum"] = self._text(row, column)
                    self.part.spots["maximum"] = self._spot(row, column)
                return


_FROM_SHEET = {"id", "name", "maximum", "criterion", "note", "requirement", "section"}


def _same(old: Aspect, table: Table, kind: str) -> bool:
    """Whether the sheet's aspect is still the one the present scheme has: same letter, same marks."""
    letter = "m"
    if isinstance(old.detail, Judged):
        letter = "s" if kind == "s" and len(old.detail.levels) == len(_OLD_LEVELS) else "j"
    mark = str(table.get("maximum", ""))
    return letter == kind and _is_number(mark) and parse_decimal(mark) == cis_mark(old)


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text)
    except Refusal:
        return False
    return True


def _last_number(row: Sequence[str]) -> int | None:
    return next((column for column in range(len(row) - 1, -1, -1) if _is_number(row[column])), None)
