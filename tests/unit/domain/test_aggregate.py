"""From marks to totals: every aspect kind, every fall-back, every declared rounding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.domain.aggregate import score_aspect, score_entry, score_round
from app.domain.contest import Status, Trade
from app.domain.marks import parse_mark
from app.domain.numbers import show
from app.domain.scores import AspectScore, Entry, EntryMarks, RoundMarks, RoundScore
from tests.unit.domain.kit import aspect, cells, contest, one_round, pair, two_rounds, whole

F = Fraction
NINE = '{ id = "G", kind = "panel", maximum = 5, minimum = -5, judges = 9, step = 1, drop_high = 1, drop_low = 1, '


def score(text: str, *marks: str | None, **more: bool) -> AspectScore:
    of = aspect(text)
    return score_aspect(of, cells(of, *marks), **more)  # type: ignore[arg-type]


PANELS = [
    ("five drop one each way", "judges = 5", ["8", "9", "7", "8.5", "6"], F(47, 6), ("2", "5")),
    ("a missing judge of five is no zero", "judges = 5", ["8", None, "7", "8.5", "6"], F(15, 2), ("4", "5")),
    ("a word of a judge is no zero", "judges = 5", ["8", "回避", "7", "8.5", "6"], F(15, 2), ("4", "5")),
    ("below four nothing is dropped", "judges = 5", ["8", "缺评", None, "8.5", "6"], F(15, 2), ()),
    ("three judges: the mean", "judges = 3", ["8", "9", "7"], F(8), ()),
    ("four judges: the mean", "judges = 4", ["8", "9", "7", "7"], F(31, 4), ()),
    ("seven drop two each way", "judges = 7, drop_high = 2, drop_low = 2", list("1234567"), F(4), ("1", "2", "6", "7")),
    (
        "two and two of four leave nothing: mean",
        "judges = 7, drop_high = 2, drop_low = 2",
        ["1", "2", "3", "6", None, None, None],
        F(3),
        (),
    ),
    ("only the highest", "judges = 5, drop_high = 1", ["8", "9", "7", "8", "6"], F(29, 4), ("2",)),
    (
        "nothing dropped when so stated",
        "judges = 5, drop_high = 0, drop_low = 0",
        ["8", "9", "7", "8", "6"],
        F(38, 5),
        (),
    ),
    ("median of five", 'judges = 5, average = "median"', ["8", "9", "7", "8.5", "6"], F(8), ()),
    ("median of four", 'judges = 5, average = "median"', ["8", "9", "7", None, "6"], F(15, 2), ()),
    ("sum", 'judges = 3, average = "sum"', ["8", "9", "7"], F(24), ()),
    ("sum with a gap is filled by the mean", 'judges = 3, average = "sum"', ["8", None, "7"], F(45, 2), ()),
    ("few raised", "judges = 5, few = 5, drop_high = 1, drop_low = 1", ["8", "9", "7", "6", None], F(15, 2), ()),
    ("equal extremes: one of each goes", "judges = 5", ["9", "9", "9", "6", "6"], F(8), ("3", "4")),
]


@pytest.mark.parametrize(("keys", "marks", "points", "dropped"), [p[1:] for p in PANELS], ids=[p[0] for p in PANELS])
def test_panels(keys: str, marks: list[str | None], points: Fraction, dropped: tuple[str, ...]) -> None:
    found = score(f'{{ id = "P", kind = "panel", maximum = 10, step = 0.5, {keys} }}', *marks)
    assert found.score == points
    assert found.dropped == dropped


SINGLES = [
    ('kind = "value", maximum = 10, step = 0.5', "7.5", F(15, 2)),
    ('kind = "value", maximum = 10, minimum = -10', "-2.25", F(-9, 4)),
    ('kind = "measured", maximum = 3, met = true', "合格", F(3)),
    ('kind = "measured", maximum = 3, met = true', "不合格", F(0)),
    ('kind = "count", maximum = 20, points = 2.5', "7", F(35, 2)),
    ('kind = "count", maximum = 20, points = 2.5', "9", F(20)),
    ('kind = "time", maximum = 5, limit_minutes = 90, points = 0.5', "1:30:00", F(0)),
    ('kind = "time", maximum = 5, limit_minutes = 90, points = 0.5', "1:30:01", F(-1, 2)),
    ('kind = "time", maximum = 5, limit_minutes = 90, points = 0.5', "1:31:00", F(-1, 2)),
    ('kind = "time", maximum = 5, limit_minutes = 90, points = 0.5', "1:31:01", F(-1)),
    ('kind = "time", maximum = 5, limit_minutes = 90, points = 0.5', "2:30:00", F(-5)),
    ('kind = "time", limit_minutes = 90, unit_seconds = 30, points = 1, cap = 3', "1:31:10", F(-3)),
    ('kind = "time", limit_minutes = 90, points = 1, stop_minutes = 95', "1:50:00", F(-5)),
    ('kind = "time", maximum = 4, limit_minutes = 90, points = 1, bonus = 1', "1:27:30", F(2)),
    ('kind = "time", maximum = 4, limit_minutes = 90, points = 1, bonus = 1', "1:10:00", F(4)),
]


@pytest.mark.parametrize(("keys", "mark", "points"), SINGLES)
def test_single_values(keys: str, mark: str, points: Fraction) -> None:
    assert score(f'{{ id = "S", {keys} }}', mark).score == points


@pytest.mark.parametrize(
    ("reading", "points"),
    [("20", 4), ("20.005", 4), ("19.995", 4), ("20.006", 2), ("19.990", 2), ("20.011", 0), ("19.989", 0), ("0", 0)],
)
def test_tolerance_bands_count_their_ends(reading: str, points: int) -> None:
    bands = "bands = [ { within = 0.010, share = 0.5 }, { within = 0.005, share = 1 } ]"
    assert score(f'{{ id = "M", kind = "measured", maximum = 4, nominal = 20, {bands} }}', reading).score == points


@pytest.mark.parametrize(
    ("marks", "points", "over"),
    [
        (["2", "3", "3"], F(16, 3), False),
        (["3", None, "3"], F(6), False),
        (["1", "3", "2"], F(4), True),
        (["0", "0", "0"], F(0), False),
    ],
)
def test_judged_levels(marks: list[str | None], points: Fraction, over: bool) -> None:
    found = score('{ id = "J", kind = "judged", maximum = 6, judges = 3 }', *marks)
    assert (found.score, found.spread_over) == (points, over)


def test_spread_of_a_panel_counts_dropped_marks_too() -> None:
    text = '{ id = "P", kind = "panel", maximum = 10, judges = 5, step = 0.5, spread = 2 }'
    assert score(text, "6", "7", "7", "7", "8").spread_over is False
    assert score(text, "5.5", "7", "7", "7", "8").spread_over is True


def test_no_marks_at_all_is_open_never_zero() -> None:
    found = score('{ id = "P", kind = "panel", maximum = 10, judges = 3 }', None, "缺评", "回避")
    assert (found.score, found.left_out, found.missing) == (None, ("2", "3"), ("1",))


def test_a_gap_keeps_the_panel_open_only_when_asked() -> None:
    text = '{ id = "P", kind = "panel", maximum = 10, judges = 3 }'
    assert score(text, "8", "9", None).score == F(17, 2)
    assert score(text, "8", "9", None, whole_panel=True).score is None
    assert score(text, "8", "9", "缺评", whole_panel=True).score == F(17, 2)


def test_not_applicable_leaves_the_aspect_out() -> None:
    found = score('{ id = "V", kind = "value", maximum = 10 }', "不适用")
    assert (found.score, found.reason) == (F(0), "not_applicable")


@pytest.mark.parametrize(
    ("marks", "before", "after"),
    [
        # trimmed mean 11/7 = 1.571428… → 1.57, x 0.35 = 0.5495 → 0.55
        (["1", "2", "2", "1", "2", "1", "2", "1", "3"], "1.57", "0.55"),
        # one judge missing: 8 marks, 6 counted, mean 1.5 x 0.35 = 0.525 → 0.53
        (["1", "2", "2", "1", "2", "1", None, "1", "3"], "1.50", "0.53"),
        # negative: trimmed mean -19/7 = -2.714285… → -2.71, x 0.35 = -0.9485 → -0.95
        (["-3", "-3", "-2", "-3", "-3", "-2", "-3", "-3", "-2"], "-2.71", "-0.95"),
        (["0", "0", "0", "0", "0", "0", "0", "0", "-1"], "0.00", "0.00"),
    ],
)
def test_nine_judges_rounded_before_and_after_the_factor(marks: list[str | None], before: str, after: str) -> None:
    found = score(NINE + "decimals = 2, factor = 0.35 }", *marks)
    assert found.award is not None and found.score is not None
    assert (show(found.award, 2), show(found.score, 2)) == (before, after)


def test_factor_without_decimals_stays_exact() -> None:
    assert score(NINE + "factor = 0.35 }", *"122121213").score == F(11, 7) * F(35, 100)


DEDUCTION = (
    '{ id = "D", kind = "deduction", maximum = 5, catalogue = [ { id = "E1", points = 2 }, { id = "E2", points = 0.5 },'
    ' { id = "ZA", zero = "aspect" }, { id = "ZM", zero = "module" }, { id = "ZR", zero = "round" },'
    ' { id = "OUT", zero = "disqualify" } ] }'
)
MAIN = '{ id = "V", kind = "value", maximum = 10 }'


def with_deduction(item: str, value: str = "8") -> RoundScore:
    trade = contest(
        'format = 1\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "practical"\n'
        f'[[trade.round.module]]\nid = "A"\naspects = [{MAIN}, {DEDUCTION}]\n'
        '[[trade.round.module]]\nid = "B"\naspects = [{ id = "W", kind = "value", maximum = 10 }]\n'
    ).trades[0]
    part = trade.rounds[0]
    marks = {a.id: {"": parse_mark(t, a)} for a, t in zip(part.aspects, (value, item, "6"), strict=True)}
    return score_round(part, RoundMarks(marks))


@pytest.mark.parametrize(
    ("item", "module", "total", "status"),
    [
        ("0", 8, 14, Status.PRESENT),
        ("E1", 6, 12, Status.PRESENT),
        ("E1*2;E2", F(7, 2), F(19, 2), Status.PRESENT),
        ("E1*9", 3, 9, Status.PRESENT),
        ("ZA", 3, 9, Status.PRESENT),
        ("ZM", 0, 6, Status.PRESENT),
        ("ZR", 8, 0, Status.PRESENT),
        ("OUT", 8, 14, Status.DISQUALIFIED),
    ],
)
def test_catalogue_deductions(item: str, module: Fraction, total: Fraction, status: Status) -> None:
    found = with_deduction(item)
    assert found.modules[0].score == module
    assert (found.score, found.status) == (total, status)


def test_a_criterion_is_taken_to_zero_and_no_further() -> None:
    value = MAIN.replace("}", ', criterion = "K" }')
    deduction = DEDUCTION.replace('kind = "deduction"', 'kind = "deduction", criterion = "K"')
    trade = one_round([value, deduction, '{ id = "W", kind = "value", maximum = 10, criterion = "L" }'])
    part = trade.rounds[0]
    marks = {a.id: {"": parse_mark(t, a)} for a, t in zip(part.aspects, ("1", "E1*2", "7"), strict=True)}
    found = score_round(part, RoundMarks(marks))
    assert [(c.id, c.score, c.floored) for c in found.modules[0].criteria] == [("K", 0, True), ("L", 7, False)]
    assert found.score == 7


def test_a_round_is_taken_to_zero_and_no_further() -> None:
    found = with_deduction("E1*9", "0")
    assert found.score == 1
    trade = one_round([MAIN, DEDUCTION])
    part = trade.rounds[0]
    marks = {"V": {"": parse_mark("1", part.aspects[0])}, "D": {"": parse_mark("E1*2", part.aspects[1])}}
    assert score_round(part, RoundMarks(marks)).score == 0


@pytest.mark.parametrize(
    ("on_stop", "score", "status"),
    [("zero", 0, Status.PRESENT), ("keep", 3, Status.PRESENT), ("out", 3, Status.DISQUALIFIED)],
)
def test_the_hard_stop(on_stop: str, score: int, status: Status) -> None:
    clock = f'{{ id = "T", kind = "time", limit_minutes = 90, points = 1, stop_minutes = 95, on_stop = "{on_stop}" }}'
    trade = one_round([MAIN, clock])
    part = trade.rounds[0]
    marks = {"V": {"": parse_mark("8", part.aspects[0])}}
    found = score_round(part, RoundMarks(marks, seconds=95 * 60 + 1))
    assert (found.score, found.status) == (score, status)
    assert score_round(part, RoundMarks(marks, seconds=95 * 60)).score == 3


WHEN = """
format = 1
[[trade]]
code = "t"
[[trade.round]]
id = "practical"
maximum = 90
[[trade.round.module]]
id = "A"
aspects = [ { id = "S", kind = "value", maximum = 10, when = { module = "B", at_least = 48 } } ]
[[trade.round.module]]
id = "B"
aspects = [ { id = "Q", kind = "value", maximum = 80 } ]
"""


@pytest.mark.parametrize(
    ("quality", "safety", "total"),
    [("48", "9", 57), ("47.999", "9", F("47.999")), ("47", None, 47), ("48", None, None), (None, "9", None)],
)
def test_conditional_aspects(quality: str | None, safety: str | None, total: Fraction | None) -> None:
    part = contest(WHEN).trades[0].rounds[0]
    given = {"S": safety, "Q": quality}
    marks = {key: {"": parse_mark(text, part.aspect(key))} for key, text in given.items() if text}  # type: ignore[arg-type]
    assert score_round(part, RoundMarks(marks)).score == total


@pytest.mark.parametrize(
    ("rounding", "theory", "practical", "total"),
    [
        ("half_up", "88", "94", "92.20"),
        ("half_up", "87.5", "90.25", "89.43"),  # 26.25 + 63.175 = 89.425
        ("half_even", "87.5", "90.25", "89.42"),
        ("down", "87.5", "90.25", "89.42"),
        ("half_up", "81", "77.15", "78.31"),  # 24.3 + 54.005 = 78.305
        ("half_even", "81", "77.25", "78.38"),  # 78.375
    ],
)
def test_the_total_is_rounded_once(rounding: str, theory: str, practical: str, total: str) -> None:
    found = score_entry(two_rounds(f'rounding = "{rounding}"'), pair("a", theory, practical))
    assert found.total is not None
    assert show(found.total, 2) == total


def test_an_exact_total_when_so_declared() -> None:
    assert score_entry(two_rounds('total_decimals = "none"'), pair("a", "87.5", "90.25")).total == F("89.425")


def three_rounds(tail: str) -> Trade:
    return contest(
        'format = 1\n[[trade]]\ncode = "t"\n[[trade.round]]\nid = "a"\nmaximum = 30\ndecimals = 1\n'
        f'[[trade.round]]\nid = "b"\nmaximum = 200\n[[trade.round]]\nid = "c"\nmaximum = 5\n{tail}\n'
    ).trades[0]


def test_raw_sums_and_a_rounded_round() -> None:
    found = score_entry(three_rounds(""), whole("x", {"a": "20.25", "b": "150.125", "c": "3"}))
    assert (found.rounds[0].score, found.exact, found.total) == (F("20.3"), F("173.425"), F("173.43"))


def test_a_bonus_round_may_be_missing() -> None:
    scores = {"a": "20", "b": "150"}
    assert score_entry(three_rounds("bonus = true"), whole("x", scores)).total == 170
    assert score_entry(three_rounds("bonus = true"), whole("x", {**scores, "c": "4"})).total == 174
    assert score_entry(three_rounds("bonus = true"), whole("x", {**scores, "c": Status.ABSENT})).total == 170
    assert score_entry(three_rounds(""), whole("x", scores)).total is None


@pytest.mark.parametrize("status", [s for s in Status if s is not Status.PRESENT])
def test_a_status_is_no_mark_and_no_zero(status: Status) -> None:
    found = score_entry(two_rounds(), whole("x", {"theory": "80", "practical": status}))
    assert (found.status, found.total) == (status, None)
    assert found.rounds[0].score == 80


def test_disqualified_goes_before_absent() -> None:
    found = score_entry(two_rounds(), whole("x", {"theory": Status.ABSENT, "practical": Status.DISQUALIFIED}))
    assert found.status is Status.DISQUALIFIED


def test_a_round_without_anything_is_missing() -> None:
    found = score_entry(two_rounds(), EntryMarks(Entry("x"), {"theory": RoundMarks(score=F(80))}))
    assert (found.total, found.status, found.complete) == (None, Status.PRESENT, False)


def test_pass_lines_are_kept_apart_from_the_total() -> None:
    trade = one_round([MAIN], more="pass_line = 6")
    part = trade.rounds[0]
    found = [
        score_round(part, RoundMarks({"V": {"": parse_mark(text, part.aspects[0])}})).passed for text in ("6", "5.9")
    ]
    assert found == [True, False]
