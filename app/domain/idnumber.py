"""The Chinese identity number (GB 11643): check character, what it says, its two forms, and what spreadsheets do to it.

Region codes are not looked up: codes of abolished counties stay valid, and 99 marks the invented people of the demo.
Everything here is fast enough to check a province's roster while it is being read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from operator import mul

from app.domain.texts import clean_code

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# By the sum of ASCII codes times weights, modulo 11. An ASCII digit is 48 more than its value, so the table is turned
# by 48 · Σ weights mod 11.
_TURN = 48 * sum(_WEIGHTS) % 11
_CHECK = "".join("10X98765432"[(index - _TURN) % 11] for index in range(11))
_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]").fullmatch
_OLD_SHAPE = re.compile(r"[1-9][0-9]{14}").fullmatch
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?1[0-9]", re.IGNORECASE).fullmatch
_SEPARATORS = str.maketrans("", "", "-.'`‘’")
FIRST_YEAR = 1900

_birthdays: dict[str, date | None] = {}


class IdFault(Enum):
    """Why a text is no identity number. The value is its error code."""

    LENGTH = "idnumber.length"
    CHARACTERS = "idnumber.characters"
    CHECK = "idnumber.check"
    DATE = "idnumber.date"
    DAMAGED = "idnumber.damaged"


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A sound identity number in its 18-character form."""

    number: str

    @property
    def birth(self) -> date:
        """The birth date it holds."""
        return date(int(self.number[6:10]), int(self.number[10:12]), int(self.number[12:14]))

    @property
    def sex(self) -> str:
        """男 for an odd sequence number, 女 for an even one."""
        return sex_of(self.number)

    @property
    def is_demo(self) -> bool:
        """Whether the region is 99, which belongs to nobody."""
        return self.number.startswith("99")


def check_character(first17: str) -> str:
    """Give the 18th character that belongs to 17 digits. ValueError when they are not 17 ASCII digits."""
    if len(first17) != 17 or not first17.isascii() or not first17.isdigit():
        raise ValueError("17 digits expected")
    return _CHECK[sum(map(mul, first17.encode(), _WEIGHTS)) % 11]


def plain(text: str) -> str:
    """Give an identity number as typed in its plain form: half width, no spaces or separators, a large X."""
    if text.isalnum() and text.isascii():
        return text.upper()
    return clean_code(text).translate(_SEPARATORS).upper().replace("Х", "X").replace("×", "X")


def to_18(text15: str) -> str:
    """Give the 18-character form of a 15-digit number: the same person, so the same key. ValueError as above."""
    first17 = text15[:6] + "19" + text15[6:]
    return first17 + check_character(first17)


def read(text: str, numeric: bool = False) -> IdNumber | IdFault:
    """Give the identity number a text holds, in 18 characters, or what is wrong with it.

    `numeric` tells that a spreadsheet stored the cell as a number: more than 15 digits are lost for certain, whatever
    the check character says. Scientific notation and a wrong number ending in 000 are the same damage, saved as text.
    """
    number = plain(text)
    if _SHAPE(number) and not numeric:
        if number[17] != _CHECK[sum(map(mul, number[:17].encode(), _WEIGHTS)) % 11]:
            return IdFault.DAMAGED if number.endswith("000") else IdFault.CHECK
        return _dated(number)
    if _OLD_SHAPE(number):
        return _dated(to_18(number))
    if (numeric and number.isdigit() and len(number) > 15) or _SCIENTIFIC(clean_code(text)):
        return IdFault.DAMAGED
    return IdFault.LENGTH if len(number) not in (15, 18) else IdFault.CHARACTERS


def is_sound(number: str) -> bool:
    """Whether a text is a sound number in its plain 18 characters: the quick answer for most cells of a long list."""
    return (
        _SHAPE(number) is not None
        and number[17] == _CHECK[sum(map(mul, number.encode(), _WEIGHTS)) % 11]
        and birthday(number[6:14]) is not None
    )


def _dated(number: str) -> IdNumber | IdFault:
    return IdFault.DATE if birthday(number[6:14]) is None else IdNumber(number)


def birthday(digits: str) -> date | None:
    """Give the day of eight digits, or None when the calendar has no such day or it lies before 1900."""
    try:
        return _birthdays[digits]
    except KeyError:
        pass
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        day = None
    if day is not None and day.year < FIRST_YEAR:
        day = None
    if len(_birthdays) > 100_000:  # a lifetime of days is 45,000: more means a file made to fill memory
        _birthdays.clear()
    _birthdays[digits] = day
    return day


def sex_of(number18: str) -> str:
    """Give 男 or 女 by the 17th digit of a sound number."""
    return "男" if ord(number18[16]) & 1 else "女"
