"""Looking at bundles and taking them in, as long work on the store thread: what was done when somebody stops stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.changes import Change, Kind
from app.errors import AppError
from ui.operations import Cancelled, Progress

if TYPE_CHECKING:
    from app.bundle.keys import Key
    from app.services.access import Actor
    from app.services.office_rows import Row


@dataclass(frozen=True)
class Looked:
    """Files looked at: each with its path, and how many were not looked at because somebody stopped."""

    rows: tuple[tuple[Path, Row], ...]
    left: int


@dataclass(frozen=True)
class Taken:
    """Files taken in or refused; `answers` are receipts written, `trouble` why one could not be."""

    rows: tuple[tuple[Path, Row], ...]
    left: int
    answers: tuple[Path, ...]
    trouble: AppError | None
    change: Change


@dataclass(frozen=True)
class Sitting:
    """What receiving takes beside the files: the open office, its keys at hand, who receives, and when."""

    store: Any
    by: Actor
    at: datetime
    identities: tuple[str, ...] = ()
    key: Key | None = None


def look(sitting: Sitting, paths: Sequence[Path], progress: Progress) -> Looked:
    """Check files and everything in folders; nothing is stored."""
    from app.services import office  # here: cryptography is loaded on first use

    files = office.bundle_files(paths)
    progress(0, len(files))
    rows = office.preview(
        sitting.store, files, identities=sitting.identities, progress=_told(progress), by=sitting.by, at=sitting.at
    )
    found = tuple(zip(files, rows, strict=False))
    return Looked(found, len(files) - len(found))


def take(sitting: Sitting, paths: Sequence[Path], place_of: Callable[[Path], Path | None], progress: Progress) -> Taken:
    """Take files in, one transaction each; signed receipts go where `place_of` says (None: nowhere)."""
    from app.bundle.stick import write_file
    from app.services import office  # here: cryptography is loaded on first use

    progress(0, len(paths))
    rows: list[tuple[Path, Row]] = []
    answers: list[Path] = []
    trouble: AppError | None = None
    taken = office.receive(
        sitting.store,
        paths,
        receipt_key=sitting.key,
        identities=sitting.identities,
        progress=_told(progress),
        by=sitting.by,
        at=sitting.at,
    )
    for path, row in zip(paths, taken, strict=False):
        rows.append((path, row))
        folder = place_of(path)
        if folder is None or row.receipt is None:
            continue
        try:
            answers.append(write_file(folder, f"{path.stem}.crr", row.receipt).path)
        except AppError as error:  # the stick is full, locked or gone: what was taken in stays taken in
            trouble = trouble or error
    change = Change(frozenset({Kind.BUNDLES, Kind.RESULTS}))
    return Taken(tuple(rows), len(paths) - len(rows), tuple(answers), trouble, change)


def _told(progress: Progress) -> Callable[[int, int, str], bool]:
    """As the office's services tell how far they are: they stop between two files, so what was done stays done."""

    def told(done: int, total: int, item: str) -> bool:
        try:
            progress(done, total, item)
        except Cancelled:
            return False
        return True

    return told
