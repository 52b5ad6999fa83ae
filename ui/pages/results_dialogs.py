"""Dialogs of the ranking page: the order among equals, what happens at an award edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from ui.dialogs.people import ReasonDialog
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Caption

Named = tuple[str, str]  # entry number, name


class OrderList(QListWidget):
    """A short list put in order: Alt+↑ and Alt+↓ move the line in hand."""

    def __init__(self, lines: Sequence[Named], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = list(lines)
        self.setAccessibleName(name)
        self.setDragDropMode(QListWidget.DragDropMode.NoDragDrop)
        self._fill(0)
        self.setFixedHeight(min(6, len(lines)) * theme().px(32) + 6)

    def order(self) -> list[str]:
        """The entry numbers as they stand, best first."""
        return [number for number, _ in self._lines]

    def move_by(self, step: int) -> None:
        """Move the line in hand up (-1) or down (1)."""
        at = self.currentRow()
        to = at + step
        if at < 0 or not 0 <= to < len(self._lines):
            return
        self._lines[at], self._lines[to] = self._lines[to], self._lines[at]
        self._fill(to)

    def _fill(self, current: int) -> None:
        self.clear()
        for place, (number, name) in enumerate(self._lines, 1):
            self.addItem(f"{place}　{name}　{number}")
        self.setCurrentRow(current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_by(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class TieDialog(ReasonDialog):
    """The chief judge's order among entries equal in everything. `order()` and the reason of `given`.

    Where an extra round was held, its scores can be noted instead; `extra()` gives them.
    """

    def __init__(
        self, entries: Sequence[Named], trade: str, parent: QWidget | None = None, may_extra: bool = True
    ) -> None:
        question = QCoreApplication.translate("TieDialog", "这 {count} 人谁在前？").format(count=len(entries))
        text = QCoreApplication.translate(
            "TieDialog", "{trade}：总成绩和全部同分规则都相同。裁判长书面裁定先后，理由写进操作记录。"
        ).format(trade=trade)
        super().__init__(
            question, text, QCoreApplication.translate("TieDialog", "写下裁定"), _tie_reasons(), (), parent
        )
        self.list = OrderList(entries, self.tr("名次先后"))
        self.list.setObjectName("tie_order")
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Caption(self.tr("先后次序"), needed=True))
        column.addWidget(self.list)
        row = QHBoxLayout()
        for text_of, step, icon in ((self.tr("上移"), -1, "chevron_up"), (self.tr("下移"), 1, "chevron_down")):
            button = Button(text_of, icon=icon, small=True)
            button.clicked.connect(lambda _=False, by=step: self.list.move_by(by))
            row.addWidget(button)
        row.addWidget(Label(self.tr("也可以按 Alt+↑ Alt+↓"), SECONDARY, ink=Ink.MUTED))
        row.addStretch(1)
        column.addLayout(row)
        self._scores: dict[str, QLineEdit] = {}
        if may_extra:
            column.addWidget(Caption(self.tr("加试成绩（举行了加试才填，填了就按它定先后）")))
            column.addLayout(self._extra_row(entries))
        self.body.insertWidget(0, box)
        self.list.setFocus()

    def _extra_row(self, entries: Sequence[Named]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, (number, name) in enumerate(entries):
            field = QLineEdit()
            field.setMaxLength(12)
            field.setFixedWidth(theme().px(84))
            field.setAccessibleName(f"{name} {number}")
            field.setObjectName(f"extra_{number}")
            self._scores[number] = field
            at, side = divmod(place, 2)
            grid.addWidget(Label(f"{name}　{number}", SECONDARY), at, side * 2)
            grid.addWidget(field, at, side * 2 + 1)
        grid.setColumnStretch(4, 1)
        return grid

    def order(self) -> list[str]:
        """The entry numbers, best first."""
        return self.list.order()

    def extra(self) -> dict[str, str]:
        """The scores of the extra round by entry number; empty when none was held."""
        found = {number: field.text().strip() for number, field in self._scores.items()}
        return {number: text for number, text in found.items() if text}

    def _try(self) -> None:
        if 0 < len(self.extra()) < len(self._scores):
            self.refusal.say(self.tr("加试成绩还没有填全。每人都填，或者都不填。"))
            return
        super()._try()


def _tie_reasons() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("TieDialog", "加试"),
        QCoreApplication.translate("TieDialog", "裁判组合议"),
        QCoreApplication.translate("TieDialog", "现场抽签"),
    )


class EdgeDialog(ReasonDialog):
    """What happens to equals on both sides of an award edge. `decision()` is "up", "chain" or "reduce"."""

    def __init__(
        self,
        award: str,
        next_award: str,
        entries: Sequence[Named],
        within: int,
        answers: Sequence[str],
        chain: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        names = "、".join(name for _, name in entries)
        question = QCoreApplication.translate("EdgeDialog", "“{award}”给谁？").format(award=award)
        text = QCoreApplication.translate(
            "EdgeDialog", "{names}并列，这一等只剩 {within} 个名额。选一种办法并写明理由。"
        ).format(names=names, within=within)
        verb = QCoreApplication.translate("EdgeDialog", "写下裁定")
        super().__init__(question, text, verb, _edge_reasons(), (), parent)
        below = next_award or self.tr("不授奖")
        ahead = "、".join(number for number in chain)
        offered = {
            "up": self.tr("{count} 人都进“{award}”，下面的名额不变").format(count=len(entries), award=award),
            "chain": self.tr("按同分规则分先后：{order}，前 {within} 人进“{award}”").format(
                order=ahead, within=within, award=award
            ),
            "reduce": self.tr("{count} 人都进“{award}”，“{below}”减少 {more} 个名额").format(
                count=len(entries), award=award, below=below, more=len(entries) - within
            ),
        }
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.buttons_of: dict[str, RadioButton] = {}
        for number, answer in enumerate(answers, 1):
            button = RadioButton(f"{number}　{offered[answer]}")
            button.setObjectName(f"edge_{answer}")
            self.buttons_of[answer] = button
            column.addWidget(button)
        if "chain" not in answers:
            column.addWidget(Label(self.tr("同分规则分不出先后，不能按它决定。"), SECONDARY, ink=Ink.MUTED, wrap=True))
        self.body.insertWidget(0, box)
        self.reasons.setItemText(0, self.tr("请选择理由，或按 1～{count}").format(count=self.reasons.count() - 1))
        self.reasons.installEventFilter(self)
        next(iter(self.buttons_of.values())).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A figure chooses a way, and the keyboard goes on to the reason."""
        place = _figure(event)
        if 0 <= place < len(self.buttons_of) and self.focusWidget() is not self.words:
            list(self.buttons_of.values())[place].setChecked(True)
            self.reasons.setFocus()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list of reasons a figure chooses one, and the keyboard goes on to the verb."""
        if watched is self.reasons and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = _figure(event)
            if 0 <= place < self.reasons.count() - 1:
                self.reasons.setCurrentIndex(place + 1)
                self.buttons["give"].setFocus()
                return True
        return super().eventFilter(watched, event)

    def decision(self) -> str:
        """The answer chosen; "" while there is none: no default counts as an answer."""
        return next((key for key, button in self.buttons_of.items() if button.isChecked()), "")

    def _try(self) -> None:
        if not self.decision():
            self.refusal.say(self.tr("还没有选办法。请先选一种。"))
            return
        super()._try()


def _figure(event: QKeyEvent) -> int:
    """The place a figure key stands for, from nought; -1 for any other key."""
    text = event.text()
    return int(text) - 1 if text.isascii() and text.isdigit() else -1


def _edge_reasons() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("EdgeDialog", "并列者一并授予"),
        QCoreApplication.translate("EdgeDialog", "竞赛规程规定"),
        QCoreApplication.translate("EdgeDialog", "组委会决定"),
    )
