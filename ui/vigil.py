"""Looks every two seconds whether the backup places and the contest file itself are still there, and says so if not.

A stick that was pulled out is told in amber, work goes on, and the backup it missed is made once it is back. A contest
file that is gone takes no more marks, because a tick must mean that a mark is kept; what is in hand is saved as a new
file. The looking is done beside the store's thread: a drive that is gone can take long to say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from app.errors import AppError
from ui import media, messages
from ui.backup_keeper import BackupKeeper
from ui.desk import Desk, OpenContest
from ui.main_window import MainWindow
from ui.restoring import Restoring
from ui.widgets.message_bar import Message, News

LOOK_EVERY_MS = 2_000  # a stick pulled out has to be told within five seconds


@dataclass(frozen=True)
class Seen:
    """What is there: backup places by path with the name people know them by, and which file lies at the path."""

    places: dict[str, str]
    file: tuple[int, int] | None


def look_around(folders: tuple[str, ...], file: Path) -> Seen:
    """Ask drives and disk; off the Qt thread."""
    from app.services.backup_places import STICK_FOLDER  # here: the start screen needs no services
    from app.services.rescue import identity

    found = {folder: folder for folder in folders if Path(folder).is_dir()}
    for stick in media.sticks():
        if (Path(stick.path) / STICK_FOLDER).is_dir():
            found[stick.path] = stick.label
    return Seen(found, identity(file))


class Vigil(QObject):
    """Watches over the open contest of a desk; `leave` puts it away, `opened` opens another file."""

    def __init__(
        self,
        desk: Desk,
        window: MainWindow,
        keeper: BackupKeeper,
        restoring: Restoring,
        leave: Callable[[], bool],
        opened: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._keeper, self._restoring = desk, window, keeper, restoring
        self._leave, self._open = leave, opened
        self._known: dict[str, str] = {}
        self._missing: dict[str, str] = {}
        self._file: tuple[int, int] | None = None
        self._lost = self._asking = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS, objectName="vigil")
        self._timer.timeout.connect(self.look)
        desk.contest_changed.connect(self._contest_changed)
        desk.contest_checked.connect(self.look)
        desk.operations.refused.connect(self._refused)

    def look(self) -> None:
        """Look now; the answer comes later."""
        contest = self._desk.contest
        if contest is None or self._asking:
            return
        self._asking = True
        folders = self._desk.settings.backup_folders if self._keeper.watching else ()
        file = Path(contest.path)
        self._desk.operations.run(
            lambda: look_around(folders, file),
            lambda seen: self._came(contest, seen),
            lambda _error: self._over(),
            owner=self,
            quiet=True,
            aside=True,
        )

    def _contest_changed(self) -> None:
        self._known, self._missing, self._file, self._lost = {}, {}, None, False
        contest = self._desk.contest
        if contest is None or contest.store is None:
            self._timer.stop()
        else:
            self._timer.start()

    def _over(self) -> None:
        self._asking = False

    def _came(self, contest: OpenContest, seen: Seen) -> None:
        self._over()
        if self._desk.contest is not contest:
            return
        if self._keeper.watching:
            self._see_places(seen.places)
        if self._file is None:
            self._file = seen.file
        elif seen.file != self._file and not self._lost:
            self._lost = True
            self._bar(contest.store, None, self._say_gone)

    # sticks

    def _see_places(self, there: dict[str, str]) -> None:
        gone = {path: name for path, name in self._known.items() if path not in there and path not in self._missing}
        back = {path: name for path, name in self._missing.items() if path in there}
        self._known |= there
        self._missing = {path: name for path, name in (self._missing | gone).items() if path not in there}
        if gone:
            words = self.tr("备份U盘被拔出：{names}。成绩仍存在本机，可以接着录；插回后自动补一次备份。")
            text = words.format(names="、".join(gone.values()))
            verb = self.tr("换个备份位置…")
            self._window.tell(Message(text, News.WARNING, verb, self._window.settings_wanted.emit))
        elif back:
            words = self.tr("备份U盘又插上了：{names}。正在补一次备份。")
            self._window.tell(Message(words.format(names="、".join(back.values())), News.DONE))
            self._keeper.catch_up()

    # the file

    def _refused(self, error: AppError) -> None:
        """Damage that shows while people work: no more marks into that file, and its backups are offered."""
        contest = self._desk.contest
        if error.code != "store.damaged" or contest is None or contest.store is None or contest.barred or self._lost:
            return
        if contest.unchecked is not None:
            return  # the start checks under way will name it
        self._lost = True
        path = Path(contest.path)
        self._bar(contest.store, error, lambda told: self._restoring.offer_for(path, told))

    def _bar(self, store: Any, error: AppError | None, then: Callable[[AppError], None]) -> None:
        def act() -> AppError:
            from app.services.rescue import bar  # here: see look_around

            return bar(store, error)

        self._desk.operations.run(act, then, owner=self, quiet=True)

    def _say_gone(self, error: AppError) -> None:
        from ui.dialogs.question import Answer, Question  # here: the start screen asks nothing

        self._window.bar().show_refusal(messages.sentence(error), self.tr("另存一份…"), self._ask_where)
        dialog = Question(self._window)
        dialog.setObjectName("file_gone")
        dialog.ask(self.tr("竞赛文件不在原处了"), messages.sentence(error))
        dialog.add_answer(Answer("look", self.tr("先看看"), safe=True))
        dialog.add_answer(Answer("save", self.tr("另存一份…"), primary=True))
        dialog.chosen.connect(lambda answer: QTimer.singleShot(0, self, self._ask_where) if answer == "save" else None)
        dialog.open()

    def _ask_where(self) -> None:
        contest = self._desk.contest
        if contest is None:
            return
        store, old = contest.store, Path(contest.path)
        name = str(Path.home() / f"{old.stem}-2{old.suffix}")
        kinds = self.tr("竞赛文件 (*.contest)")
        target, _ = QFileDialog.getSaveFileName(self._window, self.tr("把竞赛另存到哪里"), name, kinds)
        if not target:
            return

        def act() -> Path:
            from app.services.rescue import save_as  # here: see look_around

            return save_as(store, Path(target))

        def done(path: Path) -> None:
            if self._leave():
                self._open(str(path))

        self._desk.operations.run(act, done, self._window.refuse, owner=self)
