"""Papers of the venue itself: the days' timetable, signs for doors, the marking scheme for approval, what a roster
lacks, who did not come, marks keyed two ways, words for the ceremony; and what passes and labels have besides a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.documents.papers.model import CardKind, Column, Kind, LetterKind, Paper, TableKind
from app.documents.papers.rows import PassCard


@dataclass(frozen=True)
class HourRow:
    """竞赛日程表: one hour of a day."""

    time: str
    what: str
    trade: str
    place: str
    note: str = ""


@dataclass(frozen=True)
class DoorSign:
    """场地门牌: a room with what is held there, a line each; one sheet a room."""

    place: str
    trade: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class SchemeRow:
    """评分标准审定表: one aspect as it will be marked."""

    id: str
    name: str
    kind: str
    requirement: str
    maximum: str
    note: str = ""


@dataclass(frozen=True)
class AbsentRow:
    """缺席名单: an entry that was not there, with the word noted for it."""

    number: str
    entry: str
    name: str
    unit: str
    status: str
    reason: str = ""


@dataclass(frozen=True)
class ProblemRow:
    """报名问题单: an entry and what is still wrong with it; `done` is ticked by hand."""

    number: str
    entry: str
    name: str
    unit: str
    trade: str
    problem: str
    done: str = ""


@dataclass(frozen=True)
class MismatchRow:
    """两遍录入不一致清单: a cell keyed two ways; `settled` what the paper said, empty for the hand while it is open."""

    number: str
    code: str
    aspect: str
    seat: str
    first: str
    second: str
    settled: str
    by: str = ""


@dataclass(frozen=True)
class Citations:
    """颁奖词: paragraphs read aloud, one after the other."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PassBack:
    """The back of passes: rules for who carries one, and the hours of the trade, a line each. With it every sheet of
    passes is followed by its back, mirrored for printing on both sides along the long edge."""

    rules: tuple[str, ...]
    hours: tuple[str, ...] = ()


@dataclass(frozen=True)
class LabelSheet:
    """Where labels go on stock that is cut already: the place of the first (1 is top left, row by row), and how far to
    the right and down everything is moved, in mm. No crop marks are printed on such stock."""

    first: int = 1
    right: Decimal = Decimal(0)
    down: Decimal = Decimal(0)


def _citation_title(paper: Paper) -> str:
    group = f"（{paper.head.group}）" if paper.head.group else ""
    return f"{paper.head.contest}\n{paper.head.trade}{group}颁奖词"


def _citation_text(paper: Paper) -> tuple[str, ...]:
    assert isinstance(paper.data, Citations)
    return paper.data.paragraphs


def _nothing(_paper: Paper) -> tuple[str, ...]:
    return ()


VENUE_PAPERS: dict[str, Kind] = {
    "timetable": TableKind(
        "竞赛日程表",
        (
            Column("time", "时间", 22, chain="HeiBold"),
            Column("what", "内容", 52, "left"),
            Column("trade", "职业（工种）、场次", 50, "left"),
            Column("place", "地点", 34, "left"),
            Column("note", "备注", 22, "left"),
        ),
        HourRow,
        row_height=10,
        size=11,
    ),
    "door_signs": CardKind("场地门牌", DoorSign, "sign"),
    "scheme": TableKind(
        "评分标准审定表",
        (
            Column("id", "编号", 14),
            Column("name", "评分点", 56, "left"),
            Column("kind", "类型", 14),
            Column("requirement", "评分要求", 60, "left"),
            Column("maximum", "配分", 16, "number"),
            Column("note", "审定意见", 20, "left"),
        ),
        SchemeRow,
        signatures=("命题人", "审题人", "裁判长", "监督"),
        size=9.5,
    ),
    "absent": TableKind(
        "缺席名单",
        (
            Column("number", "序号", 12),
            Column("entry", "参赛号", 22),
            Column("name", "姓名", 26),
            Column("unit", "代表队 / 单位", 52, "left"),
            Column("status", "情况", 22),
            Column("reason", "原因", 46, "left"),
        ),
        AbsentRow,
        signatures=("检录", "裁判长", "监督"),
    ),
    "roster_problems": TableKind(
        "报名问题单",
        (
            Column("number", "序号", 10),
            Column("entry", "参赛号", 20),
            Column("name", "姓名", 24),
            Column("unit", "单位", 40, "left"),
            Column("trade", "职业（工种）", 26, "left"),
            Column("problem", "需要补正的内容", 42, "left"),
            Column("done", "补正情况", 18),
        ),
        ProblemRow,
        signatures=("领队", "登记"),
        row_height=9,
        note="请领队逐项补正后交回登记处；没有补正的，报名不予通过。",
    ),
    "mismatches": TableKind(
        "两遍录入不一致清单",
        (
            Column("number", "序号", 10),
            Column("code", "密号", 22, chain="HeiBold"),
            Column("aspect", "评分点", 54, "left"),
            Column("seat", "席位", 18),
            Column("first", "第一遍", 20, "number"),
            Column("second", "第二遍", 20, "number"),
            Column("settled", "以纸面为准", 20, "number", chain="HeiBold"),
            Column("by", "裁定人", 16),
        ),
        MismatchRow,
        signatures=("录分员一", "录分员二", "监督"),
        row_height=9,
        note="“以纸面为准”空着的还没有裁定：请取出原评分表核对后填写并录入。",
    ),
    "citations": LetterKind(_citation_title, Citations, _citation_text, (), HourRow, _nothing),
    "pass_cards": CardKind("参赛证", PassCard, "card"),
}
