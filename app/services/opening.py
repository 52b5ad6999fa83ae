"""A contest file opened as every start opens it: checked in the order of the start checks, read-only where one fails.

What failed is never repaired in place. Beside the sentence stand the newest good backup and the newest own bundle.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import settings
from app.domain.audit import Head
from app.errors import AppError, WorldFailure
from app.services import backup_places, heads, restores
from app.services.backup_places import STICK_FOLDER, BackupFile
from app.services.common import Store, open_store
from app.services.filecheck import Checked, FileReport, Level, barring, start_checks
from app.services.filecheck import hold_ballast as hold_ballast
from db.queries import audit as stored
from db.queries import keys as stored_keys

MOST_OFFERS = 5
_DAMAGED = frozenset({"store.damaged", "store.foreign", "store.write_failed", "store.unreadable"})


@dataclass(frozen=True)
class Offer:
    """A backup that may take the place of a file. `checked` False: sealed, to be checked with its key."""

    file: BackupFile
    checked: bool


@dataclass(frozen=True)
class OpenedFile:
    """An open file with what the checks found. `trouble` None: it may be written."""

    store: Store
    report: FileReport
    trouble: Checked | None = None
    offers: tuple[Offer, ...] = ()
    newest_bundle: str = ""

    @property
    def warnings(self) -> tuple[Checked, ...]:
        """What does not keep anybody from working but has to be said."""
        return tuple(one for one in self.report.findings if one.level in (Level.HINT, Level.WARN) and one is not None)


def places_here() -> tuple[Path, ...]:
    """The folders this computer backs up to, as its settings name them."""
    return tuple(Path(folder) for folder in settings.load().backup_folders)


def open_checked(path: str | Path, at: datetime, folders: Iterable[Path] | None = None) -> OpenedFile:
    """Open a contest file and ask the start checks; one that fails leaves the file open and barred from writing.

    `folders`: this computer's places for backups (None: those of its settings). Raises what `open_store` raises.
    """
    known = places_here() if folders is None else tuple(folders)
    store = open_store(path)
    try:
        opened = _asked(store, _report(store, at, known), known)
    except BaseException:  # Ctrl+C and a stop as well: nothing half made stays, then it goes on up
        store.close()
        raise
    if opened.trouble is not None and opened.trouble.error is not None:
        store.bar(opened.trouble.error)
    return opened


def check_opened(store: Store, at: datetime, folders: Sequence[Path]) -> OpenedFile:
    """The start checks of a file that is already shown (see `unchecked`). What cannot be asked counts as failed: the
    file is then shown and not written, and nothing is raised."""
    try:
        report = _report(store, at, folders)
    except AppError as error:
        report = FileReport(Head(0, b""), (Checked("integrity", Level.FAIL, error),))
    return _asked(store, report, folders)


def _asked(store: Store, report: FileReport, folders: Sequence[Path]) -> OpenedFile:
    trouble = barring(report)
    if trouble is None or trouble.error is None:
        return OpenedFile(store, report)
    return _offering(store, report, trouble, folders)


def _report(store: Store, at: datetime, folders: Sequence[Path]) -> FileReport:
    """The start checks; a file too damaged to be asked fails the first of them."""
    try:
        return start_checks(store, at, folders)
    except WorldFailure as failure:
        if failure.code != "store.damaged":
            raise
        return FileReport(Head(0, b""), (Checked("integrity", Level.FAIL, failure),))


def _offering(store: Store, report: FileReport, trouble: Checked, folders: Sequence[Path]) -> OpenedFile:
    chain, bundle = "", ""
    known = list(folders)
    try:
        with store.read() as reading:
            chain = heads.chain_id(stored.genesis(reading))
            known += [Path(one.folder) for one in stored.backups(reading)]
            bundle = max(((one.number, one.file_name) for one in stored_keys.all_bundles(reading)), default=(0, ""))[1]
    except AppError:
        pass  # too damaged to say; the backups of its name are offered
    return OpenedFile(store, report, trouble, offers(store.path, known, chain), bundle)


def offers(contest: Path, folders: Iterable[Path], chain: str = "") -> tuple[Offer, ...]:
    """Backups of a file, newest first, each that can be opened checked whole; bad ones are left out.

    By the contest's chain, or by the file's name where the chain cannot be read.
    """
    everywhere = [place for folder in folders for place in (folder, folder / STICK_FOLDER)]
    files = backup_places.found(everywhere, chain=chain, stem="" if chain else contest.stem)
    good: list[Offer] = []
    for file in files:
        if file.sealed:
            good.append(Offer(file, checked=False))
        elif _is_good(file.path):
            good.append(Offer(file, checked=True))
        if len(good) == MOST_OFFERS:
            break
    return tuple(good)


def _is_good(path: Path) -> bool:
    try:
        return restores.check_copy(path).ok
    except AppError:
        return False


def is_damage(error: AppError) -> bool:
    """Whether a file that could not be opened at all may be replaced by a backup: not where it is only in use."""
    return error.code in _DAMAGED
