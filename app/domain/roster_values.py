"""The columns of a roster as plain values: each read whole, each distinct text once, complaints by row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from app.domain import roster_cells
from app.domain.contest import EntryKind
from app.domain.idnumber import is_sound, sex_of
from app.domain.people import IdKind
from app.domain.roster_cells import Complaint, Reading
from app.domain.roster_columns import TITLES, Layout
from app.domain.roster_labels import Labels, mistyped, trade_labels, unknown
from app.domain.roster_plan import KnownContest, KnownTrade
from app.domain.texts import loose
from app.domain.worksheet import Sheet

Say = Callable[[int, str, Complaint], None]
_READERS: dict[str, Callable[[str], Reading]] = {
    "name": roster_cells.name,
    "sex": roster_cells.sex,
    "nation": roster_cells.text,
    "education": roster_cells.text,
    "id_kind": roster_cells.id_kind,
    "unit": roster_cells.text,
    "post": roster_cells.text,
    "skill_level": roster_cells.skill_level,
    "skill_certificate": roster_cells.code,
    "years": roster_cells.years,
    "phone": roster_cells.phone,
    "number": roster_cells.number,
    "guest": roster_cells.yes_no,
    "no_award": roster_cells.yes_no,
    "team": roster_cells.text,
    "remark": roster_cells.remark,
}
# What most cells of a column look like: such a text is its own value, and nothing more is asked.
_PLAIN: dict[str, Callable[[str], object]] = {
    "name": re.compile("[\u4e00-\u9fa5]{1,12}").fullmatch,
    "unit": re.compile("[\u4e00-\u9fa5]{1,40}").fullmatch,
    "skill_certificate": re.compile("[A-Za-z0-9-]{1,60}").fullmatch,
    "years": re.compile("[0-9]{1,2}").fullmatch,
    "phone": re.compile("1[3-9][0-9]{9}").fullmatch,
}
_SAID_ONCE = frozenset({"delegation", "unit", "trade", "group", "team"})
_NAMELESS = (EntryKind.WORK, EntryKind.UNIT)


class Values:
    """Reads the columns of the chosen rows; `say(row, field, complaint)` hears what is wrong."""

    def __init__(
        self, sheet: Sheet, layout: Layout, rows: Sequence[tuple[int, list[str]]], known: KnownContest, say: Say
    ) -> None:
        self._sheet = sheet
        self._found = layout.found
        self._numbers = [number for number, _ in rows]
        self._columns = list(zip(*(cells for _, cells in rows), strict=True))
        self._known = known
        self._say = say

    def read(self, default_trade: KnownTrade | None, default_delegation: str, today: str) -> dict[str, list[str]]:
        """Give every field's values, one per row, under its key."""
        values = {field: self._each(field, self._cells(field), reader) for field, reader in _READERS.items()}
        trades = self._trades(default_trade)
        values["trade"] = [trade.code if trade else "" for trade in trades]
        values["group"] = self._groups(trades)
        values["delegation"] = self._delegations(default_delegation)
        values["id_number"] = self._id_numbers(values["id_kind"], trades)
        values["sex"] = self._sexes(values["sex"], values["id_number"], values["id_kind"])
        values["birth_date"] = self._births(values["id_number"], values["id_kind"], today)
        self._require(values, trades)
        return values

    def _cells(self, field: str) -> Sequence[str]:
        """Give the raw cells of a field, merged ones filled down where the column says one thing for several rows."""
        use = self._found.get(field)
        if use is None:
            return [""] * len(self._numbers)
        cells = self._columns[use.index]
        if field in _SAID_ONCE and (covered := self._merged(self._sheet.left + use.index)):
            return [cell or covered.get(row, "") for row, cell in zip(self._numbers, cells, strict=True)]
        return cells

    def _merged(self, column: int) -> dict[int, str]:
        """Give the text of every row that a merged range of this column covers."""
        sheet = self._sheet
        last = sheet.top + len(sheet.rows) - 1
        covered: dict[int, str] = {}
        for merged in sheet.merged:
            if merged.left <= column <= merged.right and sheet.top <= merged.top <= last and merged.left >= sheet.left:
                text = sheet.rows[merged.top - sheet.top][merged.left - sheet.left]
                covered.update(dict.fromkeys(range(merged.top, min(merged.bottom, last) + 1), text))
        return covered

    def _each(self, field: str, cells: Sequence[str], reader: Callable[[str], Reading]) -> list[str]:
        """Read every distinct text once; give the values and say the complaints, row by row."""
        values = {"": ""}
        complaints: dict[str, Complaint] = {}
        is_plain = _PLAIN.get(field, _never)
        for cell in dict.fromkeys(cells):
            if is_plain(cell):
                values[cell] = str(cell)
                continue
            reading = reader(cell)
            values[cell] = reading.value
            if reading.complaint is not None:
                complaints[cell] = reading.complaint
        if complaints:
            for row, cell in zip(self._numbers, cells, strict=True):
                if cell in complaints:
                    self._say(row, field, complaints[cell])
        return [values[cell] for cell in cells]

    def _trades(self, default: KnownTrade | None) -> list[KnownTrade | None]:
        labels = trade_labels(self._known.trades)
        names = [trade.name for trade in self._known.trades]
        found: dict[str, KnownTrade | None] = {}

        def read(cell: str) -> Reading:
            blank = not cell.strip()
            found[cell] = default if blank else labels.find(cell)
            if found[cell] is not None:
                return roster_cells.BLANK
            return Reading("", missing("trade") if blank else unknown("trade", cell, labels, names))

        cells = self._cells("trade")
        self._each("trade", cells, read)
        return [found[cell] for cell in cells]

    def _groups(self, trades: Sequence[KnownTrade | None]) -> list[str]:
        memo: dict[tuple[str, str], tuple[str, Complaint | None]] = {}
        values = []
        for row, cell, trade in zip(self._numbers, self._cells("group"), trades, strict=True):
            if trade is None:
                values.append("")
                continue
            found = memo.get((trade.code, cell))
            if found is None:
                found = memo[trade.code, cell] = group_of(cell, trade)
            value, complaint = found
            if complaint is not None:
                self._say(row, "group", complaint)
            values.append(value)
        return values

    def _delegations(self, default: str) -> list[str]:
        known = self._known.delegations
        labels = Labels((name, name) for name in known or ())
        spelled: dict[str, str] = {}

        def read(cell: str) -> Reading:
            reading = roster_cells.text(cell if cell.strip() else default)
            if not reading.value:
                return reading if reading.complaint else Reading("", missing("delegation"))
            if known is None:
                # Spaces, brackets and width do not make a second delegation: the first spelling stands.
                return Reading(spelled.setdefault(loose(reading.value) or reading.value, reading.value))
            found = labels.find(reading.value)
            return Reading(found or "", None if found else unknown("delegation", cell, labels, known))

        values = self._each("delegation", self._filled_down(self._cells("delegation")), read)
        if known is None:
            self._warn_of_slips(values)
        return values

    def _warn_of_slips(self, values: list[str]) -> None:
        """Warn at the first row of a delegation that looks like another one mistyped."""
        settled = {row.delegation for row in self._known.existing.values()}
        slips = mistyped(Counter(value for value in values if value), settled)
        for name, near in slips.items():
            complaint = Complaint("roster.delegation_near", {"value": name[:40], "near": near}, bad=False)
            self._say(self._numbers[values.index(name)], "delegation", complaint)

    def _filled_down(self, cells: Sequence[str]) -> Sequence[str]:
        """Fill blank delegations from above where the column evidently names each delegation once, above its block.

        A column that repeats a name has one per row, and a blank in it is a slip, which nobody should guess.
        """
        blank = [index for index, cell in enumerate(cells) if not cell.strip()]
        stated = [cell.strip() for cell in cells if cell.strip()]
        if not blank or blank[0] == 0 or not stated or len(set(stated)) < len(stated):
            return cells
        if len(blank) < len(stated):
            return cells
        filled: list[str] = []
        for cell in cells:
            filled.append(cell if cell.strip() else filled[-1])
        self._say(
            self._numbers[blank[0]], "delegation", Complaint("roster.filled_down", {"count": len(blank)}, bad=False)
        )
        return filled

    def _id_numbers(self, kinds: list[str], trades: Sequence[KnownTrade | None]) -> list[str]:
        """Read the document numbers; `kinds` gets the kind where the file leaves it out."""
        values = []
        resident = IdKind.RESIDENT.value
        for at, (row, cell) in enumerate(zip(self._numbers, self._cells("id_number"), strict=True)):
            kind = kinds[at]
            if type(cell) is str and (not kind or kind == resident) and is_sound(cell):
                values.append(cell)
                kinds[at] = resident
                continue
            if not cell or cell.isspace():
                trade = trades[at]
                if trade is not None and trade.kind in _NAMELESS:
                    kinds[at] = IdKind.NONE.value
                else:
                    self._say(row, "id_number", missing("id_number"))
                values.append("")
                continue
            reading = roster_cells.id_number(cell, kind)
            if reading.complaint is not None:
                self._say(row, "id_number", reading.complaint)
            values.append(reading.value)
            kinds[at] = kind or resident
        return values

    def _sexes(self, stated: list[str], numbers: list[str], kinds: list[str]) -> list[str]:
        """Compare the sexes with what the resident numbers say, and fill them from there."""
        resident = IdKind.RESIDENT.value
        values = []
        for at, (sex, number, kind) in enumerate(zip(stated, numbers, kinds, strict=True)):
            by_number = sex_of(number) if number and kind == resident else sex
            if sex and sex != by_number:
                complaint = Complaint("roster.sex_differs", {"sex": sex, "by_number": by_number})
                self._say(self._numbers[at], "sex", complaint)
            values.append(by_number)
        return values

    def _births(self, numbers: list[str], kinds: list[str], today: str) -> list[str]:
        """Compare the birth dates with what the resident numbers say, and fill them from there.

        A cell that says what the number says needs no reading of its own: that is nearly all of them.
        """
        resident = IdKind.RESIDENT.value
        memo: dict[str, Reading] = {}
        values = []
        for row, cell, number, kind in zip(self._numbers, self._cells("birth_date"), numbers, kinds, strict=True):
            by_number = f"{number[6:10]}-{number[10:12]}-{number[12:14]}" if number and kind == resident else ""
            if by_number > today:
                self._say(row, "id_number", Complaint("roster.birth_future", {"birth": by_number}))
            if not cell or cell == by_number:
                values.append(by_number)
                continue
            reading = memo.get(cell)
            if reading is None:
                reading = memo[cell] = roster_cells.birth_date(cell)
            stated = reading.value
            if reading.complaint is not None:
                self._say(row, "birth_date", reading.complaint)
            elif by_number and not by_number.startswith(stated):
                complaint = Complaint("roster.birth_differs", {"birth": stated, "by_number": by_number})
                self._say(row, "birth_date", complaint)
            values.append(by_number or stated)
        return values

    def _require(self, values: dict[str, list[str]], trades: Sequence[KnownTrade | None]) -> None:
        """Name what must not be blank, and drop team names where single people compete."""
        names, teams, numbers = values["name"], values["team"], values["id_number"]
        raw = self._cells("name")
        for at, trade in enumerate(trades):
            if not raw[at].strip():
                self._say(self._numbers[at], "name", missing("name"))
            if trade is None:
                continue
            if trade.kind is EntryKind.INDIVIDUAL:
                teams[at] = ""
            elif not teams[at]:
                self._say(self._numbers[at], "team", missing("team"))
            if numbers[at].endswith("000") and names[at] and values["id_kind"][at] == IdKind.RESIDENT.value:
                self._say(self._numbers[at], "id_number", Complaint("roster.maybe_rounded", {}, bad=False))


def _never(_: str) -> object:
    return None


def missing(field: str) -> Complaint:
    """The complaint about a blank that must not be one."""
    return Complaint("roster.missing", {"field": TITLES[field]})


def group_of(cell: str, trade: KnownTrade) -> tuple[str, Complaint | None]:
    """Give the group a cell means in a trade; a trade with a single group needs none written."""
    if not cell.strip():
        if len(trade.groups) > 1:
            return "", Complaint("roster.group_missing", {"trade": trade.name, "known": "、".join(trade.groups)})
        return (trade.groups[0] if trade.groups else ""), None
    labels = Labels((group, group) for group in trade.groups)
    found = labels.find(cell)
    return found or "", None if found else unknown("group", cell, labels, trade.groups)
