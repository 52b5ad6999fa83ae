"""The middle of the registration page: search, trade and filters above the list of entries, and who of it is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.registration_list import ALL, LACKING, UNDECIDED, Choice, EntryLine, lacking_count
from ui.desk import Desk
from ui.models.table_model import TableModel
from ui.pages.registration_source import EntrySource
from ui.pages.registration_words import columns
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import EmptyState
from ui.widgets.fields import ChoiceBox, SearchField, Segmented
from ui.widgets.table_choice import ChoiceTable

if TYPE_CHECKING:
    from app.services.registration_list import Summary


class RosterList(QWidget):
    """The entries one looks at. `arranged` tells how many are listed, `chosen` that others are chosen, `narrowed` that
    another choice of entries is looked at, `all_wanted` that every filter shall go."""

    arranged = Signal(int)
    chosen = Signal()
    narrowed = Signal()
    all_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.choice = Choice()
        self.source: EntrySource | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        self.entries: TableModel[EntryLine] = TableModel(
            columns(), key_of=lambda line: line.id, run=desk.operations.run
        )
        self.table = ChoiceTable(self.entries, self.tr("报名名单"))
        self.table.setObjectName("registration_list")
        self.table.chosen.changed.connect(self.chosen)
        self.entries.arranged.connect(self._arranged)
        column.addWidget(self.table, 1)
        self.nothing = EmptyState("filter", self.tr("没有符合条件的报名。"))
        self.all_button = Button(self.tr("显示全部"))
        self.all_button.clicked.connect(self.all_wanted)
        self.nothing.add_button(self.all_button)
        self.nothing.hide()
        column.addWidget(self.nothing, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.search = SearchField(self.tr("姓名、首字母、参赛号、单位"), "Ctrl+F", "filter")
        self.search.setObjectName("registration_search")
        self.search.setMaximumWidth(theme().px(260))
        self.search.settled.connect(self._search)
        self.trades = ChoiceBox(self.tr("工种"))
        self.trades.setObjectName("registration_trades")
        self.trades.activated.connect(lambda _index: self.choose(trade=str(self.trades.currentData() or "")))
        self.filters = Segmented(
            ((UNDECIDED, self.tr("待审")), (LACKING, self.tr("有问题")), (ALL, self.tr("全部"))), self.tr("筛选")
        )
        self.filters.set_current(ALL)
        self.filters.changed.connect(lambda key: self.choose(filter=key))
        row.addWidget(self.search, 1)
        row.addWidget(self.trades)
        row.addStretch(0)
        row.addWidget(self.filters)
        return row

    def narrowest_head(self) -> int:
        """How wide search, trade and filters are together at the least."""
        filters = self.filters.sizeHint().width() + theme().px(20)  # the third count comes later than the others
        return self.search.minimumWidth() + filters + self.trades.minimumSizeHint().width() + 48

    # what is looked at

    def show_counts(self, summary: Summary) -> None:
        """The counts of two filters, and the trades to choose from; the third is counted by `count_lacking`."""
        self.filters.set_text(UNDECIDED, self.tr("待审 {count}").format(count=summary.undecided))
        self.filters.set_text(ALL, self.tr("全部 {count}").format(count=summary.entries))
        self.trades.clear()
        self.trades.addItem(self.tr("全部工种"), "")
        for trade in summary.trades:
            text = self.tr("{trade}（已封闭）") if trade.closed else "{trade}"
            self.trades.addItem(text.format(trade=trade.name), trade.code)
        self.trades.setCurrentIndex(max(0, self.trades.findData(self.choice.trade)))

    def count_lacking(self) -> None:
        """Have the third filter counted, once nothing else is waited for: it takes the store longer than the rows."""
        contest = self._desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def show(count: int) -> None:
            self.filters.set_text(LACKING, self.tr("有问题 {count}").format(count=count))

        self._desk.operations.run(lambda: lacking_count(store), show, owner=self, quiet=True, later=True)

    def choose(self, **values: object) -> None:
        """Look at other entries: some of `Choice`'s fields."""
        self.choice = replace(self.choice, **values)  # type: ignore[arg-type]  # named fields of Choice
        self.arrange()
        self.narrowed.emit()

    def take(self, choice: Choice) -> None:
        """Look at what was looked at before; it is fetched with the next reload."""
        self.choice = choice
        self.search.setText(choice.words)
        self.filters.set_current(choice.filter)

    def arrange(self) -> None:
        """Ask the store for what is looked at."""
        contest = self._desk.contest
        if contest is None or contest.store is None:
            return
        self.source = EntrySource(contest.store, self.choice)
        self.entries.set_source(self.source)

    def show_all(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self.filters.set_current(ALL)
        self.trades.setCurrentIndex(0)
        self.choice = Choice()
        self.entries.set_filter("")
        self.arrange()

    def _search(self, text: str) -> None:
        if text.strip() != self.choice.words:
            self.choice = replace(self.choice, words=text.strip())
            self.entries.set_filter(self.choice.words)

    def _arranged(self, count: int) -> None:
        self.table.take_ids(self.source.ids if self.source is not None else ())
        self.table.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        self.arranged.emit(count)

    # who is in hand

    def put_hand_on(self, entry: int) -> bool:
        """Put the keyboard on an entry (row id), when it is listed."""
        if self.source is None or entry not in self.source.ids:
            return False
        self.table.select_row(self.source.ids.index(entry))
        return True
