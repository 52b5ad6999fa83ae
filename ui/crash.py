"""What happens when the program itself is wrong: a log, a dialog, and the offer to look at it at the next start.

Marks are on disk the moment their tick shows, so a crash costs at most the cell being typed; the dialog says so.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QObject,
    QtMsgType,
    QUrl,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

import app
from app.domain.texts import without_people

log = logging.getLogger("jiangping")

_HARD = "hard-crash.log"
_MOST_DIALOGS = 3  # a fault in a painter would otherwise open one dialog per frame


class Reporter(QObject):
    """Takes what nobody caught. Lives on the Qt thread; other threads reach it through the signal."""

    _arrived = Signal(str)

    def __init__(self, folder: Path, doctor: Callable[[], None] | None = None) -> None:
        """`doctor` shows the self-check."""
        super().__init__()
        self._folder, self._doctor = folder, doctor
        self._shown = 0
        self._hard: IO[str] | None = None
        self._arrived.connect(self._show)

    def install(self) -> str:
        """Start logging and catching; gives the trace of the last run if that one ended hard, else ""."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            self._folder / "jiangping.log", maxBytes=2_000_000, backupCount=3, encoding="utf-8"
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        before = self._previous()
        self._hard = (self._folder / _HARD).open("w", encoding="utf-8")
        faulthandler.enable(self._hard)
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook
        self._qt_before = qInstallMessageHandler(_qt_message)
        return before

    def close(self) -> None:
        """Stop watching for hard ends; the file stays empty, which says that this run ended well. What Qt has to say
        after this, while Python is taken down, goes where it went before."""
        if self._hard is not None:
            qInstallMessageHandler(self._qt_before)
            faulthandler.disable()
            self._hard.close()
            self._hard = None

    def _previous(self) -> str:
        file = self._folder / _HARD
        try:
            text = file.read_text("utf-8", errors="replace")
        except OSError:
            return ""
        if text:
            log.error("the last run ended hard:\n%s", text)
        return text

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = without_people("".join(traceback.format_exception(kind, error, trace)))
        log.error("uncaught:\n%s", text)
        self._arrived.emit(text)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._hook(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, trace: str) -> None:
        self._shown += 1
        if self._shown <= _MOST_DIALOGS and QApplication.instance() is not None:
            show_report(trace, self._folder, doctor=self._doctor)


def report(trace: str) -> str:
    """The text a technician needs: versions, system, trace. Holds no data of the contest."""
    lines = [
        f"jiangping {app.VERSION}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"screen {QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else '-'}",
        "",
        trace,
    ]
    return "\n".join(lines)


def show_report(trace: str, folder: Path, hard: bool = False, doctor: Callable[[], None] | None = None) -> None:
    """Say that the program itself was wrong, that stored marks are safe, and how to pass the report on."""
    translate = QCoreApplication.translate
    from ui.dialogs.question import Answer, Question  # here: nobody is asked at the start

    dialog = Question(QApplication.activeWindow())
    title = translate("Crash", "上次程序没有正常结束") if hard else translate("Crash", "程序自己出错了")
    dialog.ask(
        title,
        translate(
            "Crash",
            "已打钩的分数都已写进硬盘，没有丢失；正在键入的那一格请核对一遍。"
            "请把下面的内容交给技术人员，里面没有选手资料和成绩。",
        ),
    )
    box = QPlainTextEdit(report(trace))
    box.setReadOnly(True)
    box.setMinimumSize(520, 160)
    box.setAccessibleName(translate("Crash", "出错报告"))
    dialog.add_widget(box)
    dialog.add_answer(Answer("copy", translate("Crash", "复制报告")))
    dialog.add_answer(Answer("folder", translate("Crash", "打开记录文件夹")))
    if doctor is not None:
        dialog.add_answer(Answer("doctor", translate("Crash", "自检…")))
    dialog.add_answer(Answer("go_on", translate("Crash", "继续工作"), primary=True, safe=True))
    answer = dialog.answer()
    if answer == "copy":
        QGuiApplication.clipboard().setText(box.toPlainText())
    elif answer == "folder":
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
    elif answer == "doctor" and doctor is not None:
        doctor()


def _qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    log.log(levels.get(kind, logging.ERROR), "Qt: %s", text)
