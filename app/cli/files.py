"""The verbs `audit`, `backup`, `restore` and `doctor`: is the file whole, is there a copy, is the computer fit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import (
    AsOption,
    JsonOption,
    PinOption,
    StoreArgument,
    WithOption,
    WithPinOption,
    answer,
    desk,
    secret_of,
)
from app.domain.audit import Head
from app.errors import WorldFailure, WrongCall
from app.services import backups, filecheck
from app.services import doctor as service
from app.services.access import CONSOLE, Actor, log_in
from app.services.common import Store, now
from app.services.filecheck import Checked, FileReport, Level
from app.services.keys import open_key
from app.texts import sentence

KeyOption = Annotated[
    Path | None, typer.Option("--key", metavar="FILE.ckey", help="备份钥匙 / the backup key of a sealed copy")
]
KeyPassOption = Annotated[Path | None, typer.Option("--key-pass-file", metavar="FILE", help="其口令文件")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("audit", help="检查操作记录与分值 / check the audit chain and the marks")(audit)
    app.command("backup", help="备份，核对过才算数 / make a checked copy")(backup)
    app.command("restore", help="从备份恢复成新文件 / lay a backup out as a new file")(restore)
    app.command("doctor", help="自检 / look at program, computer and file")(doctor)


def audit(store: StoreArgument, as_json: JsonOption = False) -> None:
    """Follow the chain from its first entry and hold every mark against it; status 1 names what is broken."""
    try:
        with desk(store) as at_desk, at_desk.store.read() as reading:
            report = filecheck.check_content(reading, thorough=True)
    except WorldFailure as failure:
        if failure.code != "store.damaged":
            raise
        report = FileReport(Head(0, b""), (Checked("integrity", Level.FAIL, failure),))
    document: dict[str, Any] = {
        "store": store,
        "ok": report.ok,
        "entries": report.head.seq,
        "head": _head(report.head),
        "first_broken": report.first_broken,
        "checks": {finding.check: finding.level.value for finding in reversed(report.findings)},
        "problems": [_problem(finding) for finding in report.problems],
    }
    lines = [f"操作记录 {report.head.seq} 条，末条代码 {report.head.code}" if report.head.hash else "操作记录读不出"]
    lines += [f"  {sentence(finding.error)}" for finding in report.problems if finding.error is not None]
    answer(document, as_json, [*lines, "完整" if report.ok else "不完整：没有改动任何内容"], report.ok)


def _head(head: Head) -> dict[str, Any]:
    return {"seq": head.seq, "hash": head.hash.hex(), "code": head.code if head.hash else ""}


def _problem(finding: Checked) -> dict[str, Any]:
    error = finding.error
    if error is None:
        return {"check": finding.check, "seq": finding.seq}
    return {
        "check": finding.check,
        "seq": finding.seq,
        "code": error.code,
        "message": sentence(error),
        "message_en": sentence(error, "en"),
    }


def backup(
    store: StoreArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件，不得已存在 / must not exist yet")],
    recipient: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="age1…", help="加密给谁，可多次 / seal to"),
    ] = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write a checked copy of STORE; never over anything."""
    with desk(store, as_name, pin_file) as at_desk:
        done = backups.back_up(at_desk.store, file, by=at_desk.by, at=at_desk.at, recipients=recipient or ())
    document = {
        "path": str(done.path),
        "sha256": done.sha256,
        "size": done.size,
        "head": _head(done.head),
        "sealed": done.sealed,
    }
    answer(document, as_json, [f"已备份并核对：{done.path}（操作记录 {done.head.seq} 条）"])


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="备份文件 / backup")],
    store: Annotated[Path, typer.Argument(metavar="STORE", help="新竞赛文件，不得已存在 / must not exist yet")],
    key: KeyOption = None,
    key_pass: KeyPassOption = None,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    with_name: WithOption = None,
    with_pin_file: WithPinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check a backup and lay it out as the new file STORE; never over anything."""
    identities = []
    if key is not None:
        opened = open_key(key, secret_of(key_pass, "--key-pass-file"))
        if not opened.public.startswith("age1"):
            raise WrongCall("files.wrong_backup_key", path=key.name)
        identities = [opened.secret.decode("ascii")]
    at = now()

    def people(restored: Store) -> tuple[Actor, Actor | None]:
        by, second = CONSOLE, None
        if as_name is not None:
            by = log_in(restored, as_name, secret_of(pin_file, "--pin-file"), at)
        if with_name is not None:
            second = log_in(restored, with_name, secret_of(with_pin_file, "--with-pin-file"), at)
        return by, second

    done = backups.restore(file, store, at=at, people=people, identities=identities)
    document = {
        "store": str(done.path),
        "head": _head(done.head),
        "noted": _head(done.noted),
        "missing_entries": done.missing,
    }
    lines = [f"已恢复为 {done.path}（操作记录 {done.head.seq} 条）"]
    if done.missing:
        lines.append(f"注意：备份之后还有 {done.missing} 条操作没有恢复，请与纸质评分表核对")
    answer(document, as_json, lines)


def doctor(
    store: Annotated[Path | None, typer.Argument(metavar="[STORE]", help="竞赛文件 / contest file")] = None,
    as_json: JsonOption = False,
) -> None:
    """Look at program, computer and file, and say what to do; status 1 when something is wrong."""
    found = service.examine(store, now())
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
        lines.append(f"{_SIGNS[line.level]} {line.check}　{line.value}")
        if line.advice is not None:
            lines.append(f"    {sentence(line.advice)}")
    lines.append("一切正常" if found.ok else "有问题，请照上面的办法处理")
    answer({"ok": found.ok, "checks": checks}, as_json, lines, found.ok)


_SIGNS = {Level.OK: "✓", Level.HINT: "·", Level.WARN: "!", Level.FAIL: "✗"}
