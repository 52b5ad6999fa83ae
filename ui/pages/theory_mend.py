"""A line of the theory list after it was handed in: settle what differs, give it back, correct it with a second person.

Each line is a sheet of its own; the line is the one under the cursor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from app.domain.roles import Act
from app.services import scoring
from app.services.sheet_view import CellAddress, SheetView
from ui.dialogs.people import Known
from ui.dialogs.question import Question
from ui.dialogs.settle import ReopenDialog, SettleDialog
from ui.grid.facts import MERGED, cell_text
from ui.pages.scoring_correct import Corrections, Mistake, SheetCorrections
from ui.pages.scoring_words import tool_reasons
from ui.widgets.buttons import Button
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from ui.pages.theory_page import TheoryPage


class TheoryMend(Corrections):
    """The two buttons of the top bar and what they ask."""

    def __init__(self, page: TheoryPage) -> None:
        super().__init__(page, page.grid.setFocus)
        self._page = page
        self.reopen = Button(self.tr("退回…"), icon="arrow_undo", parent=page)
        self.correct = Button(self.tr("更正…"), icon="edit", parent=page)
        for tool, act in ((self.reopen, self.ask_reopen), (self.correct, lambda: self.ask())):
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys away from the list
            tool.clicked.connect(act)
            tool.hide()
        page.grid.current_changed.connect(lambda _: self.show_line())
        locked = self.tr("成绩已签字锁定。要改请办理更正。")
        page.grid.closed_touched.connect(lambda cell: self.offer(locked, cell))

    def show_line(self) -> None:
        """Say of the line under the cursor why its buttons are off."""
        _, give_back, correct = tool_reasons(self._line(self._page.grid.current))
        self.reopen.block(give_back)
        self.correct.block(correct)

    def _line(self, cell: CellAddress | None) -> SheetView | None:
        table = self._page.table
        if table is None or table.view is None or cell is None or cell.aspect not in table.sheets:
            return None
        number = cell.aspect
        return replace(
            table.view,
            sheet_id=table.sheets[number],
            code=number,
            state=table.states[number],
            status=table.statuses[number],
        )

    def correctable(self, cell: CellAddress) -> bool:
        """Whether the line of a cell is changed by corrections now."""
        line = self._line(cell)
        return line is not None and SheetCorrections.possible(line)

    def offer(self, said: str, cell: CellAddress, text: str = "") -> None:
        """A line that takes no score any more is changed by a correction only: offer it where somebody tried."""
        self._page.notice.show_news(said, self.tr("申请更正"), lambda: self.ask(cell, text), News.NOTE)

    def _place(self, cell: CellAddress) -> str:
        table = self._page.table
        return self.tr("成绩") if cell.seat == MERGED or table is None else table.parts[cell.seat][1]

    # ---- the acts -----------------------------------------------------------------------------------------------

    def ask(self, where: CellAddress | None = None, text: str = "") -> None:
        """更正: what the paper says in a cell, by default the one under the cursor."""
        grid = self._page.grid
        cell = where or grid.current
        line = self._line(cell)
        if line is None or cell is None or not grid.state.has(cell):
            return
        if cell in grid.unsaved():
            grid.go_to(cell)
            grid.do_drop()  # the text goes on in the dialog
        if not self._page.commit_pending():
            return
        place, keyed = self._place(cell), cell_text(grid.state.row(cell), grid.state.cell(cell))
        self.change(
            Mistake(
                line.sheet_id,
                line.code,
                place,
                f"{line.code} {place}",
                keyed,
                grid.state.asked(cell),
                self._page.keeper.spot(cell),
                line.locked,
            ),
            text,
        )

    def _written(self, said: str) -> None:
        self._page.notice.dismiss()
        super()._written(said)

    def ask_reopen(self) -> None:
        """退回: the chief judge gives the line back to its first keying."""
        line = self._line(self._page.grid.current)
        if line is None or not self._page.commit_pending():
            return

        def ask(people: Sequence[Known]) -> None:
            person = self._page.desk.person
            name = person.name if person is not None else ""
            dialog = ReopenDialog(line.code, people, self._present.check, name, self._page)
            dialog.decided.connect(reopen)
            self._show(dialog)

        def reopen(_key: str, reason: str, person: Any) -> None:
            contest, at = self._page.desk.contest, self._page.desk.now()
            if contest is None:
                return
            store = contest.store
            self._run(lambda: scoring.reopen(store, line.sheet_id, reason, by=person, at=at), told)

        def told(_: Any) -> None:
            self._page.show_open_pass()
            self._page.say(self.tr("{code} 已退回第一遍。").format(code=line.code))

        self._present.holding(Act.REOPEN_SHEET, ask)

    def ask_settle(self, cell: CellAddress, text: str) -> None:
        """A third reading that equals neither keying: the supervisor or the chief judge decides from the paper."""
        keyed = self._page.grid.state.cell(cell).text

        def ask(people: Sequence[Known]) -> None:
            dialog = SettleDialog(
                cell.aspect, self._place(cell), keyed, text, people, self._present.check, parent=self._page
            )
            dialog.decided.connect(lambda _key, reason, person: self._page.keeper.settle(cell, text, person, reason))
            self._show(dialog)

        self._present.holding(Act.CORRECT, ask)

    def _show(self, dialog: Question) -> None:
        self._page.show_dialog(dialog)
