"""The verb `new`: a contest from a definition, or from a pack of the office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.packs import RootOption, TrustOption, view_document, view_lines
from app.cli.shared import JsonOption, answer
from app.errors import WrongCall
from app.services import keys, packs, setup
from app.services.common import now
from app.services.compute import load_definition
from app.services.packs_make import PACK_LIMIT


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("new", help="按定义文件新建竞赛 / make a contest from a definition")(new)


def new(
    store: Annotated[Path, typer.Argument(metavar="STORE", help="新竞赛文件 / new contest file")],
    contest: Annotated[
        Path | None, typer.Option("--contest", metavar="FILE.toml", help="竞赛定义 / contest definition")
    ] = None,
    mode: Annotated[str, typer.Option("--mode", help="live, test 或 demo")] = "live",
    pack: Annotated[
        Path | None, typer.Option("--pack", metavar="FILE.cpk", help="省办竞赛包 / the office's pack")
    ] = None,
    trust: TrustOption = None,
    root_code: RootOption = None,
    base: Annotated[str | None, typer.Option("--base", metavar="ID", help="包内哪个基地 / which base")] = None,
    as_json: JsonOption = False,
) -> None:
    """Make STORE a new contest."""
    if pack is not None and trust is not None and contest is None:
        _from_pack(store, pack, trust, root_code, base, as_json)
        return
    if contest is None or pack is not None:
        raise WrongCall("packs.which_source")
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


def _from_pack(store: Path, pack: Path, trust: Path, root_code: str | None, base: str | None, as_json: bool) -> None:
    raw, listed = keys.read_whole(pack, PACK_LIMIT), keys.read_whole(trust)
    made, view = packs.new_from_pack(store, raw, trust=listed, root_code=root_code, base=base, at=now())
    with made:
        pass
    document = {"store": str(store), "pack": view_document(view), "contest": view.contest}
    answer(document, as_json, [f"已按竞赛包新建 {store}", *view_lines(view)])
