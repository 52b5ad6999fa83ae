"""How far the sheets of an old workbook (xls) reach: its container and records walked before a parser trusts them.

An xls file is a small file system (compound file) with one stream of records. The parser reserves memory by what the
DIMENSIONS records claim, so claims and cells are read here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_END = 0xFFFFFFF0  # sector numbers from here on are marks: end of chain, free
_MINI = 64
_DIMENSIONS, _SST, _FILEPASS, _BOF = 0x0200, 0x00FC, 0x002F, 0x0809
# Records that carry cells and begin with row and column. MULRK and MULBLANK end with their last column.
_CELLS = frozenset({0x0203, 0x027E, 0x00FD, 0x0204, 0x0006, 0x0205, 0x00D6, 0x0406, 0x0206, 0x0207})
_MANY = 0x00BD


class Unsound(Exception):
    """The container or the records contradict themselves."""


class Locked(Exception):
    """The workbook is encrypted."""


def reach(data: bytes) -> int:
    """Give the number of cells of the widest sheet, by what it claims and by what it holds. Raises Unsound, Locked."""
    try:
        stream = _workbook(data)
        return _widest(stream)
    except (struct.error, IndexError, ValueError) as error:
        raise Unsound from error


def _widest(stream: bytes) -> int:
    widest = rows = columns = 0
    for kind, start, length in _records(stream):
        if kind in _CELLS or kind == _MANY:
            row, column = struct.unpack_from("<HH", stream, start)
            if kind == _MANY:
                (column,) = struct.unpack_from("<H", stream, start + length - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == _BOF:
            widest, rows, columns = max(widest, rows * columns), 0, 0
        elif kind == _DIMENSIONS:
            claim = "<IIHH" if length >= 14 else "<HHHH"
            first_row, last_row, first_column, last_column = struct.unpack_from(claim, stream, start)
            if first_row > last_row or first_column > last_column:
                raise Unsound
            widest = max(widest, last_row * last_column)
        elif kind == _SST:
            total, unique = struct.unpack_from("<II", stream, start)
            if unique * 3 > len(stream) or total > 1 << 30:
                raise Unsound
        elif kind == _FILEPASS:
            raise Locked
    return max(widest, rows * columns)


def _records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Give (kind, start, length) of every record; zeros at the end are padding."""
    at, size = 0, len(stream)
    unpack = struct.Struct("<HH").unpack_from
    while at + 4 <= size:
        kind, length = unpack(stream, at)
        if kind == 0 and length == 0:
            return
        at += 4
        if at + length > size:
            raise Unsound
        yield kind, at, length
        at += length


def _workbook(data: bytes) -> bytes:
    """Give the stream named Workbook (or Book) of the compound file."""
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise Unsound
    size = 1 << shift
    table = _sector_table(data, size)
    (directory_start,) = struct.unpack_from("<I", data, 48)
    (cutoff, mini_table_start) = struct.unpack_from("<II", data, 56)
    directory = _chain(data, table, directory_start, size)
    entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
    root = entries[0]
    for entry in entries:
        (name_length,) = struct.unpack_from("<H", entry, 64)
        name = entry[: max(0, min(name_length, 64) - 2)].decode("utf-16-le", "replace").lower()
        if entry[66] == 2 and name in ("workbook", "book"):
            start, length = struct.unpack_from("<II", entry, 116)
            if length > len(data):
                raise Unsound
            if length >= cutoff:
                return _chain(data, table, start, size)[:length]
            mini_table = _numbers(_chain(data, table, mini_table_start, size))
            (root_start,) = struct.unpack_from("<I", root, 116)
            return _chain(_chain(data, table, root_start, size), mini_table, start, _MINI, offset=0)[:length]
    raise Unsound


def _sector_table(data: bytes, size: int) -> tuple[int, ...]:
    """Give the table that tells the sector after each sector."""
    (count,) = struct.unpack_from("<I", data, 44)
    if count * size > len(data):
        raise Unsound
    places = list(struct.unpack_from("<109I", data, 76))
    (more,) = struct.unpack_from("<I", data, 68)
    visited = 0
    while more < _END and len(places) < count:
        block = _numbers(_sector(data, more, size, size))
        places, more = places + list(block[:-1]), block[-1]
        visited += 1
        if visited * size > len(data):
            raise Unsound
    return _numbers(b"".join(_sector(data, place, size, size) for place in places[:count]))


def _chain(data: bytes, table: tuple[int, ...], start: int, size: int, offset: int | None = None) -> bytes:
    """Join the sectors of a chain. Raises Unsound when it runs in a circle or out of the file."""
    sectors = []
    at = start
    while at < _END:
        sectors.append(_sector(data, at, size, size if offset is None else offset))
        at = table[at]
        if len(sectors) * size > len(data) + size:
            raise Unsound
    return b"".join(sectors)


def _sector(data: bytes, number: int, size: int, offset: int) -> bytes:
    start = offset + number * size
    if start >= len(data):
        raise Unsound
    return data[start : start + size]


def _numbers(block: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
