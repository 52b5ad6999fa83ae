"""The people of the demo: invented, with ID numbers of region 99, which is nobody's.

Everyone belongs to one of six delegations; the first of each trade carry names that real rosters stumble over.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import resources
from app.domain.contest import Trade
from app.domain.idnumber import check_character
from app.services.demo_data.dice import Dice

STUDENTS = "学生组"
_DELEGATION_OF = (0, 1, 2, 3, 4, 5, 1, 0, 2, 3, 4, 5, 1, 0, 2, 3, 4, 5, 1, 0, 2, 3, 4, 1)
"""Delegation by place in the trade: 4, 5, 4, 4, 4, 3 of every 24."""
_LEVELS = ("中级工", "高级工", "高级工", "技师", "高级技师")
_SCHOOLING = ("中专", "大专", "大专", "本科")
_FIRST_BIRTHDAY = date(1971, 1, 1)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One contestant. `id_number` is the key of everything the demo knows about the person."""

    id_number: str
    name: str
    sex: str
    birthday: date
    ethnic: str
    schooling: str
    delegation: str
    unit: str
    job: str
    trade: str
    trade_name: str
    group: str
    level: str
    certificate: str
    years: int
    phone: str
    guest: bool = False
    no_award: bool = False


@dataclass(frozen=True, slots=True)
class DemoDelegation:
    """A delegation and its leader."""

    name: str
    kind: str
    leader: str
    phone: str


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Someone with a log-in. `role` is the role's key."""

    name: str
    role: str
    pin: str


@dataclass(frozen=True, slots=True)
class DemoJudge:
    """A judge on a trade's panel; `seat` is "1" to "5". The judge leaves out entries of the own `unit`."""

    trade: str
    seat: str
    name: str
    unit: str


@cache
def names() -> dict[str, Any]:
    """The bundled names, units, staff and judges."""
    found: dict[str, Any] = json.loads(resources.text("samples/people.json"))
    return found


def delegations() -> tuple[DemoDelegation, ...]:
    """The six delegations."""
    return tuple(DemoDelegation(d["name"], d["kind"], d["leader"], d["phone"]) for d in names()["delegations"])


def accounts() -> tuple[DemoAccount, ...]:
    """One account or more for every role of the day; the two recorders key each sheet once each."""
    return tuple(DemoAccount(a["name"], a["role"], a["pin"]) for a in names()["accounts"])


def judges(trades: Sequence[Trade]) -> tuple[DemoJudge, ...]:
    """Five judges for each trade; with many trades the same fifteen go round."""
    pool = names()["judges"]
    return tuple(
        DemoJudge(trade.code, str(seat + 1), *pool[(number * 5 + seat) % len(pool)])
        for number, trade in enumerate(trades)
        for seat in range(5)
    )


def id_number(county: int, birthday: date, order: int) -> str:
    """An ID number of region 99; an odd order is a man's."""
    first = f"9901{county:02d}{birthday:%Y%m%d}{order:03d}"
    return first + check_character(first)


def shares(people: int, trades: int) -> list[int]:
    """How many people each trade gets, as evenly as can be."""
    return [people // trades + (number < people % trades) for number in range(trades)]


def make_people(seed: int, trades: Sequence[Trade], people: int) -> tuple[DemoPerson, ...]:
    """So many people spread over the trades, trade by trade, no ID number twice."""
    taken: set[str] = set()
    special = {(s["trade"], s["index"]): s for s in names()["special"]}
    return tuple(
        _person(seed, trade, number, index, special.get((number, index)), taken)
        for number, (trade, count) in enumerate(zip(trades, shares(people, len(trades)), strict=True))
        for index in range(count)
    )


def _person(
    seed: int, trade: Trade, number: int, index: int, special: dict[str, Any] | None, taken: set[str]
) -> DemoPerson:
    dice = Dice(seed, "person", trade.code, index)
    place = _DELEGATION_OF[index % len(_DELEGATION_OF)]
    delegation = names()["delegations"][place]
    student = STUDENTS in trade.groups and bool(delegation["school"]) and special is None
    sex = special["sex"] if special else "男" if dice.chance(700) else "女"
    birthday = _birthday(dice, student)
    return DemoPerson(
        id_number=_free_id(dice, place + 1, birthday, sex, taken),
        name=special["name"] if special else _name(dice, sex),
        sex=sex,
        birthday=birthday,
        ethnic=special["ethnic"] if special else "汉族",
        schooling="中专" if student else dice.pick(_SCHOOLING),
        delegation=delegation["name"],
        unit=delegation["school"] if student else delegation["units"][index % len(delegation["units"])],
        job="学生" if student else f"{trade.name}{dice.pick(('', '', '班组长', '岗位技师'))}",
        trade=trade.code,
        trade_name=trade.name,
        group=STUDENTS if student else trade.groups[0],
        level="中级工" if student else dice.pick(_LEVELS),
        certificate=f"S99000{number:02d}{index:05d}",
        years=dice.between(1, 3) if student else max(2, 2026 - birthday.year - dice.between(20, 25)),
        phone=f"1209{number:02d}{index:05d}",
    )


def _birthday(dice: Dice, student: bool) -> date:
    if student:
        return date(2005, 1, 1) + timedelta(days=dice.below(1000))
    return _FIRST_BIRTHDAY + timedelta(days=dice.below(10_500))


def _free_id(dice: Dice, county: int, birthday: date, sex: str, taken: set[str]) -> str:
    while True:
        found = id_number(county, birthday, dice.between(1, 490) * 2 + (sex == "男"))
        if found not in taken:
            taken.add(found)
            return found


def _name(dice: Dice, sex: str) -> str:
    pool = names()
    given = dice.pick(pool["male" if sex == "男" else "female"])
    return str(dice.pick(pool["surnames"]) + given)
