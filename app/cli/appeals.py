"""The verbs `appeal`, `amend` and `results`: appeals from filing to the amended list, and lists held side by side."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    Desk,
    JsonOption,
    PinOption,
    ReasonNeeded,
    StoreArgument,
    TradeNeeded,
    WithOption,
    WithPinOption,
    answer,
    desk,
)
from app.domain.marks import parse_seconds
from app.errors import WrongCall
from app.services import amendments, appeals, appeals_item, appeals_view, results
from app.services.amendments import Difference, difference_document
from app.services.appeals_view import AppealView, appeal_document, item_document

NumberArgument = Annotated[int, typer.Argument(metavar="NUMBER", help="申诉编号 / number of the appeal in its trade")]
RoundOption = Annotated[str, typer.Option("--round", metavar="ID", help="哪一场 / which round")]
AspectOption = Annotated[str, typer.Option("--aspect", metavar="ID", help="哪个评分点 / which aspect of it")]

_STATES = {
    "late": "逾期，待裁判长同意受理",
    "open": "待答复",
    "upheld": "成立",
    "rejected": "不成立",
    "withdrawn": "已撤回",
    "declined": "逾期不受理",
}


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    appeal = typer.Typer(help="申诉 / appeals", no_args_is_help=True)
    appeal.command("list", help="列出申诉 / list the appeals of a trade")(list_appeals)
    appeal.command("file", help="受理申诉 / take an appeal in")(file_appeal)
    appeal.command("admit", help="逾期申诉是否受理 / admit a late appeal, or not")(admit)
    appeal.command("withdraw", help="撤回 / the delegation takes it back")(withdraw)
    appeal.command("answer", help="答复（成立要仲裁和裁判长）/ answer; upholding takes two")(answer_appeal)
    appeal.command("item", help="重开的项目 / what an upheld appeal reopened")(show_item)
    appeal.command("correct", help="更正重开的项目 / correct the reopened item, two people")(correct)
    appeal.command("close", help="结束更正，名次成为新的修订 / close the item, two people")(close)
    app.add_typer(appeal, name="appeal")
    app.command("amend", help="重新锁定后排出新的修订 / the next revision after unlocking and locking again")(amend)
    lists_ = typer.Typer(help="名次的各次修订 / revisions of a list", no_args_is_help=True)
    lists_.command("revisions", help="列出各次修订 / list the revisions")(list_revisions)
    lists_.command("compare", help="两次修订的不同 / what one revision says otherwise than another")(compare)
    app.add_typer(lists_, name="results")


def list_appeals(
    store: StoreArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The appeals of a trade, and until when they are taken in."""
    with desk(store, as_name, pin_file) as at_desk:
        found = appeals_view.appeals_list(at_desk.store, trade, by=at_desk.by)
    window = None
    if found.window is not None:
        opened, until, revision = found.window
        window = {"from": opened.isoformat(), "until": until.isoformat(), "revision": revision}
    document = {"trade": found.trade, "window": window, "appeals": [appeal_document(one) for one in found.appeals]}
    answer(document, as_json, [_line(one) for one in found.appeals] or ["没有申诉"])


def _line(one: AppealView) -> str:
    late = "（逾期）" if one.late else ""
    return f"申诉 {one.number}{late}　{one.entry}　{one.item or '总成绩或名次'}　{_STATES[one.state]}" + (
        f"，重开 {one.reopened}" if one.correcting else f"，修订 {one.revision}" if one.revision else ""
    )


