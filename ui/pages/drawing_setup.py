"""The left side of the draw page before a draw: stations, method, the promise and the digits, numbers pulled by hand,
and both witnesses with their PINs in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.services.draw_seed import pulled_seat, read_stations, without
from ui import messages
from ui.dialogs.people import Known, PinEdit
from ui.theme import SECONDARY, theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card, Ink, Label
from ui.widgets.choices import CheckBox, RadioButton
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from app.services.drawing_view import RoundDraw


def grouped(text: str) -> str:
    """A fingerprint in groups of four, the way it is read aloud."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


class PulledList(QWidget):
    """A field for everybody present; a number pulled twice is refused at once. `changed` after every good one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QLineEdit] = {}
        self._notes: dict[str, Label] = {}
        self._stations: tuple[int, ...] = ()
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        self.setMinimumHeight(theme().px(120))

    def show_people(self, people: Sequence[tuple[str, str]]) -> None:
        """Offer a field for each of (number, name); what was typed for the same people stays."""
        if [number for number, _ in people] == list(self.fields):
            return
        kept = {number: field.text() for number, field in self.fields.items()}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.fields, self._notes = {}, {}
        for row, (number, name) in enumerate(people):
            field = QLineEdit(kept.get(number, ""))
            field.setObjectName(f"pulled_{number}")
            field.setAccessibleName(self.tr("{number} {name} 摸到的号").format(number=number, name=name))
            field.setFixedWidth(theme().px(80))
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            field.editingFinished.connect(partial(self._check, number))
            field.returnPressed.connect(partial(self._next, number))
            note = Label("", SECONDARY, ink=Ink.ERROR, wrap=True)
            note.hide()
            grid.addWidget(Label(f"{number}　{name}"), row * 2, 0)
            grid.addWidget(field, row * 2, 1)
            grid.addWidget(note, row * 2 + 1, 0, 1, 2)
            self.fields[number], self._notes[number] = field, note
        grid.setRowStretch(len(people) * 2, 1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)

    def use_stations(self, stations: tuple[int, ...]) -> None:
        """Only these stations can be pulled."""
        self._stations = stations
        for number, field in self.fields.items():
            if field.text().strip():
                self._check(number)

    def texts(self) -> dict[str, str]:
        """What was typed, by entry number."""
        return {number: field.text().strip() for number, field in self.fields.items()}

    def left(self) -> int:
        """How many fields are empty or refused."""
        return sum(not field.text().strip() or bool(self._notes[n].text()) for n, field in self.fields.items())

    def _seats(self, without_number: str) -> dict[tuple[int, int], str]:
        found = {}
        for number, text in self.texts().items():
            if number != without_number and text and not self._notes[number].text():
                _, station, sitting = pulled_seat(number, text)
                found[sitting, station] = number
        return found

    def _check(self, number: str) -> bool:
        text, problem = self.fields[number].text().strip(), ""
        if text:
            try:
                _, station, sitting = pulled_seat(number, text)
            except AppError as error:
                problem = messages.sentence(error)
            else:
                other = self._seats(number).get((sitting, station))
                if station not in self._stations:
                    problem = self.tr("没有工位 {station}，或已停用").format(station=station)
                elif other:
                    problem = self.tr("工位 {station} 已经是 {other} 摸到的").format(station=station, other=other)
        self._notes[number].setText(problem)
        self._notes[number].setAccessibleName(problem)
        self._notes[number].setVisible(bool(problem))
        self.changed.emit()
        return not problem

    def _next(self, number: str) -> None:
        if not self._check(number):
            self.fields[number].selectAll()
            return
        keys = list(self.fields)
        following = next((key for key in keys[keys.index(number) + 1 :] if not self.fields[key].text()), None)
        if following is not None:
            self.fields[following].setFocus()
            self._area.ensureWidgetVisible(self.fields[following])
        else:
            self.fields[number].focusNextChild()


class DrawSetup(Card):
    """Everything that is said before a draw. `promised` asks for the fingerprint; `changed` after every keystroke."""

    promise_wanted = Signal()
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.view: RoundDraw | None = None
        self.body.setContentsMargins(14, 10, 14, 10)
        self.body.setSpacing(6)
        self.people = Label("", bold=True, wrap=True)
        self.body.addWidget(self.people)
        self._add_stations()
        self._add_method()
        self._add_seed()
        self.pulled = PulledList()
        self.pulled.changed.connect(self.changed)
        self.body.addWidget(self.pulled, 1)
        self._fill = QWidget()
        self.body.addWidget(self._fill, 1)
        self._add_witnesses()
        self._settle()

    def _add_stations(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        self.stations, self.closed = QLineEdit(), QLineEdit()
        for column, (field, name, hint, key) in enumerate(
            (
                (self.stations, self.tr("工位"), "13", "draw_stations"),
                (self.closed, self.tr("停用"), self.tr("如 5 或 5,9-10"), "draw_closed"),
            )
        ):
            field.setObjectName(key)
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            field.textEdited.connect(self._stations_changed)
            grid.addWidget(Caption(name), 0, column)
            grid.addWidget(field, 1, column)
        self.body.addLayout(grid)
        self.room = Label("", SECONDARY, ink=Ink.TEXT2, wrap=True)
        self.body.addWidget(self.room)
        self.split = CheckBox("")
        self.split.setObjectName("draw_split")
        self.split.toggled.connect(self.changed)
        self.body.addWidget(self.split)

    def _add_method(self) -> None:
        row = QHBoxLayout()
        self.computer, self.manual = RadioButton(self.tr("电脑抽签")), RadioButton(self.tr("现场摸号后录入"))
        self.computer.setObjectName("method_computer")
        self.manual.setObjectName("method_manual")
        self._methods = QButtonGroup(self)
        for button in (self.computer, self.manual):
            self._methods.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self.computer.setChecked(True)
        self.manual.toggled.connect(self._settle)
        self.body.addLayout(row)

    def _add_seed(self) -> None:
        self.seed = QWidget()
        column = QVBoxLayout(self.seed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.promise = Button(self.tr("先公布程序随机数的指纹"), icon="key", small=True)
        self.promise.setObjectName("draw_promise")
        self.promise.clicked.connect(self.promise_wanted)
        self.fingerprint = Label("", SECONDARY, wrap=True)
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.promise)
        column.addWidget(self.fingerprint)
        row = QHBoxLayout()
        row.addWidget(Caption(self.tr("然后见证人各报 3 位")))
        self.digits = (QLineEdit(), QLineEdit())
        for number, field in enumerate(self.digits, 1):
            field.setObjectName(f"draw_digits_{number}")
            field.setAccessibleName(self.tr("第 {number} 位见证人报的 3 位数字").format(number=number))
            field.setMaxLength(3)
            field.setFixedWidth(theme().px(64))
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            field.textEdited.connect(partial(self._digits_typed, number - 1))
            field.returnPressed.connect(self.focusNextChild)
            row.addWidget(field)
        row.addStretch(1)
        column.addLayout(row)
        self.body.addWidget(self.seed)

    def _add_witnesses(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setHorizontalSpacing(8)
        grid.setColumnStretch(0, 1)
        self.names: list[ChoiceBox] = []
        self.pins: list[PinEdit] = []
        for number, role in enumerate((self.tr("加密裁判"), self.tr("监督"))):
            name, pin = ChoiceBox(role), PinEdit(self.tr("{role}的 PIN").format(role=role))
            name.setObjectName(f"witness_name_{number}")
            pin.setObjectName(f"witness_pin_{number}")
            pin.setPlaceholderText("PIN")
            pin.setMinimumWidth(theme().px(110))
            pin.textEdited.connect(lambda _text: self.changed.emit())
            grid.addWidget(Caption(role, needed=True), number * 2, 0, 1, 2)
            grid.addWidget(name, number * 2 + 1, 0)
            grid.addWidget(pin, number * 2 + 1, 1)
            self.names.append(name)
            self.pins.append(pin)
        self.pins[0].returnPressed.connect(self.pins[1].setFocus)
        self.body.addLayout(grid)

    # what is shown

    def show_view(self, view: RoundDraw) -> None:
        """Show who would be drawn."""
        fresh = self.view is None or (self.view.trade, self.view.round) != (view.trade, view.round)
        self.view = view
        if fresh:
            last = view.draws[0].stations if view.draws else ""
            self.stations.setText(last or str(max(1, len(view.present))))
            self.closed.clear()
            self.split.setChecked(False)
            self.forget_promise()
        text = self.tr("{count} 人在场").format(count=len(view.present))
        if view.missing:
            text += self.tr("，还有 {count} 人没有检录，不会抽进去").format(count=view.missing)
        if view.moved:
            text += self.tr("，{count} 人改了场次").format(count=view.moved)
        self.people.setText(text)
        self.pulled.show_people(view.present)
        self._stations_changed()

    def show_people(self, coding: Sequence[Known], supervisors: Sequence[Known]) -> None:
        """Who may draw and who may witness; in a demo the PINs of invented people are filled in."""
        for box, pin, people in zip(self.names, self.pins, (coding, supervisors), strict=True):
            current = box.currentData()
            box.clear()
            for person in people:
                box.addItem(person.name, person.name)
            box.setCurrentIndex(max(0, box.findData(current)))
            if people and people[0].pin and not pin.text():
                pin.setText(people[0].pin)

    def show_promise(self, fingerprint: str) -> None:
        """The fingerprint is known: the witnesses may speak."""
        self.fingerprint.setText(self.tr("指纹 {fingerprint}").format(fingerprint=grouped(fingerprint)))
        self.fingerprint.show()
        for field in self.digits:
            field.setEnabled(True)
        self.digits[0].setFocus()
        self.changed.emit()

    def forget_promise(self) -> None:
        """No number is promised: nobody may speak yet."""
        self.fingerprint.setText("")
        self.fingerprint.hide()
        for field in self.digits:
            field.clear()
            field.setEnabled(False)
        self.changed.emit()

    def clear_secrets(self) -> None:
        """Nobody's PIN stays in a field."""
        for pin in self.pins:
            pin.clear()

    # what was said

    def usable(self) -> tuple[int, ...]:
        """The stations that can be used. Raises WrongCall "draw.stations_text"."""
        return without(read_stations(self.stations.text() or "0"), self.closed.text())

    def sittings(self) -> int:
        """How many sittings that makes; 0 when the stations make no sense."""
        try:
            count = len(self.usable())
        except AppError:
            return 0
        return -(-len(self.view.present) // count) if self.view is not None and count else 0

    def said(self) -> tuple[str, ...]:
        """The digits of the witnesses."""
        return tuple(field.text().strip() for field in self.digits)

    def lacking(self, promised: bool) -> str:
        """Why the draw cannot begin yet; "" when it can."""
        view = self.view
        if view is None or not view.present:
            return self.tr("还没有人检录到场")
        try:
            usable = self.usable()
        except AppError:
            return self.tr("工位写法看不懂")
        if not usable:
            return self.tr("没有可用的工位")
        if self.sittings() > 1 and not self.split.isChecked() and not self.manual.isChecked():
            return self.tr("工位不够：改工位，或勾选分场")
        if self.manual.isChecked():
            left = self.pulled.left()
            if left:
                return self.tr("还有 {count} 人没有录入摸到的号").format(count=left)
        elif not promised:
            return self.tr("先公布指纹，再由见证人报数")
        elif not all(len(text) == 3 and text.isascii() and text.isdigit() for text in self.said()):
            return self.tr("见证人各报 3 位数字")
        if not all(pin.text() for pin in self.pins):
            return self.tr("两位见证人都要输 PIN")
        return ""

    def _digits_typed(self, number: int, text: str) -> None:
        if len(text) == 3:
            (self.digits[1] if number == 0 else self.pins[0]).setFocus()
        self.changed.emit()

    def _stations_changed(self) -> None:
        view = self.view
        count = len(view.present) if view is not None else 0
        try:
            usable = self.usable()
        except AppError as error:
            self.room.setText(messages.sentence(error))
            self.room.set_ink(Ink.ERROR)
            self.split.hide()
            self.changed.emit()
            return
        sittings = self.sittings()
        if sittings > 1:
            self.room.setText(
                self.tr("在场 {count} 人，可用工位 {stations} 个。").format(count=count, stations=len(usable))
            )
            self.room.set_ink(Ink.ERROR)
            self.split.setText(self.tr("分成 {count} 场").format(count=sittings))
            self.split.setAccessibleName(self.split.text())
        else:
            self.room.setText(self.tr("可用工位 {stations} 个，一场抽完。").format(stations=len(usable)))
            self.room.set_ink(Ink.TEXT2)
        self.split.setVisible(sittings > 1 and not self.manual.isChecked())
        self.pulled.use_stations(usable)
        self.changed.emit()

    def _settle(self) -> None:
        manual = self.manual.isChecked()
        self.seed.setVisible(not manual)
        self.pulled.setVisible(manual)
        self._fill.setVisible(not manual)
        self.split.setVisible(self.sittings() > 1 and not manual)
        self.changed.emit()
