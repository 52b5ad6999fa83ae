"""The lists beside the all-round one: further rankings (单项), delegations, proposed honours; each with its verbs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Change
from app.domain.contest import DelegationBy, Missing
from app.domain.roles import Act
from app.errors import AppError
from app.services.access import CONSOLE, Actor
from ui import messages
from ui.models.columns import Column
from ui.models.table_model import TableModel
from ui.pages.page import Page
from ui.pages.present import Ask, Present
from ui.pages.results_lists import delegation_columns, honour_columns, side_columns
from ui.pages.sheets_out import SheetsOut
from ui.theme import SECONDARY
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.fields import ChoiceBox
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.honours import HonourView
    from app.services.results_delegations import DelegationList, DelegationWish
    from app.services.results_view import RankingView

MAIN, DELEGATIONS, HONOURS = "", "delegations", "honours"
_SIDE = "side:"
MOST_BEST = 12


class Beside(QWidget):
    """One list with a line of words and its buttons. `entry` tells the entry in hand, "" for none."""

    entry = Signal(str)

    def __init__(self, page: Page, present: Present, sheets: SheetsOut) -> None:
        super().__init__(page)
        self._page, self._present, self._sheets = page, present, sheets
        self._kind, self._group = MAIN, ""
        self._view: RankingView | None = None
        self.delegations: DelegationList | None = None
        self.honours: HonourView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._tools())
        self._place = column
        self.list = TableView(TableModel((), key_of=id), self.tr("名次"))
        column.addWidget(self.list, 1)
        self.words = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        column.addWidget(self.words)

    def _tools(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.by = ChoiceBox(self.tr("按什么排"))
        for text, by in (
            (self.tr("按竞赛定义"), None),
            (self.tr("总成绩之和"), DelegationBy.TOTALS),
            (self.tr("总成绩平均"), DelegationBy.AVERAGE),
            (self.tr("名次分"), DelegationBy.PLACES),
            (self.tr("奖项分"), DelegationBy.AWARDS),
        ):
            self.by.addItem(text, by)
        self.best = ChoiceBox(self.tr("计几人"))
        self.best.addItem(self.tr("人数按定义"), None)
        self.best.addItem(self.tr("计全部队员"), 0)
        for count in range(1, MOST_BEST + 1):
            self.best.addItem(self.tr("计最好 {count} 人").format(count=count), count)
        self.missing = ChoiceBox(self.tr("人数不足时"))
        for text, missing in (
            (self.tr("不足按定义"), None),
            (self.tr("不足照排"), Missing.AS_IS),
            (self.tr("缺人计 0"), Missing.ZERO),
            (self.tr("不足不排"), Missing.UNRANKED),
        ):
            self.missing.addItem(text, missing)
        self._choices = (self.by, self.best, self.missing)
        for choice in self._choices:
            choice.activated.connect(lambda _index: self._load())
            row.addWidget(choice)
        self.record = Button(self.tr("记入本次修订"), icon="checkmark_circle", small=True)
        self.record.clicked.connect(self._record)
        self.rules_in = Button(self.tr("导入规则表…"), icon="arrow_import", small=True)
        self.rules_in.clicked.connect(self._import_rules)
        self.rules_out = Button(self.tr("导出规则表…"), icon="arrow_export", small=True)
        self.rules_out.clicked.connect(self._export_rules)
        self._honour_tools = (self.record, self.rules_in, self.rules_out)
        for button in self._honour_tools:
            row.addWidget(button)
        row.addStretch(1)
        self.file = Button(self.tr("导出表格…"), icon="arrow_export", small=True)
        self.file.clicked.connect(self._export)
        self.paper = Button(self.tr("打印"), icon="print", small=True)
        self.paper.clicked.connect(self._print)
        row.addWidget(self.file)
        row.addWidget(self.paper)
        return box

    def fill_choice(self, choice: ChoiceBox, view: RankingView, wanted: str) -> str:
        """Offer the lists of a view; gives the one wanted, or the all-round one where it is not there."""
        options = self.options(view)
        kind = wanted if wanted in dict(options) else MAIN
        choice.clear()
        for key, words in options:
            choice.addItem(words, key)
        choice.setCurrentIndex(choice.findData(kind))
        return kind

    def options(self, view: RankingView) -> list[tuple[str, str]]:
        """The lists there are to choose from, as (key, words); the all-round one first."""
        sides = [(f"{_SIDE}{one.id}", one.name) for one in view.sides]
        more = [(DELEGATIONS, self.tr("代表队排名")), (HONOURS, self.tr("拟推荐"))]
        return [(MAIN, self.tr("总排名")), *sides, *more]

    def show_list(self, kind: str, view: RankingView, group: str) -> None:
        """Show a list of `options` for a group ("" for all)."""
        self._kind, self._view, self._group = kind, view, group
        for choice in self._choices:
            choice.setVisible(kind == DELEGATIONS)
        for button in self._honour_tools:
            button.setVisible(kind == HONOURS)
        self.file.setVisible(not kind.startswith(_SIDE))
        self.paper.block("" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed())
        if kind.startswith(_SIDE):
            self._show_side(view, kind.removeprefix(_SIDE))
        else:
            self._load()

    def _show_side(self, view: RankingView, ranking: str) -> None:
        side = next(one for one in view.sides if one.id == ranking)
        asked = frozenset(
            entry for question in view.questions if question.ranking == ranking for entry, _ in question.entries
        )
        lines = [line for line in side.lines if not self._group or line.group == self._group]
        self._fill(side_columns(side, asked if view.newest else frozenset()), lines, lambda line: line.entry)
        self.words.setText(self.tr("{name}只看自己的几场成绩，同分规则和奖项各算各的。").format(name=side.name))

    def _fill(self, columns: tuple[Column[Any], ...], rows: list[Any], key: Callable[[Any], object]) -> None:
        model: TableModel[Any] = TableModel(columns, key_of=key, parent=self)
        made = TableView(model, self.tr("名次"))
        made.setObjectName("beside_table")
        model.set_rows(rows)
        made.row_changed.connect(self._in_hand)
        self._place.replaceWidget(self.list, made)
        self.list.hide()  # until the event loop comes round to deleting it
        self.list.deleteLater()
        self.list = made
        if rows:
            made.selectRow(0)

    def _in_hand(self, row: Any) -> None:
        if row is None or self._kind == DELEGATIONS:
            return
        self.entry.emit(row.entry if self._kind.startswith(_SIDE) else row.proposal.entry)

    # delegations and honours are read apart from the page's view

    def wish(self) -> DelegationWish:
        """What of the rule for delegations is asked for otherwise than the definition says."""
        from app.services.results_delegations import DelegationWish  # here: the page opens before it is needed

        return DelegationWish(self.by.currentData(), self.best.currentData(), self.missing.currentData())

    def _reader(self) -> Actor:
        return self._present.actor() or CONSOLE

    def _load(self) -> None:
        contest, view = self._page.desk.contest, self._view
        if contest is None or view is None:
            return
        store, by, kind, wish = contest.store, self._reader(), self._kind, self.wish()

        def act() -> DelegationList | HonourView:
            from app.services import honours, results_delegations  # here: see `wish`

            if kind == DELEGATIONS:
                return results_delegations.read_delegations(store, wish, by=by)
            return honours.honour_view(store, view.trade, by=by)

        def came(found: Any) -> None:
            if kind == self._kind:
                (self._show_delegations if kind == DELEGATIONS else self._show_honours)(found)

        def none(error: AppError) -> None:
            if kind == self._kind:
                self._fill((), [], id)
                self.words.setText(messages.sentence(error))
                for button in (self.file, self.paper, self.record):
                    button.block(messages.sentence(error))

        self._page.desk.operations.run(act, came, none, owner=self._page, quiet=True)

    def _show_delegations(self, found: DelegationList) -> None:
        self.delegations = found
        self._fill(delegation_columns(found), list(found.lines), lambda line: line.delegation)
        words = [found.words()] if messages.language() != "en" else []
        words.append(self.tr("计入 {names}。").format(names="、".join(name for _, name in found.trades)))
        if found.left:
            words.append(self.tr("还没有名次：{names}。").format(names="、".join(name for _, name in found.left)))
        self.words.setText("　".join(words))
        self.file.block("")
        own = any(choice.currentIndex() for choice in self._choices)
        may = "" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed()
        self.paper.block(self.tr("打印的表按竞赛定义排；别的排法请导出表格。") if own else may)

    def _show_honours(self, found: HonourView) -> None:
        self.honours = found
        lines = [line for line in found.lines if not self._group or line.group == self._group]
        self._fill(honour_columns(), lines, lambda line: (line.proposal.honour, line.proposal.entry))
        table = self.tr("用本竞赛的规则表") if found.own else self.tr("用程序自带的规则表，请先按当年通知核对")
        record = {
            None: self.tr("还没有记入"),
            True: self.tr("已记入修订 {number}").format(number=found.revision),
            False: self.tr("规则或名次变了，记入的不是现在这一份"),
        }[found.current]
        counts = self.tr("拟推荐 {count} 项，是否授予由省办决定").format(count=len(found.proposed))
        self.words.setText("　".join((counts, table, record)))
        self.record.block(self.tr("现在这一份已经记入。") if found.current else "")
        self.file.block("")
        self.paper.block("" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed())

    # verbs

    def _record(self) -> None:
        view = self._view
        if view is None or self.honours is None:
            return
        trade, at = view.trade, self._page.desk.now
        count = len(self.honours.proposed)
        ask = Ask(
            self.tr("请裁判长记下拟推荐"),
            self.tr("{count} 项记入本次修订，随上报数据包送省办。").format(count=count),
            self.tr("记入"),
        )

        def work(store: Any, by: Actor) -> Change:
            from app.services import honours  # here: see `wish`

            return honours.record(store, trade, by=by, at=at())

        self._by(Act.CONFIRM, ask, self.tr("拟推荐已记入本次修订。"), work)

    def _by(self, act: Act, ask: Ask, done: str, work: Callable[[Any, Actor], object]) -> None:
        page, contest = self._page, self._page.desk.contest
        if contest is None:
            return
        store = contest.store

        def carried(_: object) -> None:
            page.say(done)
            self._load()

        self._present.one(act, ask, lambda by: page.desk.operations.run(lambda: work(store, by), carried, owner=page))

    def _import_rules(self) -> None:
        kinds = self.tr("规则表 (*.xlsx *.toml)")
        path, _ = QFileDialog.getOpenFileName(self, self.tr("导入拟推荐规则表"), str(self._sheets.folder()), kinds)
        if path:
            self.take_rules(Path(path))

    def take_rules(self, path: Path) -> None:
        """Make the table of a file the contest's own."""
        at = self._page.desk.now
        ask = Ask(
            self.tr("请裁判长采用规则表"),
            self.tr("{file} 成为本竞赛的规则表。").format(file=path.name),
            self.tr("采用"),
        )

        def work(store: Any, by: Actor) -> int:
            from app.services import honours  # here: see `wish`

            return honours.import_rules(store, path, by=by, at=at())

        self._by(Act.SET_UP, ask, self.tr("规则表已采用。"), work)

    def _export_rules(self) -> None:
        kinds = self.tr("Excel 工作簿 (*.xlsx);;TOML (*.toml)")
        self._save(self.tr("拟推荐规则表.xlsx"), kinds, self._write_rules)

    def _write_rules(self, store: Any, path: Path) -> object:
        from app.services import honours  # here: see `wish`

        return honours.export_rules(store, path)

    def _export(self) -> None:
        name = self.tr("代表队排名.xlsx") if self._kind == DELEGATIONS else self.tr("拟推荐名单.xlsx")
        self._save(name, self.tr("Excel 工作簿 (*.xlsx)"), self.write_file)

    def write_file(self, store: Any, path: Path) -> None:
        """Write the list in hand as a workbook."""
        from app.services import standings_pages  # here: it brings the workbook writer along

        by, at = self._reader(), self._page.desk.now()
        if self._kind == DELEGATIONS:
            assert self.delegations is not None  # the button is off before the list has come
            standings_pages.write_delegations(store, path, self.delegations, by=by, at=at)
            return
        assert self.honours is not None  # as above
        standings_pages.write_honours(store, path, [self.honours], by=by, at=at)

    def _save(self, name: str, kinds: str, write: Callable[[Any, Path], object]) -> None:
        contest = self._page.desk.contest
        path, _ = QFileDialog.getSaveFileName(self, name, str(self._sheets.folder() / name), kinds)
        if not path or contest is None:
            return
        store = contest.store
        done = self.tr("已存到 {path}").format(path=path)
        operations = self._page.desk.operations
        operations.run(lambda: write(store, Path(path)), lambda _: self._page.say(done), owner=self._page)

    def _print(self) -> None:
        if self._view is None:
            return
        name, trade = self._view.name, self._view.trade
        if self._kind == DELEGATIONS:
            self._sheets.show("delegations", self.tr("代表队排名表"), trade)
        elif self._kind == HONOURS:
            self._sheets.show(
                "honours", self.tr("{trade} {title}").format(trade=name, title=self.tr("拟推荐名单")), trade
            )
        else:
            title = self.tr("{trade} {title}").format(trade=name, title=self.tr("单项成绩表"))
            self._sheets.show("single-standings", title, trade)
