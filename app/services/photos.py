"""照片: portraits matched to people by what their files are called, made the right size, stored in one act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.changes import Change, Kind
from app.documents.portrait import MAX_BYTES, portrait
from app.domain import idnumber
from app.domain.people import IdKind, id_key
from app.domain.roles import Act
from app.errors import AppError, Refusal, WorldFailure
from app.services.access import Actor, acting
from db.queries import people, personal
from db.queries import portraits as stored
from db.queries.portraits import Sitter
from db.store import Store

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".webp", ".heic", ".heif", ".tif", ".tiff", ".gif"})
MOST_FILES = 20_000
_BETWEEN = re.compile(r"[\s_\-—–+.,，、;；()（）\[\]【】]+")  # what people put between the parts
_ID = re.compile(r"(?<!\d)(\d{17}[\dXx]|\d{15})(?![\dXx])")
_NUMBER = re.compile(r"([A-Za-z]{1,6}\d{1,6})")
Reports = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Known:
    """Everybody a picture may belong to; `as_stored` turns an identity key into what the file keeps."""

    sitters: tuple[Sitter, ...]
    as_stored: Callable[[str], str]


@dataclass(frozen=True)
class Refused:
    """A picture that was not taken, and why."""

    file: str
    why: AppError


@dataclass(frozen=True)
class Ready:
    """Pictures in the right size with the person each belongs to, and those that were not taken."""

    photos: Mapping[int, bytes]
    matched: tuple[tuple[str, str, str], ...]  # file, entry number, name
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Stored:
    """What became of a batch: `before` takes it back, `missing` people have no picture still."""

    ready: Ready
    missing: int
    before: Mapping[int, bytes | None] = field(repr=False)
    change: Change | None = None


def pictures_in(folder: Path) -> tuple[Path, ...]:
    """The pictures of a folder and the folders in it, by name. Raises WorldFailure "photos.folder"; Refusal
    "photos.too_many", "photos.none"."""
    try:
        found = sorted(
            file
            for file in ([folder] if folder.is_file() else folder.rglob("*"))
            if file.suffix.lower() in PICTURES and not file.name.startswith(".") and file.is_file()
        )
    except OSError as error:
        raise WorldFailure("photos.folder", folder=folder.name, reason=error.strerror or str(error)) from error
    if len(found) > MOST_FILES:
        raise Refusal("photos.too_many", count=len(found), limit=MOST_FILES)
    if not found:
        raise Refusal("photos.none", folder=folder.name)
    return tuple(found)


def known_people(store: Store) -> Known:
    """Whom pictures can be matched to. Raises Refusal "personal.closed" when ID numbers cannot be compared now."""
    with store.read() as reading:
        personal.refuse_closed(reading)
        return Known(stored.sitters(reading), personal.keys_as_stored(reading))


def ready_photos(known: Known, files: Sequence[Path], progress: Reports) -> Ready:
    """Match each file by ID number, entry number or name, and make its picture 295 x 413 px; touches no store.

    `progress` is told before each file and may stop the work by raising.
    """
    matcher = _Matcher(known)
    photos: dict[int, bytes] = {}
    matched: list[tuple[str, str, str]] = []
    refused: list[Refused] = []
    for count, file in enumerate(files):
        progress(count, len(files), file.name)
        try:
            sitter = matcher.who(file.stem, file.name)
            if sitter.person_id in photos:
                raise Refusal("photos.twice", file=file.name, entry=sitter.number, name=sitter.name)
            photos[sitter.person_id] = portrait(_read(file), file.name)
        except AppError as error:
            refused.append(Refused(file.name, error))
        else:
            matched.append((file.name, sitter.number, sitter.name))
    progress(len(files), len(files), "")
    return Ready(photos, tuple(matched), tuple(refused))


def store_photos(store: Store, ready: Ready, *, by: Actor, at: datetime) -> Stored:
    """Put the pictures of a batch into the file, in one act."""
    if not ready.photos:
        with store.read() as reading:
            return Stored(ready, _missing(stored.sitters(reading)), {})
    with acting(store, by, Act.REGISTER, at) as writing:
        before = stored.photos_of(writing, list(ready.photos))
        stored.set_photos(writing, ready.photos)
        missing = _missing(stored.sitters(writing))
        numbers = [number for _, number, _ in ready.matched]
        seq = writing.audit("person.photos_set", by=by.ref, at=at, entries=numbers)
    return Stored(ready, missing, before, Change(frozenset({Kind.PEOPLE}), audit_seq=seq))


def take_back(store: Store, before: Mapping[int, bytes | None], *, by: Actor, at: datetime) -> Change:
    """Undo of a batch: everybody has the picture again they had before it, or none."""
    with acting(store, by, Act.REGISTER, at) as writing:
        stored.set_photos(writing, before)
        numbers = sorted({one.number for one in stored.sitters(writing) if one.person_id in before})
        seq = writing.audit("person.photos_taken_back", by=by.ref, at=at, entries=numbers)
    return Change(frozenset({Kind.PEOPLE}), audit_seq=seq)


def photo_of(store: Store, number: str, position: int = 1) -> bytes:
    """The picture of one member of an entry, b"" when there is none. Raises Refusal "registration.unknown_entry"."""
    with store.read() as reading:
        entry = people.entry_by_number(reading, number)
        if entry is None:
            raise Refusal("registration.unknown_entry", entry=number)
        members = people.members_of(reading, entry.id)
        if not members:
            return b""
        person = members[min(position, len(members)) - 1].person_id
        return stored.photos_of(reading, [person]).get(person) or b""


def set_photo(
    store: Store, number: str, position: int, file: Path | None, *, by: Actor, at: datetime
) -> tuple[Mapping[int, bytes | None], Change]:
    """Give one member of an entry the picture of a file, or (None) take it away; gives what stood before.

    Raises Refusal "registration.unknown_entry", "photos.nobody"; WrongCall as `portrait`; WorldFailure "photos.read".
    """
    picture = portrait(_read(file), file.name) if file is not None else None
    with acting(store, by, Act.REGISTER, at) as writing:
        entry = people.entry_by_number(writing, number)
        if entry is None:
            raise Refusal("registration.unknown_entry", entry=number)
        members = people.members_of(writing, entry.id)
        if not members:
            raise Refusal("photos.nobody", entry=number)
        person = members[min(position, len(members)) - 1].person_id
        before = stored.photos_of(writing, [person])
        stored.set_photos(writing, {person: picture})
        act = "person.photos_set" if picture is not None else "person.photos_taken_back"
        seq = writing.audit(act, by=by.ref, at=at, entries=[entry.number])
    return before, Change(frozenset({Kind.PEOPLE}), frozenset({entry.trade}), seq)


def _missing(sitters: Iterable[Sitter]) -> int:
    return len({one.person_id for one in sitters if not one.has_photo})


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise WorldFailure("photos.read", file=file.name, reason=error.strerror or str(error)) from error


class _Matcher:
    """Finds whose picture a file is. An ID number decides alone, then an entry number, then a name nobody shares."""

    def __init__(self, known: Known) -> None:
        self._as_stored = known.as_stored
        self._by_id = {one.id_key: one for one in reversed(known.sitters)}
        self._by_number: dict[str, list[Sitter]] = {}
        self._by_name: dict[str, list[Sitter]] = {}
        for one in known.sitters:
            self._by_number.setdefault(one.number.upper(), []).append(one)
            names = self._by_name.setdefault(one.name, [])
            if all(other.person_id != one.person_id for other in names):
                names.append(one)

    def who(self, stem: str, file: str) -> Sitter:
        """The person a file name tells of. Raises Refusal "photos.unknown", "photos.two_people",
        "photos.contradiction", "photos.which_member"."""
        named = self._named(stem)
        found = self._of_id(stem) or self._of_number(stem, named, file)
        if found is None:
            if not named:
                raise Refusal("photos.unknown", file=file)
            if len(named) > 1:
                raise Refusal("photos.two_people", file=file, entries="、".join(one.number for one in named))
            return named[0]
        if named and all(one.name != found.name for one in named):
            raise Refusal("photos.contradiction", file=file, entry=found.number, name=found.name, other=named[0].name)
        return found

    def _of_id(self, stem: str) -> Sitter | None:
        for text in _ID.findall(stem):
            if idnumber.is_sound(text) or len(text) == 15:
                found = self._by_id.get(self._as_stored(id_key(IdKind.RESIDENT, text.upper())))
                if found is not None:
                    return found
        whole = stem.strip().upper()
        return self._by_id.get(self._as_stored(id_key(IdKind.PASSPORT, whole))) if whole.isascii() else None

    def _of_number(self, stem: str, named: Sequence[Sitter], file: str) -> Sitter | None:
        for text in (stem.strip(), *_BETWEEN.split(stem), *_NUMBER.findall(stem)):
            members = self._by_number.get(text.upper(), [])
            if len(members) == 1:
                return members[0]
            if members:
                names = {one.name for one in named}
                mine = [one for one in members if one.name in names]
                if len(mine) != 1:
                    raise Refusal("photos.which_member", file=file, entry=text.upper(), count=len(members))
                return mine[0]
        return None

    def _named(self, stem: str) -> list[Sitter]:
        """The people whose whole name is a part of the file name, however the parts hang together."""
        parts = {part for part in _BETWEEN.split(stem) if part}
        parts |= {re.sub(r"[0-9A-Za-z]+", "", part) for part in parts} | {stem.strip()}
        found: list[Sitter] = []
        for part in sorted(parts, key=len, reverse=True):
            found += [one for one in self._by_name.get(part, []) if one not in found]
        return found
