"""The table of acts is complete: what services write stands in it, and what must be written has an act."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import resources
from app.domain.audit_acts import ACTS, COMMON, EVENTS, GROUPS, before_after, mark_text
from app.texts import sentences

ROOT = Path(__file__).parents[3]
BESIDE = {"by", "at", "ref", "note"}
NO_ACTS = {"office.mode"}  # keys of settings in files that choose an act at run time
CHOSEN = re.compile(r'"([a-z]+\.[a-z_]+)"')


@dataclass(frozen=True)
class Call:
    """A place where an entry is written; `act` None where the name is chosen at run time."""

    where: str
    act: str | None
    fields: frozenset[str]
    open: bool


@cache
def calls() -> tuple[Call, ...]:
    return tuple(_calls())


def _calls() -> Iterator[Call]:
    for folder in ("app", "db"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit":
                    yield _call(file, node)


def _call(file: Path, node: ast.Call) -> Call:
    first = node.args[0]
    act = str(first.value) if isinstance(first, ast.Constant) else None
    names = [keyword.arg for keyword in node.keywords]
    fields = frozenset(name for name in names if name is not None) - BESIDE
    return Call(f"{file.relative_to(ROOT)}:{node.lineno}", act, fields, None in names)


ADD = "add to app/domain/audit_acts.py (and its sentence to resources/texts/audit_acts.json): "


def test_every_act_that_is_written_stands_in_the_table() -> None:
    missing = [f'{call.where}: _act("{call.act}", "{" ".join(sorted(call.fields))}")' for call in calls()
               if call.act is not None and call.act not in ACTS]  # fmt: skip
    assert missing == [], ADD + "; ".join(missing)


def test_acts_chosen_at_run_time_stand_in_the_table() -> None:
    """Where a call takes its act from a variable, every text of that file that looks like an act is one."""
    missing = []
    for name in sorted({call.where.partition(":")[0] for call in calls() if call.act is None}):
        for node in ast.walk(ast.parse((ROOT / name).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in sentences():
                found = CHOSEN.fullmatch(f'"{node.value}"')
                if found and found[1].partition(".")[0] in GROUPS and found[1] not in {*ACTS, *NO_ACTS}:
                    missing.append(f'{name}:{node.lineno}: _act("{found[1]}", ...)')
    assert missing == [], ADD + "; ".join(missing)


def test_every_entry_carries_exactly_the_fields_of_its_act() -> None:
    wrong = []
    for call in calls():
        act = ACTS.get(call.act or "")
        if act is None:
            continue
        beyond = call.fields - act.fields - act.optional
        lacking = set() if call.open else act.fields - call.fields
        if beyond or lacking:
            wrong.append(f"{call.where} {call.act}: not in the table {sorted(beyond)}, not written {sorted(lacking)}")
    assert wrong == [], "the table in app/domain/audit_acts.py and the call differ: " + "; ".join(wrong)


def test_every_act_of_the_table_is_written_somewhere() -> None:
    text = "\n".join(file.read_text("utf-8") for folder in ("app", "db") for file in (ROOT / folder).rglob("*.py")
                     if file.name != "audit_acts.py")  # fmt: skip
    written = set(CHOSEN.findall(text))
    assert sorted(set(ACTS) - written) == [], "no service writes these acts any more: take them out of the table"


def test_every_event_that_must_have_an_entry_has_one() -> None:
    assert {act for acts in EVENTS.values() for act in acts} <= set(ACTS)


def test_every_act_has_its_sentences_with_places_it_carries() -> None:
    words = json.loads(resources.text("texts/audit_acts.json"))
    assert set(words) == set(ACTS), "resources/texts/audit_acts.json and app/domain/audit_acts.py name the same acts"
    for name, act in ACTS.items():
        assert set(words[name]) == {"zh", "en"}, name
        for sentence in words[name].values():
            places = {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}
            assert places <= act.fields | act.optional | COMMON, f"{name}: {sentence}"


def test_every_act_belongs_to_a_group_with_words() -> None:
    assert {act.group for act in ACTS.values()} == set(GROUPS)


def test_marks_are_read_as_decimals() -> None:
    assert [mark_text(text) for text in ("n:9500", "n:10000", "n:-250", "n:0", None, "w:recused")] == [
        "9.5", "10", "-0.25", "0", "—", "recused",
    ]  # fmt: skip
    assert before_after({"old": None, "new": "n:8250"}) == "— → 8.25"
    assert before_after({"new": [["A1", "", "n:1"]]}) == ""
    assert before_after({"ref": "x"}) == ""
