"""评分标准: a scheme and its versions, out to a workbook, and in again with the differences shown first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.roles import Act
from app.domain.scheme_compare import Difference, compare
from app.errors import AppError, Problems, Refusal
from ui import messages
from ui.clock import day_and_hour
from ui.desk import Desk
from ui.dialogs import scheme_words as words
from ui.dialogs.examples import ExamplesDialog
from ui.dialogs.people import Known
from ui.dialogs.question import RefusalLine
from ui.dialogs.scheme_fate import FateChoice
from ui.dialogs.scheme_reason import SchemeReasonDialog
from ui.dialogs.scheme_words import PartRow
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.present import Ask, Present
from ui.theme import CARD_HEADING, SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Chip, Ink, Label, Tone
from ui.widgets.choices import CheckBox
from ui.widgets.fields import TradeChooser
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.domain.contest import Trade
    from app.services.schemes import Changed, Preview, Version
    from app.services.schemes_files import Draft, Exported

_FILTER = "Excel (*.xlsx *.xls *.ods);;TOML (*.toml *.json)"


@dataclass(frozen=True)
class _Seen:
    """What the store says of a trade's scheme."""

    versions: tuple[Version, ...]
    gaps: tuple[AppError, ...]


@dataclass(frozen=True)
class _Looked:
    """What reading a file gave: the draft with what it would do, or why it cannot be taken."""

    draft: Draft | None
    preview: Preview | None
    refusal: AppError | None


@dataclass(frozen=True)
class _Issue:
    """One thing wrong with a file or a draft."""

    number: int
    text: str


