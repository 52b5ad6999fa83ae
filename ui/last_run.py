"""Which contest was open when the program last ended without leaving: cut power, a kill, a crash.

Every running program keeps a note of its own, held by a lock that the system lets go with the process; a note without
its program is of one that did not end well. The next start says that no mark is lost and offers to open the file again.
"""

from __future__ import annotations

import contextlib
import json
import secrets
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtWidgets import QPlainTextEdit

from app import paths
from ui.desk import Desk
from ui.main_window import MainWindow


def folder() -> Path:
    """Where the notes lie."""
    return paths.state_folder() / "running"


def left_open() -> str:
    """The contest file of the newest run that did not end well, "" if all did; their notes go."""
    found = ""
    for note in sorted(folder().glob("*.json"), key=_age):
        lock = QLockFile(str(note.with_suffix(".lock")))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue  # that program is running
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            found = str(json.loads(note.read_text("utf-8"))["contest"]) or found
        lock.unlock()
        with contextlib.suppress(OSError):
            note.unlink()
    return found if found and Path(found).is_file() else ""


def _age(note: Path) -> float:
    try:
        return note.stat().st_mtime
    except OSError:
        return 0.0


class LastRun(QObject):
    """Keeps the note of this run; `begin` once, `end` when the program is left."""

    def __init__(self, desk: Desk, window: MainWindow, opened: Callable[[str], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._open = desk, window, opened
        self._note = folder() / f"{secrets.token_hex(6)}.json"
        self._lock = QLockFile(str(self._note.with_suffix(".lock")))
        self._lock.setStaleLockTime(0)

    def begin(self) -> str:
        """Start the note of this run; gives the contest that an earlier one left open, or ""."""
        before = left_open()
        with contextlib.suppress(OSError):
            folder().mkdir(parents=True, exist_ok=True)
        self._lock.tryLock(0)
        self._desk.contest_changed.connect(self._write)
        self._write()
        return before

    def end(self) -> None:
        """This run ends well."""
        with contextlib.suppress(OSError):
            self._note.unlink(missing_ok=True)
        self._lock.unlock()

    def _write(self) -> None:
        from ui import demo  # here: the start needs no demo

        contest = self._desk.contest
        name = "" if contest is None or demo.is_throw_away(contest.path) else contest.path
        with contextlib.suppress(OSError):  # a full disk keeps nobody from working
            self._note.write_text(json.dumps({"contest": name}), "utf-8")

    def offer(self, contest: str, trace: str, logs: Path) -> None:
        """Say that the last run did not end well and what there is to do. `trace`: what it left, or ""."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices, QGuiApplication

        from ui.crash import report  # here: a run that ended well needs none of it
        from ui.dialogs.question import Answer, Question

        dialog = Question(self._window)
        dialog.setObjectName("last_run")
        text = self.tr("断电、强行关闭或出错都会这样。已打钩的分数都已写进硬盘，没有丢失；正在键入的那一格请核对一遍。")
        dialog.ask(self.tr("上次程序没有正常结束"), text, (contest,) if contest else ())
        if trace:
            box = QPlainTextEdit(report(trace))
            box.setReadOnly(True)
            box.setMinimumSize(400, 140)
            box.setAccessibleName(self.tr("出错报告"))
            dialog.add_widget(box)
            dialog.add_answer(Answer("copy", self.tr("复制报告")))
        dialog.add_answer(Answer("folder", self.tr("看运行记录")))
        dialog.add_answer(Answer("go_on", self.tr("先不打开") if contest else self.tr("继续工作"), safe=True))
        if contest:
            dialog.add_answer(Answer("open", self.tr("重新打开竞赛"), primary=True))

        def answered(answer: str) -> None:
            if answer == "open":
                self._open(contest)
            elif answer == "folder":
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs)))
            elif answer == "copy":
                QGuiApplication.clipboard().setText(report(trace))

        dialog.chosen.connect(answered)
        dialog.open()
