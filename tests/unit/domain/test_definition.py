# ruff: noqa: E501 - a table of cases reads best with one case a line
"""Definitions: what is read, what is filled in, what is refused and at which place."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest

import resources
from app.domain.contest import DEFAULT_TIES, AwardRule, Contest, Joint, RankBy, Rules, TieKind
from app.domain.definition import read_definition, write_definition
from app.domain.numbers import Rounding
from app.domain.scheme import Average, Panel
from tests.unit.domain.kit import TWO_ROUNDS, aspect, contest, one_round, refused, two_rounds

F = Fraction

EVERYTHING = """
format = 1
[contest]
name = "全项"
year = 2026
class = "省级一类"
kind = "技工类通用"
organisers = ["甲", "乙"]
host = "某厂"
base = "B-01"
place = "兰州"
starts = 2026-06-18
ends = 2026-06-19
[rules]
blind_layers = 3
double_entry = 0.2
late_limit_minutes = 10
total_decimals = 3
rounding = "half_even"
rank_by = "unrounded"
ties = ["round:p", "modules:p", "module:p:B", "time:p", "judges:p", "extra", "ruling"]
joint = "1223"
draw = false
recheck = { top = 0.5, rest = 0.25, trigger = 0.01 }
awards = [ { name = "一", count = 1 }, { name = "二", share = 0.2 }, { name = "三", from = 60, to = 79.99 }, { name = "优", rest = true } ]
edge = "reduce"
keep_apart = true
delegations = { by = "awards", best = 3, places = [8, 4.5], awards = { "一" = 8, "二" = 4 }, full_only = true }
[[trade]]
code = "6-18"
name = "焊工"
groups = ["职工组", "学生组"]
entry = "team"
rules = { joint = "none", recheck = "off", double_entry = "off" }
[[trade.round]]
id = "p"
name = "实操"
maximum = 53.5
weight = 1
pass_line = 30
time_limit_minutes = 90
decimals = 2
rounding = "down"
[[trade.round.module]]
id = "A"
name = "甲"
maximum = 20
criteria = [ { id = "K", name = "外观", maximum = 10 } ]
aspects = [
  { id = "A1", name = "值", kind = "value", maximum = 4, step = 0.5, minimum = -4, criterion = "K" },
  { id = "A2", name = "打分", kind = "panel", maximum = 6, judges = 7, step = 0.25, drop_high = 2, drop_low = 1, average = "median", spread = 1.5, few = 3, criterion = "K" },
  { id = "A3", name = "评价", kind = "judged", maximum = 4, judges = 3, levels = ["差", "好"], spread = 0 },
  { id = "A4", name = "测量", kind = "measured", maximum = 3, nominal = 20.5, unit = "mm", bands = [ { within = 0.1, share = 1 }, { within = 0.2, share = 0.5 } ] },
  { id = "A5", name = "是否", kind = "measured", maximum = 3, met = true },
]
[[trade.round.module]]
id = "B"
aspects = [
  { id = "B1", kind = "count", maximum = 30, points = 1.5, when = { module = "A", at_least = 12 } },
  { id = "B2", kind = "deduction", maximum = 9, catalogue = [ { id = "E1", name = "违规", points = 2, zero = "module" }, { id = "E2", points = 0.5 } ] },
  { id = "B3", kind = "time", limit_minutes = 80, unit_seconds = 30, points = 0.5, cap = 6, stop_minutes = 100, on_stop = "zero" },
  { id = "B4", kind = "value", maximum = 7, factor = 0.5, decimals = 2 },
]
"""


def test_every_key_is_read_and_written_back() -> None:
    found = contest(EVERYTHING)
    again = read_definition(json.loads(json.dumps(write_definition(found))))
    assert again == found
    trade = found.trades[0]
    assert (found.rules.joint, trade.rules.joint) == (Joint.DENSE, Joint.NONE)
    assert (trade.rules.recheck_needed, trade.rules.double_entry, found.rules.double_entry) == (False, F(0), F(1, 5))
    assert (found.rules.rounding, found.rules.rank_by) == (Rounding.HALF_EVEN, RankBy.UNROUNDED)
    assert found.rules.awards[2] == AwardRule("三", lowest=F(60), highest=F("79.99"))
    assert [tie.kind for tie in trade.rules.ties] == list(TieKind)
    assert trade.rounds[0].modules[1].maximum == F("33.5")
    assert trade.rounds[0].aspect("A2").detail == Panel(7, F(1, 4), F(0), 2, 1, Average.MEDIAN, F(3, 2), 3)  # type: ignore[union-attr]


def test_the_sample_contest_reads_and_writes_back() -> None:
    found = contest(resources.text("samples/demo.toml"))
    assert read_definition(write_definition(found)) == found


def test_numbers_may_come_as_decimals_or_as_text() -> None:
    text = tomllib.loads(TWO_ROUNDS.format(rules=""), parse_float=str)
    decimal = tomllib.loads(TWO_ROUNDS.format(rules=""), parse_float=Decimal)
    assert read_definition(text) == read_definition(decimal)


def test_a_float_is_refused() -> None:
    with refused("definition.wrong_value", place="trade[0].round[0].weight"):
        read_definition(tomllib.loads(TWO_ROUNDS.format(rules="")))


def test_what_is_filled_in() -> None:
    rules = two_rounds().rules
    assert rules == Rules()
    assert rules.ties == DEFAULT_TIES
    assert [part.name for part in two_rounds().rounds] == ["理论", "实操"]


@pytest.mark.parametrize(
    ("keys", "drops"),
    [
        ("judges = 5", (1, 1)),
        ("judges = 4", (0, 0)),
        ("judges = 7, drop_high = 2", (2, 0)),
        ('judges = 5, average = "sum"', (0, 0)),
    ],
)
def test_what_a_panel_drops_unless_told(keys: str, drops: tuple[int, int]) -> None:
    detail = aspect(f'{{ id = "P", kind = "panel", maximum = 10, {keys} }}').detail
    assert isinstance(detail, Panel)
    assert (detail.drop_high, detail.drop_low) == drops


VALUE = '{ id = "V", kind = "value", maximum = 10 }'
WRONG = [
    ('format = 2\n[[trade]]\ncode = "t"\n', "definition.newer_format", None),
    ("format = 1\n", "definition.missing_key", "trade"),
    ('[contest]\nname = "x"\ncolour = "red"\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 1', "definition.unknown_key", "contest.colour"),
    ('[[trade]]\ncode = "焊"\n', "definition.code", "trade[0].code"),
    ('[[trade]]\ncode = "t"\n', "definition.missing_key", "trade[0].round"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\n', "definition.missing_key", "trade[0].round[0].maximum"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = nan\n', "definition.wrong_value", "trade[0].round[0].maximum"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 1e400\n', "definition.wrong_value", "trade[0].round[0].maximum"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = true\n', "definition.wrong_value", "trade[0].round[0].maximum"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 9\nmax = 9\n', "definition.unknown_key", "trade[0].round[0].max"),
    ('[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 9\n[[trade.round]]\nid = "a"\nmaximum = 9\n', "definition.double", "trade[0].round[1].id"),
    ('[[trade]]\ncode = "T"\n[[trade.round]]\nid = "a"\nmaximum = 9\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 9\n', "definition.double", "trade[1].code"),
    ('[contest]\nstarts = 2026-06-19\nends = 2026-06-18\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 9', "definition.dates", "contest.ends"),
]  # fmt: skip


@pytest.mark.parametrize(("toml", "code", "place"), WRONG)
def test_wrong_definitions(toml: str, code: str, place: str | None) -> None:
    with refused(code, **({"place": place} if place else {})):
        contest(toml)


@pytest.mark.parametrize(
    ("rules", "code", "place"),
    [
        ("blind_layers = 4", "definition.wrong_value", "rules.blind_layers"),
        ("bind_layers = 2", "definition.unknown_key", "rules.bind_layers"),
        ('rounding = "up"', "definition.wrong_value", "rules.rounding"),
        ("total_decimals = 2.5", "definition.wrong_value", "rules.total_decimals"),
        ("double_entry = 1.1", "definition.wrong_value", "rules.double_entry"),
        ('ties = ["total"]', "definition.tie", "rules.ties[0]"),
        ('ties = ["round:theory", "module:practical"]', "definition.tie", "rules.ties[1]"),
        ('ties = ["round:oral"]', "definition.tie_unknown", "rules.ties[0]"),
        ('ties = ["module:practical:Z"]', "definition.tie_unknown", "rules.ties[0]"),
        ('awards = [ { name = "一", count = 3, share = 0.1 } ]', "definition.award", "rules.awards[0]"),
        ('awards = [ { name = "一" } ]', "definition.award", "rules.awards[0]"),
        (
            'awards = [ { name = "优", rest = true }, { name = "一", count = 3 } ]',
            "definition.award_rest",
            "rules.awards[0]",
        ),
        (
            'awards = [ { name = "一", count = 1 }, { name = "一", count = 3 } ]',
            "definition.double",
            "rules.awards[1].name",
        ),
        ("recheck = { top = 2 }", "definition.wrong_value", "rules.recheck.top"),
        ("recheck = { best = 0.3 }", "definition.unknown_key", "rules.recheck.best"),
    ],
)
def test_wrong_rules(rules: str, code: str, place: str) -> None:
    with refused(code, place=place):
        two_rounds(rules)


@pytest.mark.parametrize(
    ("weights", "code"),
    [
        (("0.3", "0.6"), "definition.weights"),
        (("30", "70"), "definition.wrong_value"),
        (("0.3", None), "definition.weight_missing"),
    ],
)
def test_weights_make_one(weights: tuple[str, str | None], code: str) -> None:
    first, second = (f"weight = {weight}" if weight else "" for weight in weights)
    with refused(code):
        contest(TWO_ROUNDS.format(rules="").replace("weight = 0.30", first).replace("weight = 0.70", second))


@pytest.mark.parametrize(
    ("aspects", "code", "place"),
    [
        ([VALUE, VALUE], "definition.double", "trade[0].round[0].module.aspects"),
        (['{ id = "V", kind = "values", maximum = 10 }'], "definition.wrong_value", "trade[0].round[0].module[A].aspects[0].kind"),
        (['{ id = "V", kind = "value" }'], "definition.missing_key", "trade[0].round[0].module[A].aspects[0].maximum"),
        ([VALUE, '{ id = "W", kind = "value", maximum = -1 }'], "definition.wrong_value", "trade[0].round[0].module[A].aspects[1].maximum"),
        (['{ id = "V", kind = "value", maximum = 10, judges = 3 }'], "definition.unknown_key", "trade[0].round[0].module[A].aspects[0].judges"),
        (['{ id = "V", kind = "panel", maximum = 10, judges = 2, drop_high = 1, drop_low = 1 }'], "definition.wrong_value", "trade[0].round[0].module[A].aspects[0].drop_high"),
        (['{ id = "V", kind = "panel", maximum = 10, judges = 2, step = 0 }'], "definition.wrong_value", "trade[0].round[0].module[A].aspects[0].step"),
        (['{ id = "V", kind = "measured", maximum = 10 }'], "definition.measured", "trade[0].round[0].module[A].aspects[0].bands"),
        (['{ id = "V", kind = "deduction", maximum = 10 }'], "definition.missing_key", "trade[0].round[0].module[A].aspects[0].catalogue"),
        (['{ id = "V", kind = "value", maximum = 10, when = { module = "Z", at_least = 1 } }'], "definition.when_unknown", "trade[0].round[0].module[A]"),
        (['{ id = "V", kind = "value", maximum = 10, when = { module = "A", at_least = 1 } }'], "definition.when_circle", "trade[0].round[0].module"),
    ],
)  # fmt: skip
def test_wrong_aspects(aspects: list[str], code: str, place: str) -> None:
    with refused(code, place=place):
        one_round(aspects)


def test_maxima_that_do_not_add_up_name_node_and_difference() -> None:
    with refused("scheme.sum_short", place="trade[0].round[0]", found="10", wanted="100", difference="90"):
        one_round([VALUE], maximum="100")
    stated = contest_with_module(9)
    with refused("scheme.sum_over", place="trade[0].round[0].module[A]", found="10", wanted="9", difference="1"):
        contest(stated)
    with refused("scheme.sum_short", place="trade[0].round[0].module[A].criteria[K]", found="10", wanted="12"):
        contest(
            contest_with_module(
                10, 'criteria = [ { id = "K", maximum = 12 } ]', VALUE.replace("}", ', criterion = "K" }')
            )
        )


def contest_with_module(maximum: int, more: str = "", value: str = VALUE) -> str:
    return (
        'format = 1\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "p"\n[[trade.round.module]]\nid = "A"\n'
        f"maximum = {maximum}\n{more}\naspects = [ {value} ]\n"
    )


@pytest.mark.parametrize("maximum", ["8", "10"])
def test_a_maximum_may_count_the_factor_or_not(maximum: str) -> None:
    assert one_round([VALUE.replace("}", ", factor = 0.8 }")], maximum=maximum).rounds[0].maximum == int(maximum)


def test_deductions_and_time_limits_add_nothing() -> None:
    off = '{ id = "D", kind = "deduction", maximum = 5, catalogue = [ { id = "E", points = 1 } ] }'
    clock = '{ id = "T", kind = "time", maximum = 5, limit_minutes = 9, points = 1 }'
    assert one_round([VALUE, off, clock], maximum="10").rounds[0].maximum == 10


def test_a_tie_rule_may_name_a_round_only_some_trades_have() -> None:
    toml = (
        TWO_ROUNDS.format(rules='ties = ["round:oral"]')
        + '\n[[trade]]\ncode = "u"\n[[trade.round]]\nid = "oral"\nmaximum = 9\n'
    )
    found: Contest = contest(toml)
    assert [trade.code for trade in found.trades] == ["t", "u"]
    assert found.trade("U") is found.trades[1]


def test_a_kept_document_reads_back_whatever_rounds_it_has() -> None:
    """Default ties name rounds that a contest of one round does not have; so do ties of other trades."""
    only = {"id": "practical", "maximum": 100}
    contest = read_definition({"contest": {"name": "x"}, "trade": [{"code": "t", "round": [only]}]})
    assert read_definition(write_definition(contest), kept=True) == contest


def test_blanks_around_names_are_no_part_of_them() -> None:
    found = read_definition(
        {"trade": [{"code": "t", "name": " 焊工 ", "round": [{"id": "theory", "name": "理论　", "maximum": 100}]}]}
    ).trades[0]
    assert (found.name, found.rounds[0].name) == ("焊工", "理论")
    blank = {"trade": [{"code": "t", "name": " ", "round": [{"id": "theory", "name": "  ", "maximum": 100}]}]}
    found = read_definition(blank).trades[0]
    assert (found.name, found.rounds[0].name) == ("t", "理论")
