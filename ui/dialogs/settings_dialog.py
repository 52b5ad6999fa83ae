"""Settings of this computer, as a table: one line each, in force at once, kept when the dialog closes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.settings import Settings
from ui.dialogs.question import Answer, Question
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
)


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
        grid.setColumnStretch(2, 1)
        self.add_widget(form)
        self.add_answer(Answer("shut", self.tr("关闭设置"), primary=True, safe=True))

    def _choose(self, field: str) -> None:
        self.changed.emit(field, self.boxes[field].currentData())
