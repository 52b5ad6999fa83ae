"""Who is at the keyboard, and who stands beside: log-in, second person, and the reason for an act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.errors import AppError
from ui import messages
from ui.dialogs.question import Answer, Question
from ui.theme import BODY, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox
from ui.widgets.name_list import NameList

_WIDEST_NAME = 560


@dataclass(frozen=True)
class Known:
    """Someone who may sit at the keyboard: the name to log in with, and the words of the role.

    `pin` is known only in a demo, where it is filled in: nobody should hunt for the PIN of an invented person.
    """

    name: str
    role: str
    pin: str = ""


# check(name, pin, done, refused): asks the store; `done` gets whatever stands for the person (an Actor).
Check = Callable[[str, str, Callable[[Any], None], Callable[[AppError], None]], None]


class PinEdit(QLineEdit):
    """A field for a PIN or a passphrase: hidden, no input method."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(200)
        self.setAccessibleName(name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhSensitiveData)
        self.setMaximumWidth(220)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What stands there is chosen: whoever types puts their own PIN in its place."""
        super().focusInEvent(event)
        self.selectAll()


def _fill(box: ChoiceBox, people: Sequence[Known], current: str) -> None:
    for person in people:
        box.addItem(f"{person.name}　{person.role}", person.name)
    box.setCurrentIndex(max(0, box.findData(current)))


class LoginDialog(Question):
    """Click a name or walk to it, type the PIN, Enter. `entered` carries the person once the store has said yes."""

    entered = Signal(object)

    def __init__(
        self,
        people: Sequence[Known],
        check: Check,
        current: str = "",
        locked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        if locked:
            self.ask(self.tr("屏幕已锁定"), self.tr("已录入的内容都已存好。请输入 PIN 或口令短语继续。"))
        else:
            self.ask(self.tr("现在由谁操作？"), self.tr("每个人用自己的 PIN 或口令短语，操作记录里写的就是这个人。"))
        self.names = NameList(self.tr("姓名"))
        self.names.setObjectName("login_name")
        self.names.offer([(person.name, person.role) for person in people], current)
        self.pin = PinEdit(self.tr("PIN"))
        self.pin.setObjectName("login_pin")
        self.names.walk_from(self.pin)
        self._pins = {person.name: person.pin for person in people if person.pin}
        self.hint = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.hint.setObjectName("login_hint")
        self.add_widget(self._form(parent))
        self.names.changed.connect(self._offer_pin)
        self._offer_pin()
        if not locked:
            self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("enter", self.tr("开始操作"), primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self.locked = locked  # left only by logging in
        self.pin.returnPressed.connect(self._try)
        self.names.picked.connect(self.pin.setFocus)
        self.pin.setFocus()

    def _form(self, parent: QWidget | None) -> QWidget:
        """The names, and beside them the PIN: one click, or the arrow keys, and the PIN is typed at once."""
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(16)
        room = parent.window().height() if parent is not None else 728
        self.names.fit(room - theme().px(230))
        grid.addWidget(Caption(self.tr("姓名（↑ ↓ 换人）")), 0, 0)
        grid.addWidget(self.names, 1, 0, 3, 1)
        grid.addWidget(Caption(self.tr("PIN")), 0, 1)
        grid.addWidget(self.pin, 1, 1)
        grid.addWidget(self.hint, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, 220)
        wide = self.names.minimumSizeHint().width() + 16 + 220 + 48
        self.setMinimumWidth(max(self.minimumWidth(), wide))
        return form

    def _offer_pin(self) -> None:
        pin = self._pins.get(self.names.current(), "")
        self.hint.setVisible(bool(self._pins))
        if self._pins:
            self.pin.setText(pin)
            self.hint.setText(self.tr("演示人员，PIN 是 {pin}，已经填好，按 Enter 就行。").format(pin=pin))

    def _try(self) -> None:
        if not self.pin.text():
            self.refusal.say(self.tr("请输入 PIN。"))
            self.pin.setFocus()
            return
        self._go.block(self.tr("正在核对 PIN…"))
        self._check(self.names.current(), self.pin.text(), self._right, self._wrong)

    def _right(self, person: object) -> None:
        self.entered.emit(person)
        self.choose("enter")

    def _wrong(self, error: AppError) -> None:
        self._go.block("")
        self.refusal.say(messages.sentence(error))
        self.pin.selectAll()
        self.pin.setFocus()

    def reject(self) -> None:
        if not self.locked:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.focusWidget() is self.pin and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # the field's own signal has taken it
        super().keyPressEvent(event)


class SecondPersonDialog(Question):
    """An act of two people: both type their PIN here. `confirmed` carries both once the store has said yes to both.

    `first` is the person who acts, or several to choose that person from.
    """

    confirmed = Signal(object, object)

    def __init__(
        self,
        question: str,
        text: str,
        verb: str,
        first: Known | Sequence[Known],
        others: Sequence[Known],
        check: Check,
        things: Sequence[str] = (),
        audit_line: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        firsts = (first,) if isinstance(first, Known) else tuple(first)
        self._person: object = None
        self.ask(question, text, things)
        if audit_line:
            self.add_audit_line(audit_line)
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        self.first = ChoiceBox(self.tr("操作人"))
        self.first.setObjectName("first_name")
        _fill(self.first, firsts, "")
        name = firsts[0].name if len(firsts) == 1 else self.tr("操作人")
        self.pin = PinEdit(self.tr("{name}的 PIN").format(name=name))
        self.pin.setObjectName("first_pin")
        self.other = ChoiceBox(self.tr("第二个人"))
        self.other.setObjectName("second_name")
        _fill(self.other, others, "")
        self.other_pin = PinEdit(self.tr("第二个人的 PIN"))
        self.other_pin.setObjectName("second_pin")
        grid.addWidget(Caption(self.tr("操作人")), 0, 0)
        if len(firsts) == 1:
            self.first.hide()
            grid.addWidget(Label(f"{firsts[0].name}　{firsts[0].role}", bold=True), 1, 0)
        else:
            grid.addWidget(self.first, 1, 0)
        grid.addWidget(Caption(self.tr("操作人 PIN")), 0, 1)
        grid.addWidget(self.pin, 1, 1)
        grid.addWidget(Caption(self.tr("在场的第二个人")), 2, 0)
        grid.addWidget(self.other, 3, 0)
        grid.addWidget(Caption(self.tr("第二个人 PIN")), 2, 1)
        grid.addWidget(self.other_pin, 3, 1)
        grid.setColumnStretch(0, 1)
        said = [f"{person.name}　{person.role}" for person in (*firsts, *others)]
        longest = max((drawing.text_width(one, theme().font(BODY)) for one in said), default=0)
        wide = min(longest + 52, _WIDEST_NAME)  # a name of thirty characters, and its role
        grid.setColumnMinimumWidth(0, wide)
        self.setMinimumWidth(max(self.minimumWidth(), wide + 200))  # and the PIN beside it
        self.add_widget(form)
        enough = bool(firsts) and bool(others)
        if not enough:
            self.refusal.say(self.tr("没有另一位有权限的人。请先按 F11 登记第二个人。"))
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("confirm", verb, primary=True))
        self._go.block("" if enough else self.tr("没有另一位有权限的人。请先按 F11 登记第二个人。"))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self._pins = {person.name: person.pin for person in (*firsts, *others) if person.pin}
        self.first.currentIndexChanged.connect(self._offer_pins)
        self.other.currentIndexChanged.connect(self._offer_pins)
        self._offer_pins()
        self.pin.returnPressed.connect(self.other_pin.setFocus)
        self.other_pin.returnPressed.connect(self._try)
        self.pin.setFocus()

    def _offer_pins(self) -> None:
        """In a demo the PINs of invented people are filled in."""
        if self._pins:
            self.pin.setText(self._pins.get(self.first.currentData() or "", ""))
            self.other_pin.setText(self._pins.get(self.other.currentData() or "", ""))

    def _try(self) -> None:
        for field in (self.pin, self.other_pin):
            if not field.text():
                self.refusal.say(self.tr("两个人都要输入自己的 PIN。"))
                field.setFocus()
                return
        self._go.block(self.tr("正在核对 PIN…"))
        first = self.first.currentData() or ""
        self._check(first, self.pin.text(), self._first_right, lambda error: self._wrong(self.pin, error))

    def _first_right(self, person: object) -> None:
        self._person = person
        name = self.other.currentData() or ""
        self._check(name, self.other_pin.text(), self._both_right, lambda error: self._wrong(self.other_pin, error))

    def _both_right(self, second: object) -> None:
        self.confirmed.emit(self._person, second)
        self.choose("confirm")

    def _wrong(self, field: PinEdit, error: AppError) -> None:
        self._go.block("")
        self.refusal.say(messages.sentence(error))
        field.selectAll()
        field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if isinstance(self.focusWidget(), PinEdit) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


class ReasonDialog(Question):
    """Asks why: a reason from a list, words of one's own, or both. `given` carries the text.

    With `at_once` each reason is a button with a figure for its key, and choosing it answers: for acts that can be
    undone, or that another question follows.
    """

    given = Signal(str)

    def __init__(
        self,
        question: str,
        text: str,
        verb: str,
        reasons: Sequence[str] = (),
        things: Sequence[str] = (),
        parent: QWidget | None = None,
        at_once: bool = False,
    ) -> None:
        super().__init__(parent)
        self.ask(question, text, things)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.choices: list[Button] = []
        self._reason = ""
        if at_once:
            self._offer(column, reasons)
            reasons = ()
        self.reasons = ChoiceBox(self.tr("理由"))
        self.reasons.setObjectName("reason_list")
        self.reasons.addItem(self.tr("请选择理由"), "")
        for reason in reasons:
            self.reasons.addItem(reason, reason)
        self.words = QPlainTextEdit()
        self.words.setObjectName("reason_words")
        self.words.setAccessibleName(self.tr("补充说明"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(72)
        if reasons:
            column.addWidget(Caption(self.tr("理由"), needed=True))
            column.addWidget(self.reasons)
            column.addWidget(Caption(self.tr("补充说明")))
        else:
            self.reasons.hide()
            own = self.tr("都不是，就在这里写明") if at_once else self.tr("理由")
            column.addWidget(Caption(own, needed=not at_once))
        column.addWidget(self.words)
        column.addWidget(Label(self.tr("理由会写进操作记录，以后不能改。"), SECONDARY, ink=Ink.MUTED, wrap=True))
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("give", verb, primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        if not self.choices:  # else on the safe answer: a figure chooses, and Enter alone gives no reason
            (self.reasons if reasons else self.words).setFocus()

    def _offer(self, column: QVBoxLayout, reasons: Sequence[str]) -> None:
        column.addWidget(Caption(self.tr("理由：选中就算填好"), needed=True))
        for number, reason in enumerate(reasons, 1):
            button = Button(reason, key=str(number) if number < 10 else "")
            button.setObjectName(f"reason_{number}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, reason=reason: self._chosen(reason))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            column.addWidget(button)
            self.choices.append(button)
        column.addSpacing(4)

    def _chosen(self, reason: str) -> None:
        self._reason = reason
        self._try()

    def reason(self) -> str:
        """The reason as it stands: the chosen one, then the words."""
        parts = (self._reason or self.reasons.currentData() or "", self.words.toPlainText().strip())
        return "；".join(part for part in parts if part)

    def _try(self) -> None:
        if not self.reason():
            self.refusal.say(self.tr("还没有写理由。请选一条或写一句。"))
            return
        self.given.emit(self.reason())
        self.choose("give")
