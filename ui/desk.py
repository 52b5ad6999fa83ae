"""The desk: what all pages of the open window share - the open contest, who works, the trade looked at, the settings.

Pages read it and ask it; only the main window and the start path change which contest is open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import settings as settings_file
from app.changes import Change, Kind
from app.errors import AppError
from app.settings import Settings
from ui.gathering import Gathering
from ui.operations import Operations

if TYPE_CHECKING:
    from app.services.board_view import BoardView, TradeRow

_BOARD_REST_MS, _BOARD_LIMIT_MS = 900, 8000


@dataclass(frozen=True)
class OpenContest:
    """The contest on the desk. `store` is handed to services inside acts and never used on the Qt thread."""

    store: Any
    path: str
    name: str
    mode: str  # "live", "test" or "demo"
    place: str = ""
    ahead: timedelta = timedelta()  # how far a demo's clock is from this computer's
    moment: str = ""  # the hour a demo was set to
    opened: Any = None  # what the start checks found (`app.services.opening.OpenedFile`)
    unchecked: Any = None  # until they are done: whoever asks them (`app.services.unchecked.Unchecked`)
    days: Any = ()  # first and last day of the contest, as far as known
    office: bool = False  # the office's own file: another rail, no trades of its own

    @property
    def barred(self) -> bool:
        """Whether the file failed a start check and is only shown."""
        return self.opened is not None and self.opened.trouble is not None

    @property
    def damaged(self) -> bool:
        """Whether it is barred for what was found in it, and not because it is a copy to look at."""
        error = self.opened.trouble.error if self.barred else None
        return error is not None and error.code != "store.only_looking"


@dataclass(frozen=True)
class AtKeyboard:
    """Who works: `actor` is handed to services; name and role words are for the screen."""

    actor: Any
    name: str
    role: str
    machine: str = ""


class Desk(QObject):
    """Shared state of the window, with a signal for each thing that can change."""

    contest_changed = Signal()
    contest_checked = Signal()  # the start checks of the open contest are done; at once where it came checked
    renamed = Signal()  # the open contest has another name
    person_changed = Signal()
    trade_changed = Signal(str)
    board_changed = Signal()
    go = Signal(str)  # key of a page
    go_to_sheet = Signal(str, str)  # key of a page, code of the sheet to open there
    switch_wanted = Signal()  # somebody else has to sit down
    settings_changed = Signal()
    typing = Signal()  # a key went into a grid of marks: what only follows marks waits a little longer
    incidents_wanted = Signal()  # 现场情况 of the trade in hand
    restore_wanted = Signal()  # from a backup of what is open, beside it
    keys_wanted = Signal()  # 钥匙与名录 of what is open, or the office's list
    certificate_wanted = Signal()  # whether a certificate is genuine

    def __init__(self, operations: Operations, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.operations = operations
        self.settings = settings
        self.contest: OpenContest | None = None
        self.person: AtKeyboard | None = None
        self.board: BoardView | None = None
        self.trade = ""
        self.finders: list[Callable[[str], Any]] = []
        # asks the store for the board; runs on the store thread. None: this program has no such service.
        self.board_source: Callable[[Any], BoardView] | None = None
        self._board_asked = self._board_again = False
        self._marks = Gathering(_BOARD_REST_MS, _BOARD_LIMIT_MS, self)
        self._marks.timeout.connect(self.refresh_board)
        self.typing.connect(self._marks.put_off)
        operations.changed.connect(self._board_follows)

    @property
    def is_demo(self) -> bool:
        """Whether the open contest is the demo (or a test): the band shows and nothing may be reported."""
        return self.contest is not None and self.contest.mode != "live"

    def now(self) -> datetime:
        """The time of acts, in UTC: this computer's, or that of the demo's own day."""
        ahead = self.contest.ahead if self.contest is not None else timedelta()
        return datetime.now(UTC) + ahead

    def open_contest(self, contest: OpenContest | None) -> None:
        """Put another contest on the desk, or none."""
        self.contest = contest
        self.board = None
        self.trade = ""
        self._board_asked = False
        self.contest_changed.emit()
        self.refresh_board()
        if contest is not None and contest.unchecked is None and self.contest is contest:
            self.contest_checked.emit()

    def know_checked(self, opened: Any) -> None:
        """What the start checks of the open contest found: from now on it may be written, or is only looked at."""
        if self.contest is not None:
            self.contest = replace(self.contest, opened=opened, unchecked=None)
            self.contest_checked.emit()

    def sit_down(self, person: AtKeyboard | None) -> None:
        """Let somebody else work."""
        self.person = person
        self.person_changed.emit()

    def _board_follows(self, change: Change) -> None:
        """Marks come one after the other and the board only counts them: it waits until hands rest."""
        if change.kinds <= {Kind.SHEETS}:
            self._marks.ask()
        else:
            self.refresh_board()

    def refresh_board(self) -> None:
        """Ask for new figures; asking again while the answer is on its way asks once more after it."""
        contest, source = self.contest, self.board_source
        if contest is None or source is None:
            return
        if self._board_asked:
            self._board_again = True
            return
        self._board_asked, self._board_again = True, False

        def act() -> BoardView | None:
            # What can wait is overtaken by whatever closes the file; a closed one must not be touched again.
            return source(contest.store) if self._has(contest) else None

        def came(board: BoardView | None) -> None:
            if self._has(contest):
                self._board_came(board)

        def refused(error: AppError) -> None:
            if self._has(contest):
                self._board_refused(error)

        self.operations.run(act, came, refused, owner=self, quiet=True, later=True)

    def _has(self, contest: OpenContest) -> bool:
        """Whether this contest is still on the desk, by whatever name."""
        return self.contest is not None and self.contest.store is contest.store

    def _board_came(self, board: BoardView | None) -> None:
        self._board_asked = False
        if board is not None:
            self.show_board(board)
        if self._board_again:
            self.refresh_board()

    def _board_refused(self, error: AppError) -> None:
        self._board_asked = False
        self.operations.refused.emit(error)

    def show_board(self, board: BoardView) -> None:
        """New figures for rail and board."""
        self.board = board
        keys = [row.trade for row in board.trades]
        if self.trade not in keys:
            self.choose_trade(keys[0] if keys else "")
        self.board_changed.emit()

    def trades(self) -> tuple[TradeRow, ...]:
        """The trades of the open contest."""
        return self.board.trades if self.board else ()

    def choose_trade(self, trade: str) -> None:
        """Look at another trade."""
        if trade != self.trade:
            self.trade = trade
            self.trade_changed.emit(trade)

    def change_settings(self, **values: Any) -> None:
        """Change preferences of this computer and keep them; a disk that refuses is told, the window goes on."""
        self.settings = replace(self.settings, **values)
        kept = self.settings
        self.operations.run(lambda: settings_file.save(kept), quiet=True, aside=True)
        self.settings_changed.emit()
