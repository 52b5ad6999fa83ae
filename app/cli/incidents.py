"""The verbs `incident note`, `incident handle` and `incident list`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk
from app.services import incidents
from app.services.incidents import Incident, word
from app.services.papers_common import local

Trade = Annotated[str, typer.Option("--trade", metavar="CODE", help="工种 / trade")]
Round = Annotated[str, typer.Option("--round", metavar="ROUND", help="轮次 / round")]
Text = Annotated[str, typer.Option("--text", help="情况或处理 / what happened, or the decision")]
Minutes = Annotated[int, typer.Option("--minutes", min=0, max=incidents.MOST_MINUTES, help="补时分钟 / extra minutes")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    group = typer.Typer(help="现场情况 / incidents in the hall", no_args_is_help=True)
    group.command("note", help="记一条 / note what happened")(note)
    group.command("handle", help="裁判长处理 / decide on one")(handle)
    group.command("list", help="列出 / list them")(list_)
    app.add_typer(group, name="incident")


def note(
    store: StoreArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="start pause resume extra_time end remark")],
    trade: Trade,
    round_id: Round = "practical",
    who: Annotated[str, typer.Option("--who", help="工位、参赛号或密号 / station, number or code")] = "",
    text: Text = "",
    minutes: Minutes = 0,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note what happened in a round, to whom."""
    happened = incidents.parse_kind(kind)
    with desk(store, as_name, pin_file) as at_desk:
        seconds = minutes * 60 if minutes else None
        done = incidents.note_incident(
            at_desk.store, trade, round_id, happened, who, text, seconds=seconds, by=at_desk.by, at=at_desk.at
        )
    answer({"incident": done.id, "audit": done.change.audit_seq}, as_json, [f"已记下第 {done.id} 条现场情况"])


def handle(
    store: StoreArgument,
    incident: Annotated[int, typer.Argument(metavar="NUMBER", help="第几条 / which one")],
    text: Text,
    minutes: Minutes = 0,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the chief judge decided about one, with the extra time granted."""
    with desk(store, as_name, pin_file) as at_desk:
        done = incidents.handle_incident(
            at_desk.store, incident, text, extra_seconds=minutes * 60, by=at_desk.by, at=at_desk.at
        )
    answer({"incident": done.id, "audit": done.change.audit_seq}, as_json, [f"已记下第 {incident} 条的处理"])


def list_(
    store: StoreArgument,
    trade: Trade,
    round_id: Annotated[str | None, typer.Option("--round", metavar="ROUND", help="轮次 / round")] = None,
    as_json: JsonOption = False,
) -> None:
    """List what happened, oldest first."""
    with desk(store) as at_desk:
        found = incidents.incidents(at_desk.store, trade, round_id)
    document = {"incidents": [_document(one) for one in found], "open": sum(one.open for one in found)}
    answer(document, as_json, [_line(one) for one in found] or ["没有现场情况"])


def _document(one: Incident) -> dict[str, Any]:
    return {
        "number": one.id,
        "round": one.round,
        "who": one.who,
        "kind": one.kind,
        "seconds": one.seconds,
        "text": one.text,
        "at": one.at.isoformat(),
        "handling": one.handling,
        "granted_seconds": one.granted,
        "open": one.open,
    }


def _line(one: Incident) -> str:
    told = f"{one.id}. {local(one.at):%H:%M} {one.who or '全场'} {word(one.kind)}"
    spent = f" {one.seconds // 60} 分 {one.seconds % 60:02d} 秒" if one.seconds else ""
    handled = f" → {one.handling}" if one.handling else "（待处理）" if one.open else ""
    return f"{told}{spent}{'：' + one.text if one.text else ''}{handled}"
