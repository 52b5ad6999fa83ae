"""Words of paper: dates in Chinese numerals, the minus sign of print, names masked for public lists."""

from __future__ import annotations

from datetime import date, datetime

DIGITS = "〇一二三四五六七八九"
MINUS = "\u2212"


def chinese_number(value: int) -> str:
    """A number from 0 to 99 in Chinese words: 20 gives 二十, 11 gives 十一."""
    if not 0 <= value <= 99:
        raise ValueError(f"only 0 to 99, not {value}")
    tens, ones = divmod(value, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def chinese_year(year: int) -> str:
    """A year digit by digit: 2026 gives 二〇二六."""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def chinese_date(day: date) -> str:
    """A date as certificates write it: 二〇二六年六月二十日."""
    return f"{chinese_year(day.year)}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def letter_date(day: date) -> str:
    """A date as letters write it: 2026年6月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def english_date(day: date) -> str:
    """A date as English certificates write it, without asking the system's locale: June 20, 2026."""
    months = "January February March April May June July August September October November December"
    return f"{months.split()[day.month - 1]} {day.day}, {day.year}"


def clock_time(moment: datetime) -> str:
    """A moment as tables write it, in the time zone it carries: 2026-06-18 14:32."""
    return moment.strftime("%Y-%m-%d %H:%M")


def ordinal(value: int) -> str:
    """1 gives 1st, 12 gives 12th."""
    if 10 <= value % 100 <= 20:
        return f"{value}th"
    return f"{value}{({1: 'st', 2: 'nd', 3: 'rd'}).get(value % 10, 'th')}"


def printed_number(text: str) -> str:
    """A decimal string as paper shows it: a leading hyphen becomes the minus sign U+2212."""
    return MINUS + text[1:] if text[:1] == "-" and text[1:2].isdigit() else text


def superseded_words(revision: int, newest: int) -> str:
    """What an earlier list says of itself: it can be read, and another one counts."""
    return f"修订 {revision} · 已由修订 {newest} 代替"
