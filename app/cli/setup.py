"""The verbs `new` and `people`: a contest from a definition, and who may sit at its keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk, secret_of
from app.services import access, setup
from app.services.common import now
from app.services.compute import load_definition


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("new", help="按定义文件新建竞赛 / make a contest from a definition")(new)
    people = typer.Typer(help="账户 / accounts", no_args_is_help=True)
    people.command("add", help="增加账户 / add an account")(add_person)
    people.command("list", help="列出账户 / list accounts")(list_people)
    people.command("unblock", help="解锁账户 / let a blocked person try again")(unblock)
    app.add_typer(people, name="people")


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


def add_person(
    store: StoreArgument,
    name: Annotated[str, typer.Argument(help="姓名 / name")],
    role: Annotated[str, typer.Option("--role", help="角色 / role, e.g. chief_judge, 录分员")],
    new_pin: Annotated[Path, typer.Option("--pin-file", metavar="FILE", help="新账户的口令 / the new person's PIN")],
    as_name: AsOption = None,
    as_pin: Annotated[
        Path | None, typer.Option("--as-pin-file", metavar="FILE", help="管理员的口令 / the administrator's PIN")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Add an account."""
    with desk(store, as_name, as_pin) as at_desk:
        secret = secret_of(new_pin, "--pin-file")
        actor = access.add_account(at_desk.store, name, role, secret, by=at_desk.by, at=at_desk.at)
    assert actor.role is not None
    answer(
        {"name": actor.name, "role": actor.role.value, "id": actor.ref},
        as_json,
        [f"已增加账户：{actor.name}（{actor.role.zh}）"],
    )


def list_people(store: StoreArgument, as_json: JsonOption = False) -> None:
    """All active accounts."""
    with desk(store) as at_desk:
        people = access.people_at_keyboard(at_desk.store)
    rows = [{"name": p.name, "role": p.role.value if p.role else "", "id": p.ref} for p in people]
    answer({"people": rows}, as_json, [f"{p.name}　{p.role.zh if p.role else ''}" for p in people])


def unblock(
    store: StoreArgument,
    name: Annotated[str, typer.Argument(help="姓名 / name")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Let a blocked person try again."""
    with desk(store, as_name, pin_file) as at_desk:
        access.unblock(at_desk.store, name, by=at_desk.by, at=at_desk.at)
    answer({"name": name, "blocked": False}, as_json, [f"已解锁：{name}"])
