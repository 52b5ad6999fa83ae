"""Marks as they are typed and marks tables as they come: everything understood or refused, spelled out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from app.domain.contest import Contest, Tie, TieKind
from app.domain.marks import (
    bounds,
    mark_from_token,
    mark_token,
    one_digit_complete,
    parse_mark,
    parse_seconds,
    possible_prefix,
    show_mark,
    show_seconds,
)
from app.domain.marks_header import read_header
from app.domain.marks_table import MarksTables, timed_rounds
from app.domain.scheme import Aspect
from app.domain.scores import Mark
from app.errors import Problems, Refusal
from tests.unit.domain.kit import aspect, contest, refused
from tests.unit.domain.told import check, outcome, plain, titles

ASPECTS: Mapping[str, Aspect] = {
    name: aspect(f'{{ id = "{name}", {text} }}')
    for name, text in {
        "half": 'kind = "panel", maximum = 10, judges = 5, step = 0.5',
        "goe": 'kind = "panel", maximum = 5, minimum = -5, judges = 9, step = 1',
        "odd": 'kind = "value", maximum = 9.75, minimum = -2.25, step = 2',
        "level": 'kind = "judged", maximum = 6, judges = 3',
        "levels": (
            'kind = "judged", maximum = 6, judges = 3,'
            ' levels = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]'
        ),
        "nine": 'kind = "value", maximum = 9, step = 1',
        "ten": 'kind = "value", maximum = 10, step = 1',
        "value": 'kind = "value", maximum = 12.5',
        "below": 'kind = "value", maximum = 0, minimum = -3.5, step = 0.5',
        "above": 'kind = "value", maximum = 8, minimum = 4, step = 0.25',
        "reading": 'kind = "measured", maximum = 5, nominal = 20, bands = [ { within = 0.005, share = 1 } ]',
        "met": 'kind = "measured", maximum = 3, met = true',
        "count": 'kind = "count", maximum = 20, points = 2',
        "time": 'kind = "time", limit_minutes = 90, points = 1',
        "off": 'kind = "deduction", catalogue = [ { id = "E1a", points = 2 }, { id = "E2", points = 1 } ]',
        "zero": 'kind = "deduction", catalogue = [ { id = "0", points = 2 }, { id = "x2*3", points = 1 } ]',
    }.items()
}


def typed(given: str) -> str:
    """Lines of an aspect's name and a text: what it means, and how far typing it is possible."""
    lines = []
    for line in given.splitlines():
        name, _, text = line.partition(" | ")
        of = ASPECTS[name]
        lines.append(f"{name} | {text} => {outcome(lambda of=of, text=text: parse_mark(text, of))}{reach(of, text)}")
        try:
            mark = parse_mark(text, of)
        except Refusal:
            continue
        assert mark_from_token(mark_token(mark)) == mark
        lines[-1] += f" shown {show_mark(mark, of)} kept {mark_token(mark)}"
    return "\n".join(lines)


def reach(of: Aspect, text: str) -> str:
    """The beginnings of the text that typing refuses."""
    stopped = [text[:end] for end in range(len(text) + 1) if not possible_prefix(text[:end], of)]
    return f" stopped at {stopped[0]!r}" + (" again free" if stopped[-1] != text else "") if stopped else ""


@titles("typed")
def test_typed(title: str) -> None:
    check("typed", title, typed)


def test_bounds_and_single_digits() -> None:
    assert {name: plain([*bounds(of), one_digit_complete(of)]) for name, of in ASPECTS.items()} == {
        "half": "[0, 10, False]",
        "goe": "[-5, 5, False]",
        "odd": "[-2.25, 9.75, False]",
        "level": "[0, 3, True]",
        "levels": "[0, 10, False]",
        "nine": "[0, 9, True]",
        "ten": "[0, 10, False]",
        "value": "[0, 12.5, False]",
        "below": "[-3.5, 0, False]",
        "above": "[4, 8, False]",
        "reading": "[-1000000000, 1000000000, False]",
        "met": "[-1000000000, 1000000000, True]",
        "count": "[0, 1000000000, False]",
        "time": "[0, 1000000000, False]",
        "off": "[0, 1000000000, False]",
        "zero": "[0, 1000000000, False]",
    }


