"""What the office reads and counts: plans of a year, honours, roles, versions of a scheme, bodies of the chain."""

from __future__ import annotations

import ast
import json
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.audit import ChainCheck, Genesis, Head, NotCanonicalError, canonical_bytes, digit_groups, printed_code
from app.domain.audit_acts import mark_text
from app.domain.contest import Round, Trade
from app.domain.definition import read_definition
from app.domain.honours import (
    Candidate,
    HonourRule,
    Why,
    all_passed,
    full_years,
    level_number,
    propose,
    read_honours,
    write_honours,
)
from app.domain.overview import Came, Expected, HeldTrade, TargetLine, overview_of
from app.domain.roles import Act, Role, may, parse_role, roles_for
from app.domain.scheme_compare import compare, misfit
from app.domain.scores import Mark, RoundScore, Word
from app.domain.yearplan import PlannedBase, YearPlan, default_plan, delegation_kind, read_plans, write_plans
from tests.unit.domain.kit import aspect, pair, ranked, two_rounds
from tests.unit.domain.told import check, outcome, plain, titles


def told_plans(given: str) -> str:
    """A document of plans in JSON on each line."""
    return "\n".join(f"{line} => {_both(line)}" for line in given.splitlines())


def _both(line: str) -> str:
    document = json.loads(line)
    found = outcome(lambda: read_plans(document))
    if not found.startswith("refused"):
        again = write_plans(read_plans(document))
        assert read_plans(json.loads(json.dumps(again))) == read_plans(document)
        found += f" {plain(again)}"
    return found


@titles("plans")
def test_plans(title: str) -> None:
    check("plans", title, told_plans)


def told_honours(given: str) -> str:
    lines = []
    for line in given.splitlines():
        document = {"honour": json.loads(line)}
        found = outcome(lambda document=document: read_honours(document))  # type: ignore[misc]
        if not found.startswith("refused"):
            again = write_honours(read_honours(document))
            assert read_honours(again) == read_honours(document)
            found += f" {plain(again)}"
        lines.append(f"{line} => {found}")
    return "\n".join(lines)


@titles("honours")
def test_honours(title: str) -> None:
    check("honours", title, told_honours)


PEOPLE = {
    "a": Candidate((date(1990, 6, 18),), "高级工"),
    "b": Candidate((date(1990, 6, 17), None), "技师"),
    "c": Candidate((), "大师"),
    "d": Candidate((date(2000, 1, 1), date(1970, 1, 1)), "初级工"),
    "e": Candidate((date(2000, 1, 1),), ""),
}
LIST = [
    pair("a", "90", "90"),
    pair("b", "80", "80"),
    pair("c", "70", "70", no_award=True),
    pair("d", "59.9", "69"),
    pair("e", "60", "60"),
    pair("g", "99", "99", guest=True),
]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (HonourRule("标", 1, 2), "a 1; b 2"),
        (HonourRule("标", 2, 3), "b 2; c 3 NO_AWARD"),
        (HonourRule("标", 3, 3, pass_down=True), "c 3 NO_AWARD; d 4 down"),
        (HonourRule("标", 4, 4, passed=True, pass_down=True), "d 4 NOT_PASSED; e 5 down"),
        (HonourRule("标", 1, 5, age_most=35), "a 1 TOO_OLD; b 2 TOO_OLD; c 3 NO_AWARD AGE_UNKNOWN; d 4 TOO_OLD; e 5"),
        (HonourRule("标", 1, 3, age_most=36), "a 1; b 2 AGE_UNKNOWN; c 3 NO_AWARD AGE_UNKNOWN"),
        (
            HonourRule("标", 1, 5, level_from="中级工", level_to="高级工"),
            "a 1; b 2 LEVEL_TOO_HIGH; c 3 NO_AWARD LEVEL_UNKNOWN; d 4 LEVEL_TOO_LOW; e 5 LEVEL_TOO_LOW",
        ),
        (HonourRule("标", 4, 5, level_to="无"), "d 4 LEVEL_TOO_HIGH; e 5"),
        (HonourRule("标", 1, 1, classes=("省级一类",)), "a 1"),
        (HonourRule("标", 1, 1, classes=("省级二类",)), ""),
        (HonourRule("标", 1, 1, kinds=("技工类",)), "a 1"),
        (HonourRule("标", 1, 1, kinds=("x",)), ""),
        (HonourRule("标", 1, 1, groups=("x",)), ""),
        (HonourRule("标", 1, 1, groups=("",)), "a 1"),
    ],
)
def test_who_may_be_put_forward(rule: HonourRule, said: str) -> None:
    trade = two_rounds()
    found = propose([rule], trade, ranked(trade, LIST), PEOPLE, "省级一类", "技工类", date(2026, 6, 18))
    lines = [
        " ".join([one.entry, str(one.place), *(why.name for why in one.reasons), *["down"] * one.passed_down])
        for one in found
    ]
    assert "; ".join(lines) == said
    assert {one.honour for one in found} <= {"标"} and not any(one.joint for one in found)


