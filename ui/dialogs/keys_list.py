"""信任名录 at the office: what the next list changes, signed by one root after the other, each from its own stick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.dialogs.keys_ask import KeyQuestion
from ui.dialogs.question import Answer, Question
from ui.theme import BODY, SECONDARY
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label
from ui.widgets.choices import NumberBox
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from app.bundle.trustlist import TrustedKey, TrustList
    from app.services.keys_lists import ListChange

OPEN, ENROL, OFFICE_KEY, END, WITHDRAW, ROOTS, DRAFT, SIGN = (
    "open", "enrol", "office_key", "end", "withdraw", "roots", "draft", "sign",
)  # fmt: skip
_MOST = 14


_ROLES = {
    "base": QT_TRANSLATE_NOOP("KeyRoles", "基地钥匙"),
    "chief": QT_TRANSLATE_NOOP("KeyRoles", "裁判长钥匙"),
    "certificate": QT_TRANSLATE_NOOP("KeyRoles", "证书钥匙"),
    "root": QT_TRANSLATE_NOOP("KeyRoles", "根钥匙"),
    "office": QT_TRANSLATE_NOOP("KeyRoles", "省办钥匙"),
    "office_age": QT_TRANSLATE_NOOP("KeyRoles", "省办解密钥匙"),
    "backup": QT_TRANSLATE_NOOP("KeyRoles", "备份钥匙"),
}
_CHANGES = {
    "key_added": QT_TRANSLATE_NOOP("ListChanges", "加入"),
    "key_changed": QT_TRANSLATE_NOOP("ListChanges", "改动"),
    "key_retired": QT_TRANSLATE_NOOP("ListChanges", "停用"),
    "key_revoked": QT_TRANSLATE_NOOP("ListChanges", "吊销"),
    "base_changed": QT_TRANSLATE_NOOP("ListChanges", "基地"),
    "withdrawn": QT_TRANSLATE_NOOP("ListChanges", "撤销证书"),
    "office_key": QT_TRANSLATE_NOOP("ListChanges", "省办钥匙"),
    "office_key_dropped": QT_TRANSLATE_NOOP("ListChanges", "去掉省办钥匙"),
    "roots": QT_TRANSLATE_NOOP("ListChanges", "根钥匙，四十位"),
}


def role_words(role: str) -> str:
    """The word for a key's role."""
    return QCoreApplication.translate("KeyRoles", _ROLES.get(role, role))


def change_words(one: ListChange) -> str:
    """A change of a list in a line."""
    parts = [QCoreApplication.translate("ListChanges", _CHANGES[one.what.value]), one.base]
    if one.key is None:
        parts.append(one.shown)
    else:
        parts += [role_words(one.key.role), one.key.person, one.key.short]
        if one.key.trades not in ((), ("*",)):
            parts.append("、".join(one.key.trades))
        if one.key.to_number is not None:
            until = QCoreApplication.translate("ListChanges", "到第 {number} 号为止")
            parts.append(until.format(number=one.key.to_number))
    return "　".join(part for part in parts if part)


