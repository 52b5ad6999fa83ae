"""Settings of this computer, made from the table in `app.settings`: found by typing, in force at once, kept."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.settings import Option, Section, Settings, options
from ui.dialogs.question import Answer, Question
from ui.theme import BODY, SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Ink, Label
from ui.widgets.choices import CheckBox
from ui.widgets.fields import ChoiceBox, SearchField

WIDTH, HEIGHT = 640, 560  # px at 100 %
CONTROL = 180


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


class Row(QWidget):
    """One setting: its words, what is chosen, and what it means. `changed` carries the new value."""

    changed = Signal(object)

    def __init__(self, option: Option, value: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.box: ChoiceBox | CheckBox | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 5, 0, 5)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_tr(option.text), wrap=True))
        if option.hint:
            words.addWidget(Label(_tr(option.hint), SECONDARY, ink=Ink.TEXT2, wrap=True))
        self._grid.addLayout(words, 0, 0, 1, 1 if not option.places else 3)
        self._grid.setColumnStretch(0, 1)
        if option.places:
            self._fill_places(tuple(value))
        elif option.choices:
            self._fill_choices(value)
        else:
            self._fill_switch(bool(value))

    def _fill_choices(self, value: Any) -> None:
        box = ChoiceBox(_tr(self.option.text))
        for one, words in self.option.choices:
            box.addItem(_tr(words).format(minutes=one), one)
        box.setCurrentIndex(max(0, box.findData(value)))
        box.activated.connect(lambda _index: self.changed.emit(box.currentData()))
        self._take(box)

    def _fill_switch(self, on: bool) -> None:
        box = CheckBox(self.tr("打开"))
        box.setAccessibleName(_tr(self.option.text))
        box.setChecked(on)
        box.toggled.connect(lambda on: self.changed.emit(on))
        self._take(box)

    def _take(self, box: ChoiceBox | CheckBox) -> None:
        box.setObjectName(f"setting_{self.option.key}")
        box.setToolTip(_tr(self.option.hint))
        self.box = box
        box.setMinimumWidth(theme().px(CONTROL))
        self._grid.addWidget(box, 0, 1, Qt.AlignmentFlag.AlignVCenter)

    # folders

    def _fill_places(self, value: tuple[str, ...]) -> None:
        self.places = list(value)
        self.lines: list[tuple[Label, Button, Button]] = []
        for number in range(self.option.places):
            told = Label("", BODY, ink=Ink.TEXT2, wrap=True)
            choose = Button(self.tr("选文件夹…"), icon="folder_open", small=True)
            choose.setObjectName(f"{self.option.key}_{number}")
            choose.setAccessibleName(self.tr("选第 {number} 个文件夹").format(number=number + 1))
            choose.clicked.connect(lambda _on=False, number=number: self._choose(number))
            drop = Button(self.tr("不再用"), small=True)
            drop.setAccessibleName(self.tr("不再用第 {number} 个文件夹").format(number=number + 1))
            drop.clicked.connect(lambda _on=False, number=number: self._drop(number))
            self._grid.addWidget(told, number + 1, 0)
            self._grid.addWidget(drop, number + 1, 1)
            self._grid.addWidget(choose, number + 1, 2)
            self.lines.append((told, choose, drop))
        self._show_places()

    def _show_places(self) -> None:
        for number, (told, choose, drop) in enumerate(self.lines):
            given = self.places[number] if number < len(self.places) else ""
            told.setText(given or self.tr("还没有选"))
            drop.setVisible(bool(given))
            choose.block("" if number <= len(self.places) else self.tr("先选上面一个"))

    def _choose(self, number: int) -> None:
        now = self.places[number] if number < len(self.places) else ""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("备份放到哪里"), now)
        if chosen:
            kept = [place for index, place in enumerate(self.places) if index != number and place != chosen]
            kept.insert(min(number, len(kept)), chosen)
            self._keep(kept)

    def _drop(self, number: int) -> None:
        self._keep([place for index, place in enumerate(self.places) if index != number])
        self.lines[number][1].setFocus()

    def _keep(self, places: list[str]) -> None:
        self.places = places[: self.option.places]
        self.changed.emit(tuple(self.places))
        self._show_places()


class SettingsDialog(Question):
    """Shows the table, section by section. `changed` carries a setting's key and its new value."""

    changed = Signal(str, object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask(self.tr("本机设置"), self.tr("只管这台电脑，不跟着竞赛文件走。改了马上生效。"))
        self.search = SearchField(self.tr("找设置"))
        self.search.setObjectName("settings_search")
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.add_widget(self.search)
        self.rows: dict[str, Row] = {}
        self._heads: dict[Section, Label] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(2)
        for section in Section:
            self._add_section(column, section, settings)
        self.nothing = Label(self.tr("没有这样的设置。"), ink=Ink.TEXT2)
        self.nothing.hide()
        column.addWidget(self.nothing)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inside)
        self._area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.body.addWidget(self._area, 1)
        self.add_answer(Answer("doctor", self.tr("自检…")))
        self.add_answer(Answer("shut", self.tr("关闭设置"), primary=True, safe=True))
        self.resize(self.sizeHint())  # what Qt would choose is two thirds of the screen at most
        self.search.setFocus()

    @property
    def boxes(self) -> dict[str, ChoiceBox | CheckBox]:
        """What is chosen with, by setting; folders have none."""
        return {key: row.box for key, row in self.rows.items() if row.box is not None}

    def _add_section(self, column: QVBoxLayout, section: Section, settings: Settings) -> None:
        head = Label(_tr(section.value), BODY, True, ink=Ink.PRIMARY)
        head.setContentsMargins(0, 8, 0, 0)
        self._heads[section] = head
        column.addWidget(head)
        for option in options():
            if option.section is section:
                row = Row(option, getattr(settings, option.key))
                row.changed.connect(lambda value, key=option.key: self.changed.emit(key, value))
                self.rows[option.key] = row
                column.addWidget(row)

    def _find(self, text: str) -> None:
        """Show the settings whose words, in Chinese or in the window's language, hold what was typed."""
        wanted = text.strip().casefold()
        for row in self.rows.values():
            words = (word for source in row.option.words() for word in (source, _tr(source)))
            row.setVisible(any(wanted in word.casefold() for word in words))
        for section, head in self._heads.items():
            head.setVisible(any(not row.isHidden() for row in self.rows.values() if row.option.section is section))
        self.nothing.setVisible(all(row.isHidden() for row in self.rows.values()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrow down lead from the search into what it found."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            down = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
            first = next((row for row in self.rows.values() if not row.isHidden()), None)
            if event.key() in down and first is not None:
                (first.box or first.lines[0][1]).setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry().size()
        parent = self.parentWidget()
        if parent is not None:
            room = room.boundedTo(parent.window().size())
        return QSize(theme().px(WIDTH), theme().px(HEIGHT)).boundedTo(room - QSize(32, 0))
