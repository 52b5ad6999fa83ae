"""The verb `pack`: contest packs made by the office, taken in by a base."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Any

import typer

from app import paths
from app.bundle.keys import draw_passphrase
from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    WithOption,
    WithPinOption,
    answer,
    desk,
    secret_of,
)
from app.errors import WrongCall
from app.services import keys, packs, packs_make
from app.services.access import CONSOLE, log_in
from app.services.common import Store, now, open_store
from app.services.compute import load_definition
from app.services.packs import PackView
from app.services.packs_make import PackOrder

RosterPhrase = Annotated[
    Path | None, typer.Option("--roster-pass-file", metavar="FILE", help="名单口令文件 / the list's passphrase")
]
TrustOption = Annotated[Path | None, typer.Option("--trust", metavar="FILE", help="信任名录 / trust list (.ctl)")]
RootOption = Annotated[
    str | None, typer.Option("--root-code", metavar="DIGITS", help="公函上的四十位根指纹 / the letter's digits")
]
_EFFECTS = {"new": "新增", "changed": "规则有变", "same": "不变"}


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    pack = typer.Typer(help="竞赛包 / contest packs", no_args_is_help=True)
    pack.command("make", help="省办制作竞赛包 / make and sign a pack")(make)
    pack.command("take", help="装入竞赛包 / take a pack in")(take)
    pack.command("show", help="竞赛包会改变什么 / what a pack would change")(show)
    pack.command("list", help="列出竞赛包 / packs held or issued")(list_packs)
    pack.command("roster", help="打开竞赛包里的名单并报名 / register the sealed list of people")(roster)
    app.add_typer(pack, name="pack")


def make(
    source: Annotated[
        Path, typer.Argument(metavar="OFFICE_OR_DEFINITION", help="省办文件或竞赛定义 / office file or definition")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="写到哪里 / where to")],
    key_file: Annotated[Path, typer.Option("--office-key", metavar="FILE.ckey", help="省办钥匙 / office key")],
    key_pass: Annotated[Path, typer.Option("--office-pass-file", metavar="FILE", help="其口令文件 / its passphrase")],
    contest: Annotated[
        Path | None, typer.Option("--contest", metavar="FILE.toml", help="竞赛定义，来源是省办文件时必须 / definition")
    ] = None,
    contest_id: Annotated[str, typer.Option("--id", help="竞赛编号，再版时必须 / the contest's id")] = "",
    number: Annotated[int | None, typer.Option("--number", min=1, help="包号 / number")] = None,
    mode: Annotated[str, typer.Option("--mode", help="live, test 或 demo")] = "live",
    base: Annotated[
        list[str] | None, typer.Option("--base", metavar="ID=NAME", help="发给哪些基地，可多次 / for these bases")
    ] = None,
    layout: Annotated[
        list[str] | None, typer.Option("--layout", metavar="NAME", help="证书版式，可多次 / certificate templates")
    ] = None,
    roster_file: Annotated[Path | None, typer.Option("--roster", metavar="FILE", help="名单 / list of people")] = None,
    roster_pass: RosterPhrase = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a contest pack. From an office file its number is the next one and the office remembers it."""
    is_definition = source.suffix.lower() in (".toml", ".json")
    if not is_definition and contest is None:
        raise WrongCall("packs.which_contest")
    definition = load_definition(source if is_definition else contest or source)
    drawn = draw_passphrase() if roster_file is not None and roster_pass is None else ""
    phrase = drawn or (secret_of(roster_pass, "--roster-pass-file") if roster_pass else "")
    bases = tuple((name.strip(), title.strip()) for name, _, title in (one.partition("=") for one in base or []))
    order = PackOrder(definition, contest_id, number, mode, bases, tuple(layout or ()), roster_file, phrase)
    key = keys.open_key(key_file, secret_of(key_pass, "--office-pass-file"))
    paths.ensured(out)
    with ExitStack() as stack:
        office = None if is_definition else stack.enter_context(open_store(source))
        by, at = CONSOLE, now()
        if as_name is not None and office is not None:
            by = log_in(office, as_name, secret_of(pin_file, "--pin-file"), at)
        made = packs_make.make_pack(order, key, out, office=office, by=by, at=at)
    manifest = made.pack.manifest
    document: dict[str, Any] = {
        "path": str(made.path),
        "sha256": made.pack.sha256,
        "check": made.check_code,
        "number": manifest.number,
        "contest": {"id": manifest.contest.id, "name": manifest.contest.name},
        "bases": [one.id for one in manifest.bases],
        "trades": [one.to_dict() for one in manifest.trades],
        "layouts": list(made.pack.layouts),
        "roster": None if manifest.roster is None else manifest.roster.rows,
    }
    lines = [f"竞赛包第 {manifest.number} 号，校验码 {made.check_code}：{made.path}", f"竞赛编号 {manifest.contest.id}"]
    if drawn:
        document["passphrase"] = drawn
        lines.append(f"名单口令（只显示这一次，请另行告知基地）：{drawn}")
    answer(document, as_json, lines)


