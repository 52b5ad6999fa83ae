"""打印: every kind of paper by its name, made from what the file knows now, whole or not at all, entered in the chain.

Rules:
1. A paper that joins names and scores needs the right to see results; codes and entries together stand only on the
   sealed table, for those who may open it; marks by code are not for people who may know whose code it is.
2. Asked for all trades, a kind leaves out those that have nothing to print yet and names them; asked for one, it says
   what that trade waits for.
3. Every file is entered with the digest of what it says and how many papers it holds. Each sheet bears the data code
   of its own content, so that a sheet printed again can be held against the signed one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from app.changes import Change
from app.documents.papers import PAPERS, papers_pdf, write_papers
from app.documents.papers.model import Paper, PaperSeal
from app.domain.roles import Act
from app.errors import Refusal, WrongCall
from app.services import examples, judge_report
from app.services import papers_appeals as appeals
from app.services import papers_differences as differences
from app.services import papers_export as export
from app.services import papers_hall as hall
from app.services import papers_keys as key_forms
from app.services import papers_rankings as rankings
from app.services import papers_results as lists
from app.services import papers_sheets as sheets
from app.services import papers_venue as venue
from app.services.access import Actor, acting, require
from app.services.anchors import seal_of
from app.services.common import Store, TradeFacts, contest_facts
from app.services.papers_citations import citations
from app.services.papers_common import Printing, Wish, coded
from app.services.papers_workbook import can_be_workbook, papers_workbook, wants_workbook
from app.tables.files import write_whole
from db.queries import certificates as stored
from db.store import Writing

OfTrade = Callable[[Printing, TradeFacts], Iterable[Paper]]
OfContest = Callable[[Printing], Iterable[Paper]]


@dataclass(frozen=True)
class PaperKind:
    """A kind of paper: its name on the command line, its Chinese names (the first is shown), and what makes it."""

    id: str
    names: tuple[str, ...]
    make: OfTrade | None = None
    make_all: OfContest | None = None
    needs: tuple[Act, ...] = ()
    marks: bool = False

    def asks_of(self, by: Actor) -> tuple[Act, ...]:
        """What somebody has to be allowed beside printing. Marks are read by those who see results, never by whoever
        registers, checks in or draws; the console prints them as it prints all that names nobody."""
        return (*self.needs, Act.SEE_RESULTS) if self.marks and by.role is not None else self.needs

    @property
    def zh(self) -> str:
        """The name people read."""
        return self.names[0]

    @property
    def workbook(self) -> bool:
        """Whether it is a list people go on working with, given as xlsx beside the PDF. Never what is kept sealed."""
        shape = PAPERS.get(_SHAPES.get(self.id, self.id.replace("-", "_")))
        return shape is not None and can_be_workbook(shape) and self.id not in _PAPER_ONLY


_SHAPES = {"single-standings": "side_standings"}
_PAPER_ONLY = frozenset({"code-table", "incidents"})
_SCORES = (Act.SEE_RESULTS,)
_DIFFERENCES = (Act.SETTLE,)
_OWN_RIGHTS = (Act.SEE_JUDGES, Act.SETTLE)
_KINDS = (
    PaperKind("sign-in", ("签到表",), hall.sign_in),
    PaperKind("sign-in-photo", ("照片签到表", "签到表（照片）"), hall.sign_in_photo),
    PaperKind("check-in", ("检录表",), hall.check_in),
    PaperKind("passes", ("参赛证",), hall.passes),
    PaperKind("pass-cards", ("参赛证卡片", "参赛证（卡片）"), hall.pass_cards),
    PaperKind("entries", ("报名汇总表", "报名表"), make_all=hall.entry_lists),
    PaperKind("roster-problems", ("报名问题单", "报名问题清单"), make_all=venue.roster_problems),
    PaperKind("timetable", ("日程表", "竞赛日程表"), make_all=venue.timetable),
    PaperKind("door-signs", ("场地门牌", "门牌"), make_all=venue.door_signs),
    PaperKind("scheme", ("评分标准审定表", "评分标准"), venue.scheme),
    PaperKind("absent", ("缺席名单", "缺考名单"), venue.absent),
    PaperKind("draw", ("抽签表",), hall.draw_list),
    PaperKind("code-table", ("加密对照表", "加密表"), hall.code_table, needs=(Act.SEE_CODES_WITH_NAMES,)),
    PaperKind("code-labels", ("密号标签",), hall.code_labels),
    PaperKind("envelopes", ("密封袋封面",), hall.envelopes),
    PaperKind("incidents", ("现场情况记录表",), hall.incidents),
    PaperKind("score-sheets", ("评分表",), sheets.score_sheets, marks=True),
    PaperKind("blank-score-sheets", ("空白评分表",), sheets.blank_sheets),
    PaperKind("judge-sheets", ("裁判评分表",), sheets.judge_sheets),
    PaperKind("judge-summary", ("评委打分汇总", "评委打分汇总表"), sheets.judge_summary, needs=_SCORES),
    PaperKind("judge-statistics", ("裁判评分统计", "裁判评分统计表"), judge_report.paper, needs=(Act.SEE_JUDGES,)),
    PaperKind("mismatches", ("两遍录入不一致清单", "不一致清单"), differences.mismatches, needs=_DIFFERENCES),
    PaperKind("recheck", ("复核记录", "复核记录表"), sheets.recheck, needs=_SCORES),
    PaperKind("correction", ("更正单", "成绩更正单"), appeals.corrections, needs=_SCORES),
    PaperKind("theory", ("理论成绩单", "成绩单"), lists.theory, needs=_SCORES),
    PaperKind("standings", ("成绩汇总表",), lists.standings_list, needs=_SCORES),
    PaperKind("public-notice", ("公示表", "成绩公示"), lists.public_notice, needs=_SCORES),
    PaperKind("winners", ("获奖名单",), lists.winners, needs=_SCORES),
    PaperKind("citations", ("颁奖词",), citations, needs=_SCORES),
    PaperKind("single-standings", ("单项成绩表", "单项排名"), rankings.side_standings, needs=_SCORES),
    PaperKind("delegations", ("代表队排名表", "代表队排名"), make_all=rankings.delegations, needs=_SCORES),
    PaperKind("honours", ("拟推荐名单", "拟推荐"), rankings.honours, needs=_SCORES),
    PaperKind("explanation", ("成绩计算说明", "计算说明"), lists.explanations, needs=_SCORES),
    PaperKind("certificate-receipts", ("证书发放签收表", "签收表"), lists.certificate_receipts, needs=_SCORES),
    PaperKind("appeal", ("申诉表",), appeals.appeals),
    PaperKind("blank-appeal", ("空白申诉表",), appeals.blank_appeals),
    PaperKind("amendment-notice", ("更正公示", "成绩更正公示"), appeals.amendment_notice, needs=_SCORES),
    PaperKind("examples", ("计分规则示例", "规则示例"), make_all=examples.paper),
    PaperKind("export-sheet", ("上报单", "成绩上报单"), make_all=export.export_sheets),
    PaperKind("enrolment", ("钥匙登记表",), make_all=key_forms.enrolment, needs=(Act.MANAGE_KEYS,)),
    PaperKind("loss-report", ("遗失报告", "介质遗失报告"), make_all=export.loss_report),
)
PAPER_KINDS = {kind.id: kind for kind in _KINDS}
_BY_NAME = {name: kind for kind in _KINDS for name in (kind.id, *kind.names)}


@dataclass(frozen=True)
class Left:
    """A trade that had nothing to print, and why."""

    trade: str
    name: str
    why: Refusal


@dataclass(frozen=True)
class PrintedPaper:
    """What was written: papers and pages, the digest of what they say, and trades left out."""

    kind: PaperKind
    papers: int
    pages: int
    digest: str
    codes: tuple[str, ...]
    left: tuple[Left, ...]
    change: Change


@dataclass
class _Made:
    """Papers of one act with their digests, trade by trade. `seal` gives what sheets of a trade bear for signature."""

    seal: Callable[[TradeFacts], PaperSeal | None] = lambda _trade: None
    papers: list[Paper] = field(default_factory=list)
    parts: list[tuple[TradeFacts | None, str, int]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def add(self, trade: TradeFacts | None, papers: Iterable[Paper]) -> None:
        """Take the papers of a trade (None: of the contest)."""
        pairs = list(coded(list(papers)))
        if pairs:
            seal = self.seal(trade) if trade is not None else None
            self.papers += [
                replace(paper, head=replace(paper.head, seal=seal)) if seal else paper for paper, _ in pairs
            ]
            self.parts.append((trade, _joined(digest for _, digest in pairs), len(pairs)))

    @property
    def digest(self) -> str:
        """The digest of everything made."""
        return _joined(digest for _, digest, _ in self.parts)


def _joined(digests: Iterable[str]) -> str:
    found = list(digests)
    return found[0] if len(found) == 1 else hashlib.sha256("".join(found).encode()).hexdigest()


def paper_kind(name: str) -> PaperKind:
    """The kind of a name, Chinese or English, with - or _. Raises WrongCall "papers.unknown_kind" naming them all."""
    wanted = name.strip()
    found = _BY_NAME.get(wanted) or _BY_NAME.get(wanted.lower().replace("_", "-"))
    if found is None:
        known = [f"{kind.zh} {kind.id}" for kind in _KINDS]
        raise WrongCall("papers.unknown_kind", kind=name, known=known)
    return found


def print_paper(
    store: Store, name: str, out: Path, wish: Wish | None = None, *, by: Actor, at: datetime
) -> PrintedPaper:
    """Write one kind of paper as PDF, or as a workbook where the path ends in .xlsx and the kind is a list.

    Raises WrongCall "papers.out_suffix" for another ending, "papers.unknown_kind", RightsRefusal, Refusal "papers.*" or
    what the trade waits for, Problems "documents.paper_refused" naming texts no font can print, WorldFailure
    "files.no_space" on a nearly full disk or when the file cannot be written. No file is left then, nothing is entered.
    """
    kind, wish = paper_kind(name), wish or Wish()
    with acting(store, by, first_right(kind), at) as writing:
        for act in kind.asks_of(by):
            if act is not Act.SEE_CODES_WITH_NAMES or wish.second is None:  # two people are asked at the table itself
                require(writing, by, act)
    return write_kind(store, kind, out, wish, by=by, at=at)


def write_kind(store: Store, kind: PaperKind, out: Path, wish: Wish, *, by: Actor, at: datetime) -> PrintedPaper:
    """As `print_paper`, for callers that have asked for the right themselves."""
    table = wants_workbook(out, kind.zh, allowed=kind.workbook)
    made = _make(store, kind, wish, by, at)
    buffer = BytesIO()
    report = write_papers(made.papers, buffer)  # for a workbook too: what no font can draw is told before it is posted
    data = papers_workbook(made.papers) if table else buffer.getvalue()
    with store.write() as writing:
        seq = _enter(writing, kind, made, by, at)
        write_whole(out, data)
    trades = frozenset(trade.code for trade, _, _ in made.parts if trade)
    codes = tuple(paper.head.data_code for paper in made.papers)
    return PrintedPaper(
        kind, report.papers, report.pages, made.digest, codes, tuple(made.left), Change(frozenset(), trades, seq)
    )


def first_right(kind: PaperKind) -> Act:
    """Printing is a right of its own, but the report on judges belongs to chief judge and supervisor as it is, and the
    list of differences to those who settle them."""
    return next((act for act in _OWN_RIGHTS if act in kind.needs), Act.PRINT_PAPERS)


def preview_paper(store: Store, name: str, wish: Wish | None = None, *, by: Actor, at: datetime) -> bytes:
    """The PDF for the screen: the same rights, nothing entered. Raises as `print_paper`; the sealed table has none."""
    kind = paper_kind(name)
    if Act.SEE_CODES_WITH_NAMES in kind.needs:
        raise Refusal("papers.no_preview", kind=kind.zh)
    with acting(store, by, first_right(kind), at) as writing:
        for act in kind.asks_of(by):
            require(writing, by, act)
    return papers_pdf(_make(store, kind, wish or Wish(), by, at).papers)


def _make(store: Store, kind: PaperKind, wish: Wish, by: Actor, at: datetime) -> _Made:
    made = _Made()
    with store.read() as reading:
        made.seal = cache(lambda trade: seal_of(reading, trade, kind.id, wish.sheet_signer))
        printing = Printing(store, reading, contest_facts(reading), by, at, wish)
        if kind.make_all is not None:
            made.add(None, kind.make_all(printing))
        elif kind.make is not None:
            for trade in printing.trades():
                try:
                    made.add(trade, kind.make(printing, trade))
                except Refusal as why:
                    made.left.append(Left(trade.code, trade.name, why))
    if not made.papers:
        raise made.left[0].why if made.left else Refusal("papers.nothing", kind=kind.zh)
    return made


def _enter(writing: Writing, kind: PaperKind, made: _Made, by: Actor, at: datetime) -> int:
    seq = 0
    for trade, digest, count in made.parts:
        values = {"kind": kind.id, "trade_id": trade.id if trade else None, "digest": digest, "copies": 1}
        stored.add_paper(writing, {**values, "by": by.ref, "at": at})
        ref = trade.code if trade else ""
        seq = writing.audit(
            "paper.printed", by=by.ref, at=at, ref=ref, kind=kind.id, sha256=digest, papers=count, copies=1
        )
    return seq
