"""The comparison scale: every list's median at 700, one robust standard deviation worth 50 points, order unchanged.

Results of different trades cannot be compared by their marks: one scheme is hard, another mild. WorldSkills publishes
results on such a scale: whoever has the median mark of a skill stands at 700, and nearly all stand from 600 to 800. It
does not publish the formula; this one is ours, and every step is exact:

1. The population are the ranked entries of one list (guests and the unranked have no say; a guest is placed on the
   scale of the others). The median of an even number is the mean of the two in the middle.
2. The spread is 1.4826 times the median distance from the median: for normally distributed marks one standard
   deviation, and one wild mark does not move it.
3. Where more than half of all stand on the median that distance is 0; then it is 1.2533 times the mean distance. Where
   that is 0 too, all are equal and all get the centre.
4. Points = centre + 50 x (total - median) / spread, never below 0, rounded half up to the declared decimals.

With a spread of 50 points 19 of 20 normal results lie from 600 to 800. The map never falls, so it orders nobody anew;
rounding may show neighbours with equal points, and the places of the list stay what they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from app.domain.contest import RankBy, ScaleRule, Trade
from app.domain.numbers import Rounding, round_to, show
from app.domain.scores import Ranking, Standing

NIL = Fraction(0)
MEDIAN_TO_SIGMA = Fraction(14826, 10000)
MEAN_TO_SIGMA = Fraction(12533, 10000)


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value, or the mean of the two in the middle. ValueError for no values."""
    if not values:
        raise ValueError("no values")
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread_of(values: Sequence[Fraction]) -> Fraction:
    """A standard deviation that outliers do not move (steps 2 and 3); 0 when all values are equal."""
    middle = median(values)
    distances = [abs(value - middle) for value in values]
    return MEDIAN_TO_SIGMA * median(distances) or MEAN_TO_SIGMA * sum(distances, NIL) / len(distances)


def on_scale(rule: ScaleRule, middle: Fraction, sigma: Fraction, total: Fraction) -> Fraction:
    """The exact points of one total (step 4, before rounding), given the median and the spread of the population."""
    return max(rule.centre + (rule.spread * (total - middle) / sigma if sigma else NIL), NIL)


def scaled_list(trade: Trade, ranking: Ranking) -> dict[str, str]:
    """The points of a list by entry key as decimal texts; empty when the trade's rules state no scale."""
    rule, totals = trade.rules.scale, list_totals(trade, ranking)
    population = [total for _, total, counted in totals if counted]
    if rule is None or not population:
        return {}
    return _texts(rule, population, {key: total for key, total, _ in totals})


def list_totals(trade: Trade, ranking: Ranking) -> list[tuple[str, Fraction, bool]]:
    """The totals of a list that stand on the scale: entry key, total as ranked, whether it is of the population."""
    found = []
    for placing in ranking.placings:
        total = placing.score.exact if trade.rules.rank_by is RankBy.UNROUNDED else placing.score.total
        if total is not None and placing.standing in (Standing.RANKED, Standing.GUEST):
            found.append((placing.entry.key, total, placing.standing is Standing.RANKED))
    return found


def _texts(rule: ScaleRule, population: Sequence[Fraction], totals: Mapping[str, Fraction]) -> dict[str, str]:
    middle, sigma = median(population), spread_of(population)
    return {
        key: show(round_to(on_scale(rule, middle, sigma, total), rule.decimals, Rounding.HALF_UP), rule.decimals)
        for key, total in totals.items()
    }
