"""实操: the score sheets of a trade, keyed from paper by one recorder and again by another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.changes import Change, Kind
from app.errors import AppError, Refusal
from app.services import keying
from app.services.keying import Marking, Opened
from app.services.sheet_view import CellAddress, SheetLine, SheetState, SheetView
from ui import messages
from ui.desk import Desk
from ui.gathering import Gathering
from ui.grid.workspace import GridWorkspace
from ui.pages.page import Hint, Page
from ui.pages.scoring_acts import SheetActs
from ui.pages.scoring_correct import SheetCorrections
from ui.pages.scoring_marks import MarkKeeper
from ui.pages.scoring_paper import PaperTotals
from ui.pages.scoring_views import ASPECT, OVERVIEW, SHEETS, ScoringViews
from ui.pages.scoring_words import blocked_by_person, page_hints, told_undone, tool_reasons
from ui.rail import ICONS
from ui.widgets.buttons import Button, Look
from ui.widgets.card import EmptyState
from ui.widgets.fields import ChoiceBox
from ui.widgets.message_bar import MessageBar, News

# Sums and the list follow the marks once hands have rested so long, at the latest after so long (ms).
_SHEET_AFTER, _SHEET_LIMIT = 200, 1200
# The line of the sheet in hand comes with the sheet; the whole list is read for what else may have happened.
_LIST_AFTER, _LIST_LIMIT = 700, 15000


class ScoringPage(Page):
    """One trade's sheets of one round: list, sheet, facts; and whatever keeps a sheet from being handed in."""

    wants = frozenset({Kind.SHEETS, Kind.DRAW, Kind.CONTEST})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.space = GridWorkspace()
        self.notice = MessageBar()
        self.notice.setObjectName("sheet_notice")
        self.empty = EmptyState(ICONS["practical"], "")
        self.keeper = MarkKeeper(desk, self.space.grid, self)
        self.acts = SheetActs(self, self.space, self.keeper)
        self.paper = PaperTotals(self, self.space)
        self.corrections = SheetCorrections(self)
        self.views = ScoringViews(self)
        self._then: tuple[int, Callable[[], None]] | None = None
        self.opened: Opened | None = None
        self._marking: Marking | None = None
        self._round = ""
        self._wanted = 0  # a sheet to open once the list is there
        self._asked = 0  # the sheet last asked for; an answer about an earlier one comes too late
        self._again = False  # open anew as soon as every mark is on disk
        self._explain = True  # say why the sheet takes no marks from this person, when it opens
        self._lay_out()
        self._sheet_timer = Gathering(_SHEET_AFTER, _SHEET_LIMIT, self)
        self._sheet_timer.timeout.connect(self._refresh_sheet)
        self._list_timer = Gathering(_LIST_AFTER, _LIST_LIMIT, self)
        self._list_timer.timeout.connect(self._refresh_list)
        for waiting in (self._sheet_timer, self._list_timer):
            desk.typing.connect(waiting.put_off)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.space)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.views.aspect)
        self._stack.addWidget(self.views.overview)
        column.addLayout(self._stack, 1)
        column.addWidget(self.notice)
        go = Button(self.tr("去抽签"), Look.PRIMARY)
        go.clicked.connect(lambda: self.desk.go.emit("checkin"))
        self.empty.add_button(go)
        self.round_box = ChoiceBox(self.tr("轮次"), self)
        self.round_box.setObjectName("round_chooser")
        self.round_box.hide()
        self.time = Button(self.tr("用时…"), icon="clock", parent=self)
        self.reopen = Button(self.tr("退回…"), icon="arrow_undo", parent=self)
        self.correct = Button(self.tr("更正…"), icon="edit", parent=self)
        for tool in (self.time, self.reopen, self.correct):
            tool.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the keys away from the grid
            tool.hide()

    def _connect(self) -> None:
        space, keeper = self.space, self.keeper
        space.sheet_requested.connect(self.open_sheet)
        space.submit_requested.connect(lambda _: self.acts.submit())
        space.status_requested.connect(lambda _: self.acts.ask_status())
        space.spread_decision_requested.connect(self.acts.ask_spread)
        space.sheets.not_found.connect(self._find)
        space.grid.order_changed.connect(self._keep_order)
        keeper.stored.connect(self.marks_changed)
        keeper.failing.connect(self.show_failing)
        keeper.refused.connect(self._mark_refused)
        keeper.undone.connect(lambda done: self.say(told_undone(space.grid.state.view, done)))
        keeper.reason_wanted.connect(self.acts.ask_word_reason)
        keeper.block_reason_wanted.connect(self.acts.ask_block_reason)
        self.round_box.activated.connect(lambda _: self._choose_round(self.round_box.currentData()))
        self.time.clicked.connect(self.acts.ask_time)
        self.reopen.clicked.connect(self.acts.ask_reopen)
        self.correct.clicked.connect(lambda: self.corrections.ask())
        space.grid.closed_touched.connect(lambda _: self._offer_correction())
        self.desk.person_changed.connect(self._person_changed)
        self.desk.settings_changed.connect(self._settings_changed)
        self._settings_changed()
        shortcut = QShortcut(QKeySequence("F3"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.views.next)

    # ---- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("实操评分")

    def crumbs(self) -> tuple[str, ...]:
        line = self._line()
        parts = [self._marking.trade_name if self._marking else ""]
        if line is not None and line.sitting:
            parts.append(self.tr("第 {number} 场").format(number=line.sitting))
        return tuple(part for part in parts if part)

    def hints(self) -> tuple[Hint, ...]:
        return page_hints(self.space.grid.by_judge)

    def tools(self) -> tuple[QWidget, ...]:
        found: list[QWidget] = [self.views.box]
        if self.views.current == SHEETS:
            found += [self.time, self.reopen, self.correct]
        if self.round_box.count() > 1:
            found.insert(0, self.round_box)
        return tuple(found)

    def perform(self, action: str) -> bool:
        grid = self.views.aspect.grid if self.views.current == ASPECT else self.space.grid
        if action == "print":
            self.acts.ask_print()
        elif action == "undo":
            grid.do_undo()
        elif action == "redo":
            grid.do_redo()
        elif action == "details":
            self.space.toggle_details()
        elif action == "next_pane":
            parts = (self.space.sheets.field, self.space.sheets.view, grid)
            at = next((n for n, part in enumerate(parts) if part.hasFocus()), len(parts) - 1)
            parts[(at + 1) % len(parts)].setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif action == "filter":
            self.space.sheets.ask()
        else:
            return False
        return True

    def commit_pending(self) -> bool:
        """Nobody leaves while a mark is refused or not on disk."""
        if self.views.current == ASPECT:
            pane = self.views.aspect
            if pane.commit_pending():
                return True
            self._say_unsaved(pane.keeper.failed, len(pane.grid.unsaved()))
            pane.grid.setFocus()
            return False
        if not self.space.grid.finish():
            return False
        if self.keeper.at_rest():
            return True
        self._say_unsaved()
        self.space.grid.setFocus()
        return False

    def memo(self) -> object:
        return (self._round, self.keeper.sheet_id)

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._round, self._wanted = memo
            self.reload()

    def activate(self) -> None:
        super().activate()
        self.views.take_focus()

    def show_cut(self) -> None:
        """Show the cut chosen: the list and one sheet, one aspect, or all sheets."""
        panes = {SHEETS: self.space, ASPECT: self.views.aspect, OVERVIEW: self.views.overview}
        if self._stack.currentWidget() is not self.empty:
            self._stack.setCurrentWidget(panes[self.views.current])
        self.crumbs_changed.emit()  # the tools of the top bar are those of the cut

    def once_opened(self, sheet_id: int, then: Callable[[], None]) -> None:
        """Do something as soon as a sheet is in hand."""
        if self.keeper.sheet_id == sheet_id and self.view is not None and self.view.sheet_id == sheet_id:
            then()
        else:
            self._then = (sheet_id, then)

    def stale(self, change: Change) -> None:
        """Marks of this page come back as changes too: they are gathered, so that typing stays quick."""
        if not any(change.touches(kind, self.desk.trade or None) for kind in self.wants):
            return
        if self.isVisible() and self._marking is not None and change.kinds <= {Kind.SHEETS}:
            self.marks_changed()
        else:
            self.grow_old()

    def reload(self) -> None:
        self._sheet_timer.ask()
        self._refresh_list()
        self.views.refresh()

    # ---- the list of sheets -------------------------------------------------------------------------------------

    def _refresh_list(self) -> None:
        contest, trade, round_id = self.desk.contest, self.desk.trade, self._round
        if contest is None or contest.store is None or not trade:
            self._show_empty()
            return
        store = contest.store
        self.desk.operations.run(
            lambda: keying.marking(store, trade, round_id), self._show_list, owner=self, quiet=True, later=True
        )

    def _show_list(self, found: Marking) -> None:
        before = self._marking
        self._marking, self._round = found, found.round
        if before is None or before.rounds != found.rounds:
            self.round_box.clear()
            for key, name in found.rounds:
                self.round_box.addItem(name, key)
        self.round_box.setCurrentIndex(max(0, self.round_box.findData(found.round)))
        self.space.set_lines(found.lines)
        rules = {"drop": self.tr("去最高最低取平均"), "mean": self.tr("取平均")}
        self.space.set_rule(rules.get(found.rule, ""))
        if not found.lines:
            self._show_empty()
            return
        self._stack.setCurrentWidget(self.space)
        self.show_cut()
        self.views.use_round(found.round)
        known = {line.sheet_id for line in found.lines}
        if self._wanted in known:
            self._load_new(self._wanted)
        elif self.keeper.sheet_id not in known:
            self._load_new(_first(found.lines))
        self._wanted = 0
        self.crumbs_changed.emit()

    def _take_line(self, line: SheetLine) -> None:
        """Put a newer line into the list, where it has that sheet."""
        if self._marking is not None and line not in self._marking.lines:
            lines = tuple(line if one.sheet_id == line.sheet_id else one for one in self._marking.lines)
            self._marking = replace(self._marking, lines=lines)
            self.space.set_lines(lines)

    def _show_empty(self) -> None:
        trade = self._marking.trade_name if self._marking else ""
        self.empty.say(self.tr("还没有密号。"), self.tr("{trade}抽签以后，评分表才会出现在这里。").format(trade=trade))
        self._stack.setCurrentWidget(self.empty)
        self.opened = None
        self._asked = 0
        self.keeper.open(0, 1)
        self.space.show_sheet(None)
        self._show_tools()

    def _choose_round(self, round_id: str) -> None:
        if round_id == self._round:
            return
        if not self.commit_pending():
            self.round_box.setCurrentIndex(self.round_box.findData(self._round))
            return
        self._round = round_id
        self._refresh_list()

    def _line(self) -> SheetLine | None:
        lines = self._marking.lines if self._marking else ()
        return next((line for line in lines if line.sheet_id == self.keeper.sheet_id), None)

    def look_for(self, kind: str, key: str, row: int) -> None:
        if kind == "code":
            self._find(key)

    def _find(self, text: str) -> None:
        """A code the list does not know: another round, another trade, or misread."""
        contest, trade, round_id = self.desk.contest, self.desk.trade, self._round
        if contest is None:
            return
        store = contest.store
        self.desk.operations.run(
            lambda: keying.locate(store, text, trade, round_id),
            self._found,
            lambda error: self.space.sheets.say_problem(messages.sentence(error)),
            owner=self,
        )

    def _found(self, place: tuple[str, int]) -> None:
        if not self.commit_pending():
            return
        self.space.sheets.clear_field()
        self._round, self._wanted = place
        self._refresh_list()

    # ---- the sheet in hand --------------------------------------------------------------------------------------

    def open_sheet(self, sheet_id: int) -> None:
        """Bring another sheet to the front, once every mark of this one is on disk."""
        if sheet_id == self.keeper.sheet_id:
            self.space.grid.setFocus()
        elif self.keeper.at_rest():
            self._load_new(sheet_id)
        else:
            self._say_unsaved()
            self.space.grid.setFocus()

    def _load_new(self, sheet_id: int) -> None:
        self._explain = True
        self._asked = sheet_id
        self._load(sheet_id)

    def _load(self, sheet_id: int) -> None:
        contest, person = self.desk.contest, self.desk.person
        if contest is None or person is None:
            return
        store, actor = contest.store, person.actor
        self.desk.operations.run(
            lambda: keying.open_for(store, sheet_id, actor), self.show_opened, owner=self, quiet=True, later=True
        )

    def _refresh_sheet(self) -> None:
        sheet_id = self._asked or self.keeper.sheet_id
        if sheet_id:
            self._load(sheet_id)

    def show_opened(self, opened: Opened) -> None:
        """Show a sheet as this person may see it: another one from its first empty cell, the same one newer."""
        view, before = opened.view, self.opened
        if self._asked not in (0, view.sheet_id):
            return  # the person has asked for another sheet since
        same = before is not None and before.view.sheet_id == view.sheet_id
        fresh = not same or (before is not None and before.view.keying != view.keying)
        moved = fresh or (before is not None and before.keying != opened.keying)
        if moved and self.space.unsaved():
            self._again = True
            return
        self.opened = opened
        self._take_line(opened.line)
        self.keeper.open(view.sheet_id, opened.keying)
        self.paper.open(view.sheet_id, opened.keying)
        self.space.bar.block_person(blocked_by_person(opened))
        if fresh:
            self.space.show_sheet(view)
        else:
            self.space.update_sheet(view)
        if self._explain:
            self._explain = False
            self._explain_closed(opened)
        self._show_tools()
        self.crumbs_changed.emit()
        if self._then is not None and self._then[0] == view.sheet_id:
            then, self._then = self._then[1], None
            then()

    def _explain_closed(self, opened: Opened) -> None:
        if self.keeper.failed:
            return
        closed, state = opened.closed, opened.view.state
        early = state in (SheetState.SUBMITTED, SheetState.SECOND)
        if closed is not None and closed.code == "scoring.same_recorder" and early:
            text = self.tr("第二遍要换人录：{code} 的第一遍是{name}录的，这里只能看。")
            name = str(closed.fields.get("name", ""))
            self._offer_switch(text.format(code=opened.view.code, name=name))
        else:
            self.notice.dismiss()

    def _offer_switch(self, text: str) -> None:
        verb = self.tr("换人 F10")
        self.notice.show_news(text, verb, self.desk.switch_wanted.emit, News.WARNING)

    def _show_tools(self) -> None:
        view = self.opened.view if self.opened is not None else None
        for tool, reason in zip((self.time, self.reopen, self.correct), tool_reasons(view), strict=True):
            tool.block(reason)

    # ---- what becomes of marks ----------------------------------------------------------------------------------

    def marks_changed(self) -> None:
        """Something is on disk; what shows it follows once marks have gathered."""
        if self._again and not self.space.unsaved():
            self._again = False
            self._refresh_sheet()
        self._sheet_timer.ask()
        self._list_timer.ask()

    def show_failing(self, count: int) -> None:
        """So many cells are not on disk because the disk refuses; 0: all well again."""
        if count:
            text = self.tr("{count} 格没有写进硬盘，请换U盘或检查磁盘。都留在这里，每 5 秒再试一次，先别离开这一页。")
            again = self.tr("马上再试")
            keeper = self.views.aspect.keeper if self.views.current == ASPECT else self.keeper
            self.notice.show_refusal(text.format(count=count), again, keeper.try_again)
        else:
            self.notice.dismiss()
            self.say(self.tr("刚才没写进硬盘的，现在都存好了。"))

    def _mark_refused(self, error: Refusal, address: CellAddress, text: str) -> None:
        if error.code == "scoring.same_recorder":
            self._offer_switch(messages.sentence(error))
        elif error.code == "scoring.neither":
            self.acts.ask_settle(address, text)
        elif error.code == "scoring.submitted" and self.view is not None and self.corrections.possible(self.view):
            self._offer_correction(messages.sentence(error), address, text)
        elif not error.code.startswith("mark."):
            self.refuse(error)

    def _offer_correction(self, said: str = "", address: CellAddress | None = None, text: str = "") -> None:
        """A sheet that takes no marks any more is changed by a correction only: offer it where somebody tried."""
        view = self.view
        if view is None:
            return
        said = said or self.tr("{code} 已签字锁定。要改请办理更正。").format(code=view.code)
        verb = self.tr("申请更正")
        self.notice.show_news(said, verb, lambda: self.corrections.ask(address, text), News.WARNING)

    def _say_unsaved(self, failed: int = 0, count: int = 0) -> None:
        failed = failed or self.keeper.failed
        if failed:
            self.show_failing(failed)
            return
        cells = self.space.unsaved()
        text = self.tr("还有 {count} 格没有存入，先改正再离开；不要了请按 Esc。").format(count=count or len(cells))
        self.notice.show_refusal(text)
        if cells:
            self.space.grid.go_to(next(iter(cells)))

    # ---- people -------------------------------------------------------------------------------------------------

    def _person_changed(self) -> None:
        person = self.desk.person
        if person is None:
            return
        by_judge = person.name in self.desk.settings.walk_by_judge
        if by_judge != self.space.grid.by_judge:
            self.space.grid.set_order(by_judge)
        self._explain = True
        self._refresh_sheet()
        self.views.refresh()

    def _settings_changed(self) -> None:
        chosen, grid = self.desk.settings, self.space.grid
        grid.set_auto_commit(chosen.one_key)
        self.space.ask_paper(chosen.paper_total)
        if grid.density != chosen.row_height:
            grid.set_density(chosen.row_height)

    def _keep_order(self, by_judge: bool) -> None:
        self.hints_changed.emit()
        person = self.desk.person
        names = self.desk.settings.walk_by_judge
        if person is None or by_judge == (person.name in names):
            return
        others = tuple(name for name in names if name != person.name)
        self.desk.change_settings(walk_by_judge=(*others, person.name) if by_judge else others)

    def act(self, run: Any, done: Any) -> None:
        """Run an act of the sheet in hand away from the Qt thread; a refusal is shown at the foot."""
        self.desk.operations.run(run, done, self._act_refused, owner=self)

    def _act_refused(self, error: AppError) -> None:
        self.refuse(error)
        self._refresh_sheet()

    @property
    def view(self) -> SheetView | None:
        """The sheet in hand."""
        return self.space.grid.state.view


def _first(lines: tuple[SheetLine, ...]) -> int:
    """The sheet to begin with: one being keyed, else one nobody has keyed, else the first."""
    for state in (SheetState.FIRST, SheetState.EMPTY, SheetState.SECOND, SheetState.SUBMITTED):
        for line in lines:
            if line.state is state and not line.status:
                return line.sheet_id
    return lines[0].sheet_id
