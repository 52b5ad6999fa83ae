"""The verbs `person` and `erase`: look at somebody's whole numbers, and take personal data out when all is over."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    WithOption,
    WithPinOption,
    answer,
    desk,
)
from app.services import erasure
from app.services.registration_form import read_form, show_numbers


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    person = typer.Typer(help="参赛人员 / people", no_args_is_help=True)
    person.command("show", help="看一份报名；--full 显示完整号码并记录 / show an entry")(show)
    app.add_typer(person, name="person")
    app.command("erase", help="清除个人信息（裁判长和监督）/ erase personal data, two people")(erase)


def show(
    store: StoreArgument,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="参赛编号 / entry number")],
    member: Annotated[int, typer.Option("--member", min=1, help="第几名队员 / which member of a team")] = 1,
    full: Annotated[bool, typer.Option("--full", help="完整号码，写进操作记录 / whole numbers, recorded")] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """One entry; numbers by their last four unless asked for whole."""
    with desk(store, as_name, pin_file) as at_desk:
        form = read_form(at_desk.store, entry, member)
        number, phone = form.values["id_number"], form.values["phone"]
        if full:
            numbers = show_numbers(at_desk.store, form.number, member, by=at_desk.by, at=at_desk.at)
            number, phone = numbers.id_number, numbers.phone
    document: dict[str, Any] = {
        "entry": form.number,
        "name": form.values["name"],
        "trade": form.trade,
        "delegation": form.values["delegation"],
        "unit": form.values["unit"],
        "state": form.state,
        "members": list(form.members),
        "id_kind": form.values["id_kind"],
        "id_number": number,
        "phone": phone,
        "full": full,
    }
    lines = [
        f"{form.number}　{form.values['name']}　{form.trade_name}",
        f"证件号 {number or '—'}　手机 {phone or '—'}",
    ]
    answer(document, as_json, lines)


def erase(
    store: StoreArgument,
    names: Annotated[bool, typer.Option("--names", help="姓名也清除 / names too")] = False,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="竞赛已取消，不再出成绩 / the contest was broken off")
    ] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin_file: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase personal data of STORE; results, marks and the audit chain stay."""
    with desk(store, as_name, pin_file, with_name, with_pin_file) as at_desk:
        done = erasure.erase(
            at_desk.store, by=at_desk.by, second=at_desk.pair(), at=at_desk.at, names=names, unfinished=unfinished
        )
    copies = [{"folder": one.folder, "file": one.file_name} for one in done.backups]
    copies += [{"folder": str(Path(store).parent), "file": name} for name in done.beside]
    document = {"store": store, "erased": asdict(done.before), "names": done.names, "copies": copies}
    lines = [f"已清除 {done.before.people} 人的个人信息，{done.before.notes} 条说明文字；成绩和操作记录没有变。"]
    if copies:
        lines.append("以前的备份里还有这些信息，请等它们自然过期或销毁：")
        lines += [f"  {one['folder']}　{one['file']}" for one in copies]
    answer(document, as_json, lines)
