"""The second opinion: what it may know, what it says of each rule by the rule's own words, and that it never rounds."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest

from app.domain.contest import Edge, Status
from app.domain.marks import parse_mark
from app.domain.scores import Entry, EntryMarks, RoundMarks
from app.domain.shadow import ground
from app.domain.shadow.ground import Amount, NotExact, rounded, whole
from app.domain.shadow.opinion import Line, second_opinion
from tests.unit.domain.kit import contest, one_round, pair, two_rounds
from tests.unit.domain.kit import whole as given

FOLDER = Path(ground.__file__).parent
VALUES = {
    "app.domain.contest",
    "app.domain.scheme",
    "app.domain.scores",
}
RECKONING = {"Fraction", "round_to", "from_thousandths", "sums"}
PROPERTIES = {"number", "seats", "top", "worth", "entry_decimals", "optional", "item", "aspect"}
"""What the values would work out themselves: the second opinion works it out anew."""


def trees() -> dict[str, ast.Module]:
    return {file.name: ast.parse(file.read_text("utf-8")) for file in FOLDER.glob("*.py")}


def imports(tree: ast.Module) -> dict[str, set[str]]:
    """Names by module, but for those that are there for the type checker only."""
    typing_only = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if node in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name: set() for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            found.setdefault(node.module or "", set()).update(alias.name for alias in node.names)
    return found


def test_it_shares_nothing_with_the_engine_but_the_frozen_values() -> None:
    assert {"ground.py", "worth.py", "tally.py", "place.py", "prize.py", "opinion.py"} <= trees().keys()
    library = {"__future__", "collections", "collections.abc", "dataclasses", "math", "typing"}
    for name, tree in trees().items():
        found = imports(tree)
        foreign = {m for m in found if m not in library | VALUES and not m.startswith("app.domain.shadow.")}
        assert foreign == set(), name
        named = set().union(*(found[module] for module in found.keys() & VALUES))
        assert named & RECKONING == set() and all(one[0].isupper() for one in named), (name, named)


def test_it_asks_the_values_for_what_they_hold_and_works_out_the_rest_itself() -> None:
    for name, tree in trees().items():
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert used & PROPERTIES == set(), name
        divisions = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Div)]
        assert divisions == [], name


@pytest.mark.parametrize(
    ("units", "decimals", "rounding", "expected"),
    [
        (12345, 2, "half_up", 12350),
        (-12345, 2, "half_up", -12350),
        (12345, 2, "half_even", 12340),
        (12355, 2, "half_even", 12360),
        (-12355, 2, "half_even", -12360),
        (12349, 2, "down", 12340),
        (-12349, 2, "down", -12340),
        (12344, 2, "half_up", 12340),
        (12500, 0, "half_even", 12000),
        (13500, 0, "half_even", 14000),
        (13400, 0, "half_even", 13000),
        (12600, 0, "half_even", 13000),
        (12345, None, "half_up", 12345),
    ],
)
def test_rounding_on_whole_units(units: int, decimals: int | None, rounding: str, expected: int) -> None:
    assert rounded(units, 1000, decimals, rounding) == expected


def test_a_division_that_leaves_something_is_an_error_and_never_a_score() -> None:
    assert whole(6, 3) == 2
    with pytest.raises(NotExact):
        whole(7, 3)


@pytest.mark.parametrize(
    ("text", "reads"),
    [("2.333", True), ("2.33", True), ("2.34", False), ("2", True), ("7/3", False), ("", False), ("2.3.33", False)],
)
def test_a_printed_text_is_held_against_the_amount(text: str, reads: bool) -> None:
    assert Amount(7, 3).reads_as(text, "half_up") is reads
    assert not Amount(123, 1000).reads_as("1.23", "half_up") and not Amount(1233, 1000).reads_as("1.2.33", "half_up")
    assert str(Amount(-7, 2)) == "-3.5" and str(Amount(7, 3)) == "2.333333333333…"


Texts = dict[str, list[str | None]]


def line_of(
    aspects: list[str], texts: dict[str, list[str | None]], rules: str = "", seconds: int | None = None
) -> Line:
    """The line of one entry whose cells hold these texts."""
    trade = one_round(aspects, rules)
    marks = {
        aspect.id: {
            seat: parse_mark(text, aspect)
            for seat, text in zip(aspect.seats, texts[aspect.id], strict=True)
            if text is not None
        }
        for aspect in trade.rounds[0].aspects
        if aspect.id in texts
    }
    entry = EntryMarks(Entry("HG01"), {"practical": RoundMarks(marks, seconds=seconds)})
    return second_opinion(trade, [entry]).lines["HG01"]


PANEL = '{{ id = "P", kind = "panel", maximum = 10, judges = {judges}, step = 0.1{more} }}'
CATALOGUE = (
    '{ id = "D", kind = "deduction", maximum = 5, catalogue = [ { id = "E1", points = 2 }, '
    '{ id = "E2", points = 1, zero = "module" }, { id = "E3", points = 0, zero = "disqualify" }, '
    '{ id = "E4", points = 0, zero = "aspect" }, { id = "E5", points = 0, zero = "round" } ] }'
)
READING = (
    '{ id = "M", kind = "measured", maximum = 4, nominal = 2, '
    "bands = [ { within = 0.005, share = 1 }, { within = 0.010, share = 0.5 } ] }"
)
BASE = '{ id = "V", kind = "value", maximum = 10 }'
TIME = '{ id = "T", kind = "time", limit_minutes = 1, unit_seconds = 10, points = 0.5, cap = 3, stop_minutes = 2 }'
TIME_ZERO = TIME.replace("stop_minutes = 2", 'stop_minutes = 2, on_stop = "zero"')


@pytest.mark.parametrize(
    ("aspects", "texts", "expected"),
    [
        # Five judges: one highest and one lowest go, the mean of the rest.
        ([PANEL.format(judges=5, more="")], {"P": ["9", "8.5", "7", "8", "10"]}, "8.5"),
        # A missing judge is ignored, never 0; with four marks both extremes still go.
        ([PANEL.format(judges=5, more="")], {"P": ["9", "缺评", "7", "8", "10"]}, "8.5"),
        # Fewer than four present: nothing is dropped.
        ([PANEL.format(judges=5, more="")], {"P": ["9", "回避", None, "8", "10"]}, "9"),
        ([PANEL.format(judges=3, more="")], {"P": ["9", "8", "8.5"]}, "8.5"),
        ([PANEL.format(judges=5, more=', average = "median"')], {"P": ["9", "1", "7", "8", "10"]}, "8"),
        ([PANEL.format(judges=4, more=', average = "median"')], {"P": ["9", "1", "7", "8"]}, "7.5"),
        # A sum with a judge missing is brought to a full panel: (9 + 7 + 8) / 3 × 4.
        ([PANEL.format(judges=4, more=', average = "sum"')], {"P": ["9", None, "7", "8"]}, "32"),
        # Sum of levels / (3k) × max.
        (['{ id = "J", kind = "judged", maximum = 6, judges = 3 }'], {"J": ["3", "2", "3"]}, Fraction(16, 3)),
        # Within 0.005 full, to 0.010 half, else 0; the ends belong to the band.
        (
            [READING],
            {"M": ["1.990"]},
            "2",
        ),
        (['{ id = "M", kind = "measured", maximum = 4, met = true }'], {"M": ["合格"]}, "4"),
        (['{ id = "C", kind = "count", maximum = 5, points = 1.5 }'], {"C": ["4"]}, "5"),
        # Points per occurrence, the aspect never below its maximum.
        ([BASE, CATALOGUE], {"V": ["9"], "D": ["E1*2"]}, "5"),
        ([BASE, CATALOGUE], {"V": ["9"], "D": ["E1*3"]}, "4"),
        ([BASE, CATALOGUE], {"V": ["3"], "D": ["E4"]}, "0"),  # 3 - 5 stops at 0
        ([BASE, CATALOGUE], {"V": ["9"], "D": ["E2"]}, "0"),
        ([BASE, CATALOGUE], {"V": ["9"], "D": ["E5"]}, "0"),
        # 25 seconds over are three started units of ten; 60 over would be capped at 3; over two minutes it stops there.
        ([BASE, TIME], {"V": ["9"], "T": ["0125"]}, "7.5"),
        ([BASE, TIME], {"V": ["9"], "T": ["0200"]}, "6"),
        ([BASE, TIME], {"V": ["9"], "T": ["5900"]}, "6"),
        ([BASE, TIME_ZERO], {"V": ["9"], "T": ["0201"]}, "0"),
        # Rounded to the aspect's decimals, times the factor, rounded again: 7.45 → 7.5 × 0.7 = 5.25 → 5.3.
        (['{ id = "V", kind = "value", maximum = 10, decimals = 1, factor = 0.7 }'], {"V": ["7.45"]}, "5.3"),
    ],
)
def test_what_each_rule_gives(aspects: list[str], texts: Texts, expected: str | Fraction) -> None:
    score = line_of(aspects, texts, 'total_decimals = "none"').total
    assert score is not None and score.equals(Fraction(expected)), str(score)


def test_time_of_the_round_counts_where_the_clock_has_no_cell_of_its_own() -> None:
    score = line_of([BASE, TIME], {"V": ["9"]}, seconds=85).total
    assert score is not None and score.equals(Fraction("7.5"))


def test_a_disqualifying_entry_and_a_gap() -> None:
    out = line_of([BASE, CATALOGUE], {"V": ["9"], "D": ["E3"]})
    assert (out.standing, out.total, out.rank, out.award) == ("disqualified", None, None, "")
    gap = line_of([BASE, CATALOGUE], {"D": ["无"]})
    assert (gap.standing, gap.total, gap.rounds["practical"].score) == ("incomplete", None, None)


def test_a_condition_on_another_part() -> None:
    trade_of = (
        'format = 1\n[contest]\nname = "试验"\n[[trade]]\ncode = "t"\nname = "焊工"\n'
        '[[trade.round]]\nid = "practical"\n[[trade.round.module]]\nid = "A"\n'
        'aspects = [{ id = "S", kind = "value", maximum = 10, '
        'when = { module = "B", at_least = 48 } }]\n'
        '[[trade.round.module]]\nid = "B"\naspects = [{ id = "Q", kind = "value", maximum = 80 }]\n'
    )
    trade = contest(trade_of).trades[0]
    totals = []
    for quality in ("47.999", "48"):
        safety, made = trade.rounds[0].aspects
        cells = {"S": {"": parse_mark("10", safety)}, "Q": {"": parse_mark(quality, made)}}
        opinion = second_opinion(trade, [EntryMarks(Entry("a"), {"practical": RoundMarks(cells)})])
        totals.append(str(opinion.lines["a"].total))
    assert totals == ["48", "58"]


def placed(lines: dict[str, Line]) -> dict[str, tuple[int | None, str]]:
    return {key: (line.rank, line.decided_by) for key, line in lines.items()}


@pytest.mark.parametrize(("joint", "last"), [("1224", 4), ("1223", 3)])
def test_places_are_counted(joint: str, last: int) -> None:
    trade = two_rounds(f'ties = []\njoint = "{joint}"')
    entries = [pair("a", "90", "90"), pair("b", "80", "80"), pair("c", "80", "80"), pair("d", "70", "70")]
    lines = second_opinion(trade, entries).lines
    assert placed(dict(lines)) == {"a": (1, "total"), "b": (2, "joint"), "c": (2, "joint"), "d": (last, "total")}
    assert lines["b"].joint and not lines["d"].joint


def test_the_chain_link_by_link_and_no_place_lost_to_a_gap() -> None:
    trade = two_rounds('ties = ["time:practical", "round:practical"]')
    # 27 + 63 = 90 each way; the practical score decides where one has no time.
    entries = [pair("a", "90", "90", seconds=50), pair("b", "90", "90", seconds=40), pair("c", "83", "93")]
    assert placed(dict(second_opinion(trade, entries).lines)) == {
        "a": (2, "joint"),
        "b": (2, "joint"),
        "c": (1, "round:practical"),
    }
    timed = second_opinion(trade, entries[:2]).lines
    assert placed(dict(timed)) == {"a": (2, "time:practical"), "b": (1, "time:practical")}
    ruled = second_opinion(trade, entries, rulings={"a": 0, "b": 1}).lines
    assert placed(dict(ruled)) == {"a": (2, "ruling"), "b": (3, "ruling"), "c": (1, "round:practical")}


def test_statuses_guests_and_the_barred() -> None:
    trade = two_rounds('awards = [ { name = "一", count = 1 }, { name = "二", share = 0.5 } ]')
    entries = [
        pair("a", "90", "90", no_award=True),
        pair("b", "80", "80"),
        pair("c", "99", "99", guest=True),
        given("d", {"theory": "88", "practical": Status.ABSENT}),
        pair("e", "70", "70"),
    ]
    lines = second_opinion(trade, entries).lines
    told = {key: (line.standing, line.rank, line.award) for key, line in lines.items()}
    # Three are ranked: half of three, half up, is two; the barred one keeps its place and the award passes down.
    assert told == {
        "a": ("ranked", 1, ""),
        "b": ("ranked", 2, "一"),
        "c": ("guest", None, ""),
        "d": ("absent", None, ""),
        "e": ("ranked", 3, "二"),
    }


THREE = 'ties = []\nawards = [ { name = "一", count = 1 }, { name = "二", count = 1 }, { name = "三", count = 2 } ]'


@pytest.mark.parametrize(
    ("edge", "expected"),
    [
        (Edge.UP, ["一", "一", "一", "二", "三"]),
        # Two too many go up: the next class gives up its one, the class after it the other.
        (Edge.REDUCE, ["一", "一", "一", "三", ""]),
        (None, ["", "", "", "二", "三"]),
    ],
)
def test_equals_on_an_award_edge(edge: Edge | None, expected: list[str]) -> None:
    trade = two_rounds(THREE + (f'\nedge = "{edge.value}"' if edge else ""))
    entries = [pair(key, "90", "90") for key in "abc"] + [pair("d", "80", "80"), pair("e", "70", "70")]
    opinion = second_opinion(trade, entries)
    assert [opinion.lines[key].award for key in "abcde"] == expected
    assert opinion.open_edges == (frozenset() if edge else frozenset({("", "一")}))