def take(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.cpk", help="竞赛包 / contest pack")],
    trust: TrustOption = None,
    root_code: RootOption = None,
    roster_pass: RosterPhrase = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin_file: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a pack into a contest file, or into the office's own file."""
    raw = keys.read_whole(file, packs_make.PACK_LIMIT)
    listed = None if trust is None else keys.read_whole(trust)
    with desk(store, as_name, pin_file, with_name, with_pin_file) as at_desk:
        if _is_office(at_desk.store):
            kept = packs_make.keep_pack(at_desk.store, raw, by=at_desk.by, at=at_desk.at)
            number = kept.manifest.number
            answer({"number": number, "sha256": kept.sha256, "kept": True}, as_json, [f"省办已存第 {number} 号竞赛包"])
            return
        done = packs.take_pack(
            at_desk.store, raw, trust=listed, root_code=root_code, by=at_desk.by, second=at_desk.second, at=at_desk.at
        )
        document, lines = view_document(done.view), view_lines(done.view)
        if roster_pass is not None:
            phrase = secret_of(roster_pass, "--roster-pass-file")
            report = packs.import_roster(at_desk.store, phrase, by=at_desk.by, at=at_desk.at)
            document["registered"] = report.imported
            lines.append(f"名单已报名 {report.imported} 人")
    answer(document, as_json, lines)


def _is_office(store: Store) -> bool:
    with store.read() as reading:
        return packs.is_office(reading)


def view_document(view: PackView) -> dict[str, Any]:
    """What a pack is and does, for scripts."""
    return {
        "number": view.number,
        "sha256": view.sha256,
        "check": view.check_code,
        "contest": view.contest,
        "before": view.before,
        "unchanged": view.unchanged,
        "needs_two": view.needs_two,
        "trades": [{"code": one.trade, "name": one.name, "effect": one.effect} for one in view.trades],
        "layouts": list(view.layouts),
        "roster": view.roster_rows,
    }


def view_lines(view: PackView) -> list[str]:
    """The same for people."""
    if view.unchanged:
        return [f"竞赛包第 {view.number} 号已经装入，没有变化"]
    before = f"，替换第 {view.before} 号" if view.before else ""
    lines = [f"竞赛包第 {view.number} 号（{view.check_code}）：{view.contest}{before}"]
    lines += [f"  {one.name}：{_EFFECTS[one.effect]}" for one in view.trades]
    if view.roster_rows is not None:
        lines.append(f"  内有加密名单 {view.roster_rows} 行，用 pack roster 打开")
    return lines


def show(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.cpk", help="竞赛包 / contest pack")],
    trust: TrustOption = None,
    root_code: RootOption = None,
    as_json: JsonOption = False,
) -> None:
    """What taking a pack in would do; nothing is stored."""
    raw = keys.read_whole(file, packs_make.PACK_LIMIT)
    listed = None if trust is None else keys.read_whole(trust)
    with desk(store) as at_desk:
        view = packs.look_at_pack(at_desk.store, raw, trust=listed, root_code=root_code)
    answer(view_document(view), as_json, view_lines(view))


def list_packs(store: StoreArgument, as_json: JsonOption = False) -> None:
    """The packs a contest file was given, or those an office issued."""
    with desk(store) as at_desk:
        if _is_office(at_desk.store):
            rows: list[dict[str, Any]] = [
                {
                    "contest": one.contest,
                    "name": one.name,
                    "number": one.number,
                    "sha256": one.sha256,
                    "trades": list(one.trades),
                    "bases": list(one.bases),
                    "newest": one.newest,
                    "made_at": one.made_at.isoformat(),
                }
                for one in packs_make.issued_lines(at_desk.store)
            ]
        else:
            rows = [
                {"number": one.number, "sha256": one.sha256, "made_at": one.at.isoformat(), "newest": one.newest}
                for one in packs.held_lines(at_desk.store)
            ]
    lines = [f"第 {row['number']} 号　{row['sha256'][:16]}　{row.get('name', '')}".rstrip() for row in rows]
    answer({"packs": rows}, as_json, lines or ["没有竞赛包"])


def roster(
    store: StoreArgument,
    roster_pass: Annotated[
        Path, typer.Option("--roster-pass-file", metavar="FILE", help="名单口令文件 / the list's passphrase")
    ],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Open the list of people of the pack held and register its rows."""
    phrase = secret_of(roster_pass, "--roster-pass-file")
    with desk(store, as_name, pin_file) as at_desk:
        report = packs.import_roster(at_desk.store, phrase, by=at_desk.by, at=at_desk.at)
    document = {"read": report.plan.read, "registered": report.imported, "entries": list(report.entries)}
    answer(document, as_json, [f"名单 {report.plan.read} 行，已报名 {report.imported} 人"])
