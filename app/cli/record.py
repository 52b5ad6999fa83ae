"""The verbs `audit`, `anchor`, `clock`: is the record whole, does a sheet of paper agree with it, is the time right."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk, head_facts
from app.domain.audit import Head
from app.domain.audit_acts import GROUPS
from app.errors import WorldFailure, WrongCall
from app.services import anchors, filecheck
from app.services.audit_files import SUFFIXES, AuditFile, write_record
from app.services.audit_list import AuditFilter
from app.services.clock import clock_of, set_clock
from app.services.filecheck import Checked, FileReport, Level
from app.services.papers_common import VENUE_ZONE
from app.texts import sentence


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    app.command("audit", help="检查操作记录与分值 / check the audit chain and the marks")(audit)
    anchor = typer.Typer(help="纸上的核对码 / codes on signed sheets", no_args_is_help=True)
    anchor.callback()(lambda: None)
    anchor.command("check", help="与操作记录核对 / hold a sheet's code against the chain")(anchor_check)
    app.add_typer(anchor, name="anchor")
    app.command("clock", help="电脑时间可靠吗 / is the computer's clock right")(clock)


def audit(
    store: StoreArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="写成 .pdf .csv .xlsx / write the record")
    ] = None,
    person: Annotated[str, typer.Option("--person", metavar="NAME", help="只要这个人的 / only this person's")] = "",
    act: Annotated[str, typer.Option("--act", metavar="KIND", help="只要这一类，如 mark、draw / only this kind")] = "",
    ref: Annotated[str, typer.Option("--ref", metavar="TEXT", help="对象，如密号、工种 / about what")] = "",
    since: Annotated[str, typer.Option("--since", metavar="TIME", help="从何时起 / from, 2026-06-18T09:00")] = "",
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="到何时止 / up to")] = "",
    words: Annotated[str, typer.Option("--words", metavar="TEXT", help="含有的字 / holding these words")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Follow the chain from its first entry and hold every mark against it; status 1 names what is broken."""
    if out is not None and out.suffix.lower() not in SUFFIXES:
        raise WrongCall("audit.bad_file", file=out.name)
    if act and act not in GROUPS:
        raise WrongCall("audit.unknown_kind", kind=act, known=list(GROUPS))
    chosen = AuditFilter(person, act, ref, _moment(since), _moment(until), words)
    written: AuditFile | None = None
    try:
        with desk(store, as_name, pin_file, checked=False) as at_desk:
            with at_desk.store.read() as reading:
                report = filecheck.check_content(reading, thorough=True)
            if out is not None:
                written = write_record(at_desk.store, out, chosen, by=at_desk.by, at=at_desk.at)
    except WorldFailure as failure:
        if failure.code != "store.damaged":
            raise
        report = FileReport(Head(0, b""), (Checked("integrity", Level.FAIL, failure),))
    document: dict[str, Any] = {
        "store": store,
        "ok": report.ok,
        "entries": report.head.seq,
        "head": head_facts(report.head),
        "first_broken": report.first_broken,
        "checks": {finding.check: finding.level.value for finding in reversed(report.findings)},
        "problems": [_problem(finding) for finding in report.problems],
    }
    lines = [f"操作记录 {report.head.seq} 条，末条代码 {report.head.code}" if report.head.hash else "操作记录读不出"]
    lines += [f"  {sentence(finding.error)}" for finding in report.problems if finding.error is not None]
    if written is not None:
        document |= {"path": str(written.path), "written": written.entries}
        lines.append(f"已写出 {written.entries} 条：{written.path}")
    answer(document, as_json, [*lines, "完整" if report.ok else "不完整：没有改动任何内容"], report.ok)


def anchor_check(
    store: StoreArgument,
    code: Annotated[str, typer.Option("--code", metavar="DIGITS", help="纸上的 30 位数字 / thirty digits")] = "",
    text: Annotated[str, typer.Option("--qr", metavar="TEXT", help="扫出的文字 / the scanned text")] = "",
    as_json: JsonOption = False,
) -> None:
    """Hold what a signed sheet bears against file and chain; status 1 (E16) when the chain does not contain it."""
    if bool(code) == bool(text):
        raise WrongCall("audit.code_or_qr")
    with desk(store, checked=False) as at_desk:
        found = anchors.check_qr(at_desk.store, text) if text else anchors.check_digits(at_desk.store, code)
    document: dict[str, Any] = {
        "store": store,
        "ok": found.ok,
        "code": found.code,
        "seq": found.seq,
        "at": found.at,
        "entries": found.length,
        "since": dict(found.since or {}),
        "signature": found.signature,
        "data_same": found.data_same,
    }
    if found.facts is not None:
        document |= {"trade": found.facts.trade, "revision": found.facts.revision, "software": found.facts.software}
    answer(document, as_json, anchors.words(found), found.ok)


def clock(
    store: StoreArgument,
    right: Annotated[
        bool, typer.Option("--right", help="管理员确认时间已校准 / the administrator set it right")
    ] = False,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whether this computer's time follows what the file holds; with --right somebody answers for it from now on.

    Status 1 while it is suspect. Marking and exporting go on either way.
    """
    with desk(store, as_name, pin_file, checked=False) as at_desk:
        if right:
            set_clock(at_desk.store, by=at_desk.by, at=at_desk.at)
        with at_desk.store.read() as reading:
            found = clock_of(reading, at_desk.at)
    words = {"ok": "时间可靠", "suspect": "时间可疑，请校准", "set": "时间由管理员确认过"}
    document = {"store": store, "clock": found.word, "now": at_desk.at.isoformat(), "newest": found.newest_at}
    lines = [words[found.word], *([sentence(found.why)] if found.why is not None else [])]
    answer(document, as_json, lines, found.why is None)


def _moment(text: str) -> datetime | None:
    """A time as typed: of the venue's clock unless it names its own zone. Raises WrongCall "audit.bad_time"."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall("audit.bad_time", text=text) from None
    return found if found.tzinfo else found.replace(tzinfo=VENUE_ZONE)


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
