"""The verbs `checkin` and `draw`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    Desk,
    JsonOption,
    PinOption,
    RoundNeeded,
    SeedOption,
    StoreArgument,
    TradeNeeded,
    WithOption,
    WithPinOption,
    answer,
    desk,
)
from app.domain.contest import Status
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services import checkin as service
from app.services import checkin_desk, drawing
from app.services.access import check_may
from app.services.draw_seed import read_pulled_file, read_stations, without
from app.texts import sentence


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("checkin", help="检录 / check in a round of a trade")(checkin)
    app.command("draw", help="抽签加密 / draw stations, sittings and blind codes")(draw)


def checkin(
    store: StoreArgument,
    round_id: RoundNeeded,
    trade: TradeNeeded,
    everybody: Annotated[bool, typer.Option("--all", help="没有说法的都算到场 / everybody without a word")] = False,
    entry: Annotated[str | None, typer.Option("--entry", help="一个人到场 / one entry arrives")] = None,
    sitting: Annotated[int, typer.Option("--sitting", help="到第几场门口 / at the door of a sitting")] = 0,
    gate: Annotated[str, typer.Option("--gate", help="检录口 / name of the desk")] = "",
    reason: Annotated[str, typer.Option("--reason", help="迟到仍准许入场的理由 / why a late one is let in")] = "",
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="编号、状态、原因")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note presence and statuses; with several options the file speaks first, then the one, then the rest."""
    if not everybody and file is None and entry is None:
        raise WrongCall("cli.checkin_nothing")
    with desk(store, as_name, pin_file) as at_desk:
        counted = None
        if file is not None:
            said = service.read_check_in(file)
            counted = service.check_in(at_desk.store, trade, round_id, said, by=at_desk.by, at=at_desk.at, gate=gate)
        if entry is not None:
            _one_arrives(at_desk, trade, round_id, entry.upper(), sitting, gate, reason)
        if everybody:
            counted = service.check_in_all(at_desk.store, trade, round_id, by=at_desk.by, at=at_desk.at, gate=gate)
        counted = counted or service.count(at_desk.store, trade, round_id)
    others = "，".join(f"{Status(word).zh} {count}" for word, count in counted.others.items())
    answer(
        {
            "trade": trade,
            "round": round_id,
            "present": counted.present,
            "statuses": dict(counted.others),
            "missing": counted.missing,
        },
        as_json,
        [f"已到 {counted.present}，还没有检录 {counted.missing}" + (f"，{others}" if others else "")],
    )


def _one_arrives(at_desk: Desk, trade: str, round_id: str, entry: str, sitting: int, gate: str, reason: str) -> None:
    """One person at the door, as the check-in page does it: for the round, or for the sitting they were drawn for."""
    who: dict[str, Any] = {"by": at_desk.by, "at": at_desk.at, "gate": gate, "reason": reason}
    if sitting:
        checkin_desk.come(at_desk.store, trade, round_id, entry, sitting, **who)
    else:
        checkin_desk.arrive(at_desk.store, trade, round_id, entry, **who)


def draw(
    store: StoreArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    seed: SeedOption = None,
    stations: Annotated[
        str | None, typer.Option("--stations", help="工位数，或 1-4,6-13 / how many stations, or which")
    ] = None,
    closed: Annotated[str, typer.Option("--closed", help="停用的工位，如 5 / stations out of order")] = "",
    pulled: Annotated[
        Path | None, typer.Option("--pulled", metavar="FILE", help="现场摸号：编号、号 / numbers pulled by hand")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="重抽的理由 / why it is drawn again")] = "",
    sealed: Annotated[
        Path | None, typer.Option("--sealed", metavar="FILE.csv", help="加密对照表，密封保存 / the sealed table")
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw stations, sittings and codes; codes only go into the sealed file, never into the answer."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        if sealed is not None:
            _may_seal(at_desk, sealed)
        numbers = read_stations(stations) if stations is not None else None
        if closed.strip():
            present = service.count(at_desk.store, trade, round_id).present
            # without a list of stations: the first ones in order that are enough
            numbers = without(numbers, closed) if numbers else without(range(1, 10_000), closed)[: max(1, present)]
        result = drawing.draw(
            at_desk.store,
            trade,
            round_id,
            by=at_desk.by,
            at=at_desk.at,
            seed=seed,
            stations=numbers,
            witness=at_desk.second,
            reason=reason,
            with_table=sealed is not None,
            pulled=read_pulled_file(pulled) if pulled is not None else None,
        )
        if sealed is not None:
            drawing.write_sealed(sealed, result.table)
    seats = [{"entry": s.entry, "station": s.station, "sitting": s.sitting} for s in result.seats]
    answer(
        {
            "trade": result.trade,
            "round": result.round,
            "number": result.number,
            "sittings": result.sittings,
            "codes": result.codes,
            "encrypted": result.encrypted,
            "entries": seats,
            "sealed": str(sealed) if sealed else None,
        },
        as_json,
        [
            f"第 {result.number} 次抽签：{len(seats)} 人，{result.sittings} 场，密号 {result.codes} 个（已封存）",
            *(f"  {s.entry}　第 {s.sitting} 场　工位 {s.station}" for s in result.seats),
            *_on_the_table(result, sealed),
        ],
    )


def _on_the_table(result: drawing.DrawResult, sealed: Path | None) -> list[str]:
    """What people should know of the table of codes: that it lies in the clear, or that it is on no paper yet."""
    if not result.codes:
        return []
    if not result.encrypted:
        return [sentence(Refusal("doctor.codes_plain"))]
    return [sentence(Refusal("draw.encrypted" if sealed is not None else "draw.encrypted_no_paper"))]


def _may_seal(at_desk: Desk, sealed: Path) -> None:
    """Ask before drawing what would fail after it: a draw without its sealed table could not be taken back."""
    check_may(at_desk.store, at_desk.by, Act.SEE_CODES_WITH_NAMES, at_desk.at)
    if not sealed.absolute().parent.is_dir():
        raise WrongCall("cli.no_folder", path=str(sealed.parent))
