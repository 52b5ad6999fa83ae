"""Where the engine and the second opinion do not say the same: entry, field, and both values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from app.domain.awards import Awards
from app.domain.contest import Trade
from app.domain.numbers import show
from app.domain.scores import Placing, Ranking, RoundScore, Standing
from app.domain.shadow.ground import Amount
from app.domain.shadow.opinion import Line, Opinion, RoundLine

NOTHING = "—"

Lists = Sequence[tuple[str, Ranking, Awards]]
"""The engine's lists: the further ranking's id ("" for the all-round list), the places, the awards."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One value the two do not agree on. `entry` is an entry number, or a code while the trade is blind."""

    entry: str
    field: str
    first: str
    second: str


def list_differences(trade: Trade, lists: Lists, opinion: Opinion) -> Iterator[Difference]:
    """Everything the engine's lists and the second opinion do not agree on."""
    yield from _one_list(opinion, [(ranking, awards) for side, ranking, awards in lists if not side])
    for rule in trade.rankings:
        own = [(ranking, awards) for side, ranking, awards in lists if side == rule.id]
        for found in _one_list(opinion.sides[rule.id], own):
            yield replace(found, field=f"{rule.id}:{found.field}")


def _one_list(opinion: Opinion, lists: Sequence[tuple[Ranking, Awards]]) -> Iterator[Difference]:
    seen = set()
    for ranking, awards in lists:
        for placing in ranking.placings:
            key = placing.entry.key
            seen.add(key)
            line = opinion.lines.get(key)
            if line is None:
                yield absent(key, True)
                continue
            yield from _placing_differences(ranking, placing, awards, line)
        edges = {question.award for question in awards.questions}
        said = {award for group, award in opinion.open_edges if group == ranking.group}
        for award in sorted(edges ^ said):
            yield Difference(ranking.group, f"award_edge.{award}", *yes_no(award in edges, award in said))
    for key in opinion.lines:
        if key not in seen:
            yield absent(key, False)


def _placing_differences(ranking: Ranking, placing: Placing, awards: Awards, line: Line) -> Iterator[Difference]:
    key, score = placing.entry.key, placing.score
    for part in score.rounds:
        yield from round_differences(part.id, key, part, line.rounds.get(part.id))
    yield from exactly(key, "exact", score.exact, line.exact)
    yield from exactly(key, "total", score.total, line.total)
    ranked = placing.standing is Standing.RANKED
    pairs = (
        ("group", ranking.group, line.group),
        ("status", placing.standing.value, line.standing),
        ("place", shown(placing.rank), shown(line.rank)),
        ("joint", *yes_no(placing.joint, line.joint)),
        ("decided_by", placing.decided_by if ranked else "", line.decided_by),
        ("award", awards.by_entry.get(key, ""), line.award),
    )
    yield from unequal(key, pairs)


def round_differences(
    round_id: str, key: str, score: RoundScore | None, line: RoundLine | None
) -> Iterator[Difference]:
    """Where the round of an entry differs: its score and status, then modules and aspects by name."""
    if score is None or line is None:
        yield Difference(key, round_id, *yes_no(score is not None, line is not None))
        return
    yield from exactly(key, round_id, score.score, line.score)
    if score.status is not line.status:
        yield Difference(key, f"{round_id}.status", score.status.value, line.status.value)
    for module in score.modules:
        yield from exactly(key, f"{round_id}.{module.id}", module.score, line.modules.get(module.id))
        for aspect in module.aspects:
            place = f"{round_id}.{module.id}.{aspect.id}"
            yield from exactly(key, place, aspect.score, line.aspects.get(aspect.id))


def exactly(key: str, field: str, value: Fraction | None, amount: Amount | None) -> Iterator[Difference]:
    """A difference unless both are the same number, or both none."""
    same = amount is None if value is None else amount is not None and amount.equals(value)
    if not same:
        yield Difference(key, field, NOTHING if value is None else show(value), shown(amount))


def unequal(key: str, pairs: Iterable[tuple[str, str, str]]) -> Iterator[Difference]:
    """Those of (field, said by the engine, said by the second opinion) that are not the same text."""
    for field, first, second in pairs:
        if first != second:
            yield Difference(key, field, first or NOTHING, second or NOTHING)


def absent(key: str, listed: bool) -> Difference:
    """An entry that only one of the two lists has."""
    return Difference(key, "listed", *yes_no(listed, not listed))


def yes_no(first: bool, second: bool) -> tuple[str, str]:
    """Both sides of a question of fact as words."""
    return "yes" if first else "no", "yes" if second else "no"


def shown(value: Amount | int | None) -> str:
    """A number of the second opinion as text."""
    return NOTHING if value is None else str(value)
