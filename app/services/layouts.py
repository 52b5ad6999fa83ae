"""Certificate layouts: those that came with the program, those of this file, kept, copied, read from and written to
files; whoever prints certificates may design them. What is kept is checked whole, and the record says its digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.changes import Change, Kind
from app.documents.images import MAX_BYTES, read_picture
from app.documents.layout import (
    Layout,
    layout_json,
    parse_layout,
    shipped_layout,
    shipped_layouts,
)
from app.documents.layout_check import Fault, faults
from app.documents.layout_file import MAX_TOTAL, check_pictures, plain_name, read_layout_file, write_layout_file
from app.domain.audit import canonical_bytes
from app.domain.roles import Act
from app.errors import Problems, Refusal, WrongCall
from app.services.access import Actor, acting
from app.services.certificates_winners import layout_of
from app.services.common import Store
from app.services.keys import read_whole
from app.tables.files import write_whole
from db.queries import layouts as stored
from db.store import Reading

LONGEST_NAME = 40


@dataclass(frozen=True)
class LayoutLine:
    """A layout as lists show it. `key` calls it; `own`: it belongs to this file and may be changed; millimetres."""

    key: str
    name: str
    own: bool
    width: float
    height: float
    elements: int
    pictures: int
    bytes: int
    printed: int


@dataclass(frozen=True)
class Design:
    """A layout with everything it needs. `key` as in its line."""

    key: str
    own: bool
    layout: Layout
    pictures: Mapping[str, bytes]


def layout_lines(store: Store) -> tuple[LayoutLine, ...]:
    """The layouts one can choose: those of the program, then those of this file."""
    lines = [_line(key, shipped_layout(key), False) for key in shipped_layouts()]
    with store.read() as reading:
        for one in stored.layouts(reading):
            text = one.document
            layout = parse_layout(text["text"] if "text" in text else canonical_bytes(text))
            line = _line(one.name, layout, True)
            printed = stored.times_printed(reading, layout.name)
            lines.append(replace(line, name=one.name, pictures=one.pictures, bytes=one.size, printed=printed))
    return tuple(lines)


def _line(key: str, layout: Layout, own: bool) -> LayoutLine:
    return LayoutLine(key, layout.name, own, layout.width, layout.height, len(layout.elements), 0, 0, 0)


def design(store: Store, key: str = "") -> Design:
    """A layout by its key ("" for the usual one). Raises WrongCall "documents.layout_unknown"."""
    with store.read() as reading:
        layout, pictures = layout_of(reading, key)
        return Design(key, key in _own(reading), layout, pictures)


def design_copy(store: Store, key: str = "") -> Design:
    """A layout to work on: one of this file as it is; of one that came with the program a copy with a free name."""
    found = design(store, key)
    if found.own:
        return found
    return replace(found, layout=replace(found.layout, name=free_name(store, found.layout.name)))


def free_name(store: Store, wish: str) -> str:
    """A name no layout has yet: the wish, or the wish with a number."""
    with store.read() as reading:
        taken = _taken(reading)
    if wish not in taken:
        return wish
    number = 2
    while f"{wish} {number}" in taken:
        number += 1
    return f"{wish} {number}"


def keep_layout(
    store: Store, layout: Layout, pictures: Mapping[str, bytes], *, before: str = "", by: Actor, at: datetime
) -> Change:
    """Keep a layout in this file under its own name, in place of the one called `before` ("" for a new one).

    Raises Problems "layouts.faults" with everything that is wrong, Refusal "layouts.name" for a name that is empty, too
    long or has a slash, "layouts.name_taken", "layouts.gone" when `before` was removed meanwhile; WrongCall
    "documents.layout_file_too_big" when the pictures weigh too much. Nothing is kept then.
    """
    name = layout.name.strip()
    layout = replace(layout, name=name)
    pictures = {key: data for key, data in pictures.items() if key in layout.files()}
    if not name or len(name) > LONGEST_NAME or not name.isprintable() or "/" in name:
        raise Refusal("layouts.name", name=name, limit=LONGEST_NAME)
    wrong = [fault.error for fault in faults(layout, pictures) if fault.grave]
    if wrong:
        raise Problems("layouts.faults", tuple(Refusal(error.code, **error.fields) for error in wrong), name=name)
    total = sum(map(len, pictures.values()))
    if total > MAX_TOTAL:
        raise WrongCall("documents.layout_file_too_big", megabytes=total // 1048576, limit=MAX_TOTAL // 1048576)
    check_pictures(layout, pictures)
    layout = parse_layout(layout_json(layout))  # as it will be read: the digest is of that
    content = write_layout_file(layout, pictures)
    with acting(store, by, Act.ISSUE_CERTIFICATES, at) as writing:
        if name != before and name in _taken(writing):
            raise Refusal("layouts.name_taken", name=name)
        if before and before not in _own(writing):
            raise Refusal("layouts.gone", name=before)
        stored.keep(writing, name, {"text": layout_json(layout)}, pictures, before, at)
        digest = hashlib.sha256(content).hexdigest()
        seq = writing.audit("layout.kept", by=by.ref, at=at, sha256=digest, pictures=len(pictures), note=name)
    return Change(frozenset({Kind.CERTIFICATES}), audit_seq=seq)


def remove_layout(store: Store, key: str, *, by: Actor, at: datetime) -> Change:
    """Take a layout out of this file; certificates printed in it stay what they are.

    Raises Refusal "layouts.shipped" for one that came with the program, "layouts.gone" for one that is not there.
    """
    with acting(store, by, Act.ISSUE_CERTIFICATES, at) as writing:
        shipped = shipped_layouts()
        if key not in _own(writing):
            raise Refusal("layouts.shipped" if key in shipped or key in shipped.values() else "layouts.gone", name=key)
        stored.remove(writing, key)
        seq = writing.audit("layout.removed", by=by.ref, at=at, note=key)
    return Change(frozenset({Kind.CERTIFICATES}), audit_seq=seq)


def read_file(path: Path) -> Design:
    """A layout file as it would be taken in. Raises WrongCall as `read_layout_file`, WorldFailure when it cannot be
    read; a file over the limit is refused before it is read."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # reading it says why
    if size > MAX_TOTAL:
        raise WrongCall("documents.layout_file_too_big", megabytes=size // 1048576, limit=MAX_TOTAL // 1048576)
    layout, pictures = read_layout_file(read_whole(path, MAX_TOTAL))
    return Design("", False, layout, pictures)


def import_layout(store: Store, path: Path, *, by: Actor, at: datetime, name: str = "") -> tuple[str, Change]:
    """Take a layout file into this file under its own name or another; a taken name gets a number behind it. Gives the
    name. Raises as `read_file` and `keep_layout`."""
    found = read_file(path)
    layout = replace(found.layout, name=free_name(store, name.strip() or found.layout.name.strip()))
    return layout.name, keep_layout(store, layout, found.pictures, by=by, at=at)


def export_layout(store: Store, key: str, path: Path) -> Design:
    """Write a layout with its pictures into one file, whole or not at all. Raises as `design`; WorldFailure."""
    found = design(store, key)
    write_design(found, path)
    return found


def check(found: Design) -> tuple[Fault, ...]:
    """Everything that is wrong with a layout."""
    return faults(found.layout, found.pictures)


def _own(reading: Reading) -> frozenset[str]:
    return frozenset(one.name for one in stored.layouts(reading))


def _taken(reading: Reading) -> frozenset[str]:
    """Names and keys a new layout must not have: `--layout NAME` means one."""
    shipped = shipped_layouts()
    return frozenset((*_own(reading), *shipped, *shipped.values(), *(key.replace("_", "-") for key in shipped)))


def read_picture_file(path: Path) -> tuple[str, bytes]:
    """A picture for a layout and the plain name it will have there. Raises WrongCall "documents.picture_*" for one too
    big, damaged or of another kind, "files.cannot_read"; one over the limit is refused before it is read."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # reading it says why
    if size > MAX_BYTES:
        raise WrongCall("documents.picture_too_big", picture=path.name, megabytes=size // 1048576, limit=20)
    data = read_whole(path, MAX_BYTES)
    read_picture(data, path.name)
    name = path.name if plain_name(path.name) else f"picture{path.suffix.lower()}"
    return name[-100:], data


def write_design(found: Design, path: Path) -> None:
    """Write a design as it stands, kept or not, into one file.

    Raises WrongCall "documents.layout_picture", WorldFailure.
    """
    write_whole(path, write_layout_file(found.layout, found.pictures))
