"""编号与记录: the rule by which certificates are numbered, tried while it is typed, and every number ever given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import messages
from ui.dialogs.question import Answer, Question
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.errors import AppError
    from app.services.certificates_ledger import Ledger, LedgerLine
    from app.services.certificates_numbers import SerialRule

_SHOWN = 3


class NumbersDialog(Question):
    """`tried` carries a rule that is being typed, `wanted` one to take from now on, `void` a number to use up."""

    tried = Signal(str)
    wanted = Signal(str)
    void = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("certificate_numbers")
        self.setMinimumSize(theme().px(900), theme().px(520))
        self.ask(
            self.tr("证书编号和发证记录"),
            self.tr("编号打印时才发，打过、作废的都不会再用。改规则不影响已经发出的编号。"),
        )
        self.rule = QLineEdit()
        self.rule.setObjectName("serial_rule")
        self.rule.setAccessibleName(self.tr("编号规则"))
        self.rule.setMaxLength(120)
        self.take = Button(self.tr("改用这条规则"))
        self.take.setObjectName("take_rule")
        self.take.clicked.connect(lambda: self.wanted.emit(self.rule.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.rule, 1)
        row.addWidget(self.take)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Caption(self.tr("编号规则")))
        column.addLayout(row)
        self.next = Label("", BODY, wrap=True)
        self.next.setObjectName("next_serials")
        column.addWidget(self.next)
        self.places = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        column.addWidget(self.places)
        self.add_widget(form)
        self.count = Label("", BODY, True, wrap=True)
        self.count.setObjectName("certificate_count")
        self.add_widget(self.count)
        self.list = self._list()
        self.body.addWidget(self.list, 1)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.waste = self.add_answer(Answer("void", self.tr("作废这个编号…")))
        self.waste.clicked.disconnect()
        self.waste.clicked.connect(self._void)
        self._rule = ""
        self._row: LedgerLine | None = None
        self._wait = QTimer(self, singleShot=True, interval=150)
        self._wait.timeout.connect(lambda: self.tried.emit(self.rule.text()))
        self.rule.textEdited.connect(self._typed)
        self._settle()
        self.rule.setFocus()

    def _list(self) -> TableView:
        columns: tuple[Column[LedgerLine], ...] = (
            Column("serial", self.tr("编号"), lambda one: one.serial, 230),
            Column("name", self.tr("姓名"), lambda one: one.name, 140),
            Column("award", self.tr("奖次"), lambda one: one.award, 110),
            Column("state", self.tr("情况"), self._state, 100),
            Column("prints", self.tr("打印"), lambda one: str(one.prints), 56, Align.RIGHT),
            Column("note", self.tr("理由"), lambda one: one.note, 120, stretch=True, tip=lambda one: one.note),
        )
        self.model = TableModel(columns, lambda one: one.serial)
        found = TableView(self.model, self.tr("发证记录"))
        found.setObjectName("certificate_ledger")
        found.row_changed.connect(self._choose)
        return found

    def _state(self, line: LedgerLine) -> str:
        return {
            "issued": self.tr("没有打"),
            "printed": self.tr("已打"),
            "void": self.tr("作废"),
            "replaced": self.tr("作废，已换号"),
        }[line.state]

    # showing

    def show_rule(self, found: SerialRule, places: dict[str, str], tried: bool = False) -> None:
        """The rule in force, or what one being typed would give."""
        if not tried:
            self._rule = found.pattern
            self.rule.setText(found.pattern)
            self.places.setText("　".join(f"{{{name}}} {words}" for name, words in places.items()))
        elif found.pattern != self.rule.text().strip():
            return  # an answer to what was typed before
        shown = [self.tr("{trade} {serial}").format(trade=t, serial=s) for t, s in found.examples[:_SHOWN]]
        rest = len(found.examples) - _SHOWN
        if rest > 0:
            shown.append(self.tr("还有 {count} 个工种").format(count=rest))
        self.next.setText(self.tr("下一个编号：{examples}").format(examples="；".join(shown)))
        self.refusal.say("")
        self._settle(good=True)

    def show_ledger(self, found: Ledger) -> None:
        """Every number, and the count that must come out."""
        total = found.total
        text = self.tr("应打 {expected} = 已打 {printed} + 跳过 {skipped} + 未打 {open}；作废的编号 {void} 个").format(
            expected=total.expected, printed=total.printed, skipped=total.skipped, open=total.open, void=found.void
        )
        self.count.setText(text)
        self._row = None
        self.model.set_rows(found.lines)
        self._settle(good=True)

    def show_refusal(self, error: AppError) -> None:
        """The rule cannot be taken, or nobody may."""
        self.refusal.say(messages.sentence(error))
        self.next.setText("")
        self.take.block(messages.sentence(error))

    def _typed(self) -> None:
        self.take.block(self.tr("正在试这条规则…"))
        self._wait.start()

    def _settle(self, good: bool = False) -> None:
        same = self.rule.text().strip() == self._rule
        self.take.block("" if good and not same else self.tr("规则没有改。") if same else self.tr("正在试这条规则…"))
        self._choose(self._row)

    def _choose(self, row: LedgerLine | None) -> None:
        self._row = row
        void = row is not None and row.state in ("issued", "printed")
        self.waste.block("" if void else self.tr("先选一个发出的编号；作废了的不能再作废。"))

    def _void(self) -> None:
        if self._row is not None:
            self.void.emit(self._row.serial)