class SchemeDialog(QDialog):
    """Rounds, modules and versions of a trade's scheme; export; import with a look at the differences first.

    `told` carries a sentence once something was written or stored.
    """

    told = Signal(str)
    stored = Signal()  # a new version is in the file

    def __init__(self, desk: Desk, present: Present, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._present = desk, present
        self._seen: _Seen | None = None
        self._looked: _Looked | None = None
        self._turn = 0
        self._drafted = ""  # key of the trade whose draft comes from the setup pages, not from a file
        self.setModal(True)
        self.setObjectName("scheme_dialog")
        self.setWindowTitle(self.tr("评分标准"))
        room = parent.window().size() if parent is not None else self.size()
        self.resize(min(theme().px(960), room.width() - 48), min(theme().px(600), room.height() - 48))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._overview())
        self.stack.addWidget(self._comparison())
        column.addWidget(self.stack, 1)
        column.addLayout(self._foot())
        self._show_page(0)
        self._load()

    # building

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.heading = Label(self.tr("正在读取…"), CARD_HEADING, True, wrap=True)
        self.heading.setObjectName("scheme_heading")
        self.trades = TradeChooser()
        listed = [(row.trade, row.name) for row in self._desk.trades()]
        for key, name in listed or [(self._desk.trade, self._desk.trade)] * bool(self._desk.trade):
            self.trades.addItem(name, key)
        self.trades.setCurrentIndex(max(0, self.trades.findData(self._desk.trade)))
        self.trades.currentIndexChanged.connect(lambda _index: self._load())
        self.sum = Chip()
        self.sum.hide()
        row.addWidget(self.heading, 1)
        row.addWidget(self.sum)
        row.addWidget(self.trades)
        return row

    def _overview(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        parts: tuple[Column[PartRow], ...] = (
            Column("name", self.tr("轮次和模块"), lambda row: row.name, 320, stretch=True, sortable=False),
            Column("maximum", self.tr("满分"), lambda row: row.maximum, 90, Align.RIGHT, sortable=False),
            Column("weight", self.tr("权重"), lambda row: row.weight, 90, Align.RIGHT, sortable=False),
            Column("aspects", self.tr("评分点"), lambda row: str(row.aspects or "—"), 90, Align.RIGHT, sortable=False),
        )
        self.parts = TableView(TableModel(parts, lambda row: row.key), self.tr("轮次和模块"))
        versions: tuple[Column[Version], ...] = (
            Column("version", self.tr("版本"), words.version_name, 140, sortable=False),
            Column("made", self.tr("时间"), lambda one: day_and_hour(one.made_at), 120, sortable=False),
            Column("why", self.tr("理由"), lambda one: one.why or "—", 300, stretch=True, sortable=False),
            Column("frozen", self.tr("评分"), self._frozen, 120, sortable=False),
        )
        self.versions = TableView(TableModel(versions, lambda one: one.number), self.tr("各版"))
        self.versions.opened.connect(self.compare_with)
        column.addWidget(self.parts, 3)
        column.addWidget(Label(self.tr("各版：Enter 看它与现用版的不同"), SECONDARY, ink=Ink.TEXT2))
        column.addWidget(self.versions, 2)
        return page

    def _frozen(self, version: Version) -> str:
        return self.tr("已有评分") if version.frozen_at is not None else self.tr("未评分")

    def _comparison(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        changes: tuple[Column[Difference], ...] = (
            Column("node", self.tr("位置"), words.place, 260, sortable=False),
            Column("what", self.tr("改动"), words.what, 130, sortable=False),
            Column("old", self.tr("原来"), lambda one: one.old, 200, sortable=False),
            Column("new", self.tr("现在"), lambda one: one.new, 200, stretch=True, sortable=False),
        )
        self.changes = TableView(TableModel(changes), self.tr("不同之处"))
        issues: tuple[Column[_Issue], ...] = (
            Column("number", self.tr("序号"), lambda one: str(one.number), 60, Align.RIGHT, sortable=False),
            Column("text", self.tr("要改的地方"), lambda one: one.text, 400, stretch=True, sortable=False),
        )
        self.issues = TableView(TableModel(issues, lambda one: one.number), self.tr("要改的地方"))
        self.issue = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.issues.row_changed.connect(lambda row: self.issue.setText(row.text if row is not None else ""))
        self.aside = CheckBox("")
        self.aside.setObjectName("scheme_aside")
        self.aside.toggled.connect(lambda _on: self._settle())
        self.fate = FateChoice()
        self.fate.changed.connect(self._settle)
        for widget, stretch in ((self.changes, 1), (self.issues, 1), (self.issue, 0), (self.fate, 0), (self.aside, 0)):
            column.addWidget(widget, stretch)
        return page

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.out = Button(self.tr("导出…"), icon="arrow_download")
        self.out_cis = Button(self.tr("导出 CIS 格式…"), icon="arrow_download")
        self.into = Button(self.tr("导入…"), Look.PRIMARY, "arrow_import")
        self.example = Button(self.tr("看例子"), icon="book_open")
        self.example.setObjectName("scheme_example")
        self.example.setAutoDefault(False)
        self.example.clicked.connect(lambda: ExamplesDialog(self).open())
        self.back = Button(self.tr("返回"))
        self.go = Button("", Look.PRIMARY)
        self.shut = Button(self.tr("关闭"))
        names = {"out": self.out, "out_cis": self.out_cis, "into": self.into, "back": self.back, "go": self.go}
        for name, button in names.items():
            button.setObjectName(f"scheme_{name}")
            button.setAutoDefault(False)
        self.shut.setAutoDefault(False)
        self.out.clicked.connect(lambda: self._ask_target(False))
        self.out_cis.clicked.connect(lambda: self._ask_target(True))
        self.into.clicked.connect(self._ask_file)
        self.back.clicked.connect(self._go_back)
        self.go.clicked.connect(self._store)
        self.shut.clicked.connect(self.reject)
        row.addWidget(self.out)
        row.addWidget(self.out_cis)
        row.addWidget(self.example)
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        for button in (self.shut, self.into, self.back, self.go):
            row.addWidget(button)
        return row

    # showing

    @property
    def trade(self) -> str:
        """The trade looked at."""
        return self._drafted or str(self.trades.currentData() or "")

    def _show_page(self, page: int) -> None:
        self.stack.setCurrentIndex(page)
        for button in (self.out, self.out_cis, self.example, self.into, self.shut):
            button.setVisible(page == 0)
        self.back.setVisible(page == 1)
        self.go.setVisible(page == 1 and self._looked is not None)
        self.trades.setEnabled(page == 0)
        self.sum.setVisible(page == 0 and self._seen is not None)
        self.refusal.say("")
        if page == 0:
            self._looked = None
            self._say_heading()
            self.versions.setFocus()

    def _go_back(self) -> None:
        if self._drafted:
            self.reject()  # back to the draft itself
        else:
            self._show_page(0)

    def _say_heading(self) -> None:
        if self._seen is None:
            return
        now = self._seen.versions[-1]
        text = self.tr("{trade}评分标准　{version}").format(trade=now.trade.name, version=words.version_name(now))
        self.heading.setText(text)

    def _load(self) -> None:
        contest, trade = self._desk.contest, self.trade
        if contest is None or not trade:
            self.heading.setText(self.tr("还没有工种。先在竞赛定义里加上工种。"))
            for button in (self.out, self.out_cis, self.into):
                button.block(self.tr("还没有工种。先在竞赛定义里加上工种。"))
            return
        store = contest.store
        self._turn += 1
        turn = self._turn

        def act() -> _Seen:
            from app.services import schemes  # here: the store thread loads it

            found = schemes.versions(store, trade)
            return _Seen(found, schemes.gaps(found[-1].trade))

        def done(seen: _Seen) -> None:
            if turn == self._turn:  # another trade may have been chosen meanwhile
                self._came(seen)

        self._desk.operations.run(act, done, self._refused, owner=self)

    def _came(self, seen: _Seen) -> None:
        self._seen = seen
        now = seen.versions[-1].trade
        self.parts.table.set_rows(words.part_rows(now))
        self.versions.table.set_rows(tuple(reversed(seen.versions)))
        if seen.gaps:
            self.sum.say(self.tr("{count} 处加不到满分").format(count=len(seen.gaps)), Tone.ERROR)
        else:
            self.sum.say(self.tr("各处加得到满分"), Tone.OK)
        self._show_page(0)
        if seen.gaps:
            self.refusal.say(messages.sentence(seen.gaps[0]))
        self.out_cis.block("" if any(part.modules for part in now.rounds) else self.tr("还没有评分标准。"))

    def compare_with(self, version: Version) -> None:
        """Show what the version in force has otherwise than an older one."""
        seen = self._seen
        if seen is None or version.current:
            return
        found = compare(version.trade, seen.versions[-1].trade)
        text = self.tr("第 {old} 版 → 现用第 {new} 版：{count} 处不同")
        self._show_comparison(found, ())
        self.heading.setText(text.format(old=version.number, new=seen.versions[-1].number, count=len(found)))

    def _show_comparison(self, found: Sequence[Difference], issues: Sequence[str]) -> None:
        self.changes.table.set_rows(found)
        self.issues.table.set_rows([_Issue(number, text) for number, text in enumerate(issues, 1)])
        self.changes.setVisible(bool(found) or not issues)
        self.issues.setVisible(bool(issues))
        self.issue.setVisible(bool(issues))
        self.aside.hide()
        self.fate.hide()
        self._show_page(1)
        (self.issues if issues else self.changes).setFocus()

    def _refused(self, error: AppError) -> None:
        self.refusal.say(messages.sentence(error))

    # out

    def _ask_target(self, cis: bool) -> None:
        seen = self._seen
        if seen is None:
            return
        now = seen.versions[-1]
        folder = self._desk.settings.last_folder or str(Path.home())
        kind = " CIS" if cis else ""
        name = self.tr("{trade}评分标准{kind} 第{version}版.xlsx")
        suggested = str(Path(folder) / name.format(trade=now.trade.name, kind=kind, version=now.number))
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("导出评分标准"), suggested, "Excel (*.xlsx)")
        if chosen:
            self.export_to(Path(chosen), cis)

    def export_to(self, path: Path, cis: bool = False) -> None:
        """Write the scheme in force as a workbook; CIS holds one round, each further one goes to a file of its own."""
        contest, seen, trade = self._desk.contest, self._seen, self.trade
        if contest is None or seen is None:
            return
        store = contest.store
        rounds = [part.id for part in seen.versions[-1].trade.rounds if part.modules] if cis else [""]
        paths = [path] + [path.with_stem(f"{path.stem} {name}") for name in rounds[1:]]

        def act() -> list[Exported]:
            from app.services import schemes_files  # here: the store thread loads it

            pairs = zip(rounds, paths, strict=True)
            return [schemes_files.export(store, trade, there, cis=cis, round_id=name) for name, there in pairs]

        def done(written: list[Exported]) -> None:
            text = self.tr("已导出到 {path}。").format(path="、".join(str(one) for one in paths))
            lost = [aspect for one in written for aspect in one.reduced]
            if lost:
                more = self.tr("CIS 格式写不全 {count} 个评分点的规则，只写了分值和说明。")
                text += more.format(count=len(lost))
            self.told.emit(text)
            self.heading.setText(text)

        self._desk.operations.run(act, done, self._refused, owner=self)

    # in

    def _ask_file(self) -> None:
        folder = self._desk.settings.last_folder or str(Path.home())
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入评分标准"), folder, _FILTER)
        if name:
            self.look_at(Path(name))

    def look_at(self, path: Path) -> None:
        """Read a file and show what it would change, or everything that is wrong with it; nothing is stored."""
        contest, seen, trade = self._desk.contest, self._seen, self.trade
        if contest is None or seen is None:
            return
        store, current = contest.store, seen.versions[-1].trade
        self.heading.setText(self.tr("正在读 {name}…").format(name=path.name))

        def act() -> _Looked:
            from app.services import schemes, schemes_files  # here: the store thread loads it

            try:
                draft = schemes_files.read_draft(current, path)
                return _Looked(draft, schemes.preview(store, trade, draft.trade), None)
            except AppError as error:
                return _Looked(None, None, error)

        self._desk.operations.run(act, lambda looked: self._show_looked(path.name, looked), owner=self)

    def look_at_trade(self, draft: Trade) -> None:
        """Show what a drafted version would change; nothing is stored before somebody says so."""
        contest = self._desk.contest
        if contest is None:
            return
        store = contest.store
        self._drafted = draft.key
        self._turn += 1  # an overview on its way does not replace this
        self.trades.setCurrentIndex(max(0, self.trades.findData(draft.key)))

        def act() -> tuple[_Seen, _Looked]:
            from app.services import schemes, schemes_files  # here: the store thread loads it

            found = schemes.versions(store, draft.key)
            seen = _Seen(found, schemes.gaps(found[-1].trade))
            try:
                taken = schemes_files.Draft(draft, "draft", tuple(part.id for part in draft.rounds))
                return seen, _Looked(taken, schemes.preview(store, draft.key, draft), None)
            except AppError as error:
                return seen, _Looked(None, None, error)

        def done(both: tuple[_Seen, _Looked]) -> None:
            self._seen = both[0]
            self._show_looked(self.tr("草稿"), both[1])

        self._turn += 1
        self._desk.operations.run(act, done, owner=self)

    def _show_looked(self, name: str, looked: _Looked) -> None:
        self._looked = looked
        preview, refusal = looked.preview, looked.refusal
        if preview is None:
            items = refusal.items if isinstance(refusal, Problems) else ()
            self._show_comparison((), [messages.sentence(item) for item in items])
            self.changes.setVisible(False)
            self.heading.setText(self.tr("{name}：不能导入，什么也没有改变").format(name=name))
            if refusal is not None:  # its head only: the places are in the list below
                self.refusal.say(messages.sentence(Refusal(refusal.code, **refusal.fields)))
            self.go.say(self.tr("导入"))
            self.go.block(self.tr("先按列出的各处改好文件。"))
            return
        self._show_comparison(preview.differences, [messages.sentence(one) for one in preview.refusals])
        text = self.tr("{name}：{count} 处不同，还没有保存").format(name=name, count=len(preview.differences))
        self.heading.setText(text)
        if self._seen is not None and looked.draft is not None:
            self.fate.show_stranded(preview.stranded, self._seen.versions[-1].trade, looked.draft.trade)
        marks = sum(one.marks for one in preview.stranded)
        self.aside.setVisible(bool(marks))
        self.aside.setChecked(False)
        self.aside.setText(
            self.tr("用不上的 {count} 个评分作废，相应格子重新录入（原来的分保留可查）").format(count=marks)
        )
        self.go.say(self.tr("存为第 {version} 版").format(version=preview.version))
        self._settle()

    def _settle(self) -> None:
        """Say what still keeps the draft from being stored."""
        preview = self._looked.preview if self._looked is not None else None
        if preview is None:
            return
        reason = ""
        if preview.locked:
            reason = self.tr("这个工种已经锁定，先由裁判长和监督解锁。")
        elif preview.gaps:
            reason = self.tr("有 {count} 处加不到满分，先改好文件。").format(count=len(preview.gaps))
        elif not preview.differences:
            reason = self.tr("与现用版完全相同。")
        elif not self.aside.isChecked() and any(one.key not in self.fate.carry() for one in preview.stranded):
            reason = self.tr("先说明用不上的评分怎么办。")
        self.go.block(reason)

    def _store(self) -> None:
        looked, seen = self._looked, self._seen
        if looked is None or looked.preview is None or seen is None:
            return
        name, preview = seen.versions[-1].trade.name, looked.preview
        if not preview.started:
            ask = Ask(self.tr("改{trade}的评分标准要有权的人来做").format(trade=name), "", self.tr("存为新版"))
            self._present.one(Act.SET_UP, ask, lambda person: self._change(person, ""))
            return
        text = self.tr("旧版留着可查，成绩按新版重新计算；{count} 份评分表退回补录。").format(count=preview.reopened)

        def show(people: Sequence[Known]) -> None:
            dialog = SchemeReasonDialog(name, preview.version, text, people, self._present.check, self)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.decided.connect(lambda _key, reason, person: self._change(person, reason))
            self.reason_dialog = dialog
            dialog.open()

        self._present.holding(Act.CHANGE_FROZEN_SCHEME, show)

    def _change(self, person: Any, reason: str) -> None:
        contest, looked, trade, at = self._desk.contest, self._looked, self.trade, self._desk.now()
        if contest is None or looked is None or looked.draft is None or looked.preview is None:
            return
        store, draft = contest.store, looked.draft.trade
        carry = self.fate.carry()
        stranded = looked.preview.stranded if self.aside.isChecked() else ()
        keys = frozenset(one.key for one in stranded if one.key not in carry)

        def act() -> Changed:
            from app.services import schemes  # here: the store thread loads it
            from app.services.schemes_marks import Fate

            return schemes.change(store, trade, draft, by=person, at=at, why=reason, fate=Fate(keys, carry))

        def done(changed: Changed) -> None:
            text = self.tr("{trade}评分标准现为第 {version} 版，退回 {count} 份评分表。")
            self.told.emit(text.format(trade=draft.name, version=changed.version, count=changed.reopened))
            self.stored.emit()
            if self._drafted:
                self.accept()
            else:
                self._load()

        self.go.block(self.tr("正在存…"))
        self._desk.operations.run(act, done, self._not_changed, owner=self)

    def _not_changed(self, error: AppError) -> None:
        self.go.block("")
        items = error.items if isinstance(error, Problems) else ()
        if items:
            self.issues.table.set_rows([_Issue(n, messages.sentence(one)) for n, one in enumerate(items, 1)])
            self.issues.setVisible(True)
        self._refused(error)
