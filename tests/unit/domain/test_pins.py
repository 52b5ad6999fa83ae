"""Which PINs are refused because anybody would try them first, and which are left alone."""

from __future__ import annotations

import random

import pytest

from app.domain.pins import is_common

COMMON = """
    123456 234567 987654 890123 000000 111111 121212 123123 112233 111222 122122 123321 147258 159357 888888 5201314
    860315 19860315 15031986 150386 198603 20001231 12345678 7890123456
"""
FINE = "135790 246802 357913 491563 860945 739184 27480516 19861503 qwertyuiop 青山绿水 123456a 一二三四五六"


@pytest.mark.parametrize("pin", COMMON.split())
def test_what_anybody_would_try_is_common(pin: str) -> None:
    assert is_common(pin)


@pytest.mark.parametrize("pin", FINE.split())
def test_what_nobody_guesses_is_left_alone(pin: str) -> None:
    assert not is_common(pin)


def test_most_pins_by_chance_are_left_alone() -> None:
    chance = random.Random(7)
    refused = sum(is_common(f"{chance.randrange(10**6):06d}") for _ in range(4000))
    assert refused < 4000 * 0.15
