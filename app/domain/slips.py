"""Slips of the hand: what a recorder meant to type when another number stands there, by the keys of a keypad."""

from __future__ import annotations

_BESIDE = {
    "7": "48",
    "8": "795",
    "9": "86",
    "4": "715",
    "5": "4826",
    "6": "593",
    "1": "420",
    "2": "153",
    "3": "26",
    "0": "1",
}  # the keys that touch each other on a numeric keypad


def meant(text: str) -> tuple[str, ...]:
    """The numbers that were probably meant when `text` was typed, each once, the likeliest kinds first: a point left
    out or put elsewhere, two figures changed round, a key beside, a figure typed twice or left out. Only plain decimal
    texts have any; the text itself is never among them."""
    digits = text.replace(".", "", 1)
    if not digits.isdigit():
        return ()
    found = [*_pointed(digits), *_turned(text), *_neighbours(text), *_doubled(text), *_shortened(text)]
    return tuple(dict.fromkeys(one for one in found if one != text and one and not one.startswith(".")))


def _pointed(digits: str) -> list[str]:
    return [digits, *(f"{digits[:at]}.{digits[at:]}" for at in range(len(digits) - 1, 0, -1)), f"{digits}0"]


def _turned(text: str) -> list[str]:
    found = []
    for at in range(len(text) - 1):
        one, two = text[at], text[at + 1]
        if one != two and (one + two).isdigit():
            found.append(f"{text[:at]}{two}{one}{text[at + 2 :]}")
    if len(text) == 3 and text[1] == ".":  # 5.9 for 9.5
        found.append(text[::-1])
    return found


def _neighbours(text: str) -> list[str]:
    return [f"{text[:at]}{key}{text[at + 1 :]}" for at, sign in enumerate(text) for key in _BESIDE.get(sign, "")]


def _doubled(text: str) -> list[str]:
    return [text[:at] + text[at + 1 :] for at in range(len(text) - 1) if text[at] == text[at + 1] != "."]


def _shortened(text: str) -> list[str]:
    return [f"{text[:at]}{sign}{text[at:]}" for at, sign in enumerate(text) if sign.isdigit()]
