"""The rows of a roster compared with each other and with what is registered: doubles, conflicts, changes."""

from __future__ import annotations

from collections.abc import Callable, Set

from app.domain.contest import EntryKind
from app.domain.roster_cells import Complaint
from app.domain.roster_plan import Change, KnownContest, RosterRow

Say = Callable[[int, str, Complaint], None]
_TEAM_SIZES = (2, 3)
# Each likeness has two sentences: with another row of the file, and with somebody registered.
_NAME_DIFFERS = ("roster.name_differs", "roster.name_differs_known")
_SAME_NAME = ("roster.same_name", "roster.same_name_known")
_TWO_TRADES = ("roster.two_trades", "roster.two_trades_known")


class Comparison:
    """Takes sound rows in order; `say(row, field, complaint)` hears what is wrong with them.

    The first of two rows with one person in one trade stays, the second is refused naming the first. The same file read
    again gives unchanged rows only: a cell left blank never wipes out what is stored.
    """

    def __init__(self, known: KnownContest, stated: Set[str], say: Say) -> None:
        self.good: list[RosterRow] = []
        self.unchanged: list[RosterRow] = []
        self.changed: list[Change] = []
        self._known = known
        self._stated = [name for name in RosterRow._fields if name in stated]
        self._say = say
        self._names = {trade.code: trade.name for trade in known.trades}
        self._teams = {trade.code for trade in known.trades if trade.kind is EntryKind.TEAM}
        self._seen: dict[tuple[str, str], int] = {}
        self._first: dict[str, RosterRow] = {}
        self._namesakes: dict[str, RosterRow] = {}
        self._numbers = dict(known.numbers)
        self._members: dict[tuple[str, str], list[int]] = {}
        for (id_key, _), row in known.existing.items():
            registered = row._replace(row=0)
            self._first.setdefault(id_key, registered)
            self._namesakes.setdefault(_called(row), registered)
            if row.team:
                self._members.setdefault(row.entry_key, []).append(0)

    def take(self, row: RosterRow) -> None:
        """Sort one row in, or refuse it."""
        key = row.key
        if key in self._seen:
            same = {"other": self._seen[key], "trade": self._names.get(row.trade, row.trade)}
            self._say(row.row, "id_number" if row.id_number else "name", Complaint("roster.twice_in_file", same))
            return
        if row.number and self._numbers.setdefault(row.number, row.entry_key) != row.entry_key:
            self._say(row.row, "number", Complaint("roster.number_taken", {"number": row.number}))
            return
        self._seen[key] = row.row
        first = self._first.setdefault(key[0], row)
        if first is not row:
            self._compare_person(first, row)
        elif key[0] in self._known.people and self._known.people[key[0]] != row.name:
            self._strange(row, "name", _NAME_DIFFERS, 0, known=self._known.people[key[0]])
        namesake = self._namesakes.setdefault(_called(row), row)
        if namesake.key[0] != key[0]:
            self._strange(row, "name", _SAME_NAME, namesake.row, name=row.name)
        before = self._known.existing.get(key)
        if before is not None:
            self._sort_known(before, row)
            return
        self.good.append(row)
        if row.trade in self._teams:
            self._members.setdefault(row.entry_key, []).append(row.row)

    def finish(self) -> None:
        """Say what can only be seen at the end: teams that are too small or too large."""
        for rows in self._members.values():
            first = next((row for row in rows if row), 0)
            if first and len(rows) not in _TEAM_SIZES:
                self._say(first, "team", Complaint("roster.team_size", {"count": len(rows)}, bad=False))

    def _sort_known(self, before: RosterRow, row: RosterRow) -> None:
        differing = tuple(
            name for name in self._stated if getattr(row, name) and getattr(row, name) != getattr(before, name)
        )
        if not differing:
            self.unchanged.append(row)
            return
        after = before._replace(row=row.row, **{name: getattr(row, name) for name in differing})
        self.changed.append(Change(before, after, differing))

    def _compare_person(self, first: RosterRow, row: RosterRow) -> None:
        """Warn of a person who has another name or another trade elsewhere."""
        if first.name != row.name:
            self._strange(row, "name", _NAME_DIFFERS, first.row, known=first.name)
        if first.trade != row.trade and not self._known.two_trades:
            self._strange(row, "trade", _TWO_TRADES, first.row, trade=self._names.get(first.trade, first.trade))

    def _strange(self, row: RosterRow, field: str, codes: tuple[str, str], other: int, **fields: object) -> None:
        """Warn about a likeness with another row of the file (`codes[0]`) or with somebody registered (`codes[1]`)."""
        if other:
            self._say(row.row, field, Complaint(codes[0], {**fields, "other": other}, bad=False))
        else:
            self._say(row.row, field, Complaint(codes[1], fields, bad=False))


def _called(row: RosterRow) -> str:
    """By what two different people are taken for one: name and unit."""
    return f"{row.name}|{row.unit or row.delegation}"
