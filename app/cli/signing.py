"""The verbs `recheck`, `lock`, `unlock` and `decode`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import (
    AsOption,
    Desk,
    JsonOption,
    PinOption,
    SeedOption,
    StoreArgument,
    TradeNeeded,
    WithOption,
    WithPinOption,
    answer,
    desk,
)
from app.domain.numbers import show
from app.errors import Refusal
from app.services import results, signing, signing_back, signing_paper
from app.services.common import contest_facts
from app.services.reveal import read_paper
from app.services.signing import Sample


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("recheck", help="复核 / recheck a sample of a trade's sheets")(recheck)
    app.command("lock", help="锁定（裁判长和监督）/ lock a trade, two people")(lock)
    app.command("unlock", help="解锁（裁判长和监督）/ unlock a trade, two people")(unlock)
    app.command("decode", help="解密并排名（裁判长和监督）/ decode and rank, two people")(decode)


def recheck(
    store: StoreArgument,
    trade: TradeNeeded,
    seed: SeedOption = None,
    everything: Annotated[bool, typer.Option("--full", help="全部复核 / every sheet")] = False,
    draw_only: Annotated[bool, typer.Option("--draw-only", help="只抽取名单 / only draw the sample")] = False,
    paper: Annotated[
        Path | None,
        typer.Option("--paper", metavar="FILE", help="照纸面盲输的分 / marks typed blind from paper"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="不一致时更正的理由 / why, to correct what differs")] = "",
    back: Annotated[
        str | None,
        typer.Option("--take-back", metavar="[ROUND/]CODE", help="撤回“一致” / take a verdict back, before the lock"),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the sample, then hold every sampled sheet against both keyings; what does not agree stays open.

    With --paper the sheets are held against what somebody typed from the paper without seeing the marks; where it
    differs, --reason and a second person (--with) make it a correction. With --take-back a sheet found to be the same
    goes back to those nobody has looked at.
    """
    if back is not None:
        _take_back(store, trade, back, as_name, pin_file, as_json)
        return
    if paper is not None:
        _against_paper(store, trade, paper, reason, (as_name, pin_file, with_name, with_pin), as_json)
        return
    with desk(store, as_name, pin_file) as at_desk:
        by, at = at_desk.by, at_desk.at
        samples = signing.recheck_samples(at_desk.store, trade)
        if everything or draw_only or seed is not None or not any(sample.open for sample in samples):
            samples = signing.draw_recheck(at_desk.store, trade, by=by, at=at, seed=seed, full=everything)
        if not draw_only:
            samples = signing.recheck_keyings(at_desk.store, trade, by=by, at=at)
    open_codes = [code for sample in samples for code in sample.open]
    answer(
        {"trade": trade, "rounds": [_sample(sample) for sample in samples]},
        as_json,
        [
            f"{s.round}：{len(s.items)} 份，有错 {s.errors} 处（{show(s.share * 100, 1)} %），未核 {len(s.open)} 份"
            for s in samples
        ],
        ok=draw_only or not open_codes,
    )


def _take_back(store: str, trade: str, sheet: str, as_name: str | None, pin_file: Path | None, as_json: bool) -> None:
    """The verdict of one sheet; a code that several rounds sampled needs its round in front."""
    wanted, _, code = sheet.strip().rpartition("/")
    with desk(store, as_name, pin_file) as at_desk:
        samples = signing.recheck_samples(at_desk.store, trade)
        rounds = [s.round for s in samples if any(item.code == code and item.verdict for item in s.items)]
        round_id = wanted or (rounds[0] if len(rounds) == 1 else "")
        signing_back.take_back(at_desk.store, trade, round_id, code, by=at_desk.by, at=at_desk.at)
    answer({"trade": trade, "round": round_id, "code": code, "open": True}, as_json, [f"{code} 的复核结果已撤回"])


