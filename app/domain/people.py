"""People as the contest knows them: kinds of document, who a person is, how much of it is shown. Roles: `roles.py`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from app.domain import idnumber
from app.domain.texts import loose


class IdKind(Enum):
    """Kinds of identity document. Only the resident card is checked digit by digit; the others by their shape."""

    RESIDENT = "resident"
    HMT_RESIDENCE = "hmt_residence"
    HMT_PERMIT = "hmt_permit"
    PASSPORT = "passport"
    FOREIGN_RESIDENCE = "foreign_residence"
    OFFICER = "officer"
    NONE = "none"

    @property
    def zh(self) -> str:
        """The word on forms."""
        return _KIND_ZH[self]

    @property
    def en(self) -> str:
        """The English word."""
        return _KIND_EN[self]


_KIND_ZH = {
    IdKind.RESIDENT: "居民身份证",
    IdKind.HMT_RESIDENCE: "港澳台居民居住证",
    IdKind.HMT_PERMIT: "港澳台居民通行证",
    IdKind.PASSPORT: "护照",
    IdKind.FOREIGN_RESIDENCE: "外国人永久居留身份证",
    IdKind.OFFICER: "军人证件",
    IdKind.NONE: "无",
}
_KIND_EN = {
    IdKind.RESIDENT: "resident identity card",
    IdKind.HMT_RESIDENCE: "Hong Kong, Macao, Taiwan residence permit",
    IdKind.HMT_PERMIT: "Hong Kong, Macao, Taiwan travel permit",
    IdKind.PASSPORT: "passport",
    IdKind.FOREIGN_RESIDENCE: "foreign permanent resident card",
    IdKind.OFFICER: "military document",
    IdKind.NONE: "none",
}
_KIND_WORDS = {
    **{loose(word): kind for kind, word in _KIND_ZH.items()},
    **{loose(word): kind for kind, word in _KIND_EN.items()},
    **{loose(kind.value): kind for kind in IdKind},
    **dict.fromkeys(
        ("身份证", "二代身份证", "第二代身份证", "居民身份证件", "中国居民身份证", "idcard"), IdKind.RESIDENT
    ),
    **dict.fromkeys(("居住证", "港澳居民居住证", "台湾居民居住证", "港澳台居住证"), IdKind.HMT_RESIDENCE),
    **dict.fromkeys(
        (
            "回乡证",
            "台胞证",
            "通行证",
            "港澳居民来往内地通行证",
            "台湾居民来往大陆通行证",
            "港澳通行证",
            "港澳台通行证",
        ),
        IdKind.HMT_PERMIT,
    ),
    **dict.fromkeys(("外国护照", "中国护照", "普通护照"), IdKind.PASSPORT),
    **dict.fromkeys(("外国人永久居留证", "永久居留证", "外国人居留证", "永居证"), IdKind.FOREIGN_RESIDENCE),
    **dict.fromkeys(("军官证", "士兵证", "文职干部证", "军人证", "警官证", "武警证"), IdKind.OFFICER),
}
_OTHER_SHAPE = re.compile(r"(?=.*[A-Z0-9]{4})[A-Z0-9\u4e00-\u9fff]{5,24}").fullmatch


def parse_id_kind(text: str) -> IdKind | None:
    """Give the kind a form's word means (身份证, 护照 …), or None when the word is not known."""
    return _KIND_WORDS.get(loose(text))


def other_document(text: str) -> str | None:
    """Give the number of a document other than the resident card in its plain form, or None when it cannot be one."""
    number = re.sub(r"[-.()]", "", idnumber.plain(text))
    return number if _OTHER_SHAPE(number) else None


def id_key(kind: IdKind, number: str) -> str:
    """Give the one key of a person's document: the 15- and 18-character forms of one number have one key.

    "" for nobody's number: two people without a document are never taken for one.
    """
    if kind is IdKind.NONE or not number:
        return ""
    if kind is IdKind.RESIDENT and len(number) == 15:
        number = idnumber.to_18(number)
    return f"{kind.value}:{number}"


CLOSED = "●●●●"  # stands for a number nobody at this keyboard can open; no number looks like it


def last_four(number: str) -> str:
    """Give what staff may see of a document or phone number: its last four characters, never more than half of it.

    The only rule of the program about it: masks that differ can be put together to the whole.
    """
    return CLOSED if number == CLOSED else number[len(number) - min(4, len(number) // 2) :]


def masked_number(number: str) -> str:
    """Give a document or phone number as lists show it: a star for every character that `last_four` leaves out."""
    shown = last_four(number)
    return "*" * (len(number) - len(shown)) + shown


def masked_name(name: str) -> str:
    """Give a name for public lists that ask for it: 王*, 王*国, 欧**国; variation selectors stay where they belong."""
    letters: list[str] = _LETTER.findall(name)
    if len(letters) <= 1:
        return name
    if len(letters) == 2:
        return f"{letters[0]}*"
    middle = ("·" if letter == "·" else "*" for letter in letters[1:-1])
    return letters[0] + "".join(middle) + letters[-1]


_LETTER = re.compile("[\\s\\S][\ufe00-\ufe0f\U000e0100-\U000e01ef\u0300-\u036f]*")


@dataclass(frozen=True, slots=True)
class Person:
    """A human being, once per contest. Dates are ISO text ("1990-01-31"), "" where unknown."""

    name: str
    id_kind: IdKind = IdKind.RESIDENT
    id_number: str = ""
    sex: str = ""
    birth_date: str = ""
    nation: str = ""
    education: str = ""
    unit: str = ""
    post: str = ""
    phone: str = ""

    @property
    def id_key(self) -> str:
        """One spelling per person, see `id_key`."""
        return id_key(self.id_kind, self.id_number)
