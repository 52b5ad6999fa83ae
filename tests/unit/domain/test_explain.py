"""An explanation names every number on the way from the marks to the place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from app.domain.aggregate import score_entry
from app.domain.contest import Status, Trade
from app.domain.explain import Line, exact, explain
from app.domain.explain_ties import explain_tie
from app.domain.marks import parse_mark
from app.domain.ranking import rank_trade
from app.domain.scores import Entry, EntryMarks, RoundMarks
from tests.unit.domain.kit import one_round, pair, ranked, two_rounds, whole


def lines(trade: Trade, entries: list[EntryMarks], key: str) -> tuple[Line, ...]:
    return next(explain(trade, p) for p in ranked(trade, entries).placings if p.entry.key == key)


def test_total_weights_and_rounding() -> None:
    found = lines(two_rounds(), [pair("a", "87.5", "90.25"), pair("b", "1", "1")], "a")
    assert [line.zh for line in found] == [
        "第 1 名",
        "总成绩与他人不同，按总成绩定名次",
        "总成绩 = 87.5 × 0.3 + 90.25 × 0.7 = 89.425",
        "四舍五入到 2 位小数：89.425 → 89.43",
        "理论 = 87.50，整场录入",
        "实操 = 90.25，整场录入",
    ]
    assert (found[0].value, found[2].value, found[3].en) == (
        "1",
        "89.43",
        "rounded half up to 2 decimals: 89.425 → 89.43",
    )


def test_the_link_that_decided_and_joint_places() -> None:
    entries = [pair("a", "80", "80", seconds=3000), pair("b", "80", "80", seconds=2000), pair("c", "45", "95")]
    trade = two_rounds('ties = ["round:practical", "time:practical"]')
    assert lines(trade, entries, "c")[1].zh == "总成绩相同，按实操成绩定名次"
    assert lines(trade, entries, "b")[1].zh == "总成绩相同，按实操用时短者在前定名次"
    assert "用时 00:33:20" in [line.zh for line in lines(trade, entries, "b")]
    joint = lines(two_rounds("ties = []"), entries, "a")
    assert [line.zh for line in joint[:2]] == ["并列第 1 名", "总成绩和各项同分规则均相同，并列"]


def test_dropped_marks_both_roundings_and_the_factor() -> None:
    trade = one_round(
        [
            (
                '{ id = "G", name = "步法", kind = "panel", maximum = 5, minimum = -5, judges = 9, step = 1,'
                " factor = 0.35, decimals = 2 }"
            )
        ]
    )
    of = trade.rounds[0].aspects[0]
    marks = {seat: parse_mark(text, of) for seat, text in zip(of.seats, "122121213", strict=True)}
    entry = EntryMarks(Entry("a"), {"practical": RoundMarks({"G": marks})})
    texts = [line.zh for line in lines(trade, [entry], "a")]
    assert texts[-6:] == [
        "G 步法 = 0.55",
        "1: (1)，2: 2，3: 2，4: 1，5: 2，6: 1，7: 2，8: 1，9: (3)",
        "去掉 2 个，取 7 个的平均 = 1.571429… (11/7)",
        "四舍五入到 2 位小数：1.571429… (11/7) → 1.57",
        "乘系数：1.57 × 0.35 = 0.5495",
        "四舍五入到 2 位小数：0.5495 → 0.55",
    ]


def test_statuses_and_gaps() -> None:
    entries = [whole("x", {"theory": "80", "practical": Status.ABSENT}), whole("y", {"theory": "80"})]
    absent = [line.zh for line in lines(two_rounds(), entries, "x")]
    assert absent[0] == "不排名次：缺考"
    assert "实操：缺考" in absent
    assert "实操：成绩不全" in [line.zh for line in lines(two_rounds(), entries, "y")]


def test_numbers_are_exact_in_print() -> None:
    assert exact(Fraction(5, 8)) == "0.625"
    assert exact(Fraction(1, 3)) == "0.333333… (1/3)"


def compared(trade: Trade, entries: list[EntryMarks], key: str, **held: Any) -> list[str]:
    ranking = rank_trade(trade, [score_entry(trade, one) for one in entries], **held)[0]
    placing = next(one for one in ranking.placings if one.entry.key == key)
    return [line.zh for line in explain_tie(trade, ranking, placing, **held)]


def test_both_compared_values_stand_beside_a_tie_break() -> None:
    trade = two_rounds('ties = ["round:practical", "time:practical", "round:theory"]')
    entries = [pair("a", "80", "80", seconds=3000), pair("b", "80", "80", seconds=2000), pair("c", "45", "95")]
    assert compared(trade, entries, "c") == ["与 b、a 总成绩相同", "实操成绩：c 95，b 80，a 80"]
    assert compared(trade, entries, "a") == [
        "与 c、b 总成绩相同",
        "实操成绩：c 95，a 80，b 80",
        "实操用时短者在前：b 00:33:20，a 00:50:00",
    ]
    alone = [*entries, pair("d", "90", "90")]
    assert compared(trade, alone, "d") == []


def test_a_link_somebody_lacks_is_named_and_joint_places_show_what_was_equal() -> None:
    trade = two_rounds('ties = ["round:practical", "time:practical"]')
    entries = [pair("a", "80", "80", seconds=3000), pair("b", "80", "80")]
    assert compared(trade, entries, "a") == [
        "与 b 总成绩相同",
        "实操成绩：都是 80",
        "实操用时短者在前：b 没有，不比这一项",
    ]


def test_an_extra_round_and_a_ruling_show_their_values() -> None:
    trade = two_rounds("ties = []")
    entries = [pair(key, "80", "80") for key in "ab"]
    assert compared(trade, entries, "a", extra={"a": Fraction(7), "b": Fraction(17, 2)})[1:] == ["加试成绩：b 8.5，a 7"]
    assert compared(trade, entries, "a", rulings={"b": 0, "a": 1})[1:] == ["裁判长书面裁定：b 定在第 1，a 定在第 2"]


def test_many_equals_are_shown_by_their_nearest() -> None:
    trade = two_rounds('ties = ["time:practical"]')
    entries = [pair(f"e{n}", "80", "80", seconds=1000 + n) for n in range(1, 9)]
    assert compared(trade, entries, "e5") == [
        "与 e1、e2、e3 等 7 人 总成绩相同",
        "实操用时短者在前：e3 00:16:43，e4 00:16:44，e5 00:16:45，e6 00:16:46，另 4 人",
    ]
