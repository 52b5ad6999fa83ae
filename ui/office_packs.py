"""竞赛包 at the office: the packs issued, and a new one made of a definition, signed and handed out on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.domain.roles import Act
from app.errors import AppError
from ui import messages
from ui.clock import day_and_hour
from ui.desk import Desk
from ui.dialogs.question import Answer, Question
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.office_session import OfficeSession
from ui.pages.present import Ask, Present
from ui.theme import BODY, SECONDARY, SHEET_CODE, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Caption, ChoiceBox
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.packs_make import IssuedLine, MadePack

NOTHING = "—"


class PacksDialog(Question):
    """Above the packs there are, below the next one. `told` carries news for the foot of the window."""

    told = Signal(str)

    def __init__(self, desk: Desk, session: OfficeSession, present: Present, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._session, self._present = desk, session, present
        self.definition: Path | None = None
        self.roster: Path | None = None
        self.setMinimumWidth(theme().px(720))
        self.ask(
            self.tr("竞赛包"),
            self.tr("竞赛包带着规则、评分标准、证书版式发给基地；号码只增不减，收件时按它核对。"),
        )
        self.model: TableModel[IssuedLine] = TableModel(self._columns(), parent=self)
        self.table = TableView(self.model, self.tr("发过的竞赛包"))
        self.table.setObjectName("packs_table")
        self.table.setFixedHeight(theme().px(34 + 32 * 3) + 4)
        self.table.hide()
        self.none = Label(self.tr("还没有发过竞赛包。"), BODY, ink=Ink.TEXT2)
        self.add_widget(self.none)
        self.add_widget(self.table)
        form = QWidget()
        form.setLayout(self._form())
        self.add_widget(form)
        self.code = Label("", SHEET_CODE, True)
        self.made = Label("", BODY, wrap=True)
        for label in (self.code, self.made):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.hide()
            self.add_widget(label)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self.go = self.add_answer(Answer("make", self.tr("签名并写出…"), primary=True))
        session.changed.connect(self._show_verb)
        self._show_verb()
        self._reload()

    def _columns(self) -> tuple[Column[IssuedLine], ...]:
        return (
            Column("name", self.tr("竞赛"), lambda one: one.name, 180, stretch=True, tip=lambda one: one.contest),
            Column("number", self.tr("包号"), lambda one: str(one.number), 50, Align.RIGHT, bold=True),
            Column(
                "trades", self.tr("工种"), lambda one: "、".join(one.trades), 170, tip=lambda one: "\n".join(one.trades)
            ),
            Column("bases", self.tr("基地"), lambda one: "、".join(one.bases) or self.tr("全部"), 110),
            Column("at", self.tr("签发"), lambda one: day_and_hour(one.made_at), 92),
        )

    def _form(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 6, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.pick = Button(self.tr("选竞赛定义…"), icon="document_table", small=True)
        self.pick.setObjectName("pack_definition")
        self.pick.clicked.connect(self._ask_definition)
        self.named = Label(self.tr("还没有选"), SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.contest = ChoiceBox(self.tr("新竞赛还是再版"))
        self.contest.setObjectName("pack_contest")
        self.bases = QLineEdit()
        self.bases.setObjectName("pack_bases")
        self.bases.setAccessibleName(self.tr("发给哪些基地"))
        self.bases.setPlaceholderText(self.tr("空着：名录里的所有基地；或写代号=名称，用顿号分开"))
        self.list = Button(self.tr("选名单…"), icon="people_team", small=True)
        self.list.clicked.connect(self._ask_roster)
        self.list_named = Label(self.tr("不带人员名单"), SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.layouts: dict[str, CheckBox] = {}
        boxes = QHBoxLayout()
        boxes.setSpacing(12)
        from app.documents.layout import shipped_layouts

        for key, title in shipped_layouts().items():
            box = CheckBox(title)
            self.layouts[key] = box
            boxes.addWidget(box)
        boxes.addStretch(1)
        self.signed = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        rows: tuple[tuple[str, bool, Any, QWidget | None], ...] = (
            (self.tr("竞赛定义"), True, self.named, self.pick),
            (self.tr("新竞赛还是再版"), False, self.contest, None),
            (self.tr("发给"), False, self.bases, None),
            (self.tr("证书版式"), False, boxes, None),
            (self.tr("人员名单"), False, self.list_named, self.list),
            (self.tr("签名"), True, self.signed, None),
        )
        for number, (words, needed, middle, right) in enumerate(rows):
            grid.addWidget(Caption(words, needed), number, 0)
            if isinstance(middle, QWidget):
                grid.addWidget(middle, number, 1, 1, 1 if right is not None else 2)
            else:
                grid.addLayout(middle, number, 1, 1, 2)
            if right is not None:
                grid.addWidget(right, number, 2)
        return grid

    def _reload(self) -> None:
        contest = self._desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[IssuedLine, ...]:
            from app.services.packs_make import issued_lines  # here: cryptography is loaded on first use

            return issued_lines(store)

        self._desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, lines: tuple[IssuedLine, ...]) -> None:
        self.model.set_rows(lines)
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.contest.clear()
        self.contest.addItem(self.tr("新竞赛"), "")
        for line in lines:
            if line.newest:
                words = self.tr("再版：{name}（现在第 {number} 号）")
                self.contest.addItem(words.format(name=line.name, number=line.number), line.contest)

    def _ask_definition(self) -> None:
        kinds = self.tr("竞赛定义 (*.toml *.json)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("竞赛定义在哪里"), self._desk.settings.last_folder, kinds)
        if name:
            self.take_definition(Path(name))

    def take_definition(self, path: Path) -> None:
        """Read a definition; one that is not whole is refused here, with the place."""

        def act() -> Any:
            from app.services.compute import load_definition  # here: only packs need it

            return load_definition(path)

        def done(found: Any) -> None:
            self.definition = path
            trades = "、".join(trade.name for trade in found.trades)
            self.named.setText(self.tr("{name}：{trades}").format(name=found.name, trades=trades))
            self.refusal.say("")
            self._show_verb()

        self._desk.operations.run(act, done, self.refuse, owner=self, aside=True)

    def _ask_roster(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("人员名单在哪里"), "", self.tr("名单 (*.xlsx *.xls *.csv)"))
        self.roster = Path(name) if name else None
        self.list_named.setText(self.roster.name if self.roster else self.tr("不带人员名单"))

    def _show_verb(self) -> None:
        key = self._session.key
        self.signed.setText(
            self.tr("省办钥匙：{person}").format(person=key.person)
            if key is not None
            else self.tr("没有省办钥匙：先在“收件”页右边用口令打开")
        )
        lack = "" if key is not None else self.tr("没有省办钥匙")
        self.go.block(lack or ("" if self.definition is not None else self.tr("还没有选竞赛定义")))

    def refuse(self, error: AppError) -> None:
        """Why nothing was made; what was chosen stays."""
        self.refusal.say(messages.sentence(error))

    def choose(self, key: str) -> None:
        """Make asks where to and stays open with the code; going back closes."""
        if key != "make":
            super().choose(key)
            return
        folder = QFileDialog.getExistingDirectory(self, self.tr("竞赛包写到哪里（U盘或文件夹）"))
        if folder:
            self.make(Path(folder))

    def make(self, folder: Path) -> None:
        """Make, sign and write the pack; its number is the next one."""
        ask = Ask(self.tr("谁来签发竞赛包？"), self.tr("管钥匙的人可以。写进操作记录。"), self.tr("签发"))
        self._present.one(Act.MANAGE_KEYS, ask, lambda by: self._make(folder, by))

    def _make(self, folder: Path, by: Actor) -> None:
        contest, key, definition, roster = self._desk.contest, self._session.key, self.definition, self.roster
        if contest is None or contest.store is None or key is None or definition is None:
            return
        store, now, mode = contest.store, self._desk.now, contest.mode
        contest_id = str(self.contest.currentData() or "")
        layouts = tuple(name for name, box in self.layouts.items() if box.isChecked())
        parts = self.bases.text().replace("，", "、").replace(",", "、").split("、")
        pairs = (part.partition("=") for part in parts if part.strip())
        bases = tuple((base.strip(), title.strip()) for base, _, title in pairs)

        def act() -> tuple[MadePack, str]:
            from app.bundle.keys import draw_passphrase
            from app.services import packs_make  # here: cryptography is loaded on first use
            from app.services.compute import load_definition

            phrase = draw_passphrase() if roster is not None else ""
            order = packs_make.PackOrder(
                load_definition(definition), contest_id, None, mode, bases, layouts, roster, phrase
            )
            return packs_make.make_pack(order, key, folder, office=store, by=by, at=now()), phrase

        self._desk.operations.run(act, self._was_made, self.refuse, owner=self)

    def _was_made(self, answer: tuple[MadePack, str]) -> None:
        made, phrase = answer
        self.refusal.say("")
        self.code.setText(made.check_code)
        words = self.tr("第 {number} 号竞赛包已写好并读回核对：{path}").format(
            number=made.pack.manifest.number, path=made.path
        )
        if phrase:
            words += "\n" + self.tr("名单口令只显示这一次，请另行告知基地：{phrase}").format(phrase=phrase)
        self.made.setText(words)
        for label in (self.code, self.made):
            label.show()
        self.told.emit(words.partition("\n")[0])
        self._reload()
