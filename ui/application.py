"""Starts the window: fonts, look, language, crash log; the heavy rest is loaded after the first paint."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

import resources
from app import EXECUTABLE, VERSION, paths
from app import settings as settings_file
from ui.desk import Desk
from ui.language import LANGUAGES, Language
from ui.main_window import MainWindow
from ui.operations import Operations
from ui.theme import Mode, theme
from ui.workers import post

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from ui.opening import Opening

OPTIONS = {"--demo"}
BLANK_MS = 2500  # so long a window that only says that it opens a contest is not taken for one that hangs
GIVE_WAY_SECONDS = 0.001  # so soon a thread at work beside lets the window's thread have its turn for a key
LAST_BACKUP_SECONDS = 60.0  # a slow stick may need most of a minute for the backup on leaving


def load_fonts() -> int:
    """Give Qt our own Sans in both weights (mapped, not read); gives how many files were taken.

    The other families are for paper, except the one for rare characters: see `load_rare_font`.
    """
    from PySide6.QtGui import QFontDatabase  # here: the window stands first, and its scripts and symbols are many

    taken = 0
    for weight in ("Regular", "Bold"):
        file = resources.folder() / "fonts" / f"VenueSansSC-{weight}.ttf"
        taken += QFontDatabase.addApplicationFont(str(file)) >= 0
    return taken


def load_rare_font() -> bool:
    """Give Qt the font with the rare characters of names; after the window stands, because nobody has a name yet."""
    from PySide6.QtGui import QFontDatabase  # here: as above

    file = resources.folder() / "fonts" / "VenueSerifSCRare-Regular.ttf"
    return QFontDatabase.addApplicationFont(str(file)) >= 0


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication in our style, without a window.

    Python itself looks for garbage no more (see `ui.rubbish`); the Qt thread does once `warm_pages` is done, because
    all that is loaded on the way stays.
    """
    gc.disable()
    app = QApplication([EXECUTABLE])  # none of these are Qt's; it aborts on a file name that is no text
    app.setApplicationName(EXECUTABLE)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(EXECUTABLE)
    app.setStyle("Fusion")
    return app


def brand_icon() -> QIcon:
    """The mark of the program, for the frame of the window and the task bar. Drawn here at the usual sizes: a QIcon of
    an SVG needs a plug-in that may be missing where the program was packed."""
    from PySide6.QtGui import QIcon, QPainter, QPixmap  # here: the window stands first, and a QIcon knows 150 themes
    from PySide6.QtSvg import QSvgRenderer

    source, icon = QSvgRenderer(str(resources.path("brand/jiangping.svg"))), QIcon()
    for side in (16, 32, 64, 128):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        source.render(painter)
        painter.end()
        icon.addPixmap(picture)
    return icon


def place_window(window: MainWindow, state: str) -> None:
    """Where the window stood last time, else the size it is drawn for; never larger than the screen."""
    if state and window.restoreGeometry(QByteArray.fromBase64(state.encode())):
        return
    room = window.screen().availableGeometry().size()
    window.resize(QSize(1366, 728).boundedTo(room))


