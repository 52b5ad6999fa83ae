"""The office's lists: every trade across all bases, from the statements that count, as data, workbook and json.

Rules:
1. A list is of one trade and group in one year. Entries stand by their exact total over all bases; equal totals share a
   place (1, 2, 2, 4). What a base knew beside the total (times, modules) was judged apart and never ranks across bases.
2. An award stays the base's own. Whoever has no place at the base has none here and stands last with the reason.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from app.bundle.archive import check_code
from app.domain.audit import canonical_bytes
from app.domain.numbers import show
from app.domain.ranking import plain_places, scaled
from app.domain.roles import Act
from app.domain.scores import Standing
from app.errors import Refusal, WrongCall
from app.services.access import CONSOLE, Actor, require
from app.services.common import Store
from app.services.office_rows import standing_word
from app.services.papers_common import actor_name, moment
from app.tables.files import write_whole
from app.tables.writer import Column, Page, Value, csv_bytes, sheet_name, workbook_bytes
from db.queries import contest as contests
from db.queries import office as stored
from db.queries.office import OfficeResult, OfficeTrade
from db.store import Reading

SUFFIXES = (".json", ".csv", ".xlsx", ".pdf")
NOTE = "各赛区成绩按总成绩统一排列，总成绩相同的名次并列；奖项为各赛区所定。"
NOT_LIVE = "演示或测试数据，不作成绩依据"


@dataclass(frozen=True)
class MergedLine:
    """An entry among all bases: `place` in the merged list (equal totals share it), `base_place` at its own base."""

    contest: str
    contest_name: str
    base: str
    base_name: str
    entry: str
    status: str
    total: str
    place: int | None
    joint: bool
    base_place: int | None
    award: str


@dataclass(frozen=True)
class MergedList:
    """One trade and group of one year across all bases that reported it."""

    trade: str
    name: str
    group: str
    year: int
    bases: tuple[str, ...]
    lines: tuple[MergedLine, ...]

    @property
    def title(self) -> str:
        """What the list is called."""
        return f"{self.year} 年{self.name}" + (f"（{self.group}）" if self.group else "")


def merged_standings(store: Store, trade: str | None = None, year: int | None = None) -> tuple[MergedList, ...]:
    """All trades (or one, by code) of all years (or one) with their groups; those without a place come last."""
    with store.read() as reading:
        return _merged(reading, trade, year)


def _merged(reading: Reading, trade: str | None, year: int | None) -> tuple[MergedList, ...]:
    wanted = trade.lower() if trade else None
    trades = [
        one
        for one in stored.current_trades(reading)
        if wanted in (None, one.trade.lower(), one.trade_name.lower()) and year in (None, one.year)
    ]
    if trade is not None and not trades:
        raise Refusal("office.unknown_trade", trade=trade)
    found = []
    for key in dict.fromkeys((one.trade, one.year) for one in trades):
        same = {one.id: one for one in trades if (one.trade, one.year) == key}
        rows = stored.results_of(reading, list(same))
        for group in dict.fromkeys(row.group for row in rows):
            found.append(_merge(same, group, [row for row in rows if row.group == group]))
    return tuple(found)


def _merge(trades: dict[int, OfficeTrade], group: str, rows: list[OfficeResult]) -> MergedList:
    ranked = [row for row in rows if row.status == Standing.RANKED.value and row.total]
    places = plain_places(scaled([(Fraction(row.total),) for row in ranked]))
    merged = sorted(
        zip(places, ranked, strict=True),
        key=lambda pair: (pair[0], trades[pair[1].office_trade_id].base, pair[1].place or 0, pair[1].entry),
    )
    shared = Counter(places)
    lines = [_line(trades[row.office_trade_id], row, place, shared[place] > 1) for place, row in merged]
    others = (row for row in rows if row.status != Standing.RANKED.value or not row.total)
    lines += [_line(trades[row.office_trade_id], row, None, False) for row in others]
    first = next(iter(trades.values()))
    bases = tuple(dict.fromkeys(trade.base for trade in trades.values()))
    return MergedList(first.trade, first.trade_name or first.trade, group, first.year, bases, tuple(lines))


def _line(trade: OfficeTrade, row: OfficeResult, place: int | None, joint: bool) -> MergedLine:
    return MergedLine(
        contest=trade.contest_key,
        contest_name=(trade.facts or {}).get("contest", "") or trade.contest_key,
        base=trade.base,
        base_name=trade.base_name or trade.base,
        entry=row.entry,
        status=row.status,
        total=row.total,
        place=place,
        joint=joint,
        base_place=row.place,
        award=row.award,
    )


def shown_total(line: MergedLine) -> str:
    """A total as lists show it: at least two decimals, all that were stated."""
    return show(Fraction(line.total), least=2) if line.total else ""


def merged_document(lists: tuple[MergedList, ...]) -> list[dict[str, Any]]:
    """The lists as scripts read them; every total a decimal string."""
    return [
        {
            "code": one.trade,
            "name": one.name,
            "group": one.group,
            "year": one.year,
            "bases": list(one.bases),
            "entries": [
                {
                    "entry": line.entry,
                    "base": line.base,
                    "base_name": line.base_name,
                    "contest": line.contest,
                    "total": shown_total(line) or None,
                    "rank": line.place,
                    "joint": line.joint,
                    "base_rank": line.base_place,
                    "status": line.status,
                    "award": line.award or None,
                }
                for line in one.lines
            ],
        }
        for one in lists
    ]


def write_merged(
    store: Store, path: Path, trade: str | None = None, year: int | None = None, *, by: Actor = CONSOLE, at: datetime
) -> tuple[MergedList, ...]:
    """Write the merged lists as json, csv or xlsx, as the ending says, whole or not at all; pdf is a paper's matter.

    Raises WrongCall "papers.out_suffix", Refusal "office.unknown_trade", "office.nothing", RightsRefusal.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES[:3]:
        raise WrongCall("papers.out_suffix", path=path.name, known=SUFFIXES)
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.SEE_RESULTS)
        lists = _merged(reading, trade, year)
        live = contests.setting(reading, "office.mode") == "live"
    if not lists:
        raise Refusal("office.nothing")
    if suffix == ".json":
        data = (json.dumps({"trades": merged_document(lists)}, ensure_ascii=False, indent=1) + "\n").encode()
    elif suffix == ".csv":
        header = ["年度", "工种代码", "工种", "组别", *(column.title for column in _COLUMNS)]
        data = csv_bytes(
            header, [[one.year, one.trade, one.name, one.group, *row] for one in lists for row in _rows(one)]
        )
    else:
        data = workbook_bytes(_pages(lists, live, f"{moment(at)}　{actor_name(by)} 生成"))
    write_whole(path, data)
    return lists