def test_equals_on_an_edge_are_all_proposed_and_one_honour_is_given_once() -> None:
    trade = two_rounds('ties = []\njoint = "1223"')
    rows = ranked(trade, [pair("a", "80", "80"), pair("b", "80", "80"), pair("c", "70", "70"), pair("d", "60", "60")])
    first, second = HonourRule("标", 1, 1), HonourRule("标", 1, 3)
    assert [(one.entry, one.place, one.joint) for one in propose([first], trade, rows, {})] == [
        ("a", 1, True),
        ("b", 1, True),
    ]
    assert [one.entry for one in propose([first, second], trade, rows, {})] == ["a", "b", "c"]
    assert [one.entry for one in propose([second, first], trade, rows, {})] == ["a", "b", "c"]
    strict = HonourRule("标", 1, 1, age_most=30)
    both = propose([strict, first], trade, rows, {}, on=date(2026, 1, 1))
    assert [(one.entry, one.reasons) for one in both] == [("a", ()), ("b", ())]
    other = propose([strict, HonourRule("另", 1, 1)], trade, rows, {}, on=date(2026, 1, 1))
    assert [(one.honour, one.entry, one.proposed) for one in other] == [
        ("标", "a", False),
        ("标", "b", False),
        ("另", "a", True),
        ("另", "b", True),
    ]
    down = HonourRule("标", 2, 2, pass_down=True)
    assert [(one.entry, one.place, one.passed_down) for one in propose([down], trade, rows, {})] == [("c", 3, True)]
    unknown_age = propose([strict], trade, rows, {"a": Candidate((date(1990, 1, 1),))})
    assert unknown_age[0].reasons == (Why.AGE_UNKNOWN,)


def test_parts_passed_ages_and_levels() -> None:
    trade = two_rounds()
    marks = [pair("a", "60", "60"), pair("b", "60", "59.99"), pair("c", "59.99", "90")]
    scores = {placing.entry.key: placing.score for placing in ranked(trade, marks).placings}
    assert {key: all_passed(trade, score) for key, score in scores.items()} == {"a": True, "b": False, "c": False}
    bonus = replace(trade, rounds=(*trade.rounds, Round("b", "b", Fraction(5), bonus=True)))
    extended = replace(scores["a"], rounds=(*scores["a"].rounds, RoundScore("b")))
    assert all_passed(bonus, extended)
    lines = tuple(replace(part, pass_line=Fraction("60.01")) for part in trade.rounds)
    assert not all_passed(replace(trade, rounds=lines), scores["a"])
    assert [full_years(date(1990, 6, 18), date(2026, 6, day)) for day in (17, 18, 19)] == [35, 36, 36]
    assert [level_number(word) for word in ("无", " 技师 ", "", " ", "大师")] == [0, 4, 0, 0, None]


