"""Personal data of a bundle: sealed to the office's two age keys, or absent. There is no unencrypted variant.

Rules:
1. Inside is canonical JSON `{salt, schema, entries, staff, notes}`. `salt` is 32 random bytes, so the digest of the
   content in the manifest binds it without letting anyone guess it.
2. Only age recipients of the office (working key and recovery key) get it; without an enrolled office key there is no
   persons file and the signed paper carries the names.
3. Before the age library is called the header is measured (`suite.age_header_ok`): oversize headers are E18 at once.
4. One person per entry number, and one for every entry of the results.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.bundle import canonical, suite
from app.bundle.archive import JSON_LIMIT
from app.bundle.canonical import HEX_DIGEST, Node
from app.bundle.findings import Finding, MalformedError
from app.bundle.manifest import CONTESTANT_LIMIT, PersonsLine

SCHEMA = 1
FIELDS = ("name", "document_type", "document_number", "phone", "unit")


@dataclass(frozen=True)
class SealedPersons:
    """The bytes of `data/persons.age` and the line of the manifest that tells of them."""

    raw: bytes
    line: PersonsLine


@dataclass(frozen=True)
class Persons:
    """Opened personal data: one object per entry, staff by user id, free texts by reference; as parsed."""

    entries: tuple[Mapping[str, Any], ...]
    staff: tuple[Mapping[str, Any], ...]
    notes: tuple[Mapping[str, Any], ...]


def seal(
    entries: Sequence[Mapping[str, Any]],
    staff: Sequence[Mapping[str, Any]],
    notes: Sequence[Mapping[str, Any]],
    recipients: Sequence[str],
    *,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> SealedPersons | None:
    """Seal personal data to the office, or None without recipients (rule 2).

    Each of `entries` has `entry` and the texts of `FIELDS`; `staff` has `user` and `name`; `notes` has `ref` and
    `text`. Raises MalformedError if one of them has not.
    """
    if not recipients:
        return None
    document = {
        "entries": [dict(one) for one in entries],
        "notes": [dict(one) for one in notes],
        "salt": random(32).hex(),
        "schema": SCHEMA,
        "staff": [dict(one) for one in staff],
    }
    plain = canonical.dump(document)
    parse(plain)
    line = PersonsLine(suite.digest(plain), tuple(recipients))
    return SealedPersons(suite.seal(plain, recipients), line)


def unseal(raw: bytes, line: PersonsLine, identities: Sequence[str], entries: Iterable[str]) -> Persons:
    """Open sealed persons and hold them against the manifest and the entries of the results. Raises Finding E18."""
    plain = suite.unseal(raw, identities)
    if plain is None:
        raise Finding("bundle.e18_sealed")
    if suite.digest(plain) != line.plain_sha256:
        raise Finding("bundle.e18_digest")
    try:
        persons = parse(plain)
    except MalformedError as error:
        raise Finding("bundle.e18_content", place=error.place) from None
    numbers = [one["entry"] for one in persons.entries]
    missing = sorted(set(entries) - set(numbers))
    if missing:
        raise Finding("bundle.e18_missing", entry=missing[0])
    return persons


def parse(plain: bytes) -> Persons:
    """The document of an opened persons file. Raises MalformedError for a wrong form, too much or a number twice."""
    if len(plain) > JSON_LIMIT:
        raise MalformedError("persons")
    root = Node(canonical.parse(plain, "persons"), "persons")
    root.member("schema").integer(SCHEMA, SCHEMA)
    root.member("salt").text(HEX_DIGEST)
    seen: set[str] = set()
    for node in root.member("entries").items(most=CONTESTANT_LIMIT):
        entry = node.member("entry").text()
        if entry in seen:
            raise node.member("entry").fail()
        seen.add(entry)
        for name in FIELDS:
            node.member(name).text(empty=True)
    for node in root.member("staff").items():
        node.member("user").text()
        node.member("name").text(empty=True)
    for node in root.member("notes").items():
        node.member("ref").text()
        node.member("text").text(empty=True)
    value = root.object()
    return Persons(tuple(value["entries"]), tuple(value["staff"]), tuple(value["notes"]))
