"""Text tables: which encoding, which separator, and the rows. No guessing library: three rules, in order."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from app.domain.worksheet import Sheet
from app.errors import WrongCall
from app.tables import guard

_SEPARATORS = "\t,;"
_SNIFFED_LINES = 5
_STATED = re.compile(r"sep=([\t,;|])\r?\n", re.IGNORECASE)
_MAX_FIELD = 32_767  # what one cell of a spreadsheet can hold


def decode(data: bytes, file: str) -> str:
    """Decode a text file: by its byte order mark, else as strict UTF-8, else as GB18030 (which holds all of GBK).

    WrongCall tables.encoding when none of these gives a text, or when it holds NUL characters.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data.startswith(b"\xef\xbb\xbf"):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise WrongCall("tables.encoding", file=file)


def separator_of(text: str) -> str:
    """Give the separator found in most of the first lines: tab, comma or semicolon. Raises csv.Error."""
    lines = [line for line in text[:65_536].splitlines() if line.strip()][:_SNIFFED_LINES]
    best, best_score = ",", (0, 0)
    for separator in _SEPARATORS:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=separator)]
        score = (sum(1 for count in counts if count), max(counts, default=0))
        if score > best_score:
            best, best_score = separator, score
    return best


def read_text(data: bytes, path: Path) -> Sheet:
    """Give the one sheet of a text table. Rows are as long as they are in the file. Errors: tables.encoding, .damaged.

    A quoted cell may hold line ends; row numbers then count records, which is what a spreadsheet shows.
    """
    text = decode(data, path.name)
    if not text.strip():
        raise WrongCall("tables.empty", file=path.name)
    stated = _STATED.match(text)  # Excel's own first line; no spreadsheet shows it as a row
    text = text[stated.end() :] if stated else text
    csv.field_size_limit(_MAX_FIELD)
    try:
        separator = stated[1] if stated else separator_of(text)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise WrongCall("tables.damaged", file=path.name) from error
    width = max(map(len, rows), default=0)
    if width * len(rows) > guard.MAX_CELLS:
        raise guard.too_wide(path.name)
    return Sheet(path.stem, [row + [""] * (width - len(row)) for row in rows])
