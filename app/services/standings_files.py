"""Standings as files by their ending: json for scripts, csv and xlsx for tables, pdf for signature."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bundle.archive import check_code
from app.documents.words import superseded_words
from app.domain.audit import canonical_bytes
from app.domain.contest import Round
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import Actor, require
from app.services.common import ContestFacts, Store, TradeFacts, contest_facts
from app.services.papers import Left, paper_kind, write_kind
from app.services.papers_common import Wish, actor_name, is_formal, moment
from app.services.papers_marks import deductions
from app.services.papers_rankings import side_remark
from app.services.papers_results import (
    NO_PLACE,
    by_group,
    list_notes,
    missing_word,
    remark,
    round_text,
    score_decimals,
    status_words,
)
from app.services.results import Standings, standings, standings_document
from app.services.standings_pages import SIGNATURES, SheetWords, number_cell, side_page
from app.tables.files import write_whole
from app.tables.writer import Column, Page, Value, csv_bytes, sheet_name, workbook_bytes
from app.texts import sentence
from db.queries.results import Result
from db.store import Reading

SUFFIXES = (".json", ".csv", ".xlsx", ".pdf")
NOT_FINAL = "未锁定 · 仅供核对"
DEMO = "演示数据，不作成绩依据"


@dataclass(frozen=True)
class Listed:
    """The lists asked for, and the trades that have none yet with what they wait for."""

    found: tuple[Standings, ...]
    left: tuple[Left, ...]

    @property
    def document(self) -> dict[str, Any]:
        """As scripts read them; `waiting` only where there is something to wait for."""
        document = standings_document(self.found)
        if self.left:
            document["waiting"] = [{"code": one.trade, "name": one.name, "reason": one.why.code} for one in self.left]
        return document


def read_standings(store: Store, trade_code: str | None = None, *, by: Actor, revision: int | None = None) -> Listed:
    """The list of one trade (an earlier revision of it by its number), or of every trade that has one.

    The command line reads what its file shows without a log-in; somebody logged in needs the right to see results.
    Raises Refusal "results.not_decoded" for the trade named, or when no trade has a list; RightsRefusal.
    """
    with store.read() as reading:
        return _listed(reading, contest_facts(reading), trade_code, by, revision)


def _listed(reading: Reading, facts: ContestFacts, trade_code: str | None, by: Actor, revision: int | None) -> Listed:
    if by.role is not None:
        require(reading, by, Act.SEE_RESULTS)
    if trade_code is not None:
        return Listed((standings(reading, facts.trade(trade_code), revision),), ())
    found: list[Standings] = []
    left: list[Left] = []
    for trade in facts.trades:
        try:
            found.append(standings(reading, trade))
        except Refusal as why:
            left.append(Left(trade.code, trade.name, why))
    if not found and left:
        raise left[0].why
    return Listed(tuple(found), tuple(left))


def write_standings(
    store: Store,
    path: Path,
    trade_code: str | None = None,
    *,
    by: Actor,
    at: datetime,
    revision: int | None = None,
) -> Listed:
    """Write the lists to a file in the form its ending says, whole or not at all.

    Raises WrongCall "papers.out_suffix" for another ending, and what `read_standings` raises.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongCall("papers.out_suffix", path=path.name, known=SUFFIXES)
    with store.read() as reading:
        facts = contest_facts(reading)
        listed = _listed(reading, facts, trade_code, by, revision)
        if suffix == ".json":
            text = json.dumps(listed.document, ensure_ascii=False, indent=1)
            data = f"{text}\n".encode()
        elif suffix == ".csv":
            data = _csv(reading, listed.found)
        elif suffix == ".xlsx":
            data = workbook_bytes(_pages(reading, facts, listed.found, by, at))
    if suffix == ".pdf":
        write_kind(store, paper_kind("standings"), path, Wish(trade=trade_code, revision=revision), by=by, at=at)
    else:
        write_whole(path, data)
    return listed


def _scores(line: Result, rounds: Sequence[Round], status: dict[tuple[int, str], str]) -> list[Value]:
    """A number where there is a score, else the word of what kept the round from being marked."""
    return [
        missing_word(line, part, status) if line.scores.get(part.id) is None else number_cell(line.scores[part.id])
        for part in rounds
    ]


def _csv(reading: Reading, found: Sequence[Standings]) -> bytes:
    """One flat table; rounds of one name share a column."""
    names = list(dict.fromkeys(part.name for one in found for part in one.trade.rules.rounds))
    header = ["工种代码", "工种", "组别", "名次", "参赛号", "姓名", "代表队", "单位", *names, "总成绩"]
    scaled = any(one.scaled for one in found)
    header += [*(["换算分"] if scaled else []), "奖项", "备注"]
    rows: list[list[Value]] = []
    for one in found:
        trade, rounds = one.trade, one.trade.rules.rounds
        status = status_words(reading, trade)
        for line in one.lines:
            by_name = dict(zip((part.name for part in rounds), _scores(line, rounds, status), strict=True))
            row: list[Value] = [trade.code, trade.name, line.group, line.place, line.entry, line.name]
            row += [line.delegation, line.unit, *(by_name.get(name) for name in names)]
            row += [number_cell(line.total_text), *([number_cell(line.scaled)] if scaled else [])]
            rows.append([*row, line.award, _remark(one, line)])
    return csv_bytes(header, rows)


