"""The verbs `papers`, `certificates` and `void`."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    TradeOption,
    WithOption,
    WithPinOption,
    answer,
    desk,
    progress,
    secret_of,
)
from app.errors import WrongCall
from app.services import certificates as service
from app.services import keys
from app.services.papers import print_paper
from app.services.papers_common import Wish
from app.texts import sentence

OutOption = Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help="输出文件 / output file")]
ListOption = Annotated[
    Path, typer.Option("--out", metavar="FILE.pdf", help="输出文件，清单也可 .xlsx / output file, lists also as .xlsx")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("papers", help="打印单据 / any printed paper by name")(papers)
    app.command("certificates", help="打印证书 / certificates of the winners")(certificates)
    app.command("void", help="作废证书编号 / void a certificate number for good")(void)


def papers(
    store: StoreArgument,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="单据名称，中文或英文 / e.g. 成绩汇总表, score-sheets")],
    out: ListOption,
    trade: TradeOption = None,
    round_id: Annotated[str | None, typer.Option("--round", metavar="ID", help="轮次编号 / round id")] = None,
    entry: Annotated[str | None, typer.Option("--entry", help="参赛编号（计算说明）/ one entry's explanation")] = None,
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=60, help="公示天数，默认按竞赛设置 / days of posting")
    ] = None,
    phone: Annotated[str, typer.Option("--phone", help="公示受理电话 / phone for complaints")] = "",
    address: Annotated[str, typer.Option("--address", help="公示受理地点 / where to complain")] = "",
    mask: Annotated[bool, typer.Option("--mask-names", help="公示姓名打星号 / star names on posted lists")] = False,
    key_file: Annotated[
        Path | None,
        typer.Option("--key-pass-file", help="证书钥匙口令，签字用的表印上核对码 / signs the code on sheets"),
    ] = None,
    backs: Annotated[
        bool, typer.Option("--backs", help="参赛证带背面，双面长边翻转 / passes with their backs")
    ] = False,
    first_label: Annotated[
        int | None, typer.Option("--label-start", metavar="N", help="标签从第几格开始 / first place on the label sheet")
    ] = None,
    label_shift: Annotated[
        str, typer.Option("--label-shift", metavar="MM,MM", help="标签右移、下移毫米 / labels moved right and down")
    ] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print one kind of paper for all trades that have something to print, or for one.

    The sealed table of an encrypted draw takes chief judge and supervisor (--with).
    """
    shift = _shift(label_shift)
    phrase = secret_of(key_file, "--key-pass-file") if key_file else None
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        signer = keys.sheet_signer(at_desk.store, phrase)
        wish = Wish(
            trade, round_id, entry, days, phone, address, mask, signer, second=at_desk.second, base_pass=phrase or "",
            backs=backs, first_label=first_label, shift=shift,
        )  # fmt: skip
        done = print_paper(at_desk.store, kind, out, wish, by=at_desk.by, at=at_desk.at)
    left = [{"trade": one.trade, "name": one.name, "reason": sentence(one.why)} for one in done.left]
    answer(
        {
            "kind": done.kind.id,
            "title": done.kind.zh,
            "path": str(out),
            "papers": done.papers,
            "pages": done.pages,
            "sha256": done.digest,
            "skipped": left,
        },
        as_json,
        [
            f"{done.kind.zh}：{done.papers} 份，{done.pages} 页，已写入 {out}",
            *(f"  没有打印 {one['name']}：{one['reason']}" for one in left),
        ],
    )


