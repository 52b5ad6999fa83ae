"""From the start screen to an open contest and back: open a file or the demo, log in, switch person, lock, close.

Everything that touches a file runs away from the Qt thread; SQLAlchemy is first loaded there too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import isValid

from app import paths
from app.errors import AppError
from ui import demo
from ui.backup_keeper import BackupKeeper
from ui.beginning import Beginning
from ui.desk import AtKeyboard, Desk, OpenContest
from ui.elsewhere import Elsewhere
from ui.keys_desk import KeysDesk
from ui.main_window import MainWindow
from ui.opening_acts import board_of, log_in_at, open_copy, open_file, people_of, stand_up
from ui.record import Record, stopped
from ui.restoring import Restoring, is_backup
from ui.role_words import role_words
from ui.staff import Staff
from ui.vigil import Vigil

if TYPE_CHECKING:
    from app.services.access import Actor
    from app.services.backups import Round
    from app.services.opening import OpenedFile
    from ui.dialogs.people import LoginDialog
    from ui.operations import Progress


BOARD_PATIENCE_MS = 3000  # a board that cannot be made keeps nobody from the rest
LONGEST_SESSION = timedelta(hours=12)  # then whoever works types the secret again, however busy
ARRIVING = frozenset({".crb", ".cpk"})  # bundles and packs: no contests, but opened by a double click too
_SIGNS_OF_LIFE = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Opening(QObject):
    """Carries out what the start screen asks for."""

    settled = Signal()  # the file asked for is checked, closed or cannot be opened: the computer has time again

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._people: tuple[Actor, ...] = ()
        self._dialog: LoginDialog | None = None
        self._record = Record(desk, self)
        self._staff = Staff(desk, window, role_words, self.check_beside, self._ask_people_again)
        self.keeper = BackupKeeper(desk, self)
        self.keeper.made.connect(self._backed_up)
        self.keeper.failed.connect(self._not_backed_up)
        self.keys = KeysDesk(desk, window, window.tell)
        self._restoring = Restoring(desk, window, self._open_restored)
        desk.restore_wanted.connect(self._restoring.ask_here)
        self._elsewhere = Elsewhere(desk, window, self.open_path, self.look_at)
        self.vigil = Vigil(desk, window, self.keeper, self._restoring, self.close_contest, self.open_path)
        self._beginning = Beginning(desk, window, self.open_path, self.open_demo)
        desk.board_source = lambda store: board_of(store, desk.now())
        self._shown = QTimer(self, singleShot=True, interval=BOARD_PATIENCE_MS)
        self._shown.timeout.connect(self._go_on)
        desk.board_changed.connect(self._board_stands)
        self._idle = QTimer(self, singleShot=True, objectName="idle")
        self._set_patience()
        self._since = datetime.now(UTC)
        desk.settings_changed.connect(self._set_patience)
        self._idle.timeout.connect(self._nobody_there)
        window.start_shown.connect(self._wire_start)
        window.leave_wanted.connect(self.close_contest)
        window.jump_wanted.connect(self.open_demo)
        window.switch_wanted.connect(self.switch_person)
        window.lock_wanted.connect(self.lock)
        window.backup_wanted.connect(self.keeper.by_hand)
        window.settings_wanted.connect(self.show_settings)
        window.doctor_wanted.connect(self.show_doctor)
        self._wire_start()

    def open_path(self, path: str) -> None:
        """Open a contest file."""
        chosen = Path(path)
        if is_backup(chosen):
            self.settled.emit()
            self._window.stand()
            self._restoring.ask((), chosen)
            return
        if chosen.suffix.lower() in ARRIVING:
            from ui.arrived import Arrived  # here: see opening_acts

            self.settled.emit()
            self._window.stand()
            Arrived(self._desk, self._window, self.open_office, self.ask_for_file).ask(chosen)
            return
        self._desk.operations.run(
            lambda: open_file(chosen), self._opened, lambda error: self._not_opened(chosen, error), owner=self
        )

    def _open_restored(self, path: str) -> None:
        """A restored file takes the place of what is open, which stays beside it as it was."""
        if self._desk.contest is None or self.close_contest():
            self.open_path(path)

    def look_at(self, path: Path) -> None:
        """Open a copy of a file that is in use elsewhere."""
        self._desk.operations.run(
            lambda: open_copy(path), self._opened, lambda error: self._not_opened(path, error), owner=self
        )

    def open_demo(self, moment: str = "") -> None:
        """The demo contest at an hour of its day, as a throw-away copy; an open contest is put away first."""
        if self._desk.contest is not None and not self.close_contest():
            return
        words = self.tr("正在准备 {trade}")

        def work(progress: Progress) -> OpenContest:
            def told(done: int, total: int, trade: str) -> None:
                progress(done, total, words.format(trade=trade) if trade else "")

            return open_file(demo.make(moment or demo.USUAL, told))

        def refused(error: AppError) -> None:
            self.settled.emit()
            self._refused(error)

        progress = self._desk.operations.run_long(
            work, self._opened, refused, self.settled.emit, owner=self, store=True
        )
        self._window.watch(self.tr("正在布置演示竞赛"), progress)
        if self._window.start is not None and not progress.finished:
            self._window.start.hold(progress)

    def open_office(self) -> None:
        """The office that receives bundles: open its file, or make one from a trust list."""
        from ui.office_opening import OfficeDialog  # here: see opening_acts

        dialog = OfficeDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.opened.connect(self.open_path)
        dialog.open()

    def show_settings(self) -> None:
        """The preferences of this computer."""
        from ui.dialogs.settings_dialog import SettingsDialog  # here: see opening_acts

        dialog = SettingsDialog(self._desk.settings, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._window.setting_wanted)
        dialog.chosen.connect(lambda key: self.show_doctor() if key == "doctor" else None)
        dialog.open()

    def show_doctor(self) -> None:
        """Whether program, computer and contest are in order."""
        from ui.dialogs.doctor import DoctorDialog  # here: see opening_acts

        dialog = DoctorDialog(self._desk, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def ask_for_file(self) -> None:
        """Let the person choose a contest file."""
        folder = self._desk.settings.last_folder or str(paths.contests_folder())
        pattern = self.tr("竞赛文件和备份 (*.contest *.contest.age *.backup)")
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("打开竞赛文件或备份"), folder, pattern)
        if name:
            self.open_path(name)

    def close_contest(self) -> bool:
        """Put the contest away; what is waiting is written first. False: a value is open that was refused."""
        contest = self._desk.contest
        if contest is None:
            return True
        page = self._window.page()
        if (page is not None and not page.commit_pending()) or self._window.held_by_work():
            return False
        self.keeper.on_leaving()
        at = self._desk.now()
        self._beginning.note_state(contest)

        def put_away() -> None:
            stopped(contest, at)
            demo.throw_away(contest)

        self._desk.operations.run(put_away, owner=self)
        self._people = ()
        self._desk.sit_down(None)
        self._desk.open_contest(None)
        return True

    def switch_person(self) -> None:
        """F10: another person works from now on, on the same page. What was typed belongs to whoever typed it."""
        page = self._window.page()
        if self._desk.contest is not None and (page is None or page.commit_pending()):
            self._ask_who(locked=False)

    def lock(self) -> None:
        """Ctrl+L: nobody works until somebody types a PIN."""
        page = self._window.page()
        if page is not None and page.can_reload():  # an editor that would ask first stays as it is, under the cover
            page.commit_pending()  # a refused value stays under the cursor, hidden by the cover
        if self._people:
            self._record.locked()
            self._drop_keys()
            self._ask_who(locked=True)
        else:
            self._tell_nobody(self.tr("还没有登记人员，不能锁屏。先按 F11 登记人员和口令。"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or click anywhere means that somebody is there."""
        if event.type() in _SIGNS_OF_LIFE:
            self._idle.start()
            if datetime.now(UTC) - self._since > LONGEST_SESSION:
                self._since = datetime.now(UTC)
                QTimer.singleShot(0, self, self._nobody_there)  # after this key has done what it does
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._locks(event):
            self.lock()
            return True
        return False  # never back to Qt: `watched` may be half made, under the address of one just deleted

    def _locks(self, event: QKeyEvent) -> bool:
        """Whether this is the key of the lock, pressed over a dialog that keeps keys from the window's actions."""
        front = QApplication.activeModalWidget()
        if front is None or self._desk.contest is None or getattr(front, "locked", False):
            return False
        return QKeySequence(event.keyCombination()) == self._window.commands.table.action("lock_screen").shortcut()

    # steps

    def _set_patience(self) -> None:
        interval = self._desk.settings.lock_minutes * 60 * 1000
        if interval != self._idle.interval():  # setting it starts the time anew
            self._idle.setInterval(interval)

    def _nobody_there(self) -> None:
        if self._people and self._desk.person is not None:
            self.lock()

    def _opened(self, contest: OpenContest) -> None:
        desk = self._desk
        if contest.office:
            contest = replace(contest, name=self.tr("省级汇总"))
        if not demo.is_throw_away(contest.path):
            self._remember(contest)
        self._shown.start()
        desk.open_contest(contest)
        if contest.unchecked is None:
            self._shown.stop()
            self._checked()
            self._ask_people()
            self.settled.emit()

    def _board_stands(self) -> None:
        if self._shown.isActive():
            self._shown.stop()
            QTimer.singleShot(0, self, self._go_on)  # once it is painted

    def _go_on(self) -> None:
        """The board can be read: now who works is asked, and the file is checked beside, before its first write."""
        contest = self._desk.contest
        if contest is None or contest.unchecked is None:
            return
        self._window.commands.retranslate()  # touched, so that their keys work
        self._ask_people()

        def done(opened: OpenedFile | None) -> None:
            now = self._desk.contest
            if opened is not None and now is not None and now.unchecked is contest.unchecked:
                self._desk.know_checked(opened)
                self._checked()
            self.settled.emit()  # also when the file was closed in the meantime

        self._desk.operations.run(contest.unchecked.result, done, owner=self, quiet=True, aside=True)

    def _checked(self) -> None:
        """What the start checks found is told, and a file that failed one is only looked at from now on."""
        contest = self._desk.contest
        if contest is None:
            return
        if contest.barred:
            self._only_look()
        self._tell_checks(contest)
        self._beginning.opened(contest)

    def _only_look(self) -> None:
        from app.services.access import CONSOLE  # here: see opening_acts

        self._people = ()
        if self._dialog is not None and isValid(self._dialog):
            self._dialog.close()
        self._desk.sit_down(AtKeyboard(CONSOLE, self.tr("只看"), self.tr("不能写入")))

    def name_person(self) -> None:
        """The window speaks another language: who works is named in it."""
        desk, person = self._desk, self._desk.person
        if person is None:
            return
        name, role = person.name, role_words(person.actor.role)
        if person.actor.role is None:
            looking = desk.contest is not None and desk.contest.barred
            name, role = (self.tr("只看"), self.tr("不能写入")) if looking else (self.tr("本机"), role)
        desk.person = replace(person, name=name, role=role)  # whoever shows it is built anew: nobody need be told

    def _ask_people(self) -> None:
        contest = self._desk.contest
        if contest is None:
            return
        # From here on, and once however often it is said: for the first event of a list Qt has made for itself, PySide
        # looks through every class it has, and the board need not wait for that.
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a window needs one
        store: Any = contest.store
        self._desk.operations.run(lambda: people_of(store), self._know_people, owner=self)

    def _remember(self, contest: OpenContest) -> None:
        desk = self._desk
        desk.change_settings(
            recent_files=desk.settings.with_recent(Path(contest.path)).recent_files,
            last_folder=str(Path(contest.path).parent),
        )

    def _know_people(self, people: tuple[Actor, ...]) -> None:
        from app.services.access import CONSOLE  # here: see opening_acts

        contest = self._desk.contest
        if contest is not None and contest.barred:  # logging in would write
            self._only_look()
            return
        self._people = people
        if not people:
            self._desk.sit_down(AtKeyboard(CONSOLE, self.tr("本机"), role_words(None)))
            return
        self._ask_who(locked=False)

    def _ask_who(self, locked: bool) -> None:
        if not self._people:
            self._tell_nobody(self.tr("这份竞赛还没有登记人员。先按 F11 登记人员和口令。"))
            return
        from ui.dialogs.people import Known, LoginDialog  # here: the start screen asks nobody
        from ui.overlays import Locked

        contest = self._desk.contest
        pins = demo.pins() if contest is not None and contest.mode == "demo" else {}
        known = [Known(person.name, role_words(person.role), pins.get(person.name, "")) for person in self._people]
        current = self._desk.person.name if self._desk.person else ""
        if not current and pins and contest is not None:
            current = demo.first_person(contest.moment)
        if self._dialog is not None and isValid(self._dialog) and self._dialog.isVisible():
            if not locked or self._dialog.locked:
                return  # somebody is being asked already
            self._dialog.close()  # a question that can be left: the lock asks anew, over a cover
        dialog = LoginDialog(known, self.check, current, locked, self._window)
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.entered.connect(self._sit_down)
        if locked:
            dialog.entered.connect(Locked(self._window, dialog).lift)
            dialog.setWindowModality(Qt.WindowModality.ApplicationModal)  # in front of whatever dialog is open
            dialog.show()
        else:
            dialog.open()

    def check(self, name: str, pin: str, done: object, refused: object) -> None:
        """Ask the store whether this is the person's PIN; `done` gets the Actor. See `dialogs.people.Check`."""
        contest = self._desk.contest
        if contest is None:
            return
        store, at = contest.store, self._desk.now()
        self._desk.operations.run(
            lambda: log_in_at(store, name, pin, at),
            done,  # type: ignore[arg-type]
            refused,  # type: ignore[arg-type]
        )

    def check_beside(self, name: str, pin: str, done: object, refused: object) -> None:
        """As `check`, for somebody who confirms beside the person at the keyboard: opens nothing for the session."""
        contest = self._desk.contest
        if contest is None:
            return
        store, at = contest.store, self._desk.now()

        def act() -> Actor:
            from app.services.access import log_in  # here: see opening_acts

            return log_in(store, name, pin, at)

        self._desk.operations.run(act, done, refused)  # type: ignore[arg-type]

    def _drop_keys(self) -> None:
        """Nothing that was unlocked stays unlocked behind a locked screen."""
        contest, person = self._desk.contest, self._desk.person
        if contest is None or person is None:
            return
        store: Any = contest.store
        self._desk.operations.run(lambda: stand_up(store), owner=self, quiet=True)
        self._desk.person = replace(person, actor=replace(person.actor, key=None))

    def _ask_people_again(self) -> None:
        """Accounts changed: the next question who works knows them."""
        contest = self._desk.contest
        if contest is not None:
            store: Any = contest.store
            self._desk.operations.run(lambda: people_of(store), self._know_changed, owner=self, quiet=True)

    def _know_changed(self, people: tuple[Actor, ...]) -> None:
        first = not self._people and bool(people)
        self._people = people
        if first:
            self._ask_who(locked=False)

    def _sit_down(self, actor: Actor) -> None:
        self._since = datetime.now(UTC)
        before = self._desk.person.actor.key if self._desk.person is not None else None
        if actor.key is not None or before is not None:
            from app.changes import Change, Kind  # here: see opening_acts

            self._desk.operations.changed.emit(Change(frozenset({Kind.PEOPLE})))  # numbers are masked otherwise now
        self._desk.sit_down(AtKeyboard(actor, actor.name, role_words(actor.role)))

    def _wire_start(self) -> None:
        start = self._window.start
        if start is None:
            return
        start.demo_wanted.connect(self.open_demo)
        self._beginning.wire(start)
        start.office_wanted.connect(self.open_office)
        start.settings_wanted.connect(self.show_settings)
        start.doctor_wanted.connect(self.show_doctor)
        start.keys_wanted.connect(self._desk.keys_wanted)
        start.certificate_wanted.connect(self._desk.certificate_wanted)
        start.open_wanted.connect(lambda path: self.open_path(path) if path else self.ask_for_file())
        from ui.pages.start_page import look_up  # here: who opens a file by name sees no start screen

        recent, states = self._desk.settings.recent_files, self._desk.settings.recent_states
        self._desk.operations.run(
            lambda: look_up(recent, states), start.show_recent, owner=start, quiet=True, aside=True
        )

    def _not_opened(self, path: Path, error: AppError) -> None:
        """A file that could not be opened at all: say so, and offer its backups where it is damaged."""
        self.settled.emit()
        self._refused(error)
        if error.code == "store.locked":
            self._elsewhere.ask(path, error)
        else:
            self._restoring.offer_for(path, error)

    def _tell_checks(self, contest: OpenContest) -> None:
        """What the start checks found: read-only and why, or what has to be said while work goes on."""
        opened = contest.opened
        if contest.barred:
            self._restoring.say_barred(contest)
        elif opened is not None:
            for finding in opened.warnings:
                if finding.check != "space" or contest.mode != "demo":
                    self._refused(finding.error)

    def _backed_up(self, done: Round, asked: bool) -> None:
        from ui.widgets.message_bar import Message, News  # here: see opening_acts

        for _, error in done.failed:
            self._refused(error)
        if asked and done.ok:
            words = self.tr("已备份并核对：{places}")
            if not done.written[0].sealed:
                words = self.tr("已备份并核对：{places}。没有加密：还没有备份钥匙。")
            places = "、".join(str(one.path.parent) for one in done.written)
            self._window.tell(Message(words.format(places=places), News.DONE))

    def _not_backed_up(self, error: AppError, asked: bool) -> None:
        self._refused(error)

    def _refused(self, error: AppError) -> None:
        self._window.refuse(error)

    def _tell_nobody(self, text: str) -> None:
        from ui.widgets.message_bar import Message, News  # here: see opening_acts

        verb, wanted = self.tr("登记人员…"), self._window.accounts_wanted
        self._window.tell(Message(text, News.WARNING, verb, wanted.emit))
