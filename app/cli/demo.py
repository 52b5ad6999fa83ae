"""The verb `demo`: the whole contest day on shipped data, without a window."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.shared import JsonOption, answer
from app.services.demo_files import make_demo

STEPS = {
    "data": "准备演示数据",
    "accounts": "建立账户",
    "roster": "导入名单（两次）",
    "marking": "检录、抽签、两遍录分、裁定",
    "recheck": "抽检复核",
    "results": "锁定、解密、排名、评奖",
    "papers": "成绩汇总表、评分表",
    "certificates": "证书",
    "export": "签名成绩包",
    "verify": "核验成绩包",
    "receive": "省办接收",
}


def register(app: typer.Typer) -> None:
    """Add the verb to the root command."""
    app.command("demo", help="演示：完整的一个比赛日 / the whole contest day on shipped data")(demo)


def demo(
    out_dir: Annotated[Path, typer.Argument(metavar="OUT_DIR", help="输出文件夹 / folder for the results")],
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="随机种子 / seed")] = 1,
    people: Annotated[int, typer.Option("--people", metavar="N", help="人数 / how many people")] = 72,
    as_json: JsonOption = False,
) -> None:
    """Play the demo's day into OUT_DIR."""

    def say(step: str, seconds: float) -> None:
        print(f"  {STEPS.get(step, step)}　{seconds:.2f} s", file=sys.stderr, flush=True)

    summary = make_demo(out_dir, seed, people, say)
    counts, bundle, printed = summary["counts"], summary["bundle"], summary["certificates"]
    answer(
        summary,
        as_json,
        [
            f"演示完成：{counts['trades']} 个工种，{counts['entries']} 人，录入 {counts['marks']} 个分值",
            f"两遍不一致 {counts.get('differences', 0)} 处，裁定 {counts.get('settled', 0)} 处",
            f"证书 {printed['printed']} 张，成绩包 {bundle['file']}（校验码 {bundle['check_code']}）",
            f"结果在：{out_dir.resolve()}",
        ],
    )
