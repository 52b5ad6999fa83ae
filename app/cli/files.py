"""The verbs `backup`, `restore` and `doctor`: is the file whole, is there a copy, is the computer fit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from app import settings
from app.cli.shared import (
    AsOption,
    Desk,
    JsonOption,
    PinOption,
    StoreArgument,
    WithOption,
    WithPinOption,
    answer,
    desk,
    head_facts,
    secret_of,
)
from app.domain.audit import Head
from app.errors import WrongCall
from app.services import backups, doctor_report, restores
from app.services import doctor as service
from app.services.access import CONSOLE, Actor, log_in
from app.services.backup_places import Why
from app.services.common import Store, now
from app.services.filecheck import Level
from app.services.keys import open_key
from app.services.opening import places_here
from app.services.restore_evidence import Evidence, Missing, Paper
from app.texts import sentence

KeyOption = Annotated[
    Path | None, typer.Option("--key", metavar="FILE.ckey", help="备份钥匙 / the backup key of a sealed copy")
]
KeyPassOption = Annotated[Path | None, typer.Option("--key-pass-file", metavar="FILE", help="其口令文件")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("backup", help="备份，核对过才算数 / make a checked copy")(backup)
    app.command("restore", help="从备份恢复成新文件 / lay a backup out as a new file")(restore)
    app.command("doctor", help="自检 / look at program, computer and file")(doctor)


def backup(
    store: StoreArgument,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="备份文件，不得已存在 / must not exist yet")
    ] = None,
    to: Annotated[
        list[Path] | None,
        typer.Option("--to", metavar="FOLDER", help="备份到文件夹，可多次；都不写则用本机设置的位置 / to folders"),
    ] = None,
    keep: Annotated[
        bool, typer.Option("--remember", help="把 --to 记为本机的备份位置 / keep them as this computer's places")
    ] = False,
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="age1…", help="加密给谁，可多次 / seal to"),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a checked copy of STORE as FILE, never over anything; or to folders, named by itself."""
    if file is not None and (to or keep):
        raise WrongCall("files.file_or_folders")
    if file is None and recipient:
        raise WrongCall("files.recipient_needs_file")
    with desk(store, as_name, pin_file, checked=False) as at_desk:
        if file is not None:
            _back_up_as(at_desk, file, recipient, as_json)
            return
        places = [folder.expanduser().absolute() for folder in to or ()]
        if keep:
            known = settings.load()
            settings.save(replace(known, backup_folders=tuple(map(str, places)) or known.backup_folders))
        round_ = backups.back_up_to(at_desk.store, places or places_here(), Why.HAND, by=at_desk.by, at=at_desk.at)
    _answer_round(round_, as_json)


def _back_up_as(at_desk: Desk, file: Path, recipient: list[str] | None, as_json: bool) -> None:
    done = backups.back_up(at_desk.store, file, by=at_desk.by, at=at_desk.at, recipients=recipient)
    lines = [f"已备份并核对：{done.path}（操作记录 {done.head.seq} 条{_SEALED[done.sealed]}）"]
    answer(_backed_up(done), as_json, lines)


_SEALED = {True: "，已加密", False: "，未加密：还没有备份钥匙"}


def _backed_up(done: backups.BackedUp) -> dict[str, Any]:
    return {
        "path": str(done.path),
        "sha256": done.sha256,
        "size": done.size,
        "head": head_facts(done.head),
        "sealed": done.sealed,
    }


def _answer_round(done: backups.Round, as_json: bool) -> None:
    written = [_backed_up(one) for one in done.written]
    failed = [
        {"folder": str(folder), "code": error.code, "message": sentence(error), "message_en": sentence(error, "en")}
        for folder, error in done.failed
    ]
    lines = [f"已备份并核对：{one.path}（操作记录 {one.head.seq} 条{_SEALED[one.sealed]}）" for one in done.written]
    lines += [f"{folder}：{sentence(error)}" for folder, error in done.failed]
    answer({"ok": done.ok, "written": written, "failed": failed}, as_json, lines)
    if done.failed:
        raise typer.Exit(3)


