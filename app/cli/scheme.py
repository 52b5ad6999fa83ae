"""The verbs `scheme show`, `compare`, `check`, `export` and `import`: marking schemes and their versions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, TradeNeeded, answer, desk
from app.domain.definition import write_round
from app.domain.numbers import show as number
from app.domain.scheme_compare import Difference
from app.errors import WrongCall
from app.services import schemes, schemes_files
from app.services.schemes import Preview, Version
from app.services.schemes_marks import Fate, Stranded
from app.texts import error_facts, sentence

RoundOption = Annotated[str, typer.Option("--round", metavar="ID", help="只要这个轮次 / this round only")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="xlsx（本程序或 CIS 格式）、toml、json")]
_WHAT = {"added": "新增", "removed": "删除", "changed": "改动", "moved": "移动"}


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    scheme = typer.Typer(help="评分标准 / marking schemes", no_args_is_help=True)
    scheme.command("show", help="看评分标准及其各版 / a scheme and its versions")(show)
    scheme.command("compare", help="比较两版 / what differs between two versions")(compare)
    scheme.command("check", help="检查一份文件能不能用 / look at a file without storing")(check)
    scheme.command("export", help="导出工作簿 / write a workbook")(export)
    scheme.command("import", help="导入成新版 / make a file the next version")(import_)
    app.add_typer(scheme, name="scheme")


def show(
    store: StoreArgument,
    trade: TradeNeeded,
    version: Annotated[int | None, typer.Option("--version", metavar="N", help="第几版 / which version")] = None,
    as_json: JsonOption = False,
) -> None:
    """The scheme in force, or an older version of it, with all versions there are."""
    with desk(store) as at_desk:
        found = schemes.version(at_desk.store, trade, version)
        every = schemes.versions(at_desk.store, trade)
    gaps = schemes.gaps(found.trade)
    document = {
        "trade": found.trade.key,
        "name": found.trade.name,
        **_version(found),
        "rounds": [write_round(part) for part in found.trade.rounds],
        "gaps": [error_facts(gap) for gap in gaps],
        "versions": [_version(one) for one in every],
    }
    lines = [f"{found.trade.name}　第 {found.number} 版{'（现用）' if found.current else ''}　{found.sha256[:16]}"]
    for part in found.trade.rounds:
        weight = "" if part.weight is None else f"　权重 {number(part.weight)}"
        lines.append(f"  {part.id} {part.name}　满分 {number(part.maximum)}{weight}　评分点 {len(part.aspects)}")
        lines += [f"    {m.id} {m.name}　{number(m.maximum)} 分　{len(m.aspects)} 个评分点" for m in part.modules]
    lines += [f"  第 {one.number} 版　{one.made_at:%Y-%m-%d %H:%M}　{one.by}　{one.why}" for one in every]
    answer(document, as_json, [*lines, *map(sentence, gaps)])


def compare(
    store: StoreArgument,
    first: Annotated[int, typer.Argument(metavar="A", help="旧版 / older version")],
    second: Annotated[int, typer.Argument(metavar="B", help="新版 / newer version")],
    trade: TradeNeeded,
    as_json: JsonOption = False,
) -> None:
    """What version B has otherwise than version A."""
    with desk(store) as at_desk:
        found = schemes.differences(at_desk.store, trade, first, second)
    document = {"trade": trade, "from": first, "to": second, "differences": [_difference(one) for one in found]}
    answer(document, as_json, [f"第 {first} 版 → 第 {second} 版：{len(found)} 处不同", *_difference_lines(found)])


DropOption = Annotated[
    list[str] | None,
    typer.Option("--drop", metavar="ROUND/ASPECT", help="用不上的分作废（保留可查）/ set stranded marks aside"),
]
CarryOption = Annotated[
    list[str] | None,
    typer.Option("--carry", metavar="ROUND/OLD=NEW", help="已有的分转到另一个评分点 / carry marks to another aspect"),
]


def check(
    store: StoreArgument,
    trade: TradeNeeded,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="不写就查现用的 / default: the one in force")
    ] = None,
    round_id: RoundOption = "",
    as_json: JsonOption = False,
) -> None:
    """Look whether the scheme in force, or one in a file, adds up and what it would change; nothing is stored."""
    with desk(store) as at_desk:
        current = schemes.version(at_desk.store, trade)
        if file is None:
            gaps = schemes.gaps(current.trade)
            document = {
                "trade": current.trade.key,
                "version": current.number,
                "gaps": [error_facts(gap) for gap in gaps],
            }
            ok = "评分标准加得起来。" if not gaps else f"{len(gaps)} 处加不到满分："
            answer(document, as_json, [ok, *map(sentence, gaps)], ok=not gaps)
            return
        draft = schemes_files.read_draft(current.trade, file, round_id)
        seen = schemes.preview(at_desk.store, trade, draft.trade)
    _answer_preview(current.trade.key, draft, seen, as_json)


def export(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="要写的文件 / file to write")],
    trade: TradeNeeded,
    cis: Annotated[bool, typer.Option("--cis", help="世赛 CIS 格式，一个轮次 / CIS layout, one round")] = False,
    round_id: RoundOption = "",
    version: Annotated[int | None, typer.Option("--version", metavar="N", help="第几版 / which version")] = None,
    as_json: JsonOption = False,
) -> None:
    """Write the scheme as a workbook."""
    with desk(store) as at_desk:
        done = schemes_files.export(at_desk.store, trade, file, cis=cis, round_id=round_id, number=version)
    document = {
        "path": str(file),
        "layout": "cis" if cis else "book",
        "version": done.version,
        "rounds": list(done.rounds),
        "reduced": list(done.reduced),
    }
    lines = [f"已写好 {file}：第 {done.version} 版，轮次 {'、'.join(done.rounds)}"]
    if done.reduced:
        lines.append(f"CIS 格式写不全这些评分点的规则，只写了分值和说明：{'、'.join(done.reduced)}")
    answer(document, as_json, lines)


def import_(
    store: StoreArgument,
    file: FileArgument,
    trade: TradeNeeded,
    round_id: RoundOption = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看会改什么 / look only")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="理由，开始评分后必写 / why")] = "",
    drop: DropOption = None,
    carry: CarryOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make what a file says the next version of the scheme; a file with anything wrong changes nothing."""
    fate = Fate(frozenset(drop or ()), dict(map(_carried, carry or ())))
    with desk(store, as_name, pin_file) as at_desk:
        current = schemes.version(at_desk.store, trade)
        draft = schemes_files.read_draft(current.trade, file, round_id)
        seen = schemes.preview(at_desk.store, trade, draft.trade, fate)
        if dry_run:
            _answer_preview(current.trade.key, draft, seen, as_json)
            return
        done = schemes.change(at_desk.store, trade, draft.trade, by=at_desk.by, at=at_desk.at, why=reason, fate=fate)
    document = {
        **_preview_document(current.trade.key, draft, seen),
        "dry_run": False,
        "version": done.version,
        "moved": done.moved,
        "dropped": done.dropped,
        "reopened": done.reopened,
    }
    said = f"{current.trade.name}评分标准现为第 {done.version} 版：{len(seen.differences)} 处改动"
    marks = f"，转移 {done.moved} 个分，作废 {done.dropped} 个分，退回 {done.reopened} 份评分表"
    answer(document, as_json, [said + (marks if seen.started else ""), *_difference_lines(seen.differences)])


