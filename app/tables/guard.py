"""What keeps a hostile or broken file away from the parsers: kind by content, and bounds before anything is read.

The parsers are compiled code that trusts what a file says about itself: a single cell far away makes them reserve
memory for everything between, a wrong size makes them inflate without end. So every part is inflated here first, under
its limits, and the reach of every sheet is known before a parser sees the file.
"""

from __future__ import annotations

import io
import os
import struct
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import WrongCall
from app.tables import biff, reach

MAX_FILE = 20 << 20
MAX_UNPACKED = 200 << 20
MAX_RATIO = 100
MAX_PARTS = 2_000
MAX_CELLS = 10_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3", b"{\\rtf")
_MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_STREAMS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def kind_of(data: bytes, file: str) -> str:
    """Give "zip", "ole" or "text" by the first bytes, never by the name; WrongCall tables.foreign for anything else."""
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_FOREIGN) or head.startswith(_MARKUP):
        raise WrongCall("tables.foreign", file=file)
    return "text"


def check(data: bytes, kind: str, file: str) -> None:
    """Refuse what would hurt before a parser opens it. Errors: the tables.* codes named in `reader.read_book`."""
    if kind == "ole":
        _check_ole(data, file)
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error) as error:
        raise WrongCall("tables.damaged", file=file) from error
    if len(parts) > MAX_PARTS:
        raise WrongCall("tables.too_many_parts", file=file, limit=MAX_PARTS)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data):
        raise WrongCall("tables.unpacked_too_large", file=file, limit=MAX_UNPACKED >> 20)
    names = {part.filename.lower() for part in parts}
    is_ods = "content.xml" in names
    if not is_ods and "xl/workbook.xml" not in names:
        raise WrongCall("tables.foreign", file=file)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _check_part(data, part, is_ods, file)


def _check_ole(data: bytes, file: str) -> None:
    if _ENCRYPTED in data:
        raise WrongCall("tables.password", file=file)
    if not any(name in data for name in _STREAMS):
        raise WrongCall("tables.foreign", file=file)
    try:
        cells = biff.reach(data)
    except biff.Unsound as error:
        raise WrongCall("tables.damaged", file=file) from error
    except biff.Locked:
        raise WrongCall("tables.password", file=file) from None
    if cells > MAX_CELLS:
        raise too_wide(file)


def _check_part(data: bytes, part: zipfile.ZipInfo, is_ods: bool, file: str) -> None:
    if part.flag_bits & 1:
        raise WrongCall("tables.password", file=file)
    content = _inflate(data, part)
    if content is None:
        raise WrongCall("tables.damaged", file=file)
    if b"<!DOCTYPE" in content:
        raise WrongCall("tables.dtd", file=file)
    name = part.filename.lower()
    cells = 0
    try:
        if is_ods and name == "content.xml":
            cells = reach.of_ods(content)
        elif not is_ods and name.endswith(".xml"):
            cells = reach.of_xlsx(content)  # whatever its name: a book may keep its sheets anywhere
    except reach.Unsound as error:
        raise WrongCall("tables.damaged", file=file) from error
    if cells > MAX_CELLS:
        raise too_wide(file)


def too_wide(file: str) -> WrongCall:
    """The error for a table that spans more cells than anybody fills."""
    return WrongCall("tables.too_wide", file=file, limit=f"{MAX_CELLS:,}")


def _inflate(data: bytes, part: zipfile.ZipInfo) -> bytes | None:
    """Inflate one part to exactly the size it states; None when it is longer, shorter or damaged.

    The standard library stops quietly at the stated size, where another reader goes on without end.
    """
    try:
        name_length, extra_length = struct.unpack_from("<HH", data, part.header_offset + 26)
        start = part.header_offset + 30 + name_length + extra_length
        packed = memoryview(data)[start : start + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            content, whole = bytes(packed), True
        elif part.compress_type == zipfile.ZIP_DEFLATED:
            inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            content = inflater.decompress(packed, part.file_size + 1)
            whole = inflater.eof
        else:
            return None
    except (struct.error, zlib.error):
        return None
    sound = whole and len(content) == part.file_size and zlib.crc32(content) == part.CRC
    return content if sound else None


@contextmanager
def quiet_panics() -> Iterator[None]:
    """Keep what a panicking parser prints on standard error from the person, who gets a sentence instead.

    What others wrote there meanwhile is passed on afterwards.
    """
    try:
        sys.stderr.flush()
        kept = os.dup(2)
    except (OSError, ValueError, AttributeError):  # no standard error: a windowed program
        yield
        return
    panicked = False
    with tempfile.TemporaryFile() as aside:
        os.dup2(aside.fileno(), 2)
        try:
            yield
        except BaseException as error:
            panicked = type(error).__name__ == "PanicException"
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            aside.seek(0)
            if not panicked and (said := aside.read()):
                os.write(2, said)