def test_roles_by_their_words() -> None:
    words = ("chief_judge", "Chief-Judge", "裁判长", "裁判", "考务", "省办", "floor judge", "x", "")
    assert [parse_role(word) for word in words] == [
        *(Role.CHIEF_JUDGE, Role.CHIEF_JUDGE, Role.CHIEF_JUDGE, Role.JUDGE, Role.ADMINISTRATOR, Role.OFFICE_CLERK),
        *(Role.FLOOR_JUDGE, None, None),
    ]
    assert (may(Role.JUDGE, Act.KEY_MARKS), may(Role.JUDGE, Act.LOCK)) == (True, False)
    assert roles_for(Act.LOCK) == (Role.CHIEF_JUDGE,)
    assert roles_for(Act.WITNESS) == (Role.SUPERVISOR,)
    assert [role.zh for role in Role][:3] == ["裁判长", "评分裁判", "现场裁判"]


FIRST = """
format = 1
[[trade]]
code = "t"
name = "焊工"
rules = { draw = true, awards = [ { name = "一", count = 1 } ] }
[[trade.round]]
id = "p"
name = "实操"
section = [ { id = "3", name = "操作", maximum = 10 } ]
[[trade.round.module]]
id = "A"
name = "甲"
criteria = [ { id = "K", name = "外观", day = "C1" } ]
aspects = [
  { id = "V", name = "焊缝", kind = "value", maximum = 10, section = "3", criterion = "K" },
  { id = "M", name = "尺寸", kind = "measured", maximum = 5, met = true },
]
[[trade.round.module]]
id = "B"
name = "乙"
aspects = [ { id = "J", name = "姿态", kind = "judged", maximum = 6, judges = 2 } ]
"""
CHANGES = {
    "a name": ('name = "甲"', 'name = "丙"'),
    "a trade's name": ('name = "焊工"', 'name = "焊接"'),
    "groups": ('name = "焊工"', 'name = "焊工"\ngroups = ["a", "b"]'),
    "entry": ('name = "焊工"', 'name = "焊工"\nentry = "team"'),
    "a ranking": ('name = "焊工"', 'name = "焊工"\nranking = [ { id = "x", rounds = ["p"] } ]'),
    "a rule": ("draw = true", "draw = false"),
    "an award": ("count = 1", "share = 0.1"),
    "a section": ('name = "操作", maximum = 10', 'name = "操作二", maximum = 9.5'),
    "a section's id": ('id = "3", name', 'id = "4", name'),
    "a criterion": ('name = "外观", day = "C1"', 'name = "外观", day = "C2", maximum = 10'),
    "a criterion's id": ('id = "K", name', 'id = "L", name'),
    "another criterion": ('section = "3", criterion = "K"', 'section = "3"'),
    "a kind": ('kind = "measured", maximum = 5, met = true', 'kind = "value", maximum = 5'),
    "met": ("met = true", "bands = [ { within = 1, share = 1 } ]"),
    "levels": ("judges = 2", 'judges = 3, levels = ["a", "b"]'),
    "an order": ('id = "V", name = "焊缝"', 'id = "X", name = "焊缝"'),
    "a module": ('id = "B"\nname = "乙"', 'id = "C"\nname = "乙"'),
    "a round": ('id = "p"\nname = "实操"', 'id = "p"\nname = "操作"\nweight = 1\ndecimals = 2'),
    "a round's id": ('id = "p"', 'id = "q"'),
}


def version(change: str = "") -> Trade:
    text = FIRST
    if change:
        old, new = CHANGES[change]
        assert text.count(old) == 1
        text = text.replace(old, new)
    return read_definition(tomllib.loads(text, parse_float=Decimal), add_up=False).trades[0]


def told_versions(given: str) -> str:
    def line(one: object) -> str:
        return plain(one)

    lines = []
    for change in given.splitlines():
        lines += [change, *(f"  {line(one)}" for one in compare(version(), version(change)))]
    return "\n".join(lines)


