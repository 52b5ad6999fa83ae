"""Dialogs of an appeal: taking it in, answering it, correcting what it reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from ui.dialogs.people import ReasonDialog
from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from app.services.appeals_view import AppealView, OpenItem

Part = tuple[str, str, tuple[tuple[str, str], ...]]  # round id, name, aspects (id, name)
Cell = tuple[str, str]  # aspect id, seat


class ItemChoice(QWidget):
    """Which round, and which aspect of it or all. `within` leaves only what may be chosen."""

    def __init__(self, parts: Sequence[Part], whole: str, within: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self._parts = {part[0]: part for part in parts}
        self._within = within
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        self.round = ChoiceBox(self.tr("涉及哪一场"))
        self.round.setObjectName("appeal_round")
        self.aspect = ChoiceBox(self.tr("涉及哪个评分点"))
        self.aspect.setObjectName("appeal_aspect")
        if whole:
            self.round.addItem(whole, "")
        for key, name, _ in parts:
            if within[0] in ("", key):
                self.round.addItem(name, key)
        grid.addWidget(Caption(self.tr("涉及哪一场")), 0, 0)
        grid.addWidget(Caption(self.tr("涉及哪个评分点")), 0, 1)
        grid.addWidget(self.round, 1, 0)
        grid.addWidget(self.aspect, 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.round.currentIndexChanged.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.aspect.clear()
        key = self.round.currentData() or ""
        only = self._within[1]
        if not only:
            self.aspect.addItem(self.tr("整场") if key else "—", "")
        for aspect, name in self._parts[key][2] if key in self._parts else ():
            if only in ("", aspect):
                self.aspect.addItem(f"{aspect} {name}", aspect)
        self.aspect.setEnabled(self.aspect.count() > 1)

    def item(self) -> tuple[str, str]:
        """Round and aspect chosen; "" for all."""
        return self.round.currentData() or "", self.aspect.currentData() or ""


@dataclass(frozen=True)
class Filing:
    """What was taken in."""

    entry: str
    leader: str
    text: str
    item: tuple[str, str]


class AppealDialog(Question):
    """Takes an appeal in: who, about what. `filed` carries a Filing."""

    filed = Signal(object)

    def __init__(
        self, entry: str, parts: Sequence[Part], until: str, late: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        text = self.tr("申诉只能由领队书面提出。受理到 {until}。").format(until=until) if until else ""
        if late:
            text += self.tr("现在已过时限：会记为逾期，要裁判长同意才能答复。")
        self.ask(self.tr("受理谁的申诉？"), text)
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        self.entry = QLineEdit(entry)
        self.leader = QLineEdit()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(84)
        fields = ((self.tr("参赛号"), self.entry, 0), (self.tr("提出人（领队）"), self.leader, 1))
        for name, field, place in fields:
            grid.addWidget(Caption(name, needed=True), 0, place)
            grid.addWidget(field, 1, place)
            field.setAccessibleName(name)
        self.choice = ItemChoice(parts, self.tr("总成绩或名次"))
        grid.addWidget(self.choice, 2, 0, 1, 2)
        grid.addWidget(Caption(self.tr("事实与依据"), needed=True), 3, 0)
        grid.addWidget(self.words, 4, 0, 1, 2)
        self.words.setAccessibleName(self.tr("事实与依据"))
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
            self.refusal.say(self.tr("还没有写事实与依据。"))
            self.words.setFocus()
            return
        text = self.words.toPlainText().strip()
        self.filed.emit(Filing(self.entry.text().strip(), self.leader.text().strip(), text, self.choice.item()))
        self.choose("file")


@dataclass(frozen=True)
class Verdict:
    """An answer as it was given."""

    verdict: str
    findings: str
    words: str
    item: tuple[str, str]


class AnswerDialog(Question):
    """What was found and what the arbiter says; upheld also what reopens. `given` carries a Verdict."""

    given = Signal(object)

    def __init__(self, appeal: AppealView, parts: Sequence[Part], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(
            self.tr("申诉 {number}：{entry} {name}，怎样答复？").format(
                number=appeal.number, entry=appeal.entry, name=appeal.name
            ),
            self.tr("{item}。{text}").format(item=appeal.item or self.tr("总成绩或名次"), text=appeal.text),
        )
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.findings = self._words(self.tr("调查情况"), "appeal_findings")
        self.words = self._words(self.tr("仲裁意见"), "appeal_answer")
        self.choice = ItemChoice(parts, "" if appeal.round else "—", (appeal.round, appeal.aspect))
        column.addWidget(Caption(self.tr("调查情况")))
        column.addWidget(self.findings)
        column.addWidget(Caption(self.tr("仲裁意见"), needed=True))
        column.addWidget(self.words)
        column.addWidget(Label(self.tr("成立时只重开这一项，别的成绩一律不动："), SECONDARY, ink=Ink.TEXT2))
        column.addWidget(self.choice)
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        for key, verb in (("rejected", self.tr("不成立…")), ("upheld", self.tr("成立，重开这一项…"))):
            button = self.add_answer(Answer(key, verb, primary=key == "upheld"))
            button.clicked.disconnect()
            button.clicked.connect(lambda _on=False, key=key: self._try(key))
        self.findings.setFocus()

    def _words(self, name: str, key: str) -> QPlainTextEdit:
        field = QPlainTextEdit()
        field.setObjectName(key)
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        field.setFixedHeight(56)
        return field

    def _try(self, key: str) -> None:
        words = self.words.toPlainText().strip()
        if not words:
            self.refusal.say(self.tr("还没有写仲裁意见。"))
            self.words.setFocus()
            return
        item = self.choice.item()
        if key == "upheld" and not item[0]:
            self.refusal.say(self.tr("还没有指明重开哪一场。"))
            self.choice.round.setFocus()
            return
        self.given.emit(Verdict(key, self.findings.toPlainText().strip(), words, item))
        self.choose(key)


@dataclass(frozen=True)
class Corrections:
    """What is put right: marks by cell, the time used and the status, None where nothing was typed."""

    cells: dict[Cell, str]
    seconds: str | None
    status: str | None


class ItemDialog(ReasonDialog):
    """The marks of a reopened item with an empty field each. `found` carries (Corrections, reason)."""

    found = Signal(object, str)

    def __init__(self, item: OpenItem, statuses: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        reasons = (
            self.tr("原件与录入不符"),
            self.tr("裁判复议后改判并签字"),
            self.tr("合计或换算有误"),
        )
        question = self.tr("申诉 {number} 重开的项目，更正哪几格？").format(number=item.appeal.number)
        text = self.tr("{entry} {name}　密号 {code}　{item}。只填这里要改的格，要第二个人输 PIN。")
        if item.code == item.appeal.entry:  # theory is kept by entry number
            text = self.tr("{entry} {name}　{item}。只填这里要改的格，要第二个人输 PIN。")
        text = text.format(entry=item.appeal.entry, name=item.appeal.name, code=item.code, item=item.appeal.reopened)
        super().__init__(question, text, self.tr("更正…"), reasons, (), parent)
        self.fields: dict[Cell, QLineEdit] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for column, name in ((1, self.tr("现在")), (2, self.tr("更正为"))):
            grid.addWidget(Label(name, SECONDARY, ink=Ink.TEXT2), 0, column)
        for line, cell in enumerate(item.cells, 1):
            grid.addWidget(Label(cell.words, wrap=True), line, 0)
            grid.addWidget(Label(cell.text or "—", ink=Ink.TEXT2), line, 1)
            field = self._field(f"cell_{cell.aspect}_{cell.seat}", cell.words)
            grid.addWidget(field, line, 2)
            self.fields[cell.aspect, cell.seat] = field
        self.seconds: QLineEdit | None = None
        self.status: ChoiceBox | None = None
        if item.seconds is not None:
            self._whole(grid, len(item.cells) + 1, item, statuses)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setFixedHeight(min(theme().px(240), inside.sizeHint().height() + 4))
        self.setMinimumWidth(560)
        self.body.insertWidget(0, area)
        if self.fields:
            next(iter(self.fields.values())).setFocus()

    def _whole(self, grid: QGridLayout, line: int, item: OpenItem, statuses: Sequence[tuple[str, str]]) -> None:
        """Time and status, where a whole round is open."""
        self.seconds = self._field("item_seconds", self.tr("用时"))
        grid.addWidget(Label(self.tr("用时")), line, 0)
        grid.addWidget(Label(item.seconds or "—", ink=Ink.TEXT2), line, 1)
        grid.addWidget(self.seconds, line, 2)
        self.status = ChoiceBox(self.tr("状态"))
        self.status.setObjectName("item_status")
        words = dict(statuses)
        self.status.addItem(self.tr("不改"), None)
        for key, word in statuses:
            if key != item.status:
                self.status.addItem(word, key)
        grid.addWidget(Label(self.tr("状态")), line + 1, 0)
        grid.addWidget(Label(words.get(item.status or "", "—"), ink=Ink.TEXT2), line + 1, 1)
        grid.addWidget(self.status, line + 1, 2)

    def _field(self, key: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(key)
        field.setFixedWidth(theme().px(90))
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        field.setAccessibleName(self.tr("{cell} 更正为").format(cell=name))
        field.returnPressed.connect(self.focusNextChild)
        return field

    def corrections(self) -> Corrections:
        """What was typed."""
        cells = {cell: field.text().strip() for cell, field in self.fields.items() if field.text().strip()}
        seconds = self.seconds.text().strip() if self.seconds is not None else ""
        status = self.status.currentData() if self.status is not None else None
        return Corrections(cells, seconds or None, status)

    def _try(self) -> None:
        said = self.corrections()
        if not said.cells and said.seconds is None and said.status is None:
            self.refusal.say(self.tr("还没有填要更正的格。"))
            return
        if not self.reason():
            self.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            return
        self.found.emit(said, self.reason())
        self.choose("give")
