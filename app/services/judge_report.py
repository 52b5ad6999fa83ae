"""裁判评分统计 of a trade: how each seat marked beside its panel, as rows, lines, paper and workbook.

For the chief judge and the supervisor. Seats only while the trade is blind; once it is decoded, judges by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.documents.papers.model import Paper
from app.documents.papers.rows import JudgeStatRow
from app.domain.contest import Round
from app.domain.leniency import PanelMarks, SeatLine, seat_lines
from app.domain.numbers import show
from app.domain.roles import Act
from app.domain.scheme import Module
from app.domain.scores import Mark
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import Store, TradeFacts, contest_facts, scheme_rules
from app.services.marked import is_decoded
from app.services.papers_common import Printing, is_formal
from app.services.sheet_rules import SheetMarks, mark_of
from app.services.sheet_view import SheetState
from app.tables.writer import Column, Page, sheet_name, write_workbook
from db.queries import judges as stored
from db.queries import scoring as sheets
from db.store import Reading

PLACES = 3  # of a mean difference as shown; the report itself is exact
_DONE = (SheetState.AGREED.value, SheetState.RECHECKED.value)
_TITLES = ("模块", "席位", "裁判", "打分数", "缺评回避", "平均偏差", "偏差占比%", "去最高", "去最低", "复议", "一致率%")
NOTE = (
    "平均偏差为该席位给分减去同一评分点全组平均分的平均值，正数偏宽、负数偏严；偏差占比按评分点满分折算。"
    "一致率为与全组平均分相差不超过一档的比例。复议按该席位给出最高或最低分的次数计。"
)


@dataclass(frozen=True)
class ReportLine:
    """A seat's line; `module` "" when the same panel marks the whole round, `judge` "" while the trade is blind."""

    module: str
    judge: str
    line: SeatLine


@dataclass(frozen=True)
class Report:
    """The report of a round: `sheets` agreed, `named` whether judges stand by name."""

    trade: str
    trade_name: str
    round: str
    round_name: str
    sheets: int
    named: bool
    lines: tuple[ReportLine, ...]


def reports(
    store: Store, trade_code: str | None = None, round_id: str | None = None, *, by: Actor, at: datetime
) -> tuple[Report, ...]:
    """The reports of every round with panels that has agreed sheets. The look is an entry of the chain.

    Raises RightsRefusal, Refusal "judges.no_report", "contest.unknown_trade", "contest.unknown_round".
    """
    with acting(store, by, Act.SEE_JUDGES, at) as writing:
        facts = contest_facts(writing)
        trades = (facts.trade(trade_code),) if trade_code else facts.trades
        found = tuple(one for trade in trades for one in reports_of(writing, trade, round_id))
        if not found:
            raise Refusal("judges.no_report", trade="、".join(trade.name for trade in trades))
        for trade in trades:
            writing.audit("judge.reported", by=by.ref, at=at, ref=trade.code)
    return found


def reports_of(reading: Reading, trade: TradeFacts, round_id: str | None = None) -> Iterator[Report]:
    """As `reports`, of one trade, inside a transaction."""
    rounds = (trade.round(round_id),) if round_id else trade.rules.rounds
    for rules in rounds:
        found = _report(reading, trade, rules)
        if found is not None:
            yield found


def _report(reading: Reading, trade: TradeFacts, rules: Round) -> Report | None:
    done = [s for s in sheets.sheets_of(reading, trade.id, rules.id) if s.state in _DONE and not s.status]
    panels = [one for sheet in done for one in _panels_of(reading, trade, rules, sheet.id, sheet.scheme_id)]
    if not panels:
        return None
    seats = stored.seats(reading, trade.id, rules.id)
    named = is_decoded(reading, trade)
    names = {judge.id: judge.name for judge in stored.all_judges(reading)} if named else {}
    own = {seat.module for seat in seats if seat.module}
    lines = []
    for module in ["", *(part.id for part in rules.modules if part.id in own)]:
        mine = [panel for part, panel in panels if (part.id if part.id in own else "") == module]
        for line in seat_lines(mine):
            who = next((s.judge_id for s in seats if (s.module, s.seat) == (module, line.seat)), 0)
            lines.append(ReportLine(module, names.get(who, ""), line))
    return Report(trade.code, trade.name, rules.id, rules.name, len(done), named, tuple(lines))


