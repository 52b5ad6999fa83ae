"""The marking page as people have it: the window on a contest in a file, its store thread, a large sheet to key.

Everything that follows a mark is there: rights, scheme, audit entry, seals, commit, the tick, the board, sums and list,
and what watches in the program beside them: the idle lock, the look for due backups. The hand that keys waits as a
person does, in an event loop: `QTest.qWait` would hold Python's lock all the while, so that nothing of what follows a
mark could run in the pauses and all of it would fall on the next key. And it presses key after key, not three at once:
the program takes a key as the sign that a mark is coming.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from time import perf_counter

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.services import access
from app.services.access import CONSOLE, Actor
from app.services.common import contest_facts
from app.settings import Settings
from db.queries import scoring as stored
from db.queries.scoring import NewMark
from db.store import Store
from tests.benchmarks.bench_aggregate import JUDGES, TRADE, definition
from tests.factories import MORNING, new_store, small_contest
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.gathering import Gathering
from ui.grid.state import SAVED
from ui.main_window import MainWindow
from ui.opening import Opening
from ui.opening_acts import warm_up
from ui.operations import Operations
from ui.pages.scoring_page import ScoringPage

OTHERS = 39  # sheets of 150 x 7 marks that were keyed before this one
KEY_MS = (70, 170)  # before every key, at random: four to a mark, two marks a second is a fast hand
LOOK_MS = (200, 900)  # now and then the eyes go to the paper for longer, so that marks meet what follows the one before
LOOKS = 6  # one mark in so many


class MarkingDesk:
    """A recorder at the marking page, the first sheet open and empty."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.store = new_store(folder / "marking.contest", small_contest(definition()))
        by = _fill(self.store)
        self.desk = Desk(Operations(threaded=True), Settings())
        self.window = MainWindow(self.desk)
        self.opening = Opening(self.desk, self.window)
        self.desk.operations.run(warm_up, quiet=True)
        self.desk.open_contest(OpenContest(self.store, str(self.store.path), "t", "live", "t"))
        self.desk.sit_down(AtKeyboard(by, by.name, "录分员"))
        self.window.resize(width, height)
        self.window.show()
        self.rest()
        self.window.show_page("practical")
        self.rest()
        page = self.window.page()
        assert isinstance(page, ScoringPage)
        self.grid = page.space.grid
        self._dice = Random(5)
        self.at = 0.0  # the second the last mark was on disk
        self.store.after_commit = self._committed

    def _committed(self) -> None:
        self.at = perf_counter()

    def rest(self) -> None:
        """Until nothing is on its way and nothing waits for hands to rest."""
        gathering = self.window.findChildren(Gathering) + self.desk.findChildren(Gathering)
        pause(KEY_MS[1])
        while self.desk.operations.working or any(one.isActive() for one in gathering):
            pause(KEY_MS[0])

    def prepare(self, number: int) -> Callable[[], None]:
        """Type the next mark key by key, give back its Enter: done once its tick is painted."""
        if number % LOOKS == LOOKS - 1:
            pause(self._dice.randint(*LOOK_MS))
        spot = self.grid.current
        assert spot is not None
        self.grid.state.notes.pop(spot, None)
        for key in "8.5":
            pause(self._dice.randint(*KEY_MS))
            QTest.keyClicks(self.grid, key)
        pause(self._dice.randint(*KEY_MS))

        def press() -> None:
            QTest.keyClick(self.grid, Qt.Key.Key_Return)
            while (note := self.grid.state.notes.get(spot)) is None or note.stage is not SAVED:
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

        return press

    def close(self) -> None:
        """Everything put away."""
        self.rest()
        self.store.after_commit = None
        self.desk.operations.close(60)
        self.store.close()


def pause(ms: int) -> None:
    """Do nothing for a while as a program does: in an event loop, with Python's lock free for other threads."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop, loop.quit)
    loop.exec()


def _fill(store: Store) -> Actor:
    by = access.add_account(store, "录入", "recorder", "123456", by=CONSOLE, at=MORNING)
    with store.write() as writing:
        trade = contest_facts(writing).trade(TRADE)
        row = {"trade_id": trade.id, "round": "practical", "sitting": 1, "scheme_id": trade.scheme_id}
        codes = [{**row, "double_entry": True, "code": f"T-{n:03}"} for n in range(OTHERS + 1)]
        stored.add_sheets(writing, codes)
        names = [aspect.id for aspect in trade.round("practical").aspects]
        seats = [str(seat + 1) for seat in range(JUDGES)]
        for sheet in stored.sheets_of(writing, trade.id)[1:]:
            marks = (NewMark(sheet.id, 1, "keyed", name, seat, 8500, None) for name in names for seat in seats)
            stored.add_marks(writing, marks, by.ref, MORNING)
            stored.set_sheet(writing, sheet.id, state="submitted", first_by=by.ref, first_at=MORNING)
    return by
