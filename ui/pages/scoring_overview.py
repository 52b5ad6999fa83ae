"""总览: every sheet in one line with the subtotal of each module, what is missing and what waits for somebody."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import sheet_tables
from app.services.board_view import State
from app.services.sheet_tables import OverviewLine, SheetOverview
from app.services.sheet_view import SheetState
from ui.desk import Desk
from ui.grid.facts import status_text, with_minus
from ui.grid.sheet_words import state_word
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.widgets.card import Ink, Label
from ui.widgets.table import TableView

_SIGNS = {
    SheetState.EMPTY: State.WAITING,
    SheetState.FIRST: State.CURRENT,
    SheetState.SUBMITTED: State.LATER,
    SheetState.SECOND: State.CURRENT,
    SheetState.DIFFERS: State.DIFFERS,
    SheetState.AGREED: State.DONE,
    SheetState.RECHECKED: State.DONE,
    SheetState.LOCKED: State.LOCKED,
}


class OverviewPane(QWidget):
    """The table. `opened` names the sheet of a double click or Enter."""

    opened = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.round = ""
        self.overview: SheetOverview | None = None
        self.table: TableView | None = None
        self._modules: tuple[tuple[str, str, str], ...] = ()
        self.facts = Label("", ink=Ink.TEXT2)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 8)
        self._column.setSpacing(8)
        self._column.addWidget(self.facts)

    def fetch(self) -> None:
        """Read all sheets of the round."""
        contest, person, trade, round_id = self._desk.contest, self._desk.person, self._desk.trade, self.round
        if contest is None or person is None or not trade or not round_id:
            return
        store, by = contest.store, person.actor
        self._desk.operations.run(
            lambda: sheet_tables.sheet_overview(store, trade, round_id, by), self._show, owner=self
        )

    def _show(self, overview: SheetOverview) -> None:
        self.overview = overview
        if self.table is None or overview.modules != self._modules:
            self._make_table(overview)
        assert self.table is not None
        self.table.table.set_rows(overview.lines)
        done = sum(bool(line.total) for line in overview.lines)
        missing = sum(line.missing for line in overview.lines)
        waiting = sum(line.waiting for line in overview.lines)
        text = self.tr("{count} 份，算出合计 {done} 份，还差 {missing} 格，待处理 {waiting} 处")
        self.facts.setText(text.format(count=len(overview.lines), done=done, missing=missing, waiting=waiting))

    def _make_table(self, overview: SheetOverview) -> None:
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.deleteLater()
        self._modules = overview.modules
        model: TableModel[OverviewLine] = TableModel(
            self._columns(overview), key_of=lambda line: line.sheet_id, parent=self
        )
        self.table = TableView(model, self.tr("评分总览"))
        self.table.opened.connect(lambda line: self.opened.emit(line.sheet_id))
        self._column.addWidget(self.table, 1)

    def _columns(self, overview: SheetOverview) -> tuple[Column[OverviewLine], ...]:
        def state(line: OverviewLine) -> State:
            return State.DECIDE if line.waiting and line.state is not SheetState.DIFFERS else _SIGNS[line.state]

        def word(line: OverviewLine) -> str:
            return status_text(line.status) if line.status else state_word(line.state)

        def module(number: int) -> Column[OverviewLine]:
            key, name, maximum = overview.modules[number]

            def text(line: OverviewLine) -> str:
                return with_minus(line.scores[number]) or "—"

            title = self.tr("{module} {maximum}").format(module=key, maximum=maximum).strip()
            return Column(f"module_{key}", title, text, 84, Align.RIGHT, tip=lambda _line: name)

        def number(count: int) -> str:
            return str(count) if count else ""

        return (
            Column("code", self.tr("密号"), lambda line: line.code, 96, bold=True),
            Column("state", self.tr("状态"), word, 130, state=state, stretch=True),
            Column("sitting", self.tr("场次"), lambda line: line.sitting, 56),
            *(module(place) for place in range(len(overview.modules))),
            Column("total", self.tr("合计"), lambda line: with_minus(line.total) or "—", 84, Align.RIGHT, bold=True),
            Column("missing", self.tr("未录"), lambda line: number(line.missing), 60, Align.RIGHT),
            Column("waiting", self.tr("待处理"), lambda line: number(line.waiting), 66, Align.RIGHT),
        )
