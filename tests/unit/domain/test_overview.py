"""The year's overview: what counts once, what is due, what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.overview import Came, Expected, HeldTrade, overview_of
from app.domain.yearplan import PlannedBase, YearPlan, default_plan, delegation_kind, read_plans, write_plans
from app.errors import Refusal

ONE = HeldTrade(
    year=2026,
    trade="6-18-02-04",
    name="焊工",
    contest="c1",
    contest_name="决赛",
    level="省级一类",
    kind="技工类通用",
    base="B1",
    base_name="一赛区",
    starts="2026-06-18",
    entries=3,
    people=4,
    came=(Came("兰州市总工会", "", 2, 3), Came("能源系统", "产业", 1, 1)),
)


def test_one_contest_at_two_bases_is_one_trade_held() -> None:
    year = overview_of(default_plan(2026), [ONE, replace(ONE, base="B2"), replace(ONE, contest="c2", level="")])
    totals = {one.subject: one.done for one in year.totals}
    assert totals == {"trades": 2, "people": 12, "delegations": 2, "cities": 1, "bases": 2}
    assert {one.name: one.done for one in year.classes if one.done} == {"省级一类": 1, "未注明": 1}
    assert [(one.name, one.kind, one.trades, one.people) for one in year.delegations] == [
        ("能源系统", "产业", 2, 3),
        ("兰州市总工会", "市州", 2, 9),
    ]


@pytest.mark.parametrize(
    ("last", "state", "due"),
    [(2026, "held", 2029), (2025, "later", 2028), (2023, "due", 2026), (2022, "overdue", 2025), (None, "due", 2026)],
)
def test_a_general_trade_comes_round_every_three_years(last: int | None, state: str, due: int) -> None:
    held = [] if last is None else [replace(ONE, year=last), replace(ONE, year=last - 5)]
    line = next(one for one in overview_of(default_plan(2026), held).cycle if one.trade == ONE.trade)
    assert (line.state, line.due, line.last) == (state, due, last)


def test_what_plan_or_pack_expects_and_nobody_sent_is_missing() -> None:
    plan = YearPlan(2026, bases=(PlannedBase("B1", "", (ONE.trade, "1-1")), PlannedBase("B9", "九赛区")))
    packs = [Expected("B1", "", ONE.trade, "焊工", "c1", "pack"), Expected("B2", "二", ONE.trade, "焊工", "c1", "pack")]
    year = overview_of(plan, [ONE], packs)
    assert [(one.base, one.base_name, one.trade, one.why) for one in year.missing] == [
        ("B1", "一赛区", "1-1", "plan"),
        ("B2", "二", ONE.trade, "pack"),
        ("B9", "九赛区", "", "plan"),
    ]
    assert {one.base: len(one.missing) for one in year.bases} == {"B1": 1, "B2": 1, "B9": 1}


def test_another_year_shows_only_its_own() -> None:
    year = overview_of(default_plan(2025), [ONE])
    assert year.held == () and year.years == (2025, 2026) and year.totals[0].done == 0
    assert [one.percent for one in year.totals] == [0, None, None, None, None]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("兰州市总工会", "市州"),
        ("甘南州总工会", "市州"),
        ("临夏回族自治州", "市州"),
        ("教科文卫系统", "产业"),
        ("示范石化集团", "企业"),
        ("兰州新区", "园区"),
        ("联队", "其他"),
    ],
)
def test_the_kind_of_a_delegation_by_its_name(name: str, kind: str) -> None:
    assert delegation_kind(name) == kind
    assert delegation_kind(name, "园区") == "园区", "what was stated goes first"


def test_plans_are_read_as_they_were_written() -> None:
    plan = YearPlan(2026, {"trades": 1}, {"省级一类": 2}, {}, (PlannedBase("B", "b", ("x",)),), (("1", "一"),), 2)
    assert read_plans(write_plans([plan, default_plan(2027)])) == (plan, default_plan(2027))
    with pytest.raises(Refusal) as refusal:
        read_plans({"year": [{"year": 2026, "base": [{"id": ""}]}]})
    assert refusal.value.fields["place"] == "year[0].base[0].id"
