"""Whom a judge must not mark, which panels that leaves short, and how seats mark beside their panel."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.leniency import PanelMarks, seat_lines
from app.domain.panels import (
    EntryUnits,
    JudgeUnit,
    SeatOf,
    own_unit_recusals,
    plain_unit,
    recused_cells,
    seats_of,
    thin_panels,
)
from tests.unit.domain.kit import aspect, cells, one_round

FIVE = '{ id = "A1", name = "外观", kind = "panel", maximum = 10, judges = 5, step = 0.5 }'
THREE = '{ id = "A2", name = "清理", kind = "judged", maximum = 6, judges = 3 }'


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("兰州石化公司", "兰州 石化公司", True),
        ("酒钢（集团）公司", "酒钢(集团)公司", True),
        ("ＡＢＣ Co.", "abc co", True),
        ("兰州石化公司", "兰州石化公司一分厂", False),
        ("兰州石化", "兰州炼化", False),
    ],
)
def test_units_are_compared_by_what_they_say(one: str, other: str, same: bool) -> None:
    assert (plain_unit(one) == plain_unit(other)) is same


def test_unit_delegation_or_a_member_bars_and_no_unit_bars_nobody() -> None:
    judges = [JudgeUnit(1, ("甲厂",)), JudgeUnit(2, ("",)), JudgeUnit(3, ("乙校",))]
    entries = [EntryUnits("01", ("甲 厂", "某队")), EntryUnits("02", ("", "乙校")), EntryUnits("03", ("", "", "甲厂"))]
    assert own_unit_recusals(judges, entries) == ((1, "01"), (1, "03"), (3, "02"))
    assert own_unit_recusals(judges[1:2], entries) == ()


def test_a_seat_bars_its_column_in_the_round_or_in_one_module() -> None:
    rules = one_round([FIVE, THREE]).rounds[0]
    assert recused_cells(rules, [SeatOf("", "2")]) == (("A1", "2"), ("A2", "2"))
    assert recused_cells(rules, [SeatOf("A", "5")]) == (("A1", "5"),)
    assert recused_cells(rules, [SeatOf("B", "5")]) == ()


def test_seats_are_those_of_all_panels_by_number() -> None:
    ten = FIVE.replace("judges = 5", "judges = 10")
    rules = one_round([THREE, ten, '{ id = "A3", name = "尺寸", kind = "value", maximum = 5 }']).rounds[0]
    assert seats_of(rules, "") == seats_of(rules, "A") == tuple(str(number) for number in range(1, 11))
    assert seats_of(rules, "B") == ()


def test_a_panel_short_of_what_dropping_needs_is_named() -> None:
    rules = one_round([FIVE, THREE]).rounds[0]
    out = [SeatOf("", "1")]
    assert thin_panels(rules, {"W-1": out}) == ()
    out += [SeatOf("", "2")]
    assert [(one.aspect, one.left, one.few) for one in thin_panels(rules, {"W-1": out})] == [("A1", 3, 4)]
    out += [SeatOf("", "3")]
    assert [(one.aspect, one.left) for one in thin_panels(rules, {"W-1": out})] == [("A1", 2), ("A2", 0)]


def test_leniency_is_exact_and_counts_what_was_dropped() -> None:
    panel = aspect(FIVE)
    first = PanelMarks(panel, cells(panel, "8", "8.5", "9", "7", "9.5"))  # mean 8.4
    second = PanelMarks(panel, cells(panel, "8", "8", "8", "回避", "10"))  # mean 8.5; of four marks two are dropped
    lines = {line.seat: line for line in seat_lines([first, second])}
    assert lines["1"].points == (Fraction(-4, 10) + Fraction(-5, 10)) / 2
    assert lines["1"].share == lines["1"].points / 10
    assert (lines["4"].marks, lines["4"].left_out, lines["4"].points) == (1, 1, Fraction(-14, 10))
    assert {seat: (one.dropped_high, one.dropped_low) for seat, one in lines.items()} == {
        "1": (0, 1),
        "2": (0, 0),
        "3": (0, 0),
        "4": (0, 1),
        "5": (2, 0),
    }
    assert (lines["1"].close, lines["2"].close, lines["5"].close) == (2, 2, 0)
    assert lines["1"].agreement == 1


def test_a_spread_counts_for_whoever_gave_the_extremes_first() -> None:
    levels = aspect(THREE)
    again = PanelMarks(levels, cells(levels, "2", "2", "2"), cells(levels, "1", "2", "3"), spreads=1)
    assert {line.seat: line.spreads for line in seat_lines([again])} == {"1": 1, "2": 0, "3": 1}
