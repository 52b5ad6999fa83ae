"""The verbs `standings`, `explain`, `rule`, `confirm` and `post`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    TradeNeeded,
    TradeOption,
    answer,
    desk,
    whole_file,
)
from app.domain.contest import DelegationBy, Missing
from app.domain.explain import plain_number
from app.errors import WrongCall
from app.services import results
from app.services.results_delegations import DelegationWish, delegations_document, read_delegations, remark
from app.texts import sentence


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("standings", help="名次、成绩、奖项 / places, scores, awards")(standings)
    app.command("explain", help="名次怎么来的 / how a place came about")(explain)
    app.command("rule", help="裁定并列 / the chief judge's ruling on a tie or an award edge")(rule)
    app.command("confirm", help="确认名次与奖项 / confirm places and awards")(confirm)
    app.command("post", help="公示 / post the list; the time for appeals runs")(post)


def standings(
    store: StoreArgument,
    trade: TradeOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="写成文件 / file: .json .csv .xlsx .pdf")
    ] = None,
    revision: Annotated[
        int | None, typer.Option("--revision", metavar="N", help="哪一次修订 / an earlier revision of one trade")
    ] = None,
    delegations: Annotated[bool, typer.Option("--delegations", help="代表队排名 / rank the delegations")] = False,
    points: Annotated[DelegationBy | None, typer.Option("--by", help="代表队按什么排 / what members bring in")] = None,
    best: Annotated[int | None, typer.Option("--best", min=0, help="计几人，0 为全部 / how many count")] = None,
    missing: Annotated[Missing | None, typer.Option("--missing", help="人数不足时 / too few members")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The lists of all trades that have one, or of one trade; before the lock they say that they are not final."""
    from app.services import standings_files  # here: explaining a place need not load paper and workbook writers

    if delegations:
        _delegations(store, DelegationWish(points, best, missing), out, (as_name, pin_file), as_json)
        return

    if revision is not None and trade is None:
        raise WrongCall("results.revision_of_what")
    with desk(store, as_name, pin_file) as at_desk:
        if out is None:
            listed = standings_files.read_standings(at_desk.store, trade, by=at_desk.by, revision=revision)
        else:
            listed = standings_files.write_standings(
                at_desk.store, out, trade, by=at_desk.by, at=at_desk.at, revision=revision
            )
    document: dict[str, Any] = listed.document
    if out is not None:
        document["path"] = str(out)
    lines = [line for found in listed.found for line in standings_files.plain_lines(found)]
    lines += [f"{one.name}：{sentence(one.why)}" for one in listed.left]
    answer(document, as_json, [*lines, *([f"已写入 {out}"] if out else [])])


def _delegations(
    store: str, wish: DelegationWish, out: Path | None, who: tuple[str | None, Path | None], as_json: bool
) -> None:
    """The delegations in order, on the screen or as a file: .json .xlsx, and .pdf by the contest's own rule."""
    from app.services import standings_pages  # here: only a file needs the workbook writer
    from app.services.papers import paper_kind, write_kind
    from app.services.papers_common import Wish

    with desk(store, *who) as at_desk:
        found = read_delegations(at_desk.store, wish, by=at_desk.by)
        document = delegations_document(found)
        if out is not None:
            document["path"] = str(out)
            suffix = out.suffix.lower()
            if suffix == ".json":
                whole_file(out, f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode())
            elif suffix == ".pdf" and wish == DelegationWish():
                write_kind(at_desk.store, paper_kind("delegations"), out, Wish(), by=at_desk.by, at=at_desk.at)
            else:
                standings_pages.write_delegations(at_desk.store, out, found, by=at_desk.by, at=at_desk.at)
    lines = [found.words()]
    for line in found.lines:
        place = "—" if line.rank is None else str(line.rank)
        lines.append("　".join(filter(None, (f"{place:>4}", line.delegation, found.points(line), remark(line)))))
    lines += [f"{name} {code} 还没有名次，没有计入" for code, name in found.left]
    answer(document, as_json, [*lines, *([f"已写入 {out}"] if out else [])])


