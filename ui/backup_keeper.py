"""Makes backups while people work: every ten minutes or as set, at each submit and lock, and on leaving.

Copying, checking and writing run beside the store's thread, so that no mark waits behind a backup; only the short
question whether one is due, and the entry that one was made, take a turn at the store. Submits in quick succession
share one backup, made within a minute.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import AppError
from ui import media
from ui.desk import Desk, OpenContest
from ui.gathering import Gathering

if TYPE_CHECKING:
    from app.domain.audit import Head
    from app.services.backup_places import Why
    from app.services.backups import Round

MINUTE_MS = 60 * 1000
SUBMITS_MS = MINUTE_MS
_REST_MS = 500  # what was done is looked at once hands rest


def places(folders: tuple[str, ...], *, sealed: bool) -> tuple[Path, ...]:
    """Where a backup goes: the folders people chose, and every stick that is in if it is sealed. A stick gets lost, so
    one that nobody chose never carries names in the clear. Asks drives, so it runs off the Qt thread."""
    from app.services.backup_places import STICK_FOLDER  # here: the start screen needs no services

    found = [Path(folder) for folder in folders]
    if sealed:
        roots = [Path(one.path) for one in media.sticks() if not one.read_only]
        found += [root / STICK_FOLDER for root in roots if not any(one.is_relative_to(root) for one in found)]
    return tuple(dict.fromkeys(found))


class BackupKeeper(QObject):
    """Keeps the open contest of a desk backed up. `made` carries every `Round`, `failed` why none could be taken."""

    made = Signal(object, bool)  # Round; whether somebody asked for it
    failed = Signal(object, bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._looked: Head | None = None  # where the chain was when it was last looked at
        self._busy = False
        self._next: tuple[Why, bool] | None = None
        self._timer = QTimer(self, objectName="backups")
        self._timer.timeout.connect(self._look)
        self._set_patience()
        desk.settings_changed.connect(self._set_patience)
        self._soon = QTimer(self, singleShot=True, interval=SUBMITS_MS)
        self._soon.timeout.connect(self._submitted)
        desk.contest_changed.connect(self._stop)
        desk.contest_checked.connect(self._contest_checked)
        self._acts = Gathering(_REST_MS, SUBMITS_MS, self)
        self._acts.timeout.connect(self._after_act)
        desk.typing.connect(self._acts.put_off)
        desk.operations.changed.connect(lambda _change: self._acts.ask())

    @property
    def watching(self) -> bool:
        """Whether there is a contest that is backed up."""
        return self._timer.isActive()

    def by_hand(self) -> None:
        """立即备份: whatever the hour."""
        from app.services.backup_places import Why  # here: see `places`

        if self._contest() is not None:
            self._make(Why.HAND, asked=True)

    def catch_up(self) -> None:
        """A place is there again: it gets the backup it missed."""
        from app.services.backup_places import Why  # here: see `places`

        if self.watching:
            self._make(Why.TIMER, asked=False)

    def on_leaving(self) -> None:
        """Ask for a last backup, before the store is closed; it runs on the store's thread, after what waits there. A
        file that is still being checked is copied once that is done, if it is sound."""
        contest = self._contest()
        if contest is None or not (self.watching or (contest.unchecked is not None and contest.mode != "demo")):
            return
        self._stop()
        store, folders, at = contest.store, self._desk.settings.backup_folders, self._desk.now()
        self._desk.operations.run(lambda: _last_one(store, folders, at))

    # steps

    def _set_patience(self) -> None:
        interval = self._desk.settings.backup_minutes * MINUTE_MS
        if interval != self._timer.interval():  # setting it starts the time anew
            self._timer.setInterval(interval)

    def _contest(self) -> OpenContest | None:
        return self._desk.contest

    def _contest_checked(self) -> None:
        contest = self._contest()
        if contest is None or contest.mode == "demo" or contest.barred:
            return
        self._timer.start()
        store = contest.store
        self._looked = store.head
        if store.upgraded_from:
            from app.services.backup_places import Why  # here: see `places`

            self._make(Why.MIGRATION, asked=False)

    def _stop(self) -> None:
        self._timer.stop()
        self._soon.stop()
        self._acts.stop()
        self._looked, self._next = None, None

    def _look(self) -> None:
        """The time between two backups is over."""
        from app.services.backup_places import Why  # here: see `places`

        contest = self._contest()
        if contest is None:
            return
        store = contest.store
        self._run(lambda: _is_due(store), lambda due: self._make(Why.TIMER, asked=False) if due else None)

    def _after_act(self) -> None:
        """Something was done: was it a lock or a submit?"""
        contest, before = self._contest(), self._looked
        if contest is None or before is None:
            return
        store = contest.store

        def seen(found: tuple[Head, Why | None]) -> None:
            self._looked, why = found
            self._occasion(why)

        self._run(lambda: _occasion(store, before), seen)

    def _occasion(self, why: Why | None) -> None:
        from app.services.backup_places import Why as Reasons  # here: see `places`

        if why is Reasons.LOCK:
            self._make(why, asked=False)
        elif why is Reasons.SUBMIT and not self._soon.isActive():
            self._soon.start()

    def _submitted(self) -> None:
        from app.services.backup_places import Why  # here: see `places`

        if self._contest() is not None:
            self._make(Why.SUBMIT, asked=False)

    def _make(self, why: Why, *, asked: bool) -> None:
        contest = self._contest()
        if contest is None:
            return
        if self._busy:
            self._next = (why, asked)
            return
        self._busy = True
        store, folders, at = contest.store, self._desk.settings.backup_folders, self._desk.now()
        self._desk.operations.run(
            lambda: _write(store, folders, why, at),
            lambda done: self._written(store, done, asked),
            lambda error: self._over(error, asked),
            owner=self,
            quiet=not asked,
            aside=True,
        )

    def _written(self, store: Any, done: Round, asked: bool) -> None:
        if not done.written and not done.failed:
            self._over(None, asked)  # nowhere to write to, and nobody asked
            return
        at = self._desk.now()

        def told() -> None:
            self.made.emit(done, asked)
            self._desk.refresh_board()
            self._over(None, asked)

        self._desk.operations.run(
            lambda: _remember(store, done, at),
            lambda _none: told(),
            lambda error: self._over(error, asked),
            owner=self,
            quiet=True,
        )

    def _over(self, error: AppError | None, asked: bool) -> None:
        self._busy = False
        if error is not None and self._contest() is not None:
            self.failed.emit(error, asked)
        if self._next is not None:
            (why, again), self._next = self._next, None
            self._make(why, asked=again)

    def _run(self, act: Callable[[], Any], done: Callable[[Any], Any]) -> None:
        self._desk.operations.run(act, done, lambda error: self._over_quietly(error), owner=self, quiet=True)

    def _over_quietly(self, error: AppError) -> None:
        if self._contest() is not None:  # a question asked while the contest was being closed needs no answer
            self.failed.emit(error, False)


def _is_due(store: Any) -> bool:
    from app.services import backups  # here: see `places`

    with store.read() as reading:
        return backups.is_due(reading)


def _occasion(store: Any, before: Head) -> tuple[Head, Why | None]:
    from app.services import backups  # here: see `places`

    head = store.head
    with store.read() as reading:
        return head, backups.occasion(reading, before.seq, head.seq)


def places_of(store: Any, folders: tuple[str, ...]) -> tuple[Path, ...]:
    """Where a backup of this contest goes now, its own keys looked up; off the Qt thread."""
    from app.services import backups  # here: see `places`

    with store.read() as reading:
        sealed = bool(backups.own_recipients(reading)[0])
    return places(folders, sealed=sealed)


def _write(store: Any, folders: tuple[str, ...], why: Why, at: datetime) -> Round:
    """Take a copy and write it everywhere; on the second thread."""
    from app.errors import Refusal
    from app.services import backups  # here: see `places`
    from app.services.backup_places import Why as Reasons

    where = places_of(store, folders)
    if not where:
        if why is Reasons.HAND:
            raise Refusal("files.no_places")
        return backups.Round(why, (), ())
    return backups.put(backups.take(store), where, why, at)


def _remember(store: Any, done: Round, at: datetime) -> None:
    from app.services import backups  # here: see `places`

    backups.remember(store, done, at=at)


def _last_one(store: Any, folders: tuple[str, ...], at: datetime) -> None:
    from app.services.backup_places import Why  # here: see `places`

    store.settle()
    if store.barred is None and _is_due(store):
        done = _write(store, folders, Why.EXIT, at)
        _remember(store, done, at)
