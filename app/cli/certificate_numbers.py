"""The verbs `serial-rule` and `certificate-ledger`: how certificates are numbered, and what became of every number."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, TradeOption, answer, desk
from app.services import certificates_ledger as ledgers
from app.services import certificates_numbers as numbers
from app.texts import sentence

STATES = {"issued": "未打", "printed": "已打", "void": "作废", "replaced": "作废（名次有变）"}


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("serial-rule", help="证书编号规则 / how certificates are numbered")(serial_rule)
    app.command("certificate-ledger", help="发证记录与核对 / every number, and the count that must come out")(ledger)


def serial_rule(
    store: StoreArgument,
    pattern: Annotated[
        str | None,
        typer.Argument(metavar="RULE", help="如 / as {year}{trade}-{n:04}；不写只显示 / absent: shown"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只试不改 / only try it")] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show or set the rule by which certificate numbers are made, with the next number of every trade."""
    with desk(store, as_name, pin_file) as at_desk:
        if pattern is not None and not dry_run:
            numbers.set_serial_pattern(at_desk.store, pattern, by=at_desk.by, at=at_desk.at)
        found = numbers.serial_rule(at_desk.store, pattern if dry_run else None)
    answer(
        {
            "rule": found.pattern,
            "usual": found.usual,
            "next": [{"trade": trade, "serial": serial} for trade, serial in found.examples],
            "places": {name: zh for name, (zh, _) in numbers.PLACES.items()},
        },
        as_json,
        [
            f"编号规则：{found.pattern}",
            *(f"  {trade} 下一个：{serial}" for trade, serial in found.examples),
            *(f"  {{{name}}}　{zh} / {en}" for name, (zh, en) in numbers.PLACES.items()),
        ],
    )


def ledger(
    store: StoreArgument,
    trade: TradeOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Every certificate number with its prints and reasons; expected = printed + skipped + open."""
    with desk(store, as_name, pin_file) as at_desk:
        found = ledgers.certificate_ledger(at_desk.store, trade, by=at_desk.by)
    waiting = [{"trade": one.trade.code, "name": one.trade.name, "reason": sentence(one.why)} for one in found.waiting]
    answer(
        ledgers.ledger_document(found) | {"waiting": waiting},
        as_json,
        [
            *(count_line(one) for one in (*found.counts, found.total)),
            *(f"  {one.serial}　{one.name}　{one.award}　{_fate(one)}".rstrip() for one in found.lines),
            *(f"  等待 {one['name']}：{one['reason']}" for one in waiting),
        ],
    )


def count_line(count: ledgers.Count) -> str:
    """How the certificates of a trade, or of all, come out."""
    counts = f"应打 {count.expected} = 已打 {count.printed} + 跳过 {count.skipped} + 未打 {count.open}"
    return f"{count.trade or '合计'}：{counts}"


def _fate(line: ledgers.LedgerLine) -> str:
    return f"{STATES[line.state]}　打印 {line.prints} 次　{line.note}"
