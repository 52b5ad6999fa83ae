"""Workbook sheets beside the all-round list: further rankings, delegations with their members, proposed honours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from app.bundle.archive import check_code
from app.domain.audit import canonical_bytes
from app.domain.contest import RankingRule
from app.domain.numbers import show
from app.errors import WrongCall
from app.services.access import Actor
from app.services.common import ContestFacts, Store, TradeFacts, contest_facts
from app.services.honours import HonourView
from app.services.papers_common import actor_name, moment
from app.services.papers_rankings import side_notes, side_remark
from app.services.results_delegations import DelegationList, remark
from app.tables.files import write_whole
from app.tables.writer import Column, Page, Value, sheet_name, workbook_bytes
from db.queries.results import SideResult

SIGNATURES = "裁判长：＿＿＿＿＿＿＿＿　　监督：＿＿＿＿＿＿＿＿　　统分：＿＿＿＿＿＿＿＿　　复核：＿＿＿＿＿＿＿＿"


@dataclass(frozen=True)
class SheetWords:
    """What a sheet bears beside its rows: its name, the line over the table, and who made it when."""

    name: str
    state: str
    made: str


def _coded(title: str, rows: Sequence[Sequence[Value]], made: str) -> str:
    code = check_code(canonical_bytes({"sheet": title, "rows": [[str(cell) for cell in row] for row in rows]}))
    return f"数据码 {code}　{made}"


def number_cell(text: str | None) -> Value:
    """A decimal text as a number of a worksheet; an empty cell for none."""
    return Decimal(text) if text else None


def _places(texts: Sequence[str]) -> int:
    return max((len(text.partition(".")[2]) for text in texts), default=2)


def side_page(
    facts: ContestFacts, trade: TradeFacts, rule: RankingRule, lines: Sequence[SideResult], words: SheetWords
) -> Page:
    """A further ranking of one group, ready to be printed and signed."""
    columns = (
        Column("名次", 6, align="center", decimals=0),
        Column("参赛号", 10),
        Column("姓名", 18),
        Column("代表队", 18),
        Column("单位", 26),
        Column("成绩", 11, decimals=_places([line.total_text for line in lines]), align="right"),
        Column("奖项", 12, align="center"),
        Column("备注", 24),
    )
    rows: list[list[Value]] = []
    for line in lines:
        row: list[Value] = [line.place, line.entry, line.name, line.delegation, line.unit]
        rows.append([*row, number_cell(line.total_text), line.award, side_remark(trade, rule, line)])
    return Page(
        words.name,
        columns,
        rows,
        title=facts.contest.name,
        above=(words.state,),
        below=(*side_notes(trade, rule), "", SIGNATURES),
        footer=_coded(words.state, rows, words.made),
    )


def write_delegations(store: Store, path: Path, found: DelegationList, *, by: Actor, at: datetime) -> None:
    """Write the delegations as a workbook: the list, and a sheet with what every member brought in.

    Raises WrongCall "papers.out_suffix" for another ending than xlsx.
    """
    _only_xlsx(path)
    with store.read() as reading:
        facts = contest_facts(reading)
    made = f"{moment(at)}　{actor_name(by)} 生成"
    write_whole(path, workbook_bytes(_delegation_pages(facts, found, made)))


def _only_xlsx(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise WrongCall("papers.out_suffix", path=path.name, known=(".json", ".xlsx", ".pdf"))


def _delegation_pages(facts: ContestFacts, found: DelegationList, made: str) -> list[Page]:
    points = [found.points(line) for line in found.lines]
    rows: list[list[Value]] = []
    members: list[list[Value]] = []
    for line, text in zip(found.lines, points, strict=True):
        counted = "、".join(one.entry for one in line.contributions if one.counted)
        rows.append([line.rank, line.delegation, number_cell(text), counted, remark(line)])
        for one in line.contributions:
            brought = number_cell(show(one.points))
            members.append([line.delegation, one.trade, one.entry, brought, "是" if one.counted else "否"])
    state = "正式" if found.final else "还有工种没有确认 · 仅供核对"
    left = "、".join(name for _, name in found.left)
    list_columns = (
        Column("名次", 6, align="center", decimals=0),
        Column("代表队", 24),
        Column("总分", 12, decimals=_places(points), align="right"),
        Column("计分的参赛号", 50),
        Column("备注", 26),
    )
    member_columns = (
        Column("代表队", 24),
        Column("工种代码", 14),
        Column("参赛号", 12),
        Column("分", 12, decimals=2, align="right"),
        Column("计入", 8, align="center"),
    )
    return [
        Page(
            "代表队排名",
            list_columns,
            rows,
            title=facts.contest.name,
            above=(f"代表队排名表　　{state}",),
            below=(found.words(), *([f"没有计入的工种：{left}"] if left else []), "", SIGNATURES),
            landscape=True,
            footer=_coded("代表队排名", rows, made),
        ),
        Page("队员得分", member_columns, members, footer=_coded("队员得分", members, made)),
    ]


def write_honours(store: Store, path: Path, views: Sequence[HonourView], *, by: Actor, at: datetime) -> None:
    """Write the proposals as a workbook, a sheet per trade, with why the others are not proposed.

    Raises WrongCall "papers.out_suffix" for another ending than xlsx.
    """
    _only_xlsx(path)
    with store.read() as reading:
        facts = contest_facts(reading)
    made = f"{moment(at)}　{actor_name(by)} 生成"
    columns = (
        Column("荣誉", 22),
        Column("拟推荐", 8, align="center"),
        Column("名次", 6, align="center", decimals=0),
        Column("参赛号", 10),
        Column("姓名", 18),
        Column("代表队", 18),
        Column("单位", 26),
        Column("组别", 12),
        Column("现有等级", 12),
        Column("备注", 34),
    )
    pages: list[Page] = []
    for view in views:
        rows: list[list[Value]] = []
        for line in view.lines:
            one = line.proposal
            row: list[Value] = [one.honour, "是" if one.proposed else "否", one.place, one.entry, line.name]
            rows.append([*row, line.delegation, line.unit, line.group, line.level or "无", line.note])
        name = sheet_name(f"{view.name}拟推荐", [page.name for page in pages])
        above = (f"{view.name}拟推荐名单　　是否授予由组委会办公室决定",)
        footer = _coded(name, rows, made)
        pages.append(Page(name, columns, rows, facts.contest.name, above, (SIGNATURES,), footer=footer))
    write_whole(path, workbook_bytes(pages))
