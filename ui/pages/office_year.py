"""年度概览: what was held against the plan of the year, as bars; the general trades, bases, delegations."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.board_view import State
from ui.clock import local
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.office_bars import CycleGrid, TargetBars
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Chip, Ink, Label, Tone
from ui.widgets.fields import ChoiceBox
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.domain.overview import BaseLine, DelegationLine, Overview
    from app.domain.yearplan import YearPlan

TWO_COLUMNS = 900  # width at 100 % text size from which cards stand side by side


class YearView(QWidget):
    """A year: choose it, see it, change its plan."""

    year_wanted = Signal(int)
    plan_wanted = Signal(object)  # YearPlan
    import_wanted = Signal()
    write_plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: YearPlan | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.area = QScrollArea()
        self.area.setObjectName("year_area")
        self.area.setAccessibleName(self.tr("年度概览"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.viewport().setAutoFillBackground(False)
        inside = QWidget()
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(12, 4, 12, 12)
        self._grid.setSpacing(12)
        self.totals = TargetBars(self.tr("总目标"))
        self.cycle = CycleGrid(self.tr("通用职业（工种）周期"))
        self.classes = TargetBars(self.tr("按竞赛级别"))
        self.kinds = TargetBars(self.tr("按竞赛种类"))
        self.delegation_kinds = TargetBars(self.tr("代表队类别"))
        self.bases: TableModel[BaseLine] = TableModel(self._base_columns(), parent=self)
        self.base_table = TableView(self.bases, self.tr("各赛区（基地）"))
        self.base_table.setObjectName("year_bases")
        self.delegations: TableModel[DelegationLine] = TableModel(self._delegation_columns(), parent=self)
        self.delegation_table = TableView(self.delegations, self.tr("代表队"))
        self.delegation_table.setObjectName("year_delegations")
        self.lacking = Chip()
        self._cards = (
            _card(self.tr("总目标"), self.totals),
            _card(self.tr("通用职业（工种）周期"), self.cycle),
            _card(self.tr("按竞赛级别（工种数）"), self.classes),
            _card(self.tr("按竞赛种类（工种数）"), self.kinds),
            _card(self.tr("各赛区（基地）"), self.base_table, self.lacking),
            _card(self.tr("代表队类别"), self.delegation_kinds, low=self.delegation_table),
        )
        self._columns = 0
        self._lay(2)
        column.addWidget(self.area, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.year = ChoiceBox(self.tr("年度"))
        self.year.setObjectName("year_choice")
        self.year.activated.connect(lambda index: self.year_wanted.emit(int(self.year.itemData(index))))
        self.said = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.plan = Button(self.tr("改计划…"), icon="edit")
        self.plan.setObjectName("year_plan")
        self.plan.clicked.connect(self._want_plan)
        self.take = Button(self.tr("导入计划…"), icon="arrow_import")
        self.take.clicked.connect(self.import_wanted)
        self.write = Button(self.tr("写出计划…"), icon="arrow_export")
        self.write.clicked.connect(self.write_plan_wanted)
        row.addWidget(self.year)
        row.addWidget(self.said, 1)
        for button in (self.take, self.write, self.plan):
            row.addWidget(button)
        return row

    def _base_columns(self) -> tuple[Column[BaseLine], ...]:
        right = Align.RIGHT

        def missing(one: BaseLine) -> str:
            names = (f"{gap.trade_name or gap.trade}" or self.tr("全部") for gap in one.missing)
            return self.tr("缺 {trades}").format(trades="、".join(names)) if one.missing else self.tr("齐")

        return (
            Column(
                "base",
                self.tr("赛区（基地）"),
                lambda one: one.name or one.base,
                116,
                stretch=True,
                tip=lambda one: one.base,
            ),
            Column("trades", self.tr("工种"), lambda one: str(one.trades), 66, right, sort=lambda one: one.trades),
            Column("entries", self.tr("参赛"), lambda one: str(one.entries), 66, right, sort=lambda one: one.entries),
            Column("people", self.tr("人数"), lambda one: str(one.people), 66, right, sort=lambda one: one.people),
            Column(
                "missing",
                self.tr("缺报"),
                missing,
                116,
                state=lambda one: State.DECIDE if one.missing else State.DONE,
                tip=missing,
            ),
        )

    def _delegation_columns(self) -> tuple[Column[DelegationLine], ...]:
        right = Align.RIGHT
        return (
            Column("name", self.tr("代表队"), lambda one: one.name, 150, stretch=True),
            Column("kind", self.tr("类别"), lambda one: one.kind, 70),
            Column("trades", self.tr("工种"), lambda one: str(one.trades), 66, right, sort=lambda one: one.trades),
            Column("people", self.tr("人数"), lambda one: str(one.people), 66, right, sort=lambda one: one.people),
        )

    def show_year(self, year: Overview | None, plan: YearPlan | None) -> None:
        """Show a year; without one, only that a plan can be made."""
        self._plan = plan
        self.area.setVisible(year is not None)
        self.write.block("" if year is not None else self.tr("还没有年度"))
        self.year.clear()
        if year is None:
            this = local(datetime.now(UTC)).year
            self.year.addItem(self.tr("{year} 年度").format(year=this), this)
            self.said.setText(self.tr("还没有成绩，也没有年度计划。先定计划，或导入计划。"))
            return
        for one in sorted({*year.years, year.year, year.year + 1}, reverse=True):
            self.year.addItem(self.tr("{year} 年度").format(year=one), one)
        self.year.setCurrentIndex(self.year.findData(year.year))
        self.year.updateGeometry()
        cycle_years = plan.cycle_years if plan is not None else 3
        due = sum(line.state in ("due", "overdue") for line in year.cycle)
        self.said.setText(
            self.tr("通用工种还有 {due} 个应办，缺报 {missing} 项").format(due=due, missing=len(year.missing))
        )
        self.totals.show_lines(year.totals)
        self.classes.show_lines(year.classes)
        self.kinds.show_lines(year.kinds)
        self.delegation_kinds.show_lines(year.delegation_kinds)
        self.cycle.show_cycle(year.cycle, year.year, cycle_years)
        self.bases.set_rows(year.bases)
        self.delegations.set_rows(year.delegations)
        words = self.tr("缺 {count} 项").format(count=len(year.missing)) if year.missing else self.tr("没有缺报")
        self.lacking.say(words, Tone.WARN if year.missing else Tone.OK)
        for table, rows in ((self.base_table, year.bases), (self.delegation_table, year.delegations)):
            table.setFixedHeight(theme().px(34 + 32 * max(1, min(len(rows), 8))) + 4)

    def _want_plan(self) -> None:
        from app.domain.yearplan import default_plan

        year = int(self.year.currentData())
        self.plan_wanted.emit(self._plan if self._plan is not None and self._plan.year == year else default_plan(year))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(2 if event.size().width() >= theme().px(TWO_COLUMNS) else 1)

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self._cards):
            self._grid.removeWidget(card)
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(2):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _card(title: str, chart: QWidget, chip: QWidget | None = None, low: QWidget | None = None) -> Card:
    card = Card(title)
    if chip is not None:
        card.head.addWidget(chip)
    column = QVBoxLayout()
    column.setContentsMargins(14, 0, 14, 12)
    column.setSpacing(8)
    column.addWidget(chart)
    if low is not None:
        column.addWidget(low)
    column.addStretch(1)
    card.body.addLayout(column)
    return card
