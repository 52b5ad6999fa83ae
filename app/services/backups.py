"""备份: checked copies away from the contest file, to every place a person chose and every stick there is.

Rules:
1. A backup is made through SQLite's backup API into a temporary file on the own disk, checked there (file, chain,
   marks, head equal), then written to its place by the rules of `app.bundle.stick`. What was not proved is not there.
2. It is sealed with age to the contest's backup key and the office's recovery key, once a backup key is enrolled;
   until then it is plain and says so. The key file, which a passphrase protects, is laid beside it.
3. Number and hash of the head, and the newest bundle, are noted in heads.txt beside it, so that an older copy put back
   is seen and no bundle number is given out twice.
4. Taking and writing need nobody's turn at the store; only remembering what was made is an act of the store.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.bundle import stick, suite
from app.bundle.findings import MalformedError
from app.domain.audit import Head
from app.domain.roles import Act
from app.domain.texts import file_words
from app.errors import AppError, Refusal, WorldFailure, WrongCall
from app.services import backup_places, heads
from app.services.access import CONSOLE, Actor, require
from app.services.backup_due import OWN_ACT
from app.services.backup_due import is_due as is_due
from app.services.backup_places import Why
from app.services.filecheck import check_content
from app.services.keys import held_trust
from db.queries import audit as stored
from db.queries import contest as contests
from db.queries import keys as stored_keys
from db.queries import restored
from db.queries.copies import reading_copy
from db.store import Reading, Store

KEY_FILE = "backup-{chain}.ckey"
Told = Callable[[int, int, str], None]
"""Hears how far a round is: steps done, of how many, the file or folder in hand."""


@dataclass(frozen=True)
class BackedUp:
    """A backup proved to be on its medium."""

    path: Path
    sha256: str
    size: int
    head: Head
    sealed: bool


@dataclass(frozen=True)
class Taken:
    """A checked copy in hand, sealed if there is a key to seal to, and what is noted beside it."""

    contest: Path
    raw: bytes = field(repr=False)
    head: Head
    sealed: bool
    genesis: dict[str, str]
    bundle: tuple[int, str] | None
    key_file: bytes | None = field(repr=False, default=None)


@dataclass(frozen=True)
class Round:
    """One backup to several places: where it lies now, and where it could not be written."""

    why: Why
    written: tuple[BackedUp, ...]
    failed: tuple[tuple[Path, AppError], ...]

    @property
    def ok(self) -> bool:
        """Whether every place has it."""
        return bool(self.written) and not self.failed


def back_up(
    store: Store, target: Path, *, by: Actor = CONSOLE, at: datetime, recipients: Sequence[str] | None = None
) -> BackedUp:
    """Write a checked copy of an open contest file as `target`, which must not exist.

    Anyone who can open the file may copy it, so the command line needs nobody's leave; a person needs the right to.
    Sealed to `recipients`, or to those of the contest when none are named (rule 2).
    Raises Refusal "store.exists", "files.backup_differs", WorldFailure of the disk or stick.
    """
    if target.exists():
        raise Refusal("store.exists", path=target.name)
    _may(store, by)
    taken = take(store, recipients, name=target.name)
    done = _write(taken, target.parent, target.name, at)
    remember(store, Round(Why.HAND, (done,), ()), by=by, at=at)
    return done


def back_up_to(
    store: Store, folders: Iterable[Path], why: Why, *, by: Actor = CONSOLE, at: datetime, told: Told | None = None
) -> Round:
    """A backup to every place, named by itself; a place that fails does not keep the others from having theirs.

    `told` hears of every step (done, of how many, file or folder); what it raises stops the round between two places,
    and those that have theirs are remembered.

    Raises Refusal "files.no_places", "files.backup_differs", RightsRefusal.
    """
    places = tuple(dict.fromkeys(folders))
    if not places:
        raise Refusal("files.no_places")
    _may(store, by)
    step = told or (lambda _done, _total, _item: None)
    step(0, len(places) + 1, store.path.name)
    taken = take(store)
    rounds: list[Round] = []
    try:
        for number, folder in enumerate(places, 1):
            step(number, len(places) + 1, str(folder))
            rounds.append(put(taken, (folder,), why, at))
    finally:
        written = tuple(one for done in rounds for one in done.written)
        failed = tuple(one for done in rounds for one in done.failed)
        done = Round(why, written, failed)
        remember(store, done, by=by, at=at)
    return done


def _may(store: Store, by: Actor) -> None:
    if by.role is not None:
        with store.read() as reading:
            require(reading, by, Act.BACK_UP)


def take(store: Store, recipients: Sequence[str] | None = None, *, name: str = "") -> Taken:
    """A checked copy of an open file, sealed. Reads only, so that it may run beside the acts of the store.

    Raises Refusal "files.backup_differs", WrongCall "files.bad_recipient", WorldFailure of the disk.
    """
    before = store.head
    with store.read() as reading:
        genesis = stored.genesis(reading)
        wanted, key_file = own_recipients(reading)
        bundle = max(((one.number, one.sha256) for one in stored_keys.all_bundles(reading)), default=None)
    with _copy_beside(store) as copy:
        head = _proved(copy, store, before, name or store.path.name)
        raw = copy.read_bytes()
    wanted = wanted if recipients is None else tuple(recipients)
    if wanted:
        raw = _sealed(raw, wanted)
    return Taken(store.path, raw, head, bool(wanted), genesis, bundle, key_file if recipients is None else None)


def own_recipients(reading: Reading) -> tuple[tuple[str, ...], bytes | None]:
    """Whom backups of this file are sealed to, and the key file to lay beside; nobody while there is no backup key:
    a copy that only the office can open would leave the hall without one."""
    own = next((one for one in stored_keys.keys(reading, "backup")), None)
    if own is None:
        return (), None
    trust = held_trust(reading)
    office = trust.recipients[-1:] if trust is not None else ()  # the working key comes first, then the recovery key
    return (own.public.decode("ascii"), *office), own.sealed


def put(taken: Taken, folders: Iterable[Path], why: Why, at: datetime) -> Round:
    """Write a copy in hand to every place, note its head there and thin out older ones. Needs no store."""
    chain = heads.chain_id(taken.genesis)
    name = backup_places.name_of(taken.contest, chain, taken.head, at, why, sealed=taken.sealed)
    written: list[BackedUp] = []
    failed: list[tuple[Path, AppError]] = []
    for folder in folders:
        try:
            _ensure(folder)
            written.append(_write(taken, folder, name, at))
            if taken.key_file is not None:
                _lay_key(folder / KEY_FILE.format(chain=chain[:8]), taken.key_file)
            backup_places.prune(folder, chain)
        except AppError as error:
            failed.append((folder, error))
    return Round(why, tuple(written), tuple(failed))


def _ensure(folder: Path) -> None:
    """Make the last folder of a place, never the stick or drive it should be on. Raises WorldFailure."""
    try:
        if not folder.is_dir():
            folder.mkdir()
    except OSError as error:
        raise WorldFailure("files.no_place", folder=str(folder), reason=error.strerror or str(error)) from error


def _write(taken: Taken, folder: Path, name: str, at: datetime) -> BackedUp:
    written = stick.write_file(folder, name, taken.raw)
    try:
        heads.note(folder.resolve(), taken.genesis, taken.head, at, name, taken.bundle)
    except OSError as error:
        raise WorldFailure("files.unreadable", path=heads.FILE, reason=error.strerror or str(error)) from error
    return BackedUp(written.path, written.sha256, written.size, taken.head, taken.sealed)


def _lay_key(path: Path, sealed: bytes) -> None:
    try:
        same = path.read_bytes() == sealed
    except OSError:
        same = False
    if not same:
        stick.write_file(path.parent, path.name, sealed)


def remember(store: Store, done: Round, *, by: Actor = CONSOLE, at: datetime) -> None:
    """Enter what was written in the file and its chain; what failed is entered too, with its code."""
    if not done.written and not done.failed:
        return
    with store.write() as writing:
        for one in done.written:
            facts: dict[str, Any] = {"sha256": one.sha256, "seq": one.head.seq, "head": one.head.hash.hex()}
            folder, name = file_words(str(one.path.parent.resolve())), file_words(one.path.name)
            stored.add_backup(writing, {**facts, "folder": folder, "file_name": name, "at": at})
            writing.audit(OWN_ACT, by=by.ref, at=at, sealed=one.sealed, why=done.why.value, **facts)
        for _, error in done.failed:
            writing.audit("file.backup_failed", by=by.ref, at=at, why=done.why.value, code=error.code)


_LOCKS = ("trade.locked",)
_SUBMITS = ("sheet.submitted", "sheet.agreed")


def occasion(reading: Reading, first: int, last: int) -> Why | None:
    """What happened in a stretch of the chain that asks for a backup at once; None: nothing that could not wait."""
    if restored.told_between(reading, first, last, _LOCKS):
        return Why.LOCK
    return Why.SUBMIT if restored.told_between(reading, first, last, _SUBMITS) else None


def is_invented(reading: Reading) -> bool:
    """Whether the file is a demo, of which nobody needs backups."""
    row = contests.the_contest(reading)
    return row is not None and row.mode == "demo"


def safeguard(
    store: Store, before: Head, folders: Sequence[Path], *, at: datetime
) -> tuple[tuple[Path, AppError], ...]:
    """After one verb: back up what it changed since `before`; gives the places that failed. Never raises for them."""
    if not folders or store.barred is not None or (store.head == before and not store.upgraded_from):
        return ()
    with store.read() as reading:
        if is_invented(reading) or not is_due(reading):
            return ()
        happened = occasion(reading, before.seq, store.head.seq)
    why = Why.MIGRATION if store.upgraded_from else happened or Why.EXIT
    try:
        done = put(take(store), folders, why, at)
        remember(store, done, at=at)
    except AppError as error:
        return ((store.path.parent, error),)
    return done.failed


def _sealed(raw: bytes, recipients: Sequence[str]) -> bytes:
    try:
        return suite.seal(raw, recipients)
    except MalformedError as error:
        raise WrongCall("files.bad_recipient", recipients=list(recipients)) from error


@contextmanager
def _copy_beside(store: Store) -> Iterator[Path]:
    """A copy in a folder of its own on the store's disk; gone again afterwards."""
    try:
        with tempfile.TemporaryDirectory(prefix=".backup-", dir=store.path.parent) as folder:
            copy = Path(folder) / store.path.name
            store.copy_to(copy)
            yield copy
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldFailure("store.copy_failed", path=store.path.name, reason=reason) from error


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
