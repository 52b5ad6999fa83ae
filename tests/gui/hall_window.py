"""A contest in the middle of its afternoon, and pages on it: made once by the demo's own day, copied per test."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.services import access, scoring
from app.services.access import Actor
from app.services.demo import DemoPlayer, play_afternoon
from app.services.demo_data.day import DemoDay, make_day
from app.services.sheet_view import CellAddress, CellView, SheetLine
from app.settings import Settings
from db.store import Store
from tests.gui.grid_helpers import keys
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.operations import Operations
from ui.role_words import role_words

if TYPE_CHECKING:
    from ui.grid.grid import ScoreGrid

WELDER, ELECTRICIAN = "6-18-02-04", "6-31-01-03"


class Afternoon:
    """The file of the afternoon, and the day it was played from."""

    def __init__(self, folder: Path) -> None:
        self.day: DemoDay = make_day(1)
        self.path = folder / "afternoon.contest"
        player = DemoPlayer.begin(self.day, self.path, folder)
        play_afternoon(player)
        player.store.close()

    def copy(self, folder: Path) -> Store:
        """An open copy for one test."""
        return Store.open(Path(shutil.copy(self.path, folder / "copy.contest")))

    def pin(self, name: str) -> str:
        """Somebody's PIN."""
        return next(account.pin for account in self.day.accounts if account.name == name)


class Hall:
    """A desk on a copy of the afternoon; `sit` lets a person work."""

    def __init__(self, store: Store, afternoon: Afternoon, threaded: bool = False) -> None:
        self.store, self.afternoon = store, afternoon
        self.people = {actor.name: actor for actor in access.people_at_keyboard(store)}
        self.desk = Desk(Operations(threaded=threaded), Settings())
        self.desk.open_contest(OpenContest(store, str(store.path), "演示竞赛", "demo", "焊工"))
        self.desk.trade = WELDER

    def sit(self, name: str) -> Actor:
        """Let somebody work."""
        actor = self.people[name]
        self.desk.sit_down(AtKeyboard(actor, actor.name, role_words(actor.role)))
        return actor

    def lines(self, round_id: str = "practical") -> tuple[SheetLine, ...]:
        """The sheets of the welders."""
        return scoring.lines(self.store, WELDER, round_id)

    def line(self, code: str) -> SheetLine:
        """One of them."""
        return next(line for line in self.lines() if line.code == code)

    def of_state(self, state: object, number: int = 0) -> SheetLine:
        """A sheet in a state."""
        return [line for line in self.lines() if line.state is state and not line.status][number]

    def cell(self, sheet_id: int, address: CellAddress, keying: int = 1) -> CellView:
        """A cell as it stands in the file."""
        view = scoring.view(self.store, sheet_id, keying)
        row = next(row for row in view.rows if row.kind == "aspect" and row.id == address.aspect)
        return row.cells[max(0, address.seat)]


def shown(qtbot: object, page: QWidget, width: int = 1194, height: int = 600) -> None:
    """A page on the screen with the keys."""
    qtbot.addWidget(page)  # type: ignore[attr-defined]
    page.resize(width, height)
    page.show()
    page.activateWindow()
    page.activate()  # type: ignore[attr-defined]
    QApplication.processEvents()


def type_sheet(grid: ScoreGrid, sheet_id: int, texts: dict[CellAddress, str]) -> None:
    """Type a whole sheet in walking order, each cell as a person would."""
    walk = grid.state.walk
    assert walk is not None
    for cell in walk.cells:
        grid.go_to(cell)
        keys(grid, texts[cell])
        if grid.state.draft is not None or grid._deduction is not None:
            QTest.keyClick(grid, Qt.Key.Key_Return)
