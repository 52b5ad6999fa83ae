"""Every key of a contest definition: what is read, what is written again, and how each wrong value is refused."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal

import pytest

from app.domain.contest import TieKind
from app.domain.definition import read_definition, write_definition
from tests.unit.domain.kit import refused
from tests.unit.domain.told import check, outcome, plain, titles

HEAD = 'format = 1\n[contest]\nname = "试"\n'
TRADE = '[[trade]]\ncode = "t"\n'
ROUND = '[[trade.round]]\nid = "r"\n'
MODULE = '[[trade.round.module]]\nid = "A"\n'


def toml(given: str) -> str:
    """A document from its last part: what stands before a module, a round, a trade, is put in front."""
    first = next((line for line in given.splitlines() if line.strip()), "")
    if first.startswith("aspects"):
        return HEAD + TRADE + ROUND + MODULE + given
    if first.startswith("{"):
        return HEAD + TRADE + ROUND + MODULE + f"aspects = [{', '.join(given.splitlines())}]"
    if first.startswith("rules "):
        return HEAD + "[rules]\n" + given.removeprefix("rules ") + "\n" + TRADE + ROUND + "maximum = 100\n"
    if first.startswith("round "):
        return HEAD + TRADE + "[[trade.round]]\n" + given.removeprefix("round ")
    if first.startswith("trade "):
        return HEAD + "[[trade]]\n" + given.removeprefix("trade ") + "\n" + ROUND + "maximum = 100\n"
    return given


def told(given: str) -> str:
    document = tomllib.loads(toml(given), parse_float=Decimal)

    def read() -> object:
        contest = read_definition(document)
        again = json.loads(json.dumps(write_definition(contest)))
        assert read_definition(again, kept=True) == contest
        return contest

    found = outcome(read)
    if found.startswith("refused"):
        return found
    parts = [found]
    if not given.startswith("rules"):
        parts.append(plain(write_definition(read_definition(document))["trade"]))
    else:
        parts.append(plain(write_definition(read_definition(document))["rules"]))
    return "\n".join(parts)


@titles("definitions")
def test_definitions(title: str) -> None:
    check("definitions", title, told)


@pytest.mark.parametrize("head", ['[rules]\nties = ["round:z"]\n', ""])
def test_ties_of_a_kept_document_were_judged_before(head: str) -> None:
    own = "" if head else 'rules = { ties = ["round:z"] }\n'
    document = tomllib.loads(f'format = 1\n{head}[[trade]]\ncode = "t"\n{own}{ROUND}maximum = 1\n')
    with refused("definition.tie_unknown", text="round:z"):
        read_definition(document)
    kept = read_definition(document, kept=True)
    assert [(tie.kind, tie.round) for tie in kept.trades[0].rules.ties] == [(TieKind.ROUND, "z")]
