"""What a pasted scheme would give, row by row, before any of it is stored."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.numbers import show
from app.domain.scheme import AspectKind
from app.domain.scheme_edit import allocated
from app.services.board_view import State
from app.services.schemes_paste import Line, Pasted
from ui import messages
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.setup_scheme_words import kind_name
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label
from ui.widgets.table import TableView


class PasteDialog(QDialog):
    """The rows with what is wrong with them; `taken` carries the round to be stored."""

    taken = Signal(object)

    def __init__(self, pasted: Pasted, replaces: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted = pasted
        self.setObjectName("scheme_paste")
        self.setWindowTitle(self.tr("粘贴评分标准"))
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme().px(860), room.width() - 48), min(theme().px(560), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        wrong = [one for one in pasted.lines if one.problem is not None]
        text = self.tr("认出 {good} 个评分点，合计 {sum} 分，有 {bad} 行不能用")
        total = show(allocated(pasted.part))
        self.heading = Label(text.format(good=pasted.good, sum=total, bad=len(wrong)), CARD_HEADING, True, wrap=True)
        column.addWidget(self.heading)
        for problem in pasted.problems[:5]:
            column.addWidget(Label(messages.sentence(problem), SECONDARY, ink=Ink.ERROR, wrap=True))
        if pasted.ignored:
            unread = self.tr("没有读的列：{columns}。要用的，把列名改成认得的再粘贴。")
            self.ignored = Label(unread.format(columns="、".join(pasted.ignored)), SECONDARY, ink=Ink.TEXT2, wrap=True)
            column.addWidget(self.ignored)
        columns: tuple[Column[Line], ...] = (
            Column("row", self.tr("行"), lambda one: str(one.row), 50, Align.RIGHT, sortable=False),
            Column("module", self.tr("模块"), lambda one: one.module, 130, sortable=False),
            Column("id", self.tr("编号"), lambda one: one.id, 70, sortable=False),
            Column("name", self.tr("名称"), lambda one: one.name, 180, stretch=True, sortable=False),
            Column("kind", self.tr("类型"), self._kind, 70, sortable=False),
            Column("maximum", self.tr("配分"), lambda one: one.maximum, 70, Align.RIGHT, sortable=False),
            Column(
                "problem",
                self.tr("说明"),
                lambda one: messages.sentence(one.problem) if one.problem is not None else "",
                250,
                sortable=False,
                state=lambda one: State.BLOCKED if one.problem is not None else State.DONE,
                warns=lambda one: one.problem is not None,
            ),
        )
        self.rows = TableView(TableModel(columns, lambda one: one.row), self.tr("粘贴的各行"))
        self.rows.table.set_rows(pasted.lines)
        column.addWidget(self.rows, 1)
        if replaces:
            column.addWidget(Label(self.tr("会代替这一轮现有的评分标准，可以撤销。"), SECONDARY, ink=Ink.TEXT2))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back = Button(self.tr("返回"))
        verb = self.tr("存入 {count} 个评分点") if not wrong else self.tr("只存正确的 {count} 个")
        self.take = Button(verb.format(count=pasted.good), Look.PRIMARY)
        self.take.setObjectName("paste_take")
        if pasted.problems or not pasted.good:
            self.take.block(self.tr("先按上面的说明改好表格，再粘贴。"))
        self.back.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        row.addWidget(ReasonLabel(self.take), 1)
        row.addStretch(0)
        row.addWidget(self.back)
        row.addWidget(self.take)
        column.addLayout(row)
        first = next((number for number, one in enumerate(pasted.lines) if one.problem is not None), -1)
        if first >= 0:
            self.rows.select_row(first)

    @staticmethod
    def _kind(one: Line) -> str:
        known = next((kind for kind in AspectKind if kind.value == one.kind), None)
        return kind_name(known) if known is not None else one.kind

    def _take(self) -> None:
        self.taken.emit(self._pasted.part)
        self.accept()
