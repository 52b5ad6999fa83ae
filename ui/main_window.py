"""The one window: start screen, or rail and page with the bars around them. Navigation only; no rules live here."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget
from shiboken6 import isValid

from app.changes import Change
from app.errors import AppError
from ui.clock import local
from ui.desk import Desk
from ui.operations import Progress
from ui.tab_order import follower, stops, usable
from ui.theme import SCALES, Mode, theme

if TYPE_CHECKING:
    from ui.commands import Commands
    from ui.lists import Lists
    from ui.pages.page import Page
    from ui.pages.start_page import StartPage
    from ui.shell import Shell
    from ui.widgets.message_bar import Message, MessageBar

FLOOR = QSize(1092, 540)
PATIENCE_MS = 10_000  # for the piece in hand when the window is closed


class MainWindow(QMainWindow):
    """Shows the start screen until a contest is on the desk, then its pages."""

    painted = Signal()  # the bare window stands on the screen
    start_shown = Signal()
    leave_wanted = Signal()  # close the contest
    jump_wanted = Signal(str)  # set the demo to another hour of its day
    switch_wanted = Signal()
    lock_wanted = Signal()
    accounts_wanted = Signal()
    erase_wanted = Signal()
    loss_report_wanted = Signal()
    backup_wanted = Signal()
    settings_wanted = Signal()
    doctor_wanted = Signal()
    language_wanted = Signal()
    setting_wanted = Signal(str, object)  # field of Settings, value

    def __init__(self, desk: Desk, furnished: bool = True) -> None:
        """A window; an unfurnished one stays empty until `build` is called, once it is on the screen."""
        super().__init__()
        self.desk = desk
        self._painted = self._awaiting = False
        self.setMinimumSize(FLOOR)
        self.resize(1366, 728)
        self.setWindowTitle(self.tr("匠评 · 职业技能竞赛现场评判系统"))
        self._root = QStackedWidget()
        self.setCentralWidget(self._root)
        self.start: StartPage | None = None
        self.shell: Shell | None = None
        self.current = ""
        self._commands: Commands | None = None
        self._scale = theme().scale
        self._saved: datetime | None = None
        self._refused, self._refused_to = "", ""  # what an act was answered with, and whose it was
        self._at_work: list[Progress] = []
        self._lists: Lists | None = None
        operations = desk.operations
        operations.changed.connect(self._changed)
        operations.refused.connect(self._refuse_person)
        operations.committed.connect(self._committed)
        operations.busy.connect(self._busy)
        operations.came_back.connect(self._find_focus, Qt.ConnectionType.QueuedConnection)
        desk.contest_changed.connect(self._forget_saved)
        desk.contest_changed.connect(self.build)
        desk.renamed.connect(self._show_name)
        desk.person_changed.connect(self._show_person)
        desk.person_changed.connect(self._forget_refusal)
        desk.contest_checked.connect(self._show_barred)
        desk.board_changed.connect(self._show_board)
        desk.trade_changed.connect(self._trade_changed)
        desk.go.connect(self.show_page)
        desk.go_to_sheet.connect(self._show_sheet)
        desk.incidents_wanted.connect(lambda: self.commands.do("incidents"))
        desk.switch_wanted.connect(self.switch_wanted)
        desk.settings_changed.connect(self._show_hints)
        theme().changed.connect(self._theme_changed)
        if furnished:
            self.build()
            self.commands.retranslate()  # touched, so that their keys work

    @property
    def commands(self) -> Commands:
        """The actions of this window, made when first needed: the start screen is painted before."""
        if self._commands is None:
            from ui.commands import Commands

            self._commands = Commands(self)
        return self._commands

    # building

    def await_contest(self) -> None:
        """Nothing is shown yet, because a contest is on its way: say so."""
        self._awaiting = True
        self.update()

    def stand(self) -> None:
        """Show the start screen or the open contest, unless something is shown already."""
        if self.start is None and self.shell is None:
            self.build()

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
            from ui.pages.start_page import StartPage  # here: the window stands first, then it is furnished

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
            from ui.rail import pages_of  # here: see _build_shell

            self.show_page(pages_of(self.desk.contest.office)[0])

    def _build_shell(self) -> None:
        contest = self.desk.contest
        assert contest is not None  # build() has looked
        self.setWindowTitle(self.tr("{contest} · 匠评").format(contest=contest.name))
        from ui.lists import Lists  # here: the window is painted first, then the start screen
        from ui.shell import Shell

        if self._lists is None:
            self._lists = Lists(self.desk, self)
            self._lists.told.connect(self.tell)
            self._lists.long_work.connect(self.watch)
        shell = Shell(self.desk)
        self.shell = shell
        self._root.addWidget(shell)
        shell.rail.head.show_contest(contest.name, contest.place)
        shell.rail.chosen.connect(self.show_page)
        shell.rail.switch_wanted.connect(self.switch_wanted)
        shell.band.leave_wanted.connect(self.leave_wanted)
        shell.band.jump_wanted.connect(self.jump_wanted)
        shell.top.trades.chosen.connect(self._choose_trade)
        shell.top.trades.picked.connect(lambda _: self._keys_to_page(), Qt.ConnectionType.QueuedConnection)
        finders = [lambda words: self.commands.find(words), *self.desk.finders]  # made when somebody looks, not before
        shell.find_with(finders, lambda words, deliver: self.commands.search.look(words, deliver))
        shell.status.show_saved(self._saved)
        later = Qt.ConnectionType.QueuedConnection  # both build the bar anew that was pressed
        shell.status.language_wanted.connect(self.language_wanted, later)
        shell.status.scale_wanted.connect(self._take_scale, later)
        self._show_person()
        self._show_board()

    def _show_name(self) -> None:
        contest = self.desk.contest
        if contest is not None and self.shell is not None:
            self.setWindowTitle(self.tr("{contest} · 匠评").format(contest=contest.name))
            self.shell.rail.head.show_contest(contest.name, contest.place)

    def _page(self, key: str) -> Page:
        shell = self.shell
        assert shell is not None  # pages exist only in a shell
        if key not in shell.pages:
            from ui.pages import registry  # here: the start screen needs no page

            page = registry.make(key, self.desk)
            page.setObjectName(f"page_{key}")
            page.crumbs_changed.connect(self._show_crumbs)
            page.hints_changed.connect(self._show_hints)
            page.told.connect(self.tell)
            page.spent.connect(shell.messages.forget)
            page.long_work.connect(self.watch)
            shell.pages[key] = page
            shell.stack.addWidget(page)
        return shell.pages[key]

    # moving around

    def _show_sheet(self, key: str, code: str) -> None:
        page = self.page() if self.show_page(key) else None
        if page is not None:
            page.look_for("code", code, 0)

    def show_page(self, key: str) -> bool:
        """Bring a page to the front; False when the page in front cannot be left (a refused value is open)."""
        shell = self.shell
        if shell is None:
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
        self._focus_in(page)
        return True

    def _focus_in(self, page: Page) -> None:
        """The keyboard goes with the page: where it was on it, else where the page opens, else to the first thing that
        takes keys; unless the page chose one itself."""
        held = self.focusWidget()
        if held is not page and page.isAncestorOf(held) and held.isVisible():
            return
        able = stops(page)
        coming = page.home is not None and page.home not in able and self.desk.operations.working
        for widget in (page.focusWidget(), page.home, *able[: 0 if coming else 1]):
            if widget is not None and widget in able:
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        page.setFocus()  # nothing to be on yet: `_find_focus` goes on once there is

    def _keys_to_page(self) -> None:
        """A trade was picked from the open list: what is typed next is meant for the page."""
        page, shell = self.page(), self.shell
        if page is not None and shell is not None and self.focusWidget() is shell.top.trades:
            self._focus_in(page)

    def _find_focus(self) -> None:
        """Something came back from the store: a page that had nothing to put the keyboard on may have it now."""
        page, held = self.page(), self.focusWidget()
        if page is not None and (held is None or held is page or not held.isVisible()):
            self._focus_in(page)

    def focusNextPrevChild(self, next: bool) -> bool:
        held = self.focusWidget()
        if held is None or not usable(held):  # Qt calls in the midst of hiding: nothing may be walked through here
            moved = super().focusNextPrevChild(next)
            page = self.page()
            if page is not None and held is not None and (page.isAncestorOf(held) or self.bar().isAncestorOf(held)):
                QTimer.singleShot(0, page, partial(self._go_home, page, self.focusWidget()))
            return moved
        found = follower(self, held, next)
        if found is None:
            return super().focusNextPrevChild(next)
        found.setFocus(Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason)
        return True

    def _go_home(self, page: Page, landed: QWidget | None) -> None:
        """What the keyboard was on went away or was switched off under it, as a verb does that was pressed: Qt goes on
        to whatever comes next, at the end of a page to the rail. The page's own place is where work goes on, unless
        somebody has put the keyboard elsewhere in the meantime."""
        held = self.focusWidget()
        if self.page() is not page or (held is not landed and held is not None and page.isAncestorOf(held)):
            return
        if page.home is not None and usable(page.home):
            page.home.setFocus(Qt.FocusReason.OtherFocusReason)
        elif held is None or not page.isAncestorOf(held):
            self._focus_in(page)

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
        self.bar().tell(message)

    def refuse(self, error: AppError) -> None:
        """Show a refusal at the foot."""
        from ui import messages  # here: the start screen needs no sentences

        self.bar().show_refusal(messages.sentence(error))

    def _refuse_person(self, error: AppError) -> None:
        """An act was refused: the sentence is for whoever tried, and for nobody else."""
        self.refuse(error)
        self._refused, self._refused_to = self.bar().text, self._worker()

    def _worker(self) -> str:
        person = self.desk.person
        return f"{person.name} {person.role}" if person is not None else ""

    def _forget_refusal(self) -> None:
        """Somebody else works now: what the one before was refused is not theirs."""
        if self._refused and self.desk.person is not None and self._worker() != self._refused_to:
            self.bar().forget(self._refused)
            self._refused = ""

    def watch(self, title: str, progress: Progress) -> None:
        """Show the strip for a piece of long work until it is over."""
        strip = self.shell.progress if self.shell is not None else self.start.bars()[0] if self.start else None
        if strip is None or progress.finished:
            return
        self._at_work = [*self.at_work(), progress]
        delay = QTimer(strip, singleShot=True, interval=900)
        delay.timeout.connect(lambda: strip.begin(title))
        delay.start()
        progress.advanced.connect(strip.advance)
        strip.cancel_wanted.connect(progress.cancel)

        def over() -> None:
            if isValid(strip):  # the window may have been built anew meanwhile
                delay.stop()
                strip.end()

        progress.over.connect(over)

    def at_work(self) -> list[Progress]:
        """Long work that is not over yet."""
        return [one for one in self._at_work if isValid(one) and not one.finished]

    def held_by_work(self) -> bool:
        """Whether long work keeps its page where it is; says so. Without the page a sheet in hand would be numbered and
        never printed."""
        if self.at_work():
            self.bar().show_refusal(self.tr("还有一件事没做完。等它做完，或先在下面取消，再来一次。"))
        return bool(self.at_work())

    def bar(self) -> MessageBar:
        """Where messages are shown just now."""
        self.stand()  # a message may come before anything is shown
        if self.shell is not None:
            return self.shell.messages
        assert self.start is not None  # one of the two is always there
        return self.start.bars()[1]

    def _changed(self, change: Change) -> None:
        if self.shell is not None:
            for page in self.shell.pages.values():
                page.stale(change)

    def _committed(self) -> None:
        self.note_saved(local(self.desk.now()))

    def _forget_saved(self) -> None:
        self._saved = None  # was another file's, perhaps by another day's clock

    def note_saved(self, at: datetime) -> None:
        """Everything typed was on disk at this time."""
        self._saved = at
        if self.shell is not None:
            self.shell.status.show_saved(at)

    def _busy(self, busy: bool) -> None:
        if busy:
            QApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        else:
            QApplication.restoreOverrideCursor()
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
        self._show_barred()
        copied = board.safety.backup_at if board is not None else None
        shell.status.show_right((self.tr("U盘备份 {time}").format(time=f"{copied:%H:%M}"),) if copied else ())
        if board is not None and board.safety.saved_at is not None and self._saved is None:
            self.note_saved(board.safety.saved_at)

    def _show_barred(self) -> None:
        contest = self.desk.contest
        if self.shell is not None and contest is not None:
            self.shell.status.show_barred(contest.barred)

    def _show_crumbs(self) -> None:
        page = self.page()
        if page is not None and self.shell is not None:
            self.shell.top.crumbs.say(page.title(), page.crumbs())

    def _show_hints(self) -> None:
        page = self.page()
        if page is not None and self.shell is not None:
            self.shell.status.show_hints(page.hints() if self.desk.settings.show_keys else ())
            self.shell.status.offer_looks(self.current == "contest")

    # look

    def resize_text(self, step: int) -> None:
        """One text size up or down."""
        place = SCALES.index(theme().scale) + step
        if 0 <= place < len(SCALES) and not self.held_by_work():
            theme().apply(scale=SCALES[place])
            self.desk.change_settings(text_scale=SCALES[place])

    def _take_scale(self, scale: int) -> None:
        self.resize_text(SCALES.index(scale) - SCALES.index(theme().scale))

    def other_theme(self) -> None:
        """Dark if light, light if dark; from now on not the system's choice."""
        mode = Mode.LIGHT if theme().dark else Mode.DARK
        theme().apply(mode)
        self.desk.change_settings(theme=mode.value)

    def _theme_changed(self) -> None:
        if theme().scale != self._scale:
            self._scale = theme().scale
            self.build()
        for widget in self.findChildren(QWidget):
            QWidget.update(widget)  # list views have an update() of their own

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._awaiting and self.start is None and self.shell is None:
            painter = QPainter(self)
            painter.setPen(theme().tokens.text2)
            words = QCoreApplication.translate("ContestPage", "正在打开竞赛…")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            painter.end()
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            if self._commands is not None:
                self._commands.retranslate()
            self.build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._commands is not None:
            self._commands.overlay.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page()
        if page is not None and not page.commit_pending():
            event.ignore()
            return
        waiting = self.at_work()
        if waiting and self.isVisible():
            event.ignore()  # the piece in hand is finished and entered, then the window goes
            waiting[0].over.connect(self.close, Qt.ConnectionType.QueuedConnection)
            QTimer.singleShot(PATIENCE_MS, self, self._at_work.clear)  # what hangs must not keep the window for ever
            for progress in waiting:
                progress.cancel()
            return
        super().closeEvent(event)
