"""Sample papers about rules, judges, keys and the record."""

from __future__ import annotations

from app.documents.papers import GroupRow, Paper, PaperHead
from app.documents.papers import rows as r
from app.documents.papers.trust import EnrolmentForm

DIGITS = "86851  50966  57447  05613\n11816  57942  02430  42745"


def trust_papers(head: PaperHead, plain: PaperHead) -> list[Paper]:
    """One of each, long enough for a second page where a kind can have one."""
    record = tuple(
        r.AuditRow(
            str(number),
            "2026-06-18 17:31:07",
            "陈志强、马秀英",
            f"更正 H-{number:03d} 的 B1/3，理由见右",
            f"6-18-02-04/practical/H-{number:03d}",
            "44.5 → 45.4",
            "纸上是 45.4，两遍都看错了，复核时三个人一起看过原件",
        )
        for number in range(1, 60)
    )
    examples = (
        GroupRow("评委打分　五人去掉最高最低"),
        r.ExampleRow("规则", "五名裁判打分，去掉一个最高分和一个最低分，取其余三个的平均。" * 3, ""),
        r.ExampleRow("结果", "H-001　实操", "87.33"),
    )
    judges = tuple(
        r.JudgeStatRow("整场", str(seat), f"裁判{seat}", "240", "2", "−0.13", "1.30", "12", "9", "1", "97.5")
        for seat in range(1, 6)
    )
    form = EnrolmentForm(
        "GS-BASE-01　示范重型机械厂",
        "gs-2026-welding",
        "2026-06-18 08:31",
        "第 1 张，共 1 张",
        f"李卫东\n{DIGITS}",
        f"李卫东\n{DIGITS}",
        f"马秀英　焊工\n{DIGITS}",
        "本张没有",
        "EQ1:6BFOXN*TS0BI$ZD-PHQ7I9AD66",
    )
    return [
        Paper("audit_record", plain, record, facts=(("条数", "59"),)),
        Paper("examples", plain, examples),
        Paper("judge_statistics", head, judges, facts=(("评分表", "24 份"),)),
        Paper("enrolment", plain, data=form),
    ]