@titles("versions")
def test_versions(title: str) -> None:
    check("versions", title, told_versions)
    assert compare(version(), version()) == ()


OLD = {
    "value": aspect('{ id = "V", kind = "value", maximum = 10 }'),
    "small": aspect('{ id = "V", kind = "value", maximum = 5 }'),
    "panel": aspect('{ id = "V", kind = "panel", maximum = 10, judges = 2 }'),
    "three": aspect('{ id = "V", kind = "panel", maximum = 10, judges = 3 }'),
    "met": aspect('{ id = "V", kind = "measured", maximum = 10, met = true }'),
    "reading": aspect('{ id = "V", kind = "measured", maximum = 10, bands = [ { within = 1, share = 1 } ] }'),
    "time": aspect('{ id = "V", kind = "time", limit_minutes = 1 }'),
    "off": aspect(
        '{ id = "V", kind = "deduction", catalogue = [ { id = "E1", points = 1 }, { id = "E3", points = 1 } ] }'
    ),
}
EIGHT = Mark(thousandths=8000)


@pytest.mark.parametrize(
    ("mark", "old", "new", "seat", "said"),
    [
        (EIGHT, "value", "value", "", "None"),
        (EIGHT, "value", None, "", "refused scheme.mark_gone"),
        (EIGHT, "value", "small", "", "refused mark.above_maximum maximum='5' text='8'"),
        (EIGHT, "value", "panel", "", "refused scheme.mark_seat seat='—'"),
        (EIGHT, "three", "panel", "3", "refused scheme.mark_seat seat='3'"),
        (EIGHT, "three", "panel", "2", "None"),
        (EIGHT, "met", "reading", "", "refused scheme.mark_kind old='measured' new='measured'"),
        (EIGHT, "value", "time", "", "refused scheme.mark_kind old='value' new='time'"),
        (EIGHT, "time", "time", "", "None"),
        (Mark(thousandths=1000), "met", "met", "", "None"),
        (Mark(word=Word.RECUSED), "value", "small", "", "None"),
        (Mark(word=Word.RECUSED), None, "off", "", "None"),
        (Mark(items=(("E1", 2),)), "off", "off", "", "None"),
        (Mark(items=(("E2", 2),)), "off", "off", "", "refused mark.unknown_item item='E2' known='E1、E3'"),
        (Mark(items=()), None, "value", "", "refused scheme.mark_kind old='deduction' new='value'"),
        (EIGHT, None, "off", "", "refused scheme.mark_kind old='number' new='deduction'"),
        (Mark(thousandths=8125), None, "panel", "1", "refused mark.step step='0.1' text='8.125'"),
    ],
)
def test_which_marks_still_fit(mark: Mark, old: str | None, new: str | None, seat: str, said: str) -> None:
    refusal = misfit(mark, OLD[old] if old else None, OLD[new] if new else None, seat)

    def give() -> object:
        if refusal is not None:
            raise refusal
        return None

    assert outcome(give) == said


def told_bodies(given: str) -> str:
    lines = []
    for line in given.splitlines():
        try:
            found: object = canonical_bytes(ast.literal_eval(line)).decode()
        except NotCanonicalError as error:
            found = f"refused {error} | {error.place} | {error.why}"
        lines.append(f"{line} => {found}")
    return "\n".join(lines)


@titles("bodies")
def test_bodies(title: str) -> None:
    check("bodies", title, told_bodies)


