"""The verbs `new` and `contest`: a contest from a definition, an earlier one or a pack; its settings shown and set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.packs import RootOption, TrustOption, view_document, view_lines
from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk
from app.domain import setup_edit
from app.errors import Refusal, WrongCall
from app.services import keys, packs, setup, setup_change, setup_edits, setup_sources
from app.services.common import now
from app.services.compute import load_definition
from app.services.packs_make import PACK_LIMIT


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("new", help="按定义文件新建竞赛 / make a contest from a definition")(new)
    contest = typer.Typer(help="竞赛设置 / settings of a contest", no_args_is_help=True)
    contest.command("show", help="看全部设置 / every setting")(show)
    contest.command("set", help="改一项设置 / change one setting")(set_)
    contest.command("add-trade", help="加一个工种 / add a trade")(add_trade)
    contest.command("drop-trade", help="删去一个工种 / take a trade away")(drop_trade)
    app.add_typer(contest, name="contest")


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
    base: Annotated[str | None, typer.Option("--base", metavar="ID", help="哪个基地 / which base")] = None,
    like: Annotated[
        Path | None, typer.Option("--like", metavar="STORE", help="复制往年竞赛的设置 / settings of an earlier contest")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="竞赛全称（与 --like 同用）/ name of the contest")] = "",
    year: Annotated[int, typer.Option("--year", help="年度（与 --like 同用）/ year")] = 0,
    as_json: JsonOption = False,
) -> None:
    """Make STORE a new contest."""
    if pack is not None and trust is not None and contest is None:
        _from_pack(store, pack, trust, root_code, base, as_json)
        return
    if like is not None and contest is None and pack is None:
        wanted = setup_sources.NewContest(name, base or "", year, mode, (), like)
        with setup_sources.begin(store, wanted, at=now()) as made:
            found = setup_change.look(made)
        document = {"store": str(store), "contest": found.contest.name, "mode": mode, "trades": _trades(found)}
        answer(document, as_json, [f"已新建 {store}：{found.contest.name}"])
        return
    if contest is None or pack is not None or like is not None:
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


def _trades(found: setup_change.SetUp) -> list[dict[str, object]]:
    return [
        {"code": one.code, "name": one.name, "stage": one.stage.value, "version": one.version, "entries": one.entries}
        for one in found.trades
    ]


def show(store: StoreArgument, as_json: JsonOption = False) -> None:
    """Every setting of the contest by its name, as `contest set` takes it."""
    with desk(store) as at_desk:
        found = setup_change.look(at_desk.store)
    settings = setup_edits.settings_of(found.contest)
    document = {"settings": settings, "trades": _trades(found), "pack": found.pack}
    answer(document, as_json, [f"{key} = {value}" for key, value in settings.items()])


def set_(
    store: StoreArgument,
    key: Annotated[str, typer.Argument(metavar="KEY", help="如 contest.name、rules.joint / name of the setting")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="写法同定义文件 / as in a definition")],
    trade: Annotated[str, typer.Option("--trade", help="只改一个工种 / of one trade")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Change one setting of the contest, its rules, or of one trade."""
    with desk(store, as_name, pin_file) as at_desk:
        before = setup_change.look(at_desk.store).contest
        wanted = setup_edits.with_setting(before, key, value, trade)
        kept = setup_change.keep(at_desk.store, wanted, by=at_desk.by, at=at_desk.at)
    answer(
        {"changed": list(kept.fields), "trades": _trades(kept.now)}, as_json, [f"已改：{'、'.join(kept.fields) or '—'}"]
    )


def add_trade(
    store: StoreArgument,
    code: Annotated[str, typer.Argument(metavar="CODE", help="工种代码 / trade code")],
    name: Annotated[str, typer.Option("--name", help="工种名称 / its name")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """One trade more, theory 30 % and practical 70 %, without a scheme."""
    with desk(store, as_name, pin_file) as at_desk:
        before = setup_change.look(at_desk.store).contest
        wanted = setup_edit.add_trade(before, setup_edit.plain_trade(code, name, before.rules))
        kept = setup_change.keep(at_desk.store, wanted, by=at_desk.by, at=at_desk.at)
    answer({"changed": list(kept.fields), "trades": _trades(kept.now)}, as_json, [f"已加工种 {code}"])


def drop_trade(
    store: StoreArgument,
    code: Annotated[str, typer.Argument(metavar="CODE", help="工种代码 / trade code")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take away a trade that nobody is registered for."""
    with desk(store, as_name, pin_file) as at_desk:
        before = setup_change.look(at_desk.store).contest
        if before.trade(code) is None:
            known = "、".join(one.code for one in before.trades)
            raise Refusal("contest.unknown_trade", trade=code, known=known)
        wanted = setup_edit.drop_trade(before, code.strip().lower())
        kept = setup_change.keep(at_desk.store, wanted, by=at_desk.by, at=at_desk.at)
    answer({"changed": list(kept.fields), "trades": _trades(kept.now)}, as_json, [f"已删去工种 {code}"])
