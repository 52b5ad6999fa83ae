"""What may be typed as a mark, what is refused and with which words, and how far a beginning can still go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.marks import (
    mark_from_token,
    mark_token,
    one_digit_complete,
    parse_mark,
    parse_seconds,
    possible_prefix,
    show_mark,
)
from app.domain.scores import Mark, Word
from app.errors import Refusal
from tests.unit.domain.kit import aspect, refused

PANEL = aspect('{ id = "P", kind = "panel", maximum = 10, judges = 5, step = 0.5 }')
GOE = aspect('{ id = "G", kind = "panel", maximum = 5, minimum = -5, judges = 9, step = 1 }')
LEVEL = aspect('{ id = "J", kind = "judged", maximum = 6, judges = 3 }')
VALUE = aspect('{ id = "V", kind = "value", maximum = 12.5 }')
READING = aspect(
    '{ id = "M", kind = "measured", maximum = 5, nominal = 20, unit = "mm", bands = [ { within = 0.005, share = 1 } ] }'
)
MET = aspect('{ id = "Y", kind = "measured", maximum = 3, met = true }')
COUNT = aspect('{ id = "C", kind = "count", maximum = 20, points = 2 }')
TIME = aspect('{ id = "T", kind = "time", limit_minutes = 90, points = 1 }')
OFF = aspect(
    '{ id = "D", kind = "deduction", maximum = 10,'
    ' catalogue = [ { id = "E1a", points = 2 }, { id = "E2", points = 1 } ] }'
)


@pytest.mark.parametrize(
    ("of", "text", "shown"),
    [
        (PANEL, "8.5", "8.5"),
        (PANEL, "８．５", "8.5"),
        (PANEL, "10", "10.0"),
        (PANEL, "0", "0.0"),
        (GOE, "-3", "-3"),
        (GOE, "－５", "-5"),
        (LEVEL, "3", "3"),
        (VALUE, "12.375", "12.375"),
        (READING, "-19.998", "-19.998"),
        (MET, "合格", "合格"),
        (MET, "0", "不合格"),
        (COUNT, "7", "7"),
        (TIME, "13120", "01:31:20"),
        (TIME, "1:31:20", "01:31:20"),
        (TIME, "45:07", "00:45:07"),
        (OFF, "E1a", "E1a"),
        (OFF, "e1a*2", "E1a×2"),
        (OFF, "E2 × 3; E1a", "E1a、E2×3"),
        (OFF, "0", "0"),
        (PANEL, "缺评", "缺评"),
        (PANEL, "回避", "回避"),
        (VALUE, "不适用", "不适用"),
    ],
)
def test_legal_marks(of: object, text: str, shown: str) -> None:
    assert show_mark(parse_mark(text, of), of) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("of", "text", "code", "fields"),
    [
        (PANEL, "95", "mark.above_maximum", {"maximum": "10.0"}),
        (PANEL, "10.5", "mark.above_maximum", {"maximum": "10.0"}),
        (PANEL, "8.3", "mark.step", {"step": "0.5", "text": "8.3"}),
        (PANEL, "-0.5", "mark.below_minimum", {"minimum": "0.0"}),
        (GOE, "-6", "mark.below_minimum", {"minimum": "-5"}),
        (GOE, "0.5", "mark.step", {"step": "1"}),
        (LEVEL, "4", "mark.above_maximum", {"maximum": "3"}),
        (LEVEL, "1.5", "mark.whole", {"text": "1.5"}),
        (VALUE, "1.2345", "mark.decimals", {"decimals": 3}),
        (VALUE, "abc", "mark.not_a_number", {"text": "abc"}),
        (VALUE, "nan", "mark.not_a_number", {}),
        (VALUE, "1e400", "mark.not_a_number", {}),
        (COUNT, "2.5", "mark.whole", {}),
        (COUNT, "-1", "mark.below_minimum", {}),
        (MET, "2", "mark.yes_no", {"text": "2"}),
        (TIME, "1:61:00", "mark.time", {}),
        (TIME, "9960", "mark.time", {}),
        (OFF, "E9", "mark.unknown_item", {"item": "E9", "known": "E1a、E2"}),
        (OFF, "2", "mark.unknown_item", {}),
        (OFF, "E2*0", "mark.item_times", {"item": "E2", "times": 0}),
        (PANEL, " ", "mark.empty", {}),
    ],
)
def test_refused_marks(of: object, text: str, code: str, fields: dict[str, object]) -> None:
    with refused(code, **fields):
        parse_mark(text, of)  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "seconds"), [("5480", 5480), ("1:31:20", 5480), ("91:20", 5480), ("5480.0", 5480)])
def test_times_of_a_table_are_seconds(text: str, seconds: int) -> None:
    assert parse_seconds(text) == seconds
    assert parse_mark(text, TIME, table=True) == Mark(thousandths=1000 * seconds)


@pytest.mark.parametrize(
    ("of", "possible", "impossible"),
    [
        (
            PANEL,
            ["", "1", "10", "10.", "10.0", "9", "9.", "9.5", "0", "缺", "回"],
            ["11", "95", "9.3", "9.52", "10.5", "-", "x"],
        ),
        (GOE, ["-", "-5", "5", "0"], ["-6", "6", "0.5", "--"]),
        (LEVEL, ["0", "3"], ["4", "31", "1.5"]),
        (VALUE, ["12.5", "12.375", "1", "0.001"], ["12.6", "13", "0.0001", "-1"]),
        (READING, ["-", "-20.001", "20"], ["20.0001", "a"]),
        (TIME, ["1", "13120", "99", "9:", "1:31", "1:31:2"], ["1:7", "1234567", "99999a", "99996"]),
        (OFF, ["E", "e1", "E1a*", "E1a*2", "E2;E", "0"], ["F", "E1a*x", "E3", "E9;E1a"]),
        (MET, ["1", "合", "不"], ["2", "11"]),
    ],
)
def test_prefixes(of: object, possible: list[str], impossible: list[str]) -> None:
    assert [text for text in possible if not possible_prefix(text, of)] == []  # type: ignore[arg-type]
    assert [text for text in impossible if possible_prefix(text, of)] == []  # type: ignore[arg-type]


@given(st.sampled_from([PANEL, GOE, LEVEL, VALUE, COUNT]), st.integers(-6000, 13000))
def test_every_beginning_of_a_legal_mark_is_possible(of: object, units: int) -> None:
    text = f"{units / 1000:.3f}".rstrip("0").rstrip(".")
    try:
        parse_mark(text, of)  # type: ignore[arg-type]
    except Refusal:
        return
    assert all(possible_prefix(text[:end], of) for end in range(len(text) + 1))  # type: ignore[arg-type]


@given(
    st.sampled_from([PANEL, GOE, LEVEL, VALUE]), st.text("0123456789.-", max_size=5), st.text("0123456789.", max_size=3)
)
def test_an_impossible_beginning_never_becomes_legal(of: object, text: str, more: str) -> None:
    if not possible_prefix(text, of):  # type: ignore[arg-type]
        with pytest.raises(Refusal):
            parse_mark(text + more, of)  # type: ignore[arg-type]


def test_where_one_digit_is_a_whole_mark() -> None:
    single = [of.id for of in (PANEL, GOE, LEVEL, VALUE, READING, MET, COUNT, TIME, OFF) if one_digit_complete(of)]
    assert single == ["J", "Y"]


@pytest.mark.parametrize(
    "mark",
    [
        Mark(thousandths=8500),
        Mark(thousandths=-1),
        Mark(items=()),
        Mark(items=(("E1a", 2), ("E2", 1))),
        Mark(word=Word.RECUSED),
    ],
)
def test_tokens_go_out_and_in(mark: Mark) -> None:
    assert mark_from_token(mark_token(mark)) == mark


@pytest.mark.parametrize("token", ["", "8.5", "w:late", "n:8.5", "i:E1a*x", "z:1"])
def test_foreign_tokens_are_refused(token: str) -> None:
    with refused("mark.token"):
        mark_from_token(token)
