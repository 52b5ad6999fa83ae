"""Beside the theory list: how the scores are spread, how many are keyed, how many reach the pass line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.domain.numbers import parse_decimal
from app.services.theory import TheoryTable
from ui.grid.facts import fixed
from ui.widgets.card import Card, Ink, Label
from ui.widgets.histogram import Histogram

translate = QCoreApplication.translate


class TheorySide(Card):
    """The histogram with the pass line, and the counts below it."""

    def __init__(self) -> None:
        super().__init__(translate("TheoryPage", "成绩分布"))
        self.chart = Histogram(translate("TheoryPage", "成绩分布"))
        self.count = Label("", ink=Ink.TEXT2, wrap=True)
        self.count.setContentsMargins(14, 0, 14, 12)
        self.body.addWidget(self.chart)
        self.body.addWidget(self.count)
        self.body.addStretch(1)

    def show_table(self, table: TheoryTable) -> None:
        """The scores of the lines that have one in this keying."""
        view = table.view
        if view is None:
            return
        values = [row.score for row in view.rows if row.score is not None]
        line = fixed(table.pass_line, 0) if table.pass_line else ""
        self.chart.show_values(values, line)
        text = translate("TheoryPage", "已录 {filled} / {all} 人").format(filled=view.filled, all=view.cells)
        if line:
            good = sum(parse_decimal(value) >= parse_decimal(line) for value in values)
            text += "\n" + translate("TheoryPage", "合格线 {line}：{good} 人达到").format(line=line, good=good)
        self.count.setText(text)
