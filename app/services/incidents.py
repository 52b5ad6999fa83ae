"""现场情况: what happened in the hall during a round, when, to whom, and what the chief judge decided about it.

1. A line tells of a station (工位 08), an entry number or a code, whichever is known on the spot: never of two of them.
2. A line is never changed. What was decided is a line of its own that names the one it is about; so is a correction.
3. 恢复 after 暂停 counts the seconds between; they are what 补时 is granted for unless the chief judge says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from app.changes import Change, Kind
from app.domain.roles import Act
from app.errors import Refusal
from app.services.access import Actor, acting
from app.services.common import TradeFacts, contest_facts
from app.services.incidents_open import ASKS
from app.services.incidents_open import asking as asking
from db.queries import accounts, day
from db.queries import scoring as sheets
from db.queries.day import IncidentData
from db.store import Store, Writing

MOST_MINUTES = 240
MOST_TEXT = 1000
MOST_WHO = 20
_NAMES_NOBODY = re.compile(r"(工位 ?)?(?=[A-Z-]*[0-9])[0-9A-Z-]{1,10}")


class Happened(Enum):
    """What a line tells."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    EXTRA_TIME = "extra_time"
    END = "end"
    REMARK = "remark"
    HANDLED = "handled"


_WORDS = {
    Happened.START: ("开始", "start"),
    Happened.PAUSE: ("暂停", "pause"),
    Happened.RESUME: ("恢复", "resumed"),
    Happened.EXTRA_TIME: ("补时", "extra time"),
    Happened.END: ("结束", "end"),
    Happened.REMARK: ("情况", "remark"),
    Happened.HANDLED: ("处理", "decision"),
}
WORDS_OF_STORED = {"moved": ("改场次", "moved")}
NOTED = tuple(kind for kind in Happened if kind is not Happened.HANDLED)


def word(kind: str, english: bool = False) -> str:
    """What a kind of line is called."""
    known = {one.value: words for one, words in _WORDS.items()} | WORDS_OF_STORED
    return known.get(kind, (kind, kind))[english]


def parse_kind(text: str) -> Happened:
    """A kind by its code or either word. Raises Refusal "incidents.unknown_kind"."""
    wanted = text.strip().lower().replace("-", "_")
    for kind, words in _WORDS.items():
        if wanted in (kind.value, *words):
            return kind
    raise Refusal("incidents.unknown_kind", text=text[:20], known="、".join(_WORDS[kind][0] for kind in NOTED))


@dataclass(frozen=True)
class Incident:
    """A line with what was decided about it. `seconds`: of a pause once it is over, of extra time, else None.

    `open`: the chief judge has not said anything about it. `handling` is the text of the decision, `granted` its extra
    time in seconds.
    """

    id: int
    round: str
    who: str
    kind: str
    seconds: int | None
    text: str
    by: str
    at: datetime
    handling: str = ""
    granted: int = 0
    open: bool = False


@dataclass(frozen=True)
class Noted:
    """A line that was written."""

    id: int
    change: Change


def note_incident(
    store: Store,
    trade_code: str,
    round_id: str,
    kind: Happened,
    who: str = "",
    text: str = "",
    *,
    seconds: int | None = None,
    by: Actor,
    at: datetime,
) -> Noted:
    """Write down what happened. `who` "" is the whole hall; `seconds` only for extra time.

    Raises Refusal "incidents.no_text" (a remark says something), "incidents.no_time", "incidents.paused",
    "incidents.not_paused", "incidents.locked", "incidents.who", "incidents.unknown_kind".
    """
    who, text = who.strip().upper(), text.strip()
    with acting(store, by, Act.NOTE_INCIDENT, at) as writing:
        trade = _open_trade(writing, trade_code, round_id)
        if len(who) > MOST_WHO or len(text) > MOST_TEXT:
            raise Refusal("incidents.who", who=who[:MOST_WHO], most=MOST_WHO, text=MOST_TEXT)
        seconds = _seconds(writing, trade, round_id, kind, who, text, seconds, at)
        return _write(writing, trade, round_id, kind, who, text, seconds, None, by, at)


