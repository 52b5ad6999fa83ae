"""理论: a line for every entry with its score or parts, keyed twice like a score sheet or taken from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from app.changes import Change, Kind
from app.errors import AppError, Refusal
from app.services import marks_import, scoring, theory
from app.services.sheet_view import CellAddress, CellState
from app.services.theory import Submitted, TheoryTable
from ui import messages
from ui.desk import Desk
from ui.dialogs.question import Question
from ui.dialogs.status import StatusDialog
from ui.gathering import Gathering
from ui.pages.page import Hint, Page
from ui.pages.sheets_out import SheetsOut
from ui.pages.theory_grid import TheoryGrid
from ui.pages.theory_import import ScoreImportDialog
from ui.pages.theory_keeper import TheoryKeeper
from ui.pages.theory_mend import TheoryMend
from ui.pages.theory_paper import PaperNumber, note_paper
from ui.pages.theory_side import TheorySide
from ui.pages.theory_words import blocked_reason, page_hints
from ui.pages.walking import GridWays
from ui.rail import ICONS
from ui.theme import CARD_HEADING, theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import EmptyState, Label
from ui.widgets.fields import ChoiceBox, Segmented
from ui.widgets.message_bar import MessageBar, News

_AFTER, _LIMIT = 150, 1200  # ms: counts and chart follow the keys, typing waits for nothing
_SIDE, _LEAST_TABLE = 250, 620


class TheoryPage(Page):
    """The table of one round and keying, the chart beside it, the verbs below."""

    wants = frozenset({Kind.SHEETS, Kind.ATTENDANCE, Kind.CONTEST})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.table: TheoryTable | None = None
        self.grid = TheoryGrid()
        self.keeper = TheoryKeeper(desk, self.grid, self)
        self.dialog: Question | None = None
        self.importing: ScoreImportDialog | None = None
        self.mend = TheoryMend(self)
        self._ways = GridWays(desk, self.grid, self)
        self._round = ""
        self._chosen = 0  # the keying a person asked for; 0: the one that is open
        self.papers = SheetsOut(self)
        self._lay_out()
        self._timer = Gathering(_AFTER, _LIMIT, self)
        self._timer.timeout.connect(self._fetch)
        desk.typing.connect(self._timer.put_off)
        self._connect()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self.notice = MessageBar()
        column.addWidget(self.notice)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(self._head())
        left.addWidget(self.grid, 1)
        left.addLayout(self._foot())
        row.addLayout(left, 1)
        self.side = TheorySide()
        row.addWidget(self.side)
        self.empty = EmptyState(ICONS["theory"], "")
        self.empty_go = Button(self.tr("去检录"), Look.PRIMARY)
        self.empty_go.clicked.connect(lambda: self.desk.go.emit("checkin"))
        self.empty_load = Button(self.tr("导入机考结果…"), icon="arrow_import")
        self.empty_key = Button(self.tr("手工录入"), icon="edit")
        for button in (self.empty_go, self.empty_load, self.empty_key):
            self.empty.add_button(button)
            if button is not self.empty_go:
                button.block(self.tr("检录以后才有人可录"))
        self._stack.addWidget(body)
        self._stack.addWidget(self.empty)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self.heading = Label("", CARD_HEADING, True)
        self.passes = Segmented((("1", self.tr("第一遍")), ("2", self.tr("第二遍"))), self.tr("录入遍数"))
        self.passes.setObjectName("pass_chooser")
        self.round_box = ChoiceBox(self.tr("轮次"))
        self.round_box.setObjectName("round_chooser")
        head.addWidget(self.heading)
        head.addWidget(self.round_box)
        head.addSpacing(8)
        head.addWidget(self.passes)
        head.addStretch(1)
        self.load = Button(self.tr("导入机考结果…"), icon="arrow_import")
        self.paper = Button(self.tr("成绩单"), icon="print")
        self.paper.clicked.connect(self._print)
        head.addWidget(self.paper)
        head.addWidget(self.load)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.status = Button(self.tr("缺考 / 弃权…"), key="F9", binds=False)
        self.submit = Button("", Look.PRIMARY, "checkmark", "F12", binds=False)
        self.submit.setObjectName("submit")
        self.paper_number = PaperNumber()
        foot.addWidget(self.status)
        foot.addWidget(self.paper_number)
        foot.addStretch(1)
        foot.addWidget(ReasonLabel(self.submit))
        foot.addWidget(self.submit)
        return foot

    def _connect(self) -> None:
        keeper, grid = self.keeper, self.grid
        keeper.stored.connect(self._gather)
        keeper.failing.connect(self._show_failing)
        keeper.refused.connect(self._score_refused)
        keeper.undone.connect(self._told_undone)
        grid.row_status_requested.connect(self.ask_status)
        grid.current_changed.connect(lambda cell: self.paper_number.show_line(cell, self.table))
        self._ways.turned.connect(self.hints_changed)
        self.paper_number.given.connect(partial(note_paper, self))
        self.paper_number.left.connect(grid.setFocus)
        grid.submit_requested.connect(self.hand_in)
        grid.end_reached.connect(lambda: self.submit.setFocus(Qt.FocusReason.OtherFocusReason))
        self.status.clicked.connect(grid.do_status)
        self.submit.clicked.connect(grid.do_submit)
        self.load.clicked.connect(self.choose_file)
        self.passes.changed.connect(self._choose_pass)
        self.round_box.picked.connect(lambda _: self.grid.setFocus())
        self.round_box.activated.connect(lambda _: self._choose_round(self.round_box.currentData()))
        self.desk.person_changed.connect(self.show_open_pass)
        for key, act in (
            ("F7", grid.do_order),
            ("F9", grid.do_status),
            ("F12", grid.do_submit),
            ("Alt+J", self.paper_number.take_focus),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # ---- what the window asks -----------------------------------------------------------------------------------

    def title(self) -> str:
        return self.tr("理论成绩")

    def crumbs(self) -> tuple[str, ...]:
        return (self.table.trade_name,) if self.table is not None else ()

    def hints(self) -> tuple[Hint, ...]:
        return page_hints(self.grid.by_judge, len(self.keeper.parts) > 1)

    def tools(self) -> tuple[QWidget, ...]:
        return (self.mend.reopen, self.mend.correct)

    def perform(self, action: str) -> bool:
        if action == "print":
            self._print()
        elif action == "undo":
            self.grid.do_undo()
        elif action == "redo":
            self.grid.do_redo()
        else:
            return False
        return True

    def commit_pending(self) -> bool:
        """Nobody leaves while a score is refused or not on disk."""
        if not self.grid.finish():
            return False
        if self.keeper.at_rest():
            return True
        if self.keeper.failed:
            self._show_failing(self.keeper.failed)
        else:
            text = self.tr("还有 {count} 格没有存入，先改正再离开；不要了请按 Esc。")
            self.notice.show_refusal(text.format(count=len(self.grid.unsaved())))
        self.grid.setFocus()
        return False

    def memo(self) -> object:
        return (self._round, self._chosen)

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple):
            self._round, self._chosen = memo
            self.reload()

    def activate(self) -> None:
        super().activate()
        self.grid.setFocus()

    def stale(self, change: Change) -> None:
        """Scores of this page come back as changes too: they are gathered."""
        if self.isVisible() and change.kinds <= {Kind.SHEETS}:
            self._gather()
        else:
            super().stale(change)

    def reload(self) -> None:
        self._fetch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.side.setFixedWidth(theme().px(_SIDE))
        self.side.setVisible(self.width() - theme().px(_SIDE) >= theme().px(_LEAST_TABLE))

    # ---- the table ----------------------------------------------------------------------------------------------

    def _gather(self) -> None:
        self._timer.ask()

    def _fetch(self) -> None:
        contest, person, trade = self.desk.contest, self.desk.person, self.desk.trade
        if contest is None or contest.store is None or person is None or not trade:
            self._show_empty()
            return
        store, actor, round_id, keying = contest.store, person.actor, self._round, self._chosen
        self.desk.operations.run(
            lambda: theory.theory_table(store, trade, round_id, keying, actor),
            self._show,
            owner=self,
            quiet=True,
            later=True,
        )

    def _show(self, table: TheoryTable) -> None:
        before, self.table = self.table, table
        view = table.view
        if view is None:
            self._show_empty()
            return
        self._stack.setCurrentIndex(0)
        self._round = view.round
        fresh = before is None or before.view is None or _place(before) != _place(table)
        if fresh and self.grid.unsaved():
            self._gather()
            return
        self.keeper.sheets = {number: (sheet, table.keying) for number, sheet in table.sheets.items()}
        self.keeper.parts = tuple(part for part, _ in table.parts)
        self.keeper.open(view.sheet_id, table.keying)
        if fresh:
            self.grid.show_sheet(view)
        else:
            self.grid.update_sheet(view)
        self.grid.show_lines(table)
        self.paper_number.show_line(self.grid.current, table)
        self.mend.show_line()
        self.passes.set_current(str(table.keying))
        self._show_around(table)
        self.crumbs_changed.emit()

    def _show_around(self, table: TheoryTable) -> None:
        view = table.view
        assert view is not None
        several = len(table.rounds) > 1
        self.heading.setText(view.round_name)
        self.heading.setVisible(not several)
        self.round_box.setVisible(several)
        if several and self.round_box.count() != len(table.rounds):
            self.round_box.clear()
            for key, name in table.rounds:
                self.round_box.addItem(name, key)
        self.round_box.setCurrentIndex(max(0, self.round_box.findData(view.round)))
        word = self.tr("第一遍") if table.keying == 1 else self.tr("第二遍")
        text = self.tr("提交{round}{word}（{count} 人）") if table.waiting else self.tr("提交{round}{word}")
        self.submit.say(text.format(round=view.round_name, word=word, count=table.waiting))
        self.submit.block(blocked_reason(table))
        locked = self.tr("成绩已锁定。") if view.locked else ""
        self.status.block(locked)
        self.load.block(locked)
        self.side.show_table(table)
        if table.own and table.keying == 2:
            self._offer_switch(self.tr("第二遍要换人录：第一遍是{name}录的。").format(name=self._name()))
        elif self.notice.kind is News.WARNING:
            self.notice.dismiss()

    def _show_empty(self) -> None:
        table = self.table
        if table is not None and not table.rounds:
            self.empty.say(self.tr("{trade}没有理论考试。").format(trade=table.trade_name))
        else:
            self.empty.say(
                self.tr("还没有理论成绩。"), self.tr("检录以后，到场的人会列在这里：手工录入，或导入机考结果。")
            )
        for button in (self.empty_go, self.empty_load, self.empty_key):
            button.setVisible(table is None or bool(table.rounds))
        self._stack.setCurrentIndex(1)
        self.grid.show_sheet(None)
        self.mend.show_line()
        self.keeper.open(0, 1)
        self.crumbs_changed.emit()

    def _choose_pass(self, key: str) -> None:
        if not self.commit_pending():
            self.passes.set_current(str(self.keeper.keying))
            return
        self._chosen = int(key)
        self._fetch()
        self.grid.setFocus()

    def _choose_round(self, round_id: str) -> None:
        if not self.commit_pending():
            self.round_box.setCurrentIndex(self.round_box.findData(self._round))
            return
        self._round, self._chosen = round_id, 0
        self._fetch()

    def show_open_pass(self) -> None:
        """Whoever sits down is shown the keying that waits for them; so is everybody when a line is given back."""
        self._chosen = 0
        self._fetch()

    # ---- acts ---------------------------------------------------------------------------------------------------

    def hand_in(self) -> None:
        """Submit this keying of the whole table."""
        table = self.table
        if table is None or table.view is None or not self.commit_pending():
            return
        if not self.submit.isEnabled():
            self.grid.announce(self.submit.reason)
            waiting = next(iter(table.view.questions), None)
            if waiting is not None:
                self.grid.go_to(CellAddress(waiting.row, waiting.seat))
            return
        store, trade, round_id, keying = self._store(), self.desk.trade, table.view.round, table.keying
        by = self._actor()

        def told(done: Submitted) -> None:
            text = self.tr("已提交 {count} 人。").format(count=done.lines)
            if done.differing:
                text = self.tr("已提交 {count} 人，{differing} 人两遍不一致。").format(
                    count=done.lines, differing=done.differing
                )
            elif keying == 1 and not done.agreed:
                text = self.tr("已提交 {count} 人，等另一位录分员录第二遍。").format(count=done.lines)
            self._chosen = 0 if keying == 2 else keying
            self._fetch()
            self.say(text)

        self.desk.operations.run(
            lambda: theory.submit_table(store, trade, round_id, keying, by=by, at=self.desk.now()), told, owner=self
        )

    def ask_status(self, number: str) -> None:
        """F9: the entry of this line was absent, and the like."""
        table = self.table
        if table is None or table.view is None or not self.commit_pending():
            return
        row = next(row for row in table.view.rows if row.id == number)
        keyed = sum(cell.state is CellState.VALUE for cell in row.cells)
        dialog = StatusDialog(number, table.statuses[number], keyed, self)
        dialog.given.connect(lambda status, reason: self._set_status(number, status, reason))
        self.show_dialog(dialog)

    def _set_status(self, number: str, status: str, reason: str) -> None:
        table = self.table
        assert table is not None
        store, sheet, by = self._store(), table.sheets[number], self._actor()
        self.desk.operations.run(
            lambda: scoring.set_status(store, sheet, status, reason, by=by, at=self.desk.now()),
            lambda _: self.say(self.tr("{entry} 已记下。").format(entry=number)),
            owner=self,
        )
        self._fetch()

    def choose_file(self) -> None:
        """Take the scores of this keying from a workbook or csv, by entry number."""
        if not self.commit_pending():
            return
        folder = self.desk.settings.last_folder
        pattern = self.tr("成绩表 (*.xlsx *.xls *.ods *.csv)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("导入机考结果"), folder, pattern)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path) -> None:
        """Look at a file for this keying: columns and lines are shown, and imported when the person says so."""
        table = self.table
        if table is None or table.view is None:
            return
        round_id, keying, parts = table.view.round, self.keeper.keying, table.parts

        def read() -> Any:
            from app.tables.reader import read_sheet  # here: only a file needs it

            return read_sheet(path)

        def came(sheet: Any) -> None:
            self.importing = ScoreImportDialog(self.desk, sheet, path.name, round_id, keying, parts, self)
            self.importing.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.importing.imported.connect(told)
            self.importing.finished.connect(self._closed)
            self.importing.open()

        def told(done: marks_import.Imported) -> None:
            self.desk.change_settings(last_folder=str(path.parent))
            text = self.tr("已导入 {count} 人的成绩，提交 {submitted} 份。")
            self.say(text.format(count=done.sheets + done.statuses, submitted=done.submitted))
            self._fetch()

        self.desk.operations.run(read, came, self._file_refused, owner=self)

    def _print(self) -> None:
        """理论成绩单, for signature."""
        if self.table is not None and self.grid.finish():
            self.papers.show("theory", self.tr("理论成绩单"), self.desk.trade)

    def _file_refused(self, error: AppError) -> None:
        self.notice.show_refusal(messages.sentence(error))

    # ---- what becomes of scores ---------------------------------------------------------------------------------

    def _show_failing(self, count: int) -> None:
        if count:
            text = self.tr("{count} 格没有写进硬盘，请换U盘或检查磁盘。都留在这里，每 5 秒再试一次，先别离开这一页。")
            self.notice.show_refusal(text.format(count=count), self.tr("马上再试"), self.keeper.try_again)
        else:
            self.notice.dismiss()
            self.say(self.tr("刚才没写进硬盘的，现在都存好了。"))

    def _score_refused(self, error: Refusal, address: CellAddress, text: str) -> None:
        if error.code == "scoring.same_recorder":
            self._offer_switch(messages.sentence(error))
        elif error.code == "scoring.neither":
            self.mend.ask_settle(address, text)
        elif error.code == "scoring.submitted" and self.mend.correctable(address):
            self.mend.offer(messages.sentence(error), address, text)
        elif not error.code.startswith("mark."):
            self.refuse(error)

    def _told_undone(self, told: Any) -> None:
        number, back = told
        empty = self.tr("未录")
        text = self.tr("{entry}：{old} 改回 {new}")
        self.say(text.format(entry=number, old=back.old or empty, new=back.new or empty))

    def _offer_switch(self, text: str) -> None:
        self.notice.show_news(text, self.tr("换人 F10"), self.desk.switch_wanted.emit, News.WARNING)

    def show_dialog(self, dialog: Question) -> None:
        """Ask something about a line; then the keys go to the list again."""
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = self.importing = None
        self.grid.setFocus()

    def _store(self) -> Any:
        contest = self.desk.contest
        assert contest is not None  # a page is only shown in an open contest
        return contest.store

    def _actor(self) -> Any:
        person = self.desk.person
        assert person is not None
        return person.actor

    def _name(self) -> str:
        return self.desk.person.name if self.desk.person is not None else ""


def _place(table: TheoryTable) -> tuple[str, str, int]:
    """Which table it is: another one is shown from its beginning."""
    return table.trade_name, table.view.round if table.view is not None else "", table.keying
