"""自检: ten large lines that a person can read out over the phone, and a file for whoever helps, which names nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.errors import AppError
from ui import icons, messages
from ui.desk import Desk
from ui.dialogs.question import Answer, Question
from ui.theme import BODY, CARD_HEADING, theme
from ui.widgets.card import Ink, Label

if TYPE_CHECKING:
    from app.services.doctor_report import Report, Row

WIDTH, HEIGHT = 700, 560  # px at 100 %
_TITLE_WIDTH = 130
_SIGNS = {
    "ok": ("checkmark_circle", "ok"),
    "hint": ("info", "primary"),
    "warn": ("warning", "warn_mark"),
    "fail": ("dismiss_circle", "error_text"),
}


class Sign(QWidget):
    """✓ · ! ✗ as a large mark; the words beside it say the same."""

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level = level
        self.setFixedSize(28, theme().px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        name, token = _SIGNS[self._level]
        place = QRect(0, 0, 24, self.height())
        icons.paint(painter, place, name, getattr(theme().tokens, token), 24, self._level != "hint")
        painter.end()


class DoctorRow(QWidget):
    """One large line: sign, what was looked at, what was found; what to do stands below."""

    def __init__(self, row: Row, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 3, 0, 3)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Sign(row.level.value), 0, Qt.AlignmentFlag.AlignTop)
        self.title = Label(row.title(language), CARD_HEADING, True)
        self.title.setFixedWidth(theme().px(_TITLE_WIDTH))
        self.title.setMinimumHeight(theme().px(28))  # as high as the sign: one line of all three
        self.value = Label(row.words(language), CARD_HEADING, wrap=True)
        self.value.setMinimumHeight(theme().px(28))
        line.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.value, 1)
        column.addLayout(line)
        self.advice = "\n".join(messages.sentence(error) for error in row.advice)
        if self.advice:
            told = Label(self.advice, BODY, ink=Ink.TEXT2, wrap=True)
            told.setContentsMargins(36, 0, 0, 2)
            column.addWidget(told)
        self.setAccessibleName("　".join(filter(None, (row.level.value, self.title.text(), self.value.text()))))
        self.setAccessibleDescription(self.advice)


class DoctorDialog(Question):
    """Looks at program, computer and the open contest, and shows what was found."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.report: Report | None = None
        self.rows: list[DoctorRow] = []
        self.ask(self.tr("自检"), self.tr("正在检查…"))
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self.tr("自检的结果"))
        self._area.setWidget(self._inside)
        self._area.viewport().setAutoFillBackground(False)
        self._inside.setAutoFillBackground(False)
        self.body.addWidget(self._area, 1)
        self.add_answer(Answer("shut", self.tr("关闭"), safe=True))
        for key, text, act in (
            ("copy", self.tr("复制文字"), self._copy),
            ("again", self.tr("再查一遍"), self.look),
            ("export", self.tr("导出…"), self._ask_file),
        ):
            button = self.add_answer(Answer(key, text, primary=key == "export"))
            button.clicked.disconnect()
            button.clicked.connect(act)
        self.resize(self.sizeHint())
        self.look()

    def look(self) -> None:
        """Examine everything; on the store's thread where a contest is open, else aside."""
        contest, at = self._desk.contest, self._desk.now()
        self._working(True)

        def work() -> Report:
            from app.services import doctor, doctor_report  # here: nobody falls ill at every start

            found = doctor.examine(None, at) if contest is None else doctor.examine_open(contest.store, at)
            return doctor_report.report(found, at)

        self._desk.operations.run(work, self._show, self._refused, owner=self, quiet=True, aside=contest is None)

    def _working(self, on: bool) -> None:
        for key in ("copy", "again", "export"):
            self.buttons[key].block(self.tr("正在检查…") if on else "")

    def _show(self, found: Report) -> None:
        self.report = found
        self._working(False)
        language = messages.language()
        self.ask(self.tr("自检"), found.summary(language))
        for row in self.rows:
            self._column.removeWidget(row)
            row.deleteLater()
        self.rows = [DoctorRow(row, language) for row in found.rows]
        for place, one in enumerate(self.rows):
            self._column.insertWidget(place, one)

    def _refused(self, error: AppError) -> None:
        self._working(False)
        self.refusal.say(messages.sentence(error))

    def _copy(self) -> None:
        if self.report is not None:
            from app.services import doctor_report  # here: see look

            QGuiApplication.clipboard().setText(doctor_report.as_text(self.report))
            self._text.setText(self.tr("已复制，可以粘贴到消息里。里面没有个人信息。"))

    def _ask_file(self) -> None:
        from app import paths

        folder = self._desk.settings.last_folder
        name = self.tr("自检") + f"-{self._desk.now().astimezone():%Y%m%d-%H%M}.txt"
        suggested = str((Path(folder) if folder else paths.contests_folder().parent) / name)
        kinds = self.tr("文字 (*.txt);;数据 (*.json)")
        chosen, kind = QFileDialog.getSaveFileName(self, self.tr("自检报告存到哪里"), suggested, kinds)
        if chosen:
            ending = ".json" if "json" in kind else ".txt"
            self.export(Path(chosen) if Path(chosen).suffix else Path(chosen + ending))

    def export(self, file: Path) -> None:
        """Write the report there, without anything that names somebody."""
        found = self.report
        if found is None:
            return

        def write() -> None:
            from app.services import doctor_report  # here: see look

            doctor_report.write(found, file)

        self._desk.operations.run(write, lambda _none: self._written(file), self._refused, owner=self, aside=True)

    def _written(self, file: Path) -> None:
        self.refusal.say("")
        self._text.setText(self.tr("已存到 {file}。里面没有姓名、竞赛名称、电脑名和文件夹名。").format(file=file))

    def sizeHint(self) -> QSize:
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableGeometry().size()
        return QSize(min(theme().px(WIDTH), room.width()), min(theme().px(HEIGHT), room.height()))
