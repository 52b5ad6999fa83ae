"""Portraits of contestants: who has one, and putting them in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.models.people import EntryRow, MemberRow, PersonRow
from db.store import Reading, Writing

_BLOCK = 500  # ids in one question


@dataclass(frozen=True)
class Sitter:
    """A person behind an entry, as a file name may tell of them; `id_key` as it is stored."""

    person_id: int
    number: str
    position: int
    name: str
    id_key: str
    has_photo: bool


def sitters(reading: Reading) -> tuple[Sitter, ...]:
    """Everybody behind an entry that was not withdrawn, in the order of entries."""
    rows = reading.all(
        select(
            PersonRow.id,
            EntryRow.number,
            MemberRow.position,
            PersonRow.name,
            PersonRow.id_key,
            PersonRow.photo.is_not(None),
        )
        .join(MemberRow, MemberRow.person_id == PersonRow.id)
        .join(EntryRow, EntryRow.id == MemberRow.entry_id)
        .where(EntryRow.state != "withdrawn")
        .order_by(EntryRow.number, MemberRow.position)
    )
    return tuple(
        Sitter(person, number, position, name, key, bool(photo)) for person, number, position, name, key, photo in rows
    )


def photos_of(reading: Reading, person_ids: Sequence[int]) -> dict[int, bytes | None]:
    """The picture of each of these people, None where there is none."""
    found: dict[int, bytes | None] = {}
    for start in range(0, len(person_ids), _BLOCK):
        wanted = person_ids[start : start + _BLOCK]
        for person, photo in reading.all(select(PersonRow.id, PersonRow.photo).where(PersonRow.id.in_(wanted))):
            found[person] = bytes(photo) if photo is not None else None
    return found


def set_photos(writing: Writing, photos: Mapping[int, bytes | None]) -> None:
    """Give people their pictures; None takes one away."""
    writing.run_many("UPDATE person SET photo = ? WHERE id = ?", [(photo, one) for one, photo in photos.items()])
