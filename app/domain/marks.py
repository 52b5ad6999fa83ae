"""A mark as it is typed: read it exactly, refuse what the scheme does not allow, show it again."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction

from app.domain.numbers import narrow, parse_decimal, show, to_thousandths
from app.domain.scheme import Aspect, AspectKind, Count, Deduction, Judged, Measured
from app.domain.scores import Mark, Word
from app.errors import Refusal

BIGGEST = Fraction(10**9)
"""No reading, count or time goes beyond this."""
MOST_TIMES = 999
FINEST = Fraction(1, 1000)

NO_DEDUCTION = Mark(items=())

_WORDS = {
    "缺评": Word.NOT_MARKED,
    "缺": Word.NOT_MARKED,
    "not_marked": Word.NOT_MARKED,
    "—": Word.NOT_MARKED,
    "回避": Word.RECUSED,
    "recused": Word.RECUSED,
    "不适用": Word.NOT_APPLICABLE,
    "not_applicable": Word.NOT_APPLICABLE,
    "n/a": Word.NOT_APPLICABLE,
}
_YES = {"1", "合格", "是", "√", "yes", "true", "met"}
_NO = {"0", "不合格", "否", "×", "no", "false", "not_met"}
_NOTHING = {"0", "无", "none"}
_BETWEEN_ITEMS = re.compile(r"[,;，；、+\s]+")
_TIMES = re.compile(r"(.+?)(?:[*×xX](\d{1,6}))?", re.DOTALL)
_TIMES_BEGUN = re.compile(r"(.+)[*×xX](\d{0,6})", re.DOTALL)
_AROUND_TIMES = re.compile(r"\s*([*×])\s*")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})", re.ASCII)


def parse_word(text: str) -> Word | None:
    """The word a cell holds (缺评, 回避, 不适用 or their English names), or None."""
    return _WORDS.get(text.strip().casefold())


def parse_mark(text: str, aspect: Aspect, table: bool = False) -> Mark:
    """What `text` means as a mark of the aspect.

    With `table` the text comes from a marks table, where a plain number of a time aspect is seconds; typed into the
    grid, 13120 is 01:31:20. Refuses with a `mark.*` code whatever the scheme does not allow; nothing is corrected.
    """
    word = parse_word(text)
    if word is not None:
        return Mark(word=word)
    plain = narrow(text)
    if not plain:
        raise Refusal("mark.empty")
    if isinstance(aspect.detail, Deduction):
        return Mark(items=_parse_items(plain, aspect.detail))
    if aspect.kind is AspectKind.TIME:
        return Mark(thousandths=1000 * parse_seconds(plain, table))
    if isinstance(aspect.detail, Measured) and aspect.detail.met:
        return Mark(thousandths=1000 * _parse_met(plain))
    return Mark(thousandths=_parse_number(plain, aspect))


def parse_seconds(text: str, table: bool = True) -> int:
    """Whole seconds from `hh:mm:ss`, `mm:ss`, plain seconds (`table`), or the digits of a clock (13120 is 1:31:20)."""
    plain = narrow(text)
    clock = _CLOCK.fullmatch(plain)
    if clock is None and plain.isascii() and plain.isdigit() and len(plain) <= (9 if table else 6):
        if table:
            return int(plain)
        clock = _CLOCK.fullmatch(_with_colons(plain))
    if clock is None and table and re.fullmatch(r"\d{1,9}\.0*", plain, re.ASCII):
        return int(plain.partition(".")[0])
    if clock is None:
        raise Refusal("mark.time", text=text.strip()[:40])
    hours, minutes, seconds = (int(part or 0) for part in clock.groups())
    if seconds > 59 or (minutes > 59 and clock[1] is not None) or (minutes > 59 and not table):
        raise Refusal("mark.time", text=text.strip()[:40])
    return hours * 3600 + minutes * 60 + seconds


def _with_colons(digits: str) -> str:
    padded = digits.rjust(6, "0")
    return f"{padded[:2]}:{padded[2:4]}:{padded[4:]}"


def _parse_met(plain: str) -> int:
    lowered = plain.casefold()
    if lowered in _YES or lowered in _NO:
        return int(lowered in _YES)
    raise Refusal("mark.yes_no", text=plain[:40])


def _parse_items(plain: str, detail: Deduction) -> tuple[tuple[str, int], ...]:
    if plain.casefold() in _NOTHING and detail.item(plain) is None:
        return ()
    found: dict[str, int] = {}
    for part in filter(None, _BETWEEN_ITEMS.split(_AROUND_TIMES.sub(r"\1", plain))):
        name, times = _item(part, detail)
        found[name] = found.get(name, 0) + times
    if not found:
        raise Refusal("mark.unknown_item", item=plain[:40], known=_known(detail))
    return tuple(sorted(found.items()))


def _item(part: str, detail: Deduction) -> tuple[str, int]:
    exact = detail.item(part)
    if exact is not None:
        return exact.id, 1
    match = _TIMES.fullmatch(part)
    item = detail.item(match[1]) if match else None
    if match is None or item is None:
        raise Refusal("mark.unknown_item", item=part[:40], known=_known(detail))
    times = int(match[2] or 1)
    if not 1 <= times <= MOST_TIMES:
        raise Refusal("mark.item_times", item=item.id, times=times, most=MOST_TIMES)
    return item.id, times


def _known(detail: Deduction) -> str:
    return "、".join(item.id for item in detail.catalogue)


def _parse_number(plain: str, aspect: Aspect) -> int:
    try:
        value = parse_decimal(plain)
    except Refusal as refusal:
        raise Refusal("mark.not_a_number", text=plain[:40]) from refusal
    if plain.startswith("-") and bounds(aspect)[0] >= 0:
        raise Refusal("mark.below_minimum", minimum=_bound(bounds(aspect)[0], aspect.entry_decimals), text=plain)
    check_number(value, aspect)
    return to_thousandths(value)


def bounds(aspect: Aspect) -> tuple[Fraction, Fraction]:
    """The lowest and highest number that may be entered for the aspect."""
    highest = BIGGEST if aspect.highest is None else aspect.highest
    return (-BIGGEST if isinstance(aspect.detail, Measured) else aspect.minimum), highest


def check_number(value: Fraction, aspect: Aspect) -> None:
    """Refuses a number outside the aspect's range or off its step.

    Steps are counted from the lowest mark (so from 0 unless a minimum is declared); both ends are always legal.
    """
    lowest, highest = bounds(aspect)
    digits = aspect.entry_decimals
    if value > highest:
        raise Refusal("mark.above_maximum", maximum=_bound(highest, digits), text=show(value))
    if value < lowest:
        raise Refusal("mark.below_minimum", minimum=_bound(lowest, digits), text=show(value))
    if isinstance(aspect.detail, Judged | Count) and value.denominator != 1:
        raise Refusal("mark.whole", text=show(value))
    step = aspect.step
    if step is not None and value != highest and ((value - aspect.minimum) / step).denominator != 1:
        raise Refusal("mark.step", step=show(step), text=show(value))
    if 1000 % value.denominator:
        raise Refusal("mark.decimals", decimals=3, text=show(value))


def _bound(value: Fraction, digits: int) -> str:
    return show(value, least=digits)


def show_mark(mark: Mark, aspect: Aspect) -> str:
    """The mark as screen and paper show it: 8.5, 合格, 01:31:20, E1a×2, 回避; "0" for no deduction."""
    if mark.word is not None:
        return mark.word.zh
    if mark.items is not None:
        return "、".join(name if times == 1 else f"{name}×{times}" for name, times in mark.items) or "0"
    number = mark.number
    if number is None:
        return ""
    if aspect.kind is AspectKind.TIME:
        return show_seconds(int(number))
    if isinstance(aspect.detail, Measured) and aspect.detail.met:
        return "合格" if number else "不合格"
    return show(number, least=aspect.entry_decimals)


def show_seconds(seconds: int) -> str:
    """Seconds as hh:mm:ss."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def mark_token(mark: Mark) -> str:
    """One canonical text for one mark, to store and to compare two keyings by; `mark_from_token` reads it back."""
    if mark.word is not None:
        return f"w:{mark.word.value}"
    if mark.items is not None:
        return "i:" + ";".join(f"{name}*{times}" for name, times in mark.items)
    return f"n:{mark.thousandths}"


