"""Values of a definition as people type and read them: numbers exact, shares in percent, days, lists on one line."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from PySide6.QtCore import QCoreApplication

from app.domain.numbers import narrow, parse_decimal, show
from app.errors import Refusal

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_SPLIT = re.compile(r"[、,，;；\n]+")


class NotRead(Exception):
    """What was typed cannot be read; the text is a sentence for the person."""


def number(text: str) -> Fraction:
    """A number as typed; full-width digits are understood."""
    try:
        return parse_decimal(narrow(text).strip())
    except Refusal:
        raise NotRead(QCoreApplication.translate("SetupValues", "只能输数字，没有存入。")) from None


def number_or_none(text: str) -> Fraction | None:
    """A number, or nothing where nothing stands."""
    return number(text) if text.strip() else None


def number_text(value: Fraction | None) -> str:
    """A number as it is read."""
    return "" if value is None else show(value)


def whole(text: str, low: int, high: int) -> int:
    """A whole number within bounds."""
    plain = narrow(text).strip()
    if not plain.isascii() or not plain.isdigit() or not low <= int(plain) <= high:
        words = QCoreApplication.translate("SetupValues", "要填 {low}～{high} 的整数，没有存入。")
        raise NotRead(words.format(low=low, high=high))
    return int(plain)


def whole_or_none(text: str, low: int, high: int) -> int | None:
    """A whole number, or nothing."""
    return whole(text, low, high) if text.strip() else None


def percent(text: str) -> Fraction:
    """A share of 1 from a percentage."""
    value = number(text.replace("%", "").replace("％", "")) / 100
    if not 0 <= value <= 1:
        raise NotRead(QCoreApplication.translate("SetupValues", "要填 0～100 的百分数，没有存入。"))
    return value


def percent_or_none(text: str) -> Fraction | None:
    """A share, or nothing."""
    return percent(text) if text.strip() else None


def percent_text(value: Fraction | None) -> str:
    """A share as a percentage without its sign."""
    return "" if value is None else show(value * 100)


def day(text: str) -> date | None:
    """A day as people write one; nothing where nothing stands."""
    plain = narrow(text).strip()
    if not plain:
        return None
    found = _DAY.fullmatch(plain)
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups()))  # type: ignore[arg-type]
    except ValueError:
        pass
    raise NotRead(QCoreApplication.translate("SetupValues", "日期写成 2026-06-18，没有存入。"))


def day_text(value: date | None) -> str:
    """A day as it is read."""
    return "" if value is None else value.isoformat()


def items(text: str) -> tuple[str, ...]:
    """A list typed on one line."""
    return tuple(dict.fromkeys(part.strip() for part in _SPLIT.split(text) if part.strip()))


def items_text(values: tuple[str, ...]) -> str:
    """A list on one line."""
    return "、".join(values)


def flag(text: str) -> bool:
    """A switch."""
    return text == "yes"


def flag_text(value: bool) -> str:
    """A switch as a field holds it."""
    return "yes" if value else "no"


def needed(text: str) -> str:
    """A text that must be there."""
    if not text.strip():
        raise NotRead(QCoreApplication.translate("SetupValues", "不能空着，没有存入。"))
    return text.strip()


def items_twice(text: str) -> tuple[str, ...]:
    """A list typed on one line in which a thing may stand twice."""
    return tuple(part.strip() for part in _SPLIT.split(text) if part.strip())
