"""The verbs `checkin` and `draw`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from app.services import drawing
from app.services.access import check_may
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
    file: Annotated[Path | None, typer.Option("--file", metavar="FILE", help="编号、状态、原因")] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Note presence and statuses; with both options the file speaks first, then the rest is present."""
    if not everybody and file is None:
        raise WrongCall("cli.checkin_nothing")
    with desk(store, as_name, pin_file) as at_desk:
        counted = None
        if file is not None:
            said = service.read_check_in(file)
            counted = service.check_in(at_desk.store, trade, round_id, said, by=at_desk.by, at=at_desk.at)
        if everybody:
            counted = service.check_in_all(at_desk.store, trade, round_id, by=at_desk.by, at=at_desk.at)
    assert counted is not None  # one of the two was asked for
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


def draw(
    store: StoreArgument,
    trade: TradeNeeded,
    round_id: RoundNeeded,
    seed: SeedOption = None,
    stations: Annotated[int | None, typer.Option("--stations", help="工位数 / how many stations")] = None,
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
        result = drawing.draw(
            at_desk.store,
            trade,
            round_id,
            by=at_desk.by,
            at=at_desk.at,
            seed=seed,
            stations=stations,
            witness=at_desk.second,
            reason=reason,
            with_table=sealed is not None,
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
