"""汇总: merged standings of a trade across all bases, and the year against its plan; both as workbook and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.services.board_view import State
from ui.desk import Desk
from ui.models.columns import Align, Column
from ui.models.table_model import TableModel
from ui.pages.office_year import YearView
from ui.pages.page import Hint, Page
from ui.pages.present import Ask, Present
from ui.theme import theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import EmptyState, Label, Line
from ui.widgets.fields import ChoiceBox, SearchField, Segmented
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.domain.overview import Overview
    from app.domain.yearplan import YearPlan
    from app.services.access import Actor
    from app.services.office_standings import MergedLine, MergedList

LISTS, YEAR = "lists", "year"
LAST = 1 << 30
NOTHING = "—"


class MergedPage(Page):
    """One switch: the lists, or the year."""

    wants = frozenset({Kind.BUNDLES, Kind.RESULTS})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._present = Present(self)
        self.lists: tuple[MergedList, ...] = ()
        self.year: Overview | None = None
        self._wanted_year: int | None = None
        self._chosen: object = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        self.nothing = EmptyState(
            "data_bar_vertical",
            self.tr("还没有可汇总的成绩。"),
            self.tr("到“收件”页收下基地的成绩包，这里就按工种排出全省名次。"),
        )
        inbox = Button(self.tr("去收件"), Look.PRIMARY, "arrow_import")
        inbox.clicked.connect(lambda: desk.go.emit("office_inbox"))
        self.nothing.add_button(inbox)
        self.view = YearView()
        self.view.plan_wanted.connect(self._edit_plan)
        self.view.year_wanted.connect(self._take_year)
        self.view.import_wanted.connect(self._ask_plan_file)
        self.view.write_plan_wanted.connect(self._ask_plan_out)
        for widget in (self._lists(), self.view, self.nothing):
            self.stack.addWidget(widget)
        column.addWidget(self.stack, 1)
        self._tools = self._make_tools()

    def _make_tools(self) -> tuple[QWidget, ...]:
        self.which = Segmented(((LISTS, self.tr("成绩汇总")), (YEAR, self.tr("年度概览"))), self.tr("看什么"))
        self.which.setObjectName("merged_which")
        self.which.changed.connect(lambda _key: self._show())
        self.export = Button(self.tr("导出…"), icon="arrow_export")
        self.export.setObjectName("merged_export")
        self.export.clicked.connect(self._ask_file)
        for widget in (self.which, self.export):
            widget.hide()
        return (self.which, self.export)

    def _lists(self) -> QWidget:
        self.left = QWidget()
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.list = ChoiceBox(self.tr("哪一张汇总表"))
        self.list.setObjectName("merged_list")
        self.list.activated.connect(lambda _index: self._show_list())
        self.base = ChoiceBox(self.tr("哪个赛区"))
        self.base.setObjectName("merged_base")
        self.base.activated.connect(lambda _index: self._show_rows())
        self.search = SearchField(self.tr("参赛号、赛区、奖项"), "Ctrl+F", "filter")
        self.search.setObjectName("merged_search")
        self.search.setMaximumWidth(theme().px(240))
        row.addWidget(self.list)
        row.addWidget(self.base)
        row.addWidget(self.search, 1)
        row.addStretch(0)
        column.addLayout(row)
        self.model: TableModel[MergedLine] = TableModel(
            self._columns(), key_of=lambda line: (line.contest, line.base, line.entry), parent=self
        )
        self.search.settled.connect(lambda words: self.model.set_filter(words.strip()))
        self.table = TableView(self.model, self.tr("全省名次"))
        self.table.setObjectName("merged_table")
        column.addWidget(self.table, 1)
        column.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        self.figures = Label("")
        foot.addWidget(self.figures)
        foot.addStretch(1)
        column.addLayout(foot)
        self.model.arranged.connect(lambda _count: self._tell())
        return self.left

    def _columns(self) -> tuple[Column[MergedLine], ...]:
        from app.services.office_standings import shown_total

        right, centre = Align.RIGHT, Align.CENTRE

        def note(line: MergedLine) -> str:
            if line.place is None:
                return status_words(line.status)
            return self.tr("= 并列") if line.joint else ""

        def total(line: MergedLine) -> str:
            return shown_total(line) or NOTHING

        return (
            Column(
                "place",
                self.tr("名次"),
                lambda one: str(one.place or NOTHING),
                60,
                centre,
                sort=lambda one: one.place or LAST,
                bold=True,
            ),
            Column("base", self.tr("赛区（基地）"), lambda one: one.base_name, 190, tip=lambda one: one.base),
            Column("entry", self.tr("参赛号"), lambda one: one.entry, 90, bold=True),
            Column("total", self.tr("总成绩"), total, 100, right, sort=lambda one: -(one.place or LAST), bold=True),
            Column(
                "base_place",
                self.tr("赛区名次"),
                lambda one: str(one.base_place or NOTHING),
                80,
                centre,
                sort=lambda one: one.base_place or LAST,
            ),
            Column("award", self.tr("奖项"), lambda one: one.award or NOTHING, 100, centre),
            Column(
                "contest",
                self.tr("竞赛"),
                lambda one: one.contest_name,
                160,
                stretch=True,
                tip=lambda one: one.contest_name,
            ),
            Column("note", self.tr("备注"), note, 110, state=lambda one: State.NONE if one.place else State.LATER),
        )

    # the page

    def title(self) -> str:
        return self.tr("汇总")

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+F", self.tr("筛选")),
            Hint("Ctrl+P", self.tr("打印")),
            Hint("← →", self.tr("换一张")),
        )

    def tools(self) -> tuple[QWidget, ...]:
        return self._tools

    def perform(self, action: str) -> bool:
        if action == "filter" and self.which.current() == LISTS:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return True
        if action == "print" and not self.export.reason:
            self.print()
            return True
        return False

    def memo(self) -> object:
        return (self.which.current(), self.list.currentData(), self._wanted_year)

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple) and len(memo) == 3:
            self.which.set_current(str(memo[0]))
            self._chosen, self._wanted_year = memo[1], memo[2]
            self.grow_old()

    def activate(self) -> None:
        super().activate()
        (self.table if self.which.current() == LISTS else self.view.area).setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, year = contest.store, self._wanted_year

        def act() -> tuple[tuple[MergedList, ...], Overview | None, YearPlan | None]:
            from app.domain.yearplan import default_plan
            from app.errors import Refusal
            from app.services import office_standings, overview  # here: cryptography is loaded on first use

            lists = office_standings.merged_standings(store)
            try:
                found = overview.year_overview(store, year)
            except Refusal:
                return lists, None, None
            kept = {one.year: one for one in overview.year_plans(store)}
            return lists, found, kept.get(found.year, default_plan(found.year))

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, answer: tuple[tuple[MergedList, ...], Overview | None, YearPlan | None]) -> None:
        self.lists, self.year, plan = answer
        before = self._chosen if self._chosen is not None else self.list.currentData()
        self._chosen = None
        self.list.clear()
        for one in self.lists:
            self.list.addItem(list_title(one), (one.trade, one.year, one.group))
        self.list.setCurrentIndex(max(0, self.list.findData(before)))
        self.list.updateGeometry()
        self.view.show_year(self.year, plan)
        self._show_list()
        self._show()

    def _show(self) -> None:
        lists = self.which.current() == LISTS
        if lists:
            self.stack.setCurrentWidget(self.left if self.lists else self.nothing)
        else:
            self.stack.setCurrentWidget(self.view)
        lack = self.tr("还没有收下成绩包") if lists and not self.lists else ""
        if not lists and self.year is None:
            lack = self.tr("还没有成绩，也没有年度计划")
        self.export.block(lack)

    def chosen(self) -> MergedList | None:
        """The list shown."""
        index = self.list.currentIndex()
        return self.lists[index] if 0 <= index < len(self.lists) else None

    def _show_list(self) -> None:
        one = self.chosen()
        before = self.base.currentData()
        self.base.clear()
        self.base.addItem(self.tr("所有赛区"), "")
        names = {line.base: line.base_name for line in one.lines} if one is not None else {}
        for base, name in names.items():
            self.base.addItem(name, base)
        self.base.setCurrentIndex(max(0, self.base.findData(before)))
        self.base.updateGeometry()
        self._show_rows()

    def _show_rows(self) -> None:
        one, base = self.chosen(), self.base.currentData()
        lines = () if one is None else tuple(line for line in one.lines if base in ("", None, line.base))
        self.model.set_rows(lines)
        if lines and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._tell()

    def _tell(self) -> None:
        one = self.chosen()
        if one is None:
            self.figures.setText("")
            return
        self.figures.setText(
            self.tr(
                "{bases} 个赛区，{count} 项，显示 {shown} 项。按总成绩统一排列，同分并列；奖项为各赛区所定。"
            ).format(bases=len(one.bases), count=len(one.lines), shown=self.model.rowCount())
        )

    # out

    def _ask_file(self) -> None:
        one = self.chosen()
        lists = self.which.current() == LISTS
        title = f"{list_title(one)}.xlsx" if lists and one else self.tr("年度概览.xlsx")
        kinds = self.tr("Excel (*.xlsx);;PDF (*.pdf);;CSV (*.csv)") if lists else self.tr("Excel (*.xlsx);;PDF (*.pdf)")
        name, chosen = QFileDialog.getSaveFileName(self, self.tr("导出到哪里"), title, kinds)
        if name:
            suffix = f".{chosen.rpartition('.')[2].rstrip(')')}" if chosen and not Path(name).suffix else ""
            self.write(Path(name + suffix))

    def write(self, path: Path) -> None:
        """Write what is shown: the list chosen, or the year."""
        ask = Ask(self.tr("谁来导出？"), self.tr("省办人员可以。"), self.tr("导出"))
        act = Act.SEE_RESULTS if path.suffix.lower() != ".pdf" else Act.PRINT_PAPERS
        self._present.one(act, ask, lambda by: self._write(path, by))

    def _write(self, path: Path, by: Actor) -> None:
        contest, one, year = self.desk.contest, self.chosen(), self.year
        if contest is None or contest.store is None:
            return
        store, now, lists = contest.store, self.desk.now, self.which.current() == LISTS

        def act() -> Path:
            from app.services import office_standings, papers_office  # here: reportlab is loaded on first use
            from app.services.papers_office import OfficeWish

            if not lists:
                papers_office.write_overview(store, path, year.year if year else None, by=by, at=now())
            elif path.suffix.lower() == ".pdf":
                wish = OfficeWish(trade=one.trade if one else None, year=one.year if one else None)
                papers_office.print_office(store, "merged", path, wish, by=by, at=now())
            else:
                trade, of_year = (one.trade, one.year) if one else (None, None)
                office_standings.write_merged(store, path, trade, of_year, by=by, at=now())
            return path

        self.desk.operations.run(act, lambda done: self.say(self.tr("已导出到 {path}").format(path=done)), owner=self)

    def print(self) -> None:
        """The paper of what is shown."""
        from app.services.papers_office import OfficeWish
        from ui.office_paper import show_paper  # here: reportlab is loaded on first use

        one = self.chosen()
        if self.which.current() == YEAR:
            show_paper(self, "overview", OfficeWish(year=self.year.year if self.year else None))
        elif one is not None:
            show_paper(self, "merged", OfficeWish(trade=one.trade, year=one.year))

    # the plan

    def _take_year(self, year: int) -> None:
        self._wanted_year = year
        self.grow_old()

    def _edit_plan(self, plan: YearPlan) -> None:
        from ui.office_plan import PlanDialog  # here: the page opens without it

        dialog = PlanDialog(plan, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.entered.connect(lambda made: self.set_plan(made, dialog))
        dialog.open()

    def set_plan(self, plan: YearPlan, dialog: Any = None) -> None:
        """Keep the plan of a year; a refusal stays in the dialog, with what was typed."""
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, now = contest.store, self.desk.now

        def by(actor: Actor) -> None:
            def act() -> Any:
                from app.services.overview import set_plan  # here: cryptography is loaded on first use

                return set_plan(store, plan, by=actor, at=now())

            def done(_change: Any) -> None:
                if dialog is not None:
                    dialog.accept()
                self._wanted_year = plan.year
                self.say(self.tr("{year} 年度计划已存。").format(year=plan.year))
                self.grow_old()

            self.desk.operations.run(act, done, dialog.refuse if dialog is not None else None, owner=self)

        ask = Ask(self.tr("谁来改计划？"), self.tr("省办人员可以。写进操作记录。"), self.tr("存计划"))
        self._present.one(Act.RECEIVE, ask, by)

    def _ask_plan_file(self) -> None:
        kinds = self.tr("年度计划 (*.xlsx *.toml *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("年度计划在哪里"), "", kinds)
        if name:
            self.import_plan(Path(name))

    def import_plan(self, path: Path) -> None:
        """Set the plans of the years a file states."""
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, now = contest.store, self.desk.now

        def by(actor: Actor) -> None:
            def act() -> tuple[int, ...]:
                from app.services.overview import import_plans  # here: cryptography is loaded on first use

                return tuple(plan.year for plan in import_plans(store, path, by=actor, at=now()))

            def done(years: tuple[int, ...]) -> None:
                self._wanted_year = max(years)
                self.say(self.tr("已导入 {years} 年度计划。").format(years="、".join(str(year) for year in years)))
                self.grow_old()

            self.desk.operations.run(act, done, owner=self)

        ask = Ask(self.tr("谁来改计划？"), self.tr("省办人员可以。写进操作记录。"), self.tr("导入计划"))
        self._present.one(Act.RECEIVE, ask, by)

    def _ask_plan_out(self) -> None:
        kinds = self.tr("Excel (*.xlsx);;TOML (*.toml)")
        year = self.year.year if self.year else ""
        wanted = self.tr("{year} 年度计划.xlsx").format(year=year)
        name, _ = QFileDialog.getSaveFileName(self, self.tr("计划写到哪里"), wanted, kinds)
        contest = self.desk.contest
        if not name or contest is None or contest.store is None or self.year is None:
            return
        store, path, years = contest.store, Path(name), (self.year.year,)

        def act() -> Any:
            from app.services.overview import write_plan_file  # here: cryptography is loaded on first use

            return write_plan_file(store, path, years)

        self.desk.operations.run(
            act, lambda _plans: self.say(self.tr("计划已写到 {path}").format(path=path)), owner=self
        )


def list_title(one: MergedList) -> str:
    """What a list is called, in the language of the window."""
    words = QCoreApplication.translate("MergedPage", "{year} 年{trade}").format(year=one.year, trade=one.name)
    return words + (f"（{one.group}）" if one.group else "")


def status_words(status: str) -> str:
    """Why a line has no place, in the language of the window."""
    from ui.pages.results_table import status_word

    return status_word(status)
