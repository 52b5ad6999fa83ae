"""年度计划: what a province means to hold in a year, as targets that anybody may edit.

Rules:
1. A target counts one subject: trades held, people, delegations, cities, bases, or trades of one class or one kind.
   A subject without a target is counted all the same.
2. A base may be planned with the trades expected of it; then what has not come in is missing.
3. General trades come round every `cycle_years` years; the eight of the province are the default and can be changed.
4. Without a plan of its own a year has the default one: 200 trades, each general trade once in three years.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import Refusal

FORMAT = 1
SUBJECTS = {"trades": "工种", "people": "人数", "delegations": "代表队", "cities": "市州", "bases": "竞赛基地"}
CLASSES = ("省级一类", "省级二类", "市州级", "企业级", "国家选拔")
KINDS = ("技工类通用", "技工类特有", "岗位业务能力", "农民工")
CITY, INDUSTRY, ENTERPRISE, PARK, OTHER = "市州", "产业", "企业", "园区", "其他"
DELEGATION_KINDS = (CITY, INDUSTRY, ENTERPRISE, PARK, OTHER)
GENERAL_TRADES = (
    ("6-18-01-07", "多工序数控机床操作调整工"),
    ("6-20-01-01", "装配钳工"),
    ("6-18-02-04", "焊工"),
    ("6-31-01-03", "电工"),
    ("6-29-01-04", "钢筋工"),
    ("4-03-02-05", "餐厅服务员"),
    ("4-03-01-02", "客房服务员"),
    ("4-04-05-01", "计算机程序设计员"),
)
_YEARS = range(1990, 2201)
_MOST = 100_000_000
_CITY = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:自治州|市|州)(?:总工会|工会|代表队|代表团|队|团)?")
_KIND_SIGNS = (
    (INDUSTRY, ("系统", "产业", "行业", "厅", "局")),
    (PARK, ("园区", "新区", "开发区", "高新区")),
    (ENTERPRISE, ("集团", "公司", "厂", "企业", "矿")),
)


@dataclass(frozen=True)
class PlannedBase:
    """A base and the trades (codes) expected of it in the year; none: only that it reports at all."""

    id: str
    name: str = ""
    trades: tuple[str, ...] = ()


@dataclass(frozen=True)
class YearPlan:
    """The targets of one year. `targets` by subject, `classes` and `kinds` trades by class and kind."""

    year: int
    targets: Mapping[str, int] = field(default_factory=dict)
    classes: Mapping[str, int] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    bases: tuple[PlannedBase, ...] = ()
    general: tuple[tuple[str, str], ...] = GENERAL_TRADES
    cycle_years: int = 3


def default_plan(year: int) -> YearPlan:
    """What a year without a plan of its own is held against (rule 4)."""
    return YearPlan(year, {"trades": 200})


def delegation_kind(name: str, stated: str = "") -> str:
    """市州, 产业, 企业, 园区 or 其他: as the base stated it, else by the words of the name."""
    if stated in DELEGATION_KINDS:
        return stated
    if _CITY.fullmatch(name.strip()):
        return CITY
    return next((kind for kind, signs in _KIND_SIGNS if any(sign in name for sign in signs)), OTHER)


def read_plans(document: Mapping[str, Any]) -> tuple[YearPlan, ...]:
    """The plans a parsed document states (`format`, then a `year` table for each). Raises Refusal "plan.*" with the
    place of the bad value."""
    if document.get("format", FORMAT) != FORMAT:
        raise Refusal("plan.format", found=document.get("format"), known=FORMAT)
    years = document.get("year")
    if not isinstance(years, Sequence) or isinstance(years, str) or not years:
        raise Refusal("plan.value", place="year", text="")
    unknown = sorted(set(document) - {"format", "year"})
    if unknown:
        raise Refusal("plan.unknown", place=unknown[0])
    plans = tuple(_read_year(one, f"year[{number}]") for number, one in enumerate(years))
    numbers = [plan.year for plan in plans]
    if len(set(numbers)) != len(numbers):
        raise Refusal("plan.twice", place="year", text=max(numbers, key=numbers.count))
    return plans


def _read_year(node: Any, place: str) -> YearPlan:
    if not isinstance(node, Mapping):
        raise Refusal("plan.value", place=place, text=str(node)[:40])
    known = {"year", "classes", "kinds", "base", "general", "cycle_years", *SUBJECTS}
    unknown = sorted(set(node) - known)
    if unknown:
        raise Refusal("plan.unknown", place=f"{place}.{unknown[0]}")
    year = _whole(node.get("year"), f"{place}.year", _YEARS.start, _YEARS.stop - 1)
    general = _list(node.get("general"), f"{place}.general")
    bases = _list(node.get("base"), f"{place}.base")
    return YearPlan(
        year=year,
        targets={name: _whole(node[name], f"{place}.{name}") for name in SUBJECTS if name in node},
        classes=_counts(node.get("classes", {}), f"{place}.classes"),
        kinds=_counts(node.get("kinds", {}), f"{place}.kinds"),
        bases=tuple(_base(one, f"{place}.base[{number}]") for number, one in enumerate(bases)),
        general=tuple(_general(one, f"{place}.general[{n}]") for n, one in enumerate(general)) or GENERAL_TRADES,
        cycle_years=_whole(node.get("cycle_years", 3), f"{place}.cycle_years", 1, 20),
    )


def _list(value: Any, place: str) -> Sequence[Any]:
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise Refusal("plan.value", place=place, text=str(value)[:40])
    return value


def _whole(value: Any, place: str, least: int = 0, most: int = _MOST) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Refusal("plan.value", place=place, text=str(value)[:40])
    return value


def _text(value: Any, place: str, *, empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > 200 or not (value.strip() or empty):
        raise Refusal("plan.value", place=place, text=str(value)[:40])
    return value.strip()


def _counts(value: Any, place: str) -> dict[str, int]:
    if not isinstance(value, Mapping):
        raise Refusal("plan.value", place=place, text=str(value)[:40])
    return {_text(name, place): _whole(count, f"{place}.{name}") for name, count in value.items()}


def _base(node: Any, place: str) -> PlannedBase:
    if not isinstance(node, Mapping) or set(node) - {"id", "name", "trades"}:
        raise Refusal("plan.value", place=place, text=str(node)[:40])
    trades = _list(node.get("trades"), f"{place}.trades")
    codes = tuple(_text(one, f"{place}.trades").lower() for one in trades)
    return PlannedBase(
        _text(node.get("id"), f"{place}.id"), _text(node.get("name", ""), f"{place}.name", empty=True), codes
    )


def _general(node: Any, place: str) -> tuple[str, str]:
    if not isinstance(node, Mapping) or set(node) - {"code", "name"}:
        raise Refusal("plan.value", place=place, text=str(node)[:40])
    return _text(node.get("code"), f"{place}.code").lower(), _text(node.get("name"), f"{place}.name")


def write_plans(plans: Sequence[YearPlan]) -> dict[str, Any]:
    """The document `read_plans` takes."""
    return {"format": FORMAT, "year": [_write_year(plan) for plan in plans]}


def _write_year(plan: YearPlan) -> dict[str, Any]:
    return {
        "year": plan.year,
        **{name: plan.targets[name] for name in SUBJECTS if name in plan.targets},
        "cycle_years": plan.cycle_years,
        "classes": dict(plan.classes),
        "kinds": dict(plan.kinds),
        "base": [{"id": one.id, "name": one.name, "trades": list(one.trades)} for one in plan.bases],
        "general": [{"code": code, "name": name} for code, name in plan.general],
    }
