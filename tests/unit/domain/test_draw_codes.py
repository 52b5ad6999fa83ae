"""The draw, its codes and the recheck sample: repeatable from the seed, fair, and safe against slips."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest

from app.domain.blind import LETTERS, Candidate, check_digit, draw, read_code
from app.domain.contest import RecheckRule
from app.domain.dice import Dice
from app.domain.recheck import all_again, draw_sample
from tests.unit.domain.kit import refused


def people(count: int, delegations: int = 0) -> list[Candidate]:
    return [Candidate(f"HG{n:02d}", f"D{n % delegations}" if delegations else "") for n in range(1, count + 1)]


def test_known_numbers_of_a_seed() -> None:
    """Fixed for good: a recorded seed must give the same draw in every later version."""
    dice = Dice(4821, "stations")
    assert [dice.below(100) for _ in range(6)] == [23, 83, 38, 73, 94, 76]
    assert "".join(Dice(4821, "stations").shuffled("abcdefgh")) == "ebafhcgd"
    assert Dice("4821", "stations").shuffled("abcdefgh") == Dice(4821, "stations").shuffled("abcdefgh")
    assert Dice(4821, "stations").shuffled("abcdefgh") != Dice(4821, "codes").shuffled("abcdefgh")


def test_numbers_are_even_enough() -> None:
    dice = Dice(1, "even")
    counts = Counter(dice.below(6) for _ in range(6000))
    assert set(counts) == set(range(6))
    assert max(counts.values()) - min(counts.values()) < 250


def test_every_slip_of_one_digit_and_every_swap_is_caught() -> None:
    for number in range(1000):
        body = f"{number:03d}"
        code = body + check_digit(body)
        assert read_code(f"W-{code}") == f"W-{code}"
        for place in range(4):
            for other in "0123456789":
                wrong = code[:place] + other + code[place + 1 :]
                assert (read_code(f"W{wrong}") is None) == (wrong != code)
        for place in range(3):
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert (read_code(f"W{swapped}") is None) == (swapped != code)


def test_codes_are_read_as_typed_or_scanned() -> None:
    code = f"17{check_digit('17')}"
    for text in (f"W-{code}", f"w{code}", f" ｗ－{code} ", f"W {code}"):
        assert read_code(text) == f"W-{code}"
    for text in ("", "W-", f"WW-{code}", f"7-{code}", f"W-{code}x", "W-١٢٣"):
        assert read_code(text) is None


def test_a_draw_repeats_from_its_seed_whatever_the_order() -> None:
    first = draw(people(12), range(1, 14), 4821, "W")
    assert draw(people(12)[::-1], range(1, 14), 4821, "W") == first
    assert draw(people(12), range(1, 14), 4822, "W") != first


@pytest.mark.parametrize(("count", "stations"), [(1, 1), (12, 13), (24, 10), (71, 12), (140, 24)])
def test_everyone_gets_one_seat_and_one_valid_code(count: int, stations: int) -> None:
    found = draw(people(count), range(1, stations + 1), 7, "H")
    assert sorted(d.entry for d in found) == sorted(p.entry for p in people(count))
    assert len({(d.sitting, d.station) for d in found}) == count
    assert len({d.code for d in found}) == count
    assert all(read_code(d.code) == d.code and d.code.startswith("H-") for d in found)
    assert {len(d.code) for d in found} == {5 if count <= 98 else 6}
    sizes = Counter(d.sitting for d in found).values()
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= stations


def test_codes_do_not_follow_stations_or_entries() -> None:
    found = draw(people(30), range(1, 31), 3, "W")
    codes = [d.code for d in found]
    assert codes != sorted(codes)
    by_entry = [d.code for d in sorted(found, key=lambda d: d.entry)]
    assert by_entry != sorted(by_entry)


def test_layers() -> None:
    assert {d.code for d in draw(people(5), range(1, 9), 1, "W", layers=0)} == {""}
    assert {d.work_code for d in draw(people(5), range(1, 9), 1, "W", layers=2)} == {""}
    three = draw(people(40), range(1, 41), 1, "W", layers=3)
    assert len({d.code for d in three} | {d.work_code for d in three}) == 80
    taken = frozenset(d.code for d in three)
    assert taken.isdisjoint(d.code for d in draw(people(40), range(1, 41), 1, "W", taken=taken))


def test_one_delegation_is_kept_apart() -> None:
    found = draw(people(24, delegations=6), range(1, 13), 5, "W", keep_apart=True)
    team = {p.entry: p.delegation for p in people(24, delegations=6)}
    for sitting in (1, 2):
        row = [team[d.entry] for d in found if d.sitting == sitting]
        assert max(Counter(row).values()) == 2
        assert all(left != right for left, right in pairwise(row))


def test_seats_when_one_delegation_is_left() -> None:
    """The larger one starts and ends; its last two touch because nobody else is waiting."""
    team = [*(Candidate(f"HG{n}", "甲") for n in range(1, 5)), Candidate("HG5", "乙"), Candidate("HG6", "丙")]
    of = {one.entry: one.delegation for one in team}
    for seed in range(10):
        row = "".join(of[one.entry] for one in draw(team, range(1, 7), seed, "W", keep_apart=True))
        assert row in ("甲乙甲丙甲甲", "甲丙甲乙甲甲")


def test_entries_of_no_delegation_stand_each_for_themselves() -> None:
    """Two of one delegation, and four of none: of the six the drawn order alone decides, but for the two."""
    team = [Candidate(f"HG{n}", "甲" if n < 3 else "") for n in range(1, 7)]
    rows = set()
    for seed in range(40):
        found = draw(team, range(1, 7), seed, "W", keep_apart=True)
        rows.add(tuple(one.entry for one in found))
        seats = {one.entry: one.station for one in found}
        assert seats["HG1"] == 1 or seats["HG2"] == 1  # the largest group comes first
        assert abs(seats["HG1"] - seats["HG2"]) > 1
    assert {row.index("HG3") for row in rows} == set(range(1, 6))
    spread = draw(team, range(1, 4), 1, "W", keep_apart=True)
    assert {one.sitting for one in spread if one.entry in ("HG1", "HG2")} == {1, 2}


@pytest.mark.parametrize("digits", [2, 3])
def test_codes_are_as_short_as_they_can_be(digits: int) -> None:
    bodies = [f"{number:0{digits}}" for number in range(10**digits)]
    good = sorted(f"W-{body}{check_digit(body)}" for body in bodies if set(body + check_digit(body)) - {body[0]})
    found = draw(people(len(good)), range(1, len(good) + 1), 3, "W", layers=1)
    assert sorted(one.code for one in found) == good
    more = draw(people(len(good) + 1), range(1, len(good) + 2), 3, "W", layers=1)
    assert {len(one.code) for one in more} == {3 + digits + 1}


def test_codes_run_out() -> None:
    taken = frozenset(one.code for one in draw(people(900), range(1, 901), 3, "W", layers=1))
    again = draw(people(50), range(1, 51), 3, "W", layers=1, taken=taken)
    assert taken.isdisjoint(one.code for one in again) and {len(one.code) for one in again} == {5}


def test_refused_draws() -> None:
    with refused("draw.nobody"):
        draw([], [1], 1, "W")
    with refused("draw.no_stations"):
        draw(people(2), [], 1, "W")
    with refused("draw.letter", letter="O"):
        draw(people(2), [1, 2], 1, "O")
    with refused("draw.double", entry="HG01"):
        draw([*people(2), Candidate("HG01")], [1, 2], 1, "W")
    assert not set("BIOQSZ") & set(LETTERS)


RULE = RecheckRule(Fraction("0.30"), Fraction("0.15"), Fraction("0.05"))


def test_the_sample_of_the_rule() -> None:
    classes = [[f"P{n}"] for n in range(1, 25)]
    sample = draw_sample(RULE, classes, 4821)
    assert sample.top == tuple(f"P{n}" for n in range(1, 9))  # ceil(7.2)
    assert len(sample.drawn) == 3  # ceil(0.15 x 16)
    assert set(sample.drawn) <= {f"P{n}" for n in range(9, 25)}
    assert draw_sample(RULE, classes, "4821") == sample
    assert {draw_sample(RULE, classes, seed).drawn for seed in range(20)} != {sample.drawn}


def test_equals_at_the_edge_of_the_top_are_all_looked_at() -> None:
    sample = draw_sample(RULE, [["b", "a"], ["c"], ["d"]], 1)
    assert sample.top == ("a", "b")
    assert draw_sample(RULE, [], 1).entries == ()


@pytest.mark.parametrize(
    ("errors", "looked_at", "again"), [(0, 0, False), (1, 20, False), (2, 20, True), (1, 19, True)]
)
def test_the_trigger_is_passed_only_above_it(errors: int, looked_at: int, again: bool) -> None:
    assert all_again(RULE, errors, looked_at) is again
