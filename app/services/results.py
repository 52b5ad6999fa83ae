"""排名: places and awards of a decoded trade, kept by revision; rulings on ties and award edges; posting.

A revision is stored as it was printed; a change of marks makes the next one, and both stay readable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.bundle.manifest import REASONS
from app.changes import Change, Kind
from app.domain.numbers import parse_decimal, show
from app.domain.roles import Act
from app.domain.scores import Ranking
from app.errors import Problems, Refusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts
from app.services.marked import is_decoded
from app.services.results_list import Explanation as Explanation
from app.services.results_list import Standings as Standings
from app.services.results_list import explain_entry as explain_entry
from app.services.results_list import standings as standings
from app.services.results_list import standings_document as standings_document
from app.services.results_ranked import AWARD_EDGE as AWARD_EDGE
from app.services.results_ranked import EXTRA, SIDE_EDGE, SIDE_TIE, result_rows, same_lines, says_the_same, side_rows
from app.services.results_ranked import TIE as TIE
from app.services.results_ranked import RankedGroup as RankedGroup
from app.services.results_ranked import open_questions as open_questions
from app.services.results_ranked import questions_in as questions_in
from app.services.results_ranked import ranked_groups as ranked_groups
from app.services.results_ranked import ranked_lists as ranked_lists
from app.services.results_ranked import tie_order as tie_order
from app.services.second_opinion import before_ranking
from app.services.signing import blockers
from db.queries import appeals as stored_appeals
from db.queries import people, signing
from db.queries import results as stored
from db.queries import scoring as sheets
from db.queries.results import Revision, Ruling
from db.store import Reading, Store, Writing


def rank(store: Store, trade_code: str, *, by: Actor, at: datetime, reason: str = "", cause: str = "") -> Change:
    """排名: store the places of a locked and decoded trade as its next revision; `cause`: the code of why.

    Raises Refusal "results.not_locked", "results.not_decoded", "results.item_open", "results.unknown_cause", Problems
    "results.incomplete".
    """
    if cause and cause not in REASONS:
        raise Refusal("results.unknown_cause", cause=cause, known="、".join(REASONS))
    with acting(store, by, Act.RANK, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _refuse_reopened(writing, trade)
        seq = write_revision(writing, trade, by, at, reason, cause)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _refuse_reopened(reading: Reading, trade: TradeFacts) -> None:
    """While an upheld appeal has something open, a list says nothing that lasts."""
    if stored_appeals.any_reopened(reading, trade.id):
        raise Refusal("results.item_open", trade=trade.name)


def _refuse_unlocked(reading: Reading, trade: TradeFacts) -> None:
    if not sheets.is_locked(reading, trade.id):
        raise Refusal("results.not_locked", trade=trade.name)


def write_revision(
    writing: Writing, trade: TradeFacts, by: Actor, at: datetime, reason: str, cause: str = "", *, always: bool = False
) -> int:
    """As `rank`, inside a transaction; an unchanged list under the same version of the scheme makes no revision, unless
    `always`. Gives the audit number.

    Until it is confirmed a list is a draft: a ruling rewrites it under its number. What was confirmed, or stood when
    the marks were opened again, is never touched.
    """
    _refuse_unlocked(writing, trade)
    main, sides = ranked_lists(writing, trade)
    last = stored.last_revision(writing, trade.id)
    fresh, beside = result_rows(writing, trade, main), side_rows(writing, trade, sides)
    unchanged = last is not None and last.scheme_id == trade.scheme_id and says_the_same(writing, last, fresh, beside)
    if unchanged and not always:
        return 0
    opinion = before_ranking(writing, trade, (*main, *sides))
    number = last.number + 1 if last else 1
    if last is not None and _is_draft(writing, trade, last):
        number, cause = last.number, cause or last.cause
        stored.drop_draft(writing, last.id)
    revision_id = stored.add_revision(
        writing,
        {
            "trade_id": trade.id,
            "number": number,
            "scheme_id": trade.scheme_id,
            "reason": reason,
            "cause": cause,
            "made_by": by.ref,
            "made_at": at,
        },
    )
    stored.add_results(writing, [{**row, "revision_id": revision_id} for row in fresh])
    stored.add_side_results(writing, [{**row, "revision_id": revision_id} for row in beside])
    why: dict[str, Any] = {"cause": cause} if cause else {}
    return writing.audit(
        "results.ranked",
        by=by.ref,
        at=at,
        ref=trade.code,
        revision=number,
        entries=len(fresh),
        note=reason,
        **why,
        **opinion,
    )


def _is_draft(reading: Reading, trade: TradeFacts, last: Revision) -> bool:
    lock = signing.last_sign_off(reading, trade.id, "lock")
    return last.confirmed_at is None and lock is not None and last.made_at >= lock.at


def is_current(
    reading: Reading, trade: TradeFacts, groups: Sequence[RankedGroup], beside: Sequence[RankedGroup] | None = None
) -> bool:
    """Whether the newest revision says what the marks and rulings say now; `beside` are the further rankings' lists
    where they are known already."""
    last = stored.last_revision(reading, trade.id)
    sides = beside if beside is not None else ranked_lists(reading, trade)[1] if trade.rules.rankings else ()
    rows = result_rows(reading, trade, groups)
    return last is not None and says_the_same(reading, last, rows, side_rows(reading, trade, sides))


def differing_entry(reading: Reading, trade: TradeFacts, revision: Revision) -> str | None:
    """The first entry whose stored line is not what marks and rulings give; None when all lines agree."""
    fresh = {row["entry_id"]: row for row in result_rows(reading, trade, ranked_groups(reading, trade))}
    totals = stored.totals_of(reading, revision.id)
    for line in stored.results_of(reading, revision.id):
        row = fresh.pop(line.entry_id, None)
        if row is None or not same_lines([line], [row]) or totals[line.entry_id] != row["total"]:
            return line.entry
        if any(getattr(line, name) != row[name] for name in ("position", "joint", "decided_by", "seconds", "scaled")):
            return line.entry
    missing = next(iter(fresh), None)
    entry = None if missing is None else people.entry_by_id(reading, missing)
    return entry.number if entry else None


def rule_tie(
    store: Store, trade_code: str, order: Sequence[str], reason: str, *, by: Actor, at: datetime, ranking: str = ""
) -> Change:
    """裁定: the order among equal entries, best first, with a reason; `ranking` names a further ranking (单项).

    Raises Refusal "results.not_a_tie", "results.unknown_ranking".
    """
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        groups = _lists_of(writing, trade, ranking)
        group = next((g for g in groups if _equals(g.ranking, order)), None)
        if group is None:
            raise Refusal("results.not_a_tie", entries=list(order), trade=trade.name)
        subject = {"ranking": ranking, "entries": list(order)} if ranking else list(order)
        kind = SIDE_TIE if ranking else TIE
        seq = _rule(writing, trade, kind, group.ranking.group, subject, "order", reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _lists_of(reading: Reading, trade: TradeFacts, ranking: str) -> tuple[RankedGroup, ...]:
    """The all-round lists, or those of a further ranking by its id. Raises Refusal "results.unknown_ranking"."""
    if not ranking:
        return ranked_groups(reading, trade)
    if trade.rules.side(ranking) is None:
        known = "、".join(rule.id for rule in trade.rules.rankings)
        raise Refusal("results.unknown_ranking", ranking=ranking, trade=trade.name, known=known or "—")
    return tuple(group for group in ranked_lists(reading, trade)[1] if group.side and group.side.id == ranking)


def note_extra(
    store: Store, trade_code: str, scores: Mapping[str, str], reason: str, *, by: Actor, at: datetime
) -> Change:
    """加试: the scores of an extra round held among equal entries, as decimal texts; the higher stands first.

    Raises Refusal "results.not_a_tie" unless they all share one place, "results.extra_score" for what is no number.
    """
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        group = next((g for g in ranked_groups(writing, trade) if _equals(g.ranking, list(scores))), None)
        if group is None:
            raise Refusal("results.not_a_tie", entries=list(scores), trade=trade.name)
        subject = [[entry, _extra_score(entry, text)] for entry, text in scores.items()]
        seq = _rule(writing, trade, EXTRA, group.ranking.group, subject, "scores", reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def _extra_score(entry: str, text: str) -> str:
    try:
        return show(parse_decimal(text))
    except Refusal as refusal:
        raise Refusal("results.extra_score", entry=entry, text=text[:20]) from refusal


def _equals(ranking: Ranking, order: Sequence[str]) -> bool:
    ranks = {placing.entry.key: placing.rank for placing in ranking.placings if placing.joint}
    found = {ranks.get(entry) for entry in order}
    return len(order) > 1 and len(set(order)) == len(order) and len(found) == 1 and None not in found


def rule_award_edge(
    store: Store,
    trade_code: str,
    group_name: str,
    award: str,
    answer: str,
    reason: str,
    *,
    by: Actor,
    at: datetime,
    ranking: str = "",
) -> Change:
    """What happens at an award edge with equals on both sides: "up", "chain" or "reduce", with a reason; `ranking`
    names a further ranking (单项).

    Raises Refusal "results.no_such_edge", "results.unknown_ranking".
    """
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        groups = [g for g in _lists_of(writing, trade, ranking) if g.ranking.group == group_name]
        questions = [q for g in groups for q in g.awards.questions if q.award == award]
        if not questions or answer not in [edge.value for edge in questions[0].resolutions]:
            raise Refusal("results.no_such_edge", award=award, trade=trade.name)
        subject = {"ranking": ranking, "award": award} if ranking else award
        kind = SIDE_EDGE if ranking else AWARD_EDGE
        seq = _rule(writing, trade, kind, group_name, subject, answer, reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def withdraw_ruling(store: Store, trade_code: str, ruling: Ruling, reason: str, *, by: Actor, at: datetime) -> Change:
    """Take a ruling back before the places are confirmed: what it answered is open again, and both stay on record.

    Raises Refusal "results.no_such_ruling" when it does not stand (any more), and as the rulings themselves.
    """
    with acting(store, by, Act.RULE, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        _may_rule(writing, trade, reason)
        standing = [(one.kind, one.group, one.subject) for one in stored.rulings_of(writing, trade.id)]
        if (ruling.kind, ruling.group, ruling.subject) not in standing:
            raise Refusal("results.no_such_ruling", trade=trade.name)
        seq = _rule(writing, trade, ruling.kind, ruling.group, ruling.subject, stored.WITHDRAWN, reason, by, at)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)


def last_ruling(store: Store, trade_code: str) -> Ruling:
    """The newest ruling of a trade that stands. Raises Refusal "results.no_such_ruling"."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        found = stored.rulings_of(reading, trade.id)
    if not found:
        raise Refusal("results.no_such_ruling", trade=trade.name)
    return found[-1]


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


