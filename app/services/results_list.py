"""The list of a trade as it is read: the newest revision or a preview, with its further rankings, its JSON, and how a
place came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domain.contest import RankingRule
from app.domain.explain import Line, explain, explain_scale, explain_side
from app.domain.explain_ties import explain_tie
from app.domain.scale import scaled_list
from app.domain.scores import EntryScore
from app.domain.standings import show_total
from app.errors import Refusal
from app.services.common import TradeFacts, contest_facts
from app.services.marked import full_score, is_decoded
from app.services.results_ranked import (
    Lists,
    RankedGroup,
    open_questions,
    questions_in,
    ranked_lists,
    result_line,
    side_preview,
)
from db.queries import people
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.appeals import any_reopened
from db.queries.results import Result, Revision, SideResult
from db.store import Reading, Store


@dataclass(frozen=True)
class Standings:
    """The list of a trade: the newest revision (`revision` None: a preview of marks), and whether its marks are locked:
    while an appeal has them open, the last list can be read but counts for nothing. `sides` are the lines of its
    further rankings."""

    trade: TradeFacts
    revision: Revision | None
    lines: tuple[Result, ...]
    open_questions: tuple[Refusal, ...]
    locked: bool
    sides: tuple[SideResult, ...] = ()
    superseded: int | None = None  # the newest revision, where this is an earlier one

    @property
    def final(self) -> bool:
        """正式, not 未锁定·仅供核对 and not superseded."""
        return self.revision is not None and self.locked and self.superseded is None

    @property
    def scaled(self) -> bool:
        """Whether the list has a column of points on the comparison scale."""
        return any(line.scaled for line in self.lines)

    def side_lists(self) -> tuple[tuple[RankingRule, str, tuple[SideResult, ...]], ...]:
        """The further rankings in the order of the definition: rule, group, lines; those without lines left out."""
        found = []
        for rule in self.trade.rules.rankings:
            own = [line for line in self.sides if line.ranking == rule.id]
            for group in dict.fromkeys(line.group for line in own):
                found.append((rule, group, tuple(line for line in own if line.group == group)))
        return tuple(found)


def standings(
    reading: Reading, trade: TradeFacts, revision: int | None = None, lists: Lists | None = None
) -> Standings:
    """The list that counts, or a preview while nothing is hidden and nothing is locked; or a revision by its number.

    `lists`: what marks and rulings give now, where that is known already.

    Raises Refusal "results.not_decoded" while the trade is blind, "results.no_revision".
    """
    last = stored.last_revision(reading, trade.id)
    locked = sheets.is_locked(reading, trade.id) and not any_reopened(reading, trade.id)
    if revision is not None and (last is None or revision != last.number):
        return _earlier(reading, trade, revision, last)
    if last is not None:
        # While an appeal has the trade unlocked, its last list stays readable; what is open shows after the next lock.
        questions = tuple(open_questions(reading, trade)) if is_decoded(reading, trade) else ()
        return revision_standings(reading, trade, last, questions, locked)
    main, sides = lists or ranked_lists(reading, trade)
    beside = side_preview(reading, trade, sides)
    return Standings(trade, None, _preview(reading, trade, main), tuple(questions_in((*main, *sides))), locked, beside)


def _earlier(reading: Reading, trade: TradeFacts, number: int, last: Revision | None) -> Standings:
    found = next((one for one in stored.revisions(reading, trade.id) if one.number == number), None)
    if found is None or last is None:
        raise Refusal("results.no_revision", trade=trade.name, revision=number)
    return replace(revision_standings(reading, trade, found, (), False), superseded=last.number)


def revision_standings(
    reading: Reading, trade: TradeFacts, revision: Revision, questions: tuple[Refusal, ...], locked: bool
) -> Standings:
    """A stored revision as it stands."""
    lines, sides = stored.results_of(reading, revision.id), stored.side_results_of(reading, revision.id)
    return Standings(trade, revision, lines, questions, locked, sides)


def _preview(reading: Reading, trade: TradeFacts, groups: Sequence[RankedGroup]) -> tuple[Result, ...]:
    known = {entry.number: entry for entry in people.entries(reading, trade.id)}
    lines = []
    for group in groups:
        scaled = scaled_list(trade.rules, group.ranking)
        for placing in group.ranking.placings:
            entry = known[placing.entry.key]
            row = result_line(group, placing, scaled.get(entry.number, ""))
            del row["total"]
            about: dict[str, Any] = {
                "entry_id": entry.id,
                "entry": entry.number,
                "name": entry.name,
                "unit": entry.unit,
            }
            about |= {"delegation": entry.delegation, "group": entry.group}
            lines.append(Result(**row, **about, guest=entry.guest, no_award=entry.no_award))
    return tuple(lines)


def standings_document(found: Sequence[Standings]) -> dict[str, Any]:
    """Standings as scripts read them: every score a decimal string, entries in order of place."""
    trades = []
    for one in found:
        groups: dict[str, list[dict[str, Any]]] = {}
        for line in one.lines:
            groups.setdefault(line.group, []).append(_document_line(one, line))
        for group, entries in groups.items():
            document: dict[str, Any] = {
                "code": one.trade.code,
                "name": one.trade.name,
                "group": group,
                "final": one.final,
                "revision": one.revision.number if one.revision else None,
                "entries": entries,
            }
            rankings = [_side_document(rule, lines) for rule, name, lines in one.side_lists() if name == group]
            trades.append(document | ({"rankings": rankings} if rankings else {}))
    return {"trades": trades}


def _document_line(found: Standings, line: Result) -> dict[str, Any]:
    document = {
        "entry": line.entry,
        "name": line.name,
        "delegation": line.delegation,
        "unit": line.unit,
        "scores": {part.id: line.scores.get(part.id) for part in found.trade.rules.rounds},
        "total": line.total_text or None,
        "rank": line.place,
        "joint": line.joint,
        "decided_by": line.decided_by or None,
        "status": line.status,
        "award": line.award or None,
    }
    return document | ({"scaled": line.scaled or None} if found.scaled else {})


def _side_document(rule: RankingRule, lines: Sequence[SideResult]) -> dict[str, Any]:
    entries = [
        {
            "entry": line.entry,
            "total": line.total_text or None,
            "rank": line.place,
            "joint": line.joint,
            "decided_by": line.decided_by or None,
            "status": line.status,
            "award": line.award or None,
        }
        for line in lines
    ]
    return {"id": rule.id, "name": rule.name, "rounds": list(rule.rounds), "entries": entries}


@dataclass(frozen=True)
class Explanation:
    """How an entry's place came about."""

    entry: str
    trade: str
    place: int | None
    total: str
    lines: tuple[Line, ...]