def test_heads_and_marks_for_the_eye() -> None:
    assert printed_code(b"\x00" * 31 + b"\x07") == "00000 00000 00000 00000 00000 00007"
    assert digit_groups(b"\xff\xff", 10) == "00000 65535"
    assert digit_groups(b"\xff\xff", 3) == "535"
    assert Head(0, b"\x01").code == "00000 00000 00000 00000 00000 00001"
    assert Genesis("b", "c", "d").to_dict() == {"base": "b", "chain": "c", "contest": "d"}
    assert ChainCheck(Head(0, b"")).head.seq == 0
    texts = (None, "n:8500", "n:-8500", "n:8000", "n:1", "n:x", "n:", "i:E1*2", "8.5", 5)
    assert [mark_text(one) for one in texts] == ["—", "8.5", "-8.5", "8", "0.001", "x", "", "E1*2", "8.5", "5"]


CAME = (("某某", "", 1, 1), ("某某", "园区", 1, 1), ("张掖市", "", 1, 9), ("白银市", "", 1, 2))
ONE = HeldTrade(2026, "6-18", "焊工", "c1", "省赛", "省级一类", "技工类通用", "B1", "一", "2026-06-18", 3, 5)
HELD = [
    HeldTrade(
        **{**vars(ONE), "came": (Came("兰州市总工会", "", 2, 3), Came("能源系统", "", 1, 2), Came("", "", 9, 9))}
    ),
    HeldTrade(**{**vars(ONE), "base": "B2", "base_name": "", "came": (Came("能源系统", "产业", 3, 5),)}),
    HeldTrade(**{**vars(ONE), "contest": "c2", "level": "", "kind": "外", "people": 1}),
    HeldTrade(**{**vars(ONE), "year": 2024, "trade": "6-31", "name": "电工"}),
    HeldTrade(**{**vars(ONE), "year": 2025, "came": (Came("旧", "", 1, 1),)}),
    HeldTrade(
        **{
            **vars(ONE),
            "trade": "4-4",
            "name": "餐厅",
            "came": (
                Came("某某", "", 1, 1),
                Came("某某", "园区", 1, 1),
                Came("张掖市", "", 1, 9),
                Came("白银市", "", 1, 2),
            ),
        }
    ),
    HeldTrade(**{**vars(ONE), "year": 2027, "trade": "6-31", "name": "电工"}),
]
PLAN = YearPlan(
    2026,
    {"trades": 4, "people": 0},
    {"省级一类": 2, "自定": 1},
    {},
    (PlannedBase("B1", "甲", ("6-18", "6-31", "9-9")), PlannedBase("B2", "乙"), PlannedBase("B9", "九")),
    (("6-18", "焊工"), ("6-31", "电工"), ("7-7", "无")),
    2,
)
PACKS = [
    Expected("B1", "", "6-18", "焊工", "c1", "pack"),
    Expected("B1", "", "6-31", "电工", "c1", "pack"),
    Expected("B3", "三", "6-18", "焊工", "c3", "pack"),
]


def test_a_whole_year() -> None:
    check("years", "a year", lambda _: _year(overview_of(PLAN, HELD, PACKS)))
    check("years", "an empty year", lambda _: _year(overview_of(default_plan(2026), [])))


def _year(found: object) -> str:
    values = {name: value if isinstance(value, tuple) else (value,) for name, value in vars(found).items()}
    return "\n".join(f"{name}: {plain(one)}" for name, value in values.items() for one in value)


def test_per_cent_and_kinds_of_delegations() -> None:
    lines = [TargetLine("a", "b", *one).percent for one in ((1, 3), (2, 3), (4, 3), (0, 3), (1, 0), (1, None))]
    assert lines == [33, 66, 133, 0, None, None]
    names = ("兰州市", "兰州市总工会", "甘南州代表队", "临夏回族自治州", "能源系统", "新区管委会", "某集团", "谁", "")
    assert [delegation_kind(name) for name in names] == [
        *("市州", "市州", "市州", "市州", "产业", "园区", "企业", "其他", "其他"),
    ]
    assert delegation_kind("兰州市", "园区") == "园区"
    assert delegation_kind("兰州市", "乱") == "市州"
    assert Fraction(default_plan(2030).targets["trades"]) == 200
