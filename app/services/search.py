"""One search over the open contest: people, score sheets by code, trades; each only for those who may see them.

1. Words are looked for in number, name, unit, and at the end of an ID number or in a phone; letters also as pinyin.
2. People are found by those who may see people or check them in. A code is found as a sheet, never with a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.roles import Act, may
from app.services.access import Actor
from app.services.common import ContestFacts, contest_facts
from app.services.pinyin import is_latin, sounds_like
from db.queries import registration as entries
from db.queries import search as stored
from db.queries.registration import Wanted
from db.store import Reading, Store

MOST_NAMES = 100_000  # names looked through by their sound
_SEES_PEOPLE = (Act.SEE_PEOPLE, Act.REGISTER, Act.CHECK_IN)
_SEES_SHEETS = (Act.KEY_MARKS, Act.KEY_THEORY, Act.SETTLE, Act.RECHECK, Act.SET_SHEET_STATUS, Act.DECIDE_SPREAD)


@dataclass(frozen=True)
class Hit:
    """Something found: `kind` is "person", "code" or "trade"; `key` names it (entry number, code, trade code).

    `row` is the row id of an entry or a sheet, `trade` the code of its trade, `detail` a second fact for the eye.
    """

    kind: str
    key: str
    text: str
    detail: str
    trade: str
    round: str = ""
    row: int = 0


def search(store: Store, words: str, *, by: Actor, most: int = 6) -> tuple[Hit, ...]:
    """What the words may mean, at most so many of each kind; codes first when something begins with them."""
    words = " ".join(words.split())
    if not words:
        return ()
    with store.read() as reading:
        facts = contest_facts(reading)
        codes = _codes(reading, facts, words, by, most)
        people = _people(reading, words, by, most)
        trades = _trades(facts, words)
    exact = [hit for hit in codes if hit.key.upper() == words.upper()]
    return (*exact, *people, *(hit for hit in codes if hit not in exact), *trades)


def _allowed(by: Actor, acts: Sequence[Act]) -> bool:
    return by.role is None or any(may(by.role, act) for act in acts)


def _people(reading: Reading, words: str, by: Actor, most: int) -> list[Hit]:
    if not _allowed(by, _SEES_PEOPLE):
        return []
    ids = list(entries.entry_ids(reading, Wanted(words=tuple(words.split()))))[:most]
    if len(ids) < most and is_latin(words):
        alike = [name for name in stored.names(reading, MOST_NAMES) if sounds_like(words, name)][: most * 4]
        ids += [one for one in stored.entries_named(reading, alike, most) if one not in ids]
    return [
        Hit(
            "person",
            one.number,
            f"{one.name}　{one.number}",
            f"{one.trade} · {one.unit or one.delegation}",
            "",
            "",
            one.id,
        )
        for one in entries.listed(reading, ids[:most])
    ]


def _codes(reading: Reading, facts: ContestFacts, words: str, by: Actor, most: int) -> list[Hit]:
    if not _allowed(by, _SEES_SHEETS) or not words.isascii() or len(words) < 2:
        return []
    rounds = {(trade.code, rules.id): rules.name for trade in facts.trades for rules in trade.rules.rounds}
    return [
        Hit(
            "code",
            one.code,
            one.code,
            f"{one.trade_name} · {rounds.get((one.trade, one.round), one.round)}",
            one.trade,
            one.round,
            one.id,
        )
        for one in stored.sheets_named(reading, words, most)
    ]


def _trades(facts: ContestFacts, words: str) -> list[Hit]:
    return [
        Hit("trade", trade.code, trade.name, trade.code, trade.code)
        for trade in facts.trades
        if words in trade.name or trade.code.startswith(words) or (is_latin(words) and sounds_like(words, trade.name))
    ]
