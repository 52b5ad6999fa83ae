"""The verbs `export`, `verify`, `receive` and `receipt`: signed bundles from the venue to the office."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import typer

from app import paths
from app.bundle.verify import VerificationResult
from app.cli.office import AgeKeyOption, AgePassOption, age_identities
from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    answer,
    desk,
    progress,
    secret_of,
    trust_facts,
)
from app.errors import Refusal, WrongCall
from app.services import bundles, office, office_standings, receipts
from app.services import keys as service
from app.services.access import CONSOLE, log_in
from app.services.bundle_scans import read_scans
from app.services.common import Store, now
from app.services.lost_bundles import tell_lost
from app.texts import sentence

KeyFiles = Annotated[
    list[Path] | None,
    typer.Option("--chief-key", metavar="FILE.ckey", help="裁判长钥匙文件 / chief judge's key"),
]
KeyPasses = Annotated[
    list[Path] | None,
    typer.Option("--chief-pass-file", metavar="FILE", help="裁判长钥匙口令文件 / its passphrase, in the same order"),
]
TradesOption = Annotated[
    list[str] | None, typer.Option("--trade", metavar="CODE", help="只报这些工种 / only these trades")
]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("export", help="生成签名成绩包并写到U盘 / build the signed bundle and write it")(export)
    app.command("verify", help="校验成绩包 / verify a bundle")(verify)
    app.command("receive", help="省办接收成绩包 / receive bundles at the office")(receive)
    app.command("receipt", help="装入省办回执 / take in the office's receipt")(take_receipt)


def export(
    store: StoreArgument,
    out: Annotated[list[Path], typer.Option("--out", metavar="DIR", help="写到哪里，可多次 / where to")],
    trade: TradesOption = None,
    base_key: Annotated[Path | None, typer.Option("--base-key", metavar="FILE.ckey", help="基地钥匙文件")] = None,
    base_pass: Annotated[Path | None, typer.Option("--base-pass-file", metavar="FILE", help="基地钥匙口令文件")] = None,
    chief_key: KeyFiles = None,
    chief_pass: KeyPasses = None,
    reason: Annotated[str, typer.Option("--reason", metavar="CODE", help="修订原因 / why a trade is revised")] = "",
    scan: Annotated[
        list[Path] | None,
        typer.Option("--scan", metavar="FILE.pdf", help="签字表扫描件，可多次 / scans of sheets"),
    ] = None,
    lost: Annotated[
        list[str] | None,
        typer.Option(
            "--lost", metavar="N:SHA256", help="恢复前给出、文件里没有的成绩包，照上报单 / lost with an old file"
        ),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Build (or give out again) the bundle of the confirmed trades and write it to every folder."""
    with desk(store, as_name, pin_file) as at_desk, progress("上报", as_json) as step:
        signers = None
        if base_pass is not None or chief_key:
            signers = _signers(at_desk.store, base_key, base_pass, chief_key or [], chief_pass or [])
        for folder in out:
            paths.ensured(folder)
        if lost:
            tell_lost(at_desk.store, _lost(lost), by=at_desk.by, at=at_desk.at)
        step(0, 1, "")
        scans = read_scans(scan or [])
        done = bundles.export(
            at_desk.store,
            out,
            trade or None,
            signers=signers,
            reason=reason,
            scans=scans,
            by=at_desk.by,
            at=at_desk.at,
        )
        step(1, 1, "")
    replaces = None if done.replaces is None else {"number": done.replaces[0], "sha256": done.replaces[1]}
    document: dict[str, Any] = {
        "path": str(done.paths[0]),
        "paths": [str(path) for path in done.paths],
        "sha256": done.sha256,
        "sequence": done.number,
        "number": done.number,
        "replaces": replaces,
        "check": done.check_code,
        "size": done.size,
        "copied": done.copied,
        "scans": list(scans),
        "trades": list(done.trades),
        "left_out": list(done.left_out),
    }
    lines = [f"第 {done.number} 号成绩包，校验码 {done.check_code}{'（内容未变，再次拷贝）' if done.copied else ''}"]
    lines += [f"已写入并读回核对，可以拔出：{path}" for path in done.paths]
    lines += [f"未报（名次尚未确认）：{'、'.join(done.left_out)}"] if done.left_out else []
    answer(document, as_json, lines)


def _lost(told: list[str]) -> dict[int, str]:
    """Numbers and digests as typed. Raises WrongCall "files.paper_form"."""
    found = {}
    for text in told:
        match = re.fullmatch(r"([0-9]{1,6}):([0-9a-fA-F]{64})", text.strip())
        if match is None:
            raise WrongCall("files.paper_form")
        found[int(match[1])] = match[2].lower()
    return found


def _signers(
    store: Store, base_key: Path | None, base_pass: Path | None, files: list[Path], passes: list[Path]
) -> bundles.Signers:
    if len(files) != len(passes):
        raise WrongCall("cli.pass_files", keys=len(files), files=len(passes))
    secret = secret_of(base_pass, "--base-pass-file")
    if base_key is not None:
        base = service.open_key(base_key, secret)
        if base.role != "base":
            raise Refusal("export.not_a_base", path=base_key.name, role=base.role)
    else:
        with store.read() as reading:
            kept = service.unlock_kept(reading, "base", secret)
        if kept is None:
            raise Refusal("export.no_base_key")
        base = kept
    pairs = [(file, secret_of(one, "--chief-pass-file")) for file, one in zip(files, passes, strict=True)]
    return bundles.chief_signers(base, pairs)