def _against_paper(
    store: str,
    trade: str,
    paper: Path,
    reason: str,
    who: tuple[str | None, Path | None, str | None, Path | None],
    as_json: bool,
) -> None:
    """The sampled sheets a file names, against the file; status 1 while one differs and is not corrected."""
    with desk(store, *who) as at_desk:
        found = signing_paper.compare_file(
            at_desk.store, paper, trade, by=at_desk.by, at=at_desk.at, second=at_desk.second, reason=reason
        )
        samples = signing.recheck_samples(at_desk.store, trade)
    sheets = [
        {
            "round": one.round,
            "code": one.code,
            "read": len(one.readings),
            "differs": [
                {"aspect": cell.aspect, "judge": cell.seat, "paper": cell.on_paper, "record": cell.on_record or None}
                for cell in one.differing
            ],
            "corrected": one.corrected,
        }
        for one in found
    ]
    lines = [
        f"{one.code}：读 {len(one.readings)} 项，不一致 {len(one.differing)} 项，更正 {one.corrected} 格"
        for one in found
    ]
    ok = all(one.corrected or not one.differing for one in found)
    rounds = [_sample(sample) for sample in samples]
    answer({"trade": trade, "sheets": sheets, "rounds": rounds}, as_json, lines, ok=ok)


def _sample(sample: Sample) -> dict[str, object]:
    return {
        "round": sample.round,
        "seed": sample.seed,
        "full": sample.full,
        "sheets": [{"code": i.code, "why": i.why, "verdict": i.verdict, "errors": i.errors} for i in sample.items],
        "errors": sample.errors,
        "error_share": show(sample.share, 4),
        "open": list(sample.open),
    }


def lock(
    store: StoreArgument,
    trade: TradeNeeded,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Lock a trade: chief judge and supervisor."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        signing.lock(at_desk.store, trade, by=at_desk.by, second=at_desk.pair(), at=at_desk.at)
    answer({"trade": trade, "locked": True}, as_json, [f"{trade} 已锁定"])


def unlock(
    store: StoreArgument,
    trade: TradeNeeded,
    reason: Annotated[str, typer.Option("--reason", help="理由 / why")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Unlock a trade: chief judge and supervisor, with a reason."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        signing.unlock(at_desk.store, trade, reason, by=at_desk.by, second=at_desk.pair(), at=at_desk.at)
    answer({"trade": trade, "locked": False}, as_json, [f"{trade} 已解锁"])


def decode(
    store: StoreArgument,
    trade: TradeNeeded,
    table: Annotated[
        list[Path] | None,
        typer.Option("--table", metavar="FILE", help="照密封的纸质对照表输入，每轮一份 / typed from the sealed paper"),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decode a locked trade and make its ranking: chief judge and supervisor.

    An encrypted table of codes opens with the passphrases of both, or with what --table holds of the sealed paper.
    """
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        try:
            papers = [read_paper(path) for path in table or ()]
            signing.decode(at_desk.store, trade, by=at_desk.by, second=at_desk.pair(), at=at_desk.at, papers=papers)
        except Refusal as refusal:
            # Decoded, but never ranked: whatever broke off in between (a full disk) must not end the day here.
            if refusal.code != "signing.decoded" or _is_ranked(at_desk, trade):
                raise
        open_count = _rank(at_desk, trade)
    answer(
        {"trade": trade, "decoded": True, "ranked": True, "open_questions": open_count},
        as_json,
        [f"{trade} 已解密并排名" + (f"，还有 {open_count} 处要裁定" if open_count else "")],
    )


def _is_ranked(at_desk: Desk, trade_code: str) -> bool:
    with at_desk.store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        return results.is_current(reading, trade, results.ranked_groups(reading, trade))


def _rank(at_desk: Desk, trade: str) -> int:
    results.rank(at_desk.store, trade, by=signing.chief_of(at_desk.by, at_desk.pair()), at=at_desk.at)
    with at_desk.store.read() as reading:
        return len(results.open_questions(reading, contest_facts(reading).trade(trade)))