def _remark(found: Standings, line: Result) -> str:
    text = remark(found.trade, line)
    if found.revision is not None and found.superseded is not None:
        return "；".join(filter(None, (text, superseded_words(found.revision.number, found.superseded))))
    return text if found.final else "；".join(part for part in (text, NOT_FINAL) if part)


def _pages(reading: Reading, facts: ContestFacts, found: Sequence[Standings], by: Actor, at: datetime) -> list[Page]:
    """A sheet for every trade and group, ready to be printed and signed."""
    pages: list[Page] = []
    for one in found:
        for group, lines in by_group(one).items():
            title = one.trade.name + (f"（{group}）" if group else "")
            name = sheet_name(title, [page.name for page in pages])
            pages.append(_page(reading, facts, one, name, title, lines, f"{moment(at)}　{actor_name(by)} 生成"))
        for rule, group, beside in one.side_lists():
            title = f"{one.trade.name} {rule.name}" + (f"（{group}）" if group else "")
            name = sheet_name(title, [page.name for page in pages])
            state = f"{title}成绩表　　{_state(reading, facts, one.trade, one)}"
            made = f"{moment(at)}　{actor_name(by)} 生成"
            pages.append(side_page(facts, one.trade, rule, beside, SheetWords(name, state, made)))
    return pages or [Page("成绩汇总表", (Column("名次"),))]


def _page(
    reading: Reading,
    facts: ContestFacts,
    found: Standings,
    name: str,
    title: str,
    lines: Sequence[Result],
    made: str,
) -> Page:
    trade, rounds, rules = found.trade, found.trade.rules.rounds, found.trade.rules.rules
    decimals = score_decimals(trade, found.lines)
    status = status_words(reading, trade)
    taken = deductions(reading, trade)
    totals = max((len(line.total_text.partition(".")[2]) for line in lines), default=2)
    columns = (
        Column("名次", 6, align="center", decimals=0),
        Column("参赛号", 10),
        Column("姓名", 18),
        Column("代表队", 18),
        Column("单位", 26),
        *(Column(part.name, 11, decimals=decimals[part.id], align="right") for part in rounds),
        *([Column("扣分", 9, decimals=2, align="right")] if taken else []),
        Column("总成绩", 11, decimals=totals, align="right"),
        *([Column("换算分", 9, decimals=rules.scale.decimals, align="right")] if found.scaled and rules.scale else []),
        Column("奖项", 10, align="center"),
        Column("备注", 24),
    )
    rows = []
    for line in lines:
        row: list[Value] = [line.place, line.entry, line.name, line.delegation, line.unit]
        row += _scores(line, rounds, status)
        row += [number_cell(taken.get(line.entry))] if taken else []
        row += [number_cell(line.total_text), *([number_cell(line.scaled)] if found.scaled and rules.scale else [])]
        rows.append([*row, line.award, remark(trade, line)])
    code = check_code(canonical_bytes({"sheet": title, "rows": [[str(cell) for cell in row] for row in rows]}))
    return Page(
        name,
        columns,
        rows,
        title=facts.contest.name,
        above=(f"{title}成绩汇总表　　{_state(reading, facts, trade, found)}",),
        below=(*list_notes(trade, decimals), "", SIGNATURES),
        landscape=True,
        footer=f"数据码 {code}　{made}",
    )


def _state(reading: Reading, facts: ContestFacts, trade: TradeFacts, found: Standings) -> str:
    if found.revision is not None and found.superseded is not None:
        state = superseded_words(found.revision.number, found.superseded)
    elif found.revision is None or not is_formal(reading, trade):
        state = NOT_FINAL
    else:
        number = found.revision.number
        state = "正式" if number <= 1 else f"正式 · 修订 {number}"
    return state if facts.mode == "live" else f"{state}　　{DEMO}"


def plain_lines(found: Standings) -> Iterator[str]:
    """A list for a person's terminal; fields apart by a wide space, as names have any width."""
    rounds = found.trade.rules.rounds
    decimals = score_decimals(found.trade, found.lines)
    state = f"正式，修订 {found.revision.number}" if found.revision and found.final else NOT_FINAL
    if found.revision is not None and found.superseded is not None:
        state = superseded_words(found.revision.number, found.superseded)
    for group, lines in by_group(found).items():
        yield f"{found.trade.name} {found.trade.code}" + (f"（{group}）" if group else "") + f"　{state}"
        for line in lines:
            place = NO_PLACE if line.place is None else str(line.place)
            scores = (f"{part.name} {round_text(line, part, decimals, {}) or NO_PLACE}" for part in rounds)
            parts = [f"{place:>4}", line.entry, line.name, *scores, f"总成绩 {line.total_text or NO_PLACE}"]
            parts += [f"换算分 {line.scaled}"] if line.scaled else []
            yield "　".join([*parts, *filter(None, (line.award, remark(found.trade, line)))])
    for rule, group, beside in found.side_lists():
        yield f"{found.trade.name} {rule.name}" + (f"（{group}）" if group else "") + f"　{state}"
        for one in beside:
            place = NO_PLACE if one.place is None else str(one.place)
            parts = [f"{place:>4}", one.entry, one.name, f"成绩 {one.total_text or NO_PLACE}"]
            yield "　".join([*parts, *filter(None, (one.award, side_remark(found.trade, rule, one)))])
    for question in found.open_questions:
        yield f"  ！{sentence(question)}"
