"""Who stands at two bases: an index of HMACs over documents, so that the office finds doubles and keeps no number.

Rules:
1. The index key is random, sealed to the office's age keys of the trust list and kept in the office's file: without
   one of those keys nobody can try numbers out against the index.
2. What goes in is kind and number of the document in their one spelling; a person without a document is never taken
   for another. Works and units have nobody behind them.
3. Names and last four characters are read from the bundles themselves, with the age key, only when they are looked at.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bundle import archive, persons, suite
from app.bundle.findings import MalformedError
from app.bundle.manifest import PERSONS_PATH
from app.bundle.persons import Persons
from app.bundle.trustlist import TrustList
from app.domain.people import IdKind, id_key, last_four
from app.errors import Refusal
from app.services.common import Store
from db.queries import contest as contests
from db.queries import office as stored
from db.store import Reading, Writing

SETTING = "office.person_index"


@dataclass(frozen=True)
class PersonIndex:
    """The opened index key."""

    key: bytes

    def macs(self, opened: Persons) -> dict[str, str]:
        """Entry number by HMAC, for everybody in a bundle who has a document; of a team every member."""
        found = {}
        for one in opened.entries:
            members = one.get("members", ())
            for person in (one, *(members if isinstance(members, list) else ())):
                spelled = _spelled(person)
                if spelled:
                    found[hmac.new(self.key, spelled.encode(), hashlib.sha256).hexdigest()] = str(one["entry"])
        return found


def _spelled(person: Mapping[str, Any]) -> str:
    kind, number = person.get("document_type"), person.get("document_number")
    if not isinstance(kind, str) or not isinstance(number, str):
        return ""
    try:
        return id_key(IdKind(kind), number)
    except ValueError:  # a kind of a newer program
        return f"{kind}:{number}" if number else ""


def open_index(reading: Reading, identities: Sequence[str]) -> PersonIndex | None:
    """The index key with one of the office's age identities; None where there is none yet or nobody gave one.

    Raises Refusal "office.index_sealed" when the identities given open nothing.
    """
    kept = contests.setting(reading, SETTING)
    if kept is None or not identities:
        return None
    key = suite.unseal(bytes.fromhex(kept["sealed"]), identities)
    if key is None:
        raise Refusal("office.index_sealed")
    return PersonIndex(key)


def ensure_index(writing: Writing, index: PersonIndex | None, trust: TrustList) -> PersonIndex | None:
    """The index for today's age keys: made if there is none, sealed again when the keys changed. None without keys."""
    recipients = list(trust.recipients)
    if not recipients:
        return index
    kept = contests.setting(writing, SETTING)
    if kept is not None and (index is None or kept["recipients"] == recipients):
        return index
    found = index or PersonIndex(secrets.token_bytes(32))
    sealed = suite.seal(found.key, recipients)
    contests.set_setting(writing, SETTING, {"sealed": sealed.hex(), "recipients": recipients})
    return found


@dataclass(frozen=True)
class PersonPlace:
    """One place where a person stands. `name`, `unit` and `tail` (last four of the document) are "" while sealed."""

    base: str
    base_name: str
    contest: str
    trade: str
    trade_name: str
    entry: str
    name: str = ""
    unit: str = ""
    tail: str = ""


@dataclass(frozen=True)
class DoublePerson:
    """Somebody who stands at more than one base in a year, side by side."""

    places: tuple[PersonPlace, ...]


def doubles(store: Store, year: int, identities: Sequence[str] = ()) -> tuple[DoublePerson, ...]:
    """Everybody at more than one base in a year; with an age identity also their names and last four."""
    with store.read() as reading:
        found: dict[str, list[PersonPlace]] = {}
        opened: dict[int, dict[str, Mapping[str, Any]]] = {}
        for seen in stored.persons_twice(reading, year):
            if identities and seen.received_id not in opened:
                opened[seen.received_id] = _persons_of(reading, seen.received_id, identities)
            person = opened.get(seen.received_id, {}).get(seen.entry, {})
            place = PersonPlace(
                base=seen.base,
                base_name=seen.base_name,
                contest=seen.contest_key,
                trade=seen.trade,
                trade_name=seen.trade_name,
                entry=seen.entry,
                name=str(person.get("name", "")),
                unit=str(person.get("unit", "")),
                tail=last_four(str(person.get("document_number", ""))),
            )
            found.setdefault(seen.mac, []).append(place)
    return tuple(DoublePerson(tuple(places)) for places in found.values())


def _persons_of(reading: Reading, received_id: int, identities: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    """The people of a kept bundle by entry; {} when these identities do not open it."""
    files = archive.read(stored.content_of(reading, received_id)).files
    plain = suite.unseal(files[PERSONS_PATH], identities) if PERSONS_PATH in files else None
    if plain is None:
        return {}
    try:
        return {str(one["entry"]): one for one in persons.parse(plain).entries}
    except MalformedError:  # taken in while nobody could open it
        return {}
