"""A decision of one person with the right to it: why, who, and that person's PIN, whoever is at the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.errors import AppError
from ui import messages
from ui.dialogs.people import Check, Known, PinEdit
from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox


class OfficialDialog(Question):
    """Asks a reason (from a list, in words, or both) and the PIN of one of `officials`.

    `decided` carries the key of the answer, the reason and the person, once the store has said yes to the PIN.
    """

    decided = Signal(str, str, object)

    def __init__(
        self,
        officials: Sequence[Known],
        check: Check,
        reasons: Sequence[str],
        current: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._verdicts: list[str] = []
        self._form = QWidget()
        grid = QGridLayout(self._form)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        self.reasons = ChoiceBox(self.tr("理由"))
        self.reasons.setObjectName("reason_list")
        self.reasons.addItem(self.tr("请选择理由"), "")
        for reason in reasons:
            self.reasons.addItem(reason, reason)
        self.words = QLineEdit()
        self.words.setObjectName("reason_words")
        self.words.setAccessibleName(self.tr("补充说明"))
        self.name = ChoiceBox(self.tr("决定人"))
        self.name.setObjectName("official_name")
        for person in officials:
            self.name.addItem(f"{person.name}　{person.role}", person.name)
        self.name.setCurrentIndex(max(0, self.name.findData(current)))
        self.pin = PinEdit(self.tr("决定人的 PIN"))
        self.pin.setObjectName("official_pin")
        self._pins = {person.name: person.pin for person in officials if person.pin}
        self.name.currentIndexChanged.connect(self._offer_pin)
        self._offer_pin()
        grid.addWidget(Caption(self.tr("理由"), needed=True), 0, 0)
        grid.addWidget(self.reasons, 1, 0)
        grid.addWidget(Caption(self.tr("补充说明")), 0, 1)
        grid.addWidget(self.words, 1, 1)
        grid.addWidget(Caption(self.tr("决定人")), 2, 0)
        grid.addWidget(self.name, 3, 0)
        grid.addWidget(Caption(self.tr("决定人的 PIN")), 2, 1)
        grid.addWidget(self.pin, 3, 1)
        grid.addWidget(Label(self.tr("理由会写进操作记录，以后不能改。"), SECONDARY, ink=Ink.MUTED), 4, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._there = bool(officials)

    def ask_official(self, title: str, text: str, things: Sequence[str], verdicts: Sequence[tuple[str, str]]) -> None:
        """Set the question and the decisions to choose from, as (key, verb); the first is the loud one."""
        self.ask(title, text, things)
        self.add_widget(self._form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        for number, (key, verb) in enumerate(verdicts):
            button = self.add_answer(Answer(key, verb, primary=number == 0))
            button.clicked.disconnect()
            button.clicked.connect(lambda _on=False, key=key: self._try(key))
            button.block("" if self._there else self.tr("没有登记能作这个决定的人。"))
            self._verdicts.append(key)
        if not self._there:
            self.refusal.say(self.tr("没有登记能作这个决定的人。请先由管理员登记，再回来决定。"))
        self.pin.returnPressed.connect(self._pin_entered)
        self.reasons.setFocus()

    def _offer_pin(self) -> None:
        """In a demo the PINs of invented people are known."""
        if self._pins:
            self.pin.setText(self._pins.get(self.name.currentData() or "", ""))

    def reason(self) -> str:
        """The reason as it stands: the chosen one, then the words."""
        parts = (self.reasons.currentData() or "", self.words.text().strip())
        return "；".join(part for part in parts if part)

    def _pin_entered(self) -> None:
        if len(self._verdicts) == 1:
            self._try(self._verdicts[0])
        else:
            self.buttons[self._verdicts[0]].setFocus()

    def _try(self, key: str) -> None:
        if not self.reason():
            self.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            self.reasons.setFocus()
            return
        if not self.pin.text():
            self.refusal.say(self.tr("请决定人输入自己的 PIN。"))
            self.pin.setFocus()
            return
        self._enable(False)
        reason = self.reason()
        name = self.name.currentData() or ""
        self._check(name, self.pin.text(), lambda person: self._right(key, reason, person), self._wrong)

    def _enable(self, on: bool) -> None:
        for key in self._verdicts:
            self.buttons[key].block("" if on else self.tr("正在核对 PIN…"))

    def _right(self, key: str, reason: str, person: object) -> None:
        self.decided.emit(key, reason, person)
        self.choose(key)

    def _wrong(self, error: AppError) -> None:
        self._enable(True)
        self.refusal.say(messages.sentence(error))
        self.pin.selectAll()
        self.pin.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self.focusWidget(), QLineEdit) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.focusWidget() is self.words:
                self.name.setFocus()
            return  # the PIN field's own signal has taken it
        super().keyPressEvent(event)
