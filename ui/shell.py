"""What surrounds the pages of an open contest: rail, band, top bar, strip, messages, status bar."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.bars import DemoBand, StatusBar, TopBar
from ui.desk import Desk
from ui.finder import Finder, FoundList, Later
from ui.pages.page import Page
from ui.rail import FOLDS_AT, Rail, pages_of
from ui.widgets.message_bar import MessageBar, ProgressStrip, lay_over

DEMO_MOMENTS = ("08:10", "14:30", "17:00")


class Shell(QWidget):
    """Rail, bars and the stack of pages of an open contest; built anew for another language or text size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        contest = desk.contest
        office = contest is not None and contest.office
        self.rail = Rail(pages_of(office))
        moments = DEMO_MOMENTS if contest is not None and contest.mode == "demo" and not office else ()
        self.band = DemoBand(moments, contest.moment if contest is not None else "")
        self.top = TopBar()
        self.stack = QStackedWidget()
        self.status = StatusBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.addLayout(column, 1)
        for bar in (self.band, self.top):
            column.addWidget(bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        self.progress = ProgressStrip(self)
        self.messages = MessageBar(self)
        self.status.placed.connect(self._lay_over)
        for bar in (self.progress, self.messages):
            bar.room_wanted.connect(self._lay_over)
        self.pages: dict[str, Page] = {}
        self.band.setVisible(desk.is_demo)
        self.finder_list: FoundList | None = None

    def find_with(self, finders: list[Finder], later: Later | None = None) -> None:
        """Let the search field find with these; `later` asks the store."""
        self.finder_list = FoundList(self.top.search, finders, self, later)

    def _lay_over(self) -> None:
        """What comes and goes by itself takes no room from the page: its buttons stay under the hand."""
        lay_over(self.status.geometry(), self.status.free(), self.progress, self.messages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fold(self.width() <= FOLDS_AT)
