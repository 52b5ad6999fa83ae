"""The three cuts of the marking page: sheet by sheet, one aspect of all sheets, all sheets by modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import Refusal
from app.services.sheet_view import CellAddress
from ui import messages
from ui.pages.scoring_aspect import AspectPane
from ui.pages.scoring_overview import OverviewPane
from ui.widgets.fields import ChoiceBox
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from ui.pages.scoring_page import ScoringPage

SHEETS, ASPECT, OVERVIEW = "sheets", "aspect", "overview"


class ScoringViews(QObject):
    """Which cut is shown, and the panes of the two others. `box` chooses, F3 goes on to the next."""

    def __init__(self, page: ScoringPage) -> None:
        super().__init__(page)
        self._page = page
        self.current = SHEETS
        self.box = ChoiceBox(self.tr("怎么看"), page)
        self.box.setObjectName("view_chooser")
        for key, name in ((SHEETS, self.tr("逐份")), (ASPECT, self.tr("按评分点")), (OVERVIEW, self.tr("总览"))):
            self.box.addItem(name, key)
        self.box.hide()
        self.aspect = AspectPane(page.desk)
        self.overview = OverviewPane(page.desk)
        self.box.activated.connect(lambda _: self.choose(self.box.currentData()))
        self.aspect.grid.sheet_wanted.connect(self._sheet_wanted)
        self.aspect.refused.connect(self._refused)
        self.aspect.keeper.failing.connect(page.show_failing)
        self.aspect.keeper.undone.connect(self._told_undone)
        self.aspect.keeper.stored.connect(page.marks_changed)
        self.aspect.keeper.reason_wanted.connect(self._reason_wanted)
        self.overview.opened.connect(self.open_sheet)

    def choose(self, key: str) -> None:
        """Show a cut, once what is typed in the one shown is on disk."""
        if key == self.current:
            return
        if not self._page.commit_pending():
            self.box.setCurrentIndex(self.box.findData(self.current))
            return
        self.current = key
        self.box.setCurrentIndex(self.box.findData(key))
        self._page.show_cut()
        self.refresh()
        self.take_focus()

    def next(self) -> None:
        """The next cut (F3)."""
        keys = (SHEETS, ASPECT, OVERVIEW)
        self.choose(keys[(keys.index(self.current) + 1) % len(keys)])

    def use_round(self, round_id: str) -> None:
        """Another round is in hand."""
        if round_id != self.aspect.round:
            self.aspect.round = self.overview.round = round_id
            self.aspect.keeper.aspect = ""
            self.refresh()

    def refresh(self) -> None:
        """Read the cut shown anew."""
        if self.current == ASPECT:
            self.aspect.gather()
        elif self.current == OVERVIEW:
            self.overview.fetch()

    def take_focus(self) -> None:
        """Give the keys to the cut shown."""
        if self.current == ASPECT:
            self.aspect.grid.setFocus()
        elif self.current == OVERVIEW and self.overview.table is not None:
            self.overview.table.setFocus()
        elif self.current == SHEETS:
            self._page.space.grid.setFocus()

    def open_sheet(self, sheet_id: int) -> None:
        """One sheet, whole."""
        self.choose(SHEETS)
        if self.current == SHEETS:
            self._page.open_sheet(sheet_id)

    def _sheet_wanted(self, code: str, what: str) -> None:
        table = self.aspect.table
        if table is None or code not in table.sheets:
            return
        aspect, seat = table.aspect, self.aspect.grid.state.column
        self.open_sheet(table.sheets[code][0])
        self._page.once_opened(table.sheets[code][0], lambda: self._go_on(aspect, seat, what))

    def _go_on(self, aspect: str, seat: int, what: str) -> None:
        grid = self._page.space.grid
        grid.go_to(
            next((c for c in (CellAddress(aspect, seat), CellAddress(aspect, -1)) if grid.state.has(c)), grid.current)
        )
        if what == "spread":
            grid.do_spread()
        elif what == "status":
            grid.do_status()

    def _refused(self, error: Refusal, code: str) -> None:
        if error.code == "scoring.neither":
            self._page.notice.show_news(
                messages.sentence(error),
                self.tr("打开 {code}").format(code=code),
                lambda: self._sheet_wanted(code, "submit"),
                News.WARNING,
            )
        else:
            self._page.refuse(error)

    def _reason_wanted(self, address: CellAddress, word: str) -> None:
        self._page.acts.ask_line_reason(self.aspect, address, word)

    def _told_undone(self, told: object) -> None:
        code, back = told  # type: ignore[misc]
        empty = self.tr("未录")
        text = self.tr("{code}：{old} 改回 {new}")
        self._page.say(text.format(code=code, old=back.old or empty, new=back.new or empty))
