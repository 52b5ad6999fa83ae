"""报名: the delegations, the list of entries with filters and search, the form of one entry, import and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act, Role, may
from app.services.registration_list import UNDECIDED, Choice, EntryLine
from ui.desk import Desk
from ui.pages.page import Hint, Page
from ui.pages.registration_acts import RegistrationActs, lists_to_close
from ui.pages.registration_delegations import DelegationList
from ui.pages.registration_empty import EmptyRoster
from ui.pages.registration_files import TABLES, RosterFiles, dropped
from ui.pages.registration_foot import RosterFoot
from ui.pages.registration_form import EntryFormPane
from ui.pages.registration_list import RosterList
from ui.pages.registration_photos import PhotoFiles
from ui.pages.registration_source import PageMemo
from ui.theme import theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Line
from ui.widgets.message_bar import News

if TYPE_CHECKING:
    from app.services.registration import ImportReport
    from app.services.registration_form import FormTrade, Saved
    from app.services.registration_list import Summary

_FORM, _WIDE = 304, 1060  # widths at 100 % text size


class RegistrationPage(Page):
    """Delegations on the left, entries in the middle, the form on the right."""

    wants = frozenset({Kind.PEOPLE, Kind.CONTEST})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.summary: Summary | None = None
        self._entry: int | None = None
        self._form_wanted = True
        self._wanted_entry: int | None = None
        self.acts = RegistrationActs(desk, self)
        self.files = RosterFiles(self)
        self.files.imported.connect(self._imported)
        self.photos = PhotoFiles(self, self.acts)
        self.acts.done.connect(self._did)
        self.acts.undone.connect(lambda text: self.say(text, kind=News.NOTE))
        self.acts.decided.connect(lambda: self.list.chosen.clear())
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
        desk.contest_changed.connect(self.list.chosen.clear)
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
        self.roster = RosterList(self.desk)
        self.home = self.list = self.roster.table
        self.search, self.trades, self.filters = self.roster.search, self.roster.trades, self.roster.filters
        self.entries, self.nothing, self.all_button = self.roster.entries, self.roster.nothing, self.roster.all_button
        self.roster.arranged.connect(self._arranged)
        self.roster.chosen.connect(self._settle)
        self.roster.narrowed.connect(self.crumbs_changed)
        self.roster.all_wanted.connect(self.show_all)
        self.list.row_changed.connect(self._in_hand)
        self.list.opened.connect(lambda _row: self._open_form())
        middle.addWidget(self.roster, 1)
        self.form_line = Line(vertical=True)
        middle.addWidget(self.form_line)
        self.form = EntryFormPane(self.desk)
        self.form.saved.connect(self._form_saved)
        self.form.photo.told.connect(self.acts.note_photos)
        self.form.closed.connect(lambda: self._show_form(False))
        self.form.abandoned.connect(self._abandon_new)
        self.form.other_wanted.connect(self._open_other)
        middle.addWidget(self.form)
        outer.addLayout(middle, 1)
        outer.addWidget(Line())
        self.foot = self._foot()
        outer.addWidget(self.foot)
        return content

    def _foot(self) -> RosterFoot:
        foot = RosterFoot()
        self.template, self.close_button = foot.template, foot.close_button
        self.withdraw, self.give_back, self.approve = foot.withdraw, foot.give_back, foot.approve
        self.template.clicked.connect(self.files.ask_for_template)
        self.close_button.clicked.connect(self._close_lists)
        self.withdraw.clicked.connect(lambda: self.decide("withdrawn"))
        self.give_back.clicked.connect(lambda: self.decide("returned"))
        self.approve.clicked.connect(lambda: self.decide("approved"))
        foot.none.clicked.connect(self.list.choose_none)
        return foot

    # the page

    @property
    def choice(self) -> Choice:
        """Which entries are looked at."""
        return self.roster.choice

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
            Hint("Space", self.tr("选这一份，再按取消")),
            Hint("Ctrl+A", self.tr("全选所列的")),
            Hint("Esc", self.tr("都不选")),
            Hint("Ctrl+V", self.tr("粘贴名单")),
            Hint("F3", self.tr("看两人")),
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
        return PageMemo(self.choice, self._entry, self._form_wanted, tuple(self.list.chosen.keys()))

    def recall(self, memo: object) -> None:
        if not isinstance(memo, PageMemo):
            return
        self.roster.take(memo.choice)
        self.list.chosen.put(memo.chosen, True)
        self._wanted_entry = memo.entry
        self._form_wanted = memo.form
        self.grow_old()

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, several = contest.store, bool(self.list.chosen)

        def act() -> tuple[Summary, tuple[FormTrade, ...], Sequence[int] | None]:
            from app.services.registration_form import form_trades  # here: the store thread loads them
            from app.services.registration_list import find_entries, summary

            return summary(store), form_trades(store), find_entries(store, Choice()) if several else None

        self.desk.operations.run(act, lambda found: self._show(*found), owner=self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # showing

    def _show(self, summary: Summary, trades: tuple[FormTrade, ...], standing: Sequence[int] | None) -> None:
        self.summary = summary
        if standing is not None:
            self.list.chosen.keep(standing)  # what was taken off the list is chosen no longer
        empty = summary.entries == 0 and not self.form.new
        if self.stack.currentIndex() != (front := 0 if empty else 1):
            self.stack.setCurrentIndex(front)
            self.list.setFocus()  # what came in is chosen and decided from here
        self.empty.show_ways(empty)
        self.roster.show_counts(summary)
        self._fit()  # the filters are wider with their counts
        self.side.show_lines(summary.delegations, self.choice.delegation)
        self.form.offer(trades, [line.name for line in summary.delegations])
        if self.form.form is None and not self.form.new:
            self.form.clear()
        self.roster.arrange()
        self.roster.count_lacking()
        self._settle()
        self.crumbs_changed.emit()

    def _arranged(self, count: int) -> None:
        wanted = self._wanted_entry if self._wanted_entry is not None else self._entry
        self._wanted_entry = None
        if count and not (wanted is not None and self.roster.put_hand_on(wanted)) and not self.form.new:
            self.list.select_row(0)
        if not count and not self.form.new:
            self._entry = None
            self.form.clear()
        self._load.start()  # what stands in the form may have changed with the list
        self._settle()

    def _fit(self) -> None:
        """In a narrow window the form takes the place of the delegations."""
        wide = self.width() >= theme().px(_WIDE)
        self.photo_button.say(self.tr("照片批量匹配…") if wide else self.tr("照片…"))
        self.form.setVisible(self._form_wanted)
        self.form_line.setVisible(self._form_wanted)
        self.form.setFixedWidth(min(theme().px(_FORM), max(260, self.width() // 2)))
        self.side.setVisible(wide or not self._form_wanted)
        taken = (self.form.width() if self._form_wanted else 0) + (self.side.width() if self.side.isVisible() else 0)
        room = self.width() - taken
        self.trades.setVisible(room >= self.roster.narrowest_head())  # large text: the filters must not be cut off

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

    def _choose_delegation(self, delegation: object) -> None:
        if delegation != self.choice.delegation:
            self.roster.choose(delegation=delegation)

    def _trade_wanted(self, trade: str) -> None:
        if self.summary is not None and trade:
            self.trades.setCurrentIndex(max(0, self.trades.findData(trade)))
            self.roster.choose(trade=trade)

    def show_all(self) -> None:
        """Take every filter away."""
        self.roster.show_all()
        self.side.choose(None)

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

    def decide(self, state: str) -> None:
        """Approve, return or withdraw those chosen, or the one in hand."""
        if self.approve.reason and state == "approved":
            self.say(self.approve.reason, kind=News.WARNING)
            return
        self.acts.decide(self.list.chosen_ids(), state)

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
        anybody = bool(self.list.chosen) or self.list.currentIndex().isValid()
        blocked = reason or ("" if anybody else self.tr("先在表里选人，Ctrl+A 全选。"))
        for button in (self.approve, self.give_back, self.withdraw):
            button.block(blocked)
        for button in self._tools:
            button.block(reason)
        self.empty.block(reason)
        self.form.block(reason)
        row = self.list.row_in_hand()
        in_hand = f"{row.number} {row.name}" if isinstance(row, EntryLine) else ""
        self.foot.say_chosen(len(self.list.chosen), self.list.listed(), in_hand)
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

    def _open_other(self, number: str) -> None:
        """Show an entry by its number in list and form, in place of what was being filled in."""
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> int | None:
            from app.services.registration_list import find_entries, lines  # here: the store thread loads them

            found = lines(store, find_entries(store, Choice(words=number)))
            return next((line.id for line in found if line.number == number), None)

        def show(entry: int | None) -> None:
            if entry is not None:
                self.form.clear()
                self.look_for("person", number, entry)
                self.list.setFocus()

        self.desk.operations.run(act, show, owner=self)

    def _form_saved(self, saved: Saved) -> None:
        self.acts.note_saved(saved, not saved.before and self.form.new)

    def _imported(self, report: ImportReport) -> None:
        self.acts.note_import(report)
        self.filters.set_current(UNDECIDED)
        self.roster.choose(filter=UNDECIDED)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event) is not None and not self._reason():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event)
        if path is not None:
            event.acceptProposedAction()
            (self.files.read_file if path.suffix.lower() in TABLES else self.photos.match)(path)
