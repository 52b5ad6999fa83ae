"""发证记录: every number ever given, what became of it and why it was printed again; and the count that must come out.

expected = printed + skipped + open, per trade and in all: printed ones bear a number in force, skipped ones were voided
by a person and wait to be asked for, open ones were not printed yet. Numbers given in the past come on top.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from app.domain.roles import Act
from app.errors import AppError, Refusal
from app.services.access import Actor, require
from app.services.certificates import Waiting
from app.services.certificates_winners import award_of, winners_of
from app.services.common import ContestFacts, TradeFacts, contest_facts
from db.queries import certificates as stored
from db.store import Reading, Store

AGAIN_WORD = "补"


@dataclass(frozen=True)
class LedgerLine:
    """A number. `state`: issued (not printed), printed, void (a person said so), replaced (the list changed).

    `again` tells each print after the first, as 补：卡纸.
    """

    serial: str
    entry: str
    name: str
    trade: str
    award: str
    state: str
    prints: int
    reason: str
    again: tuple[str, ...]

    @property
    def note(self) -> str:
        """What a list says beside it."""
        return "；".join(filter(None, (self.reason, *self.again)))


@dataclass(frozen=True)
class Count:
    """How the certificates of a trade come out: `expected` = `printed` + `skipped` + `open`."""

    trade: str
    expected: int
    printed: int
    skipped: int
    open: int


@dataclass(frozen=True)
class Ledger:
    """The numbers, oldest first, the counts of the trades that are final, and the trades that wait."""

    lines: tuple[LedgerLine, ...]
    counts: tuple[Count, ...]
    waiting: tuple[Waiting, ...]

    @property
    def total(self) -> Count:
        """All trades together."""
        parts = [(one.expected, one.printed, one.skipped, one.open) for one in self.counts]
        return Count("", *(sum(column) for column in zip(*parts, strict=True))) if parts else Count("", 0, 0, 0, 0)

    @property
    def void(self) -> int:
        """Numbers that are used up without a certificate."""
        return sum(line.state in (stored.VOID, stored.REPLACED) for line in self.lines)


def certificate_ledger(store: Store, trade_code: str | None = None, *, by: Actor) -> Ledger:
    """The ledger of all trades, or of one. Raises RightsRefusal, Refusal "contest.unknown_trade"."""
    with store.read() as reading:
        if by.role is not None:
            require(reading, by, Act.ISSUE_CERTIFICATES)
        facts = contest_facts(reading)
        trades = facts.trades if trade_code is None else (facts.trade(trade_code),)
        counts, waiting = [], []
        for trade in trades:
            try:
                counts.append(_count(reading, facts, trade))
            except AppError as why:
                waiting.append(Waiting(trade, why if isinstance(why, Refusal) else Refusal(why.code, **why.fields)))
        return Ledger(_lines(reading, facts, trades), tuple(counts), tuple(waiting))


def _count(reading: Reading, facts: ContestFacts, trade: TradeFacts) -> Count:
    winners = winners_of(reading, facts, trade)
    printed = sum(bool(one.ready and one.ready.prints) for one in winners)
    skipped = sum(bool(one.withheld) for one in winners)
    return Count(trade.name, len(winners), printed, skipped, len(winners) - printed - skipped)


def _lines(reading: Reading, facts: ContestFacts, trades: tuple[TradeFacts, ...]) -> tuple[LedgerLine, ...]:
    names = {trade.id: trade.name for trade in trades}
    prints: defaultdict[str, list[stored.Print]] = defaultdict(list)
    for one in stored.prints_of(reading, facts.id):
        prints[one.serial].append(one)
    found = []
    for certificate in stored.certificates(reading, facts.id):
        if certificate.trade_id not in names:
            continue
        told, kept = prints[certificate.serial], certificate.facts
        ranking = award_of(certificate)[1]
        state = "printed" if certificate.issued and certificate.prints else certificate.state
        found.append(
            LedgerLine(
                certificate.serial,
                f"{certificate.entry}/{ranking}" if ranking else certificate.entry,
                str(kept["name"]),
                names[certificate.trade_id],
                str(kept["award"]),
                state,
                certificate.prints,
                certificate.void_reason,
                tuple(f"{AGAIN_WORD}：{one.reason}" for one in told if one.number > 1),
            )
        )
    return tuple(found)


def ledger_document(found: Ledger) -> dict[str, Any]:
    """The ledger as scripts read it."""
    return {
        "counts": [_count_document(one) for one in found.counts],
        "total": _count_document(found.total),
        "void_numbers": found.void,
        "certificates": [
            {
                "serial": line.serial,
                "entry": line.entry,
                "name": line.name,
                "trade": line.trade,
                "award": line.award,
                "state": line.state,
                "prints": line.prints,
                "reason": line.reason or None,
                "again": list(line.again),
            }
            for line in found.lines
        ],
    }


def _count_document(count: Count) -> dict[str, Any]:
    whose = {"trade": count.trade} if count.trade else {}
    return whose | {
        "expected": count.expected,
        "printed": count.printed,
        "skipped": count.skipped,
        "open": count.open,
    }
