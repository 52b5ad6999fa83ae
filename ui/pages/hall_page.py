"""检录抽签: one item of the rail, two pages - the door and the draw; the one that is due comes first."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.changes import Change
from app.services.board_view import STAGES, State
from ui.desk import Desk
from ui.display.button import DisplayButton
from ui.pages.checkin_page import CheckinPage
from ui.pages.drawing_page import DrawingPage
from ui.pages.page import Hint, Page
from ui.widgets.fields import Segmented

DOOR, DRAW = "door", "draw"


class HallPage(Page):
    """Holds both; the window sees the one in front."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tabs = Segmented(((DOOR, self.tr("检录")), (DRAW, self.tr("抽签"))), self.tr("检录或抽签"))
        self.tabs.setObjectName("hall_tabs")
        self.tabs.setToolTip(self.tr("Ctrl+Tab 换到另一页"))
        self.tabs.changed.connect(self.show_tab)
        self.display = DisplayButton(desk, self)
        for tool in (self.tabs, self.display):
            tool.hide()
        self.door, self.draw = CheckinPage(desk), DrawingPage(desk)
        self.pages: dict[str, Page] = {DOOR: self.door, DRAW: self.draw}
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        for page in self.pages.values():
            self._stack.addWidget(page)
            page.crumbs_changed.connect(self.crumbs_changed)
            page.hints_changed.connect(self.hints_changed)
            page.told.connect(self.told)
            page.long_work.connect(self.long_work)
        self.draw.door_wanted.connect(lambda: self.show_tab(DOOR))
        self._seen = ""  # the trade the tab was last chosen for
        turn = QShortcut(QKeySequence("Ctrl+Tab"), self)
        turn.activated.connect(lambda: self.show_tab(DRAW if self.front() is self.door else DOOR))

    def front(self) -> Page:
        """The page that is shown."""
        return self.pages[self.tabs.current()]

    def show_tab(self, key: str) -> None:
        """Bring the door or the draw to the front, unless something is being typed there."""
        before = self._stack.currentWidget()
        if isinstance(before, Page) and before is not self.pages[key] and not before.commit_pending():
            key = next(name for name, page in self.pages.items() if page is before)
        self.tabs.set_current(key)
        self._stack.setCurrentWidget(self.pages[key])
        self.pages[key].activate()
        self.crumbs_changed.emit()
        self.hints_changed.emit()

    def _due(self) -> str:
        """The draw when everybody has a word and it is not made, or it is all that is left; else the door."""
        row = next((one for one in self.desk.trades() if one.trade == self.desk.trade), None)
        if row is None:
            return DOOR
        door, draw = (row.cells[STAGES.index(name)].state for name in ("checkin", "draw"))
        return DRAW if draw is State.CURRENT and door in (State.DONE, State.LOCKED) else DOOR

    # what the window asks

    def title(self) -> str:
        return self.front().title()

    def crumbs(self) -> tuple[str, ...]:
        return self.front().crumbs()

    def hints(self) -> tuple[Hint, ...]:
        return (*self.front().hints(), Hint("Ctrl+Tab", self.tr("检录 / 抽签")))

    def tools(self) -> tuple[QWidget, ...]:
        return (self.tabs, self.display)

    def perform(self, action: str) -> bool:
        return self.front().perform(action)

    def commit_pending(self) -> bool:
        return self.front().commit_pending()

    def memo(self) -> object:
        return (self.tabs.current(), {key: page.memo() for key, page in self.pages.items()})

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._seen = self.desk.trade
            for key, page in self.pages.items():
                page.recall(memo[1][key])
            self.show_tab(memo[0])

    def activate(self) -> None:
        if self._seen != self.desk.trade:
            self._seen = self.desk.trade
            self.tabs.set_current(self._due())
        self.show_tab(self.tabs.current())

    def stale(self, change: Change) -> None:
        for page in self.pages.values():
            page.stale(change)

    def grow_old(self) -> None:
        for page in self.pages.values():
            page.grow_old()
