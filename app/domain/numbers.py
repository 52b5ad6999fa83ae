"""Exact numbers: reading decimals as people type them, rounding as the rules declare it, showing every digit.

A mark as keyed is an integer of thousandths; everything computed from marks is a `Fraction`. Binary floating point is
refused at the door.
"""

from __future__ import annotations

import re
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from app.errors import Refusal

LONGEST = 30
"""More digits than this are a slip of the hand or an attack, never a mark."""

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。－−＋：＊", "0123456789..--+:*")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)


class Rounding(Enum):
    """How a step that declares decimals rounds."""

    HALF_UP = "half_up"
    """Four down, five up, away from zero (四舍五入): 0.125 gives 0.13, -0.125 gives -0.13."""
    HALF_EVEN = "half_even"
    """A tie goes to the even neighbour (四舍六入五成双)."""
    DOWN = "down"
    """Digits are cut off, towards zero."""


def narrow(text: str) -> str:
    """The text with full-width digits, points, signs and colons made plain, and outer spaces removed."""
    return text.translate(_FULL_WIDTH).strip()


def parse_decimal(text: str) -> Fraction:
    """The exact value of a plain decimal such as `8.5`, `－０．２５` or ` 90。 `.

    Refuses (`number.not_a_number`) NaN, infinities, exponents, underscores and thousands separators, and
    (`number.too_long`) more than 30 digits.
    """
    plain = narrow(text)
    if _DECIMAL.fullmatch(plain) is None:
        raise Refusal("number.not_a_number", text=text.strip()[:40])
    if sum(sign.isdigit() for sign in plain) > LONGEST:
        raise Refusal("number.too_long", text=plain[:40], most=LONGEST)
    whole, _, part = plain.lstrip("+-").partition(".")
    value = Fraction(int((whole or "0") + part), 10 ** len(part))
    return -value if plain.startswith("-") else value


def decimals_of(value: Fraction) -> int | None:
    """How many decimals the value needs to be written out in full; None when it never ends."""
    return _places(value.denominator)


@lru_cache(1024)
def _places(denominator: int) -> int | None:
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def round_units(numerator: int, denominator: int, rounding: Rounding) -> int:
    """The whole number nearest to numerator/denominator (denominator > 0) under the rounding."""
    sign, size = (-1, -numerator) if numerator < 0 else (1, numerator)
    whole, rest = divmod(size, denominator)
    if rounding is Rounding.HALF_UP:
        whole += 2 * rest >= denominator
    elif rounding is Rounding.HALF_EVEN:
        whole += 2 * rest > denominator or (2 * rest == denominator and whole % 2 == 1)
    return sign * whole


def round_to(value: Fraction, decimals: int | None, rounding: Rounding = Rounding.HALF_UP) -> Fraction:
    """The value rounded once to `decimals` places; None leaves it exact."""
    if decimals is None:
        return value
    scale = 10**decimals
    return Fraction(round_units(value.numerator * scale, value.denominator, rounding), scale)


def show(value: Fraction | int, decimals: int | None = None, least: int = 0) -> str:
    """The value as a decimal string.

    With `decimals` exactly that many places, half up. Without, every digit of a terminating value but at least `least`
    places; a value that never ends is shown to twelve places.
    """
    return _spelled(value.numerator, value.denominator, decimals, least)


@lru_cache(4096)  # a screen full of marks shows few numbers, again and again
def _spelled(numerator: int, denominator: int, decimals: int | None, least: int) -> str:
    if decimals is None:
        needed = _places(denominator)
        decimals = max(least, 12 if needed is None else needed)
    units = round_units(numerator * 10**decimals, denominator, Rounding.HALF_UP)
    digits = str(abs(units)).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if units < 0 else text


def from_thousandths(units: int) -> Fraction:
    """The exact value of an integer of thousandths."""
    return Fraction(units, 1000)


def to_thousandths(value: Fraction) -> int:
    """The value as an integer of thousandths; refuses (`number.too_fine`) what does not fit exactly."""
    units = value * 1000
    if units.denominator != 1:
        raise Refusal("number.too_fine", text=show(value))
    return units.numerator


_DIGITS = re.compile(r"(\d+)")


@lru_cache(maxsize=1 << 16)
def natural(key: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts entry numbers as people read them: HG2 before HG10."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(key) if part)