SheetOption = Annotated[
    str | None,
    typer.Option("--sheet", metavar="SEQ[:CODE]", help="最新签字表脚注的条数和 30 位代码 / from signed paper"),
]
PaperBundleOption = Annotated[
    str | None,
    typer.Option("--paper-bundle", metavar="N[:SHA256]", help="上报单上最大的成绩包号 / highest number on paper"),
]


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件 / backup")],
    store: Annotated[
        Path | None, typer.Argument(metavar="[STORE]", help="新竞赛文件，不得已存在 / must not exist yet")
    ] = None,
    only_look: Annotated[
        bool, typer.Option("--look", help="只看会缺什么，不写文件 / only say what would be missing")
    ] = False,
    key: KeyOption = None,
    key_pass: KeyPassOption = None,
    folder: Annotated[
        list[Path] | None, typer.Option("--folder", metavar="DIR", help="别的备份位置，看它的 heads.txt / other places")
    ] = None,
    bundle: Annotated[
        list[Path] | None, typer.Option("--bundle", metavar="FILE.crb", help="已给出的成绩包 / a bundle given out")
    ] = None,
    receipt: Annotated[
        list[Path] | None, typer.Option("--receipt", metavar="FILE.crr", help="总办的回执 / the office's receipt")
    ] = None,
    sheet: SheetOption = None,
    paper_bundle: PaperBundleOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin_file: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a backup, say what it lacks, and lay it out as the new file STORE; never over anything."""
    identities = _identities(key, key_pass)
    paper = _paper(sheet, paper_bundle)
    folders = (*(folder or ()), *places_here())
    evidence = Evidence(folders, tuple(bundle or ()), tuple(receipt or ()), paper)
    if only_look:
        found = restores.look(file, identities=identities, evidence=evidence)
        document = {"name": found.name, "mode": found.mode, "head": head_facts(found.head), "sealed": found.sealed}
        answer(document | _missing(found.head, found.missing), as_json, _missing_lines(found.head, found.missing))
        return
    if store is None:
        raise WrongCall("files.restore_where")
    at = now()

    def people(restored: Store) -> tuple[Actor, Actor | None]:
        by, second = CONSOLE, None
        if as_name is not None:
            by = log_in(restored, as_name, secret_of(pin_file, "--pin-file"), at)
        if with_name is not None:
            second = log_in(restored, with_name, secret_of(with_pin_file, "--with-pin-file"), at)
        return by, second

    done = restores.restore(file, store, at=at, people=people, identities=identities, evidence=evidence)
    document = {"store": str(done.path), "head": head_facts(done.head), "noted": head_facts(done.noted)}
    lines = [f"已恢复为 {done.path}（操作记录 {done.head.seq} 条）", *_missing_lines(done.head, done.found)]
    answer(document | _missing(done.head, done.found), as_json, lines)


def _identities(key: Path | None, key_pass: Path | None) -> list[str]:
    if key is None:
        return []
    opened = open_key(key, secret_of(key_pass, "--key-pass-file"))
    if not opened.public.startswith("age1"):
        raise WrongCall("files.wrong_backup_key", path=key.name)
    return [opened.secret.decode("ascii")]


def _paper(sheet: str | None, bundle: str | None) -> Paper:
    """What was read off paper. Raises WrongCall "files.paper_form"."""
    seq, _, code = (sheet or "0").partition(":")
    number, _, digest = (bundle or "0").partition(":")
    digits = "".join(code.split())
    if not (seq.isdecimal() and number.isdecimal()) or (digits and not (digits.isdecimal() and len(digits) == 30)):
        raise WrongCall("files.paper_form")
    if digest and not re.fullmatch("[0-9a-f]{64}", digest.lower()):
        raise WrongCall("files.paper_form")
    return Paper(int(seq), digits, int(number), digest.lower())


def _missing(head: Head, found: Missing) -> dict[str, Any]:
    return {
        "missing_entries": max(found.newest.seq - head.seq, 0),
        "newest_known": {"backups": found.noted_seq, "bundles": found.bundle_seq, "sheets": found.sheet_seq},
        "missing_bundles": [{"number": one.number, "sha256": one.sha256} for one in found.bundles],
        "next_bundle": found.next_bundle,
    }


def _missing_lines(head: Head, found: Missing) -> list[str]:
    lines = []
    if found.newest.seq > head.seq:
        gone = found.newest.seq - head.seq
        lines.append(f"注意：备份之后还有 {gone} 条操作没有恢复，请与纸质评分表核对")
    lines += [f"注意：第 {one.number} 号成绩包不在文件里，{one.sha256[:16] or '摘要未知'}" for one in found.bundles]
    return [*lines, f"下一个成绩包是第 {found.next_bundle} 号"]


def doctor(
    store: Annotated[Path | None, typer.Argument(metavar="[STORE]", help="竞赛文件 / contest file")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="另存为 .txt 或 .json，不含个人信息 / without personal data"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Look at program, computer and file, and say what to do; status 1 when something is wrong."""
    at = now()
    found = service.examine(store, at)
    if out is not None:
        doctor_report.write(doctor_report.report(found, at), out)
    checks = [
        {
            "check": line.check,
            "level": line.level.value,
            "ok": line.level in (Level.OK, Level.HINT),
            "value": line.value,
            "advice": sentence(line.advice) if line.advice else "",
            "advice_en": sentence(line.advice, "en") if line.advice else "",
        }
        for line in found.lines
    ]
    lines = []
    for line in found.lines:
        lines.append(f"{doctor_report.SIGNS[line.level]} {line.check}　{line.value}")
        if line.advice is not None:
            lines.append(f"    {sentence(line.advice)}")
    lines.append("一切正常" if found.ok else "有问题，请照上面的办法处理")
    answer({"ok": found.ok, "checks": checks}, as_json, lines, found.ok)
