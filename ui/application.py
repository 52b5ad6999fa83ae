"""Starts the window: fonts, look, language, crash log; the heavy rest is loaded after the first paint."""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

import resources
from app import EXECUTABLE, NAME, VERSION, paths
from app import settings as settings_file
from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.language import LANGUAGES, Language
from ui.main_window import MainWindow
from ui.opening import Opening, warm_up
from ui.operations import Operations
from ui.theme import Mode, theme

OPTIONS = {"--demo"}


def load_fonts() -> int:
    """Give Qt our own Sans in both weights (mapped, not read); gives how many files were taken.

    The other families are for paper; Qt is given them by whoever shows paper.
    """
    taken = 0
    for weight in ("Regular", "Bold"):
        file = resources.folder() / "fonts" / f"VenueSansSC-{weight}.ttf"
        taken += QFontDatabase.addApplicationFont(str(file)) >= 0
    return taken


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication in our style, without a window."""
    app = QApplication([EXECUTABLE, *arguments])
    app.setApplicationName(EXECUTABLE)
    app.setApplicationDisplayName(NAME)
    app.setApplicationVersion(VERSION)
    app.setDesktopFileName(EXECUTABLE)
    app.setStyle("Fusion")
    load_fonts()
    return app


class Program:
    """The parts of a running window, wired together."""

    def __init__(self, app: QApplication) -> None:
        settings = settings_file.load()
        self.language = Language(app)
        self.language.switch(settings.language)
        theme().apply(Mode(settings.theme), settings.text_scale)
        self.operations = Operations(app)
        self.desk = Desk(self.operations, settings)
        self.window = MainWindow(self.desk)
        self.opening = Opening(self.desk, self.window)
        self.window.language_wanted.connect(self.other_language)

    def other_language(self) -> None:
        """Change between the languages the program has."""
        following = LANGUAGES[(LANGUAGES.index(self.language.current) + 1) % len(LANGUAGES)]
        self.language.switch(following)
        self.desk.change_settings(language=following)


def run(arguments: list[str]) -> int:
    """Open the window and stay until it is closed; gives the exit status.

    `arguments`: a contest file to open, `--demo` for the demo contest.
    """
    files = [text for text in arguments if not text.startswith("-")]
    unknown = [text for text in arguments if text.startswith("-") and text not in OPTIONS]
    if unknown or len(files) > 1:
        print(f"{EXECUTABLE}: [--demo] [FILE.contest]", file=sys.stderr)
        return 2
    app = make_application(arguments)
    program = Program(app)
    program.window.show()
    QTimer.singleShot(0, lambda: _after_first_paint(program, files, "--demo" in arguments))
    status = app.exec()
    program.operations.close()
    return status


def _after_first_paint(program: Program, files: list[str], demo: bool) -> None:
    from ui.crash import Reporter, show_report  # here: nobody needs it before there is a window

    reporter = Reporter(paths.logs_folder())
    try:
        before = reporter.install()
    except (OSError, AppError) as error:
        print(messages.sentence(error) if isinstance(error, AppError) else error, file=sys.stderr)
        before = ""
    program.window.reporter = reporter
    program.operations.run(warm_up, quiet=True)
    if files:
        program.opening.open_path(files[0])
    if before:
        show_report(before, paths.logs_folder(), hard=True)
