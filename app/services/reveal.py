"""解密: a sealed table of codes becomes plain rows again, by two shares of its key or by the paper of the envelope."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from app.domain.blind import TableRow, read_code, table_digest
from app.errors import Refusal, RightsRefusal
from app.services import sealed_draw
from app.services.access import Actor
from app.services.common import TradeFacts
from app.services.draw_plan import code_rows
from app.services.drawing import SEED_HEAD, TABLE_HEAD, drawn_digest
from app.services.sealed_draw import Table
from app.tables.reader import read_table
from db.queries import day, people
from db.queries import sealed_draw as stored
from db.queries.sealed_draw import SealedDraw
from db.store import Writing


def open_tables(
    writing: Writing, trade: TradeFacts, chief: Actor, supervisor: Actor, papers: Sequence[Table], at: datetime
) -> list[str]:
    """Open every sealed table of a trade, each once; gives the rounds that took the paper to open.

    A table on paper counts where it is the one the chain knows of; otherwise the two keys are asked for. Raises
    RightsRefusal "draw.needs_passphrase", Refusal "draw.damaged", "draw.paper_differs" when no round was drawn so.
    """
    identity = {entry.number: entry.id for entry in people.entries(writing, trade.id)}
    by_paper: list[str] = []
    for draw in stored.unopened(writing):
        if draw.trade != trade.code:
            continue
        paper = _on_paper(papers, drawn_digest(writing, trade, draw.round)) if draw.in_force else None
        if paper is not None:
            by_paper.append(draw.round)
        table = paper or _by_keys(writing, draw, chief, supervisor, bool(papers))
        if table is None or not {str(row[0]) for row in table.rows} <= identity.keys():
            continue
        day.add_codes(writing, draw.draw_id, code_rows(table.rows, identity))
        stored.set_opened(writing, draw.draw_id, table.seed, at)
    return by_paper


def _on_paper(papers: Iterable[Table], digest: str) -> Table | None:
    return next((table for table in papers if table_digest(table.seed, table.rows) == digest), None)


def _by_keys(writing: Writing, draw: SealedDraw, chief: Actor, supervisor: Actor, paper: bool) -> Table | None:
    """None for a draw that was drawn again since and that these two cannot open any more: nothing hangs on it."""
    try:
        return sealed_draw.opened(writing, draw, chief.key, supervisor.key)
    except RightsRefusal as refusal:
        if not draw.in_force:
            return None
        if paper:
            raise Refusal("draw.paper_differs", round=draw.round) from refusal
        raise


def read_paper(path: Path) -> Table:
    """The sealed table typed from its paper: the columns of the sealed file, the seed in every row or the first one.

    Raises WrongCall for a file that cannot be read, Refusal "draw.paper_columns", "draw.paper_row".
    """
    rows = [[cell.strip() for cell in row] for row in read_table(path) if any(cell.strip() for cell in row)]
    head = rows[0] if rows else []
    if not {*TABLE_HEAD, SEED_HEAD} <= set(head):
        raise Refusal("draw.paper_columns", path=path.name, columns="、".join((*TABLE_HEAD, SEED_HEAD)))
    found: list[tuple[int, int, TableRow]] = []
    seed = ""
    for number, cells in enumerate(rows[1:], 2):
        line = dict(zip(head, cells, strict=False))
        entry, sitting, station, work_number, code = (line.get(name, "") for name in TABLE_HEAD)
        seed = seed or line.get(SEED_HEAD, "")
        if not (sitting.isdecimal() and station.isdecimal() and entry and code):
            raise Refusal("draw.paper_row", path=path.name, row=number)
        row: TableRow = [entry.upper(), str(int(station)), int(sitting), _code(work_number), _code(code)]
        found.append((int(sitting), int(station), row))
    return Table(seed, tuple(row for _, _, row in sorted(found, key=lambda one: one[:2])))


def _code(text: str) -> str:
    return read_code(text) or text
