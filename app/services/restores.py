"""恢复: a backup laid out beside as a new file, never over anything; first looked at, then entered in its chain.

Rules:
1. A backup is decrypted, checked whole (4.3 and results, signatures, bundles), and held against heads.txt beside it,
   the contest's other backup places, bundles, receipts and paper: people see what is missing before they decide.
2. The restored file gets an entry with the old and the new head and the bundle numbers given out since, so that entries
   given up are not missed and no number is given out twice.
3. A live contest takes chief judge and supervisor, logged in at the restored file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bundle import stick, suite
from app.domain.audit import Head
from app.domain.roles import Act, Role
from app.errors import AppError, Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services.access import CONSOLE, Actor, require, require_pair
from app.services.filecheck import FileReport, check_content
from app.services.restore_evidence import Evidence, Missing, weigh
from app.texts import sentence
from db.queries import accounts
from db.queries import contest as contests
from db.queries.copies import reading_copy
from db.store import Reading, Store


@dataclass(frozen=True)
class Looked:
    """A sound backup, not yet restored: whose it is, where its chain ends, what it lacks."""

    name: str
    mode: str
    head: Head
    newest_at: str
    sealed: bool
    missing: Missing
    people: tuple[tuple[str, Role | None], ...] = ()  # who may log in at the restored file

    @property
    def missing_entries(self) -> int:
        """How many later entries are known to have been made."""
        return max(self.missing.newest.seq - self.head.seq, 0)


@dataclass(frozen=True)
class Restored:
    """A restored file: where its chain stood, and how far it is known to have gone."""

    path: Path
    head: Head
    noted: Head
    report: FileReport
    found: Missing

    @property
    def missing(self) -> int:
        """Entries that anything knows of and the backup lacks."""
        return max(self.noted.seq - self.head.seq, 0)


People = Callable[[Store], tuple[Actor, Actor | None]]


def nobody(store: Store) -> tuple[Actor, Actor | None]:
    """Nobody logged in: the command line."""
    return CONSOLE, None


def check_copy(path: Path, identities: Sequence[str] = ()) -> FileReport:
    """Everything that can be checked of a backup, decrypted if it is sealed. Raises as `restore`."""
    raw = _opened(path, identities)
    with _laid_out(raw, None, path.name) as copy, reading_copy(copy) as reading:
        return check_content(reading, thorough=True)


def look(backup: Path, *, identities: Sequence[str] = (), evidence: Evidence | None = None) -> Looked:
    """What restoring a backup would give and what it would lack; nothing is written. Raises as `restore`."""
    raw = _opened(backup, identities)
    with _laid_out(raw, None, backup.name) as copy:
        report = _sound(copy, backup.name)
        with reading_copy(copy) as reading:
            row = contests.the_contest(reading)
            missing = weigh(reading, report.head, _beside(backup, evidence))
            people = tuple((one.name, Role(one.role)) for one in accounts.all_accounts(reading) if one.active)
    name, mode = ("", "") if row is None else (row.name, row.mode)
    sealed = backup.name.endswith(".age") or is_sealed(backup)
    return Looked(name, mode, report.head, report.newest_at, sealed, missing, people)


def is_sealed(backup: Path) -> bool:
    """Whether a key is needed to open a backup; a file that cannot be read is none."""
    try:
        with backup.open("rb") as file:
            return file.read(len(suite.AGE_START)) == suite.AGE_START
    except OSError:
        return False


def restore(
    backup: Path,
    target: Path,
    *,
    at: datetime,
    people: People = nobody,
    identities: Sequence[str] = (),
    evidence: Evidence | None = None,
) -> Restored:
    """Lay a backup out as the new contest file `target`, which must not exist; checked before, entered in its chain.

    `people` logs those who restore in at the restored file; if they may not, the new file is gone again.
    Raises Refusal "store.exists", "files.not_a_backup", "files.sealed_backup", "files.wrong_backup_key",
    "files.other_contest", "files.other_history"; WrongCall "files.no_such_file", "files.unreadable";
    RightsRefusal "files.restore_needs_pair" for a live contest with these two people.
    """
    if target.exists():
        raise Refusal("store.exists", path=target.name)
    raw = _opened(backup, identities)
    # Entered while it still bears another name: a program killed on the way leaves no file that looks restored.
    with _laid_out(raw, target.parent, target.name) as copy:
        report = _sound(copy, backup.name)
        found = _enter(copy, backup, report, people, at, _beside(backup, evidence))
        if target.exists():
            raise Refusal("store.exists", path=target.name)
        stick.write_file(target.parent, target.name, copy.read_bytes())
    return Restored(target, report.head, found.newest, report, found)


def _beside(backup: Path, evidence: Evidence | None) -> Evidence:
    """The evidence given, and the heads.txt that lies with the backup."""
    given = evidence or Evidence()
    return replace(given, folders=tuple(dict.fromkeys((backup.parent, *given.folders))))


def _enter(copy: Path, backup: Path, report: FileReport, people: People, at: datetime, evidence: Evidence) -> Missing:
    with Store.open(copy) as store:
        by, second = people(store)
        with store.read() as reading:
            _may_restore(reading, by, second)
            found = weigh(reading, report.head, evidence)
        with store.write() as writing:
            who = f"{by.ref}+{second.ref}" if second is not None else by.ref
            facts: dict[str, Any] = {
                "old_seq": found.newest.seq,
                "old_head": found.newest.hash.hex(),
                "new_seq": report.head.seq,
                "new_head": report.head.hash.hex(),
            }
            if found.bundles:
                facts["bundles"] = [
                    {"number": one.number, "sha256": one.sha256, "trades": list(one.trades)} for one in found.bundles
                ]
            writing.audit("file.restored", by=who, at=at, **facts)
    return found


def _opened(path: Path, identities: Sequence[str]) -> bytes:
    """The bytes of a backup, decrypted."""
    try:
        if path.exists() and not path.is_file():  # a folder; or a pipe or device, which might never end
            raise WrongCall("files.unreadable", path=path.name, reason="no regular file")
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise WrongCall("files.no_such_file", path=path.name) from error
    except OSError as error:
        raise WrongCall("files.unreadable", path=path.name, reason=error.strerror or str(error)) from error
    if not raw.startswith(suite.AGE_START):
        return raw
    if not identities:
        raise Refusal("files.sealed_backup", path=path.name)
    plain = suite.unseal(raw, identities)
    if plain is None:
        raise Refusal("files.wrong_backup_key", path=path.name)
    return plain


@contextmanager
def _laid_out(raw: bytes, folder: Path | None, name: str) -> Iterator[Path]:
    """Bytes as a file that SQLite can look into, in a folder of its own that is gone afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as place:
            copy = Path(place) / name
            copy.write_bytes(raw)
            yield copy
    except OSError as error:
        raise WorldFailure("files.unreadable", path=str(folder or name), reason=error.strerror or str(error)) from error


def _sound(copy: Path, name: str) -> FileReport:
    """The report of a copy that may be restored. Raises Refusal "files.not_a_backup" with the first failed check."""
    try:
        with reading_copy(copy) as reading:
            report = check_content(reading, thorough=True)
    except AppError as error:
        raise Refusal("files.not_a_backup", path=name, why=sentence(error)) from error
    for problem in report.problems:
        raise Refusal("files.not_a_backup", path=name, why=sentence(problem.error) if problem.error else problem.check)
    return report


def _may_restore(reading: Reading, by: Actor, second: Actor | None) -> None:
    """Two people for a live contest that has both; whoever restores another file only has to be who they say."""
    row = contests.the_contest(reading)
    needed = (Role.CHIEF_JUDGE.value, Role.SUPERVISOR.value)
    live = row is not None and row.mode == "live"
    if live and all(accounts.count_with_roles(reading, (role,)) for role in needed):
        if second is None:
            raise RightsRefusal("files.restore_needs_pair")
        require_pair(by, Role.CHIEF_JUDGE, second, Role.SUPERVISOR)
    elif by.role is not None:
        require(reading, by, Act.RESTORE)