def _carried(text: str) -> tuple[str, str]:
    key, sign, target = text.partition("=")
    if not (sign and key.strip() and target.strip()):
        raise WrongCall("scheme.carry_form", text=text)
    return key.strip(), target.strip()


def _answer_preview(code: str, draft: schemes_files.Draft, seen: Preview, as_json: bool) -> None:
    lines = [f"{len(seen.differences)} 处不同，没有保存。", *_difference_lines(seen.differences)]
    lines += [sentence(one) for one in seen.refusals]
    if seen.started:
        lines.append(f"已开始评分：要裁判长写明理由；{seen.reopened} 份评分表要退回补录。")
    answer(_preview_document(code, draft, seen), as_json, lines, ok=not seen.refusals and not seen.locked)


def _preview_document(code: str, draft: schemes_files.Draft, seen: Preview) -> dict[str, Any]:
    return {
        "trade": code,
        "dry_run": True,
        "layout": draft.layout,
        "rounds": list(draft.rounds),
        "version": seen.version,
        "started": seen.started,
        "locked": seen.locked,
        "differences": [_difference(one) for one in seen.differences],
        "gaps": [error_facts(one) for one in seen.gaps],
        "stranded": [_stranded(one) for one in seen.stranded],
        "reopened": seen.reopened,
    }


def _version(one: Version) -> dict[str, Any]:
    return {
        "version": one.number,
        "sha256": one.sha256,
        "by": one.by,
        "reason": one.why,
        "made_at": one.made_at.isoformat(),
        "frozen_at": None if one.frozen_at is None else one.frozen_at.isoformat(),
        "current": one.current,
    }


def _difference(one: Difference) -> dict[str, str]:
    found = {"node": one.node, "name": one.name, "what": one.what.value}
    return found | ({"key": one.key, "old": one.old, "new": one.new} if one.key or one.old or one.new else {})


def _difference_lines(found: Iterable[Difference]) -> list[str]:
    lines = []
    for one in found:
        about = f"：{one.key}" if one.key else ""
        values = f"　{one.old or '—'} → {one.new or '—'}" if one.key or one.old else ""
        lines.append(f"  {_WHAT[one.what.value]} {one.node} {one.name}{about}{values}")
    return lines


def _stranded(one: Stranded) -> dict[str, Any]:
    return {
        "round": one.round,
        "aspect": one.aspect,
        "name": one.name,
        "marks": one.marks,
        "sheets": one.sheets,
        "example": {"code": one.code, "mark": one.text},
        "settled": one.settled,
        **error_facts(one.reason),
    }
