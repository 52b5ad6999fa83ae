"""Every kind of aspect from its words in a definition to its points, and every level at which sums must match."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest

from app.domain.aggregate import score_round
from app.domain.contest import Round
from app.domain.definition import open_sums, read_definition, write_definition
from app.domain.lean import RoundPlan
from app.domain.marks import parse_mark, possible_prefix
from app.domain.scores import RoundMarks
from app.errors import Problems, Refusal

F = Fraction


def trade(rounds: str, rules: str = "") -> str:
    return f'format = 1\n{rules}\n[[trade]]\ncode = "t"\n{rounds}'


def part(modules: str, keys: str = "") -> Round:
    text = trade(f'[[trade.round]]\nid = "p"\n{keys}\n{modules}')
    return read_definition(tomllib.loads(text, parse_float=Decimal)).trades[0].rounds[0]


def module(aspects: str, name: str = "A") -> str:
    return f'[[trade.round.module]]\nid = "{name}"\naspects = [ {aspects} ]\n'


def scored(rules: Round, marks: dict[str, str]) -> tuple[str, Fraction | None]:
    """Status and points of a sheet, by both engines."""
    given = {}
    for name, texts in marks.items():
        aspect = rules.aspect(name)
        assert aspect is not None
        words = texts.split("/")
        given[name] = {
            seat: parse_mark(text, aspect, table=True) for seat, text in zip(aspect.seats, words, strict=True)
        }
    found = score_round(rules, RoundMarks(given))
    lean = RoundPlan(rules).score(RoundMarks(given))
    assert (lean.score, lean.status) == (found.score, found.status)
    return found.status.value, found.score


VALUE = '{ id = "V", kind = "value", maximum = 80, step = 1 }'
BANDS = "[ { within = 0.010, share = 0.5 }, { within = 0.005, share = 1 } ]"
KINDS = [
    ('{ id = "X", kind = "value", maximum = 10, minimum = -10, step = 0.5 }', "-2.5", F(-5, 2)),
    ('{ id = "X", kind = "value", maximum = 2, minimum = -2.5, step = 1 }', "-1.5", F(-3, 2)),
    ('{ id = "X", kind = "value", maximum = 10, decimals = 1, factor = 0.25 }', "3.05", F("0.8")),
    ('{ id = "X", kind = "panel", maximum = 10, judges = 5 }', "8/9/10/7/9.5", F(53, 6)),
    ('{ id = "X", kind = "panel", maximum = 10, judges = 5, average = "median", drop_high = 0 }', "1/9/10/7/8", F(8)),
    ('{ id = "X", kind = "panel", maximum = 10, judges = 3, average = "sum" }', "1/2/3.5", F(13, 2)),
    ('{ id = "X", kind = "panel", maximum = 10, judges = 5, drop_high = 2, drop_low = 2 }', "1/2/6/9/10", F(6)),
    ('{ id = "X", kind = "panel", maximum = 10, judges = 5, few = 4 }', "4/缺评/缺评/5/9", F(6)),
    ('{ id = "X", kind = "judged", maximum = 6, judges = 3 }', "3/2/2", F(14, 3)),
    ('{ id = "X", kind = "judged", maximum = 6, judges = 3, levels = ["否", "是"] }', "1/0/1", F(4)),
    ('{ id = "X", kind = "measured", maximum = 4, met = true }', "合格", F(4)),
    (f'{{ id = "X", kind = "measured", maximum = 4, nominal = 20, bands = {BANDS} }}', "19.995", F(4)),
    (f'{{ id = "X", kind = "measured", maximum = 4, nominal = 20, bands = {BANDS} }}', "20.01", F(2)),
    ('{ id = "X", kind = "count", maximum = 10, points = 1.5 }', "4", F(6)),
    ('{ id = "X", kind = "count", maximum = 10, points = 1.5 }', "99", F(10)),
    ('{ id = "X", kind = "time", maximum = 5, limit_minutes = 10, bonus = 0.5, unit_seconds = 60 }', "08:01", F(1, 2)),
    ('{ id = "X", kind = "time", maximum = 5, limit_minutes = 10, bonus = 2, unit_seconds = 60 }', "00:01", F(5)),
]


@pytest.mark.parametrize(("aspect", "marks", "points"), KINDS)
def test_a_kind_is_worth_what_its_words_say(aspect: str, marks: str, points: Fraction) -> None:
    assert scored(part(module(aspect)), {"X": marks}) == ("present", points)


TAKES = (
    '{ id = "E", kind = "deduction", maximum = 9, catalogue = [ { id = "a", points = 2 }, { id = "z", zero = "%s" } ] }'
)
LOSSES = [
    ("aspect", "a*3", ("present", F(74 + 20))),
    ("aspect", "a*9", ("present", F(71 + 20))),
    ("aspect", "z", ("present", F(71 + 20))),
    ("module", "z", ("present", F(20))),
    ("round", "z", ("present", F(0))),
    ("disqualify", "z", ("disqualified", F(100))),
]


@pytest.mark.parametrize(("zero", "items", "result"), LOSSES)
def test_a_catalogue_takes_off_and_wipes_out(zero: str, items: str, result: tuple[str, Fraction]) -> None:
    other = module('{ id = "W", kind = "value", maximum = 20 }', "B")
    rules = part(module(f"{VALUE}, {TAKES % zero}") + other)
    assert scored(rules, {"V": "80", "W": "20", "E": items}) == result


CLOCK = '{ id = "T", kind = "time", limit_minutes = 60, unit_seconds = 30, points = 0.5, cap = 6%s }'
TIMES = [
    ("", "60:00", ("present", F(80))),
    ("", "60:01", ("present", F("79.5"))),
    ("", "61:00", ("present", F(79))),
    ("", "90:00", ("present", F(74))),
    (', stop_minutes = 62, on_stop = "keep"', "70:00", ("present", F(78))),
    (', stop_minutes = 62, on_stop = "zero"', "62:00", ("present", F(78))),
    (', stop_minutes = 62, on_stop = "zero"', "62:01", ("present", F(0))),
    (', stop_minutes = 62, on_stop = "out"', "62:01", ("disqualified", F(78))),
]


@pytest.mark.parametrize(("stop", "clock", "result"), TIMES)
def test_time_over_the_limit_costs_by_started_units(stop: str, clock: str, result: tuple[str, Fraction]) -> None:
    assert scored(part(module(f"{VALUE}, {CLOCK % stop}")), {"V": "80", "T": clock}) == result


@pytest.mark.parametrize(("quality", "points"), [("48", F(58)), ("47", F(47)), ("47.9", F("47.9"))])
def test_safety_counts_only_when_quality_reached_its_share(quality: str, points: Fraction) -> None:
    first = module('{ id = "V", kind = "value", maximum = 80 }')
    safety = '{ id = "S", kind = "value", maximum = 10, when = { module = "A", at_least = 48 } }'
    assert scored(part(first + module(safety, "B")), {"V": quality, "S": "10"}) == ("present", points)


def test_steps_count_from_the_minimum_and_both_ends_are_legal() -> None:
    aspect = part(module('{ id = "X", kind = "value", maximum = 3, minimum = -2.5, step = 1 }')).aspects[0]
    for text in ("-2.5", "-1.5", "-0.5", "0.5", "2.5", "3"):
        assert parse_mark(text, aspect).number == F(text)
        assert all(possible_prefix(text[:end], aspect) for end in range(1, len(text) + 1))
    for text in ("-2", "0", "1", "2"):
        with pytest.raises(Refusal, match=r"mark\.step"):
            parse_mark(text, aspect)
    assert not possible_prefix("-1.4", aspect)
    assert not possible_prefix("1.4", aspect)


def test_every_level_that_does_not_add_up_is_named_at_once() -> None:
    text = trade(
        """[[trade.round]]
