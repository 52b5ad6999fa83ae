"""排名: places and awards of a decoded trade, how each came about, what must be ruled, confirming, posting, lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.services.results import Explanation, explain_entry
from ui import messages
from ui.desk import Desk
from ui.models.table_model import TableModel
from ui.pages.page import Hint, Page
from ui.pages.present import Present, no_trade
from ui.pages.results_appeals import left_words, window_words
from ui.pages.results_appeals_verbs import AppealVerbs
from ui.pages.results_asks import Asks
from ui.pages.results_beside import MAIN, Beside
from ui.pages.results_difference import ask_difference
from ui.pages.results_looks import Looks
from ui.pages.results_side import WIDTH, ResultsSide
from ui.pages.results_table import columns
from ui.pages.results_verbs import ResultsVerbs
from ui.pages.sheets_out import SheetsOut
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import Chip, EmptyState, Ink, Label, Tone
from ui.widgets.fields import ChoiceBox, SearchField, Segmented
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.appeals_view import AppealView
    from app.services.results_view import RankedLine, RankingView

_NARROW = 268  # the least width of the derivation, for windows at the floor


@dataclass(frozen=True)
class _Memo:
    entry: str
    group: str
    revision: int | None
    part: str
    list: str


class ResultsPage(Page):
    """The list on the left, the derivation on the right, the verbs below."""

    wants = frozenset({Kind.RESULTS, Kind.SHEETS, Kind.PEOPLE, Kind.CONTEST})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: RankingView | None = None
        self._present = Present(self)
        self.verbs = ResultsVerbs(self, self._present)
        self.appeals = AppealVerbs(self, self._present)
        self.sheets = SheetsOut(self)
        self._looks = Looks()
        self._revision: int | None = None
        self._group = ""
        self._entry = ""
        self._list = MAIN
        self._turn = 0
        self._notice = "public-notice"
        self._verb: Callable[[], None] = lambda: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack, 1)
        self.empty = EmptyState("data_bar_vertical", "")
        self.empty_verb = Button("", Look.PRIMARY)
        self.empty_verb.clicked.connect(lambda: self._verb())
        self.empty.add_button(self.empty_verb)
        self.empty_verb.hide()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._content())
        self._wait = QTimer(self, singleShot=True, interval=60)
        self._wait.timeout.connect(self._explain)
        desk.person_changed.connect(self.grow_old)

    # building

    def _content(self) -> QWidget:
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._head())
        self.asks = Asks()
        self.asks.rule.connect(self.verbs.rule)
        column.addWidget(self.asks)
        self.beside = Beside(self, self._present, self.sheets)
        self.beside.entry.connect(self._beside_in_hand)
        column.addWidget(self.beside, 1)
        self.beside.hide()
        self.table: TableModel[RankedLine] = TableModel((), key_of=lambda line: line.result.entry)
        self.home = self.list = TableView(self.table, self.tr("名次"))
        self.list.row_changed.connect(self._in_hand)
        self._list_place = column
        column.addWidget(self.list, 1)
        self.small_print = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        column.addWidget(self.small_print)
        self.side = ResultsSide()
        self.side.setMinimumWidth(theme().px(_NARROW))
        self.side.records.wanted.connect(self._appeal_wanted)
        self.side.records.withdrawn.connect(self.verbs.withdraw)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.side)
        self.splitter.setStretchFactor(0, 1)
        outer.addWidget(self.splitter, 1)
        outer.addLayout(self._foot())
        return content

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.state = Chip()
        self.revisions = ChoiceBox(self.tr("修订"))
        self.revisions.activated.connect(self._choose_revision)
        self.differences = Button(self.tr("比较…"), small=True)
        self.differences.setObjectName("results_compare")
        self.differences.setToolTip(self.tr("与前一次修订比较"))
        self.differences.clicked.connect(self._compare)
        self.groups = Segmented((("", ""),), self.tr("组别"))
        self._groups_place = row
        self.revisions.setMinimumWidth(theme().px(104))
        self.lists = ChoiceBox(self.tr("哪一份名单"))
        self.lists.setObjectName("results_lists")
        self.lists.activated.connect(self._choose_list)
        self.counts = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.filter = SearchField(self.tr("筛选"), "Ctrl+F", "filter")
        self.filter.setMaximumWidth(theme().px(160))
        self.filter.settled.connect(self.table_filter)
        row.addWidget(self.state)
        row.addWidget(self.lists)
        row.addWidget(self.revisions)
        row.addWidget(self.differences)
        row.addWidget(self.groups)
        row.addWidget(self.counts, 1)
        row.addWidget(self.filter)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(8)
        self.print_list = Button(self.tr("打印汇总表"), icon="print")
        self.print_list.clicked.connect(lambda: self._paper("standings"))
        self.print_notice = Button(self.tr("打印公示表"), icon="print")
        self.print_notice.clicked.connect(lambda: self._paper(self._notice))
        self.export = Button(self.tr("导出表格…"), icon="arrow_export")
        self.export.clicked.connect(self._export)
        self.appeal = Button("", icon="document_add")
        self.appeal.clicked.connect(lambda: self.appeals.file(self.view, self._entry))
        for button in (self.print_list, self.print_notice, self.export, self.appeal):
            row.addWidget(button)
        self.go = Button("", Look.PRIMARY)
        self.go.setObjectName("results_go")
        self.go.clicked.connect(lambda: self._verb())
        row.addWidget(ReasonLabel(self.go), 1)
        row.addStretch(0)
        row.addWidget(self.go)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme().px(WIDTH) if self.width() >= theme().px(1100) else theme().px(_NARROW)
        self.splitter.setSizes([max(1, self.width() - side), side])
        old = self.view is not None and not self.view.newest
        self.small_print.setVisible(self._list == MAIN and (old or self._roomy()))
        self._say_appeal()
        self.counts.setVisible(self.width() >= theme().px(900))  # large text on a small screen: the table tells too

    def _say_appeal(self) -> None:
        """On the button where it fits: how many appeals, and until when."""
        wide = self.width() >= theme().px(900)
        self.appeal.say(window_words(self.view if wide else None, self.desk.now()))

    def _roomy(self) -> bool:
        """Whether there is height for small print; on a small screen the table needs it."""
        return self.height() > theme().px(480)

    # the page

    def title(self) -> str:
        return self.tr("排名")

    def crumbs(self) -> tuple[str, ...]:
        if self.view is None:
            return ()
        return (self.view.name, self._group) if self._group and len(self.view.groups) > 1 else (self.view.name,)

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("↑ ↓", self.tr("换一位选手")),
            Hint("F6", self.tr("到来由，→ 展开")),
            Hint("F4", self.tr("收起右栏")),
            Hint("Ctrl+F", self.tr("筛选")),
            Hint("Ctrl+P", self.tr("打印汇总表")),
        )

    def perform(self, action: str) -> bool:
        if self.stack.currentIndex() != 1:
            return False
        if action == "print" and self.print_list.isEnabled():
            self._paper("standings")
        elif action == "filter":
            self.filter.setFocus()
            self.filter.selectAll()
        elif action == "details":
            self.side.setVisible(not self.side.isVisible())
        elif action == "next_pane":
            (self.list if self.side.why.hasFocus() else self.side.why).setFocus()
        else:
            return False
        return True

    def memo(self) -> object:
        return _Memo(self._entry, self._group, self._revision, self.side.parts.current(), self._list)

    def recall(self, memo: object) -> None:
        if isinstance(memo, _Memo):
            self._entry, self._group, self._revision = memo.entry, memo.group, memo.revision
            self._list = memo.list
            self.side.show_part(memo.part)
        self.grow_old()

    def grow_old(self) -> None:
        if self.view is not None and self.view.trade != self.desk.trade:
            self._revision, self._group, self._entry, self._list = None, "", "", MAIN
        super().grow_old()

    def reload(self) -> None:
        contest, trade = self.desk.contest, self.desk.trade
        if contest is None or contest.store is None or not trade:
            self._say_empty(*no_trade(self.desk))
            return
        if not self._may_see():
            return
        self._turn += 1
        turn, act = self._turn, self._looks.at(contest.store, trade, self._revision)
        self.desk.operations.run(act, lambda view: self._came(turn, view), owner=self, quiet=True)

    def _may_see(self) -> bool:
        if self._present.may(Act.SEE_RESULTS):
            return True
        role = self.desk.person.role if self.desk.person else self.tr("现在操作的人")
        self._say_empty(
            self.tr("{role}不能看名次。").format(role=role),
            self.tr("裁判长、监督、仲裁和打印员可以。请换人。"),
            self.tr("换人 (F10)"),
            self.desk.switch_wanted.emit,
        )
        return False

    def _came(self, turn: int, view: RankingView) -> None:
        if turn != self._turn:
            return
        self.view = view
        self.crumbs_changed.emit()
        if not view.lines:
            self._show_blind(view)
            return
        self.stack.setCurrentIndex(1)
        self._show_head(view)
        self._show_rows(view)
        self.asks.show_questions(view.questions if view.newest else (), len(view.groups) > 1)
        self.side.show_records(view, self.desk.now())
        self._show_verbs(view)

    def _say_empty(self, text: str, detail: str = "", verb: str = "", action: Callable[[], None] | None = None) -> None:
        self.view = None
        self.stack.setCurrentIndex(0)
        self.empty.say(text, detail)
        self.empty_verb.say(verb)
        self.empty_verb.setVisible(bool(verb))
        self._verb = action or (lambda: None)

    def _show_blind(self, view: RankingView) -> None:
        shown = [messages.sentence(one) for one in view.missing[:3]]
        self._say_empty(
            self.tr("{trade}还没有解密。").format(trade=view.name),
            "\n".join(shown) or self.tr("锁定、解密以后，这里才有姓名和名次。"),
            self.tr("去复核"),
            lambda: self.desk.go.emit("recheck"),
        )
        self.view = view

    def _show_head(self, view: RankingView) -> None:
        name = view.standing.name
        text, tone = {
            "PREVIEW": (self.tr("未锁定 · 仅供核对"), Tone.WARN),
            "UNLOCKED": (self.tr("已解锁 · 仅供核对"), Tone.WARN),
            "UNRANKED": (self.tr("已锁定 · 还没有排名"), Tone.LOCK),
            "OPEN": (self.tr("正式 · 待确认"), Tone.LOCK),
            "CONFIRMED": (self.tr("正式 · 已确认"), Tone.OK),
            "POSTED": (self.tr("正式 · 已公示"), Tone.OK),
        }[name]
        if not view.newest:
            text, tone = self.tr("旧的修订 · 只供查阅"), Tone.PLAIN
        self.state.say(text, tone)
        self.revisions.clear()
        for one in view.revisions:
            self.revisions.addItem(self.tr("修订 {number}").format(number=one.number), one.number)
        if view.revision is not None:
            self.revisions.setCurrentIndex(self.revisions.findData(view.revision.number))
        self.revisions.setVisible(bool(view.revisions))
        self.differences.setVisible(view.revision is not None and view.revision.number > 1)
        self._list = self.beside.fill_choice(self.lists, view, self._list)
        self._show_groups(view)
        ranked = sum(line.result.place is not None for line in view.lines)
        counts = self.tr("{count} 人，{ranked} 人有名次").format(count=len(view.lines), ranked=ranked)
        self.counts.setText("　".join(filter(None, (counts, left_words(view, self.desk.now())))))

    def _appeal_wanted(self, key: str, appeal: AppealView) -> None:
        if key == "paper" and self.view is not None:
            title = self.tr("{trade} 申诉表 {entry}").format(trade=self.view.name, entry=appeal.entry)
            self.sheets.show("appeal", title, self.view.trade, appeal.entry)
        elif key != "paper":
            self.appeals.start(key, appeal)

    def _compare(self) -> None:
        """The list shown beside the one before it."""
        view = self.view
        if view is not None and view.revision is not None:
            ask_difference(self, view.trade, view.revision.number - 1, view.revision.number)

    def _show_groups(self, view: RankingView) -> None:
        if self._group not in view.groups:
            self._group = view.groups[0] if len(view.groups) > 1 else ""
        many = len(view.groups) > 1
        if many and [key for key, _ in self.groups._items] != list(view.groups):
            fresh = Segmented(tuple((name, name) for name in view.groups), self.tr("组别"))
            fresh.changed.connect(self._choose_group)
            self._groups_place.replaceWidget(self.groups, fresh)
            self.groups.deleteLater()
            self.groups = fresh
        self.groups.setVisible(many)
        if many:
            self.groups.set_current(self._group)

    def _show_rows(self, view: RankingView) -> None:
        main = self._list == MAIN
        self.beside.setVisible(not main)
        for widget in (self.list, self.filter):
            widget.setVisible(main)
        self.small_print.setVisible(main and (self._roomy() or not view.newest))
        if not main:
            self.beside.show_list(self._list, view, self._group)
            return
        rows = [line for line in view.lines if not self._group or line.result.group == self._group]
        fresh: TableModel[RankedLine] = TableModel(columns(view), key_of=lambda line: line.result.entry, parent=self)
        made = TableView(fresh, self.tr("名次"))
        made.setObjectName("ranking_table")
        fresh.set_rows(rows)
        fresh.set_filter(self.filter.text())
        made.row_changed.connect(self._in_hand)
        had_focus = self.list.hasFocus()
        self._list_place.replaceWidget(self.list, made)
        self.list.hide()  # until the event loop comes round to deleting it
        self.list.deleteLater()
        self.list, self.table = made, fresh
        if not made.select_key(self._entry) and rows:
            made.selectRow(0)
        if had_focus:
            made.setFocus()
        self.small_print.setText(self._small_print(view))

    def _small_print(self, view: RankingView) -> str:
        if view.newest:
            return self.tr("点一位选手看名次来由；各场成绩按计算值参加合成，表中最多显示 4 位小数。")
        words = self.tr("这是修订 {number} 当时的名次，之后又有修订；右栏按现在的成绩计算。")
        return words.format(number=view.revision.number if view.revision else 0)

    # verbs

    def _show_verbs(self, view: RankingView) -> None:
        verb, action, reason = self._next_step(view)
        self.go.say(verb)
        self._verb = action
        self.go.block(reason)
        cannot = "" if self._present.may(Act.PRINT_PAPERS) else self._present.not_allowed()
        self.print_list.block(cannot)
        no_list = self.tr("还没有排名，不能公示。") if view.revision is None else ""
        self.print_notice.block(cannot or no_list)
        amended = any(one.posted_at is not None for one in view.revisions[:-1])
        self._notice = "amendment-notice" if amended else "public-notice"
        self.print_notice.say(self.tr("打印更正公示") if amended else self.tr("打印公示表"))
        self._say_appeal()
        self.appeal.block("" if view.appeals_until is not None else self.tr("张贴公示以后才受理申诉。"))

    def _next_step(self, view: RankingView) -> tuple[str, Callable[[], None], str]:
        """What the loud button says, does, and why it is off."""
        name = view.standing.name
        recheck = partial(self.desk.go.emit, "recheck")
        steps: dict[str, tuple[str, Callable[[], None], str]] = {
            "PREVIEW": (self.tr("去复核、锁定"), recheck, ""),
            "UNLOCKED": (self.tr("去重新锁定"), recheck, ""),
            "UNRANKED": (self.tr("排出名次"), self.verbs.rank, ""),
            "OPEN": (self.tr("确认名次与奖项"), partial(self.verbs.ask_confirm, view), self._undecided(view)),
            "CONFIRMED": (self.tr("张贴公示"), partial(self.verbs.ask_post, view), ""),
            "POSTED": (self.tr("去打证书"), partial(self.desk.go.emit, "certificates"), ""),
        }
        verb, action, reason = steps[name]
        if view.stale and name not in ("UNLOCKED", "PREVIEW"):
            verb, action, reason = self.tr("重新排名"), self.verbs.rank, ""
        if any(one.correcting for one in view.appeals):
            verb, action, reason = self.tr("去更正"), partial(self.side.show_part, "appeals"), ""
        if not view.newest:
            reason = self.tr("这是旧的修订，请先选回最新的。")
        return verb, action, reason

    def _undecided(self, view: RankingView) -> str:
        count = len(view.questions)
        return self.tr("还差 {count} 处裁定").format(count=count) if count else ""

    def _paper(self, kind: str) -> None:
        view = self.view
        if view is not None:
            amended = self.tr("更正公示")
            names = {"standings": self.tr("成绩汇总表"), "public-notice": self.tr("公示表")}
            title = f"{view.name} {names.get(kind, amended)}"
            older = view.revision.number if view.revision is not None and not view.newest else None
            self.sheets.show(kind, title, view.trade, revision=older if kind == "standings" else None)

    def _export(self) -> None:
        if self.view is not None:
            self.sheets.ask_standings(self.view.trade, self.view.name)

    # in hand

    def table_filter(self, words: str) -> None:
        """Show only rows that hold these words."""
        self.table.set_filter(words)

    def _in_hand(self, line: RankedLine | None) -> None:
        self._entry = line.result.entry if line is not None else self._entry
        self.side.show_line(line, self.view)
        old = self.view is not None and not self.view.newest
        self.side.show_note(self.tr("按现在的成绩和规则计算") if old else "")
        if line is not None:
            self._wait.start()

    def _explain(self) -> None:
        contest, entry = self.desk.contest, self._entry
        if contest is None or not entry:
            return
        store = contest.store

        def show(found: Explanation) -> None:
            if found.entry == self._entry:
                self.side.show_explanation(found)

        def none(_error: object) -> None:
            self.side.why.show_steps(())

        self.desk.operations.run(lambda: explain_entry(store, entry), show, none, owner=self, quiet=True)

    def _choose_list(self, index: int) -> None:
        self._list = self.lists.itemData(index)
        if self.view is not None:
            self._show_rows(self.view)

    def _beside_in_hand(self, entry: str) -> None:
        line = next((one for one in self.view.lines if one.result.entry == entry), None) if self.view else None
        if line is not None:
            self._in_hand(line)

    def _choose_group(self, group: str) -> None:
        self._group = group
        if self.view is not None:
            self._show_rows(self.view)
            self.crumbs_changed.emit()

    def _choose_revision(self, index: int) -> None:
        number = self.revisions.itemData(index)
        newest = self.view.revisions[-1].number if self.view and self.view.revisions else number
        self._revision = None if number == newest else number
        self.grow_old()
