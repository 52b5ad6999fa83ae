"""The verb `examples`: the rules by worked examples, computed as they are shown."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.shared import JsonOption, answer
from app.services import examples as service
from app.services.examples import Shown


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("examples", help="看例子：每种规则一个算例 / worked examples of the rules")(examples)


def examples(
    kind: Annotated[str, typer.Argument(metavar="[KIND]", help="种类或编号 / kind or id, all if left out")] = "",
    check: Annotated[bool, typer.Option("--check", help="核对全部算例 / hold all against both ways")] = False,
    as_json: JsonOption = False,
) -> None:
    """Show the examples of a kind, or all; with --check status 1 where one no longer comes out as it says."""
    found = service.chosen(kind)
    faults = service.faults() if check else []
    document = {"examples": [service.document(one) for one in found], "faults": faults}
    lines = [text for one in found for text in _lines(one)]
    lines += [f"不符 {one['example']} {one['where']}: {one['said']} / {one['found']}" for one in faults]
    if check:
        lines.append(f"核对 {len(service.examples())} 个算例，不符 {len(faults)} 处。")
    answer(document, as_json, lines, ok=not faults)


def _lines(one: Shown) -> list[str]:
    lines = [f"【{service.KINDS[one.kind][0]}】{one.title['zh']}（{one.id}）", f"  {one.text['zh']}"]
    lines += [f"    {entry}　{one.called(what)}　{'　'.join(values)}" for entry, what, *values in one.marks]
    for entry, name, value in one.results:
        lines.append(f"  → {service.whose(entry)}　{one.field(name)}：{one.value(name, value)}")
    return lines
