"""The operation record as a file by its ending: csv and xlsx for tables, pdf for the archive, with lines to sign on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import NAME, VERSION
from app.documents.papers import papers_pdf
from app.documents.papers.model import Paper, PaperHead
from app.documents.papers.rows import AuditRow
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import Actor, check_may
from app.services.audit_list import AuditFilter, AuditLine, AuditList
from app.services.common import Store, contest_facts
from app.services.papers_common import actor_name, local
from app.tables.files import write_whole
from app.tables.writer import Column, Page, csv_bytes, workbook_bytes
from db.queries import audit as stored

SUFFIXES = (".csv", ".xlsx", ".pdf")
MOST_IN_PDF = 20_000
MOST_IN_BOOK = 300_000
_COLUMNS = (
    Column("序号", 9),
    Column("时间", 20),
    Column("谁", 16),
    Column("机器", 11),
    Column("做了什么", 44),
    Column("对象", 30),
    Column("前 → 后", 22),
    Column("理由", 30),
    Column("代码", 22),
    Column("摘要", 66),
)
Told = Callable[[int, int], None]


@dataclass(frozen=True)
class AuditFile:
    """What was written."""

    path: Path
    entries: int


def write_record(
    store: Store, path: Path, chosen: AuditFilter, *, by: Actor, at: datetime, told: Told = lambda _done, _of: None
) -> AuditFile:
    """Write the entries of a filter, oldest first. `told` hears (done, of) and may raise to stop; no file is left then.

    Raises WrongCall "audit.bad_file"; RightsRefusal for who may not see the record; Refusal "audit.too_long" where a
    PDF would be a book of thousands of pages.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise WrongCall("audit.bad_file", file=path.name)
    check_may(store, by, Act.SEE_AUDIT, at)
    found = AuditList(store, chosen, ascending=True)
    total = found.count()
    most = MOST_IN_PDF if path.suffix.lower() == ".pdf" else MOST_IN_BOOK
    if total > most:
        raise Refusal("audit.too_long", count=total, most=most)
    lines: list[AuditLine] = []
    for line in found.all():
        lines.append(line)
        if not len(lines) % 1000:
            told(len(lines), total)
    write_whole(path, _content(store, path.suffix.lower(), lines, by, at))
    told(total, total)
    return AuditFile(path, total)


def _content(store: Store, suffix: str, lines: list[AuditLine], by: Actor, at: datetime) -> bytes:
    if suffix == ".pdf":
        return _pdf(store, lines, by, at)
    rows = [_row(line) for line in lines]
    if suffix == ".csv":
        return csv_bytes([column.title for column in _COLUMNS], rows)
    return workbook_bytes([Page("操作记录", _COLUMNS, rows, title="操作记录")])


def _row(line: AuditLine) -> tuple[str | int, ...]:
    said = line.said["zh"]
    changed = line.changed["zh"]
    return (line.seq, when(line), line.who, line.machine, said, line.ref, changed, line.reason, line.act, line.hash)


def when(line: AuditLine) -> str:
    """Date and time at the venue, to the second."""
    return "—" if line.at is None else local(line.at).strftime("%Y-%m-%d %H:%M:%S")


def _pdf(store: Store, lines: list[AuditLine], by: Actor, at: datetime) -> bytes:
    with store.read() as reading:
        facts = contest_facts(reading)
        seq = stored.length(reading)
    rows = tuple(
        AuditRow(str(line.seq), when(line), line.who, line.said["zh"], line.ref, line.changed["zh"], line.reason)
        for line in lines
    )
    head = PaperHead(
        contest=facts.contest.name,
        printed_by=actor_name(by),
        printed_at=local(at),
        demo=facts.mode != "live",
        program=f"{NAME} {VERSION}",
    )
    told = (("条数", str(len(lines))), ("记录至", f"第 {seq} 条  {store.head.code}"))
    return papers_pdf([Paper("audit_record", head, rows, facts=told)])
