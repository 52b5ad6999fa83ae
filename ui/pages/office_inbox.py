"""收件: bundles come in - looked at first, every file a row with verdict and sentence, then taken in and answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.domain.roles import Act
from app.errors import AppError
from ui.desk import Desk
from ui.media import sticks
from ui.models.table_model import TableModel
from ui.office_session import session
from ui.office_trust import TrustDoor
from ui.pages.office_inbox_parts import Counts, DropBar, FileCard, OfficeKeysCard
from ui.pages.office_intake import Looked, Sitting, Taken, look, take
from ui.pages.office_lines import GOOD, FileLine, columns, of_inbox, of_row
from ui.pages.page import Hint, Page
from ui.pages.present import Ask, Present
from ui.theme import theme
from ui.widgets.buttons import Button, Look, ReasonLabel
from ui.widgets.card import EmptyState, Line
from ui.widgets.fields import SearchField, Segmented
from ui.widgets.message_bar import News
from ui.widgets.scrolling import scrolled
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.office_view import Inbox

WAITING, REGISTER = "waiting", "register"
RIGHT, NARROW_RIGHT, WIDE = 330, 292, 1120  # widths at 100 % text size
_FROM_WIDTH = {
    "signers": 1180,
    "made": 1180,
    "code": 1320,
    "number": 1320,
    "contest": 1560,
}  # narrower than this, the card of the file tells them


class InboxPage(Page):
    """Above the way in, below what was looked at and the register, right the file in hand."""

    wants = frozenset({Kind.BUNDLES})
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.session = session(desk)
        self._present = Present(self)
        self.door = TrustDoor(self, self.look_again)
        self._running = False
        self._usable = 0
        self.waiting: tuple[FileLine, ...] = ()
        self.register: tuple[FileLine, ...] = ()
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.drop = DropBar()
        above = QHBoxLayout()
        above.setContentsMargins(12, 12, 16, 8)
        above.addWidget(self.drop)
        column.addLayout(above)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list(), 1)
        row.addWidget(Line(vertical=True))
        self.card, self.keys = FileCard(), OfficeKeysCard(self.session)
        self.right = scrolled(self.card, self.keys, margins=(12, 0, 16, 12), spacing=10)
        row.addWidget(self.right)
        column.addLayout(row, 1)
        self._wire()
        self._tools = self._make_tools()
        self._look_for_sticks()
        self._show()

    def _list(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 8)
        row.setSpacing(8)
        self.which = Segmented(
            (
                (WAITING, self.tr("待确认 {count}").format(count=0)),
                (REGISTER, self.tr("收件登记 {count}").format(count=0)),
            ),
            self.tr("看哪些文件"),
        )
        self.which.setObjectName("inbox_which")
        self.which.set_current(REGISTER)
        self.search = SearchField(self.tr("赛区、工种、代码"), "Ctrl+F", "filter")
        self.search.setObjectName("inbox_search")
        self.search.setMaximumWidth(theme().px(240))
        row.addWidget(self.which)
        row.addWidget(self.search, 1)
        row.addStretch(0)
        column.addLayout(row)
        self.model: TableModel[FileLine] = TableModel(columns(), key_of=lambda line: line.key, parent=self)
        self.table = TableView(self.model, self.tr("收到的文件"))
        self.table.setObjectName("inbox_table")
        self.empty = EmptyState("arrow_import", "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        column.addLayout(self._foot())
        return left

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 6, 12, 8)
        row.setSpacing(8)
        self.counts = Counts()
        self.drop_all = Button(self.tr("不收了"))
        self.drop_all.setObjectName("inbox_drop")
        self.one = Button("")
        self.one.setObjectName("inbox_one")
        self.go = Button("", Look.PRIMARY, "checkmark", "F12")
        self.go.setObjectName("inbox_go")
        self.merge = Button("", Look.PRIMARY, "data_bar_vertical")
        self.merge.setObjectName("inbox_merge")
        self.merge.clicked.connect(lambda: self.desk.go.emit("office_merged"))
        row.addWidget(self.counts)
        self.reason = ReasonLabel(self.go)
        row.addStretch(1)
        row.addWidget(self.reason)
        for button in (self.drop_all, self.one, self.go, self.merge):
            row.addWidget(button)
        return row

    def _make_tools(self) -> tuple[QWidget, ...]:
        self.trust = Button(self.tr("名录…"), icon="shield_checkmark")
        self.trust.setObjectName("inbox_list")
        self.trust.setAccessibleName(self.tr("装入新的信任名录"))
        self.trust.clicked.connect(self.door.ask)
        self.packs = Button(self.tr("竞赛包…"), icon="arrow_export")
        self.packs.setObjectName("office_packs")
        self.packs.clicked.connect(self.open_packs)
        for button in (self.trust, self.packs):
            button.hide()
        return (self.trust, self.packs)

    def _wire(self) -> None:
        self.drop.files_wanted.connect(self._ask_files)
        self.drop.folder_wanted.connect(self._ask_folder)
        self.drop.place_wanted.connect(lambda path: self.look_at([Path(path)]))
        self.drop.again.connect(self._look_for_sticks)
        self.which.changed.connect(lambda _key: self._show())
        self.search.settled.connect(lambda words: self.model.set_filter(words.strip()))
        self.model.arranged.connect(lambda _count: self._show_empty())
        self.table.row_changed.connect(self._in_hand)
        self.table.opened.connect(self._in_hand)
        self.drop_all.clicked.connect(self.forget_waiting)
        self.one.clicked.connect(self._confirm_one)
        self.go.clicked.connect(self._confirm)
        self.card.trust_wanted.connect(self.door.ask)
        self.card.conflict_wanted.connect(lambda: self.desk.go.emit("office_conflicts"))
        self.card.slip_wanted.connect(self.show_slip)
        self.session.changed.connect(self._keys_changed)

    # the page

    def title(self) -> str:
        return self.tr("收件")

    def crumbs(self) -> tuple[str, ...]:
        contest = self.desk.contest
        return (contest.place,) if contest is not None and contest.place else ()

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("Ctrl+O", self.tr("选成绩包")),
            Hint("F12", self.tr("全部收下")),
            Hint("Ctrl+F", self.tr("筛选")),
            Hint("Ctrl+P", self.tr("打印回执")),
        )

    def tools(self) -> tuple[QWidget, ...]:
        return self._tools

    def perform(self, action: str) -> bool:
        if action == "filter":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return True
        if action == "next_pane":
            (self.keys.secret if self.table.hasFocus() else self.table).setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        line = self.table.row_in_hand()
        if action == "print" and isinstance(line, FileLine) and not line.dry:
            self.show_slip(line)
            return True
        return False

    def commit_pending(self) -> bool:
        """While files are taken in the page stays, so that nobody pulls the stick unseen."""
        if self._running:
            self.say(self.tr("正在收件，收完或取消后再换页。"), kind=News.NOTE)
        return not self._running

    def memo(self) -> object:
        return (self.which.current(), self.waiting)

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple) and len(memo) == 2 and memo[1]:
            self.look_at([line.path for line in memo[1] if line.path is not None])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all columns, the card of the file tells the rest."""
        narrow = event.size().width() < theme().px(WIDE)
        for number, column in enumerate(self.model.columns):
            if column.key in _FROM_WIDTH:
                self.table.setColumnHidden(number, event.size().width() < theme().px(_FROM_WIDTH[column.key]))
        self.right.setFixedWidth(min(theme().px(NARROW_RIGHT if narrow else RIGHT), event.size().width() // 3))
        super().resizeEvent(event)

    def activate(self) -> None:
        super().activate()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> tuple[Inbox, dict[str, tuple[AppError, ...]]]:
            from app.services import office_matters, office_view  # here: cryptography is loaded on first use

            return office_view.inbox(store), office_matters.findings_by_digest(store)

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    def _came(self, answer: tuple[Inbox, dict[str, tuple[AppError, ...]]]) -> None:
        found, findings = answer
        names = {one.trade: one.name for line in found.lines for one in line.trades if one.name}
        self.register = tuple(of_inbox(line, findings.get(line.sha256, ()), names) for line in found.lines)
        self.counts.show_counts(found.counts)
        self._usable = found.counts.usable
        self._show()

    # files come in

    def receive(self, path: Path) -> None:
        self.look_at([path])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._running and any(url.isLocalFile() for url in event.mimeData().urls()):
            self.drop.show_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.show_over(False)
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.look_at(paths)

    def _ask_files(self) -> None:
        kinds = self.tr("成绩包 (*.crb);;所有文件 (*)")
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("收哪些成绩包"), self.desk.settings.last_folder, kinds)
        if names:
            self.look_at([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("成绩包在哪个文件夹"), self.desk.settings.last_folder)
        if name:
            self.look_at([Path(name)])

    def _look_for_sticks(self) -> None:
        self.desk.operations.run(sticks, self.drop.show_places, owner=self, quiet=True, aside=True)

    def look_again(self) -> None:
        """Look at the files that wait once more: a newer list may know their keys."""
        paths = [line.path for line in self.waiting if line.path is not None]
        if paths:
            self.look_at(paths)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Check files and everything in folders; nothing is stored. What waits already is looked at with them."""
        contest, person = self.desk.contest, self.desk.person
        if contest is None or contest.store is None or person is None or self._running:
            return
        before = [line.path for line in self.waiting if line.path is not None]
        store, now, identities = contest.store, self.desk.now, self.session.identities

        def by(actor: Actor) -> None:
            sitting = Sitting(store, actor, now(), identities)
            self._run(
                self.tr("正在核验成绩包"), lambda progress: look(sitting, [*before, *paths], progress), self._looked
            )

        ask = Ask(self.tr("谁来收件？"), self.tr("省办人员可以。先看，不存。"), self.tr("核验"))
        self._present.one(Act.RECEIVE, ask, by)

    def _looked(self, looked: Looked) -> None:
        self._over()
        self.waiting = tuple(of_row(number, path, row) for number, (path, row) in enumerate(looked.rows))
        self.which.set_current(WAITING)
        self._show()
        good = sum(line.good for line in self.waiting)
        if looked.left:
            self.say(self.tr("已停下，还有 {count} 个文件没有看。").format(count=looked.left), kind=News.NOTE)
        else:
            words = self.tr("看了 {count} 个文件，{good} 个可以收。还没有存，确认后才收下。")
            self.say(words.format(count=len(self.waiting), good=good), kind=News.NOTE)
        if self.waiting:
            self.table.select_row(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_waiting(self) -> None:
        """Nothing of what was looked at is wanted; the files stay where they are."""
        before, self.waiting = self.waiting, ()
        self.which.set_current(REGISTER)
        self._show()
        paths = [line.path for line in before if line.path is not None]
        self.say(self.tr("没有收下任何文件，原文件未动。"), self.tr("重新看"), lambda: self.look_at(paths))

    # taking in

    def _to_take(self) -> tuple[FileLine, ...]:
        """What the loud button does: everything but what is here already; refused files are registered, with a slip."""
        return tuple(line for line in self.waiting if line.verdict != "duplicate")

    def _confirm(self) -> None:
        self._ask_and_take([line.path for line in self._to_take() if line.path is not None])

    def _confirm_one(self) -> None:
        line = self.table.row_in_hand()
        if isinstance(line, FileLine) and line.path is not None:
            self._ask_and_take([line.path])

    def _ask_and_take(self, paths: Sequence[Path]) -> None:
        ask = Ask(self.tr("谁来收件？"), self.tr("省办人员可以。收件写进操作记录。"), self.tr("收下"))
        self._present.one(Act.RECEIVE, ask, lambda by: self.take(paths, by))

    def take(self, paths: Sequence[Path], by: Actor) -> None:
        """Take files in, one transaction each; receipts are written as the card of the keys says."""
        contest = self.desk.contest
        if contest is None or contest.store is None or not paths or self._running:
            return
        sitting = Sitting(contest.store, by, self.desk.now(), self.session.identities, self.session.key)
        places = {path: self.keys.place_of(path) for path in paths}
        self._run(self.tr("正在收件"), lambda progress: take(sitting, paths, places.__getitem__, progress), self._took)

    def _took(self, taken: Taken) -> None:
        self._over()
        done = {path for path, _ in taken.rows}
        left = tuple(line for line in self.waiting if line.path not in done)
        self.waiting = left if any(line.verdict != "duplicate" for line in left) else ()
        self.which.set_current(WAITING if self.waiting else REGISTER)
        self._show()
        good = sum(row.good for _, row in taken.rows)
        refused = sum(row.verdict == "refused" for _, row in taken.rows)
        text = self.tr("收下 {good} 个，拒收 {refused} 个，写出回执 {answers} 份。").format(
            good=good, refused=refused, answers=len(taken.answers)
        )
        if taken.left:
            text += self.tr("已停下，还有 {count} 个没有收。").format(count=taken.left)
        if taken.trouble is not None:
            self.refuse(taken.trouble)
        else:
            self.say(
                text, self.tr("去汇总") if good else "", (lambda: self.desk.go.emit("office_merged")) if good else None
            )

    def _run(self, title: str, work: Any, done: Any) -> None:
        self._running = True
        self._show_verbs()
        progress = self.desk.operations.run_long(work, done, self._refused, self._over, owner=self, store=True)
        if not progress.finished:
            self.long_work.emit(title, progress)

    def _refused(self, error: AppError) -> None:
        self._over()
        self.refuse(error)

    def _over(self) -> None:
        self._running = False
        self._show_verbs()

    def _keys_changed(self) -> None:
        if self.session.identities and self.waiting:
            self.look_again()  # now people can be held against other bases

    # papers and packs

    def show_slip(self, line: FileLine) -> None:
        """回执 or 拒收单 of one file, to look at, print or keep."""
        from app.services.papers_office import OfficeWish
        from ui.office_paper import show_paper  # here: reportlab is loaded on first use

        kind = "receipts" if line.good else "rejections"
        show_paper(self, kind, OfficeWish(files=(line.sha256 or line.file,)))

    def open_packs(self) -> None:
        """竞赛包: the packs issued, and a new one."""
        from ui.office_packs import PacksDialog  # here: cryptography is loaded on first use

        dialog = PacksDialog(self.desk, self.session, self._present, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.told.connect(self.say)
        dialog.open()

    # showing

    def lines(self) -> tuple[FileLine, ...]:
        """The files of the list chosen."""
        return self.waiting if self.which.current() == WAITING else self.register

    def _show(self) -> None:
        self.which.set_text(WAITING, self.tr("待确认 {count}").format(count=len(self.waiting)))
        self.which.set_text(REGISTER, self.tr("收件登记 {count}").format(count=len(self.register)))
        self.model.set_rows(self.lines())
        if self.lines() and not self.table.currentIndex().isValid():
            self.table.select_row(0)
        self._in_hand(self.table.row_in_hand())
        self._show_verbs()

    def _show_empty(self) -> None:
        if self.model.rowCount():
            self.stack.setCurrentWidget(self.table)
            return
        self.stack.setCurrentWidget(self.empty)
        if self.lines():
            self.empty.say(self.tr("没有符合条件的文件。"), self.tr("换几个字，或按 Esc 清空筛选。"))
        elif self.which.current() == WAITING:
            self.empty.say(self.tr("没有等确认的文件。"), self.tr("拖进来或选文件，先核验，确认后才收下。"))
        else:
            self.empty.say(
                self.tr("还没有收到成绩包。"),
                self.tr("把基地送来的U盘插上，选“U盘”；或把文件拖到上面。每个文件先核验，确认后才收下。"),
            )

    def _in_hand(self, line: Any) -> None:
        self.card.show_line(line if isinstance(line, FileLine) else None)
        self._show_verbs()

    def _show_verbs(self) -> None:
        waiting = self.which.current() == WAITING
        for button in (self.drop_all, self.one, self.go):
            button.setVisible(waiting)
        self.counts.setVisible(not waiting)
        self.merge.setVisible(not waiting and self._usable > 0)
        self.merge.say(self.tr("汇总 {count} 个").format(count=self._usable))
        good = sum(line.verdict in GOOD for line in self.waiting)
        refused = sum(line.verdict == "refused" for line in self.waiting)
        text = self.tr("收下 {good} 个").format(good=good)
        if refused and good:
            text = self.tr("收下 {good} 个，登记拒收 {refused} 个").format(good=good, refused=refused)
        elif refused:
            text = self.tr("登记拒收 {refused} 个").format(refused=refused)
        self.go.say(text)
        busy = self.tr("正在核验或收件…") if self._running else ""
        nothing = self.tr("没有可收的文件") if self.waiting else self.tr("还没有文件")
        self.go.block(busy or ("" if good or refused else nothing))
        self.reason.setVisible(waiting and bool(self.go.reason))
        self.drop_all.block(busy or ("" if self.waiting else nothing))
        line = self.table.row_in_hand()
        chosen = line if isinstance(line, FileLine) and line.dry else None
        self.one.say(self.tr("只登记这个拒收") if chosen and chosen.verdict == "refused" else self.tr("只收这一个"))
        lack = self.tr("先选一个文件") if chosen is None else ""
        if chosen is not None and chosen.verdict == "duplicate":
            lack = self.tr("这个文件收过了")
        self.one.block(busy or lack)
        for button in (self.drop.choose, self.drop.folder, self.drop.stick):
            button.block(busy)
