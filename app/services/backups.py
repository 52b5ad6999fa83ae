"""备份与恢复: checked copies away from the contest file, and a restore that lays a copy beside and never over anything.

Rules:
1. A backup is made through SQLite's backup API into a temporary file on the own disk, checked there (file, chain,
   marks, head equal), then written to its place by the rules of `app.bundle.stick`. What was not proved is not there.
2. With recipients it is sealed with age to the backup key and the office's recovery key.
3. Number and hash of the head are noted in heads.txt beside it, so that an older copy put back is seen.
4. A restore decrypts, checks everything, writes a new file and appends an entry with the old and the new head.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bundle import stick, suite
from app.bundle.findings import MalformedError
from app.domain.audit import Head
from app.domain.roles import Act, Role
from app.errors import AppError, Refusal, RightsRefusal, WorldFailure, WrongCall
from app.services import heads
from app.services.access import CONSOLE, Actor, require, require_pair
from app.services.filecheck import FileReport, check_content
from app.texts import sentence
from db.queries import accounts
from db.queries import audit as stored
from db.queries import contest as contests
from db.queries.copies import reading_copy
from db.store import Reading, Store


@dataclass(frozen=True)
class BackedUp:
    """A backup proved to be on its medium."""

    path: Path
    sha256: str
    size: int
    head: Head
    sealed: bool


@dataclass(frozen=True)
class Restored:
    """A restored file: where its chain stood, and how many later entries are known to have been lost."""

    path: Path
    head: Head
    noted: Head
    report: FileReport

    @property
    def missing(self) -> int:
        """Entries that heads.txt beside the backup knows of and the backup lacks."""
        return max(self.noted.seq - self.head.seq, 0)


def back_up(
    store: Store, target: Path, *, by: Actor = CONSOLE, at: datetime, recipients: Sequence[str] = ()
) -> BackedUp:
    """Write a checked copy of an open contest file as `target`, which must not exist.

    Anyone who can open the file may copy it, so the command line needs nobody's leave; a person needs the right to.
    Raises Refusal "store.exists", "files.backup_differs", WorldFailure of the disk or stick.
    """
    if target.exists():
        raise Refusal("store.exists", path=target.name)
    if by.role is not None:
        with store.read() as reading:
            require(reading, by, Act.BACK_UP)
    before = store.head
    with _copy_beside(store) as copy:
        head = _proved(copy, store, before, target.name)
        raw = copy.read_bytes()
    if recipients:
        raw = _sealed(raw, recipients)
    written = stick.write_file(target.parent, target.name, raw)
    _note(store, written, head, by, at, sealed=bool(recipients))
    return BackedUp(target, written.sha256, written.size, head, bool(recipients))


def _sealed(raw: bytes, recipients: Sequence[str]) -> bytes:
    try:
        return suite.seal(raw, recipients)
    except MalformedError as error:
        raise WrongCall("files.bad_recipient", recipients=list(recipients)) from error


People = Callable[[Store], tuple[Actor, Actor | None]]


def nobody(store: Store) -> tuple[Actor, Actor | None]:
    """Nobody logged in: the command line."""
    return CONSOLE, None


@contextmanager
def _copy_beside(store: Store) -> Iterator[Path]:
    """A copy in a folder of its own on the store's disk; gone again afterwards."""
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=store.path.parent) as folder:
        copy = Path(folder) / store.path.name
        store.copy_to(copy)
        yield copy


def _proved(copy: Path, store: Store, before: Head, name: str) -> Head:
    """The head of a copy that passed every check. Raises Refusal "files.backup_differs"."""
    with reading_copy(copy) as reading:
        report = check_content(reading)
    if report.problems:
        raise Refusal("files.backup_differs", path=name, check=report.problems[0].check)
    if report.head not in (before, store.head):  # equal heads unless somebody wrote meanwhile
        with store.read() as reading:
            if stored.hash_at(reading, report.head.seq) != report.head.hash:
                raise Refusal("files.backup_differs", path=name, check="head")
    return report.head


def _note(store: Store, written: stick.Written, head: Head, by: Actor, at: datetime, *, sealed: bool) -> None:
    folder, name = written.path.parent.resolve(), written.path.name
    with store.write() as writing:
        genesis = stored.genesis(writing)
        facts: dict[str, Any] = {"sha256": written.sha256, "seq": head.seq, "head": head.hash.hex()}
        stored.add_backup(writing, {**facts, "folder": str(folder), "file_name": name, "at": at})
        writing.audit("file.backed_up", by=by.ref, at=at, sealed=sealed, **facts)
    try:
        heads.note(folder, genesis, head, at, name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldFailure("files.unreadable", path=heads.FILE, reason=reason) from error


def check_copy(path: Path, identities: Sequence[str] = ()) -> FileReport:
    """Everything that can be checked of a backup, decrypted if it is sealed. Raises as `restore`."""
    raw = _opened(path, identities)
    with _laid_out(raw, None, path.name) as copy, reading_copy(copy) as reading:
        return check_content(reading, thorough=True)


def restore(
    backup: Path,
    target: Path,
    *,
    at: datetime,
    people: People = nobody,
    identities: Sequence[str] = (),
) -> Restored:
    """Lay a backup out as the new contest file `target`, which must not exist; checked before, entered in its chain.

    `people` logs those who restore in at the restored file; if they may not, the new file is gone again.
    Raises Refusal "store.exists", "files.not_a_backup", "files.sealed_backup",
    "files.wrong_backup_key"; WrongCall "files.no_such_file", "files.unreadable";
    RightsRefusal "files.restore_needs_pair" for a live contest with these two people.
    """
    if target.exists():
        raise Refusal("store.exists", path=target.name)
    raw = _opened(backup, identities)
    with _laid_out(raw, target.parent, backup.name) as copy:
        report = _sound(copy, backup.name)
        stick.write_file(target.parent, target.name, copy.read_bytes())
    try:
        return _enter(target, backup, report, people, at)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _enter(target: Path, backup: Path, report: FileReport, people: People, at: datetime) -> Restored:
    with Store.open(target) as store:
        by, second = people(store)
        with store.read() as reading:
            _may_restore(reading, by, second)
        with store.write() as writing:
            known = heads.noted(backup.parent, stored.genesis(writing))
            noted = max([report.head, *(line.head for line in known)], key=lambda head: head.seq)
            who = f"{by.ref}+{second.ref}" if second is not None else by.ref
            facts: dict[str, Any] = {"old_seq": noted.seq, "old_head": noted.hash.hex(), "new_seq": report.head.seq}
            writing.audit("file.restored", by=who, at=at, new_head=report.head.hash.hex(), **facts)
        return Restored(target, report.head, noted, report)


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