def file_appeal(
    store: StoreArgument,
    entry: Annotated[str, typer.Argument(metavar="ENTRY", help="参赛编号 / entry number")],
    leader: Annotated[str, typer.Option("--leader", help="提出申诉的领队 / the delegation leader")],
    text: Annotated[str, typer.Option("--text", help="事实与依据 / what is contested and why")],
    round_id: RoundOption = "",
    aspect: AspectOption = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take an appeal in. After the window it waits for the chief judge."""
    with desk(store, as_name, pin_file) as at_desk:
        done = appeals.file(at_desk.store, entry, text, leader, by=at_desk.by, at=at_desk.at, item=(round_id, aspect))
    said = "，逾期，待裁判长同意受理" if done.late else ""
    answer({"appeal": done.number, "entry": entry, "late": done.late}, as_json, [f"已受理申诉 {done.number}{said}"])


def admit(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    reason: ReasonNeeded,
    declined: Annotated[bool, typer.Option("--decline", help="不受理 / do not admit it")] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The chief judge admits a late appeal, or does not."""
    with desk(store, as_name, pin_file) as at_desk:
        found = _id(at_desk, trade, number)
        appeals.admit(at_desk.store, found, not declined, reason, by=at_desk.by, at=at_desk.at)
    _tell(store, trade, number, as_json)


def withdraw(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    reason: ReasonNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The delegation takes its appeal back."""
    with desk(store, as_name, pin_file) as at_desk:
        appeals.withdraw(at_desk.store, _id(at_desk, trade, number), reason, by=at_desk.by, at=at_desk.at)
    _tell(store, trade, number, as_json)


def answer_appeal(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    verdict: Annotated[str, typer.Option("--verdict", help="upheld 成立，rejected 不成立")],
    words: Annotated[str, typer.Option("--text", help="仲裁意见 / the answer in words")],
    findings: Annotated[str, typer.Option("--findings", help="调查情况 / what was found")] = "",
    round_id: RoundOption = "",
    aspect: AspectOption = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer: rejected by the arbiter, upheld by arbiter and chief judge; --round and --aspect say what reopens."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        appeals.answer(
            at_desk.store,
            _id(at_desk, trade, number),
            verdict,
            words,
            by=at_desk.by,
            at=at_desk.at,
            second=at_desk.second,
            findings=findings,
            item=(round_id, aspect) if round_id or aspect else None,
        )
    _tell(store, trade, number, as_json)


def show_item(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """What an upheld appeal reopened: the marks that may change and what stands there."""
    with desk(store, as_name, pin_file) as at_desk:
        appeals_view.appeals_list(at_desk.store, trade, by=at_desk.by)
        found = appeals_view.open_item(at_desk.store, _id(at_desk, trade, number))
    lines = [_line(found.appeal), *(f"  {one.words}　{one.text or '未录'}" for one in found.cells)]
    answer(item_document(found), as_json, lines)


def correct(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    reason: ReasonNeeded,
    value: Annotated[str | None, typer.Option("--value", help="新的分值 / the new mark")] = None,
    aspect: AspectOption = "",
    judge: Annotated[str, typer.Option("--judge", metavar="SEAT", help="哪位裁判 / which judge's mark")] = "",
    seconds: Annotated[str | None, typer.Option("--time", help="用时 / the time used, 12:30")] = None,
    status: Annotated[
        str | None, typer.Option("--status", help="状态，present 取消 / a status, present lifts it")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Correct one mark (--aspect, --judge, --value), the time or the status of the reopened item."""
    if sum(one is not None for one in (value, seconds, status)) != 1:
        raise WrongCall("appeals.correct_what")
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        found = _id(at_desk, trade, number)
        by, second, at = at_desk.by, at_desk.pair(), at_desk.at
        if value is not None:
            appeals_item.correct(at_desk.store, found, (aspect, judge), value, reason, by=by, second=second, at=at)
        elif seconds is not None:
            taken = parse_seconds(seconds)
            appeals_item.correct_seconds(at_desk.store, found, taken, reason, by=by, second=second, at=at)
        else:
            word = "" if status == "present" else status or ""
            appeals_item.correct_status(at_desk.store, found, word, reason, by=by, second=second, at=at)
    _tell(store, trade, number, as_json)


def close(
    store: StoreArgument,
    number: NumberArgument,
    trade: TradeNeeded,
    unchanged: Annotated[
        bool, typer.Option("--unchanged", help="复查后维持原分 / looked again, nothing to change")
    ] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Close a reopened item: chief judge and supervisor; corrected marks become the next revision."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        found = _id(at_desk, trade, number)
        appeals_item.close(
            at_desk.store, found, by=at_desk.by, second=at_desk.pair(), at=at_desk.at, unchanged=unchanged
        )
    _tell(store, trade, number, as_json)


def _id(at_desk: Desk, trade: str, number: int) -> int:
    with at_desk.store.read() as reading:
        return appeals.appeal_id(reading, trade, number)


def _tell(store: str, trade: str, number: int, as_json: bool) -> None:
    """Say how an appeal stands now."""
    with desk(store) as at_desk:
        found = appeals_view.appeals_list(at_desk.store, trade)
    one = next(one for one in found.appeals if one.number == number)
    answer({"trade": found.trade, **appeal_document(one)}, as_json, [_line(one)])


def amend(
    store: StoreArgument,
    trade: TradeNeeded,
    cause: Annotated[str, typer.Option("--cause", help="原因代码 / keying recheck appeal ruling status scheme other")],
    reason: ReasonNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rank a trade anew after it was unlocked, corrected, locked and decoded again; its bundle states the cause."""
    with desk(store, as_name, pin_file) as at_desk:
        before = _newest(at_desk, trade)
        results.rank(at_desk.store, trade, by=at_desk.by, at=at_desk.at, reason=reason, cause=cause)
        after = _newest(at_desk, trade)
        found = None
        if before and after and before != after:
            found = amendments.compare(at_desk.store, trade, before, after, by=at_desk.by)
    document: dict[str, Any] = {"trade": trade, "revision": after, "amended": found is not None}
    if found is not None:
        document["changed"] = difference_document(found)["changed"]
    lines = [f"{trade} 修订 {after}", *_difference_lines(found)] if found else [f"{trade} 没有变化，仍是修订 {after}"]
    answer(document, as_json, lines)


def _newest(at_desk: Desk, trade: str) -> int | None:
    found = amendments.revisions(at_desk.store, trade, by=at_desk.by)
    return found[-1].number if found else None


def list_revisions(
    store: StoreArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """The revisions of a trade's list, oldest first."""
    with desk(store, as_name, pin_file) as at_desk:
        found = amendments.revisions(at_desk.store, trade, by=at_desk.by)
    rows = [
        {
            "revision": one.number,
            "cause": one.cause or None,
            "made_at": one.made_at.isoformat(),
            "confirmed": one.confirmed_at is not None,
            "posted": one.posted_at is not None,
        }
        for one in found
    ]
    answer(
        {"trade": trade, "revisions": rows},
        as_json,
        [f"修订 {one.number}　{one.cause or '—'}　{'已公示' if one.posted_at else '未公示'}" for one in found],
    )


def compare(
    store: StoreArgument,
    first: Annotated[int, typer.Argument(metavar="A", help="修订号 / a revision")],
    second: Annotated[int, typer.Argument(metavar="B", help="修订号 / another revision")],
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """What the later of two revisions says otherwise, the corrections behind it, what it means for certificates."""
    with desk(store, as_name, pin_file) as at_desk:
        found = amendments.compare(at_desk.store, trade, first, second, by=at_desk.by)
        effects = amendments.effects(at_desk.store, trade)
    document = difference_document(found)
    document["certificates"] = [
        {"entry": one.entry, "serial": one.serial or None, "effect": one.effect} for one in effects
    ]
    lines = list(_difference_lines(found))
    lines += [f"证书 {one.entry} {one.serial or '未编号'}：{_EFFECTS[one.effect]}" for one in effects]
    answer(document, as_json, lines)


_EFFECTS = {"stays": "不变", "reissue": "作废，换新号重发", "void": "作废，不再获奖", "new": "待发"}


def _difference_lines(found: Difference) -> list[str]:
    head = f"修订 {found.first.number} → {found.second.number}：改变 {len(found.changed)} 人，不变 {found.unchanged} 人"
    lines = [head]
    for one in found.changed:
        parts = []
        for name, what in (("总成绩", "total"), ("名次", "place"), ("奖项", "award")):
            old, new = one.values(what)
            if old != new:
                parts.append(f"{name} {old or '—'} → {new or '—'}")
        lines.append(f"  {one.line.entry} {one.line.name}　{'，'.join(parts) or '各场成绩改变'}")
    return lines