_COLUMNS = (
    Column("名次", 6, align="center", decimals=0),
    Column("赛区（基地）", 26),
    Column("参赛号", 12),
    Column("总成绩", 12, align="right"),
    Column("赛区名次", 10, align="center", decimals=0),
    Column("奖项", 12, align="center"),
    Column("竞赛", 40),
    Column("备注", 16),
)


def _rows(one: MergedList) -> list[list[Value]]:
    return [
        [
            line.place,
            line.base_name,
            line.entry,
            Decimal(line.total) if line.total else None,
            line.base_place,
            line.award,
            line.contest_name,
            remark(line),
        ]
        for line in one.lines
    ]


def remark(line: MergedLine) -> str:
    """Why a line has no place, or that it shares one."""
    if line.place is None:
        return standing_word(line.status)
    return "并列" if line.joint else ""


def _pages(lists: Sequence[MergedList], live: bool, made: str) -> list[Page]:
    pages: list[Page] = []
    for one in lists:
        rows = _rows(one)
        places = max((len(line.total.partition(".")[2]) for line in one.lines), default=2)
        total = Column("总成绩", 12, decimals=max(places, 2), align="right")
        columns = tuple(total if column.title == "总成绩" else column for column in _COLUMNS)
        code = check_code(canonical_bytes({"sheet": one.title, "rows": [[str(cell) for cell in row] for row in rows]}))
        name = sheet_name(one.title, [page.name for page in pages])
        above = (f"赛区 {len(one.bases)} 个，{len(one.lines)} 项", *(() if live else (NOT_LIVE,)))
        pages.append(
            Page(
                name,
                columns,
                rows,
                title=f"{one.title}全省汇总表",
                above=above,
                below=(NOTE,),
                landscape=True,
                footer=f"数据码 {code}　{made}",
            )
        )
    return pages
