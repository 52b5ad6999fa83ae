"""Reading a registration roster: every row checked on its own and against the others, nothing stored.

A dry run in the true sense: the plan says what would go in, what is there already, and every problem by row and
column. Columns are read whole, one after the other, each distinct text once; then the rows are put together and
compared. 20,000 rows take a fraction of a second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.domain.contest import EntryKind
from app.domain.people import masked_number
from app.domain.roster_cells import Complaint
from app.domain.roster_columns import TITLES, Layout, recognise
from app.domain.roster_compare import Comparison
from app.domain.roster_labels import trade_labels, unknown
from app.domain.roster_plan import KnownContest, KnownTrade, Problem, RosterPlan, RosterRow
from app.domain.roster_rows import PERSONAL, RowChoice
from app.domain.roster_values import Values
from app.domain.steady import no_collecting
from app.domain.texts import clean_text
from app.domain.worksheet import Sheet
from app.errors import Refusal

__all__ = ["read_roster"]

_TITLE_LINES = {
    "delegation": re.compile(r"(?:代表队|参赛单位|代表单位|报名单位|推荐单位)[^:：\s]{0,12}[:：]\s*([^\s:：_]+)"),
    "trade": re.compile(r"(?:工种|项目|赛项|职业)[^:：\s]{0,12}[:：]\s*([^\s:：_]+)"),
}
_NAMELESS = (EntryKind.WORK, EntryKind.UNIT)


def read_roster(
    sheet: Sheet,
    known: KnownContest,
    mapping: Mapping[str, str] | None = None,
    default_trade: str | None = None,
    default_delegation: str | None = None,
    today: date | None = None,
) -> RosterPlan:
    """Say what importing a sheet would do; nothing is stored.

    `mapping`: header or column letter → field key (see `roster_columns.FIELDS`), "" to leave a column out.
    `default_trade` (code or name) and `default_delegation` fill blank cells. Without such a column the line above the
    header ("代表队：…") or, for the trade, the sheet's name is taken.
    Raises Refusal roster.no_header, roster.columns_missing, roster.unknown_trade, roster.no_rows: the sheet as a whole
    is no roster of this contest.
    """
    layout = recognise(sheet, mapping)
    if layout.header < 0:
        raise Refusal("roster.no_header", sheet=sheet.name)
    trade = _default_trade(sheet, layout, known, default_trade)
    delegation = default_delegation or _default_delegation(sheet, layout, known)
    _require_columns(sheet, layout, known, trade, delegation)
    with no_collecting():
        return _read(sheet, known, layout, trade, delegation, (today or date.max).isoformat())


def _read(
    sheet: Sheet, known: KnownContest, layout: Layout, trade: KnownTrade | None, delegation: str, today: str
) -> RosterPlan:
    choice = RowChoice(sheet, layout)
    rows = choice.contestants()
    if not rows:
        raise Refusal("roster.no_rows", sheet=sheet.name)
    complaints = _Complaints(sheet, layout, choice.ignored)
    values = Values(sheet, layout, rows, known, complaints.say).read(trade, delegation, today)
    columns = [[number for number, _ in rows], *(values[field] for field in RosterRow._fields[1:])]
    comparison = Comparison(known, {*layout.found, "delegation", "group"}, complaints.say)
    for made in map(RosterRow._make, zip(*columns, strict=True)):
        if made.row not in complaints.bad:
            comparison.take(made)
    comparison.finish()
    return _plan(layout, known, len(rows), comparison, complaints)


def _plan(
    layout: Layout, known: KnownContest, read: int, comparison: Comparison, complaints: _Complaints
) -> RosterPlan:
    here = set(known.delegations or ())
    new = dict.fromkeys(row.delegation for row in comparison.good if row.delegation not in here)
    return RosterPlan(
        layout,
        read,
        tuple(comparison.good),
        tuple(comparison.unchanged),
        tuple(comparison.changed),
        complaints.problems(),
        complaints.warnings(),
        tuple(new),
    )


class _Complaints:
    """Everything said about the rows, by place. `bad` holds the numbers of rows that stay out."""

    def __init__(self, sheet: Sheet, layout: Layout, ignored: list[Problem]) -> None:
        self.bad: set[int] = set()
        self._sheet = sheet
        self._found = layout.found
        self._problems: list[tuple[int, int, Problem]] = []
        self._warnings: list[tuple[int, int, Problem]] = [(problem.row, -1, problem) for problem in ignored]

    def say(self, row: int, field: str, complaint: Complaint) -> None:
        """Keep a complaint about a field of the row with that number."""
        use = self._found.get(field)
        value = self._sheet.rows[row - self._sheet.top][use.index].strip()[:40] if use else ""
        if field in PERSONAL:
            value = masked_number(value)
        header = use.header if use else TITLES.get(field, "")
        problem = Problem(row, use.letter if use else "", header, complaint.code, complaint.fields, value)
        (self._problems if complaint.bad else self._warnings).append((row, use.index if use else -1, problem))
        if complaint.bad:
            self.bad.add(row)

    def problems(self) -> tuple[Problem, ...]:
        """What keeps rows out, in order of place."""
        return tuple(problem for *_, problem in sorted(self._problems, key=lambda said: said[:2]))

    def warnings(self) -> tuple[Problem, ...]:
        """What is only strange, in order of place."""
        return tuple(problem for *_, problem in sorted(self._warnings, key=lambda said: said[:2]))


def _default_trade(sheet: Sheet, layout: Layout, known: KnownContest, asked: str | None) -> KnownTrade | None:
    """Give the trade of rows that name none: the one asked for, else what the sheet says, else the only one."""
    labels = trade_labels(known.trades)
    if asked:
        found = labels.find(asked)
        if found is None:
            complaint = unknown("trade", asked, labels, [trade.name for trade in known.trades])
            raise Refusal(complaint.code, **complaint.fields)
        return found
    if "trade" in layout.found:
        return None
    stated = labels.find(_title_line(sheet, layout, "trade")) or labels.find(sheet.name)
    return stated or (known.trades[0] if len(known.trades) == 1 else None)


def _default_delegation(sheet: Sheet, layout: Layout, known: KnownContest) -> str:
    """Give the delegation of a file without such a column: the line above the list, else the only one there is."""
    if "delegation" in layout.found:
        return ""
    only = known.delegations[0] if known.delegations and len(known.delegations) == 1 else ""
    return _title_line(sheet, layout, "delegation") or only


def _title_line(sheet: Sheet, layout: Layout, field: str) -> str:
    """Give what a line above the header says ("代表队（盖章）：示范市总工会"), "" when none does."""
    for cells in sheet.rows[: layout.header]:
        found = _TITLE_LINES[field].search(" ".join(cell.strip() for cell in cells))
        if found:
            return clean_text(found[1])
    return ""


def _require_columns(
    sheet: Sheet, layout: Layout, known: KnownContest, trade: KnownTrade | None, delegation: str
) -> None:
    """Refuse a sheet without the columns nothing can be registered without."""
    found = layout.found
    needed = ["name"] if all(each.kind in _NAMELESS for each in known.trades) else ["name", "id_number"]
    needed += [] if delegation else ["delegation"]
    needed += [] if trade else ["trade"]
    lacking = [field for field in needed if field not in found]
    if lacking:
        raise Refusal(
            "roster.columns_missing",
            columns="、".join(TITLES[field] for field in lacking),
            found="、".join(use.header for use in layout.columns if use.header),
            row=sheet.row_number(layout.header),
        )