class Program:
    """The parts of a running window, wired together in two steps: the window stands first, then it is furnished."""

    def __init__(self, app: QApplication) -> None:
        settings = settings_file.load()
        self.language = Language(app)
        self.language.switch(settings.language)
        theme().apply(Mode(settings.theme), settings.text_scale)
        self.operations = Operations(app)
        self.desk = Desk(self.operations, settings)
        self.window = MainWindow(self.desk, furnished=False)
        place_window(self.window, settings.window_state)
        self.window.language_wanted.connect(self.other_language)
        self.window.setting_wanted.connect(self.change_setting)
        self.opening: Opening | None = None

    def furnish(self, files: list[str], demo: bool = False) -> None:
        """Fonts, the start screen, the crash log; then, on the store thread, SQLAlchemy; then the file asked for."""
        from ui.opening import Opening  # here: see the class
        from ui.opening_acts import warm_up

        load_fonts()
        if files:  # the board comes next: the start screen only where that takes long or fails
            self.window.await_contest()
            QTimer.singleShot(BLANK_MS, self.window, self.window.stand)
        else:
            self.window.stand()
        QApplication.setWindowIcon(brand_icon())
        self.opening = Opening(self.desk, self.window)
        self.operations.run(warm_up, quiet=True)
        if "JIANGPING_STATE" in os.environ:
            from ui import telling  # here: hardly anybody asks for it

            file = telling.wanted()
            if file is not None:
                telling.Telling(self.window, file)
        self._asked_for = bool(files) or demo  # by name: then that is what opens, whatever was open last time
        if self._asked_for:
            self.opening.settled.connect(self._settled, Qt.ConnectionType.SingleShotConnection)
        else:
            self._warm_pages()
        if files:
            self.opening.open_path(files[0])
        elif demo:
            self.opening.open_demo()
        elif not self.desk.settings.welcomed:
            from ui.welcome import Welcome  # here: once in the life of this computer

            Welcome(self.desk, self.window).begin()
        QTimer.singleShot(0, self._watch)

    def _settled(self) -> None:
        self._make_actions()
        self._warm_pages()

    def _make_actions(self) -> None:
        self.window.commands.retranslate()  # touched, so that their keys work

    def _warm_pages(self) -> None:
        from ui.opening_acts import warm_pages  # here: see the class

        self.operations.run(warm_pages, lambda _none: post().rubbish.begin(), quiet=True, aside=True)

    def other_language(self) -> None:
        """Change between the languages the program has."""
        self.change_setting("language", LANGUAGES[(LANGUAGES.index(self.language.current) + 1) % len(LANGUAGES)])

    def change_setting(self, field: str, value: object) -> None:
        """Bring a preference into force, as its line in the table of settings says, and keep it."""
        effect = next(option.effect for option in settings_file.options() if option.key == field)
        builds_anew = effect in (settings_file.Effect.LANGUAGE, settings_file.Effect.TEXT_SCALE)
        if builds_anew and self.window.held_by_work():
            return
        if effect is settings_file.Effect.LANGUAGE:
            self.language.switch(str(value))
            if self.opening is not None:
                self.opening.name_person()
        elif effect is settings_file.Effect.THEME:
            theme().apply(Mode(value))
        elif effect is settings_file.Effect.TEXT_SCALE and isinstance(value, int):
            theme().apply(scale=value)
        self.desk.change_settings(**{field: value})

    def _watch(self) -> None:
        from ui.crash import Reporter  # here: see the class
        from ui.last_run import LastRun

        load_rare_font()
        assert self.opening is not None  # furnish made it
        if not self._asked_for:  # else the board first: nobody presses a key of a window that shows nothing
            self._make_actions()
        doctor = self.window.doctor_wanted.emit
        self._reporter = Reporter(paths.logs_folder(), doctor)
        try:
            before = self._reporter.install()
        except OSError as error:
            say_no_log(error)
            return
        self._last_run = LastRun(self.desk, self.window, self.opening.open_path)
        contest = self._last_run.begin()
        if before or contest:
            self._last_run.offer("" if self._asked_for else contest, before, paths.logs_folder())

    def close(self) -> bool:
        """Keep where the window stood, write what is waiting, end the threads; False if one did not end in time."""
        state = bytes(self.window.saveGeometry().toBase64().data()).decode()
        if state != self.desk.settings.window_state:
            self.desk.change_settings(window_state=state)
        contest, at = self.desk.contest, self.desk.now()
        if contest is not None:
            from ui.record import stopped  # here: see the class

            if self.opening is not None:
                self.opening.keeper.on_leaving()
            self.operations.run(lambda: stopped(contest, at), quiet=True)
        ended = self.operations.close(LAST_BACKUP_SECONDS)
        if ended and contest is not None and contest.store is not None:
            contest.store.close()  # what SQLite keeps beside goes into the file: whoever copies that has all of it
            self.desk.contest = None
        if hasattr(self, "_reporter"):
            self._reporter.close()
        if hasattr(self, "_last_run"):
            self._last_run.end()
        return ended


def say_no_log(error: OSError) -> None:
    """What stands on the terminal where the log cannot be kept; the program goes on."""
    from app.errors import WorldFailure  # here: no start that goes well needs them
    from app.texts import sentence

    failure = WorldFailure("paths.no_log", folder=paths.logs_folder(), reason=error.strerror or str(error))
    for language in ("zh", "en"):
        print(sentence(failure, language), file=sys.stderr)


def run(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; gives the exit status.

    `arguments`: a contest file to open, `--demo` for the demo contest.
    """
    files = [str(Path(text).absolute()) for text in arguments if not text.startswith("-")]  # kept for the next start
    unknown = [text for text in arguments if text.startswith("-") and text not in OPTIONS]
    if unknown or len(files) > 1:
        print(f"{EXECUTABLE}: [--demo] [FILE.contest]", file=sys.stderr)
        return 2
    sys.setswitchinterval(GIVE_WAY_SECONDS)
    app = make_application(arguments)
    program = Program(app)
    program.window.painted.connect(lambda: program.furnish(files, "--demo" in arguments))
    program.window.show()
    status = app.exec()
    if not program.close():
        os._exit(status)  # a thread that hangs on a drive would meet the parts of Python as they are taken down
    return status
