"""Properties of the recheck sample: its size by the rule, the same from the same seed, blind to order within equals."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.domain.contest import RecheckRule
from app.domain.recheck import all_again, ceiling, draw_sample, error_share

SHARES = st.integers(0, 100).map(lambda n: Fraction(n, 100))
SIZES = st.lists(st.integers(1, 5), max_size=40)  # classes of equals, best first
SEEDS = st.text(max_size=20)


def classes(sizes: list[int]) -> list[list[str]]:
    """Classes of codes W-001 … in order of place."""
    codes = iter(f"W-{number:03d}" for number in range(1, sum(sizes) + 1))
    return [[next(codes) for _ in range(size)] for size in sizes]


@given(SIZES, SHARES, SHARES, SEEDS)
def test_the_size_is_the_top_and_the_share_of_the_rest(
    sizes: list[int], top: Fraction, rest: Fraction, seed: str
) -> None:
    rule = RecheckRule(top=top, rest=rest, trigger=Fraction(1, 20))
    ordered = classes(sizes)
    count = sum(sizes)
    sample = draw_sample(rule, ordered, seed)
    assert len(sample.entries) == len(set(sample.entries)) <= count
    assert sample.seed == seed
    # In full: whole classes from the best, the fewest that hold the share of all.
    taken, whole = 0, 0
    while taken * 1 < top * count:
        taken += len(ordered[whole])
        whole += 1
    assert set(sample.top) == {code for equals in ordered[:whole] for code in equals}
    left = count - taken
    expected = next(number for number in range(left + 1) if number >= rest * left)
    assert len(sample.drawn) == expected
    assert set(sample.drawn) <= {code for equals in ordered[whole:] for code in equals}


@given(SIZES, SEEDS, st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_sample_whatever_the_order_of_equals(
    sizes: list[int], seed: str, random: object
) -> None:
    rule = RecheckRule(top=Fraction(3, 10), rest=Fraction(15, 100), trigger=Fraction(1, 20))
    ordered = classes(sizes)
    mixed = [list(equals) for equals in ordered]
    for equals in mixed:
        random.shuffle(equals)  # type: ignore[attr-defined]
    assert draw_sample(rule, mixed, seed) == draw_sample(rule, ordered, seed)


def test_every_code_of_the_rest_can_be_drawn() -> None:
    rule = RecheckRule(top=Fraction(0), rest=Fraction(1, 10), trigger=Fraction(1, 20))
    ordered = classes([1] * 20)
    seen = {code for seed in range(300) for code in draw_sample(rule, ordered, seed).drawn}
    assert len(seen) == 20


@given(st.integers(0, 200), st.integers(0, 200), SHARES)
def test_everything_again_exactly_above_the_trigger(errors: int, looked_at: int, trigger: Fraction) -> None:
    errors = min(errors, looked_at)
    rule = RecheckRule(top=Fraction(3, 10), rest=Fraction(15, 100), trigger=trigger)
    assert all_again(rule, errors, looked_at) is (errors > trigger * looked_at)
    assert error_share(errors, looked_at) * looked_at == errors


@given(st.fractions())
def test_the_next_whole_number(value: Fraction) -> None:
    assert ceiling(value) - 1 < value <= ceiling(value)
