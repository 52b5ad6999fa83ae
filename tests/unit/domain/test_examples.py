"""The worked examples that ship: each comes out as it says, by engine and second opinion, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from app.cli.main import main
from app.domain.examples import Example, check, work
from app.domain.scheme import AspectKind
from app.errors import WrongCall
from app.services import examples as service

ALL = service.examples()
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("example", ALL, ids=[one.id for one in ALL])
def test_an_example_comes_out_as_it_says_both_ways(example: Example) -> None:
    assert check(example) == ()


@pytest.mark.parametrize("example", ALL, ids=[one.id for one in ALL])
def test_an_example_says_something_the_second_opinion_knows(example: Example) -> None:
    said = {(entry, name) for entry, fields in example.expect.items() for name in fields}
    beyond = {"delegations", "recheck"}
    lists_only = all(entry == "list" for entry, _ in said)
    assert said & work(example).second.keys() or example.kind in beyond or lists_only


def test_every_kind_of_rule_has_one_and_every_kind_has_a_name() -> None:
    kinds = {one.kind for one in ALL}
    assert kinds == set(service.KINDS)
    assert {kind.value for kind in AspectKind} <= kinds
    assert len({one.id for one in ALL}) == len(ALL)
    asked = {"tie-practical", "tie-modules", "tie-module", "tie-time", "tie-theory", "tie-judges", "tie-extra"}
    asked |= {"tie-ruling", "joint-1224", "joint-1223", "joint-none", "edge-up", "edge-chain", "edge-reduce"}
    asked |= {"time-cap", "time-stop", "time-stop-zero", "time-stop-out", "time-bonus", "panel-few", "panel-recused"}
    assert asked <= {one.id for one in ALL}


def test_an_example_that_is_wrong_is_found_out() -> None:
    drop = next(one for one in ALL if one.id == "panel-drop")
    wrong = replace(drop, expect={"A": {"A1": "8.4"}}, steps=("去掉 2 个，取 3 个的平均 = 8.4",))
    assert [(slip.by, slip.said) for slip in check(wrong)] == [
        ("engine", "8.4"),
        ("second", "8.4"),
        ("engine", "去掉 2 个，取 3 个的平均 = 8.4"),
    ]


def test_english_lines_are_english() -> None:
    for one in ALL:
        assert not HAN.search(one.title["en"] + one.text["en"]), one.id
        for lines in work(one).lines.values():
            for line in lines:
                named = line.what in ("ranking", "award") and line.level <= 1  # names of rankings and awards stay
                assert named or not HAN.search(line.en), (one.id, line.en)


def test_the_verb_shows_a_kind_and_checks_all(capsys: pytest.CaptureFixture[str]) -> None:
    def run(*words: str) -> tuple[int, dict[str, Any]]:
        status = main(["examples", *words, "--json"])
        return status, json.loads(capsys.readouterr().out)

    status, told = run("panel")
    assert status == 0
    assert [one["id"] for one in told["examples"]][:2] == ["panel-drop", "panel-mean"]
    assert told["examples"][0]["results"][0] == {"entry": "A", "field": "A1", "value": "17/2"}
    status, told = run("--check")
    assert (status, told["faults"], len(told["examples"])) == (0, [], len(ALL))
    assert run("nothing")[0] == 2


def test_an_unknown_kind_is_named_with_the_known() -> None:
    with pytest.raises(WrongCall) as refusal:
        service.chosen("xyz")
    assert "panel" in str(refusal.value.fields["known"])