def _panels_of(
    reading: Reading, trade: TradeFacts, rules: Round, sheet_id: int, scheme_id: int
) -> Iterator[tuple[Module, PanelMarks]]:
    part = scheme_rules(reading, scheme_id).round(rules.id) or rules
    marks = SheetMarks.of(sheets.marks_of(reading, sheet_id))
    now, first = _by_aspect(marks.in_force()), _by_aspect(marks.first)
    told: dict[str, int] = {}
    for sheet, aspect_id in stored.spread_decisions(reading, trade.id, rules.id):
        told[aspect_id] = told.get(aspect_id, 0) + (sheet == sheet_id)
    for module in part.modules:
        for aspect in module.aspects:
            if len(aspect.seats) > 1 and aspect.id in now:
                yield module, PanelMarks(aspect, now[aspect.id], first.get(aspect.id, {}), told.get(aspect.id, 0))


def _by_aspect(cells: Any) -> dict[str, dict[str, Mark]]:
    found: dict[str, dict[str, Mark]] = {}
    for (aspect, seat), data in cells.items():
        mark = mark_of(data.value, data.token)
        if mark is not None:
            found.setdefault(aspect, {})[seat] = mark
    return found


def signed(value: Fraction, places: int = PLACES) -> str:
    """A difference as shown: rounded half up away from nothing, with its sign; an exact 0 has none."""
    text = show(abs(value), places)
    return text if not value else f"{'+' if value > 0 else '−'}{text}"


def _cells(one: ReportLine, whole: str) -> tuple[str, ...]:
    line = one.line
    return (
        one.module or whole,
        f"裁判{line.seat}",
        one.judge,
        str(line.marks),
        str(line.left_out),
        signed(line.points),
        signed(line.share * 100, 2),
        str(line.dropped_high),
        str(line.dropped_low),
        str(line.spreads),
        show(line.agreement * 100, 1),
    )


def lines(report: Report) -> list[str]:
    """The report as lines of text."""
    found = [f"{report.trade_name} {report.round_name}　{report.sheets} 份评分表"]
    for one in report.lines:
        line = one.line
        where = " ".join(filter(None, (one.module, f"裁判{line.seat}", one.judge)))
        found.append(
            f"  {where}　打分 {line.marks}　平均偏差 {signed(line.points)}（{signed(line.share * 100, 2)} %）　"
            f"去最高 {line.dropped_high}　去最低 {line.dropped_low}　复议 {line.spreads}　"
            f"一致率 {show(line.agreement * 100, 1)} %"
        )
    return found


def document(report: Report) -> dict[str, Any]:
    """The report as JSON data; exact values are fractions as text beside what is shown."""
    return {
        "trade": report.trade,
        "round": report.round,
        "sheets": report.sheets,
        "named": report.named,
        "seats": [
            {
                "module": one.module or None,
                "seat": one.line.seat,
                "judge": one.judge or None,
                "marks": one.line.marks,
                "left_out": one.line.left_out,
                "difference": show(one.line.points, PLACES),
                "difference_exact": str(one.line.points),
                "share": show(one.line.share * 100, 2),
                "share_exact": str(one.line.share),
                "dropped_high": one.line.dropped_high,
                "dropped_low": one.line.dropped_low,
                "spreads": one.line.spreads,
                "within_step": one.line.close,
                "agreement": show(one.line.agreement * 100, 1),
            }
            for one in report.lines
        ],
    }


def write_book(path: Path, found: Sequence[Report]) -> None:
    """Write the reports as a workbook, a page a round. Errors: as `write_workbook`."""
    names: list[str] = []
    pages = []
    for report in found:
        names.append(sheet_name(f"{report.trade_name} {report.round_name}", names))
        decimals = (None, None, None, 0, 0, PLACES, 2, 0, 0, 0, 1)
        columns = tuple(
            Column(title, 12, places, "right" if places is not None else "left")
            for title, places in zip(_TITLES, decimals, strict=True)
        )
        rows = [
            [cell if number < 3 else Decimal(cell.replace("−", "-")) for number, cell in enumerate(_cells(one, "整场"))]
            for one in report.lines
        ]
        title = f"{report.trade_name}{report.round_name}裁判评分统计"
        pages.append(Page(names[-1], columns, rows, title=title, above=(f"评分表 {report.sheets} 份",), below=(NOTE,)))
    write_workbook(path, pages)


def paper(printing: Printing, trade: TradeFacts) -> Iterator[Paper]:
    """裁判评分统计表, a paper a round. Raises Refusal "judges.no_report"."""
    found = list(reports_of(printing.reading, trade, printing.wish.round))
    if not found:
        raise Refusal("judges.no_report", trade=trade.name)
    for report in found:
        head = printing.head(trade, round_name=report.round_name, formal=is_formal(printing.reading, trade))
        rows = tuple(JudgeStatRow(*_cells(one, "整场")) for one in report.lines)
        facts = (("评分表", f"{report.sheets} 份"), ("裁判", "按姓名" if report.named else "按席位（解密前）"))
        yield Paper("judge_statistics", head, rows, facts=facts, notes=(NOTE,))
