"""Holding a sampled sheet against its paper: the total of each part is typed first, then the machine shows its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from app.domain.numbers import show
from ui import icons
from ui.theme import BODY, SECONDARY, SHEET_CODE, theme
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Card, Ink, Label

if TYPE_CHECKING:
    from app.services.signing_view import PaperPart, PaperSheet

HIDDEN = "＊＊＊＊"


class Verdict(QWidget):
    """Nothing yet, a tick, or a cross."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.same: bool | None = None
        self.setFixedSize(24, 28)

    def show_same(self, same: bool | None) -> None:
        """Show what came of comparing."""
        self.same = same
        self.setAccessibleName("" if same is None else self.tr("一致") if same else self.tr("不一致"))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.same is None:
            return
        painter = QPainter(self)
        tokens = theme().tokens
        name, ink = ("checkmark_circle", tokens.ok) if self.same else ("dismiss_circle", tokens.error_text)
        icons.paint(painter, QRect(0, 0, 24, self.height()), name, ink, 20, True)
        painter.end()


class PaperCheck(Card):
    """The sheet in hand. `agreed`: nothing differs; `differs`: the numbers of the parts that do."""

    agreed = Signal()
    differs = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._sheet: PaperSheet | None = None
        self._fields: list[QLineEdit] = []
        self._machine: list[Label] = []
        self._verdicts: list[Verdict] = []
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 16, 4)
        self.code = Label("", SHEET_CODE, True)
        self.why = Label("", SECONDARY, ink=Ink.TEXT2)
        head.addWidget(self.code)
        head.addSpacing(8)
        head.addWidget(self.why, 1)
        self.body.addLayout(head)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.viewport().setAutoFillBackground(False)
        self.body.addWidget(self.area, 1)
        self.refusal = Label("", BODY, ink=Ink.ERROR, wrap=True)
        self.refusal.setContentsMargins(16, 0, 16, 0)
        self.body.addWidget(self.refusal)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 12)
        row.setSpacing(8)
        row.addWidget(Label(self.tr("先输纸面合计，再显示机内"), SECONDARY, ink=Ink.MUTED, wrap=True), 1)
        self.wrong = Button(self.tr("不一致…"))
        self.wrong.setObjectName("paper_differs")
        self.same = Button(self.tr("一致"), Look.PRIMARY, key="Enter", binds=False)
        self.same.setObjectName("paper_same")
        row.addWidget(self.wrong)
        row.addWidget(self.same)
        self.body.addLayout(row)
        self.same.clicked.connect(self.agreed)
        self.wrong.clicked.connect(lambda: self.differs.emit(self._differing()))

    def show_sheet(self, sheet: PaperSheet, why: str) -> None:
        """Take another sheet in hand; nothing is filled in."""
        self._sheet = sheet
        self.code.setText(sheet.code)
        self.why.setText(why)
        self.refusal.setText("")
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(16, 4, 16, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self._fields, self._machine, self._verdicts = [], [], []
        for column, name in ((1, self.tr("纸面")), (2, self.tr("机内"))):
            grid.addWidget(Label(name, SECONDARY, ink=Ink.TEXT2), 0, column)
        for number, part in enumerate(sheet.parts):
            self._add_part(grid, number, part)
        grid.setRowStretch(len(sheet.parts) + 1, 1)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)  # setWidget switched it on
        self._show_buttons()
        if self._fields:
            self._fields[0].setFocus()

    def _add_part(self, grid: QGridLayout, number: int, part: PaperPart) -> None:
        name = Label(f"{part.id}　{part.name}" if part.id else part.name, BODY, wrap=True)
        field = QLineEdit()
        field.setObjectName(f"paper_{number}")
        field.setFixedWidth(theme().px(90))
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        field.setAccessibleName(self.tr("{part} 纸面合计").format(part=part.name))
        field.textEdited.connect(lambda _text: self._typed(number))
        field.installEventFilter(self)
        machine, verdict = Label(HIDDEN, BODY, ink=Ink.TEXT2), Verdict()
        machine.setMinimumWidth(theme().px(72))
        for column, widget in enumerate((name, field, machine, verdict)):
            grid.addWidget(widget, number + 1, column)
        self._fields.append(field)
        self._machine.append(machine)
        self._verdicts.append(verdict)

    def _typed(self, number: int) -> None:
        """What is typed anew is compared anew; the machine's number hides again."""
        self._machine[number].setText(HIDDEN)
        self._verdicts[number].show_same(None)
        self.refusal.setText("")
        self._show_buttons()

    def _entered(self, number: int) -> None:
        from app.services.signing_view import same_as_paper  # here: it brings the services along

        assert self._sheet is not None  # fields exist only with a sheet
        field, part = self._fields[number], self._sheet.parts[number]
        try:
            same = same_as_paper(field.text(), part.value)
        except ValueError:
            self.refusal.setText(self.tr("只能输数字，照纸面抄。"))
            field.selectAll()
            return
        self.refusal.setText("")
        self._machine[number].setText(_short(part.value))
        self._verdicts[number].show_same(same)
        self._show_buttons()
        if number + 1 < len(self._fields):
            self._fields[number + 1].setFocus()
            self._fields[number + 1].selectAll()
        else:
            (self.same if self.same.isEnabled() else self.wrong).setFocus()

    def typed(self) -> dict[str, str]:
        """The totals as they were typed from the paper, by part."""
        parts = self._sheet.parts if self._sheet is not None else ()
        return {part.id: field.text().strip() for part, field in zip(parts, self._fields, strict=True)}

    def _differing(self) -> list[int]:
        found = [number for number, verdict in enumerate(self._verdicts) if verdict.same is False]
        return found or list(range(len(self._verdicts)))

    def _show_buttons(self) -> None:
        left = sum(verdict.same is None for verdict in self._verdicts)
        wrong = sum(verdict.same is False for verdict in self._verdicts)
        reason = ""
        if left:
            reason = self.tr("还有 {count} 项没有对").format(count=left)
        elif wrong:
            reason = self.tr("{count} 项不一致").format(count=wrong)
        self.same.block(reason)
        self.wrong.set_look(Look.PRIMARY if wrong and not left else Look.SECONDARY)
        self.same.set_look(Look.SECONDARY if wrong and not left else Look.PRIMARY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """↑ and ↓ walk the fields, Enter compares. It goes no further: the same Enter must not press 一致 as well."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in self._fields:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._entered(self._fields.index(watched))  # type: ignore[arg-type]
                return True
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step:
                to = self._fields.index(watched) + step  # type: ignore[arg-type]
                if 0 <= to < len(self._fields):
                    self._fields[to].setFocus()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button) and focus.isEnabled():
            focus.click()
            return
        super().keyPressEvent(event)


def _short(value: str) -> str:
    """A machine total with at most four decimals."""
    from fractions import Fraction

    return show(Fraction(value), 4) if len(value.partition(".")[2]) > 4 else value
