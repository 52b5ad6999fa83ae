"""Pinyin initials of Chinese words, from the order of GB 2312: its level-1 characters are sorted by pinyin.

Good enough for entry number prefixes and for finding people by initials; characters outside level 1 give "".
"""

from __future__ import annotations

from bisect import bisect_right

# First GB 2312 code of each initial letter (level 1, rows 16-55); i, u and v begin no syllable.
_STARTS = (
    (0xB0A1, "A"), (0xB0C5, "B"), (0xB2C1, "C"), (0xB4EE, "D"), (0xB6EA, "E"), (0xB7A2, "F"), (0xB8C1, "G"),
    (0xB9FE, "H"), (0xBBF7, "J"), (0xBFA6, "K"), (0xC0AC, "L"), (0xC2E8, "M"), (0xC4C3, "N"), (0xC5B6, "O"),
    (0xC5BE, "P"), (0xC6DA, "Q"), (0xC8BB, "R"), (0xC8F6, "S"), (0xCBFA, "T"), (0xCDDA, "W"), (0xCEF4, "X"),
    (0xD1B9, "Y"), (0xD4D1, "Z"),
)  # fmt: skip
_CODES = tuple(code for code, _ in _STARTS)
_END = 0xD7FA


def initial(character: str) -> str:
    """The capital initial of one character: Latin letters as they are, "" where none is known."""
    if character.isascii():
        return character.upper() if character.isalnum() else ""
    try:
        raw = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = int.from_bytes(raw, "big")
    if len(raw) != 2 or not _CODES[0] <= code < _END:
        return ""
    return _STARTS[bisect_right(_CODES, code) - 1][1]


def initials(text: str) -> str:
    """The initials of all characters that have one: 焊工 → "HG"."""
    return "".join(map(initial, text))
