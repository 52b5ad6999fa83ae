"""复核, paper first: the rechecker types what the paper says without seeing the marks held; the program compares.

Rules:
1. Only a sheet of the sample can be compared, and only whole: the total of every part (module), or every mark.
2. What was typed is kept beside what the program held at that moment, whatever came of it. All the same closes the
   sheet of the sample; a difference leaves it open and shows both values.
3. A difference becomes a correction with a reason and two names (`signing.judge_sheet`), never by typing alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.domain.marks import parse_mark, show_mark
from app.domain.marks_table import MarksTables
from app.domain.numbers import show
from app.domain.roles import Act
from app.domain.scores import RoundMarks
from app.errors import Refusal
from app.services import signing
from app.services.access import Actor, acting, check_may
from app.services.common import TradeFacts, contest_facts
from app.services.scoring import OpenSheet, open_sheet
from app.services.sheet_rules import Cell, SheetMarks, mark_of, stored_form
from app.services.signing_view import paper_parts, same_as_paper
from app.tables.reader import read_table
from db.queries import scoring as sheets
from db.queries import signing as stored
from db.store import Reading, Store


@dataclass(frozen=True)
class PaperReading:
    """One thing read from the paper: a part's total, or a mark of a cell, and what the program held."""

    part: str
    aspect: str
    seat: str
    on_paper: str
    on_record: str
    same: bool


@dataclass(frozen=True)
class Compared:
    """What came of comparing a sheet: every reading, in the order of the sheet."""

    round: str
    code: str
    readings: tuple[PaperReading, ...]
    corrected: int = 0

    @property
    def differing(self) -> tuple[PaperReading, ...]:
        """Readings that are not what the program holds."""
        return tuple(one for one in self.readings if not one.same)


def compare_paper(
    store: Store,
    trade_code: str,
    round_id: str,
    code: str,
    *,
    parts: Mapping[str, str] | None = None,
    cells: Mapping[Cell, str] | None = None,
    by: Actor,
    at: datetime,
) -> Compared:
    """Hold what was typed from the paper against the sheet: totals by part id ("" for a round without modules), or
    marks by cell (aspect, seat).

    Raises Refusal "signing.not_sampled", "signing.locked", "signing.paper_incomplete" naming what was not typed,
    "signing.paper_number", "mark.*", "scoring.not_agreed".
    """
    with acting(store, by, Act.RECHECK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        signing.refuse_if_locked(writing, trade)
        item = signing.sampled(writing, trade, round_id, code)
        sheet = open_sheet(writing, item.sheet_id)
        if not signing.may_close(sheet.data):
            raise Refusal("scoring.not_agreed", code=code)
        found = tuple(_parts(writing, sheet, parts) if parts is not None else _cells(writing, sheet, cells or {}))
        compared = Compared(round_id, code, found)
        for one in found:
            values = {"item_id": item.id, "part": one.part, "aspect": one.aspect, "seat": one.seat, "same": one.same}
            values |= {"on_paper": one.on_paper, "on_record": one.on_record, "by": by.ref, "at": at}
            stored.add_reading(writing, values)
        ref = f"{trade.code}/{round_id}/{code}"
        different = len(compared.differing)
        writing.audit("recheck.compared", by=by.ref, at=at, ref=ref, read=len(found), different=different)
        if not different:
            signing.close_item(writing, trade, round_id, item, 0, by, at)
    return compared


def _parts(reading: Reading, sheet: OpenSheet, typed: Mapping[str, str]) -> Iterator[PaperReading]:
    parts = paper_parts(reading, sheet.data.id)
    _refuse_incomplete(sheet, [part.id for part in parts], typed)
    for part in parts:
        text = typed[part.id]
        try:
            same = same_as_paper(text, part.value)
        except ValueError as error:
            raise Refusal("signing.paper_number", code=sheet.data.code, part=part.name, text=text) from error
        yield PaperReading(part.id, "", "", text.strip(), part.value, same)


def _cells(reading: Reading, sheet: OpenSheet, typed: Mapping[Cell, str]) -> Iterator[PaperReading]:
    held = SheetMarks.of(sheets.marks_of(reading, sheet.data.id)).in_force()
    order = list(dict.fromkeys([*held, *typed]))
    _refuse_incomplete(sheet, [" ".join(filter(None, cell)) for cell in order if cell not in typed], {})
    for cell in order:
        aspect = sheet.aspect(cell)
        mark = parse_mark(typed[cell], aspect)
        stands = held.get(cell)
        before = mark_of(stands.value, stands.token) if stands else None
        same = stands is not None and stored_form(mark) == (stands.value, stands.token)
        yield PaperReading("", *cell, show_mark(mark, aspect), show_mark(before, aspect) if before else "", same)


def _refuse_incomplete(sheet: OpenSheet, wanted: list[str], typed: Mapping[str, str]) -> None:
    missing = [one or sheet.rules.name for one in wanted if not typed.get(one, "").strip()]
    if missing:
        raise Refusal("signing.paper_incomplete", code=sheet.data.code, missing=missing[:10], total=len(missing))


def compare_file(
    store: Store,
    path: Path,
    trade_code: str,
    *,
    by: Actor,
    at: datetime,
    second: Actor | None = None,
    reason: str = "",
) -> tuple[Compared, ...]:
    """Hold a marks table typed blind from the paper, by code, against every sampled sheet it names.

    Where it differs, a reason and a second person make it a correction at once; without them the sheet stays open.
    Raises WrongCall for a file that cannot be read, Problems "table.problems", and as `compare_paper`.
    """
    check_may(store, by, Act.RECHECK, at)
    rows = read_table(path)
    with store.read() as reading:
        facts = contest_facts(reading)
        trade = facts.trade(trade_code)
        codes = {(item.round, one.code): item.round for item in signing.samples(reading, trade) for one in item.items}
    tables = MarksTables(replace(facts.contest, trades=(trade.rules,)))
    tables.add(rows, path.name)
    found = []
    for entry in tables.finish()[trade.rules.code]:
        for round_id, given in entry.rounds.items():
            key = entry.entry.key
            code = key if (round_id, key) in codes else key.upper()
            cells = _typed(trade, round_id, given)
            done = compare_paper(store, trade_code, round_id, code, cells=cells, by=by, at=at)
            if done.differing and second is not None and reason.strip():
                wrong = {(one.aspect, one.seat): one.on_paper for one in done.differing}
                count = signing.judge_sheet(
                    store, trade_code, round_id, code, wrong, by=by, at=at, second=second, reason=reason
                )
                done = replace(done, corrected=count)
            found.append(done)
    return tuple(found)


def _typed(trade: TradeFacts, round_id: str, given: RoundMarks) -> dict[Cell, str]:
    rules = trade.round(round_id)
    typed: dict[Cell, str] = {}
    if given.score is not None:
        typed["", ""] = show(given.score)
    for aspect_id, seats in given.marks.items():
        aspect = rules.aspect(aspect_id)
        assert aspect is not None  # the table was read under these rules
        for seat, mark in seats.items():
            typed[aspect_id, seat] = show_mark(mark, aspect)
    return typed
