"""Where backups lie and what they are called: a name that tells head, time and reason, and how many are kept.

Rules:
1. `stem_chain_seq_head_time_why.contest`, `.age` behind it when sealed: contest file, eight digits of its chain, number
   and first digits of the head, UTC. So backups of several contests share a folder, and paper can be held to names.
2. The 24 newest of a contest stay, and one for every lock. Only files of such a name are ever taken away.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from app.domain.audit import Head

KEEP = 24
SEALED = ".age"
STICK_FOLDER = "jiangping-backup"
"""The folder on a stick that takes the backups."""
_NAME = re.compile(
    r"(?P<stem>.+)_(?P<chain>[0-9a-f]{8})_(?P<seq>[0-9]{7,15})_(?P<head>[0-9a-f]{8})_(?P<time>[0-9]{8}T[0-9]{6}Z)"
    r"_(?P<why>[a-z]+)\.contest(?P<sealed>\.age)?"
)


class Why(Enum):
    """What a backup was made for."""

    TIMER = "timer"
    SUBMIT = "submit"
    LOCK = "lock"
    MIGRATION = "migration"
    EXIT = "exit"
    HAND = "hand"


@dataclass(frozen=True)
class BackupFile:
    """A backup as its name tells; nothing has been checked yet."""

    path: Path
    stem: str
    chain: str
    seq: int
    head: str
    at: datetime
    why: Why
    sealed: bool


def name_of(contest: Path, chain: str, head: Head, at: datetime, why: Why, *, sealed: bool) -> str:
    """The name of a backup of a contest file; `chain` as `heads.chain_id` gives it."""
    time = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    name = f"{contest.stem}_{chain[:8]}_{head.seq:07d}_{head.hash.hex()[:8]}_{time}_{why.value}.contest"
    return name + SEALED if sealed else name


def read_name(path: Path) -> BackupFile | None:
    """What the name of a file tells; None for a file that is not named like a backup."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["why"] not in {why.value for why in Why}:
        return None
    try:
        at = datetime.strptime(match["time"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    sealed = match["sealed"] is not None
    return BackupFile(
        path, match["stem"], match["chain"], int(match["seq"]), match["head"], at, Why(match["why"]), sealed
    )


def found(folders: Iterable[Path], *, chain: str = "", stem: str = "") -> tuple[BackupFile, ...]:
    """The backups of a contest in some folders, newest first; folders that are not there today have none."""
    files = []
    for folder in dict.fromkeys(folders):
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                one = read_name(path)
                if one is not None and (not chain or one.chain == chain[:8]) and (not stem or one.stem == stem):
                    files.append(one)
    return tuple(sorted(files, key=lambda one: (one.seq, one.at), reverse=True))


def prune(folder: Path, chain: str, keep: int = KEEP) -> tuple[Path, ...]:
    """Take away what rule 2 does not keep; gives what went. A file that cannot be taken away stays."""
    gone: list[Path] = []
    for one in found((folder,), chain=chain)[keep:]:
        if one.why is Why.LOCK:
            continue
        with contextlib.suppress(OSError):
            one.path.unlink()
            gone.append(one.path)
    return tuple(gone)
