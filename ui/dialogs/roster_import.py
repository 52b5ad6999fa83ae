"""Bringing a roster in: a file or a paste, which column is what, the rows checked cell by cell, then import.

Refused rows can be kept in a workbook with their reasons. The columns chosen are remembered for files laid out alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.people import masked_number
from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.dialogs.question import RefusalLine
from ui.dialogs.roster_check import CheckModel, CheckTable
from ui.pages import registration_words as words
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Chip, Ink, Label, Line, Tone
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox, Segmented

if TYPE_CHECKING:
    from app.domain.roster_columns import Layout
    from app.domain.roster_plan import RosterPlan
    from app.domain.worksheet import Sheet
    from app.services.registration import ImportReport
    from app.services.registration_pairs import Pair

_MOST_SENTENCES = 3
_COLUMN_LACKS = frozenset({"roster.no_header", "roster.columns_missing"})  # put right by saying which column is what


@dataclass(frozen=True)
class _Looked:
    """What looking at a sheet gave: its layout, and the plan or why there is none."""

    layout: Layout
    plan: RosterPlan | None
    refusal: AppError | None
    columns: dict[str, str]
    remembered: bool = False  # the columns are those a person chose for another file laid out like this one


class RosterImportDialog(QDialog):
    """Shows what importing a sheet would do. `imported` carries the report once the good rows are on disk."""

    imported = Signal(object)
    other_file_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, desk: Desk, sheet: Sheet, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._sheet = sheet
        self._name = name
        self.plan: RosterPlan | None = None
        self._layout: Layout | None = None
        self._lack = ""  # the code of why there is no plan
        self._columns: dict[str, str] | None = None  # None: what was remembered for this layout
        self.setModal(True)
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme().px(1000), room.width() - 48), min(theme().px(600), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._check_page())
        self.stack.addWidget(self._column_page())
        self.stack.addWidget(self._source_page())
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste_wanted)
        self._show_part("check")
        self.take(sheet, name)

    def take(self, sheet: Sheet, name: str) -> None:
        """Look at a sheet, or at another one instead."""
        self._sheet, self._name = sheet, name
        self._columns = None
        self.setWindowTitle(self.tr("导入 {name}").format(name=name))
        self.source.setText(self.tr("现在看的是：{name}").format(name=name))
        self._show_part("check")
        self._look()

    # building

    def _head(self) -> QVBoxLayout:
        whole = QVBoxLayout()
        whole.setSpacing(6)
        self.summary = Label(self.tr("正在检查…"), CARD_HEADING, True, wrap=True)
        self.summary.setObjectName("import_summary")
        whole.addWidget(self.summary)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.parts = Segmented(
            (
                ("source", self.tr("1　文件或粘贴")),
                ("columns", self.tr("2　列对应")),
                ("check", self.tr("3　检查结果")),
            ),
            self.tr("导入的三步"),
        )
        self.parts.changed.connect(self._show_part)
        self.good, self.odd, self.bad = Chip(), Chip(), Chip()
        row.addWidget(self.parts)
        row.addStretch(1)
        for chip in (self.good, self.odd, self.bad):
            chip.hide()
            row.addWidget(chip)
        whole.addLayout(row)
        return whole

    def _check_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.model = CheckModel(self)
        self.model.changed.connect(self._cell_changed)
        self.table = CheckTable(self.model)
        self.table.row_changed.connect(self._say_row)
        column.addWidget(self.table, 1)
        self.sentence = Label("", BODY, wrap=True)
        self.sentence.setMinimumHeight(theme().px(44))
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.sentence, 1)
        self.pair = Button(self.tr("看两人"), icon="people_team", key="F3", small=True)
        self.pair.setObjectName("import_pair")
        self.pair.setAutoDefault(False)
        self.pair.clicked.connect(self._ask_pair)
        self.pair.hide()
        said.addWidget(self.pair, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(said)
        row = QHBoxLayout()
        self.only = CheckBox(self.tr("只看有问题的行"))
        self.only.setChecked(True)
        self.only.toggled.connect(self.model.show_only)
        self.update_rows = CheckBox("")
        self.update_rows.hide()
        self.update_rows.toggled.connect(lambda _on: self._settle())
        row.addWidget(self.only)
        row.addWidget(self.update_rows)
        row.addStretch(1)
        row.addWidget(Label(self.tr("红格可以在这里改：双击或 F2；原文件不动"), SECONDARY, ink=Ink.TEXT2))
        column.addLayout(row)
        return page

    def _column_page(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(4, 1)  # what a column is used as stands beside its example
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.boxes: dict[str, ChoiceBox] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._kept = QWidget()
        row = QHBoxLayout(self._kept)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(self.tr("这种表以前对应过，沿用了上次的选择。"), BODY, ink=Ink.TEXT2, wrap=True), 1)
        self.forget = Button(self.tr("按表头重新认"), icon="arrow_undo", small=True)
        self.forget.setObjectName("import_forget")
        self.forget.clicked.connect(self._forget)
        row.addWidget(self.forget)
        column.addWidget(self._kept)
        column.addWidget(area, 1)
        return page

    def _source_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(10)
        self.source = Label("", BODY, True, wrap=True)
        column.addWidget(self.source)
        row = QHBoxLayout()
        row.setSpacing(8)
        other = Button(self.tr("换一个文件…"), icon="folder_open")
        other.setObjectName("import_other")
        other.clicked.connect(self.other_file_wanted)
        paste = Button(self.tr("改用粘贴"), icon="clipboard_paste", key="Ctrl+V", binds=False)
        paste.setObjectName("import_paste")
        paste.clicked.connect(self.paste_wanted)
        row.addWidget(other)
        row.addWidget(paste)
        row.addStretch(1)
        column.addLayout(row)
        for text in (
            self.tr("Excel、WPS、CSV 都可以。粘贴时在表格软件里连表头一起复制。"),
            self.tr("多出来的列、空格、全角数字、老的 15 位身份证号都能认；合并的标题行会跳过。"),
            self.tr("身份证号一列要设成“文本”，不然表格软件会把后三位变成 000。"),
        ):
            column.addWidget(Label(f"·　{text}", BODY, ink=Ink.TEXT2, wrap=True))
        column.addStretch(1)
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.keep = Button("", icon="arrow_download")
        self.keep.setObjectName("keep_refused")
        self.keep.clicked.connect(self._keep_refused)
        self.keep.hide()
        back = Button(self.tr("返回"))
        back.clicked.connect(self.reject)
        self.go = Button(self.tr("导入"), Look.PRIMARY, "arrow_import")
        self.go.setObjectName("import_go")
        self.go.clicked.connect(self._import)
        self.go.block(self.tr("正在看这份表…"))
        row.addWidget(self.keep)
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        row.addWidget(back)
        row.addWidget(self.go)
        return row

    # looking

    def _look(self) -> None:
        contest = self._desk.contest
        if contest is None:
            return
        store, sheet, at, chosen = contest.store, self._sheet, self._desk.now(), self._columns

        def act() -> _Looked:
            from app.domain.roster_columns import recognise  # here: the store thread loads it
            from app.services import registration_import as service

            columns = service.remembered_columns(store, sheet) if chosen is None else chosen
            remembered = chosen is None and bool(columns)
            layout = recognise(sheet, columns or None)
            if layout.header < 0:
                layout = service.bare_layout(sheet)
            try:
                plan = service.plan_roster(store, sheet, at=at, mapping=columns or None)
            except AppError as error:
                return _Looked(layout, None, error, columns, remembered)
            return _Looked(plan.layout, plan, None, columns, remembered)

        self.go.block(self.tr("正在看这份表…"))
        self._desk.operations.run(act, self._looked, self._not_looked, owner=self)

    def _not_looked(self, error: AppError) -> None:
        """The sheet could not be looked at at all: what was found before no longer holds."""
        self.plan, self._lack = None, error.code
        self.refusal.say(messages.sentence(error))
        self._settle()

    def _looked(self, looked: _Looked) -> None:
        if self.table.is_editing():  # the next cell is open already: its text must not be lost
            QTimer.singleShot(150, self, lambda: self._looked(looked))
            return
        self.plan, self._layout, self._columns = looked.plan, looked.layout, dict(looked.columns)
        self._kept.setVisible(looked.remembered)
        self.refusal.say(messages.sentence(looked.refusal) if looked.refusal else "")
        here = self.table.currentIndex()
        place = self.model.place(here) if here.isValid() else None
        self.model.show_plan(self._sheet, looked.layout, looked.plan)  # goes to the first bad cell
        if place is not None and self.model.is_bad(place):
            self.table.setCurrentIndex(self.model.index_of(place))
        self._list_columns(looked.layout)
        self._lack = looked.refusal.code if looked.refusal is not None else ""
        if self._lack in _COLUMN_LACKS:
            self._show_part("columns")
        self._settle()

    def _settle(self) -> None:
        plan = self.plan
        for chip in (self.good, self.odd, self.bad):
            chip.setVisible(plan is not None)
        self.keep.setVisible(plan is not None and bool(plan.problems))
        if plan is None:
            self.summary.setText(self.tr("{name}：还不能导入").format(name=self._name))
            columns = self._lack in _COLUMN_LACKS
            reason = self.tr("先在“列对应”里说明哪一列是什么。") if columns else self.tr("不能导入，原因写在上面。")
            self.go.block(reason)
            return
        odd = len({problem.row for problem in plan.warnings} - set(plan.refused_rows))
        bad = len(plan.refused_rows)
        text = self.tr("{name}，{read} 行：{good} 可导入，{odd} 警告，{bad} 不能导入")
        said = text.format(name=self._name, read=plan.read, good=len(plan.good), odd=odd, bad=bad)
        if plan.unchanged:
            said += self.tr("；{count} 行已经登记").format(count=len(plan.unchanged))
        self.summary.setText(said)
        self.good.say(self.tr("可导入 {count}").format(count=len(plan.good)), Tone.OK)
        self.odd.say(self.tr("警告 {count}").format(count=odd), Tone.WARN if odd else Tone.PLAIN)
        self.bad.say(self.tr("不能导入 {count}").format(count=bad), Tone.ERROR if bad else Tone.PLAIN)
        self.keep.say(self.tr("另存 {count} 行不能导入的…").format(count=bad))
        self.update_rows.setVisible(bool(plan.changed))
        self.update_rows.setText(self.tr("更新 {count} 行已登记但内容有变化的").format(count=len(plan.changed)))
        count = len(plan.good) + (len(plan.changed) if self.update_rows.isChecked() else 0)
        self.go.say(self.tr("导入 {count} 行").format(count=count))
        self.go.block("" if count else self.tr("没有可以导入的新行。"))

    def _say_row(self, row: int) -> None:
        said = self.model.sentences(row)
        lines = [text for _, text in said[:_MOST_SENTENCES]]
        if not said and self.model.rowCount():
            lines = [self.tr("这一行没有问题。")]
        self.sentence.setText("\n".join(lines))
        self.pair.setVisible(self.model.alike(row, words.ALIKE) is not None)

    def _ask_pair(self) -> None:
        """Show the row beside whom it looks like."""
        contest, problem = self._desk.contest, self.model.alike(self.table.currentIndex().row(), words.ALIKE)
        if contest is None or problem is None:
            return
        store, sheet, columns, at = contest.store, self._sheet, dict(self._columns or {}), self._desk.now()

        def act() -> Pair:
            from app.services.registration_pairs import pair_in_sheet  # here: the store thread loads it

            return pair_in_sheet(store, sheet, problem, at=at, mapping=columns or None)

        def show(pair: Pair) -> None:
            from ui.dialogs.roster_pair import PairDialog  # here: few rows need it

            other = pair.right.row
            verb = self.tr("去第 {row} 行").format(row=other) if other else ""
            dialog = PairDialog(pair, messages.sentence(problem.error()), verb, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.chosen.connect(lambda key: self._go_to(other) if key == "go" else None)
            dialog.open()

        self._desk.operations.run(act, show, self._refused_pair, owner=self)

    def _refused_pair(self, error: AppError) -> None:
        self.refusal.say(messages.sentence(error))

    def _go_to(self, number: int) -> None:
        """Put the keyboard on a row of the file; one about which there is nothing to say is shown with all the rest."""
        if self.model.row_of(number) < 0:
            self.only.setChecked(False)
        row = self.model.row_of(number)
        if row >= 0:
            self.table.setCurrentIndex(self.model.index(row, max(1, self.table.currentIndex().column())))
            self.table.scrollTo(self.table.currentIndex())
            self.table.setFocus()

    def _cell_changed(self, sheet: Sheet) -> None:
        self._sheet = sheet
        QTimer.singleShot(0, self, self._look)  # the editor has to be gone before the rows are laid anew

    # columns

    def _show_part(self, part: str) -> None:
        self.parts.set_current(part)
        self.stack.setCurrentIndex(("check", "columns", "source").index(part))

    def _list_columns(self, layout: Layout) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()
        self.boxes = {}
        heads = (self.tr("列"), self.tr("表头"), self.tr("第一行内容"), self.tr("用作"))
        for place, head in enumerate(heads):
            self._grid.addWidget(Label(head, SECONDARY, True), 0, place)
        self._grid.addWidget(Line(), 1, 0, 1, 5)
        first = self._sheet.rows[layout.body] if layout.body < len(self._sheet.rows) else []
        for number, use in enumerate(layout.columns, 2):
            sample = first[use.index] if use.index < len(first) else ""
            if use.field in ("id_number", "phone"):
                sample = masked_number(sample)
            box = ChoiceBox(self.tr("{letter} 列用作").format(letter=use.letter))
            box.addItem(self.tr("不用"), "")
            for key in words.FIELDS:
                box.addItem(words.field_name(key), key)
            box.setCurrentIndex(max(0, box.findData(use.field)))
            box.activated.connect(partial(self._choose, use.letter))
            self.boxes[use.letter] = box
            cells = (Label(use.letter, BODY, True), Label(use.header or "—"), Label(sample[:30], ink=Ink.TEXT2), box)
            for place, widget in enumerate(cells):
                self._grid.addWidget(widget, number, place)
            box.setMinimumWidth(theme().px(200))
        self._grid.setRowStretch(len(layout.columns) + 2, 1)

    def _choose(self, letter: str, _index: int) -> None:
        field = str(self.boxes[letter].currentData() or "")
        columns = dict(self._columns or {})
        for other, box in self.boxes.items():
            if other != letter and field and box.currentData() == field:
                columns[other] = ""  # one column for a field
        columns[letter] = field
        self._columns = columns
        self._look()

    def _forget(self) -> None:
        """Go by the headers again, not by what was chosen for another file."""
        self._columns = {}
        self._look()

    # acting

    def _import(self) -> None:
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None or self.plan is None:
            return
        store, sheet, columns = contest.store, self._sheet, dict(self._columns or {})
        by, at, update = person.actor, self._desk.now(), self.update_rows.isChecked()

        def act() -> ImportReport:
            from app.services.registration import WAITING  # here: the store thread loads it
            from app.services.registration_import import import_sheet

            return import_sheet(store, sheet, columns, by=by, at=at, state=WAITING, update=update)

        self.go.block(self.tr("正在导入…"))
        self._desk.operations.run(act, self._done, self._refused, owner=self)

    def _done(self, report: ImportReport) -> None:
        self.imported.emit(report)
        self.accept()

    def _refused(self, error: AppError) -> None:
        self._settle()
        self.refusal.say(messages.sentence(error))

    def _keep_refused(self) -> None:
        plan = self.plan
        if plan is None:
            return
        folder = self._desk.settings.last_folder or str(Path.home())
        suggested = str(Path(folder) / self.tr("未导入的名单.xlsx"))
        name, _ = QFileDialog.getSaveFileName(self, self.tr("另存不能导入的行"), suggested, "Excel (*.xlsx)")
        if name:
            self.keep_refused_as(Path(name))

    def keep_refused_as(self, path: Path) -> None:
        """Write the refused rows with their reasons to a workbook."""
        plan, sheet = self.plan, self._sheet
        if plan is None:
            return

        def act() -> int:
            from app.services.registration_import import keep_refused  # here: the store thread loads it

            return keep_refused(path, sheet, plan)

        def kept(count: int) -> None:
            self.sentence.setText(self.tr("已把 {count} 行写到 {path}").format(count=count, path=path))

        self._desk.operations.run(act, kept, lambda error: self.refusal.say(messages.sentence(error)), owner=self)
