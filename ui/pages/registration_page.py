"""报名: the delegations, the list of entries with filters and search, the form of one entry, import and decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act, Role, may
from app.services.registration_list import ALL, LACKING, UNDECIDED, Choice, EntryLine
from ui.desk import Desk
from ui.models.table_model import TableModel
from ui.pages.page import Hint, Page
from ui.pages.registration_acts import RegistrationActs, lists_to_close
from ui.pages.registration_delegations import DelegationList
from ui.pages.registration_empty import EmptyRoster
from ui.pages.registration_files import TABLES, RosterFiles, dropped
from ui.pages.registration_foot import RosterFoot
from ui.pages.registration_form import EntryFormPane
from ui.pages.registration_photos import PhotoFiles
from ui.pages.registration_source import EntrySource, PageMemo
from ui.pages.registration_words import columns
from ui.theme import theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import EmptyState, Line
from ui.widgets.fields import ChoiceBox, SearchField, Segmented
from ui.widgets.message_bar import News
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.registration import ImportReport
    from app.services.registration_form import FormTrade, Saved
    from app.services.registration_list import Summary

_FORM, _WIDE = 312, 1060  # widths at 100 % text size


class RegistrationPage(Page):
    """Delegations on the left, entries in the middle, the form on the right."""

    wants = frozenset({Kind.PEOPLE, Kind.CONTEST})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.summary: Summary | None = None
        self.choice = Choice()
        self._source: EntrySource | None = None
        self._entry: int | None = None
        self._form_wanted = True
        self._wanted_entry: int | None = None
        self.acts = RegistrationActs(desk, self)
        self.files = RosterFiles(self)
        self.files.imported.connect(self._imported)
        self.photos = PhotoFiles(self, self.acts)
        self.acts.done.connect(self._did)
        self.acts.undone.connect(lambda text: self.say(text, kind=News.NOTE))
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget()
        column.addWidget(self.stack)
        self.empty = EmptyRoster()
        self.empty.chosen.connect(self._fill)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._content())
        self._tools = self._make_tools()
        self._edit_key = QShortcut(QKeySequence("F2"), self)
        self._edit_key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._edit_key.activated.connect(self._open_form)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self._paste)
        self._load = QTimer(self, singleShot=True, interval=60)
        self._load.timeout.connect(self._load_form)
        desk.person_changed.connect(self._settle)
        desk.contest_changed.connect(self.acts.forget)
        desk.trade_changed.connect(self._trade_wanted)
        self._settle()

    # building

    def _make_tools(self) -> tuple[QWidget, ...]:
        self.import_button = Button(self.tr("导入 Excel…"), icon="arrow_import")
        self.import_button.setObjectName("registration_import")
        self.import_button.clicked.connect(lambda: self.files.ask_for_file())
        self.new_button = Button(self.tr("新增"), icon="add", key="Ctrl+N")
        self.new_button.setObjectName("registration_new")
        self.new_button.clicked.connect(self.new_entry)
        self.photo_button = Button(self.tr("照片…"), icon="image")
        self.photo_button.setObjectName("registration_photos")
        self.photo_button.clicked.connect(self.photos.ask_for_folder)
        tools = (self.photo_button, self.import_button, self.new_button)
        for tool in tools:
            tool.hide()
        return tools

    def _content(self) -> QWidget:
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.side = DelegationList()
        self.side.chosen.connect(self._choose_delegation)
        middle.addWidget(self.side)
        middle.addWidget(Line(vertical=True))
        middle.addWidget(self._list(), 1)
        self.form_line = Line(vertical=True)
        middle.addWidget(self.form_line)
        self.form = EntryFormPane(self.desk)
        self.form.saved.connect(self._form_saved)
        self.form.photo.told.connect(self.acts.note_photos)
        self.form.closed.connect(lambda: self._show_form(False))
        self.form.abandoned.connect(self._abandon_new)
        middle.addWidget(self.form)
        outer.addLayout(middle, 1)
        outer.addWidget(Line())
        outer.addWidget(self._foot())
        return content

    def _list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.search = SearchField(self.tr("姓名、首字母、参赛号、单位"), "Ctrl+F", "filter")
        self.search.setObjectName("registration_search")
        self.search.setMaximumWidth(theme().px(260))
        self.search.settled.connect(self._search)
        self.trades = ChoiceBox(self.tr("工种"))
        self.trades.setObjectName("registration_trades")
        self.trades.activated.connect(lambda _index: self._choose(trade=str(self.trades.currentData() or "")))
        self.filters = Segmented(
            ((UNDECIDED, self.tr("待审")), (LACKING, self.tr("有问题")), (ALL, self.tr("全部"))), self.tr("筛选")
        )
        self.filters.set_current(ALL)
        self.filters.changed.connect(lambda key: self._choose(filter=key))
        row.addWidget(self.search, 1)
        row.addWidget(self.trades)
        row.addStretch(0)
        row.addWidget(self.filters)
        column.addLayout(row)
        self.entries: TableModel[EntryLine] = TableModel(
            columns(), key_of=lambda line: line.id, run=self.desk.operations.run
        )
        self.entries.arranged.connect(self._arranged)
        self.home = self.list = TableView(self.entries, self.tr("报名名单"))
        self.list.setObjectName("registration_list")
        self.list.row_changed.connect(self._in_hand)
        self.list.opened.connect(lambda _row: self._open_form())
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._settle())
        column.addWidget(self.list, 1)
        self.nothing = EmptyState("filter", self.tr("没有符合条件的报名。"))
        self.all_button = Button(self.tr("显示全部"))
        self.all_button.clicked.connect(self.show_all)
        self.nothing.add_button(self.all_button)
        self.nothing.hide()
        column.addWidget(self.nothing, 1)
        return page

    def _foot(self) -> RosterFoot:
        foot = RosterFoot()
        self.template, self.close_button = foot.template, foot.close_button
        self.withdraw, self.give_back, self.approve = foot.withdraw, foot.give_back, foot.approve
        self.template.clicked.connect(self.files.ask_for_template)
        self.close_button.clicked.connect(self._close_lists)
        self.withdraw.clicked.connect(lambda: self.decide("withdrawn"))
        self.give_back.clicked.connect(lambda: self.decide("returned"))
        self.approve.clicked.connect(lambda: self.decide("approved"))
        return foot

    # the page

    def title(self) -> str:
        return self.tr("报名")

    def crumbs(self) -> tuple[str, ...]:
        return (self.trades.currentText(),) if self.choice.trade else ()

    def tools(self) -> tuple[QWidget, ...]:
        return self._tools

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+N", self.tr("新增")),
            Hint("F5", self.tr("审核通过")),
            Hint("Ctrl+F", self.tr("查找")),
            Hint("F2", self.tr("改这一份")),
            Hint("F4", self.tr("收起右栏")),
            Hint("Ctrl+Z", self.tr("撤销")),
            Hint("Ctrl+A", self.tr("全选")),
            Hint("Ctrl+V", self.tr("粘贴名单")),
        )

    def perform(self, action: str) -> bool:
        if action == "undo":
            self.acts.undo()
        elif action == "redo":
            self.acts.redo()
        elif self.stack.currentIndex() == 0:
            return False
        elif action == "filter":
            self.search.setFocus()
            self.search.selectAll()
        elif action == "details":
            self._show_form(not self._form_wanted)
        elif action == "next_pane":
            self._next_pane()
        else:
            return False
        return True

    def commit_pending(self) -> bool:
        self.form.commit()
        refused = self.form.refused_field()
        if refused is not None:
            refused.editor().setFocus()
            self.say(refused.problem, kind=News.WARNING)
        return refused is None

    def look_for(self, kind: str, key: str, row: int) -> None:
        self._wanted_entry = row
        self.show_all()

    def memo(self) -> object:
        return PageMemo(self.choice, self._entry, self._form_wanted)

    def recall(self, memo: object) -> None:
        if not isinstance(memo, PageMemo):
            return
        self.choice = memo.choice
        self._wanted_entry = memo.entry
        self._form_wanted = memo.form
        self.search.setText(memo.choice.words)
        self.filters.set_current(memo.choice.filter)
        self.grow_old()

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[Summary, tuple[FormTrade, ...]]:
            from app.services.registration_form import form_trades  # here: the store thread loads them
            from app.services.registration_list import summary

            return summary(store), form_trades(store)

        self.desk.operations.run(act, lambda found: self._show(*found), owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # showing

    def _show(self, summary: Summary, trades: tuple[FormTrade, ...]) -> None:
        self.summary = summary
        empty = summary.entries == 0 and not self.form.new
        if self.stack.currentIndex() != (front := 0 if empty else 1):
            self.stack.setCurrentIndex(front)
            self.list.setFocus()  # what came in is chosen and decided from here
        self.empty.show_ways(empty)
        self._show_counts(summary)
        self.form.offer(trades, [line.name for line in summary.delegations])
        if self.form.form is None and not self.form.new:
            self.form.clear()
        self._arrange()
        self._settle()
        self.crumbs_changed.emit()

    def _show_counts(self, summary: Summary) -> None:
        texts = (
            (UNDECIDED, self.tr("待审 {count}"), summary.undecided),
            (LACKING, self.tr("有问题 {count}"), summary.lacking),
            (ALL, self.tr("全部 {count}"), summary.entries),
        )
        for key, text, count in texts:
            self.filters.set_text(key, text.format(count=count))
        self.trades.clear()
        self.trades.addItem(self.tr("全部工种"), "")
        for trade in summary.trades:
            text = self.tr("{trade}（已封闭）") if trade.closed else "{trade}"
            self.trades.addItem(text.format(trade=trade.name), trade.code)
        self.trades.setCurrentIndex(max(0, self.trades.findData(self.choice.trade)))
        self.side.show_lines(summary.delegations, self.choice.delegation)

    def _arrange(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        self._source = EntrySource(contest.store, self.choice)
        self.entries.set_source(self._source)

    def _arranged(self, count: int) -> None:
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        wanted = self._wanted_entry if self._wanted_entry is not None else self._entry
        self._wanted_entry = None
        if count and not (wanted is not None and self._select(wanted)) and not self.form.new:
            self.list.select_row(0)
        if not count and not self.form.new:
            self._entry = None
            self.form.clear()
        self._load.start()  # what stands in the form may have changed with the list
        self._settle()

    def _select(self, entry: int) -> bool:
        source = self._source
        if source is None or entry not in source.ids:
            return False
        self.list.select_row(source.ids.index(entry))
        return True

    def _fit(self) -> None:
        """In a narrow window the form takes the place of the delegations."""
        wide = self.width() >= theme().px(_WIDE)
        self.photo_button.say(self.tr("照片批量匹配…") if wide else self.tr("照片…"))
        self.form.setVisible(self._form_wanted)
        self.form_line.setVisible(self._form_wanted)
        self.form.setFixedWidth(min(theme().px(_FORM), max(260, self.width() // 2)))
        self.side.setVisible(wide or not self._form_wanted)
        taken = (self.form.width() if self._form_wanted else 0) + (self.side.width() if self.side.isVisible() else 0)
        head = self.search.minimumWidth() + self.filters.sizeHint().width() + self.trades.minimumSizeHint().width() + 48
        self.trades.setVisible(self.width() - taken >= head)  # large text: the filters must not be cut off

    def _show_form(self, wanted: bool) -> None:
        self._form_wanted = wanted
        self._fit()
        if not wanted:
            self.list.setFocus()

    def _open_form(self) -> None:
        self._show_form(True)
        if self.form.form is not None:
            self.form.fields["name"].editor().setFocus()

    def _next_pane(self) -> None:
        panes = [pane for pane in (self.side, self.list, self.form.fields["name"].editor()) if pane.isVisible()]
        focus = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)), -1)
        at = next((n for n, pane in enumerate(panes) if pane is focus), at)
        if panes:
            panes[(at + 1) % len(panes)].setFocus()

    # choosing

    def _choose(self, **values: object) -> None:
        self.choice = replace(self.choice, **values)  # type: ignore[arg-type]  # named fields of Choice
        self._arrange()
        self.crumbs_changed.emit()

    def _search(self, text: str) -> None:
        if text.strip() != self.choice.words:
            self.choice = replace(self.choice, words=text.strip())
            self.entries.set_filter(self.choice.words)

    def _choose_delegation(self, delegation: object) -> None:
        if delegation != self.choice.delegation:
            self._choose(delegation=delegation)

    def _trade_wanted(self, trade: str) -> None:
        if self.summary is not None and trade:
            self.trades.setCurrentIndex(max(0, self.trades.findData(trade)))
            self._choose(trade=trade)

    def show_all(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self.filters.set_current(ALL)
        self.trades.setCurrentIndex(0)
        self.choice = Choice()
        self.entries.set_filter("")
        self.side.choose(None)
        self._arrange()

    def _in_hand(self, row: object) -> None:
        if isinstance(row, EntryLine):
            self._entry = row.id
            self._load.start()
        self._settle()

    def _load_form(self) -> None:
        row = self.list.row_in_hand()
        if isinstance(row, EntryLine) and not self.form.is_being_filled():
            self.form.new = False
            form = self.form.form
            position = form.position if form is not None and form.number == row.number else 1
            self.form.load(row.number, position)

    # acting

    def selected_ids(self) -> list[int]:
        """Row ids of the entries selected, from the top."""
        ids = self._source.ids if self._source is not None else ()
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [ids[row] for row in rows if row < len(ids)]

    def decide(self, state: str) -> None:
        """Approve, return or withdraw what is selected."""
        if self.approve.reason and state == "approved":
            self.say(self.approve.reason, kind=News.WARNING)
            return
        self.acts.decide(self.selected_ids(), state)

    def _did(self, text: str) -> None:
        self.say(text, self.tr("撤销"), self.acts.undo)

    def _reason(self) -> str:
        """Why this person may not register anybody; "" when they may."""
        person = self.desk.person
        role = getattr(person.actor, "role", None) if person is not None else None
        if person is None:
            return self.tr("先登录，再改名单 (F10)。")
        if isinstance(role, Role) and not may(role, Act.REGISTER):
            return self.tr("{role}不能改名单，请换登记员 (F10)。").format(role=person.role)
        return ""

    def _settle(self) -> None:
        reason = self._reason()
        chosen = self.list.selectionModel().hasSelection()
        blocked = reason or ("" if chosen else self.tr("先在表里选人，Ctrl+A 全选。"))
        for button in (self.approve, self.give_back, self.withdraw):
            button.block(blocked)
        for button in self._tools:
            button.block(reason)
        self.empty.block(reason)
        self.form.block(reason)
        self.approve.set_look(Look.SECONDARY if self.form.new else Look.PRIMARY)
        self._settle_lists(reason)

    def _settle_lists(self, reason: str) -> None:
        trades, closes, undecided = lists_to_close(self.summary, self.choice.trade)
        self.close_button.say(self.tr("封闭名单") if closes or not trades else self.tr("重新打开名单"))
        self.close_button.set_icon("lock_closed" if closes or not trades else "lock_open")
        if undecided:
            reason = reason or self.tr("还有 {count} 份待审，不能封闭。").format(count=undecided)
        if not trades:
            reason = reason or self.tr("名单是空的。")
        self.close_button.block(reason)

    def _close_lists(self) -> None:
        trades, closes, _ = lists_to_close(self.summary, self.choice.trade)
        self.acts.close_lists(trades, closes)

    def _fill(self, way: str) -> None:
        ways = {"import": self.files.ask_for_file, "paste": self.files.paste, "template": self.files.ask_for_template}
        ways.get(way, self.new_entry)()

    def _paste(self) -> None:
        reason = self._reason()
        if reason:
            self.say(reason, kind=News.WARNING)
        else:
            self.files.paste()

    def new_entry(self) -> None:
        """Empty the form for somebody new."""
        if self._reason() or not self.commit_pending():
            return
        self.stack.setCurrentIndex(1)
        self._show_form(True)
        self.form.start_new(self.choice.trade, self.side.current_name())
        self._settle()

    def _abandon_new(self) -> None:
        self.form.clear()
        self.list.setFocus()
        self._load_form()
        self._settle()
        if self.summary is not None and not self.summary.entries:
            self.stack.setCurrentIndex(0)

    def _form_saved(self, saved: Saved) -> None:
        self.acts.note_saved(saved, not saved.before and self.form.new)

    def _imported(self, report: ImportReport) -> None:
        self.acts.note_import(report)
        self.filters.set_current(UNDECIDED)
        self._choose(filter=UNDECIDED)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None and not self._reason():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            (self.files.read_file if path.suffix.lower() in TABLES else self.photos.match)(path)
