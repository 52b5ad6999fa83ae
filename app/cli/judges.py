"""The verb `judges`: who judges, on which seat, whom they must not mark, and how they marked beside their panel."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    RoundNeeded,
    StoreArgument,
    TradeNeeded,
    TradeOption,
    answer,
    desk,
)
from app.services import judge_report
from app.services import judges as service
from app.services.judges import Panels

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="裁判姓名 / the judge's name")]


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    judges = typer.Typer(help="裁判员 / judges and their seats", no_args_is_help=True)
    judges.command("add", help="登记裁判 / enter or change a judge")(add)
    judges.command("list", help="裁判、席位与回避 / judges, seats, recusals")(list_)
    judges.command("import", help="导入裁判名单 / take in a table of judges")(import_)
    judges.command("seat", help="安排席位 / put a judge on a seat")(seat)
    judges.command("recuse", help="指定回避 / keep a judge from an entry")(recuse)
    judges.command("report", help="裁判评分统计 / leniency and agreement")(report)
    app.add_typer(judges, name="judges")


def add(
    store: StoreArgument,
    name: NameArgument,
    unit: Annotated[str, typer.Option("--unit", help="所在单位 / the judge's unit")] = "",
    certificate: Annotated[str, typer.Option("--certificate", help="证书编号 / certificate number")] = "",
    account: Annotated[str, typer.Option("--account", help="上机账户 / account, when marking on screen")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Enter a judge, or change what is known of one."""
    with desk(store, as_name, pin_file) as at_desk:
        service.add_judge(at_desk.store, name, unit, certificate, account, by=at_desk.by, at=at_desk.at)
        found = service.panels(at_desk.store)
    line = next(one for one in found.judges if one.name == name.strip())
    answer(_judge(line), as_json, [f"已登记裁判：{_line(line)}"])


def list_(store: StoreArgument, as_json: JsonOption = False) -> None:
    """All judges with their seats; panels that recusals left short stand below."""
    with desk(store) as at_desk:
        found = service.panels(at_desk.store)
    answer(_panels(found), as_json, [*(_line(one) for one in found.judges), *_thin(found)])


def import_(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="裁判名单 / table: .xlsx .csv")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Enter every judge of a table."""
    with desk(store, as_name, pin_file) as at_desk:
        count = service.import_judges(at_desk.store, file, by=at_desk.by, at=at_desk.at)
    answer({"path": str(file), "judges": count}, as_json, [f"已登记 {count} 名裁判"])


def seat(
    store: StoreArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    number: Annotated[str, typer.Option("--seat", metavar="N", help="席位，裁判1 是 1 / seat number")],
    judge: Annotated[str, typer.Option("--judge", metavar="NAME", help="裁判姓名，空着即空出 / empty frees it")] = "",
    module: Annotated[str, typer.Option("--module", metavar="ID", help="只管一个模块 / one module only")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Put a judge on a seat. Entries of the own unit are recused from then on."""
    with desk(store, as_name, pin_file) as at_desk:
        service.seat_judge(at_desk.store, trade, round_id, number, judge, module, by=at_desk.by, at=at_desk.at)
        found = service.panels(at_desk.store)
    word = f"裁判{number}：{judge}" if judge else f"裁判{number} 已空出"
    answer(_panels(found), as_json, [word, *_thin(found)])


def recuse(
    store: StoreArgument,
    name: NameArgument,
    entry: Annotated[str, typer.Option("--entry", metavar="NUMBER", help="参赛编号 / entry number")],
    reason: Annotated[str, typer.Option("--reason", help="理由 / why")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a judge from an entry for another reason than the unit."""
    with desk(store, as_name, pin_file) as at_desk:
        service.recuse(at_desk.store, name, entry, reason, by=at_desk.by, at=at_desk.at)
        found = service.panels(at_desk.store)
    answer(_panels(found), as_json, [f"{name} 对 {entry} 回避", *_thin(found)])


def report(
    store: StoreArgument,
    trade: TradeOption = None,
    round_id: Annotated[str | None, typer.Option("--round", metavar="ID", help="轮次编号 / round id")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.xlsx", help="写成工作簿 / workbook")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """How each seat marked beside its panel; by seat until the trade is decoded."""
    with desk(store, as_name, pin_file) as at_desk:
        found = judge_report.reports(at_desk.store, trade, round_id, by=at_desk.by, at=at_desk.at)
        document: dict[str, Any] = {"reports": [judge_report.document(one) for one in found]}
        if out is not None:
            judge_report.write_book(out, found)
            document["path"] = str(out)
    answer(document, as_json, [text for one in found for text in judge_report.lines(one)])


def _judge(line: service.JudgeLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "unit": line.unit,
        "certificate": line.certificate,
        "account": line.account or None,
        "seats": [{"trade": s.trade, "round": s.round, "module": s.module or None, "seat": s.seat} for s in line.seats],
        "recusals": line.barred,
    }


def _panels(found: Panels) -> dict[str, Any]:
    thin = [
        {
            "trade": one.trade,
            "round": one.round,
            "code": one.panel.key,
            "aspect": one.panel.aspect,
            "left": one.panel.left,
            "few": one.panel.few,
        }
        for one in found.thin
    ]
    return {"judges": [_judge(one) for one in found.judges], "thin": thin}


def _line(line: service.JudgeLine) -> str:
    seats = "，".join(f"{s.trade}/{s.round}{'/' + s.module if s.module else ''} 裁判{s.seat}" for s in line.seats)
    barred = f"回避 {line.barred} 人" if line.barred else ""
    return "　".join(filter(None, (line.name, line.unit, line.certificate, seats, barred)))


def _thin(found: Panels) -> list[str]:
    return [
        f"  {one.trade}/{one.round} {one.panel.key} {one.panel.aspect}：回避后只剩 {one.panel.left} 名裁判，"
        f"不足 {one.panel.few} 名，不去最高最低"
        for one in found.thin
    ]
