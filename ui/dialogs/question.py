"""Dialogs whose title is the question, whose text says what it concerns and whose buttons are verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.theme import BODY, CARD_HEADING, SECONDARY, theme
from ui.widgets import drawing
from ui.widgets.buttons import Button, Look
from ui.widgets.card import Ink, Label

_MOST_THINGS = 8


@dataclass(frozen=True)
class Answer:
    """A button: its key, its verb, whether it is the loud one, whether it is the safe one (Enter and Esc)."""

    key: str
    text: str
    primary: bool = False
    safe: bool = False


class RefusalLine(QWidget):
    """Why a dialog cannot go on, beside a cross; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label("", BODY, ink=Ink.ERROR, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 4, 0, 4)
        row.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """What it says now."""
        return self._label.text()

    def say(self, text: str) -> None:
        """Show a reason, or nothing."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QFontMetrics(theme().font(BODY)).lineSpacing()
        icons.paint(painter, QRect(0, 4, 20, line), "dismiss_circle", theme().tokens.error_text, 20, True)
        painter.end()


class Question(QDialog):
    """A question with verbs for answers. Esc takes the safe one, Enter the one in focus; in a field it goes on."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._safe = ""
        self._answer = ""
        self.setModal(True)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        self._title = Label("", CARD_HEADING, True, wrap=True)
        self._text = Label("", BODY, ink=Ink.TEXT2, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 4, 0, 4)
        self.body.setSpacing(6)
        column.addLayout(self.body)
        self.refusal = RefusalLine()
        column.addWidget(self.refusal)
        column.addSpacing(8)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch(1)
        column.addLayout(self._row)
        self.buttons: dict[str, Button] = {}

    def ask(self, title: str, text: str, things: Sequence[str] = ()) -> None:
        """Set the question, what it means, and the things it concerns (eight are listed, the rest counted)."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if things:
            lines = [f"·　{thing}" for thing in things[:_MOST_THINGS]]
            if len(things) > _MOST_THINGS:
                lines.append(self.tr("…　还有 {count} 项").format(count=len(things) - _MOST_THINGS))
            self.body.addWidget(Label("\n".join(lines), BODY, wrap=True))

    def add_widget(self, widget: QWidget) -> None:
        """Put something of one's own between text and buttons."""
        self.body.addWidget(widget)

    def add_audit_line(self, line: str) -> None:
        """Show the line that will be written into the record, before it is written."""
        self.body.addWidget(AuditLine(self.tr("将写入操作记录："), line))

    def add_answer(self, answer: Answer) -> Button:
        """Add a button; give the safe one too, or Esc answers with nothing."""
        button = Button(answer.text, Look.PRIMARY if answer.primary else Look.SECONDARY)
        button.setObjectName(f"answer_{answer.key}")
        button.setAutoDefault(answer.safe)
        button.clicked.connect(lambda: self.choose(answer.key))
        self.buttons[answer.key] = button
        self._row.addWidget(button)
        if answer.safe:
            self._safe = answer.key
            button.setDefault(True)
            button.setFocus()
        return button

    def choose(self, key: str) -> None:
        """Answer the question."""
        self._answer = key
        self.chosen.emit(key)
        self.accept()

    def reject(self) -> None:
        self._answer = self._safe
        self.chosen.emit(self._safe)
        super().reject()

    def answer(self) -> str:
        """Show the dialog, wait, and give the key of the answer."""
        self.exec()
        return self._answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focus, Button):
                focus.click()
                return
            if isinstance(focus, QLineEdit | QComboBox | QAbstractSpinBox):
                focus.focusNextChild()  # never the safe answer: it would drop what was typed
                return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        taken = super().event(event)
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest):
            self._grow(event.type() == QEvent.Type.Show)
        return taken

    def _grow(self, fresh: bool = False) -> None:
        """Be as high as wrapped words need at this width: a layout's least height does not know about wrapping. A fresh
        dialog nobody gave a size is no higher either, or the lines in it drift apart."""
        column = self.layout()
        wide = max(self.width(), self.minimumSizeHint().width())
        needed = column.totalHeightForWidth(wide) if column is not None else 0
        given = self.testAttribute(Qt.WidgetAttribute.WA_Resized) or self.sizeHint() != QDialog.sizeHint(self)
        if needed > self.height() or (fresh and 0 < needed < self.height() and not given):
            self.resize(wide, min(needed, self.screen().availableGeometry().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        painter.fillRect(self.rect(), tokens.surface)
        painter.setPen(tokens.strong_line)  # a screen without window frames still shows where it ends
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class AuditLine(QWidget):
    """A line of the record, shown as it will stand there."""

    def __init__(self, caption: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(Label(caption, SECONDARY, ink=Ink.TEXT2))
        column.addWidget(Label(line, BODY, wrap=True))

    def sizeHint(self) -> QSize:
        return super().sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = theme().tokens
        drawing.box(painter, self.rect(), tokens.window, tokens.line)
        painter.end()
