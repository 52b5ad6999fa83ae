"""钥匙与名录 at a base: the guide with ticks, from no key at all to a list of the office that names them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.dialogs.question import Answer, Question
from ui.theme import SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.steps import StepHead, WarnBox

if TYPE_CHECKING:
    from app.services.keys_view import KeyState, KeysView

OWN, CHIEF, KNOW, FORM, REQUEST, TAKE, OFFICE = "own", "chief", "know", "form", "request", "take", "office"


class BaseKeysDialog(Question):
    """Four steps with their buttons. `wanted` carries the step asked for; `show_view` ticks what is done."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("base_keys")
        self.setMinimumWidth(680)
        self.ask(
            self.tr("钥匙与名录"),
            self.tr("约 5 分钟。四步做完，成绩包和证书才有省办认得的签名。"),
        )
        self.warn = WarnBox()
        self.add_widget(self.warn)
        self.steps: list[StepHead] = []
        self.verbs: dict[str, Button] = {}
        self._step(self.tr("这台电脑的三把钥匙：基地、证书、备份"), ((OWN, self.tr("生成三把钥匙…"), "key"),))
        self._step(
            self.tr("裁判长的钥匙，存在裁判长自己的U盘上"),
            ((CHIEF, self.tr("生成到U盘…"), "usb_stick"), (KNOW, self.tr("记下已有的…"), "arrow_import")),
        )
        self._step(
            self.tr("登记表：打印、盖章，寄省办；申请文件另走一条路"),
            ((FORM, self.tr("打印登记表…"), "print"), (REQUEST, self.tr("写出申请文件…"), "arrow_export")),
        )
        self._step(self.tr("装入省办的信任名录"), ((TAKE, self.tr("装入名录…"), "arrow_import"),))
        self.note = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.add_widget(self.note)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))

    def _step(self, text: str, verbs: Sequence[tuple[str, str, str]]) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        head = StepHead(len(self.steps) + 1, text)
        self.steps.append(head)
        row.addWidget(head, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        for key, words, icon in verbs:
            button = Button(words, icon=icon, small=True)
            button.setObjectName(f"keys_{key}")
            button.clicked.connect(lambda _on=False, key=key: self.wanted.emit(key))
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
            self.verbs[key] = button
        row.addLayout(buttons)
        self.add_widget(line)

    def show_view(self, view: KeysView) -> None:
        """Tick what is done, say what the next step is, and why a button is off."""
        own = [one for one in (view.base, view.certificate, view.backup) if one is not None]
        done = (view.made, bool(view.chiefs), view.all_listed, view.serial > 0 and view.all_listed)
        listed = self.tr("名录第 {serial} 号，根指纹 {code}").format(serial=view.serial, code=view.root_code)
        below = (
            "　".join(self._key_words(one) for one in own) or self.tr("还没有"),
            "　".join(self._key_words(one) for one in view.chiefs) or self.tr("还没有；几位裁判长就做几把"),
            self.tr("名录已收录全部钥匙") if view.all_listed else self.tr("四十位数字和二维码都不含口令，可以给人看"),
            listed if view.serial else self.tr("还没有；省办收到盖章的登记表后发来"),
        )
        current = next((place for place, good in enumerate(done) if not good), len(done))
        if current == 2 and view.serial == 0:
            current = 2
        for place, step in enumerate(self.steps):
            step.say(below[place], done[place], place == current)
        self.warn.say(self.tr("这是演示：钥匙是程序内置的，不用做这几步。") if view.mode == "demo" else "")
        no_keys = "" if view.base is not None else self.tr("先生成这台电脑的钥匙")
        for key in (FORM, REQUEST):
            self.verbs[key].block(no_keys)
        for key in (OWN, CHIEF, KNOW):
            self.verbs[key].block(self.tr("演示用内置的钥匙") if view.mode == "demo" else "")
        if view.made:
            self.verbs[OWN].say(self.tr("重新生成（口令忘了）…"))
        lost = [one for one in (*own, *view.chiefs) if one.listed in ("retired", "revoked")]
        self.note.setText(
            self.tr("省办已停用：{keys}。请重新生成并登记。").format(keys="、".join(one.short for one in lost))
            if lost
            else ""
        )
        self.note.setVisible(bool(lost))
        self._grow()

    def _key_words(self, one: KeyState) -> str:
        names = {
            "base": self.tr("基地"),
            "certificate": self.tr("证书"),
            "backup": self.tr("备份"),
            "chief": one.person or self.tr("裁判长"),
        }
        words = f"{names[one.role]} {one.short}"
        if one.role == "backup":
            return words
        return words + {
            "active": self.tr("（已收录）"),
            "retired": self.tr("（已停用）"),
            "revoked": self.tr("（已吊销）"),
        }.get(one.listed, self.tr("（未收录）"))
