"""申诉: taken in from delegation leaders, answered by the arbiter; an upheld one reopens one item and nothing else.

Rules:
1. An appeal is filed in writing after posting, within the window (`appeal_hours`). A later one is taken in as late and
   waits until the chief judge admits it or does not. On one item of one list there is one appeal: arbitration is final.
2. The arbiter answers; to uphold it takes the chief judge beside the arbiter, who names what reopens: a round of that
   entry, or one aspect of it, never more than was contested.
3. What then happens to the reopened item is in `appeals_item`.
4. The chain carries ids and codes; what was written in words is bound to it as a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.changes import Change, Kind
from app.domain.roles import Act, Role
from app.domain.texts import clean_lines, clean_text
from app.errors import Refusal, RightsRefusal
from app.services.access import Actor, acting, require, require_pair
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import codes_by_entry
from app.services.marked import is_decoded
from app.services.scoring import OpenSheet, open_sheet
from db.queries import appeals as stored
from db.queries import people
from db.queries import results as lists
from db.queries import scoring as sheets
from db.queries.appeals import AppealData
from db.store import Reading, Store

LATE, OPEN, UPHELD, REJECTED, WITHDRAWN, DECLINED = "late", "open", "upheld", "rejected", "withdrawn", "declined"
Item = tuple[str, str]  # round id, aspect id ("" for the whole round)
MOST_TEXT = 2000


@dataclass(frozen=True)
class Filed:
    """An appeal taken in: its id, its number within the trade, and whether it came late."""

    id: int
    number: int
    late: bool
    change: Change


def window(reading: Reading, trade: TradeFacts) -> tuple[datetime, datetime, int] | None:
    """From when to when appeals are taken in, and against which revision; None before anything was posted."""
    posted = [one for one in lists.revisions(reading, trade.id) if one.posted_at is not None]
    if not posted or posted[-1].posted_at is None:
        return None
    opened = posted[-1].posted_at
    return opened, opened + timedelta(hours=trade.rules.rules.appeal_hours), posted[-1].number


def file(
    store: Store, number: str, text: str, filed_by: str, *, by: Actor, at: datetime, item: Item = ("", "")
) -> Filed:
    """Take an appeal in: whose result (entry number), what is contested and why, who filed it (the leader's name).

    Raises Refusal "results.unknown_entry", "appeals.not_posted", "appeals.no_words", "appeals.no_leader",
    "contest.unknown_round", "scoring.unknown_aspect", "appeals.not_listed", "appeals.already", and those of
    `clean_lines` for signs nobody can see.
    """
    text, filed_by = clean_lines(text, MOST_TEXT * 2), clean_text(filed_by)
    with acting(store, by, Act.FILE_APPEAL, at) as writing:
        entry = people.entry_by_number(writing, number.strip().upper())
        if entry is None:
            raise Refusal("results.unknown_entry", entry=number)
        trade = contest_facts(writing).trade_of(entry.trade_id)
        opened = window(writing, trade)
        if opened is None:
            raise Refusal("appeals.not_posted", trade=trade.name)
        if not text.strip() or len(text) > MOST_TEXT:
            raise Refusal("appeals.no_words", entry=entry.number, most=MOST_TEXT)
        if not filed_by.strip():
            raise Refusal("appeals.no_leader", entry=entry.number)
        _check_item(trade, item)
        _check_listed(writing, trade, entry.number, opened[2])
        _refuse_twice(writing, trade, entry.number, item, opened[2])
        late = at > opened[1]
        values = {"trade_id": trade.id, "entry_id": entry.id, "round": item[0], "aspect": item[1], "late": late}
        values |= {"state": LATE if late else OPEN, "against": opened[2]}
        said = {"filed_by": filed_by.strip(), "filed_at": at, "text": text.strip()}
        appeal = stored.add_appeal(writing, {**values, **said})
        seq = writing.audit(
            "appeal.filed",
            by=by.ref,
            at=at,
            ref=f"{trade.code}/{entry.number}",
            appeal=appeal,
            round=item[0],
            aspect=item[1],
            against=opened[2],
            late=late,
            note=text.strip(),
        )
        count = len(stored.appeals_of(writing, trade.id))
    return Filed(appeal, count, late, changed(trade, seq))


def _check_item(trade: TradeFacts, item: Item) -> None:
    round_id, aspect = item
    if not round_id and aspect:
        raise Refusal("appeals.needs_round", aspect=aspect)
    if round_id:
        rules = trade.round(round_id)
        if aspect and rules.aspect(aspect) is None:
            raise Refusal("scoring.unknown_aspect", aspect=aspect, round=rules.name)


def _check_listed(reading: Reading, trade: TradeFacts, entry: str, number: int) -> None:
    revision = next(one for one in lists.revisions(reading, trade.id) if one.number == number)
    if all(line.entry != entry for line in lists.results_of(reading, revision.id)):
        raise Refusal("appeals.not_listed", entry=entry, revision=number)


def _refuse_twice(reading: Reading, trade: TradeFacts, entry: str, item: Item, against: int) -> None:
    for one in stored.appeals_of(reading, trade.id):
        if (one.entry, one.round, one.aspect, one.against) == (entry, *item, against) and one.state != WITHDRAWN:
            raise Refusal("appeals.already", entry=entry, number=one.number)


def admit(store: Store, appeal_id: int, admitted: bool, reason: str, *, by: Actor, at: datetime) -> Change:
    """The chief judge admits a late appeal, or does not; with a reason.

    Raises Refusal "appeals.unknown", "appeals.not_late", "appeals.needs_reason".
    """
    with acting(store, by, Act.ADMIT_APPEAL, at) as writing:
        trade, appeal = found_appeal(writing, appeal_id)
        if appeal.state != LATE:
            raise Refusal("appeals.not_late", number=appeal.number)
        need_words(reason, appeal)
        values = {"state": OPEN if admitted else DECLINED, "admitted_by": by.ref, "admitted_at": at}
        if not admitted:
            values |= {"answer": reason.strip(), "answered_by": by.ref, "answered_at": at}
        stored.set_appeal(writing, appeal.id, **values)
        act = "appeal.admitted" if admitted else "appeal.declined"
        seq = writing.audit(act, by=by.ref, at=at, ref=appeal_ref(trade, appeal), appeal=appeal.id, note=reason.strip())
    return changed(trade, seq)


def withdraw(store: Store, appeal_id: int, reason: str, *, by: Actor, at: datetime) -> Change:
    """The delegation takes its appeal back before it is answered. Raises as `admit`, and "appeals.answered"."""
    with acting(store, by, Act.FILE_APPEAL, at) as writing:
        trade, appeal = found_appeal(writing, appeal_id)
        if appeal.state not in (LATE, OPEN):
            raise Refusal("appeals.answered", number=appeal.number)
        need_words(reason, appeal)
        values = {"answer": reason.strip(), "answered_by": by.ref, "answered_at": at}
        stored.set_appeal(writing, appeal.id, state=WITHDRAWN, **values)
        ref = appeal_ref(trade, appeal)
        seq = writing.audit("appeal.withdrawn", by=by.ref, at=at, ref=ref, appeal=appeal.id, note=reason.strip())
    return changed(trade, seq)


def answer(
    store: Store,
    appeal_id: int,
    verdict: str,
    words: str,
    *,
    by: Actor,
    at: datetime,
    second: Actor | None = None,
    findings: str = "",
    item: Item | None = None,
) -> Change:
    """The arbiter's answer, "upheld" or "rejected"; upheld with the chief judge beside the arbiter.

    `item` names what reopens, the contested item when it is None. Raises Refusal "appeals.unknown",
    "appeals.unknown_verdict", "appeals.answered", "appeals.not_admitted", "appeals.needs_reason", "appeals.needs_item",
    "appeals.wider", "appeals.no_sheet", "results.not_locked", "results.not_decoded"; RightsRefusal
    "access.needs_pair".
    """
    if verdict not in (UPHELD, REJECTED):
        raise Refusal("appeals.unknown_verdict", verdict=verdict, known=f"{UPHELD}、{REJECTED}")
    named = by.role is Role.CHIEF_JUDGE and verdict == UPHELD
    with acting(store, by, Act.UPHOLD_APPEAL if named else Act.ANSWER_APPEAL, at) as writing:
        arbiter = by
        if verdict == UPHELD:
            arbiter = _arbiter_of(writing, by, second)
        trade, appeal = found_appeal(writing, appeal_id)
        _may_answer(appeal, words)
        reopens = _reopens(writing, trade, appeal, item) if verdict == UPHELD else ("", "")
        other = second if arbiter is by else by
        beside = other.ref if verdict == UPHELD and other is not None else ""
        stored.set_appeal(
            writing,
            appeal.id,
            state=verdict,
            answer=words.strip(),
            findings=findings.strip(),
            answered_by=arbiter.ref,
            second=beside,
            answered_at=at,
            item_round=reopens[0],
            item_aspect=reopens[1],
        )
        who = "+".join(filter(None, (arbiter.ref, beside)))
        note = "\n".join(filter(None, (findings.strip(), words.strip())))
        ref = appeal_ref(trade, appeal)
        seq = writing.audit("appeal.answered", by=who, at=at, ref=ref, note=note, appeal=appeal.id, verdict=verdict)
        if verdict == UPHELD:
            seq = writing.audit(
                "appeal.reopened",
                by=who,
                at=at,
                ref=trade.code,
                appeal=appeal.id,
                round=reopens[0],
                aspect=reopens[1],
            )
    return changed(trade, seq)


def _arbiter_of(reading: Reading, by: Actor, second: Actor | None) -> Actor:
    """The arbiter of two who uphold, whoever was named first. Raises RightsRefusal "access.needs_pair"."""
    if second is None:
        raise RightsRefusal("access.needs_pair", first=Role.ARBITER.zh, second=Role.CHIEF_JUDGE.zh)
    require_pair(by, Role.ARBITER, second, Role.CHIEF_JUDGE)
    arbiter, chief = (by, second) if by.role is Role.ARBITER else (second, by)
    require(reading, arbiter, Act.ANSWER_APPEAL)
    require(reading, chief, Act.UPHOLD_APPEAL)
    return arbiter


def _may_answer(appeal: AppealData, words: str) -> None:
    if appeal.state == LATE:
        raise Refusal("appeals.not_admitted", number=appeal.number)
    if appeal.state != OPEN:
        raise Refusal("appeals.answered", number=appeal.number)
    need_words(words, appeal)


def _reopens(reading: Reading, trade: TradeFacts, appeal: AppealData, item: Item | None) -> Item:
    """What an upheld appeal reopens, checked: within what was contested, with a sheet, of a trade that is final."""
    contested = (appeal.round, appeal.aspect)
    reopens = contested if item is None or item == ("", "") else item
    if not reopens[0]:
        raise Refusal("appeals.needs_item", number=appeal.number)
    _check_item(trade, reopens)
    if (appeal.round and reopens[0] != appeal.round) or (appeal.aspect and reopens[1] != appeal.aspect):
        raise Refusal("appeals.wider", number=appeal.number, item=" ".join(filter(None, contested)))
    if not sheets.is_locked(reading, trade.id):
        raise Refusal("results.not_locked", trade=trade.name)
    sheet_of(reading, trade, appeal.entry_id, appeal.entry, reopens[0])
    return reopens


def sheet_of(reading: Reading, trade: TradeFacts, entry_id: int, entry: str, round_id: str) -> OpenSheet:
    """The sheet of an entry in a round, found through the decoded pair. Raises Refusal "results.not_decoded",
    "appeals.no_sheet"."""
    if not is_decoded(reading, trade):
        raise Refusal("results.not_decoded", trade=trade.name)
    code = codes_by_entry(reading, trade)[round_id].get(entry_id)
    data = None if code is None else sheets.sheet_by_code(reading, trade.id, round_id, code)
    if data is None:
        raise Refusal("appeals.no_sheet", entry=entry, round=trade.round(round_id).name)
    return open_sheet(reading, data.id)


def found_appeal(reading: Reading, appeal_id: int) -> tuple[TradeFacts, AppealData]:
    """An appeal by its id, with its trade. Raises Refusal "appeals.unknown"."""
    trade_id = stored.trade_of_appeal(reading, appeal_id)
    if trade_id is None:
        raise Refusal("appeals.unknown", number=appeal_id)
    trade = contest_facts(reading).trade_of(trade_id)
    return trade, next(one for one in stored.appeals_of(reading, trade_id) if one.id == appeal_id)


def appeal_id(reading: Reading, trade_code: str, number: int) -> int:
    """The id of an appeal by its number within a trade. Raises Refusal "appeals.unknown"."""
    trade = contest_facts(reading).trade(trade_code)
    for one in stored.appeals_of(reading, trade.id):
        if one.number == number:
            return one.id
    raise Refusal("appeals.unknown", number=number)


def need_words(words: str, appeal: AppealData) -> None:
    """Nothing about an appeal is decided without words. Raises Refusal "appeals.needs_reason"."""
    if not words.strip():
        raise Refusal("appeals.needs_reason", number=appeal.number)


def appeal_ref(trade: TradeFacts, appeal: AppealData) -> str:
    """An appeal as the audit chain refers to it: whose result is contested."""
    return f"{trade.code}/{appeal.entry}"


def changed(trade: TradeFacts, seq: int) -> Change:
    """What an act on an appeal may have changed."""
    return Change(frozenset({Kind.RESULTS, Kind.SHEETS, Kind.CERTIFICATES}), frozenset({trade.code}), seq)


def item_words(trade: TradeFacts, round_id: str, aspect_id: str) -> str:
    """What an appeal is about: round, aspect id and name; "" for the place as a whole."""
    rules = trade.rules.round(round_id)
    aspect = rules.aspect(aspect_id) if rules else None
    return " ".join(part for part in (rules.name if rules else "", aspect_id, aspect.name if aspect else "") if part)
