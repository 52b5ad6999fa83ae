"""The verbs `marks import` and `sheet`: marks from files, the list of sheets, a sheet given back or corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import (
    AsOption,
    Desk,
    JsonOption,
    PinOption,
    ReasonNeeded,
    RoundNeeded,
    StoreArgument,
    TradeNeeded,
    WithOption,
    WithPinOption,
    answer,
    desk,
)
from app.errors import Refusal
from app.services import marks_import, paper_total, scoring
from app.services.sheet_view import CellAddress

CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="密号 / blind code of the sheet")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    marks = typer.Typer(help="录分 / marks", no_args_is_help=True)
    marks.command("import", help="导入一遍成绩 / key a marks table")(import_)
    app.add_typer(marks, name="marks")
    sheet = typer.Typer(help="评分表 / score sheets", no_args_is_help=True)
    sheet.command("list", help="评分表清单 / the sheets of a round")(list_)
    sheet.command("reopen", help="退回重录 / give a submitted sheet back")(reopen)
    sheet.command("correct", help="更正一格（两人签字）/ correct one mark, two people")(correct)
    sheet.command("paper-total", help="核对纸面合计 / hold the total on the paper against what was keyed")(paper_total_)
    app.add_typer(sheet, name="sheet")


def import_(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="成绩表 / marks table: csv, xlsx")],
    trade: TradeNeeded,
    keying: Annotated[int, typer.Option("--pass", min=1, max=2, help="第几遍 / which keying")] = 1,
    submit: Annotated[bool, typer.Option("--submit/--no-submit", help="录完即提交 / submit complete sheets")] = True,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Key a marks table by blind code or entry number; complete sheets are submitted."""
    with desk(store, as_name, pin_file) as at_desk:
        done = marks_import.import_marks(
            at_desk.store, file, trade, keying, by=at_desk.by, at=at_desk.at, submit=submit
        )
    differing = sum(len(cells) for cells in done.differs.values())
    answer(
        {
            "trade": trade,
            "pass": keying,
            "sheets": done.sheets,
            "stored": done.stored,
            "unchanged": done.unchanged,
            "submitted": done.submitted,
            "statuses": done.statuses,
            "open": done.open,
            "differs": done.differs,
        },
        as_json,
        [
            f"第 {keying} 遍：{done.sheets} 份，存入 {done.stored} 格，未变 {done.unchanged} 格",
            f"提交 {done.submitted} 份，状态 {done.statuses} 份",
            *(f"  {code}：还没有提交（{why}）" for code, why in done.open.items()),
            *([f"两遍不一致 {differing} 格，请看原件："] if differing else []),
            *(f"  {code}：{'、'.join(cells)}" for code, cells in done.differs.items()),
        ],
    )


def list_(store: StoreArgument, trade: TradeNeeded, round_id: RoundNeeded, as_json: JsonOption = False) -> None:
    """The sheets of a round with their states."""
    with desk(store) as at_desk:
        lines = scoring.lines(at_desk.store, trade, round_id)
    rows = [
        {
            "code": line.code,
            "sitting": line.sitting,
            "state": line.state.value,
            "status": line.status,
            "open": line.open_count,
        }
        for line in lines
    ]
    answer({"sheets": rows}, as_json, [f"{line.code}　{line.state.value}　{line.status}" for line in lines])


def reopen(
    store: StoreArgument,
    code: CodeArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    reason: ReasonNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give a submitted sheet back to its first keying, with a reason. What was keyed stays."""
    with desk(store, as_name, pin_file) as at_desk:
        sheet_id = _sheet(at_desk, code, trade, round_id)
        scoring.reopen(at_desk.store, sheet_id, reason, by=at_desk.by, at=at_desk.at)
    answer({"code": code, "reopened": True}, as_json, [f"{code} 已退回"])


def correct(
    store: StoreArgument,
    code: CodeArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    aspect: Annotated[str, typer.Option("--aspect", metavar="ID", help="评分点 / which aspect")],
    value: Annotated[str, typer.Option("--value", help="新的分值 / the new mark")],
    reason: ReasonNeeded,
    judge: Annotated[
        int | None, typer.Option("--judge", min=1, metavar="SEAT", help="哪位裁判 / which judge's mark")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct one mark of an agreed sheet: a new mark beside the old one, with a reason and two people."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        sheet_id = _sheet(at_desk, code, trade, round_id)
        cell = CellAddress(aspect, -1 if judge is None else judge - 1)
        by, second, at = at_desk.by, at_desk.pair(), at_desk.at
        scoring.correct_mark(at_desk.store, sheet_id, cell, value, reason, by=by, second=second, at=at)
    seat = "" if judge is None else str(judge)
    answer(
        {"code": code, "aspect": aspect, "judge": seat, "corrected": True}, as_json, [f"{code} {aspect} {seat} 已更正"]
    )


def paper_total_(
    store: StoreArgument,
    code: CodeArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    total: Annotated[str, typer.Option("--total", help="纸上写的合计 / the total written on the paper")],
    keying: Annotated[int, typer.Option("--pass", min=1, max=2, help="第几遍 / which keying")] = 1,
    judge: Annotated[int | None, typer.Option("--judge", min=1, metavar="SEAT", help="哪位裁判的纸")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hold the total written on a paper against what was keyed from it, and name the lines to look at."""
    with desk(store, as_name, pin_file) as at_desk:
        sheet_id, seat = _sheet(at_desk, code, trade, round_id), -1 if judge is None else judge - 1
        found = paper_total.compare(at_desk.store, sheet_id, keying, total, by=at_desk.by, seat=seat)
    lines = [{"aspect": one.aspect, "judge": one.seat + 1 or "", "meant": one.meant} for one in found.suspects]
    said = f"差 {found.difference}" if found.keyed else f"还差 {found.missing} 格"
    if found.same:
        said = "一致"
    answer(
        {
            "code": code,
            "same": found.same,
            "paper": found.paper,
            "keyed": found.keyed,
            "difference": found.difference,
            "missing": found.missing,
            "suspects": lines,
        },
        as_json,
        [
            f"{code}：纸面 {found.paper}，录入 {found.keyed or '—'}，{said}",
            *(f"  看 {one['aspect']} {one['judge']}：{one['meant'] or '纸面漏加'}".rstrip() for one in lines),
        ],
    )


def _sheet(at_desk: Desk, code: str, trade: str, round_id: str) -> int:
    """The row of a code's sheet. Raises Refusal "marks.no_sheet"."""
    for line in scoring.lines(at_desk.store, trade, round_id):
        if line.code == code:
            return line.sheet_id
    raise Refusal("marks.no_sheet", entry=code, round=round_id)
