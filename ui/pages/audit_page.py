"""审计: every act on record, filtered and searched; the check of the chain, a paper's code, the safety of the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Kind
from app.errors import AppError
from ui import messages
from ui.clock import hour, local
from ui.desk import Desk
from ui.dialogs.question import Answer, Question
from ui.models.table_model import TableModel
from ui.operations import Progress
from ui.pages.audit_parts import AnchorCard, ChainCard, DetailCard, SafetyCard
from ui.pages.audit_source import AuditSource, columns, english, person_word
from ui.pages.page import Hint, Page
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.card import EmptyState, Label, Line
from ui.widgets.fields import ChoiceBox, SearchField, Segmented
from ui.widgets.message_bar import News
from ui.widgets.scrolling import scrolled
from ui.widgets.table import TableView

if TYPE_CHECKING:
    from app.services.anchors import Anchored
    from app.services.audit_files import AuditFile
    from app.services.audit_list import AuditFilter
    from app.services.audit_view import SafetyView
    from app.services.backups import Round
    from app.services.filecheck import FileReport

RIGHT, NARROW_RIGHT, WIDE = 356, 312, 1120  # widths at 100 % text size


class AuditPage(Page):
    """The record on the left, what it is worth on the right."""

    wants = frozenset(Kind)
    uses_trade = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.view: SafetyView | None = None
        self._people: tuple[tuple[str, str], ...] = ()
        self._checking: Progress | None = None
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._record(), 1)
        outer.addWidget(Line(vertical=True))
        self.chain, self.detail, self.anchor, self.safety = ChainCard(), DetailCard(), AnchorCard(), SafetyCard()
        self.right = self._beside()
        outer.addWidget(self.right)
        self.chain.check_wanted.connect(self.check)
        self.chain.show_wanted.connect(self.go_to)
        self.anchor.wanted.connect(self._compare)
        self.safety.backup_wanted.connect(self._back_up)
        self.safety.clock_wanted.connect(self._ask_clock)
        self.safety.restore_wanted.connect(desk.restore_wanted)
        desk.contest_changed.connect(self.chain.unchecked)
        self._tools = self._make_tools()

    # building

    def _beside(self) -> QWidget:
        """Two looks at the right: how safe the data are, and the entry in hand."""
        right = QWidget()
        right.setFixedWidth(theme().px(RIGHT))
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.parts = Segmented((("safety", self.tr("数据安全")), ("entry", self.tr("这一条"))), self.tr("看什么"))
        self.parts.changed.connect(self.show_part)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 0)
        head.addWidget(self.parts)
        head.addStretch(1)
        column.addLayout(head)
        self.side = QStackedWidget()
        margins = (12, 12, 12, 12)
        self.side.addWidget(scrolled(self.safety, self.chain, self.anchor, margins=margins))
        self.side.addWidget(scrolled(self.detail, margins=margins))
        column.addWidget(self.side, 1)
        return right

    def show_part(self, key: str) -> None:
        """Show "safety" or "entry" at the right."""
        self.parts.set_current(key)
        self.side.setCurrentIndex(("safety", "entry").index(key))

    def _make_tools(self) -> tuple[QWidget, ...]:
        self.export = Button(self.tr("导出…"), icon="arrow_export")
        self.export.setObjectName("audit_export")
        self.export.clicked.connect(self._ask_file)
        self.export.hide()
        keys = Button(self.tr("钥匙与名录…"), icon="key")
        keys.setObjectName("audit_keys")
        keys.clicked.connect(self.desk.keys_wanted)
        return (keys, self.export)

    def _record(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        self.search = SearchField(self.tr("密号、参赛号、工种、理由"), "Ctrl+F", "filter")
        self.search.setObjectName("audit_search")
        self.search.setMaximumWidth(theme().px(280))
        self.search.settled.connect(self._filter_words)
        self.person = ChoiceBox(self.tr("谁"))
        self.person.setObjectName("audit_person")
        self.group = ChoiceBox(self.tr("哪一类"))
        self.group.setObjectName("audit_group")
        for box in (self.person, self.group):
            box.activated.connect(lambda _index: self._arrange())
        row.addWidget(self.search, 1)
        row.addStretch(0)
        row.addWidget(self.person)
        row.addWidget(self.group)
        column.addLayout(row)
        self.model: TableModel[Any] = TableModel(
            columns(), key_of=lambda line: line.seq, run=self.desk.operations.run, parent=self
        )
        self.model.arranged.connect(self._counted)
        self.table = TableView(self.model, self.tr("操作记录"))
        self.table.setObjectName("audit_table")
        self.table.row_changed.connect(self._show_line)
        self.table.opened.connect(self._show_line)
        for picked in (self.table.opened, self.table.clicked):
            picked.connect(lambda _row: self.show_part("entry"))
        self.model.dataChanged.connect(lambda *_: self._show_line(self.table.row_in_hand()))
        self.empty = EmptyState("history", self.tr("没有符合条件的记录。"), self.tr("换一个人、一类或几个字再找。"))
        self.clear = Button(self.tr("全部显示"))
        self.clear.clicked.connect(self.show_all)
        self.empty.add_button(self.clear)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        column.addWidget(Line())
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 6)
        self.count = Label("")
        foot.addWidget(self.count)
        foot.addStretch(1)
        column.addLayout(foot)
        self._fill_groups()
        return left

    def _fill_groups(self) -> None:
        from app.domain.audit_acts import GROUPS  # here: the table of acts is only needed on this page

        self.group.addItem(self.tr("所有操作"), "")
        for group, words in GROUPS.items():
            self.group.addItem(words[1 if english() else 0], group)

    # the page

    def title(self) -> str:
        return self.tr("审计与数据安全")

    def hints(self) -> tuple[Hint, ...]:
        return (
            Hint("F5", self.tr("校验链条")),
            Hint("Ctrl+F", self.tr("查找")),
            Hint("Enter", self.tr("看这一条")),
        )

    def tools(self) -> tuple[QWidget, ...]:
        return self._tools

    def perform(self, action: str) -> bool:
        if action == "filter":
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        elif action == "print":
            self._ask_file()
        else:
            return False
        return True

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_F5:
            self.check()
            return
        super().keyPressEvent(event)

    def memo(self) -> object:
        row = self.table.row_in_hand()
        return (self.search.text(), self.person.currentData(), self.group.currentData(), getattr(row, "seq", None))

    def recall(self, memo: object) -> None:
        if isinstance(memo, tuple) and len(memo) == 4:
            self.search.setText(str(memo[0] or ""))
            self._wanted_person = str(memo[1] or "")
            self.group.setCurrentIndex(max(self.group.findData(memo[2]), 0))
            self.grow_old()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for all columns, machine and reason are read in the card of the entry."""
        narrow = event.size().width() < theme().px(WIDE)
        for number, column in enumerate(self.model.columns):
            if column.key in ("machine", "reason"):
                self.table.setColumnHidden(number, narrow)
        self.right.setFixedWidth(theme().px(NARROW_RIGHT if narrow else RIGHT))
        super().resizeEvent(event)

    def activate(self) -> None:
        super().activate()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store, at = contest.store, self.desk.now()

        def act() -> tuple[SafetyView, tuple[tuple[str, str], ...]]:
            from app.services import audit_list, audit_view  # here: SQLAlchemy is loaded on first use

            return audit_view.safety(store, at), audit_list.people(store)

        self.desk.operations.run(act, self._came, owner=self, quiet=True)

    _wanted_person = ""

    def _came(self, answer: tuple[SafetyView, tuple[tuple[str, str], ...]]) -> None:
        self.view, people = answer
        if people != self._people:
            self._people = people
            chosen = self._wanted_person or str(self.person.currentData() or "")
            self.person.clear()
            self.person.addItem(self.tr("所有人"), "")
            for ref, name in people:
                self.person.addItem(person_word(name), ref)
            self.person.setCurrentIndex(max(self.person.findData(chosen), 0))
        self.chain.show_view(self.view)
        self.safety.show_view(self.view)
        self._arrange()

    # the list

    def chosen(self) -> AuditFilter:
        """What the list shows now."""
        from app.services.audit_list import AuditFilter  # here: SQLAlchemy is loaded on first use

        return AuditFilter(
            person=str(self.person.currentData() or ""),
            group=str(self.group.currentData() or ""),
            words=self.search.text().strip(),
        )

    def show_all(self) -> None:
        """Every entry again."""
        self.search.clear()
        self.person.setCurrentIndex(0)
        self.group.setCurrentIndex(0)
        self.model.set_filter("")
        self._arrange()

    def go_to(self, seq: int) -> None:
        """Put the keyboard on an entry, whatever the filters were."""
        self.show_all()
        row = max((self.view.head.seq if self.view else seq) - seq, 0)
        if row < self.model.rowCount():
            self.table.select_row(row)
            self.show_part("entry")
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        contest = self.desk.contest
        if contest is not None and contest.store is not None:
            self.model.set_source(AuditSource(contest.store, self.chosen()))

    def _filter_words(self, words: str) -> None:
        self.model.set_filter(words.strip())

    def _counted(self, count: int) -> None:
        self.count.setText(self.tr("{count} 条").format(count=f"{count:,}"))
        self.stack.setCurrentWidget(self.table if count else self.empty)
        self.export.setVisible(True)
        self.export.block("" if count else self.tr("没有可导出的记录"))
        if count and not self.table.currentIndex().isValid():
            self.table.select_row(0)

    def _show_line(self, line: Any) -> None:
        self.detail.show_line(line)

    # the check

    def check(self) -> None:
        """Follow the whole chain and hold the file against it; the strip shows how far, and stops it."""
        contest = self.desk.contest
        if contest is None or contest.store is None or self._checking is not None:
            return
        store = contest.store

        def work(progress: Progress) -> FileReport:
            from app.services.audit_view import check_all  # here: SQLAlchemy is loaded on first use

            return check_all(store, progress)

        self.chain.run(True)
        self._checking = self.desk.operations.run_long(
            work, self._checked, self._check_refused, self._check_stopped, owner=self, store=True
        )
        if self._checking.finished:
            self._checking = None
        else:
            self.long_work.emit(self.tr("正在校验链条"), self._checking)

    def _checked(self, report: FileReport) -> None:
        self._checking = None
        self.chain.show_report(report, hour(self.desk.now()))
        if report.ok:
            self.say(self.tr("链条完整，共 {count} 条。").format(count=f"{report.head.seq:,}"))
        else:
            self.say(self.tr("文件与操作记录不符，详情在右边。"), kind=News.WARNING)

    def _check_refused(self, error: AppError) -> None:
        self._check_stopped()
        self.refuse(error)

    def _check_stopped(self) -> None:
        self._checking = None
        self.chain.run(False)
        self.chain.unchecked()

    # papers, files, copies

    def _compare(self, text: str) -> None:
        contest = self.desk.contest
        if contest is None or contest.store is None:
            return
        store = contest.store

        def act() -> Anchored:
            from app.services import anchors  # here: SQLAlchemy is loaded on first use

            return anchors.check_qr(store, text) if ":" in text else anchors.check_digits(store, text)

        def show(found: Anchored) -> None:
            from datetime import datetime

            at = f"{local(datetime.fromisoformat(found.at)):%m-%d %H:%M}" if found.at else "—"
            self.anchor.show_found(found, at)

        self.desk.operations.run(
            act, show, lambda error: self.anchor.show_refusal(messages.sentence(error)), owner=self, quiet=True
        )

    def _ask_file(self) -> None:
        pattern = self.tr("PDF (*.pdf);;Excel (*.xlsx);;CSV (*.csv)")
        name, chosen = QFileDialog.getSaveFileName(self, self.tr("操作记录写到哪里"), self.tr("操作记录.pdf"), pattern)
        if name:
            suffix = f".{chosen.rpartition('.')[2].rstrip(')')}" if chosen and not Path(name).suffix else ""
            self.write(Path(name + suffix))

    def write(self, path: Path) -> None:
        """Write the entries the list shows to a file."""
        contest, person = self.desk.contest, self.desk.person
        if contest is None or contest.store is None or person is None:
            return
        store, by, at, chosen = contest.store, person.actor, self.desk.now(), self.chosen()

        def work(progress: Progress) -> AuditFile:
            from app.services.audit_files import write_record  # here: reportlab is loaded on first use

            return write_record(store, path, chosen, by=by, at=at, told=progress)

        def done(written: AuditFile) -> None:
            self.say(self.tr("已写出 {count} 条：{path}").format(count=f"{written.entries:,}", path=written.path))

        progress = self.desk.operations.run_long(work, done, self.refuse, owner=self, store=True)
        if not progress.finished:
            self.long_work.emit(self.tr("正在写出操作记录"), progress)

    def _back_up(self) -> None:
        contest, person = self.desk.contest, self.desk.person
        if contest is None or contest.store is None or person is None:
            return
        store, by, at = contest.store, person.actor, self.desk.now()
        folders = self.desk.settings.backup_folders

        def work(progress: Progress) -> Round:
            from app.services.backup_places import Why  # here: SQLAlchemy is loaded on first use
            from app.services.backups import back_up_to
            from ui.backup_keeper import places_of

            return back_up_to(store, places_of(store, folders), Why.HAND, by=by, at=at, told=progress)

        def done(made: Round) -> None:
            count, failed = len(made.written), [messages.sentence(error) for _folder, error in made.failed]
            if failed:
                self.say(" ".join(failed), kind=News.WARNING)
            else:
                self.say(self.tr("已备份到 {count} 处，都核对过。").format(count=count))
            self.grow_old()
            self.desk.refresh_board()  # the hour of the backup in the status bar

        progress = self.desk.operations.run_long(work, done, self.refuse, owner=self, store=True)
        if not progress.finished:
            self.long_work.emit(self.tr("正在备份"), progress)

    def _ask_clock(self) -> None:
        dialog = Question(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.ask(
            self.tr("电脑时间已经校准了吗？"),
            self.tr("这台电脑现在是 {now}。先在系统里调好时间，再由管理员确认；确认会记入操作记录。").format(
                now=f"{local(self.desk.now()):%Y-%m-%d %H:%M}"
            ),
        )
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("right", self.tr("时间是对的"), primary=True))
        dialog.chosen.connect(lambda key: self._set_clock() if key == "right" else None)
        dialog.open()

    def _set_clock(self) -> None:
        contest, person = self.desk.contest, self.desk.person
        if contest is None or contest.store is None or person is None:
            return
        store, by, at = contest.store, person.actor, self.desk.now()

        def act() -> object:
            from app.services.clock import set_clock  # here: SQLAlchemy is loaded on first use

            return set_clock(store, by=by, at=at)

        def done(_: object) -> None:
            self.say(self.tr("时间已确认。"))
            self.grow_old()

        self.desk.operations.run(act, done, self.refuse, owner=self)
