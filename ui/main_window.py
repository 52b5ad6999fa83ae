"""The one window: start screen, or rail and page with the bars around them. Navigation only; no rules live here."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from app.changes import Change
from app.errors import AppError
from app.services.board_view import PAGES
from ui import messages
from ui.actions import Actions, Where
from ui.bars import DemoBand, StatusBar, TopBar
from ui.desk import Desk
from ui.finder import Found, FoundList
from ui.operations import Progress
from ui.overlays import KeyOverlay
from ui.pages import registry
from ui.pages.page import Hint, Message, Page
from ui.pages.start_page import StartPage
from ui.rail import FOLDS_AT, Rail
from ui.theme import SCALES, Mode, theme
from ui.widgets.message_bar import MessageBar, News, ProgressStrip

FLOOR = QSize(1092, 540)


class Shell(QWidget):
    """Rail, bars and the stack of pages of an open contest; built anew for another language or text size."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = Rail()
        self.band = DemoBand()
        self.top = TopBar()
        self.stack = QStackedWidget()
        self.progress = ProgressStrip()
        self.messages = MessageBar()
        self.status = StatusBar()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row.addLayout(column, 1)
        for bar in (self.band, self.top):
            column.addWidget(bar)
        column.addWidget(self.stack, 1)
        for bar in (self.progress, self.messages, self.status):
            column.addWidget(bar)
        self.pages: dict[str, Page] = {}
        self.band.setVisible(desk.is_demo)
        self.finder_list: FoundList | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fold(self.width() <= FOLDS_AT)


