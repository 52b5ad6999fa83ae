"""A layout with its pictures as one file that travels: a ZIP of `layout.json` and `pictures/`, believed in nothing."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from app.documents.images import MAX_BYTES, read_picture
from app.documents.layout import Layout, layout_json, parse_layout
from app.errors import WrongCall

SUFFIX = ".cly"
LAYOUT_NAME = "layout.json"
FOLDER = "pictures/"
MAX_TOTAL = 64 * 1024 * 1024
MAX_LAYOUT = 1024 * 1024
MAX_ENTRIES = 100
_PLAIN = re.compile(r"[^/\\:\0]{1,100}\Z")
_STAMP = (1980, 1, 1, 0, 0, 0)  # the same layout gives the same bytes
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def plain_name(name: str) -> bool:
    """Whether a picture may be called that: a file name without a folder, a drive, or a way out of the folder."""
    return bool(_PLAIN.match(name)) and name.strip(". ") != "" and name.isprintable()


def write_layout_file(layout: Layout, pictures: Mapping[str, bytes]) -> bytes:
    """The file for a layout and the pictures it uses. WrongCall "documents.layout_picture" when one is missing."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _put(archive, LAYOUT_NAME, layout_json(layout).encode())
        for name in sorted(layout.files()):
            if name not in pictures:
                raise WrongCall("documents.layout_picture", file=name, layout=layout.name)
            _put(archive, FOLDER + name, pictures[name])
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def read_layout_file(data: bytes) -> tuple[Layout, dict[str, bytes]]:
    """Layout and pictures of a file: a package, or a bare layout that needs no pictures.

    Raises WrongCall "documents.layout_file_*" for a file no package, damaged, too big or holding what it must not;
    "documents.layout_picture" for a missing picture, "documents.picture_*" for one that cannot be used, and what
    `parse_layout` raises.
    """
    if len(data) > MAX_TOTAL:
        raise _too_big(len(data))
    if not data.startswith(b"PK"):
        layout = parse_layout(data)
        return layout, check_pictures(layout, {})
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            content = {entry.filename: _read(archive, entry) for entry in entries}
    except _DAMAGE as problem:
        raise WrongCall("documents.layout_file_damaged", reason=str(problem)) from problem
    if LAYOUT_NAME not in content:
        raise WrongCall("documents.layout_format")
    layout = parse_layout(content.pop(LAYOUT_NAME))
    return layout, check_pictures(layout, {name.removeprefix(FOLDER): body for name, body in content.items()})


def check_pictures(layout: Layout, pictures: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pictures, each one used, named plainly and fit to print. Raises WrongCall as `read_layout_file`."""
    needed = layout.files()
    for name in sorted(needed):
        if not plain_name(name):
            raise WrongCall("documents.layout_file_name", name=name)
        if name not in pictures:
            raise WrongCall("documents.layout_picture", file=name, layout=layout.name)
        read_picture(pictures[name], name)
    unused = sorted(set(pictures) - needed)
    if unused:
        raise WrongCall("documents.layout_file_unused", name=unused[0])
    return {name: bytes(pictures[name]) for name in sorted(needed)}


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise WrongCall("documents.layout_file_entries", count=len(entries), limit=MAX_ENTRIES)
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        inside = name == LAYOUT_NAME or (name.startswith(FOLDER) and plain_name(name.removeprefix(FOLDER)))
        if not inside or entry.flag_bits & 1:
            raise WrongCall("documents.layout_file_name", name=name)
        if name.casefold() in seen:
            raise WrongCall("documents.layout_file_twice", name=name)
        seen.add(name.casefold())
    total = sum(entry.file_size for entry in entries)
    for entry in entries:
        if entry.filename != LAYOUT_NAME and entry.file_size > MAX_BYTES:
            name = entry.filename.removeprefix(FOLDER)
            raise WrongCall("documents.picture_too_big", picture=name, megabytes=entry.file_size // 1048576, limit=20)
    if total > MAX_TOTAL:
        raise _too_big(total)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What an entry holds, never more than it may whatever it says of itself."""
    limit = MAX_LAYOUT if entry.filename == LAYOUT_NAME else MAX_BYTES
    with archive.open(entry) as source:
        data = source.read(limit + 1)
    if len(data) > limit or len(data) != entry.file_size:
        raise zipfile.BadZipFile(entry.filename)
    return data


def _too_big(size: int) -> WrongCall:
    return WrongCall("documents.layout_file_too_big", megabytes=size // 1048576, limit=MAX_TOTAL // 1048576)
