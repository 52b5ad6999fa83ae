"""The operation record as people read it: entries in words, filtered, paged from the store, and written as a table.

Rules:
1. A page asks for its own entries only, so a record of 300,000 costs no more than what is on the screen.
2. Names and reasons are looked up beside the chain; the chain itself holds ids, and what was erased stays erased.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import resources
from app.domain.audit import AuditEntry
from app.domain.audit_acts import before_after, mark_text
from app.domain.roles import Act
from app.errors import Refusal
from app.texts import LANGUAGES, shown
from db.queries import accounts
from db.queries import audit as stored
from db.queries.audit import Wanted
from db.store import Reading, Store

CHUNK = 2000
LONG_VALUE = 400
DENIED = "access.denied"
_SAID_ELSEWHERE = frozenset({"act", "at", "by", "note", "rows"})
_PEOPLE = frozenset({"witness", "account"})


@dataclass(frozen=True)
class AuditFilter:
    """What a list of entries shows: a person (name or id), a kind of act (`GROUPS`), a part of the thing it is about,
    times from and up to, words anywhere. "" and None leave a thing open."""

    person: str = ""
    group: str = ""
    ref: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""

    @property
    def open(self) -> bool:
        """Whether it lets every entry through."""
        return self == AuditFilter()


@dataclass(frozen=True)
class AuditLine:
    """One entry in words. `at` is in UTC, None where the body cannot be read; `detail` every field by name."""

    seq: int
    at: datetime | None
    who: str
    machine: str
    act: str
    said: Mapping[str, str]
    ref: str
    change: str
    reason: str
    hash: str
    detail: tuple[tuple[str, str], ...] = ()
    changed: Mapping[str, str] = field(default_factory=dict)  # `change` by language, what can be said in words said so
    told: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # `detail` by language, in words


@cache
def sentences() -> dict[str, dict[str, str]]:
    """The sentence of every act by language."""
    found: dict[str, dict[str, str]] = json.loads(resources.text("texts/audit_acts.json"))
    return found


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    """Words for values that are names of the program's own, by field (or act and field), value and language."""
    found: dict[str, dict[str, dict[str, str]]] = json.loads(resources.text("texts/audit_words.json"))
    return found


@cache
def field_names() -> dict[str, dict[str, str]]:
    """What every field of an entry is called, by language."""
    found: dict[str, dict[str, str]] = json.loads(resources.text("texts/audit_fields.json"))
    return found


def value_word(act: str, name: str, value: Any, language: str) -> str:
    """A value of a body as people read it; a name no word is known for as it stands."""
    words = _words()
    if isinstance(value, bool):
        return words["flag"][str(value).lower()][language]
    if isinstance(value, str):
        known = words.get(f"{act}.{name}") or words.get(name, {})
        return known.get(value, {}).get(language) or mark_text(value)
    if isinstance(value, list) and all(isinstance(one, str | int) for one in value):
        return ("、" if language == "zh" else ", ").join(map(str, value)) or "—"
    return mark_text(value) if isinstance(value, int | None) else json.dumps(value, ensure_ascii=False)


def _called(act: str) -> str:
    """What people call an act that somebody was denied."""
    return Act(act).zh if act in {one.value for one in Act} else act