def clocks(given: str) -> str:
    """Texts as times of a table and as times typed."""
    return "\n".join(
        f"{text} => {outcome(lambda text=text: parse_seconds(text))} typed"
        f" {outcome(lambda text=text: parse_seconds(text, table=False))}"
        for text in given.splitlines()
    )


@titles("clocks")
def test_clocks(title: str) -> None:
    check("clocks", title, clocks)


def tokens(given: str) -> str:
    return "\n".join(f"{one} => {outcome(lambda one=one: mark_from_token(one))}" for one in given.splitlines())


@titles("tokens")
def test_tokens(title: str) -> None:
    check("tokens", title, tokens)


TWO = contest(
    'format = 1\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "theory"\nmaximum = 100\nweight = 0.3\n'
    '[[trade.round]]\nid = "practical"\nmaximum = 100\nweight = 0.7\n'
)
BIG = contest("""
format = 1
[[trade]]
code = "6-18"
name = "焊工"
groups = ["职工组", "学生组"]
[[trade.round]]
id = "theory"
maximum = 100
[[trade.round]]
id = "practical"
[[trade.round.module]]
id = "A"
aspects = [
  { id = "A1", name = "焊缝", kind = "panel", maximum = 10, judges = 3, step = 0.5 },
  { id = "A2", name = "清理", kind = "judged", maximum = 6, judges = 2 },
  { id = "a2", name = "焊缝", kind = "value", maximum = 6 },
  { id = "D", name = "违规", kind = "deduction", catalogue = [ { id = "E1", points = 2 }, { id = "E2", points = 1 } ] },
  { id = "T", name = "用时", kind = "time", limit_minutes = 90, points = 1 },
  { id = "S", name = "单评", kind = "panel", maximum = 10, judges = 1 },
]
[[trade]]
code = "e"
name = "电工"
[[trade.round]]
id = "theory"
maximum = 60
[[trade]]
code = "f"
name = "电工"
[[trade.round]]
id = "oral"
maximum = 60
""")
ONE = contest("""
format = 1
[[trade]]
code = "w"
[[trade.round]]
id = "practical"
[[trade.round.module]]
id = "A"
aspects = [
  { id = "V", name = "外观", kind = "value", maximum = 10 },
  { id = "D", kind = "deduction", catalogue = [ { id = "E1", points = 2 }, { id = "E2", points = 1 } ] },
]
""")
ODD = contest(
    'format = 1\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nname = "合计"\nmaximum = 100\n'
    '[[trade.round]]\nid = "note"\nmaximum = 100\n[[trade.round]]\nid = "b"\nname = "时间"\nmaximum = 100\n'
)
CONTESTS: Mapping[str, Contest] = {"two": TWO, "big": BIG, "one": ONE, "odd": ODD}


def tables(given: str) -> str:
    """A contest's name, then tables with commas between cells, an empty line between tables."""
    name, _, rest = given.partition("\n")
    gathered = MarksTables(CONTESTS[name])
    said = []
    for number, text in enumerate(rest.split("\n\n"), 1):
        rows = [line.split(",") for line in text.splitlines()]
        found = outcome(lambda rows=rows, number=number: gathered.add(rows, f"{number}.csv"))  # type: ignore[misc]
        said += [] if found == "None" else [found]
    said.append(outcome(gathered.finish).removeprefix("{").removesuffix("}").replace("EntryMarks(", "\n  EntryMarks("))
    return "\n".join(said)


@titles("marks_tables")
def test_marks_tables(title: str) -> None:
    check("marks_tables", title, tables)


def headers(given: str) -> str:
    name, _, rest = given.partition("\n")
    said = []
    for line in rest.splitlines():
        found = outcome(lambda line=line: read_header(line.split(","), CONTESTS[name], "x.csv", 3))  # type: ignore[misc]
        said.append(f"{line} => {found}")
    return "\n".join(said)


