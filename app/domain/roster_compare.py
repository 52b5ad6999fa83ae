"""The rows of a roster compared with each other and with what is registered: doubles, conflicts, changes."""

from __future__ import annotations

from collections.abc import Callable, Set

from app.domain.contest import EntryKind
from app.domain.roster_cells import Complaint
from app.domain.roster_plan import Change, KnownContest, RosterRow

Say = Callable[[int, str, Complaint], None]
_TEAM_SIZES = (2, 3)


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
        self._trades: dict[str, tuple[str, int]] = {}
        self._people: dict[str, tuple[str, int]] = {key: (name, 0) for key, name in known.people.items()}
        self._namesakes: dict[tuple[str, str], tuple[str, int]] = {}
        self._numbers = dict(known.numbers)
        self._members: dict[tuple[str, str], list[int]] = {}
        for (id_key, trade), row in known.existing.items():
            self._trades.setdefault(id_key, (trade, 0))
            self._namesakes.setdefault((row.name, row.unit or row.delegation), (id_key, 0))
            if row.team:
                self._members.setdefault(row.entry_key, []).append(0)

    def take(self, row: RosterRow) -> None:
        """Sort one row in, or refuse it."""
        key = row.key
        earlier = self._seen.get(key)
        if earlier is not None:
            same = Complaint("roster.twice_in_file", {"other": earlier, "trade": self._names.get(row.trade, row.trade)})
            self._say(row.row, "id_number" if row.id_number else "name", same)
            return
        if row.number and self._numbers.get(row.number, row.entry_key) != row.entry_key:
            self._say(row.row, "number", Complaint("roster.number_taken", {"number": row.number}))
            return
        self._seen[key] = row.row
        if row.number:
            self._numbers[row.number] = row.entry_key
        before = self._known.existing.get(key)
        self._warn(row, key)
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

    def _warn(self, row: RosterRow, key: tuple[str, str]) -> None:
        """Warn of what is allowed but rarely meant."""
        id_key, trade = key
        other = self._trades.setdefault(id_key, (trade, row.row))
        if other[0] != trade and not self._known.two_trades:
            name = self._names.get(other[0], other[0])
            self._strange(row, "trade", ("roster.two_trades", "roster.two_trades_known"), other[1], trade=name)
        person = self._people.setdefault(id_key, (row.name, row.row))
        if person[0] != row.name:
            codes = ("roster.name_differs", "roster.name_differs_known")
            self._strange(row, "name", codes, person[1], known=person[0])
        namesake = self._namesakes.setdefault((row.name, row.unit or row.delegation), (id_key, row.row))
        if namesake[0] != id_key:
            self._strange(row, "name", ("roster.same_name", "roster.same_name_known"), namesake[1], name=row.name)

    def _strange(self, row: RosterRow, field: str, codes: tuple[str, str], other: int, **fields: object) -> None:
        """Warn about a likeness with another row of the file (`codes[0]`) or with somebody registered (`codes[1]`)."""
        if other:
            self._say(row.row, field, Complaint(codes[0], {**fields, "other": other}, bad=False))
        else:
            self._say(row.row, field, Complaint(codes[1], fields, bad=False))