def mark_from_token(token: str) -> Mark:
    """The mark of a token; refuses (`mark.token`) what `mark_token` never wrote."""
    kind, _, rest = token.partition(":")
    with suppress(ValueError):
        if kind == "w":
            return Mark(word=Word(rest))
        if kind == "n":
            return Mark(thousandths=int(rest))
        if kind == "i":
            pairs = (part.rpartition("*") for part in rest.split(";") if part)
            return Mark(items=tuple((name, int(times)) for name, _, times in pairs))
    raise Refusal("mark.token", text=token[:40])


def one_digit_complete(aspect: Aspect) -> bool:
    """Whether one digit alone is always a whole mark, so that it may commit itself (levels 0 to 3, 合格 1)."""
    if isinstance(aspect.detail, Measured):
        return aspect.detail.met
    highest, step = aspect.highest, aspect.step
    if highest is None or step is None or highest > 9 or aspect.minimum < 0:
        return False
    return step.denominator == 1 and highest.denominator == 1


def possible_prefix(text: str, aspect: Aspect) -> bool:
    """Whether typing on can still make a legal mark of the text. False at the keystroke that makes it impossible."""
    plain = narrow(text)
    if not plain or any(word.startswith(plain.casefold()) for word in _WORDS):
        return True
    if isinstance(aspect.detail, Deduction):
        return _items_possible(plain, aspect.detail)
    if aspect.kind is AspectKind.TIME:
        return _time_possible(plain)
    if isinstance(aspect.detail, Measured) and aspect.detail.met:
        return any(word.startswith(plain.casefold()) for word in _YES | _NO)
    return _number_possible(plain, aspect)


