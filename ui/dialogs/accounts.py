"""人员和口令: who may sit at this contest's keyboard - add somebody, give another role or secret, stop, close."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.domain.roles import Role
from app.errors import AppError
from ui import messages
from ui.dialogs.people import PinEdit
from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.people_keys import Person

ADD, SECRET, ROLE, BLOCK, UNBLOCK, REMOVE = "add", "secret", "role", "block", "unblock", "remove"


@dataclass(frozen=True)
class Asked:
    """What shall be done with an account: one of the words above, and what it takes."""

    what: str
    name: str
    role: str = ""
    secret: str = ""
    old: str = ""


class AccountsDialog(Question):
    """Choose somebody or nobody (a new account). `wanted` carries what to do; then `done` or `refuse` is called."""

    wanted = Signal(object)

    def __init__(
        self,
        people: Sequence[Person],
        own: str,
        role_words: Callable[[Role], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._own, self._role_words = own, role_words
        self._people: dict[str, Person] = {}
        self.ask(
            self.tr("谁可以操作这份竞赛？"),
            self.tr(
                "10 位以上、不常见的口令短语带有自己的钥匙：裁判长、登记员、管理员有了它，证件号和手机号就加密保存。"
            ),
        )
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(12)
        self.account = ChoiceBox(self.tr("账户"))
        self.account.setObjectName("account_choice")
        self.name = QLineEdit()
        self.name.setObjectName("account_name")
        self.name.setMinimumHeight(theme().px(32))
        self.role = ChoiceBox(self.tr("角色"))
        self.role.setObjectName("account_role")
        for role in Role:
            self.role.addItem(role_words(role), role.value)
        self.old, self.secret, self.again = (
            PinEdit(text) for text in (self.tr("原口令"), self.tr("口令"), self.tr("再输一次"))
        )
        for field, key in ((self.old, "old"), (self.secret, "secret"), (self.again, "again")):
            field.setObjectName(f"account_{key}")
            field.setMaximumWidth(theme().px(260))
        self._old_caption = Caption(self.tr("原口令（换自己的口令时）"))
        rows = (
            (Caption(self.tr("账户")), self.account),
            (Caption(self.tr("姓名")), self.name),
            (Caption(self.tr("角色")), self.role),
            (self._old_caption, self.old),
            (Caption(self.tr("口令")), self.secret),
            (Caption(self.tr("再输一次")), self.again),
        )
        for number, (caption, field) in enumerate(rows):
            grid.addWidget(caption, number, 0)
            grid.addWidget(field, number, 1)
        grid.setColumnStretch(1, 1)
        self.add_widget(form)
        self.said = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.said.setObjectName("account_said")
        self.add_widget(self.said)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        for key, words in (
            (REMOVE, self.tr("注销账户")),
            (BLOCK, self.tr("暂停登录")),
            (UNBLOCK, self.tr("恢复登录")),
        ):
            button = self.add_answer(Answer(key, words))
            button.clicked.disconnect()
            button.clicked.connect(lambda _on=False, key=key: self._ask_or_send(Asked(key, self._chosen())))
        self._save = self.add_answer(Answer("save", self.tr("保存账户"), primary=True))
        self._save.clicked.disconnect()
        self._save.clicked.connect(self._try)
        self.account.currentIndexChanged.connect(self._show)
        self.again.returnPressed.connect(self._save.click)
        self.done_with(people, "")
        (self.account if self._people else self.name).setFocus()

    def done_with(self, people: Sequence[Person], said: str) -> None:
        """Show the accounts as they are now, and what was done."""
        chosen = self._chosen()
        self._people = {person.name: person for person in people if person.active}
        self.account.blockSignals(True)
        self.account.clear()
        self.account.addItem(self.tr("新账户"), "")
        for person in self._people.values():
            self.account.addItem(self._line(person), person.name)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))
        self.account.blockSignals(False)
        self.refusal.say("")
        self.said.setText(said)
        self._show()
        if said and not chosen:
            self.name.setFocus()  # people are typed in one after another

    def refuse(self, error: AppError) -> None:
        """Say why nothing was done; what was typed stays."""
        self.refusal.say(messages.sentence(error))
        self._free(True)

    def _line(self, person: Person) -> str:
        kind = self.tr("口令短语") if person.passphrase else self.tr("PIN")
        words = [person.name, self._role_words(person.role), kind]
        return "　".join([*words, self.tr("已锁定")] if person.blocked else words)

    def _chosen(self) -> str:
        return str(self.account.currentData() or "")

    def _show(self) -> None:
        person = self._people.get(self._chosen())
        own = person is not None and person.name == self._own
        self.name.setText(person.name if person else "")
        self.name.setEnabled(person is None)
        if person is not None:
            self.role.setCurrentIndex(self.role.findData(person.role.value))
        elif not any(known.role is Role.ADMINISTRATOR for known in self._people.values()):
            self.role.setCurrentIndex(self.role.findData(Role.ADMINISTRATOR.value))  # who lets all others in
        self.role.setEnabled(not own)
        for field in (self.old, self.secret, self.again):
            field.clear()
        self.old.setVisible(own)
        self._old_caption.setVisible(own)
        self._free(True)

    def _free(self, on: bool) -> None:
        person = self._people.get(self._chosen())
        other = person is not None and person.name != self._own
        busy = "" if on else self.tr("正在存…")
        why = busy or ("" if other else self.tr("先选别的一位人员；自己的账号不能注销、不能锁定。"))
        self._save.block(busy)
        self.buttons[REMOVE].block(why)
        self.buttons[BLOCK].setVisible(not (person is not None and person.blocked))
        self.buttons[BLOCK].block(why)
        self.buttons[UNBLOCK].setVisible(person is not None and person.blocked)
        self.buttons[UNBLOCK].block(busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.focusWidget() is self.again and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # the field's own signal has taken it
        super().keyPressEvent(event)

    def _try(self) -> None:
        person = self._people.get(self._chosen())
        secret = self.secret.text()
        if secret != self.again.text():
            self.refusal.say(self.tr("两次输入的口令不一样，没有保存。请重新输入。"))
            self.secret.setFocus()
            return
        role = str(self.role.currentData())
        if person is None:
            self._send(Asked(ADD, self.name.text().strip(), role, secret))
        elif secret:
            self._send(Asked(SECRET, person.name, role, secret, self.old.text()))
        elif role != person.role.value:
            self._send(Asked(ROLE, person.name, role))
        else:
            self.refusal.say(self.tr("什么也没有改。要换口令就输入两次新口令。"))

    def _ask_or_send(self, asked: Asked) -> None:
        if asked.what != REMOVE:
            self._send(asked)
            return
        sure = Question(self)  # for good: one press beside the others must not do it
        sure.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sure.ask(
            self.tr("注销 {name} 的账户？").format(name=asked.name),
            self.tr("注销以后不能恢复，这个名字也不能再用；操作记录都留着。只是暂时不让登录，用“暂停登录”。"),
        )
        sure.add_answer(Answer("back", self.tr("返回"), safe=True))
        sure.add_answer(Answer("close", self.tr("注销账户"), primary=True))
        sure.chosen.connect(lambda key: self._send(asked) if key == "close" else None)
        sure.open()

    def _send(self, asked: Asked) -> None:
        self._free(False)
        self.refusal.say("")
        self.said.setText("")
        self.wanted.emit(asked)
