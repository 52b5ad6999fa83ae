"""The verb `new`: a contest from a definition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import JsonOption, answer
from app.services import setup
from app.services.common import now
from app.services.compute import load_definition


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("new", help="按定义文件新建竞赛 / make a contest from a definition")(new)


def new(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="新竞赛文件 / new contest file")],
    contest: Annotated[Path, typer.Option("--contest", metavar="FILE.toml", help="竞赛定义 / contest definition")],
    mode: Annotated[str, typer.Option("--mode", help="live, test 或 demo")] = "live",
    as_json: JsonOption = False,
) -> None:
    """Make STORE a new contest."""
    definition = load_definition(contest, add_up=False)
    warnings = setup.scheme_warnings(definition)
    with setup.create_contest(store, definition, mode=mode, at=now()):
        pass
    trades = [
        {"code": trade.code, "name": trade.name, "groups": list(trade.groups), "rounds": [r.id for r in trade.rounds]}
        for trade in definition.trades
    ]
    names = "、".join(trade.name for trade in definition.trades)
    answer(
        {"store": str(store), "contest": definition.name, "mode": mode, "trades": trades, "warnings": warnings},
        as_json,
        [f"已新建 {store}：{definition.name}", f"工种：{names}", *(w["message"] for w in warnings)],
    )
