"""Scans of signed sheets that travel in a bundle beside the data: PDF files, taken as they are and never looked into.

They are part of a bundle's digests but of none of its statements: paper stays the second witness, and people compare.
A scan is not encrypted. Nothing that shows an ID number or a phone number may be scanned into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.bundle.archive import SIZE_LIMIT
from app.errors import Problems, Refusal, WorldFailure

SCAN_LIMIT = 20 * 1024 * 1024
SCANS_LIMIT = 48 * 1024 * 1024
"""All scans of one bundle together; what is left of `SIZE_LIMIT` is for data and record."""
MOST_SCANS = 200
assert SCANS_LIMIT < SIZE_LIMIT


def read_scans(files: Sequence[Path]) -> dict[str, bytes]:
    """The PDF files by the names they get in the bundle: `scan-001.pdf` in the order given, because names of files may
    hold names of people.

    Raises Problems "export.scans" with "export.scan_not_pdf", "export.scan_too_large", "export.scan_twice" naming each
    bad file, Refusal "export.scans_too_many", "export.scans_too_large", WorldFailure "export.scan_unreadable".
    """
    if len(files) > MOST_SCANS:
        raise Refusal("export.scans_too_many", count=len(files), most=MOST_SCANS)
    found: dict[str, bytes] = {}
    bad: list[Refusal] = []
    for number, file in enumerate(files, 1):
        data = _read(file)
        if len(data) > SCAN_LIMIT:
            bad.append(Refusal("export.scan_too_large", file=file.name, limit=SCAN_LIMIT >> 20))
        elif not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
            bad.append(Refusal("export.scan_not_pdf", file=file.name))
        elif data in found.values():
            bad.append(Refusal("export.scan_twice", file=file.name))
        found[f"scan-{number:03d}.pdf"] = data
    if bad:
        raise Problems("export.scans", tuple(bad))
    if sum(map(len, found.values())) > SCANS_LIMIT:
        raise Refusal("export.scans_too_large", limit=SCANS_LIMIT >> 20)
    return found


def _read(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(SCAN_LIMIT + 1)
    except OSError as error:
        raise WorldFailure("export.scan_unreadable", file=file.name, reason=error.strerror or "") from error
