"""heads.txt: where the chain stood at each backup, kept beside the backups and away from the contest file.

An older copy put back in place of the file is whole in itself; only a head noted elsewhere tells that entries are gone.
Each line: sixteen digits of the genesis (which contest), number, hash, time, the newest bundle built until then (`b3:`
and its digest, from version 0.1.0 on; absent when there is none), name of the backup.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.audit import Head, genesis_hash
from app.domain.texts import file_words
from app.errors import Refusal
from db.queries import audit as stored
from db.store import Reading

FILE = "heads.txt"
LIMIT = 4 << 20
_LINE = re.compile(r"([0-9a-f]{16}) ([0-9]{1,15}) ([0-9a-f]{64}) (\S+) (?:b([0-9]{1,9}):([0-9a-f]{64}) )?(.+)")


@dataclass(frozen=True)
class NotedHead:
    """A line of heads.txt."""

    head: Head
    at: str
    file_name: str
    bundle: tuple[int, str] | None = None  # number and digest of the newest bundle


def chain_id(genesis: Mapping[str, str]) -> str:
    """Sixteen digits that tell one contest's chain from another's."""
    return genesis_hash(dict(genesis)).hex()[:16]


def note(
    folder: Path,
    genesis: Mapping[str, str],
    head: Head,
    at: datetime,
    file_name: str,
    bundle: tuple[int, str] | None = None,
) -> None:
    """Add a line, on the medium before this returns. OSError where the folder cannot be written."""
    newest = f"b{bundle[0]}:{bundle[1]} " if bundle is not None else ""
    time = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    line = f"{chain_id(genesis)} {head.seq} {head.hash.hex()} {time} {newest}{file_words(file_name)}\n"
    with (folder / FILE).open("a", encoding="utf-8", newline="\n") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if sys.platform != "win32":  # the first line makes the file: its name has to be on the medium too
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def noted(folder: Path, genesis: Mapping[str, str]) -> tuple[NotedHead, ...]:
    """The lines of this contest in a folder; a folder that is not there today has none, other lines are passed over."""
    try:
        if (folder / FILE).stat().st_size > LIMIT:
            return ()
        text = (folder / FILE).read_text("utf-8", errors="replace")
    except OSError:
        return ()
    own, found = chain_id(genesis), []
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match and match[1] == own:
            bundle = (int(match[5]), match[6]) if match[5] else None
            found.append(NotedHead(Head(int(match[2]), bytes.fromhex(match[3])), match[4], match[7], bundle))
    return tuple(found)


def contradicting(reading: Reading, head: Head, folders: Iterable[Path]) -> Refusal | None:
    """What noted heads say against the chain of a file: an older copy put back, or history written anew.

    Entries that a restore gave up, and says so in the chain, are not missed.
    """
    genesis = stored.genesis(reading)
    given_up = stored.restorations(reading)
    lines = [line for folder in folders for line in noted(folder, genesis)]
    missing = [
        line
        for line in lines
        if line.head.seq
        and stored.hash_at(reading, line.head.seq) != line.head.hash
        and not any(kept < line.head.seq <= lost for kept, lost in given_up)
    ]
    newest = max(missing, key=lambda line: line.head.seq, default=None)
    if newest is None:
        return None
    if newest.head.seq > head.seq:
        return Refusal("files.older_copy", seq=head.seq, noted=newest.head.seq, at=newest.at, file=newest.file_name)
    first = min(missing, key=lambda line: line.head.seq)
    return Refusal("files.rewritten", seq=first.head.seq, at=first.at, file=first.file_name)
