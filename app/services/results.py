"""排名: places and awards of a decoded trade, kept by revision; rulings on ties and award edges; appeals.

A revision is stored as it was printed; a change of marks makes the next one, and both stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.changes import Change, Kind
from app.domain.awards import Awards, assign_awards
from app.domain.contest import Edge
from app.domain.explain import Line, explain
from app.domain.ranking import rank_trade
from app.domain.roles import Act
from app.domain.scores import Placing, Ranking
from app.domain.standings import show_round, show_total
from app.errors import Problems, Refusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts
from app.services.marked import entry_scores, full_score, is_decoded
from app.services.signing import blockers
from db.queries import people, signing
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.results import Result, Revision, Ruling
from db.store import Reading, Store, Writing

TIE, AWARD_EDGE = "tie", "award_edge"


@dataclass(frozen=True)
class RankedGroup:
    """The list of one group: places, awards, and what a person still has to decide."""

    trade: TradeFacts
    ranking: Ranking
    awards: Awards

    @property
    def open_questions(self) -> int:
        """How many ties and award edges wait for a ruling."""
        return len(self.ranking.open_ties) + len(self.awards.questions)


def ranked_groups(reading: Reading, trade: TradeFacts) -> tuple[RankedGroup, ...]:
    """Places and awards of a trade as its marks and rulings stand now.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    rulings = stored.rulings_of(reading, trade.id)
    order = tie_order(rulings)
    scores = entry_scores(reading, trade)
    groups = []
    for ranking in rank_trade(trade.rules, scores.values(), rulings=order):
        edges = {r.subject: Edge(r.decision) for r in rulings if r.kind == AWARD_EDGE and r.group == ranking.group}
        groups.append(RankedGroup(trade, ranking, assign_awards(trade.rules, ranking, edges)))
    return tuple(groups)


def tie_order(rulings: Sequence[Ruling]) -> dict[str, int]:
    """The order the chief judge decided among equals, by entry number, lower first."""
    order: dict[str, int] = {}
    for ruling in rulings:
        if ruling.kind == TIE:
            order.update({entry: place for place, entry in enumerate(ruling.subject)})
    return order


