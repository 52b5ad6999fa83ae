"""What else is opened by name, as by a double click: a bundle or a pack. It says what the file is and leads to where it
is taken in; the file itself is only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from app.errors import AppError
from ui import messages
from ui.desk import Desk
from ui.dialogs.question import Answer, Question
from ui.main_window import MainWindow

PACK = ".cpk"


class Arrived(QObject):
    """Asks what to do with one file. `open_office` and `open_contest` let the person choose the file that takes it in;
    once somebody works in that one, what arrived is shown there. Any other file opened meanwhile ends the matter."""

    def __init__(
        self, desk: Desk, window: MainWindow, open_office: Callable[[], None], open_contest: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._open_office, self._open_contest = open_office, open_contest
        self._path = Path()
        self._office = False  # whether the office's file takes it in

    def ask(self, path: Path) -> None:
        """Say what the file is and offer the ways on; one that cannot be read is refused."""
        self._path = path
        if path.suffix.lower() == PACK:
            self._ask_about_pack()
            return

        def look() -> tuple[str, AppError | None]:
            from app.bundle import archive, verify  # here: cryptography is loaded on first use

            raw = verify.read_file(path)
            try:
                archive.read(raw)
            except AppError as torn:
                return archive.check_code(raw), torn
            return archive.check_code(raw), None

        self._desk.operations.run(look, lambda found: self._ask_about_bundle(*found), owner=self, aside=True)

    def _ask_about_bundle(self, code: str, torn: AppError | None) -> None:
        dialog = self._question("arrived_bundle")
        text = self.tr("成绩包由省办收：在省级汇总的收件页核验，确认后才收下。基地不用打开它。文件没有改动。")
        things = [self._path.name, self.tr("校验码 {code}，可以在电话里核对").format(code=code)]
        dialog.ask(self.tr("这是成绩包，不是竞赛文件"), text, things)
        if torn is not None:
            dialog.refusal.say(messages.sentence(torn))
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("office", self.tr("打开省办文件去收件…"), primary=True))
        dialog.open()

    def _ask_about_pack(self) -> None:
        dialog = self._question("arrived_pack")
        text = self.tr("里面是省办定的规则、工种和评分标准。用它新建竞赛，或者装入已有的竞赛：先看有什么变化，再装入。")
        dialog.ask(self.tr("这是省办的竞赛包"), text, [self._path.name])
        dialog.add_answer(Answer("back", self.tr("返回"), safe=True))
        dialog.add_answer(Answer("take", self.tr("装入已有的竞赛…")))
        dialog.add_answer(Answer("new", self.tr("用它新建竞赛"), primary=True))
        dialog.open()

    def _question(self, name: str) -> Question:
        dialog = Question(self._window)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._answered)
        return dialog

    def _answered(self, answer: str) -> None:
        if answer == "new" and self._window.start is not None:
            self._window.start.show_new(self._desk.settings).begin_from_pack(self._path)
        elif answer in ("office", "take"):
            self._office = answer == "office"
            self._desk.person_changed.connect(self._somebody_sits)
            (self._open_office if self._office else self._open_contest)()
            return
        self.deleteLater()

    def _somebody_sits(self) -> None:
        contest = self._desk.contest
        if contest is None or self._desk.person is None:
            return
        self._desk.person_changed.disconnect(self._somebody_sits)
        if contest.barred or contest.office is not self._office:
            self.deleteLater()
        else:
            QTimer.singleShot(0, self, self._show)  # once the question who works is gone

    def _show(self) -> None:
        self._desk.go.emit("office_inbox" if self._office else "contest")
        page = self._window.page()
        if page is not None:
            page.receive(self._path)
        self.deleteLater()
