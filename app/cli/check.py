"""The verb `check`: everything in a file worked out once more another way, without changing anything."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import typer

from app.cli.shared import JsonOption, StoreArgument, TradeOption, answer
from app.services import second_opinion
from app.services.common import contest_facts, open_store

_WHAT = {
    second_opinion.SHEETS: "评分表 / sheets",
    second_opinion.LIST: "名次 / list",
    second_opinion.REVISION: "已存名次 / stored list",
}


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("check", help="用另一种算法核算成绩、名次和奖项 / reckon scores, places and awards a second way")(check)


def check(store: StoreArgument, trade: TradeOption = None, as_json: JsonOption = False) -> None:
    """Compare scores, places and awards with the second opinion; status 1 where anything differs."""
    with open_store(store) as opened, opened.read() as reading:
        facts = contest_facts(reading)
        chosen = facts.trades if trade is None else (facts.trade(trade),)
        answers = [one for part in chosen for one in second_opinion.check(reading, part)]
    differences: list[dict[str, Any]] = [
        {"trade": one.trade, "what": one.what, **asdict(found)} for one in answers for found in one.differences
    ]
    document = {
        "checked": [
            {"trade": one.trade, "name": one.name, "what": one.what, "rows": one.rows, "agreed": one.agreed}
            for one in answers
        ],
        "agreed": not differences,
        "differences": differences,
    }
    lines = [
        f"{one.trade} {one.name} {_WHAT[one.what]}: {one.rows}，{'一致 / agreed' if one.agreed else '不一致 / DIFFERS'}"
        for one in answers
    ]
    lines += [f"  {one['entry']} {one['field']}: {one['first']} / {one['second']}" for one in differences]
    answer(document, as_json, lines, ok=not differences)
