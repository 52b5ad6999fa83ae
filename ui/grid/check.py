"""What the grid asks about a text being typed: can it still become a mark, is it one now, and if not, why.

The rules are the domain's; this module turns a line as shown back into the aspect they are written for, and a refusal
into the two short sentences of the bubble.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from app.domain.marks import one_digit_complete, parse_mark, possible_prefix, show_mark
from app.domain.numbers import narrow, parse_decimal, show
from app.domain.scheme import (
    Aspect,
    AspectKind,
    CatalogueItem,
    Count,
    Deduction,
    Detail,
    Judged,
    Measured,
    Panel,
    Time,
    Value,
)
from app.errors import AppError
from app.services.sheet_view import Choice, RowView
from ui.grid.facts import translate


@dataclass(frozen=True)
class Verdict:
    """The answer about one text. `value` is the text handed on; `sentence` says what is wrong, `advice` the cure.

    `possible` turns false at the key that makes the text hopeless; `complete` says the one digit is a whole mark.
    """

    ok: bool
    complete: bool = False
    possible: bool = True
    sentence: str = ""
    advice: str = ""
    value: str = ""


Check = Callable[[RowView, str], Verdict]


def check(row: RowView, text: str) -> Verdict:
    """Judge `text` as a mark for the line `row`. Never raises: what is wrong comes back as sentences."""
    aspect = aspect_of(row)
    plain = _as_item(row, narrow(text))
    possible = possible_prefix(plain, aspect)
    try:
        mark = parse_mark(plain, aspect)
    except AppError as refusal:
        sentence, advice = _sentences(refusal, row, aspect, plain)
        return Verdict(False, possible=possible, sentence=sentence, advice=advice)
    complete = len(plain) == 1 and one_digit_complete(aspect)
    return Verdict(True, complete=complete, value=show_mark(mark, aspect))


def _as_item(row: RowView, text: str) -> str:
    """With one entry in the catalogue, a bare number says how many times it happened."""
    if row.aspect_kind == "deduction" and len(row.choices) == 1 and text.isdigit() and text.strip("0"):
        return f"{row.choices[0].key}×{int(text)}"
    return text


def aspect_of(row: RowView) -> Aspect:
    """The aspect a line stands for, as far as judging a typed text needs it."""
    seats = max(1, len(row.cells))
    return _aspect(row.id, row.aspect_kind, row.maximum, row.minimum, row.step, row.choices, seats)


@lru_cache(maxsize=1024)
def _aspect(
    aspect: str, kind: str, maximum: str, minimum: str, step: str, choices: tuple[Choice, ...], seats: int
) -> Aspect:
    low = parse_decimal(minimum or "0")
    by = parse_decimal(step) if step else None
    detail: Detail
    match kind:
        case "panel":
            detail = Panel(judges=seats, step=by or Fraction(1, 10), minimum=low)
        case "judged":
            detail = Judged(judges=seats, levels=tuple(choice.text for choice in choices) or ("0", "1", "2", "3"))
        case "measured":
            detail = Measured(met=bool(choices))
        case "count":
            detail = Count(points=Fraction(1))
        case "deduction":
            detail = Deduction(tuple(CatalogueItem(choice.key, choice.text) for choice in choices))
        case "time":
            detail = Time(limit_minutes=Fraction(0))
        case "value":
            detail = Value(minimum=low, step=by)
        case _:
            raise ValueError(kind)  # a kind that is new has its case here
    most = parse_decimal(maximum).__abs__() if maximum else None
    return Aspect(aspect, aspect, AspectKind(kind), most, detail)


def _sentences(refusal: AppError, row: RowView, aspect: Aspect, text: str) -> tuple[str, str]:
    """What was wrong and what to do, in the words of the bubble."""
    fields = refusal.fields
    again = translate("grid", "直接重打即可。")
    match refusal.code:
        case "mark.empty":
            return translate("grid", "这一格还没有内容，没有存入"), translate("grid", "要清空这一格，请按 Delete。")
        case "mark.above_maximum":
            return _above(row, str(fields["maximum"])), _pointed(row, text) or again
        case "mark.below_minimum":
            return translate("grid", "不能小于 {limit}，没有存入").format(limit=fields["minimum"]), again
        case "mark.step" | "mark.whole":
            return _off_step(aspect, text)
        case "mark.decimals":
            return translate("grid", "最多 {count} 位小数，没有存入").format(count=fields["decimals"]), again
        case "mark.time":
            sentence = translate("grid", "“{text}”不是用时，没有存入").format(text=text)
            return sentence, translate("grid", "只键入数字：13120 就是 01:31:20。")
        case "mark.yes_no":
            return translate("grid", "这里只有合格与不合格，没有存入"), translate("grid", "合格键入 1，不合格键入 0。")
        case "mark.unknown_item" | "mark.item_times":
            sentence = translate("grid", "扣分只能从目录里选，没有存入")
            return sentence, translate("grid", "键入目录里的序号，再键入次数。")
    return translate("grid", "“{text}”不是数，没有存入").format(text=text), translate("grid", "只键入数字和小数点。")


def _above(row: RowView, limit: str) -> str:
    if row.aspect_kind == "judged":
        return translate("grid", "最高 {limit} 级，没有存入").format(limit=limit)
    return translate("grid", "超过配分 {limit}，没有存入").format(limit=limit)


def _pointed(row: RowView, text: str) -> str:
    """When a point was left out, the number that was probably meant; only said, never put in."""
    if "." in text or not text.isdigit() or len(text) < 2:
        return ""
    meant = f"{text[:-1]}.{text[-1]}"
    if not check(row, meant).ok:
        return ""
    return translate("grid", "直接重打即可。若是 {value}，请键入小数点。").format(value=meant)


def _off_step(aspect: Aspect, text: str) -> tuple[str, str]:
    step = aspect.step or Fraction(1)
    below = parse_decimal(text) // step * step
    digits = aspect.entry_decimals
    nearest = translate("grid", "最近的是 {below} 和 {above}。直接重打即可。").format(
        below=show(below, least=digits), above=show(below + step, least=digits)
    )
    if step == 1:
        return translate("grid", "只收整数，没有存入"), nearest
    return translate("grid", "要按 {step} 一档，没有存入").format(step=show(step)), nearest
