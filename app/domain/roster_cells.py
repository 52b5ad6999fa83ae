"""One cell of a roster at a time: what a person may write, and the plain value it means.

Every reader takes the cell's text and gives a `Reading`: the value, and at most one complaint. A complaint is the code
of a sentence with its fields; `bad` ones keep the row out, the others warn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.domain import idnumber
from app.domain.idnumber import IdFault
from app.domain.people import IdKind, other_document, parse_id_kind
from app.domain.texts import clean_code, clean_name, clean_text, loose
from app.domain.worksheet import NumberCell
from app.errors import Refusal


class Complaint(NamedTuple):
    """What is wrong with a value: the sentence's code, its fields, whether the row has to stay out."""

    code: str
    fields: Mapping[str, object]
    bad: bool = True


class Reading(NamedTuple):
    """A value read from a cell and what there is to say about it."""

    value: str
    complaint: Complaint | None = None


BLANK = Reading("")


def name(cell: str) -> Reading:
    """The name of a person."""
    return _cleaned(clean_name, cell)


def text(cell: str) -> Reading:
    """A free text, as it is."""
    return _cleaned(clean_text, cell)


def remark(cell: str) -> Reading:
    """A longer free text."""
    return _cleaned(lambda value: clean_text(value, 400), cell)


def code(cell: str) -> Reading:
    """A certificate number or the like."""
    return _cleaned(lambda value: clean_text(clean_code(value), 100), cell)


def _cleaned(clean: Callable[[str], str], cell: str) -> Reading:
    try:
        return Reading(clean(cell))
    except Refusal as refusal:
        return Reading("", Complaint(refusal.code, refusal.fields))


def _words(spaced: str, means: str) -> dict[str, str]:
    """Every word of a list between spaces, loosely, and what it means."""
    return {loose(word) or word: means for word in spaced.split()}


_SEX = _words("男 男性 男士 m male 1", "男") | _words("女 女性 女士 f female 2", "女")


def sex(cell: str) -> Reading:
    """男 or 女, in words or by the code of GB/T 2261."""
    if not (key := loose(cell)):
        return BLANK
    found = _SEX.get(key)
    return Reading(found) if found else Reading("", Complaint("roster.sex", {"value": cell.strip()[:20]}))


_YMD = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))(?:[ T]?[0:]*)?").fullmatch
_YM = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))").fullmatch


def birth_date(cell: str) -> Reading:
    """A birth date as ISO text, or year and month alone ("1990-01") where the form asks for no more."""
    plain = unicodedata.normalize("NFKC", cell).strip().replace(" ", "")
    if not plain:
        return BLANK
    if found := _YMD(plain):
        year, *parts = (part for part in found.groups() if part)
        month, day = (part.zfill(2) for part in parts)
        if idnumber.birthday(year + month + day) is None:
            return Reading("", Complaint("roster.no_such_day", {"value": cell.strip()[:20]}))
        return Reading(f"{year}-{month}-{day}")
    if found := _YM(plain):
        year, month = found[1], (found[2] or found[3]).zfill(2)
        if int(year) >= idnumber.FIRST_YEAR and 1 <= int(month) <= 12:
            return Reading(f"{year}-{month}")
    if isinstance(cell, NumberCell) and len(plain) == 5:
        return Reading("", Complaint("roster.date_as_number", {"value": plain}))
    return Reading("", Complaint("roster.date", {"value": cell.strip()[:20]}))


def id_kind(cell: str) -> Reading:
    """The kind of document, as the value of `IdKind`; "" where nothing is said."""
    if not cell.strip():
        return BLANK
    kind = parse_id_kind(cell)
    if kind is None:
        known = "、".join(kind.zh for kind in IdKind if kind is not IdKind.NONE)
        return Reading("", Complaint("roster.id_kind", {"value": cell.strip()[:20], "known": known}))
    return Reading(kind.value)


_LOOKS_RESIDENT = re.compile(r"[0-9]{12,}[0-9X]?").fullmatch