def confirm(store: Store, trade_code: str, *, by: Actor, at: datetime) -> Change:
    """确认名次与奖项 of the newest revision. Raises Problems "results.undecided", Refusal "results.not_ranked",
    "results.not_locked", "results.item_open", "results.stale" when marks or rulings say something else by now."""
    with acting(store, by, Act.CONFIRM, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        last = stored.last_revision(writing, trade.id)
        if last is None:
            raise Refusal("results.not_ranked", trade=trade.name)
        _refuse_unlocked(writing, trade)
        _refuse_reopened(writing, trade)
        main, sides = ranked_lists(writing, trade)
        if not is_current(writing, trade, main):
            raise Refusal("results.stale", trade=trade.name, revision=last.number)
        questions = questions_in((*main, *sides))
        if questions:
            raise Problems("results.undecided", tuple(questions), trade=trade.name)
        stored.set_revision(writing, last.id, confirmed_at=at)
        seq = writing.audit("results.confirmed", by=by.ref, at=at, ref=trade.code, revision=last.number)
    return Change(frozenset({Kind.RESULTS, Kind.CERTIFICATES}), frozenset({trade.code}), seq)


def waiting_for(reading: Reading, trade: TradeFacts) -> tuple[Refusal, ...]:
    """What keeps a trade from the next step, whatever that is."""
    if not sheets.is_locked(reading, trade.id):
        return blockers(reading, trade)
    if not is_decoded(reading, trade):
        return (Refusal("results.not_decoded", trade=trade.name),)
    return tuple(open_questions(reading, trade))


def post(store: Store, trade_code: str, *, by: Actor, at: datetime) -> Change:
    """公示: from now on the appeal window runs, once. Raises Refusal "results.not_confirmed", "results.posted"."""
    with acting(store, by, Act.CONFIRM, at) as writing:
        trade = contest_facts(writing).trade(trade_code)
        last = stored.last_revision(writing, trade.id)
        if last is None or last.confirmed_at is None:
            raise Refusal("results.not_confirmed", trade=trade.name)
        _refuse_unlocked(writing, trade)
        _refuse_reopened(writing, trade)
        if last.posted_at is not None:
            raise Refusal("results.posted", trade=trade.name, revision=last.number)
        stored.set_revision(writing, last.id, posted_at=at)
        seq = writing.audit("results.posted", by=by.ref, at=at, ref=trade.code, revision=last.number)
    return Change(frozenset({Kind.RESULTS}), frozenset({trade.code}), seq)