# A bundle that may not be read is E01 like one that cannot be read: the verdict says so, not the command line.
def verify(
    bundle: Annotated[Path, typer.Argument(metavar="BUNDLE", help="成绩包 / bundle (.crb)", readable=False)],
    trust_file: Annotated[Path, typer.Option("--trust", metavar="FILE", help="信任名录 / trust list (.ctl)")],
    as_json: JsonOption = False,
) -> None:
    """Verify a bundle against a trust list; status 0 only when it is genuine."""
    found = bundles.verify_bundle(bundle, trust_file, now=now())
    document = found.to_dict()
    document["file"] = str(bundle)
    document["problems"] = [_said(one) for one in found.problems]
    document["notes"] = [_said(one) for one in found.notes]
    answer(document, as_json, _verdict_lines(bundle, found))
    if not found.genuine:
        raise typer.Exit(2 if found.code == "E01" else 1)


def _said(one: Any) -> dict[str, Any]:
    return {**one.to_dict(), "message": sentence(one), "message_en": sentence(one, "en")}


def _verdict_lines(bundle: Path, found: VerificationResult) -> list[str]:
    if not found.genuine:
        return [f"不能确认：{bundle.name}（{found.code}）", *(f"  {sentence(one)}" for one in found.problems)]
    manifest = found.manifest
    assert manifest is not None  # a genuine bundle has one
    trades = "、".join(f"{line.trade} 第{line.revision}版 {line.entries}项" for line in manifest.trades)
    return [
        f"真实：{manifest.contest.name}，{manifest.base.name}，第 {manifest.number} 号，校验码 {found.check_code}",
        f"  工种：{trades}",
        *(f"  签名：{one.role} {one.person}（{one.short}）" for one in found.signers),
        *(f"  注意：{sentence(one)}" for one in found.notes),
    ]


def receive(
    office_store: Annotated[Path, typer.Argument(metavar="OFFICE_STORE", help="省办文件 / office file")],
    files: Annotated[list[Path], typer.Argument(metavar="BUNDLE...", help="成绩包 / bundles", readable=False)],
    trust_file: Annotated[
        Path | None, typer.Option("--trust", metavar="FILE", help="信任名录，首次必须 / trust list, kept from then on")
    ] = None,
    root_code: Annotated[
        str | None,
        typer.Option("--root-code", metavar="DIGITS", help="公函上的四十位根指纹 / the letter's digits"),
    ] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="live、test 或 demo，新建时有效")] = None,
    key_file: Annotated[
        Path | None, typer.Option("--office-key", metavar="FILE.ckey", help="省办回执钥匙 / key that signs receipts")
    ] = None,
    key_pass: Annotated[Path | None, typer.Option("--office-pass-file", metavar="FILE", help="其口令文件")] = None,
    receipts_dir: Annotated[
        Path | None, typer.Option("--receipts", metavar="DIR", help="回执写到哪里 / where receipts go")
    ] = None,
    age_key: AgeKeyOption = None,
    age_pass: AgePassOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只核验，不收下 / look only, take nothing in")] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check and take in bundles, folders opened; one row for each file."""
    identities = age_identities(age_key, age_pass)
    key = None if key_file is None else service.open_key(key_file, secret_of(key_pass, "--office-pass-file"))
    if receipts_dir is not None:
        paths.ensured(receipts_dir)
    at = now()
    by = CONSOLE
    if as_name is not None:
        with Store.open(office_store) as store:
            by = log_in(store, as_name, secret_of(pin_file, "--pin-file"), at)
    with progress("接收", as_json) as step:

        def told(done: int, total: int, name: str) -> bool:
            step(done, total, name)
            return True

        rows = office.receive_files(
            office_store,
            office.bundle_files(files),
            trust=trust_file,
            root_code=root_code,
            mode=mode,
            receipt_key=key,
            receipts=receipts_dir,
            identities=identities,
            dry_run=dry_run,
            progress=told,
            by=by,
            at=at,
        )
    with Store.open(office_store) as store:
        with store.read() as reading:
            held = service.held_trust(reading)
        merged = office_standings.merged_standings(store)
    document = {"files": rows, "trust": trust_facts(held), "trades": office_standings.merged_document(merged)}
    answer(document, as_json, [_row_line(row) for row in rows])
    refused = [row for row in rows if row["verdict"] == office.REFUSED]
    if refused:
        raise typer.Exit(2 if all(row["code"] == "E01" for row in refused) else 1)


_VERDICTS = {"accepted": "收下", "replaced": "收下，替换旧版", "older": "收下，是补交的旧包", "duplicate": "已收过"}


def _row_line(row: dict[str, Any]) -> str:
    if row["verdict"] == office.REFUSED:
        return f"{row['file']}　拒收 {row['code']}　{row['reason']}"
    about = f"{row['base_name']} 第 {row['number']} 号" if "number" in row else ""
    would = "（未收，仅核验）" if row["dry_run"] else ""
    return f"{row['file']}　{_VERDICTS[row['verdict']]}{would}　{about}　{row['code']}　{row['message']}".rstrip()


def take_receipt(
    store: StoreArgument,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.crr", help="回执，或回执二维码文字 / receipt, or the text of its QR code")
    ],
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in the office's answer to a bundle of this file."""
    raw = service.read_whole(file)
    with desk(store, as_name, pin_file) as at_desk:
        found = receipts.take_receipt(at_desk.store, raw, by=at_desk.by, at=at_desk.at)
    document = {"number": found.number, "sha256": found.bundle, "verdict": found.verdict, "codes": list(found.codes)}
    word = "已回执：收下" if found.accepted else "已回执：拒收"
    answer(document, as_json, [f"第 {found.number} 号成绩包{word} {' '.join(found.codes)}".rstrip()])
