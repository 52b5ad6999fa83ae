"""省级汇总 from the start screen: open the office's file, or make one from a trust list whose digits were compared."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import paths
from app.errors import AppError
from ui import messages
from ui.clock import local
from ui.desk import Desk
from ui.dialogs.question import RefusalLine
from ui.office_trust import ListFacts, digits_in_groups, look_at
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label, Line
from ui.widgets.choices import RadioButton
from ui.widgets.fields import Caption

LIVE, DEMO = "live", "demo"
_MOST_BASES = 6


class OfficeDialog(QDialog):
    """`opened` tells the path of the office file to open."""

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.facts: ListFacts | None = None
        self.setWindowTitle(self.tr("省级汇总"))
        self.setModal(True)
        self.setMinimumWidth(theme().px(600))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("省级汇总"), CARD_HEADING, True))
        head = QHBoxLayout()
        words = self.tr("各基地的成绩包收在一个省办文件里，和竞赛文件分开。")
        head.addWidget(Label(words, BODY, ink=Ink.TEXT2, wrap=True), 1)
        self.choose = Button(self.tr("打开省办文件…"), icon="folder_open")
        self.choose.setObjectName("office_open")
        self.choose.clicked.connect(self._ask_file)
        head.addWidget(self.choose)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(Label(self.tr("新建省办文件"), BODY, True))
        column.addLayout(self._form())
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.go = Button(self.tr("新建并打开"), Look.PRIMARY, "document_add")
        self.go.setObjectName("office_make")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self._ask_place)
        back = Button(self.tr("返回"))
        back.clicked.connect(self.reject)
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        row.addWidget(back)
        row.addWidget(self.go)
        column.addLayout(row)
        self._show_verb()
        self.choose.setFocus()

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.list_button = Button(self.tr("选名录…"), icon="shield_checkmark", small=True)
        self.list_button.setObjectName("office_list")
        self.list_button.clicked.connect(self._ask_list)
        self.list_said = Label(self.tr("省办根钥匙签的 .ctl 文件"), SECONDARY, ink=Ink.TEXT2, wrap=True)
        grid.addWidget(Caption(self.tr("信任名录"), needed=True), 0, 0)
        self.list_said.setMinimumHeight(theme().px(40))
        grid.addWidget(self.list_said, 0, 1)
        grid.addWidget(self.list_button, 0, 2)
        self.code = QLineEdit()
        self.code.setObjectName("office_code")
        self.code.setAccessibleName(self.tr("公函上的四十位根指纹"))
        self.code.setPlaceholderText(self.tr("照盖章公函输 40 位数字，空格可有可无"))
        self.code.textChanged.connect(lambda _text: self._show_verb())
        self.code_caption = Caption(self.tr("公函上的根指纹"), needed=True)
        grid.addWidget(self.code_caption, 1, 0)
        grid.addWidget(self.code, 1, 1, 1, 2)
        self.live = RadioButton(self.tr("正式：收正式成绩包"))
        self.demo = RadioButton(self.tr("练习：只收演示成绩包"))
        self.live.setChecked(True)
        modes = QHBoxLayout()
        modes.setSpacing(16)
        for radio in (self.live, self.demo):
            radio.toggled.connect(lambda _on: self._show_verb())
            modes.addWidget(radio)
        modes.addStretch(1)
        grid.addWidget(Caption(self.tr("用途")), 2, 0)
        grid.addLayout(modes, 2, 1, 1, 2)
        return grid

    @property
    def mode(self) -> str:
        """live or demo."""
        return LIVE if self.live.isChecked() else DEMO

    # an existing file

    def _ask_file(self) -> None:
        folder = self._desk.settings.last_folder or str(paths.contests_folder())
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("打开省办文件"), folder, self.tr("省办文件和备份 (*.contest *.contest.age *.backup)")
        )
        if name:
            self.open_file(name)

    def open_file(self, name: str) -> None:
        """Go on with a file that is there."""
        self.opened.emit(name)
        self.accept()

    # a new one

    def _ask_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("信任名录在哪里"), self._desk.settings.last_folder, self.tr("信任名录 (*.ctl)")
        )
        if name:
            self.take_list(Path(name))

    def take_list(self, path: Path) -> None:
        """Read a trust list; its digits are compared with those typed from the letter."""

        def show(facts: ListFacts) -> None:
            self.facts = facts
            self.refusal.say("")
            words = self.tr("{name}：第 {serial} 号，{count} 个基地：{bases}")
            bases = "、".join(facts.added[:_MOST_BASES]) + ("…" if len(facts.added) > _MOST_BASES else "")
            self.list_said.setText(words.format(name=path.name, serial=facts.serial, count=facts.bases, bases=bases))
            self._show_verb()

        self._desk.operations.run(lambda: look_at(path), show, self._refused, owner=self, aside=True)

    def _refused(self, error: AppError) -> None:
        self.refusal.say(messages.sentence(error))
        self.adjustSize()

    def _show_verb(self) -> None:
        needs_code = self.mode == LIVE
        self.code.setEnabled(needs_code)
        self.go.block(self._lack())

    def _lack(self) -> str:
        if self.facts is None:
            return self.tr("还没有选信任名录")
        if self.mode != LIVE:
            return ""
        typed = digits_in_groups(self.code.text())
        count = sum(sign.isdigit() for sign in typed)
        wanted = self.facts.code
        wrong = next((n for n, (one, two) in enumerate(zip(typed, wanted, strict=False)) if one != two), None)
        if wrong is not None:
            return self.tr("第 {group} 组和名录里的不一样，停下来打电话核对").format(group=wrong // 6 + 1)
        if count < 40:
            return self.tr("根指纹还差 {count} 位").format(count=40 - count)
        return "" if typed == wanted else self.tr("根指纹多了几位")

    def _ask_place(self) -> None:
        folder = Path(self._desk.settings.last_folder or paths.contests_folder())
        year = local(datetime.now(UTC)).year
        wanted = folder / self.tr("{year} 省级汇总.contest").format(year=year)
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("新的省办文件放在哪里"), str(wanted), self.tr("省办文件 (*.contest)")
        )
        if name:
            self.make(Path(name if name.endswith(".contest") else f"{name}.contest"))

    def make(self, path: Path) -> None:
        """Make the file and go on with it; one that is there already is never written over."""
        facts, mode, code = self.facts, self.mode, self.code.text() if self.mode == LIVE else None
        if facts is None:
            return
        self.go.block(self.tr("正在建立…"))

        def act() -> str:
            from app.errors import Refusal
            from app.services import office  # here: SQLAlchemy is loaded on first use

            if path.exists():
                raise Refusal("store.exists", path=path.name)
            office.open_office(path, trust=facts.raw, root_code=code, mode=mode, at=datetime.now(UTC)).close()
            return str(path)

        def refused(error: AppError) -> None:
            self._show_verb()
            self._refused(error)

        self._desk.operations.run(act, self.open_file, refused, owner=self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            elif self.go.isEnabled():
                self.go.click()
            return
        super().keyPressEvent(event)
