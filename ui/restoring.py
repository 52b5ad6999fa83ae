"""When a file cannot be trusted: says which check failed, offers its backups, and restores one beside it.

Nothing is repaired in place and nothing is overwritten: the file stays as it is, the restored one gets a new name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from app.errors import AppError
from ui import messages
from ui.backup_keeper import places
from ui.clock import day_and_hour
from ui.desk import Desk, OpenContest
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from app.services.opening import Offer
    from app.services.restores import Looked, Restored
    from ui.dialogs.restore_dialog import Wish

BACKUP_SUFFIXES = (".age", ".backup")


def is_backup(path: Path) -> bool:
    """Whether a file a person wants to open is a backup by its name: that is restored beside, never worked in."""
    if path.suffix in BACKUP_SUFFIXES:
        return True
    if "_" not in path.name:
        return False
    from app.services.backup_places import read_name  # here: the start screen needs no services

    return read_name(path) is not None


class Restoring(QObject):
    """Leads from a failed check, or a backup opened, to a restored file; `opened` then opens that."""

    def __init__(self, desk: Desk, window: MainWindow, opened: Callable[[str], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._open = desk, window, opened

    def say_barred(self, contest: OpenContest) -> None:
        """An open file that failed a start check, or a copy of one that is open elsewhere: shown and not written."""
        from app.services.rescue import LOOKING  # here: see `is_backup`
        from ui.widgets.message_bar import Message, News

        found = contest.opened
        if found.trouble.check == LOOKING:
            self._window.tell(Message(messages.sentence(found.trouble.error), News.WARNING))
            return
        path, folders = Path(contest.path), self._desk.settings.backup_folders

        def look() -> tuple[Offer, ...]:
            from app.services import opening  # here: see `is_backup`

            return opening.offers(path, (*places(folders, sealed=True), path.parent))  # sticks nobody chose too

        def say(offers: tuple[Offer, ...]) -> None:
            if self._desk.contest is not contest:
                return
            both = {offer.file.path: offer for offer in (*found.offers, *offers)}.values()  # by its chain, by its name
            offers = tuple(sorted(both, key=lambda offer: (offer.file.seq, offer.file.at), reverse=True))
            things = [_line(offer) for offer in offers]
            if found.newest_bundle:
                things.append(self.tr("最近的成绩包：{name}").format(name=found.newest_bundle))
            self._say(messages.sentence(found.trouble.error), offers, things, self.tr("只看，不改"))

        self._desk.operations.run(look, say, owner=self, aside=True)

    def offer_for(self, path: Path, error: AppError) -> None:
        """A file that could not be opened at all: its backups, where it is damaged and not only in use."""
        folders = self._desk.settings.backup_folders

        def look() -> tuple[Offer, ...]:
            from app.services import opening  # here: see `is_backup`

            return (
                opening.offers(path, (*places(folders, sealed=True), path.parent)) if opening.is_damage(error) else ()
            )

        def found(offers: tuple[Offer, ...]) -> None:
            if offers:
                self._say(messages.sentence(error), offers, [_line(offer) for offer in offers], self.tr("先不恢复"))

        self._desk.operations.run(look, found, owner=self, aside=True)

    def _say(self, text: str, offers: Sequence[Offer], things: Sequence[str], shut: str) -> None:
        from ui.dialogs.question import Answer, Question  # here: see `is_backup`

        dialog = Question(self._window)
        dialog.setObjectName("file_trouble")
        dialog.ask(self.tr("这份竞赛文件没有通过检查"), text, things)
        dialog.add_answer(Answer("look", shut, safe=True))
        if offers:
            dialog.add_answer(Answer("restore", self.tr("从备份恢复…"), primary=True))
        dialog.chosen.connect(lambda answer: self.ask(offers) if answer == "restore" else None)
        dialog.open()

    def ask_here(self) -> None:
        """恢复到…: the backups of the file that is open; it stays as it is, the restored one gets a new name."""
        contest = self._desk.contest
        if contest is None:
            return
        path = Path(contest.path)
        folders = self._desk.settings.backup_folders

        def look() -> tuple[Offer, ...]:
            from app.services import opening  # here: see `is_backup`

            return opening.offers(path, (*places(folders, sealed=True), path.parent))  # sticks nobody chose too

        self._desk.operations.run(look, self.ask, owner=self, aside=True)

    def ask(self, offers: Sequence[Offer], chosen: Path | None = None) -> None:
        """Let people choose a backup, see what it lacks, and restore it."""
        from ui.dialogs.restore_dialog import RestoreDialog  # here: see `is_backup`

        files = [offer.file.path for offer in offers]
        if chosen is not None:
            files.insert(0, chosen)
        dialog = RestoreDialog(files, self._window)
        dialog.look_wanted.connect(lambda wish: self._look(dialog, wish))
        dialog.restore_wanted.connect(lambda wish: self._restore(dialog, wish))
        dialog.open()
        QTimer.singleShot(0, dialog, dialog.look_now)

    def _look(self, dialog: Any, wish: Wish) -> None:
        folders = self._desk.settings.backup_folders

        def look() -> Looked:
            from app.services import restores  # here: see `is_backup`

            return restores.look(
                wish.backup, identities=wish.identities(), evidence=wish.evidence(tuple(map(Path, folders)))
            )

        self._desk.operations.run(look, dialog.show_look, dialog.show_refusal, owner=dialog, aside=True)

    def _restore(self, dialog: Any, wish: Wish) -> None:
        folders = self._desk.settings.backup_folders
        target, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("恢复成新文件"), str(wish.target()), self.tr("竞赛文件 (*.contest)")
        )
        if not target:
            dialog.ready_again()
            return
        at = datetime.now(UTC)

        def work() -> Restored:
            from app.services import restores  # here: see `is_backup`

            return restores.restore(
                wish.backup,
                Path(target),
                at=at,
                people=wish.people(at),
                identities=wish.identities(),
                evidence=wish.evidence(tuple(map(Path, folders))),
            )

        def done(restored: Restored) -> None:
            dialog.accept()
            self._open(str(restored.path))

        self._desk.operations.run(work, done, dialog.show_refusal, owner=dialog)


def _line(offer: Offer) -> str:
    """One backup as a line of the list."""
    file = offer.file
    return f"{day_and_hour(file.at)}　{file.path.parent}　#{file.seq}"
