"""The verbs `marks import` and `sheet`: marks from files, and what a sheet looks like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, RoundNeeded, StoreArgument, TradeNeeded, answer, desk
from app.services import marks_import, scoring


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    marks = typer.Typer(help="录分 / marks", no_args_is_help=True)
    marks.command("import", help="导入一遍成绩 / key a marks table")(import_)
    app.add_typer(marks, name="marks")
    sheet = typer.Typer(help="评分表 / score sheets", no_args_is_help=True)
    sheet.command("list", help="评分表清单 / the sheets of a round")(list_)
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
