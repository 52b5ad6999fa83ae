"""What the office prints: receipts and refusals, the register, merged standings, the overview of a year.

All of it as PDF, the overview as a workbook too. Every file is entered in the office's chain with the digest of what it
says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from app import NAME, VERSION
from app.bundle.archive import check_code
from app.documents.papers import GroupRow, Paper, PaperHead, papers_pdf, write_papers
from app.documents.papers.office import CountRow, HeldRow, MergedRow, ReceivedRow
from app.documents.papers.rows import OfficeReceipt
from app.domain.audit import canonical_bytes
from app.domain.overview import CYCLE_WORDS, CycleLine, Overview, TargetLine
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services.access import CONSOLE, Actor, acting, check_may
from app.services.common import Store
from app.services.office_standings import NOTE, merged_standings, remark, shown_total
from app.services.office_view import InboxLine, Slip, inbox, slips
from app.services.overview import year_overview
from app.services.papers_common import actor_name, coded, local, moment
from app.services.papers_workbook import papers_workbook, wants_workbook
from app.tables.files import write_whole
from app.tables.writer import Column, Page, Value, workbook_bytes
from db.queries import certificates as stored
from db.queries import contest as contests

OFFICE = "省组委会办公室"
NO_PLACE = "—"


@dataclass(frozen=True)
class OfficeWish:
    """What of a kind is asked for: files by name, digest or check code; a trade by code; a year."""

    files: tuple[str, ...] = ()
    trade: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class OfficePrinting:
    """One act of printing at the office."""

    store: Store
    wish: OfficeWish
    by: Actor
    at: datetime
    live: bool

    def head(self, trade: str = "", group: str = "", formal: bool | None = True) -> PaperHead:
        """What a sheet of this act bears; the data code comes when its content stands."""
        return PaperHead(
            contest=OFFICE,
            printed_by=actor_name(self.by),
            printed_at=local(self.at),
            trade=trade,
            group=group,
            formal=formal,
            demo=not self.live,
            program=f"{NAME} {VERSION}",
        )


@dataclass(frozen=True)
class OfficePaper:
    """A kind of paper of the office: its name on the command line, the name people read, what makes it, and whether it
    is a list."""

    id: str
    zh: str
    make: Callable[[OfficePrinting], Iterator[Paper]]
    workbook: bool = True


def receipts(printing: OfficePrinting) -> Iterator[Paper]:
    """回执 for every file taken in. Raises Refusal "office.none_taken" when there is none."""
    found = slips(printing.store, printing.wish.files)
    if not any(slip.accepted for slip in found):
        raise Refusal("office.none_taken", count=len(found))
    for slip in found:
        if slip.accepted:
            yield Paper("office_receipt", printing.head(formal=None), data=_slip(slip, printing))


def rejections(printing: OfficePrinting) -> Iterator[Paper]:
    """拒收单 for every file refused. Raises Refusal "office.none_refused" when there is none."""
    found = slips(printing.store, printing.wish.files)
    if all(slip.accepted for slip in found):
        raise Refusal("office.none_refused", count=len(found))
    for slip in found:
        if not slip.accepted:
            yield Paper("office_rejection", printing.head(formal=None), data=_slip(slip, printing))


def _slip(slip: Slip, printing: OfficePrinting) -> OfficeReceipt:
    line = slip.line
    missing = "、".join(f"第 {number} 号" for number in slip.missing)
    return OfficeReceipt(
        number=f"{line.id:04d}" + (f"（成绩包第 {line.number} 号）" if line.number else ""),
        base="　".join(part for part in (line.base, line.base_name) if part) or "文件未能读出基地",
        file_name=line.file,
        check_code=line.check_code or NO_PLACE,
        digest=line.sha256 or NO_PLACE,
        verdict=line.verdict_zh + (f"　{line.code}" if line.code else ""),
        findings=line.sentence,
        missing=missing or "无",
        received_at=moment(line.at),
        received_by=printing.by.name if printing.by.role is not None else "",  # a line to be written on
        facts=slip.facts or line.sha256,
    )


def register(printing: OfficePrinting) -> Iterator[Paper]:
    """收件登记 of everything that came, in the order it came."""
    lines = tuple(reversed(inbox(printing.store).lines))
    if not lines:
        raise Refusal("office.nothing")
    rows = tuple(_received(number, line) for number, line in enumerate(lines, 1))
    good = sum(line.good for line in lines)
    note = f"收到 {len(lines)} 个文件，收下 {good} 个，拒收 {len(lines) - good} 个。"
    yield Paper("received_register", printing.head(), rows, notes=(note,))


def _received(number: int, line: InboxLine) -> ReceivedRow:
    return ReceivedRow(
        number=str(number),
        at=moment(line.at),
        base=line.base_name or line.base or NO_PLACE,
        bundle=str(line.number) if line.number else NO_PLACE,
        file_name=line.file,
        check_code=line.check_code or NO_PLACE,
        verdict=line.verdict_zh.partition("，")[0] + (f" {line.code}" if line.code else ""),
        findings=line.sentence,
    )


def merged(printing: OfficePrinting) -> Iterator[Paper]:
    """全省成绩汇总表 of every trade and group, or of one trade or year."""
    lists = merged_standings(printing.store, printing.wish.trade, printing.wish.year)
    if not lists:
        raise Refusal("office.nothing")
    for one in lists:
        rows = tuple(
            MergedRow(
                place=NO_PLACE if line.place is None else str(line.place),
                base=line.base_name,
                entry=line.entry,
                total=shown_total(line),
                base_place=NO_PLACE if line.base_place is None else str(line.base_place),
                award=line.award,
                contest=line.contest_name,
                note=remark(line),
            )
            for line in one.lines
        )
        facts = (("年度", str(one.year)), ("赛区", f"{len(one.bases)} 个"), ("参赛", f"{len(one.lines)} 项"))
        yield Paper("merged_standings", printing.head(one.name, one.group), rows, facts=facts, notes=(NOTE,))


def overview(printing: OfficePrinting) -> Iterator[Paper]:
    """年度竞赛概览 and, when anything was held, the list of contests behind it."""
    year = year_overview(printing.store, printing.wish.year)
    rows: list[object] = []
    for title, lines in overview_parts(year):
        rows.append(GroupRow(title))
        rows += lines
    yield Paper("year_overview", printing.head(), tuple(rows), title=f"{year.year} 年度竞赛概览", facts=_state(year))
    if year.held:
        held = tuple(
            HeldRow(
                number=str(number),
                trade=f"{one.name} {one.trade}",
                contest=one.contest_name,
                base=one.base_name or one.base,
                level=one.level,
                kind=one.kind,
                day=one.starts,
                people=str(one.people),
            )
            for number, one in enumerate(year.held, 1)
        )
        yield Paper("year_contests", printing.head(), held, title=f"{year.year} 年度竞赛清单")


def _state(year: Overview) -> tuple[tuple[str, str], ...]:
    return (("年度", str(year.year)), ("缺报", f"{len(year.missing)} 项"))


def overview_parts(year: Overview) -> Iterator[tuple[str, list[CountRow]]]:
    """The overview part by part: a title and its rows, as paper and workbook show them."""
    yield "总目标", [_count(line) for line in year.totals]
    yield "按竞赛级别（工种数）", [_count(line) for line in year.classes]
    yield "按竞赛种类（工种数）", [_count(line) for line in year.kinds]
    cycle = [
        CountRow(f"{one.name} {one.trade}", str(sum(n for at, n in one.held if at == year.year)), note=_cycle_note(one))
        for one in year.cycle
    ]
    yield "通用职业（工种）周期", cycle
    yield (
        "各赛区（基地）",
        [
            CountRow(
                one.name or one.base,
                str(one.trades),
                note=f"{one.entries} 项 {one.people} 人" + (f"，缺 {len(one.missing)} 项" if one.missing else ""),
            )
            for one in year.bases
        ],
    )
    yield "代表队类别", [_count(line) for line in year.delegation_kinds]
    if year.missing:
        yield (
            "缺报",
            [
                CountRow(
                    one.base_name or one.base,
                    "0",
                    note=f"{one.trade_name} {one.trade}".strip()
                    + ("（竞赛包）" if one.why == "pack" else "（年度计划）"),
                )
                for one in year.missing
            ],
        )


def _cycle_note(one: CycleLine) -> str:
    held = "、".join(f"{at} 年 {count} 次" for at, count in one.held)
    return f"{CYCLE_WORDS[one.state]}；{held or '未办过'}"


def _count(line: TargetLine) -> CountRow:
    percent = line.percent
    return CountRow(
        line.name,
        str(line.done),
        "" if line.target is None else str(line.target),
        "" if percent is None else f"{percent}%",
    )


_KINDS = (
    OfficePaper("receipts", "回执", receipts, workbook=False),
    OfficePaper("rejections", "拒收单", rejections, workbook=False),
    OfficePaper("register", "收件登记", register),
    OfficePaper("merged", "全省成绩汇总表", merged),
    OfficePaper("overview", "年度概览", overview),
)
OFFICE_PAPERS = {kind.id: kind for kind in _KINDS}


@dataclass(frozen=True)
class OfficePrinted:
    """What was written."""

    kind: OfficePaper
    papers: int
    pages: int
    digest: str
    codes: tuple[str, ...]


def office_paper(name: str) -> OfficePaper:
    """The kind of a name, Chinese or English. Raises WrongCall "papers.unknown_kind" naming them all."""
    found = next((kind for kind in _KINDS if name.strip() in (kind.id, kind.zh)), None)
    if found is None:
        raise WrongCall("papers.unknown_kind", kind=name, known=[f"{kind.zh} {kind.id}" for kind in _KINDS])
    return found


def print_office(
    store: Store, name: str, out: Path, wish: OfficeWish | None = None, *, by: Actor = CONSOLE, at: datetime
) -> OfficePrinted:
    """Write one kind of the office's papers as PDF, or a list as a workbook where the path ends so, whole or not at
    all.

    Raises WrongCall "papers.unknown_kind", "papers.out_suffix", Refusal "office.*", "papers.no_workbook",
    RightsRefusal, Problems for texts no font can print, WorldFailure.
    """
    kind = office_paper(name)
    table = wants_workbook(out, kind.zh, allowed=kind.workbook)
    made = list(coded(_made(store, kind, wish, by, at)))
    buffer = BytesIO()
    report = write_papers([paper for paper, _ in made], buffer)
    data = papers_workbook([paper for paper, _ in made]) if table else buffer.getvalue()
    digest = hashlib.sha256("".join(one for _, one in made).encode()).hexdigest()
    with acting(store, by, Act.PRINT_PAPERS, at) as writing:
        values = {"kind": kind.id, "trade_id": None, "digest": digest, "copies": 1, "by": by.ref, "at": at}
        stored.add_paper(writing, values)
        count = report.papers
        writing.audit("paper.printed", by=by.ref, at=at, kind=kind.id, sha256=digest, papers=count, copies=1)
        write_whole(out, data)
    return OfficePrinted(kind, report.papers, report.pages, digest, tuple(paper.head.data_code for paper, _ in made))


def preview_office(
    store: Store, name: str, wish: OfficeWish | None = None, *, by: Actor = CONSOLE, at: datetime
) -> bytes:
    """The PDF for the screen; nothing is entered. Raises as `print_office`."""
    kind = office_paper(name)
    check_may(store, by, Act.PRINT_PAPERS, at)
    return papers_pdf(paper for paper, _ in coded(_made(store, kind, wish, by, at)))


def _made(store: Store, kind: OfficePaper, wish: OfficeWish | None, by: Actor, at: datetime) -> list[Paper]:
    with store.read() as reading:
        mode = contests.setting(reading, "office.mode")
    if mode is None:
        raise Refusal("office.not_an_office", path=store.path.name)
    return list(kind.make(OfficePrinting(store, wish or OfficeWish(), by, at, mode == "live")))


def write_overview(store: Store, path: Path, year: int | None = None, *, by: Actor = CONSOLE, at: datetime) -> Overview:
    """Write the overview of a year as xlsx or pdf, as the ending says. Raises WrongCall "papers.out_suffix" and what
    `year_overview` and `print_office` raise."""
    suffix = path.suffix.lower()
    found = year_overview(store, year)
    if suffix == ".pdf":
        print_office(store, "overview", path, OfficeWish(year=found.year), by=by, at=at)
    elif suffix == ".xlsx":
        write_whole(path, workbook_bytes(_pages(found, f"{moment(at)}　{actor_name(by)} 生成")))
    else:
        raise WrongCall("papers.out_suffix", path=path.name, known=(".xlsx", ".pdf"))
    return found


def _pages(year: Overview, made: str) -> list[Page]:
    rows: list[Sequence[Value]] = []
    for title, lines in overview_parts(year):
        rows.append((title, None, None, "", ""))
        rows += [
            (one.name, int(one.done), int(one.target) if one.target else None, one.share, one.note) for one in lines
        ]
    counts = (
        Column("项目", 34),
        Column("完成", 10, decimals=0, align="right"),
        Column("目标", 10, decimals=0, align="right"),
        Column("完成率", 10, align="right"),
        Column("说明", 50),
    )
    held_columns = ("序号", "工种代码", "工种", "竞赛", "赛区", "级别", "种类", "日期", "参赛项数", "人数")
    held: list[Sequence[Value]] = [
        (
            n,
            one.trade,
            one.name,
            one.contest_name,
            one.base_name,
            one.level,
            one.kind,
            one.starts,
            one.entries,
            one.people,
        )
        for n, one in enumerate(year.held, 1)
    ]
    came: list[Sequence[Value]] = [
        (one.name, one.kind, one.trades, one.entries, one.people) for one in year.delegations
    ]
    pages = [
        ("年度概览", counts, rows),
        ("竞赛清单", tuple(Column(title, 14, decimals=0) for title in held_columns), held),
        (
            "代表队",
            tuple(Column(title, 20, decimals=0) for title in ("代表队", "类别", "工种数", "参赛项数", "人数")),
            came,
        ),
    ]
    return [
        Page(
            name,
            columns,
            some,
            title=f"{year.year} 年度竞赛{'概览' if name == '年度概览' else name}",
            footer=f"数据码 {check_code(canonical_bytes([[str(cell) for cell in row] for row in some]))}　{made}",
        )
        for name, columns, some in pages
    ]
