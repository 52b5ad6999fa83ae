"""Broken and odd roster files by the thousand: each gives a plan or a sentence, never another exception, quickly."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from app.domain.roster import read_roster
from app.errors import AppError
from app.tables.reader import read_sheet
from app.texts import sentence
from tests.unit.tables import samples

LIMIT_SECONDS = 30  # of processor: a guard against files that never end, not a measure
FILES = int(os.environ.get("JIANGPING_MALFORMED_FILES", "1200"))  # nightly: 10000


def outcome(path: Path) -> str:
    """What becomes of a file; every problem must have its place and its sentence."""
    started = time.process_time()
    try:
        plan = read_roster(read_sheet(path), samples.CONTEST)
    except AppError as error:
        assert "{" not in sentence(error)
        result = error.code
    else:
        assert plan.read == len(plan.good) + len(plan.refused_rows)
        for problem in plan.problems + plan.warnings:
            assert problem.row > 0
            said = sentence(problem.placed(sentence(problem.error())))
            assert f"第 {problem.row} 行" in said
            assert "{" not in said
            assert problem.code in ("roster.row_ignored",) or problem.header
        result = "plan"
    assert time.process_time() - started < LIMIT_SECONDS
    return result


@pytest.mark.parametrize("kind", ["xlsx", "xls", "gbk", "utf-16"])
def test_damaged_bytes(tmp_path: Path, kind: str) -> None:
    rows = [list(samples.HEADER), *(samples.person(number) for number in range(1, 9))]
    path = tmp_path / "roster"
    if kind == "xlsx":
        samples.xlsx(path.with_suffix(".xlsx"), rows).rename(path)
    elif kind == "xls":
        samples.xls(path, rows)
    else:
        samples.text(path, rows, kind)
    whole = path.read_bytes()
    dice = random.Random(f"damaged {kind}")
    seen: Counter[str] = Counter()
    for _ in range(FILES // 5):
        path.write_bytes(samples.mutated(whole, dice))
        seen[outcome(path)] += 1
    assert len(seen) > 1, seen


def test_odd_cells_anywhere(tmp_path: Path) -> None:
    dice = random.Random("odd cells")
    seen: Counter[str] = Counter()
    for _ in range(FILES // 5):
        rows: list[list[object]] = [list(samples.HEADER), *(list(samples.person(n)) for n in range(1, 6))]
        for _ in range(dice.randrange(1, 12)):
            row = dice.choice(rows)
            row[dice.randrange(len(row))] = dice.choice(samples.ODD_CELLS)
        if dice.random() < 0.3:
            rows.insert(0, ["某竞赛报名表（盖章）"])
        if dice.random() < 0.3:
            rows.insert(dice.randrange(len(rows)), [])
        if dice.random() < 0.2:
            rows.append(["填表人：张三"])
        seen[outcome(samples.xlsx(tmp_path / "a.xlsx", rows))] += 1
    assert seen["plan"] > FILES // 10, seen
