"""The verb compute: the standings document, its exact strings, its refusals, and its pace."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from app.cli.compute import register
from app.errors import Problems, Refusal, WrongCall

DEFINITION = """
format = 1
[contest]
name = "试验"
year = 2026
[rules]
total_decimals = 2
rounding = "half_up"
ties = ["round:practical", "time:practical"]
joint = "1224"
awards = [ { name = "一等奖", count = 1 }, { name = "二等奖", count = 2 } ]
[[trade]]
code = "6-18-02-04"
name = "焊工"
groups = ["职工组"]
[[trade.round]]
id = "theory"
name = "理论"
maximum = 100
weight = 0.30
[[trade.round]]
id = "practical"
name = "实操"
maximum = 100
weight = 0.70
"""


@pytest.fixture
def run(tmp_path: Path):  # type: ignore[no-untyped-def]
    def act(definition: str, *tables: str, json_out: bool = True) -> Any:
        app = typer.Typer()
        app.callback()(lambda: None)
        register(app)
        (tmp_path / "d.toml").write_text(definition, "utf-8")
        names = []
        for number, table in enumerate(tables):
            path = tmp_path / f"marks{number}.csv"
            path.write_text(table, "utf-8")
            names.append(str(path))
        flags = ["--json"] if json_out else []
        result = CliRunner().invoke(app, ["compute", str(tmp_path / "d.toml"), *names, *flags])
        if result.exception is not None:
            raise result.exception
        return json.loads(result.stdout) if json_out else result.stdout

    return act


TABLE = """编号,姓名,代表队,理论,实操,用时
HG07,王建国,甲队,88,94,5000
HG11,陈志强,乙队,90,90.75,5000
HG05,马玉兰,乙队,90,90.75,5000
HG20,郑海涛,丙队,79,缺考,
HG21,,,79,,
HG03,,,87.5,90.25,5000
"""


def test_the_standings_document(run: Any) -> None:
    (trade,) = run(DEFINITION, TABLE)["trades"]
    entries = trade.pop("entries")
    assert trade == {"code": "6-18-02-04", "name": "焊工", "group": "职工组"}
    assert entries[0] == {
        "entry": "HG07",
        "name": "王建国",
        "delegation": "甲队",
        "scores": {"theory": "88.00", "practical": "94.00"},
        "total": "92.20",
        "rank": 1,
        "joint": False,
        "decided_by": "total",
        "status": "ranked",
        "award": "一等奖",
    }
    found = [
        (e["entry"], e["total"], e["rank"], e["joint"], e["decided_by"], e["status"], e["award"]) for e in entries[1:]
    ]
    assert found == [
        ("HG05", "90.53", 2, True, "joint", "ranked", "二等奖"),
        ("HG11", "90.53", 2, True, "joint", "ranked", "二等奖"),
        ("HG03", "89.43", 4, False, "total", "ranked", None),
        ("HG21", None, None, False, None, "incomplete", None),
        ("HG20", None, None, False, None, "absent", None),
    ]
    assert entries[4]["missing"] == ["practical"]
    assert entries[5]["scores"] == {"theory": "79.00", "practical": None}


SKATING = """
format = 1
[contest]
name = "分步取整"
[rules]
ties = []
[[trade]]
code = "fs"
[[trade.round]]
id = "short"
[[trade.round.module]]
id = "TES"
aspects = [
  { id = "B1", kind = "value", maximum = 12.5 },
  { id = "G1", kind = "panel", maximum = 5, minimum = -5, judges = 9, step = 1, drop_high = 1, drop_low = 1, factor = 0.95, decimals = 2 },
]
[[trade.round.module]]
id = "PCS"
aspects = [ { id = "C1", kind = "panel", maximum = 10, judges = 9, step = 0.25, drop_high = 1, drop_low = 1, factor = 1.67, decimals = 2 } ]
[[trade.round.module]]
id = "DED"
aspects = [ { id = "F", kind = "deduction", maximum = 5, catalogue = [ { id = "fall", points = 1 } ] } ]
"""  # noqa: E501


def judges(entry: str, aspect: str, marks: str) -> str:
    return "".join(f"{entry},{aspect},{n},{mark}\n" for n, mark in enumerate(marks.split(), 1) if mark != "-")


def test_nine_judges_with_factors_gaps_and_rounding_in_steps(run: Any) -> None:
    rows = "entry,aspect,judge,value\n"
    # G1: -13/7 = -1.857… → -1.86, x 0.95 = -1.767 → -1.77; C1: 59.25/7 = 8.464… → 8.46, x 1.67 = 14.1282 → 14.13
    rows += "a,B1,,11\n" + judges("a", "G1", "-2 -2 -1 -2 -2 -3 -1 -2 -2") + "a,F,,fall*2\n"
    rows += judges("a", "C1", "8.5 8.25 8.75 8.5 8 8.5 9 8.25 8.5")
    # G1 with judge 3 missing: 8 marks, 6 counted: 14/6 = 2.333… → 2.33, x 0.95 = 2.2135 → 2.21; C1 8.00 x 1.67 = 13.36
    rows += "b,B1,,9.35\n" + judges("b", "G1", "2 2 - 3 2 3 2 2 3") + judges("b", "C1", "8 8 8 8 8 8 8 8 8")
    (trade,) = run(SKATING, rows)["trades"]
    assert [(e["entry"], e["scores"]["short"], e["total"], e["rank"]) for e in trade["entries"]] == [
        ("b", "24.92", "24.92", 1),
        ("a", "21.36", "21.36", 2),
    ]


def test_files_are_merged_and_trades_picked_by_code(run: Any) -> None:
    definition = DEFINITION + '\n[[trade]]\ncode = "x"\n[[trade.round]]\nid = "theory"\nmaximum = 100\n'
    found = run(definition, "编号,工种,理论\na,6-18-02-04,80\nb,x,66.125", "编号,工种,实操\na,6-18-02-04,90")
    assert [(t["code"], t["entries"][0]["total"]) for t in found["trades"]] == [("6-18-02-04", "87.00"), ("x", "66.13")]
    assert found["trades"][1]["entries"][0]["scores"] == {"theory": "66.125"}


def test_people_read_a_table(run: Any) -> None:
    text = run(DEFINITION, TABLE, json_out=False)
    assert "92.20" in text and "王建国" in text and "缺考" in text


def test_refusals_name_what_is_wrong(run: Any, tmp_path: Path) -> None:
    with pytest.raises(Problems) as caught:
        run(DEFINITION, "编号,理论,实操\na,101,90")
    assert [item.fields["cell"] for item in caught.value.items] == ["B2"]
    with pytest.raises(Refusal) as refused:
        run(DEFINITION.replace("0.70", "0.60"), TABLE)
    assert refused.value.code == "definition.weights"
    with pytest.raises(WrongCall) as wrong:
        run("format = ", TABLE)
    assert wrong.value.code == "compute.not_a_definition"


def test_two_thousand_rows_are_computed_whole(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["编号", "理论", "实操", "用时"])
        writer.writerows([f"P{n}", n % 201 / 2, n * 7 % 401 / 4, 3000 + n % 97] for n in range(2300))
    table = path.read_text("utf-8")
    (trade,) = run(DEFINITION, table)["trades"]
    assert len(trade["entries"]) == 2300
