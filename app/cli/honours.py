"""The verbs `honours`, `honours rules export` and `honours rules import`: who is proposed for what, and why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, TradeOption, answer, desk, whole_file
from app.errors import Refusal
from app.services import honours as service
from app.services.common import contest_facts
from app.services.honours import HonourView

_LIST = "list"
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="规则表 / table: .xlsx .toml")]


class _ListFirst(TyperGroup):
    """`honours STORE` is `honours list STORE`: the list is what is asked for when no other verb is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = [_LIST, *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    group = typer.Typer(cls=_ListFirst, help="拟推荐名单 / proposed honours", no_args_is_help=True)
    group.command(_LIST, help="按规则表拟推荐 / who is proposed, and why others are not")(listed)
    rules = typer.Typer(help="拟推荐规则表 / the table of honours", no_args_is_help=True)
    rules.command("export", help="导出规则表 / write the table: .xlsx .toml")(export)
    rules.command("import", help="导入规则表 / take over a table: .xlsx .toml")(import_)
    group.add_typer(rules, name="rules")
    app.add_typer(group, name="honours")


def listed(
    store: StoreArgument,
    trade: TradeOption = None,
    record: Annotated[bool, typer.Option("--record", help="记入当前修订 / keep with the newest revision")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="写成文件 / file: .json .xlsx")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The proposals of one trade, or of all that are ranked."""
    with desk(store, as_name, pin_file) as at_desk:
        with at_desk.store.read() as reading:
            facts = contest_facts(reading)
            codes = [facts.trade(trade).code] if trade else [one.code for one in facts.trades]
        views: list[HonourView] = []
        left: list[Refusal] = []
        for code in codes:
            try:
                if record:
                    service.record(at_desk.store, code, by=at_desk.by, at=at_desk.at)
                views.append(service.honour_view(at_desk.store, code, by=at_desk.by))
            except Refusal as why:
                left.append(why)
        if not views and left:
            raise left[0]
        document = service.honours_document(views)
        if out is not None:
            document["path"] = str(out)
            if out.suffix.lower() == ".json":
                whole_file(out, f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode())
            else:
                from app.services.standings_pages import write_honours  # here: only a file needs the workbook writer

                write_honours(at_desk.store, out, views, by=at_desk.by, at=at_desk.at)
    answer(document, as_json, [text for view in views for text in _lines(view)])


def _lines(view: HonourView) -> list[str]:
    table = "本竞赛的规则表" if view.own else "程序自带的规则表，请先按当年通知核对"
    found = [f"{view.name} {view.trade}　拟推荐 {len(view.proposed)} 项（{table}）"]
    for line in view.lines:
        one = line.proposal
        word = "拟推荐" if one.proposed else "不推荐"
        parts = (word, one.honour, f"第 {one.place} 名", one.entry, line.name, line.note)
        found.append("  " + "　".join(part for part in parts if part))
    return found


def export(store: StoreArgument, file: FileArgument, as_json: JsonOption = False) -> None:
    """Write the table in force."""
    with desk(store) as at_desk:
        count = service.export_rules(at_desk.store, file)
    answer({"path": str(file), "rules": count}, as_json, [f"已写入 {file}，{count} 条规则"])


def import_(
    store: StoreArgument,
    file: FileArgument,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the table of a file the contest's own."""
    with desk(store, as_name, pin_file) as at_desk:
        count = service.import_rules(at_desk.store, file, by=at_desk.by, at=at_desk.at)
    answer({"rules": count}, as_json, [f"已采用 {count} 条规则"])
