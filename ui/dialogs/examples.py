"""看例子: every rule by a small worked example: what the definition says, the marks, the steps, what comes of them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.services import examples as service
from app.services.examples import Shown
from ui import messages
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.theme import CARD_HEADING, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.derivation import Derivation, Step
from ui.widgets.table import TableView


class ExamplesDialog(QDialog):
    """The examples by kind at the left, the one in hand at the right. `wanted` opens at a kind or an id."""

    def __init__(self, parent: QWidget | None = None, wanted: str = "") -> None:
        super().__init__(parent)
        self._english = messages.language() == "en"
        self._word = "en" if self._english else "zh"
        self.setObjectName("examples_dialog")
        self.setWindowTitle(self.tr("看例子"))
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme().px(980), room.width() - 48), min(theme().px(640), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(Label(self.tr("看例子：每种规则一个算例，程序现算"), CARD_HEADING, True))
        row = QHBoxLayout()
        row.setSpacing(12)
        self.list = self._list()
        row.addWidget(self.list, 2)
        row.addLayout(self._example(), 3)
        column.addLayout(row, 1)
        foot = QHBoxLayout()
        foot.addWidget(Label(self.tr("同样的算例印在使用手册里。"), ink=Ink.TEXT2), 1)
        self.shut = Button(self.tr("关闭"))
        self.shut.clicked.connect(self.reject)
        foot.addWidget(self.shut)
        column.addLayout(foot)
        self._model.set_rows(service.examples())
        first = next((one.id for one in service.examples() if wanted in (one.id, one.kind)), service.examples()[0].id)
        self.show_example(first)
        self.list.select_key(first)
        self.list.setFocus()

    def _list(self) -> TableView:
        kind = int(self._english)
        columns = (
            Column("kind", self.tr("规则"), lambda one: service.KINDS[one.kind][kind], 110, sortable=False),
            Column("title", self.tr("算例"), lambda one: one.title[self._word], 200, stretch=True, sortable=False),
        )
        self._model = TableModel(columns, lambda one: one.id)
        found = TableView(self._model, self.tr("算例"))
        found.row_changed.connect(lambda one: self.show_example(one.id) if one is not None else None)
        return found

    def _example(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.title = Label("", CARD_HEADING, True, wrap=True)
        self.text = Label("", wrap=True)
        self.steps = Derivation(self.tr("算例的步骤"), open_to=9)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addWidget(self.steps, 1)
        return column

    def show_example(self, example_id: str) -> None:
        """Show one example."""
        one = service.shown(example_id)
        self.title.setText(one.title[self._word])
        self.text.setText(one.text[self._word])
        self.steps.show_steps(self._steps(one))

    def _steps(self, one: Shown) -> list[Step]:
        steps = [Step(0, self.tr("结果"), True)]
        for entry, name, value in one.results:
            word, said = one.field(name, self._english), one.value(name, value, self._english)
            steps.append(Step(1, f"{service.whose(entry, self._english)}　{word}　{said}"))
        steps.append(Step(0, self.tr("给分"), True))
        for entry, what, *values in one.marks:
            steps.append(Step(1, f"{entry}　{one.called(what, self._english)}　{'　'.join(values)}"))
        for entry, lines in one.lines.items():
            steps.append(Step(0, self.tr("{entry} 的来由").format(entry=entry), True))
            told = [x for x in lines if len(one.lines) > 1 or x.what not in ("place", "tie")]
            steps += [Step.of(x.level + 1, x.what, x.en if self._english else x.zh) for x in told]
        steps.append(Step(0, self.tr("竞赛定义里的写法"), True))
        steps += [Step(1, line, quiet=True) for line in one.snippet.splitlines()]
        return steps