def id_number(cell: str, kind: str) -> Reading:
    """The number of the document of that kind; a resident number comes out in 18 characters."""
    if kind in ("", IdKind.RESIDENT.value):
        found = idnumber.read(cell, type(cell) is NumberCell)
        if not isinstance(found, IdFault):
            return Reading(found.number)
        plain = idnumber.plain(cell)
        if not kind and found is IdFault.LENGTH and not _LOOKS_RESIDENT(plain) and other_document(cell):
            return Reading("", Complaint("roster.id_kind_needed", {}))
        return Reading("", Complaint(found.value, {"length": len(plain)}))
    if type(cell) is NumberCell and len(cell) > 15:
        return Reading("", Complaint(IdFault.DAMAGED.value, {"length": len(cell)}))
    number = other_document(cell)
    return Reading(number) if number else Reading("", Complaint("roster.document", {}))


# 1209… are the numbers of the demo: like identity numbers of region 99 they are nobody's.
_PHONE = re.compile(r"1[3-9]\d{9}|1209\d{7}|0\d{9,11}(?:-\d{1,6})?|[2-8]\d{6,7}|[48]00\d{7}", re.ASCII).fullmatch
_COUNTRY = re.compile(r"^(?:\+|00)?86(?=1[3-9]\d{9}$)", re.ASCII)


def phone(cell: str) -> Reading:
    """A phone number: mobile, or landline with area code. A strange one warns and is kept as typed."""
    if len(cell) == 11 and _PHONE(cell):
        return Reading(str(cell))
    plain = clean_code(cell)
    if not plain:
        return BLANK
    number = _COUNTRY.sub("", plain)
    bare = number.replace("-", "").replace("(", "").replace(")", "")
    if _PHONE(bare):
        return Reading(bare if bare.startswith("1") else number)
    try:
        kept = clean_text(plain, 40)
    except Refusal:
        kept = ""
    return Reading(kept, Complaint("roster.phone", {}, bad=False))


_YES_NO = _words("是 对 √ ✓ ✔ ☑ 1 y yes true 外卡 guest 不计名次 不参评 不评奖", "1") | _words(
    "否 不是 ✗ ☐ 0 n no false 无 计名次 参评 正式", ""
)


def yes_no(cell: str) -> Reading:
    """是 or a tick is "1"; 否 or nothing is ""."""
    key = loose(cell)
    if not key:
        return BLANK
    found = _YES_NO.get(key)
    return (
        Reading(found) if found is not None else Reading("", Complaint("roster.yes_no", {"value": cell.strip()[:20]}))
    )


def _strange(cell: str, code: str) -> Reading:
    """Keep a value that is not understood, with a warning."""
    kept = text(cell)
    if kept.complaint:
        return kept
    return Reading(kept.value[:60], Complaint(code, {"value": kept.value[:20]}, bad=False))


_LEVELS = (
    _words("初级工 初级 五级 五级工 五级/初级工 初级工/五级 国家职业资格五级", "初级工")
    | _words("中级工 中级 四级 四级工 四级/中级工 中级工/四级 国家职业资格四级", "中级工")
    | _words("高级工 高级 三级 三级工 三级/高级工 高级工/三级 国家职业资格三级", "高级工")
    | _words("技师 二级 二级/技师 技师/二级 国家职业资格二级", "技师")
    | _words("高级技师 一级 一级/高级技师 高级技师/一级 国家职业资格一级", "高级技师")
    | _words("特级技师", "特级技师")
    | _words("首席技师", "首席技师")
    | _words("无 暂无 没有", "")
)


def skill_level(cell: str) -> Reading:
    """The present skill level in the usual word; an unknown word warns and is kept."""
    key = loose(cell)
    if not key:
        return BLANK
    if key in _LEVELS:
        return Reading(_LEVELS[key])
    return _strange(cell, "roster.level")


_YEARS = re.compile(r"(\d{1,2})(?:\.\d{1,2})?(?:年(?:半|多)?)?(?:以上)?", re.ASCII).fullmatch


def years(cell: str) -> Reading:
    """Years in the trade, as digits; anything else warns and is kept as typed."""
    plain = clean_code(cell)
    if not plain or _YEARS(plain):
        return Reading(plain.rstrip("年"))
    strange = _strange(cell, "roster.years")
    return Reading(strange.value[:20], strange.complaint)


_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{0,19}", re.ASCII).fullmatch


def number(cell: str) -> Reading:
    """An entry number given beforehand."""
    plain = clean_code(cell).upper()
    if not plain or _NUMBER(plain):
        return Reading(plain)
    return Reading("", Complaint("roster.number", {"value": plain[:20]}))
