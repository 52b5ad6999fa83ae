"""Which trade of the contest is in hand, in what order they stand, and which can be added."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.domain.yearplan import GENERAL_TRADES
from ui.pages.setup_state import Setup
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.fields import ChoiceBox

_BOTH = 760  # px at 100 % that the trade in hand and those to be added take beside one another


class TradeBar(QWidget):
    """Which trade is in hand, and what can be done to the list of trades."""

    add_wanted = Signal(str, str)  # code, name
    drop_wanted = Signal()
    move_wanted = Signal(int)

    def __init__(self, setup: Setup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup = setup
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._both.setContentsMargins(14, 8, 14, 2)
        self._both.setSpacing(6)
        row, more = QHBoxLayout(), QHBoxLayout()
        for part in (row, more):
            part.setSpacing(6)
            self._both.addLayout(part, 1)
        self.trades = ChoiceBox(self.tr("工种"))
        self.trades.setObjectName("setup_trade")
        self.trades.activated.connect(lambda index: setup.choose(self.trades.itemData(index)))
        row.addWidget(self.trades, 1)
        self.up = Button("", icon="chevron_up", small=True)
        self.down = Button("", icon="chevron_down", small=True)
        self.drop = Button(self.tr("删去"), icon="delete", small=True)
        self.drop.setObjectName("setup_drop_trade")
        for button, words, step in ((self.up, self.tr("前移"), -1), (self.down, self.tr("后移"), 1)):
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _on=False, step=step: self.move_wanted.emit(step))
            row.addWidget(button)
        self.drop.clicked.connect(self.drop_wanted)
        row.addWidget(self.drop)
        self.presets = ChoiceBox(self.tr("要加的工种"))
        self.presets.setObjectName("setup_preset")
        self.add = Button(self.tr("加工种"), icon="add", small=True)
        self.add.setObjectName("setup_add_trade")
        self.add.clicked.connect(self._add)
        more.addWidget(self.presets, 1)
        more.addWidget(self.add)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What can be added goes below the trade in hand where both would be cut beside one another."""
        super().resizeEvent(event)
        beside = self.width() >= theme().px(_BOTH)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._both.direction() is not way:
            self._both.setDirection(way)

    def _add(self) -> None:
        code = str(self.presets.currentData() or "")
        name = self.presets.currentText().partition("　")[0]
        self.add_wanted.emit(code, name if code else "")

    def refresh(self) -> None:
        """Show the trades there are and those that can be added."""
        contest = self._setup.contest
        if contest is None:
            return
        self.trades.clear()
        for trade in contest.trades:
            self.trades.addItem(f"{trade.name}　{trade.code}", trade.key)
        self.trades.setCurrentIndex(max(0, self.trades.findData(self._setup.trade)))
        before = self.presets.currentData()
        self.presets.clear()
        known = {trade.key for trade in contest.trades}
        for code, name in GENERAL_TRADES:
            if code not in known:
                self.presets.addItem(f"{name}　{code}", code)
        self.presets.addItem(self.tr("别的工种…"), "")
        self.presets.setCurrentIndex(max(0, self.presets.findData(before)))
        fixed = self._setup.fixed()
        stand = self._setup.stand_of(self._setup.trade)
        entries = stand.entries if stand is not None else 0
        place = self.trades.currentIndex()
        self.add.block(fixed)
        self.up.block(fixed or ("" if place > 0 else self.tr("已经在最上面。")))
        lowest = place >= len(contest.trades) - 1
        self.down.block(fixed or (self.tr("已经在最下面。") if lowest else ""))
        reason = fixed
        if entries:
            reason = self.tr("已有 {count} 份报名，不能删去。").format(count=entries)
        elif len(contest.trades) == 1:
            reason = reason or self.tr("至少要有一个工种。")
        self.drop.block(reason)
