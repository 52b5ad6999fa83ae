"""What an office prints: receipts and refusals, merged standings, the register of what came in, the year."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.papers.model import LANDSCAPE, Column, Field, FormKind, FormRow, Kind, TableKind
from app.documents.papers.rows import OfficeReceipt


@dataclass(frozen=True)
class MergedRow:
    """全省汇总表: an entry among all bases."""

    place: str
    base: str
    entry: str
    total: str
    base_place: str
    award: str
    contest: str
    note: str = ""


@dataclass(frozen=True)
class ReceivedRow:
    """收件登记: a file that came in."""

    number: str
    at: str
    base: str
    bundle: str
    file_name: str
    check_code: str
    verdict: str
    findings: str


@dataclass(frozen=True)
class CountRow:
    """年度概览: one thing counted; `target` and `share` empty without a target."""

    name: str
    done: str
    target: str = ""
    share: str = ""
    note: str = ""


@dataclass(frozen=True)
class HeldRow:
    """年度竞赛清单: a trade held at a base."""

    number: str
    trade: str
    contest: str
    base: str
    level: str
    kind: str
    day: str
    people: str


OFFICE_PAPERS: dict[str, Kind] = {
    "office_receipt": FormKind(
        "接收回执",
        OfficeReceipt,
        (
            FormRow(12, (Field("回执号", "number", 90), Field("校验码", "check_code", 90))),
            FormRow(12, (Field("赛区（基地）", "base", 180),)),
            FormRow(14, (Field("文件名", "file_name", 180),)),
            FormRow(16, (Field("全文摘要\nSHA-256", "digest", 180),)),
            FormRow(14, (Field("结论", "verdict", 180),)),
            FormRow(40, (Field("核验情况", "findings", 180),)),
            FormRow(16, (Field("尚缺文件", "missing", 180),)),
            FormRow(12, (Field("接收时间", "received_at", 90), Field("接收人", "received_by", 90))),
            FormRow(34, (Field("省组委会办公室", "", 180, sign="（盖章）　　　　年　　月　　日"),)),
        ),
        qr="facts",
    ),
    "office_rejection": FormKind(
        "拒收单",
        OfficeReceipt,
        (
            FormRow(12, (Field("单号", "number", 90), Field("校验码", "check_code", 90))),
            FormRow(12, (Field("赛区（基地）", "base", 180),)),
            FormRow(14, (Field("文件名", "file_name", 180),)),
            FormRow(16, (Field("全文摘要\nSHA-256", "digest", 180),)),
            FormRow(14, (Field("结论", "verdict", 180),)),
            FormRow(54, (Field("拒收原因", "findings", 180),)),
            FormRow(12, (Field("处理时间", "received_at", 90), Field("处理人", "received_by", 90))),
            FormRow(34, (Field("省组委会办公室", "", 180, sign="（盖章）　　　　年　　月　　日"),)),
        ),
        qr="facts",
        note="原文件未改动；请按原因处理后重新生成并送交。",
    ),
    "merged_standings": TableKind(
        "全省成绩汇总表",
        (
            Column("place", "名次", 14),
            Column("base", "赛区（基地）", 56, "left", stretch=True),
            Column("entry", "参赛号", 24),
            Column("total", "总成绩", 26, "number"),
            Column("base_place", "赛区名次", 20),
            Column("award", "奖项", 24),
            Column("contest", "竞赛", 75, "left"),
            Column("note", "备注", 28),
        ),
        MergedRow,
        page=LANDSCAPE,
        signatures=("统分", "复核", "省组委会办公室"),
    ),
    "received_register": TableKind(
        "成绩包收件登记表",
        (
            Column("number", "序号", 12),
            Column("at", "接收时间", 32),
            Column("base", "赛区（基地）", 44, "left"),
            Column("bundle", "包号", 14),
            Column("file_name", "文件名", 58, "left", one_line=True),
            Column("check_code", "校验码", 26, one_line=True),
            Column("verdict", "结论", 20),
            Column("findings", "核验情况", 61, "left", stretch=True),
        ),
        ReceivedRow,
        page=LANDSCAPE,
        signatures=("接收人", "复核"),
    ),
    "year_overview": TableKind(
        "年度竞赛概览",
        (
            Column("name", "项目", 66, "left"),
            Column("done", "完成", 22, "number"),
            Column("target", "目标", 22, "number"),
            Column("share", "完成率", 20, "number"),
            Column("note", "说明", 50, "left", stretch=True),
        ),
        CountRow,
        signatures=("统计", "审核"),
    ),
    "year_contests": TableKind(
        "年度竞赛清单",
        (
            Column("number", "序号", 12),
            Column("trade", "职业（工种）", 48, "left"),
            Column("contest", "竞赛", 80, "left", stretch=True),
            Column("base", "赛区（基地）", 46, "left"),
            Column("level", "级别", 20),
            Column("kind", "种类", 26),
            Column("day", "日期", 22),
            Column("people", "人数", 13, "number"),
        ),
        HeldRow,
        page=LANDSCAPE,
    ),
}
