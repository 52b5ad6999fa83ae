"""The totals written on the papers of the sheet in hand: held against what is keyed, again after every mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import AppError
from app.services import paper_total
from app.services.sheet_view import PaperCheck
from ui import messages
from ui.grid.paper_total import paper_words
from ui.grid.workspace import GridWorkspace

if TYPE_CHECKING:
    from ui.pages.scoring_page import ScoringPage

WHOLE = -1


class PaperTotals(QObject):
    """Keeps a total for the sheet, or for each judge's paper, as long as the sheet is in hand."""

    def __init__(self, page: ScoringPage, space: GridWorkspace) -> None:
        super().__init__(page)
        self._page = page
        self._space = space
        self._sheet = (0, 0)
        self._texts: dict[int, str] = {}
        self._checks: dict[int, PaperCheck] = {}
        space.paper_entered.connect(self.enter)
        space.paper_emptied.connect(self.drop)
        space.grid.current_changed.connect(lambda _: self._show() if self._space.grid.by_judge else None)
        space.grid.order_changed.connect(lambda _: self._show())

    @property
    def whole(self) -> str:
        """The total of the whole sheet as typed, "" when nobody typed one."""
        return self._texts.get(WHOLE, "")

    def open(self, sheet_id: int, keying: int) -> None:
        """Another sheet or keying is in hand: it has totals of its own. The same one is held together anew."""
        if (sheet_id, keying) != self._sheet:
            self._sheet = (sheet_id, keying)
            self._texts.clear()
            self._checks.clear()
            self._show()
            return
        for seat, text in list(self._texts.items()):
            self._compare(text, seat, moving=False)

    def enter(self, text: str, seat: int) -> None:
        """A total was typed: compare, and go on to submit when it agrees."""
        if self._page.commit_pending():
            self._compare(text, seat, moving=True)

    def drop(self, seat: int) -> None:
        """A total was given up: nothing waits for it."""
        self._texts.pop(seat, None)
        self._checks.pop(seat, None)
        self._show()

    def _compare(self, text: str, seat: int, moving: bool) -> None:
        desk = self._page.desk
        if desk.contest is None or desk.person is None:
            return
        store, by, (sheet_id, keying) = desk.contest.store, desk.person.actor, self._sheet

        def came(check: PaperCheck) -> None:
            if (sheet_id, keying) != self._sheet:
                return
            self._texts[seat], self._checks[seat] = text, check
            self._show()
            if moving and check.same:
                self._space.bar.take_focus()
            elif moving:
                self._space.bar.paper.selectAll()
                self._space.grid.announce(paper_words(check))

        def refused(error: AppError) -> None:
            if moving:
                self._page.notice.show_refusal(messages.sentence(error))
                self._space.bar.paper.selectAll()

        desk.operations.run(
            lambda: paper_total.compare(store, sheet_id, keying, text, by=by, seat=seat),
            came,
            refused,
            owner=self._page,
            quiet=True,
        )

    def _show(self) -> None:
        seat = self._space.paper_seat()
        apart = [check for check in self._checks.values() if not check.same]
        self._space.show_paper(
            self._texts.get(seat, ""), self._checks.get(seat), paper_words(apart[0]) if apart else ""
        )
