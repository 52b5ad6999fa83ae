"""What is on the public screen just now. Pages put things on it; the window beside only paints.

Nothing here has a name and a code together: see `app.services.display` for what may be shown at all.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.changes import Change
from app.services.display import CallBoard, HourLine, ResultsBoard
from ui.desk import Desk
from ui.display.shown import PublicDraw, Show

MOST_CALLED = 4


class Stage(QObject):
    """One for each desk; survives the pages, which are built anew for another language or text size."""

    changed = Signal()
    opened = Signal(bool)  # whether the window is open

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.show = Show.CLOCK
        self.trade, self.round, self.sitting = "", "", 1
        self.hours: tuple[HourLine, ...] = ()
        self.calls: CallBoard | None = None
        self.called: tuple[str, ...] = ()  # entry numbers, the newest first
        self.draw = PublicDraw()
        self.results: ResultsBoard | None = None
        self.window: Any = None  # ui.display.window.DisplayWindow, while it is open
        desk.operations.changed.connect(self._stale)
        desk.contest_changed.connect(self._other_contest)

    @property
    def is_open(self) -> bool:
        """Whether anybody sees it."""
        return self.window is not None

    @property
    def contest_name(self) -> str:
        """The name on top of the screen."""
        return self.desk.contest.name if self.desk.contest is not None else ""

    def put(self, show: Show, trade: str = "", round_id: str = "", sitting: int = 0) -> None:
        """Show another picture; trade, round and sitting stay as they were where none is given."""
        self.show = show
        self.trade, self.round = trade or self.trade or self.desk.trade, round_id or self.round
        self.sitting = sitting or self.sitting
        self.refresh()

    def put_draw(self, draw: PublicDraw) -> None:
        """Show how a draw stands; it only comes to the front when draws are being shown."""
        self.draw = draw
        if self.show is Show.DRAW:
            self.changed.emit()

    def call(self, trade: str, round_id: str, sitting: int, entry: str) -> None:
        """请 HG07 到 3 号工位: call somebody, and show that."""
        if (trade, round_id, sitting) != (self.trade, self.round, self.sitting):
            self.called = ()
        self.called = (entry, *(one for one in self.called if one != entry))[:MOST_CALLED]
        self.put(Show.CALL, trade, round_id, sitting)

    def refresh(self) -> None:
        """Fetch what is shown."""
        contest = self.desk.contest
        if contest is None or contest.store is None or contest.office:
            self.changed.emit()
            return
        store, now, show = contest.store, self.desk.now(), self.show
        trade, round_id, sitting = self.trade or self.desk.trade, self.round, self.sitting
        if show is Show.CLOCK:
            self._fetch(lambda: _hours(store, now), "hours")
        elif show is Show.CALL and trade:
            self._fetch(lambda: _calls(store, trade, round_id, sitting, now), "calls")
        elif show is Show.RESULTS and trade:
            self._fetch(lambda: _results(store, trade), "results")
        else:
            self.changed.emit()

    def _fetch(self, act: Callable[[], Any], name: str) -> None:
        def came(found: Any) -> None:
            setattr(self, name, found)
            self.changed.emit()

        self.desk.operations.run(act, came, owner=self, quiet=True)

    def _stale(self, _change: Change) -> None:
        if self.is_open:
            self.refresh()

    def _other_contest(self) -> None:
        self.show, self.trade, self.round, self.sitting = Show.CLOCK, "", "", 1
        self.hours, self.calls, self.called, self.results = (), None, (), None
        self.draw = PublicDraw()
        if self.desk.contest is None:
            self.close()
        elif self.is_open:
            self.refresh()

    def open(self, screen: Any = None) -> None:
        """Open the window on a screen; None: a second screen when there is one, else a window on this one."""
        from ui.display.window import DisplayWindow  # here: hardly anybody needs it at the start

        if self.window is None:
            self.window = DisplayWindow(self)
            self.window.closed.connect(self._closed)
        self.window.go_to(screen)
        self.refresh()
        self.opened.emit(True)

    def close(self) -> None:
        """Put the window away."""
        if self.window is not None:
            self.window.close()

    def _closed(self) -> None:
        self.window = None
        self.opened.emit(False)


def stage_of(desk: Desk) -> Stage:
    """The stage of a desk, made when first needed."""
    found = desk.findChild(Stage)
    return found if isinstance(found, Stage) else Stage(desk)


# on the store thread; the services are loaded there


def _hours(store: Any, now: datetime) -> tuple[HourLine, ...]:
    from app.services.display import day_board

    return day_board(store, now=now)


def _calls(store: Any, trade: str, round_id: str, sitting: int, now: datetime) -> CallBoard:
    from app.services.display import call_board

    return call_board(store, trade, round_id, sitting, now=now)


def _results(store: Any, trade: str) -> ResultsBoard:
    from app.services.display import results_board

    return results_board(store, trade)
