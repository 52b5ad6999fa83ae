"""The columns of a roster as plain values: each read whole, each distinct text once, complaints by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain import roster_cells
from app.domain.contest import EntryKind
from app.domain.people import IdKind
from app.domain.roster_cells import Complaint, Reading
from app.domain.roster_columns import TITLES, Layout
from app.domain.roster_labels import Labels, trade_labels, unknown
from app.domain.roster_plan import KnownContest, KnownTrade
from app.domain.texts import loose
from app.domain.worksheet import Sheet

Say = Callable[[int, str, Complaint], None]
_READERS: dict[str, Callable[[str], Reading]] = {
    "name": roster_cells.name,
    "sex": roster_cells.sex,
    "birth_date": roster_cells.birth_date,
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
_NAMELESS = (EntryKind.WORK, EntryKind.UNIT)


class Values:
    """Reads the columns of the chosen rows; `say(row, field, complaint)` hears what is wrong."""

    def __init__(
        self, sheet: Sheet, layout: Layout, rows: Sequence[tuple[int, list[str]]], known: KnownContest, say: Say
    ) -> None:
        self._sheet = sheet
        self._found = layout.found
        self._numbers = [number for number, _ in rows]
        self._rows = [cells for _, cells in rows]
        self._known = known
        self._say = say

    def read(self, default_trade: KnownTrade | None, default_delegation: str, today: str) -> dict[str, list[str]]:
        """Give every field's values, one per row, under its key."""
        values = {field: self._column(field, reader) for field, reader in _READERS.items()}
        trades = self._trades(default_trade)
        values["trade"] = [trade.code if trade else "" for trade in trades]
        values["group"] = self._groups(trades)
        values["delegation"] = self._delegations(default_delegation)
        values["id_number"] = self._id_numbers(values["id_kind"], trades)
        self._fill_from_numbers(values, today)
        self._require(values, trades)
        return values

    def _cells(self, field: str) -> list[str]:
        """Give the raw cells of a field, merged ones filled down where the column says one thing for several rows."""
        use = self._found.get(field)
        if use is None:
            return [""] * len(self._rows)
        cells = [row[use.index] for row in self._rows]
        if field not in ("delegation", "unit", "trade", "group", "team"):
            return cells
        covered = self._merged(self._sheet.left + use.index)
        if covered:
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

    def _column(self, field: str, reader: Callable[[str], Reading]) -> list[str]:
        if field not in self._found:
            return [""] * len(self._rows)
        memo: dict[str, Reading] = {"": roster_cells.BLANK}
        values = []
        for row, cell in zip(self._numbers, self._cells(field), strict=True):
            reading = memo.get(cell)
            if reading is None:
                reading = memo[cell] = reader(cell)
            if reading.complaint is not None:
                self._say(row, field, reading.complaint)
            values.append(reading.value)
        return values

    def _trades(self, default: KnownTrade | None) -> list[KnownTrade | None]:
        labels = trade_labels(self._known.trades)
        names = [trade.name for trade in self._known.trades]
        found: list[KnownTrade | None] = []
        for row, cell in zip(self._numbers, self._cells("trade"), strict=True):
            if not cell or cell.isspace():
                found.append(default)
                if default is None:
                    self._say(row, "trade", missing("trade"))
                continue
            trade = labels.find(cell)
            found.append(trade)
            if trade is None:
                self._say(row, "trade", unknown("trade", cell, labels, names))
        return found

    def _groups(self, trades: Sequence[KnownTrade | None]) -> list[str]:
        memo: dict[tuple[str, str], tuple[str, Complaint | None]] = {}
        values = []
        for row, cell, trade in zip(self._numbers, self._cells("group"), trades, strict=True):
            if trade is None:
                values.append("")
                continue
            key = (trade.code, cell)
            if key not in memo:
                memo[key] = group_of(cell, trade)
            value, complaint = memo[key]
            if complaint is not None:
                self._say(row, "group", complaint)
            values.append(value)
        return values

    def _delegations(self, default: str) -> list[str]:
        known = self._known.delegations
        labels = Labels((name, name) for name in known or ())
        spelled: dict[str, str] = {}
        memo: dict[str, Reading] = {}
        values = []
        for row, cell in zip(self._numbers, self._filled_down(self._cells("delegation")), strict=True):
            reading = memo.get(cell)
            if reading is None:
                reading = roster_cells.text(cell if cell.strip() else default)
                if reading.value and known is None:
                    # Spaces, brackets and width do not make a second delegation: the first spelling stands.
                    reading = Reading(spelled.setdefault(loose(reading.value) or reading.value, reading.value))
                elif reading.value:
                    found = labels.find(reading.value)
                    reading = Reading(found or "", None if found else unknown("delegation", cell, labels, known or ()))
                elif reading.complaint is None:
                    reading = Reading("", missing("delegation"))
                memo[cell] = reading
            if reading.complaint is not None:
                self._say(row, "delegation", reading.complaint)
            values.append(reading.value)
        return values

    def _filled_down(self, cells: list[str]) -> list[str]:
        """Fill blank delegations from above where the column evidently names each delegation once, above its block.

        A column that repeats a name has one per row, and a blank in it is a slip, which nobody should guess.
        """
        blank = [index for index, cell in enumerate(cells) if not cell.strip()]
        stated = [cell.strip() for cell in cells if cell.strip()]
        if not blank or blank[0] == 0 or not stated or len(set(stated)) < len(stated):
            return cells
        if len(stated) > 1 and len(blank) * 2 < len(stated):
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
        for at, (row, cell) in enumerate(zip(self._numbers, self._cells("id_number"), strict=True)):
            kind, trade = kinds[at], trades[at]
            if not cell or cell.isspace():
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
            kinds[at] = kind or IdKind.RESIDENT.value
        return values

    def _fill_from_numbers(self, values: dict[str, list[str]], today: str) -> None:
        """Compare sex and birth date with what the resident number says, and fill them from it."""
        sexes, births = values["sex"], values["birth_date"]
        resident = IdKind.RESIDENT.value
        for at, (number, kind) in enumerate(zip(values["id_number"], values["id_kind"], strict=True)):
            if not number or kind != resident:
                continue
            sex = "男" if ord(number[16]) & 1 else "女"
            if sexes[at] and sexes[at] != sex:
                fields: dict[str, object] = {"sex": sexes[at], "by_number": sex}
                self._say(self._numbers[at], "sex", Complaint("roster.sex_differs", fields))
            birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            stated = births[at]
            if stated and stated != birth and not (len(stated) == 7 and birth.startswith(stated)):
                fields = {"birth": stated, "by_number": birth}
                self._say(self._numbers[at], "birth_date", Complaint("roster.birth_differs", fields))
            if birth > today:
                self._say(self._numbers[at], "id_number", Complaint("roster.birth_future", {"birth": birth}))
            sexes[at], births[at] = sex, birth

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
