"""The lists of a trade as marks and rulings stand now: all-round and by single rounds, their rows and open questions.

Rulings, by kind and what their subject holds:
- `tie`: entry numbers among equals, best first · `award_edge`: the award class · `extra`: [entry number, score] pairs
  of an extra round (加试).
- `side_tie`, `side_edge`: the same for a further ranking: {"ranking": id, "entries": […]} and {"ranking": id,
  "award": class}.
A later ruling on the same subject counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from app.domain.awards import Awards, assign_awards
from app.domain.contest import Edge, RankingRule, Trade
from app.domain.numbers import parse_decimal
from app.domain.ranking import rank_trade
from app.domain.rankings import rank_side
from app.domain.scale import scaled_list
from app.domain.scores import EntryScore, Placing, Ranking
from app.domain.standings import show_round, show_total
from app.errors import Refusal
from app.services.common import TradeFacts
from app.services.marked import entry_scores
from db.queries import people
from db.queries import results as stored
from db.queries.results import Result, Revision, Ruling, SideResult
from db.store import Reading

TIE, AWARD_EDGE, EXTRA = "tie", "award_edge", "extra"
SIDE_TIE, SIDE_EDGE = "side_tie", "side_edge"


@dataclass(frozen=True)
class RankedGroup:
    """The list of one group: places, awards, and what a person still has to decide. `side` is the further ranking it
    belongs to, None for the all-round list; `rules` are the rules it was ranked by, `extra` and `order` the scores of
    an extra round and the chief judge's order among equals that it was ranked with."""

    trade: TradeFacts
    ranking: Ranking
    awards: Awards
    side: RankingRule | None = None
    rules: Trade | None = None
    extra: Mapping[str, Fraction] = field(default_factory=dict)
    order: Mapping[str, int] = field(default_factory=dict)

    @property
    def open_questions(self) -> int:
        """How many ties and award edges wait for a ruling."""
        return len(self.ranking.open_ties) + len(self.awards.questions)


