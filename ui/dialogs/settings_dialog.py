"""Settings of this computer, as a table: one line each, in force at once, kept when the dialog closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from app.settings import Settings
from ui.dialogs.question import Answer, Question
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.fields import ChoiceBox


@dataclass(frozen=True)
class Line:
    """A setting: its field in `Settings`, its words, and what can be chosen as (value, words)."""

    field: str
    text: str
    hint: str
    choices: tuple[tuple[Any, str], ...]


# To add a setting: a field in app/settings.py, a line here.
LINES = (
    Line(
        "text_scale",
        QT_TRANSLATE_NOOP("SettingsDialog", "文字大小"),
        QT_TRANSLATE_NOOP("SettingsDialog", "Ctrl+= 放大，Ctrl+- 缩小"),
        (
            (100, QT_TRANSLATE_NOOP("SettingsDialog", "标准")),
            (120, QT_TRANSLATE_NOOP("SettingsDialog", "大")),
            (140, QT_TRANSLATE_NOOP("SettingsDialog", "特大")),
        ),
    ),
    Line(
        "theme",
        QT_TRANSLATE_NOOP("SettingsDialog", "颜色"),
        QT_TRANSLATE_NOOP("SettingsDialog", "打印件不受影响"),
        (
            ("auto", QT_TRANSLATE_NOOP("SettingsDialog", "跟随系统")),
            ("light", QT_TRANSLATE_NOOP("SettingsDialog", "浅色")),
            ("dark", QT_TRANSLATE_NOOP("SettingsDialog", "深色")),
        ),
    ),
    Line(
        "language",
        QT_TRANSLATE_NOOP("SettingsDialog", "语言"),
        QT_TRANSLATE_NOOP("SettingsDialog", "马上生效，数据不动"),
        (("zh", "简体中文"), ("en", "English")),
    ),
    Line(
        "lock_minutes",
        QT_TRANSLATE_NOOP("SettingsDialog", "多久没人操作就锁屏"),
        QT_TRANSLATE_NOOP("SettingsDialog", "Ctrl+L 马上锁；登录满 12 小时也会锁"),
        (
            (3, QT_TRANSLATE_NOOP("SettingsDialog", "3 分钟")),
            (5, QT_TRANSLATE_NOOP("SettingsDialog", "5 分钟")),
            (10, QT_TRANSLATE_NOOP("SettingsDialog", "10 分钟")),
            (15, QT_TRANSLATE_NOOP("SettingsDialog", "15 分钟")),
            (20, QT_TRANSLATE_NOOP("SettingsDialog", "20 分钟")),
            (30, QT_TRANSLATE_NOOP("SettingsDialog", "30 分钟")),
        ),
    ),
)

BACKUP_PLACES = 2  # beside the sticks that are in


def _tr(text: str) -> str:
    return QCoreApplication.translate("SettingsDialog", text)


class SettingsDialog(Question):
    """Shows the table. `changed` carries a field and its new value."""

    changed = Signal(str, object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(self.tr("本机设置"), self.tr("只管这台电脑，不跟着竞赛文件走。"))
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.boxes: dict[str, ChoiceBox] = {}
        for number, line in enumerate(LINES):
            box = ChoiceBox(_tr(line.text))
            box.setObjectName(f"setting_{line.field}")
            for value, words in line.choices:
                box.addItem(_tr(words), value)
            box.setCurrentIndex(max(0, box.findData(getattr(settings, line.field))))
            box.activated.connect(lambda _index, line=line: self._choose(line.field))
            self.boxes[line.field] = box
            grid.addWidget(Label(_tr(line.text)), number, 0)
            grid.addWidget(box, number, 1)
            grid.addWidget(Label(_tr(line.hint), ink=Ink.MUTED), number, 2)
        self.places = list(settings.backup_folders)
        self.place_lines: list[tuple[Label, Button]] = []
        for number in range(BACKUP_PLACES):
            self._add_place(grid, len(LINES) + number, number)
        grid.setColumnStretch(2, 1)
        self.add_widget(form)
        self.add_answer(Answer("shut", self.tr("关闭设置"), primary=True, safe=True))

    def _add_place(self, grid: QGridLayout, row: int, number: int) -> None:
        """A line for a place that backups go to: what it is, a button to choose it, one to take it away."""
        told = Label("", ink=Ink.MUTED)
        choose = Button(self.tr("选文件夹…"))
        choose.setObjectName(f"backup_place_{number}")
        choose.clicked.connect(lambda: self._choose_place(number))
        grid.addWidget(Label(self.tr("备份位置 {number}").format(number=number + 1)), row, 0)
        grid.addWidget(choose, row, 1)
        grid.addWidget(told, row, 2)
        self.place_lines.append((told, choose))
        self._show_place(number)

    def _show_place(self, number: int) -> None:
        told, _ = self.place_lines[number]
        given = self.places[number] if number < len(self.places) else ""
        told.setText(given or self.tr("第二块盘或文件夹；插着的U盘会自动加上"))

    def _choose_place(self, number: int) -> None:
        now = self.places[number] if number < len(self.places) else ""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("备份放到哪里"), now)
        kept = [place for index, place in enumerate(self.places) if index != number]
        if chosen:
            kept.insert(min(number, len(kept)), chosen)
        elif not now:
            return
        self.places = list(dict.fromkeys(kept))[:BACKUP_PLACES]
        self.changed.emit("backup_folders", tuple(self.places))
        for index in range(BACKUP_PLACES):
            self._show_place(index)

    def _choose(self, field: str) -> None:
        self.changed.emit(field, self.boxes[field].currentData())
