"""导入机考结果: what each column is, what each line would do and why some cannot, then import."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.parts import OF_PART
from app.errors import AppError
from app.services.board_view import State
from ui import messages
from ui.desk import Desk
from ui.dialogs.question import RefusalLine
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.domain.worksheet import Sheet
    from app.services.marks_import import Imported
    from app.services.theory_import import ScoreLine, ScorePlan

_USES = (
    ("", QT_TRANSLATE_NOOP("ScoreImportDialog", "不用")),
    ("number", QT_TRANSLATE_NOOP("ScoreImportDialog", "参赛号")),
    ("id", QT_TRANSLATE_NOOP("ScoreImportDialog", "身份证号")),
    ("name", QT_TRANSLATE_NOOP("ScoreImportDialog", "姓名（只核对）")),
    ("score", QT_TRANSLATE_NOOP("ScoreImportDialog", "成绩")),
    ("part", QT_TRANSLATE_NOOP("ScoreImportDialog", "分项（相加）")),
    ("paper", QT_TRANSLATE_NOOP("ScoreImportDialog", "卷号")),
    ("round", QT_TRANSLATE_NOOP("ScoreImportDialog", "轮次")),
)
_MOST_COLUMNS = 10


def _part_column(number: int, name: str) -> Column[ScoreLine]:
    """The column of a part, by its place in the round."""
    return Column(f"part{number}", name, lambda line: line.parts[number] if line.parts else "", 70, Align.RIGHT)


class ScoreImportDialog(QDialog):
    """Shows what importing a sheet would do. `imported` carries the result once the good lines are on disk."""

    imported = Signal(object)

    def __init__(
        self,
        desk: Desk,
        sheet: Sheet,
        name: str,
        round_id: str,
        keying: int,
        parts: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._sheet, self._name, self._round, self._keying = desk, sheet, name, round_id, keying
        self._parts = tuple(parts)
        self._chosen: dict[int, str] | None = None
        self.plan: ScorePlan | None = None
        self.boxes: list[ChoiceBox] = []
        self.setModal(True)
        self.setObjectName("score_import")
        self.setWindowTitle(self.tr("导入 {name}").format(name=name))
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme().px(900), room.width() - 48), min(theme().px(560), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        self.summary = Label(self.tr("正在检查…"), CARD_HEADING, True, wrap=True)
        self.refusal = RefusalLine()
        self._heads = QGridLayout()
        self._heads.setHorizontalSpacing(8)
        self._heads.setVerticalSpacing(2)
        self.model: TableModel[ScoreLine] = TableModel(self._columns(), key_of=lambda line: line.row, parent=self)
        self.table = TableView(self.model, self.tr("要导入的行"))
        self.only = CheckBox(self.tr("只看不能导入的行"))
        self.only.toggled.connect(lambda _on: self._show_lines())
        for part in (self.summary, self.refusal):
            column.addWidget(part)
        column.addLayout(self._heads)
        column.addWidget(self.table, 1)
        column.addWidget(self.only)
        column.addLayout(self._foot())
        self._look()

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        back = Button(self.tr("返回"))
        back.clicked.connect(self.reject)
        self.go = Button(self.tr("导入"), Look.PRIMARY, "arrow_import")
        self.go.setObjectName("import_go")
        self.go.clicked.connect(self._import)
        self.go.block(self.tr("正在看这份表…"))
        row.addWidget(ReasonLabel(self.go), 1)
        row.addWidget(back)
        row.addWidget(self.go)
        return row

    def _columns(self) -> tuple[Column[ScoreLine], ...]:
        def state(line: ScoreLine) -> State:
            return State.BLOCKED if line.problem is not None else State.DONE

        def why(line: ScoreLine) -> str:
            return messages.sentence(line.problem) if line.problem is not None else self.tr("可以导入")

        return (
            Column("row", self.tr("行"), lambda line: str(line.row), 50, Align.RIGHT, sort=lambda line: line.row),
            Column("key", self.tr("参赛号或证件号"), lambda line: line.key, 150),
            Column("name", self.tr("姓名"), lambda line: line.name, 90),
            *(_part_column(number, name) for number, (_, name) in enumerate(self._parts)),
            Column("score", self.tr("成绩"), lambda line: line.score, 70, Align.RIGHT),
            Column("paper", self.tr("卷号"), lambda line: line.paper, 70),
            Column("entry", self.tr("导入到"), lambda line: line.entry, 80, bold=True),
            Column("why", self.tr("结果"), why, 200, state=state, stretch=True, tip=why),
        )

    # ---- looking --------------------------------------------------------------------------------------------------

    def _store(self) -> Any:
        contest = self._desk.contest
        assert contest is not None  # the dialog is only opened in an open contest
        return contest.store

    def _look(self) -> None:
        person = self._desk.person
        assert person is not None
        store, sheet, trade, round_id = self._store(), self._sheet, self._desk.trade, self._round
        chosen, by = self._chosen, person.actor

        def look() -> ScorePlan:
            from app.services.theory_import import plan_scores  # here: the store thread loads it

            return plan_scores(store, sheet, trade, round_id, by, chosen)

        self._desk.operations.run(look, self._looked, self._not_looked, owner=self)

    def _not_looked(self, error: AppError) -> None:
        """The sheet could not be looked at at all: what was found before no longer holds."""
        self.plan = None
        self.refusal.say(messages.sentence(error))
        self.summary.setText(self.tr("{name}：还不能导入").format(name=self._name))
        self._settle()
        self._show_lines()

    def _looked(self, plan: ScorePlan) -> None:
        self.plan = plan
        self._list_columns(plan)
        bad = len(plan.lines) - len(plan.good)
        self.refusal.say(messages.sentence(plan.problem) if plan.problem is not None else "")
        text = self.tr("{name}，{all} 行：{good} 可导入，{bad} 不能导入")
        self.summary.setText(
            text.format(name=self._name, all=len(plan.lines), good=len(plan.good), bad=bad)
            if plan.problem is None
            else self.tr("{name}：还不能导入").format(name=self._name)
        )
        self.only.setVisible(bool(bad))
        self.go.say(self.tr("导入 {count} 人").format(count=len(plan.good)))
        self._settle()
        self._show_lines()

    def _settle(self) -> None:
        """The verb is on when there is a line to import; else it says why."""
        plan = self.plan
        if plan is None or plan.problem is not None:
            self.go.block(self.tr("不能导入，原因写在上面。"))
        else:
            self.go.block("" if plan.good else self.tr("没有可以导入的行。"))

    def _show_lines(self) -> None:
        lines = self.plan.lines if self.plan is not None else ()
        self.model.set_rows([line for line in lines if line.problem is not None or not self.only.isChecked()])

    def _uses(self) -> list[tuple[str, str]]:
        """What a column can be: of a round keyed by parts each part, and the score is only held against them."""
        found = [(use, self.tr(words)) for use, words in _USES if use != "part" or not self._parts]
        place = next(number for number, (use, _) in enumerate(found) if use == "score")
        if self._parts:
            found[place] = ("score", self.tr("成绩（只核对）"))
        found[place:place] = [(f"{OF_PART}{part}", name) for part, name in self._parts]
        return found

    def _list_columns(self, plan: ScorePlan) -> None:
        if len(self.boxes) == min(len(plan.columns), _MOST_COLUMNS):
            for box, column in zip(self.boxes, plan.columns, strict=False):
                box.setCurrentIndex(box.findData(column.use))
            return
        for column in plan.columns[:_MOST_COLUMNS]:
            place = len(self.boxes)
            name = self.tr("{letter} 列用作").format(letter=column.letter)
            box = ChoiceBox(name)
            for use, words in self._uses():
                box.addItem(words, use)
            box.setCurrentIndex(box.findData(column.use))
            box.activated.connect(partial(self._choose, column.index))
            self.boxes.append(box)
            head = f"{column.letter}　{column.title or '—'}"
            self._heads.addWidget(Label(head, SECONDARY, True), 2 * (place // 5), place % 5)
            self._heads.addWidget(box, 2 * (place // 5) + 1, place % 5)
        if len(plan.columns) > _MOST_COLUMNS:
            more = self.tr("右边还有 {count} 列，没有用。").format(count=len(plan.columns) - _MOST_COLUMNS)
            self._heads.addWidget(Label(more, SECONDARY, ink=Ink.TEXT2), 4, 0, 1, 5)

    def _choose(self, index: int, _: int) -> None:
        if self.plan is None:
            return
        chosen = {column.index: column.use for column in self.plan.columns}
        chosen[index] = str(self.boxes[index].currentData() or "")
        self._chosen = chosen
        self._look()

    # ---- importing ------------------------------------------------------------------------------------------------

    def _import(self) -> None:
        person = self._desk.person
        assert person is not None
        store, sheet, trade, round_id = self._store(), self._sheet, self._desk.trade, self._round
        keying, chosen, by, at, name = self._keying, self._chosen, person.actor, self._desk.now(), self._name

        def write() -> Imported:
            from app.services.theory_import import import_scores  # here: the store thread loads it

            return import_scores(store, sheet, trade, round_id, keying, chosen, file=name, by=by, at=at)

        self.go.block(self.tr("正在导入…"))
        self._desk.operations.run(write, self._done, self._refused, owner=self)

    def _done(self, done: Imported) -> None:
        self.imported.emit(done)
        self.accept()

    def _refused(self, error: AppError) -> None:
        self._settle()
        self.refusal.say(messages.sentence(error))
