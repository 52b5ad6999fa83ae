"""The verbs standings, explain, rule, confirm and post, run as a script runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from app.services import results
from tests.factories import WELDER, later
from tests.services.papers_kit import hall_at

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ranked(tmp_path: Path) -> Path:
    """A contest file whose places stand."""
    hall_at("ranked", tmp_path).store.close()
    return tmp_path / "ranked.contest"


@pytest.fixture
def pin(tmp_path: Path) -> Path:
    path = tmp_path / "pin.txt"
    path.write_text("123456\n", "utf-8")
    return path


def run(capsys: Capture, *words: object) -> tuple[int, Any]:
    """Exit status and the one JSON document."""
    capsys.readouterr()
    status = main([*(str(word) for word in words), "--json"])
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    return status, json.loads(out)


def test_standings_on_the_screen_and_as_a_file(ranked: Path, tmp_path: Path, capsys: Capture) -> None:
    status, document = run(capsys, "standings", ranked)
    assert status == 0
    (trade,) = document["trades"]
    assert [(line["rank"], line["total"], line["award"]) for line in trade["entries"]] == [
        (1, "92.55", "一等奖"),
        (2, "89.05", "二等奖"),
        (3, "85.55", "二等奖"),
    ]
    for ending in ("json", "csv", "xlsx", "pdf"):
        out = tmp_path / f"s.{ending}"
        status, document = run(capsys, "standings", ranked, "--trade", WELDER, "--out", out)
        assert (status, document["path"]) == (0, str(out))
        assert out.stat().st_size > 100
    assert json.loads((tmp_path / "s.json").read_text("utf-8"))["trades"] == document["trades"]
    assert main(["standings", str(ranked)]) == 0
    assert "总成绩 92.55　一等奖" in capsys.readouterr().out


def test_wrong_endings_trades_and_hours(ranked: Path, tmp_path: Path, capsys: Capture) -> None:
    status, document = run(capsys, "standings", ranked, "--out", tmp_path / "s.doc")
    assert (status, document["error"]["code"]) == (2, "papers.out_suffix")
    status, document = run(capsys, "standings", ranked, "--trade", "nobody")
    assert (status, document["error"]["code"]) == (1, "contest.unknown_trade")
    status, document = run(capsys, "standings", ranked, "--out", tmp_path / "nowhere" / "s.csv")
    assert status == 3
    hall_at("locked", tmp_path).store.close()
    status, document = run(capsys, "standings", tmp_path / "locked.contest")
    assert (status, document["error"]["code"]) == (1, "results.not_decoded")
    status, document = run(capsys, "explain", tmp_path / "locked.contest", "HG01")
    assert (status, document["error"]["code"]) == (1, "results.not_decoded")


def test_explain_goes_from_the_place_to_the_marks(ranked: Path, capsys: Capture) -> None:
    status, document = run(capsys, "explain", ranked, "hg01")
    assert status == 0
    assert (document["entry"], document["trade"]) == ("HG01", WELDER)
    assert document["steps"][0]["what"] == "place"
    assert {step["level"] for step in document["steps"]} == {0, 1, 2, 3, 4}
    total = next(step for step in document["steps"] if step["what"] == "total")
    assert total["value"] == document["total"]
    assert all("…" not in step["value"] for step in document["steps"])
    assert all(step["zh"] and step["en"] for step in document["steps"])
    status, document = run(capsys, "explain", ranked, "HG77")
    assert (status, document["error"]["code"]) == (1, "results.unknown_entry")


def test_confirm_and_post_need_the_chief_judge(ranked: Path, pin: Path, capsys: Capture) -> None:
    status, document = run(capsys, "confirm", ranked, "--trade", WELDER)
    assert (status, document["error"]["code"]) == (1, "access.needs_person")
    chief = ("--as", "裁判长", "--pin-file", pin)
    status, document = run(capsys, "post", ranked, "--trade", WELDER, *chief)
    assert (status, document["error"]["code"]) == (1, "results.not_confirmed")
    assert run(capsys, "confirm", ranked, "--trade", WELDER, *chief) == (0, {"trade": WELDER, "confirmed": True})
    assert run(capsys, "post", ranked, "--trade", WELDER, *chief) == (0, {"trade": WELDER, "posted": True})
    status, document = run(capsys, "confirm", ranked, "--trade", WELDER, "--as", "监督", "--pin-file", pin)
    assert (status, document["error"]["code"]) == (1, "access.not_allowed")


def test_rulings_on_an_award_edge(tmp_path: Path, pin: Path, capsys: Capture) -> None:
    hall = hall_at("drawn", tmp_path)
    hall.mark_everything(panels=("45", "45", "35"))
    hall.recheck()
    hall.lock()
    hall.decode()
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(70))
    hall.store.close()
    file = tmp_path / "drawn.contest"
    chief = ("--reason", "并列同奖", "--as", "裁判长", "--pin-file", pin)
    status, document = run(capsys, "confirm", file, "--trade", WELDER, *chief[2:])
    assert (status, document["error"]["code"]) == (1, "results.undecided")
    assert document["error"]["problems"][0]["code"] == "results.open_edge"
    for words in ((), ("--award", "一等奖"), ("--tie", "HG01,HG02", "--award", "一等奖")):
        status, document = run(capsys, "rule", file, "--trade", WELDER, *words, *chief)
        assert (status, document["error"]["code"]) == (2, "results.rule_what")
    status, document = run(capsys, "rule", file, "--trade", WELDER, "--tie", "HG01,HG77", *chief)
    assert (status, document["error"]["code"]) == (1, "results.not_a_tie")
    edge = ("--award", "一等奖", "--group", "职工组", "--answer", "up")
    assert run(capsys, "rule", file, "--trade", WELDER, *edge, *chief)[0] == 0
    assert run(capsys, "confirm", file, "--trade", WELDER, *chief[2:])[0] == 0
    _, document = run(capsys, "standings", file)
    assert [line["award"] for line in document["trades"][0]["entries"]] == ["一等奖", "一等奖", "二等奖"]


def test_rulings_on_the_order_of_equals(tmp_path: Path, pin: Path, capsys: Capture) -> None:
    hall = hall_at("drawn", tmp_path)
    hall.mark_everything(panels=("45", "45", "35"))
    hall.recheck()
    hall.lock()
    hall.decode()
    results.rank(hall.store, WELDER, by=hall.who("裁判长"), at=later(70))
    hall.store.close()
    file = tmp_path / "drawn.contest"
    _, before = run(capsys, "standings", file)
    first, second = (line["entry"] for line in before["trades"][0]["entries"][:2])
    chief = ("--reason", "加试", "--as", "裁判长", "--pin-file", pin)
    assert run(capsys, "rule", file, "--trade", WELDER, "--tie", f"{second}，{first.lower()}", *chief)[0] == 0
    _, after = run(capsys, "standings", file)
    lines = after["trades"][0]["entries"]
    assert [(line["entry"], line["rank"], line["decided_by"]) for line in lines[:2]] == [
        (second, 1, "ruling"),
        (first, 2, "ruling"),
    ]
    assert [line["award"] for line in lines] == ["一等奖", "二等奖", "二等奖"]
