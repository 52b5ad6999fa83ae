"""A ranking as the document scripts read: every score a decimal string, entries in order of place."""

from __future__ import annotations

from fractions import Fraction

from app.domain.awards import Awards
from app.domain.contest import Trade
from app.domain.numbers import round_to, show
from app.domain.scores import EntryScore, Placing, Ranking, Standing

LEAST_DECIMALS = 2


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
    value = score.exact if decimals is None else round_to(score.exact, decimals, trade.rules.rounding)
    return show(value, decimals, LEAST_DECIMALS)


def standings_document(trade: Trade, ranking: Ranking, awards: Awards) -> dict[str, object]:
    """One list as the `trades` element of the standings JSON."""
    document: dict[str, object] = {
        "code": trade.code,
        "name": trade.name,
        "group": ranking.group,
        "entries": [_line(trade, ranking, placing, awards) for placing in ranking.placings],
    }
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
    if missing and placing.standing is Standing.INCOMPLETE:
        line["missing"] = missing
    return line


def _gaps(score: Fraction | None, aspects: tuple[str, ...]) -> tuple[str, ...]:
    return (aspects or ("",)) if score is None else ()