@titles("headers")
def test_headers(title: str) -> None:
    check("headers", title, headers)


SMALL = {
    name: aspect(f'{{ id = "{name}", {text} }}')
    for name, text in {
        "half": 'kind = "value", maximum = 10, step = 0.5',
        "from five": 'kind = "value", maximum = 10, minimum = 5, step = 2.5',
        "both signs": 'kind = "value", maximum = 5, minimum = -4, step = 1.5',
        "below": 'kind = "value", maximum = 0, minimum = -4.5, step = 0.5',
        "whole": 'kind = "value", maximum = 12, step = 4',
        "level": 'kind = "judged", maximum = 6, judges = 3',
        "odd end": 'kind = "value", maximum = 4.2, step = 2',
        "high": 'kind = "value", maximum = 50, minimum = 20, step = 10',
        "narrow": 'kind = "value", maximum = 1.5, minimum = 1.4, step = 0.1',
    }.items()
}


@pytest.mark.parametrize("name", list(SMALL))
def test_typing_is_stopped_exactly_where_nothing_legal_follows(name: str) -> None:
    """All texts of up to two signs, held against every legal text of up to four."""
    of, signs = SMALL[name], "0124579.-"
    legal = []
    for length in range(1, 5):
        for letters in product(signs, repeat=length):
            try:
                parse_mark("".join(letters), of)
            except Refusal:
                continue
            legal.append("".join(letters))
    for length in range(1, 3):
        for letters in product(signs, repeat=length):
            text = "".join(letters)
            if text == "00":
                continue  # nobody begins so, and where 0 itself is not legal typing ends there
            assert possible_prefix(text, of) is any(one.startswith(text) for one in legal), text


def test_the_ends_of_typing() -> None:
    value = ASPECTS["value"]
    assert (show_mark(Mark(), value), show_mark(Mark(items=(("a", 1), ("b", 2))), value)) == ("", "a、b×2")
    assert possible_prefix("0" * 20, value) and not possible_prefix("0" * 21, value)
    assert [possible_prefix(text, ASPECTS["time"]) for text in ("5" * 6, "5" * 7, "60", "600", "5:", "5:5", "5:6")] == [
        *(True, False, True, True, True, True, False),
    ]
    with refused("mark.time", text="x" * 40):
        parse_seconds("x" * 50)
    with refused("mark.not_a_number", text="1" * 40):
        parse_mark("1" * 50, value)


def test_seconds_as_a_clock_and_whose_time_is_meant() -> None:
    assert [show_seconds(number) for number in (0, 59, 60, 3599, 3600, 36_061)] == [
        *("00:00:00", "00:00:59", "00:01:00", "00:59:59", "01:00:00", "10:01:01"),
    ]
    assert [part.id for part in timed_rounds(TWO.trades[0])] == ["practical"]
    none = replace(TWO.trades[0], rules=replace(TWO.trades[0].rules, ties=()))
    assert [part.id for part in timed_rounds(none)] == ["practical"]
    both = replace(none, rules=replace(none.rules, ties=(Tie(TieKind.ROUND, "practical"), Tie(TieKind.TIME, "theory"))))
    assert [part.id for part in timed_rounds(both)] == ["theory"]
    clocked = replace(BIG.trades[0], rules=none.rules, rounds=BIG.trades[0].rounds[::-1])
    assert [part.id for part in timed_rounds(clocked)] == ["practical"]
    untimed = replace(clocked.rounds[0], id="untimed", modules=ONE.trades[0].rounds[0].modules)
    assert [part.id for part in timed_rounds(replace(clocked, rounds=(*clocked.rounds, untimed)))] == ["practical"]


def test_five_hundred_problems_are_told() -> None:
    gathered = MarksTables(TWO)
    gathered.add([["编号", "理论"], *[[f"HG{number}", "x"] for number in range(501)]], "a.csv")
    with pytest.raises(Problems) as caught:
        gathered.finish()
    assert (len(gathered.problems), len(caught.value.items)) == (501, 500)
