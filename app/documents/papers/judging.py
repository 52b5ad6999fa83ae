"""Papers about the rules and the judges themselves: worked examples, how each judge marked beside the panel."""

from __future__ import annotations

from app.documents.papers import rows
from app.documents.papers.model import LANDSCAPE, Column, Kind, TableKind

JUDGING_PAPERS: dict[str, Kind] = {
    "examples": TableKind(
        "计分规则示例",
        (
            Column("what", "项目", 24, "left"),
            Column("text", "内容", 122, "left", stretch=True),
            Column("value", "结果", 34, "right", chain="HeiBold"),
        ),
        rows.ExampleRow,
        row_height=5.6,
        size=9.0,
    ),
    "judge_statistics": TableKind(
        "裁判评分统计表",
        (
            Column("module", "模块", 22),
            Column("seat", "席位", 22, chain="HeiBold"),
            Column("judge", "裁判", 49, stretch=True),
            Column("marks", "打分数", 20, "number"),
            Column("left_out", "缺评回避", 22, "number"),
            Column("difference", "平均偏差", 26, "number"),
            Column("share", "偏差占比 %", 26, "number"),
            Column("high", "去最高", 20, "number"),
            Column("low", "去最低", 20, "number"),
            Column("spreads", "复议", 18, "number"),
            Column("agreement", "一致率 %", 22, "number"),
        ),
        rows.JudgeStatRow,
        LANDSCAPE,
        ("裁判长", "监督"),
    ),
}
