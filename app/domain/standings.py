"""A ranking as the document scripts read: every score a decimal string, entries in order of place."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from app.domain.awards import Awards
from app.domain.contest import Trade
from app.domain.numbers import round_to, show
from app.domain.rankings import SideList
from app.domain.scale import scaled_list
from app.domain.scores import EntryScore, Placing, Ranking, Standing

LEAST_DECIMALS = 2
_SIDE = ("total", "rank", "joint", "decided_by", "status", "award")


def show_round(trade: Trade, score: EntryScore, round_id: str) -> str | None:
    """A round's score: with the round's declared decimals, else every digit and at least two decimals; None if open."""
    part, found = trade.round(round_id), score.round(round_id)
    if part is None or found is None or found.score is None:
        return None
    return show(found.score, part.decimals, LEAST_DECIMALS)


def show_total(trade: Trade, score: EntryScore, decimals: int | None) -> str | None:
    """An entry's total with so many decimals (`Ranking.shown_decimals`), rounded as the trade says; None if open."""
    if score.exact is None:
        return None
    return show(round_to(score.exact, decimals, trade.rules.rounding), decimals, LEAST_DECIMALS)


def standings_document(
    trade: Trade, ranking: Ranking, awards: Awards, sides: Sequence[SideList] = ()
) -> dict[str, object]:
    """One list as the `trades` element of the standings JSON, with the same group's lists of further rankings."""
    scaled = scaled_list(trade, ranking)
    document: dict[str, object] = {
        "code": trade.code,
        "name": trade.name,
        "group": ranking.group,
        "entries": [_line(trade, ranking, placing, awards) for placing in ranking.placings],
    }
    if scaled:
        for line, placing in zip(_lines(document), ranking.placings, strict=True):
            line["scaled"] = scaled.get(placing.entry.key)
    own = [one for one in sides if one.ranking.group == ranking.group]
    if own:
        document["rankings"] = [_side(one) for one in own]
    return document | _open(ranking, awards)


def _lines(document: dict[str, object]) -> list[dict[str, object]]:
    lines = document["entries"]
    assert isinstance(lines, list)  # it was made so
    return lines


def _side(side: SideList) -> dict[str, object]:
    """A further ranking: its own total in place of the scores."""
    document: dict[str, object] = {"id": side.rule.id, "name": side.rule.name, "rounds": list(side.rule.rounds)}
    lines = []
    for placing in side.ranking.placings:
        line = _line(side.trade, side.ranking, placing, side.awards)
        lines.append({key: line[key] for key in ("entry", *_SIDE)})
    return {**document, "entries": lines, **_open(side.ranking, side.awards)}


def _open(ranking: Ranking, awards: Awards) -> dict[str, object]:
    """What still needs a ruling, where anything does."""
    document: dict[str, object] = {}
    if ranking.open_ties:
        document["open_ties"] = [list(keys) for keys in ranking.open_ties]
    if awards.questions:
        document["open_awards"] = [
            {
                "award": question.award,
                "next": question.next_award,
                "entries": list(question.entries),
                "within": question.within,
                "answers": [answer.value for answer in question.resolutions],
            }
            for question in awards.questions
        ]
    return document


def _line(trade: Trade, ranking: Ranking, placing: Placing, awards: Awards) -> dict[str, object]:
    entry, score = placing.entry, placing.score
    ranked = placing.standing is Standing.RANKED
    line: dict[str, object] = {"entry": entry.key}
    if entry.name:
        line["name"] = entry.name
    if entry.delegation:
        line["delegation"] = entry.delegation
    line["scores"] = {part.id: show_round(trade, score, part.id) for part in trade.rounds}
    line["total"] = show_total(trade, score, ranking.shown_decimals)
    line["rank"] = placing.rank
    line["joint"] = placing.joint
    line["decided_by"] = placing.decided_by if ranked else None
    line["status"] = placing.standing.value
    line["award"] = awards.by_entry.get(entry.key)
    missing = [
        f"{part.id}:{aspect}" if aspect else part.id
        for part in score.rounds
        for aspect in _gaps(part.score, part.missing)
    ]
    if placing.standing is Standing.INCOMPLETE:
        line["missing"] = missing
    return line


def _gaps(score: Fraction | None, aspects: tuple[str, ...]) -> tuple[str, ...]:
    return (aspects or ("",)) if score is None else ()
