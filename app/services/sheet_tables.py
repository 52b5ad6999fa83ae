"""The sheets of a round in two other cuts: one aspect of all sheets (按评分点), and all sheets by modules (总览).

Both show a person no more than the single sheets do: before agreement only the keying that person may see.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.errors import Refusal
from app.services.access import Actor
from app.services.common import contest_facts
from app.services.keying import Opened, open_inside
from app.services.sheet_view import Question, RowView, SheetState, SheetView
from db.queries import scoring as stored
from db.store import Reading, Store


@dataclass(frozen=True)
class AspectTable:
    """One aspect down all sheets. The lines of `view` are codes; `sheets` gives for each the sheet and the keying that
    typed marks go to, `states` how far it is, `closed` why it takes none from this person."""

    view: SheetView | None
    aspects: tuple[tuple[str, str], ...]
    aspect: str
    sheets: Mapping[str, tuple[int, int]]
    states: Mapping[str, tuple[SheetState, str]]
    closed: Mapping[str, str]


@dataclass(frozen=True)
class OverviewLine:
    """A sheet in one line: the subtotal of every module ("" while it is open), the total, and what is still open."""

    sheet_id: int
    code: str
    sitting: str
    state: SheetState
    status: str
    scores: tuple[str, ...]
    total: str
    missing: int
    waiting: int


@dataclass(frozen=True)
class SheetOverview:
    """All sheets of a round by modules, as (id, name, maximum)."""

    modules: tuple[tuple[str, str, str], ...]
    lines: tuple[OverviewLine, ...]


def aspect_table(store: Store, trade_code: str, round_id: str, aspect_id: str, by: Actor) -> AspectTable:
    """The marks of one aspect in every sheet of a round, as far as this person may see them; `aspect_id` "" takes the
    first. Raises Refusal "scoring.unknown_aspect", "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        opened = _opened(reading, trade.id, round_id, by)
        if not opened:
            return AspectTable(None, (), "", {}, {}, {})
        asked = opened[0].view
        aspects = tuple((row.id, row.name) for row in asked.rows if row.kind == "aspect")
        chosen = aspect_id or aspects[0][0]
        if chosen not in dict(aspects):
            raise Refusal("scoring.unknown_aspect", aspect=aspect_id, round=asked.round_name)
        return _as_table(opened, aspects, chosen)


def _opened(reading: Reading, trade_id: int, round_id: str, by: Actor) -> list[Opened]:
    sheets = stored.sheets_of(reading, trade_id, round_id)
    return [open_inside(reading, sheet.id, by) for sheet in sheets]


def _as_table(opened: list[Opened], aspects: tuple[tuple[str, str], ...], aspect: str) -> AspectTable:
    rows: list[RowView] = []
    questions: list[Question] = []
    filled = cells = 0
    for one in opened:
        row = next((row for row in one.view.rows if row.kind == "aspect" and row.id == aspect), None)
        if row is None:
            continue  # a sheet marked under another version of the scheme
        rows.append(replace(row, id=one.view.code, name=""))
        here = [replace(question, row=one.view.code) for question in one.view.questions if question.row == aspect]
        questions += here if one.closed is None else []
        missing = sum(question.kind == "missing" for question in here)
        cells += len(row.cells)
        filled += len(row.cells) - missing
    first = opened[0].view
    view = replace(
        first,
        sheet_id=-1,
        code=aspect,
        state=SheetState.FIRST,
        status="",
        keying=1,
        locked=all(one.view.locked for one in opened),
        seats=tuple(str(n + 1) for n in range(max((len(row.cells) for row in rows), default=0))),
        rows=tuple(rows),
        total=None,
        filled=filled,
        cells=cells,
        questions=tuple(questions),
        seconds=None,
    )
    return AspectTable(
        view,
        aspects,
        aspect,
        {one.view.code: (one.view.sheet_id, one.keying) for one in opened},
        {one.view.code: (one.view.state, one.view.status) for one in opened},
        {one.view.code: one.closed.code for one in opened if one.closed is not None},
    )


def sheet_overview(store: Store, trade_code: str, round_id: str, by: Actor) -> SheetOverview:
    """All sheets of a round with the subtotals this person may see. Raises Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        rules = trade.round(round_id)
        sittings = {sheet.id: str(sheet.sitting) for sheet in stored.sheets_of(reading, trade.id, round_id)}
        modules: tuple[tuple[str, str, str], ...] = ()
        lines = []
        for one in _opened(reading, trade.id, round_id, by):
            view = one.view
            scores = {row.id: row.score or "" for row in view.rows if row.kind == "module"}
            modules = modules or tuple((row.id, row.name, row.maximum) for row in view.rows if row.kind == "module")
            missing = sum(question.kind == "missing" for question in view.questions)
            lines.append(
                OverviewLine(
                    view.sheet_id,
                    view.code,
                    sittings.get(view.sheet_id, ""),
                    view.state,
                    view.status,
                    tuple(scores.get(module, "") for module, _, _ in modules),
                    "" if view.status or view.total is None else view.total,
                    0 if view.status else missing,
                    0 if view.status else len(view.questions) - missing,
                )
            )
        assert rules is not None  # `trade.round` refuses a round it does not know
        return SheetOverview(modules, tuple(lines))