id = "p"
maximum = 30
section = [ { id = "1", maximum = 10 } ]
[[trade.round.module]]
id = "A"
maximum = 12
criteria = [ { id = "K", maximum = 5 }, { id = "L", maximum = 8 } ]
aspects = [
  { id = "A1", kind = "value", maximum = 4, criterion = "K", section = "1" },
  { id = "A2", kind = "value", maximum = 6.5, criterion = "L" },
]
[[trade.round]]
id = "q"
maximum = 5
[[trade.round.module]]
id = "A"
aspects = [ { id = "A1", kind = "value", maximum = 5.5 } ]
"""
    )
    document = tomllib.loads(text, parse_float=Decimal)
    with pytest.raises(Problems, match=r"scheme\.gaps") as refused:
        read_definition(document)
    assert [(i.code, i.fields["place"], i.fields["difference"]) for i in refused.value.items] == [
        ("scheme.sum_short", "trade[0].round[0].module[A].criteria[K]", "1"),
        ("scheme.sum_short", "trade[0].round[0].module[A].criteria[L]", "1.5"),
        ("scheme.sum_short", "trade[0].round[0].module[A]", "1.5"),
        ("scheme.sum_short", "trade[0].round[0]", "18"),
        ("scheme.sum_short", "trade[0].round[0].section[1]", "6"),
        ("scheme.sum_over", "trade[0].round[1]", "0.5"),
    ]
    kept = read_definition(document, add_up=False).trades[0]
    assert [len(open_sums(one, one.id)) for one in kept.rounds] == [5, 1]


def test_a_weight_sum_other_than_one_names_the_sum_and_the_rounds() -> None:
    rounds = "".join(
        f'[[trade.round]]\nid = "{name}"\nname = "{said}"\nmaximum = 100\nweight = {weight}\n'
        for name, said, weight in (("a", "理论", "0.3"), ("b", "实操", "0.6"), ("c", "答辩", "0.05"))
    )
    with pytest.raises(Refusal, match=r"definition\.weights") as refused:
        read_definition(tomllib.loads(trade(rounds), parse_float=Decimal))
    fields = refused.value.fields
    assert (fields["found"], fields["difference"]) == ("0.95", "0.05")
    assert fields["rounds"] == ["理论 0.3", "实操 0.6", "答辩 0.05"]


@pytest.mark.parametrize(
    ("word", "needed"), [("false", False), ('"off"', False), ("true", True), ("{ top = 1 }", True)]
)
def test_recheck_is_left_out_by_either_word(word: str, needed: bool) -> None:
    text = trade('[[trade.round]]\nid = "p"\nmaximum = 1\n', f"[rules]\nrecheck = {word}\n")
    found = read_definition(tomllib.loads(text, parse_float=Decimal))
    assert found.rules.recheck_needed is needed
    assert read_definition(write_definition(found), kept=True) == found


def test_a_bonus_for_speed_states_what_it_can_be_worth() -> None:
    with pytest.raises(Refusal, match=r"definition\.missing_key") as refused:
        part(module('{ id = "X", kind = "time", limit_minutes = 10, bonus = 1 }'))
    assert refused.value.fields["place"] == "trade[0].round[0].module[A].aspects[0].maximum"


def test_rounds_of_any_number_and_size_weighted_or_added() -> None:
    rounds = "".join(f'[[trade.round]]\nid = "r{n}"\nmaximum = {size}\n' for n, size in enumerate((100, 200, 30, 7.5)))
    found = read_definition(tomllib.loads(trade(rounds), parse_float=Decimal)).trades[0]
    assert [one.maximum for one in found.rounds] == [100, 200, 30, F(15, 2)]
    assert [one.weight for one in found.rounds] == [None] * 4