class _Places(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "—"


def words_of(body: Mapping[str, Any]) -> dict[str, str]:
    """What an entry says, by language; an act of a newer program by its name."""
    act = str(body.get("act", "—"))
    templates = sentences().get(act)
    if templates is None:
        return dict.fromkeys(LANGUAGES, act)
    said = {}
    for language, template in templates.items():
        places = {name: value_word(act, name, value, language) for name, value in body.items()}
        if act == DENIED:
            places["ref"] = shown(_called(places.get("ref", "")), language)
        said[language] = template.format_map(_Places(places))
    return said


def _changed(body: Mapping[str, Any], language: str) -> str:
    """前 → 后, a status as its word."""
    act = str(body.get("act", ""))
    spoken = {name: body[name] for name in ("old", "new") if name in body}
    words = {n: value_word(act, n, v, language) if isinstance(v, str) else v for n, v in spoken.items()}
    return before_after({**body, **words})


@dataclass
class AuditList:
    """Entries of one store that match a filter, newest first; see `rows`. Read on the store thread only."""

    store: Store
    filter: AuditFilter = field(default_factory=AuditFilter)
    ascending: bool = False
    _numbers: array[int] | None = None  # None: every number there is
    _length: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _machines: tuple[tuple[int, str], ...] = ()

    def count(self) -> int:
        """Look anew; gives how many entries match. Raises Refusal "audit.unknown_person"."""
        with self.store.read() as reading:
            self._names = names_by_id(reading)
            self._machines = stored.machines(reading)
            self._length = stored.length(reading)
            wanted = self._wanted()
            self._numbers = None if self.filter.open else stored.matching(reading, wanted)
        return self._length if self._numbers is None else len(self._numbers)

    def rows(self, first: int, n: int) -> tuple[AuditLine, ...]:
        """At most `n` lines from the `first` on, as of the last `count`."""
        with self.store.read() as reading:
            return self._lines(reading, self._part(first, n))

    def all(self) -> Iterator[AuditLine]:
        """Every line in turn, without holding them all."""
        total = self.count()
        for first in range(0, total, CHUNK):
            yield from self.rows(first, CHUNK)

    def _part(self, first: int, n: int) -> Sequence[int]:
        if self._numbers is None:
            if self.ascending:
                return range(first + 1, min(first + n, self._length) + 1)
            return range(self._length - first, max(self._length - first - n, 0), -1)
        if self.ascending:
            return self._numbers[first : first + n]
        stop = len(self._numbers) - first
        return self._numbers[max(stop - n, 0) : stop][::-1]

    def _lines(self, reading: Reading, numbers: Sequence[int]) -> tuple[AuditLine, ...]:
        return tuple(self._line(entry, note) for entry, note in stored.some_entries(reading, numbers))

    def _line(self, entry: AuditEntry, note: str) -> AuditLine:
        body = _body(entry.body)
        place = bisect_right(self._machines, (entry.seq, "~")) - 1
        return AuditLine(
            entry.seq,
            _moment(body.get("at")),
            self.people(str(body.get("by", "—"))),
            self._machines[place][1] if place >= 0 else "",
            str(body.get("act", "—")),
            words_of(body),
            "" if body.get("act") == DENIED else str(body.get("ref", "")),  # no thing, but an act: the sentence has it
            before_after(body),
            note,
            entry.hash.hex(),
            tuple((name, _short(value)) for name, value in sorted(body.items())),
            {language: _changed(body, language) for language in LANGUAGES},
            {language: self._told(body, language) for language in LANGUAGES},
        )

    def _told(self, body: Mapping[str, Any], language: str) -> tuple[tuple[str, str], ...]:
        """Every field that is not said elsewhere beside the entry: its name and its value, both in words."""
        act, found = str(body.get("act", "")), []
        for name, value in sorted(body.items()):
            if name in _SAID_ELSEWHERE:
                continue
            people = name in _PEOPLE and isinstance(value, str)
            text = self.people(value) if people else value_word(act, name, value, language)
            found.append((field_names().get(name, {}).get(language, name), _cut(text)))
        return tuple(found)

    def people(self, ids: str) -> str:
        """Ids as names: "u2+u3" as two people."""
        return "、".join(self._names.get(one, one) for one in ids.split("+"))

    def _wanted(self) -> Wanted:
        chosen = self.filter
        by = ""
        if chosen.person:
            by = next((ref for ref, name in self._names.items() if chosen.person in (ref, name)), "")
            if not by:
                raise Refusal("audit.unknown_person", name=chosen.person)
        words = chosen.words.strip()
        acts = tuple(act for act, said in sentences().items() if any(words in text for text in said.values()))
        return Wanted(
            by, chosen.group, chosen.ref.strip(), _text(chosen.since), _text(chosen.until), words, acts if words else ()
        )


def names_by_id(reading: Reading) -> dict[str, str]:
    """Everybody who ever had an account, by the id entries carry; and who is nobody's account."""
    found = {f"u{one.id}": one.name for one in accounts.all_accounts(reading)}
    return {**found, "console": "本机", "program": "程序"}


def people(store: Store) -> tuple[tuple[str, str], ...]:
    """Ids and names a list can be filtered by."""
    with store.read() as reading:
        return tuple(names_by_id(reading).items())


def _body(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _short(value: Any) -> str:
    return _cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _cut(text: str) -> str:
    return text if len(text) <= LONG_VALUE else f"{text[:LONG_VALUE]}…"


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _text(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
