"""Marks tables of the demo, one for each keying: what two recorders typed of the same paper, under blind codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.contest import Round, Status
from app.domain.marks import show_mark, show_seconds
from app.domain.numbers import show
from app.domain.scores import RoundMarks
from app.services.demo_data.day import DemoDay
from app.tables.writer import Column, Page, write_workbook

HEADER = ("编号", "轮次", "评分点", "裁判", "分值", "用时", "备注")
MarksRow = tuple[str, str, str, str, str, str, str]


def marks_rows(day: DemoDay, trade: str, round_id: str, keying: int, codes: Mapping[str, str]) -> Iterator[MarksRow]:
    """The rows of keying 1 or 2 for everyone of the trade who is in `codes` (ID number to code), in order of code.

    A status other than present is a row of its own, after whatever was marked before it.
    """
    found = day.contest.trade(trade)
    part = found.round(round_id) if found else None
    if part is None:
        return
    by_code = sorted((codes[p.id_number], p.id_number) for p in day.of_trade(trade) if p.id_number in codes)
    for code, key in by_code:
        yield from _sheet(code, part, day.keyed(key, round_id, keying))


def _sheet(code: str, part: Round, given: RoundMarks) -> Iterator[MarksRow]:
    clock = "" if given.seconds is None else show_seconds(given.seconds)
    if given.score is not None:
        yield code, part.id, "", "", show(given.score), clock, ""
    for aspect in part.aspects:
        for seat, mark in given.marks.get(aspect.id, {}).items():
            yield code, part.id, aspect.id, seat, show_mark(mark, aspect), clock, ""
    if given.status is not Status.PRESENT:
        yield code, part.id, "", "", given.status.zh, "", ""


def write_marks(path: Path, day: DemoDay, trade: str, round_id: str, keying: int, codes: Mapping[str, str]) -> None:
    """Writes the marks table of one keying as a workbook; the same day and codes give the same bytes.

    Raises WorldFailure "tables.not_written" when the place cannot be written.
    """
    rows = list(marks_rows(day, trade, round_id, keying, codes))
    write_workbook(path, [Page(f"第{'一二'[keying - 1]}遍", tuple(Column(title) for title in HEADER), rows)])
