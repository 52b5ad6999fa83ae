"""What a screen needs around a roster import: pasted text as a sheet, column choices remembered per file layout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from app.changes import Change
from app.domain.roles import Act
from app.domain.roster_columns import FIELDS, HEADER_WITHIN, ColumnUse, Layout, recognise
from app.domain.roster_plan import RosterPlan
from app.domain.worksheet import Sheet
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import contest_facts
from app.services.registration import ImportReport, decide, known_contest, plan_roster, store_sheet
from app.tables.reader import read_sheet
from app.tables.roster_book import template_bytes, write_refused
from app.tables.text_tables import read_text
from app.texts import sentence
from db.queries import contest as contests
from db.queries import registration as stored
from db.store import Store

__all__ = [
    "FIELDS",
    "bare_layout",
    "choose_columns",
    "decide_back",
    "import_sheet",
    "keep_refused",
    "pasted_sheet",
    "plan_roster",
    "read_sheet",
    "remembered_columns",
    "states_before",
    "template",
]
KEY = "roster.columns"
MOST_LAYOUTS = 50


def pasted_sheet(text: str) -> Sheet:
    """Text from the clipboard as a sheet. Raises WrongCall as a text table does."""
    return read_text(text.encode("utf-8"), Path("clipboard.tsv"))


def _layout_key(sheet: Sheet) -> str:
    return hashlib.sha256(recognise(sheet).key.encode()).hexdigest()[:32]


def remembered_columns(store: Store, sheet: Sheet) -> dict[str, str]:
    """What a person chose for a file of this layout: header or letter → field; {} when nobody chose anything."""
    with store.read() as reading:
        known = contests.setting(reading, KEY) or {}
    return dict(known.get(_layout_key(sheet), {}))


def bare_layout(sheet: Sheet) -> Layout:
    """The columns of a sheet whose header nobody recognises, all unused: the fullest of its first rows names them."""
    first = sheet.rows[:HEADER_WITHIN]
    fullest = max(range(len(first)), key=lambda index: sum(bool(cell.strip()) for cell in first[index]), default=0)
    cells = first[fullest] if first else []
    uses = (ColumnUse(index, sheet.letter(index), " ".join(cell.split()), "") for index, cell in enumerate(cells))
    return Layout(fullest, fullest + 1, tuple(uses))


def choose_columns(store: Store, sheet: Sheet, columns: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """Remember the columns chosen for files of this layout; the oldest of many are forgotten."""
    with acting(store, by, Act.REGISTER, at) as writing:
        known = dict(contests.setting(writing, KEY) or {})
        key = _layout_key(sheet)
        known.pop(key, None)
        if columns:
            known[key] = dict(columns)
        while len(known) > MOST_LAYOUTS:
            known.pop(next(iter(known)))
        contests.set_setting(writing, KEY, known)


def import_sheet(
    store: Store, sheet: Sheet, columns: Mapping[str, str], *, by: Actor, at: datetime, state: str, update: bool = False
) -> ImportReport:
    """Store the good rows of a sheet, and remember how its columns were read. Raises as `store_sheet`."""
    report = store_sheet(store, sheet, by=by, at=at, mapping=columns or None, state=state, update=update)
    if columns != remembered_columns(store, sheet):
        choose_columns(store, sheet, columns, by=by, at=at)
    return report


def keep_refused(path: Path, sheet: Sheet, plan: RosterPlan) -> int:
    """Write the refused rows with their reasons as a workbook; gives how many. Raises WorldFailure."""
    write_refused(path, sheet, plan, sentence)
    return len(plan.refused_rows)


def template(store: Store) -> bytes:
    """The registration workbook of this contest, with its trades and delegations to choose from."""
    with store.read() as reading:
        facts = contest_facts(reading)
        known = known_contest(reading, facts)
        names = [name for _, name, _, _ in stored.delegation_counts(reading)]
    return template_bytes(known.trades, names, facts.contest.name)


def states_before(store: Store, numbers: list[str]) -> dict[str, str]:
    """The state of entries before a decision, so that it can be taken back. Raises "registration.unknown_entry"."""
    with store.read() as reading:
        found = stored.states_of(reading, numbers)
    for number in numbers:
        if number not in found:
            raise Refusal("registration.unknown_entry", entry=number)
    return found


def decide_back(store: Store, before: Mapping[str, str], *, by: Actor, at: datetime) -> Change:
    """Undo of a decision: every entry gets the state it had. Raises as `decide`."""
    change: Change | None = None
    for state in dict.fromkeys(before.values()):
        numbers = [number for number, known in before.items() if known == state]
        change = decide(store, numbers, state, by=by, at=at)
    if change is None:
        raise Refusal("registration.unknown_entry", entry="")
    return change
