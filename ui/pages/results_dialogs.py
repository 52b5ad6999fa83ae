"""Dialogs of the ranking page: the order among equals, what happens at an award edge, an appeal taken in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from ui.dialogs.people import ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Caption, ChoiceBox

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
    """The chief judge's order among entries equal in everything. `order()` and the reason of `given`."""

    def __init__(self, entries: Sequence[Named], trade: str, parent: QWidget | None = None) -> None:
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
        self.body.insertWidget(0, box)
        self.list.setFocus()

    def order(self) -> list[str]:
        """The entry numbers, best first."""
        return self.list.order()


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
        for answer in answers:
            button = RadioButton(offered[answer])
            button.setObjectName(f"edge_{answer}")
            self.buttons_of[answer] = button
            column.addWidget(button)
        if "chain" not in answers:
            column.addWidget(Label(self.tr("同分规则分不出先后，不能按它决定。"), SECONDARY, ink=Ink.MUTED, wrap=True))
        self.body.insertWidget(0, box)
        next(iter(self.buttons_of.values())).setFocus()

    def decision(self) -> str:
        """The answer chosen; "" while there is none: no default counts as an answer."""
        return next((key for key, button in self.buttons_of.items() if button.isChecked()), "")

    def _try(self) -> None:
        if not self.decision():
            self.refusal.say(self.tr("还没有选办法。请先选一种。"))
            return
        super()._try()


def _edge_reasons() -> tuple[str, ...]:
    return (
        QCoreApplication.translate("EdgeDialog", "并列者一并授予"),
        QCoreApplication.translate("EdgeDialog", "竞赛规程规定"),
        QCoreApplication.translate("EdgeDialog", "组委会决定"),
    )


class AppealDialog(Question):
    """Takes an appeal in: who, about what. `filed` carries (entry number, filed by, round, text)."""

    filed = Signal(str, str, str, str)

    def __init__(
        self, entry: str, rounds: Sequence[tuple[str, str]], until: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        text = self.tr("申诉只能由领队书面提出。受理到 {until}。").format(until=until) if until else ""
        self.ask(self.tr("受理谁的申诉？"), text)
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        self.entry = QLineEdit(entry)
        self.leader = QLineEdit()
        self.about = ChoiceBox(self.tr("涉及哪一场"))
        self.about.addItem(self.tr("总成绩或名次"), "")
        for code, name in rounds:
            self.about.addItem(name, code)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        fields = (
            (self.tr("参赛号"), self.entry, 0, 0),
            (self.tr("提出人（领队）"), self.leader, 0, 1),
            (self.tr("涉及哪一场"), self.about, 2, 0),
        )
        for name, field, row, place in fields:
            grid.addWidget(Caption(name, needed=field is not self.about), row, place)
            grid.addWidget(field, row + 1, place)
            field.setAccessibleName(name)
        grid.addWidget(Caption(self.tr("申诉内容"), needed=True), 4, 0)
        grid.addWidget(self.words, 5, 0, 1, 2)
        self.words.setAccessibleName(self.tr("申诉内容"))
        self.entry.setObjectName("appeal_entry")
        self.leader.setObjectName("appeal_leader")
        self.words.setObjectName("appeal_words")
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        go = self.add_answer(Answer("file", self.tr("受理申诉"), primary=True))
        go.clicked.disconnect()
        go.clicked.connect(self._try)
        (self.leader if entry else self.entry).setFocus()

    def _try(self) -> None:
        for field, lack in (
            (self.entry, self.tr("还没有填参赛号。")),
            (self.leader, self.tr("还没有填提出申诉的领队。")),
        ):
            if not field.text().strip():
                self.refusal.say(lack)
                field.setFocus()
                return
        if not self.words.toPlainText().strip():
            self.refusal.say(self.tr("还没有写申诉内容。"))
            self.words.setFocus()
            return
        about = self.about.currentData() or ""
        self.filed.emit(self.entry.text().strip(), self.leader.text().strip(), about, self.words.toPlainText().strip())
        self.choose("file")
