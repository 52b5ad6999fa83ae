"""What making and using a key asks of a person: holder, place, passphrase drawn or one's own, digits from paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ui import messages
from ui.dialogs.people import PinEdit
from ui.dialogs.question import Answer, Question
from ui.theme import CARD_HEADING, SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Caption


class KeyQuestion(Question):
    """A dialog with fields, an answer that is checked by whoever asked, and a refusal shown in place."""

    tried = Signal()

    def __init__(self, title: str, text: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(560)
        self.ask(title, text)
        form = QWidget()
        self.grid = QGridLayout(form)
        self.grid.setContentsMargins(0, 4, 0, 0)
        self.grid.setVerticalSpacing(4)
        self.grid.setHorizontalSpacing(10)
        self.grid.setColumnStretch(0, 1)
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.go = self.add_answer(Answer("go", verb, primary=True))
        self.go.clicked.disconnect()
        self.go.clicked.connect(self._try)
        self._lines: list[QLineEdit] = []

    def field(self, caption: str, name: str, secret: bool = False) -> QLineEdit:
        """A line to type into, under its caption."""
        edit = PinEdit(caption) if secret else QLineEdit()
        edit.setMaximumWidth(16777215)
        edit.setAccessibleName(caption)
        edit.setObjectName(name)
        row = self.grid.rowCount()
        self.grid.addWidget(Caption(caption), row, 0, 1, 2)
        self.grid.addWidget(edit, row + 1, 0, 1, 2)
        self._to_type(edit)
        return edit

    def place(self, caption: str, name: str, kinds: str = "") -> PathField:
        """A file (of these kinds) or a folder (no kinds) to choose, under its caption."""
        chosen = PathField(caption, name, kinds)
        row = self.grid.rowCount()
        self.grid.addWidget(Caption(caption), row, 0, 1, 2)
        self.grid.addWidget(chosen, row + 1, 0, 1, 2)
        self._to_type(chosen.edit)
        return chosen

    def _to_type(self, edit: QLineEdit) -> None:
        if not self._lines:
            edit.setFocus()  # the keyboard waits in the first line, not on the way back
        self._lines.append(edit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the last line asks for what the button says; in one before it goes on, as in every question."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() in self._lines[-1:]:
            self.go.click()
            return
        super().keyPressEvent(event)

    def wide(self, widget: QWidget) -> None:
        """Something of its own across the form."""
        self.grid.addWidget(widget, self.grid.rowCount(), 0, 1, 2)

    def lack(self) -> str:
        """What is still missing, in words; "" for nothing."""
        return ""

    def _try(self) -> None:
        missing = self.lack()
        self.refusal.say(missing)
        if not missing:
            self.go.block(self.tr("正在办…"))
            self.tried.emit()

    def refuse(self, error: Exception) -> None:
        """What was asked for could not be done; the fields stay as they are."""
        self.refusal.say(messages.sentence(error))  # type: ignore[arg-type]
        self.go.block("")


class PathField(QWidget):
    """A path with a button that lets one choose it."""

    def __init__(self, caption: str, name: str, kinds: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._kinds = caption, kinds
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(caption)
        self.edit.setObjectName(name)
        self.button = Button(self.tr("选择…"), icon="folder_open", small=True)
        self.button.clicked.connect(self._choose)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button)

    def path(self) -> Path | None:
        """What stands in the field."""
        text = self.edit.text().strip()
        return Path(text) if text else None

    def _choose(self) -> None:
        if self._kinds:
            found, _ = QFileDialog.getOpenFileName(self, self._caption, "", self._kinds)
        else:
            found = QFileDialog.getExistingDirectory(self, self._caption)
        if found:
            self.edit.setText(found)


class MakeDialog(KeyQuestion):
    """Make a key: who holds it, where its file goes, and the passphrase the program drew, or one's own."""

    def __init__(
        self,
        title: str,
        text: str,
        drawn: str,
        folder: str,
        trades: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, "", parent)
        self.go.say(self.tr("生成"))
        self._drawn = drawn
        self.person = self.field(self.tr("谁保管（姓名）"), "key_person")
        self.folder = self.place(folder, "key_folder")
        self.words = Label(drawn, CARD_HEADING, True, wrap=True)
        self.words.setObjectName("key_words")
        self.wide(Label(self.tr("口令（程序抽的五个词，只在这里显示，不存电脑）"), SECONDARY, ink=Ink.TEXT2))
        self.wide(self.words)
        self.noted = CheckBox(self.tr("已经抄在纸上，由保管人收好"))
        self.noted.setObjectName("key_noted")
        self.wide(self.noted)
        self.own = self.field(self.tr("或者用自己的口令（14 个字符以上，不能全是数字；PIN 不行）"), "key_own", True)
        self.trades = {code: CheckBox(name) for code, name in trades}
        if len(self.trades) > 1:
            self.wide(Label(self.tr("管哪些工种（不选就是全部）"), SECONDARY, ink=Ink.TEXT2))
            for box in self.trades.values():
                self.wide(box)
        self.person.setFocus()

    def passphrase(self) -> str:
        """What seals the key."""
        return self.own.text() or self._drawn

    def chosen(self) -> tuple[str, ...]:
        """The trades ticked."""
        return tuple(code for code, box in self.trades.items() if box.isChecked())

    def lack(self) -> str:
        if not self.person.text().strip():
            return self.tr("还没有写谁保管。")
        folder = self.folder.path()
        if folder is None or not folder.is_dir():
            return self.tr("还没有选存到哪里，或者那里打不开。")
        if not self.own.text() and not self.noted.isChecked():
            return self.tr("先把口令抄在纸上，再打勾。")
        return ""


class DigitsDialog(KeyQuestion):
    """Forty digits typed from paper, a line for each key."""

    def __init__(
        self, title: str, text: str, verb: str, lines: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, text, verb, parent)
        self._fields = {key: self.field(caption, f"digits_{place}") for place, (key, caption) in enumerate(lines)}
        for edit in self._fields.values():
            edit.setPlaceholderText("86851 50966 57447 05613 11816 57942 02430 42745")

    def typed(self) -> dict[str, str]:
        """What was typed, by the key of its line."""
        return {key: edit.text() for key, edit in self._fields.items()}

    def lack(self) -> str:
        if any(sum(sign.isdigit() for sign in text) != 40 for text in self.typed().values()):
            return self.tr("每把钥匙要输满四十位数字，八组，每组五位。")
        return ""