class MainWindow(QMainWindow):
    """Shows the start screen until a contest is on the desk, then its pages."""

    start_shown = Signal()
    leave_wanted = Signal()  # close the contest
    switch_wanted = Signal()
    lock_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setMinimumSize(FLOOR)
        self.resize(1366, 728)
        self.setWindowTitle(self.tr("匠评 · 职业技能竞赛现场评判系统"))
        self._root = QStackedWidget()
        self.setCentralWidget(self._root)
        self.start: StartPage | None = None
        self.shell: Shell | None = None
        self.current = ""
        self.actions_table = Actions(self, desk)
        self._connect_actions()
        self.overlay = KeyOverlay(self)
        self._scale = theme().scale
        self._saved: datetime | None = None
        operations = desk.operations
        operations.changed.connect(self._changed)
        operations.refused.connect(self.refuse)
        operations.committed.connect(self._committed)
        operations.busy.connect(self._busy)
        desk.contest_changed.connect(self.build)
        desk.person_changed.connect(self._show_person)
        desk.board_changed.connect(self._show_board)
        desk.trade_changed.connect(self._trade_changed)
        desk.go.connect(self.show_page)
        theme().changed.connect(self._theme_changed)
        self.build()

    # building

    def build(self) -> None:
        """Make what is shown: the start screen, or the shell of the open contest; pages keep their memo."""
        memos = {key: page.memo() for key, page in self.shell.pages.items()} if self.shell else {}
        before = self.current
        for old in (self.start, self.shell):
            if old is not None:
                self._root.removeWidget(old)
                old.deleteLater()
        self.start = self.shell = None
        self.current = ""
        if self.desk.contest is None:
            self.setWindowTitle(self.tr("匠评 · 职业技能竞赛现场评判系统"))
            self.start = StartPage()
            self._root.addWidget(self.start)
            self.start.demo.setFocus()
            self.start_shown.emit()
            return
        self._build_shell()
        for key in memos:
            if key == before:
                self.show_page(key)
                self._page(key).recall(memos[key])
        if not self.current:
            self.show_page("contest")

    def _build_shell(self) -> None:
        contest = self.desk.contest
        assert contest is not None  # build() has looked
        self.setWindowTitle(self.tr("{contest} · 匠评").format(contest=contest.name))
        shell = Shell(self.desk)
        self.shell = shell
        self._root.addWidget(shell)
        shell.rail.head.show_contest(contest.name, contest.place)
        shell.rail.chosen.connect(self.show_page)
        shell.rail.switch_wanted.connect(self.switch_wanted)
        shell.band.leave_wanted.connect(self.leave_wanted)
        shell.top.trades.chosen.connect(self._choose_trade)
        shell.finder_list = FoundList(shell.top.search, [self._find_actions, *self.desk.finders], shell)
        shell.status.show_saved(self._saved)
        self._show_person()
        self._show_board()

    def _page(self, key: str) -> Page:
        shell = self.shell
        assert shell is not None  # pages exist only in a shell
        if key not in shell.pages:
            page = registry.make(key, self.desk)
            page.setObjectName(f"page_{key}")
            page.crumbs_changed.connect(self._show_crumbs)
            page.hints_changed.connect(self._show_hints)
            page.told.connect(self.tell)
            page.long_work.connect(self.watch)
            shell.pages[key] = page
            shell.stack.addWidget(page)
        return shell.pages[key]

    # moving around

    def show_page(self, key: str) -> bool:
        """Bring a page to the front; False when the page in front cannot be left (a refused value is open)."""
        shell = self.shell
        if shell is None or key not in PAGES:
            return False
        if self.current and key != self.current and not self._page(self.current).commit_pending():
            shell.rail.select(self.current)
            return False
        page = self._page(key)
        self.current = key
        shell.rail.select(key)
        shell.stack.setCurrentWidget(page)
        shell.top.trades.setVisible(page.uses_trade and bool(self.desk.trades()))
        shell.top.show_tools(page.tools())
        self._show_crumbs()
        self._show_hints()
        page.activate()
        return True

    def page(self) -> Page | None:
        """The page in front, if a contest is open."""
        return self._page(self.current) if self.shell is not None and self.current else None

    def _choose_trade(self, trade: str) -> None:
        page = self.page()
        if page is not None and not page.commit_pending():
            self._show_board()
            return
        self.desk.choose_trade(trade)

    def _trade_changed(self, trade: str) -> None:
        if self.shell is None:
            return
        chooser = self.shell.top.trades
        chooser.setCurrentIndex(max(0, chooser.findData(trade)))
        for page in self.shell.pages.values():
            if page.uses_trade:
                page.grow_old()
        self._show_crumbs()

    # telling

    def tell(self, message: Message) -> None:
        """Show a message at the foot."""
        bar = self._bar()
        if message.kind is News.REFUSAL:
            bar.show_refusal(message.text, message.verb, message.action)
        else:
            bar.show_news(message.text, message.verb, message.action, message.kind)

    def refuse(self, error: AppError) -> None:
        """Show a refusal at the foot."""
        self._bar().show_refusal(messages.sentence(error))

    def watch(self, title: str, progress: Progress) -> None:
        """Show the strip for a piece of long work until it is over."""
        strip = self.shell.progress if self.shell is not None else self.start.progress if self.start else None
        if strip is None or progress.finished:
            return
        delay = QTimer(strip, singleShot=True, interval=900)
        delay.timeout.connect(lambda: strip.begin(title))
        delay.start()
        progress.advanced.connect(strip.advance)
        strip.cancel_wanted.connect(progress.cancel)

        def over() -> None:
            delay.stop()
            strip.end()

        progress.over.connect(over)

    def _bar(self) -> MessageBar:
        if self.shell is not None:
            return self.shell.messages
        assert self.start is not None  # one of the two is always there
        return self.start.messages

    def _changed(self, change: Change) -> None:
        if self.shell is not None:
            for page in self.shell.pages.values():
                page.stale(change)

    def _committed(self) -> None:
        self.note_saved(datetime.now().astimezone())

    def note_saved(self, at: datetime) -> None:
        """Everything typed was on disk at this time."""
        self._saved = at
        if self.shell is not None:
            self.shell.status.show_saved(at)

    def _busy(self, busy: bool) -> None:
        if self.shell is not None:
            self.shell.status.show_busy(busy)

    def _show_person(self) -> None:
        if self.shell is None:
            return
        person = self.desk.person
        if person is None:
            self.shell.rail.person.show_person("", "")
            return
        line = person.role
        if person.machine:
            line = self.tr("{role} · {machine}").format(role=person.role, machine=person.machine)
        self.shell.rail.person.show_person(person.name, line)

    def _show_board(self) -> None:
        shell, board = self.shell, self.desk.board
        if shell is None:
            return
        shell.rail.show_badges(board.badges if board else ())
        shell.top.trades.set_trades([(row.trade, row.name, row.people) for row in self.desk.trades()], self.desk.trade)
        page = self.page()
        shell.top.trades.setVisible(page is not None and page.uses_trade and bool(self.desk.trades()))
        if board is not None and board.safety.saved_at is not None and self._saved is None:
            self.note_saved(board.safety.saved_at)

    def _show_crumbs(self) -> None:
        page = self.page()
        if page is not None and self.shell is not None:
            self.shell.top.crumbs.say(page.title(), page.crumbs())

    def _show_hints(self) -> None:
        page = self.page()
        if page is not None and self.shell is not None:
            self.shell.status.show_hints(page.hints())

    # actions

    def _connect_actions(self) -> None:
        table = self.actions_table
        handlers = {
            "help": self._help,
            "find": self._find,
            "saved": self._flash_saved,
            "switch_person": self.switch_wanted.emit,
            "lock_screen": self.lock_wanted.emit,
            "larger": lambda: self._resize_text(1),
            "smaller": lambda: self._resize_text(-1),
            "theme": self._other_theme,
            "language": self.language_wanted.emit,
            "close_contest": self.leave_wanted.emit,
        }
        handlers |= {f"page_{page}": lambda page=page: self.show_page(page) for page in PAGES}
        for spec in table.specs():
            run = handlers.get(spec.key) or (lambda key=spec.key: self._on_page(key))
            table.action(spec.key).triggered.connect(lambda _on=False, key=spec.key, run=run: self._perform(key, run))

    def _perform(self, key: str, run: object) -> None:
        reason = self.actions_table.reason_off(key)
        if reason:
            self._bar().show_refusal(reason)
            return
        page = self.page()
        leaves_editor = key not in ("find", "saved", "larger", "smaller", "theme", "help", "undo", "redo")
        if page is not None and leaves_editor and not page.commit_pending():
            return
        if callable(run):
            run()

    def _on_page(self, key: str) -> None:
        page = self.page()
        if page is not None and not page.perform(key):
            text = self.tr("“{action}”在这一页没有用处。").format(action=self.actions_table.text(key))
            self._bar().show_news(text, kind=News.NOTE)

    def _find_actions(self, words: str) -> list[Found]:
        found = []
        for spec in self.actions_table.specs():
            text = self.actions_table.text(spec.key)
            if words.casefold() in text.casefold() and spec.where is Where.WINDOW and spec.key != "find":
                action = self.actions_table.action(spec.key)
                key = spec.shortcuts[0] if spec.shortcuts else ""
                reason = self.actions_table.reason_off(spec.key)
                found.append(Found(text, "", spec.icon, action.trigger, key, reason))
        return found

    def _find(self) -> None:
        if self.shell is not None:
            self.shell.top.search.setFocus()
            self.shell.top.search.selectAll()

    def _help(self) -> None:
        table = self.actions_table
        window = tuple(
            Hint(spec.shortcuts[0], table.text(spec.key))
            for spec in table.specs()
            if spec.shortcuts and not spec.key.startswith("page_")
        )
        page = self.page()
        jump = Hint("Ctrl+1…0", self.tr("换页"))
        self.overlay.show_keys(page.title() if page else self.tr("开始"), page.hints() if page else (), (jump, *window))

    def _flash_saved(self) -> None:
        if self.shell is not None:
            self.shell.status.flash()

    # look

    def _resize_text(self, step: int) -> None:
        place = SCALES.index(theme().scale) + step
        if 0 <= place < len(SCALES):
            theme().apply(scale=SCALES[place])
            self.desk.change_settings(text_scale=SCALES[place])

    def _other_theme(self) -> None:
        mode = Mode.LIGHT if theme().dark else Mode.DARK
        theme().apply(mode)
        self.desk.change_settings(theme=mode.value)

    def _theme_changed(self) -> None:
        if theme().scale != self._scale:
            self._scale = theme().scale
            self.build()
        for widget in self.findChildren(QWidget):
            QWidget.update(widget)  # list views have an update() of their own

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.actions_table.retranslate()
            self.build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.overlay.isVisible():
            self.overlay.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page()
        if page is not None and not page.commit_pending():
            event.ignore()
            return
        super().closeEvent(event)
