"""What a certificate may print: every variable with its label, a sample and its value, and the text templates.

A template is plain text with `{variable}`; a part in square brackets is left out when a variable in it is empty, so
`{工种}[（{组别}）]` gives 焊工（职工组） or 焊工. Written twice, a bracket or brace stands for itself. What stands
between two pairs of stars is printed strong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from app.documents import words
from app.documents.fonts import STRONG
from app.errors import WrongCall


@dataclass(frozen=True)
class CertificateData:
    """Everything one certificate may show. Texts as they are to be printed; `token` is the content of the QR code.

    A team has its own `name` and `members`; for one person `members` is empty. `english` holds the English words of the
    bilingual layout by the keys name, contest, trade, group, award, issuers; `extra` further variables by their names.
    """

    name: str
    award: str
    contest: str
    trade: str
    year: int
    issuers: tuple[str, ...]
    issued_on: date
    serial: str
    honorific: str = "同志"
    members: tuple[str, ...] = ()
    entry: str = ""
    unit: str = ""
    delegation: str = ""
    group: str = ""
    stage: str = "决赛"
    place: int | None = None
    total: str = ""
    token: str = ""
    english: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)


class Variable(NamedTuple):
    """A thing a layout may print; `key` is what stands between the braces."""

    key: str
    label: str
    sample: str
    value: Callable[[CertificateData], str]


def _english(key: str) -> Callable[[CertificateData], str]:
    return lambda data: data.english.get(key, "")


def _place(data: CertificateData) -> str:
    return "" if data.place is None else str(data.place)


VARIABLES: dict[str, Variable] = {
    v.key: v
    for v in (
        Variable("姓名", "姓名或队名", "王建国", lambda d: d.name),
        Variable("称谓", "称谓（同志、团队留空）", "同志", lambda d: "" if d.members else d.honorific),
        Variable("成员", "团队成员", "张三、李四、王五", lambda d: "、".join(d.members)),
        Variable("单位", "工作单位", "示范重型机械厂", lambda d: d.unit),
        Variable("代表队", "代表队", "示范市总工会", lambda d: d.delegation),
        Variable("参赛号", "参赛编号", "HG07", lambda d: d.entry),
        Variable("年份", "年份", "2026", lambda d: str(d.year)),
        Variable("年份大写", "年份（汉字）", "二〇二六", lambda d: words.chinese_year(d.year)),
        Variable("竞赛全称", "竞赛全称", "示范省职工职业技能大赛", lambda d: d.contest),
        Variable("工种", "职业（工种）", "焊工", lambda d: d.trade),
        Variable("组别", "组别", "职工组", lambda d: d.group),
        Variable("赛段", "初赛、决赛", "决赛", lambda d: d.stage),
        Variable("奖次", "奖次", "一等奖", lambda d: d.award),
        Variable("n", "名次", "1", _place),
        Variable("总成绩", "总成绩", "91.20", lambda d: d.total),
        Variable("落款", "颁发单位，一行一个", "示范省职工职业技能大赛组委会", lambda d: "\n".join(d.issuers)),
        Variable("日期", "日期（汉字）", "二〇二六年六月二十日", lambda d: words.chinese_date(d.issued_on)),
        Variable("日期数字", "日期（数字）", "2026年6月20日", lambda d: words.letter_date(d.issued_on)),
        Variable("编号", "证书编号", "SF2026-HG-0001", lambda d: d.serial),
        Variable("英文姓名", "姓名（拉丁字母）", "Wang Jianguo", _english("name")),
        Variable("英文竞赛", "竞赛全称（英文）", "Demo Province Workers' Skill Contest", _english("contest")),
        Variable("英文工种", "工种（英文）", "Welding", _english("trade")),
        Variable("英文组别", "组别（英文）", "Workers", _english("group")),
        Variable("英文奖次", "奖次（英文）", "First Prize", _english("award")),
        Variable("英文落款", "颁发单位（英文）", "Organising Committee", _english("issuers")),
        Variable("英文名次", "名次（英文序数）", "1st", lambda d: words.ordinal(d.place) if d.place else ""),
        Variable("英文日期", "日期（英文）", "June 20, 2026", lambda d: words.english_date(d.issued_on)),
    )
}

SAMPLE = CertificateData(
    name="王建国", award="一等奖", contest="示范省职工职业技能大赛", trade="焊工", year=2026,
    issuers=("示范省职工职业技能大赛组委会",), issued_on=date(2026, 6, 20), serial="SF2026-HG-0001", entry="HG07",
    unit="示范重型机械厂", delegation="示范市总工会", group="职工组", place=1, total="91.20",
    token="CQ1:" + "6BFOXN%TS3DH0YOJ58S S-W5HDC *M0II5XHC9B5G2+$N IOP-IA" * 4,
    english={"name": "Wang Jianguo", "contest": "Demo Province Workers' Skill Contest", "trade": "Welding",
             "group": "Workers", "award": "First Prize", "issuers": "Organising Committee of the Contest"},
)  # fmt: skip


class Part(NamedTuple):
    """A piece of a template: pieces of text and variables; `optional` ones vanish when a variable is empty."""

    pieces: tuple[tuple[str, bool], ...]  # (text, False) or (variable, True)
    optional: bool


_TOKEN = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{([^{}\[\]]*)\}|[\[\]{}]|[^\[\]{}]+")


@dataclass(frozen=True)
class Template:
    """A checked template; `fill` gives its text for one certificate."""

    source: str
    parts: tuple[Part, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables it prints."""
        return frozenset(text for part in self.parts for text, is_variable in part.pieces if is_variable)

    def fill(self, data: CertificateData) -> str:
        """The text with every variable in its place; empty optional parts left out."""
        done: list[str] = []
        for optional, getters in self._getters:
            texts = [getter(data) if callable(getter) else getter for getter in getters]
            if optional and not all(texts):
                continue
            done += texts
        return "".join(done)

    @cached_property
    def _getters(self) -> list[tuple[bool, list[str | Callable[[CertificateData], str]]]]:
        """The parts with every variable replaced by what gives its value."""
        return [
            (part.optional, [_getter(text) if is_variable else text for text, is_variable in part.pieces if text])
            for part in self.parts
        ]


def _getter(key: str) -> Callable[[CertificateData], str]:
    known = VARIABLES.get(key)
    return known.value if known is not None else lambda data: data.extra.get(key, "")


def parse_template(source: str, element: str, extra: frozenset[str] = frozenset()) -> Template:
    """Check a template. WrongCall names the `element` and the variable nobody knows, or the bracket left open."""
    parts: list[Part] = []
    pieces: list[tuple[str, bool]] = []
    inside = False
    for match in _TOKEN.finditer(source):
        token = match.group()
        if token in ("{{", "}}", "[[", "]]"):
            pieces.append((token[0], False))
        elif match.group(1) is not None:
            key = match.group(1).strip()
            if key not in VARIABLES and key not in extra:
                raise WrongCall("documents.layout_variable", element=element, variable=key)
            pieces.append((key, True))
        elif token in "[]":
            if (token == "[") == inside:
                raise WrongCall("documents.layout_bracket", element=element, text=source)
            parts.append(Part(tuple(pieces), inside))
            pieces, inside = [], not inside
        elif token in "{}":
            raise WrongCall("documents.layout_bracket", element=element, text=source)
        else:
            pieces.append((token.replace("**", STRONG), False))
    if inside:
        raise WrongCall("documents.layout_bracket", element=element, text=source)
    parts.append(Part(tuple(pieces), False))
    return Template(source, tuple(part for part in parts if part.pieces))
