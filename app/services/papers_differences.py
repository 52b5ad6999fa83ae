"""两遍录入不一致清单: every cell keyed two ways, and what the paper said where somebody has looked; codes only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.documents.papers.model import Paper
from app.documents.papers.venue import MismatchRow
from app.domain.contest import Round
from app.domain.marks import show_mark
from app.errors import Refusal
from app.services.common import TradeFacts, scheme_rules
from app.services.papers_common import Printing, is_formal, names_of_people
from app.services.sheet_rules import Cell, SheetMarks, mark_of, whole_round
from app.services.sheet_view import SheetState
from db.queries import scoring as stored
from db.queries.scoring import MarkData, SheetData

_COMPARED = frozenset(
    {SheetState.DIFFERS.value, SheetState.AGREED.value, SheetState.RECHECKED.value, SheetState.LOCKED.value}
)
"""Sheets whose second keying is handed in: before that nobody is shown the first."""


def mismatches(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """The list of every round. Raises Refusal "papers.no_mismatches"."""
    names = names_of_people(printing.reading)
    made = False
    for rules in printing.rounds(trade):
        rows: list[MismatchRow] = []
        open_ = sheets = 0
        for sheet in stored.sheets_of(printing.reading, trade.id, rules.id):
            if sheet.state not in _COMPARED or not sheet.double_entry:
                continue
            found = list(_cells(printing, sheet, rules, names))
            sheets += bool(found)
            open_ += sum(not row.settled for row in found)
            rows += found
        if rows:
            made = True
            numbered = tuple(
                MismatchRow(str(n), one.code, one.aspect, one.seat, one.first, one.second, one.settled, one.by)
                for n, one in enumerate(rows, 1)
            )
            facts = (("不一致", f"{len(rows)} 处，{sheets} 份"), ("未裁定", str(open_)))
            head = printing.head(trade, round_name=rules.name, formal=is_formal(printing.reading, trade))
            yield Paper("mismatches", head, numbered, facts=facts)
    if not made:
        raise Refusal("papers.no_mismatches", trade=trade.name)


def _cells(printing: Printing, sheet: SheetData, rules: Round, names: Mapping[str, str]) -> Iterator[MismatchRow]:
    marks = SheetMarks.of(stored.marks_of(printing.reading, sheet.id))
    own = scheme_rules(printing.reading, sheet.scheme_id).round(rules.id) or rules
    order = {aspect.id: place for place, aspect in enumerate(own.aspects)}
    checked, settled = marks.to_check(), marks.settled()
    cells = sorted({*checked, *marks.second}, key=lambda cell: (order.get(cell[0], -1), cell[1]))
    for cell in cells:
        first, second = checked.get(cell), marks.second.get(cell)
        if _same(first, second):
            continue
        final = settled.get(cell)
        aspect = own.aspect(cell[0])
        yield MismatchRow(
            "",
            sheet.code,
            f"{aspect.id} {aspect.name}" if aspect else rules.name,
            f"裁判{cell[1]}" if cell[1] else "",
            _said(own, cell, first),
            _said(own, cell, second),
            _said(own, cell, final),
            names.get(final.by, final.by) if final else "",
        )


def _same(one: MarkData | None, other: MarkData | None) -> bool:
    return one is not None and other is not None and (one.value, one.token) == (other.value, other.token)


def _said(rules: Round, cell: Cell, data: MarkData | None) -> str:
    mark = mark_of(data.value, data.token) if data is not None else None
    return "" if mark is None else show_mark(mark, rules.aspect(cell[0]) or whole_round(rules))