def ranked_groups(reading: Reading, trade: TradeFacts) -> tuple[RankedGroup, ...]:
    """Places and awards of a trade as its marks and rulings stand now, all-round.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    return _main_lists(trade, entry_scores(reading, trade), stored.rulings_of(reading, trade.id))


Lists = tuple[tuple[RankedGroup, ...], tuple[RankedGroup, ...]]
"""The all-round lists, and those of the further rankings."""


def ranked_lists(reading: Reading, trade: TradeFacts) -> Lists:
    """As `ranked_groups`, and beside them the lists of the further rankings, ranking by ranking."""
    scores, rulings = entry_scores(reading, trade), stored.rulings_of(reading, trade.id)
    return _main_lists(trade, scores, rulings), tuple(side_lists(trade, scores, rulings))


def _main_lists(
    trade: TradeFacts, scores: Mapping[str, EntryScore], rulings: Sequence[Ruling]
) -> tuple[RankedGroup, ...]:
    rankings = rank_trade(trade.rules, scores.values(), extra_scores(rulings), tie_order(rulings))
    return with_awards(trade, rankings, rulings)


def with_awards(trade: TradeFacts, rankings: Iterable[Ranking], rulings: Sequence[Ruling]) -> tuple[RankedGroup, ...]:
    """All-round lists ranked already, with their awards and what they were ranked by."""
    groups = []
    extra, order = extra_scores(rulings), tie_order(rulings)
    for ranking in rankings:
        edges = {r.subject: Edge(r.decision) for r in rulings if r.kind == AWARD_EDGE and r.group == ranking.group}
        awards = assign_awards(trade.rules, ranking, edges)
        groups.append(RankedGroup(trade, ranking, awards, None, trade.rules, extra, order))
    return tuple(groups)


def side_lists(trade: TradeFacts, scores: Mapping[str, EntryScore], rulings: Sequence[Ruling]) -> Iterable[RankedGroup]:
    """The lists of the further rankings, ranking by ranking."""
    for rule in trade.rules.rankings:
        order, edges = side_rulings(rule.id, ((one.kind, one.group, one.subject, one.decision) for one in rulings))
        for found in rank_side(trade.rules, rule, scores.values(), order, edges):
            yield RankedGroup(trade, found.ranking, found.awards, rule, found.trade, {}, order)


def tie_order(rulings: Sequence[Ruling]) -> dict[str, int]:
    """The order the chief judge decided among equals, by entry number, lower first."""
    order: dict[str, int] = {}
    for ruling in rulings:
        if ruling.kind == TIE:
            order.update({entry: place for place, entry in enumerate(ruling.subject)})
    return order


def extra_scores(rulings: Sequence[Ruling]) -> dict[str, Fraction]:
    """The scores of an extra round held among equals, by entry number."""
    found: dict[str, Fraction] = {}
    for ruling in rulings:
        if ruling.kind == EXTRA:
            found.update({entry: parse_decimal(score) for entry, score in ruling.subject})
    return found


def side_rulings(
    ranking: str, rulings: Iterable[tuple[str, str, Any, str]]
) -> tuple[dict[str, int], dict[str, dict[str, Edge]]]:
    """What was ruled on a further ranking, from (kind, group, subject, decision): the order among equals, and the
    answers at award edges by group."""
    order: dict[str, int] = {}
    edges: dict[str, dict[str, Edge]] = {}
    for kind, group, subject, decision in rulings:
        if kind == SIDE_TIE and subject["ranking"] == ranking:
            order.update({entry: place for place, entry in enumerate(subject["entries"])})
        elif kind == SIDE_EDGE and subject["ranking"] == ranking:
            edges.setdefault(group, {})[subject["award"]] = Edge(decision)
    return order, edges


def open_questions(reading: Reading, trade: TradeFacts) -> list[Refusal]:
    """Ties and award edges nobody has ruled on yet, of all rankings."""
    main, sides = ranked_lists(reading, trade)
    return questions_in((*main, *sides))


def questions_in(groups: Sequence[RankedGroup]) -> list[Refusal]:
    """As `open_questions`, of lists ranked already."""
    found: list[Refusal] = []
    for group in groups:
        name = group.ranking.group if group.side is None else f"{group.ranking.group} {group.side.name}".strip()
        found += [Refusal("results.open_tie", group=name, entries=list(ties)) for ties in group.ranking.open_ties]
        for question in group.awards.questions:
            entries = list(question.entries)
            found.append(Refusal("results.open_edge", group=name, award=question.award, entries=entries))
    return found


Row = dict[str, Any]


def result_rows(reading: Reading, trade: TradeFacts, groups: Sequence[RankedGroup]) -> list[Row]:
    """The lines of all-round lists as they are stored with a revision."""
    identity = {entry.number: entry.id for entry in people.entries(reading, trade.id)}
    rows = []
    for group in groups:
        group_id = trade.group_id(group.ranking.group) or trade.groups[0][0]
        scaled = scaled_list(trade.rules, group.ranking)
        for placing in group.ranking.placings:
            line = result_line(group, placing, scaled.get(placing.entry.key, ""))
            rows.append({"entry_id": identity[placing.entry.key], "group_id": group_id, **line})
    return rows


def result_line(group: RankedGroup, placing: Placing, scaled: str = "") -> Row:
    """One line of an all-round list, without whose it is."""
    score, rules = placing.score, group.trade.rules
    total = show_total(rules, score, group.ranking.shown_decimals)
    seconds = [part.seconds for part in score.rounds if part.seconds is not None]
    return {
        "position": placing.position,
        "status": placing.standing.value,
        "total": score.total,
        "total_text": total or "",
        "scores": {part.id: show_round(rules, score, part.id) for part in rules.rounds},
        "place": placing.rank,
        "joint": placing.joint,
        "decided_by": placing.decided_by if placing.rank is not None else "",
        "award": group.awards.by_entry.get(placing.entry.key, ""),
        "seconds": seconds[-1] if seconds else None,
        "scaled": scaled,
    }


def side_rows(reading: Reading, trade: TradeFacts, sides: Sequence[RankedGroup]) -> list[Row]:
    """The lines of further rankings as they are stored with a revision."""
    identity = {entry.number: entry.id for entry in people.entries(reading, trade.id)}
    rows = []
    for group in sides:
        group_id = trade.group_id(group.ranking.group) or trade.groups[0][0]
        for placing in group.ranking.placings:
            rows.append({"entry_id": identity[placing.entry.key], "group_id": group_id, **side_line(group, placing)})
    return rows


def side_line(group: RankedGroup, placing: Placing) -> Row:
    """One line of a further ranking, without whose it is."""
    assert group.side is not None and group.rules is not None  # only further rankings come here
    return {
        "ranking": group.side.id,
        "position": placing.position,
        "status": placing.standing.value,
        "total_text": show_total(group.rules, placing.score, group.ranking.shown_decimals) or "",
        "place": placing.rank,
        "joint": placing.joint,
        "decided_by": placing.decided_by if placing.rank is not None else "",
        "award": group.awards.by_entry.get(placing.entry.key, ""),
    }


def same_lines(old: Sequence[Result], fresh: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a fresh list says what the stored one says."""
    before = {line.entry_id: (line.place, line.total_text, line.award, line.status, dict(line.scores)) for line in old}
    after = {
        row["entry_id"]: (row["place"], row["total_text"], row["award"], row["status"], row["scores"]) for row in fresh
    }
    return before == after


def _same_sides(old: Sequence[SideResult], fresh: Sequence[Mapping[str, Any]]) -> bool:
    before = {(one.ranking, one.entry_id): (one.place, one.total_text, one.award, one.status) for one in old}
    after = {
        (row["ranking"], row["entry_id"]): (row["place"], row["total_text"], row["award"], row["status"])
        for row in fresh
    }
    return before == after


def says_the_same(reading: Reading, revision: Revision, rows: Sequence[Row], sides: Sequence[Row]) -> bool:
    """Whether a stored revision says what fresh lines say, all-round and by single rounds."""
    kept = stored.results_of(reading, revision.id)
    return same_lines(kept, rows) and _same_sides(stored.side_results_of(reading, revision.id), sides)


def side_preview(reading: Reading, trade: TradeFacts, sides: Sequence[RankedGroup]) -> tuple[SideResult, ...]:
    """The lines of further rankings that are not stored yet."""
    known = {entry.number: entry for entry in people.entries(reading, trade.id)}
    found = []
    for group in sides:
        for placing in group.ranking.placings:
            entry = known[placing.entry.key]
            line = side_line(group, placing)
            about: Row = {"entry_id": entry.id, "entry": entry.number, "name": entry.name, "unit": entry.unit}
            found.append(SideResult(**line, **about, delegation=entry.delegation, group=entry.group))
    return tuple(found)
