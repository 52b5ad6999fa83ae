"""The verbs honours, honours rules, standings --delegations and rule --extra, run as a script runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from tests.factories import WELDER
from tests.services.papers_kit import hall_at

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    hall_at("ranked", tmp_path).store.close()
    return tmp_path / "ranked.contest"


@pytest.fixture
def chief(tmp_path: Path) -> tuple[str, ...]:
    path = tmp_path / "pin.txt"
    path.write_text("123456\n", "utf-8")
    return ("--as", "裁判长", "--pin-file", str(path))


def run(capsys: Capture, *words: object) -> tuple[int, Any]:
    capsys.readouterr()
    status = main([*(str(word) for word in words), "--json"])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return status, json.loads(out)


def test_honours_are_listed_recorded_and_written(
    ranked: Path, tmp_path: Path, capsys: Capture, chief: tuple[str, ...]
) -> None:
    status, document = run(capsys, "honours", ranked, "--trade", WELDER)
    assert status == 0
    (trade,) = document["trades"]
    assert (trade["code"], trade["own_rules"], trade["recorded"]) == (WELDER, False, None)
    assert [(one["honour"], one["place"], one["proposed"]) for one in trade["proposals"]] == [
        ("晋升高级工", 1, True),
        ("晋升高级工", 2, True),
        ("晋升高级工", 3, True),
    ]
    assert run(capsys, "honours", ranked, "--record")[1]["error"]["code"] == "access.needs_person"
    status, document = run(capsys, "honours", ranked, "--record", "--out", tmp_path / "h.json", *chief)
    assert (status, document["trades"][0]["recorded"]) == (0, True)
    assert json.loads((tmp_path / "h.json").read_text("utf-8"))["trades"] == document["trades"]
    assert main(["honours", str(ranked), "--out", str(tmp_path / "h.xlsx")]) == 0
    assert "拟推荐　晋升高级工　第 1 名" in capsys.readouterr().out
    assert (tmp_path / "h.xlsx").stat().st_size > 1000


def test_rules_go_out_and_come_in(ranked: Path, tmp_path: Path, capsys: Capture, chief: tuple[str, ...]) -> None:
    file = tmp_path / "rules.toml"
    status, document = run(capsys, "honours", "rules", "export", ranked, file)
    assert (status, document["rules"]) == (0, 8)
    file.write_text('[[honour]]\nname = "能手"\nfrom = 1\nto = 2\npassed = true\n', "utf-8")
    assert run(capsys, "honours", "rules", "import", ranked, file, *chief) == (0, {"rules": 1})
    status, document = run(capsys, "honours", ranked)
    assert [one["honour"] for one in document["trades"][0]["proposals"]] == ["能手", "能手"]
    file.write_text('[[honour]]\nname = "能手"\nfrom = 2\nto = 1\n', "utf-8")
    status, document = run(capsys, "honours", "rules", "import", ranked, file, *chief)
    assert (status, document["error"]["code"]) == (1, "honours.places")
    status, document = run(capsys, "honours", "rules", "export", ranked, tmp_path / "rules.doc")
    assert (status, document["error"]["code"]) == (2, "honours.suffix")


def test_delegations(ranked: Path, tmp_path: Path, capsys: Capture) -> None:
    status, document = run(capsys, "standings", ranked, "--delegations")
    assert (status, document["by"], document["waiting"]) == (0, "totals", [])
    assert [(one["delegation"], one["rank"], one["points"]) for one in document["delegations"]] == [
        ("示范队", 1, "267.15")
    ]
    words = ("standings", ranked, "--delegations", "--by", "average", "--best", "2")
    status, document = run(capsys, *words, "--out", tmp_path / "d.xlsx")
    assert (status, document["best"], document["delegations"][0]["points"]) == (0, 2, "90.80")
    assert (tmp_path / "d.xlsx").stat().st_size > 1000
    assert run(capsys, "standings", ranked, "--delegations", "--out", tmp_path / "d.pdf")[0] == 0
    status, document = run(capsys, *words, "--out", tmp_path / "d.pdf")
    assert (status, document["error"]["code"]) == (2, "papers.out_suffix")
    assert main(["standings", str(ranked), "--delegations"]) == 0
    assert "示范队　267.15" in capsys.readouterr().out
    hall_at("locked", tmp_path).store.close()
    status, document = run(capsys, "standings", tmp_path / "locked.contest", "--delegations")
    assert (status, document["error"]["code"]) == (1, "results.no_delegations")


def test_rule_asks_for_exactly_one_thing(ranked: Path, capsys: Capture, chief: tuple[str, ...]) -> None:
    base = ("rule", ranked, "--trade", WELDER, "--reason", "加试", *chief)
    assert run(capsys, *base)[1]["error"]["code"] == "results.rule_what"
    assert run(capsys, *base, "--extra", "HG01")[1]["error"]["code"] == "results.rule_what"
    assert run(capsys, *base, "--tie", "HG01,HG02", "--extra", "HG01=1,HG02=2")[1]["error"]["code"] == (
        "results.rule_what"
    )
    status, document = run(capsys, *base, "--extra", "hg01=80.5,HG02=90")
    assert (status, document["error"]["code"]) == (1, "results.not_a_tie")  # their totals differ
    status, document = run(capsys, *base, "--tie", "HG01,HG02", "--ranking", "nothing")
    assert (status, document["error"]["code"]) == (1, "results.unknown_ranking")


def test_compute_shows_further_rankings_and_the_scale(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "c.toml").write_text(
        'format = 1\n[contest]\nname = "试"\n[rules]\nscale = true\n[[trade]]\ncode = "t"\nname = "焊工"\n'
        '[[trade.round]]\nid = "theory"\nmaximum = 100\n[[trade.round]]\nid = "practical"\nmaximum = 100\n'
        '[[trade.ranking]]\nid = "theory"\nname = "理论单项"\nrounds = ["theory"]\n',
        "utf-8",
    )
    (tmp_path / "m.csv").write_text("编号,theory,practical\na,90,70\nb,80,95\nc,70,60\n", "utf-8")
    _, document = run(capsys, "compute", tmp_path / "c.toml", tmp_path / "m.csv")
    (trade,) = document["trades"]
    assert [(one["entry"], one["rank"], one["scaled"]) for one in trade["entries"]] == [
        ("b", 1, "734"),
        ("a", 2, "700"),
        ("c", 3, "633"),
    ]
    (ranking,) = trade["rankings"]
    assert [(one["entry"], one["rank"], one["total"]) for one in ranking["entries"]] == [
        ("a", 1, "90.00"),
        ("b", 2, "80.00"),
        ("c", 3, "70.00"),
    ]