def certificates(
    store: StoreArgument,
    out: OutOption,
    trade: TradeOption = None,
    layout: Annotated[str, typer.Option("--layout", metavar="NAME", help="版式名称或文件 / layout name or file")] = "",
    overprint: Annotated[bool, typer.Option("--overprint", help="套打：只印可变内容 / on pre-printed stock")] = False,
    entries: Annotated[
        list[str] | None, typer.Option("--entry", help="只打这些参赛编号 / only these entries, may be repeated")
    ] = None,
    rest: Annotated[bool, typer.Option("--rest", help="只打没打过的 / only what was never printed")] = False,
    reason: Annotated[str, typer.Option("--reason", help="补打的理由 / why it is printed again")] = "",
    key_file: Annotated[
        Path | None,
        typer.Option("--key-pass-file", help="证书钥匙口令 / the certificate key's phrase"),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the certificates of every trade whose places are final. Numbers are issued once and never used again."""
    _must_be_pdf(out)
    order = service.Order(trade, layout, overprint, tuple(entries or ()), rest, reason)
    phrase = secret_of(key_file, "--key-pass-file") if key_file else None
    with desk(store, as_name, pin_file) as at_desk, progress("证书", as_json) as step:

        def told(done: int, total: int, name: str) -> bool:
            step(done, total, name)
            return True

        done = service.print_certificates(
            at_desk.store,
            out,
            order,
            by=at_desk.by,
            at=at_desk.at,
            signer=keys.certificate_signer(at_desk.store, phrase),
            progress=told,
        )
    answer(_certificates(done, out), as_json, _certificate_lines(done, out))


def _certificates(done: service.Printed, out: Path) -> dict[str, Any]:
    return {
        "expected": done.expected,
        "printed": done.printed,
        "skipped": [{"entry": one.entry, "name": one.name, "reason": one.reason} for one in done.skipped],
        "printed_before": done.before,
        "not_printed": done.left,
        "issued": done.issued,
        "again": done.again,
        "voided": done.voided,
        "layout": done.layout,
        "path": str(out) if done.printed else None,
        "sha256": done.sha256 or None,
        "shrunk": [{"name": one.name, "serial": one.serial, "element": one.element} for one in done.shrunk],
        "waiting": [
            {"trade": one.trade.code, "name": one.trade.name, "reason": sentence(one.why)} for one in done.waiting
        ],
    }


def _certificate_lines(done: service.Printed, out: Path) -> list[str]:
    counts = f"应打 {done.expected} = 已打 {done.printed + done.before} + 跳过 {len(done.skipped)} + 未打 {done.left}"
    lines = [f"{counts}；新编号 {done.issued}，补打 {done.again}，作废 {done.voided}"]
    lines += [f"  跳过 {one.name}（{one.entry}）：{one.reason}" for one in done.skipped]
    lines += [f"  等待 {one.trade.name}：{sentence(one.why)}" for one in done.waiting]
    lines += [f"  缩小 {one.name}：{one.element}" for one in done.shrunk]
    return lines + ([f"已写入 {out}"] if done.printed else ["没有要打印的，没有生成文件"])


def void(
    store: StoreArgument,
    serial: Annotated[str, typer.Argument(metavar="SERIAL", help="证书编号 / certificate number")],
    reason: Annotated[str, typer.Option("--reason", help="理由 / why")],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Void a certificate number, with somebody who sees it (--with); `certificates --entry` gives a new one."""
    with desk(store, as_name, pin_file, with_name, with_pin) as at_desk:
        service.void_certificate(at_desk.store, serial, reason, by=at_desk.by, second=at_desk.pair(), at=at_desk.at)
    answer({"serial": serial, "void": True}, as_json, [f"证书 {serial} 已作废"])


def _shift(text: str) -> tuple[Decimal, Decimal] | None:
    """`1.5,-0.5` as millimetres right and down. Raises WrongCall "papers.shift_words"."""
    if not text:
        return None
    parts = re.split(r"[,，]", text)
    try:
        right, down = (Decimal(part.strip()) for part in parts)
    except (ValueError, InvalidOperation):
        raise WrongCall("papers.shift_words", text=text) from None
    return right, down


def _must_be_pdf(path: Path) -> None:
    if path.suffix.lower() != ".pdf":
        raise WrongCall("papers.out_suffix", path=path.name, known=".pdf")
