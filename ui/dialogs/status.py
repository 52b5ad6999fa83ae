"""F9: a whole sheet is absent, late, withdrawn, retired or disqualified - never a mark, never nought. And time used."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.marks import parse_seconds, show_seconds
from app.errors import AppError
from ui.dialogs.question import Answer, Question
from ui.grid.facts import status_text
from ui.theme import CARD_HEADING, SECONDARY
from ui.widgets.card import Ink, Label
from ui.widgets.fields import Caption, ChoiceBox

STATUSES = ("absent", "late", "withdrawn", "retired", "disqualified")


class StatusDialog(Question):
    """Which status, and why. `given` carries the status ("" for back to normal) and the reason.

    `keyed` counts marks that stand on the sheet already: they stay in the record and no longer count.
    """

    given = Signal(str, str)

    def __init__(self, code: str, current: str, keyed: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_dialog")
        self._code = code
        text = self.tr("整份不录分，排在最后、不列名次，不是 0 分。")
        if keyed:
            text = self.tr("这一份已录 {count} 格：留在记录里，但不再计分。{text}").format(count=keyed, text=text)
        if current:
            text = self.tr("现在是“{status}”。改回正常以后可以接着录分。").format(status=status_text(current))
        self.ask(self.tr("{code} 是什么情况？").format(code=code), text)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.status = ChoiceBox(self.tr("情况"))
        self.status.setObjectName("status_list")
        self.status.addItem(self.tr("请选择情况"), None)
        for number, status in enumerate(STATUSES, 1):
            if status != current:
                shown = self.tr("{number}　{status}").format(number=number, status=status_text(status))
                self.status.addItem(shown, status)
        if current:
            self.status.addItem(self.tr("0　改回正常"), "")
        self.words = QLineEdit()
        self.words.setObjectName("status_words")
        self.words.setAccessibleName(self.tr("理由"))
        self.words.setPlaceholderText(self.tr("例如：点名三次未到"))
        column.addWidget(Caption(self.tr("情况"), needed=True))
        column.addWidget(self.status)
        column.addWidget(Caption(self.tr("理由"), needed=True))
        column.addWidget(self.words)
        column.addWidget(Label(self.tr("理由会写进操作记录，以后不能改。"), SECONDARY, ink=Ink.MUTED))
        self.add_widget(form)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("give", self._verb(None), primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self.status.currentIndexChanged.connect(lambda _: self._go.say(self._verb(self.status.currentData())))
        self.words.returnPressed.connect(self._try)
        self.status.setFocus()

    def _verb(self, status: str | None) -> str:
        if status is None:
            return self.tr("记到 {code}").format(code=self._code)
        if not status:
            return self.tr("把 {code} 改回正常").format(code=self._code)
        return self.tr("把 {code} 记为{status}").format(code=self._code, status=status_text(status))

    def _try(self) -> None:
        status = self.status.currentData()
        if status is None:
            self.refusal.say(self.tr("还没有选情况。"))
            self.status.setFocus()
            return
        if not self.words.text().strip():
            self.refusal.say(self.tr("还没有写理由。"))
            self.words.setFocus()
            return
        self.given.emit(status, self.words.text().strip())
        self.choose("give")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses; Enter in the list goes on to the reason."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.focusWidget() is self.words and enter:
            return  # the field's own signal has taken it
        if self.focusWidget() is self.status and (enter or event.text().isdigit()):
            if not enter:
                self._choose_digit(int(event.text()))
            if self.status.currentData() is not None:
                self.words.setFocus()
            return
        super().keyPressEvent(event)

    def _choose_digit(self, digit: int) -> None:
        wanted = "" if digit == 0 else STATUSES[digit - 1] if digit <= len(STATUSES) else None
        place = next((n for n in range(1, self.status.count()) if self.status.itemData(n) == wanted), 0)
        if place:
            self.status.setCurrentIndex(place)


class TimeDialog(Question):
    """The time used on a sheet, typed as the figures of a clock. `given` carries whole seconds."""

    given = Signal(int)

    def __init__(self, code: str, seconds: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("time_dialog")
        now = self.tr("现在记的是 {time}。").format(time=show_seconds(seconds)) if seconds is not None else ""
        text = self.tr("{now}只键入数字：13120 就是 01:31:20。").format(now=now)
        self.ask(self.tr("{code} 用了多长时间？").format(code=code), text)
        self.field = QLineEdit()
        self.field.setObjectName("time_field")
        self.field.setAccessibleName(self.tr("用时"))
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.reading = Label("", CARD_HEADING, True)
        self.add_widget(self.field)
        self.add_widget(self.reading)
        self.add_answer(Answer("back", self.tr("返回"), safe=True))
        self._go = self.add_answer(Answer("give", self.tr("记到 {code}").format(code=code), primary=True))
        self._go.clicked.disconnect()
        self._go.clicked.connect(self._try)
        self.field.textEdited.connect(self._read)
        self.field.returnPressed.connect(self._try)
        self.field.setFocus()

    def _seconds(self) -> int | None:
        try:
            return parse_seconds(self.field.text(), table=False)
        except AppError:
            return None

    def _read(self) -> None:
        seconds = self._seconds()
        self.refusal.say("")
        self.reading.setText(show_seconds(seconds) if seconds is not None else "")

    def _try(self) -> None:
        seconds = self._seconds()
        if seconds is None:
            self.refusal.say(self.tr("“{text}”不是用时，没有存入。").format(text=self.field.text()))
            self.field.selectAll()
            self.field.setFocus()
            return
        self.given.emit(seconds)
        self.choose("give")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.focusWidget() is self.field and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)
