"""The container: a ZIP that has exactly one possible spelling, so that no two readers can see different files.

Rules:
1. Stored only, no flags, time 0, date 0x0021, no extra fields, no comments, no attributes, nothing before, between or
   after; one end record. Size in is size out: there are no bombs.
2. First `mimetype`, then `manifest.dsse.json`, then `data/…` sorted by bytes; names match one pattern; none twice.
3. The reader walks the local headers itself, writes the entries again with the writer below and demands the same bytes.
   That comparison refuses zip slip, overlaps, hidden entries, links, zip64 and every flipped bit in one go.
4. A received name is never written to a disk, and names of files prove nothing.
Findings: E02 size, E04 damaged, E05 truncated (ran out of bytes and no end record at the end), E06 kind of container.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from zlib import crc32

from app.bundle.findings import Finding

BUNDLE_TYPE = b"application/vnd.contest.result-bundle.v1+zip"
TYPE_NAME = "mimetype"
ENVELOPE_NAME = "manifest.dsse.json"
DATA_NAME = re.compile(r"data/(?:[a-z0-9][a-z0-9_-]{0,31}/)?[a-z0-9][a-z0-9_-]{0,63}\.(?:json|jsonl|age|pdf)", re.ASCII)

SIZE_LIMIT = 64 << 20
ENVELOPE_LIMIT = 2 << 20
JSON_LIMIT = 32 << 20
ENTRY_LIMIT = 256
_BLOCK = 4096

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE = 0x0021
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Archive:
    """What a container holds: its type, the signed envelope, and the data files by path in order."""

    type: bytes
    envelope: bytes
    files: Mapping[str, bytes]


def write(archive: Archive) -> bytes:
    """The one spelling of a container. Data files are sorted here; names and limits must be right (ValueError)."""
    files = sorted(archive.files.items(), key=lambda item: item[0].encode("ascii"))
    for name, data in files:
        if not DATA_NAME.fullmatch(name) or len(data) > _limit(name):
            raise ValueError(f"not a permitted data file: {name}")
    raw = _spell([(TYPE_NAME, archive.type), (ENVELOPE_NAME, archive.envelope), *files])
    if len(raw) > SIZE_LIMIT or len(files) + 2 > ENTRY_LIMIT:
        raise ValueError("container too large")
    return raw


def read(raw: bytes, kind: bytes = BUNDLE_TYPE) -> Archive:
    """The content of received bytes. Raises Finding: E02, E04, E05, or E06 for another kind of container."""
    if not 0 < len(raw) <= SIZE_LIMIT:
        raise Finding("bundle.e02_size", size=len(raw), limit=SIZE_LIMIT)
    entries = _walk(raw)
    names = [name for name, _ in entries]
    fixed, data = names[:2], names[2:]
    if fixed != [TYPE_NAME, ENVELOPE_NAME] or data != sorted(set(data)) or not set(data).isdisjoint(fixed):
        raise _damaged_at(_first_astray(entries))
    spelt = _spell(entries)
    if spelt != raw:
        raise _damaged_at(_first_difference(spelt, raw))
    if entries[0][1] != kind:
        raise Finding("bundle.e06_kind", found=entries[0][1][:80].decode("ascii", "replace"))
    return Archive(entries[0][1], entries[1][1], dict(entries[2:]))


def _walk(raw: bytes) -> list[tuple[str, bytes]]:
    """Entries by their local headers up to the central directory; the caller proves the rest by spelling it again."""
    entries: list[tuple[str, bytes]] = []
    at = 0
    while raw[at : at + 4] != b"PK\x01\x02":
        header = raw[at : at + _LOCAL.size]
        if header[:4] != b"PK\x03\x04" or len(header) < _LOCAL.size:
            raise _damage(raw, at, ran_out=len(header) < 4 or header[:4] == b"PK\x03\x04")
        (*_, size, name_length, _extra) = _LOCAL.unpack(header)
        start = at + _LOCAL.size + name_length
        name = raw[at + _LOCAL.size : start].decode("latin-1")
        if start > len(raw):
            raise _damage(raw, at, ran_out=True)
        if len(entries) >= ENTRY_LIMIT or not _name_ok(name) or size > _limit(name):
            raise _damage(raw, at, ran_out=False)
        if start + size > len(raw):
            raise _damage(raw, at, ran_out=True)
        entries.append((name, raw[start : start + size]))
        at = start + size
    expected = at + sum(_CENTRAL.size + len(name) for name, _ in entries) + _END.size
    if len(raw) < expected:
        raise _damage(raw, at, ran_out=True)
    return entries


def _name_ok(name: str) -> bool:
    return name in (TYPE_NAME, ENVELOPE_NAME) or DATA_NAME.fullmatch(name) is not None


def _limit(name: str) -> int:
    if name == TYPE_NAME:
        return 100
    if name == ENVELOPE_NAME:
        return ENVELOPE_LIMIT
    return JSON_LIMIT if name.endswith((".json", ".jsonl")) else SIZE_LIMIT


def _damage(raw: bytes, at: int, *, ran_out: bool) -> Finding:
    whole_end = raw[-_END.size :][:4] == b"PK\x05\x06"  # the end is there: not cut short but damaged in the middle
    if ran_out and not whole_end:
        return Finding("bundle.e05_truncated", size=len(raw))
    return _damaged_at(at)


def _damaged_at(at: int) -> Finding:
    return Finding("bundle.e04_damaged", place=at)


def _first_astray(entries: list[tuple[str, bytes]]) -> int:
    """Where the first entry stands that is not the one that should follow."""
    at, last = 0, ""
    for number, (name, content) in enumerate(entries):
        wanted = (TYPE_NAME, ENVELOPE_NAME)[number] if number < 2 else name
        if name != wanted or (number >= 2 and (name <= last or name in (TYPE_NAME, ENVELOPE_NAME))):
            break
        last = name if number >= 2 else ""
        at += _LOCAL.size + len(name) + len(content)
    return at


def _first_difference(one: bytes, other: bytes) -> int:
    """Where two spellings part, found block by block: files have up to 64 MB."""
    at = next((at for at in range(0, len(one), _BLOCK) if one[at : at + _BLOCK] != other[at : at + _BLOCK]), len(one))
    pairs = enumerate(zip(one[at : at + _BLOCK], other[at : at + _BLOCK], strict=False), at)
    return next((place for place, (a, b) in pairs if a != b), min(at + _BLOCK, len(one), len(other)))


def _spell(entries: list[tuple[str, bytes]]) -> bytes:
    parts: list[bytes] = []
    central: list[bytes] = []
    at = 0
    for name, data in entries:
        tag = name.encode("ascii")
        size, crc = len(data), crc32(data)
        local = _LOCAL.pack(b"PK\x03\x04", 10, 0, 0, 0, _DATE, crc, size, size, len(tag), 0)
        central.append(
            _CENTRAL.pack(b"PK\x01\x02", 10, 10, 0, 0, 0, _DATE, crc, size, size, len(tag), 0, 0, 0, 0, 0, at) + tag
        )
        parts += (local, tag, data)
        at += len(local) + len(tag) + size
    directory = b"".join(central)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), at, 0)
    return b"".join((*parts, directory, end))


def check_code_of(sha256_hex: str) -> str:
    """The check code of a file whose digest is known."""
    number = int(sha256_hex[:10], 16)
    text = "".join(_CROCKFORD[number >> shift & 31] for shift in range(35, -5, -5))
    return f"{text[:4]}-{text[4:]}"


def check_code(raw: bytes) -> str:
    """The check code 校验码 `SW83-AFEF`: first 40 bits of SHA-256 in Crockford base32.

    It tells two files apart on the phone and proves nothing.
    """
    return check_code_of(sha256(raw).hexdigest())


def file_name(contest: str, base: str, number: int, raw: bytes) -> str:
    """`crb_<contest>_<base>_n0003_<check>.crb` in ASCII; what is not a letter, digit or hyphen becomes a hyphen."""
    return f"crb_{_slug(contest)}_{_slug(base)}_n{number:04d}_{check_code(raw)}.crb"


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-")[:40] or "x"