def _items_possible(plain: str, detail: Deduction) -> bool:
    if any(word.startswith(plain.casefold()) for word in _NOTHING):
        return True
    *done, last = _BETWEEN_ITEMS.split(_AROUND_TIMES.sub(r"\1", plain))
    try:
        for part in filter(None, done):
            _item(part, detail)
    except Refusal:
        return False
    if any(item.id.casefold().startswith(last.casefold()) for item in detail.catalogue):
        return True
    match = _TIMES_BEGUN.fullmatch(last)
    if match is None or detail.item(match[1]) is None:
        return False
    return not match[2] or 1 <= int(match[2]) <= MOST_TIMES


def _time_possible(plain: str) -> bool:
    if ":" in plain:
        return re.fullmatch(r"\d{1,2}(:([0-5]\d?)?){1,2}", plain, re.ASCII) is not None
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 6:
        return False
    # Tens of minutes and of seconds stay below 6. What begins a shorter clock begins one of six or of five digits too.
    six, five = plain[2::2], plain[1::2]
    return max(six, default="0") < "6" or (len(plain) < 6 and max(five, default="0") < "6")


def _number_possible(plain: str, aspect: Aspect) -> bool:
    if re.fullmatch(r"-?\d*(?:\.\d*)?", plain, re.ASCII) is None or len(plain) > 20:
        return False
    lowest, highest = bounds(aspect)
    digits = plain.removeprefix("-")
    legal = _Legal(lowest, highest, aspect.minimum, aspect.step or FINEST, highest)
    if digits != plain:
        if lowest >= 0:
            return False
        legal = _Legal(-highest, -lowest, -aspect.minimum, aspect.step or FINEST, -highest)
    highest = legal.highest
    whole, point, part = digits.partition(".")
    start = Fraction(int((whole or "0") + part), 10 ** len(part))
    width = Fraction(1, 10 ** len(part))
    if point:
        return legal.within(start, start + width)
    while start <= highest:
        if legal.within(start, start + width):
            return True
        if start == 0:
            return whole in ("", "0")
        start, width = start * 10, width * 10
    return False


@dataclass(frozen=True, slots=True)
class _Legal:
    """The numbers of one sign that may be entered: steps counted from `anchor`, and `end`, the maximum of the aspect,
    whatever the step. For negative numbers all of it holds their sizes."""

    lowest: Fraction
    highest: Fraction
    anchor: Fraction
    step: Fraction
    end: Fraction

    def within(self, start: Fraction, end: Fraction) -> bool:
        """Whether a legal number lies in [start, end), none below 0."""
        if start <= self.end < end:
            return True
        floor = max(start, self.lowest, Fraction(0))
        first = self.anchor - (self.anchor - floor) // self.step * self.step
        return first < end and first <= self.highest
