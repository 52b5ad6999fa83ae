"""A new contest from the start screen, and what a contest says when it is opened or left: its day, how far it is."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app import paths
from app.errors import AppError
from ui import demo
from ui.desk import Desk, OpenContest
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from ui.pages.new_page import Wanted
    from ui.pages.start_page import StartPage


class Beginning(QObject):
    """Carries out what the form of a new contest asks for."""

    def __init__(
        self, desk: Desk, window: MainWindow, open_path: Callable[[str], None], open_demo: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._open_path, self._open_demo = open_path, open_demo
        self._fresh = ""  # a file just made: it opens at its settings

    def wire(self, start: StartPage) -> None:
        """Listen to a start screen."""
        start.new_wanted.connect(lambda: start.show_new(self._desk.settings))
        start.make_wanted.connect(self.make)

    def make(self, wanted: Wanted) -> None:
        """Make the file that the form asked for, and open it at its settings."""
        start = self._window.start

        def done(_made: object) -> None:
            self._fresh = str(wanted.path)
            self._open_path(str(wanted.path))

        def refused(error: AppError) -> None:
            from ui import messages  # here: the start screen needs no sentences

            if start is not None and isValid(start) and start.new_page is not None:
                start.new_page.refuse(messages.sentence(error))

        at = self._desk.now()
        self._desk.operations.run(lambda: _begin(wanted, at), done, refused, owner=self)

    def opened(self, contest: OpenContest) -> None:
        """A new contest opens at its settings; a real one on another day says that practice has a place of its own."""
        if contest.path == self._fresh:
            self._fresh = ""
            page = self._window.page()
            if page is not None:
                page.begin()
            return
        if getattr(contest.store, "upgraded_from", 0):
            self._tell_upgraded(contest)
            return  # the one message that stands must be this one
        if demo.is_throw_away(contest.path) and not contest.barred and not self._desk.settings.toured:
            self._offer_tour()
        first, last = contest.days or (None, None)
        today = datetime.now(UTC).astimezone().date()
        if (
            contest.mode != "live"
            or contest.office
            or contest.barred
            or first is None
            or first <= today <= (last or first)
        ):
            return
        from ui.widgets.message_bar import Message, News  # here: the start screen needs no messages

        words = self.tr("今天不是比赛日，只想练习请用演示竞赛。")
        self._window.tell(Message(words, News.WARNING, self.tr("打开演示竞赛"), self._open_demo))

    def _tell_upgraded(self, contest: OpenContest) -> None:
        """An older version's file was brought to this version; the copy taken before lies beside it."""
        from ui.widgets.message_bar import Message, News  # here: see opened

        name = f"{Path(contest.path).name}.v{contest.store.upgraded_from}-before"
        words = self.tr("这份文件由旧版本保存，已升级到现在的版本。升级前的原样留在旁边：{name}").format(name=name)
        self._window.tell(Message(words, News.NOTE, stays=True))

    def _offer_tour(self) -> None:
        """Once on this computer; later it stands among the actions (Ctrl+K)."""
        from ui.widgets.message_bar import Message, News  # here: see opened

        self._desk.change_settings(toured=True)
        take = self._window.commands.table.action("tour").trigger
        words = self.tr("第一次用？八步就能看到第一张证书。")
        self._window.tell(Message(words, News.NOTE, self.tr("带我打出第一张证书"), take, stays=True))

    def note_state(self, contest: OpenContest) -> None:
        """How far the contest is, for the list on the start screen."""
        board = self._desk.board
        if board is None or contest.office or demo.is_throw_away(contest.path):
            return
        step = board.next.step.value if board.next is not None else ""
        safe = board.safety.backup_at is not None and not board.safety.backup_late
        states = self._desk.settings.with_state(Path(contest.path), step, safe).recent_states
        self._desk.change_settings(recent_states=states)


def _begin(wanted: Wanted, at: datetime) -> None:
    """Make the file of a new contest; it is closed again, and opened like any other."""
    from app.services import keys, packs, setup_sources  # here: the start loads no database
    from app.services.packs_make import PACK_LIMIT

    if wanted.path.parent == paths.contests_folder():  # the usual place; another one has to be there
        with contextlib.suppress(OSError):  # making the file says what is wrong
            wanted.path.parent.mkdir(parents=True, exist_ok=True)
    if wanted.trust is not None and wanted.source is not None:
        raw, listed = keys.read_whole(wanted.source, PACK_LIMIT), keys.read_whole(wanted.trust)
        base, root = wanted.base or None, wanted.root_code or None
        store, _ = packs.new_from_pack(wanted.path, raw, trust=listed, root_code=root, base=base, at=at)
    else:
        contest = setup_sources.NewContest(
            wanted.name, wanted.base, wanted.year, wanted.mode, wanted.trades, wanted.source
        )
        store = setup_sources.begin(wanted.path, contest, at=at)
    store.close()
