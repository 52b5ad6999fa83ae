"""修订: what one list of a trade says otherwise than another, why, and what follows for certificates and the report.

A line is compared by what was printed of it: status, place, scores, total and award. The corrections between two lists
are the slips written after the first was made and before the second was. Nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, require
from app.services.appeals_item import SECONDS, STATUS
from app.services.certificates_winners import Winner, award_of, winners_of
from app.services.common import TradeFacts, contest_facts
from app.services.drawing import codes_by_entry
from app.services.marked import is_decoded
from db.queries import appeals as stored
from db.queries import certificates as ledger
from db.queries import people
from db.queries import results as lists
from db.queries.appeals import CorrectionData
from db.queries.results import Result, Revision
from db.store import Reading, Store

WHOLE = {SECONDS: "用时", STATUS: "状态"}


@dataclass(frozen=True)
class ChangedLine:
    """An entry whose line differs; None on a side where the entry does not stand on the list."""

    before: Result | None
    after: Result | None

    @property
    def line(self) -> Result:
        """Whose line it is."""
        found = self.after or self.before
        assert found is not None  # one side at least
        return found

    def values(self, what: str) -> tuple[str, str]:
        """Both values of "total", "place", "award" or "status" as they are printed, "" for nothing."""
        return _value(self.before, what), _value(self.after, what)


@dataclass(frozen=True)
class CorrectedMark:
    """A correction between two lists, by entry once codes and names may be joined."""

    entry: str
    round: str
    aspect: str
    seat: str
    old: str
    new: str
    reason: str
    appeal: int | None


@dataclass(frozen=True)
class Difference:
    """What a later list says otherwise: changed lines in its order, how many stayed, the corrections behind it."""

    trade: TradeFacts
    first: Revision
    second: Revision
    changed: tuple[ChangedLine, ...]
    unchanged: int
    corrections: tuple[CorrectedMark, ...]


@dataclass(frozen=True)
class CertificateEffect:
    """What an amended list means for one certificate. `effect`: stays, reissue (void, then a new number), void (no
    award any more), new (an award and no number yet)."""

    entry: str
    name: str
    serial: str
    effect: str


def compare(store: Store, trade_code: str, first: int, second: int, *, by: Actor) -> Difference:
    """Two lists of a trade by their revision numbers, the later one second whatever the order given.

    Raises Refusal "results.no_revision", "contest.unknown_trade", RightsRefusal for somebody who may not see results.
    """
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.SEE_RESULTS)
        return difference(reading, contest_facts(reading).trade(trade_code), first, second)


def difference(reading: Reading, trade: TradeFacts, first: int, second: int) -> Difference:
    """As `compare`, inside a transaction."""
    known = {one.number: one for one in lists.revisions(reading, trade.id)}
    for number in (first, second):
        if number not in known:
            raise Refusal("results.no_revision", trade=trade.name, revision=number)
    older, newer = known[min(first, second)], known[max(first, second)]
    changed = tuple(_changed(lists.results_of(reading, older.id), lists.results_of(reading, newer.id)))
    same = sum(True for _ in lists.results_of(reading, newer.id)) - sum(one.after is not None for one in changed)
    return Difference(trade, older, newer, changed, same, tuple(_corrections(reading, trade, older, newer)))


def _changed(before: Sequence[Result], after: Sequence[Result]) -> Iterator[ChangedLine]:
    old = {line.entry_id: line for line in before}
    for line in after:
        known = old.pop(line.entry_id, None)
        if known is None or _printed(known) != _printed(line):
            yield ChangedLine(known, line)
    for line in old.values():
        yield ChangedLine(line, None)


def _printed(line: Result) -> tuple[object, ...]:
    return line.status, line.place, line.joint, line.total_text, line.award, tuple(sorted(line.scores.items()))


def _value(line: Result | None, what: str) -> str:
    if line is None:
        return ""
    return {
        "total": line.total_text,
        "place": "" if line.place is None else str(line.place),
        "award": line.award,
        "status": line.status,
    }[what]


def _corrections(reading: Reading, trade: TradeFacts, older: Revision, newer: Revision) -> Iterator[CorrectedMark]:
    holders = _holders(reading, trade)
    for slip in stored.slips_of(reading, trade.id):
        if _between(slip, older.made_at, newer.made_at):
            entry = holders.get((slip.round, slip.code), slip.code)
            yield CorrectedMark(
                entry, slip.round, slip.aspect, slip.seat, slip.old, slip.new, slip.reason, slip.appeal_id
            )


def _between(slip: CorrectionData, start: datetime, end: datetime) -> bool:
    return start < slip.at <= end


def _holders(reading: Reading, trade: TradeFacts) -> Mapping[tuple[str, str], str]:
    """Entry numbers by round and code; nothing while codes hide who is who."""
    if not is_decoded(reading, trade):
        return {}
    numbers = {entry.id: entry.number for entry in people.entries(reading, trade.id)}
    return {
        (round_id, code): numbers[entry_id]
        for round_id, codes in codes_by_entry(reading, trade).items()
        for entry_id, code in codes.items()
        if entry_id in numbers
    }


def corrected_words(trade: TradeFacts, one: CorrectedMark) -> str:
    """What was corrected, in words: round, aspect, judge."""
    rules = trade.round(one.round)
    aspect = rules.aspect(one.aspect)
    what = WHOLE.get(one.aspect) or " ".join(filter(None, (one.aspect, aspect.name if aspect else "")))
    seat = f"，裁判{one.seat}" if one.seat else ""
    return " ".join(filter(None, (rules.name, what))) + seat


def certificate_effects(reading: Reading, trade: TradeFacts) -> tuple[CertificateEffect, ...]:
    """What the list that counts means for certificates issued so far, in order of the list, lost awards last.

    Raises Refusal as `winners_of` while the list is not final.
    """
    facts = contest_facts(reading)
    issued = {award_of(one): one for one in ledger.certificates(reading, facts.id, trade.id) if one.issued}
    found = []
    for winner in winners_of(reading, facts, trade):
        before = issued.pop(winner.award_of, None)
        serial = before.serial if before else ""
        found.append(
            CertificateEffect(winner.line.entry, winner.line.name, serial, _effect(winner, before is not None))
        )
    names = {entry.id: (entry.number, entry.name) for entry in people.entries(reading, trade.id)}
    for (entry_id, _), certificate in issued.items():
        number, name = names.get(entry_id, (certificate.entry, ""))
        found.append(CertificateEffect(number, name, certificate.serial, "void"))
    return tuple(found)


def _effect(winner: Winner, issued: bool) -> str:
    if not issued:
        return "new"
    return "stays" if winner.ready is not None else "reissue"


def difference_document(found: Difference) -> dict[str, Any]:
    """A difference as scripts read it: every number a decimal string, both sides of every change."""
    return {
        "trade": found.trade.code,
        "from": found.first.number,
        "to": found.second.number,
        "cause": found.second.cause or None,
        "changed": [_line_document(found.trade, one) for one in found.changed],
        "unchanged": found.unchanged,
        "corrections": [
            {
                "entry": one.entry,
                "round": one.round,
                "aspect": one.aspect,
                "judge": one.seat,
                "old": one.old,
                "new": one.new,
                "appeal": one.appeal is not None,
            }
            for one in found.corrections
        ],
    }


def _line_document(trade: TradeFacts, one: ChangedLine) -> dict[str, Any]:
    def side(line: Result | None) -> dict[str, Any] | None:
        if line is None:
            return None
        scores = {part.id: line.scores.get(part.id) for part in trade.rules.rounds}
        shown = {"scores": scores, "total": line.total_text or None, "rank": line.place}
        return {**shown, "award": line.award or None, "status": line.status}

    who = {"entry": one.line.entry, "name": one.line.name, "group": one.line.group}
    return {**who, "before": side(one.before), "after": side(one.after)}


def revisions(store: Store, trade_code: str, *, by: Actor) -> tuple[Revision, ...]:
    """The lists a trade has had, oldest first. Raises RightsRefusal, Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.SEE_RESULTS)
        return lists.revisions(reading, contest_facts(reading).trade(trade_code).id)


def effects(store: Store, trade_code: str) -> tuple[CertificateEffect, ...]:
    """As `certificate_effects`; nothing while no list is final."""
    with store.read() as reading:
        try:
            return certificate_effects(reading, contest_facts(reading).trade(trade_code))
        except Refusal:
            return ()