class ListDialog(Question):
    """The list so far, what is planned for the next one, and who has to sign. `wanted` carries the act."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("office_list")
        self.setMinimumWidth(720)
        self.ask(
            self.tr("信任名录（省办）"),
            self.tr("先选现行名录，再逐项改，写出草稿。两位根钥匙保管人各用自己的U盘签一次，签全了就是新名录。"),
        )
        self.held = Label("", BODY, True, wrap=True)
        self.add_widget(self.held)
        buttons = QWidget()
        grid = QGridLayout(buttons)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setSpacing(8)
        self.verbs: dict[str, Button] = {}
        rows = (
            (OPEN, self.tr("选现行名录…"), "folder_open"),
            (ENROL, self.tr("读登记申请…"), "person_add"),
            (OFFICE_KEY, self.tr("加省办钥匙…"), "building_government"),
            (END, self.tr("停用或吊销…"), "key"),
            (WITHDRAW, self.tr("撤销证书…"), "certificate"),
            (ROOTS, self.tr("根钥匙…"), "shield_checkmark"),
        )
        for place, (key, words, icon) in enumerate(rows):
            self.verbs[key] = self._verb(key, words, icon)
            grid.addWidget(self.verbs[key], place // 3, place % 3)
        grid.setColumnStretch(3, 1)
        self.add_widget(buttons)
        self.plan = Label("", BODY, wrap=True)
        self.plan.setObjectName("list_plan")
        self.add_widget(self.plan)
        self.state = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.add_widget(self.state)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        for key, words, loud in ((DRAFT, self.tr("写出草稿…"), False), (SIGN, self.tr("用根钥匙签名…"), True)):
            button = self.add_answer(Answer(key, words, primary=loud))
            button.clicked.disconnect()
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            self.verbs[key] = button
        self.show_plan(None, (), "")

    def _verb(self, key: str, words: str, icon: str) -> Button:
        button = Button(words, Look.SECONDARY, icon, small=True)
        button.setObjectName(f"list_{key}")
        button.clicked.connect(lambda: self.wanted.emit(key))
        return button

    def show_plan(self, held: TrustList | None, changes: Sequence[ListChange], told: str) -> None:
        """The list so far, the changes planned, and what was done last."""
        if held is None:
            self.held.setText(self.tr("没有现行名录：拟的是第 1 号。先给出全部根钥匙。"))
        else:
            words = self.tr("现行名录第 {serial} 号，{bases} 个基地，根指纹 {code}")
            self.held.setText(words.format(serial=held.serial, bases=len(held.bases), code=held.roots.code))
        lines = [change_words(one) for one in changes[:_MOST]]
        if len(changes) > _MOST:
            lines.append(self.tr("…　还有 {count} 项").format(count=len(changes) - _MOST))
        self.plan.setText("\n".join(lines) or self.tr("还没有改动。"))
        self.state.setText(told)
        self.state.setVisible(bool(told))
        nothing = "" if held is not None else self.tr("先选现行名录")
        for key in (END, WITHDRAW):
            self.verbs[key].block(nothing)
        self.verbs[DRAFT].block("" if changes else self.tr("还没有改动"))
        self._grow()


class EndDialog(KeyQuestion):
    """Which key ends, how, and up to which bundle it counts."""

    def __init__(self, keys: Sequence[TrustedKey], parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.ask(
            self.tr("哪把钥匙到此为止？"),
            self.tr(
                "丢失或忘了口令：停用，到最后一个有回执的号。被盗：吊销，到最后一个已收下的号。以前收下的仍然有效。"
            ),
        )
        self.go.say(self.tr("记入草稿"))
        self.key = ChoiceBox(self.tr("钥匙"))
        self.key.setObjectName("end_key")
        for one in keys:
            self.key.addItem(f"{one.base}　{role_words(one.role)}　{one.person}　{one.short}", one.public)
        self.status = ChoiceBox(self.tr("怎么办"))
        self.status.setObjectName("end_status")
        self.status.addItem(self.tr("丢失：停用"), "retired")
        self.status.addItem(self.tr("被盗：吊销"), "revoked")
        self.number = NumberBox(self.tr("到第几号为止"), 0, 99999)
        self.number.setObjectName("end_number")
        for widget in (self.key, self.status, self.number):
            self.wide(Caption(widget.accessibleName()))
            self.wide(widget)

    def lack(self) -> str:
        return "" if self.key.currentData() else self.tr("名录里没有在用的钥匙。")


class WithdrawDialog(KeyQuestion):
    """Which certificate number of which base is withdrawn."""

    def __init__(self, bases: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.ask(self.tr("撤销哪张证书？"), self.tr("名录签发以后，这个编号的二维码答“已撤销”。"))
        self.go.say(self.tr("记入草稿"))
        self.base = ChoiceBox(self.tr("基地"))
        for base, name in bases:
            self.base.addItem(f"{base}　{name}", base)
        self.wide(Caption(self.tr("基地")))
        self.wide(self.base)
        self.number = self.field(self.tr("证书编号"), "withdraw_number")

    def lack(self) -> str:
        return "" if self.number.text().strip() else self.tr("还没有写证书编号。")


class SignDialog(KeyQuestion):
    """One root signs: the draft, the key on its holder's stick, its passphrase, and where the result goes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.ask(
            self.tr("用一把根钥匙签名"),
            self.tr("选好草稿，先看列出的改动再签。签完写到所选文件夹；还差的签名由另一位保管人再签一次。"),
        )
        self.go.say(self.tr("签名"))
        drafts, keys = self.tr("草稿或名录 (*.ctd *.ctl)"), self.tr("钥匙文件 (*.ckey)")
        self.draft = self.place(self.tr("草稿"), "sign_draft", drafts)
        self.says = Label("", BODY, wrap=True)
        self.says.setObjectName("sign_says")
        self.wide(self.says)
        self.key = self.place(self.tr("根钥匙"), "sign_key", keys)
        self.words = self.field(self.tr("根钥匙口令"), "sign_words", True)
        self.folder = self.place(self.tr("写到哪个文件夹"), "sign_folder")

    def show_changes(self, changes: Sequence[ListChange]) -> None:
        """What the chosen draft changes: nobody signs unseen."""
        lines = [change_words(one) for one in changes[:_MOST]]
        if len(changes) > _MOST:
            lines.append(self.tr("…　还有 {count} 项").format(count=len(changes) - _MOST))
        self.says.setText("\n".join(lines))
        self.refusal.say("")
        self._grow()

    def lack(self) -> str:
        if self.draft.path() is not None and not self.says.text():
            return self.tr("这份草稿还没有看过。")
        if None in (self.draft.path(), self.key.path(), self.folder.path()):
            return self.tr("草稿、根钥匙和文件夹都要选。")
        return "" if self.words.text() else self.tr("还没有输根钥匙口令。")
