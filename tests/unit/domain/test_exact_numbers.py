"""Numbers stay exact from the key to the print."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.numbers import Rounding, from_thousandths, parse_decimal, round_to, show, to_thousandths
from tests.unit.domain.kit import refused

F = Fraction


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8.5", F(17, 2)),
        ("８．５", F(17, 2)),
        ("９。２５", F(37, 4)),
        (" 90 ", F(90)),
        ("－１．２５", F(-5, 4)),
        ("−3", F(-3)),
        ("+0.005", F(1, 200)),
        (".5", F(1, 2)),
        ("7.", F(7)),
        ("0.1", F(1, 10)),
        ("000123", F(123)),
    ],
)
def test_reads(text: str, value: Fraction) -> None:
    assert parse_decimal(text) == value


@pytest.mark.parametrize(
    "text",
    ["", " ", "nan", "NaN", "inf", "-inf", "1e400", "1E2", "1_000", "1,000", "1/2", "0x10", "--1", "8.5.1", "٣", "²"],
)
def test_refuses_what_is_no_plain_decimal(text: str) -> None:
    with refused("number.not_a_number"):
        parse_decimal(text)


def test_thirty_digits_pass_and_thirty_one_do_not() -> None:
    assert parse_decimal("1" * 30) == int("1" * 30)
    with refused("number.too_long"):
        parse_decimal("1" * 31)


@pytest.mark.parametrize(
    ("value", "decimals", "up", "even", "down"),
    [
        ("90.125", 2, "90.13", "90.12", "90.12"),
        ("90.135", 2, "90.14", "90.14", "90.13"),
        ("-0.125", 2, "-0.13", "-0.12", "-0.12"),
        ("2.675", 2, "2.68", "2.68", "2.67"),
        ("0.5", 0, "1", "0", "0"),
        ("1.5", 0, "2", "2", "1"),
        ("0.004999", 2, "0.00", "0.00", "0.00"),
        ("-0.004", 2, "0.00", "0.00", "0.00"),
        ("99.995", 2, "100.00", "100.00", "99.99"),
    ],
)
def test_rounds_at_the_traps(value: str, decimals: int, up: str, even: str, down: str) -> None:
    found = [show(round_to(F(value), decimals, rounding), decimals) for rounding in Rounding]
    assert found == [up, even, down]


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
def test_agrees_with_the_decimal_module(units: int, places: int, decimals: int) -> None:
    number = Decimal(units).scaleb(-places)
    for rounding, word in zip(Rounding, (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN), strict=True):
        wanted = number.quantize(Decimal(1).scaleb(-decimals), rounding=word)
        assert round_to(F(number), decimals, rounding) == F(wanted)


@pytest.mark.parametrize(
    ("value", "decimals", "least", "text"),
    [
        (F(88), None, 2, "88.00"),
        (F(188, 16), None, 2, "11.75"),
        (F(1, 16), None, 2, "0.0625"),
        (F(1, 3), None, 2, "0.333333333333"),
        (F(7), None, 0, "7"),
        (F(-5, 4), None, 0, "-1.25"),
        (F(1, 1000), 2, 0, "0.00"),
        (F(90125, 1000), 1, 0, "90.1"),
    ],
)
def test_shows(value: Fraction, decimals: int | None, least: int, text: str) -> None:
    assert show(value, decimals, least) == text


@given(st.integers(-(10**12), 10**12))
def test_thousandths_go_out_and_in(units: int) -> None:
    assert to_thousandths(from_thousandths(units)) == units
    assert parse_decimal(show(from_thousandths(units))) == from_thousandths(units)


def test_too_fine_for_thousandths() -> None:
    with refused("number.too_fine"):
        to_thousandths(F(1, 10000))
