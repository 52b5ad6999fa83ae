"""What keeps a hostile or broken file away from the parsers: kind by content, and bounds before anything is read."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import WrongCall

MAX_FILE = 20 << 20
MAX_UNPACKED = 200 << 20
MAX_RATIO = 100
MAX_PARTS = 2_000
MAX_CELLS = 10_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"SQLite format 3", b"{\\rtf")


def kind_of(data: bytes, path: Path) -> str:
    """Give "zip", "ole" or "text" by the first bytes, never by the name; WrongCall tables.foreign for anything else."""
    if data.startswith(b"PK\x03\x04"):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    head = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_FOREIGN) or head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"mime-version")):
        raise WrongCall("tables.foreign", file=path.name)
    return "text"


def check(data: bytes, kind: str, path: Path) -> None:
    """Refuse what would hurt before a parser opens it. Errors: the tables.* codes named in `reader.read_book`."""
    if kind != "zip":
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise WrongCall("tables.damaged", file=path.name) from error
    if len(parts) > MAX_PARTS:
        raise WrongCall("tables.too_many_parts", file=path.name, limit=MAX_PARTS)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(data):
        raise WrongCall("tables.unpacked_too_large", file=path.name, limit=MAX_UNPACKED >> 20)


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