def explain(
    store: StoreArgument,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="参赛编号 / entry number")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """How the place of an entry came about, from the place down to every mark."""
    with desk(store, as_name, pin_file) as at_desk:
        found = results.explain_entry(at_desk.store, entry)
    steps = [
        {"level": line.level, "what": line.what, "zh": line.zh, "en": line.en, "value": plain_number(line.value)}
        for line in found.lines
    ]
    answer(
        {
            "entry": found.entry,
            "trade": found.trade,
            "rank": found.place,
            "total": found.total or None,
            "steps": steps,
        },
        as_json,
        ["　" * line.level + line.zh for line in found.lines],
    )


def rule(
    store: StoreArgument,
    trade: TradeNeeded,
    reason: Annotated[str, typer.Option("--reason", help="理由 / why")],
    tie: Annotated[
        str | None,
        typer.Option("--tie", metavar="A,B", help="并列者的先后 / equal entries, best first"),
    ] = None,
    extra: Annotated[
        str | None,
        typer.Option("--extra", metavar="A=88.5,B=90", help="并列者的加试成绩 / scores of an extra round"),
    ] = None,
    ranking: Annotated[str, typer.Option("--ranking", metavar="ID", help="单项排名 / a further ranking")] = "",
    award: Annotated[str | None, typer.Option("--award", help="奖次 / the award class whose edge is tied")] = None,
    group: Annotated[str, typer.Option("--group", help="组别 / group of the award edge")] = "",
    decision: Annotated[
        str | None, typer.Option("--answer", help="up 都升，chain 按同分规则，reduce 减少下一等")
    ] = None,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="撤回最近一条裁定 / take back the newest ruling, before confirming")
    ] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rule on equal entries (--tie), note their extra round (--extra), or rule on equals across an award edge (--award
    with --answer); --withdraw takes the newest ruling back."""
    if withdraw and tie is extra is award is None:
        with desk(store, as_name, pin_file) as at_desk:
            last = results.last_ruling(at_desk.store, trade)
            results.withdraw_ruling(at_desk.store, trade, last, reason, by=at_desk.by, at=at_desk.at)
        answer({"trade": trade, "withdrawn": last.kind}, as_json, [f"{trade} 最近一条裁定已撤回"])
        return
    if withdraw or [tie, extra, award].count(None) != 2 or (award is not None and decision is None):
        raise WrongCall("results.rule_what")
    with desk(store, as_name, pin_file) as at_desk:
        by, at = at_desk.by, at_desk.at
        if tie is not None:
            order = [part.strip().upper() for part in tie.replace("，", ",").split(",") if part.strip()]
            results.rule_tie(at_desk.store, trade, order, reason, by=by, at=at, ranking=ranking)
        elif extra is not None:
            results.note_extra(at_desk.store, trade, _extra(extra), reason, by=by, at=at)
        else:
            assert award is not None and decision is not None  # asked for above
            results.rule_award_edge(at_desk.store, trade, group, award, decision, reason, by=by, at=at, ranking=ranking)
    answer({"trade": trade, "ruled": True}, as_json, [f"{trade} 已裁定"])


def _extra(text: str) -> dict[str, str]:
    """Entry numbers and scores of `HG07=88.5,HG11=90`. Raises WrongCall "results.rule_what"."""
    found: dict[str, str] = {}
    for part in text.replace("，", ",").split(","):
        entry, apart, score = part.partition("=")
        if not apart:
            raise WrongCall("results.rule_what")
        found[entry.strip().upper()] = score.strip()
    return found


def confirm(
    store: StoreArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Confirm places and awards of a trade."""
    with desk(store, as_name, pin_file) as at_desk:
        results.confirm(at_desk.store, trade, by=at_desk.by, at=at_desk.at)
    answer({"trade": trade, "confirmed": True}, as_json, [f"{trade} 的名次与奖项已确认"])


def post(
    store: StoreArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Post the confirmed list of a trade."""
    with desk(store, as_name, pin_file) as at_desk:
        results.post(at_desk.store, trade, by=at_desk.by, at=at_desk.at)
    answer({"trade": trade, "posted": True}, as_json, [f"{trade} 已公示，申诉时间从现在算起"])