def rank(store: Store, trade_code: str, *, by: Actor, at: datetime, reason: str = "") -> Change:
    """排名: store the places of a locked and decoded trade as its next revision.

    Raises Refusal "results.not_locked", "results.not_decoded", Problems "results.incomplete".
    """
    with acting(store, by, Act.RANK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        seq = write_revision(writing, trade, by, at, reason)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _refuse_unlocked(reading: Reading, trade: TradeFacts) -> None:
    if not sheets.is_locked(reading, trade.id):
        raise Refusal("results.not_locked", trade=trade.name)


def write_revision(writing: Writing, trade: TradeFacts, by: Actor, at: datetime, reason: str) -> int:
    """As `rank`, inside a transaction; an unchanged list makes no new revision. Gives the audit number.

    Until it is confirmed a list is a draft: a ruling rewrites it under its number. What was confirmed, or stood when
    the marks were opened again, is never touched.
    """
    _refuse_unlocked(writing, trade)
    groups = ranked_groups(writing, trade)
    last = stored.last_revision(writing, trade.id)
    fresh = list(_rows(writing, trade, groups))
    if last is not None and _same(stored.results_of(writing, last.id), fresh):
        return 0
    number = last.number + 1 if last else 1
    if last is not None and _is_draft(writing, trade, last):
        number = last.number
        stored.drop_draft(writing, last.id)
    revision_id = stored.add_revision(
        writing,
        {
            "trade_id": trade.id,
            "number": number,
            "scheme_id": trade.scheme_id,
            "reason": reason,
            "made_by": by.ref,
            "made_at": at,
        },
    )
    stored.add_results(writing, [{**row, "revision_id": revision_id} for row in fresh])
    return writing.audit(
        "results.ranked", by=by.ref, at=at, ref=trade.code, revision=number, entries=len(fresh), note=reason
    )


def _is_draft(reading: Reading, trade: TradeFacts, last: Revision) -> bool:
    lock = signing.last_sign_off(reading, trade.id, "lock")
    return last.confirmed_at is None and lock is not None and last.made_at >= lock.at


def _rows(reading: Reading, trade: TradeFacts, groups: Sequence[RankedGroup]) -> Sequence[dict[str, Any]]:
    identity = {entry.number: entry.id for entry in people.entries(reading, trade.id)}
    rows = []
    for group in groups:
        group_id = trade.group_id(group.ranking.group) or trade.groups[0][0]
        for placing in group.ranking.placings:
            rows.append({"entry_id": identity[placing.entry.key], "group_id": group_id, **_line(group, placing)})
    return rows


def _line(group: RankedGroup, placing: Placing) -> dict[str, Any]:
    score, rules = placing.score, group.trade.rules
    total = show_total(rules, score, group.ranking.shown_decimals)
    ranked = placing.rank is not None
    seconds = [part.seconds for part in score.rounds if part.seconds is not None]
    return {
        "position": placing.position,
        "status": placing.standing.value,
        "total": score.total,
        "total_text": total or "",
        "scores": {part.id: show_round(rules, score, part.id) for part in rules.rounds},
        "place": placing.rank,
        "joint": placing.joint,
        "decided_by": placing.decided_by if ranked else "",
        "award": group.awards.by_entry.get(placing.entry.key, ""),
        "seconds": seconds[-1] if seconds else None,
    }


def is_current(reading: Reading, trade: TradeFacts, groups: Sequence[RankedGroup]) -> bool:
    """Whether the newest revision says what the marks and rulings say now."""
    last = stored.last_revision(reading, trade.id)
    return last is not None and _same(stored.results_of(reading, last.id), _rows(reading, trade, groups))


def _same(old: Sequence[Result], fresh: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a fresh list says what the stored one says."""
    before = {line.entry_id: (line.place, line.total_text, line.award, line.status, dict(line.scores)) for line in old}
    after = {
        row["entry_id"]: (row["place"], row["total_text"], row["award"], row["status"], row["scores"]) for row in fresh
    }
    return before == after


def differing_entry(reading: Reading, trade: TradeFacts, revision: Revision) -> str | None:
    """The first entry whose stored line is not what marks and rulings give; None when all lines agree."""
    fresh = {row["entry_id"]: row for row in _rows(reading, trade, ranked_groups(reading, trade))}
    totals = stored.totals_of(reading, revision.id)
    for line in stored.results_of(reading, revision.id):
        row = fresh.pop(line.entry_id, None)
        if row is None or not _same([line], [row]) or totals[line.entry_id] != row["total"]:
            return line.entry
        if any(getattr(line, name) != row[name] for name in ("position", "joint", "decided_by", "seconds")):
            return line.entry
    missing = next(iter(fresh), None)
    entry = None if missing is None else people.entry_by_id(reading, missing)
    return entry.number if entry else None


def rule_tie(store: Store, trade_code: str, order: Sequence[str], reason: str, *, by: Actor, at: datetime) -> Change:
    """裁定: the order among equal entries, best first, with a reason. Raises Refusal "results.not_a_tie"."""
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        groups = ranked_groups(writing, trade)
        group = next((g for g in groups if _equals(g.ranking, order)), None)
        if group is None:
            raise Refusal("results.not_a_tie", entries=list(order), trade=trade.name)
        seq = _rule(writing, trade, TIE, group.ranking.group, list(order), "order", reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _equals(ranking: Ranking, order: Sequence[str]) -> bool:
    ranks = {placing.entry.key: placing.rank for placing in ranking.placings if placing.joint}
    found = {ranks.get(entry) for entry in order}
    return len(order) > 1 and len(set(order)) == len(order) and len(found) == 1 and None not in found


def rule_award_edge(
    store: Store, trade_code: str, group_name: str, award: str, answer: str, reason: str, *, by: Actor, at: datetime
) -> Change:
    """What happens at an award edge with equals on both sides: "up", "chain" or "reduce", with a reason.

    Raises Refusal "results.no_such_edge".
    """
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        groups = [g for g in ranked_groups(writing, trade) if g.ranking.group == group_name]
        questions = [q for g in groups for q in g.awards.questions if q.award == award]
        if not questions or answer not in [edge.value for edge in questions[0].resolutions]:
            raise Refusal("results.no_such_edge", award=award, trade=trade.name)
        seq = _rule(writing, trade, AWARD_EDGE, group_name, award, answer, reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _may_rule(reading: Reading, trade: TradeFacts, reason: str) -> None:
    if not reason.strip():
        raise Refusal("results.needs_reason", trade=trade.name)
    last = stored.last_revision(reading, trade.id)
    if last is not None and last.confirmed_at is not None:
        raise Refusal("results.confirmed", trade=trade.name, revision=last.number)


def _rule(
    writing: Writing,
    trade: TradeFacts,
    kind: str,
    group: str,
    subject: Any,
    decision: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> int:
    values = {"trade_id": trade.id, "kind": kind, "group_name": group, "subject": subject, "decision": decision}
    stored.add_ruling(writing, {**values, "reason": reason, "by": by.ref, "at": at})
    seq = writing.audit(
        "results.ruled", by=by.ref, at=at, ref=trade.code, kind=kind, subject=subject, decision=decision, note=reason
    )
    if sheets.is_locked(writing, trade.id) and is_decoded(writing, trade):
        write_revision(writing, trade, by, at, reason)
    return seq


def open_questions(reading: Reading, trade: TradeFacts) -> list[Refusal]:
    """Ties and award edges nobody has ruled on yet."""
    return questions_in(ranked_groups(reading, trade))


def questions_in(groups: Sequence[RankedGroup]) -> list[Refusal]:
    """As `open_questions`, of lists ranked already."""
    found: list[Refusal] = []
    for group in groups:
        name = group.ranking.group
        found += [Refusal("results.open_tie", group=name, entries=list(ties)) for ties in group.ranking.open_ties]
        for question in group.awards.questions:
            entries = list(question.entries)
            found.append(Refusal("results.open_edge", group=name, award=question.award, entries=entries))
    return found


def confirm(store: Store, trade_code: str, *, by: Actor, at: datetime) -> Change:
    """确认名次与奖项 of the newest revision. Raises Problems "results.undecided", Refusal "results.not_ranked",
    "results.not_locked", "results.stale" when marks or rulings say something else by now."""
    with acting(store, by, Act.CONFIRM, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        last = stored.last_revision(writing, trade.id)
        if last is None:
            raise Refusal("results.not_ranked", trade=trade.name)
        _refuse_unlocked(writing, trade)
        groups = ranked_groups(writing, trade)
        if not is_current(writing, trade, groups):
            raise Refusal("results.stale", trade=trade.name, revision=last.number)
        questions = questions_in(groups)
        if questions:
            raise Problems("results.undecided", tuple(questions), trade=trade.name)
        stored.set_revision(writing, last.id, confirmed_at=at)
        seq = writing.audit("results.confirmed", by=by.ref, at=at, ref=trade.code, revision=last.number)
    return Change(frozenset({Kind.RESULTS, Kind.CERTIFICATES}), frozenset({trade.code}), seq)


@dataclass(frozen=True)
class Standings:
    """The list of a trade: the newest revision (`revision` None: a preview of marks), and whether its marks are locked:
    while an appeal has them open, the last list can be read but counts for nothing."""

    trade: TradeFacts
    revision: Revision | None
    lines: tuple[Result, ...]
    open_questions: tuple[Refusal, ...]
    locked: bool

    @property
    def final(self) -> bool:
        """正式, not 未锁定·仅供核对."""
        return self.revision is not None and self.locked


def standings(reading: Reading, trade: TradeFacts) -> Standings:
    """The list that counts, or a preview while nothing is hidden and nothing is locked.

    Raises Refusal "results.not_decoded" while the trade is blind.
    """
    last = stored.last_revision(reading, trade.id)
    locked = sheets.is_locked(reading, trade.id)
    if last is not None:
        # While an appeal has the trade unlocked, its last list stays readable; what is open shows after the next lock.
        questions = tuple(open_questions(reading, trade)) if is_decoded(reading, trade) else ()
        return Standings(trade, last, stored.results_of(reading, last.id), questions, locked)
    groups = ranked_groups(reading, trade)
    known = {entry.number: entry for entry in people.entries(reading, trade.id)}
    lines = []
    for group in groups:
        for placing in group.ranking.placings:
            entry, line = known[placing.entry.key], _line(group, placing)
            lines.append(_preview(entry, line))
    return Standings(trade, None, tuple(lines), tuple(questions_in(groups)), locked)


def _preview(entry: people.EntryData, line: Mapping[str, Any]) -> Result:
    return Result(
        entry_id=entry.id,
        entry=entry.number,
        name=entry.name,
        unit=entry.unit,
        delegation=entry.delegation,
        group=entry.group,
        position=line["position"],
        status=line["status"],
        total_text=line["total_text"],
        scores=line["scores"],
        place=line["place"],
        joint=line["joint"],
        decided_by=line["decided_by"],
        award=line["award"],
        seconds=line["seconds"],
        guest=entry.guest,
        no_award=entry.no_award,
    )


def standings_document(found: Sequence[Standings]) -> dict[str, Any]:
    """Standings as scripts read them: every score a decimal string, entries in order of place."""
    trades = []
    for one in found:
        groups: dict[str, list[dict[str, Any]]] = {}
        for line in one.lines:
            groups.setdefault(line.group, []).append(_document_line(one.trade, line))
        for group, entries in groups.items():
            trades.append(
                {
                    "code": one.trade.code,
                    "name": one.trade.name,
                    "group": group,
                    "final": one.final,
                    "revision": one.revision.number if one.revision else None,
                    "entries": entries,
                }
            )
    return {"trades": trades}


def _document_line(trade: TradeFacts, line: Result) -> dict[str, Any]:
    return {
        "entry": line.entry,
        "name": line.name,
        "delegation": line.delegation,
        "unit": line.unit,
        "scores": {part.id: line.scores.get(part.id) for part in trade.rules.rounds},
        "total": line.total_text or None,
        "rank": line.place,
        "joint": line.joint,
        "decided_by": line.decided_by or None,
        "status": line.status,
        "award": line.award or None,
    }


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
        for group in ranked_groups(reading, trade):
            for placing in group.ranking.placings:
                if placing.entry.key == entry.number:
                    total = show_total(trade.rules, placing.score, group.ranking.shown_decimals) or ""
                    found = replace(placing, score=full_score(reading, trade, entry))
                    return Explanation(entry.number, trade.code, placing.rank, total, explain(trade.rules, found))
    raise Refusal("results.unknown_entry", entry=number)


def waiting_for(reading: Reading, trade: TradeFacts) -> tuple[Refusal, ...]:
    """What keeps a trade from the next step, whatever that is."""
    if not sheets.is_locked(reading, trade.id):
        return blockers(reading, trade)
    if not is_decoded(reading, trade):
        return (Refusal("results.not_decoded", trade=trade.name),)
    return tuple(open_questions(reading, trade))


def file_appeal(
    store: Store, number: str, text: str, filed_by: str, *, by: Actor, at: datetime, item: tuple[str, str] = ("", "")
) -> Change:
    """申诉 by a delegation leader, about a round and aspect if given. Raises Refusal "results.appeal_late" after the
    window since posting, "results.unknown_entry"."""
    with acting(store, by, Act.FILE_APPEAL, at) as writing:
        entry = people.entry_by_number(writing, number.strip().upper())
        if entry is None:
            raise Refusal("results.unknown_entry", entry=number)
        trade = contest_facts(writing).trade_of(entry.trade_id)
        last = stored.last_revision(writing, trade.id)
        hours = trade.rules.rules.appeal_hours
        if last and last.posted_at and (at - last.posted_at).total_seconds() > hours * 3600:
            raise Refusal("results.appeal_late", entry=number, hours=hours)
        values = {"trade_id": trade.id, "entry_id": entry.id, "round": item[0], "aspect": item[1], "state": "open"}
        appeal = stored.add_appeal(writing, {**values, "filed_by": filed_by, "filed_at": at, "text": text})
        seq = writing.audit("appeal.filed", by=by.ref, at=at, ref=f"{trade.code}/{entry.number}", appeal=appeal)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def post(store: Store, trade_code: str, *, by: Actor, at: datetime) -> Change:
    """公示: from now on the appeal window runs, once. Raises Refusal "results.not_confirmed", "results.posted"."""
    with acting(store, by, Act.CONFIRM, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        last = stored.last_revision(writing, trade.id)
        if last is None or last.confirmed_at is None:
            raise Refusal("results.not_confirmed", trade=trade.name)
        _refuse_unlocked(writing, trade)
        if last.posted_at is not None:
            raise Refusal("results.posted", trade=trade.name, revision=last.number)
        stored.set_revision(writing, last.id, posted_at=at)
        seq = writing.audit("results.posted", by=by.ref, at=at, ref=trade.code, revision=last.number)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)