def explain_entry(store: Store, number: str) -> Explanation:
    """How the place of an entry number came about. Raises Refusal "results.unknown_entry", "results.not_decoded"."""
    with store.read() as reading:
        entry = people.entry_by_number(reading, number.strip().upper())
        if entry is None:
            raise Refusal("results.unknown_entry", entry=number)
        trade = contest_facts(reading).trade_of(entry.trade_id)
        main, sides = ranked_lists(reading, trade)
        for group in main:
            for placing in group.ranking.placings:
                if placing.entry.key == entry.number:
                    total = show_total(trade.rules, placing.score, group.ranking.shown_decimals) or ""
                    lines = explained(trade, group, sides, entry.number, full_score(reading, trade, entry))
                    return Explanation(entry.number, trade.code, placing.rank, total, lines)
    raise Refusal("results.unknown_entry", entry=number)


def explained(
    trade: TradeFacts, group: RankedGroup, sides: Sequence[RankedGroup], number: str, full: EntryScore
) -> tuple[Line, ...]:
    """Every line of an entry's explanation: the place with its marks, the comparison scale, then further rankings."""
    placing = next(one for one in group.ranking.placings if one.entry.key == number)
    compared = explain_tie(trade.rules, group.ranking, placing, group.extra, group.order)
    lines = list(explain(trade.rules, replace(placing, score=full), compared))
    if scaled_list(trade.rules, group.ranking).get(number):
        lines += explain_scale(trade.rules, group.ranking, number)
    for side in sides:
        for one in side.ranking.placings:
            if one.entry.key == number and side.side is not None and side.rules is not None:
                award = side.awards.by_entry.get(number, "")
                apart = explain_tie(side.rules, side.ranking, one, side.extra, side.order)
                lines += explain_side(side.rules, side.side, one, award, apart)
    return tuple(lines)
