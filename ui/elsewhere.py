"""A contest file that another window or computer has open: who has it, and the offer to look at a copy meanwhile."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from app import paths
from app.errors import AppError
from ui import demo, messages
from ui.clock import day_and_hour
from ui.desk import Desk
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from app.services.opening import OpenedFile


def look_at(path: Path) -> OpenedFile:
    """Open a copy among the throw-away files, which goes when it is closed. Runs on the store thread."""
    from app.services.rescue import look_at as look  # here: the start screen needs no services

    place = paths.ensured(demo.folder() / secrets.token_hex(6))
    try:
        return look(path, place, datetime.now(UTC))
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


class Elsewhere(QObject):
    """Asks what to do about a file that is in use; `again` opens it, `look` a copy of it."""

    def __init__(
        self, desk: Desk, window: MainWindow, again: Callable[[str], None], look: Callable[[Path], None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._again, self._look = desk, window, again, look

    def ask(self, path: Path, error: AppError) -> None:
        """Say who has the file, as far as it is known, and offer the ways on."""

        def act() -> Any:
            from app.services.rescue import holder  # here: see look_at

            return holder(path)

        self._desk.operations.run(act, lambda who: self._show(path, error, who), owner=self, quiet=True, aside=True)

    def _show(self, path: Path, error: AppError, who: tuple[str, datetime] | None) -> None:
        from ui.dialogs.question import Answer, Question  # here: the start screen asks nothing

        lines = [self.tr("可以先看一份副本：看得到全部内容，不能改动，原文件不受影响。")]
        if who is not None:
            text = self.tr("打开它的电脑：{machine}，{time} 起。")
            lines.insert(0, text.format(machine=who[0], time=day_and_hour(who[1])))
        dialog = Question(self._window)
        dialog.setObjectName("file_elsewhere")
        dialog.ask(self.tr("这份竞赛文件正在别处打开"), messages.sentence(error), lines)
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("again", self.tr("再试一次")))
        dialog.add_answer(Answer("look", self.tr("只看副本"), primary=True))
        dialog.chosen.connect(lambda answer: self._answer(answer, path))
        dialog.open()

    def _answer(self, answer: str, path: Path) -> None:
        if answer == "again":
            self._again(str(path))
        elif answer == "look":
            self._look(path)
