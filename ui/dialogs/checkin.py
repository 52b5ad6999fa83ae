"""Dialogs of the door: what is wrong with somebody, who is missing at the end, when a sitting begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from app.domain.contest import Status
from app.services.timetable import VENUE
from ui.dialogs.question import Answer, Question
from ui.grid.facts import status_text
from ui.theme import SECONDARY, theme
from ui.widgets.card import Ink, Label
from ui.widgets.choices import NumberBox
from ui.widgets.fields import Caption, ChoiceBox

if TYPE_CHECKING:
    from app.services.checkin_view import Missing

PAPERS, LATE, WITHDRAWN, ABSENT, TIME, MOVE, SUBSTITUTE, ADMIT = (
    "papers",
    "late",
    "withdrawn",
    "absent",
    "time",
    "move",
    "substitute",
    "admit",
)
KINDS = (PAPERS, LATE, WITHDRAWN, ABSENT, TIME, MOVE, SUBSTITUTE, ADMIT)
STATUSES = {LATE: Status.LATE, WITHDRAWN: Status.WITHDRAWN, ABSENT: Status.ABSENT}
GONE = (Status.ABSENT, Status.LATE, Status.WITHDRAWN)


@dataclass(frozen=True)
class Trouble:
    """What was chosen: a kind, the reason, minutes or sitting, and who stands in."""

    kind: str
    reason: str
    number: int = 0
    values: dict[str, str] = field(default_factory=dict)


class TroubleDialog(Question):
    """有问题: a digit chooses what, then the reason. Only what makes sense now is offered. `given` carries it."""

    given = Signal(object)

    def __init__(
        self, number: str, name: str, kinds: Sequence[str], sittings: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("trouble_dialog")
        self._number, self._offered = number, [kind for kind in KINDS if kind in kinds]
        self.ask(
            self.tr("{number} {name} 怎么处理？").format(number=number, name=name),
            self.tr("按数字选一项，再写理由。抽签以前都能按 Ctrl+Z 撤销。"),
        )
        self.kind = ChoiceBox(self.tr("怎么处理"))
        self.kind.setObjectName("trouble_kind")
        self.kind.addItem(self.tr("请选择"), "")
        for place, kind in enumerate(self._offered, 1):
            self.kind.addItem(f"{place}　{self._words(kind)}", kind)
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self._minutes_caption, self.minutes = (
            Caption(self.tr("补时")),
            NumberBox(self.tr("补时"), 1, 240, self.tr("分钟")),
        )
        self.minutes.setValue(5)
        self._sitting_caption = Caption(self.tr("改到第几场"))
        self.sitting = NumberBox(self.tr("改到第几场"), 1, max(2, sittings + 1))
        self.fields: dict[str, QLineEdit] = {}
        row = 0
        for caption, widget in (
            (Caption(self.tr("怎么处理"), needed=True), self.kind),
            (self._minutes_caption, self.minutes),
            (self._sitting_caption, self.sitting),
            *self._person_fields(),
        ):
            grid.addWidget(caption, row, 0)
            grid.addWidget(widget, row + 1, 0)
            row += 2
        self.reason = QLineEdit()
        self.reason.setObjectName("trouble_reason")
        self.reason.setAccessibleName(self.tr("理由"))
        self.reason.setMaxLength(200)
        grid.addWidget(Caption(self.tr("理由"), needed=True), row, 0)
        grid.addWidget(self.reason, row + 1, 0)
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("give", self.tr("记到 {number}").format(number=number), primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self.kind.currentIndexChanged.connect(self._settle)
        self.reason.returnPressed.connect(self._try)
        self._settle()
        self.kind.setFocus()

    def _person_fields(self) -> list[tuple[Caption, QLineEdit]]:
        found = []
        for key, text in (
            ("name", self.tr("替补的姓名")),
            ("id_number", self.tr("替补的身份证号")),
            ("phone", self.tr("替补的手机")),
        ):
            edit = QLineEdit()
            edit.setObjectName(f"substitute_{key}")
            edit.setAccessibleName(text)
            edit.returnPressed.connect(self.focusNextChild)
            self.fields[key] = edit
            found.append((Caption(text, needed=True), edit))
        self._person_widgets = [widget for pair in found for widget in pair]
        return found

    def _words(self, kind: str) -> str:
        return {
            PAPERS: self.tr("证件问题，先不入场"),
            LATE: status_text(Status.LATE.value),
            WITHDRAWN: status_text(Status.WITHDRAWN.value),
            ABSENT: status_text(Status.ABSENT.value),
            TIME: self.tr("补时"),
            MOVE: self.tr("改场次"),
            SUBSTITUTE: self.tr("替补上场"),
            ADMIT: self.tr("准许入场"),
        }[kind]

    def _settle(self) -> None:
        kind = self.kind.currentData() or ""
        for widgets, mine in (
            ((self._minutes_caption, self.minutes), TIME),
            ((self._sitting_caption, self.sitting), MOVE),
            (tuple(self._person_widgets), SUBSTITUTE),
        ):
            for widget in widgets:
                widget.setVisible(kind == mine)
        self._go.say(self._verb(kind))
        self.refusal.say("")
        self.adjustSize()

    def _verb(self, kind: str) -> str:
        if not kind:
            return self.tr("记到 {number}").format(number=self._number)
        words = self._words(kind).partition("，")[0]
        return self.tr("{number}：{what}").format(number=self._number, what=words)

    def _try(self) -> None:
        kind = self.kind.currentData() or ""
        if not kind:
            self._lacking(self.tr("还没有选怎么处理。"), self.kind)
            return
        if kind == SUBSTITUTE:
            for edit in self.fields.values():
                if not edit.text().strip():
                    self._lacking(self.tr("{field}还没有填。").format(field=edit.accessibleName()), edit)
                    return
        if not self.reason.text().strip():
            self._lacking(self.tr("还没有写理由。"), self.reason)
            return
        number = self.minutes.value() if kind == TIME else self.sitting.value() if kind == MOVE else 0
        values = {key: edit.text().strip() for key, edit in self.fields.items()} if kind == SUBSTITUTE else {}
        self.given.emit(Trouble(kind, self.reason.text().strip(), number, values))
        self.choose("give")

    def _lacking(self, text: str, widget: QWidget) -> None:
        self.refusal.say(text)
        widget.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focus = self.focusWidget()
        if enter and isinstance(focus, QLineEdit):
            return  # the field's own signal has taken it
        if focus is self.kind and (enter or event.text().isdigit()):
            if not enter and 1 <= int(event.text()) <= len(self._offered):
                self.kind.setCurrentIndex(int(event.text()))
            if self.kind.currentData():
                self._first_field().setFocus()
            return
        super().keyPressEvent(event)

    def _first_field(self) -> QWidget:
        kind = self.kind.currentData()
        return {TIME: self.minutes, MOVE: self.sitting, SUBSTITUTE: self.fields["name"]}.get(kind, self.reason)


class CloseDialog(Question):
    """截止本场: everybody missing by name, one reason each. `given` carries (status, words) by entry number."""

    given = Signal(object)

    def __init__(self, sitting: str, missing: Sequence[Missing], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("close_dialog")
        self.ask(
            self.tr("截止{sitting}？还有 {count} 人没有到").format(sitting=sitting, count=len(missing)),
            self.tr("每人选一个情况：数字 1 缺考、2 迟到取消、3 弃权，Enter 到下一人。说明可以不填。"),
        )
        self.rows: dict[str, tuple[ChoiceBox, QLineEdit]] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for place, one in enumerate(missing):
            box, words = self._line(one)
            self.rows[one.number] = (box, words)
            grid.addWidget(Label(f"{one.number}　{one.name}", bold=True), place, 0)
            grid.addWidget(box, place, 1)
            grid.addWidget(words, place, 2)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setFixedHeight(min(theme().px(300), inside.sizeHint().height() + 4))
        self._area = area
        self.setMinimumWidth(theme().px(640))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        column.addWidget(Label(self.tr("情况会写进操作记录。这不是成绩，也不是 0 分。"), SECONDARY, ink=Ink.MUTED))
        self.add_widget(box)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        verb = self.tr("登记 {count} 人并截止").format(count=len(missing))
        self._go = self.add_answer(Answer("give", verb, primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        if self.rows:
            next(iter(self.rows.values()))[0].setFocus()

    def _line(self, one: Missing) -> tuple[ChoiceBox, QLineEdit]:
        box = ChoiceBox(self.tr("{number} {name} 的情况").format(number=one.number, name=one.name))
        box.setObjectName(f"missing_{one.number}")
        box.addItem(self.tr("请选择"), "")
        for number, status in enumerate(GONE, 1):
            box.addItem(f"{number}　{status_text(status.value)}", status)
        words = QLineEdit(one.held)
        words.setAccessibleName(self.tr("{number} 的说明").format(number=one.number))
        words.setPlaceholderText(self.tr("说明"))
        words.setMaxLength(200)
        words.returnPressed.connect(partial(self._next, one.number))
        return box, words

    def _next(self, number: str) -> None:
        keys = list(self.rows)
        place = keys.index(number) + 1
        if place < len(keys):
            box = self.rows[keys[place]][0]
            box.setFocus()
            self._area.ensureWidgetVisible(box)
        else:
            self._go.setFocus()

    def _try(self) -> None:
        for number, (box, _) in self.rows.items():
            if not box.currentData():
                self.refusal.say(self.tr("{number} 还没有选情况。").format(number=number))
                box.setFocus()
                self._area.ensureWidgetVisible(box)
                return
        chosen = {
            number: (box.currentData(), words.text().strip() or box.currentData().zh)
            for number, (box, words) in self.rows.items()
        }
        self.given.emit(chosen)
        self.choose("give")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit) and enter:
            return
        number = next((key for key, (box, _) in self.rows.items() if box is focus), "")
        if number and (enter or event.text() in ("1", "2", "3")):
            if not enter:
                self.rows[number][0].setCurrentIndex(int(event.text()))
            if self.rows[number][0].currentData():
                self._next(number)
            return
        super().keyPressEvent(event)


class TextDialog(Question):
    """One line to type. `given` carries it."""

    given = Signal(str)

    def __init__(
        self, question: str, text: str, name: str, value: str, verb: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("text_dialog")
        self.ask(question, text)
        self.field = QLineEdit(value)
        self.field.setObjectName("text_field")
        self.field.setAccessibleName(name)
        self.field.setMaxLength(40)
        self.add_widget(self.field)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("give", verb, primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self.field.returnPressed.connect(self._try)
        self.field.selectAll()
        self.field.setFocus()

    def problem(self, text: str) -> str:
        """Why a text cannot be taken; "" when it can."""
        return ""

    def _try(self) -> None:
        problem = self.problem(self.field.text().strip())
        if problem:
            self.refusal.say(problem)
            self.field.selectAll()
            return
        self.given.emit(self.field.text().strip())
        self.choose("give")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.focusWidget() is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)


class HourDialog(TextDialog):
    """When a sitting begins, typed as 830, 8:30 or 0830; `moment` gives it on the day of `now`."""

    def __init__(self, sitting: str, now: datetime, value: str, parent: QWidget | None = None) -> None:
        self._now = now
        super().__init__("", "", "", value, "", parent)
        self.ask(
            self.tr("{sitting}几点开始？").format(sitting=sitting),
            self.tr("只键入数字：830 就是 08:30。迟到时限从这时算起。"),
        )
        self.field.setAccessibleName(self.tr("开始时间"))
        self._go.say(self.tr("定下开始时间"))

    def problem(self, text: str) -> str:
        if self.moment(text) is None:
            return self.tr("“{text}”不是钟点，没有存入。写成 830 或 08:30。").format(text=text)
        return ""

    def moment(self, text: str) -> datetime | None:
        """The moment a text means."""
        digits = text.replace("：", ":").replace(":", "")
        if not (digits.isascii() and digits.isdigit() and 3 <= len(digits) <= 4):
            return None
        hour, minute = int(digits[:-2]), int(digits[-2:])
        if hour > 23 or minute > 59:
            return None
        return self._now.astimezone(VENUE).replace(hour=hour, minute=minute, second=0, microsecond=0)
