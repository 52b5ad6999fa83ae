"""The list of entries for a screen: which ones in which order, a page of lines, and the counts beside the filters."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.people import masked_number
from app.services.common import contest_facts
from app.services.pinyin import is_latin, sounds_like
from app.services.registration import STATES, WAITING, WITHDRAWN
from db.queries import people
from db.queries import registration as stored
from db.queries.registration import Wanted
from db.store import Reading, Store

MOST_BY_SOUND = 20_000  # names looked through for 王建国 by "wjg"
UNDECIDED, LACKING, ALL = "undecided", "lacking", "all"


@dataclass(frozen=True)
class Choice:
    """What the person looks at: a delegation (row id) and a trade (code), a filter, and words to look for."""

    delegation: int | None = None
    trade: str = ""
    filter: str = ALL
    words: str = ""


class EntryLine(NamedTuple):
    """A line of the list. The document number is masked here already; `lacks` are codes of what is wrong.

    `lacks`: "returned", "no_document", "no_phone", "no_unit", "two_trades". A tuple, because turning the wheel makes
    dozens at a time.
    """

    id: int
    number: str
    name: str
    trade: str
    group: str
    delegation: str
    unit: str
    document: str
    state: str
    members: int
    photo: bool
    lacks: tuple[str, ...]


@dataclass(frozen=True)
class DelegationLine:
    """A delegation with how many entries it has, and how many of them wait or were returned."""

    id: int
    name: str
    entries: int
    open: int


@dataclass(frozen=True)
class TradeLine:
    """A trade as the list needs it: how many entries are undecided, and whether its list is closed."""

    code: str
    name: str
    entries: int
    undecided: int
    closed: bool


@dataclass(frozen=True)
class Summary:
    """Everything around the list: delegations, trades, counts of the filters, and how far each state is.

    How many lack something is `lacking_count`: it looks at everybody's papers and takes longer than all of this.
    """

    delegations: tuple[DelegationLine, ...]
    trades: tuple[TradeLine, ...]
    undecided: int
    entries: int
    states: tuple[tuple[str, int], ...]


def summary(store: Store) -> Summary:
    """The counts. Raises Refusal "contest.none"."""
    with store.read() as reading:
        facts = contest_facts(reading)
        counts = people.count_by_state(reading)
        trades = tuple(
            TradeLine(
                trade.code,
                trade.name,
                sum(n for (one, state), n in counts.items() if one == trade.id and state != WITHDRAWN),
                counts.get((trade.id, WAITING), 0),
                trade.registration_closed_at is not None,
            )
            for trade in facts.trades
        )
        states = {state: sum(n for (_, known), n in counts.items() if known == state) for state in STATES}
        return Summary(
            delegations=tuple(DelegationLine(*row) for row in stored.delegation_counts(reading)),
            trades=trades,
            undecided=states[WAITING],
            entries=sum(states.values()),
            states=tuple(states.items()),
        )


def lacking_count(store: Store) -> int:
    """How many entries lack something."""
    with store.read() as reading:
        return stored.count(reading, Wanted(lacking=True))


def find_entries(store: Store, choice: Choice, order: str = "", descending: bool = False) -> array[int]:
    """Row ids of the entries chosen, ordered by a column's key ("" is the order of the roster)."""
    with store.read() as reading:
        wanted = _wanted(reading, choice)
        if order in stored.BY_WORD:
            found = stored.entry_words(reading, wanted, order)
            ids = array("q")
            for word in sorted(found, key=pinyin):
                ids.extend(found[word])
            return ids[::-1] if descending else ids
        ids = stored.entry_ids(reading, wanted, order, descending)
        if not ids and choice.words and is_latin(choice.words):
            return _by_sound(reading, choice)
        return ids


def _wanted(reading: Reading, choice: Choice) -> Wanted:
    trade_id = contest_facts(reading).trade(choice.trade).id if choice.trade else None
    return Wanted(
        delegation_id=choice.delegation,
        trade_id=trade_id,
        states=(WAITING,) if choice.filter == UNDECIDED else (),
        lacking=choice.filter == LACKING,
        words=tuple(choice.words.split()),
    )


def _by_sound(reading: Reading, choice: Choice) -> array[int]:
    bare = Choice(choice.delegation, choice.trade, choice.filter)
    names = stored.entry_names(reading, _wanted(reading, bare), MOST_BY_SOUND)
    return array("q", (one for one, name in names if sounds_like(choice.words, name)))


def pinyin(text: str) -> bytes:
    """A key that sorts common Chinese by pinyin: the order of GB 18030, whose first level is pinyin."""
    return text.encode("gb18030", "replace")


def lines(store: Store, ids: Sequence[int]) -> tuple[EntryLine, ...]:
    """The lines of some entries, in the order of the ids."""
    with store.browse() as reading:
        found = stored.listed(reading, ids)
        allowed = any(entry.many for entry in found) and _many_trades(reading)
        return tuple(_line(entry, allowed) for entry in found)


def _many_trades(reading: Reading) -> bool:
    return any(trade.rules.rules.many_trades for trade in contest_facts(reading).trades)


def _line(entry: stored.ListedEntry, many_trades: bool) -> EntryLine:
    return EntryLine(
        id=entry.id,
        number=entry.number,
        name=entry.name,
        trade=entry.trade,
        group=entry.group,
        delegation=entry.delegation,
        unit=entry.unit,
        document=masked_number(entry.id_number),
        state=entry.state,
        members=entry.members,
        photo=entry.photo == 1,
        lacks=tuple(_lacks(entry, many_trades)),
    )


def _lacks(entry: stored.ListedEntry, many_trades: bool) -> Iterator[str]:
    person = entry.kind in ("individual", "team")
    if entry.state == stored.RETURNED:
        yield "returned"
    if person and not entry.id_number:
        yield "no_document"
    if person and not entry.phone:
        yield "no_phone"
    if not entry.unit:
        yield "no_unit"
    if entry.many and not many_trades:
        yield "two_trades"
