"""The verb check and compute --check: what they compare, what they say, and status 1 where anything differs."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from app.services import compute as calculator
from app.services import second_opinion
from tests.factories import WELDER
from tests.verbs import Verbs

TOML = """
format = 1
[contest]
name = "试验"
[rules]
awards = [ { name = "一等奖", count = 1 } ]
[[trade]]
code = "t"
name = "焊工"
[[trade.round]]
id = "practical"
maximum = 100
"""


def test_a_file_is_checked_without_a_person(verbs: Verbs) -> None:
    said = verbs.done("check", verbs.file("decoded"))
    assert said["agreed"] and said["differences"] == []
    assert [(one["what"], one["rows"], one["agreed"]) for one in said["checked"]] == [
        ("sheets", 6, True),
        ("list", 3, True),
    ]
    assert verbs.done("check", verbs.file("decoded"), "--trade", WELDER) == said
    assert verbs.refused("check", verbs.file("decoded"), "--trade", "nobody")[1] == "contest.unknown_trade"


def test_a_difference_is_shown_and_gives_status_1(verbs: Verbs, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(monkeypatch)
    status, said = verbs.run("check", verbs.file("marked"))
    assert status == 1 and not said["agreed"]
    assert {one["field"] for one in said["differences"]} == {"theory", "practical"}
    assert all(one.keys() == {"trade", "what", "entry", "field", "first", "second"} for one in said["differences"])


def test_a_refused_lock_lists_the_differences(verbs: Verbs, monkeypatch: pytest.MonkeyPatch) -> None:
    file = verbs.file("marked")
    verbs.done("recheck", file, "--trade", WELDER, "--seed", "1", *verbs.by("录一"))
    spoil(monkeypatch)
    status, said = verbs.run("lock", file, "--trade", WELDER, *verbs.by("裁判长", "监督"))
    error = said["error"]
    assert (status, error["code"]) == (1, "opinion.differs")
    assert len(error["differences"]) == 6
    assert error["differences"][0].keys() == {"entry", "field", "first", "second"}


def spoil(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine adds a hundredth everywhere."""
    engine = second_opinion.scores_by_code

    def spoiled(*args: Any) -> dict[str, Any]:
        return {
            code: replace(one, score=(one.score or Fraction(0)) + Fraction(1, 100))
            for code, one in engine(*args).items()
        }

    monkeypatch.setattr(second_opinion, "scores_by_code", spoiled)


def test_the_calculator_checks_itself(verbs: Verbs, monkeypatch: pytest.MonkeyPatch) -> None:
    (verbs.folder / "d.toml").write_text(TOML, "utf-8")
    (verbs.folder / "m.csv").write_text("编号,实操,用时\nE1,90.5,80\nE2,80,70\nE3,缺考,\n", "utf-8")
    files = ("compute", verbs.folder / "d.toml", verbs.folder / "m.csv")
    assert "second_opinion" not in verbs.done(*files)
    assert verbs.done(*files, "--check")["second_opinion"] == {"agreed": True, "rows": 3, "differences": []}

    monkeypatch.setattr(
        calculator, "score_entry", lambda trade, marks: replace(engine(trade, marks), total=Fraction(7))
    )
    status, said = verbs.run(*files, "--check")
    assert status == 1
    told = {
        (one["trade"], one["entry"], one["field"], one["first"], one["second"])
        for one in said["second_opinion"]["differences"]
    }
    assert ("t", "E1", "total", "7", "90.5") in told


engine = calculator.score_entry
