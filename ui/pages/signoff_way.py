"""From keyed sheets to places: the steps of a trade, which are done and which one is next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.card import Card
from ui.widgets.steps import StepHead

if TYPE_CHECKING:
    from app.services.signing_view import SignoffView

Step = tuple[str, str, bool]  # what it is, a word below, whether it is done


class WayCard(Card):
    """The steps of a trade on this page. The first that is not done is the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("WayCard", "到名次还有几步"), parent)
        self.steps: list[StepHead] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(14, 0, 14, 12)
        self._column.setSpacing(6)
        self.body.addLayout(self._column)

    def show_view(self, view: SignoffView) -> None:
        """Show how far a trade is."""
        for step in self.steps:
            self._column.removeWidget(step)
            step.deleteLater()
        self.steps = []
        current = True
        for number, (text, below, done) in enumerate(self._steps(view), 1):
            head = StepHead(number, text)
            head.say(below, done, current and not done)
            current = current and done
            self.steps.append(head)
            self._column.addWidget(head)

    def _steps(self, view: SignoffView) -> list[Step]:
        sheets = sum(one.sheets for one in view.rounds)
        agreed = sum(one.agreed for one in view.rounds)
        items = [item for sample in view.samples for item in sample.items]
        looked = sum(bool(item.verdict) for item in items)
        keyed = bool(sheets) and agreed == sheets
        counts = self.tr("{done} / {count} 份")
        steps = [(self.tr("评分表两遍一致"), counts.format(done=agreed, count=sheets), keyed or view.locked)]
        if view.recheck_needed:
            through = bool(items) and looked == len(items) and not view.again
            told = counts.format(done=looked, count=len(items)) if items else self.tr("按密号抽，和纸面对合计")
            steps.append((self.tr("抽检对纸"), told, through or view.locked))
        steps.append((self.tr("锁定成绩"), self.tr("裁判长和监督都输 PIN，锁定后只能更正"), view.locked))
        if view.blind:
            told = self.tr("还是这两个人同场，密号和姓名对上，只有一次")
            steps.append((self.tr("解密"), told, view.decoded))
        ranked = view.locked and (view.decoded or not view.blind)
        steps.append((self.tr("排出名次"), self.tr("在“排名”裁定同分、确认、公示"), ranked))
        return steps
