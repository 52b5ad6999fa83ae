"""The verb `compute`: marks tables scored under a definition, no store; a calculator for rule checks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.services import compute as service

_STATUS_ZH = {
    "guest": "不计名次",
    "incomplete": "成绩不全",
    "absent": "缺考",
    "late": "迟到取消",
    "withdrawn": "弃权",
    "retired": "中途退赛",
    "disqualified": "取消资格",
}


def register(app: typer.Typer) -> None:
    """Adds the verb to the root command. Errors leave it as AppError; the root turns them into words and a status."""
    app.command("compute", help="按竞赛定义计算成绩表，不用竞赛文件 / score marks tables under a definition")(compute)


def compute(
    definition: Annotated[Path, typer.Argument(metavar="FILE.toml", help="竞赛定义 / contest definition")],
    marks: Annotated[list[Path], typer.Argument(metavar="MARKS...", help="成绩表 / marks tables, csv or xlsx")],
    as_json: Annotated[bool, typer.Option("--json", help="一份 JSON / one JSON document")] = False,
    check: Annotated[bool, typer.Option("--check", help="用另一种算法再算一遍 / reckon a second way")] = False,
) -> None:
    """Prints the standings of the marks tables under the definition; with --check status 1 where a second way of
    reckoning differs."""
    document = service.compute(definition, marks, check)
    opinion: dict[str, Any] = document.get("second_opinion") or {"differences": []}  # type: ignore[assignment]
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    else:
        for trade in _tables(document["trades"]):
            _print_table(trade)
        if check:
            typer.echo(f"第二次核算 {opinion['rows']} 行，不一致 {len(opinion['differences'])} 处。")
        for one in opinion["differences"]:
            typer.echo(f"  {one['trade']} {one['entry']} {one['field']}: {one['first']} / {one['second']}")
    if opinion["differences"]:
        raise typer.Exit(1)


def _tables(value: object) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _print_table(trade: dict[str, Any]) -> None:
    # Loaded here: a script that asks for JSON does not wait for the table printer.
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    entries: list[dict[str, Any]] = trade["entries"]
    rounds = list(entries[0]["scores"]) if entries else []
    table = Table(title=Text(" ".join(filter(None, (trade["code"], trade["name"], trade["group"])))))
    for heading in ("名次", "编号", "姓名", "代表队", *rounds, "总成绩", "奖项", "同分依据"):
        table.add_column(heading, justify="right" if heading in rounds or heading == "总成绩" else "left")
    for entry in entries:
        place = _STATUS_ZH.get(entry["status"], "") if entry["rank"] is None else f"{entry['rank']}"
        decided = "" if entry["decided_by"] in (None, "total") else entry["decided_by"]
        scores = (entry["scores"][part] or "—" for part in rounds)
        about = (entry["entry"], entry.get("name", ""), entry.get("delegation", ""))
        cells = (place, *about, *scores, entry["total"] or "—", entry["award"] or "", decided)
        table.add_row(*(Text(cell) for cell in cells))
    Console(width=None if Console().is_terminal else 160).print(table)