def handle_incident(
    store: Store, incident: int, text: str, *, extra_seconds: int = 0, by: Actor, at: datetime
) -> Noted:
    """What the chief judge decides about a line, with the extra time granted for it.

    Raises Refusal "incidents.unknown", "incidents.no_text", "incidents.no_time", "incidents.who", "incidents.locked".
    """
    text = text.strip()
    if not text:
        raise Refusal("incidents.no_text")
    if len(text) > MOST_TEXT:
        raise Refusal("incidents.who", who="", most=MOST_WHO, text=MOST_TEXT)
    if not 0 <= extra_seconds <= MOST_MINUTES * 60:
        raise Refusal("incidents.no_time", most=MOST_MINUTES)
    with acting(store, by, Act.HANDLE_INCIDENT, at) as writing:
        about = day.incident(writing, incident)
        if about is None or about.kind == Happened.HANDLED.value:
            raise Refusal("incidents.unknown", number=incident)
        trade = next(one for one in contest_facts(writing).trades if one.id == about.trade_id)
        _open_trade(writing, trade.code, about.round)
        extra = extra_seconds or None
        return _write(writing, trade, about.round, Happened.HANDLED, about.code, text, extra, about.id, by, at)


def incidents(store: Store, trade_code: str, round_id: str | None = None) -> tuple[Incident, ...]:
    """The lines of a trade (of one round), oldest first, each with the last decision about it."""
    with store.read() as reading:
        trade = contest_facts(reading).trade(trade_code)
        names = {f"u{one.id}": one.name for one in accounts.all_accounts(reading)}
        return with_decisions(day.incident_lines(reading, trade.id, round_id), names)


def with_decisions(lines: Sequence[IncidentData], names: dict[str, str] | None = None) -> tuple[Incident, ...]:
    """The lines that tell of something, each with the last decision about it."""
    decided = {one.about: one for one in lines if one.kind == Happened.HANDLED.value}
    found = []
    for one in lines:
        if one.kind == Happened.HANDLED.value:
            continue
        last = decided.get(one.id)
        found.append(
            Incident(
                one.id,
                one.round,
                one.code,
                one.kind,
                one.seconds,
                one.note,
                (names or {}).get(one.by, one.by),
                one.at,
                last.note if last else "",
                (last.seconds or 0) if last else 0,
                last is None and one.kind in ASKS,
            )
        )
    return tuple(found)


def _open_trade(writing: Writing, trade_code: str, round_id: str) -> TradeFacts:
    trade = contest_facts(writing).trade(trade_code)
    trade.round(round_id)
    if sheets.is_locked(writing, trade.id):
        raise Refusal("incidents.locked", trade=trade.name)
    return trade


def _seconds(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    kind: Happened,
    who: str,
    text: str,
    given: int | None,
    at: datetime,
) -> int | None:
    """The seconds a line tells, and whether it may stand after those before it."""
    if kind is Happened.HANDLED:
        raise Refusal("incidents.unknown_kind", text=kind.value, known="、".join(_WORDS[one][0] for one in NOTED))
    if kind is Happened.REMARK and not text:
        raise Refusal("incidents.no_text")
    if kind is Happened.EXTRA_TIME:
        if given is None or not 0 < given <= MOST_MINUTES * 60:
            raise Refusal("incidents.no_time", most=MOST_MINUTES)
        return given
    since = None
    for one in day.incident_lines(writing, trade.id, round_id):
        if one.code == who and one.kind in (Happened.PAUSE.value, Happened.RESUME.value):
            since = one.at if one.kind == Happened.PAUSE.value else None
    if kind is Happened.PAUSE and since is not None:
        raise Refusal("incidents.paused", who=who or trade.name)
    if kind is Happened.RESUME:
        if since is None:
            raise Refusal("incidents.not_paused", who=who or trade.name)
        return max(0, round((at - since).total_seconds()))
    return None


def _write(
    writing: Writing,
    trade: TradeFacts,
    round_id: str,
    kind: Happened,
    who: str,
    text: str,
    seconds: int | None,
    about: int | None,
    by: Actor,
    at: datetime,
) -> Noted:
    values = {"trade_id": trade.id, "round": round_id, "code": who, "kind": kind.value, "seconds": seconds}
    number = day.add_incident(writing, {**values, "note": text, "about": about, "by": by.ref, "at": at})
    act = "incident.handled" if kind is Happened.HANDLED else "incident.noted"
    told = who if _NAMES_NOBODY.fullmatch(who) else ""  # the record's bodies bear numbers and codes, never a name
    ref = "/".join(filter(None, (trade.code, round_id, told)))
    facts = {"about": about} if about is not None else {"kind": kind.value}
    seq = writing.audit(act, by=by.ref, at=at, ref=ref, note=text, incident=number, seconds=seconds, **facts)
    return Noted(number, Change(frozenset({Kind.ATTENDANCE}), frozenset({trade.code}), seq))
