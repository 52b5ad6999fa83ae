"""签名 on the report page: the base key kept here, and every chief judge's key on a stick of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label
from ui.widgets.fields import Caption
from ui.widgets.steps import WarnBox

if TYPE_CHECKING:
    from app.services.bundles_view import BundlesView

MOST_CHIEFS = 12


class ChiefRow(QWidget):
    """One chief judge: the key file on the judge's stick and its passphrase."""

    changed = Signal()
    gone = Signal()

    def __init__(self, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = _secret(self.tr("裁判长钥匙口令"), "chief_passphrase")
        self.file = Button(self.tr("选裁判长钥匙…"), icon="key", small=True)
        self.file.setObjectName("chief_file")
        self.file.clicked.connect(self._choose)
        self.words.textChanged.connect(lambda _text: self.changed.emit())
        row.addWidget(self.words, 1)
        row.addWidget(self.file)
        if not first:
            remove = Button(self.tr("去掉"), small=True)
            remove.setObjectName("chief_remove")
            remove.clicked.connect(self.gone)
            row.addWidget(remove)

    def take_file(self, path: Path) -> None:
        """Sign with the key in this file."""
        self.path = path
        self.file.say(path.name)
        self.changed.emit()

    def _choose(self) -> None:
        kinds = self.tr("钥匙文件 (*.ckey)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("裁判长钥匙在哪里"), "", kinds)
        if path:
            self.take_file(Path(path))


class KeysCard(Card):
    """签名: the base key, and a row for each chief judge whose trades go in. A demo signs by itself."""

    changed = Signal()
    guide_wanted = Signal()  # 钥匙与名录

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("KeysCard", "3　签名"), parent)
        inside = QVBoxLayout()
        inside.setContentsMargins(14, 0, 14, 10)
        inside.setSpacing(4)
        self.demo = WarnBox()
        inside.addWidget(self.demo)
        self.form = QWidget()
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.base = _secret(self.tr("基地钥匙口令"), "base_passphrase")
        self.base.textChanged.connect(lambda _text: self.changed.emit())
        column.addWidget(Caption(self.tr("基地钥匙口令"), needed=True))
        column.addWidget(self.base)
        column.addWidget(Caption(self.tr("裁判长钥匙和口令"), needed=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        column.addLayout(self._rows)
        self.more = Button(self.tr("再加一位裁判长"), icon="person_add", small=True)
        self.more.setObjectName("chief_more")
        self.more.setToolTip(self.tr("几个工种由不同的裁判长负责时，每位各用自己的钥匙签自己的工种。"))
        self.more.clicked.connect(self.add_chief)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.form)
        self.note = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        inside.addWidget(self.note)
        self.guide = Button(self.tr("钥匙与名录…"), icon="shield_checkmark", small=True)
        self.guide.setObjectName("keys_guide")
        self.guide.clicked.connect(self.guide_wanted)
        inside.addWidget(self.guide, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(inside)
        self.chiefs: list[ChiefRow] = []
        self._demo = False
        self._base_kept = False
        self.add_chief()

    def add_chief(self) -> ChiefRow:
        """A row for one more chief judge."""
        row = ChiefRow(first=not self.chiefs)
        row.changed.connect(self.changed)
        row.gone.connect(lambda: self._drop(row))
        self.chiefs.append(row)
        self._rows.addWidget(row)
        self.more.setVisible(len(self.chiefs) < MOST_CHIEFS)
        self.changed.emit()
        return row

    def _drop(self, row: ChiefRow) -> None:
        self.chiefs.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.more.show()
        self.changed.emit()

    def show_view(self, view: BundlesView) -> None:
        """Show what signing takes in this file."""
        self._demo, self._base_kept = view.mode == "demo", bool(view.base_kept)
        self.form.setVisible(not self._demo)
        self.guide.setVisible(not self._demo)
        self.demo.say(self.tr("这是演示包，用演示钥匙自动签名；省办会认出来并拒收。") if self._demo else "")
        if self._demo:
            self.note.setText("")
        elif not self._base_kept:
            self.note.setText(self.tr("这份竞赛文件里没有基地钥匙。点“钥匙与名录”，约 5 分钟生成并登记。"))
        elif not view.trusted:
            self.note.setText(self.tr("还没有装入省办的信任名录，省办可能要电话核对指纹。"))
        else:
            self.note.setText(self.tr("基地钥匙：{holder}").format(holder=view.base_holder))
        self.note.setVisible(bool(self.note.text()))
        self.changed.emit()

    def lack(self) -> str:
        """What is still missing for a signature, in words; "" for nothing."""
        if self._demo:
            return ""
        if not self._base_kept:
            return self.tr("没有基地钥匙")
        if not self.base.text():
            return self.tr("还没有输基地钥匙口令")
        if any(row.path is None for row in self.chiefs):
            return self.tr("还没有选裁判长钥匙")
        if len({row.path for row in self.chiefs}) < len(self.chiefs):
            return self.tr("同一把裁判长钥匙选了两次")
        return "" if all(row.words.text() for row in self.chiefs) else self.tr("还没有输裁判长钥匙口令")

    def chief_keys(self) -> list[tuple[Path, str]]:
        """Key files and passphrases of the chief judges, in order."""
        return [(row.path, row.words.text()) for row in self.chiefs if row.path is not None]

    def forget(self) -> None:
        """Passphrases leave the screen with the signature they gave."""
        for field in (self.base, *(row.words for row in self.chiefs)):
            field.clear()


def _secret(name: str, key: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    field.setObjectName(key)
    field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    return field
